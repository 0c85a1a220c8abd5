//! The checks of a form, out of what the headings of its sheets say must hold.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::DraftCheck;
use super::parts::{DraftPart, first_amount, part_of, row_names};
use crate::outline::Shape;
use crate::sheet::{CellRef, Check, CheckKind, Expr, Headings, Sheet};

/// Where a figure stands in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    part: usize,
    block: usize,
    /// The row in the block.
    entry: usize,
    /// The row of the form, if it is one of its own.
    row: Option<Row>,
    /// The column of the form; `None` where the part has none.
    column: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Named(usize),
    Total,
}

/// Which names a check is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// Those of columns, as all figures stand in one row.
    Row,
    /// Those of rows, as all figures stand in one column.
    Column,
    /// Both.
    Sheet,
}

/// A check: its rule, what holds, and in each of what.
type Key = (&'static str, String, Option<&'static str>);

/// How often a check was met with.
#[derive(Default)]
struct Seen {
    holds: usize,
    fails: usize,
    inferred: bool,
}

/// The checks that the headings of `sheets` speak of, each once.
pub(super) fn checks(parts: &[DraftPart], sheets: &[&Sheet<'_>]) -> Vec<DraftCheck> {
    let mut seen: Vec<(Key, Seen)> = Vec::new();
    let mut known: BTreeMap<Key, usize> = BTreeMap::new();
    for sheet in sheets {
        let Some(headings) = sheet.headings.as_deref() else { continue };
        let places = places(parts, headings);
        for check in sheet.checks() {
            let Some(rule) = rule(check.kind) else { continue };
            let holds = check.fault(sheet.tolerance).is_none();
            let Some((text, each)) = written(parts, headings, &places, check, holds) else { continue };
            let key = (rule, text, each);
            let at = *known.entry(key.clone()).or_insert_with(|| {
                seen.push((key, Seen::default()));
                seen.len() - 1
            });
            let own = &mut seen[at].1;
            own.inferred |= check.inferred;
            if holds { own.holds += 1 } else { own.fails += 1 }
        }
    }
    let kept = |(_, seen): &(Key, Seen)| seen.holds >= seen.fails;
    let made = |((rule, holds, each), seen): (Key, Seen)| DraftCheck {
        rule,
        holds,
        each,
        guessed: seen.inferred.then(|| "通常如此，表上没有写明 / usual practice; no heading says so".to_owned()),
    };
    seen.into_iter().filter(kept).map(made).collect()
}

fn rule(kind: CheckKind) -> Option<&'static str> {
    Some(match kind {
        CheckKind::Breakdown => "unbalanced-breakdown",
        CheckKind::Tasks => "unbalanced-tasks",
        CheckKind::Rate => "wrong-rate",
        CheckKind::Earned => "wrong-rate-score",
        CheckKind::Weights => "unbalanced-weights",
        CheckKind::Scores => "unbalanced-scores",
        CheckKind::Spent => "overspent",
        CheckKind::Capped => "excessive-score",
    })
}

/// The place of every figure that a form can name.
fn places(parts: &[DraftPart], headings: &Headings<'_>) -> FxHashMap<CellRef, Place> {
    let mut places = FxHashMap::default();
    for (at, block) in headings.outline.blocks.iter().enumerate() {
        let Some(part) = part_of(parts, headings, block) else { continue };
        let own = &parts[part];
        match block.shape {
            Shape::Field => {
                for cell in block.cells.iter().take(1) {
                    let place = Place { part, block: at, entry: 0, row: None, column: None };
                    places.insert(headings.cell(*cell), place);
                }
            }
            Shape::Pairs => {
                for (entry, (row, names)) in block.rows.iter().zip(row_names(headings, block)).enumerate() {
                    for (pair, name) in row.cells.chunks(2).zip(names) {
                        let [Some(_), Some(amount)] = pair else { continue };
                        let row = name.and_then(|name| own.row(&name)).map(Row::Named);
                        places.insert(headings.cell(*amount), Place { part, block: at, entry, row, column: None });
                    }
                }
            }
            Shape::List | Shape::Indicators => {
                let names = if own.rows.is_empty() { Vec::new() } else { row_names(headings, block) };
                let first = first_amount(headings, block).unwrap_or(block.columns.len());
                let columns: Vec<Option<usize>> =
                    (0..block.columns.len()).map(|column| column_of(own, headings, at, column)).collect();
                for (entry, row) in block.rows.iter().enumerate() {
                    let name = names.get(entry).and_then(|names| names[0].as_ref());
                    let total = row.total.map(|_| Row::Total);
                    let named = name.and_then(|name| own.row(name)).map(Row::Named).or(total);
                    for (column, cell) in row.cells.iter().enumerate() {
                        let Some(cell) = cell else { continue };
                        let row = if column < first { total } else { named };
                        let place = Place { part, block: at, entry, row, column: columns[column] };
                        places.insert(headings.cell(*cell), place);
                    }
                }
            }
            Shape::Text => {}
        }
    }
    places
}

/// The column of the form that column `column` of a block is: the one with the same headers, as many before it.
fn column_of(part: &DraftPart, headings: &Headings<'_>, block: usize, column: usize) -> Option<usize> {
    let block = &headings.outline.blocks[block];
    let key = |at: usize| {
        let column = &block.columns[at];
        let of = |at: Option<crate::outline::At>| at.map(|at| headings.key(at)).unwrap_or_default();
        (of(column.header), of(column.group))
    };
    let own = key(column);
    let nth = (0..column).filter(|at| key(*at) == own).count();
    let same = |column: &crate::drafting::parts::DraftColumn| {
        column.key == own.0 && column.under.as_ref().map_or("", |(_, key)| key) == own.1
    };
    let all = part.columns.iter().enumerate().filter(|(_, column)| same(column));
    all.map(|(at, _)| at).nth(nth)
}

/// A check in the notation of profiles, and in each of what it holds.
fn written(
    parts: &[DraftPart],
    headings: &Headings<'_>,
    places: &FxHashMap<CellRef, Place>,
    check: &Check,
    holds: bool,
) -> Option<(String, Option<&'static str>)> {
    // Where the headings can be read in two ways, it is the way that holds.
    let right = |expr: &&Expr| !holds || check.fits_expr(expr);
    let expr = std::iter::once(&check.expr).chain(&check.others).find(right)?;
    let cells: Vec<CellRef> = std::iter::once(check.at).chain(expr.cells()).collect();
    let all: Vec<Place> = cells.iter().map(|cell| places.get(cell).copied()).collect::<Option<_>>()?;
    let first = all[0];
    let same = |fits: &dyn Fn(&Place) -> bool| all.iter().all(fits);
    let block = same(&|place| place.block == first.block);
    let columns = same(&|place| place.column.is_some());
    let mode = if block && columns && same(&|place| place.entry == first.entry) && expr.cells().len() > 1 {
        Mode::Row
    } else if block
        && same(&|place| place.column == first.column && place.row.is_some())
        && columns
        && parts[first.part].shape == Shape::List
    {
        Mode::Column
    } else {
        Mode::Sheet
    };
    let writer = Writer { parts, headings, places, mode };
    let text = format!("{} = {}", writer.name(&first)?, writer.expr(expr, false)?);
    // What names itself on both sides says nothing, and neither does an amount in relation to itself.
    let itself = |expr: &Expr| matches!(expr, Expr::Over(one, other) if one.cells() == other.cells());
    if all[1..].contains(&first) || itself(expr) || text.len() > 400 {
        return None;
    }
    let each = match mode {
        Mode::Row => Some("row"),
        Mode::Column => Some("column"),
        Mode::Sheet => None,
    };
    Some((text, each))
}

/// A column of a part.
type Column = (usize, usize);

struct Writer<'w> {
    parts: &'w [DraftPart],
    headings: &'w Headings<'w>,
    places: &'w FxHashMap<CellRef, Place>,
    mode: Mode,
}

impl Writer<'_> {
    fn name(&self, place: &Place) -> Option<String> {
        let part = &self.parts[place.part];
        let id = &part.id;
        let column = || place.column.map(|at| part.columns[at].id.as_str());
        let row = || match place.row? {
            Row::Named(at) => Some(part.rows[at].id.as_str()),
            Row::Total => Some("total"),
        };
        Some(match (self.mode, part.shape) {
            (_, Shape::Field) => id.clone(),
            (_, Shape::Pairs) => format!("{id}.{}", row()?),
            (Mode::Row, _) => format!("{id}.{}", column()?),
            (Mode::Column, _) => format!("{id}.{}", row()?),
            (Mode::Sheet, _) => format!("{id}.{}[{}]", column()?, row()?),
        })
    }

    fn expr(&self, expr: &Expr, nested: bool) -> Option<String> {
        let both = |one: &Expr, sign: &str, other: &Expr| {
            let text = format!("{} {sign} {}", self.expr(one, true)?, self.expr(other, true)?);
            Some(if nested { format!("({text})") } else { text })
        };
        match expr {
            Expr::Cell(cell, _) => self.name(self.places.get(cell)?),
            Expr::Number(number) => Some(number.normalize().to_string()),
            Expr::Sum(terms) => {
                let (terms, mut empty) = self.empty_rows(terms)?;
                let mut all = match self.whole_columns(&terms) {
                    Some(all) => all,
                    None => terms.iter().map(|term| self.expr(term, true)).collect::<Option<Vec<_>>>()?,
                };
                all.append(&mut empty);
                let text = all.join(" + ");
                Some(if nested && all.len() > 1 { format!("({text})") } else { text })
            }
            Expr::Least(terms) => {
                let all = terms.iter().map(|term| self.expr(term, false)).collect::<Option<Vec<_>>>()?;
                Some(format!("min({})", all.join(", ")))
            }
            Expr::Less(one, other) => both(one, "-", other),
            Expr::Times(one, other) => both(one, "*", other),
            Expr::Over(one, other) => both(one, "/", other),
        }
    }

    /// The terms that stand in a cell, and the names of those that are nothing because nothing is written behind their
    /// labels; `None` where these are not all that the table has.
    fn empty_rows<'e>(&self, terms: &'e [Expr]) -> Option<(Cow<'e, [Expr]>, Vec<String>)> {
        let nothing = |term: &Expr| matches!(term, Expr::Number(number) if number.is_zero());
        let count = terms.iter().filter(|term| nothing(term)).count();
        if count == 0 {
            return Some((Cow::Borrowed(terms), Vec::new()));
        }
        let first = terms.iter().find_map(|term| self.places.get(term.cells().first()?)).copied()?;
        let (block, part) = (&self.headings.outline.blocks[first.block], &self.parts[first.part]);
        let column = |entry: usize, at: usize| match (block.shape, first.column) {
            (Shape::Pairs, _) => block.rows[entry].cells.get(2 * at + 1).copied().flatten(),
            (_, Some(column)) => {
                let own = |at: &usize| column_of(part, self.headings, first.block, *at) == Some(column);
                (0..block.columns.len()).find(own).and_then(|at| block.rows[entry].cells[at])
            }
            _ => None,
        };
        let mut names = Vec::new();
        for (entry, own) in row_names(self.headings, block).iter().enumerate() {
            for (at, name) in own.iter().enumerate() {
                let Some(row) = name.as_ref().and_then(|name| part.row(name)) else { continue };
                if column(entry, at).is_none() {
                    names.push(self.name(&Place { entry, row: Some(Row::Named(row)), ..first })?);
                }
            }
        }
        let rest = terms.iter().filter(|term| !nothing(term)).cloned().collect();
        (names.len() == count).then_some((Cow::Owned(rest), names))
    }

    /// The terms, where columns are among them as a whole: these by their name, the others each by its own.
    fn whole_columns(&self, terms: &[Expr]) -> Option<Vec<String>> {
        if let Some(column) = self.whole_column(terms) {
            return Some(vec![column]);
        }
        let column = |term: &Expr| match term {
            Expr::Cell(cell, _) => self.places.get(cell).and_then(|place| Some((place.part, place.column?))),
            _ => None,
        };
        let mut groups: Vec<(Option<Column>, Vec<Expr>)> = Vec::new();
        for term in terms {
            let own = column(term);
            match groups.iter_mut().find(|(of, _)| of.is_some() && *of == own) {
                Some((_, group)) => group.push(term.clone()),
                None => groups.push((own, vec![term.clone()])),
            }
        }
        let mut names = Vec::new();
        for (_, group) in &groups {
            match self.whole_column(group) {
                Some(column) => names.push(column),
                None => names.extend(group.iter().map(|term| self.expr(term, true)).collect::<Option<Vec<_>>>()?),
            }
        }
        Some(names)
    }

    /// The name of a column all of whose rows, but totals, the terms are.
    fn whole_column(&self, terms: &[Expr]) -> Option<String> {
        if self.mode != Mode::Sheet {
            return None;
        }
        let cell = |term: &Expr| match term {
            Expr::Cell(cell, _) => self.places.get(cell).copied(),
            _ => None,
        };
        let all: Vec<Place> = terms.iter().map(cell).collect::<Option<_>>()?;
        let first = all.first()?;
        let column = first.column?;
        let same = |place: &Place| (place.part, place.column) == (first.part, first.column);
        if !all.iter().all(|place| same(place) && place.row != Some(Row::Total)) {
            return None;
        }
        // The part may stand in several places of the sheet.
        let part = &self.parts[first.part];
        let mut rows = 0;
        for (at, block) in self.headings.outline.blocks.iter().enumerate() {
            if part_of(self.parts, self.headings, block) != Some(first.part) {
                continue;
            }
            let own = (0..block.columns.len()).find(|own| column_of(part, self.headings, at, *own) == Some(column));
            let Some(own) = own else { continue };
            rows += block.rows.iter().filter(|row| row.total.is_none() && row.cells[own].is_some()).count();
        }
        (rows == all.len()).then(|| format!("{}.{}", part.id, part.columns[column].id))
    }
}
