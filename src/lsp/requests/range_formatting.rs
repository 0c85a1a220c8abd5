//! The canonical layout of some rows, also of those just pasted.

use serde::Deserialize;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{RangeFormatting, Request as _};
use tower_lsp::ls_types::{OneOf, Range, ServerCapabilities, TextDocumentIdentifier, TextEdit, Uri};

use super::super::session::Session;
use super::super::state::Moment;
use super::{DocumentRequest, Line};

/// `textDocument/rangeFormatting`.
pub(super) struct DocumentRangeFormatting;

/// The document and its rows; how wide a TAB is shown does not matter.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Params {
    text_document: TextDocumentIdentifier,
    range: Range,
}

impl DocumentRequest for DocumentRangeFormatting {
    const METHOD: &'static str = RangeFormatting::METHOD;
    const LINE: Line = Line::Urgent;
    type Params = Params;
    type Answer = Vec<TextEdit>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        capabilities.document_range_formatting_provider = Some(OneOf::Left(true));
    }

    fn uri(params: &Params) -> Option<&Uri> {
        Some(&params.text_document.uri)
    }

    fn answer(moment: &Moment, params: Params) -> Result<Vec<TextEdit>> {
        Ok(moment.edits(&moment.analysis.format_range(moment.text_range(params.range))))
    }
}
