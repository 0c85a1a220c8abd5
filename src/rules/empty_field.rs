//! empty-field: a required value that is not there.

use super::common::quote;
use crate::diagnostic::{Sink, say};
use crate::profile::{SectionKind, Shape};
use crate::sheet::{AmountPlace, NO_CELL, Sheet};
use crate::text::TextRange;

rule!("empty-field", Structure, Warning, None, "必填的内容是空的", "a required value is absent");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    for (open, view) in sheet.sections.iter().enumerate() {
        let Some(at) = view.section.filter(|_| !view.duplicate) else { continue };
        let section = &sheet.profile.sections[at];
        let end = TextRange::empty(sheet.row(view.label.row).range().end);
        match &section.shape {
            Shape::Field(_) if section.required && sheet.field(open).is_none() => {
                report(sink, end, &section.label.text);
            }
            // The goal has a rule of its own.
            Shape::Text
                if section.required && section.kind != SectionKind::Goal && sheet.paragraphs(open).is_empty() =>
            {
                report(sink, end, &section.label.text);
            }
            Shape::Breakdown(_) => {
                for (index, part) in section.parts().enumerate() {
                    let stated = |place: AmountPlace| {
                        sheet.amounts.iter().any(|amount| amount.section == at && amount.place == place)
                    };
                    if part.required && !stated(AmountPlace::Part(index)) {
                        report(sink, end, &part.label.text);
                    }
                }
            }
            Shape::List(columns) => {
                for (_, item) in sheet.items.iter().filter(|(of, _)| *of == at) {
                    for (column, spec) in columns.iter().enumerate() {
                        if spec.required && item.cells[column] == NO_CELL {
                            report(sink, TextRange::empty(sheet.row(item.row).range().end), &spec.label.text);
                        }
                    }
                }
            }
            Shape::Field(_) | Shape::Text | Shape::Indicators(_) => {}
        }
    }
}

fn report(sink: &mut Sink, range: TextRange, name: &str) {
    let (lang, name) = (sink.lang, quote(name));
    sink.report(&RULE, range, say!(lang, "{name}没有填", "{name} is not filled in"));
}
