//! A book as data, as `mubiao export --to json` writes it.

mod version1;

use super::Refusal;
use super::draft::{Draft, DraftRow};
use super::grid::{GridName, Place};
use super::words::joined;
use crate::export::record::{Book, FORMAT, Sheet, VERSION};

pub(super) use version1::draft as draft_of_version1;

/// The data of a book.
pub(super) enum Data {
    /// Of version 1, which has one form.
    Version1(version1::Book),
    /// As they are written now.
    Book(Book),
}

/// Reads the data.
///
/// # Errors
/// When they are of another kind or version.
pub(super) fn read(text: &str) -> Result<Data, Refusal> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| Refusal::Damaged(error.to_string()))?;
    let version = value.get("version").map_or_else(String::new, ToString::to_string);
    let damaged = |error: serde_json::Error| Refusal::Damaged(error.to_string());
    if value.get("format").and_then(|format| format.as_str()) != Some(FORMAT) {
        return Err(Refusal::JsonVersion(version));
    }
    match version.as_str() {
        "1" => serde_json::from_value(value).map(Data::Version1).map_err(damaged),
        own if own == VERSION.to_string() => serde_json::from_value(value).map(Data::Book).map_err(damaged),
        _ => Err(Refusal::JsonVersion(version)),
    }
}

/// The profile that all sheets have; `None` where they have several, or none.
pub(super) fn profile(book: &Book) -> Option<&str> {
    let mut all = book.sheets.iter().map(|sheet| sheet.form.profile.as_deref());
    let first = all.next().flatten()?;
    all.all(|profile| profile == Some(first)).then_some(first)
}

/// The rows of a book.
pub(super) fn draft(book: &Book) -> Draft {
    let mut draft = Draft::default();
    for (at, sheet) in book.sheets.iter().enumerate() {
        if at > 0 {
            draft.rows.push(DraftRow::default());
        }
        draft.open = true;
        rows(sheet, at + 1, &mut draft);
    }
    draft
}

fn rows(sheet: &Sheet, number: usize, draft: &mut Draft) {
    let comments: Vec<&str> = sheet.other.iter().filter_map(|row| row.cells.first().map(String::as_str)).collect();
    for (at, cells) in sheet.rows().into_iter().enumerate() {
        if cells.is_empty() {
            draft.rows.push(DraftRow::default());
            continue;
        }
        let place = |col: usize| Place { grid: GridName::Table(number), row: at as u32, col: col as u32 };
        let cells: Vec<(String, Option<Place>)> =
            cells.into_iter().enumerate().map(|(col, text)| (one_line(text), Some(place(col)))).collect();
        // What the data state as a comment is one.
        match cells.first() {
            Some((first, _)) if first.starts_with('#') && comments.contains(&first.as_str()) => {
                draft.rows.push(DraftRow { cells });
            }
            _ => draft.row(cells),
        }
    }
}

/// A cell as it is written; another program may have put several lines into one.
fn one_line(text: String) -> String {
    if text.contains(['\n', '\r', '\t']) { joined(&text).0 } else { text }
}
