//! A document that is being edited: an edit costs what the sheet costs that it stands in.

use std::sync::{Arc, OnceLock};

use super::findings::Findings;
use super::{Analysis, OnShelf, SheetState};
use crate::lint::Settings;
use crate::sheet::{BookHead, Forms};
use crate::syntax::{Book, Change, Seq};
use crate::text::{Document, Edit, TextRange};

/// Only the first so many bytes of a text that has a form tell which form and year it has.
const HEAD: usize = 64 * 1024;

/// An open document: its text, its sheets, its form.
#[derive(Debug)]
pub struct Buffer {
    document: Document,
    book: Book,
    /// What is known of each sheet of `book`.
    states: Seq<Arc<SheetState>>,
    /// The findings of the text as it stands, once somebody has asked for them.
    findings: Arc<OnceLock<Findings>>,
    /// The findings that were asked for last.
    before: Option<Arc<OnceLock<Findings>>>,
    /// The revision of the shelf that `findings` are of.
    shelf: Option<u64>,
    head: Arc<BookHead>,
    settings: Arc<Settings>,
    place: Option<OnShelf>,
}

impl Buffer {
    /// Opens `text`, which is shorter than 4 GiB and which the client calls `version`.
    pub fn new(text: &str, version: i32, settings: Arc<Settings>) -> Self {
        let head = read_head(text, &settings);
        let book = read_book(text, &head);
        let states = new_states(&book, &head, &settings);
        let document = Document::new(text, version);
        let (findings, before, shelf) = (Arc::default(), None, None);
        Self { document, book, states, findings, before, shelf, head: Arc::new(head), settings, place: None }
    }

    /// The text as it stands.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Takes the client's number for the text as it now stands.
    pub fn set_version(&mut self, version: i32) {
        self.document.set_version(version);
    }

    /// Carries out an edit whose range counts in bytes from the text's start and lies on character boundaries.
    pub fn apply(&mut self, edit: &Edit) {
        self.document.replace(edit.range.usize(), &edit.text);
        self.renew();
        let start = edit.range.start as usize;
        let head = if start < HEAD && start <= self.head.reach || self.head.profile.is_err() {
            Some(self.read_head_again())
        } else {
            None
        };
        match head {
            Some(head) if !same_form(&head, &self.head) => {
                self.book = read_book(&self.document.text(), &head);
                self.states = new_states(&self.book, &head, &self.settings);
                self.head = Arc::new(head);
            }
            head => {
                let profile = self.head.profile.clone().ok();
                let change = self.book.apply(edit, &profile.as_deref());
                match head {
                    Some(head) if !head.reads_as(&self.head) => {
                        self.states = new_states(&self.book, &head, &self.settings);
                        self.head = Arc::new(head);
                    }
                    head => {
                        self.keep_states(change);
                        if let Some(head) = head {
                            self.head = Arc::new(head);
                        }
                    }
                }
            }
        }
    }

    fn keep_states(&mut self, change: Change) {
        let added = change.removed.start..change.removed.start + change.added;
        let fresh = self.book.sheets().range(added.clone()).1;
        let mut forms = self.forms_behind(added.start);
        let states = fresh.into_iter().map(|text| Arc::new(SheetState::new(text, forms.as_mut()))).collect();
        // What a sheet hands on may be another form or year than before.
        let mut behind = Vec::new();
        if let Some(forms) = &mut forms {
            for state in self.states.iter().skip(change.removed.end) {
                if state.before() == Some(forms.inherited()) {
                    break;
                }
                behind.push(Arc::new(SheetState::new(state.text().clone(), Some(forms))));
            }
        }
        self.states.splice(change.removed, states);
        let moved = behind.len();
        self.states.splice(added.end..added.end + moved, behind);
    }

    /// The forms of the sheets from that one on, by what the one above it hands on.
    fn forms_behind(&self, index: usize) -> Option<Forms<'_>> {
        let forms = Forms::new(&self.head, &self.settings.profiles)?;
        let above = index.checked_sub(1).and_then(|above| self.states.get(above));
        Some(match above.and_then(|above| above.behind()) {
            Some(behind) => forms.from(behind),
            None => forms,
        })
    }

    /// Takes `text` for the whole text: what both have in common at their ends stays as it is. Returns what is new in it.
    pub fn set_text<'t>(&mut self, text: &'t str) -> &'t str {
        let old = self.document.text();
        let common = |a: &[u8], b: &[u8]| a.iter().zip(b).take_while(|(a, b)| a == b).count();
        let mut start = common(old.as_bytes(), text.as_bytes());
        while !old.is_char_boundary(start) {
            start -= 1;
        }
        let (rest, new) = (&old.as_bytes()[start..], &text.as_bytes()[start..]);
        let mut tail = rest.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
        while !old.is_char_boundary(old.len() - tail) {
            tail -= 1;
        }
        let range = TextRange::new(start as u32, (old.len() - tail) as u32);
        let put_in = &text[start..text.len() - tail];
        if !range.is_empty() || old.len() != text.len() {
            self.apply(&Edit::replace(range, put_in));
        }
        put_in
    }

    /// Reads the text anew under other settings; the same ones cost nothing.
    pub fn set_settings(&mut self, settings: Arc<Settings>) {
        if *settings == *self.settings {
            return;
        }
        let text = self.document.text();
        let head = read_head(&text, &settings);
        self.book = read_book(&text, &head);
        self.states = new_states(&self.book, &head, &settings);
        self.head = Arc::new(head);
        self.settings = settings;
        self.renew();
    }

    /// Takes a place among the books of a folder, or none.
    pub fn set_place(&mut self, place: Option<OnShelf>) {
        self.place = place;
        self.renew();
    }

    /// What was found before is not what would be found now.
    fn renew(&mut self) {
        let found = std::mem::take(&mut self.findings);
        if found.get().is_some() {
            self.before = Some(found);
        }
    }

    /// The book as it stands now.
    pub fn analysis(&mut self) -> Analysis {
        let shelf = self.place.as_ref().map(|place| place.shelf.revision());
        if std::mem::replace(&mut self.shelf, shelf) != shelf {
            self.renew();
        }
        Analysis {
            document: self.document.clone(),
            sheets: self.book.sheets().clone(),
            states: self.states.clone(),
            findings: self.findings.clone(),
            before: self.before.clone().filter(|_| self.findings.get().is_none()),
            head: self.head.clone(),
            settings: self.settings.clone(),
            place: self.place.clone(),
        }
    }

    fn read_head_again(&self) -> BookHead {
        // What no form fits is looked at whole: the first label may stand anywhere.
        if self.head.profile.is_ok() {
            let mut end = HEAD.min(self.document.len());
            while !self.document.is_boundary(end) {
                end -= 1;
            }
            let head = read_head(&self.document.slice(0..end), &self.settings);
            if head.profile.is_ok() {
                return head;
            }
        }
        read_head(&self.document.text(), &self.settings)
    }
}

fn read_head(text: &str, settings: &Settings) -> BookHead {
    BookHead::read(text, &settings.profiles, settings.profile.as_deref(), settings.fiscal_year)
}

fn new_states(book: &Book, head: &BookHead, settings: &Settings) -> Seq<Arc<SheetState>> {
    let mut forms = Forms::new(head, &settings.profiles);
    book.sheets().iter().map(|text| Arc::new(SheetState::new(text.clone(), forms.as_mut()))).collect()
}

fn read_book(text: &str, head: &BookHead) -> Book {
    Book::new(text, &head.profile.as_deref().ok())
}

/// Whether the sheets of both begin at the same rows and have the same sections.
fn same_form(a: &BookHead, b: &BookHead) -> bool {
    match (&a.profile, &b.profile) {
        (Ok(a), Ok(b)) => Arc::ptr_eq(a, b),
        (Err(_), Err(_)) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::CellRef;

    const BOOK: &str =
        "部门（单位）名称\t703001甲局-211300000\n年度预算收入\t1.00\n部门（单位）名称\t703002乙局-211300000\n";

    fn buffer(text: &str) -> Buffer {
        Buffer::new(text, 1, Arc::new(Settings::default()))
    }

    /// Asserts that `edit` leaves what a fresh reading of the text finds.
    #[track_caller]
    fn check(text: &str, range: std::ops::Range<u32>, new: &str) {
        let mut buffer = buffer(text);
        buffer.apply(&Edit::replace(TextRange::from(range), new));
        let fresh = Buffer::new(&buffer.document.text(), 1, buffer.settings.clone());
        assert!(buffer.book.sheets().iter().eq(fresh.book.sheets().iter()));
        assert!(same_form(&buffer.head, &fresh.head));
        assert_eq!(buffer.head.fiscal_year, fresh.head.fiscal_year);
    }

    #[test]
    fn an_edit_that_makes_or_breaks_the_form_reads_the_book_anew() {
        check("", 0..0, BOOK);
        check(BOOK, 0..BOOK.len() as u32, "");
        check(BOOK, 0..BOOK.len() as u32, "x\ty\n");
        check("x\ty\n", 0..3, BOOK);
        check(BOOK, 0..0, "# mubiao: fiscal-year = 2024\n");
        check(BOOK, 0..0, "# mubiao: profile = none\n");
    }

    #[test]
    fn a_place_knows_its_sheet_and_cell() {
        let analysis = buffer(BOOK).analysis();
        let at = BOOK.find("1.00").unwrap() as u32;
        let place = analysis.sheet_at(at).unwrap();
        assert_eq!((place.index, place.base, place.row), (0, 0, 0));
        assert_eq!(place.cell_at(at), Some(CellRef { row: 1, cell: 1 }));
        let end = analysis.sheet_at(BOOK.len() as u32).unwrap();
        assert_eq!((end.index, end.row), (1, 2));
        assert_eq!(analysis.places().map(|place| place.base).collect::<Vec<_>>(), vec![0, end.base]);
    }
}
