//! Findings appear as mistakes are made and vanish as they are mended, told or asked for.

use expect_test::{Expect, expect};
use mubiao::lint::{Settings, lint};
use mubiao::text::Encoding;
use serde_json::{Value, json};

use super::client::Client;
use super::notation::shown;

const URI: &str = "file:///books/%E8%A1%A8.mubiao";

/// A client that is told of findings and shows all that they hold.
fn shows_all() -> Value {
    json!({ "textDocument": { "publishDiagnostics": {
        "relatedInformation": true, "versionSupport": true, "dataSupport": true, "tagSupport": { "valueSet": [1, 2] }
    } } })
}

/// A client that asks for findings.
fn pulls() -> Value {
    json!({ "textDocument": { "diagnostic": { "dynamicRegistration": false } } })
}

/// Somebody who writes a sheet in an editor.
struct Typist {
    client: Client,
    /// Where the cursor stands, in bytes.
    at: usize,
}

impl Typist {
    fn new(capabilities: Value, text: &str) -> Self {
        let mut client = Client::start(capabilities);
        client.open(URI, text);
        Self { client, at: 0 }
    }

    /// Puts the cursor behind `place`.
    #[track_caller]
    fn goes_behind(&mut self, place: &str) {
        let place = place.replace('⇥', "\t");
        self.at = self.client.text(URI).find(&place).expect("the text has that place") + place.len();
    }

    /// Deletes `count` characters before the cursor, types `new`, and looks at the findings.
    #[track_caller]
    fn types(&mut self, count: usize, new: &str, expected: &Expect) {
        let new = new.replace('⇥', "\t");
        let before: usize = self.client.text(URI)[..self.at].chars().rev().take(count).map(char::len_utf8).sum();
        let version = self.client.edit(URI, self.at - before..self.at, &new);
        self.at = self.at - before + new.len();
        let told = self.client.told(URI, version);
        expected.assert_eq(&shown(&self.client.text(URI), &told, self.client.encoding));
    }
}

#[test]
fn findings_come_and_go_while_a_row_is_written() {
    let mut typist = Typist::new(shows_all(), &crate::generate::book(1, 1_000));
    typist.goes_behind("工作质量达标率⇥=");
    typist.types(
        1,
        "",
        &expect![[r#"
        ⇥⇥⇥工作质量达标率⇥⟦⟧⇥100⇥%⇥2021-12
        //~ error[missing-operator]: “工作质量达标率”的指标值是“100”，缺运算符号，请填写
    "#]],
    );
    typist.types(
        0,
        "≥",
        &expect![[r#"
        ⇥⇥⇥工作质量达标率⇥⟦≥⟧⇥100⇥%⇥2021-12
        //~ warning[noncanonical-operator]: 运算符号“≥”应写作“>=”
    "#]],
    );
    typist.types(1, ">=", &expect![[r#""#]]);
    typist.goes_behind("工作质量达标率⇥>=⇥100⇥%⇥2021-1");
    typist.types(
        0,
        "x",
        &expect![[r#"
        ⇥⇥⇥工作质量达标率⇥>=⇥100⇥%⇥⟦2021-1x2⟧
        //~ error[malformed-deadline]: 完成时限“2021-1x2”读不出年月，应写成 2021-12 这样的年月
    "#]],
    );
    typist.types(1, "", &expect![[r#""#]]);
}

#[test]
fn a_wrong_sum_points_at_its_parts() {
    let text = crate::generate::book(1, 1_000);
    let mut client = Client::start(shows_all());
    let at = text.find("年度预算收入\t").unwrap() + "年度预算收入\t".len();
    client.open(URI, &text);
    let version = client.edit(URI, at..at, "1");
    let told = client.told(URI, version);
    let related: Vec<String> = told
        .iter()
        .flat_map(|one| one["relatedInformation"].as_array().into_iter().flatten())
        .map(|one| format!("{}: {}", one["location"]["range"], one["message"]))
        .collect();
    expect![[r#"{"end":{"character":22,"line":4},"start":{"character":16,"line":4}}: "年度部门预算支出 191.06""#]]
        .assert_eq(&related.join("\n"));
    assert!(told.iter().all(|one| one["relatedInformation"][0]["location"]["uri"] == URI), "{told:?}");
}

#[test]
fn a_fix_comes_with_the_finding_and_what_is_needless_is_marked() {
    let text = crate::generate::book(1, 1_000).replace("依法行政能力\t\t", "依法行政能力\t=\t");
    let mut client = Client::start(shows_all());
    client.open(URI, &text);
    let told = client.told(URI, 1);
    let facts: Vec<_> = told.iter().map(|one| json!([one["code"], one["tags"], one["data"]])).collect();
    expect![[r#"[["unexpected-operator",[1],{"fixes":[{"edits":[{"newText":"","range":{"end":{"character":15,"line":16},"start":{"character":14,"line":16}}}],"safe":false,"title":"去掉“=”"}]}]]"#]].assert_eq(&Value::from(facts).to_string());
}

#[test]
fn a_client_gets_nothing_that_it_cannot_show() {
    let mut client = Client::start(json!({}));
    client.open(URI, &crate::generate::book(1, 1_000).replace("年度预算收入\t", "年度预算收入\t1"));
    let told = client.told(URI, 1);
    assert!(!told.is_empty());
    for one in told {
        for part in ["relatedInformation", "tags", "data", "codeDescription"] {
            assert!(one.get(part).is_none(), "{one}");
        }
    }
}

#[test]
fn findings_are_those_of_a_lint_in_every_encoding() {
    let damaged = format!("😀\u{2028}{}", crate::damage::damage_book(3, &crate::generate::book(3, 20_000), 3));
    let mixed = crate::generate::mixed(7, 6).replace("≥", "≥😀").replacen("99.32", "98.32", 1);
    let encodings = [("utf-8", Encoding::Utf8), ("utf-16", Encoding::Utf16), ("utf-32", Encoding::Utf32)];
    for ((name, encoding), text) in encodings.iter().flat_map(|one| [(*one, &damaged), (*one, &mixed)]) {
        let mut client = Client::connect();
        client.greet(json!({ "general": { "positionEncodings": [name] } }));
        assert_eq!(client.encoding, encoding);
        client.open(URI, text);
        let told = client.told(URI, 1);
        let settings = Settings::default();
        let document = mubiao::text::Document::new(text, 0);
        let position = |at: u32| {
            let position = document.position(at as usize, client.encoding);
            json!({ "line": position.line, "character": position.character })
        };
        let mut expected: Vec<String> = lint(text, &settings)
            .findings
            .iter()
            .map(|one| {
                let range = json!({ "start": position(one.range.start), "end": position(one.range.end) });
                format!("{range} {} {}", one.rule.name, one.message)
            })
            .collect();
        let mut found: Vec<String> = told
            .iter()
            .map(|one| {
                let range = json!({ "start": one["range"]["start"], "end": one["range"]["end"] });
                format!("{range} {} {}", one["code"].as_str().unwrap(), one["message"].as_str().unwrap())
            })
            .collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn of_many_findings_the_errors_are_told_and_the_rest_is_counted() {
    for bytes in [250_000, 600_000] {
        let text = crate::damage::damage_book(5, &crate::generate::book(5, bytes), 2);
        let all = lint(&text, &Settings::default()).findings;
        let errors = all.iter().filter(|one| one.severity.name() == "error").count();
        assert!(all.len() > 1000);
        let mut client = Client::start(json!({}));
        client.open(URI, &text);
        let told = client.told(URI, 1);
        assert_eq!(told.len(), 1001);
        assert_eq!(told.iter().filter(|one| one["severity"] == 1).count(), errors.min(1000));
        let last = told.last().unwrap()["message"].as_str().unwrap();
        assert!(last.starts_with(&format!("还有 {} 个问题没有列出", all.len() - 1000)), "{last}");
    }
}

#[test]
fn a_client_that_asks_is_not_told() {
    let mut client = Client::start(pulls());
    client.open(URI, &crate::generate::book(1, 1_000).replace("年度预算收入\t", "年度预算收入\t1"));
    let document = json!({ "uri": URI });
    let first = client.request("textDocument/diagnostic", json!({ "textDocument": document }));
    assert_eq!(first["kind"], "full");
    assert!(!first["items"].as_array().unwrap().is_empty());
    let ask = json!({ "textDocument": document, "previousResultId": first["resultId"] });
    let again = client.request("textDocument/diagnostic", ask.clone());
    assert_eq!(again, json!({ "kind": "unchanged", "resultId": first["resultId"] }));
    let at = client.text(URI).find("年度预算收入\t1").unwrap() + "年度预算收入\t".len();
    client.edit(URI, at..at + 1, "");
    let mended = client.request("textDocument/diagnostic", ask);
    assert_eq!(mended["items"], json!([]));
    let all = json!({ "previousResultIds": [{ "uri": URI, "value": mended["resultId"] }] });
    let all = client.request("workspace/diagnostic", all);
    let unchanged = json!({ "uri": URI, "version": 2, "kind": "unchanged", "resultId": mended["resultId"] });
    assert_eq!(all, json!({ "items": [unchanged] }));
    let closed = client.request("textDocument/diagnostic", json!({ "textDocument": { "uri": "file:///other" } }));
    assert_eq!(closed, json!({ "kind": "full", "items": [] }));
    assert!(client.rest().iter().all(|message| message["method"] != "textDocument/publishDiagnostics"));
}

#[test]
fn a_closed_document_has_no_findings() {
    let mut client = Client::start(json!({}));
    client.open(URI, "年度预算收入\t1\n");
    assert!(!client.told(URI, 1).is_empty());
    client.close(URI);
    let cleared = client.await_message(|message| {
        message["method"] == "textDocument/publishDiagnostics" && message["params"].get("version").is_none()
    });
    assert_eq!(cleared["params"], json!({ "uri": URI, "diagnostics": [] }));
}
