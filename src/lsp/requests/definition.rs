//! Where what stands at a place comes from.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{GotoDefinition, Request as _};
use tower_lsp::ls_types::{GotoDefinitionParams, Location, OneOf, ServerCapabilities};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::DocumentRequest;

/// `textDocument/definition`.
pub(in crate::lsp) struct Definition;

impl DocumentRequest for Definition {
    const METHOD: &'static str = GotoDefinition::METHOD;
    type Params = GotoDefinitionParams;
    type Answer = Vec<Location>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        capabilities.definition_provider = Some(OneOf::Left(true));
    }

    fn answer(snapshot: &Snapshot, params: GotoDefinitionParams) -> Result<Vec<Location>> {
        let places = snapshot.analysis.definition(snapshot.offset(params.text_document_position_params.position));
        Ok(places.into_iter().filter_map(|place| snapshot.location(place)).collect())
    }
}
