//! missing-standard-indicator: a standard indicator of the form that a sheet lacks.

use super::common::{insert_rows, quote};
use super::misspelled_indicator;
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::{ColumnKind, Standard};
use crate::sheet::{CellRef, Sheet};
use crate::text::Edit;

rule!(
    "missing-standard-indicator",
    Indicators,
    Warning,
    Some(Applicability::Unsafe),
    "缺少表样的标准指标",
    "a standard indicator of the form is absent",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some((section, _)) = sheet.profile.indicators() else { return };
    let Some(open) = sheet.view_of(section) else { return };
    let catalogue = &sheet.profile.catalogue;
    let mut seen = vec![false; catalogue.standards.len()];
    for indicator in &sheet.indicators {
        if let Some(standard) = indicator.standard {
            seen[standard as usize] = true;
        } else if indicator.is_in_doubt() {
            // A row that cannot be read may be the one that seems absent.
            for (cell, _) in sheet.values(indicator.row) {
                let word = sheet.profile.word(sheet.value(CellRef { row: indicator.row, cell }));
                if let Some(standard) = word.standard {
                    seen[standard as usize] = true;
                }
            }
        }
    }
    if seen.contains(&false) {
        // A row whose name is misspelled is not absent.
        for indicator in sheet.indicators.iter().filter(|indicator| indicator.standard.is_none()) {
            if let Some(standard) = misspelled_indicator::meant(sheet, indicator) {
                seen[standard] = true;
            }
        }
    }
    for (standard, _) in catalogue.standards.iter().zip(&seen).filter(|(_, seen)| !**seen) {
        let group = &catalogue.groups[standard.group as usize].name;
        let lang = sink.lang;
        let (name, shown) = (quote(&standard.name), quote(group));
        let message = say!(
            lang,
            "缺少标准指标{name}（二级指标{shown}下）",
            "the standard indicator {name} is missing (under {shown})"
        );
        let place = siblings(sheet, standard).next().and_then(|at| sheet.indicators[at].group);
        let range = sheet.range(place.unwrap_or(sheet.sections[open].label));
        let edit = insertion(sheet, standard, open);
        sink.report(&RULE, range, message).fix(
            Applicability::Unsafe,
            say!(lang, "插入{name}一行", "insert the row {name}"),
            vec![edit],
        );
    }
}

/// The indicators under the group of `standard`, by index.
fn siblings<'s>(sheet: &'s Sheet<'_>, standard: &'s Standard) -> impl Iterator<Item = usize> + 's {
    let group = &sheet.profile.catalogue.groups[standard.group as usize].name;
    let class = &sheet.profile.catalogue.classes[standard.class as usize];
    let known = |cell: Option<CellRef>| cell.map(|cell| sheet.profile.canonical(sheet.value(cell)));
    (0..sheet.indicators.len()).filter(move |&at| {
        let indicator = &sheet.indicators[at];
        known(indicator.group) == Some(group.as_str()) && known(indicator.class) == Some(class.as_str())
    })
}

/// Inserts the row behind the last one of its group, or of its class, or behind the last indicator.
fn insertion(sheet: &Sheet<'_>, standard: &Standard, open: usize) -> Edit {
    let catalogue = &sheet.profile.catalogue;
    let (class, group) = (&catalogue.classes[standard.class as usize], &catalogue.groups[standard.group as usize].name);
    let in_class = |at: &usize| {
        let cell = sheet.indicators[*at].class;
        cell.is_some_and(|cell| sheet.profile.canonical(sheet.value(cell)) == class)
    };
    let (row, class, group) = match siblings(sheet, standard).last() {
        Some(at) => (Some(sheet.indicators[at].row), "", ""),
        None => match (0..sheet.indicators.len()).filter(in_class).last() {
            Some(at) => (Some(sheet.indicators[at].row), "", group.as_str()),
            None => (sheet.indicators.last().map(|indicator| indicator.row), class.as_str(), group.as_str()),
        },
    };
    let Some((_, columns)) = sheet.profile.indicators() else { return Edit::insert(0, "") };
    let deadline = sheet.fiscal_year.map(|year| format!("{year}-12")).unwrap_or_default();
    let mut text = String::new();
    for column in columns {
        text.push('\t');
        text.push_str(match column.kind {
            ColumnKind::Class => class,
            ColumnKind::Group => group,
            ColumnKind::Name => &standard.name,
            ColumnKind::Operator => &standard.operator,
            ColumnKind::Value => &standard.value,
            ColumnKind::Measure => &standard.measure,
            ColumnKind::Deadline => &deadline,
            _ => "",
        });
    }
    let row = row.map_or(sheet.sections[open].first, |row| row as usize);
    let next = (row + 1 < sheet.syntax.rows().len()).then_some(row + 1);
    insert_rows(sheet, next, row, text.trim_end_matches('\t'))
}
