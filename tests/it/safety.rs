//! What a stranger's folder, repository or file cannot do: run a program, be waited for, or have something else written.

use crate::cli::{Desk, GB18030, Ran, run};
use std::fs;
use std::process::Command;

/// A unit whose name holds marks that turn the line around, and a control.
const MARKED: &str = "部门（单位）名称\t703001甲\u{202E}局\u{1B}[31m-211300000\n";

fn git(desk: &Desk, folder: &str, args: &[&str]) {
    let mut command = Command::new("git");
    command.args([
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@x",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "protocol.allow=always",
    ]);
    let output = command.args(args).current_dir(desk.path(folder)).output().unwrap();
    assert!(output.status.success(), "{args:?}: {output:?}");
}

/// A repository with a file that is committed, and one that is new.
fn repository() -> Desk {
    let desk = Desk::new(&[("a.mubiao", GB18030), ("b.mubiao", GB18030)]);
    git(&desk, ".", &["init", "-q"]);
    git(&desk, ".", &["add", "a.mubiao"]);
    git(&desk, ".", &["commit", "-qm", "x"]);
    desk
}

/// Files that `lint` with these arguments has findings in.
fn linted(desk: &Desk, args: &[&str]) -> Vec<String> {
    let ran = desk.run(&[&["lint", "--format", "concise", "--select", "foreign-encoding"], args].concat());
    assert_eq!(ran.err, "");
    ran.out().lines().map(|line| line.split(':').next().unwrap().to_owned()).collect()
}

/// Lets the file be newer than what git remembers of it, and otherwise the same.
fn touch(desk: &Desk, name: &str) {
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(10);
    fs::File::options().write(true).open(desk.path(name)).unwrap().set_modified(later).unwrap();
}

#[cfg(unix)]
#[test]
fn nothing_that_a_repository_configures_runs() {
    let desk = repository();
    let ran = desk.path("ran");
    let run = format!("touch {}; cat", ran.display());
    for key in
        ["core.fsmonitor", "filter.x.clean", "filter.x.smudge", "filter.x.process", "diff.x.textconv", "diff.external"]
    {
        git(&desk, ".", &["config", key, &run]);
    }
    git(&desk, ".", &["config", "filter.x.required", "true"]);
    fs::write(desk.path(".gitattributes"), "*.mubiao filter=x diff=x\n").unwrap();
    let hook = desk.path(".git/hooks/post-index-change");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, format!("#!/bin/sh\n{run}\n")).unwrap();
    Command::new("chmod").arg("+x").arg(&hook).status().unwrap();
    touch(&desk, "a.mubiao");
    assert_eq!(linted(&desk, &["--changed"]), ["b.mubiao"], "what was touched alone has not changed");
    fs::write(desk.path("a.mubiao"), [GB18030, GB18030].concat()).unwrap();
    assert_eq!(linted(&desk, &["--changed"]).first().unwrap(), "a.mubiao");
    assert!(!ran.exists(), "a program of the repository ran");
}

#[cfg(unix)]
#[test]
fn no_missing_object_is_fetched() {
    let desk = repository();
    let ran = desk.path("ran");
    git(&desk, ".", &["config", "core.repositoryFormatVersion", "1"]);
    git(&desk, ".", &["config", "extensions.partialClone", "origin"]);
    git(&desk, ".", &["config", "remote.origin.promisor", "true"]);
    git(&desk, ".", &["config", "remote.origin.url", &format!("ext::sh -c touch% {}", ran.display())]);
    git(&desk, ".", &["config", "protocol.ext.allow", "always"]);
    let missing = format!("--changed={}", "1234567890".repeat(4));
    let said = desk.run(&["lint", "--lang", "en", &missing]);
    assert_eq!((said.status, said.out()), (2, ""), "{}", said.err);
    assert!(!ran.exists(), "the repository's program ran");
}

#[test]
fn a_repository_in_a_folder_is_none() {
    let desk = repository();
    git(&desk, ".", &["init", "-q", "--bare", "sub"]);
    fs::write(desk.path("sub/c.mubiao"), GB18030).unwrap();
    git(&desk, "sub", &["config", "core.bare", "false"]);
    git(&desk, "sub", &["config", "core.worktree", "."]);
    let mut command = desk.command(&["lint", "--changed", "--lang", "en"]);
    command.current_dir(desk.path("sub"));
    let ran = run(command, b"");
    assert_eq!((ran.status, ran.out()), (2, ""));
    assert!(ran.err.contains("a git repository without work tree"), "{}", ran.err);
}

#[test]
fn a_repository_of_somebody_else_is_told_from_none() {
    let desk = repository();
    let mut command = desk.command(&["lint", "--changed", "--lang", "en"]);
    command.env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
    let ran = run(command, b"");
    assert_eq!((ran.status, ran.out()), (2, ""));
    assert!(ran.err.contains("belongs to another user") && ran.err.contains("safe.directory"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn changed_sees_what_a_plain_run_sees() {
    let desk = repository();
    std::os::unix::fs::symlink("/etc/hosts", desk.path("link.mubiao")).unwrap();
    assert!(Command::new("mkfifo").arg(desk.path("pipe.mubiao")).status().unwrap().success());
    fs::create_dir_all(desk.path(".hidden")).unwrap();
    fs::write(desk.path(".hidden/h.mubiao"), GB18030).unwrap();
    fs::write(desk.path(".ignore"), "i.mubiao\n").unwrap();
    fs::write(desk.path("i.mubiao"), GB18030).unwrap();
    // A link that git knows, and that leads elsewhere now.
    fs::write(desk.path("a.mubiao"), "x").unwrap();
    fs::remove_file(desk.path("a.mubiao")).unwrap();
    std::os::unix::fs::symlink("b.mubiao", desk.path("a.mubiao")).unwrap();
    assert_eq!(linted(&desk, &["--changed"]), ["b.mubiao"]);
    assert_eq!(linted(&desk, &["--changed", "link.mubiao"]), Vec::<String>::new());
    let folder = desk.path(".").canonicalize().unwrap();
    let named = linted(&desk, &["--changed", folder.to_str().unwrap()]);
    assert_eq!(named, [folder.join("b.mubiao").to_str().unwrap()], "a file is named as a plain run names it");
}

/// What a configuration that cannot be used makes of a run.
#[track_caller]
fn refused(desk: &Desk, expected: &str) {
    let ran = desk.run(&["lint", "--lang", "en", "a.mubiao"]);
    assert_eq!((ran.status, ran.out()), (2, ""));
    assert!(ran.err.contains(expected), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn no_configuration_is_waited_for() {
    let desk = Desk::new(&[("a.mubiao", GB18030), ("mubiao.toml", b"extend = 'pipe.toml'\n")]);
    assert!(Command::new("mkfifo").arg(desk.path("pipe.toml")).status().unwrap().success());
    refused(&desk, "\"pipe.toml\" is a pipe or a device");
    fs::write(desk.path("mubiao.toml"), "extend = '/dev/zero'\n").unwrap();
    refused(&desk, "\"/dev/zero\" is a pipe or a device");
    fs::write(desk.path("mubiao.toml"), "profiles = ['form']\n").unwrap();
    fs::create_dir(desk.path("form")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", desk.path("form/layout.toml")).unwrap();
    refused(&desk, "layout.toml\" is a pipe or a device");
    fs::write(desk.path("mubiao.toml"), "extend = '//host/share/mubiao.toml'\n").unwrap();
    refused(&desk, "is on another machine");
    fs::write(desk.path("mubiao.toml"), vec![b'#'; (1 << 20) + 1]).unwrap();
    refused(&desk, "\"mubiao.toml\" is longer than 1 MiB");
    fs::write(desk.path("mubiao.toml"), format!("[per-file-ignores]\n'{}' = ['goals']\n", "{a,".repeat(100))).unwrap();
    refused(&desk, "more than 8 braces stand in each other");
}

#[cfg(unix)]
#[test]
fn what_says_what_is_ignored_is_not_waited_for() {
    let desk = Desk::new(&[("a.mubiao", GB18030), ("d/b.mubiao", GB18030)]);
    assert!(Command::new("mkfifo").arg(desk.path("d/.gitignore")).status().unwrap().success());
    let ran = desk.run(&["lint", "--format", "concise", "--lang", "en"]);
    assert_eq!(ran.status, 2);
    assert!(ran.out().lines().all(|line| line.starts_with("a.mubiao:")) && !ran.out().is_empty(), "{}", ran.out());
    assert!(ran.err.starts_with("error: \"d/.gitignore\" is too long or nested too deep"), "{}", ran.err);
}

#[test]
fn no_configuration_above_the_repository_holds() {
    let desk = Desk::new(&[("mubiao.toml", b"ignore = ['all']\n"), ("r/a.mubiao", GB18030), ("r/.git/HEAD", b"")]);
    assert_eq!(linted(&desk, &["r"]), ["r/a.mubiao"]);
    assert!(desk.run(&["config", "r/a.mubiao", "--lang", "en"]).out().starts_with("# no configuration file\n"));
}

#[test]
fn only_a_report_makes_room_for_a_report() {
    let desk = Desk::new(&[("a.mubiao", GB18030), ("b.mubiao", MARKED.as_bytes()), ("clean.mubiao", b"")]);
    let forms = ["human", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "html"];
    for lang in ["zh", "en"] {
        for form in forms {
            for more in
                [&["a.mubiao"][..], &["b.mubiao", "--statistics"], &["clean.mubiao"], &["a.mubiao", "--max-findings=0"]]
            {
                let args = [&["lint", "--lang", lang, "--format", form, "-o", "report"], more].concat();
                let first = desk.run(&args).err;
                assert_eq!(desk.run(&args).err, first, "{args:?}");
            }
        }
        for args in [&["lint", "--diff", "--unsafe-fixes", "-o", "report"][..], &["lint", "--write-baseline", "report"]]
        {
            let args = [args, &["--lang", lang, "a.mubiao"]].concat();
            assert_eq!(desk.run(&args).err, desk.run(&args).err, "{args:?}");
        }
    }
    for option in ["--output", "--write-baseline"] {
        fs::write(desk.path("notes.txt"), "mine\n").unwrap();
        let ran = desk.run(&["lint", option, "notes.txt", "a.mubiao", "--lang", "en"]);
        assert_eq!((ran.status, ran.out()), (2, ""));
        assert!(ran.err.contains("mubiao did not write \"notes.txt\"") && ran.err.contains("--force"), "{}", ran.err);
        assert_eq!(desk.content("notes.txt"), b"mine\n");
        desk.run(&["lint", option, "notes.txt", "a.mubiao", "--force"]);
        assert_ne!(desk.content("notes.txt"), b"mine\n");
    }
}

#[cfg(unix)]
#[test]
fn no_link_is_followed_to_another_folder() {
    use std::os::unix::fs::symlink;
    let table: &[u8] = b"PK\x03\x04";
    let desk = Desk::new(&[
        ("w/a.mubiao", GB18030),
        ("w/a.xlsx", table),
        ("home/secret", b"mine\n"),
        ("home/a.mubiao", b"mine\n"),
    ]);
    let here = |args: &[&str]| -> Ran {
        let mut command = desk.command(args);
        command.current_dir(desk.path("w"));
        run(command, b"")
    };
    symlink("../home/secret", desk.path("w/report")).unwrap();
    symlink("../home", desk.path("w/out")).unwrap();
    for args in [
        &["lint", "-o", "report", "--force", "a.mubiao"][..],
        &["lint", "-o", "out/secret", "--force", "a.mubiao"],
        &["lint", "--write-baseline", "report", "--force", "a.mubiao"],
        &["export", "a.mubiao", "--to", "json", "-o", "report", "--force"],
    ] {
        let ran = here(args);
        assert_eq!(ran.status, 2, "{args:?}: {}", ran.err);
        assert!(ran.err.contains("指向别处的链接") || args[0] == "export", "{args:?}: {}", ran.err);
        assert_eq!(desk.content("home/secret"), b"mine\n");
    }
    let book = include_bytes!("../corpus/chaoyang-2021.txt");
    fs::write(desk.path("w/t.txt"), book).unwrap();
    symlink("../home/a.mubiao", desk.path("w/t.mubiao")).unwrap();
    let ran = here(&["import", "t.txt", "--force"]);
    assert!(ran.status == 2 && ran.err.contains("指向别处的链接"), "{}", ran.err);
    assert_eq!(desk.content("home/a.mubiao"), b"mine\n");
}

#[test]
fn controls_and_marks_are_seen_in_every_report() {
    let name = if cfg!(windows) { "甲\u{202E}局.mubiao" } else { "甲\u{202E}局\u{1B}[31m.mubiao" };
    let desk = Desk::new(&[(name, MARKED.as_bytes())]);
    let hidden = |text: &str| text.chars().any(|c| matches!(c, '\u{202E}' | '\u{1B}' | '\u{7F}'..='\u{9F}'));
    for form in ["human", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "html"] {
        let ran = desk.run(&["lint", "--format", form, name, "没有\u{202E}的"]);
        assert!(ran.status == 2 && !ran.out.is_empty(), "{form}: {}", ran.err);
        assert!(!hidden(ran.out()) && !hidden(&ran.err), "{form}: {:?}{:?}", ran.out(), ran.err);
    }
    for form in ["human", "csv", "json"] {
        let ran = desk.run(&["totals", "--format", form]);
        assert!(ran.out().contains("局") && !hidden(ran.out()), "{form}: {:?}", ran.out());
    }
    let ran = desk.run(&["totals", "--format", "json"]);
    let totals: serde_json::Value = serde_json::from_str(ran.out()).unwrap();
    assert_eq!(totals["units"][0]["path"], name, "a program reads what it is");
    for args in [&["fmt", "--check"][..], &["config", name], &["lint", "--write-baseline", "基\u{202E}线.json"]] {
        let ran = desk.run(args);
        assert!(!hidden(ran.out()) && !hidden(&ran.err), "{args:?}: {:?}{:?}", ran.out(), ran.err);
    }
}

#[test]
fn no_cell_of_totals_is_a_formula() {
    let unit = |name: &str| format!("部门（单位）名称\t{name}\n年度预算收入\t1.00\n");
    let text = ["=cmd|' /C calc'!A0", "＝1+甲", "@甲", "+甲"].map(unit).concat();
    let desk = Desk::new(&[("a.mubiao", text.as_bytes()), ("=b.mubiao", unit("乙").as_bytes())]);
    let ran = desk.run(&["totals", "--format", "csv", "--lang", "en"]);
    for cell in ran.out().lines().skip(1).flat_map(|line| line.split(',')) {
        let cell = cell.trim_start_matches('"');
        assert!(!cell.starts_with(['=', '＝', '@', '＠', '+', '＋']), "{cell}: {}", ran.out());
    }
    assert!(ran.out().contains("'=b.mubiao") && ran.out().contains("'＝1+甲"), "{}", ran.out());
}
