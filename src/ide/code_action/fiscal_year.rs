//! Bringing a sheet or a book to another fiscal year: deadlines, title and directive, and on request the years in the goal.

use super::{Action, ActionKind, Errand, Part, Work, touches};
use crate::diagnostic::say;
use crate::ide::{Analysis, SheetPlace};
use crate::profile::{ColumnKind, SectionKind};
use crate::sheet::{CellRef, Deadline, Order, RowRole, Sheet, read_deadline, read_directive, years_in};
use crate::text::{Edit, TextRange};

/// How far a change of the year reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// One sheet.
    Sheet,
    /// The whole book.
    Book,
}

impl Analysis {
    /// Offers the sheet for another year where `range` touches its head or a deadline: for the book's year when the sheet
    /// has another one, otherwise for the next one, and then the whole book too.
    pub(super) fn fiscal_years(&self, place: &SheetPlace, range: TextRange, actions: &mut Vec<Action>) {
        let sheet = place.sheet();
        if !states_year(&sheet, place, range) {
            return;
        }
        let Some(own) = year(&sheet) else { return };
        let lang = self.lang();
        let to = self.head().fiscal_year.filter(|book| *book != own).unwrap_or(own + 1);
        let mut add = |title: String, work: Work| {
            let kind = ActionKind::Rewrite;
            actions.push(Action { kind, title, preferred: false, allows: false, finding: None, work });
        };
        let sheets = self.sheets().iter().filter(|sheet| sheet.syntax.headed()).count();
        if sheet.syntax.headed() && (sheets > 1 || self.head().fiscal_year.is_some_and(|book| book != own)) {
            let parts = sheet_parts(self, place, to, Reach::Sheet);
            if !parts.is_empty() {
                add(say!(lang, "把本表改到 {to} 年度", "bring this sheet to {to}"), Work::Done(parts));
            }
        }
        let to = self.head().fiscal_year.unwrap_or(own) + 1;
        let title = match sheets {
            0 | 1 => say!(lang, "改到 {to} 年度", "bring it to {to}"),
            _ => say!(lang, "把整套表改到 {to} 年度", "bring the whole book to {to}"),
        };
        add(title, Work::Later(Errand::BookYear(to)));
    }
}

/// Whether `range` touches what states a year in the sheet or what names it: title, directives, identity row, deadlines.
fn states_year(sheet: &Sheet<'_>, place: &SheetPlace, range: TextRange) -> bool {
    let identity = sheet.identity().map(|identity| identity.cell.row);
    let row = |row: u32| touches(place.in_text(sheet.row(row).range()), range);
    let heads = sheet.roles.iter().enumerate().any(|(at, role)| {
        let at = at as u32;
        match role {
            RowRole::Title => row(at),
            RowRole::Comment => row(at) && directive_year(sheet, at).is_some(),
            _ => Some(at) == identity && row(at),
        }
    });
    let deadlines = sheet.indicators.iter().filter_map(|of| sheet.indicator_cell(of, ColumnKind::Deadline));
    heads || deadlines.into_iter().any(|cell| touches(place.in_text(sheet.range(cell)), range))
}

/// The year that the sheet is for: that of most of its deadlines, otherwise the book's.
fn year(sheet: &Sheet<'_>) -> Option<i32> {
    let mut years: Vec<i32> = sheet.indicators.iter().filter_map(|of| of.deadline).map(|of| of.year).collect();
    years.sort_unstable();
    let longest = years.chunk_by(|one, other| one == other).max_by_key(|years| years.len());
    longest.map(|years| years[0]).or(sheet.fiscal_year)
}

/// The edits that bring the book to `to`.
pub(super) fn book(analysis: &Analysis, to: i32) -> Vec<Part> {
    let mut all: Vec<Part> = Vec::new();
    for place in analysis.places() {
        for part in sheet_parts(analysis, &place, to, Reach::Book) {
            match all.iter_mut().find(|known| known.label == part.label) {
                Some(known) => known.edits.extend(part.edits),
                None => all.push(part),
            }
        }
    }
    all
}

/// The edits that bring a sheet to `to`: what is certain, and the years in the goal, which a reader looks at.
fn sheet_parts(analysis: &Analysis, place: &SheetPlace, to: i32, reach: Reach) -> Vec<Part> {
    let sheet = place.sheet();
    let from = match reach {
        Reach::Sheet => year(&sheet),
        Reach::Book => analysis.head().fiscal_year.or_else(|| year(&sheet)),
    };
    let Some(from) = from.filter(|from| *from != to) else { return Vec::new() };
    let mut certain = Vec::new();
    for indicator in &sheet.indicators {
        let Some(cell) = sheet.indicator_cell(indicator, ColumnKind::Deadline) else { continue };
        certain.extend(deadline(&sheet, cell, to - from));
    }
    if reach == Reach::Book {
        certain.extend(head(&sheet, from, to));
    }
    let mut goal = Vec::new();
    if let Some((open, _)) = sheet.section(SectionKind::Goal) {
        for cell in sheet.paragraphs(open) {
            goal.extend(years(&sheet, sheet.range(cell), from, to));
        }
    }
    let lang = analysis.lang();
    [
        (say!(lang, "完成时限、标题的年度改为 {to}", "deadlines and title: {to}"), false, certain),
        (say!(lang, "绩效目标里的 {from} 年改为 {to} 年", "the year {from} in the goal: {to}"), true, goal),
    ]
    .into_iter()
    .filter(|(_, _, edits)| !edits.is_empty())
    .map(|(label, confirm, mut edits)| {
        edits.sort();
        Part { label, confirm, edits: edits.into_iter().map(|edit| edit.shifted(place.base)).collect() }
    })
    .collect()
}

/// A deadline so many years later, spelled as it was where its year stands in ASCII digits.
fn deadline(sheet: &Sheet<'_>, cell: CellRef, later: i32) -> Option<Edit> {
    let (text, range) = (sheet.value(cell), sheet.range(cell));
    let old = read_deadline(text)?;
    let new = old.in_year(old.year + later);
    if !(1900..2200).contains(&new.year) {
        return None;
    }
    let digits = old.year.to_string();
    match text.find(&digits) {
        Some(at) if new.day == old.day => {
            let start = range.start + at as u32;
            Some(Edit::replace(TextRange::new(start, start + digits.len() as u32), new.year.to_string()))
        }
        _ => Some(Edit::replace(range, Deadline::canonical(new))),
    }
}

/// The years of titles and directives.
fn head(sheet: &Sheet<'_>, from: i32, to: i32) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (row, role) in sheet.roles.iter().enumerate() {
        let range = sheet.row(row as u32).range();
        match role {
            RowRole::Title => edits.extend(years(sheet, range, from, to)),
            RowRole::Comment => {
                let place =
                    directive_year(sheet, row as u32).filter(|place| sheet.text[place.usize()] == from.to_string());
                edits.extend(place.map(|place| Edit::replace(place, to.to_string())));
            }
            _ => {}
        }
    }
    edits
}

/// Where the comment in `row` states the fiscal year as a directive.
fn directive_year(sheet: &Sheet<'_>, row: u32) -> Option<TextRange> {
    let range = sheet.row(row).range();
    let comment = &sheet.text[range.usize()];
    let Order::FiscalYear(year) = read_directive(comment)?.order else { return None };
    let at = comment.rfind(&year.to_string())?;
    let start = range.start + at as u32;
    Some(TextRange::new(start, start + 4))
}

/// The places in `range` that name the year `from`, as `to`.
fn years(sheet: &Sheet<'_>, range: TextRange, from: i32, to: i32) -> Vec<Edit> {
    let named = years_in(&sheet.text[range.usize()]).into_iter().filter(|(year, _)| *year == from);
    let place = |at: std::ops::Range<usize>| TextRange::new(range.start + at.start as u32, range.start + at.end as u32);
    named.map(|(_, at)| Edit::replace(place(at), to.to_string())).collect()
}
