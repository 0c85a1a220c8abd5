//! unmatched-task: a task and the part of the expenditure that pays for it differ.

use rust_decimal::Decimal;

use super::common::figure;
use super::sums::{lost_rows, name, off_by, owner, relate, set};
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::{Sum, Term, TermRows};
use crate::sheet::{Sheet, SumValue};

rule!(
    "unmatched-task",
    Amounts,
    Error,
    Some(Applicability::Unsafe),
    "任务金额与支出里对应的部分不相等",
    "a task and its part of the expenditure differ",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    if sheet.profile.sums.iter().filter(|sum| sum.rule == RULE.name).all(|sum| sheet.holds(sum)) {
        return;
    }
    for sum in groups(sheet) {
        let value = sheet.sum(&sum);
        let Some(gap) = value.gap().filter(|gap| gap.abs() > sheet.profile.amount.tolerance) else { continue };
        if value.total.cells.is_empty() && value.parts.cells.is_empty() {
            continue;
        }
        report(sheet, sink, &sum, &value, gap);
    }
}

/// The sums of this rule. A part whose named task is absent is compared together with the other tasks: the unit may
/// have named that task in its own way.
fn groups(sheet: &Sheet<'_>) -> Vec<Sum> {
    let named_absent = |term: &Term| matches!(term, Term::Column(_, _, TermRows::Named(_))) && !sheet.states(term);
    let (mut whole, mut absent): (Vec<Sum>, Vec<Sum>) = (Vec::new(), Vec::new());
    for sum in sheet.profile.sums.iter().filter(|sum| sum.rule == RULE.name) {
        if sum.parts.iter().any(named_absent) { absent.push(sum.clone()) } else { whole.push(sum.clone()) }
    }
    // Without any task at all there is nothing to match.
    let lists = |term: &&Term| matches!(term, Term::Column(..));
    if !sheet.profile.sums.iter().flat_map(|sum| &sum.parts).filter(lists).any(|term| sheet.states(term)) {
        return Vec::new();
    }
    let others = |sum: &Sum| sum.parts.iter().any(|term| matches!(term, Term::Column(_, _, TermRows::Others)));
    match whole.iter_mut().find(|sum| others(sum)) {
        Some(rest) => absent.into_iter().for_each(|sum| rest.total.extend(sum.total)),
        None => whole.extend(absent),
    }
    whole
}

fn report(sheet: &Sheet<'_>, sink: &mut Sink, sum: &Sum, value: &SumValue, gap: Decimal) {
    let lang = sink.lang;
    let (part, task) = (figure(value.total.amount, sheet.profile), figure(value.parts.amount, sheet.profile));
    let (part_name, task_name) = (name(sheet, &sum.total, lang), name(sheet, &sum.parts, lang));
    let off = off_by(sheet, gap, lang);
    let lost = lost_rows(sheet, sum, sink);
    let message =
        say!(lang, "{task_name} {task}，{part_name} {part}，{off}{lost}", "{task_name} {task}, {part_name} {part}: {off}{lost}");
    let Some(&anchor) = value.parts.cells.first().or(value.total.cells.first()) else { return };
    let finding = sink.report(&RULE, sheet.range(anchor), message);
    relate(sheet, finding, &value.total.cells);
    relate(sheet, finding, value.parts.cells.get(1..).unwrap_or_default());
    // Both ways, where one cell stands for the side.
    for (cells, amount) in [(&value.parts.cells, value.total.amount), (&value.total.cells, value.parts.amount)] {
        if let &[cell] = &cells[..]
            && amount >= Decimal::ZERO
        {
            let (owner, closed) = (owner(sheet, cell), figure(amount, sheet.profile));
            finding.fix(
                Applicability::Unsafe,
                say!(lang, "把“{owner}”改为 {closed}", "set “{owner}” to {closed}"),
                set(sheet, cell, amount),
            );
        }
    }
}
