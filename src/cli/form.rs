//! `mubiao form`: lists, shows, drafts and checks the forms that sheets are read by.

mod draft;
mod list;
mod why;

use super::help::pick;
use std::io;
use std::path::{Path, PathBuf};

use super::Status;
use super::import::book_of;
use super::input::Input;
use super::settings::ConfigArgs;
use super::streams::Streams;
use crate::fs::{self, Source};
use crate::import::{Options, quiet_panics};
use crate::profile::Profiles;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    #[command(about = pick("列出可用的表样", "List the known forms"))]
    List(list::ListArgs),
    #[command(about = pick("显示一个表样的项目、栏和检查内容", "Show the sections, columns and checks of a form"))]
    Show(list::ShowArgs),
    #[command(about = pick("说明文件为什么按某个表样读取", "Say why a file is read by a form"))]
    Why(why::Args),
    #[command(about = pick("由现有的表起草表样", "Draft a form from sheets"))]
    Draft(draft::Args),
    #[command(about = pick("检查表样文件夹", "Check the folder of a form"))]
    Check(CheckArgs),
}

#[derive(Debug, clap::Args)]
struct CheckArgs {
    #[arg(
        value_name = pick("文件夹", "DIR"),
        required = true,
        help = pick("表样文件夹，内有 layout.toml", "the folder of a form, with its layout.toml")
    )]
    folders: Vec<PathBuf>,
    #[command(flatten)]
    config: ConfigArgs,
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    match &args.command {
        Command::List(args) => list::list(args, streams),
        Command::Show(args) => list::show(args, streams),
        Command::Why(args) => why::run(args, streams),
        Command::Draft(args) => draft::run(args, streams),
        Command::Check(args) => list::check(&args.folders, &args.config, streams),
    }
}

/// The text of a book, or of the book that a file of another format is made into.
fn text_of(path: &Path, profiles: &Profiles, profile: Option<&str>, streams: &Streams) -> Result<String, String> {
    let input = Input::named(path);
    let lang = streams.lang;
    let is_book = input.stdin || path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("mubiao"));
    if is_book {
        let bytes = if input.stdin { fs::read_stdin_bytes(path) } else { fs::read_bytes(path) };
        let bytes = bytes.map_err(|error| error.message(lang))?;
        let source = Source::from_bytes(bytes);
        let source = source.map_err(|problem| fs::FileError::new(path, problem).message(lang))?;
        return Ok(source.text().to_owned());
    }
    quiet_panics();
    let profile = profile.map(str::to_owned);
    let options = Options { lang, profiles: profiles.clone(), profile, ..Options::default() };
    book_of(&input, None, &options).map(|imported| imported.text)
}
