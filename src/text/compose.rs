//! Edits behind edits: what two rounds do to a text, as edits of the text before both.

use super::{Edit, TextRange};

/// The edits of a text that do what `first` does and then, to what comes out, `second`. Both are sorted by their start and
/// do not overlap; so is the result, and no two of its edits touch.
pub fn compose(first: &[Edit], second: &[Edit]) -> Vec<Edit> {
    let mut reader = Reader::new(first);
    let mut composed = Composed::default();
    let mut at = 0;
    for edit in second {
        reader.take(edit.range.start - at, |piece| composed.push(piece));
        composed.push(Piece::New(&edit.text));
        reader.take(edit.range.len(), |_| {});
        at = edit.range.end;
    }
    reader.rest(|piece| composed.push(piece));
    composed.edits
}

/// A part of the text between the rounds.
#[derive(Clone, Copy)]
enum Piece<'e> {
    /// That range of the text before both.
    Kept(TextRange),
    /// What an edit wrote.
    New(&'e str),
}

impl<'e> Piece<'e> {
    fn len(self) -> u32 {
        match self {
            Self::Kept(range) => range.len(),
            Self::New(text) => text.len() as u32,
        }
    }

    fn split(self, at: u32) -> (Self, Self) {
        match self {
            Self::Kept(range) => {
                let middle = range.start + at;
                (Self::Kept(TextRange::new(range.start, middle)), Self::Kept(TextRange::new(middle, range.end)))
            }
            Self::New(text) => {
                let (head, tail) = text.split_at(at as usize);
                (Self::New(head), Self::New(tail))
            }
        }
    }
}

/// Reads the text between the rounds from its start.
struct Reader<'e> {
    edits: std::slice::Iter<'e, Edit>,
    /// First byte of the text before both that is not handed out yet.
    at: u32,
    /// What comes first, before the next edit.
    waiting: Vec<Piece<'e>>,
}

impl<'e> Reader<'e> {
    fn new(edits: &'e [Edit]) -> Self {
        Self { edits: edits.iter(), at: 0, waiting: Vec::new() }
    }

    fn next(&mut self) -> Piece<'e> {
        if let Some(piece) = self.waiting.pop() {
            return piece;
        }
        match self.edits.next() {
            Some(edit) => {
                self.waiting.push(Piece::New(&edit.text));
                let kept = TextRange::new(self.at, edit.range.start);
                self.at = edit.range.end;
                Piece::Kept(kept)
            }
            // The text goes on, however long it is.
            None => Piece::Kept(TextRange::new(std::mem::replace(&mut self.at, u32::MAX), u32::MAX)),
        }
    }

    /// Hands out the next `count` bytes.
    fn take(&mut self, mut count: u32, mut visit: impl FnMut(Piece<'e>)) {
        while count > 0 {
            let piece = self.next();
            let (head, tail) = piece.split(count.min(piece.len()));
            if tail.len() > 0 {
                self.waiting.push(tail);
            }
            count -= head.len();
            visit(head);
        }
    }

    /// Hands out all that is left.
    fn rest(&mut self, mut visit: impl FnMut(Piece<'e>)) {
        loop {
            let piece = self.next();
            visit(piece);
            if matches!(piece, Piece::Kept(range) if range.end == u32::MAX) {
                return;
            }
        }
    }
}

/// The edits that pieces, as they come, amount to.
#[derive(Default)]
struct Composed {
    edits: Vec<Edit>,
    /// What stands before the next kept piece instead of what is between it and the last one.
    text: String,
    /// First byte behind the last kept piece.
    at: u32,
}

impl Composed {
    fn push(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::New(text) => self.text.push_str(text),
            Piece::Kept(range) if range.is_empty() && range.end < u32::MAX => {}
            Piece::Kept(range) => {
                if range.start > self.at || !self.text.is_empty() {
                    self.edits
                        .push(Edit::replace(TextRange::new(self.at, range.start), std::mem::take(&mut self.text)));
                }
                self.at = range.end;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::apply_edits;

    #[track_caller]
    fn check(text: &str, first: &[(u32, u32, &str)], second: &[(u32, u32, &str)], expected: &[(u32, u32, &str)]) {
        let edits = |edits: &[(u32, u32, &str)]| -> Vec<Edit> {
            edits.iter().map(|&(start, end, text)| Edit::replace(TextRange::new(start, end), text)).collect()
        };
        let composed = compose(&edits(first), &edits(second));
        assert_eq!(composed, edits(expected));
        let twice = apply_edits(&apply_edits(text, &edits(first)), &edits(second));
        assert_eq!(apply_edits(text, &composed), twice);
    }

    #[test]
    fn edits_that_are_apart_stay_apart() {
        check("abcdef", &[(1, 2, "xx")], &[(5, 6, "")], &[(1, 2, "xx"), (4, 5, "")]);
        check("abcdef", &[(4, 5, "")], &[(1, 2, "xx")], &[(1, 2, "xx"), (4, 5, "")]);
        check("abc", &[], &[(3, 3, "d")], &[(3, 3, "d")]);
    }

    #[test]
    fn edits_of_what_was_written_become_one() {
        check("abc", &[(1, 1, "xyz")], &[(2, 3, "")], &[(1, 1, "xz")]);
        check("abc", &[(1, 1, "xyz")], &[(0, 2, "k"), (3, 5, "l")], &[(0, 2, "kyl")]);
        check("abc", &[(1, 2, "")], &[(1, 1, "b")], &[(1, 2, "b")]);
    }

    fn edits(length: usize, seeds: &[(usize, usize, usize)]) -> Vec<Edit> {
        let (mut at, mut edits) = (0, Vec::new());
        for &(skip, delete, insert) in seeds {
            let start = at + skip;
            let end = start + delete;
            if end > length {
                break;
            }
            edits.push(Edit::replace(TextRange::new(start as u32, end as u32), "xyzuvw".get(..insert).unwrap_or("")));
            at = end;
        }
        edits
    }

    proptest! {
        #[test]
        fn two_rounds_are_one(
            first in prop::collection::vec((0usize..4, 0usize..4, 0usize..4), 0..8),
            second in prop::collection::vec((0usize..4, 0usize..4, 0usize..4), 0..8),
        ) {
            let text = "abcdefghijklmnopqrst";
            let first = edits(text.len(), &first);
            let between = apply_edits(text, &first);
            let second = edits(between.len(), &second);
            let composed = compose(&first, &second);
            prop_assert_eq!(apply_edits(text, &composed), apply_edits(&between, &second));
            for pair in composed.windows(2) {
                prop_assert!(pair[0].range.end < pair[1].range.start, "{:?}", pair);
            }
        }
    }
}
