//! Which column each piece of a line belongs to: by where the cells of each column stand, and by what they look like.
//!
//! A page printed as text keeps the places of a table only roughly: they shift from line to line, and more so from page to
//! page. So places are estimated from the cells that were found, and cells are found by the places, a few times over.

use super::columns::Fragment;
use super::look::{Facts, Look};
use crate::import::words::is_chinese;

/// How often places are estimated.
const ROUNDS: usize = 4;
/// More pieces than this of one line are not looked at closely.
const MOST: usize = 48;
/// What it costs that one blank parts two cells, and that many do not.
const SPLIT: f32 = 2.5;
const JOINED: f32 = 12.0;
/// What it costs that something of another column stands right above.
const OTHER: f32 = 2.0;
/// What it costs that the whole name of a level is a part of a cell only.
const LEVEL: f32 = 3.0;
/// What it costs that a blank stands between two Chinese characters of one cell.
const GAPPED: f32 = 2.5;

/// Where the cells of a column begin, have their middle and end, and how far they stray from that.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    at: [f32; 3],
    stray: [f32; 3],
    /// Whether that is known at all.
    known: bool,
}

impl Spot {
    pub(super) fn of(span: (usize, usize)) -> Self {
        let (start, end) = (span.0 as f32, span.1 as f32);
        Self { at: [start, f32::midpoint(start, end), end], stray: [2.0, 0.0, 2.0], known: end > start }
    }

    pub(super) fn left(&self) -> f32 {
        self.at[0]
    }

    /// Moves it as a page is moved and stretched against another.
    pub(super) fn moved(self, by: impl Fn(f32) -> f32) -> Self {
        Self { at: self.at.map(by), ..self }
    }

    /// How far a cell stands from where those of its column do.
    fn off(&self, start: usize, end: usize) -> f32 {
        if !self.known {
            return 3.0;
        }
        let own = [start as f32, (start + end) as f32 / 2.0, end as f32];
        (0..3)
            .map(|side| (own[side] - self.at[side]).abs().max(0.3 * self.stray[side]) + 0.5 * self.stray[side])
            .fold(f32::INFINITY, f32::min)
    }
}

/// A piece of a line in its column, and whether it stands far from there.
#[derive(Clone, Debug)]
pub(super) struct Put {
    pub(super) column: usize,
    pub(super) piece: Fragment,
    pub(super) far: bool,
}

/// Puts the pieces of `lines` into columns that look like `looks`; `spots` says where these stand and is made better.
/// `near` says how far the spots may be trusted at first, and `unit` how wide a Chinese character is; `level` knows the
/// names of levels of the form.
pub(super) fn align(
    lines: &[Vec<Fragment>],
    looks: &[Look],
    spots: &mut [Spot],
    near: f32,
    unit: f32,
    level: &dyn Fn(&str) -> bool,
) -> Vec<Put> {
    let words: Vec<Vec<Word>> = lines.iter().map(|line| words(line, level)).collect();
    let mut room = MOST_HINTS;
    let mut hints: Vec<Hints> = words.iter().map(|words| Hints::of(words, looks, &mut room)).collect();
    let mut found = Vec::new();
    for round in 0..ROUNDS {
        let weight = if round == 0 { near } else { 1.0 } / unit;
        found = Vec::new();
        // Where the pieces of the line above begin.
        let mut above = 0;
        for ((words, line), hints) in words.iter().zip(lines).zip(&mut hints) {
            let below = found.get(above).is_some_and(|put: &Put| put.piece.line + 1 == line[0].line);
            let over: &[Put] = if below && round > 0 { &found[above..] } else { &[] };
            let own = put(words, line, hints, spots, weight, over);
            above = found.len();
            found.extend(own);
        }
        estimate(&found, spots);
    }
    found
}

/// What stands between blanks, and whether more than one parts it from the word before.
struct Word {
    start: usize,
    end: usize,
    text: String,
    wide: bool,
    /// Whether it is the whole name of a level.
    level: bool,
    reach: Option<(u32, u32)>,
}

fn words(line: &[Fragment], level: &dyn Fn(&str) -> bool) -> Vec<Word> {
    let mut all = Vec::new();
    for one in line {
        let count = one.text.chars().count().max(1);
        let size = (one.end - one.start) as f32 / count as f32;
        let mut at = one.start;
        for (index, text) in one.text.split(' ').enumerate() {
            let chars = text.chars().count();
            let own = if size > 1.0 { super::atoms::width(text) } else { chars };
            if own > 0 {
                let (text, wide) = (text.to_owned(), index == 0);
                all.push(Word { start: at, end: at + own, level: level(&text), text, wide, reach: one.reach });
            }
            at += own + 1;
        }
    }
    all
}

/// So many are kept, in numbers: 16 MiB.
const MOST_HINTS: usize = 1 << 22;

/// How little the words of a line, one or several of them together, look like cells of each column: found out the first
/// time that it is asked for, as every round asks for it.
struct Hints<'l> {
    looks: &'l [Look],
    count: usize,
    /// Whether all of them are kept, or only those asked for last.
    kept: bool,
    /// By the first word, the last one and the column; no number where it is not known.
    known: Vec<f32>,
}

impl<'l> Hints<'l> {
    /// None so far; `room` is for how many of them there is still room.
    fn of(words: &[Word], looks: &'l [Look], room: &mut usize) -> Self {
        let count = words.len();
        let size = count.saturating_mul(count).saturating_mul(looks.len());
        let kept = count <= MOST && size <= *room;
        *room -= if kept { size } else { 0 };
        Self { looks, count, kept, known: vec![f32::NAN; if kept { size } else { looks.len() }] }
    }

    /// Those of `text`, the words from `from` to before `to`.
    fn get(&mut self, from: usize, to: usize, text: &str) -> &[f32] {
        let columns = self.looks.len();
        let first = if self.kept { (from * self.count + to - 1) * columns } else { 0 };
        let own = &mut self.known[first..first + columns];
        if !self.kept || own[0].is_nan() {
            let facts = Facts::of(text);
            own.iter_mut().zip(self.looks).for_each(|(hint, look)| *hint = look.hint_of(text, facts));
        }
        own
    }
}

/// The cheapest way to put the words of a line into columns, from the left.
fn put(
    words: &[Word],
    line: &[Fragment],
    hints: &mut Hints<'_>,
    spots: &[Spot],
    weight: f32,
    above: &[Put],
) -> Vec<Put> {
    let (count, columns) = (words.len(), hints.looks.len());
    if count > MOST || columns == 0 {
        let nearest = |one: &Fragment| {
            let off = |column: &usize| spots[*column].off(one.start, one.end);
            (0..spots.len()).min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or(0)
        };
        return line.iter().map(|one| Put { column: nearest(one), piece: one.clone(), far: true }).collect();
    }
    // The cost of the words so far when the last cell is that of a column, where that cell begins, and the column before.
    let mut best = vec![(f32::INFINITY, 0_usize, 0_usize); (count + 1) * (columns + 1)];
    best[0].0 = 0.0;
    for from in 0..count {
        let mut low = (f32::INFINITY, 0);
        let before: Vec<(f32, usize)> = (0..columns)
            .map(|column| {
                let own = best[from * (columns + 1) + column].0;
                if own < low.0 {
                    low = (own, column);
                }
                low
            })
            .collect();
        let begins = if words[from].wide { 0.0 } else { SPLIT };
        let mut text = String::new();
        let mut joined = 0.0;
        for to in from + 1..=count {
            let word = &words[to - 1];
            if to > from + 1 {
                let han = text.ends_with(is_chinese) && word.text.starts_with(is_chinese);
                joined += if word.wide {
                    JOINED
                } else if han {
                    GAPPED
                } else {
                    0.0
                };
                joined += if word.level || words[to - 2].level { LEVEL } else { 0.0 };
                text.push(' ');
            }
            text.push_str(&word.text);
            let hints = hints.get(from, to, &text);
            for column in 0..columns {
                let (cost, last) = before[column];
                if !cost.is_finite() {
                    continue;
                }
                let off = (weight * 0.5 * spots[column].off(words[from].start, word.end)).min(14.0);
                // A cell does not reach over the places of its neighbours.
                let over = |other: Option<&Spot>, past: &dyn Fn(&Spot) -> f32| {
                    other.filter(|spot| spot.known).map_or(0.0, |spot| past(spot).max(0.0))
                };
                let next = over(spots.get(column + 1), &|next| word.end as f32 - next.at[0] - next.stray[0]);
                let before = over(column.checked_sub(1).map(|at| &spots[at]), &|before| {
                    before.at[2] - before.stray[2] - words[from].start as f32
                });
                let reach = (weight * 0.6 * (next + before)).min(6.0);
                // What stands right above is of the same column, mostly.
                let (start, end) = (words[from].start, word.end);
                let mut over = above.iter().filter(|put| put.piece.start < end && start < put.piece.end).peekable();
                let other = over.peek().is_some() && over.all(|put| put.column != column);
                let reach = reach + if other { OTHER } else { 0.0 };
                let cost = cost + begins + joined + off + reach + hints[column];
                let there = &mut best[to * (columns + 1) + column + 1];
                if cost < there.0 {
                    *there = (cost, from, last);
                }
            }
        }
    }
    let mut at = (0..=columns)
        .min_by(|a, b| best[count * (columns + 1) + a].0.total_cmp(&best[count * (columns + 1) + b].0))
        .unwrap_or(0);
    let (mut end, mut all) = (count, Vec::new());
    while end > 0 && at > 0 {
        let (_, from, last) = best[end * (columns + 1) + at];
        let text: Vec<&str> = words[from..end].iter().map(|word| word.text.as_str()).collect();
        let (start, stop) = (words[from].start, words[end - 1].end);
        let (text, reach) = (text.join(" "), words[from].reach);
        let piece = Fragment { line: line[0].line, start, end: stop, text, reach };
        let far = weight * spots[at - 1].off(start, stop) > 10.0;
        all.push(Put { column: at - 1, piece, far });
        (end, at) = (from, last);
    }
    all.reverse();
    all
}

/// Where the cells of each column stand, by those that were found.
fn estimate(found: &[Put], spots: &mut [Spot]) {
    for (column, spot) in spots.iter_mut().enumerate() {
        let own: Vec<[f32; 3]> = found
            .iter()
            .filter(|put| put.column == column)
            .map(|put| {
                let (start, end) = (put.piece.start as f32, put.piece.end as f32);
                [start, f32::midpoint(start, end), end]
            })
            .collect();
        if own.len() < 2 && spot.known || own.is_empty() {
            continue;
        }
        for side in 0..3 {
            let mut all: Vec<f32> = own.iter().map(|own| own[side]).collect();
            all.sort_by(f32::total_cmp);
            let middle = all[all.len() / 2];
            let mut strays: Vec<f32> = all.iter().map(|one| (one - middle).abs()).collect();
            strays.sort_by(f32::total_cmp);
            spot.at[side] = middle;
            spot.stray[side] = strays[strays.len() / 2];
        }
        spot.known = true;
    }
}
