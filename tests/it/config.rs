//! `mubiao.toml` and the options that win over it, as a user meets them.

use super::cli::Desk;
use expect_test::{Expect, expect};

const BOOK: &[u8] = include_bytes!("../corpus/chaoyang-2021.mubiao");

/// How often each rule is reported.
fn rules(out: &str) -> Vec<(String, usize)> {
    let mut rules = std::collections::BTreeMap::new();
    for line in out.lines() {
        let rule = line.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(rule, _)| rule);
        *rules.entry(rule.unwrap_or(line).to_owned()).or_insert(0) += 1;
    }
    rules.into_iter().collect()
}

/// Lints the book beside a configuration.
#[track_caller]
fn check(config: &str, args: &[&str], expected: &Expect) {
    let desk = Desk::new(&[("mubiao.toml", config.as_bytes()), ("a/b.mubiao", BOOK)]);
    let ran = desk.run(&[&["lint", "--format", "concise"], args].concat());
    let shown: String = rules(ran.out()).iter().map(|(rule, count)| format!("{rule} {count}\n")).collect();
    expected.assert_eq(&format!("{shown}{}{}\n", ran.err, ran.status));
}

#[test]
fn rules_are_selected() {
    check(
        "select = ['amounts']\nextend-select = ['missing-deadline']",
        &[],
        &expect![[r#"
        missing-deadline 1
        unbalanced-tasks 1
        unmatched-task 1
        1
    "#]],
    );
    check(
        "ignore = ['amounts', 'indicators']\nextend-select = ['missing-deadline']",
        &[],
        &expect![[r#"
        foreign-year-in-goal 1
        missing-deadline 1
        uncovered-figure 1
        1
    "#]],
    );
    check(
        "[severity]\nindicators = 'off'\nmissing-deadline = 'error'\namounts = 'off'",
        &[],
        &expect![[r#"
        foreign-year-in-goal 1
        missing-deadline 1
        uncovered-figure 1
        1
    "#]],
    );
    check(
        "select = ['amounts']",
        &["--select", "goals", "--ignore", "uncovered-figure"],
        &expect![[r#"
        foreign-year-in-goal 1
        1
    "#]],
    );
    check(
        "ignore = ['all']",
        &["--extend-select", "missing-deadline"],
        &expect![[r#"
        missing-deadline 1
        1
    "#]],
    );
    check(
        "ignore = ['all']",
        &[],
        &expect![[r#"
        0
    "#]],
    );
    check(
        "ignore = ['all']",
        &["--no-config", "--select", "amounts"],
        &expect![[r#"
        unbalanced-tasks 1
        unmatched-task 1
        1
    "#]],
    );
}

#[test]
fn rules_are_ignored_in_some_files() {
    check(
        "[per-file-ignores]\n'b.mubiao' = ['all']",
        &[],
        &expect![[r#"
        0
    "#]],
    );
    check(
        "[per-file-ignores]\n'*/b.mubiao' = ['amounts', 'indicators', 'goals']",
        &[],
        &expect![[r#"
        0
    "#]],
    );
    check(
        "select = ['amounts']\n[per-file-ignores]\n'*.mubiao' = ['unmatched-task']\n'b/*' = ['all']",
        &[],
        &expect![[r#"
            unbalanced-tasks 1
            1
        "#]],
    );
}

#[test]
fn severity_and_tolerance() {
    check(
        "tolerance = '10.00'\nselect = ['amounts']",
        &[],
        &expect![[r#"
        0
    "#]],
    );
    let desk = Desk::new(&[
        ("mubiao.toml", b"lang = 'en'\nselect = ['amounts']\n[severity]\namounts = 'information'\n"),
        ("b.mubiao", BOOK),
    ]);
    let ran = desk.run(&["lint", "--format", "concise"]);
    expect![[r#"
        b.mubiao:8:1: information[unbalanced-tasks] the tasks together 527.12: 10.00 less than 年度部门预算支出 537.12
        b.mubiao:11:15: information[unmatched-task] the other tasks together 5.00: 10.00 less than 其他运转类项目 + 特定目标类项目 together 15.00
    "#]].assert_eq(ran.out());
}

#[test]
fn the_safety_of_fixes() {
    let config = b"select = ['inexact-satisfaction', 'missing-deadline']\n[fix]\ninexact-satisfaction = 'safe'\n";
    let desk = Desk::new(&[("mubiao.toml", config), ("b.mubiao", BOOK)]);
    let ran = desk.run(&["lint", "--fix", "--format", "concise"]);
    assert_eq!((rules(ran.out()), ran.status), (vec![("missing-deadline".to_owned(), 1)], 1));
    let config = b"[fix]\nall = 'none'\n";
    let damaged = include_bytes!("../corpus/chaoyang-2021.txt");
    let desk = Desk::new(&[("mubiao.toml", config), ("b.mubiao", damaged)]);
    desk.run(&["lint", "--fix", "--unsafe-fixes"]);
    assert_eq!(desk.content("b.mubiao"), damaged);
}

#[test]
fn mistakes_are_named_with_their_place() {
    check(
        "slect = ['amounts']\nfoo = 1",
        &[],
        &expect![[r#"
            错误: mubiao.toml:1:1: 没有名为“slect”的设置，是不是“select”？
            错误: mubiao.toml:2:1: 没有名为“foo”的设置，可用的有 extend、profiles、profile、fiscal-year、select、ignore、extend-select、severity、fix、per-file-ignores、exclude、force-exclude、tolerance、lang、ambiguous-width
            2
        "#]],
    );
    check(
        "select = [\n  'amount', 'missing-deadlin',\n]\nignore = ['某规则']\n[fix]\nmising-deadline = 'safe'",
        &[],
        &expect![[r#"
            错误: mubiao.toml:2:3: 没有名为“amount”的规则，是不是“amounts”？全部规则见 mubiao rules
            错误: mubiao.toml:2:13: 没有名为“missing-deadlin”的规则，是不是“missing-deadline”？全部规则见 mubiao rules
            错误: mubiao.toml:4:11: 没有名为“某规则”的规则；全部规则见 mubiao rules
            错误: mubiao.toml:6:1: 没有名为“mising-deadline”的规则，是不是“missing-deadline”？全部规则见 mubiao rules
            2
        "#]],
    );
    check(
        "lang = 'de'",
        &[],
        &expect![[r#"
        错误: mubiao.toml:1:8: “lang”应为 "zh" 或 "en"
        2
    "#]],
    );
    check(
        "select = 'all'",
        &[],
        &expect![[r#"
        错误: mubiao.toml:1:10: “select”应为规则名的列表，如 ["amounts", "missing-deadline"]
        2
    "#]],
    );
    check(
        "tolerance = 0.01",
        &[],
        &expect![[r#"
        错误: mubiao.toml:1:13: “tolerance”应为带引号的非负小数，如 "0.01"
        2
    "#]],
    );
    check(
        "tolerance = '-1'\nfiscal-year = 21\nprofile = 'gansu'\nambiguous-width = 3",
        &[],
        &expect![[r#"
            错误: mubiao.toml:1:13: “tolerance”应为带引号的非负小数，如 "0.01"
            错误: mubiao.toml:2:15: “fiscal-year”应为四位数字的年度，如 2021
            错误: mubiao.toml:3:11: 没有名为“gansu”的表样，可用的有 liaoning-department、mof-2015-department、mof-2021-department、mof-2015-project、mof-2021-project、mof-2020-project-evaluation、mof-2020-project-evaluation-yuan、mof-2020-department-evaluation、rural-project、rural-project-evaluation、regional-transfer、regional-transfer-evaluation、fujian-department、fujian-department-evaluation、hubei-department、hubei-department-evaluation、hubei-project-evaluation、hubei-project-monitoring、hebei-department、jiangxi-department、ningxia-department、guangxi-department、zhejiang-department、sichuan-project-evaluation、sichuan-project-list、chongqing-project、shanghai-project、hunan-project
            错误: mubiao.toml:4:19: “ambiguous-width”应为 1 或 2
            2
        "#]],
    );
    check(
        "[severity]\noverlong-name = 'warn'",
        &[],
        &expect![[r#"
        错误: mubiao.toml:2:17: “overlong-name”不能取“warn”，是不是“warning”？
        2
    "#]],
    );
    check(
        "[per-file-ignores]\n'a[' = ['all']",
        &[],
        &expect![[r#"
        错误: mubiao.toml:2:1: 文件名通配里的“[”缺少结尾的“]”
        2
    "#]],
    );
    check(
        "lang = ",
        &[],
        &expect![[r#"
        错误: mubiao.toml:1:8: 文字要加引号
        2
    "#]],
    );
    check(
        "extend = 'mubiao.toml'",
        &[],
        &expect![[r#"
        错误: mubiao.toml:1:1: “extend”循环引用了这个文件自身，请去掉其中一处
        2
    "#]],
    );
    check(
        "extend = '没有.toml'",
        &[],
        &expect![[r#"
        错误: 找不到“没有.toml”；请检查路径
        2
    "#]],
    );
    check(
        "",
        &["--select", "amount"],
        &expect![[r#"
        错误: --select: 没有名为“amount”的规则，是不是“amounts”？全部规则见 mubiao rules
        2
    "#]],
    );
    check(
        "",
        &["--profile", "gansu"],
        &expect![[r#"
            错误: --profile: 没有名为“gansu”的表样，可用的有 liaoning-department、mof-2015-department、mof-2021-department、mof-2015-project、mof-2021-project、mof-2020-project-evaluation、mof-2020-project-evaluation-yuan、mof-2020-department-evaluation、rural-project、rural-project-evaluation、regional-transfer、regional-transfer-evaluation、fujian-department、fujian-department-evaluation、hubei-department、hubei-department-evaluation、hubei-project-evaluation、hubei-project-monitoring、hebei-department、jiangxi-department、ningxia-department、guangxi-department、zhejiang-department、sichuan-project-evaluation、sichuan-project-list、chongqing-project、shanghai-project、hunan-project
            2
        "#]],
    );
    check(
        "",
        &["--config", "没有.toml"],
        &expect![[r#"
        错误: 找不到“没有.toml”；请检查路径
        2
    "#]],
    );
}

#[test]
fn the_nearest_file_holds_and_may_extend_another() {
    let desk = Desk::new(&[
        ("mubiao.toml", b"select = ['amounts']\nlang = 'en'\n"),
        ("a/mubiao.toml", b"extend = '../mubiao.toml'\nextend-select = ['missing-deadline']\n"),
        ("a/x/b.mubiao", BOOK),
        ("c.mubiao", BOOK),
    ]);
    let ran = desk.run(&["lint", "--format", "concise"]);
    expect![[r#"
        a/x/b.mubiao:8:1: error[unbalanced-tasks] the tasks together 527.12: 10.00 less than 年度部门预算支出 537.12
        a/x/b.mubiao:11:15: error[unmatched-task] the other tasks together 5.00: 10.00 less than 其他运转类项目 + 特定目标类项目 together 15.00
        a/x/b.mubiao:86:20: error[missing-deadline] “依法行政能力” has no deadline; fill in a month, such as 2021-12
        c.mubiao:8:1: error[unbalanced-tasks] the tasks together 527.12: 10.00 less than 年度部门预算支出 537.12
        c.mubiao:11:15: error[unmatched-task] the other tasks together 5.00: 10.00 less than 其他运转类项目 + 特定目标类项目 together 15.00
    "#]].assert_eq(ran.out());
    let ran = desk.run(&["config", "a/x/b.mubiao", "--ignore", "unmatched-task"]);
    expect![[r##"
        # configuration: mubiao.toml, a/mubiao.toml
        # profile: the file decides  # default
        # fiscal-year: the file decides  # default
        # tolerance: the profile decides  # default
        lang = "en"  # mubiao.toml:2
        ambiguous-width = 1  # default

        # 12 of 89 rules run

        [severity]
        unmatched-task = "off"  # --ignore"##]]
    .assert_eq(&ran.out().lines().filter(|line| !line.contains("mubiao.toml:1")).collect::<Vec<_>>().join("\n"));
    let ran = desk.run(&["config", "--no-config", "--lang", "zh", "--fiscal-year", "2021"]);
    expect![[r##"
        # 没有配置文件
        # profile: 由文件决定  # 默认
        fiscal-year = 2021  # --fiscal-year
        # tolerance: 由表样决定  # 默认
        lang = "zh"  # --lang
        ambiguous-width = 1  # 默认

        # 共 89 条规则，查 89 条
    "##]]
    .assert_eq(ran.out());
}

#[test]
fn standard_input_has_the_configuration_of_its_name() {
    let desk = Desk::new(&[("a/mubiao.toml", b"ignore = ['all']\n"), ("mubiao.toml", b"select = ['amounts']\n")]);
    let there = desk.run_on(&["lint", "-", "--stdin-filename", "a/b.mubiao"], BOOK);
    assert_eq!((there.status, there.err.as_str()), (0, ""), "{}", there.out());
    let here = desk.run_on(&["lint", "-", "--format", "concise"], BOOK);
    assert_eq!((here.status, here.out().lines().count()), (1, 2), "{}", here.out());
}

#[test]
fn a_broken_configuration_stops_its_files_alone() {
    let desk =
        Desk::new(&[("a/mubiao.toml", b"x = 1\n"), ("a/b.mubiao", BOOK), ("a/c.mubiao", BOOK), ("d.mubiao", BOOK)]);
    let ran = desk.run(&["fmt", "--check"]);
    expect![[r#"
        错误: a/mubiao.toml:1:1: 没有名为“x”的设置，可用的有 extend、profiles、profile、fiscal-year、select、ignore、extend-select、severity、fix、per-file-ignores、exclude、force-exclude、tolerance、lang、ambiguous-width
        1 个文件无需排版
        2"#]].assert_eq(&format!("{}{}{}", ran.out(), ran.err, ran.status));
}
