//! The terms of the sums that a form prescribes, in figures.

use rust_decimal::Decimal;

use super::{AmountCell, AmountPlace, CellRef, Sheet};
use crate::profile::{Sum, Term, TermRows};

/// A sheet with more amounts is a long one.
const LONG: usize = 64;

/// What a term comes to in a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermValue {
    /// The sum of its amounts; zero when it has none.
    pub amount: Decimal,
    /// The cells of its amounts.
    pub cells: Vec<CellRef>,
    /// Whether a cell of it cannot be read, so that the amount means nothing.
    pub malformed: bool,
}

/// Both sides of a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SumValue {
    /// The side of the total.
    pub total: TermValue,
    /// The side of the parts.
    pub parts: TermValue,
}

impl SumValue {
    /// Total less parts; `None` when an amount cannot be read or is too large to compute with.
    pub fn gap(&self) -> Option<Decimal> {
        if self.total.malformed || self.parts.malformed {
            return None;
        }
        self.total.amount.checked_sub(self.parts.amount)
    }
}

impl<'a> Sheet<'a> {
    /// The sums of its form that do not hold; reckoned once.
    pub fn unheld(&self) -> impl Iterator<Item = &'a Sum> + Clone {
        let profile = self.profile;
        let all = || profile.sums.iter().enumerate().filter(|(_, sum)| !self.holds(sum)).map(|(at, _)| at).collect();
        self.unheld.get_or_init(all).iter().map(|at| &profile.sums[*at])
    }
}

impl Sheet<'_> {
    /// The amounts in a row, as they come.
    pub fn amounts_in(&self, row: u32) -> &[AmountCell] {
        // They come row by row.
        let start = self.amounts.partition_point(|amount| amount.cell.row < row);
        let rest = &self.amounts[start..];
        &rest[..rest.partition_point(|amount| amount.cell.row == row)]
    }

    /// The amount in a cell.
    pub fn amount_at(&self, cell: CellRef) -> Option<&AmountCell> {
        self.amounts_in(cell.row).iter().find(|amount| amount.cell == cell)
    }

    /// The amounts among which those of these sections are: all of them, but in a long sheet, whose one long list the terms
    /// of other sections need not walk.
    fn amounts_among(&self, sections: impl Iterator<Item = usize>) -> &[AmountCell] {
        if self.amounts.len() <= LONG {
            return &self.amounts;
        }
        let spans = self.spans.get_or_init(|| {
            let mut spans = vec![0..0; self.profile.sections.len()];
            for (at, amount) in self.amounts.iter().enumerate() {
                let span = &mut spans[amount.section];
                let start = if span.end == 0 { at } else { span.start };
                *span = start..at + 1;
            }
            spans
        });
        let own = sections.map(|section| &spans[section]).filter(|span| span.end > 0);
        let all = own.cloned().reduce(|one, other| one.start.min(other.start)..one.end.max(other.end));
        &self.amounts[all.unwrap_or_default()]
    }

    /// The same for both sides of `sum`.
    fn amounts_in_sum(&self, sum: &Sum) -> &[AmountCell] {
        self.amounts_among(sum.total.iter().chain(&sum.parts).map(Term::section))
    }

    /// What `term` comes to.
    pub fn term(&self, term: &Term) -> TermValue {
        let mut value = TermValue::default();
        self.add_term(term, None, &mut value);
        value
    }

    /// What both sides of `sum` come to; of a sum that holds in each row of a list, all rows together.
    pub fn sum(&self, sum: &Sum) -> SumValue {
        self.sum_of(sum, None)
    }

    /// What both sides of `sum` come to each time it is to hold: once for the sheet, or once for each row of a list.
    pub fn sums_of(&self, sum: &Sum) -> Vec<SumValue> {
        match sum.each_row {
            None => vec![self.sum(sum)],
            Some(_) => self.rows_of_sum(sum).map(|item| self.sum_of(sum, Some(item))).collect(),
        }
    }

    /// The rows of the list in each of which `sum` is to hold, by index in [`Sheet::items`].
    fn rows_of_sum(&self, sum: &Sum) -> impl Iterator<Item = usize> {
        let items = self.items.iter().enumerate();
        items.filter(|(_, (of, item))| Some(*of) == sum.each_row && !item.total).map(|(at, _)| at)
    }

    fn sum_of(&self, sum: &Sum, item: Option<usize>) -> SumValue {
        let side = |terms: &[Term]| {
            let mut value = TermValue::default();
            terms.iter().for_each(|term| self.add_term(term, item, &mut value));
            value
        };
        SumValue { total: side(&sum.total), parts: side(&sum.parts) }
    }

    /// Total less parts of `sum`; `None` when an amount cannot be read or is too large to compute with.
    pub fn gap(&self, sum: &Sum) -> Option<Decimal> {
        let mut gap = Decimal::ZERO;
        for amount in self.amounts_in_sum(sum) {
            let total = sum.total.iter().any(|term| self.takes(term, amount));
            let part = sum.parts.iter().any(|term| self.takes(term, amount));
            if total {
                gap = gap.checked_add(amount.reading.amount()?)?;
            }
            if part {
                gap = gap.checked_sub(amount.reading.amount()?)?;
            }
        }
        Some(gap)
    }

    /// Whether both sides of `sum` over the whole sheet are equal by a reckoning in small integers; false also where that
    /// cannot be told so.
    fn is_even(&self, sum: &Sum) -> bool {
        let mut gap: i64 = 0;
        // A bit for each section of its terms, so that most amounts are passed over at once.
        let sections = sum.total.iter().chain(&sum.parts).fold(0u64, |bits, term| bits | 1 << (term.section() & 63));
        for amount in self.amounts_in_sum(sum) {
            if sections >> (amount.section & 63) & 1 == 0 {
                continue;
            }
            let Some(next) = self.add_small(sum, amount, gap) else { return false };
            gap = next;
        }
        gap == 0
    }

    /// The same in each row of the list of `sum`, whose amounts come row by row.
    fn is_even_by_row(&self, sum: &Sum) -> bool {
        let (mut gap, mut row) = (0, usize::MAX);
        for amount in &self.amounts {
            let AmountPlace::Column(_, item) = amount.place else { continue };
            if Some(amount.section) != sum.each_row || self.items[item].1.total {
                continue;
            }
            if item != row && gap != 0 {
                return false;
            }
            row = item;
            let Some(next) = self.add_small(sum, amount, gap) else { return false };
            gap = next;
        }
        gap == 0
    }

    /// `gap`, total less parts of `sum` so far, with `amount`; `None` where that is no small integer.
    #[inline]
    fn add_small(&self, sum: &Sum, amount: &AmountCell, gap: i64) -> Option<i64> {
        let takes = |terms: &[Term]| i64::from(terms.iter().any(|term| self.takes(term, amount)));
        match takes(&sum.total) - takes(&sum.parts) {
            0 => Some(gap),
            side => gap.checked_add(side * amount.reading.small()?),
        }
    }

    /// Whether `sum` holds, to the tolerance; what cannot be read breaks no sum.
    pub fn holds(&self, sum: &Sum) -> bool {
        let close = |gap: Option<Decimal>| gap.is_none_or(|gap| gap.abs() <= self.tolerance);
        // Most sums hold to the last digit, and decimals take longer to add.
        match sum.each_row {
            None => self.is_even(sum) || close(self.gap(sum)),
            Some(_) => {
                self.is_even_by_row(sum) || self.rows_of_sum(sum).all(|item| close(self.sum_of(sum, Some(item)).gap()))
            }
        }
    }

    /// Whether any amount of `term` is stated.
    pub fn states(&self, term: &Term) -> bool {
        self.amounts_among(std::iter::once(term.section())).iter().any(|amount| self.takes(term, amount))
    }

    /// The amounts of one row of a list, or those among which all of a section are.
    fn amounts_of(&self, section: usize, item: Option<usize>) -> impl Iterator<Item = &AmountCell> {
        let amounts = match item {
            Some(item) => self.amounts_in(self.items[item].1.row),
            None => self.amounts_among(std::iter::once(section)),
        };
        amounts.iter().filter(move |amount| match (item, amount.place) {
            (Some(item), AmountPlace::Column(_, of)) => of == item,
            (item, _) => item.is_none(),
        })
    }

    /// Adds the amounts of `term`, of one row of a list or of all.
    fn add_term(&self, term: &Term, item: Option<usize>, value: &mut TermValue) {
        for amount in self.amounts_of(term.section(), item).filter(|amount| self.takes(term, amount)) {
            value.cells.push(amount.cell);
            let sum = amount.reading.amount().and_then(|amount| value.amount.checked_add(amount));
            match sum {
                Some(sum) => value.amount = sum,
                None => value.malformed = true,
            }
        }
    }

    #[inline]
    fn takes(&self, term: &Term, amount: &AmountCell) -> bool {
        // Most terms are of another section.
        term.section() == amount.section && self.takes_there(term, amount)
    }

    #[inline]
    fn takes_there(&self, term: &Term, amount: &AmountCell) -> bool {
        match (term, amount.place) {
            (Term::Field(_), AmountPlace::Field) => true,
            (Term::Part(_, part), AmountPlace::Part(at)) => *part == at,
            (Term::Column(section, column, rows), AmountPlace::Column(at, item)) => {
                *column == at && self.takes_item(*section, rows, item)
            }
            _ => false,
        }
    }

    fn takes_item(&self, section: usize, rows: &TermRows, item: usize) -> bool {
        let name = || {
            let item = &self.items[item].1;
            let cell = item.cells[0];
            if cell == super::NO_CELL { "" } else { self.value(CellRef { row: item.row, cell: u32::from(cell) }) }
        };
        match rows {
            TermRows::All => !self.items[item].1.total,
            TermRows::Total => self.items[item].1.total,
            TermRows::Named(label) => self.items[item].1.named && label.matches(name()).is_some(),
            TermRows::Others => {
                debug_assert_eq!(self.items[item].0, section, "the item is one of the list's");
                !self.items[item].1.named && !self.items[item].1.total
            }
        }
    }
}
