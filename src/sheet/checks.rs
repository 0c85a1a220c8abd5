//! What the headings of a sheet say must hold among its figures: sums, differences, products and ratios over exact decimals.
//!
//! A [`Check`] is made where the headings say so in words; what two readings of the headings could mean holds when one of
//! them does.

mod budget;
mod expr;
mod figures;
mod lines;
mod money;
mod points;
mod rates;
mod stated;

pub use budget::Budget;
pub use expr::Expr;
pub use figures::{Figure, FigureReading, read_figure};
pub(super) use money::amount_columns;

use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::{CellRef, Headings, Sheet};
use crate::outline::{At, Notion, Shape};

/// What a check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckKind {
    /// An amount and its parts.
    Breakdown,
    /// Tasks or projects and what they add up to.
    Tasks,
    /// A rate or a share and its amounts.
    Rate,
    /// Points for an execution rate.
    Earned,
    /// The weights of all indicators.
    Weights,
    /// Points and their total.
    Scores,
    /// What was executed, at most the budget.
    Spent,
    /// Points that were earned, at most those that can be.
    Capped,
}

/// What must be equal.
#[derive(Clone, Debug)]
pub struct Check {
    /// What it is about.
    pub kind: CheckKind,
    /// The cell that states the result, or a cell beside what has none.
    pub at: CellRef,
    /// What is stated there, in the words of the headings.
    pub name: String,
    /// What is stated.
    pub stated: Figure,
    /// Of a range, the largest number that is right.
    pub most: Option<Decimal>,
    /// What it follows from.
    pub expr: Expr,
    /// What it may follow from instead.
    pub others: Vec<Expr>,
    /// Whether it is usual that it holds, while no heading says so.
    pub inferred: bool,
}

impl Check {
    /// What should be stated, when something else is.
    pub fn fault(&self, tolerance: Decimal) -> Option<Decimal> {
        let expected = self.scaled(self.expr.value()?)?;
        let holds = |expr: &Expr| {
            expr.value().and_then(|value| self.scaled(value)).is_some_and(|value| self.fits(value, tolerance))
        };
        let held = self.fits(expected, tolerance) || self.others.iter().any(holds);
        (!held).then_some(expected)
    }

    /// Whether what is stated follows from `expr`.
    pub fn fits_expr(&self, expr: &Expr) -> bool {
        let value = expr.value().and_then(|value| self.scaled(value));
        value.is_some_and(|value| self.fits(value, Decimal::new(1, 2)))
    }

    /// A ratio in the unit that the stated figure has.
    fn scaled(&self, value: Decimal) -> Option<Decimal> {
        let percent = self.kind == CheckKind::Rate && self.stated.percent;
        if percent { value.checked_mul(Decimal::ONE_HUNDRED) } else { Some(value) }
    }

    fn fits(&self, value: Decimal, tolerance: Decimal) -> bool {
        let stated = self.stated.value;
        if let Some(most) = self.most {
            return value >= stated && value <= most;
        }
        let Some(off) = value.checked_sub(stated).map(|off| off.abs()) else { return true };
        match self.kind {
            // Printed to so many decimals, cut off or rounded.
            CheckKind::Rate | CheckKind::Earned => off < Decimal::new(1, self.stated.decimals.min(20)),
            CheckKind::Breakdown | CheckKind::Tasks => off <= tolerance,
            CheckKind::Weights | CheckKind::Scores => off.is_zero(),
            CheckKind::Spent | CheckKind::Capped => stated <= value,
        }
    }
}

/// The places of the amounts of a row, with what their columns hold.
type MoneyRow = SmallVec<[(Option<Notion>, At); 4]>;

impl Sheet<'_> {
    /// The amounts of a sheet that is read by its headings, row by row, with what their columns hold.
    pub fn money_rows(&self) -> impl Iterator<Item = MoneyRow> {
        let blocks = self.headings.iter().flat_map(|headings| &headings.outline.blocks);
        blocks.flat_map(|block| {
            let columns: SmallVec<[usize; 8]> = match (block.shape, &self.headings) {
                (Shape::List, Some(headings)) => headings.amounts(block).into(),
                (Shape::Pairs, _) => (1..block.columns.len()).step_by(2).collect(),
                _ => SmallVec::new(),
            };
            let rows = if columns.is_empty() { &[][..] } else { &block.rows[..] };
            rows.iter().map(move |row| {
                let cell = |&column: &usize| Some((block.columns[column].notion, row.cells[column]?));
                columns.iter().filter_map(cell).collect()
            })
        })
    }
}

/// The checks of a sheet: those that its headings let suppose, and those that its form states.
pub(super) fn checks(sheet: &Sheet<'_>) -> Vec<Check> {
    let mut found = Vec::new();
    if let Some(headings) = sheet.headings.as_deref() {
        suppose(headings, &mut found);
    }
    stated::stated(sheet, &mut found);
    found
}

/// What the headings of a sheet let suppose.
fn suppose(headings: &Headings<'_>, found: &mut Vec<Check>) {
    for block in &headings.outline.blocks {
        match block.shape {
            Shape::List => {
                money::list(headings, block, found);
                rates::list(headings, block, found);
            }
            Shape::Pairs => money::pairs(headings, block, found),
            Shape::Indicators => money::projects(headings, block, found),
            Shape::Field | Shape::Text => {}
        }
    }
    money::across(headings, found);
    points::points(headings, found);
}
