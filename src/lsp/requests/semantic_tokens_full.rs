//! The colours of a document.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{Request as _, SemanticTokensFullRequest};
use tower_lsp::ls_types::{
    SemanticTokenModifier, SemanticTokenType, SemanticTokensFullOptions, SemanticTokensLegend, SemanticTokensOptions,
    SemanticTokensParams, SemanticTokensServerCapabilities, ServerCapabilities,
};

use super::super::pool::Line;
use super::super::semantic_tokens_cache::TokensAnswer;
use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::DocumentRequest;
use crate::ide::semantic_tokens::{KINDS, MODIFIERS};

/// `textDocument/semanticTokens/full`.
pub(in crate::lsp) struct SemanticTokensFull;

impl DocumentRequest for SemanticTokensFull {
    const METHOD: &'static str = SemanticTokensFullRequest::METHOD;
    const LINE: Line = Line::Whole;
    type Params = SemanticTokensParams;
    type Answer = TokensAnswer;

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

    fn answer(snapshot: &Snapshot, _params: SemanticTokensParams) -> Result<TokensAnswer> {
        Ok(snapshot.tokens(None))
    }
}
