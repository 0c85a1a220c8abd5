//! The edits of an action that was chosen.

use serde_json::{Map, Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::ServerCapabilities;
use tower_lsp::ls_types::request::{CodeActionResolveRequest, Request as _};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::super::state::Server;
use super::code_action::Chosen;
use super::{DocumentRequest, GivenBack};

/// `codeAction/resolve`.
pub(in crate::lsp) struct CodeActionResolve;

impl DocumentRequest for CodeActionResolve {
    const METHOD: &'static str = CodeActionResolveRequest::METHOD;
    const RESOLVES: bool = true;
    type Params = GivenBack<Chosen>;
    type Answer = Map<String, Value>;

    /// It is offered together with the actions.
    fn offer(_capabilities: &mut ServerCapabilities, _session: &Session) {}

    /// An action that carries nothing is complete.
    fn absent(_server: &Server, params: &Self::Params) -> Option<Self::Answer> {
        params.carried.is_none().then(|| params.item.clone())
    }

    fn answer(snapshot: &Snapshot, GivenBack { mut item, carried }: Self::Params) -> Result<Self::Answer> {
        if let Some(Chosen { version, errand: Some(errand), .. }) = carried {
            if version != snapshot.analysis.document().version() {
                return Err(Error::content_modified());
            }
            let edit = snapshot.workspace_edit(&snapshot.analysis.carry_out(errand.into()));
            item.insert("edit".to_owned(), json!(edit));
        }
        Ok(item)
    }
}
