//! Finding and reading configuration files, and naming them for readers.

use super::{FileError, Problem, Source};
use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
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

/// A configuration, or a file of a profile, has at most so many bytes.
pub const LONGEST_CONFIG: u64 = 1 << 20;

/// Reads the configuration at `path`: a regular file, for a pipe would wait for its other end and a device has none.
///
/// # Errors
/// When it cannot be read, is no regular file, holds no text, or is longer than [`LONGEST_CONFIG`].
pub fn read_config(path: &Path) -> Result<Source, FileError> {
    let read = || -> Result<Source, Problem> {
        let regular = |metadata: std::fs::Metadata| {
            if metadata.is_dir() {
                Err(Problem::Directory)
            } else if metadata.is_file() {
                Ok(())
            } else {
                Err(Problem::NotRegular)
            }
        };
        regular(std::fs::metadata(path)?)?;
        let file = File::open(path)?;
        // It may have become another one.
        regular(file.metadata()?)?;
        let mut bytes = Vec::new();
        file.take(LONGEST_CONFIG + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LONGEST_CONFIG {
            return Err(Problem::LongConfig);
        }
        Source::from_bytes(bytes)
    };
    read().map_err(|problem| FileError::new(path, problem))
}

/// Whether the path names another machine, as `\\\\machine\\share` does, or a device in the manner of Windows.
pub fn is_network(path: &Path) -> bool {
    let bytes = path.as_os_str().as_encoded_bytes();
    matches!(bytes, [b'/' | b'\\', b'/' | b'\\', ..])
}

/// Whether git keeps its data in that directory.
pub fn is_repository(directory: &Path) -> bool {
    directory.join(".git").symlink_metadata().is_ok()
}

/// The root of the repository that `directory`, which is from the root, stands in.
pub fn repository(directory: &Path) -> Option<&Path> {
    directory.ancestors().find(|above| is_repository(above))
}

/// Whether the file at `path`, whatever links lead there, stands below one of `folders`; one that is missing stands where
/// its directory does.
pub fn is_inside(path: &Path, folders: &[PathBuf]) -> bool {
    let real = super::real(path);
    folders.iter().any(|folder| real.starts_with(directory(folder)))
}

/// `path` as it is shorter: from the current directory when it lies below it.
pub fn shorten(path: &Path) -> Cow<'_, Path> {
    let here = directory(Path::new("."));
    match path.strip_prefix(&here) {
        Ok(short) if !short.as_os_str().is_empty() => Cow::Borrowed(short),
        _ => Cow::Borrowed(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_short_regular_files_are_read() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("mubiao.toml");
        std::fs::write(&path, vec![b'#'; LONGEST_CONFIG as usize]).unwrap();
        assert_eq!(read_config(&path).unwrap().len() as u64, LONGEST_CONFIG);
        std::fs::write(&path, vec![b'#'; LONGEST_CONFIG as usize + 1]).unwrap();
        assert!(matches!(read_config(&path).unwrap_err().problem, Problem::LongConfig));
        assert!(matches!(read_config(root.path()).unwrap_err().problem, Problem::Directory));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_and_a_device_are_not_opened() {
        let root = tempfile::tempdir().unwrap();
        let pipe = root.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let link = root.path().join("link");
        std::os::unix::fs::symlink("/dev/zero", &link).unwrap();
        for path in [&pipe, &link, Path::new("/dev/zero")] {
            assert!(matches!(read_config(path).unwrap_err().problem, Problem::NotRegular), "{path:?}");
        }
    }

    #[test]
    fn paths_of_other_machines() {
        for path in [r"\\machine\share\a.toml", "//machine/share/a.toml", r"\\.\pipe\x", r"\\?\C:\a", r"/\machine\a"] {
            assert!(is_network(Path::new(path)), "{path}");
        }
        for path in ["/a/b.toml", "a//b.toml", "..", "", "/"] {
            assert!(!is_network(Path::new(path)), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_outside() {
        let root = tempfile::tempdir().unwrap();
        let (inside, other) = (root.path().join("in"), root.path().join("other"));
        std::fs::create_dir(&inside).unwrap();
        std::fs::create_dir(&other).unwrap();
        std::fs::write(other.join("a"), "").unwrap();
        std::os::unix::fs::symlink("../other", inside.join("d")).unwrap();
        std::os::unix::fs::symlink("../other/a", inside.join("l")).unwrap();
        let folders = [inside.clone()];
        let is_inside = |path: &str| is_inside(&inside.join(path), &folders);
        assert!(is_inside("a") && is_inside("none"));
        assert!(!is_inside("d/a") && !is_inside("l") && !is_inside("../other/a") && !is_inside("d/none"));
    }
}
