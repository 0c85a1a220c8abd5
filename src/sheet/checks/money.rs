//! Amounts and their parts: rows below a total, parts beside one, and what stands in two tables at once.

use std::borrow::Cow;

use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::lines::{Line, cell, one};
use super::{Check, CheckKind, Expr, FigureReading, read_figure};
use crate::outline::{At, Block, MoneyUnit, Notion, Shape};
use crate::sheet::Headings;

/// The columns of `block` that hold amounts of money.
pub(in crate::sheet) fn amount_columns(headings: &Headings<'_>, block: &Block) -> Vec<usize> {
    let money = |notion: Notion| {
        matches!(
            notion,
            Notion::Initial
                | Notion::Adjusted
                | Notion::Executed
                | Notion::Forecast
                | Notion::Carried
                | Notion::Change
                | Notion::Subtotal
                | Notion::Balance
                | Notion::YearAmount
                | Notion::Fund
                | Notion::TaskAmount
                | Notion::Total
                | Notion::Part
        )
    };
    let fits = |at: &usize| {
        let column = &block.columns[*at];
        if column.notion.is_some_and(|notion| !money(notion)) {
            return false;
        }
        let mut amounts = block.rows.iter().filter_map(|row| row.cells[*at]).map(|at| {
            let figure = read_figure(headings.text(at)).figure();
            figure.is_some_and(|figure| !figure.percent)
        });
        match column.notion {
            Some(_) => {
                let (mut all, mut found) = (0, 0);
                for amount in amounts {
                    all += 1;
                    found += usize::from(amount);
                }
                found > 0 && 2 * found >= all
            }
            None => {
                let named = || {
                    let name = column.header.map(|at| headings.key(at)).unwrap_or_default();
                    ["数", "额", "金", "款", "算", "年", "度"].iter().any(|end| name.ends_with(end))
                };
                amounts.next() == Some(true) && amounts.all(|amount| amount) && named()
            }
        }
    };
    (0..block.columns.len()).filter(fits).collect()
}

/// The words of a column's headers.
pub(super) fn column_name<'a>(headings: &Headings<'a>, block: &Block, column: usize) -> Cow<'a, str> {
    let own = block.columns[column].header.map_or(Cow::default(), |at| headings.key(at));
    match block.columns[column].group {
        Some(group) if own.ends_with('年') || own.ends_with('度') => format!("{own}{}", headings.key(group)).into(),
        _ => own,
    }
}

/// Sums down the columns of a list.
pub(super) fn list(headings: &Headings<'_>, block: &Block, found: &mut Vec<Check>) {
    let columns = headings.amounts(block);
    let Some(&first) = columns.first() else { return };
    let names: SmallVec<[Cow<'_, str>; 9]> =
        columns.iter().map(|column| column_name(headings, block, *column)).collect();
    let tasks = block.columns.iter().any(|column| {
        matches!(column.notion, Some(Notion::Task | Notion::TaskContent | Notion::Project | Notion::TaskKind))
    });
    let kind = if tasks { CheckKind::Tasks } else { CheckKind::Breakdown };
    let mut segment: Vec<Line<'_>> = Vec::new();
    for row in block.rows.iter().filter(|row| !headings.counts_columns(row)) {
        let named = |at: &usize| block.columns[*at].notion != Some(Notion::Number);
        let labels: SmallVec<[(usize, At); 9]> =
            (0..first).filter(named).filter_map(|at| row.cells[at].map(|cell| (at, cell))).collect();
        let Some(&(_, label)) = labels.last() else {
            // Who knows what it is of.
            if row.cells.iter().flatten().next().is_some() {
                segment.clear();
            }
            continue;
        };
        // What stands before the labels is printed once for its rows.
        if labels.len() > 1 && labels[0].0 == 0 && !segment.is_empty() && !tasks {
            sums(&std::mem::take(&mut segment), &names, kind, found);
        }
        let label = if tasks { row.total.or(labels.first().map(|(_, at)| *at)).unwrap_or(label) } else { label };
        let figures = columns.iter().map(|column| cell(headings, row.cells[*column])).collect();
        segment.push(Line::new(headings, label, figures));
    }
    if tasks {
        // Names of tasks say nothing of sums, but a total does.
        for line in &mut segment {
            line.total &= line.closes;
            line.level = 0;
            line.heading.among = false;
        }
    }
    sums(&segment, &names, kind, found);
}

/// Sums of labels with amounts behind them: down each pane, or of the parts beside a total.
pub(super) fn pairs(headings: &Headings<'_>, block: &Block, found: &mut Vec<Check>) {
    let width = block.columns.len() / 2;
    let line = |row: usize, pair: usize| {
        let cells = &block.rows[row].cells;
        let label = cells[2 * pair]?;
        Some(Line::new(headings, label, one(cell(headings, cells[2 * pair + 1]))))
    };
    let names = [Cow::default()];
    let mut beside = vec![false; width];
    for (pair, beside) in beside.iter_mut().enumerate().skip(1) {
        for row in 0..block.rows.len() {
            let Some(head) = line(row, pair - 1).filter(|head| head.total) else { continue };
            let parts = line(row, pair).is_some_and(|part| part.heading.among);
            if !parts {
                continue;
            }
            *beside = true;
            let below = (row + 1..block.rows.len()).take_while(|below| line(*below, pair - 1).is_none());
            let mut lines = vec![head];
            lines.extend(std::iter::once(row).chain(below).filter_map(|row| line(row, pair)));
            sums(&lines, &names, CheckKind::Breakdown, found);
        }
    }
    let panes: Vec<usize> = (0..width).filter(|pair| !beside[*pair]).collect();
    let amounts = |panes: &[usize]| -> Vec<Line<'_>> {
        let places = (0..block.rows.len()).flat_map(|row| panes.iter().map(move |pair| (row, *pair)));
        places.filter_map(|(row, pair)| line(row, pair)).filter(Line::is_amount).collect()
    };
    let own: Vec<Vec<Line<'_>>> = panes.iter().map(|pair| amounts(&[*pair])).collect();
    let mut checks = Vec::new();
    for lines in &own {
        sums(lines, &names, CheckKind::Breakdown, &mut checks);
    }
    // The parts of a total may go on in a pane that has none of its own.
    let has_total = |lines: &&Vec<Line<'_>>| lines.iter().any(|line| line.total || line.subtotal);
    if own.len() > 1 && own.iter().filter(has_total).count() == 1 {
        let mut of_all = Vec::new();
        sums(&amounts(&panes), &names, CheckKind::Breakdown, &mut of_all);
        for mut check in of_all {
            match checks.iter_mut().find(|own: &&mut Check| own.at == check.at) {
                Some(own) => {
                    std::mem::swap(&mut own.expr, &mut check.expr);
                    own.others.push(check.expr);
                    own.others.append(&mut check.others);
                }
                None => checks.push(check),
            }
        }
    }
    found.append(&mut checks);
}

/// The amounts of the projects of a flat list, and their total above them.
pub(super) fn projects(headings: &Headings<'_>, block: &Block, found: &mut Vec<Check>) {
    let at = |notion: Notion| block.columns.iter().position(|column| column.notion == Some(notion));
    let Some(project) = at(Notion::Project).or_else(|| at(Notion::Task)) else { return };
    for &column in headings.amounts(block) {
        let name = column_name(headings, block, column);
        let mut head: Option<Line<'_>> = None;
        let mut parts: Vec<Line<'_>> = Vec::new();
        let mut close = |head: Option<Line<'_>>, parts: &mut Vec<Line<'_>>| {
            let parts = std::mem::take(parts);
            if let Some(head) = head.filter(|_| parts.len() > 1) {
                let all: Vec<&Line<'_>> = parts.iter().collect();
                push(&head, &[all], 0, &name, CheckKind::Tasks, found);
            }
        };
        for row in block.rows.iter().filter(|row| row.cells[column].is_some()) {
            let label = row.cells[..column].iter().flatten().next().copied();
            let Some(label) = row.cells[project].or(label) else { continue };
            let line = Line::new(headings, label, one(cell(headings, row.cells[column])));
            if row.cells[project].is_none() {
                close(head.take(), &mut parts);
                head = Some(line);
            } else {
                parts.push(line);
            }
        }
        close(head, &mut parts);
    }
}

/// The sums that the labels of `lines` speak of.
fn sums(lines: &[Line<'_>], names: &[Cow<'_, str>], kind: CheckKind, found: &mut Vec<Check>) {
    let lines: Vec<&Line<'_>> = lines.iter().filter(|line| line.is_amount()).collect();
    let mut start = 0;
    for at in 0..lines.len() {
        let line = lines[at];
        if line.subtotal {
            let own = lines[at + 1..].iter().take_while(|part| !part.subtotal && !part.closes);
            let parts: Vec<&Line<'_>> = own.copied().collect();
            let parts = if parts.iter().any(|part| part.level > 0 || part.heading.among) {
                parts.into_iter().filter(|part| part.level > 0 || part.heading.among).collect()
            } else {
                Vec::new()
            };
            check(line, &[parts], 1, names, kind, found);
        } else if line.closes && at > start {
            let above = &lines[start..at];
            let (flat, top) = (above.to_vec(), top(above));
            let subtotals: Vec<&Line<'_>> = above.iter().copied().filter(|line| line.subtotal).collect();
            let readings = if subtotals.is_empty() { vec![top, flat] } else { vec![subtotals, top, flat] };
            check(line, &readings, 2, names, kind, found);
            start = at + 1;
        } else if line.total || lines.get(at + 1).is_some_and(|next| next.heading.among) {
            let parts = below(&lines, at);
            let evident = parts.first().is_some_and(|part| part.heading.among)
                || parts.iter().any(|part| part.level > line.level)
                || parts.iter().all(|part| part.heading.is(Notion::Part));
            if evident && (line.total || parts.first().is_some_and(|part| part.heading.among)) {
                let readings = [top(&parts), parts.clone()];
                check(line, &readings, 2, names, kind, found);
            }
        }
    }
}

/// The rows below a total that may be its parts.
fn below<'l, 'a>(lines: &[&'l Line<'a>], at: usize) -> Vec<&'l Line<'a>> {
    let own = lines[at];
    let next = |line: &&&Line<'_>| {
        let deeper = own.level == 0 || line.level == 0 || line.level > own.level;
        deeper && !line.closes && (!line.total || line.heading.among) && !line.subtotal
    };
    let mut parts: Vec<&Line<'_>> = lines[at + 1..].iter().take_while(next).copied().collect();
    if own.heading.among {
        parts.clear();
    } else if own.level == 0 && !own.total {
        // The parts of a row within a list end where the list goes on, which only further ones of `其中` tell.
        let among = parts.iter().take_while(|part| part.heading.among).count();
        parts.truncate(if among > 1 { among } else { 0 });
    }
    // A row below that has parts of its own, before any other, is the total of its own.
    if parts.len() > 1 && !parts[0].heading.among && parts[1].heading.among && parts[0].level == 0 {
        parts.clear();
    }
    parts
}

/// Those of `lines` that are numbered least deeply; without numbers, all but those that break down the row before them.
fn top<'l, 'a>(lines: &[&'l Line<'a>]) -> Vec<&'l Line<'a>> {
    let least = lines.iter().map(|line| line.level).filter(|level| *level > 0).min();
    match least {
        Some(least) => lines.iter().copied().filter(|line| line.level == least).collect(),
        None => lines.to_vec(),
    }
}

fn check(
    total: &Line<'_>,
    readings: &[Vec<&Line<'_>>],
    least: usize,
    names: &[Cow<'_, str>],
    kind: CheckKind,
    found: &mut Vec<Check>,
) {
    if readings[0].len() < least {
        return;
    }
    for (column, name) in names.iter().enumerate() {
        push(total, readings, column, name, kind, found);
    }
}

fn push(
    total: &Line<'_>,
    readings: &[Vec<&Line<'_>>],
    column: usize,
    name: &str,
    kind: CheckKind,
    found: &mut Vec<Check>,
) {
    let (Some(at), FigureReading::Figure(stated)) = total.figures[column] else { return };
    // Parts that are all left empty say nothing of their sum.
    if stated.percent || readings[0].iter().all(|line| line.figures[column].1 == FigureReading::Empty) {
        return;
    }
    // An empty cell in a row that has amounts is a flaw of its own.
    let lacks = |line: &&Line<'_>| {
        line.figures.len() > 1
            && line.figures[column].1 == FigureReading::Empty
            && line.figures.iter().any(|(_, figure)| figure.figure().is_some())
    };
    if readings[0].iter().any(lacks) {
        return;
    }
    let sum =
        |lines: &[&Line<'_>]| lines.iter().map(|line| line.expr(column)).collect::<Option<Vec<Expr>>>().map(Expr::Sum);
    let Some(expr) = sum(&readings[0]) else { return };
    let full = if name.is_empty() { total.label() } else { [&*total.label(), "的", name].concat() };
    let mut check = Check { kind, at, name: full, stated, most: None, expr, others: Vec::new(), inferred: false };
    // What holds needs no other reading; those of amounts beside labels are weighed against those across all panes.
    if !name.is_empty() && check.expr.value() == Some(stated.value) {
        found.push(check);
        return;
    }
    let mut others: Vec<Expr> = readings[1..].iter().filter_map(|lines| sum(lines)).collect();
    // Rows that come to the row before them may break that down; so may any that begin with `其中`.
    for lines in readings {
        let values: Option<Vec<Decimal>> = lines.iter().map(|line| line.value(column)).collect();
        let Some(values) = values else { continue };
        for start in 1..lines.len().min(64) {
            let mut run = Decimal::ZERO;
            for end in start..lines.len().min(64) {
                run = run.saturating_add(values[end]);
                if lines[start].heading.among || (run == values[start - 1] && !run.is_zero()) {
                    let rest: Vec<&Line<'_>> = lines[..start].iter().chain(&lines[end + 1..]).copied().collect();
                    others.extend(sum(&rest));
                }
            }
        }
    }
    check.others = others;
    found.push(check);
}

/// The unit of the amounts in a column: what its own header states, or else its table, or else the sheet.
fn unit_of(headings: &Headings<'_>, block: &Block, column: usize) -> Option<MoneyUnit> {
    let own = block.columns.get(column);
    let places = [own.and_then(|own| own.header), own.and_then(|own| own.group), block.label, block.section];
    let stated = places.into_iter().flatten().find_map(|at| headings.heading(at).unit);
    stated.or(headings.outline.unit)
}

/// What stands in two places of a sheet: a task that is a part of the budget, the tasks of a kind, the two kinds of
/// expenditure of a department.
pub(super) fn across(headings: &Headings<'_>, found: &mut Vec<Check>) {
    let outline = &headings.outline;
    // The budget: the amounts of the first table of money by their label.
    let mut budget: Vec<Line<'_>> = Vec::new();
    let mut unit = None;
    // Amounts in another unit are not compared with these.
    let mut is_of_unit = |own: Option<MoneyUnit>| own == *unit.get_or_insert(own);
    for block in &outline.blocks {
        match block.shape {
            Shape::Pairs if !is_of_unit(unit_of(headings, block, 0)) => {}
            Shape::Pairs => {
                for row in &block.rows {
                    for pair in row.cells.chunks(2) {
                        if let [Some(label), amount] = *pair {
                            budget.push(Line::new(headings, label, one(cell(headings, amount))));
                        }
                    }
                }
            }
            Shape::List if !block.columns.iter().any(|column| is_task(column.notion)) => {
                let Some(&column) = headings.amounts(block).first() else { continue };
                if !is_of_unit(unit_of(headings, block, column)) {
                    continue;
                }
                for row in &block.rows {
                    let label = (0..column).filter_map(|at| row.cells[at]).next_back();
                    if let Some(label) = label {
                        budget.push(Line::new(headings, label, one(cell(headings, row.cells[column]))));
                    }
                }
            }
            _ => {}
        }
    }
    // Most sheets have no such table.
    if budget.is_empty() {
        return;
    }
    let totals: Vec<&Line<'_>> =
        budget.iter().filter(|line| line.total && line.figures[0].1.figure().is_some()).collect();
    let unit = unit.flatten().or(outline.unit);
    tasks(headings, &budget, &totals, unit, found);
    fields(headings, &totals, unit, found);
}

fn is_task(notion: Option<Notion>) -> bool {
    matches!(notion, Some(Notion::Task | Notion::TaskContent | Notion::Project | Notion::TaskKind | Notion::Duty))
}

/// Tasks against the budget: those that are called as a part of it, and all of them where one is.
fn tasks(
    headings: &Headings<'_>,
    budget: &[Line<'_>],
    totals: &[&Line<'_>],
    unit: Option<MoneyUnit>,
    found: &mut Vec<Check>,
) {
    for block in headings.outline.blocks.iter().filter(|block| block.shape == Shape::List) {
        if !block.columns.iter().any(|column| is_task(column.notion)) {
            continue;
        }
        // Of several columns the one of this year.
        let columns = headings.amounts(block);
        let this_year = |at: &&usize| {
            let name = column_name(headings, block, **at);
            ["当年", "本年", "年度"].iter().any(|word| name.contains(word))
        };
        let column = if columns.len() == 1 { columns.first() } else { columns.iter().find(this_year) };
        let Some(&column) = column.filter(|&&column| unit_of(headings, block, column) == unit) else { continue };
        let name = column_name(headings, block, column);
        let rows: Vec<_> = block.rows.iter().filter(|row| row.total.is_none() && row.cells[column].is_some()).collect();
        let line =
            |row: &crate::outline::Entry, label: At| Line::new(headings, label, one(cell(headings, row.cells[column])));
        let mut whole = false;
        for row in &rows {
            for &label in row.cells[..column].iter().flatten() {
                let key = headings.key(label);
                let part =
                    budget.iter().find(|part| part.heading.key == key && !part.total && part.heading.is(Notion::Part));
                let Some(part) = part else { continue };
                whole = true;
                let own = line(row, label);
                if let (Some(expr), (Some(at), FigureReading::Figure(stated))) = (part.expr(0), own.figures[0]) {
                    let name = format!("{}的{name}", own.label());
                    found.push(Check {
                        kind: CheckKind::Tasks,
                        at,
                        name,
                        stated,
                        most: None,
                        expr,
                        others: Vec::new(),
                        inferred: true,
                    });
                }
            }
        }
        let all: Vec<Line<'_>> =
            rows.iter().filter_map(|row| Some(line(row, row.cells.iter().flatten().next().copied()?))).collect();
        let sum =
            |lines: &[&Line<'_>]| lines.iter().map(|line| line.expr(0)).collect::<Option<Vec<Expr>>>().map(Expr::Sum);
        let mut claim = |total: &Line<'_>, lines: Vec<&Line<'_>>| {
            if let (Some(expr), (Some(at), FigureReading::Figure(stated))) = (sum(&lines), total.figures[0]) {
                let name = total.label();
                found.push(Check {
                    kind: CheckKind::Tasks,
                    at,
                    name,
                    stated,
                    most: None,
                    expr,
                    others: Vec::new(),
                    inferred: true,
                });
            }
        };
        if let [total] = totals
            && whole
            && all.len() > 1
        {
            claim(total, all.iter().collect());
            continue;
        }
        // All tasks of one kind, which is a part of the budget.
        let Some(kinds) = block.columns.iter().position(|column| column.notion == Some(Notion::TaskKind)) else {
            continue;
        };
        let kind = |row: &crate::outline::Entry| row.cells[kinds].map(|at| headings.key(at));
        let mut seen: Vec<Cow<'_, str>> = Vec::new();
        for row in &rows {
            let Some(own) = kind(row).filter(|own| own.chars().count() >= 3 && !seen.contains(own)) else { continue };
            let of: Vec<&Line<'_>> = rows
                .iter()
                .zip(&all)
                .filter(|(row, _)| kind(row).as_ref() == Some(&own))
                .map(|(_, line)| line)
                .collect();
            let part = budget.iter().find(|part| part.heading.key.starts_with(&*own) && !part.total);
            if let Some(part) = part.filter(|_| of.len() > 1) {
                claim(part, of);
            }
            seen.push(own);
        }
    }
}

/// The fields 基本支出 and 项目支出 of a department and the one total of its budget.
fn fields(headings: &Headings<'_>, totals: &[&Line<'_>], unit: Option<MoneyUnit>, found: &mut Vec<Check>) {
    let [total] = totals else { return };
    let field = |word: &str| {
        let mut blocks = headings.outline.blocks.iter().filter(|block| block.shape == Shape::Field);
        blocks.find_map(|block| {
            let (label, value) = (block.label?, *block.cells.first()?);
            let heading = headings.heading(label);
            if !heading.key.starts_with(word) || heading.unit.or(headings.outline.unit) != unit {
                return None;
            }
            let figure = read_figure(headings.text(value)).figure()?;
            Some(Expr::Cell(headings.cell(value), figure.value))
        })
    };
    let (Some(basic), Some(project)) = (field("基本支出"), field("项目支出")) else { return };
    let (Some(at), FigureReading::Figure(stated)) = total.figures[0] else { return };
    let name = total.label();
    let expr = Expr::Sum(vec![basic, project]);
    found.push(Check {
        kind: CheckKind::Breakdown,
        at,
        name,
        stated,
        most: None,
        expr,
        others: Vec::new(),
        inferred: true,
    });
}
