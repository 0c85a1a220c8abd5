//! unbalanced-budget: revenue and expenditure differ.

use super::common::figure;
use super::sums::{name, off_by, owner, relate, set, unbalanced};
use crate::diagnostic::{Applicability, Sink, say};
use crate::sheet::Sheet;

rule!(
    "unbalanced-budget",
    Amounts,
    Error,
    Some(Applicability::Unsafe),
    "预算收入与预算支出不相等",
    "revenue and expenditure differ",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    for (sum, value, gap) in unbalanced(sheet, RULE.name) {
        let (&[total, ..], &[part, ..]) = (&value.total.cells[..], &value.parts.cells[..]) else { continue };
        let lang = sink.lang;
        let (one, other) = (name(sheet, &sum.total, lang), name(sheet, &sum.parts, lang));
        let (revenue, spent) = (figure(value.total.amount, sheet.profile), figure(value.parts.amount, sheet.profile));
        let off = off_by(sheet, -gap, lang);
        let message = say!(lang, "{one} {revenue}，{other} {spent}，{off}", "{one} {revenue}, {other} {spent}: {off}");
        let finding = sink.report(&RULE, sheet.range(total), message);
        relate(sheet, finding, &value.parts.cells);
        let single = value.total.cells.len() == 1 && value.parts.cells.len() == 1;
        if single {
            for (cell, amount) in [(total, value.parts.amount), (part, value.total.amount)] {
                let (owner, amount_text) = (owner(sheet, cell), figure(amount, sheet.profile));
                finding.fix(
                    Applicability::Unsafe,
                    say!(lang, "把{owner}改为 {amount_text}", "set {owner} to {amount_text}"),
                    set(sheet, cell, amount),
                );
            }
        }
    }
}
