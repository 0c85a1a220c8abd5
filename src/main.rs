//! The `mubiao` program.

use std::process::ExitCode;

#[expect(clippy::disallowed_methods, reason = "the arguments are handed to the command line")]
fn main() -> ExitCode {
    ExitCode::from(mubiao::program::run(std::env::args_os()))
}
