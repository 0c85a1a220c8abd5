//! hoisted-parent: the parents of the next row, printed one row early.

use super::common::quote_all;
use crate::diagnostic::{Applicability, Sink, say};
use crate::sheet::{CellRef, Damage, Hoist, NO_CELL, Sheet};
use crate::text::{Edit, TextRange};

rule!(
    "hoisted-parent",
    Damage,
    Error,
    Some(Applicability::Safe),
    "下一行的一级、二级指标提前印在了这一行",
    "the parents of the next row are printed on this row",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let lang = sink.lang;
    for indicator in &sheet.indicators {
        let Some(Damage::Hoisted(hoist)) = indicator.damage.as_deref() else { continue };
        let cell = |cell: u32| CellRef { row: hoist.carrier, cell };
        let names = quote_all(hoist.parents.iter().map(|&at| sheet.value(cell(at))), lang);
        let (Some(&first), Some(&last)) = (hoist.parents.first(), hoist.parents.last()) else { continue };
        let range = sheet.range(cell(first)).cover(sheet.range(cell(last)));
        let message = if hoist.confirmed {
            say!(lang, "{names}是下一行的上级指标，提前印在了这一行", "{names} belongs to the next row and is printed one row early")
        } else {
            say!(
                lang,
                "{names}像是下一行的上级指标，提前印在了这一行；指标库不能证实，需要人来确认",
                "{names} seems to belong to the next row; the catalogue cannot confirm it, so someone has to"
            )
        };
        let applicability = if hoist.confirmed { Applicability::Safe } else { Applicability::Unsafe };
        let next = TextRange::empty(sheet.row(hoist.next).start);
        sink.report(&RULE, range, message)
            .relate(next, say!(lang, "应移到这一行", "it belongs to this row"))
            .fix(applicability, say!(lang, "移到下一行", "move it to the next row"), edits(sheet, hoist));
    }
}

fn edits(sheet: &Sheet<'_>, hoist: &Hoist) -> Vec<Edit> {
    let start = |row: u32, cell: u32| sheet.range(CellRef { row, cell }).start;
    // This row: its own values go to their columns and the parents away.
    let mut own: Vec<(u32, u32)> = hoist
        .own
        .iter()
        .enumerate()
        .filter(|(_, cell)| **cell != NO_CELL)
        .map(|(column, &cell)| (u32::from(cell), column as u32 + 1))
        .collect();
    own.sort_unstable();
    let Some(&(first, target)) = own.first() else { return Vec::new() };
    let labelled = sheet.is_labelled(hoist.carrier);
    let row = sheet.row(hoist.carrier).start;
    let from = if labelled { sheet.range(CellRef { row: hoist.carrier, cell: 0 }).end } else { row };
    let lead = TextRange::new(from, start(hoist.carrier, first));
    let mut edits = vec![Edit::replace(lead, "\t".repeat(target as usize))];
    edits.extend(sheet.spread(hoist.carrier, &own).into_iter().filter(|edit| edit.range.start >= lead.end && edit.range.end > lead.end));
    // The next row: the parents go before its first value.
    let Some((value, _)) = sheet.values(hoist.next).next() else { return Vec::new() };
    let mut text = String::new();
    let mut at = 0;
    for (&cell, &column) in hoist.parents.iter().zip(&hoist.columns) {
        text.push_str(&"\t".repeat(column + 1 - at));
        text.push_str(sheet.value(CellRef { row: hoist.carrier, cell }));
        at = column + 1;
    }
    let next = sheet.indicators.iter().find(|indicator| indicator.row == hoist.next);
    let own = next.and_then(|next| next.columns.iter().position(|&cell| u32::from(cell) == value)).unwrap_or(at);
    text.push_str(&"\t".repeat((own + 1).saturating_sub(at)));
    let labelled = sheet.is_labelled(hoist.next);
    let (from, value) = if labelled {
        let first = sheet.values(hoist.next).nth(1).map_or(value, |(at, _)| at);
        (sheet.range(CellRef { row: hoist.next, cell: 0 }).end, first)
    } else {
        (sheet.row(hoist.next).start, value)
    };
    edits.push(Edit::replace(TextRange::new(from, start(hoist.next, value)), text));
    edits
}
