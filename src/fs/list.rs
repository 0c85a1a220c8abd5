//! A list of paths in a file, as other programs write them.

use super::{FileError, Problem};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The paths in the file `list`, or in standard input when it is `-`: one a line, or with `null` each before a NUL.
/// Empty ones do not count. A list may begin with a byte-order mark, and be in UTF-16, as PowerShell writes it.
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
    Ok(split(&decoded(bytes), null))
}

/// The bytes as UTF-8 without byte-order mark. UTF-16 is known by its mark alone.
fn decoded(bytes: Vec<u8>) -> Vec<u8> {
    match encoding_rs::Encoding::for_bom(&bytes) {
        Some((encoding, mark)) if encoding == encoding_rs::UTF_8 => bytes[mark..].to_vec(),
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned().into_bytes(),
        None => bytes,
    }
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
    fn a_byte_order_mark_says_the_encoding() {
        let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let list = "\u{FEFF}一.mubiao\r\n二.mubiao\r\n";
        for bytes in [list.as_bytes().to_vec(), utf16(list, u16::to_le_bytes), utf16(list, u16::to_be_bytes)] {
            assert_eq!(split(&decoded(bytes), false), ["一.mubiao", "二.mubiao"].map(PathBuf::from));
        }
        assert_eq!(decoded(b"\xB2\xBF".to_vec()), b"\xB2\xBF", "a name of other bytes stays as it is");
    }

    #[test]
    fn lines_and_nuls() {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        assert_eq!(split("一.mubiao\r\n\nb c\nd".as_bytes(), false), paths(&["一.mubiao", "b c", "d"]));
        assert_eq!(split("一\n二\0\0b\r\0".as_bytes(), true), paths(&["一\n二", "b\r"]));
        assert!(split(b"", false).is_empty());
    }
}
