//! The headers of a table among atoms, with what stands above several of them.

use super::atoms::{Atom, Gap, Spacing, text};
use super::look::Look;
use super::words::{Heads, heads, is_figure, is_header, is_label, notions};
use crate::outline::{Heading, INDICATOR_COLUMNS, LIST_COLUMNS, MONEY_COLUMNS, Notion, Notions, RESULT_COLUMNS};

/// A label or header and the atom behind it.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) text: String,
    pub(super) notions: Notions,
    pub(super) end: usize,
}

/// A header, and from where to where it stands on its page.
#[derive(Clone, Debug)]
pub(super) struct HeadCell {
    pub(super) text: String,
    pub(super) span: (usize, usize),
    /// What stands above it and others.
    pub(super) group: Option<String>,
}

/// A header.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// None for the column of labels that has no header.
    pub(super) text: Option<String>,
    pub(super) group: Option<String>,
    pub(super) notions: Notions,
    pub(super) look: Look,
    /// From where to where it stands on its page, where that is known.
    pub(super) span: (usize, usize),
}

/// The headers of a table.
#[derive(Clone, Debug)]
pub(super) struct Header {
    pub(super) heads: Heads,
    pub(super) columns: Vec<Column>,
    /// The atom behind the headers.
    pub(super) end: usize,
}

/// No label has more atoms than this, and none more characters.
const MOST: usize = 8;
const LONGEST: usize = 30;

/// The longest words from atom `at` on for which `fits` holds.
fn named(atoms: &[Atom<'_>], at: usize, spacing: Spacing, fits: impl Fn(Notions) -> bool) -> Option<Named> {
    let mut found = None;
    let mut whole = String::new();
    for end in at + 1..=atoms.len().min(at + MOST) {
        let atom = &atoms[end - 1];
        if end > at + 1 {
            let before = atoms[end - 2].text;
            let open = whole.matches(['（', '(']).count() > whole.matches(['）', ')']).count();
            let single = before.chars().count() == 1 && atom.text.chars().count() == 1;
            let joined = atom.gap == Gap::Line
                || open
                || single
                || atom.text.starts_with(['（', '('])
                || spacing.between(before, atom.text).is_empty();
            if !joined || atom.gap == Gap::Wide {
                break;
            }
        }
        whole.push_str(atom.text);
        if whole.chars().count() > LONGEST {
            break;
        }
        let own = notions(&whole);
        if fits(own) {
            found = Some(Named { text: text(&atoms[at..end], spacing), notions: own, end });
        }
    }
    found
}

/// The label that begins with atom `at`.
pub(super) fn label(atoms: &[Atom<'_>], at: usize, spacing: Spacing) -> Option<Named> {
    named(atoms, at, spacing, is_label)
}

/// The notions of the headers in a text of one line; one of no notion for all the rest.
pub(super) fn named_text(text: &str) -> Vec<Notions> {
    let whole = notions(text);
    if is_header(whole) || !text.contains(' ') {
        return vec![whole];
    }
    text.split(' ').map(notions).collect()
}

/// The year that begins with atom `at`: `2021 年`.
fn year(atoms: &[Atom<'_>], at: usize, spacing: Spacing) -> Option<Named> {
    let is_year = |text: &str| {
        let digits = text.strip_suffix("年度").or_else(|| text.strip_suffix('年')).unwrap_or("");
        digits.len() == 4 && digits.starts_with("20")
    };
    (at + 1..=atoms.len().min(at + 2)).find_map(|end| {
        let text = text(&atoms[at..end], spacing);
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        is_year(&bare).then(|| Named { text, notions: Notions::of(&[Notion::History, Notion::YearAmount]), end })
    })
}

/// What rows of money are called that some forms call a column by.
const AMOUNTS: Notions = Notions::of(&[Notion::TaskAmount, Notion::Total, Notion::Part]);

/// The headers that begin with atom `at`, when they head a table.
pub(super) fn header(atoms: &[Atom<'_>], at: usize, spacing: Spacing) -> Option<Header> {
    let mut found: Vec<(Named, Gap)> = Vec::new();
    let mut end = at;
    while end < atoms.len() && found.len() < 40 {
        // `指标 1：…` is a name.
        let numbered = atoms[end].text.chars().count() <= 2
            && atoms
                .get(end + 1)
                .is_some_and(|next| next.gap != Gap::Line && next.text.starts_with(|c: char| c.is_ascii_digit()));
        let next = if numbered { None } else { named(atoms, end, spacing, is_header) };
        let known = |at: usize| {
            at < atoms.len() && atoms[at].gap != Gap::Line && named(atoms, at, spacing, is_header).is_some()
        };
        let next = next.or_else(|| {
            // A header that nobody knows stands between two that are known.
            let strange = !found.is_empty()
                && !is_figure(atoms[end].text)
                && atoms[end].gap != Gap::Line
                && known(end + 1)
                && atoms[end].text.chars().count() <= 12;
            strange.then(|| Named { text: atoms[end].text.to_owned(), notions: Notions::default(), end: end + 1 })
        });
        let Some(next) = next else { break };
        // The label of the rows may stand below their headers.
        let label = atoms[end].gap == Gap::Line && found.len() >= 2 && next.notions.has(Notion::Indicators);
        if label && atoms.get(next.end).is_none_or(|next| next.gap == Gap::Line) {
            break;
        }
        // So may a row that is called like a header: `总额 96.00`.
        let row = atoms[end].gap == Gap::Line && found.len() > 2 && next.notions.any(AMOUNTS);
        if row && atoms.get(next.end).is_some_and(|next| is_figure(next.text)) {
            break;
        }
        let gap = atoms[end].gap;
        end = next.end;
        found.push((next, gap));
    }
    let all: Vec<Notions> = found.iter().map(|(named, _)| named.notions).collect();
    let heads = heads(&all)?;
    let mut years = Vec::new();
    while let Some(next) = year(atoms, end, spacing) {
        end = next.end;
        years.push(next);
    }
    let columns = grouped(found, years, heads);
    Some(Header { heads, columns, end })
}

/// The headers that `cells` are, from the left, when they head a table; `bands` stand above some of them.
pub(super) fn placed(cells: Vec<HeadCell>, bands: Vec<HeadCell>) -> Option<Header> {
    let known = |cell: &HeadCell| match (notions(&cell.text), &cell.group) {
        (own, Some(group)) if own.is_empty() => match notions(group) {
            over if over.is_empty() => Notions::of(&[Notion::History, Notion::YearAmount]),
            over => over,
        },
        (own, _) => own,
    };
    let all: Vec<Notions> = cells.iter().map(known).chain(bands.iter().map(|band| notions(&band.text))).collect();
    let heads = heads(&all)?;
    let groups = below(&cells, &bands);
    let columns: Vec<Column> = cells
        .iter()
        .zip(groups)
        .map(|(cell, band)| Column {
            text: Some(cell.text.clone()),
            group: cell.group.clone().or_else(|| band.map(|band| bands[band].text.clone())),
            notions: known(cell),
            look: Look::Text,
            span: cell.span,
        })
        .collect();
    Some(Header { heads, columns, end: 0 })
}

/// The band that each of `cells` stands below: a band is in the middle of those below it, which stand side by side.
fn below(cells: &[HeadCell], bands: &[HeadCell]) -> Vec<Option<usize>> {
    const APART: f32 = 3.0;
    let count = cells.len();
    let mut groups = vec![None; count];
    if bands.is_empty() || bands.len() > count {
        return groups;
    }
    let middle = |from: usize, to: usize| f32::midpoint(from as f32, to as f32);
    // The cost of the cells so far below so many of the bands, and where the last band begins.
    let mut best = vec![vec![(f32::INFINITY, 0_usize); count + 1]; bands.len() + 1];
    for (at, cost) in best[0].iter_mut().enumerate() {
        cost.0 = APART * at as f32;
    }
    for (band, cell) in bands.iter().enumerate() {
        for from in 0..count {
            let before = best[band][from].0;
            for to in from + 1..=count {
                let off = middle(cells[from].span.0, cells[to - 1].span.1) - middle(cell.span.0, cell.span.1);
                if before + off.abs() < best[band + 1][to].0 {
                    best[band + 1][to] = (before + off.abs(), from);
                }
            }
        }
        for to in 1..=count {
            if best[band + 1][to - 1].0 + APART < best[band + 1][to].0 {
                best[band + 1][to] = (best[band + 1][to - 1].0 + APART, usize::MAX);
            }
        }
    }
    let (mut band, mut to) = (bands.len(), count);
    while band > 0 && to > 0 {
        let from = best[band][to].1;
        if from == usize::MAX {
            to -= 1;
            continue;
        }
        groups[from..to].fill(Some(band - 1));
        (band, to) = (band - 1, from);
    }
    groups
}

/// The columns that headers and what stands above them make.
fn grouped(found: Vec<(Named, Gap)>, years: Vec<Named>, heads: Heads) -> Vec<Column> {
    let column = |named: &Named, group: Option<&Named>| Column {
        text: Some(named.text.clone()),
        group: group.map(|group| group.text.clone()),
        notions: named.notions,
        look: Look::Text,
        span: (0, 0),
    };
    let has = |named: &Named, notion: Notion| named.notions.has(notion);
    let bands: Vec<usize> =
        (0..found.len()).filter(|&at| has(&found[at].0, Notion::Band) && heads == Heads::Money).collect();
    let mut columns = Vec::new();
    if bands.len() >= 2 && bands[bands.len() - 1] + 1 < found.len() {
        // What stands above comes first, then what stands below.
        let last = bands[bands.len() - 1];
        columns.extend(found[..bands[0]].iter().map(|(named, _)| column(named, None)));
        let mut band = 0;
        for (named, _) in &found[last + 1..] {
            let key = Heading::read(&named.text).key;
            let of = |at: usize| &found[bands[at]].0.text;
            let spent = ["拨付", "执行", "支出", "使用"].iter().any(|word| key.contains(word));
            let rest = key.contains("结余") && !key.contains("历年") && !key.contains("上年") && !key.contains("年初");
            for next in band + 1..bands.len() {
                let above = of(next);
                let spends = ["拨付", "执行", "支出", "使用"].iter().any(|word| above.contains(word));
                if (spent && spends) || (rest && above.contains("结余")) {
                    band = next;
                    break;
                }
            }
            columns.push(column(named, Some(&found[bands[band]].0)));
        }
        return columns;
    }
    let near = |named: &Named| ["近两年", "近三年", "前两年", "前三年"].iter().any(|word| named.text.contains(word));
    let above = (!years.is_empty()).then(|| {
        let some = |of: &dyn Fn(&Named) -> bool| found.iter().position(|(named, _)| of(named));
        some(&near).or_else(|| some(&|named| has(named, Notion::History) || has(named, Notion::YearAmount)))
    });
    // The parts of an amount stand below it.
    let amount = found.iter().position(|(named, _)| has(named, Notion::TaskAmount));
    let parts = amount.filter(|&at| {
        heads == Heads::List
            && found.len() > at + 2
            && found[at + 1].1 == Gap::Line
            && found[at + 1..].iter().all(|(named, _)| has(named, Notion::TaskAmount) || has(named, Notion::Part))
            && found[at + 1..].iter().any(|(named, _)| has(named, Notion::Part))
    });
    for (at, (named, _)) in found.iter().enumerate() {
        if above == Some(Some(at)) {
            columns.extend(years.iter().map(|year| column(year, Some(named))));
        } else if parts == Some(at) {
            columns.extend(found[at + 1..].iter().map(|(part, _)| column(part, Some(named))));
            break;
        } else {
            columns.push(column(named, None));
        }
    }
    if above == Some(None) {
        columns.extend(years.iter().map(|year| column(year, None)));
    }
    columns
}

impl Header {
    /// Says what the cells of each column look like; `groups` says whether level-2 names stand below.
    pub(super) fn settle(&mut self, groups: bool) {
        let first = |notions: Notions, all: &[Notions]| all.iter().find_map(|of| notions.among(*of).first());
        match self.heads {
            Heads::Indicators => {
                let all: Vec<Option<Notion>> = self
                    .columns
                    .iter()
                    .map(|column| first(column.notions, &[INDICATOR_COLUMNS, LIST_COLUMNS]))
                    .collect();
                let has = |notion: Notion| all.contains(&Some(notion));
                let class = all.iter().position(|notion| *notion == Some(Notion::Class));
                for (at, column) in self.columns.iter_mut().enumerate() {
                    let amount = Notions::of(&[Notion::TaskAmount, Notion::Adjusted, Notion::Initial]);
                    column.look = match all[at] {
                        _ if class.is_some_and(|class| at < class) && column.notions.any(amount) => Look::ParentAmount,
                        _ if class.is_some_and(|class| at < class) && column.notions.has(Notion::Identity) => {
                            Look::Unit
                        }
                        _ if class.is_some_and(|class| at < class) => Look::Parent,
                        Some(Notion::IndicatorName) if has(Notion::Name) || (groups && !has(Notion::Group)) => {
                            Look::Group
                        }
                        Some(Notion::Content) if has(Notion::Name) || has(Notion::IndicatorName) => Look::Text,
                        Some(Notion::Target) if has(Notion::Operator) => Look::Value,
                        Some(Notion::Target) if has(Notion::Nature) && has(Notion::Measure) => Look::Value,
                        notion => Look::of_indicators(notion),
                    };
                }
            }
            Heads::Money => {
                for column in &mut self.columns {
                    column.look = Look::of_list(first(column.notions, &[MONEY_COLUMNS, RESULT_COLUMNS]));
                }
                // What a row is of may be headed as an amount beside it is: `年度预算数 年初预算 调整后预算数`.
                let adjusted = |column: &Column| column.notions.has(Notion::Adjusted);
                if let [first, others @ ..] = &mut self.columns[..]
                    && adjusted(first)
                    && others.iter().any(adjusted)
                {
                    first.look = Look::Label;
                }
                // The label of a row may stand behind one of several rows.
                let label =
                    |look: Look| Column { text: None, group: None, notions: Notions::default(), look, span: (0, 0) };
                if self.columns.first().is_some_and(|column| column.look != Look::Label) {
                    self.columns.insert(0, label(Look::Label));
                }
                self.columns.insert(0, label(Look::Parent));
            }
            Heads::List => {
                for column in &mut self.columns {
                    column.look = Look::of_list(first(column.notions, &[LIST_COLUMNS, RESULT_COLUMNS, MONEY_COLUMNS]));
                }
                if !self.columns.iter().any(|column| column.look == Look::Title)
                    && let Some(column) = self.columns.iter_mut().find(|column| column.look == Look::Text)
                {
                    column.look = Look::Title;
                }
            }
        }
    }

    /// The places of the columns of points.
    pub(super) fn points(&self) -> Vec<usize> {
        (0..self.columns.len()).filter(|&at| self.columns[at].look == Look::Points).collect()
    }
}
