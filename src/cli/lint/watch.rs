//! Linting again whatever changes.

use super::Args;
use super::output::Output;
use crate::cli::input::Input;
use crate::cli::streams::Streams;
use crate::cli::{Status, interrupt};
use crate::diagnostic::{Lang, say};
use crate::fs::{self, FileError};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::HashSet;
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

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    let lang = streams.lang;
    // Begun before the first look, so that no change falls between.
    let (events, _watcher) = match watch(args, lang) {
        Ok(begun) => begun,
        Err(message) => return Ok(refuse(streams, &message)),
    };
    let inputs = match args.paths.inputs(lang) {
        Ok(inputs) => inputs,
        Err(message) => return Ok(refuse(streams, &message)),
    };
    show(args, inputs, streams)?;
    while let Some(changed) = next(&events) {
        match args.paths.inputs(lang) {
            Ok(inputs) => {
                let inputs: Vec<_> = inputs.into_iter().filter(|input| concerns(input, &changed)).collect();
                if !inputs.is_empty() {
                    show(args, inputs, streams)?;
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

/// Reports on `inputs` and says that it goes on.
fn show(args: &Args, inputs: Vec<Result<Input, FileError>>, streams: &mut Streams) -> io::Result<()> {
    if io::stdout().is_terminal() {
        streams.out.write_all(CLEAR.as_bytes())?;
    }
    super::run::run(args, inputs, Output::Stdout, streams)?;
    streams.out.flush()?;
    if !args.reporting.quiet {
        // Nobody is left to be told that it could not be said.
        let line = streams.lang.pick("正在等待改动，按 Ctrl-C 结束", "waiting for changes, Ctrl-C ends");
        let _ = writeln!(streams.err, "{line}").and_then(|()| streams.err.flush());
    }
    Ok(())
}

/// The changes from now on in what the paths stand for.
fn watch(args: &Args, lang: Lang) -> Result<(Receiver<notify::Result<Event>>, RecommendedWatcher), String> {
    let failed = |error: notify::Error| {
        say!(
            lang,
            "不能监视文件的改动（{error}）；请减少文件夹，或不用 --watch",
            "cannot watch for changes ({error}); name fewer directories, or do without --watch"
        )
    };
    let (sender, receiver) = channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(failed)?;
    let mut watched = HashSet::new();
    let mut paths = args.paths.listed(lang)?;
    if paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    for path in paths {
        // Editors put a new file in the place of the old one, so a file is watched by its folder.
        let (folder, mode) = if path.is_dir() {
            (path.as_path(), RecursiveMode::Recursive)
        } else {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            (folder.unwrap_or(Path::new(".")), RecursiveMode::NonRecursive)
        };
        if watched.insert((folder.to_owned(), mode == RecursiveMode::Recursive)) && folder.exists() {
            watcher.watch(folder, mode).map_err(failed)?;
        }
    }
    Ok((receiver, watcher))
}

/// What changes next, all that belongs together; `None` when the user ends it.
fn next(events: &Receiver<notify::Result<Event>>) -> Option<HashSet<PathBuf>> {
    let mut changed = HashSet::new();
    loop {
        if interrupt::asked() {
            return None;
        }
        match events.recv_timeout(if changed.is_empty() { PATIENCE } else { SETTLE }) {
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

/// Whether the file, or a path that could not be read, is among those that changed.
fn concerns(input: &Result<Input, FileError>, changed: &HashSet<PathBuf>) -> bool {
    let path = match input {
        Ok(input) => &input.path,
        Err(error) => &error.path,
    };
    changed.contains(&fs::real(path))
}
