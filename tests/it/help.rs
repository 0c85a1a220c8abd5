//! Help, manual pages, completions and argument errors: each in one language.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

/// Words of Chinese help that are no English: names of programs, formats, characters and variables, and values of options.
const NAMES: &str = "mubiao git man shell import Excel Word OpenDocument PDF HTML JSON XML SARIF JUnit Jenkins GitHub GitLab \
    UTF-8 TAB NUL Unix Ctrl-C HEAD SHELL N \
    LC_ALL LC_MESSAGES LANG NO_COLOR FORCE_COLOR CLICOLOR \
    zh en auto always never human concise json jsonl sarif github gitlab junit html csv tsv xlsx xls ods docx pdf text \
    bash elvish fish powershell zsh diff all liaoning-department zhixing yszxl form list lint rules";

fn run(args: &[&str], lang: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mubiao"));
    command.args(args).env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANG").env_remove("NO_COLOR");
    if let Some(lang) = lang {
        command.env("LANG", lang);
    }
    command.output().unwrap()
}

/// Everything that is said, and the exit status.
fn said(args: &[&str]) -> (String, Option<i32>) {
    let output = run(args, None);
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    (text.concat(), output.status.code())
}

/// Every command, by its names: `[]`, `["lint"]`, `["form", "list"]`.
fn commands() -> Vec<Vec<String>> {
    let mut all = vec![Vec::new()];
    let mut at = 0;
    while at < all.len() {
        let names: Vec<String> = all[at].clone();
        let args: Vec<&str> = ["--lang", "en"].into_iter().chain(names.iter().map(String::as_str)).collect();
        let help = said(&[args, vec!["--help"]].concat()).0;
        let list = help.split_once("\nCommands:\n").map_or("", |(_, list)| list.split("\n\n").next().unwrap());
        for line in list.lines() {
            let name = line.trim_start().split(' ').next().unwrap();
            all.push(names.iter().cloned().chain([name.to_owned()]).collect());
        }
        at += 1;
    }
    all
}

fn han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The English words of a Chinese text: those of two letters and more that are no option, no path and no name.
fn english<'t>(text: &'t str, commands: &BTreeSet<String>) -> Vec<&'t str> {
    let words = text.split(|c: char| !c.is_ascii_graphic() || "[]<>()|,;:\"'".contains(c));
    let word = |word: &&str| {
        word.chars().filter(char::is_ascii_alphabetic).count() > 1
            && !word.starts_with('-')
            && !word.contains(['.', '%', '/'])
            && !commands.contains(*word)
            && !NAMES.split_whitespace().any(|name| name == *word)
    };
    words.map(|word| word.trim_end_matches('.')).filter(word).collect()
}

/// Asserts that `say` says nothing that is not in the language it is asked for.
#[track_caller]
fn check(args: &[&str], commands: &BTreeSet<String>, status: Option<i32>) {
    for lang in ["zh", "en"] {
        let (text, ended) = said(&[&["--lang", lang], args].concat());
        assert_eq!(ended, status, "{args:?}: {text}");
        assert!(!text.trim().is_empty(), "{args:?}: {text}");
        if lang == "zh" {
            assert_eq!(english(&text, commands), Vec::<&str>::new(), "{args:?}: {text}");
        } else {
            assert!(!text.contains(han), "{args:?}: {text}");
        }
    }
}

#[test]
fn help_is_in_one_language() {
    let all = commands();
    assert!(all.len() > 20, "{all:?}");
    let names: BTreeSet<String> = all.iter().flatten().cloned().collect();
    for command in &all {
        let command: Vec<&str> = command.iter().map(String::as_str).collect();
        check(&[&command[..], &["--help"]].concat(), &names, Some(0));
        check(&[&command[..], &["-h"]].concat(), &names, Some(0));
        check(&[&["help"], &command[..]].concat(), &names, Some(0));
    }
    check(&[], &names, Some(2));
    check(&["form"], &names, Some(2));
}

#[test]
fn argument_errors_are_in_one_language() {
    let names: BTreeSet<String> = commands().into_iter().flatten().collect();
    let cases: &[&[&str]] = &[
        &["lint", "--statistic"],
        &["lint", "--zzzzzzzz"],
        &["lint", "-z"],
        &["lint", "--format"],
        &["lint", "--format", "jsn"],
        &["lint", "--format", "99"],
        &["lint", "--max-findings", "-1"],
        &["lint", "--max-findings", "x"],
        &["lint", "--fix", "--fix"],
        &["lint", "--fix=1"],
        &["lint", "--diff", "--statistics"],
        &["lint", "--watch", "--fix"],
        &["lint", "-0"],
        &["lint", "--fiscal-year", "21"],
        &["lnit"],
        &["99"],
        &["--color", "never"],
        &["--color", "99", "lint"],
        &["form", "99"],
        &["form", "--color", "never"],
        &["form", "check"],
        &["form", "draft", "1"],
        &["export", "1"],
        &["import"],
        &["import", "1", "--pages", "9-3"],
        &["new"],
        &["new", "--year", "1", "--unit", "1"],
        &["new", "--unit", "1", "--from", "2"],
        &["merge", "1", "2"],
        &["merge", "1", "2", "3", "4"],
        &["explain"],
        &["completions", "99"],
        &["lsp", "--tcp", "99999"],
        &["lsp", "--clientProcessId", "-1"],
        &["lsp", "--socket", "1", "--pipe", "2"],
    ];
    for case in cases {
        // What the user typed stands in the message.
        let typed = case.iter().map(|word| (*word).to_owned()).chain(names.iter().cloned()).collect();
        check(case, &typed, Some(2));
    }
}

#[test]
fn errors_of_names_files_and_settings_are_in_one_language() {
    let forms = mubiao::profile::Profiles::default();
    let mut names: BTreeSet<String> = commands().into_iter().flatten().collect();
    names.extend(forms.iter().map(|form| form.id.to_string()));
    names.extend(mubiao::config::KEYS.iter().map(|key| (*key).to_owned()));
    names.extend(["zzzz", "rulez", "id", "name", "common", "none"].map(str::to_owned));
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    };
    let settings = [
        "select = [\"zzzz\"]",
        "rulez = 1",
        "select = ",
        "select = [1",
        "= 1",
        "[select\n",
        "extend = \"9.toml\"",
        "profiles = [\"9/9\"]",
    ];
    let settings: Vec<String> =
        settings.iter().enumerate().map(|(at, text)| file(&format!("{at}.toml"), text)).collect();
    let forms: Vec<String> =
        ["", "id = 1", "id = \"zzzz\"", "id = \"zzzz\"\nextends = \"zzzz\"", "[[", "a = 2021-13-01"]
            .iter()
            .enumerate()
            .map(|(at, text)| {
                let path = file(&format!("{at}/layout.toml"), text);
                path.trim_end_matches("layout.toml").to_owned()
            })
            .collect();
    let mut cases: Vec<Vec<&str>> = vec![
        vec!["lint", "9/9"],
        vec!["fmt", "9/9"],
        vec!["explain", "zzzz"],
        vec!["catalogue", "zzzz"],
        vec!["form", "show", "zzzz"],
        vec!["form", "why", "9/9"],
        vec!["form", "draft", "9/9", "-o", "9/8"],
        vec!["new", "--unit", "1", "--year", "2021", "--profile", "zzzz"],
        vec!["export", "9/9", "--to", "json"],
        vec!["import", "9/9"],
        vec!["compare", "9/8", "9/9"],
        vec!["merge", "9/7", "9/8", "9/9"],
        vec!["man", "zzzz"],
        vec!["help", "zzzz"],
        vec!["lint", "--select", "zzzz", "9/9"],
        vec!["lint", "--config", "9/9", "9/9"],
    ];
    cases.extend(settings.iter().map(|path| vec!["lint", "--config", path, "Cargo.toml"]));
    cases.extend(forms.iter().map(|path| vec!["form", "check", path]));
    for case in cases {
        for lang in ["zh", "en"] {
            let (text, ended) = said(&[&["--lang", lang], &case[..]].concat());
            assert_ne!(ended, Some(0), "{case:?}: {text}");
            assert!(!text.trim().is_empty(), "{case:?}");
            if lang == "zh" {
                assert!(text.contains(han), "{case:?}: {text}");
                assert_eq!(english(&text, &names), Vec::<&str>::new(), "{case:?}: {text}");
            } else {
                assert!(!text.contains(han), "{case:?}: {text}");
            }
        }
    }
}

#[test]
fn an_argument_error_says_what_can_be_done() {
    let said = |args: &[&str]| said(&[&["--lang=zh"], args].concat()).0;
    let first = |args: &[&str]| said(args).lines().next().unwrap().to_owned();
    assert_eq!(
        said(&["lint", "--statistic"]),
        "错误: 没有“--statistic”这个选项，是不是“--statistics”？\n\n用法: mubiao lint --statistics [路径]...\n\n详见 mubiao lint --help\n"
    );
    assert_eq!(
        first(&["new", "--unit", "甲", "--year", "21"]),
        "错误: “--year <年度>”不能取“21”：应为 1994 至 2099 的整数"
    );
    assert_eq!(
        first(&["rules", "--format", "jsn"]),
        "错误: “--format <格式>”不能取“jsn”，是不是“json”？可选值有：human、json"
    );
    assert_eq!(first(&["lnit"]), "错误: 没有名为“lnit”的命令，是不是“lint”？");
    assert_eq!(first(&["export", "a.mubiao"]), "错误: 缺少必填的 --to <格式>，请写上");
    assert_eq!(first(&["lint", "--\u{1b}[31m"]), "错误: 没有“--␛[31m”这个选项；如是文件名，请写在 -- 之后");
}

#[test]
fn the_locale_chooses_where_nobody_asks() {
    let head = |args: &[&str], lang: &str| {
        let output = run(args, Some(lang));
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        text.chars().next().unwrap()
    };
    for args in [&["--help"][..], &["lint", "--none"], &["--lang", "fr", "lint"]] {
        assert!(head(args, "en_GB.UTF-8").is_ascii(), "{args:?}");
        assert!(han(head(args, "zh_CN.UTF-8")), "{args:?}");
    }
    assert!(han(head(&["--none", "--lang", "zh"], "en_GB.UTF-8")));
    assert!(head(&["lint", "--none", "--lang=en"], "zh_CN.UTF-8").is_ascii());
}

#[test]
fn manual_pages_are_in_one_language() {
    let all = commands();
    let mut names: BTreeSet<String> = all.iter().flatten().cloned().collect();
    // Requests and fonts of the formatter.
    for word in ["TH", "SH", "TP", "PP", "RS", "RE", "IP", "ie", "el", "ds", "Aq", "aq", "ft", "fB", "fR", "fI", "bu"] {
        names.insert(word.to_owned());
    }
    for command in all {
        let args: Vec<&str> = ["man"].into_iter().chain(command.iter().map(String::as_str)).collect();
        let (english_page, _) = said(&[&["--lang", "en"], &args[..]].concat());
        assert!(!english_page.contains(han), "{args:?}: {english_page}");
        let (page, status) = said(&[&["--lang", "zh"], &args[..]].concat());
        assert_eq!(status, Some(0), "{args:?}: {page}");
        let plain = page.replace("\\fB", "").replace("\\fI", "").replace("\\fR", "").replace("\\-", "-");
        let own = |word: &&str| !word.contains('\\') && !word.starts_with("mubiao-");
        let left: Vec<&str> = english(&plain, &names).into_iter().filter(own).collect();
        assert_eq!(left, Vec::<&str>::new(), "{args:?}: {page}");
    }
}

#[test]
fn completions_are_in_one_language() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (script, _) = said(&["--lang", "en", "completions", shell]);
        assert!(!script.contains(han), "{shell}");
        let (script, _) = said(&["--lang", "zh", "completions", shell]);
        assert!(shell == "bash" || script.contains("检查各表"), "{shell}");
        assert!(!script.contains("Report findings"), "{shell}");
    }
}

#[test]
fn the_scripts_that_ship_are_whole() {
    for folder in ["", "zh_CN/"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/completions").join(folder);
        for name in ["_mubiao", "_mubiao.ps1", "mubiao.bash", "mubiao.elv", "mubiao.fish"] {
            assert!(folder.join(name).metadata().unwrap().len() > 1000, "{name}");
        }
    }
}
