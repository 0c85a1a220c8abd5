//! The files of the workspace folders, read in the background for findings across files, symbols and workspace pulls.
//!
//! An open document counts as it stands in the editor, not as it stands on the disk.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use tower_lsp::ls_types::Uri;

use super::progress::Progress;
use super::render::Rendered;
use super::runtime;
use super::session::Session;
use super::snapshot::Snapshot;
use super::state::Server;
use super::workspace_index::{Job, Report};
use crate::fs::{self, Problem};
use crate::ide::{Buffer, OnShelf, Shelf};

/// From so many bytes on it is first looked whether a book has findings at all.
const LONG: usize = 1 << 20;

/// Reads until the end.
pub(super) fn run(server: &Arc<Server>) {
    let mut news = false;
    while let Some(job) = server.index.next() {
        let work = || match &job {
            Job::Scan => scan(server),
            Job::Look(path) => look(server, path),
        };
        match catch_unwind(AssertUnwindSafe(work)) {
            Ok(changed) => news |= changed,
            Err(panic) => {
                server.client.log(&format!("a file of the folders could not be read ({})", runtime::cause(&*panic)));
            }
        }
        server.spread();
        // Told once all is read, so that who asks then gets the newest of every file.
        if news && server.index.is_idle() {
            news = false;
            server.session().into_iter().filter(|_| server.pulls()).for_each(|session| server.refresh(&session));
        }
    }
}

impl Server {
    /// The place of the file at `path` among those of its folder; `None` where it is in none.
    pub(super) fn on_shelf(&self, path: &Path) -> Option<OnShelf> {
        if !self.session()?.preferences.scan {
            return None;
        }
        let folder = self.folders.holding(path)?;
        let path = path.strip_prefix(&folder).ok()?.into();
        Some(OnShelf { shelf: self.index.folders().entry(folder).or_default().clone(), path })
    }

    /// Drops the shelves of folders that were given up. Which those are is asked with the shelves at hand: a folder may be
    /// taken up at any time, and what is open there has its place on a shelf at once.
    fn drop_folders(&self) {
        let mut shelves = self.index.folders();
        let scan = self.session().is_some_and(|session| session.preferences.scan);
        let folders = if scan { self.folders.all() } else { Vec::new() };
        shelves.retain(|folder, _| folders.contains(folder));
    }

    /// Republishes findings for files affected by changes in other files.
    pub(super) fn spread(&self) {
        let Some(session) = self.session() else { return };
        let mut affected = Vec::new();
        for (folder, shelf) in &*self.index.folders() {
            affected.extend(shelf.take_affected().into_iter().map(|path| folder.join(path)));
        }
        if affected.is_empty() {
            return;
        }
        let mut open: Vec<String> = Vec::new();
        {
            let mut documents = self.documents();
            for (uri, document) in documents.iter_mut() {
                if let Some(at) = affected.iter().position(|path| Some(path) == document.path.as_ref()) {
                    affected.swap_remove(at);
                    document.revision = self.next_revision();
                    open.push(uri.clone());
                }
            }
        }
        if session.pulls {
            affected.into_iter().for_each(|path| self.index.look(path));
        }
        if self.pulls() {
            if !open.is_empty() {
                self.refresh(&session);
            }
        } else {
            open.iter().for_each(|uri| self.publisher.mark(uri));
        }
    }

    /// Whether the file at `path`, which has changed, is one that a scan reads.
    pub(super) fn is_scanned(&self, path: &Path) -> bool {
        let Some(place) = self.on_shelf(path) else { return false };
        let hidden = place.path.iter().any(|part| part.to_string_lossy().starts_with('.'));
        let walked = || {
            path.parent().is_some_and(|parent| fs::find(&[parent.to_owned()]).iter().flatten().any(|one| one == path))
        };
        !self.is_excluded(path) && (place.shelf.has(&place.path) || !hidden && walked())
    }

    /// The books in the folder at `path`, when it is one that a scan reads.
    pub(super) fn books_of(&self, path: &Path) -> Vec<PathBuf> {
        let Some(place) = self.on_shelf(path) else { return Vec::new() };
        if place.path.iter().any(|part| part.to_string_lossy().starts_with('.')) {
            return Vec::new();
        }
        let parent = self.folders.holding(path).unwrap_or_else(|| path.to_owned());
        // Found from above, because what is ignored is said there.
        let found = fs::find(&[parent]).into_iter().flatten();
        found.filter(|book| book.starts_with(path)).collect()
    }

    /// The books at `path` and below that were read.
    pub(super) fn known_books(&self, path: &Path) -> Vec<PathBuf> {
        let mut books = Vec::new();
        for (folder, shelf) in &*self.index.folders() {
            books.extend(shelf.paths().iter().map(|book| folder.join(book)).filter(|book| book.starts_with(path)));
        }
        books
    }

    /// What `read` finds in each of the books that were read and are not open, as they stand on the disk now.
    pub(super) fn read_closed<T: Send>(&self, read: impl Fn(&Snapshot) -> Vec<T> + Sync) -> Vec<T> {
        let Some(session) = self.session() else { return Vec::new() };
        let mut paths = self.known_books(Path::new(""));
        paths.retain(|path| !self.is_open(path));
        paths.sort();
        let found = paths.par_iter().flat_map_iter(|path| {
            let source = fs::read(path).ok();
            let snapshot = source.and_then(|source| {
                let mut buffer = Buffer::new(source.text(), 0, self.settings_of(Some(path)));
                Some(closed(&Uri::from_file_path(path)?, &mut buffer, session.clone()))
            });
            snapshot.iter().flat_map(&read).collect::<Vec<T>>()
        });
        found.collect()
    }

    fn is_open(&self, path: &Path) -> bool {
        self.documents().values().any(|open| open.path.as_deref() == Some(path))
    }
}

/// A file that is not open as it stands on the disk.
fn closed(uri: &Uri, buffer: &mut Buffer, session: Arc<Session>) -> Snapshot {
    Snapshot {
        uri: uri.as_str().to_owned(),
        analysis: buffer.analysis(),
        session,
        revision: 0,
        typed: String::new(),
        shown: Arc::default(),
        tokens_cache: Arc::default(),
    }
}

/// Reads the files of all folders; true because who asked for all before knows less.
fn scan(server: &Arc<Server>) -> bool {
    let Some(session) = server.session() else { return false };
    server.drop_folders();
    let folders = if session.preferences.scan { server.folders.all() } else { Vec::new() };
    let mut files = Vec::new();
    for folder in &folders {
        for found in fs::find(std::slice::from_ref(folder)) {
            match found {
                // A folder in a folder is read once.
                Ok(path) if server.folders.holding(&path).as_ref() == Some(folder) => {
                    if !server.is_excluded(&path) {
                        files.push(path);
                    }
                }
                Ok(_) => {}
                Err(error) if matches!(error.problem, Problem::NoSheets) => {}
                Err(error) => server.client.log(&error.message(session.lang)),
            }
        }
    }
    let known: std::collections::BTreeSet<&PathBuf> = files.iter().collect();
    server.index.reports_by_path().retain(|path, _| known.contains(path));
    let shelves: Vec<(PathBuf, Arc<Shelf>)> =
        server.index.folders().iter().map(|(folder, shelf)| (folder.clone(), shelf.clone())).collect();
    for (folder, shelf) in shelves {
        for path in shelf.paths() {
            let whole = folder.join(&path);
            if !known.contains(&whole) && !server.is_open(&whole) {
                OnShelf { shelf: shelf.clone(), path }.remove();
            }
        }
    }
    let mut progress = Progress::begin(server, &session, files.len());
    for (at, path) in files.iter().enumerate() {
        if server.index.is_superseded() {
            break;
        }
        look(server, path);
        progress.reach(at + 1);
    }
    progress.end();
    true
}

/// Reads a file that is not open; true when its findings have changed.
fn look(server: &Arc<Server>, path: &Path) -> bool {
    let Some(session) = server.session() else { return false };
    let Some(place) = server.on_shelf(path) else { return false };
    let mut documents = server.documents();
    let open = documents.iter_mut().find(|(_, open)| open.path.as_deref() == Some(path));
    let open = open.map(|(uri, open)| open.snapshot(uri, &session));
    drop(documents);
    if let Some(open) = open {
        server.index.reports_by_path().remove(path);
        // It may have been put as it stands on the disk after it was opened.
        open.analysis.found().put(&place);
        return false;
    }
    let source = match fs::read_unasked(path) {
        Ok(source) => source,
        Err(error) => {
            if !matches!(error.problem, Problem::Missing) {
                server.client.log(&error.message(session.lang));
            }
            place.remove();
            return server.index.reports_by_path().remove(path).is_some();
        }
    };
    let Some(uri) = Uri::from_file_path(path) else { return false };
    let settings = server.settings_of(Some(path));
    // A client that is told needs to know of the units alone; and a long book is not to be held for nothing.
    let lean = !session.pulls || source.text().len() > LONG;
    let sound = lean && place.put_text(source.text(), &settings);
    if !session.pulls {
        return false;
    }
    let rendered = if sound {
        Rendered::nothing()
    } else {
        let mut buffer = Buffer::new(source.text(), 0, settings);
        buffer.set_place(Some(place));
        closed(&uri, &mut buffer, session).rendered()
    };
    // It may have been opened meanwhile, and then the client says what is in it.
    if server.is_open(path) {
        return false;
    }
    let report = Report { uri: uri.as_str().to_owned(), id: rendered.id, items: rendered.json };
    let id = report.id.clone();
    server.index.reports_by_path().insert(path.to_owned(), report).is_none_or(|before| before.id != id)
}
