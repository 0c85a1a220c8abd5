//! Linting again whatever changes.

use super::Args;
use super::output::Output;
use crate::cli::accept::Accept;
use crate::cli::input::Input;
use crate::cli::streams::Streams;
use crate::cli::{Status, exclude, interrupt, settings};
use crate::diagnostic::{Lang, say};
use crate::fs::{self, FileError};
use crate::lint::{self, Across};
use crate::report::visible;
use crate::workspace::Workspace;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::{BTreeMap, HashSet};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// Programs write a file in several steps; as long as the next one follows within this time they belong together.
const SETTLE: Duration = Duration::from_millis(50);

/// How long Ctrl-C may go unnoticed.
const PATIENCE: Duration = Duration::from_millis(100);

/// Clears the screen and what has scrolled off it.
const CLEAR: &str = "\x1B[H\x1B[2J\x1B[3J";

pub(super) fn run(args: &Args, workspace: &Workspace, streams: &mut Streams) -> io::Result<Status> {
    let lang = streams.lang;
    // Begun before the first look, so that no change falls between.
    let mut watch = match Watch::new(args, lang) {
        Ok(begun) => begun,
        Err(message) => return Ok(refuse(streams, &message)),
    };
    let mut inputs = match args.paths.inputs(lang) {
        Ok(inputs) => inputs,
        Err(message) => return Ok(refuse(streams, &message)),
    };
    exclude::leave_out(&mut inputs, workspace, args.reporting.quiet, streams);
    let mut known = files(&inputs);
    // What a change of the configuration is compared with has to be read behind the watch for it.
    watch.follow(workspace, &inputs);
    workspace.forget();
    show(args, workspace, inputs, &[], &[], streams)?;
    while let Some(changed) = watch.next() {
        let configured = changed.iter().any(|path| workspace.depends_on(path));
        if configured {
            workspace.forget();
        } else if changed.iter().all(|path| watch.is_aside(path) && known.keys().all(|file| !file.starts_with(path))) {
            continue;
        }
        watch.resume(&changed);
        match args.paths.inputs(lang) {
            Ok(mut inputs) => {
                exclude::leave_out(&mut inputs, workspace, true, streams);
                let now = files(&inputs);
                let gone: Vec<PathBuf> =
                    known.iter().filter(|(file, _)| !now.contains_key(*file)).map(|(_, path)| path.clone()).collect();
                // What a file said of units in others is void when it is gone.
                let all = configured || !gone.is_empty();
                let (inputs, others): (Vec<_>, Vec<_>) =
                    inputs.into_iter().partition(|input| all || concerns(input, &changed, &known));
                known = now;
                watch.follow(workspace, &inputs);
                if !inputs.is_empty() || !gone.is_empty() {
                    show(args, workspace, inputs, &others, &gone, streams)?;
                }
            }
            Err(message) => streams.complain(&message),
        }
        if streams.gone() {
            break;
        }
    }
    Ok(Status::default())
}

fn refuse(streams: &mut Streams, message: &str) -> Status {
    streams.complain(message);
    Status { failed: true, ..Status::default() }
}

/// The files among the inputs by their one absolute path, and how they are named.
fn files(inputs: &[Result<Input, FileError>]) -> BTreeMap<PathBuf, PathBuf> {
    inputs.iter().flatten().map(|input| (fs::real(&input.path), input.path.clone())).collect()
}

/// Reports on `inputs`, which stand beside `others`, says which files are `gone`, and that it goes on.
fn show(
    args: &Args,
    workspace: &Workspace,
    inputs: Vec<Result<Input, FileError>>,
    others: &[Result<Input, FileError>],
    gone: &[PathBuf],
    streams: &mut Streams,
) -> io::Result<()> {
    if io::stdout().is_terminal() {
        streams.out.write_all(CLEAR.as_bytes())?;
    }
    settings::speak(workspace, &inputs, streams);
    match Accept::new(&args.accept, &inputs, streams.lang) {
        Ok(accept) => {
            let beside = beside(workspace, others);
            super::run::run(args, workspace, inputs, beside, accept, Output::Stdout, streams)?;
        }
        Err(message) => streams.complain(&message),
    }
    streams.out.flush()?;
    for path in gone {
        let path = fs::display(path);
        let line = say!(streams.lang, "“{path}”已删除、移走或略过", "\"{path}\" was removed, moved or left out");
        // stderr is gone; ignore.
        let _ = writeln!(streams.err, "{}", visible(&line));
    }
    if !args.reporting.quiet {
        // Nobody is left to be told that it could not be said.
        let line = streams.lang.pick("正在等待改动，按 Ctrl-C 结束", "waiting for changes, Ctrl-C ends");
        let _ = writeln!(streams.err, "{line}").and_then(|()| streams.err.flush());
    }
    Ok(())
}

/// What the files that have not changed are known by: a unit of theirs may now stand in one that has.
fn beside(workspace: &Workspace, others: &[Result<Input, FileError>]) -> Across {
    let mut across = Across::default();
    for input in others.iter().flatten() {
        // What cannot be read was told when it was its turn.
        if let (Ok(source), Ok(found)) = (input.read(), workspace.find(&input.path)) {
            let settings = found.settings();
            across.check(&fs::display(&input.path), &lint::lint(source.text(), &settings), settings.lang);
        }
    }
    across
}

/// The changes from now on in what the paths stand for, and in the configuration.
struct Watch {
    events: Receiver<notify::Result<Event>>,
    watcher: RecommendedWatcher,
    /// Directories that are watched, and whether with all below them.
    watched: HashSet<(PathBuf, bool)>,
    /// Directories that are watched for the configuration alone.
    aside: HashSet<PathBuf>,
}

impl Watch {
    fn new(args: &Args, lang: Lang) -> Result<Self, String> {
        let failed = |error: notify::Error| {
            say!(
                lang,
                "不能监视文件的改动（{error}）；请减少文件夹，或不用 --watch",
                "cannot watch for changes ({error}); name fewer directories, or do without --watch"
            )
        };
        let (sender, events) = channel();
        let mut watcher = notify::recommended_watcher(sender).map_err(failed)?;
        let mut watched = HashSet::new();
        let mut paths = args.paths.listed(lang)?;
        if paths.is_empty() {
            paths.push(PathBuf::from("."));
        }
        for path in paths {
            // Editors put a new file in the place of the old one, so a file is watched by its folder.
            let (folder, mode) = if fs::is_folder(&path) {
                (path.as_path(), RecursiveMode::Recursive)
            } else {
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
                (folder.unwrap_or(Path::new(".")), RecursiveMode::NonRecursive)
            };
            if watched.insert((fs::real(folder), mode == RecursiveMode::Recursive)) && fs::exists(folder) {
                watcher.watch(folder, mode).map_err(failed)?;
            }
        }
        Ok(Self { events, watcher, watched, aside: HashSet::new() })
    }

    /// Takes in the places where a change of the configuration of `inputs` would show.
    fn follow(&mut self, workspace: &Workspace, inputs: &[Result<Input, FileError>]) {
        for input in inputs.iter().flatten() {
            // What is wrong with it is told in the report.
            let _ = workspace.find(&input.path);
        }
        for folder in workspace.directories() {
            let seen = self.watched.contains(&(folder.clone(), false))
                || self.watched.iter().any(|(above, all)| *all && folder.starts_with(above));
            if !seen && !self.aside.contains(&folder) {
                // A directory that cannot be watched is rarely the place of a configuration.
                let _ = self.watcher.watch(&folder, RecursiveMode::NonRecursive);
                self.aside.insert(folder);
            }
        }
    }

    /// Whether the file is seen only because the configuration could stand beside it.
    fn is_aside(&self, path: &Path) -> bool {
        let beside = path.parent().is_some_and(|folder| self.aside.contains(folder));
        beside && !self.watched.iter().any(|(folder, _)| folder.starts_with(path))
    }

    /// Watches directories again that went away and have come back.
    fn resume(&mut self, changed: &HashSet<PathBuf>) {
        for (folder, all) in &self.watched {
            if changed.iter().any(|path| folder.starts_with(path)) && fs::is_folder(folder) {
                let mode = if *all { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
                // The old one is watched under its new name, if at all; where there is none, nothing more can be done.
                let _ = self.watcher.unwatch(folder);
                let _ = self.watcher.watch(folder, mode);
            }
        }
    }

    /// What changes next, all that belongs together; `None` when the user ends it.
    fn next(&self) -> Option<HashSet<PathBuf>> {
        let mut changed = HashSet::new();
        loop {
            if interrupt::asked() {
                return None;
            }
            match self.events.recv_timeout(if changed.is_empty() { PATIENCE } else { SETTLE }) {
                Ok(Ok(event)) if !event.kind.is_access() => {
                    changed.extend(event.paths.iter().map(|path| fs::real(path)));
                }
                // Of a change that got lost nothing is known, and the next one will show it.
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) if changed.is_empty() => {}
                Err(RecvTimeoutError::Timeout) => return Some(changed),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }
}

/// Whether the file, or a path that could not be read, is among those that changed, or is not `known` yet: of a folder that
/// comes, only the folder is told.
fn concerns(input: &Result<Input, FileError>, changed: &HashSet<PathBuf>, known: &BTreeMap<PathBuf, PathBuf>) -> bool {
    let path = match input {
        Ok(input) => &input.path,
        Err(error) => &error.path,
    };
    let real = fs::real(path);
    changed.contains(&real) || (input.is_ok() && !known.contains_key(&real))
}
