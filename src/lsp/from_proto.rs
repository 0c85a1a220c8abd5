//! What the protocol says, in the terms of `ide`: positions become bytes of the text.

use tower_lsp::ls_types;

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
