//! A book as data, version 2: what each sheet says, by its own labels and headers, whatever its form.

mod headings;
mod layout;
mod sections;

use crate::outline::{Kind, Level, Notion};
use crate::profile::Profiles;
use crate::sheet::{BookHead, CellRef, Forms, Headings, NoProfile, RowRole, Sheet as SheetView};
use crate::syntax::{SheetSyntax, read_sheets};
use crate::text::TextRange;
use crate::text::compatible::Reading;
use serde::{Deserialize, Serialize};

/// The version of the format. It grows when a field goes away or changes its meaning, not when one is added.
pub(crate) const VERSION: u32 = 2;

/// What `format` says.
pub(crate) const FORMAT: &str = "mubiao-book";

/// A book.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Book {
    pub(crate) format: String,
    pub(crate) version: u32,
    pub(crate) sheets: Vec<Sheet>,
}

/// A sheet. Rows count from 0, the first row of the sheet.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Sheet {
    #[serde(default)]
    pub(crate) form: Form,
    /// The fiscal division, nine digits. This and what follows is read off the identity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) mof_div_code: Option<String>,
    /// The department: the first group of the unit's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) dept_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) agency_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) agency_name: Option<String>,
    #[serde(default)]
    pub(crate) fields: Vec<Field>,
    #[serde(default)]
    pub(crate) tables: Vec<Table>,
    #[serde(default)]
    pub(crate) texts: Vec<Text>,
    #[serde(default)]
    pub(crate) indicators: Vec<Table>,
    #[serde(default)]
    pub(crate) totals: Vec<Total>,
    /// What stands around the table, a line each, its cells joined by a blank.
    #[serde(default)]
    pub(crate) furniture: Vec<String>,
    /// Comments, directives, and rows that belong to nothing or are in doubt. A row that stands here stands nowhere else.
    #[serde(default)]
    pub(crate) other: Vec<Printed>,
    /// Rows whose cells stand elsewhere than the rest says, as they are printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) printed: Vec<Printed>,
    /// The row of the text that its first row is, from 0.
    #[serde(skip)]
    pub(crate) first: u32,
}

/// What a sheet is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Form {
    /// The id of its profile; null where it has none.
    #[serde(default)]
    pub(crate) profile: Option<String>,
    #[serde(default)]
    pub(crate) title: Option<String>,
    /// The row of the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) row: Option<u32>,
    #[serde(default)]
    pub(crate) year: Option<i32>,
    #[serde(default)]
    pub(crate) amount_unit: Option<String>,
    #[serde(default)]
    pub(crate) kind: Option<String>,
    #[serde(default)]
    pub(crate) level: Option<String>,
}

/// A label and its value.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Field {
    pub(crate) label: String,
    #[serde(default)]
    pub(crate) value: String,
    #[serde(default)]
    pub(crate) section: Option<String>,
    #[serde(default)]
    pub(crate) row: Option<u32>,
    /// What its label stands for.
    #[serde(skip)]
    pub(crate) notion: Option<Notion>,
}

/// A label and paragraphs.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Text {
    pub(crate) label: String,
    #[serde(default)]
    pub(crate) paragraphs: Vec<String>,
    #[serde(default)]
    pub(crate) section: Option<String>,
    #[serde(default)]
    pub(crate) row: Option<u32>,
    /// The row of each paragraph, where they do not follow one another from the label's row on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) lines: Option<Vec<u32>>,
    /// What its label stands for.
    #[serde(skip)]
    pub(crate) notion: Option<Notion>,
}

/// A table of money or tasks, or of indicators.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Table {
    #[serde(default)]
    pub(crate) label: Option<String>,
    /// The headers; empty ones where a row is pairs of label and amount.
    pub(crate) columns: Vec<String>,
    /// What stands above each header.
    #[serde(default)]
    pub(crate) groups: Vec<Option<String>>,
    /// The name that the budget system has for each column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) names: Option<Vec<Option<String>>>,
    pub(crate) rows: Vec<Vec<String>>,
    #[serde(default)]
    pub(crate) section: Option<String>,
    /// What tells it from the table beside it.
    #[serde(default)]
    pub(crate) pane: Option<String>,
    /// Where it begins: the row of its headers, if they are printed.
    #[serde(default)]
    pub(crate) row: Option<u32>,
    /// The row of each of its rows, where they do not follow one another right below the headers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) lines: Option<Vec<u32>>,
    /// For each row the columns whose cell is that of the row above, printed there alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) repeated: Option<Vec<Vec<usize>>>,
    /// How many of its first columns stand in the table to its left.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) shared: usize,
    /// What each column holds.
    #[serde(skip)]
    pub(crate) notions: Vec<Option<Notion>>,
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// A row of totals below indicators.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Total {
    pub(crate) label: String,
    pub(crate) columns: Vec<String>,
    pub(crate) values: Vec<String>,
    #[serde(default)]
    pub(crate) section: Option<String>,
    #[serde(default)]
    pub(crate) row: Option<u32>,
}

/// A row as it is printed, cell by cell; a comment is one cell.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Printed {
    pub(crate) row: u32,
    pub(crate) cells: Vec<String>,
}

/// The name that the budget management system has for a column of that id.
pub(crate) fn system_name(id: &str) -> Option<&'static str> {
    Some(match id {
        "content" => "kpi_content",
        "standard" => "kpi_evalstd",
        "remark" => "kpi_remark",
        "weight" => "weight",
        _ => return None,
    })
}

impl Sheet {
    /// Its rows, cell by cell, as they are printed; `None` when they have more cells than are `left`.
    pub(crate) fn rows(&self, left: &mut usize) -> Option<Vec<Vec<String>>> {
        layout::rows(self, left)
    }

    /// The last row that it names, from 0.
    pub(crate) fn last_row(&self) -> Option<u32> {
        layout::last_row(self)
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
    let mut book = Book { format: FORMAT.to_owned(), version: VERSION, sheets: Vec::new() };
    // Rows around the sheets belong to the next one, or to the last.
    let mut before: Vec<Vec<String>> = Vec::new();
    let mut title = None;
    let mut seen = 0;
    read_sheets(text, &*profile, |_, own, syntax| {
        let text = Reading::of(own);
        seen += syntax.rows().len() as u32;
        let form = forms.next(&text, syntax);
        let view = form.read(&text, syntax);
        if !syntax.headed() {
            let own_title = self::title(&view).map(|(row, text)| (row + before.len() as u32, text));
            title = title.take().or(own_title);
            before.extend(printed(own, syntax));
            return;
        }
        let mut sheet = sheet(&view);
        sheet.settle(&printed(own, syntax));
        sheet.first = seen - (syntax.rows().len() + before.len()) as u32;
        sheet.lead(std::mem::take(&mut before), title.take());
        book.sheets.push(sheet);
    });
    if let Some(last) = book.sheets.last_mut() {
        let mut all = usize::MAX;
        let base = last.rows(&mut all).map_or(0, |rows| rows.len());
        // A blank row parts them.
        last.other.extend(numbered(base + 1, before));
    }
    Ok(book)
}

fn numbered(base: usize, rows: Vec<Vec<String>>) -> impl Iterator<Item = Printed> {
    let filled = |(_, cells): &(usize, Vec<String>)| !cells.is_empty();
    rows.into_iter().enumerate().filter(filled).map(move |(at, cells)| Printed { row: (base + at) as u32, cells })
}

/// The title of a sheet, and its row.
fn title(view: &SheetView<'_>) -> Option<(u32, String)> {
    let row = view.roles.iter().position(|role| *role == RowRole::Title)? as u32;
    let (cell, _) = view.values(row).next()?;
    Some((row, view.value(CellRef { row, cell }).to_owned()))
}

/// The rows of a sheet, cell by cell.
fn printed(text: &str, syntax: &SheetSyntax) -> Vec<Vec<String>> {
    let row = |row: &crate::syntax::Row| {
        let of = |range: TextRange| text[range.usize()].to_owned();
        if row.comment {
            return vec![of(row.range()).trim_end_matches(['\r', '\n']).to_owned()];
        }
        let cells = syntax.cells(row).iter();
        let mut cells: Vec<String> =
            cells.map(|cell| of(TextRange::new(row.start + cell.start, row.start + cell.end))).collect();
        trim(&mut cells);
        cells
    };
    syntax.rows().iter().map(row).collect()
}

/// Drops the empty cells at the end.
fn trim(cells: &mut Vec<String>) {
    let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    cells.truncate(filled);
}

fn sheet(view: &SheetView<'_>) -> Sheet {
    let own;
    let headings = match &view.headings {
        Some(headings) => &**headings,
        None => {
            own = Headings::read(view.text, view.syntax, crate::profile::Words::shared());
            &own
        }
    };
    let outline = &headings.outline;
    let title = title(view).or_else(|| outline.title.map(|at| (at.line, headings.text(at).to_owned())));
    let known = view.headings.is_none();
    let identity = view.identity();
    let part = |range: Option<TextRange>| range.map(|range| view.text[range.usize()].to_owned());
    let code = identity.and_then(|identity| part(identity.code));
    let stated = || view.foreign_unit().map_or(view.money_unit(), |foreign| foreign.unit);
    let unit = if known { Some(stated()) } else { outline.unit }.map(|unit| unit.text().to_owned());
    let mut sheet = Sheet {
        form: Form {
            profile: (!view.profile.is_none()).then(|| view.profile.id.clone()),
            row: title.as_ref().map(|(row, _)| *row),
            title: title.map(|(_, text)| text),
            year: view.fiscal_year,
            amount_unit: unit,
            kind: Some(kind(outline.kind(&headings.lines)).to_owned()),
            level: Some(level(outline.level(&headings.lines)).to_owned()),
        },
        mof_div_code: identity.and_then(|identity| part(identity.division)),
        dept_code: code.as_deref().map(|code| code.chars().take(3).collect()),
        agency_code: code,
        agency_name: identity.and_then(|identity| part(identity.name)),
        ..Sheet::default()
    };
    if known {
        sections::fill(view, &mut sheet)
    } else {
        headings::fill(headings, &mut sheet)
    }
    sheet
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Target => "target",
        Kind::SelfEvaluation => "self-evaluation",
        Kind::Monitoring => "monitoring",
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Department => "department",
        Level::Project => "project",
        Level::Region => "region",
    }
}
