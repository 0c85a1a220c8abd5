//! unknown-class: a level-1 indicator that the form does not have.

use super::common::{nearest, quote, quote_all};
use super::rows::Row;
use crate::diagnostic::{Applicability, Sink, say};
use crate::text::Edit;

rule!(
    "unknown-class",
    Indicators,
    Warning,
    Some(Applicability::Unsafe),
    "一级指标不是表样里的",
    "a level-1 indicator that the form does not have",
);

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    let Some(cell) = row.cell(row.places.class) else { return };
    let (text, profile) = (row.sheet.value(cell), row.sheet.profile);
    let classes = &profile.catalogue.classes;
    if classes.is_empty() || profile.word(text).class.is_some() {
        return;
    }
    let (lang, shown, range) = (sink.lang, quote(text), row.sheet.range(cell));
    let Some(near) = nearest(text, classes.iter().map(String::as_str)) else {
        let known = quote_all(classes.iter().map(String::as_str), lang);
        let message = say!(
            lang,
            "表样没有一级指标{shown}；可选的有{known}",
            "the form has no level-1 indicator {shown}; it has {known}"
        );
        sink.report(&RULE, range, message);
        return;
    };
    let near_shown = quote(near);
    let message = say!(
        lang,
        "表样没有一级指标{shown}，最接近的是{near_shown}",
        "the form has no level-1 indicator {shown}; the nearest is {near_shown}"
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
    fn a_class_that_is_nearly_one_of_the_form_s() {
        check(&expect![[r#"
            ⇥⟦履职效果⟧⇥基础管理⇥档案管理规范性⇥⇥管理规范⇥⇥2021-12
            //~ warning[unknown-class]: 表样没有一级指标“履职效果”，最接近的是“履职效能”
            --- fix: 改为“履职效能”
            ⇥履职效能⇥基础管理⇥档案管理规范性⇥⇥管理规范⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn a_class_that_is_none_of_them() {
        check(&expect![[r#"
            ⇥⟦产出指标⟧⇥数量指标⇥培训次数⇥>=⇥5⇥次⇥2021-12
            //~ warning[unknown-class]: 表样没有一级指标“产出指标”；可选的有“履职效能”“预算执行”“管理效率”“运行成本”“社会效应”“可持续性”
        "#]]);
    }

    #[test]
    fn another_width_is_known() {
        check(&expect![[r#"
            ⇥⟦社会 效应⟧⇥社会效益⇥亩均增收⇥>=⇥200⇥元⇥2021-12
            //~ warning[broken-word]: “社会 效应”中间多了空格
            ---
            ⇥社会效应⇥社会效益⇥亩均增收⇥>=⇥200⇥元⇥2021-12
        "#]]);
    }
}
