//! What the sheet under the cursor comes to, for the status bar.

use super::Analysis;
use crate::totals::{SheetTotals, sheet_totals};

/// The totals of the sheet at byte `offset` of the text, without its findings; `None` where no sheet is.
pub fn totals_at(analysis: &Analysis, offset: u32) -> Option<SheetTotals> {
    let place = analysis.sheet_at(offset)?;
    place.syntax.syntax.headed().then(|| sheet_totals(&place.sheet()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Lang;
    use crate::ide::testing::{PUBLISHED, analysis};

    #[test]
    fn the_sheet_under_the_cursor() {
        for text in PUBLISHED {
            let analysis = analysis(text, Lang::Zh);
            let at = |words: &str| totals_at(&analysis, text.find(words).unwrap() as u32);
            assert_eq!(at("整体绩效目标表"), None);
            let totals = at("703002").unwrap();
            assert_eq!((totals.code.as_str(), totals.name.as_str()), ("703002", "朝阳市节能监察支队"));
            assert_eq!(totals.expenditure.amount().map(|amount| amount.to_string()).as_deref(), Some("99.20"));
            assert_eq!(at("工信产业监管").unwrap().code, "703001");
        }
    }
}
