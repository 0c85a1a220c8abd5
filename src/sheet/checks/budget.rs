//! What a sheet that is read by its headings comes to: its budget, and its tasks.

use rust_decimal::Decimal;

use super::{FigureReading, read_figure};
use crate::outline::{At, Block, Heading, Notion, Shape};
use crate::sheet::{Headings, Sheet};

/// What a sheet comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// The total of its budget; inside, `None` where it cannot be read.
    pub total: Option<Option<Decimal>>,
    /// All tasks or projects together.
    pub tasks: Option<Decimal>,
    /// What was executed of it.
    pub executed: Option<Decimal>,
    /// The execution rate as it is stated, in per cent.
    pub rate: Option<Decimal>,
    /// The points that were earned together.
    pub score: Option<Decimal>,
    /// The most decimals that these amounts have.
    pub decimals: u32,
}

/// What a table holds that money is spent on.
const TASKS: [Notion; 4] = [Notion::Task, Notion::TaskContent, Notion::Project, Notion::TaskKind];

impl Sheet<'_> {
    /// What a sheet that is read by its headings comes to.
    pub fn budget(&self) -> Budget {
        let Some(headings) = self.headings.as_deref() else { return Budget::default() };
        let mut budget = Budget::default();
        let mut rank = 0;
        let mut states = |own: u8, at: At, budget: &mut Budget| {
            // That of the year wins over that of several years, and of either the first.
            if own > rank {
                rank = own;
                let reading = read_figure(headings.text(at));
                budget.total = match reading {
                    FigureReading::Empty | FigureReading::Nothing => budget.total,
                    FigureReading::Figure(figure) => Some(Some(figure.value)),
                    FigureReading::Words => Some(None),
                };
                budget.decimals = reading.figure().map_or(0, |figure| figure.decimals).max(budget.decimals);
            }
        };
        let (mut line, mut own) = (None, 0);
        for block in &headings.outline.blocks {
            if let Some(score) = score(headings, block) {
                budget.score = Some(score);
            }
            match block.shape {
                Shape::Pairs => {
                    for pair in block.rows.iter().flat_map(|row| row.cells.chunks(2)) {
                        if let [Some(label), Some(value)] = *pair
                            && let Some(rank) = total(&headings.heading(label))
                        {
                            states(rank, value, &mut budget);
                        }
                    }
                }
                Shape::List | Shape::Indicators => {
                    let columns = headings.amounts(block);
                    if is_of_tasks(block) {
                        tasks(headings, block, columns, &mut budget);
                    } else if let Some(column) = usual(block, columns) {
                        for row in &block.rows {
                            let words = |at: &&At| read_figure(headings.text(**at)) == FigureReading::Words;
                            let label = row.cells[..column].iter().flatten().rfind(words);
                            if let (Some(label), Some(value)) = (label, row.cells[column])
                                && let Some(rank) = total(&headings.heading(*label))
                            {
                                states(rank, value, &mut budget);
                                if rank > own {
                                    (own, line) = (rank, Some((block, row)));
                                }
                            }
                        }
                    }
                }
                Shape::Field | Shape::Text => {}
            }
        }
        if let Some((block, row)) = line {
            let figure = |notion: Notion| {
                let column = block.columns.iter().position(|column| column.notion == Some(notion))?;
                read_figure(headings.text(row.cells[column]?)).figure()
            };
            let executed = figure(Notion::Executed);
            budget.executed = executed.map(|figure| figure.value);
            budget.decimals = executed.map_or(0, |figure| figure.decimals).max(budget.decimals);
            // Without a sign of percent it may be a fraction of one.
            budget.rate = figure(Notion::Rate).and_then(|rate| match rate.percent || rate.value > Decimal::ONE {
                true => Some(rate.value),
                false => rate.value.checked_mul(Decimal::ONE_HUNDRED),
            });
        }
        budget
    }
}

/// The score in the row of totals of a table of indicators.
fn score(headings: &Headings<'_>, block: &Block) -> Option<Decimal> {
    let column = block.columns.iter().position(|column| column.notion == Some(Notion::Score))?;
    let row = block.rows.iter().rfind(|row| row.total.is_some() && block.shape == Shape::Indicators)?;
    read_figure(headings.text(row.cells[column]?)).figure().map(|figure| figure.value)
}

/// Whether a heading is that of a total: 2 for that of the year, 1 for another one.
fn total(heading: &Heading<'_>) -> Option<u8> {
    let key = &*heading.key;
    let total = heading.is(Notion::Total) || key.ends_with("总额") || key.ends_with("合计");
    let year = ["年度", "当年", "本年"].iter().any(|word| key.contains(word));
    (total && !heading.among).then_some(if year { 2 } else { 1 })
}

fn is_of_tasks(block: &Block) -> bool {
    block.columns.iter().any(|column| column.notion.is_some_and(|notion| TASKS.contains(&notion)))
}

/// Of several columns of amounts the one with the budget as it stands.
fn usual(block: &Block, columns: &[usize]) -> Option<usize> {
    let of = |notion: Notion| columns.iter().copied().find(|at| block.columns[*at].notion == Some(notion));
    of(Notion::Adjusted).or_else(|| of(Notion::Initial)).or(columns.first().copied())
}

/// Adds up the tasks or projects of a table; a row that names none is the total of the others.
fn tasks(headings: &Headings<'_>, block: &Block, columns: &[usize], budget: &mut Budget) {
    let Some(column) = usual(block, columns) else { return };
    let named = |at: &usize| block.columns[*at].notion.is_some_and(|notion| TASKS.contains(&notion));
    let names: Vec<usize> = (0..column).filter(named).collect();
    for row in block.rows.iter().filter(|row| row.total.is_none()) {
        let Some(figure) = row.cells[column].and_then(|at| read_figure(headings.text(at)).figure()) else { continue };
        let sums = |at: &At| {
            let key = headings.key(*at);
            key.ends_with("合计") || key.ends_with("小计") || key.ends_with("总计")
        };
        if !names.iter().any(|at| row.cells[*at].is_some()) || row.cells[..column].iter().flatten().any(sums) {
            continue;
        }
        budget.tasks = budget.tasks.unwrap_or_default().checked_add(figure.value);
        budget.decimals = budget.decimals.max(figure.decimals);
    }
}
