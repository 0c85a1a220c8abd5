//! The configuration, allowances and baselines, on every way that a file comes by.

use crate::cli::{Desk, GB18030, many};
use crate::running::{Running, interrupt, wait_for};
use expect_test::expect;
use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};

const BOOK: &[u8] = include_bytes!("../corpus/chaoyang-2021.mubiao");
const DAMAGED: &[u8] = include_bytes!("../corpus/chaoyang-2021.txt");

/// The paths of findings, each once.
fn paths(out: &str) -> Vec<&str> {
    let mut paths: Vec<&str> = out.lines().map(|line| line.split(':').next().unwrap()).collect();
    paths.dedup();
    paths
}

#[test]
fn however_a_file_is_named() {
    let only = b"select = ['foreign-encoding']\n";
    let desk = Desk::new(&[
        ("a.mubiao", GB18030),
        ("d/mubiao.toml", b"ignore = ['all']\n"),
        ("d/b.mubiao", GB18030),
        ("e/mubiao.toml", only),
        ("e/c.mubiao", GB18030),
        ("list", b"a.mubiao\nd/b.mubiao\ne/c.mubiao\n"),
    ]);
    for args in [&[][..], &["--files-from", "list"], &["d/b.mubiao", "e/c.mubiao", "a.mubiao"]] {
        let ran = desk.run(&[&["lint", "--format", "concise"], args].concat());
        let mut found = paths(ran.out());
        found.sort_unstable();
        assert_eq!((found, ran.err.as_str()), (vec!["a.mubiao", "e/c.mubiao"], ""), "{args:?}");
        assert_eq!(ran.out().lines().filter(|line| line.starts_with("e/")).count(), 1);
    }
    let git = |args: &[&str]| {
        assert!(Command::new("git").args(args).current_dir(desk.path(".")).output().unwrap().status.success());
    };
    git(&["init", "-q"]);
    assert_eq!(paths(desk.run(&["lint", "--format", "concise", "--changed"]).out()), ["a.mubiao", "e/c.mubiao"]);
    let named =
        |name: &str| desk.run_on(&["lint", "--format", "concise", "-", "--stdin-filename", name], GB18030).status;
    assert_eq!((named("d/x.mubiao"), named("e/x.mubiao"), named("new/x.mubiao")), (0, 1, 1));
}

#[test]
fn the_settings_in_the_readmes_are_sound() {
    for readme in [include_str!("../../README.md"), include_str!("../../README.zh-CN.md")] {
        let (_, rest) = readme.split_once("```toml\n").expect("settings");
        let (settings, _) = rest.split_once("```").unwrap();
        let desk = Desk::new(&[("mubiao.toml", settings.as_bytes()), ("drafts/a.mubiao", BOOK)]);
        let ran = desk.run(&["config", "drafts/a.mubiao"]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""));
        assert!(ran.out().contains("empty-goal = \"off\"  # mubiao.toml:7\n"), "{}", ran.out());
    }
}

#[test]
fn what_is_mended_is_as_configured() {
    let config = b"[fix]\nall = 'none'\nforeign-encoding = 'safe'\n";
    let desk = Desk::new(&[("mubiao.toml", config), ("a.mubiao", GB18030), ("b/c.mubiao", DAMAGED)]);
    let shown = desk.run(&["lint", "--diff"]);
    assert_eq!(shown.status, 1);
    assert!(shown.out().starts_with("--- a.mubiao\t(GB18030)\n+++ a.mubiao\t(UTF-8)\n"), "{}", shown.out());
    assert!(!shown.out().contains("b/c.mubiao"));
    let ran = desk.run(&["lint", "--fix"]);
    assert!(ran.out().contains("已修复 1 处"), "{}", ran.out());
    assert!(std::str::from_utf8(&desk.content("a.mubiao")).is_ok());
    assert_eq!(desk.content("b/c.mubiao"), DAMAGED);
}

/// Two files with one unit each, the same.
fn twice(config: &str, above: &str) -> Desk {
    let head = "# mubiao: profile = liaoning-department\n";
    let row = "部门（单位）名称\t703001朝阳市局-211300000\n";
    let (first, second) = (format!("{head}{row}"), format!("{head}{above}{row}"));
    let config = format!("select = ['duplicate-budget-unit', 'unused-allowance', 'unknown-rule']\n{config}");
    Desk::new(&[("mubiao.toml", config.as_bytes()), ("a.mubiao", first.as_bytes()), ("b.mubiao", second.as_bytes())])
}

#[test]
fn what_two_files_show_together() {
    let said = |config: &str, above: &str, args: &[&str]| {
        let ran = twice(config, above).run(&[&["lint", "--format", "concise", "--lang", "en"], args].concat());
        assert_eq!(ran.err, "");
        ran.out().to_owned()
    };
    expect![[r#"
        b.mubiao:2:10: error[duplicate-budget-unit] the code “703001” stands in row 2 of “a.mubiao” already; a budget unit has one sheet, so check the code
    "#]]
    .assert_eq(&said("", "", &[]));
    assert!(said("[severity]\nduplicate-budget-unit = 'information'", "", &[]).contains(": information["));
    let silent = String::new();
    assert_eq!(said("[per-file-ignores]\n'b*' = ['identity']", "", &[]), silent);
    assert_eq!(said("", "", &["--ignore", "duplicate-budget-unit"]), silent);
    let allowed = "# mubiao: allow(duplicate-budget-unit): 分两次填报\n";
    assert_eq!(said("", allowed, &[]), silent);
    // Alone nobody knows that it is needed.
    assert_eq!(said("", allowed, &["b.mubiao"]), silent);
    assert!(said("", "# mubiao: allow(duplicate-budget-units)\n", &["b.mubiao"]).contains("unknown-rule"));
    expect![[r#"
        b.mubiao:3:10: error[duplicate-budget-unit] the code “703001” stands in row 2 of “a.mubiao” already; a budget unit has one sheet, so check the code
    "#]]
    .assert_eq(&said("", "# 第二份\n", &[]));
}

#[test]
fn what_two_files_show_together_is_accepted() {
    let desk = twice("", "");
    let ran = desk.run(&["lint", "--write-baseline", "known.json"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, "已把 1 个问题记入已知问题清单“known.json”\n"));
    let ran = desk.run(&["lint", "--baseline", "known.json"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let ran = desk.run(&["lint", "--add-allow=两份", "--lang", "en"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, "allowed 1 finding\n"), "{}", ran.out());
    expect![[r#"
        # mubiao: profile = liaoning-department
        # mubiao: allow(duplicate-budget-unit): 两份
        部门（单位）名称	703001朝阳市局-211300000
    "#]]
    .assert_eq(&String::from_utf8(desk.content("b.mubiao")).unwrap());
    assert_eq!(desk.run(&["lint"]).status, 0);
    let ran = desk.run(&["lint", "--baseline", "known.json"]);
    assert!(ran.err.contains("有 1 个问题没有再出现"), "{}", ran.err);
    // What nobody looked at, or looked for, has not gone.
    for args in [&["--ignore", "duplicate-budget-unit"][..], &["--quiet"], &["none.mubiao", "a.mubiao"]] {
        let ran = desk.run(&[&["lint", "--baseline", "known.json"], args].concat());
        assert!(!ran.err.contains("没有再出现"), "{}", ran.err);
    }
    fs::write(desk.path("c.mubiao"), BOOK).unwrap();
    let ran = desk.run(&["lint", "--no-config", "--write-baseline", "known.json", "c.mubiao"]);
    assert_eq!(ran.status, 0);
    fs::write(
        desk.path("other.mubiao"),
        "# mubiao: profile = liaoning-department\n部门（单位）名称\t705001朝阳市某局-211300000\n",
    )
    .unwrap();
    let ran = desk.run(&["lint", "--baseline", "known.json", "other.mubiao"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
}

#[test]
fn a_broken_configuration_is_told_once_and_in_its_turn() {
    let mut files: Vec<(String, &[u8])> = (0..40).map(|at| (format!("b/{at:02}.mubiao"), GB18030)).collect();
    files.push(("b/mubiao.toml".to_owned(), b"slect = []\n"));
    files.push(("a.mubiao".to_owned(), GB18030));
    files.push(("c.mubiao".to_owned(), GB18030));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, content)| (name.as_str(), *content)).collect();
    let desk = Desk::new(&files);
    let ran = desk.run(&["lint", "--format", "concise", "--lang", "en"]);
    assert_eq!(ran.err, "error: b/mubiao.toml:1:1: there is no setting \"slect\"; did you mean \"select\"?\n");
    assert_eq!((ran.status, paths(ran.out())), (2, vec!["a.mubiao", "c.mubiao"]));
    for args in [&["lint", "--fix", "--unsafe-fixes"][..], &["lint", "--add-allow"], &["fmt"], &["totals"]] {
        let ran = desk.run(args);
        assert_eq!((ran.status, ran.err.matches("slect").count()), (2, 1), "{args:?}: {}", ran.err);
        assert_eq!(desk.content("b/07.mubiao"), GB18030);
    }
    let ran = desk.run(&["lint", "--write-baseline", "known.json"]);
    assert_eq!((ran.status, desk.path("known.json").exists()), (2, false));
}

#[test]
fn wide_characters_are_as_configured() {
    let text = "# mubiao: profile = liaoning-department\n年度绩效目标\t“一”……“二”xx待补充\n";
    let mark = |config: &[u8]| {
        let desk = Desk::new(&[("mubiao.toml", config), ("a.mubiao", text.as_bytes())]);
        let ran = desk.run(&["lint", "--select", "placeholder-text"]);
        let line = ran.out().lines().find(|line| line.contains('^')).unwrap_or_else(|| panic!("{}", ran.out()));
        line.find('^').unwrap()
    };
    let (narrow, wide) = (mark(b""), mark(b"ambiguous-width = 2\n"));
    // Four quotation marks and two ellipses stand before it.
    assert_eq!(wide, narrow + 6);
}

#[test]
fn the_other_commands_heed_it() {
    let config = b"lang = 'en'\nprofile = 'liaoning-department'\nfiscal-year = 2022\nignore = ['indicators']\n";
    let desk = Desk::new(&[("d/mubiao.toml", config), ("d/a.mubiao", BOOK)]);
    let here = |args: &[&str]| {
        let mut command = desk.command(args);
        command.current_dir(desk.path("d"));
        crate::cli::run(command, b"")
    };
    assert!(here(&["rules"]).out().starts_with("The text was damaged\n"), "{}", here(&["rules"]).out());
    assert!(here(&["rules", "--no-config"]).out().starts_with("文本受损"));
    assert!(here(&["explain", "empty-goal"]).out().contains("\n## "));
    assert_ne!(here(&["explain", "empty-goal"]).out(), here(&["explain", "empty-goal", "--lang", "zh"]).out());
    assert!(here(&["catalogue"]).out().contains("(liaoning-department)"));
    let new = here(&["new", "--unit", "703001朝阳市局-211300000"]);
    assert_eq!(new.status, 0, "{}", new.err);
    assert!(new.out().contains("2022"), "{}", new.out());
    let new = here(&["new", "--unit", "703001朝阳市局-211300000", "--no-config"]);
    assert_eq!((new.status, new.err.as_str()), (2, "错误: 不知道预算年度；请加上 --year，如 --year 2021\n"));
    let totals = here(&["totals"]);
    assert!(totals.out().starts_with("code"), "{}", totals.out());
    let findings = |args: &[&str]| {
        let ran = here(&[&["totals", "--format", "json"], args].concat());
        serde_json::from_str::<serde_json::Value>(ran.out()).unwrap()["total"]["findings"].as_u64().unwrap()
    };
    let lint = here(&["lint", "--format", "concise"]);
    assert_eq!(findings(&[]), lint.out().lines().count() as u64);
    assert!(findings(&["--no-config"]) > findings(&[]));
    // What only the language depends on works beside a broken one.
    fs::write(desk.path("d/mubiao.toml"), "lang = ").unwrap();
    assert_eq!((here(&["rules"]).status, here(&["explain", "empty-goal"]).status), (0, 0));
    for args in [&["catalogue"][..], &["new", "--unit", "703001朝阳市局-211300000", "--year", "2021"], &["config"]]
    {
        assert!(here(args).status == 2 && here(args).err.starts_with("错误: mubiao.toml:1:8: "), "{args:?}");
    }
}

#[test]
fn a_baseline_that_cannot_be_read_or_written() {
    let whole = {
        let desk = Desk::new(&[("a.mubiao", BOOK)]);
        desk.run(&["lint", "--write-baseline", "known.json"]);
        desk.content("known.json")
    };
    let later = String::from_utf8(whole.clone()).unwrap().replacen("\"version\": 1", "\"version\": 2", 1);
    let desk = Desk::new(&[
        ("a.mubiao", BOOK),
        ("later.json", later.as_bytes()),
        ("torn.json", &whole[..whole.len() / 2]),
        ("text.json", "基线\n".as_bytes()),
        ("d/x", b""),
    ]);
    let said = |file: &str| {
        let ran = desk.run(&["lint", "--baseline", file, "--lang", "en"]);
        assert_eq!((ran.status, ran.out()), (2, ""));
        ran.err
    };
    assert_eq!(
        said("later.json"),
        "error: the baseline \"later.json\" has version 2 and this program uses 1; write it again with --write-baseline\n"
    );
    for file in ["torn.json", "text.json"] {
        let said = said(file);
        assert!(said.starts_with(&format!("error: \"{file}\" is no baseline (")), "{said}");
        assert!(said.ends_with("); write it again with --write-baseline\n"), "{said}");
    }
    for (path, message) in [
        ("a.mubiao", "错误: “a.mubiao”本身要检查，不能覆盖；请另取文件名\n"),
        ("d", "错误: “d”是文件夹，这里需要文件；请指明文件\n"),
        ("none/known.json", "错误: 找不到“none/known.json”；请检查路径\n"),
    ] {
        let ran = desk.run(&["lint", "--write-baseline", path]);
        assert_eq!((ran.status, ran.out(), ran.err.as_str()), (2, "", message));
    }
    assert_eq!(desk.content("a.mubiao"), BOOK);
    let ran = desk.run(&["lint", "--write-baseline", "r", "--output", "r"]);
    assert_eq!((ran.status, desk.path("r").exists()), (2, false), "{}", ran.err);
    assert_eq!(fs::read_dir(desk.path(".")).unwrap().count(), 5, "nothing is left beside them");
}

#[test]
fn an_unknown_rule_in_a_directive_is_a_finding() {
    let text = format!("# mubiao: allow-file(missing-deadlin): 待定\n{}", std::str::from_utf8(BOOK).unwrap());
    let desk = Desk::new(&[("a.mubiao", text.as_bytes())]);
    let ran = desk.run(&["lint", "--format", "concise", "--select", "unknown-rule", "--lang", "en"]);
    expect![[r#"
        a.mubiao:1:22: error[unknown-rule] there is no rule “missing-deadlin”; did you mean “missing-deadline”?
    "#]]
    .assert_eq(ran.out());
    assert_eq!((ran.status, ran.err.as_str()), (1, ""));
}

#[test]
fn a_baseline_is_of_all_files_whether_anybody_reads_of_them_or_not() {
    let desk = many(3000);
    let mut command = desk.command(&["lint", "--format", "junit", "--write-baseline", "known.json"]);
    let mut child = Running(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
    drop(child.0.stdout.take());
    assert!(child.0.wait().unwrap().success());
    let known = desk.content("known.json");
    desk.run(&["lint", "--quiet", "--write-baseline", "again.json"]);
    assert_eq!(known, desk.content("again.json"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_no_baseline_and_no_half_written_file() {
    let desk = many(3000);
    let mut command = desk.command(&["lint", "--add-allow=旧", "--format", "concise"]);
    let mut child = Running(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
    wait_for("the first file", || desk.content("0000.mubiao") != GB18030);
    interrupt(&child.0);
    assert_eq!(child.0.wait().unwrap().code(), Some(130));
    let allowed = desk.content("0000.mubiao");
    let files: Vec<Vec<u8>> = fs::read_dir(desk.path("."))
        .unwrap()
        .map(|file| file.unwrap().path())
        .inspect(|path| assert_eq!(path.extension().unwrap(), "mubiao"))
        .map(|path| fs::read(path).unwrap())
        .collect();
    assert!(files.len() == 3000 && files.iter().all(|file| *file == allowed || file == GB18030));
    assert!(files.iter().any(|file| file == GB18030), "it was ended in the middle");

    // Far more than a pipe holds: the run cannot end before it is read.
    let mut command = desk.command(&["lint", "--format", "junit", "--write-baseline", "known.json"]);
    let mut child = Running(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
    let mut out = child.0.stdout.take().unwrap();
    out.read_exact(&mut [0]).unwrap();
    interrupt(&child.0);
    let read = out.read_to_end(&mut Vec::new()).unwrap();
    assert_eq!((child.0.wait().unwrap().code(), read > 1 << 16), (Some(130), true));
    assert_eq!(fs::read_dir(desk.path(".")).unwrap().count(), 3000, "no baseline, and nothing is left of it");
}
