//! Reading a text into sheets in one pass, with buffers that are used again.

use super::token::{is_blank, kind_of, kind_of_bytes};
use super::{Cell, CellKind, NO_FORM_ROW, Row, RowStart, RowValues, SheetStart, SheetSyntax, Splitter};

/// Reads `text` and hands every sheet to `visit`, with its offset in bytes and its own text. What stands before the
/// first identity row comes first, if there is anything. The texts join to `text`, which is shorter than 4 GiB.
pub fn read_sheets<'t>(text: &'t str, starts: &impl SheetStart, mut visit: impl FnMut(usize, &'t str, &SheetSyntax)) {
    read_sheets_while(text, starts, |base, text, sheet| {
        visit(base, text, sheet);
        true
    });
}

/// The same, as long as `visit` says so; returns how many bytes of the text were read, `None` when that is all of it.
pub fn read_sheets_while<'t>(
    text: &'t str,
    starts: &impl SheetStart,
    mut visit: impl FnMut(usize, &'t str, &SheetSyntax) -> bool,
) -> Option<usize> {
    let mut reader = RowReader::new(text);
    let empty = || SheetSyntax { form: starts.form(), ..SheetSyntax::default() };
    let (mut sheet, mut next) = (empty(), empty());
    let mut splitter = Splitter::default();
    // What was settled above the rows that may be the head of the next sheet.
    let mut above: Option<u32> = None;
    let mut base = 0;
    while reader.read(base, &mut sheet, starts) {
        let at = sheet.rows.len() - 1;
        let row = sheet.rows[at];
        if row.comment || row.count == 0 {
            continue;
        }
        // Nothing that a form has itself says anything of where sheets begin; it is a row of the sheet all the same.
        let own = row.form != NO_FORM_ROW;
        if own && splitter.is_open() && !splitter.is_waiting() {
            splitter.go_on();
            above = None;
            continue;
        }
        let start = if own { RowStart::None } else { start_of(&text[base..], &sheet, &row, starts) };
        let values = || starts.opening(RowValues::new(&text[base + row.start as usize..], sheet.cells(&row)));
        let (waited, open) = (splitter.is_waiting(), splitter.is_open());
        let begins = splitter.feed(at, start, values);
        let heads = matches!(start, RowStart::Lead | RowStart::Title(_) | RowStart::OwnTitle(_));
        if heads && open {
            above = above.or(Some(sheet.settled));
        }
        if let Some(begins) = begins {
            // Comments right above belong to what they stand above.
            let comments = sheet.rows[..begins].iter().rev().take_while(|row| row.comment).count();
            let keep = begins - comments;
            if keep > 0 {
                let cut = sheet.rows[keep].start as usize;
                if begins < at {
                    sheet.settled = above.unwrap_or(sheet.settled);
                }
                sheet.split_off(keep, &mut next);
                if !visit(base, &text[base..base + cut], &sheet) {
                    return Some(reader.at);
                }
                std::mem::swap(&mut sheet, &mut next);
                base += cut;
            }
        }
        if has_a_say(start) || begins.is_some() || waited || !open {
            sheet.settled = sheet.rows.len() as u32;
        }
        if !heads && start != RowStart::Furniture {
            above = None;
        }
        sheet.headed = splitter.is_headed();
    }
    if !sheet.rows.is_empty() {
        visit(base, &text[base..], &sheet);
    }
    None
}

/// Whether a row that says so can move where a sheet begins.
fn has_a_say(start: RowStart) -> bool {
    !matches!(start, RowStart::None | RowStart::Furniture)
}

/// Reads `text` as one sheet, whatever stands in it.
pub fn read_whole(text: &str) -> SheetSyntax {
    read_rows(text, &|_: &str| false)
}

/// Reads the rows of `text` as one sheet of the form that `starts` knows, whatever stands in it.
pub(super) fn read_rows(text: &str, starts: &impl SheetStart) -> SheetSyntax {
    let mut sheet = SheetSyntax { form: starts.form(), ..SheetSyntax::default() };
    let mut reader = RowReader::new(text);
    while reader.read(0, &mut sheet, starts) {}
    sheet
}

/// What `row` says of where sheets begin.
pub(super) fn start_of(text: &str, sheet: &SheetSyntax, row: &Row, starts: &impl SheetStart) -> RowStart {
    starts.row_start(RowValues::new(&text[row.start as usize..], sheet.cells(row)))
}

/// Whether an edit of these rows can move where a sheet begins.
pub(super) fn decides(text: &str, rows: &SheetSyntax, starts: &impl SheetStart) -> bool {
    rows.rows.iter().any(|row| {
        row.form == NO_FORM_ROW && row.count > 0 && !row.comment && has_a_say(start_of(text, rows, row, starts))
    })
}

impl SheetSyntax {
    /// Moves the rows from `at` on into a sheet of their own, `rest`, which keeps its buffers but nothing in them.
    fn split_off(&mut self, at: usize, rest: &mut Self) {
        let (start, first) = (self.rows[at].start, self.rows[at].first);
        rest.rows.clear();
        rest.cells.clear();
        rest.headed = false;
        rest.settled = 0;
        let moved = |row: Row| Row { start: row.start - start, first: row.first - first, ..row };
        rest.rows.extend(self.rows.drain(at..).map(moved));
        rest.cells.extend(self.cells.drain(first as usize..));
    }

    /// Replaces the rows `from..to` by those of `fresh`, whose text is `added` bytes longer; the rows behind move.
    pub(super) fn splice(&mut self, from: usize, to: usize, fresh: &Self, added: i64) {
        if self.form != fresh.form {
            self.form = 0;
        }
        let start = self.rows[from].start;
        let first = self.rows[from].first;
        let until = self.rows[to - 1].first + self.rows[to - 1].count;
        let more = fresh.cells.len() as i64 - i64::from(until - first);
        for row in &mut self.rows[to..] {
            row.start = (i64::from(row.start) + added) as u32;
            row.first = (i64::from(row.first) + more) as u32;
        }
        self.cells.splice(first as usize..until as usize, fresh.cells.iter().copied());
        let moved = fresh.rows.iter().map(|row| Row { start: row.start + start, first: row.first + first, ..*row });
        self.rows.splice(from..to, moved);
    }
}

/// Turns a text into rows.
struct RowReader<'t> {
    text: &'t str,
    /// First byte of the next row.
    at: usize,
    /// Which row of the form the last row was.
    form: u16,
}

impl<'t> RowReader<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, at: 0, form: NO_FORM_ROW }
    }

    /// Appends the next row to `sheet`, which starts at byte `base`; false when there is none.
    fn read(&mut self, base: usize, sheet: &mut SheetSyntax, starts: &impl SheetStart) -> bool {
        let (start, first) = (self.at, sheet.cells.len());
        let rest = &self.text[start..];
        if rest.is_empty() {
            return false;
        }
        let (mut form, mut comment) = (NO_FORM_ROW, false);
        // The rows of a form mostly come in its order.
        let expected = if self.form == NO_FORM_ROW { None } else { starts.form_row_after(self.form, rest) };
        let len = if let Some((cells, len)) = expected {
            sheet.cells.extend_from_slice(cells);
            form = self.form + 1;
            len
        } else {
            let len = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
            let row = &rest[..len];
            if let Some((at, cells)) = starts.form_row(row) {
                sheet.cells.extend_from_slice(cells);
                form = at;
            } else {
                read_cells(rest, len, &mut sheet.cells);
                let begins = |cell: &Cell| cell.kind == CellKind::Text && row.as_bytes()[cell.start as usize] == b'#';
                comment = sheet.cells.get(first).is_some_and(begins);
            }
            len
        };
        let line_end: u8 = match rest.as_bytes()[len..] {
            [b'\r', b'\n', ..] => 2,
            [] => 0,
            _ => 1,
        };
        self.at = start + len + usize::from(line_end);
        self.form = form;
        sheet.rows.push(Row {
            start: (start - base) as u32,
            len: len as u32,
            line_end,
            comment,
            first: first as u32,
            count: (sheet.cells.len() - first) as u32,
            form,
        });
        true
    }
}

/// Appends the cells of the row that is the first `len` bytes of `text`, up to its last value.
fn read_cells(text: &str, len: usize, cells: &mut Vec<Cell>) {
    // In less than this many bytes a TAB is looked for byte by byte, so some more than the row are given to look in.
    const AHEAD: usize = 64;
    let (row, near) = (&text[..len], &text.as_bytes()[..text.len().min(len + AHEAD)]);
    let (mut kept, mut start) = (cells.len(), 0);
    while start <= len {
        // Most empty cells stand side by side.
        if start < len && near[start] == b'\t' {
            cells.push(empty(start));
            start += 1;
            continue;
        }
        let end = memchr::memchr(b'\t', &near[start..]).map_or(len, |at| (start + at).min(len));
        if start == end {
            cells.push(empty(start));
        } else {
            let cell = cell(row, start, end);
            cells.push(cell);
            if !cell.is_empty() {
                kept = cells.len();
            }
        }
        start = end + 1;
    }
    cells.truncate(kept);
}

/// The cell in `start..end` of `row`, which is not empty and holds no TAB.
#[inline]
fn cell(row: &str, start: usize, end: usize) -> Cell {
    const WIDE_BLANK: &[u8] = "\u{3000}".as_bytes();
    let bytes = &row.as_bytes()[start..end];
    let padded = bytes[0] == b' '
        || bytes[bytes.len() - 1] == b' '
        || bytes.starts_with(WIDE_BLANK)
        || bytes.ends_with(WIDE_BLANK);
    if !padded {
        return Cell { start: start as u32, end: end as u32, kind: kind_of_bytes(bytes) };
    }
    let raw = &row[start..end];
    let value = raw.trim_matches(is_blank);
    if value.is_empty() {
        return empty(start);
    }
    let from = start + (raw.len() - raw.trim_start_matches(is_blank).len());
    Cell { start: from as u32, end: (from + value.len()) as u32, kind: kind_of(value) }
}

fn empty(at: usize) -> Cell {
    Cell { start: at as u32, end: at as u32, kind: CellKind::Empty }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<&str>> {
        let sheet = read_whole(text);
        let value = |row: &Row, cell: &Cell| {
            let range = (row.start + cell.start) as usize..(row.start + cell.end) as usize;
            &text[range]
        };
        sheet.rows().iter().map(|row| sheet.cells(row).iter().map(|cell| value(row, cell)).collect()).collect()
    }

    fn sheets(text: &str) -> Vec<&str> {
        let mut all = Vec::new();
        read_sheets(text, &|label: &str| label == "名称", |_, text, _| all.push(text));
        all
    }

    #[test]
    fn cells_stand_between_tabs_and_are_trimmed() {
        assert_eq!(rows("a\t\tb \t\n\u{3000}c \td"), [vec!["a", "", "b"], vec!["c", "d"]]);
    }

    #[test]
    fn only_line_ends_end_a_row() {
        assert_eq!(rows("a\u{2028}b\u{b}c\rd\r\ne\n\n"), [vec!["a\u{2028}b\u{b}c"], vec!["d"], vec!["e"], vec![]]);
    }

    #[test]
    fn a_sheet_begins_at_its_identity_row_and_the_comments_above_it() {
        assert_eq!(
            sheets("题\n名称\t1\n值\n\n# 注\n名称\t2\n名称\t3"),
            ["题\n", "名称\t1\n值\n\n", "# 注\n名称\t2\n", "名称\t3"]
        );
    }

    #[test]
    fn an_identity_row_may_stand_some_cells_late() {
        assert_eq!(sheets("\t名称\t1\n\t\t名称\n"), ["\t名称\t1\n", "\t\t名称\n"]);
        assert_eq!(sheets("甲\n\t名称\t1\n"), ["甲\n", "\t名称\t1\n"]);
    }
}
