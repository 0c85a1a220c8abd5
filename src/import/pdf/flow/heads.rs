//! The rows that the pages of a table print once more at their top.

use super::{Filled, Part};
use rustc_hash::FxHashSet;

/// The texts of a row, without those that reach into the rows below, such as a label beside a row of headings.
pub(super) fn texts(part: &Part, row: usize) -> Vec<String> {
    let own = |cell: &&Filled| cell.top == row && cell.bottom == row + 1 && !cell.text.is_empty();
    let cells = part.cells.iter().filter(own);
    cells.map(|cell| cell.text.clone()).collect()
}

/// The rows that a page may print once more at its top.
#[derive(Default)]
pub(super) struct Heads {
    /// The first rows of the table.
    first: Vec<Vec<String>>,
    /// Rows of words alone.
    words: FxHashSet<Vec<String>>,
}

impl Heads {
    pub(super) fn add(&mut self, part: &Part, first: bool, skip: usize) {
        const MOST: usize = 8;
        if first {
            self.first = (0..part.rows.min(MOST)).map(|row| texts(part, row)).collect();
        }
        let mut rows: Vec<Vec<String>> = vec![Vec::new(); part.rows];
        for cell in part.cells.iter().filter(|cell| cell.bottom == cell.top + 1 && !cell.text.is_empty()) {
            rows[cell.top].push(cell.text.clone());
        }
        for row in rows.into_iter().skip(skip) {
            for from in 0..row.len().min(2) {
                if is_head(&row[from..]) {
                    self.words.insert(row[from..].to_vec());
                }
            }
        }
    }

    /// How many rows at the top of a part were there before.
    pub(super) fn repeated(&self, part: &Part) -> usize {
        let mut same = 0;
        while same < self.first.len() && same + 1 < part.rows && self.first[same] == texts(part, same) {
            same += 1;
        }
        // Nothing but a label reaches out of a head.
        while same > 0 && part.cells.iter().any(|cell| cell.top < same && cell.bottom > same) {
            same -= 1;
        }
        if self.first[..same].iter().map(Vec::len).sum::<usize>() > 1 {
            return same;
        }
        let top = texts(part, 0);
        usize::from(part.rows > 1 && is_head(&top) && self.words.contains(&top))
    }
}

/// Whether a row is one of headings: words, no figures.
fn is_head(row: &[String]) -> bool {
    row.len() >= 3 && row.iter().all(|text| !text.contains(|c: char| c.is_ascii_digit()) && text.chars().count() > 1)
}
