//! unmatched-goal: fewer or more goals than the form has one for.

use super::common::quote;
use crate::diagnostic::{Sink, say};
use crate::sheet::Sheet;

rule!(
    "unmatched-goal",
    Goals,
    Error,
    None,
    "目标和它对应的项目条数不同",
    "a list of goals is not as long as the list it answers",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    for (open, view) in sheet.sections.iter().enumerate().filter(|(_, view)| !view.duplicate) {
        let Some(section) = view.section.map(|section| &sheet.profile.sections[section]) else { continue };
        let Some((other, there)) = section.as_many_as.and_then(|other| Some((other, sheet.view_of(other)?))) else {
            continue;
        };
        let (count, wanted) = (sheet.paragraphs(open).len(), sheet.paragraphs(there).len());
        // A list that is not begun is told as such.
        if count == wanted || count == 0 || wanted == 0 {
            continue;
        }
        let (lang, label) = (sink.lang, quote(&section.label.text));
        let answered = quote(&sheet.profile.sections[other].label.text);
        let message = say!(
            lang,
            "{label}有 {count} 条，{answered}有 {wanted} 条，应一一对应",
            "{label} has {count} entries and {answered} has {wanted}; there should be one for each"
        );
        sink.report(&RULE, sheet.range(view.label), message)
            .relate(sheet.range(sheet.sections[there].label), answered.to_string());
    }
}
