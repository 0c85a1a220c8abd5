//! What the sheet at the cursor comes to, for a status bar.

use rust_decimal::Decimal;
use serde::Serialize;
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{ServerCapabilities, TextDocumentPositionParams, Uri};

use super::super::session::Session;
use super::super::state::Moment;
use super::DocumentRequest;
use crate::diagnostic::Severity;
use crate::ide::totals_at;
use crate::totals::Total;

/// `mubiao/totals`.
pub(super) struct Totals;

/// The totals of a sheet, version 1. An amount is a decimal in the unit of the form; `null` when none can be read.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SheetTotals {
    version: u32,
    code: String,
    name: String,
    unit: String,
    revenue: Option<String>,
    expenditure: Option<String>,
    tasks: Option<String>,
    /// Expenditure less tasks.
    difference: Option<String>,
    indicators: usize,
    errors: usize,
    warnings: usize,
    information: usize,
}

impl DocumentRequest for Totals {
    const METHOD: &'static str = "mubiao/totals";
    type Params = TextDocumentPositionParams;
    type Answer = Option<SheetTotals>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        let own = capabilities.experimental.get_or_insert_with(|| serde_json::json!({}));
        own["totals"] = true.into();
    }

    fn uri(params: &TextDocumentPositionParams) -> &Uri {
        &params.text_document.uri
    }

    fn answer(moment: &Moment, params: TextDocumentPositionParams) -> Result<Self::Answer> {
        let offset = moment.offset(params.position);
        let analysis = &moment.analysis;
        let (Some(place), Some(totals)) = (analysis.sheet_at(offset), totals_at(analysis, offset)) else {
            return Ok(None);
        };
        let range = place.range();
        let findings = analysis.findings_touching(range);
        let of = |severity: Severity| {
            let inside = |at: u32| range.start <= at && at < range.end.max(range.start + 1);
            findings.iter().filter(|finding| finding.severity == severity && inside(finding.range.start)).count()
        };
        let amount = |total: Total| total.amount().map(|amount: Decimal| amount.to_string());
        Ok(Some(SheetTotals {
            version: 1,
            code: totals.code,
            name: totals.name,
            unit: place.profile.amount.unit.clone(),
            revenue: amount(totals.revenue),
            expenditure: amount(totals.expenditure),
            tasks: amount(totals.tasks),
            difference: amount(totals.difference),
            indicators: totals.indicators,
            errors: of(Severity::Error),
            warnings: of(Severity::Warning),
            information: of(Severity::Information),
        }))
    }
}
