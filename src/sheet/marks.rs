//! What bytes stand in the rows of a sheet that the form does not have itself.

use super::Sheet;
use crate::text::compatible;

/// Which kinds of characters may stand in the loose rows of a sheet, so that a rule about such characters need not look
/// where there are none. What is false is certain; what is true is only likely.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Controls and characters without a shape of their own.
    pub invisible: bool,
    /// A `<` or `&` that is no operator.
    pub markup: bool,
    /// Characters that only look like others, or that nobody can read.
    pub lookalike: bool,
    /// Characters that every placeholder of a template has: `X`, `×`, `*`, `_` in any width, 填 and 补.
    pub placeholder: bool,
}

impl Sheet<'_> {
    /// The marks of the rows that the form does not have itself; looked for once.
    pub fn marks(&self) -> Marks {
        *self.marks.get_or_init(|| Marks::of_all(self.syntax.loose(self.source).map(|(_, text)| text)))
    }
}

/// How many bytes are compared at once.
const WIDTH: usize = 64;

impl Marks {
    /// The marks of `text`.
    pub fn of(text: &str) -> Self {
        Self::of_all([text].into_iter())
    }

    /// The marks of `texts` together. They are packed into blocks of one width, which have no odd bytes at their end; what
    /// seems to stand where two of them meet is at worst a mark too many.
    fn of_all<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut marks = Self::default();
        // The two bytes behind a block are those that the next one begins with.
        let (mut block, mut len) = ([b'\n'; WIDTH + 2], 0);
        for text in texts {
            let mut rest = text.as_bytes();
            while !rest.is_empty() {
                let (taken, behind) = rest.split_at(rest.len().min(WIDTH + 2 - len));
                block[len..len + taken.len()].copy_from_slice(taken);
                (len, rest) = (len + taken.len(), behind);
                if len == WIDTH + 2 {
                    marks.look(&block);
                    (block[0], block[1], len) = (block[WIDTH], block[WIDTH + 1], 2);
                }
            }
        }
        block[len..].fill(b'\n');
        marks.look(&block);
        if len > WIDTH {
            // The last byte begins nothing that is longer, but may be a mark by itself.
            let mut last = [b'\n'; WIDTH + 2];
            last[0] = block[WIDTH];
            marks.look(&last);
        }
        marks
    }

    /// Looks at every triple of bytes of a block. Without a branch, so that many are compared at once.
    fn look(&mut self, block: &[u8; WIDTH + 2]) {
        let (mut invisible, mut markup, mut lookalike, mut placeholder) = (0u8, 0u8, 0u8, 0u8);
        for at in 0..WIDTH {
            let (a, b, c) = (block[at], block[at + 1], block[at + 2]);
            invisible |= u8::from(is_invisible(a, b, c));
            markup |= u8::from(is_markup(a, b));
            lookalike |= u8::from(compatible::starts(a, b) | is_dash_or_unreadable(a, b, c));
            placeholder |= u8::from(is_placeholder(a, b, c));
        }
        self.invisible |= invisible != 0;
        self.markup |= markup != 0;
        self.lookalike |= lookalike != 0;
        self.placeholder |= placeholder != 0;
    }
}

/// Controls but TAB and line ends; U+0080–U+00AD begin with C2, U+200B–U+206F with E2 80 or E2 81, U+FEFF with EF BB.
#[inline(always)]
fn is_invisible(a: u8, b: u8, c: u8) -> bool {
    let control = ((a < 0x20) & (a != b'\t') & (a != b'\n') & (a != b'\r')) | (a == 0x7f);
    let joining = ((c & 0xf0) == 0x80) | ((c & 0xf8) == 0xa8);
    let general = (a == 0xe2) & ((b == 0x81) | ((b == 0x80) & joining));
    control | ((a == 0xc2) & (b <= 0xad)) | general | ((a == 0xef) & (b == 0xbb))
}

/// The dashes U+2010, U+2011 and U+2212; U+E000 to U+EFFF and U+FFFD. All others that nobody can read begin as
/// [`compatible::starts`] says.
#[inline(always)]
fn is_dash_or_unreadable(a: u8, b: u8, c: u8) -> bool {
    let dash = (a == 0xe2) & (((b == 0x80) & (c & 0xfe == 0x90)) | ((b == 0x88) & (c == 0x92)));
    dash | (a == 0xee) | ((a == 0xef) & (b == 0xbf) & (c == 0xbd))
}

/// An operator has `=` or the end of its cell behind its `<`.
#[inline(always)]
fn is_markup(a: u8, b: u8) -> bool {
    ((a == b'<') | (a == b'&')) & (b != b'=') & (b != b'\t')
}

/// × begins with C3, ✕ with E2 9C, ｘ with EF BD; ＊ ＿ Ｘ are EF BC 8A, BF, B8, and 填 and 补 end in A1 AB and A1 A5.
#[inline(always)]
fn is_placeholder(a: u8, b: u8, c: u8) -> bool {
    let ascii = ((a | 0x20) == b'x') | (a == b'*') | (a == b'_') | (a == 0xc3);
    let wide = ((b == 0xbc) & ((c == 0x8a) | (c == 0xbf) | (c == 0xb8))) | (b == 0xbd);
    let words = (b == 0xa1) & ((c == 0xab) | (c == 0xa5));
    ascii | ((a == 0xef) & wide) | ((a == 0xe2) & (b == 0x9c)) | words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sound_text_has_no_marks() {
        let text = "年度绩效目标\t“双随机、一公开”；而后检查·记录（100%）——完成。\r\n\t>=\t<\t90\n";
        assert_eq!(Marks::of(text), Marks::default());
        for short in ["", "年", "1", "12"] {
            assert_eq!(Marks::of(short), Marks::default());
        }
    }

    #[test]
    fn every_mark_is_found_wherever_it_stands() {
        let around = ["", "目", "1", "年度绩效目标：推动企业严格落实各项政策要求"];
        let find = |marked: &str, has: fn(Marks) -> bool| {
            for before in around {
                for behind in around {
                    assert!(has(Marks::of(&format!("{before}{marked}{behind}"))), "{before}{marked:?}{behind}");
                }
            }
            // Across the end of a block too.
            for before in WIDTH - 4..WIDTH + 3 {
                assert!(has(Marks::of(&format!("{}{marked}", "1".repeat(before)))), "{marked:?} at {before}");
                assert!(
                    has(Marks::of_all(["1".repeat(before).as_str(), marked].into_iter())),
                    "{marked:?} at {before}"
                );
            }
        };
        let invisible = (0..=0xffffu32).filter_map(char::from_u32).filter(|&c| {
            matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{a0}' | '\u{ad}' | '\u{feff}')
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        });
        invisible.for_each(|c| find(&c.to_string(), |marks| marks.invisible));
        for lookalike in [
            "⺀",
            "⽬",
            "⻳",
            "\u{f900}",
            "\u{fad9}",
            "﹙",
            "︰",
            "\u{2f800}",
            "\u{2011}",
            "\u{2212}",
            "\u{e001}",
            "\u{fffd}",
            "\u{f0001}",
        ] {
            find(lookalike, |marks| marks.lookalike);
        }
        for markup in ["<b", "</", "<!", "&n", "&#"] {
            find(markup, |marks| marks.markup);
        }
        for placeholder in ["X", "x", "Ｘ", "ｘ", "×", "✕", "*", "＊", "_", "＿", "填", "补"] {
            find(placeholder, |marks| marks.placeholder);
        }
    }
}
