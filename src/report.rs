//! Reports: findings as people and programs read them.

mod concise;
pub mod diff;
mod escaped;
mod fingerprint;
mod github;
mod gitlab;
mod html;
mod human;
pub mod json;
mod jsonl;
mod junit;
mod ours;
mod place;
mod sarif;
mod statistics;
mod summary;
mod visible;

pub use escaped::{write_json, write_json_pretty};
pub use ours::{HEAD, is_report};
pub use place::{Place, Places};
pub use statistics::Statistics;
pub use summary::Summary;
pub(crate) use summary::plural;
pub use visible::{display_width, visible};

use crate::diagnostic::{Lang, say};
use crate::lint::Outcome;
use serde::Serialize;
use std::io::{self, Write};

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Format {
    /// Every finding with the row it is in, and a summary.
    #[default]
    Human,
    /// A line for every finding.
    Concise,
    /// One JSON object, see [`json`].
    Json,
    /// A JSON object a line.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub.
    Github,
    /// Code Quality of GitLab.
    Gitlab,
    /// JUnit's XML.
    Junit,
    /// A page for a browser.
    Html,
}

impl Format {
    /// Whether the report has a place for [`Statistics`].
    pub fn has_statistics(self) -> bool {
        matches!(self, Self::Human | Self::Concise | Self::Json | Self::Jsonl | Self::Html)
    }

    /// Whether the report says itself how many findings it leaves out.
    pub fn tells_omitted(self) -> bool {
        matches!(self, Self::Human | Self::Json | Self::Jsonl | Self::Html)
    }

    /// Whether those who read the report look for its files from the root of the repository.
    pub fn is_of_repository(self) -> bool {
        matches!(self, Self::Sarif | Self::Github | Self::Gitlab)
    }

    /// Whether the report also speaks of files without findings.
    fn lists_clean_files(self) -> bool {
        self == Self::Junit
    }

    /// Whether the report needs [`Statistics`], asked for or not.
    pub fn needs_statistics(self) -> bool {
        self == Self::Html
    }
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
    /// Whether only findings are wanted, no sentence about them.
    pub quiet: bool,
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
    /// The columns that a terminal gives to a character of ambiguous width, such as `“` and `≥`: 1 or 2.
    pub ambiguous_width: u8,
}

/// A file that nothing could be said of, or that could not be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Its path as the user gave it.
    pub path: String,
    /// Why, in one sentence.
    pub message: String,
}

/// Whether the report has anything to say of the file.
pub fn has_part(format: Format, outcome: &Outcome) -> bool {
    !outcome.findings.is_empty() || format.lists_clean_files()
}

/// Writes the part of a report that is about one file, and which [`Reporter`] puts between the others. It depends on
/// nothing else, so the parts of many files can be written at the same time. It is empty when there is nothing to say.
///
/// # Errors
/// What `out` says.
pub fn write_part(out: &mut dyn Write, format: Format, options: Options, checked: Checked<'_>) -> io::Result<()> {
    if !has_part(format, checked.outcome) {
        return Ok(());
    }
    match format {
        Format::Human => human::file(out, checked, options),
        Format::Concise => concise::file(out, checked, options.lang),
        Format::Json => json::file(out, checked),
        Format::Jsonl => jsonl::file(out, checked),
        Format::Sarif => sarif::file(out, checked),
        Format::Github => github::file(out, checked),
        Format::Gitlab => gitlab::file(out, checked),
        Format::Junit => junit::file(out, checked, options.lang),
        Format::Html => html::file(out, checked, options.lang),
    }
}

/// Writes a report, file by file.
#[derive(Debug)]
pub struct Reporter {
    format: Format,
    options: Options,
    begun: bool,
}

impl Reporter {
    /// A report without any file.
    pub fn new(format: Format, options: Options) -> Self {
        Self { format, options, begun: false }
    }

    /// Adds the findings of a file.
    ///
    /// # Errors
    /// What `out` says.
    pub fn file(&mut self, out: &mut dyn Write, checked: Checked<'_>) -> io::Result<()> {
        if !has_part(self.format, checked.outcome) {
            return Ok(());
        }
        self.before_part(out)?;
        write_part(out, self.format, self.options, checked)
    }

    /// Adds what [`write_part`] wrote about a file.
    ///
    /// # Errors
    /// What `out` says.
    pub fn part(&mut self, out: &mut dyn Write, part: &[u8]) -> io::Result<()> {
        if part.is_empty() {
            return Ok(());
        }
        self.before_part(out)?;
        out.write_all(part)
    }

    fn before_part(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let first = !self.begun;
        if first {
            self.begun = true;
            self.begin(out)?;
        }
        match self.format {
            Format::Json | Format::Sarif | Format::Gitlab => out.write_all(if first { b"\n" } else { b",\n" }),
            Format::Human | Format::Concise | Format::Jsonl | Format::Github | Format::Junit | Format::Html => Ok(()),
        }
    }

    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        match self.format {
            Format::Human | Format::Concise | Format::Jsonl | Format::Github => Ok(()),
            Format::Json => json::begin(out),
            Format::Sarif => sarif::begin(out, self.options.lang),
            Format::Gitlab => gitlab::begin(out),
            Format::Junit => junit::begin(out),
            Format::Html => html::begin(out, self.options.lang),
        }
    }

    /// Ends the report; a human one says what it comes to.
    ///
    /// # Errors
    /// What `out` says.
    pub fn finish(
        self,
        out: &mut dyn Write,
        summary: &Summary,
        statistics: Option<&Statistics>,
        failures: &[Failure],
    ) -> io::Result<()> {
        let empty = !self.begun;
        if empty {
            self.begin(out)?;
        }
        match self.format {
            Format::Human => self.finish_human(out, summary, statistics),
            Format::Concise => statistics.map_or(Ok(()), |statistics| statistics.table(out, self.options.lang)),
            Format::Json => json::finish(out, empty, summary, statistics, failures),
            Format::Jsonl => jsonl::finish(out, summary, statistics, failures),
            Format::Sarif => sarif::finish(out, empty, summary),
            Format::Github => Ok(()),
            Format::Gitlab => gitlab::finish(out, empty),
            Format::Junit => junit::finish(out),
            Format::Html => html::finish(out, self.options, summary, statistics),
        }
    }

    fn finish_human(&self, out: &mut dyn Write, summary: &Summary, statistics: Option<&Statistics>) -> io::Result<()> {
        let lang = self.options.lang;
        if let Some(statistics) = statistics {
            statistics.table(out, lang)?;
        }
        if self.options.quiet {
            return Ok(());
        }
        if statistics.is_some() && summary.findings() > 0 {
            writeln!(out)?;
        }
        if summary.omitted > 0 {
            writeln!(out, "{}", omitted(summary.omitted, lang))?;
        }
        match summary.sentence(lang, self.options.unsafe_fixes) {
            Some(sentence) => writeln!(out, "{sentence}"),
            None => Ok(()),
        }
    }
}

/// Says that `count` findings are not in the report.
pub fn omitted(count: usize, lang: Lang) -> String {
    let findings = plural(count, "finding is", "findings are");
    say!(
        lang,
        "另有 {count} 个问题没有列出；要全部列出，请调大 --max-findings",
        "{count} more {findings} not shown; raise --max-findings to see all"
    )
}
