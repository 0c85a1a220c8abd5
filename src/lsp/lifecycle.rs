//! How a session begins and ends, and who watches that the client is still there.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{InitializeParams, InitializeResult, InitializedParams};
use tower_lsp::{LanguageServer, LspService};

use super::session::Session;
use super::state::{Phase, Server};
use super::{End, capabilities, notices, publish, shelves};

/// How often it is looked whether the client's process is alive.
const LOOK: Duration = Duration::from_millis(300);

/// The part of the server that the framework sees: greeting and farewell.
#[derive(Debug)]
pub(super) struct Lifecycle {
    pub(super) server: Arc<Server>,
    pub(super) end: Sender<End>,
}

/// The service that answers greeting and farewell.
pub(super) type Service = LspService<Lifecycle>;

impl LanguageServer for Lifecycle {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let session = Session::new(&params, self.server.lang);
        let greeting = capabilities::of(&session);
        if self.server.begin(session) {
            self.server.folders.begin(&params);
            self.server.speak();
            if let Some(options) = &params.initialization_options {
                self.server.begin_with(options);
            }
            let server = self.server.clone();
            thread::spawn(move || publish::run(&server));
            let server = self.server.clone();
            thread::spawn(move || shelves::run(&server));
            if let Some(process) = params.process_id {
                let end = self.end.clone();
                thread::spawn(move || watch(process, &end));
            }
        }
        Ok(greeting)
    }

    async fn initialized(&self, _params: InitializedParams) {
        notices::ready(&self.server);
    }

    async fn shutdown(&self) -> Result<()> {
        self.server.set_phase(Phase::Ending);
        Ok(())
    }
}

/// Ends the session when the client's process is gone.
fn watch(process: u32, end: &Sender<End>) {
    while lives(process) {
        thread::sleep(LOOK);
    }
    let _ = end.send(End::Abrupt);
}

#[cfg(unix)]
fn lives(process: u32) -> bool {
    let Some(process) = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw) else { return true };
    // One that may not be asked is alive.
    !matches!(rustix::process::test_kill_process(process), Err(rustix::io::Errno::SRCH))
}

/// Elsewhere the end of its input tells the server that the client is gone.
#[cfg(not(unix))]
fn lives(_process: u32) -> bool {
    true
}
