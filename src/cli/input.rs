//! The texts that a command is about.

use super::git;
use super::help::pick;
use crate::diagnostic::Lang;
use crate::fs::{self, FileError, Source};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// What `lint` and `fmt` both ask for.
#[derive(Debug, clap::Args)]
pub(super) struct Paths {
    #[arg(
        value_name = pick("路径", "PATHS"),
        help = pick(
            "文件、文件夹（其中的 *.mubiao）或 -（标准输入），默认为当前文件夹",
            "files, directories (their *.mubiao) or - (standard input); by default the current directory"
        )
    )]
    paths: Vec<PathBuf>,
    #[arg(
        long,
        value_name = pick("名称", "NAME"),
        help = pick("标准输入在消息中的文件名", "the file name that messages give to standard input")
    )]
    stdin_filename: Option<PathBuf>,
    #[arg(
        long,
        value_name = pick("文件", "FILE"),
        help = pick("另从文件或 -（标准输入）读取路径，每行一个", "read more paths from a file or - (standard input), one a line")
    )]
    files_from: Option<PathBuf>,
    #[arg(
        short = '0',
        long,
        requires = "files_from",
        help = pick("--files-from 的路径以 NUL 分隔", "the paths of --files-from are separated by NUL")
    )]
    null: bool,
    #[arg(
        long,
        value_name = pick("提交", "REF"),
        num_args = 0..=1,
        require_equals = true,
        conflicts_with = "files_from",
        help = pick(
            "只看与这个提交（默认 HEAD）不同、或尚未纳入 git 的文件",
            "only files that differ from the commit REF (by default HEAD) or that git does not track"
        )
    )]
    changed: Option<Option<String>>,
}

/// A text that is to be read.
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// Its path, or what standard input is called.
    pub(super) path: PathBuf,
    /// Whether it is standard input.
    pub(super) stdin: bool,
    /// Whether it was asked for by name, and not found in a directory.
    pub(super) named: bool,
}

impl Input {
    /// The file at `path`, which is asked for, or standard input.
    pub(super) fn named(path: &Path) -> Self {
        Self { path: path.to_owned(), stdin: is_stdin(path), named: true }
    }
}

impl Paths {
    /// The texts, standard input first; a path that stands for nothing is an error in its place. When the paths
    /// themselves cannot be had, the error is a sentence.
    pub(super) fn inputs(&self, lang: Lang) -> Result<Vec<Result<Input, FileError>>, String> {
        let mut inputs = Vec::new();
        if self.stdin() {
            let path = self.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("-"));
            inputs.push(Ok(Input { path, stdin: true, named: true }));
        }
        let files = self.files();
        if let Some(revision) = &self.changed {
            if !files.is_empty() || self.paths.is_empty() {
                let changed = git::changed(revision.as_deref(), &files).map_err(|error| error.message(lang))?;
                inputs.extend(found(changed, &files));
            }
            return Ok(inputs);
        }
        let files = self.listed(lang)?;
        if !files.is_empty() || (self.paths.is_empty() && self.files_from.is_none()) {
            inputs.extend(found(fs::find(&files), &files));
        }
        Ok(inputs)
    }

    /// The paths to files and directories, on the command line and in the list.
    pub(super) fn listed(&self, lang: Lang) -> Result<Vec<PathBuf>, String> {
        let mut files = self.files();
        if let Some(list) = &self.files_from {
            files.extend(fs::read_list(list, self.null).map_err(|error| error.message(lang))?);
        }
        Ok(files)
    }

    /// The paths on the command line that stand for files.
    fn files(&self) -> Vec<PathBuf> {
        self.paths.iter().filter(|path| !is_stdin(path)).cloned().collect()
    }

    /// Whether standard input is among the texts.
    pub(super) fn stdin(&self) -> bool {
        self.paths.iter().any(|path| is_stdin(path))
    }

    /// Whether standard input is asked for twice: as a text and as a list of paths.
    pub(super) fn stdin_twice(&self) -> bool {
        self.stdin() && self.stdin_list()
    }

    /// Whether standard input is a list of paths.
    pub(super) fn stdin_list(&self) -> bool {
        self.files_from.as_deref().is_some_and(is_stdin)
    }
}

/// What was found where `asked` were looked for.
fn found(found: Vec<Result<PathBuf, FileError>>, asked: &[PathBuf]) -> impl Iterator<Item = Result<Input, FileError>> {
    let asked: HashSet<&PathBuf> = asked.iter().collect();
    let named: Vec<bool> = found.iter().map(|one| one.as_ref().is_ok_and(|path| asked.contains(path))).collect();
    let input = |(one, named): (Result<PathBuf, FileError>, bool)| one.map(|path| Input { path, stdin: false, named });
    found.into_iter().zip(named).map(input)
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

impl Input {
    pub(super) fn read(&self) -> Result<Source, FileError> {
        if self.stdin { fs::read_stdin(&self.path) } else { fs::read(&self.path) }
    }
}
