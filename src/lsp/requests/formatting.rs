//! The canonical layout of a document.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{Formatting, Request as _};
use tower_lsp::ls_types::{DocumentFormattingParams, OneOf, ServerCapabilities, TextEdit};

use super::super::pool::Line;
use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::DocumentRequest;

/// `textDocument/formatting`.
pub(in crate::lsp) struct DocumentFormatting;

impl DocumentRequest for DocumentFormatting {
    const METHOD: &'static str = Formatting::METHOD;
    const LINE: Line = Line::Urgent;
    type Params = DocumentFormattingParams;
    type Answer = Vec<TextEdit>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        capabilities.document_formatting_provider = Some(OneOf::Left(true));
    }

    fn answer(snapshot: &Snapshot, _params: DocumentFormattingParams) -> Result<Vec<TextEdit>> {
        Ok(snapshot.edits(&snapshot.analysis.format()))
    }
}
