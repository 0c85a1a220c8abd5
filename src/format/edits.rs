//! The canonical layout as edits: one a row that changes, and no smaller one a row needs.

use super::{Laid, all_rounds, rounds};
use crate::lint::{Settings, head_of};
use crate::sheet::Forms;
use crate::text::{Edit, TextRange, compose};

/// Stands in [`Placed`] for a row of the layout that is no row of the text.
pub(super) const NONE: u32 = u32::MAX;

/// A row of a laid out text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    /// The row of the text that it was, 0-based, or [`NONE`] for a blank row that parts sheets.
    pub(super) from: u32,
    /// Its end in the laid out text, before its line end.
    pub(super) end: u32,
}

/// The edits that lay `text` out: sorted, apart from each other, none over more than a row and its line end; applied they
/// give what [`format`](super::format()) gives.
pub fn edits(text: &str, settings: &Settings) -> Vec<Edit> {
    composed(text, |take| all_rounds(head_of(text, settings), text, settings, take))
}

/// The same for a text that is a part of a book: whole sheets, read by the forms that the book has from there on and with
/// the line end that it has.
pub fn edits_among(text: &str, forms: &Forms<'_>, line_end: &'static str) -> Vec<Edit> {
    composed(text, |take| rounds(text, forms, line_end, take))
}

/// The rounds of `lay` as edits of `text`.
fn composed(text: &str, lay: impl FnOnce(&mut dyn FnMut(Laid))) -> Vec<Edit> {
    let mut all: Vec<Edit> = Vec::new();
    let mut before: Option<Laid> = None;
    lay(&mut |laid| {
        let source = before.as_ref().map_or(text, |before| before.text.as_str());
        let round = changes(source, &laid);
        all = if all.is_empty() { round } else { compose(&all, &round) };
        before = Some(laid);
    });
    all
}

/// A row of the text before.
struct Line {
    /// First byte.
    start: usize,
    /// First byte of its line end.
    end: usize,
    /// First byte behind its line end.
    next: usize,
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let line_end = match &rest[end..] {
            rest if rest.starts_with("\r\n") => 2,
            rest => usize::from(!rest.is_empty()),
        };
        lines.push(Line { start, end: start + end, next: start + end + line_end });
        start = lines[lines.len() - 1].next;
    }
    lines
}

/// The edits that make `text` what `laid` is.
fn changes(text: &str, laid: &Laid) -> Vec<Edit> {
    let lines = lines(text);
    let mut edits = Edits { text, edits: Vec::new() };
    // The next row of the text, and where the next row of the layout starts.
    let (mut at, mut start) = (0, 0);
    for (index, placed) in laid.rows.iter().enumerate() {
        let row = &laid.text[start..placed.end as usize];
        let next = laid.rows.get(index + 1);
        let line_end_len = if laid.text[placed.end as usize..].starts_with('\r') { 2 } else { 1 };
        start = placed.end as usize + line_end_len;
        let line_end = &laid.text[placed.end as usize..start];
        let from = if placed.from == NONE {
            // A blank row that stands there already is the one.
            let until = next.map_or(lines.len(), |next| next.from as usize);
            let blank = |line: &Line| text[line.start..line.end].trim_matches([' ', '\u{3000}', '\t']).is_empty();
            match lines[at..until].iter().position(blank) {
                Some(blank) => at + blank,
                None => {
                    lines[at..until].iter().for_each(|line| edits.delete(line));
                    at = until;
                    let place = lines.get(at).map_or(text.len(), |line| line.start);
                    edits.edits.push(Edit::insert(place as u32, line_end));
                    continue;
                }
            }
        } else {
            placed.from as usize
        };
        lines[at..from].iter().for_each(|line| edits.delete(line));
        edits.replace(&lines[from], row, line_end);
        at = from + 1;
    }
    lines[at..].iter().for_each(|line| edits.delete(line));
    edits.edits
}

struct Edits<'t> {
    text: &'t str,
    edits: Vec<Edit>,
}

impl Edits<'_> {
    fn delete(&mut self, line: &Line) {
        self.edits.push(Edit::delete(TextRange::new(line.start as u32, line.next as u32)));
    }

    /// Makes the row of the text `row`, from the first byte that differs to the last.
    fn replace(&mut self, line: &Line, row: &str, line_end: &str) {
        let old = &self.text[line.start..line.end];
        let same_end = &self.text[line.end..line.next] == line_end;
        if same_end && old == row {
            return;
        }
        let head = common(old.chars(), row.chars());
        let place = |from: usize, to: usize| TextRange::new((line.start + from) as u32, (line.start + to) as u32);
        if same_end {
            let tail = common(old[head..].chars().rev(), row[head..].chars().rev());
            self.edits.push(Edit::replace(place(head, old.len() - tail), &row[head..row.len() - tail]));
        } else {
            // Nothing may stand between the halves of a line end.
            self.edits.push(Edit::replace(place(head, line.next - line.start), format!("{}{line_end}", &row[head..])));
        }
    }
}

/// The length in bytes of what both begin with.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum()
}
