//! What is known of the files of the workspace folders, and which of them are still to be read.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustc_hash::FxHashMap;

use crate::ide::Shelf;

/// How long a scan waits for documents to be opened.
const SETTLE: Duration = Duration::from_millis(200);

/// The books of all folders, and what is still to be read.
#[derive(Debug, Default)]
pub(super) struct WorkspaceIndex {
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

pub(super) enum Job {
    Scan,
    Look(PathBuf),
}

impl WorkspaceIndex {
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

    /// The findings of the file at `path`, when it is one of the folders and not open.
    pub(super) fn report(&self, path: &Path) -> Option<Report> {
        self.reports_by_path().get(path).cloned()
    }

    pub(super) fn next(&self) -> Option<Job> {
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
    pub(super) fn is_idle(&self) -> bool {
        let jobs = self.jobs();
        !jobs.scan && jobs.files.is_empty()
    }

    /// Whether a scan makes no sense any more.
    pub(super) fn is_superseded(&self) -> bool {
        let jobs = self.jobs();
        jobs.scan || jobs.closed
    }

    fn jobs(&self) -> MutexGuard<'_, Jobs> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn folders(&self) -> MutexGuard<'_, FxHashMap<PathBuf, Arc<Shelf>>> {
        self.by_folder.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn reports_by_path(&self) -> MutexGuard<'_, BTreeMap<PathBuf, Report>> {
        self.reports.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
