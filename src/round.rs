//! The year's round: next year's sheets out of this year's, and the evaluation out of the target sheet.

mod amounts;
mod points;
mod roll;
mod synonyms;
mod transfer;

use crate::compare::apart;
use crate::export::record::{self, Sheet};
use crate::format::format;
use crate::lint::Settings;
use crate::outline::{Heading, Kind, Level, Notion};
use crate::profile::{Profile, Profiles};
use crate::sheet::{NoProfile, read_deadline, years_in};
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
    /// The year of the book it is made of, where no title, year line or directive states it, but only the dates in it.
    pub dated: Option<i32>,
}

fn sheets(text: &str, settings: &Settings) -> Result<Vec<Sheet>, RoundError> {
    let book = record::book(text, &settings.profiles, settings.profile.as_deref(), settings.fiscal_year);
    let sheets = book.map_err(RoundError::NoProfile)?.sheets;
    if sheets.is_empty() { Err(RoundError::NoSheet) } else { Ok(sheets) }
}

/// The year that sheets of which none states one are about, where goals, fields and indicators speak of one alone.
fn dated(sheets: &[Sheet]) -> Option<i32> {
    if sheets.iter().any(|sheet| sheet.form.year.is_some()) {
        return None;
    }
    let of = |text: &str| -> Vec<i32> {
        let said = years_in(text).into_iter().map(|(year, _)| year);
        said.chain(read_deadline(text).map(|deadline| deadline.year)).collect()
    };
    let mut years: Vec<i32> = Vec::new();
    for sheet in sheets {
        let goals = sheet.texts.iter().filter(|text| text.notion == Some(Notion::Goal));
        years.extend(goals.flat_map(|text| &text.paragraphs).flat_map(|text| of(text)));
        // When a sheet was filed says little of its year.
        let periods = sheet.fields.iter().filter(|field| !Heading::read(&field.label).is(Notion::Furniture));
        years.extend(periods.flat_map(|field| of(&field.value)));
        years.extend(sheet.indicators.iter().flat_map(|table| &table.rows).flatten().flat_map(|cell| of(cell)));
    }
    years.sort_unstable();
    years.dedup();
    if let [only] = years[..] { Some(only) } else { None }
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
    let dated = dated(&sheets);
    let of = sheets.iter().find_map(|sheet| sheet.form.year).or(dated);
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
    Ok(Round { text: format(&out, settings), year: to, chosen: None, dated: dated.filter(|_| year.is_none()) })
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
    let dated = dated(&sheets);
    let (mut first, mut chosen) = (dated, None);
    for sheet in sheets.into_iter().flat_map(apart) {
        let year = year.or(sheet.form.year).or(first).ok_or(RoundError::NoYear)?;
        first = first.or(Some(year));
        let form = match form {
            Some(form) => form,
            None => {
                let found = evaluating(&sheet, &settings.profiles).ok_or(RoundError::NoForm)?;
                chosen = chosen.or(Some(found));
                found
            }
        };
        let how = How { by: 0, history: false, points: true, amounts: true };
        transfer(&sheet, form, year, how, settings, &mut out);
    }
    let year = year.or(first).ok_or(RoundError::NoYear)?;
    let dated = dated.filter(|dated| *dated == year);
    Ok(Round { text: format(&out, settings), year, chosen: chosen.cloned(), dated })
}

/// The form that evaluates a sheet: one of its kind and level, the nearest by name, then by the unit of its amounts. That of
/// another place is none: its classes and points are not those that the sheet will be held to.
fn evaluating<'p>(sheet: &Sheet, profiles: &'p Profiles) -> Option<&'p Arc<Profile>> {
    let id = sheet.form.profile.as_deref().unwrap_or("");
    let level = match sheet.form.level.as_deref() {
        Some("region") => Level::Region,
        Some("project") => Level::Project,
        _ => Level::Department,
    };
    let fits = |profile: &&Arc<Profile>| {
        let title = profile.titles.first().map_or("", String::as_str);
        let named = || match profile.parts.iter().any(|part| part.notion == Notion::Project) {
            true => Level::Project,
            false => Level::Department,
        };
        Kind::of_title(title) == Some(Kind::SelfEvaluation) && Level::of_title(title).unwrap_or_else(named) == level
    };
    let family = |id: &str| id.split('-').next().unwrap_or("").to_owned();
    let near = |profile: &Arc<Profile>| {
        let named = !id.is_empty() && profile.id.starts_with(id);
        let unit = sheet.form.amount_unit.as_deref() == Some(profile.amount.unit.as_str());
        // Forms of the project go before those of the place, and these before those of the ministry. A region has but one.
        let (ours, own) = (!Profiles::is_shipped(&profile.id), family(&profile.id) == family(id));
        let anybody = family(&profile.id) == "mof" || level == Level::Region;
        (ours || own || anybody).then_some((named, ours, own, unit))
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
