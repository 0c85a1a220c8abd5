//! The differences as one JSON object, version 1.

use super::{Change, ChangeKind, Comparison, Fate, SheetChanges};
use crate::report::write_json_pretty;
use serde::Serialize;
use std::io::{self, Write};

/// The version of the format. It grows when a field goes away or changes its meaning, not when one is added.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'c> {
    version: u32,
    before: &'c str,
    after: &'c str,
    same: bool,
    sheets: Vec<SheetReport<'c>>,
}

#[derive(Serialize)]
struct SheetReport<'c> {
    name: &'c str,
    fate: &'static str,
    /// Whether one of the sheets evaluates the other.
    evaluation: bool,
    line_before: Option<u32>,
    line_after: Option<u32>,
    changes: Vec<ChangeReport<'c>>,
}

#[derive(Serialize)]
struct ChangeReport<'c> {
    kind: &'static str,
    warning: bool,
    section: &'c [String],
    row: &'c [String],
    column: Option<&'c str>,
    before: &'c str,
    after: &'c str,
    /// A decimal as a string.
    difference: Option<String>,
    line_before: Option<u32>,
    line_after: Option<u32>,
}

/// Writes the differences of the books with those names.
///
/// # Errors
/// What `out` says.
pub fn write(out: &mut dyn Write, names: [&str; 2], comparison: &Comparison) -> io::Result<()> {
    let report = Report {
        version: VERSION,
        before: names[0],
        after: names[1],
        same: comparison.is_same(),
        sheets: comparison.sheets.iter().map(sheet).collect(),
    };
    write_json_pretty(out, &report)?;
    writeln!(out)
}

fn sheet(sheet: &SheetChanges) -> SheetReport<'_> {
    SheetReport {
        name: &sheet.name,
        fate: match sheet.fate {
            Fate::Changed => "changed",
            Fate::New => "new",
            Fate::Dropped => "dropped",
        },
        evaluation: sheet.evaluates,
        line_before: sheet.lines[0],
        line_after: sheet.lines[1],
        changes: sheet.changes.iter().map(change).collect(),
    }
}

fn change(change: &Change) -> ChangeReport<'_> {
    ChangeReport {
        kind: match change.kind {
            ChangeKind::Changed => "changed",
            ChangeKind::New => "new",
            ChangeKind::Dropped => "dropped",
            ChangeKind::Renamed => "renamed",
        },
        warning: change.warning,
        section: &change.section,
        row: &change.row,
        column: change.column.as_deref(),
        before: &change.before,
        after: &change.after,
        difference: change.difference.map(|by| by.to_string()),
        line_before: change.lines[0],
        line_after: change.lines[1],
    }
}
