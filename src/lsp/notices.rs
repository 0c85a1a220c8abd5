//! What the client tells of the world around its documents: settings, files and folders that change.

use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp_server::ls_types::DidChangeConfigurationParams;

use super::configuration::watched;
use super::folders::path_of;
use super::state::Server;
use super::to_proto::SOURCE;
use crate::fs;

/// Files that have changed.
#[derive(Deserialize)]
pub(super) struct FilesChanged {
    changes: Vec<FileChanged>,
}

#[derive(Deserialize)]
struct FileChanged {
    uri: String,
}

/// Folders that the user has taken up or given up.
#[derive(Deserialize)]
pub(super) struct FoldersChanged {
    event: FoldersEvent,
}

#[derive(Deserialize)]
struct FoldersEvent {
    added: Vec<Folder>,
    removed: Vec<Folder>,
}

#[derive(Deserialize)]
struct Folder {
    uri: String,
}

/// The client is ready: it may be asked for settings, and to tell of what changes.
pub(super) fn ready(server: &Arc<Server>) {
    let Some(session) = server.session() else { return };
    let mut wanted = Vec::new();
    if session.watches() {
        let watchers = watched().map(|pattern| json!({ "globPattern": pattern }));
        let options = json!({ "watchers": watchers });
        let method = "workspace/didChangeWatchedFiles";
        wanted.push(json!({ "id": method, "method": method, "registerOptions": options }));
    }
    if session.registers_settings() {
        let method = "workspace/didChangeConfiguration";
        wanted.push(json!({ "id": method, "method": method, "registerOptions": { "section": SOURCE } }));
    }
    if !wanted.is_empty() {
        server.request("client/registerCapability", &json!({ "registrations": wanted }));
    }
    server.look_for_broken();
    server.shelves.scan();
    if session.hands_over_settings() {
        server.ask_for_preferences();
    }
}

/// The user has set something else.
pub(super) fn settings_changed(server: &Arc<Server>, changed: &DidChangeConfigurationParams) {
    if server.session().is_some_and(|session| session.hands_over_settings()) {
        server.ask_for_preferences();
    } else {
        server.prefer(changed.settings.get(SOURCE).unwrap_or(&Value::Null));
    }
}

/// Files have changed on the disk.
pub(super) fn files_changed(server: &Server, changed: &FilesChanged) {
    let paths: Vec<PathBuf> = changed.changes.iter().filter_map(|change| path_of(&change.uri)).collect();
    if paths.iter().any(|path| server.configuration.depends_on(path)) {
        server.reconfigure();
    }
    for path in paths.into_iter().filter(|path| fs::is_sheets(path) && server.is_scanned(path)) {
        server.shelves.look(path);
    }
}

/// A document was saved; where nobody watches files, it is the moment to look whether settings have changed.
pub(super) fn saved(server: &Server) {
    if server.session().is_some_and(|session| !session.watches()) {
        server.reconfigure();
    }
}

/// The user has taken up or given up folders.
pub(super) fn folders_changed(server: &Server, changed: &FoldersChanged) {
    let removed: Vec<&str> = changed.event.removed.iter().map(|folder| &*folder.uri).collect();
    let added: Vec<&str> = changed.event.added.iter().map(|folder| &*folder.uri).collect();
    server.folders.change(&removed, &added);
    // Which configurations may be read depends on the folders.
    server.speak();
    server.reconfigure();
}
