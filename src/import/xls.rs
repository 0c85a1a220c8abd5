//! The worksheets of an old workbook (xls): what each cell shows, and which are merged.

use super::Refusal;
use super::aside::Asides;
use super::biff::{self, Record, Records, kind};
use super::budget::{Budget, Resource};
use super::dates;
use super::grid::{Aside, CellDoubt, Grid, GridCell};
use super::hidden::Hidden;
use super::number::{self, Shown};
use super::package::damaged;
use super::rich::{Look, Rich};
use super::workbook::{merge, named};
use super::worksheet::header_texts;
use super::xls_old;
use calamine::Dimensions;
use cfb::CompoundFile;
use rustc_hash::FxHashMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

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

/// The worksheets of `bytes`.
pub(super) fn grids(bytes: &[u8]) -> Result<Vec<Grid>, Refusal> {
    check(bytes)?;
    let stream = workbook(bytes).ok_or_else(|| damaged("the workbook cannot be read"))?;
    let begins = Records::from(&stream, 0).next().filter(|first| first.kind == kind::BOF);
    if begins.is_none_or(|first| first.word(0) != 0x0600) {
        return xls_old::grids(bytes, &stream);
    }
    let mut budget = Budget::of(bytes.len());
    let book = Book::read(&stream, &mut budget)?;
    let (mut grids, mut asides) = (Vec::new(), Asides::default());
    for sheet in &book.sheets {
        budget.take(Resource::Tables, 1)?;
        let mut grid = Worksheet { book: &book, name: &sheet.name, budget: &mut budget, asides: &mut asides }
            .read(Records::from(&stream, sheet.start))?;
        grid.hidden = sheet.hidden;
        grids.push(grid);
    }
    grids.extend(asides.grids());
    Ok(grids)
}

/// The records of the workbook.
fn workbook(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).ok()?;
    let path = if file.exists("/Workbook") { "/Workbook" } else { "/Book" };
    let mut stream = Vec::new();
    let part = file.open_stream(path).ok()?;
    // It is a part of the file, whatever length it states.
    part.take(bytes.len() as u64).read_to_end(&mut stream).ok()?;
    Some(stream)
}

/// What the worksheets of a workbook share.
#[derive(Default)]
struct Book {
    sheets: Vec<Sheet>,
    strings: Vec<Rich>,
    formats: FxHashMap<u16, String>,
    looks: Vec<Look>,
    /// Font and display format of each style.
    styles: Vec<(u16, u16)>,
    since_1904: bool,
}

struct Sheet {
    name: Arc<str>,
    start: usize,
    hidden: bool,
}

impl Book {
    fn read(stream: &[u8], budget: &mut Budget) -> Result<Self, Refusal> {
        let mut book = Self::default();
        let mut records = Records::from(stream, 0);
        let mut ended = false;
        while let Some(record) = records.next() {
            match record.kind {
                kind::FILE_PASS => return Err(Refusal::Encrypted),
                kind::DATE_MODE => book.since_1904 = record.word(0) == 1,
                kind::FORMAT => {
                    if let Some(code) = biff::string(record.data, 2, true) {
                        budget.take(Resource::Text, code.len() as u64)?;
                        book.formats.insert(record.word(0), code);
                    }
                }
                kind::FONT => {
                    let mut look = Look { hidden: record.word(2) & 0x08 != 0, font: None };
                    if let Some(name) = biff::string(record.data, 14, false) {
                        look.set_font(&name);
                    }
                    book.looks.push(look);
                }
                kind::XF => book.styles.push((record.word(0), record.word(2))),
                kind::BOUND_SHEET if record.byte(5) == 0 => {
                    let name = biff::string(record.data, 6, false).unwrap_or_default();
                    let (start, hidden) = (record.long(0) as usize, record.byte(4) & 3 != 0);
                    if start >= stream.len() {
                        return Err(damaged("a worksheet stands behind the end of the file"));
                    }
                    book.sheets.push(Sheet { name: name.into(), start, hidden });
                }
                kind::SST => {
                    let mut parts = vec![record.data];
                    parts.extend(records.continued());
                    book.strings = biff::shared_strings(parts, &book.looks, budget)?;
                }
                kind::EOF => {
                    ended = true;
                    break;
                }
                _ => {}
            }
        }
        if ended { Ok(book) } else { Err(damaged("the workbook ends before its end")) }
    }

    /// The display format of a style, whether it is one of dates, and the font where it changes anything.
    fn style(&self, style: u16) -> (&str, bool, Option<&Look>) {
        let (font, format) = self.styles.get(usize::from(style)).copied().unwrap_or_default();
        let code = match self.formats.get(&format) {
            Some(code) => code,
            None => number::builtin(format.into()).unwrap_or_default(),
        };
        let look = biff::look_of(&self.looks, font).filter(|look| **look != Look::default());
        (code, dates::is_date(code), look)
    }
}

/// A worksheet that is read.
struct Worksheet<'b> {
    book: &'b Book,
    name: &'b Arc<str>,
    budget: &'b mut Budget,
    asides: &'b mut Asides,
}

impl Worksheet<'_> {
    fn read(mut self, mut records: Records<'_>) -> Result<Grid, Refusal> {
        let (mut cells, mut merged, mut hidden) = (Vec::new(), Vec::new(), Hidden::default());
        // A formula whose value is a text, which follows.
        let mut awaits: Option<(u32, u32, u16)> = None;
        let (mut object, mut boxes, mut notes) = (None, FxHashMap::default(), Vec::new());
        let mut depth = 0;
        while let Some(record) = records.next() {
            match record.kind {
                kind::BOF => depth += 1,
                kind::EOF => {
                    depth -= 1;
                    if depth <= 0 {
                        break;
                    }
                }
                // A chart in the worksheet has cells of its own.
                _ if depth > 1 => {}
                kind::COL_INFO if record.byte(8) & 0x01 != 0 => {
                    hidden.hide_cols(record.word(0).into(), record.word(2).into());
                }
                kind::ROW if record.byte(12) & 0x20 != 0 => {
                    hidden.hide_rows(record.word(0).into(), record.word(0).into());
                }
                kind::MERGE_CELLS => {
                    for area in record.data.get(2..).unwrap_or_default().chunks_exact(8) {
                        let area = Record { kind: record.kind, data: area };
                        let place = |row, col| (u32::from(area.word(row)), u32::from(area.word(col)));
                        merged.push(Dimensions { start: place(0, 4), end: place(2, 6) });
                    }
                }
                kind::HEADER | kind::FOOTER => {
                    for text in biff::string(record.data, 0, true).iter().flat_map(|text| header_texts(text)) {
                        self.asides.at(Aside::Header, self.name, (0, 0), &text, self.budget)?;
                    }
                }
                kind::OBJ => object = (record.word(0) == 0x15).then(|| (record.word(4), record.word(6))),
                kind::TXO => {
                    let parts = records.continued();
                    let text = biff::text(parts, usize::from(record.word(10)));
                    if let (Some((object, id)), Some(text)) = (object.take(), text) {
                        boxes.insert(id, (object, text));
                    }
                }
                kind::NOTE => notes.push((u32::from(record.word(0)), u32::from(record.word(2)), record.word(6))),
                kind::STRING => {
                    if let (Some(at), Some(text)) = (awaits.take(), biff::string(record.data, 0, true)) {
                        self.text(&mut cells, at, &Rich { text, ..Rich::default() })?;
                    }
                }
                _ => {
                    if let Some(at) = self.cell(&record, &mut cells)? {
                        awaits = Some(at);
                    }
                }
            }
        }
        for (row, col, id) in notes {
            if let Some((_, text)) = boxes.remove(&id) {
                self.asides.at(Aside::Comment, self.name, (row, col), &text, self.budget)?;
            }
        }
        // What is no comment is a box of text, or a shape that holds one.
        let mut rest: Vec<_> = boxes.into_iter().filter(|(_, (object, _))| *object != 0x19).collect();
        rest.sort_unstable_by_key(|(id, _)| *id);
        for (_, (_, text)) in rest {
            self.asides.at(Aside::TextBox, self.name, (0, 0), &text, self.budget)?;
        }
        let mut cells = merge(cells, &merged, self.budget)?;
        hidden.mark(&mut cells);
        Ok(Grid::new(named(self.name), cells))
    }

    /// Reads a record that holds cells; what is returned is the place of one whose text follows, and its style.
    fn cell(&mut self, record: &Record<'_>, cells: &mut Vec<GridCell>) -> Result<Option<(u32, u32, u16)>, Refusal> {
        let at = (u32::from(record.word(0)), u32::from(record.word(2)), record.word(4));
        match record.kind {
            kind::NUMBER => self.number(cells, at, record.float(6))?,
            kind::RK => self.number(cells, at, biff::rk(record.long(6)))?,
            kind::MUL_RK => {
                // Several cells of a row, six bytes each.
                let values = record.data.get(4..record.data.len().saturating_sub(2)).unwrap_or_default();
                for (more, value) in values.chunks_exact(6).enumerate() {
                    let value = Record { kind: record.kind, data: value };
                    self.number(cells, (at.0, at.1 + more as u32, value.word(0)), biff::rk(value.long(2)))?;
                }
            }
            kind::LABEL_SST => {
                let book = self.book;
                let text = book.strings.get(record.long(6) as usize);
                self.text(cells, at, text.ok_or_else(|| damaged("a shared string that is not there"))?)?;
            }
            kind::LABEL | kind::R_STRING => {
                if let Some(text) = biff::string(record.data, 6, true) {
                    self.text(cells, at, &Rich { text, ..Rich::default() })?;
                }
            }
            kind::BOOL_ERR => self.flag(cells, at, record.byte(7) != 0, record.byte(6))?,
            kind::FORMULA if record.word(12) == 0xFFFF => match record.byte(6) {
                0 => return Ok(Some(at)),
                of @ (1 | 2) => self.flag(cells, at, of == 2, record.byte(8))?,
                _ => {}
            },
            kind::FORMULA => self.number(cells, at, record.float(6))?,
            _ => {}
        }
        Ok(None)
    }

    fn number(&mut self, cells: &mut Vec<GridCell>, at: (u32, u32, u16), value: f64) -> Result<(), Refusal> {
        let (format, is_date, _) = self.book.style(at.2);
        let shown =
            if is_date { dates::show(value, self.book.since_1904, format) } else { number::show(value, format) };
        self.push(cells, at, shown)
    }

    /// An error value, or one that is true or false.
    fn flag(
        &mut self,
        cells: &mut Vec<GridCell>,
        at: (u32, u32, u16),
        is_error: bool,
        code: u8,
    ) -> Result<(), Refusal> {
        let shown = match is_error {
            true => (biff::error(code).to_owned(), Some(CellDoubt::Error)),
            false => (if code == 0 { "FALSE" } else { "TRUE" }.to_owned(), Some(CellDoubt::Unformatted)),
        };
        self.push(cells, at, shown)
    }

    fn text(&mut self, cells: &mut Vec<GridCell>, at: (u32, u32, u16), rich: &Rich) -> Result<(), Refusal> {
        let (format, _, look) = self.book.style(at.2);
        let styled = look.map(|look| {
            let mut styled = Rich { hidden: rich.hidden.clone(), ..Rich::default() };
            styled.push(&rich.text, look);
            styled
        });
        let rich = styled.as_ref().unwrap_or(rich);
        if rich.text.trim().is_empty() {
            return self.asides.at(Aside::Hidden, self.name, (at.0, at.1), &rich.hidden, self.budget);
        }
        let shown = match number::show_text(&rich.text, format) {
            Some((text, doubt)) => (text, doubt.or(rich.doubt())),
            None => (rich.text.clone(), rich.doubt()),
        };
        self.push(cells, at, shown)
    }

    fn push(&mut self, cells: &mut Vec<GridCell>, at: (u32, u32, u16), (text, doubt): Shown) -> Result<(), Refusal> {
        self.budget.cell(text.len())?;
        cells.push(GridCell { row: at.0, col: at.1, rows: 1, cols: 1, text, doubt });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixtures::shown;
    use std::io::Write;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat()
    }

    /// A string with its length before it.
    fn text(text: &str, wide_length: bool) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let length = (units.len() as u16).to_le_bytes();
        let mut out = length[..if wide_length { 2 } else { 1 }].to_vec();
        out.push(1);
        out.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        out
    }

    fn words(words: &[u16]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    fn bof() -> Vec<u8> {
        record(kind::BOF, &words(&[0x0600, 5, 0, 0]))
    }

    /// A workbook with those records for all and one worksheet of those, which may be hidden.
    fn book(globals: &[u8], sheet: &[u8], hidden: u8) -> Vec<u8> {
        let bound = |start: u32| {
            record(kind::BOUND_SHEET, &[&start.to_le_bytes()[..], &[hidden, 0], &text("表", false)].concat())
        };
        let before = [&bof()[..], globals, &bound(0), &record(kind::EOF, &[])].concat();
        let start = before.len() as u32;
        let mut stream = [&bof()[..], globals, &bound(start), &record(kind::EOF, &[])].concat();
        stream.extend([&bof()[..], sheet, &record(kind::EOF, &[])].concat());
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
        file.into_inner().into_inner()
    }

    fn font(struck: bool, name: &str) -> Vec<u8> {
        record(
            kind::FONT,
            &[&words(&[200, if struck { 8 } else { 0 }, 0, 0, 0, 0, 0])[..], &text(name, false)].concat(),
        )
    }

    fn style(font: u16, format: u16) -> Vec<u8> {
        record(kind::XF, &words(&[font, format, 0, 0]))
    }

    #[test]
    fn cells_show_what_their_format_writes() {
        let globals = [
            font(false, "宋体"),
            font(true, "宋体"),
            record(kind::FORMAT, &[&words(&[164])[..], &text("\"≥\"General\"%\"", true)].concat()),
            record(kind::FORMAT, &[&words(&[165])[..], &text("000", true)].concat()),
            style(0, 0),
            style(0, 164),
            style(0, 57),
            style(0, 165),
            style(1, 0),
            record(kind::SST, &[&words(&[1, 0, 0xFFFF, 0xFFFF])[..], &text("甲", true)].concat()),
        ]
        .concat();
        let rk = |value: u32| ((value << 2) | 2).to_le_bytes();
        let sheet = [
            // It states more rows than there can be.
            record(kind::DIMENSIONS, &[0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1, 0, 0]),
            record(kind::RK, &[&words(&[0, 0, 1])[..], &rk(95)].concat()),
            record(kind::NUMBER, &[&words(&[0, 1, 2])[..], &44531f64.to_le_bytes()].concat()),
            record(kind::MUL_RK, &[&words(&[0, 2, 3])[..], &rk(5), &words(&[0]), &rk(7), &words(&[3])].concat()),
            record(kind::LABEL_SST, &[&words(&[1, 0, 0])[..], &[0; 4]].concat()),
            record(kind::LABEL_SST, &[&words(&[1, 1, 4])[..], &[0; 4]].concat()),
            record(kind::FORMULA, &[&words(&[2, 0, 0])[..], &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF], &[0; 8]].concat()),
            record(kind::STRING, &text("乙", true)),
            record(kind::FORMULA, &[&words(&[2, 1, 0])[..], &[2, 0, 0x17, 0, 0, 0, 0xFF, 0xFF], &[0; 8]].concat()),
            record(kind::MERGE_CELLS, &words(&[1, 2, 3, 0, 0])),
            record(kind::HEADER, &text("&C附件1", true)),
            record(kind::OBJ, &words(&[0x15, 0x12, 0x19, 1])),
            record(kind::TXO, &words(&[0, 0, 0, 0, 0, 2, 0, 0, 0])),
            record(kind::CONTINUE, &text("核对", false)[1..]),
            record(kind::NOTE, &words(&[1, 1, 0, 1])),
        ]
        .concat();
        let grids = grids(&book(&globals, &sheet, 1)).unwrap();
        assert!(grids[0].hidden);
        assert_eq!(
            shown(&grids),
            [
                "表 0.0 ≥95%",
                "表 0.1 2021-12",
                "表 0.2 005",
                "表 0.3 7",
                "表 1.0 甲",
                "表 2.0 2×1 乙",
                "表 2.1 #REF! Error",
                "Header 0.0 附件1",
                "Comment 1.1 核对",
                "Hidden 1.1 甲",
            ]
        );
    }

    #[test]
    fn a_workbook_that_ends_early_is_damaged() {
        let whole = book(&[], &[], 0);
        assert!(grids(&whole).is_ok());
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream("/Workbook").unwrap().write_all(&bof()).unwrap();
        let half = file.into_inner().into_inner();
        assert!(matches!(grids(&half), Err(Refusal::Damaged(_))));
    }
}
