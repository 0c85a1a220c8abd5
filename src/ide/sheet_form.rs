//! A printed sheet and its totals as editors and the page in a browser are sent them: JSON, with ranges as the receiver counts.

use rust_decimal::Decimal;
use serde::Serialize;

use super::printed::{Printed, PrintedSum, Side};
use crate::diagnostic::{Diagnostic, Severity};
use crate::export::{Look, TableCell, TableRow};
use crate::text::TextRange;
use crate::totals::{self, Total};

/// A sheet as it is printed. An amount is a text; `null` when none is stated or none can be read.
#[derive(Debug, Serialize)]
pub struct SheetForm<R> {
    /// Which sheet it is, 0-based.
    sheet: usize,
    range: R,
    /// Whether the page lies on its long side.
    landscape: bool,
    /// The unit of all amounts.
    unit: String,
    /// The widths of the columns, in mm.
    widths: Vec<u32>,
    title: Option<Cell<R>>,
    tables: Vec<Table<R>>,
    findings: Vec<Finding<R>>,
    totals: SheetTotals<R>,
    sums: Vec<Sum>,
    shares: Vec<Share<R>>,
}

#[derive(Debug, Serialize)]
struct Table<R> {
    head: Vec<Row<R>>,
    body: Vec<Row<R>>,
}

#[derive(Debug, Serialize)]
struct Row<R> {
    /// The section's id in the form's layout.
    section: String,
    cells: Vec<Cell<R>>,
}

/// A cell; one that goes over several rows stands in the first of them alone.
#[derive(Debug, Serialize)]
struct Cell<R> {
    /// One paragraph a line.
    text: String,
    /// `head`, `rest` (a label's column going on), `value` or `text`; `title` and `aside` (around the table) among the rows of
    /// a sheet that is read by its headings.
    look: &'static str,
    cols: usize,
    rows: usize,
    /// What states it; `null` for what the form itself prints.
    range: Option<R>,
    /// By index.
    findings: Vec<usize>,
}

#[derive(Debug, Serialize)]
struct Finding<R> {
    range: R,
    /// 1 error, 2 warning, 3 information.
    severity: u8,
    code: &'static str,
    message: String,
}

#[derive(Debug, Serialize)]
struct Sum {
    total: SumSide,
    parts: SumSide,
    /// Parts less total.
    difference: Option<String>,
    holds: bool,
}

#[derive(Debug, Serialize)]
struct SumSide {
    name: String,
    amount: Option<String>,
}

#[derive(Debug, Serialize)]
struct Share<R> {
    name: String,
    amount: String,
    percent: Option<String>,
    range: R,
}

/// The number that the protocol gives to a severity.
pub fn severity_number(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Information => 3,
    }
}

impl<R> SheetForm<R> {
    /// The sheet with its places as `range` gives them.
    pub fn new(printed: Printed, range: impl Fn(TextRange) -> R) -> Self {
        let mut marks = printed.marks.into_iter();
        let mut cell = |cell: TableCell| Cell {
            look: match cell.look {
                Look::Title => "title",
                Look::Aside => "aside",
                Look::Head => "head",
                Look::Rest => "rest",
                Look::Value => "value",
                Look::Text => "text",
            },
            cols: cell.cols,
            rows: cell.rows,
            range: cell.range.map(&range),
            findings: marks.next().unwrap_or_default(),
            text: cell.text,
        };
        let title = printed.title.map(&mut cell);
        let mut rows = |rows: Vec<TableRow>| {
            let row =
                |row: TableRow| Row { section: row.section, cells: row.cells.into_iter().map(&mut cell).collect() };
            rows.into_iter().map(row).collect()
        };
        let tables: Vec<Table<R>> =
            printed.tables.into_iter().map(|table| Table { head: rows(table.head), body: rows(table.body) }).collect();
        let finding = |finding: Diagnostic| Finding {
            range: range(finding.range),
            severity: severity_number(finding.severity),
            code: finding.rule.name,
            message: finding.message,
        };
        let side = |side: Side| SumSide { name: side.name, amount: side.amount };
        let sum = |sum: PrintedSum| Sum {
            total: side(sum.total),
            parts: side(sum.parts),
            difference: sum.difference,
            holds: sum.holds,
        };
        let share = |share: super::printed::Share| Share {
            name: share.name,
            amount: share.amount,
            percent: share.percent.map(|percent| percent.to_string()),
            range: range(share.range),
        };
        Self {
            sheet: printed.sheet,
            range: range(printed.range),
            landscape: printed.page.landscape,
            unit: printed.unit,
            widths: printed.page.widths,
            title,
            tables,
            findings: printed.findings.into_iter().map(finding).collect(),
            totals: SheetTotals::new(range(printed.range), printed.totals, &printed.sums, printed.unread),
            sums: printed.sums.into_iter().map(sum).collect(),
            shares: printed.shares.into_iter().map(share).collect(),
        }
    }
}

/// The totals of a sheet. An amount is a decimal in `unit`; `null` when none is stated or none can be read.
#[derive(Debug, Serialize)]
pub struct SheetTotals<R> {
    name: String,
    code: String,
    /// From the identity row to the last one.
    range: R,
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
#[derive(Debug, Serialize)]
struct Failure {
    /// What its parts are called.
    name: String,
    /// Parts less total; `null` when an amount cannot be read.
    difference: Option<String>,
}

impl<R> SheetTotals<R> {
    /// What the sheet at `range` comes to, with these sums.
    pub fn new(range: R, totals: totals::SheetTotals, sums: &[PrintedSum], unread: bool) -> Self {
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
