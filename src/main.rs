//! The `mubiao` program.

use std::io;
use std::process::ExitCode;

use mubiao::cli::{self, Meeting, Serving};
use mubiao::lsp::{self, End};

fn main() -> ExitCode {
    cli::run(serve)
}

fn serve(Serving { meeting, lang, process, log }: Serving<'_>) -> io::Result<bool> {
    if let Some(cli::Log { output, verbosity, filter }) = log {
        lsp::log_to(lsp::Log { output, verbosity, filter });
    }
    let meeting = match meeting {
        Meeting::Stdio(output) => lsp::Meeting::Stdio(output),
        Meeting::Port(port, waiting) => lsp::Meeting::Port(port, waiting),
        Meeting::Socket(port) => lsp::Meeting::Socket(port),
        Meeting::Pipe(path) => lsp::Meeting::Pipe(path),
    };
    Ok(lsp::serve(meeting, lang, process)? == End::Exit)
}
