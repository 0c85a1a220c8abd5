//! unknown-label: a row that begins with something that is no label of the form.

use super::common::quote;
use crate::diagnostic::{Applicability, Sink, say};
use crate::sheet::Sheet;
use crate::text::Edit;

rule!(
    "unknown-label",
    Structure,
    Error,
    Some(Applicability::Unsafe),
    "行首不是表样里的栏目名",
    "the first cell of a row is no label of the form",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    for view in sheet.sections.iter().filter(|view| view.section.is_none()) {
        let (lang, text) = (sink.lang, sheet.value(view.label));
        let (shown, range) = (quote(text), sheet.range(view.label));
        match sheet.profile.nearest_label(text) {
            Some(nearest) => {
                let nearest = &sheet.profile.sections[nearest].label.text;
                let message = say!(
                    lang,
                    "{shown}不是栏目名；最接近的是“{nearest}”",
                    "{shown} is no label of the form; the nearest is “{nearest}”"
                );
                sink.report(&RULE, range, message).fix(
                    Applicability::Unsafe,
                    say!(lang, "改为“{nearest}”", "write “{nearest}”"),
                    vec![Edit::replace(range, nearest)],
                );
            }
            None => {
                let message = say!(
                    lang,
                    "{shown}不是栏目名；行首要么是栏目名，要么留空",
                    "{shown} is no label of the form; a row begins with a label or with an empty cell"
                );
                sink.report(&RULE, range, message);
            }
        }
    }
}
