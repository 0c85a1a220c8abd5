//! Rust source as the rules of the tree see it: files, their code without comments, texts and tests, and the paths in it.

use std::path::{Path, PathBuf};

/// The directory of the project.
pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file of the project.
#[track_caller]
pub(super) fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The files below `directories` whose name ends in `.extension`, as paths from the root, sorted.
pub(super) fn files(directories: &[&str], extension: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting: Vec<PathBuf> = directories.iter().map(|directory| root().join(directory)).collect();
    while let Some(directory) = waiting.pop() {
        for entry in std::fs::read_dir(&directory).into_iter().flatten() {
            let path = entry.unwrap().path();
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if path.is_dir() && !hidden && !is_made(&path) {
                waiting.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// Whether a directory holds what tools made, which nobody keeps tidy.
fn is_made(directory: &Path) -> bool {
    let name = directory.file_name().unwrap_or_default();
    let in_fuzz = directory.parent().is_some_and(|parent| parent.ends_with("fuzz"));
    ["target", "node_modules"].iter().any(|made| name == *made)
        || (in_fuzz && ["corpus", "artifacts", "coverage"].iter().any(|made| name == *made))
}

/// A file of Rust.
pub(super) struct Source {
    /// Its path from the root.
    pub(super) path: String,
    /// Its text.
    pub(super) text: String,
    /// Its code: comments and the insides of texts are blank, line by line.
    pub(super) code: String,
    /// Its code without what is compiled for tests alone.
    pub(super) program: String,
}

impl Source {
    /// Every file of Rust below `directories`. A module that is declared for tests alone has no program.
    pub(super) fn all(directories: &[&str]) -> Vec<Self> {
        let mut sources: Vec<Self> = files(directories, "rs").into_iter().map(Self::read).collect();
        let test_modules: Vec<String> = sources.iter().flat_map(Self::test_modules).collect();
        for source in &mut sources {
            let path = source.path.trim_end_matches(".rs");
            if test_modules.iter().any(|module| path == module || path.starts_with(&format!("{module}/"))) {
                source.program = String::new();
            }
        }
        sources
    }

    fn read(path: String) -> Self {
        let text = text(&path);
        let code = code(&text);
        let program = program(&code);
        Self { path, text, code, program }
    }

    /// The path of its module from the crate, such as `["report", "human"]`.
    pub(super) fn module(&self) -> Vec<&str> {
        let inside = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        inside.split('/').filter(|part| !matches!(*part, "lib" | "main")).collect()
    }

    /// The modules, as paths without extension, that it declares for tests alone in files of their own.
    fn test_modules(&self) -> Vec<String> {
        let items = self.code.match_indices(TEST).filter_map(|(at, _)| {
            let item = &self.code[at + TEST.len()..];
            let item = &item[..item.find(['{', ';'])? + 1];
            let name = item.strip_suffix(';')?.rsplit_once("mod ")?.1.trim();
            Some(format!("{}/{name}", self.path.trim_end_matches(".rs")))
        });
        items.collect()
    }

    /// The 1-based line of byte `at` of its code.
    pub(super) fn line(&self, at: usize) -> usize {
        self.code[..at].matches('\n').count() + 1
    }

    /// The crate's modules that its program names, each with the line.
    pub(super) fn modules_named(&self) -> Vec<(String, usize)> {
        let mut named = Vec::new();
        for prefix in ["crate::", "mubiao::"] {
            for at in words(&self.program, prefix) {
                named.extend(heads(&self.program[at + prefix.len()..]).into_iter().map(|name| (name, self.line(at))));
            }
        }
        let depth = self.module().len();
        for at in words(&self.program, "super::") {
            let rest = &self.program[at..];
            let ups = rest.len() - rest.trim_start_matches("super::").len();
            // As many steps as the module is deep lead to the crate, whose modules come next.
            if ups == depth * "super::".len() && !self.program[..at].ends_with("super::") {
                named.extend(heads(&rest[ups..]).into_iter().map(|name| (name, self.line(at))));
            }
        }
        named
    }
}

const TEST: &str = "#[cfg(test)]";

/// Where `word` stands in `code` and does not go on a name.
pub(super) fn words<'c>(code: &'c str, word: &'c str) -> impl Iterator<Item = usize> + 'c {
    let goes_on = |at: usize| code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    code.match_indices(word).map(|(at, _)| at).filter(move |&at| !goes_on(at))
}

/// The names that a path goes on with: one, or the first of each path in braces.
pub(super) fn heads(rest: &str) -> Vec<String> {
    let name = |text: &str| -> String { text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let Some(group) = rest.strip_prefix('{') else { return vec![name(rest)] };
    let (mut depth, mut heads, mut expected) = (1, Vec::new(), true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' => expected = depth == 1,
            c if expected && !c.is_whitespace() => {
                heads.push(name(&group[at..]));
                expected = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    heads
}

/// `code` without its items for tests; the lines stay.
fn program(code: &str) -> String {
    let mut program = code.to_owned();
    while let Some(at) = program.find(TEST) {
        let end = item_end(&program, at + TEST.len());
        let blank = blanked(&program[at..end]);
        program.replace_range(at..end, &blank);
    }
    program
}

/// The end of the item that begins at byte `at`: its `;`, or the brace that closes it.
fn item_end(code: &str, at: usize) -> usize {
    let mut depth = 0;
    for (offset, c) in code[at..].char_indices() {
        match c {
            ';' if depth == 0 => return at + offset + 1,
            '{' => depth += 1,
            '}' if depth == 1 => return at + offset + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

/// As many bytes of blanks, with the line ends where they were.
fn blanked(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

/// `text` with comments and the insides of texts and characters blank.
fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let first = rest.chars().next().unwrap();
        let in_name = code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if first == '"' {
            1 + closing(&rest[1..], '"')
        } else if let (false, Some(raw)) = (in_name, raw_text(rest)) {
            raw
        } else if first == '\'' && is_character(rest) {
            1 + closing(&rest[1..], '\'')
        } else {
            code.push(first);
            at += first.len_utf8();
            continue;
        };
        code.push_str(&blanked(&rest[..skipped]));
        at += skipped;
    }
    code
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest.starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The byte behind the `quote` that closes a text with escapes.
fn closing(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of the raw text at the start of `text`, if one stands there.
fn raw_text(text: &str) -> Option<usize> {
    let hashes_at = if text.starts_with("br") { 2 } else { 1 };
    let after = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let inside = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = inside.find(&end).map_or(inside.len(), |at| at + end.len());
    Some(hashes_at + hashes + 1 + length)
}

/// Whether the apostrophe at the start of `text` opens a character, not a lifetime.
fn is_character(text: &str) -> bool {
    let mut chars = text.chars().skip(1);
    match (chars.next(), chars.next()) {
        (Some('\\'), _) => true,
        (_, second) => second == Some('\''),
    }
}

#[test]
fn comments_texts_and_tests_are_no_program() {
    let shown = |text: &str| program(&code(text)).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(shown("a // b\nc /* d /* e */ f */ g"), "a c g");
    assert_eq!(shown(r##"a("b \" c") d(r#"e " f"#) g('"') h::<'i>() br"j" k"##), "a( ) d( ) g( ) h::<'i>() k");
    assert_eq!(shown("a\n#[cfg(test)]\nmod b { c { d } }\ne\n#[cfg(test)]\npub mod f;\ng"), "a e g");
}

#[test]
fn paths_name_their_heads() {
    assert_eq!(heads("text::{Edit, TextRange};"), ["text"]);
    assert_eq!(heads("{text::{Edit, TextRange}, sheet, syntax::*};"), ["text", "sheet", "syntax"]);
}
