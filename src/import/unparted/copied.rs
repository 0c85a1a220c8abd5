//! Text copied cell by cell: one cell after the other, parted by one blank or a line end.

mod tables;

pub(super) use tables::write_headers;

use super::Cells;
use super::atoms::{Atom, Gap, Printed, Spacing, atoms, printed, text};
use super::header::{Header, Named, header, label};
use super::look::Look;
use super::prose::{paragraphs, parted};
use super::rows::{DOUBTFUL, Parting, Row, goes_on};
use super::words::{Heads, PARTS, is_class, is_figure, is_group, is_header, is_total};
use crate::import::draft::Why;
use crate::import::text::is_page_number;
use crate::outline::{
    FIELD_LABELS, Heading, Line, LineKind, MONEY_LABELS, Notion, Notions, TEXT_LABELS, labelled, line_kind,
};

/// Reads the cells of `whole`.
pub(super) fn read(whole: &str, out: &mut Cells) {
    let lines = printed(whole);
    let spacing = Spacing::of(&lines);
    let mut body: Vec<Printed<'_>> = Vec::new();
    let mut noted = false;
    let is_head = |text: &str| line_kind(&Line::single(text)) == LineKind::Title;
    // Some viewers give what is set in the middle after all the rest.
    let mut titles = lines.iter().filter(|(_, text)| is_head(text));
    let title = titles.next().filter(|(line, _)| lines.iter().filter(|(other, _)| other < line).count() > 8);
    let title = title.filter(|_| titles.next().is_none()).map(|(line, text)| {
        let row = out.row(0);
        out.put(row, 0, *text);
        *line
    });
    for &(line, text) in &lines {
        let text = text.trim_matches('\u{c}').trim();
        if title == Some(line) {
            continue;
        }
        if is_page_number(text) {
            out.leave(line, text, Why::PageNumber);
            continue;
        }
        if !furniture(text, &mut noted) {
            body.push((line, text));
            continue;
        }
        cells_of(&atoms(&std::mem::take(&mut body)), spacing, out);
        around(line, text, spacing, out);
    }
    cells_of(&atoms(&body), spacing, out);
}

/// Whether a line stands around the table; `noted` says whether the one before was a note, which runs on.
pub(super) fn furniture(text: &str, noted: &mut bool) -> bool {
    let kind = line_kind(&Line::single(text));
    let own = !matches!(kind, LineKind::Body | LineKind::Identity);
    *noted = (own && super::words::is_note(text)) || (*noted && super::prose::number(text).is_some());
    own || *noted
}

/// Writes a line around the table.
pub(super) fn around(line: u32, text: &str, spacing: Spacing, out: &mut Cells) {
    let row = out.row(line);
    for (col, piece) in signatures(text, spacing).into_iter().enumerate() {
        out.put(row, col as u32, piece);
    }
}

/// The cells of a line around a table: each begins with its label, `填报人：某某`.
fn signatures(line: &str, spacing: Spacing) -> Vec<String> {
    let own = atoms(&[(0, line)]);
    let mut starts = vec![0];
    for (at, atom) in own.iter().enumerate().skip(1) {
        let known = line_kind(&Line::single(atom.text)) != LineKind::Body;
        let begins = known || labelled(atom.text).is_some_and(|(label, _)| !Heading::read(label).notions.is_empty());
        if begins || atom.gap == Gap::Wide {
            starts.push(at);
        }
    }
    // A note is one cell whatever stands in it.
    if super::words::is_note(line) || labelled(own[0].text).is_none() {
        starts.truncate(1);
    }
    let ends = starts.iter().skip(1).copied().chain([own.len()]);
    starts.iter().zip(ends).map(|(start, end)| text(&own[*start..end], spacing)).collect()
}

/// Reads atoms of which none stands around a table.
pub(super) fn cells_of(atoms: &[Atom<'_>], spacing: Spacing, out: &mut Cells) {
    Reader { atoms, spacing, out, at: 0, section: None, table: None, base: 1 }.read();
}

struct Reader<'a, 'o> {
    atoms: &'a [Atom<'a>],
    spacing: Spacing,
    out: &'o mut Cells,
    at: usize,
    /// The label that stands for what comes next, and its line.
    section: Option<(Named, u32)>,
    /// The cell of the table's label.
    table: Option<usize>,
    /// The first column of the table: behind its label, when it has one.
    base: u32,
}

/// Labels that are cells of tables as well.
const COMMON: [&str; 6] = ["其他", "说明", "其他资金", "基本支出", "项目支出", "可行性"];

impl Reader<'_, '_> {
    fn label(&self, at: usize) -> Option<Named> {
        label(self.atoms, at, self.spacing)
    }

    fn header(&self, at: usize) -> Option<Header> {
        header(self.atoms, at, self.spacing)
    }

    fn text(&self, start: usize, end: usize) -> String {
        text(&self.atoms[start..end], self.spacing)
    }

    fn line(&self, at: usize) -> u32 {
        self.atoms[at].line
    }

    /// The atom behind the line that atom `at` stands in.
    fn line_end(&self, at: usize) -> usize {
        (at + 1..self.atoms.len()).find(|&next| self.atoms[next].gap == Gap::Line).unwrap_or(self.atoms.len())
    }

    /// Whether atom `at` begins a line, or nothing follows.
    fn begins(&self, at: usize) -> bool {
        self.atoms.get(at).is_none_or(|atom| atom.gap == Gap::Line)
    }

    fn read(&mut self) {
        while self.at < self.atoms.len() {
            let before = self.at;
            let label = self.label(self.at);
            // `绩效指标` heads a column in some forms and a table in others.
            let heads = label.as_ref().filter(|label| self.heads(label));
            if heads.is_none()
                && let Some(header) = self.header(self.at)
            {
                self.table(header);
            } else if let Some(label) = label {
                self.labelled(label);
            } else {
                self.unknown();
            }
            if self.at <= before {
                self.at = before + 1;
            }
        }
        self.settle();
    }

    /// Whether a table stands behind a label: not where it is the first header itself.
    fn heads(&self, label: &Named) -> bool {
        let tables = Notions::of(&[Notion::Indicators, Notion::Money, Notion::Tasks]);
        let own = label.notions.any(tables)
            || (label.notions.any(PARTS) && (self.begins(label.end) || !is_header(label.notions)));
        own && self.header(label.end).is_some()
    }

    /// A label whose part never came stands alone.
    fn settle(&mut self) {
        if let Some((label, line)) = self.section.take() {
            let row = self.out.row(line);
            self.out.put(row, 0, label.text);
        }
    }

    /// A line of which nothing is known.
    fn unknown(&mut self) {
        self.settle();
        let end = self.line_end(self.at);
        let row = self.out.row(self.line(self.at));
        let text = self.text(self.at, end);
        self.out.doubt(row, 0, text);
        self.at = end;
    }

    fn labelled(&mut self, label: Named) {
        let line = self.line(self.at);
        let own = label.notions;
        let end = label.end;
        if let Some(header) = self.header(end).filter(|_| self.heads(&label)) {
            self.settle();
            self.section = Some((label, line));
            self.table(header);
            return;
        }
        if own.any(MONEY_LABELS) && !own.any(FIELD_LABELS) && self.pairs() {
            return;
        }
        let parts = Notions::of(&[Notion::Money, Notion::Tasks, Notion::Indicators]);
        if own.any(parts) && !own.any(TEXT_LABELS) || (own.any(parts) && self.pair_at(end).is_some()) {
            self.settle();
            self.section = Some((label, line));
            self.at = end;
            if !self.pairs() && own.any(Notions::of(&[Notion::Tasks])) {
                let (label, line) = match self.section.take() {
                    Some(section) => section,
                    None => return,
                };
                self.prose(label, line);
            }
            return;
        }
        if own.any(TEXT_LABELS) && (self.begins(end) || !own.any(FIELD_LABELS)) {
            self.settle();
            self.prose(label, line);
            return;
        }
        self.settle();
        self.fields();
    }

    /// A label and an amount from atom `at` on: where the label ends, and where the amount does.
    fn pair_at(&self, at: usize) -> Option<(usize, usize)> {
        let known = self.label(at).filter(|label| label.notions.any(MONEY_LABELS))?;
        let figure = |at: usize| self.atoms.get(at).is_some_and(|atom| is_figure(atom.text));
        figure(known.end).then_some((known.end, known.end + 1))
    }

    /// Reads rows of labels with amounts behind them.
    fn pairs(&mut self) -> bool {
        if self.pair_at(self.at).is_none() {
            return false;
        }
        let mut section = self.section.take();
        while self.at < self.atoms.len() && self.header(self.at).is_none() {
            // All pairs of one line make a row.
            let mut cells = Vec::new();
            let line = self.line(self.at);
            while let Some((label, end)) = self.pair_at(self.at).or_else(|| self.strange_pair(&cells)) {
                cells.push((self.text(self.at, label), self.text(label, end)));
                self.at = end;
                if self.begins(self.at) {
                    break;
                }
            }
            if cells.is_empty() {
                break;
            }
            let row = self.out.row(section.as_ref().map_or(line, |(_, line)| *line));
            if let Some((label, _)) = section.take() {
                self.out.put(row, 0, label.text);
            }
            for (at, (label, amount)) in cells.into_iter().enumerate() {
                self.out.put(row, 1 + 2 * at as u32, label);
                self.out.put(row, 2 + 2 * at as u32, amount);
            }
        }
        true
    }

    /// A label of money that nobody knows, with an amount at the end of its line.
    fn strange_pair(&self, cells: &[(String, String)]) -> Option<(usize, usize)> {
        if !cells.is_empty() || !self.begins(self.at) {
            return None;
        }
        if self.label(self.at).is_some() {
            return None;
        }
        let end = self.line_end(self.at);
        let amount = end - 1;
        let text = amount > self.at && self.atoms[self.at..amount].iter().all(|atom| !is_figure(atom.text));
        (text && is_figure(self.atoms[amount].text) && amount - self.at <= 3).then_some((amount, end))
    }

    /// Reads the fields of a line.
    fn fields(&mut self) {
        let row = self.out.row(self.line(self.at));
        let mut col = 0;
        loop {
            let Some(label) = self.label(self.at) else { return };
            let start = label.end;
            self.out.put(row, col, label.text);
            // A value that begins behind its label ends with the line; one that begins on a line of its own may go on.
            let own = self.begins(start);
            let mut end = start;
            while end < self.atoms.len() {
                if self.begins(end) && !own && end > start {
                    break;
                }
                if self.ends_value(end, end == start, own) {
                    break;
                }
                end += 1;
            }
            if end > start {
                let text = self.text(start, end);
                let lines = text.matches('\n').count();
                if lines > 2 || (lines > 0 && !broken(&text)) {
                    self.out.doubt(row, col + 1, text);
                } else {
                    self.out.put(row, col + 1, text);
                }
            }
            self.at = end;
            col += 2;
            let more =
                self.label(end).is_some_and(|next| next.notions.any(FIELD_LABELS) || next.notions.any(MONEY_LABELS));
            if self.begins(end) || !more {
                break;
            }
        }
        // What stands behind the value in its line belongs to nothing that is known.
        if !self.begins(self.at) {
            let end = self.line_end(self.at);
            let text = self.text(self.at, end);
            self.out.doubt(row, col, text);
            self.at = end;
        }
    }

    /// Whether the value of a field ends before atom `at`.
    fn ends_value(&self, at: usize, first: bool, own: bool) -> bool {
        let Some(label) = self.label(at) else {
            return self.begins(at) && self.header(at).is_some();
        };
        let line = self.begins(at);
        let field = label.notions.any(FIELD_LABELS) || label.notions.any(MONEY_LABELS);
        // A word that is a label may be a value too: of `项目类型 其他` nothing but a value follows.
        let alone = label.end == at + 1 && self.begins(label.end) && COMMON.contains(&self.atoms[at].text);
        if alone && first {
            return false;
        }
        if line {
            own || label.notions.any(PARTS) || field
        } else {
            field || (label.notions.any(TEXT_LABELS) && !first && self.begins(label.end))
        }
    }

    /// Reads a label of texts and the texts behind and below it.
    fn prose(&mut self, label: Named, line: u32) {
        let mut panes: Vec<Named> = Vec::new();
        let mut at = label.end;
        if self.begins(at) {
            // Labels side by side end their line.
            while let Some(next) = self.label(at).filter(|next| next.notions.any(TEXT_LABELS)) {
                at = next.end;
                panes.push(next);
                if self.begins(at) {
                    break;
                }
            }
            if !self.begins(at) || (panes.len() == 1 && !self.nested(&label, &panes[0])) {
                panes.clear();
                at = label.end;
            }
        }
        let start = at;
        let mut end = start;
        while end < self.atoms.len() {
            if self.begins(end) && (end > start || panes.is_empty()) && self.ends_prose(end) {
                break;
            }
            end = self.line_end(end);
        }
        let mut lines = Vec::new();
        let mut from = start;
        while from < end {
            let to = self.line_end(from).min(end);
            lines.push(self.text(from, to));
            from = to;
        }
        self.at = end;
        let row = self.out.row(line);
        self.out.put(row, 0, label.text);
        if panes.is_empty() {
            if !lines.is_empty() {
                self.out.put(row, 1, paragraphs(&lines).join("\n"));
            }
            return;
        }
        for (at, pane) in panes.iter().enumerate() {
            self.out.put(row, 1 + at as u32, pane.text.clone());
        }
        let (parts, sure) = parted(&lines, panes.len());
        let row = self.out.row(self.atoms.get(start).map_or(line, |atom| atom.line));
        for (at, part) in parts.into_iter().enumerate().filter(|(_, part)| !part.is_empty()) {
            let text = paragraphs(&part).join("\n");
            if sure { self.out.put(row, 1 + at as u32, text) } else { self.out.doubt(row, 1 + at as u32, text) }
        }
    }

    /// Whether the only label below another one is that of its text.
    fn nested(&self, outer: &Named, inner: &Named) -> bool {
        let goals = Notions::of(&[Notion::Goal, Notion::Result]);
        let both = outer.notions.any(goals) && inner.notions.any(goals);
        both && self.begins(inner.end) && inner.end < self.atoms.len() && !self.ends_prose(inner.end)
    }

    /// Whether a text ends before the line that begins with atom `at`.
    fn ends_prose(&self, at: usize) -> bool {
        if self.header(at).is_some() {
            return true;
        }
        let Some(label) = self.label(at) else { return false };
        if COMMON.contains(&label.text.as_str()) {
            return false;
        }
        label.notions.any(PARTS) || label.notions.any(FIELD_LABELS) || self.pair_at(at).is_some()
    }

    /// Whether a table ends before the line that begins with atom `at`.
    fn ends_table(&self, at: usize, heads: Heads) -> bool {
        let Some(label) = self.label(at) else { return false };
        if COMMON.contains(&label.text.as_str()) {
            return false;
        }
        let own = label.notions;
        let row = own.any(MONEY_LABELS) && heads != Heads::Indicators;
        !row && (own.any(PARTS) || (own.any(FIELD_LABELS) && heads != Heads::List))
    }
}

/// As many atoms of a table are read at once.
const MOST: usize = 3000;

/// Whether a parent is whole: it ends as such names do.
fn notions_end(cell: &str) -> bool {
    let bare = cell.split(['（', '(']).next().unwrap_or(cell).trim();
    bare.ends_with("指标") || bare.ends_with("目标")
}

/// Whether two headers are those of one table.
fn same(one: &Header, other: &Header) -> bool {
    let texts = |header: &Header| header.columns.iter().filter_map(|column| column.text.clone()).collect::<Vec<_>>();
    texts(one) == texts(other)
}

/// Whether a text looks broken where a column ends: all lines but the last are as wide.
fn broken(text: &str) -> bool {
    let widths: Vec<usize> = text.split('\n').map(super::atoms::width).collect();
    let Some((last, full)) = widths.split_last() else { return true };
    let widest = full.iter().copied().max().unwrap_or(0);
    full.iter().all(|width| width + 2 >= widest) && *last <= widest
}
