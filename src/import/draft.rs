//! The rows that a source's cells make, before anything is mended, each cell with its place in the source.

use super::grid::{Grid, GridCell, GridName, Place};
use super::rows::Region;
use super::words::{clean, joined, paragraphs};
use crate::diagnostic::{Lang, say};
use crate::profile::{Profile, Shape};
use std::ops::Range;

/// The rows of a book as they were found.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The rows, without line ends.
    pub(super) rows: Vec<DraftRow>,
    /// What does not go into the book.
    pub(super) left: Vec<Left>,
    /// What was put right on the way.
    pub(super) mended: Vec<Note>,
    /// What the source leaves open.
    pub(super) doubts: Vec<Note>,
    title: Option<String>,
    /// The section of the last row.
    pub(super) section: Option<usize>,
    /// Whether a sheet has begun.
    pub(super) open: bool,
    /// Whether all sheets were read by their headings.
    pub(super) by_headings: bool,
    /// Whether a blank row comes before the next row of the sheet.
    gap: bool,
}

/// A row: the text of each cell, and where it was found.
#[derive(Debug, Default)]
pub(super) struct DraftRow {
    pub(super) cells: Vec<(String, Option<Place>)>,
}

impl DraftRow {
    /// The row as a line of a book.
    pub(super) fn line(&self) -> String {
        let cells: Vec<&str> = self.cells.iter().map(|(text, _)| text.as_str()).collect();
        let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        cells[..filled].join("\t")
    }

    /// The place of the cell that byte `offset` of the line stands in, otherwise of the row's first cell that has one.
    pub(super) fn place(&self, offset: usize) -> Option<&Place> {
        let mut at = 0;
        let cell = self.cells.iter().find(|(text, _)| {
            at += text.len() + 1;
            offset < at
        });
        let places = || self.cells.iter().filter_map(|(_, place)| place.as_ref());
        cell.and_then(|(_, place)| place.as_ref()).or_else(|| places().next())
    }
}

/// Something said about a place.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub(super) place: Place,
    /// The text of the source that it is about.
    pub(super) text: String,
    pub(super) message: String,
}

/// A text that does not go into the book.
#[derive(Clone, Debug)]
pub(super) struct Left {
    pub(super) place: Place,
    pub(super) text: String,
    /// How many cells it stands for; more than one when a whole table is left out.
    pub(super) cells: usize,
    pub(super) why: Why,
}

/// Why a text does not go into the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// It stands outside the sheets.
    Outside,
    /// It is printed once more on another page.
    Repeated,
    /// It would be a comment.
    Comment,
    /// A page number.
    PageNumber,
    /// Its table holds no sheet.
    NoSheet,
    /// It did not come through.
    Lost,
}

impl Why {
    pub(super) fn message(self, lang: Lang) -> &'static str {
        match self {
            Self::Outside => lang.pick("在表外", "stands outside the sheets"),
            Self::Repeated => lang.pick("前面已有，不重复导入", "stands above already and was not imported again"),
            Self::Comment => lang.pick("以 # 开头，会成为注释", "begins with # and would be a comment"),
            Self::PageNumber => lang.pick("是页码", "is a page number"),
            Self::NoSheet => lang.pick("这里没有绩效目标表", "no sheet stands here"),
            Self::Lost => lang.pick("没有对应的栏", "has no place in the form"),
        }
    }
}

/// A table with more cells than this that holds no sheet is told of as a whole.
pub(super) const MOST_TOLD: usize = 50;

impl Draft {
    /// Adds a row of the sheet.
    pub(super) fn row(&mut self, cells: Vec<(String, Option<Place>)>) {
        let Some((text, place)) = cells.iter().find(|(text, _)| !text.is_empty()) else { return };
        if text.starts_with('#') {
            let place = place.clone();
            for (text, own) in cells.into_iter().filter(|(text, _)| !text.is_empty()) {
                if let Some(place) = own.or_else(|| place.clone()) {
                    self.left.push(Left { place, text, cells: 1, why: Why::Comment });
                }
            }
            return;
        }
        if std::mem::take(&mut self.gap) && !self.rows.is_empty() {
            self.rows.push(DraftRow::default());
        }
        self.rows.push(DraftRow { cells });
    }

    /// Says that the page ended here.
    pub(super) fn gap(&mut self) {
        self.gap = self.open;
    }

    /// A sheet begins whose rows come next; a blank row parts it from the one before.
    pub(super) fn part(&mut self) {
        self.gap = !self.rows.is_empty();
        self.title = None;
    }

    /// Adds the rows of another draft.
    pub(super) fn append(&mut self, other: Self) {
        if !self.rows.is_empty() && !other.rows.is_empty() {
            self.rows.push(DraftRow::default());
        }
        self.rows.extend(other.rows);
        self.left.extend(other.left);
        self.mended.extend(other.mended);
        self.doubts.extend(other.doubts);
        self.open |= other.open;
    }

    /// A sheet begins.
    pub(super) fn begin(&mut self) {
        self.gap = false;
        self.open = true;
    }

    /// Leaves a cell out.
    pub(super) fn leave(&mut self, grid: &GridName, cell: &GridCell, why: Why) {
        let text = clean(&cell.text);
        if !text.is_empty() {
            let place = Place { grid: grid.clone(), row: cell.row, col: cell.col };
            self.left.push(Left { place, text: text.into_owned(), cells: 1, why });
        }
    }

    /// Takes a cell as the title of the book, or leaves it out when the book has one.
    pub(super) fn title(&mut self, grid: &GridName, cell: &GridCell) {
        let text = joined(&cell.text).0.into_owned();
        let place = Place { grid: grid.clone(), row: cell.row, col: cell.col };
        if self.title.is_some() || self.open || text.starts_with('#') {
            self.left.push(Left { place, text, cells: 1, why: Why::Repeated });
        } else {
            self.rows.push(DraftRow { cells: vec![(text.clone(), Some(place))] });
            self.title = Some(text);
        }
    }

    /// The text of a cell as one line, with what was done to it and what is open about it on record.
    pub(super) fn value(&mut self, grid: &GridName, cell: &GridCell, lang: Lang) -> (String, Option<Place>) {
        let place = Place { grid: grid.clone(), row: cell.row, col: cell.col };
        let (text, lines) = joined(&cell.text);
        let text = text.into_owned();
        self.doubted(&place, cell, lang);
        if lines > 1 {
            let message = say!(lang, "单元格内的 {lines} 行已并为一行", "the {lines} lines of the cell were joined");
            self.mended.push(Note { place: place.clone(), text: text.clone(), message });
        }
        (text, Some(place))
    }

    fn doubted(&mut self, place: &Place, cell: &GridCell, lang: Lang) {
        if let Some(doubt) = &cell.doubt {
            let text = clean(&cell.text).into_owned();
            let message = doubt.message(&text, lang);
            self.doubts.push(Note { place: place.clone(), text, message });
        }
    }

    /// The paragraphs of a cell of text.
    pub(super) fn paragraphs(&mut self, grid: &GridName, cell: &GridCell, lang: Lang) -> Vec<(String, Option<Place>)> {
        let place = Place { grid: grid.clone(), row: cell.row, col: cell.col };
        self.doubted(&place, cell, lang);
        paragraphs(&cell.text).into_iter().map(|text| (text, Some(place.clone()))).collect()
    }

    /// The text of the book, as it was found.
    pub(super) fn text(&self) -> String {
        let room = self.rows.iter().flat_map(|row| &row.cells).map(|(cell, _)| cell.len() + 1).sum::<usize>();
        let mut text = String::with_capacity(room + self.rows.len());
        self.rows.iter().for_each(|row| text.extend([&row.line(), "\n"]));
        text
    }
}

/// Makes the rows of all tables of a source; `lines` are tables without geometry, whose rows stand as they are.
pub(super) fn draft(grids: &[Grid], profile: &Profile, lang: Lang) -> Draft {
    let mut draft = Draft::default();
    for grid in grids {
        if grid.name == GridName::Lines {
            lines(grid, profile, lang, &mut draft);
            continue;
        }
        if let GridName::PageEdge(_) = grid.name {
            for cell in &grid.cells {
                let number = cell.text.chars().any(|c| c.is_ascii_digit()) && cell.text.chars().count() < 16;
                draft.leave(&grid.name, cell, if number { Why::PageNumber } else { Why::Repeated });
            }
            continue;
        }
        let rows = rows_of(grid);
        if let Some(last) = grid.cells.last().filter(|_| grid.more > 0) {
            let place = Place { grid: grid.name.clone(), row: last.row, col: last.col };
            draft.left.push(Left {
                place,
                text: clean(&last.text).into_owned(),
                cells: grid.more + 1,
                why: Why::NoSheet,
            });
        }
        let starts: Vec<usize> = (0..rows.len()).filter(|&at| identity(grid, &rows[at], profile).is_some()).collect();
        let first = starts.first().copied().unwrap_or(rows.len());
        if starts.is_empty() && draft.open && continues(grid, profile) {
            // A table that begins with another label is another part of the sheet, not another page.
            let label = profile.section_of(&joined(&grid.cells[0].text).0);
            if label.is_none_or(|(section, _)| draft.section == Some(section)) {
                draft.gap();
            }
            Region::new(grid, profile, lang, 0).within(draft.section).read(&rows, &mut draft);
            continue;
        }
        head(grid, &rows[..first], profile, starts.is_empty(), &mut draft);
        for (at, &start) in starts.iter().enumerate() {
            let end = starts.get(at + 1).copied().unwrap_or(rows.len());
            let origin = identity(grid, &rows[start], profile).unwrap_or(0);
            // What stands right above the next sheet belongs to its head.
            let tail = if end < rows.len() { tail(grid, &rows[start..end]) } else { 0 };
            draft.begin();
            Region::new(grid, profile, lang, origin).read(&rows[start..end - tail], &mut draft);
            head(grid, &rows[end - tail..end], profile, false, &mut draft);
        }
    }
    draft
}

/// The cells of a grid, row by row.
fn rows_of(grid: &Grid) -> Vec<Range<usize>> {
    let mut rows: Vec<Range<usize>> = Vec::new();
    for (at, cell) in grid.cells.iter().enumerate() {
        match rows.last_mut() {
            Some(row) if grid.cells[row.start].row == cell.row => row.end = at + 1,
            _ => rows.push(at..at + 1),
        }
    }
    rows
}

/// The column in which a row states whom a sheet is of, `None` when it does not.
fn identity(grid: &Grid, row: &Range<usize>, profile: &Profile) -> Option<u32> {
    let starts = |cell: &&GridCell| {
        let (text, _) = joined(&cell.text);
        !text.is_empty() && text.len() < 200 && profile.starts_sheet(&text)
    };
    grid.cells[row.clone()].iter().find(starts).map(|cell| cell.col)
}

/// Whether a table without a beginning goes on with the sheet that is open: it holds a label or a word of the form.
fn continues(grid: &Grid, profile: &Profile) -> bool {
    !matches!(grid.name, GridName::Before(_) | GridName::PageText(_))
        && grid.cells.iter().any(|cell| {
            let (text, _) = joined(&cell.text);
            !text.is_empty() && (profile.section_of(&text).is_some() || profile.word(&text).is_path())
        })
}

/// Reads rows outside of sheets: the title of the book, and what is left out.
fn head(grid: &Grid, rows: &[Range<usize>], profile: &Profile, no_sheet: bool, draft: &mut Draft) {
    let single = |row: &Range<usize>| {
        let mut cells = grid.cells[row.clone()].iter().filter(|cell| !cell.is_blank());
        cells.next().filter(|_| cells.next().is_none())
    };
    let titled = |cell: &&GridCell| profile.is_title(&joined(&cell.text).0);
    let named = |cell: &&GridCell| cell.text.contains("绩效目标") && cell.text.chars().count() < 60;
    let title = rows.iter().filter_map(single).find(titled).or_else(|| rows.iter().filter_map(single).find(named));
    let mut left: Vec<&GridCell> = Vec::new();
    for cell in rows.iter().flat_map(|row| &grid.cells[row.clone()]).filter(|cell| !cell.is_blank()) {
        if title.is_some_and(|title| std::ptr::eq(title, cell)) {
            draft.title(&grid.name, cell);
        } else {
            left.push(cell);
        }
    }
    let why = if no_sheet && !matches!(grid.name, GridName::Before(_) | GridName::PageText(_)) {
        Why::NoSheet
    } else {
        Why::Outside
    };
    if left.len() > MOST_TOLD {
        let place = Place { grid: grid.name.clone(), row: left[0].row, col: left[0].col };
        draft.left.push(Left { place, text: clean(&left[0].text).into_owned(), cells: left.len(), why });
    } else {
        left.into_iter().for_each(|cell| draft.leave(&grid.name, cell, why));
    }
}

/// How many rows at the end of a sheet stand for themselves: one value in each, and nothing that reaches into them.
fn tail(grid: &Grid, rows: &[Range<usize>]) -> usize {
    let alone = |row: &&Range<usize>| {
        let cells = &grid.cells[(*row).clone()];
        let at = cells[0].row;
        let reached =
            rows.iter().flat_map(|row| &grid.cells[row.clone()]).any(|cell| cell.row < at && cell.row_end() > at);
        !reached && cells.iter().filter(|cell| !cell.is_blank()).count() <= 1
    };
    rows[1..].iter().rev().take_while(alone).count()
}

/// Takes the rows of a text as they are; a title that is printed once more is left out.
fn lines(grid: &Grid, profile: &Profile, lang: Lang, draft: &mut Draft) {
    let mut before: Option<u32> = None;
    for row in rows_of(grid) {
        let cells = &grid.cells[row.clone()];
        if before.is_some_and(|before| cells[0].row > before + 1) {
            draft.gap = !draft.rows.is_empty();
        }
        before = Some(cells[0].row);
        if let [cell] = cells
            && profile.is_title(cell.text.trim())
        {
            draft.title(&grid.name, cell);
            continue;
        }
        draft.open |= identity(grid, &row, profile).is_some();
        let mut values = Vec::new();
        for cell in cells {
            while values.len() < cell.col as usize {
                values.push((String::new(), None));
            }
            values.push(draft.value(&grid.name, cell, lang));
        }
        draft.row(values);
    }
}

/// Whether a section holds paragraphs.
pub(super) fn is_prose(shape: &Shape) -> bool {
    matches!(shape, Shape::Text)
}
