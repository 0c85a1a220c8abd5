//! What stands at a place of a sheet that is read by its headings, in words: its names, its columns, its sums.

use rust_decimal::Decimal;

use super::describe::{self, code, literal};
use super::spot::Spot;
use crate::diagnostic::{Lang, say};
use crate::outline::{At, Block, Notion, Role, Shape};
use crate::profile::ColumnKind;
use crate::sheet::{CellRef, Check, CheckKind, Expr, FigureReading, Headings, Sheet, read_figure};

/// What a cell is within its block, by the indexes of [`Block`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// The label of the block, or the one around it.
    Label,
    /// A header.
    Header { column: usize },
    /// A value of a row.
    Value { row: usize, column: usize },
    /// The label of a row of totals.
    Total { row: usize },
    /// The value of a field, a paragraph.
    Text,
}

/// The block that a cell with a value belongs to, and what it is there.
pub(super) fn stands(headings: &Headings<'_>, cell: CellRef) -> Option<(usize, Stands)> {
    let at = headings.at(cell)?;
    let blocks = headings.outline.blocks.iter().enumerate();
    let near = blocks.filter(|(_, block)| {
        let label = [block.label, block.section].contains(&Some(at));
        label || (block.first..block.end).contains(&cell.row)
    });
    near.filter_map(|(index, block)| Some((index, of_block(block, at)?))).min_by_key(|(index, stands)| {
        // A label around others is that of the first of them.
        (*stands == Stands::Label, *index)
    })
}

fn of_block(block: &Block, at: At) -> Option<Stands> {
    if block.cells.contains(&at) {
        return Some(Stands::Text);
    }
    if let Ok(row) = block.rows.binary_search_by_key(&at.line, |row| row.line) {
        if block.rows[row].total == Some(at) {
            return Some(Stands::Total { row });
        }
        if let Some(column) = block.rows[row].cells.iter().position(|cell| *cell == Some(at)) {
            return Some(Stands::Value { row, column });
        }
    }
    let header = block.columns.iter().position(|column| column.header == Some(at));
    let header = header.or_else(|| block.columns.iter().position(|column| column.group == Some(at)));
    if let Some(column) = header {
        return Some(Stands::Header { column });
    }
    [block.label, block.section].contains(&Some(at)).then_some(Stands::Label)
}

/// A label or a header in one line, without a colon at its end.
pub(super) fn tidy(text: &str) -> String {
    let line: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    line.trim_end_matches(['：', ':']).to_owned()
}

/// What a block is called; empty where no label says it.
pub(super) fn block_name(headings: &Headings<'_>, block: &Block) -> String {
    block.label.or(block.section).map_or_else(String::new, |at| tidy(headings.text(at)))
}

/// The headers of a column, the upper one first.
pub(super) fn column_name(headings: &Headings<'_>, block: &Block, column: usize) -> String {
    let of = &block.columns[column];
    let names = [of.group, of.header].into_iter().flatten().map(|at| tidy(headings.text(at)));
    names.collect::<Vec<_>>().join(" ")
}

/// What says what a row of a table is: its last label before the amounts, or the label of its pair.
fn row_name(headings: &Headings<'_>, block: &Block, row: usize, column: usize) -> String {
    let entry = &block.rows[row];
    if block.shape == Shape::Pairs {
        return entry.cells[column - column % 2].map_or_else(String::new, |at| tidy(headings.text(at)));
    }
    if let Some(total) = entry.total {
        return tidy(headings.text(total));
    }
    if block.shape == Shape::Indicators && block.columns[column].notion.is_some_and(is_money) {
        // The amount of a project, or of the unit whose projects these are.
        let label = entry.cells[..column].iter().flatten().next_back();
        return label.map_or_else(String::new, |at| tidy(headings.text(*at)));
    }
    if block.shape == Shape::Indicators {
        let pane = headings.pane_of(block_index(headings, block), column);
        let names = block.panes[pane].columns.iter().filter(|at| {
            matches!(
                block.columns[**at].notion,
                Some(Notion::Name | Notion::IndicatorName | Notion::Content | Notion::Project)
            )
        });
        let name = names.filter_map(|at| entry.cells[*at]).next_back();
        return name.map_or_else(String::new, |at| tidy(headings.text(at)));
    }
    let words = |at: &&At| read_figure(headings.text(**at)) == FigureReading::Words;
    let label = entry.cells[..column].iter().flatten().rfind(words);
    label.map_or_else(String::new, |at| tidy(headings.text(*at)))
}

fn block_index(headings: &Headings<'_>, block: &Block) -> usize {
    headings.outline.blocks.iter().position(|other| std::ptr::eq(other, block)).unwrap_or(0)
}

/// What a figure is called: its row and its column.
pub(super) fn figure_name(headings: &Headings<'_>, cell: CellRef) -> String {
    let Some((index, stands)) = stands(headings, cell) else { return String::new() };
    let block = &headings.outline.blocks[index];
    match stands {
        Stands::Value { row, column } => {
            let name = row_name(headings, block, row, column);
            let header = column_name(headings, block, column);
            match (name.is_empty(), header.is_empty()) {
                (_, true) => name,
                (true, _) => header,
                _ => format!("{name} · {header}"),
            }
        }
        Stands::Text => block_name(headings, block),
        Stands::Label | Stands::Header { .. } | Stands::Total { .. } => {
            tidy(headings.text(At { line: cell.row, piece: headings.at(cell).map_or(0, |at| at.piece) }))
        }
    }
}

/// What a sum or ratio is made of, in words: the rows that differ, otherwise how many there are.
pub(super) fn parts_name(headings: &Headings<'_>, check: &Check, lang: Lang) -> String {
    const NAMED: usize = 5;
    let cells = check.expr.cells();
    let row = |cell: &CellRef| match stands(headings, *cell) {
        Some((index, Stands::Value { row, column })) => {
            row_name(headings, &headings.outline.blocks[index], row, column)
        }
        Some((index, _)) => block_name(headings, &headings.outline.blocks[index]),
        None => String::new(),
    };
    let mut names: Vec<String> = cells.iter().map(row).collect();
    names.dedup();
    if names.len() > NAMED || names.iter().any(String::is_empty) || names.len() != cells.len() {
        let count = cells.len();
        return say!(lang, "{count} 项合计", "the sum of {count}");
    }
    names.join(" + ")
}

/// Whether a check compares a figure with what others add up to.
pub(super) fn is_sum(check: &Check) -> bool {
    !matches!(check.kind, CheckKind::Rate | CheckKind::Earned)
}

/// A number with as many decimals as `like` has at least.
pub(super) fn written(value: Decimal, like: u32) -> String {
    let mut value = value.normalize();
    if value.scale() < like {
        value.rescale(like.min(20));
    }
    value.to_string()
}

/// The checks that the figure in `cell` takes part in.
pub(super) fn checks_at<'s>(sheet: &'s Sheet<'_>, cell: CellRef) -> impl Iterator<Item = &'s Check> {
    sheet.checks().iter().filter(move |check| check.at == cell || check.expr.cells().contains(&cell))
}

/// The page of a place; `None` where nothing stands, or nothing is known of it.
pub(super) fn page(sheet: &Sheet<'_>, headings: &Headings<'_>, spot: &Spot, lang: Lang) -> Option<String> {
    let Some((index, stands)) = stands(headings, spot.at) else {
        return empty_page(sheet, headings, spot, lang);
    };
    let block = &headings.outline.blocks[index];
    Some(match stands {
        Stands::Label => {
            let name = tidy(spot.value(sheet));
            let mut page = headed(&name, &holds(headings, block, lang));
            page.push_str(&sums(sheet, headings, |check| in_block(headings, index, check.at), None, lang));
            page
        }
        Stands::Header { column } => {
            let name = [block_name(headings, block), column_name(headings, block, column)].join(" · ");
            headed(name.trim_start_matches(" · "), &expected(sheet, block, column, lang))
        }
        Stands::Text => headed(&block_name(headings, block), &holds(headings, block, lang)),
        Stands::Total { row } => {
            let mut page = headed(&row_name(headings, block, row, 0), lang.pick("合计一行", "A row of totals"));
            let line = block.rows[row].line;
            page.push_str(&sums(sheet, headings, |check| check.at.row == line, None, lang));
            page
        }
        Stands::Value { column, .. } => value_page(sheet, headings, index, column, spot, lang),
    })
}

fn value_page(
    sheet: &Sheet<'_>,
    headings: &Headings<'_>,
    index: usize,
    column: usize,
    spot: &Spot,
    lang: Lang,
) -> String {
    let block = &headings.outline.blocks[index];
    let text = spot.value(sheet);
    let figure = read_figure(text).figure();
    let label = block.shape == Shape::Pairs && column.is_multiple_of(2);
    if label {
        let mut page = headed(&tidy(text), lang.pick("金额写在右边一格", "Its amount stands to its right"));
        let amount = CellRef { row: spot.at.row, cell: spot.at.cell + 1 };
        let takes = |check: &Check| check.at == amount || check.expr.cells().contains(&amount);
        page.push_str(&sums(sheet, headings, takes, None, lang));
        return page;
    }
    let name = figure_name(headings, spot.at);
    let Some(figure) = figure else {
        let what = match block_name(headings, block) {
            own if own.is_empty() => name,
            own => format!("{own} · {}", column_name(headings, block, column)),
        };
        return headed(&what, &expected(sheet, block, column, lang));
    };
    let notion = block.columns[column].notion;
    let points = matches!(notion, Some(Notion::Weight | Notion::Score));
    let money = !figure.percent
        && if block.shape == Shape::Indicators { notion.is_some_and(is_money) } else { notion.is_none_or(is_money) };
    let unit = if points {
        lang.pick(" 分", " points").to_owned()
    } else if money {
        format!(" {}", sheet.profile.amount.unit)
    } else {
        String::new()
    };
    let mut page = format!("**{}** {}{}", literal(&name), literal(text), literal(&unit));
    if !money && !points {
        page.push_str(&format!("\n\n{}", literal(&expected(sheet, block, column, lang))));
    }
    let takes = |check: &Check| check.at == spot.at || check.expr.cells().contains(&spot.at);
    page.push_str(&sums(sheet, headings, takes, Some(figure.value), lang));
    let mut ratios = sheet.checks().iter().filter(|check| !is_sum(check) && takes(check)).peekable();
    if ratios.peek().is_some() {
        page.push_str("\n\n");
        let lines: Vec<String> = ratios.take(3).map(|check| ratio(sheet, check, lang)).collect();
        page.push_str(&lines.join("\n\n"));
    }
    page
}

/// A rate with what it follows from.
fn ratio(sheet: &Sheet<'_>, check: &Check, lang: Lang) -> String {
    let stated = sheet.value(check.at);
    let name = literal(&check.name);
    let expr = check.expr.text(sheet).unwrap_or_default();
    let own = code(&format!("{stated} = {expr}"));
    match check.fault(sheet.tolerance) {
        None => format!("{name}：{own} ✓"),
        Some(expected) => {
            let places = check.stated.decimals.clamp(2, 20);
            let expected = expected.round_dp(places);
            let expected = if check.stated.percent { format!("{expected}%") } else { expected.to_string() };
            let right = code(&format!("{expr} = {expected}"));
            say!(lang, "{name}：写的是 {stated}，而 {right}", "{name}: {stated} is stated, yet {right}")
        }
    }
}

/// The page of a cell without a value: what its column expects.
fn empty_page(sheet: &Sheet<'_>, headings: &Headings<'_>, spot: &Spot, lang: Lang) -> Option<String> {
    let (index, column) = headings.column_at(spot.at.row, spot.at.cell)?;
    let block = &headings.outline.blocks[index];
    if block.shape == Shape::Pairs || !spot.value(sheet).is_empty() {
        return None;
    }
    let name = [block_name(headings, block), column_name(headings, block, column)].join(" · ");
    Some(headed(name.trim_matches([' ', '·']), &expected(sheet, block, column, lang)))
}

/// Whether a column holds amounts of money.
fn is_money(notion: Notion) -> bool {
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
            | Notion::TaskAmount
    )
}

/// What is expected below a header.
pub(super) fn expected(sheet: &Sheet<'_>, block: &Block, column: usize, lang: Lang) -> String {
    let profile = sheet.profile;
    let unit = &profile.amount.unit;
    let say = |zh: &'static str, en: &'static str| lang.pick(zh, en).to_owned();
    let kind = |kind: ColumnKind| describe::expected(profile, kind, lang);
    match block.columns[column].notion {
        Some(Notion::Class) => say("一级指标；空着就是与上一行相同", "The class; empty means that of the row above"),
        Some(Notion::Group) => kind(ColumnKind::Group),
        Some(Notion::Name | Notion::IndicatorName | Notion::Content) => kind(ColumnKind::Name),
        Some(Notion::Operator) => kind(ColumnKind::Operator),
        Some(Notion::Value) => kind(ColumnKind::Value),
        Some(Notion::Target) if profile.column_of(ColumnKind::Target).is_some() => kind(ColumnKind::Target),
        Some(Notion::Target) => kind(ColumnKind::Value),
        Some(Notion::Measure) => kind(ColumnKind::Measure),
        Some(Notion::Deadline) => say("完成的时间", "When it is done"),
        Some(Notion::Actual) => say("实际完成的值，写法与指标值相同", "What was reached, written as the target is"),
        Some(Notion::History) => say("其他年度或时期的值", "A value of other years or periods"),
        Some(Notion::Weight) => say("分值，填数字", "The points that can be earned, as a number"),
        Some(Notion::Score) => say("得分，不超过分值", "The points that were earned, at most those there are"),
        Some(Notion::Reason) => {
            say("没有完成或明显偏离的原因和改进措施", "Why a target was missed, and what is done about it")
        }
        Some(Notion::Scoring) => say("怎样评分", "How points are given"),
        Some(Notion::Explanation) => say("指标的含义", "What the indicator means"),
        Some(Notion::Nature) => say("定量或定性", "Quantitative or qualitative"),
        Some(Notion::Direction) => say("正向或反向", "Whether larger or smaller is better"),
        Some(Notion::Rate) => say("执行数 ÷ 预算数，写百分数", "Executed ÷ budget, in per cent"),
        Some(Notion::Share) => say("占合计的百分数", "The share of the total, in per cent"),
        Some(notion) if is_money(notion) => say!(lang, "金额，单位{unit}", "An amount in {unit}"),
        Some(Notion::Task | Notion::TaskContent | Notion::Project) => kind(ColumnKind::Task),
        _ => say("照表样填写", "As the form has it"),
    }
}

/// What a block holds.
fn holds(headings: &Headings<'_>, block: &Block, lang: Lang) -> String {
    let columns = || {
        let names = (0..block.columns.len()).map(|at| column_name(headings, block, at)).filter(|name| !name.is_empty());
        names.collect::<Vec<_>>().join(lang.pick("、", ", "))
    };
    match block.shape {
        Shape::Field => lang.pick("一个值，写在项目名后面", "One value behind its label").to_owned(),
        Shape::Text => lang.pick("文字；另起一段就另起一行", "Text; a paragraph a row").to_owned(),
        Shape::Pairs => lang.pick("每格名称后面是它的金额", "Labels, each with its amount behind it").to_owned(),
        Shape::List => {
            let columns = columns();
            say!(lang, "每行一项：{columns}", "An item a row: {columns}")
        }
        Shape::Indicators => {
            let columns = columns();
            say!(lang, "每行一个指标：{columns}", "An indicator a row: {columns}")
        }
    }
}

/// Whether a cell is one of that block.
fn in_block(headings: &Headings<'_>, index: usize, cell: CellRef) -> bool {
    stands(headings, cell).is_some_and(|(of, _)| of == index)
}

/// The most sums that one page shows.
const MOST: usize = 8;

/// A table of the sums that `takes`: both sides, the difference, and what share of the total `own` is.
fn sums(
    sheet: &Sheet<'_>,
    headings: &Headings<'_>,
    takes: impl Fn(&Check) -> bool,
    own: Option<Decimal>,
    lang: Lang,
) -> String {
    let mut table = String::new();
    for check in sheet.checks().iter().filter(|check| is_sum(check) && takes(check)).take(MOST) {
        if table.is_empty() {
            table.push_str(lang.pick(
                "\n\n| 合计 | 分项 | 差额 | 占比 |\n|---|---|---|---|",
                "\n\n| total | parts | difference | share |\n|---|---|---|---|",
            ));
        }
        let decimals = check.stated.decimals;
        let stated = check.stated.value;
        let parts = check.expr.value().map_or_else(String::new, |value| written(value, decimals));
        let (total, names) = (literal(&check.name), literal(&parts_name(headings, check, lang)));
        let share = own.filter(|own| *own != stated).and_then(|own| describe::percent(own, stated));
        let share = share.map_or_else(String::new, |share| format!("{share}%"));
        let gap = difference(sheet, check, lang);
        let stated = written(stated, decimals);
        table.push_str(&format!("\n| {total} {stated} | {names} {parts} | {gap} | {share} |"));
    }
    table
}

/// By how much the parts are off, in words.
pub(super) fn difference(sheet: &Sheet<'_>, check: &Check, lang: Lang) -> String {
    let Some(expected) = check.fault(sheet.tolerance) else { return written(Decimal::ZERO, check.stated.decimals) };
    let gap = check.stated.value.checked_sub(expected).unwrap_or_default();
    let off = written(gap.abs(), check.stated.decimals);
    if gap > Decimal::ZERO {
        say!(lang, "分项少 {off}", "parts {off} short")
    } else {
        say!(lang, "分项多 {off}", "parts {off} too much")
    }
}

/// The figures that would close a sum or a rate with the cell at `at`, with the check that says so.
pub(super) fn closing<'s>(sheet: &'s Sheet<'_>, headings: &Headings<'_>, at: CellRef) -> Vec<(String, &'s Check)> {
    let mut found: Vec<(String, &Check)> = Vec::new();
    let own = headings.at(at).and_then(|at| read_figure(headings.text(at)).figure());
    let column = |cell: CellRef| headings.column_at(cell.row, cell.cell);
    for check in sheet.checks() {
        let stated = check.stated;
        let Some(expected) = check.fault(sheet.tolerance) else { continue };
        let value = if check.at == at {
            Some(if is_sum(check) { expected } else { expected.round_dp(stated.decimals.min(20)) })
        } else if is_sum(check) && matches!(check.expr, Expr::Sum(_)) {
            let part = check.expr.cells().contains(&at);
            // An empty cell of the same column may be one of the parts.
            let empty = own.is_none()
                && headings.at(at).is_none()
                && column(at)
                    .is_some_and(|own| column(check.at).is_some_and(|total| total == own) && at.row != check.at.row);
            let rest = stated.value.checked_sub(expected);
            (part || empty).then(|| rest?.checked_add(own.map_or(Decimal::ZERO, |own| own.value))).flatten()
        } else {
            None
        };
        if let Some(value) = value.filter(|value| *value > Decimal::ZERO) {
            let percent = if check.at == at && stated.percent { "%" } else { "" };
            let text = format!("{}{percent}", written(value, stated.decimals));
            if !found.iter().any(|(known, _)| *known == text) {
                found.push((text, check));
            }
        }
    }
    found
}

/// The rows of a block as an editor folds and selects them: from its label to its last row with something in it.
pub(super) fn stretches(headings: &Headings<'_>) -> Vec<(u32, u32)> {
    let blank = |row: u32| headings.outline.roles[row as usize] == Role::Blank;
    let mut found: Vec<(u32, u32)> = Vec::new();
    let mut add = |first: u32, end: u32| {
        let last = (first..end).rev().find(|row| !blank(*row)).unwrap_or(first);
        match found.iter_mut().find(|(own, _)| *own == first) {
            // A label around others reaches as far as the last of them.
            Some((_, known)) => *known = (*known).max(last),
            None => found.push((first, last)),
        }
    };
    for block in &headings.outline.blocks {
        if let Some(section) = block.section {
            add(section.line, block.end);
        }
        add(block.first, block.end);
    }
    found.retain(|(first, last)| last > first);
    found.sort_unstable();
    found
}

fn headed(name: &str, text: &str) -> String {
    format!("**{}**\n\n{}", literal(name), literal(text))
}
