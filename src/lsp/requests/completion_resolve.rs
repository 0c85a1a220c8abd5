//! The documentation of an item that is looked at.

use serde_json::{Map, Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::ServerCapabilities;
use tower_lsp::ls_types::request::{Request as _, ResolveCompletionItem};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::super::state::Server;
use super::super::to_proto::markup;
use super::completion::Carried;
use super::{DocumentRequest, GivenBack};
use crate::ide::{Doc, documentation};

/// `completionItem/resolve`.
pub(in crate::lsp) struct CompletionResolve;

impl DocumentRequest for CompletionResolve {
    const METHOD: &'static str = ResolveCompletionItem::METHOD;
    const RESOLVES: bool = true;
    type Params = GivenBack<Carried>;
    type Answer = Map<String, Value>;

    /// It is offered together with the items.
    fn offer(_capabilities: &mut ServerCapabilities, _session: &Session) {}

    /// There is nothing more to say of an item that carries nothing, or whose document was closed meanwhile.
    fn absent(_server: &Server, params: &Self::Params) -> Option<Self::Answer> {
        Some(params.item.clone())
    }

    fn answer(snapshot: &Snapshot, GivenBack { mut item, carried }: Self::Params) -> Result<Self::Answer> {
        let document = snapshot.session.client.text_document.as_ref();
        let shows = document.and_then(|document| document.completion.as_ref()?.completion_item.as_ref());
        let formats = shows.and_then(|shows| shows.documentation_format.as_deref());
        let doc = carried.and_then(|carried| Doc::decode(&carried.doc));
        if let Some(page) = doc.and_then(|doc| documentation(&snapshot.analysis, &doc)) {
            item.insert("documentation".to_owned(), json!(markup(page, formats)));
        }
        Ok(item)
    }
}
