//! Which cells of a sheet that is read by its headings are printed over several rows or columns.

use rustc_hash::FxHashMap;

use crate::outline::{At, Block, Notion, Role, Shape};
use crate::sheet::Headings;

/// How far cells reach.
#[derive(Debug, Default)]
pub(super) struct Reaches {
    /// The line behind the last one that a cell may reach down to.
    pub(super) down: FxHashMap<At, u32>,
    /// The last column that a cell stands over.
    pub(super) over: FxHashMap<At, u32>,
}

impl Reaches {
    fn down_to(&mut self, at: Option<At>, end: u32) {
        if let Some(at) = at {
            let own = self.down.entry(at).or_insert(end);
            *own = (*own).max(end);
        }
    }
}

/// How far the cells of a sheet reach.
pub(super) fn reaches(headings: &Headings<'_>) -> Reaches {
    let mut found = Reaches::default();
    for block in &headings.outline.blocks {
        found.down_to(block.label.filter(|label| !is_header(headings, block, *label)), block.end);
        found.down_to(block.section, block.end);
        headers(headings, block, &mut found);
        match block.shape {
            Shape::Indicators => {
                for pane in &block.panes {
                    let notion = |at: &usize| block.columns[*at].notion;
                    let name = pane.columns.iter().position(|at| notion(at) == Some(Notion::Name));
                    columns(block, &pane.columns[..name.unwrap_or(pane.columns.len().min(2))], &mut found);
                }
            }
            Shape::List => {
                let amount = |at: &usize| {
                    let mut cells = block.rows.iter().filter_map(|row| row.cells[*at]);
                    cells.any(|cell| crate::sheet::read_figure(headings.text(cell)).figure().is_some())
                };
                let labels: Vec<usize> = (0..block.columns.len().min(3)).take_while(|at| !amount(at)).collect();
                // The last of them tells the rows apart.
                columns(block, &labels[..labels.len().saturating_sub(1)], &mut found);
            }
            Shape::Field | Shape::Text | Shape::Pairs => {}
        }
    }
    found
}

/// Whether the label of a text is one of those side by side above their texts.
fn is_header(headings: &Headings<'_>, block: &Block, label: At) -> bool {
    block.shape == Shape::Text && matches!(headings.outline.roles[label.line as usize], Role::Header(_))
}

/// The headers above several columns, and those that have no second row.
fn headers(headings: &Headings<'_>, block: &Block, found: &mut Reaches) {
    let sub = block.columns.iter().filter(|column| column.group.is_some()).find_map(|column| column.header);
    for column in &block.columns {
        if let Some(top) = column.group.or(column.header) {
            found.over.insert(top, column.col);
        }
        if let (Some(sub), None, Some(header)) = (sub, column.group, column.header)
            && sub.line > header.line
        {
            found.down_to(Some(header), sub.line + 1);
        }
    }
    found.over.retain(|at, last| headings.cell(*at).cell < *last);
}

/// The values of these columns, each of which holds for the rows below that state none.
fn columns(block: &Block, parents: &[usize], found: &mut Reaches) {
    let mut open: Vec<Option<At>> = vec![None; parents.len()];
    for row in &block.rows {
        if row.total.is_some() {
            open.fill(None);
            continue;
        }
        for (at, column) in parents.iter().enumerate() {
            if let Some(own) = row.cells[*column] {
                // A new class ends the group before it.
                open[at..].fill(None);
                open[at] = Some(own);
            }
        }
        open.iter().for_each(|own| found.down_to(*own, row.line + 1));
    }
}
