//! What the rules about a whole book need to know of each sheet, small enough to be kept for thousands of them.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::identity::digits;
use super::{RowRole, Sheet, years_in};
use crate::outline::Role;
use crate::text::TextRange;

/// A number of a code, with its leading zeros: `703001` and `0703001` differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeNumber(u64);

impl CodeNumber {
    /// The code that `text` spells in digits of any width; `None` when it is no code.
    pub fn read(text: &str) -> Option<Self> {
        digits(text).map(Self)
    }

    /// The first three digits, which name the department; `None` when there are fewer.
    pub fn department(self) -> Option<u16> {
        let mut value = self.0;
        while value >= 10_000 {
            value /= 10;
        }
        (value >= 1000).then_some((value % 1000) as u16)
    }
}

impl std::fmt::Display for CodeNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.to_string()[1..])
    }
}

/// A text that other sheets may have too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoalFacts {
    /// A hash of the text apart from blanks, widths and punctuation.
    pub hash: u64,
    /// How many characters were hashed.
    pub length: u32,
    /// Where its first paragraph stands.
    pub range: TextRange,
}

/// The facts of one sheet. Ranges count from the sheet's start: an edit of the text above changes nothing here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SheetFacts {
    /// Whether it is a sheet, and not what stands before the first one.
    pub headed: bool,
    /// Where the budget unit is named; the sheet's start when it is not.
    pub unit: TextRange,
    /// The row of it, 0-based.
    pub row: u32,
    /// Its code, and where it stands.
    pub code: Option<(CodeNumber, TextRange)>,
    /// Where its name stands; `None` when it cannot be told from the rest.
    pub name: Option<TextRange>,
    /// Its fiscal division.
    pub division: Option<CodeNumber>,
    /// The year that more than half of the deadlines have, of three or more.
    pub deadline_year: Option<i32>,
    /// The year of the last title printed in it, which is the title of what follows.
    pub title_year: Option<(i32, TextRange)>,
    /// Whether a title stands above its rows.
    pub titled: bool,
    /// Tells its form from others; of a sheet that is read by its headings, by its title.
    pub form: u64,
    /// The goal.
    pub goal: Option<GoalFacts>,
}

impl SheetFacts {
    /// Whether both say the same of their sheets, wherever it stands in them. What the rules about a book find in sheets
    /// of which this holds differs in places alone.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        let said = |facts: &Self| {
            let Self { headed, unit: _, row, code, name: _, division, deadline_year, title_year, titled, form, goal } =
                *facts;
            let (code, year) = (code.map(|(code, _)| code), title_year.map(|(year, _)| year));
            let goal = goal.map(|goal| (goal.hash, goal.length));
            (headed, row, code, division, deadline_year, year, facts.titled_above_unit(), titled, form, goal)
        };
        said(self) == said(other)
    }

    /// Whether the title whose year it has stands above the unit, and so is the sheet's own; one below it is that of the
    /// sheets below.
    pub fn titled_above_unit(&self) -> bool {
        self.title_year.is_some_and(|(_, range)| range.start < self.unit.start)
    }

    /// The facts of `sheet`.
    pub fn of(sheet: &Sheet<'_>) -> Self {
        let mut facts = Self {
            headed: sheet.syntax.headed(),
            deadline_year: sheet.year_of_deadlines(),
            title_year: title_year(sheet),
            titled: titled(sheet),
            form: form(sheet),
            goal: goal(sheet),
            ..Self::default()
        };
        if let Some(identity) = sheet.identity() {
            facts.unit = sheet.range(identity.cell);
            facts.row = identity.cell.row;
            let number = |range: TextRange| CodeNumber::read(&sheet.text[range.usize()]);
            facts.code = identity.code.and_then(|range| Some((number(range)?, range)));
            facts.name = identity.name;
            facts.division = identity.division.and_then(number);
        }
        facts
    }
}

/// Whether a title stands above all other rows of the sheet.
fn titled(sheet: &Sheet<'_>) -> bool {
    let above = |role: &RowRole| matches!(role, RowRole::Blank | RowRole::Comment | RowRole::Furniture);
    match &sheet.headings {
        Some(headings) => headings.outline.title.is_some_and(|at| headings.is_above(at.line as usize)),
        None => sheet.roles.iter().find(|role| !above(role)) == Some(&RowRole::Title),
    }
}

/// A number that sheets of one form share.
fn form(sheet: &Sheet<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    match &sheet.headings {
        None => sheet.profile.id.hash(&mut hasher),
        Some(headings) => {
            let title = headings.outline.title.map_or("", |at| headings.text(at));
            title.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).for_each(|c| c.hash(&mut hasher));
        }
    }
    hasher.finish()
}

fn title_year(sheet: &Sheet<'_>) -> Option<(i32, TextRange)> {
    if let Some(headings) = &sheet.headings
        && let Some(year) = headings.outline.year
    {
        // It may stand in a line of its own below the title.
        let line = headings.outline.roles.iter().position(|role| matches!(role, Role::Year));
        let row = headings.outline.title.map(|at| at.line).or(line.map(|line| line as u32))?;
        let (cell, _) = sheet.values(row).next()?;
        return Some((year, sheet.place(row, cell)));
    }
    let row = sheet.roles.iter().rposition(|role| *role == RowRole::Title)? as u32;
    let (cell, _) = sheet.values(row).next()?;
    let range = sheet.place(row, cell);
    let (year, _) = years_in(&sheet.text[range.usize()]).pop()?;
    Some((year, range))
}

fn goal(sheet: &Sheet<'_>) -> Option<GoalFacts> {
    let paragraphs = sheet.goal();
    let range = sheet.range(*paragraphs.first()?);
    let (mut hash, mut length) = (0u64, 0u32);
    for &cell in paragraphs {
        let text = sheet.value(cell);
        let mut at = 0;
        while let Some(&first) = text.as_bytes().get(at) {
            let code = match text.as_bytes()[at..] {
                // Most are these: U+4E00 to U+9FFF.
                [_, second, third, ..] if (0xe4b8..=0xe9bf).contains(&u16::from_be_bytes([first, second])) => {
                    at += 3;
                    let (high, middle, low) =
                        (u32::from(first & 0xf), u32::from(second & 0x3f), u32::from(third & 0x3f));
                    Some(high << 12 | middle << 6 | low)
                }
                _ => {
                    let c = text[at..].chars().next().unwrap_or_default();
                    at += c.len_utf8();
                    meant(c).map(u32::from)
                }
            };
            if let Some(code) = code {
                length += 1;
                hash = (hash.rotate_left(5) ^ u64::from(code)).wrapping_mul(0x517c_c1b7_2722_0a95);
            }
        }
    }
    Some(GoalFacts { hash, length, range })
}

/// The character of a goal that `c` counts as, narrow; `None` for blanks and marks.
fn meant(c: char) -> Option<char> {
    match c {
        // The marks that stand in every text.
        '，' | '。' | '；' | '、' | '：' | '（' | '）' | '“' | '”' | ' ' => None,
        '0'..='9' | 'a'..='z' | 'A'..='Z' => Some(c),
        '\u{ff10}'..='\u{ff5a}' => char::from_u32(c as u32 - 0xfee0),
        c if c.is_alphanumeric() => Some(c),
        _ => None,
    }
}

/// The facts of a sheet, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedFacts {
    /// First byte of the sheet in the text.
    pub base: u32,
    /// First row of the sheet in the text, 0-based.
    pub row: u32,
    /// Its facts.
    pub facts: SheetFacts,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_keeps_its_digits() {
        for code in ["703", "703001", "001002003", "703001002003"] {
            assert_eq!(CodeNumber::read(code).unwrap().to_string(), code);
        }
        assert_eq!(CodeNumber::read("001002").unwrap().department(), Some(1));
        assert_eq!(CodeNumber::read("703001002003").unwrap().department(), Some(703));
        assert_eq!(CodeNumber::read("703"), CodeNumber::read("７０３"));
    }
}
