//! Text printed as a page looks: cells by their places.
//!
//! What it makes of them are cells in the order of reading, a parent before the first of the rows that it stands in the
//! middle of.

use super::Cells;
use super::atoms::{Atom, Gap, Printed, Spacing, is_page_number, printed};
use super::columns::{Fragment, columns, fragments, is_wide, rows, runs};
use super::copied::{around, cells_of, furniture};
use super::header::named_text;
use super::words::{Heads, PARTS, heads, is_class, is_figure, is_group, is_header, notions};
use crate::import::draft::Why;
use crate::outline::{FIELD_LABELS, Notion, Notions, TEXT_LABELS};

/// Whether the cells of `text` stand in columns: many of its lines are indented or have wide gaps.
pub(super) fn is_page(text: &str) -> bool {
    let (mut all, mut placed, mut indented) = (0, 0, 0);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        all += 1;
        let inner = line.trim();
        placed += usize::from(inner.contains("   "));
        indented += usize::from(line.trim_start_matches('\u{c}').starts_with("    "));
    }
    all >= 6 && 5 * (placed + indented) >= 2 * all && 6 * indented >= all && placed >= 3
}

/// As many lines are read as one page at most.
const MOST_LINES: usize = 300;

/// A cell in the order of reading.
struct Told {
    text: String,
    line: u32,
    gap: Gap,
}

/// Reads the cells of `text`.
pub(super) fn read(text: &str, out: &mut Cells) {
    let spacing = Spacing::of(&printed(text));
    let mut pages = Pages { spacing, told: Vec::new(), edge: 0, open: false, count: None, wide: is_wide(text.lines()) };
    let mut line = 0;
    let mut body: Vec<Printed<'_>> = Vec::new();
    let mut noted = false;
    for page in text.split('\u{c}') {
        for (at, own) in page.split('\n').enumerate() {
            let (number, bare) = (line + at as u32, own.trim());
            if bare.is_empty() {
                continue;
            }
            if is_page_number(bare) {
                out.leave(number, bare, Why::PageNumber);
                continue;
            }
            let narrow = bare.split("  ").map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
            if furniture(&narrow, &mut noted) {
                pages.body(&std::mem::take(&mut body));
                pages.flush(out);
                around(number, &narrow, spacing, out);
                continue;
            }
            body.push((number, own.trim_end()));
            // A page has far fewer lines; work grows faster than their number.
            if body.len() >= MOST_LINES {
                pages.body(&std::mem::take(&mut body));
            }
        }
        line += page.matches('\n').count() as u32;
        pages.body(&std::mem::take(&mut body));
    }
    pages.flush(out);
}

struct Pages {
    spacing: Spacing,
    told: Vec<Told>,
    /// Where the labels of the page end.
    edge: usize,
    /// Whether a table goes on from the page before.
    open: bool,
    /// Whether Chinese characters take two places.
    wide: bool,
    /// How many headers it has.
    count: Option<usize>,
}

/// A label: the fragments that it is made of.
struct Label {
    text: String,
    notions: Notions,
    lines: Vec<u32>,
}

impl Label {
    fn middle(&self) -> f32 {
        self.lines.iter().sum::<u32>() as f32 / self.lines.len().max(1) as f32
    }
}

impl Pages {
    /// Hands over what was read.
    fn flush(&mut self, out: &mut Cells) {
        let told = std::mem::take(&mut self.told);
        let atoms: Vec<Atom<'_>> =
            told.iter().map(|told| Atom { text: &told.text, line: told.line, gap: told.gap }).collect();
        // Cells are whole: no blank parts one any more.
        cells_of(&atoms, Spacing { wide: true, ..self.spacing }, out);
        self.open = false;
    }

    fn tell(&mut self, text: String, line: u32, first: bool) {
        self.told.push(Told { text, line, gap: if first { Gap::Line } else { Gap::Wide } });
    }

    /// Reads the lines of a page, or those between two lines that stand around tables.
    fn body(&mut self, lines: &[Printed<'_>]) {
        if lines.is_empty() {
            return;
        }
        let all: Vec<Fragment> = lines.iter().flat_map(|(line, text)| fragments(*line, text, self.wide)).collect();
        let numbers: Vec<u32> = lines.iter().map(|(line, _)| *line).collect();
        // Tables whose first header stands where labels do have none.
        let head = numbers.iter().position(|line| self.headed(&all, *line));
        let left = all.iter().map(|one| one.start).min().unwrap_or(0);
        let known = |one: &&Fragment| {
            let own = notions(&one.text);
            one.start <= left + 4 && (own.any(PARTS) || own.any(FIELD_LABELS)) && one.text.chars().count() <= 12
        };
        let edge = all.iter().filter(known).map(|one| one.end).max();
        if let Some(edge) = edge {
            // What stands in that column may be wider than the labels that are known.
            let wide = |one: &&Fragment| one.start + 1 < edge && one.text.chars().count() <= 10;
            self.edge = all.iter().filter(wide).map(|one| one.end).max().unwrap_or(edge).max(edge);
        }
        let bare = head.filter(|head| {
            let first = all.iter().filter(|one| one.line == numbers[*head]).min_by_key(|one| one.start);
            first.is_some_and(|first| {
                let own = notions(&first.text);
                first.start <= left + 6 && !own.has(Notion::Indicators) && !own.has(Notion::Money)
            })
        });
        if let Some(head) = bare {
            let from = numbers[head].saturating_sub(2);
            let above = numbers.iter().position(|line| *line >= from).unwrap_or(head);
            let above = (above..=head).find(|at| *at == head || !self.has_label(&all, numbers[*at])).unwrap_or(head);
            let behind =
                numbers[head + 1..].iter().position(|line| self.has_label(&all, *line) && !self.headed(&all, *line));
            let end = behind.map_or(numbers.len(), |behind| head + 1 + behind);
            self.labelled(&all, &numbers[..above]);
            let own: Vec<Fragment> = within(&all, &numbers[above..end]).cloned().collect();
            self.table(&own, true);
            self.labelled(&all, &numbers[end..]);
            return;
        }
        self.labelled(&all, &numbers);
    }

    /// Whether a label of a field or text begins the line.
    fn has_label(&self, all: &[Fragment], line: u32) -> bool {
        let first = all.iter().filter(|one| one.line == line).min_by_key(|one| one.start);
        first.is_some_and(|first| {
            let own = notions(&first.text);
            first.end <= self.edge.max(8) && (own.any(PARTS) || own.any(FIELD_LABELS))
        })
    }

    /// Whether the line holds the headers of a table.
    fn headed(&self, all: &[Fragment], line: u32) -> bool {
        head_of(all.iter().filter(|one| one.line == line)).is_some()
    }

    /// Reads lines with a column of labels before them; headers begin a part.
    fn labelled(&mut self, all: &[Fragment], lines: &[u32]) {
        let mut from = 0;
        for (at, line) in lines.iter().enumerate() {
            if at > from && self.headed(all, *line) {
                let begins =
                    (from + 1..=at).find(|&above| lines[above..at].iter().all(|line| head_part(all, *line, self.edge)));
                let begins = begins.unwrap_or(at).max(at.saturating_sub(3));
                if begins > from {
                    self.beside(all, &lines[from..begins]);
                    from = begins;
                }
            }
        }
        self.beside(all, &lines[from..]);
    }

    fn beside(&mut self, all: &[Fragment], lines: &[u32]) {
        if lines.is_empty() {
            return;
        }
        let own: Vec<&Fragment> = within(all, lines).collect();
        let edge = self.edge;
        let (mut labels, mut rest): (Vec<&Fragment>, Vec<Fragment>) = (Vec::new(), Vec::new());
        for line in lines {
            let mut first = true;
            for one in own.iter().filter(|one| one.line == *line) {
                if std::mem::take(&mut first) && one.end <= edge + 1 && one.start + 2 <= edge.max(2) {
                    labels.push(one);
                } else if one.start < edge && one.text.contains(' ') && one.end > edge + 1 {
                    // One blank alone parts the label from what stands beside it.
                    let (head, tail) = one.split(edge, edge + 1);
                    match tail {
                        Some(tail) => {
                            rest.push(tail);
                            rest.push(head);
                        }
                        None => rest.push(head),
                    }
                } else {
                    rest.push((*one).clone());
                }
            }
        }
        let heads: Vec<Fragment> = rest.iter().filter(|one| one.end <= edge + 1).cloned().collect();
        rest.retain(|one| one.end > edge + 1);
        labels.extend(heads.iter());
        labels.sort_by_key(|one| (one.line, one.start));
        let mut known = named(&labels, self.spacing);
        // What is no label there belongs to the table that goes on, or is a level.
        let open = self.open;
        let mut at = 0;
        known.retain(|label| {
            let own = &labels[at..at + label.lines.len()];
            at += label.lines.len();
            let strange = label.notions.is_empty() && (open || is_class(&label.text) || is_group(&label.text));
            if strange {
                rest.extend(own.iter().map(|one| (*one).clone()));
            }
            !strange
        });
        rest.sort_by_key(|one| (one.line, one.start));
        let labels = known;
        let spans = self.spans(&labels, lines);
        for (label, span) in spans {
            let own: Vec<Fragment> = rest.iter().filter(|one| span.contains(&one.line)).cloned().collect();
            let notions = label.map_or_else(Notions::default, |label| label.notions);
            if let Some(label) = label {
                self.open = false;
                let line = own.iter().map(|one| one.line).min().unwrap_or(label.lines[0]);
                self.tell(label.text.clone(), line, true);
            }
            self.part(own, notions, label.is_some());
        }
    }

    /// The lines of each label: it stands in their middle. Lines before the first may belong to the page before.
    fn spans<'l>(&self, labels: &'l [Label], lines: &[u32]) -> Vec<(Option<&'l Label>, Vec<u32>)> {
        if labels.is_empty() {
            return vec![(None, lines.to_vec())];
        }
        let places: Vec<(f32, Vec<u32>)> = labels.iter().map(|label| (label.middle(), label.lines.clone())).collect();
        let ends = runs(&places, lines, self.open);
        let mut spans = Vec::new();
        if ends[0] > 0 {
            spans.push((None, lines[..ends[0]].to_vec()));
        }
        for (at, label) in labels.iter().enumerate() {
            spans.push((Some(label), lines[ends[at]..ends[at + 1]].to_vec()));
        }
        spans
    }

    /// Reads what stands beside a label.
    fn part(&mut self, own: Vec<Fragment>, label: Notions, labelled: bool) {
        let mut lines: Vec<u32> = own.iter().map(|one| one.line).collect();
        lines.dedup();
        if own.is_empty() {
            return;
        }
        if lines.iter().any(|line| self.headed(&own, *line)) || (!labelled && self.open) {
            self.table(&own, !labelled);
            return;
        }
        let panes = lines.iter().take(4).copied().find(|line| {
            let texts: Vec<&Fragment> = own.iter().filter(|one| one.line == *line).collect();
            !texts.is_empty()
                && texts.iter().all(|one| notions(&one.text).any(TEXT_LABELS))
                && (texts.len() > 1 || label.any(TEXT_LABELS))
        });
        if let Some(panes) = panes.filter(|line| lines.last() != Some(line)) {
            let heads: Vec<Fragment> = own.iter().filter(|one| one.line == panes).cloned().collect();
            for (at, head) in heads.iter().enumerate() {
                self.tell(head.text.clone(), head.line, at == 0);
            }
            let below: Vec<&Fragment> = own.iter().filter(|one| one.line != panes).collect();
            let columns = columns(&below.iter().map(|one| (*one).clone()).collect::<Vec<_>>(), Some(heads.len()));
            for pane in 0..heads.len() {
                for one in &below {
                    let column = columns.iter().rposition(|(start, _)| *start <= one.start).unwrap_or(0);
                    if column.min(heads.len() - 1) == pane {
                        self.tell(one.text.clone(), one.line, true);
                    }
                }
            }
            return;
        }
        if label.any(TEXT_LABELS) && !label.any(FIELD_LABELS) {
            for line in lines {
                let texts: Vec<&str> = own.iter().filter(|one| one.line == line).map(|one| one.text.as_str()).collect();
                self.tell(texts.join(" "), line, true);
            }
            return;
        }
        if label.any(Notions::of(&[Notion::Money])) {
            self.table(&own, false);
            return;
        }
        // Fields: what stands one above the other is one cell.
        for (at, (text, line)) in stacked(&own).into_iter().enumerate() {
            self.tell(text, line, at == 0 && !labelled);
        }
    }

    /// Reads a table: its headers, when it has them, and its rows.
    fn table(&mut self, own: &[Fragment], bare: bool) {
        let mut lines: Vec<u32> = own.iter().map(|one| one.line).collect();
        lines.dedup();
        let Some(&first) = lines.first() else { return };
        let head = lines.iter().copied().find(|line| self.headed(own, *line));
        let mut from = first;
        let mut money = false;
        if let Some(head) = head {
            let heading = head_of(own.iter().filter(|one| one.line == head));
            money = heading != Some(Heads::Indicators);
            // Headers of several lines reach as far below the others as above them.
            let above = lines.iter().filter(|line| **line < head).count();
            let mut end = lines.iter().position(|line| *line == head).unwrap_or(0) + 1;
            let plain = |line: u32| {
                own.iter().filter(|one| one.line == line).all(|one| {
                    !is_figure(&one.text) && !is_class(&one.text) && !is_group(&one.text) || one.text.ends_with('年')
                })
            };
            let mut below = 0;
            let grouped = own
                .iter()
                .any(|one| one.line <= head && (notions(&one.text).has(Notion::Band) || one.text.contains("近两年")));
            while end < lines.len()
                && below
                    < above.max(if grouped { 7 } else { 0 }).max(usize::from(
                        own.iter().any(|one| one.line == lines[end] && one.text.starts_with(['（', '('])),
                    ))
                && plain(lines[end])
            {
                below += 1;
                end += 1;
            }
            let headers: Vec<Fragment> = own.iter().filter(|one| lines[..end].contains(&one.line)).cloned().collect();
            let headers = told_headers(headers);
            self.count = Some(headers.len());
            for (at, (text, line)) in headers.into_iter().enumerate() {
                self.tell(text, line, at == 0 && bare);
            }
            from = lines.get(end).copied().unwrap_or(u32::MAX);
            self.open = true;
        } else if !self.open {
            money = true;
        }
        let body: Vec<Fragment> = own.iter().filter(|one| one.line >= from).cloned().collect();
        // A header that is printed once more parts the rows.
        let again = lines.iter().copied().find(|line| *line > from && self.headed(&body, *line));
        if let Some(again) = again {
            let (before, behind): (Vec<Fragment>, Vec<Fragment>) =
                body.into_iter().partition(|one| one.line < again.saturating_sub(1));
            self.rows(&before, money);
            if behind.len() < own.len() {
                self.table(&behind, true);
            }
            return;
        }
        self.rows(&body, money);
    }

    fn rows(&mut self, body: &[Fragment], money: bool) {
        for row in rows(body, money, self.count.filter(|_| !money)) {
            for (at, (text, line)) in row.into_iter().enumerate() {
                self.tell(text, line, at == 0);
            }
        }
    }
}

/// The headers in the order of reading: what stands above several of them comes before these.
fn told_headers(headers: Vec<Fragment>) -> Vec<(String, u32)> {
    let mut all: Vec<Fragment> = Vec::new();
    for one in headers {
        // A narrow column leaves one blank between two headers.
        let parts: Vec<&str> = one.text.split(' ').collect();
        if parts.len() > 1 && !is_header(notions(&one.text)) && parts.iter().all(|part| is_header(notions(part))) {
            let mut start = one.start;
            for part in parts {
                let end = start + part.chars().count();
                all.push(Fragment { line: one.line, start, end, text: part.to_owned() });
                start = end + 1;
            }
        } else {
            all.push(one);
        }
    }
    let over = |one: &Fragment| {
        notions(&one.text).has(Notion::Band) || {
            let below: Vec<&Fragment> = all
                .iter()
                .filter(|other| other.line > one.line && other.start < one.end && one.start < other.end)
                .collect();
            below.windows(2).any(|pair| pair[0].line == pair[1].line)
        }
    };
    let (mut groups, rest): (Vec<Fragment>, Vec<Fragment>) = all.iter().cloned().partition(|one| over(one));
    groups.sort_by_key(|one| one.start);
    let Some(first) = groups.first().map(|one| one.start) else { return stacked(&rest) };
    if groups.iter().any(|one| notions(&one.text).has(Notion::Band)) {
        let (before, behind): (Vec<Fragment>, Vec<Fragment>) = rest.into_iter().partition(|one| one.end <= first);
        let own = groups.into_iter().map(|one| (one.text, one.line));
        return stacked(&before).into_iter().chain(own).chain(stacked(&behind)).collect();
    }
    // Years below a header come behind all headers.
    let year = |one: &Fragment| {
        let bare: String = one.text.chars().filter(|c| !c.is_whitespace()).collect();
        bare.starts_with("20") && bare.ends_with(['年', '度']) && bare.chars().count() <= 6
    };
    let (years, mut plain): (Vec<Fragment>, Vec<Fragment>) = rest.into_iter().partition(year);
    plain.extend(groups);
    stacked(&plain).into_iter().chain(stacked(&years)).collect()
}

/// What the fragments of a line head.
fn head_of<'f>(line: impl Iterator<Item = &'f Fragment>) -> Option<Heads> {
    // A narrow column leaves one blank between two headers.
    let all: Vec<Notions> = line.flat_map(|one| named_text(&one.text)).collect();
    heads(&all)
}

/// Whether the line holds nothing but headers, or the beginnings of headers that go on below.
fn head_part(all: &[Fragment], line: u32, edge: usize) -> bool {
    let mut own = all.iter().filter(|one| one.line == line && one.end > edge + 1).peekable();
    own.peek().is_some()
        && own.all(|one| {
            is_header(notions(&one.text))
                || all.iter().any(|below| {
                    below.line > line
                        && below.line <= line + 2
                        && below.start < one.end
                        && one.start < below.end
                        && is_header(notions(&format!("{}{}", one.text, below.text)))
                })
        })
}

fn within<'f>(all: &'f [Fragment], lines: &'f [u32]) -> impl Iterator<Item = &'f Fragment> {
    all.iter().filter(move |one| lines.contains(&one.line))
}

/// The labels that fragments one below the other make.
fn named(own: &[&Fragment], spacing: Spacing) -> Vec<Label> {
    let atoms: Vec<Atom<'_>> = own.iter().map(|one| Atom { text: &one.text, line: one.line, gap: Gap::Line }).collect();
    let mut labels = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let found = super::header::label(&atoms, at, spacing);
        let end = found.as_ref().map_or(at + 1, |found| found.end);
        let text = found.as_ref().map_or_else(|| own[at].text.clone(), |found| found.text.clone());
        let notions = found.map(|found| found.notions).unwrap_or_default();
        labels.push(Label { text, notions, lines: own[at..end].iter().map(|one| one.line).collect() });
        at = end;
    }
    labels
}

/// The cells of one row whose lines stand one above the other, from the left.
pub(super) fn stacked(own: &[Fragment]) -> Vec<(String, u32)> {
    let mut cells: Vec<(usize, usize, Vec<&Fragment>)> = Vec::new();
    let mut sorted: Vec<&Fragment> = own.iter().collect();
    sorted.sort_by_key(|one| (one.start, one.line));
    for one in sorted {
        let over = cells.iter().position(|(start, end, parts)| {
            one.start < *end && *start < one.end && parts.iter().all(|part| part.line != one.line)
        });
        match over {
            Some(at) => {
                cells[at].0 = cells[at].0.min(one.start);
                cells[at].1 = cells[at].1.max(one.end);
                cells[at].2.push(one);
            }
            None => cells.push((one.start, one.end, vec![one])),
        }
    }
    cells.sort_by_key(|(start, end, _)| start + end);
    cells
        .into_iter()
        .map(|(_, _, mut parts)| {
            parts.sort_by_key(|one| one.line);
            let texts: Vec<&str> = parts.iter().map(|one| one.text.as_str()).collect();
            (texts.join("\n"), parts[0].line)
        })
        .collect()
}
