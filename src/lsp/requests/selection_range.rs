//! How a selection widens.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{Request as _, SelectionRangeRequest};
use tower_lsp::ls_types::{self, SelectionRangeParams, SelectionRangeProviderCapability, ServerCapabilities, Uri};

use super::super::session::Session;
use super::super::state::Moment;
use super::DocumentRequest;

/// `textDocument/selectionRange`.
pub(super) struct SelectionRange;

impl DocumentRequest for SelectionRange {
    const METHOD: &'static str = SelectionRangeRequest::METHOD;
    type Params = SelectionRangeParams;
    type Answer = Vec<Option<ls_types::SelectionRange>>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        capabilities.selection_range_provider = Some(SelectionRangeProviderCapability::Simple(true));
    }

    fn uri(params: &SelectionRangeParams) -> Option<&Uri> {
        Some(&params.text_document.uri)
    }

    fn answer(moment: &Moment, params: SelectionRangeParams) -> Result<Self::Answer> {
        let widening = |position: ls_types::Position| {
            let ranges = moment.analysis.selection(moment.offset(position));
            ranges.into_iter().rev().fold(None, |parent, range| {
                let parent = parent.map(Box::new);
                Some(ls_types::SelectionRange { range: moment.range(range), parent })
            })
        };
        Ok(params.positions.into_iter().map(widening).collect())
    }
}
