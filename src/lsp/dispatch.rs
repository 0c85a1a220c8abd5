//! Takes the client's messages one by one and hands each to whoever it is for.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use futures::executor::block_on;
use futures::{SinkExt as _, StreamExt as _};
use serde::Deserialize;
use serde_json::value::RawValue;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_lsp::ls_types::InitializeParams;
use tower_lsp::{Client, ClientSocket, Loopback, LspService};
use tower_service::Service as _;

use super::lifecycle::{Lifecycle, Service};
use super::outgoing::Outgoing;
use super::state::{Phase, Server};
use super::{End, lenient, requests, sync};
use crate::diagnostic::Lang;

/// Takes messages in the order in which they come.
pub(super) struct Dispatcher {
    server: Arc<Server>,
    service: Service,
    answers: <ClientSocket as Loopback>::ResponseSink,
}

/// A message of any kind.
#[derive(Deserialize)]
struct Incoming<'m> {
    #[serde(default)]
    id: Option<Id>,
    #[serde(borrow, default)]
    method: Option<Cow<'m, str>>,
    #[serde(borrow, default)]
    params: Option<&'m RawValue>,
}

impl Dispatcher {
    /// Takes the messages of a new session; tells `end` when the client's process is gone.
    pub(super) fn new(outgoing: Outgoing, lang: Lang, end: Sender<End>) -> Self {
        let mut made = None;
        let (service, socket) = LspService::new(|client: Client| {
            let server = Arc::new(Server::new(outgoing, lang, client));
            made = Some(server.clone());
            Lifecycle { server, end }
        });
        let server = made.unwrap_or_else(|| service.inner().server.clone());
        let (mut asked, answers) = socket.split();
        let outgoing = server.outgoing.clone();
        thread::spawn(move || {
            while let Some(request) = block_on(asked.next()) {
                outgoing.send_message(&request);
            }
        });
        Self { server, service, answers }
    }

    /// Takes a message; returns how the session ends when it does.
    pub(super) fn receive(&mut self, body: &[u8]) -> Option<End> {
        let message: Incoming<'_> = match serde_json::from_slice(body) {
            Ok(message) => message,
            Err(error) => {
                let error = if error.is_data() { Error::invalid_request() } else { Error::parse_error() };
                self.server.outgoing.refuse(&Id::Null, &error);
                return None;
            }
        };
        let id = message.id.clone();
        // Even a defect in the server must not end the session.
        match catch_unwind(AssertUnwindSafe(|| self.take(message, body))) {
            Ok(end) => end,
            Err(_) => {
                if let Some(id) = id {
                    self.server.outgoing.refuse(&id, &Error::internal_error());
                }
                None
            }
        }
    }

    /// Says that a message had no readable header.
    pub(super) fn complain_of_header(&self) {
        self.server.outgoing.refuse(&Id::Null, &Error::parse_error());
    }

    /// Ends what goes on in the background.
    pub(super) fn close(&mut self) {
        self.server.publisher.close();
        self.server.shelves.close();
        let _ = block_on(self.service.call(Request::build("exit").finish()));
    }

    fn take(&mut self, Incoming { id, method, params }: Incoming<'_>, body: &[u8]) -> Option<End> {
        let Some(method) = method else {
            match serde_json::from_slice::<Response>(body) {
                Ok(response) => drop(block_on(self.answers.send(response))),
                Err(_) => self.server.outgoing.refuse(&id.unwrap_or_default(), &Error::invalid_request()),
            }
            return None;
        };
        match (&*method, id) {
            ("exit", _) => {
                let polite = self.server.phase() == Phase::Ending;
                return Some(if polite { End::Exit } else { End::Abrupt });
            }
            ("$/cancelRequest", _) => self.cancel(params),
            ("initialize" | "initialized", id) => self.greet(method.into_owned(), id, params),
            // What it has for parameters does not matter.
            ("shutdown", id) => self.greet(method.into_owned(), id, None),
            (method, Some(id)) => match self.server.phase() {
                Phase::Running => requests::ask(&self.server, method, id, params),
                Phase::New => self.server.outgoing.refuse(&id, &not_initialized()),
                Phase::Ending => self.server.outgoing.refuse(&id, &Error::invalid_request()),
            },
            (method, None) => {
                if self.server.phase() == Phase::Running {
                    sync::receive(&self.server, method, params);
                }
            }
        }
        None
    }

    /// Lets the framework answer a greeting or farewell, which takes it no time.
    fn greet(&mut self, method: String, id: Option<Id>, params: Option<&RawValue>) {
        let mut request = Request::build(method);
        if let Some(mut params) = params.and_then(|params| serde_json::from_str::<serde_json::Value>(params.get()).ok())
        {
            lenient::normalize::<InitializeParams>(&mut params);
            request = request.params(params);
        }
        if let Some(id) = id {
            request = request.id(id);
        }
        if let Ok(Some(response)) = block_on(self.service.call(request.finish())) {
            self.server.outgoing.send_message(&response);
        }
    }

    fn cancel(&self, params: Option<&RawValue>) {
        #[derive(Deserialize)]
        struct Cancel {
            id: Id,
        }
        let Some(Ok(Cancel { id })) = params.map(|params| serde_json::from_str(params.get())) else { return };
        if self.server.pending.cancel(&id) {
            self.server.outgoing.refuse(&id, &Error::request_cancelled());
        }
    }
}

fn not_initialized() -> Error {
    Error { code: ErrorCode::ServerError(-32002), message: "Server not initialized".into(), data: None }
}
