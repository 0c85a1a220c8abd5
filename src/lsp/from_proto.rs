//! What the protocol says, in the terms of `ide`: positions become bytes of the text.

// Each request uses what it needs.
#![allow(dead_code)]

use tower_lsp::ls_types;

use super::state::Moment;
use crate::text::{Document, Encoding, Position, TextRange};

/// The byte at a position; one out of range stands for the nearest end.
pub(super) fn offset(document: &Document, position: ls_types::Position, encoding: Encoding) -> u32 {
    let position = Position { line: position.line, character: position.character };
    document.offset(position, encoding) as u32
}

/// The bytes of a range, whichever end comes first.
pub(super) fn range(document: &Document, range: ls_types::Range, encoding: Encoding) -> TextRange {
    let (a, b) = (offset(document, range.start, encoding), offset(document, range.end, encoding));
    TextRange::new(a.min(b), a.max(b))
}

impl Moment {
    /// The byte of the text at a position.
    pub(super) fn offset(&self, position: ls_types::Position) -> u32 {
        offset(self.analysis.document(), position, self.session.encoding)
    }

    /// The bytes of the text in a range.
    pub(super) fn text_range(&self, given: ls_types::Range) -> TextRange {
        range(self.analysis.document(), given, self.session.encoding)
    }
}
