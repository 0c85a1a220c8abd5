//! What changed in the colours of a document.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{Request as _, SemanticTokensFullDeltaRequest};
use tower_lsp::ls_types::{SemanticTokensDeltaParams, ServerCapabilities};

use super::super::pool::Line;
use super::super::semantic_tokens_cache::TokensAnswer;
use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::DocumentRequest;

/// `textDocument/semanticTokens/full/delta`.
pub(in crate::lsp) struct SemanticTokensDelta;

impl DocumentRequest for SemanticTokensDelta {
    const METHOD: &'static str = SemanticTokensFullDeltaRequest::METHOD;
    const LINE: Line = Line::Whole;
    type Params = SemanticTokensDeltaParams;
    type Answer = TokensAnswer;

    /// It is offered together with the colours of the whole document.
    fn offer(_capabilities: &mut ServerCapabilities, _session: &Session) {}

    fn answer(snapshot: &Snapshot, params: SemanticTokensDeltaParams) -> Result<TokensAnswer> {
        Ok(snapshot.tokens(Some(&params.previous_result_id)))
    }
}
