//! Text whose cells are separated by TABs, by `|`, by wide gaps, or stand one a line; and the page numbers in it.

use super::Refusal;
use super::budget::Budget;
use super::grid::{Grid, GridCell, GridName};

/// How the cells of a text are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    Tab,
    Bar,
    /// By nothing but their order.
    None,
}

/// How the cells of `text` are told apart.
pub(super) fn separator(text: &str) -> Separator {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let parted = |line: &&str, mark: char| {
        let mut filled = line.split(mark).filter(|cell| !cell.trim().is_empty());
        filled.next().is_some() && (filled.next().is_some() || line.trim_start_matches(' ').starts_with(mark))
    };
    if lines().any(|line| parted(&line, '\t')) {
        return Separator::Tab;
    }
    let (bars, all) = (lines().filter(|line| parted(line, '|')).count(), lines().count());
    if bars >= 2 && 3 * bars >= all { Separator::Bar } else { Separator::None }
}

/// Whether a line is a page number, wherever it stands: `— 3 —`, `- 1 -`, `第 3 页`, `第3页 / 共5页`.
pub(super) fn is_page_number(line: &str) -> bool {
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).take(24).collect();
    let digits = |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let dash = ['-', '—', '–'];
    let dashed = bare.strip_prefix(dash).and_then(|rest| rest.strip_suffix(dash)).map(|rest| rest.trim_matches(dash));
    let paged = bare.strip_prefix('第').and_then(|rest| rest.split_once('页'));
    dashed.is_some_and(digits)
        || paged.is_some_and(|(number, rest)| digits(number) && (rest.is_empty() || rest.starts_with(['共', '/'])))
}

/// Counts the words of a text whose cells nothing separates: each may become one, and is kept twice meanwhile.
///
/// # Errors
/// When there are more than may be read.
pub(super) fn count(text: &str) -> Result<(), Refusal> {
    let mut budget = Budget::of(text.len());
    text.split_whitespace().try_for_each(|word| {
        budget.cell(word.len())?;
        budget.cell(0)
    })
}

/// The cells of a text, line by line.
pub(super) fn grid(text: &str, separator: Separator) -> Result<Grid, Refusal> {
    let mut budget = Budget::of(text.len());
    let mark = if separator == Separator::Bar { '|' } else { '\t' };
    // A table in Markdown has a bar at both ends of every row.
    let framed = separator == Separator::Bar && {
        let mut rows = text.lines().map(str::trim).filter(|line| line.contains('|')).peekable();
        rows.peek().is_some() && rows.all(|line| line.len() > 1 && line.starts_with('|') && line.ends_with('|'))
    };
    let mut cells = Vec::new();
    for (row, line) in text.split('\n').enumerate() {
        let mut line = line.strip_suffix('\r').unwrap_or(line);
        if framed && line.contains('|') {
            line = line.trim();
            line = &line[1..line.len() - 1];
            if line.bytes().all(|byte| matches!(byte, b'-' | b':' | b'|' | b' ')) {
                continue;
            }
        }
        for (col, cell) in line.split(mark).enumerate() {
            let cell = cell.trim();
            if !cell.is_empty() {
                budget.cell(cell.len())?;
                cells.push(GridCell::single(row as u32, col as u32, cell));
            }
        }
    }
    Ok(Grid::new(GridName::Lines, cells))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, separator: Separator, expected: &[&str]) {
        assert_eq!(super::separator(text), separator);
        let cells: Vec<String> = grid(text, separator)
            .unwrap()
            .cells
            .iter()
            .map(|cell| format!("{}.{} {}", cell.row, cell.col, cell.text))
            .collect();
        assert_eq!(cells, expected);
    }

    #[test]
    fn a_text_of_too_many_words_is_refused() {
        assert_eq!(count(&"甲 ".repeat(90_000)), Ok(()));
        assert!(matches!(count(&"甲 乙\n".repeat(900_000)), Err(Refusal::TooMuch(..))));
    }

    #[test]
    fn page_numbers_are_framed() {
        for line in ["— 3 —", "- 12 -", "—— 3 ——", "第 3 页", "第3页 共5页", "第 3 页/共 5 页"] {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["3", "2021", "-5", "5-", "3/5", "第3页说明", "—", "第一页", "-12345-"] {
            assert!(!is_page_number(line), "{line}");
        }
    }

    #[test]
    fn separators_are_told_apart() {
        check("题\n\n甲\t1\t\t\n\t乙\t2\n", Separator::Tab, &["0.0 题", "2.0 甲", "2.1 1", "3.1 乙", "3.2 2"]);
        check("题\n甲 | 1 ||\n | 乙 | | 2\n", Separator::Bar, &["0.0 题", "1.0 甲", "1.1 1", "2.1 乙", "2.3 2"]);
        check("| 甲 | 1 |\n|---|---|\n| | 2 |\n", Separator::Bar, &["0.0 甲", "0.1 1", "2.1 2"]);
        check("甲\n1\n", Separator::None, &["0.0 甲", "1.0 1"]);
    }
}
