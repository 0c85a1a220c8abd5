//! Random edits and requests: after each the findings are those of the command line, place by place, whatever columns
//! count, and no request fails.
//!
//! A few hundred edits each; `MUBIAO_RANDOM_MINUTES=20 cargo test --test it random` goes on for so long.

use std::time::{Duration, Instant};

use mubiao::diagnostic::Diagnostic;
use mubiao::format::format;
use mubiao::lint::{Settings, lint};
use mubiao::lsp::End;
use mubiao::text::{Document, Edit, Position, TextRange, apply_edits};
use serde_json::{Value, json};

use super::client::Client;
use crate::generate::Random;

const URI: &str = "file:///随机/书 1.mubiao";

/// What is put in: characters of all widths, line ends of all kinds, rows, sheets.
const PIECES: &[&str] = &[
    "",
    "",
    "1",
    "目",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\u{2028}",
    "😀",
    "\u{3000}",
    "≥",
    "100.00",
    "# mubiao: allow(all)\n",
    "# mubiao: profile = none\n",
    "# mubiao: fiscal-year = 2022\n",
    "年度主要任务\t对应项目\t\t\t\t预算资金情况（万元）\n",
    "部门（单位）名称\t703011某某中心-211300000\n年度预算收入\t1.00\n",
    "\t社会效应\t经济效益\t带动就业\t>=\t120\t人\t2021-12\n",
    "项目支出绩效自评表\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n产出指标\t数量指标\t甲\t≥1个\t1个\t10\t10\n",
];

/// What is asked; each about a place, a range or the document.
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
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/range",
    "textDocument/rangeFormatting",
    "textDocument/onTypeFormatting",
    "workspace/symbol",
    "workspace/diagnostic",
    "mubiao/totals",
];

/// Edits where nobody asks for minutes.
const EDITS: usize = 150;

/// Edits of one book.
const ROUND: usize = 50;

fn position(document: &Document, at: u32, client: &Client) -> Value {
    let Position { line, character } = document.position(at as usize, client.encoding);
    json!({ "line": line, "character": character })
}

/// What the client is to be told of a finding.
fn expected(document: &Document, one: &Diagnostic, client: &Client) -> String {
    let (start, end) = (position(document, one.range.start, client), position(document, one.range.end, client));
    format!("{} {} {start}-{end}", one.rule.name, one.message)
}

fn told(one: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    format!("{} {} {}-{}", text(&one["code"]), text(&one["message"]), one["range"]["start"], one["range"]["end"])
}

/// The edits of an answer as the client understands them.
fn edits(document: &Document, answer: &Value, client: &Client) -> Vec<Edit> {
    let offset = |position: &Value| {
        let number = |name: &str| position[name].as_u64().unwrap() as u32;
        let position = Position { line: number("line"), character: number("character") };
        document.offset(position, client.encoding) as u32
    };
    let edit = |edit: &Value| {
        let range = TextRange::new(offset(&edit["range"]["start"]), offset(&edit["range"]["end"]));
        Edit::replace(range, edit["newText"].as_str().unwrap())
    };
    answer.as_array().unwrap().iter().map(edit).collect()
}

fn edit(client: &mut Client, random: &mut Random) {
    let text = client.text(URI);
    let from = text.floor_char_boundary(random.below(text.len() + 1));
    let length = if text.len() > 9_000 { 3_000 } else { *random.pick(&[0, 0, 0, 1, 4, 40]) };
    let to = text.floor_char_boundary((from + length).min(text.len())).max(from);
    // An editor never cuts a line end in two.
    let cuts = |at: usize| at > 0 && text.as_bytes()[at - 1..].starts_with(b"\r\n");
    let (from, to) = (from - usize::from(cuts(from)), to - usize::from(cuts(to)));
    let piece = PIECES[random.below(PIECES.len())];
    client.edit(URI, from..to.max(from), piece);
}

/// Asks something; an answer is all that is expected.
fn ask(client: &mut Client, random: &mut Random) {
    let text = client.text(URI);
    let document = Document::new(&text, 0);
    let mut place = || {
        let at = text.floor_char_boundary(random.below(text.len() + 1));
        position(&document, at as u32, client)
    };
    let (one, other) = (place(), place());
    let params = json!({
        "textDocument": { "uri": URI }, "position": one, "positions": [one],
        "range": { "start": one, "end": other }, "context": { "diagnostics": [], "includeDeclaration": true },
        "options": { "tabSize": 4, "insertSpaces": false }, "ch": "\n", "query": "", "previousResultIds": [],
    });
    let method = QUESTIONS[random.below(QUESTIONS.len())];
    client.request(method, params);
}

fn check(client: &mut Client) {
    let text = client.text(URI);
    let document = Document::new(&text, 0);
    let settings = Settings::default();
    let report = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": URI } }));
    let mut found: Vec<String> = report["items"].as_array().unwrap().iter().map(told).collect();
    let outcome = lint(&text, &settings);
    let mut wanted: Vec<String> = outcome.findings.iter().map(|one| expected(&document, one, client)).collect();
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted, "{text:?}");
    let options = json!({ "tabSize": 4, "insertSpaces": false });
    let laid = client.request("textDocument/formatting", json!({ "textDocument": { "uri": URI }, "options": options }));
    let laid = apply_edits(&text, &edits(&document, &laid, client));
    assert_eq!(laid, format(&text, &settings), "{text:?}");
}

fn go_on(encoding: &str, seed: u64) {
    let minutes = std::env::var("MUBIAO_RANDOM_MINUTES").ok().and_then(|minutes| minutes.parse::<u64>().ok());
    let end = minutes.map(|minutes| Instant::now() + Duration::from_secs(60 * minutes));
    let mut client = Client::start(json!({
        "general": { "positionEncodings": [encoding] }, "textDocument": { "diagnostic": {} },
    }));
    let mut random = Random::new(seed);
    let mut count = 0;
    while end.map_or(count < EDITS, |end| Instant::now() < end) {
        if count % ROUND == 0 {
            if count > 0 {
                client.close(URI);
            }
            let line_end = *random.pick(&["\n", "\r\n"]);
            client.open(URI, &crate::generate::book(seed + count as u64, 3_000).replace('\n', line_end));
        }
        edit(&mut client, &mut random);
        for _ in 0..random.below(4) {
            ask(&mut client, &mut random);
        }
        check(&mut client);
        count += 1;
    }
    assert_eq!(client.leave(), End::Exit);
}

#[test]
fn random_edits_in_utf_8() {
    go_on("utf-8", 1);
}

#[test]
fn random_edits_in_utf_16() {
    go_on("utf-16", 2);
}

#[test]
fn random_edits_in_utf_32() {
    go_on("utf-32", 3);
}
