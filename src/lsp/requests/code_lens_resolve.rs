//! What a line above a sheet says, when it comes into view.

use serde::{Deserialize, Serialize};
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::request::{CodeLensResolve as Method, Request as _};
use tower_lsp_server::ls_types::{Command, Range, ServerCapabilities, Uri};

use super::super::session::Session;
use super::super::state::Moment;
use super::DocumentRequest;
use super::code_lens::Carried;
use crate::ide::lens_title;

/// `codeLens/resolve`.
pub(super) struct CodeLensResolve;

/// A lens as it goes to the client and comes back.
#[derive(Serialize, Deserialize)]
pub(super) struct Lens {
    range: Range,
    data: Carried,
    #[serde(default)]
    command: Option<Command>,
}

impl DocumentRequest for CodeLensResolve {
    const METHOD: &'static str = Method::METHOD;
    type Params = Lens;
    type Answer = Lens;

    /// It is offered together with the lenses.
    fn offer(_capabilities: &mut ServerCapabilities, _session: &Session) {}

    fn uri(params: &Lens) -> &Uri {
        &params.data.uri
    }

    fn answer(moment: &Moment, mut lens: Lens) -> Result<Lens> {
        // A command without a name is a title that nothing happens at.
        let title = lens_title(&moment.analysis, lens.data.sheet, lens.data.says.into()).unwrap_or_default();
        lens.command = Some(Command { title, command: String::new(), arguments: None });
        Ok(lens)
    }
}
