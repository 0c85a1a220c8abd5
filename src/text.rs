//! Text as the other layers see it: byte ranges, edits, and the rope that an editor's document lives in.

pub mod bytes;
pub mod compatible;
mod compose;
mod document;
mod lines;

pub use compose::compose;
pub use document::{Document, Encoding, Position};
pub use lines::LineIndex;

use std::ops::Range;

/// A half-open range of bytes; what it counts from (a sheet's start or a text's) is said where it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TextRange {
    /// First byte of the range.
    pub start: u32,
    /// First byte behind the range, never less than `start`.
    pub end: u32,
}

impl TextRange {
    /// The range `start..end` in bytes.
    pub fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end, "a range ends before it starts: {start}..{end}");
        Self { start, end }
    }

    /// The empty range at `at`.
    pub fn empty(at: u32) -> Self {
        Self { start: at, end: at }
    }

    /// Its length in bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same range, counted from `base` bytes earlier.
    #[must_use]
    pub fn shifted(self, base: u32) -> Self {
        Self { start: self.start + base, end: self.end + base }
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The range as an index into a `str`.
    pub fn usize(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl From<Range<u32>> for TextRange {
    fn from(range: Range<u32>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A replacement of a range by a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub range: TextRange,
    /// What stands there afterwards; empty for a deletion.
    pub text: String,
}

impl Edit {
    /// Replaces `range` by `text`.
    pub fn replace(range: TextRange, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }

    /// Deletes `range`.
    pub fn delete(range: TextRange) -> Self {
        Self { range, text: String::new() }
    }

    /// Inserts `text` at byte `at`.
    pub fn insert(at: u32, text: impl Into<String>) -> Self {
        Self { range: TextRange::empty(at), text: text.into() }
    }

    /// The same edit, counted from `base` bytes earlier.
    #[must_use]
    pub fn shifted(self, base: u32) -> Self {
        Self { range: self.range.shifted(base), text: self.text }
    }

    /// Whether both cannot be applied together: they share a byte, or insert at the same place.
    pub fn conflicts(&self, other: &Self) -> bool {
        let (a, b) = (self.range, other.range);
        if a.is_empty() || b.is_empty() {
            a.start <= b.end && b.start <= a.end
        } else {
            a.start < b.end && b.start < a.end
        }
    }
}

/// `text` after all `edits`, which are sorted by their start and do not overlap.
pub fn apply_edits(text: &str, edits: &[Edit]) -> String {
    let grown: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let mut out = String::with_capacity(text.len() + grown);
    let mut at = 0;
    for edit in edits {
        let range = edit.range.usize();
        out.push_str(&text[at..range.start]);
        out.push_str(&edit.text);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}
