//! The worksheets of a workbook of Excel 5 and 95, by a library; such files are rare.

use super::Refusal;
use super::biff::{Record, Records, kind};
use super::budget::{Budget, Resource};
use super::grid::{CellDoubt, Grid, GridCell};
use super::number;
use super::package::{damaged, lines};
use super::workbook::{merge, named};
use calamine::{Data, Reader, SheetType, SheetVisible, Xls, XlsError};
use std::io::Cursor;

/// The most cells between the first and the last of all worksheets: the library makes room for each, filled or not.
const MOST_ROOM: u64 = 1 << 21;

/// The worksheets of `bytes`, whose records are `stream`.
pub(super) fn grids(bytes: &[u8], stream: &[u8]) -> Result<Vec<Grid>, Refusal> {
    if !sized(stream) {
        return Err(damaged("a worksheet states a size that no worksheet has"));
    }
    let mut book: Xls<Cursor<&[u8]>> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Refusal::Encrypted,
        error => damaged(error),
    })?;
    let (mut grids, mut budget) = (Vec::new(), Budget::of(bytes.len()));
    for sheet in book.sheets_metadata().to_vec() {
        if !matches!(sheet.typ, SheetType::WorkSheet) {
            continue;
        }
        budget.take(Resource::Tables, 1)?;
        let range = book.worksheet_range(&sheet.name).map_err(damaged)?;
        let (top, start) = range.start().unwrap_or_default();
        let mut cells = Vec::new();
        for (row, col, value) in range.used_cells() {
            let Some((text, doubt)) = shown(value) else { continue };
            budget.cell(text.len())?;
            cells.push(GridCell { doubt, ..GridCell::single(top + row as u32, start + col as u32, text) });
        }
        let merged = book.merge_cells_by_sheet_name(&sheet.name).map_err(damaged)?;
        let cells = merge(cells, &merged, &mut budget)?;
        let hidden = sheet.visible != SheetVisible::Visible;
        grids.push(Grid { hidden, ..Grid::new(named(&sheet.name.into()), cells) });
    }
    Ok(grids)
}

/// What a cell shows, where its display format is not known.
fn shown(value: &Data) -> Option<number::Shown> {
    Some(match value {
        Data::Empty => return None,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => (lines(text.clone()), None),
        Data::Int(number) => number::show(*number as f64, ""),
        Data::Float(number) => number::show(*number, ""),
        Data::Bool(value) => (value.to_string().to_uppercase(), Some(CellDoubt::Unformatted)),
        Data::DateTime(date) => super::dates::show(date.as_f64(), false, ""),
        Data::Error(error) => (error.to_string(), Some(CellDoubt::Error)),
    })
}

/// Whether the worksheets need no more room than they may have, and none states a size that is none (65,536 rows, 256
/// columns).
fn sized(stream: &[u8]) -> bool {
    let mut starts = vec![0];
    let (mut next, mut room) = (0, 0u64);
    while let Some(&start) = starts.get(next) {
        next += 1;
        let (mut rows, mut cols) = (0, 0);
        for record in Records::from(stream, start) {
            match (record.kind, record.data.len()) {
                // The library goes to the worksheet there, whatever stands between.
                (kind::BOUND_SHEET, 4..) => {
                    let begin = record.long(0) as usize;
                    if begin >= stream.len() || starts.len() >= 256 {
                        return false;
                    }
                    starts.push(begin);
                }
                (
                    kind::NUMBER
                    | kind::LABEL
                    | kind::BOOL_ERR
                    | kind::RK
                    | kind::FORMULA
                    | kind::MUL_RK
                    | kind::R_STRING
                    | kind::LABEL_SST,
                    _,
                ) => {
                    let more = if record.kind == kind::MUL_RK { record.data.len() as u64 / 6 } else { 1 };
                    rows = rows.max(u64::from(record.word(0)) + 1);
                    cols = cols.max(u64::from(record.word(2)) + more);
                }
                (kind::DIMENSIONS, 10..) => match stated(&record) {
                    Some(stated) => room += stated,
                    None => return false,
                },
                (kind::EOF, _) => break,
                _ => {}
            }
        }
        room += 2 * rows * cols;
        if room > MOST_ROOM {
            return false;
        }
    }
    true
}

/// How many cells a record says there are; `None` where no worksheet has so many.
fn stated(record: &Record<'_>) -> Option<u64> {
    let (first, last, left, right) = match record.data.len() {
        10..14 => (u32::from(record.word(0)), u32::from(record.word(2)), record.word(4), record.word(6)),
        _ => (record.long(0), record.long(4), record.word(8), record.word(10)),
    };
    (first <= last && last <= 65_536 && left <= right && right <= 256)
        .then(|| u64::from(last - first + 1) * u64::from(right - left + 1))
}
