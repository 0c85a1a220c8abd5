//! What the server knows: the session, the open documents, the requests that wait.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use tokio::sync::Notify;
use tower_lsp::ls_types::TraceValue;

use super::End;
use super::client::ClientHandle;
use super::folders::Folders;
use super::pool::Pool;
use super::publisher::Publisher;
use super::render::Shown;
use super::runtime::Runtime;
use super::semantic_tokens_cache::SemanticTokensCache;
use super::session::Session;
use super::settings::Configuration;
use super::snapshot::Snapshot;
use super::workspace_index::WorkspaceIndex;
use crate::diagnostic::Lang;
use crate::ide::Buffer;

/// A document that the client has open.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) buffer: Buffer,
    /// The file that it is, from the root and without links; `None` for what is no file.
    pub(super) path: Option<PathBuf>,
    /// The revision of all documents that it shows.
    pub(super) revision: u64,
    /// Of what the last change put in, the characters that may change what stands around them.
    pub(super) typed: String,
    /// The findings that were published last.
    pub(super) shown: Arc<Mutex<Shown>>,
    /// The semantic tokens that were answered last.
    pub(super) tokens_cache: Arc<Mutex<SemanticTokensCache>>,
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
    /// Where work is done that takes time.
    pub(super) pool: Pool,
    /// What tasks of the server run on.
    pub(super) runtime: Runtime,
    /// Tells that the client has introduced itself.
    greeted: Arc<Notify>,
    /// Tells that the client's process is gone.
    pub(super) gone: Arc<Notify>,
    /// How much the client wants to hear of the server's work.
    trace: Mutex<TraceValue>,
    /// How the client has left, once it has.
    left: OnceLock<End>,
    pub(super) publisher: Publisher,
    pub(super) configuration: Configuration,
    pub(super) folders: Folders,
    pub(super) index: WorkspaceIndex,
    session: RwLock<Option<Arc<Session>>>,
    phase: AtomicU8,
    /// Whether the client has pulled findings.
    pulled: AtomicBool,
    documents: Mutex<FxHashMap<String, Open>>,
    revisions: AtomicU64,
    /// The language for a client that does not say what its user reads.
    pub(super) lang: Lang,
    /// What talks to the client.
    pub(super) client: ClientHandle,
}

impl Server {
    pub(super) fn new(lang: Lang, client: ClientHandle, runtime: Runtime, greeted: Arc<Notify>) -> Self {
        Self {
            pool: Pool::new(runtime.clone()),
            runtime,
            greeted,
            gone: Arc::default(),
            trace: Mutex::new(TraceValue::Off),
            left: OnceLock::new(),
            publisher: Publisher::default(),
            configuration: Configuration::new(lang),
            folders: Folders::default(),
            index: WorkspaceIndex::default(),
            session: RwLock::default(),
            phase: AtomicU8::new(Phase::New as u8),
            pulled: AtomicBool::new(false),
            documents: Mutex::default(),
            revisions: AtomicU64::new(0),
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
            self.greeted.notify_one();
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

    /// Whether the client pulls. To one that announces it and never does, findings are published.
    pub(super) fn pulls(&self) -> bool {
        self.pulled.load(Ordering::Acquire)
    }

    /// The client pulls: from now on nothing is published.
    pub(super) fn pull(&self) {
        if !self.pulls() && self.session().is_some_and(|session| session.pulls) {
            self.pulled.store(true, Ordering::Release);
            self.publisher.stop(|uri| self.client.publish(uri, "[]"));
        }
    }

    /// A revision that no document had before.
    pub(super) fn next_revision(&self) -> u64 {
        self.revisions.fetch_add(1, Ordering::Relaxed)
    }

    /// The open documents, by URI as the client spells it.
    pub(super) fn documents(&self) -> MutexGuard<'_, FxHashMap<String, Open>> {
        self.documents.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The document as it stands.
    pub(super) fn snapshot(&self, uri: &str) -> Option<Snapshot> {
        let session = self.session()?;
        self.documents().get_mut(uri).map(|open| open.snapshot(uri, &session))
    }

    /// Whether the document has changed since.
    pub(super) fn is_stale(&self, snapshot: &Snapshot) -> bool {
        self.documents().get(&snapshot.uri).is_none_or(|open| open.revision != snapshot.revision)
    }

    /// All open documents as they stand, by URI.
    pub(super) fn snapshots(&self) -> Vec<Snapshot> {
        let Some(session) = self.session() else { return Vec::new() };
        let mut snapshots: Vec<Snapshot> =
            self.documents().iter_mut().map(|(uri, open)| open.snapshot(uri, &session)).collect();
        snapshots.sort_by(|a, b| a.uri.cmp(&b.uri));
        snapshots
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
            self.client.refresh_findings();
        }
    }

    /// How much the client wants to hear of the server's work.
    pub(super) fn trace(&self) -> TraceValue {
        *self.trace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn set_trace(&self, trace: TraceValue) {
        *self.trace.lock().unwrap_or_else(PoisonError::into_inner) = trace;
    }

    /// The client leaves.
    pub(super) fn leave(&self) {
        let _ = self.left.set(if self.phase() == Phase::Ending { End::Exit } else { End::Abrupt });
    }

    /// How the session has ended.
    pub(super) fn end(&self) -> End {
        let stranger = self.phase() == Phase::New;
        *self.left.get_or_init(|| if stranger { End::Stranger } else { End::Abrupt })
    }

    /// Ends what goes on in the background.
    pub(super) fn close(&self) {
        self.publisher.close();
        self.index.close();
    }
}

impl Open {
    pub(super) fn snapshot(&mut self, uri: &str, session: &Arc<Session>) -> Snapshot {
        Snapshot {
            uri: uri.to_owned(),
            analysis: self.buffer.analysis(),
            session: session.clone(),
            revision: self.revision,
            typed: self.typed.clone(),
            shown: self.shown.clone(),
            tokens_cache: self.tokens_cache.clone(),
        }
    }
}
