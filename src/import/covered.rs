//! Which columns the cells above reach down into, found without a look at each of these cells.

use std::collections::BTreeMap;

/// Stretches of columns that are taken, each up to a row; no two overlap, and none goes on with the one before.
#[derive(Debug, Default)]
pub(super) struct Covered(BTreeMap<u32, Stretch>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    /// First column behind it.
    end: u32,
    /// First row that is free again.
    until: u32,
}

impl Covered {
    fn at(&self, row: u32, col: u32) -> Option<Stretch> {
        let (_, stretch) = self.0.range(..=col).next_back()?;
        (col < stretch.end && row < stretch.until).then_some(*stretch)
    }

    /// Whether a column of `row` is taken.
    pub(super) fn takes(&self, row: u32, col: u32) -> bool {
        self.at(row, col).is_some()
    }

    /// The first free column of `row` from `col` on.
    pub(super) fn free(&self, row: u32, mut col: u32) -> u32 {
        while let Some(stretch) = self.at(row, col) {
            col = stretch.end;
        }
        col
    }

    /// Takes the columns from `col` to before `end` for a cell in `row` until the row `until`, and says whether some of
    /// them were taken. Where areas overlap, the later one wins: each stretch is removed once, however many there are.
    pub(super) fn take(&mut self, row: u32, col: u32, end: u32, until: u32) -> bool {
        if end <= col {
            return false;
        }
        let mut overlaps = false;
        if let Some((&start, &stretch)) = self.0.range(..col).next_back()
            && stretch.end > col
        {
            overlaps |= stretch.until > row;
            self.0.insert(start, Stretch { end: col, ..stretch });
            if stretch.end > end {
                self.0.insert(end, stretch);
            }
        }
        while let Some((&start, &stretch)) = self.0.range(col..end).next() {
            overlaps |= stretch.until > row;
            self.0.remove(&start);
            if stretch.end > end {
                self.0.insert(end, stretch);
            }
        }
        let (mut start, mut new) = (col, Stretch { end, until });
        if let Some((&before, stretch)) = self.0.range(..col).next_back()
            && stretch.end == col
            && stretch.until == until
        {
            start = before;
        }
        if let Some(&behind) = self.0.get(&end).filter(|behind| behind.until == until) {
            self.0.remove(&end);
            new.end = behind.end;
        }
        self.0.insert(start, new);
        overlaps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_free_again_below() {
        let mut covered = Covered::default();
        assert!(!covered.take(0, 2, 4, 3));
        assert!(!covered.take(0, 4, 5, 2));
        assert_eq!((covered.free(1, 0), covered.free(1, 2), covered.free(2, 2), covered.free(3, 3)), (0, 5, 4, 3));
        assert!(covered.takes(1, 3) && !covered.takes(3, 3));
        assert!(!covered.take(3, 0, 9, 5), "what ended above is no overlap");
    }

    #[test]
    fn areas_that_overlap_are_noticed_and_the_later_one_wins() {
        let mut covered = Covered::default();
        covered.take(0, 0, 10, 9);
        assert!(covered.take(1, 3, 5, 2));
        assert_eq!([2, 3, 4, 5, 10].map(|col| covered.takes(2, col)), [true, false, false, true, false]);
    }

    #[test]
    fn neighbours_become_one() {
        let mut covered = Covered::default();
        for col in 0..1000 {
            covered.take(0, col, col + 1, 900);
        }
        assert_eq!((covered.0.len(), covered.free(5, 0)), (1, 1000));
    }
}
