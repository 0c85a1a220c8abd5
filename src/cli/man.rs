//! `mubiao man`: the pages of the manual for `man`, one for the program and one for each command, in either language.

use super::Status;
use super::help::{in_lang, no_command, pick};
use super::streams::Streams;
use crate::diagnostic::Lang;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::io::{self, Write};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(
        value_name = pick("命令", "COMMAND"),
        help = pick(
            "命令，如 lint、form list；默认为整个程序",
            "a command, such as lint or form list; by default the program itself"
        )
    )]
    command: Vec<String>,
}

/// What the writer of pages says in English, and what it is in Chinese.
const CHINESE: [(&str, &str); 9] = [
    (".SH NAME\n", ".SH 名称\n"),
    (".SH SYNOPSIS\n", ".SH 概要\n"),
    (".SH DESCRIPTION\n", ".SH 说明\n"),
    (".SH OPTIONS\n", ".SH 选项\n"),
    (".SH SUBCOMMANDS\n", ".SH 命令\n"),
    (".SH EXTRA\n", ".SH 附注\n"),
    (".SH VERSION\n", ".SH 版本\n"),
    ("[default: ", "[默认："),
    ("Possible values:", "可选值："),
];

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    let name = ["mubiao"].into_iter().chain(args.command.iter().map(String::as_str)).collect::<Vec<_>>().join("-");
    if let Some((_, page)) = pages(streams.lang)?.into_iter().find(|(page, _)| *page == name) {
        streams.out.write_all(&page)?;
        return Ok(Status::default());
    }
    let message = no_command(&args.command, streams.lang);
    streams.complain(&message);
    Ok(Status { failed: true, ..Status::default() })
}

/// Every page, by the name it is called by.
fn pages(lang: Lang) -> io::Result<Vec<(String, Vec<u8>)>> {
    in_lang(lang, || {
        let mut program = super::Cli::command();
        program.build();
        let mut pages = Vec::new();
        add("mubiao", &program, lang, &mut pages)?;
        Ok(pages)
    })
}

/// Adds the page `name` of a command, and those of the commands below it.
fn add(name: &str, command: &Command, lang: Lang, pages: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    pages.push((name.to_owned(), page(command.clone(), lang)?));
    for command in command.get_subcommands() {
        add(&format!("{name}-{}", command.get_name()), command, lang, pages)?;
    }
    Ok(())
}

fn page(command: Command, lang: Lang) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let source = concat!("mubiao ", env!("CARGO_PKG_VERSION"));
    Man::new(command).source(source).manual("mubiao").render(&mut out)?;
    if lang == Lang::En {
        return Ok(out);
    }
    let page = String::from_utf8_lossy(&out);
    Ok(CHINESE.iter().fold(page.into_owned(), |page, (english, chinese)| page.replace(english, chinese)).into_bytes())
}

#[cfg(test)]
// The pages are files, and the test that compares them may rewrite them.
#[expect(clippy::disallowed_methods)]
pub(super) mod tests {
    use super::*;

    /// Asserts that the file `name` holds `content`; rewrites it when the environment asks for it.
    #[track_caller]
    pub(in crate::cli) fn same(name: &str, content: &[u8]) {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, content).unwrap();
        }
        let committed = std::fs::read(&path).unwrap_or_default();
        assert!(committed == content, "{name} is out of date; UPDATE_EXPECT=1 cargo test --lib rewrites it");
    }

    #[test]
    fn the_committed_pages_are_these() {
        for (lang, folder) in [(Lang::En, "assets/man"), (Lang::Zh, "assets/man/zh_CN")] {
            for (name, page) in pages(lang).unwrap() {
                same(&format!("{folder}/{name}.1"), &page);
            }
        }
    }
}
