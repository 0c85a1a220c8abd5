//! missing-actual: a self-evaluated indicator without a result.

use super::common::quote;
use super::printed::{each, kind};
use crate::diagnostic::{Sink, say};
use crate::outline::{Kind, Notion};
use crate::sheet::Sheet;

rule!("missing-actual", Indicators, Error, None, "自评的指标没有填完成值", "an evaluated indicator without a result");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    if !matches!(kind(sheet), Some(Kind::SelfEvaluation | Kind::Monitoring)) {
        return;
    }
    each(sheet, |row| {
        let Some(column) = row.column(Notion::Actual) else { return };
        // A sheet that is only begun lacks them all.
        if row.entry.cells[column].is_some() || !row.usual(column) {
            return;
        }
        let (lang, name, header) = (sink.lang, quote(row.name()), row.header(column));
        let message = say!(lang, "{name}没有填“{header}”", "{name} has no “{header}”");
        sink.report(&RULE, row.place(column), message);
    });
}
