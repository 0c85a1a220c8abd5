//! From the office to the book: spreadsheets, documents, web pages and text become a book in the canonical layout.
//!
//! Every source becomes tables of cells, these become the rows that were found, and those are mended and laid out as any
//! book is. Nothing is dropped silently: a text of the source stands in the book or in the [`Report`].

mod account;
mod aside;
mod biff;
mod budget;
mod covered;
mod dates;
mod delimited;
mod docx;
mod draft;
#[cfg(test)]
mod fixtures;
mod glue;
mod grid;
mod guard;
mod hidden;
mod html;
mod json;
mod lookalike;
mod number;
mod ods;
mod outlined;
mod package;
mod pdf;
mod refusal;
mod rich;
mod rows;
mod stream;
mod styles;
mod symbol;
mod text;
mod unparted;
mod words;
mod workbook;
mod worksheet;
mod xls;
mod xls_old;
mod xml2003;

pub use account::{Entry, Report};
pub use budget::Resource;
pub use grid::Place;
pub use guard::quiet_panics;
pub use pdf::PdfProblem;
pub use refusal::Refusal;

use crate::diagnostic::{Applicability, Diagnostic, Lang};
use crate::format::{format, format_by};
use crate::lint::{self, Settings};
use crate::outline::outline_by;
use crate::profile::{NO_PROFILE, Profile, Profiles, Traits, Words, by_headings};
use crate::sheet::{BookHead, SheetForm, form_of};
use account::Account;
use draft::Draft;
use grid::Grid;
use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;
use text::Separator;

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// An Excel workbook.
    Xlsx,
    /// A workbook of Excel 97 to 2003.
    Xls,
    /// An OpenDocument spreadsheet.
    Ods,
    /// A workbook of Excel 2003 as XML.
    Xml2003,
    /// A Word document.
    Docx,
    /// A PDF.
    Pdf,
    /// A web page, or a spreadsheet saved as one.
    Html,
    /// Data that `mubiao export` wrote.
    Json,
    /// Comma-separated values; semicolons and TABs are understood too.
    Csv,
    /// TAB-separated values with quotes.
    Tsv,
    /// Text: cells parted by TABs, by `|`, by gaps, or one a line.
    Text,
}

/// What a source holds: text, decoded, or the bytes of an office file.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// The text of the formats that are text.
    Text(&'a str),
    /// The bytes of the others.
    Bytes(&'a [u8]),
}

/// What the caller decides about an import.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The language of the report.
    pub lang: Lang,
    /// The forms that there are.
    pub profiles: Profiles,
    /// The form, when it is not to be recognised.
    pub profile: Option<String>,
    /// The pages of a PDF that are read, from 1; all of them when there are none.
    pub pages: Vec<RangeInclusive<u32>>,
    /// Hears of each page of a PDF that is read.
    pub heard: Heard,
}

/// Hears how many pages of a source are read, and how many there are.
#[derive(Clone, Default)]
pub struct Heard(pub Option<Arc<dyn Fn(usize, usize) + Send + Sync>>);

impl fmt::Debug for Heard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Heard").field(&self.0.is_some()).finish()
    }
}

/// A book and how it came about.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The book in the canonical layout, LF line ends.
    pub text: String,
    /// How many sheets it has.
    pub sheets: usize,
    /// What was mended, is in doubt, and was left out.
    pub report: Report,
    /// What is still found in the book.
    pub remaining: Vec<Diagnostic>,
}

impl Options {
    /// Whether sheets may be read by their headings: no form is asked for, or one that is read so.
    fn may_read_headings(&self) -> bool {
        let named = self.profile.as_deref();
        named.is_none_or(|name| self.profiles.find(name).is_some_and(|profile| profile.by_headings()))
    }
}

impl Format {
    /// The format of `bytes`, of which the file's extension says more where the bytes themselves leave it open.
    ///
    /// # Errors
    /// When they are of a format that is not read.
    pub fn of(bytes: &[u8], extension: Option<&str>) -> Result<Self, Refusal> {
        let extension = extension.map(str::to_ascii_lowercase);
        let extension = extension.as_deref().unwrap_or("");
        if bytes.starts_with(b"%PDF-") {
            return Ok(Self::Pdf);
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return guard::unless_panicked(|| Self::of_archive(bytes, extension));
        }
        if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return guard::unless_panicked(|| xls::check(bytes)).map(|()| Self::Xls);
        }
        if extension == "mubiao" {
            return Err(Refusal::Book);
        }
        if html::is_archive(bytes) {
            return Err(Refusal::WebArchive);
        }
        match xml2003::kind(bytes) {
            Some(xml2003::Kind::Workbook) => return Ok(Self::Xml2003),
            Some(xml2003::Kind::Other) => return Err(Refusal::OldXml),
            None => {}
        }
        // Many systems write web pages and call them .xls.
        if html::looks_like(bytes) {
            return Ok(Self::Html);
        }
        match extension {
            "html" | "htm" | "xhtml" => Ok(Self::Html),
            "mht" | "mhtml" => Err(Refusal::WebArchive),
            "json" => Ok(Self::Json),
            "csv" => Ok(Self::Csv),
            "tsv" | "tab" => Ok(Self::Tsv),
            "txt" | "text" | "md" | "" | "xls" => Ok(Self::Text),
            _ => Err(Refusal::UnknownFormat),
        }
    }

    /// The format of an archive, whatever its extension says.
    fn of_archive(bytes: &[u8], extension: &str) -> Result<Self, Refusal> {
        let package = package::Package::open(bytes)?;
        let formats = [("xl/workbook.xml", Self::Xlsx), ("word/document.xml", Self::Docx), ("content.xml", Self::Ods)];
        let found = formats.into_iter().find(|(part, _)| package.has(part)).map(|(_, format)| format);
        match (found, extension) {
            // A text document holds its content in the same part as a spreadsheet does.
            (Some(Self::Ods), "odt" | "ott") | (None, _) => Err(Refusal::UnknownFormat),
            (Some(_), "xlsm" | "xltm" | "docm" | "dotm") => Err(Refusal::Macros),
            (Some(format), _) => Ok(format),
        }
    }

    /// Whether its bytes are text, to be decoded first.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Html | Self::Json | Self::Csv | Self::Tsv | Self::Text)
    }
}

/// Makes a book of a source.
///
/// # Errors
/// When the source is not read, or no sheet stands in it.
pub fn import(content: Content<'_>, format: Format, options: &Options) -> Result<Imported, Refusal> {
    let (text, bytes) = match content {
        Content::Text(text) => (text, text.as_bytes()),
        Content::Bytes(bytes) => ("", bytes),
    };
    let grids = match format {
        Format::Xlsx => guard::unless_panicked(|| workbook::grids(bytes, &options.profiles))?,
        Format::Xls => guard::unless_panicked(|| xls::grids(bytes))?,
        Format::Ods => guard::unless_panicked(|| ods::grids(bytes))?,
        Format::Xml2003 => guard::unless_panicked(|| xml2003::grids(bytes))?,
        Format::Docx => guard::unless_panicked(|| docx::grids(bytes))?,
        Format::Pdf => {
            guard::unless_panicked(|| pdf::grids(bytes, &options.pages, &options.heard).map_err(Refusal::Pdf))?
        }
        Format::Html => guard::unless_panicked(|| html::grids(text))?,
        Format::Json => {
            return data(text, options);
        }
        Format::Csv => vec![delimited::grid(text, None)?],
        Format::Tsv => vec![delimited::grid(text, Some(b'\t'))?],
        Format::Text => match text::separator(text) {
            Separator::None => return unparted(text, options),
            separator => vec![text::grid(text, separator)?],
        },
    };
    let mut grids = grids;
    let lookalikes = lookalike::of_grids(&mut grids, options.lang);
    // What stands beside the cells is told of, and is no part of a sheet.
    let (asides, mut grids): (Vec<Grid>, Vec<Grid>) = grids.into_iter().partition(|grid| grid.name.is_aside());
    mark_hidden(&mut grids, &options.profiles);
    if options.may_read_headings()
        && let Some(mut draft) = by_sheets(&grids, options)
    {
        drop(grids);
        for aside in &asides {
            aside.cells.iter().for_each(|cell| draft.leave(&aside.name, cell, draft::Why::Outside));
        }
        draft.mended.extend(lookalikes);
        return finish(draft, None, options);
    }
    let profile = recognise(&grids, options)?;
    let (mut draft, profile) = drafted(profile, options, &|profile| draft::draft(&grids, profile, options.lang));
    if !draft.open
        && let Some(text) = prose(&grids)
        && let Ok(imported) = self::import(Content::Text(&text), Format::Text, options)
    {
        return Ok(imported);
    }
    for aside in &asides {
        aside.cells.iter().for_each(|cell| draft.leave(&aside.name, cell, draft::Why::Outside));
    }
    draft.mended.extend(lookalikes);
    // The rows hold all that is needed of a source that may be large.
    drop(grids);
    finish(draft, Some(&profile), options)
}

/// Makes a book of data.
fn data(text: &str, options: &Options) -> Result<Imported, Refusal> {
    let data = json::read(text)?;
    let name = match &data {
        json::Data::Version1(book) => Some(book.profile.as_str()),
        // What is read by its headings is known by them.
        json::Data::Book(book) => {
            json::profile(book).filter(|name| options.profiles.find(name).is_some_and(|profile| !profile.by_headings()))
        }
    };
    let named = Options { profile: options.profile.clone().or_else(|| name.map(str::to_owned)), ..options.clone() };
    let profile = match named.profile.as_deref() {
        None | Some(NO_PROFILE) => None,
        Some(_) => Some(profile_of(std::iter::empty(), &named)?),
    };
    let draft = match (&data, &profile) {
        (json::Data::Version1(book), Some(profile)) => json::draft_of_version1(book, profile, text.len())?,
        (json::Data::Version1(_), None) => return Err(Refusal::UnknownProfile(NO_PROFILE.to_owned())),
        (json::Data::Book(book), _) => json::draft(book, text.len())?,
    };
    finish(draft, profile.as_deref(), options)
}

/// The rows of a source some sheets of which have no form: these by their headings, the others each by its form. `None`
/// where all sheets have one form, or there are none.
fn by_sheets(grids: &[Grid], options: &Options) -> Option<Draft> {
    let rows = outlined::Rows::of(grids);
    let mut draft = Draft::default();
    let (mut unknown, mut known) = (false, false);
    let forced = options.profile.as_deref().and_then(|name| options.profiles.find(name));
    for own in rows.sheets() {
        let lines = &rows.lines[own.clone()];
        let profile = forced.cloned().or_else(|| form_of(&rows.text(&own), &options.profiles));
        let words = profile.as_deref().map_or(Words::shared(), Profile::words);
        if let Some(profile) = profile.as_deref().filter(|profile| !profile.by_headings()) {
            known = true;
            draft.append(draft::draft(&rows.grids(&own), profile, options.lang));
            continue;
        }
        let outline = outline_by(lines, words);
        if outline.is_sheet(lines) {
            unknown = true;
            rows.draft(own, &outline, options.lang, &mut draft);
        } else {
            rows.leave(own, &mut draft);
        }
    }
    draft.by_headings = unknown && !known;
    unknown.then_some(draft)
}

/// The rows of a source, first by the form that its texts speak of; forms that differ in their rows alone are told apart
/// by these.
fn drafted(profile: Arc<Profile>, options: &Options, make: &dyn Fn(&Profile) -> Draft) -> (Draft, Arc<Profile>) {
    let draft = make(&profile);
    if options.profile.is_none()
        && let Ok(better) = BookHead::read(&draft.text(), &options.profiles, None, None).profile
        && better.id != profile.id
        && !better.is_none()
    {
        return (make(&better), better);
    }
    (draft, profile)
}

/// Marks the beginning of each sheet in a worksheet that the source hides as a whole.
fn mark_hidden(grids: &mut [Grid], profiles: &Profiles) {
    for cell in grids.iter_mut().filter(|grid| grid.hidden).flat_map(|grid| &mut grid.cells) {
        if workbook::starts_sheet(&cell.text, profiles) {
            cell.doubt = Some(grid::CellDoubt::Unseen);
        }
    }
}

/// Makes a book of a text whose cells nothing separates: by its form where it has one, otherwise by its headings.
fn unparted(text: &str, options: &Options) -> Result<Imported, Refusal> {
    let (text, lookalikes) = lookalike::of_text(text, options.lang);
    let text = &*text;
    text::count(text)?;
    // The work to tell cells apart by their headings grows faster than for values of a known form.
    if text.lines().filter(|line| !line.trim().is_empty()).nth(unparted::MOST_LINES).is_some() {
        return stream(text, lookalikes, options);
    }
    let profile = of_words(text, options).ok();
    let found = unparted::read(text, unparted::Kin { profile: profile.as_deref() });
    if options.may_read_headings()
        && let Some(mut draft) = by_sheets(std::slice::from_ref(&found.grid), options)
    {
        draft.left.extend(found.left);
        draft.mended.extend(lookalikes);
        return finish(draft, None, options);
    }
    // Values are told apart by their looks, or by the headings above them: what leaves less open is right.
    let open = |book: &Imported| 4 * (book.report.doubts.len() + book.remaining.len()) + book.report.mended.len();
    match (stream(text, lookalikes.clone(), options), parted(found, lookalikes, options)) {
        (Ok(streamed), Some(parted)) if parted.sheets != streamed.sheets || open(&parted) >= open(&streamed) => {
            Ok(streamed)
        }
        (_, Some(parted)) => Ok(parted),
        (streamed, None) => streamed,
    }
}

/// A book of known forms, of the rows that a text was parted into.
fn parted(found: unparted::Unparted, lookalikes: Vec<draft::Note>, options: &Options) -> Option<Imported> {
    let grids = [found.grid];
    let rows = outlined::Rows::of(&grids);
    let named = options.profile.as_deref().and_then(|name| options.profiles.find(name));
    let mut draft = Draft::default();
    let mut form: Option<Arc<Profile>> = None;
    for own in rows.sheets() {
        let profile = named.cloned().or_else(|| form_of(&rows.text(&own), &options.profiles))?;
        draft.append(draft::draft(&rows.grids(&own), &profile, options.lang));
        form = form.or(Some(profile));
    }
    // Where there is no sheet, it is said why the text cannot be read.
    let form = form?;
    draft.left.extend(found.left);
    draft.mended.extend(lookalikes);
    finish(draft, Some(&form), options).ok()
}

/// Makes a book of a text of a known form, value by value.
fn stream(text: &str, lookalikes: Vec<draft::Note>, options: &Options) -> Result<Imported, Refusal> {
    if text.split_whitespace().nth(stream::MOST_VALUES).is_some() {
        return Err(Refusal::TooMuch(Resource::Cells, stream::MOST_VALUES as u64));
    }
    let profile = of_words(text, options)?;
    let (mut draft, profile) = drafted(profile, options, &|profile| stream::read(text, profile, options.lang));
    draft.mended.extend(lookalikes);
    finish(draft, Some(&profile), options)
}

/// The form that a text speaks of whose cells nothing separates.
fn of_words(text: &str, options: &Options) -> Result<Arc<Profile>, Refusal> {
    let lines = text::grid(text, Separator::Tab)?;
    let words = lines
        .cells
        .iter()
        .flat_map(|cell| cell.text.split("  "))
        .flat_map(|piece| std::iter::once(piece.trim()).chain(piece.split_whitespace()));
    profile_of(words, options)
}

/// The paragraphs of a document without tables, as a text.
fn prose(grids: &[Grid]) -> Option<String> {
    let cells = grids
        .iter()
        .filter(|grid| matches!(grid.name, grid::GridName::Before(_) | grid::GridName::PageText(_)))
        .flat_map(|grid| &grid.cells);
    let text: String = cells.map(|cell| cell.text.clone() + "\n").collect();
    (!text.is_empty()).then_some(text)
}

/// The form of the sheets in `grids`.
fn recognise(grids: &[Grid], options: &Options) -> Result<Arc<Profile>, Refusal> {
    let texts: Vec<_> = grids.iter().flat_map(|grid| &grid.cells).map(|cell| words::joined(&cell.text).0).collect();
    profile_of(texts.iter().map(AsRef::as_ref), options)
}

/// The form that `texts` speak of, in the order in which they stand.
fn profile_of<'t>(texts: impl Iterator<Item = &'t str> + Clone, options: &Options) -> Result<Arc<Profile>, Refusal> {
    let named = options.profile.as_deref().filter(|name| *name != NO_PROFILE);
    if let Some(name) = named {
        return options.profiles.find(name).cloned().ok_or_else(|| Refusal::UnknownProfile(name.to_owned()));
    }
    let texts = texts.filter(|text| !text.is_empty() && !text.starts_with('#'));
    let one_a_line: String = texts.clone().flat_map(|text| [text, "\n"]).collect();
    // What has no form was tried by its headings before.
    let found = BookHead::read(&one_a_line, &options.profiles, None, None).profile.ok();
    found
        .filter(|profile| !profile.is_none())
        .ok_or_else(|| Refusal::NoForm(texts.take(3).map(|text| text.chars().take(20).collect()).collect()))
}

/// Mends and lays out what was found.
fn finish(draft: Draft, form: Option<&Profile>, options: &Options) -> Result<Imported, Refusal> {
    let mut settings = Settings {
        lang: options.lang,
        profiles: options.profiles.clone(),
        profile: form.map(|form| form.id.clone()).or_else(|| options.profile.clone()),
        ..Settings::default()
    };
    let named = options.profile.as_deref().and_then(|name| options.profiles.find(name)).map(|named| &**named);
    let profile = form.or(named).unwrap_or_else(|| by_headings(Traits::default()));
    let found_text = draft.text();
    let mut found = lint::lint(&found_text, &settings);
    // What was read by its headings is to be read so again.
    let mut stated = form.is_some() || !profile.is_none();
    let otherwise =
        |found: &lint::Outcome| found.sheets == 0 || found.forms.iter().any(|form| !form.profile.by_headings());
    if draft.by_headings && otherwise(&found) {
        settings.profile = Some(NO_PROFILE.to_owned());
        found = lint::lint(&found_text, &settings);
        stated = true;
    }
    // What its headings make a sheet need not say whose it is.
    if found.sheets == 0 && form.is_some() {
        return Err(Refusal::NoSheet(profile.sections[profile.identity()].label.text.clone()));
    }
    let mut text = found_text;
    let mut remaining = lint::Outcome::default();
    // What the text says of its sheets, where it is as it was read last.
    let mut head = None;
    for round in 0..ROUNDS {
        // The first time it is known already what is wrong.
        let fixed = match round {
            0 => lint::fix_found(&text, Cow::Borrowed(&found), &settings, Applicability::Safe),
            _ => lint::fix(&text, &settings, Applicability::Safe),
        };
        // A text may be as large as its source, and two at a time are enough.
        text.clear();
        text.shrink_to_fit();
        remaining = fixed.remaining;
        let read = remaining.head.clone().unwrap_or_else(|| lint::head_of(&fixed.text, &settings));
        let laid_out = format_by(read.clone(), &fixed.text, &settings);
        let done = laid_out == fixed.text;
        text = laid_out;
        if done {
            head = Some(read).filter(|_| settings.profile.is_none());
            break;
        }
    }
    let mut lacks_form = false;
    if stated {
        // A book whose form would not be recognised says which one it is.
        let anew = Settings { profile: None, ..settings.clone() };
        let unsaid = |head: &BookHead| {
            profile.is_none() || !head.profile.as_ref().is_ok_and(|recognised| recognised.id == profile.id)
        };
        let head = head.unwrap_or_else(|| lint::head_of(&text, &anew));
        lacks_form = unsaid(&head);
        // Whoever reads a book that says nothing may find another form in a sheet of it.
        if options.profile.is_none() && form.is_some() && !lacks_form {
            let fixed = lint::fix_by(head, &text, &anew, Applicability::Safe);
            let differs = |(one, other): (&SheetForm, &SheetForm)| !Arc::ptr_eq(&one.profile, &other.profile);
            if fixed.text != text || fixed.remaining.forms.iter().zip(&remaining.forms).any(differs) {
                text = format(&fixed.text, &anew);
                remaining = lint::lint(&text, &settings);
                lacks_form = unsaid(&lint::head_of(&text, &anew));
            }
        }
    }
    let account = Account {
        draft: &draft,
        found: &found.findings,
        text: &text,
        remaining: &remaining.findings,
        profile,
        lang: options.lang,
    };
    let mut report = account.report();
    if lacks_form {
        text.insert_str(0, &format!("# mubiao: profile = {}\n", profile.id));
        let Report { mended, doubts, left } = &mut report;
        for row in [mended, doubts, left].into_iter().flatten().filter_map(|entry| entry.row.as_mut()) {
            *row += 1;
        }
    }
    Ok(Imported { text, sheets: found.sheets.max(1), report, remaining: remaining.findings })
}

/// How often a book is mended and laid out at most.
const ROUNDS: usize = 4;
