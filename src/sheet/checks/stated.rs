//! The checks that a form states itself, in the figures of a sheet.

use rust_decimal::Decimal;

use super::lines::tidy;
use super::money::column_name;
use super::rates::fraction;
use super::{Check, CheckKind, Expr, FigureReading, read_figure};
use crate::outline::{At, Block, Entry, Role, Shape};
use crate::profile::{
    Caption, Each, FormCheck, FormPart, Formula, Operand, PartColumn, PartShape, Place, PlaceRow, Relation, Term,
};
use crate::sheet::{CellRef, Headings, Sheet};

/// Appends the checks that the sheet's form states. What its headings let suppose of the same figures gives way to them,
/// unless the sheet prints more parts than the form knows.
pub(super) fn stated(sheet: &Sheet<'_>, found: &mut Vec<Check>) {
    let mut all = Vec::new();
    for check in &sheet.profile.checks {
        all.extend(stated_by(sheet, check));
    }
    if all.is_empty() {
        return;
    }
    let same = |one: &Check, other: &Check| one.at == other.at && one.kind == other.kind;
    all.retain(|own: &Check| {
        let cells = own.expr.cells();
        let wider = |other: &Check| {
            let wide = other.expr.cells();
            same(own, other) && wide.len() > cells.len() && cells.iter().all(|cell| wide.contains(cell))
        };
        !found.iter().any(wider)
    });
    // Each stands where the one stood that gave way to it.
    let supposed = std::mem::take(found);
    let mut left: Vec<Option<Check>> = supposed.into_iter().map(Some).collect();
    let mut places: Vec<Vec<Check>> = vec![Vec::new(); left.len() + 1];
    for own in all {
        let cells = own.expr.cells();
        let gives_way = |other: &Check| same(&own, other) && other.expr.cells().iter().any(|cell| cells.contains(cell));
        let mut place = None;
        for (at, other) in left.iter_mut().enumerate() {
            if other.take_if(|other| gives_way(other)).is_some() {
                place.get_or_insert(at);
            }
        }
        places[place.unwrap_or(left.len())].push(own);
    }
    for (own, other) in places.into_iter().zip(left.into_iter().chain([None])) {
        found.extend(own);
        found.extend(other);
    }
}

impl Sheet<'_> {
    /// What check `at` of its form states of it.
    pub fn stated_by(&self, at: usize) -> Vec<Check> {
        self.profile.checks.get(at).map_or_else(Vec::new, |check| stated_by(self, check))
    }
}

fn stated_by(sheet: &Sheet<'_>, check: &FormCheck) -> Vec<Check> {
    let Some(kind) = kind(check) else { return Vec::new() };
    let contexts = contexts(sheet, check.each).into_iter();
    contexts.filter_map(|context| make(sheet, check, kind, context)).collect()
}

/// The kind of check that a rule reports.
fn kind(check: &FormCheck) -> Option<CheckKind> {
    Some(match check.rule.as_str() {
        "unbalanced-breakdown" => CheckKind::Breakdown,
        "unbalanced-tasks" => CheckKind::Tasks,
        "unbalanced-scores" => CheckKind::Scores,
        "unbalanced-weights" => CheckKind::Weights,
        "wrong-rate" => CheckKind::Rate,
        "wrong-rate-score" => CheckKind::Earned,
        "overspent" => CheckKind::Spent,
        "excessive-score" => CheckKind::Capped,
        _ => return None,
    })
}

/// Where a check is to hold: a block, and one of its rows or columns.
#[derive(Clone, Copy, Debug, Default)]
struct Context {
    block: Option<usize>,
    row: Option<usize>,
    column: Option<usize>,
}

fn contexts(sheet: &Sheet<'_>, each: Each) -> Vec<Context> {
    let Some(headings) = sheet.headings.as_deref() else { return vec![Context::default()] };
    let blocks = |part: usize| headings.blocks_of(&sheet.profile.parts[part]);
    match each {
        Each::Sheet => vec![Context::default()],
        Each::Row(part) => {
            let rows = |block: usize| {
                let rows = headings.outline.blocks[block].rows.iter().enumerate();
                let own = rows.filter(|(_, row)| row.total.is_none());
                own.map(move |(row, _)| Context { block: Some(block), row: Some(row), column: None })
            };
            blocks(part).into_iter().flat_map(rows).collect()
        }
        Each::Column(part) => {
            let columns = |block: usize| {
                let of = &headings.outline.blocks[block];
                // Of pairs each second column holds amounts.
                let all = if of.shape == Shape::Pairs {
                    (1..of.columns.len()).step_by(2).collect()
                } else {
                    headings.amounts(of).to_vec()
                };
                all.into_iter().map(move |column| Context { block: Some(block), row: None, column: Some(column) })
            };
            blocks(part).into_iter().flat_map(columns).collect()
        }
    }
}

fn make(sheet: &Sheet<'_>, check: &FormCheck, kind: CheckKind, context: Context) -> Option<Check> {
    let (mut left, mut right) = (&check.left, &check.right);
    // What is stated is one figure; what it follows from may be written first.
    let single = |side: &Formula| matches!(side, Formula::Operand(operand) if figures(sheet, operand, context).is_some_and(|all| all.len() == 1));
    if check.relation == Relation::Equal && !single(left) && single(right) {
        (left, right) = (right, left);
    }
    // Of several that are stated together the first follows from the others.
    let (operand, rest) = match left {
        Formula::Operand(operand) => (operand, &[][..]),
        Formula::Sum(terms) => match &terms[..] {
            [Formula::Operand(operand), rest @ ..] => (operand, rest),
            _ => return None,
        },
        _ => return None,
    };
    let all = figures(sheet, operand, context)?;
    let [Found { cell: Some(cell), reading: FigureReading::Figure(stated), name }] = &all[..] else { return None };
    let mut expr = expr(sheet, right, context)?;
    for term in rest {
        // What the form leaves empty is nothing.
        let term = self::expr(sheet, term, context).unwrap_or(Expr::Number(Decimal::ZERO));
        expr = Expr::Less(Box::new(expr), Box::new(term));
    }
    // Parts that are all left empty say nothing of their sum.
    if kind == CheckKind::Breakdown && expr.cells().is_empty() {
        return None;
    }
    // A bound that is the figure itself binds nothing.
    if expr.cells().contains(cell) {
        return None;
    }
    // A bare number is one of percent, or a fraction of one.
    let mut stated = *stated;
    let ratio = kind == CheckKind::Rate && matches!(expr, Expr::Over(..));
    let others = if ratio { fraction(stated, &expr).into_iter().collect() } else { Vec::new() };
    stated.percent |= ratio;
    Some(Check { kind, at: *cell, name: name.clone(), stated, most: None, expr, others, inferred: false })
}

fn expr(sheet: &Sheet<'_>, formula: &Formula, context: Context) -> Option<Expr> {
    let both = |one: &Formula, other: &Formula| {
        Some((Box::new(expr(sheet, one, context)?), Box::new(expr(sheet, other, context)?)))
    };
    let all = |terms: &[Formula]| terms.iter().map(|term| expr(sheet, term, context)).collect::<Option<Vec<_>>>();
    Some(match formula {
        Formula::Number(number) => Expr::Number(*number),
        Formula::Sum(terms) => Expr::Sum(all(terms)?),
        Formula::Least(terms) => Expr::Least(all(terms)?),
        Formula::Less(one, other) => both(one, other).map(|(one, other)| Expr::Less(one, other))?,
        Formula::Times(one, other) => both(one, other).map(|(one, other)| Expr::Times(one, other))?,
        Formula::Over(one, other) => both(one, other).map(|(one, other)| Expr::Over(one, other))?,
        Formula::Operand(operand) => {
            let found = figures(sheet, operand, context)?;
            let term = |found: Found| {
                let value = value(found.reading)?;
                Some(found.cell.map_or(Expr::Number(value), |cell| Expr::Cell(cell, value)))
            };
            let mut terms = found.into_iter().map(term);
            match (terms.len(), terms.next()) {
                (1, Some(only)) => only?,
                (_, first) => Expr::Sum(first.into_iter().chain(terms).collect::<Option<Vec<_>>>()?),
            }
        }
    })
}

/// The number that a figure counts as; `None` for words.
fn value(reading: FigureReading) -> Option<Decimal> {
    match reading {
        FigureReading::Figure(figure) if figure.percent => figure.value.checked_div(Decimal::ONE_HUNDRED),
        FigureReading::Figure(figure) => Some(figure.value),
        FigureReading::Empty | FigureReading::Nothing => Some(Decimal::ZERO),
        FigureReading::Words => None,
    }
}

/// A figure of a sheet and what it is called.
struct Found {
    /// Its cell; `None` where nothing stands behind its label.
    cell: Option<CellRef>,
    reading: FigureReading,
    name: String,
}

/// The figures that a name stands for; `None` where the sheet has none of them.
fn figures(sheet: &Sheet<'_>, operand: &Operand, context: Context) -> Option<Vec<Found>> {
    let found = match (operand, sheet.headings.as_deref()) {
        (Operand::Term(term), _) => terms(sheet, term),
        (Operand::Place(place), Some(headings)) => {
            let part = &sheet.profile.parts[place.part];
            let blocks = match context.block {
                Some(block) => vec![block],
                None => headings.blocks_of(part),
            };
            let of = |block: usize| places(headings, &headings.outline.blocks[block], part, place, context);
            blocks.into_iter().flat_map(of).collect()
        }
        (Operand::Place(_), None) => Vec::new(),
    };
    (!found.is_empty()).then_some(found)
}

fn terms(sheet: &Sheet<'_>, term: &Term) -> Vec<Found> {
    let found =
        |cell: CellRef| Found { cell: Some(cell), reading: read_figure(sheet.value(cell)), name: String::new() };
    let name = match term {
        Term::Field(section) | Term::Column(section, ..) => sheet.profile.sections[*section].label.text.clone(),
        Term::Part(section, part) => {
            let part = sheet.profile.sections[*section].parts().nth(*part);
            part.map_or_else(String::new, |part| part.label.text.clone())
        }
    };
    sheet.term(term).cells.into_iter().map(|cell| Found { name: name.clone(), ..found(cell) }).collect()
}

fn places(headings: &Headings<'_>, block: &Block, part: &FormPart, place: &Place, context: Context) -> Vec<Found> {
    let figure =
        |at: At, name: String| Found { cell: Some(headings.cell(at)), reading: read_figure(headings.text(at)), name };
    let nothing = |name: String| Found { cell: None, reading: FigureReading::Empty, name };
    if block.shape == Shape::Field {
        let label = block.label.map_or_else(String::new, |at| tidy(headings.text(at)));
        return block.cells.iter().take(1).map(|at| figure(*at, label.clone())).collect();
    }
    if block.shape == Shape::Pairs {
        let Some(PlaceRow::Named(row)) = place.row else { return Vec::new() };
        let label = &part.rows[row].label;
        let pairs = block.rows.iter().flat_map(|row| row.cells.chunks(2).enumerate());
        let own = pairs.filter_map(|(pair, cells)| match cells {
            [Some(own), amount] => Some((pair, *own, *amount)),
            _ => None,
        });
        let named = own.filter(|(_, own, _)| label.is(&headings.key(*own)));
        let nth = match context.column {
            Some(column) => named.filter(|(pair, ..)| 2 * pair + 1 == column).nth(part.rows[row].nth),
            None => {
                let mut named = named;
                named.nth(part.rows[row].nth)
            }
        };
        let found = nth.map(|(_, own, amount)| {
            let name = tidy(headings.text(own));
            match amount {
                Some(amount) => figure(amount, name),
                None => nothing(name),
            }
        });
        return found.into_iter().collect();
    }
    let column = match place.column {
        Some(column) => headings.column_of(block, &part.columns[column]),
        None => context.column,
    };
    let Some(column) = column else { return Vec::new() };
    let head = column_name(headings, block, column);
    let name = |row: &Entry| {
        let label = row.total.or_else(|| row.cells.iter().take(column.max(1)).flatten().next().copied());
        let label = label.map_or_else(String::new, |at| tidy(headings.text(at)));
        if part.columns.len() > 1 && !label.is_empty() {
            format!("{label}的{head}")
        } else {
            head.clone().into_owned()
        }
    };
    let cell = |row: &Entry| row.cells[column].map(|at| figure(at, name(row)));
    match (place.row, context.row) {
        (Some(PlaceRow::Named(row)), _) => {
            let own = &part.rows[row];
            let mut named = block.rows.iter().filter(|row| is_named(headings, row, column, &own.label));
            let Some(row) = named.nth(own.nth) else { return Vec::new() };
            // A row without any amount adds nothing; one that lacks this amount is a flaw of its own.
            let amounts = || row.cells.iter().flatten().any(|at| read_figure(headings.text(*at)).figure().is_some());
            cell(row).or_else(|| (!amounts()).then(|| nothing(name(row)))).into_iter().collect()
        }
        (Some(PlaceRow::Total), _) => {
            let total = |row: &&Entry| {
                let own = part.total.as_ref();
                row.total.is_some() || own.is_some_and(|label| is_named(headings, row, column, label))
            };
            block.rows.iter().find(total).and_then(cell).into_iter().collect()
        }
        (Some(PlaceRow::Others), _) => {
            let own = |row: &&Entry| part.rows.iter().any(|own| is_named(headings, row, column, &own.label));
            block.rows.iter().filter(|row| row.total.is_none() && !own(row)).filter_map(cell).collect()
        }
        (None, Some(row)) => cell(&block.rows[row]).into_iter().collect(),
        (None, None) => block.rows.iter().filter(|row| row.total.is_none()).filter_map(cell).collect(),
    }
}

/// Whether a cell before `column` of the row is the heading `label`.
fn is_named(headings: &Headings<'_>, row: &Entry, column: usize, label: &Caption) -> bool {
    let before = row.total.into_iter().chain(row.cells.iter().take(column).flatten().copied());
    before.into_iter().any(|at| label.is(&headings.key(at)))
}

impl Headings<'_> {
    /// The blocks that are `part` of the form, by index.
    pub fn blocks_of(&self, part: &FormPart) -> Vec<usize> {
        let blocks = self.outline.blocks.iter().enumerate();
        blocks.filter(|(_, block)| self.is_part(block, part)).map(|(at, _)| at).collect()
    }

    /// Where the label of a part stands that has nothing else.
    pub fn label_of(&self, part: &FormPart) -> Option<At> {
        let label = part.label.as_ref()?;
        let places = self.lines.iter().enumerate().flat_map(|(line, of)| {
            (0..of.pieces.len()).map(move |piece| At { line: line as u32, piece: piece as u32 })
        });
        let inside = |at: &At| !matches!(self.outline.roles[at.line as usize], Role::Row(_) if at.piece > 3);
        places.filter(inside).find(|at| label.is(&self.key(*at)))
    }

    /// Whether a block is `part` of the form.
    fn is_part(&self, block: &Block, part: &FormPart) -> bool {
        let shape = match part.shape {
            PartShape::Field => matches!(block.shape, Shape::Field | Shape::Text),
            PartShape::Text => matches!(block.shape, Shape::Text | Shape::Field),
            PartShape::Breakdown => block.shape == Shape::Pairs,
            PartShape::List => block.shape == Shape::List,
            PartShape::Indicators => block.shape == Shape::Indicators,
        };
        let is = |label: &Caption, at: Option<At>| at.is_some_and(|at| label.is(&self.key(at)));
        let meant = |at: Option<At>| part.only && at.is_some_and(|at| self.heading(at).is(part.notion));
        let found = part.columns.iter().filter(|column| self.column_of(block, column).is_some()).count();
        shape
            && part.within.as_ref().is_none_or(|within| !part.alike || is(within, block.section))
            && match &part.label {
                Some(label) => is(label, block.label) || is(label, block.section) || meant(block.label),
                None => true,
            }
            && 2 * found >= part.columns.len()
    }

    /// The column of a block that is `column` of the form, by index.
    pub fn column_of(&self, block: &Block, column: &PartColumn) -> Option<usize> {
        let is = |caption: &Option<Caption>, at: Option<At>| match (caption, at) {
            (Some(caption), Some(at)) => caption.is(&self.key(at)),
            (None, at) => at.is_none(),
            (Some(_), None) => false,
        };
        let same = |at: &usize| {
            let own = &block.columns[*at];
            is(&column.header, own.header) && (column.under.is_none() || is(&column.under, own.group))
        };
        (0..block.columns.len()).filter(same).nth(column.nth)
    }
}
