//! Which rows a cell stands for that is as high as several: it stands in their middle, and the cells of a column stand one
//! behind the other.

use super::bands::{Band, Block};
use crate::import::unparted::is_whole;

/// A cell, by its band and its place there, and its rows, from the first to before the last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) band: usize,
    pub(super) block: usize,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// The rows of the cells in columns where some stand between rows. `whole` says which bands are rows, and `reaches` from
/// where to where their text goes.
pub(super) fn spans(bands: &[Band], whole: &[bool], reaches: &[(f32, f32)], gap: f32, em: f32) -> Vec<Span> {
    let rows: Vec<usize> = (0..bands.len()).filter(|&band| whole[band]).collect();
    if rows.is_empty() || rows.len() > MOST_ROWS {
        return Vec::new();
    }
    let edges = edges(bands, &rows, reaches, gap, em);
    let mut spans: Vec<Span> = Vec::new();
    let mut seen: Vec<(usize, usize)> = Vec::new();
    for (band, _) in bands.iter().enumerate().filter(|(band, _)| !whole[*band]) {
        for block in 0..bands[band].blocks.len() {
            if seen.contains(&(band, block)) {
                continue;
            }
            let column = column(bands, &bands[band].blocks[block], em);
            if column.len() * rows.len() <= MOST_WORK {
                let found = tiled(bands, &column, &rows, whole, &edges, em);
                // A wider column may hold cells of another one as well.
                spans.retain(|span| !found.iter().any(|other| (other.band, other.block) == (span.band, span.block)));
                spans.extend(found);
            }
            seen.extend(column);
        }
    }
    spans
}

/// The cells that stand above and below one, themselves no wider.
fn column(bands: &[Band], seed: &Block, em: f32) -> Vec<(usize, usize)> {
    let width = seed.right - seed.left;
    let own = |block: &Block| {
        let shared = block.right.min(seed.right) - block.left.max(seed.left);
        let wide = block.right - block.left;
        2.0 * shared > wide.min(width) && wide <= 2.0 * width + 3.0 * em
    };
    let mut column = Vec::new();
    for (band, all) in bands.iter().enumerate() {
        column.extend((0..all.blocks.len()).filter(|&block| own(&all.blocks[block])).map(|block| (band, block)));
    }
    column
}

/// Where rows begin, and the last one ends: rows are as high as their text and the gap that all have.
fn edges(bands: &[Band], rows: &[usize], reaches: &[(f32, f32)], gap: f32, em: f32) -> Vec<f32> {
    let middle = |row: usize| bands[row].at - 0.4 * em;
    let height = |row: usize| reaches[row].1 - reaches[row].0;
    let high = |row: usize| height(row) + gap;
    let mut edges = vec![middle(rows[0]) - high(rows[0]) / 2.0];
    for pair in rows.windows(2) {
        let share = high(pair[0]) / (high(pair[0]) + high(pair[1])).max(0.1);
        edges.push(middle(pair[0]) + (middle(pair[1]) - middle(pair[0])) * share);
    }
    let last = rows[rows.len() - 1];
    edges.push(middle(last) + high(last) / 2.0);
    edges
}

/// The rows of the cells of a column, such that each stands in the middle of its own.
fn tiled(
    bands: &[Band],
    column: &[(usize, usize)],
    rows: &[usize],
    whole: &[bool],
    edges: &[f32],
    em: f32,
) -> Vec<Span> {
    let block = |at: usize| &bands[column[at].0].blocks[column[at].1];
    let text = |at: usize| block(at).lines.first().map_or("", |line| line.text.as_str());
    // Amounts stand in one row, unless one of them stands between two.
    let figures = (0..column.len()).any(|at| !whole[column[at].0] && is_whole(text(at)));
    let off = |at: usize, from: usize, to: usize| {
        let block = block(at);
        let middle = f32::midpoint(block.first(), block.last()) - 0.4 * em;
        let off = (f32::midpoint(edges[from], edges[to]) - middle).abs() / (0.1 * em);
        let one = !figures && to - from > 1 && is_whole(text(at));
        let tight = block.last() - block.first() + 0.6 * em > edges[to] - edges[from] + 0.5 * em;
        off.min(30.0) + if one { 20.0 } else { 0.0 } + if tight { 10.0 } else { 0.0 }
    };
    // `best[i][r]`: the first `i` cells stand for rows before `r`; what it costs, and where the last of them begins. A row
    // may belong to none.
    let width = rows.len() + 1;
    let mut best = vec![(f32::MAX, usize::MAX); (column.len() + 1) * width];
    best[0].0 = 0.0;
    for at in 0..=column.len() {
        for row in 0..rows.len() {
            let here = best[at * width + row].0;
            if here == f32::MAX {
                continue;
            }
            let free = &mut best[at * width + row + 1];
            if here + FREE < free.0 {
                *free = (here + FREE, usize::MAX);
            }
            if at == column.len() {
                continue;
            }
            for to in row + 1..=rows.len().min(row + MOST_HIGH) {
                let cost = here + off(at, row, to);
                let there = &mut best[(at + 1) * width + to];
                if cost < there.0 {
                    *there = (cost, row);
                }
            }
        }
    }
    let mut spans = Vec::new();
    let (mut at, mut row) = (column.len(), rows.len());
    if best[at * width + row].0 == f32::MAX {
        return spans;
    }
    while at > 0 && row > 0 {
        let (_, from) = best[at * width + row];
        if from == usize::MAX {
            row -= 1;
            continue;
        }
        at -= 1;
        if off(at, from, row) <= SURE {
            spans.push(Span { band: column[at].0, block: column[at].1, from, to: row });
        }
        row = from;
    }
    spans
}

/// What it costs that a row belongs to no cell, and how far off a cell may be that is sure, in tenths of an em.
const FREE: f32 = 1.5;
const SURE: f32 = 5.0;
/// Rows of a page, rows times cells of a column, and rows of a cell that are looked at, at most.
const MOST_ROWS: usize = 400;
const MOST_WORK: usize = 20_000;
const MOST_HIGH: usize = 80;
