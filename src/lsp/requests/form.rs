//! A sheet as it is printed, for a preview beside its text: the form, what was found in each cell, its sums and shares.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{DiagnosticSeverity, Position, Range, ServerCapabilities};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::super::to_proto;
use super::DocumentRequest;
use super::totals::SheetTotals;
use crate::diagnostic::Diagnostic;
use crate::export::{self, Look, TableCell};
use crate::ide::{self, Printed, Which};

/// `mubiao/form`.
pub(in crate::lsp) struct Form;

/// The sheet that is asked about: that at `position`, or that of the index `sheet`; without either the first one.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::lsp) struct FormParams {
    position: Option<Position>,
    sheet: Option<usize>,
}

/// A sheet of a document as it stood when it was asked for.
#[derive(Serialize)]
pub(in crate::lsp) struct FormAnswer {
    /// The version that the client gave the text last.
    version: i32,
    /// How many sheets the book has.
    sheets: usize,
    form: Option<SheetForm>,
    /// Why there is no form, and what to do about it.
    message: Option<String>,
}

/// A sheet as it is printed. An amount is a text; `null` when none is stated or none can be read.
#[derive(Serialize)]
struct SheetForm {
    /// Which sheet it is, 0-based.
    sheet: usize,
    range: Range,
    /// Whether the page lies on its long side.
    landscape: bool,
    /// The unit of all amounts.
    unit: String,
    /// The widths of the columns, in mm.
    widths: Vec<u32>,
    title: Option<Cell>,
    tables: Vec<Table>,
    findings: Vec<Finding>,
    totals: SheetTotals,
    sums: Vec<Sum>,
    shares: Vec<Share>,
}

#[derive(Serialize)]
struct Table {
    head: Vec<Row>,
    body: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    /// The section's id in the form's layout.
    section: String,
    cells: Vec<Cell>,
}

/// A cell; one that goes over several rows stands in the first of them alone.
#[derive(Serialize)]
struct Cell {
    /// One paragraph a line.
    text: String,
    /// `head`, `rest` (a label's column going on), `value` or `text`; `title` and `aside` (around the table) among the rows of
    /// a sheet that is read by its headings.
    look: &'static str,
    cols: usize,
    rows: usize,
    /// What states it; `null` for what the form itself prints.
    range: Option<Range>,
    /// By index.
    findings: Vec<usize>,
}

#[derive(Serialize)]
struct Finding {
    range: Range,
    severity: DiagnosticSeverity,
    code: &'static str,
    message: String,
}

#[derive(Serialize)]
struct Sum {
    total: Side,
    parts: Side,
    /// Parts less total.
    difference: Option<String>,
    holds: bool,
}

#[derive(Serialize)]
struct Side {
    name: String,
    amount: Option<String>,
}

#[derive(Serialize)]
struct Share {
    name: String,
    amount: String,
    percent: Option<String>,
    range: Range,
}

impl DocumentRequest for Form {
    const METHOD: &'static str = "mubiao/form";
    type Params = FormParams;
    type Answer = FormAnswer;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        let own = capabilities.experimental.get_or_insert_with(|| serde_json::json!({}));
        own["form"] = true.into();
    }

    fn answer(snapshot: &Snapshot, params: FormParams) -> Result<Self::Answer> {
        let which = match (params.sheet, params.position) {
            (None, Some(position)) => Which::At(snapshot.offset(position)),
            (sheet, _) => Which::Nth(sheet.unwrap_or(0)),
        };
        let (form, message) = match ide::printed(&snapshot.analysis, which) {
            Ok(printed) => (Some(shown(snapshot, printed)), None),
            Err(message) => (None, Some(message)),
        };
        let version = snapshot.analysis.document().version();
        Ok(FormAnswer { version, sheets: ide::sheet_count(&snapshot.analysis), form, message })
    }
}

fn shown(snapshot: &Snapshot, printed: Printed) -> SheetForm {
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
        range: cell.range.map(|range| snapshot.range(range)),
        findings: marks.next().unwrap_or_default(),
        text: cell.text,
    };
    let title = printed.title.map(&mut cell);
    let mut rows = |rows: Vec<export::TableRow>| {
        let row =
            |row: export::TableRow| Row { section: row.section, cells: row.cells.into_iter().map(&mut cell).collect() };
        rows.into_iter().map(row).collect()
    };
    let tables = printed.tables.into_iter().map(|table| Table { head: rows(table.head), body: rows(table.body) });
    let finding = |finding: Diagnostic| Finding {
        range: snapshot.range(finding.range),
        severity: to_proto::severity(finding.severity),
        code: finding.rule.name,
        message: finding.message,
    };
    let side = |side: ide::Side| Side { name: side.name, amount: side.amount };
    let sum = |sum: ide::PrintedSum| Sum {
        total: side(sum.total),
        parts: side(sum.parts),
        difference: sum.difference,
        holds: sum.holds,
    };
    let share = |share: ide::Share| Share {
        name: share.name,
        amount: share.amount,
        percent: share.percent.map(|percent| percent.to_string()),
        range: snapshot.range(share.range),
    };
    let range = snapshot.range(printed.range);
    SheetForm {
        sheet: printed.sheet,
        range,
        landscape: printed.page.landscape,
        unit: printed.unit,
        widths: printed.page.widths,
        title,
        tables: tables.collect(),
        findings: printed.findings.into_iter().map(finding).collect(),
        totals: SheetTotals::new(range, printed.totals, &printed.sums, printed.unread),
        sums: printed.sums.into_iter().map(sum).collect(),
        shares: printed.shares.into_iter().map(share).collect(),
    }
}
