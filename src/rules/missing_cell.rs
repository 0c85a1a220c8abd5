//! missing-cell: a cell is empty in a column that all other rows fill.

use super::common::quote;
use super::printed::each;
use crate::diagnostic::{Sink, say};
use crate::outline::{Block, Notion, Shape};
use crate::sheet::{Sheet, read_figure};

rule!(
    "missing-cell",
    Structure,
    Warning,
    None,
    "同一栏其他各行都填了，这一格是空的",
    "a cell is empty in a column that all other rows fill",
);

/// Fewer other rows prove nothing.
const LEAST: usize = 4;

/// What has a rule of its own, what a merged cell above may fill, and what is only filled where there is something to say.
fn is_other(notion: Notion) -> bool {
    matches!(
        notion,
        Notion::Class
            | Notion::Group
            | Notion::Name
            | Notion::IndicatorName
            | Notion::Content
            | Notion::Target
            | Notion::Value
            | Notion::Operator
            | Notion::Measure
            | Notion::Deadline
            | Notion::Actual
            | Notion::Score
            | Notion::Reason
            | Notion::Note
            | Notion::History
            | Notion::Duty
            | Notion::Project
            | Notion::Identity
            | Notion::Task
            | Notion::TaskAmount
            | Notion::Goal
    )
}

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    each(sheet, |row| {
        for &column in row.columns() {
            let notion = row.block.columns[column].notion;
            if row.entry.cells[column].is_some() || notion.is_none_or(is_other) || !all_others(row.block, column) {
                continue;
            }
            let (lang, name, header) = (sink.lang, quote(row.name()), row.header(column));
            let message = say!(
                lang,
                "{name}没有填“{header}”，其他各行都填了",
                "{name} has no “{header}”, which all other rows have"
            );
            sink.report(&RULE, row.place(column), message);
        }
    });
    money(sheet, sink);
}

/// Whether all rows but one fill `column`.
fn all_others(block: &Block, column: usize) -> bool {
    let rows = || block.rows.iter().filter(|row| row.total.is_none());
    rows().filter(|row| row.cells[column].is_none()).count() == 1 && rows().count() > LEAST
}

/// Amounts: the others of the row and those of the column are all there.
fn money(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(headings) = sheet.headings.as_deref() else { return };
    for block in headings.outline.blocks.iter().filter(|block| block.shape == Shape::List) {
        let amount = |at: &usize| {
            let cells: Vec<_> = block.rows.iter().filter_map(|row| row.cells[*at]).collect();
            let notion = block.columns[*at].notion;
            let points = matches!(notion, Some(Notion::Weight | Notion::Score | Notion::Reason | Notion::Note | Notion::Number));
            !points && cells.len() > 1 && cells.iter().all(|at| read_figure(headings.text(*at)).figure().is_some())
        };
        let amounts: Vec<usize> = (0..block.columns.len()).filter(amount).collect();
        if amounts.len() < 2 {
            continue;
        }
        for row in &block.rows {
            let empty: Vec<usize> = amounts.iter().copied().filter(|at| row.cells[*at].is_none()).collect();
            let [column] = empty[..] else { continue };
            if block.rows.iter().filter(|row| row.cells[column].is_none()).count() != 1 {
                continue;
            }
            let label = row.cells[..column].iter().flatten().next().map_or("", |at| headings.text(*at));
            let (lang, label) = (sink.lang, quote(label));
            let header: String = headings.header(block, column).split_whitespace().collect();
            let message = say!(
                lang,
                "{label}没有填“{header}”，其他各行都填了",
                "{label} has no “{header}”, which all other rows have"
            );
            sink.report(&RULE, sheet.place(row.line, block.columns[column].col), message);
        }
    }
}
