//! What of a book a range touches: its sheets and whole rows.

use super::{Analysis, SheetPlace};
use crate::text::{Encoding, Position, TextRange};

impl Analysis {
    /// `range` with both ends inside the text and on character boundaries.
    pub fn clamp(&self, range: TextRange) -> TextRange {
        let inside = |at: u32| {
            let mut at = (at as usize).min(self.document.len());
            while !self.document.is_boundary(at) {
                at -= 1;
            }
            at as u32
        };
        let start = inside(range.start);
        TextRange::new(start, inside(range.end).max(start))
    }

    /// The whole rows that `range` touches, with their line ends. The row that a range ends in front of is not touched,
    /// unless the range is empty.
    pub fn rows_around(&self, range: TextRange) -> TextRange {
        let range = self.clamp(range);
        let line = |at: u32| self.document.position(at as usize, Encoding::Utf8);
        let start = |line: u32| self.document.offset(Position { line, character: 0 }, Encoding::Utf8) as u32;
        let (first, last) = (line(range.start), line(range.end));
        let end = if last.character == 0 && !range.is_empty() { range.end } else { start(last.line + 1) };
        TextRange::new(start(first.line), end)
    }

    /// The sheets that `range` touches, both its ends included.
    pub fn places_in(&self, range: TextRange) -> Vec<SheetPlace> {
        let range = self.clamp(range);
        let mut places: Vec<SheetPlace> = self.sheet_at(range.start).into_iter().collect();
        while let Some(next) = places.last().and_then(|last| self.after(last)).filter(|next| next.base <= range.end) {
            places.push(next);
        }
        places
    }

    /// The sheet behind `place`.
    pub fn after(&self, place: &SheetPlace) -> Option<SheetPlace> {
        let syntax = self.sheets.get(place.index + 1)?.clone();
        Some(SheetPlace {
            index: place.index + 1,
            base: place.range().end,
            row: place.row + place.syntax.syntax.rows().len() as u32,
            syntax,
            ..place.clone()
        })
    }
}
