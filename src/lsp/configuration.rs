//! Which settings hold for a document: those of the user, then those of `mubiao.toml`; and what is wrong with them.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use serde_json::{Value, json};
use tower_lsp::ls_types::{MessageType, Registration, Uri};

use super::client::registration;
use super::preferences::Preferences;
use super::session::Session;
use super::settings::{Reported, Sources, lock};
use super::state::Server;
use super::to_proto::{self, SOURCE};
use super::{publish, uris};
use crate::config::FILE_NAME;
use crate::fs;
use crate::lint::Settings;
use crate::profile::{INDICATORS, LAYOUT};
use crate::text::{Document, Encoding, Position, TextRange};
use crate::workspace::{Broken, Workspace};

/// What the watching of files is called between server and client.
const WATCH: &str = "workspace/didChangeWatchedFiles";

impl Server {
    /// What a lint of the document at `uri` heeds.
    pub(super) fn settings(&self, uri: &str) -> Arc<Settings> {
        let path = uris::path_of(uri).or_else(|| Some(self.folders.first()?.join("untitled.mubiao")));
        self.settings_of(path.as_deref())
    }

    /// What a lint of the file at `path` heeds.
    pub(super) fn settings_of(&self, path: Option<&Path>) -> Arc<Settings> {
        let sources = self.configuration.sources();
        let near = path.and_then(|path| sources.near(path, |broken| self.report_broken(broken, path)));
        let bare = || sources.bare.iter().find_map(|workspace| workspace.find(Path::new("untitled.mubiao")).ok());
        let found = near.or_else(bare);
        let lang = self.session().map_or(self.lang, |session| session.lang);
        Arc::new(found.map_or_else(|| Settings { lang, ..Settings::default() }, |found| found.settings()))
    }

    /// Whether the configuration leaves the file at `path` out.
    pub(super) fn is_excluded(&self, path: &Path) -> bool {
        let sources = self.configuration.sources();
        let near = sources.near(path, |broken| self.report_broken(broken, path));
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
        if self.take_preferences(section) {
            self.reconfigure();
        }
    }

    /// Takes the user's settings as the client gives them at the start, when no document is open.
    pub(super) fn begin_with(&self, options: &Value) {
        if let Some(section) = self.configuration.push(options) {
            self.take_preferences(&section);
        }
    }

    /// True when they are others than before.
    fn take_preferences(&self, section: &Value) -> bool {
        let Some(session) = self.session() else { return false };
        let before = std::mem::replace(&mut *lock(&self.configuration.section), section.clone());
        if before == *section {
            return false;
        }
        let (preferences, wrong) = Preferences::read(section, session.lang);
        for wrong in wrong {
            self.client.show(MessageType::WARNING, &wrong);
        }
        self.set_session(Session { preferences, ..(*session).clone() });
        self.speak();
        true
    }

    /// Finds the settings of all documents anew where files have changed.
    pub(super) fn reconfigure_if_changed(&self) {
        if !self.configuration.sources().near.iter().all(Workspace::is_current) {
            self.reconfigure();
        }
    }

    /// Finds the settings of all documents anew, because files or the user's settings have changed.
    pub(super) fn reconfigure(&self) {
        self.configuration.sources().near.iter().for_each(Workspace::forget);
        self.configuration.round.fetch_add(1, Ordering::AcqRel);
        {
            let mut documents = self.documents();
            for (uri, open) in documents.iter_mut() {
                open.buffer.set_settings(self.settings(uri));
                open.buffer.set_place(open.path.as_deref().and_then(|path| self.on_shelf(path)));
                open.revision = self.next_revision();
                // What was told depends on more than the text.
                open.shown = Arc::default();
            }
        }
        self.look_for_broken();
        self.clear_corrected();
        self.mark_all();
        self.index.scan();
        self.watch_other_files();
    }

    /// Reports what is broken in the configuration of the folders, whether documents are open there or not.
    pub(super) fn look_for_broken(&self) {
        for folder in self.folders.all() {
            self.settings_of(Some(&folder.join("untitled.mubiao")));
        }
    }

    /// Takes back the reports of what is not broken any more.
    fn clear_corrected(&self) {
        let round = self.configuration.round();
        let asked: Vec<PathBuf> = lock(&self.configuration.reported).values().map(|told| told.asked.clone()).collect();
        for path in asked {
            self.settings_of(Some(&path));
        }
        let mut mended = Vec::new();
        lock(&self.configuration.reported).retain(|path, told| {
            let still = told.round == round;
            if !still {
                mended.push(path.clone());
            }
            still
        });
        for uri in mended.iter().filter_map(Uri::from_file_path) {
            publish::clear(self, uri.as_str());
        }
    }

    /// Asks the client for the user's settings, away from the reader's thread, which has to read the answer. Of a client
    /// that does not answer nothing more is asked.
    pub(super) fn ask_for_preferences(self: &Arc<Self>) {
        if self.configuration.asking.fetch_add(1, Ordering::AcqRel) > 0 {
            return;
        }
        let server = self.clone();
        self.runtime.spawn(async move {
            loop {
                let asked = server.configuration.asking.load(Ordering::Acquire);
                match server.client.configuration(SOURCE).await {
                    Ok(section) => {
                        let section = section.filter(|section| !section.is_null());
                        let section = section.unwrap_or_else(|| lock(&server.configuration.pushed).clone());
                        let of = server.clone();
                        // It may have all documents read again.
                        let taken = server.runtime.work(move || of.prefer(&section)).await;
                        taken.unwrap_or_else(|cause| tracing::error!(cause, "settings could not be taken"));
                    }
                    Err(error) => server.client.log(&format!("workspace/configuration: {error}")),
                }
                // What changed while the client answered is asked for again.
                let done = server.configuration.asking.compare_exchange(asked, 0, Ordering::AcqRel, Ordering::Acquire);
                if done.is_ok() {
                    return;
                }
            }
        });
    }

    /// What the client is to be asked so that it tells of files that change; `None` when it does not take that, or was
    /// asked for the same before.
    pub(super) fn watch_files(&self, session: &Session) -> Option<Registration> {
        if !session.watches() {
            return None;
        }
        let watchers = self.watchers(session);
        let known = lock(&self.configuration.watched).replace(watchers.clone());
        (known.as_ref() != Some(&watchers)).then(|| registration(WATCH, json!({ "watchers": watchers })))
    }

    /// Has the client watch other files since the configuration is made of others.
    fn watch_other_files(&self) {
        let Some(session) = self.session() else { return };
        // Before the client is ready it is asked for nothing.
        if lock(&self.configuration.watched).is_none() {
            return;
        }
        if let Some(wanted) = self.watch_files(&session) {
            self.client.register_again(wanted);
        }
    }

    /// The patterns of the files whose changes matter.
    fn watchers(&self, session: &Session) -> Vec<Value> {
        /// Files and folders that come and go; what changes in a folder is told of its files.
        const COME_AND_GO: u32 = 1 | 4;
        let mut watchers: Vec<Value> = [FILE_NAME, "*.mubiao", LAYOUT, INDICATORS]
            .map(|name| json!({ "globPattern": format!("**/{name}") }))
            .to_vec();
        watchers.push(json!({ "globPattern": "**/*", "kind": COME_AND_GO }));
        let files = self.configuration.sources().near.iter().map(Workspace::files).fold(Vec::new(), |mut all, some| {
            all.extend(some);
            all
        });
        for file in files {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if [FILE_NAME, LAYOUT, INDICATORS].contains(&&*name) && self.folders.holding(&file).is_some() {
                continue;
            }
            let folder = file.parent().and_then(Uri::from_file_path);
            let pattern = match folder.filter(|_| session.watches_elsewhere()) {
                Some(folder) => json!({ "baseUri": folder.as_str(), "pattern": name }),
                None => fs::display(&file).into(),
            };
            let watcher = json!({ "globPattern": pattern });
            if !watchers.contains(&watcher) {
                watchers.push(watcher);
            }
        }
        watchers
    }

    fn report_broken(&self, broken: &Broken, asked: &Path) {
        let Some(session) = self.session() else { return };
        let lang = session.lang;
        let messages = broken.messages(lang);
        let told = Reported { messages, asked: asked.to_owned(), round: self.configuration.round() };
        let messages = told.messages.join("\n");
        let known = lock(&self.configuration.reported).insert(broken.path.clone(), told);
        // Reported once, however often it is looked for.
        if known.is_some_and(|known| known.messages.join("\n") == messages) {
            return;
        }
        self.client.show(MessageType::WARNING, &messages);
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
        publish::publish_file(self, uri.as_str(), &Value::from_iter(unread.chain(mistakes)));
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
