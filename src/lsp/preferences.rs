//! What the user has set in the editor, in the section `mubiao`; it goes before `mubiao.toml`.

use std::path::PathBuf;

use serde_json::{Map, Value};

use crate::config::{self, At, Layer, Mistake, Source};
use crate::diagnostic::{Lang, say};
use crate::ide::CompletionOptions;
use crate::rules::RULES;

/// At most so many findings of a document are told where nobody asks for another number.
const MOST: usize = 1000;

/// The keys of `mubiao.toml` that an editor may set too, but for `profile`.
const SHARED: [&str; 8] = ["fiscal-year", "select", "ignore", "extend-select", "severity", "fix", "tolerance", "lang"];

/// What the user has set.
#[derive(Clone, Debug)]
pub(super) struct Preferences {
    /// What a `mubiao.toml` could ask for too.
    pub(super) layer: Layer,
    /// At most so many findings of a document are told.
    pub(super) limit: usize,
    /// How completion finds what can stand in a cell.
    pub(super) completion: CompletionOptions,
    /// Whether the other files of the folders are read too.
    pub(super) scan: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        let completion = CompletionOptions { pinyin: true };
        Self { layer: Layer::default(), limit: MOST, completion, scan: true }
    }
}

/// Whether the user trusts the folders, by `trusted` of the client's options, which hold as long as the session: in folders
/// that are not trusted no configuration from outside of them is read. Who says nothing is trusted.
pub(super) fn trusted(options: Option<&Value>) -> bool {
    options.and_then(|options| options.get("trusted")?.as_bool()).unwrap_or(true)
}

impl Preferences {
    /// Reads the section; returns what is wrong with it too, a sentence each. What is wrong counts as not set.
    pub(super) fn read(section: &Value, lang: Lang) -> (Self, Vec<String>) {
        let mut read = Self::default();
        let mut wrong = Vec::new();
        let mut own = |name: &str, expected: [&str; 2], take: &mut dyn FnMut(&Value) -> bool| {
            let value = name.split('.').try_fold(section, |value, part| value.get(part));
            if value.is_some_and(|value| !value.is_null() && !take(value)) {
                let [zh, en] = expected;
                wrong.push(say!(lang, "mubiao.{name} 应为{zh}", "mubiao.{name} must be {en}"));
            }
        };
        let boolean = [" true 或 false", "true or false"];
        own("maxFindings", ["自然数", "a natural number"], &mut |value| {
            value.as_u64().map(|limit| read.limit = usize::try_from(limit).unwrap_or(usize::MAX)).is_some()
        });
        own("completion.pinyin", boolean, &mut |value| {
            value.as_bool().map(|pinyin| read.completion.pinyin = pinyin).is_some()
        });
        own("scanFolders", boolean, &mut |value| value.as_bool().map(|scan| read.scan = scan).is_some());
        let mut profile = None;
        own("profile", ["表样名", "the name of a profile"], &mut |value| {
            value.as_str().map(|name| profile = (!name.is_empty()).then(|| name.to_owned())).is_some()
        });
        let mut shared = Map::new();
        for key in SHARED {
            let value = section.get(key).or_else(|| section.get(camel(key))).filter(|value| is_set(value));
            let Some(value) = value else { continue };
            let alone = Map::from_iter([(key.to_owned(), value.clone())]);
            match parse(&alone, lang) {
                Ok(_) => shared.extend(alone),
                Err(mistakes) => wrong.extend(mistakes),
            }
        }
        if let Ok(layer) = parse(&shared, lang) {
            read.layer = layer;
        }
        read.layer.profile = profile.map(|value| At { value, line: 0, column: 0 });
        (read, wrong)
    }
}

/// The layer that the keys make, or what is wrong with them.
fn parse(keys: &Map<String, Value>, lang: Lang) -> Result<Layer, Vec<String>> {
    let text = toml::to_string(keys).map_err(|error| vec![Mistake::Syntax(error.to_string()).message(lang)])?;
    let layer = config::parse(&text, "mubiao", PathBuf::new(), RULES);
    let layer = layer.map_err(|errors| errors.iter().map(|error| error.mistake.message(lang)).collect::<Vec<_>>())?;
    Ok(Layer { source: Source::Editor, ..layer })
}

/// Editors hand over what is not set as something empty.
fn is_set(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(map) => !map.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

/// A key as editors spell it: `fiscalYear`.
fn camel(key: &str) -> String {
    let mut words = key.split('-');
    let mut camel = words.next().unwrap_or_default().to_owned();
    for word in words {
        camel.extend(word.chars().take(1).flat_map(char::to_uppercase));
        camel.extend(word.chars().skip(1));
    }
    camel
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_wrong_is_told_and_counts_as_not_set() {
        let section = json!({
            "maxFindings": -1, "completion": { "pinyin": false }, "server": { "path": "/x" }, "fiscalYear": 24,
            "select": [], "ignore": ["missing-dedline"], "tolerance": "0.05", "profile": "", "lang": null,
        });
        let (read, wrong) = Preferences::read(&section, Lang::En);
        assert_eq!(
            wrong,
            [
                "mubiao.maxFindings must be a natural number",
                "\"fiscal-year\" must be a year of four digits such as 2021",
                "there is no rule \"missing-dedline\"; did you mean \"missing-deadline\"? mubiao rules lists them all",
            ]
        );
        assert!(!read.completion.pinyin && read.scan && read.layer.select.is_none() && read.layer.profile.is_none());
        assert_eq!((read.limit, read.layer.tolerance.unwrap().value.to_string()), (MOST, "0.05".to_owned()));
    }
}
