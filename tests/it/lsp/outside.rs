//! What happens around the documents: folders that come and go, settings handed over in many ways, files nobody opened.

use std::path::Path;

use serde_json::{Value, json};

use super::client::{Client, uri_of};

const A: &str = "部门（单位）名称\t703001甲局-211300000\n";
const B: &str = "部门（单位）名称\t703002乙局-211300000\n年度预算收入\t1x\n";

fn write(root: &Path, name: &str, text: &str) -> String {
    let path = root.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    uri_of(&path)
}

fn named(root: &Path) -> Value {
    json!({ "workspaceFolders": [{ "uri": uri_of(root), "name": "x" }] })
}

fn can_pull() -> Value {
    json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } })
}

fn start(root: &Path, capabilities: Value) -> Client {
    let mut client = Client::connect();
    client.greet_with(capabilities, named(root));
    client
}

fn changed(client: &mut Client, uri: &str, kind: u32) {
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": kind }] }));
}

/// The reports on all files, awaited until they are on these; `previous` are those of the last time.
#[track_caller]
fn pulls(client: &mut Client, previous: &[Value], expected: &[&str]) -> Vec<Value> {
    let previous: Vec<Value> = previous
        .iter()
        .filter(|item| !item["resultId"].is_null())
        .map(|item| json!({ "uri": item["uri"], "value": item["resultId"] }))
        .collect();
    loop {
        let all = client.request("workspace/diagnostic", json!({ "previousResultIds": previous }));
        let items = all["items"].as_array().unwrap().clone();
        let found: Vec<&str> = items.iter().map(|item| item["uri"].as_str().unwrap()).collect();
        if found == expected {
            return items;
        }
        client.asked("workspace/diagnostic/refresh", Value::Null);
    }
}

/// What the next findings told of a document are, by rule.
#[track_caller]
fn next(client: &mut Client, uri: &str) -> Vec<String> {
    let told = client.await_message(|message| {
        message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
    });
    let all = told["params"]["diagnostics"].as_array().unwrap().iter();
    all.map(|one| one["code"].as_str().unwrap_or("").to_owned()).collect()
}

#[test]
fn the_findings_of_what_is_gone_are_taken_back() {
    let root = tempfile::tempdir().unwrap();
    let first = write(root.path(), "a.mubiao", A);
    let second = write(root.path(), "b/b.mubiao", B);
    let mut client = start(root.path(), can_pull());
    let before = pulls(&mut client, &[], &[&first, &second]);
    // The same for one file as among all.
    let alone = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": second } }));
    assert_eq!(alone["items"], before[1]["items"]);
    assert!(!alone["items"].as_array().unwrap().is_empty());
    std::fs::remove_file(root.path().join("b/b.mubiao")).unwrap();
    changed(&mut client, &second, 3);
    client.asked("workspace/diagnostic/refresh", Value::Null);
    let known = json!([{ "uri": second, "value": before[1]["resultId"] }]);
    let all = client.request("workspace/diagnostic", json!({ "previousResultIds": known }));
    let gone = all["items"].as_array().unwrap().iter().find(|item| item["uri"] == *second).unwrap();
    assert_eq!(gone, &json!({ "uri": second, "version": null, "kind": "full", "items": [] }));
}

#[test]
fn folders_come_and_go() {
    let root = tempfile::tempdir().unwrap();
    let first = write(root.path(), "a.mubiao", A);
    let mut client = start(root.path(), can_pull());
    pulls(&mut client, &[], &[&first]);
    let second = write(root.path(), "in/deep/b.mubiao", B);
    write(root.path(), ".hidden/c.mubiao", B);
    changed(&mut client, &uri_of(&root.path().join("in")), 1);
    changed(&mut client, &uri_of(&root.path().join(".hidden")), 1);
    pulls(&mut client, &[], &[&first, &second]);
    let folder = uri_of(&root.path().join("in"));
    std::fs::remove_dir_all(root.path().join("in")).unwrap();
    changed(&mut client, &folder, 3);
    pulls(&mut client, &[], &[&first]);
}

#[test]
fn a_folder_that_comes_may_bring_a_configuration() {
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir(root.path().join("in")).unwrap();
    let uri = format!("{}/in/b.mubiao", uri_of(root.path()));
    let mut client = start(root.path(), json!({}));
    client.open(&uri, B);
    assert!(next(&mut client, &uri).contains(&"malformed-amount".to_owned()));
    write(root.path(), "in/mubiao.toml", "select = []");
    changed(&mut client, &uri_of(&root.path().join("in")), 1);
    assert_eq!(next(&mut client, &uri), [""; 0]);
    std::fs::remove_dir_all(root.path().join("in")).unwrap();
    changed(&mut client, &uri.replace("/b.mubiao", ""), 3);
    assert!(next(&mut client, &uri).contains(&"malformed-amount".to_owned()));
}

#[test]
fn what_a_configuration_extends_is_watched() {
    let (root, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let base = write(outside.path(), "base.conf", "select = []");
    let path = outside.path().canonicalize().unwrap().join("base.conf");
    write(root.path(), "mubiao.toml", &format!("extend = {path:?}"));
    let book = write(root.path(), "b.mubiao", B);
    let watches = json!({ "workspace": { "didChangeWatchedFiles": {
        "dynamicRegistration": true, "relativePatternSupport": true
    } } });
    let mut client = start(root.path(), watches);
    let wanted = client.asked("client/registerCapability", Value::Null);
    let watchers = wanted["registrations"][0]["registerOptions"]["watchers"].as_array().unwrap().clone();
    let outside_uri = uri_of(outside.path());
    assert!(watchers.contains(&json!({ "globPattern": { "baseUri": outside_uri, "pattern": "base.conf" } })));
    // Folders too, when they come and go.
    assert!(watchers.contains(&json!({ "globPattern": "**/*", "kind": 5 })));
    client.open(&book, B);
    assert_eq!(next(&mut client, &book), [""; 0]);
    write(outside.path(), "base.conf", "select = ['malformed-amount']");
    changed(&mut client, &base, 2);
    assert_eq!(next(&mut client, &book), ["malformed-amount"]);
    // Another base is watched in its place.
    write(outside.path(), "other.conf", "select = []");
    let other = outside.path().canonicalize().unwrap().join("other.conf");
    let config = write(root.path(), "mubiao.toml", &format!("extend = {other:?}"));
    changed(&mut client, &config, 2);
    client.asked("client/unregisterCapability", Value::Null);
    let wanted = client.asked("client/registerCapability", Value::Null);
    assert!(wanted.to_string().contains("other.conf") && !wanted.to_string().contains("base.conf"), "{wanted}");
}

#[test]
fn something_broken_is_told_once() {
    let root = tempfile::tempdir().unwrap();
    let config = write(root.path(), "mubiao.toml", "ignore = ['no-such-rule']\n");
    let book = write(root.path(), "b.mubiao", B);
    let mut client = Client::connect();
    let mut more = named(root.path());
    more["initializationOptions"] = json!({ "maxFindings": 10 });
    client.greet_with(json!({ "workspace": { "configuration": true } }), more);
    client.asked("workspace/configuration", json!([{ "maxFindings": 11 }]));
    client.open(&book, B);
    for _ in 0..3 {
        client.notify("textDocument/didSave", json!({ "textDocument": { "uri": book } }));
    }
    write(root.path(), "mubiao.toml", "ignore = ['amounts']\n");
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": book } }));
    // Taken back when it is mended.
    let cleared = client
        .await_message(|message| message["params"]["uri"] == *config && message["params"]["diagnostics"] == json!([]));
    assert_eq!(cleared["method"], "textDocument/publishDiagnostics");
    let said = client.rest();
    let shown = said.iter().filter(|message| message["method"] == "window/showMessage").count();
    let told = said.iter().filter(|message| message["params"]["uri"] == *config).count();
    assert_eq!((shown, told), (1, 1), "{said:#?}");
}

#[test]
fn a_save_that_changes_no_settings_changes_nothing() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "mubiao.toml", "select = ['malformed-amount']\n");
    let book = write(root.path(), "b.mubiao", B);
    let mut client = start(root.path(), json!({}));
    client.open(&book, B);
    assert_eq!(next(&mut client, &book), ["malformed-amount"]);
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": book } }));
    client.request(
        "textDocument/hover",
        json!({ "textDocument": { "uri": book }, "position": { "line": 0, "character": 0 } }),
    );
    let version = client.edit(&book, 0..0, "\n");
    client.told(&book, version);
    let rest = client.rest();
    assert!(rest.iter().all(|message| message["params"]["uri"] != *book), "{rest:#?}");
}

#[test]
fn settings_are_taken_however_they_are_handed_over() {
    let uri = "untitled:Untitled-1";
    for options in [
        json!({ "ignore": ["all"] }),
        json!({ "mubiao": { "ignore": ["all"] } }),
        json!({ "settings": { "mubiao": { "ignore": ["all"] } } }),
    ] {
        let mut client = Client::connect();
        client
            .greet_with(json!({ "workspace": { "configuration": true } }), json!({ "initializationOptions": options }));
        // A client that has nothing to say when asked.
        client.asked("workspace/configuration", json!([null]));
        client.open(uri, B);
        assert_eq!(next(&mut client, uri), [""; 0], "{options}");
    }
    let mut client = Client::start(json!({}));
    client.open(uri, B);
    assert!(!next(&mut client, uri).is_empty());
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "ignore": ["all"] } }));
    assert_eq!(next(&mut client, uri), [""; 0]);
    // Nothing is said.
    client.notify("workspace/didChangeConfiguration", json!({ "settings": {} }));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "mubiao": {} } }));
    assert!(!next(&mut client, uri).is_empty());
}

#[test]
fn a_client_that_does_not_answer_is_asked_once() {
    let mut client = Client::start(json!({ "workspace": { "configuration": true } }));
    let first = client.await_message(|message| message["method"] == "workspace/configuration");
    for _ in 0..20 {
        client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    }
    client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    assert!(client.rest().iter().all(|message| message["method"] != "workspace/configuration"));
    client.send(&json!({ "jsonrpc": "2.0", "id": first["id"], "result": [null] }));
    // What changed meanwhile is asked for once more.
    client.asked("workspace/configuration", json!([null]));
    client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    assert!(client.rest().iter().all(|message| message["method"] != "workspace/configuration"));
}

#[test]
fn symbols_are_found_in_files_that_are_not_open() {
    let root = tempfile::tempdir().unwrap();
    let first = write(root.path(), "a.mubiao", A);
    let second = write(root.path(), "b/b.mubiao", B);
    let mut client = start(root.path(), can_pull());
    pulls(&mut client, &[], &[&first, &second]);
    let find = |client: &mut Client, query: &str| {
        let found = client.request("workspace/symbol", json!({ "query": query }));
        let symbols = found.as_array().unwrap().iter();
        symbols
            .map(|one| (one["location"]["uri"].as_str().unwrap().to_owned(), one["name"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(find(&mut client, "703002"), [(second.clone(), json!("703002乙局-211300000"))]);
    assert_eq!(find(&mut client, "").len(), 2);
    // What is open goes before what stands on the disk.
    client.open(&second, "部门（单位）名称\t703005丙局-211300000\n");
    assert_eq!(find(&mut client, "703002"), []);
    assert_eq!(find(&mut client, "bingju"), [(second.clone(), json!("703005丙局-211300000 [bingju]"))]);
}
