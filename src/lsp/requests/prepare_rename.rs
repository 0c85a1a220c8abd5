//! Whether what stands at a place can be renamed.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{PrepareRenameRequest, Request as _};
use tower_lsp::ls_types::{PrepareRenameResponse, ServerCapabilities, TextDocumentPositionParams, Uri};

use super::super::session::Session;
use super::super::state::Moment;
use super::DocumentRequest;
use super::rename::refusal;

/// `textDocument/prepareRename`.
pub(super) struct PrepareRename;

impl DocumentRequest for PrepareRename {
    const METHOD: &'static str = PrepareRenameRequest::METHOD;
    type Params = TextDocumentPositionParams;
    type Answer = PrepareRenameResponse;

    /// It is offered together with renaming.
    fn offer(_capabilities: &mut ServerCapabilities, _session: &Session) {}

    fn uri(params: &TextDocumentPositionParams) -> Option<&Uri> {
        Some(&params.text_document.uri)
    }

    fn answer(moment: &Moment, params: TextDocumentPositionParams) -> Result<PrepareRenameResponse> {
        let name = moment.analysis.renamable(moment.offset(params.position));
        let name = name.map_err(|reason| refusal(moment, &reason))?;
        let placeholder = moment.analysis.document().slice(name.usize());
        Ok(PrepareRenameResponse::RangeWithPlaceholder { range: moment.range(name), placeholder })
    }
}
