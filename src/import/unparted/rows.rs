//! The rows of a table whose cells come one after another: of all ways to part the atoms, the one in which the cells look
//! most like their columns.

use super::atoms::{Atom, Gap, Spacing};
use super::look::{Facts, Look};
use super::words::{is_class, is_group, is_unit};
use std::ops::Range;

/// A row: for each column the atoms of its cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) cells: Vec<Option<Range<usize>>>,
    /// The rest of a parent of the row before, that a page's end cut off.
    pub(super) rest: Option<Range<usize>>,
    /// How little it looks like a row.
    pub(super) cost: f32,
}

/// A row that costs this much is in doubt.
pub(super) const DOUBTFUL: f32 = 10.0;

/// No cell has more atoms.
const LONGEST: usize = 24;
/// What a row costs.
const ROW: f32 = 1.0;
/// What it costs that a row begins within a line.
const WITHIN: f32 = 6.0;

/// Parts atoms into rows.
pub(super) struct Parting<'a> {
    pub(super) atoms: &'a [Atom<'a>],
    pub(super) looks: &'a [Look],
    pub(super) spacing: Spacing,
    /// What each atom looks like.
    facts: Vec<Facts>,
    /// For each column how wide its widest line is, where that is known.
    widths: Vec<usize>,
    /// The widths that several lines of a single atom share, and a narrower line follows each: those of broken lines.
    broken: Vec<usize>,
}

/// How a place within a row is reached.
#[derive(Clone, Copy, Debug)]
struct Step {
    cost: f32,
    /// The atom that the cell before begins with; of a column without a cell, none.
    cell: Option<u32>,
    /// Whether that cell begins its row.
    first: bool,
}

/// How the start of a row is reached.
#[derive(Clone, Copy, Debug)]
struct Start {
    cost: f32,
    /// Behind which column the row before ended; none where the rest of a parent stands there, from that atom.
    end: Result<u8, u32>,
}

/// How the atoms of a cell are joined, by what its column looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Join {
    Target,
    Short,
    Level,
    Other,
}

const JOINS: [Join; 4] = [Join::Target, Join::Short, Join::Level, Join::Other];

impl Join {
    fn of(look: Look) -> Self {
        match look {
            Look::Target | Look::Actual => Self::Target,
            Look::Class | Look::Group => Self::Level,
            _ if look.is_short() => Self::Short,
            _ => Self::Other,
        }
    }
}

/// A cell that grows atom by atom.
#[derive(Debug, Default)]
struct Joined {
    /// Its text on one line.
    text: String,
    atoms: usize,
    /// What its atoms cost, for each way to join them.
    costs: [f32; 4],
    /// How many brackets are open.
    open: i32,
    /// How wide its lines are, and the widest but for the last.
    lines: Vec<usize>,
    widest: usize,
    /// What it costs that some lines are narrower than others, and whether the last is the widest.
    uneven: f32,
    longer: bool,
}

impl Joined {
    fn clear(&mut self) {
        self.text.clear();
        self.lines.clear();
        (self.atoms, self.costs, self.open, self.widest) = (0, [0.0; 4], 0, 0);
        (self.uneven, self.longer) = (0.0, false);
    }
}

const UNREACHED: Step = Step { cost: f32::INFINITY, cell: None, first: false };

impl<'a> Parting<'a> {
    pub(super) fn new(atoms: &'a [Atom<'a>], looks: &'a [Look], spacing: Spacing) -> Self {
        let facts: Vec<Facts> = atoms.iter().map(|atom| Facts::of(atom.text)).collect();
        let alone = |at: usize| {
            atoms[at].gap == Gap::Line
                && atoms.get(at + 1).is_none_or(|next| next.gap == Gap::Line)
                && !facts[at].class
                && !facts[at].group
        };
        let mut full: Vec<usize> = (0..atoms.len().saturating_sub(1))
            .filter(|&at| alone(at) && alone(at + 1) && facts[at + 1].width < facts[at].width)
            .map(|at| facts[at].width)
            .collect();
        full.sort_unstable();
        let broken =
            full.chunk_by(|one, other| one == other).filter(|same| same.len() >= 3).map(|same| same[0]).collect();
        Self { atoms, looks, spacing, facts, widths: vec![0; looks.len()], broken }
    }

    /// The rows; what comes first is read once more with the widths that the first reading found.
    pub(super) fn rows(&mut self) -> Vec<Row> {
        let first = self.read();
        for row in &first {
            for (column, cell) in row.cells.iter().enumerate() {
                let Some(cell) = cell else { continue };
                for line in self.lines(cell) {
                    self.widths[column] = self.widths[column].max(line);
                }
            }
        }
        self.read()
    }

    /// How wide the lines of a cell are.
    fn lines(&self, cell: &Range<usize>) -> Vec<usize> {
        let mut lines = Vec::new();
        cell.clone().for_each(|at| self.line(&mut lines, at, at == cell.start));
        lines
    }

    /// Adds an atom to the lines of a cell.
    fn line(&self, lines: &mut Vec<usize>, at: usize, first: bool) {
        let width = self.facts[at].width;
        match lines.last_mut() {
            Some(last) if !first && self.atoms[at].gap != Gap::Line => *last += width + 1,
            _ => lines.push(width),
        }
    }

    /// What it costs that atom `at` goes on with the cell of the one before it, where `open` brackets are open.
    fn join(&self, at: usize, join: Join, open: bool) -> f32 {
        let (atom, before) = (&self.atoms[at], self.atoms[at - 1].text);
        let (own, last) = (self.facts[at], self.facts[at - 1]);
        match atom.gap {
            Gap::Wide => 8.0,
            Gap::Line if join == Join::Target && !before.ends_with(|c: char| c.is_ascii_digit()) => 1.6,
            Gap::Line if self.broken.contains(&last.width) && own.width < last.width && join != Join::Short => 0.2,
            Gap::Line if join == Join::Short && !matches!(atom.text, "%" | "‰") => 3.0,
            Gap::Line => 0.6,
            Gap::Blank if self.spacing.wide => 0.0,
            Gap::Blank if open => 0.2,
            Gap::Blank if before.starts_with(|c| ('①'..='⑳').contains(&c)) && last.count == 1 => 0.1,
            Gap::Blank if last.count == 1 && own.count == 1 && !before.is_ascii() => 0.1,
            Gap::Blank if self.spacing.gapped && self.spacing.between(before, atom.text).is_empty() => {
                // A number begins a cell more often than it goes on with one.
                let number = atom.text.starts_with(|c: char| c.is_ascii_digit());
                let numbered = matches!(before, "指标" | "目标" | "任务" | "第");
                let date =
                    before.ends_with(['年', '月']) && atom.text.chars().take_while(char::is_ascii_digit).count() <= 2;
                if number && !numbered && !date { 0.9 } else { 0.1 }
            }
            Gap::Blank => 4.0,
        }
    }

    /// Adds atom `at` to a cell that begins with atom `start`.
    fn extend(&self, cell: &mut Joined, start: usize, at: usize) {
        let (atom, own) = (&self.atoms[at], self.facts[at]);
        let level = own.class || own.group;
        if at > start {
            let (before, last) = (self.atoms[at - 1].text, self.facts[at - 1]);
            cell.text.push_str(if atom.gap == Gap::Line { "" } else { self.spacing.between(before, atom.text) });
            let amount = last.figure && before.contains(['.', ',']);
            let figures = last.figure
                && (own.figure || amount)
                && !matches!(atom.text, "%" | "‰")
                && (atom.gap == Gap::Line || own.figure);
            // A line that is the label of an amount begins a row, whether it has its amounts or not.
            let label = own.part && atom.gap == Gap::Line && cell.open == 0;
            for (join, cost) in JOINS.into_iter().zip(&mut cell.costs) {
                *cost += self.join(at, join, cell.open > 0);
                if label {
                    *cost += 60.0;
                }
                if figures {
                    *cost += if own.figure && atom.gap == Gap::Line && !amount { 1.0 } else { 6.0 };
                }
                if level && join != Join::Level {
                    *cost += 6.0;
                }
                if atom.gap != Gap::Line && own.figure && atom.text.contains(',') {
                    *cost += 5.0;
                }
            }
        } else if level {
            // It counts where more follows.
            JOINS
                .into_iter()
                .zip(&mut cell.costs)
                .filter(|(join, _)| *join != Join::Level)
                .for_each(|one| *one.1 = 6.0);
        }
        cell.text.push_str(atom.text);
        for c in atom.text.chars() {
            cell.open += i32::from(matches!(c, '（' | '(')) - i32::from(matches!(c, '）' | ')'));
        }
        cell.open = cell.open.max(0);
        self.line(&mut cell.lines, at, at == start);
        cell.atoms += 1;
        cell.widest = 0;
        (cell.uneven, cell.longer) = (0.0, false);
        if let [full @ .., last] = &cell.lines[..]
            && !full.is_empty()
        {
            // Lines that are broken are as wide as their column, and the last one is no wider.
            cell.widest = full.iter().copied().max().unwrap_or(0);
            cell.uneven = full.iter().filter(|line| **line + 2 < cell.widest).count() as f32 * 4.0;
            cell.longer = *last > cell.widest + 1;
        }
    }

    /// What it costs to join the atoms of a cell.
    fn joins(&self, cell: &Joined, join: Join, column: usize) -> f32 {
        if cell.atoms < 2 {
            return 0.0;
        }
        let mut cost = cell.costs[join as usize];
        if cell.lines.len() > 1 {
            cost += cell.uneven;
            if cell.longer {
                cost += 5.0;
            }
            if cell.widest + 2 < self.widths[column] {
                cost += 2.5;
            }
        }
        cost
    }

    /// The cheapest way to read all atoms.
    fn read(&self) -> Vec<Row> {
        let (count, columns) = (self.atoms.len(), self.looks.len());
        let wide = columns + 1;
        let mut best = vec![UNREACHED; (count + 1) * wide];
        let mut starts = vec![Start { cost: f32::INFINITY, end: Ok(0) }; count + 1];
        starts[0].cost = 0.0;
        let class = self.looks.iter().position(|look| *look == Look::Class).unwrap_or(0);
        let joins: Vec<Join> = self.looks.iter().map(|look| Join::of(*look)).collect();
        let mut cell = Joined::default();
        for at in 0..=count {
            let places = &mut best[at * wide..(at + 1) * wide];
            // What stands before the class alone is a row of its own: the total of a department.
            let early = (1..=class)
                .filter(|&column| places[column].cell.is_some())
                .map(|column| (places[column].cost + 3.0, column));
            let early = early.min_by(|one, other| one.0.total_cmp(&other.0));
            for column in 1..columns {
                let look = self.looks[column];
                let orphan =
                    look == Look::Group && self.looks[column - 1] == Look::Class && places[column].cell.is_some();
                let cost = places[column].cost + look.missing() + if orphan { 4.0 } else { 0.0 };
                if cost < places[column + 1].cost {
                    places[column + 1] = Step { cost, cell: None, first: false };
                }
            }
            let mut end = (places[columns].cost + ROW, columns);
            if let Some(early) = early.filter(|early| early.0 < end.0) {
                end = early;
            }
            if end.0 < starts[at].cost {
                starts[at] = Start { cost: end.0, end: Ok(end.1 as u8) };
            }
            if at == count {
                break;
            }
            let start = starts[at].cost;
            if start.is_finite()
                && at > 0
                && let Some(end) = goes_on(self.atoms, at)
                && start + 3.0 < starts[end].cost
            {
                starts[end] = Start { cost: start + 3.0, end: Err(at as u32) };
            }
            let mut before = start + if self.atoms[at].gap == Gap::Line { 0.0 } else { WITHIN };
            let mut reach: Vec<(usize, f32, bool)> = Vec::with_capacity(2 * columns);
            for (column, look) in self.looks.iter().enumerate() {
                let within = best[at * wide + column].cost + self.split(at, *look);
                reach.push(if column > 0 && within <= before {
                    (column, within, false)
                } else {
                    (column, before, true)
                });
                before += look.missing();
            }
            if !reach.iter().any(|(_, cost, _)| cost.is_finite()) {
                continue;
            }
            cell.clear();
            for end in at + 1..=count.min(at + LONGEST) {
                self.extend(&mut cell, at, end - 1);
                let mut facts = None;
                for &(column, cost, first) in &reach {
                    let there = end * wide + column + 1;
                    let joins = self.joins(&cell, joins[column], column);
                    // No look makes a cell cheaper.
                    if cost + joins >= best[there].cost {
                        continue;
                    }
                    let facts = *facts.get_or_insert_with(|| {
                        let part = self.facts[at].part && self.atoms[at].gap == Gap::Line;
                        let own = Facts::of(&cell.text);
                        Facts { part: part || own.part, ..own }
                    });
                    let cost = cost + self.looks[column].cost_of(&cell.text, facts) + joins;
                    if cost < best[there].cost {
                        best[there] = Step { cost, cell: Some(at as u32), first };
                    }
                }
            }
        }
        self.trace(&best, &starts)
    }

    /// What it costs that a cell begins at an atom that looks like the unit of the number before it.
    fn split(&self, at: usize, look: Look) -> f32 {
        let han = |text: &str| text.starts_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let unit = at > 0
            && self.spacing.gapped
            && self.atoms[at].gap == Gap::Blank
            && self.atoms[at - 1].text.ends_with(|c: char| c.is_ascii_digit())
            && han(self.atoms[at].text);
        let month = at > 0
            && self.atoms[at].gap == Gap::Blank
            && self.atoms[at - 1].text.ends_with('年')
            && self.atoms[at].text.starts_with(|c: char| c.is_ascii_digit());
        match look {
            _ if month => 1.5,
            _ if !unit => 0.0,
            Look::Text if is_unit(self.atoms[at].text) => 1.5,
            Look::Text | Look::Parent | Look::Unit | Look::Measure | Look::Importance | Look::Direction => 0.0,
            _ => 0.8,
        }
    }

    fn trace(&self, best: &[Step], starts: &[Start]) -> Vec<Row> {
        let columns = self.looks.len();
        let wide = columns + 1;
        let mut rows = Vec::new();
        let mut at = self.atoms.len();
        while at > 0 {
            let mut row = Row { cells: vec![None; columns], ..Row::default() };
            let mut column = match starts[at].end {
                Ok(column) => column as usize,
                Err(from) => {
                    row.rest = Some(from as usize..at);
                    rows.push(row);
                    at = from as usize;
                    continue;
                }
            };
            let cost = starts[at].cost;
            // Each step goes back by a cell or a column.
            loop {
                if column == 0 {
                    return Vec::new();
                }
                let step = best[at * wide + column];
                column -= 1;
                let Some(from) = step.cell else { continue };
                row.cells[column] = Some(from as usize..at);
                at = from as usize;
                if step.first {
                    break;
                }
            }
            row.cost = cost - starts[at].cost;
            rows.push(row);
        }
        rows.reverse();
        rows
    }
}

/// The atom behind the rest of a parent that a page's end cut off, where such a rest begins with atom `at`.
pub(super) fn goes_on(atoms: &[Atom<'_>], at: usize) -> Option<usize> {
    let mut text = String::new();
    let mut found = None;
    for end in at + 1..=atoms.len().min(at + 6) {
        let atom = &atoms[end - 1];
        if atom.gap != Gap::Line && !text.contains(['（', '(']) {
            break;
        }
        text.push_str(atom.text);
        let bare = text.split(['（', '(']).next().unwrap_or("");
        let closed = text.matches(['（', '(']).count() == text.matches(['）', ')']).count();
        let ended = !text.contains(['（', '(']) || text.ends_with(['）', ')']);
        let rest = matches!(bare, "标" | "指标" | "度指标" | "意度指标" | "目标" | "效益指标")
            || (bare.ends_with("指标") && bare.chars().count() <= 6 && !is_class(bare) && !is_group(bare));
        if rest && closed && ended && bare != "效益指标" {
            found = Some(end);
        }
    }
    // A header or a level does not go on.
    found.filter(|end| atoms.get(*end).is_none_or(|next| next.gap == Gap::Line))
}
