//! A list of paths in a file, as other programs write them.

use super::{FileError, Problem};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The paths in the file `list`, or in standard input when it is `-`: one a line, or with `null` each before a NUL.
/// Empty ones do not count.
///
/// # Errors
/// When it cannot be read.
pub fn read_list(list: &Path, null: bool) -> Result<Vec<PathBuf>, FileError> {
    let read = || -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        if list == Path::new("-") {
            io::stdin().lock().read_to_end(&mut bytes)?;
        } else {
            File::open(list)?.read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    };
    let bytes = read().map_err(|problem| FileError::new(list, problem))?;
    Ok(split(&bytes, null))
}

fn split(bytes: &[u8], null: bool) -> Vec<PathBuf> {
    let end = if null { 0 } else { b'\n' };
    let names = bytes.split(|&byte| byte == end).map(|name| match name {
        [name @ .., b'\r'] if !null => name,
        name => name,
    });
    names.filter(|name| !name.is_empty()).map(path_from_bytes).collect()
}

/// The path of that name; where paths are text, bytes that are none are replaced.
pub fn path_from_bytes(name: &[u8]) -> PathBuf {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        PathBuf::from(std::ffi::OsStr::from_bytes(name))
    }
    #[cfg(not(unix))]
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_nuls() {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert_eq!(split("一.mubiao\r\n\nb c\nd".as_bytes(), false), paths(&["一.mubiao", "b c", "d"]));
        assert_eq!(split("一\n二\0\0b\r\0".as_bytes(), true), paths(&["一\n二", "b\r"]));
        assert!(split(b"", false).is_empty());
    }
}
