//! What a sheet says, piece by piece: facts, which are a label and what stands behind it, and tables with named rows.

use super::align::Name;
use super::value::bare;
use crate::export::record::{Printed, Sheet, Table};
use crate::outline::{Heading, MONEY_LABELS, Notion};
use crate::sheet::{FigureReading, read_figure};
use std::collections::BTreeSet;

/// A label and what stands behind it.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    /// The labels around it and its own, without what is printed around their words.
    pub(super) key: Vec<String>,
    /// The same as they are written.
    pub(super) shown: Vec<String>,
    pub(super) value: String,
    /// The row in the sheet.
    pub(super) line: u32,
    pub(super) notion: Option<Notion>,
    /// Whether the value is an amount, in the unit of the sheet.
    pub(super) money: bool,
}

/// What a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GridKind {
    Indicators,
    List,
    Money,
}

/// A table with headers.
pub(crate) struct Grid<'s> {
    pub(crate) table: &'s Table,
    pub(crate) kind: GridKind,
    /// The labels around it, without what is printed around their words.
    pub(super) key: Vec<String>,
    /// The same as they are written.
    pub(super) shown: Vec<String>,
    /// What each row is known by.
    pub(crate) names: Vec<Name>,
    /// The columns that its rows are known by: class, group and name.
    pub(crate) lead: Vec<usize>,
    /// The row of the sheet that each of its rows is.
    pub(crate) lines: Vec<u32>,
    /// How many of its first columns say which project the rows are of, once more than the list of the projects does.
    pub(super) of_project: usize,
}

/// Whether a table is pairs of labels and amounts.
pub(crate) fn is_pairs(table: &Table) -> bool {
    table.columns.iter().all(String::is_empty)
}

/// The words of a label.
pub(super) fn words(label: &str) -> String {
    Heading::read(label).key.into_owned()
}

fn labels<'l>(labels: impl IntoIterator<Item = Option<&'l str>>) -> (Vec<String>, Vec<String>) {
    let shown: Vec<String> =
        labels.into_iter().flatten().filter(|label| !label.is_empty()).map(str::to_owned).collect();
    (shown.iter().map(|label| words(label)).collect(), shown)
}

/// The facts of a sheet, in the order of its rows.
pub(super) fn facts(sheet: &Sheet) -> Vec<Fact> {
    let mut facts = Vec::new();
    for field in &sheet.fields {
        let (key, shown) = labels([field.section.as_deref(), Some(field.label.as_str())]);
        let money = field.notion == Some(Notion::Money);
        let line = field.row.unwrap_or(0);
        facts.push(Fact { key, shown, value: field.value.clone(), line, notion: field.notion, money });
    }
    for text in &sheet.texts {
        let (key, shown) = labels([text.section.as_deref(), Some(text.label.as_str())]);
        let line = text.row.unwrap_or(0);
        facts.push(Fact { key, shown, value: text.paragraphs.join("\n"), line, notion: text.notion, money: false });
    }
    for table in sheet.tables.iter().filter(|table| is_pairs(table)) {
        pairs(table, &mut facts);
    }
    for total in &sheet.totals {
        for (column, value) in total.columns.iter().zip(&total.values) {
            let (key, shown) = labels([total.section.as_deref(), Some(total.label.as_str()), Some(column.as_str())]);
            let line = total.row.unwrap_or(0);
            facts.push(Fact { key, shown, value: value.clone(), line, notion: Some(Notion::Total), money: false });
        }
    }
    let lines = sheet.furniture.iter().map(|line| (line.clone(), 0));
    // What stands elsewhere too is only spelled otherwise there.
    let stated = stated(sheet);
    let comment = |row: &Printed| row.cells.first().is_some_and(|cell| cell.trim_start().starts_with('#'));
    let other = sheet.other.iter().filter(|row| !comment(row) && !stated.contains(&row.row));
    let text = |row: &Printed| row.cells.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    let other = other.map(|row| (text(row), row.row));
    for (text, line) in lines.chain(other) {
        // A line of its own that states the year says what the title may say.
        if bare(&text).trim_matches(['[', ']']).trim_end_matches(['年', '度']).chars().all(|c| c.is_ascii_digit()) {
            continue;
        }
        // 填报日期：2024年2月26日
        let (label, value) = text.split_once(['：', ':']).unwrap_or((text.as_str(), ""));
        let (key, shown) = labels([Some(label)]);
        if !key.is_empty() {
            let value = value.to_owned();
            facts.push(Fact { key, shown, value, line, notion: Some(Notion::Furniture), money: false });
        }
    }
    facts
}

/// The rows of a sheet that its fields, texts and tables state.
fn stated(sheet: &Sheet) -> BTreeSet<u32> {
    let mut rows: BTreeSet<u32> = sheet.fields.iter().filter_map(|field| field.row).chain(sheet.form.row).collect();
    for text in &sheet.texts {
        rows.extend(text.row);
        match &text.lines {
            Some(lines) => rows.extend(lines),
            None => rows.extend(text.row.into_iter().flat_map(|row| row..row + text.paragraphs.len() as u32)),
        }
    }
    for table in sheet.tables.iter().chain(&sheet.indicators) {
        rows.extend(table.row);
        rows.extend(lines(table));
    }
    rows.extend(sheet.totals.iter().filter_map(|total| total.row));
    rows
}

/// The labels of a table of pairs, each with its amount.
fn pairs(table: &Table, facts: &mut Vec<Fact>) {
    for ((at, row), line) in table.rows.iter().enumerate().zip(lines(table)) {
        let repeated = table.repeated.as_ref().and_then(|all| all.get(at)).map_or(&[][..], Vec::as_slice);
        let mut label: Option<&str> = None;
        let mut take = |label: &str, value: &str| {
            let (key, shown) =
                labels([table.section.as_deref(), table.label.as_deref(), table.pane.as_deref(), Some(label)]);
            facts.push(Fact { key, shown, value: value.to_owned(), line, notion: Some(Notion::Part), money: true });
        };
        for (_, cell) in row.iter().enumerate().filter(|(column, _)| !repeated.contains(column)) {
            let figure = matches!(read_figure(cell), FigureReading::Figure(_) | FigureReading::Nothing);
            let words =
                cell.starts_with(|c: char| c.is_ascii_digit()) && !Heading::read(cell).notions.any(MONEY_LABELS);
            match label {
                Some(own) if figure || words || cell.is_empty() => {
                    take(own, cell);
                    label = None;
                }
                Some(own) => {
                    take(own, "");
                    label = Some(cell);
                }
                None if cell.is_empty() => {}
                None => label = Some(cell),
            }
        }
        if let Some(own) = label {
            take(own, "");
        }
    }
}

/// The tables of a sheet that have headers.
pub(super) fn grids(sheet: &Sheet) -> Vec<Grid<'_>> {
    let tables = sheet.tables.iter().filter(|table| !is_pairs(table)).map(|table| Grid::of(table, None));
    tables.chain(sheet.indicators.iter().map(|table| Grid::of(table, Some(GridKind::Indicators)))).collect()
}

fn lines(table: &Table) -> Vec<u32> {
    table.printed_lines(table.row.unwrap_or(0))
}

impl<'s> Grid<'s> {
    /// The table as a grid; of indicators, or else of what its columns say.
    pub(crate) fn of(table: &'s Table, kind: Option<GridKind>) -> Self {
        let notion = |at: usize| table.notions.get(at).copied().flatten();
        let columns = 0..table.columns.len();
        let kind = kind.unwrap_or_else(|| {
            let task =
                columns.clone().any(|at| matches!(notion(at), Some(Notion::Task | Notion::Project | Notion::Identity)));
            if task { GridKind::List } else { GridKind::Money }
        });
        let first = |of: &[Notion]| of.iter().find_map(|of| columns.clone().find(|at| notion(*at) == Some(*of)));
        let (mut scope, mut lead, mut of_project) = (Vec::new(), Vec::new(), 0);
        match kind {
            GridKind::Indicators => {
                let class = first(&[Notion::Class, Notion::Group]);
                scope.extend(0..class.unwrap_or(0));
                if scope.iter().any(|at| notion(*at) == Some(Notion::Project)) {
                    of_project = scope.len();
                }
                scope.retain(|at| notion(*at) != Some(Notion::Number));
                lead.extend(class);
                lead.extend(first(&[Notion::Group]).filter(|at| Some(*at) != class));
                let names: Vec<usize> = columns.clone().filter(|at| notion(*at) == Some(Notion::Name)).collect();
                lead.extend(&names);
                if names.is_empty() {
                    let name = first(&[Notion::IndicatorName, Notion::Content, Notion::Target]);
                    lead.extend(name.or_else(|| columns.clone().next_back()));
                }
            }
            GridKind::List | GridKind::Money => {
                let key = |of: Option<Notion>| {
                    matches!(of, Some(Notion::Identity | Notion::Project | Notion::TaskKind | Notion::Task))
                };
                lead.extend(columns.clone().filter(|at| key(notion(*at))));
                if lead.is_empty() {
                    lead.extend(columns.clone().find(|at| notion(*at) != Some(Notion::Number)));
                }
            }
        }
        let (key, shown) = labels([table.section.as_deref(), table.label.as_deref(), table.pane.as_deref()]);
        // A class may be printed with its points.
        let cell = |row: &Vec<String>, at: usize| {
            let cell = row.get(at).map_or("", String::as_str);
            let parent = matches!(notion(at), Some(Notion::Class | Notion::Group));
            if parent { bare(&words(cell)) } else { bare(cell) }
        };
        let names = table.rows.iter().map(|row| {
            let mut path: Vec<String> = lead.iter().map(|at| cell(row, *at)).collect();
            let name = path.pop().unwrap_or_default();
            let scope: Vec<String> = scope.iter().map(|at| cell(row, *at)).collect();
            Name { scope: scope.join("\t"), path, name }
        });
        let names = names.collect();
        Self { table, kind, key, shown, names, lead, lines: lines(table), of_project }
    }

    /// A row as a reader names it.
    pub(super) fn shown_row(&self, row: usize) -> Vec<String> {
        let cells = &self.table.rows[row];
        let project = |at: &usize| self.table.notions[*at] == Some(Notion::Project);
        let project = (0..self.of_project).find(project);
        project
            .iter()
            .chain(&self.lead)
            .filter_map(|at| cells.get(*at))
            .filter(|cell| !cell.is_empty())
            .cloned()
            .collect()
    }
}
