//! `mubiao completions`: what a shell needs to complete the command line, with help in one language.

use super::Status;
use super::help::{in_lang, pick};
use super::streams::Streams;
use crate::diagnostic::Lang;
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::{self, Write};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "SHELL", help = pick("哪种 shell", "which shell"))]
    shell: Shell,
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    let script = script(args.shell, streams.lang);
    streams.out.write_all(&script)?;
    Ok(Status::default())
}

fn script(shell: Shell, lang: Lang) -> Vec<u8> {
    in_lang(lang, || {
        let mut out = Vec::new();
        clap_complete::generate(shell, &mut super::Cli::command(), "mubiao", &mut out);
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::man::tests::same;
    use clap::ValueEnum;
    use clap_complete::Generator;

    #[test]
    fn the_committed_scripts_are_these() {
        for shell in Shell::value_variants() {
            let name = shell.file_name("mubiao");
            same(&format!("assets/completions/{name}"), &script(*shell, Lang::En));
            same(&format!("assets/completions/zh_CN/{name}"), &script(*shell, Lang::Zh));
        }
    }
}
