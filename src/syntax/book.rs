//! A book that is edited: its sheets, of which an edit reads again only those it touches.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::read::{decides, read_rows};
use super::seq::{Measured, Seq, Size};
use super::{SheetStart, SheetSyntax, read_sheets};
use crate::text::{Edit, compatible};

/// A sheet with its own text. It does not know where it stands, so it stays as it is when the text above changes.
#[derive(Clone, Debug)]
pub struct SheetText {
    /// The text of the sheet.
    pub text: String,
    /// Its rows and cells.
    pub syntax: SheetSyntax,
    /// How it is read, where that is not as it stands; found out when somebody asks.
    read_as: OnceLock<Option<Box<str>>>,
}

impl PartialEq for SheetText {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.syntax == other.syntax
    }
}

impl Eq for SheetText {}

impl SheetText {
    fn new(text: String, syntax: SheetSyntax) -> Self {
        Self { text, syntax, read_as: OnceLock::new() }
    }

    /// The text as it is read: with the ordinary character for each that only looks like one.
    pub fn reading(&self) -> &str {
        let read_as = self.read_as.get_or_init(|| compatible::reading(&self.text).map(String::into_boxed_str));
        read_as.as_deref().unwrap_or(&self.text)
    }
}

impl Measured for SheetText {
    fn size(&self) -> Size {
        Size { bytes: self.text.len(), rows: self.syntax.rows().len() }
    }
}

/// Which sheets an edit replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The sheets that are gone, by their index before the edit.
    pub removed: Range<usize>,
    /// How many stand in their place.
    pub added: usize,
}

/// The sheets of a text, kept up to date edit by edit.
#[derive(Clone, Debug, Default)]
pub struct Book {
    sheets: Seq<Arc<SheetText>>,
}

impl Book {
    /// Reads `text`, which is shorter than 4 GiB.
    pub fn new(text: &str, starts: &impl SheetStart) -> Self {
        Self { sheets: split(text, starts).into_iter().collect() }
    }

    /// The sheets; together their texts are the text.
    pub fn sheets(&self) -> &Seq<Arc<SheetText>> {
        &self.sheets
    }

    /// Length of the text in bytes.
    pub fn len(&self) -> usize {
        self.sheets.size().bytes
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.sheets.is_empty()
    }

    /// Carries out `edit`, whose range counts from the text's start and lies on character boundaries. Lexes the rows it
    /// touches; reads again the sheets it touches and, where it may move their borders, their neighbours.
    pub fn apply(&mut self, edit: &Edit, starts: &impl SheetStart) -> Change {
        let (start, end) = (edit.range.start as usize, edit.range.end as usize);
        let Some((first, before)) = self.sheets.find_byte(start) else {
            self.sheets = split(&edit.text, starts).into_iter().collect();
            return Change { removed: 0..0, added: self.sheets.len() };
        };
        if let Some(sheet) = self.sheets.get(first)
            && end < before.bytes + sheet.text.len()
            && let Some(sheet) = edit_inside(sheet, start - before.bytes..end - before.bytes, &edit.text, starts)
        {
            self.sheets.splice(first..first + 1, vec![Arc::new(sheet)]);
            return Change { removed: first..first + 1, added: 1 };
        }
        let last = if end > start { self.sheets.find_byte(end).map_or(first, |found| found.0) } else { first };
        // A border moves when a comment or a line end at it changes, so both neighbours are read too.
        let mut range = first.saturating_sub(1)..(last + 2).min(self.sheets.len());
        let (old, fresh) = loop {
            let (before, old) = self.sheets.range(range.clone());
            let mut text: String = old.iter().map(|sheet| sheet.text.as_str()).collect();
            text.replace_range(start - before.bytes..end - before.bytes, &edit.text);
            let fresh = split(&text, starts);
            // Where a sheet begins depends on the one above it: behind one that came out as it was, nothing changes.
            let settled = range.end == self.sheets.len()
                || matches!((old.last(), fresh.last()), (Some(old), Some(fresh)) if same(&(old, fresh)));
            if settled {
                break (old, fresh);
            }
            range.end = (range.end + range.len()).min(self.sheets.len());
        };
        let mut fresh = fresh;
        // What came out as it was is kept, so that its findings are.
        let head = old.iter().zip(&fresh).take_while(same).count();
        let most = old.len().min(fresh.len()) - head;
        let tail = old.iter().rev().zip(fresh.iter().rev()).take(most).take_while(same).count();
        let added: Vec<_> = fresh.drain(head..fresh.len() - tail).collect();
        let removed = range.start + head..range.end - tail;
        let change = Change { removed: removed.clone(), added: added.len() };
        self.sheets.splice(removed, added);
        change
    }
}

/// Whether a sheet is what it was.
fn same((old, fresh): &(&Arc<SheetText>, &Arc<SheetText>)) -> bool {
    old.text == fresh.text && old.syntax.headed() == fresh.syntax.headed()
}

fn split(text: &str, starts: &impl SheetStart) -> Vec<Arc<SheetText>> {
    let mut sheets = Vec::new();
    read_sheets(text, starts, |_, text, syntax| {
        sheets.push(Arc::new(SheetText::new(text.to_owned(), syntax.clone())));
    });
    sheets
}

/// `sheet` after an edit that leaves its borders alone: it touches rows behind the one that heads the sheet, not the
/// last one, and makes none that begins a sheet. `None` when it may not be so.
fn edit_inside(sheet: &SheetText, range: Range<usize>, new: &str, starts: &impl SheetStart) -> Option<SheetText> {
    let syntax = &sheet.syntax;
    let rows = syntax.rows();
    // One row more on both sides: an edit at a row's end may join CR and LF.
    let from = syntax.row_at(range.start as u32)?.saturating_sub(1);
    let to = syntax.row_at(range.end as u32)? + 2;
    if to > rows.len() - 1 {
        return None;
    }
    // Above this, rows say where sheets begin; without a row of its own a sheet has none that says so yet.
    if syntax.settled == 0 || from <= syntax.settled as usize {
        return None;
    }
    let (lo, hi) = (rows[from].start as usize, rows[to - 1].end() as usize);
    let mut touched = String::with_capacity(hi - lo + new.len());
    touched.push_str(&sheet.text[lo..range.start]);
    touched.push_str(new);
    touched.push_str(&sheet.text[range.end..hi]);
    if !touched.ends_with(['\n', '\r']) || (touched.ends_with('\r') && sheet.text[hi..].starts_with('\n')) {
        return None;
    }
    let fresh = read_rows(&touched, starts);
    if decides(&touched, &fresh, starts) {
        return None;
    }
    let mut text = String::with_capacity(sheet.text.len() - range.len() + new.len());
    text.push_str(&sheet.text[..range.start]);
    text.push_str(new);
    text.push_str(&sheet.text[range.end..]);
    let mut syntax = syntax.clone();
    syntax.splice(from, to, &fresh, new.len() as i64 - range.len() as i64);
    Some(SheetText::new(text, syntax))
}
