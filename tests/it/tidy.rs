//! The rules of the tree: who may name whom, how a file opens, and what each file has to stand beside.

mod core;
mod documents;
mod source;

use std::collections::{BTreeMap, BTreeSet};

use mubiao::rules::RULES;
use source::{Source, files, heads, root, text, words};

/// Each module, in the order of `src/lib.rs`, and the modules that it may name.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("syntax", &["text"]),
    ("division", &[]),
    ("profile", &["text", "syntax"]),
    ("outline", &["text", "syntax", "profile"]),
    ("pinyin", &["profile"]),
    ("sheet", &["text", "syntax", "profile", "outline"]),
    ("diagnostic", &["text"]),
    ("config", &["text", "profile", "diagnostic"]),
    ("suppression", &["text", "syntax", "sheet", "diagnostic"]),
    ("rules", &["text", "syntax", "division", "profile", "outline", "sheet", "diagnostic", "config", "suppression"]),
    ("manual", &["pinyin", "diagnostic", "rules"]),
    ("lint", &["text", "syntax", "profile", "sheet", "diagnostic", "config", "suppression", "rules"]),
    ("format", &["text", "syntax", "profile", "sheet", "diagnostic", "rules", "lint"]),
    ("totals", &["text", "profile", "outline", "sheet", "diagnostic", "lint"]),
    ("skeleton", &["profile", "lint", "format"]),
    ("drafting", &["text", "syntax", "profile", "outline", "sheet"]),
    ("baseline", &["text", "syntax", "profile", "sheet", "diagnostic", "config", "rules", "lint"]),
    ("export", &["text", "syntax", "profile", "outline", "sheet"]),
    (
        "ide",
        &[
            "text",
            "syntax",
            "division",
            "profile",
            "outline",
            "pinyin",
            "sheet",
            "diagnostic",
            "config",
            "suppression",
            "rules",
            "manual",
            "lint",
            "format",
            "totals",
            "skeleton",
            "export",
        ],
    ),
    ("report", &["text", "syntax", "profile", "sheet", "diagnostic", "rules", "manual", "lint", "format"]),
    ("import", &["text", "syntax", "profile", "outline", "sheet", "diagnostic", "rules", "lint", "format", "export"]),
    ("compare", &["text", "profile", "outline", "sheet", "diagnostic", "report", "export"]),
    ("merge", &["profile", "sheet", "lint", "format", "export", "compare"]),
    ("round", &["profile", "outline", "sheet", "lint", "format", "skeleton", "export", "compare"]),
    ("fs", &["text", "diagnostic"]),
    ("workspace", &["profile", "diagnostic", "config", "rules", "lint", "fs"]),
    (
        "cli",
        &[
            "text",
            "syntax",
            "profile",
            "outline",
            "pinyin",
            "sheet",
            "diagnostic",
            "config",
            "rules",
            "manual",
            "lint",
            "format",
            "totals",
            "skeleton",
            "drafting",
            "baseline",
            "report",
            "export",
            "import",
            "compare",
            "merge",
            "round",
            "fs",
            "workspace",
        ],
    ),
    (
        "lsp",
        &[
            "text",
            "syntax",
            "profile",
            "sheet",
            "diagnostic",
            "config",
            "rules",
            "lint",
            "format",
            "totals",
            "skeleton",
            "export",
            "ide",
            "fs",
            "workspace",
        ],
    ),
    ("program", &["cli", "lsp"]),
];

/// What touches the world outside, or speaks its formats, and the only modules that may name it.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("std::fs", &["fs"]),
    ("std::env", &["cli", "main"]),
    ("std::process", &["cli", "main"]),
    ("std::net", &["lsp"]),
    ("std::thread", &["cli", "lsp"]),
    ("std::time", &["fs", "cli", "lsp"]),
    ("ignore", &["fs"]),
    ("tempfile", &["fs"]),
    ("encoding_rs", &["fs", "import"]),
    ("calamine", &["import"]),
    ("cfb", &["import"]),
    ("scraper", &["import"]),
    ("zip", &["import", "export"]),
    ("quick_xml", &["import", "export"]),
    ("csv", &["import", "export"]),
    ("flate2", &["import"]),
    ("hayro_cmap", &["import"]),
    ("hayro_font", &["import"]),
    ("hayro_syntax", &["import"]),
    ("rust_xlsxwriter", &["export"]),
    ("clap", &["cli"]),
    ("anstream", &["cli"]),
    ("tokio", &["lsp"]),
    ("tower_lsp", &["lsp"]),
    ("tracing", &["lsp"]),
    ("tracing_subscriber", &["lsp"]),
    ("tower_service", &["lsp"]),
    ("futures", &["lsp"]),
    ("rustix", &["cli", "lsp"]),
];

/// What prints; `cli` alone does.
const PRINTING: &[&str] = &["print!", "println!", "eprint!", "eprintln!", "stdout()", "stderr()"];

/// What stands for work that is not done.
const UNDONE: &[&str] = &["todo!", "unimplemented!", "dbg!", "#[ignore"];

/// No file has more lines.
const MOST_LINES: usize = 600;

/// Where Rust stands.
const CODE: &[&str] = &["src", "tests", "benches", "examples", "fuzz"];

/// Fails with the problems, each a line, and with what to do about them.
#[track_caller]
fn none(problems: impl IntoIterator<Item = String>, cure: &str) {
    let problems: Vec<String> = problems.into_iter().collect();
    assert!(problems.is_empty(), "\n{}\n\nWhat to do: {cure}\n", problems.join("\n"));
}

/// The modules that `text` declares, in order.
fn declared(text: &str) -> Vec<String> {
    let names = text.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    names.map(str::to_owned).collect()
}

#[test]
fn no_unsafe_code_is_written_by_hand() {
    let mut problems = Vec::new();
    for source in Source::all(&["src", "python/src", "web/src", "editors/vscode/worker/src", "editors/zed/src", "fuzz"])
    {
        let word = |c: char| !c.is_alphanumeric() && c != '_';
        let found = source.code.lines().enumerate().filter(|(_, line)| {
            line.split(word).any(|name| matches!(name, "unsafe" | "unsafe_code" | "no_mangle" | "export_name"))
        });
        problems.extend(found.map(|(at, _)| format!("{}:{}", source.path, at + 1)));
    }
    none(problems, "say it without unsafe; what must have it is a library's");
    for manifest in ["Cargo.toml", "python/Cargo.toml", "web/Cargo.toml", "editors/vscode/worker/Cargo.toml"] {
        let kept =
            text(manifest).lines().any(|line| matches!(line, "unsafe_code = \"forbid\"" | "unsafe_code = \"deny\""));
        assert!(kept, "{manifest} lets unsafe code in");
    }
}

#[test]
fn the_table_of_layers_is_that_of_the_crate() {
    let table: Vec<&str> = LAYERS.iter().map(|(module, _)| *module).collect();
    assert_eq!(
        declared(&text("src/lib.rs")),
        table,
        "What to do: give a new module its row in LAYERS (tests/it/tidy.rs), at the place that it has in src/lib.rs"
    );
    for (at, (module, allowed)) in LAYERS.iter().enumerate() {
        let below = allowed.iter().filter(|name| !table[..at].contains(*name));
        none(
            below.map(|name| format!("{module} is allowed to name {name}")),
            "a module names only those above it; move it down in src/lib.rs and in LAYERS, or what it names up",
        );
    }
}

#[test]
fn modules_name_only_what_they_may() {
    let mut problems = Vec::new();
    for source in Source::all(&["src"]) {
        let module =
            source.module().first().copied().unwrap_or(if source.path.ends_with("main.rs") { "main" } else { "lib" });
        let allowed = match module {
            "main" => &["program"][..],
            "lib" => continue,
            module => LAYERS.iter().find(|(name, _)| *name == module).map_or(&[][..], |(_, allowed)| allowed),
        };
        for (named, line) in source.modules_named() {
            let known = LAYERS.iter().any(|(name, _)| *name == named);
            if known && named != module && !allowed.contains(&named.as_str()) {
                problems.push(format!("{}:{line}: {module} names {named}", source.path));
            }
        }
    }
    none(
        problems,
        "turn the dependency round: hand plain data down, or move what both need into a module above both; LAYERS in \
         tests/it/tidy.rs says who may name whom",
    );
}

#[test]
fn the_world_outside_is_touched_at_its_places_alone() {
    let mut problems = Vec::new();
    for source in Source::all(&["src"]) {
        let module = source.module().first().copied().unwrap_or("main");
        let mut named: Vec<(String, usize)> = Vec::new();
        for at in words(&source.program, "std::") {
            let heads = heads(&source.program[at + "std::".len()..]).into_iter();
            named.extend(heads.map(|head| (format!("std::{head}"), source.line(at))));
        }
        for (name, _) in OUTSIDE.iter().filter(|(name, _)| !name.starts_with("std::")) {
            let path = format!("{name}::");
            named.extend(words(&source.program, &path).map(|at| ((*name).to_owned(), source.line(at))));
        }
        for (name, line) in named {
            let allowed = OUTSIDE.iter().find(|(outside, _)| *outside == name);
            if allowed.is_some_and(|(_, modules)| !modules.contains(&module)) {
                problems.push(format!("{}:{line}: {module} names {name}", source.path));
            }
        }
        for print in PRINTING.iter().filter(|_| module != "cli") {
            let lines = words(&source.program, print).map(|at| source.line(at));
            problems.extend(lines.map(|line| format!("{}:{line}: {module} prints with {print}", source.path)));
        }
    }
    none(
        problems,
        "files belong to src/fs, the environment and printing to src/cli, the protocol's types to src/lsp; hand in what \
         is needed as an argument (OUTSIDE in tests/it/tidy.rs)",
    );
}

#[test]
fn every_file_opens_with_a_sentence() {
    let mut problems = Vec::new();
    for Source { path, text, .. } in Source::all(CODE) {
        let opening = text.lines().map_while(|line| line.strip_prefix("//! "));
        let opening = opening.collect::<Vec<_>>().join(" ");
        let more = opening.split(". ").nth(1).is_some_and(|next| next.starts_with(char::is_uppercase));
        if opening.is_empty() {
            problems.push(format!("{path}:1: no `//!` sentence"));
        } else if !opening.ends_with('.') {
            problems.push(format!("{path}:1: the `//!` sentence lacks its full stop: {opening}"));
        } else if more {
            problems.push(format!("{path}:1: more than one sentence: {opening}"));
        }
    }
    none(
        problems,
        "begin the file with one `//!` sentence in the domain's words, ending with a full stop; more goes below an empty \
         `//!` line",
    );
}

#[test]
fn files_are_short_and_well_named() {
    let mut problems = Vec::new();
    for Source { path, text, .. } in Source::all(CODE) {
        let lines = text.lines().count();
        if lines > MOST_LINES {
            problems.push(format!("{path}: {lines} lines, {MOST_LINES} at most; split it along what it does"));
        }
        if path.ends_with("/mod.rs") {
            problems.push(format!("{path}: name it after its module, beside the module's folder"));
        }
    }
    none(problems, "see each line");
}

#[test]
fn no_work_is_left_undone() {
    let mut problems = Vec::new();
    for source in Source::all(CODE) {
        for mark in UNDONE {
            let places = source.code.match_indices(mark).map(|(at, _)| source.line(at));
            problems.extend(places.map(|line| format!("{}:{line}: {mark}", source.path)));
        }
    }
    none(problems, "do the work, or leave the code out; a test runs or goes");
}

#[test]
fn every_file_of_the_crate_is_compiled() {
    let sources = Source::all(&["src"]);
    let rules: BTreeSet<String> = RULES.iter().map(|rule| rule.name.replace('-', "_")).collect();
    let mut problems = Vec::new();
    for source in &sources {
        let Some((parent, name)) = source.path.trim_end_matches(".rs").rsplit_once('/') else { continue };
        let parent = if parent == "src" { "src/lib.rs".to_owned() } else { format!("{parent}.rs") };
        let listed = parent == "src/rules.rs" && rules.contains(name);
        let declares = |source: &Source| words(&source.code, &format!("mod {name};")).next().is_some();
        let declared = sources.iter().any(|source| source.path == parent && declares(source));
        if !declared && !listed && !matches!(name, "lib" | "main") {
            problems.push(format!("{}: {parent} does not declare it", source.path));
        }
    }
    none(problems, "declare the module, list the rule in `rules!`, or delete the file");
}

#[test]
fn every_rule_has_its_file_and_its_page() {
    let pages: BTreeSet<String> = files(&["src/rules"], "md").into_iter().collect();
    let code: BTreeMap<String, Source> =
        Source::all(&["src/rules"]).into_iter().map(|source| (source.path.clone(), source)).collect();
    let mut problems = Vec::new();
    let (mut known_pages, mut known_files) = (BTreeSet::new(), BTreeSet::new());
    for rule in RULES {
        let page = format!("src/rules/{}.md", rule.name);
        let file = format!("src/rules/{}.rs", rule.name.replace('-', "_"));
        if !pages.contains(&page) {
            problems.push(format!("{page}: the rule {} has no page of its name", rule.name));
        }
        match code.get(&file) {
            None => problems.push(format!("{file}: the rule {} has no file of its name", rule.name)),
            Some(source) if !source.text.starts_with(&format!("//! {}: ", rule.name)) => {
                problems.push(format!("{file}:1: does not open with `//! {}: `", rule.name));
            }
            Some(_) => {}
        }
        known_pages.insert(page);
        known_files.insert(file);
    }
    problems.extend(pages.difference(&known_pages).map(|page| format!("{page}: a page without a rule")));
    let unlisted =
        code.values().filter(|source| source.program.contains("rule!(") && !known_files.contains(&source.path));
    problems.extend(unlisted.map(|source| format!("{}: a rule that `rules!` does not list", source.path)));
    none(
        problems,
        "a rule is src/rules/<rule_name>.rs, src/rules/<rule-name>.md and a line of `rules!` in src/rules.rs, all of one name",
    );
}

#[test]
fn fixtures_write_a_tab_as_an_arrow() {
    let mut problems = Vec::new();
    for path in files(&["src/rules"], "rs").into_iter().chain(files(&["src/rules"], "md")) {
        let text = text(&path);
        let rows = text.lines().enumerate().filter(|(_, line)| line.contains('\t'));
        problems.extend(rows.map(|(at, _)| format!("{path}:{}: a TAB", at + 1)));
    }
    none(problems, "write ⇥ in a fixture, \\t in code and blanks elsewhere: a TAB cannot be told from blanks");
}

#[test]
fn what_is_needed_is_there() {
    let needed = [".ci/run", "README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];
    let licences = ["LICENSE", "LICENSE-MIT", "LICENSE-APACHE"];
    let missing = needed.iter().chain(&licences).filter(|path| !root().join(path).is_file());
    none(missing.map(|path| format!("{path}: missing")), "put the file back");
}
