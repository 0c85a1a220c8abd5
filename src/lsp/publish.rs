//! Tells findings unasked: of the newest moment of each document that has changed, and never of an older one.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustc_hash::FxHashMap;

use super::state::{Moment, Server};
use super::uris::path_of;

/// The documents of which there is something new to tell.
#[derive(Debug, Default)]
pub(super) struct Publisher {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Waiting {
    uris: VecDeque<String>,
    closed: bool,
    /// The moment that was told last of each document.
    told: FxHashMap<String, u64>,
    /// Whether the client asks for findings.
    stopped: bool,
}

/// How long a client that says that it asks for findings may take to do so.
const PATIENCE: Duration = Duration::from_millis(500);

impl Publisher {
    /// There is something new to tell of a document.
    pub(super) fn mark(&self, uri: &str) {
        let mut waiting = self.lock();
        if !waiting.uris.iter().any(|known| known == uri) {
            waiting.uris.push_back(uri.to_owned());
            self.changed.notify_one();
        }
    }

    /// Tells nothing from now on; `clear` takes back what was told of a document.
    pub(super) fn stop(&self, clear: impl Fn(&str)) {
        let mut waiting = self.lock();
        waiting.stopped = true;
        waiting.uris.clear();
        std::mem::take(&mut waiting.told).keys().for_each(|uri| clear(uri));
        self.changed.notify_all();
    }

    /// Waits whether the client asks for findings by itself.
    fn wait_for_questions(&self) {
        let undecided = |waiting: &mut Waiting| !waiting.stopped && !waiting.closed;
        let _ = self.changed.wait_timeout_while(self.lock(), PATIENCE, undecided);
    }

    /// Ends the telling.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// The next document to tell of, awaited; `None` at the end.
    fn next(&self) -> Option<String> {
        let nothing = |waiting: &mut Waiting| waiting.uris.is_empty() && !waiting.closed && !waiting.stopped;
        let mut waiting = self.changed.wait_while(self.lock(), nothing).unwrap_or_else(PoisonError::into_inner);
        if waiting.closed || waiting.stopped { None } else { waiting.uris.pop_front() }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells until the end, or until the client asks.
pub(super) fn run(server: &Arc<Server>) {
    let mut waits = server.session().is_some_and(|session| session.pulls);
    // What comes while the client does not read is told once, of the newest moment.
    while let Some(uri) = server.publisher.next() {
        if std::mem::take(&mut waits) {
            server.publisher.wait_for_questions();
        }
        if !server.outgoing.wait_for_room() {
            return;
        }
        let Some(moment) = server.moment(&uri) else {
            server.publisher.lock().told.remove(&uri);
            continue;
        };
        // A change that came between the call for the one before and its telling was told with it.
        if server.publisher.lock().told.get(&uri) == Some(&moment.number) {
            continue;
        }
        if catch_unwind(AssertUnwindSafe(|| tell(server, &moment))).is_err() {
            server.log(&format!("{uri}: the findings could not be computed"));
        }
        server.spread();
    }
}

fn tell(server: &Server, moment: &Moment) {
    let rendered = moment.shown.lock().unwrap_or_else(PoisonError::into_inner).render(moment);
    // Held until the message has its place, so that no change comes between.
    let documents = server.documents();
    match documents.get(&moment.uri) {
        Some(open) if open.moment == moment.number => {
            // Held so that a client that begins to ask is told nothing afterwards.
            let mut waiting = server.publisher.lock();
            if waiting.stopped {
                return;
            }
            waiting.told.insert(moment.uri.clone(), moment.number);
            send(server, &moment.uri, Some(moment.analysis.document().version()), &rendered.json);
        }
        Some(_) => {}
        // Closed meanwhile; its units may have been put on the shelf after those on the disk were.
        None => path_of(&moment.uri).into_iter().for_each(|path| server.shelves.look(path)),
    }
}

/// Takes back what was told of a document.
pub(super) fn clear(server: &Server, uri: &str) {
    send(server, uri, None, "[]");
}

/// Tells what is found in a file that the client has not sent.
pub(super) fn tell_of_file(server: &Server, uri: &str, diagnostics: &serde_json::Value) {
    send(server, uri, None, &diagnostics.to_string());
}

fn send(server: &Server, uri: &str, version: Option<i32>, diagnostics: &str) {
    // Put together by hand, because the list is JSON already and may be long.
    let uri = serde_json::Value::from(uri);
    let version = version.map(|version| format!(r#""version":{version},"#)).unwrap_or_default();
    let body = format!(
        r#"{{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":{{"uri":{uri},{version}"diagnostics":{diagnostics}}}}}"#
    );
    server.outgoing.send(body.as_bytes());
}
