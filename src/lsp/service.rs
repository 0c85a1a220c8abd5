//! The service around the framework's.
//!
//! It applies notifications about documents before the next message is read, and gives every request a snapshot of the
//! documents as they stood when it came.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::{Context, Poll};

use futures::FutureExt as _;
use futures::future::{self, BoxFuture};
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::ls_types::InitializeParams;
use tower_lsp::{ExitedError, LspService};
use tower_service::Service as Tower;
use tracing::Instrument as _;

use super::backend::Backend;
use super::incoming::Requests;
use super::requests;
use super::runtime;
use super::state::{Phase, Server};
use super::{lenient, sync, trace};

/// The service that the transport calls, message by message.
#[derive(Debug)]
pub(super) struct Service {
    inner: LspService<Backend>,
    server: Arc<Server>,
    /// What was read of the messages that the transport calls it for.
    requests: Requests,
}

/// What comes of a message.
type Answer = BoxFuture<'static, Result<Option<Response>, ExitedError>>;

impl Service {
    pub(super) fn new(inner: LspService<Backend>, requests: Requests) -> Self {
        let server = inner.inner().server.clone();
        Self { inner, server, requests }
    }

    fn take(&mut self, request: Request) -> Answer {
        let (method, id, params) = request.into_parts();
        let build = |params: Option<Value>, id: Option<Id>| {
            let mut request = Request::build(method.clone());
            if let Some(params) = params {
                request = request.params(params);
            }
            if let Some(id) = id {
                request = request.id(id);
            }
            request.finish()
        };
        match (&*method, id) {
            ("initialize", id) => {
                let mut params = params.unwrap_or_default();
                lenient::normalize::<InitializeParams>(&mut params);
                self.at_once(build(Some(params), id))
            }
            ("initialized", None) => self.at_once(build(Some(json!({})), None)),
            // What they have for parameters does not matter.
            ("shutdown", id) => self.at_once(build(None, id)),
            ("exit", _) => {
                self.server.leave();
                self.at_once(build(None, None))
            }
            ("$/cancelRequest", None) => self.at_once(build(params, None)),
            ("$/setTrace", None) => {
                trace::set(&self.server, &params.unwrap_or_default());
                Box::pin(future::ok(None))
            }
            (_, None) => {
                if self.server.phase() == Phase::Running {
                    sync::receive(&self.server, &method, params.unwrap_or_default());
                }
                Box::pin(future::ok(None))
            }
            // The framework answers nothing to a request of that kind that it does not know.
            (method, Some(id)) if method.starts_with("$/") => {
                let error = Error { data: Some(method.into()), ..Error::method_not_found() };
                Box::pin(future::ok(Some(Response::from_error(id, error))))
            }
            (method, Some(id)) => {
                let mut params = params.unwrap_or_default();
                let asked = Arc::new(requests::prepare(&self.server, method, id.clone(), &mut params));
                let span = tracing::info_span!("request", method, %id);
                let answer = span.in_scope(|| self.inner.call(build(Some(params), Some(id.clone()))));
                let timed = trace::timed(self.server.clone(), method.to_owned(), id.clone());
                let answer = async move {
                    let answered = AssertUnwindSafe(asked.clone().scope(answer)).catch_unwind().await;
                    let response = answered.unwrap_or_else(|panic| Ok(Some(failed(&*panic, id.clone()))))?;
                    timed.done(response.as_ref());
                    // What is JSON already was answered where it was made.
                    Ok(response.filter(|_| asked.claim()))
                };
                Box::pin(answer.instrument(span))
            }
        }
    }

    /// Has the framework take a message whose answer takes no time, so that it holds for the next message.
    fn at_once(&mut self, request: Request) -> Answer {
        let mut answer = self.inner.call(request);
        match (&mut answer).now_or_never() {
            Some(answer) => Box::pin(future::ready(answer)),
            None => answer,
        }
    }
}

/// Logs a panic; what is answered instead.
fn failed(panic: &(dyn Any + Send), id: Id) -> Response {
    tracing::error!(cause = runtime::cause(panic), "a message could not be taken");
    Response::from_error(id, Error::internal_error())
}

impl Tower<Request> for Service {
    type Response = Option<Response>;
    type Error = ExitedError;
    type Future = Answer;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), ExitedError>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, stand_in: Request) -> Answer {
        let request = self.requests.take().unwrap_or(stand_in);
        let id = request.id().cloned();
        // Even a defect in the server must not end the session.
        catch_unwind(AssertUnwindSafe(|| self.take(request))).unwrap_or_else(|panic| {
            let refusal = failed(&*panic, id.clone().unwrap_or_default());
            Box::pin(future::ok(id.map(|_| refusal)))
        })
    }
}
