//! Pages without rules: lines that one cell wraps are put together, and cells that stand side by side make rows.

use super::lines::{TextLine, apart, joined, rows};
use super::page::Glyph;
use super::reach;
use crate::import::unparted::{Piece, is_whole};

/// A cell: the lines that it wraps.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) lines: Vec<TextLine>,
    pub(super) left: f32,
    pub(super) right: f32,
}

/// What of its cells stands at one height in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anchor {
    Middle,
    First,
    Last,
}

impl Block {
    pub(super) fn first(&self) -> f32 {
        self.lines.first().map_or(0.0, |line| line.base)
    }

    pub(super) fn last(&self) -> f32 {
        self.lines.last().map_or(0.0, |line| line.base)
    }

    fn at(&self, anchor: Anchor) -> f32 {
        match anchor {
            Anchor::Middle => f32::midpoint(self.first(), self.last()),
            Anchor::First => self.first(),
            Anchor::Last => self.last(),
        }
    }

    /// Whether its lines reach over some of the heights from `low` to `high`.
    fn reaches(&self, low: f32, high: f32) -> bool {
        let em = self.lines[0].em;
        self.first() - 0.8 * em < high && self.last() > low
    }
}

/// Cells that stand at one height.
#[derive(Debug)]
pub(super) struct Band {
    pub(super) at: f32,
    pub(super) blocks: Vec<Block>,
}

/// The cells of a page, from the top: each on its line; whole rows stand on even lines, and what stands between two of
/// them on the line between. `None` where there are too many.
pub(super) fn pieces(glyphs: &mut [Glyph]) -> Option<Vec<Piece>> {
    let runs: Vec<TextLine> = rows(glyphs).into_iter().flat_map(|row| apart(row)).collect();
    if runs.is_empty() || runs.len() > MOST_RUNS {
        return None;
    }
    let mut ems: Vec<f32> = runs.iter().map(|run| run.em).collect();
    ems.sort_by(f32::total_cmp);
    let em = ems[ems.len() / 2].max(0.1);
    let left = runs.iter().fold(f32::MAX, |left, run| left.min(run.left));
    let blocks = blocks(&runs, em);
    let gap = gap(&blocks, em);
    let (bands, anchor) = bands(&blocks, em);
    let (whole, reaches) = whole(&bands, gap, em);
    // Where cells stand in the middle of their rows, their places say which rows these are.
    let spans = if anchor == Anchor::Middle { reach::spans(&bands, &whole, &reaches, gap, em) } else { Vec::new() };
    let place = |x: f32| ((x - left).max(0.0) * 2.0 / em).round() as usize;
    let mut lines = Vec::with_capacity(bands.len());
    let mut rows = Vec::new();
    let mut line = 0u32;
    for &whole in &whole {
        line += if whole == line.is_multiple_of(2) { 2 } else { 1 };
        lines.push(line);
        if whole {
            rows.push(line);
        }
    }
    let mut pieces = Vec::new();
    for (at, (band, line)) in bands.iter().zip(lines).enumerate() {
        for (own, block) in band.blocks.iter().enumerate() {
            let span = spans.iter().find(|span| (span.band, span.block) == (at, own));
            let reach = span.and_then(|span| Some((*rows.get(span.from)?, *rows.get(span.to - 1)?)));
            let text = joined(&block.lines, block.left, block.right);
            pieces.push(Piece {
                line,
                start: place(block.left),
                end: place(block.right).max(place(block.left) + 1),
                text,
                reach,
            });
        }
    }
    Some(pieces)
}

/// Pairs of lines that stand one below the other: the one below, the step, and whether both are whole cells by their
/// looks.
struct Step {
    above: usize,
    below: usize,
    step: f32,
    whole: bool,
}

/// Each line with the one right below it.
fn steps(runs: &[TextLine], em: f32) -> Vec<Step> {
    let whole: Vec<bool> = runs.iter().map(|run| is_whole(&run.text)).collect();
    let mut steps = Vec::new();
    for (above, run) in runs.iter().enumerate() {
        let near = |other: &&(usize, &TextLine)| {
            let shared = run.right.min(other.1.right) - run.left.max(other.1.left);
            other.1.base > run.base + 0.5 * em
                && 2.0 * shared > (run.right - run.left).min(other.1.right - other.1.left)
        };
        let behind = runs.iter().enumerate().skip(above + 1).take(MOST_BESIDE).collect::<Vec<_>>();
        let below = behind.iter().filter(near).min_by(|a, b| a.1.base.total_cmp(&b.1.base));
        if let Some(&(below, other)) = below
            && (other.em - run.em).abs() < 0.1 * em
            && other.base - run.base < 3.0 * em
        {
            let whole = whole[above] && whole[below];
            steps.push(Step { above, below, step: other.base - run.base, whole });
        }
    }
    steps
}

/// How far the lines of one cell stand apart, and whether rows stand no farther apart.
fn pitch(steps: &[Step]) -> Option<(f32, bool)> {
    let mut sorted: Vec<&Step> = steps.iter().collect();
    sorted.sort_by(|a, b| a.step.total_cmp(&b.step));
    let mut from = 0;
    while from < sorted.len() {
        let low = sorted[from].step;
        let own = sorted[from..].iter().take_while(|step| step.step <= low * 1.04).count();
        let wholes = sorted[from..from + own].iter().filter(|step| step.whole).count();
        if own >= 2 {
            return Some((sorted[from + own / 2].step, wholes * 8 > own));
        }
        from += own;
    }
    None
}

/// The cells that lines make.
fn blocks(runs: &[TextLine], em: f32) -> Vec<Block> {
    let steps = steps(runs, em);
    let mut next: Vec<Option<usize>> = vec![None; runs.len()];
    let mut taken = vec![false; runs.len()];
    if let Some((pitch, tight)) = pitch(&steps) {
        // A line with an amount, or with many cells, begins a row.
        let is_row = |run: &TextLine| {
            let beside = || runs.iter().filter(|other| (other.base - run.base).abs() < 0.2 * em);
            beside().nth(2).is_some() || beside().any(|other| is_whole(&other.text))
        };
        for step in &steps {
            let (above, below) = (&runs[step.above], &runs[step.below]);
            let near = 0.35 * em;
            let centred =
                (f32::midpoint(above.left, above.right) - f32::midpoint(below.left, below.right)).abs() < near;
            let aligned = centred
                || (above.left - below.left).abs() < near
                || (above.right - below.right).abs() < near
                || (above.left - below.left - 2.0 * em).abs() < near;
            let close = (step.step - pitch).abs() < 0.07 * pitch;
            let full = || {
                let edge =
                    runs.iter().filter(|run| (run.left - above.left).abs() < near && !centred).map(|run| run.right);
                let edge = edge.fold(above.right.max(below.right), f32::max);
                above.right + below.first > edge - 0.2 * em
            };
            if close && aligned && !taken[step.below] && (!tight || (!step.whole && full() && !is_row(below))) {
                next[step.above] = Some(step.below);
                taken[step.below] = true;
            }
        }
    }
    let mut blocks = Vec::new();
    for first in (0..runs.len()).filter(|&run| !taken[run]) {
        let mut lines = Vec::new();
        let mut at = Some(first);
        while let Some(run) = at {
            lines.push(runs[run].clone());
            at = next[run];
        }
        let left = lines.iter().fold(f32::MAX, |left, line| left.min(line.left));
        let right = lines.iter().fold(f32::MIN, |right, line| right.max(line.right));
        blocks.push(Block { lines, left, right });
    }
    blocks
}

/// How far a cell stands from the one below it at least: the margins of both.
fn gap(blocks: &[Block], em: f32) -> f32 {
    let mut gaps = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let below = |other: &&Block| {
            let shared = block.right.min(other.right) - block.left.max(other.left);
            other.first() > block.last() && 2.0 * shared > (block.right - block.left).min(other.right - other.left)
        };
        let near = blocks.iter().skip(at + 1).take(MOST_BESIDE).filter(below);
        gaps.extend(near.map(|other| other.first() - 0.8 * em - block.last()).min_by(f32::total_cmp));
    }
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 20 + 1).map_or(0.0, |gap| gap.clamp(0.0, 2.0 * em))
}

/// Cells by their heights, in the way that brings most of them together.
fn bands(blocks: &[Block], em: f32) -> (Vec<Band>, Anchor) {
    let mut best: Option<(usize, Vec<Band>, Anchor)> = None;
    for anchor in [Anchor::Middle, Anchor::First, Anchor::Last] {
        let mut sorted: Vec<&Block> = blocks.iter().collect();
        sorted.sort_by(|a, b| a.at(anchor).total_cmp(&b.at(anchor)));
        let mut bands: Vec<Band> = Vec::new();
        for block in sorted {
            let at = block.at(anchor);
            match bands.last_mut().filter(|band| at - band.at < 0.25 * em) {
                Some(band) => band.blocks.push(block.clone()),
                None => bands.push(Band { at, blocks: vec![block.clone()] }),
            }
        }
        let score = bands.iter().map(|band| band.blocks.len().pow(2)).sum();
        if best.as_ref().is_none_or(|(most, _, _)| score > *most) {
            best = Some((score, bands, anchor));
        }
    }
    let (_, mut bands, anchor) = best.unwrap_or((0, Vec::new(), Anchor::Middle));
    for band in &mut bands {
        band.blocks.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    (bands, anchor)
}

/// Which bands are rows: of those that reach into each other the ones with most cells.
fn whole(bands: &[Band], gap: f32, em: f32) -> (Vec<bool>, Vec<(f32, f32)>) {
    let near = |at: usize| {
        let low = at.saturating_sub(MOST_BETWEEN);
        (low..bands.len().min(at + MOST_BETWEEN)).filter(move |&other| other != at)
    };
    // How far a row reaches, by those of its cells that stand beside no other row.
    let reach = |at: usize| -> (f32, f32) {
        let band = &bands[at];
        let mut reach = (band.at - 0.8 * em, band.at);
        for block in &band.blocks {
            let beside = near(at).any(|other| {
                let other = &bands[other];
                let right = other.blocks.iter().any(|one| one.left > block.right);
                (right || other.blocks.len() >= 3) && block.reaches(other.at - 0.5 * em, other.at)
            });
            if !beside {
                reach = (reach.0.min(block.first() - 0.8 * em), reach.1.max(block.last()));
            }
        }
        reach
    };
    let reaches: Vec<(f32, f32)> = (0..bands.len()).map(reach).collect();

    // The rows with most cells that do not reach into each other.
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(bands.len());
    for at in 0..bands.len() {
        let own = bands[at].blocks.len();
        let before = (at.saturating_sub(2 * MOST_BETWEEN)..at)
            .filter(|&before| reaches[before].1 + 0.8 * gap <= reaches[at].0 + 0.15 * em);
        let (sum, last) = before
            .map(|before| (best[before].0, Some(before)))
            .max_by_key(|(sum, before)| (*sum, *before))
            .unwrap_or((0, None));
        best.push((sum + own, last));
    }
    let mut whole = vec![false; bands.len()];
    let mut at = (0..bands.len()).max_by_key(|&at| (best[at].0, at));
    while let Some(row) = at {
        whole[row] = true;
        at = best[row].1;
    }
    (whole, reaches)
}

/// Lines of a page that are looked at, at most; those that are looked through for the one below another; and bands
/// between two rows.
const MOST_RUNS: usize = 5_000;
const MOST_BESIDE: usize = 120;
const MOST_BETWEEN: usize = 12;
