//! What belongs to a label: fields, texts, labelled amounts, lists.

use smallvec::smallvec;

use super::super::table::{Heads, heads};
use super::super::{At, Block, Column, Entry, EntryCells, Pane, Piece, Role, Shape, piece};
use super::{Placed, Reader, block_of, is_figure};
use crate::profile::{FIELD_LABELS, MONEY_LABELS, Notion, Notions, TEXT_LABELS};

impl<'a> Reader<'_, 'a> {
    /// Reads labels of texts side by side with the texts below them; false when `rest` are none.
    pub(super) fn texts(
        &mut self,
        body: &[u32],
        at: usize,
        end: usize,
        rest: &[(At, Piece<'a>)],
        label: At,
        depth: u32,
    ) -> bool {
        let is_label = |piece: &Piece<'_>| self.heads_text(piece);
        if rest.is_empty() || !rest.iter().all(|(_, piece)| is_label(piece)) {
            return false;
        }
        let columns: Vec<u32> = rest.iter().map(|(_, piece)| piece.col).collect();
        let first_col = columns[0];
        let column_of = |col: u32| columns.iter().rposition(|start| *start <= col).unwrap_or(0);
        // Below them no other label stands where theirs do.
        let mut cells: Vec<Vec<At>> = vec![Vec::new(); columns.len()];
        let mut used = at + 1;
        for line in &body[at + 1..end] {
            let pieces = self.from(*line, first_col);
            let own: Vec<Piece<'_>> = pieces.iter().map(|(_, piece)| *piece).collect();
            if !own.is_empty() && (own.iter().all(is_label) || heads(self.words, &own).is_some()) {
                break;
            }
            for (place, piece) in pieces {
                cells[column_of(piece.col)].push(place);
            }
            used += 1;
        }
        // A first label with nothing below it is that of a part, whose labels the others are.
        let apart =
            columns.len() > 1 && self.first(body[at + 1], first_col).is_some_and(|(_, piece)| piece.col >= columns[1]);
        if used == at + 1 || cells.iter().all(Vec::is_empty) || apart {
            return false;
        }
        let block = self.out.blocks.len();
        self.out.roles[body[at] as usize] = Role::Header(block);
        for line in &body[at + 1..used] {
            self.out.roles[*line as usize] = Role::Row(block);
        }
        for ((own, _), cells) in rest.iter().zip(cells) {
            let (first, last) = (body[at], body[used - 1]);
            self.out
                .blocks
                .push(Block { cells, ..block_of(Shape::Text, Some(label), Some(*own), depth + 1, first, last + 1) });
        }
        if used < end {
            self.region(&body[used..end], first_col, Some(label), depth + 1);
        }
        true
    }

    /// Whether a cell is the label of a text.
    fn heads_text(&self, piece: &Piece<'_>) -> bool {
        piece.text.chars().count() <= 24 && self.words.stands_for(piece.text).any(TEXT_LABELS)
    }

    /// Reads labels of texts side by side within a part, each with its text in the line below, in the label's own column;
    /// returns the index behind what was read.
    pub(super) fn texts_below(
        &mut self,
        body: &[u32],
        at: usize,
        pieces: &[(At, Piece<'a>)],
        section: At,
        depth: u32,
    ) -> Option<usize> {
        let is_label = |piece: &Piece<'_>| self.heads_text(piece);
        let lo = pieces.first()?.1.col;
        let below = self.from(*body.get(at + 1)?, lo);
        let alike =
            below.len() == pieces.len() && below.iter().zip(pieces).all(|((_, own), (_, label))| own.col == label.col);
        if pieces.len() < 2
            || !alike
            || !pieces.iter().all(|(_, piece)| is_label(piece))
            || below.iter().any(|(_, piece)| is_label(piece))
        {
            return None;
        }
        let block = self.out.blocks.len();
        let (first, last) = (body[at], body[at + 1]);
        self.out.roles[first as usize] = Role::Header(block);
        self.out.roles[last as usize] = Role::Row(block);
        for ((label, _), (text, _)) in pieces.iter().zip(below) {
            let base = block_of(Shape::Text, Some(section), Some(*label), depth + 1, first, last + 1);
            self.out.blocks.push(Block { cells: vec![text], ..base });
        }
        Some(at + 2)
    }

    /// Reads a label that reaches over several lines.
    pub(super) fn tall(
        &mut self,
        body: &[u32],
        at: usize,
        end: usize,
        pieces: &[(At, Piece<'a>)],
        section: Option<At>,
        depth: u32,
    ) -> usize {
        let line = body[at];
        let (label, first) = pieces[0];
        let rest = &pieces[1..];
        let inner = self.columns_from(body, at, end, first.col);
        if rest.is_empty() {
            self.out.roles[line as usize] = Role::Label;
            let below: Vec<Piece<'_>> = self.from(body[at + 1], inner).into_iter().map(|(_, piece)| piece).collect();
            if let Some(kind) = heads(self.words, &below) {
                self.table(kind, body[at + 1], inner, Some(label), section, depth + 1, &body[at + 2..end]);
                return end;
            }
            if self.paragraphs(body, at, end, label, section, depth)
                || self.pairs(&body[at + 1..end], inner, label, section, depth)
            {
                return end;
            }
            self.region(&body[at + 1..end], inner, Some(label), depth + 1);
            return end;
        }
        if self.paragraphs(body, at, end, label, section, depth)
            || self.pairs(&body[at..end], inner, label, section, depth)
            || self.list(body, at, end, inner, label, section, depth)
        {
            return end;
        }
        self.region(&body[at..end], inner, Some(label), depth + 1);
        end
    }

    /// Reads a label and the paragraphs behind and below it: one value a line, all in one column.
    fn paragraphs(&mut self, body: &[u32], at: usize, end: usize, label: At, section: Option<At>, depth: u32) -> bool {
        let lo = self.piece(label).col;
        let mut cells = Vec::new();
        for line in &body[at..end] {
            match &self.from(*line, lo + 1)[..] {
                [(place, _)] => cells.push(*place),
                [] => {}
                _ => return false,
            }
        }
        let columns: Vec<u32> = cells.iter().map(|place| self.piece(*place).col).collect();
        let labels = |place: &At| {
            let notions = self.words.stands_for(self.piece(*place).text);
            notions.any(MONEY_LABELS) || notions.any(FIELD_LABELS)
        };
        if cells.is_empty()
            || columns.iter().any(|col| *col != columns[0])
            || cells.len() > 1 && cells.iter().filter(|cell| labels(cell)).count() > 1
        {
            return false;
        }
        let block = self.out.blocks.len();
        for line in &body[at..end] {
            self.out.roles[*line as usize] = Role::Row(block);
        }
        let (first, last) = (body[at], body[end - 1]);
        self.out.blocks.push(Block { cells, ..block_of(Shape::Text, section, Some(label), depth, first, last + 1) });
        true
    }

    /// Reads rows of labels with amounts behind them.
    fn pairs(&mut self, body: &[u32], lo: u32, label: At, section: Option<At>, depth: u32) -> bool {
        let rows: Vec<Placed<'a>> = body.iter().map(|line| self.from(*line, lo)).collect();
        let known = |place: &At| self.words.stands_for(self.piece(*place).text).any(MONEY_LABELS);
        // The row that has most says where labels and amounts stand; the last amount of all rows may be empty.
        let ends = |row: &&Placed<'a>| {
            let odd = || row.last().is_some_and(|(place, piece)| !is_figure(piece.text) && known(place));
            !row.is_empty() && (row.len().is_multiple_of(2) || row.len() > 1 && odd())
        };
        let Some(model) = rows.iter().filter(ends).max_by_key(|row| row.len()) else { return false };
        let column = |col: u32| Column { header: None, group: None, notion: None, col };
        let mut columns: Vec<Column> = model.iter().map(|(_, piece)| column(piece.col)).collect();
        if let Some(last) = columns.last().filter(|_| columns.len() % 2 == 1) {
            columns.push(column(last.col + 1));
        }
        let mut entries = Vec::new();
        let (mut figures, mut texts) = (0, 0);
        for (row, line) in rows.iter().zip(body) {
            let mut cells: EntryCells = smallvec![None; columns.len()];
            for (place, piece) in row {
                let Some(at) = columns.iter().rposition(|column| column.col <= piece.col) else { return false };
                // Where a row is shifted by a merged cell, its label goes to the next label's column.
                if cells[at].is_some() {
                    return false;
                }
                let label = at % 2 == 0;
                if label && is_figure(piece.text) {
                    return false;
                }
                if !label {
                    if is_figure(piece.text) { figures += 1 } else { texts += 1 }
                }
                cells[at] = Some(*place);
            }
            let alone = |at: usize| cells[at].is_none() && cells[at + 1].is_some();
            if (0..cells.len()).step_by(2).any(alone) {
                return false;
            }
            entries.push(Entry { line: *line, cells, total: None });
        }
        let money =
            entries.iter().flat_map(|row| row.cells.iter().step_by(2)).flatten().filter(|place| known(place)).count();
        if figures + money == 0 || figures + money < texts {
            return false;
        }
        let block = self.out.blocks.len();
        for line in body {
            self.out.roles[*line as usize] = Role::Row(block);
        }
        let panes = vec![Pane { label: None, columns: (0..columns.len()).collect() }];
        let (first, last) = (label.line.min(body[0]), body[body.len() - 1]);
        self.out.blocks.push(Block {
            columns,
            panes,
            rows: entries,
            ..block_of(Shape::Pairs, section, Some(label), depth + 1, first, last + 1)
        });
        true
    }

    /// Reads a list whose headers nobody knows: three and more short words, below each of which every row has its value.
    #[allow(clippy::too_many_arguments)]
    fn list(
        &mut self,
        body: &[u32],
        at: usize,
        end: usize,
        lo: u32,
        label: At,
        section: Option<At>,
        depth: u32,
    ) -> bool {
        let headers = self.from(body[at], lo);
        let word = |piece: &Piece<'_>| {
            piece.text.chars().count() <= 16 && !is_figure(piece.text) && !piece.text.contains(['，', '。', '；', '、'])
        };
        let starts: Vec<u32> = headers.iter().map(|(_, piece)| piece.col).collect();
        let fits = |line: &u32| {
            let row = self.from(*line, lo);
            row.len() >= 2 && row[0].1.col == starts[0] && row.iter().all(|(_, piece)| starts.contains(&piece.col))
        };
        let fields =
            headers.iter().step_by(2).filter(|(_, piece)| self.words.stands_for(piece.text).any(FIELD_LABELS)).count();
        if headers.len() < 3
            || !headers.iter().all(|(_, piece)| word(piece))
            || !body[at + 1..end].iter().all(fits)
            || 2 * fields > headers.len()
        {
            return false;
        }
        self.table(Heads::List, body[at], lo, Some(label), section, depth + 1, &body[at + 1..end]);
        true
    }

    /// Reads a line of labels with a value behind each.
    pub(super) fn flat(&mut self, line: u32, pieces: &[(At, Piece<'a>)], section: Option<At>, depth: u32) {
        let notions: Vec<Notions> = pieces.iter().map(|(_, piece)| self.words.stands_for(piece.text)).collect();
        let is_label =
            |at: usize| notions[at].any(FIELD_LABELS) || notions[at].any(MONEY_LABELS) || notions[at].any(TEXT_LABELS);
        if let [(label, _), (key, _), (value, amount)] = pieces
            && is_figure(amount.text)
            && (notions[1].any(MONEY_LABELS) || notions[0].has(Notion::Money))
        {
            let column = |at: At| Column { header: None, group: None, notion: None, col: piece(self.lines, at).col };
            let columns = vec![column(*key), column(*value)];
            let rows = vec![Entry { line, cells: smallvec![Some(*key), Some(*value)], total: None }];
            let panes = vec![Pane { label: None, columns: vec![0, 1] }];
            let block = self.out.blocks.len();
            self.out.roles[line as usize] = Role::Row(block);
            let base = block_of(Shape::Pairs, section, Some(*label), depth + 1, line, line + 1);
            self.out.blocks.push(Block { columns, panes, rows, ..base });
            return;
        }
        let mut at = 0;
        while at < pieces.len() {
            // Two labels side by side: the first has no value.
            let odd = (pieces.len() - at) % 2 == 1;
            let open = |at: usize| pieces[at].1.text.ends_with(['：', ':']);
            let empty = at + 1 >= pieces.len()
                || (open(at) && open(at + 1))
                || (is_label(at)
                    && is_label(at + 1)
                    && (odd || (at + 2 < pieces.len() && !is_label(at + 2)))
                    && at + 2 <= pieces.len()
                    && (odd || notions[at + 1].any(FIELD_LABELS))
                    && (at + 2 != pieces.len()));
            let value = (!empty).then(|| pieces[at + 1].0);
            self.field(pieces[at].0, value, section, depth);
            at += if empty { 1 } else { 2 };
        }
    }

    /// Adds a field, or a text where its label or its value says so.
    pub(super) fn field(&mut self, label: At, value: Option<At>, section: Option<At>, depth: u32) {
        let heading = self.words.heading(self.piece(label).text);
        let text = value.map_or("", |at| self.piece(at).text);
        let known = heading.notions.any(FIELD_LABELS);
        let long = text.chars().count() > 40 || text.trim().contains('\n') || text.contains(['。', '；']);
        let shape = if heading.notions.any(TEXT_LABELS) || (!known && long) { Shape::Text } else { Shape::Field };
        let line = label.line;
        if matches!(self.out.roles[line as usize], Role::Unknown | Role::Label) {
            self.out.roles[line as usize] = Role::Row(self.out.blocks.len());
        }
        self.out.blocks.push(Block {
            cells: value.into_iter().collect(),
            ..block_of(shape, section, Some(label), depth, line, line + 1)
        });
    }
}
