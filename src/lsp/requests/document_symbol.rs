//! The outline of a document.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{DocumentSymbolRequest, Request as _};
use tower_lsp::ls_types::{
    self, DocumentSymbolParams, DocumentSymbolResponse, OneOf, ServerCapabilities, SymbolInformation,
};

use super::super::pool::Line;
use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::super::to_proto::symbol_kind;
use super::DocumentRequest;
use crate::ide::{Symbol, document_symbols};

/// `textDocument/documentSymbol`.
pub(in crate::lsp) struct DocumentSymbol;

impl DocumentRequest for DocumentSymbol {
    const METHOD: &'static str = DocumentSymbolRequest::METHOD;
    const LINE: Line = Line::Whole;
    type Params = DocumentSymbolParams;
    type Answer = DocumentSymbolResponse;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        capabilities.document_symbol_provider = Some(OneOf::Left(true));
    }

    fn answer(snapshot: &Snapshot, _params: DocumentSymbolParams) -> Result<Self::Answer> {
        let symbols = document_symbols(&snapshot.analysis);
        let document = snapshot.session.client.text_document.as_ref();
        let nested =
            document.and_then(|document| document.document_symbol.as_ref()?.hierarchical_document_symbol_support);
        if nested == Some(true) {
            let nested = symbols.into_iter().map(|symbol| tree(snapshot, symbol));
            return Ok(DocumentSymbolResponse::Nested(nested.collect()));
        }
        let mut flat = Vec::new();
        symbols.into_iter().for_each(|symbol| list(snapshot, symbol, None, &mut flat));
        Ok(DocumentSymbolResponse::Flat(flat))
    }
}

// The protocol still has a field for it that nobody is to use.
#[allow(deprecated)]
fn tree(snapshot: &Snapshot, symbol: Symbol) -> ls_types::DocumentSymbol {
    let children: Vec<_> = symbol.children.into_iter().map(|child| tree(snapshot, child)).collect();
    ls_types::DocumentSymbol {
        name: symbol.name,
        detail: (!symbol.detail.is_empty()).then_some(symbol.detail),
        kind: symbol_kind(symbol.kind),
        tags: None,
        deprecated: None,
        range: snapshot.range(symbol.range),
        selection_range: snapshot.range(symbol.selection),
        children: (!children.is_empty()).then_some(children),
    }
}

/// Adds a symbol and all that it holds, for a client that shows no tree.
#[allow(deprecated)]
fn list(snapshot: &Snapshot, symbol: Symbol, container: Option<&str>, out: &mut Vec<SymbolInformation>) {
    let Some(location) = snapshot.location(symbol.range) else { return };
    out.push(SymbolInformation {
        name: symbol.name.clone(),
        kind: symbol_kind(symbol.kind),
        tags: None,
        deprecated: None,
        location,
        container_name: container.map(str::to_owned),
    });
    symbol.children.into_iter().for_each(|child| list(snapshot, child, Some(&symbol.name), out));
}
