//! Points: weights and scores of indicators and of the budget's execution, and their totals.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::{Check, CheckKind, Expr, Figure, read_figure};
use crate::outline::{Block, Entry, Heading, Notion, Shape};
use crate::sheet::{CellRef, Headings};

/// The checks of all points of a sheet.
pub(super) fn points(headings: &Headings<'_>, found: &mut Vec<Check>) {
    let blocks: Vec<&Block> = headings.outline.blocks.iter().filter(|block| block.shape == Shape::Indicators).collect();
    for block in &blocks {
        classes(headings, block, found);
    }
    totals(headings, &blocks, found);
}

/// The cells of a column of points.
fn cells(headings: &Headings<'_>, block: &Block, column: usize) -> Option<Vec<Expr>> {
    let rows = block.rows.iter().filter(|row| row.total.is_none());
    let cells = rows.filter_map(|row| row.cells[column]).filter_map(|at| {
        let text = headings.text(at);
        match read_figure(text) {
            super::FigureReading::Figure(figure) => Some(Some(Expr::Cell(headings.cell(at), figure.value))),
            super::FigureReading::Words => Some(None),
            _ => None,
        }
    });
    cells.collect()
}

/// The column of `notion`, where only one table stands in the block.
fn column(block: &Block, notion: Notion) -> Option<usize> {
    (block.panes.len() == 1).then(|| block.columns.iter().position(|column| column.notion == Some(notion))).flatten()
}

/// The points that a class states, and the weights of its rows.
fn classes(headings: &Headings<'_>, block: &Block, found: &mut Vec<Check>) {
    let (Some(class), Some(weight)) = (column(block, Notion::Class), column(block, Notion::Weight)) else { return };
    let mut open: Option<(CellRef, Heading<'_>, Vec<Expr>)> = None;
    let mut close = |open: Option<(CellRef, Heading<'_>, Vec<Expr>)>| {
        let Some((at, heading, cells)) = open else { return };
        let Some((least, most)) = heading.points.filter(|_| !cells.is_empty()) else { return };
        let (least, most) = (Decimal::from(least), Decimal::from(most));
        let stated = Figure { value: least, decimals: 0, percent: false };
        let name = heading.key.into_owned();
        let most = (least < most).then_some(most);
        found.push(Check {
            kind: CheckKind::Scores,
            at,
            name,
            stated,
            most,
            expr: Expr::Sum(cells),
            others: Vec::new(),
            inferred: false,
        });
    };
    let mut doubtful = false;
    for row in block.rows.iter().filter(|row| row.total.is_none()) {
        if let Some(at) = row.cells[class] {
            close(open.take().filter(|_| !doubtful));
            doubtful = false;
            open = Some((headings.cell(at), headings.heading(at), Vec::new()));
        }
        let Some((_, _, cells)) = &mut open else { continue };
        match row.cells[weight].map(|at| (headings.cell(at), read_figure(headings.text(at)).figure())) {
            Some((cell, Some(figure))) => cells.push(Expr::Cell(cell, figure.value)),
            Some((_, None)) => doubtful = true,
            None => {}
        }
    }
    close(open.filter(|_| !doubtful));
}

/// The points of the budget's execution: `notion` is that of weights or scores.
fn of_money(headings: &Headings<'_>, notion: Notion) -> Vec<Expr> {
    let mut found = Vec::new();
    for block in &headings.outline.blocks {
        match block.shape {
            Shape::List => {
                let at = |notion: Notion| block.columns.iter().position(|column| column.notion == Some(notion));
                let Some(column) = at(notion) else { continue };
                found.extend(of_rows(headings, block, column, at(Notion::Weight)));
            }
            // A label with its points behind it.
            Shape::Pairs => {
                for pair in block.rows.iter().flat_map(|row| row.cells.chunks(2)) {
                    let [Some(label), Some(value)] = *pair else { continue };
                    let key = headings.key(label);
                    let own = match notion {
                        Notion::Weight => matches!(&*key, "分值" | "权重"),
                        _ => matches!(&*key, "得分" | "自评得分"),
                    };
                    if let Some(figure) = read_figure(headings.text(value)).figure().filter(|_| own) {
                        found.push(Expr::Cell(headings.cell(value), figure.value));
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// The points in a column of a list of amounts, of which `weight` is the column of weights: a row that has something else
/// in it has no points either. They stand in the row of the total or in those of its parts, and are counted once.
fn of_rows(headings: &Headings<'_>, block: &Block, column: usize, weight: Option<usize>) -> Vec<Expr> {
    let figure = |row: &Entry, column: usize| {
        let at = row.cells[column]?;
        Some((headings.cell(at), read_figure(headings.text(at)).figure()?))
    };
    let weighted = weight.filter(|weight| block.rows.iter().any(|row| figure(row, *weight).is_some()));
    let points = |total: bool| -> Vec<Expr> {
        let rows = block.rows.iter().filter(|row| row.total.is_some() == total);
        let own = rows.filter(|row| weighted.is_none_or(|weight| figure(row, weight).is_some()));
        own.filter_map(|row| figure(row, column)).map(|(cell, figure)| Expr::Cell(cell, figure.value)).collect()
    };
    let parts = points(false);
    if parts.is_empty() { points(true) } else { parts }
}

/// Rows of totals below indicators; without one, what all weights must come to.
fn totals(headings: &Headings<'_>, blocks: &[&Block], found: &mut Vec<Check>) {
    for notion in [Notion::Weight, Notion::Score] {
        let money = of_money(headings, notion);
        let mut before: Vec<Expr> = Vec::new();
        let mut stated_once = false;
        for block in blocks {
            let Some(column) = column(block, notion) else { continue };
            let Some(own) = cells(headings, block, column) else { return };
            before.extend(own.iter().cloned());
            for total in block.rows.iter().filter(|row| row.total.is_some()) {
                let Some(at) = total.cells[column] else { continue };
                let Some(stated) = read_figure(headings.text(at)).figure() else { continue };
                stated_once = true;
                let with = |cells: &[Expr]| Expr::Sum(money.iter().chain(cells).cloned().collect());
                let others = vec![Expr::Sum(before.clone()), Expr::Sum(own.clone()), with(&own)];
                let label = total.total.map_or(Cow::default(), |at| headings.key(at));
                let head = block.columns[column].header.map_or(Cow::default(), |at| headings.key(at));
                let name = format!("{label}的{head}");
                found.push(Check {
                    kind: CheckKind::Scores,
                    at: headings.cell(at),
                    name,
                    stated,
                    most: None,
                    expr: with(&before),
                    others,
                    inferred: false,
                });
            }
        }
        if notion == Notion::Weight && !stated_once {
            // Several tables may share what there is to earn.
            let several = blocks.iter().filter(|block| column(block, notion).is_some()).count() > 1;
            for block in blocks {
                alone(headings, block, &money, several, found);
            }
        }
    }
}

/// The weights of a table without a row of totals, those of each project apart: what its label states; otherwise 100 with
/// or without the points of the budget's execution, or 90 or 80 where they are given elsewhere.
fn alone(headings: &Headings<'_>, block: &Block, money: &[Expr], several: bool, found: &mut Vec<Check>) {
    let Some(column) = column(block, Notion::Weight) else { return };
    let head = block.columns[column].header.map_or(Cow::default(), |at| headings.key(at));
    let project = block.columns.iter().position(|column| matches!(column.notion, Some(Notion::Project | Notion::Task)));
    let mut parts: Vec<(Option<CellRef>, String, Vec<Expr>)> = vec![(None, String::new(), Vec::new())];
    for row in block.rows.iter().filter(|row| row.total.is_none()) {
        if let Some(at) = project.and_then(|column| row.cells[column]) {
            parts.push((Some(headings.cell(at)), headings.text(at).to_owned(), Vec::new()));
        }
        let Some(at) = row.cells[column] else { continue };
        let Some(figure) = read_figure(headings.text(at)).figure() else { return };
        if let Some((_, _, cells)) = parts.last_mut() {
            cells.push(Expr::Cell(headings.cell(at), figure.value));
        }
    }
    parts.retain(|(_, _, cells)| cells.len() > 1);
    let label = block.label.or(block.section);
    let points = label
        .and_then(|at| headings.heading(at).points)
        .filter(|(least, most)| least == most)
        .map(|(points, _)| points);
    if several && points.is_none() {
        return;
    }
    let sum = |cells: &[Expr]| Expr::Sum(cells.to_vec()).value();
    let usual = |cells: &[Expr]| {
        let execution = sum(money).unwrap_or_default();
        let hundred = Decimal::ONE_HUNDRED;
        sum(cells).is_some_and(|own| {
            let whole = own.checked_rem(hundred).is_some_and(|rest| rest.is_zero());
            let usual = [90, 80, 1].into_iter().any(|points| own == Decimal::from(points));
            whole || usual || own.checked_add(execution) == Some(hundred)
        })
    };
    let expected: Vec<Decimal> = match points {
        Some(points) => vec![Decimal::from(points)],
        None => {
            // Projects of one list have the same total.
            let most = parts.iter().filter(|(_, _, cells)| usual(cells)).filter_map(|(_, _, cells)| sum(cells));
            let mut counts: Vec<(Decimal, usize)> = Vec::new();
            for own in most {
                match counts.iter_mut().find(|(value, _)| *value == own) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((own, 1)),
                }
            }
            counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            match counts.first() {
                Some((value, count)) if parts.len() > 1 && 2 * count > parts.len() => vec![*value],
                _ => Vec::new(),
            }
        }
    };
    for (at, name, cells) in parts {
        let first = cells.first().and_then(|cell| cell.cells().first().copied());
        let Some(at) = at.or_else(|| block.columns[column].header.map(|at| headings.cell(at))).or(first) else {
            continue;
        };
        let value = match expected.first() {
            Some(value) => *value,
            None if usual(&cells) => continue,
            None => match sum(money).and_then(|execution| Decimal::ONE_HUNDRED.checked_sub(execution)) {
                Some(rest) => rest,
                None => continue,
            },
        };
        let stated = Figure { value, decimals: 0, percent: false };
        let name = if name.is_empty() { head.clone().into_owned() } else { format!("{name}的{head}") };
        found.push(Check {
            kind: CheckKind::Weights,
            at,
            name,
            stated,
            most: None,
            expr: Expr::Sum(cells),
            others: Vec::new(),
            inferred: false,
        });
    }
}
