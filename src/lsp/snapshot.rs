//! A document as it stood when a request came.

use std::sync::{Arc, Mutex, PoisonError};

use tower_lsp::ls_types::{self, Location, TextEdit, Uri};

use super::render::{Rendered, Shown};
use super::semantic_tokens_cache::{SemanticTokensCache, TokensAnswer};
use super::session::Session;
use super::{from_proto, to_proto, uris};
use crate::ide::Analysis;
use crate::text::{Edit, TextRange};

/// A document as it stood when a request came, which nothing changes any more.
#[derive(Clone, Debug)]
pub(super) struct Snapshot {
    /// The document's URI as the client spells it.
    pub(super) uri: String,
    /// Its text, sheets and findings.
    pub(super) analysis: Analysis,
    /// What was agreed with the client.
    pub(super) session: Arc<Session>,
    /// The revision of all documents that it is.
    pub(super) revision: u64,
    /// Of what the last change put in, the characters that may change what stands around them.
    pub(super) typed: String,
    /// The findings that were published last.
    pub(super) shown: Arc<Mutex<Shown>>,
    /// The semantic tokens that were answered last.
    pub(super) tokens_cache: Arc<Mutex<SemanticTokensCache>>,
}

impl Snapshot {
    /// The position of a byte of the text.
    pub(super) fn position(&self, offset: u32) -> ls_types::Position {
        to_proto::position(self.analysis.document(), offset, self.session.encoding)
    }

    /// The range of some bytes of the text.
    pub(super) fn range(&self, bytes: TextRange) -> ls_types::Range {
        to_proto::range(self.analysis.document(), bytes, self.session.encoding)
    }

    /// The edits of the text, in the same order.
    pub(super) fn edits(&self, edits: &[Edit]) -> Vec<TextEdit> {
        edits.iter().map(|edit| TextEdit::new(self.range(edit.range), edit.text.clone())).collect()
    }

    /// The document's URI.
    pub(super) fn uri(&self) -> Option<Uri> {
        uris::of_client(&self.uri)
    }

    /// Some bytes of the text as a place that other documents can name.
    pub(super) fn location(&self, bytes: TextRange) -> Option<Location> {
        Some(Location::new(self.uri()?, self.range(bytes)))
    }

    /// The byte of the text at a position.
    pub(super) fn offset(&self, position: ls_types::Position) -> u32 {
        from_proto::offset(self.analysis.document(), position, self.session.encoding)
    }

    /// The bytes of the text in a range.
    pub(super) fn text_range(&self, given: ls_types::Range) -> TextRange {
        from_proto::range(self.analysis.document(), given, self.session.encoding)
    }

    /// Its findings as JSON.
    pub(super) fn rendered(&self) -> Rendered {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.render(&self.analysis, self.uri().as_ref(), &self.session)
    }

    /// Its semantic tokens: all of them, or the changes since the answer with the result id `since`.
    pub(super) fn tokens(&self, since: Option<&str>) -> TokensAnswer {
        let mut cache = self.tokens_cache.lock().unwrap_or_else(PoisonError::into_inner);
        cache.answer(&self.analysis, self.session.encoding, since)
    }
}
