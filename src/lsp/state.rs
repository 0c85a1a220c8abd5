//! What the server knows: the session, the open documents, the requests that wait.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use tower_lsp::Client;
use tower_lsp::ls_types::MessageType;

use super::configuration::Configuration;
use super::folders::Folders;
use super::outgoing::Outgoing;
use super::painted::Painted;
use super::pending::Pending;
use super::publish::{self, Publisher};
use super::render::Shown;
use super::session::Session;
use super::shelves::Shelves;
use crate::diagnostic::Lang;
use crate::ide::{Analysis, Buffer};

/// A document that the client has open.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) buffer: Buffer,
    /// The file that it is, from the root and without links; `None` for what is no file.
    pub(super) path: Option<PathBuf>,
    /// Which moment of all documents it shows.
    pub(super) moment: u64,
    /// Of what the last change put in, the characters that may change what stands around them.
    pub(super) typed: String,
    /// What was told of it last.
    pub(super) shown: Arc<Mutex<Shown>>,
    /// The colours that were told of it last.
    pub(super) painted: Arc<Mutex<Painted>>,
}

/// A document at one moment: what a request about it is answered from.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    /// The document's URI as the client spells it.
    pub(super) uri: String,
    /// Its text, sheets and findings.
    pub(super) analysis: Analysis,
    /// What was agreed with the client.
    pub(super) session: Arc<Session>,
    /// Which moment of all documents it is.
    pub(super) number: u64,
    /// Of what the last change put in, the characters that may change what stands around them.
    pub(super) typed: String,
    /// What was told of it last.
    pub(super) shown: Arc<Mutex<Shown>>,
    /// The colours that were told of it last.
    pub(super) painted: Arc<Mutex<Painted>>,
}

/// How far a session has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Nothing was agreed yet.
    New,
    /// The client may ask.
    Running,
    /// The client will leave.
    Ending,
}

/// What all threads share.
#[derive(Debug)]
pub(super) struct Server {
    pub(super) outgoing: Outgoing,
    pub(super) pending: Pending,
    pub(super) publisher: Publisher,
    pub(super) configuration: Configuration,
    pub(super) folders: Folders,
    pub(super) shelves: Shelves,
    session: RwLock<Option<Arc<Session>>>,
    phase: AtomicU8,
    /// Whether the client has asked for findings.
    pulled: AtomicBool,
    documents: Mutex<FxHashMap<String, Open>>,
    moments: AtomicU64,
    /// The language for a client that does not say what its user reads.
    pub(super) lang: Lang,
    /// What the server asks of the client.
    pub(super) client: Client,
}

impl Server {
    pub(super) fn new(outgoing: Outgoing, lang: Lang, client: Client) -> Self {
        Self {
            outgoing,
            pending: Pending::default(),
            publisher: Publisher::default(),
            configuration: Configuration::new(lang),
            folders: Folders::default(),
            shelves: Shelves::default(),
            session: RwLock::default(),
            phase: AtomicU8::new(Phase::New as u8),
            pulled: AtomicBool::new(false),
            documents: Mutex::default(),
            moments: AtomicU64::new(0),
            lang,
            client,
        }
    }

    /// What was agreed with the client, once it was.
    pub(super) fn session(&self) -> Option<Arc<Session>> {
        self.session.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes other settings of the user.
    pub(super) fn set_session(&self, session: Session) {
        *self.session.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(session));
    }

    /// Begins the session; false when it has begun before.
    pub(super) fn begin(&self, session: Session) -> bool {
        let begun = self.phase() == Phase::New;
        if begun {
            self.set_session(session);
            self.set_phase(Phase::Running);
        }
        begun
    }

    pub(super) fn phase(&self) -> Phase {
        match self.phase.load(Ordering::Acquire) {
            0 => Phase::New,
            1 => Phase::Running,
            _ => Phase::Ending,
        }
    }

    pub(super) fn set_phase(&self, phase: Phase) {
        self.phase.store(phase as u8, Ordering::Release);
    }

    /// Whether the client asks for findings. One that says so and never does is told them.
    pub(super) fn pulls(&self) -> bool {
        self.pulled.load(Ordering::Acquire)
    }

    /// The client asks for findings: from now on they are not told.
    pub(super) fn pull(&self) {
        if !self.pulls() && self.session().is_some_and(|session| session.pulls) {
            self.pulled.store(true, Ordering::Release);
            self.publisher.stop(|uri| publish::clear(self, uri));
        }
    }

    /// A number that no moment had before.
    pub(super) fn next_moment(&self) -> u64 {
        self.moments.fetch_add(1, Ordering::Relaxed)
    }

    /// The open documents, by URI as the client spells it.
    pub(super) fn documents(&self) -> MutexGuard<'_, FxHashMap<String, Open>> {
        self.documents.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The document as it stands.
    pub(super) fn moment(&self, uri: &str) -> Option<Moment> {
        let session = self.session()?;
        self.documents().get(uri).map(|open| open.moment(uri, &session))
    }

    /// All open documents as they stand, by URI.
    pub(super) fn moments(&self) -> Vec<Moment> {
        let Some(session) = self.session() else { return Vec::new() };
        let mut moments: Vec<Moment> = self.documents().iter().map(|(uri, open)| open.moment(uri, &session)).collect();
        moments.sort_by(|a, b| a.uri.cmp(&b.uri));
        moments
    }

    /// Has the findings of all open documents told or asked for anew.
    pub(super) fn mark_all(&self) {
        let Some(session) = self.session() else { return };
        if self.pulls() {
            self.refresh(&session);
        } else {
            let uris: Vec<String> = self.documents().keys().cloned().collect();
            uris.iter().for_each(|uri| self.publisher.mark(uri));
        }
    }

    /// Asks a client that asks for findings to do it again.
    pub(super) fn refresh(&self, session: &Session) {
        if session.refreshes() {
            self.request("workspace/diagnostic/refresh", &Value::Null);
        }
    }

    /// Asks the client for something whose answer nobody waits for.
    pub(super) fn request(&self, method: &str, params: &Value) {
        let id = format!("mubiao/{}", self.next_moment());
        self.outgoing.send_message(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
    }

    /// Leaves a line in the client's log.
    pub(super) fn log(&self, message: &str) {
        self.say("window/logMessage", MessageType::ERROR, message);
    }

    /// Shows the user a message.
    pub(super) fn show(&self, kind: MessageType, message: &str) {
        self.say("window/showMessage", kind, message);
    }

    /// Tells the client something.
    pub(super) fn notify(&self, method: &str, params: &Value) {
        self.outgoing.send_message(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn say(&self, method: &str, kind: MessageType, message: &str) {
        self.notify(method, &json!({ "type": kind, "message": message }));
    }
}

impl Open {
    fn moment(&self, uri: &str, session: &Arc<Session>) -> Moment {
        Moment {
            uri: uri.to_owned(),
            analysis: self.buffer.analysis(),
            session: session.clone(),
            number: self.moment,
            typed: self.typed.clone(),
            shown: self.shown.clone(),
            painted: self.painted.clone(),
        }
    }
}
