//! The canonical layout of a document.

use serde::Deserialize;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{Formatting, Request as _};
use tower_lsp::ls_types::{OneOf, ServerCapabilities, TextDocumentIdentifier, TextEdit, Uri};

use super::super::session::Session;
use super::super::state::Moment;
use super::{DocumentRequest, Line};

/// `textDocument/formatting`.
pub(super) struct DocumentFormatting;

/// The document; how wide a TAB is shown does not matter.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Params {
    text_document: TextDocumentIdentifier,
}

impl DocumentRequest for DocumentFormatting {
    const METHOD: &'static str = Formatting::METHOD;
    const LINE: Line = Line::Urgent;
    type Params = Params;
    type Answer = Vec<TextEdit>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        capabilities.document_formatting_provider = Some(OneOf::Left(true));
    }

    fn uri(params: &Params) -> Option<&Uri> {
        Some(&params.text_document.uri)
    }

    fn answer(moment: &Moment, _params: Params) -> Result<Vec<TextEdit>> {
        Ok(moment.edits(&moment.analysis.format()))
    }
}
