//! Which rows the parents of a printed page stand for: each stands in the middle of its rows, or on the first of them.

use super::columns::Fragment;
use super::words::{is_cut_group, is_figure};

/// Where parents stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anchor {
    Middle,
    First,
}

/// What it costs where parents were found to stand in the middle of their rows, and on the first of them: a text does the
/// same on all its pages.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Usual {
    costs: [f32; 2],
    /// How many columns were read either way.
    read: [usize; 2],
}

impl Usual {
    /// Adds what a column costs either way.
    fn add(&mut self, middle: f32, first: f32) {
        // One column alone does not decide.
        self.costs[0] += middle.min(20.0);
        self.costs[1] += first.min(20.0);
    }

    /// Whether some parents were read as standing otherwise than they do mostly.
    pub(super) fn is_mixed(self) -> bool {
        match self.anchor() {
            Some(Anchor::Middle) => self.read[1] > 0,
            Some(Anchor::First) => self.read[0] > 0,
            None => false,
        }
    }

    fn anchor(self) -> Option<Anchor> {
        let [middle, first] = self.costs;
        match () {
            () if middle + 2.0 < first => Some(Anchor::Middle),
            () if first + 2.0 < middle => Some(Anchor::First),
            () => None,
        }
    }
}

/// The rows that parents stand for.
pub(super) struct Rows<'a> {
    /// The lines of each row, and their middle.
    pub(super) lines: &'a [Vec<u32>],
    pub(super) centers: &'a [f32],
    /// Whether the first rows may belong to a parent on the page before.
    pub(super) carried: bool,
    /// Where a parent of the column behind begins; an outer parent begins with one of those.
    pub(super) bounds: Option<&'a [bool]>,
    /// How little a parent fits a row.
    pub(super) misfit: &'a dyn Fn(&str, usize) -> f32,
    /// Whether a text is the whole name of a level.
    pub(super) known: &'a dyn Fn(&str) -> bool,
}

/// A parent: the first of its rows, its text and line, and whether it might as well begin with another row.
#[derive(Clone, Debug)]
pub(super) struct Parent {
    pub(super) row: usize,
    pub(super) text: String,
    pub(super) line: u32,
    pub(super) doubtful: bool,
}

/// What it costs that an outer parent begins within an inner one.
const ACROSS: f32 = 1.5;
/// What it costs to put together what is whole.
const WHOLE: f32 = 30.0;
/// A place that costs so little more might be right as well.
const CLOSE: f32 = 0.35;
/// No parent has more lines.
const MOST_PARTS: usize = 8;
/// From so many rows times lines of parents on, only those that stand near each other are tried: nothing that belongs
/// together stands far apart, and the work would grow with the cube.
const MANY: usize = 10_000;
/// As many lines apart.
const NEAR: u32 = 60;
/// From so many rows times lines of parents on, which no single sheet has, how far apart they are tried depends on how close
/// together the parents stand.
const DENSE: usize = 20_000;
/// So many times the mean distance from one to the next, and at least so many lines.
const DENSE_NEAR: (u32, u32) = (6, 15);
/// With more of them each line of a parent stands for the row next to it, in doubt.
const MOST: usize = 4_000_000;

impl Rows<'_> {
    /// The parents that the fragments of a column make. `usual` says how those before stood.
    pub(super) fn parents(&self, own: &[&Fragment], usual: &mut Usual) -> Vec<Parent> {
        let (middle, cost) = self.placed(own, Anchor::Middle);
        let (first, other) = self.placed(own, Anchor::First);
        let same = middle.iter().map(|cell| cell.row).eq(first.iter().map(|cell| cell.row));
        let known = usual.anchor();
        if cost.is_finite() && other.is_finite() {
            usual.add(cost, other);
        }
        let biased = |anchor: Anchor| if known.is_some_and(|known| known != anchor) { 2.0 } else { 0.0 };
        let (cost, other) = (cost + biased(Anchor::Middle), other + biased(Anchor::First));
        if same {
            return middle;
        }
        usual.read[usize::from(other < cost)] += 1;
        if cost + 0.5 < other {
            return middle;
        }
        if other + 0.5 < cost {
            return first;
        }
        // It might be either.
        let both = |cell: &Parent| first.iter().any(|other| other.row == cell.row && other.line == cell.line);
        middle.iter().map(|cell| Parent { doubtful: cell.doubtful || !both(cell), ..cell.clone() }).collect()
    }

    /// How far `cell` stands from where it should, when its rows are those from `row` to before `end`.
    fn off(&self, cell: &[&Fragment], row: usize, end: usize, anchor: Anchor) -> f32 {
        // Where its rows are known it is no matter where it stands.
        if let [one] = cell
            && let Some((from, to)) = one.reach
        {
            let low = self.lines[row].first().map_or(0, |low| low.abs_diff(from));
            let high = self.lines[end - 1].last().map_or(0, |high| high.abs_diff(to));
            return (low + high) as f32 / 2.0;
        }
        // The middle of what the rows cover, and of their own middles.
        let middle = cell.iter().map(|one| one.line).sum::<u32>() as f32 / cell.len() as f32;
        let low = self.lines[row].first().copied().unwrap_or(0);
        if anchor == Anchor::First {
            return (low.abs_diff(cell[0].line) as f32).min((self.centers[row] - middle).abs());
        }
        let high = self.lines[end - 1].last().copied().unwrap_or(0);
        let center = f32::midpoint(self.centers[row], self.centers[end - 1]);
        (center - middle).abs().min((f32::midpoint(low as f32, high as f32) - middle).abs())
    }

    /// What it costs that a parent begins with `row`.
    fn begins(&self, row: usize) -> f32 {
        let within = row > 0 && row < self.centers.len() && self.bounds.is_some_and(|bounds| !bounds[row]);
        if within { ACROSS } else { 0.0 }
    }

    /// The parents where all of them stand at `anchor`, and what that costs.
    fn placed(&self, own: &[&Fragment], anchor: Anchor) -> (Vec<Parent>, f32) {
        let (rows, parts) = (self.centers.len(), own.len());
        if rows.saturating_mul(parts) > MOST {
            return (self.nearest(own), f32::INFINITY);
        }
        let many = rows * parts > MANY;
        let near = match own {
            [first, .., last] if rows * parts > DENSE => {
                (DENSE_NEAR.0 * (last.line.abs_diff(first.line) / parts as u32)).clamp(DENSE_NEAR.1, NEAR)
            }
            _ => NEAR,
        };
        let mut best = vec![vec![(f32::INFINITY, 0_usize, 0_usize); parts + 1]; rows + 1];
        best[0][0].0 = 0.0;
        // A tree has its first level from its first row on.
        let orphans = if self.carried || !own.first().is_some_and(|one| (self.known)(&one.text)) { 0.8 } else { 3.0 };
        for (row, best) in best.iter_mut().enumerate().skip(1) {
            best[0].0 = orphans + 0.05 * row as f32 + self.begins(row);
        }
        let mut misfits = vec![0.0; rows + 1];
        for part in 0..parts {
            for more in part + 1..=parts.min(part + MOST_PARTS) {
                let cell = &own[part..more];
                let text: String = cell.iter().map(|one| one.text.as_str()).collect();
                let looks = self.looks(cell, &text);
                let (from, until) = if many { self.near(own[part].line, own[more - 1].line, near) } else { (0, rows) };
                for row in from..until {
                    misfits[row + 1] = misfits[row] + (self.misfit)(&text, row);
                }
                for row in from..until {
                    let before = best[row][part].0;
                    if !before.is_finite() {
                        continue;
                    }
                    for end in row + 1..=until {
                        let off = self.off(cell, row, end, anchor);
                        let misfit = misfits[end] - misfits[row];
                        let cost = before + off + looks + misfit + self.begins(end) + 0.2;
                        if cost < best[end][more].0 {
                            best[end][more] = (cost, row, part);
                        }
                    }
                }
            }
        }
        let cost = best[rows][parts].0;
        if !cost.is_finite() {
            return (self.nearest(own), f32::INFINITY);
        }
        // The parts and the rows of each.
        let mut found: Vec<(usize, usize, usize, usize)> = Vec::new();
        let (mut row, mut part) = (rows, parts);
        while part > 0 {
            let (_, start, from) = best[row][part];
            found.push((from, part, start, row));
            (row, part) = (start, from);
        }
        found.reverse();
        let parents = (0..found.len()).map(|at| {
            let (from, to, row, end) = found[at];
            let texts: Vec<&str> = own[from..to].iter().map(|one| one.text.as_str()).collect();
            let far = self.off(&own[from..to], row, end, anchor) > 1.0;
            let before = at.checked_sub(1).map(|before| found[before]);
            let close = before.is_some_and(|before| self.is_close(own, before, found[at], anchor));
            Parent { row, text: texts.join("\n"), line: own[from].line, doubtful: far || close }
        });
        (parents.collect(), cost)
    }

    /// The rows that a parent on those lines may stand for: those no more than `near` lines away.
    fn near(&self, first: u32, last: u32, near: u32) -> (usize, usize) {
        let above = |lines: &Vec<u32>| lines.last().is_some_and(|line| line + near < first);
        let within = |lines: &Vec<u32>| lines.first().is_none_or(|line| *line <= last + near);
        let from = self.lines.partition_point(above);
        (from, self.lines.partition_point(within).max(from))
    }

    /// Whether the rows of two parents, one behind the other, might as well part elsewhere.
    fn is_close(
        &self,
        own: &[&Fragment],
        one: (usize, usize, usize, usize),
        next: (usize, usize, usize, usize),
        anchor: Anchor,
    ) -> bool {
        let (first, second) = (&own[one.0..one.1], &own[next.0..next.1]);
        let texts = [first, second].map(|cell| cell.iter().map(|one| one.text.as_str()).collect::<String>());
        let cost = |at: usize| {
            let misfit: f32 = (one.2..at).map(|row| (self.misfit)(&texts[0], row)).sum::<f32>()
                + (at..next.3).map(|row| (self.misfit)(&texts[1], row)).sum::<f32>();
            self.off(first, one.2, at, anchor) + self.off(second, at, next.3, anchor) + self.begins(at) + misfit
        };
        let found = cost(next.2);
        let (low, high) = (next.2.saturating_sub(2).max(one.2 + 1), (next.2 + 2).min(next.3 - 1));
        (low..=high).any(|at| at != next.2 && cost(at) < found + CLOSE)
    }

    /// Each part on the row next to it, where they are no parents of all rows.
    fn nearest(&self, own: &[&Fragment]) -> Vec<Parent> {
        let rows = self.lines.len();
        let row = |line: u32| self.lines.partition_point(|lines| lines.last().is_some_and(|last| *last < line));
        let parent = |one: &&Fragment| Parent {
            row: row(one.line).min(rows.saturating_sub(1)),
            text: one.text.clone(),
            line: one.line,
            doubtful: true,
        };
        own.iter().filter(|_| rows > 0).map(parent).collect()
    }

    /// How little the lines of `cell`, which are `text` together, look like one parent.
    fn looks(&self, cell: &[&Fragment], text: &str) -> f32 {
        // Whose rows are known is whole.
        if cell.len() > 1 && cell.iter().any(|one| one.reach.is_some()) {
            return WHOLE;
        }
        let known = (self.known)(text);
        let broken = cell.windows(2).filter(|pair| pair[1].line > pair[0].line + 3).count() as f32;
        let whole = |one: &&Fragment| (self.known)(&one.text);
        let starts = |one: &&Fragment| whole(one) || is_cut_group(&one.text);
        let several = whole(&cell[0]) && cell[1..].iter().any(starts);
        let figures = cell.len() > 1 && cell.iter().any(|one| is_figure(&one.text));
        let apart: u32 = cell.windows(2).map(|pair| pair[1].line - pair[0].line).map(|gap| gap.max(1) - 1).sum();
        let strange = if text.starts_with(['（', '(']) {
            4.0
        } else {
            0.2 + 0.9 * (cell.len() - 1) as f32 + 1.5 * apart as f32 + if figures { 6.0 } else { 0.0 }
        };
        (if known { 0.0 } else { strange })
            + 3.0 * broken
            + if several || (!known && cell.len() > 1 && cell.iter().any(whole)) { 4.0 } else { 0.0 }
    }
}
