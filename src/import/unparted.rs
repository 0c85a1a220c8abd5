//! Text whose cells nothing but blanks, order or place parts: copied from a viewer, or printed as a page looks.

mod atoms;
mod columns;
mod copied;
mod header;
mod page;
mod prose;
mod rows;
mod words;

use super::draft::{Left, Why};
use super::grid::{CellDoubt, Grid, GridCell, GridName, Place};

/// The cells of a text, and its lines that are none.
pub(super) struct Unparted {
    pub(super) grid: Grid,
    pub(super) left: Vec<Left>,
}

/// The cells of `text`.
pub(super) fn read(text: &str) -> Unparted {
    let mut out = Cells::default();
    if page::is_page(text) {
        page::read(text, &mut out);
    } else {
        copied::read(text, &mut out);
    }
    Unparted { grid: Grid::new(GridName::Lines, out.cells), left: out.left }
}

/// The cells as they are found, row by row.
#[derive(Debug, Default)]
struct Cells {
    cells: Vec<GridCell>,
    left: Vec<Left>,
    /// The first row that is free.
    next: u32,
}

impl Cells {
    /// The row for what stands in `line`: no row above it is used again.
    fn row(&mut self, line: u32) -> u32 {
        let row = self.next.max(line);
        self.next = row + 1;
        row
    }

    fn put(&mut self, row: u32, col: u32, text: impl Into<String>) {
        self.cells.push(GridCell::single(row, col, text));
    }

    /// A cell of which it is not certain where it belongs.
    fn doubt(&mut self, row: u32, col: u32, text: impl Into<String>) {
        self.cells.push(GridCell { doubt: Some(CellDoubt::Unplaced), ..GridCell::single(row, col, text) });
    }

    fn leave(&mut self, line: u32, text: &str, why: Why) {
        let place = Place { grid: GridName::Lines, row: line, col: 0 };
        self.left.push(Left { place, text: text.to_owned(), cells: 1, why });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let grid = read(text).grid;
        let mut rows: Vec<(u32, String)> = Vec::new();
        for cell in &grid.cells {
            let text = format!("{}{}", cell.text.replace('\n', "/"), if cell.doubt.is_some() { "??" } else { "" });
            match rows.last_mut().filter(|(row, _)| *row == cell.row) {
                Some((_, line)) => line.push_str(&format!("|{}:{text}", cell.col)),
                None => rows.push((cell.row, format!("{}:{text}", cell.col))),
            }
        }
        let rows: Vec<String> = rows.into_iter().map(|(_, row)| row).collect();
        assert_eq!(rows, expected);
    }

    #[test]
    fn copied_cells_are_told_apart_by_what_their_columns_hold() {
        check(
            "绩效指标\n一级指标 二级指标 三级指标 指标值\n产出指标\n数量指标\n旅游设施建设 ≥20平方米\n流转土地 ≥60亩\n质量指标 质量达标率 ≥98%\n效益指标 社会效益指标 接待游客数量 ≥60000人\n",
            &[
                "0:绩效指标|1:一级指标|2:二级指标|3:三级指标|4:指标值",
                "1:产出指标|2:数量指标|3:旅游设施建设|4:≥20平方米",
                "3:流转土地|4:≥60亩",
                "2:质量指标|3:质量达标率|4:≥98%",
                "1:效益指标|2:社会效益指标|3:接待游客数量|4:≥60000人",
            ],
        );
    }

    #[test]
    fn broken_lines_are_one_cell_and_a_line_of_its_own_is_none_of_the_value_before() {
        check(
            "部门（单\n位）名称\n某某水产技术推广站\n部门预算编码 905001009\n无人知晓的一行\n年度目标\n完成任务。\n",
            &[
                "0:部门（单/位）名称|1:某某水产技术推广站",
                "0:部门预算编码|1:905001009",
                "0:无人知晓的一行??",
                "0:年度目标|1:完成任务。",
            ],
        );
    }

    #[test]
    fn signatures_and_page_numbers_are_none_of_the_table() {
        let text = "项目名称 甲项目\n- 1 -\n填报人：甲 填报日期：2023年1月10日\n";
        check(text, &["0:项目名称|1:甲项目", "0:填报人：甲|1:填报日期：2023年1月10日"]);
        assert_eq!(read(text).left.len(), 1);
    }
}
