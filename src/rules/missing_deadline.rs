//! missing-deadline: an indicator without a deadline.

use super::common::{fill_cell, quote};
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::ColumnKind;
use crate::sheet::Sheet;
use crate::text::TextRange;

rule!(
    "missing-deadline",
    Indicators,
    Error,
    Some(Applicability::Unsafe),
    "指标缺完成时限",
    "an indicator has no deadline",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some((_, columns)) = sheet.profile.indicators() else { return };
    let Some(column) = columns.iter().position(|column| column.kind == ColumnKind::Deadline) else { return };
    for indicator in sheet.unusual() {
        if indicator.is_in_doubt() || indicator.cell(column).is_some() {
            continue;
        }
        // Of several tables some may have no deadlines.
        let Some(cell) = sheet.column_cell(indicator, ColumnKind::Deadline) else { continue };
        let lang = sink.lang;
        let name = match sheet.indicator_value(indicator, ColumnKind::Name) {
            "" => lang.pick("这一行", "this row").to_owned(),
            name => quote(name).to_string(),
        };
        let example = sheet.fiscal_year.map(|year| format!("{year}-12"));
        let message = match &example {
            Some(example) => {
                say!(lang, "{name}缺完成时限，请填年月，如 {example}", "{name} has no deadline; fill in a month, such as {example}")
            }
            None => say!(lang, "{name}缺完成时限，请填年月", "{name} has no deadline; fill in a month"),
        };
        // In a row that is out of place, another value may stand where the deadline should.
        let place = match indicator.damage {
            None => sheet.place(cell.row, cell.cell),
            Some(_) => TextRange::empty(sheet.row(indicator.row).range().end),
        };
        let finding = sink.report(&RULE, place, message);
        // A row that is out of place is mended first; only then is the deadline's column where it should be.
        if let (Some(deadline), None) = (example, &indicator.damage) {
            finding.fix(
                Applicability::Unsafe,
                say!(lang, "填上年底 {deadline}", "fill in the end of the year, {deadline}"),
                vec![fill_cell(sheet, cell, &deadline)],
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn no_cell_at_all() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⟦⟧
            //~ error[missing-deadline]: “工作质量达标率”缺完成时限，请填年月，如 2021-12
            --- fix: 填上年底 2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn an_empty_cell() {
        check(&expect![[r#"
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥⟦⟧
            //~ error[missing-deadline]: “依法行政能力”缺完成时限，请填年月，如 2021-12
            --- fix: 填上年底 2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn a_qualitative_row_without_its_last_cells() {
        check(&expect![[r#"
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⟦⟧
            //~ error[missing-deadline]: “依法行政能力”缺完成时限，请填年月，如 2021-12
            --- fix: 填上年底 2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn a_row_out_of_place_is_mended_first() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥⇥⟦=⇥100⇥%⟧⇥⟦⟧
            //~ error[misaligned-row]: “=”应在“运算符号”栏，却在“指标值”栏；共 3 个值错位
            //~ error[missing-deadline]: “工作质量达标率”缺完成时限，请填年月，如 2021-12
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥
        "#]]);
    }

    #[test]
    fn a_carriage_return() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥⟦⟧<U+000D>
            //~ error[missing-deadline]: “工作质量达标率”缺完成时限，请填年月，如 2021-12
            --- fix: 填上年底 2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12<U+000D>
        "#]]);
    }

    #[test]
    fn only_a_name() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⟦⟧⟦⟧
            //~ error[missing-deadline]: “工作质量达标率”缺完成时限，请填年月，如 2021-12
            //~ error[malformed-target]: “工作质量达标率”没有指标值，请填写
            --- fix: 填上年底 2021-12
            ⇥⇥⇥工作质量达标率⇥⇥⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn no_year_is_known() {
        check(&expect![[r#"
            # mubiao: profile = liaoning-department
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            ⟦⟧⟦⟧⟦⟧⟦⟧⟦年度绩效指标⟧⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            //~ error[missing-section]: 缺少“年度预算收入”一项，请补上
            //~ error[missing-section]: 缺少“年度预算支出”一项，请补上
            //~ error[missing-section]: 缺少“年度主要任务”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效目标”一项，请补上
            //~ warning[missing-standard-indicator]: 表样的 19 个共性指标缺了 18 个，请补上：“工作完成及时率”“工作质量达标率”“总体工作完成率”等
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⟦⟧
            //~ error[missing-deadline]: “重点工作办结率”缺完成时限，请填年月
        "#]]);
    }

    #[test]
    fn a_day_a_wide_month_and_other_spellings() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12-31
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥⟦2021年12月⟧
            //~ error[malformed-deadline]: 完成时限“2021年12月”应写作 2021-12
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12-31
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn what_is_no_deadline_is_not_absent() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥⟦全年⟧
            //~ error[malformed-deadline]: 完成时限“全年”读不出年月，应写成 2021-12 这样的年月
        "#]]);
    }

    #[test]
    fn a_row_out_of_place_with_its_deadline() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥⇥⟦=⇥100⇥%⇥2021-12⟧
            //~ error[misaligned-row]: “=”应在“运算符号”栏，却在“指标值”栏；共 4 个值错位
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
        "#]]);
    }
}
