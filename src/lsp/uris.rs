//! URIs as clients spell them: opaque, whatever they hold, and read only to find a file.
//!
//! The types of the protocol take well-formed URIs alone. One that is not goes through them under a name of our own, and
//! is given back as the client spelled it.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::Value;
use tower_lsp::ls_types::Uri;

use crate::fs;

/// What our own names begin with.
const MARK: &str = "mubiao-opaque:";

/// The URI `spelled` as one of the protocol's.
pub(super) fn of_client(spelled: &str) -> Option<Uri> {
    if is_sound(spelled) {
        return spelled.parse().ok();
    }
    format!("{MARK}{}", encoded(spelled, |c| c.is_ascii_alphanumeric())).parse().ok()
}

/// The URI as the client spells it.
pub(super) fn spelled(uri: &str) -> Cow<'_, str> {
    match uri.strip_prefix(MARK) {
        Some(encoded) => decoded(encoded).into(),
        None => uri.into(),
    }
}

/// Replaces the URIs in `params` that the types of the protocol refuse.
pub(super) fn normalize(params: &mut Value) {
    match params {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(uri) if is_name_of_uri(key) && !is_sound(uri) => {
                        if let Some(own) = of_client(uri) {
                            *uri = own.as_str().to_owned();
                        }
                    }
                    value => normalize(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(normalize),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A message to the client with every URI as the client spells it.
pub(super) fn restored(body: &[u8]) -> Cow<'_, [u8]> {
    let quoted = format!("\"{MARK}");
    let mut out: Option<Vec<u8>> = None;
    let mut rest = body;
    while let Some(at) = memchr::memmem::find(rest, quoted.as_bytes()) {
        let name = &rest[at + quoted.len()..];
        let end = memchr::memchr(b'"', name).unwrap_or(name.len());
        let spelled = decoded(&String::from_utf8_lossy(&name[..end]));
        let out = out.get_or_insert_default();
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(Value::from(spelled).to_string().as_bytes());
        rest = name.get(end + 1..).unwrap_or(&[]);
    }
    match out {
        Some(mut out) => {
            out.extend_from_slice(rest);
            out.into()
        }
        None => body.into(),
    }
}

/// The file that a URI stands for, from the root and without links; `None` when it stands for none. What may not stand in
/// a URI as it is stands for itself.
pub(super) fn path_of(uri: &str) -> Option<PathBuf> {
    // In a browser every file is the editor's, whatever its name says.
    if cfg!(target_family = "wasm") {
        return None;
    }
    let spelled = spelled(uri);
    let scheme = spelled.get(..5)?;
    if !scheme.eq_ignore_ascii_case("file:") {
        return None;
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=".contains(c);
    let mut sound = String::with_capacity(spelled.len());
    let mut rest = &*spelled;
    while let Some(at) = rest.find('%') {
        let is_escape = rest.as_bytes().get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        sound.push_str(&encoded(&rest[..at], allowed));
        sound.push_str(if is_escape { "%" } else { "%25" });
        rest = &rest[at + 1..];
    }
    sound.push_str(&encoded(rest, allowed));
    let uri: Uri = sound.parse().ok()?;
    Some(fs::real(&uri.to_file_path()?))
}

fn is_sound(spelled: &str) -> bool {
    !spelled.starts_with(MARK) && spelled.parse::<Uri>().is_ok()
}

fn is_name_of_uri(key: &str) -> bool {
    key.ends_with("uri") || key.ends_with("Uri")
}

fn encoded(text: &str, stays: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if stays(c) {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a string does not fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = (*first == b'%').then(|| tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok())).flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What clients send.
    const ODD: [&str; 9] = [
        "",
        "file:///表/甲 表.mubiao",
        "file:///a[1].mubiao",
        "file:///a^b{c}.mubiao",
        "file:///100%ZZ.mubiao",
        "file:///100%",
        "\"quoted\\\"",
        "mubiao-opaque:x",
        "没有方案",
    ];

    #[test]
    fn an_odd_uri_goes_through_the_types_and_back() {
        for uri in ODD {
            let mut params =
                json!({ "textDocument": { "uri": uri }, "items": [{ "baseUri": uri }], "text": format!("x{uri}") });
            let before = params.clone();
            normalize(&mut params);
            let own = params["textDocument"]["uri"].as_str().unwrap().to_owned();
            assert!(own.parse::<Uri>().is_ok() && own != uri, "{own}");
            assert_eq!(spelled(&own), uri);
            let body = params.to_string();
            assert_eq!(serde_json::from_slice::<Value>(&restored(body.as_bytes())).unwrap(), before);
        }
        let sound = json!({ "uri": "file:///%E8%A1%A8.mubiao" });
        let mut params = sound.clone();
        normalize(&mut params);
        assert_eq!(params, sound);
    }

    #[test]
    #[cfg(unix)]
    fn an_odd_uri_has_its_file() {
        for (uri, path) in [
            ("file:///表/甲 表.mubiao", "/表/甲 表.mubiao"),
            ("file:///%E8%A1%A8/甲%20表.mubiao", "/表/甲 表.mubiao"),
            ("FILE:///a[1]^{b}.mubiao", "/a[1]^{b}.mubiao"),
            ("file:///100%ZZ.mubiao", "/100%ZZ.mubiao"),
            ("file:///100%25.mubiao", "/100%.mubiao"),
        ] {
            assert_eq!(path_of(uri), Some(PathBuf::from(path)), "{uri}");
        }
        assert_eq!((path_of("untitled:甲"), path_of(""), path_of("没有方案")), (None, None, None));
    }
}
