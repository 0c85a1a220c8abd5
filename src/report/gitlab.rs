//! The Code Quality report of GitLab: a JSON array of issues.

use super::fingerprint::Fingerprints;
use super::place::Places;
use super::{Checked, visible, write_json};
use crate::diagnostic::Severity;
use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, Write};

#[derive(Serialize)]
struct Issue<'a> {
    description: Cow<'a, str>,
    check_name: &'a str,
    /// Unlike that of any other finding of the report.
    fingerprint: String,
    /// `major`, `minor` or `info`.
    severity: &'a str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    /// From the root of the repository; GitLab knows no `./`.
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

pub(super) fn begin(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")
}

pub(super) fn file(out: &mut dyn Write, checked: Checked<'_>) -> io::Result<()> {
    let mut places = Places::new(checked.text);
    let path = checked.path.trim_start_matches("./");
    let mut fingerprints = Fingerprints::new(path);
    for (i, finding) in checked.outcome.findings.iter().enumerate() {
        let (begin, end) = (places.at(finding.range.start).line, places.at(finding.range.end));
        let end = if end.column == 1 { end.line - 1 } else { end.line };
        let issue = Issue {
            description: visible(&finding.message),
            check_name: finding.rule.name,
            fingerprint: fingerprints.next(&places, finding),
            severity: match finding.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Information => "info",
            },
            location: Location { path, lines: Lines { begin, end: end.max(begin) } },
        };
        out.write_all(if i == 0 { b"" } else { b",\n" })?;
        write_json(out, &issue)?;
    }
    Ok(())
}

pub(super) fn finish(out: &mut dyn Write, empty: bool) -> io::Result<()> {
    out.write_all(if empty { b"]\n" } else { b"\n]\n" })
}
