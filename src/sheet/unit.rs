//! The unit of a sheet's amounts: the form's, unless the sheet states another one.

use rust_decimal::Decimal;

use super::{AmountCell, CellRef, RowRole, Sheet, SumValue};
use crate::outline::{Heading, MoneyUnit};
use crate::profile::Label;
use crate::text::TextRange;

/// A place of a sheet that states the unit of amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatedUnit {
    /// The unit.
    pub unit: MoneyUnit,
    /// Where its word stands.
    pub range: TextRange,
    /// The section whose header states it; `None` for a line that speaks of the whole sheet.
    pub section: Option<usize>,
}

/// A sheet whose amounts are not in the unit of its form.
#[derive(Clone, Debug)]
pub struct ForeignUnit {
    /// The unit that it states.
    pub unit: MoneyUnit,
    /// That of the form.
    pub own: MoneyUnit,
    /// Where it is stated.
    pub places: Vec<StatedUnit>,
    /// The sections whose amounts are in it.
    sections: Vec<usize>,
}

impl ForeignUnit {
    /// Whether the amounts of `section` are in that unit.
    pub fn holds(&self, section: usize) -> bool {
        self.sections.contains(&section)
    }

    /// What `amount` makes in the unit of the form.
    pub fn convert(&self, cell: &AmountCell, amount: Decimal) -> Option<Decimal> {
        if self.holds(cell.section) { self.unit.convert(amount, self.own) } else { Some(amount) }
    }
}

impl Sheet<'_> {
    /// The unit that its amounts are in where nothing else is stated: the form's, or that which its headings state. 万元
    /// where they state none.
    pub fn money_unit(&self) -> MoneyUnit {
        let stated = self.headings.as_deref().and_then(|headings| headings.outline.unit);
        stated.or_else(|| MoneyUnit::of(&self.profile.amount.unit)).unwrap_or(MoneyUnit::TenThousand)
    }

    /// The other unit that a sheet of a known form states, and which of its amounts are in it; `None` where it states no
    /// other one, or more than one.
    pub fn foreign_unit(&self) -> Option<ForeignUnit> {
        if self.headings.is_some() || !self.states_another_unit() {
            return None;
        }
        let own = self.money_unit();
        let stated = self.stated_units();
        let foreign = |stated: &&StatedUnit| stated.unit != own;
        let unit = stated.iter().find(foreign)?.unit;
        let places: Vec<StatedUnit> = stated.iter().filter(foreign).copied().collect();
        if places.iter().any(|place| place.unit != unit) {
            return None;
        }
        let all: Vec<usize> = (0..self.profile.sections.len()).collect();
        let line = places.iter().any(|place| place.section.is_none());
        // What a header states goes before what a line does.
        let of_header = |section: usize| stated.iter().find(|stated| stated.section == Some(section));
        let said = |section: &usize| of_header(*section).map_or(line, |stated| stated.unit == unit);
        let stated: Vec<usize> = all.iter().copied().filter(said).collect();
        let of = |sections: Vec<usize>| ForeignUnit { unit, own, places: places.clone(), sections };
        // Sums tell which amounts are of one size; where they do not, the whole sheet has one unit.
        let (whole, part) = (of(all), of(stated));
        Some(if self.sums_held(&part) > self.sums_held(&whole) { part } else { whole })
    }

    /// The header of the section at `open` in [`Sheet::sections`] that is `label` but for its unit.
    pub fn header_in_another_unit(&self, open: usize, label: &Label) -> Option<CellRef> {
        let view = &self.sections[open];
        if view.exact || unit_word(&label.text).is_none() {
            return None;
        }
        let heads = |role: RowRole| matches!(role, RowRole::Label(of) | RowRole::SubHeader(of) if of == open);
        let rows = (view.first..view.end).filter(|row| heads(self.roles[*row])).map(|row| row as u32);
        let mut cells = rows.flat_map(|row| self.values(row).map(move |(cell, _)| CellRef { row, cell }));
        cells.find(|at| label.matches(self.value(*at)).is_none() && differs_in_unit(self.value(*at), label).is_some())
    }

    /// Whether anything but the form's own headers may state a unit; in most sheets nothing does.
    pub fn states_another_unit(&self) -> bool {
        let line = |(row, role): (usize, &RowRole)| {
            matches!(role, RowRole::Furniture | RowRole::Title)
                && self.text[self.row(row as u32).range().usize()].contains('元')
        };
        self.sections.iter().any(|view| !view.exact) || self.roles.iter().enumerate().any(line)
    }

    /// How many sums hold once the foreign amounts are converted.
    fn sums_held(&self, foreign: &ForeignUnit) -> usize {
        let holds = |value: &SumValue| {
            let stated = !value.total.cells.is_empty() && !value.parts.cells.is_empty();
            stated && self.gap_in(foreign, value).is_some_and(|gap| gap.abs() <= self.tolerance)
        };
        self.profile.sums.iter().map(|sum| self.sums_of(sum).iter().filter(|value| holds(value)).count()).sum()
    }

    /// Total less parts, once the foreign amounts are converted; `None` when an amount cannot be read.
    pub fn gap_in(&self, foreign: &ForeignUnit, value: &SumValue) -> Option<Decimal> {
        let amount = |cell: &CellRef| {
            let cell = self.amount_at(*cell)?;
            foreign.convert(cell, cell.reading.amount()?)
        };
        let side = |cells: &[CellRef]| {
            cells.iter().map(amount).try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(amount?))
        };
        side(&value.total.cells)?.checked_sub(side(&value.parts.cells)?)
    }

    /// Where the sheet of a known form states units: lines around the table, titles, labels, and headers that are the form's
    /// but for their unit, or are the form's and have one.
    pub fn stated_units(&self) -> Vec<StatedUnit> {
        let mut found = Vec::new();
        for (row, role) in self.roles.iter().enumerate() {
            let row = row as u32;
            let section = match role {
                RowRole::Furniture | RowRole::Title => None,
                RowRole::Label(open) | RowRole::SubHeader(open) => match self.sections[*open].section {
                    Some(section) if !self.sections[*open].duplicate => Some(section),
                    _ => continue,
                },
                _ => continue,
            };
            let headers = section.map_or(&[][..], |section| &self.profile.sections[section].headers);
            // The label of a section may have a unit behind it, where the form's has none.
            let label = match role {
                RowRole::Label(open) => Some(self.sections[*open].label),
                _ => None,
            };
            for (cell, _) in self.values(row) {
                let at = CellRef { row, cell };
                let (text, range) = (self.value(at), self.range(at));
                let Some((unit, word)) = unit_word(text) else { continue };
                let columns = section.map_or(&[][..], |section| self.profile.sections[section].columns());
                let mut labels = headers.iter().chain(columns.iter().map(|column| &column.label));
                let own = |section: usize| unit_word(&self.profile.sections[section].label.text).is_none();
                let labelled = label == Some(at) && section.is_some_and(own);
                if section.is_none() || labelled || labels.any(|label| differs_in_unit(text, label).is_some()) {
                    found.push(StatedUnit { unit, range: word.shifted(range.start), section });
                }
            }
        }
        found
    }
}

/// The unit that a header states which is `label` but perhaps for its unit.
pub fn differs_in_unit(text: &str, label: &Label) -> Option<MoneyUnit> {
    unit_word(&label.text)?;
    let (one, other) = (Heading::read(text), Heading::read(&label.text));
    if one.key != other.key || one.key.is_empty() {
        return None;
    }
    unit_word(text).map(|(unit, _)| unit)
}

/// The unit of money that `text` states, `（元）` or `单位：元`, and where its word stands.
pub fn unit_word(text: &str) -> Option<(MoneyUnit, TextRange)> {
    if text.len() > 400 || !text.contains('元') {
        return None;
    }
    const WORDS: [(&str, MoneyUnit); 3] =
        [("万元", MoneyUnit::TenThousand), ("亿元", MoneyUnit::HundredMillion), ("元", MoneyUnit::Yuan)];
    text.char_indices().find_map(|(at, _)| {
        let (word, unit) = WORDS.iter().find(|(word, _)| text[at..].starts_with(word))?;
        let before = text[..at].trim_end().strip_suffix("人民币").unwrap_or(text[..at].trim_end());
        let opened = before.ends_with(['（', '(', '：', ':', '为']);
        let behind = text[at + word.len()..].chars().next();
        // A blank may part the unit from the year.
        let closed = behind.is_none_or(|c| !c.is_alphanumeric());
        let end = at + word.len();
        (opened && closed).then(|| (*unit, TextRange::new(at as u32, end as u32)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_of_a_unit_is_found() {
        let word = |text: &str| unit_word(text).map(|(unit, range)| (unit, text[..range.start as usize].len()));
        assert_eq!(word("预算资金情况（元）"), Some((MoneyUnit::Yuan, "预算资金情况（".len())));
        assert_eq!(word("金额单位：万元"), Some((MoneyUnit::TenThousand, "金额单位：".len())));
        assert_eq!(word("单位: 亿元 2023年"), Some((MoneyUnit::HundredMillion, "单位: ".len())));
        assert_eq!(word("单位：某局"), None);
        assert_eq!(word("元旦活动（元旦）"), None);
        assert_eq!(word("12.5万元"), None);
    }
}
