//! The JSON report, version 1: `{"version": 1, "findings": […]}`, a finding a line.

use super::Checked;
use super::place::Places;
use crate::text::TextRange;
use serde::Serialize;
use std::io::{self, Write};

/// The version of the report. It grows when a field goes away or changes its meaning, not when one is added.
pub const VERSION: u32 = 1;

/// A range; `end_line` and `end_column` are those of the first character behind it. All count from 1, columns in
/// characters (Unicode scalar values); a byte-order mark is not counted.
#[derive(Serialize)]
struct Range {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl Range {
    fn new(places: &mut Places<'_>, range: TextRange) -> Self {
        let start = places.at(range.start);
        let end = if range.is_empty() { start } else { places.at(range.end) };
        Self { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
    }
}

/// A finding.
#[derive(Serialize)]
struct Finding<'a> {
    path: &'a str,
    #[serde(flatten)]
    range: Range,
    rule: &'a str,
    /// `error`, `warning` or `information`.
    severity: &'a str,
    message: &'a str,
    related: Vec<Related<'a>>,
    fixes: Vec<Fix<'a>>,
}

/// Another place that a finding speaks of.
#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    range: Range,
    message: &'a str,
}

/// A way to mend a finding; all its edits or none.
#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    /// `safe` or `unsafe`.
    applicability: &'a str,
    edits: Vec<Edit<'a>>,
}

/// A replacement of a range by a text; ranges count in the text before any edit.
#[derive(Serialize)]
struct Edit<'a> {
    #[serde(flatten)]
    range: Range,
    text: &'a str,
}

pub(super) fn file(out: &mut dyn Write, checked: Checked<'_>, mut first: bool) -> io::Result<()> {
    let mut places = Places::new(checked.text);
    for finding in &checked.outcome.findings {
        let related = finding.related.iter();
        let fixes = finding.fixes.iter();
        let finding = Finding {
            path: checked.path,
            range: Range::new(&mut places, finding.range),
            rule: finding.rule.name,
            severity: finding.severity.name(),
            message: &finding.message,
            related: related
                .map(|related| Related { range: Range::new(&mut places, related.range), message: &related.message })
                .collect(),
            fixes: fixes
                .map(|fix| Fix {
                    title: &fix.title,
                    applicability: fix.applicability.name(),
                    edits: fix
                        .edits
                        .iter()
                        .map(|edit| Edit { range: Range::new(&mut places, edit.range), text: &edit.text })
                        .collect(),
                })
                .collect(),
        };
        if first {
            start(out)?;
        }
        out.write_all(if first { b"\n" } else { b",\n" })?;
        first = false;
        serde_json::to_writer(&mut *out, &finding)?;
    }
    Ok(())
}

pub(super) fn finish(out: &mut dyn Write, empty: bool) -> io::Result<()> {
    if empty {
        start(out)?;
    }
    out.write_all(if empty { b"]}\n" } else { b"\n]}\n" })
}

fn start(out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"version\":{VERSION},\"findings\":[")
}
