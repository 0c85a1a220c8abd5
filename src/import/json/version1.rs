//! Version 1 of a book as data: one form a book, and the field names of the budget management system.

use super::super::draft::Draft;
use super::super::grid::{GridName, Place};
use super::super::words::{joined, paragraphs};
use crate::export::record::system_name;
use crate::import::Refusal;
use crate::profile::{Column, ColumnKind, Profile};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Where an item of a list has what no column takes.
const STRAY: &str = "stray";

/// A book.
#[derive(Debug, Deserialize)]
pub(in crate::import) struct Book {
    pub(in crate::import) profile: String,
    #[serde(default)]
    pub(super) title: Option<String>,
    pub(super) sheets: Vec<Sheet>,
}

/// A sheet. Its codes stand in the section of its identity too.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Sheet {
    pub(super) sections: Vec<Section>,
}

/// A section, in the order of the sheet. One of the fields below `label` holds what it states.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Section {
    /// Its id in the profile; null when the label is none of the form's.
    #[serde(default)]
    pub(super) id: Option<String>,
    pub(super) label: String,
    /// The value of a field; amounts are exact decimals in the unit of the form.
    #[serde(default)]
    pub(super) value: Option<String>,
    /// The goal or another text, one paragraph a line.
    #[serde(default)]
    pub(super) kpi_target: Option<String>,
    /// The rows of a breakdown or of a section that is none of the form's, cell by cell.
    #[serde(default)]
    pub(super) rows: Option<Vec<Vec<String>>>,
    /// The rows of a list, by the ids of its columns.
    #[serde(default)]
    pub(super) items: Option<Vec<BTreeMap<String, String>>>,
    #[serde(default)]
    pub(super) indicators: Option<Vec<Indicator>>,
}

/// An indicator.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Indicator {
    #[serde(default)]
    pub(super) kpi_lv1: String,
    #[serde(default)]
    pub(super) kpi_lv2: String,
    #[serde(default)]
    pub(super) kpi_lv3: String,
    /// The operator as the sheet writes it.
    #[serde(default)]
    pub(super) operator: String,
    #[serde(default)]
    pub(super) kpi_val: String,
    #[serde(default)]
    pub(super) meterunit: String,
    #[serde(default)]
    pub(super) deadline: String,
    /// Further columns of the form, by their ids.
    #[serde(default, flatten)]
    pub(super) other: BTreeMap<String, String>,
    /// A row whose values do not tell their columns, cell by cell; the fields above are then empty.
    #[serde(default)]
    pub(super) cells: Option<Vec<String>>,
}

impl Indicator {
    /// The field of a column of that kind; `None` for a column that has none of its own.
    pub(super) fn field(&mut self, kind: ColumnKind) -> Option<&mut String> {
        Some(match kind {
            ColumnKind::Class => &mut self.kpi_lv1,
            ColumnKind::Group => &mut self.kpi_lv2,
            ColumnKind::Name => &mut self.kpi_lv3,
            ColumnKind::Operator => &mut self.operator,
            ColumnKind::Value | ColumnKind::Target => &mut self.kpi_val,
            ColumnKind::Measure => &mut self.meterunit,
            ColumnKind::Deadline => &mut self.deadline,
            _ => return None,
        })
    }
}

/// The rows of a book of the form `profile` whose data have `size` bytes.
///
/// # Errors
/// When they have more cells than are read.
pub(in crate::import) fn draft(book: &Book, profile: &Profile, size: usize) -> Result<Draft, Refusal> {
    rows_of(book, profile, &mut super::most_cells(size)).ok_or_else(|| super::too_many(size))
}

/// The same; `None` when they have more cells than are `left`.
pub(super) fn rows_of(book: &Book, profile: &Profile, left: &mut usize) -> Option<Draft> {
    let mut draft = Draft::default();
    let mut rows = Rows { draft: &mut draft, sheet: 1, row: 0, left: Some(*left) };
    if let Some(title) = &book.title {
        rows.add(vec![title.clone()]);
    }
    for (at, sheet) in book.sheets.iter().enumerate() {
        (rows.sheet, rows.row) = (at + 1, 0);
        rows.draft.begin();
        sheet.sections.iter().for_each(|section| rows.section(section, profile));
    }
    *left = rows.left?;
    Some(draft)
}

struct Rows<'a> {
    draft: &'a mut Draft,
    /// The number of the sheet, from 1.
    sheet: usize,
    /// The row in it, from 0.
    row: u32,
    /// How many cells may still be made; `None` when it were more.
    left: Option<usize>,
}

impl Rows<'_> {
    fn add(&mut self, cells: Vec<String>) {
        self.left = self.left.and_then(|left| left.checked_sub(cells.len()));
        if self.left.is_none() {
            return;
        }
        let place = |col: usize| Place { grid: GridName::Table(self.sheet), row: self.row, col: col as u32 };
        let cells =
            cells.into_iter().enumerate().map(|(col, text)| (joined(&text).0.into_owned(), Some(place(col)))).collect();
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
        let other = || indicator.other.get(system_name(&column.id).unwrap_or(&column.id)).cloned().unwrap_or_default();
        row.push(match left.field(column.kind) {
            Some(field) if !field.is_empty() => std::mem::take(field),
            _ => other(),
        });
    }
    row
}
