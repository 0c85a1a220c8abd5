//! Whether a file is a report of this program, and so may make room for the next one.

use crate::diagnostic::{Lang, Severity};

/// So many bytes of a file are enough for [`is_report`].
pub const HEAD: u64 = 4096;

/// Whether `head`, the first bytes of a file, is the beginning of a report in any form, of a baseline, or empty.
pub fn is_report(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start_matches('\u{FEFF}').trim_start();
    head.is_empty() || is_json(head) || is_markup(head) || is_diff(head) || is_text(head)
}

/// JSON and JSON lines, a baseline, SARIF, Code Quality.
fn is_json(head: &str) -> bool {
    let dense: String = head.chars().filter(|c| !c.is_ascii_whitespace()).take(400).collect();
    if let Some(rest) = dense.strip_prefix("{\"version\":") {
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let next = ["findings", "path", "omitted", "statistics", "failed"];
        return rest == "}"
            || next.iter().any(|next| rest.strip_prefix(",\"").is_some_and(|rest| rest.starts_with(next)));
    }
    dense == "[]"
        || dense.starts_with("[{\"description\":")
        || dense.contains("\"tool\":{\"driver\":{\"name\":\"mubiao\"")
}

/// JUnit and the page.
fn is_markup(head: &str) -> bool {
    head.contains("<testsuites name=\"mubiao\">") || head.contains("<meta name=\"generator\" content=\"mubiao ")
}

/// A difference that this program shows has one name for both sides, where git has two.
fn is_diff(head: &str) -> bool {
    let mut lines = head.lines();
    let name = |line: Option<&'_ str>, mark: &str| -> Option<String> {
        Some(line?.strip_prefix(mark)?.split('\t').next()?.to_owned())
    };
    let old = name(lines.next(), "--- ");
    old.is_some() && old == name(lines.next(), "+++ ")
}

/// What is for readers, one line a finding, and workflow commands; without findings a sentence.
fn is_text(head: &str) -> bool {
    let line = head.lines().next().unwrap_or_default();
    let rule = |rest: &str| {
        let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '-');
        end.is_some_and(|end| end > 0 && rest[end..].starts_with(']'))
    };
    let severities = [Severity::Error, Severity::Warning, Severity::Information];
    let labels = severities.iter().flat_map(|severity| [Lang::Zh, Lang::En].map(|lang| severity.label(lang)));
    let finding = labels.into_iter().any(|label| {
        line.match_indices(label).any(|(at, _)| line[at + label.len()..].strip_prefix('[').is_some_and(rule))
    });
    let command = ["::error file=", "::warning file=", "::notice file="].iter().any(|start| line.starts_with(start));
    let said = ["没有发现问题（", "no problems found (", "已修复 ", "fixed ", "另有 "];
    finding || command || said.iter().any(|said| line.starts_with(said)) || line.contains("--max-findings")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_files_are_no_reports() {
        for text in [
            "#!/bin/sh\necho 1\n",
            "{\n  \"version\": \"0.2.0\",\n  \"configurations\": []\n}",
            "{\"name\":\"x\",\"version\":1}",
            "[1, 2]",
            "--- a/x.rs\n+++ b/x.rs\n",
            "<?xml version=\"1.0\"?><testsuites name=\"other\">",
            "部门（单位）名称\t703001甲局-211300000\n",
            "错误[ 没有规则 ]",
            "\u{0}PNG",
        ] {
            assert!(!is_report(text.as_bytes()), "{text}");
        }
    }
}
