//! A row under the names of its columns, with a mark under the offending range.

use super::super::visible;
use super::strip::{Runs, Strip, window};
use crate::diagnostic::Lang;
use std::ops::Range;

/// Rows longer than this (in bytes) are shown without columns, and only around the range.
const LONGEST_TABLE: usize = 4096;

/// Rows of more cells than this are shown without columns.
const MOST_CELLS: usize = 64;

/// What is shown of a row.
pub(super) struct Picture {
    /// The names of the columns, each above its cell.
    pub(super) names: Option<String>,
    /// The row.
    pub(super) row: Runs,
    /// The columns to be marked, at least one.
    pub(super) mark: Range<usize>,
}

impl Picture {
    /// Shows `row`, a line without its end, in at most `available` columns; `range` is in bytes of the row and may reach
    /// behind it. `names` is asked only for a row that can stand in columns. Where characters of ambiguous width take two
    /// columns they are `wide`.
    pub(super) fn new(
        row: &str,
        range: Range<usize>,
        names: impl FnOnce() -> Option<Vec<String>>,
        lang: Lang,
        available: usize,
        wide: bool,
    ) -> Self {
        let from = floor(row, range.start);
        let to = if range.is_empty() { from } else { floor(row, range.end).max(from) };
        let names = if row.len() <= LONGEST_TABLE { names() } else { None };
        let names = names.filter(|names| names.len().max(cells(row)) <= MOST_CELLS);
        let mut canvas = Canvas::new(from..to, wide);
        match &names {
            Some(names) => canvas.table(row, names, lang),
            None => canvas.plain(row, available),
        }
        canvas.show(names.is_some(), available)
    }
}

/// The last place in `row` that is not behind `at` and not inside a character.
fn floor(row: &str, at: usize) -> usize {
    let mut at = at.min(row.len());
    while !row.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn cells(row: &str) -> usize {
    row.split('\t').count()
}

/// The strips of a picture while they grow.
struct Canvas {
    range: Range<usize>,
    head: Strip,
    row: Strip,
    wide: bool,
    mark: Option<usize>,
    mark_end: usize,
}

impl Canvas {
    fn new(range: Range<usize>, wide: bool) -> Self {
        Self { range, head: Strip::new(wide), row: Strip::new(wide), wide, mark: None, mark_end: 0 }
    }

    /// Adds the character at byte `at` of the row.
    fn push(&mut self, at: usize, c: char) {
        self.reach(at);
        self.row.push(c);
        if self.range.contains(&at) {
            self.mark_end = self.row.width();
        }
    }

    /// Notes the column where the range begins.
    fn reach(&mut self, at: usize) {
        if at == self.range.start && self.mark.is_none() {
            self.mark = Some(self.row.width());
        }
    }

    /// Every cell under its name. Between two cells stand a blank, the TAB, a blank.
    fn table(&mut self, row: &str, names: &[String], lang: Lang) {
        let mut at = 0;
        let mut names = names.iter();
        let mut cells = row.split('\t').peekable();
        let mut first = true;
        while names.len() > 0 || cells.peek().is_some() {
            let name = match names.next() {
                Some(name) if name.is_empty() && first => lang.pick("项目", "label"),
                Some(name) => name,
                None => "",
            };
            first = false;
            let x = self.row.width().max(self.head.width());
            self.head.pad_to(x);
            name.chars().for_each(|c| self.head.push(c));
            let width = self.head.width() - x;
            if let Some(cell) = cells.next() {
                self.row.pad_to(x);
                for (offset, c) in cell.char_indices() {
                    self.push(at + offset, c);
                }
                at += cell.len();
                if self.range.is_empty() {
                    self.reach(at);
                }
                if cells.peek().is_some() {
                    self.row.pad_to(x + width.max(self.row.width() - x) + 1);
                    self.push(at, '\t');
                    self.row.push(' ');
                    at += 1;
                }
            }
            if names.len() > 0 && cells.peek().is_none() {
                self.head.pad_to(self.head.width().max(self.row.width()) + 3);
            }
        }
        self.reach(row.len());
    }

    /// The part of the row around the range that can be of use.
    fn plain(&mut self, row: &str, available: usize) {
        // A character without width takes no column, so columns alone would not end the search.
        let most = 4 * available;
        let before = row[..self.range.start].char_indices().rev().take(most);
        let (mut columns, mut scratch) = (0, String::new());
        let mut start = self.range.start;
        for (at, c) in before {
            if columns > available {
                break;
            }
            columns += visible::push(&mut scratch, c, self.wide);
            start = at;
        }
        for (offset, c) in row[start..].char_indices() {
            let at = start + offset;
            if self.mark.is_some_and(|mark| self.row.width() > mark + available) || offset > 32 * available {
                break;
            }
            self.push(at, c);
        }
        self.reach(row.len());
    }

    fn show(self, named: bool, available: usize) -> Picture {
        let start = self.mark.unwrap_or(0);
        let mark = start..self.mark_end.max(start + 1);
        let total = self.row.width().max(self.head.width()).max(mark.end);
        let shown = window(total, &mark, available);
        let dots = usize::from(shown.start > 0);
        let left = mark.start.max(shown.start) - shown.start + dots;
        let right = mark.end.min(shown.end).max(shown.start) - shown.start + dots;
        let names = named.then(|| self.head.cut(shown.clone()).into_iter().map(|(text, _)| text).collect());
        Picture { names, row: self.row.cut(shown), mark: left..right.max(left + 1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    const NAMES: [&str; 8] = ["", "一级指标", "二级指标", "三级指标", "运算符号", "指标值", "度量单位", "完成时限"];

    /// Shows a row in the test notation: `⇥` for a TAB, `⟦…⟧` for the range.
    fn picture(notation: &str, names: Option<&[&str]>, available: usize) -> Picture {
        let text = notation.replace('⇥', "\t");
        let from = text.find('⟦').unwrap();
        let text = text.replacen('⟦', "", 1);
        let to = text.find('⟧').unwrap();
        let text = text.replacen('⟧', "", 1);
        let names = names.map(|names| names.iter().map(ToString::to_string).collect());
        Picture::new(&text, from..to, || names, Lang::Zh, available, false)
    }

    fn lines(picture: &Picture) -> String {
        let row: String = picture.row.iter().map(|(text, _)| text.as_str()).collect();
        let mark = " ".repeat(picture.mark.start) + &"^".repeat(picture.mark.len());
        let names = picture.names.iter().map(|names| format!("{names}\n"));
        names.chain([format!("{row}\n{mark}\n")]).collect()
    }

    #[test]
    fn characters_of_ambiguous_width() {
        let row = "年度绩效目标\t“一”≥≥≥≥≥≥≥≥≥≥≥≥≥≥≥";
        let at = row.find('≥').unwrap();
        let shown = |wide| lines(&Picture::new(row, at..at + 3, || None, Lang::Zh, 24, wide));
        expect![[r"
            年度绩效目标⇥“一”≥≥≥≥≥≥…
                             ^
        "]]
        .assert_eq(&shown(false));
        expect![[r"
            年度绩效目标⇥“一”≥≥⋯
                               ^^
        "]]
        .assert_eq(&shown(true));
    }

    #[track_caller]
    fn check(notation: &str, names: Option<&[&str]>, available: usize, expected: &Expect) {
        let picture = picture(notation, names, available);
        let shown = lines(&picture);
        for line in shown.lines() {
            assert!(super::super::super::display_width(line) <= available, "{line:?} is too wide");
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn cells_stand_under_their_names() {
        check(
            "⇥⇥整体工作完成情况⇥工作完成及时率⇥⟦⇥=⇥100⇥%⇥2021-12⟧",
            Some(&NAMES),
            160,
            &expect![[r#"
                项目   一级指标   二级指标           三级指标         运算符号   指标值   度量单位   完成时限
                     ⇥          ⇥ 整体工作完成情况 ⇥ 工作完成及时率 ⇥          ⇥ =      ⇥ 100      ⇥ %        ⇥ 2021-12
                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            "#]],
        );
        check(
            "⇥履职效能⟦⟧",
            Some(&NAMES),
            160,
            &expect![[r#"
            项目   一级指标   二级指标   三级指标   运算符号   指标值   度量单位   完成时限
                 ⇥ 履职效能
                           ^
        "#]],
        );
        check(
            "⟦社会公众满意度⟧⇥⇥社会公众投诉次数",
            Some(&NAMES[..3]),
            160,
            &expect![[r#"
            项目             一级指标   二级指标
            社会公众满意度 ⇥          ⇥ 社会公众投诉次数
            ^^^^^^^^^^^^^^
        "#]],
        );
    }

    #[test]
    fn an_empty_cell_has_one_mark() {
        check(
            "⇥⇥⇥重点工作办结率⇥⟦⟧⇥100⇥%",
            Some(&NAMES),
            160,
            &expect![[r#"
            项目   一级指标   二级指标   三级指标         运算符号   指标值   度量单位   完成时限
                 ⇥          ⇥          ⇥ 重点工作办结率 ⇥          ⇥ 100    ⇥ %
                                                          ^
        "#]],
        );
        check(
            "⇥⇥⇥⟦⟧",
            Some(&NAMES),
            160,
            &expect![[r#"
            项目   一级指标   二级指标   三级指标   运算符号   指标值   度量单位   完成时限
                 ⇥          ⇥          ⇥
                                         ^
        "#]],
        );
        check(
            "⟦⟧",
            None,
            160,
            &expect![[r#"

            ^
        "#]],
        );
    }

    #[test]
    fn a_narrow_terminal_sees_the_marked_part() {
        check(
            "⇥履职效能⇥整体工作完成情况⇥工作完成及时率⇥=⇥⟦100⟧⇥%⇥2021-12",
            Some(&NAMES),
            50,
            &expect![[r#"
            …标         运算符号   指标值   度量单位   完成时…
            …成及时率 ⇥ =        ⇥ 100    ⇥ %        ⇥ 2021-1…
                                   ^^^
        "#]],
        );
        check(
            "⇥⟦履职效能⟧⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12",
            Some(&NAMES),
            50,
            &expect![[r#"
            项目   一级指标   二级指标           三级指标    …
                 ⇥ 履职效能 ⇥ 整体工作完成情况 ⇥ 工作完成及时…
                   ^^^^^^^^
        "#]],
        );
        check(
            "⇥履职效能⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥⟦2021-12⟧",
            Some(&NAMES),
            50,
            &expect![[r#"
            …          运算符号   指标值   度量单位   完成时限
            … 及时率 ⇥ =        ⇥ 100    ⇥ %        ⇥ 2021-12
                                                      ^^^^^^^
        "#]],
        );
    }

    #[test]
    fn a_row_without_columns_is_shown_plainly() {
        check(
            "年度预算收入⇥⟦537.1x⟧⇥",
            None,
            160,
            &expect![[r#"
            年度预算收入⇥537.1x⇥
                         ^^^^^^
        "#]],
        );
        check(
            "a\0b⟦\u{200B}⟧c⇥\u{1B}[31m",
            None,
            160,
            &expect![[r#"
            a␀b<U+200B>c⇥␛[31m
               ^^^^^^^^
        "#]],
        );
    }

    #[test]
    fn a_long_row_is_shown_around_the_mark() {
        let long = "好长的目标".repeat(200_000);
        check(
            &format!("年度绩效目标⇥{long}⟦错的⟧{long}"),
            None,
            60,
            &expect![[r#"
            … 的目标好长的目标好长的目标错的好长的目标好长的目标好长的 …
                                        ^^^^
        "#]],
        );
        check(
            &format!("⟦年⟧度绩效目标⇥{long}"),
            None,
            60,
            &expect![[r#"
            年度绩效目标⇥好长的目标好长的目标好长的目标好长的目标好长的…
            ^^
        "#]],
        );
        check(
            &format!("年度绩效目标⇥{long}⟦。⟧"),
            None,
            60,
            &expect![[r#"
            … 的目标好长的目标好长的目标好长的目标好长的目标好长的目标。
                                                                      ^^
        "#]],
        );
        check(
            &format!("年度绩效目标⇥⟦{long}⟧"),
            None,
            60,
            &expect![[r#"
            …好长的目标好长的目标好长的目标好长的目标好长的目标好长的目…
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#]],
        );
        let marks = "\u{301}".repeat(100_000);
        assert!(lines(&picture(&format!("x{marks}⟦y⟧{marks}"), None, 60)).len() < 5000);
    }
}
