//! unbalanced-tasks: the tasks do not make the expenditure.

use rust_decimal::Decimal;

use super::common::{figure, insert_rows};
use super::sums::{amount_of, lost_rows, name, off_by, owner, relate, set, unbalanced};
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::{Sum, Term};
use crate::sheet::{CellRef, Sheet};

rule!(
    "unbalanced-tasks",
    Amounts,
    Error,
    Some(Applicability::Unsafe),
    "任务金额合计不等于支出总额",
    "the tasks do not make the expenditure",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    for (sum, value, gap) in unbalanced(sheet, RULE.name) {
        if value.total.cells.is_empty() || value.parts.cells.is_empty() {
            continue;
        }
        let Some((list, open)) = list_of(sheet, sum) else { continue };
        let lang = sink.lang;
        let (whole, tasks) = (figure(value.total.amount, sheet.profile), figure(value.parts.amount, sheet.profile));
        let total_name = name(sheet, &sum.total, lang);
        let off = off_by(sheet, gap, lang);
        let lost = lost_rows(sheet, sum, sink);
        let message = say!(
            lang,
            "任务合计 {tasks}，{total_name} {whole}，{off}{lost}",
            "the tasks make {tasks}, {total_name} is {whole}: {off}{lost}"
        );
        let finding = sink.report(&RULE, sheet.range(sheet.sections[open].label), message);
        relate(sheet, finding, &value.total.cells);
        relate(sheet, finding, &value.parts.cells);
        for cell in closing(sheet, &value.parts.cells, gap) {
            let Some(amount) = amount_of(sheet, cell).and_then(|amount| amount.checked_add(gap)) else { continue };
            let (owner, closed) = (owner(sheet, cell), figure(amount, sheet.profile));
            finding.fix(
                Applicability::Unsafe,
                say!(lang, "把“{owner}”改为 {closed}", "set “{owner}” to {closed}"),
                set(sheet, cell, amount),
            );
        }
        let last = sheet.items.iter().rfind(|(of, _)| *of == list).map(|(_, item)| item.row as usize);
        if let Some(last) = last.filter(|_| gap > Decimal::ZERO) {
            let rest = figure(gap, sheet.profile);
            finding.fix(
                Applicability::Unsafe,
                say!(lang, "为差额 {rest} 新增一项任务", "add a task for the remaining {rest}"),
                vec![insert_rows(sheet, next_row(sheet, last), last, &format!("\t\t{rest}"))],
            );
        }
        if let &[total] = &value.total.cells[..] {
            finding.fix(
                Applicability::Unsafe,
                say!(lang, "把{total_name}改为任务合计 {tasks}", "set {total_name} to the sum of the tasks, {tasks}"),
                set(sheet, total, value.parts.amount),
            );
        }
    }
}

/// The list that the parts of the sum are in: its index in the profile and in the sheet.
fn list_of(sheet: &Sheet<'_>, sum: &Sum) -> Option<(usize, usize)> {
    let list = sum.parts.iter().find_map(|term| match term {
        Term::Column(section, _, _) => Some(*section),
        Term::Field(_) | Term::Part(_, _) => None,
    })?;
    Some((list, sheet.view_of(list)?))
}

fn next_row(sheet: &Sheet<'_>, row: usize) -> Option<usize> {
    (row + 1 < sheet.syntax.rows().len()).then_some(row + 1)
}

/// The tasks that may be the one to correct: those of a sum that is off by the same amount, otherwise all that stay
/// above zero.
fn closing(sheet: &Sheet<'_>, tasks: &[CellRef], gap: Decimal) -> Vec<CellRef> {
    let suspects: Vec<CellRef> = unbalanced(sheet, super::unmatched_task::RULE.name)
        .into_iter()
        .filter(|(_, _, other)| *other == gap)
        .flat_map(|(_, value, _)| value.parts.cells)
        .filter(|cell| tasks.contains(cell))
        .collect();
    let pool = if suspects.is_empty() { tasks } else { &suspects[..] };
    let stays = |cell: &&CellRef| {
        amount_of(sheet, **cell).and_then(|amount| amount.checked_add(gap)).is_some_and(|amount| amount >= Decimal::ZERO)
    };
    pool.iter().filter(stays).copied().collect()
}
