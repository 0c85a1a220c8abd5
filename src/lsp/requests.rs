//! The requests: one file each, a line in the list below and one in [`super::backend`].
//!
//! A request is answered away from the messages, from the document as it stood when the request came. An answer is
//! from_proto → ide → to_proto; a defect in it answers that request with an error and nothing else.

pub(super) mod code_action;
pub(super) mod code_action_resolve;
pub(super) mod code_lens;
pub(super) mod code_lens_resolve;
pub(super) mod completion;
pub(super) mod completion_resolve;
pub(super) mod definition;
pub(super) mod diagnostic;
pub(super) mod document_highlight;
pub(super) mod document_symbol;
pub(super) mod folding_range;
pub(super) mod form;
pub(super) mod formatting;
pub(super) mod hover;
pub(super) mod inlay_hint;
pub(super) mod on_type_formatting;
pub(super) mod prepare_rename;
pub(super) mod range_formatting;
pub(super) mod references;
pub(super) mod rename;
pub(super) mod selection_range;
pub(super) mod semantic_tokens_delta;
pub(super) mod semantic_tokens_full;
pub(super) mod semantic_tokens_range;
pub(super) mod signature_help;
#[cfg(test)]
pub(super) mod tests;
pub(super) mod totals;
pub(super) mod workspace_diagnostic;
pub(super) mod workspace_symbol;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::{Map, Value};
use tower_lsp::jsonrpc::{Error, Id, Result};
use tower_lsp::ls_types::ServerCapabilities;

use super::client::{By, ClientHandle};
use super::pool::Line;
use super::session::Session;
use super::snapshot::Snapshot;
use super::state::Server;
use super::{lenient, uris};

/// Something that is asked about one document.
pub(super) trait DocumentRequest {
    /// Its name in the protocol.
    const METHOD: &'static str;
    /// Which work it waits for.
    const LINE: Line = Line::Usual;
    /// Whether an item is given back whose rest is to be said.
    const RESOLVES: bool = false;
    /// What is asked.
    type Params: DeserializeOwned + Send + 'static;
    /// What is answered.
    type Answer: serde::Serialize + Send + 'static;

    /// Says in `capabilities` that the server answers it, when `session` has a use for it.
    fn offer(capabilities: &mut ServerCapabilities, session: &Session);

    /// The answer, from the document as it stood when the question came.
    fn answer(snapshot: &Snapshot, params: Self::Params) -> Result<Self::Answer>;

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
pub(super) trait WorkspaceRequest {
    /// Its name in the protocol.
    const METHOD: &'static str;
    /// What is asked.
    type Params: DeserializeOwned + Send + 'static;
    /// What is answered.
    type Answer: Send + 'static;

    /// Says in `capabilities` that the server answers it, when `session` has a use for it.
    fn offer(capabilities: &mut ServerCapabilities, session: &Session);

    /// The answer, from all open documents as they stood when the question came.
    fn answer(server: &Server, asked: &Asked, params: Self::Params) -> Result<Self::Answer>;
}

/// What a request is about, as it was when the request came.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// The document's URI as the client spells it; empty when none is named.
    pub(super) uri: String,
    /// The document, when it is open.
    pub(super) document: Option<Snapshot>,
    /// All open documents, by URI, for what is asked about all.
    pub(super) documents: Vec<Snapshot>,
    /// An item as the client gives it back.
    pub(super) given: Value,
    /// The request.
    pub(super) id: Id,
    /// Whether somebody has taken it upon himself to answer.
    claimed: AtomicBool,
}

tokio::task_local! {
    static CURRENT: Arc<Asked>;
}

impl Asked {
    /// Answers a request about this by `answer`.
    pub(super) fn scope<F: Future>(self: Arc<Self>, answer: F) -> impl Future<Output = F::Output> {
        CURRENT.scope(self, answer)
    }

    /// What the request is about that is being answered.
    pub(super) fn current() -> Arc<Self> {
        CURRENT.get()
    }

    /// Takes the answering upon the caller; false when it is another one's already.
    pub(super) fn claim(&self) -> bool {
        !self.claimed.swap(true, Ordering::AcqRel)
    }

    /// Answers with what is JSON already, around the framework, which would take it apart. A thread of the pool writes the
    /// answer itself.
    ///
    /// # Errors
    /// When it is no JSON.
    pub(super) fn answer(&self, client: &ClientHandle, json: serde_json::Result<String>, by: By) -> Result<()> {
        let json = json.map_err(|_| Error::internal_error())?;
        if self.claim() {
            client.answer(&self.id, &json, by);
        }
        Ok(())
    }
}

/// An item as the client gives it back, and what it carries: nothing when the server gave it nothing to carry.
pub(super) struct GivenBack<C> {
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

        /// What a request is about; its params are brought into a form that the types of the protocol can be read from.
        pub(super) fn prepare(server: &Server, method: &str, id: Id, params: &mut Value) -> Asked {
            $($(#[$only])? if method == $module::$name::METHOD {
                return requests!(@$kind $module::$name, server, id, params);
            })*
            Asked { id, ..Asked::default() }
        }
    };
    (@document $request:ty, $($given:ident),*) => { about_document::<$request>($($given),*) };
    (@workspace $request:ty, $($given:ident),*) => { about_workspace::<$request>($($given),*) };
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

fn about_document<R: DocumentRequest>(server: &Server, id: Id, params: &mut Value) -> Asked {
    if R::METHOD == diagnostic::DocumentDiagnostic::METHOD {
        server.pull();
    }
    let given = if R::RESOLVES { params.clone() } else { Value::Null };
    let named = if R::RESOLVES { params.pointer("/data/uri") } else { params.pointer("/textDocument/uri") };
    let uri = named.or_else(|| params.get("uri")).and_then(Value::as_str).map(str::to_owned);
    lenient::normalize::<R::Params>(params);
    let document = uri.as_deref().and_then(|uri| server.snapshot(uri));
    Asked { uri: uri.unwrap_or_default(), document, given, id, ..Asked::default() }
}

fn about_workspace<R: WorkspaceRequest>(server: &Server, id: Id, params: &mut Value) -> Asked {
    if R::METHOD == workspace_diagnostic::WorkspaceDiagnostic::METHOD {
        server.pull();
    }
    let uri = params.pointer("/textDocument/uri").and_then(Value::as_str).unwrap_or_default().to_owned();
    lenient::normalize::<R::Params>(params);
    Asked { uri, documents: server.snapshots(), id, ..Asked::default() }
}
