//! Sheets of all forms with changes: mending twice and laying out twice is as good as once, and no safe fix makes up or
//! loses a figure or a sentence.

#![no_main]

mod common;

use std::collections::BTreeMap;

use common::{BOOKS, Change, changed};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use mubiao::diagnostic::Applicability;
use mubiao::profile::fold;
use mubiao::{Settings, fix, format};

#[derive(Arbitrary, Debug)]
struct Input {
    book: u8,
    changes: Vec<Change>,
}

/// The cells that are a number and nothing else, and how often each stands there.
fn figures(text: &str) -> BTreeMap<String, usize> {
    let mut figures = BTreeMap::new();
    for cell in text.split(['\t', '\n']) {
        let cell = fold(cell);
        let digits = cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && cell.parse::<f64>().is_ok();
        if digits {
            *figures.entry(cell).or_default() += 1;
        }
    }
    figures
}

/// A text without what fixes take out of a cell: characters that nobody sees, commas in figures, markup.
fn bare(text: &str) -> String {
    let unseen = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
    };
    let mut bare = text.replace(|c| unseen(c) || c == ',', "");
    for markup in ["<p>", "</p>", "<br>", "&nbsp;", "&#12345;"] {
        bare = bare.replace(markup, "");
    }
    fold(&bare)
}

/// The Han characters of a text, those that are written by a look-alike among them.
fn han(text: &str) -> String {
    fold(text).chars().filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}')).collect()
}

fuzz_target!(|input: Input| {
    let book = &BOOKS[usize::from(input.book) % BOOKS.len()];
    let text = changed(book, &input.changes);
    let settings = Settings::default();
    let fixed = fix(&text, &settings, Applicability::Safe).text;
    assert_eq!(fix(&fixed, &settings, Applicability::Safe).text, fixed, "what was mended stays as it is\n{text}");
    for text in [&text, &fixed] {
        let formatted = format(text, &settings);
        assert_eq!(format(&formatted, &settings), formatted, "what was laid out stays as it is\n{text}");
    }
    // Who lays out what he mended has nothing to mend again.
    let formatted = format(&fixed, &settings);
    let again = fix(&formatted, &settings, Applicability::Safe).text;
    assert_eq!(format(&again, &settings), again, "a second round changes the layout\n{text}");

    let (before, after) = (figures(&text), figures(&fixed));
    for (figure, times) in &before {
        let left = after.get(figure).copied().unwrap_or(0);
        assert!(left >= *times, "{figure} stood there {times} times, and {left} times after the fixes\n{text}");
    }
    let bare = bare(&text);
    for figure in after.keys().filter(|figure| !before.contains_key(*figure)) {
        assert!(bare.contains(figure.as_str()), "{figure} was made up\n{text}");
    }

    // No header is so long: what is, somebody wrote.
    for text_of in [&fixed, &format(&text, &settings)] {
        let left = han(text_of);
        for words in text.split(['\t', '\n']).map(han).filter(|words| words.chars().count() > 12) {
            assert!(left.contains(&words), "{words} was lost\n{text}");
        }
    }
});
