//! The files that `import` and `export` write: beside their sources, in a folder, or under a name that is asked for.

use super::streams::Streams;
use crate::diagnostic::{Lang, say};
use crate::fs::{self, FileError, NewFile};
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Where the results go, and whether they may take another file's place.
pub(super) struct Targets {
    to: To,
    force: bool,
    /// The files written so far, and what each of them was made from.
    taken: HashMap<PathBuf, String>,
}

enum To {
    Stdout,
    Beside,
    Folder(PathBuf),
    File(PathBuf),
}

impl Targets {
    /// For `output` as it was asked for and `sources` sources, of which standard input may be one.
    ///
    /// # Errors
    /// A sentence, when all of that does not go together.
    pub(super) fn new(
        output: Option<&Path>,
        sources: usize,
        stdin: bool,
        force: bool,
        lang: Lang,
    ) -> Result<Self, String> {
        let to = match output {
            None if stdin => To::Stdout,
            None => To::Beside,
            Some(path) if path == Path::new("-") => To::Stdout,
            Some(path) if fs::is_folder(path) || is_folder_name(path) => {
                fs::create_folder(path).map_err(|error| error.message(lang))?;
                To::Folder(path.to_owned())
            }
            Some(path) => To::File(path.to_owned()),
        };
        if sources > 1 && matches!(to, To::File(_) | To::Stdout) {
            return Err(say!(
                lang,
                "{sources} 个来源不能写到一处；请用 -o 指明一个文件夹（名称以 / 结尾则新建）",
                "{sources} sources cannot go to one place; name a directory with -o (one that ends in / is created)"
            ));
        }
        Ok(Self { to, force, taken: HashMap::new() })
    }

    /// Whether results go to standard output.
    pub(super) fn is_stdout(&self) -> bool {
        matches!(self.to, To::Stdout)
    }

    /// Writes what was made from `source`; returns the file's path as reports show it, `None` for standard output. The
    /// outer error is standard output's.
    pub(super) fn write(
        &mut self,
        source: &Path,
        extension: &str,
        content: &[u8],
        streams: &mut Streams,
    ) -> io::Result<Result<Option<String>, String>> {
        let lang = streams.lang;
        let path = match &self.to {
            To::Stdout => return streams.out.write_all(content).map(|()| Ok(None)),
            To::Beside => source.with_extension(extension),
            To::Folder(folder) => {
                let name = if source == Path::new("-") { Path::new("stdin") } else { source };
                folder.join(Path::new(name.file_name().unwrap_or(name.as_os_str())).with_extension(extension))
            }
            To::File(path) => path.clone(),
        };
        let (shown, from) = (fs::display(&path).into_owned(), fs::display(source).into_owned());
        if let Some(first) = self.taken.get(&path) {
            return Ok(Err(say!(
                lang,
                "“{from}”和“{first}”都要写到“{shown}”；请分开导入，或用 -o 指明另一个文件夹",
                "\"{from}\" and \"{first}\" would both be written to \"{shown}\"; do them apart, or name another directory with -o"
            )));
        }
        if let Err(error) = self.put(&path, source, content) {
            return Ok(Err(match error.problem {
                fs::Problem::Exists => say!(
                    lang,
                    "“{shown}”已经存在，未改动；要覆盖请加 --force，或用 -o 另取文件名",
                    "\"{shown}\" exists already and was not changed; overwrite it with --force, or choose another name with -o"
                ),
                _ => error.message(lang),
            }));
        }
        self.taken.insert(path, from);
        Ok(Ok(Some(shown)))
    }

    fn put(&self, path: &Path, source: &Path, content: &[u8]) -> Result<(), FileError> {
        // Whatever was asked for, the source itself is never written over.
        let replaces = self.force && !fs::same(path, source);
        let mut file = if replaces { NewFile::create(path)? } else { NewFile::create_new(path)? };
        file.write_all(content).map_err(|error| file.failed(error))?;
        file.keep()
    }
}

/// Whether a path names a folder by its last character.
fn is_folder_name(path: &Path) -> bool {
    path.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
}
