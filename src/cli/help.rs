//! `mubiao help`, and the help of every command in one language.
//!
//! The texts of an option stand beside it in both languages, as in `help = pick("文件", "a file")`. clap builds commands without
//! an argument, so the language is kept by the thread that builds them.

use super::streams::Streams;
use super::{LangArg, Status};
use crate::diagnostic::{Lang, say};
use crate::report::display_width;
use anstyle::Style;
use clap::{Arg, Command, CommandFactory, ValueEnum};
use std::cell::Cell;
use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Write};
use std::ops::{Bound, RangeBounds};
use std::str::FromStr;

/// Columns of help at most; wider lines are hard to read.
const WIDEST: usize = 100;

/// Columns in front of the help of an option that stands below its name.
const INDENT: usize = 10;

thread_local! {
    static LANG: Cell<Lang> = const { Cell::new(Lang::Zh) };
}

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(
        value_name = pick("命令", "COMMAND"),
        help = pick(
            "哪个命令，如 lint、form list；默认为整个程序",
            "which command, such as lint or form list; by default the program itself"
        )
    )]
    command: Vec<String>,
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    let mut tree = shown(super::width());
    tree.build();
    let Some(mut command) = command_of(&tree, &args.command) else {
        let message = no_command(&args.command, streams.lang);
        streams.complain(&message);
        return Ok(Status { failed: true, ..Status::default() });
    };
    let page = command.render_long_help();
    if streams.out.color {
        write!(streams.out, "{}", page.ansi())?;
    } else {
        write!(streams.out, "{page}")?;
    }
    Ok(Status::default())
}

/// The command that is called by `names`, one below the other.
pub(super) fn command_of(tree: &Command, names: &[String]) -> Option<Command> {
    names.iter().try_fold(tree.clone(), |command, name| command.find_subcommand(name).cloned())
}

/// What to say where there is no command of these names.
pub(super) fn no_command(names: &[String], lang: Lang) -> String {
    let names = names.join(" ");
    say!(
        lang,
        "没有名为“{names}”的命令；全部命令见 mubiao --help",
        "there is no command \"{names}\"; mubiao --help lists them all"
    )
}

/// The text in the language that this thread speaks.
pub(super) fn pick(zh: &'static str, en: &'static str) -> &'static str {
    LANG.get().pick(zh, en)
}

/// Lets this thread speak `lang` while it does something.
pub(super) fn in_lang<T>(lang: Lang, something: impl FnOnce() -> T) -> T {
    let before = LANG.replace(lang);
    let done = something();
    LANG.set(before);
    done
}

/// The language that the arguments ask for, whether they can be understood or not.
pub(super) fn asked(args: &[OsString]) -> Option<LangArg> {
    let mut args = args.iter().skip(1).map(|arg| arg.to_string_lossy()).take_while(|arg| arg != "--");
    let mut asked = None;
    while let Some(arg) = args.next() {
        let value = match arg.strip_prefix("--lang") {
            Some("") => args.next(),
            Some(value) => value.strip_prefix('=').map(|value| value.to_owned().into()),
            None => continue,
        };
        asked = value.and_then(|value| LangArg::from_str(&value, false).ok()).or(asked);
    }
    asked
}

/// Reads a whole number within `range`.
pub(super) fn number<T>(
    range: impl RangeBounds<T> + Clone + Send + Sync + 'static,
) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static
where
    T: FromStr + PartialOrd + Display,
{
    move |text| match text.parse() {
        Ok(number) if range.contains(&number) => Ok(number),
        _ => Err(match (range.start_bound(), range.end_bound()) {
            (Bound::Included(first), Bound::Included(last)) => {
                say!(LANG.get(), "应为 {first} 至 {last} 的整数", "it must be a whole number from {first} to {last}")
            }
            _ => pick("应为整数", "it must be a whole number").to_owned(),
        }),
    }
}

/// All commands, as they are shown on a screen of `width` columns in the language of this thread.
pub(super) fn shown(width: usize) -> Command {
    let width = width.min(WIDEST);
    let plain = super::Cli::command().term_width(width);
    match LANG.get() {
        Lang::En => plain,
        Lang::Zh => {
            let mut built = plain.clone();
            built.build();
            chinese(plain, built, width)
        }
    }
}

/// Puts Chinese where clap has English of its own: headings, usage, defaults, possible values. `built` is the same command with
/// all that is needed for its usage.
fn chinese(command: Command, mut built: Command, width: usize) -> Command {
    let head = Style::new().bold().underline();
    let usage = chinese_usage(&built.render_usage().to_string());
    command
        .override_usage(usage)
        .help_template(format!("{{about-with-newline}}\n{head}用法:{head:#} {{usage}}\n\n{{all-args}}{{after-help}}"))
        .subcommand_help_heading("命令")
        .mut_args(|arg| chinese_arg(arg, width))
        .mut_subcommands(|command| match built.find_subcommand(command.get_name()) {
            Some(built) => chinese(command, built.clone(), width),
            None => command,
        })
}

/// A usage line of clap without its English.
pub(super) fn chinese_usage(usage: &str) -> String {
    usage.trim_start_matches("Usage:").trim().replace("[OPTIONS]", "[选项]")
}

fn chinese_arg(arg: Arg, width: usize) -> Arg {
    let text = arg.get_help().map(ToString::to_string).unwrap_or_default();
    // A flag has the values true and false, which nobody writes.
    let valued = arg.get_action().takes_values();
    let values = if valued { arg.get_possible_values() } else { Vec::new() };
    let (mut short, mut long) = (text.clone(), text);
    if !values.is_empty() {
        let names: Vec<_> = values.iter().map(|value| value.get_name()).collect();
        short.push_str(&format!(" [可选值：{}]", names.join("、")));
        long.push_str("\n可选值：");
        for value in &values {
            let name = value.get_name();
            let said = value.get_help().map(|help| format!("：{help}")).unwrap_or_default();
            let item = folded(&format!("{name}{said}"), width.saturating_sub(INDENT + 2));
            long.push_str(&format!("\n- {}", item.replace('\n', "\n  ")));
        }
    }
    if let [value] = arg.get_default_values() {
        let value = value.to_string_lossy();
        short.push_str(&format!(" [默认：{value}]"));
        long.push_str(&format!("{}[默认：{value}]", if values.is_empty() { " " } else { "\n" }));
    }
    let heading = if arg.is_positional() { "参数" } else { "选项" };
    let width = width.saturating_sub(INDENT);
    let arg =
        arg.help(folded(&short, width)).long_help(folded(&long, width)).next_line_help(true).help_heading(heading);
    if valued { arg.hide_default_value(true).hide_possible_values(true) } else { arg }
}

/// Breaks the lines of `text`, which clap does at blanks alone.
fn folded(text: &str, width: usize) -> String {
    let mut out: Vec<String> = Vec::new();
    for line in text.split('\n') {
        let mut row = String::new();
        for piece in pieces(line) {
            if !row.is_empty() && display_width(&row) + display_width(piece.trim_end()) > width {
                out.push(row.trim_end().to_owned());
                row.clear();
            }
            row.push_str(piece);
        }
        out.push(row.trim_end().to_owned());
    }
    out.join("\n")
}

/// The parts of a line that are not broken: words, and single characters of Chinese with the marks that belong to them.
fn pieces(line: &str) -> Vec<&str> {
    let wide = |c: char| display_width(c.encode_utf8(&mut [0; 4])) == 2;
    let mut pieces = Vec::new();
    let mut start = 0;
    for ((_, before), (at, after)) in line.char_indices().zip(line.char_indices().skip(1)) {
        let parted = (before == ' ' && after != ' ')
            || ((wide(before) || wide(after)) && !"（《“".contains(before) && !"，。；：、）》”？！ ]".contains(after));
        if parted {
            pieces.push(&line[start..at]);
            start = at;
        }
    }
    pieces.push(&line[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_found_in_any_arguments() {
        let of = |args: &[&str]| {
            let args: Vec<OsString> = args.iter().map(OsString::from).collect();
            asked(&args)
                .map(|lang| lang.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default())
        };
        assert_eq!(of(&["mubiao", "lint", "--lang", "en", "--none"]).as_deref(), Some("en"));
        assert_eq!(of(&["mubiao", "--lang=zh", "lint"]).as_deref(), Some("zh"));
        assert_eq!(of(&["mubiao", "--lang", "zh", "--lang=en"]).as_deref(), Some("en"));
        for args in
            [&["--lang"][..], &["mubiao", "--lang"], &["mubiao", "--lang=fr"], &["mubiao", "--", "--lang=en"], &[]]
        {
            assert_eq!(of(args), None, "{args:?}");
        }
    }

    #[test]
    fn chinese_is_broken_between_characters_and_words_are_not() {
        let text = "表样名，见 mubiao form list；默认为“甲”";
        assert_eq!(folded(text, 12), "表样名，见\nmubiao form\nlist；默认为\n“甲”");
        assert_eq!(folded("甲\n\n乙", 2), "甲\n\n乙");
        assert_eq!(folded("", 0), "");
    }

    #[test]
    fn a_number_says_its_range() {
        let year = number(1994..=2099);
        assert_eq!(year("2021"), Ok(2021));
        assert_eq!(year("21"), Err("应为 1994 至 2099 的整数".to_owned()));
        let error = in_lang(Lang::En, || number::<u8>(3..)("2"));
        assert_eq!(error, Err("it must be a whole number".to_owned()));
    }
}
