//! The SARIF 2.1.0 report (OASIS), which code hosts and editors show beside the text.

use super::fingerprint::Fingerprints;
use super::place::{Place, Places};
use super::{Checked, Summary, visible, write_json};
use crate::diagnostic::{Diagnostic, Fix, Lang, RuleInfo, Severity};
use crate::manual;
use crate::rules::RULES;
use crate::text::{Edit, TextRange};
use serde::Serialize;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message<'static>,
    full_description: Message<'static>,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Message<'a> {
    text: Cow<'a, str>,
}

impl<'a> Message<'a> {
    /// What is shown to readers.
    fn shown(text: &'a str) -> Self {
        Self { text: visible(text) }
    }
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message<'a>,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: PartialFingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<SarifFix<'a>>,
}

#[derive(Serialize)]
struct PartialFingerprints {
    /// Of the rule, the row, and how many like it stand before it in the file.
    #[serde(rename = "mubiaoRow/v1")]
    row: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical<'a> {
    artifact_location: Artifact<'a>,
    region: Region,
}

#[derive(Clone, Copy, Serialize)]
struct Artifact<'a> {
    uri: &'a str,
}

/// From 1; columns count UTF-16 code units, and the end is the first one behind it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFix<'a> {
    description: Message<'a>,
    artifact_changes: [Change<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact<'a>,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    #[serde(skip_serializing_if = "Option::is_none")]
    inserted_content: Option<Message<'a>>,
}

pub(super) fn begin(out: &mut dyn Write, lang: Lang) -> io::Result<()> {
    let rules = RULES.iter().map(|rule| about(rule, lang)).collect();
    let driver = Driver { name: "mubiao", semantic_version: env!("CARGO_PKG_VERSION"), rules };
    write!(out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":")?;
    write_json(out, &driver)?;
    let language = lang.pick("zh-CN", "en-US");
    write!(out, "}},\"language\":\"{language}\",\"columnKind\":\"utf16CodeUnits\",\"results\":[")
}

fn about(rule: &'static RuleInfo, lang: Lang) -> Rule {
    let page = manual::page(rule, lang);
    let lead = page.split("\n\n").nth(1).unwrap_or(&page).trim().to_owned();
    Rule {
        id: rule.name,
        short_description: Message { text: rule.summary(lang).into() },
        full_description: Message { text: lead.into() },
        help: Help { text: page.clone(), markdown: page },
        default_configuration: Configuration { level: level(rule.severity) },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "note",
    }
}

pub(super) fn file(out: &mut dyn Write, checked: Checked<'_>) -> io::Result<()> {
    let uri = uri(checked.path);
    let mut writer = Writer { artifact: Artifact { uri: &uri }, places: Places::utf16(checked.text) };
    let mut fingerprints = Fingerprints::new("");
    for (i, finding) in checked.outcome.findings.iter().enumerate() {
        let fingerprint = fingerprints.next(&writer.places, finding);
        out.write_all(if i == 0 { b"" } else { b",\n" })?;
        write_json(out, &writer.finding(finding, fingerprint))?;
    }
    Ok(())
}

struct Writer<'a> {
    artifact: Artifact<'a>,
    places: Places<'a>,
}

impl<'a> Writer<'a> {
    fn finding(&mut self, finding: &'a Diagnostic, row: String) -> Finding<'a> {
        let related = finding.related.iter().enumerate();
        Finding {
            rule_id: finding.rule.name,
            rule_index: RULES.iter().position(|rule| rule.name == finding.rule.name),
            level: level(finding.severity),
            message: Message::shown(&finding.message),
            locations: [self.location(finding.range, None, None)],
            related_locations: related
                .map(|(i, related)| self.location(related.range, Some(i + 1), Some(&related.message)))
                .collect(),
            partial_fingerprints: PartialFingerprints { row },
            // A change without replacements is not allowed; a new encoding is one.
            fixes: finding.fixes.iter().filter(|fix| !fix.edits.is_empty()).map(|fix| self.fix(fix)).collect(),
        }
    }

    fn location(&mut self, range: TextRange, id: Option<usize>, text: Option<&'a str>) -> Location<'a> {
        let physical_location = Physical { artifact_location: self.artifact, region: self.region(range) };
        Location { id, physical_location, message: text.map(Message::shown) }
    }

    fn region(&mut self, range: TextRange) -> Region {
        let Place { line: start_line, column: start_column } = self.places.at(range.start);
        let Place { line: end_line, column: end_column } = self.places.at(range.end);
        Region { start_line, start_column, end_line, end_column }
    }

    fn fix(&mut self, fix: &'a Fix) -> SarifFix<'a> {
        let replacement = |edit: &'a Edit| Replacement {
            deleted_region: self.region(edit.range),
            inserted_content: (!edit.text.is_empty()).then_some(Message { text: edit.text.as_str().into() }),
        };
        let replacements = fix.edits.iter().map(replacement).collect();
        let change = Change { artifact_location: self.artifact, replacements };
        SarifFix { description: Message::shown(&fix.title), artifact_changes: [change] }
    }
}

/// `path`, with `/` between its parts, as a URI reference.
fn uri(path: &str) -> String {
    let drive = path.as_bytes().get(1) == Some(&b':');
    let mut uri = String::with_capacity(path.len() + 8);
    uri.push_str(match path {
        _ if drive => "file:///",
        path if path.starts_with("//") => "file:",
        path if path.starts_with('/') => "file://",
        _ => "",
    });
    for (i, byte) in path.bytes().enumerate() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            b':' if drive && i == 1 => uri.push(':'),
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

pub(super) fn finish(out: &mut dyn Write, empty: bool, summary: &Summary) -> io::Result<()> {
    let line = if empty { "" } else { "\n" };
    let whole = summary.failed == 0;
    writeln!(out, "{line}],\"invocations\":[{{\"executionSuccessful\":{whole}}}]}}]}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("一/a b#%.mubiao"), "%E4%B8%80/a%20b%23%25.mubiao");
        assert_eq!(uri("/tmp/a:b"), "file:///tmp/a%3Ab");
        assert_eq!(uri("C:/a"), "file:///C:/a");
        assert_eq!(uri("//host/a"), "file://host/a");
    }
}
