//! What a book says about all its sheets: the form they have and the fiscal year they are for.

use std::sync::Arc;

use super::{Order, read_directive, years_in};
use crate::profile::{Profile, Profiles, Section};
use crate::text::TextRange;

/// How much of a text is looked at for its head: title, directives, the first labels.
const HEAD: usize = 64 * 1024;

/// What holds for all sheets of a book.
#[derive(Clone, Debug)]
pub struct BookHead {
    /// The form, or why none fits.
    pub profile: Result<Arc<Profile>, NoProfile>,
    /// The fiscal year that a directive, the caller or the title states.
    pub fiscal_year: Option<i32>,
    /// First byte behind what was read for directives of the book; those behind it have no effect.
    pub end: u32,
}

/// Why no profile fits.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Why a profile does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The profile.
    pub profile: String,
    /// The label that begins a sheet, which the text lacks.
    pub identity: String,
    /// How many of its labels stand in the text, and how many it has.
    pub labels: (usize, usize),
}

impl BookHead {
    /// Whether sheets under both heads show the same.
    pub fn reads_as(&self, other: &Self) -> bool {
        let form = matches!((&self.profile, &other.profile), (Ok(a), Ok(b)) if Arc::ptr_eq(a, b));
        form && self.fiscal_year == other.fiscal_year
    }

    /// Reads the head of `text`. A directive wins over what the caller asks for, and that over what the text looks like.
    pub fn read(text: &str, profiles: &Profiles, profile: Option<&str>, fiscal_year: Option<i32>) -> Self {
        let mut head = Head::default();
        head.scan(&text[..floor(text, HEAD)]);
        let named = match (&head.profile, profile) {
            (Some((name, place)), _) => Some((name.as_str(), Some(*place))),
            (None, Some(name)) => Some((name, None)),
            (None, None) => None,
        };
        let profile = match named {
            Some((name, place)) => {
                let known = || profiles.names().map(str::to_owned).collect();
                let found = profiles.find(name).cloned();
                found.ok_or_else(|| NoProfile::Unknown { name: name.to_owned(), place, known: known() })
            }
            None => recognise(text, profiles),
        };
        Self { profile, fiscal_year: head.fiscal_year.or(fiscal_year).or(head.title_year), end: head.end }
    }
}

#[derive(Default)]
struct Head {
    profile: Option<(String, TextRange)>,
    fiscal_year: Option<i32>,
    title_year: Option<i32>,
    end: u32,
}

impl Head {
    /// Reads the comments and single values above the first row that has more.
    fn scan(&mut self, text: &str) {
        let mut at = 0;
        self.end = text.len() as u32;
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
                    Some(Order::Allow(..) | Order::UnknownKey(_) | Order::Malformed(_)) | None => {}
                }
            } else if value.contains('\t') {
                self.end = range.start;
                return;
            } else if self.title_year.is_none() {
                self.title_year = years_in(value).last().map(|(year, _)| *year);
            }
        }
    }
}

/// The profile that has most of its title and labels in `text`, the first of those that have equally many.
fn recognise(text: &str, profiles: &Profiles) -> Result<Arc<Profile>, NoProfile> {
    let fits = |text: &str| {
        let mut best: Option<(Score, &Arc<Profile>)> = None;
        for profile in profiles.iter() {
            let score = score(profile, text);
            let better = score.fits() && best.is_none_or(|(best, _)| score.weight() > best.weight());
            if better {
                best = Some((score, profile));
            }
            if score.is_perfect(profile) {
                break;
            }
        }
        best.map(|(_, profile)| profile.clone())
    };
    if let Some(profile) = fits(&text[..floor(text, HEAD)]).or_else(|| fits(text)) {
        return Ok(profile);
    }
    if text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
        return Err(NoProfile::Empty);
    }
    let misfit = |profile: &Arc<Profile>| Misfit {
        profile: profile.id.clone(),
        identity: profile.sections[profile.identity()].label.text.clone(),
        labels: (score(profile, text).labels, profile.sections.len()),
    };
    Err(NoProfile::NoneFits(profiles.iter().map(misfit).collect()))
}

#[derive(Clone, Copy, Default)]
struct Score {
    title: bool,
    identity: bool,
    labels: usize,
    /// How many rows of headers are the form's.
    headers: usize,
    /// Indicator rows whose class and group are the form's, less those whose are not.
    tree: i32,
    /// Whether there are any of the latter.
    foreign: bool,
}

impl Score {
    fn fits(self) -> bool {
        self.title || self.identity || self.labels >= 2
    }

    /// Whether there is nothing in a sheet that another form could have more of.
    fn is_perfect(self, profile: &Profile) -> bool {
        let headed = profile.sections.iter().filter(|section| !section.headers.is_empty()).count();
        self.labels == profile.sections.len() && self.headers == headed && self.tree > 0 && !self.foreign
    }

    /// Forms that differ in their indicators alone are told apart by them.
    fn weight(self) -> (usize, i32) {
        (usize::from(self.title) * 4 + usize::from(self.identity) * 2 + self.labels + self.headers, self.tree)
    }
}

/// What the first sheet of `text` has of the form.
fn score(profile: &Profile, text: &str) -> Score {
    let mut score = Score::default();
    let mut seen = vec![false; profile.sections.len()];
    let mut inside = false;
    for row in text.split(['\n', '\r']) {
        let (first, rest) = row.split_once('\t').unwrap_or((row, ""));
        let first = first.trim_matches([' ', '\u{3000}']);
        if first.starts_with('#') {
            continue;
        }
        if first.is_empty() {
            if inside {
                let placed = placed(profile, rest);
                score.tree += placed;
                score.foreign |= placed < 0;
            }
            continue;
        }
        if let Some((section, _)) = profile.section_of(first) {
            // The first sheet says enough, unless hardly a label of it was found.
            if section == profile.identity() && seen[section] && seen.iter().filter(|seen| **seen).count() > 1 {
                break;
            }
            if !seen[section] {
                score.headers += usize::from(has_headers(&profile.sections[section], rest));
            }
            seen[section] = true;
            score.identity |= section == profile.identity();
            inside = matches!(profile.indicators(), Some((indicators, _)) if indicators == section);
        } else if rest.trim().is_empty() && first.len() < 200 && !score.title {
            score.title = profile.is_title(first);
        }
    }
    score.labels = seen.iter().filter(|seen| **seen).count();
    score
}

/// Whether the values of a label's row are the headers of its section.
fn has_headers(section: &Section, rest: &str) -> bool {
    let mut values = rest.split('\t').map(str::trim).filter(|value| !value.is_empty());
    let mut headers = section.headers.iter();
    headers.len() > 0
        && headers.all(|header| values.next().is_some_and(|value| header.matches(value).is_some()))
        && values.next().is_none()
}

/// 1 when a row states a class and a group that belongs to it, -1 when it states something else, otherwise 0.
fn placed(profile: &Profile, row: &str) -> i32 {
    let mut cells = row.split('\t').map(str::trim);
    let (class, group) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""));
    if class.is_empty() || group.is_empty() {
        return 0;
    }
    match profile.word(class).class {
        Some(class) if profile.catalogue.has_group(class, profile.canonical(group)) => 1,
        _ => -1,
    }
}

/// The last character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}
