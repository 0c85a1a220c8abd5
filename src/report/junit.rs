//! The JUnit report, as Jenkins and other build servers read it: a suite a file, a case a finding.

use super::place::{Place, Places};
use super::{Checked, visible};
use crate::diagnostic::Lang;
use std::borrow::Cow;
use std::io::{self, Write};

pub(super) fn begin(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"mubiao\">\n")
}

pub(super) fn file(out: &mut dyn Write, checked: Checked<'_>, lang: Lang) -> io::Result<()> {
    let findings = &checked.outcome.findings;
    let (path, count) = (escape(&visible(checked.path)).into_owned(), findings.len());
    let tests = count.max(1);
    writeln!(out, "<testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{count}\" errors=\"0\" skipped=\"0\">")?;
    if findings.is_empty() {
        let all = lang.pick("全部规则", "all rules");
        writeln!(out, "<testcase name=\"{all}\" classname=\"{path}\"/>")?;
    }
    let mut places = Places::new(checked.text);
    for finding in findings {
        let Place { line, column } = places.at(finding.range.start);
        let (rule, severity) = (escape(finding.rule.name), finding.severity.name());
        let message = escape(&visible(&finding.message)).into_owned();
        writeln!(out, "<testcase name=\"{rule} {line}:{column}\" classname=\"{path}\">")?;
        writeln!(
            out,
            "<failure type=\"{severity}\" message=\"{message}\">{path}:{line}:{column}: {message}</failure>"
        )?;
        writeln!(out, "</testcase>")?;
    }
    writeln!(out, "</testsuite>")
}

pub(super) fn finish(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"</testsuites>\n")
}

/// `text` for an element or an attribute; what XML cannot hold is dropped.
fn escape(text: &str) -> Cow<'_, str> {
    let plain = |c: char| {
        c >= ' ' && !matches!(c, '&' | '<' | '>' | '"' | '\'' | '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}')
    };
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            // As they are, an attribute would hold blanks.
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            c if plain(c) => out.push(c),
            _ => {}
        }
    }
    Cow::Owned(out)
}
