//! The canonical layout: what `mubiao fmt` writes, where cells move and values stay as they are.

mod edits;

pub use edits::{edits, edits_among};

use std::borrow::Cow;
use std::sync::Arc;

use edits::{NONE, Placed};
use rustc_hash::FxHashSet;

use crate::lint::{Settings, head_of};
use crate::profile::{Column, ColumnKind, Section, Shape};
use crate::rules::misaligned_row;
use crate::sheet::{
    BookHead, CellRef, Columns, Damage, Forms, Indicator, NO_CELL, Order, RowRole, Scope, Sheet, read_directive,
};
use crate::syntax::{CellKind, read_sheets};
use crate::text::compatible::Reading;

/// `text` in the canonical layout; as it is when no profile reads it.
pub fn format(text: &str, settings: &Settings) -> String {
    format_by(head_of(text, settings), text, settings)
}

/// The same, where the head of the text is known.
pub(crate) fn format_by(head: BookHead, text: &str, settings: &Settings) -> String {
    let mut out = Cow::Borrowed(text);
    all_rounds(head, text, settings, |laid| out = Cow::Owned(laid.text));
    out.into_owned()
}

/// Lays out a whole book until it begins with the form that it began with: a label that goes to the front, or a title
/// that goes, may be what the form is known by.
fn all_rounds(head: BookHead, text: &str, settings: &Settings, mut take: impl FnMut(Laid)) {
    let (mut head, mut source) = (head, Cow::Borrowed(text));
    for _ in 0..ROUNDS {
        let Some(forms) = Forms::new(&head, &settings.profiles) else { return };
        let mut next = None;
        rounds(&source, &forms, main_line_end(text), |laid| {
            let now = (laid.text != *source).then(|| head_of(&laid.text, settings));
            next = now.filter(|now| !now.reads_as(&head)).map(|now| (now, laid.text.clone()));
            take(laid);
        });
        let Some((now, text)) = next else { return };
        (head, source) = (now, Cow::Owned(text));
    }
}

/// How often a text with damaged rows is laid out again at most.
const ROUNDS: usize = 8;

/// Lays out `text`, and what comes out again as long as rows went back into their columns: the rows around them may be
/// read better than before.
fn rounds(text: &str, forms: &Forms<'_>, line_end: &'static str, mut take: impl FnMut(Laid)) {
    let mut laid = lay_out(text, forms.clone(), line_end);
    for _ in 0..ROUNDS {
        if !laid.repaired {
            break;
        }
        let again = lay_out(&laid.text, forms.clone(), line_end);
        let same = again.text == laid.text;
        take(std::mem::replace(&mut laid, again));
        if same {
            return;
        }
    }
    take(laid);
}

/// A text laid out once.
struct Laid {
    text: String,
    /// Its rows, in order.
    rows: Vec<Placed>,
    /// Whether a damaged row was put right, or a sheet is of another form than the first one: laid out, both may be read
    /// otherwise.
    repaired: bool,
}

fn lay_out(text: &str, mut forms: Forms<'_>, end: &'static str) -> Laid {
    let mut writer = Writer {
        out: String::with_capacity(text.len()),
        rows: Vec::new(),
        first: 0,
        end,
        held: Vec::new(),
        allows: false,
        blank: false,
        keeps_all: text.contains("allow-file") && text.lines().any(|line| keeps_cells(line, Scope::File)),
    };
    let (mut repaired, mut first) = (false, None);
    let starts = forms.starts().clone();
    read_sheets(text, &*starts, |_, text, syntax| {
        let text = Reading::of(text);
        let form = forms.next(&text, syntax);
        repaired |= !Arc::ptr_eq(first.get_or_insert_with(|| Arc::clone(&form.profile)), &form.profile);
        let mut sheet = form.read(&text, syntax);
        // Values are written as they stand.
        sheet.text = sheet.source;
        repaired |= !sheet.breaks.is_empty() || sheet.indicators.iter().any(|indicator| indicator.damage.is_some());
        writer.sheet(&sheet);
        writer.first += syntax.rows().len() as u32;
    });
    writer.flush();
    Laid { text: writer.out, rows: writer.rows, repaired }
}

/// The line end that a text in the canonical layout has: that of its first line, LF or CR LF.
pub fn main_line_end(text: &str) -> &'static str {
    match text.find(['\n', '\r']) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        _ => "\n",
    }
}

/// Puts rows behind each other, with a blank row where the layout has one.
struct Writer {
    out: String,
    /// The rows of `out`, each with the row of the text that it is.
    rows: Vec<Placed>,
    /// The first row of the sheet, counted from the text's.
    first: u32,
    end: &'static str,
    /// Comments that belong to the row that comes next, with their rows in the text.
    held: Vec<(u32, String)>,
    /// Whether one of them allows something in the row below.
    allows: bool,
    /// Whether a blank row comes before the next row.
    blank: bool,
    /// Whether the text allows all of its rows to be misaligned.
    keeps_all: bool,
}

impl Writer {
    /// Writes what became of row `at` of the sheet.
    fn row(&mut self, at: u32, row: &str) {
        // A label printed once more with nothing behind it leaves nothing.
        if row.is_empty() {
            return;
        }
        if self.blank && !self.out.is_empty() {
            self.push(NONE, "");
        }
        self.blank = false;
        self.flush();
        self.push(self.first + at, row);
    }

    /// Whether an allowance waits for its row.
    fn holds_allowance(&self) -> bool {
        self.allows
    }

    /// The rows of the sheet whose cells are to stay where they are, because an allowance says so; empty without any.
    fn kept(&self, sheet: &Sheet<'_>) -> Vec<bool> {
        if self.keeps_all {
            return vec![true; sheet.roles.len()];
        }
        let held = |scope: Scope| self.held.iter().any(|(_, comment)| keeps_cells(comment, scope));
        let mut waiting = held(Scope::Row);
        if self.held.is_empty() && !sheet.roles.contains(&RowRole::Comment) {
            return Vec::new();
        }
        if keeps_sheet(sheet, held(Scope::Sheet)) {
            return vec![true; sheet.roles.len()];
        }
        let rows = sheet.roles.iter().enumerate().map(|(at, role)| match role {
            RowRole::Blank => false,
            RowRole::Comment => {
                waiting |= keeps_cells(&sheet.text[sheet.row(at as u32).range().usize()], Scope::Row);
                false
            }
            _ => std::mem::take(&mut waiting),
        });
        let mut kept: Vec<bool> = rows.collect();
        // What was hoisted from one row into another stays in both or in neither, also where that goes on.
        let rows: Vec<(usize, usize)> = sheet.indicators.iter().filter_map(hoisted).collect();
        for (carrier, next) in rows.iter().chain(rows.iter().rev()) {
            let both = kept[*carrier] || kept[*next];
            (kept[*carrier], kept[*next]) = (both, both);
        }
        kept
    }

    /// Writes the comments that wait for a row.
    fn flush(&mut self) {
        self.allows = false;
        for (at, comment) in std::mem::take(&mut self.held) {
            self.push(at, &comment);
        }
    }

    fn push(&mut self, from: u32, row: &str) {
        self.out.push_str(row);
        self.rows.push(Placed { from, end: self.out.len() as u32 });
        self.out.push_str(self.end);
    }

    fn sheet(&mut self, sheet: &Sheet<'_>) {
        let last = sheet.last_content_row();
        let mut after_blank = true;
        if sheet.syntax.headed() {
            self.blank = true;
        }
        let layout = Layout::new(sheet, self.kept(sheet));
        // The next row that is neither blank nor a title.
        let mut ahead = 0;
        for (at, role) in sheet.roles.iter().enumerate() {
            let row = at as u32;
            match role {
                RowRole::Blank => {}
                RowRole::Comment => {
                    let text = trimmed(&sheet.text[sheet.row(row).range().usize()]);
                    // Right below the last row a comment stays with it; anywhere else it goes with the row that follows.
                    if last.is_some_and(|last| at > last) && !after_blank {
                        self.row(row, text);
                    } else {
                        let order = read_directive(text).map(|directive| directive.order);
                        self.allows |= matches!(order, Some(Order::Allow(Scope::Row, _)));
                        self.held.push((self.first + row, text.to_owned()));
                    }
                    continue;
                }
                // Its title stands right above what is printed below it.
                RowRole::Title if sheet.headings.as_ref().is_some_and(|headings| headings.is_above(at)) => {
                    self.row(row, &layout.plain(row));
                }
                RowRole::Title => {
                    ahead = ahead.max(at + 1);
                    while matches!(sheet.roles.get(ahead), Some(RowRole::Blank | RowRole::Title)) {
                        ahead += 1;
                    }
                    let begins = sheet.roles[..at].iter().all(|role| matches!(role, RowRole::Blank | RowRole::Comment));
                    if let Some(next) = sheet.roles.get(ahead)
                        && !begins
                        && !matches!(next, RowRole::Comment | RowRole::Orphan | RowRole::Furniture)
                        && sheet.syntax.headed()
                        && sheet.is_title_again(row)
                        && !self.holds_allowance()
                    {
                        // A title printed once more on the next page of the same sheet.
                        continue;
                    }
                    self.blank = true;
                    self.row(row, &layout.plain(row));
                    self.blank = true;
                    after_blank = true;
                    continue;
                }
                // Without its row an allowance would come to stand above the next one.
                RowRole::RepeatedHeader(_) if self.holds_allowance() => self.row(row, &layout.plain(row)),
                RowRole::RepeatedHeader(_) => continue,
                RowRole::SubHeader(open) => {
                    let above =
                        sheet.roles[..at].iter().rev().find(|role| !matches!(role, RowRole::Blank | RowRole::Comment));
                    if matches!(above, Some(RowRole::RepeatedHeader(_))) {
                        continue;
                    }
                    self.row(row, &layout.subheader(row, *open));
                }
                RowRole::Orphan | RowRole::Furniture | RowRole::Printed => self.row(row, &layout.plain(row)),
                RowRole::Label(_) | RowRole::LabelItem(_) | RowRole::Item(_) | RowRole::RepeatedLabel(_) => {
                    self.row(row, &layout.row(row, *role));
                }
            }
            after_blank = matches!(role, RowRole::Blank);
        }
    }
}

/// Whether an allowance for all rows of the sheet stands in it, above a row or right below its last one, or `waits` above it.
fn keeps_sheet(sheet: &Sheet<'_>, waits: bool) -> bool {
    let (mut waits, mut close) = (waits, false);
    for (at, role) in sheet.roles.iter().enumerate() {
        match role {
            RowRole::Comment => {
                let allows = keeps_cells(&sheet.text[sheet.row(at as u32).range().usize()], Scope::Sheet);
                if allows && close {
                    return true;
                }
                waits |= allows;
            }
            RowRole::Blank => close = false,
            _ if waits => return true,
            role => close = *role != RowRole::Title,
        }
    }
    false
}

/// Whether a comment allows the rows of that scope to be misaligned.
fn keeps_cells(comment: &str, of: Scope) -> bool {
    match read_directive(comment).map(|directive| directive.order) {
        Some(Order::Allow(scope, rules)) if scope == of => {
            rules.iter().any(|rule| rule.name == misaligned_row::RULE.name)
        }
        _ => false,
    }
}

/// The row that carries the parents of another, and that other.
fn hoisted(indicator: &Indicator) -> Option<(usize, usize)> {
    match indicator.damage.as_deref() {
        Some(Damage::Hoisted(hoist)) => Some((hoist.carrier as usize, hoist.next as usize)),
        _ => None,
    }
}

fn trimmed(row: &str) -> &str {
    row.trim_matches([' ', '\u{3000}', '\t'])
}

/// Lays out the rows of one sheet.
struct Layout<'s, 'a> {
    sheet: &'s Sheet<'a>,
    /// The indicator of each row that is one.
    indicators: Vec<Option<&'s Indicator>>,
    /// The parents that the row before each row carries for it: cell and column.
    carried: Vec<Vec<(CellRef, usize)>>,
    /// The rows whose cells stay where they are; empty when there is none.
    kept: Vec<bool>,
    /// The cells that nothing takes.
    strays: FxHashSet<CellRef>,
}

impl<'s, 'a> Layout<'s, 'a> {
    fn new(sheet: &'s Sheet<'a>, kept: Vec<bool>) -> Self {
        let rows = sheet.roles.len();
        let mut indicators = vec![None; rows];
        let mut carried = vec![Vec::new(); rows];
        for indicator in &sheet.indicators {
            indicators[indicator.row as usize] = Some(indicator);
            if let Some(Damage::Hoisted(hoist)) = indicator.damage.as_deref()
                && hoist.confirmed
            {
                let cells = hoist.parents.iter().map(|&cell| CellRef { row: hoist.carrier, cell });
                carried[hoist.next as usize] = cells.zip(hoist.columns.iter().copied()).collect();
            }
        }
        let strays = sheet.strays.iter().copied().collect();
        Self { sheet, indicators, carried, strays, kept }
    }

    /// The row with its cells trimmed and the empty ones at its end dropped.
    fn plain(&self, row: u32) -> String {
        let cells = self.sheet.cells(row);
        let values = (0..cells.len() as u32).map(|cell| self.sheet.value(CellRef { row, cell }));
        values.collect::<Vec<_>>().join("\t")
    }

    fn row(&self, row: u32, role: RowRole) -> String {
        let sheet = self.sheet;
        let (RowRole::Label(open) | RowRole::LabelItem(open) | RowRole::Item(open) | RowRole::RepeatedLabel(open)) =
            role
        else {
            return self.plain(row);
        };
        let view = &sheet.sections[open];
        let Some(section) = view.section.filter(|_| !view.duplicate) else { return self.plain(row) };
        let section = &sheet.profile.sections[section];
        let opens = matches!(role, RowRole::Label(_) | RowRole::LabelItem(_));
        let label = if opens { section.label.text.as_str() } else { "" };
        // The label cell of an item was lost: the value that stands there is no label, and nothing is certain.
        let lost = matches!(role, RowRole::Item(_)) && !sheet.cells(row)[0].is_empty();
        match &section.shape {
            _ if matches!(role, RowRole::Label(_)) && !section.columns().is_empty() => self.header(row, open, section),
            Shape::Indicators(_) => self.indicator(row, label),
            Shape::List(columns) => {
                let item = sheet.items.binary_search_by_key(&row, |(_, item)| item.row);
                match item.ok().map(|at| &sheet.items[at]) {
                    Some((_, item)) if item.stray.is_empty() && !self.is_doubtful(&section.id, row, lost) => {
                        self.columns(row, label, &item.cells, columns.len())
                    }
                    _ => self.plain(row),
                }
            }
            Shape::Breakdown(_) => self.breakdown(row, open, section, label),
            Shape::Field(_) | Shape::Text if lost => self.plain(row),
            Shape::Field(_) | Shape::Text => {
                let values = sheet.values_of(open, row).into_iter().map(|cell| sheet.value(cell));
                std::iter::once(label).chain(values).collect::<Vec<_>>().join("\t")
            }
        }
    }

    /// Whether a list's row without label cell may be no row of the list at all.
    fn is_doubtful(&self, section: &str, row: u32, lost: bool) -> bool {
        let at = self.sheet.profile.sections.iter().position(|known| known.id == section);
        lost && !at.is_some_and(|at| self.sheet.is_named_item(at, self.sheet.value(CellRef { row, cell: 0 })))
    }

    /// The second row of headers, each in its column.
    fn subheader(&self, row: u32, open: usize) -> String {
        let view = &self.sheet.sections[open];
        let Some(section) = view.section.filter(|_| !view.duplicate) else { return self.plain(row) };
        let columns = self.sheet.profile.sections[section].columns();
        let mut values: Vec<&str> = vec![""; columns.len()];
        let mut next = 0;
        for (cell, _) in self.sheet.values(row) {
            let text = self.sheet.value(CellRef { row, cell });
            let fits = |column: &Column| column.under.is_some() && column.label.matches(text).is_some();
            let Some(at) = (next..columns.len()).find(|&at| fits(&columns[at])) else { return self.plain(row) };
            values[at] = &columns[at].label.text;
            next = at + 1;
        }
        join("", values.into_iter())
    }

    /// Label and headers, the form's spelling where they are the form's.
    fn header(&self, row: u32, open: usize, section: &Section) -> String {
        let mut out = section.label.text.clone();
        let headers = || self.sheet.values_of(open, row).into_iter().map(|cell| self.sheet.value(cell));
        let all = section.has_subheaders
            && headers().count() == section.headers.len()
            && headers().zip(&section.headers).all(|(text, header)| header.matches(text).is_some());
        if all {
            return join(&out, section.header_cells().into_iter());
        }
        for cell in self.sheet.values_of(open, row) {
            let text = self.sheet.value(cell);
            let mut labels = section.headers.iter().chain(section.columns().iter().map(|column| &column.label));
            let known = labels.find(|label| label.matches(text).is_some());
            out.push('\t');
            out.push_str(known.map_or(text, |label| &label.text));
        }
        out
    }

    /// Pairs of part and amount.
    fn breakdown(&self, row: u32, open: usize, section: &Section, label: &str) -> String {
        let sheet = self.sheet;
        let values = sheet.values_of(open, row);
        if values.iter().any(|cell| self.strays.contains(cell)) {
            return self.plain(row);
        }
        let mut cells: Vec<&str> = vec![label];
        for cell in values {
            let text = sheet.value(cell);
            let part = section.parts().find(|part| part.label.matches(text).is_some());
            match part.filter(|_| sheet.kind(cell) != CellKind::Number) {
                Some(part) => {
                    // A part without amount keeps its empty cell when another part follows.
                    if cells.len().is_multiple_of(2) {
                        cells.push("");
                    }
                    cells.push(&part.label.text);
                }
                None => cells.push(text),
            }
        }
        cells.join("\t")
    }

    fn columns(&self, row: u32, label: &str, cells: &Columns, count: usize) -> String {
        let value =
            |cell: u16| if cell == NO_CELL { "" } else { self.sheet.value(CellRef { row, cell: u32::from(cell) }) };
        let values = cells[..count].iter().map(|&cell| value(cell));
        join(label, values)
    }

    fn indicator(&self, row: u32, label: &str) -> String {
        let sheet = self.sheet;
        let (Some(indicator), Some((_, columns))) = (self.indicators[row as usize], sheet.profile.indicators()) else {
            return self.plain(row);
        };
        if indicator.is_in_doubt() || self.kept.get(row as usize) == Some(&true) {
            return sheet.text[sheet.row(row).range().usize()].to_owned();
        }
        let repeated = sheet.repeated_parents(row);
        let carried = &self.carried[row as usize];
        let values = (0..columns.len()).map(|column| {
            let parent = matches!(columns[column].kind, ColumnKind::Class | ColumnKind::Group);
            match carried.iter().find(|(_, of)| *of == column) {
                Some((cell, _)) => sheet.value(*cell),
                None => match indicator.cell(column) {
                    Some(cell) if parent && repeated.contains(&cell) => "",
                    Some(cell) => sheet.value(cell),
                    None => "",
                },
            }
        });
        join(label, values)
    }
}

/// Label and values with TABs between, without the empty ones at the end.
fn join<'t>(label: &'t str, values: impl Iterator<Item = &'t str>) -> String {
    let cells: Vec<&str> = std::iter::once(label).chain(values).collect();
    let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    cells[..filled].join("\t")
}
