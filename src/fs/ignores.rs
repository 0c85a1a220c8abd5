//! The files that say what is ignored, looked at before they are read: they come with the folder, and what reads them
//! waits for pipes and goes as deep as their braces do.

use std::io::Read;
use std::path::{Path, PathBuf};

/// Such files, from the directory that they hold for.
const NAMES: [&str; 3] = [".gitignore", ".ignore", ".git/info/exclude"];

/// A file, and a line of it, has at most so many bytes.
const LONGEST: u64 = 1 << 18;
const LONGEST_LINE: usize = 1024;

/// Braces stand in each other at most so deep.
const DEEPEST: usize = 16;

/// The first file of `directory` that says what is ignored and is not to be read.
pub(super) fn unusable(directory: &Path) -> Option<PathBuf> {
    let own = NAMES.iter().map(|name| directory.join(name)).find(|path| !is_usable(path));
    own.or_else(|| elsewhere(&directory.join(".git")))
}

/// The same of a work tree whose repository stands elsewhere, which the file `git` in it names.
fn elsewhere(git: &Path) -> Option<PathBuf> {
    if !git.is_file() {
        return None;
    }
    if !is_usable(git) {
        return Some(git.to_owned());
    }
    let folder = PathBuf::from(first_line(git)?.strip_prefix("gitdir: ")?);
    let common = folder.join("commondir");
    if !is_usable(&common) {
        return Some(common);
    }
    let common = folder.join(first_line(&common)?);
    Some(common.join("info/exclude")).filter(|path| !is_usable(path))
}

/// The first line of a file that is usable.
fn first_line(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    std::fs::File::open(path).ok()?.take(LONGEST).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8(bytes).ok()?.lines().next()?.to_owned())
}

fn is_usable(path: &Path) -> bool {
    let Ok(metadata) = std::fs::metadata(path) else { return true };
    if metadata.is_dir() {
        return true;
    }
    if !metadata.is_file() || metadata.len() > LONGEST {
        return false;
    }
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes));
    // What cannot be read says nothing.
    read.is_err() || bytes.split(|&byte| byte == b'\n').all(|line| line.len() <= LONGEST_LINE && !is_deep(line))
}

fn is_deep(line: &[u8]) -> bool {
    line.iter()
        .scan(0_usize, |depth, byte| {
            match byte {
                b'{' => *depth += 1,
                b'}' => *depth = depth.saturating_sub(1),
                _ => {}
            }
            Some(*depth)
        })
        .any(|depth| depth > DEEPEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_repository_elsewhere_is_looked_at_too() {
        let root = tempfile::tempdir().unwrap();
        let (work, git) = (root.path().join("w"), root.path().join("main/worktrees/w"));
        std::fs::create_dir_all(&git).unwrap();
        std::fs::create_dir_all(&work).unwrap();
        std::fs::create_dir_all(root.path().join("main/info")).unwrap();
        std::fs::write(work.join(".git"), format!("gitdir: {}\n", git.display())).unwrap();
        assert!(unusable(&work).is_none());
        std::fs::write(git.join("commondir"), "../..\n").unwrap();
        assert!(unusable(&work).is_none());
        let pipe = |path: &Path| assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
        pipe(&root.path().join("main/info/exclude"));
        assert!(unusable(&work).unwrap().ends_with("info/exclude"));
        std::fs::remove_file(git.join("commondir")).unwrap();
        pipe(&git.join("commondir"));
        assert_eq!(unusable(&work).unwrap(), git.join("commondir"));
    }

    #[test]
    fn long_and_deep_ones_are_not_read() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join(".gitignore");
        let usable = |content: &str| {
            std::fs::write(&path, content).unwrap();
            unusable(root.path()).is_none()
        };
        assert!(unusable(root.path()).is_none());
        assert!(usable("target/\n*.{a,{b,c}}\n") && usable(&"x\n".repeat(100_000)));
        assert!(usable(&"{".repeat(DEEPEST)) && !usable(&"{".repeat(DEEPEST + 1)));
        assert!(usable(&"x".repeat(LONGEST_LINE)) && !usable(&"x".repeat(LONGEST_LINE + 1)));
        assert!(!usable(&"x\n".repeat(LONGEST as usize)));
        std::fs::remove_file(&path).unwrap();
        std::fs::create_dir(&path).unwrap();
        assert!(unusable(root.path()).is_none());
    }
}
