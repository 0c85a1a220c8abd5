//! An editor's document: a rope, its version, and positions in the three encodings of the protocol.

use std::ops::Range;

use ropey::Rope;

/// How the columns of a [`Position`] count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Bytes of UTF-8.
    Utf8,
    /// Code units of UTF-16, the protocol's default.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

/// A 0-based line and a 0-based column that counts in some [`Encoding`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position {
    /// 0-based line; a line ends at LF, CR LF or a lone CR, and at nothing else.
    pub line: u32,
    /// 0-based column.
    pub character: u32,
}

/// A text that is edited: cheap to clone, an edit costs the logarithm of its size.
#[derive(Clone, Debug)]
pub struct Document {
    rope: Rope,
    version: i32,
}

impl Document {
    /// A document that holds `text`.
    pub fn new(text: &str, version: i32) -> Self {
        Self { rope: Rope::from_str(text), version }
    }

    /// The version that the client gave it last.
    pub fn version(&self) -> i32 {
        self.version
    }

    /// Takes the client's number for the text as it now stands.
    pub fn set_version(&mut self, version: i32) {
        self.version = version;
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether it holds no text.
    pub fn is_empty(&self) -> bool {
        self.rope.len_bytes() == 0
    }

    /// The number of lines; a text that ends with a line end has an empty last one.
    pub fn lines(&self) -> usize {
        self.rope.len_lines()
    }

    /// The whole text.
    pub fn text(&self) -> String {
        self.rope.to_string()
    }

    /// The text of `range` in bytes, which lies on character boundaries.
    pub fn slice(&self, range: Range<usize>) -> String {
        self.rope.byte_slice(range).to_string()
    }

    /// The line that byte `at` stands in, in bytes, without its line end.
    pub fn line_range(&self, at: usize) -> Range<usize> {
        let line = self.rope.byte_to_line(at.min(self.len()));
        let start = self.rope.line_to_byte(line);
        let row = self.rope.line(line);
        start..start + row.len_bytes() - line_end_len(&row)
    }

    /// Whether byte `at` begins a character, or is the text's end.
    pub fn is_boundary(&self, at: usize) -> bool {
        at <= self.len() && self.rope.char_to_byte(self.rope.byte_to_char(at)) == at
    }

    /// Replaces `range` in bytes by `text`. An end past the text is moved back to it, and an end inside a character
    /// to that character's start.
    pub fn replace(&mut self, range: Range<usize>, text: &str) {
        let start = self.rope.byte_to_char(range.start.min(self.len()));
        let end = self.rope.byte_to_char(range.end.min(self.len())).max(start);
        self.rope.remove(start..end);
        self.rope.insert(start, text);
    }

    /// The byte that `position` names. A column past its line's end stands for that end (before the line end), a line
    /// past the last for the end of the text, and a column inside a character for that character's start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        if line >= self.rope.len_lines() {
            return self.len();
        }
        let start = self.rope.line_to_byte(line);
        let row = self.rope.line(line);
        let len = row.len_bytes() - line_end_len(&row);
        let column = position.character as usize;
        let within = match encoding {
            Encoding::Utf8 => row.char_to_byte(row.byte_to_char(column.min(len))),
            Encoding::Utf16 => {
                let units = row.byte_slice(..len).len_utf16_cu();
                row.char_to_byte(row.utf16_cu_to_char(column.min(units)))
            }
            Encoding::Utf32 => row.char_to_byte(column.min(row.byte_to_char(len))),
        };
        start + within
    }

    /// The position of byte `offset`, or of the text's end when it lies beyond.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let offset = offset.min(self.len());
        let line = self.rope.byte_to_line(offset);
        let start = self.rope.line_to_byte(line);
        let row = self.rope.line(line);
        let within = offset - start;
        let character = match encoding {
            Encoding::Utf8 => within,
            Encoding::Utf16 => row.char_to_utf16_cu(row.byte_to_char(within)),
            Encoding::Utf32 => row.byte_to_char(within),
        };
        Position { line: line as u32, character: character as u32 }
    }
}

fn line_end_len(row: &ropey::RopeSlice<'_>) -> usize {
    let len = row.len_bytes();
    if len == 0 {
        return 0;
    }
    match row.byte(len - 1) {
        b'\n' if len > 1 && row.byte(len - 2) == b'\r' => 2,
        b'\n' | b'\r' => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, encoding: Encoding, line: u32, character: u32, before: &str) {
        let document = Document::new(text, 0);
        let offset = document.offset(Position { line, character }, encoding);
        assert_eq!(&text[..offset], before);
    }

    #[test]
    fn only_lf_crlf_and_cr_end_a_line() {
        assert_eq!(Document::new("a\u{b}b\u{c}c\u{85}d\u{2028}e\u{2029}f", 0).lines(), 1);
        assert_eq!(Document::new("a\nb\r\nc\rd", 0).lines(), 4);
    }

    #[test]
    fn columns_count_in_the_encoding() {
        check("目标😀x\n", Encoding::Utf8, 0, 6, "目标");
        check("目标😀x\n", Encoding::Utf16, 0, 4, "目标😀");
        check("目标😀x\n", Encoding::Utf32, 0, 3, "目标😀");
    }

    #[test]
    fn a_column_inside_a_character_is_its_start() {
        check("目标", Encoding::Utf8, 0, 4, "目");
        check("a😀b", Encoding::Utf16, 0, 2, "a");
    }

    #[test]
    fn a_position_out_of_range_is_moved_to_the_nearest_end() {
        check("目标\r\n表", Encoding::Utf16, 0, 99, "目标");
        check("目标\r\n表", Encoding::Utf16, 9, 0, "目标\r\n表");
        check("a\rb", Encoding::Utf8, 0, 9, "a");
    }

    #[test]
    fn positions_come_back() {
        let text = "目标😀\r\n二\r三\n";
        let document = Document::new(text, 0);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let inside_crlf = |at: usize| at > 0 && &text.as_bytes()[at - 1..=at] == b"\r\n";
            for (offset, _) in text.char_indices().filter(|&(at, _)| !inside_crlf(at)) {
                let position = document.position(offset, encoding);
                assert_eq!(document.offset(position, encoding), offset, "{position:?}");
            }
        }
    }
}
