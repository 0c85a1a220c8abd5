//! The texts that a command is about.

use crate::fs::{self, FileError, Source};
use std::path::{Path, PathBuf};

/// What `lint` and `fmt` both ask for.
#[derive(Debug, clap::Args)]
pub(super) struct Paths {
    #[arg(
        value_name = "PATHS",
        help = "文件、文件夹（其中的 *.mubiao）或 -（标准输入），默认为当前文件夹 / files, directories (their *.mubiao) or - (standard input); by default the current directory"
    )]
    paths: Vec<PathBuf>,
    #[arg(
        long,
        value_name = "NAME",
        help = "标准输入在消息中的文件名 / the file name that messages give to standard input"
    )]
    stdin_filename: Option<PathBuf>,
}

/// A text that is to be read.
#[derive(Debug)]
pub(super) struct Input {
    /// Its path, or what standard input is called.
    pub(super) path: PathBuf,
    /// Whether it is standard input.
    pub(super) stdin: bool,
}

impl Paths {
    /// The texts, standard input first; a path that stands for nothing is an error in its place.
    pub(super) fn inputs(&self) -> Vec<Result<Input, FileError>> {
        let is_stdin = |path: &PathBuf| path == Path::new("-");
        let files: Vec<PathBuf> = self.paths.iter().filter(|path| !is_stdin(path)).cloned().collect();
        let mut inputs = Vec::new();
        if self.stdin() {
            let path = self.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("-"));
            inputs.push(Ok(Input { path, stdin: true }));
        }
        if !files.is_empty() || self.paths.is_empty() {
            inputs.extend(fs::find(&files).into_iter().map(|found| found.map(|path| Input { path, stdin: false })));
        }
        inputs
    }

    /// Whether standard input is among them.
    pub(super) fn stdin(&self) -> bool {
        self.paths.iter().any(|path| path == Path::new("-"))
    }
}

impl Input {
    pub(super) fn read(&self) -> Result<Source, FileError> {
        if self.stdin { fs::read_stdin(&self.path) } else { fs::read(&self.path) }
    }
}
