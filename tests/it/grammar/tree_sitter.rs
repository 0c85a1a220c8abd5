//! The tree-sitter grammar has the words of the profiles, and every editor its queries in the names of its own themes.

use expect_test::{ExpectFile, expect_file};
use mubiao::profile::{Label, MAX_COLUMNS, Section, Shape, builtin, fold};

/// The tables of all forms: sets of columns, each with the shape of the sections that have it.
fn tables() -> Vec<(&'static str, Vec<String>)> {
    let mut tables = Vec::new();
    for section in builtin().iter().flat_map(|profile| &profile.sections) {
        if let Some(table) = table(section)
            && !tables.contains(&table)
        {
            tables.push(table);
        }
    }
    tables
}

fn table(section: &Section) -> Option<(&'static str, Vec<String>)> {
    let shape = match section.shape {
        Shape::List(_) => "list",
        Shape::Indicators(_) => "indicators",
        _ => return None,
    };
    Some((shape, section.columns().iter().map(|column| format!("{:?}", column.kind).to_lowercase()).collect()))
}

#[test]
fn the_tree_sitter_grammar_has_the_tables_of_the_profiles() {
    let tables: Vec<serde_json::Value> =
        tables().iter().map(|(shape, columns)| serde_json::json!({ "shape": shape, "columns": columns })).collect();
    let words = serde_json::to_string_pretty(&serde_json::json!({ "tables": tables })).unwrap() + "\n";
    expect_file!["../../../grammar/tree-sitter-mubiao/words.json"].assert_eq(&words);
}

/// All spellings of a label, folded.
fn spellings(label: &Label) -> impl Iterator<Item = &str> {
    [label.folded.as_str()].into_iter().chain(label.also.iter().map(String::as_str))
}

#[test]
fn the_tree_sitter_scanner_has_the_words_of_the_profiles() {
    let tables = tables();
    let mut lists: Vec<(&str, Vec<String>)> =
        ["TITLES", "IDENTITIES", "FIELDS", "BREAKDOWNS", "TEXTS", "PARTS", "HEADERS", "SUBHEADERS"]
            .map(|name| (name, Vec::new()))
            .into();
    let mut put = |name: &str, words: &mut dyn Iterator<Item = &str>| {
        let (_, list) = lists.iter_mut().find(|(list, _)| *list == name).unwrap();
        for word in words {
            if !list.iter().any(|known| known == word) {
                list.push(word.to_owned());
            }
        }
    };
    let mut heads: Vec<String> = Vec::new();
    for profile in builtin() {
        for title in &profile.titles {
            put("TITLES", &mut [fold(title_stem(title)).as_str()].into_iter());
        }
        for (at, section) in profile.sections.iter().enumerate() {
            let name = match section.shape {
                Shape::Field(_) if at == profile.identity() => "IDENTITIES",
                Shape::Field(_) => "FIELDS",
                Shape::Breakdown(_) => "BREAKDOWNS",
                Shape::Text => "TEXTS",
                Shape::List(_) | Shape::Indicators(_) => {
                    let table = table(section).unwrap();
                    let number = tables.iter().position(|known| *known == table).unwrap();
                    let headers: Vec<String> =
                        section.headers.iter().map(|header| format!("{:?}", header.folded)).collect();
                    for label in spellings(&section.label) {
                        let shape = table.0.to_uppercase();
                        let head = format!("    {{{label:?}, {number}, {shape}, {{{}}}}},\n", headers.join(", "));
                        if !heads.contains(&head) {
                            heads.push(head);
                        }
                    }
                    put("HEADERS", &mut section.headers.iter().flat_map(spellings));
                    let below = section.columns().iter().filter(|column| column.under.is_some());
                    let below: Vec<&str> = below.flat_map(|column| spellings(&column.label)).collect();
                    put("HEADERS", &mut below.iter().copied());
                    put("SUBHEADERS", &mut below.into_iter());
                    continue;
                }
            };
            put(name, &mut spellings(&section.label));
            put("PARTS", &mut section.parts().flat_map(|part| spellings(&part.label)));
        }
    }
    // The scanner keeps one bit for each head, and the texts it compares in a buffer.
    assert!(heads.len() <= 64, "{} heads", heads.len());
    let mut file = String::from(
        "// The words of the forms, as the scanner compares them: without blanks and in one width. A test writes this file.\n\n\
         #include <stddef.h>\n\n",
    );
    file += &format!("#define TABLES {}\n\n", tables.len());
    for (name, words) in &lists {
        file += &format!("static const char *const {name}[] = {{\n");
        for word in words {
            assert!(word.len() < 200, "{word}");
            file += &format!("    {word:?},\n");
        }
        file += "    NULL,\n};\n\n";
    }
    file += "enum Shape { LIST, INDICATORS, SHAPES };\n\n\
             // Labels and headers of the tables.\n\
             static const struct {\n  const char *label;\n  unsigned char table;\n  unsigned char shape;\n";
    file += &format!("  const char *headers[{}];\n}} HEADS[] = {{\n{}}};\n", MAX_COLUMNS + 1, heads.concat());
    expect_file!["../../../grammar/tree-sitter-mubiao/src/words.h"].assert_eq(&file);
}

/// What every title of such a kind says: the longest piece beside the year, without brackets.
fn title_stem(title: &str) -> &str {
    let pieces =
        title.split("{Y}").map(|piece| piece.trim_matches(['年', '度', '（', '）', '(', ')', ' ', '\u{3000}']));
    let stem = pieces.max_by_key(|piece| piece.len()).unwrap();
    assert!(builtin().iter().any(|profile| profile.is_title(stem)), "{stem}");
    stem
}

const HIGHLIGHTS: &str = include_str!("../../../grammar/tree-sitter-mubiao/queries/highlights.scm");
const INJECTIONS: &str = include_str!("../../../grammar/tree-sitter-mubiao/queries/injections.scm");
const TAGS: &str = include_str!("../../../grammar/tree-sitter-mubiao/queries/tags.scm");

/// The captures of `highlights.scm`, which are Neovim's, each with the name that Helix and Zed have for it.
///
/// Theirs are listed in <https://docs.helix-editor.com/themes.html> and <https://zed.dev/docs/extensions/languages>.
const CAPTURES: &[(&str, &str, &str)] = &[
    ("attribute", "attribute", "attribute"),
    ("comment", "comment", "comment"),
    ("constant", "constant", "constant"),
    ("function", "function", "function"),
    ("keyword", "keyword", "keyword"),
    ("keyword.directive", "keyword.directive", "preproc"),
    ("label", "label", "label"),
    ("markup.heading", "markup.heading", "title"),
    ("module", "namespace", "enum"),
    ("number", "constant.numeric", "number"),
    ("operator", "operator", "operator"),
    ("property", "variable.other.member", "property"),
    ("string", "string", "string"),
    ("type", "type", "type"),
];

/// `query` with its captures renamed.
fn renamed(query: &str, name: impl Fn(&str) -> &'static str) -> String {
    let mut renamed = String::new();
    for (at, piece) in query.split('@').enumerate() {
        if at == 0 {
            renamed += piece;
            continue;
        }
        let end = piece.find(|c: char| !(c.is_ascii_lowercase() || c == '.')).unwrap_or(piece.len());
        renamed += &format!("@{}{}", name(&piece[..end]), &piece[end..]);
    }
    renamed
}

#[track_caller]
fn check(file: &ExpectFile, query: &str) {
    file.assert_eq(&format!("; Written by a test from the queries of grammar/tree-sitter-mubiao.\n{query}"));
}

#[test]
fn helix_and_zed_have_the_queries_of_the_grammar() {
    let of = |capture: &str| {
        let found = CAPTURES.iter().find(|(name, ..)| *name == capture);
        found.unwrap_or_else(|| panic!("say what @{capture} of highlights.scm is in Helix and Zed"))
    };
    check(
        &expect_file!["../../../editors/helix/queries/mubiao/highlights.scm"],
        &renamed(HIGHLIGHTS, |capture| of(capture).1),
    );
    check(
        &expect_file!["../../../editors/zed/languages/mubiao/highlights.scm"],
        &renamed(HIGHLIGHTS, |capture| of(capture).2),
    );
    check(&expect_file!["../../../editors/helix/queries/mubiao/injections.scm"], INJECTIONS);
    check(&expect_file!["../../../editors/helix/queries/mubiao/tags.scm"], TAGS);
    for (capture, ..) in CAPTURES {
        assert!(HIGHLIGHTS.contains(&format!("@{capture}")), "highlights.scm has no @{capture}");
    }
}
