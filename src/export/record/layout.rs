//! From the data of a sheet to its rows, and what has to be said besides so that they are those of the book.

use super::{Printed, Sheet, Table, Text, numbered, trim};
use crate::outline::{Line, LineKind, line_kind};
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

/// The rows of a sheet; `None` when they have more cells and blank rows than are `left`, from which they are taken.
pub(super) fn rows(sheet: &Sheet, left: &mut usize) -> Option<Vec<Vec<String>>> {
    let other: BTreeMap<u32, &Vec<String>> = sheet.other.iter().map(|row| (row.row, &row.cells)).collect();
    let mut printed: BTreeMap<u32, &Vec<String>> = sheet.printed.iter().map(|row| (row.row, &row.cells)).collect();
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    // The printed rows of each text, the first one last.
    let mut lines: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    if !sheet.furniture.is_empty() {
        for (row, cells) in printed.iter().rev() {
            lines.entry(without_gaps(cells)).or_default().push(*row);
        }
    }
    for line in &sheet.furniture {
        if let Some(row) = lines.get_mut(line).and_then(Vec::pop) {
            rows.extend(printed.remove(&row).map(|cells| (row, cells.clone())));
        } else if let LineKind::Lead = line_kind(&Line::single(line)) {
            before.push(line);
        } else {
            behind.push(line);
        }
    }
    for (at, row) in Composer::of(sheet, left)?.rows {
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
        let gap = last.map_or(at, |last| at - last - 1).min(MOST_BLANK);
        *left = left.checked_sub(gap as usize)?;
        out.extend((0..gap).map(|_| Vec::new()));
        last = Some(at);
        trim(&mut cells);
        out.push(cells);
    }
    out.extend(behind.into_iter().map(|line| vec![line.clone()]));
    Some(out)
}

/// The last row that a sheet names, in whatever place.
pub(super) fn last_row(sheet: &Sheet) -> Option<u32> {
    let all = sheet.tables.iter().chain(&sheet.indicators).map(|table| &table.lines);
    let lines = all.chain(sheet.texts.iter().map(|text| &text.lines)).flatten().flatten().copied();
    lines.chain(sheet.end().checked_sub(1)).max()
}

/// How many blank rows are made where row numbers leave a gap.
const MOST_BLANK: u32 = 1000;

struct Composer {
    rows: BTreeMap<u32, Row>,
    /// Where an item goes that has no row.
    end: u32,
    /// How many cells may still be made; `None` when it were more.
    left: Option<usize>,
}

/// Where something begins: its row and its section.
type Start<'s> = (Option<u32>, &'s Option<String>);

impl Composer {
    /// The rows that the data of a sheet make; `None` when they have more cells than are `left`.
    fn of(sheet: &Sheet, left: &mut usize) -> Option<Self> {
        let mut composer = Self { rows: BTreeMap::new(), end: sheet.end(), left: Some(*left) };
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
        // The texts below their labels, by where they begin: others beside them stand below theirs too.
        let mut below: BTreeMap<Start<'_>, usize> = BTreeMap::new();
        for text in sheet.texts.iter().filter(|text| text.row.is_some() && text.is_below()) {
            *below.entry((text.row, &text.section)).or_default() += 1;
        }
        for text in &sheet.texts {
            let beside =
                below.get(&(text.row, &text.section)).is_some_and(|count| *count > usize::from(text.is_below()));
            composer.text(text, beside);
        }
        let mut flat: BTreeMap<Start<'_>, &Table> = BTreeMap::new();
        for table in sheet.indicators.iter().filter(|table| table.row.is_some()) {
            flat.entry((table.row, &table.section)).or_insert(table);
        }
        for table in &sheet.tables {
            match flat.get(&(table.row, &table.section)) {
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
        composer.totals(sheet, &places);
        *left = composer.left?;
        Some(composer)
    }

    fn put(&mut self, row: u32, at: usize, text: &str, value: bool) {
        let row = self.rows.entry(row).or_default();
        let (before, most) = (row.cells.len(), row.cells.len().max(at) + 1);
        if !text.is_empty() && self.left.is_none_or(|left| left < most - before) {
            self.left = None;
            return;
        }
        row.put(at, text, value);
        self.left = self.left.map(|left| left - (row.cells.len() - before));
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

    /// A text; `beside` others that stand below their labels.
    fn text(&mut self, text: &Text, beside: bool) {
        let row = self.row(text.row);
        let lines = text.lines();
        let at = self.next(row, &text.section);
        self.put(row, at, &text.label, true);
        let place = if beside && text.is_below() { at } else { at + 1 };
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
        let lines = table.printed_lines(row);
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
            let repeated = table.repeated(index);
            for (at, cell) in cells.iter().enumerate() {
                let shared = left.is_some() && at < table.shared;
                if !shared && !repeated.contains(&at) && !cell.is_empty() {
                    self.put(line, start + at, cell, true);
                }
            }
        }
        start
    }

    /// The rows of a table of projects that have no indicator; the others stand among the indicators.
    fn projects(&mut self, table: &Table, indicators: &Table) {
        let row = self.row(table.row);
        let with: BTreeSet<u32> = indicators.printed_lines(row).into_iter().collect();
        let start = usize::from(table.section.is_some()) + 1;
        for ((index, cells), line) in table.rows.iter().enumerate().zip(table.printed_lines(row)) {
            if with.contains(&line) {
                continue;
            }
            let repeated = table.repeated(index);
            for (at, cell) in cells.iter().enumerate().filter(|(at, _)| !repeated.contains(at)) {
                self.put(line, start + at, cell, true);
            }
        }
    }

    /// The rows of totals, each below the last table that begins above it.
    fn totals(&mut self, sheet: &Sheet, places: &[usize]) {
        if sheet.totals.is_empty() {
            return;
        }
        let starts = || sheet.indicators.iter().map(|table| table.row).enumerate();
        // For each row where a table begins, the last of those that begin in it or above.
        let mut last: BTreeMap<Option<u32>, usize> = starts().map(|(index, row)| (row, index)).collect();
        let mut most = 0;
        for index in last.values_mut() {
            most = most.max(*index);
            *index = most;
        }
        // Tables side by side share the row.
        let mut own: BTreeMap<Option<u32>, Vec<usize>> = BTreeMap::new();
        for (index, row) in starts() {
            own.entry(row).or_default().push(index);
        }
        for total in &sheet.totals {
            let row = self.row(total.row);
            let Some((_, &of)) = last.range(..Some(row)).next_back() else { continue };
            let tables = match sheet.indicators[of].row {
                None => &[of][..],
                start => own.get(&start).map_or(&[][..], Vec::as_slice),
            };
            let mut columns: Vec<(&String, usize)> = Vec::new();
            for &index in tables {
                let (table, start) = (&sheet.indicators[index], places[index]);
                let headers = table.columns.iter().enumerate().skip(table.shared);
                columns.extend(headers.map(|(at, header)| (header, start + at)));
            }
            // Each total may look at as many columns.
            self.left = self.left.and_then(|left| left.checked_sub(columns.len()));
            if self.left.is_none() {
                return;
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

    /// Whether its first paragraph stands in another row than its label.
    fn is_below(&self) -> bool {
        self.lines.as_ref().is_some_and(|lines| lines.first().is_none_or(|line| Some(*line) != self.row))
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

    /// The row of each of its rows, where it begins in `row`.
    pub(crate) fn printed_lines(&self, row: u32) -> Vec<u32> {
        let own = self.lines.clone().filter(|lines| lines.len() == self.rows.len());
        own.unwrap_or_else(|| (self.below(row)..).take(self.rows.len()).collect())
    }

    /// The cell that its first column is in `cells`, which is row `at` as it is printed; `None` where its cells stand
    /// otherwise.
    pub(crate) fn start_in(&self, at: usize, cells: &[String]) -> Option<usize> {
        let own = self.rows.get(at)?;
        let repeated = self.repeated.as_ref().and_then(|all| all.get(at)).map_or(&[][..], Vec::as_slice);
        let printed = |column: &usize| *column >= self.shared && !own[*column].is_empty() && !repeated.contains(column);
        let columns: Vec<usize> = (0..own.len()).filter(printed).collect();
        let last = columns.last()?;
        let fits = |start: &usize| columns.iter().all(|column| cells.get(start + column) == Some(&own[*column]));
        (0..cells.len().saturating_sub(*last)).find(fits)
    }

    /// The columns of a row whose cell is that of the row above, and printed there alone.
    fn repeated(&self, row: usize) -> BTreeSet<usize> {
        let Some(above) = row.checked_sub(1).and_then(|above| self.rows.get(above)) else { return BTreeSet::new() };
        let columns = self.repeated.as_ref().and_then(|all| all.get(row)).map_or(&[][..], Vec::as_slice);
        let own = &self.rows[row];
        columns.iter().copied().filter(|&at| own.get(at).is_some() && above.get(at) == own.get(at)).collect()
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
        rows.chain(other).chain([title]).flatten().max().map_or(0, |last| last.saturating_add(1))
    }

    /// The labels of its tables.
    fn labels(&self) -> impl Iterator<Item = &String> {
        let tables = self.tables.iter().chain(&self.indicators);
        tables.flat_map(|table| [&table.label, &table.section]).flatten()
    }

    /// Says what the rest does not of the rows of the sheet, which are `rows`.
    pub(super) fn settle(&mut self, rows: &[Vec<String>]) {
        // What the sheet states has no more cells than it has.
        let mut all = usize::MAX;
        let laid = Composer::of(self, &mut all).map_or_else(BTreeMap::new, |composer| composer.rows);
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
