//! unbalanced-weights: the weights of the indicators do not make what the form has them make.

use rust_decimal::Decimal;

use super::common::quote;
use super::printed;
use crate::diagnostic::{Sink, say};
use crate::profile::{ColumnKind, fold_value};
use crate::sheet::{CheckKind, Sheet};

rule!(
    "unbalanced-weights",
    Indicators,
    Error,
    None,
    "各指标的权重合计不等于表样的总分",
    "the weights of the indicators do not make the total of the form",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    printed::report(sheet, sink, &RULE, CheckKind::Weights);
    let (Some(expected), Some(column)) = (sheet.profile.weights, sheet.profile.column_of(ColumnKind::Weight)) else {
        return;
    };
    let Some(open) = sheet.profile.indicators().and_then(|(section, _)| sheet.view_of(section)) else { return };
    let (mut sum, mut stated) = (Decimal::ZERO, false);
    for indicator in &sheet.indicators {
        if indicator.is_in_doubt() {
            return;
        }
        let Some(cell) = indicator.cell(column) else { continue };
        // 权重 may be written as a share.
        let weight = fold_value(sheet.value(cell));
        let weight = Decimal::from_str_exact(weight.trim_end_matches(['%', '分']));
        let Some(more) = weight.ok().and_then(|weight| sum.checked_add(weight)) else { return };
        (sum, stated) = (more, true);
    }
    if !stated || sum == expected {
        return;
    }
    let columns = sheet.profile.sections[sheet.profile.indicators().map_or(0, |(section, _)| section)].columns();
    let (lang, name) = (sink.lang, quote(&columns[column].label.text));
    let Some(off) = sum.checked_sub(expected) else { return };
    let (off, sum) = (off.abs().normalize(), sum.normalize());
    let message = if sum < expected {
        say!(
            lang,
            "{name}合计 {sum}，应为 {expected}，少 {off}",
            "{name} come to {sum}; {expected} is expected, {off} more"
        )
    } else {
        say!(
            lang,
            "{name}合计 {sum}，应为 {expected}，多 {off}",
            "{name} come to {sum}; {expected} is expected, {off} less"
        )
    };
    sink.report(&RULE, sheet.range(sheet.sections[open].label), message);
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn by_headings_each_project() {
        check(&expect![[r#"
            # mubiao: profile = none
            部门预算项目绩效目标申报表（2023年度）
            ⇥单位名称⇥项目名称⇥预算数⇥年度目标⇥一级指标⇥二级指标⇥三级指标⇥指标性质⇥指标值⇥度量单位⇥权重
            ⇥某乡⇥补贴⇥2,946,500.00⇥按月发放⇥产出指标⇥数量指标⇥村干部人数⇥＝⇥96⇥人⇥45
            ⇥⇥⇥⇥⇥产出指标⇥质量指标⇥发放准确率⇥＝⇥100⇥%⇥45
            ⇥某乡⇥运转⇥860,000.00⇥保障运转⇥产出指标⇥数量指标⇥行政村数⇥＝⇥13⇥个⇥45
            ⇥⇥⇥⇥⇥产出指标⇥质量指标⇥设施完好率⇥≥⇥92⇥%⇥45
            ⇥某乡⇥⟦养护⟧⇥480,000.00⇥日常养护⇥产出指标⇥数量指标⇥养护里程⇥≥⇥30⇥公里⇥45
            //~ error[unbalanced-weights]: 养护的权重合计 80，应为 90
            ⇥⇥⇥⇥⇥产出指标⇥质量指标⇥保洁合格率⇥≥⇥93⇥%⇥35
        "#]]);
    }
}
