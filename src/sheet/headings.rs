//! A sheet read by its headings alone.

use std::cell::OnceCell;

use smallvec::SmallVec;

use super::checks::{Check, checks};
use super::columns::{NO_CELL, NOTHING};
use super::{CellRef, Indicator, RowRole, Sheet, read_deadline};
use crate::outline::{
    At, Block, Heading, Line, MoneyUnit, Notion, Outline, Piece, Role, Shape, outline, piece, year_in,
};
use crate::profile::{ColumnKind, Profile, Traits, by_headings};
use crate::syntax::SheetSyntax;

/// What the headings of a sheet say.
#[derive(Clone, Debug)]
pub struct Headings<'a> {
    /// The rows of the sheet; comments hold nothing here. The column of a cell is its place in its row.
    pub lines: Vec<Line<'a>>,
    /// What they are.
    pub outline: Outline,
    /// What must hold among its figures, once that was asked for.
    checks: OnceCell<Vec<Check>>,
}

impl<'a> Headings<'a> {
    /// Reads the headings of a sheet.
    pub fn read(text: &'a str, syntax: &SheetSyntax) -> Self {
        let line = |row: &crate::syntax::Row| {
            let cells = syntax.cells(row).iter().enumerate().filter(|(_, cell)| !row.comment && !cell.is_empty());
            let value =
                |cell: &crate::syntax::Cell| &text[(row.start + cell.start) as usize..(row.start + cell.end) as usize];
            Line { pieces: cells.map(|(at, cell)| Piece::single(value(cell), at as u32)).collect() }
        };
        let lines: Vec<Line<'a>> = syntax.rows().iter().map(line).collect();
        let outline = outline(&lines);
        Self { lines, outline, checks: OnceCell::new() }
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

    /// The cell at a place.
    pub fn cell(&self, at: At) -> CellRef {
        CellRef { row: at.line, cell: piece(&self.lines, at).col }
    }

    /// The text at a place.
    pub fn text(&self, at: At) -> &'a str {
        piece(&self.lines, at).text
    }

    /// The heading at a place, taken apart.
    pub fn heading(&self, at: At) -> Heading {
        Heading::read(self.text(at))
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

    /// The blocks whose label stands for `notion`.
    pub fn labelled(&self, notion: Notion) -> impl Iterator<Item = &Block> {
        self.outline.blocks.iter().filter(move |block| block.label.is_some_and(|at| self.heading(at).is(notion)))
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
    fn traits(&self) -> Traits {
        let columns = self
            .outline
            .blocks
            .iter()
            .filter(|block| block.shape == Shape::Indicators)
            .flat_map(|block| &block.columns);
        let mut traits = Traits {
            yuan: self.outline.unit == Some(MoneyUnit::Yuan),
            hundred_million: self.outline.unit == Some(MoneyUnit::HundredMillion),
            ..Traits::default()
        };
        for column in columns {
            traits.operator |= column.notion == Some(Notion::Operator);
            traits.measure |= column.notion == Some(Notion::Measure);
            traits.deadline |= column.notion == Some(Notion::Deadline);
        }
        traits
    }
}

impl Sheet<'_> {
    /// What must hold among the figures of a sheet that is read by its headings; derived once.
    pub fn checks(&self) -> &[Check] {
        self.headings.as_deref().map_or(&[], |headings| headings.checks.get_or_init(|| checks(self)))
    }
}

/// The year that the title or a year line of a sheet states.
fn own_year(headings: &Headings<'_>) -> Option<i32> {
    headings.outline.year.or_else(|| headings.outline.title.and_then(|at| year_in(headings.text(at))))
}

/// Reads the sheet by its headings.
pub(super) fn read_headings(sheet: &mut Sheet<'_>) {
    let headings = Headings::read(sheet.text, sheet.syntax);
    sheet.profile = by_headings(headings.traits());
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

/// The column kind that a notion stands for.
fn kind_of(notion: Notion, profile: &Profile) -> Option<ColumnKind> {
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
    let own = &block.panes[pane].columns;
    let place = |kind: ColumnKind| profile.column_of(kind);
    let (mut class, mut group) = (None, None);
    for row in block.rows.iter().filter(|row| row.total.is_none()) {
        let mut columns = NOTHING;
        let mut project = false;
        for &at in own {
            let Some(cell) = row.cells[at].map(|at| headings.cell(at)) else { continue };
            let Some(notion) = block.columns[at].notion else { continue };
            project |= matches!(notion, Notion::Project | Notion::Identity | Notion::Duty);
            let Some(column) = kind_of(notion, profile).and_then(place) else { continue };
            if columns[column] == NO_CELL {
                columns[column] = cell.cell as u16;
            }
        }
        if project {
            *part += 1;
        }
        let at = |kind: ColumnKind| {
            let cell = columns[place(kind)?];
            (cell != NO_CELL).then(|| CellRef { row: row.line, cell: u32::from(cell) })
        };
        // A new class has groups of its own.
        if let Some(own) = at(ColumnKind::Class) {
            (class, group) = (Some(own), None);
        }
        group = at(ColumnKind::Group).or(group);
        // Groups that are printed without a row of their own have no indicator.
        let states = |kind: ColumnKind| at(kind).is_some();
        if !states(ColumnKind::Name) && !states(ColumnKind::Target) && !states(ColumnKind::Value) {
            continue;
        }
        let mut indicator = Indicator::under_headers(row.line, *part, columns);
        (indicator.class, indicator.group) = (class, group);
        indicator.deadline = at(ColumnKind::Deadline).and_then(|cell| read_deadline(sheet.value(cell)));
        sheet.indicators.push(indicator);
    }
}
