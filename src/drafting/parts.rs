//! The parts of a form, out of the blocks of its sheets.

use std::collections::BTreeMap;

use crate::outline::{At, Block, Notion, Notions, Shape};
use crate::profile::notion_name;
use crate::sheet::{Headings, Sheet};

/// A part of a form as it was found.
#[derive(Clone, Debug)]
pub(super) struct DraftPart {
    pub(super) id: String,
    /// The label in one line, and its words.
    pub(super) label: Option<(String, String)>,
    pub(super) within: Option<(String, String)>,
    pub(super) shape: Shape,
    pub(super) kind: &'static str,
    pub(super) columns: Vec<DraftColumn>,
    pub(super) rows: Vec<DraftRow>,
    pub(super) total: Option<String>,
    /// In how many sheets it stands.
    pub(super) sheets: usize,
    pub(super) guessed: Option<&'static str>,
}

/// A column as it was found.
#[derive(Clone, Debug)]
pub(super) struct DraftColumn {
    pub(super) id: String,
    pub(super) header: String,
    pub(super) key: String,
    pub(super) under: Option<(String, String)>,
    pub(super) notion: Option<Notion>,
    pub(super) guessed: Option<&'static str>,
}

/// A row that the form prints itself.
#[derive(Clone, Debug)]
pub(super) struct DraftRow {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) key: String,
    /// How many rows of the part with the same words stand before it.
    pub(super) nth: usize,
    /// In how many sheets it stands.
    pub(super) sheets: usize,
}

impl DraftPart {
    /// The row that is printed as `label`, by index.
    pub(super) fn row(&self, (key, nth): &RowName) -> Option<usize> {
        self.rows.iter().position(|row| row.key == *key && row.nth == *nth)
    }
}

/// The words of a row's label, and how many rows of the block with the same words stand before it.
pub(super) type RowName = (String, usize);

/// The labels of a block that has amounts, row by row: of pairs each label, of a list one a row, if any.
pub(super) fn row_names(headings: &Headings<'_>, block: &Block) -> Vec<Vec<Option<RowName>>> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = |label: At| {
        let key = headings.key(label).into_owned();
        let nth = seen.entry(key.clone()).or_default();
        *nth += 1;
        (key, *nth - 1)
    };
    let before = first_amount(headings, block).unwrap_or(block.columns.len());
    let labels = |at: usize| match block.shape {
        Shape::Pairs => block.rows[at].cells.iter().step_by(2).copied().collect(),
        _ => vec![row_label(headings, block, at, before)],
    };
    (0..block.rows.len()).map(|at| labels(at).into_iter().map(|label| label.map(&mut count)).collect()).collect()
}

/// A text in one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The words of its label, of the label around it, its shape, and of a table without a label its first header.
pub(super) type Identity = (Option<String>, Option<String>, u8, Option<String>);

/// What tells one part from another.
pub(super) fn identity(headings: &Headings<'_>, block: &Block) -> Identity {
    let key = |at: Option<At>| at.map(|at| headings.key(at).into_owned());
    // A table without a label is known by its first header.
    let first = block.columns.first().filter(|_| block.label.is_none() && block.shape != Shape::Pairs);
    (key(block.label), key(block.section), block.shape as u8, first.and_then(|column| key(column.header)))
}

/// Takes up a block; `seen` are the parts that the sheet has had.
pub(super) fn take(
    parts: &mut Vec<DraftPart>,
    headings: &Headings<'_>,
    block: &Block,
    seen: &mut BTreeMap<Identity, usize>,
) {
    let own = identity(headings, block);
    if seen.contains_key(&own) {
        return;
    }
    let labelled = |at: At| (line(headings.text(at)), headings.key(at).into_owned());
    let (label, within) = (block.label.map(labelled), block.section.map(labelled));
    let usable = |label: &Option<(String, String)>| label.as_ref().is_none_or(|(_, key)| !key.is_empty());
    let table = matches!(block.shape, Shape::List | Shape::Indicators);
    if !usable(&label) || !usable(&within) || (label.is_none() && within.is_none() && !table) {
        return;
    }
    let key = |pair: &Option<(String, String)>| pair.as_ref().map(|(_, key)| key.clone());
    let first = own.3.clone();
    let known = parts.iter().position(|part| {
        part.shape == block.shape
            && key(&part.label) == key(&label)
            && key(&part.within) == key(&within)
            && (label.is_some() || first.is_none() || part.columns.first().map(|column| &column.key) == first.as_ref())
    });
    if let Some(at) = known {
        parts[at].sheets += 1;
        seen.insert(own, at);
        return;
    }
    let notions = block.label.or(block.section).map(|at| headings.heading(at).notions).unwrap_or_default();
    let (kind, name, guessed) = kind(block, notions);
    let id = unique(&name, &|id| parts.iter().any(|part| part.id == id));
    let columns = if table { columns(headings, block) } else { Vec::new() };
    if table && columns.len() < 2 {
        return;
    }
    seen.insert(own, parts.len());
    parts.push(DraftPart {
        id,
        // Amounts behind labels belong to the label around them.
        label: label.clone().or_else(|| within.clone().filter(|_| !table)),
        within: within.filter(|_| label.is_some()),
        shape: block.shape,
        kind,
        columns,
        rows: Vec::new(),
        total: None,
        sheets: 1,
        guessed,
    });
}

/// The kind of a part, the name that it gets, and why that is a guess.
fn kind(block: &Block, notions: Notions) -> (&'static str, String, Option<&'static str>) {
    let pick = |all: &[(Notion, &'static str)]| {
        all.iter().find(|(notion, _)| notions.has(*notion)).map(|(notion, name)| (notion_name(*notion), *name))
    };
    let (found, usual) = match block.shape {
        Shape::Field => (
            pick(&[(Notion::Identity, "unit"), (Notion::Project, "project"), (Notion::Total, "total")]),
            ("field", "field"),
        ),
        Shape::Text => (pick(&[(Notion::Goal, "goal"), (Notion::Result, "result")]), ("text", "text")),
        Shape::Pairs => (None, ("money", "funds")),
        Shape::List => {
            let tasks = block.columns.iter().any(|column| {
                matches!(column.notion, Some(Notion::Task | Notion::TaskContent | Notion::Project | Notion::TaskKind))
            });
            (Some(if tasks { ("tasks", "tasks") } else { ("money", "funds") }), ("money", "funds"))
        }
        Shape::Indicators => (None, ("indicators", "indicators")),
    };
    let unknown = found.is_none() && matches!(block.shape, Shape::Text) && notions.is_empty();
    let (kind, name) = found.unwrap_or(usual);
    (
        kind,
        name.to_owned(),
        unknown.then_some("项目名不在词表里，按文字处理 / the label is not known; taken for a text"),
    )
}

fn columns(headings: &Headings<'_>, block: &Block) -> Vec<DraftColumn> {
    let mut columns: Vec<DraftColumn> = Vec::new();
    for (at, column) in block.columns.iter().enumerate() {
        let header = column.header.map_or_else(String::new, |at| line(headings.text(at)));
        let heading = column.header.map(|at| headings.heading(at)).unwrap_or_default();
        let name = column.notion.map_or_else(|| format!("column-{}", at + 1), |notion| notion_name(notion).to_owned());
        let id = unique(&name, &|id| columns.iter().any(|other| other.id == id));
        let above =
            column.group.is_some_and(|group| column.notion.is_some_and(|notion| headings.heading(group).is(notion)));
        let guessed = match column.notion {
            Some(notion) if heading.notions.has(notion) || above => None,
            Some(_) => Some("按栏名的词尾或格里的内容 / by the end of the header or by the cells"),
            None if header.is_empty() => None,
            None => Some("栏名不在词表里，按文字处理 / the header is not known; taken for text"),
        };
        let under = column.group.map(|at| (line(headings.text(at)), headings.key(at).into_owned()));
        let under = under.filter(|(_, key)| !key.is_empty());
        columns.push(DraftColumn { id, header, key: heading.key.into_owned(), under, notion: column.notion, guessed });
    }
    columns
}

/// `name`, with a number behind it where that is taken.
fn unique(name: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let mut id = name.to_owned();
    let mut number = 2;
    while taken(&id) {
        id = format!("{name}-{number}");
        number += 1;
    }
    id
}

/// Which block of a sheet is which part, by index.
pub(super) fn part_of(parts: &[DraftPart], headings: &Headings<'_>, block: &Block) -> Option<usize> {
    let key = |at: Option<At>| at.map(|at| headings.key(at).into_owned());
    let (label, section) = (key(block.label), key(block.section));
    let table = matches!(block.shape, Shape::List | Shape::Indicators);
    parts.iter().position(|part| {
        let own = part.label.as_ref().map(|(_, key)| key.as_str());
        let labelled = if label.is_none() && !table { section.as_deref() } else { label.as_deref() };
        part.shape == block.shape
            && own == labelled
            && (label.is_none() || part.within.as_ref().map(|(_, key)| key) == section.as_ref())
            && (own.is_some()
                || part.columns.first().map(|column| &column.key)
                    == block.columns.first().map(|column| key(column.header).unwrap_or_default()).as_ref())
    })
}

/// The label of a row of a table before column `before`: the last one that is no number.
pub(super) fn row_label(headings: &Headings<'_>, block: &Block, row: usize, before: usize) -> Option<At> {
    let row = &block.rows[row];
    row.total.or_else(|| {
        let cells = row.cells[..before].iter().zip(&block.columns);
        let named = cells.filter(|(_, column)| column.notion != Some(Notion::Number));
        named.filter_map(|(cell, _)| *cell).next_back().filter(|at| headings.text(*at).chars().count() <= 40)
    })
}

/// The first column of a table that holds amounts.
pub(super) fn first_amount(headings: &Headings<'_>, block: &Block) -> Option<usize> {
    (0..block.columns.len()).find(|at| {
        let cells = || block.rows.iter().filter_map(|row| row.cells[*at]);
        let number = block.columns[*at].notion == Some(Notion::Number);
        let figures = cells().filter(|cell| crate::sheet::read_figure(headings.text(*cell)).figure().is_some()).count();
        !number && figures > 0 && 2 * figures >= cells().count()
    })
}

/// Finds the rows that the form prints itself, and what its rows of totals are called.
pub(super) fn finish(parts: &mut Vec<DraftPart>, sheets: &[&Sheet<'_>]) {
    for sheet in sheets {
        let Some(headings) = sheet.headings.as_deref() else { continue };
        for block in &headings.outline.blocks {
            let Some(at) = part_of(parts, headings, block) else { continue };
            let mut add = |label: At, name: RowName| {
                let (text, heading) = (line(headings.text(label)), headings.heading(label));
                if heading.key.is_empty() {
                    return;
                }
                let part = &mut parts[at];
                if let Some(row) = part.row(&name) {
                    part.rows[row].sheets += 1;
                    return;
                }
                let total = heading.is(Notion::Total) || heading.key.ends_with("合计");
                let id = if total { "total".to_owned() } else { format!("part-{}", part.rows.len() + 1) };
                let id = unique(&id, &|id| part.rows.iter().any(|row| row.id == id));
                let (key, nth) = name;
                part.rows.push(DraftRow { id, label: text, key, nth, sheets: 1 });
            };
            match block.shape {
                Shape::Pairs => {
                    for (row, names) in block.rows.iter().zip(row_names(headings, block)) {
                        for (label, name) in row.cells.iter().step_by(2).zip(names) {
                            label.zip(name).into_iter().for_each(|(label, name)| add(label, name));
                        }
                    }
                }
                Shape::List => {
                    let before = first_amount(headings, block).unwrap_or(block.columns.len());
                    let mut totals = block.rows.iter().filter_map(|row| row.total);
                    let total = totals.next();
                    // Of several rows of totals each is known by which one it is.
                    let several = totals.next().is_some();
                    for (row, names) in row_names(headings, block).into_iter().enumerate() {
                        if block.rows[row].total.is_some() && !several {
                            continue;
                        }
                        let label = row_label(headings, block, row, before);
                        for (label, name) in label.into_iter().zip(names.into_iter().flatten()) {
                            add(label, name);
                        }
                    }
                    parts[at].total = parts[at].total.take().or_else(|| total.map(|at| line(headings.text(at))));
                }
                Shape::Indicators => {
                    let total = block.rows.iter().find_map(|row| row.total);
                    parts[at].total = parts[at].total.take().or_else(|| total.map(|at| line(headings.text(at))));
                }
                Shape::Field | Shape::Text => {}
            }
        }
    }
    // What one sheet of many has is a slip of that sheet.
    parts.retain(|part| 4 * part.sheets >= sheets.len());
    for part in parts {
        let sheets = part.sheets;
        match part.shape {
            // What one unit has is its own; what half of the sheets have is the form's.
            Shape::List if part.kind == "tasks" => {
                part.rows.retain(|row| row.sheets > 1 && 5 * row.sheets >= 4 * sheets)
            }
            Shape::List | Shape::Pairs => part.rows.retain(|row| 2 * row.sheets >= sheets),
            _ => part.rows.clear(),
        }
    }
}
