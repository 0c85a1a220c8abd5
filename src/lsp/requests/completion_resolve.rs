//! The documentation of an item that is looked at.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::request::{Request as _, ResolveCompletionItem};
use tower_lsp_server::ls_types::{ServerCapabilities, Uri};

use super::super::session::Session;
use super::super::state::Moment;
use super::super::to_proto::markup;
use super::DocumentRequest;
use super::completion::Carried;
use crate::ide::{Doc, documentation};

/// `completionItem/resolve`.
pub(super) struct CompletionResolve;

/// An item as the client gives it back.
#[derive(Deserialize)]
pub(super) struct GivenBack {
    data: Carried,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl DocumentRequest for CompletionResolve {
    const METHOD: &'static str = ResolveCompletionItem::METHOD;
    type Params = GivenBack;
    type Answer = Map<String, Value>;

    /// It is offered together with the items.
    fn offer(_capabilities: &mut ServerCapabilities, _session: &Session) {}

    fn uri(params: &GivenBack) -> &Uri {
        &params.data.uri
    }

    fn answer(moment: &Moment, GivenBack { data, mut rest }: GivenBack) -> Result<Self::Answer> {
        let document = moment.session.client.text_document.as_ref();
        let item = document.and_then(|document| document.completion.as_ref()?.completion_item.as_ref());
        let formats = item.and_then(|item| item.documentation_format.as_deref());
        if let Some(page) = Doc::decode(&data.doc).and_then(|doc| documentation(&moment.analysis, &doc)) {
            rest.insert("documentation".to_owned(), json!(markup(page, formats)));
        }
        rest.insert("data".to_owned(), json!(data));
        Ok(rest)
    }
}
