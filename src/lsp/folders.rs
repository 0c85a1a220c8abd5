//! The folders that the user works in.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tower_lsp::ls_types::InitializeParams;

use super::uris::path_of;

/// The folders, from the root and without links.
#[derive(Debug, Default)]
pub(super) struct Folders {
    paths: Mutex<Vec<PathBuf>>,
}

impl Folders {
    /// Takes the folders that the client names at the start.
    pub(super) fn begin(&self, params: &InitializeParams) {
        let named = params.workspace_folders.iter().flatten().map(|folder| folder.uri.as_str());
        #[expect(deprecated, reason = "clients of some age name one folder, and in this way")]
        let root = params.root_uri.iter().map(|root| root.as_str());
        let named: Vec<&str> = if params.workspace_folders.is_some() { named.collect() } else { root.collect() };
        self.change(&[], &named);
    }

    /// The client has given up some folders and taken up others.
    pub(super) fn change(&self, removed: &[&str], added: &[&str]) {
        let mut paths = self.lock();
        let removed: Vec<PathBuf> = removed.iter().filter_map(|uri| path_of(uri)).collect();
        paths.retain(|path| !removed.contains(path));
        for path in added.iter().filter_map(|uri| path_of(uri)) {
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
    }

    /// All of them.
    pub(super) fn all(&self) -> Vec<PathBuf> {
        self.lock().clone()
    }

    /// The first one, which settings are taken from for what is no file.
    pub(super) fn first(&self) -> Option<PathBuf> {
        self.lock().first().cloned()
    }

    /// The innermost folder that holds the file at `path`.
    pub(super) fn holding(&self, path: &Path) -> Option<PathBuf> {
        let paths = self.lock();
        paths.iter().filter(|folder| path.starts_with(folder)).max_by_key(|folder| folder.as_os_str().len()).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<PathBuf>> {
        self.paths.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
