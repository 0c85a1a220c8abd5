//! fraction-as-percent: a fraction of one in a column of percents.

use rust_decimal::Decimal;

use super::common::quote;
use super::rows::Row;
use super::target::Target;
use crate::diagnostic::{Applicability, Sink, say};
use crate::text::Edit;

rule!(
    "fraction-as-percent",
    Indicators,
    Warning,
    Some(Applicability::Unsafe),
    "按百分比填的一栏里写成了小数",
    "a fraction of one in a column of percents",
);

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    if row.sheet.headings.is_none() || row.unit() != "%" {
        return;
    }
    let Target::Number(number) = row.target else { return };
    // Small rates are rates; a share that is to be high is none of them.
    let high = ["满意", "合格", "达标", "覆盖", "完成率", "及时", "准确", "知晓", "到位", "优良", "完好"];
    let fraction = number > Decimal::new(3, 1) && number < Decimal::ONE && number.scale() <= 4;
    if !fraction || !high.iter().any(|word| row.name.contains(word)) {
        return;
    }
    let percent = (number * Decimal::ONE_HUNDRED).normalize();
    let (lang, name, value) = (sink.lang, quote(row.name), quote(row.value));
    let message = say!(
        lang,
        "{name}的度量单位是“%”，指标值{value}像是小数，应为 {percent}",
        "{name} is in percent, and {value} looks like a fraction; {percent} is expected"
    );
    let range = row.place(row.places.value);
    sink.report(&RULE, range, message).fix(
        Applicability::Unsafe,
        say!(lang, "改为 {percent}", "write {percent}"),
        vec![Edit::replace(range, percent.to_string())],
    );
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn rates_that_are_small() {
        check(&expect![[r#"
            # mubiao: profile = none
            部门预算项目绩效目标申报表（2023年度）
            项目名称⇥村级公共服务
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标性质⇥指标值⇥度量单位
            ⇥产出指标⇥质量指标⇥发放差错率⇥≤⇥0.5⇥%
            ⇥满意度指标⇥服务对象满意度指标⇥村民满意度⇥≥⇥90⇥%
        "#]]);
    }
}
