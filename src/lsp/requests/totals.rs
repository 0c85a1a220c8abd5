//! What the sheets of a book come to, for a status bar.

use serde::Deserialize;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Position, Range, ServerCapabilities};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::DocumentRequest;
use crate::ide::{self, SheetTotals};
use crate::text::TextRange;
use crate::totals;

/// `mubiao/totals`.
pub(in crate::lsp) struct Totals;

/// The book that is asked about, or the sheet at one place of it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::lsp) struct TotalsParams {
    position: Option<Position>,
}

impl DocumentRequest for Totals {
    const METHOD: &'static str = "mubiao/totals";
    type Params = TotalsParams;
    type Answer = Vec<SheetTotals<Range>>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        let own = capabilities.experimental.get_or_insert_with(|| serde_json::json!({}));
        own["totals"] = true.into();
    }

    fn answer(snapshot: &Snapshot, params: TotalsParams) -> Result<Self::Answer> {
        let asked = match params.position {
            Some(position) => snapshot.analysis.totals_at(snapshot.offset(position)).into_iter().collect(),
            None => snapshot.analysis.totals(),
        };
        let shown = |(range, totals): (TextRange, totals::SheetTotals)| {
            let (sums, unread) = ide::sums_at(&snapshot.analysis, range.start);
            SheetTotals::new(snapshot.range(range), totals, &sums, unread)
        };
        Ok(asked.into_iter().map(shown).collect())
    }
}
