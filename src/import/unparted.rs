//! Text whose cells nothing but blanks, order or place parts: copied from a viewer, or printed as a page looks.

mod atoms;
mod columns;
mod copied;
mod header;
mod page;
mod prose;
mod rows;
mod words;

use super::draft::{Left, Why};
use super::grid::{CellDoubt, Grid, GridCell, GridName, Place};

/// The cells of a text, and its lines that are none.
pub(super) struct Unparted {
    pub(super) grid: Grid,
    pub(super) left: Vec<Left>,
}

/// The cells of `text`.
pub(super) fn read(text: &str) -> Unparted {
    let mut out = Cells::default();
    if page::is_page(text) {
        page::read(text, &mut out);
    } else {
        copied::read(text, &mut out);
    }
    Unparted { grid: Grid::new(GridName::Lines, out.cells), left: out.left }
}

/// The cells as they are found, row by row.
#[derive(Debug, Default)]
struct Cells {
    cells: Vec<GridCell>,
    left: Vec<Left>,
    /// The first row that is free.
    next: u32,
}

impl Cells {
    /// The row for what stands in `line`: no row above it is used again.
    fn row(&mut self, line: u32) -> u32 {
        let row = self.next.max(line);
        self.next = row + 1;
        row
    }

    fn put(&mut self, row: u32, col: u32, text: impl Into<String>) {
        self.cells.push(GridCell::single(row, col, text));
    }

    /// A cell of which it is not certain where it belongs.
    fn doubt(&mut self, row: u32, col: u32, text: impl Into<String>) {
        self.cells.push(GridCell { doubt: Some(CellDoubt::Unplaced), ..GridCell::single(row, col, text) });
    }

    fn leave(&mut self, line: u32, text: &str, why: Why) {
        let place = Place { grid: GridName::Lines, row: line, col: 0 };
        self.left.push(Left { place, text: text.to_owned(), cells: 1, why });
    }
}
