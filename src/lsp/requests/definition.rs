//! Where what stands at a place comes from.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{GotoDefinition, Request as _};
use tower_lsp::ls_types::{GotoDefinitionParams, Location, OneOf, ServerCapabilities, Uri};

use super::super::session::Session;
use super::super::state::Moment;
use super::DocumentRequest;

/// `textDocument/definition`.
pub(super) struct Definition;

impl DocumentRequest for Definition {
    const METHOD: &'static str = GotoDefinition::METHOD;
    type Params = GotoDefinitionParams;
    type Answer = Vec<Location>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        capabilities.definition_provider = Some(OneOf::Left(true));
    }

    fn uri(params: &GotoDefinitionParams) -> Option<&Uri> {
        Some(&params.text_document_position_params.text_document.uri)
    }

    fn answer(moment: &Moment, params: GotoDefinitionParams) -> Result<Vec<Location>> {
        let places = moment.analysis.definition(moment.offset(params.text_document_position_params.position));
        Ok(places.into_iter().filter_map(|place| moment.location(place)).collect())
    }
}
