//! What some clients send from the greeting to the farewell, message by message.

use mubiao::lsp::End;
use serde_json::{Value, json};

use super::client::Client;

const DAMAGED: &str = include_str!("../../corpus/chaoyang-2021.txt");

fn place(uri: &str, line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}

/// The findings that are published of a document next.
#[track_caller]
fn published(client: &mut Client, uri: &str) -> Vec<Value> {
    let message = client.await_message(|message| {
        message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
    });
    message["params"]["diagnostics"].as_array().unwrap().clone()
}

/// The line of the first finding of that rule.
#[track_caller]
fn finding<'f>(findings: &'f [Value], rule: &str) -> &'f Value {
    findings.iter().find(|one| one["code"] == rule).unwrap()
}

/// Kate spells paths as they are, asks for fixes over the whole document with one finding, and carries out all that it
/// gets.
#[test]
fn kate() {
    let uri = "file:///home/u/绩效 表/甲[1].mubiao";
    let mut client = Client::connect();
    client.greet_with(
        json!({
            "textDocument": {
                "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
                "publishDiagnostics": { "relatedInformation": true },
                "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "source"] } } },
                "completion": { "completionItem": { "snippetSupport": false } },
                "semanticTokens": { "requests": { "range": true, "full": { "delta": true } }, "tokenTypes": ["type"],
                    "tokenModifiers": [], "formats": ["relative"] },
            },
            "window": { "workDoneProgress": true },
        }),
        json!({ "processId": 1, "rootPath": "/home/u/绩效 表", "rootUri": "file:///home/u/绩效 表", "trace": "off" }),
    );
    client.open(uri, DAMAGED);
    let found = published(&mut client, uri);
    let one = finding(&found, "misaligned-row");
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 120, "character": 0 } });
    let context = json!({ "diagnostics": [one] });
    let params = json!({ "textDocument": { "uri": uri }, "range": whole, "context": context });
    let actions = client.request("textDocument/codeAction", params);
    let fixes: Vec<&Value> = actions.as_array().unwrap().iter().filter(|action| action["kind"] == "quickfix").collect();
    assert_eq!(fixes.len(), 1, "{actions}");
    let edits = fixes[0]["edit"]["changes"][uri].as_array().unwrap();
    let line = &one["range"]["start"]["line"];
    assert!(edits.iter().all(|edit| edit["range"]["start"]["line"] == *line), "{edits:?}");
    for method in ["hover", "documentHighlight", "signatureHelp", "definition"] {
        client.request(&format!("textDocument/{method}"), place(uri, 4, 3));
    }
    client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } }));
    let tokens = client.request("textDocument/semanticTokens/full", json!({ "textDocument": { "uri": uri } }));
    let since = json!({ "textDocument": { "uri": uri }, "previousResultId": tokens["resultId"] });
    client.request("textDocument/semanticTokens/full/delta", since);
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    client.close(uri);
    assert_eq!(published(&mut client, uri), [Value::Null; 0]);
    assert_eq!(client.leave(), End::Exit);
}

/// lsp-mode hands over settings in the greeting and again, resolves what carries nothing, and says goodbye with an empty
/// object.
#[test]
fn lsp_mode() {
    let uri = "file:///tmp/a.mubiao";
    let mut client = Client::connect();
    client.greet_with(
        json!({
            "workspace": { "workspaceFolders": true, "configuration": true, "applyEdit": true,
                "didChangeWatchedFiles": { "dynamicRegistration": true } },
            "textDocument": {
                "hover": { "contentFormat": ["markdown", "plaintext"] },
                "completion": { "completionItem": { "snippetSupport": true, "documentationFormat": ["markdown"],
                    "resolveSupport": { "properties": ["documentation"] } }, "contextSupport": true },
                "codeAction": { "dynamicRegistration": true, "isPreferredSupport": true, "dataSupport": true,
                    "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["", "quickfix"] } },
                    "resolveSupport": { "properties": ["edit", "command"] } },
                "publishDiagnostics": { "relatedInformation": true, "tagSupport": { "valueSet": [1, 2] },
                    "versionSupport": true },
            },
        }),
        json!({
            "processId": null, "rootPath": "/tmp/", "rootUri": "file:///tmp/", "initializationOptions": { "maxFindings": 3 },
            "workspaceFolders": [{ "uri": "file:///tmp/", "name": "tmp" }], "workDoneToken": "1",
        }),
    );
    let settings = json!([{ "maxFindings": 3 }]);
    client.asked("workspace/configuration", settings);
    client.open(uri, DAMAGED);
    let found = published(&mut client, uri);
    assert_eq!(found.len(), 4, "three and how many more");
    let params = json!({ "textDocument": { "uri": uri }, "position": { "line": 12, "character": 3 },
        "context": { "triggerKind": 1 } });
    let list = client.request("textDocument/completion", params);
    for item in list["items"].as_array().unwrap() {
        let mut bare = item.clone();
        bare.as_object_mut().unwrap().remove("data");
        assert_eq!(client.request("completionItem/resolve", bare.clone()), bare);
    }
    // Parameters that are null, and none: both are what clients write where there are none.
    client.notify("$/setTrace", json!({ "value": "verbose" }));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    let id = client.ask("shutdown", json!({}));
    assert_eq!(client.answer(id)["result"], Value::Null);
    client.notify("exit", json!({}));
    assert_eq!(client.end(), End::Exit);
}

/// vim-lsp sends the whole text again and shows plain text; it asks a request of its own that nobody knows.
#[test]
fn vim_lsp() {
    let uri = "file:///tmp/b.mubiao";
    let mut client = Client::connect();
    let shows = json!({ "contentFormat": ["plaintext"] });
    client.greet_with(
        json!({ "textDocument": { "hover": shows, "completion": {
            "completionItem": { "snippetSupport": false, "documentationFormat": ["plaintext"] },
            "completionItemKind": { "valueSet": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
        } } }),
        json!({ "rootUri": "file:///tmp", "trace": "message", "clientInfo": { "name": "vim-lsp" } }),
    );
    client.open(uri, "");
    client.change(uri, json!([{ "text": DAMAGED }]));
    client.told(uri, 2);
    let hover = client.request("textDocument/hover", place(uri, 4, 3));
    assert_eq!(hover["contents"]["kind"], "plaintext");
    let list = client.request("textDocument/completion", place(uri, 12, 3));
    let known = |item: &Value| item["kind"].as_u64().is_none_or(|kind| kind <= 10);
    assert!(list["items"].as_array().unwrap().iter().all(known));
    assert_eq!(client.refused("$/vim/unknown", json!({})), -32601);
    client.change(uri, json!([{ "text": "" }]));
    assert_eq!(client.told(uri, 3).len(), 1);
    assert_eq!(client.leave(), End::Exit);
}

/// monaco-languageclient pulls, document by document and the workspace as a whole, withdraws what is out of date, and asks
/// for colours, hints and lenses at once after each change.
#[test]
fn monaco() {
    let uri = "inmemory://model/1";
    let mut client = Client::connect();
    client.greet_with(
        json!({
            "general": { "staleRequestSupport": { "cancel": true, "retryOnContentModified": [
                "textDocument/semanticTokens/full", "textDocument/semanticTokens/full/delta" ] },
                "positionEncodings": ["utf-16"] },
            "workspace": { "diagnostics": { "refreshSupport": true }, "semanticTokens": { "refreshSupport": true } },
            "textDocument": { "diagnostic": { "dynamicRegistration": true, "relatedDocumentSupport": false },
                "semanticTokens": { "requests": { "range": true, "full": { "delta": true } }, "tokenTypes": [],
                    "tokenModifiers": [], "formats": ["relative"] } },
        }),
        json!({ "trace": "off", "clientInfo": { "name": "Monaco", "version": "1" }, "workspaceFolders": null }),
    );
    client.open(uri, DAMAGED);
    let document = json!({ "textDocument": { "uri": uri } });
    let first = client.request("textDocument/diagnostic", document.clone());
    assert_eq!(first["kind"], "full");
    let again = json!({ "textDocument": { "uri": uri }, "previousResultId": first["resultId"] });
    assert_eq!(client.request("textDocument/diagnostic", again)["kind"], "unchanged");
    for stroke in 0..20 {
        client.edit(uri, 0..0, "目");
        let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 40, "character": 0 } });
        let asked: Vec<i64> =
            ["semanticTokens/full", "inlayHint", "codeLens", "documentSymbol", "foldingRange", "diagnostic"]
                .iter()
                .map(|method| {
                    let params = json!({ "textDocument": { "uri": uri }, "range": whole });
                    client.ask(&format!("textDocument/{method}"), params)
                })
                .collect();
        if stroke % 2 == 0 {
            asked.iter().for_each(|id| client.notify("$/cancelRequest", json!({ "id": id })));
        }
        for id in asked {
            let answer = client.answer(id);
            let code = answer["error"]["code"].as_i64();
            assert!(code.is_none_or(|code| [-32800, -32801].contains(&code)), "{answer}");
        }
    }
    let previous = json!({ "previousResultIds": [{ "uri": "inmemory://model/0", "value": "x" }] });
    let items = client.request("workspace/diagnostic", previous)["items"].clone();
    let gone = items.as_array().unwrap().iter().find(|one| one["uri"] == "inmemory://model/0").unwrap();
    assert_eq!((&gone["kind"], &gone["items"]), (&json!("full"), &json!([])));
    assert_eq!(client.leave(), End::Exit);
}

/// CodeMirror announces that it pulls and never does.
#[test]
fn codemirror() {
    let uri = "file:///a.mubiao";
    let mut client = Client::connect();
    client.greet_with(
        json!({ "textDocument": {
            "diagnostic": {}, "hover": { "contentFormat": ["markdown", "plaintext"] },
            "completion": { "completionItem": { "snippetSupport": true, "insertReplaceSupport": true } },
            "publishDiagnostics": { "versionSupport": true },
        } }),
        json!({ "clientInfo": { "name": "@codemirror/lsp-client" } }),
    );
    client.open(uri, DAMAGED);
    assert!(!client.told(uri, 1).is_empty());
    client.edit(uri, 0..0, "1");
    assert!(!client.told(uri, 2).is_empty());
    client.request("textDocument/hover", place(uri, 4, 3));
    client.request("textDocument/formatting", json!({ "textDocument": { "uri": uri }, "options": { "tabSize": 2 } }));
    client.close(uri);
    assert_eq!(client.leave(), End::Exit);
}
