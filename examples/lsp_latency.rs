//! Measures the program as an editor's server.
//!
//! `lsp_latency [PROGRAM [ARGUMENT…]]`, which is `target/release/mubiao lsp` unless named. Types into books of 14 KB, 1 MB
//! and 10 MB, sound, with findings in one sheet of fifty, and with findings in every sheet; prints how long findings,
//! completion and hover take from the keystroke on, in milliseconds, and the memory that the server holds, as a multiple
//! of the text.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros, clippy::unwrap_used, dead_code, unreachable_pub)]

#[path = "../tests/support/damage.rs"]
mod damage;
#[path = "../tests/support/generate.rs"]
mod generate;

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

use serde_json::{Value, json};

const URI: &str = "file:///nowhere/book.mubiao";

/// A row that is typed into stands in every sheet.
const LABEL: &str = "年度预算收入\t";

/// How often is typed, and asked, in a book of that many bytes.
const STROKES: usize = 200;
const QUESTIONS: usize = 50;

struct Server {
    process: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    next: i64,
}

impl Server {
    fn start(command: &[String]) -> Self {
        let mut process = Command::new(&command[0])
            .args(&command[1..])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}; run `cargo build --release` first", command[0]));
        let (to, from) = (process.stdin.take().unwrap(), BufReader::new(process.stdout.take().unwrap()));
        let mut server = Self { process, to, from, next: 0 };
        let capabilities = json!({
            "general": { "positionEncodings": ["utf-8"] },
            "textDocument": { "publishDiagnostics": { "relatedInformation": true, "versionSupport": true } },
        });
        server.request("initialize", json!({ "processId": null, "rootUri": null, "capabilities": capabilities }));
        server.notify("initialized", json!({}));
        server
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.to, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        self.to.flush().unwrap();
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn request(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message: Value = serde_json::from_slice(&self.read()).unwrap();
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
        }
    }

    /// Awaits the findings of a version; a message is searched as text, so that no time goes to reading it.
    fn told(&mut self, version: i32) {
        let wanted = format!("\"version\":{version},");
        loop {
            let body = self.read();
            let head = String::from_utf8_lossy(&body[..body.len().min(400)]).into_owned();
            if head.contains("publishDiagnostics") && head.contains(&wanted) {
                return;
            }
        }
    }

    fn read(&mut self) -> Vec<u8> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.from.read_line(&mut line).unwrap() > 0, "the server has left");
            match line.trim().strip_prefix("Content-Length: ") {
                Some(stated) => length = stated.parse().unwrap(),
                None if line.trim().is_empty() => break,
                None => {}
            }
        }
        let mut body = vec![0; length];
        self.from.read_exact(&mut body).unwrap();
        body
    }

    /// The memory it holds now and the most it held, in bytes; nothing where the system does not tell.
    fn memory(&self) -> [f64; 2] {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        ["VmRSS:", "VmHWM:"].map(|name| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or(f64::NAN) * 1024.0
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The middle one and the 99th of a hundred, in milliseconds.
fn quantiles(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at = |part: f64| times[((times.len() - 1) as f64 * part).round() as usize] * 1e3;
    format!("{:7.2} {:7.2}", at(0.5), at(0.99))
}

fn timed(mut act: impl FnMut()) -> f64 {
    let start = Instant::now();
    act();
    start.elapsed().as_secs_f64()
}

/// The book with every sheet damaged that `damaged` picks by its number.
fn book(bytes: usize, damaged: impl Fn(usize) -> bool) -> String {
    let book = generate::book(7, bytes);
    let sheets = book.split_inclusive('\n').fold(Vec::<String>::new(), |mut sheets, row| {
        if sheets.is_empty() || row.starts_with("部门（单位）名称\t") {
            sheets.push(String::new());
        }
        sheets.last_mut().unwrap().push_str(row);
        sheets
    });
    let damage = |(number, sheet): (usize, String)| match number {
        0 => sheet,
        number if damaged(number) => damage::damage_book(number as u64, &sheet, 10),
        _ => sheet,
    };
    sheets.into_iter().enumerate().map(damage).collect()
}

fn measure(command: &[String], name: &str, text: &str) {
    let mut server = Server::start(command);
    let document = json!({ "uri": URI, "languageId": "mubiao", "version": 1, "text": text });
    let opened = timed(|| {
        server.notify("textDocument/didOpen", json!({ "textDocument": document }));
        server.told(1);
    });
    let middle = text.floor_char_boundary(text.len() / 2);
    let at = text[middle..].find(LABEL).map_or_else(|| text.find(LABEL).unwrap(), |at| middle + at);
    let line = text[..at].matches('\n').count();
    let place = |character: usize| json!({ "line": line, "character": character });
    let end = LABEL.len();
    let mut version = 1;
    let mut strokes = Vec::new();
    for stroke in 0..STROKES {
        version += 1;
        let (range, new) = if stroke % 2 == 0 {
            (json!({ "start": place(end), "end": place(end) }), "1")
        } else {
            (json!({ "start": place(end), "end": place(end + 1) }), "")
        };
        let document = json!({ "uri": URI, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": [{ "range": range, "text": new }] });
        strokes.push(timed(|| {
            server.notify("textDocument/didChange", params.clone());
            server.told(version);
        }));
    }
    let mut asked = |method: &str| {
        let params = json!({ "textDocument": { "uri": URI }, "position": place(end) });
        let times = (0..QUESTIONS).map(|_| {
            timed(|| {
                let answer = server.request(method, params.clone());
                assert!(answer.get("error").is_none(), "{method}: {answer}");
            })
        });
        quantiles(times.collect())
    };
    let (completion, hover) = (asked("textDocument/completion"), asked("textDocument/hover"));
    let [now, most] = server.memory().map(|bytes| bytes / text.len() as f64);
    println!(
        "{:>9} {name:<12} {:8.1} {} {completion} {hover} {now:7.1} {most:7.1}",
        text.len(),
        opened * 1e3,
        quantiles(strokes)
    );
}

fn main() {
    let mut command: Vec<String> = std::env::args().skip(1).collect();
    if command.is_empty() {
        command = vec![concat!(env!("CARGO_MANIFEST_DIR"), "/target/release/mubiao").to_owned(), "lsp".to_owned()];
    }
    println!("    bytes findings in      open     findings      completion           hover          memory / text");
    println!("                             ms     p50     p99     p50     p99     p50     p99     now    most");
    for bytes in [14_000, 1_000_000, 10_000_000] {
        measure(&command, "no sheet", &book(bytes, |_| false));
        measure(&command, "one of fifty", &book(bytes, |number| number % 50 == 1));
        measure(&command, "every sheet", &book(bytes, |_| true));
    }
}
