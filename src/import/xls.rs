//! The worksheets of an old workbook (xls): what each cell shows, and which are merged.

use super::Refusal;
use super::grid::{Grid, GridCell, GridName};
use super::hidden::Hidden;
use super::package::damaged;
use super::workbook::{MOST_CELLS, merge, shown_plainly};
use calamine::{Reader, SheetType, Xls};
use cfb::CompoundFile;
use rustc_hash::FxHashMap;
use std::io::{Cursor, Read};

/// Looks at what an old office file is; a workbook is the only one that is read.
pub(super) fn check(bytes: &[u8]) -> Result<(), Refusal> {
    let file = CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let has = |path: &str| file.exists(path);
    if has("/EncryptedPackage") || has("/EncryptionInfo") {
        return Err(Refusal::Encrypted);
    }
    if has("/WordDocument") {
        return Err(Refusal::OldWord);
    }
    if has("/_VBA_PROJECT_CUR") || has("/Macros") || has("/VBA") {
        return Err(Refusal::Macros);
    }
    if has("/Workbook") || has("/Book") { Ok(()) } else { Err(Refusal::UnknownFormat) }
}

/// The most cells between the first and the last of a worksheet.
const MOST_ROOM: u64 = 1 << 23;

/// The worksheets of `bytes`.
pub(super) fn grids(bytes: &[u8]) -> Result<Vec<Grid>, Refusal> {
    check(bytes)?;
    let stream = workbook(bytes).ok_or_else(|| damaged("the workbook cannot be read"))?;
    if !sized(&stream) {
        return Err(damaged("a worksheet states a size that no worksheet has"));
    }
    let mut book: Xls<Cursor<&[u8]>> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => Refusal::Encrypted,
        error => damaged(error),
    })?;
    let formats = Formats::read(&stream);
    let (mut grids, mut left) = (Vec::new(), MOST_CELLS);
    for sheet in book.sheets_metadata().to_vec() {
        if !matches!(sheet.typ, SheetType::WorkSheet) {
            continue;
        }
        let range = book.worksheet_range(&sheet.name).map_err(damaged)?;
        let (top, start) = range.start().unwrap_or_default();
        let mut cells = Vec::new();
        for (row, col, value) in range.used_cells() {
            let (row, col) = (top + row as u32, start + col as u32);
            let format = formats.of(&sheet.name, row, col);
            let Some((text, doubt)) = shown_plainly(value, format) else { continue };
            left = left.checked_sub(1).ok_or(Refusal::TooManyCells(MOST_CELLS))?;
            cells.push(GridCell { row, col, rows: 1, cols: 1, text, doubt });
        }
        let merged = book.merge_cells_by_sheet_name(&sheet.name).map_err(damaged)?;
        let mut cells = merge(cells, &merged);
        if let Some(hidden) = formats.hidden(&sheet.name) {
            hidden.mark(&mut cells);
        }
        grids.push(Grid::new(GridName::Worksheet(sheet.name.into()), cells));
    }
    Ok(grids)
}

/// The records of the workbook.
fn workbook(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).ok()?;
    let path = if file.exists("/Workbook") { "/Workbook" } else { "/Book" };
    let mut stream = Vec::new();
    file.open_stream(path).ok()?.read_to_end(&mut stream).ok()?;
    Some(stream)
}

/// Whether every worksheet states a size that such a workbook can have: 65,536 rows, 256 columns (MS-XLS 2.4.90). The
/// reader of values sets memory aside for what is stated, whether the cells are there or not.
fn sized(stream: &[u8]) -> bool {
    let mut starts = vec![0];
    let mut next = 0;
    while let Some(&start) = starts.get(next) {
        next += 1;
        let mut at = start;
        let (mut rows, mut cols) = (0, 0);
        while let Some((kind, data)) = record(stream, at) {
            at += 4 + data.len();
            let word =
                |from: usize| data.get(from..from + 2).map_or(0, |two| u32::from(two[0]) | u32::from(two[1]) << 8);
            let long = |from: usize| word(from) | word(from + 2) << 16;
            match (kind, data.len()) {
                // BOUNDSHEET: the reader goes to the worksheet there, whatever stands between.
                (0x0085, 4..) => {
                    let begin = long(0) as usize;
                    if begin >= stream.len() {
                        return false;
                    }
                    if !starts.contains(&begin) && starts.len() < 4096 {
                        starts.push(begin);
                    }
                }
                // The cells, each of which the reader of values makes room for all between the first and the last.
                (0x0201 | 0x0203..=0x0205 | 0x027e | 0x0006 | 0x00bd | 0x00d6 | 0x00fd, _) => {
                    let more = if kind == 0x00bd { data.len() as u64 / 6 } else { 1 };
                    rows = rows.max(u64::from(word(0)) + 1);
                    cols = cols.max(u64::from(word(2)) + more);
                    if rows * cols > MOST_ROOM {
                        return false;
                    }
                }
                // EOF: what comes behind it is reached by its own BOUNDSHEET.
                (0x000a, _) => break,
                // DIMENSIONS
                (0x0200, 14..) => {
                    let (first, last, left, right) = (long(0), long(4), word(8), word(10));
                    if first > last || last > 65_536 || left > right || right > 256 {
                        return false;
                    }
                }
                _ => {}
            }
        }
    }
    true
}

/// The display formats of the cells that hold numbers, and what is hidden: records that the reader of values passes over.
#[derive(Default)]
struct Formats {
    codes: FxHashMap<u16, String>,
    /// The format of each style.
    styles: Vec<u16>,
    /// The style of each cell, by worksheet, row and column.
    cells: FxHashMap<(u16, u32, u32), u16>,
    sheets: Vec<String>,
    /// What each worksheet hides.
    hidden: Vec<Hidden>,
}

impl Formats {
    /// What can be read of them; where the file has it otherwise, nothing.
    fn read(stream: &[u8]) -> Self {
        let mut out = Self::default();
        let mut starts: Vec<u32> = Vec::new();
        let mut sheet: Option<u16> = None;
        let mut at = 0;
        while let Some((kind, data)) = record(stream, at) {
            let word = |from: usize| Some(u16::from_le_bytes(data.get(from..from + 2)?.try_into().ok()?));
            let begins = starts.iter().position(|&start| start as usize == at);
            if let Some(index) = begins {
                sheet = Some(index as u16);
            }
            at += 4 + data.len();
            match (kind, word(0), word(2), word(4)) {
                // BOUNDSHEET: where a worksheet begins, and its name.
                (0x0085, Some(low), Some(high), _) => {
                    starts.push(u32::from(low) | u32::from(high) << 16);
                    out.sheets.push(data.get(6..).and_then(name).unwrap_or_default());
                    out.hidden.push(Hidden::default());
                }
                // COLINFO, ROW (MS-XLS 2.4.53, 2.4.221)
                (0x007d, Some(first), Some(last), _) if data.get(8).is_some_and(|flags| flags & 0x01 != 0) => {
                    if let Some(hidden) = sheet.and_then(|sheet| out.hidden.get_mut(usize::from(sheet))) {
                        hidden.hide_cols(u32::from(first), u32::from(last));
                    }
                }
                (0x0208, Some(row), ..) if data.get(12).is_some_and(|flags| flags & 0x20 != 0) => {
                    if let Some(hidden) = sheet.and_then(|sheet| out.hidden.get_mut(usize::from(sheet))) {
                        hidden.hide_rows(u32::from(row), u32::from(row));
                    }
                }
                // FORMAT
                (0x041e, Some(index), ..) => {
                    out.codes.extend(data.get(2..).and_then(long_name).map(|code| (index, code)));
                }
                // XF
                (0x00e0, _, Some(format), _) => out.styles.push(format),
                // NUMBER, RK, FORMULA
                (0x0203 | 0x027e | 0x0006, Some(row), Some(col), Some(style)) => {
                    out.cells.extend(sheet.map(|sheet| ((sheet, u32::from(row), u32::from(col)), style)));
                }
                // MULRK: several cells of a row, six bytes each.
                (0x00bd, Some(row), Some(first), _) => {
                    let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
                    for (more, cell) in cells.chunks_exact(6).enumerate() {
                        let style = u16::from_le_bytes([cell[0], cell[1]]);
                        let place = |sheet| (sheet, u32::from(row), u32::from(first) + more as u32);
                        out.cells.extend(sheet.map(|sheet| (place(sheet), style)));
                    }
                }
                _ => {}
            }
        }
        out
    }

    /// What a worksheet hides.
    fn hidden(&self, sheet: &str) -> Option<&Hidden> {
        self.hidden.get(self.sheets.iter().position(|name| name == sheet)?)
    }

    /// The display format of a cell; empty where it is not known.
    fn of(&self, sheet: &str, row: u32, col: u32) -> &str {
        let code = || {
            let sheet = self.sheets.iter().position(|name| name == sheet)? as u16;
            let format = *self.styles.get(*self.cells.get(&(sheet, row, col))? as usize)?;
            self.codes.get(&format).map(String::as_str).or_else(|| builtin(format))
        };
        code().unwrap_or_default()
    }
}

/// The record at byte `at`: its kind and its content.
fn record(stream: &[u8], at: usize) -> Option<(u16, &[u8])> {
    let head = stream.get(at..at + 4)?;
    let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
    Some((u16::from_le_bytes([head[0], head[1]]), stream.get(at + 4..at + 4 + length)?))
}

/// A string whose length is one byte.
fn name(data: &[u8]) -> Option<String> {
    characters(usize::from(*data.first()?), *data.get(1)?, data.get(2..)?)
}

/// A string whose length is two bytes.
fn long_name(data: &[u8]) -> Option<String> {
    characters(usize::from(u16::from_le_bytes([*data.first()?, *data.get(1)?])), *data.get(2)?, data.get(3..)?)
}

fn characters(count: usize, flags: u8, data: &[u8]) -> Option<String> {
    if flags & 1 == 0 {
        return Some(data.get(..count)?.iter().map(|&byte| char::from(byte)).collect());
    }
    let units: Vec<u16> =
        data.get(..2 * count)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    Some(String::from_utf16_lossy(&units))
}

/// The formats that every workbook has (ECMA-376 part 1, 18.8.30).
fn builtin(format: u16) -> Option<&'static str> {
    Some(match format {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 => "yyyy-mm-dd",
        17 => "mmm-yy",
        37 | 38 => "#,##0",
        39 | 40 => "#,##0.00",
        57 => "yyyy\"年\"m\"月\"",
        _ => return None,
    })
}
