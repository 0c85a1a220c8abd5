//! What the client tells of the world around its documents: settings, files and folders that change.

use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::json;
use tower_lsp::ls_types::{DidChangeConfigurationParams, Registration};

use super::client;
use super::state::Server;
use super::to_proto::SOURCE;
use super::uris::path_of;
use crate::config::FILE_NAME;
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
    server.look_for_broken();
    let mut wanted: Vec<Registration> = server.watch_files(&session).into_iter().collect();
    if session.registers_settings() {
        let method = "workspace/didChangeConfiguration";
        wanted.push(client::registration(method, json!({ "section": SOURCE })));
    }
    if !wanted.is_empty() {
        server.client.register(wanted);
    }
    server.index.scan();
    if session.hands_over_settings() {
        server.ask_for_preferences();
    }
}

/// The user has set something else.
pub(super) fn settings_changed(server: &Arc<Server>, changed: &DidChangeConfigurationParams) {
    let told = server.configuration.push(&changed.settings);
    if server.session().is_some_and(|session| session.hands_over_settings()) {
        server.ask_for_preferences();
    } else if let Some(section) = told {
        server.prefer(&section);
    }
}

/// Files have changed on the disk.
pub(super) fn files_changed(server: &Server, changed: &FilesChanged) {
    let paths: Vec<PathBuf> = changed.changes.iter().filter_map(|change| path_of(&change.uri)).collect();
    let mut configured = false;
    for path in &paths {
        configured |= server.configuration.depends_on(path);
        let books = if fs::is_sheets(path) && !fs::is_folder(path) {
            if server.is_scanned(path) { vec![path.clone()] } else { Vec::new() }
        } else if fs::is_folder(path) {
            // It has come with all that is in it.
            let books = server.books_of(path);
            let folders = books.iter().flat_map(|book| book.ancestors().skip(1).take_while(|at| at.starts_with(path)));
            configured |= folders.chain([&**path]).any(|folder| fs::is_file(&folder.join(FILE_NAME)));
            books
        } else {
            // When it was a folder, it has gone with all that was in it.
            server.known_books(path)
        };
        books.into_iter().for_each(|book| server.index.look(book));
    }
    if configured {
        server.reconfigure_if_changed();
    }
}

/// A document was saved; where nobody watches files, it is the moment to look whether settings have changed.
pub(super) fn saved(server: &Server) {
    if server.session().is_some_and(|session| !session.watches()) {
        server.reconfigure_if_changed();
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
