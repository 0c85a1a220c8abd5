//! mismatched-measure: a unit of measure that does not go with what is measured.

use std::borrow::Cow;

use super::common::{is_wide, quote};
use super::rows::Row;
use super::target::Target;
use crate::diagnostic::{Applicability, Sink, say};
use crate::text::Edit;

rule!(
    "mismatched-measure",
    Indicators,
    Warning,
    Some(Applicability::Unsafe),
    "度量单位和指标名不配",
    "a unit of measure that does not go with the name",
);

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    if row.sheet.headings.is_some() && is_a_year(row) {
        let (lang, name, shown) = (sink.lang, quote(row.name), quote(&row.sheet.text[row.whole_target().usize()]));
        let message = say!(
            lang,
            "{name}的指标值{shown}像是年份，不像数量，请核对",
            "the target {shown} of {name} looks like a year, not like a count; check it"
        );
        sink.report(&RULE, row.whole_target(), message);
        return;
    }
    if row.measure.is_empty() || is_wide(row.measure) || matches!(row.target, Target::Word | Target::Figure(_)) {
        return;
    }
    let (profile, unit) = (row.sheet.profile, row.unit());
    let Some(expected) = profile.measures.expected(row.name) else { return };
    if !profile.word(unit).measure || expected.iter().any(|measure| measure == unit) {
        return;
    }
    let usual = &expected[0];
    let (lang, name, shown) = (sink.lang, quote(row.name), quote(unit));
    let message = say!(
        lang,
        "{name}的度量单位是{shown}，一般应为“{usual}”",
        "the unit of measure of {name} is {shown}; “{usual}” is expected"
    );
    let range = row.place(row.places.measure);
    sink.report(&RULE, range, message).fix(
        Applicability::Unsafe,
        say!(lang, "改为“{usual}”", "write “{usual}”"),
        vec![Edit::replace(range, usual)],
    );
}

/// Whether a year near the sheet's own stands before a unit of counts: `2021期`.
fn is_a_year(row: &Row<'_, '_>) -> bool {
    let Some(own) = row.sheet.fiscal_year else { return false };
    let text: Cow<'_, str> = match (row.value, row.measure) {
        (value, "") => value.into(),
        ("", measure) => measure.into(),
        (value, measure) => {
            // Four digits are all that may stand before the unit.
            if value.len() != 4 {
                return false;
            }
            format!("{value}{measure}").into()
        }
    };
    // So many and more may well be asked for of most things, but not of issues and meetings.
    let bounded = !row.operator.is_empty();
    let units: &[&str] =
        if bounded { &["期", "场", "批"] } else { &["期", "次", "个", "份", "场", "批", "套", "座", "处", "项"] };
    let count = units.iter().find_map(|unit| text.strip_suffix(unit)).filter(|text| !bounded || !text.ends_with('0'));
    let year = count.filter(|digits| digits.len() == 4).and_then(|digits| digits.parse::<i32>().ok());
    year.is_some_and(|year| (own - 4..=own + 1).contains(&year))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn a_rate_that_is_counted() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥项目验收合格率⇥=⇥100⇥⟦个⟧⇥2021-12
            //~ warning[mismatched-measure]: “项目验收合格率”的度量单位是“个”，一般应为“%”
            ⇥⇥⇥培训次数⇥>=⇥5⇥⟦人⟧⇥2021-12
            //~ warning[mismatched-measure]: “培训次数”的度量单位是“人”，一般应为“次”
            ⇥⇥⇥空气质量优良天数⇥>=⇥300⇥⟦%⟧⇥2021-12
            //~ warning[mismatched-measure]: “空气质量优良天数”的度量单位是“%”，一般应为“天”
            --- fix: 改为“次”
            ⇥社会效应⇥社会效益⇥项目验收合格率⇥=⇥100⇥个⇥2021-12
            ⇥⇥⇥培训次数⇥>=⇥5⇥次⇥2021-12
            ⇥⇥⇥空气质量优良天数⇥>=⇥300⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn units_that_go_with_the_name() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥空气质量优良天数⇥>=⇥300⇥天⇥2021-12
            ⇥⇥⇥群众满意度⇥>=⇥90⇥分⇥2021-12
            ⇥⇥⇥日均巡查频率⇥>=⇥2⇥次⇥2021-12
            ⇥⇥⇥孕产妇死亡率⇥<=⇥9⇥1/10万⇥2021-12
            ⇥⇥⇥人口自然增长率⇥>=⇥2⇥‰⇥2021-12
            ⇥⇥⇥培训人次⇥>=⇥200⇥人次⇥2021-12
            ⇥⇥⇥装机功率⇥>=⇥5⇥兆瓦⇥2021-12
        "#]]);
    }

    #[test]
    fn names_of_published_sheets() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效目标申报表（2023年度）
            项目名称⇥冷藏库
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥冷藏库库容⇥≥900⟦间⟧
            //~ warning[mismatched-measure]: “冷藏库库容”的度量单位是“间”，一般应为“立方米”
            ⇥⇥⇥编制水质周报⇥⟦2021期⟧
            //~ warning[mismatched-measure]: “编制水质周报”的指标值“2021期”像是年份，不像数量，请核对
            ⇥⇥⇥编制水质月报⇥⟦≥2022期⟧
            //~ warning[mismatched-measure]: “编制水质月报”的指标值“≥2022期”像是年份，不像数量，请核对
            ⇥⇥质量指标⇥指标1：监测数据有效率⇥≥92⟦座⟧
            //~ warning[mismatched-measure]: “指标1：监测数据有效率”的度量单位是“座”，一般应为“%”
            ⇥⇥时效指标⇥抽检办理时限⇥≤1⟦%⟧
            //~ warning[mismatched-measure]: “抽检办理时限”的度量单位是“%”，一般应为“天”
            ⇥⇥成本指标⇥年度投资控制数⇥≤380⟦公里⟧
            //~ warning[mismatched-measure]: “年度投资控制数”的度量单位是“公里”，一般应为“万元”
            ⇥效益指标⇥可持续影响指标⇥设计使用年限⇥≥15⟦%⟧
            //~ warning[mismatched-measure]: “设计使用年限”的度量单位是“%”，一般应为“年”
        "#]]);
    }

    #[test]
    fn units_that_go_with_such_names() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效目标申报表（2023年度）
            项目名称⇥冷藏库
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥冷藏库库容⇥≥900立方米
            ⇥⇥⇥编制水质周报⇥≥44期
            ⇥⇥⇥举办宣讲⇥≥2020场
            ⇥⇥⇥走访农户⇥≥2022次
            ⇥⇥质量指标⇥监测数据有效率⇥≥92%
            ⇥⇥⇥平均办事效率⇥≥2次
            ⇥⇥⇥增殖放流苗种数量⇥≥520万尾
            ⇥⇥时效指标⇥抽检办理时限⇥≤1个工作日
            ⇥⇥成本指标⇥年度投资控制数⇥≤380万元
            ⇥效益指标⇥可持续影响指标⇥设计使用年限⇥≥15年
        "#]]);
    }
}
