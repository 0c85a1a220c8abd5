//! The tables of a printed page: which column of which row each piece stands in, below headers that were found.

use super::align::{Put, Spot, align};
use super::columns::{Cell, Fragment, Known, columns, stacked, stand};
use super::copied::write_headers;
use super::header::{HeadCell, Header, Named, placed};
use super::look::Look;
use super::words::{Heads, is_class, is_figure, is_group, is_header, is_total, notions};
use super::{Cells, Ways};
use crate::import::draft::Why;
use crate::outline::Notion;

/// A table that is read page by page.
pub(super) struct Table {
    header: Header,
    spots: Vec<Spot>,
    /// The first column of the table: behind its label, when it has one.
    base: u32,
    /// Its first cell, and that of its label.
    from: usize,
    label: Option<usize>,
    /// The last cell of each column.
    last: Vec<Option<usize>>,
    /// Where its rows began and ended on the page before.
    reach: Option<(usize, usize)>,
    /// Whether its headers stand on this page too, so that the spots are those of this page.
    headed: bool,
    /// How wide a Chinese character is.
    unit: f32,
}

impl Table {
    /// Writes the headers that `heads` are, with the label of the table, when they head one; `body` stands below.
    pub(super) fn begin(
        heads: &[Fragment],
        label: Option<(Named, u32)>,
        body: &[Fragment],
        wide: bool,
        out: &mut Cells,
    ) -> Option<Self> {
        let Heading { cells, bands, over } = heading(heads);
        let line = heads.iter().map(|one| one.line).min()?;
        let mut header = placed(cells, bands)?;
        let groups = body.iter().filter(|one| is_group(&one.text)).count() >= 2;
        header.settle(groups);
        labels(&mut header, body);
        // What stands above all headers is a line of its own.
        if let Some(over) = over {
            let row = out.row(line);
            out.put(row, 0, over);
        }
        // Where gaps run down between as many columns as there are headers, these are better known than by the headers.
        let places = columns(body, Some(header.columns.len()));
        let spans: Vec<(usize, usize)> = if header.heads == Heads::List && places.len() == header.columns.len() {
            places
        } else {
            header.columns.iter().map(|column| column.span).collect()
        };
        let spots = spans.into_iter().map(Spot::of).collect();
        let last = vec![None; header.columns.len()];
        let base = u32::from(label.is_some());
        let from = out.cells.len();
        let label = write_headers(&header, label.as_ref(), line, out);
        let unit = if wide { 2.0 } else { 1.0 };
        Some(Self { header, spots, base, from, label, last, reach: None, headed: true, unit })
    }

    /// Adds what is left of a level's name on another page; whether `text` is that.
    pub(super) fn continues(&mut self, line: u32, text: &str, out: &mut Cells) -> bool {
        // Or the whole name, which the printer draws on both pages.
        let whole = |last: &usize| flat(&out.cells[*last].text) == flat(text);
        if (0..self.last.len()).any(|at| self.is_level(at) && self.last[at].as_ref().is_some_and(whole)) {
            out.leave(line, text, Why::Repeated);
            return true;
        }
        let column = self.cut(text, out);
        if let Some(column) = column {
            self.append(column, text, out);
        }
        column.is_some()
    }

    /// Whether `heads` are its headers once more, on another page; they say where the columns stand there.
    pub(super) fn repeats(&mut self, heads: &[Fragment], out: &mut Cells) -> bool {
        let texts = |header: &Header| -> Vec<String> {
            header.columns.iter().map(|column| column.text.as_deref().map(flat).unwrap_or_default()).collect()
        };
        let Heading { cells, bands, over: None } = heading(heads) else { return false };
        let Some(header) = placed(cells, bands) else { return false };
        if self.header.heads != Heads::Indicators || texts(&header) != texts(&self.header) {
            return false;
        }
        self.spots = header.columns.iter().map(|column| Spot::of(column.span)).collect();
        self.headed = true;
        let line = heads.iter().map(|one| one.line).min().unwrap_or_default();
        let texts: Vec<String> = header.columns.iter().filter_map(|column| column.text.as_deref().map(flat)).collect();
        out.leave(line, &texts.join(" "), Why::Repeated);
        true
    }

    /// Whether `label` is the label of its rows once more.
    pub(super) fn is_labelled(&self, label: &str, out: &Cells) -> bool {
        self.label.and_then(|own| out.cells.get(own)).is_some_and(|own| flat(&own.text) == flat(label))
    }

    /// Whether `label` is its own label, or may become that.
    pub(super) fn may_take(&self, label: &str, out: &Cells) -> bool {
        (self.label.is_none() && self.base == 0) || self.is_labelled(label, out)
    }

    /// Takes the label of its rows that stands on another page than its headers; whether it had none.
    pub(super) fn takes(&mut self, label: &str, out: &mut Cells) -> bool {
        if self.label.is_some() || self.base > 0 {
            return false;
        }
        let Some(row) = out.cells.get(self.from).map(|cell| cell.row) else { return false };
        out.cells[self.from..].iter_mut().for_each(|cell| cell.col += 1);
        self.label = Some(out.cells.len());
        self.base = 1;
        out.put(row, 0, label);
        true
    }

    /// Adds what is left of the label on another page; whether `text` is that.
    pub(super) fn completes(&self, text: &str, out: &mut Cells) -> bool {
        let Some(label) = self.label.and_then(|label| out.cells.get_mut(label)) else { return false };
        let whole = notions(&format!("{}{text}", label.text).replace('\n', ""));
        let known = whole.has(Notion::Indicators) || whole.has(Notion::Money);
        if known {
            label.text.push('\n');
            label.text.push_str(text);
        }
        known
    }

    /// Writes the rows that `body` holds; `again` says that it stands on another page than the headers.
    pub(super) fn rows(&mut self, body: &[Fragment], again: bool, ways: &mut Ways<'_>, out: &mut Cells) {
        let mut lines: Vec<Vec<Fragment>> = Vec::new();
        for one in body {
            match lines.last_mut().filter(|line| line[0].line == one.line) {
                Some(line) => line.push(one.clone()),
                None => lines.push(vec![one.clone()]),
            }
        }
        lines.iter_mut().for_each(|line| line.sort_by_key(|one| one.start));
        let ends = body.iter().map(|one| one.start).min().zip(body.iter().map(|one| one.end).max());
        let Some(ends) = ends else { return };
        let looks: Vec<Look> = self.header.columns.iter().map(|column| column.look).collect();
        let mut near = 0.5;
        let headed = std::mem::take(&mut self.headed);
        if again && !headed {
            // Another page is as wide as this one, but nobody knows how it is stretched.
            if let Some((low, high)) = self.reach {
                let stretch = (ends.1 - ends.0) as f32 / (high - low).max(1) as f32;
                let moved = |x: f32| (x - low as f32) * stretch + ends.0 as f32;
                self.spots.iter_mut().for_each(|spot| *spot = spot.moved(moved));
            }
            near = 0.06;
        }
        self.reach = Some(ends);
        let indicators = self.header.heads == Heads::Indicators;
        let class = looks.iter().position(|look| *look == Look::Class).map_or(0.0, |class| self.spots[class].left());
        let alone = |line: &Vec<Fragment>| {
            let at = line[0].line;
            // The total of a department stands before the levels, and nothing above and below it.
            class > 0.0
                && looks.contains(&Look::ParentAmount)
                && line.len() > 1
                && line.iter().all(|one| (one.end as f32) < class)
                && line.iter().any(|one| is_figure(&one.text))
                && !lines.iter().any(|other| other[0].line != at && other[0].line.abs_diff(at) <= 1)
        };
        let totals = |line: &Vec<Fragment>| indicators && (line.iter().any(|one| is_total(&one.text)) || alone(line));
        let plain: Vec<Vec<Fragment>> = lines.iter().filter(|line| !totals(line)).cloned().collect();
        let kin = ways.kin;
        let put = align(&plain, &looks, &mut self.spots, near, self.unit, &|text| kin.is_named(text));
        let stops: Vec<&Vec<Fragment>> = lines.iter().filter(|line| totals(line)).collect();
        let mut first = again;
        let mut from = 0;
        for stop in stops.iter().map(|line| line[0].line).chain([u32::MAX]) {
            let own: Vec<&Put> = put.iter().filter(|put| (from..stop).contains(&put.piece.line)).collect();
            self.write(&own, std::mem::take(&mut first), ways, out);
            if let Some(total) = stops.iter().find(|line| line[0].line == stop) {
                self.total(total, &looks, out);
            }
            from = stop.saturating_add(1);
        }
    }

    /// Writes a row of totals: its label, and figures in their columns.
    fn total(&mut self, line: &[Fragment], looks: &[Look], out: &mut Cells) {
        let row = out.row(line[0].line);
        let Some(at) = line.iter().position(|one| is_total(&one.text)) else {
            let mut spots = self.spots.clone();
            for put in align(&[line.to_vec()], looks, &mut spots, 1.0, self.unit, &|_| false) {
                out.put(row, self.base + put.column as u32, put.piece.text);
            }
            return;
        };
        out.put(row, self.base, line[at].text.clone());
        let points: Vec<usize> = (0..looks.len()).filter(|&at| looks[at] == Look::Points).collect();
        let figures: Vec<Fragment> = line[at + 1..].to_vec();
        if figures.len() == points.len() {
            for (one, column) in figures.into_iter().zip(points) {
                out.put(row, self.base + column as u32, one.text);
            }
            return;
        }
        let mut spots = self.spots.clone();
        for put in align(&[figures], looks, &mut spots, 1.0, self.unit, &|_| false) {
            let col = self.base + put.column as u32;
            if put.far || put.column == 0 {
                out.doubt(row, col.max(self.base + 1), put.piece.text);
            } else {
                out.put(row, col, put.piece.text);
            }
        }
    }

    fn write(&mut self, put: &[&Put], again: bool, ways: &mut Ways<'_>, out: &mut Cells) {
        if put.is_empty() {
            return;
        }
        let looks: Vec<Look> = self.header.columns.iter().map(|column| column.look).collect();
        let looks = &looks[..];
        let mut by: Vec<Vec<&Fragment>> = vec![Vec::new(); looks.len()];
        for one in put {
            // Some printers draw a parent on both pages of its rows, the one or the other where nobody sees it.
            let again = by[one.column].last().filter(|last| {
                let alone = put.iter().all(|other| other.piece.line != one.piece.line || std::ptr::eq(*other, *one));
                looks[one.column].is_parent() && alone && flat(&last.text) == flat(&one.piece.text)
            });
            if again.is_some() && ways.kin.is_level(&flat(&one.piece.text)) {
                out.leave(one.piece.line, &one.piece.text, Why::Repeated);
                continue;
            }
            by[one.column].push(&one.piece);
        }
        let parent: Vec<bool> = looks.iter().map(|look| look.is_parent()).collect();
        let dense = dense(&by, looks);
        let far =
            |column: usize, line: u32| put.iter().any(|put| put.far && put.column == column && put.piece.line == line);
        let kin = ways.kin;
        let level = |text: &str| kin.is_level(text);
        let column_of = |look: Look| looks.iter().position(|other| *other == look);
        let (group, name) = (column_of(Look::Group), column_of(Look::Name));
        let fits = |column: usize, text: &str, at: &dyn Fn(usize) -> String| match looks[column] {
            Look::Class => kin.of_class(text, &at(group?)),
            Look::Group => kin.of_group(text, &at(name?)),
            _ => None,
        };
        let whole = |_| false;
        let columns = Known {
            parent: &parent,
            dense: &dense,
            carried: again,
            far: &far,
            whole: &whole,
            level: &level,
            fits: &fits,
        };
        let rows = stand(&by, &columns, &mut ways.usual);
        let mut seen = vec![false; looks.len()];
        for (index, row) in rows.iter().enumerate() {
            // What the page before did not have room for.
            let rest = again
                && index == 0
                && looks.iter().any(|look| look.is_figure())
                && row.iter().all(|cell| !looks[cell.column].is_figure());
            if rest && row.iter().all(|cell| self.last[cell.column].is_some()) {
                for cell in row {
                    if parent[cell.column] && self.is_last(cell, out) {
                        out.leave(cell.line, &flat(&cell.text), Why::Repeated);
                        continue;
                    }
                    let whole = self.cut(&cell.text, out);
                    self.append(whole.unwrap_or(cell.column), &cell.text, out);
                }
                continue;
            }
            let Some(line) = row.first().map(|cell| cell.line) else { continue };
            let at = out.row(line);
            let mut doubtful = self.lacks(row, index, &rows, &dense);
            for cell in row {
                let column = cell.column;
                if again && parent[column] && !std::mem::replace(&mut seen[column], true) {
                    // A parent may stand on both pages that its rows stand on.
                    if self.is_last(cell, out) {
                        out.leave(cell.line, &flat(&cell.text), Why::Repeated);
                        continue;
                    }
                    if !level(&flat(&cell.text)) && self.cut(&cell.text, out) == Some(column) {
                        self.append(column, &cell.text, out);
                        continue;
                    }
                }
                self.last[column] = Some(out.cells.len());
                let col = self.base + column as u32;
                if std::mem::take(&mut doubtful) || cell.doubtful {
                    out.doubt(at, col, cell.text.clone());
                } else {
                    out.put(at, col, cell.text.clone());
                }
            }
        }
    }

    /// Whether a row has nothing in a column where a row beside it has more than one line.
    fn lacks(&self, row: &[Cell], index: usize, rows: &[Vec<Cell>], dense: &[bool]) -> bool {
        let beside = [index.checked_sub(1), Some(index + 1)];
        let broken = |column: usize| {
            let near = beside.iter().flatten().filter_map(|at| rows.get(*at)).flatten();
            near.filter(|cell| cell.column == column).any(|cell| cell.text.contains('\n'))
        };
        (0..dense.len()).any(|column| dense[column] && row.iter().all(|cell| cell.column != column) && broken(column))
    }

    /// Whether a parent is the last one of its column once more.
    fn is_last(&self, cell: &Cell, out: &Cells) -> bool {
        let last = self.last[cell.column].and_then(|last| out.cells.get(last));
        last.is_some_and(|last| flat(&last.text) == flat(&cell.text))
    }

    fn is_level(&self, column: usize) -> bool {
        matches!(self.header.columns[column].look, Look::Class | Look::Group)
    }

    /// The column of the level whose last name goes on with `text`.
    fn cut(&self, text: &str, out: &Cells) -> Option<usize> {
        let ends = |text: &str| text.split(['（', '(']).next().unwrap_or("").ends_with(['标', '）', ')']);
        (0..self.last.len()).rev().find(|&column| {
            let before = self.last[column].filter(|_| self.is_level(column)).map(|last| flat(&out.cells[last].text));
            before.is_some_and(|before| {
                let whole = format!("{before}{}", flat(text));
                !ends(&before) && (is_class(&whole) || is_group(&whole))
            })
        })
    }

    fn append(&mut self, column: usize, text: &str, out: &mut Cells) {
        if let Some(own) = self.last[column].and_then(|last| out.cells.get_mut(last)) {
            own.text.push('\n');
            own.text.push_str(text);
        }
    }
}

/// The columns that have something in every row.
fn dense(by: &[Vec<&Fragment>], looks: &[Look]) -> Vec<bool> {
    let counts = |of: &dyn Fn(Look) -> bool| {
        let own = by.iter().zip(looks).filter(|(own, look)| of(**look) && !own.is_empty());
        let mut counts: Vec<usize> = own.map(|(own, _)| own.len()).collect();
        counts.sort_unstable();
        counts
    };
    // Figures and single words are whole in one line mostly, so that they tell how many rows there are.
    let whole = |column: usize| {
        let short = looks[column].is_short() || looks[column] == Look::Date;
        let whole = |one: &&&Fragment| looks[column].hint(&one.text) < 2.0;
        if short { by[column].iter().filter(whole).count() } else { 0 }
    };
    let rows = (0..looks.len()).map(whole).max().unwrap_or(0);
    if rows > 0 {
        let has = |(column, look): (usize, &Look)| match whole(column) {
            0 => look.is_needed() && 5 * by[column].len() >= 3 * rows,
            own => 10 * own >= 9 * rows,
        };
        return looks.iter().enumerate().map(has).collect();
    }
    let all = counts(&|look| !look.is_parent());
    let most = all.last().copied().unwrap_or(0);
    let usual = all.iter().copied().find(|count| 3 * count >= most).unwrap_or(0);
    by.iter().zip(looks).map(|(own, look)| !look.is_parent() && own.len() >= usual).collect()
}

fn flat(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Finds the places of the labels of rows that no header stands above, and drops the column for labels around several
/// rows where there are none.
fn labels(header: &mut Header, body: &[Fragment]) {
    let Some(first) = header.columns.iter().position(|column| column.text.is_some()) else { return };
    if first == 0 {
        return;
    }
    let wide = header.columns[first].look == Look::Label;
    let next = header.columns.get(first + usize::from(wide)).map_or(usize::MAX, |column| column.span.0);
    let own: Vec<Fragment> =
        body.iter().filter(|one| one.end <= next && !super::words::is_figure(&one.text)).cloned().collect();
    let mut places = columns(&own, None);
    let wanted = first + usize::from(wide);
    let count = places.len().min(wanted);
    let places = places.split_off(places.len() - count);
    if count < wanted && first > 0 {
        header.columns.drain(..(wanted - count).min(first));
    }
    for (column, place) in header.columns.iter_mut().zip(places) {
        if column.span.1 <= column.span.0 || wide {
            column.span = place;
        }
    }
}

/// The headers of a table.
struct Heading {
    cells: Vec<HeadCell>,
    /// What stands above several columns of money each.
    bands: Vec<HeadCell>,
    /// What stands above all of them.
    over: Option<String>,
}

/// The headers that stand on some lines.
fn heading(heads: &[Fragment]) -> Heading {
    let mut all: Vec<Fragment> = Vec::new();
    for one in heads {
        // A narrow column leaves one blank between two headers.
        let parts: Vec<&str> = one.text.split(' ').collect();
        if parts.len() > 1 && !is_header(notions(&one.text)) && parts.iter().all(|part| is_header(notions(part))) {
            let size = (one.end - one.start) / one.text.chars().count().max(1);
            let mut start = one.start;
            for part in parts {
                let own = if size > 1 { super::atoms::width(part) } else { part.chars().count() };
                all.push(Fragment { start, end: start + own, text: part.to_owned(), ..one.clone() });
                start += own + 1;
            }
        } else {
            all.push(one.clone());
        }
    }
    let is_band = |one: &Fragment| notions(&one.text).has(Notion::Band);
    let cell = |(text, _, span): (String, u32, (usize, usize))| HeadCell { text, span, group: None };
    let mut bands: Vec<Fragment> = all.iter().filter(|one| is_band(one)).cloned().collect();
    if bands.len() < 2 || bands.iter().any(|band| band.line != bands[0].line) {
        bands.clear();
    } else {
        // What stands beside bands and has no name that is known is one as well.
        bands = all.iter().filter(|one| one.line == bands[0].line).cloned().collect();
        all.retain(|one| one.line != bands[0].line);
    }
    // Years stand below what they are years of.
    let years: Vec<Fragment> = all.iter().filter(|one| is_year(&one.text)).cloned().collect();
    let mut groups: Vec<(Fragment, (usize, usize))> = Vec::new();
    if years.len() > 1
        && let (Some(low), Some(high)) =
            (years.iter().map(|one| one.start).min(), years.iter().map(|one| one.end).max())
    {
        let above = |one: &&Fragment| {
            one.line < years[0].line
                && !is_year(&one.text)
                && (low..high).contains(&usize::midpoint(one.start, one.end))
        };
        let mut above: Vec<Fragment> = all.iter().filter(above).cloned().collect();
        if let Some(mut first) = above.first().cloned() {
            all.retain(|one| !above.iter().any(|other| other.line == one.line && other.start == one.start));
            first.text = above.drain(..).map(|one| one.text).collect();
            groups.push((first, (low, high)));
        }
    }
    // What stands alone above headers that need nothing above them.
    let mut title = None;
    let top = all.iter().map(|one| one.line).min();
    let first: Vec<Fragment> = all.iter().filter(|one| Some(one.line) == top).cloned().collect();
    if let [one] = &first[..] {
        let below = |other: &&Fragment| other.line > one.line && other.start < one.end && one.start < other.end;
        let below: Vec<&Fragment> = all.iter().filter(below).collect();
        let alone = below.iter().all(|other| is_header(notions(&other.text)));
        let whole: String = below.iter().map(|other| other.text.as_str()).collect();
        if !below.is_empty() && alone && !is_header(notions(&format!("{}{whole}", one.text))) {
            title = Some(one.text.clone());
            all.retain(|other| other.line != one.line);
        }
    }
    let over = |one: &Fragment| {
        let below = |other: &&Fragment| other.line > one.line && other.start < one.end && one.start < other.end;
        let mut lines: Vec<u32> = all.iter().filter(below).map(|other| other.line).collect();
        lines.sort_unstable();
        lines.windows(2).any(|pair| pair[0] == pair[1])
    };
    let mut plain = Vec::new();
    for one in &all {
        if over(one) {
            groups.push((one.clone(), (one.start, one.end)));
        } else {
            plain.push(one.clone());
        }
    }
    // A year is no other line of what stands above it.
    let (years, rest): (Vec<Fragment>, Vec<Fragment>) = plain.into_iter().partition(|one| is_year(&one.text));
    let mut cells: Vec<HeadCell> = stacked(&rest).into_iter().chain(stacked(&years)).map(cell).collect();
    cells.sort_by_key(|cell| cell.span.0 + cell.span.1);
    for (group, (low, high)) in groups {
        let below = |cell: &HeadCell| cell.span.0 < high && low < cell.span.1;
        let first = rest.iter().chain(&years).map(|one| one.line).min();
        if cells.iter().filter(|cell| below(cell)).count() + 1 >= cells.len() && first > Some(group.line) {
            title = Some(group.text);
            continue;
        }
        cells.iter_mut().filter(|cell| below(cell)).for_each(|cell| cell.group = Some(group.text.clone()));
    }
    let bands = stacked(&bands).into_iter().map(cell).collect();
    Heading { cells, bands, over: title }
}

/// Whether `text` is a year as it stands above a column.
fn is_year(text: &str) -> bool {
    let bare = flat(text);
    bare.starts_with("20") && bare.ends_with(['年', '度']) && bare.chars().count() <= 6
}

/// Writes labels with amounts behind them, side by side and one below the other, of which no header says anything.
pub(super) fn pairs(own: &[Fragment], label: Option<&Named>, ways: &mut Ways<'_>, out: &mut Cells) {
    let places = columns(own, None);
    let mut by: Vec<Vec<&Fragment>> = vec![Vec::new(); places.len().max(1)];
    for one in own {
        let middle = usize::midpoint(one.start, one.end);
        let at = places.iter().rposition(|(start, _)| *start <= middle).unwrap_or(0);
        by[at].push(one);
    }
    // Labels below amounts are of another column than these, though they stand below one another.
    by = by
        .into_iter()
        .flat_map(|own| {
            let (figures, labels): (Vec<&Fragment>, Vec<&Fragment>) = own.iter().partition(|one| is_figure(&one.text));
            let left = |own: &[&Fragment]| own.iter().map(|one| one.start).sum::<usize>() / own.len().max(1);
            // What stands above all amounts heads them.
            let first = figures.iter().map(|one| one.line).min();
            let below = |one: &&Fragment| one.text.chars().count() > 2 && Some(one.line) > first;
            if first.is_none() || !labels.iter().any(below) {
                vec![own]
            } else if left(&figures) < left(&labels) {
                vec![figures, labels]
            } else {
                vec![labels, figures]
            }
        })
        .collect();
    let most = by.iter().map(Vec::len).max().unwrap_or(0);
    let full: Vec<u32> = by.iter().filter(|own| own.len() == most).flatten().map(|one| one.line).collect();
    let between = |own: &Vec<&Fragment>| own.iter().any(|one| !full.contains(&one.line));
    let parent: Vec<bool> = by.iter().map(|own| own.len() < most && between(own)).collect();
    let dense: Vec<bool> = by.iter().map(|own| 5 * own.len() >= 3 * most).collect();
    let base = u32::from(label.is_some());
    // A line with a label and an amount is a row.
    let whole = |line: u32| {
        let (figures, labels): (Vec<&Fragment>, Vec<&Fragment>) =
            own.iter().filter(|one| one.line == line).partition(|one| is_figure(&one.text));
        !figures.is_empty() && !labels.is_empty()
    };
    let kin = ways.kin;
    let known = Known {
        parent: &parent,
        dense: &dense,
        carried: true,
        far: &|_, _| false,
        whole: &whole,
        level: &|text| kin.is_level(text),
        fits: &|_, _, _| None,
    };
    for (index, row) in stand(&by, &known, &mut ways.usual).into_iter().enumerate() {
        let Some(first) = row.first() else { continue };
        let at = out.row(first.line);
        if let Some(label) = label.filter(|_| index == 0) {
            out.put(at, 0, label.text.clone());
        }
        // An amount stands right behind its label, however wide its cell is.
        let mut label: Option<u32> = None;
        for cell in row {
            let figure = is_figure(&cell.text);
            let col = label.filter(|_| figure).map_or(base + cell.column as u32, |label| label + 1);
            label = (!figure).then_some(col);
            if cell.doubtful { out.doubt(at, col, cell.text) } else { out.put(at, col, cell.text) }
        }
    }
}
