//! What a worksheet hides: rows and columns that are in the file and that nobody sees.

use super::Refusal;
use super::grid::{CellDoubt, GridCell};
use super::package::{Package, attribute, damaged};
use quick_xml::Reader;
use quick_xml::events::Event;

/// The hidden rows and columns of a worksheet, counted from 0.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    rows: Stretches,
    cols: Stretches,
}

/// Numbers, as the first and the last of each stretch of them, in order.
#[derive(Debug, Default)]
struct Stretches(Vec<(u32, u32)>);

impl Hidden {
    /// Those of the worksheet `name` of a workbook (xlsx); none where its part cannot be found.
    pub(super) fn of_worksheet(package: &mut Package<'_>, name: &str) -> Result<Self, Refusal> {
        let mut hidden = Self::default();
        let Some(part) = part_of(package, name)? else { return Ok(hidden) };
        let mut reader = Reader::from_reader(package.part(&part)?);
        let (mut buffer, mut row) = (Vec::new(), 0);
        loop {
            match reader.read_event_into(&mut buffer).map_err(damaged)? {
                Event::Start(element) | Event::Empty(element) => {
                    let number = |name: &str| attribute(&element, name).and_then(|number| number.parse::<u32>().ok());
                    let is_hidden = || attribute(&element, "hidden").is_some_and(|is| is == "1" || is == "true");
                    match element.local_name().as_ref() {
                        "col" if is_hidden() => {
                            if let (Some(first @ 1..), Some(last)) = (number("min"), number("max")) {
                                hidden.hide_cols(first - 1, last.saturating_sub(1));
                            }
                        }
                        "row" => {
                            // A row that states no number is the next one.
                            row = number("r").map_or(row + 1, |row| row);
                            if row > 0 && is_hidden() {
                                hidden.hide_rows(row - 1, row - 1);
                            }
                        }
                        _ => {}
                    }
                }
                Event::End(element) if element.local_name().as_ref() == "sheetData" => break,
                Event::Eof => break,
                _ => {}
            }
            buffer.clear();
        }
        Ok(hidden)
    }

    /// Hides the rows from `first` to `last`; to be called from the top.
    pub(super) fn hide_rows(&mut self, first: u32, last: u32) {
        self.rows.add(first, last);
    }

    /// Hides the columns from `first` to `last`; to be called from the left.
    pub(super) fn hide_cols(&mut self, first: u32, last: u32) {
        self.cols.add(first, last);
    }

    /// Marks the cells of which nothing is seen: all their rows are hidden, or all their columns.
    pub(super) fn mark(&self, cells: &mut [GridCell]) {
        if self.rows.0.is_empty() && self.cols.0.is_empty() {
            return;
        }
        for cell in cells.iter_mut().filter(|cell| !cell.is_blank()) {
            if self.rows.cover(cell.row, cell.row_end()) || self.cols.cover(cell.col, cell.col_end()) {
                cell.doubt = Some(CellDoubt::Unseen);
            }
        }
    }
}

impl Stretches {
    fn add(&mut self, first: u32, last: u32) {
        match self.0.last_mut() {
            Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
            _ => self.0.push((first, last)),
        }
    }

    /// Whether every number from `first` to before `end` is one of them.
    fn cover(&self, first: u32, end: u32) -> bool {
        let at = self.0.partition_point(|&(_, last)| last < first);
        self.0.get(at).is_some_and(|&(from, to)| from <= first && end <= to.saturating_add(1))
    }
}

/// The part that holds the worksheet `name`.
fn part_of(package: &mut Package<'_>, name: &str) -> Result<Option<String>, Refusal> {
    const BOOK: &str = "xl/workbook.xml";
    const LINKS: &str = "xl/_rels/workbook.xml.rels";
    if !package.has(BOOK) || !package.has(LINKS) {
        return Ok(None);
    }
    let found = |text: &str, element: &str, key: &str, value: &str, wanted: &str| -> Result<Option<String>, Refusal> {
        let mut reader = Reader::from_str(text);
        loop {
            match reader.read_event().map_err(damaged)? {
                Event::Start(of) | Event::Empty(of)
                    if of.local_name().as_ref() == element && attribute(&of, key).as_deref() == Some(value) =>
                {
                    return Ok(attribute(&of, wanted));
                }
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    };
    let Some(link) = found(&package.text(BOOK)?, "sheet", "name", name, "id")? else { return Ok(None) };
    let Some(target) = found(&package.text(LINKS)?, "Relationship", "Id", &link, "Target")? else { return Ok(None) };
    let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
    Ok(Some(part).filter(|part| package.has(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_unseen_when_all_of_it_is_hidden() {
        let mut hidden = Hidden::default();
        hidden.hide_rows(2, 2);
        hidden.hide_rows(3, 4);
        hidden.hide_cols(1, 1);
        let cell = |row, col, rows, cols| GridCell { rows, cols, ..GridCell::single(row, col, "甲") };
        let mut cells = [
            cell(2, 0, 1, 1),
            cell(2, 0, 3, 1),
            cell(2, 0, 4, 1),
            cell(1, 0, 2, 1),
            cell(5, 1, 1, 1),
            cell(5, 1, 1, 2),
        ];
        hidden.mark(&mut cells);
        let unseen: Vec<bool> = cells.iter().map(|cell| cell.doubt.is_some()).collect();
        assert_eq!(unseen, [true, true, false, false, true, false]);
    }
}
