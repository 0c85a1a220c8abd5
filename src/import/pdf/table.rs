//! Tables of a page: what the rules enclose.

use super::page::Line;
use super::problem::{MOST_MARKS, PdfProblem};

/// Rules that stand closer than this are one, in points.
const SNAP: f32 = 3.0;
/// An edge is there when this much of it is ruled.
const COVERED: f32 = 0.6;

/// A table of a page, without its text.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// Where its columns begin and end, from the left.
    pub(super) xs: Vec<f32>,
    /// Where its rows begin and end, from the top.
    pub(super) ys: Vec<f32>,
    pub(super) cells: Vec<Cell>,
}

/// A cell; its rows and columns count from 0.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) top: usize,
    pub(super) bottom: usize,
    pub(super) left: usize,
    pub(super) right: usize,
    /// Whether no rule ends it above, at the edge of the table.
    pub(super) open_above: bool,
    /// Whether no rule ends it below, at the edge of the table.
    pub(super) open_below: bool,
}

impl Table {
    pub(super) fn top(&self) -> f32 {
        self.ys.first().copied().unwrap_or(0.0)
    }

    pub(super) fn bottom(&self) -> f32 {
        self.ys.last().copied().unwrap_or(0.0)
    }

    pub(super) fn left(&self) -> f32 {
        self.xs.first().copied().unwrap_or(0.0)
    }

    pub(super) fn right(&self) -> f32 {
        self.xs.last().copied().unwrap_or(0.0)
    }

    pub(super) fn holds(&self, [x, y]: [f32; 2]) -> bool {
        x >= self.left() && x < self.right() && y >= self.top() && y < self.bottom()
    }

    /// The cell that holds a point; `owners` are [`Table::owners`].
    pub(super) fn cell_at(&self, [x, y]: [f32; 2], owners: &[u32]) -> Option<usize> {
        let col = self.xs.partition_point(|edge| *edge <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|edge| *edge <= y).checked_sub(1)?;
        let cols = self.xs.len() - 1;
        if col >= cols || row + 1 >= self.ys.len() {
            return None;
        }
        owners.get(row * cols + col).map(|cell| *cell as usize).filter(|&cell| cell < self.cells.len())
    }

    /// The cell of every square of the grid, row by row.
    pub(super) fn owners(&self) -> Vec<u32> {
        let cols = self.xs.len().saturating_sub(1);
        let rows = self.ys.len().saturating_sub(1);
        let mut owners = vec![u32::MAX; cols * rows];
        for (index, cell) in self.cells.iter().enumerate() {
            for row in cell.top..cell.bottom.min(rows) {
                owners[row * cols + cell.left..row * cols + cell.right.min(cols)].fill(index as u32);
            }
        }
        owners
    }
}

/// The tables that rules make, from the top.
pub(super) fn tables(across: &[Line], down: &[Line]) -> Result<Vec<Table>, PdfProblem> {
    let (across, down) = (merged(across), merged(down));
    if across.len().saturating_mul(down.len()) > 100 * MOST_MARKS {
        return Err(PdfProblem::Marks(MOST_MARKS));
    }
    let mut groups = Groups::new(across.len() + down.len());
    for (i, row) in across.iter().enumerate() {
        for (j, col) in down.iter().enumerate() {
            let crosses = |line: &Line, at: f32| line.from - SNAP <= at && at <= line.to + SNAP;
            if crosses(row, col.at) && crosses(col, row.at) {
                groups.join(i, across.len() + j);
            }
        }
    }
    let mut parts: Vec<(usize, Vec<Line>, Vec<Line>)> = Vec::new();
    let mut known = rustc_hash::FxHashMap::default();
    for (index, line) in across.iter().chain(&down).enumerate() {
        let root = groups.root(index);
        let part = *known.entry(root).or_insert_with(|| {
            parts.push((root, Vec::new(), Vec::new()));
            parts.len() - 1
        });
        let lines = if index < across.len() { &mut parts[part].1 } else { &mut parts[part].2 };
        lines.push(*line);
    }
    let mut parts: Vec<(Vec<Line>, Vec<Line>)> =
        parts.into_iter().filter(|(_, across, down)| across.len() + down.len() > 2).map(|(_, a, d)| (a, d)).collect();
    parts.retain(|(across, down)| !across.is_empty() && !down.is_empty());
    // A drawing of many pieces is no page of tables.
    if parts.len() > MOST_TABLES {
        return Ok(Vec::new());
    }
    nest(&mut parts);
    let mut tables: Vec<Table> = Vec::new();
    for (across, down) in &parts {
        if let Some(table) = table(across, down)? {
            tables.push(table);
        }
    }
    tables.sort_by(|a, b| a.top().total_cmp(&b.top()).then(a.left().total_cmp(&b.left())));
    Ok(tables)
}

/// Tables of a page at most.
const MOST_TABLES: usize = 400;

fn bounds((across, down): &(Vec<Line>, Vec<Line>)) -> [f32; 4] {
    let mut bounds = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    let mut add = |x: f32, y: f32| {
        bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)];
    };
    for line in across {
        add(line.from, line.at);
        add(line.to, line.at);
    }
    for line in down {
        add(line.at, line.from);
        add(line.at, line.to);
    }
    bounds
}

/// Puts a table that stands in a cell of another one into that one, and leaves a mere frame around tables out. A box
/// within a cell, such as one to tick, is no table.
fn nest(parts: &mut Vec<(Vec<Line>, Vec<Line>)>) {
    let is_box = |part: &(Vec<Line>, Vec<Line>)| part.0.len() <= 2 && part.1.len() <= 2;
    let mut areas: Vec<[f32; 4]> = parts.iter().map(bounds).collect();
    let mut index = 0;
    while index < parts.len() {
        let inner = areas[index];
        let holds = |outer: &[f32; 4]| {
            outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]
        };
        let outer = (0..parts.len()).find(|&other| other != index && holds(&areas[other]));
        let Some(outer) = outer else {
            index += 1;
            continue;
        };
        let gone = if is_box(&parts[outer]) { outer } else { index };
        let (across, down) = parts.remove(gone);
        areas.remove(gone);
        if gone == index && !(across.len() <= 2 && down.len() <= 2) {
            let outer = outer - usize::from(outer > index);
            parts[outer].0.extend(across);
            parts[outer].1.extend(down);
        }
        index = if gone < index { index - 1 } else { index };
    }
}

/// Lines on one place as one, pieces that touch put together; by place, then by beginning.
fn merged(lines: &[Line]) -> Vec<Line> {
    // A line without end or place is none, and no distance to it can be told.
    let is_line = |line: &&Line| [line.at, line.from, line.to].iter().all(|number| number.is_finite());
    let mut lines: Vec<Line> = lines.iter().filter(is_line).copied().collect();
    lines.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out: Vec<Line> = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let end = start + lines[start..].partition_point(|line| line.at - lines[start].at <= SNAP);
        let same = &mut lines[start..end];
        let at = same.iter().map(|line| f64::from(line.at)).sum::<f64>() / same.len() as f64;
        same.sort_by(|a, b| a.from.total_cmp(&b.from));
        let first = out.len();
        for line in same.iter() {
            match out[first..].last_mut() {
                Some(last) if line.from <= last.to + SNAP => last.to = last.to.max(line.to),
                _ => out.push(Line { at: at as f32, ..*line }),
            }
        }
        start = end;
    }
    out
}

/// Where lines stand, and where those of the other direction end beyond them.
fn edges(lines: &[Line], others: &[Line]) -> Vec<f32> {
    let mut edges: Vec<f32> = lines.iter().map(|line| line.at).collect();
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|next, edge| *next - *edge <= SNAP);
    let low = others.iter().fold(f32::MAX, |low, line| low.min(line.from));
    let high = others.iter().fold(f32::MIN, |high, line| high.max(line.to));
    if edges.first().is_some_and(|first| low < *first - 2.0 * SNAP) {
        edges.insert(0, low);
    }
    if edges.last().is_some_and(|last| high > *last + 2.0 * SNAP) {
        edges.push(high);
    }
    edges
}

fn table(across: &[Line], down: &[Line]) -> Result<Option<Table>, PdfProblem> {
    let (xs, ys) = (edges(down, across), edges(across, down));
    let (cols, rows) = (xs.len().saturating_sub(1), ys.len().saturating_sub(1));
    if cols == 0 || rows == 0 {
        return Ok(None);
    }
    if cols.saturating_mul(rows) > 4 * MOST_MARKS {
        return Err(PdfProblem::Marks(MOST_MARKS));
    }
    let above = covered(&ys, &xs, across);
    let beside = covered(&xs, &ys, down);
    let is_above = |row: usize, col: usize| above[row * cols + col];
    let is_beside = |row: usize, col: usize| beside[col * rows + row];
    let mut groups = Groups::new(cols * rows);
    for row in 0..rows {
        for col in 0..cols {
            if row > 0 && !is_above(row, col) {
                groups.join((row - 1) * cols + col, row * cols + col);
            }
            if col > 0 && !is_beside(row, col) {
                groups.join(row * cols + col - 1, row * cols + col);
            }
        }
    }
    let roots: Vec<usize> = (0..cols * rows).map(|index| groups.root(index)).collect();
    let mut taken = vec![false; cols * rows];
    let mut cells = Vec::new();
    for row in 0..rows {
        for col in 0..cols {
            if taken[row * cols + col] {
                continue;
            }
            // What is not a rectangle falls apart into rectangles, each as wide as it can be.
            let root = roots[row * cols + col];
            let free = |row: usize, col: usize| roots[row * cols + col] == root && !taken[row * cols + col];
            let right = (col..cols).take_while(|&col| free(row, col)).last().map_or(col + 1, |last| last + 1);
            let whole = |row: &usize| (col..right).all(|col| free(*row, col));
            let bottom = (row..rows).take_while(whole).last().map_or(row + 1, |last| last + 1);
            for row in row..bottom {
                taken[row * cols + col..row * cols + right].fill(true);
            }
            let ruled = |edge: usize| (col..right).filter(|&col| is_above(edge, col)).count() * 2 > right - col;
            cells.push(Cell {
                top: row,
                bottom,
                left: col,
                right,
                open_above: row == 0 && !ruled(0),
                open_below: bottom == rows && !ruled(rows),
            });
        }
    }
    Ok((cells.len() > 1).then_some(Table { xs, ys, cells }))
}

/// Whether each piece between two of `stops`, on each of `places`, is ruled.
fn covered(places: &[f32], stops: &[f32], lines: &[Line]) -> Vec<bool> {
    let width = stops.len() - 1;
    let mut lengths = vec![0.0f32; places.len() * width];
    for line in lines {
        let place = places.partition_point(|place| *place < line.at - SNAP);
        if places.get(place).is_none_or(|place| *place > line.at + SNAP) {
            continue;
        }
        let first = stops.partition_point(|stop| *stop <= line.from).saturating_sub(1);
        for stop in first..width {
            if stops[stop] >= line.to {
                break;
            }
            lengths[place * width + stop] += line.to.min(stops[stop + 1]) - line.from.max(stops[stop]);
        }
    }
    (0..lengths.len())
        .map(|index| lengths[index] >= COVERED * (stops[index % width + 1] - stops[index % width]))
        .collect()
}

/// Things that belong together.
struct Groups(Vec<u32>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count as u32).collect())
    }

    fn root(&mut self, mut index: usize) -> usize {
        while self.0[index] as usize != index {
            let up = self.0[self.0[index] as usize];
            self.0[index] = up;
            index = up as usize;
        }
        index
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b) as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_without_a_place_are_none() {
        let line = |at: f32| Line { at, from: 0.0, to: 10.0 };
        let lines = [line(f32::INFINITY), line(1.0), line(f32::NAN), line(f32::NEG_INFINITY), line(1.5)];
        let merged: Vec<f32> = merged(&lines).iter().map(|line| line.at).collect();
        assert_eq!(merged, [1.25]);
        assert_eq!(edges(&[line(f32::MAX), line(1.0)], &[]).len(), 2);
    }
}
