//! The program that editors start, over standard input and output and over a port.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::{Client, uri_of};

const URI: &str = "file:///b.mubiao";

/// A running program, ended with the test.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mubiao"));
        command.arg("lsp").args(arguments).env("LANG", "C.UTF-8").env_remove("LC_ALL");
        Self(command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
    }

    fn client(&mut self) -> Client {
        Client::over(self.0.stdout.take().unwrap(), self.0.stdin.take().unwrap())
    }

    /// The exit status, which has to come within a second and some for a machine that is busy.
    #[track_caller]
    fn status(&mut self) -> i32 {
        let start = Instant::now();
        let status = self.0.wait().unwrap();
        assert!(start.elapsed() < Duration::from_secs(2), "it took {:?} to end", start.elapsed());
        status.code().unwrap()
    }
}

#[test]
fn a_session_over_standard_input_and_output() {
    let mut program = Program::start(&["--stdio"]);
    let mut client = program.client();
    let greeting = client.greet(json!({ "general": { "positionEncodings": ["utf-16", "utf-8"] } }));
    assert_eq!(greeting["serverInfo"], json!({ "name": "mubiao", "version": env!("CARGO_PKG_VERSION") }));
    assert_eq!(greeting["capabilities"]["positionEncoding"], "utf-8");
    client.open(URI, "年度预算收入\t1x\n");
    assert!(!client.told(URI, 1).is_empty());
    assert_eq!(client.request("shutdown", Value::Null), Value::Null);
    client.notify("exit", Value::Null);
    // Its input is still open.
    assert_eq!(program.status(), 0);
    assert!(client.is_silent());
    let mut said = String::new();
    std::io::Read::read_to_string(program.0.stderr.as_mut().unwrap(), &mut said).unwrap();
    assert_eq!(said, "");
}

#[test]
fn an_exit_without_a_farewell_is_a_failure() {
    let mut program = Program::start(&[]);
    let mut client = program.client();
    client.greet(json!({}));
    client.notify("exit", Value::Null);
    assert_eq!(program.status(), 1);
    let mut program = Program::start(&[]);
    drop(program.0.stdin.take());
    assert_eq!(program.status(), 1);
}

#[test]
#[cfg(unix)]
fn it_does_not_outlive_its_client() {
    let mut parent = Command::new("sleep").arg("1000").spawn().unwrap();
    let mut program = Program::start(&[]);
    let mut client = program.client();
    client.request("initialize", json!({ "processId": parent.id(), "capabilities": {} }));
    parent.kill().unwrap();
    parent.wait().unwrap();
    // Its input is still open.
    assert_eq!(program.status(), 1);
    assert!(client.is_silent());
}

#[test]
fn a_session_over_a_port() {
    let mut program = Program::start(&["--tcp", "0", "--lang", "en"]);
    let mut said = String::new();
    BufReader::new(program.0.stderr.take().unwrap()).read_line(&mut said).unwrap();
    let address = said.trim().rsplit(' ').next().unwrap().to_owned();
    assert_eq!(said.trim(), format!("waiting for a client at {address}"));
    let stream = TcpStream::connect(address).unwrap();
    let mut client = Client::over(stream.try_clone().unwrap(), stream);
    client.greet(json!({}));
    client.open(URI, "年度预算收入\t1x\n");
    assert!(!client.told(URI, 1).is_empty());
    assert_eq!(client.request("shutdown", Value::Null), Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(program.status(), 0);
}

#[test]
fn a_port_that_is_taken() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let output = Command::new(env!("CARGO_BIN_EXE_mubiao"))
        .args(["lsp", "--tcp", &port.to_string(), "--lang", "en"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with(&format!("error: cannot wait for a client at 127.0.0.1:{port} (")), "{said}");
    assert_eq!(output.stdout, b"");
}

/// A port that the program waits at, as its message says.
fn address(program: &mut Program) -> String {
    let mut said = String::new();
    BufReader::new(program.0.stderr.take().unwrap()).read_line(&mut said).unwrap();
    said.trim().rsplit(' ').next().unwrap().to_owned()
}

#[test]
fn a_port_is_for_one_client_and_for_no_stranger() {
    let mut program = Program::start(&["--tcp=0", "--lang", "en"]);
    let address = address(&mut program);
    // A page in a browser can send this, and what it sends holds a message.
    let body = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
    let message = format!("Content-Length: {}\r\n\r\n{body}", body.len());
    let mut stranger = TcpStream::connect(&address).unwrap();
    stranger.write_all(format!("POST / HTTP/1.1\r\nHost: x\r\n{message}").as_bytes()).unwrap();
    let mut answer = Vec::new();
    // It may be closed before all was sent.
    let _ = stranger.read_to_end(&mut answer);
    assert_eq!(answer, b"");
    let stream = TcpStream::connect(&address).unwrap();
    let mut client = Client::over(stream.try_clone().unwrap(), stream);
    client.greet(json!({}));
    let mut second = TcpStream::connect(&address).unwrap();
    let mut word = String::new();
    second.read_to_string(&mut word).unwrap();
    assert!(word.contains("this server has its client"), "{word}");
    client.open(URI, "年度预算收入\t1x\n");
    assert!(!client.told(URI, 1).is_empty());
    assert_eq!(client.request("shutdown", Value::Null), Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(program.status(), 0);
}

/// A session with a client that waits for the program.
fn session_at(from: impl Read + Send + 'static, to: impl Write + Send + 'static) {
    let mut client = Client::over(from, to);
    client.greet(json!({}));
    client.open(URI, "年度预算收入\t1x\n");
    assert!(!client.told(URI, 1).is_empty());
    assert_eq!(client.request("shutdown", Value::Null), Value::Null);
    client.notify("exit", Value::Null);
}

#[test]
fn a_session_at_the_clients_port() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let mut program = Program::start(&[&format!("--socket={port}")]);
    let (stream, _) = listener.accept().unwrap();
    session_at(stream.try_clone().unwrap(), stream);
    assert_eq!(program.status(), 0);
    drop(listener);
    let output = Command::new(env!("CARGO_BIN_EXE_mubiao"))
        .args(["lsp", &format!("--socket={port}"), "--lang", "en"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with(&format!("error: no client waits at 127.0.0.1:{port} (")), "{said}");
}

#[test]
#[cfg(unix)]
fn a_session_at_the_clients_pipe() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("端");
    let listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let mut program = Program::start(&[&format!("--pipe={}", path.display())]);
    let (stream, _) = listener.accept().unwrap();
    session_at(stream.try_clone().unwrap(), stream);
    assert_eq!(program.status(), 0);
}

#[test]
#[cfg(unix)]
fn a_client_may_be_named_on_the_command_line() {
    let mut parent = Command::new("sleep").arg("1000").spawn().unwrap();
    let mut program = Program::start(&["--stdio", &format!("--clientProcessId={}", parent.id())]);
    let mut client = program.client();
    client.greet(json!({}));
    parent.kill().unwrap();
    parent.wait().unwrap();
    assert_eq!(program.status(), 1);
    assert!(client.is_silent());
}

#[test]
fn the_log_tells_of_requests_and_not_of_texts() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("log.txt");
    std::fs::write(&path, "before\n").unwrap();
    let mut program = Program::start(&["--log-file", path.to_str().unwrap(), "-v"]);
    let mut client = program.client();
    client.greet(json!({}));
    client.open(URI, "年度预算收入\t机密1x\n");
    client.told(URI, 1);
    let params = json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 1 } });
    client.request("textDocument/hover", params.clone());
    client.notify("$/setTrace", json!({ "value": "messages" }));
    client.request("textDocument/hover", params.clone());
    let traced = client.await_message(|message| message["method"] == "$/logTrace");
    assert!(traced["params"]["message"].as_str().unwrap().starts_with("textDocument/hover ("), "{traced}");
    client.notify("$/setTrace", json!({ "value": "off" }));
    client.request("textDocument/hover", params);
    assert_eq!(client.request("shutdown", Value::Null), Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(program.status(), 0);
    assert!(client.rest().iter().all(|message| message["method"] != "$/logTrace"));
    let log = std::fs::read_to_string(path).unwrap();
    assert!(log.starts_with("before\n"));
    let line = log.lines().find(|line| line.contains("textDocument/hover")).unwrap();
    assert!(line.contains("took="), "{line}");
    assert!(!log.contains("机密"), "{log}");
}

#[test]
fn a_client_that_does_not_read_is_heard_to_the_end() {
    let mut program = Program::start(&[]);
    let mut to = program.0.stdin.take().unwrap();
    let (done, heard) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut send = |message: Value| {
            let body = message.to_string();
            to.write_all(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes()).unwrap();
        };
        send(json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": { "capabilities": {} } }));
        let text = crate::generate::book(1, 100_000);
        let document = json!({ "uri": URI, "languageId": "mubiao", "version": 1, "text": text });
        send(json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": document } }));
        let document = json!({ "uri": URI, "version": 2 });
        // More than any pipe holds, in both directions.
        for id in 1..50 {
            let params = json!({ "textDocument": document });
            send(json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/documentSymbol", "params": params }));
            let place = json!({ "line": 0, "character": 0 });
            let change =
                json!({ "range": { "start": place, "end": place }, "text": format!("# {}\n", "注".repeat(2000)) });
            let params = json!({ "textDocument": document, "contentChanges": [change] });
            send(json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params }));
        }
        done.send(to).unwrap();
    });
    // Held, because the end of its input is no farewell.
    let _to = heard.recv_timeout(Duration::from_secs(60)).expect("the server reads");
    let mut client = Client::over(program.0.stdout.take().unwrap(), std::io::sink());
    for id in [0, 1, 49] {
        assert!(client.answer(id).get("result").is_some());
    }
}

/// A folder that means harm: what is in it has no end, is no file, or asks for programs to be run.
#[cfg(unix)]
fn hostile(root: &std::path::Path) {
    use std::os::unix::fs::symlink;
    let make = |name: &str, content: &[u8]| {
        std::fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
        std::fs::write(root.join(name), content).unwrap();
    };
    // Files with nothing in them that are long all the same.
    for (name, length) in
        [("long.mubiao", 3_u64 << 30), ("a/mubiao.toml", 1 << 30), ("b/.gitignore", 1 << 30), ("c/.ignore", 1 << 30)]
    {
        make(name, b"");
        std::fs::File::options().write(true).open(root.join(name)).unwrap().set_len(length).unwrap();
    }
    for folder in ["a", "b", "c"] {
        make(&format!("{folder}/x.mubiao"), "年度预算收入\t1x\n".as_bytes());
    }
    for name in ["pipe.mubiao", "d/mubiao.toml", "d/.gitignore"] {
        std::fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
        assert!(Command::new("mkfifo").arg(root.join(name)).status().unwrap().success());
    }
    make("d/x.mubiao", b"x\n");
    symlink("/dev/zero", root.join("zero.mubiao")).unwrap();
    symlink(".", root.join("round")).unwrap();
    make(&format!("{}x.mubiao", "deep/".repeat(300)), b"x\n");
    make("e/mubiao.toml", format!("exclude = ['{}']\n", "{a,".repeat(200)).as_bytes());
    make("e/x.mubiao", b"x\n");
    make("f/.gitignore", format!("{}\n", "{a,b}".repeat(100)).as_bytes());
    make("f/x.mubiao", b"x\n");
    let runs = format!("touch {}", root.join("ran").display());
    let config =
        format!("[core]\n\tfsmonitor = \"{runs}\"\n\tsshCommand = \"{runs}\"\n[diff]\n\texternal = \"{runs}\"\n");
    make(".git/config", config.as_bytes());
    make(".git/HEAD", b"ref: refs/heads/main\n");
}

#[cfg(unix)]
#[test]
fn a_hostile_folder_does_not_keep_it_from_answering() {
    let root = tempfile::tempdir().unwrap();
    hostile(root.path());
    let mut program = Program::start(&[]);
    let mut client = program.client();
    let folders = json!([{ "uri": uri_of(root.path()), "name": "w" }]);
    let capabilities =
        json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } });
    client.greet_with(capabilities, json!({ "workspaceFolders": folders }));
    // Each document is answered for, whatever stands beside it, before and after the folder was read.
    let findings = |client: &mut Client, name: &str| {
        std::fs::write(root.path().join(name), "").unwrap();
        let uri = uri_of(&root.path().join(name));
        client.open(&uri, "年度预算收入\t1x\n");
        let report = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
        assert!(!report["items"].as_array().unwrap().is_empty(), "{name}: {report}");
        let place = json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 1 } });
        assert!(client.request("textDocument/hover", place).is_object(), "{name}");
    };
    for name in ["new.mubiao", "a/new.mubiao", "b/new.mubiao", "c/new.mubiao", "d/new.mubiao", "e/new.mubiao"] {
        findings(&mut client, name);
    }
    // The folder has been read once the server has the client ask again; a file that changes is read behind it.
    client.asked("workspace/diagnostic/refresh", Value::Null);
    let changed: Vec<Value> = ["pipe.mubiao", "zero.mubiao", "long.mubiao", "d/mubiao.toml"]
        .map(|name| json!({ "uri": uri_of(&root.path().join(name)), "type": 2 }))
        .into();
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changed }));
    for name in ["new2.mubiao", "d/new2.mubiao", "f/new2.mubiao"] {
        findings(&mut client, name);
    }
    let all = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let all = all.to_string();
    assert!(!all.contains("long.mubiao") && !all.contains("pipe.mubiao"), "{all}");
    if let Ok(status) = std::fs::read_to_string(format!("/proc/{}/status", program.0.id())) {
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        let kilobytes: u64 = peak.split_whitespace().next().unwrap().parse().unwrap();
        assert!(kilobytes < 300_000, "it took {kilobytes} kB");
    }
    assert!(!root.path().join("ran").exists(), "a program of the folder ran");
    assert_eq!(client.request("shutdown", Value::Null), Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(program.status(), 0);
}
