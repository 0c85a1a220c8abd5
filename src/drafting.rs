//! Makes the data of a form out of sheets of it: what they print, what their headings stand for, and what holds among their
//! figures.
//!
//! What the headings do not say for certain is a guess, and the file says so beside it.

mod across;
mod checks;
mod parts;
mod write;

use std::collections::BTreeMap;

use crate::outline::MoneyUnit;
use crate::profile::{Profile, Traits, by_headings};
use crate::sheet::{Check, Headings, Sheet};
use crate::syntax::{SheetSyntax, read_sheets};
use crate::text::compatible::reading;

use parts::DraftPart;

/// A form as it was found in sheets of it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The text of its `layout.toml`.
    pub layout: String,
    /// How many sheets it was made of.
    pub sheets: usize,
    /// How many sections it has.
    pub sections: usize,
    /// How many checks it has.
    pub checks: usize,
    /// How much of it is a guess.
    pub guesses: usize,
}

/// What was found in all sheets together.
#[derive(Debug, Default)]
struct Found {
    titles: Vec<String>,
    unit: Option<MoneyUnit>,
    /// Whether an amount has another unit.
    decimals: u32,
    parts: Vec<DraftPart>,
    checks: Vec<DraftCheck>,
    /// How wide each column of the printed form is beside the others.
    widths: Vec<u32>,
    sheets: usize,
}

/// A check that a form may prescribe.
#[derive(Clone, Debug)]
struct DraftCheck {
    rule: &'static str,
    holds: String,
    each: Option<&'static str>,
    /// Why it is a guess.
    guessed: Option<String>,
}

/// Makes a form called `id` of the sheets in `books`; `None` where none of them has a sheet.
pub fn draft(id: &str, books: &[String]) -> Option<Draft> {
    let none = by_headings(Traits::default());
    let mut texts: Vec<(String, SheetSyntax)> = Vec::new();
    for book in books {
        read_sheets(book, &**none, |_, text, syntax| {
            texts.push((reading(text).unwrap_or_else(|| text.to_owned()), syntax.clone()));
        });
    }
    let all: Vec<Sheet<'_>> = texts.iter().map(|(text, syntax)| Sheet::read(text, syntax, none, None)).collect();
    let sheets: Vec<&Sheet<'_>> = all.iter().filter(|sheet| headings(sheet).is_some_and(Headings::is_sheet)).collect();
    if sheets.is_empty() {
        return None;
    }
    let mut found = Found { sheets: sheets.len(), ..Found::default() };
    for sheet in &sheets {
        found.take(sheet);
    }
    parts::finish(&mut found.parts, &sheets);
    across::settle_rows(&mut found.parts, &sheets);
    found.checks = checks::checks(&found.parts, &sheets);
    proved(id, &mut found, &sheets);
    across::across(&found.parts, &sheets, &mut found.checks);
    let (layout, guesses) = write::layout(id, &found);
    Some(Draft { layout, sheets: found.sheets, sections: found.parts.len(), checks: found.checks.len(), guesses })
}

/// Reads the sheets by the form as it is so far, and leaves out checks that find fault where the headings find none: what
/// they name is something else there.
fn proved(id: &str, found: &mut Found, sheets: &[&Sheet<'_>]) {
    let Ok(form) = Profile::parse(&write::layout(id, found).0, None) else { return };
    let mut counts = vec![(0, 0); found.checks.len()];
    for sheet in sheets {
        let own = Sheet::read(sheet.text, sheet.syntax, &form, None);
        for (at, (holds, fails)) in counts.iter_mut().enumerate() {
            for check in own.stated_by(at) {
                let known = |other: &&Check| other.at == check.at && other.kind == check.kind;
                let supposed =
                    || sheet.checks().iter().filter(known).any(|other| other.fault(sheet.tolerance).is_some());
                match check.fault(sheet.tolerance) {
                    None => *holds += 1,
                    Some(_) if supposed() => {}
                    Some(_) => *fails += 1,
                }
            }
        }
    }
    let mut counts = counts.into_iter();
    found.checks.retain(|_| counts.next().is_none_or(|(holds, fails)| holds > 0 && 10 * fails <= holds));
}

fn headings<'s, 'a>(sheet: &'s Sheet<'a>) -> Option<&'s Headings<'a>> {
    sheet.headings.as_deref()
}

impl Found {
    /// Takes up what a sheet prints.
    fn take(&mut self, sheet: &Sheet<'_>) {
        let Some(headings) = headings(sheet) else { return };
        if let Some(title) = headings.outline.title {
            let title = without_year(headings.text(title));
            if !self.titles.contains(&title) {
                self.titles.push(title);
            }
        }
        self.unit = self.unit.or(headings.outline.unit);
        let mut seen = BTreeMap::new();
        for block in &headings.outline.blocks {
            parts::take(&mut self.parts, headings, block, &mut seen);
        }
        for line in &headings.lines {
            for piece in &line.pieces {
                if let Some(figure) = crate::sheet::read_figure(piece.text).figure().filter(|figure| !figure.percent) {
                    self.decimals = self.decimals.max(figure.decimals);
                }
                let wide = piece.text.chars().count().min(20) as u32;
                let at = piece.col as usize;
                if line.pieces.len() > 3 && at < 24 {
                    self.widths.resize(self.widths.len().max(at + 1), 2);
                    self.widths[at] = self.widths[at].max(wide);
                }
            }
        }
    }
}

/// A title with `{Y}` for its year.
fn without_year(title: &str) -> String {
    let line: String = title.split_whitespace().collect();
    let digits: Vec<char> = line.chars().collect();
    for at in 0..digits.len().saturating_sub(4) {
        let year: String = digits[at..at + 4].iter().collect();
        if digits[at + 4] == '年' && year.starts_with("20") && year.bytes().all(|byte| byte.is_ascii_digit()) {
            return line.replacen(&year, "{Y}", 1);
        }
    }
    line
}
