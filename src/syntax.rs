//! Tokens, cells, rows and sheets: a lossless and total reading of a text, kept up to date edit by edit.
//!
//! A row is a line of the text, a cell what stands between its TABs; a sheet begins at its title or identity row (or at the
//! comments right above it) and ends before the next one. What stands before the first one is a sheet without a head. Nothing here fails: any text has rows, cells and sheets, and the sheets join to the text.

mod book;
mod read;
mod seq;
mod split;
mod token;

pub use book::{Book, Change, SheetText};
pub use read::{read_sheets, read_sheets_while, read_whole};
pub use seq::{Measured, Seq, Size};
pub use split::Splitter;
pub use token::{CellKind, kind_of};

use crate::text::TextRange;

/// A cell: where its value stands, without the blanks around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// First byte of the value, counted from the row's start; of an empty cell, the byte behind the TAB before it.
    pub start: u32,
    /// First byte behind the value.
    pub end: u32,
    /// What the value looks like.
    pub kind: CellKind,
}

impl Cell {
    /// Whether the cell holds nothing but blanks.
    pub fn is_empty(self) -> bool {
        self.kind == CellKind::Empty
    }
}

/// A row: a line and its cells. Empty cells behind the last value are not kept as cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// First byte, counted from the sheet's start.
    pub start: u32,
    /// Length in bytes without the line end.
    pub len: u32,
    /// Length of the line end: 0 at the text's end, 1, or 2 for CR LF.
    pub line_end: u8,
    /// Whether the first cell begins with `#`; a value further on may do so without being a comment.
    pub comment: bool,
    first: u32,
    count: u32,
    form: u16,
}

/// Stands in a row for no row of the form.
const NO_FORM_ROW: u16 = u16::MAX;

impl Row {
    /// Whether it has no cells.
    pub fn is_blank(&self) -> bool {
        self.count == 0
    }

    /// First byte behind the row and its line end, counted from the sheet's start.
    pub fn end(&self) -> u32 {
        self.start + self.len + u32::from(self.line_end)
    }

    /// Which row of the form it was found to be, by [`SheetStart::form_row`] of the form it was read by.
    pub fn form_row(&self) -> Option<u16> {
        (self.form != NO_FORM_ROW).then_some(self.form)
    }

    /// The row without its line end, counted from the sheet's start.
    pub fn range(&self) -> TextRange {
        TextRange::new(self.start, self.start + self.len)
    }
}

/// The rows and cells of one sheet. No position in it depends on the text above the sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetSyntax {
    rows: Vec<Row>,
    cells: Vec<Cell>,
    headed: bool,
    /// First row behind all that have a say in where sheets begin.
    settled: u32,
    /// Whose rows its form rows are; see [`SheetStart::form`].
    form: u32,
}

impl SheetSyntax {
    /// The rows, in order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The cells of `row`, up to its last value.
    pub fn cells(&self, row: &Row) -> &[Cell] {
        &self.cells[row.first as usize..(row.first + row.count) as usize]
    }

    /// The stretches of `text`, which is the sheet's, between the rows that the form has itself, and where each begins.
    /// Such rows are plain text; see [`SheetStart::form_row`].
    pub fn loose<'t>(&self, text: &'t str) -> impl Iterator<Item = (u32, &'t str)> {
        let mut runs = self.rows.chunk_by(|one, next| (one.form == NO_FORM_ROW) == (next.form == NO_FORM_ROW));
        std::iter::from_fn(move || {
            let run = runs.find(|run| run[0].form == NO_FORM_ROW)?;
            let (start, end) = (run[0].start, run[run.len() - 1].end());
            Some((start, &text[start as usize..end as usize]))
        })
    }

    /// Which row of its own the form `form`, by its [`SheetStart::form`], has as `row`; `None` also where the sheet was read
    /// by another form.
    #[inline]
    pub fn form_row(&self, row: &Row, form: u32) -> Option<u16> {
        (self.form == form && row.form != NO_FORM_ROW).then_some(row.form)
    }

    /// Whether it has a title or a row that names whom it is of; false only for what stands before the first such sheet.
    pub fn headed(&self) -> bool {
        self.headed
    }

    /// The row that holds byte `offset`; the last one when it lies behind them all. `None` in an empty text.
    pub fn row_at(&self, offset: u32) -> Option<usize> {
        self.rows.partition_point(|row| row.start <= offset).checked_sub(1)
    }
}

/// What a row says of where sheets begin, by its own words. Texts are known by what they hash to, folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowStart {
    /// Nothing.
    None,
    /// It names whom a sheet of the form at hand is of: a sheet begins here.
    Own(u64),
    /// It names whom a sheet is of: a sheet begins here where the one above has such a row already.
    Identity(u64),
    /// It is the title of a sheet, which begins here, or at what stands above the title.
    Title(u64),
    /// The same of the form at hand, whose sheets are told by the row that names whom they are of.
    OwnTitle(u64),
    /// What may stand above a title.
    Lead,
    /// What stands around a table and begins nothing.
    Furniture,
}

/// The values of a row, for [`SheetStart::row_start`].
#[derive(Clone, Copy, Debug)]
pub struct RowValues<'a> {
    text: &'a str,
    cells: &'a [Cell],
}

impl<'a> RowValues<'a> {
    /// The values of the row `text`, whose cells these are.
    pub fn new(text: &'a str, cells: &'a [Cell]) -> Self {
        Self { text, cells }
    }

    /// The values, from the left.
    pub fn iter(self) -> impl Iterator<Item = &'a str> + Clone {
        let text = self.text;
        self.cells.iter().filter(|cell| !cell.is_empty()).map(move |cell| &text[cell.start as usize..cell.end as usize])
    }

    /// The first value, what it looks like, and which cell of the row it stands in, 0-based.
    pub fn first(self) -> Option<(&'a str, CellKind, usize)> {
        let at = self.cells.iter().position(|cell| !cell.is_empty())?;
        let cell = self.cells[at];
        Some((&self.text[cell.start as usize..cell.end as usize], cell.kind, at))
    }

    /// How many cells it has, up to its last value.
    pub fn len(self) -> usize {
        self.cells.len()
    }

    /// Whether it has none.
    pub fn is_empty(self) -> bool {
        self.cells.is_empty()
    }
}

/// What the reading of rows has to know of a form: which rows begin a sheet.
pub trait SheetStart {
    /// What a row says of where sheets begin.
    fn row_start(&self, row: RowValues<'_>) -> RowStart;

    /// What the text of a row without any say hashes to, folded; two sheets that begin with the same are told from a page
    /// break by it.
    fn opening(&self, row: RowValues<'_>) -> u64 {
        let _ = row;
        0
    }

    /// What tells the rows of this form from those of others; 0 where it has none.
    fn form(&self) -> u32 {
        0
    }

    /// The index, below 65535, and the cells of `row`, which has no line end, when the form itself has that row: the very
    /// cells that it would be read to have. It begins with an empty cell, no sheet begins at it, and it has no blanks, no
    /// controls, no markup, no sign of a template and no character that only looks like another. Without this all is read the
    /// same, only slower.
    fn form_row(&self, row: &str) -> Option<(u16, &[Cell])> {
        let _ = row;
        None
    }

    /// The cells and the length of the row that the form has behind row `at` of its own, when `text` begins with it: what
    /// [`SheetStart::form_row`] would find for the first row of `text`, found sooner.
    fn form_row_after(&self, at: u16, text: &str) -> Option<(&[Cell], usize)> {
        let _ = (at, text);
        None
    }
}

/// Without a form no sheet begins.
impl<S: SheetStart> SheetStart for Option<&S> {
    fn row_start(&self, row: RowValues<'_>) -> RowStart {
        self.map_or(RowStart::None, |form| form.row_start(row))
    }

    fn opening(&self, row: RowValues<'_>) -> u64 {
        self.map_or(0, |form| form.opening(row))
    }

    fn form(&self) -> u32 {
        self.map_or(0, SheetStart::form)
    }

    fn form_row(&self, row: &str) -> Option<(u16, &[Cell])> {
        self.as_ref()?.form_row(row)
    }

    fn form_row_after(&self, at: u16, text: &str) -> Option<(&[Cell], usize)> {
        self.as_ref()?.form_row_after(at, text)
    }
}

/// A sheet begins at each row whose first value it takes.
impl<F: Fn(&str) -> bool> SheetStart for F {
    fn row_start(&self, row: RowValues<'_>) -> RowStart {
        match row.first() {
            Some((value, CellKind::Text, _)) if self(value) => RowStart::Own(0),
            _ => RowStart::None,
        }
    }
}
