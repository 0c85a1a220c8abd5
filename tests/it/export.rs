//! What is exported comes back as the book that it was.

use mubiao::export::{self, export};
use mubiao::import::{Content, Format, Options, import};
use mubiao::profile::{OwnProfile, Profiles, builtin};
use proptest::prelude::*;
use std::path::Path;

use crate::damage::{KINDS, Kind, damage_sheet};
use crate::generate::{Random, TITLE, sheet};
use crate::import::{CANONICAL, same};

/// The formats that hold a whole book.
const FORMATS: [(export::Format, Format); 4] = [
    (export::Format::Html, Format::Html),
    (export::Format::Json, Format::Json),
    (export::Format::Xlsx, Format::Xlsx),
    (export::Format::Docx, Format::Docx),
];

pub(crate) fn exported(text: &str, to: export::Format) -> Vec<u8> {
    export(text, to, &export::Options::default()).unwrap()
}

/// `text` after the way out and back.
fn returned(text: &str, to: export::Format, from: Format) -> String {
    let bytes = exported(text, to);
    assert_eq!(bytes, exported(text, to), "the same book gives the same bytes");
    assert_eq!(Format::of(&bytes, Some(to.extension())), Ok(from));
    let content = match from.is_text() {
        true => Content::Text(std::str::from_utf8(&bytes).unwrap()),
        false => Content::Bytes(&bytes),
    };
    import(content, from, &Options::default()).unwrap().text
}

/// A book of every form: those that ship with the program, and those that projects could add.
fn books() -> Vec<(String, Profiles)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let mut books: Vec<(String, Profiles)> = builtin()
        .iter()
        .map(|profile| match profile.id.as_str() {
            "liaoning-department" => (CANONICAL.to_owned(), Profiles::default()),
            id => (read(&format!("corpus/{id}.mubiao")), Profiles::default()),
        })
        .collect();
    for name in ["guangxi", "hebei", "jiangxi"] {
        let layout = read(&format!("profiles/{name}/layout.toml"));
        let indicators = std::fs::read_to_string(root.join(format!("profiles/{name}/indicators.tsv"))).ok();
        let (profiles, errors) = Profiles::with(&[OwnProfile { layout, indicators }]);
        assert!(errors.is_empty(), "{errors:?}");
        books.push((read(&format!("profiles/{name}.mubiao")), profiles));
    }
    books
}

#[test]
fn books_of_every_form_come_back() {
    for (book, profiles) in books() {
        // Comments are no part of the form.
        let book: String = book.lines().filter(|row| !row.starts_with('#')).map(|row| format!("{row}\n")).collect();
        for (to, from) in FORMATS {
            let options = export::Options { profiles: profiles.clone(), ..export::Options::default() };
            let bytes = export(&book, to, &options).unwrap();
            let content = match from.is_text() {
                true => Content::Text(std::str::from_utf8(&bytes).unwrap()),
                false => Content::Bytes(&bytes),
            };
            let options = Options { profiles: profiles.clone(), ..Options::default() };
            let imported = import(content, from, &options).unwrap();
            let lines = imported.text.lines().filter(|row| !row.starts_with('#'));
            let text: String = lines.map(|row| format!("{row}\n")).collect();
            println!("{to:?} {}", book.lines().next().unwrap());
            same(&text, &book);
            assert!(imported.report.doubts.is_empty(), "{to:?} {:#?}", imported.report.doubts);
        }
    }
}

#[test]
fn texts_of_every_form_are_imported() {
    for (book, profiles) in books() {
        let book: String = book.lines().filter(|row| !row.starts_with('#')).map(|row| format!("{row}\n")).collect();
        let options = Options { profiles, ..Options::default() };
        let cells = book.split(['\t', '\n']).filter(|cell| !cell.is_empty()).map(|cell| format!("{cell}\n"));
        for text in [book.clone(), book.replace('\t', " | "), cells.collect()] {
            let imported = import(Content::Text(&text), Format::Text, &options).unwrap();
            let lines = imported.text.lines().filter(|row| !row.starts_with('#'));
            let back: String = lines.map(|row| format!("{row}\n")).collect();
            // Which of two texts a row has, its order cannot tell.
            if imported.report.doubts.is_empty() || text.contains(['\t', '|']) {
                same(&back, &book);
            } else {
                let doubtful =
                    |row: &str| row.ends_with("未全部开放不得分") || row.ends_with("860.00") || row.ends_with("12.00");
                let rows =
                    |text: &str| text.lines().filter(|row| !doubtful(row)).map(str::to_owned).collect::<Vec<_>>();
                assert_eq!(rows(&back), rows(&book));
            }
        }
    }
}

#[test]
fn the_sample_comes_back() {
    for (to, from) in FORMATS {
        same(&returned(CANONICAL, to, from), CANONICAL);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_book_comes_back(seed in any::<u64>(), sheets in 1..4usize) {
        let mut random = Random::new(seed);
        let book: Vec<String> = (0..sheets).map(|at| sheet(&mut random, at)).collect();
        let book = format!("{TITLE}{}", book.join("\n"));
        for (to, from) in FORMATS {
            prop_assert_eq!(&returned(&book, to, from), &book, "{:?}", to);
        }
    }

    #[test]
    fn no_value_of_a_damaged_book_is_lost(seed in any::<u64>(), kinds in prop::collection::vec(prop::sample::select(KINDS), 1..4)) {
        let mut random = Random::new(seed);
        let mut rows: Vec<String> = sheet(&mut random, 0).lines().map(str::to_owned).collect();
        let done = damage_sheet(&mut random, &mut rows, &kinds);
        let book = format!("{TITLE}{}\n", rows.join("\n"));
        // What a page break repeats, and markup, need not come back.
        if done.contains(&Kind::PageBreak) || done.contains(&Kind::Markup) {
            return Ok(());
        }
        // A row with more values than the form has columns shares a cell between two of them, and import joins words.
        let values = |text: &str| {
            let mut values: Vec<char> = mubiao::profile::fold(text).chars().collect();
            values.sort_unstable();
            values
        };
        let expected = values(&book);
        for (to, from) in FORMATS {
            prop_assert_eq!(values(&returned(&book, to, from)), expected.clone(), "{:?}\n{}", to, book);
        }
    }
}
