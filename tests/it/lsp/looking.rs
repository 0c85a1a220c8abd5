//! A book is looked at in an editor: what a cell is, what it comes to, what stands beside and above it.

use std::fmt::Write as _;

use expect_test::expect;
use serde_json::{Value, json};

use super::editor::{Editor, everything};

const DAMAGED: &str = include_str!("../../corpus/chaoyang-2021.txt");
const CANONICAL: &str = include_str!("../../corpus/chaoyang-2021.mubiao");

/// What is shown of the cell at the cursor.
#[track_caller]
fn hover(editor: &mut Editor) -> String {
    let hover = editor.asks_here("hover");
    assert_eq!(hover["contents"]["kind"], "markdown");
    hover["contents"]["value"].as_str().unwrap().to_owned()
}

#[test]
fn a_cell_tells_what_it_is_and_what_was_found_there() {
    let mut editor = Editor::new(everything(), CANONICAL);
    editor.goes_behind("⇥工信产业监管专项业务经费⇥5.");
    expect![[r#"
        **工信产业监管专项业务经费** 5.00 万元

        | 合计 | 分项 | 差额 | 占比 |
        |---|---|---|---|
        | 年度部门预算支出 537.12 | 任务合计 527.12 | 分项少 10.00 | 0.93% |
        | 其他运转类项目 + 特定目标类项目合计 15.00 | 其余任务合计 5.00 | 分项少 10.00 | 33.33% |

        ---

        # unmatched-task 任务金额与支出里对应的部分不相等

        任务的金额与支出里对应的那一部分不相等。

        ## 发现什么

        三组对应关系：`部门预算基本支出人员经费` = 人员类项目；`部门预算基本支出公用经费` = 公用经费类项目；其余任务合计 = 其他运转类项目 + 特定目标类项目。单位给这两项任务另起了名字的，并入“其余任务”一起比，名字不同本身不报。同名任务分几行写的，先加总。支出只填了总额、或任务一个金额都没填的，不报。

        ## 为什么要紧

        总额对得上，不等于每一项都对得上：人员经费多 10、公用经费少 10，合计照样相等，各项却互相矛盾。这三组勾稽关系从公开的 6 张表归纳而来（703001 的其余任务 5.00，对应部分 15.00），没有查到成文规定。

        依据：公开表。朝阳市 2021 年公开的 6 家单位整体绩效目标表，5 张成立；未见成文规定。

        ## 例

        ```mubiao
        年度主要任务⇥对应项目⇥预算资金情况（万元）
        ⇥部门预算基本支出公用经费⇥40.00
        ⇥部门预算基本支出人员经费⇥50.00
        ⇥工信产业监管专项业务经费⇥10.00
        ```

        - 错误 unmatched-task（“40.00”处）：任务“部门预算基本支出公用经费” 40.00，比公用经费类项目 30.00 多 10.00
        - 错误 unmatched-task（“50.00”处）：任务“部门预算基本支出人员经费” 50.00，比人员类项目 60.00 少 10.00


        ## 怎么修复

        两边各只有一个金额时，可以选把任务改成支出的数，或把支出的那一部分改成任务的数；支出的那一部分空着时，可以填上差额。由填报人选择。"#]].assert_eq(&hover(&mut editor));
    editor.goes_behind("⇥⇥⇥预算执行率");
    expect![[r#"
        **预算执行率**

        预算执行 › 预算执行效率

        预算执行率 = 全年执行数 ÷ 全年（调整后）预算数 × 100%；不会超过 100%，以年初预算数为分母的除外

        通常：`= 100 %`；越大越好

        依据：公开表：朝阳市 2021 年 6 张，6 张都有；公式：财预〔2020〕10号所附自评表（约束中央部门，地方参照）"#]]
    .assert_eq(&hover(&mut editor));
    editor.goes_behind("⇥社会效应⇥经济效益");
    expect![[r#"
        **经济效益**，二级指标

        本表有 1 行

        - “走出去”企业达成意向合作项目数量"#]]
    .assert_eq(&hover(&mut editor));
    // The deadline is of the year before: the page of the rule comes along.
    editor.goes_behind("⇥个⇥2020-12");
    let shown = hover(&mut editor);
    assert!(shown.starts_with("**完成时限**") && shown.contains("\n---\n\n# deadline-outside-year"), "{shown}");
    editor.goes_behind("703002朝阳市节能");
    expect![[r#"
        **朝阳市节能监察支队**

        单位代码：703 › 703002

        财政区划代码：211300000 辽宁省朝阳市"#]]
    .assert_eq(&hover(&mut editor));
}

#[test]
fn a_damaged_row_is_shown_by_its_columns() {
    let mut editor = Editor::new(everything(), DAMAGED);
    editor.goes_behind("工作质量达标");
    let shown = hover(&mut editor);
    assert!(shown.starts_with("**工作质量达标率**\n\n履职效能 › 整体工作完成情况"), "{shown}");
}

#[test]
fn sums_and_parents_stand_beside_the_rows() {
    for text in [CANONICAL, DAMAGED] {
        let mut editor = Editor::new(everything(), text);
        let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 15, "character": 0 } });
        let hints = editor.asks("inlayHint", json!({ "range": range }));
        let labels: Vec<&str> = hints.as_array().unwrap().iter().map(|hint| hint["label"].as_str().unwrap()).collect();
        assert_eq!(labels[..2], ["合计 537.12 ✓", "合计 527.12，少 10.00"]);
        if text == CANONICAL {
            assert_eq!(hints[2]["position"], json!({ "line": 14, "character": 1 }));
            assert_eq!(labels[2..], ["履职效能"]);
        }
    }
}

#[test]
fn each_sheet_says_whether_it_is_complete() {
    let mut editor = Editor::new(everything(), CANONICAL);
    let lenses = editor.asks("codeLens", json!({}));
    let mut shown = String::new();
    for lens in lenses.as_array().unwrap().iter().take(4).chain(&lenses.as_array().unwrap()[7..8]) {
        assert_eq!(lens.get("command"), None);
        let resolved = editor.client.request("codeLens/resolve", lens.clone());
        let _ = writeln!(shown, "{}: {}", lens["range"]["start"]["line"], resolved["command"]["title"]);
    }
    expect![[r#"
        2: "收入 537.12 · 支出 537.12 · 任务 527.12 万元 · ✗ 2 处勾稽不符，支出与任务差 10.00"
        2: "✓ 共性指标 19/19"
        36: "收入 99.20 · 支出 99.20 · 任务 99.20 万元 · ✓ 勾稽相符"
        36: "✓ 共性指标 19/19"
        104: "✗ 共性指标 18/19，缺 1 个：在职人员控制率"
    "#]]
    .assert_eq(&shown);
    // The lens of a sheet that is gone says nothing.
    let mut gone = lenses[0].clone();
    gone["data"]["sheet"] = json!(99);
    assert_eq!(editor.client.request("codeLens/resolve", gone)["command"]["title"], "");
}

fn draw(symbols: &Value, depth: usize, out: &mut String) {
    for symbol in symbols.as_array().into_iter().flatten() {
        let _ = writeln!(out, "{}{}", "  ".repeat(depth), symbol["name"].as_str().unwrap());
        if depth < 4 {
            draw(&symbol["children"], depth + 1, out);
        }
    }
}

#[test]
fn the_outline_goes_down_to_the_indicators() {
    let mut editor = Editor::new(everything(), CANONICAL);
    let symbols = editor.asks("documentSymbol", json!({}));
    let mut out = String::new();
    draw(&symbols, 0, &mut out);
    let first: Vec<&str> = out.lines().take(19).collect();
    expect![[r#"
        部门（单位）整体绩效目标表
          朝阳市工业和信息化局
            部门（单位）名称
            年度预算收入
            年度预算支出
            年度主要任务
              部门预算基本支出公用经费
              部门预算基本支出人员经费
              工信产业监管专项业务经费
            年度绩效目标
            年度绩效指标
              履职效能
                重点工作履行情况
                整体工作完成情况
                基础管理
              预算执行
                预算执行效率
              管理效率
                预算编制管理"#]]
    .assert_eq(&first.join("\n"));
    let mut flat = everything();
    flat["textDocument"]["documentSymbol"] = json!({});
    let symbols = Editor::new(flat, CANONICAL).asks("documentSymbol", json!({}));
    assert_eq!(symbols[1]["containerName"], "部门（单位）整体绩效目标表");
    assert!(symbols.as_array().unwrap().len() > 200);
}

#[test]
fn units_and_indicators_are_found_by_pinyin() {
    let mut editor = Editor::new(everything(), CANONICAL);
    let mut found = |query: &str| {
        let symbols = editor.client.request("workspace/symbol", json!({ "query": query }));
        let names = symbols.as_array().unwrap().iter().map(|symbol| symbol["name"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(found("jnjczd"), ["703002朝阳市节能监察支队-211300000 [jnjczd]"]);
    assert_eq!(found("703009"), ["703009朝阳市老企业合资合作服务中心-211300000"]);
    assert_eq!(found("督导与监督")[0], "建立重点项目督导与监督机制");
    assert_eq!(found("").len(), 6);
}

#[test]
fn the_status_bar_knows_the_sheet() {
    let mut editor = Editor::new(everything(), CANONICAL);
    assert_eq!(editor.can["experimental"]["totals"], true);
    let uri = super::editor::URI;
    let mut sheets = editor.client.request("mubiao/totals", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(sheets.as_array().unwrap().len(), 6);
    assert_eq!(sheets[1]["range"]["start"], sheets[0]["range"]["end"]);
    let place = json!({ "textDocument": { "uri": uri }, "position": { "line": 40, "character": 3 } });
    assert_eq!(editor.client.request("mubiao/totals", place), json!([sheets[1]]));
    expect![[r#"{"code":"703001","difference":"-10.00","expenditure":"537.12","failing":2,"failure":{"difference":"-10.00","name":"任务合计"},"findings":6,"indicators":22,"name":"朝阳市工业和信息化局","range":{"end":{"character":0,"line":36},"start":{"character":0,"line":2}},"revenue":"537.12","tasks":"527.12","unit":"万元","unread":false}"#]]
        .assert_eq(&sheets[0].take().to_string());
    // A sum that fails is not covered by one that holds, nor is an amount that nobody can read.
    let text = CANONICAL.replacen("99.20", "98.20", 1).replacen(
        "工信产业监管专项业务经费\t5.00",
        "工信产业监管专项业务经费\t十五",
        1,
    );
    editor.client.open("untitled:off", &text);
    let sheets = editor.client.request("mubiao/totals", json!({ "textDocument": { "uri": "untitled:off" } }));
    assert_eq!(sheets[0]["unread"], true);
    assert_eq!((&sheets[1]["difference"], &sheets[1]["unread"]), (&json!("0"), &json!(false)));
    expect![[r#"{"difference":"1.00","name":"年度部门预算支出"}"#]].assert_eq(&sheets[1]["failure"].to_string());
    editor.client.open("untitled:none", "");
    let none = editor.client.request("mubiao/totals", json!({ "textDocument": { "uri": "untitled:none" } }));
    assert_eq!(none, json!([]));
}
