//! implausible-target: a target that falls behind the sheet's own value of the year before.

use rust_decimal::Decimal;

use super::common::quote;
use super::printed::{each, quantity, same_unit};
use crate::diagnostic::{Sink, say};
use crate::outline::Notion;
use crate::profile::Better;
use crate::sheet::Sheet;

rule!(
    "implausible-target",
    Indicators,
    Warning,
    None,
    "指标值比上年还差得多",
    "a target far worse than the value of the year before",
);

/// How much of the former value a target may give away.
const SHARE: i64 = 80;

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    each(sheet, |row| {
        let Some(column) = row.columns().iter().copied().rfind(|at| row.block.columns[*at].notion == Some(Notion::History)) else {
            return;
        };
        // Only where the name says that larger is better; what is to be at most so much may be lower.
        if sheet.profile.directions.better(row.name()) != Some(Better::Larger) {
            return;
        }
        let Some(target) = row.target() else { return };
        let Some(former) = row.entry.cells[column].and_then(|at| {
            let cell = crate::sheet::CellRef { row: at.line, cell: row.block.columns[column].col };
            quantity(sheet, sheet.value(cell))
        }) else {
            return;
        };
        if !same_unit(sheet, target.measure, former.measure) || former.number <= Decimal::ZERO {
            return;
        }
        let bound = former.number.checked_mul(Decimal::new(SHARE, 2));
        if bound.is_none_or(|bound| target.number >= bound) {
            return;
        }
        let (lang, name, header) = (sink.lang, quote(row.name()), row.header(column));
        let (own, before) = (target.number.normalize(), former.number.normalize());
        let message = say!(
            lang,
            "{name}越大越好，指标值 {own} 却低于“{header}”的 {before}",
            "{name} is better the larger it is, and the target {own} is below {before} of “{header}”"
        );
        let place = row.column(Notion::Value).or_else(|| row.column(Notion::Target)).unwrap_or(column);
        sink.report(&RULE, row.place(place), message);
    });
}
