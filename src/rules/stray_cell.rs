//! stray-cell: values beyond the last column.

use super::common::quote;
use crate::diagnostic::{Sink, say};
use crate::sheet::{CellRef, Damage, Sheet};

rule!("stray-cell", Structure, Error, None, "行里有多出来的值，不属于任何一栏", "a value beyond the last column");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let lang = sink.lang;
    for &cell in &sheet.strays {
        let value = quote(sheet.value(cell));
        let message = say!(lang, "{value}不属于这一行的任何一栏", "{value} belongs to no column of this row");
        sink.report(&RULE, sheet.range(cell), message);
    }
    let Some((_, columns)) = sheet.profile.indicators() else { return };
    for indicator in &sheet.indicators {
        if !matches!(indicator.damage.as_deref(), Some(Damage::Unreadable)) {
            continue;
        }
        let row = indicator.row;
        let skip = usize::from(sheet.is_labelled(row));
        let beyond: Vec<u32> = sheet.values(row).map(|(cell, _)| cell).skip(skip + columns.len()).collect();
        let (Some(&first), Some(&last)) = (beyond.first(), beyond.last()) else { continue };
        let (count, more) = (columns.len(), beyond.len());
        let range = sheet.range(CellRef { row, cell: first }).cover(sheet.range(CellRef { row, cell: last }));
        let message = say!(
            lang,
            "这一行比表样的 {count} 栏多出 {more} 个值",
            "this row has {more} value(s) more than the {count} columns of the form"
        );
        sink.report(&RULE, range, message);
    }
}
