//! Reports: findings as people and programs read them.

mod concise;
pub mod diff;
mod human;
pub mod json;
mod place;
mod summary;
mod visible;

pub use summary::Summary;
pub(crate) use summary::plural;
pub use visible::{display_width, visible};

use crate::diagnostic::Lang;
use crate::lint::Outcome;
use std::io::{self, Write};

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Format {
    /// Every finding with the row it is in, and a summary.
    #[default]
    Human,
    /// A line for every finding.
    Concise,
    /// One JSON object, see [`json`].
    Json,
}

/// How a report is written.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The language of its own words; the findings have theirs already.
    pub lang: Lang,
    /// Whether to colour it by ANSI escapes.
    pub color: bool,
    /// The columns of the terminal; rows are clipped to it.
    pub width: usize,
    /// Whether unsafe fixes are to be applied as well, and so are shown and counted like safe ones.
    pub unsafe_fixes: bool,
}

/// What is reported of one file.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// Its path as the user gave it.
    pub path: &'a str,
    /// The text that the findings' ranges count in.
    pub text: &'a str,
    /// What was found.
    pub outcome: &'a Outcome,
}

/// Writes a report, file by file.
#[derive(Debug)]
pub struct Reporter {
    format: Format,
    options: Options,
    written: usize,
}

impl Reporter {
    /// A report without any file.
    pub fn new(format: Format, options: Options) -> Self {
        Self { format, options, written: 0 }
    }

    /// Adds the findings of a file.
    ///
    /// # Errors
    /// What `out` says.
    pub fn file(&mut self, out: &mut dyn Write, checked: Checked<'_>) -> io::Result<()> {
        if checked.outcome.findings.is_empty() {
            return Ok(());
        }
        let before = self.written;
        self.written += checked.outcome.findings.len();
        match self.format {
            Format::Human => human::file(out, checked, self.options),
            Format::Concise => concise::file(out, checked, self.options.lang),
            Format::Json => json::file(out, checked, before == 0),
        }
    }

    /// Ends the report; a human one says what it comes to.
    ///
    /// # Errors
    /// What `out` says.
    pub fn finish(self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        match self.format {
            Format::Human => match summary.sentence(self.options.lang, self.options.unsafe_fixes) {
                Some(sentence) => writeln!(out, "{sentence}"),
                None => Ok(()),
            },
            Format::Concise => Ok(()),
            Format::Json => json::finish(out, self.written == 0),
        }
    }
}
