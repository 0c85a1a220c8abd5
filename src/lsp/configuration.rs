//! Which settings hold for a document: those of the user, then those of `mubiao.toml`; and what is wrong with them.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread;

use futures::executor::block_on;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use tower_lsp_server::ls_types::{ConfigurationItem, MessageType, Uri};

use super::preferences::Preferences;
use super::session::Session;
use super::state::Server;
use super::to_proto::{self, SOURCE};
use super::{folders, publish};
use crate::config::{FILE_NAME, Layer};
use crate::diagnostic::Lang;
use crate::fs;
use crate::lint::Settings;
use crate::profile::{INDICATORS, LAYOUT};
use crate::text::{Document, Encoding, Position, TextRange};
use crate::workspace::{Broken, Found, Lookup, Workspace};

/// The settings of all documents.
#[derive(Debug)]
pub(super) struct Configuration {
    found: RwLock<Arc<Sources>>,
    /// What the user has set.
    section: Mutex<Value>,
    /// Counts the times that settings may have changed.
    round: AtomicU64,
    /// What was told to be broken.
    told: Mutex<FxHashMap<PathBuf, Arc<Broken>>>,
}

/// Where settings come from.
#[derive(Debug)]
struct Sources {
    /// For files: with the form that the user asks for, and without it where there is no such form.
    near: Vec<Workspace>,
    /// The same for what is no file, and for files whose configuration is broken.
    bare: Vec<Workspace>,
}

impl Configuration {
    pub(super) fn new(lang: Lang) -> Self {
        let found = RwLock::new(Arc::new(Sources::new(Layer::default(), lang, None)));
        Self { found, section: Mutex::default(), round: AtomicU64::new(0), told: Mutex::default() }
    }

    /// Which round of changes this is; settings found in an earlier one may be out of date.
    pub(super) fn round(&self) -> u64 {
        self.round.load(Ordering::Acquire)
    }

    /// Whether a change of the file at `path` may change settings.
    pub(super) fn depends_on(&self, path: &Path) -> bool {
        self.sources().near.iter().any(|workspace| workspace.depends_on(path))
    }

    fn sources(&self) -> Arc<Sources> {
        self.found.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Sources {
    /// `confined` are the folders that are not trusted.
    fn new(asked: Layer, lang: Lang, confined: Option<Vec<PathBuf>>) -> Self {
        let plain = asked.profile.is_some().then(|| Layer { profile: None, ..asked.clone() });
        let layers: Vec<Layer> = [asked].into_iter().chain(plain).collect();
        let one = |layer: &Layer, lookup: &Lookup| {
            let workspace = Workspace::new(layer.clone(), lookup.clone(), lang);
            match &confined {
                Some(folders) => workspace.confined_to(folders.clone()),
                None => workspace,
            }
        };
        let all = |lookup: Lookup| layers.iter().map(|layer| one(layer, &lookup)).collect();
        Self { near: all(Lookup::Nearest), bare: all(Lookup::Nothing) }
    }

    /// What holds for the file at `path`; what is broken goes to `tell`, each once.
    fn near(&self, path: &Path, tell: impl Fn(&Arc<Broken>)) -> Option<Found> {
        for workspace in &self.near {
            match workspace.find(path) {
                Ok(found) => return Some(found),
                Err(broken) => {
                    tell(&broken);
                    // A file that is broken is so whatever form is asked for.
                    if broken.path.is_absolute() {
                        return None;
                    }
                }
            }
        }
        None
    }
}

impl Server {
    /// What a lint of the document at `uri` heeds.
    pub(super) fn settings(&self, uri: &str) -> Arc<Settings> {
        let path = folders::path_of(uri).or_else(|| Some(self.folders.first()?.join("untitled.mubiao")));
        self.settings_of(path.as_deref())
    }

    /// What a lint of the file at `path` heeds.
    pub(super) fn settings_of(&self, path: Option<&Path>) -> Arc<Settings> {
        let sources = self.configuration.sources();
        let near = path.and_then(|path| sources.near(path, |broken| self.tell_broken(broken)));
        let bare = || sources.bare.iter().find_map(|workspace| workspace.find(Path::new("untitled.mubiao")).ok());
        let found = near.or_else(bare);
        let lang = self.session().map_or(self.lang, |session| session.lang);
        Arc::new(found.map_or_else(|| Settings { lang, ..Settings::default() }, |found| found.settings()))
    }

    /// Whether the configuration leaves the file at `path` out.
    pub(super) fn is_excluded(&self, path: &Path) -> bool {
        let sources = self.configuration.sources();
        let near = sources.near(path, |broken| self.tell_broken(broken));
        near.is_some_and(|found| found.effective.excluded(&found.path).is_some())
    }

    /// Has everything said in the language of the session.
    pub(super) fn speak(&self) {
        let Some(session) = self.session() else { return };
        let confined = (!session.trusted).then(|| self.folders.all());
        let sources = Sources::new(session.preferences.layer.clone(), session.lang, confined);
        *self.configuration.found.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(sources);
    }

    /// Takes the user's settings, the section `mubiao`.
    pub(super) fn prefer(&self, section: &Value) {
        let Some(session) = self.session() else { return };
        let before = std::mem::replace(
            &mut *self.configuration.section.lock().unwrap_or_else(PoisonError::into_inner),
            section.clone(),
        );
        if before == *section {
            return;
        }
        let (preferences, wrong) = Preferences::read(section, session.lang);
        for wrong in wrong {
            self.show(MessageType::WARNING, &wrong);
        }
        self.set_session(Session { preferences, ..(*session).clone() });
        self.speak();
        self.reconfigure();
    }

    /// Finds the settings of all documents anew, because files or the user's settings have changed.
    pub(super) fn reconfigure(&self) {
        self.configuration.sources().near.iter().for_each(Workspace::forget);
        self.configuration.round.fetch_add(1, Ordering::AcqRel);
        let before = std::mem::take(&mut *self.told());
        {
            let mut documents = self.documents();
            for (uri, open) in documents.iter_mut() {
                open.buffer.set_settings(self.settings(uri));
                open.buffer.set_place(open.path.as_deref().and_then(|path| self.on_shelf(path)));
                open.moment = self.next_moment();
                // What was told depends on more than the text.
                open.shown = Arc::default();
            }
        }
        self.look_for_broken();
        let told = self.told();
        for path in before.keys().filter(|path| !told.contains_key(*path)) {
            if let Some(uri) = Uri::from_file_path(path) {
                publish::clear(self, uri.as_str());
            }
        }
        drop(told);
        self.mark_all();
        self.shelves.scan();
    }

    /// Tells of what is broken in the configuration of the folders, whether documents are open there or not.
    pub(super) fn look_for_broken(&self) {
        for folder in self.folders.all() {
            self.settings_of(Some(&folder.join("untitled.mubiao")));
        }
    }

    /// Asks the client for the user's settings, away from the reader's thread, which has to read the answer.
    pub(super) fn ask_for_preferences(self: &Arc<Self>) {
        let server = self.clone();
        thread::spawn(move || {
            let item = ConfigurationItem { scope_uri: None, section: Some(SOURCE.to_owned()) };
            match block_on(server.client.configuration(vec![item])) {
                Ok(sections) => server.prefer(sections.first().unwrap_or(&Value::Null)),
                Err(error) => server.log(&format!("workspace/configuration: {error}")),
            }
        });
    }

    fn tell_broken(&self, broken: &Arc<Broken>) {
        let known = self.told().insert(broken.path.clone(), broken.clone());
        if known.is_some_and(|known| Arc::ptr_eq(&known, broken)) {
            return;
        }
        let Some(session) = self.session() else { return };
        let lang = session.lang;
        self.show(MessageType::WARNING, &broken.messages(lang).join("\n"));
        let Some(uri) = Uri::from_file_path(&broken.path).filter(|_| broken.path.is_absolute()) else { return };
        // What is no configuration at all has no places, and may be a pipe.
        let read = || fs::read_config(&broken.path).map(|source| source.text().to_owned()).unwrap_or_default();
        let text = if broken.unread.is_some() { String::new() } else { read() };
        let document = Document::new(&text, 0);
        let item = |position: Option<(usize, usize)>, message: String| {
            let range = position.map_or(TextRange::new(0, 0), |(line, column)| rest_of_line(&document, line, column));
            let range = to_proto::range(&document, range, session.encoding);
            json!({ "range": range, "severity": 1, "source": SOURCE, "message": message })
        };
        let unread = broken.unread.iter().map(|error| item(None, error.message(lang)));
        let mistakes = broken.mistakes.iter().map(|error| item(error.position, error.mistake.message(lang)));
        publish::tell_of_file(self, uri.as_str(), &Value::from_iter(unread.chain(mistakes)));
    }

    fn told(&self) -> std::sync::MutexGuard<'_, FxHashMap<PathBuf, Arc<Broken>>> {
        self.configuration.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// From a 1-based line and column, in characters, to the end of that line.
fn rest_of_line(document: &Document, line: usize, column: usize) -> TextRange {
    let at = |column: usize| {
        let position = Position { line: line as u32 - 1, character: u32::try_from(column).unwrap_or(u32::MAX) };
        document.offset(position, Encoding::Utf32) as u32
    };
    TextRange::new(at(column - 1), at(usize::MAX))
}

/// The patterns of the files whose changes matter.
pub(super) fn watched() -> [String; 4] {
    [FILE_NAME, "*.mubiao", LAYOUT, INDICATORS].map(|name| format!("**/{name}"))
}
