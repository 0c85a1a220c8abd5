//! The figures of a goal, and the rows that cover them.

use super::super::describe::literal;
use crate::diagnostic::{Lang, say};
use crate::profile::ColumnKind;
use crate::rules::uncovered_figure::covered;
use crate::sheet::{CellRef, Sheet};

/// A list of the goal's figures with the indicators or amounts that cover each; empty when there is none.
pub(super) fn figures(sheet: &Sheet<'_>, lang: Lang) -> String {
    let mut list = String::new();
    for figure in covered(sheet) {
        let shown = literal(&sheet.text[figure.range.usize()]);
        let names: Vec<String> = figure.rows.iter().map(|&row| name(sheet, row)).collect();
        let by = if names.is_empty() {
            lang.pick("没有对应指标", "no indicator measures it").to_owned()
        } else {
            let names = names.join(lang.pick("、", ", "));
            say!(lang, "对应 {names}", "covered by {names}")
        };
        list.push_str(&format!("\n- {shown}{}{by}", lang.pick("：", ": ")));
    }
    if list.is_empty() {
        return list;
    }
    format!("\n\n{}{list}", lang.pick("目标里的数字：\n", "Figures of the goal:\n"))
}

/// What a row is called: its indicator, its task, or its first value.
fn name(sheet: &Sheet<'_>, row: u32) -> String {
    let indicator = sheet.indicators.iter().find(|indicator| indicator.row == row);
    let name = indicator.map_or("", |indicator| sheet.indicator_value(indicator, ColumnKind::Name));
    let first = || sheet.values(row).next().map_or("", |(cell, _)| sheet.value(CellRef { row, cell }));
    literal(if name.is_empty() { first() } else { name })
}
