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
    since: "0.1.0",
    former: &[],
};

const TEXT: &str = "部门（单位）名称\t703001\r\n年度预算收入\t537.12\r\n年度主要任务\t对应项目\t5.00\r\n";

fn range(text: &str, part: &str) -> TextRange {
    let at = text.find(part).unwrap() as u32;
    TextRange::new(at, at + part.len() as u32)
}

fn finding(severity: Severity, range: TextRange, message: &str) -> Diagnostic {
    let (related, fixes, message) = (Vec::new(), Vec::new(), message.to_owned());
    Diagnostic { rule: &RULE, severity, range, message, related, more_related: 0, fixes, more_fixes: 0 }
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
        reporter.file(&mut out, Checked { path, text, outcome, ambiguous_width: 1 }).unwrap();
    }
    reporter.finish(&mut out, &summary, None, &[]).unwrap();
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
          = 自动修复: 改为 15.00
          = 待确认修复: 删去整行

        1 个文件、1 张表：1 个错误，1 个警告，1 个提示；其中 1 个可用 --fix 自动修复
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
        没有发现问题（1 个文件，6 张表）
    "#]]
    .assert_eq(&report(Format::Human, options(Lang::Zh), &files));
    assert_eq!(report(Format::Concise, options(Lang::Zh), &files), "");
}

#[test]
fn unsafe_fixes_are_shown_as_applicable_when_asked_for() {
    let options = Options { unsafe_fixes: true, ..options(Lang::Zh) };
    let text = report(Format::Human, options, &[("a", TEXT, outcome())]);
    assert!(text.contains("= 待确认修复（--unsafe-fixes）: 删去整行"), "{text}");
    assert!(text.contains("1 个待确认修复，可用 --fix --unsafe-fixes"), "{text}");
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
          = 待确认修复: 第 0 种
          = 待确认修复: 第 1 种
          = 待确认修复: 第 2 种
          = 待确认修复: 第 3 种
          = 待确认修复: 第 4 种
          = … 还有 1 种修复

        1 个文件、1 张表：1 个错误；其中 1 个待确认修复，可用 --fix --unsafe-fixes
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

        1 个文件、0 张表：1 个错误
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

#[test]
fn jsonl() {
    let lines = report(Format::Jsonl, options(Lang::Zh), &[("一/a.mubiao", TEXT, outcome()), ("b", TEXT, outcome())]);
    let findings = report(Format::Json, options(Lang::Zh), &[("一/a.mubiao", TEXT, outcome()), ("b", TEXT, outcome())]);
    let findings: serde_json::Value = serde_json::from_str(&findings).unwrap();
    let findings = findings["findings"].as_array().unwrap();
    assert_eq!(lines.lines().count(), findings.len());
    for (line, finding) in lines.lines().zip(findings) {
        let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(line.as_object_mut().unwrap().remove("version"), Some(1.into()));
        assert_eq!(line, *finding);
    }
    assert_eq!(report(Format::Jsonl, options(Lang::Zh), &[]), "");
}

#[test]
fn github() {
    check(
        Format::Github,
        Lang::Zh,
        &expect![[r#"
            ::notice file=一/a.mubiao,line=1,endLine=3,title=unbalanced-tasks::看看
            ::warning file=一/a.mubiao,line=1,col=9,endColumn=9,title=unbalanced-tasks::应有 "-"␛[2J
            ::error file=一/a.mubiao,line=3,col=13,endColumn=17,title=unbalanced-tasks::任务合计 5.00，年度部门预算支出 537.12，少 532.12
        "#]],
    );
    let finding = finding(Severity::Error, range(TEXT, "5.00"), "100%\n::error::x");
    let outcome = Outcome { findings: vec![finding], ..Outcome::default() };
    expect![[r#"
        ::error file=a%3Ab%2C%25.mubiao,line=3,col=13,endColumn=17,title=unbalanced-tasks::100%25␊::error::x
    "#]]
    .assert_eq(&report(Format::Github, options(Lang::Zh), &[("a:b,%.mubiao", TEXT, outcome)]));
}

#[test]
fn gitlab() {
    let text = report(Format::Gitlab, options(Lang::Zh), &[("./a", TEXT, outcome()), ("b", TEXT, outcome())]);
    let issues: serde_json::Value = serde_json::from_str(&text).unwrap();
    let issues = issues.as_array().unwrap();
    let mut prints: Vec<&str> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!((issues.len(), prints.len()), (6, 6));
    assert_eq!(issues[2]["location"], serde_json::json!({"path": "a", "lines": {"begin": 3, "end": 3}}));
    assert_eq!((&issues[2]["severity"], &issues[1]["severity"]), (&"major".into(), &"minor".into()));
    assert_eq!(report(Format::Gitlab, options(Lang::Zh), &[]), "[]\n");
}

#[test]
fn junit() {
    let clean = Outcome { sheets: 1, ..Outcome::default() };
    let mut sick = outcome();
    sick.findings.truncate(2);
    sick.findings[0].message = "<a b=\"c\">&'\u{0}\u{FFFE}\t".to_owned();
    expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="mubiao">
        <testsuite name="a&lt;b" tests="2" failures="2" errors="0" skipped="0">
        <testcase name="unbalanced-tasks 1:1" classname="a&lt;b">
        <failure type="information" message="&lt;a b=&quot;c&quot;&gt;&amp;&apos;␀⇥">a&lt;b:1:1: &lt;a b=&quot;c&quot;&gt;&amp;&apos;␀⇥</failure>
        </testcase>
        <testcase name="unbalanced-tasks 1:9" classname="a&lt;b">
        <failure type="warning" message="应有 &quot;-&quot;␛[2J">a&lt;b:1:9: 应有 &quot;-&quot;␛[2J</failure>
        </testcase>
        </testsuite>
        <testsuite name="clean" tests="1" failures="0" errors="0" skipped="0">
        <testcase name="全部规则" classname="clean"/>
        </testsuite>
        </testsuites>
    "#]]
    .assert_eq(&report(Format::Junit, options(Lang::Zh), &[("a<b", TEXT, sick), ("clean", TEXT, clean)]));
}

#[test]
fn sarif() {
    let moved = format!("\r\n{TEXT}");
    let mut below = outcome();
    below.findings.iter_mut().for_each(|finding| finding.shift(2));
    let text = report(Format::Sarif, options(Lang::En), &[("一/a.mubiao", TEXT, outcome()), ("b", &moved, below)]);
    let log: serde_json::Value = serde_json::from_str(&text).unwrap();
    let run = &log["runs"][0];
    assert_eq!((&log["version"], &run["columnKind"]), (&"2.1.0".into(), &"utf16CodeUnits".into()));
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), mubiao::rules::RULES.len());
    for rule in rules {
        let lead = rule["fullDescription"]["text"].as_str().unwrap();
        assert!(!lead.is_empty() && !lead.starts_with('#'), "{rule}");
        assert!(rule["help"]["markdown"].as_str().unwrap().contains("## The fix"));
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 6);
    let error = &results[2];
    assert_eq!(rules[error["ruleIndex"].as_u64().unwrap() as usize]["id"], error["ruleId"]);
    let region = serde_json::json!({"startLine": 3, "startColumn": 13, "endLine": 3, "endColumn": 17});
    let place = &error["locations"][0]["physicalLocation"];
    assert_eq!((&place["region"], &place["artifactLocation"]["uri"]), (&region, &"%E4%B8%80/a.mubiao".into()));
    let changes = &error["fixes"][0]["artifactChanges"][0];
    assert_eq!(
        changes["replacements"][0],
        serde_json::json!({"deletedRegion": region, "insertedContent": {"text": "15.00"}})
    );
    for (above, below) in results[..3].iter().zip(&results[3..]).skip(1) {
        assert_eq!(above["partialFingerprints"], below["partialFingerprints"], "a row more above changes nothing");
    }
    let empty: serde_json::Value = serde_json::from_str(&report(Format::Sarif, options(Lang::Zh), &[])).unwrap();
    assert_eq!(empty["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn html() {
    let text = "部门（单位）名称\t<script>\"&'\u{1B}\u{202E}\r\n\t5.00\t\t6.00\r\n";
    let mut inside = finding(Severity::Error, range(text, "<script>"), "<img src=x onerror=alert(1)>");
    inside.fix(Applicability::Safe, "<i>".to_owned(), Vec::new());
    let across = finding(Severity::Warning, range(text, "5.00\t\t6"), "两栏");
    let outcome = Outcome { findings: vec![inside, across], sheets: 1, ..Outcome::default() };
    let page = report(Format::Html, options(Lang::Zh), &[("<a>&.mubiao", text, outcome)]);
    let body = page.split_once("</style>").unwrap().1;
    for part in [
        "<h2>&lt;a&gt;&amp;.mubiao</h2>",
        "<mark class=\"error\" title=\"unbalanced-tasks\">&lt;script&gt;</mark>&quot;&amp;&#39;␛&lt;U+202E&gt;</td>",
        "<mark class=\"warning\" title=\"unbalanced-tasks\">5.00</mark></td><td><mark class=\"warning point\" title=\"unbalanced-tasks\"></mark></td><td colspan=\"1\"><mark class=\"warning\" title=\"unbalanced-tasks\">6</mark>.00</td>",
        "&lt;img src=x onerror=alert(1)&gt;",
        "自动修复: &lt;i&gt;",
    ] {
        assert!(body.contains(&part.replace(" colspan=\"1\"", "")), "{part}\n{body}");
    }
    assert!(!body.contains("<script>\"") && !body.contains("<img") && !body.contains("<i>"));
    assert!(page.contains("default-src 'none'") && !page.contains("http://") && !page.contains("https://"));
    let none = report(Format::Html, options(Lang::En), &[("a", TEXT, Outcome { sheets: 2, ..Outcome::default() })]);
    assert!(none.contains("<p>no problems found (1 file, 2 sheets)</p>") && none.contains("<html lang=\"en\">"));
}
