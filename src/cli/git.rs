//! What git knows of the current folder: the only module that runs another program.

use crate::diagnostic::{Lang, say};
use crate::fs::{self, FileError, Problem};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Why git gave no answer.
pub(super) enum GitError {
    /// There is no program of that name.
    Absent,
    /// It does not run.
    Io(io::Error),
    /// The current folder is in no repository.
    NoRepository,
    /// The repository belongs to somebody else, and git keeps its hands off.
    Dubious,
    /// The current folder is itself a repository without work tree.
    Bare,
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
            Self::Dubious => say!(
                lang,
                "当前文件夹所在的 git 仓库属于别的用户，git 因此不读它；如信任这个仓库，请先运行 git config --global --add safe.directory 仓库的路径，或直接指明文件",
                "the git repository of the current directory belongs to another user, so git does not read it; where you trust it, run git config --global --add safe.directory with its path, or name the files"
            ),
            Self::Bare => say!(
                lang,
                "当前文件夹是没有工作区的 git 仓库，--changed 不读它；请换到工作区中，或直接指明文件",
                "the current directory is a git repository without work tree, which --changed does not read; change to a work tree, or name the files"
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

/// What git is told whatever a repository configures: nothing that it names is run, nothing is fetched, and a repository
/// without work tree that somebody put into a folder is none.
const CAREFUL: [&str; 12] = [
    "--no-pager",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "diff.external=",
    "-c",
    "safe.bareRepository=explicit",
    "-c",
    "protocol.allow=never",
];

/// A file that git names, from the current folder, and the blob that it has to be compared with where git has not looked
/// into it.
struct Named {
    path: PathBuf,
    blob: Option<String>,
}

/// The files that `paths` stand for, or those of the current folder, as [`fs::find`] finds them, without those that are as
/// in `revision` (`HEAD` when `None`), links, and git-ignored ones.
pub(super) fn changed(revision: Option<&str>, paths: &[PathBuf]) -> Result<Vec<Result<PathBuf, FileError>>, GitError> {
    let mut named: FxHashMap<PathBuf, Option<String>> =
        differing(revision, paths)?.into_iter().map(|one| (place(&one.path), one.blob)).collect();
    let mut touched = Vec::new();
    let mut found = fs::find(paths);
    found.retain(|one| match one {
        Ok(path) => match named.get_mut(&place(path)) {
            Some(blob) if fs::is_regular(path) => {
                touched.extend(blob.take().map(|blob| (path.clone(), blob)));
                true
            }
            _ => false,
        },
        // What is in a folder beside its sheets is nothing that has changed.
        Err(error) => !matches!(error.problem, Problem::NoSheets | Problem::Ignored(_) | Problem::NotRegular),
    });
    let same = untouched(&touched);
    found.retain(|one| !one.as_ref().is_ok_and(|path| same.contains(path)));
    Ok(found)
}

/// The place of a file, by which two names of it are known to be the same.
fn place(path: &Path) -> PathBuf {
    fs::directory_of(path).join(path.file_name().unwrap_or_default())
}

/// The files that differ from `revision`, as far as git can tell without looking into them, or that git does not know.
fn differing(revision: Option<&str>, paths: &[PathBuf]) -> Result<Vec<Named>, GitError> {
    let inside = git(&["rev-parse", "--is-inside-work-tree"], &[], b"")?;
    if !inside.status.success() || inside.stdout.trim_ascii() != b"true" {
        return Err(outside(&String::from_utf8_lossy(&inside.stderr)));
    }
    let name = revision.unwrap_or("HEAD");
    // Only the hash goes on to git: a name could be taken for an option.
    let hash = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")], &[], b"")?;
    let fresh = |name: &[u8]| Named { path: fs::path_from_bytes(name), blob: None };
    let mut found: Vec<Named> =
        listed(&["ls-files", "--others", "--exclude-standard", "-z"], paths)?.iter().map(|name| fresh(name)).collect();
    if hash.status.success() {
        let hash = String::from_utf8_lossy(hash.stdout.trim_ascii()).into_owned();
        // Of the commands that compare this one runs no filter, for it compares the contents of no file.
        let args = ["diff-index", "--raw", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--diff-filter=d"];
        let args = [&args[..], &["--ignore-submodules=all", "--relative", &hash]].concat();
        for pair in listed(&args, paths)?.chunks_exact(2) {
            found.push(Named { path: fs::path_from_bytes(&pair[1]), blob: blob(&pair[0]) });
        }
    } else if revision.is_some() {
        return Err(GitError::NoRevision(name.to_owned()));
    } else {
        // Before the first commit everything is new.
        found.extend(listed(&["ls-files", "--cached", "-z"], paths)?.iter().map(|name| fresh(name)));
    }
    Ok(found)
}

/// Why git does not work here.
fn outside(said: &str) -> GitError {
    if said.contains("dubious ownership") {
        GitError::Dubious
    } else if said.contains("cannot use bare repository") {
        GitError::Bare
    } else if said.trim().is_empty() || said.contains("not a git repository") {
        // It says nothing in the data of a repository, where there are no files to be linted.
        GitError::NoRepository
    } else {
        GitError::Refused(said.trim().to_owned())
    }
}

/// The blob of the revision, by a line `:old-mode new-mode old-blob new-blob status`, where the new one is unknown.
fn blob(line: &[u8]) -> Option<String> {
    let mut parts = line.split(|&byte| byte == b' ').skip(2);
    let (old, new) = (parts.next()?, parts.next()?);
    let known = |blob: &[u8]| blob.iter().any(|&byte| byte != b'0');
    (known(old) && !known(new)).then(|| String::from_utf8_lossy(old).into_owned())
}

/// Those of `files` whose bytes are their blob: they were touched, and are as they were.
fn untouched(files: &[(PathBuf, String)]) -> FxHashSet<PathBuf> {
    // A name of several lines cannot be handed over.
    let plain = |path: &Path| path.to_str().filter(|name| !name.contains(['\n', '\r', '"'])).map(str::to_owned);
    let asked: Vec<(&(PathBuf, String), String)> = files.iter().filter_map(|one| Some((one, plain(&one.0)?))).collect();
    if asked.is_empty() {
        return FxHashSet::default();
    }
    let names: String = asked.iter().map(|(_, name)| format!("{name}\n")).collect();
    // A file that cannot be read ends it, and then all of them count as changed.
    let output = git(&["hash-object", "--no-filters", "--stdin-paths"], &[], names.as_bytes());
    let Ok(output) = output else { return FxHashSet::default() };
    let text = String::from_utf8_lossy(&output.stdout);
    let same = asked.iter().zip(text.lines()).filter(|(((_, blob), _), hash)| blob == hash);
    same.map(|(((path, _), _), _)| path.clone()).collect()
}

fn listed(args: &[&str], paths: &[PathBuf]) -> Result<Vec<Vec<u8>>, GitError> {
    let output = git(args, paths, b"")?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        return Err(GitError::Refused(text.trim().to_owned()));
    }
    Ok(output.stdout.split(|&byte| byte == 0).filter(|name| !name.is_empty()).map(<[u8]>::to_vec).collect())
}

fn git(args: &[&str], paths: &[PathBuf], input: &[u8]) -> Result<Output, GitError> {
    let here = [PathBuf::from(".")];
    let mut command = Command::new("git");
    command.args(CAREFUL).args(args).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.stdin(if input.is_empty() { Stdio::null() } else { Stdio::piped() });
    // What git says is compared; and no missing object is fetched by a program that the repository names.
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", "none").env_remove("GIT_EXTERNAL_DIFF");
    if matches!(args[0], "ls-files" | "diff-index") {
        let paths = if paths.is_empty() { &here[..] } else { paths };
        command.arg("--").args(paths.iter().map(AsRef::<OsStr>::as_ref).map(OsString::from));
    }
    let mut run = || -> io::Result<Output> {
        let mut child = command.spawn()?;
        let stdin = child.stdin.take();
        // Both ends at once, for neither pipe holds everything.
        std::thread::scope(|scope| {
            scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
            child.wait_with_output()
        })
    };
    run().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => GitError::Absent,
        _ => GitError::Io(error),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_blob_that_git_has_not_looked_at_is_compared() {
        let line = |old: &str, new: &str| blob(format!(":100644 100644 {old} {new} M").as_bytes());
        assert_eq!(line("12ab", "0000"), Some("12ab".to_owned()));
        assert_eq!((line("12ab", "34cd"), line("0000", "0000"), blob(b"")), (None, None, None));
    }

    #[test]
    fn why_git_does_not_work_here() {
        let dubious = "fatal: detected dubious ownership in repository at '/x'\nTo add an exception…";
        assert!(matches!(outside(dubious), GitError::Dubious));
        assert!(matches!(outside("fatal: not a git repository (or any parent)"), GitError::NoRepository));
        assert!(matches!(outside("fatal: cannot use bare repository '/x' (…)"), GitError::Bare));
        assert!(matches!(outside("fatal: bad config line 1 in file .git/config"), GitError::Refused(_)));
    }
}
