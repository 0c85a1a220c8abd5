//! orphan-row: rows before the first sheet.

use super::common::quote;
use crate::diagnostic::{Sink, say};
use crate::sheet::{CellRef, RowRole, Sheet};

rule!("orphan-row", Structure, Error, None, "第一张表之前有不属于任何表的行", "a row stands before the first sheet");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    if sheet.syntax.headed() {
        return;
    }
    let (lang, start) = (sink.lang, quote(&sheet.profile.sections[sheet.profile.identity()].label.text));
    for (row, role) in sheet.roles.iter().enumerate() {
        let row = row as u32;
        if *role != RowRole::Orphan {
            continue;
        }
        let Some((cell, _)) = sheet.values(row).next() else { continue };
        let message = say!(
            lang,
            "这一行不属于任何一张表；表从{start}一行开始，前面只能有标题和注释",
            "this row belongs to no sheet; a sheet begins with {start}, and only the title and comments may stand before it"
        );
        sink.report(&RULE, sheet.range(CellRef { row, cell }), message);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn notes_below_the_title() {
        check(&expect![[r#"
            部门（单位）整体绩效目标表
            单位：万元
            填报日期：2021年1月
            ⟦⟦⟦⟦⟦部门（单位）名称⟧⟧⟧⟧⟧⇥703001朝阳市工业和信息化局-211300000
            //~ error[missing-section]: 缺少“年度预算收入”一项，请补上
            //~ error[missing-section]: 缺少“年度预算支出”一项，请补上
            //~ error[missing-section]: 缺少“年度主要任务”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效目标”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效指标”一项，请补上
        "#]]);
    }

    #[test]
    fn a_row_before_the_title() {
        check(&expect![[r#"
            附件1
            部门（单位）整体绩效目标表
            # 待填写
        "#]]);
    }

    #[test]
    fn rows_without_any_sheet() {
        check(&expect![[r#"
            # mubiao: profile = liaoning-department
            ⟦甲⟧⇥乙
            //~ error[orphan-row]: 这一行不属于任何一张表；表从“部门（单位）名称”一行开始，前面只能有标题和注释
            ⇥⟦丙⟧
            //~ error[orphan-row]: 这一行不属于任何一张表；表从“部门（单位）名称”一行开始，前面只能有标题和注释
        "#]]);
    }

    #[test]
    fn title_comments_and_blank_rows() {
        check(&expect![[r#"
            # 送审稿

            2021年部门（单位）整体绩效目标表

            # 市本级
        "#]]);
    }

    #[test]
    fn sections_whose_name_row_is_lost() {
        check(&expect![[r#"
            # mubiao: profile = liaoning-department
            ⟦⟧⟦⟦⟦⟦年度预算收入⟧⟧⟧⟧⇥100.00
            //~ error[missing-section]: 缺少“部门（单位）名称”一项，请补上
            //~ error[missing-section]: 缺少“年度预算支出”一项，请补上
            //~ error[missing-section]: 缺少“年度主要任务”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效目标”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效指标”一项，请补上
        "#]]);
    }
}
