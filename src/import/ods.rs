//! The tables of an OpenDocument spreadsheet: what each cell shows, and which are merged.

use super::Refusal;
use super::grid::{CellDoubt, Grid, GridCell, GridName};
use super::hidden::Hidden;
use super::package::{Package, attribute, next, reference};
use super::workbook::MOST_CELLS;
use crate::sheet::read_deadline;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rust_decimal::Decimal;

/// Rows and cells that are stated once and stand for many: no more of them are read where they hold something.
const MOST_REPEATED: u32 = 1000;

/// The tables of `bytes`.
pub(super) fn grids(bytes: &[u8]) -> Result<Vec<Grid>, Refusal> {
    let mut package = Package::open(bytes)?;
    if !package.has("content.xml") {
        return Err(Refusal::UnknownFormat);
    }
    if package.has("META-INF/manifest.xml") && package.text("META-INF/manifest.xml")?.contains("encryption-data") {
        return Err(Refusal::Encrypted);
    }
    let text = package.text("content.xml")?;
    let mut tables = Tables { left: MOST_CELLS, ..Tables::default() };
    let mut reader = Reader::from_str(&text);
    loop {
        match next(&mut reader)? {
            Event::Start(element) => {
                tables.depth += 1;
                tables.start(&element)?;
            }
            Event::Empty(element) => {
                tables.start(&element)?;
                tables.end(element.local_name().as_ref())?;
            }
            Event::End(element) => {
                tables.depth -= 1;
                tables.end(element.local_name().as_ref())?;
            }
            Event::Text(text) => tables.text(&text),
            Event::CData(text) => tables.text(&text),
            Event::GeneralRef(of) => {
                if let Some(c) = reference(&of) {
                    tables.text(c.encode_utf8(&mut [0; 4]));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if tables.depth > 0 {
        return Err(Refusal::Damaged("content.xml".to_owned()));
    }
    Ok(tables.grids)
}

#[derive(Default)]
struct Tables {
    grids: Vec<Grid>,
    /// The table that is read.
    table: Option<(String, Vec<GridCell>)>,
    /// What it hides, and how many of its columns are described so far.
    hidden: Hidden,
    columns: u32,
    row: u32,
    /// How many rows the one that is read stands for.
    row_repeated: u32,
    /// Where the cells of the row begin among the table's.
    row_first: usize,
    col: u32,
    cell: Option<Cell>,
    /// Whether a paragraph of the cell is open.
    in_text: bool,
    /// Notes on cells, which are not part of them: how many are open.
    notes: usize,
    depth: usize,
    left: usize,
}

#[derive(Default)]
struct Cell {
    rows: u32,
    cols: u32,
    repeated: u32,
    covered: bool,
    kind: String,
    /// The value behind what is shown.
    value: String,
    paragraphs: Vec<String>,
}

fn count(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}

/// Whether a row or a column is hidden, by hand or by a filter.
fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "visibility").is_some_and(|of| of == "collapse" || of == "filter")
}

impl Tables {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        match element.local_name().as_ref() {
            "table" if self.table.is_none() => {
                self.table = Some((attribute(element, "name").unwrap_or_default(), Vec::new()));
                (self.hidden, self.columns, self.row) = (Hidden::default(), 0, 0);
            }
            "table-column" => {
                let next = self.columns.saturating_add(count(element, "number-columns-repeated"));
                if is_hidden(element) {
                    self.hidden.hide_cols(self.columns, next - 1);
                }
                self.columns = next;
            }
            "table-row" => {
                self.row_repeated = count(element, "number-rows-repeated");
                if is_hidden(element) {
                    self.hidden.hide_rows(self.row, self.row.saturating_add(self.row_repeated - 1));
                }
                self.row_first = self.table.as_ref().map_or(0, |(_, cells)| cells.len());
                self.col = 0;
            }
            name @ ("table-cell" | "covered-table-cell") => {
                let value = |name: &str| attribute(element, name);
                self.cell = Some(Cell {
                    rows: count(element, "number-rows-spanned"),
                    cols: count(element, "number-columns-spanned"),
                    repeated: count(element, "number-columns-repeated"),
                    covered: name != "table-cell",
                    kind: value("value-type").unwrap_or_default(),
                    value: value("date-value").or_else(|| value("value")).unwrap_or_default(),
                    paragraphs: Vec::new(),
                });
            }
            "annotation" => self.notes += 1,
            "p" | "h" if self.notes == 0 => {
                if let Some(cell) = &mut self.cell {
                    cell.paragraphs.push(String::new());
                    self.in_text = true;
                }
            }
            "s" => {
                let blanks = attribute(element, "c").and_then(|count| count.parse::<usize>().ok()).unwrap_or(1);
                self.text(&" ".repeat(blanks.min(1000)));
            }
            "tab" => self.text(" "),
            "line-break" => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "annotation" => self.notes = self.notes.saturating_sub(1),
            "p" | "h" if self.notes == 0 => self.in_text = false,
            "table-cell" | "covered-table-cell" => self.end_cell()?,
            "table-row" => {
                let Some((_, cells)) = &mut self.table else { return Ok(()) };
                let row: Vec<GridCell> = cells[self.row_first..].to_vec();
                if !row.is_empty() {
                    for more in 1..self.row_repeated.min(MOST_REPEATED) {
                        self.left = self.left.checked_sub(row.len()).ok_or(Refusal::TooManyCells(MOST_CELLS))?;
                        cells.extend(row.iter().map(|cell| GridCell { row: cell.row + more, ..cell.clone() }));
                    }
                }
                self.row = self.row.saturating_add(self.row_repeated);
            }
            "table" => {
                if let Some((name, mut cells)) = self.table.take() {
                    self.hidden.mark(&mut cells);
                    self.grids.push(Grid::new(GridName::Worksheet(name.into()), cells));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.in_text
            && self.notes == 0
            && let Some(line) = self.cell.as_mut().and_then(|cell| cell.paragraphs.last_mut())
        {
            line.push_str(text);
        }
    }

    fn end_cell(&mut self) -> Result<(), Refusal> {
        let (Some(cell), Some((_, cells))) = (self.cell.take(), &mut self.table) else { return Ok(()) };
        self.in_text = false;
        let (text, mut doubt) = cell.shown();
        if !text.trim().is_empty() || cell.rows > 1 || cell.cols > 1 {
            if cell.covered {
                doubt = Some(CellDoubt::Unseen);
            }
            for more in 0..cell.repeated.min(MOST_REPEATED) {
                self.left = self.left.checked_sub(1).ok_or(Refusal::TooManyCells(MOST_CELLS))?;
                let (row, col) = (self.row, self.col.saturating_add(more));
                let (rows, cols) = (cell.rows, cell.cols);
                cells.push(GridCell { row, col, rows, cols, text: text.clone(), doubt: doubt.clone() });
            }
        }
        self.col = self.col.saturating_add(cell.repeated);
        Ok(())
    }
}

impl Cell {
    /// What the cell shows; where it holds more digits than it shows, those.
    fn shown(&self) -> (String, Option<CellDoubt>) {
        let text = self.paragraphs.join("\n");
        match self.kind.as_str() {
            "float" | "percentage" | "currency" => {
                let percent = text.trim_end().ends_with('%');
                let bare: String = text.trim().trim_end_matches('%').chars().filter(|c| *c != ',').collect();
                let number = |text: &str| {
                    Decimal::from_str_exact(text)
                        .or_else(|_| Decimal::from_scientific(text))
                        .ok()
                        .map(|n| n.normalize())
                };
                let (Some(shown), Some(mut held)) = (number(&bare), number(&self.value)) else { return (text, None) };
                if percent {
                    held = held.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(held).normalize();
                }
                let sign = if percent { "%" } else { "" };
                if shown == held || held.round_sf(15).is_some_and(|held| held.normalize() == shown) {
                    return (format!("{bare}{sign}"), None);
                }
                (format!("{held}{sign}"), Some(CellDoubt::Rounded(text)))
            }
            "date" if read_deadline(&text).is_none() && !self.value.is_empty() => {
                (self.value.split('T').next().unwrap_or_default().to_owned(), None)
            }
            "boolean" => (text, Some(CellDoubt::Unformatted)),
            _ if text.starts_with("#REF!") || text.starts_with("Err:") || text.starts_with("#N/A") => {
                (text, Some(CellDoubt::Error))
            }
            _ => (text, None),
        }
    }
}
