//! Budget units and indicators of all open documents, by what is typed of them.

use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::request::{Request as _, WorkspaceSymbolRequest};
use tower_lsp_server::ls_types::{self, OneOf, ServerCapabilities, WorkspaceSymbolParams};

use super::super::session::Session;
use super::super::state::{Moment, Server};
use super::super::to_proto::symbol_kind;
use super::WorkspaceRequest;
use crate::ide::{FoundSymbol, workspace_symbols};

/// At most so many are answered; who looks for one of more types on.
const MOST: usize = 500;

/// `workspace/symbol`.
pub(super) struct WorkspaceSymbol;

impl WorkspaceRequest for WorkspaceSymbol {
    const METHOD: &'static str = WorkspaceSymbolRequest::METHOD;
    type Params = WorkspaceSymbolParams;
    type Answer = Vec<ls_types::WorkspaceSymbol>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        capabilities.workspace_symbol_provider = Some(OneOf::Left(true));
    }

    fn answer(_server: &Server, moments: &[Moment], params: WorkspaceSymbolParams) -> Result<Self::Answer> {
        let mut found: Vec<(&Moment, FoundSymbol)> = Vec::new();
        for moment in moments {
            let symbols = workspace_symbols(&moment.analysis, &params.query, MOST);
            found.extend(symbols.into_iter().map(|symbol| (moment, symbol)));
        }
        // Stable: what is found equally well stays in the order of documents and rows.
        found.sort_by_key(|(_, symbol)| symbol.found);
        found.truncate(MOST);
        let shown = |(moment, symbol): (&Moment, FoundSymbol)| {
            Some(ls_types::WorkspaceSymbol {
                location: OneOf::Left(moment.location(symbol.range)?),
                name: symbol.name,
                kind: symbol_kind(symbol.kind),
                tags: None,
                container_name: (!symbol.container.is_empty()).then_some(symbol.container),
                data: None,
            })
        };
        Ok(found.into_iter().filter_map(shown).collect())
    }
}
