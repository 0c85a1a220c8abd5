//! missing-class: a level-1 indicator of which every sheet needs a row.

use super::common::quote;
use crate::diagnostic::{Sink, say};
use crate::sheet::{CellRef, Sheet};

rule!(
    "missing-class",
    Indicators,
    Error,
    None,
    "表样必设的一级指标下没有指标",
    "a level-1 indicator that the form requires has no row",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let profile = sheet.profile;
    if profile.required_classes.is_empty() {
        return;
    }
    let Some(open) = profile.indicators().and_then(|(section, _)| sheet.view_of(section)) else { return };
    // A section that comes twice is read once only; a row in doubt may be the one that seems absent.
    let twice = sheet.sections.iter().any(|view| view.duplicate && view.section == sheet.sections[open].section);
    if twice || sheet.indicators.iter().any(|indicator| indicator.is_in_doubt()) {
        return;
    }
    let class = |cell: CellRef| profile.word(sheet.value(cell)).class;
    let has = |wanted: u16| sheet.indicators.iter().any(|of| of.class.and_then(class) == Some(wanted));
    for &wanted in profile.required_classes.iter().filter(|wanted| !has(**wanted)) {
        let (lang, name) = (sink.lang, quote(&profile.catalogue.classes[wanted as usize]));
        let message = say!(
            lang,
            "一级指标{name}下没有指标，请至少设一个",
            "there is no indicator under {name}; at least one row is expected"
        );
        sink.report(&RULE, sheet.range(sheet.sections[open].label), message);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn every_required_class_is_looked_for() {
        check(&expect![[r#"
            # mubiao: profile = mof-2015-department
            ⟦⟦年度绩效指标⟧⟧⇥一级指标⇥二级指标⇥三级指标⇥指标值
            //~ error[missing-class]: 一级指标“产出指标”下没有指标，请至少设一个
            //~ error[missing-class]: 一级指标“效益指标”下没有指标，请至少设一个
            ⇥满意度指标⇥服务对象满意度指标⇥居民满意度⇥≥90%
        "#]]);
    }

    #[test]
    fn other_classes_may_be_absent() {
        check(&expect![[r#"
            # mubiao: profile = mof-2015-department
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥开展节水宣传活动⇥≥24场
            ⇥效益指标⇥社会效益指标⇥节水知识知晓率⇥≥85%
        "#]]);
    }

    #[test]
    fn a_row_in_doubt_may_be_the_one() {
        check(&expect![[r#"
            # mubiao: profile = mof-2015-department
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥开展节水宣传活动⇥≥24场
            ⇥⟦≥85%⟧
            //~ error[misaligned-row]: 这一行的值错位了，各在哪一栏不能确定，请核对
        "#]]);
    }

    #[test]
    fn a_form_may_require_none() {
        check(&expect![[r#"
            ⇥⇥⇥项目验收合格率⇥=⇥100⇥%⇥2021-12
        "#]]);
    }
}
