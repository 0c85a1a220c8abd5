//! Accepting findings: `--add-allow` and baselines, as a user meets them.

use super::cli::Desk;
use expect_test::expect;

const BOOK: &[u8] = include_bytes!("../corpus/chaoyang-2021.mubiao");
const DAMAGED: &[u8] = include_bytes!("../corpus/chaoyang-2021.txt");

#[test]
fn allowances_are_written_once() {
    let desk = Desk::new(&[("a.mubiao", BOOK), ("b.mubiao", DAMAGED)]);
    let ran = desk.run(&["lint", "--add-allow=历史数据"]);
    assert_eq!(ran.status, 0, "{}{}", ran.out(), ran.err);
    expect![[r#"
        没有发现问题（2 个文件，12 张表）
        已豁免 90 个问题
    "#]]
    .assert_eq(&format!("{}{}", ran.out(), ran.err));
    let text = String::from_utf8(desk.content("a.mubiao")).unwrap();
    expect![[r#"
        # mubiao: allow(unbalanced-tasks): 历史数据
        # mubiao: allow(unmatched-task): 历史数据
        # mubiao: allow(foreign-year-in-goal, uncovered-figure): 历史数据
        # mubiao: allow(deadline-outside-year): 历史数据
        # mubiao: allow(inexact-satisfaction): 历史数据
        # mubiao: allow(inexact-satisfaction): 历史数据
        # mubiao: allow(missing-deadline): 历史数据
        # mubiao: allow(inexact-satisfaction): 历史数据
        # mubiao: allow(missing-standard-indicator): 历史数据
        # mubiao: allow(inexact-satisfaction): 历史数据
        # mubiao: allow(inexact-satisfaction): 历史数据"#]]
    .assert_eq(&text.lines().filter(|row| row.starts_with('#')).collect::<Vec<_>>().join("\n"));
    assert_eq!(desk.run(&["lint"]).status, 0);
    assert_eq!(desk.run(&["lint", "--add-allow=历史数据"]).status, 0);
    assert_eq!(String::from_utf8(desk.content("a.mubiao")).unwrap(), text);
}

#[test]
fn a_foreign_encoding_is_allowed_and_kept() {
    // 项目 and a line end in GB18030.
    let desk = Desk::new(&[("a.mubiao", b"\xCF\xEE\xC4\xBF\r\n")]);
    let ran = desk.run(&["lint", "--add-allow"]);
    assert_eq!(ran.status, 0, "{}{}", ran.out(), ran.err);
    expect![[r#"
        # mubiao: allow-file(foreign-encoding, unknown-profile)<CR>
        ��Ŀ<CR>
    "#]]
    .assert_eq(&String::from_utf8_lossy(&desk.content("a.mubiao")).replace('\r', "<CR>"));
    assert_eq!(desk.run(&["lint", "--fix", "--unsafe-fixes"]).status, 0);
}

#[test]
fn standard_input_is_written_to_standard_output() {
    let ran = Desk::new(&[]).run_on(&["lint", "-", "--add-allow"], BOOK);
    assert_eq!(ran.status, 0);
    assert!(ran.out().contains("# mubiao: allow(missing-deadline)\n"), "{}", ran.out());
}

#[test]
fn a_baseline_lets_only_new_findings_speak() {
    let desk = Desk::new(&[("a.mubiao", BOOK), ("d/b.mubiao", DAMAGED)]);
    let ran = desk.run(&["lint", "--write-baseline", "known.json"]);
    assert_eq!(ran.status, 0, "{}", ran.out());
    expect![[r#"
        没有发现问题（2 个文件，12 张表）
        已把 90 个问题记入已知问题清单“known.json”
    "#]]
    .assert_eq(&format!("{}{}", ran.out(), ran.err));
    let ran = desk.run(&["lint", "--baseline", "known.json", "--lang", "en"]);
    assert_eq!(ran.status, 0, "{}", ran.out());
    expect![[r#"
        no problems found (2 files, 12 sheets)
    "#]]
    .assert_eq(&format!("{}{}", ran.out(), ran.err));
    let worse = String::from_utf8_lossy(BOOK).replacen("537.12", "537.13", 1);
    std::fs::write(desk.path("a.mubiao"), worse).unwrap();
    let ran = desk.run(&["lint", "--baseline", "known.json", "--format", "concise", "a.mubiao"]);
    assert_eq!(ran.status, 1);
    expect![[r#"
        a.mubiao:4:8: 错误[unbalanced-budget] 年度部门预算支出 537.12，比年度预算收入 537.13 少 0.01；请核对上年结转、结转下年是否只计入了一边
        已知问题清单“known.json”中有 78 个问题没有再出现；改正了的，请用 --write-baseline 重新写出清单
    "#]]
    .assert_eq(&format!("{}{}", ran.out(), ran.err));
}

#[test]
fn a_baseline_that_cannot_be_used() {
    let desk = Desk::new(&[("a.mubiao", BOOK), ("new.json", b"{\"version\": 9}"), ("x.json", b"{}")]);
    let said: Vec<String> = ["new.json", "x.json", "no.json"]
        .map(|file| desk.run(&["lint", "--baseline", file]))
        .map(|ran| format!("{}{}", ran.err, ran.status))
        .into();
    expect![[r#"
        错误: 已知问题清单“new.json”的版本是 9，本程序用的是 1；请用 --write-baseline 重新写出
        2
        错误: “x.json”不是有效的已知问题清单；请用 --write-baseline 重新写出
        2
        错误: 找不到“no.json”；请检查路径
        2"#]]
    .assert_eq(&said.join("\n"));
    let ran = desk.run(&["lint", "--write-baseline", "d/known.json", "a.mubiao"]);
    assert_eq!(ran.status, 2, "{}", ran.err);
    let ran = desk.run(&["lint", "--write-baseline", "known.json", "a.mubiao", "no.mubiao"]);
    assert_eq!((ran.status, desk.path("known.json").exists()), (2, false));
}
