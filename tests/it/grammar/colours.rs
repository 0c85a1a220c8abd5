//! The TextMate grammar has the words of the profiles, and colours a sheet of each.

use expect_test::expect_file;
use mubiao::profile::{Profile, builtin};

use super::GRAMMARS;
use crate::textmate;

/// Every spelling of an operator in the profiles' own files.
fn operators() -> Vec<String> {
    let mut all = Vec::new();
    for profile in builtin() {
        let path = format!("{}/profiles/{}/layout.toml", env!("CARGO_MANIFEST_DIR"), profile.id);
        let layout: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
        for (operator, spellings) in layout.get("operators").and_then(toml::Value::as_table).into_iter().flatten() {
            all.push(operator.clone());
            all.extend(spellings.as_array().unwrap().iter().map(|spelling| spelling.as_str().unwrap().to_owned()));
        }
    }
    all
}

const DIRECTIVES: &[&str] = &["profile", "fiscal-year", "allow-sheet", "allow-file", "allow"];

#[test]
fn the_textmate_grammar_has_the_words_of_the_profiles() {
    let profiles: Vec<&Profile> = builtin().iter().map(AsRef::as_ref).collect();
    expect_file!["../../../grammar/mubiao.tmLanguage.json"].assert_eq(&textmate::grammar(
        &profiles,
        &operators(),
        DIRECTIVES,
    ));
}

/// The snapshots of `grammar/tests`, one for each form, of a sheet in its layout.
#[test]
fn every_form_has_a_snapshot_of_its_colours() {
    for (form, profile) in builtin().iter().enumerate() {
        let path = format!("{}/grammar/tests/{}.snap.mubiao", env!("CARGO_MANIFEST_DIR"), profile.id);
        let read = |path: &str| {
            std::fs::read_to_string(path).unwrap_or_else(|_| panic!("write a sheet of {} to {path}", profile.id))
        };
        let (book, colours) = (read(&path), read(&format!("{path}.snap")));
        assert!(GRAMMARS[form].matches("canonical-book", &book), "{path} is not laid out");
        let texts: Vec<&str> = colours.lines().filter_map(|line| line.strip_prefix('>')).collect();
        assert_eq!(texts, book.split('\n').collect::<Vec<_>>(), "npm run update --prefix grammar");
        let mut rows = colours[1..].split("\n>");
        for section in &profile.sections {
            let row = rows.find(|row| row.starts_with(&format!("{}\t", section.label.text)));
            let row = row.unwrap_or_else(|| panic!("{path} has no {}", section.label.text));
            // Of the words that the form prints none is left without colour, and a second row of headers is one as well.
            let headers = row.matches("property.header").count();
            assert!(row.contains("keyword.control.label"), "{row}");
            assert_eq!(headers, section.headers.len(), "{row}");
            let below = rows.clone().take_while(|row| row.starts_with('\t'));
            let parts: usize = [row].into_iter().chain(below).map(|row| row.matches("property.part").count()).sum();
            assert_eq!(parts, section.parts().count(), "{row}");
            if section.has_subheaders {
                let below = rows.next().unwrap();
                let expected = section.subheaders().filter(|header| !header.is_empty()).count();
                assert_eq!(below.matches("property.header").count(), expected, "{below}");
            }
        }
    }
}
