//! Documents are as the client has them, whatever it sends and in whatever bursts.

use mubiao::lint::{Settings, lint};
use mubiao::lsp::End;
use serde_json::{Value, json};

use super::client::Client;
use crate::generate::Random;

const URI: &str = "untitled:Untitled-1";

/// What an author, a clipboard or a program may put in.
const PIECES: &[&str] = &[
    "",
    "1",
    "目标",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\u{2028}",
    "\u{b}",
    "\u{85}",
    "😀",
    "👨‍👩‍👧",
    "# 注\n",
    "\u{3000}",
    "≥",
    "部门（单位）名称\t703011某某中心-211300000\n年度预算收入\t1.00\n",
    "\t社会效应\t经济效益\t带动就业\t>=\t120\t人\t2021-12\n",
];

/// The code, place and message of findings.
fn told(findings: &[Value]) -> Vec<String> {
    let mut told: Vec<String> = findings.iter().map(|one| format!("{} {}", one["code"], one["message"])).collect();
    told.sort();
    told
}

fn expected(text: &str) -> Vec<String> {
    let outcome = lint(text, &Settings::default());
    let shown =
        |one: &mubiao::diagnostic::Diagnostic| format!("{} {}", Value::from(one.rule.name), Value::from(&*one.message));
    let mut expected: Vec<String> = outcome.findings.iter().map(shown).collect();
    expected.sort();
    expected
}

/// What is asked while edits come in; each is asked about a place.
const QUESTIONS: &[&str] = &[
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/signatureHelp",
    "textDocument/documentHighlight",
    "textDocument/documentSymbol",
    "textDocument/semanticTokens/full",
    "textDocument/formatting",
    "mubiao/totals",
    "workspace/diagnostic",
];

/// A burst of random edits, with 200 requests between them of which half are withdrawn.
fn burst(encoding: &str, edits: usize, line_end: &str) {
    let text = crate::generate::book(7, 4_000).replace('\n', line_end);
    let mut client = Client::connect();
    client.greet(json!({ "general": { "positionEncodings": [encoding] } }));
    client.open(URI, &text);
    let mut random = Random::new(11);
    let (mut version, mut asked) = (1, Vec::new());
    for stroke in 0..edits {
        let text = client.text(URI);
        let from = text.floor_char_boundary(random.below(text.len() + 1));
        // It neither vanishes nor grows beyond what is told in full.
        let length = if text.len() > 6_000 { 400 } else { *random.pick(&[0, 0, 0, 1, 3, 40]) };
        let to = text.floor_char_boundary((from + length).min(text.len())).max(from);
        // An editor never cuts a line end in two.
        let cuts = |at: usize| at > 0 && text.as_bytes()[at - 1..].starts_with(b"\r\n");
        let (from, to) = (from - usize::from(cuts(from)), to - usize::from(cuts(to)));
        version = client.edit(URI, from..to.max(from), PIECES[random.below(PIECES.len())]);
        if stroke % (edits / 200) == 0 {
            let place = json!({ "line": random.below(100), "character": random.below(30) });
            let params = json!({
                "textDocument": { "uri": URI }, "position": place, "options": {}, "query": "", "previousResultIds": [],
            });
            asked.push(client.ask(QUESTIONS[random.below(QUESTIONS.len())], params));
            if asked.len() % 2 == 0 {
                client.notify("$/cancelRequest", json!({ "id": asked.last() }));
            }
        }
    }
    let findings = client.told(URI, version);
    assert_eq!(told(&findings), expected(&client.text(URI)));
    assert_eq!(asked.len(), 200);
    for id in &asked {
        let answer = client.answer(*id);
        assert!(answer.get("result").is_some() || answer["error"]["code"] == -32800, "{answer}");
    }
    let rest = client.rest();
    assert!(rest.iter().all(|message| message.get("id").is_none()), "something was answered twice");
    let versions: Vec<i64> = rest.iter().filter_map(|message| message["params"]["version"].as_i64()).collect();
    assert!(versions.is_sorted() && versions.iter().all(|one| *one < i64::from(version)), "{versions:?}");
    assert_eq!(client.leave(), End::Exit);
}

#[test]
fn a_burst_of_edits_ends_in_the_clients_text_in_utf_8() {
    burst("utf-8", 5000, "\n");
}

#[test]
fn a_burst_of_edits_ends_in_the_clients_text_in_utf_16() {
    burst("utf-16", 5000, "\r\n");
}

#[test]
fn a_document_of_ten_megabytes_is_typed_into() {
    let text = crate::generate::book(1, 10_000_000);
    let mut client = Client::start(json!({}));
    client.open(URI, &text);
    assert_eq!(client.told(URI, 1), [] as [Value; 0]);
    let at = text.rfind("年度预算收入\t").unwrap() + "年度预算收入\t".len();
    let version = client.edit(URI, at..at, "x");
    assert!(!client.told(URI, version).is_empty());
    let version = client.edit(URI, at..at + 1, "");
    assert_eq!(client.told(URI, version), [] as [Value; 0]);
    assert_eq!(client.leave(), End::Exit);
}

#[test]
fn positions_out_of_range_stand_for_the_nearest_end() {
    let mut client = Client::start(json!({}));
    client.open(URI, "年度预算收入\t1\n");
    let far = json!({ "line": 0, "character": 4_000_000_000u32 });
    let end = json!({ "line": 4_000_000_000u32, "character": 7 });
    let version = client.change(
        URI,
        json!([
            { "range": { "start": far, "end": far }, "text": "2x" },
            { "range": { "start": end, "end": end }, "text": "部门（单位）名称\t甲\n" },
            { "range": { "start": { "line": 0, "character": 3 }, "end": { "line": 0, "character": 0 } }, "text": "" },
        ]),
    );
    assert_eq!(told(&client.told(URI, version)), expected("算收入\t12x\n部门（单位）名称\t甲\n"));
}

#[test]
fn the_whole_text_may_be_sent() {
    let mut client = Client::start(json!({}));
    client.open(URI, "年度预算收入\t1\n");
    for text in ["年度预算收入\t1x\n", "目标", "", "年度预算收入\t1x\n年度预算收入\t1x\n"] {
        let version = client.change(URI, json!([{ "text": text }]));
        assert_eq!(told(&client.told(URI, version)), expected(text));
    }
}

#[test]
fn every_document_is_its_own() {
    let mut client = Client::start(json!({}));
    client.open("file:///甲 表.mubiao", "年度预算收入\t1x\n");
    client.open("file:///b.mubiao", "年度预算收入\tx\n");
    assert_eq!(told(&client.told("file:///甲 表.mubiao", 1)), expected("年度预算收入\t1x\n"));
    assert_eq!(told(&client.told("file:///b.mubiao", 1)), expected("年度预算收入\tx\n"));
    client.close("file:///b.mubiao");
    client.open("file:///b.mubiao", "年度预算收入\t2y\n");
    client.await_message(|message| message["params"]["diagnostics"] == json!([]));
    assert_eq!(told(&client.told("file:///b.mubiao", 1)), expected("年度预算收入\t2y\n"));
}
