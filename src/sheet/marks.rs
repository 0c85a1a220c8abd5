//! What kinds of characters stand in a sheet.

use super::Sheet;
use crate::syntax::SheetSyntax;
use crate::text::bytes::begins_han;
use crate::text::compatible;

/// Which kinds of characters may stand in a sheet, so that a rule about such characters need not look
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
    /// A blank of either width.
    pub blank: bool,
}

impl Sheet<'_> {
    /// The same sheet, whose source has these marks.
    pub(crate) fn with_marks(self, marks: Marks) -> Self {
        Self { marks: marks.into(), ..self }
    }

    /// The marks of the sheet; looked for once.
    pub fn marks(&self) -> Marks {
        *self.marks.get_or_init(|| Marks::of_sheet(self.source, self.syntax))
    }
}

impl Marks {
    /// The marks of the sheet whose source is `text`. The rows that its form has itself hold none.
    pub fn of_sheet(text: &str, syntax: &SheetSyntax) -> Self {
        syntax.loose(text).fold(Self::default(), |marks, (_, text)| {
            let own = Self::of(text);
            Self {
                invisible: marks.invisible | own.invisible,
                markup: marks.markup | own.markup,
                lookalike: marks.lookalike | own.lookalike,
                placeholder: marks.placeholder | own.placeholder,
                blank: marks.blank | own.blank,
            }
        })
    }

    /// The marks of `text`.
    pub fn of(text: &str) -> Self {
        let (bytes, mut marks, mut at) = (text.as_bytes(), Self::default(), 0);
        while let Some(&first) = bytes.get(at) {
            if PLAIN[usize::from(first)] {
                at += 1;
                continue;
            }
            if !begins_han(first) {
                let behind = |of: usize| bytes.get(at + of).copied().unwrap_or(b'\n');
                at += marks.look(first, [behind(1), behind(2)]);
                continue;
            }
            // 填 and 补, which only a template has: `（填写）`, `待补充`.
            if bytes[at + 1] == 0xa1 {
                marks.placeholder |= matches!((first, bytes[at + 2]), (0xe5, 0xab) | (0xe8, 0xa5));
            }
            at += 3;
        }
        marks
    }

    /// Looks at a character that begins with `first` and is no Han character, and says how many bytes it takes.
    #[inline]
    fn look(&mut self, first: u8, [next, last]: [u8; 2]) -> usize {
        match first {
            b' ' => self.blank = true,
            b'x' | b'X' | b'_' | b'*' => self.placeholder = true,
            // An operator has `=` or the end of its cell behind its `<`.
            b'<' | b'&' => self.markup |= !matches!(next, b'=' | b'\t'),
            ..0x80 => self.invisible = true,
            // U+0080 to U+00AD begin with C2, × with C3.
            0x80..0xe0 => {
                self.invisible |= first == 0xc2 && next <= 0xad;
                self.placeholder |= first == 0xc3;
                return 2;
            }
            0xe2 | 0xef => {
                self.look_at_sign(first, [next, last]);
                return 3;
            }
            0xe0..0xf0 => {
                self.blank |= (first, next, last) == (0xe3, 0x80, 0x80);
                self.lookalike |= first == 0xee;
                return 3;
            }
            0xf0.. => {
                self.lookalike = true;
                return 4;
            }
        }
        1
    }

    /// Looks at a character that begins with `first`, E2 or EF: signs and full-width forms, most of which are common.
    fn look_at_sign(&mut self, first: u8, [next, last]: [u8; 2]) {
        if first == 0xe2 {
            // U+200B–U+200F, U+2028–U+202F, U+2060–U+206F.
            self.invisible |= next == 0x81 || (next == 0x80 && matches!(last, 0x80..=0x8f | 0xa8..=0xaf));
            // The dashes U+2010, U+2011 and U+2212.
            self.lookalike |= matches!((next, last), (0x80, 0x90 | 0x91) | (0x88, 0x92));
            // ✕
            self.placeholder |= next == 0x9c;
        } else {
            self.invisible |= next == 0xbb;
            self.lookalike |= (next, last) == (0xbf, 0xbd);
            // ｘ, ＊, ＿, Ｘ
            self.placeholder |= next == 0xbd || (next == 0xbc && matches!(last, 0x8a | 0xbf | 0xb8));
        }
        self.lookalike |= compatible::starts(first, next);
    }
}

/// The characters of one byte that mark nothing.
const PLAIN: [bool; 256] = {
    let (mut plain, mut byte) = ([false; 256], 0);
    while byte < 0x80 {
        let c = byte as u8;
        let marks = matches!(c, b' ' | b'x' | b'X' | b'_' | b'*' | b'<' | b'&') || c.is_ascii_control();
        plain[byte] = !marks || matches!(c, b'\t' | b'\n' | b'\r');
        byte += 1;
    }
    plain
};

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
            for before in 60..70 {
                assert!(has(Marks::of(&format!("{}{marked}", "1".repeat(before)))), "{marked:?} at {before}");
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
        for blank in [" ", "\u{3000}"] {
            find(blank, |marks| marks.blank);
        }
        for placeholder in ["X", "x", "Ｘ", "ｘ", "×", "✕", "*", "＊", "_", "＿", "填", "补"] {
            find(placeholder, |marks| marks.placeholder);
        }
    }
}
