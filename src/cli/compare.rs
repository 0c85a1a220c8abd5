//! `mubiao compare`: what tells two books apart, by unit, section, row and column.

use super::help::pick;
use super::settings::{self, ReadingArgs, RuleArgs};
use super::streams::Streams;
use super::{Status, book};
use crate::compare::{self, Comparison, Options, compare};
use crate::diagnostic::say;
use crate::fs;
use crate::lint::{Settings, lint};
use crate::report::{self, plural, visible};
use crate::workspace::Workspace;
use clap::ValueEnum;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(
        value_name = pick("文件", "BOOKS"),
        required = true,
        num_args = 1..,
        help = pick(
            "要比较的两个文件：.mubiao，或 import 能读的文件",
            "the two files to compare: .mubiao, or any file that import reads"
        )
    )]
    books: Vec<PathBuf>,
    #[arg(
        long,
        help = pick(
            "比较两个年度的表：先把前一个的日期按年度之差顺延",
            "sheets of two years: move the dates of the first by the difference of the years"
        )
    )]
    across_years: bool,
    #[arg(
        long,
        value_name = pick("格式", "FORMAT"),
        default_value = "human",
        help = pick("结果的格式", "the form of the result")
    )]
    format: FormatArg,
    #[arg(
        long,
        conflicts_with = "format",
        help = pick("作为 git 的 diff 驱动，参数由 git 给出", "serve git as a diff driver, with the arguments that git gives")
    )]
    git: bool,
    #[command(flatten)]
    reading: ReadingArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatArg {
    #[value(help = pick("每处一行", "one line a difference"))]
    Human,
    #[value(help = pick("一个 JSON 对象", "one JSON object"))]
    Json,
    #[value(help = pick("网页", "a page for a browser"))]
    Html,
}

/// Two texts, and what they are called.
struct Pair {
    names: [String; 2],
    texts: [String; 2],
    settings: Settings,
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    let failed = Status { failed: true, ..Status::default() };
    let workspace = match settings::workspace(&args.reading, &RuleArgs::default(), streams) {
        Ok(workspace) => workspace,
        Err(message) => {
            streams.complain(&message);
            return Ok(failed);
        }
    };
    if args.git {
        return for_git(args, &workspace, streams);
    }
    let [before, after] = &args.books[..] else {
        let count = args.books.len();
        streams.complain(&say!(
            streams.lang,
            "要比较的应是两个文件，写了 {count} 个；请指明两个",
            "two files are to be compared, but {count} are named; name two"
        ));
        return Ok(failed);
    };
    let pair = match pair([before, after], [before, after], &workspace, streams) {
        Ok(pair) => pair,
        Err(message) => {
            streams.complain(&message);
            return Ok(failed);
        }
    };
    let comparison = match compared(&pair, args.across_years) {
        Ok(comparison) => comparison,
        Err(message) => {
            streams.complain(&message);
            return Ok(failed);
        }
    };
    let names = [pair.names[0].as_str(), pair.names[1].as_str()];
    match args.format {
        FormatArg::Human => human(&comparison, streams)?,
        FormatArg::Json => compare::write_json(&mut streams.out, names, &comparison)?,
        FormatArg::Html => streams.out.write_all(compare::page(names, &comparison, streams.lang).as_bytes())?,
    }
    Ok(Status { findings: !comparison.is_same(), ..Status::default() })
}

/// Reads both books, each by the settings of the folder it lies in.
fn pair(paths: [&Path; 2], named: [&Path; 2], workspace: &Workspace, streams: &mut Streams) -> Result<Pair, String> {
    let mut texts = [String::new(), String::new()];
    let mut settings = Settings::default();
    for (at, (path, named)) in paths.into_iter().zip(named).enumerate() {
        let found = workspace.find(named).map_err(|broken| broken.messages(streams.lang).join("\n"))?;
        streams.lang = found.lang();
        settings = found.settings();
        if !is_nothing(path) {
            texts[at] = book::text_of(path, named, &settings)?;
        }
    }
    Ok(Pair { names: named.map(|path| fs::display(path).into_owned()), texts, settings })
}

/// Whether git means by `path` that there is no such file on this side.
fn is_nothing(path: &Path) -> bool {
    path == Path::new("/dev/null") || path == Path::new("nul")
}

fn compared(pair: &Pair, across_years: bool) -> Result<Comparison, String> {
    let options = Options {
        profiles: pair.settings.profiles.clone(),
        profile: pair.settings.profile.clone(),
        fiscal_year: pair.settings.fiscal_year,
        across_years,
    };
    let [before, after] = &pair.texts;
    compare(before, after, &options).map_err(|(at, _)| {
        let outcome = lint(&pair.texts[at], &pair.settings);
        let why = outcome.findings.first().map_or("", |finding| finding.message.as_str());
        format!("{}: {why}", pair.names[at])
    })
}

fn human(comparison: &Comparison, streams: &mut Streams) -> io::Result<()> {
    let (lang, color) = (streams.lang, streams.out.color);
    compare::write(&mut streams.out, comparison, lang, color)?;
    streams.out.flush()?;
    let (same, sheets, changes) = (comparison.same, comparison.sheets.len(), comparison.changes().count());
    let sentence = if comparison.is_same() {
        let all = plural(same, "sheet", "sheets");
        say!(lang, "内容相同（{same} 张表）", "they say the same ({same} {all})")
    } else {
        let (differ, places) = (plural(sheets, "sheet differs", "sheets differ"), plural(changes, "place", "places"));
        say!(
            lang,
            "{sheets} 张表不同，共 {changes} 处；{same} 张表相同",
            "{sheets} {differ}, in {changes} {places}; {same} the same"
        )
    };
    // stderr is gone; ignore.
    let _ = writeln!(streams.err, "{sentence}");
    Ok(())
}

/// Serves git, which gives `path old-file old-hex old-mode new-file new-hex new-mode`, two more where the file was
/// renamed, and the path alone where it is not merged. Git takes any status but 0 for a crash.
fn for_git(args: &Args, workspace: &Workspace, streams: &mut Streams) -> io::Result<Status> {
    let (path, before, after, renamed) = match &args.books[..] {
        [path] => {
            let path = fs::display(path).into_owned();
            let lang = streams.lang;
            let sentence = say!(lang, "{path}: 尚未合并", "{path}: unmerged");
            writeln!(streams.out, "{}", visible(&sentence))?;
            return Ok(Status::default());
        }
        [path, before, _, _, after, _, _] => (path, before, after, path),
        [path, before, _, _, after, _, _, renamed, ..] => (path, before, after, renamed),
        _ => {
            streams.complain(&say!(
                streams.lang,
                "--git 的参数应由 git 给出：path old-file old-hex old-mode new-file new-hex new-mode",
                "--git takes the arguments that git gives: path old-file old-hex old-mode new-file new-hex new-mode"
            ));
            return Ok(Status { failed: true, ..Status::default() });
        }
    };
    let pair = match pair([before, after], [path, renamed], workspace, streams) {
        Ok(pair) => pair,
        Err(message) => {
            writeln!(streams.out, "{}", visible(&message))?;
            return Ok(Status::default());
        }
    };
    let names = [pair.names[0].as_str(), pair.names[1].as_str()];
    if names[0] == names[1] {
        writeln!(streams.out, "{}", visible(names[0]))?;
    } else {
        writeln!(streams.out, "{} → {}", visible(names[0]), visible(names[1]))?;
    }
    match compared(&pair, args.across_years) {
        Ok(comparison) if comparison.is_same() => {
            let lang = streams.lang;
            let word = lang.pick("内容相同，只是写法或注释不同", "they say the same; only layout or comments differ");
            writeln!(streams.out, "  {word}")?;
        }
        Ok(comparison) => {
            let (lang, color) = (streams.lang, streams.out.color);
            compare::write(&mut streams.out, &comparison, lang, color)?;
        }
        // What no form reads is compared line by line.
        Err(_) => {
            let look = streams.out.look();
            report::diff::write(&mut streams.out, names, &pair.texts[0], &pair.texts[1], look)?;
        }
    }
    Ok(Status::default())
}
