//! A list of projects as a sheet for each of them.

use crate::export::record::{Field, Sheet, Table, Text};
use crate::outline::{Heading, MONEY_COLUMNS, Notion};

/// What the amount of a project in a list is, where its new sheet asks for it.
const TOTAL: &str = "合计";

/// The projects of `sheet`, where it lists several with indicators of their own; otherwise `sheet` itself.
pub(crate) fn apart(sheet: Sheet) -> Vec<Sheet> {
    let project = |table: &Table| table.notions.iter().position(|notion| *notion == Some(Notion::Project));
    let list = sheet.tables.iter().find_map(|table| Some((table, project(table)?)));
    let listed = sheet.indicators.iter().find_map(|table| Some((table, project(table)?)));
    let (Some((list, name)), Some((indicators, column))) = (list, listed) else { return vec![sheet] };
    let class = indicators.notions.iter().position(|notion| *notion == Some(Notion::Class)).unwrap_or(column + 1);
    let money = |notion: &Option<Notion>| {
        notion.is_some_and(|notion| notion == Notion::TaskAmount || MONEY_COLUMNS.has(notion))
    };
    let cell = |cells: &[String], at: usize| cells.get(at).cloned().unwrap_or_default();
    let mut projects = Vec::new();
    for row in list.rows.iter().filter(|row| !cell(row, name).is_empty()) {
        let mut own = Sheet { form: sheet.form.clone(), furniture: sheet.furniture.clone(), ..Sheet::default() };
        for (at, header) in list.columns.iter().enumerate().filter(|(at, _)| !cell(row, *at).is_empty()) {
            let notion = list.notions.get(at).copied().flatten();
            if Heading::read(header).is(Notion::Goal) {
                let paragraphs = vec![cell(row, at)];
                own.texts.push(Text {
                    label: header.clone(),
                    paragraphs,
                    notion: Some(Notion::Goal),
                    ..Text::default()
                });
            } else if money(&notion) {
                let pair = vec![TOTAL.to_owned(), cell(row, at)];
                let columns = vec![String::new(); 2];
                own.tables.push(Table { columns, rows: vec![pair], notions: vec![None; 2], ..Table::default() });
            } else {
                own.fields.push(Field { label: header.clone(), value: cell(row, at), notion, ..Field::default() });
            }
        }
        // A project is known by its name and its unit.
        let keys: Vec<usize> = (0..=name.min(column)).collect();
        let same = |cells: &[String]| keys.iter().all(|at| cell(cells, *at) == cell(row, *at));
        let lines = indicators.printed_lines(indicators.row.unwrap_or(0));
        let (rows, lines) = indicators
            .rows
            .iter()
            .zip(lines)
            .filter(|(cells, _)| same(cells))
            .map(|(cells, line)| (cells.clone(), line))
            .unzip();
        let of_project = Table { rows, lines: Some(lines), ..indicators.behind(0) };
        own.indicators.push(of_project.behind(class));
        own.first = sheet.first;
        projects.push(own);
    }
    if projects.is_empty() { vec![sheet] } else { projects }
}
