//! What a line above a sheet says, when it comes into view.

use serde_json::{Map, Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{CodeLensResolve as Method, Request as _};
use tower_lsp::ls_types::{Command, ServerCapabilities};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::super::state::Server;
use super::code_lens::Carried;
use super::{DocumentRequest, GivenBack};
use crate::ide::lens_title;

/// `codeLens/resolve`.
pub(in crate::lsp) struct CodeLensResolve;

impl DocumentRequest for CodeLensResolve {
    const METHOD: &'static str = Method::METHOD;
    const RESOLVES: bool = true;
    type Params = GivenBack<Carried>;
    type Answer = Map<String, Value>;

    /// It is offered together with the lenses.
    fn offer(_capabilities: &mut ServerCapabilities, _session: &Session) {}

    /// There is nothing more to say of a lens that carries nothing.
    fn absent(_server: &Server, params: &Self::Params) -> Option<Self::Answer> {
        params.carried.is_none().then(|| params.item.clone())
    }

    fn answer(snapshot: &Snapshot, GivenBack { mut item, carried }: Self::Params) -> Result<Self::Answer> {
        if let Some(Carried { sheet, says, .. }) = carried {
            // A command without a name is a title that nothing happens at.
            let title = lens_title(&snapshot.analysis, sheet, says.into()).unwrap_or_default();
            item.insert("command".to_owned(), json!(Command { title, command: String::new(), arguments: None }));
        }
        Ok(item)
    }
}
