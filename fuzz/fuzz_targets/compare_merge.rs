//! Sheets of all forms with changes: a book says the same as itself, and a merge keeps every cell that a side wrote.

#![no_main]

mod common;

use std::collections::BTreeSet;

use common::{BOOKS, Change, changed};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use mubiao::compare::{Options, compare};
use mubiao::merge::merge;
use mubiao::profile::fold;
use mubiao::{Settings, format};

#[derive(Arbitrary, Debug)]
struct Input {
    book: u8,
    base: Vec<Change>,
    ours: Vec<Change>,
    theirs: Vec<Change>,
}

/// The cells of a text, without comments and blanks.
fn cells(text: &str) -> BTreeSet<String> {
    let rows = text.lines().filter(|row| !row.trim_start().starts_with('#'));
    rows.flat_map(|row| row.split('\t')).map(fold).filter(|cell| !cell.is_empty()).collect()
}

fuzz_target!(|input: Input| {
    let settings = Settings::default();
    let book = &BOOKS[usize::from(input.book) % BOOKS.len()];
    let base = format(&changed(book, &input.base[..input.base.len().min(3)]), &settings);
    let ours = format(&changed(&base, &input.ours[..input.ours.len().min(6)]), &settings);
    let theirs = format(&changed(&base, &input.theirs[..input.theirs.len().min(6)]), &settings);

    for book in [&base, &ours] {
        if let Ok(comparison) = compare(book, book, &Options::default()) {
            assert!(comparison.is_same(), "a book says the same as itself\n{book}");
        }
    }
    for [before, after] in [[&base, &ours], [&ours, &theirs]] {
        if let Ok(comparison) = compare(before, after, &Options::default()) {
            assert!(before != after || comparison.is_same());
        }
    }

    let merged = merge(&base, &ours, &theirs, &settings);
    let (of_base, result) = (cells(&base), cells(&merged.text));
    for side in [&ours, &theirs] {
        for cell in cells(side).difference(&of_base) {
            assert!(
                result.contains(cell),
                "{cell} was lost\nbase\n{base}\nours\n{ours}\ntheirs\n{theirs}\nmerged\n{}",
                merged.text
            );
        }
    }
    // What nobody else changed is taken as it is.
    assert_eq!(merge(&base, &ours, &base, &settings).text, ours);
    assert_eq!(merge(&base, &base, &ours, &settings).text, ours);
});
