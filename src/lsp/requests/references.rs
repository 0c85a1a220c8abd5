//! What depends on what stands at a place, in all open documents where it is a budget unit.

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::request::{References as Method, Request as _};
use tower_lsp::ls_types::{Location, OneOf, ReferenceParams, ServerCapabilities};

use super::super::session::Session;
use super::super::state::{Moment, Server};
use super::super::uris;
use super::WorkspaceRequest;

/// `textDocument/references`.
pub(super) struct References;

impl WorkspaceRequest for References {
    const METHOD: &'static str = Method::METHOD;
    type Params = ReferenceParams;
    type Answer = Vec<Location>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        capabilities.references_provider = Some(OneOf::Left(true));
    }

    fn answer(_server: &Server, moments: &[Moment], params: ReferenceParams) -> Result<Vec<Location>> {
        let asked = &params.text_document_position;
        let uri = &*uris::spelled(asked.text_document.uri.as_str());
        let Some(moment) = moments.iter().find(|moment| moment.uri == uri) else {
            return Err(Error::invalid_params(uri.to_owned()));
        };
        let offset = moment.offset(asked.position);
        let found = |moment: &Moment, places: Vec<_>| {
            places.into_iter().filter_map(|place| moment.location(place)).collect::<Vec<_>>()
        };
        let Some(code) = moment.analysis.unit_at(offset) else {
            return Ok(found(moment, moment.analysis.references(offset, params.context.include_declaration)));
        };
        Ok(moments.iter().flat_map(|moment| found(moment, moment.analysis.sheets_of_unit(code))).collect())
    }
}
