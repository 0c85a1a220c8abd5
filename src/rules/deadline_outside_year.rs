//! deadline-outside-year: a deadline in another year than the sheet's.

use super::common::quote;
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::ColumnKind;
use crate::sheet::Sheet;
use crate::text::Edit;

rule!(
    "deadline-outside-year",
    Indicators,
    Warning,
    Some(Applicability::Unsafe),
    "完成时限不在本年度内",
    "a deadline lies outside the fiscal year",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(year) = sheet.fiscal_year else { return };
    // A sheet that is of another year altogether is told once, by inconsistent-year.
    let told = sheet.year_of_deadlines().filter(|_| sheet.syntax.headed());
    for indicator in &sheet.indicators {
        let Some(deadline) = indicator.deadline.filter(|deadline| deadline.year != year && Some(deadline.year) != told) else { continue };
        let Some(cell) = sheet.indicator_cell(indicator, ColumnKind::Deadline) else { continue };
        let (lang, text) = (sink.lang, quote(sheet.value(cell)));
        let moved = deadline.in_year(year).canonical();
        let message =
            say!(lang, "完成时限{text}不在 {year} 年度内，请核对", "the deadline {text} lies outside the fiscal year {year}; check it");
        sink.report(&RULE, sheet.range(cell), message).fix(
            Applicability::Unsafe,
            say!(lang, "改为 {moved}", "write {moved}"),
            vec![Edit::replace(sheet.range(cell), moved)],
        );
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn last_year() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥⟦2020-12⟧
            //~ warning[deadline-outside-year]: 完成时限“2020-12”不在 2021 年度内，请核对
            --- fix: 改为 2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn next_year_with_a_day() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥⟦2022-03-31⟧
            //~ warning[deadline-outside-year]: 完成时限“2022-03-31”不在 2021 年度内，请核对
            --- fix: 改为 2021-03-31
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-03-31
        "#]]);
    }

    #[test]
    fn a_leap_day() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥⟦⟦2020年2月29日⟧⟧
            //~ warning[deadline-outside-year]: 完成时限“2020年2月29日”不在 2021 年度内，请核对
            //~ error[malformed-deadline]: 完成时限“2020年2月29日”应写作 2020-02-29
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2020-02-29
            --- fix: 改为 2021-02-28
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-02-28
        "#]]);
    }

    #[test]
    fn a_row_out_of_place() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥⇥⟦=⇥100⇥%⇥⟦2020-12⟧⟧
            //~ error[misaligned-row]: “=”应在“运算符号”栏，却在“指标值”栏；共 4 个值错位
            //~ warning[deadline-outside-year]: 完成时限“2020-12”不在 2021 年度内，请核对
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2020-12
        "#]]);
    }

    #[test]
    fn the_year_of_most_deadlines_counts() {
        check(&expect![[r#"
            # mubiao: profile = liaoning-department
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            ⟦⟧⟦⟧⟦⟧⟦⟧⟦年度绩效指标⟧⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            //~ error[missing-section]: 缺少“年度预算收入”一项，请补上
            //~ error[missing-section]: 缺少“年度预算支出”一项，请补上
            //~ error[missing-section]: 缺少“年度主要任务”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效目标”一项，请补上
            //~ warning[missing-standard-indicator]: 表样的 19 个共性指标缺了 16 个，请补上：“总体工作完成率”“依法行政能力”“综合管理水平”等
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2020-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2020-06
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥⟦2021-12⟧
            //~ warning[deadline-outside-year]: 完成时限“2021-12”不在 2020 年度内，请核对
            --- fix: 改为 2020-12
            # mubiao: profile = liaoning-department
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2020-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2020-06
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2020-12
        "#]]);
    }

    #[test]
    fn any_month_of_the_year() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-01
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-06-30
        "#]]);
    }

    #[test]
    fn other_spellings_of_the_year() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥⟦2021年12月底⟧
            //~ error[malformed-deadline]: 完成时限“2021年12月底”应写作 2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥⟦２０２１－１２⟧
            //~ warning[mixed-width]: “２０２１－１２”全角、半角混用，应写作“2021-12”
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn what_is_no_deadline_has_no_year() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥⟦长期⟧
            //~ error[malformed-deadline]: 完成时限“长期”读不出年月，应写成 2021-12 这样的年月
        "#]]);
    }

    #[test]
    fn a_tie_is_no_year() {
        check(&expect![[r#"
            # mubiao: profile = liaoning-department
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            ⟦⟧⟦⟧⟦⟧⟦⟧⟦年度绩效指标⟧⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            //~ error[missing-section]: 缺少“年度预算收入”一项，请补上
            //~ error[missing-section]: 缺少“年度预算支出”一项，请补上
            //~ error[missing-section]: 缺少“年度主要任务”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效目标”一项，请补上
            //~ warning[missing-standard-indicator]: 表样的 19 个共性指标缺了 17 个，请补上：“工作质量达标率”“总体工作完成率”“依法行政能力”等
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2020-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
        "#]]);
    }
}
