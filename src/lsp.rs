//! The language server: what an editor asks in the Language Server Protocol, answered by `ide`.
//!
//! The framework, tower-lsp, routes and cancels requests; tokio runs its transport, the timers and the work. Around the
//! framework stands `service`, which applies every change of a document before the next message is read and gives each
//! request the document as it stood when the question came. All that is written goes through one queue.

mod backend;
mod capabilities;
mod client;
mod configuration;
mod folders;
mod from_proto;
mod incoming;
mod lenient;
mod notices;
mod outgoing;
mod plain;
mod pool;
mod preferences;
mod progress;
mod publish;
mod publisher;
mod render;
mod requests;
mod runtime;
mod scan;
mod semantic_tokens_cache;
mod service;
mod session;
mod settings;
mod snapshot;
mod state;
mod stepwise;
mod sync;
mod to_proto;
mod trace;
#[cfg(not(target_family = "wasm"))]
mod transport;
mod uris;
mod watch;
mod workspace_edit;
mod workspace_index;

use std::io::Write;
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tower_lsp::{ClientSocket, LspService};

use crate::diagnostic::Lang;
use backend::Backend;
use client::ClientHandle;
use incoming::{Incoming, Requests};
use outgoing::{Outgoing, Outlet};
use runtime::Runtime;
use service::Service;
use state::Server;

pub use incoming::Peer;
pub use stepwise::Stepwise;
pub use trace::{Log, log_to};
#[cfg(not(target_family = "wasm"))]
pub use transport::{Meeting, serve};

/// Why a session has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The client said goodbye.
    Exit,
    /// The client left without having said so.
    Abrupt,
    /// Whoever came said nothing that a client says.
    Stranger,
}

/// What a client reads from.
pub enum Output<W> {
    /// Written by a task.
    Task(W),
    /// Written by threads, which may wait.
    Thread(Box<dyn Write + Send>),
}

impl<W> std::fmt::Debug for Output<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if matches!(self, Self::Task(_)) { "Task" } else { "Thread" })
    }
}

/// So many requests are under way at once; the work that they make is limited by [`pool`].
const CONCURRENT: usize = 4096;

/// Serves the client that writes to `input` and reads from `output`, until it leaves or `process` is gone; `lang` is for a
/// client that does not say what its user reads. To be called in a runtime with timers.
pub async fn session<R, W>(input: R, output: Output<W>, peer: Peer, lang: Lang, process: Option<u32>) -> End
where
    R: AsyncRead + Unpin,
    W: AsyncWrite + Unpin + Send + 'static,
{
    greeted_session(input, output, peer, lang, process, Arc::default()).await
}

/// The same; tells `greeted` when the client has introduced itself.
async fn greeted_session<R, W>(
    input: R,
    output: Output<W>,
    peer: Peer,
    lang: Lang,
    process: Option<u32>,
    greeted: Arc<Notify>,
) -> End
where
    R: AsyncRead + Unpin,
    W: AsyncWrite + Unpin + Send + 'static,
{
    let Parts { service, socket, server, outgoing } = assemble(lang, Runtime::Tokio(Handle::current()), greeted);
    if let Some(process) = process {
        tokio::spawn(watch::watch(process, server.gone.clone()));
    }
    let writer = outgoing.clone();
    match output {
        Output::Task(output) => drop(tokio::spawn(async move { writer.write_to(output).await })),
        Output::Thread(output) => drop(tokio::task::spawn_blocking(move || writer.write_on_threads(output))),
    }
    tokio::select! {
        () = converse(input, peer, service, socket, outgoing.clone()) => {}
        () = server.gone.notified() => tracing::info!("the client's process is gone"),
    }
    server.close();
    outgoing.finish().await;
    server.end()
}

/// A server and what it hears and speaks by.
struct Parts {
    service: LspService<Backend>,
    socket: ClientSocket,
    server: Arc<Server>,
    outgoing: Outgoing,
}

/// A server whose tasks and work run on `runtime`.
fn assemble(lang: Lang, runtime: Runtime, greeted: Arc<Notify>) -> Parts {
    let outgoing = Outgoing::default();
    let (service, socket) = LspService::build(|client| {
        let client = ClientHandle::new(outgoing.clone(), client, runtime.clone());
        Backend { server: Arc::new(Server::new(lang, client, runtime, greeted)) }
    })
    .custom_method("mubiao/totals", Backend::totals)
    .custom_method("mubiao/form", Backend::form)
    .with_tests()
    .finish();
    let server = service.inner().server.clone();
    Parts { service, socket, server, outgoing }
}

/// Takes the messages of `input` until it ends, or the client says that it leaves.
async fn converse<R: AsyncRead + Unpin>(
    input: R,
    peer: Peer,
    service: LspService<Backend>,
    socket: ClientSocket,
    outgoing: Outgoing,
) {
    let requests = Requests::default();
    let incoming = Incoming::new(input, peer, outgoing.clone(), requests.clone());
    tower_lsp::Server::new(incoming, Outlet::new(outgoing), socket)
        .concurrency_level(CONCURRENT)
        .serve(Service::new(service, requests))
        .await;
}

/// Methods that only tests ask for.
trait WithTests {
    fn with_tests(self) -> Self;
}

impl WithTests for tower_lsp::LspServiceBuilder<Backend> {
    fn with_tests(self) -> Self {
        #[cfg(test)]
        return self.custom_method("test/faulty", Backend::faulty);
        #[cfg(not(test))]
        self
    }
}
