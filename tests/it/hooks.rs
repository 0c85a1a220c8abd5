//! The hook of pre-commit and the action of GitHub: what they hand to the program stands as it was given.

use crate::cli::{Desk, GB18030};
use std::fs;

/// The lines of a file of the repository.
fn text(name: &str) -> String {
    fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/").to_owned() + name).unwrap()
}

#[test]
fn a_file_name_is_no_option_to_the_hooks() {
    let hooks = text(".pre-commit-hooks.yaml");
    let entries: Vec<&str> = hooks.lines().filter_map(|line| line.trim().strip_prefix("entry: mubiao ")).collect();
    let guards = hooks.lines().filter(|line| *line == "  args: [\"--\"]").count();
    assert_eq!((entries.len(), guards), (3, 3), "{hooks}");
    for entry in entries {
        let desk = Desk::new(&[("--fix.mubiao", GB18030), ("-q.mubiao", b"")]);
        let words: Vec<&str> = entry.split(' ').chain(["--", "--fix.mubiao", "-q.mubiao"]).collect();
        let ran = desk.run(&words);
        assert!(!ran.err.contains("unexpected argument") && ran.status < 2, "{entry}: {}", ran.err);
    }
}

#[test]
fn the_action_names_this_version() {
    let version = format!("    default: \"{}\"\n", env!("CARGO_PKG_VERSION"));
    let action = text("action.yml");
    assert!(action.contains(&version), "What to do: let `version` of action.yml be that of Cargo.toml");
    assert!(action.contains("cargo install mubiao --locked --version \"$VERSION\"\n"));
}

/// What the action's script gives to the program, argument by argument.
#[cfg(unix)]
fn handed_over(desk: &Desk, args: &str, paths: &str) -> String {
    let action = text("action.yml");
    let (_, script) = action.rsplit_once("      run: |\n").unwrap();
    let script: String = script.lines().map(|line| line.trim_start().to_owned() + "\n").collect();
    let show = "mubiao() { printf '<%s>' \"$@\"; }\n";
    let output = std::process::Command::new("bash")
        .args(["-eo", "pipefail", "-c", &(show.to_owned() + &script)])
        .envs([("ARGS", args), ("PATHS", paths), ("FORMAT", "github")])
        .current_dir(desk.path("."))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[cfg(unix)]
#[test]
fn the_action_splits_nothing() {
    let desk = Desk::new(&[("a.mubiao", b""), ("b c.mubiao", b"")]);
    assert_eq!(
        handed_over(&desk, "--lang\nen\n\n--ignore=a b\n*\n", "b c.mubiao\n*.mubiao\n$(id)\n"),
        "<lint><--format><github><--lang><en><--ignore=a b><*><--><b c.mubiao><*.mubiao><$(id)>"
    );
    assert_eq!(handed_over(&desk, "", "."), "<lint><--format><github><--><.>");
}
