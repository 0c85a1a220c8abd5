//! What an amount comes to in the sums that it takes part in.

use rust_decimal::Decimal;

use super::super::describe::{self, literal};
use crate::diagnostic::{Lang, say};
use crate::profile::{ColumnKind, Sum, Term};
use crate::rules::{amount_owner, figure, side_name};
use crate::sheet::{AmountPlace, AmountReading, CellRef, Sheet, SumValue};

/// The most rows of a list that are shown one by one for a sum that holds in each of them.
const MOST: usize = 5;

/// The page of the amount in a cell, which stands for `label`.
pub(super) fn page(sheet: &Sheet<'_>, cell: CellRef, label: &str, lang: Lang) -> String {
    let amount = sheet.amounts.iter().find(|amount| amount.cell == cell);
    let owner = amount_owner(sheet, cell, lang);
    let owner = owner.replace(['“', '”'], "");
    let owner = literal(if owner.is_empty() { label } else { &owner });
    let foreign = sheet.foreign_unit();
    let unit = amount
        .and_then(|amount| foreign.filter(|foreign| foreign.holds(amount.section)))
        .map_or(sheet.money_unit(), |foreign| foreign.unit)
        .text();
    let expected = || literal(&describe::expected(sheet.profile, ColumnKind::Amount, lang));
    let Some(amount) = amount else { return format!("**{owner}**\n\n{}", expected()) };
    let head = match &amount.reading {
        AmountReading::Exact(amount) | AmountReading::Misspelled(amount) | AmountReading::OtherUnit(amount) => {
            let amount = figure(*amount, sheet.profile);
            format!("**{owner}** {amount} {unit}")
        }
        AmountReading::Malformed => return format!("**{owner}**\n\n{}", expected()),
    };
    head + &sums(
        sheet,
        |value| value.total.cells.contains(&cell) || value.parts.cells.contains(&cell),
        amount.reading.amount(),
        lang,
    )
}

/// The page of part `part` of a breakdown.
pub(super) fn part_page(sheet: &Sheet<'_>, section: usize, part: usize, label: &str, lang: Lang) -> String {
    let is_it = |place: AmountPlace| place == AmountPlace::Part(part);
    match sheet.amounts.iter().find(|amount| amount.section == section && is_it(amount.place)) {
        Some(amount) => page(sheet, amount.cell, label, lang),
        None => {
            let expected = describe::expected(sheet.profile, ColumnKind::Amount, lang);
            format!("**{}**\n\n{}", literal(label), literal(&expected))
        }
    }
}

/// The sums that the amounts of section `section` take part in.
pub(super) fn section_sums(sheet: &Sheet<'_>, section: usize, lang: Lang) -> String {
    let of = |cell: &CellRef| sheet.amounts.iter().any(|amount| amount.cell == *cell && amount.section == section);
    sums(sheet, |value| value.total.cells.iter().chain(&value.parts.cells).any(of), None, lang)
}

/// A table of the sums that `takes`: both sides, the difference, and what share of the total `own` is.
fn sums(sheet: &Sheet<'_>, takes: impl Fn(&SumValue) -> bool, own: Option<Decimal>, lang: Lang) -> String {
    let mut table = String::new();
    for sum in &sheet.profile.sums {
        for value in sheet.sums_of(sum).into_iter().filter(&takes).take(MOST) {
            if table.is_empty() {
                table.push_str(heads(is_equation(sum), lang));
            }
            let (total, parts) = (side(sheet, sum, true, &value, lang), side(sheet, sum, false, &value, lang));
            let share = own.and_then(|own| share(own, value.total.amount)).unwrap_or_default();
            table.push_str(&format!("\n| {total} | {parts} | {} | {share} |", difference(sheet, &value, lang)));
        }
    }
    table
}

/// The heads of the table: of a total and its parts, or of two amounts that should be equal.
pub(in crate::ide) fn heads(equation: bool, lang: Lang) -> &'static str {
    if equation {
        return lang.pick(
            "\n\n| 本数 | 应等于 | 差额 | 占比 |\n|---|---|---|---|",
            "\n\n| amount | should equal | difference | share |\n|---|---|---|---|",
        );
    }
    lang.pick(
        "\n\n| 合计 | 分项 | 差额 | 占比 |\n|---|---|---|---|",
        "\n\n| total | parts | difference | share |\n|---|---|---|---|",
    )
}

/// Whether both sides are one amount, so that neither is a total of parts.
fn is_equation(sum: &Sum) -> bool {
    sum.total.len() == 1 && matches!(&sum.parts[..], [Term::Field(_) | Term::Part(..)])
}

fn side(sheet: &Sheet<'_>, sum: &Sum, total: bool, value: &SumValue, lang: Lang) -> String {
    let (terms, value): (&[Term], _) = if total { (&sum.total, &value.total) } else { (&sum.parts, &value.parts) };
    let name = literal(&side_name(sheet, sum, terms, lang));
    let amount = if value.malformed {
        lang.pick("读不出", "unreadable").to_owned()
    } else if value.cells.is_empty() {
        lang.pick("未填", "not stated").to_owned()
    } else {
        figure(value.amount, sheet.profile)
    };
    format!("{name} {amount}")
}

fn difference(sheet: &Sheet<'_>, value: &SumValue, lang: Lang) -> String {
    match value.gap() {
        None => String::new(),
        Some(gap) if gap.abs() <= sheet.tolerance => figure(gap, sheet.profile),
        Some(gap) => {
            let off = figure(gap.abs(), sheet.profile);
            if gap > Decimal::ZERO {
                say!(lang, "分项少 {off}", "parts {off} short")
            } else {
                say!(lang, "分项多 {off}", "parts {off} too much")
            }
        }
    }
}

/// How many per cent of `total` `own` is, to two decimals; `None` when there is no such share or both are the same.
fn share(own: Decimal, total: Decimal) -> Option<String> {
    if own == total {
        return None;
    }
    Some(format!("{}%", describe::percent(own, total)?))
}
