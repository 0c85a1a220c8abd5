//! The colours of the rows that are seen.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{Request as _, SemanticTokensRangeRequest};
use tower_lsp::ls_types::{SemanticTokensRangeParams, ServerCapabilities};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::DocumentRequest;

/// `textDocument/semanticTokens/range`.
pub(in crate::lsp) struct SemanticTokensRange;

/// Five numbers a token.
#[derive(serde::Serialize)]
pub(in crate::lsp) struct TokensAnswer {
    data: Vec<u32>,
}

impl DocumentRequest for SemanticTokensRange {
    const METHOD: &'static str = SemanticTokensRangeRequest::METHOD;
    type Params = SemanticTokensRangeParams;
    type Answer = TokensAnswer;

    /// It is offered together with the colours of the whole document.
    fn offer(_capabilities: &mut ServerCapabilities, _session: &Session) {}

    fn answer(snapshot: &Snapshot, params: SemanticTokensRangeParams) -> Result<TokensAnswer> {
        Ok(TokensAnswer {
            data: snapshot.analysis.tokens_in(snapshot.text_range(params.range), snapshot.session.encoding),
        })
    }
}
