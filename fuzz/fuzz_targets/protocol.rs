//! The language server lives whatever it is sent, answers every request once, and has the text that its client has.
//!
//! The first byte says what the rest is: bytes as they come, messages that NULs divide, or the steps of a sound session.

#![no_main]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use common::{BOOKS, Change, changed};
use libfuzzer_sys::arbitrary::{self, Arbitrary, Unstructured};
use libfuzzer_sys::fuzz_target;
use mubiao::diagnostic::Lang;
use mubiao::lsp::{End, Output, Peer, session};
use mubiao::text::{Document, Encoding, Position};
use mubiao::{Settings, lint};
use serde_json::{Value, json};
use tokio::io::{
    AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader, DuplexStream, ReadHalf, WriteHalf,
};

/// What a server has to say or do takes no longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is asked, about a place, a range or a document.
const QUESTIONS: &[&str] = &[
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/signatureHelp",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/selectionRange",
    "textDocument/inlayHint",
    "textDocument/codeLens",
    "textDocument/codeAction",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/full/delta",
    "textDocument/semanticTokens/range",
    "textDocument/formatting",
    "textDocument/rangeFormatting",
    "textDocument/onTypeFormatting",
    "textDocument/diagnostic",
    "workspace/symbol",
    "workspace/diagnostic",
    "mubiao/totals",
    "mubiao/form",
    "no/such",
];

#[derive(Arbitrary, Debug)]
enum Step {
    Open(u8, u8, Vec<Change>),
    Edit(u8, [u8; 2], [u8; 2], u8),
    Replace(u8, u8),
    Close(u8),
    Ask(u8, u8, [u8; 2], [u8; 2]),
    Cancel(u8),
    /// A method, known or not, with params that it may not expect.
    Odd(bool, u8, u8),
    Settings(bool, u8),
}

const TYPED: &[&str] =
    &["", "1", "目", "\t", "\n", "😀", "\u{3000}", "≥", "# mubiao: allow(all)\n", "\t\t\t甲\t>=\t1\t个\t2021-12\n"];

const PARAMS: &[&str] =
    &["null", "7", "[]", "{}", "\"x\"", "[[[{}]]]", "{\"textDocument\":7}", "{\"textDocument\":{\"uri\":\"\"}}"];

/// The client's side of a session.
struct Client {
    to: WriteHalf<DuplexStream>,
    from: BufReader<ReadHalf<DuplexStream>>,
    asked: BTreeSet<i64>,
    next: i64,
    texts: BTreeMap<String, (i32, Document)>,
}

fn place([line, character]: [u8; 2]) -> Value {
    json!({ "line": line, "character": character })
}

impl Client {
    async fn send(&mut self, message: &Value) {
        let body = message.to_string();
        // A server that has gone takes nothing more.
        let _ = self.to.write_all(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes()).await;
    }

    async fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params })).await;
    }

    async fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        self.asked.insert(self.next);
        self.send(&json!({ "jsonrpc": "2.0", "id": self.next, "method": method, "params": params })).await;
        self.next
    }

    /// The next message, `None` at the end.
    async fn read(&mut self) -> Option<Value> {
        read(&mut self.from).await
    }

    /// Reads until `id` is answered.
    async fn answer(&mut self, id: i64) -> Value {
        loop {
            let message = tokio::time::timeout(PATIENCE, self.read()).await.expect("the server hangs");
            let message = message.expect("the server has gone");
            if let (Some(_), Some(asked)) = (message["method"].as_str(), message.get("id")) {
                self.send(&json!({ "jsonrpc": "2.0", "id": asked, "result": null })).await;
                continue;
            }
            if let Some(answered) = message["id"].as_i64() {
                assert!(self.asked.remove(&answered), "answered twice: {message}");
                if answered == id {
                    return message;
                }
            }
        }
    }

    async fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params).await;
        self.answer(id).await
    }

    async fn take(&mut self, step: Step) {
        let uri = |at: u8| format!("x:/{}", at % 3);
        match step {
            Step::Open(at, book, changes) => {
                let uri = uri(at);
                if !self.texts.contains_key(&uri) {
                    let text = changed(&BOOKS[usize::from(book) % BOOKS.len()], &changes);
                    let document = json!({ "uri": uri, "languageId": "mubiao", "version": 1, "text": text });
                    self.notify("textDocument/didOpen", json!({ "textDocument": document })).await;
                    self.texts.insert(uri, (1, Document::new(&text, 1)));
                }
            }
            Step::Edit(at, one, other, typed) => {
                let uri = uri(at);
                let Some((version, document)) = self.texts.get_mut(&uri) else { return };
                let offset = |[line, character]: [u8; 2]| {
                    let position = Position { line: line.into(), character: character.into() };
                    document.offset(position, Encoding::Utf16)
                };
                let [one, other] = if offset(one) <= offset(other) { [one, other] } else { [other, one] };
                let (from, to) = (offset(one), offset(other));
                let typed = TYPED[usize::from(typed) % TYPED.len()];
                document.replace(from..to, typed);
                *version += 1;
                let document = json!({ "uri": uri, "version": *version });
                let change = json!({ "range": { "start": place(one), "end": place(other) }, "text": typed });
                self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }))
                    .await;
            }
            Step::Replace(at, book) => {
                let uri = uri(at);
                let Some((version, document)) = self.texts.get_mut(&uri) else { return };
                let text = &BOOKS[usize::from(book) % BOOKS.len()];
                *version += 1;
                *document = Document::new(text, 1);
                let document = json!({ "uri": uri, "version": *version });
                self.notify(
                    "textDocument/didChange",
                    json!({ "textDocument": document, "contentChanges": [{ "text": text }] }),
                )
                .await;
            }
            Step::Close(at) => {
                let uri = uri(at);
                if self.texts.remove(&uri).is_some() {
                    self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } })).await;
                }
            }
            Step::Ask(at, method, one, other) => {
                let params = json!({
                    "textDocument": { "uri": uri(at) }, "position": place(one), "positions": [place(one), place(other)],
                    "range": { "start": place(one), "end": place(other) }, "newName": "新名",
                    "context": { "diagnostics": [], "includeDeclaration": true }, "previousResultId": "1",
                    "options": { "tabSize": 4, "insertSpaces": false }, "ch": "\n", "query": "", "previousResultIds": [],
                });
                self.ask(QUESTIONS[usize::from(method) % QUESTIONS.len()], params).await;
            }
            Step::Cancel(back) => {
                let id = self.next - i64::from(back % 8);
                self.notify("$/cancelRequest", json!({ "id": id })).await;
            }
            Step::Odd(asks, method, params) => {
                let method = QUESTIONS[usize::from(method) % QUESTIONS.len()];
                let params = PARAMS[usize::from(params) % PARAMS.len()].parse().expect("JSON");
                if asks {
                    self.ask(method, params).await;
                } else {
                    self.notify(method, params).await;
                }
            }
            Step::Settings(whole, params) => {
                let params: Value = PARAMS[usize::from(params) % PARAMS.len()].parse().expect("JSON");
                let params = if whole { params } else { json!({ "settings": { "mubiao": params } }) };
                self.notify("workspace/didChangeConfiguration", params).await;
            }
        }
    }

    /// A whole session; at its end all is answered, and the findings are those of the client's text.
    async fn session(&mut self, steps: Vec<Step>) {
        self.request("initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} })).await;
        self.notify("initialized", json!({})).await;
        for step in steps {
            self.take(step).await;
        }
        let texts: Vec<(String, String)> =
            self.texts.iter().map(|(uri, (_, text))| (uri.clone(), text.text())).collect();
        for (uri, text) in texts {
            let found = self.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } })).await;
            let wanted = lint(&text, &Settings::default()).findings.len();
            // Of very many some are told.
            if wanted < 100 && found["error"].is_null() {
                assert_eq!(found["result"]["items"].as_array().map(Vec::len), Some(wanted), "{text:?}");
            }
        }
        while let Some(id) = self.asked.first().copied() {
            self.answer(id).await;
        }
        self.request("shutdown", Value::Null).await;
        self.notify("exit", Value::Null).await;
    }
}

/// The next message from the server, `None` when it has closed its side.
async fn read(from: &mut BufReader<ReadHalf<DuplexStream>>) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if from.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        length = line.strip_prefix("Content-Length: ").map(|length| length.trim().parse().expect("a length"));
    }
    let mut body = vec![0; length.expect("a header")];
    from.read_exact(&mut body).await.ok()?;
    Some(serde_json::from_slice(&body).expect("a message is JSON"))
}

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    // Nothing has to look through the folders of this machine, or to watch its processes.
    let folders = |word: &[u8]| rest.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word));
    if folders(b"file:") || folders(b"\\u00") || folders(b"processId\":") {
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let (ours, theirs) = tokio::io::duplex(1 << 16);
        let (input, output) = tokio::io::split(theirs);
        let served = session(input, Output::Task(output), Peer::Parent, Lang::Zh, None);
        let (from, mut to) = tokio::io::split(ours);
        let mut from = BufReader::new(from);
        match kind % 3 {
            kind @ (0 | 1) => {
                let stream = match kind {
                    0 => rest.to_vec(),
                    _ => {
                        let framed =
                            |body: &[u8]| [format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat();
                        rest.split(|byte| *byte == 0).flat_map(framed).collect()
                    }
                };
                let sent = async move {
                    let _ = to.write_all(&stream).await;
                    let _ = to.shutdown().await;
                };
                let heard = async { while read(&mut from).await.is_some() {} };
                let all = async { tokio::join!(served, sent, heard) };
                tokio::time::timeout(PATIENCE, all).await.expect("the session ends");
            }
            _ => {
                let Ok(steps) = Vec::<Step>::arbitrary_take_rest(Unstructured::new(rest)) else { return };
                let mut client = Client { to, from, asked: BTreeSet::new(), next: 0, texts: BTreeMap::new() };
                let all = async { tokio::join!(served, client.session(steps)) };
                let (end, ()) = tokio::time::timeout(PATIENCE, all).await.expect("the session ends");
                assert_eq!(end, End::Exit);
            }
        }
    });
    runtime.shutdown_timeout(PATIENCE);
});
