//! Pages in a row: tables that go on over them, and the text around the tables.

mod heads;

use super::bands;
use super::bare::{self, Bare};
use super::lines::{TextLine, join, joined, lines, pieces, rows};
use super::page::{Glyph, Sheet};
use super::problem::{MOST_MARKS, PdfProblem};
use super::table::{Table, tables};
use crate::import::grid::{CellDoubt, Grid, GridCell, GridName, PageRows};
use crate::import::unparted::{self, Piece};
use heads::{Heads, texts};
use rustc_hash::FxHashMap;

/// A cell of a page with its text.
#[derive(Clone, Debug)]
struct Filled {
    top: usize,
    bottom: usize,
    left: f32,
    right: f32,
    text: String,
    /// How high it is, in points.
    height: f32,
    /// Whether its last line goes as far as it can.
    full: bool,
    doubt: Option<CellDoubt>,
    open_above: bool,
    open_below: bool,
}

/// A table of a page with its text.
#[derive(Debug)]
struct Part {
    page: u32,
    left: f32,
    right: f32,
    rows: usize,
    cells: Vec<Filled>,
}

/// What stands on a page, from the top.
enum Block {
    Table(Part),
    /// A line of text, in the pieces that wide gaps part.
    Line(Vec<String>),
}

/// A table that may go on on the next page.
struct Open {
    parts: Vec<Part>,
}

/// Puts pages together, one after another.
#[derive(Default)]
pub(super) struct Flow {
    grids: Vec<Grid>,
    open: Option<Open>,
    /// Lines at the edges of pages that belong to none of the texts: page numbers and what is printed once more.
    edges: Vec<(u32, u32, Vec<String>)>,
    /// The lines above the table that is open.
    above: Vec<Vec<String>>,
    unruled: Unruled,
}

/// Pages without rules, one behind the other.
#[derive(Default)]
struct Unruled {
    pages: Vec<Vec<Piece>>,
    /// The number of each, and its first line among all.
    starts: Vec<(u32, u32)>,
    /// Lines where a page was recognised.
    recognised: Vec<u32>,
    next: u32,
}

impl Unruled {
    fn add(&mut self, number: u32, mut page: Vec<Piece>, recognised: bool) {
        // The lines of a page are even and odd, as they were.
        let first = self.next.next_multiple_of(2);
        for piece in &mut page {
            piece.line += first;
            piece.reach = piece.reach.map(|(from, to)| (from + first, to + first));
        }
        self.next = page.last().map_or(first, |piece| piece.line) + 4;
        self.starts.push((number, first));
        if recognised {
            self.recognised.push(first);
        }
        self.pages.push(page);
    }

    /// The pages as one table, and what only pages need.
    fn grids(self) -> Vec<Grid> {
        let found = unparted::read_pages(&self.pages, unparted::Kin::default());
        let mut cells = found.grid.cells;
        let mut rows: Vec<u32> = cells.iter().map(|cell| cell.row).collect();
        rows.sort_unstable();
        rows.dedup();
        let place = |row: u32| rows.partition_point(|other| *other < row) as u32;
        let starts: Vec<(u32, u32, u32)> =
            self.starts.iter().map(|&(number, first)| (place(first), number, 0)).collect();
        for first in self.recognised {
            if let Some(cell) = cells.iter_mut().find(|cell| cell.row >= first) {
                cell.doubt = Some(CellDoubt::Recognised);
            }
        }
        cells.iter_mut().for_each(|cell| cell.row = place(cell.row));
        let mut grids = vec![Grid::new(GridName::Page(PageRows { starts: starts.into() }), cells)];
        for (at, &(number, first)) in self.starts.iter().enumerate() {
            let end = self.starts.get(at + 1).map_or(u32::MAX, |next| next.1);
            let own = found.left.iter().filter(|left| (first..end).contains(&left.place.row));
            let own: Vec<GridCell> =
                own.map(|left| GridCell::single(left.place.row - first, 0, left.text.clone())).collect();
            if !own.is_empty() {
                grids.push(Grid::new(GridName::PageEdge(number), own));
            }
        }
        grids
    }
}

impl Flow {
    /// Adds the next page.
    pub(super) fn page(&mut self, number: u32, sheet: &mut Sheet) -> Result<(), PdfProblem> {
        let goes_on = self.unruled.starts.last().is_some_and(|(last, _)| last + 1 == number);
        let blocks = match blocks(number, sheet, goes_on)? {
            Content::Blocks(blocks) => blocks,
            Content::Unruled(page) => {
                self.close();
                self.unruled.add(number, page, sheet.recognised);
                return Ok(());
            }
        };
        self.end_unruled();
        let is_line = |block: &Block| matches!(block, Block::Line(_));
        let first = blocks.iter().position(|block| !is_line(block));
        let last = blocks.iter().rposition(|block| !is_line(block));
        let count = blocks.len();
        let mut texts: Vec<(u32, Vec<String>)> = Vec::new();
        let mut line = 0u32;
        // Whether nothing but the edge of the page stands between the open table and what comes next.
        let renews = blocks.iter().find_map(|block| match (block, &self.open) {
            (Block::Table(part), Some(open)) => Some(open.is_renewed_by(part)),
            _ => None,
        });
        let renews = renews.unwrap_or(false);
        let mut joins = first.is_some() && !renews;
        for (index, block) in blocks.into_iter().enumerate() {
            match block {
                Block::Line(text) => {
                    line += 1;
                    let at_edge = first.is_none_or(|first| index < first) || last.is_none_or(|last| index > last);
                    let outer = index == 0 || index + 1 == count;
                    let above = !renews && first.is_some_and(|first| index < first);
                    let repeated = above && self.open.is_some() && self.above.contains(&text);
                    if at_edge && (repeated || (outer && is_number_at_edge(&text.join(" ")))) {
                        self.edges.push((number, line, text));
                        continue;
                    }
                    if self.open.is_some() {
                        self.close();
                        self.above.clear();
                    }
                    joins = false;
                    texts.push((line, text));
                }
                Block::Table(part) => {
                    if joins && self.open.as_ref().is_some_and(|open| open.takes(&part)) {
                        if let Some(open) = &mut self.open {
                            open.parts.push(part);
                        }
                    } else {
                        self.close();
                        self.above = texts.iter().map(|(_, text)| text.clone()).collect();
                        self.text(number, &mut texts);
                        self.open = Some(Open { parts: vec![part] });
                    }
                    joins = false;
                }
            }
        }
        if !texts.is_empty() {
            self.close();
            self.text(number, &mut texts);
        }
        Ok(())
    }

    /// Ends the text.
    pub(super) fn finish(mut self) -> Vec<Grid> {
        self.close();
        self.end_unruled();
        self.grids
    }

    fn end_unruled(&mut self) {
        let unruled = std::mem::take(&mut self.unruled);
        if !unruled.pages.is_empty() {
            self.grids.extend(unruled.grids());
        }
    }

    fn text(&mut self, page: u32, texts: &mut Vec<(u32, Vec<String>)>) {
        if texts.is_empty() {
            return;
        }
        let cells = texts.drain(..).flat_map(|(line, pieces)| cells(line, pieces)).collect();
        self.grids.push(Grid::new(GridName::PageText(page), cells));
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            let (grid, repeated) = open.grid();
            self.grids.push(grid);
            self.edges.extend(repeated);
        }
        let mut edges = std::mem::take(&mut self.edges);
        edges.sort_by_key(|(page, line, _)| (*page, *line));
        let mut edges = edges.into_iter().peekable();
        while let Some(&(page, _, _)) = edges.peek() {
            let mut found = Vec::new();
            while let Some((_, line, pieces)) = edges.next_if(|(other, _, _)| *other == page) {
                found.extend(cells(line, pieces));
            }
            self.grids.push(Grid::new(GridName::PageEdge(page), found));
        }
    }
}

/// The pieces of a line as cells of its row.
fn cells(line: u32, pieces: Vec<String>) -> impl Iterator<Item = GridCell> {
    pieces.into_iter().enumerate().map(move |(col, text)| GridCell::single(line - 1, col as u32, text))
}

/// What a page holds.
enum Content {
    /// Tables and lines, from the top.
    Blocks(Vec<Block>),
    /// The cells of a sheet without rules.
    Unruled(Vec<Piece>),
}

/// What stands on a page; `goes_on` says that the page before was one without rules.
fn blocks(number: u32, sheet: &mut Sheet, goes_on: bool) -> Result<Content, PdfProblem> {
    let tables = tables(&sheet.across, &sheet.down)?;
    let mut inside: Vec<Vec<Vec<Glyph>>> = tables.iter().map(|table| vec![Vec::new(); table.cells.len()]).collect();
    let owners: Vec<Vec<u32>> = tables.iter().map(Table::owners).collect();
    let mut outside: Vec<Glyph> = Vec::new();
    for glyph in &sheet.glyphs {
        let middle = glyph.middle();
        let table = tables.iter().position(|table| table.holds(middle));
        match table.and_then(|table| Some((table, tables[table].cell_at(middle, &owners[table])?))) {
            Some((table, cell)) => inside[table][cell].push(*glyph),
            None => outside.push(*glyph),
        }
    }
    // A line that is too long for its cell runs out of the table.
    let few = outside.len().saturating_mul(sheet.glyphs.len()) < 20 * MOST_MARKS;
    outside.retain(|glyph| {
        let [x, y] = glyph.middle();
        let beside = |table: &Table| {
            let inner = [x.clamp(table.left() + 0.1, table.right() - 0.1), y];
            ((inner[0] - x).abs() < 2.0 * glyph.em && table.holds(inner)).then_some(inner)
        };
        let near = tables.iter().enumerate().find_map(|(index, table)| Some((index, beside(table)?)));
        let cell = near.and_then(|(index, inner)| Some((index, tables[index].cell_at(inner, &owners[index])?)));
        let run = |other: &Glyph| {
            (other.base - glyph.base).abs() < 0.2 * glyph.em
                && ((other.right - glyph.left).abs() < 0.3 * glyph.em
                    || (other.left - glyph.right).abs() < 0.3 * glyph.em)
        };
        match cell {
            Some((table, cell)) if few && inside[table][cell].iter().any(run) => {
                inside[table][cell].push(*glyph);
                false
            }
            _ => true,
        }
    });
    let mut blocks: Vec<(f32, f32, Block)> = Vec::new();
    for (table, cells) in tables.iter().zip(inside) {
        // A frame without text is a picture.
        if cells.iter().flatten().all(|glyph| glyph.c.is_whitespace()) {
            continue;
        }
        blocks.push((table.top(), table.left(), Block::Table(part(number, table, cells, sheet.recognised))));
    }
    if blocks.is_empty()
        && let Some(page) = bands::pieces(&mut outside)
        && (goes_on || unparted::is_headed(&page))
    {
        return Ok(Content::Unruled(page));
    }
    if blocks.is_empty()
        && let Some(bare) = bare::table(&mut outside)
    {
        let lines = |lines: Vec<Vec<String>>| lines.into_iter().map(Block::Line);
        let (above, below) = (bare.above.clone(), bare.below.clone());
        let table = Block::Table(unruled(number, bare, sheet.recognised));
        return Ok(Content::Blocks(lines(above).chain([table]).chain(lines(below)).collect()));
    }
    for row in rows(&mut outside) {
        let pieces: Vec<TextLine> = pieces(row);
        let Some(first) = pieces.first() else { continue };
        let (top, left) = (first.base - first.em * 0.35, first.left);
        blocks.push((top, left, Block::Line(pieces.into_iter().map(|piece| piece.text).collect())));
    }
    blocks.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    Ok(Content::Blocks(blocks.into_iter().map(|(_, _, block)| block).collect()))
}

/// A table without rules, which no other one goes on with.
fn unruled(page: u32, bare: Bare, recognised: bool) -> Part {
    let cells = bare.cells.into_iter().map(|cell| Filled {
        top: cell.row,
        bottom: cell.row + cell.rows,
        left: cell.col as f32 * 100.0,
        right: (cell.col + 1) as f32 * 100.0,
        text: cell.text,
        height: 0.0,
        full: false,
        doubt: match recognised && cell.row == 0 {
            true => Some(CellDoubt::Recognised),
            false => cell.doubtful.then_some(CellDoubt::Placed),
        },
        open_above: false,
        open_below: false,
    });
    let cells = cells.collect();
    Part { page, left: f32::NAN, right: f32::NAN, rows: bare.rows, cells }
}

fn part(page: u32, table: &Table, cells: Vec<Vec<Glyph>>, recognised: bool) -> Part {
    let filled = table.cells.iter().zip(cells).map(|(cell, mut glyphs)| {
        let (left, right) = (table.xs[cell.left], table.xs[cell.right]);
        let ls = lines(&mut glyphs);
        let text = joined(&ls, left, right);
        let height = table.ys[cell.bottom] - table.ys[cell.top];
        let full = ls.last().is_some_and(|line| line.is_full(&ls, left, right));
        let (top, bottom) = (cell.top, cell.bottom);
        // Said once a page.
        let doubt = (recognised && top == 0 && cell.left == 0).then_some(CellDoubt::Recognised);
        Filled {
            top,
            bottom,
            left,
            right,
            text,
            height,
            full,
            doubt,
            open_above: cell.open_above,
            open_below: cell.open_below,
        }
    });
    let cells = filled.collect();
    Part { page, left: table.left(), right: table.right(), rows: table.ys.len() - 1, cells }
}

/// How far columns of two pages may stand apart, in points.
const APART: f32 = 4.0;

impl Open {
    /// Whether a table of the next page goes on with this one.
    fn takes(&self, next: &Part) -> bool {
        let Some(last) = self.parts.last() else { return false };
        // A label that the page before printed may not be drawn again.
        let starts = |cell: &Filled| (cell.left - next.left).abs() <= APART;
        last.page + 1 == next.page
            && (last.right - next.right).abs() <= APART
            && ((last.left - next.left).abs() <= APART || (next.left > last.left && last.cells.iter().any(starts)))
    }

    /// Whether a table begins as this one did and goes on differently: it is of the next sheet.
    fn is_renewed_by(&self, next: &Part) -> bool {
        let Some(first) = self.parts.first() else { return false };
        let (ours, theirs) = (texts(first, 0), texts(next, 0));
        ours.len() > 1 && ours.first() == theirs.first() && ours != theirs
    }

    /// The table as one, and the rows that a page repeats.
    fn grid(self) -> (Grid, Vec<(u32, u32, Vec<String>)>) {
        let mut xs: Vec<f32> =
            self.parts.iter().flat_map(|part| &part.cells).flat_map(|cell| [cell.left, cell.right]).collect();
        xs.sort_by(f32::total_cmp);
        xs.dedup_by(|next, edge| *next - *edge <= APART);
        let col = |x: f32| xs.partition_point(|edge| *edge <= x + 0.01).saturating_sub(1);
        let mut repeated = Vec::new();
        let mut cells: Vec<Placed> = Vec::new();
        let mut starts: Vec<(usize, u32, usize)> = Vec::new();
        let mut heads: Heads = Heads::default();
        let mut row = 0;
        for (index, part) in self.parts.into_iter().enumerate() {
            let skip = if index > 0 { heads.repeated(&part) } else { 0 };
            for top in 0..skip {
                let gone = |cell: &&Filled| cell.top == top && cell.bottom <= skip && !cell.text.is_empty();
                let gone = part.cells.iter().filter(gone).map(|cell| cell.text.clone());
                repeated.push((part.page, top as u32 + 1, gone.collect()));
            }
            heads.add(&part, index == 0, skip);
            starts.push((row, part.page, skip));
            let rows = part.rows - skip;
            let below = part.cells.into_iter().filter(|cell| cell.bottom > skip).map(|mut cell| {
                cell.top = cell.top.saturating_sub(skip) + row;
                cell.bottom = cell.bottom - skip + row;
                Placed { from: col(cell.left), to: col(cell.right), cell }
            });
            if index == 0 {
                cells.extend(below);
            } else {
                rejoin(&mut cells, below.collect(), row, skip > 0);
            }
            row += rows;
        }
        (compact(cells, &starts), repeated)
    }
}

/// A cell with its first column and the one behind it.
struct Placed {
    from: usize,
    to: usize,
    cell: Filled,
}

/// Puts the cells of the next page below those of the pages before, of which `row` is the first row behind. What a page's
/// end cut is put together.
fn rejoin(cells: &mut Vec<Placed>, mut below: Vec<Placed>, row: usize, headed: bool) {
    below.sort_by_key(|placed| (placed.cell.top, placed.from));
    let last = cells.iter().enumerate().filter(|(_, placed)| placed.cell.bottom == row);
    let last: FxHashMap<(usize, usize), usize> =
        last.map(|(index, placed)| ((placed.from, placed.to), index)).collect();
    let twin = |from: usize, to: usize| last.get(&(from, to)).copied();
    let cut = is_cut(&below, row, |from, to| twin(from, to).map(|index| &cells[index].cell));
    // What goes on: the place among the cells above of each that does. A parent goes on with its children.
    let mut rest: Vec<Option<usize>> = vec![None; below.len()];
    let (mut chain, mut behind, mut sure) = (true, 0, 0);
    for (at, placed) in below.iter().enumerate().take_while(|(_, placed)| placed.cell.top == row) {
        let Some(index) = twin(placed.from, placed.to) else {
            chain = false;
            continue;
        };
        let beside = chain && placed.from <= behind;
        let completed = completes(&cells[index].cell.text, &placed.cell.text, &[&cells[..], &below[..]], placed.from);
        if cut || completed || goes_on(&cells[index].cell, &placed.cell, headed, beside) {
            rest[at] = Some(index);
            behind = placed.to;
            sure = if completed { at } else { sure };
        } else {
            chain = false;
        }
    }
    for at in 0..sure {
        rest[at] = rest[at].or_else(|| twin(below[at].from, below[at].to));
    }
    for (placed, rest) in below.into_iter().zip(rest) {
        let Some(index) = rest else {
            cells.push(placed);
            continue;
        };
        let (above, below) = (&mut cells[index].cell, placed.cell);
        if above.text.is_empty() {
            above.text = below.text;
        } else if above.text != below.text {
            join(&mut above.text, &below.text);
        }
        (above.bottom, above.open_below) = (below.bottom, below.open_below);
    }
}

/// Whether a cell at the top of a page is the rest of the one above it; `beside` says that all cells to its left are.
fn goes_on(above: &Filled, below: &Filled, headed: bool, beside: bool) -> bool {
    if above.open_below && (below.open_above || headed) {
        return true;
    }
    let tall = |cell: &Filled| cell.bottom - cell.top > 1;
    // A parent's text stands on either part or on both.
    match (above.text.is_empty(), below.text.is_empty()) {
        (true, true) | (false, true) => tall(above) || tall(below),
        (true, false) => beside && below.height > 0.9 * above.height && (tall(above) == tall(below)),
        (false, false) => above.text == below.text && (tall(above) || tall(below) || beside),
    }
}

/// Whether the first row of a page is the rest of the row above: it fills less of the columns, and whatever it fills goes
/// on with a line that was full.
fn is_cut<'c>(below: &[Placed], row: usize, above: impl Fn(usize, usize) -> Option<&'c Filled>) -> bool {
    let first: Vec<&Placed> = below.iter().filter(|placed| placed.cell.top == row).collect();
    let (mut filled, mut rest) = (0, 0);
    for placed in &first {
        let Some(above) = above(placed.from, placed.to) else { return false };
        if placed.cell.bottom > row + 1 && !placed.cell.text.is_empty() {
            return false;
        }
        filled += usize::from(!above.text.is_empty());
        if !placed.cell.text.is_empty() {
            if !above.text.is_empty() && !above.full {
                return false;
            }
            rest += usize::from(!above.text.is_empty());
        }
    }
    rest > 0 && rest < filled
}

/// Whether two texts are the halves of a word as others in their column are: `效益` and `指标` beside `产出指标`.
fn completes(above: &str, below: &str, cells: &[&[Placed]], col: usize) -> bool {
    let bare = |text: &str| -> String {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        text.split(['（', '(']).next().unwrap_or("").to_owned()
    };
    let (above, below) = (bare(above), bare(below));
    let Some((at, _)) = below.char_indices().rev().nth(1) else { return false };
    let end = &below[at..];
    if above.is_empty() || above.ends_with(end) || below.chars().count() > 3 {
        return false;
    }
    const MOST: usize = 2000;
    let near = cells.iter().flat_map(|cells| cells.iter().rev().take(MOST));
    let others = near.filter(|placed| placed.from == col && placed.cell.text.len() < 200);
    let others: Vec<String> = others.map(|placed| bare(&placed.cell.text)).collect();
    let ending = others.iter().filter(|other| other.ends_with(end) && other.chars().count() > 2).count();
    ending >= 2 && others.iter().filter(|other| **other == below).count() <= 1
}

/// The cells in the rows and columns that are needed.
fn compact(cells: Vec<Placed>, starts: &[(usize, u32, usize)]) -> Grid {
    let used = |edges: &mut Vec<usize>| {
        edges.sort_unstable();
        edges.dedup();
    };
    let mut cols: Vec<usize> = cells.iter().flat_map(|placed| [placed.from, placed.to]).collect();
    let mut rows: Vec<usize> = cells.iter().flat_map(|placed| [placed.cell.top, placed.cell.bottom]).collect();
    used(&mut cols);
    used(&mut rows);
    let place = |edges: &[usize], edge: usize| edges.partition_point(|other| *other < edge) as u32;
    let pages: Vec<(u32, u32, u32)> =
        starts.iter().map(|&(row, page, skip)| (place(&rows, row), page, skip as u32)).collect();
    let cells = cells.into_iter().map(|Placed { from, to, cell }| {
        let (row, col) = (place(&rows, cell.top), place(&cols, from));
        GridCell {
            row,
            col,
            rows: place(&rows, cell.bottom) - row,
            cols: place(&cols, to) - col,
            text: cell.text,
            doubt: cell.doubt,
        }
    });
    let cells = cells.filter(|cell| cell.rows > 0 && cell.cols > 0).collect();
    Grid::new(GridName::Page(PageRows { starts: pages.into() }), cells)
}

/// Whether a line at the edge of a page is its number: `3`, `- 3 -`, `第 3 页 共 5 页`, `3/5`, `Page 3 of 5`.
fn is_number_at_edge(text: &str) -> bool {
    let mut rest = text.to_owned();
    for word in ["第", "页", "共", "Page", "page", "of", "/", "-", "—", "–", "·", "，", ",", "（", "）"] {
        rest = rest.replace(word, " ");
    }
    let numbers: Vec<&str> = rest.split_whitespace().collect();
    (1..=2).contains(&numbers.len())
        && numbers.iter().all(|number| number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit()))
}
