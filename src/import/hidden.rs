//! What a worksheet hides: rows and columns that are in the file and that nobody sees.

use super::grid::{CellDoubt, GridCell};

/// The hidden rows and columns of a worksheet, counted from 0.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    rows: Stretches,
    cols: Stretches,
}

/// Numbers, as the first and the last of each stretch of them.
#[derive(Clone, Debug, Default)]
struct Stretches(Vec<(u32, u32)>);

impl Hidden {
    /// Hides the rows from `first` to `last`.
    pub(super) fn hide_rows(&mut self, first: u32, last: u32) {
        self.rows.add(first, last);
    }

    /// Hides the columns from `first` to `last`.
    pub(super) fn hide_cols(&mut self, first: u32, last: u32) {
        self.cols.add(first, last);
    }

    /// Marks the cells of which nothing is seen: all their rows are hidden, or all their columns.
    pub(super) fn mark(&self, cells: &mut [GridCell]) {
        if self.rows.0.is_empty() && self.cols.0.is_empty() {
            return;
        }
        let (rows, cols) = (self.rows.in_order(), self.cols.in_order());
        for cell in cells.iter_mut().filter(|cell| !cell.is_blank()) {
            if rows.cover(cell.row, cell.row_end()) || cols.cover(cell.col, cell.col_end()) {
                cell.doubt = Some(CellDoubt::Unseen);
            }
        }
    }
}

impl Stretches {
    fn add(&mut self, first: u32, last: u32) {
        match self.0.last_mut() {
            Some((start, end)) if *start <= first && first <= end.saturating_add(1) => *end = last.max(*end),
            _ => self.0.push((first, last)),
        }
    }

    /// The same numbers, no two stretches of which touch, from the least.
    fn in_order(&self) -> Self {
        let mut all = self.0.clone();
        all.sort_unstable();
        let mut out = Self::default();
        all.into_iter().for_each(|(first, last)| out.add(first, last));
        out
    }

    /// Whether every number from `first` to before `end` is one of them.
    fn cover(&self, first: u32, end: u32) -> bool {
        let at = self.0.partition_point(|&(_, last)| last < first);
        self.0.get(at).is_some_and(|&(from, to)| from <= first && end <= to.saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_unseen_when_all_of_it_is_hidden() {
        let mut hidden = Hidden::default();
        hidden.hide_rows(3, 4);
        hidden.hide_rows(2, 2);
        hidden.hide_cols(1, 1);
        let cell = |row, col, rows, cols| GridCell { rows, cols, ..GridCell::single(row, col, "甲") };
        let mut cells = [
            cell(2, 0, 1, 1),
            cell(2, 0, 3, 1),
            cell(2, 0, 4, 1),
            cell(1, 0, 2, 1),
            cell(5, 1, 1, 1),
            cell(5, 1, 1, 2),
        ];
        hidden.mark(&mut cells);
        let unseen: Vec<bool> = cells.iter().map(|cell| cell.doubt.is_some()).collect();
        assert_eq!(unseen, [true, true, false, false, true, false]);
    }
}
