//! What is said to the client: one queue, written by one thread, so that no two messages mix and no reader ever waits.

use std::collections::VecDeque;
use std::io::Write;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tower_lsp::jsonrpc::{Error, Id};

use super::uris;
use super::wire::framed;

/// While so many messages wait for a client that does not read, no findings are added.
const CROWDED: usize = 8;

/// How long the last messages may take.
const FAREWELL: Duration = Duration::from_millis(300);

/// The queue of messages to the client; a clone is the same queue.
#[derive(Clone, Debug, Default)]
pub(super) struct Outgoing {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Queue {
    frames: VecDeque<Vec<u8>>,
    /// Whether a message is being written.
    busy: bool,
    /// Whether no message is taken any more.
    closed: bool,
}

#[derive(Serialize)]
struct Failure<'a> {
    jsonrpc: &'static str,
    id: &'a Id,
    error: &'a Error,
}

impl Outgoing {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Answers a request; `result` is JSON.
    pub(super) fn answer(&self, id: &Id, result: &str) {
        if let Ok(id) = serde_json::to_string(id) {
            // Put together by hand, because the result is JSON already and may be long.
            self.send(format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{result}}}"#).as_bytes());
        }
    }

    /// Answers a request with an error.
    pub(super) fn refuse(&self, id: &Id, error: &Error) {
        self.send_message(&Failure { jsonrpc: "2.0", id, error });
    }

    /// Sends a message of any kind.
    pub(super) fn send_message(&self, message: &impl Serialize) {
        if let Ok(body) = serde_json::to_vec(message) {
            self.send(&body);
        }
    }

    /// Sends a message that is JSON already.
    pub(super) fn send(&self, body: &[u8]) {
        let frame = framed(&uris::restored(body));
        let mut queue = self.lock();
        if !queue.closed {
            queue.frames.push_back(frame);
            self.shared.changed.notify_all();
        }
    }

    /// Waits until few messages are left; false when none is taken any more.
    pub(super) fn wait_for_room(&self) -> bool {
        let crowded = |queue: &mut Queue| !queue.closed && queue.frames.len() >= CROWDED;
        let queue = self.shared.changed.wait_while(self.lock(), crowded);
        !queue.unwrap_or_else(PoisonError::into_inner).closed
    }

    /// Writes messages to `output` until the queue is finished or the client is gone.
    pub(super) fn write_to(&self, mut output: impl Write) {
        loop {
            let nothing = |queue: &mut Queue| queue.frames.is_empty() && !queue.closed;
            let queue = self.shared.changed.wait_while(self.lock(), nothing);
            let mut queue = queue.unwrap_or_else(PoisonError::into_inner);
            let Some(frame) = queue.frames.pop_front() else { return };
            queue.busy = true;
            drop(queue);
            let written = output.write_all(&frame).and_then(|()| output.flush());
            let mut queue = self.lock();
            queue.busy = false;
            if written.is_err() {
                queue.closed = true;
                queue.frames.clear();
            }
            self.shared.changed.notify_all();
        }
    }

    /// Takes no more messages, and waits a moment for those that it has.
    pub(super) fn finish(&self) {
        let mut queue = self.lock();
        queue.closed = true;
        self.shared.changed.notify_all();
        let left = |queue: &mut Queue| queue.busy || !queue.frames.is_empty();
        let _ = self.shared.changed.wait_timeout_while(queue, FAREWELL, left);
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.shared.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
