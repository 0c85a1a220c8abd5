//! Tables without rules: rows by the lines of text, columns by the row of headings, parents by the rows that they stand
//! in the middle of.

use super::lines::{TextLine, join, joined, runs};
use super::page::Glyph;

/// A cell that was found without rules.
#[derive(Clone, Debug)]
pub(super) struct BareCell {
    pub(super) row: usize,
    pub(super) rows: usize,
    pub(super) col: usize,
    pub(super) text: String,
    /// Whether it might as well belong to one row more or less.
    pub(super) doubtful: bool,
}

/// A table without rules, and the lines above and below it.
#[derive(Debug, Default)]
pub(super) struct Bare {
    pub(super) above: Vec<Vec<String>>,
    pub(super) cells: Vec<BareCell>,
    pub(super) rows: usize,
    pub(super) below: Vec<Vec<String>>,
}

/// A line of the page in pieces that any gap parts.
type Row = Vec<TextLine>;

/// Lines of one column that stand close enough to be one cell.
#[derive(Clone, Debug)]
struct Item {
    text: String,
    /// The base lines of its first and its last line.
    first: f32,
    last: f32,
    left: f32,
}

impl Item {
    fn middle(&self) -> f32 {
        (self.first + self.last) / 2.0
    }
}

/// The table that the lines of a page make, when one of them is a row of headings.
pub(super) fn table(glyphs: &mut [Glyph]) -> Option<Bare> {
    let rows: Vec<Row> = runs(glyphs).into_iter().filter(|row| !row.is_empty()).collect();
    if rows.iter().map(Vec::len).sum::<usize>() > MOST_PIECES {
        return None;
    }
    // The headings that most rows stand below.
    let section = |at: usize| {
        let cut = |&below: &usize| rows[below].iter().any(|run| spans(run, &rows[at]));
        (at, (at + 1..rows.len()).find(cut).unwrap_or(rows.len()))
    };
    let heads = (0..rows.len()).filter(|&at| is_head(&rows[at]) && follows(&rows, at)).take(MOST_HEADS).map(section);
    let (head, end) = heads.max_by_key(|&(at, end)| (end - at, std::cmp::Reverse(at)))?;
    let em = rows[head][0].em;
    let mut gutters = gutters(&rows[head], &rows[head..end]);
    // A label that stands in the middle of its rows is not on the line of the headings.
    let first = &rows[head][0];
    let below = || rows[head + 1..end].iter().flatten();
    if below().any(|run| run.right < first.left - 0.3 * em) {
        let own = below().filter(|run| run.right > first.left && run.left < first.right);
        gutters.insert(0, own.fold(first.left, |left, run| left.min(run.left)) - 0.2 * em);
    }
    let (close, pitch) = steps(&rows[head..end], &gutters, em);
    let label = *gutters.first()?;

    // Titles stand above the first label, or run out of the labels' column, or have nothing beside them.
    let is_label = |row: &Row| row[0].right <= label + 0.5 * em;
    let crosses = |row: &Row| row.len() == 1 && row[0].left < label - em && row[0].right > label + em;
    let beside_body = |row: &Row| {
        let near = |run: &TextLine| middle(run) >= label && (run.base - row[0].base).abs() < 0.8 * pitch;
        rows[..=head].iter().flatten().any(near)
    };
    let mut top = (0..head).rev().find(|&at| crosses(&rows[at])).map_or(0, |at| at + 1);
    while top < head && !(is_label(&rows[top]) && beside_body(&rows[top])) {
        top += 1;
    }
    let mut bare = Bare { above: rows[..top].iter().map(texts).collect(), ..Bare::default() };

    // Labels and what stands beside them.
    let labels = items(rows[top..end].iter().flatten().filter(|run| middle(run) < label), close);
    let upper = beside(&rows[top..head], label, close, pitch);
    let lower = Lower::read(&rows[head..end], &gutters, close, pitch)?;
    let mut heights: Vec<f32> = upper.iter().map(|row| row_middle(row)).collect();
    let split = heights.len();
    heights.extend(&lower.heights);
    for (row, items) in upper.iter().enumerate() {
        for (col, item) in items.iter().enumerate() {
            bare.cells.push(BareCell { row, rows: 1, col: col + 1, text: item.text.clone(), doubtful: false });
        }
    }
    for (row, col, text) in lower.cells {
        bare.cells.push(BareCell { row: row + split, rows: 1, col, text, doubtful: false });
    }
    for (col, items) in lower.parents {
        // The headings stand above, and parents do not reach up to them.
        let heights = &lower.heights[1..];
        for (item, from, to, doubtful) in spread(&items, heights, pitch) {
            let rows = to - from;
            bare.cells.push(BareCell { row: from + split + 1, rows, col, text: item.text.clone(), doubtful });
        }
    }
    // A label on the line of the headings stands on the first of its rows; what is above is divided among those above.
    let beside_head = labels.iter().position(|item| (item.middle() - heights[split]).abs() < 0.4 * pitch);
    let (upper, lower) = match beside_head {
        Some(at) => (spread(&labels[..at], &heights[..split], pitch), spread(&labels[at..], &heights[split..], pitch)),
        None => (spread(&labels, &heights, pitch), Vec::new()),
    };
    let lower = lower.into_iter().map(|(item, from, to, doubtful)| (item, from + split, to + split, doubtful));
    for (item, from, to, doubtful) in upper.into_iter().chain(lower) {
        bare.cells.push(BareCell { row: from, rows: to - from, col: 0, text: item.text.clone(), doubtful });
    }
    bare.rows = heights.len();
    bare.below = rows[end..].iter().map(texts).collect();
    Some(bare)
}

fn texts(row: &Row) -> Vec<String> {
    row.iter().map(|run| run.text.clone()).collect()
}

fn middle(run: &TextLine) -> f32 {
    (run.left + run.right) / 2.0
}

/// Whether a line is a row of headings: many pieces, all of them words.
fn is_head(row: &Row) -> bool {
    let word = |run: &TextLine| {
        (2..=16).contains(&run.text.chars().count())
            && !run.text.contains(|c: char| c.is_ascii_digit() || "，。；、：=≥≤%".contains(c))
    };
    (4..=40).contains(&row.len()) && row.iter().all(word)
}

/// Whether some of the lines below stand in the columns of the headings at `at`.
fn follows(rows: &[Row], at: usize) -> bool {
    let below = rows[at + 1..].iter().take(8);
    below.filter(|row| row.len() * 2 >= rows[at].len() && !row.iter().any(|run| spans(run, &rows[at]))).count() >= 2
}

/// Whether a piece stands in two columns of `head` at once.
fn spans(run: &TextLine, head: &Row) -> bool {
    head.iter().skip(1).filter(|column| run.left < middle(column) - 2.0 && run.right > middle(column) + 2.0).count()
        >= 2
}

/// Where columns end: between two headings, where the least text stands.
fn gutters(head: &Row, rows: &[Row]) -> Vec<f32> {
    let gutter = |pair: &[TextLine]| {
        let (from, to) = (middle(&pair[0]), middle(&pair[1]));
        let inked = |x: f32| rows.iter().flatten().filter(|run| run.left < x && x < run.right).count();
        let steps = ((to - from) * 2.0).clamp(1.0, 2000.0) as usize;
        let counts: Vec<usize> = (0..=steps).map(|step| inked(from + step as f32 / 2.0)).collect();
        let least = counts.iter().min().copied().unwrap_or(0);
        // The middle of the widest place with that little.
        let (mut best, mut start) = ((0, 0), None);
        for step in 0..=counts.len() {
            match (counts.get(step) == Some(&least), start) {
                (true, None) => start = Some(step),
                (false, Some(first)) => {
                    if step - first > best.1 - best.0 {
                        best = (first, step);
                    }
                    start = None;
                }
                _ => {}
            }
        }
        from + (best.0 + best.1) as f32 / 4.0
    };
    head.windows(2).map(gutter).collect()
}

/// How close the lines of one cell stand at most, and how far apart rows stand at least.
fn steps(rows: &[Row], gutters: &[f32], em: f32) -> (f32, f32) {
    let mut all: Vec<f32> = Vec::new();
    let mut last: Vec<f32> = Vec::new();
    for col in 0..=gutters.len() {
        let own = |run: &&TextLine| gutters.partition_point(|gutter| *gutter < middle(run)) == col;
        let bases: Vec<f32> = rows.iter().flatten().filter(own).map(|run| run.base).collect();
        let steps = bases.windows(2).map(|pair| pair[1] - pair[0]).filter(|step| *step > 0.7 * em);
        last = steps.collect();
        all.extend(&last);
    }
    // The smallest one that is there twice.
    let least = |mut steps: Vec<f32>| {
        steps.sort_by(f32::total_cmp);
        steps.windows(2).find(|pair| pair[1] - pair[0] < 0.03 * pair[0]).map(|pair| pair[0])
    };
    let row = least(last).unwrap_or(1.65 * em);
    match least(all) {
        Some(line) if line < 0.92 * row => ((line + row) / 2.0, row),
        _ => (0.9 * row, row),
    }
}

/// Pieces of one column, put together where they stand close.
fn items<'r>(runs: impl Iterator<Item = &'r TextLine>, close: f32) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for run in runs {
        match items.last_mut() {
            Some(item) if run.base - item.last <= close => {
                join(&mut item.text, &run.text);
                item.left = item.left.min(run.left);
                item.last = run.base;
            }
            _ => items.push(Item { text: run.text.clone(), first: run.base, last: run.base, left: run.left }),
        }
    }
    items
}

/// The rows beside labels, above the headings: each its cells from the left.
fn beside(rows: &[Row], label: f32, close: f32, pitch: f32) -> Vec<Vec<Item>> {
    let mut cells: Vec<Vec<TextLine>> = Vec::new();
    let right = rows.iter().flatten().fold(0.0f32, |right, run| right.max(run.right));
    for run in rows.iter().flatten().filter(|run| middle(run) >= label) {
        let below = |cell: &&mut Vec<TextLine>| {
            cell.last().is_some_and(|line| {
                let shared = line.right.min(run.right) - line.left.max(run.left);
                let step = run.base - line.base;
                let same = step.abs() < 0.1 * run.em && run.left >= line.right && run.left - line.right < 0.8 * run.em;
                same || (step > 0.1 * run.em
                    && step <= close
                    && shared * 2.0 > (line.right - line.left).min(run.right - run.left))
            })
        };
        match cells.iter_mut().rev().take(MOST_HEADS).find(below) {
            Some(cell) => match cell.last_mut() {
                // A blank within a sentence.
                Some(line) if (run.base - line.base).abs() < 0.1 * run.em => {
                    line.text.push(' ');
                    line.text.push_str(&run.text);
                    (line.right, line.blank_behind) = (run.right, run.blank_behind);
                }
                _ => cell.push(run.clone()),
            },
            None => cells.push(vec![run.clone()]),
        }
    }
    let item = |lines: Vec<TextLine>| {
        let (first, last) = (lines.first()?, lines.last()?);
        let left = lines.iter().fold(f32::MAX, |left, line| left.min(line.left));
        Some(Item { text: joined(&lines, left, right), first: first.base, last: last.base, left })
    };
    let mut items: Vec<Item> = cells.into_iter().filter_map(item).collect();
    items.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    let mut found: Vec<Vec<Item>> = Vec::new();
    for item in items {
        match found.last_mut() {
            Some(row) if item.middle() - row[0].middle() < 0.4 * pitch => row.push(item),
            _ => found.push(vec![item]),
        }
    }
    found.iter_mut().for_each(|row| row.sort_by(|a, b| a.left.total_cmp(&b.left)));
    found
}

fn row_middle(items: &[Item]) -> f32 {
    items.iter().map(Item::middle).sum::<f32>() / items.len().max(1) as f32
}

/// The rows from the headings on.
struct Lower {
    /// The middle of each row.
    heights: Vec<f32>,
    /// Row, column and text of what stands in one row each.
    cells: Vec<(usize, usize, String)>,
    /// Columns that hold parents, and these.
    parents: Vec<(usize, Vec<Item>)>,
}

impl Lower {
    fn read(rows: &[Row], gutters: &[f32], close: f32, pitch: f32) -> Option<Self> {
        let column = |run: &TextLine| gutters.partition_point(|gutter| *gutter < middle(run));
        let columns: Vec<Vec<Item>> = (0..=gutters.len())
            .map(|col| items(rows[1..].iter().flatten().filter(|run| column(run) == col), close))
            .collect();
        // The fullest column has something in every row; what stands to its left and is not as full holds parents.
        let most = columns.iter().skip(1).map(Vec::len).max().filter(|most| *most > 0)?;
        let full = (1..columns.len()).find(|&col| columns[col].len() * 10 >= most * 9)?;
        let mut heights: Vec<f32> = columns[full..].iter().flatten().map(Item::middle).collect();
        heights.sort_by(f32::total_cmp);
        let mut anchors: Vec<f32> = Vec::new();
        for height in heights {
            if anchors.last().is_none_or(|last| height - last > 0.4 * pitch) {
                anchors.push(height);
            }
        }
        let mut cells: Vec<(usize, usize, String)> = Vec::new();
        for (col, items) in columns.iter().enumerate().skip(full) {
            for item in items {
                let near = |&row: &usize| ((anchors[row] - item.middle()).abs() * 100.0) as i64;
                let Some(row) = (0..anchors.len()).min_by_key(near) else { continue };
                match cells.iter_mut().rev().find(|(other, place, _)| (*other, *place) == (row + 1, col)) {
                    Some((_, _, text)) => join(text, &item.text),
                    None => cells.push((row + 1, col, item.text.clone())),
                }
            }
        }
        let mut head = anchors.clone();
        head.insert(0, rows[0].first()?.base);
        for run in &rows[0] {
            if column(run) > 0 {
                cells.push((0, column(run), run.text.clone()));
            }
        }
        let parents = (1..full).map(|col| (col, columns[col].clone())).collect();
        Some(Self { heights: head, cells, parents })
    }
}

/// The rows that each of `items` belongs to: it stands in their middle, or on the first of them, whichever fits all items
/// better. Rows above the first item may belong to none.
fn spread<'i>(items: &'i [Item], rows: &[f32], pitch: f32) -> Vec<(&'i Item, usize, usize, bool)> {
    let centred = |item: &Item, from: usize, to: usize| ((rows[from] + rows[to - 1]) / 2.0 - item.middle()).abs();
    let first = |item: &Item, from: usize, _: usize| (rows[from] - item.first).abs();
    let (by_middle, middles) = divided(items, rows.len(), pitch, &centred);
    let (by_first, firsts) = divided(items, rows.len(), pitch, &first);
    let tie = (by_middle - by_first).abs() < 0.1 * pitch && middles != firsts;
    let (cost, bounds): (&Cost<'_>, _) = if by_middle <= by_first { (&centred, middles) } else { (&first, firsts) };
    let mut found: Vec<(&Item, usize, usize, bool)> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let (from, to) = (bounds[index], bounds[index + 1]);
        if from < to && to <= rows.len() {
            found.push((item, from, to, tie));
        }
    }
    for index in 1..found.len() {
        let ((above, from, edge, _), (below, start, to, _)) = (found[index - 1], found[index]);
        let now = cost(above, from, edge) + cost(below, start, to);
        let other = |edge: usize| (from < edge && edge < to).then(|| cost(above, from, edge) + cost(below, edge, to));
        let near = [edge.checked_sub(1).and_then(other), other(edge + 1)];
        if near.into_iter().flatten().any(|cost| cost - now < 0.15 * pitch) {
            found[index - 1].3 = true;
            found[index].3 = true;
        }
    }
    found
}

/// What it costs that an item stands for rows: from the first to the one behind the last.
type Cost<'c> = dyn Fn(&Item, usize, usize) -> f32 + 'c;

/// The cheapest way to divide rows among items in order: what it costs, and where each item's rows begin.
fn divided(items: &[Item], rows: usize, pitch: f32, cost: &Cost<'_>) -> (f32, Vec<usize>) {
    let width = rows + 1;
    if items.is_empty() || items.len() > rows || items.len() * width > 1 << 18 {
        return (f32::MAX, vec![rows; items.len() + 1]);
    }
    // `best[i][r]`: the first `i` items end before row `r`.
    let mut best = vec![f32::MAX; (items.len() + 1) * width];
    let mut from = vec![0usize; (items.len() + 1) * width];
    best[..width].fill(0.75 * pitch);
    best[0] = 0.0;
    for (index, item) in items.iter().enumerate() {
        for to in 1..=rows {
            for start in to.saturating_sub(MOST_ROWS)..to {
                let before = best[index * width + start];
                if before == f32::MAX {
                    continue;
                }
                let sum = before + cost(item, start, to);
                if sum < best[(index + 1) * width + to] {
                    best[(index + 1) * width + to] = sum;
                    from[(index + 1) * width + to] = start;
                }
            }
        }
    }
    let mut bounds = vec![rows; items.len() + 1];
    for index in (0..items.len()).rev() {
        bounds[index] = from[(index + 1) * width + bounds[index + 1]];
    }
    (best[items.len() * width + rows], bounds)
}

/// Rows of headings, and cells side by side, that are looked at, at most.
const MOST_HEADS: usize = 40;
/// Pieces of the lines of a page that is looked at, at most.
const MOST_PIECES: usize = 5_000;
/// Rows of one parent, at most.
const MOST_ROWS: usize = 200;
