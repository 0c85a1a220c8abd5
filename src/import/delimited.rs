//! Comma-separated and TAB-separated values.

use super::Refusal;
use super::budget::Budget;
use super::grid::{Grid, GridCell, GridName};
use super::package::{damaged, lines};

/// The cells of `text`, whose values `delimiter` separates; `None` looks which of `,`, `;` and TAB does.
pub(super) fn grid(text: &str, delimiter: Option<u8>) -> Result<Grid, Refusal> {
    let mut budget = Budget::of(text.len());
    let (stated, behind) = separator_line(text);
    let delimiter = delimiter.or(stated).unwrap_or_else(|| likely(behind));
    let before = text.len() - behind.len();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(behind.as_bytes());
    let mut cells = Vec::new();
    let mut record = csv::StringRecord::new();
    let first = text[..before].matches('\n').count() as u32;
    let mut row = first;
    while reader.read_record(&mut record).map_err(damaged)? {
        // Rows are lines, so that a place can be found in an editor.
        if let Some(place) = record.position() {
            // Blank lines are passed over before a row, and its place is that of the first of them.
            let behind = behind.as_bytes().get(place.byte() as usize..).unwrap_or_default();
            let blank = behind.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).filter(|byte| **byte == b'\n');
            let line = place.line().saturating_sub(1) + blank.count() as u64;
            row = u32::try_from(line).unwrap_or(u32::MAX).saturating_add(first).max(row);
        }
        for (col, value) in record.iter().enumerate().filter(|(_, value)| !value.trim().is_empty()) {
            budget.cell(value.len())?;
            cells.push(GridCell::single(row, col as u32, lines(unguarded(value).to_owned())));
        }
        row = row.saturating_add(1);
    }
    Ok(Grid::new(GridName::Lines, cells))
}

/// The separator that a first line `sep=;` states, as Excel writes and reads it, and the text behind that line.
fn separator_line(text: &str) -> (Option<u8>, &str) {
    let bare = text.trim_start_matches('\u{feff}');
    let (line, behind) = bare.split_once('\n').unwrap_or((bare, ""));
    let line = line.trim_end_matches('\r').trim_matches('"');
    let stated =
        line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and_then(|_| match &line.as_bytes()[4..] {
            [mark] if mark.is_ascii() && !mark.is_ascii_alphanumeric() => Some(*mark),
            // The separator may be taken for that of the line itself.
            [] => Some(b','),
            _ => None,
        });
    if stated.is_some() { (stated, behind) } else { (None, text) }
}

/// The separator that stands in most lines, the same number of times.
fn likely(text: &str) -> u8 {
    let count = |mark: u8| text.bytes().take(1 << 16).filter(|&byte| byte == mark).count();
    [b',', b'\t', b';'].into_iter().max_by_key(|&mark| (count(mark), mark == b',')).unwrap_or(b',')
}

/// `value` without what keeps a spreadsheet from reading it as a formula, or as a number: `'=A1`, `="007"`.
fn unguarded(value: &str) -> &str {
    let text = value.trim().strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    if let Some(text) = text.filter(|text| !text.contains('"')) {
        return text;
    }
    match value.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_lines_and_guards_are_understood() {
        let text = "甲,\"1,234.50\"\n\n\"乙\n丙\",\"'=A1\",'90后\n";
        let grid = grid(text, None).unwrap();
        let cells: Vec<_> = grid.cells.iter().map(|cell| (cell.row, cell.col, cell.text.as_str())).collect();
        assert_eq!(cells, [(0, 0, "甲"), (0, 1, "1,234.50"), (2, 0, "乙\n丙"), (2, 1, "=A1"), (2, 2, "'90后")]);
    }

    #[test]
    fn a_line_may_state_the_separator() {
        let cells = |text: &str| {
            let grid = grid(text, None).unwrap();
            grid.cells.iter().map(|cell| format!("{}.{} {}", cell.row, cell.col, cell.text)).collect::<Vec<_>>()
        };
        assert_eq!(cells("sep=;\r\n甲;\"1,5\"\r\n"), ["1.0 甲", "1.1 1,5"]);
        assert_eq!(cells("\"sep=,\"\n甲,乙;丙;丁\n"), ["1.0 甲", "1.1 乙;丙;丁"]);
        assert_eq!(cells("sep=|\n甲|乙\n"), ["1.0 甲", "1.1 乙"]);
        assert_eq!(cells("separator,甲\n"), ["0.0 separator", "0.1 甲"]);
    }

    #[test]
    fn a_text_may_be_written_as_a_formula() {
        let cells = |text: &str| grid(text, None).unwrap().cells.into_iter().map(|cell| cell.text).collect::<Vec<_>>();
        assert_eq!(cells("=\"150.00\",\"=\"\"007\"\"\",=A1\n"), ["150.00", "007", "=A1"]);
    }

    #[test]
    fn values_are_taken_from_the_budget() {
        assert!(matches!(
            grid(&"1,".repeat(1_100_000), None),
            Err(Refusal::TooMuch(super::super::Resource::Cells, 1_000_000))
        ));
        assert!(grid(&",".repeat(1_100_000), None).unwrap().cells.is_empty());
    }
}
