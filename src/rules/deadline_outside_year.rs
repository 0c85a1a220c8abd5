//! deadline-outside-year: a deadline in another year than the sheet's.

use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::ColumnKind;
use crate::sheet::{Deadline, Sheet};
use crate::text::Edit;

rule!(
    "deadline-outside-year",
    Indicators,
    Warning,
    Some(Applicability::Unsafe),
    "完成时限不在本年度内",
    "a deadline lies outside the fiscal year",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(year) = sheet.fiscal_year else { return };
    for indicator in &sheet.indicators {
        let Some(deadline) = indicator.deadline.filter(|deadline| deadline.year != year) else { continue };
        let Some(cell) = sheet.indicator_cell(indicator, ColumnKind::Deadline) else { continue };
        let (lang, text) = (sink.lang, deadline.canonical());
        let moved = Deadline { year, ..deadline }.canonical();
        let message = say!(
            lang,
            "完成时限 {text} 不在 {year} 年度内",
            "the deadline {text} lies outside the fiscal year {year}"
        );
        sink.report(&RULE, sheet.range(cell), message).fix(
            Applicability::Unsafe,
            say!(lang, "改为 {moved}", "write {moved}"),
            vec![Edit::replace(sheet.range(cell), moved)],
        );
    }
}
