//! What stands at a place of a sheet: the cell, and what the form has there.

use crate::profile::{Column, ColumnKind, Section, Shape};
use crate::sheet::{AmountPlace, CellRef, Indicator, Pieces, RowRole, Sheet};
use crate::text::TextRange;

/// A place in a sheet. Ranges count from the sheet's start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// Its cell, which need not hold a value; the row behind the last line end is one too.
    pub(super) at: CellRef,
    /// The place itself, on the border of a character.
    pub(super) cursor: u32,
    /// The value of the cell together with the place; of a cell without value all of it.
    pub(super) range: TextRange,
    /// What the form has there.
    pub(super) slot: Slot,
}

/// What the form has at a place. Sections, columns and parts go by their index in the profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// Nothing.
    Nothing,
    /// A comment or a directive.
    Comment,
    /// The title.
    Title,
    /// The label of a section, or where one can stand.
    Label,
    /// A column header.
    Header { section: usize, column: usize },
    /// The value of a field.
    Field { section: usize },
    /// The label of a part of a breakdown, if it is one.
    Part { section: usize, part: Option<usize> },
    /// The amount of a part.
    PartAmount { section: usize, part: usize },
    /// A value of an item or of an indicator.
    Column { section: usize, column: usize },
    /// A paragraph.
    Text { section: usize },
    /// A cell of a sheet that is read by its headings, whose indicators alone are in columns of the profile.
    Printed,
}

impl Spot {
    /// What stands at byte `offset` of the sheet; any offset is one.
    pub(super) fn new(sheet: &Sheet<'_>, offset: u32) -> Self {
        let text = sheet.text;
        let offset = text.floor_char_boundary((offset as usize).min(text.len())) as u32;
        let rows = sheet.syntax.rows();
        let row = sheet.syntax.row_at(offset).filter(|&at| rows[at].line_end == 0 || offset < rows[at].end());
        let Some(row) = row else {
            // A row begins behind the last line end, though nothing is in it yet.
            let at = CellRef { row: rows.len() as u32, cell: 0 };
            return Self { at, cursor: offset, range: TextRange::empty(offset), slot: Slot::Label };
        };
        let whole = rows[row].range();
        let cursor = offset.min(whole.end);
        let before = &text[whole.start as usize..cursor as usize];
        let start = before.rfind('\t').map_or(whole.start, |at| whole.start + at as u32 + 1);
        let behind = &text[cursor as usize..whole.end as usize];
        let end = behind.find('\t').map_or(whole.end, |at| cursor + at as u32);
        let at = CellRef { row: row as u32, cell: before.matches('\t').count() as u32 };
        let cell = &text[start as usize..end as usize];
        let lead = (cell.len() - cell.trim_start_matches([' ', '\u{3000}']).len()) as u32;
        let value = cell.trim_matches([' ', '\u{3000}']);
        let range = if value.is_empty() {
            TextRange::new(start, end)
        } else {
            TextRange::new(start + lead, start + lead + value.len() as u32).cover(TextRange::empty(cursor))
        };
        Self { at, cursor, range, slot: slot(sheet, at) }
    }

    /// What is typed of the cell up to the place.
    pub(super) fn typed<'a>(&self, sheet: &Sheet<'a>) -> &'a str {
        sheet.text[self.range.start as usize..self.cursor as usize].trim_start_matches([' ', '\u{3000}'])
    }

    /// The cell's value; empty when it has none.
    pub(super) fn value<'a>(&self, sheet: &Sheet<'a>) -> &'a str {
        sheet.text[self.range.usize()].trim_matches([' ', '\u{3000}'])
    }

    /// Whether a value stands behind the cell in its row.
    pub(super) fn has_values_behind(&self, sheet: &Sheet<'_>) -> bool {
        (self.at.row as usize) < sheet.syntax.rows().len() && sheet.cells(self.at.row).len() > self.at.cell as usize + 1
    }

    /// The section and the column, when it is one.
    pub(super) fn column<'p>(&self, sheet: &Sheet<'p>) -> Option<(&'p Section, &'p Column)> {
        match self.slot {
            Slot::Column { section, column } | Slot::Header { section, column } => {
                let section = &sheet.profile.sections[section];
                Some((section, section.columns().get(column)?))
            }
            _ => None,
        }
    }
}

fn slot(sheet: &Sheet<'_>, at: CellRef) -> Slot {
    let role = sheet.roles[at.row as usize];
    match role {
        RowRole::Comment => return Slot::Comment,
        RowRole::Title => return Slot::Title,
        _ => {}
    }
    if let Some(headings) = &sheet.headings {
        let header = headings.table_of(at.row).is_some_and(|(_, header)| header);
        return match (sheet.column_at(at), sheet.profile.indicators()) {
            (Some(column), Some((section, _))) if !header => Slot::Column { section, column },
            _ if at.cell == 0 => Slot::Label,
            _ => Slot::Printed,
        };
    }
    let Some(open) = sheet.section_at(at.row) else {
        return if at.cell == 0 { Slot::Label } else { Slot::Nothing };
    };
    let view = &sheet.sections[open];
    let lead = match role {
        RowRole::Label(_) | RowRole::LabelItem(_) => Some(view.label.cell),
        RowRole::RepeatedLabel(_) | RowRole::RepeatedHeader(_) => Some(0),
        _ => None,
    };
    if lead.is_some_and(|lead| at.cell <= lead) {
        return if lead == Some(at.cell) { Slot::Label } else { Slot::Nothing };
    }
    let Some(section) = view.section else {
        return if at.cell == 0 { Slot::Label } else { Slot::Nothing };
    };
    let column = sheet.column_at(at);
    if at.cell == 0 && column.is_none() {
        return Slot::Label;
    }
    match &sheet.profile.sections[section].shape {
        Shape::Field(_) => Slot::Field { section },
        Shape::Text => Slot::Text { section },
        Shape::Breakdown(_) => part(sheet, section, at),
        Shape::List(columns) | Shape::Indicators(columns) => match role {
            RowRole::Label(_) | RowRole::RepeatedHeader(_) | RowRole::SubHeader(_) => {
                let column = (at.cell - lead.unwrap_or(0)) as usize - 1;
                if column < columns.len() { Slot::Header { section, column } } else { Slot::Nothing }
            }
            _ => column.map_or(Slot::Nothing, |column| Slot::Column { section, column }),
        },
    }
}

/// What a cell of a breakdown is: a part's label, or the amount behind one.
fn part(sheet: &Sheet<'_>, section: usize, at: CellRef) -> Slot {
    let stated = sheet.amounts.iter().find(|amount| amount.cell == at);
    if let Some(AmountPlace::Part(part)) = stated.map(|amount| amount.place) {
        return Slot::PartAmount { section, part };
    }
    let label = |cell: u32| {
        let value = sheet.cells(at.row).get(cell as usize).filter(|cell| !cell.is_empty())?;
        let start = sheet.row(at.row).start;
        let value = &sheet.text[(start + value.start) as usize..(start + value.end) as usize];
        sheet.profile.sections[section].parts().position(|part| part.label.matches(value).is_some())
    };
    if let Some(part) = label(at.cell) {
        return Slot::Part { section, part: Some(part) };
    }
    let cells = sheet.cells(at.row);
    let before = (0..at.cell.min(cells.len() as u32)).rev().find(|&cell| !cells[cell as usize].is_empty());
    match before.and_then(label) {
        Some(part) => Slot::PartAmount { section, part },
        None => Slot::Part { section, part: None },
    }
}

/// The values of an item or of an indicator row, by the kind of their column; a cell that operator, value and measure share
/// counts for each of them.
pub(super) struct RowValues<'a> {
    values: Vec<(ColumnKind, &'a str)>,
}

impl<'a> RowValues<'a> {
    /// The values of the row of `cell`, cell by cell as they are assigned to columns; of tables side by side those of the one
    /// that it stands in.
    pub(super) fn new(sheet: &Sheet<'a>, cell: CellRef) -> Self {
        let mut values = Vec::new();
        let row = cell.row;
        let beside = beside(sheet, cell);
        if let Some(columns) = sheet.columns_at(row) {
            for (cell, _) in sheet.values(row) {
                let at = CellRef { row, cell };
                if let Some(column) = sheet.column_at(at).filter(|_| beside(at)) {
                    let (kind, text) = (columns[column].kind, sheet.value(at));
                    values.push((kind, text));
                    if kind == ColumnKind::Target {
                        let pieces = Pieces::read(text, sheet.profile);
                        values.extend([
                            (ColumnKind::Operator, &text[pieces.operator.usize()]),
                            (ColumnKind::Value, &text[pieces.value.usize()]),
                            (ColumnKind::Measure, &text[pieces.measure.usize()]),
                        ]);
                    }
                }
            }
        }
        Self { values }
    }

    /// The value in the column of that kind; empty when there is none.
    pub(super) fn get(&self, kind: ColumnKind) -> &'a str {
        self.values.iter().find(|(of, _)| *of == kind).map_or("", |(_, value)| value)
    }
}

/// Tells the cells of a row that belong to what `cell` belongs to: all of them, or those of one of the tables side by side.
fn beside(sheet: &Sheet<'_>, cell: CellRef) -> impl Fn(CellRef) -> bool {
    let own = sheet.headings.as_ref().and_then(|headings| {
        let (block, column) = headings.column_at(cell.row, cell.cell)?;
        Some((headings, block, headings.pane_of(block, column)))
    });
    move |other| {
        own.is_none_or(|(headings, block, pane)| {
            headings
                .column_at(other.row, other.cell)
                .is_some_and(|(_, column)| headings.outline.blocks[block].panes[pane].columns.contains(&column))
        })
    }
}

/// The class and the group that hold in the row of `cell`: its own, or those of the rows above it.
pub(super) fn parents<'a>(sheet: &Sheet<'a>, cell: CellRef) -> (Option<&'a str>, Option<&'a str>) {
    let row = cell.row;
    let pane = sheet.headings.as_ref().and_then(|headings| {
        let (block, column) = headings.column_at(row, cell.cell)?;
        Some((headings, (block, headings.pane_of(block, column))))
    });
    // Tables side by side have parents of their own.
    let near = |indicator: &&Indicator| {
        pane.is_none_or(|(headings, pane)| headings.pane_of_indicator(indicator) == Some(pane))
    };
    let own = if (row as usize) < sheet.syntax.rows().len() { Some(RowValues::new(sheet, cell)) } else { None };
    let own = |kind| own.as_ref().map(|own| own.get(kind)).filter(|value| !value.is_empty());
    let above = sheet.indicators.iter().filter(near).rfind(|indicator| indicator.row < row);
    let inherited = |cell: Option<CellRef>| cell.map(|cell| sheet.value(cell));
    match (own(ColumnKind::Class), own(ColumnKind::Group)) {
        (None, None) => match sheet.indicators.iter().filter(near).find(|indicator| indicator.row == row) {
            // Damage may have put them elsewhere.
            Some(indicator) if indicator.class.is_some() => (inherited(indicator.class), inherited(indicator.group)),
            _ => (above.and_then(|above| inherited(above.class)), above.and_then(|above| inherited(above.group))),
        },
        (None, group) => (above.and_then(|above| inherited(above.class)), group),
        (class, group) => (class, group),
    }
}
