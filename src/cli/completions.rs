//! `mubiao completions`: what a shell needs to complete the command line.

use super::Status;
use super::streams::Streams;
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::{self, Write};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(
        value_name = "SHELL",
        help = "bash、elvish、fish、powershell 或 zsh / bash, elvish, fish, powershell or zsh"
    )]
    shell: Shell,
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    streams.out.write_all(&script(args.shell))?;
    Ok(Status::default())
}

fn script(shell: Shell) -> Vec<u8> {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut super::Cli::command(), "mubiao", &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum;
    use clap_complete::Generator;

    #[test]
    fn the_committed_scripts_are_these() {
        for shell in Shell::value_variants() {
            super::super::man::tests::same(&format!("completions/{}", shell.file_name("mubiao")), &script(*shell));
        }
    }
}
