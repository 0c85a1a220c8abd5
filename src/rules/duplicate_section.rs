//! duplicate-section: a section that a sheet has twice.

use super::common::quote;
use crate::diagnostic::{Sink, say};
use crate::sheet::Sheet;

rule!("duplicate-section", Structure, Error, None, "同一个栏目在一套表里出现两次", "a section stands twice in a sheet");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    for view in sheet.sections.iter().filter(|view| view.duplicate) {
        let Some(first) = view.section.and_then(|section| sheet.view_of(section)) else { continue };
        let (lang, label) = (sink.lang, quote(sheet.value(view.label)));
        let message = say!(
            lang,
            "栏目{label}在这套表里已经有了；若这里是另一家单位的表，前面缺它的名称一行",
            "this sheet has {label} already; if another budget unit's sheet begins here, its name row is missing"
        );
        sink.report(&RULE, sheet.range(view.label), message)
            .relate(sheet.range(sheet.sections[first].label), say!(lang, "先在这里出现", "it stands here first"));
    }
}
