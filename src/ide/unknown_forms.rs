//! The features on sheets that are read by their headings: what they say comes from the headings alone.

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::testing::{HEADED, analysis};
use super::*;
use crate::diagnostic::Lang;
use crate::text::{Edit, TextRange, apply_edits};

const EVALUATION: &str = HEADED[0];
const PANES: &str = HEADED[1];
const PROJECTS: &str = HEADED[2];

/// What hovering shows over the first of each of `words` in `text`.
fn hovered(text: &str, words: &[&str]) -> String {
    let analysis = analysis(text, Lang::Zh);
    let mut out = String::new();
    for word in words {
        let at = text.find(word).unwrap() + word.find(|c| c != '\t').unwrap_or(0);
        let found = hover(&analysis, at as u32, []);
        let shown = found.map_or("nothing".to_owned(), |found| {
            format!("{}\n{}", &text[found.range.usize()].replace('\t', "⇥"), found.text)
        });
        let _ = writeln!(out, "{shown}\n------");
    }
    out
}

#[test]
fn hover_says_what_a_cell_is() {
    let cells = ["2023年度）", "农村供水", "全年执行数", "412.60", "332.60", "99.04%", "三镇管网", "绩效指标\t"];
    expect![[r#"
        项目支出绩效自评表（2023年度）
        **项目支出绩效自评表（2023年度）**，2023 年度

        没有这种表的表样，按表头识读
        ------
        农村供水管网改造项目
        **项目名称**

        一个值，写在标签后面
        ------
        全年执行数
        **项目资金（万元） · 全年执行数**

        金额，单位万元
        ------
        412.60
        **年度资金总额 · 全年预算数** 412.60 万元

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 年度资金总额的全年预算数 412.60 | 其中：本年财政拨款 + 上年结转资金 + 其他资金 412.60 | 0.00 |  |

        年度资金总额的执行率：`98.20% = 405.18 ÷ 412.60` ✓

        年度资金总额的得分：`9.82 = 10 × 405.18 ÷ 412.60` ✓
        ------
        332.60
        **其中：本年财政拨款 · 全年预算数** 332.60 万元

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 年度资金总额的全年预算数 412.60 | 其中：本年财政拨款 + 上年结转资金 + 其他资金 412.60 | 0.00 | 80.61% |

        本年财政拨款的执行率：`99.04% = 329.40 ÷ 332.60` ✓
        ------
        99.04%
        **— · 执行率** 99.04%

        执行数 ÷ 预算数，写百分数

        本年财政拨款的执行率：`99.04% = 329.40 ÷ 332.60` ✓
        ------
        三镇管网改造全部完工，水压和水质稳定。
        **实际完成情况**

        文字；另起一段就另起一行
        ------
        绩效指标
        **绩效指标**

        每行一个指标：一级指标、二级指标、三级指标、年度指标值、实际完成值、分值、得分、偏差原因分析及改进措施

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 产出指标 50 | 改造供水主管网长度 + 安装智能水表数量 + 管网验收合格率 50 | 0 |  |
        | 效益指标 30 | 受益群众人数 30 | 0 |  |
        | 满意度指标 10 | 用水户满意度 10 | 0 |  |
        | 总分的分值 100 | 6 项合计 100 | 0 |  |
        | 总分的得分 99.32 | 6 项合计 99.32 | 0.00 |  |
        ------
    "#]]
    .assert_eq(&hovered(EVALUATION, &cells));
    let cells = ["年度指标值", "产出指标（50分）", "数量指标", "安装智能", "3580块", "9.5", "20户", "总分", "99.32"];
    expect![[r#"
        年度指标值
        **绩效指标 · 年度指标值**

        运算符号、数字、度量单位连着写，如 95%，运算符号是 ≤、≥、＜、＝、＞ 之一；定性指标写表述
        ------
        产出指标（50分）
        **产出指标（50分）**，一级指标

        本表有 3 行

        - 改造供水主管网长度
        - 安装智能水表数量
        - 管网验收合格率
        ------
        数量指标
        **数量指标**，二级指标

        本表有 2 行

        - 改造供水主管网长度
        - 安装智能水表数量
        ------
        安装智能水表数量
        **安装智能水表数量**

        本单位自己的指标，属于 产出指标（50分） › 数量指标

        `≥ 3600 块`
        ------
        3580块
        **绩效指标 · 实际完成值**

        实际完成的值，写法与指标值相同
        ------
        9.5
        **安装智能水表数量 · 得分** 9.5 分

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 总分的得分 99.32 | 6 项合计 99.32 | 0.00 | 9.57% |
        ------
        20户因拆迁暂缓安装，下年度补装
        **绩效指标 · 偏差原因分析及改进措施**

        没有完成或明显偏离的原因和改进措施
        ------
        总分
        **总分**，一级指标

        本表有 0 行
        ------
        99.32
        **总分 · 得分** 99.32 分

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 总分的得分 99.32 | 6 项合计 99.32 | 0.00 |  |
        ------
    "#]]
    .assert_eq(&hovered(EVALUATION, &cells));
    expect![[r#"
        2860
        **中期资金总额** 2860 万元

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 中期资金总额 2860 | 其中：财政拨款 + 其他资金 2860 | 0 |  |
        ------
        其他资金
        **其他资金**

        金额写在右边一格
        ------
        4座
        **绩效指标 · 指标值**

        运算符号、数字、度量单位连着写，如 95%，运算符号是 ≤、≥、＜、＝、＞ 之一；定性指标写表述
        ------
        ≥92%
        **绩效指标 · 指标值**

        运算符号、数字、度量单位连着写，如 95%，运算符号是 ≤、≥、＜、＝、＞ 之一；定性指标写表述
        ------
    "#]]
    .assert_eq(&hovered(PANES, &["2860", "其他资金\t180", "4座\n", "≥92%"]));
    expect![[r#"
        3,806,500.00
        **预算数** 3,806,500.00

        金额，单位元

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 612-云岭乡部门的预算数 3806500.00 | 享受补贴村干部人数 + 保障行政村数量 3806500.00 | 0.00 |  |
        ------
        2,946,500.00
        **享受补贴村干部人数 · 预算数** 2,946,500.00

        金额，单位元

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 612-云岭乡部门的预算数 3806500.00 | 享受补贴村干部人数 + 保障行政村数量 3806500.00 | 0.00 | 77.41% |
        ------
        村民满意度
        **村民满意度**

        本单位自己的指标，属于 满意度指标 › 服务对象满意度指标；越大越好

        `≥ 90 %`
        ------
        反向指标
        **单村年均运行经费 · 指标方向性**

        正向或反向
        ------
    "#]]
    .assert_eq(&hovered(PROJECTS, &["3,806,500.00", "2,946,500.00", "村民满意度", "反向指标"]));
}

#[test]
fn hover_says_what_is_wrong() {
    let text = EVALUATION.replace("412.60", "422.60").replace("99.32", "98.32");
    expect![[r#"
        422.60
        **年度资金总额 · 全年预算数** 422.60 万元

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 年度资金总额的全年预算数 422.60 | 其中：本年财政拨款 + 上年结转资金 + 其他资金 412.60 | 分项少 10.00 |  |

        年度资金总额的执行率：写的是 98.20%，而 `405.18 ÷ 422.60 = 95.88%`

        年度资金总额的得分：`9.82 = 10 × 405.18 ÷ 422.60` ✓
        ------
        98.20%
        **年度资金总额 · 执行率** 98.20%

        执行数 ÷ 预算数，写百分数

        年度资金总额的执行率：写的是 98.20%，而 `405.18 ÷ 422.60 = 95.88%`
        ------
        98.32
        **总分 · 得分** 98.32 分

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 总分的得分 98.32 | 6 项合计 99.32 | 分项多 1.00 |  |
        ------
        332.60
        **其中：本年财政拨款 · 全年预算数** 332.60 万元

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 年度资金总额的全年预算数 422.60 | 其中：本年财政拨款 + 上年结转资金 + 其他资金 412.60 | 分项少 10.00 | 78.7% |

        本年财政拨款的执行率：`99.04% = 329.40 ÷ 332.60` ✓
        ------
    "#]]
    .assert_eq(&hovered(&text, &["422.60", "98.20%", "98.32", "332.60"]));
}

/// What is offered at `$0`, and the row after the first of it is chosen.
fn offered(text: &str, most: usize) -> String {
    let at = text.find("$0").unwrap();
    let text = text.replacen("$0", "", 1);
    let found = complete(&analysis(&text, Lang::Zh), at as u32, &CompletionOptions::default());
    let mut out = String::new();
    for item in found.items.iter().take(most) {
        let _ = writeln!(out, "{} | {:?} | {}", item.label, item.kind, item.detail);
    }
    let Some(first) = found.items.first() else { return "nothing\n".to_owned() };
    let edited = apply_edits(&text, &[Edit::replace(found.range, first.text.clone())]);
    let row = edited[..found.range.start as usize].matches('\n').count();
    let _ = writeln!(out, "{}", edited.lines().nth(row).unwrap_or_default().replace('\t', "⇥"));
    out
}

#[test]
fn completion_knows_the_columns() {
    let head = "项目支出绩效目标表（2023年度）\n项目名称\t村道改造\n\
                绩效指标\t一级指标\t二级指标\t三级指标\t运算符号\t指标值\t度量单位\n";
    let mut out = String::new();
    for row in [
        "\t$0",
        "\t产出指标\tzl$0",
        "\t产出指标\t质量指标\tda$0",
        "\t产出指标\t数量指标\t改造村道里程\t$0",
        "\t产出指标\t数量指标\t改造村道里程\t≥\t4\tgl$0",
        "\t产出指标\t质量指标\t管护制度\t\tguif$0",
        "mb$0",
        "项目资金（万元）\t\tnianchu$0",
    ] {
        let _ = writeln!(out, "{}\n{}", row.replace('\t', "⇥"), offered(&format!("{head}{row}"), 4));
    }
    expect![[""]].assert_eq(&out);
}

#[test]
fn completion_closes_a_sum() {
    let part = PANES.replace("其他资金\t180", "其他资金\t$0");
    let rate = EVALUATION.replace("98.20%", "9$0");
    let total = EVALUATION.replace("100\t99.32", "100\t9$0");
    let header = EVALUATION.replace("实际完成值\t", "shiji$0\t");
    let all = [part, rate, total, header].map(|text| offered(&text, 3));
    expect![[r#"
        nothing

        98% | Value | 年度资金总额的执行率 = 405.18 ÷ 412.60
        ⇥年度资金总额：⇥380.00⇥412.60⇥405.18⇥10⇥98%⇥9.82

        99.32 | Value | 使总分的得分与各部分相符
        ⇥总分⇥⇥⇥⇥⇥100⇥99.32

        实际完成值 | Header | 
        实际完成情况 | Header | 
        实际值 | Header | 
        绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
    "#]]
    .assert_eq(&all.join("\n"));
}

/// The columns at the first of each of `words`, the active one in brackets.
fn columns(text: &str, words: &[&str]) -> String {
    let analysis = analysis(text, Lang::Zh);
    let mut out = String::new();
    for word in words {
        let at = text.find(word).unwrap() + word.find(|c| c != '\t').unwrap_or(0);
        let Some(found) = signature_help(&analysis, at as u32) else {
            out.push_str("none\n");
            continue;
        };
        let mut label = found.label.clone();
        if let Some(active) = found.active {
            label.insert(found.columns[active].range.end as usize, '⟧');
            label.insert(found.columns[active].range.start as usize, '⟦');
        }
        let _ = writeln!(out, "{label}");
    }
    out
}

#[test]
fn the_columns_of_a_row() {
    let words = ["农村供水", "301005", "412.60", "98.20%", "43.6公里", "三镇管网"];
    expect![[r#"
        项目名称 ⇥ ⟦内容⟧
        主管部门 ⇥ 内容 ⇥ 实施单位 ⇥ ⟦内容⟧
        名称 ⇥ 年初预算数 ⇥ ⟦全年预算数⟧ ⇥ 全年执行数 ⇥ 分值 ⇥ 执行率 ⇥ 得分
        名称 ⇥ 年初预算数 ⇥ 全年预算数 ⇥ 全年执行数 ⇥ 分值 ⇥ ⟦执行率⟧ ⇥ 得分
        一级指标 ⇥ 二级指标 ⇥ 三级指标 ⇥ 年度指标值 ⇥ ⟦实际完成值⟧ ⇥ 分值 ⇥ 得分 ⇥ 偏差原因分析及改进措施
        none
    "#]]
    .assert_eq(&columns(EVALUATION, &words));
    expect![[r#"
        项目资金（万元） ⇥ 中期资金总额 ⇥ 内容 ⇥ 年度资金总额 ⇥ ⟦内容⟧
        一级指标 ⇥ 二级指标 ⇥ 三级指标 ⇥ 指标值 ⇥ 二级指标 ⇥ 三级指标 ⇥ ⟦指标值⟧
    "#]]
    .assert_eq(&columns(PANES, &["980", "4座\n"]));
    expect![[r#"
        单位名称 ⇥ 项目名称 ⇥ ⟦预算数⟧ ⇥ 年度目标 ⇥ 一级指标 ⇥ 二级指标 ⇥ 三级指标 ⇥ 指标性质 ⇥ 指标值 ⇥ 度量单位 ⇥ 权重 ⇥ 指标方向性
        单位名称 ⇥ 项目名称 ⇥ 预算数 ⇥ 年度目标 ⇥ 一级指标 ⇥ 二级指标 ⇥ 三级指标 ⇥ 指标性质 ⇥ ⟦指标值⟧ ⇥ 度量单位 ⇥ 权重 ⇥ 指标方向性
    "#]].assert_eq(&columns(PROJECTS, &["2,946", "96"]));
}

fn draw(symbols: &[Symbol], depth: usize, out: &mut String) {
    for Symbol { name, detail, kind, children, .. } in symbols {
        let detail = if detail.is_empty() { String::new() } else { format!("  {detail}") };
        let _ = writeln!(out, "{}{kind:?} {name}{detail}", "  ".repeat(depth));
        draw(children, depth + 1, out);
    }
}

#[test]
fn the_outline_of_a_sheet() {
    let mut out = String::new();
    for text in [EVALUATION, PANES] {
        draw(&document_symbols(&analysis(text, Lang::Zh)), 0, &mut out);
    }
    expect![[r#"
        Sheet 农村供水管网改造项目  项目支出绩效自评表（2023年度）
          Section 项目名称  农村供水管网改造项目
          Section 主管部门  301-禾川县水利局
          Section 实施单位  301005-禾川县水务服务中心
          Section 项目资金（万元）
            Item 年度资金总额：  380.00
            Item 其中：本年财政拨款  300.00
            Item 上年结转资金  30.00
            Item 其他资金  50.00
          Section 年度总体目标
            Section 预期目标
            Section 实际完成情况
          Section 绩效指标
            Class 产出指标（50分）
              Group 数量指标
                Indicator 改造供水主管网长度  ≥ 42 公里
                Indicator 安装智能水表数量  ≥ 3600 块
              Group 质量指标
                Indicator 管网验收合格率  ≥ 98 %
            Class 效益指标（30分）
              Group 社会效益指标
                Indicator 受益群众人数  ≥ 5.6 万人
            Class 满意度指标（10分）
              Group 服务对象满意度指标
                Indicator 用水户满意度  ≥ 90 %
        Sheet 高原湖泊监测站网建设  项目支出绩效目标申报表（2023年度）
          Section 项目名称  高原湖泊监测站网建设
          Section 主管部门及代码  405-石汀县生态环境局
          Section 实施单位  石汀县环境监测站
          Section 项目资金（万元）
            Item 中期资金总额  2860
            Item 年度资金总额  980
            Item 其中：财政拨款  2400
            Item 其中：财政拨款  800
            Item 其他资金  460
            Item 其他资金  180
          Section 总体目标
            Section 中期目标（2023年—2025年）
            Section 年度目标
          Section 绩效指标
            Section 中期目标（2023年—2025年）
              Class 产出指标
                Group 数量指标
                  Indicator 指标1：建成监测站  12 座
                Group 质量指标
                  Indicator 指标1：监测数据有效率  ≥ 92 %
              Class 效益指标
                Group 生态效益指标
                  Indicator 指标1：湖区水质达标率  ≥ 85 %
            Section 年度目标
              Class 产出指标
                Group 数量指标
                  Indicator 指标1：安装监测站  4 座
                  Indicator 指标2：编制水质周报  ≥ 44 期
                Group 质量指标
                  Indicator 指标1：设备验收合格率  100 %
              Class 效益指标
                Group 生态效益指标
                  Indicator 指标1：湖区水质达标率  ≥ 80 %
    "#]]
    .assert_eq(&out);
}

/// `text` with `notes` put in at their places.
fn annotated(text: &str, mut notes: Vec<(u32, String)>) -> String {
    notes.reverse();
    notes.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let mut text = text.to_owned();
    notes.into_iter().for_each(|(at, note)| text.insert_str(at as usize, &note));
    text.replace('\t', "⇥")
}

fn check_notes(text: &str, notes: Vec<(u32, String)>, expected: &Expect) {
    expected.assert_eq(&annotated(text, notes));
}

#[test]
fn folds_and_selections() {
    let book = analysis(EVALUATION, Lang::Zh);
    let rows: Vec<&str> = EVALUATION.lines().collect();
    let shown = |first: u32| rows[first as usize].replace('\t', "⇥").chars().take(24).collect::<String>();
    let folds = book.folds().into_iter();
    let folds: Vec<String> =
        folds.map(|fold| format!("{:?} {} +{}", fold.kind, shown(fold.first), fold.last - fold.first)).collect();
    expect![[r#"
        Sheet 附件1 +18
        Section 项目资金（万元）⇥⇥年初预算数⇥全年预算数⇥全年 +4
        Section 年度总体目标⇥预期目标⇥实际完成情况 +1
        Section 绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标 +6
        Class ⇥产出指标（50分）⇥数量指标⇥改造供水主管网长 +2
        Group ⇥产出指标（50分）⇥数量指标⇥改造供水主管网长 +1
    "#]]
    .assert_eq(&(folds.join("\n") + "\n"));
    let at = EVALUATION.find("安装智能").unwrap() as u32;
    let ranges = book.selection(at).into_iter().map(|range| {
        let text = &EVALUATION[range.usize()];
        let count = text.trim_end().lines().count();
        format!("{count}: {}", text.chars().take(16).collect::<String>().replace('\t', "⇥").replace('\n', "¶"))
    });
    expect![[r#"
        1: 安装智能水表数量
        1: ⇥⇥⇥安装智能水表数量⇥≥360
        2: ⇥产出指标（50分）⇥数量指标⇥
        3: ⇥产出指标（50分）⇥数量指标⇥
        7: 绩效指标⇥一级指标⇥二级指标⇥三
        19: 附件1¶项目支出绩效自评表（20
    "#]]
    .assert_eq(&(ranges.collect::<Vec<_>>().join("\n") + "\n"));
}

#[test]
fn hints_of_sums_and_parents() {
    for (text, expected) in [
        (
            EVALUATION,
            expect![[r#"
        附件1
        项目支出绩效自评表（2023年度）
        项目名称⇥农村供水管网改造项目
        主管部门⇥301-禾川县水利局⇥实施单位⇥301005-禾川县水务服务中心
        项目资金（万元）⇥⇥年初预算数⇥全年预算数⇥全年执行数⇥分值⇥执行率⇥得分
        ⇥年度资金总额：⇥380.00⇥412.60⇥405.18⇥10⇥98.20%⇥9.82[全年执行数合计 405.18 ✓][全年预算数合计 412.60 ✓][年初预算数合计 380.00 ✓]
        ⇥其中：本年财政拨款⇥300.00⇥332.60⇥329.40⇥—⇥99.04%⇥—
        ⇥上年结转资金⇥30.00⇥30.00⇥26.78⇥—⇥89.27%⇥—
        ⇥其他资金⇥50.00⇥50.00⇥49.00⇥—⇥98.00%⇥—
        年度总体目标⇥预期目标⇥实际完成情况
        ⇥改造沿河三镇老旧供水管网，更换智能水表。⇥三镇管网改造全部完工，水压和水质稳定。
        绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
        ⇥产出指标（50分）⇥数量指标⇥改造供水主管网长度⇥≥42公里⇥43.6公里⇥20⇥20[一级指标合计 50 ✓]
        ⇥[产出指标（50分）]⇥[数量指标]⇥安装智能水表数量⇥≥3600块⇥3580块⇥10⇥9.5⇥20户因拆迁暂缓安装，下年度补装
        ⇥[产出指标（50分）]⇥质量指标⇥管网验收合格率⇥≥98%⇥100%⇥20⇥20
        ⇥效益指标（30分）⇥社会效益指标⇥受益群众人数⇥≥5.6万人⇥5.8万人⇥30⇥30
        ⇥满意度指标（10分）⇥服务对象满意度指标⇥用水户满意度⇥≥90%⇥94%⇥10⇥10
        ⇥总分⇥⇥⇥⇥⇥100⇥99.32[得分合计 99.32 ✓][分值合计 100 ✓]
        填报人：某某⇥联系电话：0000-0000000⇥填报日期：2024年2月26日
    "#]],
        ),
        (
            PANES,
            expect![[r#"
        项目支出绩效目标申报表（2023年度）
        项目名称⇥高原湖泊监测站网建设
        主管部门及代码⇥405-石汀县生态环境局⇥实施单位⇥石汀县环境监测站
        项目资金（万元）⇥中期资金总额：⇥2860⇥年度资金总额：⇥980[合计 980 ✓][合计 2860 ✓]
        ⇥其中：财政拨款⇥2400⇥其中：财政拨款⇥800
        ⇥其他资金⇥460⇥其他资金⇥180
        总体目标⇥中期目标（2023年—2025年）⇥年度目标
        ⇥目标1：建成12座监测站；⇥目标1：完成4座监测站选址；
        ⇥目标2：形成水质周报。⇥目标2：试运行数据接收系统。
        绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值⇥二级指标⇥三级指标⇥指标值
        ⇥产出指标⇥数量指标⇥指标1：建成监测站⇥12座⇥数量指标⇥指标1：安装监测站⇥4座
        ⇥[产出指标]⇥⇥⇥⇥[数量指标]⇥指标2：编制水质周报⇥≥44期
        ⇥[产出指标]⇥质量指标⇥指标1：监测数据有效率⇥≥92%⇥质量指标⇥指标1：设备验收合格率⇥100%
        ⇥效益指标⇥生态效益指标⇥指标1：湖区水质达标率⇥≥85%⇥生态效益指标⇥指标1：湖区水质达标率⇥≥80%
    "#]],
        ),
    ] {
        let hints = inlay_hints(&analysis(text, Lang::Zh), TextRange::new(0, text.len() as u32));
        check_notes(text, hints.into_iter().map(|hint| (hint.at, format!("[{}]", hint.label))).collect(), &expected);
    }
}

#[test]
fn highlights_of_a_sum_and_of_a_column() {
    let marked = |word: &str| {
        let book = analysis(EVALUATION, Lang::Zh);
        let marks = book.highlights(EVALUATION.find(word).unwrap() as u32);
        let shown = marks.into_iter().map(|(range, mark)| format!("{mark:?} {}", &EVALUATION[range.usize()]));
        shown.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(marked("332.60"), "Total 412.60, Part 332.60, Part 329.40, Total 99.04%, Part 30.00, Part 50.00");
    assert_eq!(marked("受益"), "Same 受益群众人数");
}

#[test]
fn every_column_has_its_colour() {
    for (text, expected) in [
        (
            EVALUATION,
            expect![[r#"
        附件1
        title⟦项目支出绩效自评表（2023年度）⟧
        label⟦项目名称⟧⇥unit⟦农村供水管网改造项目⟧
        label⟦主管部门⟧⇥301-禾川县水利局⇥label⟦实施单位⟧⇥301005-禾川县水务服务中心
        label⟦项目资金（万元）⟧⇥⇥header⟦年初预算数⟧⇥header⟦全年预算数⟧⇥header⟦全年执行数⟧⇥header⟦分值⟧⇥header⟦执行率⟧⇥header⟦得分⟧
        ⇥task⟦年度资金总额：⟧⇥number+⟦380.00⟧⇥number+⟦412.60⟧⇥number+⟦405.18⟧⇥number⟦10⟧⇥number+⟦98.20%⟧⇥number+⟦9.82⟧
        ⇥task⟦其中：本年财政拨款⟧⇥number⟦300.00⟧⇥number⟦332.60⟧⇥number⟦329.40⟧⇥—⇥number+⟦99.04%⟧⇥—
        ⇥task⟦上年结转资金⟧⇥number⟦30.00⟧⇥number⟦30.00⟧⇥number⟦26.78⟧⇥—⇥number+⟦89.27%⟧⇥—
        ⇥task⟦其他资金⟧⇥number⟦50.00⟧⇥number⟦50.00⟧⇥number⟦49.00⟧⇥—⇥number+⟦98.00%⟧⇥—
        label⟦年度总体目标⟧⇥label⟦预期目标⟧⇥label⟦实际完成情况⟧
        ⇥改造沿河三镇老旧供水管网，更换智能水表。⇥三镇管网改造全部完工，水压和水质稳定。
        label⟦绩效指标⟧⇥header⟦一级指标⟧⇥header⟦二级指标⟧⇥header⟦三级指标⟧⇥header⟦年度指标值⟧⇥header⟦实际完成值⟧⇥header⟦分值⟧⇥header⟦得分⟧⇥header⟦偏差原因分析及改进措施⟧
        ⇥class⟦产出指标（50分）⟧⇥group⟦数量指标⟧⇥name⟦改造供水主管网长度⟧⇥operator⟦≥number⟦⟧42measure*⟦⟧公里⟧⇥word⟦43.6公里⟧⇥number⟦20⟧⇥number⟦20⟧
        ⇥⇥⇥name⟦安装智能水表数量⟧⇥operator⟦≥number⟦⟧3600measure⟦⟧块⟧⇥word⟦3580块⟧⇥number⟦10⟧⇥number⟦9.5⟧⇥20户因拆迁暂缓安装，下年度补装
        ⇥⇥group⟦质量指标⟧⇥name⟦管网验收合格率⟧⇥operator⟦≥number⟦⟧98measure*⟦⟧%⟧⇥number⟦100%⟧⇥number⟦20⟧⇥number⟦20⟧
        ⇥class⟦效益指标（30分）⟧⇥group⟦社会效益指标⟧⇥name⟦受益群众人数⟧⇥operator⟦≥number⟦⟧5.6measure*⟦⟧万人⟧⇥word⟦5.8万人⟧⇥number⟦30⟧⇥number⟦30⟧
        ⇥class⟦满意度指标（10分）⟧⇥group⟦服务对象满意度指标⟧⇥name⟦用水户满意度⟧⇥operator⟦≥number⟦⟧90measure*⟦⟧%⟧⇥number⟦94%⟧⇥number⟦10⟧⇥number⟦10⟧
        ⇥header⟦总分⟧⇥⇥⇥⇥⇥number+⟦100⟧⇥number+⟦99.32⟧
        填报人：某某⇥联系电话：0000-0000000⇥填报日期：2024年2月26日
    "#]],
        ),
        (
            PANES,
            expect![[r#"
        title⟦项目支出绩效目标申报表（2023年度）⟧
        label⟦项目名称⟧⇥unit⟦高原湖泊监测站网建设⟧
        label⟦主管部门及代码⟧⇥405-石汀县生态环境局⇥label⟦实施单位⟧⇥石汀县环境监测站
        label⟦项目资金（万元）⟧⇥header⟦中期资金总额：⟧⇥number+⟦2860⟧⇥header⟦年度资金总额：⟧⇥number+⟦980⟧
        ⇥header⟦其中：财政拨款⟧⇥number⟦2400⟧⇥header⟦其中：财政拨款⟧⇥number⟦800⟧
        ⇥header⟦其他资金⟧⇥number⟦460⟧⇥header⟦其他资金⟧⇥number⟦180⟧
        label⟦总体目标⟧⇥label⟦中期目标（2023年—2025年）⟧⇥label⟦年度目标⟧
        ⇥目标1：建成12座监测站；⇥目标1：完成4座监测站选址；
        ⇥目标2：形成水质周报。⇥目标2：试运行数据接收系统。
        label⟦绩效指标⟧⇥header⟦一级指标⟧⇥header⟦二级指标⟧⇥header⟦三级指标⟧⇥header⟦指标值⟧⇥header⟦二级指标⟧⇥header⟦三级指标⟧⇥header⟦指标值⟧
        ⇥class⟦产出指标⟧⇥group⟦数量指标⟧⇥name⟦指标1：建成监测站⟧⇥number⟦12measure*⟦⟧座⟧⇥group⟦数量指标⟧⇥name⟦指标1：安装监测站⟧⇥number⟦4measure*⟦⟧座⟧
        ⇥⇥⇥⇥⇥⇥name⟦指标2：编制水质周报⟧⇥operator⟦≥number⟦⟧44measure*⟦⟧期⟧
        ⇥⇥group⟦质量指标⟧⇥name⟦指标1：监测数据有效率⟧⇥operator⟦≥number⟦⟧92measure*⟦⟧%⟧⇥group⟦质量指标⟧⇥name⟦指标1：设备验收合格率⟧⇥number⟦100measure*⟦⟧%⟧
        ⇥class⟦效益指标⟧⇥group⟦生态效益指标⟧⇥name⟦指标1：湖区水质达标率⟧⇥operator⟦≥number⟦⟧85measure*⟦⟧%⟧⇥group⟦生态效益指标⟧⇥name⟦指标1：湖区水质达标率⟧⇥operator⟦≥number⟦⟧80measure*⟦⟧%⟧
    "#]],
        ),
    ] {
        let mut notes = Vec::new();
        for place in analysis(text, Lang::Zh).places() {
            for token in place.tokens() {
                let range = place.in_text(token.range);
                let marks = ["", "*", "+", "*+"][token.modifiers as usize];
                notes.push((range.start, format!("{:?}{marks}⟦", token.kind).to_lowercase()));
                notes.push((range.end, "⟧".to_owned()));
            }
        }
        check_notes(text, notes, &expected);
    }
}

#[test]
fn the_printed_sheet_has_its_sums_and_shares() {
    let text = EVALUATION.replace("412.60", "422.60");
    let printed = printed(&analysis(&text, Lang::Zh), Which::At(0)).unwrap();
    assert!(printed.title.is_none() && printed.page.landscape && printed.page.widths.len() == 9);
    let mut out = String::new();
    let amount = |side: &Side| side.amount.clone().unwrap_or_else(|| "–".to_owned());
    for sum in &printed.sums {
        let off = sum.difference.as_deref().filter(|_| !sum.holds).map_or(String::new(), |off| format!(" 差 {off}"));
        let (total, parts) = (&sum.total, &sum.parts);
        let _ = writeln!(out, "{} {} = {} {}{off}", total.name, amount(total), parts.name, amount(parts));
    }
    for share in &printed.shares {
        let percent = share.percent.map_or_else(|| "–".to_owned(), |percent| percent.to_string());
        let _ = writeln!(out, "{} {} {percent}%", share.name, share.amount);
    }
    let cells = printed.tables.iter().flat_map(|table| table.head.iter().chain(&table.body)).flat_map(|row| &row.cells);
    for (cell, marks) in cells.zip(&printed.marks).filter(|(_, marks)| !marks.is_empty()) {
        let rules: Vec<&str> = marks.iter().map(|&at| printed.findings[at].rule.name).collect();
        let _ = writeln!(out, "{} !{}", cell.text, rules.join(" !"));
    }
    expect![[r#"
        年度资金总额的年初预算数 380.00 = 其中：本年财政拨款 + 上年结转资金 + 其他资金 380.00
        年度资金总额的全年预算数 422.60 = 其中：本年财政拨款 + 上年结转资金 + 其他资金 412.60 差 -10.00
        年度资金总额的全年执行数 405.18 = 其中：本年财政拨款 + 上年结转资金 + 其他资金 405.18
        产出指标 50 = 改造供水主管网长度 + 安装智能水表数量 + 管网验收合格率 50
        效益指标 30 = 受益群众人数 30
        满意度指标 10 = 用水户满意度 10
        总分的分值 100 = 6 项合计 100
        总分的得分 99.32 = 6 项合计 99.32
        其中：本年财政拨款 300.00 78.95%
        上年结转资金 30.00 7.89%
        其他资金 50.00 13.16%
        项目支出绩效自评表（2023年度） !unknown-form
        422.60 !unbalanced-breakdown
        98.20% !wrong-rate
    "#]]
    .assert_eq(&out);
}

#[test]
fn lenses_and_sheets_of_a_mixed_book() {
    let text = format!("{EVALUATION}\n{}\n{PANES}", testing::OTHER_FORMS[0]);
    let book = analysis(&text, Lang::Zh);
    let titles = code_lenses(&book).into_iter().filter_map(|lens| lens_title(&book, lens.sheet, lens.kind));
    let titles: Vec<String> = titles.collect();
    expect![[r#"
        金额未填
        支出 1207.50 · 任务 1207.50 · ✓ 合计相符
        支出 980 · ✓ 合计相符
    "#]]
    .assert_eq(&(titles.join("\n") + "\n"));
    assert_eq!(sheet_count(&book), 3);
    for sheet in 0..3 {
        let printed = printed(&book, Which::Nth(sheet)).unwrap();
        assert_eq!((printed.sheet, printed.totals.clone()), (sheet, book.totals()[sheet].1.clone()));
        for (at, finding) in printed.findings.iter().enumerate() {
            let marked = printed.marks.iter().any(|mark| mark.contains(&at));
            assert!(marked || finding.rule.name == "unknown-form", "{finding:#?}");
        }
    }
}
