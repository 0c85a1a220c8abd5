//! What a typed character changes around it.

use serde::Deserialize;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{OnTypeFormatting, Request as _};
use tower_lsp::ls_types::{
    DocumentOnTypeFormattingOptions, Position, ServerCapabilities, TextDocumentIdentifier, TextEdit, Uri,
};

use super::super::session::Session;
use super::super::state::Moment;
use super::{DocumentRequest, Line};
use crate::ide::on_type::TRIGGERS;

/// `textDocument/onTypeFormatting`.
pub(super) struct DocumentOnTypeFormatting;

/// The place behind the character; how wide a TAB is shown does not matter.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Params {
    text_document: TextDocumentIdentifier,
    position: Position,
    ch: String,
}

impl DocumentRequest for DocumentOnTypeFormatting {
    const METHOD: &'static str = OnTypeFormatting::METHOD;
    const LINE: Line = Line::Urgent;
    type Params = Params;
    type Answer = Vec<TextEdit>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        let [first, more @ ..] = TRIGGERS.map(String::from);
        capabilities.document_on_type_formatting_provider = Some(DocumentOnTypeFormattingOptions {
            first_trigger_character: first,
            more_trigger_character: Some(more.to_vec()),
        });
    }

    fn uri(params: &Params) -> Option<&Uri> {
        Some(&params.text_document.uri)
    }

    fn answer(moment: &Moment, params: Params) -> Result<Vec<TextEdit>> {
        let Some(typed) = params.ch.chars().last() else { return Ok(Vec::new()) };
        // Some clients ask at whatever change leaves the cursor behind the character, also when it is undone.
        if !moment.typed.contains(typed) {
            return Ok(Vec::new());
        }
        Ok(moment.edits(&moment.analysis.format_on_type(moment.offset(params.position), typed)))
    }
}
