//! The year's round: next year's sheet out of this year's, the evaluation out of the target sheet.

use std::collections::BTreeSet;
use std::sync::Arc;

use expect_test::expect;

use crate::cli::Desk;
use crate::generate::Random;
use mubiao::compare::{Options, compare};
use mubiao::format::format;
use mubiao::lint::{Settings, lint};
use mubiao::merge::merge;
use mubiao::profile::{OwnProfile, Profile, Profiles};
use mubiao::round::{evaluation, next_year};

const PROJECT: &str = include_str!("../profiles/project-evaluation/layout.toml");
const DEPARTMENT: &str = include_str!("../profiles/department-evaluation/layout.toml");

const TARGETS: &[&str] = &[
    include_str!("../corpus/chaoyang-2021.mubiao"),
    include_str!("../corpus/mof-2015-department.mubiao"),
    include_str!("../corpus/mof-2021-department.mubiao"),
];

const SELF_EVALUATION: &str = include_str!("../headings/self-evaluation.mubiao");

pub(crate) const TARGET: &str = "\
项目支出绩效目标表（2023年度）
项目名称\t农村供水管网改造项目
主管部门及代码\t301-禾川县水利局\t实施单位\t301005-禾川县水务服务中心
项目资金（万元）\t年度资金总额：\t380.00
\t其中：财政拨款\t330.00
\t其他资金\t50.00
年度总体目标\t改造沿河三镇老旧供水管网，更换智能水表。
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t改造供水主管网长度\t≥42公里
\t\t\t安装智能水表数量\t≥3600块
\t\t质量指标\t管网验收合格率\t≥98%
\t效益指标\t社会效益指标\t受益群众人数\t≥5.6万人
\t满意度指标\t服务对象满意度指标\t用水户满意度\t≥90%
";

/// The forms that ship, and these two.
fn settings() -> Settings {
    let own = [PROJECT, DEPARTMENT].map(|layout| OwnProfile { layout: layout.to_owned(), indicators: None });
    let (profiles, problems) = Profiles::with(&own);
    assert!(problems.is_empty());
    Settings { profiles, ..Settings::default() }
}

fn form(settings: &Settings, id: &str) -> Arc<Profile> {
    settings.profiles.find(id).unwrap().clone()
}

#[test]
fn an_evaluation_has_the_indicators_and_targets_of_its_target_sheet() {
    let settings = settings();
    let made = evaluation(TARGET, None, Some(&form(&settings, "project-evaluation")), &settings).unwrap();
    assert_eq!(made.year, 2023);
    expect![[r#"
        # mubiao: profile = project-evaluation
        # mubiao: fiscal-year = 2023
        项目支出绩效自评表（2023年度）
        项目名称⇥农村供水管网改造项目
        主管部门⇥301-禾川县水利局
        项目资金（万元）⇥⇥年初预算数⇥全年预算数⇥全年执行数⇥分值⇥执行率⇥得分
        ⇥年度资金总额：⇥380.00⇥⇥⇥10
        # 分值按惯例分配：预算执行率 10 分
        ⇥其中：本年财政拨款⇥330.00⇥⇥⇥—⇥⇥—
        ⇥其他资金⇥50.00⇥⇥⇥—⇥⇥—
        年度总体目标⇥预期目标⇥实际完成情况
        ⇥改造沿河三镇老旧供水管网，更换智能水表。
        绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
        ⇥产出指标⇥数量指标⇥改造供水主管网长度⇥≥42公里⇥⇥17
        # 分值按惯例分配：产出指标 50 分，3 个指标均分
        ⇥⇥⇥安装智能水表数量⇥≥3600块⇥⇥17
        # 分值按惯例分配：产出指标 50 分，3 个指标均分
        ⇥⇥质量指标⇥管网验收合格率⇥≥98%⇥⇥16
        # 分值按惯例分配：产出指标 50 分，3 个指标均分
        ⇥效益指标⇥社会效益指标⇥受益群众人数⇥≥5.6万人⇥⇥30
        # 分值按惯例分配：效益指标 30 分，1 个指标均分
        ⇥满意度指标⇥服务对象满意度指标⇥用水户满意度⇥≥90%⇥⇥10
        # 分值按惯例分配：满意度指标 10 分，1 个指标均分
        ⇥总分⇥⇥⇥⇥⇥100
    "#]]
    .assert_eq(&made.text.replace('\t', "⇥"));
    let options = Options { profiles: settings.profiles.clone(), ..Options::default() };
    assert!(compare(TARGET, &made.text, &options).unwrap().is_same());
}

/// Fills an evaluation in: all that was planned was done and paid for.
fn filled(text: &str) -> String {
    let mut out = String::new();
    let mut columns: Vec<String> = Vec::new();
    let mut sum = 0.0;
    let mut money = false;
    for row in text.lines() {
        let mut cells: Vec<String> = row.split('\t').map(str::to_owned).collect();
        if row.starts_with('#') || row.is_empty() {
            out.push_str(&format!("{row}\n"));
            continue;
        }
        if row.contains("\t得分") {
            columns = cells.clone();
            money = row.contains("执行数");
            out.push_str(&format!("{row}\n"));
            continue;
        }
        let at = |name: &str| columns.iter().position(|column| column == name);
        if cells[0].is_empty() && !columns.is_empty() {
            cells.resize(columns.len(), String::new());
            if money {
                let initial = cells[at("年初预算数").unwrap()].clone();
                cells[at("全年预算数").unwrap()].clone_from(&initial);
                cells[at("全年执行数").unwrap()] = initial;
                cells[at("执行率").unwrap()] = "100.00%".to_owned();
                let (weight, score) = (at("分值").unwrap(), at("得分").unwrap());
                cells[score] = cells[weight].clone();
                sum += cells[score].parse::<f64>().unwrap_or(0.0);
            } else if cells[1] == "总分" {
                cells[at("得分").unwrap()] = sum.to_string();
                sum = 0.0;
            } else {
                let target = cells[at("年度指标值").unwrap()].clone();
                let actual =
                    target.trim_start_matches(['≥', '≤', '=', '＝', '>', '<', '＜', '＞']).trim_start_matches("定性");
                let below = target.starts_with(['<', '＜']) && !target.starts_with("<=");
                cells[at("实际完成值").unwrap()] = if below { actual.replace('9', "8") } else { actual.to_owned() };
                let weight = cells[at("分值").unwrap()].clone();
                sum += weight.parse::<f64>().unwrap();
                cells[at("得分").unwrap()] = weight;
            }
        } else {
            columns.clear();
            if cells.len() == 1 && (cells[0].contains("完成情况") || cells[0] == "主管部门") {
                cells.push("全部完成。".to_owned());
            }
        }
        out.push_str(&cells.join("\t"));
        out.push('\n');
    }
    out
}

#[test]
fn an_evaluation_that_is_filled_in_soundly_is_silent() {
    let settings = settings();
    for target in TARGETS.iter().chain([&TARGET]) {
        let id = if *target == TARGET { "project-evaluation" } else { "department-evaluation" };
        let made = evaluation(target, None, Some(&form(&settings, id)), &settings).unwrap();
        assert_eq!(format(&made.text, &settings), made.text);
        let text = if *target == TARGET {
            filled(&made.text.replace("更换智能水表。\n", "更换智能水表。\t改造和更换全部完成。\n"))
        } else {
            filled(&made.text)
        };
        // What is wrong in the targets themselves stays wrong.
        let of_target: Vec<&str> = lint(target, &settings).findings.iter().map(|found| found.rule.name).collect();
        let found: Vec<String> = lint(&text, &settings)
            .findings
            .iter()
            .filter(|found| !of_target.contains(&found.rule.name))
            .map(|found| format!("{}: {}", found.rule.name, found.message))
            .collect();
        assert!(found.is_empty(), "{found:#?}\n{text}");
    }
}

/// What is left to fill in when a year begins.
const OPEN: &[&str] =
    &["empty-field", "empty-goal", "missing-actual", "missing-score", "missing-cell", "placeholder-text"];

#[test]
fn next_year_s_sheet_lacks_nothing_but_what_is_to_be_filled_in() {
    let settings = Settings::default();
    let others = [
        SELF_EVALUATION,
        include_str!("../headings/projects.mubiao"),
        include_str!("../headings/panes.mubiao"),
        TARGET,
    ];
    for last in TARGETS.iter().chain(&others) {
        let before: Vec<&str> = lint(last, &settings).findings.iter().map(|found| found.rule.name).collect();
        let made = next_year(last, None, None, &settings).unwrap();
        assert_eq!(format(&made.text, &settings), made.text);
        let found = lint(&made.text, &settings).findings;
        let more: Vec<String> = found
            .iter()
            .filter(|found| !OPEN.contains(&found.rule.name) && !before.contains(&found.rule.name))
            .map(|found| format!("{}: {}", found.rule.name, found.message))
            .collect();
        assert!(more.is_empty(), "{more:#?}\n{}", made.text);
    }
}

#[test]
fn a_year_later_dates_have_moved_and_results_are_gone() {
    let made = next_year(SELF_EVALUATION, None, None, &Settings::default()).unwrap();
    assert_eq!(made.year, 2024);
    expect![[r#"
        附件1
        项目支出绩效自评表（2024年度）
        项目名称⇥农村供水管网改造项目
        主管部门⇥301-禾川县水利局⇥实施单位⇥301005-禾川县水务服务中心
        项目资金（万元）⇥⇥年初预算数⇥全年预算数⇥全年执行数⇥分值⇥执行率⇥得分
        ⇥年度资金总额：⇥⇥⇥⇥10
        ⇥其中：本年财政拨款⇥⇥⇥⇥—
        ⇥上年结转资金⇥⇥⇥⇥—
        ⇥其他资金⇥⇥⇥⇥—
        年度总体目标⇥预期目标⇥实际完成情况
        ⇥XX⇥XX
        # 上年目标：改造沿河三镇老旧供水管网，更换智能水表。
        绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
        ⇥产出指标（50分）⇥数量指标⇥改造供水主管网长度⇥≥42公里⇥⇥20
        ⇥⇥⇥安装智能水表数量⇥≥3600块⇥⇥10
        ⇥⇥质量指标⇥管网验收合格率⇥≥98%⇥⇥20
        ⇥效益指标（30分）⇥社会效益指标⇥受益群众人数⇥≥5.6万人⇥⇥30
        ⇥满意度指标（10分）⇥服务对象满意度指标⇥用水户满意度⇥≥90%⇥⇥10
        ⇥总分⇥⇥⇥⇥⇥100
        填报人：某某⇥联系电话：0000-0000000⇥填报日期：
    "#]]
    .assert_eq(&made.text.replace('\t', "⇥"));
    let made = next_year(TARGETS[1], Some(2026), None, &Settings::default()).unwrap();
    expect![[r#"
        # 编造的样表：单位、项目和数字都不是真的。
        部门（单位）整体支出绩效目标申报表（2026年度）

        部门（单位）名称⇥某某市某某局
        年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
        ⇥⇥⇥总额⇥财政拨款⇥其他资金
        ⇥人员经费⇥在职人员工资福利和对个人的补助
        ⇥公用经费⇥办公、差旅和设备购置
        ⇥供水管网改造补助⇥更换老旧小区的供水管网
        ⇥节水宣传⇥进社区、进学校开展宣传
        ⇥金额合计
        年度总体目标
        # 上年目标：目标1：改造老旧供水管网，降低管网漏损。
        # 上年目标：目标2：开展节水宣传，提高居民的节水意识。
        年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
        ⇥产出指标⇥数量指标⇥改造老旧小区供水管网⇥≥36公里
        ⇥⇥⇥开展节水宣传活动⇥≥24场
        ⇥⇥质量指标⇥管网改造工程验收合格率⇥＝100%
        ⇥⇥时效指标⇥改造工程按期完工率⇥≥95%
        ⇥⇥⇥补助资金拨付时间⇥2026年11月底前
        ⇥⇥成本指标⇥“三公经费”变动率⇥≤0%
        ⇥⇥⇥管网改造单位成本⇥≤5万元/公里
        ⇥效益指标⇥经济效益指标⇥年节约水费⇥≥80万元
        ⇥⇥社会效益指标⇥居民投诉次数⇥≤10次
        ⇥⇥⇥节水知识知晓率⇥≥85%
        ⇥⇥生态效益指标⇥管网漏损率⇥＜9%
        ⇥⇥可持续影响指标⇥供水管网管护制度⇥定性制度健全
        ⇥满意度指标⇥服务对象满意度指标⇥居民满意度⇥≥90%
    "#]]
    .assert_eq(&made.text.replace('\t', "⇥"));
    let history = "项目支出绩效监控表（2023年度）\n项目名称\t道路养护\n绩效指标\t一级指标\t二级指标\t三级指标\t前年完成值\t上年完成值\t指标值\t实际完成值\n\t产出指标\t数量指标\t养护里程\t10公里\t12公里\t≥14公里\t15公里\n";
    let made = next_year(history, None, None, &Settings::default()).unwrap();
    expect![[r#"
        项目支出绩效监控表（2024年度）
        项目名称⇥道路养护
        绩效指标⇥一级指标⇥二级指标⇥三级指标⇥前年完成值⇥上年完成值⇥指标值⇥实际完成值
        ⇥产出指标⇥数量指标⇥养护里程⇥12公里⇥15公里⇥≥14公里
    "#]]
    .assert_eq(&made.text.replace('\t', "⇥"));
}

/// The target sheets of projects, of one year or with the targets of all years beside them.
const PROJECTS: [(&str, &str); 6] = [
    ("chongqing", include_str!("../corpus/chongqing-project.mubiao")),
    ("hunan", include_str!("../corpus/hunan-project.mubiao")),
    ("mof-2015", include_str!("../corpus/mof-2015-project.mubiao")),
    ("mof-2021", include_str!("../corpus/mof-2021-project.mubiao")),
    ("rural", include_str!("../corpus/rural-project.mubiao")),
    ("shanghai", include_str!("../corpus/shanghai-project.mubiao")),
];

#[test]
fn an_evaluation_leaves_nothing_but_what_is_to_be_filled_in() {
    let desk = Desk::new(&[]);
    for (name, target) in PROJECTS {
        std::fs::write(desk.path("a.mubiao"), target).unwrap();
        let made = desk.run(&["new", "--evaluate", "a.mubiao"]);
        assert_eq!(made.status, 0, "{name}: {}", made.err);
        let found = lint(made.out(), &Settings::default()).findings;
        let odd = found.iter().filter(|finding| !["empty-field", "missing-operator"].contains(&finding.rule.name));
        let odd: Vec<&str> = odd.map(|finding| finding.message.as_str()).collect();
        assert_eq!(odd, [""; 0], "{name}: {}", made.out());
    }
    // The form of the same province, though its target sheet is known by its headings.
    std::fs::write(desk.path("a.mubiao"), include_str!("../corpus/fujian-department.mubiao")).unwrap();
    let made = desk.run(&["new", "--evaluate", "a.mubiao"]);
    assert!(made.status == 0 && made.err.contains("（fujian-department-evaluation）"), "{}", made.err);
    // The targets, the goal and the amounts are those of the year.
    std::fs::write(desk.path("a.mubiao"), PROJECTS[2].1).unwrap();
    let made = desk.run(&["new", "--evaluate", "a.mubiao"]);
    for expected in
        ["年度资金总额：\t980\t", "其中：本年财政拨款\t800\t", "目标1：完成4座浮标站选址", "安装浮标监测站\t4座"]
    {
        assert!(made.out().contains(expected), "{expected}: {}", made.out());
    }
    assert!(!made.out().contains("12座"), "{}", made.out());
}

#[test]
fn the_command_makes_both() {
    let desk = Desk::new(&[
        ("a.mubiao", TARGET.as_bytes()),
        ("forms/project-evaluation/layout.toml", PROJECT.as_bytes()),
        ("mubiao.toml", b"profiles = [\"forms/project-evaluation\"]\n"),
        ("none.mubiao", b"x\n"),
        ("department.mubiao", TARGETS[0].as_bytes()),
        ("undated.mubiao", TARGET.replace("（2023年度）", "").as_bytes()),
    ]);
    let ran = desk.run(&["new", "--evaluate", "a.mubiao", "--form", "project-evaluation", "-o", "b.mubiao"]);
    assert_eq!((ran.status, ran.out(), ran.err.as_str()), (0, "", ""));
    assert!(String::from_utf8(desk.content("b.mubiao")).unwrap().contains("\t≥42公里\t\t"));
    let ran = desk.run(&["new", "--evaluate", "a.mubiao", "-o", "b.mubiao"]);
    assert_eq!(ran.status, 2);
    let ran = desk.run(&["new", "--evaluate", "a.mubiao"]);
    assert_eq!(ran.out().as_bytes(), desk.content("b.mubiao"));
    assert_eq!(ran.err, "自评表样：某县项目支出绩效自评表（project-evaluation）；要用别的请加 --form\n");
    // The form of another place is none for a sheet of this one.
    let ran = desk.run(&["new", "--evaluate", "department.mubiao"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.starts_with("错误: 没有与“department.mubiao”相配的自评表样；请用 --form 指明"), "{}", ran.err);
    let ran = desk.run(&["new", "--from", "a.mubiao"]);
    assert!(ran.status == 0 && ran.out().starts_with("项目支出绩效目标表（2024年度）\n"), "{}", ran.out());
    // Whatever import reads will do.
    assert_eq!(desk.run(&["export", "a.mubiao", "--to", "xlsx", "--quiet"]).status, 0);
    assert_eq!(desk.run(&["new", "--from", "a.xlsx"]).out(), ran.out());
    let ran = desk.run(&["new", "--from", "undated.mubiao"]);
    assert_eq!((ran.status, ran.err.as_str()), (2, "错误: 看不出“undated.mubiao”是哪一年度的；请加上 --year\n"));
    assert_eq!(desk.run(&["new", "--from", "undated.mubiao", "--year", "2024"]).status, 0);
    let ran = desk.run(&["new", "--from", "none.mubiao"]);
    assert!(ran.status == 2 && ran.err.starts_with("错误: none.mubiao: 认不出表样"), "{}", ran.err);
    assert_eq!(desk.run(&["new"]).status, 2);
}

/// A book with cells, rows and characters taken out and doubled.
fn torn(random: &mut Random, book: &str) -> String {
    let mut rows: Vec<String> = book.lines().map(str::to_owned).collect();
    for _ in 0..1 + random.below(8) {
        let at = random.below(rows.len());
        let mut cells: Vec<String> = rows[at].split('\t').map(str::to_owned).collect();
        let cell = random.below(cells.len());
        match random.below(6) {
            0 => drop(rows.remove(at)),
            1 => {
                let again = rows[at].clone();
                rows.insert(at, again);
            }
            2 => {
                cells.remove(cell);
                rows[at] = cells.join("\t");
            }
            3 => {
                let again = cells[cell].clone();
                cells.insert(cell, again);
                rows[at] = cells.join("\t");
            }
            4 => {
                cells[cell].pop();
                rows[at] = cells.join("\t");
            }
            _ => rows.swap(at, at / 2),
        }
        if rows.is_empty() {
            break;
        }
    }
    rows.join("\n")
}

#[test]
fn torn_books_are_compared_merged_and_rolled_too() {
    let settings = settings();
    let department = form(&settings, "department-evaluation");
    for seed in 0..60 {
        let mut random = Random::new(seed);
        let base = *random.pick(&[TARGETS[0], TARGETS[1], TARGETS[2], SELF_EVALUATION, TARGET]);
        let (ours, theirs) = (torn(&mut random, base), torn(&mut random, base));
        let _ = compare(&ours, &theirs, &Options::default());
        let merged = merge(base, &ours, &theirs, &settings);
        // What both sides still have is in the result.
        let cells = |text: &str| -> BTreeSet<String> {
            let text = format(text, &settings);
            text.split(['\t', '\n']).map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty()).collect()
        };
        let (left, right, result) = (cells(&ours), cells(&theirs), cells(&merged.text));
        let lost: Vec<&String> = left.intersection(&right).filter(|cell| !result.contains(*cell)).collect();
        assert!(lost.is_empty(), "seed {seed}: {lost:?}\n{ours}\n\n{theirs}\n\n{}", merged.text);
        let _ = next_year(&ours, Some(2030), None, &settings);
        let _ = evaluation(&theirs, Some(2030), Some(&department), &settings);
        let _ = next_year(&theirs, Some(2030), Some(&department), &settings);
    }
}
