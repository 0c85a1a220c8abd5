//! Any bytes, read as the command line reads a file, are linted, mended and laid out without a panic, and doing it twice
//! changes nothing more.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mubiao::diagnostic::{Applicability, Lang};
use mubiao::format::format;
use mubiao::fs::Source;
use mubiao::lint::{Settings, fix, lint};
use mubiao::profile::builtin;
use mubiao::syntax::{Book, read_sheets};

fuzz_target!(|bytes: &[u8]| {
    // What is no text is refused, and that is all that happens to it.
    let Ok(source) = Source::from_bytes(bytes.to_vec()) else { return };
    let text = source.text();

    for profile in builtin() {
        let starts = &**profile;
        let mut joined = String::new();
        read_sheets(text, starts, |base, sheet, _| {
            assert_eq!(base, joined.len(), "a sheet starts where the one before it ends");
            joined.push_str(sheet);
        });
        assert_eq!(joined, text, "the sheets are the text");
        let book: String = Book::new(text, starts).sheets().iter().map(|sheet| sheet.text.as_str()).collect();
        assert_eq!(book, text, "the sheets of a book are the text");
    }

    for lang in [Lang::Zh, Lang::En] {
        let settings = Settings { lang, ..Settings::default() };
        for finding in lint(text, &settings).findings {
            assert!(text.get(finding.range.usize()).is_some(), "a finding lies in the text: {finding:?}");
            for fix in &finding.fixes {
                for edit in &fix.edits {
                    assert!(text.get(edit.range.usize()).is_some(), "a fix lies in the text: {finding:?}");
                }
                let apart = fix.edits.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start);
                assert!(apart, "the edits of a fix are in order and apart: {finding:?}");
            }
        }
    }

    let settings = Settings::default();
    let fixed = fix(text, &settings, Applicability::Safe).text;
    assert_eq!(fix(&fixed, &settings, Applicability::Safe).text, fixed, "what was mended stays as it is");
    // Of the others no fixed point is promised: two of them may disagree.
    fix(text, &settings, Applicability::Unsafe);
    for text in [text, &fixed] {
        let formatted = format(text, &settings);
        assert_eq!(format(&formatted, &settings), formatted, "what was laid out stays as it is");
    }
});
