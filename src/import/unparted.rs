//! Text whose cells nothing but blanks, order or place parts: copied from a viewer, or printed as a page looks.

mod align;
mod atoms;
mod columns;
mod copied;
mod header;
mod kin;
mod look;
mod page;
mod parents;
pub(super) mod prose;
mod rows;
mod table;
mod words;

use super::draft::{Left, Why};
use super::grid::{CellDoubt, Grid, GridCell, GridName, Place};
use columns::Fragment;
pub(super) use kin::Kin;

/// The cells of a text, and its lines that are none.
pub(super) struct Unparted {
    pub(super) grid: Grid,
    pub(super) left: Vec<Left>,
}

/// A text with more lines is read by a known form or not at all: some hundred sheets.
pub(super) const MOST_LINES: usize = 30_000;

/// The cells of `text`; `kin` says what is known of the levels of its form.
pub(super) fn read(text: &str, kin: Kin<'_>) -> Unparted {
    let mut out = Cells::default();
    if page::is_page(text) {
        let mut ways = Ways { kin, usual: parents::Usual::default() };
        page::read(text, &mut ways, &mut out);
        // How parents stand may be plain from the last page only.
        if ways.usual.is_mixed() {
            out = Cells::default();
            page::read(text, &mut ways, &mut out);
        }
    } else {
        copied::read(text, &mut out);
    }
    Unparted { grid: Grid::new(GridName::Lines, out.cells), left: out.left }
}

/// A cell of a page whose place is known: columns are half the width of a Chinese character.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) line: u32,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
    /// The first and the last line of the rows that it stands in the middle of, where its place says so.
    pub(super) reach: Option<(u32, u32)>,
}

/// Whether a text is a whole cell by its looks, such as an amount.
pub(super) fn is_whole(text: &str) -> bool {
    words::is_figure(text) || words::leads_operator(text) || words::is_quantity(text)
}

/// Whether a page holds the headers of a table of a sheet.
pub(super) fn is_headed(page: &[Piece]) -> bool {
    let mut lines: Vec<(u32, Vec<Fragment>)> = lines_of(page);
    lines.iter_mut().any(|(_, own)| page::is_headed(own))
}

/// The cells of pages, and what is none; lines are numbered over all pages.
pub(super) fn read_pages(pages: &[Vec<Piece>], kin: Kin<'_>) -> Unparted {
    let lines: Vec<Vec<(u32, Vec<Fragment>)>> = pages.iter().map(|page| lines_of(page)).collect();
    let texts: Vec<(u32, String)> = lines
        .iter()
        .flatten()
        .map(|(line, own)| (*line, own.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join("  ")))
        .collect();
    let printed: Vec<(u32, &str)> = texts.iter().map(|(line, text)| (*line, text.as_str())).collect();
    let spacing = atoms::Spacing { gapped: false, ..atoms::Spacing::of(&printed) };
    let mut ways = Ways { kin, usual: parents::Usual::default() };
    let mut out = Cells::default();
    page::read_pages(lines.clone(), spacing, true, &mut ways, &mut out);
    if ways.usual.is_mixed() {
        out = Cells::default();
        page::read_pages(lines, spacing, true, &mut ways, &mut out);
    }
    out.cells.iter_mut().for_each(|cell| cell.text = cell.text.replace(WITHIN, " "));
    out.left.iter_mut().for_each(|left| left.text = left.text.replace(WITHIN, " "));
    Unparted { grid: Grid::new(GridName::Lines, out.cells), left: out.left }
}

/// What stands for a blank within a cell: nothing parts it there.
const WITHIN: char = '\u{a0}';

fn lines_of(page: &[Piece]) -> Vec<(u32, Vec<Fragment>)> {
    let mut lines: Vec<(u32, Vec<Fragment>)> = Vec::new();
    for piece in page {
        let text = piece.text.replace(' ', "\u{a0}");
        let own = Fragment { line: piece.line, start: piece.start, end: piece.end, text, reach: piece.reach };
        match lines.last_mut().filter(|(line, _)| *line == piece.line) {
            Some((_, all)) => all.push(own),
            None => lines.push((piece.line, vec![own])),
        }
    }
    lines
}

/// What is known of how a text is printed.
struct Ways<'p> {
    kin: Kin<'p>,
    usual: parents::Usual,
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
        let grid = read(text, Kin::default()).grid;
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
    fn the_label_of_an_amount_begins_a_row() {
        // The first header is called as an amount is, and some rows have no amounts.
        check(
            "预算执行情况（10分）\n年度预算数（万元） 年初预算 调整后预算数 预算执行数 预算执行率 权重 得分 原因\n总额 96.00 108.50 106.25 97.93% 10 9.79\n其中：财政资金 96.00 108.50 106.25 97.93% / /\n其他资金\n",
            &[
                "0:预算执行情况（10分）|1:年度预算数（万元）|2:年初预算|3:调整后预算数|4:预算执行数|5:预算执行率|6:权重|7:得分|8:原因",
                "1:总额|2:96.00|3:108.50|4:106.25|5:97.93%|6:10|7:9.79",
                "1:其中：财政资金|2:96.00|3:108.50|4:106.25|5:97.93%|6:/|7:/",
                "1:其他资金??",
            ],
        );
        // Three figures are amounts sooner than points.
        check(
            "项目资金（万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分\n年度资金总额 0 0 0 10 0 0\n其中：本年财政拨款 90 89.974 89.974\n上年结转资金\n其他资金\n",
            &[
                "0:项目资金（万元）|2:年初预算数|3:全年预算数|4:全年执行数|5:分值|6:执行率|7:得分",
                "1:年度资金总额|2:0|3:0|4:0|5:10|6:0|7:0",
                "1:其中：本年财政拨款??|2:90|3:89.974|4:89.974",
                "1:上年结转资金??",
                "1:其他资金??",
            ],
        );
    }

    #[test]
    fn cells_one_a_line_of_which_some_are_empty() {
        check(
            "预算执行情况（10分）\n年度预算数（万元）\n年初预算\n调整后预算数\n预算执行数\n预算执行率\n权重\n得分\n原因\n总额\n238.93\n251.89\n251.89\n100.00%\n10\n9\n其他资金\n/\n/\n绩效指标（90分）\n一级指标\n二级指标\n三级指标\n指标性质\n指标值\n度量单位\n完成值\n权重\n得分\n产出指标\n数量指标\n发放（缴纳）覆盖率\n=\n100\n%\n100\n60\n60\n效益指标\n社会效益指标\n足额保障率（参保率）\n=\n100\n%\n100\n30\n28\n",
            &[
                "0:预算执行情况（10分）|1:年度预算数（万元）|2:年初预算|3:调整后预算数|4:预算执行数|5:预算执行率|6:权重|7:得分|8:原因",
                "1:总额|2:238.93|3:251.89|4:251.89|5:100.00%|6:10|7:9",
                "1:其他资金??|6:/|7:/",
                "0:绩效指标（90分）|1:一级指标|2:二级指标|3:三级指标|4:指标性质|5:指标值|6:度量单位|7:完成值|8:权重|9:得分",
                "1:产出指标|2:数量指标|3:发放（缴纳）覆盖率|4:=|5:100|6:%|7:100|8:60|9:60",
                "1:效益指标|2:社会效益指标|3:足额保障率（参保率）|4:=|5:100|6:%|7:100|8:30|9:28",
            ],
        );
    }

    #[test]
    fn a_page_is_read_by_the_places_of_its_cells() {
        // Names broken above and below their values, parents in the middle of their rows, a header of three lines.
        check(
            "               项目支出绩效自评表\n\n 项目名称      供水管网项目\n\n\
             \x20       一级     二级                        年度      实际\n\
             \x20                        三级指标                              得分\n\
             \x20       指标     指标                        指标值    完成值\n\n\
             \x20                        改造管网长度        ≥42 公里  43.6 公里  8\n\
             \x20               数量指标\n\
             \x20                        新建泵站数量        2 座      2 座       6\n\
             绩效    产出\n\
             指标    指标              管网工程验收合格\n\
             \x20               质量指标                    =100%     100%       8\n\
             \x20                        率\n\n\
             \x20       效益    社会效益\n\
             \x20                        受益人数            ≥2.8 万人 2.9 万人   8\n\
             \x20       指标    指标\n\n\
             \x20               总分                                              30\n",
            &[
                "0:项目支出绩效自评表",
                "0:项目名称|1:供水管网项目",
                "0:绩效/指标|1:一级/指标|2:二级/指标|3:三级指标|4:年度/指标值|5:实际/完成值|6:得分",
                "1:产出/指标|2:数量指标|3:改造管网长度|4:≥42 公里|5:43.6 公里|6:8",
                "3:新建泵站数量|4:2 座|5:2 座|6:6",
                "2:质量指标|3:管网工程验收合格/率|4:=100%|5:100%|6:8",
                "1:效益/指标|2:社会效益/指标|3:受益人数|4:≥2.8 万人|5:2.9 万人|6:8",
                "1:总分|6:30",
            ],
        );
    }

    #[test]
    fn a_table_goes_on_where_the_next_page_begins() {
        // The second page stands elsewhere and has the other half of a level's name, and of the label.
        check(
            "             部门整体支出绩效目标表\n\n 单位名称       某某档案馆\n\n\
             \x20          一级指标    二级指标      三级指标         指标值\n\
             年度绩效\n\
             指标        产出        数量指标      扫描页数         ≥62 万页\n\
             \x0c完成       指标        质量指标   抽检合格率    ≥99%\n\
             情况\n\
             \x20         效益指标     社会效益   接待人次      ≥5200 人次\n",
            &[
                "0:部门整体支出绩效目标表",
                "0:单位名称|1:某某档案馆",
                "0:年度绩效/指标/完成/情况|1:一级指标|2:二级指标|3:三级指标|4:指标值",
                "1:产出/指标|2:数量指标|3:扫描页数|4:≥62 万页",
                "2:质量指标|3:抽检合格率|4:≥99%",
                "1:效益指标|2:社会效益|3:接待人次|4:≥5200 人次",
            ],
        );
    }

    #[test]
    fn what_another_page_prints_once_more_is_left_out() {
        // Headers, and the parents whose rows a page cuts; the label stands on the second page alone.
        let text = "             部门整体支出绩效目标表\n\n 单位名称       某某档案馆\n\n\
             \x20          一级指标    二级指标      三级指标         指标值\n\
             \x20          产出指标    数量指标      扫描页数         ≥62 万页\n\
             \x20                                    装订卷数         ≥3 万卷\n\
             \x0c\x20          一级指标    二级指标      三级指标         指标值\n\
             \x20          产出指标    数量指标      整理卷数         ≥8 万卷\n\
             绩效指标                质量指标      抽检合格率       ≥99%\n\
             \x20          效益指标    社会效益      接待人次         ≥5200 人次\n";
        check(
            text,
            &[
                "0:部门整体支出绩效目标表",
                "0:单位名称|1:某某档案馆",
                "0:绩效指标|1:一级指标|2:二级指标|3:三级指标|4:指标值",
                "1:产出指标|2:数量指标|3:扫描页数|4:≥62 万页",
                "3:装订卷数|4:≥3 万卷",
                "3:整理卷数|4:≥8 万卷",
                "2:质量指标|3:抽检合格率|4:≥99%",
                "1:效益指标|2:社会效益|3:接待人次|4:≥5200 人次",
            ],
        );
        let left: Vec<String> =
            read(text, Kin::default()).left.iter().map(|left| format!("{} {:?}", left.text, left.why)).collect();
        assert_eq!(left, ["一级指标 二级指标 三级指标 指标值 Repeated", "产出指标 Repeated", "数量指标 Repeated"]);
    }

    #[test]
    fn an_outer_parent_begins_where_an_inner_one_does() {
        // In the middle of what they print, `产出指标` might begin a row later; nothing below it belongs elsewhere.
        check(
            "             部门整体支出绩效目标表\n\n 单位名称       某某档案馆\n\n\
             绩效指标    一级指标    二级指标      三级指标         指标值\n\
             \x20                    数量指标      扫描页数         ≥62 万页\n\
             \x20                                  整理卷数         ≥8 万卷\n\n\
             \x20          产出指标\n\
             \x20                    质量指标      抽检合格率       ≥99%\n\
             \x20                    时效指标      按时完成率       =100%\n\
             \x20          效益指标    社会效益      接待人次         ≥5200 人次\n",
            &[
                "0:部门整体支出绩效目标表",
                "0:单位名称|1:某某档案馆",
                "0:绩效指标|1:一级指标|2:二级指标|3:三级指标|4:指标值",
                "1:产出指标|2:数量指标|3:扫描页数|4:≥62 万页",
                "3:整理卷数|4:≥8 万卷",
                "2:质量指标|3:抽检合格率|4:≥99%",
                "2:时效指标|3:按时完成率|4:=100%",
                "1:效益指标|2:社会效益|3:接待人次|4:≥5200 人次",
            ],
        );
    }

    #[test]
    fn amounts_stand_behind_their_labels_without_a_header() {
        check(
            "             部门整体支出绩效目标表\n\n 部门名称              某某局\n\n\
             \x20                               其中：财政拨款     1420.00\n\
             \x20            收入合计  1468.52\n\
             当年预算情况                      其他经费             48.52\n\
             \x20（万元）                       其中：基本支出      806.52\n\
             \x20            支出合计  1468.52\n\
             \x20                               项目支出            662.00\n",
            &[
                "0:部门整体支出绩效目标表",
                "0:部门名称|1:某某局",
                "0:当年预算情况/（万元）|1:收入合计|2:1468.52|3:其中：财政拨款|4:1420.00",
                "3:其他经费|4:48.52",
                "1:支出合计|2:1468.52|3:其中：基本支出|4:806.52",
                "3:项目支出|4:662.00",
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
        assert_eq!(read(text, Kin::default()).left.len(), 1);
    }
}
