//! The colours of a document.

use std::sync::PoisonError;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{Request as _, SemanticTokensFullRequest};
use tower_lsp::ls_types::{
    SemanticTokenModifier, SemanticTokenType, SemanticTokensFullOptions, SemanticTokensLegend, SemanticTokensOptions,
    SemanticTokensParams, SemanticTokensServerCapabilities, ServerCapabilities, Uri,
};

use super::super::painted::Colours;
use super::super::session::Session;
use super::super::state::Moment;
use super::{DocumentRequest, Line};
use crate::ide::semantic_tokens::{KINDS, MODIFIERS};

/// `textDocument/semanticTokens/full`.
pub(super) struct SemanticTokensFull;

impl DocumentRequest for SemanticTokensFull {
    const METHOD: &'static str = SemanticTokensFullRequest::METHOD;
    const LINE: Line = Line::Whole;
    type Params = SemanticTokensParams;
    type Answer = Colours;

    fn offer(capabilities: &mut ServerCapabilities, session: &Session) {
        let document = session.client.text_document.as_ref();
        if document.is_some_and(|document| document.semantic_tokens.is_some()) {
            let options = SemanticTokensOptions {
                legend: SemanticTokensLegend {
                    token_types: KINDS.map(|(_, name)| SemanticTokenType::new(name)).to_vec(),
                    token_modifiers: MODIFIERS.map(SemanticTokenModifier::new).to_vec(),
                },
                range: Some(true),
                full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
                ..SemanticTokensOptions::default()
            };
            capabilities.semantic_tokens_provider =
                Some(SemanticTokensServerCapabilities::SemanticTokensOptions(options));
        }
    }

    fn uri(params: &SemanticTokensParams) -> Option<&Uri> {
        Some(&params.text_document.uri)
    }

    fn answer(moment: &Moment, _params: SemanticTokensParams) -> Result<Colours> {
        Ok(moment.painted.lock().unwrap_or_else(PoisonError::into_inner).paint(moment, None))
    }
}
