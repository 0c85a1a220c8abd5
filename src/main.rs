//! The `mubiao` program.

use std::io;
use std::process::ExitCode;

use mubiao::cli::{self, Meeting};
use mubiao::diagnostic::Lang;
use mubiao::lsp::{self, End, Port};

fn main() -> ExitCode {
    cli::run(serve)
}

fn serve(meeting: Meeting<'_>, lang: Lang) -> io::Result<bool> {
    let end = match meeting {
        Meeting::Streams(input, output) => lsp::serve(input, output, lang),
        Meeting::Port(port, waiting) => {
            let port = Port::open(port)?;
            waiting(port.number());
            port.serve(lang)?
        }
    };
    Ok(end == End::Exit)
}
