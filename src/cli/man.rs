//! `mubiao man`: the pages of the manual for `man`, one for the program and one for each command.

use super::Status;
use super::streams::Streams;
use crate::diagnostic::say;
use clap::CommandFactory;
use clap_mangen::Man;
use std::io::{self, Write};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "COMMAND", help = "命令，默认为整个程序 / a command; by default the program itself")]
    command: Option<String>,
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    let name = args.command.as_ref().map_or_else(|| "mubiao".to_owned(), |command| format!("mubiao-{command}"));
    if let Some((_, page)) = pages()?.into_iter().find(|(page, _)| *page == name) {
        streams.out.write_all(&page)?;
        return Ok(Status::default());
    }
    let (lang, command) = (streams.lang, args.command.as_deref().unwrap_or_default());
    streams.complain(&say!(
        lang,
        "没有名为“{command}”的命令；全部命令见 mubiao --help",
        "there is no command \"{command}\"; mubiao --help lists them all"
    ));
    Ok(Status { failed: true, ..Status::default() })
}

/// Every page, by the name it is called by.
fn pages() -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut program = super::Cli::command().disable_help_subcommand(true);
    program.build();
    let mut pages = vec![("mubiao".to_owned(), page(program.clone())?)];
    for command in program.get_subcommands() {
        let name = format!("mubiao-{}", command.get_name());
        pages.push((name, page(command.clone())?));
    }
    Ok(pages)
}

fn page(command: clap::Command) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let source = concat!("mubiao ", env!("CARGO_PKG_VERSION"));
    Man::new(command).source(source).manual("mubiao").render(&mut out)?;
    Ok(out)
}

#[cfg(test)]
// The pages are files, and the test that compares them may rewrite them.
#[expect(clippy::disallowed_methods)]
pub(super) mod tests {
    use super::*;

    /// Asserts that the file `name` under `assets/` holds `content`; rewrites it when the environment asks for it.
    #[track_caller]
    pub(in crate::cli) fn same(name: &str, content: &[u8]) {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, content).unwrap();
        }
        let committed = std::fs::read(&path).unwrap_or_default();
        assert!(committed == content, "assets/{name} is out of date; UPDATE_EXPECT=1 cargo test --lib rewrites it");
    }

    #[test]
    fn the_committed_pages_are_these() {
        for (name, page) in pages().unwrap() {
            same(&format!("man/{name}.1"), &page);
        }
    }
}
