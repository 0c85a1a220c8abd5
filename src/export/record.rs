//! A book as other systems read it: the field names of the budget management system where it has them, version 1.

use crate::profile::{ColumnKind, Profile, Profiles, Shape};
use crate::sheet::{BookHead, Forms, CellRef, Columns, NO_CELL, NoProfile, RowRole, Sheet as SheetView};
use crate::syntax::read_sheets;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the format. It grows when a field goes away or changes its meaning, not when one is added.
pub(crate) const VERSION: u32 = 1;

/// Where an item of a list has what no column takes.
pub(crate) const STRAY: &str = "stray";

/// What `format` says.
pub(crate) const FORMAT: &str = "mubiao-book";

/// A book.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Book {
    pub(crate) format: String,
    pub(crate) version: u32,
    pub(crate) profile: String,
    #[serde(default)]
    pub(crate) title: Option<String>,
    #[serde(default)]
    pub(crate) fiscal_year: Option<i32>,
    pub(crate) sheets: Vec<Sheet>,
}

/// A sheet. The codes are read off its identity, which the section of that kind holds whole.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Sheet {
    /// The fiscal division, nine digits.
    #[serde(default)]
    pub(crate) mof_div_code: Option<String>,
    #[serde(default)]
    pub(crate) fiscal_year: Option<i32>,
    /// The department: the first group of the unit's code.
    #[serde(default)]
    pub(crate) dept_code: Option<String>,
    #[serde(default)]
    pub(crate) agency_code: Option<String>,
    #[serde(default)]
    pub(crate) agency_name: Option<String>,
    pub(crate) sections: Vec<Section>,
}

/// A section, in the order of the sheet. One of the fields below `label` holds what it states.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Section {
    /// Its id in the profile; null when the label is none of the form's.
    #[serde(default)]
    pub(crate) id: Option<String>,
    pub(crate) label: String,
    /// The value of a field; amounts are exact decimals in the unit of the form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<String>,
    /// The goal or another text, one paragraph a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) kpi_target: Option<String>,
    /// The rows of a breakdown or of a section that is none of the form's, cell by cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) rows: Option<Vec<Vec<String>>>,
    /// The rows of a list, by the ids of its columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) items: Option<Vec<BTreeMap<String, String>>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) indicators: Option<Vec<Indicator>>,
}

/// An indicator.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Indicator {
    #[serde(default)]
    pub(crate) kpi_lv1: String,
    #[serde(default)]
    pub(crate) kpi_lv2: String,
    #[serde(default)]
    pub(crate) kpi_lv3: String,
    /// 1 ≥, 2 ＞, 3 ＝, 4 ＜, 5 ≤, 6 qualitative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) computesign: Option<String>,
    /// The operator as the sheet writes it.
    #[serde(default)]
    pub(crate) operator: String,
    #[serde(default)]
    pub(crate) kpi_val: String,
    #[serde(default)]
    pub(crate) meterunit: String,
    #[serde(default)]
    pub(crate) deadline: String,
    /// Further columns of the form, by their ids.
    #[serde(default, flatten)]
    pub(crate) other: BTreeMap<String, String>,
    /// A row whose values do not tell their columns, cell by cell; the fields above are then empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) cells: Option<Vec<String>>,
}

impl Indicator {
    /// The field of a column of that kind; `None` for a column that has none of its own.
    pub(crate) fn field(&mut self, kind: ColumnKind) -> Option<&mut String> {
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

/// The book that `text` states.
pub(crate) fn book(
    text: &str,
    profiles: &Profiles,
    profile: Option<&str>,
    fiscal_year: Option<i32>,
) -> Result<Book, NoProfile> {
    let head = BookHead::read(text, profiles, profile, fiscal_year);
    let profile = head.profile.clone()?;
    let mut forms = Forms::of(profile.clone(), &head, profiles);
    let mut book = Book {
        format: FORMAT.to_owned(),
        version: VERSION,
        profile: profile.id.clone(),
        title: None,
        fiscal_year: head.fiscal_year,
        sheets: Vec::new(),
    };
    read_sheets(text, &*profile, |_, own, syntax| {
        let form = forms.next(own, syntax);
        let sheet = form.read(own, syntax);
        if syntax.headed() {
            book.sheets.push(self::sheet(&sheet));
        } else if let Some(row) = sheet.roles.iter().position(|role| *role == RowRole::Title) {
            book.title = sheet
                .values(row as u32)
                .next()
                .map(|(cell, _)| sheet.value(CellRef { row: row as u32, cell }).to_owned());
        }
    });
    Ok(book)
}

fn sheet(sheet: &SheetView<'_>) -> Sheet {
    let identity = sheet.identity();
    let part = |range: Option<crate::text::TextRange>| range.map(|range| sheet.text[range.usize()].to_owned());
    let code = identity.and_then(|identity| part(identity.code));
    Sheet {
        mof_div_code: identity.and_then(|identity| part(identity.division)),
        fiscal_year: sheet.fiscal_year,
        dept_code: code.as_deref().map(|code| code.chars().take(3).collect()),
        agency_code: code,
        agency_name: identity.and_then(|identity| part(identity.name)),
        sections: (0..sheet.sections.len()).map(|open| section(sheet, open)).collect(),
    }
}

fn section(sheet: &SheetView<'_>, open: usize) -> Section {
    let view = &sheet.sections[open];
    let known = view.section.filter(|_| !view.duplicate).map(|section| &sheet.profile.sections[section]);
    let mut out = Section {
        id: known.map(|section| section.id.clone()),
        label: known.map_or_else(|| sheet.value(view.label).to_owned(), |section| section.label.text.clone()),
        ..Section::default()
    };
    let cells = |row: u32| sheet.values_of(open, row).into_iter().map(|at| sheet.value(at).to_owned()).collect();
    let rows = || sheet.rows_of(open).into_iter().map(cells).collect::<Vec<Vec<String>>>();
    match known.map(|section| &section.shape) {
        Some(Shape::Field(_))
            if sheet.rows_of(open).len() == 1 && sheet.values_of(open, view.first as u32).len() < 2 =>
        {
            out.value = Some(sheet.field(open).map_or_else(String::new, |at| sheet.value(at).to_owned()));
        }
        Some(Shape::Text) if sheet.rows_of(open).into_iter().all(|row| sheet.values_of(open, row).len() < 2) => {
            let paragraphs = sheet.paragraphs(open);
            out.kpi_target = Some(paragraphs.iter().map(|&at| sheet.value(at)).collect::<Vec<_>>().join("\n"));
        }
        Some(Shape::List(columns)) => {
            let item = |row: u32| {
                let item = sheet.items.iter().map(|(_, item)| item).find(|item| item.row == row)?;
                let mut cells: BTreeMap<String, String> = BTreeMap::new();
                for (at, column) in columns.iter().enumerate().filter(|(at, _)| item.cells[*at] != NO_CELL) {
                    let cell = CellRef { row, cell: u32::from(item.cells[at]) };
                    cells.insert(column.id.clone(), sheet.value(cell).to_owned());
                }
                if !item.stray.is_empty() {
                    let stray = item.stray.iter().map(|&cell| sheet.value(CellRef { row, cell }));
                    cells.insert(STRAY.to_owned(), stray.collect::<Vec<_>>().join(" "));
                }
                Some(cells)
            };
            out.items = Some(sheet.rows_of(open).into_iter().filter_map(item).collect());
        }
        Some(Shape::Indicators(columns)) => {
            let indicator = |indicator: &crate::sheet::Indicator| match indicator.is_in_doubt() {
                true => Indicator { cells: Some(cells_as_typed(sheet, indicator.row)), ..Indicator::default() },
                false => self::indicator(sheet, indicator, columns),
            };
            out.indicators = Some(sheet.indicators.iter().map(indicator).collect());
        }
        _ => out.rows = Some(rows()),
    }
    out
}

fn cells_as_typed(sheet: &SheetView<'_>, row: u32) -> Vec<String> {
    let cells = (0..sheet.cells(row).len() as u32).skip(usize::from(sheet.is_labelled(row)));
    cells.map(|cell| sheet.value(CellRef { row, cell }).to_owned()).collect()
}

fn indicator(
    sheet: &SheetView<'_>,
    indicator: &crate::sheet::Indicator,
    columns: &[crate::profile::Column],
) -> Indicator {
    let mut out = Indicator::default();
    let value = |columns: &Columns, at: usize| match columns[at] {
        NO_CELL => String::new(),
        cell => sheet.value(CellRef { row: indicator.row, cell: u32::from(cell) }).to_owned(),
    };
    for (at, column) in columns.iter().enumerate() {
        let parent = match column.kind {
            ColumnKind::Class => indicator.class,
            ColumnKind::Group => indicator.group,
            _ => None,
        };
        let text = parent.map_or_else(|| value(&indicator.columns, at), |at| sheet.value(at).to_owned());
        match out.field(column.kind) {
            Some(field) if field.is_empty() => *field = text,
            _ if text.is_empty() => {}
            _ => drop(out.other.insert(name_of(&column.id).to_owned(), text)),
        }
    }
    out.computesign = computesign(&out, sheet.profile).map(str::to_owned);
    out
}

/// The field name of a column that is none of the usual ones.
pub(crate) fn name_of(id: &str) -> &str {
    match id {
        "content" => "kpi_content",
        "standard" => "kpi_evalstd",
        "remark" => "kpi_remark",
        id => id,
    }
}

/// The code of the operator, which may stand in a cell of its own or before the value.
fn computesign(indicator: &Indicator, profile: &Profile) -> Option<&'static str> {
    let before: String = indicator.kpi_val.chars().take_while(|c| !c.is_ascii_digit()).collect();
    let written = if indicator.operator.is_empty() { before.trim() } else { indicator.operator.as_str() };
    let operator = profile.operator(written).or_else(|| Some(written).filter(|text| !text.is_empty()));
    match operator {
        Some(">=" | "≥") => Some("1"),
        Some(">" | "＞") => Some("2"),
        Some("=" | "＝") => Some("3"),
        Some("<" | "＜") => Some("4"),
        Some("<=" | "≤") => Some("5"),
        _ if !indicator.kpi_val.is_empty() && !indicator.kpi_val.starts_with(|c: char| c.is_ascii_digit()) => Some("6"),
        _ => None,
    }
}
