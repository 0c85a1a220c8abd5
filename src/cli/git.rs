//! What git knows of the current folder: the only module that runs another program.

use crate::diagnostic::{Lang, say};
use crate::fs;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// Why git gave no answer.
pub(super) enum GitError {
    /// There is no program of that name.
    Absent,
    /// It does not run.
    Io(io::Error),
    /// The current folder is in no repository.
    NoRepository,
    /// There is no such revision.
    NoRevision(String),
    /// What git says.
    Refused(String),
}

impl GitError {
    pub(super) fn message(&self, lang: Lang) -> String {
        match self {
            Self::Absent => say!(
                lang,
                "--changed 需要 git，但找不到 git 程序；请先安装，或直接指明文件",
                "--changed needs git, which cannot be found; install it, or name the files"
            ),
            Self::Io(error) => say!(
                lang,
                "不能运行 git（{error}）；请检查 git，或直接指明文件",
                "cannot run git ({error}); check it, or name the files"
            ),
            Self::NoRepository => say!(
                lang,
                "--changed 只能在 git 仓库中使用，当前文件夹不在任何仓库中；请换到仓库中，或直接指明文件",
                "--changed works in a git repository only, and the current directory is in none; change to one, or name the files"
            ),
            Self::NoRevision(name) => say!(
                lang,
                "git 仓库中没有“{name}”这个提交、分支或标签；请检查 --changed 的值",
                "the git repository has no commit, branch or tag \"{name}\"; check the value of --changed"
            ),
            Self::Refused(text) => say!(
                lang,
                "git 没有给出改动的文件：“{text}”；请直接指明文件",
                "git did not tell which files changed: \"{text}\"; name the files"
            ),
        }
    }
}

/// The `*.mubiao` files, below `paths` or the current folder, that differ from `revision` (`HEAD` when `None`) or that git
/// does not know; sorted, from the current folder, without git-ignored ones.
pub(super) fn changed(revision: Option<&str>, paths: &[PathBuf]) -> Result<Vec<PathBuf>, GitError> {
    let inside = git(&["rev-parse", "--is-inside-work-tree"], &[])?;
    if !inside.status.success() || inside.stdout.trim_ascii() != b"true" {
        return Err(GitError::NoRepository);
    }
    let name = revision.unwrap_or("HEAD");
    // Only the hash goes on to git: a name could be taken for an option.
    let hash = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")], &[])?;
    let mut found = listed(&["ls-files", "--others", "--exclude-standard", "-z"], paths)?;
    if hash.status.success() {
        let hash = String::from_utf8_lossy(hash.stdout.trim_ascii()).into_owned();
        found.extend(listed(
            &["diff", "--name-only", "--no-ext-diff", "--diff-filter=d", "--relative", "-z", &hash],
            paths,
        )?);
    } else if revision.is_some() {
        return Err(GitError::NoRevision(name.to_owned()));
    } else {
        // Before the first commit everything is new.
        found.extend(listed(&["ls-files", "--cached", "-z"], paths)?);
    }
    found.retain(|path| fs::is_sheets(path));
    found.sort();
    found.dedup();
    Ok(found)
}

fn listed(args: &[&str], paths: &[PathBuf]) -> Result<Vec<PathBuf>, GitError> {
    let output = git(args, paths)?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        return Err(GitError::Refused(text.trim().to_owned()));
    }
    Ok(output.stdout.split(|&byte| byte == 0).filter(|name| !name.is_empty()).map(fs::path_from_bytes).collect())
}

fn git(args: &[&str], paths: &[PathBuf]) -> Result<Output, GitError> {
    let here = [PathBuf::from(".")];
    let mut command = Command::new("git");
    command.arg("--literal-pathspecs").args(args).stdin(Stdio::null());
    if args[0] != "rev-parse" {
        let paths = if paths.is_empty() { &here[..] } else { paths };
        command.arg("--").args(paths.iter().map(AsRef::<OsStr>::as_ref).map(OsString::from));
    }
    command.output().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => GitError::Absent,
        _ => GitError::Io(error),
    })
}
