//! The canonical layout of some rows, also of those just pasted.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{RangeFormatting, Request as _};
use tower_lsp::ls_types::{DocumentRangeFormattingParams, OneOf, ServerCapabilities, TextEdit};

use super::super::pool::Line;
use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::DocumentRequest;

/// `textDocument/rangeFormatting`.
pub(in crate::lsp) struct DocumentRangeFormatting;

impl DocumentRequest for DocumentRangeFormatting {
    const METHOD: &'static str = RangeFormatting::METHOD;
    const LINE: Line = Line::Urgent;
    type Params = DocumentRangeFormattingParams;
    type Answer = Vec<TextEdit>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        capabilities.document_range_formatting_provider = Some(OneOf::Left(true));
    }

    fn answer(snapshot: &Snapshot, params: DocumentRangeFormattingParams) -> Result<Vec<TextEdit>> {
        Ok(snapshot.edits(&snapshot.analysis.format_range(snapshot.text_range(params.range))))
    }
}
