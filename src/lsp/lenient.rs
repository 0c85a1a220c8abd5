//! What a request says, read for what can be understood of it: a value that the protocol does not know is as if it were
//! not there, and so is one of the wrong type.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use serde_path_to_error::{Path, Segment};

use super::uris;

/// So many values are dropped; a request with more of them is refused.
const MOST: usize = 200;

/// Brings `params` into a form that `P` can be read from, as far as that is possible.
pub(super) fn normalize<P: DeserializeOwned>(params: &mut Value) {
    uris::normalize(params);
    for _ in 0..MOST {
        let Err(error) = serde_path_to_error::deserialize::<_, P>(&*params) else { return };
        let text = error.inner().to_string();
        let missing = text.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
        let changed = match missing {
            Some(field) => supply(params, error.path(), field) || drop_at(params, error.path()),
            None => drop_at(params, error.path()),
        };
        if !changed {
            return;
        }
    }
}

/// Puts in what clients leave out that may be left out.
fn supply(params: &mut Value, path: &Path, field: &str) -> bool {
    let value = match field {
        "diagnostics" | "previousResultIds" | "positions" => json!([]),
        "context" | "options" | "capabilities" => json!({}),
        "includeDeclaration" | "insertSpaces" => json!(false),
        "tabSize" => json!(4),
        "query" | "newName" | "name" => json!(""),
        _ => return false,
    };
    let at = find(params, path.iter());
    at.and_then(Value::as_object_mut).is_some_and(|map| map.insert(field.to_owned(), value).is_none())
}

/// Takes away the value at `path`; where something needed is left without it, the request is refused for that.
fn drop_at(params: &mut Value, path: &Path) -> bool {
    let segments: Vec<&Segment> = path.iter().filter(|segment| !matches!(segment, Segment::Enum { .. })).collect();
    let Some((last, parents)) = segments.split_last() else { return false };
    let Some(parent) = find(params, parents.iter().copied()) else { return false };
    match (parent, last) {
        (Value::Object(map), Segment::Map { key }) => remove(map, key),
        (Value::Array(items), Segment::Seq { index }) if *index < items.len() => {
            items.remove(*index);
            true
        }
        _ => false,
    }
}

fn remove(map: &mut Map<String, Value>, key: &str) -> bool {
    map.remove(key).is_some()
}

fn find<'v, 's>(params: &'v mut Value, path: impl Iterator<Item = &'s Segment>) -> Option<&'v mut Value> {
    let mut at = params;
    for segment in path {
        at = match segment {
            Segment::Map { key } => at.get_mut(key)?,
            Segment::Seq { index } => at.get_mut(*index)?,
            Segment::Enum { .. } => at,
            Segment::Unknown => return None,
        };
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use tower_lsp::ls_types::{
        CodeActionParams, DocumentFormattingParams, HoverParams, InitializeParams, ReferenceParams, TraceValue,
    };

    use super::*;

    fn read<P: DeserializeOwned>(mut params: Value) -> serde_json::Result<P> {
        normalize::<P>(&mut params);
        serde_json::from_value(params)
    }

    #[test]
    fn a_greeting_with_words_of_another_time_is_understood() {
        let params = json!({
            "processId": "17", "rootUri": "file:///表", "trace": "verbosest", "locale": "zh",
            "capabilities": {
                "workspace": { "workspaceEdit": {
                    "documentChanges": true, "resourceOperations": ["create", "copy"], "failureHandling": "shrug",
                } },
                "textDocument": { "hover": { "contentFormat": ["asciidoc", "plaintext"] }, "foldingRange": 7 },
            },
        });
        let read: InitializeParams = read(params).unwrap();
        assert_eq!((read.trace, read.locale.as_deref()), (None::<TraceValue>, Some("zh")));
        let client = read.capabilities;
        let edit = client.workspace.unwrap().workspace_edit.unwrap();
        assert_eq!((edit.document_changes, edit.resource_operations.unwrap().len()), (Some(true), 1));
        assert_eq!(client.text_document.unwrap().hover.unwrap().content_format.unwrap().len(), 1);
    }

    #[test]
    fn what_is_left_out_is_supplied_and_what_is_needed_is_asked_for() {
        let document = json!({ "uri": "甲" });
        let place = json!({ "line": 0, "character": 0 });
        read::<DocumentFormattingParams>(json!({ "textDocument": document })).unwrap();
        read::<DocumentFormattingParams>(json!({ "textDocument": document, "options": { "x": null } })).unwrap();
        read::<ReferenceParams>(json!({ "textDocument": document, "position": place })).unwrap();
        let range = json!({ "start": place, "end": place });
        let context = json!({ "diagnostics": [{ "message": "no range" }], "only": [7], "triggerKind": "?" });
        let params = json!({ "textDocument": document, "range": range, "context": context });
        assert_eq!(read::<CodeActionParams>(params).unwrap().context.only, Some(Vec::new()));
        for params in [json!({ "position": place }), json!({ "textDocument": document }), json!(7), Value::Null] {
            assert!(read::<HoverParams>(params).is_err());
        }
    }
}
