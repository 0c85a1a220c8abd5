//! The files that the paths of a command line stand for.

use super::{FileError, Problem, ignores};
use ignore::WalkBuilder;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The files that `paths` stand for, in that order: a path to a file stands for itself, whatever its extension, and a
/// directory for the `*.mubiao` files in it, sorted, without hidden and git-ignored ones and without symbolic links.
/// No file is named twice. No paths stand for the current directory. A path that stands for nothing is an error in its
/// place; `-` is not treated specially.
pub fn find(paths: &[PathBuf]) -> Vec<Result<PathBuf, FileError>> {
    let mut found = Vec::new();
    if paths.is_empty() {
        walk(Path::new("."), &mut found);
        for one in &mut found {
            match one {
                Ok(path) => from_here(path),
                Err(FileError { path, problem }) => {
                    from_here(path);
                    if let Problem::Ignored(files) = problem {
                        files.iter_mut().for_each(from_here);
                    }
                }
            }
        }
        return found;
    }
    for path in paths {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk(path, &mut found),
            Ok(_) => found.push(Ok(path.clone())),
            Err(error) => found.push(Err(FileError::new(path, error.into()))),
        }
    }
    if paths.len() > 1 {
        let mut seen = HashSet::new();
        found.retain(|one| match one {
            Ok(path) => seen.insert(std::fs::canonicalize(path).unwrap_or_else(|_| path.clone())),
            Err(_) => true,
        });
    }
    found
}

/// Takes `./` away, which nobody has typed.
fn from_here(path: &mut PathBuf) {
    if let Some(short) = path.strip_prefix(".").ok().filter(|short| !short.as_os_str().is_empty()) {
        *path = short.to_owned();
    }
}

fn walk(root: &Path, found: &mut Vec<Result<PathBuf, FileError>>) {
    let before = found.len();
    let directory = super::config::directory_of(&root.join("-"));
    if let Some(path) = directory.ancestors().find_map(ignores::unusable) {
        found.push(Err(FileError::new(&super::shorten(&path), Problem::Ignores)));
        return;
    }
    let refused: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
    let passed_over = Arc::clone(&refused);
    let enters = move |entry: &ignore::DirEntry| {
        let is_directory = entry.file_type().is_some_and(|kind| kind.is_dir());
        let unusable = if is_directory { ignores::unusable(entry.path()) } else { None };
        let enters = unusable.is_none();
        passed_over.lock().unwrap_or_else(PoisonError::into_inner).extend(unusable);
        enters
    };
    let mut walker = WalkBuilder::new(root);
    let walker = walker.require_git(false).sort_by_file_path(Path::cmp).filter_entry(enters).build();
    for entry in walker {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.push(Err(failed(root, error)));
                continue;
            }
        };
        let Some(kind) = entry.file_type() else { continue };
        if !is_sheets(entry.path()) || kind.is_dir() || kind.is_symlink() {
            continue;
        }
        // Opening a pipe that nobody asked for would wait for its other end.
        found.push(if kind.is_file() {
            Ok(entry.into_path())
        } else {
            Err(FileError::new(entry.path(), Problem::NotRegular))
        });
    }
    let refused = std::mem::take(&mut *refused.lock().unwrap_or_else(PoisonError::into_inner));
    found.extend(refused.iter().map(|path| Err(FileError::new(path, Problem::Ignores))));
    if found.len() == before {
        let ignored = ignored(root);
        let problem = if ignored.is_empty() { Problem::NoSheets } else { Problem::Ignored(ignored) };
        found.push(Err(FileError::new(root, problem)));
    }
}

/// So many ignored files are looked for: enough to name some and to know that there are more.
const IGNORED: usize = 6;

/// So many entries are looked at for them: what is ignored may be large.
const LOOKED_AT: usize = 20_000;

/// Some of the files that would have been found if nothing was ignored.
fn ignored(root: &Path) -> Vec<PathBuf> {
    let walker = WalkBuilder::new(root).standard_filters(false).hidden(true).sort_by_file_path(Path::cmp).build();
    let files = walker
        .take(LOOKED_AT)
        .flatten()
        .filter(|entry| is_sheets(entry.path()) && entry.file_type().is_some_and(|kind| kind.is_file()));
    files.map(ignore::DirEntry::into_path).take(IGNORED).collect()
}

/// Whether `path` has the extension of a file of sheets.
pub fn is_sheets(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("mubiao"))
}

fn failed(root: &Path, error: ignore::Error) -> FileError {
    let mut path = root.to_owned();
    let mut inner = &error;
    loop {
        match inner {
            ignore::Error::WithPath { path: at, err } => {
                path.clone_from(at);
                inner = err;
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => inner = err,
            _ => break,
        }
    }
    let text = error.to_string();
    let error = error.into_io_error().unwrap_or_else(|| std::io::Error::other(text));
    FileError::new(&path, error.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The found paths below `root`, with `!` before an error.
    fn names(root: &Path, paths: &[&str]) -> Vec<String> {
        let paths: Vec<PathBuf> = paths.iter().map(|path| root.join(path)).collect();
        find(&paths)
            .into_iter()
            .map(|one| match one {
                Ok(path) => path.strip_prefix(root).unwrap().to_string_lossy().into_owned(),
                Err(error) => {
                    let path = error.path.strip_prefix(root).unwrap();
                    format!("!{} {:?}", path.to_string_lossy(), error.problem)
                }
            })
            .collect()
    }

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for file in files {
            let path = root.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        root
    }

    #[test]
    fn directories_are_walked_in_order() {
        let root = tree(&["b.mubiao", "a/z.mubiao", "a/b.MUBIAO", "c.txt", ".hidden.mubiao", ".git/x.mubiao"]);
        assert_eq!(names(root.path(), &[""]), ["a/b.MUBIAO", "a/z.mubiao", "b.mubiao"]);
    }

    #[test]
    fn ignored_files_are_read_only_when_named() {
        let root = tree(&["keep.mubiao", "drop/one.mubiao"]);
        std::fs::write(root.path().join(".gitignore"), "drop/\n").unwrap();
        assert_eq!(names(root.path(), &[""]), ["keep.mubiao"]);
        assert_eq!(names(root.path(), &["drop/one.mubiao"]), ["drop/one.mubiao"]);
    }

    #[test]
    fn a_folder_is_not_entered_whose_ignored_files_nobody_can_tell() {
        let root = tree(&["a.mubiao", "d/b.mubiao", "e/c.mubiao"]);
        std::fs::write(root.path().join("d/.gitignore"), "{".repeat(100)).unwrap();
        assert_eq!(names(root.path(), &[""]), ["a.mubiao", "e/c.mubiao", "!d/.gitignore Ignores"]);
        assert_eq!(names(root.path(), &["d/b.mubiao"]), ["d/b.mubiao"]);
        std::fs::write(root.path().join(".ignore"), "x".repeat(5000)).unwrap();
        let found = find(&[root.path().join("e")]);
        let [Err(FileError { problem: Problem::Ignores, path })] = &found[..] else { panic!("{found:?}") };
        assert!(path.ends_with(".ignore"), "{path:?}");
    }

    #[test]
    fn when_nothing_is_left_what_is_ignored_is_named() {
        let root = tree(&["drop/one.mubiao", "drop/.two.mubiao"]);
        std::fs::write(root.path().join(".gitignore"), "drop/\n").unwrap();
        let found = find(&[root.path().to_owned()]);
        let [Err(FileError { problem: Problem::Ignored(files), .. })] = &found[..] else { panic!("{found:?}") };
        assert_eq!(files, &[root.path().join("drop/one.mubiao")]);
    }

    #[test]
    fn no_file_is_named_twice() {
        let root = tree(&["a.mubiao", "b.mubiao"]);
        assert_eq!(names(root.path(), &["b.mubiao", "", "b.mubiao"]), ["b.mubiao", "a.mubiao"]);
    }

    #[test]
    fn what_stands_for_nothing_is_an_error_in_its_place() {
        let root = tree(&["a.txt", "d/b.mubiao"]);
        std::fs::create_dir(root.path().join("empty")).unwrap();
        assert_eq!(
            names(root.path(), &["none", "empty", "a.txt", "d"]),
            ["!none Missing", "!empty NoSheets", "a.txt", "d/b.mubiao"]
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_and_pipes_are_not_walked_into() {
        let root = tree(&["a.mubiao"]);
        std::os::unix::fs::symlink(root.path().join("a.mubiao"), root.path().join("link.mubiao")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(root.path().join("pipe.mubiao")).status().unwrap();
        assert!(made.success());
        assert_eq!(names(root.path(), &[""]), ["a.mubiao", "!pipe.mubiao NotRegular"]);
    }
}
