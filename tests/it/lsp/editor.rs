//! An editor on a server: somebody types, and what the server answers is carried out as editors do it.

use mubiao::text::{Document, Position};
use serde_json::{Value, json};

use super::client::Client;

pub(super) const URI: &str = "file:///books/%E8%A1%A8.mubiao";

/// A document in an editor, with a cursor in it.
pub(super) struct Editor {
    pub(super) client: Client,
    /// What the server said that it can do.
    pub(super) can: Value,
    /// Where the cursor stands, in bytes.
    at: usize,
    version: i32,
}

/// What an editor of our day can do.
pub(super) fn everything() -> Value {
    json!({
        "workspace": { "workspaceEdit": { "documentChanges": true, "changeAnnotationSupport": {} } },
        "textDocument": {
            "codeAction": {
                "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } },
                "isPreferredSupport": true,
                "dataSupport": true,
                "resolveSupport": { "properties": ["edit"] },
                "honorsChangeAnnotations": true,
            },
            "rename": { "prepareSupport": true },
            "completion": { "completionItem": {
                "snippetSupport": true, "labelDetailsSupport": true, "documentationFormat": ["markdown"],
                "insertTextModeSupport": { "valueSet": [1, 2] },
            } },
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "signatureHelp": { "signatureInformation": { "parameterInformation": { "labelOffsetSupport": true } } },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "foldingRange": { "lineFoldingOnly": true },
            "semanticTokens": {
                "requests": { "range": true, "full": { "delta": true } },
                "tokenTypes": [], "tokenModifiers": [], "formats": ["relative"],
            },
        },
    })
}

impl Editor {
    /// An editor that can do `capabilities` and has `text` open.
    #[track_caller]
    pub(super) fn new(capabilities: Value, text: &str) -> Self {
        let mut client = Client::connect();
        let can = client.greet(capabilities)["capabilities"].clone();
        client.open(URI, text);
        Self { client, can, at: 0, version: 1 }
    }

    pub(super) fn text(&self) -> String {
        self.client.text(URI)
    }

    /// Puts the cursor behind `place`, wherever it stands first.
    #[track_caller]
    pub(super) fn goes_behind(&mut self, place: &str) {
        let place = place.replace('⇥', "\t");
        self.at = self.text().find(&place).expect("the text has that place") + place.len();
    }

    /// Types `keys` one by one, `⏎` for Enter, and lets the server have its say on each that it wants to hear of.
    #[track_caller]
    pub(super) fn types(&mut self, keys: &str) {
        for key in keys.replace('⇥', "\t").replace('⏎', "\n").chars() {
            self.replace(self.at..self.at, &key.to_string());
            let options = &self.can["documentOnTypeFormattingProvider"];
            let more = options["moreTriggerCharacter"].as_array().unwrap();
            let key = Value::from(key.to_string());
            if options["firstTriggerCharacter"] == key || more.contains(&key) {
                let edits =
                    self.asks("onTypeFormatting", json!({ "position": self.cursor(), "ch": key, "options": {} }));
                self.applies(&edits);
            }
        }
    }

    /// Asks about the document.
    #[track_caller]
    pub(super) fn asks(&mut self, what: &str, mut params: Value) -> Value {
        params["textDocument"] = json!({ "uri": URI });
        self.client.request(&format!("textDocument/{what}"), params)
    }

    /// Asks about the cursor's place.
    #[track_caller]
    pub(super) fn asks_here(&mut self, what: &str) -> Value {
        self.asks(what, json!({ "position": self.cursor() }))
    }

    /// The position of the cursor.
    pub(super) fn cursor(&self) -> Value {
        self.position(self.at)
    }

    /// What is offered for the cell at the cursor, in the server's order, without what an editor would drop that compares
    /// what is typed with the texts that the server gives for it.
    #[track_caller]
    pub(super) fn completions(&mut self) -> Vec<Value> {
        let answer = self.asks_here("completion");
        let mut items = answer["items"].as_array().unwrap().clone();
        items.sort_by_key(|item| item["sortText"].as_str().unwrap().to_owned());
        items.retain(|item| {
            let typed = self.holds(&json!({ "start": item["textEdit"]["range"]["start"], "end": self.cursor() }));
            item["filterText"].as_str().unwrap().starts_with(typed.trim_start())
        });
        items
    }

    /// Takes the completion `label`; each place to fill in keeps what it holds.
    #[track_caller]
    pub(super) fn accepts(&mut self, label: &str) {
        let items = self.completions();
        let found = items.iter().find(|item| item["label"] == label);
        let found =
            found.unwrap_or_else(|| panic!("{:?}", items.iter().map(|item| &item["label"]).collect::<Vec<_>>()));
        let mut edit = found["textEdit"].clone();
        if found["insertTextFormat"] == 2 {
            edit["newText"] = filled(edit["newText"].as_str().unwrap()).into();
        }
        self.applies(&json!([edit]));
    }

    /// What can be done at the cursor: a title each, `*` before what is preferred, `?` behind what needs a question.
    #[track_caller]
    pub(super) fn offers(&mut self) -> String {
        let titles: Vec<String> = self.actions(&Value::Null).iter().map(title).collect();
        titles.join("\n")
    }

    /// Chooses what is offered under `title`, among actions of the kind `only` if one is named.
    #[track_caller]
    pub(super) fn chooses(&mut self, wanted: &str, only: Option<&str>) {
        let actions = self.actions(&only.map_or(Value::Null, |only| json!([only])));
        let found = actions.iter().find(|action| action["title"] == wanted);
        let found = found.unwrap_or_else(|| panic!("{:#?}", actions.iter().map(title).collect::<Vec<_>>()));
        let edit = match found.get("edit") {
            Some(edit) => edit.clone(),
            None => self.client.request("codeAction/resolve", found.clone())["edit"].clone(),
        };
        self.applies_to_workspace(&edit);
    }

    #[track_caller]
    fn actions(&mut self, only: &Value) -> Vec<Value> {
        let mut context = json!({ "diagnostics": [] });
        if !only.is_null() {
            context["only"] = only.clone();
        }
        let range = json!({ "start": self.cursor(), "end": self.cursor() });
        self.asks("codeAction", json!({ "range": range, "context": context })).as_array().unwrap().clone()
    }

    /// Carries out a change of the workspace, which is for the text as it stands.
    #[track_caller]
    pub(super) fn applies_to_workspace(&mut self, edit: &Value) {
        if edit.get("documentChanges").is_none() {
            return self.applies(&edit["changes"][URI].clone());
        }
        let [change] = &edit["documentChanges"].as_array().unwrap()[..] else { panic!("{edit}") };
        assert_eq!(change["textDocument"], json!({ "uri": URI, "version": self.version }));
        self.applies(&change["edits"].clone());
    }

    /// Carries out text edits; the cursor goes behind what is put in where it stands.
    #[track_caller]
    pub(super) fn applies(&mut self, edits: &Value) {
        let document = Document::new(&self.text(), 0);
        let offset = |position: &Value| {
            let number = |name: &str| position[name].as_u64().unwrap() as u32;
            document.offset(Position { line: number("line"), character: number("character") }, self.client.encoding)
        };
        let mut edits: Vec<(usize, usize, String)> = edits
            .as_array()
            .unwrap()
            .iter()
            .map(|edit| {
                let new = edit["newText"].as_str().unwrap().to_owned();
                (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]), new)
            })
            .collect();
        edits.sort();
        for pair in edits.windows(2) {
            assert!(pair[0].1 <= pair[1].0, "{pair:?} overlap");
        }
        for (start, end, new) in edits.into_iter().rev() {
            self.replace(start..end, &new);
        }
    }

    fn replace(&mut self, range: std::ops::Range<usize>, new: &str) {
        if range.end <= self.at {
            self.at = self.at - range.len() + new.len();
        } else if range.start < self.at {
            self.at = range.start;
        }
        self.version = self.client.edit(URI, range, new);
    }

    fn position(&self, at: usize) -> Value {
        let position = Document::new(&self.text(), 0).position(at, self.client.encoding);
        json!({ "line": position.line, "character": position.character })
    }

    /// The rows from `above` the cursor's to `below` it, with the cursor in them.
    pub(super) fn sees(&self, above: usize, below: usize) -> String {
        let mut text = self.text();
        text.insert_str(self.at, "$0");
        let row = text[..self.at].matches('\n').count();
        let rows: Vec<&str> =
            text.split('\n').skip(row.saturating_sub(above)).take(above.min(row) + 1 + below).collect();
        rows.join("\n").replace('\t', "⇥")
    }

    /// What a range of the protocol holds.
    pub(super) fn holds(&self, range: &Value) -> String {
        let text = self.text();
        let document = Document::new(&text, 0);
        let offset = |position: &Value| {
            let number = |name: &str| position[name].as_u64().unwrap() as u32;
            document.offset(Position { line: number("line"), character: number("character") }, self.client.encoding)
        };
        text[offset(&range["start"])..offset(&range["end"])].replace('\t', "⇥")
    }
}

/// A snippet whose places keep what they hold.
fn filled(snippet: &str) -> String {
    let (mut out, mut rest) = (String::new(), snippet);
    let mut inside = false;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                out.extend(rest.chars().next());
                rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
            }
            '$' if rest.starts_with('{') => {
                let number = rest[1..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |at| at + 1);
                rest = rest[number..].strip_prefix(':').unwrap_or(&rest[number..]);
                inside = true;
            }
            '$' => rest = rest.trim_start_matches(|c: char| c.is_ascii_digit()),
            '}' if inside => inside = false,
            c => out.push(c),
        }
    }
    out
}

fn title(action: &Value) -> String {
    let preferred = if action["isPreferred"] == true { "* " } else { "" };
    let asks = |edit: &Value| edit["changeAnnotations"].as_object().is_some_and(|all| !all.is_empty());
    let mark = match action.get("edit") {
        Some(edit) if asks(edit) => "?",
        Some(_) => "",
        None => "…",
    };
    format!("{preferred}{}{mark}", action["title"].as_str().unwrap())
}
