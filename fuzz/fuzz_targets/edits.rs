//! A book kept up to date edit by edit is the book read anew from the edited text, and so is an editor's document.
//!
//! The input is UTF-8, in parts that end at U+0000: the text, then an edit each. The first two characters of an edit say
//! where it starts and how much it replaces, and the rest is put there.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mubiao::profile::builtin;
use mubiao::syntax::Book;
use mubiao::text::{Document, Edit};

fuzz_target!(|input: &str| {
    let mut parts = input.split('\0');
    let mut text = parts.next().unwrap_or_default().to_owned();
    let profile = &builtin()[0];
    let starts = &**profile;
    let mut book = Book::new(&text, starts);
    let mut document = Document::new(&text, 0);
    for part in parts.take(64) {
        let mut chars = part.chars();
        let (Some(at), Some(much)) = (chars.next(), chars.next()) else { continue };
        let start = text.floor_char_boundary(at as usize % (text.len() + 1));
        let end = text.floor_char_boundary(start + much as usize % (text.len() - start + 1)).max(start);
        let edit = Edit::replace((start as u32..end as u32).into(), chars.as_str());
        let before = book.sheets().len();
        let change = book.apply(&edit, starts);
        text.replace_range(start..end, &edit.text);
        document.replace(start..end, &edit.text);

        assert_eq!(document.text(), text, "the document after {edit:?}");
        assert_eq!(book.len(), text.len(), "the book's length after {edit:?}");
        assert_eq!(before - change.removed.len() + change.added, book.sheets().len(), "the change of {edit:?}");
        let fresh = Book::new(&text, starts);
        let (kept, fresh): (Vec<_>, Vec<_>) = (book.sheets().iter().collect(), fresh.sheets().iter().collect());
        assert_eq!(kept, fresh, "the book after {edit:?}");
    }
});
