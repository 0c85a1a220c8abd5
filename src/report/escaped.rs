//! JSON as a terminal can safely show it: what would turn the line around or hide in it is written as an escape, which
//! every reader of JSON takes for the same character.

use super::visible::is_pictured;
use serde::Serialize;
use std::io::{self, Write};

/// Writes `value` on one line.
///
/// # Errors
/// What `out` says.
pub fn write_json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    Ok(serde_json::to_writer(Escaping { out }, value)?)
}

/// Writes `value` on many lines, for readers.
///
/// # Errors
/// What `out` says.
pub fn write_json_pretty(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    Ok(serde_json::to_writer_pretty(Escaping { out }, value)?)
}

/// Takes the pieces of a JSON text, in which only strings have such characters.
struct Escaping<'o> {
    out: &'o mut dyn Write,
}

impl Write for Escaping<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let plain = bytes.iter().all(|byte| (b' '..=b'~').contains(byte));
        // A piece is as long as a string goes without an escape, so it holds whole characters.
        match std::str::from_utf8(bytes) {
            Ok(text) if !plain && text.contains(hidden) => self.out.write_all(escaped(text).as_bytes())?,
            _ => self.out.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Whether a character is written as an escape; the line ends between the values are none of these.
fn hidden(c: char) -> bool {
    c >= '\x7F' && is_pictured(c)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if hidden(c) {
            let mut units = [0; 2];
            c.encode_utf16(&mut units).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_escaped_and_read_back() {
        let value = vec!["预算\u{202E}\u{E0041}\u{7F}\u{1B}\t\"", "plain", "零\u{200B}宽"];
        for write in [write_json, write_json_pretty] {
            let mut out = Vec::new();
            write(&mut out, &value).unwrap();
            let text = String::from_utf8(out).unwrap();
            assert!(text.contains(r#""预算\u202e\udb40\udc41\u007f\u001b\t\"""#), "{text}");
            assert_eq!(serde_json::from_str::<Vec<String>>(&text).unwrap(), value);
        }
    }
}
