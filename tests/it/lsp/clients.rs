//! What clients of all kinds send, and what they make of the answers.

use serde_json::{Value, json};

use super::client::Client;

const DAMAGED: &str = include_str!("../../corpus/chaoyang-2021.txt");
const CANONICAL: &str = include_str!("../../corpus/chaoyang-2021.mubiao");
const URI: &str = "file:///books/b.mubiao";

/// What the next findings told of a document are.
#[track_caller]
fn next(client: &mut Client, uri: &str) -> Vec<Value> {
    let told = client.await_message(|message| {
        message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
    });
    told["params"]["diagnostics"].as_array().unwrap().clone()
}

/// A client that takes code actions, and more.
fn acts(more: Value) -> Value {
    let mut action = json!({ "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } });
    action.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({ "textDocument": { "codeAction": action } })
}

fn everywhere() -> Value {
    json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 100_000, "character": 0 } })
}

#[track_caller]
fn actions(client: &mut Client, uri: &str, range: &Value, context: &Value) -> Vec<Value> {
    let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
    client.request("textDocument/codeAction", params).as_array().unwrap().clone()
}

#[test]
fn a_uri_is_whatever_the_client_spells() {
    let text = "部门（单位）名称\t703001甲局-211300000\n年度预算收入\t1x\n";
    for uri in ["file:///表/甲 表.mubiao", "file:///a[1].mubiao", "file:///a^b{c}", "file:///a%ZZ", "", "没有方案"]
    {
        let mut client = Client::connect();
        client.greet_with(acts(json!({})), json!({ "rootUri": "file:///没有的/文件夹", "trace": "whatever" }));
        client.open(uri, text);
        let told = next(&mut client, uri);
        assert!(!told.is_empty());
        let document = json!({ "uri": uri });
        let place = json!({ "line": 0, "character": 3 });
        for method in [
            "hover",
            "completion",
            "signatureHelp",
            "documentHighlight",
            "documentSymbol",
            "foldingRange",
            "definition",
            "references",
            "formatting",
            "diagnostic",
        ] {
            client.request(&format!("textDocument/{method}"), json!({ "textDocument": document, "position": place }));
        }
        let symbols = client.request("textDocument/documentSymbol", json!({ "textDocument": document }));
        assert_eq!(symbols[0]["location"]["uri"], uri);
        let context = json!({ "diagnostics": told, "only": ["quickfix"] });
        let found = actions(&mut client, uri, &everywhere(), &context);
        assert!(found[0]["edit"]["changes"].as_object().unwrap().contains_key(uri), "{found:?}");
        client.close(uri);
        assert_eq!(next(&mut client, uri), [] as [Value; 0]);
    }
}

#[test]
fn quick_fixes_are_for_the_findings_that_are_named() {
    let mut client = Client::start(acts(json!({ "isPreferredSupport": true })));
    client.open(URI, DAMAGED);
    let told = client.told(URI, 1);
    let one = told.iter().find(|one| one["code"] == "misaligned-row").unwrap();
    let context = json!({ "diagnostics": [one], "only": ["quickfix"] });
    let found = actions(&mut client, URI, &everywhere(), &context);
    assert!(found.iter().all(|action| action["diagnostics"] == json!([one])), "{found:?}");
    assert_eq!(found[0]["isPreferred"], true);
    assert!(found[1..].iter().all(|action| action.get("isPreferred").is_none()));
    // One that is not there any more, or another program's.
    let mut gone = one.clone();
    gone["range"]["end"]["character"] = json!(1);
    assert_eq!(
        actions(&mut client, URI, &everywhere(), &json!({ "diagnostics": [gone], "only": ["quickfix"] })),
        [Value::Null; 0]
    );
    gone["source"] = json!("other");
    let range = &one["range"];
    assert!(!actions(&mut client, URI, range, &json!({ "diagnostics": [gone], "only": ["quickfix"] })).is_empty());
}

#[test]
fn a_client_that_carries_out_what_it_gets_is_given_one_fix_a_finding() {
    let mut client = Client::start(acts(json!({})));
    client.open(URI, DAMAGED);
    for one in client.told(URI, 1) {
        let context = json!({ "diagnostics": [one], "only": ["quickfix"] });
        let found = actions(&mut client, URI, &everywhere(), &context);
        assert!(found.len() <= 1, "{found:?}");
        let silences = |action: &Value| action["title"].as_str().unwrap().starts_with("本行豁免");
        assert!(!found.iter().any(silences), "{found:?}");
        assert!(found.iter().all(|action| action.get("isPreferred").is_none()));
    }
}

#[test]
fn all_safe_fixes_are_offered_wherever_the_cursor_is() {
    let mut client = Client::start(acts(json!({})));
    client.open(URI, DAMAGED);
    let start = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
    let context = json!({ "diagnostics": [], "only": ["source.fixAll"] });
    for range in [&start, &everywhere()] {
        let found = actions(&mut client, URI, range, &context);
        assert_eq!(found[0]["title"], "自动修复全文");
    }
    let sound = "file:///books/c.mubiao";
    client.open(sound, "年度预算收入\t1\n");
    assert_eq!(actions(&mut client, sound, &start, &context), [Value::Null; 0]);
}

#[test]
fn an_item_that_carries_nothing_comes_back_unchanged() {
    let resolves = acts(json!({ "dataSupport": true, "resolveSupport": { "properties": ["edit"] } }));
    let mut client = Client::start(resolves);
    client.open(URI, DAMAGED);
    for (method, item) in [
        ("completionItem/resolve", json!({ "label": "x", "kind": 1, "ours": { "y": [1] } })),
        ("completionItem/resolve", json!({ "label": "x", "data": { "of": "another server" } })),
        ("completionItem/resolve", json!({ "label": "x", "data": { "uri": "file:///closed", "doc": "x" } })),
        ("codeAction/resolve", json!({ "title": "x", "kind": "quickfix", "edit": { "changes": {} } })),
        ("codeAction/resolve", json!({ "title": "x", "data": 7 })),
        ("codeLens/resolve", json!({ "range": everywhere(), "command": { "title": "x", "command": "" } })),
    ] {
        assert_eq!(client.request(method, item.clone()), item, "{method}");
    }
    // What the server itself sends can be asked about, all of it.
    let line = DAMAGED.lines().position(|line| line.contains("预算执行率")).unwrap();
    let place = json!({ "line": line, "character": 1 });
    let params = json!({ "textDocument": { "uri": URI }, "position": place });
    for item in client.request("textDocument/completion", params)["items"].as_array().unwrap() {
        assert_eq!(client.request("completionItem/resolve", item.clone())["label"], item["label"]);
    }
    for action in actions(&mut client, URI, &everywhere(), &json!({ "diagnostics": [] })) {
        assert_eq!(client.request("codeAction/resolve", action.clone())["title"], action["title"]);
    }
}

#[test]
fn a_client_that_says_it_asks_and_never_does_is_told() {
    let mut client = Client::start(json!({ "textDocument": { "diagnostic": {} } }));
    client.open(URI, "年度预算收入\t1x\n");
    assert!(!next(&mut client, URI).is_empty());
    client.edit(URI, 0..0, "\n");
    assert!(!next(&mut client, URI).is_empty());
    // Once it asks, what it was told is taken back and nothing more is told.
    let asked = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } }));
    assert!(!asked["items"].as_array().unwrap().is_empty());
    assert_eq!(next(&mut client, URI), [] as [Value; 0]);
    client.edit(URI, 0..0, "\n");
    client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } }));
    assert!(client.rest().iter().all(|message| message["method"] != "textDocument/publishDiagnostics"));
}

#[test]
fn who_shows_no_markdown_gets_none() {
    let hover = |formats: Value| {
        let mut client = Client::start(json!({ "textDocument": { "hover": { "contentFormat": formats } } }));
        client.open(URI, "部门（单位）名称\t703001甲局-211300000\n年度预算收入\t1\n");
        let params = json!({ "textDocument": { "uri": URI }, "position": { "line": 1, "character": 1 } });
        client.request("textDocument/hover", params)["contents"].clone()
    };
    let markdown = hover(json!(["markdown", "plaintext"]));
    assert_eq!(markdown["kind"], "markdown");
    assert!(markdown["value"].as_str().unwrap().starts_with("**年度预算收入**"), "{markdown}");
    for formats in [json!(["plaintext"]), json!(["plaintext", "markdown"]), json!([]), Value::Null] {
        let plain = hover(formats);
        assert_eq!(plain["kind"], "plaintext");
        let text = plain["value"].as_str().unwrap();
        assert!(text.starts_with("年度预算收入\n") && !text.contains(['*', '`', '\\']), "{text}");
    }
}

#[test]
fn completion_has_the_kinds_that_the_client_knows() {
    let kinds = |completion: Value| {
        let mut client = Client::start(json!({ "textDocument": { "completion": completion } }));
        let row = "\t\t\t工作质量达标率\t\t100\t%\t2021-12\n";
        let text = CANONICAL.split_inclusive("完成时限\n").next().unwrap().to_owned() + row;
        client.open(URI, &text);
        let place = json!({ "line": text.matches('\n').count() - 1, "character": 11 });
        let params = json!({ "textDocument": { "uri": URI }, "position": place });
        let answer = client.request("textDocument/completion", params);
        let items = answer["items"].as_array().unwrap();
        assert_eq!(items[0]["label"], "=");
        items[0]["kind"].clone()
    };
    assert_eq!(kinds(json!({ "completionItemKind": { "valueSet": [1, 14, 24] } })), 24);
    assert_eq!(kinds(json!({})), 14);
    assert_eq!(kinds(json!({ "completionItemKind": { "valueSet": [1] } })), 1);
    assert_eq!(kinds(json!({ "completionItemKind": { "valueSet": [] } })), Value::Null);
}

#[test]
fn no_column_is_marked_beyond_the_last() {
    let mut client = Client::start(json!({}));
    let row = "\t\t\t工作质量达标率\t=\t100\t%\t2021-12\t\t\n";
    let text = CANONICAL.split_inclusive("完成时限\n").next().unwrap().to_owned() + row;
    client.open(URI, &text);
    let mut help = |character: usize| {
        let place = json!({ "line": text.matches('\n').count() - 1, "character": character });
        client.request("textDocument/signatureHelp", json!({ "textDocument": { "uri": URI }, "position": place }))
    };
    let inside = help(1);
    let count = inside["signatures"][0]["parameters"].as_array().unwrap().len() as u64;
    assert!(inside["activeParameter"].as_u64().unwrap() < count);
    let beyond = help(row.chars().count() - 1);
    assert!(beyond["signatures"][0].get("parameters").is_none(), "{beyond}");
    assert!(beyond.get("activeParameter").is_none() && beyond["signatures"][0].get("activeParameter").is_none());
}

#[test]
fn what_is_undone_is_not_typed() {
    let mut client = Client::start(json!({}));
    let text =
        CANONICAL.split_inclusive("完成时限\n").next().unwrap().to_owned() + "\t履职效能\t甲\t乙\t=\t1\t%\t2021-12\n";
    client.open(URI, &text);
    let line = text.matches('\n').count() - 1;
    let end = text.len() - 1;
    let enter = |client: &mut Client| {
        let params = json!({
            "textDocument": { "uri": URI }, "position": { "line": line + 1, "character": 0 }, "ch": "\n",
            "options": { "tabSize": 4, "insertSpaces": false },
        });
        client.request("textDocument/onTypeFormatting", params)
    };
    client.edit(URI, end..end, "\n");
    assert_eq!(enter(&mut client)[0]["newText"], "\t\t\t");
    client.edit(URI, end + 1..end + 1, "\t\t\t");
    // Undone, the cursor stands behind the line end as it did before; some clients ask again then.
    client.edit(URI, end + 1..end + 4, "");
    assert_eq!(enter(&mut client), json!([]));
}
