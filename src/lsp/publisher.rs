//! Which documents have changed since their findings were published.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustc_hash::FxHashMap;

/// The documents whose findings are to be published.
#[derive(Debug, Default)]
pub(super) struct Publisher {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

#[derive(Debug, Default)]
pub(super) struct Waiting {
    uris: VecDeque<String>,
    closed: bool,
    /// The revision that was published last of each document.
    pub(super) published: FxHashMap<String, u64>,
    /// Whether the client pulls.
    pub(super) stopped: bool,
}

/// How long a client that announces pull may take for its first pull before findings are published.
const PATIENCE: Duration = Duration::from_millis(500);

impl Publisher {
    /// A document has changed.
    pub(super) fn mark(&self, uri: &str) {
        let mut waiting = self.lock();
        if !waiting.uris.iter().any(|known| known == uri) {
            waiting.uris.push_back(uri.to_owned());
            self.changed.notify_one();
        }
    }

    /// Publishes nothing from now on; `clear` takes back what was published of a document.
    pub(super) fn stop(&self, clear: impl Fn(&str)) {
        let mut waiting = self.lock();
        waiting.stopped = true;
        waiting.uris.clear();
        std::mem::take(&mut waiting.published).keys().for_each(|uri| clear(uri));
        self.changed.notify_all();
    }

    /// Gives the client time for its first pull.
    pub(super) fn wait_for_questions(&self) {
        let undecided = |waiting: &mut Waiting| !waiting.stopped && !waiting.closed;
        let _ = self.changed.wait_timeout_while(self.lock(), PATIENCE, undecided);
    }

    /// Ends the publishing.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// Waits for the next document; `None` at the end.
    pub(super) fn next(&self) -> Option<String> {
        let nothing = |waiting: &mut Waiting| waiting.uris.is_empty() && !waiting.closed && !waiting.stopped;
        let mut waiting = self.changed.wait_while(self.lock(), nothing).unwrap_or_else(PoisonError::into_inner);
        if waiting.closed || waiting.stopped { None } else { waiting.uris.pop_front() }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
