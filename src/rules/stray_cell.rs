//! stray-cell: values beyond the last column.

use super::common::quote;
use crate::diagnostic::{Sink, say};
use crate::profile::Shape;
use crate::sheet::{CellRef, Damage, RowRole, Sheet, read_deadline};

rule!("stray-cell", Structure, Error, None, "行里有多出来的值，不属于任何一栏", "a value beyond the last column");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let lang = sink.lang;
    for cells in sheet.strays.chunk_by(|one, next| one.row == next.row) {
        let (first, count) = (cells[0], cells.len());
        let range = sheet.range(first).cover(sheet.range(cells[count - 1]));
        let value = quote(sheet.value(first));
        let message = match (single(sheet, first.row), count) {
            (Some(label), 1) => say!(lang, "{label}一行只填一个值，{value}是多余的，请删去", "a row of {label} holds one value; {value} is too many, so delete it"),
            (Some(label), _) => say!(
                lang,
                "{label}一行只填一个值，{value}等 {count} 个值是多余的，请删去",
                "a row of {label} holds one value; {count} are too many, the first is {value}; delete them"
            ),
            (None, 1) => say!(lang, "{value}不属于这一行的任何一栏，请移到相应的栏或删去", "{value} belongs to no column of this row; move or delete it"),
            (None, _) => say!(
                lang,
                "{value}等 {count} 个值不属于这一行的任何一栏，请移到相应的栏或删去",
                "{count} values belong to no column of this row; the first is {value}; move or delete them"
            ),
        };
        sink.report(&RULE, range, message);
    }
    let Some((_, columns)) = sheet.profile.indicators() else { return };
    for indicator in sheet.unusual() {
        if !matches!(indicator.damage.as_deref(), Some(Damage::Unreadable)) {
            continue;
        }
        let row = indicator.row;
        let beyond = sheet.beyond_columns(row);
        let (Some(&first), Some(&last)) = (beyond.first(), beyond.last()) else { continue };
        let (count, more) = (columns.len(), beyond.len());
        let range = sheet.range(CellRef { row, cell: first }).cover(sheet.range(CellRef { row, cell: last }));
        let message = match more {
            1 => say!(
                lang,
                "表样只有 {count} 栏，这一行多出 1 个值，请核对",
                "the form has {count} columns, and this row has one value more; check it"
            ),
            _ => say!(
                lang,
                "表样只有 {count} 栏，这一行多出 {more} 个值，请核对",
                "the form has {count} columns, and this row has {more} values more; check it"
            ),
        };
        sink.report(&RULE, range, message);
    }
}

/// The label of the section that `row` stands in, in quotation marks, when a row of it holds one value.
fn single(sheet: &Sheet<'_>, row: u32) -> Option<String> {
    let open = match sheet.roles[row as usize] {
        RowRole::Label(open) | RowRole::LabelItem(open) | RowRole::Item(open) | RowRole::RepeatedLabel(open) => open,
        _ => return None,
    };
    let section = &sheet.profile.sections[sheet.sections[open].section?];
    matches!(section.shape, Shape::Field(_) | Shape::Text).then(|| quote(&section.label.text).to_string())
}

impl Sheet<'_> {
    /// The cells of an indicator row that hold more values than the form has columns, or stand behind its last column
    /// when that one is filled as it should be.
    pub fn beyond_columns(&self, row: u32) -> Vec<u32> {
        let Some((_, columns)) = self.profile.indicators() else { return Vec::new() };
        let skip = usize::from(self.is_labelled(row));
        let many: Vec<u32> = self.values(row).map(|(cell, _)| cell).skip(skip + columns.len()).collect();
        let last = CellRef { row, cell: columns.len() as u32 };
        let is_filled = self.cells(row).len() > columns.len() && read_deadline(self.value(last)).is_some();
        if !many.is_empty() || !is_filled {
            return many;
        }
        self.values(row).map(|(cell, _)| cell).filter(|&cell| cell > last.cell).collect()
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn behind_the_value_of_a_field() {
        check(&expect![[r#"
            年度预算收入⇥100.00⇥⟦万元⟧
            //~ error[stray-cell]: “年度预算收入”一行只填一个值，“万元”是多余的，请删去
        "#]]);
        check(&expect![[r#"
            年度绩效目标⇥做好节能监察工作。⇥⟦加强分析应用。⇥（续）⟧
            //~ error[stray-cell]: “年度绩效目标”一行只填一个值，“加强分析应用。”等 2 个值是多余的，请删去
        "#]]);
    }

    #[test]
    fn in_a_breakdown() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00⇥⟦含结转⟧
            //~ error[stray-cell]: “含结转”不属于这一行的任何一栏，请移到相应的栏或删去
            ⇥⟦债务还本支出⇥3.00⟧
            //~ error[stray-cell]: “债务还本支出”等 2 个值不属于这一行的任何一栏，请移到相应的栏或删去
        "#]]);
    }

    #[test]
    fn behind_the_columns_of_a_list() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00⇥⟦全额⟧
            //~ error[stray-cell]: “全额”不属于这一行的任何一栏，请移到相应的栏或删去
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }

    #[test]
    fn behind_the_columns_of_the_indicators() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12⇥⟦备注⟧
            //~ error[stray-cell]: 表样只有 7 栏，这一行多出 1 个值，请核对
            ⇥履职效能⇥整体工作完成情况⇥总体工作完成率⇥=⇥100⇥%⇥2021-12⇥⟦备注⇥说明⟧
            //~ error[stray-cell]: 表样只有 7 栏，这一行多出 2 个值，请核对
        "#]]);
    }

    #[test]
    fn padding_of_merged_cells() {
        check(&expect![[r#"
            年度预算收入⇥⇥⇥⇥⇥⇥⇥100.00⇥
        "#]]);
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥⇥⇥⇥预算资金情况（万元）⇥⇥
            ⇥部门预算基本支出公用经费⇥⇥⇥⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00⇥⇥⇥⇥⇥
            ⇥工信产业监管专项业务经费⇥⇥⇥⇥10.00
        "#]]);
    }

    #[test]
    fn parts_without_an_amount() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00
            ⇥特定目标类项目⇥10.00
        "#]]);
    }
}
