//! A request that is answered by a defect.

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader, ReadHalf};
use tokio::io::{DuplexStream, duplex, split};
use tower_lsp::ls_types::TextDocumentIdentifier;

use super::*;
use crate::diagnostic::Lang;
use crate::lsp::outgoing::framed;
use crate::lsp::{End, Output, Peer, session};

/// Panics.
pub(in crate::lsp) struct Faulty;

impl DocumentRequest for Faulty {
    const METHOD: &'static str = "test/faulty";
    type Params = TextDocumentIdentifier;
    type Answer = ();

    fn offer(_capabilities: &mut ServerCapabilities, _session: &Session) {}

    fn answer(_snapshot: &Snapshot, _params: TextDocumentIdentifier) -> Result<()> {
        panic!("a defect")
    }
}

/// The next message; nothing when the server has closed its output.
async fn hear(from: &mut BufReader<ReadHalf<DuplexStream>>) -> Option<String> {
    let mut header = String::new();
    from.read_line(&mut header).await.ok().filter(|length| *length > 0)?;
    let length: usize = header.trim().strip_prefix("Content-Length: ")?.parse().ok()?;
    let mut body = vec![0; "\r\n".len() + length];
    from.read_exact(&mut body).await.ok()?;
    String::from_utf8(body[2..].to_vec()).ok()
}

#[test]
fn a_defect_costs_one_answer() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let said = runtime.block_on(async {
        let (client, server) = duplex(1 << 16);
        let (input, output) = split(server);
        let (from, mut to) = split(client);
        let mut from = BufReader::new(from);
        let session = tokio::spawn(session(input, Output::Task(output), Peer::Parent, Lang::En, None));
        let document = r#""textDocument":{"uri":"x:y","languageId":"mubiao","version":1,"text":""}"#;
        let mut said: Vec<String> = Vec::new();
        for (rest, params) in [
            (r#""id":1,"method":"initialize""#, r#"{"processId":null,"capabilities":{}}"#.to_owned()),
            (r#""method":"textDocument/didOpen""#, format!("{{{document}}}")),
            (r#""id":2,"method":"test/faulty""#, r#"{"uri":"x:y"}"#.to_owned()),
            (r#""id":3,"method":"test/faulty""#, r#"{"uri":"x:z"}"#.to_owned()),
            ("", String::new()),
            (r#""id":4,"method":"shutdown""#, "null".to_owned()),
            (r#""method":"exit""#, "null".to_owned()),
        ] {
            // Before the farewell the answers are awaited.
            let answered =
                |said: &[String]| ["\"id\":2", "\"id\":3"].iter().all(|id| said.iter().any(|said| said.contains(id)));
            while rest.is_empty() && !answered(&said) {
                said.push(hear(&mut from).await.unwrap());
            }
            if rest.is_empty() {
                continue;
            }
            let body = format!(r#"{{"jsonrpc":"2.0",{rest},"params":{params}}}"#);
            to.write_all(&framed(body.as_bytes())).await.unwrap();
        }
        assert_eq!(session.await.unwrap(), End::Exit);
        while let Some(message) = hear(&mut from).await {
            said.push(message);
        }
        said
    });
    for answer in [
        r#"{"jsonrpc":"2.0","error":{"code":-32603,"message":"Internal error"},"id":2}"#,
        r#"{"jsonrpc":"2.0","error":{"code":-32602,"message":"“x:z” is not open; open it first"},"id":3}"#,
        r#"{"jsonrpc":"2.0","result":null,"id":4}"#,
    ] {
        assert!(said.iter().any(|said| said == answer), "{answer} is not in {said:#?}");
    }
}
