//! The files of the folders: read in the background, so that findings across files are told and all can be asked for.
//!
//! What the client has open goes before what stands on the disk.

use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustc_hash::FxHashMap;
use tower_lsp_server::ls_types::Uri;

use super::progress::Progress;
use super::render::{Rendered, Shown};
use super::state::{Moment, Server};
use crate::fs::{self, Problem};
use crate::ide::{Buffer, OnShelf, Shelf};

/// How long a scan waits for documents to be opened.
const SETTLE: Duration = Duration::from_millis(200);

/// From so many bytes on it is first looked whether a book has findings at all.
const LONG: usize = 1 << 20;

/// The books of all folders, and what is still to be read.
#[derive(Debug, Default)]
pub(super) struct Shelves {
    by_folder: Mutex<FxHashMap<PathBuf, Arc<Shelf>>>,
    jobs: Mutex<Jobs>,
    changed: Condvar,
    reports: Mutex<BTreeMap<PathBuf, Report>>,
}

#[derive(Debug, Default)]
struct Jobs {
    /// Whether all folders are to be read.
    scan: bool,
    /// Files to be read.
    files: VecDeque<PathBuf>,
    closed: bool,
}

/// The findings of a file that is not open.
#[derive(Clone, Debug)]
pub(super) struct Report {
    pub(super) uri: String,
    /// The same for the same findings.
    pub(super) id: String,
    /// A JSON array.
    pub(super) items: String,
}

enum Job {
    Scan,
    Look(PathBuf),
}

impl Shelves {
    /// Has all folders read.
    pub(super) fn scan(&self) {
        self.jobs().scan = true;
        self.changed.notify_all();
    }

    /// Has a file read.
    pub(super) fn look(&self, path: PathBuf) {
        let mut jobs = self.jobs();
        if !jobs.files.contains(&path) {
            jobs.files.push_back(path);
            self.changed.notify_all();
        }
    }

    /// Ends the reading.
    pub(super) fn close(&self) {
        self.jobs().closed = true;
        self.changed.notify_all();
    }

    /// The findings of the files that are not open, by path.
    pub(super) fn reports(&self) -> Vec<Report> {
        self.reports_by_path().values().cloned().collect()
    }

    fn next(&self) -> Option<Job> {
        let nothing = |jobs: &mut Jobs| !jobs.closed && !jobs.scan && jobs.files.is_empty();
        let mut jobs = self.changed.wait_while(self.jobs(), nothing).unwrap_or_else(PoisonError::into_inner);
        if jobs.scan {
            // What the user opens at once need not be read from the disk.
            let waited = self.changed.wait_timeout_while(jobs, SETTLE, |jobs| !jobs.closed);
            jobs = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        if jobs.closed {
            None
        } else if std::mem::take(&mut jobs.scan) {
            Some(Job::Scan)
        } else {
            jobs.files.pop_front().map(Job::Look)
        }
    }

    /// Whether nothing is left to be read.
    fn is_idle(&self) -> bool {
        let jobs = self.jobs();
        !jobs.scan && jobs.files.is_empty()
    }

    /// Whether a scan makes no sense any more.
    fn is_superseded(&self) -> bool {
        let jobs = self.jobs();
        jobs.scan || jobs.closed
    }

    fn jobs(&self) -> MutexGuard<'_, Jobs> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn shelves(&self) -> MutexGuard<'_, FxHashMap<PathBuf, Arc<Shelf>>> {
        self.by_folder.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reports_by_path(&self) -> MutexGuard<'_, BTreeMap<PathBuf, Report>> {
        self.reports.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads until the end.
pub(super) fn run(server: &Arc<Server>) {
    let mut news = false;
    while let Some(job) = server.shelves.next() {
        let work = || match &job {
            Job::Scan => scan(server),
            Job::Look(path) => look(server, path),
        };
        match catch_unwind(AssertUnwindSafe(work)) {
            Ok(changed) => news |= changed,
            Err(_) => server.log("a file of the folders could not be read"),
        }
        server.spread();
        // Told once all is read, so that who asks then gets the newest of every file.
        if news && server.shelves.is_idle() {
            news = false;
            server.session().into_iter().filter(|session| session.pulls).for_each(|session| server.refresh(&session));
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
        Some(OnShelf { shelf: self.shelves.shelves().entry(folder).or_default().clone(), path })
    }

    /// Drops the shelves of folders that were given up. Which those are is asked with the shelves at hand: a folder may be
    /// taken up at any time, and what is open there has its place on a shelf at once.
    fn drop_shelves(&self) {
        let mut shelves = self.shelves.shelves();
        let scan = self.session().is_some_and(|session| session.preferences.scan);
        let folders = if scan { self.folders.all() } else { Vec::new() };
        shelves.retain(|folder, _| folders.contains(folder));
    }

    /// Has told anew what has changed in some files because others have changed.
    pub(super) fn spread(&self) {
        let Some(session) = self.session() else { return };
        let mut affected = Vec::new();
        for (folder, shelf) in &*self.shelves.shelves() {
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
                    document.moment = self.next_moment();
                    open.push(uri.clone());
                }
            }
        }
        if session.pulls {
            affected.into_iter().for_each(|path| self.shelves.look(path));
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

    fn is_open(&self, path: &Path) -> bool {
        self.documents().values().any(|open| open.path.as_deref() == Some(path))
    }
}

/// Reads the files of all folders; true because who asked for all before knows less.
fn scan(server: &Arc<Server>) -> bool {
    let Some(session) = server.session() else { return false };
    server.drop_shelves();
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
                Err(error) => server.log(&error.message(session.lang)),
            }
        }
    }
    let known: std::collections::BTreeSet<&PathBuf> = files.iter().collect();
    server.shelves.reports_by_path().retain(|path, _| known.contains(path));
    let shelves: Vec<(PathBuf, Arc<Shelf>)> =
        server.shelves.shelves().iter().map(|(folder, shelf)| (folder.clone(), shelf.clone())).collect();
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
        if server.shelves.is_superseded() {
            break;
        }
        look(server, path);
        progress.reach(at + 1);
    }
    progress.end();
    true
}

/// Reads a file that is not open; true when there is something new to tell of it.
fn look(server: &Arc<Server>, path: &Path) -> bool {
    let Some(session) = server.session() else { return false };
    let Some(place) = server.on_shelf(path) else { return false };
    let shown =
        server.documents().values().find(|open| open.path.as_deref() == Some(path)).map(|open| open.shown.clone());
    if let Some(shown) = shown {
        server.shelves.reports_by_path().remove(path);
        // It may have been put as it stands on the disk after it was opened.
        shown.lock().unwrap_or_else(PoisonError::into_inner).put_again(&place);
        return false;
    }
    let source = match fs::read(path) {
        Ok(source) => source,
        Err(error) => {
            if !matches!(error.problem, Problem::Missing) {
                server.log(&error.message(session.lang));
            }
            place.remove();
            return server.shelves.reports_by_path().remove(path).is_some();
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
        let moment = Moment {
            uri: uri.as_str().to_owned(),
            analysis: buffer.analysis(),
            session,
            number: 0,
            shown: Arc::default(),
            painted: Arc::default(),
        };
        Shown::default().render(&moment)
    };
    // It may have been opened meanwhile, and then the client says what is in it.
    if server.is_open(path) {
        return false;
    }
    let report = Report { uri: uri.as_str().to_owned(), id: rendered.id, items: rendered.json };
    let id = report.id.clone();
    server.shelves.reports_by_path().insert(path.to_owned(), report).is_none_or(|before| before.id != id)
}
