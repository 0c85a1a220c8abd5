//! A sheet with a profile as data: by its sections.

use super::{Field, Sheet, Table, Text, system_name};
use crate::profile::{Column, ColumnKind, Heading, INDICATOR_COLUMNS, LIST_COLUMNS, Label, Notion, SectionKind, Shape};
use crate::sheet::{CellRef, Columns, Indicator, NO_CELL, Sheet as SheetView};

pub(super) fn fill(view: &SheetView<'_>, sheet: &mut Sheet) {
    for open in 0..view.sections.len() {
        section(view, open, sheet);
    }
}

fn section(view: &SheetView<'_>, open: usize, sheet: &mut Sheet) {
    let own = &view.sections[open];
    let Some(known) = own.section.filter(|_| !own.duplicate).map(|section| &view.profile.sections[section]) else {
        // Its rows are not known; they stand as they are printed.
        return;
    };
    let label = known.label.text.clone();
    let row = Some(own.first as u32);
    let text = |at: CellRef| view.value(at).to_owned();
    let rows = view.rows_of(open);
    let notion = match known.kind {
        SectionKind::Identity => Some(Notion::Identity),
        SectionKind::Goal => Some(Notion::Goal),
        SectionKind::Money => Some(Notion::Money),
        _ => None,
    };
    match &known.shape {
        Shape::Field(_) => {
            if rows.len() == 1 && view.values_of(open, own.first as u32).len() < 2 {
                let value = view.field(open).map_or_else(String::new, text);
                sheet.fields.push(Field { label, value, section: None, row, notion });
            }
        }
        Shape::Text => {
            let mut out = Text { label, row, notion, ..Text::default() };
            let mut lines = Vec::new();
            for row in rows {
                let cells: Vec<&str> = view.values_of(open, row).into_iter().map(|at| view.value(at)).collect();
                if !cells.is_empty() {
                    out.paragraphs.push(cells.join(" "));
                    lines.push(row);
                }
            }
            out.place(lines);
            sheet.texts.push(out);
        }
        Shape::Breakdown(_) => {
            let rows: Vec<(u32, Vec<String>)> = rows
                .into_iter()
                .map(|row| (row, view.values_of(open, row).into_iter().map(text).collect()))
                .filter(|(_, cells): &(u32, Vec<String>)| !cells.is_empty())
                .collect();
            let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
            let mut table = Table { label: Some(label), columns: vec![String::new(); width], row, ..Table::default() };
            table.groups = vec![None; width];
            let mut lines = Vec::new();
            for (row, mut cells) in rows {
                cells.resize(width, String::new());
                table.rows.push(cells);
                lines.push(row);
            }
            table.place(lines);
            sheet.tables.push(table);
        }
        Shape::List(columns) => {
            let mut table = table(label, row, columns);
            // Amounts in another unit do not stand under that of the form.
            let stated = |label: &Label| view.header_in_another_unit(open, label).map(text);
            for (at, column) in columns.iter().enumerate() {
                if let Some(header) = stated(&column.label) {
                    table.columns[at] = header;
                }
                if let Some(group) = column.under.as_ref().and_then(stated) {
                    table.groups[at] = Some(group);
                }
            }
            let mut lines = Vec::new();
            for (_, item) in view.items.iter().filter(|(_, item)| rows.contains(&item.row)) {
                // What no column takes leaves the row in doubt.
                if !item.stray.is_empty() {
                    continue;
                }
                let cell = |at: usize| match item.cells[at] {
                    NO_CELL => String::new(),
                    cell => text(CellRef { row: item.row, cell: u32::from(cell) }),
                };
                table.rows.push((0..columns.len()).map(cell).collect());
                lines.push(item.row);
            }
            table.place(lines);
            sheet.tables.push(table);
        }
        Shape::Indicators(columns) => sheet.indicators.push(indicators(view, label, row, columns)),
    }
}

fn table(label: String, row: Option<u32>, columns: &[Column]) -> Table {
    Table {
        label: Some(label),
        columns: columns.iter().map(|column| column.label.text.clone()).collect(),
        groups: columns.iter().map(|column| column.under.as_ref().map(|label| label.text.clone())).collect(),
        notions: columns.iter().map(self::notion).collect(),
        row,
        ..Table::default()
    }
}

fn indicators(view: &SheetView<'_>, label: String, row: Option<u32>, columns: &[Column]) -> Table {
    let mut table = table(label, row, columns);
    table.names = Some(columns.iter().map(|column| name(column).map(str::to_owned)).collect());
    let mut lines = Vec::new();
    let mut repeated = Vec::new();
    for indicator in view.indicators.iter().filter(|indicator| !indicator.is_in_doubt()) {
        let (cells, own) = cells(view, indicator, columns);
        table.rows.push(cells);
        repeated.push(own);
        lines.push(indicator.row);
    }
    table.place(lines);
    table.repeated = Some(repeated);
    table
}

/// The cells of an indicator, and the columns whose cell stands in a row above.
fn cells(view: &SheetView<'_>, indicator: &Indicator, columns: &[Column]) -> (Vec<String>, Vec<usize>) {
    let mut repeated = Vec::new();
    let cell = |columns: &Columns, at: usize| {
        (columns[at] != NO_CELL).then(|| CellRef { row: indicator.row, cell: u32::from(columns[at]) })
    };
    let cells = columns.iter().enumerate().map(|(at, column)| {
        let parent = match column.kind {
            ColumnKind::Class => indicator.class,
            ColumnKind::Group => indicator.group,
            _ => None,
        };
        let own = cell(&indicator.columns, at);
        if own.is_none() && parent.is_some_and(|parent| parent.row < indicator.row) {
            repeated.push(at);
        }
        parent.or(own).map_or_else(String::new, |at| view.value(at).to_owned())
    });
    (cells.collect(), repeated)
}

/// What a column holds.
fn notion(column: &Column) -> Option<Notion> {
    Some(match column.kind {
        ColumnKind::Identity => Notion::Identity,
        ColumnKind::Amount => Notion::TaskAmount,
        ColumnKind::Task => Notion::Task,
        ColumnKind::Class => Notion::Class,
        ColumnKind::Group => Notion::Group,
        ColumnKind::Name => Notion::Name,
        ColumnKind::Operator => Notion::Operator,
        ColumnKind::Value => Notion::Value,
        ColumnKind::Measure => Notion::Measure,
        ColumnKind::Target => Notion::Target,
        ColumnKind::Weight => Notion::Weight,
        ColumnKind::Deadline => Notion::Deadline,
        ColumnKind::Text | ColumnKind::Code => {
            let notions = Heading::read(&column.label.text).notions;
            return [INDICATOR_COLUMNS, LIST_COLUMNS].into_iter().find_map(|of| notions.among(of).first());
        }
    })
}

/// The name of a column in the budget system.
fn name(column: &Column) -> Option<&'static str> {
    Some(match column.kind {
        ColumnKind::Class => "kpi_lv1",
        ColumnKind::Group => "kpi_lv2",
        ColumnKind::Name => "kpi_lv3",
        ColumnKind::Operator => "computesign",
        ColumnKind::Value | ColumnKind::Target => "kpi_val",
        ColumnKind::Measure => "meterunit",
        ColumnKind::Weight => "weight",
        ColumnKind::Deadline => "deadline",
        _ => return system_name(&column.id),
    })
}
