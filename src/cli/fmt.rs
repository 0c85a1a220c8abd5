//! `mubiao fmt`: brings files to the canonical layout, or tells which are not in it.

use super::help::pick;
use super::input::{Input, Paths};
use super::settings::{self, ReadingArgs, RuleArgs, Teller};
use super::streams::Streams;
use super::{Status, exclude};
use crate::diagnostic::{Lang, say};
use crate::format;
use crate::fs::{self, FileError};
use crate::lint::Settings;
use crate::report;
use std::io::{self, Write};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    paths: Paths,
    #[arg(long, help = pick("只列出需要排版的文件，不写文件", "name the files that would change, write nothing"))]
    check: bool,
    #[arg(long, help = pick("只显示将作的改动，不写文件", "show what would change, write nothing"))]
    diff: bool,
    #[command(flatten)]
    reading: ReadingArgs,
}

#[derive(Default)]
struct Counts {
    changed: usize,
    unchanged: usize,
    failed: usize,
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    let begun = settings::workspace(&args.reading, &RuleArgs::default(), streams)
        .and_then(|workspace| Ok((args.paths.inputs(streams.lang)?, workspace)));
    let (mut inputs, workspace) = match begun {
        Ok(begun) => begun,
        Err(message) => {
            streams.complain(&message);
            return Ok(Status { failed: true, ..Status::default() });
        }
    };
    settings::speak(&workspace, &inputs, streams);
    exclude::leave_out(&mut inputs, &workspace, false, streams);
    let (lang, mut teller) = (streams.lang, Teller::default());
    let writes = !args.check && !args.diff;
    let mut counts = Counts::default();
    let mut files = false;
    for input in inputs {
        files |= !input.as_ref().is_ok_and(|input| input.stdin);
        let done = match input {
            Ok(input) => match workspace.find(&input.path) {
                Ok(found) => one(&input, args, &found.settings(), streams)?,
                Err(broken) => {
                    counts.failed += 1;
                    teller.tell(&broken, streams);
                    continue;
                }
            },
            Err(error) => Err(error),
        };
        match done {
            Ok(true) => counts.changed += 1,
            Ok(false) => counts.unchanged += 1,
            Err(error) => {
                counts.failed += 1;
                streams.complain(&error.message(lang));
            }
        }
        if streams.gone() && !writes {
            break;
        }
    }
    if files && counts.changed + counts.unchanged > 0 {
        // Nobody is left to be told that it could not be said.
        let _ = writeln!(streams.err, "{}", sentence(&counts, writes, lang));
    }
    Ok(Status { findings: !writes && counts.changed > 0, failed: counts.failed > 0, ..Status::default() })
}

/// Formats one text and says whether that changes it. The outer error is standard output's.
fn one(input: &Input, args: &Args, settings: &Settings, streams: &mut Streams) -> io::Result<Result<bool, FileError>> {
    let source = match input.read() {
        Ok(source) => source,
        Err(error) => return Ok(Err(error)),
    };
    let text = source.text();
    let formatted = format::format(text, settings);
    let changed = formatted != text;
    let path = fs::display(&input.path);
    if args.diff {
        if changed {
            let (name, look) = (report::visible(&path), streams.out.look());
            report::diff::write(&mut streams.out, [&name, &name], text, &formatted, look)?;
        }
    } else if args.check {
        if changed {
            writeln!(streams.out, "{}", report::visible(&path))?;
        }
    } else if input.stdin {
        let written = source.encode(&formatted, source.encoding(), &mut streams.out);
        return Ok(written.map(|()| changed).map_err(|problem| FileError::new(&input.path, problem)));
    } else {
        return Ok(fs::write(&input.path, &source, &formatted, source.encoding()));
    }
    Ok(Ok(changed))
}

fn sentence(counts: &Counts, writes: bool, lang: Lang) -> String {
    let Counts { changed, unchanged, .. } = *counts;
    let changed_files = report::plural(changed, "file", "files");
    let unchanged_files = report::plural(unchanged, "file", "files");
    match (changed, unchanged) {
        (0, _) => say!(lang, "{unchanged} 个文件无需排版", "{unchanged} {unchanged_files} unchanged"),
        (_, 0) if writes => say!(lang, "已排版 {changed} 个文件", "{changed} {changed_files} reformatted"),
        (_, 0) => say!(lang, "{changed} 个文件需要排版", "{changed} {changed_files} would be reformatted"),
        _ if writes => say!(
            lang,
            "已排版 {changed} 个文件，{unchanged} 个文件无需排版",
            "{changed} {changed_files} reformatted, {unchanged} {unchanged_files} unchanged"
        ),
        _ => say!(
            lang,
            "{changed} 个文件需要排版，{unchanged} 个文件无需排版",
            "{changed} {changed_files} would be reformatted, {unchanged} {unchanged_files} unchanged"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        let say = |changed, unchanged, writes, lang| sentence(&Counts { changed, unchanged, failed: 0 }, writes, lang);
        assert_eq!(say(1, 2, true, Lang::Zh), "已排版 1 个文件，2 个文件无需排版");
        assert_eq!(say(1, 2, true, Lang::En), "1 file reformatted, 2 files unchanged");
        assert_eq!(say(2, 1, false, Lang::En), "2 files would be reformatted, 1 file unchanged");
        assert_eq!(say(0, 1, false, Lang::Zh), "1 个文件无需排版");
        assert_eq!(say(3, 0, false, Lang::Zh), "3 个文件需要排版");
    }
}
