//! What is said to the client: one queue, so that no two messages mix and nobody who reads from the client waits for it.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{self, Write};
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use serde::Serialize;
use tokio::io::{AsyncWrite, AsyncWriteExt as _};
use tokio::sync::Notify;
use tower_lsp::jsonrpc::{Error, Id};

use super::uris;

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
    /// Tells a writing task of a message, and of the end.
    filled: Notify,
    /// Tells a writing thread of a message that nobody else writes, and of the end.
    changed: Condvar,
    /// Tells that messages are written, and of the end.
    room: Condvar,
    /// Tells that the last message is written.
    finished: Notify,
    /// Where threads write to that may wait; nothing when a task writes.
    output: OnceLock<Mutex<Sink>>,
}

/// Where messages go, written by threads that may wait.
struct Sink(Box<dyn Write + Send>);

impl std::fmt::Debug for Sink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sink").finish_non_exhaustive()
    }
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

/// `body` with its header.
pub(super) fn framed(body: &[u8]) -> Vec<u8> {
    let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    frame.extend_from_slice(body);
    frame
}

impl Outgoing {
    /// Gives the answer to a request its place; `result` is JSON.
    pub(super) fn answer(&self, id: &Id, result: &str) {
        if let Ok(id) = serde_json::to_string(id) {
            // Put together by hand, because the result is JSON already and may be long.
            self.queue(format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{result}}}"#).as_bytes());
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
        self.push(framed(&uris::restored(body)));
    }

    /// Gives a message its place; it is written when [`Outgoing::write_out`] is called, or together with another one.
    pub(super) fn queue(&self, body: &[u8]) {
        let frame = framed(&uris::restored(body));
        let mut queue = self.lock();
        if !queue.closed {
            queue.frames.push_back(frame);
        }
    }

    /// Has everything written by whoever writes.
    pub(super) fn wake(&self) {
        self.shared.filled.notify_one();
        // Held, so that a writer does not miss it.
        let _queue = self.lock();
        self.shared.changed.notify_all();
    }

    /// Has everything written: by this thread, which may have to wait, where threads write and no other one does.
    pub(super) fn write_out(&self) {
        self.drain();
        self.shared.filled.notify_one();
    }

    fn push(&self, frame: Vec<u8>) {
        let mut queue = self.lock();
        if !queue.closed {
            queue.frames.push_back(frame);
            drop(queue);
            self.shared.filled.notify_one();
            self.shared.changed.notify_all();
        }
    }

    /// Waits until few messages are left; false when none is taken any more.
    pub(super) fn wait_for_room(&self) -> bool {
        let crowded = |queue: &mut Queue| !queue.closed && queue.frames.len() >= CROWDED;
        let queue = self.shared.room.wait_while(self.lock(), crowded);
        !queue.unwrap_or_else(PoisonError::into_inner).closed
    }

    /// Has threads write to `output`, and writes what the others leave, until the queue is finished or the client is gone.
    pub(super) fn write_on_threads(&self, output: Box<dyn Write + Send>) {
        let _ = self.shared.output.set(Mutex::new(Sink(output)));
        loop {
            let nothing = |queue: &mut Queue| queue.busy || (queue.frames.is_empty() && !queue.closed);
            let queue = self.shared.changed.wait_while(self.lock(), nothing).unwrap_or_else(PoisonError::into_inner);
            if queue.frames.is_empty() {
                break;
            }
            drop(queue);
            self.drain();
        }
        self.shared.finished.notify_one();
    }

    /// Writes all messages unless another thread does.
    fn drain(&self) {
        let Some(output) = self.shared.output.get() else { return };
        while let Some(frames) = self.next() {
            let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
            let mut written = Ok(());
            for frame in &frames {
                written = written.and_then(|()| output.0.write_all(frame));
            }
            self.written(written.and_then(|()| output.0.flush()));
        }
    }

    /// Writes messages to `output` until the queue is finished or the client is gone.
    pub(super) async fn write_to(&self, mut output: impl AsyncWrite + Unpin) {
        loop {
            let Some(frames) = self.next() else {
                if self.lock().closed {
                    break;
                }
                self.shared.filled.notified().await;
                continue;
            };
            let mut written = Ok(());
            for frame in &frames {
                written = output.write_all(frame).await;
                if written.is_err() {
                    break;
                }
            }
            if written.is_ok() {
                written = output.flush().await;
            }
            self.written(written);
        }
        self.shared.finished.notify_one();
    }

    /// The messages to be written next; nothing when there is none, or somebody writes.
    fn next(&self) -> Option<Vec<Vec<u8>>> {
        let mut queue = self.lock();
        if queue.busy || queue.frames.is_empty() {
            return None;
        }
        queue.busy = true;
        Some(queue.frames.drain(..).collect())
    }

    /// What `next` gave is written, or the client is gone.
    fn written(&self, written: io::Result<()>) {
        let mut queue = self.lock();
        queue.busy = false;
        if written.is_err() {
            queue.closed = true;
            queue.frames.clear();
            self.shared.changed.notify_all();
        }
        // Whoever wrote goes on with what has come meanwhile, so the thread that waits for messages may sleep.
        self.shared.room.notify_all();
    }

    /// The messages that wait, without their headers, for a client that nobody writes to.
    pub(super) fn take(&self) -> Vec<String> {
        let frames: Vec<Vec<u8>> = self.lock().frames.drain(..).collect();
        let bodies = frames.iter().flat_map(|frame| bodies(frame));
        bodies.map(|body| String::from_utf8_lossy(body).into_owned()).collect()
    }

    /// Takes no more messages, and waits a moment for those that it has.
    pub(super) async fn finish(&self) {
        self.lock().closed = true;
        self.shared.changed.notify_all();
        self.shared.room.notify_all();
        self.shared.filled.notify_one();
        let _ = tokio::time::timeout(FAREWELL, self.shared.finished.notified()).await;
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.shared.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where the framework writes to: whole messages go to the queue, as those of everybody else.
#[derive(Debug)]
pub(super) struct Outlet {
    outgoing: Outgoing,
    /// What was written since the last flush, which comes behind a message.
    bytes: Vec<u8>,
}

impl Outlet {
    pub(super) fn new(outgoing: Outgoing) -> Self {
        Self { outgoing, bytes: Vec::new() }
    }
}

impl AsyncWrite for Outlet {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.bytes.extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        let bytes = std::mem::take(&mut self.bytes);
        if !bytes.is_empty() {
            match uris::restored(&bytes) {
                // No URI in them has to be given back.
                Cow::Borrowed(_) => self.outgoing.push(bytes),
                Cow::Owned(_) => bodies(&bytes).for_each(|body| self.outgoing.send(body)),
            }
        }
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.poll_flush(context)
    }
}

/// The bodies of messages with headers, which are the framework's own.
fn bodies(mut frames: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let end = memchr::memmem::find(frames, b"\r\n\r\n")?;
        let head = std::str::from_utf8(&frames[..end]).ok()?;
        let length: usize = head.rsplit(' ').next()?.parse().ok()?;
        let body = frames.get(end + 4..end + 4 + length)?;
        frames = &frames[end + 4 + length..];
        Some(body)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_the_framework_are_taken_apart_where_a_uri_is_given_back() {
        let outgoing = Outgoing::default();
        let mut outlet = Outlet::new(outgoing.clone());
        let bytes = [framed(b"{\"uri\":\"mubiao-opaque:a%20b\"}"), framed(b"[1]")].concat();
        let mut context = Context::from_waker(std::task::Waker::noop());
        for part in bytes.chunks(7) {
            assert!(Pin::new(&mut outlet).poll_write(&mut context, part).is_ready());
        }
        assert!(Pin::new(&mut outlet).poll_flush(&mut context).is_ready());
        assert_eq!(outgoing.next(), Some(vec![framed(b"{\"uri\":\"a b\"}"), framed(b"[1]")]));
    }

    #[test]
    fn threads_write_what_is_queued_and_nothing_is_lost_at_the_end() {
        #[derive(Clone, Default)]
        struct Output(Arc<Mutex<Vec<u8>>>);

        impl Write for Output {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0.lock().unwrap().extend_from_slice(bytes);
                Ok(bytes.len())
            }

            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }

        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (outgoing, output) = (Outgoing::default(), Output::default());
        let (writer, sink) = (outgoing.clone(), output.clone());
        runtime.spawn_blocking(move || writer.write_on_threads(Box::new(sink)));
        let numbers = 0..1000;
        for number in numbers.clone() {
            if number % 2 == 0 {
                outgoing.send(number.to_string().as_bytes());
            } else {
                outgoing.queue(number.to_string().as_bytes());
                outgoing.write_out();
            }
        }
        runtime.block_on(outgoing.finish());
        let written = output.0.lock().unwrap().clone();
        let found: Vec<String> = bodies(&written).map(|body| String::from_utf8_lossy(body).into_owned()).collect();
        assert_eq!(found, numbers.map(|number| number.to_string()).collect::<Vec<_>>());
    }
}
