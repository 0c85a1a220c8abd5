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
    NAMES.iter().map(|name| directory.join(name)).find(|path| !is_usable(path))
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
