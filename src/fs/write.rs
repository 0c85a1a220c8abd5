//! Writing a changed text back, whole or not at all.

use super::{FileError, Problem, Source, SourceEncoding, Stamp};
use std::fs::Metadata;
use std::io::{self, BufWriter};
use std::path::Path;

/// Replaces the file at `path`, which `source` was read from, by `text` in `encoding`, and says whether it did: a file
/// that would stay the same is not touched. The new text is written beside the file and then takes its name, so the file
/// is never half written. Permissions are kept; of a symbolic link in the same
/// folder the target is replaced.
///
/// # Errors
/// When it cannot be written, changed since it was read, is not a regular file, or a link to another folder. The file is
/// then as it was.
pub fn write(path: &Path, source: &Source, text: &str, encoding: SourceEncoding) -> Result<bool, FileError> {
    if encoding == source.encoding() && text == source.text() {
        return Ok(false);
    }
    replace(path, source, text, encoding).map(|()| true).map_err(|problem| FileError::new(path, problem))
}

fn replace(path: &Path, source: &Source, text: &str, encoding: SourceEncoding) -> Result<(), Problem> {
    let target = std::fs::canonicalize(path)?;
    let metadata = std::fs::metadata(&target)?;
    if !metadata.is_file() {
        return Err(Problem::NotRegular);
    }
    if metadata.permissions().readonly() {
        return Err(Problem::ReadOnly);
    }
    if super::create::is_link_elsewhere(path, &target) {
        return Err(Problem::Elsewhere);
    }
    unchanged(source, &metadata)?;
    let folder = target.parent().ok_or(Problem::Directory)?;
    let file = tempfile::Builder::new().prefix(".mubiao-").suffix(".tmp").tempfile_in(folder).map_err(folder_denied)?;
    let mut out = BufWriter::with_capacity(1 << 16, file);
    source.encode(text, encoding, &mut out)?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    keep_owner(file.as_file(), &metadata);
    file.as_file().set_permissions(metadata.permissions())?;
    file.as_file().sync_all()?;
    unchanged(source, &std::fs::metadata(&target)?)?;
    file.persist(&target).map_err(|error| folder_denied(error.error))?;
    keep_name(folder);
    Ok(())
}

fn unchanged(source: &Source, metadata: &Metadata) -> Result<(), Problem> {
    match source.stamp {
        Some(stamp) if stamp != Stamp::of(metadata) => Err(Problem::Changed),
        _ => Ok(()),
    }
}

pub(super) fn folder_denied(error: io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Problem::FolderDenied,
        _ => error.into(),
    }
}

/// Best effort: only root may give a file away.
#[cfg(unix)]
fn keep_owner(file: &std::fs::File, metadata: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(file, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &std::fs::File, _: &Metadata) {}

/// Best effort: not every file system can sync a directory, and the file is whole under either name.
#[cfg(unix)]
fn keep_name(folder: &Path) {
    if let Ok(folder) = std::fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(not(unix))]
fn keep_name(_: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs::read;
    use std::fs;
    use std::path::PathBuf;

    fn file(content: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.mubiao");
        fs::write(&path, content).unwrap();
        (root, path)
    }

    fn entries(root: &tempfile::TempDir) -> usize {
        fs::read_dir(root.path()).unwrap().count()
    }

    #[test]
    fn the_new_text_takes_the_file_s_place() {
        let (root, path) = file("\u{FEFF}一\r\n".as_bytes());
        let source = read(&path).unwrap();
        assert!(write(&path, &source, "二\r\n", SourceEncoding::Utf8).unwrap());
        assert_eq!(fs::read(&path).unwrap(), "\u{FEFF}二\r\n".as_bytes());
        assert_eq!(entries(&root), 1, "nothing is left beside it");
    }

    #[test]
    fn the_same_text_is_not_written() {
        let (_root, path) = file("一\n".as_bytes());
        let old = fs::metadata(&path).unwrap().modified().unwrap() - std::time::Duration::from_secs(1000);
        fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
        let source = read(&path).unwrap();
        assert!(!write(&path, &source, "一\n", SourceEncoding::Utf8).unwrap());
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), old);
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_left_alone() {
        let (root, path) = file("一\n".as_bytes());
        let source = read(&path).unwrap();
        fs::write(&path, "别人的话\n").unwrap();
        let error = write(&path, &source, "二\n", SourceEncoding::Utf8).unwrap_err();
        assert!(matches!(error.problem, Problem::Changed));
        assert_eq!(fs::read_to_string(&path).unwrap(), "别人的话\n");
        assert_eq!(entries(&root), 1);
    }

    #[test]
    fn a_file_touched_at_the_same_length_has_changed_too() {
        let (_root, path) = file("一\n".as_bytes());
        let source = read(&path).unwrap();
        let later = fs::metadata(&path).unwrap().modified().unwrap() + std::time::Duration::from_secs(10);
        fs::write(&path, "三\n").unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(later).unwrap();
        let error = write(&path, &source, "二\n", SourceEncoding::Utf8).unwrap_err();
        assert!(matches!(error.problem, Problem::Changed));
    }

    #[test]
    fn a_read_only_file_is_left_alone() {
        let (_root, path) = file("一\n".as_bytes());
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        let source = read(&path).unwrap();
        let error = write(&path, &source, "二\n", SourceEncoding::Utf8).unwrap_err();
        assert!(matches!(error.problem, Problem::ReadOnly));
        assert_eq!(fs::read_to_string(&path).unwrap(), "一\n");
    }

    #[test]
    fn a_text_that_cannot_be_encoded_leaves_the_file_alone() {
        let (root, path) = file(b"\xB2\xBF\x80");
        let source = read(&path).unwrap();
        let error = write(&path, &source, "部", SourceEncoding::Gb18030).unwrap_err();
        assert!(matches!(error.problem, Problem::Lossy));
        assert_eq!(fs::read(&path).unwrap(), b"\xB2\xBF\x80");
        assert_eq!(entries(&root), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_another_folder_is_left_alone() {
        let (root, path) = file("一\n".as_bytes());
        let folder = root.path().join("d");
        fs::create_dir(&folder).unwrap();
        std::os::unix::fs::symlink("../a.mubiao", folder.join("link")).unwrap();
        let source = read(&folder.join("link")).unwrap();
        let error = write(&folder.join("link"), &source, "二\n", SourceEncoding::Utf8).unwrap_err();
        assert!(matches!(error.problem, Problem::Elsewhere));
        assert_eq!(fs::read_to_string(&path).unwrap(), "一\n");
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let (root, path) = file("一\n".as_bytes());
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let link = root.path().join("link");
        symlink("a.mubiao", &link).unwrap();
        let source = read(&link).unwrap();
        assert!(write(&link, &source, "二\n", SourceEncoding::Utf8).unwrap());
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "二\n");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
