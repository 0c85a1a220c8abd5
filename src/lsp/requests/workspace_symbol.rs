//! Budget units and indicators of all open documents and of the files of the folders, by what is typed of them.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{Request as _, WorkspaceSymbolRequest};
use tower_lsp::ls_types::{self, OneOf, ServerCapabilities, WorkspaceSymbolParams};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::super::state::Server;
use super::super::to_proto::symbol_kind;
use super::{Asked, WorkspaceRequest};
use crate::ide::{Found, FoundSymbol, workspace_symbols};

/// At most so many are answered; who looks for one of more types on.
const MOST: usize = 500;

/// `workspace/symbol`.
pub(in crate::lsp) struct WorkspaceSymbol;

impl WorkspaceRequest for WorkspaceSymbol {
    const METHOD: &'static str = WorkspaceSymbolRequest::METHOD;
    type Params = WorkspaceSymbolParams;
    type Answer = Vec<ls_types::WorkspaceSymbol>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        capabilities.workspace_symbol_provider = Some(OneOf::Left(true));
    }

    fn answer(server: &Server, asked: &Asked, params: WorkspaceSymbolParams) -> Result<Self::Answer> {
        let read = |snapshot: &Snapshot| {
            let symbols = workspace_symbols(&snapshot.analysis, &params.query, MOST).into_iter();
            symbols.filter_map(|symbol| Some((symbol.found, shown(snapshot, symbol)?))).collect::<Vec<_>>()
        };
        let mut found: Vec<(Found, ls_types::WorkspaceSymbol)> = asked.documents.iter().flat_map(read).collect();
        found.extend(server.read_closed(read));
        // Stable: what is found equally well stays in the order of documents and rows.
        found.sort_by_key(|(found, _)| *found);
        found.truncate(MOST);
        Ok(found.into_iter().map(|(_, symbol)| symbol).collect())
    }
}

fn shown(snapshot: &Snapshot, symbol: FoundSymbol) -> Option<ls_types::WorkspaceSymbol> {
    Some(ls_types::WorkspaceSymbol {
        location: OneOf::Left(snapshot.location(symbol.range)?),
        name: symbol.name,
        kind: symbol_kind(symbol.kind),
        tags: None,
        container_name: (!symbol.container.is_empty()).then_some(symbol.container),
        data: None,
    })
}
