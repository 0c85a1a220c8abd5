//! What the page is sent, as JSON.

use mubiao::diagnostic::Lang;
use mubiao::ide::{SheetForm, SheetTotals};
use mubiao::import;
use mubiao::text::{Document, Encoding, Position, TextRange};
use serde::Serialize;

/// `value` as JSON.
pub(crate) fn json(value: &impl Serialize) -> Result<String, String> {
    serde_json::to_string(value).map_err(|error| error.to_string())
}

/// A line and a column, both from 0; the column counts UTF-16.
#[derive(Debug, Serialize)]
pub(crate) struct Place {
    line: u32,
    character: u32,
}

/// From a place up to another.
#[derive(Debug, Serialize)]
pub(crate) struct Range {
    start: Place,
    end: Place,
}

impl Range {
    pub(crate) fn of(document: &Document, range: TextRange) -> Self {
        let place = |at: u32| {
            let Position { line, character } = document.position(at as usize, Encoding::Utf16);
            Place { line, character }
        };
        Self { start: place(range.start), end: place(range.end) }
    }
}

/// What a book is and how it came about.
#[derive(Serialize)]
pub(crate) struct About<'b> {
    /// The name of the file that it is written to.
    pub(crate) output: &'b str,
    pub(crate) version: i32,
    pub(crate) sheets: usize,
    /// Whether something can be taken back, and done again.
    pub(crate) undo: bool,
    pub(crate) redo: bool,
    /// What became of the texts of an office file; `null` for a book that was opened as it is.
    pub(crate) report: Option<&'b Report>,
}

/// What an import says of its source.
#[derive(Serialize)]
pub(crate) struct Report {
    mended: Vec<Note>,
    doubts: Vec<Note>,
    left_out: Vec<Note>,
}

#[derive(Serialize)]
struct Note {
    place: Option<String>,
    text: String,
    message: String,
    rule: Option<&'static str>,
}

impl Report {
    pub(crate) fn new(report: &import::Report, lang: Lang) -> Self {
        let note = |entry: &import::Entry| Note {
            place: entry.place.as_ref().map(|place| place.show(lang)),
            text: entry.text.clone(),
            message: entry.message.clone(),
            rule: entry.rule,
        };
        let notes = |entries: &[import::Entry]| entries.iter().map(note).collect();
        Self { mended: notes(&report.mended), doubts: notes(&report.doubts), left_out: notes(&report.left) }
    }
}

/// A sheet as it is printed, or why there is none.
#[derive(Serialize)]
pub(crate) struct FormAnswer {
    pub(crate) version: i32,
    pub(crate) sheets: usize,
    pub(crate) form: Option<SheetForm<Range>>,
    pub(crate) message: Option<String>,
}

/// The findings of a book.
#[derive(Serialize)]
pub(crate) struct FindingsAnswer {
    pub(crate) version: i32,
    /// How many there are: errors, warnings, information.
    pub(crate) counts: [usize; 3],
    /// How many have a safe fix.
    pub(crate) fixable: usize,
    pub(crate) rules: Vec<RuleCount>,
    pub(crate) list: Vec<Found>,
}

/// A rule and how often it was broken.
#[derive(Serialize)]
pub(crate) struct RuleCount {
    pub(crate) name: &'static str,
    pub(crate) summary: &'static str,
    pub(crate) count: usize,
}

/// A finding.
#[derive(Serialize)]
pub(crate) struct Found {
    /// Its index among all findings of the version.
    pub(crate) at: usize,
    pub(crate) code: &'static str,
    /// 1 error, 2 warning, 3 information.
    pub(crate) severity: u8,
    pub(crate) message: String,
    pub(crate) range: Range,
    /// The sheet, by index; `null` for what concerns no sheet.
    pub(crate) sheet: Option<usize>,
    pub(crate) fixes: Vec<FixTitle>,
}

/// A way to mend a finding.
#[derive(Serialize)]
pub(crate) struct FixTitle {
    pub(crate) title: String,
    pub(crate) safe: bool,
}

/// The units of a file.
#[derive(Serialize)]
pub(crate) struct UnitsAnswer {
    pub(crate) units: Vec<Unit>,
    /// How many findings the file has: errors, warnings, information.
    pub(crate) counts: [usize; 3],
    /// The first finding of a file without a sheet.
    pub(crate) message: Option<String>,
}

/// A unit: what it comes to, and its findings.
#[derive(Serialize)]
pub(crate) struct Unit {
    #[serde(flatten)]
    pub(crate) totals: SheetTotals<Range>,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
}

/// A form of which a new sheet can be made.
#[derive(Serialize)]
pub(crate) struct FormName {
    pub(crate) id: String,
    pub(crate) name: String,
    /// How the unit is written.
    pub(crate) unit: String,
}
