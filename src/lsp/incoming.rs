//! What comes from the client: sound messages on their way to the framework, whose transport ends at any other.
//!
//! Of the others the client is told. Whether a request or a notification is sound shows when it is read, so it goes around
//! the transport as it was read here, and the transport reads a short one of the same method in its place.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, ReadBuf};
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

use super::outgoing::Outgoing;

/// No message is longer, in bytes.
const MOST: usize = 1 << 30;

/// No header line is longer, in bytes.
const LINE: usize = 8 << 10;

/// So many bytes are read at once, unless a longer message is known to come.
const CHUNK: usize = 8 << 10;

const LENGTH: &str = "content-length:";
const TYPE: &str = "content-type:";

/// Who may be at the other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    /// The program that started the server: what it writes between messages by mistake is passed over.
    Parent,
    /// Any program of the machine, a browser on a foreign page included: whatever is no header ends the session.
    Anyone,
}

/// The requests and notifications that were read and not taken, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Requests(Arc<Mutex<VecDeque<Request>>>);

impl Requests {
    fn put(&self, request: Request) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back(request);
    }

    /// The next one.
    pub(super) fn take(&self) -> Option<Request> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}

/// The sound messages of `input`.
pub(super) struct Incoming<R> {
    input: R,
    peer: Peer,
    outgoing: Outgoing,
    requests: Requests,
    /// What was read and not looked at.
    raw: Raw,
    /// What the framework is given next, and how much of it was taken.
    ready: Vec<u8>,
    taken: usize,
    /// Whether nothing more is read.
    closed: bool,
}

/// Bytes in the order in which they came.
#[derive(Debug, Default)]
struct Raw {
    bytes: Vec<u8>,
    /// So many of them are done with.
    done: usize,
    /// What the headers read so far say.
    length: Option<usize>,
    odd: bool,
}

/// What stands next in the bytes.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    /// So many more bytes, at least, are needed to tell.
    More(usize),
    Body(Vec<u8>),
    /// Headers that give no length.
    NoLength,
    /// Something that no client of this protocol writes.
    Foreign,
}

impl<R> Incoming<R> {
    pub(super) fn new(input: R, peer: Peer, outgoing: Outgoing, requests: Requests) -> Self {
        Self { input, peer, outgoing, requests, raw: Raw::default(), ready: Vec::new(), taken: 0, closed: false }
    }

    /// Makes the next sound message ready; how many bytes are missing when there is none yet.
    fn prepare(&mut self) -> Result<(), usize> {
        loop {
            match self.raw.next(self.peer) {
                Next::More(bytes) => return Err(bytes),
                Next::Body(body) => {
                    match read(&body) {
                        Ok(Some(request)) => {
                            self.ready = super::outgoing::framed(&stand_in(&request));
                            self.requests.put(request);
                        }
                        Ok(None) => self.ready = super::outgoing::framed(&body),
                        Err((id, error)) => {
                            self.outgoing.refuse(&id, &error);
                            continue;
                        }
                    }
                    self.taken = 0;
                    return Ok(());
                }
                Next::NoLength => self.outgoing.refuse(&Id::Null, &Error::parse_error()),
                Next::Foreign => {
                    tracing::warn!("closed: what came is no message of the protocol");
                    self.closed = true;
                    return Ok(());
                }
            }
        }
    }
}

/// What the transport reads in the place of a request or a notification: it looks at the method.
fn stand_in(request: &Request) -> Vec<u8> {
    serde_json::json!({ "jsonrpc": "2.0", "method": request.method() }).to_string().into_bytes()
}

/// The request or notification that the message is, or nothing for an answer that the framework can read; what to answer
/// when it is neither.
fn read(body: &[u8]) -> Result<Option<Request>, (Id, Error)> {
    let error = match serde_json::from_slice::<Request>(body) {
        Ok(request) if !request.method().is_empty() => return Ok(Some(request)),
        Ok(_) => None,
        Err(error) => Some(error),
    };
    match serde_json::from_slice::<Response>(body) {
        Ok(_) => Ok(None),
        Err(_) if error.as_ref().is_some_and(|error| !error.is_data()) => Err((Id::Null, Error::parse_error())),
        Err(_) => {
            let id = serde_json::from_slice::<serde_json::Value>(body).ok();
            let id = id.and_then(|mut message| serde_json::from_value(message.get_mut("id")?.take()).ok());
            Err((id.unwrap_or_default(), Error::invalid_request()))
        }
    }
}

impl Raw {
    fn next(&mut self, peer: Peer) -> Next {
        let next = self.read(peer);
        // What is done with goes before more is read.
        if matches!(next, Next::More(_)) && self.done > 0 {
            self.bytes.drain(..self.done);
            self.done = 0;
        }
        next
    }

    fn read(&mut self, peer: Peer) -> Next {
        loop {
            let rest = &self.bytes[self.done..];
            let end = memchr::memchr(b'\n', &rest[..rest.len().min(LINE)]).map(|end| end + 1);
            // A line that is too long is taken in parts.
            let Some(end) = end.or((rest.len() >= LINE).then_some(LINE)) else { return Next::More(1) };
            let line = String::from_utf8_lossy(&rest[..end]).to_ascii_lowercase();
            if line.trim().is_empty() && self.length.is_some() {
                let length = self.length.unwrap_or_default();
                let Some(body) = rest.get(end..end + length) else { return Next::More(end + length - rest.len()) };
                let body = body.to_vec();
                self.advance(end + length);
                return Next::Body(body);
            }
            let odd = self.odd;
            match peer {
                Peer::Parent => self.lenient(&line),
                Peer::Anyone => {
                    if !self.strict(&line) {
                        return Next::Foreign;
                    }
                }
            }
            self.done += end;
            if line.trim().is_empty() && odd {
                self.odd = false;
                return Next::NoLength;
            }
        }
    }

    fn lenient(&mut self, line: &str) {
        // The body of a message whose length was wrong may stand right before the next header.
        if let Some(at) = line.rfind(LENGTH) {
            self.length = length_of(&line[at + LENGTH.len()..]);
            self.odd |= self.length.is_none();
        } else if !line.trim().is_empty() {
            self.odd |= !line.trim_start().starts_with(TYPE);
        }
    }

    /// Whether the line may stand between messages.
    fn strict(&mut self, line: &str) -> bool {
        if let Some(stated) = line.strip_prefix(LENGTH) {
            self.length = length_of(stated);
            return self.length.is_some();
        }
        line.starts_with(TYPE)
    }

    /// A message ends behind so many bytes.
    fn advance(&mut self, bytes: usize) {
        (self.length, self.odd) = (None, false);
        self.done += bytes;
        if self.done == self.bytes.len() {
            // A long message is not to be held for the short ones behind it.
            self.bytes = Vec::new();
            self.done = 0;
        }
    }
}

fn length_of(stated: &str) -> Option<usize> {
    stated.trim().parse().ok().filter(|&length| length <= MOST)
}

impl<R: AsyncRead + Unpin> AsyncRead for Incoming<R> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        loop {
            if this.taken < this.ready.len() {
                let rest = &this.ready[this.taken..];
                let part = rest.len().min(out.remaining());
                out.put_slice(&rest[..part]);
                this.taken += part;
                if this.taken == this.ready.len() {
                    this.ready = Vec::new();
                    this.taken = 0;
                }
                return Poll::Ready(Ok(()));
            }
            if this.closed {
                return Poll::Ready(Ok(()));
            }
            let Err(missing) = this.prepare() else { continue };
            let before = this.raw.bytes.len();
            this.raw.bytes.resize(before + missing.clamp(CHUNK, 128 * CHUNK), 0);
            let mut chunk = ReadBuf::new(&mut this.raw.bytes[before..]);
            let read = Pin::new(&mut this.input).poll_read(context, &mut chunk);
            let length = chunk.filled().len();
            this.raw.bytes.truncate(before + length);
            if ready!(read).is_err() || length == 0 {
                this.closed = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bodies that `input` holds, `!` for each that could not be read, `closed` where the reading ends.
    #[track_caller]
    fn check(peer: Peer, input: &str, expected: &[&str]) {
        // However the bytes are cut, the messages are the same.
        for chunk in [1, 3, input.len()] {
            let mut raw = Raw::default();
            let mut found = Vec::new();
            for bytes in input.as_bytes().chunks(chunk) {
                raw.bytes.extend_from_slice(bytes);
                loop {
                    match raw.next(peer) {
                        Next::More(_) => break,
                        Next::Body(body) => found.push(String::from_utf8(body).unwrap()),
                        Next::NoLength => found.push("!".to_owned()),
                        Next::Foreign => {
                            found.push("closed".to_owned());
                            assert_eq!(found, expected);
                            return;
                        }
                    }
                }
            }
            assert_eq!(found, expected, "in parts of {chunk}");
        }
    }

    #[test]
    fn messages_follow_each_other() {
        for peer in [Peer::Parent, Peer::Anyone] {
            check(peer, "Content-Length: 2\r\n\r\n{}Content-Length: 3\r\n\r\n[1]", &["{}", "[1]"]);
            check(peer, "Content-Type: x; charset=utf-8\r\ncontent-length:6\r\n\r\n\"目\"\r", &["\"目\"\r"]);
            check(peer, "Content-Length: 0\r\n\r\nContent-Length: 2\n\n{}", &["", "{}"]);
        }
    }

    #[test]
    fn a_message_behind_garbage_is_found() {
        let check = |input: &str, expected: &[&str]| check(Peer::Parent, input, expected);
        check("Content-Length: x\r\n\r\n{}Content-Length: 2\r\n\r\n{}", &["!", "{}"]);
        check("nonsense\r\n\r\nContent-Length: 2\r\n\r\n{}", &["!", "{}"]);
        check("nonsense\r\nContent-Length: 2\r\n\r\n{}", &["{}"]);
        check("Content-Length: 99999999999999999999\r\n\r\nContent-Length: 2\r\n\r\n{}", &["!", "{}"]);
        check("Content-Length: -2\r\n\r\n\r\n\r\nContent-Length: 2\r\n\r\n{}", &["!", "{}"]);
    }

    #[test]
    fn anybody_who_writes_something_else_is_left() {
        for input in [
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
            "GET /?Content-Length: 2\r\n\r\n{}",
            " Content-Length: 2\r\n\r\n{}",
            "\r\nContent-Length: 2\r\n\r\n{}",
            "Content-Length: x\r\n\r\n{}",
            "Content-Type: x\r\n\r\nContent-Length: 2\r\n\r\n{}",
        ] {
            check(Peer::Anyone, input, &["closed"]);
        }
        check(Peer::Anyone, "Content-Length: 2\r\n\r\n{}Cookie: x\r\n", &["{}", "closed"]);
    }

    #[test]
    fn a_message_that_is_cut_off_is_none() {
        check(Peer::Parent, "Content-Length: 20\r\n\r\n{}", &[]);
        check(Peer::Parent, "Content-Le", &[]);
    }
}
