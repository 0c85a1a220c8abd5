//! A folder of a stranger in an editor: what the server reads there, and what becomes of its words.

use std::path::Path;

use serde_json::{Value, json};

use super::client::{Client, uri_of};

const TEXT: &str = "部门（单位）名称\t703001甲局-211300000\n年度预算收入\t1x\n";

fn write(root: &Path, name: &str, text: &str) -> String {
    std::fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
    std::fs::write(root.join(name), text).unwrap();
    uri_of(&root.join(name))
}

/// A client that has the folder `w` open.
fn client(root: &Path, options: Value) -> Client {
    let mut client = Client::connect();
    let folders = json!([{ "uri": uri_of(&root.join("w")), "name": "w" }]);
    let shows = json!({ "textDocument": { "hover": { "contentFormat": ["markdown"] } } });
    client.greet_with(shows, json!({ "workspaceFolders": folders, "initializationOptions": options }));
    client
}

/// The rules of the findings that are told of a document first.
fn told(client: &mut Client, uri: &str) -> Vec<String> {
    let told = client.await_message(|message| {
        message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
    });
    let all = told["params"]["diagnostics"].as_array().unwrap().clone();
    all.iter().map(|one| one["code"].as_str().unwrap_or("").to_owned()).collect()
}

#[test]
fn what_is_not_trusted_has_no_settings_from_outside() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "mubiao.toml", "ignore = ['all']\n");
    write(root.path(), "base.toml", "ignore = ['all']\n");
    let book = write(root.path(), "w/a.mubiao", TEXT);
    let mut trusting = client(root.path(), json!({ "trusted": true }));
    trusting.open(&book, TEXT);
    assert_eq!(told(&mut trusting, &book), Vec::<String>::new());
    let mut careful = client(root.path(), json!({ "trusted": false }));
    careful.open(&book, TEXT);
    assert!(!told(&mut careful, &book).is_empty(), "what lies above the folder does not hold");
    // The user's settings come later, and say nothing of trust.
    careful.notify("workspace/didChangeConfiguration", json!({ "settings": { "mubiao": { "maxFindings": 1 } } }));
    // What was told before may be told once more in between.
    while told(&mut careful, &book).len() != 2 {}
    write(root.path(), "w/mubiao.toml", "extend = '../base.toml'\n");
    let mut careful = client(root.path(), json!({ "trusted": false }));
    let shown = careful.await_message(|message| message["method"] == "window/showMessage");
    let message = shown["params"]["message"].as_str().unwrap();
    assert!(message.contains("工作区未受信任") && message.contains("base.toml"), "{message}");
    write(root.path(), "w/own.toml", "ignore = ['all']\n");
    write(root.path(), "w/mubiao.toml", "extend = 'own.toml'\n");
    let mut careful = client(root.path(), json!({ "trusted": false }));
    careful.open(&book, TEXT);
    assert_eq!(told(&mut careful, &book), Vec::<String>::new(), "its own hold");
}

#[cfg(unix)]
#[test]
fn no_pipe_is_waited_for() {
    let root = tempfile::tempdir().unwrap();
    let book = write(root.path(), "w/a.mubiao", TEXT);
    write(root.path(), "w/mubiao.toml", "extend = 'pipe.toml'\n");
    let pipe = root.path().join("w/pipe.toml");
    assert!(std::process::Command::new("mkfifo").arg(pipe).status().unwrap().success());
    let mut client = client(root.path(), json!({}));
    let shown = client.await_message(|message| message["method"] == "window/showMessage");
    assert!(shown["params"]["message"].as_str().unwrap().contains("不是普通文件"), "{shown}");
    client.open(&book, TEXT);
    assert!(!told(&mut client, &book).is_empty());
}

#[test]
fn words_of_a_file_are_no_links() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "w/mubiao.toml", "profile = '[甲](command:x) $(zap) \u{202E}'\n");
    let mut client = client(root.path(), json!({}));
    let shown = client.await_message(|message| message["method"] == "window/showMessage");
    let message = shown["params"]["message"].as_str().unwrap();
    assert!(message.contains("[甲] (command:x) $ (zap) (U+202E)"), "{message}");
    let text = "部门（单位）名称\t703001[甲](command:x)局www.x.cn-211300000\n";
    let book = write(root.path(), "b.mubiao", text);
    client.open(&book, text);
    let place = json!({ "textDocument": { "uri": book }, "position": { "line": 0, "character": 20 } });
    let hover = client.request("textDocument/hover", place);
    let page = hover["contents"]["value"].as_str().unwrap();
    assert!(page.contains(r"\[甲\](command:x)局www\.x.cn"), "{page}");
}

#[test]
fn words_of_a_form_are_no_links() {
    let root = tempfile::tempdir().unwrap();
    let layout = "id = 'stranger'\nextends = 'liaoning-department'\nname = { zh = '[表](command:x)', en = 'x' }\n";
    write(root.path(), "w/form/layout.toml", layout);
    write(root.path(), "w/form/indicators.tsv", "履职效能\t[组](command:x)\t名甲\t\t`[好](command:x)\t\t\t甲\n");
    write(root.path(), "w/mubiao.toml", "profiles = ['form']\nprofile = 'stranger'\n");
    let text = "2021年部门（单位）整体绩效目标表\n部门（单位）名称\t703001甲局-211300000\n\
                年度绩效指标\t一级指标\t二级指标\t三级指标\t运算符号\t指标值\t度量单位\t完成时限\n\
                \t履职效能\t[组](command:x)\t名甲\t\t好\t\t2021-12\n";
    let book = write(root.path(), "w/a.mubiao", text);
    let mut client = client(root.path(), json!({}));
    client.open(&book, text);
    let mut page = |line: u32, character: u32| {
        let place = json!({ "textDocument": { "uri": book }, "position": { "line": line, "character": character } });
        client.request("textDocument/hover", place)["contents"]["value"].as_str().unwrap().to_owned()
    };
    assert!(page(0, 3).starts_with(r"**\[表\](command:x)**"), "{}", page(0, 3));
    let group = page(3, 8);
    assert!(group.contains(r"\[组\](command:x)") && !group.contains("[组](command:x)"), "{group}");
    let value = page(3, 25);
    assert!(value.contains("通常：`'[好](command:x)`"), "{value}");
}
