//! What holds between the parts of a form although no heading says so: it has to hold in two sheets at least.

use rust_decimal::Decimal;

use super::DraftCheck;
use super::parts::{DraftPart, DraftRow, first_amount, part_of, row_names};
use crate::outline::{Block, Shape};
use crate::sheet::{FigureReading, Headings, Sheet, read_figure};

/// An amount that the form can name, in one sheet.
#[derive(Clone, Debug)]
struct Amount {
    name: String,
    part: usize,
    /// Its words.
    words: String,
    value: Decimal,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The amount of a field, or the first of a breakdown.
    Whole,
    /// A part of a breakdown.
    Part,
    /// A row of a list that the form prints itself.
    Named,
    /// All rows of a list.
    Column,
    /// All rows of a list but those that the form prints itself.
    Others,
}

/// Leaves out rows of tasks that are no row of the form, although most units have them: those without which the checks
/// hold as often.
pub(super) fn settle_rows(parts: &mut [DraftPart], sheets: &[&Sheet<'_>]) {
    for at in 0..parts.len() {
        if parts[at].kind != "tasks" || parts[at].rows.is_empty() {
            continue;
        }
        let mut levels: Vec<usize> = parts[at].rows.iter().map(|row| row.sheets).collect();
        levels.sort_unstable();
        levels.dedup();
        let mut best: Option<(usize, Vec<DraftRow>)> = None;
        let all = parts[at].rows.clone();
        // From the fewest rows on.
        for level in levels.into_iter().rev().take(6) {
            parts[at].rows = all.iter().filter(|row| row.sheets >= level).cloned().collect();
            let mut checks = Vec::new();
            let held = across(parts, sheets, &mut checks);
            if best.as_ref().is_none_or(|(most, _)| held > *most) {
                best = Some((held, parts[at].rows.clone()));
            }
        }
        if let Some((_, rows)) = best {
            parts[at].rows = rows;
        }
    }
}

/// Appends the checks that hold between parts, and says in how many sheets they do, all together.
pub(super) fn across(parts: &[DraftPart], sheets: &[&Sheet<'_>], checks: &mut Vec<DraftCheck>) -> usize {
    let mut held = 0;
    let all: Vec<Vec<Amount>> =
        sheets.iter().filter_map(|sheet| sheet.headings.as_deref()).map(|headings| amounts(parts, headings)).collect();
    if all.len() < 2 {
        return held;
    }
    let mut names: Vec<Amount> = Vec::new();
    for amount in all.iter().flatten() {
        if !names.iter().any(|known| known.name == amount.name) {
            names.push(amount.clone());
        }
    }
    let mut matched: Vec<String> = Vec::new();
    let mut add = |left: &[&Amount], right: &Amount, rule: &'static str| {
        let Some(sheets) = holds(&all, left, right) else { return false };
        held += sheets;
        let left = left.iter().map(|amount| amount.name.as_str()).collect::<Vec<_>>().join(" + ");
        let holds = format!("{left} = {}", right.name);
        if !checks.iter().any(|check| check.holds == holds) {
            let guessed = format!("在 {sheets} 张表里成立 / it holds in {sheets} sheets");
            checks.push(DraftCheck { rule, holds, each: None, guessed: Some(guessed) });
        }
        true
    };
    let wholes = || names.iter().filter(|amount| amount.kind == Kind::Whole);
    for whole in wholes() {
        for other in names.iter().filter(|other| other.part != whole.part && comparable(whole, other)) {
            match other.kind {
                Kind::Whole if other.part > whole.part => {
                    add(&[whole], other, "unbalanced-breakdown");
                }
                Kind::Column => {
                    add(&[whole], other, "unbalanced-tasks");
                }
                _ => {}
            }
        }
    }
    for part in names.iter().filter(|amount| amount.kind == Kind::Part) {
        for named in names.iter().filter(|named| named.kind == Kind::Named && named.part != part.part) {
            if comparable(part, named) && add(&[part], named, "unbalanced-tasks") {
                matched.push(part.name.clone());
            }
        }
    }
    for others in names.iter().filter(|amount| amount.kind == Kind::Others) {
        let of = names.iter().filter(|amount| amount.kind == Kind::Part && amount.part != others.part);
        let left: Vec<&Amount> =
            of.filter(|amount| !matched.contains(&amount.name) && comparable(amount, others)).collect();
        let one = left.first().map(|amount| amount.part);
        if !matched.is_empty()
            && left.len() <= 3
            && left.iter().all(|amount| Some(amount.part) == one)
            && !left.is_empty()
        {
            add(&left, others, "unbalanced-tasks");
        }
    }
    // The first amount of a breakdown is often the sum of the others.
    for whole in wholes() {
        let rest: Vec<&Amount> =
            names.iter().filter(|amount| amount.part == whole.part && amount.kind == Kind::Part).collect();
        if rest.len() > 1 {
            let Some(sheets) = sums(&all, whole, &rest) else { continue };
            let right = rest.iter().map(|amount| amount.name.as_str()).collect::<Vec<_>>().join(" + ");
            let holds = format!("{} = {right}", whole.name);
            let known = |check: &DraftCheck| {
                check.holds.starts_with(&format!("{} = ", whole.name))
                    && check.rule == "unbalanced-breakdown"
                    && check.holds.contains(&rest[0].name)
            };
            if !checks.iter().any(known) {
                let guessed = Some(format!("在 {sheets} 张表里成立 / it holds in {sheets} sheets"));
                checks.push(DraftCheck { rule: "unbalanced-breakdown", holds, each: None, guessed });
            }
        }
    }
    held
}

/// Whether both are of the same time: what is planned for several years is no amount of one.
fn comparable(one: &Amount, other: &Amount) -> bool {
    let long =
        |amount: &Amount| ["中期", "长期", "实施期", "总投资", "周期"].iter().any(|word| amount.words.contains(word));
    long(one) == long(other)
}

/// In how many sheets `left` together come to `right`, where that is more than chance.
fn holds(all: &[Vec<Amount>], left: &[&Amount], right: &Amount) -> Option<usize> {
    let value =
        |sheet: &[Amount], of: &Amount| sheet.iter().find(|amount| amount.name == of.name).map(|amount| amount.value);
    judge(all, |sheet| {
        let mut sum = Decimal::ZERO;
        for amount in left {
            sum = sum.checked_add(value(sheet, amount).unwrap_or_default())?;
        }
        Some((sum, value(sheet, right)?))
    })
}

/// In how many sheets `whole` is the sum of `rest`.
fn sums(all: &[Vec<Amount>], whole: &Amount, rest: &[&Amount]) -> Option<usize> {
    let value =
        |sheet: &[Amount], of: &Amount| sheet.iter().find(|amount| amount.name == of.name).map(|amount| amount.value);
    let several = all
        .iter()
        .any(|sheet| rest.iter().filter(|part| value(sheet, part).is_some_and(|value| !value.is_zero())).count() > 1);
    if !several {
        return None;
    }
    judge(all, |sheet| {
        let mut sum = Decimal::ZERO;
        for part in rest {
            sum = sum.checked_add(value(sheet, part).unwrap_or_default())?;
        }
        Some((value(sheet, whole)?, sum))
    })
}

fn judge(all: &[Vec<Amount>], sides: impl Fn(&[Amount]) -> Option<(Decimal, Decimal)>) -> Option<usize> {
    let (mut holds, mut fails) = (0, 0);
    for sheet in all {
        match sides(sheet) {
            Some((one, other)) if one.is_zero() && other.is_zero() => {}
            Some((one, other)) if one.checked_sub(other).is_some_and(|off| off.abs() <= Decimal::new(1, 2)) => {
                holds += 1;
            }
            Some(_) => fails += 1,
            None => {}
        }
    }
    (holds > 1 && holds > 2 * fails).then_some(holds)
}

/// The amounts of a sheet.
fn amounts(parts: &[DraftPart], headings: &Headings<'_>) -> Vec<Amount> {
    let mut found = Vec::new();
    for block in &headings.outline.blocks {
        let Some(part) = part_of(parts, headings, block) else { continue };
        let own = &parts[part];
        let words = own.label.as_ref().map_or("", |(_, key)| key).to_owned();
        match block.shape {
            Shape::Field => {
                let money = ["预算", "资金", "收入", "支出", "金额", "总额", "投资"];
                let figure = block.cells.first().and_then(|cell| read_figure(headings.text(*cell)).figure());
                if let Some(figure) = figure.filter(|_| money.iter().any(|word| words.contains(word))) {
                    found.push(Amount { name: own.id.clone(), part, words, value: figure.value, kind: Kind::Whole });
                }
            }
            Shape::Pairs => pairs(part, own, headings, block, &mut found),
            Shape::List => list(part, own, headings, block, &mut found),
            _ => {}
        }
    }
    found
}

fn pairs(part: usize, own: &DraftPart, headings: &Headings<'_>, block: &Block, found: &mut Vec<Amount>) {
    let mut first = true;
    let names = row_names(headings, block).into_iter().flatten();
    for (cells, name) in block.rows.iter().flat_map(|row| row.cells.chunks(2)).zip(names) {
        let ([Some(_), amount], Some(name)) = (cells, name) else { continue };
        let Some(row) = own.row(&name).map(|at| &own.rows[at]) else { continue };
        let (key, _) = name;
        let kind = if std::mem::replace(&mut first, false) { Kind::Whole } else { Kind::Part };
        let figure = amount.map(|amount| read_figure(headings.text(amount)));
        let value = match figure {
            Some(FigureReading::Figure(figure)) if !figure.percent => figure.value,
            // What is left empty is nothing.
            None | Some(FigureReading::Empty | FigureReading::Nothing) => Decimal::ZERO,
            Some(_) => continue,
        };
        found.push(Amount { name: format!("{}.{}", own.id, row.id), part, words: key, value, kind });
    }
}

fn list(part: usize, own: &DraftPart, headings: &Headings<'_>, block: &Block, found: &mut Vec<Amount>) {
    let Some(column) = first_amount(headings, block) else { return };
    let Some(id) = own.columns.get(column).map(|column| column.id.as_str()) else { return };
    let words = block.columns[column].header.map_or_else(String::new, |at| headings.key(at).into_owned());
    let name = format!("{}.{id}", own.id);
    let (mut all, mut others) = (Decimal::ZERO, Decimal::ZERO);
    let mut named = false;
    let names = row_names(headings, block);
    for (row, names) in block.rows.iter().zip(names).filter(|(row, _)| row.total.is_none()) {
        let Some(cell) = row.cells[column] else { continue };
        let Some(figure) = read_figure(headings.text(cell)).figure() else { return };
        let own = names[0].as_ref().and_then(|name| own.row(name)).map(|at| &own.rows[at]);
        let Some(sum) = all.checked_add(figure.value) else { return };
        all = sum;
        match own {
            Some(row) => {
                named = true;
                let name = format!("{name}[{}]", row.id);
                found.push(Amount { name, part, words: words.clone(), value: figure.value, kind: Kind::Named });
            }
            None => others = others.checked_add(figure.value).unwrap_or(others),
        }
    }
    found.push(Amount { name: name.clone(), part, words: words.clone(), value: all, kind: Kind::Column });
    if named {
        found.push(Amount { name: format!("{name}[*]"), part, words, value: others, kind: Kind::Others });
    }
}
