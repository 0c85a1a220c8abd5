//! The amounts of a sheet, found by what another form calls them.

use super::synonyms::Meaning;
use super::transfer::key;
use crate::compare::{Grid, GridKind, is_pairs, says_all_years};
use crate::export::record::{Sheet, Table};
use crate::outline::{Heading, MoneyUnit, Notion};
use crate::sheet::read_figure;
use rust_decimal::Decimal;

/// An amount, which may be left empty, and what stands before it.
struct Amount {
    key: String,
    /// Whether it is the total of a year, and not only that of a list.
    total: bool,
    of_list: bool,
    text: String,
}

/// The amounts of a sheet.
pub(super) struct Amounts {
    all: Vec<Amount>,
    /// The unit they are in and the one that is asked for, where both are known.
    units: Option<(MoneyUnit, MoneyUnit)>,
    /// How many decimals the other form prints.
    decimals: u32,
}

impl Amounts {
    /// Those of `sheet`, for a form that prints `decimals` of them.
    pub(super) fn of(sheet: &Sheet, units: Option<(MoneyUnit, MoneyUnit)>, decimals: u32) -> Self {
        let mut amounts = Self { all: Vec::new(), units, decimals };
        for table in sheet.tables.iter().filter(|table| is_pairs(table)) {
            amounts.pairs(table);
        }
        for table in sheet.tables.iter().filter(|table| !is_pairs(table)) {
            amounts.list(table);
        }
        for field in &sheet.fields {
            amounts.push(&field.label, &field.value, false);
        }
        amounts
    }

    fn push(&mut self, label: &str, text: &str, of_list: bool) {
        if text.is_empty() || read_figure(text).figure().is_some() {
            let key = key(label);
            let total = !text.is_empty() && !says_all_years(&key) && is_total(label);
            self.all.push(Amount { key, total, of_list, text: text.to_owned() });
        }
    }

    fn pairs(&mut self, table: &Table) {
        // Pairs of all years beside those of the year.
        let head =
            |pair: usize| table.rows.iter().filter_map(|cells| cells.get(2 * pair)).find(|label| !label.is_empty());
        let pairs = table.rows.iter().map(|cells| cells.len().div_ceil(2)).max().unwrap_or(0);
        let all_years = |pair: usize| head(pair).is_some_and(|label| says_all_years(label));
        let parted = (0..pairs).any(all_years) && (0..pairs).any(|pair| head(pair).is_some() && !all_years(pair));
        for cells in &table.rows {
            let mut label: Option<&String> = None;
            let own = cells.iter().enumerate().filter(|(at, _)| !parted || !all_years(at / 2)).map(|(_, cell)| cell);
            for cell in own.filter(|cell| !cell.is_empty()) {
                match label {
                    Some(own) if read_figure(cell).figure().is_some() => {
                        self.push(own, cell, false);
                        label = None;
                    }
                    _ => {
                        if let Some(own) = label.replace(cell) {
                            self.push(own, "", false);
                        }
                    }
                }
            }
            if let Some(own) = label {
                self.push(own, "", false);
            }
        }
    }

    fn list(&mut self, table: &Table) {
        let grid = Grid::of(table, None);
        let money = grid.kind == GridKind::Money;
        let wanted = |own: &Option<Notion>| match own {
            Some(Notion::Initial | Notion::YearAmount) => money,
            Some(Notion::TaskAmount) => !money,
            _ => false,
        };
        let Some(column) = table.notions.iter().position(wanted) else { return };
        for cells in &table.rows {
            // The innermost of the labels; of tasks, their sum alone is an amount of the sheet.
            let label = || cells[..column.min(cells.len())].iter().rfind(|cell| !cell.is_empty());
            let total = || cells.iter().find(|cell| is_total(cell));
            let label = if money { label() } else { total() };
            if let (Some(label), Some(amount)) = (label, cells.get(column)) {
                self.push(label, amount, !money);
            }
        }
    }

    /// The amount that a form means by `label`, in its unit: what is called so, or what means the same, or the sum of what
    /// it is made of, or what ends or begins the same way, as 本年财政拨款 and 财政拨款.
    pub(super) fn find(&self, label: &str) -> Option<String> {
        let own = key(label);
        if is_total(label) {
            return self.total(&own).map(|amount| self.converted(amount));
        }
        let filled = || self.all.iter().filter(|amount| !amount.text.is_empty());
        let named = |key: &str| filled().find(|amount| amount.key == key);
        let meaning = Meaning::of(&own);
        let same = named(&own).or_else(|| meaning?.labels.iter().find_map(|label| named(label)));
        if let Some(amount) = same {
            return Some(self.converted(amount));
        }
        if let Some(sum) = meaning.and_then(|meaning| self.sum(meaning)) {
            return Some(sum);
        }
        let long = |key: &str| key.chars().count() > 2;
        let parts = || filled().filter(|amount| !amount.total && long(&amount.key) && long(&own));
        let ends = parts().find(|amount| amount.key.ends_with(&own) || own.ends_with(&amount.key));
        let alike =
            ends.or_else(|| parts().find(|amount| amount.key.starts_with(&own) || own.starts_with(&amount.key)));
        alike.map(|amount| self.converted(amount))
    }

    /// What the amounts come to that make up the one that is meant; none where one of them is not in the sheet, or all are
    /// empty.
    fn sum(&self, meaning: &Meaning) -> Option<String> {
        let mut sum: Option<Decimal> = None;
        for term in meaning.terms() {
            let own = self.all.iter().find(|amount| term.labels.contains(&amount.key))?;
            if let Some(figure) = read_figure(&self.converted(own)).figure() {
                sum = Some(sum.unwrap_or_default() + figure.value);
            }
        }
        sum.map(|sum| sum.to_string())
    }

    /// The total of the year, of several the likeliest: the one that is called `own`, that speaks of the year, that is not of
    /// all years, that is spent.
    fn total(&self, own: &str) -> Option<&Amount> {
        let rank = |amount: &Amount| {
            let says = |words: &[&str]| words.iter().any(|word| amount.key.contains(word));
            let (year, all) = (says(&["年度", "当年", "本年", "全年"]), says(&["总预算", "总投资"]));
            (amount.key == own, !amount.of_list, year, !all, says(&["支出"]), !says(&["收入"]))
        };
        let mut best: Option<&Amount> = None;
        for amount in self.all.iter().filter(|amount| amount.total) {
            if best.is_none_or(|best| rank(amount) > rank(best)) {
                best = Some(amount);
            }
        }
        best
    }

    /// The amount in the unit of the other form.
    fn converted(&self, amount: &Amount) -> String {
        let converted = match (self.units, read_figure(&amount.text).figure()) {
            (Some((from, to)), Some(figure)) if from != to => from.convert(figure.value, to),
            _ => None,
        };
        let Some(converted) = converted.map(|amount| amount.normalize()) else { return amount.text.clone() };
        let mut shown = converted;
        shown.rescale(converted.scale().max(self.decimals));
        shown.to_string()
    }
}

/// Whether a label is that of the total of a year.
pub(super) fn is_total(label: &str) -> bool {
    Heading::read(label).is(Notion::Total) || Meaning::of(&key(label)).is_some_and(|meaning| meaning.is("total"))
}
