//! unbalanced-breakdown: the parts of the expenditure do not make its total.

use rust_decimal::Decimal;

use super::common::figure;
use super::sums::{amount_of, lost_rows, name, off_by, owner, relate, set, unbalanced};
use crate::diagnostic::{Applicability, Sink, say};
use crate::sheet::Sheet;

rule!(
    "unbalanced-breakdown",
    Amounts,
    Error,
    Some(Applicability::Unsafe),
    "支出各部分之和不等于支出总额",
    "the parts of the expenditure do not make its total",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    for (sum, value, gap) in unbalanced(sheet, RULE.name) {
        // Without a total or without any part there is nothing to compare yet.
        let &[total] = &value.total.cells[..] else { continue };
        if value.parts.cells.is_empty() {
            continue;
        }
        let lang = sink.lang;
        let (whole, parts) = (figure(value.total.amount, sheet.profile), figure(value.parts.amount, sheet.profile));
        let (total_name, names) = (name(sheet, &sum.total, lang), name(sheet, &sum.parts, lang));
        let off = off_by(sheet, gap, lang);
        let lost = lost_rows(sheet, sum, sink);
        let message = say!(
            lang,
            "{names} = {parts}，{total_name} {whole}，{off}{lost}",
            "{names} = {parts}, {total_name} {whole}: {off}{lost}"
        );
        let finding = sink.report(&RULE, sheet.range(total), message);
        relate(sheet, finding, &value.parts.cells);
        finding.fix(
            Applicability::Unsafe,
            say!(lang, "把{total_name}改为各部分之和 {parts}", "set {total_name} to the sum of its parts, {parts}"),
            set(sheet, total, value.parts.amount),
        );
        for &cell in &value.parts.cells {
            let Some(amount) = amount_of(sheet, cell).and_then(|amount| amount.checked_add(gap)) else { continue };
            if amount < Decimal::ZERO {
                continue;
            }
            let (owner, closed) = (owner(sheet, cell), figure(amount, sheet.profile));
            finding.fix(
                Applicability::Unsafe,
                say!(lang, "把{owner}改为 {closed}", "set {owner} to {closed}"),
                set(sheet, cell, amount),
            );
        }
    }
}
