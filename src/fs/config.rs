//! Finding configuration files, and naming them for readers.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The directory that `path` stands in, from the root and without links where it exists.
pub fn directory_of(path: &Path) -> PathBuf {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    directory(parent)
}

/// The directory at `path`, from the root and without links where it exists.
fn directory(path: &Path) -> PathBuf {
    let absolute = || std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    std::fs::canonicalize(path).unwrap_or_else(|_| absolute())
}

/// Whether there is a file at `path`.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// `path` as it is shorter: from the current directory when it lies below it.
pub fn shorten(path: &Path) -> Cow<'_, Path> {
    let here = directory(Path::new("."));
    match path.strip_prefix(&here) {
        Ok(short) if !short.as_os_str().is_empty() => Cow::Borrowed(short),
        _ => Cow::Borrowed(path),
    }
}
