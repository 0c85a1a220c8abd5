//! What is done with one file, on whatever thread.

use crate::cli::input::Input;
use crate::diagnostic::Applicability;
use crate::fs::{self, FileError, Source, SourceEncoding};
use crate::lint::{self, Outcome, Settings};
use crate::report::{self, Checked, Format, Options, Statistics, Summary};
use crate::rules::foreign_encoding;
use std::io::Write;

/// The report on a text this long (in bytes) is not kept in memory: it is written when its turn comes.
const LONG: usize = 1 << 20;

/// What is asked of every file.
pub(super) struct Job {
    pub(super) task: Task,
    pub(super) unsafe_fixes: bool,
    pub(super) settings: Settings,
    pub(super) format: Format,
    pub(super) options: Options,
    /// Whether findings are to be counted by rule.
    pub(super) statistics: bool,
    /// The most findings that are to be reported of all files.
    pub(super) limit: Option<usize>,
}

/// What is to become of the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// They are reported.
    Report,
    /// They are mended in the file, and what is left is reported.
    Fix,
    /// What mending them would change is shown.
    Diff,
}

impl Task {
    pub(super) fn new(fix: bool, diff: bool) -> Self {
        match (fix, diff) {
            (_, true) => Self::Diff,
            (true, false) => Self::Fix,
            (false, false) => Self::Report,
        }
    }
}

/// What became of a file.
#[derive(Default)]
pub(super) struct Done {
    pub(super) summary: Summary,
    pub(super) statistics: Statistics,
    /// What could not be done.
    pub(super) error: Option<FileError>,
    /// Whether a difference is shown.
    pub(super) differs: bool,
    pub(super) body: Body,
    /// How much memory the text takes.
    pub(super) size: usize,
}

/// What the report has to say of a file.
#[derive(Default)]
pub(super) enum Body {
    #[default]
    Nothing,
    /// A part that is written already.
    Part(Vec<u8>),
    /// What the part is to be written from.
    Findings(Box<Findings>),
}

/// The findings of a text, with the text.
pub(super) struct Findings {
    pub(super) path: String,
    source: Source,
    mended: Option<String>,
    pub(super) outcome: Outcome,
}

impl Findings {
    pub(super) fn checked(&self) -> Checked<'_> {
        let text = self.mended.as_deref().unwrap_or_else(|| self.source.text());
        Checked { path: &self.path, text, outcome: &self.outcome }
    }
}

impl Job {
    /// Does what is asked of a text; a mended standard input goes to `stdout`.
    pub(super) fn run(&self, input: &Input, stdout: &mut dyn Write) -> Done {
        let source = match input.read() {
            Ok(source) => source,
            Err(error) => return failed(error),
        };
        match self.task {
            Task::Report => {
                let outcome = lint::lint(source.text(), &self.settings);
                self.report(input, source.encoding(), source, None, outcome)
            }
            Task::Fix => self.fix(input, source, stdout),
            Task::Diff => self.diff(input, &source),
        }
    }

    fn fix(&self, input: &Input, source: Source, stdout: &mut dyn Write) -> Done {
        let (fixed, encoding) = self.fixed(&source);
        let saved = if input.stdin {
            let written = source.encode(&fixed.text, encoding, stdout);
            written.map_err(|problem| FileError::new(&input.path, problem))
        } else {
            fs::write(&input.path, &source, &fixed.text, encoding).map(|_| ())
        };
        match saved {
            Ok(()) => {
                let reencoded = usize::from(encoding != source.encoding());
                let mut done = self.report(input, encoding, source, Some(fixed.text), fixed.remaining);
                done.summary.fixed = Some(fixed.applied + reencoded);
                done
            }
            // What stands in the file is still as it was read.
            Err(error) => {
                drop(fixed);
                let outcome = lint::lint(source.text(), &self.settings);
                let mut done = self.report(input, source.encoding(), source, None, outcome);
                done.summary.failed = 1;
                done.error = Some(error);
                done
            }
        }
    }

    fn diff(&self, input: &Input, source: &Source) -> Done {
        let (fixed, encoding) = self.fixed(source);
        let text = source.text();
        let size = text.len();
        if fixed.text == text && encoding == source.encoding() {
            return Done { size, ..Done::default() };
        }
        let path = fs::display(&input.path);
        let (mut old, mut new) = (path.clone().into_owned(), path.into_owned());
        if encoding != source.encoding() {
            old = format!("{old}\t({})", source.encoding().name());
            new = format!("{new}\t({})", encoding.name());
        }
        let mut part = Vec::new();
        let written = report::diff::write(&mut part, [&old, &new], text, &fixed.text, self.options.color);
        debug_assert!(written.is_ok(), "memory takes everything");
        Done { differs: true, body: Body::Part(part), size, ..Done::default() }
    }

    /// The mended text and the encoding it is to have.
    fn fixed(&self, source: &Source) -> (lint::Fixed, SourceEncoding) {
        let (applicability, encoding) = if self.unsafe_fixes {
            (Applicability::Unsafe, SourceEncoding::Utf8)
        } else {
            (Applicability::Safe, source.encoding())
        };
        (lint::fix(source.text(), &self.settings, applicability), encoding)
    }

    /// Reports `outcome`, what was found in `mended` or else in the text of `source`, which now has `encoding`.
    fn report(
        &self,
        input: &Input,
        encoding: SourceEncoding,
        source: Source,
        mended: Option<String>,
        mut outcome: Outcome,
    ) -> Done {
        if encoding == SourceEncoding::Gb18030 {
            outcome.findings.insert(0, foreign_encoding::diagnostic(self.settings.lang, encoding.name()));
        }
        let mut done = Done::default();
        done.summary.add(&outcome);
        if self.statistics {
            outcome.findings.iter().for_each(|finding| done.statistics.count(finding));
        }
        let path = fs::display(&input.path).into_owned();
        let findings = Findings { path, source, mended, outcome };
        done.body = {
            let checked = findings.checked();
            done.size = checked.text.len();
            if !report::has_part(self.format, checked) {
                Body::Nothing
            } else if self.limit.is_some() || done.size >= LONG {
                Body::Findings(Box::new(findings))
            } else {
                let mut part = Vec::new();
                let written = report::write_part(&mut part, self.format, self.options, checked);
                debug_assert!(written.is_ok(), "memory takes everything");
                Body::Part(part)
            }
        };
        done
    }
}

/// What became of a path that could not be read.
pub(super) fn failed(error: FileError) -> Done {
    Done { summary: Summary { failed: 1, ..Summary::default() }, error: Some(error), ..Done::default() }
}
