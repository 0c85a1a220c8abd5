//! A server whose client reads late or not at all, and one that is killed.

use std::io::{BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};

use super::client::{Client, read, uri_of};
use crate::faulty::times;
use crate::generate::{Random, book};

/// A server that says nothing for so long is taken for dead.
const PATIENCE: Duration = Duration::from_secs(60);

fn start() -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mubiao"));
    command.args(["lsp", "--stdio"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

fn send(to: &mut ChildStdin, message: &Value) {
    let body = message.to_string();
    to.write_all(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes()).unwrap();
}

fn notify(to: &mut ChildStdin, method: &str, params: Value) {
    send(to, &json!({ "jsonrpc": "2.0", "method": method, "params": params }));
}

/// All of 5,000 edits, with a question behind each tenth, are taken while nobody reads a word of the answers.
#[test]
fn a_client_that_reads_late_is_answered_in_full() {
    const EDITS: i64 = 5_000;
    let mut child = start();
    let mut to = child.stdin.take().unwrap();
    let (written, is_written) = mpsc::channel();
    let writer = std::thread::spawn(move || {
        send(&mut to, &json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": { "capabilities": {} } }));
        notify(&mut to, "initialized", json!({}));
        let document = json!({ "uri": "x:1", "languageId": "mubiao", "version": 0, "text": book(1, 20_000) });
        notify(&mut to, "textDocument/didOpen", json!({ "textDocument": document }));
        for edit in 1..=EDITS {
            let place = json!({ "line": 3 + edit % 20, "character": edit % 7 });
            let change =
                json!({ "range": { "start": place, "end": place }, "text": if edit % 3 == 0 { "目" } else { "1" } });
            let document = json!({ "uri": "x:1", "version": edit });
            notify(&mut to, "textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
            if edit % 10 == 0 {
                let params = json!({ "textDocument": { "uri": "x:1" }, "position": place });
                send(
                    &mut to,
                    &json!({ "jsonrpc": "2.0", "id": edit, "method": "textDocument/documentSymbol", "params": params }),
                );
            }
        }
        send(&mut to, &json!({ "jsonrpc": "2.0", "id": EDITS + 1, "method": "shutdown" }));
        written.send(()).unwrap();
        notify(&mut to, "exit", Value::Null);
        to
    });
    let taken = is_written.recv_timeout(PATIENCE);
    let mut from = BufReader::new(child.stdout.take().unwrap());
    let (mut answered, mut versions) = (Vec::new(), Vec::new());
    if taken.is_ok() {
        while let Some(message) = read(&mut from) {
            answered.extend(message["id"].as_i64().filter(|_| message.get("method").is_none()));
            versions.extend(message["params"]["version"].as_i64());
        }
        assert!(child.wait().unwrap().success());
    } else {
        child.kill().unwrap();
        child.wait().unwrap();
    }
    writer.join().unwrap();
    assert!(taken.is_ok(), "a server whose answers nobody reads has to read on");
    answered.sort_unstable();
    let expected: Vec<i64> = (0..=EDITS).step_by(10).chain([EDITS + 1]).collect();
    assert_eq!(answered, expected);
    assert!(versions.is_sorted(), "findings go on");
}

/// A server writes no file: whenever it is killed, the folder is as it was, and the next one begins anew.
#[test]
fn a_server_that_is_killed_leaves_the_folder_as_it_was() {
    let root = tempfile::tempdir().unwrap();
    let text = book(2, 20_000);
    for at in 0..5 {
        std::fs::write(root.path().join(format!("{at}.mubiao")), &text).unwrap();
    }
    let mut random = Random::new(5);
    for _ in 0..times(40) / 10 {
        let mut child = start();
        let mut client = Client::over(child.stdout.take().unwrap(), child.stdin.take().unwrap());
        client.greet_with(json!({}), json!({ "rootUri": uri_of(root.path()) }));
        let uri = uri_of(&root.path().join("0.mubiao"));
        client.open(&uri, &text);
        for edit in 0..random.below(60) {
            client.edit(&uri, edit..edit, "1");
            client.ask("textDocument/formatting", json!({ "textDocument": { "uri": uri }, "options": {} }));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(client.is_silent());
        let files: Vec<_> = std::fs::read_dir(root.path()).unwrap().map(|file| file.unwrap().path()).collect();
        assert_eq!(files.len(), 5, "{files:?}");
        assert!(files.iter().all(|file| std::fs::read_to_string(file).unwrap() == text));
    }
}
