//! What can stand in a breakdown and for an amount: the parts that are left, the figures that close a sum.

use rust_decimal::Decimal;

use super::super::spot::{RowValues, Slot};
use super::{Candidate, CompletionKind, Context, Snippet};
use crate::diagnostic::say;
use crate::profile::{ColumnKind, Sum, Term, TermRows, fold};
use crate::rules::{figure, side_name};
use crate::sheet::{Sheet, SumValue, TermValue};

/// The labels of the parts of `section`.
pub(super) fn parts(context: &Context<'_, '_>, section: usize) -> Vec<Candidate> {
    let (sheet, spot) = (context.sheet, context.spot);
    let own = spot.value(sheet);
    let open = sheet.view_of(section);
    let stated: Vec<&str> = open
        .into_iter()
        .flat_map(|open| sheet.rows_of(open).into_iter().flat_map(move |row| sheet.values_of(open, row)))
        .filter(|cell| *cell != spot.at)
        .map(|cell| sheet.value(cell))
        .collect();
    let parts = context.profile().sections[section].parts().enumerate();
    let parts = parts.map(|(part, of)| {
        let mut insert = Snippet::of(&of.label.text);
        if context.is_open() && of.label.matches(own).is_none() {
            insert.text("\t");
            let takes = |term: &Term| *term == Term::Part(section, part);
            let value = closing(sheet, Spent { takes: &takes, row: None, own: None });
            insert.stop(&value.first().map(|(amount, _)| figure(*amount, sheet.profile)).unwrap_or_default());
        }
        let used = stated.iter().any(|value| of.label.matches(value).is_some());
        Candidate { insert, used, ..Candidate::new(&of.label.text, CompletionKind::Part) }
    });
    parts.collect()
}

/// Where an amount stands or is to stand.
#[derive(Clone, Copy)]
struct Spent<'t> {
    /// Which terms take it.
    takes: &'t dyn Fn(&Term) -> bool,
    /// Its row, where a sum may hold in each row.
    row: Option<u32>,
    /// What is there now.
    own: Option<Decimal>,
}

/// The amounts that close a sum which the place takes part in.
pub(super) fn amounts(context: &Context<'_, '_>) -> Vec<Candidate> {
    let (sheet, spot, lang) = (context.sheet, context.spot, context.lang);
    let in_list = matches!(spot.slot, Slot::Column { .. });
    let name = if in_list { fold(RowValues::new(sheet, spot.at).get(ColumnKind::Task)) } else { String::new() };
    let takes = |term: &Term| match (spot.slot, term) {
        (Slot::Field { section }, Term::Field(of)) => section == *of,
        (Slot::PartAmount { section, part }, Term::Part(of, at)) => (section, part) == (*of, *at),
        (Slot::Column { section, column }, Term::Column(of, at, rows)) => {
            (section, column) == (*of, *at) && takes_item(sheet, section, rows, &name)
        }
        _ => false,
    };
    let own = sheet.amounts.iter().find(|amount| amount.cell == spot.at).and_then(|amount| amount.reading.amount());
    let mut all: Vec<Candidate> = Vec::new();
    let spent = Spent { takes: &takes, row: in_list.then_some(spot.at.row), own };
    for (amount, sum) in closing(sheet, spent) {
        let label = figure(amount, sheet.profile);
        if all.iter().any(|known| known.label == label) {
            continue;
        }
        let (total, parts) = (side_name(sheet, sum, &sum.total, lang), side_name(sheet, sum, &sum.parts, lang));
        let detail = say!(lang, "使{total} = {parts}", "makes {total} = {parts}");
        all.push(Candidate { detail, ..Candidate::new(&label, CompletionKind::Value) });
    }
    all
}

/// The amount of a task called `name` that closes its sum, as it is written.
pub(super) fn of_task(sheet: &Sheet<'_>, section: usize, column: usize, name: &str) -> Option<String> {
    let name = fold(name);
    let takes = |term: &Term| {
        matches!(term, Term::Column(of, at, rows @ (TermRows::Named(_) | TermRows::Total))
            if (*of, *at) == (section, column) && takes_item(sheet, section, rows, &name))
    };
    let closing = closing(sheet, Spent { takes: &takes, row: None, own: None });
    closing.first().map(|(amount, _)| figure(*amount, sheet.profile))
}

/// Whether the rows `rows` of a list take an item whose folded name is `name`.
fn takes_item(sheet: &Sheet<'_>, section: usize, rows: &TermRows, name: &str) -> bool {
    let total = sheet.profile.sections[section].total.as_ref().is_some_and(|total| total.matches(name).is_some());
    match rows {
        TermRows::All => !total,
        TermRows::Total => total,
        TermRows::Named(label) => label.matches(name).is_some(),
        TermRows::Others => !name.is_empty() && !total && !sheet.is_named_item(section, name),
    }
}

/// The positive amounts that close a sum at a place, each with its sum, that of the nearest amounts first.
fn closing<'p>(sheet: &Sheet<'p>, spent: Spent<'_>) -> Vec<(Decimal, &'p Sum)> {
    let own = spent.own.unwrap_or_default();
    let mut found = Vec::new();
    for sum in &sheet.profile.sums {
        let in_row = |value: &SumValue| {
            value.total.cells.iter().chain(&value.parts.cells).any(|cell| Some(cell.row) == spent.row)
        };
        let value = match sum.each_row {
            None => Some(sheet.sum(sum)),
            Some(_) => sheet.sums_of(sum).into_iter().find(in_row),
        };
        let Some(value) = value else { continue };
        let (here, there): (&TermValue, &TermValue) = if sum.total.iter().any(spent.takes) {
            (&value.total, &value.parts)
        } else if sum.parts.iter().any(spent.takes) {
            (&value.parts, &value.total)
        } else {
            continue;
        };
        if value.total.malformed || value.parts.malformed || there.cells.is_empty() {
            continue;
        }
        let rest = here.amount.checked_sub(own).and_then(|others| there.amount.checked_sub(others));
        if let Some(rest) = rest.filter(|rest| *rest > Decimal::ZERO) {
            found.push((rest, sum));
        }
    }
    found.sort_by_key(|(_, sum)| {
        let wide = |term: &Term| matches!(term, Term::Column(_, _, TermRows::All));
        let wide = sum.each_row.is_none() && sum.parts.iter().any(wide);
        (wide, sum.total.len() + sum.parts.len())
    });
    found
}
