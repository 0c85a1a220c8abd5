//! Documents as the client has them: opened, changed edit by edit, closed.
//!
//! All of it happens before the next message is read, so that the order of messages is the order of changes.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;
use tower_lsp::ls_types;

use super::state::{Open, Server};
use super::uris::path_of;
use super::{from_proto, notices, publish};
use crate::ide::Buffer;
use crate::ide::on_type::TRIGGERS;
use crate::text::Edit;

// The client's own spelling of a URI is kept, whatever it is, so these are not the types of the protocol.

#[derive(Deserialize)]
struct Opened {
    #[serde(rename = "textDocument")]
    document: Item,
}

#[derive(Deserialize)]
struct Item {
    uri: String,
    version: i32,
    text: String,
}

#[derive(Deserialize)]
struct Changed {
    #[serde(rename = "textDocument")]
    document: Versioned,
    #[serde(rename = "contentChanges")]
    changes: Vec<Change>,
}

#[derive(Deserialize)]
struct Versioned {
    uri: String,
    version: i32,
}

#[derive(Deserialize)]
struct Change {
    range: Option<ls_types::Range>,
    text: String,
}

#[derive(Deserialize)]
struct Closed {
    #[serde(rename = "textDocument")]
    document: Named,
}

#[derive(Deserialize)]
struct Named {
    uri: String,
}

/// Carries out what a notification about a document says; false when it is none. One that cannot be read is dropped:
/// nobody waits for an answer to it.
pub(super) fn receive(server: &Arc<Server>, method: &str, params: Value) -> bool {
    let read = match method {
        "textDocument/didOpen" => serde_json::from_value(params).map(|opened| open(server, opened)),
        "textDocument/didChange" => serde_json::from_value(params).map(|changed| change(server, changed)),
        "textDocument/didClose" => serde_json::from_value(params).map(|closed| close(server, closed)),
        // What is saved has been told before, by changes.
        "textDocument/willSave" => Ok(()),
        "textDocument/didSave" => {
            notices::saved(server);
            Ok(())
        }
        "workspace/didChangeConfiguration" => {
            serde_json::from_value(params).map(|changed| notices::settings_changed(server, &changed))
        }
        "workspace/didChangeWatchedFiles" => {
            serde_json::from_value(params).map(|changed| notices::files_changed(server, &changed))
        }
        "workspace/didChangeWorkspaceFolders" => {
            serde_json::from_value(params).map(|changed| notices::folders_changed(server, &changed))
        }
        _ => return false,
    };
    if let Err(error) = read {
        server.client.log(&format!("{method}: {error}"));
    }
    true
}

fn open(server: &Arc<Server>, Opened { document: Item { uri, version, text } }: Opened) {
    let round = server.configuration.round();
    let buffer = Buffer::new(&text, version, server.settings(&uri));
    let path = path_of(&uri);
    let place = path.as_deref().and_then(|path| server.on_shelf(path));
    let mut open = Open {
        buffer,
        path,
        revision: server.next_revision(),
        typed: String::new(),
        shown: Arc::default(),
        tokens_cache: Arc::default(),
    };
    open.buffer.set_place(place);
    let mut documents = server.documents();
    if round != server.configuration.round() {
        open.buffer.set_settings(server.settings(&uri));
        open.buffer.set_place(open.path.as_deref().and_then(|path| server.on_shelf(path)));
    }
    documents.insert(uri.clone(), open);
    // From now on the client says what is in it.
    let path = documents.get(&uri).and_then(|open| open.path.clone());
    drop(documents);
    path.into_iter().for_each(|path| server.index.look(path));
    changed(server, &uri);
}

fn change(server: &Arc<Server>, Changed { document: Versioned { uri, version }, changes }: Changed) {
    let Some(session) = server.session() else { return };
    let mut documents = server.documents();
    let Some(open) = documents.get_mut(&uri) else {
        drop(documents);
        server.client.log(&format!("textDocument/didChange: {uri} is not open"));
        return;
    };
    open.typed.clear();
    for change in changes {
        match change.range {
            Some(range) => {
                let range = from_proto::range(open.buffer.document(), range, session.encoding);
                note(&mut open.typed, &change.text);
                open.buffer.apply(&Edit::replace(range, change.text));
            }
            None => {
                let put_in = open.buffer.set_text(&change.text);
                note(&mut open.typed, put_in);
            }
        }
    }
    open.buffer.set_version(version);
    open.revision = server.next_revision();
    drop(documents);
    changed(server, &uri);
}

/// Notes which characters that may change what stands around them were put in.
fn note(typed: &mut String, put_in: &str) {
    typed.extend(TRIGGERS.iter().filter(|trigger| put_in.contains(**trigger)));
}

fn close(server: &Arc<Server>, Closed { document: Named { uri } }: Closed) {
    let closed = server.documents().remove(&uri);
    let known = closed.is_some();
    // From now on the disk says what is in it.
    closed.and_then(|open| open.path).into_iter().for_each(|path| server.index.look(path));
    if known && !server.pulls() {
        publish::clear(server, &uri);
    }
}

fn changed(server: &Server, uri: &str) {
    if !server.pulls() {
        server.publisher.mark(uri);
    }
}
