//! What every source becomes first: tables of cells, each with the place in the source that it came from.

use super::covered::Covered;
use crate::diagnostic::{Lang, say};
use std::sync::Arc;

/// A table of a source.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// What the source calls it.
    pub(super) name: GridName,
    /// The cells that hold something or are more than one cell wide or high, row by row, in each row from the left.
    pub(super) cells: Vec<GridCell>,
    /// How many cells of a large worksheet were not kept, because no sheet begins above them.
    pub(super) more: usize,
    /// Whether the source hides the worksheet as a whole.
    pub(super) hidden: bool,
}

impl Grid {
    /// A table all of whose cells are kept.
    pub(super) fn new(name: GridName, cells: Vec<GridCell>) -> Self {
        Self { name, cells: ordered(cells), more: 0, hidden: false }
    }
}

/// What a source calls a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum GridName {
    /// A worksheet, by its name.
    Worksheet(Arc<str>),
    /// The table of that number, from 1.
    Table(usize),
    /// The paragraphs before the table of that number, from 1; behind the last table, one more.
    Before(usize),
    /// A text; its rows are lines.
    Lines,
    /// A table of a PDF, which may go on over pages.
    Page(PageRows),
    /// Lines of a page of that number, from 1, that stand around its tables.
    PageText(u32),
    /// Lines of a page that only pages need: its number, and headings that it prints once more.
    PageEdge(u32),
    /// What stands beside the cells and is part of no table; each of its cells is told of and left out. It has the name
    /// of its worksheet, where it has one; then rows and columns are those of the worksheet.
    Aside(Aside, Option<Arc<str>>),
}

/// What stands beside the cells of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Aside {
    /// Headers and footers of pages.
    Header,
    /// Footnotes and endnotes.
    Note,
    /// Comments.
    Comment,
    /// Boxes of text that float over the page.
    TextBox,
    /// What is there and hidden, or struck out.
    Hidden,
    /// What asks for a text and is none: the prompt of a content control, a choice that is not made.
    Prompt,
}

impl Aside {
    fn show(self, lang: Lang) -> &'static str {
        match self {
            Self::Header => lang.pick("页眉页脚", "header or footer"),
            Self::Note => lang.pick("脚注尾注", "footnote or endnote"),
            Self::Comment => lang.pick("批注", "comment"),
            Self::TextBox => lang.pick("文本框", "text box"),
            Self::Hidden => lang.pick("隐藏或划掉的文字", "hidden or struck out text"),
            Self::Prompt => lang.pick("未填写的提示或选项", "prompt or choice not made"),
        }
    }
}

impl GridName {
    /// Whether it is of what stands beside the cells.
    pub(super) fn is_aside(&self) -> bool {
        matches!(self, Self::Aside(..))
    }
}
/// Which rows of a table stand on which page of a PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PageRows {
    /// The first row on each page, the page, from 1, and how many rows of the page stand above that row.
    pub(super) starts: Arc<[(u32, u32, u32)]>,
}

impl PageRows {
    /// The page of a row, and its row there, both from 1.
    fn place(&self, row: u32) -> (u32, u64) {
        let at = self.starts.partition_point(|(start, _, _)| *start <= row).saturating_sub(1);
        let (start, page, above) = self.starts.get(at).copied().unwrap_or((0, 1, 0));
        (page, u64::from(row - start.min(row)) + u64::from(above) + 1)
    }
}

/// A cell; rows and columns count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GridCell {
    pub(super) row: u32,
    pub(super) col: u32,
    /// How many rows it is high, at least 1.
    pub(super) rows: u32,
    /// How many columns it is wide, at least 1.
    pub(super) cols: u32,
    /// Its text; line ends in it are those of the source.
    pub(super) text: String,
    /// What the source leaves open about the text.
    pub(super) doubt: Option<CellDoubt>,
}

/// What a source leaves open about the text of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CellDoubt {
    /// It shows this, and holds more digits.
    Rounded(String),
    /// An error value such as `#REF!`.
    Error,
    /// It stands in a merged cell behind another one, or in a hidden row or column, and is not seen.
    Unseen,
    /// A time, or a date in a form that is not known; the text is what was read.
    Unformatted,
    /// Text that is hidden or struck out stands in it too, and was not taken.
    Partly(String),
    /// It holds a character of a symbol font whose look is not known.
    Symbol,
    /// Its merged area overlaps another one.
    Overlapping,
    /// Nothing parts the cells of the source, and it is a guess where this one belongs.
    Unplaced,
    /// Text recognition laid it under the picture of a page.
    Recognised,
    /// Without rules around it, it might as well begin a row earlier or later.
    Placed,
}

impl CellDoubt {
    /// What is open about `text`.
    pub(super) fn message(&self, text: &str, lang: Lang) -> String {
        match self {
            Self::Rounded(shown) => say!(
                lang,
                "显示为“{shown}”，实际是“{text}”；取实际的数，请核对",
                "it shows \"{shown}\" and holds \"{text}\"; the latter was taken, check it"
            ),
            Self::Error => {
                say!(
                    lang,
                    "公式出错（{text}）；请在原文件中改正",
                    "the formula fails ({text}); correct it in the source"
                )
            }
            Self::Unseen => say!(
                lang,
                "“{text}”在原文件中看不见（隐藏，或被合并单元格盖住）；请核对",
                "\"{text}\" cannot be seen in the source (hidden, or covered by a merged cell); check it"
            ),
            Self::Unformatted => say!(
                lang,
                "读不出显示的格式，取作“{text}”；请核对",
                "its display format is not known, taken as \"{text}\"; check it"
            ),
            Self::Partly(hidden) => say!(
                lang,
                "“{text}”旁有隐藏或划掉的文字“{hidden}”，未取；请核对",
                "\"{hidden}\" beside \"{text}\" is hidden or struck out and was not taken; check it"
            ),
            Self::Symbol => say!(
                lang,
                "“{text}”中有符号字体的字符，看不出原样；请核对",
                "\"{text}\" holds a character of a symbol font whose look is not known; check it"
            ),
            Self::Overlapping => say!(
                lang,
                "“{text}”的合并区域与别的重叠；请在原文件中改正",
                "the merged area of \"{text}\" overlaps another one; correct it in the source"
            ),
            Self::Unplaced => say!(
                lang,
                "原文没有分格，“{text}”属于哪一栏、哪一行不能确定；请核对",
                "nothing parts the cells here, and where \"{text}\" belongs is not certain; check it"
            ),
            Self::Recognised => say!(
                lang,
                "这一页是图片，文字是识别出来的；请对照原件逐格核对",
                "this page is a picture, and its text was recognised; check every cell against the original"
            ),
            Self::Placed => say!(
                lang,
                "表没有框线，不能确定“{text}”包括哪几行；请对照原件核对",
                "the table has no rules, and the rows that \"{text}\" stands for are not certain; check them against the original"
            ),
        }
    }
}

impl GridCell {
    /// A cell of one row and one column.
    pub(super) fn single(row: u32, col: u32, text: impl Into<String>) -> Self {
        Self { row, col, rows: 1, cols: 1, text: text.into(), doubt: None }
    }

    /// Whether it holds nothing but blanks.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// First row behind it.
    pub(super) fn row_end(&self) -> u32 {
        self.row.saturating_add(self.rows)
    }

    /// First column behind it.
    pub(super) fn col_end(&self) -> u32 {
        self.col.saturating_add(self.cols)
    }
}

/// A place in a source, as a reader finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub(super) grid: GridName,
    pub(super) row: u32,
    pub(super) col: u32,
}

impl Place {
    /// `Sheet1!B12`, `表 1 第 3 行第 2 格`, `第 12 行`.
    pub fn show(&self, lang: Lang) -> String {
        let (row, col) = (u64::from(self.row) + 1, u64::from(self.col) + 1);
        match &self.grid {
            GridName::Worksheet(name) => format!("{name}!{}{row}", letters(self.col)),
            GridName::Table(table) => {
                say!(lang, "表 {table} 第 {row} 行第 {col} 格", "table {table}, row {row}, cell {col}")
            }
            GridName::Before(table) => {
                say!(lang, "表 {table} 之前第 {row} 段", "paragraph {row} before table {table}")
            }
            GridName::Lines => say!(lang, "第 {row} 行", "line {row}"),
            GridName::Aside(aside, Some(name)) => {
                let (aside, col) = (aside.show(lang), letters(self.col));
                say!(lang, "{name}!{col}{row} {aside}", "{name}!{col}{row}, {aside}")
            }
            GridName::Aside(aside, None) => {
                let aside = aside.show(lang);
                say!(lang, "{aside} 第 {row} 段", "{aside}, paragraph {row}")
            }
            GridName::Page(rows) => {
                let (page, row) = rows.place(self.row);
                say!(lang, "第 {page} 页 第 {row} 行第 {col} 格", "page {page}, row {row}, cell {col}")
            }
            GridName::PageText(page) => {
                say!(lang, "第 {page} 页 表外第 {row} 行", "page {page}, line {row} outside the tables")
            }
            GridName::PageEdge(page) => say!(lang, "第 {page} 页 第 {row} 行", "page {page}, line {row}"),
        }
    }
}

/// The name of a column of a worksheet: A to Z, AA and so on.
fn letters(col: u32) -> String {
    let (mut rest, mut name) = (u64::from(col) + 1, Vec::new());
    while rest > 0 {
        rest -= 1;
        name.push(b'A' + (rest % 26) as u8);
        rest /= 26;
    }
    name.iter().rev().map(|&letter| char::from(letter)).collect()
}

/// Brings the cells of a source into order: sorted, nothing that no cell needs, and what stands under a merged cell
/// marked as unseen.
pub(super) fn ordered(mut cells: Vec<GridCell>) -> Vec<GridCell> {
    cells.retain(|cell| !cell.is_blank() || cell.rows > 1 || cell.cols > 1);
    cells.sort_by_key(|cell| (cell.row, cell.col));
    let mut covered = Covered::default();
    for cell in &mut cells {
        if covered.takes(cell.row, cell.col) {
            (cell.rows, cell.cols) = (1, 1);
            cell.doubt = Some(CellDoubt::Unseen);
        } else if (cell.rows > 1 || cell.cols > 1) && covered.take(cell.row, cell.col, cell.col_end(), cell.row_end()) {
            cell.doubt = Some(CellDoubt::Overlapping);
        }
    }
    // What is covered and holds nothing is no cell.
    cells.retain(|cell| !(cell.rows == 1 && cell.cols == 1 && cell.is_blank()));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_as_the_source_has_them() {
        let place = |grid, row, col| Place { grid, row, col };
        assert_eq!(place(GridName::Worksheet("表1".into()), 11, 1).show(Lang::Zh), "表1!B12");
        assert_eq!(place(GridName::Worksheet("x".into()), 0, 27).show(Lang::En), "x!AB1");
        assert_eq!(place(GridName::Worksheet("x".into()), 0, 16383).show(Lang::En), "x!XFD1");
        assert_eq!(place(GridName::Table(2), 2, 0).show(Lang::En), "table 2, row 3, cell 1");
        assert_eq!(place(GridName::Lines, 2, 4).show(Lang::Zh), "第 3 行");
        let rows = || GridName::Page(PageRows { starts: [(0, 1, 0), (30, 2, 1)].into() });
        assert_eq!(place(rows(), 36, 4).show(Lang::Zh), "第 2 页 第 8 行第 5 格");
        assert_eq!(place(rows(), 29, 0).show(Lang::En), "page 1, row 30, cell 1");
        assert_eq!(place(GridName::PageText(3), 0, 0).show(Lang::Zh), "第 3 页 表外第 1 行");
    }

    #[test]
    fn areas_that_overlap_are_doubtful() {
        let area = |row, col, rows, cols| GridCell { rows, cols, ..GridCell::single(row, col, "甲") };
        let cells = ordered(vec![area(0, 2, 3, 2), area(1, 0, 1, 4), area(1, 2, 1, 1), area(4, 0, 2, 2)]);
        let doubts: Vec<_> = cells.iter().map(|cell| cell.doubt.clone()).collect();
        assert_eq!(doubts, [None, Some(CellDoubt::Overlapping), Some(CellDoubt::Unseen), None]);
    }

    #[test]
    fn many_merged_cells_are_each_looked_at_once() {
        // Tall cells side by side, and rows of wide ones below: each pair would be ten thousand million.
        let tall = (0..100_000).map(|col| GridCell { rows: 200_000, ..GridCell::single(0, 2 * col, "甲") });
        let wide = (1..100_000).map(|row| GridCell { cols: 200_000, ..GridCell::single(row, 1, "乙") });
        let cells = ordered(tall.chain(wide).collect());
        assert_eq!(cells.len(), 199_999);
        assert!(cells[100_001..].iter().all(|cell| cell.doubt.is_none()));
    }

    #[test]
    fn what_a_merged_cell_covers_is_unseen() {
        let wide = GridCell { cols: 3, rows: 2, ..GridCell::single(0, 0, "甲") };
        let cells = ordered(vec![
            GridCell::single(1, 2, "乙"),
            GridCell::single(0, 3, "丙"),
            wide,
            GridCell::single(4, 4, " "),
        ]);
        let seen: Vec<_> = cells.iter().map(|cell| (cell.text.as_str(), cell.doubt.is_some())).collect();
        assert_eq!(seen, [("甲", false), ("丙", false), ("乙", true)]);
    }
}
