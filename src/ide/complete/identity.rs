//! What can stand for a budget unit: the codes of the book, and fiscal divisions.

use super::{Candidate, CompletionKind, Context, Doc, Snippet};
use crate::diagnostic::say;
use crate::division;
use crate::ide::Analysis;
use crate::pinyin::Query;
use crate::profile::{Pattern, Piece};
use crate::text::TextRange;

/// The most divisions that are offered at once.
const MOST: usize = 60;

/// What can stand at the place, and what of the cell it replaces.
pub(super) fn candidates(context: &Context<'_, '_>) -> (TextRange, Vec<Candidate>) {
    let (sheet, spot) = (context.sheet, context.spot);
    let pattern = sheet.profile.pattern();
    let typed = spot.typed(sheet);
    let digits = typed.trim_start_matches(BRACKETS);
    if digits.chars().all(|c| c.is_ascii_digit()) {
        if !pattern.has_code() {
            return (spot.range, Vec::new());
        }
        // The name behind the code stays.
        let value = &sheet.text[spot.range.usize()];
        let rest = value.trim_start_matches(BRACKETS).trim_start_matches(|c: char| c.is_ascii_digit());
        if rest.trim().is_empty() {
            return (spot.range, codes(context, Some(pattern)));
        }
        let start = spot.cursor - digits.len() as u32;
        return (TextRange::new(start, (spot.range.end - rest.len() as u32).max(spot.cursor)), codes(context, None));
    }
    let dash = typed.rfind(['-', '－']).filter(|_| pattern.has_division());
    let Some(dash) = dash else { return (spot.range, Vec::new()) };
    let behind = dash + typed[dash..].chars().next().map_or(0, char::len_utf8);
    let start = spot.cursor - (typed.len() - behind) as u32;
    (TextRange::new(start, spot.range.end), divisions(context, &typed[..dash], &typed[behind..]))
}

/// What a code may stand in.
const BRACKETS: [char; 4] = ['[', '【', '(', '（'];

/// The budget units of the book: what stands for each in its first row.
fn units(analysis: &Analysis) -> impl Iterator<Item = &str> {
    analysis.sheets().iter().filter(|sheet| sheet.syntax.headed()).filter_map(|sheet| {
        let row = sheet.syntax.rows().iter().find(|row| !row.comment)?;
        let cell = sheet.syntax.cells(row).iter().filter(|cell| !cell.is_empty()).nth(1)?;
        sheet.text.get((row.start + cell.start) as usize..(row.start + cell.end) as usize)
    })
}

/// The code that a budget unit begins with, in brackets or not, and what follows it.
fn code(unit: &str) -> Option<(&str, &str)> {
    let text = unit.trim_start_matches(BRACKETS);
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| (&text[..end], text[end..].trim_start_matches([']', '】', ')', '）', '-'])))
}

/// The nine digits that a budget unit ends in.
fn division_of(unit: &str) -> Option<&str> {
    let digits = &unit[unit.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
    (digits.len() == 9).then_some(digits)
}

/// The next free code, in `pattern` with places for the rest where nothing follows it, and the codes that the book has.
pub(super) fn codes(context: &Context<'_, '_>, pattern: Option<&Pattern>) -> Vec<Candidate> {
    let lang = context.lang;
    let own = context.spot.value(context.sheet);
    let units: Vec<&str> = units(context.analysis).filter(|unit| *unit != own).collect();
    let mut all = Vec::new();
    let last = units.iter().filter_map(|unit| code(unit)).map(|(code, _)| code).max_by_key(|code| (code.len(), *code));
    if let Some(next) = last.and_then(next) {
        let mut insert = Snippet::default();
        for piece in pattern.map_or(&[Piece::Code][..], Pattern::pieces) {
            match piece {
                Piece::Code => insert.text(&next),
                Piece::Name => insert.stop(""),
                Piece::Division => insert.stop(units.iter().find_map(|unit| division_of(unit)).unwrap_or_default()),
                Piece::Text(text) => insert.text(text),
            }
        }
        let detail = say!(lang, "下一个代码", "the next code");
        let keys = BRACKETS.iter().map(|bracket| format!("{bracket}{next}")).collect();
        all.push(Candidate { detail, insert, keys, ..Candidate::new(&next, CompletionKind::BudgetUnit) });
    }
    all.extend(units.iter().filter_map(|unit| code(unit)).map(|(code, rest)| Candidate {
        detail: rest.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-').to_owned(),
        keys: vec![rest.to_owned()],
        used: true,
        ..Candidate::new(code, CompletionKind::BudgetUnit)
    }));
    all
}

/// The code behind `code` of the same length.
fn next(code: &str) -> Option<String> {
    let number: u64 = code.parse().ok()?;
    let next = format!("{:0width$}", number.checked_add(1)?, width = code.len());
    (next.len() == code.len()).then_some(next)
}

/// The divisions that the book has, that a unit of that name lies in, and that `typed` finds.
fn divisions(context: &Context<'_, '_>, unit: &str, typed: &str) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::new();
    let mut add = |nine: String, rank: u8| {
        if all.len() >= MOST || all.iter().any(|known| known.label == nine) {
            return;
        }
        let path = division::path(&nine[..6]).unwrap_or_default();
        all.push(Candidate {
            keys: vec![path.clone()],
            detail: path,
            rank,
            doc: Some(Doc::Division(nine[..6].to_owned())),
            ..Candidate::new(&nine, CompletionKind::Division)
        });
    };
    let own = context.spot.value(context.sheet);
    for nine in units(context.analysis).filter(|unit| *unit != own).filter_map(division_of) {
        add(nine.to_owned(), 0);
    }
    let name = unit.trim_start_matches(|c: char| c.is_ascii_digit());
    let begins = |division: &str| division.chars().count() > 1 && name.starts_with(division);
    let named = division::in_force().filter(|(_, division)| begins(division));
    named.for_each(|(code, _)| add(format!("{code}000"), 1));
    if typed.is_empty() {
        return all;
    }
    let digits = typed.bytes().all(|byte| byte.is_ascii_digit());
    let query = Query::new(typed);
    let six = typed.get(..6).unwrap_or(typed);
    let found = division::in_force()
        .filter(|(code, division)| if digits { code.starts_with(six) } else { query.find(division).is_some() });
    found.for_each(|(code, _)| add(format!("{code}000"), 2));
    all
}
