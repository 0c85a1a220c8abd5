//! Publishes findings to a client that does not pull: those of the newest revision of each document, never of an older one.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::runtime;
use super::snapshot::Snapshot;
use super::state::Server;
use super::uris::path_of;

/// Publishes until the end, or until the client pulls.
pub(super) fn run(server: &Arc<Server>) {
    let mut waits = server.session().is_some_and(|session| session.pulls);
    // While the client does not read, changes add up; the newest revision is published once.
    while let Some(uri) = server.publisher.next() {
        if std::mem::take(&mut waits) {
            server.publisher.wait_for_questions();
        }
        if !server.client.wait_for_room() {
            return;
        }
        let Some(snapshot) = server.snapshot(&uri) else {
            server.publisher.lock().published.remove(&uri);
            continue;
        };
        // The change was published together with the one before.
        if server.publisher.lock().published.get(&uri) == Some(&snapshot.revision) {
            continue;
        }
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| publish(server, &snapshot))) {
            server.client.log(&format!("{uri}: the findings could not be computed ({})", runtime::cause(&*panic)));
        }
        server.client.write_out();
        server.spread();
    }
}

fn publish(server: &Server, snapshot: &Snapshot) {
    let rendered = snapshot.rendered();
    // Held until the message has its place, so that no change comes between.
    let documents = server.documents();
    match documents.get(&snapshot.uri) {
        Some(open) if open.revision == snapshot.revision => {
            // Held so that nothing is published after the client's first pull.
            let mut waiting = server.publisher.lock();
            if waiting.stopped {
                return;
            }
            waiting.published.insert(snapshot.uri.clone(), snapshot.revision);
            server.client.queue_findings(&snapshot.uri, snapshot.analysis.document().version(), &rendered.json);
        }
        Some(_) => {}
        // Closed meanwhile; its units may have been put on the shelf after those on the disk were.
        None => path_of(&snapshot.uri).into_iter().for_each(|path| server.index.look(path)),
    }
}

/// Takes back what was published of a document.
pub(super) fn clear(server: &Server, uri: &str) {
    server.client.publish(uri, "[]");
}

/// Publishes the findings of a file that is not open.
pub(super) fn publish_file(server: &Server, uri: &str, diagnostics: &serde_json::Value) {
    server.client.publish(uri, &diagnostics.to_string());
}
