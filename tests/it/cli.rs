//! The program as a user runs it: what it prints, what it writes, and its exit status.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// 部门 and a line end in GB18030.
pub(crate) const GB18030: &[u8] = b"\xB2\xBF\xC3\xC5\r\n";

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn out(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }
}

/// A folder of its own with the program in it.
pub(crate) struct Desk {
    root: tempfile::TempDir,
}

impl Desk {
    pub(crate) fn new(files: &[(&str, &[u8])]) -> Self {
        let desk = Self { root: tempfile::tempdir().unwrap() };
        for (name, content) in files {
            let path = desk.path(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        desk
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    pub(crate) fn content(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mubiao"));
        command.args(args).current_dir(self.root.path());
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_on(args, b"")
    }

    /// Runs with `input` on standard input.
    pub(crate) fn run_on(&self, args: &[&str], input: &[u8]) -> Ran {
        run(self.command(args), input)
    }
}

pub(crate) fn run(mut command: Command, input: &[u8]) -> Ran {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A program that does not read its input closes it.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    Ran {
        status: output.status.code().expect("it was not killed"),
        out: output.stdout,
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs `lint` and `fmt` on a file that cannot be read and compares what they say in both languages.
#[track_caller]
fn refused(desk: &Desk, path: &str, zh: &str, en: &str) {
    for command in ["lint", "fmt"] {
        let ran = desk.run(&[command, path]);
        assert_eq!((ran.status, ran.out(), ran.err.as_str()), (2, "", format!("错误: {zh}\n").as_str()));
        let ran = desk.run(&[command, path, "--lang", "en"]);
        assert_eq!((ran.status, ran.out(), ran.err.as_str()), (2, "", format!("error: {en}\n").as_str()));
    }
}

#[test]
fn a_missing_file() {
    refused(
        &Desk::new(&[]),
        "没有.mubiao",
        "找不到“没有.mubiao”；请检查路径",
        "cannot find \"没有.mubiao\"; check the path",
    );
}

#[test]
fn a_directory_without_sheets() {
    refused(
        &Desk::new(&[("d/a.txt", b"x")]),
        "d",
        "文件夹“d”中没有 .mubiao 文件；请指明文件，或把扩展名改为 .mubiao",
        "no .mubiao file in the directory \"d\"; name the files, or give them the extension .mubiao",
    );
    let ran = Desk::new(&[]).run(&["lint"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("文件夹“.”中没有"), "{}", ran.err);
}

#[test]
fn files_that_are_no_text() {
    let desk = Desk::new(&[
        ("a.xlsx", b"PK\x03\x04\x14\0\x06\0"),
        ("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.txt", b"\xFF\xFE\xE8\x90"),
        ("a.bin", b"\xB2\xBF\t\xFF\xFF"),
        ("cut", "年度绩效目标".as_bytes().split_last().unwrap().1),
    ]);
    refused(
        &desk,
        "a.xlsx",
        "“a.xlsx”是 xlsx、docx 之类的 Office 文件（或压缩包），不是文本；请先用 mubiao import 导入",
        "\"a.xlsx\" is an Office file such as xlsx or docx (or a zip archive), not text; import it with mubiao import first",
    );
    refused(
        &desk,
        "a.xls",
        "“a.xls”是 xls、doc 之类的旧版 Office 文件，不是文本；请先用 mubiao import 导入，或另存为 .xlsx、.docx",
        "\"a.xls\" is an old Office file such as xls or doc, not text; import it with mubiao import, or save it as .xlsx or .docx, first",
    );
    refused(
        &desk,
        "a.pdf",
        "“a.pdf”是 PDF，不是文本；请先用 mubiao import 导入",
        "\"a.pdf\" is a PDF, not text; import it with mubiao import first",
    );
    refused(
        &desk,
        "a.txt",
        "“a.txt”是 UTF-16 文本；请在编辑器中另存为 UTF-8",
        "\"a.txt\" is UTF-16 text; save it as UTF-8 in an editor",
    );
    refused(
        &desk,
        "a.bin",
        "“a.bin”既不是 UTF-8 文本，也不是 GB18030 文本（第 1 行有无法识别的字节）；请另存为 UTF-8 文本",
        "\"a.bin\" is neither UTF-8 nor GB18030 text (line 1 has a byte that cannot be read); save it as UTF-8 text",
    );
    refused(
        &desk,
        "cut",
        "“cut”是受损的 UTF-8 文本（第 1 行有无法识别的字节）；请在编辑器中改正，或重新取得文件",
        "\"cut\" is damaged UTF-8 text (line 1 has a byte that cannot be read); correct it in an editor, or get the file again",
    );
}

#[test]
fn a_file_of_4_gib() {
    let desk = Desk::new(&[("big.mubiao", b"")]);
    // A sparse file takes no space.
    fs::File::options().write(true).open(desk.path("big.mubiao")).unwrap().set_len(1 << 32).unwrap();
    refused(
        &desk,
        "big.mubiao",
        "“big.mubiao”达到 4 GiB 的上限；请拆成几个文件",
        "\"big.mubiao\" reaches the limit of 4 GiB; split it into several files",
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_directory() {
    let desk = Desk::new(&[]);
    fs::create_dir(desk.path("d")).unwrap();
    assert!(Command::new("mkfifo").arg(desk.path("d/p.mubiao")).status().unwrap().success());
    refused(
        &desk,
        "d",
        "“d/p.mubiao”不是普通文件，而是管道或设备；请指明普通文件，或用 - 从标准输入读入",
        "\"d/p.mubiao\" is a pipe or a device, not a regular file; name a regular file, or read standard input with -",
    );
}

#[cfg(unix)]
#[test]
fn a_file_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new(&[("a.mubiao", "部门\n".as_bytes())]);
    fs::set_permissions(desk.path("a.mubiao"), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::File::open(desk.path("a.mubiao")).is_err() {
        refused(
            &desk,
            "a.mubiao",
            "没有权限读取“a.mubiao”；请检查它的权限",
            "no permission to read \"a.mubiao\"; check its permissions",
        );
    } else {
        // Root reads everything; the message is tested where it is made.
        assert_ne!(desk.run(&["lint", "a.mubiao"]).status, 2);
    }
}

#[test]
fn a_read_only_file_is_not_mended() {
    let desk = Desk::new(&[("a.mubiao", GB18030)]);
    let mut permissions = fs::metadata(desk.path("a.mubiao")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(desk.path("a.mubiao"), permissions).unwrap();
    let ran = desk.run(&["lint", "--fix", "--unsafe-fixes", "--format", "concise", "a.mubiao"]);
    assert_eq!(ran.status, 2);
    assert_eq!(ran.err, "错误: “a.mubiao”是只读文件，未改动；请先去掉只读属性\n");
    assert!(ran.out().starts_with("a.mubiao:1:1: 提示[foreign-encoding] "), "its findings stay: {}", ran.out());
    assert_eq!(desk.content("a.mubiao"), GB18030);
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let desk = Desk::new(&[("a.xlsx", b"PK\x03\x04"), ("b.mubiao", GB18030), ("c.mubiao", GB18030)]);
    let ran = desk.run(&["lint", "--format", "concise", "none", "a.xlsx", "b.mubiao", "c.mubiao"]);
    assert_eq!(ran.status, 2);
    assert_eq!(ran.err.lines().count(), 2, "{}", ran.err);
    assert!(ran.out().contains("b.mubiao:1:1") && ran.out().contains("c.mubiao:1:1"), "{}", ran.out());
}

#[test]
fn a_strange_file_name_is_shown_safely() {
    let ran = Desk::new(&[]).run(&["lint", "a\u{1B}[2Jb\nc"]);
    assert_eq!(ran.err, "错误: 找不到“a␛[2Jb␊c”；请检查路径\n");
}

#[test]
fn another_encoding_is_a_finding() {
    let desk = Desk::new(&[("a.mubiao", GB18030)]);
    let ran = desk.run(&["lint", "a.mubiao"]);
    assert_eq!((ran.status, ran.err.as_str()), (1, ""));
    let head = "提示[foreign-encoding] 文件不是 UTF-8 编码，已按 GB18030 读入；建议存为 UTF-8\n --> a.mubiao:1:1\n  |\n1 | 部门\n  | ^\n";
    assert!(ran.out().starts_with(head), "{}", ran.out());
    assert!(ran.out().contains("= 待确认修复: 改存为 UTF-8\n"), "{}", ran.out());
}

#[test]
fn gb18030_becomes_utf8_only_when_asked() {
    let desk = Desk::new(&[("a.mubiao", GB18030)]);
    for args in [&["lint", "--fix", "a.mubiao"][..], &["lint", "--unsafe-fixes", "a.mubiao"]] {
        let ran = desk.run(args);
        assert_eq!(ran.status, 1);
        assert!(ran.out().contains("foreign-encoding"), "{}", ran.out());
        assert_eq!(desk.content("a.mubiao"), GB18030);
    }
    assert_eq!(desk.run(&["fmt", "a.mubiao"]).status, 0);
    assert_eq!(desk.content("a.mubiao"), GB18030);
    let ran = desk.run(&["lint", "--fix", "--unsafe-fixes", "a.mubiao"]);
    assert!(ran.out().contains("已修复 1 处"), "{}", ran.out());
    assert!(!ran.out().contains("foreign-encoding"), "{}", ran.out());
    assert!(desk.content("a.mubiao").starts_with("部门".as_bytes()));
    assert!(desk.content("a.mubiao").ends_with(b"\r\n"));
}

#[test]
fn the_byte_order_mark_is_kept() {
    let text = "\u{FEFF}部门\r\n".as_bytes();
    let desk = Desk::new(&[("a.mubiao", text), ("g.mubiao", b"\x84\x31\x95\x33\xB2\xBF")]);
    assert_eq!(desk.run_on(&["fmt", "-"], text).out, text);
    assert!(desk.run_on(&["lint", "--fix", "-"], text).out.starts_with(text));
    desk.run(&["fmt", "a.mubiao"]);
    assert_eq!(desk.content("a.mubiao"), text);
    desk.run(&["lint", "--fix", "--unsafe-fixes", "g.mubiao"]);
    assert!(desk.content("g.mubiao").starts_with("\u{FEFF}部".as_bytes()));
}

#[test]
fn a_byte_order_mark_takes_no_column() {
    let desk = Desk::new(&[("a.mubiao", b"\x84\x31\x95\x33\xB2\xBF")]);
    let ran = desk.run(&["lint", "--format", "concise", "a.mubiao"]);
    assert!(ran.out().starts_with("a.mubiao:1:1: "), "{}", ran.out());
}

#[test]
fn gb18030_that_would_change_is_refused() {
    // 0x80 is read as the euro sign, which GB18030 writes in two bytes.
    let ran = Desk::new(&[]).run_on(&["lint", "--fix", "--stdin-filename", "名.mubiao", "-"], b"\xB2\xBF\x80\n");
    assert_eq!((ran.status, ran.out()), (2, ""));
    assert!(ran.err.contains("“名.mubiao”写回 GB18030 时会改变原有的字节，未改动"), "{}", ran.err);
}

#[test]
fn standard_input_is_mended_to_standard_output() {
    let desk = Desk::new(&[]);
    let ran = desk.run_on(&["lint", "--fix", "-"], GB18030);
    assert_eq!((ran.status, ran.out.as_slice()), (1, GB18030));
    assert!(ran.err.contains("提示[foreign-encoding]") && ran.err.contains(" --> -:1:1\n"), "{}", ran.err);
    assert!(ran.err.contains("已修复 0 处，还剩"), "{}", ran.err);

    let ran = desk.run_on(&["lint", "--fix", "--format", "json", "--stdin-filename", "名.mubiao", "-"], GB18030);
    let report: serde_json::Value = serde_json::from_str(&ran.err).unwrap();
    assert_eq!(report["findings"][0]["path"], "名.mubiao");
    assert_eq!(ran.out, GB18030);
}

#[test]
fn standard_input_is_linted_to_standard_output() {
    let ran = Desk::new(&[]).run_on(&["lint", "--format", "concise", "--stdin-filename", "名.mubiao", "-"], GB18030);
    assert_eq!((ran.status, ran.err.as_str()), (1, ""));
    assert!(ran.out().starts_with("名.mubiao:1:1: 提示[foreign-encoding]"), "{}", ran.out());
}

#[test]
fn the_json_report_has_its_shape() {
    let desk = Desk::new(&[("a.mubiao", GB18030), ("d/b.mubiao", GB18030)]);
    let ran = desk.run(&["lint", "--format", "json", "--lang", "en"]);
    assert_eq!((ran.status, ran.err.as_str()), (1, ""));
    let report: serde_json::Value = serde_json::from_str(ran.out()).unwrap();
    assert_eq!(report["version"], 1);
    let findings = report["findings"].as_array().unwrap();
    let foreign: Vec<_> = findings.iter().filter(|finding| finding["rule"] == "foreign-encoding").collect();
    let paths: Vec<_> = foreign.iter().map(|finding| finding["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["a.mubiao", "d/b.mubiao"]);
    assert_eq!(
        *foreign[0],
        serde_json::json!({
            "path": "a.mubiao", "line": 1, "column": 1, "end_line": 1, "end_column": 1,
            "rule": "foreign-encoding", "severity": "information",
            "message": "the file is not UTF-8 and was read as GB18030; better save it as UTF-8",
            "related": [],
            "fixes": [{"title": "rewrite the file as UTF-8", "applicability": "unsafe", "edits": []}],
        })
    );
}

#[test]
fn the_json_report_is_whole_when_nothing_could_be_read() {
    let ran = Desk::new(&[]).run(&["lint", "--format", "json", "none"]);
    let report: serde_json::Value = serde_json::from_str(ran.out()).unwrap();
    let failed = serde_json::json!([{"path": "none", "message": "找不到“none”；请检查路径"}]);
    assert_eq!((ran.status, report), (2, serde_json::json!({"version": 1, "findings": [], "failed": failed})));
}

#[test]
fn a_difference_is_shown_and_not_made() {
    let desk = Desk::new(&[("a.mubiao", GB18030)]);
    let ran = desk.run(&["lint", "--diff", "--unsafe-fixes", "a.mubiao"]);
    assert_eq!(ran.status, 1);
    assert!(ran.out().starts_with("--- a.mubiao\t(GB18030)\n+++ a.mubiao\t(UTF-8)\n"), "{}", ran.out());
    assert_eq!(desk.run(&["lint", "--fix", "--diff", "--unsafe-fixes", "a.mubiao"]).out, ran.out);
    assert_eq!(desk.content("a.mubiao"), GB18030);
    assert_eq!(desk.run(&["lint", "--diff", "--format", "json", "a.mubiao"]).status, 2, "a diff has no other form");
}

#[cfg(unix)]
#[test]
fn links_and_permissions_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = Desk::new(&[("a.mubiao", GB18030)]);
    fs::set_permissions(desk.path("a.mubiao"), fs::Permissions::from_mode(0o604)).unwrap();
    symlink("a.mubiao", desk.path("link")).unwrap();
    desk.run(&["lint", "--fix", "--unsafe-fixes", "link"]);
    assert!(fs::symlink_metadata(desk.path("link")).unwrap().is_symlink());
    assert!(desk.content("a.mubiao").starts_with("部门".as_bytes()));
    assert_eq!(fs::metadata(desk.path("a.mubiao")).unwrap().permissions().mode() & 0o777, 0o604);
    assert_eq!(fs::read_dir(desk.root.path()).unwrap().count(), 2, "nothing is left beside the file");
}

#[test]
fn what_does_not_change_is_not_written() {
    let desk = Desk::new(&[("a.mubiao", b"\xB2\xBF")]);
    let file = fs::File::options().write(true).open(desk.path("a.mubiao")).unwrap();
    let then = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_600_000_000);
    file.set_modified(then).unwrap();
    drop(file);
    let modified = || fs::metadata(desk.path("a.mubiao")).unwrap().modified().unwrap();
    desk.run(&["fmt", "--check", "a.mubiao"]);
    desk.run(&["fmt", "--diff", "a.mubiao"]);
    desk.run(&["lint", "a.mubiao"]);
    desk.run(&["lint", "--diff", "--unsafe-fixes", "a.mubiao"]);
    assert_eq!(modified(), then);
    desk.run(&["lint", "--fix", "--unsafe-fixes", "a.mubiao"]);
    assert_ne!(modified(), then);
}

#[test]
fn fmt_says_how_much_it_did() {
    let desk = Desk::new(&[("canonical.mubiao", include_bytes!("../corpus/chaoyang-2021.mubiao"))]);
    let ran = desk.run(&["fmt"]);
    assert_eq!((ran.status, ran.out(), ran.err.as_str()), (0, "", "1 个文件无需排版\n"));
    let ran = desk.run(&["fmt", "--check", "--diff", "--lang", "en"]);
    assert_eq!((ran.status, ran.out(), ran.err.as_str()), (0, "", "1 file unchanged\n"));
}

#[test]
fn a_rule_is_explained() {
    let desk = Desk::new(&[]);
    let ran = desk.run(&["explain", "foreign-encoding"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(ran.out().starts_with("# foreign-encoding "), "{}", ran.out());
    assert_eq!(desk.run(&["explain", "文件不是 UTF-8"]).out(), ran.out());
}

#[test]
fn rules_are_explained_by_title_and_pinyin() {
    let desk = Desk::new(&[]);
    let listed = desk.run(&["explain", "运算符号"]);
    assert_eq!((listed.status, listed.err.as_str()), (0, ""));
    assert!(listed.out().starts_with("“运算符号”找到 "), "{}", listed.out());
    assert!(listed.out().contains("\nmissing-operator "), "{}", listed.out());
    let page = desk.run(&["explain", "missing-operator"]).out;
    assert_eq!(desk.run(&["explain", "dlzbmyysfh"]).out, page);
    assert_eq!(desk.run(&["explain", "dingliangzhibiao meiyou yunsuan"]).out, page);
    let ran = desk.run(&["explain", "without an operator", "--lang", "en"]);
    assert!(ran.out().starts_with("# missing-operator "), "{}", ran.out());
}

#[test]
fn no_page_prints_a_tab() {
    for rule in mubiao::rules::RULES {
        for lang in ["zh", "en"] {
            let ran = Desk::new(&[]).run(&["explain", rule.name, "--lang", lang]);
            assert_eq!(ran.status, 0);
            assert!(!ran.out().trim().is_empty() && !ran.out().contains('\t'), "{}", rule.name);
        }
    }
}

#[test]
fn an_unknown_rule_has_a_neighbour() {
    let desk = Desk::new(&[]);
    let ran = desk.run(&["explain", "foriegn_encoding"]);
    assert_eq!((ran.status, ran.out()), (2, ""));
    assert_eq!(ran.err, "错误: 没有名为“foriegn_encoding”的规则，是不是“foreign-encoding”？全部规则见 mubiao rules\n");
    let ran = desk.run(&["explain", "qqqq", "--lang", "en"]);
    assert_eq!((ran.status, ran.err.as_str()), (2, "error: there is no rule \"qqqq\"; mubiao rules lists them all\n"));
}

#[test]
fn every_rule_is_listed_once() {
    let desk = Desk::new(&[]);
    for (lang, mark) in [("zh", "待确认修复"), ("en", "unsafe fix")] {
        let ran = desk.run(&["rules", "--lang", lang]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""));
        for rule in mubiao::rules::RULES {
            let lines = ran.out().lines().filter(|line| line.split_whitespace().next() == Some(rule.name));
            assert_eq!(lines.count(), 1, "{}", rule.name);
        }
        let line = ran.out().lines().find(|line| line.contains("foreign-encoding")).unwrap();
        assert!(line.contains(mark), "{line}");
    }
    let ran = desk.run(&["rules", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(ran.out()).unwrap();
    assert_eq!(list["version"], 1);
    assert_eq!(list["rules"].as_array().unwrap().len(), mubiao::rules::RULES.len());
    let foreign = serde_json::json!({
        "name": "foreign-encoding", "group": "damage", "severity": "information", "fix": "unsafe",
        "summary": "文件不是 UTF-8 编码",
    });
    assert!(list["rules"].as_array().unwrap().contains(&foreign), "{list}");
}

#[test]
fn the_language_follows_the_environment() {
    let desk = Desk::new(&[]);
    for (variables, word) in [
        (&[][..], "错误"),
        (&[("LANG", "C")], "错误"),
        (&[("LANG", "POSIX")], "错误"),
        (&[("LANG", "zh_CN.UTF-8")], "错误"),
        (&[("LANG", "de_DE.UTF-8")], "错误"),
        (&[("LANG", "en_US.UTF-8")], "error"),
        (&[("LANG", "en_US.UTF-8"), ("LC_ALL", "zh_CN.UTF-8")], "错误"),
        (&[("LANG", "en_US.UTF-8"), ("LC_ALL", "")], "error"),
        (&[("LANG", "zh_CN"), ("LC_MESSAGES", "en")], "error"),
    ] {
        let mut command = desk.command(&["lint", "none"]);
        command.envs(variables.iter().copied());
        let ran = run(command, b"");
        assert!(ran.err.starts_with(&format!("{word}: ")), "{variables:?}: {}", ran.err);
    }
    let mut command = desk.command(&["--lang", "zh", "lint", "none"]);
    command.env("LANG", "en_US.UTF-8");
    assert!(run(command, b"").err.starts_with("错误: "), "the command line has the last word");
}

#[test]
fn colour_comes_when_asked_for() {
    let desk = Desk::new(&[("a.mubiao", GB18030)]);
    let escape = 0x1B;
    assert!(!desk.run(&["lint", "a.mubiao"]).out.contains(&escape));
    assert!(desk.run(&["lint", "--color", "always", "a.mubiao"]).out.contains(&escape));
    let mut forced = desk.command(&["lint", "a.mubiao"]);
    forced.env("CLICOLOR_FORCE", "1");
    assert!(run(forced, b"").out.contains(&escape));
    let mut forbidden = desk.command(&["lint", "a.mubiao"]);
    forbidden.env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1");
    assert!(!run(forbidden, b"").out.contains(&escape));
}

#[test]
fn escapes_in_a_text_are_kept_as_they_are() {
    let text = "部门\u{1B}[31m\n".as_bytes();
    let ran = Desk::new(&[]).run_on(&["fmt", "-", "--color", "never"], text);
    assert_eq!(ran.out, text);
}

#[test]
fn bad_usage_is_2() {
    let desk = Desk::new(&[]);
    for args in [&["lint", "--nope"][..], &["nope"], &["explain"], &["lint", "--format", "xml"], &[]] {
        let ran = desk.run(args);
        assert_eq!((ran.status, ran.out()), (2, ""), "{args:?}");
        assert!(!ran.err.is_empty());
    }
    assert_eq!(desk.run(&["--version"]).status, 0);
    let help = desk.run(&["lint", "--help"]);
    assert!(help.out().contains("自动修复可以安全修复的问题"), "{}", help.out());
}

/// Closes standard output before, or after the first bytes of, a run and says how the run ended.
pub(crate) fn broken(mut command: Command, input: Option<&Path>, first: usize) -> (i32, String) {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.stdin(input.map_or_else(Stdio::null, |path| fs::File::open(path).unwrap().into()));
    let mut child = command.spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut vec![0; first]).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    (output.status.code().expect("it was not killed"), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_broken_pipe_is_quiet() {
    // Far more than a pipe holds.
    let big = "部门\t1\n".repeat(1_000_000);
    let desk = Desk::new(&[("big", big.as_bytes())]);
    let quiet = (0, String::new());
    assert_eq!(broken(desk.command(&["fmt", "-"]), Some(&desk.path("big")), 1), quiet);
    assert_eq!(broken(desk.command(&["rules"]), None, 0), quiet);
    assert_eq!(broken(desk.command(&["explain", "foreign-encoding"]), None, 0), quiet);
    assert_eq!(broken(desk.command(&["--help"]), None, 0), quiet);
}

/// A folder of `count` files that each have a finding.
pub(crate) fn many(count: usize) -> Desk {
    let names: Vec<String> = (0..count).map(|i| format!("{i:04}.mubiao")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), GB18030)).collect();
    Desk::new(&files)
}

#[test]
fn a_broken_pipe_ends_a_long_report() {
    let desk = many(3000);
    for format in ["human", "concise", "json"] {
        assert_eq!(broken(desk.command(&["lint", "--format", format]), None, 1), (0, String::new()));
    }
}

#[test]
fn what_is_to_be_mended_is_mended_whether_anybody_reads_of_it_or_not() {
    let desk = many(600);
    for file in fs::read_dir(desk.root.path()).unwrap() {
        let path = file.unwrap().path();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
    }
    fs::write(desk.path("last.mubiao"), GB18030).unwrap();
    // The read-only files keep their findings, which fill the pipe before the last file's turn comes.
    let (status, err) = broken(desk.command(&["lint", "--fix", "--unsafe-fixes"]), None, 0);
    assert_eq!((status, err.lines().count()), (2, 600));
    assert!(desk.content("last.mubiao").starts_with("部门".as_bytes()));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let desk = Desk::new(&[]);
    let mut command = desk.command(&["rules", "--lang", "en"]);
    command.stdout(fs::File::options().write(true).open("/dev/full").unwrap());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.starts_with("error: cannot write to standard output ("), "{err}");
}

#[cfg(unix)]
#[test]
fn a_device_is_read_when_named() {
    let ran = Desk::new(&[]).run_on(&["lint", "--format", "concise", "/dev/stdin"], GB18030);
    assert_eq!(ran.status, 1);
    assert!(ran.out().starts_with("/dev/stdin:1:1: "), "{}", ran.out());
}
