//! The checks of a form, out of what the headings of its sheets say must hold.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::DraftCheck;
use super::parts::{DraftPart, part_of, row_label};
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
        let named = |key: &str| own.rows.iter().position(|row| row.key == key).map(Row::Named);
        match block.shape {
            Shape::Field => {
                for cell in block.cells.iter().take(1) {
                    let place = Place { part, block: at, entry: 0, row: None, column: None };
                    places.insert(headings.cell(*cell), place);
                }
            }
            Shape::Pairs => {
                for (entry, row) in block.rows.iter().enumerate() {
                    for pair in row.cells.chunks(2) {
                        let [Some(label), Some(amount)] = pair else { continue };
                        let row = named(&headings.heading(*label).key);
                        places.insert(headings.cell(*amount), Place { part, block: at, entry, row, column: None });
                    }
                }
            }
            Shape::List | Shape::Indicators => {
                for (entry, row) in block.rows.iter().enumerate() {
                    for (column, cell) in row.cells.iter().enumerate() {
                        let Some(cell) = cell else { continue };
                        let of = if row.total.is_some() {
                            Some(Row::Total)
                        } else {
                            row_label(headings, block, entry, column).and_then(|label| {
                                let key = headings.heading(label).key;
                                named(&key)
                            })
                        };
                        let place =
                            Place { part, block: at, entry, row: of, column: column_of(own, headings, at, column) };
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
        let of = |at: Option<crate::outline::At>| at.map(|at| headings.heading(at).key).unwrap_or_default();
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
    // What names itself on both sides says nothing.
    if all[1..].contains(&first) || text.len() > 400 {
        return None;
    }
    let each = match mode {
        Mode::Row => Some("row"),
        Mode::Column => Some("column"),
        Mode::Sheet => None,
    };
    Some((text, each))
}

/// A column of the form, in a block.
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
                let all = match self.whole_columns(terms) {
                    Some(all) => all,
                    None => terms.iter().map(|term| self.expr(term, true)).collect::<Option<Vec<_>>>()?,
                };
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

    /// The terms, where columns are among them as a whole: these by their name, the others each by its own.
    fn whole_columns(&self, terms: &[Expr]) -> Option<Vec<String>> {
        if let Some(column) = self.whole_column(terms) {
            return Some(vec![column]);
        }
        let column = |term: &Expr| match term {
            Expr::Cell(cell, _) => self.places.get(cell).and_then(|place| Some((place.block, place.column?))),
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
        let same = |place: &Place| (place.block, place.column, place.row) == (first.block, first.column, place.row);
        if !all.iter().all(|place| same(place) && place.row != Some(Row::Total)) {
            return None;
        }
        let block = &self.headings.outline.blocks[first.block];
        let of = block.columns.iter().enumerate().map(|(at, _)| at);
        let part = &self.parts[first.part];
        let at = of.into_iter().find(|at| column_of(part, self.headings, first.block, *at) == Some(column))?;
        let rows = block.rows.iter().filter(|row| row.total.is_none() && row.cells[at].is_some()).count();
        (rows == all.len()).then(|| format!("{}.{}", part.id, part.columns[column].id))
    }
}
