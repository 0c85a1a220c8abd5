//! The features on sheets that are read by their headings: what they say comes from the headings alone.

mod views;

use std::fmt::Write as _;

use expect_test::expect;

use super::testing::{HEADED, analysis};
use super::*;
use crate::diagnostic::Lang;
use crate::text::{Edit, apply_edits};

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

        项目支出绩效自评表（财预〔2020〕10号）

        依据：文件条款：财预〔2020〕10号所附自评表，约束中央部门，地方参照；版面取自安徽省某县 2022 年公开的 1 张表
        ------
        农村供水管网改造项目
        **项目名称**

        一个值，写在项目名后面
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
        **其中：本年财政拨款 · 执行率** 99.04%

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

        本单位自设的个性指标，属于 产出指标（50分） › 数量指标

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
        **总分**

        合计一行

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 总分的分值 100 | 6 项合计 100 | 0 |  |
        | 总分的得分 99.32 | 6 项合计 99.32 | 0.00 |  |
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

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 年度资金总额 980 | 其中：财政拨款 + 其他资金 980 | 0 |  |
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
        **612-云岭乡部门 · 预算数** 3,806,500.00 元

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 612-云岭乡部门的预算数 3806500.00 | 村干部岗位补贴 + 村级公共服务运行经费 3806500.00 | 0.00 |  |
        ------
        2,946,500.00
        **村干部岗位补贴 · 预算数** 2,946,500.00 元

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 612-云岭乡部门的预算数 3806500.00 | 村干部岗位补贴 + 村级公共服务运行经费 3806500.00 | 0.00 | 77.41% |
        ------
        村民满意度
        **村民满意度**

        本单位自设的个性指标，属于 满意度指标 › 服务对象满意度指标；越大越好

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
    expect![[r#"
        ⇥$0
        产出指标 | Parent | 
        效益指标 | Parent | 
        满意度指标 | Parent | 
        履职效能 | Parent | 
        ⇥产出指标

        ⇥产出指标⇥zl$0
        质量指标 | Parent | 产出指标
        ⇥产出指标⇥质量指标

        ⇥产出指标⇥质量指标⇥da$0
        质量达标率 | Indicator | 质量指标
        ⇥产出指标⇥质量指标⇥质量达标率

        ⇥产出指标⇥数量指标⇥改造村道里程⇥$0
        ＝ | Operator | 等于
        ≤ | Operator | 小于等于
        ≥ | Operator | 大于等于
        ＜ | Operator | 低于
        ⇥产出指标⇥数量指标⇥改造村道里程⇥＝

        ⇥产出指标⇥数量指标⇥改造村道里程⇥≥⇥4⇥gl$0
        公里 | Measure | 
        平方公里 | Measure | 
        ⇥产出指标⇥数量指标⇥改造村道里程⇥≥⇥4⇥公里

        ⇥产出指标⇥质量指标⇥管护制度⇥⇥guif$0
        规范 | Value | 
        ⇥产出指标⇥质量指标⇥管护制度⇥⇥规范

        mb$0
        年度履职目标 | Section | 
        分解目标 | Section | 
        绩效目标指标 | Section | 
        年度绩效目标指标 | Section | 
        年度履职目标

        项目资金（万元）⇥⇥nianchu$0
        年初预算数 | Header | 
        年初预算 | Header | 
        年初部门预算安排金额 | Header | 
        年初安排数 | Header | 
        项目资金（万元）⇥⇥年初预算数

    "#]]
    .assert_eq(&out);
}

#[test]
fn completion_closes_a_sum() {
    let part = PANES.replace("其他资金\t180", "其他资金\t$0");
    let rate = EVALUATION.replace("98.20%", "9$0");
    let total = EVALUATION.replace("100\t99.32", "100\t9$0");
    let header = EVALUATION.replace("实际完成值\t", "shiji$0\t");
    let all = [part, rate, total, header].map(|text| offered(&text, 3));
    expect![[r#"
        180 | Value | 使年度资金总额等于各部分之和
        ⇥其他资金⇥460⇥其他资金⇥180

        98% | Value | 年度资金总额的执行率 = 405.18 ÷ 412.60
        ⇥年度资金总额：⇥380.00⇥412.60⇥405.18⇥10⇥98%⇥9.82

        99.32 | Value | 使总分的得分等于各部分之和
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
