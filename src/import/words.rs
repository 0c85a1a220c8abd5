//! The text of a cell: without what a cell of a book cannot hold, in one line or in paragraphs.

use std::borrow::Cow;

use crate::text::bytes::begins_han;

/// `text` with its line ends as LF, and TABs and no-break spaces as blanks; trimmed.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    // The bytes that what changes begins with, without a branch, so that many are compared at once; few texts have one.
    let may_change = |byte: u8| (byte == b'\t') | (0xb..=0xd).contains(&byte) | (byte == 0xc2) | (byte == 0xe2);
    if !text.bytes().fold(false, |found, byte| found | may_change(byte)) {
        return Cow::Borrowed(if is_trimmed(text) { text } else { text.trim() });
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' | '\u{a0}' => out.push(' '),
            // A soft hyphen shows only where a line breaks there.
            '\u{ad}' => {}
            c => out.push(c),
        }
    }
    let trimmed = out.trim();
    Cow::Owned(if trimmed.len() == out.len() { out } else { trimmed.to_owned() })
}

/// Whether `text` begins and ends with a Han character or an ASCII one that is no blank, as most do; false says nothing.
fn is_trimmed(text: &str) -> bool {
    let begins = |byte: u8| byte.is_ascii_graphic() || begins_han(byte);
    match text.as_bytes() {
        [first, .., lead, _, last] if *last >= 0x80 => begins(*first) && begins_han(*lead),
        [first, .., last] => begins(*first) && last.is_ascii_graphic(),
        _ => false,
    }
}

/// `text` as one line, and how many lines it has: between two Chinese characters a line end is nothing, elsewhere a blank.
pub(super) fn joined(text: &str) -> (Cow<'_, str>, usize) {
    let text = clean(text);
    if !text.as_bytes().contains(&b'\n') {
        return (text, 1);
    }
    let lines = paragraphs(&text);
    (Cow::Owned(join(lines.iter().map(String::as_str))), lines.len())
}

/// The lines of `text` that hold something, trimmed.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let text = clean(text);
    let blank = |c: char| c.is_whitespace();
    text.split('\n').map(|line| line.trim_matches(blank)).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The texts as one: a blank stands only where neither side is Chinese.
pub(super) fn join<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut out = String::new();
    for text in texts {
        if let (Some(last), Some(first)) = (out.chars().next_back(), text.chars().next())
            && !is_chinese(last)
            && !is_chinese(first)
        {
            out.push(' ');
        }
        out.push_str(text);
    }
    out
}

/// Whether `c` is a Chinese character or a mark that stands between them.
pub(super) fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff65}' | '\u{20000}'..='\u{3ffff}'
        | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_cell_are_joined_as_a_reader_does() {
        assert_eq!(joined("政府采购管理违法违规\r\n行为发生次数"), ("政府采购管理违法违规行为发生次数".into(), 2));
        assert_eq!(joined("a\nb"), ("a b".into(), 2));
        assert_eq!(joined(" 年\n度\n目\n标 "), ("年度目标".into(), 4));
        assert_eq!(joined("甲\u{a0}乙\t丙"), ("甲 乙 丙".into(), 1));
        assert_eq!(joined("\u{3000}甲乙\u{3000}"), ("甲乙".into(), 1));
        assert_eq!(joined("甲乙\u{1680}"), ("甲乙".into(), 1));
        assert_eq!(joined(" a\u{2003}"), ("a".into(), 1));
        assert_eq!(paragraphs("一。\r\r\n 二。\u{b}"), ["一。", "二。"]);
    }
}
