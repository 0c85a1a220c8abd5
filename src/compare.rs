//! Two books compared by what they say: units or projects, sections, indicators, columns; where a row stands is no
//! difference.

mod align;
mod changes;
mod evaluated;
mod html;
mod human;
mod json;
mod parts;
mod projects;
mod sheets;
mod value;

pub use html::page;
pub use human::write;
pub use json::write as write_json;

pub(crate) use align::{Name, align};
pub(crate) use changes::composed_target;
pub(crate) use evaluated::{is_of_the_year, says_all_years, says_the_year};
pub(crate) use parts::{Grid, GridKind, is_pairs};
pub(crate) use projects::apart;
pub(crate) use sheets::pair;
pub(crate) use value::{bare, shifted};

use crate::export::record;
use crate::profile::Profiles;
use crate::sheet::NoProfile;
use rust_decimal::Decimal;

/// What the caller decides about a comparison.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The forms that there are.
    pub profiles: Profiles,
    /// The form to read the books by when they name none.
    pub profile: Option<String>,
    /// The fiscal year of a book that states none.
    pub fiscal_year: Option<i32>,
    /// Whether dates of the first book are moved by the difference of the years before they are compared.
    pub across_years: bool,
}

/// What tells two books apart.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The sheets that differ, or that one of the books alone has, in the order of the second book.
    pub sheets: Vec<SheetChanges>,
    /// How many sheets say the same in both.
    pub same: usize,
}

/// What became of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Both books have it.
    Changed,
    /// The second book alone has it.
    New,
    /// The first book alone has it.
    Dropped,
}

/// The differences of a sheet.
#[derive(Clone, Debug)]
pub struct SheetChanges {
    /// The budget unit or project, otherwise the title.
    pub name: String,
    /// Which books have it.
    pub fate: Fate,
    /// Whether one is the evaluation of the other, so that results are no difference.
    pub evaluates: bool,
    /// The differences; none where one book alone has the sheet.
    pub changes: Vec<Change>,
    /// The line where it begins in each book, from 1.
    pub lines: [Option<u32>; 2],
}

/// What a difference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// A value differs.
    Changed,
    /// A row or column that the second book alone has.
    New,
    /// A row or column that the first book alone has.
    Dropped,
    /// A row has another name.
    Renamed,
}

/// A difference.
#[derive(Clone, Debug)]
pub struct Change {
    /// What it is.
    pub kind: ChangeKind,
    /// Whether it is one that the evaluation of a target sheet must not have.
    pub warning: bool,
    /// The labels around it, the outermost first.
    pub section: Vec<String>,
    /// The row: class, group and name of an indicator, the name of an item; empty where the label says it all.
    pub row: Vec<String>,
    /// The column; `None` where it is about a row or a label.
    pub column: Option<String>,
    /// What the first book says.
    pub before: String,
    /// What the second book says.
    pub after: String,
    /// By how much an amount or number grew.
    pub difference: Option<Decimal>,
    /// The line in each book, from 1.
    pub lines: [Option<u32>; 2],
}

impl Comparison {
    /// Whether the books say the same.
    pub fn is_same(&self) -> bool {
        self.sheets.is_empty()
    }

    /// All differences.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.sheets.iter().flat_map(|sheet| &sheet.changes)
    }
}

/// Compares two books. A text without anything in it is a book without sheets.
///
/// # Errors
/// When one of them is of no known form: which, from 0, and why.
pub fn compare(before: &str, after: &str, options: &Options) -> Result<Comparison, (usize, NoProfile)> {
    let read = |at: usize, text: &str| {
        if text.trim().is_empty() {
            return Ok(Vec::new());
        }
        let profile = options.profile.as_deref();
        let book = record::book(text, &options.profiles, profile, options.fiscal_year);
        book.map(|book| book.sheets).map_err(|problem| (at, problem))
    };
    let (mut before, mut after) = (read(0, before)?, read(1, after)?);
    // A list of projects is evaluated project by project.
    let is = |sheets: &[record::Sheet], kind: &str| sheets.iter().all(|sheet| sheet.form.kind.as_deref() == Some(kind));
    if is(&before, TARGET) && is(&after, EVALUATION) && after.len() > before.len() {
        before = before.into_iter().flat_map(apart).collect();
    } else if is(&before, EVALUATION) && is(&after, TARGET) && before.len() > after.len() {
        after = after.into_iter().flat_map(apart).collect();
    }
    let pairs = pair(&before, &after);
    let mut comparison = Comparison::default();
    for (b, sheet) in after.iter().enumerate() {
        let changes = match pairs.iter().find(|(_, at)| *at == b) {
            Some(&(a, _)) => held(&before[a], sheet, options.across_years),
            None => one_sided(sheet, Fate::New),
        };
        if changes.fate == Fate::Changed && changes.changes.is_empty() {
            comparison.same += 1;
        } else {
            comparison.sheets.push(changes);
        }
    }
    let dropped = (0..before.len()).filter(|a| !pairs.iter().any(|(at, _)| at == a));
    comparison.sheets.extend(dropped.map(|a| one_sided(&before[a], Fate::Dropped)));
    Ok(comparison)
}

/// What a sheet is that states targets, and one that states results.
const TARGET: &str = "target";
const EVALUATION: &str = "self-evaluation";

/// The differences of two sheets; of a target sheet only what its evaluation is about.
fn held(before: &record::Sheet, after: &record::Sheet, across_years: bool) -> SheetChanges {
    let is = |sheet: &record::Sheet, kind: &str| sheet.form.kind.as_deref() == Some(kind);
    if is(before, TARGET) && is(after, EVALUATION) {
        changes::changes(&evaluated::evaluated(before), after, across_years)
    } else if is(before, EVALUATION) && is(after, TARGET) {
        changes::changes(before, &evaluated::evaluated(after), across_years)
    } else {
        changes::changes(before, after, across_years)
    }
}

fn one_sided(sheet: &record::Sheet, fate: Fate) -> SheetChanges {
    let line = Some(sheet.first + sheet.form.row.unwrap_or(0) + 1);
    let lines = if fate == Fate::New { [None, line] } else { [line, None] };
    SheetChanges { name: sheets::name(sheet), fate, evaluates: false, changes: Vec::new(), lines }
}
