//! The documents: short, in step with each other and with the code, and true.

use std::process::Command;

use super::source::{Source, files, root, text};
use super::{LAYERS, declared, none};
use mubiao::profile::Profile;
use mubiao::rules::RULES;

/// The README in both languages, with the option that makes the program speak it.
const READMES: [(&str, &str); 2] = [("README.md", "en"), ("README.zh-CN.md", "zh")];

/// What a reader runs first.
const COMMANDS: [&str; 2] = ["cargo run --release -- lint tests/corpus/chaoyang-2021.txt", "cargo test"];

/// The pages that may not grow beyond so many lines.
const LENGTHS: [(&str, usize); 3] = [("README.md", 150), ("README.zh-CN.md", 150), ("ARCHITECTURE.md", 120)];

/// A part of a page between fences.
struct Block {
    /// What stands behind the fence that opens it.
    kind: String,
    text: String,
    line: usize,
}

/// The blocks of a page, and its lines outside of them with their 1-based numbers.
fn parts(page: &str) -> (Vec<Block>, Vec<(usize, String)>) {
    let (mut blocks, mut prose) = (Vec::new(), Vec::new());
    let mut open: Option<Block> = None;
    for (at, line) in page.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(kind), None) => open = Some(Block { kind: kind.to_owned(), text: String::new(), line: at + 1 }),
            (None, Some(block)) => block.text.push_str(&format!("{line}\n")),
            (None, None) => prose.push((at + 1, line.to_owned())),
        }
    }
    (blocks, prose)
}

fn headings(page: &str) -> Vec<usize> {
    let levels = parts(page).1.into_iter().filter(|(_, line)| line.starts_with('#'));
    levels.map(|(_, line)| line.len() - line.trim_start_matches('#').len()).collect()
}

#[test]
fn pages_are_short() {
    let long = LENGTHS.iter().map(|(path, most)| (path, most, text(path).lines().count()));
    none(
        long.filter(|(_, most, lines)| lines > most)
            .map(|(path, most, lines)| format!("{path}: {lines} lines, {most} at most")),
        "say it shorter, or say it in CONTRIBUTING.md",
    );
}

#[test]
fn both_readmes_say_the_same() {
    let [(english, _), (chinese, _)] = READMES;
    let (one, other) = (text(english), text(chinese));
    assert_eq!(
        headings(&one),
        headings(&other),
        "What to do: give {english} and {chinese} the same headings, of the same levels"
    );
    let blocks = |page: &str| -> Vec<(String, String)> {
        // What the program says is in the language of the page.
        let shown =
            |block: Block| if block.kind == "text" { (block.kind, String::new()) } else { (block.kind, block.text) };
        parts(page).0.into_iter().map(shown).collect()
    };
    assert_eq!(blocks(&one), blocks(&other), "What to do: give {english} and {chinese} the same code blocks");
}

/// Kinds of blocks, levels of headings and the number of rows of tables.
fn outline(page: &str) -> (Vec<String>, Vec<usize>, usize) {
    let (blocks, prose) = parts(page);
    let kinds = blocks.into_iter().map(|block| block.kind).collect();
    (kinds, headings(page), prose.iter().filter(|(_, line)| line.starts_with('|')).count())
}

#[test]
fn every_page_has_its_twin_in_chinese() {
    let mut problems = Vec::new();
    let pages = files(&["docs"], "md").into_iter();
    let pages = pages.chain(["editors/README.md", "editors/colours.md"].map(str::to_owned));
    for english in pages.filter(|path| !path.ends_with(".zh-CN.md")) {
        let chinese = english.replace(".md", ".zh-CN.md");
        if !root().join(&chinese).exists() {
            problems.push(format!("{english}: there is no {chinese}"));
            continue;
        }
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        let links = [format!("[中文]({})", name(&chinese)), format!("[English]({})", name(&english))];
        for (page, link) in [&english, &chinese].into_iter().zip(links) {
            if text(page).lines().nth(2) != Some(link.as_str()) {
                problems.push(format!("{page}: its third line should be {link}"));
            }
        }
        if outline(&text(&english)) != outline(&text(&chinese)) {
            problems.push(format!("{english} and {chinese} have other headings, blocks or rows of tables"));
        }
    }
    none(problems, "write every page in both languages, part by part, and let each name the other below its title");
}

#[test]
fn both_readmes_begin_with_the_two_commands() {
    let mut problems = Vec::new();
    for (path, _) in READMES {
        let (blocks, _) = parts(&text(path));
        let lines: Vec<&str> =
            blocks.iter().filter(|block| block.kind == "sh").flat_map(|block| block.text.lines()).collect();
        if !lines.starts_with(&COMMANDS) {
            problems.push(format!("{path}: its first commands are {lines:?}"));
        }
    }
    none(problems, &format!("let the first lines of the `sh` blocks be {COMMANDS:?}"));
}

#[test]
fn the_readmes_show_what_the_program_says() {
    let mut problems = Vec::new();
    for (path, lang) in READMES {
        let run = Command::new(env!("CARGO_BIN_EXE_mubiao"))
            .args(["lint", "--lang", lang, "tests/corpus/chaoyang-2021.txt"])
            .current_dir(root())
            .output()
            .unwrap();
        let report = String::from_utf8(run.stdout).unwrap();
        for block in parts(&text(path)).0.iter().filter(|block| block.kind == "text") {
            let mut rest = report.lines();
            for line in block.text.lines().filter(|line| *line != "…") {
                if !rest.any(|said| said == line) {
                    problems.push(format!("{path}:{}: the report does not say, there: {line}", block.line));
                }
            }
        }
    }
    none(problems, "run the README's first command and copy its lines; a line `…` stands for those left out");
}

#[test]
fn the_readmes_show_rows_of_the_sample() {
    let (damaged, sound) = (text("tests/corpus/chaoyang-2021.txt"), text("tests/corpus/chaoyang-2021.mubiao"));
    let mut problems = Vec::new();
    for (path, _) in READMES {
        let (blocks, _) = parts(&text(path));
        let fragments: Vec<&Block> = blocks.iter().filter(|block| block.kind == "mubiao").collect();
        if fragments.len() != 2 {
            problems.push(format!("{path}: {} `mubiao` blocks; one is before, one after", fragments.len()));
        }
        for (block, sample) in fragments.iter().zip([&damaged, &sound]) {
            if !format!("\n{sample}").contains(&format!("\n{}", block.text.replace('⇥', "\t"))) {
                problems.push(format!("{path}:{}: no rows of the sample", block.line));
            }
        }
    }
    none(problems, "copy rows of tests/corpus/chaoyang-2021.txt, and the same rows of its .mubiao; write ⇥ for a TAB");
}

#[test]
fn links_lead_somewhere() {
    let mut problems = Vec::new();
    for path in files(&[""], "md") {
        let folder = root().join(&path);
        for (line, prose) in parts(&text(&path)).1 {
            for target in prose.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target) {
                let file = target.split('#').next().unwrap_or_default();
                let outside = file.is_empty() || file.contains("://") || file.starts_with("mailto:");
                if !outside && !folder.parent().unwrap().join(file).exists() {
                    problems.push(format!("{path}:{line}: {target} does not exist"));
                }
            }
        }
    }
    none(problems, "mend the path; it counts from the page's own folder");
}

#[test]
fn the_architecture_names_every_module_and_dependency() {
    let page = text("ARCHITECTURE.md");
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    let mut problems = Vec::new();
    let places: Vec<Option<usize>> = LAYERS
        .iter()
        .map(|(module, _)| rows.iter().position(|row| row.starts_with(&format!("| `{module}` |"))))
        .collect();
    for ((module, _), place) in LAYERS.iter().zip(&places) {
        if place.is_none() {
            problems.push(format!("ARCHITECTURE.md: the code map has no row for `{module}`"));
        }
    }
    if !places.iter().flatten().is_sorted() {
        problems.push("ARCHITECTURE.md: the code map is not in the order of src/lib.rs".to_owned());
    }
    let rules: Vec<String> = RULES.iter().map(|rule| rule.name.replace('-', "_")).collect();
    for source in Source::all(&["src"]) {
        if let [top, .., name] = source.module()[..] {
            let row = rows.iter().find(|row| row.starts_with(&format!("| `{top}` |")));
            let a_rule = top == "rules" && rules.iter().any(|rule| rule == name);
            let a_request = source.path.starts_with("src/lsp/requests/");
            if !a_rule && !a_request && !row.is_some_and(|row| row.contains(&format!("`{name}`"))) {
                problems.push(format!("ARCHITECTURE.md: the row of `{top}` does not name `{name}` ({})", source.path));
            }
        }
    }
    for name in dependencies() {
        if !page.contains(&format!("`{name}`")) {
            problems.push(format!("ARCHITECTURE.md: does not say what `{name}` is for"));
        }
    }
    none(
        problems,
        "name it in ARCHITECTURE.md: a module in the code map, a dependency in the list of what each is for",
    );
}

#[test]
fn the_forms_in_the_manual_are_some() {
    let mut shown = Vec::new();
    for page in ["docs/forms.md", "docs/forms.zh-CN.md"] {
        let (blocks, _) = parts(&text(page));
        let all = |kind: &str| {
            let own = blocks.iter().filter(|block| block.kind == kind);
            own.map(|block| block.text.replace('⇥', "\t")).collect::<Vec<_>>()
        };
        let (layouts, indicators) = (all("toml"), all("tsv"));
        let [headings, rows] = &layouts[..] else { panic!("{page}: {} examples", layouts.len()) };
        let read = |layout: &str, indicators: Option<&str>| {
            Profile::parse(layout, indicators).unwrap_or_else(|error| panic!("{page}: {error}"))
        };
        let form = read(headings, None);
        assert_eq!((form.by_headings(), form.parts.len(), form.checks.len()), (true, 4, 5));
        let form = read(rows, Some(&indicators[0]));
        assert_eq!((form.sections.len(), form.sums.len(), form.catalogue.standards.len()), (7, 2, 2));
        shown.push(layouts.concat());
    }
    let layout = &shown[0];

    let code = text("src/profile/file.rs");
    let structs =
        code.split("\npub(super) struct ").skip(1).filter_map(|rest| rest.split_once("\n}")).map(|(inside, _)| inside);
    let fields = structs.flat_map(|inside| inside.lines().skip(1)).filter(|line| !line.contains("#["));
    // What no file states is none of its keys.
    let fields = fields.filter(|line| !line.contains("base_sections") && !line.contains("operators_supposed"));
    let keys: Vec<String> = fields
        .filter_map(|line| line.split_once("pub(super) ")?.1.split_once(':'))
        .map(|(key, _)| key.replace('_', "-"))
        .collect();
    assert!(keys.len() > 30, "the keys of a profile are read off its structs: {keys:?}");
    // A list of tables is named in the singular.
    let missing =
        keys.iter().filter(|key| !layout.contains(key.as_str()) && !layout.contains(key.trim_end_matches('s')));
    none(
        missing.map(|key| format!("docs/forms.md: no layout.toml shows `{key}`")),
        "show the key in an example of docs/forms.md, and say in its table what it means",
    );
}

/// The packages that `Cargo.toml` names.
fn dependencies() -> Vec<String> {
    let manifest = text("Cargo.toml");
    let tables = manifest
        .split("\n[")
        .filter(|table| table.starts_with("dependencies]") || table.starts_with("dev-dependencies]"));
    let names = tables.flat_map(|table| table.lines().skip(1)).filter_map(|line| line.split_once('='));
    names.map(|(name, _)| name.trim().to_owned()).collect()
}

#[test]
fn the_manifest_and_the_pages_are_read_aright() {
    assert!(
        dependencies().iter().any(|name| name == "rust_decimal")
            && dependencies().iter().any(|name| name == "proptest")
    );
    assert_eq!(declared("pub mod a;\nmod b;\npub mod c {\n"), ["a", "b"]);
    assert_eq!(headings("# a\n```sh\n# b\n```\n## c\n"), [1, 2]);
}

#[test]
fn the_page_of_the_language_server_is_complete_and_true() {
    let page = text("docs/language-server.md");
    let mut problems = Vec::new();
    let requests = text("src/lsp/requests.rs");
    let list = requests.split("\nrequests! {").nth(1).unwrap().split("\n}").next().unwrap();
    for line in
        list.lines().map(str::trim).filter(|line| line.starts_with("document ") || line.starts_with("workspace "))
    {
        let module = line.split_whitespace().nth(1).unwrap().split("::").next().unwrap();
        if !page.contains(&format!("](../src/lsp/requests/{module}.rs) |")) {
            problems.push(format!("docs/language-server.md: {module} has no row"));
        }
    }
    let settings = text("src/lsp/preferences.rs");
    let shared = settings.split("const SHARED").nth(1).unwrap().split(';').nth(1).unwrap();
    let own = settings.split("own(\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    for key in shared.split('"').skip(1).step_by(2).chain(own) {
        if !page.contains(&format!("\n| `{key}` |")) {
            problems.push(format!("docs/language-server.md: the setting {key} has no row"));
        }
    }
    for row in page.lines().filter(|line| line.starts_with("| [`") || line.starts_with("| `textDocument/")) {
        let tests = row.trim_end_matches('|').rsplit('|').next().unwrap();
        for test in tests.split('`').skip(1).step_by(2) {
            let (file, name) = test.split_once("::").unwrap_or((test, ""));
            if !text(&format!("tests/it/lsp/{file}.rs")).contains(&format!("\nfn {name}()")) {
                problems.push(format!("docs/language-server.md: there is no test {test}"));
            }
        }
        if !tests.contains("::") {
            problems.push(format!("docs/language-server.md: no test in the row {row}"));
        }
    }
    none(problems, "every request and every setting has its row, and a row of a request names tests that show it");
}
