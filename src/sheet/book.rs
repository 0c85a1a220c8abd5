//! What a book says about all its sheets: the form they have and the fiscal year they are for.

use std::fmt;
use std::sync::Arc;

use super::{Headings, Order, fit, form, read_directive, years_in};
use crate::outline::AnyForm;
use crate::profile::{Profile, Profiles, Traits, Words, by_headings};
use crate::syntax::{read_sheets_while, read_whole};
use crate::text::TextRange;
use crate::text::compatible::Reading;

/// How much of a text is looked at for its head: title, directives, the first labels.
const HEAD: usize = 64 * 1024;

/// How many sheets are looked at for the form of a book; what is behind them has its form by itself.
const LOOKED_AT: usize = 8;

/// What holds for all sheets of a book.
#[derive(Clone, Debug)]
pub struct BookHead {
    /// The form, or why none fits.
    pub profile: Result<Arc<Profile>, NoProfile>,
    /// Whether a directive or the caller names the form.
    pub named: bool,
    /// Whether the caller does, for all sheets.
    pub forced: bool,
    /// The fiscal year that a directive, the caller or the title states.
    pub fiscal_year: Option<i32>,
    /// The fiscal year that the caller asks for where no directive states one.
    pub asked_year: Option<i32>,
    /// How many bytes of the text say so: what stands behind them changes nothing.
    pub reach: usize,
}

/// Why no profile fits.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoProfile {
    /// The text holds nothing.
    Empty,
    /// A directive, at that place of the text, or the caller names a profile that does not exist.
    Unknown {
        /// The name.
        name: String,
        /// Where the directive states it; `None` when the caller does.
        place: Option<TextRange>,
        /// The names that there are.
        known: Vec<String>,
    },
    /// No profile's title or labels stand in the text: the profiles that were tried.
    NoneFits(Vec<Misfit>),
}

impl fmt::Display for NoProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("there is nothing in the text"),
            Self::Unknown { name, known, .. } => {
                write!(f, "there is no profile \"{name}\"; known are: {}", known.join(", "))
            }
            Self::NoneFits(tried) => {
                let tried: Vec<&str> = tried.iter().map(|misfit| misfit.profile.as_str()).collect();
                write!(f, "no profile fits the text; tried were: {}", tried.join(", "))
            }
        }
    }
}

impl std::error::Error for NoProfile {}

/// Why a profile does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The profile.
    pub profile: String,
    /// What it is called in Chinese and in English.
    pub name: (String, String),
    /// The label that begins a sheet, which the text lacks.
    pub identity: String,
    /// How many of its labels stand in the text, and how many it has.
    pub labels: (usize, usize),
}

impl BookHead {
    /// Whether sheets under both heads show the same.
    pub fn reads_as(&self, other: &Self) -> bool {
        let form = matches!((&self.profile, &other.profile), (Ok(a), Ok(b)) if Arc::ptr_eq(a, b));
        form && (self.named, self.forced, self.fiscal_year) == (other.named, other.forced, other.fiscal_year)
    }

    /// Reads the head of `text`. A directive wins over what the caller asks for, and that over what the text looks like.
    pub fn read(text: &str, profiles: &Profiles, profile: Option<&str>, fiscal_year: Option<i32>) -> Self {
        let mut head = Head::default();
        let scanned = head.scan(&text[..floor(text, HEAD)]).unwrap_or(usize::MAX);
        let mut reach = scanned;
        let forced = head.profile.is_none() && profile.is_some();
        let named = match (&head.profile, profile) {
            (Some((name, place)), _) => Some((name.as_str(), Some(*place))),
            (None, Some(name)) => Some((name, None)),
            (None, None) => None,
        };
        let profile = match &named {
            Some((name, place)) => {
                let known = || profiles.names().map(str::to_owned).collect();
                let found = profiles.find(name).cloned();
                found.ok_or_else(|| NoProfile::Unknown { name: (*name).to_owned(), place: *place, known: known() })
            }
            None => {
                let (found, read) = recognise(text, profiles);
                reach = scanned.max(read);
                found
            }
        };
        Self {
            reach,
            profile,
            named: named.is_some(),
            forced,
            fiscal_year: head.fiscal_year.or(fiscal_year).or(head.title_year),
            asked_year: fiscal_year,
        }
    }
}

#[derive(Default)]
struct Head {
    profile: Option<(String, TextRange)>,
    fiscal_year: Option<i32>,
    title_year: Option<i32>,
}

impl Head {
    /// Reads the comments and single values above the first row that has more; returns where that row ends, if there is one.
    fn scan(&mut self, text: &str) -> Option<usize> {
        let mut at = 0;
        for line in text.split_inclusive(['\n', '\r']) {
            let row = line.trim_end_matches(['\n', '\r']);
            let range = TextRange::new(at as u32, (at + row.len()) as u32);
            at += line.len();
            let value = row.trim_matches([' ', '\u{3000}', '\t', '\u{feff}']);
            if value.is_empty() {
                continue;
            }
            if value.starts_with('#') {
                match read_directive(row).map(|directive| directive.order) {
                    Some(Order::Profile(name)) => self.profile = Some((name.to_owned(), range)),
                    Some(Order::FiscalYear(year)) => self.fiscal_year = Some(year),
                    Some(Order::Allow(..) | Order::Conflict(_) | Order::UnknownKey(_) | Order::Malformed(_)) | None => {
                    }
                }
            } else if value.contains('\t') {
                return Some(at);
            } else if self.title_year.is_none() {
                self.title_year = years_in(value).last().map(|(year, _)| *year);
            }
        }
        None
    }
}

/// The form of the first sheet of `text` that has one; what reads headings where none has, and there is a sheet all the
/// same. Beside it, how many bytes say so.
fn recognise(text: &str, profiles: &Profiles) -> (Result<Arc<Profile>, NoProfile>, usize) {
    let near = floor(text, HEAD);
    if let (Some(profile), read) = first_form(&text[..near], profiles) {
        return (Ok(profile), read);
    }
    if near < text.len()
        && let (Some(profile), read) = first_form(text, profiles)
    {
        return (Ok(profile), read);
    }
    if text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
        return (Err(NoProfile::Empty), usize::MAX);
    }
    let whole = read_whole(text);
    let misfit = |profile: &Arc<Profile>| Misfit {
        profile: profile.id.clone(),
        name: profile.name.clone(),
        identity: profile.sections[profile.identity()].label.text.clone(),
        labels: (fit::fit(profile, text, &whole).explained as usize, profile.sections.len()),
    };
    (Err(NoProfile::NoneFits(profiles.first().map(misfit).collect())), usize::MAX)
}

fn first_form(text: &str, profiles: &Profiles) -> (Option<Arc<Profile>>, usize) {
    let mut found: Option<Arc<Profile>> = None;
    let mut unknown = false;
    let mut looked = 0;
    // A form that is read row by row says where sheets begin in the whole book, so others do not end the search at once.
    let read = read_sheets_while(text, &AnyForm, |_, own, syntax| {
        looked += 1;
        let own = Reading::of(own);
        match form::recognise(&own, syntax, profiles, None) {
            Some(form) if !form.by_headings() => found = Some(form),
            Some(form) if !form.is_none() => found = found.take().or(Some(form)),
            _ => unknown = unknown || Headings::read(&own, syntax, Words::shared()).is_sheet(),
        }
        found.as_ref().is_none_or(|found| found.by_headings()) && looked < LOOKED_AT
    });
    (found.or_else(|| unknown.then(|| by_headings(Traits::default()).clone())), read.unwrap_or(usize::MAX))
}

/// The last character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}
