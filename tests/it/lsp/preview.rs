//! A sheet is shown as it is printed, beside its text.

use expect_test::expect;
use serde_json::{Value, json};

use crate::generate::{HEADED, mixed};

use super::client::Client;
use super::editor::{Editor, URI, everything};

const DAMAGED: &str = include_str!("../../corpus/chaoyang-2021.txt");
const CANONICAL: &str = include_str!("../../corpus/chaoyang-2021.mubiao");
const OTHERS: [&str; 2] =
    [include_str!("../../corpus/mof-2015-department.mubiao"), include_str!("../../corpus/mof-2021-department.mubiao")];

/// The form of the sheet at the cursor.
#[track_caller]
fn form_here(editor: &mut Editor) -> Value {
    let position = editor.cursor();
    let answer = editor.client.request("mubiao/form", json!({ "textDocument": { "uri": URI }, "position": position }));
    assert_eq!(answer["message"], Value::Null);
    answer["form"].clone()
}

/// The title and the cells of a form, in reading order.
fn cells(form: &Value) -> Vec<&Value> {
    let list = |value: &'_ Value, key: &str| value[key].as_array().unwrap().len();
    let mut cells: Vec<&Value> = Some(&form["title"]).filter(|title| !title.is_null()).into_iter().collect();
    for table in form["tables"].as_array().unwrap() {
        assert!(list(table, "body") > 0);
        for row in table["head"].as_array().unwrap().iter().chain(table["body"].as_array().unwrap()) {
            cells.extend(row["cells"].as_array().unwrap());
        }
    }
    cells
}

/// Asserts that each table fills the grid of the form, and that the place of each cell holds its text.
#[track_caller]
fn whole(editor: &Editor, form: &Value) {
    let columns = form["widths"].as_array().unwrap().len() as u64;
    for table in form["tables"].as_array().unwrap() {
        for part in ["head", "body"] {
            let rows = table[part].as_array().unwrap();
            let cells = rows.iter().flat_map(|row| row["cells"].as_array().unwrap());
            let area: u64 = cells.map(|cell| cell["cols"].as_u64().unwrap() * cell["rows"].as_u64().unwrap()).sum();
            assert_eq!(area, columns * rows.len() as u64, "{table}");
        }
    }
    for cell in cells(form).into_iter().filter(|cell| !cell["range"].is_null()) {
        let (text, stated) = (cell["text"].as_str().unwrap(), editor.holds(&cell["range"]));
        if !text.contains('\n') && cell["look"] != "head" {
            assert_eq!(text, stated);
        }
    }
}

/// Whether a cell of the form is marked with a finding of that rule.
fn marked(form: &Value, rule: &str) -> bool {
    let indices = cells(form).into_iter().flat_map(|cell| cell["findings"].as_array().unwrap());
    indices.map(|at| &form["findings"][at.as_u64().unwrap() as usize]).any(|finding| finding["code"] == rule)
}

#[test]
fn the_form_of_the_sheet_at_the_cursor() {
    let mut editor = Editor::new(everything(), CANONICAL);
    assert_eq!(editor.can["experimental"]["form"], true);
    editor.goes_behind("⇥特定目标类项目⇥");
    let form = form_here(&mut editor);
    whole(&editor, &form);
    expect![[r#"{"cols":5,"findings":[],"look":"value","range":{"end":{"character":22,"line":4},"start":{"character":16,"line":4}},"rows":1,"text":"537.12"}"#]]
        .assert_eq(&cells(&form)[7].to_string());
    expect![[r#"[{"difference":"0.00","holds":true,"parts":{"amount":"537.12","name":"年度部门预算支出"},"total":{"amount":"537.12","name":"年度预算收入"}}]"#]]
        .assert_eq(&json!([form["sums"][0]]).to_string());
    expect![[r#"{"difference":"-10.00","holds":false,"parts":{"amount":"527.12","name":"任务合计"},"total":{"amount":"537.12","name":"年度部门预算支出"}}"#]]
        .assert_eq(&form["sums"][2].to_string());
    let shares = form["shares"].as_array().unwrap().iter();
    let shares: Vec<String> =
        shares.map(|share| format!("{} {} {}", share["name"], share["amount"], share["percent"])).collect();
    expect![[r#"
        "人员类项目" "485.18" "90.33"
        "公用经费类项目" "36.94" "6.88"
        "特定目标类项目" "15.00" "2.79""#]]
    .assert_eq(&shares.join("\n"));
    let totals = editor.client.request("mubiao/totals", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(form["totals"], totals[0]);

    assert!(marked(&form, "unbalanced-tasks"));

    // What is typed shows, and what was found there goes with it.
    editor.goes_behind("⇥工信产业监管专项业务经费⇥");
    editor.types("1");
    let form = form_here(&mut editor);
    whole(&editor, &form);
    assert!(form["sums"].as_array().unwrap().iter().all(|sum| sum["holds"] == true), "{}", form["sums"]);
    assert!(!marked(&form, "unbalanced-tasks"));

    // Another sheet is another form; an index does as well as a place.
    editor.goes_behind("部门（单位）名称⇥703004");
    let form = form_here(&mut editor);
    whole(&editor, &form);
    assert_eq!(form["sheet"], 2);
    let asked = editor.client.request("mubiao/form", json!({ "textDocument": { "uri": URI }, "sheet": 2 }));
    assert_eq!(asked, json!({ "version": 2, "sheets": 6, "form": form, "message": null }));
}

#[test]
fn each_form_is_printed() {
    let mixed: Vec<String> = (0..6).map(|seed| mixed(seed, 3)).collect();
    let mixed = mixed.iter().map(String::as_str);
    for text in [DAMAGED, CANONICAL].into_iter().chain(OTHERS).chain(HEADED).chain(mixed) {
        let mut editor = Editor::new(everything(), text);
        let mut sheets = 1;
        for sheet in 0.. {
            if sheet == sheets {
                break;
            }
            let asked = json!({ "textDocument": { "uri": URI }, "sheet": sheet });
            let answer = editor.client.request("mubiao/form", asked);
            sheets = answer["sheets"].as_u64().unwrap();
            let form = &answer["form"];
            assert_eq!(form["sheet"], sheet);
            let known = form["title"]["look"] == "head" && !form["shares"].as_array().unwrap().is_empty();
            // One that is read by its headings has its title among its rows.
            let own = || cells(form).iter().any(|cell| cell["look"] == "title");
            assert!(known || form["title"].is_null() && (own() || !HEADED.contains(&text)), "{form}");
            let found = form["findings"].as_array().unwrap();
            let marked =
                |at: usize| cells(form).iter().any(|cell| cell["findings"].as_array().unwrap().contains(&at.into()));
            for (at, finding) in found.iter().enumerate() {
                assert!(marked(at) || finding["code"] == "split-table", "{finding}");
            }
            if text != DAMAGED {
                whole(&editor, form);
            }
        }
    }
}

#[test]
fn text_is_text_whatever_it_says() {
    let hostile = "<img src=x onerror=alert(1)><script>alert(1)</script>";
    let mut editor = Editor::new(everything(), &CANONICAL.replacen("重点工作办结率", hostile, 1));
    let form = form_here(&mut editor);
    assert!(cells(&form).iter().any(|cell| cell["text"] == hostile));
}

#[test]
fn without_a_form_it_says_why() {
    let ask = |locale: &str, text: &str| {
        let mut client = Client::connect();
        client.greet_with(everything(), json!({ "locale": locale }));
        client.open(URI, text);
        let answer = client.request("mubiao/form", json!({ "textDocument": { "uri": URI } }));
        assert_eq!((&answer["form"], &answer["sheets"]), (&Value::Null, &json!(0)));
        answer["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(ask("zh-cn", ""), "这里还没有表；请写下表的标题，或新建一张表");
    assert_eq!(ask("en", ""), "there is no sheet here yet; write the title of a form, or make a new sheet");
    assert!(ask("zh-cn", "记事\n").starts_with("认不出表样"));
    let title = "部门（单位）整体绩效目标表\n";
    assert_eq!(ask("en", title), "there is no sheet here yet; a sheet begins with the row “部门（单位）名称”");
}
