//! The printed form of a book: which cell stands where in the grid of the profile, and what it holds.

mod headings;
mod reach;

use crate::profile::{ColumnKind, Label, PrintGrid, Profile, Profiles, Section, Shape};
use crate::sheet::{BookHead, CellRef, Damage, Forms, Hoist, NO_CELL, NoProfile, RowRole, SectionView, Sheet};
use crate::syntax::{CellKind, read_sheets};
use crate::text::TextRange;
use crate::text::compatible::Reading;
use std::sync::Arc;

/// A book as it is printed.
#[derive(Debug)]
pub(super) struct Form {
    /// What it is called where no sheet has a title.
    pub(super) name: String,
    pub(super) sheets: Vec<FormSheet>,
}

/// The page that a sheet is printed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Whether it lies on its long side.
    pub landscape: bool,
    /// The widths of the columns, in millimetres.
    pub widths: Vec<u32>,
}

/// A sheet as it is printed.
#[derive(Debug)]
pub(super) struct FormSheet {
    /// Its bytes in the book.
    pub(super) range: TextRange,
    /// Whom it is of, as its first section states it.
    pub(super) name: String,
    /// The title above it; one that is read by its headings has it among its rows.
    pub(super) title: Option<FormCell>,
    pub(super) page: Page,
    pub(super) sections: Vec<FormSection>,
}

/// A section as it is printed: a label beside its rows.
#[derive(Debug)]
pub(super) struct FormSection {
    /// Its id in the profile; empty when the label is none of the form's.
    pub(super) id: String,
    /// `None` where its rows hold the labels too.
    pub(super) label: Option<FormCell>,
    /// The rows of column headers, to be printed once more on every page.
    pub(super) headers: Vec<Vec<FormCell>>,
    /// The rows; a cell that reaches down stands in its first row alone.
    pub(super) rows: Vec<Vec<FormCell>>,
    /// Whether its rows may be many, so that it can go over pages.
    pub(super) long: bool,
}

/// A cell of the printed form.
#[derive(Clone, Debug)]
pub(super) struct FormCell {
    /// Its first column, from 0, that of the labels.
    pub(super) col: usize,
    pub(super) cols: usize,
    pub(super) rows: usize,
    /// What it holds, one paragraph a line.
    pub(super) text: String,
    pub(super) kind: Kind,
    /// The bytes of the book that state it; `None` for what the form itself prints.
    pub(super) range: Option<TextRange>,
}

/// How a cell is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Title,
    /// A title among the rows.
    Caption,
    /// What stands around the table.
    Aside,
    Label,
    Header,
    /// A number: it may be computed with where the text is one.
    Figure,
    Word,
    /// A name or a text that begins at the left.
    Text,
}

impl FormCell {
    fn new(text: impl Into<String>, kind: Kind, range: Option<TextRange>) -> Self {
        Self { col: 0, cols: 1, rows: 1, text: text.into(), kind, range }
    }
}

impl FormSection {
    /// How many rows it takes up, its headers among them; at least 1.
    pub(super) fn height(&self) -> usize {
        (self.rows.len() + self.headers.len()).max(1)
    }
}

/// The printed form of `text`.
pub(super) fn form(text: &str, profiles: &Profiles, profile: Option<&str>) -> Result<Form, NoProfile> {
    let head = BookHead::read(text, profiles, profile, None);
    let profile = head.profile.clone()?;
    let mut forms = Forms::of(profile.clone(), &head, profiles);
    let mut form = Form { name: profile.name.0.clone(), sheets: Vec::new() };
    // A title holds for the sheets of its form that follow it.
    let mut above: Option<(FormCell, Arc<Profile>)> = None;
    read_sheets(text, &*profile, |base, own, syntax| {
        let own = Reading::of(own);
        let read = forms.next(&own, syntax);
        let sheet = read.read(&own, syntax);
        let base = base as u32;
        match title(&sheet, base).filter(|_| form.sheets.is_empty() || is_titled(&sheet)) {
            Some(title) => above = Some((title, read.profile.clone())),
            None => above = above.take().filter(|(_, of)| Arc::ptr_eq(of, &read.profile)),
        }
        if sheet.is_sheet() {
            let title = above.as_ref().map(|(title, _)| title.clone());
            form.sheets.push(FormSheet { title, ..self::sheet(&sheet, base) });
        }
    });
    Ok(form)
}

/// Whether a title stands above the sections of the sheet, not between its pages.
fn is_titled(sheet: &Sheet<'_>) -> bool {
    let first = sheet.sections.first().map_or(usize::MAX, |view| view.first);
    sheet.roles.iter().position(|role| *role == RowRole::Title).is_some_and(|row| row < first)
}

/// The printed form of a sheet that begins at byte `base`, without the title.
pub(super) fn sheet(sheet: &Sheet<'_>, base: u32) -> FormSheet {
    let identity = sheet.identity();
    let name = identity.and_then(|identity| Some(sheet.text[identity.name?.usize()].to_owned())).unwrap_or_default();
    let range = TextRange::new(base, base + sheet.text.len() as u32);
    if let Some(headings) = &sheet.headings {
        let (page, section) = headings::form(sheet, headings, base);
        return FormSheet { range, name, title: None, page, sections: vec![section] };
    }
    let grid = &sheet.profile.grid;
    let mut hoists: Vec<&Hoist> = sheet
        .indicators
        .iter()
        .filter_map(|indicator| match indicator.damage.as_deref() {
            Some(Damage::Hoisted(hoist)) if hoist.confirmed => Some(hoist),
            _ => None,
        })
        .collect();
    hoists.sort_by_key(|hoist| hoist.next);
    let printer = Printer { sheet, base, grid, hoists };
    let sections = (0..sheet.sections.len()).map(|open| printer.section(open)).collect();
    let page = Page { landscape: grid.landscape, widths: grid.widths.clone() };
    FormSheet { range, name, title: None, page, sections }
}

/// The title row of the book, where it stands in a sheet that begins at byte `base`, or above the first one; a sheet that
/// is read by its headings has it among its rows.
pub(super) fn title(sheet: &Sheet<'_>, base: u32) -> Option<FormCell> {
    if sheet.headings.is_some() {
        return None;
    }
    let row = sheet.roles.iter().position(|role| *role == RowRole::Title)? as u32;
    let (cell, _) = sheet.values(row).next()?;
    let at = CellRef { row, cell };
    let cols = sheet.profile.grid.widths.len();
    Some(FormCell { cols, ..FormCell::new(sheet.value(at), Kind::Title, Some(sheet.range(at).shifted(base))) })
}

struct Printer<'a> {
    sheet: &'a Sheet<'a>,
    base: u32,
    grid: &'a PrintGrid,
    /// The rows that carry the parents of the next one, by that.
    hoists: Vec<&'a Hoist>,
}

impl Printer<'_> {
    fn cell(&self, at: CellRef, kind: Kind) -> FormCell {
        FormCell::new(self.sheet.value(at), kind, Some(self.sheet.range(at).shifted(self.base)))
    }

    /// A cell without a value: where such a cell is to be typed, at the row's end.
    fn empty(&self, row: u32, kind: Kind) -> FormCell {
        let end = self.sheet.row(row).range().end + self.base;
        FormCell::new("", kind, Some(TextRange::empty(end)))
    }

    /// The same where the row has an empty cell at place `cell`.
    fn empty_at(&self, row: u32, cell: Option<usize>, kind: Kind) -> FormCell {
        match cell.and_then(|cell| Some((cell, self.sheet.cells(row).get(cell)?))) {
            Some((cell, empty)) if empty.is_empty() => self.cell(CellRef { row, cell: cell as u32 }, kind),
            _ => self.empty(row, kind),
        }
    }

    fn section(&self, open: usize) -> FormSection {
        let (sheet, view) = (self.sheet, &self.sheet.sections[open]);
        let mut label = self.cell(view.label, Kind::Label);
        let section = view.section.filter(|_| !view.duplicate);
        let shape = section.map(|section| &sheet.profile.sections[section].shape);
        let id = section.map_or_else(String::new, |section| sheet.profile.sections[section].id.clone());
        if let Some(section) = view.section {
            label.text.clone_from(&sheet.profile.sections[section].label.text);
        }
        let mut out = FormSection { id, label: None, headers: Vec::new(), rows: Vec::new(), long: false };
        match shape {
            Some(Shape::Text) if self.is_plain(open) => {
                let paragraphs = sheet.paragraphs(open);
                let mut cell = self.empty(view.first as u32, Kind::Text);
                if let (Some(first), Some(last)) = (paragraphs.first(), paragraphs.last()) {
                    let range = sheet.range(*first).cover(sheet.range(*last)).shifted(self.base);
                    let texts: Vec<&str> = paragraphs.iter().map(|&cell| sheet.value(cell)).collect();
                    cell = FormCell::new(texts.join("\n"), Kind::Text, Some(range));
                }
                out.rows.push(self.spread(section, 0, vec![cell]));
            }
            Some(Shape::Text) => {
                // Numbered paragraphs: number and text side by side.
                for row in sheet.rows_of(open) {
                    let mut cells = self.plain(open, row, Kind::Text);
                    let rest = self.grid.columns() - 1;
                    match &mut cells[..] {
                        [number, text] if rest > 0 => {
                            (number.col, number.kind, text.col, text.cols) = (1, Kind::Word, 2, rest);
                            out.rows.push(cells);
                        }
                        _ => out.rows.push(self.spread(section, 0, cells)),
                    }
                }
            }
            Some(Shape::Breakdown(_)) => {
                for row in sheet.rows_of(open) {
                    let cells = self.pairs(open, row);
                    out.rows.push(self.spread(section, out.rows.len(), cells));
                }
            }
            Some(Shape::List(columns) | Shape::Indicators(columns)) => {
                let indicators = matches!(shape, Some(Shape::Indicators(_)));
                out.long = true;
                if let Some(known) = section.map(|section| &sheet.profile.sections[section])
                    && view.header
                {
                    let headers = self.headers(view, section, known);
                    // Tasks are few; the indicators go over the page's end.
                    if indicators { out.headers = headers } else { out.rows = headers }
                }
                for row in sheet.rows_of(open) {
                    if matches!(sheet.roles[row as usize], RowRole::Label(_)) {
                        continue;
                    }
                    let kinds: Vec<ColumnKind> = columns.iter().map(|column| column.kind).collect();
                    let cells =
                        if indicators { self.indicator(open, row, &kinds) } else { self.item(open, row, &kinds) };
                    out.rows.push(self.spread(section, 0, cells));
                }
                if indicators {
                    merge_parents(&mut out.rows, columns.iter().map(|column| column.kind));
                }
            }
            Some(Shape::Field(_)) | None => {
                for row in sheet.rows_of(open) {
                    let kind = if shape.is_some() { Kind::Figure } else { Kind::Word };
                    let cells = self.plain(open, row, kind);
                    out.rows.push(self.spread(section, out.rows.len(), cells));
                }
            }
        }
        if out.rows.is_empty() && out.headers.is_empty() {
            out.rows.push(self.spread(section, 0, vec![self.empty(view.first as u32, Kind::Word)]));
        }
        label.rows = out.height();
        out.label = Some(label);
        out
    }

    /// Whether a text has one value a row, its paragraphs.
    fn is_plain(&self, open: usize) -> bool {
        self.sheet.rows_of(open).into_iter().all(|row| self.sheet.values_of(open, row).len() < 2)
    }

    /// The headers of a list, one row of them or two: a header that stands above several columns has theirs below it.
    fn headers(&self, view: &SectionView, section: Option<usize>, known: &Section) -> Vec<Vec<FormCell>> {
        let columns = known.columns();
        let spans = self.grid.spans(section, 0, columns.len());
        let second = self.sheet.roles.iter().enumerate().skip(view.first).take(view.end - view.first);
        let below = second.into_iter().find(|(_, role)| matches!(role, RowRole::SubHeader(_)));
        let (top, below) = (view.label.row, below.map_or(view.label.row, |(row, _)| row as u32));
        let (mut first, mut rest): (Vec<FormCell>, Vec<FormCell>) = (Vec::new(), Vec::new());
        let mut above: Option<&Label> = None;
        let mut col = 1;
        for (column, span) in columns.iter().zip(spans) {
            let at = |label: &Label, row: u32| FormCell { col, cols: span, ..self.header(view, row, label) };
            match &column.under {
                None => {
                    let rows = 1 + usize::from(known.has_subheaders);
                    first.push(FormCell { rows, ..at(&column.label, top) });
                }
                Some(over) => {
                    match first.last_mut() {
                        Some(cell) if above == Some(over) => cell.cols += span,
                        _ => first.push(at(over, top)),
                    }
                    rest.push(at(&column.label, below));
                }
            }
            above = column.under.as_ref();
            col += span;
        }
        if known.has_subheaders { vec![first, rest] } else { vec![first] }
    }

    /// A header: where the book states it, its place.
    fn header(&self, view: &SectionView, row: u32, label: &Label) -> FormCell {
        let sheet = self.sheet;
        // Amounts in another unit are not printed under that of the form.
        let open = sheet.sections.iter().position(|other| other.first == view.first);
        if let Some(at) = open.and_then(|open| sheet.header_in_another_unit(open, label)) {
            return FormCell::new(sheet.value(at), Kind::Header, Some(sheet.range(at).shifted(self.base)));
        }
        let is_label = |cell: u32| label.matches(sheet.value(CellRef { row, cell })).is_some();
        let stated = sheet.values(row).find(|(cell, _)| is_label(*cell));
        let range = stated.map(|(cell, _)| sheet.range(CellRef { row, cell }).shifted(self.base));
        FormCell::new(&*label.text, Kind::Header, range)
    }

    /// The values of a row, as they come.
    fn plain(&self, open: usize, row: u32, kind: Kind) -> Vec<FormCell> {
        let cells: Vec<FormCell> = self.sheet.values_of(open, row).into_iter().map(|at| self.cell(at, kind)).collect();
        if cells.is_empty() { vec![self.empty(row, kind)] } else { cells }
    }

    /// The pairs of part and amount of a row; a part without amount has an empty cell behind it.
    fn pairs(&self, open: usize, row: u32) -> Vec<FormCell> {
        let sheet = self.sheet;
        let Some(section) = sheet.sections[open].section else { return self.plain(open, row, Kind::Word) };
        let section = &sheet.profile.sections[section];
        let mut cells: Vec<FormCell> = Vec::new();
        let mut behind = None;
        for at in sheet.values_of(open, row) {
            let text = sheet.value(at);
            let part =
                sheet.kind(at) != CellKind::Number && section.parts().any(|part| part.label.matches(text).is_some());
            if part && cells.len() % 2 == 1 {
                cells.push(self.empty_at(row, behind, Kind::Figure));
            }
            behind = Some(at.cell as usize + 1);
            cells.push(self.cell(at, if part { Kind::Header } else { Kind::Figure }));
        }
        if cells.len() % 2 == 1 {
            cells.push(self.empty_at(row, behind, Kind::Figure));
        }
        if cells.is_empty() { vec![self.empty(row, Kind::Word)] } else { cells }
    }

    fn item(&self, open: usize, row: u32, kinds: &[ColumnKind]) -> Vec<FormCell> {
        let item = self.sheet.items.binary_search_by_key(&row, |(_, item)| item.row);
        match item.ok().map(|at| &self.sheet.items[at]) {
            Some((_, item)) if item.stray.is_empty() => self.columns(row, &item.cells, kinds),
            _ => self.plain(open, row, Kind::Word),
        }
    }

    fn indicator(&self, open: usize, row: u32, kinds: &[ColumnKind]) -> Vec<FormCell> {
        let sheet = self.sheet;
        let indicator = sheet.indicators.binary_search_by_key(&row, |indicator| indicator.row);
        match indicator.ok().map(|at| &sheet.indicators[at]) {
            Some(indicator) if !indicator.is_in_doubt() => {
                let mut cells = self.columns(row, &indicator.columns, kinds);
                // Parents that were printed one row early belong here.
                for (cell, column) in self.carried(row) {
                    cells[column] = self.cell(cell, Kind::Word);
                }
                cells
            }
            // Cell by cell, as it was typed.
            _ => {
                let labelled = usize::from(sheet.is_labelled(row));
                let cells = sheet.cells(row).iter().enumerate().skip(labelled.max(1));
                let mut cells: Vec<FormCell> =
                    cells.map(|(at, _)| self.cell(CellRef { row, cell: at as u32 }, Kind::Word)).collect();
                cells.resize_with(cells.len().max(kinds.len()), || self.empty(row, Kind::Word));
                if cells.len() > kinds.len() { self.plain(open, row, Kind::Word) } else { cells }
            }
        }
    }

    /// The parents of a row that the row before it carries, each with its column.
    fn carried(&self, row: u32) -> Vec<(CellRef, usize)> {
        let hoists = &self.hoists[self.hoists.partition_point(|hoist| hoist.next < row)..];
        let hoists = hoists.iter().take_while(|hoist| hoist.next == row);
        let cells = |hoist: &&Hoist| {
            let cells = hoist.parents.iter().map(|&cell| CellRef { row: hoist.carrier, cell });
            cells.zip(hoist.columns.iter().copied()).collect::<Vec<_>>()
        };
        hoists.flat_map(cells).collect()
    }

    fn columns(&self, row: u32, cells: &[u16], kinds: &[ColumnKind]) -> Vec<FormCell> {
        // Where every value stands as far from its column as the others, an empty column has a cell of its own.
        let stated = cells.iter().enumerate().filter(|(_, cell)| **cell != NO_CELL);
        let mut shifts = stated.map(|(column, &cell)| i32::from(cell) - column as i32);
        let first = shifts.next();
        let shift = first.filter(|first| shifts.all(|shift| shift == *first));
        let cell = |(column, (&kind, &cell)): (usize, (&ColumnKind, &u16))| {
            let place = shift.and_then(|shift| usize::try_from(column as i32 + shift).ok());
            let kind = match kind {
                ColumnKind::Amount | ColumnKind::Value | ColumnKind::Weight => Kind::Figure,
                ColumnKind::Task | ColumnKind::Text | ColumnKind::Name => Kind::Text,
                _ => Kind::Word,
            };
            match cell {
                NO_CELL => self.empty_at(row, place, kind),
                cell => self.cell(CellRef { row, cell: u32::from(cell) }, kind),
            }
        };
        kinds.iter().zip(cells).enumerate().map(cell).collect()
    }

    /// Puts the cells of a row into the columns of the grid; what no column is left for goes into the last cell.
    fn spread(&self, section: Option<usize>, row: usize, mut cells: Vec<FormCell>) -> Vec<FormCell> {
        let spans = self.grid.spans(section, row, cells.len());
        while cells.len() > spans.len()
            && let Some(last) = cells.pop()
        {
            if let Some(cell) = cells.last_mut() {
                cell.text = [cell.text.as_str(), last.text.as_str()].join(" ").trim().to_owned();
            }
        }
        let mut col = 1;
        for (cell, span) in cells.iter_mut().zip(spans) {
            (cell.col, cell.cols) = (col, span);
            col += span;
        }
        cells
    }
}

/// Lets a class or a group reach down over the rows that state none of their own.
fn merge_parents(rows: &mut [Vec<FormCell>], kinds: impl Iterator<Item = ColumnKind>) {
    let kinds: Vec<ColumnKind> = kinds.collect();
    let is_parent = |at: &usize| matches!(kinds[*at], ColumnKind::Class | ColumnKind::Group);
    let parents: Vec<usize> = (0..kinds.len()).filter(is_parent).collect();
    // For each parent column, the row and the place in it of the cell that reaches down to here.
    let mut open: Vec<Option<(usize, usize)>> = vec![None; kinds.len()];
    for at in 0..rows.len() {
        if rows[at].len() != kinds.len() {
            open.fill(None);
            continue;
        }
        let mut covered = Vec::new();
        for &parent in &parents {
            if rows[at][parent].text.is_empty() {
                if let Some((row, place)) = open[parent] {
                    rows[row][place].rows += 1;
                    covered.push(parent);
                }
            } else {
                // A new class ends the group before it.
                parents.iter().filter(|&&below| below >= parent).for_each(|&below| open[below] = None);
                open[parent] = Some((at, parent - covered.len()));
            }
        }
        covered.iter().rev().for_each(|&parent| drop(rows[at].remove(parent)));
    }
}
