//! missing-deadline: an indicator without a deadline.

use super::common::{fill_column, quote};
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::ColumnKind;
use crate::sheet::Sheet;

rule!(
    "missing-deadline",
    Indicators,
    Error,
    Some(Applicability::Unsafe),
    "指标没有完成时限",
    "an indicator has no deadline",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some((_, columns)) = sheet.profile.indicators() else { return };
    let Some(column) = columns.iter().position(|column| column.kind == ColumnKind::Deadline) else { return };
    for indicator in &sheet.indicators {
        if indicator.is_in_doubt() || indicator.cell(column).is_some() {
            continue;
        }
        let lang = sink.lang;
        let name = quote(sheet.indicator_value(indicator, ColumnKind::Name));
        let example = sheet.fiscal_year.map(|year| format!("{year}-12"));
        let message = match &example {
            Some(example) => say!(lang, "{name}没有完成时限，如 {example}", "{name} has no deadline, such as {example}"),
            None => say!(lang, "{name}没有完成时限", "{name} has no deadline"),
        };
        let finding = sink.report(&RULE, sheet.place(indicator.row, column as u32 + 1), message);
        // A row that is out of place is mended first; only then is the deadline's column where it should be.
        if let (Some(deadline), None) = (example, &indicator.damage) {
            finding.fix(
                Applicability::Unsafe,
                say!(lang, "填上年底 {deadline}", "fill in the end of the year, {deadline}"),
                vec![fill_column(sheet, indicator.row, column, &deadline)],
            );
        }
    }
}
