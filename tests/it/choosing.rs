//! Which files a run is about, and how its reports name them.

use crate::cli::{Desk, GB18030, Ran, run};
use expect_test::expect;
use std::fs;

/// Files that a run has findings in, in its order.
fn files(ran: &Ran) -> Vec<&str> {
    let mut files: Vec<&str> = ran.out().lines().filter_map(|line| line.split(':').next()).collect();
    files.dedup();
    files
}

fn lint(desk: &Desk, args: &[&str]) -> Ran {
    desk.run(&[&["lint", "--format", "concise"], args].concat())
}

/// Files in folders, and a configuration that leaves some of them out.
fn drafts(config: &str) -> Desk {
    Desk::new(&[
        ("mubiao.toml", config.as_bytes()),
        ("a.mubiao", GB18030),
        ("old-a.mubiao", GB18030),
        ("drafts/b.mubiao", GB18030),
        ("d/drafts/c.mubiao", GB18030),
        ("d/e.mubiao", GB18030),
    ])
}

#[test]
fn the_configuration_leaves_files_and_folders_out() {
    for (patterns, left) in [
        ("'drafts'", &["a.mubiao", "d/e.mubiao", "old-a.mubiao"][..]),
        ("'drafts/'", &["a.mubiao", "d/e.mubiao", "old-a.mubiao"]),
        ("'/drafts'", &["a.mubiao", "d/drafts/c.mubiao", "d/e.mubiao", "old-a.mubiao"]),
        ("'d/**', 'old-*.mubiao'", &["a.mubiao", "drafts/b.mubiao"]),
        ("'**/{b,c}.mubiao'", &["a.mubiao", "d/e.mubiao", "old-a.mubiao"]),
    ] {
        let desk = drafts(&format!("exclude = [{patterns}]\n"));
        let ran = lint(&desk, &[]);
        assert_eq!((files(&ran), ran.err.as_str()), (left.to_vec(), ""), "{patterns}");
        let ran = desk.run(&["fmt", "--check"]);
        assert!(ran.err.contains(&format!("{} 个文件无需排版", left.len())), "{patterns}: {}", ran.err);
    }
}

#[test]
fn a_file_that_is_named_is_looked_at_unless_that_is_forced() {
    let desk = drafts("exclude = ['drafts']\n");
    assert_eq!(files(&lint(&desk, &["drafts/b.mubiao"])), ["drafts/b.mubiao"]);
    let ran = lint(&desk, &["drafts", "--lang", "en"]);
    assert_eq!((ran.status, ran.out()), (0, ""));
    assert_eq!(ran.err, "nothing is left to do: exclude in mubiao.toml leaves out drafts/b.mubiao\n");
    fs::write(desk.path("mubiao.toml"), "exclude = ['drafts']\nforce-exclude = true\n").unwrap();
    fs::write(desk.path("list"), "drafts/b.mubiao\nd/drafts/c.mubiao\n").unwrap();
    for args in [&["drafts/b.mubiao", "d/drafts/c.mubiao"][..], &["--files-from", "list"]] {
        let ran = lint(&desk, args);
        assert_eq!((ran.status, ran.out()), (0, ""), "{args:?}");
        assert_eq!(
            ran.err,
            "没有要处理的文件，按 mubiao.toml 的 exclude 略过了 drafts/b.mubiao、d/drafts/c.mubiao；要处理请修改 exclude\n"
        );
        let before = desk.content("drafts/b.mubiao");
        let ran = desk.run(&[&["fmt"], args].concat());
        assert!(ran.status == 0 && ran.err.starts_with("没有要处理的文件"), "{}", ran.err);
        assert_eq!(desk.content("drafts/b.mubiao"), before);
    }
    assert_eq!(files(&lint(&desk, &["drafts/b.mubiao", "d/e.mubiao"])), ["d/e.mubiao"]);
    assert_eq!(lint(&desk, &["-q", "drafts"]).err, "");
    let shown = desk.run(&["config", "drafts/b.mubiao", "--lang", "en"]);
    expect![[r#"
        # configuration: mubiao.toml
        exclude = ["drafts"]  # mubiao.toml:1
        force-exclude = true  # mubiao.toml:2
    "#]]
    .assert_eq(&shown.out().lines().take(3).map(|line| format!("{line}\n")).collect::<String>());
    assert!(shown.out().contains("# this file is left out: mubiao.toml:1\n"), "{}", shown.out());
    let ran = desk.run_on(&["lint", "--format", "concise", "-", "--stdin-filename", "drafts/x.mubiao"], GB18030);
    assert_eq!(ran.status, 1, "what is typed is looked at");
}

#[test]
fn a_pattern_of_an_extended_configuration_counts_from_there() {
    let desk = Desk::new(&[
        ("shared/base.toml", b"exclude = ['drafts', 'x/*.mubiao']\n"),
        ("shared/x/a.mubiao", GB18030),
        ("shared/mubiao.toml", b"extend = 'base.toml'\n"),
        ("w/mubiao.toml", b"extend = '../shared/base.toml'\n"),
        ("w/drafts/b.mubiao", GB18030),
        ("w/x/c.mubiao", GB18030),
    ]);
    assert_eq!(files(&lint(&desk, &[])), ["w/x/c.mubiao"]);
}

#[test]
fn what_is_ignored_is_named_when_nothing_is_left() {
    let desk = Desk::new(&[(".gitignore", b"d/\n"), ("d/a.mubiao", GB18030), ("d/b.mubiao", GB18030)]);
    let ran = desk.run(&["lint", "--lang", "en"]);
    assert_eq!((ran.status, ran.out()), (2, ""));
    assert_eq!(
        ran.err,
        "error: every .mubiao file in the directory \".\" is ignored (.gitignore, .ignore): d/a.mubiao, d/b.mubiao; name the files\n"
    );
    assert_eq!(files(&lint(&desk, &["d/a.mubiao"])), ["d/a.mubiao"]);
}

#[test]
fn a_list_may_begin_with_a_byte_order_mark() {
    let desk = Desk::new(&[("一.mubiao", GB18030), ("二.mubiao", GB18030)]);
    let list = "\u{FEFF}一.mubiao\r\n二.mubiao\r\n";
    let utf16 = |bytes: fn(u16) -> [u8; 2]| list.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    for bytes in [list.as_bytes().to_vec(), utf16(u16::to_le_bytes), utf16(u16::to_be_bytes)] {
        fs::write(desk.path("list"), &bytes).unwrap();
        assert_eq!(files(&lint(&desk, &["--files-from", "list"])), ["一.mubiao", "二.mubiao"]);
        let ran = desk.run_on(&["lint", "--format", "concise", "--files-from", "-"], &bytes);
        assert_eq!(files(&ran), ["一.mubiao", "二.mubiao"]);
    }
}

#[test]
fn the_json_report_lists_what_could_not_be_read() {
    let desk = Desk::new(&[
        ("a.mubiao", GB18030),
        ("b.mubiao", b"PK\x03\x04"),
        ("d/mubiao.toml", b"x = 1\n"),
        ("d/c.mubiao", b""),
    ]);
    let ran = desk.run(&["lint", "--format", "json", "--lang", "en", "a.mubiao", "b.mubiao", "no.mubiao", "d"]);
    assert_eq!(ran.status, 2);
    let report: serde_json::Value = serde_json::from_str(ran.out()).unwrap();
    let failed = report["failed"].as_array().unwrap();
    let paths: Vec<&str> = failed.iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert_eq!(paths[..2], ["b.mubiao", "no.mubiao"]);
    assert!(paths[2].ends_with("d/mubiao.toml"), "{paths:?}");
    assert!(failed[0]["message"].as_str().unwrap().contains("import it with mubiao import"));
    assert!(ran.err.lines().zip(failed).all(|(line, one)| line.contains(one["message"].as_str().unwrap())));
    let ran = desk.run(&["lint", "--format", "jsonl", "b.mubiao"]);
    let last: serde_json::Value = serde_json::from_str(ran.out().lines().last().unwrap()).unwrap();
    assert_eq!((last["version"].as_u64(), last["failed"]["path"].as_str()), (Some(1), Some("b.mubiao")));
    assert!(!desk.run(&["lint", "--format", "json", "a.mubiao"]).out().contains("failed"));
}

#[test]
fn code_hosts_get_paths_from_the_root_of_the_repository() {
    let desk = Desk::new(&[(".git/HEAD", b""), ("d/a b.mubiao", GB18030), ("e/c.mubiao", GB18030)]);
    let at = |folder: &str, args: &[&str], input: &[u8]| {
        let mut command = desk.command(&[&["lint", "--format"], args].concat());
        command.current_dir(desk.path(folder));
        run(command, input).out().to_owned()
    };
    for (folder, path) in [("d", "a b.mubiao"), ("d", "./a b.mubiao"), (".", "d/a b.mubiao"), ("e", "../d/a b.mubiao")]
    {
        assert!(at(folder, &["github", path], b"").contains(" file=d/a b.mubiao,line="), "{folder} {path}");
        assert!(at(folder, &["gitlab", path], b"").contains("\"path\":\"d/a b.mubiao\""), "{folder} {path}");
        assert!(at(folder, &["sarif", path], b"").contains("\"uri\":\"d/a%20b.mubiao\""), "{folder} {path}");
    }
    let whole = desk.path("d/a b.mubiao").canonicalize().unwrap();
    assert!(at("d", &["github", whole.to_str().unwrap()], b"").contains(" file=d/a b.mubiao,"));
    assert!(at("d", &["github", "-", "--stdin-filename", "a b.mubiao"], GB18030).contains(" file=d/a b.mubiao,"));
    assert!(at("d", &["github", "-"], GB18030).contains(" file=-,"));
    assert!(at("d", &["concise", "a b.mubiao"], b"").starts_with("a b.mubiao:1:"), "readers know where they are");
    fs::remove_dir_all(desk.path(".git")).unwrap();
    assert!(at("d", &["github", "a b.mubiao"], b"").contains(" file=a b.mubiao,"), "there is no repository");
}

#[test]
fn colour_can_be_forced() {
    let desk = Desk::new(&[("a.mubiao", GB18030)]);
    let coloured = |settings: &[(&str, &str)], args: &[&str]| {
        let mut command = desk.command(&[&["lint", "a.mubiao"], args].concat());
        command.env_remove("FORCE_COLOR").envs(settings.iter().copied());
        run(command, b"").out().contains('\u{1B}')
    };
    assert!(!coloured(&[], &[]) && !coloured(&[("FORCE_COLOR", "")], &[]));
    assert!(coloured(&[("FORCE_COLOR", "1")], &[]) && coloured(&[("FORCE_COLOR", "true")], &[]));
    assert!(
        !coloured(&[("FORCE_COLOR", "0")], &[]) && !coloured(&[("FORCE_COLOR", "0"), ("CLICOLOR_FORCE", "1")], &[])
    );
    assert!(!coloured(&[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], &[]), "who wants none gets none");
    assert!(!coloured(&[("FORCE_COLOR", "1")], &["--color", "never"]), "an option goes before it");
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_back_is_told_though_its_unit_stands_elsewhere_too() {
    use std::os::unix::fs::PermissionsExt;
    let unit = "部门（单位）名称\t703001甲局-211300000\n年度绩效目标\t甲\u{200B}乙\n";
    let desk = Desk::new(&[("a.mubiao", unit.as_bytes()), ("b.mubiao", unit.as_bytes())]);
    fs::set_permissions(desk.path("b.mubiao"), fs::Permissions::from_mode(0o444)).unwrap();
    let ran = desk.run(&["lint", "--fix", "--format", "concise", "--lang", "en", "a.mubiao", "b.mubiao"]);
    assert!(ran.out().contains("duplicate-budget-unit"), "{}", ran.out());
    assert!(ran.err.contains("\"b.mubiao\" is read-only and was not changed"), "{}", ran.err);
    assert_eq!(ran.status, 2, "{}{}", ran.out(), ran.err);
}

#[test]
fn fmt_leaves_a_row_alone_that_may_be_misaligned() {
    let head = "部门（单位）名称\t703001甲局-211300000\n\
                年度绩效指标\t一级指标\t二级指标\t三级指标\t运算符号\t指标值\t度量单位\t完成时限\n";
    let damaged = "\t履职效能\t整体工作完成情况\t工作完成及时率\t\t=\t100\t%\t2021-12\n";
    let sound = "\t履职效能\t整体工作完成情况\t工作完成及时率\t=\t100\t%\t2021-12\n";
    let allowed = format!("{head}# mubiao: allow(misaligned-row): 照报送稿\n{damaged}");
    let formatted = |text: &str| {
        let desk = Desk::new(&[("a.mubiao", text.as_bytes())]);
        assert_eq!(desk.run(&["fmt"]).status, 0);
        String::from_utf8(desk.content("a.mubiao")).unwrap()
    };
    assert_eq!(
        formatted(&format!("{head}{damaged}")),
        format!("{head}{sound}"),
        "without the allowance it is put right"
    );
    assert_eq!(formatted(&allowed), allowed);
    let other = format!("{head}# mubiao: allow(missing-deadline)\n{damaged}");
    assert_eq!(formatted(&other), format!("{head}# mubiao: allow(missing-deadline)\n{sound}"));
    // Only the next row, which may be parted from it by other comments and blank rows.
    let two = format!(
        "{head}# mubiao: allow(misaligned-row)\n\n# 说明\n{damaged}{}",
        damaged.replace("工作完成及时率", "工作质量达标率")
    );
    assert!(
        formatted(&two).contains(damaged) && formatted(&two).contains("\t工作质量达标率\t=\t100\t%\t2021-12\n"),
        "{}",
        formatted(&two)
    );
    // All rows of a sheet, and of a file.
    let sheet = format!("{head}# mubiao: allow-sheet(misaligned-row)\n{damaged}");
    let next = format!("\n{}{damaged}", head.replace("703001甲局", "703002乙局"));
    assert_eq!(formatted(&format!("{sheet}{next}")), format!("{sheet}{}", next.replace(damaged, sound)));
    let below = format!("{head}{damaged}# mubiao: allow-sheet(misaligned-row)\n");
    assert_eq!(formatted(&format!("{below}{next}")), format!("{below}{}", next.replace(damaged, sound)));
    let file = format!("# mubiao: allow-file(misaligned-row)\n{head}{damaged}{next}");
    assert_eq!(formatted(&file), file);
    let last = format!("{head}{damaged}{next}\n# mubiao: allow-file(misaligned-row)\n");
    assert!(formatted(&last).matches(damaged).count() == 2, "{}", formatted(&last));
    let desk = Desk::new(&[("a.mubiao", allowed.as_bytes())]);
    assert_eq!(desk.run(&["fmt", "--check"]).status, 0);
}

#[test]
fn an_import_says_how_many_findings_are_left() {
    let desk = Desk::new(&[("t.txt", include_bytes!("../corpus/chaoyang-2021.txt"))]);
    let ran = desk.run(&["import", "t.txt", "--lang", "en"]);
    let lint = desk.run(&["lint", "--format", "concise", "t.mubiao"]);
    let left = lint.out().lines().count();
    let last = ran.out().lines().last().unwrap();
    assert!(left > 0 && last.ends_with(&format!("; {left} findings left, see mubiao lint")), "{last}");
    let ran = desk.run(&["import", "t.txt", "--force", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(ran.out()).unwrap();
    assert_eq!(report["files"][0]["findings"], left);
    fs::write(desk.path("mubiao.toml"), "ignore = ['all']\n").unwrap();
    let ran = desk.run(&["import", "t.txt", "--force", "--lang", "en"]);
    assert!(ran.out().trim_end().ends_with("; no findings left"), "{}", ran.out());
}

#[test]
fn titles_that_are_printed_again_share_a_line() {
    let book = include_str!("../corpus/chaoyang-2021.mubiao");
    let header = book.lines().find(|line| line.contains("三级指标")).unwrap();
    let mut lines: Vec<&str> = book.lines().collect();
    let rows: Vec<usize> =
        (0..lines.len()).filter(|&at| lines[at].starts_with("\t") && lines[at].ends_with("2021-12")).collect();
    for &at in [rows[12], rows[6]].iter() {
        lines.insert(at, header);
    }
    let desk = Desk::new(&[("t.tsv", lines.join("\n").as_bytes())]);
    let ran = desk.run(&["import", "t.tsv", "--lang", "en"]);
    let again: Vec<&str> = ran.out().lines().filter(|line| line.contains("stand above already")).collect();
    assert_eq!(again.len(), 1, "{}", ran.out());
    assert!(again[0].contains("left out: from here on "), "{}", again[0]);
}
