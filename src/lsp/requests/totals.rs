//! What the sheets of a book come to, for a status bar.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Position, Range, ServerCapabilities};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::DocumentRequest;
use crate::ide::{self, PrintedSum};
use crate::text::TextRange;
use crate::totals::{self, Total};

/// `mubiao/totals`.
pub(in crate::lsp) struct Totals;

/// The book that is asked about, or the sheet at one place of it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::lsp) struct TotalsParams {
    position: Option<Position>,
}

/// The totals of a sheet. An amount is a decimal in `unit`; `null` when none is stated or none can be read.
#[derive(Serialize)]
pub(in crate::lsp) struct SheetTotals {
    name: String,
    code: String,
    /// From the identity row to the last one.
    range: Range,
    revenue: Option<String>,
    expenditure: Option<String>,
    tasks: Option<String>,
    /// Tasks less expenditure, `"0"` when they balance.
    difference: Option<String>,
    /// What was executed, the execution rate in per cent, the points; left out where the form does not state them.
    #[serde(skip_serializing_if = "Option::is_none")]
    executed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<String>,
    indicators: usize,
    findings: usize,
    /// The unit of the amounts: 元, 万元 or 亿元.
    unit: &'static str,
    /// How many of its sums do not hold.
    failing: usize,
    /// The first of them.
    failure: Option<Failure>,
    /// Whether it has an amount that cannot be read.
    unread: bool,
}

/// A sum that does not hold.
#[derive(Serialize)]
struct Failure {
    /// What its parts are called.
    name: String,
    /// Parts less total; `null` when an amount cannot be read.
    difference: Option<String>,
}

impl DocumentRequest for Totals {
    const METHOD: &'static str = "mubiao/totals";
    type Params = TotalsParams;
    type Answer = Vec<SheetTotals>;

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

impl SheetTotals {
    /// What the sheet at `range` comes to, with these sums.
    pub(super) fn new(range: Range, totals: totals::SheetTotals, sums: &[PrintedSum], unread: bool) -> Self {
        let mut failing = sums.iter().filter(|sum| !sum.holds).peekable();
        let failure = |sum: &&PrintedSum| Failure { name: sum.parts.name.clone(), difference: sum.difference.clone() };
        let amount = |total: Total| total.amount().map(|amount: Decimal| amount.to_string());
        let difference = |total: Total| {
            let missing = total.amount()?;
            Some(if missing.is_zero() { "0".to_owned() } else { (-missing).to_string() })
        };
        Self {
            range,
            revenue: amount(totals.revenue),
            expenditure: amount(totals.expenditure),
            tasks: amount(totals.tasks),
            difference: difference(totals.difference),
            executed: amount(totals.executed),
            rate: amount(totals.rate),
            score: amount(totals.score),
            indicators: totals.indicators,
            findings: totals.findings,
            unit: totals.unit.text(),
            failure: failing.peek().map(failure),
            failing: failing.count(),
            unread,
            name: totals.name,
            code: totals.code,
        }
    }
}
