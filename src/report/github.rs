//! Workflow commands, which GitHub shows as annotations of the changed files.

use super::place::Places;
use super::{Checked, visible};
use crate::diagnostic::Severity;
use std::io::{self, Write};

pub(super) fn file(out: &mut dyn Write, checked: Checked<'_>) -> io::Result<()> {
    let mut places = Places::new(checked.text);
    let path = property(&visible(checked.path));
    for finding in &checked.outcome.findings {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "notice",
        };
        let (start, end) = (places.at(finding.range.start), places.at(finding.range.end));
        write!(out, "::{command} file={path},line={}", start.line)?;
        // GitHub takes columns only of a range within one line.
        if start.line == end.line {
            write!(out, ",col={},endColumn={}", start.column, end.column)?;
        } else {
            write!(out, ",endLine={}", if end.column == 1 { end.line - 1 } else { end.line })?;
        }
        writeln!(out, ",title={}::{}", property(finding.rule.name), data(&visible(&finding.message)))?;
    }
    Ok(())
}

/// The text of a command: in one line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value of a command's property: without the signs that end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
