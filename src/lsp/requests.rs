//! The requests: one file each, a line in the list below, and nothing else.
//!
//! A request is answered away from the reader's thread, from the document as it stood when the request came. An answer
//! is from_proto → ide → to_proto; a defect in it answers that request with an error and nothing else.

mod code_action;
mod code_action_resolve;
mod code_lens;
mod code_lens_resolve;
mod completion;
mod completion_resolve;
mod definition;
mod diagnostic;
mod document_highlight;
mod document_symbol;
mod folding_range;
mod form;
mod formatting;
mod hover;
mod inlay_hint;
mod on_type_formatting;
mod prepare_rename;
mod range_formatting;
mod references;
mod rename;
mod selection_range;
mod semantic_tokens_delta;
mod semantic_tokens_full;
mod semantic_tokens_range;
mod signature_help;
mod totals;
mod workspace_diagnostic;
mod workspace_symbol;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock};

use rayon::{ThreadPool, ThreadPoolBuilder};
use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use tower_lsp::jsonrpc::{Error, Id, Result};
use tower_lsp::ls_types::{ServerCapabilities, Uri};

use super::pending::Ticket;
use super::session::Session;
use super::state::{Moment, Server};
use super::{lenient, uris};
use crate::diagnostic::say;

/// Work waits for other work of its own line alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    /// Somebody waits for it with hands on the keys.
    Urgent,
    /// It costs what a few sheets cost.
    Usual,
    /// It costs what the whole text costs; findings and completion are not to wait for that.
    Whole,
}

/// Something that is asked about one document.
trait DocumentRequest {
    /// Its name in the protocol.
    const METHOD: &'static str;
    /// Which work it waits for.
    const LINE: Line = Line::Usual;
    /// What is asked.
    type Params: DeserializeOwned + Send + 'static;
    /// What is answered.
    type Answer: serde::Serialize;

    /// Says in `capabilities` that the server answers it, when `session` has a use for it.
    fn offer(capabilities: &mut ServerCapabilities, session: &Session);

    /// The document that is asked about; `None` when nothing says which one it is.
    fn uri(params: &Self::Params) -> Option<&Uri>;

    /// The answer, from the document as it stood when the question came.
    fn answer(moment: &Moment, params: Self::Params) -> Result<Self::Answer>;

    /// The answer where the document is not open; `None` for an error.
    fn absent(_server: &Server, _params: &Self::Params) -> Option<Self::Answer> {
        None
    }

    /// The answer as JSON.
    fn json(answer: Self::Answer) -> serde_json::Result<String> {
        serde_json::to_string(&answer)
    }
}

/// Something that is asked about no document, or about all.
trait WorkspaceRequest {
    /// Its name in the protocol.
    const METHOD: &'static str;
    /// What is asked.
    type Params: DeserializeOwned + Send + 'static;
    /// What is answered.
    type Answer: serde::Serialize;

    /// Says in `capabilities` that the server answers it, when `session` has a use for it.
    fn offer(capabilities: &mut ServerCapabilities, session: &Session);

    /// The answer, from all open documents as they stood when the question came.
    fn answer(server: &Server, moments: &[Moment], params: Self::Params) -> Result<Self::Answer>;

    /// The answer as JSON.
    fn json(answer: Self::Answer) -> serde_json::Result<String> {
        serde_json::to_string(&answer)
    }
}

/// An item as the client gives it back, and what it carries: nothing when the server gave it nothing to carry.
struct GivenBack<C> {
    item: Map<String, Value>,
    carried: Option<C>,
}

impl<'de, C: DeserializeOwned> Deserialize<'de> for GivenBack<C> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let item: Map<String, Value> = Map::deserialize(deserializer)?;
        let carried = item.get("data").cloned().and_then(|mut data| {
            uris::normalize(&mut data);
            serde_json::from_value(data).ok()
        });
        Ok(Self { item, carried })
    }
}

/// Lists the requests: those about a document and those about the workspace.
macro_rules! requests {
    ($($(#[$only:meta])? $kind:ident $module:ident::$name:ident),* $(,)?) => {
        /// Says in `capabilities` which requests the server answers to a client of `session`.
        pub(super) fn offer(capabilities: &mut ServerCapabilities, session: &Session) {
            $($(#[$only])? $module::$name::offer(capabilities, session);)*
        }

        /// Has a request answered.
        pub(super) fn ask(server: &Arc<Server>, method: &str, id: Id, params: Option<&RawValue>) {
            if [diagnostic::DocumentDiagnostic::METHOD, workspace_diagnostic::WorkspaceDiagnostic::METHOD].contains(&method) {
                server.pull();
            }
            $($(#[$only])? if method == $module::$name::METHOD {
                return requests!(@$kind $module::$name, server, id, params);
            })*
            server.outgoing.refuse(&id, &Error { data: Some(method.into()), ..Error::method_not_found() });
        }
    };
    (@document $request:ty, $($given:ident),*) => { ask_document::<$request>($($given),*) };
    (@workspace $request:ty, $($given:ident),*) => { ask_workspace::<$request>($($given),*) };
}

requests! {
    document diagnostic::DocumentDiagnostic,
    workspace workspace_diagnostic::WorkspaceDiagnostic,
    document formatting::DocumentFormatting,
    document range_formatting::DocumentRangeFormatting,
    document on_type_formatting::DocumentOnTypeFormatting,
    document completion::Completion,
    document completion_resolve::CompletionResolve,
    document hover::Hover,
    document signature_help::SignatureHelp,
    document code_action::CodeAction,
    document code_action_resolve::CodeActionResolve,
    document definition::Definition,
    workspace references::References,
    document document_highlight::DocumentHighlight,
    document prepare_rename::PrepareRename,
    document rename::Rename,
    document document_symbol::DocumentSymbol,
    workspace workspace_symbol::WorkspaceSymbol,
    document inlay_hint::InlayHint,
    document code_lens::CodeLens,
    document code_lens_resolve::CodeLensResolve,
    document totals::Totals,
    document form::Form,
    document folding_range::FoldingRange,
    document selection_range::SelectionRange,
    document semantic_tokens_full::SemanticTokensFull,
    document semantic_tokens_delta::SemanticTokensDelta,
    document semantic_tokens_range::SemanticTokensRange,
    #[cfg(test)] document tests::Faulty,
}

fn ask_document<R: DocumentRequest>(server: &Arc<Server>, id: Id, params: Option<&RawValue>) {
    let Some(params) = read::<R::Params>(server, &id, params) else { return };
    let uri = R::uri(&params).map(|uri| uris::spelled(uri.as_str()).into_owned());
    let Some(moment) = uri.as_ref().and_then(|uri| server.moment(uri)) else {
        match R::absent(server, &params) {
            Some(answer) => reply(server, &id, R::json(answer)),
            None => {
                let lang = server.session().map_or(server.lang, |session| session.lang);
                let uri = uri.unwrap_or_default();
                server
                    .outgoing
                    .refuse(&id, &Error::invalid_params(say!(lang, "“{uri}”没有打开", "“{uri}” is not open")));
            }
        }
        return;
    };
    run(server, id, R::LINE, move || R::answer(&moment, params).map(R::json));
}

fn ask_workspace<R: WorkspaceRequest>(server: &Arc<Server>, id: Id, params: Option<&RawValue>) {
    let Some(params) = read::<R::Params>(server, &id, params) else { return };
    let moments = server.moments();
    let asked = server.clone();
    run(server, id, Line::Whole, move || R::answer(&asked, &moments, params).map(R::json));
}

fn read<P: DeserializeOwned>(server: &Server, id: &Id, params: Option<&RawValue>) -> Option<P> {
    let params = params.map_or("null", RawValue::get);
    let read = serde_json::from_str(params).or_else(|_| {
        let params = serde_json::from_str(params).map_err(|error| Error::invalid_params(error.to_string()))?;
        lenient::read(params)
    });
    read.map_err(|error| server.outgoing.refuse(id, &error)).ok()
}

/// Does `work` on another thread and answers with what it gives, unless the client has lost interest.
fn run(
    server: &Arc<Server>,
    id: Id,
    line: Line,
    work: impl FnOnce() -> Result<serde_json::Result<String>> + Send + 'static,
) {
    let Some(ticket) = server.pending.begin(&id) else {
        server.outgoing.refuse(&id, &Error::invalid_request());
        return;
    };
    let server = server.clone();
    let task = move || {
        if ticket.is_cancelled() {
            return;
        }
        let answer = catch_unwind(AssertUnwindSafe(work));
        settle(&server, &id, &ticket, answer.unwrap_or_else(|_| Err(Error::internal_error())));
        server.spread();
    };
    /// A thread of its own; without one the work waits in the usual line.
    fn thread() -> Option<ThreadPool> {
        ThreadPoolBuilder::new().num_threads(1).build().ok()
    }
    static URGENT: LazyLock<Option<ThreadPool>> = LazyLock::new(thread);
    static WHOLE: LazyLock<Option<ThreadPool>> = LazyLock::new(thread);
    let pool = match line {
        Line::Urgent => URGENT.as_ref(),
        Line::Usual => None,
        Line::Whole => WHOLE.as_ref(),
    };
    match pool {
        Some(pool) => pool.spawn(task),
        None => rayon::spawn(task),
    }
}

fn settle(server: &Server, id: &Id, ticket: &Ticket, answer: Result<serde_json::Result<String>>) {
    if server.pending.claim(id, ticket) {
        match answer {
            Ok(json) => reply(server, id, json),
            Err(error) => server.outgoing.refuse(id, &error),
        }
    }
}

fn reply(server: &Server, id: &Id, json: serde_json::Result<String>) {
    match json {
        Ok(json) => server.outgoing.answer(id, &json),
        Err(_) => server.outgoing.refuse(id, &Error::internal_error()),
    }
}

#[cfg(test)]
mod tests;
