//! Whether what stands at a place can be renamed.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{PrepareRenameRequest, Request as _};
use tower_lsp::ls_types::{PrepareRenameResponse, ServerCapabilities, TextDocumentPositionParams};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::DocumentRequest;
use super::rename::refusal;

/// `textDocument/prepareRename`.
pub(in crate::lsp) struct PrepareRename;

impl DocumentRequest for PrepareRename {
    const METHOD: &'static str = PrepareRenameRequest::METHOD;
    type Params = TextDocumentPositionParams;
    type Answer = PrepareRenameResponse;

    /// It is offered together with renaming.
    fn offer(_capabilities: &mut ServerCapabilities, _session: &Session) {}

    fn answer(snapshot: &Snapshot, params: TextDocumentPositionParams) -> Result<PrepareRenameResponse> {
        let name = snapshot.analysis.renamable(snapshot.offset(params.position));
        let name = name.map_err(|reason| refusal(snapshot, &reason))?;
        let placeholder = snapshot.analysis.document().slice(name.usize());
        Ok(PrepareRenameResponse::RangeWithPlaceholder { range: snapshot.range(name), placeholder })
    }
}
