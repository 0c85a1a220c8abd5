//! What the sheets of a book come to, for the status bar.

use super::Analysis;
use crate::text::TextRange;
use crate::totals::SheetTotals;

impl Analysis {
    /// Every sheet with what it comes to, in the order of the text. Costs what the sheets cost that have changed since
    /// it was asked last.
    pub fn totals(&self) -> Vec<(TextRange, SheetTotals)> {
        let counts = self.found().by_sheet();
        let sums = self.places().zip(self.states.iter()).filter_map(|(place, state)| {
            let totals = state.totals()?;
            let findings = counts.get(place.index).copied().unwrap_or(0);
            Some((place.range(), SheetTotals { findings, ..totals.clone() }))
        });
        sums.collect()
    }

    /// The sheet at `offset` with what it comes to. Costs what that sheet costs, and a walk over the findings of the book.
    pub fn totals_at(&self, offset: u32) -> Option<(TextRange, SheetTotals)> {
        let place = self.sheet_at(offset)?;
        let totals = self.states.get(place.index)?.totals()?;
        let findings = self.found().count_in(place.index);
        Some((place.range(), SheetTotals { findings, ..totals.clone() }))
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Lang;
    use crate::ide::testing::{PUBLISHED, analysis};
    use crate::lint::Settings;
    use crate::totals::totals;

    #[test]
    fn every_sheet_in_its_order() {
        for text in PUBLISHED {
            let book = analysis(text, Lang::Zh);
            let found = book.totals();
            let sheets: Vec<_> = found.iter().map(|(_, totals)| totals.clone()).collect();
            assert_eq!(sheets, totals(text, &Settings::default(), Vec::new()).1);
            for (range, totals) in &found {
                assert!(text[range.usize()].contains(&*totals.code));
                assert_eq!(book.totals_at(range.start), Some((*range, totals.clone())));
            }
        }
        assert!(analysis("", Lang::Zh).totals().is_empty());
        assert!(analysis("", Lang::Zh).totals_at(0).is_none());
    }
}
