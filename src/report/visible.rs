//! Text as a terminal can safely show it.

use crate::text::bytes::beside_han;
use std::borrow::Cow;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthChar;

/// The most characters of a message that a report shows.
const LONGEST: usize = 2000;

/// Appends `c`, or what stands for it when it is a control or cannot be seen, and says how many columns that takes where
/// characters of ambiguous width are `wide`.
pub(super) fn push(out: &mut String, c: char, wide: bool) -> usize {
    match picture(c) {
        None => {
            out.push(c);
            if wide { c.width_cjk() } else { c.width() }.unwrap_or(0)
        }
        Some(Picture::One(picture)) => {
            out.push(picture);
            1
        }
        Some(Picture::Code) => {
            let before = out.len();
            // Writing to a string cannot fail.
            let _ = write!(out, "<U+{:04X}>", c as u32);
            out.len() - before
        }
    }
}

/// What stands for a character.
enum Picture {
    One(char),
    Code,
}

/// Whether a character is a control or cannot be seen, and something stands for it.
pub(super) fn is_pictured(c: char) -> bool {
    picture(c).is_some()
}

fn picture(c: char) -> Option<Picture> {
    match c {
        ' '..='~' => None,
        '\t' => Some(Picture::One('⇥')),
        '\0'..='\x1F' => char::from_u32(0x2400 + c as u32).map(Picture::One),
        '\x7F' => Some(Picture::One('␡')),
        '\u{80}'..='\u{9F}'
        | '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{115F}'..='\u{1160}'
        | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E00FF}' => Some(Picture::Code),
        _ => None,
    }
}

/// `text` in one line without any control or unseen character, cut after 2000 characters.
pub fn visible(text: &str) -> Cow<'_, str> {
    // No Han character is pictured, and most characters are Han.
    let plain = |at: usize| text[at..].chars().next().is_none_or(|c| picture(c).is_none());
    if text.len() <= LONGEST && beside_han(text).all(|(at, byte)| matches!(byte, b' '..=b'~') || plain(at)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len().min(4 * LONGEST));
    let mut chars = text.chars();
    for c in chars.by_ref().take(LONGEST) {
        push(&mut out, c, false);
    }
    if chars.next().is_some() {
        out.push('…');
    }
    Cow::Owned(out)
}

/// How many columns `text` takes in a terminal.
pub fn display_width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_pictured() {
        assert_eq!(visible("a\0b\u{1B}[31m\tc\u{7F}\r\n"), "a␀b␛[31m⇥c␡␍␊");
        assert_eq!(visible("零\u{200B}宽\u{FEFF}\u{85}\u{202E}"), "零<U+200B>宽<U+FEFF><U+0085><U+202E>");
    }

    #[test]
    fn plain_text_is_borrowed() {
        assert!(matches!(visible("部门（单位）“三公” 100%"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_cannot_end_is_cut() {
        let shown = visible(&"长".repeat(100_000)).into_owned();
        assert_eq!(shown.chars().count(), LONGEST + 1);
        assert!(shown.ends_with("长…"));
        assert_eq!(visible(&"长".repeat(LONGEST)), "长".repeat(LONGEST));
    }

    #[test]
    fn nothing_pictured_holds_a_control() {
        for c in '\0'..='\u{10FFFF}' {
            let mut out = String::new();
            push(&mut out, c, false);
            assert!(!out.chars().any(char::is_control), "{c:?}");
        }
    }
}
