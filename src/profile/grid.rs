//! The printed form: its page, its columns, and over how many of them each cell goes.

use super::error::{Said, said};
use super::layout::{ColumnKind, Section, Shape};

/// The physical grid of a form. The first column is that of the labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintGrid {
    /// Whether the page lies on its long side.
    pub landscape: bool,
    /// The widths of the columns, in millimetres.
    pub widths: Vec<u32>,
    /// For each section, the columns that each cell behind the label takes up, row by row; rows beyond the last entry are
    /// like it.
    spans: Vec<Vec<Vec<usize>>>,
}

/// A4, and the margins that every printer keeps, in millimetres.
const PAGE: (u32, u32) = (210, 297);
const MARGINS: u32 = 24;

impl PrintGrid {
    /// The widths of a page, in millimetres without its margins.
    pub fn printable(landscape: bool) -> u32 {
        (if landscape { PAGE.1 } else { PAGE.0 }) - MARGINS
    }

    /// How many columns there are behind the labels.
    pub fn columns(&self) -> usize {
        self.widths.len() - 1
    }

    /// The columns that each of `cells` cells of row `row` of a section takes up.
    pub fn spans(&self, section: Option<usize>, row: usize, cells: usize) -> Vec<usize> {
        let rows = section.and_then(|section| self.spans.get(section)).map_or(&[][..], |rows| &rows[..]);
        let own = rows.get(row).or(rows.last()).filter(|spans| spans.len() == cells);
        // Rows of a book may come in another order than the form prints them.
        let other = || rows.iter().find(|spans| spans.len() == cells);
        own.or_else(other).cloned().unwrap_or_else(|| spread(self.columns(), cells))
    }

    /// The grid of a form that states none: as few columns as its rows need.
    pub(super) fn derived(sections: &[Section]) -> Self {
        let mut columns: Option<Vec<u32>> = None;
        for section in sections {
            if let Shape::Indicators(of) = &section.shape {
                columns = Some(of.iter().map(|column| weight(column.kind)).collect());
            }
        }
        let most = sections.iter().flat_map(cells_of).max().unwrap_or(1);
        let mut weights = columns.unwrap_or_default();
        weights.resize(weights.len().max(most), 3);
        let landscape = weights.len() > 9;
        let room = Self::printable(landscape);
        let label = 20;
        let whole: u32 = weights.iter().sum();
        let mut widths = vec![label];
        widths.extend(weights.iter().map(|weight| (room - label) * weight / whole));
        let spans = sections.iter().map(|section| spans_of(section, widths.len() - 1)).collect();
        Self { landscape, widths, spans }
    }

    /// A page with columns of these widths, whose cells are spread as they come.
    ///
    /// # Errors
    /// What does not fit.
    pub(super) fn page(landscape: bool, widths: Vec<u32>) -> Result<Self, Said> {
        let room = Self::printable(landscape);
        let whole: u32 = widths.iter().fold(0, |sum, width| sum.saturating_add(*width));
        if widths.len() < 2 || widths.contains(&0) || whole > room {
            return Err(said!(
                "grid.widths 合计 {whole} 毫米，可用 {room} 毫米；至少要有两列，每列不为 0",
                "`grid.widths` is {whole} mm of {room}, and needs two columns or more, none of them 0"
            ));
        }
        Ok(Self { landscape, widths, spans: Vec::new() })
    }

    /// The grid that a form states; a section that it leaves out has its cells spread evenly.
    ///
    /// # Errors
    /// What does not fit.
    pub(super) fn stated(
        landscape: bool,
        widths: Vec<u32>,
        stated: &mut dyn FnMut(&str) -> Option<Vec<Vec<usize>>>,
        sections: &[Section],
    ) -> Result<Self, Said> {
        let Self { widths, .. } = Self::page(landscape, widths)?;
        let columns = widths.len() - 1;
        let mut spans = Vec::new();
        for section in sections {
            let rows = stated(&section.id).unwrap_or_else(|| spans_of(section, columns));
            if let Some(row) = rows.iter().find(|row| row.iter().sum::<usize>() != columns || row.contains(&0)) {
                let id = &section.id;
                return Err(said!(
                    "grid.spans.{id}：{row:?} 没有占满项目名之后的 {columns} 列",
                    "`grid.spans.{id}`: {row:?} does not fill the {columns} columns behind the label"
                ));
            }
            let counts = cells_of(section);
            let fits = !rows.is_empty() && rows.iter().all(|row| counts.contains(&row.len()));
            if !fits {
                let id = &section.id;
                return Err(said!(
                    "grid.spans.{id}：这个项目的一行在项目名之后有 {counts:?} 个单元格",
                    "`grid.spans.{id}`: a row of the section has {counts:?} cells behind the label"
                ));
            }
            spans.push(rows);
        }
        Ok(Self { landscape, widths, spans })
    }
}

/// How wide a column is beside the others.
fn weight(kind: ColumnKind) -> u32 {
    match kind {
        ColumnKind::Name | ColumnKind::Text | ColumnKind::Task => 6,
        ColumnKind::Class | ColumnKind::Group => 4,
        ColumnKind::Operator | ColumnKind::Measure => 2,
        _ => 3,
    }
}

/// How many cells behind the label the rows of a section have.
fn cells_of(section: &Section) -> Vec<usize> {
    match &section.shape {
        Shape::Field(_) | Shape::Text => vec![1],
        Shape::Breakdown(rows) => rows.iter().map(|row| 2 * row.len()).collect(),
        Shape::List(columns) | Shape::Indicators(columns) => vec![columns.len()],
    }
}

fn spans_of(section: &Section, columns: usize) -> Vec<Vec<usize>> {
    cells_of(section).into_iter().map(|cells| spread(columns, cells)).collect()
}

/// `columns` shared out among `cells` cells; the first ones have more.
fn spread(columns: usize, cells: usize) -> Vec<usize> {
    let cells = cells.clamp(1, columns);
    (0..cells).map(|at| columns / cells + usize::from(at < columns % cells)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::builtin;

    #[test]
    fn columns_are_shared_out() {
        assert_eq!(spread(7, 1), [7]);
        assert_eq!(spread(7, 2), [4, 3]);
        assert_eq!(spread(7, 4), [2, 2, 2, 1]);
        assert_eq!(spread(2, 5), [1, 1]);
    }

    #[test]
    fn every_form_has_a_grid_that_its_page_can_take() {
        for profile in builtin() {
            let derived = PrintGrid::derived(&profile.sections);
            for grid in [&profile.grid, &derived] {
                assert!(grid.widths.iter().sum::<u32>() <= PrintGrid::printable(grid.landscape), "{}", profile.id);
                for (at, section) in profile.sections.iter().enumerate() {
                    for (row, cells) in cells_of(section).into_iter().enumerate() {
                        let spans = grid.spans(Some(at), row, cells);
                        assert_eq!((spans.len(), spans.iter().sum()), (cells, grid.columns()), "{}", section.id);
                    }
                }
            }
        }
    }
}
