//! From the data of a sheet to its rows, and what has to be said besides so that they are those of the book.

use super::{Printed, Sheet, Table, Text, Total, numbered, trim};
use crate::outline::{Line, LineKind, Piece, line_kind};
use std::collections::{BTreeMap, BTreeSet};

/// A row that is being laid out.
#[derive(Clone, Debug, Default)]
struct Row {
    cells: Vec<String>,
    /// The values among them, without blanks.
    values: Vec<String>,
    /// Where the next label comes.
    next: usize,
}

impl Row {
    /// Puts a text into cell `at`; where that is taken, behind all others.
    fn put(&mut self, at: usize, text: &str, value: bool) {
        let at = if self.cells.get(at).is_some_and(|cell| !cell.is_empty()) && !text.is_empty() {
            self.cells.len()
        } else {
            at
        };
        if text.is_empty() {
            self.next = self.next.max(at + 1);
            return;
        }
        if self.cells.len() <= at {
            self.cells.resize(at + 1, String::new());
        }
        text.clone_into(&mut self.cells[at]);
        self.next = self.next.max(at + 1);
        if value {
            self.values.push(bare(text));
        }
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether the printed cells state all those values.
fn states(cells: &[String], values: &[String]) -> bool {
    let mut text = bare(&cells.concat());
    let mut values: Vec<&String> = values.iter().collect();
    // The longest first: a short one may stand in it.
    values.sort_by_key(|value| std::cmp::Reverse(value.len()));
    values.into_iter().all(|value| match text.find(value.as_str()) {
        Some(at) => {
            text.replace_range(at..at + value.len(), "\u{1}");
            true
        }
        None => false,
    })
}

/// The rows of a sheet.
pub(super) fn rows(sheet: &Sheet) -> Vec<Vec<String>> {
    let other: BTreeMap<u32, &Vec<String>> = sheet.other.iter().map(|row| (row.row, &row.cells)).collect();
    let mut printed: BTreeMap<u32, &Vec<String>> = sheet.printed.iter().map(|row| (row.row, &row.cells)).collect();
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    for line in &sheet.furniture {
        let own = printed
            .iter()
            .find(|(row, cells)| !rows.contains_key(row) && without_gaps(cells) == *line)
            .map(|(row, _)| *row);
        if let Some(row) = own {
            rows.extend(printed.remove(&row).map(|cells| (row, cells.clone())));
        } else if let LineKind::Lead = line_kind(&Line { pieces: vec![Piece::single(line, 0)] }) {
            before.push(line);
        } else {
            behind.push(line);
        }
    }
    for (at, row) in Composer::of(sheet).rows {
        let cells = match printed.get(&at) {
            Some(cells) if states(cells, &row.values) => (*cells).clone(),
            _ => row.cells,
        };
        rows.entry(at).or_insert(cells);
    }
    for (at, cells) in printed {
        rows.entry(at).or_insert_with(|| cells.clone());
    }
    rows.extend(other.into_iter().map(|(row, cells)| (row, cells.clone())));
    // No row number is taken at its word: a gap is one blank row.
    let mut out: Vec<Vec<String>> = before.into_iter().map(|line| vec![line.clone()]).collect();
    let mut last = None;
    for (at, mut cells) in rows {
        let gap = last.map_or(at, |last| at - last - 1);
        out.extend((0..gap.min(MOST_BLANK)).map(|_| Vec::new()));
        last = Some(at);
        trim(&mut cells);
        out.push(cells);
    }
    out.extend(behind.into_iter().map(|line| vec![line.clone()]));
    out
}

/// How many blank rows are made where row numbers leave a gap.
const MOST_BLANK: u32 = 1000;

struct Composer {
    rows: BTreeMap<u32, Row>,
    /// Where an item goes that has no row.
    end: u32,
}

impl Composer {
    fn of(sheet: &Sheet) -> Self {
        let mut composer = Self { rows: BTreeMap::new(), end: sheet.end() };
        if let Some(title) = &sheet.form.title {
            composer.put(sheet.form.row.unwrap_or(0), 0, title, true);
        }
        let mut sections: Vec<(u32, &Option<String>)> = Vec::new();
        sections.extend(sheet.fields.iter().filter_map(|item| Some((item.row?, &item.section))));
        sections.extend(sheet.texts.iter().filter_map(|item| Some((item.row?, &item.section))));
        let tables = || sheet.tables.iter().chain(&sheet.indicators);
        sections.extend(tables().filter_map(|item| Some((item.row?, &item.section))));
        sections.sort_by_key(|(row, _)| *row);
        let mut before: &Option<String> = &None;
        for (row, section) in sections {
            if let Some(name) = section
                && section != before
            {
                composer.put(row, 0, name, false);
            }
            before = section;
        }
        for field in &sheet.fields {
            let row = composer.row(field.row);
            let at = composer.next(row, &field.section);
            composer.put(row, at, &field.label, true);
            composer.put(row, at + 1, &field.value, true);
        }
        for (index, text) in sheet.texts.iter().enumerate() {
            composer.text(sheet, index, text);
        }
        for table in &sheet.tables {
            let flat = sheet
                .indicators
                .iter()
                .find(|other| table.row.is_some() && other.row == table.row && other.section == table.section);
            match flat {
                Some(indicators) => composer.projects(table, indicators),
                None => drop(composer.table(table, None)),
            }
        }
        // Where the columns of each table stand.
        let mut places: Vec<usize> = Vec::new();
        for (index, table) in sheet.indicators.iter().enumerate() {
            let left =
                index.checked_sub(1).filter(|left| table.row.is_some() && sheet.indicators[*left].row == table.row);
            let left =
                left.map(|left| (places[left] + sheet.indicators[left].columns.len()).saturating_sub(table.shared));
            places.push(composer.table(table, left));
        }
        for total in &sheet.totals {
            composer.total(sheet, &places, total);
        }
        composer
    }

    fn put(&mut self, row: u32, at: usize, text: &str, value: bool) {
        self.rows.entry(row).or_default().put(at, text, value);
    }

    fn row(&mut self, row: Option<u32>) -> u32 {
        row.unwrap_or_else(|| {
            self.end += 1;
            self.end - 1
        })
    }

    /// The place of the next label in a row.
    fn next(&self, row: u32, section: &Option<String>) -> usize {
        let taken = self.rows.get(&row).map_or(0, |row| row.next);
        taken.max(usize::from(section.is_some()))
    }

    fn text(&mut self, sheet: &Sheet, index: usize, text: &Text) {
        let row = self.row(text.row);
        let lines = text.lines();
        let below = |text: &Text| {
            text.lines.as_ref().is_some_and(|lines| lines.first().is_none_or(|line| Some(*line) != text.row))
        };
        let beside = sheet.texts.iter().enumerate().any(|(at, other)| {
            at != index && other.row.is_some() && other.row == text.row && other.section == text.section && below(other)
        });
        let at = self.next(row, &text.section);
        self.put(row, at, &text.label, true);
        let place = if beside && below(text) { at } else { at + 1 };
        for (paragraph, line) in text
            .paragraphs
            .iter()
            .zip(lines.map_or_else(|| (row..).take(text.paragraphs.len()).collect::<Vec<u32>>(), <[u32]>::to_vec))
        {
            self.end = self.end.max(line + 1);
            self.put(line, place, paragraph, true);
        }
    }

    /// A table; `left` is the place of its first column where it stands beside another one. Returns that place.
    fn table(&mut self, table: &Table, left: Option<usize>) -> usize {
        let row = self.row(table.row);
        let lines = table.lines(row);
        let start = left.unwrap_or_else(|| {
            let at = self.next(row, &table.section);
            self.put(row, at, table.label.as_deref().unwrap_or(""), false);
            at + 1
        });
        if lines.first() != Some(&row) && table.columns.iter().any(|header| !header.is_empty()) {
            let mut above: Option<&String> = None;
            for (at, header) in table.columns.iter().enumerate().skip(if left.is_some() { table.shared } else { 0 }) {
                let group = table.groups.get(at).and_then(Option::as_ref);
                match group {
                    Some(group) => {
                        if above != Some(group) {
                            self.put(row, start + at, group, false);
                        }
                        self.put(row + 1, start + at, header, false);
                    }
                    None => self.put(row, start + at, header, false),
                }
                above = group;
            }
        }
        for ((index, cells), line) in table.rows.iter().enumerate().zip(lines) {
            self.end = self.end.max(line + 1);
            for (at, cell) in cells.iter().enumerate() {
                let shared = left.is_some() && at < table.shared;
                if !shared && !table.repeats(index, at) && !cell.is_empty() {
                    self.put(line, start + at, cell, true);
                }
            }
        }
        start
    }

    /// The rows of a table of projects that have no indicator; the others stand among the indicators.
    fn projects(&mut self, table: &Table, indicators: &Table) {
        let row = self.row(table.row);
        let with: BTreeSet<u32> = indicators.lines(row).into_iter().collect();
        let start = usize::from(table.section.is_some()) + 1;
        for ((index, cells), line) in table.rows.iter().enumerate().zip(table.lines(row)) {
            if with.contains(&line) {
                continue;
            }
            for (at, cell) in cells.iter().enumerate().filter(|(at, _)| !table.repeats(index, *at)) {
                self.put(line, start + at, cell, true);
            }
        }
    }

    fn total(&mut self, sheet: &Sheet, places: &[usize], total: &Total) {
        let row = self.row(total.row);
        let all = || sheet.indicators.iter().zip(places);
        let above = |table: &Table| table.row.is_none_or(|first| first < row);
        let Some((of, _)) = all().rev().find(|(table, _)| above(table)) else { return };
        // Tables side by side share the row.
        let own = |table: &Table| std::ptr::eq(table, of) || (of.row.is_some() && table.row == of.row);
        let mut columns: Vec<(&String, usize)> = Vec::new();
        for (table, start) in all().filter(|(table, _)| own(table)) {
            columns
                .extend(table.columns.iter().enumerate().skip(table.shared).map(|(at, header)| (header, start + at)));
        }
        if let Some((_, first)) = columns.first() {
            self.put(row, *first, &total.label, true);
        }
        let mut columns = columns.into_iter();
        for (header, value) in total.columns.iter().zip(&total.values) {
            if let Some((_, at)) = columns.find(|(own, _)| *own == header) {
                self.put(row, at, value, true);
            }
        }
    }
}

impl Text {
    /// Says where its paragraphs stand, where that is not plain.
    pub(super) fn place(&mut self, lines: Vec<u32>) {
        let plain = self.row.is_some_and(|row| lines.iter().copied().eq((row..).take(lines.len())));
        self.lines = (!plain).then_some(lines);
    }

    fn lines(&self) -> Option<&[u32]> {
        self.lines.as_deref().filter(|lines| lines.len() == self.paragraphs.len())
    }
}

impl Table {
    /// Its row behind its headers.
    fn below(&self, row: u32) -> u32 {
        let headed = self.columns.iter().any(|header| !header.is_empty());
        row + u32::from(headed) + u32::from(self.groups.iter().any(Option::is_some))
    }

    /// Says where its rows stand, where that is not plain.
    pub(super) fn place(&mut self, lines: Vec<u32>) {
        let plain = self.row.is_some_and(|row| lines.iter().copied().eq((self.below(row)..).take(lines.len())));
        self.lines = (!plain).then_some(lines);
    }

    /// Says which cells are repeated, where some are.
    pub(super) fn repeat(&mut self, repeated: Vec<Vec<usize>>) {
        self.repeated = repeated.iter().any(|own| !own.is_empty()).then_some(repeated);
    }

    fn lines(&self, row: u32) -> Vec<u32> {
        let own = self.lines.clone().filter(|lines| lines.len() == self.rows.len());
        own.unwrap_or_else(|| (self.below(row)..).take(self.rows.len()).collect())
    }

    /// Whether a cell is that of the row above, and printed there alone.
    fn repeats(&self, row: usize, at: usize) -> bool {
        let Some(above) = row.checked_sub(1).and_then(|above| self.rows.get(above)) else { return false };
        let own = self.rows[row].get(at);
        if own.is_none() || above.get(at) != own {
            return false;
        }
        self.repeated.as_ref().is_some_and(|all| all.get(row).is_some_and(|columns| columns.contains(&at)))
    }
}

impl Sheet {
    /// The row behind all that say where they stand.
    fn end(&self) -> u32 {
        let tables = self.tables.iter().chain(&self.indicators);
        let rows = self.fields.iter().map(|item| item.row).chain(self.texts.iter().map(|item| item.row));
        let rows = rows.chain(tables.map(|item| item.row)).chain(self.totals.iter().map(|item| item.row));
        let other = self.other.iter().chain(&self.printed).map(|row| Some(row.row));
        let title = self.form.row.or(self.form.title.as_ref().map(|_| 0));
        rows.chain(other).chain([title]).flatten().max().map_or(0, |last| last + 1)
    }

    /// The labels of its tables.
    fn labels(&self) -> impl Iterator<Item = &String> {
        let tables = self.tables.iter().chain(&self.indicators);
        tables.flat_map(|table| [&table.label, &table.section]).flatten()
    }

    /// Says what the rest does not of the rows of the sheet, which are `rows`.
    pub(super) fn settle(&mut self, rows: &[Vec<String>]) {
        let laid = Composer::of(self).rows;
        let mut furniture: Vec<&String> = self.furniture.iter().collect();
        let (mut printed, mut other) = (Vec::new(), Vec::new());
        for (at, cells) in rows.iter().enumerate() {
            let own = laid.get(&(at as u32));
            let row = || Printed { row: at as u32, cells: cells.clone() };
            if own.is_none()
                && !cells.is_empty()
                && let Some(line) = furniture.iter().position(|line| without_gaps(cells) == **line)
            {
                furniture.remove(line);
                printed.push(row());
                continue;
            }
            match own {
                Some(own) if own.cells == *cells => {}
                Some(own) if !own.cells.is_empty() && states(cells, &own.values) => printed.push(row()),
                None if cells.is_empty() => {}
                // A label above its table stands in the table.
                None if cells.len() == 1 && self.labels().any(|label| *label == cells[0]) => printed.push(row()),
                Some(own) if own.cells.is_empty() && cells.is_empty() => {}
                _ => other.push(row()),
            }
        }
        self.printed = printed;
        self.other.extend(other);
    }

    /// Puts rows above the sheet, its title among them where they state one.
    pub(super) fn lead(&mut self, mut rows: Vec<Vec<String>>, title: Option<(u32, String)>) {
        let by = rows.len() as u32;
        if by == 0 {
            return;
        }
        let shift = |row: &mut Option<u32>| *row = row.map(|row| row + by);
        let all = |lines: &mut Option<Vec<u32>>| lines.iter_mut().flatten().for_each(|line| *line += by);
        shift(&mut self.form.row);
        self.fields.iter_mut().for_each(|item| shift(&mut item.row));
        self.totals.iter_mut().for_each(|item| shift(&mut item.row));
        for text in &mut self.texts {
            shift(&mut text.row);
            all(&mut text.lines);
        }
        for table in self.tables.iter_mut().chain(&mut self.indicators) {
            shift(&mut table.row);
            all(&mut table.lines);
        }
        self.printed.iter_mut().chain(&mut self.other).for_each(|row| row.row += by);
        if self.form.title.is_none()
            && let Some((row, text)) = title
        {
            if let Some(cells) = rows.get_mut(row as usize).filter(|cells| cells.len() == 1) {
                cells.clear();
            }
            (self.form.row, self.form.title) = (Some(row), Some(text));
        }
        let mut other: Vec<Printed> = numbered(0, rows).collect();
        other.append(&mut self.other);
        self.other = other;
    }
}

fn without_gaps(cells: &[String]) -> String {
    let filled: Vec<&str> = cells.iter().filter(|cell| !cell.is_empty()).map(String::as_str).collect();
    filled.join(" ")
}
