//! Text printed as a page looks: cells by their places.
//!
//! What it makes of them are cells in the order of reading, a parent before the first of the rows that it stands in the
//! middle of.

mod parts;

use super::atoms::{Atom, Gap, Spacing, printed};
use super::columns::{Fragment, columns, fragments, is_wide, runs, stacked};
use super::copied::{around, cells_of, furniture};
use super::header::{Named, named_text};
use super::table::{Table, pairs};
use super::words::{PARTS, is_class, is_figure, is_group, is_header, is_total, notions};
use super::{Cells, Ways};
use crate::import::draft::Why;
use crate::import::text::is_page_number;
use crate::outline::{FIELD_LABELS, Notion, Notions, TEXT_LABELS};
use parts::{Label, begins_line, head_of, head_part, named, pairs_of, within};

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

/// Whether a line holds the headers of a table.
pub(super) fn is_headed(own: &[Fragment]) -> bool {
    !own.iter().any(|one| is_figure(&one.text)) && head_of(own.iter()).is_some()
}

/// As many lines are read as one page at most.
const MOST_LINES: usize = 300;

/// A cell in the order of reading.
struct Told {
    text: String,
    line: u32,
    gap: Gap,
}

/// A line of a page: its number, and what stands in it.
type PageLine = (u32, Vec<Fragment>);

/// Reads the cells of `text`.
pub(super) fn read(text: &str, ways: &mut Ways<'_>, out: &mut Cells) {
    let wide = is_wide(text.lines());
    let mut line = 0;
    let pages = text.split('\u{c}').map(|page| {
        let own = page.split('\n').enumerate().map(|(at, own)| {
            let number = line + at as u32;
            (number, fragments(number, own.trim_end(), wide))
        });
        let own: Vec<PageLine> = own.filter(|(_, own)| !own.is_empty()).collect();
        line += page.matches('\n').count() as u32;
        own
    });
    let pages: Vec<Vec<PageLine>> = pages.collect();
    read_pages(pages, Spacing::of(&printed(text)), wide, ways, out);
}

/// Reads the cells of pages whose pieces are known.
pub(super) fn read_pages(
    pages: Vec<Vec<PageLine>>,
    spacing: Spacing,
    wide: bool,
    ways: &mut Ways<'_>,
    out: &mut Cells,
) {
    let mut read = Pages {
        spacing,
        told: Vec::new(),
        edge: 0,
        left: 0,
        parts: Vec::new(),
        table: None,
        again: false,
        carried: false,
        wide,
        ways,
        out,
    };
    let mut body: Vec<PageLine> = Vec::new();
    let mut noted = false;
    for page in pages {
        for (number, own) in page {
            let narrow = own.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join("  ");
            if is_page_number(&narrow) {
                read.out.leave(number, &narrow, Why::PageNumber);
                continue;
            }
            if furniture(&narrow, &mut noted) {
                read.body(&std::mem::take(&mut body));
                read.flush();
                read.table = None;
                around(number, &narrow, spacing, read.out);
                continue;
            }
            body.push((number, own));
            // A page has far fewer lines; work grows faster than their number.
            if body.len() >= MOST_LINES {
                read.body(&std::mem::take(&mut body));
            }
        }
        read.body(&std::mem::take(&mut body));
    }
    read.flush();
}

struct Pages<'o, 'p> {
    spacing: Spacing,
    told: Vec<Told>,
    /// Where the labels of the page begin and end.
    left: usize,
    edge: usize,
    /// Where the lines of broken labels begin.
    parts: Vec<(u32, usize)>,
    /// The table that may go on.
    table: Option<Table>,
    /// Whether what is read stands on another page than the headers of that table.
    again: bool,
    /// Whether the table goes on from another page, and no header stood on this one so far.
    carried: bool,
    /// Whether Chinese characters take two places.
    wide: bool,
    ways: &'o mut Ways<'p>,
    out: &'o mut Cells,
}

impl Pages<'_, '_> {
    /// Hands over what was read outside of tables.
    fn flush(&mut self) {
        let told = std::mem::take(&mut self.told);
        if told.is_empty() {
            return;
        }
        let atoms: Vec<Atom<'_>> =
            told.iter().map(|told| Atom { text: &told.text, line: told.line, gap: told.gap }).collect();
        // Cells are whole: no blank parts one any more.
        cells_of(&atoms, Spacing { wide: true, ..self.spacing }, self.out);
    }

    fn tell(&mut self, text: String, line: u32, first: bool) {
        self.told.push(Told { text, line, gap: if first { Gap::Line } else { Gap::Wide } });
    }

    /// Reads the lines of a page, or those between two lines that stand around tables.
    fn body(&mut self, lines: &[PageLine]) {
        if lines.is_empty() {
            return;
        }
        self.again = self.table.is_some();
        self.carried = self.again;
        let mut lines = lines;
        // The rest of a level's name that the page before had no room for.
        while let (Some(table), Some((first, rest))) = (&mut self.table, lines.split_first())
            && let text = first.1.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join("  ")
            && table.continues(first.0, &text, self.out)
        {
            lines = rest;
        }
        let all: Vec<Fragment> = lines.iter().flat_map(|(_, own)| own.iter().cloned()).collect();
        let numbers: Vec<u32> = lines.iter().map(|(line, _)| *line).collect();
        // Tables whose first header stands where labels do have none.
        let head = numbers.iter().position(|line| self.headed(&all, *line));
        let left = all.iter().map(|one| one.start).min().unwrap_or(0);
        self.left = left;
        let known = |one: &&Fragment| {
            let own = notions(&one.text);
            one.start <= left + 4 && (own.any(PARTS) || own.any(FIELD_LABELS)) && one.text.chars().count() <= 12
        };
        // A label may be broken: its lines stand close together.
        let mut firsts: Vec<&Fragment> = Vec::new();
        for one in &all {
            let fresh = firsts.last().is_none_or(|last| last.line != one.line);
            let below = || {
                let last = firsts.last().filter(|last| one.line <= last.line + 2);
                last.is_some_and(|last| last.start <= one.start && one.end <= last.end)
            };
            if fresh && (one.start <= left + 4 || below()) && begins_line(&all, one) {
                firsts.push(one);
            }
        }
        self.parts.clear();
        let parts = &mut self.parts;
        let broken = (0..firsts.len()).filter_map(|at| {
            let own = &firsts[at..(at + 3).min(firsts.len())];
            let close = own.windows(2).take_while(|pair| pair[1].line <= pair[0].line + 2).count();
            // One blank alone may part the label from the first header.
            let head = own[0].text.split(' ').next().unwrap_or(&own[0].text);
            let size = (own[0].end - own[0].start) / own[0].text.chars().count().max(1);
            let narrow = own[0].start + head.chars().count() * size.max(1);
            [(own[0].text.as_str(), own[0].end), (head, narrow)].into_iter().find_map(|(first, end)| {
                (1..=close).find_map(|more| {
                    let rest = own[1..=more].iter().map(|one| one.text.as_str());
                    let text: String = std::iter::once(first).chain(rest).collect();
                    let known = notions(&text).any(PARTS) || notions(&text).any(FIELD_LABELS);
                    let short =
                        first.chars().count() <= 14 && own[1..=more].iter().all(|one| one.text.chars().count() <= 14);
                    if known && short {
                        parts.extend(own[..=more].iter().map(|one| (one.line, one.start)));
                    }
                    (known && short).then(|| own[1..=more].iter().map(|one| one.end).max().unwrap_or(0).max(end))
                })
            })
        });
        let edge = all.iter().filter(known).map(|one| one.end).chain(broken).max();
        if let Some(edge) = edge {
            // What stands in that column may be wider than the labels that are known.
            let wide =
                |one: &&Fragment| one.start + 1 < edge && one.text.chars().count() <= 10 && !one.text.contains(' ');
            self.edge = all.iter().filter(wide).map(|one| one.end).max().unwrap_or(edge).max(edge);
        }
        let bare = head.filter(|head| {
            let first = all.iter().filter(|one| one.line == numbers[*head]).min_by_key(|one| one.start);
            first.is_some_and(|first| {
                let own = notions(&first.text);
                first.start <= left + 6
                    && named_text(&first.text).iter().any(|own| is_header(*own))
                    && !own.has(Notion::Indicators)
                    && !own.has(Notion::Money)
                    // One blank alone may part the label from the first header.
                    && !named_text(&first.text)[0].has(Notion::Indicators)
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
            self.table(&own, None);
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
        let own = || all.iter().filter(|one| one.line == line);
        !own().any(|one| is_figure(&one.text)) && head_of(own()).is_some()
    }

    /// Reads lines with a column of labels before them; headers begin a part.
    fn labelled(&mut self, all: &[Fragment], lines: &[u32]) {
        let (mut from, mut done) = (0, 0);
        for (at, line) in lines.iter().enumerate() {
            if at == from && self.headed(all, *line) {
                let own: Vec<Fragment> = all.iter().filter(|one| one.start > self.left + 4).cloned().collect();
                done = parts::heading(&own, lines, *line).1;
            }
            if at > from && self.headed(all, *line) {
                if *line < done {
                    continue;
                }
                let part = |line: &u32| head_part(all, *line, self.left + 4) && !self.has_label(all, *line);
                // Or nothing but the label of the table.
                let label = |line: &u32| {
                    let mut own = all.iter().filter(|one| one.line == *line);
                    own.all(|one| one.end <= self.edge + 1 && notions(&one.text).has(Notion::Indicators))
                };
                let low = from.max(at.saturating_sub(4));
                let begins = (low..=at)
                    .find(|&above| part(&lines[above]) && lines[above..at].iter().all(|line| part(line) || label(line)))
                    .unwrap_or(at);
                // A header may have several lines that look like one.
                let own: Vec<Fragment> = all.iter().filter(|one| one.start > self.left + 4).cloned().collect();
                done = parts::heading(&own, lines, *line).1;
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
        let near = self.left + if self.wide { 8 } else { 5 };
        let (mut labels, mut rest): (Vec<&Fragment>, Vec<Fragment>) = (Vec::new(), Vec::new());
        for line in lines {
            let mut first = true;
            for one in own.iter().filter(|one| one.line == *line) {
                let part = self.parts.contains(&(one.line, one.start));
                if std::mem::take(&mut first) && one.end <= edge + 1 && (one.start <= near || part) {
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
        let is_label = |one: &Fragment| one.end <= edge + 1 && one.start <= near;
        let heads: Vec<Fragment> = rest.iter().filter(|one| is_label(one)).cloned().collect();
        rest.retain(|one| !is_label(one));
        labels.extend(heads.iter());
        labels.sort_by_key(|one| (one.line, one.start));
        let mut known = named(&labels, self.spacing);
        // What is no label there belongs to the table that goes on, or is a level.
        let open = self.table.is_some();
        let (table, again, out) = (&self.table, self.again, &mut *self.out);
        let mut at = 0;
        known.retain(|label| {
            let own = &labels[at..at + label.lines.len()];
            at += label.lines.len();
            let first = at == label.lines.len();
            if (label.notions.is_empty() || (first && again))
                && let Some(table) = table
                && table.completes(&label.text, out)
            {
                return false;
            }
            let level = is_class(&label.text) || is_group(&label.text) || is_total(&label.text);
            let strange = label.notions.is_empty() && (open || level);
            if strange {
                rest.extend(own.iter().map(|one| (*one).clone()));
            }
            !strange
        });
        rest.sort_by_key(|one| (one.line, one.start));
        let labels = self.once(known, all);
        let spans = self.spans(&labels, lines, all);
        for (label, span) in spans {
            let own: Vec<Fragment> = rest.iter().filter(|one| span.contains(&one.line)).cloned().collect();
            if let Some(label) = label {
                // The label of rows whose headers stand on the page before.
                let indicators = label.notions.has(Notion::Indicators);
                let headed = span.iter().any(|line| self.headed(&own, *line));
                if indicators
                    && !headed
                    && let Some(table) = &mut self.table
                {
                    let again = table.is_labelled(&label.text, self.out);
                    if again {
                        self.out.leave(label.lines[0], &label.text.replace('\n', ""), Why::Repeated);
                    }
                    if again || table.takes(&label.text, self.out) {
                        self.part(own, None);
                        continue;
                    }
                }
                if !(indicators && headed && self.carried) {
                    self.table = None;
                    self.again = false;
                    self.carried = false;
                }
            }
            self.part(own, label);
        }
    }

    /// The labels without those that say once more, on the same page, what table its rows belong to.
    fn once(&mut self, labels: Vec<Label>, all: &[Fragment]) -> Vec<Label> {
        let mut once: Vec<Label> = Vec::new();
        for label in labels {
            let rows = |label: &Label| label.notions.has(Notion::Indicators);
            let same = once.last().filter(|last| {
                let between = last.lines[0]..label.lines[0];
                rows(last)
                    && rows(&label)
                    && last.text.replace('\n', "") == label.text.replace('\n', "")
                    && !all.iter().any(|one| between.contains(&one.line) && self.headed(all, one.line))
            });
            if same.is_none() {
                once.push(label);
                continue;
            }
            self.out.leave(label.lines[0], &label.text.replace('\n', ""), Why::Repeated);
            if let Some(last) = once.last_mut() {
                last.lines.extend(label.lines);
            }
        }
        once
    }

    /// The lines of each label: it stands in their middle. Lines before the first may belong to the page before.
    fn spans<'l>(&self, labels: &'l [Label], lines: &[u32], all: &[Fragment]) -> Vec<(Option<&'l Label>, Vec<u32>)> {
        if labels.is_empty() {
            return vec![(None, lines.to_vec())];
        }
        let place = |label: &Label| {
            // Of the lines that it surely has, those are there that hold something.
            let known =
                label.reach.map(|(from, to)| lines.iter().copied().filter(move |line| (from..=to).contains(line)));
            let known: Vec<u32> = known.map(Iterator::collect).unwrap_or_default();
            (label.middle(), if known.is_empty() { label.lines.clone() } else { known })
        };
        let places: Vec<(f32, Vec<u32>)> = labels.iter().map(place).collect();
        let mut ends = runs(&places, lines, self.table.is_some());
        // Headers belong to the label below.
        if ends[0] > 0 && lines[..ends[0]].iter().all(|line| head_part(all, *line, self.left + 4)) {
            ends[0] = 0;
        }
        // A row of totals ends the rows above it.
        for at in 1..labels.len() {
            let own = |line: u32| {
                let mut own = all.iter().filter(|one| one.line == line).peekable();
                let first = own.peek().is_some_and(|one| is_total(&one.text));
                first || own.all(|one| is_class(&one.text) || is_group(&one.text))
            };
            while labels[at - 1].notions.has(Notion::Indicators)
                && ends[at] + 1 < ends[at + 1]
                && own(lines[ends[at]])
                && !labels[at].lines.contains(&lines[ends[at]])
            {
                ends[at] += 1;
            }
        }
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
    fn part(&mut self, own: Vec<Fragment>, named: Option<&Label>) {
        let label = named.map_or_else(Notions::default, |label| label.notions);
        let mut lines: Vec<u32> = own.iter().map(|one| one.line).collect();
        lines.dedup();
        let headed = lines.iter().any(|line| self.headed(&own, *line));
        if !own.is_empty() && (headed || (named.is_none() && self.table.is_some())) {
            return self.table(&own, named);
        }
        if !own.is_empty() && label.any(Notions::of(&[Notion::Money])) {
            self.flush();
            let named = named.map(|label| Named { text: label.text.clone(), notions: label.notions, end: 0 });
            return pairs(&own, named.as_ref(), self.ways, self.out);
        }
        if let Some(label) = named {
            let line = own.iter().map(|one| one.line).min().unwrap_or(label.lines[0]);
            self.tell(label.text.clone(), line, true);
        }
        if own.is_empty() {
            return;
        }
        let labelled = named.is_some();
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
        if let Some(label) = named.filter(|label| label.reach.is_some())
            && let Some(rows) = pairs_of(&own)
        {
            self.told.pop();
            self.flush();
            for (at, [name, text]) in rows.into_iter().enumerate() {
                let row = self.out.row(name.line);
                if at == 0 {
                    self.out.put(row, 0, label.text.clone());
                }
                self.out.put(row, 1, name.text.clone());
                self.out.put(row, 2, text.text.clone());
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
        // Fields: what stands one above the other is one cell.
        for (at, (text, line, _)) in stacked(&own).into_iter().enumerate() {
            self.tell(text, line, at == 0 && !labelled);
        }
    }

    /// Reads a table: its headers, when it has them, and its rows.
    fn table(&mut self, own: &[Fragment], label: Option<&Label>) {
        let mut lines: Vec<u32> = own.iter().map(|one| one.line).collect();
        lines.dedup();
        let Some(&first) = lines.first() else { return };
        self.flush();
        let Some(head) = lines.iter().copied().find(|line| self.headed(own, *line)) else {
            let again = std::mem::take(&mut self.again);
            if let Some(table) = &mut self.table {
                table.rows(own, again, self.ways, self.out);
            }
            return;
        };
        let (top, end) = parts::heading(own, &lines, head);
        let part = |from: u32, to: u32| -> Vec<Fragment> {
            own.iter().filter(|one| (from..to).contains(&one.line)).cloned().collect()
        };
        // What stands above the headers belongs to the page before.
        if top > first {
            let again = std::mem::take(&mut self.again);
            if let Some(table) = &mut self.table {
                table.rows(&part(first, top), again, self.ways, self.out);
            }
        }
        let behind = lines.iter().copied().find(|line| *line >= end && self.headed(own, *line));
        let next = behind.map_or(u32::MAX, |head| parts::heading(own, &lines, head).0.max(end));
        let (heads, body) = (part(top, end), part(end, next));
        let named = label.map(|label| {
            let named = Named { text: label.text.clone(), notions: label.notions, end: 0 };
            (named, lines.first().copied().unwrap_or(label.lines[0]))
        });
        self.again = false;
        if std::mem::take(&mut self.carried)
            && let Some(table) = &mut self.table
            && named.as_ref().is_none_or(|(named, _)| table.may_take(&named.text, self.out))
            && table.repeats(&heads, self.out)
        {
            if let Some((named, line)) = &named {
                if table.is_labelled(&named.text, self.out) {
                    self.out.leave(*line, &named.text.replace('\n', ""), Why::Repeated);
                } else {
                    table.takes(&named.text, self.out);
                }
            }
            table.rows(&body, true, self.ways, self.out);
        } else if let Some(mut table) = Table::begin(&heads, named, &body, self.wide, self.out) {
            table.rows(&body, false, self.ways, self.out);
            self.table = Some(table);
        } else {
            for one in heads.iter().chain(&body) {
                let row = self.out.row(one.line);
                self.out.doubt(row, 0, one.text.clone());
            }
        }
        // Headers that are printed once more part the rows.
        if next < u32::MAX {
            self.table(&part(next, u32::MAX), None);
        }
    }
}
