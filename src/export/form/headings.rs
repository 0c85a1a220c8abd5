//! The printed form of a sheet that is read by its headings: its rows, in a grid that is made for them.

use rustc_hash::FxHashMap;
use unicode_width::UnicodeWidthStr;

use super::super::form::{FormCell, FormSection, Kind, Page};
use super::reach;
use crate::outline::{At, Block, Notion, Role, Shape};
use crate::profile::PrintGrid;
use crate::sheet::{FigureReading, Headings, Sheet, read_figure};
use crate::text::TextRange;

/// No grid has more columns; what stands behind them goes into the last one.
const MOST: usize = 60;

/// A page with more columns lies on its long side.
const PORTRAIT: usize = 8;

/// The widest and the narrowest that the contents of a column can make it, in half-width characters.
const WIDEST: usize = 40;
const NARROWEST: usize = 6;

/// A text this long begins at the left.
const LONG: usize = 24;

/// Paragraphs that come to more bytes have a row each: no cell of a workbook holds them together.
const LONGEST: usize = 20_000;

/// Rows that share their columns: those of a table, those of texts side by side, or one row.
#[derive(Debug)]
struct Group {
    /// The first column of the rows that is spread over the grid; those before it are columns of labels.
    lead: usize,
    /// Where that column stands in the grid.
    start: usize,
    /// How much room each column needs.
    needs: Vec<usize>,
    /// How many columns of the grid each one takes.
    spans: Vec<usize>,
}

impl Group {
    /// The columns of the grid that column `col` of a row takes: the first, and how many.
    fn place(&self, col: usize) -> (usize, usize) {
        if col < self.lead {
            return (col.min(self.start.saturating_sub(1)), 1);
        }
        let slot = (col - self.lead).min(self.spans.len().saturating_sub(1));
        (self.start + self.spans[..slot].iter().sum::<usize>(), self.spans[slot])
    }
}

/// A row as it is printed.
struct PrintedRow {
    line: u32,
    group: usize,
    /// The lines whose texts are its paragraphs, behind its own.
    below: u32,
    plain: bool,
}

/// The printed form of the sheet, which begins at byte `base`, and its page.
pub(super) fn form(sheet: &Sheet<'_>, headings: &Headings<'_>, base: u32) -> (Page, FormSection) {
    let printer = Printer { sheet, headings, base, kinds: kinds(headings) };
    let (mut groups, rows) = printer.groups();
    let width = groups.iter().map(|group| group.start + group.needs.len()).max().unwrap_or(1).clamp(2, MOST);
    let page = page(width, &groups);
    for group in &mut groups {
        group.spans = spans(&group.needs, &page.widths[group.start.min(width - 1)..]);
    }
    let rows = printer.rows(&groups, &rows, width);
    (page, FormSection { id: String::new(), label: None, headers: Vec::new(), rows, long: true })
}

/// A page of `width` columns, as wide as those need that have most.
fn page(width: usize, groups: &[Group]) -> Page {
    let landscape = width > PORTRAIT;
    let room = PrintGrid::printable(landscape) as usize;
    let fitting = groups.iter().filter(|group| group.start + group.needs.len() == width);
    let most = fitting.max_by_key(|group| (group.needs.len(), group.needs.iter().sum::<usize>()));
    let mut needs = vec![2 * NARROWEST; width];
    if let Some(group) = most {
        needs[..group.start].fill(NARROWEST + 2);
        needs[group.start..].copy_from_slice(&group.needs);
    }
    let whole: usize = needs.iter().sum();
    let widths = needs.iter().map(|need| ((room * need / whole) as u32).max(1)).collect();
    Page { landscape, widths }
}

/// How many columns of the grid, whose `widths` are those, each of the columns that need so much takes; at least one.
fn spans(needs: &[usize], widths: &[u32]) -> Vec<usize> {
    let count = needs.len().min(widths.len()).max(1);
    let (whole, room) = (needs[..count].iter().sum::<usize>().max(1), widths.iter().sum::<u32>() as usize);
    let (mut spans, mut at, mut wanted, mut taken) = (Vec::new(), 0, 0, 0);
    for (index, need) in needs[..count].iter().enumerate() {
        wanted += need;
        let most = widths.len() - at - (count - 1 - index);
        let mut span = 1;
        taken += widths[at] as usize;
        // Up to the border that is nearest to where the column should end.
        while span < most && (taken + widths[at + span] as usize / 2) * whole <= wanted * room {
            taken += widths[at + span] as usize;
            span += 1;
        }
        if index + 1 == count {
            span = most;
        }
        at += span;
        spans.push(span);
    }
    spans
}

/// What the cells are that belong to a part of the sheet.
fn kinds(headings: &Headings<'_>) -> FxHashMap<At, Kind> {
    let mut kinds = FxHashMap::default();
    for block in &headings.outline.blocks {
        kinds.extend([block.section, block.label].into_iter().flatten().map(|at| (at, Kind::Label)));
        let heads = block.columns.iter().flat_map(|column| [column.header, column.group]).flatten();
        kinds.extend(heads.map(|at| (at, Kind::Header)));
        let text = |at: At| if headings.text(at).width() > LONG { Kind::Text } else { Kind::Word };
        let of_shape = |at: &At| (*at, if block.shape == Shape::Text { Kind::Text } else { text(*at) });
        kinds.extend(block.cells.iter().map(of_shape));
        for row in &block.rows {
            for (column, at) in row.cells.iter().enumerate() {
                let Some(at) = *at else { continue };
                let left = matches!(
                    block.columns[column].notion,
                    Some(Notion::Name | Notion::Reason | Notion::Scoring | Notion::Explanation | Notion::Note)
                );
                let kind = match read_figure(headings.text(at)) {
                    _ if block.shape == Shape::Pairs && column % 2 == 0 => Kind::Header,
                    FigureReading::Figure(_) => Kind::Figure,
                    _ if left => Kind::Text,
                    _ => text(at),
                };
                kinds.insert(at, kind);
            }
            kinds.extend(row.total.map(|at| (at, Kind::Header)));
        }
    }
    kinds
}

struct Printer<'a> {
    sheet: &'a Sheet<'a>,
    headings: &'a Headings<'a>,
    base: u32,
    kinds: FxHashMap<At, Kind>,
}

impl Printer<'_> {
    fn blocks(&self) -> &[Block] {
        &self.headings.outline.blocks
    }

    /// The column of the last piece of a line, counted from 0.
    fn last(&self, line: u32) -> usize {
        self.headings.lines[line as usize].pieces.last().map_or(0, |piece| piece.col as usize)
    }

    /// The rows that are printed, with the groups they belong to.
    fn groups(&self) -> (Vec<Group>, Vec<PrintedRow>) {
        let (mut groups, mut rows): (Vec<Group>, Vec<PrintedRow>) = (Vec::new(), Vec::new());
        let mut of_block: FxHashMap<usize, usize> = FxHashMap::default();
        let mut below: FxHashMap<u32, u32> = FxHashMap::default();
        let mut taken = 0;
        for (at, role) in self.headings.outline.roles.iter().enumerate() {
            let line = at as u32;
            if line < taken || self.headings.lines[at].pieces.is_empty() {
                continue;
            }
            let plain = matches!(role, Role::Title | Role::Year | Role::Furniture);
            let shared = match *role {
                Role::RepeatedHeader(_) => continue,
                Role::Header(block) | Role::SubHeader(block) | Role::Row(block) | Role::Total(block) => {
                    self.shares(block, line).then_some(block)
                }
                Role::Blank | Role::Title | Role::Year | Role::Furniture | Role::Label | Role::Unknown => None,
            };
            let group = match shared {
                Some(block) => *of_block.entry(block).or_insert_with(|| {
                    groups.push(self.group_of(block));
                    groups.len() - 1
                }),
                None => {
                    groups.push(self.single(line, *role));
                    groups.len() - 1
                }
            };
            if let Some(block) = shared.filter(|block| self.blocks()[*block].shape == Shape::Text) {
                let count = self.paragraphs(block, line, groups[group].lead);
                below.insert(line, count);
                taken = line + count + 1;
            }
            rows.push(PrintedRow { line, group, below: below.get(&line).copied().unwrap_or(0), plain });
        }
        for (row, group) in rows.iter().map(|row| (row, row.group)) {
            for piece in &self.headings.lines[row.line as usize].pieces {
                let Some(slot) = (piece.col as usize).checked_sub(groups[group].lead) else { continue };
                let last = groups[group].needs.len() - 1;
                let need = &mut groups[group].needs[slot.min(last)];
                *need = (*need).max((piece.text.width() / 2).clamp(NARROWEST, WIDEST));
            }
        }
        (groups, rows)
    }

    /// Whether the rows of a block have columns in common.
    fn shares(&self, block: usize, line: u32) -> bool {
        let block = &self.blocks()[block];
        match block.shape {
            Shape::Field => false,
            Shape::Text => {
                let others = self.blocks().iter().filter(|other| other.label.is_some_and(|at| at.line == line));
                self.heads_texts(block) || block.end > block.first + 1 || others.count() < 2
            }
            Shape::Pairs | Shape::List | Shape::Indicators => true,
        }
    }

    /// Whether the texts of a block stand below a row of labels.
    fn heads_texts(&self, block: &Block) -> bool {
        matches!(self.headings.outline.roles[block.first as usize], Role::Header(_))
    }

    /// The columns of the rows of a block.
    fn group_of(&self, at: usize) -> Group {
        let block = &self.blocks()[at];
        let col = |at: At| self.headings.cell(at).cell as usize;
        let lead = match (block.shape, block.label) {
            (Shape::Text, Some(label)) if self.heads_texts(block) => col(label),
            (Shape::Text, Some(label)) => col(label) + 1,
            _ => block.columns.first().map_or(1, |column| column.col as usize),
        };
        let of_block = |role: &Role| matches!(*role, Role::Header(of) | Role::SubHeader(of) | Role::Row(of) | Role::Total(of) if of == at);
        let roles = self.headings.outline.roles.iter().enumerate();
        let lines: Vec<u32> = roles.filter(|(_, role)| of_block(role)).map(|(line, _)| line as u32).collect();
        let columns = block.columns.last().map_or(0, |column| column.col as usize);
        let last = lines.iter().map(|line| self.last(*line)).max().unwrap_or(0).max(columns).max(lead);
        // A table without a column of labels begins at the edge.
        let first =
            |line: &u32| self.headings.lines[*line as usize].pieces.first().map_or(lead, |piece| piece.col as usize);
        let bare = block.label.is_none() && block.section.is_none() && lines.iter().all(|line| first(line) >= lead);
        let start = if bare { 0 } else { lead.min(MOST - 1) };
        let count = (last + 1 - lead).min(MOST - start).max(1);
        Group { lead, start, needs: vec![NARROWEST; count], spans: Vec::new() }
    }

    /// The columns of a row that stands for itself.
    fn single(&self, line: u32, role: Role) -> Group {
        let label = |block: usize| self.blocks()[block].label.map(|at| self.headings.cell(at).cell as usize + 1);
        let first = self.headings.lines[line as usize].pieces.first().map_or(0, |piece| piece.col as usize);
        let lead = match role {
            Role::Row(block) => label(block).unwrap_or(first + 1),
            Role::Label => first + 1,
            _ => first,
        };
        let plain = matches!(role, Role::Title | Role::Year | Role::Furniture);
        let start = if plain { 0 } else { lead.min(MOST - 1) };
        let mut count = (self.last(line) + 1).saturating_sub(lead).max(1);
        // A value or a place for one behind each label.
        if matches!(role, Role::Row(_)) && count.is_multiple_of(2) {
            count += 1;
        }
        Group { lead, start, needs: vec![NARROWEST; count.min(MOST - start)], spans: Vec::new() }
    }

    /// How many lines below `line` hold more paragraphs of its texts, so that one row has them all.
    fn paragraphs(&self, at: usize, line: u32, lead: usize) -> u32 {
        let (roles, lines) = (&self.headings.outline.roles, &self.headings.lines);
        if !matches!(roles[line as usize], Role::Row(_)) {
            return 0;
        }
        let columns =
            |line: u32| lines[line as usize].pieces.iter().map(|piece| piece.col as usize).filter(|col| *col >= lead);
        let mut open: Vec<usize> = columns(line).collect();
        let mut bytes: usize = lines[line as usize].pieces.iter().map(|piece| piece.text.len()).sum();
        let mut count = 0;
        for next in line + 1..roles.len() as u32 {
            let pieces = &lines[next as usize].pieces;
            bytes += pieces.iter().map(|piece| piece.text.len() + 1).sum::<usize>();
            // What ended goes on no more.
            let own: Vec<usize> = columns(next).collect();
            let fits = own.len() == pieces.len() && !own.is_empty() && own.iter().all(|col| open.contains(col));
            if roles[next as usize] != Role::Row(at) || !fits || bytes > LONGEST {
                break;
            }
            open = own;
            count += 1;
        }
        count
    }

    /// The rows of cells, which fill a grid of `width` columns.
    fn rows(&self, groups: &[Group], rows: &[PrintedRow], width: usize) -> Vec<Vec<FormCell>> {
        let reaches = reach::reaches(self.headings);
        let mut printed: Vec<Vec<FormCell>> = Vec::new();
        let mut ends: Vec<Vec<u32>> = Vec::new();
        for row in rows {
            let group = &groups[row.group];
            let mut cells: Vec<FormCell> = Vec::new();
            let mut own_ends = Vec::new();
            for (piece, own) in self.headings.lines[row.line as usize].pieces.iter().enumerate() {
                let at = At { line: row.line, piece: piece as u32 };
                let (mut col, mut cols) = group.place(own.col as usize);
                if let Some(next) = reaches.over.get(&at) {
                    let (end, more) = group.place(*next as usize);
                    cols = (end + more).saturating_sub(col).max(1);
                }
                col = col.min(width - 1);
                cols = cols.min(width - col);
                let cell = FormCell { col, cols, ..self.cell(at, row) };
                match cells.last_mut() {
                    Some(last) if last.col + last.cols > col => {
                        last.text = format!("{} {}", last.text, cell.text);
                    }
                    _ => {
                        cells.push(cell);
                        own_ends.push(reaches.down.get(&at).copied().unwrap_or(row.line + 1));
                    }
                }
            }
            printed.push(cells);
            ends.push(own_ends);
        }
        // A cell reaches down as long as nothing stands in its columns.
        for at in 0..rows.len() {
            for cell in 0..printed[at].len() {
                let (from, to) = (printed[at][cell].col, printed[at][cell].col + printed[at][cell].cols);
                let free = |next: &usize| {
                    rows[*next].line < ends[at][cell]
                        && !rows[*next].plain
                        && printed[*next].iter().all(|other| other.col >= to || other.col + other.cols <= from)
                };
                printed[at][cell].rows = 1 + (at + 1..rows.len()).take_while(free).count();
            }
        }
        let mut busy = vec![0_usize; width];
        for (row, cells) in rows.iter().zip(&mut printed) {
            for cell in cells.iter() {
                busy[cell.col..cell.col + cell.cols].fill(usize::MAX);
            }
            let empty = self.empty(row, &groups[row.group], &busy);
            busy.iter_mut().filter(|busy| **busy == usize::MAX).for_each(|busy| *busy = 0);
            busy.iter_mut().for_each(|busy| *busy = busy.saturating_sub(1));
            for cell in cells.iter() {
                busy[cell.col..cell.col + cell.cols].fill(cell.rows - 1);
            }
            cells.extend(empty);
            cells.sort_by_key(|cell| cell.col);
        }
        printed
    }

    fn cell(&self, at: At, row: &PrintedRow) -> FormCell {
        let kind = match self.headings.outline.roles[at.line as usize] {
            Role::Title | Role::Year => Kind::Caption,
            Role::Furniture => Kind::Aside,
            _ => self.kinds.get(&at).copied().unwrap_or(Kind::Word),
        };
        let mut text = self.headings.text(at).to_owned();
        let mut range = self.sheet.range(self.headings.cell(at));
        if !matches!(kind, Kind::Label | Kind::Header) {
            let col = self.headings.cell(at).cell;
            for line in row.line + 1..=row.line + row.below {
                let pieces = self.headings.lines[line as usize].pieces.iter().enumerate();
                for (piece, own) in pieces.filter(|(_, own)| own.col == col) {
                    text = format!("{text}\n{}", own.text);
                    range = range.cover(self.sheet.range(self.headings.cell(At { line, piece: piece as u32 })));
                }
            }
        }
        FormCell::new(text, kind, Some(range.shifted(self.base)))
    }

    /// The cells without a value of a row, in the columns that are not `busy`.
    fn empty(&self, row: &PrintedRow, group: &Group, busy: &[usize]) -> Vec<FormCell> {
        let slots = (0..group.start)
            .map(|col| (col, 1, if group.start == group.lead { Some(col) } else { None }))
            .chain((0..group.spans.len()).map(|slot| {
                let (col, cols) = group.place(group.lead + slot);
                (col, cols, Some(group.lead + slot))
            }))
            .collect::<Vec<_>>();
        let mut cells = Vec::new();
        for (col, cols, own) in slots {
            let mut at = col;
            while at < (col + cols).min(busy.len()) {
                let free = busy[at..(col + cols).min(busy.len())].iter().take_while(|busy| **busy == 0).count();
                if free > 0 {
                    let place = match own {
                        Some(own) => self.sheet.place(row.line, own as u32),
                        None => TextRange::empty(self.sheet.row(row.line).range().end),
                    };
                    let kind = if row.plain { Kind::Aside } else { Kind::Word };
                    let range = Some(place.shifted(self.base));
                    cells.push(FormCell { col: at, cols: free, ..FormCell::new("", kind, range) });
                }
                at += free.max(1);
            }
        }
        cells
    }
}
