//! The rows of a sheet as merging sees them: what belongs together, and what it is known by.

use crate::compare::{Grid, GridKind, Name, align, bare, is_pairs};
use crate::export::record::{Sheet, Table};
use crate::profile::fold;
use rustc_hash::{FxHashMap, FxHashSet};

/// A row, or the rows of a text, which are merged as one.
#[derive(Clone, Debug, Default)]
pub(super) struct Unit {
    pub(super) id: Id,
    /// The comments and blank rows above.
    pub(super) lead: Vec<String>,
    /// Its rows, cell by cell; of an indicator with its class and group, wherever those are printed.
    pub(super) rows: Vec<Vec<String>>,
    /// The cells of class and group, from the left, of each of the tables side by side.
    pub(super) parents: Vec<Vec<usize>>,
    /// Those of them that no cell of its own states.
    pub(super) inherited: Vec<usize>,
    /// Those of them that are printed though the row above has the same.
    pub(super) repeats: Vec<usize>,
    /// The table that it is a row of, headers and totals included.
    pub(super) table: Option<String>,
}

/// What a unit is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Id {
    /// Its labels.
    Labels(String),
    /// A row of a table.
    Row(String, Name),
    /// Nothing but its text.
    Text(Name),
}

impl Default for Id {
    fn default() -> Self {
        Self::Labels(String::new())
    }
}

/// The units of a sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Units {
    pub(super) all: Vec<Unit>,
    /// The comments and blank rows below the last one.
    pub(super) tail: Vec<String>,
    /// The header rows of each table, by its key.
    pub(super) heads: Vec<(String, Vec<usize>)>,
}

/// What a row of the sheet is.
#[derive(Clone, Default)]
enum Kind {
    #[default]
    Loose,
    Labels(String),
    /// A header of the table with that key.
    Head(String),
    Row(Printed),
    /// The text that begins in that row.
    Text(usize),
}

/// A row of a table: its key, its name, the cells of its parents, and those of them that it inherits.
#[derive(Clone, Default)]
struct Printed {
    key: String,
    name: Name,
    parents: Vec<Vec<usize>>,
    inherited: Vec<usize>,
}

impl Units {
    /// The units of a text that no form reads.
    pub(super) fn of_rows(text: &str) -> Self {
        let rows: Vec<Vec<String>> = text.lines().map(|row| row.split('\t').map(str::to_owned).collect()).collect();
        let kinds = vec![Kind::Loose; rows.len()];
        Self::build(rows, kinds, &[])
    }

    /// The units of a sheet.
    pub(super) fn of(sheet: &Sheet) -> Self {
        let mut all = usize::MAX;
        let mut rows = sheet.rows(&mut all).unwrap_or_default();
        let mut kinds = vec![Kind::Loose; rows.len()];
        if let Some(kind) = sheet.form.row.and_then(|row| kinds.get_mut(row as usize)) {
            *kind = Kind::Labels("title".to_owned());
        }
        let label = |row: &Option<u32>, words: &str, kinds: &mut Vec<Kind>| {
            let Some(kind) = row.and_then(|row| kinds.get_mut(row as usize)) else { return };
            match kind {
                // Fields that share a row.
                Kind::Labels(all) => all.extend(["\t", &bare(words)]),
                _ => *kind = Kind::Labels(bare(words)),
            }
        };
        for field in &sheet.fields {
            label(&field.row, &field.label, &mut kinds);
        }
        for total in &sheet.totals {
            let repeated = |kind: &Kind| matches!(kind, Kind::Labels(_));
            if total.row.is_some_and(|row| kinds.get(row as usize).is_some_and(|kind| !repeated(kind))) {
                label(
                    &total.row,
                    &format!("{TOTAL}{}\u{1}{}", total.section.as_deref().unwrap_or(""), total.label),
                    &mut kinds,
                );
            }
        }
        let mut seen: FxHashMap<String, usize> = FxHashMap::default();
        let mut left: Option<(&Table, String)> = None;
        for table in sheet.tables.iter().chain(&sheet.indicators) {
            // Tables side by side share their rows.
            let panes = |left: &Table| table.pane.is_some() || table.shared > 0 || left.pane.is_some();
            let beside = left.as_ref().filter(|(left, _)| table.row.is_some() || panes(left));
            let beside = beside.filter(|(left, _)| left.row == table.row && left.section == table.section);
            let key = match beside {
                Some((_, key)) => key.clone(),
                None => table_key(table, &mut seen),
            };
            left = Some((table, key.clone()));
            if is_pairs(table) {
                pairs(table, &key, &mut kinds);
            } else {
                let kind = sheet.indicators.iter().any(|own| std::ptr::eq(own, table)).then_some(GridKind::Indicators);
                grid(table, kind, &key, &mut rows, &mut kinds);
            }
        }
        for text in &sheet.texts {
            let first = text.row.unwrap_or(0) as usize;
            let last = match &text.lines {
                Some(lines) => lines.iter().max().map_or(first, |last| *last as usize),
                None => first + text.paragraphs.len().saturating_sub(1),
            };
            let first = match kinds.get(first) {
                Some(Kind::Text(first)) => *first,
                _ => first,
            };
            for kind in kinds.iter_mut().take(last + 1).skip(first) {
                *kind = Kind::Text(first);
            }
        }
        let repeated = repeated_rows(&rows, &kinds, sheet);
        Self::build(rows, kinds, &repeated)
    }

    fn build(rows: Vec<Vec<String>>, kinds: Vec<Kind>, repeats: &[Vec<usize>]) -> Self {
        let mut units = Self::default();
        let mut lead: Vec<String> = Vec::new();
        let mut seen: FxHashMap<String, usize> = FxHashMap::default();
        let mut open: Option<usize> = None;
        let mut table: Option<String> = None;
        for (at, (cells, kind)) in rows.into_iter().zip(kinds).enumerate() {
            let comment = cells.first().is_some_and(|cell| cell.trim_start().starts_with('#'));
            let blank = cells.iter().all(String::is_empty);
            let inside = matches!(kind, Kind::Text(first) if open == Some(first));
            if (comment || blank) && !inside {
                lead.push(cells.join("\t"));
                continue;
            }
            let mut numbered = |key: String| {
                let nth = seen.entry(key.clone()).or_default();
                *nth += 1;
                Id::Labels(format!("{key}\u{2}{nth}"))
            };
            let mut unit = Unit { lead: std::mem::take(&mut lead), rows: vec![cells], ..Unit::default() };
            unit.repeats = repeats.get(at).cloned().unwrap_or_default();
            match kind {
                Kind::Text(first) if open == Some(first) => {
                    if let Some(last) = units.all.last_mut() {
                        last.rows.append(&mut unit.rows);
                    }
                    continue;
                }
                Kind::Text(first) => {
                    open = Some(first);
                    let labels: Vec<String> = unit.rows[0].iter().take(1).map(|cell| bare(cell)).collect();
                    unit.id = numbered(format!("text\u{1}{}", labels.concat()));
                }
                Kind::Labels(labels) => {
                    table = table.filter(|_| labels.starts_with(&bare(TOTAL)));
                    unit.id = numbered(format!("labels\u{1}{labels}"));
                    unit.table.clone_from(&table);
                }
                Kind::Head(key) => {
                    table = Some(key.clone());
                    unit.table.clone_from(&table);
                    unit.id = numbered(format!("head\u{1}{key}"));
                    let place = units.all.len();
                    match units.heads.iter_mut().find(|(own, _)| *own == key) {
                        Some((_, heads)) => heads.push(place),
                        None => units.heads.push((key, vec![place])),
                    }
                }
                Kind::Row(Printed { key, name, parents, inherited }) => {
                    table = Some(key.clone());
                    unit.table.clone_from(&table);
                    (unit.id, unit.parents, unit.inherited) = (Id::Row(key, name), parents, inherited);
                }
                Kind::Loose => unit.id = loose(&unit.rows[0], &mut numbered),
            }
            units.all.push(unit);
        }
        units.tail = lead;
        units
    }

    /// Whether both say the same.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let rows = |units: &Self| units.all.iter().flat_map(|unit| unit.rows.clone()).collect::<Vec<_>>();
        let comments = |units: &Self| units.comments().map(str::to_owned).collect::<Vec<_>>();
        rows(self) == rows(other) && comments(self) == comments(other)
    }

    /// The comments.
    pub(super) fn comments(&self) -> impl Iterator<Item = &str> {
        let leads = self.all.iter().flat_map(|unit| &unit.lead).chain(&self.tail);
        leads.map(String::as_str).filter(|row| !row.trim().is_empty())
    }

    /// The pairs of units that are the same one in both; rows of other names only where `fuzzy`.
    pub(super) fn pairs(&self, other: &Self, mine: &[usize], its: &[usize], fuzzy: bool) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        let mut labels: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for at in mine.iter().rev() {
            if let Id::Labels(own) = &self.all[*at].id {
                labels.entry(own).or_default().push(*at);
            }
        }
        for at in its {
            if let Id::Labels(own) = &other.all[*at].id {
                pairs.extend(labels.get_mut(own.as_str()).and_then(Vec::pop).map(|mine| (mine, *at)));
            }
        }
        let keys = |units: &Self, of: &[usize]| -> Vec<(Option<String>, usize, Name)> {
            let key = |at: &usize| match &units.all[*at].id {
                Id::Row(key, name) => Some((Some(key.clone()), *at, name.clone())),
                Id::Text(name) => Some((None, *at, name.clone())),
                Id::Labels(_) => None,
            };
            of.iter().filter_map(key).collect()
        };
        let (own, others) = (keys(self, mine), keys(other, its));
        let tables: FxHashSet<&Option<String>> = own.iter().map(|(key, ..)| key).collect();
        let mut tables: Vec<&Option<String>> = tables.into_iter().collect();
        tables.sort();
        for table in tables {
            let of = |all: &[(Option<String>, usize, Name)]| -> (Vec<usize>, Vec<Name>) {
                all.iter().filter(|(key, ..)| key == table).map(|(_, at, name)| (*at, name.clone())).unzip()
            };
            let ((places, names), (its_places, its_names)) = (of(&own), of(&others));
            for (a, b) in align(&names, &its_names) {
                // Rows without a name have nothing else in common.
                let same = || match names[a].name.is_empty() {
                    true => self.all[places[a]].rows == other.all[its_places[b]].rows,
                    false => names[a] == its_names[b],
                };
                if fuzzy || same() {
                    pairs.push((places[a], its_places[b]));
                }
            }
        }
        pairs
    }
}

/// What the labels of a row of totals begin with.
const TOTAL: &str = "total\u{1}";

/// A row that is known by what stands before its colon, otherwise by its text.
fn loose(cells: &[String], numbered: &mut impl FnMut(String) -> Id) -> Id {
    let text: Vec<&str> = cells.iter().filter(|cell| !cell.is_empty()).map(String::as_str).collect();
    let text = text.join("\t");
    match text.split_once(['：', ':']).filter(|(label, _)| !label.is_empty()) {
        Some((label, _)) => numbered(format!("line\u{1}{}", fold(label))),
        None => Id::Text(Name { scope: String::new(), path: Vec::new(), name: fold(&text) }),
    }
}

fn table_key(table: &Table, seen: &mut FxHashMap<String, usize>) -> String {
    let part = |part: &Option<String>| part.as_deref().map(bare).unwrap_or_default();
    let key = [part(&table.section), part(&table.label), part(&table.pane)].join("\u{1}");
    let nth = seen.entry(key.clone()).or_default();
    *nth += 1;
    format!("{key}\u{1}{nth}")
}

/// The rows of pairs, known by their labels.
fn pairs(table: &Table, key: &str, kinds: &mut [Kind]) {
    let figure = |cell: &str| {
        use crate::sheet::{FigureReading, read_figure};
        matches!(read_figure(cell), FigureReading::Figure(_) | FigureReading::Nothing | FigureReading::Empty)
    };
    for (cells, line) in table.rows.iter().zip(table.printed_lines(table.row.unwrap_or(0))) {
        let labels: Vec<String> = cells.iter().filter(|cell| !figure(cell)).map(|cell| bare(cell)).collect();
        if let Some(kind) = kinds.get_mut(line as usize) {
            *kind = Kind::Labels(format!("{key}\u{1}{}", labels.join("\u{1}")));
        }
    }
}

/// The header rows and the rows of a table, with the parents of each filled in.
fn grid(table: &Table, kind: Option<GridKind>, key: &str, rows: &mut [Vec<String>], kinds: &mut [Kind]) {
    let grid = Grid::of(table, kind);
    let (first, last) = (table.row.unwrap_or(0), grid.lines.iter().copied().min());
    for line in first..last.unwrap_or(first + 1).max(first) {
        if let Some(kind @ Kind::Loose) = kinds.get_mut(line as usize) {
            *kind = Kind::Head(key.to_owned());
        }
    }
    let parent_columns = |at: &usize| *at >= table.shared;
    for (at, line) in grid.lines.iter().enumerate() {
        let line = *line as usize;
        let (Some(cells), Some(kind)) = (rows.get_mut(line), kinds.get_mut(line)) else { continue };
        let Some(start) = table.start_in(at, cells) else { continue };
        let count = grid.lead.len().saturating_sub(1);
        let scope = grid.lead.first().copied().unwrap_or(0).min(table.columns.len());
        let lead = (table.shared..scope).chain(grid.lead[..count].iter().copied());
        let lead: Vec<usize> = lead.filter(parent_columns).collect();
        let repeated = table.repeated.as_ref().and_then(|all| all.get(at)).map_or(&[][..], Vec::as_slice);
        let inherited: Vec<usize> = lead.iter().filter(|column| repeated.contains(column)).copied().collect();
        for column in &inherited {
            let place = start + column;
            if cells.len() <= place {
                cells.resize(place + 1, String::new());
            }
            cells[place].clone_from(&table.rows[at][*column]);
        }
        let places: Vec<usize> = lead.iter().map(|column| start + column).collect();
        let inherited = inherited.into_iter().map(|column| start + column);
        match kind {
            Kind::Row(row) => {
                row.parents.push(places);
                row.inherited.extend(inherited);
            }
            _ => {
                let (key, name) = (key.to_owned(), grid.names[at].clone());
                *kind = Kind::Row(Printed { key, name, parents: vec![places], inherited: inherited.collect() });
            }
        }
    }
}

/// The parents that each row prints though the row above has the same ones.
fn repeated_rows(rows: &[Vec<String>], kinds: &[Kind], sheet: &Sheet) -> Vec<Vec<usize>> {
    let mut all = usize::MAX;
    let printed = sheet.rows(&mut all).unwrap_or_default();
    let mut out = vec![Vec::new(); rows.len()];
    // The row of a table that stands above, whatever remarks stand between.
    let mut before: Option<usize> = None;
    for at in 0..rows.len() {
        let remark = rows[at].iter().all(String::is_empty) || rows[at][0].trim_start().starts_with('#');
        let Kind::Row(row) = &kinds[at] else {
            before = before.filter(|_| remark);
            continue;
        };
        if let Some(last) = before
            && matches!(&kinds[last], Kind::Row(above) if above.key == row.key)
        {
            let same = |place: &usize| {
                let cell = |rows: &[Vec<String>], row: usize| rows[row].get(*place).cloned().unwrap_or_default();
                let own = cell(rows, at);
                !own.is_empty() && own == cell(rows, last) && cell(&printed, at) == own
            };
            out[at] = row.parents.iter().flatten().copied().filter(same).collect();
        }
        before = Some(at);
    }
    out
}
