//! The JSON report, version 1: `{"version": 1, "findings": […]}`, a finding a line, and where they are asked for
//! `"omitted"`, the number of findings left out, `"statistics"`, an object of counts by rule, and `"failed"`, the files that
//! could not be read or written.

use super::place::Places;
use super::{Checked, Failure, Statistics, Summary, write_json};
use crate::diagnostic::Diagnostic;
use crate::text::{self, TextRange};
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
pub(super) struct Finding<'a> {
    path: &'a str,
    #[serde(flatten)]
    range: Range,
    rule: &'a str,
    /// `error`, `warning` or `information`.
    severity: &'a str,
    message: &'a str,
    related: Vec<Related<'a>>,
    /// How many more places there are.
    #[serde(skip_serializing_if = "is_zero")]
    more_related: usize,
    fixes: Vec<Fix<'a>>,
    /// How many more fixes there are.
    #[serde(skip_serializing_if = "is_zero")]
    more_fixes: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl<'a> Finding<'a> {
    pub(super) fn new(places: &mut Places<'_>, path: &'a str, finding: &'a Diagnostic) -> Self {
        let related = finding.related.iter();
        let edit = |places: &mut Places<'_>, edit: &'a text::Edit| Edit {
            range: Range::new(places, edit.range),
            text: &edit.text,
        };
        Self {
            path,
            range: Range::new(places, finding.range),
            rule: finding.rule.name,
            severity: finding.severity.name(),
            message: &finding.message,
            related: related
                .map(|related| Related { range: Range::new(places, related.range), message: &related.message })
                .collect(),
            more_related: finding.more_related,
            more_fixes: finding.more_fixes,
            fixes: finding
                .fixes
                .iter()
                .map(|fix| Fix {
                    title: &fix.title,
                    applicability: fix.applicability.name(),
                    edits: fix.edits.iter().map(|one| edit(places, one)).collect(),
                })
                .collect(),
        }
    }
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

pub(super) fn begin(out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"version\":{VERSION},\"findings\":[")
}

/// The findings of a file, each on its line.
pub(super) fn file(out: &mut dyn Write, checked: Checked<'_>) -> io::Result<()> {
    let mut places = Places::new(checked.text);
    for (i, finding) in checked.outcome.findings.iter().enumerate() {
        if i > 0 {
            out.write_all(b",\n")?;
        }
        write_json(out, &Finding::new(&mut places, checked.path, finding))?;
    }
    Ok(())
}

/// What may stand behind the findings.
pub(super) fn finish(
    out: &mut dyn Write,
    empty: bool,
    summary: &Summary,
    statistics: Option<&Statistics>,
    failures: &[Failure],
) -> io::Result<()> {
    out.write_all(if empty { b"]" } else { b"\n]" })?;
    if summary.omitted > 0 {
        write!(out, ",\"omitted\":{}", summary.omitted)?;
    }
    if let Some(statistics) = statistics {
        out.write_all(b",\"statistics\":")?;
        write_json(out, statistics)?;
    }
    if !failures.is_empty() {
        out.write_all(b",\"failed\":")?;
        write_json(out, &failures)?;
    }
    out.write_all(b"}\n")
}
