//! The command line: what is asked for, and the exit status that answers it.

// The only module that reads the environment.
#![allow(clippy::disallowed_methods)]

mod accept;
mod arguments;
mod book;
mod catalogue;
mod compare;
mod completions;
mod config;
mod exclude;
mod explain;
mod export;
mod fmt;
mod form;
mod git;
mod help;
mod import;
mod input;
mod interrupt;
mod lint;
mod lsp;
mod man;
mod merge;
mod new;
mod parallel;
mod progress;
#[cfg(test)]
mod reference;
mod rules;
mod settings;
mod streams;
mod table;
mod target;
mod totals;

use crate::diagnostic::{Lang, say};
use clap::{ArgAction, Parser, Subcommand, ValueEnum};
use help::pick;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use streams::Streams;

/// Columns of a report that does not go to a terminal.
const PIPE_WIDTH: usize = 160;

/// Columns of a terminal that does not say how many it has.
const TERMINAL_WIDTH: usize = 100;

/// The exit status after Ctrl-C, as shells have it.
const INTERRUPTED: u8 = 130;

#[derive(Debug, Parser)]
#[command(
    name = "mubiao",
    version,
    disable_version_flag = true,
    disable_help_flag = true,
    disable_help_subcommand = true,
    subcommand_value_name = pick("命令", "COMMAND"),
    about = pick("检查、修复、排版绩效目标表（.mubiao）", "Lint, fix and format budget performance target sheets (.mubiao)"),
    after_help = pick("退出状态：0 没有问题，1 有问题，2 未能运行", "Exit status: 0 clean, 1 findings, 2 could not run")
)]
struct Cli {
    #[command(flatten)]
    shared: Shared,
    #[arg(short = 'V', long, action = ArgAction::Version, help = pick("显示版本", "print the version"))]
    version: Option<bool>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Args)]
struct Shared {
    #[arg(
        long,
        global = true,
        display_order = 901,
        value_name = pick("语言", "LANG"),
        help = pick(
            "消息和帮助的语言；默认看环境变量 LC_ALL、LC_MESSAGES、LANG",
            "language of messages and help; by default that of LC_ALL, LC_MESSAGES, LANG"
        )
    )]
    lang: Option<LangArg>,
    #[arg(
        long,
        global = true,
        display_order = 902,
        value_name = pick("时机", "WHEN"),
        default_value = "auto",
        help = pick(
            "何时使用颜色；auto 看终端和环境变量 NO_COLOR、FORCE_COLOR、CLICOLOR",
            "when to use colour; auto asks the terminal, NO_COLOR, FORCE_COLOR and CLICOLOR"
        )
    )]
    color: ColorArg,
    #[arg(
        short,
        long,
        global = true,
        display_order = 903,
        action = ArgAction::Help,
        help = pick("显示帮助；-h 为简略的", "print help; -h prints the short one")
    )]
    help: Option<bool>,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(about = pick("检查各表，可同时修复", "Report findings, and fix them if asked"))]
    Lint(lint::Args),
    #[command(about = pick("排成规范格式", "Bring files to the canonical layout"))]
    Fmt(fmt::Args),
    #[command(about = pick("说明一条规则", "Explain a rule"))]
    Explain(explain::Args),
    #[command(about = pick("列出全部规则", "List every rule"))]
    Rules(rules::Args),
    #[command(about = pick("列出、查找共性指标", "List and search the standard indicators"))]
    Catalogue(catalogue::Args),
    #[command(about = pick("按单位汇总金额，每家一行", "Sum up amounts, one line a budget unit"))]
    Totals(totals::Args),
    #[command(
        about = pick("列出、查看、起草、检查表样", "List, show, draft and check forms"),
        subcommand_value_name = pick("命令", "COMMAND")
    )]
    Form(form::Args),
    #[command(about = pick("新建一张待填的表", "Write a sheet to be filled in"))]
    New(new::Args),
    #[command(about = pick("从电子表格、文档、网页、文本导入", "Import spreadsheets, documents, web pages and text"))]
    Import(import::Args),
    #[command(about = pick("生成正式表格，或导出数据", "Write the printed form, or the data"))]
    Export(export::Args),
    #[command(about = pick("比较两个文件的内容", "Compare what two books say"))]
    Compare(compare::Args),
    #[command(about = pick("合并两方的改动，可作 git 的合并驱动", "Merge two versions of a book, also as git's merge driver"))]
    Merge(merge::Args),
    #[command(about = pick("输出 shell 的补全脚本", "Print the completion script for a shell"))]
    Completions(completions::Args),
    #[command(about = pick("输出 man 手册页", "Print a man page"))]
    Man(man::Args),
    #[command(about = pick("显示一个文件的设置及其来源", "Show the settings of a file and where they come from"))]
    Config(config::Args),
    #[command(about = pick("语言服务器，由编辑器启动", "Run the language server; editors start it"))]
    Lsp(lsp::Args),
    #[command(about = pick("显示一个命令的帮助", "Print the help of a command"))]
    Help(help::Args),
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LangArg {
    #[value(help = pick("中文", "Chinese"))]
    Zh,
    #[value(help = pick("英文", "English"))]
    En,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ColorArg {
    #[value(help = pick("看终端", "where the terminal shows it"))]
    Auto,
    #[value(help = pick("总是", "always"))]
    Always,
    #[value(help = pick("从不", "never"))]
    Never,
}

/// How a command came out.
#[derive(Clone, Copy, Debug, Default)]
struct Status {
    /// Something is to be said against the files.
    findings: bool,
    /// Something could not be done.
    failed: bool,
    /// The user ended it.
    interrupted: bool,
}

impl Status {
    fn code(self) -> u8 {
        match self {
            Self { interrupted: true, .. } => INTERRUPTED,
            Self { failed: true, .. } => 2,
            Self { findings: true, .. } => 1,
            Self { .. } => 0,
        }
    }
}

pub use lsp::{Log, Meeting, Server, Serving};

/// Runs the program with the arguments `args`, the first of which is its name; `server` is what an editor is served by.
/// Returns the exit status.
pub fn run(args: impl IntoIterator<Item = OsString>, server: Server) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    let lang = language(help::asked(&args));
    help::in_lang(lang, || answer(&args, lang, server))
}

fn answer(args: &[OsString], lang: Lang, server: Server) -> u8 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return arguments::refuse(&error, args, lang),
    };
    let mut streams = Streams::new(lang, cli.shared.color, width());
    streams.lang_asked = cli.shared.lang.is_some();
    let done = match cli.command {
        Command::Lint(args) => lint::run(&args, &mut streams),
        Command::Fmt(args) => fmt::run(&args, &mut streams),
        Command::Explain(args) => explain::run(&args, &mut streams),
        Command::Rules(args) => rules::run(&args, &mut streams),
        Command::Catalogue(args) => catalogue::run(&args, &mut streams),
        Command::Totals(args) => totals::run(&args, &mut streams),
        Command::Form(args) => form::run(&args, &mut streams),
        Command::New(args) => new::run(&args, &mut streams),
        Command::Import(args) => import::run(&args, &mut streams),
        Command::Export(args) => export::run(&args, &mut streams),
        Command::Compare(args) => compare::run(&args, &mut streams),
        Command::Merge(args) => merge::run(&args, &mut streams),
        Command::Completions(args) => completions::run(&args, &mut streams),
        Command::Man(args) => man::run(&args, &mut streams),
        Command::Config(args) => config::run(&args, &mut streams),
        Command::Lsp(args) => Ok(lsp::run(&args, server, &mut streams)),
        Command::Help(args) => help::run(&args, &mut streams),
    };
    match done.and_then(|status| streams.finish().map(|()| status)) {
        Ok(status) if streams.gone() && !status.failed => 0,
        Ok(status) => status.code(),
        Err(error) => {
            streams.complain(&say!(
                lang,
                "不能写到标准输出（{error}）；请检查磁盘",
                "cannot write to standard output ({error}); check the disk"
            ));
            2
        }
    }
}

/// The language that is asked for, or that of the locale.
fn language(asked: Option<LangArg>) -> Lang {
    match asked {
        Some(LangArg::Zh) => Lang::Zh,
        Some(LangArg::En) => Lang::En,
        None => {
            let mut set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(std::env::var_os);
            match set.find(|value| !value.is_empty()) {
                Some(locale) if locale.to_string_lossy().starts_with("en") => Lang::En,
                _ => Lang::Zh,
            }
        }
    }
}

fn width() -> usize {
    if !io::stdout().is_terminal() {
        return PIPE_WIDTH;
    }
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let asked = || terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    said.filter(|&columns| columns > 0).or_else(asked).filter(|&columns| columns > 0).unwrap_or(TERMINAL_WIDTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn what_could_not_be_done_outweighs_findings() {
        assert_eq!(Status::default().code(), 0);
        let found = Status { findings: true, ..Status::default() };
        assert_eq!(found.code(), 1);
        assert_eq!(Status { failed: true, ..found }.code(), 2);
        assert_eq!(Status { interrupted: true, failed: true, ..found }.code(), INTERRUPTED);
    }
}
