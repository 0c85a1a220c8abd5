//! A sheet is typed, mended and laid out with what the server offers on the way.

use expect_test::{Expect, expect};
use serde_json::{Value, json};

use super::editor::{Editor, URI, everything};

const DAMAGED: &str = include_str!("../../corpus/chaoyang-2021.txt");
const CANONICAL: &str = include_str!("../../corpus/chaoyang-2021.mubiao");

#[track_caller]
fn sees(editor: &Editor, above: usize, below: usize, expected: &Expect) {
    expected.assert_eq(&editor.sees(above, below));
}

#[test]
fn enter_begins_the_next_row_in_its_column() {
    let mut editor = Editor::new(everything(), "");
    editor.types("部门（单位）名称⇥703001朝阳市工业和信息化局-211300000⏎年度预算收入⇥537.12⏎");
    editor.types("年度预算支出⇥年度部门预算支出⇥537.12⏎人员类项目⇥485.18⇥其他运转类项目⏎");
    editor.types("公用经费类项目⇥36.94⇥特定目标类项目⇥15.00⏎");
    editor.types("年度主要任务⇥对应项目⇥预算资金情况（万元）⏎部门预算基本支出公用经费⇥36.94⏎⏎");
    editor.types(
        "年度绩效目标⇥做好节能监察。⏎年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限⏎",
    );
    editor.types("社会效应⇥服务对象满意度⇥服务企业满意度⇥≥⇥90⇥％⇥2021-12⇥⇥⏎服务群众满意度⇥⇥＞＝⇥95⇥%⇥2021-12⏎");
    sees(
        &editor,
        99,
        9,
        &expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            年度预算收入⇥537.12
            年度预算支出⇥年度部门预算支出⇥537.12
            ⇥人员类项目⇥485.18⇥其他运转类项目
            ⇥公用经费类项目⇥36.94⇥特定目标类项目⇥15.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥36.94
            年度绩效目标⇥做好节能监察。
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥社会效应⇥服务对象满意度⇥服务企业满意度⇥>=⇥90⇥%⇥2021-12
            ⇥⇥⇥服务群众满意度⇥>=⇥95⇥%⇥2021-12
            ⇥⇥⇥$0"#]],
    );
}

#[test]
fn a_row_is_broken_and_pasted() {
    let mut editor = Editor::new(everything(), CANONICAL);
    editor.goes_behind("做好节能监察跟踪工作，加强监察结果的分析应用，对企业不合理用能行为提出改进建议。");
    editor.types("⏎");
    sees(
        &editor,
        1,
        0,
        &expect![[r#"
            年度绩效目标⇥做好节能监察跟踪工作，加强监察结果的分析应用，对企业不合理用能行为提出改进建议。
            ⇥$0推动企业严格落实节能法律法规和政策要求，充分发挥节能监察约束作用。"#]],
    );
    editor.goes_behind("服务企业满意度⇥=⇥90⇥%⇥2021-12");
    editor.types("⏎");
    sees(
        &editor,
        1,
        1,
        &expect![[r#"
        ⇥⇥服务对象满意度⇥服务企业满意度⇥=⇥90⇥%⇥2021-12
        ⇥⇥⇥$0
        ⇥可持续性⇥体制机制改革⇥建立重点项目督导与监督机制⇥⇥制度有效⇥⇥2021-12"#]],
    );
}

#[test]
fn a_shifted_row_is_mended_by_the_preferred_action() {
    let mut editor = Editor::new(everything(), DAMAGED);
    editor.goes_behind("⇥⇥⇥工作质量达标率⇥⇥=⇥1");
    expect![[r#"
        * 把各值移回自己的栏
        本行豁免：值不在自己的栏里（复制时多了或少了空单元格）
        自动修复全文…"#]]
    .assert_eq(&editor.offers());
    editor.chooses("把各值移回自己的栏", Some("quickfix"));
    sees(&editor, 0, 0, &expect!["⇥⇥⇥工作质量达标率⇥=⇥1$000⇥%⇥2021-12"]);
}

#[test]
fn a_sum_is_closed_in_one_of_the_ways_that_are_offered() {
    let mut editor = Editor::new(everything(), CANONICAL);
    editor.goes_behind("工信产业监管专项业务经费⇥5.0");
    expect![[r#"
        把“工信产业监管专项业务经费”改为 15.00?
        为差额 10.00 新增一项任务?
        把年度部门预算支出改为任务合计 527.12?
        把特定目标类项目改为 5.00?
        本行豁免：任务金额合计不等于支出总额
        本行豁免：任务金额与支出里对应的部分不相等"#]]
    .assert_eq(&editor.offers());
    editor.chooses("把“工信产业监管专项业务经费”改为 15.00", None);
    sees(&editor, 0, 0, &expect!["⇥工信产业监管专项业务经费⇥$015.00"]);
    expect![[r#""#]].assert_eq(&editor.offers());
}

#[test]
fn an_amount_that_slipped_is_mended_and_not_first_allowed() {
    let mut editor =
        Editor::new(everything(), &CANONICAL.replacen("\t537.12", "\t537。12", 1).replace("\t5.00", "\t5.O0"));
    editor.goes_behind("年度预算收入⇥53");
    expect![[r#"
        * 改为 537.12
        本行豁免：金额不是数字
        自动修复全文…"#]]
    .assert_eq(&editor.offers());
    editor.goes_behind("工信产业监管专项业务经费⇥5");
    expect![[r#"
        * 改为 5.00?
        本行豁免：金额不是数字
        自动修复全文…"#]]
    .assert_eq(&editor.offers());
    editor.chooses("改为 5.00", None);
    sees(&editor, 0, 0, &expect!["⇥工信产业监管专项业务经费⇥$05.00"]);
}

#[test]
fn what_a_person_decides_is_marked_and_what_he_has_chosen_is_not_asked_again() {
    let mut editor = Editor::new(everything(), CANONICAL);
    editor.goes_behind("服务企业满意度⇥=");
    let range = json!({ "start": editor.cursor(), "end": editor.cursor() });
    let given =
        json!([{ "range": { "start": editor.cursor(), "end": editor.cursor() }, "message": "", "code": "other" }]);
    let actions = editor.asks("codeAction", json!({ "range": range, "context": { "diagnostics": given } }));
    let actions: Vec<Value> =
        actions.as_array().unwrap().iter().map(|one| json!([one["title"], one["kind"], one["edit"]])).collect();
    expect![[r##"
        [
          [
            "改为“>=”",
            "quickfix",
            {
              "changeAnnotations": {
                "0": {
                  "label": "改为“>=”",
                  "needsConfirmation": false
                }
              },
              "documentChanges": [
                {
                  "edits": [
                    {
                      "annotationId": "0",
                      "newText": ">=",
                      "range": {
                        "end": {
                          "character": 19,
                          "line": 33
                        },
                        "start": {
                          "character": 18,
                          "line": 33
                        }
                      }
                    }
                  ],
                  "textDocument": {
                    "uri": "file:///books/%E8%A1%A8.mubiao",
                    "version": 1
                  }
                }
              ]
            }
          ],
          [
            "本行豁免：满意度用了“=”，应为“>=”",
            "quickfix",
            {
              "documentChanges": [
                {
                  "edits": [
                    {
                      "newText": "# mubiao: allow(inexact-satisfaction)\n",
                      "range": {
                        "end": {
                          "character": 0,
                          "line": 33
                        },
                        "start": {
                          "character": 0,
                          "line": 33
                        }
                      }
                    }
                  ],
                  "textDocument": {
                    "uri": "file:///books/%E8%A1%A8.mubiao",
                    "version": 1
                  }
                }
              ]
            }
          ]
        ]"##]]
    .assert_eq(&serde_json::to_string_pretty(&actions).unwrap());
}

#[test]
fn an_old_client_is_given_plain_edits() {
    let old = json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } } } });
    let mut editor = Editor::new(old, DAMAGED);
    editor.goes_behind("⇥⇥⇥工作质量达标率⇥⇥=⇥1");
    // What costs the whole text is not done for everybody who only looks.
    expect![[r#"
        把各值移回自己的栏"#]]
    .assert_eq(&editor.offers());
    editor.chooses("自动修复全文", Some("source.fixAll"));
    let formatted = editor.asks("formatting", json!({ "options": {} }));
    editor.applies(&formatted);
    assert_eq!(editor.text(), CANONICAL);
}

#[test]
fn mended_and_laid_out_the_published_book_is_the_canonical_one() {
    let mut editor = Editor::new(everything(), DAMAGED);
    editor.goes_behind("⇥⇥⇥工作质量达标率⇥⇥=⇥1");
    editor.chooses("自动修复全文", None);
    let edits = editor.asks("formatting", json!({ "options": { "tabSize": 4, "insertSpaces": false, "x": null } }));
    let rows = |edit: &serde_json::Value| {
        edit["range"]["end"]["line"].as_u64().unwrap() - edit["range"]["start"]["line"].as_u64().unwrap()
    };
    // Rows that go side by side go at once.
    let written = edits.as_array().unwrap().iter().filter(|edit| edit["newText"] != "");
    assert!(written.map(rows).max() <= Some(1), "one edit a row");
    editor.applies(&edits);
    assert_eq!(editor.text(), CANONICAL);
    assert_eq!(editor.asks("formatting", json!({ "options": {} })), json!([]));
}

#[test]
fn a_pasted_table_is_aligned_by_its_range() {
    let mut editor = Editor::new(everything(), CANONICAL);
    editor.goes_behind("社会公众投诉次数⇥<=⇥2⇥次⇥2021-12\n");
    let start = editor.cursor();
    let pasted = "⇥⇥⇥⇥群众满意度⇥≥⇥90⇥%⇥2021-12⇥\n服务对象满意度⇥⇥企业满意度⇥≥⇥90⇥%⇥2021-12\n";
    let pasted = pasted.replace('⇥', "\t");
    editor.applies(&json!([{ "range": { "start": start, "end": start }, "newText": pasted }]));
    let range = json!({ "start": start, "end": editor.cursor() });
    let edits = editor.asks("rangeFormatting", json!({ "range": range, "options": {} }));
    editor.applies(&edits);
    sees(
        &editor,
        3,
        0,
        &expect![[r#"
        ⇥⇥社会公众满意度⇥社会公众投诉次数⇥<=⇥2⇥次⇥2021-12
        ⇥⇥⇥群众满意度⇥≥⇥90⇥%⇥2021-12
        ⇥⇥服务对象满意度⇥企业满意度⇥≥⇥90⇥%⇥2021-12
        $0⇥可持续性⇥体制机制改革⇥建立重点项目督导与监督机制⇥⇥制度有效⇥⇥2021-12"#]],
    );
}

#[test]
fn the_book_is_brought_to_the_next_year() {
    let mut editor = Editor::new(everything(), CANONICAL);
    editor.goes_behind("703002朝阳市节能监察支队");
    expect![[r#"
        把本表改到 2022 年度
        把整套表改到 2022 年度…"#]]
    .assert_eq(&editor.offers());
    editor.chooses("把整套表改到 2022 年度", Some("refactor"));
    let text = editor.text();
    assert_eq!(text.matches("2022-12").count(), CANONICAL.matches("2021-12").count());
    assert_eq!(text.matches("2021-12").count(), CANONICAL.matches("2020-12").count());
    // The year 2020 in the goal of 2021 is no year of the sheet.
    assert!(text.contains("2020年全年两次软考"));
}

#[test]
fn an_action_of_an_older_text_is_not_carried_out() {
    let mut editor = Editor::new(everything(), DAMAGED);
    editor.goes_behind("⇥⇥⇥工作质量达标率⇥⇥=⇥1");
    let range = json!({ "start": editor.cursor(), "end": editor.cursor() });
    let context = json!({ "diagnostics": [], "only": ["source.fixAll.mubiao"] });
    let actions = editor.asks("codeAction", json!({ "range": range, "context": context }));
    editor.types("1");
    assert_eq!(editor.client.refused("codeAction/resolve", actions[0].clone()), -32801);
    let unknown = json!({ "title": "x", "data": { "uri": "file:///other", "version": 1, "errand": "fixAll" } });
    assert_eq!(editor.client.refused("codeAction/resolve", unknown), -32602);
    assert_eq!(
        editor.client.refused("textDocument/formatting", json!({ "textDocument": { "uri": format!("{URI}x") } })),
        -32602
    );
}

#[test]
fn only_what_is_asked_for_is_offered() {
    let mut editor = Editor::new(everything(), DAMAGED);
    editor.goes_behind("⇥⇥⇥工作质量达标率⇥⇥=⇥1");
    for (only, count) in
        [("quickfix", 2), ("source", 1), ("source.organizeImports", 0), ("refactor.extract", 0), ("", 3)]
    {
        let range = json!({ "start": editor.cursor(), "end": editor.cursor() });
        let context = json!({ "diagnostics": [], "only": [only] });
        let actions = editor.asks("codeAction", json!({ "range": range, "context": context }));
        assert_eq!(actions.as_array().unwrap().len(), count, "{only}: {actions}");
    }
}

#[test]
fn the_missing_standard_indicators_are_inserted_from_anywhere_in_the_sheet() {
    let mut editor = Editor::new(everything(), CANONICAL);
    let removed = "⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12\n".replace('⇥', "\t");
    let (first, rest) = CANONICAL.split_once(&removed).unwrap();
    editor.goes_behind(&first.replace('\t', "⇥"));
    let start = editor.cursor();
    let mut end = start.clone();
    end["line"] = json!(start["line"].as_u64().unwrap() + 1);
    editor.applies(&json!([{ "range": { "start": start, "end": end }, "newText": "" }]));
    assert_eq!(editor.text(), format!("{first}{rest}"));
    editor.goes_behind("703001朝阳市");
    editor.chooses("插入缺少的 1 个共性指标", Some("source.insertStandardIndicators.mubiao"));
    assert_eq!(editor.text(), CANONICAL);
    let range = json!({ "start": editor.cursor(), "end": editor.cursor() });
    let context = json!({ "diagnostics": [], "only": ["source.insertStandardIndicators.mubiao"] });
    assert_eq!(editor.asks("codeAction", json!({ "range": range, "context": context })), json!([]));
}
