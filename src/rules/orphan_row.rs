//! orphan-row: rows before the first sheet.

use super::common::quote;
use crate::diagnostic::{Sink, say};
use crate::sheet::{CellRef, RowRole, Sheet};

rule!("orphan-row", Structure, Error, None, "第一套表之前有不属于任何表的行", "a row stands before the first sheet");

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
            "这一行不属于任何一套表；表从{start}一行开始，前面只能有标题",
            "this row belongs to no sheet; a sheet begins with {start} and only the title may stand before it"
        );
        sink.report(&RULE, sheet.range(CellRef { row, cell }), message);
    }
}
