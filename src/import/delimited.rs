//! Comma-separated and TAB-separated values.

use super::Refusal;
use super::grid::{Grid, GridCell, GridName};

/// The cells of `text`, whose values `delimiter` separates; `None` looks which of `,`, `;` and TAB does.
pub(super) fn grid(text: &str, delimiter: Option<u8>) -> Result<Grid, Refusal> {
    let delimiter = delimiter.unwrap_or_else(|| likely(text));
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut cells = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut row = 0;
    while reader.read_record(&mut record).map_err(|error| Refusal::Damaged(error.to_string()))? {
        // Rows are lines, so that a place can be found in an editor.
        if let Some(place) = record.position() {
            // Blank lines are passed over before a row, and its place is that of the first of them.
            let behind = text.as_bytes().get(place.byte() as usize..).unwrap_or_default();
            let blank = behind.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).filter(|byte| **byte == b'\n');
            let line = place.line().saturating_sub(1) + blank.count() as u64;
            row = u32::try_from(line).unwrap_or(u32::MAX).max(row);
        }
        cells.extend(record.iter().enumerate().map(|(col, value)| GridCell::single(row, col as u32, unguarded(value))));
        row += 1;
    }
    Ok(Grid::new(GridName::Lines, cells))
}

/// The separator that stands in most lines, the same number of times.
fn likely(text: &str) -> u8 {
    let count = |mark: u8| text.bytes().take(1 << 16).filter(|&byte| byte == mark).count();
    [b',', b'\t', b';'].into_iter().max_by_key(|&mark| (count(mark), mark == b',')).unwrap_or(b',')
}

/// `value` without the quote that keeps a spreadsheet from reading it as a formula.
fn unguarded(value: &str) -> &str {
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
}
