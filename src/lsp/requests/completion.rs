//! What can stand in the cell that is typed.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{Completion as Method, Request as _};
use tower_lsp::ls_types::{
    self, CompletionClientCapabilities, CompletionItemKind, CompletionItemLabelDetails, CompletionList,
    CompletionOptions, CompletionOptionsCompletionItem, CompletionParams, InsertTextFormat, InsertTextMode,
    ServerCapabilities, TextEdit, Uri,
};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::DocumentRequest;
use crate::ide::{self, CompletionItem, CompletionKind};

/// What a client asks again at, beside letters: a new cell, a comment, and what parts the pieces of a cell.
const TRIGGERS: [&str; 8] = ["\t", "#", "(", ",", "-", "=", ">", "<"];

/// `textDocument/completion`.
pub(in crate::lsp) struct Completion;

/// What an item carries until it is looked at.
#[derive(Serialize, Deserialize)]
pub(in crate::lsp) struct Carried {
    /// The document that it was offered for.
    pub(super) uri: Uri,
    /// What it is about.
    pub(super) doc: String,
}

impl DocumentRequest for Completion {
    const METHOD: &'static str = Method::METHOD;
    type Params = CompletionParams;
    type Answer = CompletionList;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        capabilities.completion_provider = Some(CompletionOptions {
            resolve_provider: Some(true),
            trigger_characters: Some(TRIGGERS.map(str::to_owned).to_vec()),
            completion_item: Some(CompletionOptionsCompletionItem { label_details_support: Some(true) }),
            ..CompletionOptions::default()
        });
    }

    fn answer(snapshot: &Snapshot, params: CompletionParams) -> Result<CompletionList> {
        let offset = snapshot.offset(params.text_document_position.position);
        let found = ide::complete(&snapshot.analysis, offset, &snapshot.session.preferences.completion);
        let (shows, range, uri) = (Shows::new(snapshot), snapshot.range(found.range), snapshot.uri());
        let items = found.items.into_iter().enumerate().map(|(at, item)| shown(item, at, range, uri.as_ref(), shows));
        Ok(CompletionList { is_incomplete: found.incomplete, items: items.collect() })
    }
}

/// What a client shows of an item.
#[derive(Clone, Copy)]
struct Shows<'m> {
    snippets: bool,
    details: bool,
    modes: bool,
    /// The kinds that the client says it knows.
    kinds: Option<&'m [CompletionItemKind]>,
}

impl<'m> Shows<'m> {
    fn new(snapshot: &'m Snapshot) -> Self {
        let document = snapshot.session.client.text_document.as_ref();
        let completion = document.and_then(|document| document.completion.as_ref());
        let item = completion.and_then(|completion: &CompletionClientCapabilities| completion.completion_item.as_ref());
        Self {
            snippets: item.is_some_and(|item| item.snippet_support == Some(true)),
            details: item.is_some_and(|item| item.label_details_support == Some(true)),
            modes: item
                .and_then(|item| item.insert_text_mode_support.as_ref())
                .is_some_and(|modes| modes.value_set.contains(&InsertTextMode::AS_IS)),
            kinds: completion.and_then(|completion| completion.completion_item_kind.as_ref()?.value_set.as_deref()),
        }
    }

    /// `kind`, or a like one that the client knows. One that says nothing knows the kinds of the protocol's first version.
    fn kind(self, kind: CompletionItemKind) -> Option<CompletionItemKind> {
        let like = match kind {
            CompletionItemKind::OPERATOR => CompletionItemKind::KEYWORD,
            CompletionItemKind::ENUM_MEMBER => CompletionItemKind::ENUM,
            CompletionItemKind::CONSTANT => CompletionItemKind::VALUE,
            kind => kind,
        };
        let first = |kind: CompletionItemKind| {
            !matches!(
                kind,
                CompletionItemKind::OPERATOR | CompletionItemKind::ENUM_MEMBER | CompletionItemKind::CONSTANT
            )
        };
        let known = |kind: &CompletionItemKind| self.kinds.map_or(first(*kind), |kinds| kinds.contains(kind));
        [kind, like, CompletionItemKind::TEXT].into_iter().find(known)
    }
}

fn shown(
    item: CompletionItem,
    at: usize,
    range: ls_types::Range,
    uri: Option<&Uri>,
    shows: Shows<'_>,
) -> ls_types::CompletionItem {
    let CompletionItem { label, kind, detail, text, snippet, filter, doc } = item;
    let (text, format) = match snippet.filter(|_| shows.snippets) {
        Some(snippet) => (snippet, InsertTextFormat::SNIPPET),
        None => (text, InsertTextFormat::PLAIN_TEXT),
    };
    let details = CompletionItemLabelDetails { detail: None, description: Some(detail.clone()) };
    let data = uri.zip(doc).map(|(uri, doc)| Carried { uri: uri.clone(), doc: doc.encode() });
    ls_types::CompletionItem {
        label,
        label_details: (shows.details && !detail.is_empty()).then_some(details),
        kind: shows.kind(kind_of(kind)),
        detail: (!shows.details && !detail.is_empty()).then_some(detail),
        // The order is the server's, whatever a client thinks of the names.
        sort_text: Some(format!("{at:04}")),
        filter_text: Some(filter),
        insert_text_format: Some(format),
        // Rows begin at the line's start, however the cell is indented.
        insert_text_mode: (shows.modes && text.contains('\n')).then_some(InsertTextMode::AS_IS),
        text_edit: Some(TextEdit::new(range, text).into()),
        data: data.and_then(|data| serde_json::to_value(data).ok()),
        ..ls_types::CompletionItem::default()
    }
}

fn kind_of(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Sheet => CompletionItemKind::SNIPPET,
        CompletionKind::Section => CompletionItemKind::MODULE,
        CompletionKind::Header | CompletionKind::Part => CompletionItemKind::FIELD,
        CompletionKind::Parent => CompletionItemKind::CLASS,
        CompletionKind::Indicator => CompletionItemKind::PROPERTY,
        CompletionKind::Operator => CompletionItemKind::OPERATOR,
        CompletionKind::Value => CompletionItemKind::VALUE,
        CompletionKind::Measure => CompletionItemKind::UNIT,
        CompletionKind::Date => CompletionItemKind::CONSTANT,
        CompletionKind::Task => CompletionItemKind::VARIABLE,
        CompletionKind::BudgetUnit | CompletionKind::Division => CompletionItemKind::REFERENCE,
        CompletionKind::Directive => CompletionItemKind::KEYWORD,
        CompletionKind::Rule | CompletionKind::Profile => CompletionItemKind::ENUM_MEMBER,
    }
}
