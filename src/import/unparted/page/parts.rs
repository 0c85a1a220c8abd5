//! The parts of a printed page: labels whose lines stand one above the other, and lines of headers.

use super::super::atoms::{Atom, Gap, Spacing};
use super::super::columns::Fragment;
use super::super::header::named_text;
use super::super::words::{
    Heads, heads, is_class, is_figure, is_group, is_header, is_quantity, leads_operator, notions,
};
use crate::outline::{Notion, Notions};

/// A label: the fragments that it is made of.
pub(super) struct Label {
    pub(super) text: String,
    pub(super) notions: Notions,
    pub(super) lines: Vec<u32>,
    /// The first and the last of its lines, where these are known.
    pub(super) reach: Option<(u32, u32)>,
}

impl Label {
    pub(super) fn middle(&self) -> f32 {
        if let Some((from, to)) = self.reach {
            return (from + to) as f32 / 2.0;
        }
        self.lines.iter().sum::<u32>() as f32 / self.lines.len().max(1) as f32
    }
}

/// What the fragments of a line head.
pub(super) fn head_of<'f>(line: impl Iterator<Item = &'f Fragment>) -> Option<Heads> {
    // A narrow column leaves one blank between two headers.
    let all: Vec<Notions> = line.flat_map(|one| named_text(&one.text)).collect();
    heads(&all)
}

/// Whether the line holds nothing but headers, or the beginnings of headers that go on below.
pub(super) fn head_part(all: &[Fragment], line: u32, edge: usize) -> bool {
    let mut own = all.iter().filter(|one| one.line == line && (one.end > edge + 1 || edge == 0)).peekable();
    own.peek().is_some()
        && own.all(|one| {
            let short = one.text.chars().count() <= 10
                && !one.text.contains(['。', '；', '：', '，', '□', '√'])
                && !is_figure(&one.text)
                && !is_class(&one.text)
                && !is_group(&one.text);
            // The last line of a text is short as well.
            let prose = all
                .iter()
                .any(|over| over.line + 1 == one.line && over.start == one.start && over.text.chars().count() > 20);
            let mut below = all.iter().filter(|below| {
                below.line > line
                    && below.line <= line + 6
                    && below.start < one.end
                    && one.start < below.end
                    && !is_figure(&below.text)
            });
            !prose && (is_header(notions(&one.text)) || (short && below.next().is_some()))
        })
}

/// Whether nothing stands to its left.
pub(super) fn begins_line(all: &[Fragment], one: &Fragment) -> bool {
    all.iter().filter(|other| other.line == one.line).all(|other| other.start >= one.start)
}

pub(super) fn within<'f>(all: &'f [Fragment], lines: &'f [u32]) -> impl Iterator<Item = &'f Fragment> {
    all.iter().filter(move |one| lines.contains(&one.line))
}

/// The labels that fragments one below the other make.
pub(super) fn named(own: &[&Fragment], spacing: Spacing) -> Vec<Label> {
    let atoms: Vec<Atom<'_>> = own.iter().map(|one| Atom { text: &one.text, line: one.line, gap: Gap::Line }).collect();
    let mut labels: Vec<Label> = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let found = super::super::header::label(&atoms, at, spacing);
        let end = found.as_ref().map_or(at + 1, |found| found.end);
        let text = found.as_ref().map_or_else(|| own[at].text.clone(), |found| found.text.clone());
        let notions = found.map(|found| found.notions).unwrap_or_default();
        let lines = own[at..end].iter().map(|one| one.line);
        let reach = if end == at + 1 { own[at].reach } else { None };
        at = end;
        // A unit or points below a label belong to it.
        if text.starts_with(['（', '('])
            && text.ends_with(['）', ')'])
            && let Some(last) = labels.last_mut()
        {
            let Label { text: whole, lines: all, reach, .. } = last;
            *reach = None;
            whole.push('\n');
            whole.push_str(&text);
            all.extend(lines);
            continue;
        }
        labels.push(Label { text, notions, lines: lines.collect(), reach });
    }
    labels
}

/// The lines beside a label when each of them is a name and its text.
pub(super) fn pairs_of(own: &[Fragment]) -> Option<Vec<[&Fragment; 2]>> {
    let mut rows: Vec<[&Fragment; 2]> = Vec::new();
    let mut at = 0;
    while at < own.len() {
        let count = own[at..].iter().take_while(|one| one.line == own[at].line).count();
        let [name, text] = &own[at..at + count] else { return None };
        if name.text.chars().count() > 14 || name.text.ends_with(['。', '；', '，']) || is_figure(&name.text) {
            return None;
        }
        rows.push([name, text]);
        at += count;
    }
    let apart = rows.iter().map(|row| row[0].end).max()? <= rows.iter().map(|row| row[1].start).min()?;
    apart.then_some(rows)
}

/// The lines of the headers of which `head` is one: from and to.
pub(super) fn heading(own: &[Fragment], lines: &[u32], head: u32) -> (u32, u32) {
    let at = lines.iter().position(|line| *line == head).unwrap_or(0);
    let words = |at: usize| {
        let own = own.iter().filter(|one| one.line == lines[at]);
        own.filter(|one| is_header(notions(&one.text))).count()
    };
    let plain = |line: u32| {
        own.iter().filter(|one| one.line == line).all(|one| {
            let value = is_figure(&one.text) || is_quantity(&one.text) || leads_operator(&one.text);
            !(value || is_class(&one.text) || is_group(&one.text)) || one.text.ends_with('年')
        })
    };
    // Of several lines that look like headers the fullest is in their middle.
    let near = (at..lines.len().min(at + 3)).take_while(|&next| plain(lines[next]));
    let at = near.fold(at, |most, next| if words(next) > words(most) { next } else { most });
    let low = at.saturating_sub(4);
    let top = (low..=at).find(|&above| lines[above..at].iter().all(|line| head_part(own, *line, 0))).unwrap_or(at);
    let head = lines[at];
    let grouped = own.iter().any(|one| {
        (lines[top]..=head).contains(&one.line) && (notions(&one.text).has(Notion::Band) || one.text.contains("近两年"))
    });
    // Headers of several lines reach as far below the others as above them.
    let above = if grouped { 7 } else { at - top };
    let mut end = at + 1;
    while end < lines.len() && plain(lines[end]) {
        let bracket = own.iter().any(|one| one.line == lines[end] && one.text.starts_with(['（', '(']));
        // The rest of headers that are broken.
        let rest = own.iter().filter(|one| one.line == lines[end]).all(|one| {
            let over = own.iter().filter(|over| over.start < one.end && one.start < over.end);
            let mut over = over.filter(|over| (lines[top]..lines[end]).contains(&over.line));
            over.any(|over| is_header(notions(&format!("{}{}", over.text, one.text))))
        });
        if end - at > above.max(usize::from(bracket || rest)) {
            break;
        }
        end += 1;
    }
    (lines[top], lines.get(end).copied().unwrap_or(u32::MAX))
}
