//! missing-score: a self-evaluated indicator without points.

use super::common::quote;
use super::printed::{each, kind};
use crate::diagnostic::{Sink, say};
use crate::outline::{Kind, Notion};
use crate::sheet::Sheet;

rule!("missing-score", Indicators, Error, None, "自评的指标没有填得分", "an evaluated indicator without points");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    if kind(sheet) != Some(Kind::SelfEvaluation) {
        return;
    }
    each(sheet, |row| {
        let Some(column) = row.column(Notion::Score) else { return };
        // A sheet that is only begun lacks them all; of a merged cell each row but the first.
        if row.entry.cells[column].is_some() || !row.usual(column) {
            return;
        }
        let (lang, name, header) = (sink.lang, quote(row.name()), row.header(column));
        let message = say!(lang, "{name}没有填“{header}”", "{name} has no “{header}”");
        sink.report(&RULE, row.place(column), message);
    });
}
