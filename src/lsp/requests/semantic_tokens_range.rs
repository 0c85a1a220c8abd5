//! The colours of the rows that are seen.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{Request as _, SemanticTokensRangeRequest};
use tower_lsp::ls_types::{SemanticTokensRangeParams, ServerCapabilities, Uri};

use super::super::session::Session;
use super::super::state::Moment;
use super::DocumentRequest;

/// `textDocument/semanticTokens/range`.
pub(super) struct SemanticTokensRange;

/// Five numbers a token.
#[derive(serde::Serialize)]
pub(super) struct Colours {
    data: Vec<u32>,
}

impl DocumentRequest for SemanticTokensRange {
    const METHOD: &'static str = SemanticTokensRangeRequest::METHOD;
    type Params = SemanticTokensRangeParams;
    type Answer = Colours;

    /// It is offered together with the colours of the whole document.
    fn offer(_capabilities: &mut ServerCapabilities, _session: &Session) {}

    fn uri(params: &SemanticTokensRangeParams) -> Option<&Uri> {
        Some(&params.text_document.uri)
    }

    fn answer(moment: &Moment, params: SemanticTokensRangeParams) -> Result<Colours> {
        Ok(Colours { data: moment.analysis.tokens_in(moment.text_range(params.range), moment.session.encoding) })
    }
}
