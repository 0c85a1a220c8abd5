//! The printed form as tables: what a web page draws and what an editor shows.

use super::form::{FormCell, FormSection, FormSheet, Kind};
use crate::text::TextRange;

/// A table of the printed form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The rows that are printed once more on every page.
    pub head: Vec<TableRow>,
    /// The other rows.
    pub body: Vec<TableRow>,
}

/// A row of a table; a cell that reaches down stands in its first row alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// The section's id in the profile; empty when its label is none of the form's.
    pub section: String,
    /// Its cells, from the left.
    pub cells: Vec<TableCell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableCell {
    /// What it holds, one paragraph a line.
    pub text: String,
    /// How it looks.
    pub look: Look,
    /// How many columns it goes over, at least 1.
    pub cols: usize,
    /// How many rows it goes over, at least 1.
    pub rows: usize,
    /// The bytes of the book that state it; `None` for what the form itself prints.
    pub range: Option<TextRange>,
}

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A title among the rows.
    Title,
    /// What stands around the table: it has no border.
    Aside,
    /// A title, a label or a column header.
    Head,
    /// The label's column going on, empty, below a header.
    Rest,
    /// A short value, in the middle.
    Value,
    /// A name or a text that begins at the left.
    Text,
}

impl TableCell {
    pub(super) fn new(cell: &FormCell) -> Self {
        let look = match cell.kind {
            Kind::Caption => Look::Title,
            Kind::Aside => Look::Aside,
            Kind::Title | Kind::Label if cell.text.is_empty() => Look::Rest,
            Kind::Title | Kind::Label | Kind::Header => Look::Head,
            Kind::Figure | Kind::Word => Look::Value,
            Kind::Text => Look::Text,
        };
        let range = cell.range.filter(|_| look != Look::Rest);
        Self { text: cell.text.clone(), look, cols: cell.cols, rows: cell.rows, range }
    }
}

/// The tables of a sheet. One whose header is printed on every page stands for itself; what is above and below shares one.
pub(super) fn tables(sheet: &FormSheet) -> Vec<Table> {
    sheet
        .sections
        .chunk_by(|one, other| one.headers.is_empty() && other.headers.is_empty())
        .map(|sections| Table {
            head: sections.iter().flat_map(head).collect(),
            body: sections.iter().flat_map(body).collect(),
        })
        .collect()
}

fn head(section: &FormSection) -> impl Iterator<Item = TableRow> {
    let rows = section.headers.len();
    self::rows(section, &section.headers, section.label.clone().map(|label| FormCell { rows, ..label }))
}

fn body(section: &FormSection) -> impl Iterator<Item = TableRow> {
    let label = section.label.clone().map(|label| {
        // Below a header the label's column goes on, empty.
        let text = if section.headers.is_empty() { label.text.clone() } else { String::new() };
        FormCell { rows: section.rows.len(), text, ..label }
    });
    rows(section, &section.rows, label)
}

fn rows<'s>(
    section: &'s FormSection,
    rows: &'s [Vec<FormCell>],
    label: Option<FormCell>,
) -> impl Iterator<Item = TableRow> + use<'s> {
    rows.iter().enumerate().map(move |(at, cells)| TableRow {
        section: section.id.clone(),
        cells: label.as_ref().filter(|_| at == 0).into_iter().chain(cells).map(TableCell::new).collect(),
    })
}
