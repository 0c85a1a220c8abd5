//! The edits that put the values of a row where they belong; only TABs come and go.

use super::{Columns, NO_CELL, RowRole, Sheet};
use crate::text::{Edit, TextRange};

impl Sheet<'_> {
    /// Whether the first cell of the row is the label of its section.
    pub fn is_labelled(&self, row: u32) -> bool {
        matches!(
            self.roles[row as usize],
            RowRole::Label(_) | RowRole::LabelItem(_) | RowRole::RepeatedLabel(_) | RowRole::RepeatedHeader(_)
        )
    }

    /// The edits that put every value of `row` into the cell that `columns` has it in.
    pub fn realign(&self, row: u32, columns: &Columns) -> Vec<Edit> {
        let mut targets: Vec<(u32, u32)> = columns
            .iter()
            .enumerate()
            .filter(|(_, cell)| **cell != NO_CELL)
            .map(|(column, &cell)| (u32::from(cell), column as u32 + 1))
            .collect();
        targets.sort_unstable();
        self.spread(row, &targets)
    }

    /// The edits that put each cell of `targets` (cell as typed, cell as it should be; both ascending) into its place.
    /// Cells that are not named stand before them all or are dropped with the TABs behind them.
    pub fn spread(&self, row: u32, targets: &[(u32, u32)]) -> Vec<Edit> {
        let cells = self.cells(row);
        let start = self.row(row).start;
        let (mut end, mut from, mut to) = (start, 0, 0);
        if self.is_labelled(row) {
            end = start + cells[0].end;
        }
        let mut edits = Vec::new();
        for &(cell, target) in targets {
            let at = start + cells[cell as usize].start;
            edits.extend(self.retab(TextRange::new(end, at), cell - from, target - to));
            (end, from, to) = (start + cells[cell as usize].end, cell, target);
        }
        edits
    }

    /// The smallest edit that leaves `want` TABs in a gap that holds `have`, if one is needed.
    fn retab(&self, gap: TextRange, have: u32, want: u32) -> Option<Edit> {
        let text = &self.text[gap.usize()];
        let plain = text.len() == have as usize && text.bytes().all(|byte| byte == b'\t');
        match (plain, have.cmp(&want)) {
            (_, std::cmp::Ordering::Equal) => None,
            (true, std::cmp::Ordering::Greater) => Some(Edit::delete(TextRange::new(gap.end - (have - want), gap.end))),
            (true, std::cmp::Ordering::Less) => Some(Edit::insert(gap.end, "\t".repeat((want - have) as usize))),
            (false, _) => Some(Edit::replace(gap, "\t".repeat(want as usize))),
        }
    }
}
