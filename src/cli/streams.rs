//! Standard output and standard error, which may go away at any time.

use super::ColorArg;
use crate::diagnostic::Lang;
use crate::report::diff::Look;
use crate::report::visible;
use anstream::stream::{AsLockedWrite, RawStream};
use anstream::{AutoStream, ColorChoice};
use anstyle::AnsiColor;
use std::io::{self, BufWriter, Write};

/// Where a command writes, and how.
pub(super) struct Streams {
    pub(super) lang: Lang,
    /// Whether that language was asked for on the command line.
    pub(super) lang_asked: bool,
    /// Columns of standard output.
    pub(super) width: usize,
    /// Standard output: what was asked for.
    pub(super) out: Stream,
    /// Standard error: what went wrong, and how much was done.
    pub(super) err: Stream,
}

impl Streams {
    pub(super) fn new(lang: Lang, color: ColorArg, width: usize) -> Self {
        let (out, err) = (Stream::new(io::stdout().lock(), color), Stream::new(io::stderr(), color));
        Self { lang, lang_asked: false, width, out, err }
    }

    /// Whether nobody reads standard output any more.
    pub(super) fn gone(&self) -> bool {
        self.out.gone()
    }

    /// Says on standard error what went wrong.
    pub(super) fn complain(&mut self, message: &str) {
        // Keeps the order where both go to the same terminal; what cannot be written is noticed at the end.
        let _ = self.out.flush();
        let style = AnsiColor::Red.on_default().bold();
        let (word, message) = (self.lang.pick("错误", "error"), visible(message));
        // Nobody is left to be told that it could not be said.
        let _ = if self.err.color {
            writeln!(self.err, "{style}{word}{style:#}: {message}")
        } else {
            writeln!(self.err, "{word}: {message}")
        };
        let _ = self.err.flush();
    }

    /// Lets go of standard output, for somebody else who writes there.
    pub(super) fn leave_out(&mut self) {
        let _ = self.out.flush();
        let nowhere = Quiet { inner: Box::new(io::sink()), gone: false };
        self.out = Stream { color: false, terminal: false, inner: BufWriter::with_capacity(0, nowhere) };
    }

    /// Writes out what is held back.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        let _ = self.err.flush();
        self.out.flush()
    }
}

/// A buffered stream that takes text as it is: ANSI escapes are written only where `color` says so.
pub(super) struct Stream {
    /// Whether colour is wanted.
    pub(super) color: bool,
    /// Whether a person looks at it.
    pub(super) terminal: bool,
    inner: BufWriter<Quiet>,
}

impl Stream {
    fn new(raw: impl RawStream + AsLockedWrite + 'static, color: ColorArg) -> Self {
        let color = match color {
            ColorArg::Auto => forced().unwrap_or_else(|| AutoStream::choice(&raw) != ColorChoice::Never),
            ColorArg::Always => true,
            ColorArg::Never => false,
        };
        // On an old Windows console colour needs translation; without colour nothing may be changed.
        let choice = if color { ColorChoice::Always } else { ColorChoice::AlwaysAnsi };
        let terminal = raw.is_terminal();
        let quiet = Quiet { inner: Box::new(AutoStream::new(raw, choice)), gone: false };
        Self { color, terminal, inner: BufWriter::with_capacity(1 << 16, quiet) }
    }

    /// How a difference is written there.
    pub(super) fn look(&self) -> Look {
        Look::of(self.terminal, self.color)
    }

    fn gone(&self) -> bool {
        self.inner.get_ref().gone
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// What FORCE_COLOR asks for, which other programs heed too; NO_COLOR goes before it.
fn forced() -> Option<bool> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if set("NO_COLOR").is_some() {
        return None;
    }
    set("FORCE_COLOR").map(|value| value != "0" && value != "false")
}

/// Drops what nobody reads.
struct Quiet {
    inner: Box<dyn Write>,
    gone: bool,
}

impl Quiet {
    fn unless_gone(&mut self, result: io::Result<usize>, all: usize) -> io::Result<usize> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(all)
            }
            other => other,
        }
    }
}

impl Write for Quiet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.gone {
            return Ok(bytes.len());
        }
        let result = self.inner.write(bytes);
        self.unless_gone(result, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.gone {
            return Ok(());
        }
        let result = self.inner.flush().map(|()| 0);
        self.unless_gone(result, 0).map(|_| ())
    }
}
