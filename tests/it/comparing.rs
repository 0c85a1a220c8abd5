//! Books compared by what they say.

use expect_test::expect;

use crate::cli::Desk;
use crate::damage::{KINDS, damage_sheet};
use crate::generate::{Random, TITLE, sheet};
use crate::round::TARGET;
use mubiao::compare::{Comparison, Options, compare, write};
use mubiao::diagnostic::{Applicability, Lang};
use mubiao::export::{self, export};
use mubiao::format::format;
use mubiao::import::{self, Content, import};
use mubiao::lint::{Settings, fix};

const BOOKS: &[(&str, &str)] = &[
    ("chaoyang", include_str!("../corpus/chaoyang-2021.mubiao")),
    ("published", include_str!("../corpus/chaoyang-2021.txt")),
    ("mof-2015", include_str!("../corpus/mof-2015-department.mubiao")),
    ("mof-2021", include_str!("../corpus/mof-2021-department.mubiao")),
    ("duties", include_str!("../headings/duties.mubiao")),
    ("panes", include_str!("../headings/panes.mubiao")),
    ("projects", include_str!("../headings/projects.mubiao")),
    ("region", include_str!("../headings/region.mubiao")),
    ("self-evaluation", include_str!("../headings/self-evaluation.mubiao")),
];

fn compared(before: &str, after: &str) -> Comparison {
    compare(before, after, &Options::default()).unwrap()
}

fn said(comparison: &Comparison, lang: Lang) -> String {
    let mut out = Vec::new();
    write(&mut out, comparison, lang, false).unwrap();
    String::from_utf8(out).unwrap()
}

#[track_caller]
fn same(name: &str, before: &str, after: &str) {
    let comparison = compared(before, after);
    assert!(comparison.is_same(), "{name}\n{}", said(&comparison, Lang::Zh));
    assert!(comparison.same > 0, "{name}");
}

#[test]
fn a_book_says_the_same_in_every_layout() {
    for (name, book) in BOOKS {
        same(name, book, book);
        same(name, book, &format(book, &Settings::default()));
        let mended = fix(book, &Settings::default(), Applicability::Safe).text;
        if *name != "published" {
            same(name, book, &mended);
        }
    }
}

#[test]
fn a_book_that_went_to_the_office_and_back_says_the_same() {
    use mubiao::export::Format as To;
    use mubiao::import::Format as From;
    let formats = [(To::Xlsx, From::Xlsx), (To::Docx, From::Docx), (To::Html, From::Html), (To::Json, From::Json)];
    for (name, book) in BOOKS.iter().filter(|(name, _)| *name != "published") {
        for (to, from) in formats {
            let bytes = export(book, to, &export::Options::default()).unwrap();
            let text = String::from_utf8(bytes.clone()).unwrap_or_default();
            let content = if from.is_text() { Content::Text(&text) } else { Content::Bytes(&bytes) };
            let back = import(content, from, &import::Options::default()).unwrap();
            same(&format!("{name} {to:?}"), book, &back.text);
        }
    }
}

#[test]
fn a_book_that_was_damaged_and_mended_says_the_same() {
    let settings = Settings::default();
    for seed in 0..60 {
        let mut random = Random::new(seed);
        let sound = sheet(&mut random, 0);
        let mut rows: Vec<String> = sound.lines().map(str::to_owned).collect();
        damage_sheet(&mut random, &mut rows, KINDS);
        let damaged = format!("{TITLE}{}\n", rows.join("\n"));
        let mended = format(&fix(&damaged, &settings, Applicability::Safe).text, &settings);
        let sound = format!("{TITLE}{sound}");
        // Where two readings are possible the damage stays, and is a difference.
        if fix(&damaged, &settings, Applicability::Safe).remaining.findings.is_empty() {
            same(&seed.to_string(), &sound, &mended);
        }
    }
}

/// The book with the first of each text replaced.
fn edited(book: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(book.to_owned(), |book, (from, to)| {
        assert!(book.contains(from), "{from}");
        book.replacen(from, to, 1)
    })
}

#[test]
fn every_kind_of_difference_is_told() {
    let book = BOOKS[0].1;
    let after = edited(
        book,
        &[
            ("年度预算收入\t537.12", "年度预算收入\t540"),
            ("工信产业监管专项业务经费\t5.00", "工信产业监管专项业务经费\t4.50"),
            ("\t\t\t工作质量达标率\t=\t100\t%\t2021-12\n", ""),
            ("工作完成及时率", "工作完成准时率"),
            ("\t预算调整率\t<=\t5\t%", "\t预算调整率\t<=\t6\t%"),
            (
                "\t\t\t预算执行率\t=\t100\t%\t2021-12\n",
                "\t\t\t预算执行率\t=\t100\t%\t2021-12\n\t\t\t资金支付率\t>=\t90\t%\t2021-11\n",
            ),
            ("703005", "703008"),
        ],
    );
    expect![[r#"
        703001朝阳市工业和信息化局-211300000
          ~ 年度预算收入: 537.12 → 540 (+2.88)
          ~ 年度主要任务 / 工信产业监管专项业务经费 / 预算资金情况（万元）: 5.00 → 4.50 (−0.50)
          ~ 年度绩效指标 / 履职效能 / 整体工作完成情况 / 工作完成准时率: 改名：工作完成及时率 → 工作完成准时率
          - 年度绩效指标 / 履职效能 / 整体工作完成情况 / 工作质量达标率: 删去 = 100 % 2021-12
          ~ 年度绩效指标 / 预算执行 / 预算执行效率 / 预算调整率 / 指标值: 5 → 6 (+1)
          + 年度绩效指标 / 预算执行 / 预算执行效率 / 资金支付率: 新增 >= 90 % 2021-11
        703008朝阳市黄金工业办公室-211300000
          ~ 部门（单位）名称: 703005朝阳市黄金工业办公室-211300000 → 703008朝阳市黄金工业办公室-211300000
    "#]]
    .assert_eq(&said(&compared(book, &after), Lang::Zh));
    expect![[r#"
        703001朝阳市工业和信息化局-211300000
          ~ 年度预算收入: 537.12 → 540 (+2.88)
          ~ 年度主要任务 / 工信产业监管专项业务经费 / 预算资金情况（万元）: 5.00 → 4.50 (−0.50)
          ~ 年度绩效指标 / 履职效能 / 整体工作完成情况 / 工作完成准时率: renamed: 工作完成及时率 → 工作完成准时率
          - 年度绩效指标 / 履职效能 / 整体工作完成情况 / 工作质量达标率: dropped = 100 % 2021-12
          ~ 年度绩效指标 / 预算执行 / 预算执行效率 / 预算调整率 / 指标值: 5 → 6 (+1)
          + 年度绩效指标 / 预算执行 / 预算执行效率 / 资金支付率: new >= 90 % 2021-11
        703008朝阳市黄金工业办公室-211300000
          ~ 部门（单位）名称: 703005朝阳市黄金工业办公室-211300000 → 703008朝阳市黄金工业办公室-211300000
    "#]]
    .assert_eq(&said(&compared(book, &after), Lang::En));
}

#[test]
fn rows_and_sheets_that_moved_are_no_difference() {
    let book = BOOKS[0].1;
    let row = "\t\t\t预算执行率\t=\t100\t%\t2021-12\n";
    let moved = edited(book, &[(row, "")]);
    let moved = edited(&moved, &[("\t\t\t预算调整率", &format!("{row}\t\t\t预算调整率"))]);
    same("row", book, &moved);
    let (title, sheets) = book.split_once("\n\n").unwrap();
    let mut sheets: Vec<&str> = sheets.trim_end().split("\n\n").collect();
    sheets.rotate_left(2);
    same("sheets", book, &format!("{title}\n\n{}\n", sheets.join("\n\n")));
}

#[test]
fn dates_move_with_the_years() {
    let book = BOOKS[2].1;
    let next = book.replace("2024", "2025");
    let options = Options { across_years: true, ..Options::default() };
    assert!(compare(book, &next, &options).unwrap().is_same());
    let stale = edited(&next, &[("2025年11月底前", "2024年11月底前")]);
    expect![[r#"
        某某市某某局
          ~ 年度绩效指标 / 产出指标 / 时效指标 / 补助资金拨付时间 / 指标值: 2025年11月底前 → 2024年11月底前
    "#]]
    .assert_eq(&said(&compare(book, &stale, &options).unwrap(), Lang::Zh));
    expect![[r#"
        某某市某某局
          ~ 标题: 2024 → 2025
          ~ 年度绩效指标 / 产出指标 / 时效指标 / 补助资金拨付时间 / 指标值: 2024年11月底前 → 2025年11月底前
    "#]]
    .assert_eq(&said(&compared(book, &next), Lang::Zh));
}

#[test]
fn an_evaluation_is_held_against_its_target_sheet() {
    let evaluation = BOOKS[8].1;
    same("sound", TARGET, evaluation);
    let changed = edited(evaluation, &[("≥42公里", "≥40公里"), ("受益群众人数", "培训人数"), ("更换智能水表。", "。")]);
    let comparison = compared(TARGET, &changed);
    assert!(comparison.changes().all(|change| change.warning));
    expect![[r#"
        农村供水管网改造项目：自评与目标不一致
          ! 年度总体目标 / 预期目标: 改造沿河三镇老旧供水管网，更换智能水表。 → 改造沿河三镇老旧供水管网，。
          ! 绩效指标 / 效益指标 / 社会效益指标 / 受益群众人数: 删去 ≥5.6万人
          ! 绩效指标 / 产出指标（50分） / 数量指标 / 改造供水主管网长度 / 年度指标值: ≥42公里 → ≥40公里
          ! 绩效指标 / 效益指标（30分） / 社会效益指标 / 培训人数: 新增 ≥5.6万人 5.8万人 30 30
    "#]]
    .assert_eq(&said(&comparison, Lang::Zh));
    expect![[r#"
        农村供水管网改造项目: the evaluation does not agree with the target sheet
          ! 年度总体目标 / 预期目标: 改造沿河三镇老旧供水管网，更换智能水表。 → 改造沿河三镇老旧供水管网，。
          ! 绩效指标 / 效益指标 / 社会效益指标 / 受益群众人数: dropped ≥5.6万人
          ! 绩效指标 / 产出指标（50分） / 数量指标 / 改造供水主管网长度 / 年度指标值: ≥42公里 → ≥40公里
          ! 绩效指标 / 效益指标（30分） / 社会效益指标 / 培训人数: new ≥5.6万人 5.8万人 30 30
    "#]]
    .assert_eq(&said(&comparison, Lang::En));
}

#[test]
fn the_command_answers_by_its_status() {
    let book = BOOKS[0].1;
    let other = edited(book, &[("537.12", "538.12")]);
    let desk = Desk::new(&[("a.mubiao", book.as_bytes()), ("b.mubiao", other.as_bytes()), ("c.mubiao", b"x\n")]);
    let ran = desk.run(&["compare", "a.mubiao", "a.mubiao"]);
    assert_eq!((ran.status, ran.out(), ran.err.as_str()), (0, "", "内容相同（6 张表）\n"));
    let ran = desk.run(&["compare", "a.mubiao", "b.mubiao", "--lang", "en"]);
    assert_eq!(ran.status, 1);
    expect![[r#"
        703001朝阳市工业和信息化局-211300000
          ~ 年度预算收入: 537.12 → 538.12 (+1.00)
        1 sheet differs, in 1 place; 5 the same
    "#]]
    .assert_eq(&format!("{}{}", ran.out(), ran.err));
    let ran = desk.run(&["compare", "a.mubiao", "b.mubiao", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(ran.out()).unwrap();
    let change = &report["sheets"][0]["changes"][0];
    assert_eq!((ran.status, &report["version"], &report["same"]), (1, &1.into(), &false.into()));
    assert_eq!((&change["difference"], &change["line_after"]), (&"1.00".into(), &4.into()));
    let ran = desk.run(&["compare", "a.mubiao", "b.mubiao", "--format", "html"]);
    assert!(ran.status == 1 && ran.out().contains("<td>537.12</td><td>538.12</td><td>+1.00</td>"), "{}", ran.out());
    let ran = desk.run(&["compare", "a.mubiao", "c.mubiao"]);
    assert_eq!((ran.status, ran.out()), (2, ""));
    assert!(ran.err.starts_with("错误: c.mubiao: 认不出表样"), "{}", ran.err);
    let ran = desk.run(&["compare", "a.mubiao"]);
    assert_eq!((ran.status, ran.err.as_str()), (2, "错误: 要比较的应是两个文件，写了 1 个；请指明两个\n"));
    // What import reads is compared as it is.
    assert_eq!(desk.run(&["export", "a.mubiao", "--to", "xlsx", "--quiet"]).status, 0);
    assert_eq!(desk.run(&["compare", "a.mubiao", "a.xlsx"]).status, 0);
}

#[test]
fn git_shows_differences_by_the_driver() {
    let book = BOOKS[0].1;
    let desk = Desk::new(&[("a.mubiao", book.as_bytes()), (".gitattributes", b"*.mubiao diff=mubiao\n")]);
    let driver = format!("diff.mubiao.command={} compare --git", env!("CARGO_BIN_EXE_mubiao"));
    let git = |args: &[&str]| {
        let mut command = std::process::Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@b", "-c", &driver, "--no-pager"]).args(args);
        command.current_dir(desk.path(".")).env("LANG", "en").env_remove("LC_ALL").env_remove("LC_MESSAGES");
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "a"]);
    std::fs::write(desk.path("a.mubiao"), edited(book, &[("537.12", "538.12")])).unwrap();
    std::fs::write(desk.path("b.mubiao"), b"x\n").unwrap();
    git(&["add", "."]);
    expect![[r#"
        a.mubiao
        703001朝阳市工业和信息化局-211300000
          ~ 年度预算收入: 537.12 → 538.12 (+1.00)
        b.mubiao
        --- b.mubiao
        +++ b.mubiao
        @@ -0,0 +1 @@
        +x
    "#]]
    .assert_eq(&git(&["diff", "--cached"]));
}

#[test]
fn a_project_of_a_list_is_told_once_and_named_with_its_rows() {
    let list = include_str!("../corpus/sichuan-project-list.mubiao");
    let other =
        edited(list, &[("2,946,500.00", "3,046,500.00"), ("补贴发放准确率\t＝\t100", "补贴发放准确率\t＝\t99")]);
    expect![[r#"
        部门预算项目绩效目标申报表（2023年度）
          ~ 612001-柳坪县云岭乡人民政府 / 村干部岗位补贴 / 预算数: 2,946,500.00 → 3,046,500.00
          ~ 村干部岗位补贴 / 产出指标 / 质量指标 / 补贴发放准确率 / 指标值: 100 → 99 (−1)
    "#]]
    .assert_eq(&said(&compared(list, &other), Lang::Zh));
}
