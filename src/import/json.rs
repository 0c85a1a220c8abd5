//! A book as data, as `mubiao export --to json` writes it.

mod count;
mod version1;

use super::Refusal;
use super::budget::{Budget, Resource};
use super::draft::{Draft, DraftRow};
use super::grid::{GridName, Place};
use super::words::joined;
use crate::export::record::{Book, FORMAT, Sheet, VERSION};
use rustc_hash::FxHashSet;
use serde::Deserialize;
use serde_json::value::RawValue;

pub(super) use version1::draft as draft_of_version1;

/// The data of a book.
pub(super) enum Data {
    /// Of version 1, which has one form.
    Version1(version1::Book),
    /// As they are written now.
    Book(Book),
}

/// Reads the data, once all that they hold is taken from the budget.
///
/// # Errors
/// When they are of another kind or version, or hold more than is read.
pub(super) fn read(text: &str) -> Result<Data, Refusal> {
    count::count(text, &mut Budget::of(text.len()))?;
    let head: Head<'_> = serde_json::from_str(text).map_err(|_| Refusal::JsonVersion(String::new()))?;
    let version = head.version.map_or("", RawValue::get);
    let format: Option<String> = head.format.and_then(|format| serde_json::from_str(format.get()).ok());
    if format.as_deref() != Some(FORMAT) {
        return Err(Refusal::JsonVersion(version.to_owned()));
    }
    let damaged = |error: serde_json::Error| Refusal::Damaged(error.to_string());
    match version {
        "1" => serde_json::from_str(text).map(Data::Version1).map_err(damaged),
        own if own == VERSION.to_string() => {
            let book: Book = serde_json::from_str(text).map_err(damaged)?;
            match book.sheets.iter().filter_map(Sheet::last_row).max() {
                Some(row) if row > LAST_ROW => Err(Refusal::Damaged(format!("row {row}"))),
                _ => Ok(Data::Book(book)),
            }
        }
        _ => Err(Refusal::JsonVersion(version.to_owned())),
    }
}

/// What data say of themselves.
#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow)]
    format: Option<&'a RawValue>,
    #[serde(borrow)]
    version: Option<&'a RawValue>,
}

/// No sheet has a row of a higher number.
const LAST_ROW: u32 = 1 << 24;

/// How many cells the rows of a book may have, the empty ones and the blank rows included, when its data have so many
/// bytes. A few characters place a cell far to the right, or say that a row lacks all of its cells.
pub(super) fn most_cells(size: usize) -> usize {
    (1_000_000 + size / 8).min(4_000_000)
}

/// The refusal of a book that has more.
fn too_many(size: usize) -> Refusal {
    Refusal::TooMuch(Resource::Cells, most_cells(size) as u64)
}

/// The profile that all sheets have; `None` where they have several, or none.
pub(super) fn profile(book: &Book) -> Option<&str> {
    let mut all = book.sheets.iter().map(|sheet| sheet.form.profile.as_deref());
    let first = all.next().flatten()?;
    all.all(|profile| profile == Some(first)).then_some(first)
}

/// The rows of a book whose data have `size` bytes.
///
/// # Errors
/// When they have more cells than are read.
pub(super) fn draft(book: &Book, size: usize) -> Result<Draft, Refusal> {
    let (mut draft, mut left) = (Draft::default(), most_cells(size));
    for (at, sheet) in book.sheets.iter().enumerate() {
        if at > 0 {
            draft.rows.push(DraftRow::default());
        }
        draft.open = true;
        let own = sheet.rows(&mut left).ok_or_else(|| too_many(size))?;
        rows(sheet, own, at + 1, &mut draft);
    }
    Ok(draft)
}

fn rows(sheet: &Sheet, own: Vec<Vec<String>>, number: usize, draft: &mut Draft) {
    let comments: FxHashSet<&str> =
        sheet.other.iter().filter_map(|row| row.cells.first().map(String::as_str)).collect();
    for (at, cells) in own.into_iter().enumerate() {
        if cells.is_empty() {
            draft.rows.push(DraftRow::default());
            continue;
        }
        let place = |col: usize| Place { grid: GridName::Table(number), row: at as u32, col: col as u32 };
        let cells: Vec<(String, Option<Place>)> =
            cells.into_iter().enumerate().map(|(col, text)| (one_line(text), Some(place(col)))).collect();
        // What the data state as a comment is one.
        match cells.first() {
            Some((first, _)) if first.starts_with('#') && comments.contains(first.as_str()) => {
                draft.rows.push(DraftRow { cells });
            }
            _ => draft.row(cells),
        }
    }
}

/// A cell as it is written; another program may have put several lines into one.
fn one_line(text: String) -> String {
    if text.contains(['\n', '\r', '\t']) { joined(&text).0.into_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> Refusal {
        match read(text) {
            Err(refusal) => refusal,
            Ok(Data::Book(book)) => draft(&book, text.len()).map(|draft| draft.rows.len()).unwrap_err(),
            Ok(Data::Version1(_)) => panic!("it is read"),
        }
    }

    fn book(sheets: &str) -> String {
        format!("{{\"format\":\"mubiao-book\",\"version\":2,\"sheets\":[{sheets}]}}")
    }

    #[test]
    fn other_data_are_refused() {
        for text in ["[]", "7", "{}", "[\"mubiao-book\",2,[]]", "{\"format\":7,\"version\":\"x\"}"] {
            assert!(matches!(refused(text), Refusal::JsonVersion(_)), "{text}");
        }
        assert_eq!(refused("{\"version\": 3, \"format\": \"mubiao-book\"}"), Refusal::JsonVersion("3".to_owned()));
        assert!(matches!(refused(&book("{},")), Refusal::Damaged(_)));
        assert!(matches!(refused(&book(&"[".repeat(100_000))), Refusal::Damaged(_)), "it nests without end");
    }

    #[test]
    fn no_data_stand_for_far_more_than_they_are() {
        let most = |text: &str| Refusal::TooMuch(Resource::Cells, most_cells(text.len()) as u64);
        // Tables side by side, each one cell wide, with a row of its own.
        let tables: Vec<String> = (0..3000)
            .map(|row| format!("{{\"columns\":[\"甲\"],\"rows\":[[\"1\"]],\"row\":0,\"lines\":[{}]}}", row + 9))
            .collect();
        let wide = book(&format!("{{\"indicators\":[{}]}}", tables.join(",")));
        assert_eq!(refused(&wide), most(&wide));
        // Rows far from each other.
        let apart: Vec<String> =
            (0..2000).map(|row| format!("{{\"row\":{},\"cells\":[\"甲\"]}}", row * 1001)).collect();
        let apart = book(&format!("{{\"other\":[{}]}}", apart.join(",")));
        assert_eq!(refused(&apart), most(&apart));
        let far = book("{\"fields\":[{\"label\":\"甲\",\"row\":4294967294}]}");
        assert_eq!(refused(&far), Refusal::Damaged("row 4294967294".to_owned()));
        // Totals that each look at all columns.
        let columns = vec!["\"甲\""; 4000].join(",");
        let total = "{\"label\":\"合计\",\"columns\":[],\"values\":[],\"row\":9}";
        let totals = vec![total; 4000].join(",");
        let table = format!("{{\"columns\":[{columns}],\"rows\":[],\"row\":0}}");
        let totals = book(&format!("{{\"indicators\":[{table}],\"totals\":[{totals}]}}"));
        assert_eq!(refused(&totals), most(&totals));
    }

    #[test]
    fn rows_that_state_nothing_are_counted() {
        let items = vec!["{}"; 30_000].join(",");
        let head =
            "{\"format\":\"mubiao-book\",\"version\":1,\"profile\":\"liaoning-department\",\"sheets\":[{\"sections\":[";
        let text = format!(
            "{head}{{\"id\":\"performance-targets\",\"label\":\"年度绩效指标\",\"indicators\":[{items}]}}]}}]}}"
        );
        let Ok(Data::Version1(book)) = read(&text) else { panic!("it is read") };
        let profile = &crate::profile::builtin()[0];
        assert!(draft_of_version1(&book, profile, text.len()).is_ok());
        assert!(version1::rows_of(&book, profile, &mut 1000).is_none());
    }
}
