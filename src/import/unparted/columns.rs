//! Columns and rows by their places: gaps that many lines share, cells around the middle of their row.

use super::atoms::width;
use super::parents::{Rows, Usual};
use super::words::{is_date, is_figure, is_quantity, is_total, leads_operator};
use crate::outline::is_operator;

/// A part of a line between wide gaps, and where it stands, in characters.
#[derive(Clone, Debug)]
pub(super) struct Fragment {
    pub(super) line: u32,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
    /// The first and the last line of its rows, where these are known.
    pub(super) reach: Option<(u32, u32)>,
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
        let next = Self { start: self.start + blank + 1, text: tail, ..self.clone() };
        (Self { end: self.start + blank, text: head, ..self.clone() }, Some(next))
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
            None => found.push(Fragment { line, start: at, end: at + size, text: c.to_string(), reach: None }),
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

/// What is known of the columns that rows are made of.
pub(super) struct Known<'a> {
    /// Those that hold what belongs to several rows.
    pub(super) parent: &'a [bool],
    /// Those that have something in every row.
    pub(super) dense: &'a [bool],
    /// Whether the first rows may belong to a parent on the page before.
    pub(super) carried: bool,
    /// Whether something in a line stands far from its column.
    pub(super) far: &'a dyn Fn(usize, u32) -> bool,
    /// Whether a line is a whole row.
    pub(super) whole: &'a dyn Fn(u32) -> bool,
    /// Whether a text is the whole name of a level.
    pub(super) level: &'a dyn Fn(&str) -> bool,
    /// Whether a parent belongs to a row.
    pub(super) fits: &'a Fits<'a>,
}

/// Whether the text of a column belongs to a row, of which a function says what another column has there.
type Fits<'a> = dyn Fn(usize, &str, &dyn Fn(usize) -> String) -> Option<bool> + 'a;

/// What it costs that a parent does not fit a row.
const MISFIT: f32 = 1.2;

/// The rows of fragments whose columns are known. `usual` says how the parents before stood.
pub(super) fn stand(by: &[Vec<&Fragment>], known: &Known<'_>, usual: &mut Usual) -> Vec<Vec<Cell>> {
    let parent = known.parent;
    let leaf = parted(by, parent, known.dense, known.whole);
    let centers: Vec<f32> = leaf
        .iter()
        .map(|lines| lines.iter().map(|line| *line as f32).sum::<f32>() / lines.len().max(1) as f32)
        .collect();
    let mut told: Vec<Vec<Cell>> = vec![Vec::new(); leaf.len()];
    // What each row has in each column, parents on all of their rows.
    let mut held: Vec<Vec<String>> = vec![Vec::new(); by.len()];
    for (column, own) in by.iter().enumerate().filter(|(column, _)| !parent[*column]) {
        for (row, lines) in leaf.iter().enumerate() {
            let texts: Vec<&&Fragment> = own.iter().filter(|one| lines.contains(&one.line)).collect();
            let text = texts.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join("\n");
            if let Some(first) = texts.first() {
                let doubtful = texts.iter().any(|one| (known.far)(column, one.line));
                told[row].push(Cell { column, text: text.clone(), line: first.line, doubtful });
            }
            held[column].push(text);
        }
    }
    // From the inside to the outside: an outer parent begins where an inner one does.
    let mut bounds: Option<Vec<bool>> = None;
    for (column, own) in by.iter().enumerate().rev().filter(|(column, own)| parent[*column] && !own.is_empty()) {
        let misfit = |text: &str, row: usize| {
            let at = |column: usize| held[column].get(row).cloned().unwrap_or_default();
            if (known.fits)(column, text, &at) == Some(false) { MISFIT } else { 0.0 }
        };
        let rows = Rows {
            lines: &leaf,
            centers: &centers,
            carried: known.carried,
            bounds: bounds.as_deref(),
            misfit: &misfit,
            known: known.level,
        };
        let parents = rows.parents(own, usual);
        let mut begins = vec![false; leaf.len()];
        let mut texts = vec![String::new(); leaf.len()];
        for (at, found) in parents.iter().enumerate() {
            begins[found.row] = true;
            let end = parents.get(at + 1).map_or(leaf.len(), |next| next.row);
            texts[found.row..end.max(found.row)].fill(found.text.clone());
            let cell = Cell { column, text: found.text.clone(), line: found.line, doubtful: found.doubtful };
            told[found.row].push(cell);
        }
        held[column] = texts;
        bounds = Some(begins);
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
fn parted(by: &[Vec<&Fragment>], parent: &[bool], dense: &[bool], row: &dyn Fn(u32) -> bool) -> Vec<Vec<u32>> {
    let leaves: Vec<&Vec<&Fragment>> =
        by.iter().zip(parent).filter(|(_, parent)| !**parent).map(|(own, _)| own).collect();
    let dense: Vec<bool> = dense.iter().zip(parent).filter(|(_, parent)| !**parent).map(|(dense, _)| *dense).collect();
    let widest: Vec<usize> =
        leaves.iter().map(|own| own.iter().map(|one| width(&one.text)).max().unwrap_or(0)).collect();
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
            cost += own.iter().filter(|line| row(**line)).skip(1).count() as f32 * 6.0;
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
                    // Nobody says the same twice in one cell.
                    cost += if one == next { 3.0 } else { 0.0 };
                    // A line is broken where its column ends.
                    cost += if !whole(one) && 4 * width(one) < 3 * widest[index] { 1.0 } else { 0.0 };
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
