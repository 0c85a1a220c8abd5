//! Columns and rows by their places: gaps that many lines share, cells around the middle of their row, parents in the middle
//! of their rows.

use super::words::{is_class, is_cut_group, is_date, is_figure, is_group, is_quantity, is_total, leads_operator};
use crate::outline::is_operator;

/// A part of a line between wide gaps, and where it stands, in characters.
#[derive(Clone, Debug)]
pub(super) struct Fragment {
    pub(super) line: u32,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
}

impl Fragment {
    /// Parts it at the blank that stands in the gap from `low` to `high`, or nearest to it.
    pub(super) fn split(&self, low: usize, high: usize) -> (Self, Option<Self>) {
        let blanks = self.text.chars().enumerate().filter(|(_, c)| *c == ' ').map(|(index, _)| index);
        let off = |index: usize| {
            let at = self.start + index;
            if (low..=high).contains(&at) { 0 } else { at.abs_diff(low).min(at.abs_diff(high)) }
        };
        let Some(blank) =
            blanks.min_by_key(|index| (off(*index), (self.start + index).abs_diff(usize::midpoint(low, high))))
        else {
            return (self.clone(), None);
        };
        let head: String = self.text.chars().take(blank).collect();
        let tail: String = self.text.chars().skip(blank + 1).collect();
        let next = Self { line: self.line, start: self.start + blank + 1, end: self.end, text: tail };
        (Self { line: self.line, start: self.start, end: self.start + blank, text: head }, Some(next))
    }
}

/// Whether Chinese characters take two places in `lines`: more cells begin at the same place then.
pub(super) fn is_wide<'t>(lines: impl Iterator<Item = &'t str> + Clone) -> bool {
    let starts = |wide: bool| {
        let all = lines.clone().flat_map(|line| fragments(0, line, wide)).flat_map(|one| [one.start, one.end]);
        all.collect::<std::collections::BTreeSet<usize>>().len()
    };
    starts(true) < starts(false)
}

/// The fragments of a line; in a `wide` text a Chinese character takes two places.
pub(super) fn fragments(line: u32, text: &str, wide: bool) -> Vec<Fragment> {
    let mut found: Vec<Fragment> = Vec::new();
    let mut blanks = 2;
    let mut next = 0;
    for c in text.chars() {
        let at = next;
        let size = if wide && crate::import::words::is_chinese(c) { 2 } else { 1 };
        next += size;
        if c == ' ' || c == '\u{a0}' {
            blanks += 1;
            continue;
        }
        match found.last_mut().filter(|_| blanks < 2) {
            Some(last) => {
                if blanks == 1 {
                    last.text.push(' ');
                }
                last.text.push(c);
                last.end = at + size;
            }
            None => found.push(Fragment { line, start: at, end: at + size, text: c.to_string() }),
        }
        blanks = 0;
    }
    found
}

/// The columns that fragments stand in, as near to `wanted` of them as the gaps allow.
pub(super) fn columns(all: &[Fragment], wanted: Option<usize>) -> Vec<(usize, usize)> {
    let mut lines: Vec<u32> = all.iter().map(|one| one.line).collect();
    lines.dedup();
    let usual = lines.len() / 16;
    let found = parted_at(all, usual);
    let Some(wanted) = wanted.filter(|wanted| *wanted != found.len()) else { return found };
    let others = (0..=lines.len() / 4).filter(|most| *most != usual).map(|most| parted_at(all, most));
    others.chain([found]).min_by_key(|columns| columns.len().abs_diff(wanted)).unwrap_or_default()
}

/// The columns where at most so many fragments stand in the gaps between.
fn parted_at(all: &[Fragment], most: usize) -> Vec<(usize, usize)> {
    let width = all.iter().map(|one| one.end).max().unwrap_or(0).min(4000);
    let mut cover = vec![0_usize; width + 1];
    for one in all {
        cover[one.start.min(width)..one.end.min(width)].iter_mut().for_each(|count| *count += 1);
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut open = None;
    for (at, count) in cover.iter().enumerate() {
        match (open, *count > most) {
            (None, true) => open = Some(at),
            (Some(start), false) => {
                found.push((start, at));
                open = None;
            }
            _ => {}
        }
    }
    found
}

/// Where the rows of each parent end, the first entry where those of the first begin: each parent stands in the middle of
/// its rows, and the lines that it stands on itself are among them. `carried` says that the first lines may have none.
pub(super) fn runs(parents: &[(f32, Vec<u32>)], lines: &[u32], carried: bool) -> Vec<usize> {
    let (count, all) = (parents.len(), lines.len());
    let mut best = vec![vec![(f32::INFINITY, 0_usize); all + 1]; count + 1];
    for (start, cost) in best[0].iter_mut().enumerate() {
        cost.0 = match start {
            0 => 0.0,
            _ if carried => 0.6,
            _ => 2.0 + start as f32 * 0.2,
        };
    }
    for parent in 0..count {
        let (middle, own) = &parents[parent];
        let (low, high) = (own.iter().min().copied().unwrap_or(0), own.iter().max().copied().unwrap_or(0));
        for start in 0..all {
            let before = best[parent][start].0;
            if !before.is_finite() || lines[start] > low {
                continue;
            }
            for end in start + 1..=all {
                if lines[end - 1] < high {
                    continue;
                }
                let center = (lines[start] + lines[end - 1]) as f32 / 2.0;
                let tight = end < all && lines[end] == lines[end - 1] + 1;
                let cost = before + (center - middle).abs() + if tight { 0.8 } else { 0.0 };
                if cost < best[parent + 1][end].0 {
                    best[parent + 1][end] = (cost, start);
                }
                if parents
                    .get(parent + 1)
                    .is_some_and(|(_, next)| next.iter().min().is_some_and(|next| lines[end - 1] >= *next))
                {
                    break;
                }
            }
        }
    }
    let mut ends = vec![all; count + 1];
    let mut at = all;
    if !best[count][all].0.is_finite() {
        // Labels that stand side by side: each begins where it stands.
        return std::iter::once(0)
            .chain((1..count).map(|at| lines.partition_point(|line| *line < parents[at].1[0])))
            .chain([all])
            .collect();
    }
    for parent in (0..count).rev() {
        ends[parent + 1] = at;
        at = best[parent + 1][at].1;
    }
    ends[0] = at;
    ends
}

/// A cell in its column.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) column: usize,
    pub(super) text: String,
    pub(super) line: u32,
    /// Whether it might as well stand in another row.
    pub(super) doubtful: bool,
}

/// The rows of fragments whose columns are known: those of `parent` hold what belongs to several rows, those of `dense`
/// have something in every row. `far` says what stands far from its column.
pub(super) fn stand(
    by: &[Vec<&Fragment>],
    parent: &[bool],
    dense: &[bool],
    far: &dyn Fn(usize, u32) -> bool,
) -> Vec<Vec<Cell>> {
    let leaf = parted(by, parent, dense);
    let centers: Vec<f32> = leaf
        .iter()
        .map(|lines| lines.iter().map(|line| *line as f32).sum::<f32>() / lines.len().max(1) as f32)
        .collect();
    let mut told: Vec<Vec<Cell>> = vec![Vec::new(); leaf.len()];
    for (row, lines) in leaf.iter().enumerate() {
        for (column, own) in by.iter().enumerate().filter(|(column, _)| !parent[*column]) {
            let texts: Vec<&&Fragment> = own.iter().filter(|one| lines.contains(&one.line)).collect();
            if let Some(first) = texts.first() {
                let text: Vec<&str> = texts.iter().map(|one| one.text.as_str()).collect();
                let doubtful = texts.iter().any(|one| far(column, one.line));
                told[row].push(Cell { column, text: text.join("\n"), line: first.line, doubtful });
            }
        }
    }
    for (column, own) in by.iter().enumerate().filter(|(column, own)| parent[*column] && !own.is_empty()) {
        for (row, text, line, off) in placed(own, &centers, &leaf) {
            told[row].push(Cell { column, text, line, doubtful: off > 1.0 });
        }
    }
    for (row, cells) in told.iter_mut().enumerate() {
        cells.sort_by_key(|cell| cell.column);
        // A row is where its own cells stand, not its parents.
        let line = leaf[row].iter().min().copied().unwrap_or(0);
        cells.iter_mut().for_each(|cell| cell.line = line);
    }
    told
}

/// The lines of each row: its cells stand around one middle.
fn parted(by: &[Vec<&Fragment>], parent: &[bool], dense: &[bool]) -> Vec<Vec<u32>> {
    let leaves: Vec<&Vec<&Fragment>> =
        by.iter().zip(parent).filter(|(_, parent)| !**parent).map(|(own, _)| own).collect();
    let dense: Vec<bool> = dense.iter().zip(parent).filter(|(_, parent)| !**parent).map(|(dense, _)| *dense).collect();
    let mut lines: Vec<u32> = leaves.iter().flat_map(|own| own.iter().map(|one| one.line)).collect();
    lines.sort_unstable();
    lines.dedup();
    let mut best = vec![(f32::INFINITY, 0_usize); lines.len() + 1];
    best[0].0 = 0.0;
    for start in 0..lines.len() {
        let before = best[start].0;
        for end in start + 1..=lines.len().min(start + 8) {
            let own = &lines[start..end];
            let middle = (own[0] + own[own.len() - 1]) as f32 / 2.0;
            let mut cost = 0.5;
            cost += own.windows(2).filter(|pair| pair[1] > pair[0] + 1).count() as f32 * 1.2;
            let mut total = false;
            for (index, column) in leaves.iter().enumerate() {
                let cells: Vec<&&Fragment> = column.iter().filter(|one| own.contains(&one.line)).collect();
                if cells.is_empty() {
                    cost += if dense[index] { 2.0 } else { 0.0 };
                    continue;
                }
                total |= cells.iter().any(|one| is_total(&one.text));
                let mean = cells.iter().map(|one| one.line).sum::<u32>() as f32 / cells.len() as f32;
                cost += (mean - middle).abs() * 0.6;
                for pair in cells.windows(2) {
                    let whole = |text: &str| {
                        is_figure(text)
                            || is_operator(text)
                            || (leads_operator(text) && text.chars().count() > 2)
                            || (is_quantity(text) && !text.ends_with(|c: char| c.is_ascii_digit()))
                    };
                    let (one, next) = (&pair[0].text, &pair[1].text);
                    let dates = is_date(one) && is_date(next);
                    cost += if dates {
                        3.0
                    } else if matches!(next.as_str(), "%" | "‰") {
                        0.0
                    } else if whole(one) && (whole(next) || is_figure(one)) {
                        3.0
                    } else {
                        0.5
                    };
                    // The rest of a broken text is no longer than its first line.
                    cost += if next.chars().count() > one.chars().count() + 1 { 2.0 } else { 0.0 };
                }
            }
            if total && own.len() > 1 {
                cost += 6.0;
            }
            if total {
                cost -= 2.0 * dense.iter().filter(|dense| **dense).count() as f32 * 0.8;
            }
            if before + cost < best[end].0 {
                best[end] = (before + cost, start);
            }
        }
    }
    let mut found = Vec::new();
    let mut at = lines.len();
    while at > 0 {
        let start = best[at].1;
        found.push(lines[start..at].to_vec());
        at = start;
    }
    found.reverse();
    found
}

/// The cells of a column of parents: the first row of each, its text and line, and how far it is from where it should be.
/// All of them stand in the middle of their rows, or all on the first of them.
fn placed(own: &[&Fragment], centers: &[f32], leaf: &[Vec<u32>]) -> Vec<(usize, String, u32, f32)> {
    let (middle, cost) = placed_by(own, centers, leaf, false);
    let (first, other) = placed_by(own, centers, leaf, true);
    let same = middle.iter().map(|cell| cell.0).eq(first.iter().map(|cell| cell.0));
    if same || cost + 0.5 < other {
        return middle;
    }
    if other + 0.5 < cost {
        return first;
    }
    // It might be either.
    middle.into_iter().map(|(row, text, line, _)| (row, text, line, 2.0)).collect()
}

/// From so many rows times parents on, only those that stand near each other are tried.
const MANY: usize = 10_000;

/// As many lines apart.
const NEAR: u32 = 60;

/// How little the lines of `cell` look like those of one parent, and the middle of them.
fn looks(cell: &[&Fragment]) -> (f32, f32) {
    let text: String = cell.iter().map(|one| one.text.as_str()).collect();
    let known = is_class(&text) || is_group(&text);
    let broken = cell.windows(2).filter(|pair| pair[1].line > pair[0].line + 3).count() as f32;
    let whole = |one: &&Fragment| is_class(&one.text) || is_group(&one.text);
    let starts = |one: &&Fragment| whole(one) || is_cut_group(&one.text);
    let several = whole(&cell[0]) && cell[1..].iter().any(starts);
    let figures = cell.len() > 1 && cell.iter().any(|one| is_figure(&one.text));
    let apart: u32 = cell.windows(2).map(|pair| pair[1].line - pair[0].line).map(|gap| gap.max(1) - 1).sum();
    let strange = if text.starts_with(['（', '(']) {
        4.0
    } else {
        0.2 + 0.9 * (cell.len() - 1) as f32 + 1.5 * apart as f32 + if figures { 6.0 } else { 0.0 }
    };
    let looks = if known { 0.0 } else { strange }
        + 3.0 * broken
        + if several || (!known && cell.len() > 1 && cell.iter().any(whole)) { 4.0 } else { 0.0 };
    (looks, cell.iter().map(|one| one.line).sum::<u32>() as f32 / cell.len() as f32)
}

/// The same, in the middle of their rows or on the `first` of them, and what that costs.
#[allow(clippy::type_complexity)]
fn placed_by(
    own: &[&Fragment],
    centers: &[f32],
    leaf: &[Vec<u32>],
    first: bool,
) -> (Vec<(usize, String, u32, f32)>, f32) {
    let (rows, parts) = (centers.len(), own.len());
    let mut best = vec![vec![(f32::INFINITY, 0_usize, 0_usize, 0.0); parts + 1]; rows + 1];
    best[0][0].0 = 0.0;
    // The first rows may belong to a parent on the page before.
    for (row, best) in best.iter_mut().enumerate().skip(1) {
        best[0].0 = 0.8 + 0.05 * row as f32;
    }
    // Among many rows and parents nothing that belongs together stands far apart, and the work would grow with the cube.
    let many = rows * parts > MANY;
    let lows: Vec<u32> = leaf.iter().map(|lines| lines.first().copied().unwrap_or(0)).collect();
    let highs: Vec<u32> = leaf.iter().map(|lines| lines.last().copied().unwrap_or(0)).collect();
    let cells: Vec<Vec<(f32, f32)>> =
        (0..parts).map(|part| (part + 1..=parts.min(part + 8)).map(|more| looks(&own[part..more])).collect()).collect();
    for row in 0..rows {
        for part in 0..parts {
            let before = best[row][part].0;
            if !before.is_finite() || (many && lows[row].abs_diff(own[part].line) > NEAR) {
                continue;
            }
            for (more, (looks, middle)) in (part + 1..).zip(&cells[part]) {
                for end in row + 1..=rows {
                    if many && highs[end - 1] > own[more - 1].line + 2 * NEAR {
                        break;
                    }
                    // The middle of what the rows cover, and of their own middles.
                    let (low, high) = (lows[row], highs[end - 1]);
                    let off = ((centers[row] + centers[end - 1]) / 2.0 - middle)
                        .abs()
                        .min(((low + high) as f32 / 2.0 - middle).abs());
                    let off = if first { low.abs_diff(own[part].line) as f32 } else { off };
                    let cost = before + off + looks + 0.2;
                    if cost < best[end][more].0 {
                        best[end][more] = (cost, row, part, off);
                    }
                }
            }
        }
    }
    let mut found = Vec::new();
    let (mut row, mut part) = (rows, parts);
    if !best[rows][parts].0.is_finite() {
        let found = own
            .iter()
            .map(|one| {
                (
                    leaf.partition_point(|lines| lines.last().is_some_and(|last| *last < one.line))
                        .min(rows.saturating_sub(1)),
                    one.text.clone(),
                    one.line,
                    2.0,
                )
            })
            .filter(|_| rows > 0)
            .collect();
        return (found, f32::INFINITY);
    }
    while part > 0 {
        let (_, start, from, off) = best[row][part];
        let texts: Vec<&str> = own[from..part].iter().map(|one| one.text.as_str()).collect();
        found.push((start, texts.join("\n"), own[from].line, off));
        (row, part) = (start, from);
    }
    found.reverse();
    (found, best[rows][parts].0)
}

/// The cells of one row whose lines stand one above the other, from the left: text, first line, and from where to where.
pub(super) fn stacked(own: &[Fragment]) -> Vec<(String, u32, (usize, usize))> {
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
        .map(|(start, end, mut parts)| {
            parts.sort_by_key(|one| one.line);
            let texts: Vec<&str> = parts.iter().map(|one| one.text.as_str()).collect();
            (texts.join("\n"), parts[0].line, (start, end))
        })
        .collect()
}
