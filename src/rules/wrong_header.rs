//! wrong-header: column headers that are absent or not the form's.

use super::common::{line_end, quote_all};
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::{Column, fold};
use crate::sheet::{CellRef, SectionView, Sheet};
use crate::text::{Edit, TextRange};

rule!(
    "wrong-header",
    Structure,
    Error,
    Some(Applicability::Safe),
    "栏目下的列名缺失或与表样不符",
    "column headers are absent or not the form's",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    for view in sheet.sections.iter().filter(|view| !view.duplicate && !view.exact) {
        let Some(section) = view.section else { continue };
        let columns = sheet.profile.sections[section].columns();
        if !columns.is_empty() {
            check_section(sheet, sink, view, columns);
        }
    }
}

fn check_section(sheet: &Sheet<'_>, sink: &mut Sink, view: &SectionView, columns: &[Column]) {
    let lang = sink.lang;
    let row = view.label.row;
    let headers: Vec<CellRef> = sheet
        .values(row)
        .map(|(cell, _)| CellRef { row, cell })
        .filter(|cell| cell.cell > view.label.cell)
        .collect();
    let label = sheet.range(view.label);
    let names = columns.iter().map(|column| column.label.text.as_str());
    let expected = quote_all(names.clone(), lang);
    let written = names.collect::<Vec<_>>().join("\t");
    let write = say!(lang, "写上表样的列名", "write the form's headers");
    if !view.header || headers.is_empty() {
        let message = say!(lang, "缺少列名，应为{expected}", "the column headers are missing; expected are {expected}");
        let edit = if view.header {
            Edit::replace(TextRange::new(label.end, sheet.row(row).range().end), format!("\t{written}"))
        } else {
            Edit::insert(label.end, format!("\t{written}{}", line_end(sheet)))
        };
        sink.report(&RULE, label, message).fix(Applicability::Unsafe, write, vec![edit]);
        return;
    }
    let wrong: Vec<(CellRef, &Column)> = headers
        .iter()
        .zip(columns)
        .filter(|(cell, column)| column.label.matches(sheet.value(**cell)).is_none())
        .map(|(cell, column)| (*cell, column))
        .collect();
    if headers.len() == columns.len() {
        if wrong.len() > 1 && wrong.iter().any(|(cell, column)| !is_misspelled(sheet.value(*cell), column)) {
            // Several that are other words altogether: the order or the form is another, so they are told together.
            let range = sheet.range(wrong[0].0).cover(sheet.range(wrong[wrong.len() - 1].0));
            let message = say!(lang, "列名与表样不符，应为{expected}", "the headers are not the form's; expected are {expected}");
            let gap = TextRange::new(label.end, sheet.row(row).range().end);
            let edit = Edit::replace(gap, format!("\t{written}"));
            sink.report(&RULE, range, message).fix(Applicability::Unsafe, write, vec![edit]);
            return;
        }
        for (cell, column) in wrong {
            let name = &column.label.text;
            let applicability =
                if is_misspelled(sheet.value(cell), column) { Applicability::Safe } else { Applicability::Unsafe };
            let message = say!(lang, "列名应为“{name}”", "the header should be “{name}”");
            let edit = Edit::replace(sheet.range(cell), name);
            sink.report(&RULE, sheet.range(cell), message).fix(
                applicability,
                say!(lang, "改为“{name}”", "write “{name}”"),
                vec![edit],
            );
        }
        return;
    }
    let (count, want) = (headers.len(), columns.len());
    let range = sheet.range(headers[0]).cover(sheet.range(headers[count - 1]));
    let message = say!(
        lang,
        "列名有 {count} 个，应有 {want} 个：{expected}",
        "there are {count} headers where {want} are expected: {expected}"
    );
    let edit = Edit::replace(TextRange::new(label.end, sheet.row(row).range().end), format!("\t{written}"));
    sink.report(&RULE, range, message).fix(Applicability::Unsafe, write, vec![edit]);
}

/// Whether `text` is the header with one character wrong, what stands in brackets (the unit of the amounts) apart.
fn is_misspelled(text: &str, column: &Column) -> bool {
    let folded = fold(text);
    let split = |text: &str| {
        let (name, bracket) = text.split_once('(').unwrap_or((text, ""));
        (name.to_owned(), bracket.to_owned())
    };
    let ((name, bracket), (expected, unit)) = (split(&folded), split(&column.label.folded));
    bracket == unit && expected.chars().count() >= 3 && strsim::damerau_levenshtein(&name, &expected) <= 1
}
