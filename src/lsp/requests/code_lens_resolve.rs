//! What a line above a sheet says, when it comes into view.

use serde_json::{Map, Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{CodeLensResolve as Method, Request as _};
use tower_lsp::ls_types::{Command, ServerCapabilities, Uri};

use super::super::session::Session;
use super::super::state::{Moment, Server};
use super::code_lens::Carried;
use super::{DocumentRequest, GivenBack};
use crate::ide::lens_title;

/// `codeLens/resolve`.
pub(super) struct CodeLensResolve;

impl DocumentRequest for CodeLensResolve {
    const METHOD: &'static str = Method::METHOD;
    type Params = GivenBack<Carried>;
    type Answer = Map<String, Value>;

    /// It is offered together with the lenses.
    fn offer(_capabilities: &mut ServerCapabilities, _session: &Session) {}

    fn uri(params: &Self::Params) -> Option<&Uri> {
        params.carried.as_ref().map(|carried| &carried.uri)
    }

    /// There is nothing more to say of a lens that carries nothing.
    fn absent(_server: &Server, params: &Self::Params) -> Option<Self::Answer> {
        params.carried.is_none().then(|| params.item.clone())
    }

    fn answer(moment: &Moment, GivenBack { mut item, carried }: Self::Params) -> Result<Self::Answer> {
        if let Some(Carried { sheet, says, .. }) = carried {
            // A command without a name is a title that nothing happens at.
            let title = lens_title(&moment.analysis, sheet, says.into()).unwrap_or_default();
            item.insert("command".to_owned(), json!(Command { title, command: String::new(), arguments: None }));
        }
        Ok(item)
    }
}
