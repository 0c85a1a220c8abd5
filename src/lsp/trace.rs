//! What the server says of its own work: spans and durations in the log, and `$/logTrace` for a client that asks.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Id, Response};
use tower_lsp::ls_types::TraceValue;
use tracing_subscriber::EnvFilter;

use super::state::Server;

/// Where the log goes, and what of it.
pub struct Log {
    /// A file, as a rule.
    pub output: Box<dyn Write + Send>,
    /// 0 for what happens seldom, 1 for every request, 2 and more for every message; the text of documents never stands
    /// in the log below 3.
    pub verbosity: u8,
    /// A filter in the notation of `tracing` that goes before the verbosity.
    pub filter: Option<String>,
}

impl std::fmt::Debug for Log {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Log").field("verbosity", &self.verbosity).field("filter", &self.filter).finish_non_exhaustive()
    }
}

/// Has the log written from now on, by all threads.
pub fn log_to(log: Log) {
    let filter = log.filter.and_then(|filter| EnvFilter::try_new(filter).ok());
    let filter = filter.unwrap_or_else(|| {
        EnvFilter::new(match log.verbosity {
            0 => "mubiao=info,tower_lsp_server=warn",
            1 => "mubiao=debug,tower_lsp_server=info",
            2 => "mubiao=trace,tower_lsp_server=debug",
            _ => "trace",
        })
    });
    let format = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(Mutex::new(log.output));
    // A program that embeds the server may have a log of its own.
    let _ = format.try_init();
}

/// The time that a request takes.
pub(super) struct Timed {
    server: Arc<Server>,
    method: String,
    id: Id,
    /// Nothing where there is no clock.
    start: Option<Instant>,
}

/// Begins to take the time of a request.
#[expect(clippy::disallowed_methods, reason = "the log says how long requests take")]
pub(super) fn timed(server: Arc<Server>, method: String, id: Id) -> Timed {
    let start = (!cfg!(target_family = "wasm")).then(Instant::now);
    Timed { server, method, id, start }
}

impl Timed {
    /// The request is answered.
    pub(super) fn done(self, response: Option<&Response>) {
        let took = self.start.map(|start| start.elapsed()).unwrap_or_default();
        let failed = response.and_then(Response::error).map(|error| error.code.code());
        tracing::debug!(?took, failed, "answered");
        let level = self.server.trace();
        if level != TraceValue::Off {
            let millis = took.as_secs_f64() * 1e3;
            let mut params = json!({ "message": format!("{} ({}): {millis:.1} ms", self.method, self.id) });
            if level == TraceValue::Verbose {
                params["verbose"] = match failed {
                    Some(code) => format!("error {code}").into(),
                    None => "ok".into(),
                };
            }
            self.server.client.notify("$/logTrace", &params);
        }
    }
}

/// Takes how much the client wants to hear; what it does not say aright is as if it wanted nothing.
pub(super) fn set(server: &Server, params: &Value) {
    server.set_trace(serde_json::from_value(params["value"].clone()).unwrap_or(TraceValue::Off));
}
