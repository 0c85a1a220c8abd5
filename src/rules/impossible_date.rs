//! impossible-date: a result, filing date or year that cannot be for a sheet of this kind and year.

use super::common::quote;
use super::dates::{date, dates, may_hold_date};
use super::printed::each;
use crate::diagnostic::{Sink, say};
use crate::outline::{Kind, Notion, Role, year_in};
use crate::sheet::Sheet;

rule!(
    "impossible-date",
    Structure,
    Warning,
    None,
    "日期与表的类别、年度不符",
    "a date that cannot be for a sheet of this kind and year",
);

/// A sheet's year that is farther from all years in its text is a slip.
const FAR: i32 = 5;

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(headings) = sheet.headings.as_deref() else { return };
    let kind = headings.kind();
    let own = headings.outline.year;
    let Some(year) = own.or(sheet.fiscal_year) else { return };
    let lang = sink.lang;
    if kind != Kind::Target {
        each(sheet, &[Notion::Actual], |row| {
            let Some(column) = row.column(Notion::Actual) else { return };
            // A target of that year or an earlier one tells that it is meant.
            let before = |text: &str| dates(text).iter().any(|date| date.year < year);
            let text = row.text(Notion::Actual);
            let Some(done) = date(text).filter(|date| date.year < year && date.month.is_some()) else { return };
            if before(row.text(Notion::Target)) || before(row.text(Notion::Value)) {
                return;
            }
            let (name, shown, found) = (quote(row.name()), quote(text), done.year);
            let message = say!(
                lang,
                "{name}的完成时间{shown}在 {found} 年，本表是 {year} 年度的，请核对",
                "{name} was done in {found} ({shown}), and the sheet is of {year}; check the date"
            );
            sink.report(&RULE, row.place(column), message);
        });
        // What came of a year is filed in it or later.
        for (at, role) in headings.outline.roles.iter().enumerate() {
            if *role != Role::Furniture {
                continue;
            }
            for piece in &headings.lines[at].pieces {
                let text = piece.text;
                let Some(filed) = date(text).filter(|_| text.contains("日期") || text.contains("填报时间"))
                else {
                    continue;
                };
                if filed.year >= year {
                    continue;
                }
                let shown = quote(text);
                let message = say!(
                    lang,
                    "{shown}早于 {year} 年度，{year} 年度的结果还没有，请核对",
                    "{shown} is before {year}, of which there were no results yet; check the date"
                );
                let cell = crate::sheet::CellRef { row: at as u32, cell: piece.col };
                sink.report(&RULE, sheet.range(cell), message);
            }
        }
    }
    let Some(year) = own else { return };
    let roles = &headings.outline.roles;
    let is_body = |role: &Role| !matches!(role, Role::Title | Role::Year | Role::Furniture);
    // Most rows hold no date.
    let dated = roles.iter().zip(&headings.lines).enumerate().filter(|(at, (role, line))| {
        is_body(role) && !line.pieces.is_empty() && may_hold_date(&sheet.text[sheet.row(*at as u32).range().usize()])
    });
    let mut nearest: Option<i32> = None;
    for date in dated.flat_map(|(_, (_, line))| &line.pieces).flat_map(|piece| dates(piece.text)) {
        let away = (date.year - year).abs();
        if away < FAR {
            return;
        }
        if nearest.is_none_or(|other| away < (other - year).abs()) {
            nearest = Some(date.year);
        }
    }
    let place = || {
        roles.iter().zip(&headings.lines).enumerate().find_map(|(at, (role, line))| {
            let piece = line.pieces.iter().find(|piece| {
                matches!(role, Role::Title | Role::Year | Role::Furniture) && year_in(piece.text) == Some(year)
            })?;
            Some(crate::sheet::CellRef { row: at as u32, cell: piece.col })
        })
    };
    let Some((nearest, place)) = nearest.and_then(|nearest| Some((nearest, place()?))) else { return };
    let message = say!(
        lang,
        "年度是 {year}，表里的日期最近的在 {nearest} 年，请核对",
        "the year is {year}, and the nearest date in the sheet is of {nearest}; check both"
    );
    sink.report(&RULE, sheet.range(place), message);
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn dates_of_the_year_and_later() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥供水管网改造项目
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
            ⇥产出指标⇥时效指标⇥主体工程完工时间⇥2023年10月底前⇥2023年9月28日⇥50⇥50
            ⇥效益指标⇥社会效益指标⇥受益居民人数⇥≥2800人⇥2930人⇥40⇥40
            填报人：某某⇥⇥填报日期：2024年2月26日
        "#]]);
    }

    #[test]
    fn a_filing_date_before_the_year() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥供水管网改造项目
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
            ⇥产出指标⇥数量指标⇥改造主管网长度⇥≥42公里⇥43.6公里⇥50⇥50
            ⇥效益指标⇥社会效益指标⇥受益居民人数⇥≥2800人⇥2930人⇥40⇥40
            填报人：某某⇥⇥⟦填报日期：2021年2月26日⟧
            //~ warning[impossible-date]: “填报日期：2021年2月26日”早于 2023 年度，2023 年度的结果还没有，请核对
        "#]]);
    }

    #[test]
    fn a_year_far_from_all_dates() {
        check(&expect![[r#"
            # mubiao: profile = none
            ⟦部门整体支出绩效目标表（2042年度）⟧
            //~ warning[impossible-date]: 年度是 2042，表里的日期最近的在 2024 年，请核对
            部门（单位）名称⇥沙泉县自然资源局
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥更新图层⇥≥36个
            ⇥⇥时效指标⇥报告完成时间⇥2024年10月底前
        "#]]);
    }
}
