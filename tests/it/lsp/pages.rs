//! The pages of rules as an editor shows them: in one language, and without the marks of their tests.

use serde_json::json;

use super::client::Client;
use super::editor::everything;
use mubiao::rules::RULES;

const URI: &str = "file:///books/pages.mubiao";
const DAMAGED: &str = include_str!("../../corpus/chaoyang-2021.txt");

/// Asserts that `text` has no mark of the source of a page, and that its sentences are in the language of `locale`.
#[track_caller]
fn check(locale: &str, text: &str) {
    for mark in ["//~", "⟦", "⟧", "--- fix", "<!-- en -->", "\t"] {
        assert!(!text.contains(mark), "{locale}: {mark} in {text}");
    }
    // What stands above a page is of the form, whose words are Chinese in either language.
    let (mut page, mut example) = (false, false);
    for line in text.lines() {
        if line.starts_with("```") {
            example = !example;
            continue;
        }
        let han = line.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
        // What is quoted from a sheet is Chinese in either language.
        let outside = line.split('`').step_by(2).collect::<String>();
        let english = outside.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2).count();
        page |= line.starts_with("# ");
        let sentence =
            (page || locale == "zh-cn") && !example && !line.starts_with(['#', '|', '*']) && line.chars().count() > 12;
        if locale == "zh-cn" {
            assert!(!sentence || han, "{locale}: {line}\n{text}");
            assert!(!line.starts_with("## ") || han, "{locale}: {line}\n{text}");
        } else {
            assert!(!sentence || english > 0, "{locale}: {line}\n{text}");
            assert!(!line.starts_with("## ") || !han, "{locale}: {line}\n{text}");
        }
    }
    assert!(!example, "{text}");
}

fn client(locale: &str, text: &str) -> Client {
    let mut client = Client::connect();
    client.greet_with(everything(), json!({ "locale": locale }));
    client.open(URI, text);
    client
}

#[test]
fn a_hover_shows_a_page_without_marks_in_one_language() {
    for locale in ["zh-cn", "en"] {
        // Directives name every rule.
        let named: Vec<String> = RULES.iter().map(|rule| format!("# mubiao: allow-file({})\n", rule.name)).collect();
        let named = format!("{}\n{DAMAGED}", named.concat());
        let mut pages = 0;
        for (text, lines, character) in [(&*named, RULES.len(), 24), (DAMAGED, DAMAGED.lines().count(), 3)] {
            let mut client = client(locale, text);
            for line in 0..lines {
                let position = json!({ "line": line, "character": character });
                let params = json!({ "textDocument": { "uri": URI }, "position": position });
                let hover = client.request("textDocument/hover", params);
                let Some(shown) = hover["contents"]["value"].as_str() else { continue };
                pages += usize::from(shown.contains("\n## "));
                check(locale, shown);
            }
        }
        assert!(pages > RULES.len(), "{pages} pages");
    }
}

#[test]
fn a_completion_shows_a_page_without_marks_in_one_language() {
    for locale in ["zh-cn", "en"] {
        let mut client = client(locale, "# mubiao: allow-file(\n");
        let params = json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 21 } });
        let items = client.request("textDocument/completion", params)["items"].as_array().unwrap().clone();
        assert!(items.len() >= RULES.len(), "{}", items.len());
        for item in items {
            let resolved = client.request("completionItem/resolve", item);
            let shown = resolved["documentation"]["value"].as_str().unwrap();
            assert!(shown.contains("\n## "), "{shown}");
            check(locale, shown);
        }
    }
}

#[test]
fn a_finding_leads_to_no_page_elsewhere() {
    let mut client = client("zh-cn", DAMAGED);
    for finding in client.told(URI, 1) {
        assert!(finding.get("codeDescription").is_none(), "{finding}");
        check("zh-cn", finding["message"].as_str().unwrap());
    }
}
