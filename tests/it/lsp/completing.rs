//! A sheet is written with what the server offers: each cell is a few keys and a choice.

use expect_test::{Expect, expect};
use serde_json::{Value, json};

use super::editor::{Editor, everything};

const CANONICAL: &str = include_str!("../../corpus/chaoyang-2021.mubiao");
const OTHER_FORM: &str = include_str!("../../corpus/mof-2015-department.mubiao");

#[track_caller]
fn sees(editor: &Editor, above: usize, below: usize, expected: &Expect) {
    expected.assert_eq(&editor.sees(above, below));
}

/// The first few things that are offered.
fn offered(editor: &mut Editor) -> String {
    let items = editor.completions();
    let shown = items.iter().take(4).map(|item| {
        let more = item["labelDetails"]["description"].as_str().unwrap_or("");
        format!("{} {more}", item["label"].as_str().unwrap()).trim_end().to_owned()
    });
    shown.collect::<Vec<_>>().join("\n")
}

/// The name of the column that signature help marks, in the names of all.
fn column(editor: &mut Editor) -> String {
    let help = editor.asks_here("signatureHelp");
    let signature = &help["signatures"][0];
    let units: Vec<u16> = signature["label"].as_str().unwrap().encode_utf16().collect();
    let active = &signature["parameters"][help["activeParameter"].as_u64().unwrap() as usize]["label"];
    let at = |end: usize| active[end].as_u64().unwrap() as usize;
    String::from_utf16(&units[at(0)..at(1)]).unwrap()
}

#[test]
fn a_sheet_from_nothing() {
    let mut editor = Editor::new(everything(), "");
    assert!(editor.can["completionProvider"]["triggerCharacters"].as_array().unwrap().contains(&json!("\t")));
    editor.types("xinbiao");
    editor.accepts("新表：朝阳市 2021 年表样（辽宁）");
    editor.goes_behind("# mubiao: fiscal-year = 年度");
    sees(
        &editor,
        1,
        3,
        &expect![[r#"
        # mubiao: profile = liaoning-department
        # mubiao: fiscal-year = 年度$0
        部门（单位）整体绩效目标表

        部门（单位）名称⇥"#]],
    );
    editor.goes_behind("部门（单位）名称⇥");
    editor.types("703001朝阳市工业和信息化局-chaoyangs");
    expect!["211300000 辽宁省朝阳市"].assert_eq(&offered(&mut editor));
    editor.accepts("211300000");
    editor.goes_behind("年度部门预算支出⇥");
    editor.types("100");
    editor.goes_behind("年度预算收入⇥");
    editor.accepts("100.00");
    editor.goes_behind("⇥人员类项目⇥");
    editor.types("60");
    editor.goes_behind("⇥部门预算基本支出人员经费⇥");
    editor.accepts("60.00");
    editor.goes_behind("703001朝阳");
    sees(
        &editor,
        0,
        8,
        &expect![[r#"
        部门（单位）名称⇥703001朝阳$0市工业和信息化局-211300000
        年度预算收入⇥100.00
        年度预算支出⇥年度部门预算支出⇥100
        ⇥人员类项目⇥60⇥其他运转类项目⇥
        ⇥公用经费类项目⇥⇥特定目标类项目⇥
        年度主要任务⇥对应项目⇥预算资金情况（万元）
        ⇥部门预算基本支出人员经费⇥60.00
        ⇥部门预算基本支出公用经费⇥
        年度绩效目标⇥"#]],
    );
}

#[test]
fn rows_of_indicators() {
    let head = CANONICAL.split_inclusive("完成时限\n").next().unwrap();
    let mut editor = Editor::new(everything(), &format!("# mubiao: fiscal-year = 2021\n{head}"));
    editor.goes_behind("度量单位⇥完成时限");
    editor.types("⏎");
    assert_eq!(column(&mut editor), "一级指标");
    // The classes come first; a standard indicator brings its own.
    expect![[r#"
        履职效能
        预算执行
        管理效率
        运行成本"#]]
    .assert_eq(&offered(&mut editor));
    editor.types("zdgzbjl");
    editor.accepts("重点工作办结率");
    editor.types("⏎");
    assert_eq!(column(&mut editor), "三级指标");
    sees(
        &editor,
        1,
        0,
        &expect![[r#"
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥$0"#]],
    );
}

#[test]
fn a_row_cell_by_cell() {
    let last = "\t建立重点项目督导与监督机制\t\t制度有效\t\t2021-12\n";
    let text = CANONICAL.replacen(last, &format!("{last}\t\n"), 1);
    let mut editor = Editor::new(everything(), &text);
    editor.goes_behind(&format!("{last}⇥"));
    assert_eq!(column(&mut editor), "一级指标");
    editor.types("shxy");
    editor.accepts("社会效应");
    editor.types("⇥");
    assert_eq!(column(&mut editor), "二级指标");
    expect![[r#"
        社会效益 社会效应
        生态效益 社会效应
        社会公众满意度 社会效应
        经济效益 社会效应"#]]
    .assert_eq(&offered(&mut editor));
    editor.types("gzmy");
    editor.accepts("社会公众满意度");
    editor.types("⇥群众满意度⇥");
    assert_eq!(column(&mut editor), "运算符号");
    expect![[r#"
        >= 大于等于
        = 等于
        <= 小于等于
        < 低于"#]]
    .assert_eq(&offered(&mut editor));
    editor.accepts(">=");
    editor.types("⇥95⇥");
    expect![[r#"
        %
        分
        次
        个"#]]
    .assert_eq(&offered(&mut editor));
    editor.accepts("%");
    editor.types("⇥");
    assert_eq!(column(&mut editor), "完成时限");
    editor.accepts("2021-12");
    sees(
        &editor,
        1,
        0,
        &expect![[r#"
            ⇥可持续性⇥体制机制改革⇥建立重点项目督导与监督机制⇥⇥制度有效⇥⇥2021-12
            ⇥社会效应⇥社会公众满意度⇥群众满意度⇥>=⇥95⇥%⇥2021-12$0"#]],
    );
}

#[test]
fn a_name_is_replaced_whole() {
    let mut editor = Editor::new(everything(), CANONICAL);
    editor.goes_behind("⇥⇥⇥工作质量");
    expect!["工作质量达标率 = 100 %"].assert_eq(&offered(&mut editor));
    editor.accepts("工作质量达标率");
    sees(&editor, 0, 0, &expect!["⇥⇥⇥$0工作质量达标率⇥=⇥100⇥%⇥2021-12"]);
}

#[test]
fn documentation_comes_when_an_item_is_looked_at() {
    let mut editor = Editor::new(everything(), CANONICAL);
    editor.goes_behind("⇥⇥⇥预算调整");
    let item = editor.completions().into_iter().find(|item| item["label"] == "预算调整率").unwrap();
    assert_eq!(item["documentation"], Value::Null);
    let resolved = editor.client.request("completionItem/resolve", item.clone());
    expect![[r#"
        **预算调整率**

        预算执行 › 预算执行效率

        预算调整率 = 预算调整数 ÷ 预算数 × 100%

        通常：`<= 5 %`；越小越好

        依据：公开表：朝阳市 2021 年 6 张，6 张都有；名称：财预〔2013〕53号（供评价时参照，不强制）；公式：经验判断，未见成文规定"#]]
    .assert_eq(resolved["documentation"]["value"].as_str().unwrap());
    assert_eq!((&resolved["textEdit"], &resolved["data"]), (&item["textEdit"], &item["data"]));
}

#[test]
fn a_client_without_snippets_gets_plain_text() {
    let mut editor = Editor::new(json!({}), &CANONICAL.replacen("\t预算执行率\t=\t100\t%\t2021-12", "\tyszxl", 1));
    editor.goes_behind("yszxl");
    let items = editor.completions();
    assert_eq!((&items[0]["insertTextFormat"], &items[0]["detail"]), (&json!(1), &json!("= 100 %")));
    editor.accepts("预算执行率");
    sees(&editor, 0, 0, &expect!["⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12$0"]);
}

#[test]
fn pinyin_is_switched_off_by_the_client() {
    let mut client = super::client::Client::connect();
    client.request(
        "initialize",
        json!({ "processId": null, "rootUri": null, "capabilities": {}, "initializationOptions": { "completion": { "pinyin": false } } }),
    );
    client.notify("initialized", json!({}));
    let text = CANONICAL.replacen("重点工作办结率", "zdgz", 1);
    client.open("x:y", &text);
    let line = text[..text.find("zdgz").unwrap()].matches('\n').count();
    let character = text.lines().nth(line).unwrap().split("zdgz").next().unwrap().encode_utf16().count() + 4;
    let params = json!({ "textDocument": { "uri": "x:y" }, "position": { "line": line, "character": character } });
    let answer = client.request("textDocument/completion", params);
    assert_eq!(answer, json!({ "isIncomplete": false, "items": [] }));
}

#[test]
fn another_form_has_its_own_columns() {
    let mut editor = Editor::new(everything(), OTHER_FORM);
    editor.goes_behind("居民满意度⇥≥90%");
    editor.types("⏎");
    assert_eq!(column(&mut editor), "三级指标");
    editor.types("受益群众满意度⇥");
    assert_eq!(column(&mut editor), "指标值");
    editor.accepts("≥");
    editor.types("95");
    editor.accepts("≥95%");
    sees(
        &editor,
        1,
        0,
        &expect![[r#"
        ⇥满意度指标⇥服务对象满意度指标⇥居民满意度⇥≥90%
        ⇥⇥⇥受益群众满意度⇥≥95%$0"#]],
    );
}

#[test]
fn a_directive_and_its_rules() {
    let mut editor = Editor::new(everything(), CANONICAL);
    editor.goes_behind("年度预算支出⇥年度部门预算支出⇥537.12");
    editor.types("⏎");
    editor.goes_behind("年度预算支出⇥年度部门预算支出⇥537.12\n");
    editor.types("# mub");
    editor.accepts("# mubiao: allow-sheet");
    editor.goes_behind("allow-sheet(");
    // What the sheet shows comes first.
    expect![[r#"
        unbalanced-tasks 任务金额合计不等于支出总额
        unmatched-task 任务金额与支出里对应的部分不相等
        inexact-satisfaction 满意度用了“=”，应为“>=”
        deadline-outside-year 完成时限不在本年度内"#]]
    .assert_eq(&offered(&mut editor));
    editor.accepts("unmatched-task");
    editor.types(", ");
    sees(&editor, 0, 0, &expect!["# mubiao: allow-sheet(unmatched-task, $0)"]);
}
