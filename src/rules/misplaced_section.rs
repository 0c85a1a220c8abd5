//! misplaced-section: a section out of the form's order.

use super::common::{line_end, quote};
use crate::diagnostic::{Applicability, Sink, say};
use crate::sheet::{SectionView, Sheet};
use crate::text::{Edit, TextRange};

rule!(
    "misplaced-section",
    Structure,
    Error,
    Some(Applicability::Unsafe),
    "栏目的先后与表样不符",
    "a section stands out of the form's order",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let views: Vec<(usize, &SectionView)> = sheet
        .sections
        .iter()
        .filter(|view| !view.duplicate)
        .filter_map(|view| view.section.map(|section| (section, view)))
        .collect();
    if views.is_sorted_by_key(|(section, _)| *section) {
        return;
    }
    let kept = longest_rising(&views.iter().map(|(section, _)| *section).collect::<Vec<_>>());
    for (at, (section, view)) in views.iter().enumerate() {
        if kept.contains(&at) {
            continue;
        }
        let lang = sink.lang;
        let label = quote(sheet.value(view.label));
        let before = kept.iter().map(|&at| &views[at]).filter(|(other, _)| other < section).next_back();
        let after = kept.iter().map(|&at| &views[at]).find(|(other, _)| other > section);
        let name = |found: &(usize, &SectionView)| quote(&sheet.profile.sections[found.0].label.text);
        let message = match (before, after) {
            (Some(before), _) => {
                let before = name(before);
                say!(lang, "栏目{label}应在{before}之后", "the section {label} belongs behind {before}")
            }
            (None, Some(after)) => {
                let after = name(after);
                say!(lang, "栏目{label}应在{after}之前", "the section {label} belongs before {after}")
            }
            (None, None) => continue,
        };
        let target = after.map_or_else(|| end_of_sheet(sheet), |(_, view)| sheet.syntax.rows()[view.first].start);
        let rows = TextRange::new(
            sheet.syntax.rows()[view.first].start,
            sheet.syntax.rows().get(view.end).map_or(sheet.text.len() as u32, |row| row.start),
        );
        let mut moved = sheet.text[rows.usize()].trim_end_matches(['\r', '\n']).to_owned();
        moved.push_str(line_end(sheet));
        sink.report(&RULE, sheet.range(view.label), message).fix(
            Applicability::Unsafe,
            say!(lang, "移到表样规定的位置", "move it to its place in the form"),
            vec![Edit::delete(rows), Edit::insert(target, moved)],
        );
    }
}

/// Behind the last row that holds something.
fn end_of_sheet(sheet: &Sheet<'_>) -> u32 {
    sheet.last_content_row().map_or(0, |row| sheet.syntax.rows()[row].end())
}

/// The indexes of a longest rising subsequence of `values`, ascending.
fn longest_rising(values: &[usize]) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(values.len());
    for (at, value) in values.iter().enumerate() {
        let before = (0..at).filter(|&before| values[before] < *value).max_by_key(|&before| best[before].0);
        best.push((before.map_or(1, |before| best[before].0 + 1), before));
    }
    let mut at = (0..values.len()).max_by_key(|&at| best[at].0);
    let mut indexes = Vec::new();
    while let Some(index) = at {
        indexes.push(index);
        at = best[index].1;
    }
    indexes.reverse();
    indexes
}
