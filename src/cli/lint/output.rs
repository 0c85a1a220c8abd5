//! Where the report goes.

use super::Args;
use crate::cli::accept;
use crate::cli::input::Input;
use crate::cli::streams::Streams;
use crate::fs::{FileError, NewFile};
use crate::report::diff::Look;
use std::io::{self, Write};

/// The place of the report.
pub(super) enum Output {
    Stdout,
    /// Beside a mended text, which takes standard output.
    Stderr,
    File(NewFile),
}

impl Output {
    /// The place that is asked for, which must not be one of the inputs.
    pub(super) fn new(args: &Args, inputs: &[Result<Input, FileError>]) -> Result<Self, FileError> {
        let Some(path) = &args.reporting.output else {
            let aside = args.writes() && args.paths.stdin();
            return Ok(if aside { Self::Stderr } else { Self::Stdout });
        };
        accept::begin(path, inputs, args.accept.force).map(Self::File)
    }

    pub(super) fn color(&self, streams: &Streams) -> bool {
        match self {
            Self::Stdout => streams.out.color,
            Self::Stderr => streams.err.color,
            Self::File(_) => false,
        }
    }

    /// How a difference is written there.
    pub(super) fn look(&self, streams: &Streams) -> Look {
        match self {
            Self::Stdout => streams.out.look(),
            Self::Stderr => streams.err.look(),
            Self::File(_) => Look::Patch,
        }
    }

    /// Writes to it; an error that is not the standard streams' is a sentence.
    pub(super) fn write(
        &mut self,
        streams: &mut Streams,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<Result<(), FileError>> {
        match self {
            Self::Stdout => write(&mut streams.out).map(Ok),
            Self::Stderr => write(&mut streams.err).map(Ok),
            Self::File(file) => Ok(write(file).map_err(|error| file.failed(error))),
        }
    }

    /// Whether nobody reads it any more.
    pub(super) fn gone(&self, streams: &Streams) -> bool {
        matches!(self, Self::Stdout) && streams.gone()
    }

    /// Whether it goes to where the progress is shown.
    pub(super) fn on_terminal(&self) -> bool {
        use std::io::IsTerminal;
        match self {
            Self::Stdout => io::stdout().is_terminal(),
            Self::Stderr => true,
            Self::File(_) => false,
        }
    }

    /// Gives the file its name.
    pub(super) fn keep(self) -> Result<(), FileError> {
        match self {
            Self::Stdout | Self::Stderr => Ok(()),
            Self::File(file) => file.keep(),
        }
    }
}
