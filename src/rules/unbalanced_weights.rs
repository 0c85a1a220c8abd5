//! unbalanced-weights: the weights of the indicators do not make what the form has them make.

use rust_decimal::Decimal;

use super::common::quote;
use super::printed;
use crate::diagnostic::{Sink, say};
use crate::profile::{ColumnKind, fold_value};
use crate::sheet::{CheckKind, Sheet};

rule!(
    "unbalanced-weights",
    Indicators,
    Error,
    None,
    "各指标的权重合计不等于表样的总分",
    "the weights of the indicators do not make the total of the form",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    printed::report(sheet, sink, &RULE, CheckKind::Weights);
    let (Some(expected), Some(column)) = (sheet.profile.weights, sheet.profile.column_of(ColumnKind::Weight)) else {
        return;
    };
    let Some(open) = sheet.profile.indicators().and_then(|(section, _)| sheet.view_of(section)) else { return };
    let (mut sum, mut stated) = (Decimal::ZERO, false);
    for indicator in &sheet.indicators {
        if indicator.is_in_doubt() {
            return;
        }
        let Some(cell) = indicator.cell(column) else { continue };
        // 权重 may be written as a share.
        let weight = fold_value(sheet.value(cell));
        let weight = Decimal::from_str_exact(weight.trim_end_matches(['%', '分']));
        let Some(more) = weight.ok().and_then(|weight| sum.checked_add(weight)) else { return };
        (sum, stated) = (more, true);
    }
    if !stated || sum == expected {
        return;
    }
    let columns = sheet.profile.sections[sheet.profile.indicators().map_or(0, |(section, _)| section)].columns();
    let (lang, name) = (sink.lang, quote(&columns[column].label.text));
    let (off, sum) = ((sum - expected).abs().normalize(), sum.normalize());
    let message = if sum < expected {
        say!(lang, "{name}合计 {sum}，应为 {expected}，少 {off}", "{name} come to {sum}; {expected} is expected, {off} more")
    } else {
        say!(lang, "{name}合计 {sum}，应为 {expected}，多 {off}", "{name} come to {sum}; {expected} is expected, {off} less")
    };
    sink.report(&RULE, sheet.range(sheet.sections[open].label), message);
}
