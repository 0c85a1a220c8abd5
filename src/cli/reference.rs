//! The pages about the command line, `docs/commands.md` and its Chinese twin, made of the commands themselves.

use super::help::{chinese_usage, in_lang};
use super::man::tests::same;
use crate::diagnostic::Lang;
use clap::{Arg, Command, CommandFactory};
use std::fmt::Write;

/// What stands above the commands.
const HEADS: [&str; 2] = [
    "# 命令行\n\n[English](commands.md)\n\n\
     命令的写法是 `mubiao 命令 [选项] [路径]...`。帮助、消息、手册页和补全脚本都有中文和英文：`--lang zh`、`--lang en`，不写时随系统的语言。\
     `mubiao man lint`、`mubiao completions zsh` 输出手册页和补全脚本，写好的在 `assets/`；`mubiao --version` 显示版本。\n\n\
     退出状态：0 没有问题，1 有问题，2 未能运行。输出被提前关闭（如接 `head`）也是 0。\n",
    "# Command line\n\n[中文](commands.zh-CN.md)\n\n\
     A command is written `mubiao COMMAND [OPTIONS] [PATHS]...`. Help, messages, manual pages and completion scripts are in Chinese \
     or English: `--lang zh`, `--lang en`, by default as the locale has it. `mubiao man lint` and `mubiao completions zsh` print \
     manual pages and completion scripts; `assets/` holds them all. `mubiao --version` prints the \
     version.\n\n\
     Exit status: 0 clean, 1 findings, 2 could not run. Output that is closed early, as by `head`, is 0.\n",
];

fn page(lang: Lang) -> String {
    in_lang(lang, || {
        let mut program = super::Cli::command();
        program.build();
        let common: Vec<Arg> = program.get_arguments().filter(|arg| arg.is_global_set()).cloned().collect();
        let [zh, en] = HEADS;
        let mut out = lang.pick(zh, en).to_owned();
        out.push_str(lang.pick("\n## 通用选项\n\n", "\n## Options of every command\n\n"));
        table(&mut out, &common, lang);
        let names: Vec<_> = common.iter().map(|arg| arg.get_id().clone()).collect();
        commands(&mut out, "mubiao", &program, lang, &|arg: &Arg| !names.contains(arg.get_id()));
        out
    })
}

fn commands(out: &mut String, above: &str, command: &Command, lang: Lang, own: &dyn Fn(&Arg) -> bool) {
    for command in command.get_subcommands() {
        let name = format!("{above} {}", command.get_name());
        let usage = command.clone().render_usage().to_string();
        let usage = lang.pick(chinese_usage(&usage), usage.trim_start_matches("Usage:").trim().to_owned());
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        let end = lang.pick("。", ".");
        writeln!(out, "\n## {name}\n\n{about}{end}\n\n```sh\n{usage}\n```").unwrap();
        let args: Vec<Arg> = command.get_arguments().filter(|arg| own(arg)).cloned().collect();
        if !args.is_empty() {
            out.push('\n');
            table(out, &args, lang);
        }
        commands(out, &name, command, lang, own);
    }
}

fn table(out: &mut String, args: &[Arg], lang: Lang) {
    out.push_str(lang.pick("| 参数 | 作用 |\n|---|---|\n", "| argument | what for |\n|---|---|\n"));
    let (positional, options): (Vec<&Arg>, Vec<&Arg>) = args.iter().partition(|arg| arg.is_positional());
    for arg in positional.into_iter().chain(options) {
        let mut name = format!("`{arg}`");
        if let Some(short) = arg.get_short().filter(|_| arg.get_long().is_some()) {
            name = format!("`-{short}`{}{name}", lang.pick("、", ", "));
        }
        let mut text = arg.get_help().map(ToString::to_string).unwrap_or_default();
        text = text.replace('|', "\\|").replace('*', "\\*");
        let values: Vec<_> = arg.get_possible_values().iter().map(|value| described(value, lang)).collect();
        let valued = arg.get_action().takes_values() && !values.is_empty();
        if valued {
            let values = values.join(lang.pick("、", ", "));
            text.push_str(&lang.pick(format!("。可选值：{values}"), format!("; one of {values}")));
        }
        if let [value] = arg.get_default_values()
            && arg.get_action().takes_values()
        {
            let value = value.to_string_lossy();
            let said = lang.pick(format!("默认 `{value}`"), format!("by default `{value}`"));
            text.push_str(lang.pick("；", "; "));
            text.push_str(&said);
        }
        writeln!(out, "| {name} | {text} |").unwrap();
    }
}

fn described(value: &clap::builder::PossibleValue, lang: Lang) -> String {
    let name = value.get_name();
    match value.get_help().map(|help| help.to_string().replace('|', "\\|")) {
        Some(help) => lang.pick(format!("`{name}`（{help}）"), format!("`{name}` ({help})")),
        None => format!("`{name}`"),
    }
}

#[test]
fn the_committed_pages_are_these() {
    same("docs/commands.md", page(Lang::En).as_bytes());
    same("docs/commands.zh-CN.md", page(Lang::Zh).as_bytes());
}
