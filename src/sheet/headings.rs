//! A sheet read by its headings alone.

use std::borrow::Cow;
use std::cell::OnceCell;

use smallvec::SmallVec;

use super::columns::{NO_CELL, NOTHING};
use super::{CellRef, Indicator, RowRole, Sheet, checks, read_deadline};
use crate::outline::{
    At, Block, Entry, Heading, Kind, Line, MoneyUnit, Notion, Notions, Outline, Piece, Role, Shape, Words, outline_by,
    piece, year_in,
};
use crate::profile::{ColumnKind, Profile, Traits, fold_value, is_bare};
use crate::syntax::SheetSyntax;
use crate::text::bytes::begins_han;

/// What the headings of a sheet say.
#[derive(Clone, Debug)]
pub struct Headings<'a> {
    /// The rows of the sheet; comments hold nothing here. The column of a cell is its place in its row.
    pub lines: Vec<Line<'a>>,
    /// What headings stand for.
    words: &'a Words,
    /// What they are.
    pub outline: Outline,
    /// The columns of amounts of each block, once somebody asks.
    amounts: OnceCell<Vec<Vec<usize>>>,
    /// What the label of each block stands for, once somebody asks.
    labels: OnceCell<SmallVec<[Notions; 16]>>,
    /// What the sheet is for, once somebody asks.
    kind: OnceCell<Kind>,
}

impl<'a> Headings<'a> {
    /// Reads the headings of a sheet.
    pub fn read(text: &'a str, syntax: &SheetSyntax, words: &'a Words) -> Self {
        let line = |row: &crate::syntax::Row| {
            let cells = syntax.cells(row).iter().enumerate().filter(|(_, cell)| !row.comment && !cell.is_empty());
            let value =
                |cell: &crate::syntax::Cell| &text[(row.start + cell.start) as usize..(row.start + cell.end) as usize];
            Line { pieces: cells.map(|(at, cell)| Piece::single(value(cell), at as u32)).collect() }
        };
        let lines: Vec<Line<'a>> = syntax.rows().iter().map(line).collect();
        let outline = outline_by(&lines, words);
        Self { lines, words, outline, amounts: OnceCell::new(), labels: OnceCell::new(), kind: OnceCell::new() }
    }

    /// Whether a row only counts the columns: `1 2 3 4`, as some forms print it below their headers.
    pub fn counts_columns(&self, row: &Entry) -> bool {
        // Most rows begin with a word.
        let first = row.cells.iter().flatten().next().map_or("", |at| self.text(*at));
        if first.bytes().next().is_none_or(begins_han) {
            return false;
        }
        let mut next = 1;
        let counts = row.cells.iter().flatten().all(|at| {
            let text = self.text(*at);
            let own = text.len() <= 6 && fold_value(text).trim().parse() == Ok(next);
            next += 1;
            own
        });
        counts && next > 3
    }

    /// The columns of `block`, one of the outline's, that hold amounts of money.
    pub(super) fn amounts(&self, block: &Block) -> &[usize] {
        let all = self
            .amounts
            .get_or_init(|| self.outline.blocks.iter().map(|block| checks::amount_columns(self, block)).collect());
        let at = self.outline.blocks.iter().position(|own| std::ptr::eq(own, block));
        at.map_or(&[], |at| &all[at])
    }

    /// What it is for.
    pub fn kind(&self) -> Kind {
        *self.kind.get_or_init(|| self.outline.kind(&self.lines))
    }

    /// Whether there is something that makes it one of these sheets.
    pub fn is_sheet(&self) -> bool {
        self.outline.is_sheet(&self.lines)
    }

    /// Whether row `row` stands above all parts of the sheet; a title below them is that of the next sheet.
    pub fn is_above(&self, row: usize) -> bool {
        let head = |role: &Role| matches!(role, Role::Blank | Role::Title | Role::Year | Role::Furniture);
        self.outline.roles[..row].iter().all(head)
    }

    /// The title, otherwise the first cell.
    pub fn first(&self) -> Option<At> {
        let line = self.lines.iter().position(|line| !line.pieces.is_empty());
        self.outline.title.or_else(|| line.map(|line| At { line: line as u32, piece: 0 }))
    }

    /// The cell at a place.
    pub fn cell(&self, at: At) -> CellRef {
        CellRef { row: at.line, cell: piece(&self.lines, at).col }
    }

    /// The text at a place.
    pub fn text(&self, at: At) -> &'a str {
        piece(&self.lines, at).text
    }

    /// The heading at a place, taken apart.
    pub fn heading(&self, at: At) -> Heading<'a> {
        self.words.heading(self.text(at))
    }

    /// Whether the heading at a place is nothing but words: nothing numbers, marks or explains it.
    pub(super) fn is_bare(&self, at: At) -> bool {
        is_bare(self.text(at))
    }

    /// The words of the heading at a place, as [`Heading::key`] has them.
    pub fn key(&self, at: At) -> Cow<'a, str> {
        self.words.key(self.text(at))
    }

    /// The header of a column in one line; empty where it is blank.
    pub fn header(&self, block: &Block, column: usize) -> &'a str {
        block.columns[column].header.map_or("", |at| self.text(at))
    }

    /// The names that the cells of `row` stand under, from its first cell on; `None` where it is no row of a table.
    pub fn column_names(&self, row: usize) -> Option<Vec<String>> {
        let (Role::Row(at) | Role::Total(at)) = self.outline.roles[row] else { return None };
        let block = &self.outline.blocks[at];
        if !matches!(block.shape, Shape::Indicators | Shape::List) {
            return None;
        }
        let width = block.columns.last().map_or(0, |column| column.col as usize + 1);
        let mut names = vec![String::new(); width];
        for (at, column) in block.columns.iter().enumerate() {
            names[column.col as usize] = self.header(block, at).to_owned();
        }
        Some(names)
    }

    /// The table that a row stands in, or would stand in when it is begun: the block, and whether the row is one of its
    /// headers.
    pub fn table_of(&self, row: u32) -> Option<(usize, bool)> {
        let of = |role: Role| match role {
            Role::Row(block) | Role::Total(block) => Some((block, false)),
            Role::Header(block) | Role::SubHeader(block) | Role::RepeatedHeader(block) => Some((block, true)),
            _ => None,
        };
        let roles = &self.outline.roles;
        let found = match *roles.get(row as usize)? {
            Role::Blank => {
                let above = roles[..row as usize].iter().rfind(|role| **role != Role::Blank)?;
                of(*above).map(|(block, _)| (block, false))
            }
            role => of(role),
        };
        found.filter(|(block, _)| !matches!(self.outline.blocks[*block].shape, Shape::Field | Shape::Text))
    }

    /// The column that cell `cell` of `row` stands in or would stand in, and its table.
    pub fn column_at(&self, row: u32, cell: u32) -> Option<(usize, usize)> {
        let (block, _) = self.table_of(row)?;
        let columns = &self.outline.blocks[block].columns;
        let column = columns.iter().rposition(|column| column.col <= cell)?;
        (column + 1 < columns.len() || columns[column].col == cell).then_some((block, column))
    }

    /// Which of the tables side by side holds that column; the first one where they share it.
    pub fn pane_of(&self, block: usize, column: usize) -> usize {
        let panes = &self.outline.blocks[block].panes;
        panes.iter().position(|pane| pane.columns.contains(&column)).unwrap_or(0)
    }

    /// The table that an indicator stands in, and which of those side by side.
    pub fn pane_of_indicator(&self, indicator: &Indicator) -> Option<(usize, usize)> {
        let (block, _) = self.table_of(indicator.row)?;
        let panes = &self.outline.blocks[block].panes;
        // Most tables stand alone.
        if panes.len() == 1 {
            return indicator.columns.iter().any(|cell| *cell != NO_CELL).then_some((block, 0));
        }
        // A column that the tables share is the first one's, and stands before all others.
        let last = *indicator.columns.iter().filter(|cell| **cell != NO_CELL).max()?;
        if let Some((block, column)) = self.column_at(indicator.row, u32::from(last)) {
            return Some((block, self.pane_of(block, column)));
        }
        // Behind all headers a value still stands in the last one.
        Some((block, panes.len().saturating_sub(1)))
    }

    /// The piece that stands in a cell.
    pub fn at(&self, cell: CellRef) -> Option<At> {
        let pieces = &self.lines.get(cell.row as usize)?.pieces;
        let piece = pieces.binary_search_by_key(&cell.cell, |piece| piece.col).ok()?;
        Some(At { line: cell.row, piece: piece as u32 })
    }

    /// The blocks whose label stands for `notion`.
    pub fn labelled(&self, notion: Notion) -> impl Iterator<Item = &Block> {
        let blocks = &self.outline.blocks;
        let label = |block: &Block| block.label.map_or(Notions::default(), |at| self.words.stands_for(self.text(at)));
        let labels = self.labels.get_or_init(|| blocks.iter().map(label).collect());
        blocks.iter().zip(labels).filter(move |(_, own)| own.has(notion)).map(|(block, _)| block)
    }

    /// The cell that names the unit or the project.
    pub(super) fn identity(&self) -> Option<CellRef> {
        let named = |notion: Notion| {
            let block = self.labelled(notion).find(|block| matches!(block.shape, Shape::Field | Shape::Text))?;
            block.cells.first().map(|at| self.cell(*at))
        };
        named(Notion::Identity).or_else(|| named(Notion::Project))
    }

    /// The paragraphs of its goals.
    pub(super) fn goal(&self) -> SmallVec<[CellRef; 4]> {
        let goals = self.labelled(Notion::Goal).filter(|block| block.shape == Shape::Text);
        goals.flat_map(|block| &block.cells).map(|at| self.cell(*at)).collect()
    }

    /// Which columns its indicators have, and its unit.
    fn traits(&self, yuan: bool) -> Traits {
        let columns = self
            .outline
            .blocks
            .iter()
            .filter(|block| block.shape == Shape::Indicators)
            .flat_map(|block| &block.columns);
        let yuan = self.outline.unit.map_or(yuan, |unit| unit == MoneyUnit::Yuan);
        let hundred_million = self.outline.unit == Some(MoneyUnit::HundredMillion);
        let mut traits = Traits { yuan, hundred_million, ..Traits::default() };
        for column in columns {
            traits.operator |= column.notion == Some(Notion::Operator);
            traits.measure |= column.notion == Some(Notion::Measure);
            traits.deadline |= column.notion == Some(Notion::Deadline);
        }
        traits
    }
}

/// The year that the title or a year line of a sheet states.
fn own_year(headings: &Headings<'_>) -> Option<i32> {
    headings.outline.year.or_else(|| headings.outline.title.and_then(|at| year_in(headings.text(at))))
}

/// Reads the sheet by its headings.
pub(super) fn read_headings(sheet: &mut Sheet<'_>) {
    let form = sheet.profile;
    let headings = Headings::read(sheet.text, sheet.syntax, form.words());
    sheet.profile = form.with(headings.traits(form.amount.unit == "元"));
    sheet.fiscal_year = sheet.fiscal_year.or_else(|| own_year(&headings));
    for (at, role) in headings.outline.roles.iter().enumerate() {
        let row = &sheet.syntax.rows()[at];
        sheet.roles.push(match role {
            _ if row.comment => RowRole::Comment,
            Role::Blank => RowRole::Blank,
            Role::Title => RowRole::Title,
            _ => RowRole::Printed,
        });
    }
    let mut part = 0;
    for block in headings.outline.blocks.iter().filter(|block| block.shape == Shape::Indicators) {
        for pane in 0..block.panes.len() {
            read_pane(sheet, &headings, block, pane, &mut part);
            part += 1;
        }
    }
    sheet.headings = Some(Box::new(headings));
}

impl Sheet<'_> {
    /// The cell that the value of the first column of that kind has or would have in the row of an indicator; `None`
    /// where its table has no such column. A row that is out of place has its values elsewhere.
    pub fn column_cell(&self, indicator: &Indicator, kind: ColumnKind) -> Option<CellRef> {
        let column = self.profile.column_of(kind)?;
        let Some(headings) = self.headings.as_deref() else {
            return Some(CellRef { row: indicator.row, cell: column as u32 + 1 });
        };
        let (block, pane) = headings.pane_of_indicator(indicator)?;
        let block = &headings.outline.blocks[block];
        let is_own =
            |at: &&usize| block.columns[**at].notion.and_then(|notion| kind_of(notion, self.profile)) == Some(kind);
        let own = block.panes.get(pane)?.columns.iter().find(is_own)?;
        Some(CellRef { row: indicator.row, cell: block.columns[*own].col })
    }
}

/// The column kind that a notion stands for.
pub(super) fn kind_of(notion: Notion, profile: &Profile) -> Option<ColumnKind> {
    Some(match notion {
        Notion::Class => ColumnKind::Class,
        Notion::Group => ColumnKind::Group,
        Notion::Name => ColumnKind::Name,
        Notion::Operator => ColumnKind::Operator,
        Notion::Target | Notion::Value if profile.column_of(ColumnKind::Target).is_some() => ColumnKind::Target,
        Notion::Target | Notion::Value => ColumnKind::Value,
        Notion::Measure => ColumnKind::Measure,
        Notion::Weight => ColumnKind::Weight,
        Notion::Deadline => ColumnKind::Deadline,
        _ => return None,
    })
}

/// Reads the indicators of one of the tables side by side.
fn read_pane(sheet: &mut Sheet<'_>, headings: &Headings<'_>, block: &Block, pane: usize, part: &mut u32) {
    let profile = sheet.profile;
    // What each column of the table is, and where the profile has it.
    let own: Vec<(usize, bool, Option<usize>)> = block.panes[pane]
        .columns
        .iter()
        .filter_map(|&at| {
            let notion = block.columns[at].notion?;
            let project = matches!(notion, Notion::Project | Notion::Identity | Notion::Duty);
            Some((at, project, kind_of(notion, profile).and_then(|kind| profile.column_of(kind))))
        })
        .collect();
    let place = |kind: ColumnKind| profile.column_of(kind);
    let [of_class, of_group, of_name, of_target, of_value, of_deadline] = [
        ColumnKind::Class,
        ColumnKind::Group,
        ColumnKind::Name,
        ColumnKind::Target,
        ColumnKind::Value,
        ColumnKind::Deadline,
    ]
    .map(place);
    let (mut class, mut group) = (None, None);
    for row in block.rows.iter().filter(|row| row.total.is_none() && !headings.counts_columns(row)) {
        let mut columns = NOTHING;
        let mut project = false;
        for &(at, projects, column) in &own {
            let Some(cell) = row.cells[at].map(|at| headings.cell(at)) else { continue };
            project |= projects;
            if let Some(column) = column.filter(|column| columns[*column] == NO_CELL) {
                columns[column] = cell.cell as u16;
            }
        }
        if project {
            *part += 1;
        }
        let at = |column: Option<usize>| {
            let cell = columns[column?];
            (cell != NO_CELL).then(|| CellRef { row: row.line, cell: u32::from(cell) })
        };
        // A new class has groups of its own.
        if let Some(own) = at(of_class) {
            (class, group) = (Some(own), None);
        }
        group = at(of_group).or(group);
        // Groups that are printed without a row of their own have no indicator.
        if [of_name, of_target, of_value].into_iter().all(|column| at(column).is_none()) {
            continue;
        }
        let mut indicator = Indicator::under_headers(row.line, *part, columns);
        (indicator.class, indicator.group) = (class, group);
        indicator.deadline = at(of_deadline).and_then(|cell| read_deadline(sheet.value(cell)));
        sheet.indicators.push(indicator);
    }
}
