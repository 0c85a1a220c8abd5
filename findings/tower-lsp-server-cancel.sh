#!/usr/bin/env bash
# tower-lsp-server 0.23.0, as it is set up by default, takes no message while four handlers run, not even a cancellation:
# `$/cancelRequest` is one of the at most four futures that are polled at once, and waits behind those that it should end. With three
# hovers of three seconds running, the first is answered as canceled at once; with four it is answered in full, three
# seconds later. `Server::concurrency_level` moves the number.
#
# Seen: 3 running: canceled at once · 4 running: answered after all
#
# Needs cargo. Exits with 1 when either of the two behaves otherwise than described.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"

cargo init --quiet --name probe --vcs none .
cat >> Cargo.toml <<'TOML'
tower-lsp-server = "=0.23.0"
tokio = { version = "1", features = ["io-util", "macros", "rt", "time"] }
TOML
cat > src/main.rs <<'RUST'
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex, split};
use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::{Hover, HoverParams, InitializeParams, InitializeResult};
use tower_lsp_server::{LanguageServer, LspService, Server};

struct Slow;

impl LanguageServer for Slow {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        Ok(InitializeResult::default())
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn hover(&self, _: HoverParams) -> Result<Option<Hover>> {
        tokio::time::sleep(Duration::from_secs(3)).await;
        Ok(None)
    }
}

fn message(body: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{{\"jsonrpc\":\"2.0\",{body}}}", body.len() + 18)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    for running in [3, 4] {
        let (mut client, server) = duplex(1 << 16);
        let (input, output) = split(server);
        let (service, socket) = LspService::new(|_| Slow);
        tokio::spawn(Server::new(input, output, socket).serve(service));
        let mut bytes = vec![0; 1 << 16];
        let hello = message(r#""id":0,"method":"initialize","params":{"capabilities":{}}"#);
        client.write_all(hello.as_bytes()).await.unwrap();
        let _ = client.read(&mut bytes).await.unwrap();
        let mut sent = message(r#""method":"initialized","params":{}"#);
        for id in 1..=running {
            let place = r#""textDocument":{"uri":"file:///a"},"position":{"line":0,"character":0}"#;
            sent += &message(&format!(r#""id":{id},"method":"textDocument/hover","params":{{{place}}}"#));
        }
        sent += &message(r#""method":"$/cancelRequest","params":{"id":1}"#);
        client.write_all(sent.as_bytes()).await.unwrap();
        let mut got = String::new();
        while !got.contains(r#""id":1"#) {
            let count = client.read(&mut bytes).await.unwrap();
            got += &String::from_utf8_lossy(&bytes[..count]);
        }
        let canceled = got.contains(r#"-32800"#);
        println!("{running} running: {}", if canceled { "canceled at once" } else { "answered after all" });
    }
}
RUST

said=$(cargo run --quiet)
printf '%s\n' "$said"
[ "$said" = $'3 running: canceled at once\n4 running: answered after all' ]
