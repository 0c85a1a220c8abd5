//! `mubiao form`: forms drafted out of sheets, shown, explained and checked, as a user does.

use super::cli::Desk;
use expect_test::{Expect, expect};

/// A sheet of a form that is not known.
const SHEET: &str = "\
项目支出绩效自评表（2023年度）
项目名称	供水管网改造项目
项目资金（万元）		年初预算数	全年预算数	全年执行数	分值	执行率	得分
	年度资金总额：	380.00	412.60	405.18	10	98.20%	9.82
	其中：财政拨款	350.00	382.60	379.40	—	99.16%	—
	其他资金	30.00	30.00	25.78	—	85.93%	—
年度总体目标	预期目标	实际完成情况
	改造老旧供水管网，提高供水保证率	管网改造全部完工
绩效指标	一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分	偏差原因分析及改进措施
	产出指标	数量指标	改造主管网长度	≥42公里	43.6公里	50	50
	效益指标	社会效益指标	受益居民人数	≥2800人	2930人	40	40
	总分					100	99.82
";

fn text(desk: &Desk, name: &str) -> String {
    String::from_utf8(desk.content(name)).unwrap()
}

#[track_caller]
fn check(desk: &Desk, args: &[&str], expected: &Expect) {
    let ran = desk.run(args);
    expected.assert_eq(&format!("{}{}{}\n", ran.out(), ran.err, ran.status));
}

#[test]
fn a_form_is_drafted_checked_and_used() {
    let flawed = SHEET.replace("其他资金	30.00	30.00	25.78", "其他资金	31.00	30.00	25.78");
    let desk = Desk::new(&[("a.mubiao", SHEET.as_bytes()), ("b.mubiao", flawed.as_bytes())]);
    check(
        &desk,
        &["form", "draft", "a.mubiao", "-o", "forms/water"],
        &expect![[r#"
            forms/water/layout.toml：由 1 张表起草，5 个项目，5 条检查；有 3 处是推测，文件里以 guessed 标出，请核对
            要使用这个表样，请在 mubiao.toml 里写 profiles = ["forms/water"]
            0
        "#]],
    );
    expect![[r##"
        # 由 1 张表起草；带 guessed 的各处请核对。 / Drafted out of 1 of its sheets; check what is marked guessed.

        id = "water"
        extends = "none"
        name = { zh = "项目支出绩效自评表", en = "water" }
        titles = ["项目支出绩效自评表（{Y}年度）"]

        [amount]
        unit = "万元"
        decimals = 2
        tolerance = "0.01"

        [[section]]
        id = "project"
        label = "项目名称"
        shape = "field"
        kind = "project"

        [[section]]
        id = "funds"
        label = "项目资金（万元）"
        shape = "list"
        kind = "money"
        columns = [
          { id = "column-1", kind = "text" },
          { id = "initial", label = "年初预算数", kind = "initial" },
          { id = "adjusted", label = "全年预算数", kind = "adjusted" },
          { id = "executed", label = "全年执行数", kind = "executed" },
          { id = "weight", label = "分值", kind = "weight" },
          { id = "rate", label = "执行率", kind = "rate" },
          { id = "score", label = "得分", kind = "score" },
        ]
        rows = [  # guessed: 只见于一张表 / seen in one sheet
          [{ id = "total", label = "年度资金总额：" }],
          [{ id = "part-2", label = "其中：财政拨款" }],
          [{ id = "part-3", label = "其他资金" }],
        ]

        [[section]]
        id = "goal"
        label = "预期目标"
        within = "年度总体目标"
        shape = "text"
        kind = "goal"

        [[section]]
        id = "result"
        label = "实际完成情况"
        within = "年度总体目标"
        shape = "text"
        kind = "result"

        [[section]]
        id = "indicators"
        label = "绩效指标"
        shape = "indicators"
        kind = "indicators"
        total = "总分"
        columns = [
          { id = "class", label = "一级指标", kind = "class" },
          { id = "group", label = "二级指标", kind = "group" },
          { id = "name", label = "三级指标", kind = "name" },
          { id = "target", label = "年度指标值", kind = "target" },
          { id = "actual", label = "实际完成值", kind = "actual" },
          { id = "weight", label = "分值", kind = "weight" },
          { id = "score", label = "得分", kind = "score" },
          { id = "reason", label = "偏差原因分析及改进措施", kind = "reason" },
        ]

        [[check]]
        rule = "unbalanced-breakdown"
        holds = "funds.total = funds.part-2 + funds.part-3"
        each = "column"

        [[check]]
        rule = "wrong-rate"
        holds = "funds.rate = funds.executed / funds.adjusted"
        each = "row"

        [[check]]
        rule = "wrong-rate-score"
        holds = "funds.score = funds.weight * (funds.executed / funds.adjusted)"  # guessed: 通常如此，表上没有写明 / usual practice; no heading says so
        each = "row"

        [[check]]
        rule = "unbalanced-scores"
        holds = "indicators.weight[total] = funds.weight[total] + indicators.weight"

        [[check]]
        rule = "unbalanced-scores"
        holds = "indicators.score[total] = funds.score[total] + indicators.score"

        [grid]
        widths = [23, 21, 18, 21, 18, 18, 18, 14, 29]  # guessed: 按格里的字数 / by how much the cells hold
    "##]].assert_eq(&text(&desk, "forms/water/layout.toml"));
    check(
        &desk,
        &["form", "check", "forms/water"],
        &expect![[r#"
            water：没有错误；5 个项目，5 条检查，0 个共性指标
            0
        "#]],
    );
    // A folder may stand where a name is asked for.
    let ran = desk.run(&["lint", "--profile", "forms/water", "--format", "concise", "b.mubiao"]);
    assert!(ran.out().starts_with("b.mubiao:4:10: "), "{}{}", ran.out(), ran.err);
    let ran = desk.run(&["import", "--profile", "./forms/water/", "-q", "-o", "-", "--from", "tsv", "b.mubiao"]);
    assert!(ran.out().contains("项目支出绩效自评表"), "{}{}", ran.out(), ran.err);
    std::fs::write(desk.path("mubiao.toml"), "profiles = ['forms/water']\n").unwrap();
    check(
        &desk,
        &["lint", "--format", "concise", "a.mubiao", "b.mubiao"],
        &expect![[r#"
        b.mubiao:4:10: 错误[unbalanced-breakdown] 年度资金总额的年初预算数 380.00，应为 350.00 + 31.00 = 381.00
        1
    "#]],
    );
    check(
        &desk,
        &["form", "show", "water"],
        &expect![[r#"
            water：项目支出绩效自评表，金额单位 万元
            标题：项目支出绩效自评表（{Y}年度）
            项目名称 [project, field]
            项目资金（万元） [funds, list]: =column-1, 年初预算数=initial, 全年预算数=adjusted, 全年执行数=executed, 分值=weight, 执行率=rate, 得分=score, 年度资金总额：=total, 其中：财政拨款=part-2, 其他资金=part-3
            预期目标 [goal, text]
            实际完成情况 [result, text]
            绩效指标 [indicators, indicators]: 一级指标=class, 二级指标=group, 三级指标=name, 年度指标值=target, 实际完成值=actual, 分值=weight, 得分=score, 偏差原因分析及改进措施=reason
            检查：funds.total = funds.part-2 + funds.part-3 [unbalanced-breakdown, each column]
            检查：funds.rate = funds.executed / funds.adjusted [wrong-rate, each row]
            检查：funds.score = funds.weight * (funds.executed / funds.adjusted) [wrong-rate-score, each row]
            检查：indicators.weight[total] = funds.weight[total] + indicators.weight [unbalanced-scores]
            检查：indicators.score[total] = funds.score[total] + indicators.score [unbalanced-scores]
            0
        "#]],
    );
    check(
        &desk,
        &["form", "list"],
        &expect![[r#"
            water  项目支出绩效自评表（本项目，万元，5 个项目，5 条检查）
            liaoning-department  朝阳市 2021 年表样（辽宁）（内置，万元，6 个项目，6 条检查）
            mof-2015-department  部门（单位）整体支出绩效目标申报表（财预〔2015〕88号）（内置，万元，4 个项目，4 条检查）
            mof-2021-department  部门（单位）整体支出绩效目标申报表（财预〔2021〕101号指标）（内置，万元，4 个项目，4 条检查）
            mof-2015-project  项目支出绩效目标申报表（财预〔2015〕88号）（内置，万元，9 个项目，2 条检查）
            mof-2021-project  项目支出绩效目标表（财预〔2021〕101号指标）（内置，万元，6 个项目，1 条检查）
            mof-2020-project-evaluation  项目支出绩效自评表（财预〔2020〕10号）（内置，万元，7 个项目，2 条检查）
            mof-2020-project-evaluation-yuan  项目支出绩效自评表（财预〔2020〕10号，元）（内置，元，7 个项目，2 条检查）
            mof-2020-department-evaluation  部门（单位）整体支出绩效自评表（仿财预〔2020〕10号）（内置，万元，5 个项目，2 条检查）
            rural-project  财政衔接推进乡村振兴补助资金绩效目标申报表（内置，万元，7 个项目，1 条检查）
            rural-project-evaluation  财政衔接推进乡村振兴补助资金绩效目标自评表（内置，万元，8 个项目，2 条检查）
            regional-transfer  转移支付区域绩效目标表（内置，万元，9 个项目，1 条检查）
            regional-transfer-evaluation  转移支付区域绩效自评表（内置，万元，8 个项目，2 条检查）
            fujian-department  福建省部门整体支出绩效目标表（内置，万元，6 个项目，2 条检查）
            fujian-department-evaluation  福建省部门整体支出绩效自评表（内置，元，6 个项目，7 条检查）
            hubei-department  湖北省部门整体绩效目标申报表（内置，万元，11 个项目，0 条检查）
            hubei-department-evaluation  湖北省部门整体绩效自评表（内置，万元，10 个项目，2 条检查）
            hubei-project-evaluation  湖北省财政项目绩效自评表（内置，万元，11 个项目，2 条检查）
            hubei-project-monitoring  湖北省项目支出绩效监控表（内置，万元，9 个项目，1 条检查）
            hebei-department  河北省部门整体支出绩效目标申报表（内置，元，5 个项目，1 条检查）
            jiangxi-department  江西省部门整体支出绩效目标表（内置，万元，4 个项目，3 条检查）
            ningxia-department  宁夏部门整体支出绩效目标表（内置，万元，5 个项目，1 条检查）
            guangxi-department  广西部门整体绩效申报表（内置，元，6 个项目，1 条检查）
            zhejiang-department  浙江省部门整体绩效目标表（内置，万元，1 个项目，1 条检查）
            sichuan-project-evaluation  四川省部门预算项目支出绩效自评表（内置，万元，11 个项目，4 条检查）
            sichuan-project-list  四川省部门预算项目绩效目标申报表（内置，元，1 个项目，0 条检查）
            chongqing-project  重庆市项目支出绩效目标审批表（内置，万元，12 个项目，1 条检查）
            shanghai-project  上海市财政支出项目绩效目标申报表（内置，元，21 个项目，0 条检查）
            hunan-project  湖南省项目绩效目标表（内置，万元，19 个项目，2 条检查）
            0
        "#]],
    );
    check(
        &desk,
        &["form", "why", "a.mubiao"],
        &expect![[r#"
            a.mubiao 第 1 张表《项目支出绩效自评表（2023年度）》：按表样 water 读取
              water：采用；对得上的项目和栏名 7 处，标题相符（项目名称、项目资金、年度总体目标、绩效指标）
              mof-2020-project-evaluation：不合；对得上的项目和栏名 7 处，标题相符（项目名称、项目资金、年度总体目标、绩效指标）
              mof-2020-project-evaluation-yuan：不合；对得上的项目和栏名 7 处，标题相符（项目名称、项目资金、年度总体目标、绩效指标）
              mof-2021-project：不合；对得上的项目和栏名 4 处（项目名称、项目资金、年度总体目标、绩效指标）
              mof-2020-department-evaluation：不合；对得上的项目和栏名 4 处（项目资金、年度总体目标、绩效指标）
              rural-project-evaluation：不合；对得上的项目和栏名 4 处（项目名称、项目资金、绩效指标）
              mof-2015-project：不合；对得上的项目和栏名 4 处（项目名称、项目资金、绩效指标）；这个表样没有的 1 处（年度总体目标）
              rural-project：不合；对得上的项目和栏名 2 处（项目名称、绩效指标）；这个表样没有的 2 处（项目资金、年度总体目标）
              mof-2015-department：不合；对得上的项目和栏名 1 处（年度总体目标）；这个表样没有的 3 处（项目名称、项目资金（万元）、绩效指标）
              mof-2021-department：不合；对得上的项目和栏名 1 处（年度总体目标）；这个表样没有的 3 处（项目名称、项目资金（万元）、绩效指标）
              liaoning-department：不合；对得上的项目和栏名 0 处；这个表样没有的 4 处（项目名称、项目资金（万元）、年度总体目标、绩效指标）
                项目名称 [项目]
                项目资金（万元） [清单]: =未识别, 年初预算数=initial, 全年预算数=adjusted, 全年执行数=executed, 分值=weight, 执行率=rate, 得分=score
                预期目标 [文字]
                实际完成情况 [文字]
                绩效指标 [指标]: 一级指标=class, 二级指标=group, 三级指标=name, 年度指标值=target, 实际完成值=actual, 分值=weight, 得分=score, 偏差原因分析及改进措施=reason
            0
        "#]],
    );
    // What is there already stays.
    check(
        &desk,
        &["form", "draft", "a.mubiao", "-o", "forms/water"],
        &expect![[r#"
        错误: “forms/water/layout.toml”已经存在，未改动；请换一个文件名
        2
    "#]],
    );
    check(
        &desk,
        &["form", "draft", "a.mubiao", "-o", "forms/Water"],
        &expect![[r#"
        错误: 文件夹名“Water”就是表样名，只能用小写字母、数字和连字符，例如 county-project
        2
    "#]],
    );
}

#[test]
fn what_the_form_states_is_held_against_the_sheet() {
    let layout = "\
id = \"water\"
extends = \"none\"
name = { zh = \"自评表\", en = \"water\" }
titles = [\"项目支出绩效自评表（{Y}年度）\"]

[[section]]
id = \"funds\"
label = \"项目资金（万元）\"
shape = \"list\"
kind = \"money\"
columns = [
  { id = \"label\", kind = \"text\" },
  { id = \"budget\", label = \"全年预算数\", kind = \"adjusted\" },
  { id = \"executed\", label = \"全年执行数\", kind = \"executed\" },
  { id = \"weight\", label = \"分值\", kind = \"weight\" },
  { id = \"rate\", label = \"执行率\", kind = \"rate\" },
  { id = \"score\", label = \"得分\", kind = \"score\" },
  { id = \"grade\", label = \"评定等次\", kind = \"note\", required = true },
]
rows = [[{ id = \"total\", label = \"年度资金总额\" }], [{ id = \"fiscal\", label = \"其中：财政拨款\" }]]

[[section]]
id = \"duty\"
label = \"部门职责概述\"
shape = \"text\"

[[check]]
rule = \"overspent\"
holds = \"funds.executed[total] <= funds.budget[total] * 98%\"

[[check]]
rule = \"wrong-rate-score\"
holds = \"funds.score[total] = min(funds.weight[total], funds.weight[total] * funds.rate[total] + 1)\"
";
    let desk = Desk::new(&[
        ("mubiao.toml", b"profiles = ['water']\nprofile = 'water'\n"),
        ("water/layout.toml", layout.as_bytes()),
        ("a.mubiao", SHEET.as_bytes()),
    ]);
    check(
        &desk,
        &["lint", "--format", "concise", "a.mubiao"],
        &expect![[r#"
            a.mubiao:1:1: 错误[missing-section] 缺少“部门职责概述”一项，请补上
            a.mubiao:3:11: 错误[missing-section] 表中缺少“评定等次”一栏，请补上
            a.mubiao:4:24: 警告[overspent] 年度资金总额的全年执行数 405.18，超过 404.348；请核对
            a.mubiao:4:41: 警告[wrong-rate-score] 年度资金总额的得分 9.82，应为 min(10, 10 × 98.20% + 1) = 10.00
            1
        "#]],
    );
}

#[test]
fn mistakes_of_a_form_have_a_place_in_the_language_of_the_user() {
    let layout = "\
id = \"base\"
extends = \"none\"
name = { zh = \"自评表\", en = \"base\" }
titles = [\"项目支出绩效自评表\"]

[[section]]
id = \"project\"
label = \"项目名称\"
shape = \"field\"

[[section]]
id = \"funds\"
label = \"项目资金\"
shape = \"breakdown\"
rows = [[{ id = \"total\", label = \"资金总额\" }, { id = \"fiscal\", label = \"财政拨款\" }]]

[[check]]
rule = \"unbalanced-breakdown\"
holds = \"funds.total = funds.fiscal\"
";
    let broken = |from: &str, to: &str| {
        assert!(layout.contains(from), "{from}");
        let desk = Desk::new(&[("base/layout.toml", layout.replace(from, to).as_bytes())]);
        let zh = desk.run(&["form", "check", "base"]);
        let en = desk.run(&["form", "check", "base", "--lang", "en"]);
        format!("{}{}{}", zh.out(), en.out(), en.status)
    };
    let mut told = Vec::new();
    for (from, to) in [
        ("label = \"项目名称\"", "label = \"：\""),
        ("label = \"项目名称\"", "label = \"项目\\t名称\""),
        ("funds.fiscal\"", "funds.fiscl\""),
        ("funds.fiscal\"", "funds.fiscal +\""),
        ("funds.total =", "fund.total ="),
        ("funds.total = ", "funds.total <= "),
        ("rule = \"unbalanced-breakdown\"", "rule = \"unmatched-task\""),
        ("shape = \"field\"", "shape = \"field\"\nkind = \"projekt\""),
        ("shape = \"field\"", "shape = \"field\"\nmost = 3"),
        ("id = \"funds\"", "id = \"project\""),
        ("titles", "title"),
        ("extends = \"none\"", "extends = \"non\""),
    ] {
        told.push(broken(from, to));
    }
    expect![[r#"
        base/layout.toml:6: 项目“project”：“：”不能是栏名：栏名要有字，不含 TAB，不超过 80 个字
        base/layout.toml:6: section "project": no text can have the heading "：": a heading has words, no TAB, and at most 80 characters
        1
        base/layout.toml:6: 项目“project”：“项目\t名称”不能是栏名：栏名要有字，不含 TAB，不超过 80 个字
        base/layout.toml:6: section "project": no text can have the heading "项目\t名称": a heading has words, no TAB, and at most 80 characters
        1
        base/layout.toml:19: 检查“funds.total = funds.fiscl”：项目“funds”没有名为“fiscl”的行或列，是不是“fiscal”？
        base/layout.toml:19: the check "funds.total = funds.fiscl": the section "funds" has no row or column "fiscl"; did you mean "fiscal"?
        1
        base/layout.toml:19: 检查“funds.total = funds.fiscal +”：算式没有写完，这里应有项目的名称、数或“(”
        base/layout.toml:19: the check "funds.total = funds.fiscal +": the formula ends where a name, a number or `(` is expected
        1
        base/layout.toml:19: 检查“fund.total = funds.fiscal”：“fund.total”不是项目的名称，是不是“funds”？
        base/layout.toml:19: the check "fund.total = funds.fiscal": the term "fund.total" names no section; did you mean "funds"?
        1
        base/layout.toml:19: 检查“funds.total <= funds.fiscal”：规则 unbalanced-breakdown 比较是否相等，要写 =
        base/layout.toml:19: the check "funds.total <= funds.fiscal": the rule unbalanced-breakdown compares by =
        1
        base/layout.toml:18: 没有规则“unmatched-task”报告这种检查，是不是“unbalanced-tasks”？
        base/layout.toml:18: no rule "unmatched-task" reports a check; did you mean "unbalanced-tasks"?
        1
        base/layout.toml:10: 不能写“projekt”，是不是“project”？
        base/layout.toml:10: unknown kind "projekt"; did you mean "project"?
        1
        base/layout.toml:6: 项目“project”：numbered、most、as-many-as、pattern 不用于按栏名读取的表样
        base/layout.toml:6: section "project": `numbered`, `most`, `as-many-as` and `pattern` do not go with a form that is read by its headings
        1
        base/layout.toml:11: 有两个项目叫“project”
        base/layout.toml:11: there are two sections "project"
        1
        base/layout.toml:4: 没有名为“title”的设置，是不是“titles”？
        base/layout.toml:4: unknown field `title`; did you mean "titles"?
        1
        base/layout.toml:2: 没有名为“non”的表样可以沿用，是不是“none”？
        base/layout.toml:2: there is no profile "non" to extend; did you mean "none"?
        1"#]].assert_eq(&told.join("\n"));
}

#[test]
fn what_is_inherited_is_told_with_whose_it_is() {
    let base = "\
id = \"base\"
extends = \"none\"
name = { zh = \"甲\", en = \"base\" }
titles = [\"项目支出绩效自评表\"]

[[section]]
id = \"funds\"
label = \"项目资金\"
shape = \"breakdown\"
rows = [[{ id = \"total\", label = \"资金总额\" }, { id = \"fiscal\", label = \"财政拨款\" }]]

[[check]]
rule = \"unbalanced-breakdown\"
holds = \"funds.total = funds.fiscal\"
";
    let own = "\
id = \"own\"
extends = \"base\"
name = { zh = \"乙\", en = \"own\" }

[[section]]
id = \"project\"
label = \"项目名称\"
shape = \"field\"
";
    let desk = Desk::new(&[
        ("mubiao.toml", b"profiles = ['base', 'own']\n"),
        ("base/layout.toml", base.as_bytes()),
        ("own/layout.toml", own.as_bytes()),
        ("a.mubiao", SHEET.as_bytes()),
    ]);
    check(
        &desk,
        &["lint", "a.mubiao"],
        &expect![[r#"
        错误: own/layout.toml: 表样有误：检查“funds.total = funds.fiscal”：“funds.total”不是项目的名称，可以写的有：project（在它所沿用的表样“base”的 layout.toml 第 14 行）
        2
    "#]],
    );
    check(
        &desk,
        &["lint", "a.mubiao", "--lang", "en"],
        &expect![[r#"
        error: own/layout.toml: the profile is broken: the check "funds.total = funds.fiscal": the term "funds.total" names no section; expected is one of project (in line 14 of layout.toml of the profile "base" that it extends)
        2
    "#]],
    );
}

#[test]
fn sums_between_sections_are_found_where_several_sheets_hold_them() {
    let corpus = include_bytes!("../corpus/chaoyang-2021.mubiao");
    let desk = Desk::new(&[("a.mubiao", corpus)]);
    desk.run(&["form", "draft", "a.mubiao", "-o", "liaoning"]);
    let layout = text(&desk, "liaoning/layout.toml");
    let checks: Vec<&str> =
        layout.lines().filter(|line| line.starts_with("holds") || line.starts_with("label")).collect();
    expect![[r#"
        label = "部门（单位）名称"
        label = "年度预算收入"
        label = "年度预算支出"
        label = "年度主要任务"
        label = "年度绩效目标"
        label = "年度绩效指标"
        holds = "funds.total = funds.part-2 + funds.part-4 + funds.part-5 + funds.part-3"
        holds = "funds.total = funds.part-2 + funds.part-4 + funds.part-3 + funds.part-5"
        holds = "field = funds.total"  # guessed: 在 6 张表里成立 / it holds in 6 sheets
        holds = "field = tasks.task-amount"  # guessed: 在 5 张表里成立 / it holds in 5 sheets
        holds = "funds.total = tasks.task-amount"  # guessed: 在 5 张表里成立 / it holds in 5 sheets
        holds = "funds.part-2 = tasks.task-amount[part-2]"  # guessed: 在 6 张表里成立 / it holds in 6 sheets
        holds = "funds.part-4 = tasks.task-amount[part-1]"  # guessed: 在 6 张表里成立 / it holds in 6 sheets
        holds = "funds.part-3 + funds.part-5 = tasks.task-amount[*]"  # guessed: 在 4 张表里成立 / it holds in 4 sheets"#]].assert_eq(&checks.join("\n"));
}

/// Two tables side by side, two of one kind below each other, two rows of totals, a row without an amount.
const NAMED_TWICE: [(&str, &str, &str, &str); 4] = [
    (
        "项目资金（万元）\t中期资金总额：\t2860\t年度资金总额：\t980\n\
         \t其中：财政拨款\t2400\t其中：财政拨款\t800\n\t其他资金\t460\t其他资金\t180\n",
        "年度资金总额：\t980",
        "年度资金总额：\t890",
        "年度资金总额 890，应为 800 + 180 = 980",
    ),
    (
        "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t得分\n\
         \t产出指标\t数量指标\t整治背街小巷\t11条\t11条\t30\n\t\t质量指标\t整治验收合格率\t100%\t100%\t20\n\
         年度目标2\t做好防汛抗旱，维护镇域平安稳定。\n\
         绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t得分\n\
         \t产出指标\t数量指标\t排查水库塘堰隐患点\t52处\t52处\t30\n\t\t质量指标\t隐患整改完成率\t100%\t100%\t20\n\
         总分\t\t\t\t\t\t100\n",
        "52处\t30",
        "52处\t20",
        "总分的得分 100，应为 30 + 20 + 20 + 20 = 90",
    ),
    (
        "部门总体资金情况（万元）\t总体资金情况\t\t当年金额\t占比\n\
         \t收入构成\t财政拨款\t1700.00\t85.00%\n\t\t单位资金\t300.00\t15.00%\n\t\t合计\t2000.00\t100.00%\n\
         \t支出构成\t人员类项目支出\t600.00\t30.00%\n\t\t特定目标类项目支出\t1400.00\t70.00%\n\t\t合计\t2000.00\t100.00%\n",
        "特定目标类项目支出\t1400.00\t70.00%",
        "特定目标类项目支出\t1400.00\t77.00%",
        "特定目标类项目支出的占比 77.00%，应为 1400.00 ÷ 2000.00 = 70.00%",
    ),
    (
        "年度预算支出\t年度部门预算支出\t12.62\n\t人员类项目\t11.96\t其他运转类项目\n\
         \t公用经费类项目\t0.66\t特定目标类项目\n",
        "特定目标类项目\n",
        "特定目标类项目\t3.00\n",
        "年度部门预算支出 12.62，应为 11.96 + 0.66 + 3.00 = 15.62",
    ),
];

#[test]
fn a_drafted_form_names_each_of_several_that_are_called_the_same() {
    for (table, sound, flawed, message) in NAMED_TWICE {
        let sheet = format!("项目支出绩效自评表（2023年度）\n项目名称\t集镇整治项目\n{table}");
        assert!(sheet.contains(sound), "{sound}");
        let other = sheet.replace(sound, flawed);
        let desk = Desk::new(&[("a.mubiao", sheet.as_bytes()), ("b.mubiao", other.as_bytes())]);
        let ran = desk.run(&["form", "draft", "a.mubiao", "-o", "own"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert_eq!(desk.run(&["form", "check", "own"]).status, 0);
        let own = desk.run(&["lint", "--profile", "own", "--format", "concise", "a.mubiao"]);
        assert!(!own.out().contains("错误["), "{}\n{}", own.out(), text(&desk, "own/layout.toml"));
        // It is the form that says so, and no heading.
        let stated = text(&desk, "own/layout.toml");
        let found = desk.run(&["lint", "--profile", "own", "--format", "concise", "b.mubiao"]);
        assert!(stated.contains("[[check]]"), "{stated}");
        assert!(found.out().contains(message), "{}\n{stated}", found.out());
    }
}

#[test]
fn what_has_no_sheet_makes_no_form() {
    let desk = Desk::new(&[("a.mubiao", "随便写的一段话\n".as_bytes())]);
    check(
        &desk,
        &["form", "draft", "a.mubiao", "-o", "x"],
        &expect![[r#"
        错误: 没有读到表：需要有指标表，或标题、单位名称下的金额表
        2
    "#]],
    );
    check(
        &desk,
        &["form", "draft", "b.xlsx", "-o", "x", "--lang", "en"],
        &expect![[r#"
        error: cannot find "b.xlsx"; check the path
        2
    "#]],
    );
    check(
        &desk,
        &["form", "check", "x"],
        &expect![[r#"
        错误: 找不到“x/layout.toml”；请检查路径
        2
    "#]],
    );
    check(
        &desk,
        &["form", "show", "x"],
        &expect![[r#"
        错误: 没有名为“x”的表样；可用的有 liaoning-department、mof-2015-department、mof-2021-department、mof-2015-project、mof-2021-project、mof-2020-project-evaluation、mof-2020-project-evaluation-yuan、mof-2020-department-evaluation、rural-project、rural-project-evaluation、regional-transfer、regional-transfer-evaluation、fujian-department、fujian-department-evaluation、hubei-department、hubei-department-evaluation、hubei-project-evaluation、hubei-project-monitoring、hebei-department、jiangxi-department、ningxia-department、guangxi-department、zhejiang-department、sichuan-project-evaluation、sichuan-project-list、chongqing-project、shanghai-project、hunan-project
        2
    "#]],
    );
}
