//! The worksheets of a workbook (xlsx): what each cell shows, and which are merged.

use super::Refusal;
use super::grid::{CellDoubt, Grid, GridCell, GridName};
use super::hidden::Hidden;
use super::number;
use super::package::{Package, damaged};
use super::words::joined;
use crate::profile::Profiles;
use calamine::{Data, DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx};
use std::io::Cursor;

/// More cells than this are not read.
pub(super) const MOST_CELLS: usize = 1_000_000;

/// A worksheet with more cells than this is kept only when a sheet begins in it.
const MOST_ASIDE: usize = 20_000;

/// The worksheets of `bytes`.
pub(super) fn grids(bytes: &[u8], profiles: &Profiles) -> Result<Vec<Grid>, Refusal> {
    let mut package = Package::open(bytes)?;
    if !package.has("xl/workbook.xml") && !package.has("[Content_Types].xml") {
        return Err(Refusal::UnknownFormat);
    }
    package.check(|name| name.ends_with(".xml") || name.ends_with(".rels"))?;
    let mut book: Xlsx<Cursor<&[u8]>> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut grids = Vec::new();
    let mut left = MOST_CELLS;
    for sheet in book.sheets_metadata().to_vec() {
        if !matches!(sheet.typ, SheetType::WorkSheet) {
            continue;
        }
        let hidden = sheet.visible != SheetVisible::Visible;
        let (mut cells, more) = cells(&mut book, &sheet.name, hidden, profiles, &mut left)?;
        let mut merged = Vec::new();
        // A worksheet that only holds data needs no further look.
        if more == 0 || cells.len() > MOST_ASIDE {
            merged = book.merge_cells_by_sheet_name(&sheet.name).map_err(damaged)?;
            formulas(&mut book, &sheet.name, &mut cells)?;
        }
        let mut cells = merge(cells, &merged);
        if more == 0 || cells.len() > MOST_ASIDE {
            Hidden::of_worksheet(&mut package, &sheet.name)?.mark(&mut cells);
        }
        grids.push(Grid { more, ..Grid::new(GridName::Worksheet(sheet.name.into()), cells) });
    }
    Ok(grids)
}

/// The cells of a worksheet that hold something, and how many more it has.
fn cells(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    hidden: bool,
    profiles: &Profiles,
    left: &mut usize,
) -> Result<(Vec<GridCell>, usize), Refusal> {
    let mut reader = book.worksheet_cells_reader(name).map_err(damaged)?;
    let mut cells = Vec::new();
    let (mut begun, mut more) = (false, 0);
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(damaged)? {
        let (row, col) = cell.get_position();
        let format = || {
            let style = reader.styles().get(style);
            style.and_then(|style| style.number_format.as_ref()).map_or("", |format| format.format_code.as_str())
        };
        let Some((text, mut doubt)) = shown(cell.get_value(), format()) else { continue };
        let starts = starts_sheet(&text, profiles);
        begun |= starts;
        if hidden && starts {
            doubt = Some(CellDoubt::Unseen);
        }
        // A worksheet of data without any sheet is only told of.
        if !begun && cells.len() >= MOST_ASIDE {
            more += 1;
            continue;
        }
        *left = left.checked_sub(1).ok_or(Refusal::TooManyCells(MOST_CELLS))?;
        cells.push(GridCell { row, col, rows: 1, cols: 1, text, doubt });
    }
    Ok((cells, more))
}

/// What a cell shows; `None` when that is nothing.
fn shown(value: &DataRef<'_>, format: &str) -> Option<number::Shown> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => (text.clone(), None),
        DataRef::SharedString(text) => ((*text).to_owned(), None),
        DataRef::Int(number) => number::show(*number as f64, format),
        DataRef::Float(number) => number::show(*number, format),
        DataRef::Bool(value) => (value.to_string().to_uppercase(), Some(CellDoubt::Unformatted)),
        DataRef::DateTime(date) if date.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
            number::date(year, month, day, (hour, minute, second) != (0, 0, 0), format)
        }
        DataRef::DateTime(date) => (date.as_f64().to_string(), Some(CellDoubt::Unformatted)),
        DataRef::Error(error) => (error.to_string(), Some(CellDoubt::Error)),
    })
}

/// What a cell shows, where its display format is not known.
pub(super) fn shown_plainly(value: &Data, format: &str) -> Option<number::Shown> {
    let value = match value {
        Data::Empty => return None,
        Data::String(text) => DataRef::String(text.clone()),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::Bool(value) => DataRef::Bool(*value),
        Data::DateTime(date) => DataRef::DateTime(*date),
        Data::Error(error) => DataRef::Error(error.clone()),
    };
    shown(&value, format)
}

/// Adds the formulas that were never computed: without them their cells would seem empty.
fn formulas(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, cells: &mut Vec<GridCell>) -> Result<(), Refusal> {
    let mut reader = book.worksheet_cells_reader(name).map_err(damaged)?;
    let mut found = Vec::new();
    while let Some(cell) = reader.next_formula().map_err(damaged)? {
        let (row, col) = cell.get_position();
        let known = cells.binary_search_by_key(&(row, col), |cell| (cell.row, cell.col)).is_ok();
        if !known && !cell.get_value().is_empty() && found.len() < MOST_ASIDE {
            let text = format!("={}", cell.get_value());
            found.push(GridCell { doubt: Some(CellDoubt::Error), ..GridCell::single(row, col, text) });
        }
    }
    cells.append(&mut found);
    Ok(())
}

/// The cells with the sizes of the merged ones.
pub(super) fn merge(mut cells: Vec<GridCell>, merged: &[Dimensions]) -> Vec<GridCell> {
    cells.sort_by_key(|cell| (cell.row, cell.col));
    let known = cells.len();
    for area in merged {
        let (row, col) = area.start;
        let (rows, cols) = (area.end.0.saturating_sub(row) + 1, area.end.1.saturating_sub(col) + 1);
        match cells[..known].binary_search_by_key(&(row, col), |cell| (cell.row, cell.col)) {
            Ok(at) => (cells[at].rows, cells[at].cols) = (rows, cols),
            Err(_) => cells.push(GridCell { rows, cols, ..GridCell::single(row, col, "") }),
        }
    }
    cells
}

/// Whether a sheet of any form begins at a cell with that text.
fn starts_sheet(text: &str, profiles: &Profiles) -> bool {
    if text.len() > 200 || text.trim().is_empty() {
        return false;
    }
    let text = joined(text).0;
    !text.is_empty() && profiles.iter().any(|profile| profile.starts_sheet(&text))
}
