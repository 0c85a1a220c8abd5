//! unknown-group: a level-2 indicator that the form does not have.

use super::common::{nearest, quote, quote_all};
use super::rows::Row;
use crate::diagnostic::{Applicability, Severity, Sink, say};
use crate::text::Edit;

rule!(
    "unknown-group",
    Indicators,
    Warning,
    Some(Applicability::Unsafe),
    "二级指标不是表样里的",
    "a level-2 indicator that the form does not have",
);

/// A group of 财预〔2015〕88号 that 财预〔2021〕101号 no longer has, and that many sheets still hold.
const DROPPED: &str = "可持续影响指标";

/// The form of departments whose tree is that of the latter.
const WITHOUT_DROPPED: &str = "mof-2021-department";

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    let Some(cell) = row.cell(row.places.group) else { return };
    let (text, profile) = (row.sheet.value(cell), row.sheet.profile);
    if profile.word(text).group.is_some() {
        return;
    }
    // Under a class that is unknown itself nothing can be said of the group.
    let class = row.indicator.class.and_then(|class| profile.word(row.sheet.value(class)).class);
    let Some(class) = class else { return };
    let catalogue = &profile.catalogue;
    let groups = || catalogue.groups.iter().filter(|group| group.class == class).map(|group| group.name.as_str());
    if groups().next().is_none() {
        return;
    }
    let (lang, shown, range) = (sink.lang, quote(text), row.sheet.range(cell));
    let class = quote(&catalogue.classes[class as usize]);
    let Some(near) = nearest(text, groups()) else {
        let known = quote_all(groups(), lang);
        let message = say!(
            lang,
            "一级指标{class}下没有二级指标{shown}；可选的有{known}",
            "the level-1 indicator {class} has no level-2 indicator {shown}; it has {known}"
        );
        let finding = sink.report(&RULE, range, message);
        if text == DROPPED && row.sheet.profile.id == WITHOUT_DROPPED {
            finding.severity = Severity::Information;
        }
        return;
    };
    let near_shown = quote(near);
    let message = say!(
        lang,
        "一级指标{class}下没有二级指标{shown}，最接近的是{near_shown}",
        "the level-1 indicator {class} has no level-2 indicator {shown}; the nearest is {near_shown}"
    );
    sink.report(&RULE, range, message).fix(
        Applicability::Unsafe,
        say!(lang, "改为{near_shown}", "write {near_shown}"),
        vec![Edit::replace(range, near)],
    );
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn a_group_that_is_nearly_one_of_the_form_s() {
        check(&expect![[r#"
            ⇥社会效应⇥⟦社会效益指标⟧⇥亩均增收⇥>=⇥200⇥元⇥2021-12
            //~ warning[unknown-group]: 一级指标“社会效应”下没有二级指标“社会效益指标”，最接近的是“社会效益”
            --- fix: 改为“社会效益”
            ⇥社会效应⇥社会效益⇥亩均增收⇥>=⇥200⇥元⇥2021-12
        "#]]);
    }

    #[test]
    fn a_group_that_is_none_of_them() {
        check(&expect![[r#"
            ⇥可持续性⇥⟦数量指标⟧⇥培训次数⇥>=⇥5⇥次⇥2021-12
            //~ warning[unknown-group]: 一级指标“可持续性”下没有二级指标“数量指标”；可选的有“体制机制改革”“创新驱动发展”“人才支撑”
        "#]]);
    }

    #[test]
    fn under_an_unknown_class_the_class_is_reported() {
        check(&expect![[r#"
            ⇥⟦产出指标⟧⇥数量指标⇥培训次数⇥>=⇥5⇥次⇥2021-12
            //~ warning[unknown-class]: 表样没有一级指标“产出指标”；可选的有“履职效能”“预算执行”“管理效率”“运行成本”“社会效应”“可持续性”
        "#]]);
    }

    #[test]
    fn a_group_of_the_older_document() {
        check(&expect![[r#"
            # mubiao: profile = mof-2021-department
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥开展节水宣传活动⇥≥24场
            ⇥效益指标⇥⟦可持续影响指标⟧⇥节水知识知晓率⇥≥85%
            //~ information[unknown-group]: 一级指标“效益指标”下没有二级指标“可持续影响指标”；可选的有“经济效益指标”“社会效益指标”“生态效益指标”
        "#]]);
    }
}
