//! The program that editors start, over standard input and output and over a port.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::Client;

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
