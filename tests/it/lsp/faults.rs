//! Whatever a client does wrong, the server lives and answers the next request.

use mubiao::lsp::End;
use serde_json::{Value, json};

use super::client::Client;

const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;
const UNKNOWN_METHOD: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;
const NOT_INITIALIZED: i64 = -32002;
const CANCELLED: i64 = -32800;

/// Asserts that the server answers.
#[track_caller]
fn lives(client: &mut Client) {
    assert_eq!(client.request("workspace/diagnostic", json!({ "previousResultIds": [] })), json!({ "items": [] }));
}

/// The code of the next error that answers no request.
#[track_caller]
fn complaint(client: &mut Client) -> i64 {
    let message = client.await_message(|message| message["id"].is_null() && message.get("error").is_some());
    message["error"]["code"].as_i64().unwrap()
}

fn framed(body: &[u8]) -> Vec<u8> {
    [format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
}

#[test]
fn malformed_headers() {
    let mut client = Client::start(json!({}));
    for garbage in
        ["Content-Length: many\r\n\r\n{}", "Content-Length: -1\r\n\r\n", "hello\r\n\r\n", "\u{fffd}: 3\r\n\r\n{}"]
    {
        client.send_raw(garbage.as_bytes());
        lives(&mut client);
        assert_eq!(complaint(&mut client), PARSE_ERROR, "{garbage}");
    }
    // Harmless: blank lines, headers of any case and of other kinds.
    client.send_raw(b"\r\n\r\n");
    let body = br#"{"jsonrpc":"2.0","id":"a","method":"workspace/diagnostic","params":{"previousResultIds":[]}}"#;
    client.send_raw(format!("X: y\r\ncontent-LENGTH:{}\r\nContent-Type: z\r\n\r\n", body.len()).as_bytes());
    client.send_raw(body);
    let answer = client.await_message(|message| message["id"] == "a");
    assert_eq!(answer["result"], json!({ "items": [] }));
}

#[test]
fn bad_json() {
    let mut client = Client::start(json!({}));
    let bodies: [(&[u8], i64); 7] = [
        (b"", PARSE_ERROR),
        (b"{", PARSE_ERROR),
        (b"\xff\xfe", PARSE_ERROR),
        (b"\"\xff\"", PARSE_ERROR),
        (b"[]", INVALID_REQUEST),
        (b"7", INVALID_REQUEST),
        (br#"{"jsonrpc":"2.0"}"#, INVALID_REQUEST),
    ];
    for (body, code) in bodies {
        client.send_raw(&framed(body));
        assert_eq!(complaint(&mut client), code, "{}", String::from_utf8_lossy(body));
        lives(&mut client);
    }
}

#[test]
fn what_nobody_knows() {
    let mut client = Client::start(json!({}));
    assert_eq!(client.refused("textDocument/unheardOf", json!({})), UNKNOWN_METHOD);
    assert_eq!(client.refused("$/unheardOf", json!({})), UNKNOWN_METHOD);
    client.notify("textDocument/unheardOf", json!({}));
    client.notify("$/unheardOf", json!([]));
    client.notify("textDocument/didChange", json!({ "textDocument": 7 }));
    client.notify(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": "x:y", "version": 2 }, "contentChanges": [] }),
    );
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": "x:y" } }));
    client.send(&json!({ "jsonrpc": "2.0", "id": 99, "result": null }));
    assert_eq!(client.refused("textDocument/diagnostic", json!({ "textDocument": 7 })), INVALID_PARAMS);
    assert_eq!(client.refused("textDocument/diagnostic", Value::Null), INVALID_PARAMS);
    lives(&mut client);
}

#[test]
fn before_the_greeting() {
    let mut client = Client::connect();
    assert_eq!(client.refused("workspace/diagnostic", json!({ "previousResultIds": [] })), NOT_INITIALIZED);
    assert_eq!(client.refused("shutdown", Value::Null), NOT_INITIALIZED);
    client.open("x:y", "年度预算收入\t1x\n");
    assert_eq!(client.refused("initialize", json!(7)), INVALID_PARAMS);
    client.greet(json!({}));
    assert_eq!(client.refused("initialize", json!({ "capabilities": {} })), INVALID_REQUEST);
    lives(&mut client);
}

#[test]
fn after_the_farewell() {
    let mut client = Client::start(json!({}));
    assert_eq!(client.request("shutdown", Value::Null), Value::Null);
    assert_eq!(client.refused("workspace/diagnostic", json!({ "previousResultIds": [] })), INVALID_REQUEST);
    assert_eq!(client.refused("shutdown", Value::Null), INVALID_REQUEST);
    client.notify("exit", Value::Null);
    assert_eq!(client.end(), End::Exit);
    assert!(client.is_silent());
}

#[test]
fn a_client_that_leaves_without_a_word() {
    let mut client = Client::start(json!({}));
    client.notify("exit", Value::Null);
    assert_eq!(client.end(), End::Abrupt);
    let mut client = Client::start(json!({}));
    client.hang_up();
    assert_eq!(client.end(), End::Abrupt);
    assert!(client.is_silent());
}

#[test]
fn what_is_withdrawn_is_answered_once() {
    let mut client = Client::start(json!({}));
    client.notify("$/cancelRequest", json!({ "id": 5 }));
    client.notify("$/cancelRequest", json!(null));
    let text = crate::damage::damage_book(1, &crate::generate::book(1, 300_000), 2);
    for round in 0..20 {
        client.open(&format!("x:{round}"), &text);
        let id = client.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": format!("x:{round}") } }));
        client.notify("$/cancelRequest", json!({ "id": id }));
        let answer = client.answer(id);
        assert!(answer.get("result").is_some() || answer["error"]["code"] == CANCELLED, "{answer}");
    }
    client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    assert!(client.rest().iter().all(|message| message.get("id").is_none()));
}
