//! split-table: what a page break of the printed form left inside a sheet.

use super::common::quote;
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::{ColumnKind, fold};
use crate::sheet::{CellRef, PageBreak, RowRole, Sheet};
use crate::text::{Edit, TextRange};

rule!(
    "split-table",
    Damage,
    Warning,
    Some(Applicability::Safe),
    "换页把表拆开了：空行、重复的栏目名或上级指标",
    "a page break left a blank row, a repeated label or repeated parents",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    for page in &sheet.breaks {
        report(sheet, sink, page);
    }
}

fn report(sheet: &Sheet<'_>, sink: &mut Sink, page: &PageBreak) {
    let lang = sink.lang;
    let mut edits = gap_edits(sheet, &page.gap);
    let role = sheet.roles[page.row as usize];
    let row = sheet.row(page.row);
    let label = CellRef { row: page.row, cell: 0 };
    let mut range = None;
    let mut said = Vec::new();
    if !page.gap.is_empty() {
        let count = page.gap.len();
        said.push(say!(lang, "多出 {count} 个空行", "{count} blank row(s)"));
    }
    match role {
        RowRole::RepeatedHeader(_) => {
            range = Some(sheet.range(label));
            said.push(say!(lang, "重复了表头", "the header once more"));
            edits.push(Edit::delete(TextRange::new(row.start, row.end())));
        }
        RowRole::RepeatedLabel(_) => {
            range = Some(sheet.range(label));
            let name = quote(sheet.value(label));
            said.push(say!(lang, "重复了栏目名{name}", "the label {name} once more"));
            edits.push(Edit::delete(sheet.range(label)));
        }
        _ => {}
    }
    for parent in sheet.repeated_parents(page.row) {
        let name = quote(sheet.value(parent));
        said.push(say!(lang, "重复了上级指标{name}", "the parent {name} once more"));
        edits.push(Edit::delete(sheet.range(parent)));
        range.get_or_insert(sheet.range(parent));
    }
    if edits.is_empty() {
        return;
    }
    // A lone page break is marked where its blank row stands.
    let blank = || page.gap.first().map_or(row.range(), |&gap| sheet.row(gap).range());
    let range = range.unwrap_or_else(blank);
    let list = said.join(lang.pick("，", ", "));
    let message = say!(lang, "换页把表拆开了：{list}", "a page break splits the table: {list}");
    sink.report(&RULE, range, message).fix(
        Applicability::Safe,
        say!(lang, "接回成一张表", "join the table again"),
        edits,
    );
}

/// Deletes the rows of a gap, neighbours in one edit.
fn gap_edits(sheet: &Sheet<'_>, gap: &[u32]) -> Vec<Edit> {
    let mut ranges: Vec<TextRange> = Vec::new();
    for &row in gap {
        let row = sheet.row(row);
        match ranges.last_mut() {
            Some(last) if last.end == row.start => last.end = row.end(),
            _ => ranges.push(TextRange::new(row.start, row.end())),
        }
    }
    ranges.into_iter().map(Edit::delete).collect()
}

impl Sheet<'_> {
    /// The cells of an indicator row that state once more the parents that hold anyway.
    pub fn repeated_parents(&self, row: u32) -> Vec<CellRef> {
        let Some(at) = self.indicators.iter().position(|indicator| indicator.row == row) else { return Vec::new() };
        let (Some(above), this) = (at.checked_sub(1).map(|at| &self.indicators[at]), &self.indicators[at]) else {
            return Vec::new();
        };
        if this.is_in_doubt() || above.is_in_doubt() {
            return Vec::new();
        }
        let same = |one: CellRef, other: Option<CellRef>| {
            other.is_some_and(|other| self.value(one) == self.value(other) || fold(self.value(one)) == fold(self.value(other)))
        };
        let own = |cell: Option<CellRef>, kind: ColumnKind| cell.filter(|_| self.indicator_cell(this, kind) == cell);
        let class = own(this.class, ColumnKind::Class);
        let group = own(this.group, ColumnKind::Group);
        let class_again = class.filter(|&class| same(class, above.class));
        let group_again = group.filter(|&group| {
            same(group, above.group) && (class.is_none() || class_again.is_some())
        });
        class_again.into_iter().chain(group_again).collect()
    }
}
