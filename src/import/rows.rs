//! The rows of a sheet that stands in a table: cells in the columns of the form, whatever width the table gives them.

use super::draft::{Draft, Why, is_prose};
use super::grid::{Grid, GridCell, Place};
use super::words::joined;
use crate::diagnostic::{Lang, say};
use crate::outline::Heading;
use crate::profile::{Column, ColumnKind, Label, Profile, Shape};
use std::ops::Range;

/// A value this many columns behind the one before it does not belong to the form.
const FAR: usize = 64;

/// No form is wider; what reaches down behind these columns is looked at in the row where it begins alone.
const WIDEST: u32 = 1000;

/// The part of a table that one sheet takes up, while it is read.
pub(super) struct Region<'a> {
    grid: &'a Grid,
    profile: &'a Profile,
    lang: Lang,
    /// The column of the labels.
    origin: u32,
    /// The cells above that reach into the row, from the left.
    reaching: Vec<&'a GridCell>,
    /// The section that the row stands in.
    section: Option<usize>,
    /// The columns of the table that each column of the section takes up, once its headers were found.
    homes: Vec<Range<u32>>,
}

/// A cell of a row: one that begins there, or one that reaches into it from above.
#[derive(Clone, Copy)]
enum Slot<'a> {
    Empty,
    Own(&'a GridCell),
    Above(&'a GridCell),
}

type Values = Vec<(String, Option<Place>)>;

impl<'a> Region<'a> {
    pub(super) fn new(grid: &'a Grid, profile: &'a Profile, lang: Lang, origin: u32) -> Self {
        Self { grid, profile, lang, origin, reaching: Vec::new(), section: None, homes: Vec::new() }
    }

    /// Goes on with the section that the table before ended in.
    pub(super) fn within(mut self, section: Option<usize>) -> Self {
        self.section = section;
        self
    }

    /// Reads the rows, each the cells that begin in it.
    pub(super) fn read(mut self, rows: &[Range<usize>], draft: &mut Draft) {
        // The first row below all cells so far.
        let mut end: Option<u32> = None;
        for row in rows {
            let cells = &self.grid.cells[row.clone()];
            let at = cells[0].row;
            self.reaching.retain(|cell| cell.row_end() > at);
            if end.is_some_and(|end| at > end) {
                draft.gap();
            }
            end = cells.iter().map(GridCell::row_end).chain(end).max();
            self.row(cells, draft);
            let own = self.origin..self.origin.saturating_add(WIDEST);
            self.reaching.extend(cells.iter().filter(|cell| cell.rows > 1 && own.contains(&cell.col)));
            self.reaching.sort_by_key(|cell| cell.col);
        }
        draft.section = self.section;
    }

    fn row(&mut self, cells: &'a [GridCell], draft: &mut Draft) {
        for cell in cells.iter().filter(|cell| cell.col < self.origin) {
            draft.leave(&self.grid.name, cell, Why::Outside);
        }
        let slots = self.slots(cells, draft);
        let value = |slot: &Slot<'a>| match *slot {
            Slot::Own(cell) if !cell.is_blank() => Some(joined(&cell.text).0),
            _ => None,
        };
        let mut filled = slots.iter().enumerate().filter_map(|(at, slot)| Some((at, value(slot)?)));
        let Some((first, text)) = filled.next() else { return };
        // The title of the next page, in the middle of the sheet.
        if filled.next().is_none() && self.profile.is_title(&text) {
            if let Slot::Own(cell) = slots[first] {
                draft.title(&self.grid.name, cell);
            }
            return;
        }
        let shape = self.section.map(|section| &self.profile.sections[section].shape);
        let labelled = first == 0 || !matches!(shape, Some(Shape::Indicators(_) | Shape::List(_)));
        if let Some((section, _)) = self.profile.section_of(&text).filter(|_| labelled) {
            self.section = Some(section);
            self.homes = self.headers(cells, self.profile.sections[section].columns());
            // Fields that stand side by side are rows of a book each.
            if matches!(self.profile.sections[section].shape, Shape::Field(_)) {
                let is_field = |slot: &Slot<'a>| value(slot).is_some_and(|text| self.is_field(&text));
                let mut starts: Vec<usize> = (0..slots.len()).filter(|&at| is_field(&slots[at])).collect();
                starts.push(slots.len());
                for part in starts.windows(2) {
                    self.plain(&slots[part[0]..part[1]], draft);
                }
                return;
            }
        }
        // A label that the form does not know begins a table of its own, not another paragraph.
        let prose = self.section.is_some_and(|section| is_prose(&self.profile.sections[section].shape));
        let others = slots.iter().skip(1).filter(|slot| value(slot).is_some()).count();
        if first == 0 && prose && others > 1 && self.profile.section_of(&text).is_none() && !self.is_numbered(&slots) {
            self.section = None;
        }
        self.subheaders(cells);
        match self.section.map(|section| &self.profile.sections[section].shape) {
            Some(shape) if is_prose(shape) && !self.is_numbered(&slots) => self.prose(&slots, draft),
            Some(Shape::List(columns) | Shape::Indicators(columns)) if !self.homes.is_empty() => {
                match self.placed(&slots, columns, draft) {
                    Some(values) => draft.row(values),
                    None => self.plain(&slots, draft),
                }
            }
            _ => self.plain(&slots, draft),
        }
    }

    fn is_field(&self, text: &str) -> bool {
        let section = self.profile.section_of(text);
        section.is_some_and(|(section, _)| matches!(self.profile.sections[section].shape, Shape::Field(_)))
    }

    /// The cells of a row from the label's column on: a merged cell is one cell, whatever its width.
    fn slots(&self, cells: &'a [GridCell], draft: &mut Draft) -> Vec<Slot<'a>> {
        let mut own = cells.iter().filter(|cell| cell.col >= self.origin).peekable();
        let mut above = self.reaching.iter().copied().peekable();
        let (mut slots, mut col) = (Vec::new(), self.origin);
        loop {
            let next = match (own.peek(), above.peek()) {
                (Some(cell), Some(over)) if over.col < cell.col => above.next().map(Slot::Above),
                (Some(_), _) => own.next().map(Slot::Own),
                (None, Some(_)) => above.next().map(Slot::Above),
                (None, None) => None,
            };
            let Some(slot) = next else { return slots };
            let (Slot::Own(cell) | Slot::Above(cell)) = slot else { continue };
            let gap = cell.col.saturating_sub(col) as usize;
            if gap > FAR {
                if let Slot::Own(cell) = slot {
                    draft.leave(&self.grid.name, cell, Why::Outside);
                }
                continue;
            }
            slots.extend(std::iter::repeat_n(Slot::Empty, gap));
            slots.push(slot);
            col = col.max(cell.col_end());
        }
    }

    /// The columns of the table that each column of a section takes up, where its headers stand in the row; nothing when
    /// too few of them do.
    fn headers(&self, cells: &[GridCell], columns: &[Column]) -> Vec<Range<u32>> {
        let mut homes = Vec::new();
        let mut found = 0;
        for column in columns {
            // A header that names another unit stands where the form's does all the same.
            let key = |label: &Label| Heading::read(&label.text).key.into_owned();
            let same =
                |label: &Label, text: &str| label.matches(text).is_some() || Heading::read(text).key == key(label);
            let find = |label: &Label| cells.iter().find(|cell| !cell.is_blank() && same(label, &joined(&cell.text).0));
            // What stands below a common header is found in the row below.
            let cell = if column.under.is_some() { None } else { find(&column.label) };
            found += usize::from(cell.is_some() || column.under.as_ref().is_some_and(|over| find(over).is_some()));
            homes.push(cell.map_or(0..0, |cell| cell.col..cell.col_end()));
        }
        if 2 * found > columns.len() { homes } else { Vec::new() }
    }

    /// Takes up the places of the headers that stand below a common one, when the row holds them and nothing else.
    fn subheaders(&mut self, cells: &[GridCell]) {
        let profile = self.profile;
        let Some(section) = self.section.map(|section| &profile.sections[section]) else { return };
        if !section.has_subheaders || self.homes.is_empty() {
            return;
        }
        let place = |cell: &GridCell| {
            let text = joined(&cell.text).0;
            let below = |column: &Column| column.under.is_some() && column.label.matches(&text).is_some();
            Some((section.columns().iter().position(below)?, cell.col..cell.col_end()))
        };
        let filled = cells.iter().filter(|cell| !cell.is_blank() && cell.col >= self.origin);
        if let Some(places) = filled.map(place).collect::<Option<Vec<_>>>() {
            for (column, home) in places {
                self.homes[column] = home;
            }
        }
    }

    /// The values of a row in the columns of its section, `None` when the headers do not tell where each of them belongs.
    fn placed(&self, slots: &[Slot<'a>], columns: &[Column], draft: &mut Draft) -> Option<Values> {
        let first = self.homes.iter().filter(|home| !home.is_empty()).map(|home| home.start).min()?;
        let home = |cell: &GridCell| self.homes.iter().position(|home| home.contains(&cell.col));
        let mut row: Vec<Option<Slot<'a>>> = vec![None; columns.len() + 1];
        for slot in slots {
            let (Slot::Own(cell) | Slot::Above(cell)) = slot else { continue };
            let at = if cell.col < first { 0 } else { home(cell).map_or(usize::MAX, |home| home + 1) };
            match row.get_mut(at) {
                _ if cell.is_blank() => {}
                Some(place @ None) => *place = Some(*slot),
                // What reaches down beside the columns says nothing here.
                _ if matches!(slot, Slot::Above(_)) => {}
                _ => return None,
            }
        }
        let mut values = Vec::new();
        for (at, slot) in row.into_iter().enumerate() {
            values.push(match slot {
                Some(Slot::Own(cell)) => draft.value(&self.grid.name, cell, self.lang),
                Some(Slot::Above(cell)) if at > 0 && is_stated_by_row(columns[at - 1].kind) => {
                    self.repeated(cell, draft)
                }
                _ => (String::new(), None),
            });
        }
        Some(values)
    }

    /// The value of a cell that is merged over several rows, for one more of them.
    fn repeated(&self, cell: &GridCell, draft: &mut Draft) -> (String, Option<Place>) {
        let place = Place { grid: self.grid.name.clone(), row: cell.row, col: cell.col };
        let text = joined(&cell.text).0.into_owned();
        let rows = cell.rows;
        if !draft.mended.iter().rev().take(64).any(|note| note.place == place) {
            let message = say!(
                self.lang,
                "“{text}”合并了 {rows} 行，每行各写一次",
                "\"{text}\" is merged over {rows} rows; it was written into each of them"
            );
            draft.mended.push(super::draft::Note { place: place.clone(), text: text.clone(), message });
        }
        (text, Some(place))
    }

    /// A row as its cells come.
    fn plain(&self, slots: &[Slot<'a>], draft: &mut Draft) {
        let mut values: Values = Vec::new();
        for slot in slots {
            values.push(match slot {
                Slot::Own(cell) => draft.value(&self.grid.name, cell, self.lang),
                Slot::Above(_) | Slot::Empty => (String::new(), None),
            });
        }
        draft.row(values);
    }

    /// Whether a row states a number and a paragraph side by side, in a section that has such.
    fn is_numbered(&self, slots: &[Slot<'_>]) -> bool {
        let numbered = self.section.is_some_and(|section| self.profile.sections[section].numbered.is_some());
        let filled = slots.iter().skip(1).filter(|slot| matches!(slot, Slot::Own(cell) if !cell.is_blank()));
        numbered && filled.count() == 2
    }

    /// A row of prose: the label where there is one, and a row for every paragraph.
    fn prose(&self, slots: &[Slot<'a>], draft: &mut Draft) {
        let mut label: Option<(String, Option<Place>)> = None;
        let mut paragraphs: Values = Vec::new();
        for (at, slot) in slots.iter().enumerate() {
            let Slot::Own(cell) = slot else { continue };
            if cell.is_blank() {
                continue;
            }
            if at == 0 || (label.is_none() && paragraphs.is_empty() && self.is_label(cell)) {
                label = Some(draft.value(&self.grid.name, cell, self.lang));
            } else {
                paragraphs.extend(draft.paragraphs(&self.grid.name, cell, self.lang));
            }
        }
        let mut paragraphs = paragraphs.into_iter();
        let opening = label.into_iter().map(|label| vec![label]).next().unwrap_or_else(|| vec![(String::new(), None)]);
        draft.row(opening.into_iter().chain(paragraphs.next()).collect());
        for paragraph in paragraphs {
            draft.row(vec![(String::new(), None), paragraph]);
        }
    }

    fn is_label(&self, cell: &GridCell) -> bool {
        self.profile.section_of(&joined(&cell.text).0).is_some()
    }
}

/// Whether every row states a value of that kind, so that one that is merged over several rows is that of each of them.
/// A class or a group holds until the next one anyway.
fn is_stated_by_row(kind: ColumnKind) -> bool {
    matches!(
        kind,
        ColumnKind::Operator | ColumnKind::Value | ColumnKind::Measure | ColumnKind::Deadline | ColumnKind::Target
    )
}
