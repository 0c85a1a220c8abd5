//! A book as data, as `mubiao export --to json` writes it.

use super::Refusal;
use super::draft::Draft;
use super::grid::{GridName, Place};
use super::words::{joined, paragraphs};
use crate::export::record::{Book, FORMAT, Indicator, STRAY, Section, VERSION, name_of};
use crate::profile::{Column, Profile};

/// Reads the data.
///
/// # Errors
/// When they are of another kind or version.
pub(super) fn book(text: &str) -> Result<Book, Refusal> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| Refusal::Damaged(error.to_string()))?;
    let version = value.get("version").map_or_else(String::new, ToString::to_string);
    if value.get("format").and_then(|format| format.as_str()) != Some(FORMAT) || version != VERSION.to_string() {
        return Err(Refusal::JsonVersion(version));
    }
    serde_json::from_value(value).map_err(|error| Refusal::Damaged(error.to_string()))
}

/// The rows of a book of the form `profile`.
pub(super) fn draft(book: &Book, profile: &Profile) -> Draft {
    let mut draft = Draft::default();
    let mut rows = Rows { draft: &mut draft, sheet: 1, row: 0 };
    if let Some(title) = &book.title {
        rows.add(vec![title.clone()]);
    }
    for (at, sheet) in book.sheets.iter().enumerate() {
        (rows.sheet, rows.row) = (at + 1, 0);
        rows.draft.begin();
        sheet.sections.iter().for_each(|section| rows.section(section, profile));
    }
    draft
}

struct Rows<'a> {
    draft: &'a mut Draft,
    /// The number of the sheet, from 1.
    sheet: usize,
    /// The row in it, from 0.
    row: u32,
}

impl Rows<'_> {
    fn add(&mut self, cells: Vec<String>) {
        let place = |col: usize| Place { grid: GridName::Table(self.sheet), row: self.row, col: col as u32 };
        let cells = cells.into_iter().enumerate().map(|(col, text)| (joined(&text).0, Some(place(col)))).collect();
        self.draft.row(cells);
        self.row += 1;
    }

    fn section(&mut self, section: &Section, profile: &Profile) {
        let label = || section.label.clone();
        let known = section.id.as_deref().and_then(|id| profile.sections.iter().find(|known| known.id == id));
        let columns = known.map_or(&[][..], |section| section.columns());
        // The label stands in the first row of headers.
        let headers = known.map_or_else(label, |section| section.header_rows());
        let headers = || headers.split('\n').map(|row| row.split('\t').map(str::to_owned).collect::<Vec<_>>());
        if let Some(value) = &section.value {
            self.add(vec![label(), value.clone()]);
        } else if let Some(text) = &section.kpi_target {
            let mut lines = paragraphs(text).into_iter();
            self.add(std::iter::once(label()).chain(lines.next()).collect());
            lines.for_each(|line| self.add(vec![String::new(), line]));
        } else if let Some(rows) = &section.rows {
            if rows.is_empty() {
                self.add(vec![label()]);
            }
            for (at, row) in rows.iter().enumerate() {
                let first = if at == 0 { label() } else { String::new() };
                self.add(std::iter::once(first).chain(row.iter().cloned()).collect());
            }
        } else if let Some(items) = &section.items {
            headers().for_each(|row| self.add(row));
            for item in items {
                let value = |column: &Column| item.get(&column.id).cloned().unwrap_or_default();
                let stray = item.get(STRAY).cloned();
                self.add(std::iter::once(String::new()).chain(columns.iter().map(value)).chain(stray).collect());
            }
        } else if let Some(indicators) = &section.indicators {
            headers().for_each(|row| self.add(row));
            for indicator in indicators {
                self.add(indicator_row(indicator, columns));
            }
        } else {
            self.add(vec![label()]);
        }
    }
}

/// The row of an indicator: label cell, then the columns of the form.
fn indicator_row(indicator: &Indicator, columns: &[Column]) -> Vec<String> {
    if let Some(cells) = &indicator.cells {
        return cells.clone();
    }
    let mut row = vec![String::new()];
    // A field goes to the first column of its kind.
    let mut left = Indicator {
        kpi_lv1: indicator.kpi_lv1.clone(),
        kpi_lv2: indicator.kpi_lv2.clone(),
        kpi_lv3: indicator.kpi_lv3.clone(),
        operator: indicator.operator.clone(),
        kpi_val: indicator.kpi_val.clone(),
        meterunit: indicator.meterunit.clone(),
        deadline: indicator.deadline.clone(),
        ..Indicator::default()
    };
    for column in columns {
        let other = || indicator.other.get(name_of(&column.id)).cloned().unwrap_or_default();
        row.push(match left.field(column.kind) {
            Some(field) if !field.is_empty() => std::mem::take(field),
            _ => other(),
        });
    }
    row
}
