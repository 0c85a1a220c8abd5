//! Collects what stands beside the cells of a source: headers, notes, comments, text boxes, hidden text, prompts.

use super::Refusal;
use super::budget::Budget;
use super::grid::{Aside, Grid, GridCell, GridName};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What stands beside the cells, by its kind and worksheet.
#[derive(Debug, Default)]
pub(super) struct Asides(BTreeMap<(Aside, Option<Arc<str>>), Vec<GridCell>>);

impl Asides {
    /// Adds the lines of a text, as paragraphs.
    pub(super) fn lines(&mut self, aside: Aside, text: &str, budget: &mut Budget) -> Result<(), Refusal> {
        let cells = self.0.entry((aside, None)).or_default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            budget.cell(line.len())?;
            cells.push(GridCell::single(cells.len() as u32, 0, line));
        }
        Ok(())
    }

    /// Adds a text that belongs to a cell of a worksheet.
    pub(super) fn at(
        &mut self,
        aside: Aside,
        sheet: &Arc<str>,
        (row, col): (u32, u32),
        text: &str,
        budget: &mut Budget,
    ) -> Result<(), Refusal> {
        let text = text.trim();
        if !text.is_empty() {
            budget.cell(text.len())?;
            let cells = self.0.entry((aside, Some(sheet.clone()))).or_default();
            cells.push(GridCell::single(row, col, text));
        }
        Ok(())
    }

    /// All of it, as tables.
    pub(super) fn grids(self) -> impl Iterator<Item = Grid> {
        self.0
            .into_iter()
            .filter(|(_, cells)| !cells.is_empty())
            .map(|((aside, sheet), cells)| Grid::new(GridName::Aside(aside, sheet), cells))
    }
}
