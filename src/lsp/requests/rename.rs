//! Another name for an indicator.

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::request::{Rename as Method, Request as _};
use tower_lsp::ls_types::{
    OneOf, RenameOptions, RenameParams, ServerCapabilities, WorkDoneProgressOptions, WorkspaceEdit,
};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::DocumentRequest;
use crate::ide::code_action::Part;
use crate::ide::rename::NoRename;

/// `textDocument/rename`.
pub(in crate::lsp) struct Rename;

impl DocumentRequest for Rename {
    const METHOD: &'static str = Method::METHOD;
    type Params = RenameParams;
    type Answer = WorkspaceEdit;

    fn offer(capabilities: &mut ServerCapabilities, session: &Session) {
        let rename = session.client.text_document.as_ref().and_then(|document| document.rename.as_ref());
        let prepares = rename.and_then(|rename| rename.prepare_support) == Some(true);
        let options = RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        };
        capabilities.rename_provider = Some(if prepares { OneOf::Right(options) } else { OneOf::Left(true) });
    }

    fn answer(snapshot: &Snapshot, params: RenameParams) -> Result<WorkspaceEdit> {
        let offset = snapshot.offset(params.text_document_position.position);
        let edits = snapshot.analysis.rename(offset, &params.new_name).map_err(|reason| refusal(snapshot, &reason))?;
        Ok(snapshot.workspace_edit(&[Part { label: params.new_name, confirm: false, edits }]))
    }
}

/// Why not, in the reader's language; clients show it.
pub(super) fn refusal(snapshot: &Snapshot, reason: &NoRename) -> Error {
    /// `RequestFailed`: asked aright, and yet there is no answer.
    const FAILED: i64 = -32803;
    Error { code: ErrorCode::ServerError(FAILED), message: reason.message(snapshot.session.lang).into(), data: None }
}
