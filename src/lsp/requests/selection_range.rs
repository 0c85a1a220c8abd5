//! How a selection widens.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{Request as _, SelectionRangeRequest};
use tower_lsp::ls_types::{self, SelectionRangeParams, SelectionRangeProviderCapability, ServerCapabilities};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::DocumentRequest;

/// `textDocument/selectionRange`.
pub(in crate::lsp) struct SelectionRange;

impl DocumentRequest for SelectionRange {
    const METHOD: &'static str = SelectionRangeRequest::METHOD;
    type Params = SelectionRangeParams;
    type Answer = Vec<ls_types::SelectionRange>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        capabilities.selection_range_provider = Some(SelectionRangeProviderCapability::Simple(true));
    }

    fn answer(snapshot: &Snapshot, params: SelectionRangeParams) -> Result<Self::Answer> {
        let widening = |position: ls_types::Position| {
            let ranges = snapshot.analysis.selection(snapshot.offset(position));
            let widest = ranges.into_iter().rev().fold(None, |parent, range| {
                let parent = parent.map(Box::new);
                Some(ls_types::SelectionRange { range: snapshot.range(range), parent })
            });
            // Each position is answered.
            let nothing = || ls_types::SelectionRange { range: ls_types::Range::new(position, position), parent: None };
            widest.unwrap_or_else(nothing)
        };
        Ok(params.positions.into_iter().map(widening).collect())
    }
}
