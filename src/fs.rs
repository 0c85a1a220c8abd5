//! Files: which ones a run is about, what text they hold, and how a changed text gets back.

// The only module that touches the file system.
#![allow(clippy::disallowed_methods)]

mod config;
mod create;
mod decode;
mod ignores;
mod list;
mod problem;
mod walk;
mod write;

pub use config::{
    LONGEST_CONFIG, directory_of, is_file, is_inside, is_network, is_repository, read_config, repository, shorten,
};
pub use create::{NewFile, append, create_folder};
pub use list::{path_from_bytes, read_list};
pub use problem::{FileError, Problem};
pub use walk::{find, is_sheets};
pub use write::write;

use std::borrow::Cow;
use std::fs::{File, Metadata};
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Text this long (in bytes) or longer is refused, because places in it are counted in 32 bits.
pub const TOO_LARGE: u64 = u32::MAX as u64;

/// The encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceEncoding {
    /// UTF-8, with or without a byte-order mark.
    Utf8,
    /// GB18030, which includes GBK and GB2312.
    Gb18030,
}

impl SourceEncoding {
    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
        }
    }
}

/// A text as it was read, with what is needed to write it back the same way.
#[derive(Debug)]
pub struct Source {
    body: Body,
    bom: bool,
    original: u64,
    stamp: Option<Stamp>,
}

/// The text with its byte-order mark; only one of both forms is ever in memory.
#[derive(Debug)]
enum Body {
    /// Valid UTF-8, as it was read.
    Utf8(Vec<u8>),
    /// Decoded from GB18030.
    Gb18030(String),
}

/// What tells one state of a file from the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    len: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self { len: metadata.len(), modified: metadata.modified().ok() }
    }
}

impl Source {
    /// The text of `bytes`, which are UTF-8 or GB18030 and fewer than [`TOO_LARGE`].
    ///
    /// # Errors
    /// When they are no text; says what they seem to be.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, Problem> {
        decode::reject_binary(&bytes)?;
        if simdutf8::basic::from_utf8(&bytes).is_ok() {
            let bom = bytes.starts_with(decode::BOM.as_bytes());
            return Ok(Self { body: Body::Utf8(bytes), bom, original: 0, stamp: None });
        }
        let text = decode::gb18030(&bytes)?;
        if text.len() as u64 >= TOO_LARGE {
            return Err(Problem::TooLarge);
        }
        Ok(Self {
            bom: text.starts_with(decode::BOM),
            body: Body::Gb18030(text),
            original: fingerprint(&bytes),
            stamp: None,
        })
    }

    /// The text without its byte-order mark; in the UTF-8 case each call checks the bytes again, so call it once.
    pub fn text(&self) -> &str {
        let skip = if self.bom { decode::BOM.len() } else { 0 };
        match &self.body {
            // `from_bytes` checked all of them, and a byte-order mark is a whole character.
            Body::Utf8(bytes) => simdutf8::basic::from_utf8(&bytes[skip..]).expect("checked when it was read"),
            Body::Gb18030(text) => &text[skip..],
        }
    }

    /// The length of the text in bytes.
    pub fn len(&self) -> usize {
        let len = match &self.body {
            Body::Utf8(bytes) => bytes.len(),
            Body::Gb18030(text) => text.len(),
        };
        len - if self.bom { decode::BOM.len() } else { 0 }
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The encoding it was read from.
    pub fn encoding(&self) -> SourceEncoding {
        match self.body {
            Body::Utf8(_) => SourceEncoding::Utf8,
            Body::Gb18030(_) => SourceEncoding::Gb18030,
        }
    }

    /// Whether it began with a byte-order mark.
    pub fn bom(&self) -> bool {
        self.bom
    }

    /// Writes `text` to `out` in `encoding`, with a byte-order mark if the source had one.
    ///
    /// # Errors
    /// [`Problem::Lossy`], before anything is written, when GB18030 cannot hold the text or when the source's own text
    /// would not come out as the bytes that were read; otherwise what `out` says.
    pub fn encode(&self, text: &str, encoding: SourceEncoding, out: &mut dyn Write) -> Result<(), Problem> {
        match encoding {
            SourceEncoding::Utf8 => {
                if self.bom {
                    out.write_all(decode::BOM.as_bytes())?;
                }
                out.write_all(text.as_bytes())?;
            }
            SourceEncoding::Gb18030 => {
                if let Body::Gb18030(original) = &self.body
                    && fingerprint(&decode::to_gb18030(original)?) != self.original
                {
                    return Err(Problem::Lossy);
                }
                let body = decode::to_gb18030(text)?;
                if self.bom {
                    out.write_all(&decode::to_gb18030(decode::BOM)?)?;
                }
                out.write_all(&body)?;
            }
        }
        Ok(())
    }
}

/// Tells whether two runs of bytes are the same without keeping either.
fn fingerprint(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

/// Reads the file at `path`; pipes and devices are read to their end.
///
/// # Errors
/// When it cannot be read, holds no text, or is as long as [`TOO_LARGE`].
pub fn read(path: &Path) -> Result<Source, FileError> {
    let open = || -> Result<Source, Problem> {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(Problem::Directory);
        }
        if metadata.len() >= TOO_LARGE {
            return Err(Problem::TooLarge);
        }
        let mut source = read_all(file, metadata.len())?;
        source.stamp = Some(Stamp::of(&metadata));
        Ok(source)
    };
    open().map_err(|problem| FileError::new(path, problem))
}

/// Reads the file at `path`, which nobody has named: a regular file of at most [`MOST_UNASKED`] bytes.
///
/// # Errors
/// As [`read`], and when it is something else, or longer.
pub fn read_unasked(path: &Path) -> Result<Source, FileError> {
    // A pipe is not even opened: that would wait for its other end.
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() || metadata.is_file() && metadata.len() <= MOST_UNASKED => read(path),
        Ok(metadata) if metadata.is_file() => Err(FileError::new(path, Problem::LongUnasked)),
        Ok(_) => Err(FileError::new(path, Problem::NotRegular)),
        Err(error) => Err(FileError::new(path, error.into())),
    }
}

/// A longer file is read when somebody opens or names it.
pub const MOST_UNASKED: u64 = 64 << 20;

/// The bytes of the file at `path`, whatever they are.
///
/// # Errors
/// When it cannot be read, or is as long as [`TOO_LARGE`].
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, FileError> {
    let open = || -> Result<Vec<u8>, Problem> {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(Problem::Directory);
        }
        all_bytes(file, metadata.len())
    };
    open().map_err(|problem| FileError::new(path, problem))
}

/// The first bytes of the regular file at `path`, at most `most`; `None` when there is none, or it cannot be read.
pub fn read_head(path: &Path, most: u64) -> Option<Vec<u8>> {
    if !path.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(most).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The bytes of standard input; `name` is the path that errors name.
///
/// # Errors
/// As [`read_bytes`].
pub fn read_stdin_bytes(name: &Path) -> Result<Vec<u8>, FileError> {
    all_bytes(io::stdin().lock(), 0).map_err(|problem| FileError::new(name, problem))
}

/// Reads standard input; `name` is the path that errors name.
///
/// # Errors
/// As [`read`].
pub fn read_stdin(name: &Path) -> Result<Source, FileError> {
    read_all(io::stdin().lock(), 0).map_err(|problem| FileError::new(name, problem))
}

fn read_all(input: impl Read, expected: u64) -> Result<Source, Problem> {
    Source::from_bytes(all_bytes(input, expected)?)
}

fn all_bytes(input: impl Read, expected: u64) -> Result<Vec<u8>, Problem> {
    if expected >= TOO_LARGE {
        return Err(Problem::TooLarge);
    }
    let mut bytes = Vec::new();
    let no_memory = |_| io::Error::from(io::ErrorKind::OutOfMemory);
    bytes.try_reserve_exact(usize::try_from(expected).unwrap_or(usize::MAX)).map_err(no_memory)?;
    input.take(TOO_LARGE).read_to_end(&mut bytes)?;
    if bytes.len() as u64 >= TOO_LARGE {
        return Err(Problem::TooLarge);
    }
    Ok(bytes)
}

/// `path` as reports show it: as the user gave it, with `/` between its parts.
pub fn display(path: &Path) -> Cow<'_, str> {
    let shown = path.to_string_lossy();
    if cfg!(windows) { Cow::Owned(shown.replace('\\', "/")) } else { shown }
}

/// Whether there is a folder at `path`.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether there is a regular file at `path`, and no link to one.
pub fn is_regular(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_file())
}

/// Whether there is something at `path`.
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// Whether both are paths of one file that exists.
pub fn same(a: &Path, b: &Path) -> bool {
    match (std::fs::canonicalize(a), std::fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

/// The one absolute path of a file; of one that is gone, by its folder.
pub fn real(path: &Path) -> PathBuf {
    let by_folder = || {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(std::fs::canonicalize(folder).ok()?.join(path.file_name()?))
    };
    std::fs::canonicalize(path).ok().or_else(by_folder).unwrap_or_else(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(bytes: &[u8]) -> Source {
        Source::from_bytes(bytes.to_vec()).unwrap()
    }

    fn encoded(source: &Source, text: &str, encoding: SourceEncoding) -> Vec<u8> {
        let mut out = Vec::new();
        source.encode(text, encoding, &mut out).unwrap();
        out
    }

    #[test]
    fn utf8_keeps_its_bom_and_line_ends() {
        let bytes = "\u{FEFF}部门\t1\r\n".as_bytes();
        let read = source(bytes);
        assert_eq!((read.text(), read.bom(), read.encoding()), ("部门\t1\r\n", true, SourceEncoding::Utf8));
        assert_eq!(encoded(&read, read.text(), read.encoding()), bytes);
    }

    #[test]
    fn gb18030_comes_back_as_it_was() {
        // 部门 in GBK, 𠀀 (U+20000) in four bytes.
        let bytes = b"\xB2\xBF\xC3\xC5\t1\r\n\x95\x32\x82\x36";
        let read = source(bytes);
        assert_eq!((read.text(), read.bom(), read.encoding()), ("部门\t1\r\n𠀀", false, SourceEncoding::Gb18030));
        assert_eq!(encoded(&read, read.text(), SourceEncoding::Gb18030), bytes);
        assert_eq!(encoded(&read, "门", SourceEncoding::Gb18030), b"\xC3\xC5");
        assert_eq!(encoded(&read, "门", SourceEncoding::Utf8), "门".as_bytes());
    }

    #[test]
    fn gb18030_may_have_a_byte_order_mark() {
        let bytes = b"\x84\x31\x95\x33\xB2\xBF";
        let read = source(bytes);
        assert_eq!((read.text(), read.bom()), ("部", true));
        assert_eq!(encoded(&read, "部", SourceEncoding::Gb18030), bytes);
        assert_eq!(encoded(&read, "部", SourceEncoding::Utf8), "\u{FEFF}部".as_bytes());
    }

    #[test]
    fn gb18030_that_would_change_is_not_written() {
        // The single byte 0x80 is read as the euro sign, which is written as A2 E3.
        let read = source(b"\xB2\xBF\x80");
        assert_eq!(read.text(), "部€");
        let mut out = Vec::new();
        assert!(matches!(read.encode("部", SourceEncoding::Gb18030, &mut out), Err(Problem::Lossy)));
        assert!(out.is_empty());
        assert_eq!(encoded(&read, "部€", SourceEncoding::Utf8), "部€".as_bytes());
    }

    #[test]
    fn a_character_outside_gb18030_is_not_written() {
        let read = source(b"\xB2\xBF");
        let refused = read.encode("\u{E5E5}", SourceEncoding::Gb18030, &mut Vec::new());
        assert!(matches!(refused, Err(Problem::Lossy)));
    }
}
