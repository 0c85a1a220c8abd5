//! What the library needs of others when it is used without its features.

use std::collections::BTreeSet;
use std::process::Command;

use super::none;
use super::source::root;

/// So many crates are linked into the bare library at most; what runs while compiling is not counted.
const MOST_CRATES: usize = 45;

/// What touches files, starts threads or speaks to a terminal.
const ABSENT: [&str; 9] = ["clap", "tokio", "rayon", "ignore", "notify", "tempfile", "zip", "calamine", "getrandom"];

/// The crates of the bare library, each with its version, as `cargo tree` knows them.
fn crates() -> BTreeSet<String> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--package", "mubiao", "--no-default-features", "--edges", "normal,no-proc-macro"])
        .args(["--prefix", "none", "--format", "{p}", "--locked", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let lines = String::from_utf8(tree.stdout).unwrap();
    let names = lines.lines().map(|line| line.split_whitespace().take(2).collect::<Vec<_>>().join(" "));
    names.filter(|name| !name.is_empty() && !name.starts_with("mubiao ")).collect()
}

#[test]
fn the_bare_library_needs_few_crates() {
    let crates = crates();
    assert!(crates.iter().any(|name| name.starts_with("ropey ")), "{crates:?}");
    assert!(crates.len() <= MOST_CRATES, "{} crates, {MOST_CRATES} at most: {crates:?}", crates.len());
    let outside = ABSENT.iter().filter(|name| crates.iter().any(|one| one.starts_with(&format!("{name} "))));
    none(
        outside.map(|name| format!("the bare library needs {name}")),
        "make the dependency optional and name it in a feature of Cargo.toml",
    );
}
