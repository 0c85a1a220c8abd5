//! Which row belongs to which section, where pages ended, and what the sections before the indicators state.

use smallvec::SmallVec;

use super::columns::{NO_CELL, assign_item};
use super::fit::{Fit, fit};
use super::{AmountCell, AmountPlace, CellRef, Item, PageBreak, RowRole, SectionView, Sheet, read_amount};
use crate::outline::{FIELD_LABELS, Heading, Line, LineKind, Notion, Piece, is_numbered, line_kind};
use crate::profile::{
    Column, ColumnKind, LabelMatch, Part, Profile, Section, SectionKind, Shape, Term, TermRows, fold,
};
use crate::syntax::{Cell, CellKind};

/// Gives every row its role and finds the sections and page breaks.
pub(super) fn read_rows(sheet: &mut Sheet<'_>) {
    let profile = sheet.profile;
    let mut current: Option<usize> = None;
    // The same, when it is the section of the indicators.
    let mut indicators: Option<usize> = None;
    // The blank rows and titles since the last row of the sheet.
    let mut gap: Vec<u32> = Vec::new();
    let mut known = Known::default();
    for at in 0..sheet.syntax.rows().len() {
        let row = at as u32;
        let cells = sheet.cells(row);
        if cells.is_empty() {
            gap.push(row);
            sheet.roles.push(RowRole::Blank);
            continue;
        }
        // Most rows are these, and nothing can be said of them here.
        if let Some(open) = indicators
            && gap.is_empty()
            && cells[0].is_empty()
            && !sheet.row(row).comment
        {
            sheet.roles.push(RowRole::Item(open));
            continue;
        }
        if sheet.row(row).comment {
            sheet.roles.push(RowRole::Comment);
            continue;
        }
        let role = if cells[0].is_empty() {
            unlabelled(sheet, row, current, &known)
        } else {
            labelled(sheet, row, current, !gap.is_empty(), &known)
        };
        let role = match role {
            Found::Title => {
                gap.push(row);
                known.title = true;
                sheet.roles.push(RowRole::Title);
                continue;
            }
            Found::Section { section, spelling, label } => {
                if let Some(open) = current {
                    sheet.sections[open].end = at;
                }
                let headers = section.is_none_or(|section| exact_header(sheet, row, &profile.sections[section]));
                let header = headers || section.is_none_or(|section| heads(sheet, row, &profile.sections[section]));
                let duplicate = section.is_some_and(|section| known.has(sheet, section));
                known.add(section);
                let exact = spelling == LabelMatch::Exact && label == 0 && headers;
                let label = CellRef { row, cell: label };
                let (first, end) = (at, at + 1);
                sheet.sections.push(SectionView { section, label, spelling, first, end, duplicate, header, exact });
                let opened = sheet.sections.len() - 1;
                if !gap.is_empty() && current.is_some() {
                    sheet.breaks.push(PageBreak { gap: std::mem::take(&mut gap), row, section: None });
                }
                current = Some(opened);
                let plain = |section: usize| {
                    let section = &profile.sections[section];
                    matches!(section.shape, Shape::Indicators(_)) && !section.has_subheaders
                };
                indicators = current.filter(|_| section.is_some_and(plain));
                if section.is_some_and(|section| profile.sections[section].has_subheaders) {
                    // It stays so until the row below has the other headers.
                    sheet.sections[opened].exact = false;
                }
                if header { RowRole::Label(opened) } else { RowRole::LabelItem(opened) }
            }
            Found::Row(role) => {
                let repeats = matches!(role, RowRole::RepeatedLabel(_) | RowRole::RepeatedHeader(_));
                if let RowRole::SubHeader(open) = role {
                    let view = &sheet.sections[open];
                    let section = view.section.map(|section| &profile.sections[section]);
                    let exact = view.spelling == LabelMatch::Exact
                        && view.label.cell == 0
                        && section.is_some_and(|section| {
                            exact_header(sheet, view.label.row, section) && exact_subheader(sheet, row, section)
                        });
                    sheet.sections[open].exact = exact;
                }
                if repeats || (!gap.is_empty() && current.is_some()) {
                    sheet.breaks.push(PageBreak { gap: std::mem::take(&mut gap), row, section: current });
                }
                role
            }
        };
        gap.clear();
        sheet.roles.push(role);
    }
    if let Some(open) = current {
        sheet.sections[open].end = sheet.syntax.rows().len();
    }
}

/// What stands above a row, so that it need not be looked for in all rows and sections above.
#[derive(Default)]
struct Known {
    title: bool,
    /// The sections of the profile that were opened, each a bit; those that have none are looked for.
    sections: u64,
}

impl Known {
    fn add(&mut self, section: Option<usize>) {
        self.sections |= section.filter(|section| *section < 64).map_or(0, |section| 1 << section);
    }

    /// Whether a section of the profile was opened.
    fn has(&self, sheet: &Sheet<'_>, section: usize) -> bool {
        if section < 64 { self.sections >> section & 1 == 1 } else { sheet.view_of(section).is_some() }
    }
}

enum Found {
    Title,
    Section { section: Option<usize>, spelling: LabelMatch, label: u32 },
    Row(RowRole),
}

/// What a row is whose first cell is empty.
fn unlabelled(sheet: &Sheet<'_>, row: u32, current: Option<usize>, known: &Known) -> Found {
    let profile = sheet.profile;
    let shape = current.and_then(|open| sheet.sections[open].section).map(|section| &profile.sections[section].shape);
    if !matches!(shape, Some(Shape::Indicators(_))) {
        // A label one cell late opens its section all the same, unless the sheet has that section.
        let cells = sheet.cells(row);
        let lead = cells.iter().take_while(|cell| cell.is_empty()).count() as u32;
        let value = sheet.value(CellRef { row, cell: lead });
        // In a list, a name with an amount behind it is an item, whatever it is called.
        let item = matches!(shape, Some(Shape::List(_)))
            && cells.get(lead as usize + 1..).is_some_and(|rest| rest.iter().any(|cell| cell.kind == CellKind::Number));
        if let Some((section, spelling)) = profile.section_of(value)
            && !known.has(sheet, section)
            && (!item || profile.sections[section].kind == SectionKind::Money)
        {
            return Found::Section { section: Some(section), spelling, label: lead };
        }
    }
    if let Some(open) = current
        && is_subheader(sheet, row, open)
    {
        return Found::Row(RowRole::SubHeader(open));
    }
    Found::Row(current.map_or(RowRole::Orphan, RowRole::Item))
}

/// Whether `row`, below the label's row, holds the second row of headers and nothing else.
fn is_subheader(sheet: &Sheet<'_>, row: u32, open: usize) -> bool {
    let view = &sheet.sections[open];
    let Some(section) = view.section.map(|section| &sheet.profile.sections[section]) else { return false };
    if !section.has_subheaders {
        return false;
    }
    let above = sheet.roles.iter().rev().find(|role| !matches!(role, RowRole::Blank | RowRole::Comment));
    let header = |cell: &str| {
        section.columns().iter().any(|column| column.under.is_some() && column.label.matches(cell).is_some())
    };
    matches!(above, Some(RowRole::Label(of) | RowRole::RepeatedHeader(of)) if *of == open)
        && sheet.values(row).all(|(cell, _)| header(sheet.value(CellRef { row, cell })))
}

/// Whether the second row of headers is the form's to the letter, each in its column.
fn exact_subheader(sheet: &Sheet<'_>, row: u32, section: &Section) -> bool {
    let cells = sheet.cells(row).len();
    let value = |cell: usize| {
        if cell < cells { sheet.value(CellRef { row, cell: cell as u32 }) } else { "" }
    };
    section.subheaders().enumerate().all(|(at, header)| value(at + 1) == header) && cells <= section.columns().len() + 1
}

/// What a row is whose first cell holds a value.
fn labelled(sheet: &Sheet<'_>, row: u32, current: Option<usize>, after_gap: bool, known: &Known) -> Found {
    let profile = sheet.profile;
    let value = sheet.value(CellRef { row, cell: 0 });
    let open = current.and_then(|open| sheet.sections[open].section.map(|section| (open, section)));
    if let Some((section, spelling)) = profile.section_of(value) {
        if let Some((open, current)) = open
            && current == section
            && let Some(role) = repeated(sheet, row, open, &profile.sections[section], after_gap)
        {
            return Found::Row(role);
        }
        return Found::Section { section: Some(section), spelling, label: 0 };
    }
    // A book may have a title of its own; it is known by what every title of such a sheet says.
    let first_of_book = current.is_none() && !sheet.syntax.headed() && !known.title;
    if sheet.cells(row).len() == 1 && (profile.is_title(value) || (first_of_book && value.contains("绩效目标"))) {
        return Found::Title;
    }
    if is_furniture(sheet, row) {
        return Found::Row(RowRole::Furniture);
    }
    if let Some((open, section)) = open
        && belongs(sheet, row, &profile.sections[section])
    {
        return Found::Row(RowRole::Item(open));
    }
    if current.is_none() && !sheet.syntax.headed() && !near_label(profile, value) {
        return Found::Row(RowRole::Orphan);
    }
    Found::Section { section: None, spelling: LabelMatch::Exact, label: 0 }
}

/// Whether a row stands around the table: its own words say so, or it goes on with the notes above it.
fn is_furniture(sheet: &Sheet<'_>, row: u32) -> bool {
    let pieces = sheet.values(row).take(9);
    let pieces = pieces.map(|(cell, _)| Piece::single(sheet.value(CellRef { row, cell }), cell)).collect();
    let line = Line { pieces };
    match line_kind(&line) {
        LineKind::Lead | LineKind::Year(_) | LineKind::Furniture => true,
        LineKind::Title | LineKind::Identity => false,
        // `单位名称：某局` in one cell stands around a table whose own label it is not.
        LineKind::Body if line.pieces.iter().all(|piece| is_field_line(sheet, piece.text)) => true,
        LineKind::Body => {
            sheet.roles.last() == Some(&RowRole::Furniture)
                && !sheet.sections.is_empty()
                && line.pieces.len() == 1
                && is_numbered(line.pieces[0].text)
        }
    }
}

/// Whether `text` is a label of a sheet's head with its value behind a colon.
fn is_field_line(sheet: &Sheet<'_>, text: &str) -> bool {
    crate::outline::labelled(text).is_some_and(|(label, value)| {
        let heading = Heading::read(label);
        let known = heading.notions.any(FIELD_LABELS) || heading.is(Notion::Furniture);
        known && !heading.among && !value.is_empty() && sheet.profile.section_of(label).is_none()
    })
}

/// Whether `value` is nearly a label of the form.
fn near_label(profile: &Profile, value: &str) -> bool {
    profile.nearest_label(value).is_some()
}

/// What a row is that begins with the label of the section it stands in, `None` when it opens the section anew.
fn repeated(sheet: &Sheet<'_>, row: u32, open: usize, section: &Section, after_gap: bool) -> Option<RowRole> {
    // Without its label the row would begin with another one.
    if let Some((cell, _)) = sheet.values(row).nth(1)
        && sheet.profile.section_of(sheet.value(CellRef { row, cell })).is_some()
    {
        return None;
    }
    match &section.shape {
        Shape::Field(_) => None,
        Shape::Breakdown(_) | Shape::Text => after_gap.then_some(RowRole::RepeatedLabel(open)),
        Shape::List(_) | Shape::Indicators(_) if repeats_headers(sheet, row, open, section) => {
            Some(RowRole::RepeatedHeader(open))
        }
        Shape::List(_) | Shape::Indicators(_) => Some(RowRole::RepeatedLabel(open)),
    }
}

impl Sheet<'_> {
    /// Whether the title in `row` says nothing new where it stands below rows of the sheet: it stands above them already,
    /// or, as in a book that has it once, it is the form's, and neither form nor year is known by it alone.
    pub fn is_title_again(&self, row: u32) -> bool {
        let text = |row: u32| self.values(row).next().map_or("", |(cell, _)| self.value(CellRef { row, cell }));
        let own = text(row);
        let mut titled = false;
        for at in (0..row).filter(|at| self.roles.get(*at as usize) == Some(&RowRole::Title)) {
            if fold(text(at)) == fold(own) {
                return true;
            }
            titled = true;
        }
        // Below single values, a label without its value for one, it is still the title of the whole sheet.
        let is_body = |at: u32| !self.row(at).comment && self.cells(at).len() > 1;
        let years = super::years_in(own);
        !titled
            && years.iter().all(|(year, _)| Some(*year) == self.fiscal_year)
            && (0..row).any(is_body)
            && Fit { title: false, ..fit(self.profile, self.text, self.syntax) }.is_enough()
    }
}

/// Whether all values behind the label in `row` are column headers, the form's or those above: such a row can go, and
/// nothing else can.
fn repeats_headers(sheet: &Sheet<'_>, row: u32, open: usize, section: &Section) -> bool {
    let view = &sheet.sections[open];
    let known = |text: &str| {
        let mut labels = section.columns().iter().map(|column| &column.label).chain(&section.headers);
        labels.any(|label| label.matches(text).is_some())
    };
    let above = |text: &str| {
        let mut headers = sheet.values(view.label.row).map(|(cell, _)| CellRef { row: view.label.row, cell });
        view.header && headers.any(|header| sheet.value(header) == text)
    };
    // The second row of headers, torn from the first one, is there only once.
    let lower = |text: &str| {
        section.columns().iter().any(|column| column.under.is_some() && column.label.matches(text).is_some())
    };
    let values = || sheet.values(row).skip(1).map(|(cell, _)| sheet.value(CellRef { row, cell }));
    let torn = section.has_subheaders && values().next().is_some() && values().all(lower);
    let below = sheet.roles.get(view.first + 1..).unwrap_or_default().iter().take(64);
    let first = below.into_iter().find(|role| !matches!(role, RowRole::Blank | RowRole::Comment));
    (!torn || first == Some(&RowRole::SubHeader(open))) && values().all(|text| known(text) || above(text))
}

/// Whether the values behind the label in `row` are the section's column headers to the letter, all of them in order;
/// true for shapes that have none.
fn exact_header(sheet: &Sheet<'_>, row: u32, section: &Section) -> bool {
    let mut headers = section.headers.iter();
    if headers.len() == 0 {
        return true;
    }
    let mut values = sheet.values(row).skip(1);
    let same = |(cell, _): (u32, &Cell)| {
        headers.next().is_some_and(|header| header.text == sheet.value(CellRef { row, cell }))
    };
    values.all(same) && headers.next().is_none()
}

/// Whether the values behind the label in `row` are the section's column headers, or nothing. A row that holds no
/// figure where the section has columns of figures heads it too, whatever its headers say.
fn heads(sheet: &Sheet<'_>, row: u32, section: &Section) -> bool {
    let columns = section.columns();
    if columns.is_empty() || exact_header(sheet, row, section) {
        return true;
    }
    let cells = &sheet.cells(row)[1..];
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    let start = sheet.row(row).start;
    let text = |cell: &Cell| &sheet.text[(start + cell.start) as usize..(start + cell.end) as usize];
    let is_header = |cell: &&Cell| {
        let mut labels = columns.iter().map(|column| &column.label).chain(&section.headers);
        labels.any(|label| label.matches(text(cell)).is_some())
    };
    let matched = cells.iter().filter(|cell| !cell.is_empty()).filter(is_header).count();
    if 2 * matched >= filled {
        return true;
    }
    let figure = |cell: &Cell| matches!(cell.kind, CellKind::Number | CellKind::Month | CellKind::Operator);
    let known = |cell: &Cell| cell.kind == CellKind::Text && !sheet.profile.word(text(cell)).is_unknown();
    !cells.iter().any(|cell| figure(cell) || known(cell))
}

/// Whether a row whose label cell holds something that is no label is a row of `section` that lost its label cell.
fn belongs(sheet: &Sheet<'_>, row: u32, section: &Section) -> bool {
    let profile = sheet.profile;
    let value = sheet.value(CellRef { row, cell: 0 });
    match &section.shape {
        Shape::Indicators(_) => {
            sheet.values(row).any(|(at, cell)| {
                matches!(cell.kind, CellKind::Number | CellKind::Month | CellKind::Operator)
                    || (cell.kind == CellKind::Text && {
                        let text = sheet.value(CellRef { row, cell: at });
                        !profile.word(text).is_unknown()
                            || profile.operator(text).is_some()
                            || super::read_deadline(text).is_some()
                    })
            }) && sheet.values(row).count() > 1
        }
        Shape::Breakdown(_) => section.parts().any(|part| part.label.matches(value).is_some()),
        Shape::List(columns) => {
            let amount = |cell: &Cell| matches!(cell.kind, CellKind::Number);
            profile.nearest_label(value).is_none()
                && sheet.values(row).count() <= columns.len()
                && sheet.values(row).skip(1).any(|(_, cell)| amount(cell))
        }
        Shape::Field(_) | Shape::Text => false,
    }
}

/// Reads the fields, breakdowns, lists and texts.
pub(super) fn read_sections(sheet: &mut Sheet<'_>) {
    for open in 0..sheet.sections.len() {
        let Some(section) = sheet.sections[open].section else { continue };
        if sheet.sections[open].duplicate {
            continue;
        }
        let profile = sheet.profile;
        match &profile.sections[section].shape {
            Shape::Field(kind) => read_field(sheet, open, section, *kind),
            Shape::Breakdown(_) => read_breakdown(sheet, open, section),
            Shape::List(columns) => read_list(sheet, open, section, columns),
            Shape::Text => read_text(sheet, open),
            Shape::Indicators(_) => {}
        }
    }
}

/// The rows of a section that hold something, its label's row first.
fn rows_in(sheet: &Sheet<'_>, open: usize) -> impl Iterator<Item = u32> {
    let view = &sheet.sections[open];
    let own = move |role: RowRole| match role {
        RowRole::Label(of) | RowRole::LabelItem(of) | RowRole::Item(of) | RowRole::RepeatedLabel(of) => of == open,
        _ => false,
    };
    (view.first..view.end).filter(move |&row| own(sheet.roles[row])).map(|row| row as u32)
}

fn section_rows(sheet: &Sheet<'_>, open: usize) -> SmallVec<[u32; 16]> {
    rows_in(sheet, open).collect()
}

fn row_values(sheet: &Sheet<'_>, open: usize, row: u32) -> SmallVec<[CellRef; 12]> {
    values_in(sheet, open, row).collect()
}

/// The values of a row without the label it begins with.
fn values_in(sheet: &Sheet<'_>, open: usize, row: u32) -> impl Iterator<Item = CellRef> {
    let label = match sheet.roles[row as usize] {
        RowRole::Label(_) | RowRole::LabelItem(_) => Some(sheet.sections[open].label.cell),
        RowRole::RepeatedLabel(_) => Some(0),
        _ => None,
    };
    sheet.values(row).filter(move |(at, _)| Some(*at) != label).map(move |(cell, _)| CellRef { row, cell })
}

fn add_amount(sheet: &mut Sheet<'_>, cell: CellRef, section: usize, place: AmountPlace) {
    let reading = read_amount(sheet.value(cell), sheet.kind(cell), &sheet.profile.amount);
    sheet.amounts.push(AmountCell { cell, section, place, reading });
}

fn read_field(sheet: &mut Sheet<'_>, open: usize, section: usize, kind: ColumnKind) {
    let mut first = true;
    for row in section_rows(sheet, open) {
        for cell in row_values(sheet, open, row) {
            if !first {
                sheet.strays.push(cell);
            } else if kind == ColumnKind::Amount {
                add_amount(sheet, cell, section, AmountPlace::Field);
            }
            first = false;
        }
    }
}

fn read_breakdown(sheet: &mut Sheet<'_>, open: usize, section: usize) {
    let profile = sheet.profile;
    let parts = || profile.sections[section].parts();
    let mut stated: SmallVec<[usize; 8]> = SmallVec::new();
    for row in section_rows(sheet, open) {
        let mut part = None;
        for cell in row_values(sheet, open, row) {
            let value = sheet.value(cell);
            let numeric = sheet.kind(cell) == CellKind::Number;
            if !numeric && let Some(found) = part_of(parts, value) {
                part = Some(found);
            } else if let Some(found) = part.take()
                // A part that is stated twice counts once; the second amount belongs nowhere.
                && !stated.contains(&found)
            {
                stated.push(found);
                add_amount(sheet, cell, section, AmountPlace::Part(found));
            } else {
                sheet.strays.push(cell);
            }
        }
    }
}

/// The part whose label is `value`; labels to the letter are tried first.
fn part_of<'p, I: Iterator<Item = &'p Part>>(parts: impl Fn() -> I, value: &str) -> Option<usize> {
    let exact = parts().position(|part| part.label.text == value);
    exact.or_else(|| parts().position(|part| part.label.matches(value).is_some()))
}

fn read_list(sheet: &mut Sheet<'_>, open: usize, section: usize, columns: &[Column]) {
    let view = &sheet.sections[open];
    let label = view.label;
    let homes: SmallVec<[u32; 12]> = if sheet.profile.sections[section].has_subheaders {
        SmallVec::new()
    } else if view.exact {
        sheet.values(label.row).skip(1).map(|(cell, _)| cell).collect()
    } else if view.header {
        let header = |column: &Column| {
            sheet
                .values(label.row)
                .find(|(at, _)| column.label.matches(sheet.value(CellRef { row: label.row, cell: *at })).is_some())
        };
        columns.iter().enumerate().map(|(at, column)| header(column).map_or(at as u32 + 1, |(cell, _)| cell)).collect()
    } else {
        SmallVec::new()
    };
    for row in section_rows(sheet, open) {
        let role = sheet.roles[row as usize];
        if matches!(role, RowRole::Label(_)) {
            continue;
        }
        let labelled = !matches!(role, RowRole::Item(_));
        let base = sheet.row(row).start as usize;
        let (cells, stray) =
            assign_item(&sheet.text[base..], sheet.cells(row), columns, &homes, sheet.profile, labelled);
        let index = sheet.items.len();
        for (column, spec) in columns.iter().enumerate() {
            if spec.kind == ColumnKind::Amount && cells[column] != NO_CELL {
                let cell = CellRef { row, cell: u32::from(cells[column]) };
                add_amount(sheet, cell, section, AmountPlace::Column(column, index));
            }
        }
        sheet.strays.extend(stray.iter().map(|&cell| CellRef { row, cell }));
        let label_lost = !labelled && !sheet.cells(row)[0].is_empty();
        let named = cells[0] != NO_CELL
            && sheet.is_named_item(section, sheet.value(CellRef { row, cell: u32::from(cells[0]) }));
        let total = sheet.profile.sections[section].total.as_ref().is_some_and(|total| {
            cells[0] != NO_CELL && total.matches(sheet.value(CellRef { row, cell: u32::from(cells[0]) })).is_some()
        });
        sheet.items.push((section, Item { row, cells, stray, named, total, label_lost }));
    }
}

fn read_text(sheet: &mut Sheet<'_>, open: usize) {
    for row in section_rows(sheet, open) {
        let values = row_values(sheet, open, row);
        let own = 1 + usize::from(sheet.is_numbered(open, &values));
        sheet.strays.extend(values.into_iter().skip(own));
    }
}

impl Sheet<'_> {
    /// The cells that hold the text of a text section, paragraph by paragraph.
    pub fn paragraphs(&self, open: usize) -> SmallVec<[CellRef; 16]> {
        self.texts(open).collect()
    }

    /// The paragraphs of the goal, none where the sheet has no goal; looked for once.
    pub fn goal(&self) -> &[CellRef] {
        self.goal.get_or_init(|| match (&self.headings, self.section(SectionKind::Goal)) {
            (Some(headings), _) => headings.goal(),
            (None, Some((open, _))) => self.texts(open).collect(),
            (None, None) => SmallVec::new(),
        })
    }

    fn texts(&self, open: usize) -> impl Iterator<Item = CellRef> {
        let section = self.sections[open].section.map(|section| &self.profile.sections[section]);
        let numbered = section.is_some_and(|section| section.numbered.is_some());
        rows_in(self, open).filter_map(move |row| {
            if !numbered {
                return values_in(self, open, row).next();
            }
            let values = row_values(self, open, row);
            values.get(usize::from(self.is_numbered(open, &values))).copied()
        })
    }

    /// Whether the first of the `values` of a row is the number of a paragraph, such as `目标1`, in a section that has such.
    fn is_numbered(&self, open: usize, values: &[CellRef]) -> bool {
        let section = self.sections[open].section.map(|section| &self.profile.sections[section]);
        let (Some(label), Some(first)) = (section.and_then(|section| section.numbered.as_ref()), values.first()) else {
            return false;
        };
        let folded = crate::profile::fold(self.value(*first));
        let number = folded.strip_prefix(label.folded.as_str()).map(|number| number.trim_end_matches([':', '.', '、']));
        number.is_some_and(|number| {
            number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c)) && values.len() < 3
        })
    }

    /// The value of a field section.
    pub fn field(&self, open: usize) -> Option<CellRef> {
        self.texts(open).next()
    }

    /// The rows of a section that hold something, its label's row first.
    pub fn rows_of(&self, open: usize) -> SmallVec<[u32; 16]> {
        section_rows(self, open)
    }

    /// The values of such a row, the section's label left out.
    pub fn values_of(&self, open: usize, row: u32) -> SmallVec<[CellRef; 12]> {
        row_values(self, open, row)
    }

    /// Whether the name of a list's item is one that a sum of the profile names.
    pub fn is_named_item(&self, section: usize, name: &str) -> bool {
        self.profile.sums.iter().flat_map(|sum| sum.total.iter().chain(&sum.parts)).any(|term| match term {
            Term::Column(of, _, TermRows::Named(label)) => *of == section && label.matches(name).is_some(),
            _ => false,
        })
    }

    /// What a section stands for, `None` when its label is none of the form's.
    pub fn kind_of(&self, open: usize) -> Option<SectionKind> {
        self.sections[open].section.map(|section| self.profile.sections[section].kind)
    }
}
