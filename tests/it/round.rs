//! The year's round: next year's sheet out of this year's, the evaluation out of the target sheet.

mod filler;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use expect_test::expect;

use self::filler::filled;
use crate::cli::Desk;
use crate::generate::Random;
use mubiao::compare::{Fate, Options, compare};
use mubiao::format::format;
use mubiao::lint::{Settings, lint};
use mubiao::merge::merge;
use mubiao::profile::{OwnProfile, Profile, Profiles};
use mubiao::round::{RoundError, evaluation, next_year};

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

/// No sum of such amounts and points is a number that can be told exactly.
#[test]
fn figures_too_large_for_a_sum_stay_as_they_are() {
    let settings = settings();
    let most = "79228162514264337593543950335";
    let points = |unit: &str, points: &str| (format!("{unit}\n"), format!("{unit}\t{points}\n"));
    let mut text = TARGET.replace("330.00", most).replace("50.00", most);
    for (from, to) in [
        points("三级指标\t指标值", "分值"),
        points("公里", most),
        points("块", most),
        points("≥98%", "10"),
        points("万人", "10"),
        points("≥90%", "10"),
    ] {
        text = text.replace(&from, &to);
    }
    for id in ["project-evaluation", "mof-2020-project-evaluation", "sichuan-project-evaluation"] {
        let made = evaluation(&text, None, Some(&form(&settings, id)), &settings).unwrap();
        assert!(made.text.contains(most), "{}", made.text);
    }
}

/// The target sheets of the corpus, each with its name, and the year where the sheet states none.
fn corpus(targets: bool) -> Vec<(String, String, Option<i32>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<(String, String, Option<i32>)> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "mubiao"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap(), None)
        })
        .filter(|(name, ..)| {
            !targets || !(name.ends_with("evaluation") || name.contains("evaluation-") || name.ends_with("monitoring"))
        })
        .collect();
    for (name, _, year) in &mut all {
        // Neither its title nor a date in it says which year it is of.
        *year = (name == "hebei-department").then_some(2024);
    }
    all.sort();
    assert!(all.len() >= if targets { 18 } else { 27 });
    all
}

#[test]
fn an_evaluation_that_is_filled_in_soundly_is_silent() {
    let settings = settings();
    let shipped = Settings::default();
    let own = TARGETS.iter().chain([&TARGET]).map(|target| {
        let id = if *target == TARGET { "project-evaluation" } else { "department-evaluation" };
        (id.to_owned(), (*target).to_owned(), None, Some(form(&settings, id)))
    });
    let all = corpus(true).into_iter().map(|(name, target, year)| (name, target, year, None));
    for (name, target, year, form) in own.chain(all) {
        let settings = if form.is_some() { &settings } else { &shipped };
        if year.is_some() {
            assert!(matches!(evaluation(&target, None, None, settings), Err(RoundError::NoYear)), "{name}");
        }
        let made =
            evaluation(&target, year, form.as_ref(), settings).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(format(&made.text, settings), made.text, "{name}");
        // A fresh evaluation is as its target sheet has it, but for points that are not out of 100 there.
        let options = Options { profiles: settings.profiles.clone(), ..Options::default() };
        let compared = compare(&target, &made.text, &options).unwrap();
        let differ: Vec<String> = compared
            .changes()
            .filter(|change| change.column.as_deref() != Some("分值"))
            .map(|change| format!("{change:?}"))
            .collect();
        assert!(
            differ.is_empty() && compared.sheets.iter().all(|sheet| sheet.fate == Fate::Changed),
            "{name}: {differ:#?}\n{}",
            made.text
        );
        let text = filled(&made.text);
        // What is wrong in the targets themselves stays wrong.
        let of_target: Vec<&str> = lint(&target, settings).findings.iter().map(|found| found.rule.name).collect();
        let found: Vec<String> = lint(&text, settings)
            .findings
            .iter()
            .filter(|found| !of_target.contains(&found.rule.name))
            .map(|found| format!("{}: {}", found.rule.name, found.message))
            .collect();
        assert!(found.is_empty(), "{name}: {found:#?}\n{text}");
    }
}

#[test]
fn an_evaluation_has_the_amounts_and_names_that_its_target_sheet_calls_otherwise() {
    for (name, expected) in [
        (
            "chongqing-project",
            &["主管部门\t丰湖县农业农村委\t", "总额：\t128.00", "财政拨款\t110.00", "其他资金\t18.00"][..],
        ),
        (
            "shanghai-project",
            &["实施单位\t云海市东岑区桂树坊街道办事处\n", "总额：\t860,000.00\t", "\t2.促成二十台电梯开工；"],
        ),
        (
            "hunan-project",
            &["总额：\t742.50\t", "财政拨款\t620.00\t", "其他资金\t122.50\t", "# 其他资金为总额减去其余各项"],
        ),
        ("guangxi-department", &["总额：\t320.00\t", "基本支出\t\t", "其他资金\t\t"]),
        ("chaoyang-2021", &["总额：\t537.12\t", "基本支出\t522.12\t", "\t项目支出\t15.00\t"]),
        ("jiangxi-department", &["总额：\t1468.52\t", "基本支出\t806.52\t", "项目支出\t662.00\t", "其他资金\t\t"]),
        ("mof-2021-department", &["总额：\t1207.50\t"]),
        ("fujian-department", &["合计\t2634000.00\n"]),
        ("hubei-department", &["部门整体支出总额\t1842.60\n", "年度目标1：（80分）\t目标1：抚恤补助按时足额发放；"]),
        ("regional-transfer", &["自评表（2023年度）", "中央财政资金\t230\n", "地方资金\t55\n", "≥12.5万亩"]),
        // Each project of a list has a sheet of its own.
        (
            "sichuan-project-list",
            &[
                "项目名称\t村级公共服务运行经费\n",
                "总额\t86.00\t",
                "项目名称\t乡村道路日常养护\n",
                "\t合计\t\t\t\t\t\t\t100\n",
            ],
        ),
        // What a sheet parts by duties stands by classes; its points are those of 90.
        (
            "zhejiang-department",
            &[
                "名称\t岚桥区市场监督管理局\n",
                "\t总分\t\t\t\t\t100\n",
                "\t≥1600户\t\t7.2\n",
                "# 分值按目标表的分值折算：合计由 100 分改为 90 分",
            ],
        ),
    ] {
        let (_, target, _) = corpus(true).into_iter().find(|(own, ..)| own == name).unwrap();
        let made = evaluation(&target, None, None, &Settings::default()).unwrap();
        for expected in expected {
            assert!(made.text.contains(expected), "{name}: {expected}\n{}", made.text);
        }
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
    let others = others.map(|text| (String::new(), text.to_owned(), None));
    for (name, last, year) in corpus(false).into_iter().chain(others) {
        let before: Vec<&str> = lint(&last, &settings).findings.iter().map(|found| found.rule.name).collect();
        let made = next_year(&last, year, None, &settings).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(format(&made.text, &settings), made.text);
        let found = lint(&made.text, &settings).findings;
        let more: Vec<String> = found
            .iter()
            .filter(|found| !OPEN.contains(&found.rule.name) && !before.contains(&found.rule.name))
            .map(|found| format!("{}: {}", found.rule.name, found.message))
            .collect();
        assert!(more.is_empty(), "{name}: {more:#?}\n{}", made.text);
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
    assert!(ran.status == 0 && ran.err.contains("（mof-2020-department-evaluation）"), "{}", ran.err);
    // A year that only dates speak of is told of.
    let dated = TARGET.replace("（2023年度）", "").replace("更换智能水表。", "到2023年底更换智能水表。");
    std::fs::write(desk.path("dated.mubiao"), dated).unwrap();
    let ran = desk.run(&["new", "--evaluate", "dated.mubiao"]);
    assert!(ran.status == 0 && ran.out().contains("自评表（2023年度）"), "{}", ran.err);
    assert!(ran.err.starts_with("年度取自表里的日期：2023；不对请加 --year\n"), "{}", ran.err);
    let ran = desk.run(&["new", "--from", "dated.mubiao"]);
    assert!(ran.err.starts_with("年度取自表里的日期：2023"), "{}", ran.err);
    let ran = desk.run(&["new", "--evaluate", "dated.mubiao", "--year", "2024"]);
    assert!(ran.status == 0 && ran.out().contains("自评表（2024年度）") && !ran.err.contains("2023"), "{}", ran.err);
    let ran = desk.run(&["new", "--evaluate", "undated.mubiao"]);
    assert_eq!((ran.status, ran.err.as_str()), (2, "错误: 看不出“undated.mubiao”是哪一年度的；请加上 --year\n"));
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
