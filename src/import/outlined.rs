//! The rows of sheets that are read by their headings: the printed rows without what only the grid needs.

use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::draft::{Draft, Left, MOST_TOLD, Note, Why};
use super::grid::{Grid, GridCell, GridName, Place};
use super::words::{clean, joined};
use crate::diagnostic::{Lang, say};
use crate::outline::{At, Block, Line, Outline, Piece, Role, Shape};

/// The rows of all tables of a source, one below the other.
pub(super) struct Rows<'g> {
    /// The cells that hold something.
    pub(super) lines: Vec<Line<'g>>,
    /// Where each row stands: the grid, and the cells of it that are the line's pieces.
    places: Vec<(usize, Vec<usize>)>,
    grids: &'g [Grid],
}

impl<'g> Rows<'g> {
    pub(super) fn of(grids: &'g [Grid]) -> Self {
        let mut rows = Self { lines: Vec::new(), places: Vec::new(), grids };
        for (at, grid) in grids.iter().enumerate() {
            let mut before: Option<u32> = None;
            for (index, cell) in grid.cells.iter().enumerate() {
                let text = cell.text.trim();
                if text.is_empty() {
                    continue;
                }
                if before != Some(cell.row) {
                    // Rows with nothing in them part what stands around them.
                    rows.lines.push(Line::default());
                    rows.places.push((at, Vec::new()));
                    before = Some(cell.row);
                }
                if let (Some(line), Some((_, cells))) = (rows.lines.last_mut(), rows.places.last_mut()) {
                    line.pieces.push(Piece { text, col: cell.col, cols: cell.cols, rows: cell.rows });
                    cells.push(index);
                }
            }
        }
        rows.align();
        rows
    }

    /// Moves the lines around a table to its first column: a table may begin further right, and a line has no column.
    fn align(&mut self) {
        let grids = self.grids;
        let around = |(grid, _): &(usize, Vec<usize>)| matches!(grids[*grid].name, GridName::Before(_));
        if !self.places.iter().any(around) {
            return;
        }
        for rows in self.sheets() {
            // A title or a note may stand in any column of the table.
            let first = |at: usize| self.lines[at].pieces.first().filter(|_| self.lines[at].pieces.len() > 1);
            let first = |at: usize| first(at).map(|piece| piece.col);
            let tables = rows.clone().filter(|&at| !around(&self.places[at])).filter_map(first).min();
            let Some(lo) = tables.filter(|lo| *lo > 0) else { continue };
            for at in rows.filter(|&at| around(&self.places[at])) {
                self.lines[at].pieces.iter_mut().for_each(|piece| piece.col += lo);
            }
        }
    }

    fn cell(&self, at: At) -> (&'g GridName, &'g GridCell) {
        let (grid, cells) = &self.places[at.line as usize];
        let grid = &self.grids[*grid];
        (&grid.name, &grid.cells[cells[at.piece as usize]])
    }

    /// The sheets among the rows. No sheet runs on from one worksheet into another.
    pub(super) fn sheets(&self) -> Vec<Range<usize>> {
        let mut all = Vec::new();
        let mut start = 0;
        while start < self.lines.len() {
            let grid = self.places[start].0;
            let alone = matches!(self.grids[grid].name, GridName::Worksheet(_));
            let same = |(other, _): &&(usize, Vec<usize>)| {
                if alone { *other == grid } else { !matches!(self.grids[*other].name, GridName::Worksheet(_)) }
            };
            let end = start + self.places[start..].iter().take_while(same).count();
            all.extend(
                crate::outline::sheets(&self.lines[start..end])
                    .into_iter()
                    .map(|own| own.start + start..own.end + start),
            );
            start = end;
        }
        all
    }

    /// The rows as a text, each label in the first cell of its row: what a form is recognised by.
    pub(super) fn text(&self, rows: &Range<usize>) -> String {
        let lines = &self.lines[rows.clone()];
        let tables = || lines.iter().filter(|line| line.pieces.len() > 1);
        let lo = tables().map(|line| line.pieces[0].col).min().unwrap_or(0);
        let mut text = String::new();
        for line in lines {
            let Some(first) = line.pieces.first() else { continue };
            if first.col > lo && line.pieces.len() > 1 {
                text.push('\t');
            }
            let cells: Vec<_> = line.pieces.iter().map(|piece| joined(piece.text).0).collect();
            text.push_str(&cells.join("\t"));
            text.push('\n');
        }
        text
    }

    /// The grids with the cells of those rows alone.
    pub(super) fn grids(&self, rows: &Range<usize>) -> Vec<Grid> {
        let mut all: Vec<(usize, Range<u32>)> = Vec::new();
        for (grid, cells) in &self.places[rows.clone()] {
            let Some(&first) = cells.first() else { continue };
            let row = self.grids[*grid].cells[first].row;
            match all.last_mut() {
                Some((last, range)) if last == grid => range.end = row.saturating_add(1),
                _ => all.push((*grid, row..row.saturating_add(1))),
            }
        }
        all.into_iter()
            .map(|(at, range)| {
                let Grid { name, cells, hidden, .. } = &self.grids[at];
                // The cells stand row by row, and those of many sheets in one table.
                let first = cells.partition_point(|cell| cell.row < range.start);
                let own = cells[first..].iter().take_while(|cell| cell.row < range.end);
                Grid { name: name.clone(), cells: own.cloned().collect(), more: 0, hidden: *hidden }
            })
            .collect()
    }

    /// Leaves those rows out: they hold no sheet.
    pub(super) fn leave(&self, rows: Range<usize>, draft: &mut Draft) {
        let cells: Vec<(&GridName, &GridCell)> = self.places[rows]
            .iter()
            .flat_map(|(grid, cells)| {
                cells.iter().map(|cell| (&self.grids[*grid].name, &self.grids[*grid].cells[*cell]))
            })
            .collect();
        let Some((name, first)) = cells.first() else { return };
        if cells.len() > MOST_TOLD {
            let place = Place { grid: (*name).clone(), row: first.row, col: first.col };
            draft.left.push(Left {
                place,
                text: clean(&first.text).into_owned(),
                cells: cells.len(),
                why: Why::NoSheet,
            });
        } else {
            cells.into_iter().for_each(|(name, cell)| draft.leave(name, cell, Why::NoSheet));
        }
    }

    /// Adds the rows of the sheet that `rows` are, whose outline that is.
    pub(super) fn draft(&self, rows: Range<usize>, outline: &Outline, lang: Lang, draft: &mut Draft) {
        let writer = Writer { rows: self, base: rows.start as u32, outline, lang, written: RefCell::default() };
        draft.part();
        for line in 0..rows.len() as u32 {
            writer.line(line, draft);
            writer.rest(line, draft);
        }
    }
}

/// A cell of a row to be written: its place in the row, its text and where it was found.
type Cell = (usize, String, Option<Place>);

/// The paragraphs of a cell, each with its place.
type Paragraphs = Vec<(String, Option<Place>)>;

struct Writer<'r, 'g> {
    rows: &'r Rows<'g>,
    /// The first line of the sheet.
    base: u32,
    outline: &'r Outline,
    lang: Lang,
    /// The cells that stand in the book, or of which the report says that they do not.
    written: RefCell<FxHashSet<At>>,
}

impl Writer<'_, '_> {
    fn cell(&self, at: At) -> (&GridName, &GridCell) {
        self.rows.cell(At { line: at.line + self.base, ..at })
    }

    fn pieces(&self, line: u32) -> impl Iterator<Item = At> {
        let count = self.rows.lines[(line + self.base) as usize].pieces.len() as u32;
        (0..count).map(move |piece| At { line, piece })
    }

    /// What of a line found no place: a row of its own right below it, in doubt.
    fn rest(&self, line: u32, draft: &mut Draft) {
        let written = |at: &At| self.written.borrow().contains(at);
        let rest: Vec<At> = self.pieces(line).filter(|at| !written(at)).collect();
        let mut cells = Vec::new();
        for (index, at) in rest.into_iter().enumerate() {
            self.doubt(at, draft);
            cells.push(self.value(at, index + 1, draft));
        }
        if !cells.is_empty() {
            self.put(cells, draft);
        }
    }

    /// The paragraphs of a cell of text.
    fn text(&self, at: At, draft: &mut Draft) -> Vec<(String, Option<Place>)> {
        self.written.borrow_mut().insert(at);
        let (name, cell) = self.cell(at);
        draft.paragraphs(name, cell, self.lang)
    }

    /// A label or header in one line; that it stood on several needs no word.
    fn label(&self, at: At, index: usize) -> Cell {
        self.written.borrow_mut().insert(at);
        let (name, cell) = self.cell(at);
        (index, joined(&cell.text).0.into_owned(), Some(Place { grid: name.clone(), row: cell.row, col: cell.col }))
    }

    fn value(&self, at: At, index: usize, draft: &mut Draft) -> Cell {
        self.written.borrow_mut().insert(at);
        let (name, cell) = self.cell(at);
        let (text, place) = draft.value(name, cell, self.lang);
        (index, text, place)
    }

    fn line(&self, line: u32, draft: &mut Draft) {
        match self.outline.roles[line as usize] {
            Role::Blank => {}
            Role::Year => self.year(line, draft),
            Role::Title => self.title(line, draft),
            Role::Furniture | Role::Label => self.printed(line, draft),
            Role::RepeatedHeader(_) => {
                for at in self.pieces(line) {
                    self.leave(at, draft);
                }
            }
            Role::Unknown => {
                for at in self.pieces(line) {
                    self.doubt(at, draft);
                }
                self.printed(line, draft);
            }
            Role::Header(block) => self.header(line, block, draft),
            Role::SubHeader(block) => {
                let block = &self.outline.blocks[block];
                let depth = block.depth as usize;
                let subs = block.columns.iter().enumerate().filter(|(_, column)| column.group.is_some());
                let cells = subs.filter_map(|(at, column)| Some(self.label(column.header?, depth + at))).collect();
                self.put(cells, draft);
            }
            Role::Row(block) | Role::Total(block) => self.row(line, block, draft),
        }
    }

    /// Leaves a cell out that is printed once more.
    fn leave(&self, at: At, draft: &mut Draft) {
        self.written.borrow_mut().insert(at);
        let (name, cell) = self.cell(at);
        draft.leave(name, cell, Why::Repeated);
    }

    /// A line of the year: the title has it, or it is printed where there is no title.
    fn year(&self, line: u32, draft: &mut Draft) {
        if self.outline.title.is_none() {
            return self.printed(line, draft);
        }
        let first = self.outline.roles.iter().position(|role| *role == Role::Year) == Some(line as usize);
        let taken =
            self.outline.title.is_some_and(|title| crate::outline::year_in(self.cell(title).1.text.as_str()).is_none());
        for at in self.pieces(line) {
            if first && taken {
                self.written.borrow_mut().insert(at);
            } else {
                self.leave(at, draft);
            }
        }
    }

    /// The title, with the year that stands in a line of its own.
    fn title(&self, line: u32, draft: &mut Draft) {
        let mut cells: Vec<Cell> = self.pieces(line).enumerate().map(|(index, at)| self.label(at, index)).collect();
        let first = self.outline.title.is_some_and(|title| title.line == line);
        let year = self.outline.roles.iter().position(|role| *role == Role::Year).filter(|_| first);
        if let (Some(year), Some(own)) = (year, cells.first_mut())
            && crate::outline::year_in(&own.1).is_none()
        {
            let text = joined(&self.cell(At { line: year as u32, piece: 0 }).1.text).0;
            let bracketed = text.starts_with(['（', '(', '[', '〔']);
            own.1.push_str(&if bracketed { text } else { format!("（{text}）").into() });
        }
        self.put(cells, draft);
    }

    /// A row as it is printed: its cells one behind the other.
    fn printed(&self, line: u32, draft: &mut Draft) {
        let cells = self.pieces(line).enumerate().map(|(index, at)| self.value(at, index, draft)).collect();
        self.put(cells, draft);
    }

    fn doubt(&self, at: At, draft: &mut Draft) {
        let (name, cell) = self.cell(at);
        let place = Place { grid: name.clone(), row: cell.row, col: cell.col };
        let message = say!(
            self.lang,
            "不能确定是哪一栏，照原样保留；请核对",
            "it is not known what this is; it was kept as printed, check it"
        );
        draft.doubts.push(Note { place, text: clean(&cell.text).into_owned(), message });
    }

    /// The label of a block and the one around it, where they first stand.
    fn labels(&self, line: u32, block: &Block, cells: &mut Vec<Cell>) {
        let depth = block.depth as usize;
        let own = if matches!(block.shape, Shape::Field | Shape::Text) { depth } else { depth.saturating_sub(1) };
        if let Some(section) = block.section
            && section.line == line
            && own > 0
        {
            cells.push(self.label(section, own - 1));
        }
    }

    /// The headers of a table or of texts side by side.
    fn header(&self, line: u32, at: usize, draft: &mut Draft) {
        let block = &self.outline.blocks[at];
        let depth = block.depth as usize;
        let mut cells = Vec::new();
        if block.shape == Shape::Text {
            // The label of the texts stands before them, and the one around it before that.
            let beside = self.beside(at);
            if let Some(section) = block.section.filter(|section| section.line == line) {
                cells.push(self.label(section, depth - 1));
                if let Some(outer) = self.outer(section, line) {
                    cells.push(self.label(outer, depth.saturating_sub(2)));
                }
            }
            for (index, other) in beside.enumerate() {
                if let Some(label) = self.outline.blocks[other].label {
                    cells.push(self.label(label, depth + index));
                }
            }
            return self.put(cells, draft);
        }
        self.labels(line, block, &mut cells);
        // A label below its headers is written beside them, as everywhere else.
        if let Some(label) = block.label
            && (label.line >= line)
        {
            cells.push(self.label(label, depth - 1));
        }
        let mut last = None;
        for (index, column) in block.columns.iter().enumerate() {
            let own = column.group.or(column.header);
            if let Some(own) = own.filter(|own| Some(*own) != last) {
                cells.push(self.label(own, depth + index));
            }
            last = own;
        }
        self.put(cells, draft);
    }

    /// The label around `label`, when it begins in the same line: it stands to its left.
    fn outer(&self, label: At, line: u32) -> Option<At> {
        (label.piece > 0 && label.line == line).then(|| At { line, piece: label.piece - 1 })
    }

    /// The blocks of texts side by side, of which the one at `first` is the first.
    fn beside(&self, first: usize) -> impl Iterator<Item = usize> {
        let block = &self.outline.blocks[first];
        let same = move |at: &usize| {
            let other = &self.outline.blocks[*at];
            other.shape == Shape::Text && other.first == block.first && other.section == block.section
        };
        (first..self.outline.blocks.len()).take_while(same)
    }

    fn row(&self, line: u32, at: usize, draft: &mut Draft) {
        let block = &self.outline.blocks[at];
        let depth = block.depth as usize;
        match block.shape {
            Shape::Field => self.fields(line, at, draft),
            Shape::Text if block.label.is_some_and(|label| label.line < line) || self.heads_texts(at) => {
                self.texts(line, at, draft);
            }
            Shape::Text => self.fields(line, at, draft),
            Shape::Pairs | Shape::List | Shape::Indicators => {
                let mut cells = Vec::new();
                self.labels(line, block, &mut cells);
                if block.shape == Shape::Pairs
                    && let Some(label) = block.label.filter(|label| label.line == line)
                {
                    cells.push(self.label(label, depth - 1));
                    if block.section.is_none()
                        && depth > 1
                        && let Some(outer) = self.outer(label, line)
                    {
                        cells.push(self.label(outer, depth - 2));
                    }
                }
                let Some(entry) = block.rows.iter().find(|entry| entry.line == line) else { return };
                for (index, cell) in entry.cells.iter().enumerate() {
                    if let Some(cell) = cell {
                        cells.push(self.value(*cell, depth + index, draft));
                    }
                }
                if let Some(total) = entry.total
                    && !entry.cells.contains(&Some(total))
                {
                    let col = self.cell(total).1.col;
                    let own = block.columns.iter().rposition(|column| column.col <= col);
                    cells.push(self.label(total, own.map_or(depth.saturating_sub(1), |own| depth + own)));
                }
                // A value that shares its column with another one stands behind all columns.
                let left = self.outline.left.iter().filter(|cell| cell.line == line);
                for (behind, cell) in (depth + block.columns.len()..).zip(left) {
                    self.doubt(*cell, draft);
                    cells.push(self.value(*cell, behind, draft));
                }
                self.put(cells, draft);
            }
        }
    }

    /// Whether the texts of a block stand below a row of labels.
    fn heads_texts(&self, at: usize) -> bool {
        let block = &self.outline.blocks[at];
        matches!(self.outline.roles[block.first as usize], Role::Header(_))
    }

    /// A row of labels with a value behind each, the paragraphs of a text below its first one.
    fn fields(&self, line: u32, at: usize, draft: &mut Draft) {
        let mut cells = Vec::new();
        let mut more: Vec<(usize, Paragraphs)> = Vec::new();
        let mut index = self.outline.blocks[at].depth as usize;
        self.labels(line, &self.outline.blocks[at], &mut cells);
        let blocks = self.outline.blocks[at..].iter().take_while(|block| {
            matches!(block.shape, Shape::Field | Shape::Text) && block.label.is_some_and(|label| label.line == line)
        });
        for block in blocks {
            let Some(label) = block.label else { continue };
            cells.push(self.label(label, index));
            if let Some(&value) = block.cells.first() {
                if block.shape == Shape::Text {
                    let mut lines = self.text(value, draft).into_iter();
                    if let Some((text, place)) = lines.next() {
                        cells.push((index + 1, text, place));
                    }
                    let rest: Vec<_> = lines.collect();
                    if !rest.is_empty() {
                        more.push((index + 1, rest));
                    }
                } else {
                    cells.push(self.value(value, index + 1, draft));
                }
            }
            index += 2;
        }
        self.put(cells, draft);
        self.paragraphs(more, draft);
    }

    /// The paragraphs of one line of texts.
    fn texts(&self, line: u32, at: usize, draft: &mut Draft) {
        let block = &self.outline.blocks[at];
        let headed = self.heads_texts(at);
        let depth = block.depth as usize;
        let mut all = Vec::new();
        let blocks: Vec<usize> = if headed { self.beside(at).collect() } else { vec![at] };
        for (index, other) in blocks.into_iter().enumerate() {
            let column = if headed { depth + index } else { depth + 1 };
            let mut own = Vec::new();
            for place in self.outline.blocks[other].cells.iter().filter(|place| place.line == line) {
                own.extend(self.text(*place, draft));
            }
            all.push((column, own));
        }
        self.paragraphs(all, draft);
    }

    /// Paragraphs side by side, one of each a row.
    fn paragraphs(&self, all: Vec<(usize, Paragraphs)>, draft: &mut Draft) {
        let rows = all.iter().map(|(_, own)| own.len()).max().unwrap_or(0);
        for row in 0..rows {
            let cells = all.iter().filter_map(|(index, own)| {
                let (text, place) = own.get(row)?;
                Some((*index, text.clone(), place.clone()))
            });
            self.put(cells.collect(), draft);
        }
    }

    fn put(&self, mut cells: Vec<Cell>, draft: &mut Draft) {
        cells.sort_by_key(|(index, ..)| *index);
        let mut row: Vec<(String, Option<Place>)> = Vec::new();
        for (index, text, place) in cells {
            while row.len() < index {
                row.push((String::new(), None));
            }
            row.push((text, place));
        }
        draft.row(row);
    }
}
