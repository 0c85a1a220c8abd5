//! Folders of books: what only several files together show, however they are opened, changed and closed.

use std::path::Path;

use serde_json::{Value, json};

use super::client::{Client, uri_of};

const A: &str = "部门（单位）名称\t703001甲局-211300000\n";
const B: &str = "部门（单位）名称\t703002乙局-211300000\n";

fn write(root: &Path, name: &str, text: &str) -> String {
    let path = root.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    uri_of(&path)
}

fn named(roots: &[&Path]) -> Value {
    let folders: Vec<Value> = roots.iter().map(|root| json!({ "uri": uri_of(root), "name": "x" })).collect();
    json!({ "workspaceFolders": folders })
}

/// A client that has said hello with these folders.
fn start(roots: &[&Path], capabilities: Value) -> Client {
    let mut client = Client::connect();
    client.greet_with(capabilities, named(roots));
    client
}

fn twice(diagnostics: &Value) -> Vec<&str> {
    let all = diagnostics.as_array().unwrap().iter();
    all.filter(|one| one["code"] == "duplicate-budget-unit").map(|one| one["message"].as_str().unwrap()).collect()
}

/// Awaits that a document is told to have these duplicate units. What it was told before is past.
#[track_caller]
fn awaits(client: &mut Client, uri: &str, expected: &[&str]) {
    loop {
        let told = client.await_message(|message| {
            message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
        });
        if twice(&told["params"]["diagnostics"]) == expected {
            return;
        }
    }
}

/// The findings of every file, awaited until they name these duplicate units.
#[track_caller]
fn pulls(client: &mut Client, expected: &[(&str, usize)]) -> Value {
    loop {
        let all = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
        let items = all["items"].as_array().unwrap();
        let found: Vec<(&str, usize)> =
            items.iter().map(|item| (item["uri"].as_str().unwrap(), twice(&item["items"]).len())).collect();
        if found == expected {
            return all;
        }
        // Something has changed whenever it is worth to ask again.
        client.asked("workspace/diagnostic/refresh", Value::Null);
    }
}

fn can_pull() -> Value {
    json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } })
}

const IN_A: &str = "单位代码“703001”在“a.mubiao”第 1 行已经用过；一个单位只能有一张表，请核对代码";

#[test]
fn a_unit_in_two_files_is_told_and_taken_back() {
    let root = tempfile::tempdir().unwrap();
    let first = write(root.path(), "a.mubiao", A);
    let second = write(root.path(), "b/c.mubiao", A);
    let mut client = start(&[root.path()], json!({}));
    client.open(&second, A);
    awaits(&mut client, &second, &[IN_A]);
    // An open document goes before the disk, and an edit in it tells the others.
    client.open(&first, A);
    let at = A.find("703001").unwrap();
    client.edit(&first, at..at + 6, "703005");
    awaits(&mut client, &second, &[]);
    client.edit(&first, at..at + 6, "703001");
    awaits(&mut client, &second, &[IN_A]);
    client.edit(&first, at..at + 6, "703005");
    awaits(&mut client, &second, &[]);
    // When it is closed without having been saved, the disk holds again.
    client.close(&first);
    awaits(&mut client, &second, &[IN_A]);
    write(root.path(), "a.mubiao", B);
    let changed = |client: &mut Client, kind: u32| {
        let changes = json!({ "changes": [{ "uri": first, "type": kind }] });
        client.notify("workspace/didChangeWatchedFiles", changes);
    };
    changed(&mut client, 2);
    awaits(&mut client, &second, &[]);
    write(root.path(), "a.mubiao", A);
    changed(&mut client, 2);
    awaits(&mut client, &second, &[IN_A]);
    std::fs::remove_file(root.path().join("a.mubiao")).unwrap();
    changed(&mut client, 3);
    awaits(&mut client, &second, &[]);
}

#[test]
fn what_the_configuration_leaves_out_is_not_read() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "mubiao.toml", "exclude = ['old']\n");
    let first = write(root.path(), "a.mubiao", A);
    let second = write(root.path(), "b.mubiao", A);
    write(root.path(), "old/a.mubiao", A);
    let mut client = start(&[root.path()], can_pull());
    pulls(&mut client, &[(&first, 0), (&second, 1)]);
}

#[test]
fn every_folder_is_its_own_and_may_come_and_go() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(one.path(), "a.mubiao", A);
    let second = write(two.path(), "b.mubiao", A);
    let third = write(two.path(), "c.mubiao", A);
    let mut client = start(&[one.path()], json!({}));
    client.open(&third, A);
    awaits(&mut client, &third, &[]);
    let folder = json!({ "uri": uri_of(two.path()), "name": "two" });
    let event = json!({ "event": { "added": [folder], "removed": [] } });
    client.notify("workspace/didChangeWorkspaceFolders", event);
    awaits(&mut client, &third, &["单位代码“703001”在“b.mubiao”第 1 行已经用过；一个单位只能有一张表，请核对代码"]);
    client.open(&second, A);
    awaits(&mut client, &second, &[]);
    let event = json!({ "event": { "added": [], "removed": [folder] } });
    client.notify("workspace/didChangeWorkspaceFolders", event);
    awaits(&mut client, &third, &[]);
}

#[test]
fn a_client_that_asks_gets_the_findings_of_all_files() {
    let root = tempfile::tempdir().unwrap();
    let first = write(root.path(), "a.mubiao", A);
    let second = write(root.path(), "b.mubiao", A);
    write(root.path(), ".hidden.mubiao", A);
    let mut client = start(&[root.path()], can_pull());
    let all = pulls(&mut client, &[(&first, 0), (&second, 1)]);
    assert_eq!(all["items"][1]["version"], Value::Null);
    let known = json!({ "previousResultIds": [{ "uri": second, "value": all["items"][1]["resultId"] }] });
    let again = client.request("workspace/diagnostic", known);
    assert_eq!((&again["items"][0]["kind"], &again["items"][1]["kind"]), (&json!("full"), &json!("unchanged")));
    client.open(&first, B);
    client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": first } }));
    pulls(&mut client, &[(&first, 0), (&second, 0)]);
    client.close(&first);
    pulls(&mut client, &[(&first, 0), (&second, 1)]);
}

#[test]
fn a_user_may_have_the_files_left_alone() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "a.mubiao", A);
    let second = write(root.path(), "b.mubiao", A);
    let mut client = Client::connect();
    let mut more = named(&[root.path()]);
    more["initializationOptions"] = json!({ "scanFolders": false });
    client.greet_with(can_pull(), more);
    client.open(&second, A);
    let all = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    assert_eq!(all["items"].as_array().unwrap().len(), 1);
    assert!(twice(&all["items"][0]["items"]).is_empty());
}

#[test]
fn ten_thousand_files_are_read_with_progress_and_an_unreadable_one_does_no_harm() {
    let root = tempfile::tempdir().unwrap();
    for number in 0..10_000 {
        let text = format!("部门（单位）名称\t{}甲局-211300000\n", 700_001 + number);
        write(root.path(), &format!("{}/{number}.mubiao", number % 100), &text);
    }
    std::fs::write(root.path().join("0/broken.mubiao"), b"\x00\x01\x02\xff\xfe\x00").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", root.path().join("0/dangling.mubiao")).unwrap();
    let last = write(root.path(), "z.mubiao", "部门（单位）名称\t709999乙局-211300000\n");
    let mut client = start(&[root.path()], json!({ "window": { "workDoneProgress": true } }));
    let token = client.asked("window/workDoneProgress/create", Value::Null)["token"].clone();
    // What is asked meanwhile is answered.
    client.open(&last, "部门（单位）名称\t709999乙局-211300000\n");
    client.told(&last, 1);
    let mut step = |kind: &str| {
        client
            .await_message(|message| message["params"]["token"] == token && message["params"]["value"]["kind"] == kind)
            ["params"]["value"]
            .clone()
    };
    assert_eq!(step("begin")["title"], "读取文件夹里的绩效目标表");
    assert_eq!(step("report")["percentage"], 1);
    step("end");
    awaits(
        &mut client,
        &last,
        &["单位代码“709999”在“98/9998.mubiao”第 1 行已经用过；一个单位只能有一张表，请核对代码"],
    );
    let logged = client.await_message(|message| message["method"] == "window/logMessage");
    assert!(logged["params"]["message"].as_str().unwrap().contains("broken.mubiao"), "{logged}");
}
