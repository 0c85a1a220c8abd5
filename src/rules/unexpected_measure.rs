//! unexpected-measure: a unit of measure behind a word.

use super::common::quote;
use super::rows::Row;
use super::target::Target;
use crate::diagnostic::{Applicability, Sink, say};
use crate::text::Edit;

rule!(
    "unexpected-measure",
    Indicators,
    Warning,
    Some(Applicability::Unsafe),
    "定性指标不应有度量单位",
    "a unit of measure behind a word",
);

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    if !matches!(row.target, Target::Word) || row.measure.is_empty() || row.places.value.is_none() {
        return;
    }
    let (lang, value, measure) = (sink.lang, quote(row.value), quote(row.measure));
    let message = say!(
        lang,
        "指标值{value}是文字，度量单位{measure}应去掉",
        "the target {value} is a word, so the unit of measure {measure} has to go"
    );
    let range = row.place(row.places.measure);
    let finding = sink.report(&RULE, range, message);
    if row.is_in_place() {
        finding.fix(Applicability::Unsafe, say!(lang, "去掉{measure}", "take {measure} out"), vec![Edit::delete(range)]);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn a_unit_behind_a_word() {
        check(&expect![[r#"
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⟦%⟧⇥2021-12
            //~ warning[unexpected-measure]: 指标值“管理规范”是文字，度量单位“%”应去掉
            --- fix: 去掉“%”
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn operator_and_unit_around_a_word_want_a_number() {
        check(&expect![[r#"
            ⇥⇥基础管理⇥依法行政能力⇥=⇥⟦管理规范⟧⇥%⇥2021-12
            //~ error[malformed-target]: 指标值“管理规范”不是数字，这里应为数字
        "#]]);
    }
}
