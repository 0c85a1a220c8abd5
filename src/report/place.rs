//! Lines and columns of many places, also in very long rows.

use crate::text::LineIndex;
use rustc_hash::FxHashMap;

/// Every so many bytes of a long line, the characters before are counted once.
const STEP: usize = 4096;

/// 1-based; the column counts characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Finds places in a text.
#[derive(Debug)]
pub struct Places<'a> {
    text: &'a str,
    index: LineIndex,
    long: FxHashMap<usize, Vec<u32>>,
    /// How many units begin in some bytes.
    count: fn(&[u8]) -> usize,
}

impl<'a> Places<'a> {
    /// The places of `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text, index: LineIndex::new(text), long: FxHashMap::default(), count: characters }
    }

    /// Like [`Self::new`], but columns count UTF-16 code units.
    pub(super) fn utf16(text: &'a str) -> Self {
        Self { count: code_units, ..Self::new(text) }
    }

    /// The place of byte `offset`.
    pub fn at(&mut self, offset: u32) -> Place {
        let line = self.index.line(offset);
        let start = self.start(line);
        let offset = (offset as usize).min(self.text.len());
        Place { line: line + 1, column: self.units(line, start, offset) + 1 }
    }

    /// The 1-based line that holds byte `offset`, its first byte, and its text without its line end.
    pub(super) fn row(&self, offset: u32) -> (usize, usize, &'a str) {
        let line = self.index.line(offset);
        (line + 1, self.start(line), self.index.text(self.text, line))
    }

    fn start(&self, line: usize) -> usize {
        self.index.start(line).map_or(0, |start| start as usize)
    }

    fn units(&mut self, line: usize, start: usize, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        if end - start <= STEP {
            return (self.count)(&bytes[start..end]);
        }
        let (index, count) = (&self.index, self.count);
        let steps = self.long.entry(line).or_insert_with(|| {
            let stop = index.start(line + 1).map_or(bytes.len(), |next| next as usize);
            let mut before = 0;
            bytes[start..stop]
                .chunks(STEP)
                .map(|chunk| {
                    let here = before;
                    before += count(chunk) as u32;
                    here
                })
                .collect()
        });
        // The end of the text may stand a whole step behind the last chunk.
        let step = ((end - start) / STEP).min(steps.len() - 1);
        steps[step] as usize + count(&bytes[start + step * STEP..end])
    }
}

/// How many characters begin in `bytes`.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

/// How many UTF-16 code units the characters that begin in `bytes` take.
fn code_units(bytes: &[u8]) -> usize {
    characters(bytes) + bytes.iter().filter(|&&byte| byte >= 0xF0).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let mut places = Places::new("a\r\n一𠀀二\n");
        assert_eq!(places.at(0), Place { line: 1, column: 1 });
        assert_eq!(places.at(3), Place { line: 2, column: 1 });
        assert_eq!(places.at(10), Place { line: 2, column: 3 });
        assert_eq!(places.at(14), Place { line: 3, column: 1 });
    }

    #[test]
    fn columns_count_code_units() {
        let mut places = Places::utf16("a\r\n一𠀀二\n");
        assert_eq!(places.at(10), Place { line: 2, column: 4 });
        let text = "一b𠀀".repeat(STEP);
        assert_eq!(Places::utf16(&text).at(text.len() as u32).column, text.encode_utf16().count() + 1);
    }

    #[test]
    fn long_lines_agree_with_a_plain_count() {
        let text = format!("头\n{}\n尾", "一b𠀀".repeat(STEP));
        let mut places = Places::new(&text);
        let index = LineIndex::new(&text);
        for (offset, _) in text.char_indices().step_by(97).chain([(text.len(), ' '), (text.len() - 4, ' ')]) {
            let (line, column) = index.line_column(&text, offset as u32);
            assert_eq!(places.at(offset as u32), Place { line: line + 1, column: column + 1 });
        }
    }

    #[test]
    fn the_end_of_a_line_of_whole_steps_is_found() {
        for text in ["x".repeat(2 * STEP), "x".repeat(2 * STEP - 1) + "\n"] {
            assert_eq!(Places::new(&text).at(2 * STEP as u32 - 1), Place { line: 1, column: 2 * STEP });
        }
        assert_eq!(Places::new(&"x".repeat(2 * STEP)).at(2 * STEP as u32), Place { line: 1, column: 2 * STEP + 1 });
    }
}
