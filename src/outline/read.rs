//! Reads the outline: line by line, label by label.

mod parts;

use std::borrow::Cow;

use smallvec::{SmallVec, smallvec};

use super::lines::{LineKind, is_note, is_numbered, is_total, unit_in, year_in};
use super::split::line_kind;
use super::table::{Headers, Heads, heads, heads_with_label, panes, settle};
use super::{At, Block, Entry, EntryCells, Line, Outline, Pane, Piece, Pieces, Role, Shape, piece};
use crate::profile::{
    FIELD_LABELS, MoneyUnit, Notion, Notions, TEXT_LABELS, Words, differs_outside, fold_value, folded,
};

/// Reads the outline of the sheet that `lines` are.
pub fn outline(lines: &[Line<'_>]) -> Outline {
    outline_by(lines, Words::shared())
}

/// Reads the outline of a sheet of a form that has words of its own.
pub fn outline_by(lines: &[Line<'_>], words: &Words) -> Outline {
    let mut reader = Reader { lines, words, out: Outline::default(), pending: None };
    reader.out.roles = vec![Role::Blank; lines.len()];
    let body = reader.head();
    if let Some(lo) = body.iter().filter_map(|&line| lines[line as usize].pieces.first()).map(|piece| piece.col).min() {
        reader.region(&body, lo, None, 0);
    }
    reader.units();
    reader.name_panes();
    reader.out
}

/// Whether `text` is an amount, a rate, points, or what stands for none of them.
pub(super) fn is_figure(text: &str) -> bool {
    if text.len() > 80 {
        return false;
    }
    match text.as_bytes() {
        // Most cells are told by their bytes: a Han character begins no figure but for one that means nothing.
        [0xe4..=0xe9, ..] if !text.starts_with('无') => return false,
        [b'0'..=b'9', rest @ ..] if rest.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') => return true,
        _ => {}
    }
    let folded: String = fold_value(text).chars().filter(|c| !c.is_whitespace()).collect();
    let bare = folded.trim_start_matches(['¥', '￥', '-', '+', '—', '–', '−']);
    if bare.is_empty() {
        return !folded.is_empty();
    }
    if matches!(bare, "/" | "无" | "\\") {
        return true;
    }
    let number = bare.trim_end_matches(['%', '元', '万', '亿', '分']);
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}

/// Whether `text` is an operator.
pub fn is_operator(text: &str) -> bool {
    matches!(
        fold_value(text).trim(),
        "=" | ">"
            | "<"
            | ">="
            | "<="
            | "≥"
            | "≤"
            | "≧"
            | "≦"
            | "=>"
            | "=<"
            | "大于等于"
            | "小于等于"
            | "等于"
            | "大于"
            | "小于"
    )
}

/// The columns of amounts.
const AMOUNTS: Notions =
    Notions::of(&[Notion::Initial, Notion::Adjusted, Notion::Executed, Notion::TaskAmount, Notion::YearAmount]);

/// The pieces of a line with their places; most lines have no more.
type Placed<'a> = SmallVec<[(At, Piece<'a>); 5]>;

fn pieces_from<'a>(lines: &[Line<'a>], line: u32, lo: u32) -> Placed<'a> {
    let pieces = lines[line as usize].pieces.iter().enumerate();
    pieces.filter(|(_, piece)| piece.col >= lo).map(|(at, piece)| (At { line, piece: at as u32 }, *piece)).collect()
}

/// The first piece of a line from column `lo` on.
fn first_from<'a>(lines: &[Line<'a>], line: u32, lo: u32) -> Option<(At, Piece<'a>)> {
    let pieces = &lines[line as usize].pieces;
    let piece = pieces.iter().position(|piece| piece.col >= lo)?;
    Some((At { line, piece: piece as u32 }, pieces[piece]))
}

struct Reader<'t, 'a> {
    lines: &'t [Line<'a>],
    words: &'t Words,
    out: Outline,
    /// A label that stood alone, for the table below it.
    pending: Option<At>,
}

impl<'a> Reader<'_, 'a> {
    fn piece(&self, at: At) -> Piece<'a> {
        piece(self.lines, at)
    }

    /// The pieces of a line from column `lo` on, with their places.
    fn from(&self, line: u32, lo: u32) -> Placed<'a> {
        pieces_from(self.lines, line, lo)
    }

    /// The first of them.
    fn first(&self, line: u32, lo: u32) -> Option<(At, Piece<'a>)> {
        first_from(self.lines, line, lo)
    }

    /// Finds title, year and furniture; returns the other lines that hold something.
    fn head(&mut self) -> Vec<u32> {
        let kinds: Vec<LineKind> = self.lines.iter().map(line_kind).collect();
        let filled = |at: usize| !self.lines[at].pieces.is_empty();
        let title = (0..kinds.len()).find(|&at| filled(at) && kinds[at] == LineKind::Title);
        // The first row that has a label and a value, or is a header.
        let begins = |at: usize| {
            filled(at)
                && match kinds[at] {
                    LineKind::Identity => true,
                    LineKind::Body => {
                        let pieces = &self.lines[at].pieces;
                        pieces.len() > 1 || !self.words.stands_for(pieces[0].text).is_empty()
                    }
                    _ => false,
                }
        };
        let first = (title.unwrap_or(0)..kinds.len()).find(|&at| begins(at)).unwrap_or(kinds.len());
        let mut body = Vec::with_capacity(kinds.len());
        let mut noted = false;
        for (at, &kind) in kinds.iter().enumerate() {
            if !filled(at) {
                continue;
            }
            let alone = self.lines[at].pieces.len() == 1;
            let text = self.lines[at].pieces[0].text;
            let role = match kind {
                LineKind::Title => Role::Title,
                LineKind::Year(year) => {
                    self.out.year = self.out.year.or(Some(year));
                    Role::Year
                }
                LineKind::Lead | LineKind::Furniture => Role::Furniture,
                LineKind::Body if at < first && alone => Role::Furniture,
                // Notes run on in lines of their own.
                LineKind::Body if noted && alone && (is_numbered(text) || text.chars().count() > 24) => Role::Furniture,
                LineKind::Identity | LineKind::Body => Role::Unknown,
            };
            noted = role == Role::Furniture && (noted || is_note(text)) && at > first;
            self.out.roles[at] = role;
            match role {
                Role::Unknown => body.push(at as u32),
                Role::Title if self.out.title.is_none() => {
                    self.out.title = Some(At { line: at as u32, piece: 0 });
                    self.out.year = year_in(text).or(self.out.year);
                }
                _ => {}
            }
            if role == Role::Furniture || role == Role::Title {
                for piece in &self.lines[at].pieces {
                    self.unit(unit_in(piece.text));
                    if let LineKind::Year(year) = super::lines::piece_kind(piece.text) {
                        self.out.year = self.out.year.or(Some(year));
                    }
                }
            }
        }
        body
    }

    fn unit(&mut self, unit: Option<MoneyUnit>) {
        match (self.out.unit, unit) {
            (None, Some(_)) => self.out.unit = unit,
            (Some(own), Some(other)) if own != other => self.out.other_unit = unit,
            _ => {}
        }
    }

    /// Reads the units in the headings of tables and labels, when no line of its own states one.
    fn units(&mut self) {
        let mut found: SmallVec<[At; 32]> = SmallVec::new();
        for block in &self.out.blocks {
            let headers = block.columns.iter().flat_map(|column| [column.group, column.header]);
            let labels = block.rows.iter().filter(|_| block.shape == Shape::Pairs);
            let labels = labels.flat_map(|row| row.cells.iter().step_by(2).copied());
            if block.shape != Shape::Text && block.shape != Shape::Indicators {
                found.extend([block.section, block.label].into_iter().chain(headers).chain(labels).flatten());
            }
        }
        for at in found {
            self.unit(self.words.unit(self.piece(at).text));
        }
    }

    /// Reads the lines of `body` from column `lo` on; `section` is the label around them, `depth` how many labels are.
    fn region(&mut self, body: &[u32], lo: u32, section: Option<At>, depth: u32) {
        let mut at = 0;
        while at < body.len() {
            let pieces = self.from(body[at], lo);
            let Some(&(_, first)) = pieces.first() else {
                at += 1;
                continue;
            };
            if first.col > lo {
                at = self.unlabelled(body, at, lo, section, depth);
                continue;
            }
            // The label reaches down as long as nothing stands in its column.
            let below = |line: &u32| self.first(*line, lo).is_none_or(|(_, piece)| piece.col > lo);
            let mut end = at + 1 + body[at + 1..].iter().take_while(|line| below(line)).count();
            // A header row with nothing in the label's column stands above the label of its rows.
            if depth == 0 && end < body.len() && end > at + 1 && self.heads_next(body, end - 1, lo) {
                end -= 1;
            }
            at = self.labelled(body, at, end, &pieces, lo, section, depth);
        }
    }

    /// Whether the line at `at` holds headers for the rows of the label that begins in the next line.
    fn heads_next(&self, body: &[u32], at: usize, lo: u32) -> bool {
        let own: Pieces<'_> = self.from(body[at], lo).into_iter().map(|(_, piece)| piece).collect();
        let next = self.from(body[at + 1], lo);
        let Some(kind) = heads(self.words, &own) else { return false };
        let label = self.words.stands_for(next[0].1.text);
        let wanted = match kind {
            Heads::Indicators => Notion::Indicators,
            Heads::Money => Notion::Money,
            Heads::List => Notion::Tasks,
        };
        // Its values stand below the headers.
        label.has(wanted)
            && next.len() > 2
            && next.get(1).is_some_and(|(_, piece)| piece.col == own[0].col)
            && heads(self.words, &next[1..].iter().map(|(_, piece)| *piece).collect::<Pieces<'_>>()).is_none()
    }

    /// Reads the line at `at`, which has nothing in the label's column; returns the index behind what was read.
    fn unlabelled(&mut self, body: &[u32], at: usize, lo: u32, section: Option<At>, depth: u32) -> usize {
        let pieces = self.from(body[at], lo);
        let own: Pieces<'_> = pieces.iter().map(|(_, piece)| *piece).collect();
        let Some(kind) = heads(self.words, &own) else {
            self.total_or_left(body[at], &pieces);
            return at + 1;
        };
        let lines = self.lines;
        let in_label = |line: u32| first_from(lines, line, lo).filter(|(_, piece)| piece.col == lo);
        let reach = |from: usize| from + body[from..].iter().take_while(|line| in_label(**line).is_none()).count();
        if at + 1 < body.len()
            && let Some((label, _)) = in_label(body[at + 1])
            && self.heads_next(body, at, lo)
        {
            let end = reach(at + 2);
            self.table(kind, body[at], own[0].col, Some(label), section, depth + 1, &body[at + 1..end]);
            return end;
        }
        let label = self.pending.take();
        let end = reach(at + 1);
        let end = at + 1 + self.run(kind, &body[at + 1..end], own[0].col);
        self.table(kind, body[at], own[0].col, label, section, depth + 1, &body[at + 1..end]);
        end
    }

    /// How many of `rows` belong to a table without a column of labels: up to a row that is the head of another table, or
    /// a label with a value.
    fn run(&self, kind: Heads, rows: &[u32], lo: u32) -> usize {
        let ends = |line: &u32| {
            let pieces = &self.lines[*line as usize].pieces;
            if pieces.is_empty() {
                return false;
            }
            if heads(self.words, pieces).is_some_and(|other| other != kind) {
                return true;
            }
            if pieces[0].col > lo || pieces.len() > 4 {
                return false;
            }
            let notions = self.words.stands_for(pieces[0].text);
            let label = notions.any(FIELD_LABELS) || notions.any(TEXT_LABELS) || notions.has(Notion::Indicators);
            label && heads(self.words, pieces).is_none() && !is_total(pieces[0].text)
        };
        rows.iter().position(ends).unwrap_or(rows.len())
    }

    /// Reads a label in the line at `at` and what belongs to it up to `end`; returns the index behind what was read.
    #[allow(clippy::too_many_arguments)]
    fn labelled(
        &mut self,
        body: &[u32],
        at: usize,
        end: usize,
        pieces: &[(At, Piece<'a>)],
        lo: u32,
        section: Option<At>,
        depth: u32,
    ) -> usize {
        let line = body[at];
        let (label, first) = pieces[0];
        let rest = &pieces[1..];
        let only = |pieces: &[(At, Piece<'a>)]| pieces.iter().map(|(_, piece)| *piece).collect::<Pieces<'a>>();
        let stands_for = self.words.stands_for(first.text);
        if is_total(first.text) && self.total_or_left(line, pieces) {
            return at + 1;
        }
        let (all, behind) = heads_with_label(self.words, &only(pieces));
        let labels = Notions::of(&[Notion::Indicators, Notion::Money, Notion::Tasks, Notion::Goal]);
        // Without a column of labels the row's first cell is a header, and the rows below fill its column.
        if let Some(kind) = all
            && (end == at + 1 || behind.is_none())
            && !(stands_for.any(labels) && behind.is_some())
            && (end > at + 1 || self.fills(body.get(at + 1), lo))
        {
            let owner = self.pending.take().or_else(|| section.filter(|_| depth > 0 && at == 0));
            let above = section.filter(|own| Some(*own) != owner);
            let stop = at + 1 + self.run(kind, &body[at + 1..], lo);
            self.table(kind, line, lo, owner, above, depth + u32::from(depth == 0), &body[at + 1..stop]);
            return stop;
        }
        if let Some(kind) = behind {
            self.table(
                kind,
                line,
                self.columns_from(body, at, end, lo),
                Some(label),
                section,
                depth + 1,
                &body[at + 1..end],
            );
            return end;
        }
        if end > at + 1 && self.money_headers(rest, stands_for) {
            let from = self.columns_from(body, at, end, lo);
            self.table(Heads::Money, line, from, Some(label), section, depth + 1, &body[at + 1..end]);
            return end;
        }
        if end > at + 1 && self.texts(body, at, end, rest, label, depth) {
            return end;
        }
        if end > at + 1 {
            return self.tall(body, at, end, pieces, section, depth);
        }
        if rest.is_empty() {
            let next = body.get(at + 1).map(|line| only(&self.from(*line, lo)));
            if next.is_some_and(|next| heads(self.words, &next).is_some()) {
                self.out.roles[line as usize] = Role::Label;
                self.pending = Some(label);
            } else {
                self.field(label, None, section, depth);
            }
            return at + 1;
        }
        if let Some(section) = section
            && let Some(used) = self.texts_below(body, at, pieces, section, depth)
        {
            return used;
        }
        self.flat(line, pieces, section, depth);
        at + 1
    }

    /// Whether `line` has a value in column `lo`.
    fn fills(&self, line: Option<&u32>, lo: u32) -> bool {
        line.is_some_and(|line| self.first(*line, lo).is_some_and(|(_, piece)| piece.col == lo))
    }

    /// The first column behind the label's that anything of these lines stands in.
    fn columns_from(&self, body: &[u32], at: usize, end: usize, lo: u32) -> u32 {
        let starts = body[at..end].iter().filter_map(|line| self.first(*line, lo + 1).map(|(_, piece)| piece.col));
        starts.min().unwrap_or(lo + 1)
    }

    /// Whether `rest`, behind a label of money, is a single header such as `预算数`, or several of which one is known.
    fn money_headers(&self, rest: &[(At, Piece<'a>)], label: Notions) -> bool {
        use crate::profile::{MONEY_COLUMNS, RESULT_COLUMNS};
        if !label.has(Notion::Money) {
            return false;
        }
        let notions: SmallVec<[Notions; 9]> = rest.iter().map(|(_, piece)| self.words.stands_for(piece.text)).collect();
        let known = notions.iter().filter(|notions| notions.any(MONEY_COLUMNS)).count();
        let others = notions.iter().filter(|notions| notions.any(RESULT_COLUMNS)).count();
        known >= 1 && 2 * (known + others) >= rest.len() && !rest.iter().any(|(_, piece)| is_figure(piece.text))
    }

    /// Takes a line as the totals of the last table; where it is not, leaves it out and returns false.
    fn total_or_left(&mut self, line: u32, pieces: &[(At, Piece<'a>)]) -> bool {
        let totals = pieces.first().is_some_and(|(_, piece)| is_total(piece.text));
        let figures = pieces[1..].iter().all(|(_, piece)| is_figure(piece.text));
        let open = self.out.blocks.iter().rposition(|block| matches!(block.shape, Shape::Indicators | Shape::List));
        if let Some(open) = open
            && totals
            && figures
            && pieces.len() > 1
        {
            let block = &mut self.out.blocks[open];
            let mut cells: EntryCells = smallvec![None; block.columns.len()];
            // The label may stand in the column of labels, before all others.
            for (place, piece) in &pieces[1..] {
                if let Some(at) = block.columns.iter().rposition(|column| column.col <= piece.col) {
                    cells[at] = Some(*place);
                }
            }
            block.rows.push(Entry { line, cells, total: Some(pieces[0].0) });
            block.end = line + 1;
            self.out.roles[line as usize] = Role::Total(open);
            return true;
        }
        if !totals {
            self.out.left.extend(pieces.iter().map(|(place, _)| *place));
        }
        false
    }

    /// Reads a table: the headers in `line` from column `lo` on, `rows` below them.
    #[allow(clippy::too_many_arguments)]
    fn table(
        &mut self,
        kind: Heads,
        line: u32,
        lo: u32,
        label: Option<At>,
        section: Option<At>,
        depth: u32,
        rows: &[u32],
    ) {
        self.pending = None;
        let mut headers = Headers { lines: self.lines, words: self.words, line, lo, sub: None, heads: kind };
        let mut rows = rows;
        if let Some((&next, others)) = rows.split_first()
            && headers.has_sub(next)
        {
            headers.sub = Some(next);
            rows = others;
        }
        let lines = self.lines;
        let own = |line: u32| lines[line as usize].pieces.iter().filter(move |piece| piece.col >= lo);
        let texts = |line: u32| own(line).map(|piece| (piece.col, folded(piece.text))).collect::<SmallVec<[_; 9]>>();
        let (head, sub) = (texts(line), headers.sub.map(texts));
        let is = |line: u32, headers: &[(u32, Cow<'_, str>)]| {
            let same = |(piece, (col, text)): (&Piece<'_>, &(u32, Cow<'_, str>))| {
                piece.col == *col && !differs_outside(piece.text, text) && folded(piece.text) == *text
            };
            // Most rows differ from the headers in their first cell.
            own(line).zip(headers).all(same) && own(line).count() == headers.len()
        };
        let repeated = |line: u32| is(line, &head) || sub.as_ref().is_some_and(|sub| is(line, sub));
        let totals = |line: u32| {
            let mut own = own(line);
            own.next().is_some_and(|piece| is_total(piece.text))
                && own.clone().next().is_some()
                && own.all(|piece| is_figure(piece.text))
        };
        let (mut judged, mut plain) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
        for &line in rows {
            let repeated = repeated(line);
            let total = !repeated && totals(line);
            judged.push((line, repeated, total));
            if !repeated && !total {
                plain.push(line);
            }
        }
        let mut columns = headers.columns(&plain);
        let block = self.out.blocks.len();
        // A table goes on where its label and headers are printed once more.
        let same = self.out.blocks.last().filter(|last| {
            last.columns.len() == columns.len() && !last.columns.is_empty() && {
                let of = |at: Option<At>| at.map_or(Cow::default(), |at| folded(self.piece(at).text));
                of(last.label) == of(label)
                    && last.columns.iter().zip(&columns).all(|(one, other)| of(one.header) == of(other.header))
            }
        });
        let again = same.is_some();
        let target = if again { block - 1 } else { block };
        self.out.roles[line as usize] = if again { Role::RepeatedHeader(target) } else { Role::Header(target) };
        if let Some(sub) = headers.sub {
            self.out.roles[sub as usize] = if again { Role::RepeatedHeader(target) } else { Role::SubHeader(target) };
        }
        let mut entries = Vec::with_capacity(judged.len());
        let in_order = columns.is_sorted_by_key(|column| column.col);
        for (line, repeated, total) in judged {
            if repeated {
                self.out.roles[line as usize] = Role::RepeatedHeader(target);
                continue;
            }
            let total = first_from(lines, line, lo).filter(|_| total).map(|(place, _)| place);
            let mut cells: EntryCells = smallvec![None; columns.len()];
            let pieces = lines[line as usize].pieces.iter().enumerate().filter(|(_, piece)| piece.col >= lo);
            let own = pieces.map(|(piece, own)| (At { line, piece: piece as u32 }, own));
            let mut next = 0;
            for (place, piece) in own.filter(|(place, _)| kind != Heads::Indicators || Some(*place) != total) {
                let column = if in_order {
                    // Cells come in their order as well.
                    next += columns[next..].iter().take_while(|column| column.col <= piece.col).count();
                    next.checked_sub(1)
                } else {
                    columns.iter().rposition(|column| column.col <= piece.col)
                };
                match column {
                    Some(at) if cells[at].is_none() => cells[at] = Some(place),
                    _ => self.out.left.push(place),
                }
            }
            self.out.roles[line as usize] = if total.is_some() { Role::Total(target) } else { Role::Row(target) };
            entries.push(Entry { line, cells, total });
        }
        let end = rows.last().map_or(line, |last| *last) + 1;
        if again {
            let last = &mut self.out.blocks[target];
            last.rows.extend(entries);
            last.end = end;
            return;
        }
        if kind == Heads::Indicators {
            settle(self.lines, &mut columns, &entries);
        } else if let Some(first) = columns.first_mut() {
            // What says where the money comes from may be headed as the amounts beside it are.
            let mut cells = entries.iter().filter_map(|row| row.cells[0]).map(|at| self.piece(at).text);
            let amount = first.notion.is_some_and(|notion| AMOUNTS.has(notion));
            if amount && cells.next().is_some_and(|cell| !is_figure(cell)) && !cells.any(is_figure) {
                first.notion = Some(Notion::Fund);
            }
        }
        let panes = if kind == Heads::Indicators {
            panes(&columns)
        } else {
            vec![Pane { label: None, columns: (0..columns.len()).collect() }]
        };
        let shape = if kind == Heads::Indicators { Shape::Indicators } else { Shape::List };
        let first = label.map_or(line, |label| label.line.min(line));
        self.out.blocks.push(Block {
            columns,
            panes,
            rows: entries,
            ..block_of(shape, section, label, depth, first, end)
        });
    }

    /// Tables side by side are named by the texts side by side above them.
    fn name_panes(&mut self) {
        let mut above: Vec<At> = Vec::new();
        for at in 0..self.out.blocks.len() {
            let block = &self.out.blocks[at];
            if block.shape == Shape::Text && block.section.is_some() {
                let label = block.label;
                let beside = self.out.blocks[..at]
                    .last()
                    .is_some_and(|last| last.first == block.first && last.section == block.section);
                if !beside {
                    above.clear();
                }
                above.extend(label);
            } else if block.panes.len() > 1 && block.panes.len() == above.len() {
                for (pane, label) in above.iter().enumerate() {
                    self.out.blocks[at].panes[pane].label = Some(*label);
                }
            }
        }
    }
}

fn block_of(shape: Shape, section: Option<At>, label: Option<At>, depth: u32, first: u32, end: u32) -> Block {
    Block {
        shape,
        section,
        label,
        depth,
        first,
        end,
        columns: Vec::new(),
        panes: Vec::new(),
        rows: Vec::new(),
        cells: Vec::new(),
    }
}
