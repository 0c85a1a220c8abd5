//! The program: the command line, and the language server that it hands an editor to.

use std::ffi::OsString;
use std::io;

use crate::cli::{self, Meeting, Serving};
use crate::lsp::{self, End};

/// Runs the program with the arguments `args`, the first of which is its name, and returns the exit status.
pub fn run(args: impl IntoIterator<Item = OsString>) -> u8 {
    cli::run(args, serve)
}

fn serve(Serving { meeting, lang, process, log }: Serving<'_>) -> io::Result<bool> {
    if let Some(cli::Log { output, verbosity, filter }) = log {
        lsp::log_to(lsp::Log { output, verbosity, filter });
    }
    let meeting = match meeting {
        Meeting::Stdio { output, apart } => lsp::Meeting::Stdio { output, apart },
        Meeting::Port(port, waiting) => lsp::Meeting::Port(port, waiting),
        Meeting::Socket(port) => lsp::Meeting::Socket(port),
        Meeting::Pipe(path) => lsp::Meeting::Pipe(path),
    };
    Ok(lsp::serve(meeting, lang, process)? == End::Exit)
}
