//! The `mubiao` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    mubiao::cli::run()
}
