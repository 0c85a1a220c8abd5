//! The edits of an action that was chosen.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::ls_types::request::{CodeActionResolveRequest, Request as _};
use tower_lsp_server::ls_types::{ServerCapabilities, Uri};

use super::super::session::Session;
use super::super::state::Moment;
use super::DocumentRequest;
use super::code_action::Chosen;

/// `codeAction/resolve`.
pub(super) struct CodeActionResolve;

/// An action as the client gives it back.
#[derive(Deserialize)]
pub(super) struct GivenBack {
    data: Chosen,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl DocumentRequest for CodeActionResolve {
    const METHOD: &'static str = CodeActionResolveRequest::METHOD;
    type Params = GivenBack;
    type Answer = Map<String, Value>;

    /// It is offered together with the actions.
    fn offer(_capabilities: &mut ServerCapabilities, _session: &Session) {}

    fn uri(params: &GivenBack) -> &Uri {
        &params.data.uri
    }

    fn answer(moment: &Moment, GivenBack { data, mut rest }: GivenBack) -> Result<Self::Answer> {
        if let Some(errand) = data.errand {
            if data.version != moment.analysis.document().version() {
                return Err(Error::content_modified());
            }
            let edit = moment.workspace_edit(&moment.analysis.carry_out(errand.into()));
            rest.insert("edit".to_owned(), json!(edit));
        }
        rest.insert("data".to_owned(), json!(data));
        Ok(rest)
    }
}
