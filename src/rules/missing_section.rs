//! missing-section: a section that the form has and the sheet has not.

use super::common::{insert_rows, line_end, quote};
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::{Section, Shape};
use crate::sheet::Sheet;
use crate::text::TextRange;

rule!(
    "missing-section",
    Structure,
    Error,
    Some(Applicability::Unsafe),
    "缺少表样要求的栏目",
    "a section of the form is absent",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(last) = sheet.last_content_row() else { return };
    let known = || sheet.sections.iter().filter_map(|view| view.section.map(|section| (section, view)));
    let Some((_, first)) = known().next() else { return };
    for (at, section) in sheet.profile.sections.iter().enumerate() {
        if !section.required || known().any(|(known, _)| known == at) {
            continue;
        }
        let (lang, label) = (sink.lang, quote(&section.label.text));
        let next = known().filter(|&(known, _)| known > at).map(|(_, view)| view.first).min();
        let range = match next {
            Some(row) => TextRange::empty(sheet.syntax.rows()[row].start),
            None => sheet.range(first.label),
        };
        let edit = insert_rows(sheet, next, last, &skeleton(section).replace('\n', line_end(sheet)));
        sink.report(&RULE, range, say!(lang, "缺少栏目{label}", "the section {label} is missing")).fix(
            Applicability::Unsafe,
            say!(lang, "插入空的{label}", "insert an empty {label}"),
            vec![edit],
        );
    }
}

/// The rows of a section without values, parted by LF.
fn skeleton(section: &Section) -> String {
    let label = &section.label.text;
    match &section.shape {
        Shape::Field(_) | Shape::Text => format!("{label}\t"),
        Shape::Breakdown(rows) => {
            let row = |row: &Vec<crate::profile::Part>| {
                row.iter().map(|part| part.label.text.as_str()).collect::<Vec<_>>().join("\t\t")
            };
            let rows: Vec<String> = rows.iter().map(row).collect();
            format!("{label}\t{}", rows.join("\n\t"))
        }
        Shape::List(columns) | Shape::Indicators(columns) => {
            let headers: Vec<&str> = columns.iter().map(|column| column.label.text.as_str()).collect();
            format!("{label}\t{}", headers.join("\t"))
        }
    }
}
