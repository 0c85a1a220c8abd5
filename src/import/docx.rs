//! The tables of a Word document, with the paragraphs between them.

use super::Refusal;
use super::grid::{Grid, GridCell, GridName};
use super::package::{Package, attribute, next, reference};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// The part of a document that holds its text.
const DOCUMENT: &str = "word/document.xml";

/// No cell is wider than this, in columns; Word has 63.
const WIDEST: u32 = 1000;

/// The tables of `bytes`.
pub(super) fn grids(bytes: &[u8]) -> Result<Vec<Grid>, Refusal> {
    let mut package = Package::open(bytes)?;
    if !package.has(DOCUMENT) {
        return Err(Refusal::UnknownFormat);
    }
    let text = package.text(DOCUMENT)?;
    let mut document = Document::default();
    let mut reader = Reader::from_str(&text);
    loop {
        match next(&mut reader)? {
            Event::Start(element) => document.start(&element),
            Event::Empty(element) => {
                document.start(&element);
                document.end(element.local_name().as_ref());
            }
            Event::End(element) => document.end(element.local_name().as_ref()),
            Event::Text(text) if document.reads() => document.text(&text),
            Event::CData(text) if document.reads() => document.text(&text),
            Event::GeneralRef(of) if document.reads() => {
                if let Some(c) = reference(&of) {
                    document.text(c.encode_utf8(&mut [0; 4]));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if document.depth > 0 {
        return Err(Refusal::Damaged("document.xml".to_owned()));
    }
    document.paragraphs();
    Ok(document.grids)
}

/// A document while it is read.
#[derive(Default)]
struct Document {
    grids: Vec<Grid>,
    /// The tables that are open, the outermost first.
    open: Vec<Table>,
    /// The paragraphs since the last table.
    lines: Vec<String>,
    tables: usize,
    /// Whether a `t` element is open.
    in_text: bool,
    /// Elements whose content is not shown: how many are open.
    unseen: usize,
    /// How many elements are open.
    depth: usize,
}

/// A table while it is read.
#[derive(Default)]
struct Table {
    number: usize,
    cells: Vec<GridCell>,
    /// The cell that stands in each column above, by its place in `cells`.
    above: BTreeMap<u32, usize>,
    row: u32,
    col: u32,
    cell: Option<Cell>,
    rows: usize,
}

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    cols: u32,
    /// Whether it goes on with the cell above.
    continues: bool,
    /// Whether cells below may go on with it.
    restarts: bool,
    text: String,
}

impl Document {
    /// Whether text is read now.
    fn reads(&self) -> bool {
        self.in_text && self.unseen == 0
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        self.depth += 1;
        match element.local_name().as_ref() {
            // What was moved or deleted, and what older programs would show instead.
            "Fallback" | "moveFrom" | "del" => self.unseen += 1,
            "tbl" => {
                if self.open.is_empty() {
                    self.paragraphs();
                }
                self.tables += 1;
                self.open.push(Table { number: self.tables, ..Table::default() });
            }
            "tr" => {
                if let Some(table) = self.open.last_mut() {
                    table.row = table.rows as u32;
                    table.rows += 1;
                    table.col = 0;
                }
            }
            "gridBefore" => {
                if let Some(table) = self.open.last_mut() {
                    table.col = number(element).min(WIDEST);
                }
            }
            "tc" => {
                if let Some(table) = self.open.last_mut() {
                    table.cell = Some(Cell { cols: 1, ..Cell::default() });
                }
            }
            name @ ("gridSpan" | "vMerge") => {
                if let Some(cell) = self.open.last_mut().and_then(|table| table.cell.as_mut()) {
                    match (name, attribute(element, "val").as_deref()) {
                        ("gridSpan", _) => cell.cols = number(element).clamp(1, WIDEST),
                        (_, Some("restart")) => cell.restarts = true,
                        _ => cell.continues = true,
                    }
                }
            }
            "t" => self.in_text = true,
            "br" | "cr" => self.text("\n"),
            "tab" if !self.open.is_empty() => self.text(" "),
            "tab" => self.text("\t"),
            "noBreakHyphen" => self.text("-"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        match name {
            "Fallback" | "moveFrom" | "del" => self.unseen = self.unseen.saturating_sub(1),
            "t" => self.in_text = false,
            "p" => match self.open.last_mut() {
                Some(table) => {
                    if let Some(cell) = &mut table.cell {
                        cell.text.push('\n');
                    }
                }
                None => self.lines.push(String::new()),
            },
            "tc" => {
                if let Some(table) = self.open.last_mut() {
                    table.end_cell();
                }
            }
            "tbl" => {
                if let Some(table) = self.open.pop() {
                    self.grids.push(Grid::new(GridName::Table(table.number), table.cells));
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.unseen > 0 {
            return;
        }
        match self.open.last_mut() {
            Some(table) => {
                if let Some(cell) = &mut table.cell {
                    cell.text.push_str(text);
                }
            }
            None => {
                if self.lines.is_empty() {
                    self.lines.push(String::new());
                }
                if let Some(line) = self.lines.last_mut() {
                    line.push_str(text);
                }
            }
        }
    }

    /// The paragraphs so far become a table of one column.
    fn paragraphs(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        let cells = lines.into_iter().enumerate().map(|(row, text)| GridCell::single(row as u32, 0, text));
        let grid = Grid::new(GridName::Before(self.tables + 1), cells.collect());
        if !grid.cells.is_empty() {
            self.grids.push(grid);
        }
    }
}

impl Table {
    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let (row, col) = (self.row, self.col);
        self.col = self.col.saturating_add(cell.cols);
        if cell.continues
            && let Some(&above) = self.above.get(&col)
        {
            self.cells[above].rows = row + 1 - self.cells[above].row;
            if !cell.text.trim().is_empty() {
                self.cells.push(GridCell::single(row, col, cell.text));
            }
            return;
        }
        if cell.restarts || cell.continues {
            self.above.insert(col, self.cells.len());
        } else {
            self.above.remove(&col);
        }
        self.cells.push(GridCell { row, col, rows: 1, cols: cell.cols, text: cell.text, doubt: None });
    }
}

/// The number that an element's `val` says.
fn number(element: &BytesStart<'_>) -> u32 {
    attribute(element, "val").and_then(|value| value.parse().ok()).unwrap_or(1)
}
