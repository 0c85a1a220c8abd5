//! `mubiao merge`: merges two versions of a book with their common base, as git's merge driver.

use super::help::pick;
use super::input::Input;
use super::settings::{self, ReadingArgs, RuleArgs};
use super::streams::Streams;
use super::{Status, book};
use crate::diagnostic::say;
use crate::fs::{self, FileError, Source};
use crate::merge::merge;
use crate::report::plural;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = pick("前身", "BASE"), help = pick("共同的前身，即 git 的 %O", "the common ancestor, git's %O"))]
    base: PathBuf,
    #[arg(
        value_name = pick("我方", "OURS"),
        help = pick("我方的版本，即 git 的 %A；结果写入这个文件", "our version, git's %A; the result is written there")
    )]
    ours: PathBuf,
    #[arg(value_name = pick("对方", "THEIRS"), help = pick("对方的版本，即 git 的 %B", "their version, git's %B"))]
    theirs: PathBuf,
    #[arg(
        long,
        value_name = pick("路径", "PATH"),
        help = pick(
            "文件在仓库里的路径，即 git 的 %P，用于查找 mubiao.toml",
            "the path in the repository, git's %P, to find mubiao.toml by"
        )
    )]
    path: Option<PathBuf>,
    #[arg(
        short = 'p',
        long,
        help = pick("结果写到标准输出，不改文件", "write the result to standard output, change no file")
    )]
    stdout: bool,
    #[command(flatten)]
    reading: ReadingArgs,
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    match merged(args, streams) {
        Ok(status) => status,
        Err(message) => {
            streams.complain(&message);
            Ok(Status { failed: true, ..Status::default() })
        }
    }
}

/// The outer error is a sentence, the inner one standard output's.
fn merged(args: &Args, streams: &mut Streams) -> Result<io::Result<Status>, String> {
    let workspace = settings::workspace(&args.reading, &RuleArgs::default(), streams)?;
    let named: &Path = args.path.as_deref().unwrap_or(&args.ours);
    let found = workspace.find(named).map_err(|broken| broken.messages(streams.lang).join("\n"))?;
    streams.lang = found.lang();
    let (lang, settings) = (streams.lang, found.settings());
    let read = |path: &PathBuf| -> Result<Source, String> { book::source_of(&Input::named(path), &settings) };
    let (base, ours, theirs) = (read(&args.base)?, read(&args.ours)?, read(&args.theirs)?);
    let merged = merge(base.text(), ours.text(), theirs.text(), &settings);
    if args.stdout {
        if let Err(problem) = ours.encode(&merged.text, ours.encoding(), &mut streams.out) {
            return Err(FileError::new(&args.ours, problem).message(lang));
        }
    } else {
        fs::write(&args.ours, &ours, &merged.text, ours.encoding()).map_err(|error| error.message(lang))?;
    }
    let conflicts = merged.conflicts;
    if conflicts > 0 {
        let path = fs::display(named);
        let places = plural(conflicts, "conflict", "conflicts");
        let sentence = say!(
            lang,
            "{path}：{conflicts} 处冲突，两方的写法都留着，见 mubiao lint",
            "{path}: {conflicts} {places}; both alternatives are kept, see mubiao lint"
        );
        // stderr is gone; ignore.
        let _ = writeln!(streams.err, "{}", crate::report::visible(&sentence));
    }
    Ok(Ok(Status { findings: conflicts > 0, ..Status::default() }))
}
