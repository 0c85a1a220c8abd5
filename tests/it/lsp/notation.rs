//! What a client shows, in the notation of the rules: `⇥` for TABs, `⟦…⟧` where a finding stands, `//~` what it says.

use mubiao::text::{Document, Encoding, Position};
use serde_json::Value;

/// The rows of `text` that `diagnostics` stand in, with what they say.
pub(super) fn shown(text: &str, diagnostics: &[Value], encoding: Encoding) -> String {
    let document = Document::new(text, 0);
    let offset = |position: &Value| {
        let number = |name: &str| position[name].as_u64().unwrap() as u32;
        document.offset(Position { line: number("line"), character: number("character") }, encoding)
    };
    let mut findings: Vec<(usize, usize, String)> = diagnostics
        .iter()
        .map(|one| {
            let severity = ["", "error", "warning", "information", "hint"][one["severity"].as_u64().unwrap() as usize];
            let code = one["code"].as_str().map(|code| format!("[{code}]")).unwrap_or_default();
            let message = one["message"].as_str().unwrap();
            let (start, end) = (offset(&one["range"]["start"]), offset(&one["range"]["end"]));
            (start, end, format!("//~ {severity}{code}: {message}"))
        })
        .collect();
    findings.sort();
    let mut out = String::new();
    for line in 0..document.lines() {
        let from = document.offset(Position { line: line as u32, character: 0 }, encoding);
        let to = document.offset(Position { line: line as u32, character: u32::MAX }, encoding);
        let here: Vec<_> = findings.iter().filter(|(start, ..)| (from..=to).contains(start)).collect();
        if here.is_empty() {
            continue;
        }
        for at in from..=to {
            out.extend(here.iter().filter(|(start, end, _)| *end == at && start < end).map(|_| '⟧'));
            out.extend(here.iter().filter(|(start, ..)| *start == at).map(|_| '⟦'));
            out.extend(here.iter().filter(|(start, end, _)| *end == at && start == end).map(|_| '⟧'));
            if at < to && document.is_boundary(at) {
                out.push_str(&text[at..].chars().next().unwrap().to_string().replace('\t', "⇥"));
            }
        }
        out.push('\n');
        for (.., message) in here {
            out.push_str(message);
            out.push('\n');
        }
    }
    out
}
