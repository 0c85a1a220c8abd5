//! What holds within a row of amounts: formulas in the headings, execution rates, shares, points for a rate.

use rust_decimal::Decimal;

use super::lines::tidy;
use super::money::column_name;
use super::{Check, CheckKind, Expr, Figure, read_figure};
use crate::outline::{At, Block, Entry, Heading, Notion};
use crate::sheet::Headings;

/// The checks of every row of a list of amounts.
pub(super) fn list(headings: &Headings<'_>, block: &Block, found: &mut Vec<Check>) {
    let amounts = headings.amounts(block);
    let Some(&first) = amounts.first() else { return };
    let at = |notion: Notion| block.columns.iter().position(|column| column.notion == Some(notion));
    let executed = at(Notion::Executed).filter(|_| count(block, Notion::Executed) == 1);
    // Most tables state no formula, and nothing that was executed.
    let words = |at: At| headings.is_bare(at);
    if executed.is_some() || !block.columns.iter().filter_map(|column| column.header).all(words) {
        within(headings, block, first, executed, found);
    }
    shares(headings, block, amounts, found);
}

/// Formulas, execution rates and points in the rows of a list, of which `first` is the first column of amounts and
/// `executed` the one of what was spent.
fn within(headings: &Headings<'_>, block: &Block, first: usize, executed: Option<usize>, found: &mut Vec<Check>) {
    let heads: Vec<Heading<'_>> =
        block.columns.iter().map(|column| column.header.map(|at| headings.heading(at)).unwrap_or_default()).collect();
    let row_name = |row: &Entry| {
        let label = row.cells[..first].iter().flatten().next_back();
        label.map_or_else(String::new, |at| tidy(headings.text(*at)))
    };
    let named = |row: &Entry, column: usize| {
        let (row, column) = (row_name(row), column_name(headings, block, column));
        if row.is_empty() { column.into_owned() } else { format!("{row}的{column}") }
    };
    let at = |notion: Notion| block.columns.iter().position(|column| column.notion == Some(notion));
    for row in &block.rows {
        for (column, head) in heads.iter().enumerate() {
            let (Some(cell), Some(formula)) = (row.cells[column], head.formula.as_deref()) else { continue };
            let Some(mut stated) = read_figure(headings.text(cell)).figure() else { continue };
            let Some(expr) = parse(formula, |name| operand(headings, row, &heads, name)) else { continue };
            let ratio = matches!(expr, Expr::Over(..));
            // A bare number below （%） is one of percent.
            let others = if ratio { fraction(stated, &expr).into_iter().collect() } else { Vec::new() };
            stated.percent |= ratio;
            let kind = if ratio { CheckKind::Rate } else { CheckKind::Breakdown };
            found.push(Check {
                kind,
                at: headings.cell(cell),
                name: named(row, column),
                stated,
                most: None,
                expr,
                others,
                inferred: false,
            });
        }
        let (initial, adjusted) = (at(Notion::Initial), at(Notion::Adjusted));
        let Some(executed) = executed.and_then(|column| figure(headings, row.cells[column])) else { continue };
        let wholes: Vec<Expr> = [adjusted, initial]
            .into_iter()
            .flatten()
            .filter_map(|column| figure(headings, row.cells[column]))
            .collect();
        let Some(whole) = wholes.first().cloned() else { continue };
        let over = |whole: Expr| Expr::Over(Box::new(executed.clone()), Box::new(whole));
        let own = |column: &usize| {
            let formula = heads[*column].formula.as_deref();
            formula.is_none_or(|formula| parse(formula, |name| operand(headings, row, &heads, name)).is_none())
        };
        if let Some(column) = at(Notion::Rate).filter(own)
            && let Some(cell) = row.cells[column]
            && let Some(mut stated) = read_figure(headings.text(cell)).figure()
        {
            let expr = over(whole.clone());
            let mut others: Vec<Expr> = wholes[1..].iter().cloned().map(over).collect();
            others.extend(fraction(stated, &expr));
            stated.percent = true;
            found.push(Check {
                kind: CheckKind::Rate,
                at: headings.cell(cell),
                name: named(row, column),
                stated,
                most: None,
                expr,
                others,
                inferred: false,
            });
        }
        earned(headings, block, row, &heads, &executed, &whole, named(row, at(Notion::Score).unwrap_or(0)), found);
    }
}

/// How many columns hold `notion`.
fn count(block: &Block, notion: Notion) -> usize {
    block.columns.iter().filter(|column| column.notion == Some(notion)).count()
}

/// What a ratio is where it is printed as a fraction of one, without a sign of percent.
pub(super) fn fraction(stated: Figure, ratio: &Expr) -> Option<Expr> {
    (!stated.percent).then(|| Expr::Over(Box::new(ratio.clone()), Box::new(Expr::Number(Decimal::ONE_HUNDRED))))
}

fn figure(headings: &Headings<'_>, at: Option<At>) -> Option<Expr> {
    let at = at?;
    let figure = read_figure(headings.text(at)).figure().filter(|figure| !figure.percent)?;
    Some(Expr::Cell(headings.cell(at), figure.value))
}

/// The figure in the column that a formula calls `name`: a circled number or a capital letter.
fn operand(headings: &Headings<'_>, row: &Entry, heads: &[Heading<'_>], name: char) -> Option<Expr> {
    let number = ('①'..='⑳').contains(&name).then(|| name as u32 - '①' as u32 + 1);
    let column = heads.iter().position(|head| match number {
        Some(number) => head.circled.map(u32::from) == Some(number),
        None => head.formula.as_deref().is_some_and(|formula| formula.len() == 1 && formula.starts_with(name)),
    })?;
    match row.cells[column] {
        Some(at) => figure(headings, Some(at)),
        None => Some(Expr::Number(Decimal::ZERO)),
    }
}

/// The formula of a heading, as far as it is a chain of sums and differences, a ratio or a product of columns.
fn parse(formula: &str, operand: impl Fn(char) -> Option<Expr>) -> Option<Expr> {
    let right = formula.split_once('=').map_or(formula, |(_, right)| right);
    let right = right.trim_end_matches("%").trim_end_matches(['*', '×']).trim_end_matches("100");
    let right = right.trim_end_matches(['*', '×']).trim_matches(['(', ')']);
    let signs: Vec<char> = right.chars().filter(|c| matches!(c, '+' | '-' | '/' | '÷' | '*' | '×')).collect();
    let names: Vec<&str> = right.split(['+', '-', '/', '÷', '*', '×']).collect();
    if signs.is_empty() || names.iter().any(|name| name.chars().count() != 1) {
        return None;
    }
    let terms: Option<Vec<Expr>> = names.iter().map(|name| operand(name.chars().next()?)).collect();
    let mut terms = terms?;
    if let [sign] = signs[..]
        && matches!(sign, '/' | '÷' | '*' | '×')
    {
        let (other, one) = (Box::new(terms.pop()?), Box::new(terms.pop()?));
        return Some(if matches!(sign, '/' | '÷') { Expr::Over(one, other) } else { Expr::Times(one, other) });
    }
    if signs.iter().any(|sign| !matches!(sign, '+' | '-')) {
        return None;
    }
    let mut terms = terms.into_iter();
    let (mut plus, mut minus) = (vec![terms.next()?], Vec::new());
    for (term, sign) in terms.zip(signs) {
        if sign == '+' { plus.push(term) } else { minus.push(term) }
    }
    let sum = Expr::Sum(plus);
    Some(if minus.is_empty() { sum } else { Expr::Less(Box::new(sum), Box::new(Expr::Sum(minus))) })
}

/// Points × rate, at most all points: what a score in a row of amounts follows from.
#[allow(clippy::too_many_arguments)]
fn earned(
    headings: &Headings<'_>,
    block: &Block,
    row: &Entry,
    heads: &[Heading<'_>],
    executed: &Expr,
    whole: &Expr,
    name: String,
    found: &mut Vec<Check>,
) {
    let at = |notion: Notion| block.columns.iter().position(|column| column.notion == Some(notion));
    let Some(score) = at(Notion::Score) else { return };
    let Some(cell) = row.cells[score] else { return };
    let Some(stated) = read_figure(headings.text(cell)).figure().filter(|figure| !figure.percent) else { return };
    let own = at(Notion::Weight).and_then(|column| figure(headings, row.cells[column]));
    let printed = || {
        let formula = heads[score].formula.as_deref().and_then(|formula| {
            let digits: String = formula.chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<u32>().ok()
        });
        let labels = [block.label, block.section].into_iter().flatten();
        let points = || {
            heads[score]
                .points
                .or_else(|| labels.filter_map(|at| headings.heading(at).points).next())
                .map(|(_, most)| most)
        };
        formula.or_else(points).map(|points| Expr::Number(Decimal::from(points)))
    };
    let Some(points) = own.or_else(printed) else { return };
    let (Some(part), Some(all)) = (executed.value(), whole.value()) else { return };
    if all.is_zero() {
        return;
    }
    let full = part >= all;
    let rate = Expr::Over(Box::new(executed.clone()), Box::new(whole.clone()));
    let expr = if full { points.clone() } else { Expr::Times(Box::new(points.clone()), Box::new(rate)) };
    // The rate as it is printed.
    let printed = at(Notion::Rate).and_then(|column| {
        let at = row.cells[column]?;
        let figure = read_figure(headings.text(at)).figure()?;
        let rate = figure.value.checked_div(Decimal::ONE_HUNDRED)?;
        Some(Expr::Times(Box::new(points.clone()), Box::new(Expr::Number(rate))))
    });
    let others = printed.into_iter().filter(|_| !full).collect();
    found.push(Check {
        kind: CheckKind::Earned,
        at: headings.cell(cell),
        name,
        stated,
        most: None,
        expr,
        others,
        inferred: true,
    });
}

/// Shares: an amount in relation to the total below it, or to that of another part of the table.
fn shares(headings: &Headings<'_>, block: &Block, amounts: &[usize], found: &mut Vec<Check>) {
    for (column, _) in block.columns.iter().enumerate().filter(|(_, column)| column.notion == Some(Notion::Share)) {
        let Some(&amount) = amounts.iter().rev().find(|amount| **amount < column) else { continue };
        let closes = |row: &&Entry| {
            row.cells[..amount].iter().flatten().any(|at| {
                let key = headings.key(*at);
                key.ends_with("合计") || key.ends_with("总计") || key.ends_with("总额")
            })
        };
        let totals: Vec<(usize, Expr)> = block
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| closes(row))
            .filter_map(|(at, row)| Some((at, figure(headings, row.cells[amount])?)))
            .collect();
        for (at, row) in block.rows.iter().enumerate() {
            let (Some(cell), Some(part)) = (row.cells[column], figure(headings, row.cells[amount])) else { continue };
            let Some(mut stated) = read_figure(headings.text(cell)).figure() else { continue };
            let own = totals.iter().position(|(total, _)| *total >= at).unwrap_or(totals.len().saturating_sub(1));
            let over = |(_, whole): &(usize, Expr)| Expr::Over(Box::new(part.clone()), Box::new(whole.clone()));
            let Some(expr) = totals.get(own).map(over) else { continue };
            let mut others: Vec<Expr> = totals.iter().map(over).collect();
            others.extend(fraction(stated, &expr));
            stated.percent = true;
            let label = row.cells[..amount]
                .iter()
                .flatten()
                .next_back()
                .map_or_else(String::new, |at| tidy(headings.text(*at)));
            let name = format!("{label}的{}", column_name(headings, block, column));
            found.push(Check {
                kind: CheckKind::Rate,
                at: headings.cell(cell),
                name,
                stated,
                most: None,
                expr,
                others,
                inferred: false,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_read() {
        let operand = |name: char| Some(Expr::Number(Decimal::from(name as u32 % 10)));
        let value = |formula: &str| {
            parse(formula, operand).and_then(|expr| expr.value()).map(|value| value.normalize().to_string())
        };
        // ① is 9312, so 2; ② 3, ③ 4, ④ 5, ⑤ 6; A is 65, B 66.
        assert_eq!(value("④=①+②+③").as_deref(), Some("9"));
        assert_eq!(value("⑦=④-⑤").as_deref(), Some("-1"));
        assert_eq!(value("⑥=⑤/④").as_deref(), Some("1.2"));
        assert_eq!(value("B/A*100%").as_deref(), Some("1.2"));
        assert_eq!(value("20分*执行率"), None);
        assert_eq!(value("A"), None);
    }
}
