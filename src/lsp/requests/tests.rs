//! A request that is answered by a defect.

use super::*;
use tower_lsp::ls_types::TextDocumentIdentifier;

/// Panics.
pub(super) struct Faulty;

impl DocumentRequest for Faulty {
    const METHOD: &'static str = "test/faulty";
    type Params = TextDocumentIdentifier;
    type Answer = ();

    fn offer(_capabilities: &mut ServerCapabilities, _session: &Session) {}

    fn uri(params: &TextDocumentIdentifier) -> Option<&Uri> {
        Some(&params.uri)
    }

    fn answer(_moment: &Moment, _params: TextDocumentIdentifier) -> Result<()> {
        panic!("a defect")
    }
}

#[test]
fn a_defect_costs_one_answer() {
    use std::io::Write as _;

    let (input, mut to) = std::io::pipe().unwrap();
    let (from, output) = std::io::pipe().unwrap();
    let server = std::thread::spawn(move || crate::lsp::serve(input, output, crate::diagnostic::Lang::En));
    let document = r#""textDocument":{"uri":"x:y","languageId":"mubiao","version":1,"text":""}"#;
    let mut from = std::io::BufReader::new(from);
    let mut said: Vec<String> = Vec::new();
    let mut hear = |said: &mut Vec<String>| {
        let body = crate::lsp::wire::read(&mut from).unwrap();
        body.map(|body| said.push(String::from_utf8(body).unwrap())).is_some()
    };
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
        while rest.is_empty() && !["\"id\":2", "\"id\":3"].iter().all(|id| said.iter().any(|said| said.contains(id))) {
            assert!(hear(&mut said));
        }
        if rest.is_empty() {
            continue;
        }
        let body = format!(r#"{{"jsonrpc":"2.0",{rest},"params":{params}}}"#);
        to.write_all(&crate::lsp::wire::framed(body.as_bytes())).unwrap();
    }
    assert_eq!(server.join().unwrap(), crate::lsp::End::Exit);
    while hear(&mut said) {}
    for answer in [
        r#"{"jsonrpc":"2.0","id":2,"error":{"code":-32603,"message":"Internal error"}}"#,
        r#"{"jsonrpc":"2.0","id":3,"error":{"code":-32602,"message":"“x:z” is not open"}}"#,
        r#"{"jsonrpc":"2.0","result":null,"id":4}"#,
    ] {
        assert!(said.iter().any(|said| said == answer), "{answer} is not in {said:#?}");
    }
}
