//! implausible-amount: an amount off by a magnitude against its own relatives.

use super::common::quote;
use super::printed::{faults, is_of_another_magnitude, off_by_a_magnitude, shown};
use crate::diagnostic::{Sink, say};
use crate::outline::Shape;
use crate::sheet::{CellRef, CheckKind, Sheet, read_figure};

rule!(
    "implausible-amount",
    Amounts,
    Warning,
    None,
    "金额与相关金额相差上千倍",
    "an amount off by a magnitude against its relatives",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(headings) = sheet.headings.as_deref() else { return };
    for kind in [CheckKind::Breakdown, CheckKind::Tasks] {
        faults(sheet, kind, |check, expected| {
            let Some(cell) = off_by_a_magnitude(check, expected) else { return };
            let lang = sink.lang;
            let (amount, name) = (sheet.value(cell), &check.name);
            let (total, written) = (sheet.value(check.at), shown(check, expected));
            let message = say!(
                lang,
                "金额 {amount} 与相关金额相差上千倍：{name} {total}，各部分合计 {written}；请核对单位",
                "{amount} is off by a magnitude: {name} is {total}, its parts come to {written}; check the unit"
            );
            let finding = sink.report(&RULE, sheet.range(cell), message);
            finding.relate(sheet.range(check.at), total.to_owned());
        });
    }
    // Budgets in fields: that of a year and that of all years.
    let mut fields: Vec<(String, CellRef)> = Vec::new();
    for block in headings.outline.blocks.iter().filter(|block| block.shape == Shape::Field) {
        let (Some(label), Some(value)) = (block.label, block.cells.first()) else { continue };
        let heading = headings.heading(label);
        if heading.key.contains("预算") && read_figure(headings.text(*value)).figure().is_some_and(|figure| !figure.percent) {
            fields.push((heading.key, headings.cell(*value)));
        }
    }
    let value = |cell: CellRef| read_figure(sheet.value(cell)).figure().map(|figure| figure.value).unwrap_or_default();
    for pair in fields.windows(2) {
        let [(one, first), (other, second)] = pair else { continue };
        if !is_of_another_magnitude(value(*first), value(*second)) {
            continue;
        }
        let (cell, name, of, than) =
            if value(*first) < value(*second) { (*first, one, *second, other) } else { (*second, other, *first, one) };
        let (lang, name, than) = (sink.lang, quote(name), quote(than));
        let (less, more) = (sheet.value(cell), sheet.value(of));
        let message = say!(
            lang,
            "{name} {less} 与{than} {more} 相差上千倍，请核对单位",
            "{name} is {less} and {than} {more}, more than a thousand times as much; check the unit"
        );
        sink.report(&RULE, sheet.range(cell), message).relate(sheet.range(of), more.to_owned());
    }
}
