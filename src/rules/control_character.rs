//! control-character: characters that nobody can see.

use crate::diagnostic::{Applicability, Sink, say};
use crate::sheet::Sheet;
use crate::text::{Edit, TextRange};

rule!(
    "control-character",
    Damage,
    Error,
    Some(Applicability::Safe),
    "看不见的控制字符、零宽字符",
    "a control or zero-width character",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    check_text(sheet.text, sink);
}

/// Reports every row of `text` that holds such characters.
pub(super) fn check_text(text: &str, sink: &mut Sink) {
    if !may_have_controls(text.as_bytes()) {
        return;
    }
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let row = line.trim_end_matches(['\n', '\r']);
        check_row(row, start, sink);
        start += line.len();
    }
}

/// Whether some byte may belong to such a character.
fn may_have_controls(bytes: &[u8]) -> bool {
    let ascii = bytes.chunks(64).any(|chunk| {
        let odd = |&b: &u8| ((b < 0x20) & (b != b'\t') & (b != b'\n') & (b != b'\r')) | (b == 0x7f);
        chunk.iter().fold(0u8, |found, b| found | u8::from(odd(b))) != 0
    });
    // U+0080–U+00AD begin with C2, U+200B–U+206F with E2 80 or E2 81, U+FEFF is EF BB BF.
    let wide = || {
        memchr::memchr3_iter(0xc2, 0xe2, 0xef, bytes).any(|at| match (bytes[at], bytes.get(at + 1), bytes.get(at + 2)) {
            (0xc2, Some(..=0xad), _) | (0xe2, Some(0x81), Some(0xa0..=0xaf)) | (0xef, Some(0xbb), Some(0xbf)) => true,
            (0xe2, Some(0x80), Some(third)) => matches!(third, 0x8b..=0x8f | 0xa8..=0xae),
            _ => false,
        })
    };
    ascii || wide()
}

/// What becomes of a character: `None` when it may stay.
fn replacement(c: char, before: Option<char>) -> Option<&'static str> {
    match c {
        '\t' | '\n' | '\r' => None,
        // They part words or lines where they come from.
        '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{a0}' => Some(" "),
        // A joiner inside an emoji is part of it.
        '\u{200d}' if before.is_some_and(is_pictograph) => None,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' => Some(""),
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => Some(""),
        _ => None,
    }
}

fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

fn check_row(row: &str, start: usize, sink: &mut Sink) {
    let mut edits: Vec<Edit> = Vec::new();
    let mut first = None;
    let mut count = 0;
    let mut before = None;
    for (at, c) in row.char_indices() {
        if let Some(text) = replacement(c, before) {
            let place = TextRange::new((start + at) as u32, (start + at + c.len_utf8()) as u32);
            first.get_or_insert((place, c));
            count += 1;
            match edits.last_mut() {
                Some(last) if last.range.end == place.start => {
                    last.range.end = place.end;
                    if last.text.is_empty() {
                        last.text.push_str(text);
                    }
                }
                _ => edits.push(Edit::replace(place, text)),
            }
        }
        before = Some(c);
    }
    let Some((place, c)) = first else { return };
    let (lang, code) = (sink.lang, format!("U+{:04X}", c as u32));
    let message = match count {
        1 => say!(lang, "这里有一个看不见的字符 {code}", "there is an invisible character {code} here"),
        _ => say!(
            lang,
            "这一行有 {count} 个看不见的字符，第一个是 {code}",
            "this row has {count} invisible characters, the first is {code}"
        ),
    };
    sink.report(&RULE, place, message).fix(
        Applicability::Safe,
        say!(lang, "去掉看不见的字符", "take the invisible characters out"),
        edits,
    );
}
