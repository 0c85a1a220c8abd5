//! What can be folded.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{FoldingRangeRequest, Request as _};
use tower_lsp::ls_types::{
    self, FoldingRangeKind, FoldingRangeParams, FoldingRangeProviderCapability, ServerCapabilities,
};

use super::super::pool::Line;
use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::DocumentRequest;
use crate::ide::folding::{Fold, FoldKind};

/// `textDocument/foldingRange`.
pub(in crate::lsp) struct FoldingRange;

impl DocumentRequest for FoldingRange {
    const METHOD: &'static str = FoldingRangeRequest::METHOD;
    const LINE: Line = Line::Whole;
    type Params = FoldingRangeParams;
    type Answer = Vec<ls_types::FoldingRange>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        capabilities.folding_range_provider = Some(FoldingRangeProviderCapability::Simple(true));
    }

    fn answer(snapshot: &Snapshot, _params: FoldingRangeParams) -> Result<Self::Answer> {
        let document = snapshot.session.client.text_document.as_ref();
        let limit = document.and_then(|document| document.folding_range.as_ref()?.range_limit);
        let mut folds = snapshot.analysis.folds();
        if let Some(limit) = limit.map(|limit| limit as usize).filter(|limit| folds.len() > *limit) {
            // What holds most goes last.
            folds.sort_by_key(|fold| (fold.kind, fold.first));
            folds.truncate(limit);
            folds.sort_by_key(|fold| (fold.first, fold.kind));
        }
        Ok(folds.into_iter().map(shown).collect())
    }
}

fn shown(fold: Fold) -> ls_types::FoldingRange {
    ls_types::FoldingRange {
        start_line: fold.first,
        end_line: fold.last,
        kind: Some(if fold.kind == FoldKind::Comments { FoldingRangeKind::Comment } else { FoldingRangeKind::Region }),
        ..ls_types::FoldingRange::default()
    }
}
