//! Forms of a project's own, written by the documentation alone, as a user meets them.

use super::cli::Desk;
use expect_test::{Expect, expect};

/// The files of a project that has a form of its own.
const HEBEI: &[(&str, &[u8])] = &[
    ("mubiao.toml", b"profiles = ['forms/hebei']\n"),
    ("forms/hebei/layout.toml", include_bytes!("../profiles/hebei/layout.toml")),
];
const JIANGXI: &[(&str, &[u8])] = &[
    ("mubiao.toml", b"profiles = ['forms/jiangxi']\n"),
    ("forms/jiangxi/layout.toml", include_bytes!("../profiles/jiangxi/layout.toml")),
    ("forms/jiangxi/indicators.tsv", include_bytes!("../profiles/jiangxi/indicators.tsv")),
];
const GUANGXI: &[(&str, &[u8])] = &[
    ("mubiao.toml", b"profiles = ['forms/guangxi']\n"),
    ("forms/guangxi/layout.toml", include_bytes!("../profiles/guangxi/layout.toml")),
    ("forms/guangxi/indicators.tsv", include_bytes!("../profiles/guangxi/indicators.tsv")),
];
const HEBEI_SHEET: &str = include_str!("../profiles/hebei.mubiao");
const JIANGXI_SHEET: &str = include_str!("../profiles/jiangxi.mubiao");
const GUANGXI_SHEET: &str = include_str!("../profiles/guangxi.mubiao");

/// The project with `sheet`, in which each of `changes` is made.
fn desk(project: &[(&str, &[u8])], sheet: &str, changes: &[(&str, &str)]) -> Desk {
    let mut text = sheet.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "the sheet has no {from:?}");
        text = text.replace(from, to);
    }
    let mut files = project.to_vec();
    files.push(("a.mubiao", text.as_bytes()));
    Desk::new(&files)
}

/// What is found in the sheet once each of `changes` is made.
#[track_caller]
fn check(project: &[(&str, &[u8])], sheet: &str, changes: &[(&str, &str)], expected: &Expect) {
    let ran = desk(project, sheet, changes).run(&["lint", "--format", "concise"]);
    assert_eq!(ran.err, "");
    expected.assert_eq(ran.out());
}

#[test]
fn a_sound_sheet_of_each_is_sound_and_canonical() {
    for (project, sheet) in [(HEBEI, HEBEI_SHEET), (JIANGXI, JIANGXI_SHEET), (GUANGXI, GUANGXI_SHEET)] {
        let desk = desk(project, sheet, &[]);
        let ran = desk.run(&["lint", "--format", "concise"]);
        assert_eq!((ran.out(), ran.err.as_str(), ran.status), ("", "", 0));
        let ran = desk.run(&["fmt", "--check"]);
        assert_eq!(ran.status, 0, "{}{}", ran.out(), ran.err);
    }
}

#[test]
fn what_is_wrong_with_a_sheet_of_hebei() {
    check(
        HEBEI,
        HEBEI_SHEET,
        &[
            ("[820001]", "820001-"),
            ("8827620.53", "8827620.5万元"),
            ("≥30场", "30场"),
            ("＝100%", "＝110%"),
            ("≤20万元/个", "20以内"),
            ("\t群众满意度\t≥90%", "\t\t群众满意度\t＝90%"),
            ("总体资金情况(元)", "总体资金情况（元）"),
        ],
        &expect![[r#"
            a.mubiao:4:11: 错误[malformed-identity] 单位应写成“[820001]某某县某某局”
            a.mubiao:5:1: 警告[mixed-width] “总体资金情况（元）”全角、半角混用，应写作“总体资金情况(元)”
            a.mubiao:5:19: 错误[malformed-amount] 金额“8827620.5万元”的单位不是元；折合 88276205000.00 元
            a.mubiao:11:21: 提示[missing-operator] “举办群众文化活动”的指标值是“30”，缺运算符号，请填写
            a.mubiao:12:20: 错误[impossible-target] “文化站改造验收合格率”的指标值 110% 超出合理范围，不应超过 100%；请核对
            a.mubiao:13:16: 错误[malformed-target] 指标值“20以内”应写作 ≤20
            a.mubiao:13:20: 错误[missing-measure] “文化站改造单价”的指标值是“20以内”，缺度量单位，请填写
            a.mubiao:15:2: 错误[misaligned-row] 这一行的值错位了，有 2 种读法，请选一种
        "#]],
    );
    check(
        HEBEI,
        HEBEI_SHEET,
        &[("507620.53", "507620.50")],
        &expect![[r#"
        a.mubiao:5:19: 错误[unbalanced-breakdown] 人员类项目 + 运转类公用经费项目 + 其他运转类项目 + 特定目标类项目合计 8827620.50，比资金总额(元) 8827620.53 少 0.03
    "#]],
    );
}

#[test]
fn what_is_wrong_with_a_sheet_of_jiangxi() {
    check(
        JIANGXI,
        JIANGXI_SHEET,
        &[
            ("其中：财政拨款\t1300.00", "财政拨款\t1200.00"),
            ("支出预算合计\t1350.20", "支出预算合计\t1350.00"),
            ("\t效益指标\t社会效益指标\t居民健康知识知晓率\t≥85%\n", ""),
            ("≥40场", "≥XX场"),
        ],
        &expect![[r#"
            a.mubiao:5:19: 错误[unbalanced-budget] 支出预算合计 1350.00，比收入预算合计 1350.20 少 0.20；请核对上年结转、结转下年是否只计入了一边
            a.mubiao:5:19: 错误[unbalanced-breakdown] 其中：财政拨款 + 其他经费合计 1250.20，比收入预算合计 1350.20 少 100.00
            a.mubiao:6:9: 错误[unbalanced-breakdown] 其中：基本支出 + 项目支出合计 1350.20，比支出预算合计 1350.00 多 0.20
            a.mubiao:8:1: 错误[missing-class] 一级指标“效益指标”下没有指标，请至少设一个
            a.mubiao:9:22: 错误[placeholder-target] “开展健康宣传活动”的指标值“XX”只是占位，应填实际的数字或表述
        "#]],
    );
}

#[test]
fn what_is_wrong_with_a_sheet_of_guangxi() {
    check(
        GUANGXI,
        GUANGXI_SHEET,
        &[
            ("\t目标2\t开展道路运输安全检查。\n", ""),
            ("负责全县农村公路的养护。", &"负责全县农村公路的养护，".repeat(13)),
            ("≥120公里\t40", "≥120公里\t45"),
            ("301001", "3010"),
        ],
        &expect![[r#"
            a.mubiao:5:6: 错误[malformed-identity] 单位代码“3010”有 4 位，应为 3、6、9 或 12 位
            a.mubiao:8:12: 错误[overlong-goal] “部门职能概述”的这一段共 156 字，每段最多 150 字，超出 6 字，请压缩
            a.mubiao:10:1: 错误[unmatched-goal] “年度绩效目标”有 1 条，“部门职能概述”有 2 条，应一一对应
            a.mubiao:11:1: 错误[unbalanced-weights] “权重”合计 105，应为 100，多 5
        "#]],
    );
}

#[test]
fn every_command_knows_the_project_s_forms() {
    let desk = desk(HEBEI, HEBEI_SHEET, &[]);
    let ran = desk.run(&["new", "--profile", "hebei-own", "--unit", "[820002]某某县某某站", "--year", "2024"]);
    expect![[r#"
        # mubiao: profile = hebei-own
        # mubiao: fiscal-year = 2024
        部门整体支出绩效目标申报表

        部门（单位）及代码	[820002]某某县某某站
        总体资金情况(元)	资金总额(元)
        	人员类项目		运转类公用经费项目
        	其他运转类项目		特定目标类项目
        职能概述
        年度总体目标
        绩效指标	一级指标	二级指标	三级指标	指标值	备注（指标解释等）	指标值说明（评分标准等）
        	产出指标	数量指标
        		质量指标
        		时效指标
        		成本指标
        	效益指标	经济效益指标
        		社会效益指标
        		生态效益指标
        		可持续影响指标
        	满意度指标	服务对象满意度指标
    "#]]
    .assert_eq(&format!("{}{}", ran.out(), ran.err));
    let ran = desk.run(&["catalogue", "hebei-own", "--search", "三公"]);
    expect![[r#"
        河北省部门整体支出绩效目标申报表（hebei-own）
        三级指标          运算符号  指标值  度量单位  一级指标  二级指标
        “三公经费”变动率  ≤         0       %         产出指标  成本指标
        “三公经费”控制率  ≤         100     %         产出指标  成本指标
    "#]]
    .assert_eq(&format!("{}{}", ran.out(), ran.err));
    let ran = desk.run(&["totals"]);
    expect![[r#"
        代码    名称            收入        支出  任务  差额  指标  问题
        820001  某某县某某局          8827620.53                 5     0
        合计    1 家单位（元）        8827620.53                 5     0
    "#]]
    .assert_eq(&format!("{}{}", ran.out(), ran.err));
    let ran = desk.run(&["config", "a.mubiao"]);
    expect![[r##"
        # 配置文件：mubiao.toml
        profiles = ["forms/hebei"]  # mubiao.toml:1
        # profile: 由文件决定  # 默认
        # fiscal-year: 由文件决定  # 默认
        # tolerance: 由表样决定  # 默认"##]]
    .assert_eq(ran.out().lines().take(5).collect::<Vec<_>>().join("\n").as_str());
    let ran = desk.run(&["lint", "--profile", "hebei"]);
    expect![[r#"
        错误: --profile: 没有名为“hebei”的表样，可用的有 hebei-own、liaoning-department、mof-2015-department、mof-2021-department、mof-2015-project、mof-2021-project、mof-2020-project-evaluation、mof-2020-project-evaluation-yuan、mof-2020-department-evaluation、rural-project、rural-project-evaluation、regional-transfer、regional-transfer-evaluation、fujian-department、fujian-department-evaluation、hubei-department、hubei-department-evaluation、hubei-project-evaluation、hubei-project-monitoring、hebei-department、jiangxi-department、ningxia-department、guangxi-department、zhejiang-department、sichuan-project-evaluation、sichuan-project-list、chongqing-project、shanghai-project、hunan-project
        2"#]].assert_eq(&format!("{}{}", ran.err, ran.status));
}

/// What is said of a project whose layout has each of `changes`.
#[track_caller]
fn broken(changes: &[(&str, &str)], expected: &Expect) {
    let mut layout = include_str!("../profiles/hebei/layout.toml").to_owned();
    for (from, to) in changes {
        assert!(layout.contains(from), "the layout has no {from:?}");
        layout = layout.replacen(from, to, 1);
    }
    let desk = Desk::new(&[
        ("here/mubiao.toml", b"profiles = ['forms/hebei']\n"),
        ("here/forms/hebei/layout.toml", layout.as_bytes()),
        ("here/a.mubiao", HEBEI_SHEET.as_bytes()),
        ("there/b.mubiao", include_bytes!("../corpus/mof-2015-department.mubiao")),
    ]);
    let ran = desk.run(&["lint", "--format", "concise", "--lang", "en"]);
    expected.assert_eq(&format!("{}{}{}\n", ran.out(), ran.err, ran.status));
}

#[test]
fn a_mistake_in_a_form_has_its_place() {
    broken(
        &[("label = \"职能概述\"", "lable = \"职能概述\"")],
        &expect![[r#"
        error: here/forms/hebei/layout.toml:30:1: the profile is broken: unknown field `lable`; did you mean "label"?
        2
    "#]],
    );
    broken(
        &[("extends = \"mof-2015-department\"", "extends = \"mof-2015\"")],
        &expect![[r#"
            error: here/forms/hebei/layout.toml:2:1: the profile is broken: there is no profile "mof-2015" to extend; did you mean "mof-2015-project"?
            2
        "#]],
    );
    broken(
        &[("shape = \"breakdown\"", "shape = \"breakdwon\"")],
        &expect![[r#"
        error: here/forms/hebei/layout.toml:21:1: the profile is broken: unknown variant `breakdwon`; did you mean "breakdown"?
        2
    "#]],
    );
    broken(
        &[("funds.public +", "funds.publik +")],
        &expect![[r#"
            error: here/forms/hebei/layout.toml:53:1: the profile is broken: the check "funds.total = funds.personnel + funds.publik + funds.other + funds.specific": the term "funds.publik" names no part; did you mean "public"?
            2
        "#]],
    );
    broken(
        &[("rule = \"unbalanced-breakdown\"", "rule = \"unbalanced-brakdown\"")],
        &expect![[r#"
            error: here/forms/hebei/layout.toml:52:1: the profile is broken: no rule "unbalanced-brakdown" reports a check; did you mean "unbalanced-breakdown"?
            2
        "#]],
    );
    broken(
        &[("[{code}]{name}", "[{code}]{unit}")],
        &expect![[r#"
        error: here/forms/hebei/layout.toml:16:1: the profile is broken: the pattern "[{code}]{unit}": "{unit}" is none of {code}, {name} and {division}
        2
    "#]],
    );
    broken(
        &[("id = \"hebei-own\"", "id = \"liaoning-department\"")],
        &expect![[r#"
        error: here/forms/hebei/layout.toml:1:1: the profile is broken: a profile "liaoning-department" ships with the program; another id is needed
        2
    "#]],
    );
    broken(
        &[("tolerance = \"0\"", "tolerance = \"none\"")],
        &expect![[r#"
        error: here/forms/hebei/layout.toml:9:1: the profile is broken: the tolerance "none" is no decimal number
        2
    "#]],
    );
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let desk = Desk::new(&[("mubiao.toml", b"profiles = ['forms/nowhere']\n"), ("a.mubiao", HEBEI_SHEET.as_bytes())]);
    let ran = desk.run(&["lint"]);
    expect![[r#"
        错误: 找不到“forms/nowhere/layout.toml”；请检查路径
        2
    "#]]
    .assert_eq(&format!("{}{}\n", ran.err, ran.status));
}

#[test]
fn a_form_may_extend_another_of_the_project() {
    let child = "id = 'county'\nextends = 'hebei-own'\nname = { zh = '某某县表', en = 'County sheet' }\n\
                 titles = ['某某县部门整体绩效目标表']\n";
    let sheet = HEBEI_SHEET.replace("部门整体支出绩效目标申报表", "某某县部门整体绩效目标表");
    let desk = Desk::new(&[
        ("mubiao.toml", b"profiles = ['county', 'hebei']\nprofile = 'county'\n"),
        ("county/layout.toml", child.as_bytes()),
        ("hebei/layout.toml", include_bytes!("../profiles/hebei/layout.toml")),
        ("a.mubiao", sheet.as_bytes()),
    ]);
    let ran = desk.run(&["lint"]);
    assert_eq!((ran.err.as_str(), ran.status), ("", 0), "{}", ran.out());
}
