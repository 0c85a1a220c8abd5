//! Arithmetic over the figures of a sheet.

use rust_decimal::Decimal;

use crate::sheet::{CellRef, Sheet};

/// What a figure follows from.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// The figure in a cell.
    Cell(CellRef, Decimal),
    /// A number that a heading states.
    Number(Decimal),
    /// All of them together.
    Sum(Vec<Expr>),
    /// The first without the second.
    Less(Box<Expr>, Box<Expr>),
    /// The product of both.
    Times(Box<Expr>, Box<Expr>),
    /// The first in relation to the second.
    Over(Box<Expr>, Box<Expr>),
    /// The smallest of them.
    Least(Vec<Expr>),
}

/// More terms are counted, not written.
const WRITTEN: usize = 6;

impl Expr {
    /// What it comes to; `None` for a ratio to nothing and for what no decimal holds.
    pub fn value(&self) -> Option<Decimal> {
        match self {
            Self::Cell(_, value) | Self::Number(value) => Some(*value),
            Self::Sum(terms) => Self::sum_of_one_scale(terms)
                .or_else(|| terms.iter().try_fold(Decimal::ZERO, |sum, term| sum.checked_add(term.value()?))),
            Self::Least(terms) => {
                let values = terms.iter().map(Self::value).collect::<Option<Vec<_>>>()?;
                values.into_iter().min()
            }
            Self::Less(one, other) => one.value()?.checked_sub(other.value()?),
            Self::Times(one, other) => one.value()?.checked_mul(other.value()?),
            Self::Over(part, whole) => part.value()?.checked_div(whole.value()?),
        }
    }

    /// The sum of figures that have as many decimals each, as most have; `None` is no answer.
    fn sum_of_one_scale(terms: &[Self]) -> Option<Decimal> {
        let figure = |term: &Self| match term {
            Self::Cell(_, value) | Self::Number(value) => Some(*value),
            _ => None,
        };
        let scale = figure(terms.first()?)?.scale();
        let mut sum = 0i128;
        for term in terms {
            let value = figure(term).filter(|value| value.scale() == scale)?;
            sum = sum.checked_add(value.mantissa())?;
        }
        Decimal::try_from_i128_with_scale(sum, scale).ok()
    }

    /// The cells in it, in their order.
    pub fn cells(&self) -> Vec<CellRef> {
        let mut cells = Vec::new();
        self.collect(&mut cells);
        cells
    }

    fn collect(&self, cells: &mut Vec<CellRef>) {
        match self {
            Self::Cell(cell, _) => cells.push(*cell),
            Self::Number(_) => {}
            Self::Sum(terms) | Self::Least(terms) => terms.iter().for_each(|term| term.collect(cells)),
            Self::Less(one, other) | Self::Times(one, other) | Self::Over(one, other) => {
                one.collect(cells);
                other.collect(cells);
            }
        }
    }

    /// As it is printed: the figures of the cells with signs between them. `None` where there are too many.
    pub fn text(&self, sheet: &Sheet<'_>) -> Option<String> {
        let both = |one: &Self, sign: &str, other: &Self| {
            let behind = other.text(sheet)?;
            let behind =
                if matches!(other, Self::Sum(terms) if terms.len() > 1) { format!("({behind})") } else { behind };
            Some(format!("{} {sign} {behind}", one.text(sheet)?))
        };
        match self {
            Self::Cell(cell, _) => {
                Some(sheet.value(*cell).split_whitespace().collect::<String>().trim_end_matches('分').to_owned())
            }
            Self::Number(value) => Some(value.normalize().to_string()),
            Self::Sum(terms) if terms.len() > WRITTEN => None,
            Self::Sum(terms) => {
                // A label with nothing beside it adds nothing, and says nothing to who reads the sum.
                let nothing = |term: &&Self| !matches!(term, Self::Number(value) if value.is_zero());
                let terms: Vec<&Self> = terms.iter().filter(nothing).collect();
                let terms: Option<Vec<String>> = terms.iter().map(|term| term.text(sheet)).collect();
                Some(terms?.join(" + "))
            }
            Self::Least(terms) => {
                let terms: Option<Vec<String>> = terms.iter().map(|term| term.text(sheet)).collect();
                Some(format!("min({})", terms?.join(", ")))
            }
            Self::Less(one, other) => both(one, "-", other),
            Self::Times(one, other) => both(one, "×", other),
            Self::Over(one, other) => both(one, "÷", other),
        }
    }
}
