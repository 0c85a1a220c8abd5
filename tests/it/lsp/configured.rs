//! Settings: those of the user, those of `mubiao.toml`, and what happens when they change or are wrong.

use std::path::Path;

use serde_json::{Value, json};

use super::client::{Client, uri_of};

/// What the next findings told of a document are, by rule and severity.
#[track_caller]
fn next(client: &mut Client, uri: &str) -> Vec<(String, u64)> {
    let told = client.await_message(|message| {
        message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
    });
    let all = told["params"]["diagnostics"].as_array().unwrap().clone();
    all.iter().map(|one| (one["code"].as_str().unwrap_or("").to_owned(), one["severity"].as_u64().unwrap())).collect()
}

fn write(root: &Path, name: &str, text: &str) -> String {
    std::fs::write(root.join(name), text).unwrap();
    uri_of(&root.join(name))
}

fn changed(client: &mut Client, uri: &str) {
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 2 }] }));
}

fn folders(root: &Path) -> Value {
    json!({ "workspaceFolders": [{ "uri": uri_of(root), "name": "x" }] })
}

const TEXT: &str = "部门（单位）名称\t703001甲局-211300000\n年度预算收入\t1x\n";

#[test]
fn a_configuration_file_holds_and_is_read_again_when_it_changes() {
    let root = tempfile::tempdir().unwrap();
    let config =
        write(root.path(), "mubiao.toml", "select = ['malformed-amount']\n[severity]\nmalformed-amount = 'warning'");
    let book = write(root.path(), "a.mubiao", TEXT);
    let mut client = Client::connect();
    let watches = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    client.greet_with(watches, folders(root.path()));
    let wanted = client.asked("client/registerCapability", Value::Null);
    let patterns = &wanted["registrations"][0]["registerOptions"]["watchers"];
    assert_eq!(patterns[0], json!({ "globPattern": "**/mubiao.toml" }));
    client.open(&book, TEXT);
    assert_eq!(next(&mut client, &book), [("malformed-amount".to_owned(), 2)]);
    write(root.path(), "mubiao.toml", "select = []");
    changed(&mut client, &config);
    assert_eq!(next(&mut client, &book), []);
    std::fs::remove_file(root.path().join("mubiao.toml")).unwrap();
    changed(&mut client, &config);
    assert!(next(&mut client, &book).len() > 1);
}

#[test]
fn a_broken_configuration_is_told_at_its_place_and_stops_nothing() {
    let root = tempfile::tempdir().unwrap();
    let config = write(root.path(), "mubiao.toml", "# 注\nignore = ['amounts', 'no-such-rule']\n");
    let book = write(root.path(), "a.mubiao", TEXT);
    let mut client = Client::connect();
    client.greet_with(json!({}), folders(root.path()));
    let told = client.await_message(|message| message["params"]["uri"] == *config);
    assert_eq!(
        told["params"]["diagnostics"],
        json!([{
            "range": { "start": { "line": 1, "character": 21 }, "end": { "line": 1, "character": 36 } },
            "severity": 1,
            "source": "mubiao",
            "message": "没有名为“no-such-rule”的规则；全部规则见 mubiao rules",
        }])
    );
    let shown = client.await_message(|message| message["method"] == "window/showMessage");
    assert!(shown["params"]["message"].as_str().unwrap().contains("mubiao.toml:2:22: "), "{shown}");
    client.open(&book, TEXT);
    assert!(next(&mut client, &book).iter().any(|(rule, _)| rule == "malformed-amount"));
    write(root.path(), "mubiao.toml", "ignore = ['amounts']\n");
    changed(&mut client, &config);
    assert!(!next(&mut client, &book).iter().any(|(rule, _)| rule == "malformed-amount"));
    assert_eq!(next(&mut client, &config), []);
}

#[test]
fn a_client_that_watches_nothing_saves() {
    let root = tempfile::tempdir().unwrap();
    let book = write(root.path(), "a.mubiao", TEXT);
    let mut client = Client::start(json!({}));
    client.open(&book, TEXT);
    assert!(!next(&mut client, &book).is_empty());
    write(root.path(), "mubiao.toml", "ignore = ['all']");
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": book } }));
    assert_eq!(next(&mut client, &book), []);
}

#[test]
fn the_users_settings_go_before_those_of_the_project() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "mubiao.toml", "select = ['malformed-amount']");
    let book = write(root.path(), "a.mubiao", TEXT);
    let mut client = Client::connect();
    let hands_over = json!({ "workspace": { "configuration": true } });
    client.greet_with(hands_over, folders(root.path()));
    let asked = client.asked("workspace/configuration", json!([null]));
    assert_eq!(asked, json!({ "items": [{ "section": "mubiao" }] }));
    client.open(&book, TEXT);
    assert_eq!(next(&mut client, &book), [("malformed-amount".to_owned(), 1)]);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    client.asked(
        "workspace/configuration",
        json!([{ "severity": { "malformed-amount": "information" }, "fiscalYear": 24, "lang": "en" }]),
    );
    let wrong = client.await_message(|message| message["method"] == "window/showMessage");
    assert_eq!(wrong["params"], json!({ "type": 2, "message": "“fiscal-year”应为四位数字的年度，如 2021" }));
    // What comes of the first answer may be told in between.
    while next(&mut client, &book) != [("malformed-amount".to_owned(), 3)] {}
}

#[test]
fn a_form_that_is_not_there_is_told_and_counts_as_not_set() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "mubiao.toml", "select = ['malformed-amount']");
    let book = write(root.path(), "a.mubiao", TEXT);
    let mut client = Client::connect();
    client.greet_with(json!({ "workspace": { "configuration": true } }), folders(root.path()));
    let section = json!([{ "profile": "no-such-form", "severity": { "malformed-amount": "information" } }]);
    client.asked("workspace/configuration", section);
    let wrong = client.await_message(|message| message["method"] == "window/showMessage");
    assert!(wrong["params"]["message"].as_str().unwrap().starts_with("mubiao.profile: "), "{wrong}");
    client.open(&book, TEXT);
    assert_eq!(next(&mut client, &book), [("malformed-amount".to_owned(), 3)]);
}

#[test]
fn a_client_may_hand_over_settings_unasked() {
    let mut client = Client::connect();
    client.greet_with(json!({}), json!({ "initializationOptions": { "maxFindings": 1 } }));
    let uri = "untitled:Untitled-1";
    client.open(uri, TEXT);
    assert_eq!(next(&mut client, uri).len(), 2);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "mubiao": { "ignore": ["all"] } } }));
    assert_eq!(next(&mut client, uri), []);
}
