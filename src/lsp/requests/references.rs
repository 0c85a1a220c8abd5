//! What depends on what stands at a place, in all open documents where it is a budget unit.

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::request::{References as Method, Request as _};
use tower_lsp::ls_types::{Location, OneOf, ReferenceParams, ServerCapabilities};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::super::state::Server;
use super::{Asked, WorkspaceRequest};

/// `textDocument/references`.
pub(in crate::lsp) struct References;

impl WorkspaceRequest for References {
    const METHOD: &'static str = Method::METHOD;
    type Params = ReferenceParams;
    type Answer = Vec<Location>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        capabilities.references_provider = Some(OneOf::Left(true));
    }

    fn answer(_server: &Server, asked: &Asked, params: ReferenceParams) -> Result<Vec<Location>> {
        let (snapshots, uri) = (&asked.documents, &asked.uri);
        let Some(snapshot) = snapshots.iter().find(|snapshot| snapshot.uri == *uri) else {
            return Err(Error::invalid_params(uri.clone()));
        };
        let offset = snapshot.offset(params.text_document_position.position);
        let found = |snapshot: &Snapshot, places: Vec<_>| {
            places.into_iter().filter_map(|place| snapshot.location(place)).collect::<Vec<_>>()
        };
        let Some(code) = snapshot.analysis.unit_at(offset) else {
            return Ok(found(snapshot, snapshot.analysis.references(offset, params.context.include_declaration)));
        };
        Ok(snapshots.iter().flat_map(|snapshot| found(snapshot, snapshot.analysis.sheets_of_unit(code))).collect())
    }
}
