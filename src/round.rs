//! The year's round: next year's sheets out of this year's, and the evaluation out of the target sheet.

mod points;
mod roll;
mod transfer;

use crate::export::record::{self, Sheet};
use crate::format::format;
use crate::lint::Settings;
use crate::outline::{Kind, Level};
use crate::profile::{NO_PROFILE, Profile, Profiles};
use crate::sheet::NoProfile;
use std::sync::Arc;
use transfer::{How, transfer};

/// Why no sheet comes of a book.
#[derive(Debug)]
pub enum RoundError {
    /// The form of the book is not known.
    NoProfile(NoProfile),
    /// There is no sheet in it.
    NoSheet,
    /// Its year is not known, and none was given.
    NoYear,
    /// No form is known that evaluates it.
    NoForm,
}

/// What is made of a book.
#[derive(Clone, Debug)]
pub struct Round {
    /// The new book, in the canonical layout.
    pub text: String,
    /// The year of its first sheet.
    pub year: i32,
    /// The form of its first sheet, where it was chosen among those that there are.
    pub chosen: Option<Arc<Profile>>,
}

fn sheets(text: &str, settings: &Settings) -> Result<Vec<Sheet>, RoundError> {
    let book = record::book(text, &settings.profiles, settings.profile.as_deref(), settings.fiscal_year);
    let sheets = book.map_err(RoundError::NoProfile)?.sheets;
    if sheets.is_empty() { Err(RoundError::NoSheet) } else { Ok(sheets) }
}

/// The sheets of the year after that of `text`, or of `year`: what the unit set itself stays, dates move, amounts and
/// results are empty. Where `form` is another form than theirs, they are sheets of that form.
///
/// # Errors
/// When there is no sheet, or no year.
pub fn next_year(
    text: &str,
    year: Option<i32>,
    form: Option<&Arc<Profile>>,
    settings: &Settings,
) -> Result<Round, RoundError> {
    let text = format(&text.replace("\r\n", "\n"), settings);
    let sheets = sheets(&text, settings)?;
    let of = sheets.iter().find_map(|sheet| sheet.form.year);
    let to = year.or(of.map(|of| of + 1)).ok_or(RoundError::NoYear)?;
    let mut out = String::new();
    for sheet in &sheets {
        let by = to - of.or(sheet.form.year).unwrap_or(to);
        let other = form.filter(|form| sheet.form.profile.as_deref() != Some(form.id.as_str()));
        match other {
            None => roll::roll(sheet, by, &mut out),
            Some(form) => {
                let how = How { by, history: true, points: false, amounts: false };
                transfer(sheet, form, to, how, settings, &mut out);
            }
        }
    }
    Ok(Round { text: format(&out, settings), year: to, chosen: None })
}

/// The self-evaluation of the target sheets in `text`, on `form` or on the form that evaluates theirs.
///
/// # Errors
/// When there is no sheet, no year, or no form that evaluates it.
pub fn evaluation(
    text: &str,
    year: Option<i32>,
    form: Option<&Arc<Profile>>,
    settings: &Settings,
) -> Result<Round, RoundError> {
    let text = format(&text.replace("\r\n", "\n"), settings);
    let sheets = sheets(&text, settings)?;
    let mut out = String::new();
    let (mut first, mut chosen) = (None, None);
    // A form that is known by its headings is not named in the data of its sheets.
    let read = crate::lint::lint(&text, settings);
    let mut ids: Vec<&str> =
        read.forms.iter().map(|form| form.profile.id.as_str()).filter(|id| *id != NO_PROFILE).collect();
    ids.dedup();
    let of_all = if let [only] = ids[..] { only } else { "" };
    for sheet in &sheets {
        let year = year.or(sheet.form.year).or(first).ok_or(RoundError::NoYear)?;
        first = first.or(Some(year));
        let form = match form {
            Some(form) => form,
            None => {
                let found = evaluating(sheet, sheet.form.profile.as_deref().unwrap_or(of_all), &settings.profiles)
                    .ok_or(RoundError::NoForm)?;
                chosen = chosen.or(Some(found));
                found
            }
        };
        let how = How { by: 0, history: false, points: true, amounts: true };
        transfer(sheet, form, year, how, settings, &mut out);
    }
    let year = first.ok_or(RoundError::NoYear)?;
    Ok(Round { text: format(&out, settings), year, chosen: chosen.cloned() })
}

/// The form that evaluates a sheet: one of its kind and level, the nearest by name, then by the unit of its amounts. That of
/// another place is none: its classes and points are not those that the sheet will be held to.
fn evaluating<'p>(sheet: &Sheet, id: &str, profiles: &'p Profiles) -> Option<&'p Arc<Profile>> {
    let title = |profile: &Profile| profile.titles.first().cloned().unwrap_or_default();
    let level = match sheet.form.level.as_deref() {
        Some("region") => Level::Region,
        Some("project") => Level::Project,
        _ => Level::Department,
    };
    let fits = |profile: &&Arc<Profile>| {
        let title = title(profile);
        Kind::of_title(&title) == Some(Kind::SelfEvaluation) && Level::of_title(&title) == Some(level)
    };
    let family = |id: &str| id.split('-').next().unwrap_or("").to_owned();
    let near = |profile: &Arc<Profile>| {
        let named = !id.is_empty() && profile.id.starts_with(id);
        let unit = sheet.form.amount_unit.as_deref() == Some(profile.amount.unit.as_str());
        // Forms of the project go before those of the place, and these before those of the ministry.
        let (ours, own) = (!Profiles::is_shipped(&profile.id), family(&profile.id) == family(id));
        (ours || own || family(&profile.id) == "mof").then_some((named, ours, own, unit))
    };
    let mut best = None;
    for profile in profiles.iter().filter(fits) {
        let Some(key) = near(profile) else { continue };
        // Of equals, the first one.
        if best.as_ref().is_none_or(|(most, _)| key > *most) {
            best = Some((key, profile));
        }
    }
    best.map(|(_, profile)| profile)
}
