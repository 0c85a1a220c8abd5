//! Tables in copied text: headers, rows, totals.

use super::*;

impl Reader<'_, '_> {
    /// Reads a table.
    pub(super) fn table(&mut self, mut header: Header) {
        let line = self.line(self.at);
        let start = header.end;
        let mut label = self.section.take();
        let mut from = start;
        // The label may stand below the headers of its rows.
        if label.is_none()
            && let Some(next) = self.label(start)
            && next.notions.any(Notions::of(&[Notion::Indicators, Notion::Money, Notion::Tasks]))
            && self.header(next.end).is_none()
        {
            from = next.end;
            label = Some((next, line));
        }
        let groups = {
            let end = self.atoms.len().min(from + 200);
            self.atoms[from..end].iter().filter(|atom| is_group(atom.text)).count() >= 2
        };
        header.settle(groups);
        let mut end = from;
        let mut repeated = Vec::new();
        let mut totals = Vec::new();
        while end < self.atoms.len() {
            if self.begins(end) || end == from {
                if self.label(end).is_some_and(|label| self.heads(&label)) {
                    break;
                }
                if let Some(rest) = goes_on(self.atoms, end).filter(|_| header.heads == Heads::Indicators && end > from)
                {
                    end = rest;
                    continue;
                }
                if let Some(again) = self.header(end) {
                    if !same(&again, &header) {
                        break;
                    }
                    repeated.push((end, again.end));
                    end = again.end;
                    continue;
                }
                if let Some(total) = self.total(end).filter(|_| header.heads == Heads::Indicators) {
                    totals.push((end, total));
                    end = total;
                    continue;
                }
                if self.ends_table(end, header.heads) {
                    break;
                }
            }
            end = self.line_end(end);
        }
        let mut breaks: Vec<(usize, usize, bool)> = repeated.iter().map(|(at, end)| (*at, *end, false)).collect();
        breaks.extend(totals.iter().map(|(at, end)| (*at, *end, true)));
        breaks.sort_unstable();
        breaks.push((end, end, false));
        let mut part = from;
        let mut parts = Vec::new();
        for (stop, behind, total) in breaks {
            parts.push((self.rows(&header, part, stop), stop, behind, total));
            part = behind;
        }
        // The column for labels around several rows is there only where it is needed.
        let spare =
            header.heads == Heads::Money && header.columns[0].text.is_none() && header.columns[0].look == Look::Parent;
        let rows = || parts.iter().flat_map(|(rows, ..)| rows).flat_map(|(_, rows)| rows);
        if spare && rows().all(|row| row.cells.first().is_none_or(Option::is_none)) {
            header.columns.remove(0);
            for row in parts.iter_mut().flat_map(|(rows, ..)| rows).flat_map(|(_, rows)| rows) {
                if !row.cells.is_empty() {
                    row.cells.remove(0);
                }
            }
        }
        self.base = u32::from(label.is_some());
        self.headers(&header, label.as_ref(), line);
        for (rows, stop, behind, total) in parts {
            for (base, rows) in rows {
                self.write(&header, &rows, base);
            }
            if total {
                self.totals(&header, stop, behind);
            } else if behind > stop {
                let text = self.text(stop, behind).replace('\n', " ");
                self.out.leave(self.line(stop), &text, Why::Repeated);
            }
        }
        self.at = end;
    }

    /// The row of totals that begins with atom `at`: the atom behind it.
    pub(super) fn total(&self, at: usize) -> Option<usize> {
        let word = |end: usize| if end <= self.atoms.len() { is_total(&self.text(at, end)) } else { false };
        let behind = if word(at + 1) {
            at + 1
        } else if word(at + 2) {
            at + 2
        } else {
            return None;
        };
        let mut end = behind;
        while end < self.atoms.len() && is_figure(self.atoms[end].text) && end - behind < 8 {
            end += 1;
        }
        (end > behind && self.begins(end)).then_some(end)
    }

    pub(super) fn totals(&mut self, header: &Header, at: usize, end: usize) {
        let figures = (at..end).find(|&at| is_figure(self.atoms[at].text)).unwrap_or(end);
        let points = header.points();
        let row = self.out.row(self.line(at));
        let label = self.text(at, figures);
        self.out.put(row, self.base, label);
        let count = end - figures;
        for (index, figure) in (figures..end).enumerate() {
            // Where there are fewer figures than columns of points, a hundred is the sum of the weights.
            let column = match points.len() {
                all if all == count => Some(points[index]),
                all if all > count && count == 1 => {
                    let weights = self.atoms[figure].text == "100";
                    points.get(if weights { 0 } else { all - 1 }).copied()
                }
                _ => None,
            };
            let text = self.atoms[figure].text;
            match column {
                Some(column) if points.len() == count => self.out.put(row, self.base + column as u32, text),
                Some(column) => self.out.doubt(row, self.base + column as u32, text),
                None => self.out.doubt(row, self.base + (header.columns.len() + index) as u32, text),
            }
        }
    }

    fn headers(&mut self, header: &Header, label: Option<&(Named, u32)>, line: u32) {
        self.table = write_headers(header, label, line, self.out);
    }

    /// The rows between two atoms, each part with the atom that it counts from.
    pub(super) fn rows(&self, header: &Header, start: usize, end: usize) -> Vec<(usize, Vec<Row>)> {
        let mut all = Vec::new();
        let looks: Vec<Look> = header.columns.iter().map(|column| column.look).collect();
        let mut from = start;
        while from < end {
            // Long tables are read in parts that begin with a line.
            let mut to = end.min(from + MOST);
            while to < end && to > from + 1 && !self.begins(to) {
                to -= 1;
            }
            let rows = Parting::new(&self.atoms[from..to], &looks, self.spacing).rows();
            all.push((from, rows));
            from = to;
        }
        all
    }

    pub(super) fn write(&mut self, header: &Header, rows: &[Row], base: usize) {
        // The cell of each level that was written last.
        let mut parents: Vec<Option<usize>> = vec![None; header.columns.len()];
        for row in rows {
            if let Some(rest) = &row.rest {
                let mut start = base + rest.start;
                // A page's end may cut off the label of the table too.
                if let Some(label) = self.table.filter(|_| rest.len() > 1) {
                    let whole =
                        |to: usize| format!("{}{}", self.out.cells[label].text, self.text(start, to)).replace('\n', "");
                    let known = |to: &usize| super::super::words::notions(&whole(*to)).has(Notion::Indicators);
                    if let Some(to) = (start + 1..base + rest.end).find(known) {
                        let more = self.text(start, to);
                        self.out.cells[label].text.push_str(&more);
                        start = to;
                    }
                }
                let text = self.text(start, base + rest.end);
                let open = |cell: &str| {
                    let joined = format!("{cell}{}", text.replace('\n', ""));
                    !notions_end(cell) && (is_class(&joined) || is_group(&joined))
                };
                let found = parents.iter().flatten().rev().find(|&&cell| open(&self.out.cells[cell].text)).copied();
                match found {
                    Some(cell) => {
                        self.out.cells[cell].text.push('\n');
                        self.out.cells[cell].text.push_str(&text);
                    }
                    None => {
                        let row = self.out.row(self.line(base + rest.start));
                        self.out.doubt(row, 1, text);
                    }
                }
                continue;
            }
            let Some(first) = row.cells.iter().flatten().next() else { continue };
            let at = self.out.row(self.line(base + first.start));
            let mut doubtful = row.cost >= DOUBTFUL;
            for (column, cell) in row.cells.iter().enumerate() {
                let Some(cell) = cell else { continue };
                let text = self.text(base + cell.start, base + cell.end);
                if matches!(header.columns[column].look, Look::Class | Look::Group) {
                    parents[column] = Some(self.out.cells.len());
                }
                if std::mem::take(&mut doubtful) {
                    self.out.doubt(at, self.base + column as u32, text);
                } else {
                    self.out.put(at, self.base + column as u32, text);
                }
            }
        }
    }
}

/// Writes headers, with the label beside them, and says which cell that is.
pub(in crate::import::unparted) fn write_headers(
    header: &Header,
    label: Option<&(Named, u32)>,
    line: u32,
    out: &mut Cells,
) -> Option<usize> {
    let base = u32::from(label.is_some());
    let columns: Vec<_> = header.columns.iter().collect();
    let row = out.row(label.map_or(line, |(_, line)| *line));
    let table = label.map(|(label, _)| {
        out.put(row, 0, label.text.clone());
        out.cells.len() - 1
    });
    let mut below = Vec::new();
    let mut at = 0;
    while at < columns.len() {
        let column = columns[at];
        let mut end = at + 1;
        match &column.group {
            Some(group) => {
                while end < columns.len() && columns[end].group.as_ref() == Some(group) {
                    end += 1;
                }
                out.put(row, base + at as u32, group.clone());
                if let Some(cell) = out.cells.last_mut() {
                    cell.cols = (end - at) as u32;
                }
                below.extend((at..end).filter_map(|at| Some((at, columns[at].text.clone()?))));
            }
            None => {
                // The header of labels that stand in two columns covers both.
                let wide = at == 0
                    && column.look == Look::Parent
                    && column.text.is_none()
                    && columns.get(1).is_some_and(|next| next.text.is_some());
                if wide {
                    end = 2;
                }
                if let Some(text) = &columns[end - 1].text {
                    out.put(row, base + at as u32, text.clone());
                }
                if wide && let Some(cell) = out.cells.last_mut() {
                    cell.cols = 2;
                }
            }
        }
        at = end;
    }
    if !below.is_empty() {
        let row = out.row(line);
        for (at, text) in below {
            out.put(row, base + at as u32, text);
        }
    }
    table
}
