//! noncanonical-measure: a unit of measure that the form writes otherwise.

use super::common::quote;
use super::rows::Row;
use super::target::Target;
use crate::diagnostic::{Applicability, Sink, say};
use crate::text::Edit;

rule!(
    "noncanonical-measure",
    Indicators,
    Warning,
    Some(Applicability::Safe),
    "度量单位的写法和表样不同",
    "a unit of measure that the form writes otherwise",
);

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    // A unit behind a word has to go, however it is written.
    if row.measure.is_empty() || matches!(row.target, Target::Word) {
        return;
    }
    let Some(expected) = row.spelled() else { return };
    let (lang, measure) = (sink.lang, quote(row.measure));
    let range = row.place(row.places.measure);
    let message =
        say!(lang, "度量单位{measure}应写作“{expected}”", "the unit of measure {measure} is written “{expected}”");
    sink.report(&RULE, range, message).fix(
        Applicability::Safe,
        say!(lang, "改为“{expected}”", "write “{expected}”"),
        vec![Edit::replace(range, expected)],
    );
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn other_spellings() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥项目验收合格率⇥=⇥100⇥⟦百分比⟧⇥2021-12
            //~ warning[noncanonical-measure]: 度量单位“百分比”应写作“%”
            ⇥⇥⇥改造面积⇥>=⇥300⇥⟦平米⟧⇥2021-12
            //~ warning[noncanonical-measure]: 度量单位“平米”应写作“平方米”
            ---
            ⇥社会效应⇥社会效益⇥项目验收合格率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥改造面积⇥>=⇥300⇥平方米⇥2021-12
        "#]]);
    }

    #[test]
    fn a_point_is_no_percent() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥就业率提高幅度⇥>=⇥2⇥个百分点⇥2021-12
            ⇥⇥⇥培训合格率⇥>=⇥95⇥⟦％⟧⇥2021-12
            //~ warning[mixed-width]: “％”全角、半角混用，应写作“%”
            ---
            ⇥社会效应⇥社会效益⇥就业率提高幅度⇥>=⇥2⇥个百分点⇥2021-12
            ⇥⇥⇥培训合格率⇥>=⇥95⇥%⇥2021-12
        "#]]);
    }
}
