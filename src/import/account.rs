//! What became of every text of a source: in the book, put right on the way, in doubt, or left out.

use super::draft::{Draft, DraftRow, Why};
use super::grid::{GridName, Place};
use crate::diagnostic::{Diagnostic, Group, Lang, Severity, say};
use crate::profile::{Profile, fold};
use crate::rules::empty_field;
use crate::sheet::{read_amount, read_deadline};
use crate::syntax::kind_of;
use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::borrow::Cow;
use std::cell::OnceCell;

/// What an import did.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What was put right: the text as the source has it, and how.
    pub mended: Vec<Entry>,
    /// What a person should look at.
    pub doubts: Vec<Entry>,
    /// What does not stand in the book.
    pub left: Vec<Entry>,
}

/// Something that is reported about a place of the source.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where; `None` when it concerns the source as a whole.
    pub place: Option<Place>,
    /// The text of the source that it is about.
    pub text: String,
    /// One sentence.
    pub message: String,
    /// The rule that found it, if one did.
    pub rule: Option<&'static str>,
    /// The row of the book, 0-based: that it became, or else one of its table beside it; `None` where there is none.
    pub row: Option<usize>,
}

/// The cells of a table in reading order, and which row of the draft each went to.
type CellRows = Vec<((u32, u32), usize)>;

/// Where each byte of a text of several lines stands.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect())
    }

    /// The line of a byte, from 0, and the byte in it.
    fn at(&self, byte: u32) -> (usize, usize) {
        let line = self.0.partition_point(|&start| start <= byte as usize) - 1;
        (line, byte as usize - self.0[line])
    }
}

/// What `report` is made from.
pub(super) struct Account<'a> {
    pub(super) draft: &'a Draft,
    /// The findings of the draft.
    pub(super) found: &'a [Diagnostic],
    /// The book.
    pub(super) text: &'a str,
    /// What is still found in the book.
    pub(super) remaining: &'a [Diagnostic],
    pub(super) profile: &'a Profile,
    pub(super) lang: Lang,
}

impl Account<'_> {
    /// Accounts for every text of the source.
    pub(super) fn report(&self) -> Report {
        let mut report = Report::default();
        let note = |note: &super::draft::Note| Entry {
            place: Some(note.place.clone()),
            text: note.text.clone(),
            message: note.message.clone(),
            rule: None,
            row: None,
        };
        report.mended.extend(self.draft.mended.iter().map(note));
        report.doubts.extend(self.draft.doubts.iter().map(note));
        let mended = self.mended(&mut report);
        let rows: Vec<&str> = self.text.lines().collect();
        let origin = OnceCell::new();
        let origin = || &**origin.get_or_init(|| origins(&rows, &self.draft.rows));
        self.doubts(&rows, origin, &mut report);
        for left in &self.draft.left {
            let (why, cells) = (left.why.message(self.lang), left.cells);
            let message = match cells {
                1 => why.to_owned(),
                _ => say!(self.lang, "从这里起 {cells} 格：{why}", "{cells} cells from here on: {why}"),
            };
            let (place, text) = (Some(left.place.clone()), left.text.clone());
            report.left.push(Entry { place, text, message, rule: None, row: None });
        }
        self.unaccounted(&mended, &mut report);
        self.locate(origin, &mut report);
        report
    }

    /// Says of each entry where in the book it is to be looked at.
    fn locate<'b>(&self, origin: impl Fn() -> &'b [Option<usize>], report: &mut Report) {
        let entries = [&mut report.mended, &mut report.doubts, &mut report.left].into_iter().flatten();
        let mut open = entries.filter(|entry| entry.row.is_none() && entry.place.is_some()).peekable();
        if open.peek().is_none() {
            return;
        }
        let mut became = vec![None; self.draft.rows.len()];
        for ((row, from), text) in origin().iter().enumerate().zip(self.text.lines()) {
            // A blank row that was put in before it is not what it became.
            let Some(from) = from.filter(|from| !text.is_empty() || self.draft.rows[*from].cells.is_empty()) else {
                continue;
            };
            became[from].get_or_insert(row);
        }
        let mut last = None;
        for row in &mut became {
            last = row.or(last);
            *row = last;
        }
        let mut cells: Vec<(&GridName, CellRows)> = Vec::new();
        for (line, row) in self.draft.rows.iter().enumerate() {
            for Place { grid, row, col } in row.cells.iter().filter_map(|(_, place)| place.as_ref()) {
                match cells.iter_mut().rev().find(|(name, _)| *name == grid) {
                    Some((_, cells)) => cells.push(((*row, *col), line)),
                    None => cells.push((grid, vec![((*row, *col), line)])),
                }
            }
        }
        for (_, cells) in &mut cells {
            cells.sort_unstable();
        }
        for entry in open {
            let Some(Place { grid, row, col }) = &entry.place else { continue };
            let Some((_, cells)) = cells.iter().find(|(name, _)| *name == grid) else { continue };
            let behind = cells.partition_point(|(at, _)| *at <= (*row, *col));
            entry.row = cells.get(behind.saturating_sub(1)).and_then(|&(_, line)| became[line]);
        }
    }

    /// Reports what the fixes of the draft put right; returns the rows and cells they did it to.
    fn mended(&self, report: &mut Report) -> Vec<(usize, usize)> {
        let lines = Lines::of(&self.draft.text());
        let mut cells = Vec::new();
        for finding in self.found.iter().filter(|finding| finding.safe_fix().is_some()) {
            let (line, byte) = lines.at(finding.range.start);
            let Some(row) = self.draft.rows.get(line) else { continue };
            let cell = row.line()[..byte.min(row.line().len())].matches('\t').count();
            cells.push((line, cell));
            // A fix speaks of its row; what it changes of other cells is told by their own findings.
            let text = row.cells.get(cell).map_or_else(String::new, |(text, _)| text.clone());
            let place = row.place(byte).or_else(|| self.draft.rows.get(line + 1)?.place(0)).cloned();
            let (message, rule) = (finding.message.clone(), Some(finding.rule.name));
            report.mended.push(Entry { place, text, message, rule, row: None });
        }
        cells
    }

    /// Reports what is still damaged in the book, or has no place in the form.
    fn doubts<'b>(&self, rows: &[&str], origin: impl Fn() -> &'b [Option<usize>], report: &mut Report) {
        let lines = Lines::of(self.text);
        let doubtful = |finding: &&Diagnostic| {
            matches!(finding.rule.group, Group::Damage | Group::Structure)
                && finding.severity != Severity::Information
                && finding.rule.name != empty_field::RULE.name
        };
        let mut found = self.remaining.iter().filter(doubtful).peekable();
        if found.peek().is_none() {
            return;
        }
        let origin = origin();
        for finding in found {
            let (line, byte) = lines.at(finding.range.start);
            let cell = rows.get(line).map_or("", |row| cell_at(row, byte));
            let row = origin.get(line).copied().flatten().map(|at| &self.draft.rows[at]);
            let exact = row.and_then(|row| row.cells.iter().find(|(text, _)| text == cell)?.1.clone());
            let place = exact.or_else(|| row?.place(0).cloned());
            let (message, rule) = (finding.message.clone(), Some(finding.rule.name));
            report.doubts.push(Entry { place, text: cell.to_owned(), message, rule, row: Some(line) });
        }
    }

    /// Reports every text of the draft that is neither in the book nor among what was mended.
    fn unaccounted(&self, mended: &[(usize, usize)], report: &mut Report) {
        let mut book: FxHashMap<Cow<'_, str>, i64> = FxHashMap::default();
        for cell in self.text.lines().flat_map(|row| row.split('\t')).filter(|cell| !cell.is_empty()) {
            // Most cells fold to themselves, and a book may have a million.
            let folded = Some(fold(cell)).filter(|folded| folded != cell).map_or(Cow::Borrowed(cell), Cow::Owned);
            *book.entry(folded).or_default() += 1;
        }
        let mut take = |text: &str| {
            let count = book.get_mut(text).filter(|count| **count > 0);
            count.map(|count| *count -= 1).is_some()
        };
        let mut missing = Vec::new();
        for (line, row) in self.draft.rows.iter().enumerate() {
            for (at, (text, place)) in row.cells.iter().enumerate().filter(|(_, (text, _))| !text.is_empty()) {
                if !take(&fold(text)) && !mended.contains(&(line, at)) {
                    missing.push((text, place));
                }
            }
        }
        for (text, place) in missing {
            let (text, place) = (text.clone(), place.clone());
            if let Some(now) = self.respelled(&text).into_iter().find(|now| take(&fold(now))) {
                let message = say!(self.lang, "“{text}”改写为“{now}”", "\"{text}\" is now written \"{now}\"");
                report.mended.push(Entry { place, text, message, rule: None, row: None });
                continue;
            }
            let why = if self.is_printed(&text) { Why::Repeated } else { Why::Lost };
            let message = why.message(self.lang).to_owned();
            report.left.push(Entry { place, text, message, rule: None, row: None });
        }
    }

    /// What a safe fix may have made of a value.
    fn respelled(&self, text: &str) -> Vec<String> {
        let profile = self.profile;
        let mut now = Vec::new();
        now.extend(profile.operator(text).map(str::to_owned));
        now.extend(read_deadline(text).map(|deadline| deadline.canonical()));
        now.extend(profile.measures.canonical(text).map(str::to_owned));
        now.extend(read_amount(text, kind_of(text), &profile.amount).amount().map(|amount| amount.to_string()));
        // `28.8万元` became a number and a measure.
        let number = text.trim_end_matches(|c: char| !c.is_ascii_digit());
        if number.len() < text.len() {
            now.push(number.to_owned());
        }
        now
    }

    /// Whether the form itself or a row above states it: what a new page prints once more.
    fn is_printed(&self, text: &str) -> bool {
        let profile = self.profile;
        profile.section_of(text).is_some()
            || profile.is_title(text)
            || profile.word(text).is_path()
            || profile
                .sections
                .iter()
                .flat_map(|section| section.columns())
                .any(|column| column.label.matches(text).is_some())
            || self.text.lines().any(|row| row.split('\t').any(|cell| fold(cell) == fold(text)))
    }
}

/// The cell of a row that a byte stands in.
fn cell_at(row: &str, byte: usize) -> &str {
    let byte = row.floor_char_boundary(byte.min(row.len()));
    let start = row[..byte].rfind('\t').map_or(0, |tab| tab + 1);
    let end = row[byte..].find('\t').map_or(row.len(), |tab| byte + tab);
    &row[start..end]
}

/// The row of the draft that each row of the book came from. Neither repair nor layout changes the order of rows.
fn origins(rows: &[&str], draft: &[DraftRow]) -> Vec<Option<usize>> {
    // The longest text of a row tells it from its neighbours, whatever became of its other cells.
    let key = |cells: &mut dyn Iterator<Item = &str>| cells.map(fold).max_by_key(String::len).unwrap_or_default();
    let now: Vec<String> = rows.iter().map(|row| key(&mut row.split('\t'))).collect();
    let before: Vec<String> =
        draft.iter().map(|row| key(&mut row.cells.iter().map(|(text, _)| text.as_str()))).collect();
    let mut origins = vec![None; rows.len()];
    for op in capture_diff_slices(Algorithm::Patience, &before, &now) {
        let (old, new) = match op {
            DiffOp::Equal { old_index, new_index, len } => (old_index..old_index + len, new_index..new_index + len),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                (old_index..old_index + old_len, new_index..new_index + new_len)
            }
            DiffOp::Insert { old_index, new_index, new_len } => (old_index..old_index, new_index..new_index + new_len),
            DiffOp::Delete { .. } => continue,
        };
        for (at, row) in new.enumerate() {
            let from = (old.start + at).min(old.end.max(old.start + 1) - 1);
            origins[row] = (from < draft.len()).then_some(from);
        }
    }
    origins
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_again() {
        let row = |cells: &[&str]| DraftRow { cells: cells.iter().map(|cell| ((*cell).to_owned(), None)).collect() };
        let draft =
            [row(&["题"]), row(&[]), row(&["名称", "甲局"]), row(&["收入", "", "12,3.0"]), row(&["标", "长长的名"])];
        assert_eq!(
            origins(&["题", "名称\t甲局", "收入\t123.0", "\t标\t长长的名"], &draft),
            [Some(0), Some(2), Some(3), Some(4)]
        );
    }
}
