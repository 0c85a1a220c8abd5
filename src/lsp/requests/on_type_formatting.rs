//! What a typed character changes around it.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{OnTypeFormatting, Request as _};
use tower_lsp::ls_types::{
    DocumentOnTypeFormattingOptions, DocumentOnTypeFormattingParams, ServerCapabilities, TextEdit,
};

use super::super::pool::Line;
use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::DocumentRequest;
use crate::ide::on_type::TRIGGERS;

/// `textDocument/onTypeFormatting`.
pub(in crate::lsp) struct DocumentOnTypeFormatting;

impl DocumentRequest for DocumentOnTypeFormatting {
    const METHOD: &'static str = OnTypeFormatting::METHOD;
    const LINE: Line = Line::Urgent;
    type Params = DocumentOnTypeFormattingParams;
    type Answer = Vec<TextEdit>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        let [first, more @ ..] = TRIGGERS.map(String::from);
        capabilities.document_on_type_formatting_provider = Some(DocumentOnTypeFormattingOptions {
            first_trigger_character: first,
            more_trigger_character: Some(more.to_vec()),
        });
    }

    fn answer(snapshot: &Snapshot, params: DocumentOnTypeFormattingParams) -> Result<Vec<TextEdit>> {
        let Some(typed) = params.ch.chars().last() else { return Ok(Vec::new()) };
        // Some clients ask at whatever change leaves the cursor behind the character, also when it is undone.
        if !snapshot.typed.contains(typed) {
            return Ok(Vec::new());
        }
        Ok(snapshot
            .edits(&snapshot.analysis.format_on_type(snapshot.offset(params.text_document_position.position), typed)))
    }
}
