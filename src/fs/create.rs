//! A new file, or the new content of one, whole or not at all.

use super::{FileError, Problem};
use std::fs::{File, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Component, Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that is being written. It takes its name when it is [kept](Self::keep); until then what stands under the name
/// stays as it is. A pipe or a device is written to at once.
#[derive(Debug)]
pub struct NewFile {
    path: PathBuf,
    out: Out,
    /// Whether it may take the place of another.
    replaces: bool,
}

#[derive(Debug)]
enum Out {
    /// The file beside the one whose name it takes, and whose permissions, if there is one.
    Beside(BufWriter<NamedTempFile>, PathBuf, Option<Permissions>),
    Straight(BufWriter<File>),
}

/// Opens the file at `path` to be written behind what it holds; it is made when there is none.
///
/// # Errors
/// When that cannot be done.
pub fn append(path: &Path) -> Result<File, FileError> {
    let opened = File::options().append(true).create(true).open(path);
    opened.map_err(|error| FileError::new(path, error.into()))
}

impl NewFile {
    /// Begins the file at `path`; of a symbolic link to the same folder it becomes the target.
    ///
    /// # Errors
    /// When it could not be written, or a file in another folder than it seems would be replaced.
    pub fn create(path: &Path) -> Result<Self, FileError> {
        let out = begin(path).map_err(|problem| FileError::new(path, problem))?;
        Ok(Self { path: path.to_owned(), out, replaces: true })
    }

    /// Begins a file at `path`, where there must be nothing.
    ///
    /// # Errors
    /// When there is something, or it could not be written.
    pub fn create_new(path: &Path) -> Result<Self, FileError> {
        if path.symlink_metadata().is_ok() {
            return Err(FileError::new(path, Problem::Exists));
        }
        Self::create(path).map(|file| Self { replaces: false, ..file })
    }

    /// Gives the file its name, with everything written so far.
    ///
    /// # Errors
    /// When it cannot be written. What stood under the name is then as it was.
    pub fn keep(self) -> Result<(), FileError> {
        let Self { path, out, replaces } = self;
        end(out, replaces).map_err(|problem| FileError::new(&path, problem))
    }

    /// The error that it could not be written to.
    pub fn failed(&self, error: io::Error) -> FileError {
        FileError::new(&self.path, error.into())
    }
}

/// Makes the folder at `path`, with those above it; one that is there stays as it is.
///
/// # Errors
/// When it cannot be made.
pub fn create_folder(path: &Path) -> Result<(), FileError> {
    std::fs::create_dir_all(path).map_err(|error| FileError::new(path, super::write::folder_denied(error)))
}

fn begin(path: &Path) -> Result<Out, Problem> {
    let (target, metadata) = match std::fs::canonicalize(path) {
        Ok(target) => {
            let metadata = std::fs::metadata(&target)?;
            (target, Some(metadata))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => (path.to_owned(), None),
        Err(error) => return Err(error.into()),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".mubiao-").suffix(".tmp");
    match &metadata {
        Some(metadata) if metadata.is_dir() => return Err(Problem::Directory),
        Some(metadata) if !metadata.is_file() => {
            return Ok(Out::Straight(BufWriter::new(File::options().write(true).open(&target)?)));
        }
        Some(_) if leads_elsewhere(path, &target) => return Err(Problem::Elsewhere),
        Some(metadata) if metadata.permissions().readonly() => return Err(Problem::ReadOnly),
        // Until it is whole nobody else reads what takes the place of a file that not everybody may read.
        Some(_) => {}
        None => allow_all(&mut builder),
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) => Path::new("."),
        None => return Err(Problem::Directory),
    };
    let file = builder.tempfile_in(folder).map_err(super::write::folder_denied)?;
    Ok(Out::Beside(BufWriter::with_capacity(1 << 16, file), target, metadata.map(|metadata| metadata.permissions())))
}

/// Whether `target`, which `path` comes to, stands in another folder than `path` says: it is a link to there, or goes from
/// the current directory by a link that leads out of it.
fn leads_elsewhere(path: &Path, target: &Path) -> bool {
    let below = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let leaves = || std::fs::canonicalize(".").is_ok_and(|here| !target.starts_with(here));
    is_link_elsewhere(path, target) || (below && leaves())
}

/// Whether `path` is a link to `target` in another folder. The system's own links in `/dev` are no such thing.
pub(super) fn is_link_elsewhere(path: &Path, target: &Path) -> bool {
    let own = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let is = |a: &Path, b: Option<&Path>| std::fs::canonicalize(a).is_ok_and(|a| Some(a.as_path()) == b);
    path.is_symlink() && own != Path::new("/dev") && !is(own, target.parent())
}

fn end(out: Out, replaces: bool) -> Result<(), Problem> {
    match out {
        Out::Straight(mut out) => Ok(out.flush()?),
        Out::Beside(out, target, permissions) => {
            let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
            if let Some(permissions) = permissions {
                file.as_file().set_permissions(permissions)?;
            }
            file.as_file().sync_all()?;
            let kept = if replaces { file.persist(&target) } else { file.persist_noclobber(&target) };
            kept.map(drop).map_err(|error| match error.error.kind() {
                io::ErrorKind::AlreadyExists if !replaces => Problem::Exists,
                _ => super::write::folder_denied(error.error),
            })
        }
    }
}

/// A report is no secret: it has the permissions of any new file.
#[cfg(unix)]
fn allow_all(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn allow_all(_: &mut tempfile::Builder<'_, '_>) {}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.out {
            Out::Beside(out, ..) => out.write(bytes),
            Out::Straight(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.out {
            Out::Beside(out, ..) => out.flush(),
            Out::Straight(out) => out.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_file_is_there_when_it_is_kept() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("report");
        for content in ["一", "二二"] {
            let before = fs::read(&path).ok();
            let mut file = NewFile::create(&path).unwrap();
            file.write_all(content.as_bytes()).unwrap();
            assert_eq!(fs::read(&path).ok(), before);
            file.keep().unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), content);
        }
        drop(NewFile::create(&path).unwrap());
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_new_file_takes_no_other_s_place() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.mubiao");
        let mut late = NewFile::create_new(&path).unwrap();
        let mut file = NewFile::create_new(&path).unwrap();
        file.write_all("一\n".as_bytes()).unwrap();
        late.write_all("二\n".as_bytes()).unwrap();
        file.keep().unwrap();
        assert!(matches!(late.keep().unwrap_err().problem, Problem::Exists));
        assert!(matches!(NewFile::create_new(&path).unwrap_err().problem, Problem::Exists));
        assert_eq!(fs::read_to_string(&path).unwrap(), "一\n");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn what_cannot_be_written_is_told_at_once() {
        let root = tempfile::tempdir().unwrap();
        let problem = |path: &Path| NewFile::create(path).unwrap_err().problem;
        assert!(matches!(problem(root.path()), Problem::Directory));
        assert!(matches!(problem(&root.path().join("none/report")), Problem::Missing));
        let path = root.path().join("locked");
        fs::write(&path, "").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(matches!(problem(&path), Problem::ReadOnly));
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_are_as_expected() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let root = tempfile::tempdir().unwrap();
        let (new, old, link) = (root.path().join("new"), root.path().join("old"), root.path().join("link"));
        fs::write(&old, "").unwrap();
        let plain = fs::metadata(&old).unwrap().permissions().mode() & 0o777;
        NewFile::create(&new).unwrap().keep().unwrap();
        assert_eq!(fs::metadata(&new).unwrap().permissions().mode() & 0o777, plain);
        fs::set_permissions(&old, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("old", &link).unwrap();
        NewFile::create(&link).unwrap().keep().unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&old).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_half_written_is_for_nobody_else() {
        use std::os::unix::fs::PermissionsExt;
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("report");
        fs::write(&path, "").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let mut file = NewFile::create(&path).unwrap();
        file.write_all(b"x").unwrap();
        file.flush().unwrap();
        for entry in fs::read_dir(root.path()).unwrap() {
            assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o077, 0);
        }
        file.keep().unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed_to_another_folder() {
        use std::os::unix::fs::symlink;
        let root = tempfile::tempdir().unwrap();
        let (other, link, dangling) = (root.path().join("other"), root.path().join("link"), root.path().join("none"));
        fs::create_dir(&other).unwrap();
        fs::write(other.join("file"), "一").unwrap();
        symlink("other/file", &link).unwrap();
        symlink("other/new", &dangling).unwrap();
        let problem = NewFile::create(&link).unwrap_err().problem;
        assert!(matches!(problem, Problem::Elsewhere), "{problem:?}");
        assert_eq!(fs::read_to_string(other.join("file")).unwrap(), "一");
        // What leads nowhere is replaced itself.
        NewFile::create(&dangling).unwrap().keep().unwrap();
        assert!(!dangling.is_symlink() && !other.join("new").exists());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_device_stays_a_device() {
        use std::os::unix::fs::FileTypeExt;
        let null = Path::new("/dev/null");
        NewFile::create(null).unwrap().keep().unwrap();
        assert!(fs::metadata(null).unwrap().file_type().is_char_device());
        let mut full = NewFile::create(Path::new("/dev/full")).unwrap();
        full.write_all(b"x").unwrap();
        assert!(full.keep().is_err());
    }
}
