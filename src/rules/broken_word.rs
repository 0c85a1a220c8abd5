//! broken-word: a blank inside a Chinese name.

use super::common::{is_chinese, quote};
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::{ColumnKind, Shape};
use crate::sheet::{CellRef, NO_CELL, RowRole, Sheet};
use crate::text::{Edit, TextRange};

rule!("broken-word", Damage, Warning, Some(Applicability::Safe), "中文名称中间多了空格", "a blank inside a Chinese name");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    if !has_blanks(sheet) {
        return;
    }
    for cell in sheet.names() {
        let text = sheet.value(cell);
        let start = sheet.range(cell).start;
        let edits: Vec<Edit> = blanks(text).map(|blank| Edit::delete(blank.shifted(start))).collect();
        if edits.is_empty() {
            continue;
        }
        let (lang, name) = (sink.lang, quote(text));
        let message = say!(lang, "{name}中间多了空格", "{name} has a blank inside");
        sink.report(&RULE, sheet.range(cell), message).fix(
            Applicability::Safe,
            say!(lang, "去掉空格", "take the blank out"),
            edits,
        );
    }
}

/// Whether a blank stands anywhere but in a text section; most sheets have none there, and their names are not looked at.
fn has_blanks(sheet: &Sheet<'_>) -> bool {
    let mut from = 0;
    for view in &sheet.sections {
        let text = view.section.is_some_and(|section| matches!(sheet.profile.sections[section].shape, Shape::Text));
        if text {
            let rows = sheet.syntax.rows();
            let end = rows.get(view.end).map_or(sheet.text.len(), |row| row.start as usize);
            if holds_blank(&sheet.text[from..rows[view.first].start as usize]) {
                return true;
            }
            from = end;
        }
    }
    holds_blank(&sheet.text[from..])
}

fn holds_blank(text: &str) -> bool {
    memchr::memchr(b' ', text.as_bytes()).is_some() || text.contains('\u{3000}')
}

/// The blanks of `text` that stand between two Chinese characters.
fn blanks(text: &str) -> impl Iterator<Item = TextRange> {
    let is_blank = |c: char| matches!(c, ' ' | '\u{3000}');
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find(is_blank)?;
            let rest = text[start..].trim_start_matches(is_blank);
            at = text.len() - rest.len();
            let around = (text[..start].chars().next_back(), rest.chars().next());
            if let (Some(before), Some(after)) = around
                && is_chinese(before)
                && is_chinese(after)
            {
                return Some(TextRange::new(start as u32, at as u32));
            }
        }
    })
}

impl Sheet<'_> {
    /// The cells that hold a name of the form or the unit: labels, headers, parts, tasks, and the three levels of the
    /// indicators.
    fn names(&self) -> Vec<CellRef> {
        let mut names: Vec<CellRef> = Vec::new();
        for view in self.sections.iter().filter(|view| view.section.is_some()) {
            names.push(view.label);
            if view.header {
                let section = &self.profile.sections[view.section.unwrap_or(0)];
                let row = view.label.row;
                let header = |at: &u32| *at > view.label.cell && !section.columns().is_empty();
                names.extend(self.values(row).map(|(at, _)| at).filter(header).map(|cell| CellRef { row, cell }));
            }
        }
        for (open, view) in self.sections.iter().enumerate() {
            let Some(section) = view.section.map(|section| &self.profile.sections[section]) else { continue };
            let parts = section.parts().count() > 0;
            let identity = view.section == Some(self.profile.identity());
            if view.duplicate || !(parts || identity) {
                continue;
            }
            for row in self.rows_of(open) {
                let named = |cell: &CellRef| {
                    identity || section.parts().any(|part| part.label.matches(self.value(*cell)).is_some())
                };
                names.extend(self.values_of(open, row).into_iter().filter(named));
            }
        }
        for (section, item) in &self.items {
            for (column, spec) in self.profile.sections[*section].columns().iter().enumerate() {
                if spec.kind == ColumnKind::Task && item.cells[column] != NO_CELL {
                    names.push(CellRef { row: item.row, cell: u32::from(item.cells[column]) });
                }
            }
        }
        for indicator in &self.indicators {
            let kinds = [ColumnKind::Class, ColumnKind::Group, ColumnKind::Name];
            names.extend(kinds.iter().filter_map(|&kind| self.indicator_cell(indicator, kind)));
            if let Some(crate::sheet::Damage::Hoisted(hoist)) = indicator.damage.as_deref() {
                names.extend(hoist.parents.iter().map(|&cell| CellRef { row: hoist.carrier, cell }));
            }
        }
        let repeated = |role: &RowRole| matches!(role, RowRole::RepeatedLabel(_));
        let rows = self.roles.iter().enumerate().filter(|(_, role)| repeated(role));
        names.extend(rows.map(|(row, _)| CellRef { row: row as u32, cell: 0 }));
        names
    }
}
