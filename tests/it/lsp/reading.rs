//! A book is read in an editor: folded, coloured, highlighted, walked through, and an indicator gets another name.

use expect_test::expect;
use serde_json::{Value, json};

use super::editor::{Editor, URI, everything};

const DAMAGED: &str = include_str!("../../corpus/chaoyang-2021.txt");
const CANONICAL: &str = include_str!("../../corpus/chaoyang-2021.mubiao");

fn texts(editor: &Editor, places: &Value) -> Vec<String> {
    places.as_array().unwrap().iter().map(|place| editor.holds(&place["range"])).collect()
}

#[test]
fn a_book_folds_to_its_sheets() {
    let mut editor = Editor::new(everything(), CANONICAL);
    let folds = editor.asks("foldingRange", json!({}));
    let rows: Vec<&str> = CANONICAL.lines().collect();
    let first =
        |fold: &Value| rows[fold["startLine"].as_u64().unwrap() as usize].split('\t').find(|cell| !cell.is_empty());
    let shown: Vec<String> = folds
        .as_array()
        .unwrap()
        .iter()
        .take(8)
        .map(|fold| {
            let lines = fold["endLine"].as_u64().unwrap() - fold["startLine"].as_u64().unwrap();
            format!("{} +{lines}", first(fold).unwrap())
        })
        .collect();
    expect![[r#"
        部门（单位）名称 +32
        年度预算支出 +2
        年度主要任务 +3
        年度绩效指标 +22
        履职效能 +5
        整体工作完成情况 +2
        基础管理 +1
        预算执行 +2"#]]
    .assert_eq(&shown.join("\n"));
    let mut few = everything();
    few["textDocument"]["foldingRange"]["rangeLimit"] = json!(6);
    let folds = Editor::new(few, CANONICAL).asks("foldingRange", json!({}));
    assert!(folds.as_array().unwrap().iter().all(|fold| first(fold) == Some("部门（单位）名称")));
    assert_eq!(folds.as_array().unwrap().len(), 6);
}

#[test]
fn a_selection_widens_from_the_cell_to_the_book() {
    let mut editor = Editor::new(everything(), CANONICAL);
    editor.goes_behind("预算执行率⇥=⇥10");
    let position = editor.cursor();
    let answer = editor.asks("selectionRange", json!({ "positions": [position, { "line": 99_999, "character": 3 }] }));
    let (mut sizes, mut range) = (Vec::new(), &answer[0]);
    while !range.is_null() {
        sizes.push(editor.holds(&range["range"]).lines().count());
        range = &range["parent"];
    }
    assert_eq!(editor.holds(&answer[0]["range"]), "100");
    expect!["[1, 1, 3, 23, 33, 34, 203]"].assert_eq(&format!("{sizes:?}"));
    assert_eq!(answer.as_array().unwrap().len(), 2);
}

#[test]
fn an_amount_shows_its_sums() {
    let mut editor = Editor::new(everything(), CANONICAL);
    editor.goes_behind("人员类项目⇥485");
    let marks = editor.asks_here("documentHighlight");
    let kinds: Vec<String> = marks
        .as_array()
        .unwrap()
        .iter()
        .map(|mark| format!("{} {}", mark["kind"], editor.holds(&mark["range"])))
        .collect();
    expect![[r#"
        3 537.12
        3 485.18
        2 36.94
        2 15.00
        2 485.18"#]]
    .assert_eq(&kinds.join("\n"));
}

#[test]
fn a_task_leads_to_its_part_and_an_empty_cell_to_its_parent() {
    let mut editor = Editor::new(everything(), CANONICAL);
    editor.goes_behind("部门预算基本支出人员");
    let places = editor.asks_here("definition");
    assert_eq!(texts(&editor, &places), ["485.18"]);
    editor.goes_behind("⇥人员类项目");
    let places =
        editor.asks("references", json!({ "position": editor.cursor(), "context": { "includeDeclaration": false } }));
    assert_eq!(texts(&editor, &places), ["485.18"]);
    assert_eq!(places[0]["range"]["start"]["line"], 9);
    editor.goes_behind("⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12\n⇥⇥");
    let places = editor.asks_here("definition");
    assert_eq!(texts(&editor, &places), ["基础管理"]);
}

#[test]
fn a_unit_is_found_in_other_documents() {
    let mut editor = Editor::new(everything(), CANONICAL);
    editor.client.open("file:///books/other.mubiao", &DAMAGED.replace("703001", "709001"));
    editor.goes_behind("703002");
    let places =
        editor.asks("references", json!({ "position": editor.cursor(), "context": { "includeDeclaration": true } }));
    let uris: Vec<&str> = places.as_array().unwrap().iter().map(|place| place["uri"].as_str().unwrap()).collect();
    assert_eq!(uris, [URI, "file:///books/other.mubiao"]);
    editor.goes_behind("703001");
    let places =
        editor.asks("references", json!({ "position": editor.cursor(), "context": { "includeDeclaration": true } }));
    assert_eq!(texts(&editor, &places), ["703001"]);
}

#[test]
fn an_indicator_of_the_unit_s_own_is_renamed_in_its_sheet() {
    let mut editor = Editor::new(everything(), CANONICAL);
    editor.goes_behind("社会公众投诉");
    let name = editor.asks_here("prepareRename");
    assert_eq!(
        (editor.holds(&name["range"]), &name["placeholder"]),
        ("社会公众投诉次数".to_owned(), &json!("社会公众投诉次数"))
    );
    let edit = editor.asks("rename", json!({ "position": editor.cursor(), "newName": "公众投诉件数" }));
    editor.applies_to_workspace(&edit);
    assert_eq!(editor.text(), CANONICAL.replacen("社会公众投诉次数", "公众投诉件数", 1));
    editor.goes_behind("工作质量");
    let id = editor
        .client
        .ask("textDocument/prepareRename", json!({ "textDocument": { "uri": URI }, "position": editor.cursor() }));
    let refusal = editor.client.answer(id);
    expect![[r#"{"code":-32803,"message":"“工作质量达标率”是表样的共性指标，名称不能改"}"#]]
        .assert_eq(&refusal["error"].to_string());
}

#[test]
fn the_page_of_colours_is_the_legend() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/editors/colours.md")).unwrap();
    let named = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`')).map(|(name, _)| name);
    let legend = Editor::new(everything(), "").can["semanticTokensProvider"]["legend"].clone();
    let names = |key: &str| legend[key].as_array().unwrap().clone();
    let legend: Vec<Value> = names("tokenTypes").into_iter().chain(names("tokenModifiers")).collect();
    assert_eq!(named.map(Value::from).collect::<Vec<_>>(), legend);
}

/// The tokens as an editor reads them: text and type.
fn coloured(editor: &Editor, data: &[u64]) -> Vec<(String, String)> {
    let legend = editor.can["semanticTokensProvider"]["legend"]["tokenTypes"].as_array().unwrap();
    let (mut line, mut character) = (0, 0);
    data.chunks(5)
        .map(|token| {
            character = if token[0] > 0 { token[1] } else { character + token[1] };
            line += token[0];
            let place = |character: u64| json!({ "line": line, "character": character });
            let range = json!({ "start": place(character), "end": place(character + token[2]) });
            (editor.holds(&range), legend[token[3] as usize].as_str().unwrap().to_owned())
        })
        .collect()
}

fn numbers(answer: &Value) -> Vec<u64> {
    answer.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect()
}

#[test]
fn colours_follow_what_is_typed() {
    let mut editor = Editor::new(everything(), CANONICAL);
    let full = editor.asks("semanticTokens/full", json!({}));
    let mut data = numbers(&full["data"]);
    let row: Vec<String> =
        coloured(&editor, &data).into_iter().skip(33).take(7).map(|(text, kind)| format!("{kind} {text}")).collect();
    expect![[r#"
        property 度量单位
        property 完成时限
        type 履职效能
        interface 重点工作履行情况
        function 重点工作办结率
        operator =
        number 100"#]]
    .assert_eq(&row.join("\n"));
    editor.goes_behind("社会公众投诉次数⇥<=⇥2⇥次⇥2021-12");
    editor.types("⏎群众满意度⇥≥⇥9");
    let delta = editor.asks("semanticTokens/full/delta", json!({ "previousResultId": full["resultId"] }));
    let [change] = &delta["edits"].as_array().unwrap()[..] else { panic!("{delta}") };
    let start = change["start"].as_u64().unwrap() as usize;
    let end = start + change["deleteCount"].as_u64().unwrap() as usize;
    assert!(end - start <= 40, "the change of a row is small: {change}");
    data.splice(start..end, numbers(&change["data"]));
    let again = editor.asks("semanticTokens/full", json!({}));
    assert_eq!(data, numbers(&again["data"]));
    assert!(coloured(&editor, &data).contains(&("群众满意度".to_owned(), "function".to_owned())));
    // A client that asks by a name which nobody knows is told everything.
    let whole = editor.asks("semanticTokens/full/delta", json!({ "previousResultId": "x" }));
    assert_eq!(numbers(&whole["data"]), data);
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 3, "character": 0 } });
    let range = editor.asks("semanticTokens/range", json!({ "range": range }));
    assert_eq!(numbers(&range["data"]), data[..numbers(&range["data"]).len()]);
}

#[test]
fn every_place_is_answered_in_a_damaged_book_and_in_none() {
    let mixed = crate::generate::mixed(5, 4);
    let texts = [DAMAGED, "", "\u{feff}目标\r\n", "项目支出绩效目标表\n项目名称\t甲\n", &mixed];
    for text in texts.into_iter().chain(crate::generate::HEADED) {
        let mut editor = Editor::new(everything(), text);
        for line in [0, 1, 13, 500] {
            let position = json!({ "line": line, "character": 2 });
            for what in ["documentHighlight", "definition"] {
                assert!(editor.asks(what, json!({ "position": position })).is_array());
            }
            let references = json!({ "position": position, "context": { "includeDeclaration": true } });
            assert!(editor.asks("references", references).is_array());
            let range = json!({ "start": position, "end": position });
            assert!(editor.asks("rangeFormatting", json!({ "range": range, "options": {} })).is_array());
            assert!(
                editor.asks("onTypeFormatting", json!({ "position": position, "ch": "\n", "options": {} })).is_array()
            );
            assert!(editor.asks("codeAction", json!({ "range": range, "context": { "diagnostics": [] } })).is_array());
            assert!(editor.asks("semanticTokens/range", json!({ "range": range }))["data"].is_array());
        }
        assert!(editor.asks("foldingRange", json!({})).is_array());
        assert!(editor.asks("semanticTokens/full", json!({}))["data"].is_array());
        assert!(editor.asks("formatting", json!({ "options": {} })).is_array());
    }
}
