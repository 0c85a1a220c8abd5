//! A client: it writes messages, awaits answers, and keeps the documents as an editor does.

use std::collections::{HashMap, VecDeque};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use mubiao::diagnostic::Lang;
use mubiao::lsp::{End, Output, Peer, session};
use mubiao::text::{Document, Encoding};
use serde_json::{Value, json};

/// A server that says nothing for so long is taken for dead.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is sent to a server and comes from it.
pub(super) struct Client {
    to: Option<Box<dyn Write + Send>>,
    from: Receiver<Value>,
    /// Messages that came while others were awaited.
    waiting: VecDeque<Value>,
    next_id: i64,
    /// How columns count.
    pub(super) encoding: Encoding,
    versions: HashMap<String, i32>,
    texts: HashMap<String, Document>,
    server: Option<JoinHandle<End>>,
}

impl Client {
    /// A server in this process that has been greeted by a client with `capabilities`.
    #[track_caller]
    pub(super) fn start(capabilities: Value) -> Self {
        let mut client = Self::connect();
        client.greet(capabilities);
        client
    }

    /// A server in this process that nobody has spoken to.
    pub(super) fn connect() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (server, _) = listener.accept().unwrap();
        client.set_nodelay(true).unwrap();
        let server = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let end = runtime.block_on(async {
                server.set_nodelay(true).unwrap();
                server.set_nonblocking(true).unwrap();
                let (input, output) = tokio::net::TcpStream::from_std(server).unwrap().into_split();
                session(input, Output::Task(output), Peer::Parent, Lang::Zh, None).await
            });
            runtime.shutdown_background();
            end
        });
        Self { server: Some(server), ..Self::over(client.try_clone().unwrap(), Writes(client)) }
    }

    /// A server that reads from `to` and writes to `from`.
    pub(super) fn over(from: impl Read + Send + 'static, to: impl Write + Send + 'static) -> Self {
        let (send, receive) = mpsc::channel();
        thread::spawn(move || {
            let mut from = BufReader::new(from);
            while let Some(message) = read(&mut from) {
                if send.send(message).is_err() {
                    return;
                }
            }
        });
        Self {
            to: Some(Box::new(to)),
            from: receive,
            waiting: VecDeque::new(),
            next_id: 0,
            encoding: Encoding::Utf16,
            versions: HashMap::new(),
            texts: HashMap::new(),
            server: None,
        }
    }

    /// Greets the server; returns what it can do.
    #[track_caller]
    pub(super) fn greet(&mut self, capabilities: Value) -> Value {
        self.greet_with(capabilities, json!({}))
    }

    /// Greets the server with more to say; returns what it can do.
    #[track_caller]
    pub(super) fn greet_with(&mut self, capabilities: Value, more: Value) -> Value {
        let mut params = json!({ "processId": null, "rootUri": null, "capabilities": capabilities, "locale": "zh-cn" });
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let answer = self.request("initialize", params);
        self.encoding = match answer["capabilities"]["positionEncoding"].as_str() {
            Some("utf-8") => Encoding::Utf8,
            Some("utf-32") => Encoding::Utf32,
            _ => Encoding::Utf16,
        };
        self.notify("initialized", json!({}));
        answer
    }

    /// Says goodbye; returns how the server took it.
    pub(super) fn leave(mut self) -> End {
        assert_eq!(self.request("shutdown", Value::Null), Value::Null);
        self.notify("exit", Value::Null);
        self.server.take().unwrap().join().unwrap()
    }

    /// Closes the server's input.
    pub(super) fn hang_up(&mut self) {
        self.to = None;
    }

    /// How the server has ended, awaited.
    pub(super) fn end(&mut self) -> End {
        self.server.take().unwrap().join().unwrap()
    }

    /// Sends bytes as they are.
    pub(super) fn send_raw(&mut self, bytes: &[u8]) {
        let to = self.to.as_mut().unwrap();
        to.write_all(bytes).unwrap();
        to.flush().unwrap();
    }

    /// Sends a message.
    pub(super) fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub(super) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks, without awaiting the answer; returns the request's id.
    pub(super) fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// Asks, and awaits a result.
    #[track_caller]
    pub(super) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// Awaits a request of the server and answers it; returns what it asked.
    #[track_caller]
    pub(super) fn asked(&mut self, method: &str, result: Value) -> Value {
        let request = self.await_message(|message| message["method"] == method);
        self.send(&json!({ "jsonrpc": "2.0", "id": request["id"], "result": result }));
        request["params"].clone()
    }

    /// The code of the error that a request is answered with.
    #[track_caller]
    pub(super) fn refused(&mut self, method: &str, params: Value) -> i64 {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("{method} was answered: {answer}"))
    }

    /// The answer to the request with that id, awaited.
    #[track_caller]
    pub(super) fn answer(&mut self, id: i64) -> Value {
        self.await_message(|message| message["id"] == id && message.get("method").is_none())
    }

    /// The next message that `wanted` holds of, awaited; others are kept.
    #[track_caller]
    pub(super) fn await_message(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.waiting.iter().position(&wanted) {
            return self.waiting.remove(at).unwrap();
        }
        loop {
            let message = self.from.recv_timeout(PATIENCE).expect("the server says nothing");
            if wanted(&message) {
                return message;
            }
            self.waiting.push_back(message);
        }
    }

    /// Every message that has come so far and was not awaited.
    pub(super) fn rest(&mut self) -> Vec<Value> {
        self.waiting.extend(self.from.try_iter());
        self.waiting.drain(..).collect()
    }

    /// Whether the server has closed its output, awaited.
    pub(super) fn is_silent(&mut self) -> bool {
        loop {
            match self.from.recv_timeout(PATIENCE) {
                Ok(message) => self.waiting.push_back(message),
                Err(error) => return error == mpsc::RecvTimeoutError::Disconnected,
            }
        }
    }

    pub(super) fn open(&mut self, uri: &str, text: &str) {
        self.versions.insert(uri.to_owned(), 1);
        self.texts.insert(uri.to_owned(), Document::new(text, 1));
        let document = json!({ "uri": uri, "languageId": "mubiao", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces bytes of a document as an editor does; returns the new version.
    pub(super) fn edit(&mut self, uri: &str, range: std::ops::Range<usize>, new: &str) -> i32 {
        let document = self.texts.get_mut(uri).unwrap();
        let position = |at: usize| {
            let position = document.position(at, self.encoding);
            json!({ "line": position.line, "character": position.character })
        };
        let range_json = json!({ "start": position(range.start), "end": position(range.end) });
        document.replace(range, new);
        self.change(uri, json!([{ "range": range_json, "text": new }]))
    }

    /// Sends changes of a document; returns the new version.
    pub(super) fn change(&mut self, uri: &str, changes: Value) -> i32 {
        let version = self.versions.get_mut(uri).unwrap();
        *version += 1;
        let version = *version;
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
        version
    }

    /// The text of a document as the client has it.
    pub(super) fn text(&self, uri: &str) -> String {
        self.texts[uri].text()
    }

    pub(super) fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// The findings that the server tells of a version of a document, awaited.
    #[track_caller]
    pub(super) fn told(&mut self, uri: &str, version: i32) -> Vec<Value> {
        let message = self.await_message(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && message["params"]["version"] == version
        });
        message["params"]["diagnostics"].as_array().unwrap().clone()
    }
}

/// The client's end of a connection, which it closes when it is done with it.
struct Writes(TcpStream);

impl Write for Writes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Drop for Writes {
    fn drop(&mut self) {
        // The server may be gone.
        let _ = self.0.shutdown(Shutdown::Write);
    }
}

/// The URI of a file.
pub(super) fn uri_of(path: &std::path::Path) -> String {
    format!("file://{}", path.canonicalize().unwrap().display())
}

/// The next message from a server, `None` when it has closed its output.
pub(super) fn read(from: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if from.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        let stated = line.strip_prefix("Content-Length: ").expect("only the protocol is written to the client");
        length = Some(stated.trim().parse().expect("a length"));
    }
    let mut body = vec![0; length.expect("a header")];
    from.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("a message is JSON"))
}
