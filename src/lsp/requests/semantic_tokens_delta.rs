//! What changed in the colours of a document.

use std::sync::PoisonError;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{Request as _, SemanticTokensFullDeltaRequest};
use tower_lsp::ls_types::{SemanticTokensDeltaParams, ServerCapabilities, Uri};

use super::super::painted::Colours;
use super::super::session::Session;
use super::super::state::Moment;
use super::{DocumentRequest, Line};

/// `textDocument/semanticTokens/full/delta`.
pub(super) struct SemanticTokensDelta;

impl DocumentRequest for SemanticTokensDelta {
    const METHOD: &'static str = SemanticTokensFullDeltaRequest::METHOD;
    const LINE: Line = Line::Whole;
    type Params = SemanticTokensDeltaParams;
    type Answer = Colours;

    /// It is offered together with the colours of the whole document.
    fn offer(_capabilities: &mut ServerCapabilities, _session: &Session) {}

    fn uri(params: &SemanticTokensDeltaParams) -> Option<&Uri> {
        Some(&params.text_document.uri)
    }

    fn answer(moment: &Moment, params: SemanticTokensDeltaParams) -> Result<Colours> {
        let mut painted = moment.painted.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(painted.paint(moment, Some(&params.previous_result_id)))
    }
}
