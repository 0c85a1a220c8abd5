//! Folding of widths and look-alikes: two spellings that a reader takes for the same fold to the same text.

use std::borrow::Cow;

use crate::text::bytes::begins_han;
use crate::text::{bytes, compatible};

/// `text` without blanks, characters that only look like others as these, full-width forms as ASCII, and one kind of
/// bracket, quote and dash.
pub fn fold(text: &str) -> String {
    folded(text).into_owned()
}

/// The same; `text` itself where folding leaves it as it is.
pub fn folded(text: &str) -> Cow<'_, str> {
    if !may_fold(text) {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    // Where the characters begin that are not written yet, because folding leaves them as they are; most do.
    let mut same = 0;
    for (at, _) in bytes::beside_han(text) {
        let Some(c) = text[at..].chars().next() else { break };
        if c.is_ascii_alphanumeric() {
            continue;
        }
        let other = if c.is_whitespace() { None } else { Some(fold_char(c)) };
        if other != Some(c) {
            folded.push_str(&text[same..at]);
            folded.extend(other);
            same = at + c.len_utf8();
        }
    }
    folded.push_str(&text[same..]);
    Cow::Owned(folded)
}

/// `text` with full-width forms as ASCII, and the ordinary characters for those that only look like them; blanks stay.
pub fn fold_value(text: &str) -> Cow<'_, str> {
    // The bytes that full-width forms and look-alikes begin with.
    if !bytes::any(text.as_bytes(), |byte| (byte == 0xef) | (byte == 0xe2) | (byte == 0xe3) | (byte == 0xf0)) {
        return Cow::Borrowed(text);
    }
    let narrowed = |c: char| match compatible::ordinary(c).unwrap_or(c) {
        c if is_wide_form(c) => narrow(c),
        c => c,
    };
    if text.chars().all(|c| narrowed(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(narrowed).collect())
}

/// The characters of a name without quotes, brackets and blanks, which are left out more often than not.
pub fn letters(text: &str) -> impl Iterator<Item = char> {
    let is_mark = |c: &char| {
        matches!(
            c,
            '“' | '”' | '"' | '‘' | '’' | '\'' | '「' | '」' | '《' | '》' | '（' | '）' | '(' | ')' | ' ' | '\u{3000}'
        )
    };
    text.chars().filter(move |c| !is_mark(c))
}

/// The last byte of the Han character that `text` begins with; folding leaves such a character as it is.
pub(super) fn han_head(text: &str) -> Option<u8> {
    match text.as_bytes() {
        [first, _, last, ..] if begins_han(*first) => Some(*last),
        _ => None,
    }
}

/// Whether `text` begins with a Han character that `folded` does not begin with, so that it does not fold to that.
#[inline]
pub(super) fn differs_first(text: &str, folded: &str) -> bool {
    let (text, folded) = (text.as_bytes(), folded.as_bytes());
    matches!((text, folded), ([a, b, c, ..], [x, y, z, ..]) if begins_han(*a) && [a, b, c] != [x, y, z])
}

/// Whether `text` begins or ends with a Han character that `folded` has not there, so that it does not fold to that.
#[inline]
pub(crate) fn differs_outside(text: &str, folded: &str) -> bool {
    let (last, other) = (text.as_bytes(), folded.as_bytes());
    differs_first(text, folded)
        || matches!((last, other), ([.., a, b, c], [.., x, y, z]) if begins_han(*a) && [a, b, c] != [x, y, z])
}

/// Whether folding may change `text`: it holds a blank, a bracket, a quote, a dash or a full-width form.
pub(super) fn may_fold(text: &str) -> bool {
    bytes::beside_han(text).any(|(at, byte)| {
        FOLDS[usize::from(byte)]
            && match (byte, text.as_bytes().get(at + 1..at + 3)) {
                // `≥`, `①` and most other signs; 、 and 。
                (0xe2, Some([next, _])) => matches!(next, 0x80 | 0x81 | 0x88 | 0xba..),
                (0xe3, Some(rest)) => !matches!(rest, [0x80, 0x81 | 0x82]),
                _ => true,
            }
    })
}

/// The bytes that such characters begin with.
const FOLDS: [bool; 256] = {
    // 0xc2: no-break space; 0xe1, 0xe2: quotes, dashes, blanks and radicals; 0xe3: wide blank and brackets; 0xef: full-width
    // and other forms; 0xf0: ideographs for compatibility.
    let bytes = [9, 10, 11, 12, 13, b' ', b'(', b')', b'"', b'-', b'[', 0xc2, 0xe1, 0xe2, 0xe3, 0xef, 0xf0];
    let mut folds = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        folds[bytes[at] as usize] = true;
        at += 1;
    }
    folds
};

/// Whether `c` is the full-width form of an ASCII character.
fn is_wide_form(c: char) -> bool {
    matches!(c, '\u{ff01}'..='\u{ff5e}')
}

/// The ASCII character whose full-width form `c` is.
fn narrow(c: char) -> char {
    char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
}

fn fold_char(c: char) -> char {
    match compatible::ordinary(c).unwrap_or(c) {
        c if is_wide_form(c) => narrow(c),
        '“' | '”' | '„' | '‟' | '「' | '」' | '『' | '』' => '"',
        '‘' | '’' => '\'',
        '〔' | '【' | '［' => '[',
        '〕' | '】' | '］' => ']',
        '—' | '–' | '−' | '‐' | '‑' => '-',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_outside_does_not_fold_to_the_same() {
        let texts = [
            "预算（万元）",
            "预算 (万元)",
            "“预算”",
            "预 算",
            " 预算",
            "预",
            "算",
            "",
            "ａ预",
            "预a",
            "(",
            "预算(万元)",
        ];
        for text in texts {
            for other in texts {
                let folded = fold(other);
                assert!(!(differs_outside(text, &folded) && fold(text) == folded), "{text} {other}");
            }
        }
        assert!(differs_outside("预算", "决算") && differs_outside("预算", "预备"));
        assert_eq!((han_head("预a"), han_head("（预"), han_head("a预")), (Some("预".as_bytes()[2]), None, None));
    }

    #[test]
    fn widths_brackets_and_blanks_fold() {
        assert_eq!(fold("预算资金情况（万元）"), fold("预算资金 情况(万元)"));
        assert_eq!(fold("“三公”经费变动率"), fold("\"三公\"经费变动率"));
        assert_eq!(fold_value("１２．５ ％"), "12.5 %");
        assert_eq!(fold("⽀出（⻓期）﹪"), fold("支出(长期)%"));
        assert_eq!(fold_value("⽉ ﹙①﹚"), "月 (①)");
    }
}
