//! The reports, on findings made by hand.

use expect_test::{Expect, expect};
use mubiao::diagnostic::{Applicability, Diagnostic, Fix, Group, Lang, Related, RuleInfo, Severity};
use mubiao::lint::Outcome;
use mubiao::report::{Checked, Format, Options, Reporter, Summary};
use mubiao::text::{Edit, TextRange};

static RULE: RuleInfo = RuleInfo {
    name: "unbalanced-tasks",
    group: Group::Amounts,
    severity: Severity::Error,
    fix: Some(Applicability::Unsafe),
    summary_zh: "任务合计与预算支出不等",
    summary_en: "the tasks do not add up",
    page: "# unbalanced-tasks",
};

const TEXT: &str = "部门（单位）名称\t703001\r\n年度预算收入\t537.12\r\n年度主要任务\t对应项目\t5.00\r\n";

fn range(text: &str, part: &str) -> TextRange {
    let at = text.find(part).unwrap() as u32;
    TextRange::new(at, at + part.len() as u32)
}

fn finding(severity: Severity, range: TextRange, message: &str) -> Diagnostic {
    Diagnostic { rule: &RULE, severity, range, message: message.to_owned(), related: Vec::new(), fixes: Vec::new() }
}

/// An error with a related place and a fix of each kind, a warning, and a piece of information.
fn outcome() -> Outcome {
    let mut error = finding(Severity::Error, range(TEXT, "5.00"), "任务合计 5.00，年度部门预算支出 537.12，少 532.12");
    error.relate(range(TEXT, "537.12"), "收入在这里".to_owned());
    let amount = error.range;
    error.fix(Applicability::Safe, "改为 15.00".to_owned(), vec![Edit::replace(amount, "15.00")]);
    error.fix(
        Applicability::Unsafe,
        "删去整行".to_owned(),
        vec![Edit::delete(range(TEXT, "年度主要任务\t对应项目\t5.00\r\n"))],
    );
    let warning =
        finding(Severity::Warning, TextRange::empty(TEXT.find("\t703001").unwrap() as u32), "应有 \"-\"\u{1B}[2J");
    let whole = finding(Severity::Information, TextRange::new(0, TEXT.len() as u32), "看看");
    Outcome { profile: None, findings: vec![whole, warning, error], sheets: 1, ..Outcome::default() }
}

fn options(lang: Lang) -> Options {
    Options { lang, color: false, width: 80, unsafe_fixes: false, quiet: false }
}

fn report(format: Format, options: Options, files: &[(&str, &str, Outcome)]) -> String {
    let mut out = Vec::new();
    let mut reporter = Reporter::new(format, options);
    let mut summary = Summary::default();
    for (path, text, outcome) in files {
        summary.add(outcome);
        reporter.file(&mut out, Checked { path, text, outcome }).unwrap();
    }
    reporter.finish(&mut out, &summary, None).unwrap();
    String::from_utf8(out).unwrap()
}

#[track_caller]
fn check(format: Format, lang: Lang, expected: &Expect) {
    expected.assert_eq(&report(format, options(lang), &[("一/a.mubiao", TEXT, outcome())]));
}

#[test]
fn human() {
    check(
        Format::Human,
        Lang::Zh,
        &expect![[r#"
        提示[unbalanced-tasks] 看看
         --> 一/a.mubiao:1:1
          |
        1 | 部门（单位）名称⇥703001
          | ^^^^^^^^^^^^^^^^^^^^^^^

        警告[unbalanced-tasks] 应有 "-"␛[2J
         --> 一/a.mubiao:1:9
          |
        1 | 部门（单位）名称⇥703001
          |                 ^

        错误[unbalanced-tasks] 任务合计 5.00，年度部门预算支出 537.12，少 532.12
         --> 一/a.mubiao:3:13
          |
        3 | 年度主要任务⇥对应项目⇥5.00
          |                       ^^^^
          = 相关 一/a.mubiao:2:8: 收入在这里
          = 修复（可自动）: 改为 15.00
          = 可选修复: 删去整行

        1 个文件、1 套表：1 个错误，1 个警告，1 个提示；其中 1 个可用 --fix 自动修复
    "#]],
    );
    check(
        Format::Human,
        Lang::En,
        &expect![[r#"
        information[unbalanced-tasks] 看看
         --> 一/a.mubiao:1:1
          |
        1 | 部门（单位）名称⇥703001
          | ^^^^^^^^^^^^^^^^^^^^^^^

        warning[unbalanced-tasks] 应有 "-"␛[2J
         --> 一/a.mubiao:1:9
          |
        1 | 部门（单位）名称⇥703001
          |                 ^

        error[unbalanced-tasks] 任务合计 5.00，年度部门预算支出 537.12，少 532.12
         --> 一/a.mubiao:3:13
          |
        3 | 年度主要任务⇥对应项目⇥5.00
          |                       ^^^^
          = related 一/a.mubiao:2:8: 收入在这里
          = fix (automatic): 改为 15.00
          = optional fix: 删去整行

        1 file, 1 sheet: 1 error, 1 warning, 1 information finding; 1 can be fixed with --fix
    "#]],
    );
}

#[test]
fn concise() {
    check(
        Format::Concise,
        Lang::Zh,
        &expect![[r#"
        一/a.mubiao:1:1: 提示[unbalanced-tasks] 看看
        一/a.mubiao:1:9: 警告[unbalanced-tasks] 应有 "-"␛[2J
        一/a.mubiao:3:13: 错误[unbalanced-tasks] 任务合计 5.00，年度部门预算支出 537.12，少 532.12
    "#]],
    );
    check(
        Format::Concise,
        Lang::En,
        &expect![[r#"
        一/a.mubiao:1:1: information[unbalanced-tasks] 看看
        一/a.mubiao:1:9: warning[unbalanced-tasks] 应有 "-"␛[2J
        一/a.mubiao:3:13: error[unbalanced-tasks] 任务合计 5.00，年度部门预算支出 537.12，少 532.12
    "#]],
    );
}

#[test]
fn json() {
    check(
        Format::Json,
        Lang::Zh,
        &expect![[r#"
        {"version":1,"findings":[
        {"path":"一/a.mubiao","line":1,"column":1,"end_line":4,"end_column":1,"rule":"unbalanced-tasks","severity":"information","message":"看看","related":[],"fixes":[]},
        {"path":"一/a.mubiao","line":1,"column":9,"end_line":1,"end_column":9,"rule":"unbalanced-tasks","severity":"warning","message":"应有 \"-\"\u001b[2J","related":[],"fixes":[]},
        {"path":"一/a.mubiao","line":3,"column":13,"end_line":3,"end_column":17,"rule":"unbalanced-tasks","severity":"error","message":"任务合计 5.00，年度部门预算支出 537.12，少 532.12","related":[{"line":2,"column":8,"end_line":2,"end_column":14,"message":"收入在这里"}],"fixes":[{"title":"改为 15.00","applicability":"safe","edits":[{"line":3,"column":13,"end_line":3,"end_column":17,"text":"15.00"}]},{"title":"删去整行","applicability":"unsafe","edits":[{"line":3,"column":1,"end_line":4,"end_column":1,"text":""}]}]}
        ]}
    "#]],
    );
}

#[test]
fn json_is_one_object_over_several_files_and_over_none() {
    let none = || Outcome { profile: None, findings: Vec::new(), sheets: 0, ..Outcome::default() };
    for (files, findings) in [
        (vec![], 0),
        (vec![("a", "", none())], 0),
        (vec![("a", "", none()), ("b", TEXT, outcome()), ("c", "", none()), ("d", TEXT, outcome())], 6),
    ] {
        let text = report(Format::Json, options(Lang::Zh), &files);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["version"], 1);
        assert_eq!(value["findings"].as_array().unwrap().len(), findings);
    }
}

#[test]
fn a_clean_run_says_so() {
    let clean = Outcome { profile: None, findings: Vec::new(), sheets: 6, ..Outcome::default() };
    let files = [("a", "", clean)];
    expect![[r#"
        没有发现问题（1 个文件，6 套表）
    "#]]
    .assert_eq(&report(Format::Human, options(Lang::Zh), &files));
    assert_eq!(report(Format::Concise, options(Lang::Zh), &files), "");
}

#[test]
fn unsafe_fixes_are_shown_as_applicable_when_asked_for() {
    let options = Options { unsafe_fixes: true, ..options(Lang::Zh) };
    let text = report(Format::Human, options, &[("a", TEXT, outcome())]);
    assert!(text.contains("= 修复（--unsafe-fixes）: 删去整行"), "{text}");
    assert!(text.contains("1 个可用 --fix --unsafe-fixes 修复"), "{text}");
}

#[test]
fn long_lists_are_cut() {
    let mut long = finding(Severity::Error, range(TEXT, "5.00"), "多");
    for i in 0..11 {
        long.related.push(Related { range: TextRange::empty(0), message: format!("第 {i} 处") });
    }
    for i in 0..6 {
        long.fixes.push(Fix { title: format!("第 {i} 种"), applicability: Applicability::Unsafe, edits: Vec::new() });
    }
    let outcome = || Outcome { profile: None, findings: vec![long.clone()], sheets: 1, ..Outcome::default() };
    expect![[r#"
        错误[unbalanced-tasks] 多
         --> a:3:13
          |
        3 | 年度主要任务⇥对应项目⇥5.00
          |                       ^^^^
          = 相关 a:1:1: 第 0 处
          = 相关 a:1:1: 第 1 处
          = 相关 a:1:1: 第 2 处
          = 相关 a:1:1: 第 3 处
          = 相关 a:1:1: 第 4 处
          = 相关 a:1:1: 第 5 处
          = 相关 a:1:1: 第 6 处
          = 相关 a:1:1: 第 7 处
          = … 还有 3 处
          = 可选修复: 第 0 种
          = 可选修复: 第 1 种
          = 可选修复: 第 2 种
          = 可选修复: 第 3 种
          = 可选修复: 第 4 种
          = … 还有 1 种修复

        1 个文件、1 套表：1 个错误；其中 1 个可用 --fix --unsafe-fixes 修复
    "#]]
    .assert_eq(&report(Format::Human, options(Lang::Zh), &[("a", TEXT, outcome())]));
    let english = report(Format::Human, options(Lang::En), &[("a", TEXT, outcome())]);
    assert!(english.contains("= … and 3 more places\n") && english.contains("= … and 1 more fix\n"), "{english}");
}

#[test]
fn colour_changes_nothing_but_colour() {
    let plain = report(Format::Human, options(Lang::Zh), &[("a", TEXT, outcome())]);
    let coloured = report(Format::Human, Options { color: true, ..options(Lang::Zh) }, &[("a", TEXT, outcome())]);
    assert!(coloured.contains("\u{1B}[1m\u{1B}[31m错误[unbalanced-tasks]\u{1B}[0m"), "{coloured:?}");
    let mut stripped = String::new();
    let mut rest = coloured.as_str();
    while let Some(at) = rest.find('\u{1B}') {
        stripped.push_str(&rest[..at]);
        rest = &rest[at + rest[at..].find('m').unwrap() + 1..];
    }
    stripped.push_str(rest);
    assert_eq!(stripped, plain);
}

#[test]
fn an_empty_text_can_have_a_finding() {
    let empty = || Outcome {
        profile: None,
        findings: vec![finding(Severity::Error, TextRange::empty(0), "没有内容")],
        sheets: 0,
        ..Outcome::default()
    };
    expect![[r#"
        错误[unbalanced-tasks] 没有内容
         --> a:1:1
          |
        1 |
          | ^

        1 个文件、0 套表：1 个错误
    "#]]
    .assert_eq(&report(Format::Human, options(Lang::Zh), &[("a", "", empty())]));
    assert_eq!(
        report(Format::Concise, options(Lang::Zh), &[("a", "", empty())]),
        "a:1:1: 错误[unbalanced-tasks] 没有内容\n"
    );
}

#[test]
fn a_row_of_megabytes_is_a_line_of_the_report() {
    let text = format!("{}\t{}坏{}", "长".repeat(300_000), "字".repeat(700_000), "词".repeat(1_000_000));
    let at = range(&text, "坏");
    let findings: Vec<Diagnostic> = (0..2000).map(|_| finding(Severity::Error, at, "坏了")).collect();
    let long = Outcome { profile: None, findings, sheets: 1, ..Outcome::default() };
    let shown = report(Format::Human, options(Lang::Zh), &[("a", &text, long)]);
    assert_eq!(shown.matches("--> a:1:1000002\n").count(), 2000);
    assert!(shown.len() < 2000 * 500);
}
