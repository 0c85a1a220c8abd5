//! What is done with one file, on whatever thread.

use crate::baseline::{Fingerprints, fingerprints};
use crate::cli::input::Input;
use crate::diagnostic::{Applicability, Diagnostic, Lang};
use crate::fs::{self, FileError, Source, SourceEncoding};
use crate::lint::{self, Outcome, Settings};
use crate::report::diff::Look;
use crate::report::{self, Checked, Format, Options, Statistics, Summary};
use crate::workspace::{Broken, Workspace};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The report on a text this long (in bytes) is not kept in memory: it is written when its turn comes.
const LONG: usize = 1 << 20;

/// What is asked of every file.
pub(super) struct Job<'a> {
    pub(super) task: Task<'a>,
    pub(super) unsafe_fixes: bool,
    pub(super) workspace: &'a Workspace,
    /// The language of the run's own words; a file's messages are in that of its settings.
    pub(super) lang: Lang,
    pub(super) format: Format,
    pub(super) options: Options,
    /// How a difference is written.
    pub(super) look: Look,
    /// Whether findings are to be counted by rule.
    pub(super) statistics: bool,
    /// The most findings that are to be reported of all files.
    pub(super) limit: Option<usize>,
    /// The root of the repository, where the paths of the report count from there.
    pub(super) repository: Option<PathBuf>,
    /// Whether findings are held against a baseline, or make one.
    pub(super) compares: bool,
    /// Whether they make one.
    pub(super) records: bool,
}

/// What is to become of the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task<'a> {
    /// They are reported.
    Report,
    /// They are mended in the file, and what is left is reported.
    Fix,
    /// What mending them would change is shown.
    Diff,
    /// They are allowed in the file, for this reason.
    Allow(&'a str),
}

impl Task<'_> {
    pub(super) fn new(fix: bool, diff: bool) -> Self {
        match (fix, diff) {
            (_, true) => Self::Diff,
            (true, false) => Self::Fix,
            (false, false) => Self::Report,
        }
    }

    /// Whether texts are written back.
    pub(super) fn writes(self) -> bool {
        matches!(self, Self::Fix | Self::Allow(_))
    }
}

/// Why nothing, or not everything, could be done with a file.
pub(super) enum Trouble {
    File(FileError),
    Config(Arc<Broken>),
}

/// What became of a file.
#[derive(Default)]
pub(super) struct Done {
    pub(super) summary: Summary,
    pub(super) statistics: Statistics,
    /// How many findings are allowed now that were not.
    pub(super) allowed: usize,
    /// What could not be done.
    pub(super) trouble: Option<Trouble>,
    /// Whether a difference is shown.
    pub(super) differs: bool,
    pub(super) body: Body,
    /// The file, and what its sheets are known by to other files.
    pub(super) seen: Option<Seen>,
    /// How much memory the text takes.
    pub(super) size: usize,
}

/// A file, and what its sheets are known by to other files.
pub(super) struct Seen {
    pub(super) input: Input,
    pub(super) outcome: Outcome,
    pub(super) settings: Settings,
}

/// How a file is to be read, and how its report is to be written.
struct Manner {
    settings: Settings,
    ambiguous_width: u8,
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
    changed: Option<String>,
    pub(super) outcome: Outcome,
    ambiguous_width: u8,
    /// What a baseline knows them by; they are counted when it was asked.
    pub(super) fingerprints: Option<Fingerprints>,
}

impl Findings {
    pub(super) fn checked(&self) -> Checked<'_> {
        let text = self.changed.as_deref().unwrap_or_else(|| self.source.text());
        Checked { path: &self.path, text, outcome: &self.outcome, ambiguous_width: self.ambiguous_width }
    }
}

impl Job<'_> {
    /// Does once more what is asked of a file, with findings that only the files before it have shown. What could not be
    /// done at `first` is told then.
    pub(super) fn again(&self, input: &Input, found: Vec<Diagnostic>, first: Done) -> Done {
        let (source, manner) = match self.read(input) {
            Ok(read) => read,
            Err(trouble) => return failed(trouble),
        };
        let mut done = match self.task {
            Task::Allow(reason) => self.allow(input, source, manner, reason, found, &mut std::io::sink()),
            Task::Report | Task::Fix | Task::Diff => {
                let outcome = lint::lint_among(source.text(), &manner.settings, found);
                self.report(input, source, manner, None, outcome)
            }
        };
        done.summary.fixed = first.summary.fixed;
        done.allowed += first.allowed;
        if done.trouble.is_none() {
            done.summary.failed = first.summary.failed;
            done.trouble = first.trouble;
        }
        done
    }

    /// Does what is asked of a text; a changed standard input goes to `stdout`.
    pub(super) fn run(&self, input: &Input, stdout: &mut dyn Write) -> Done {
        let (source, manner) = match self.read(input) {
            Ok(read) => read,
            Err(trouble) => return failed(trouble),
        };
        match self.task {
            Task::Report => {
                let outcome = lint::lint(source.text(), &manner.settings);
                self.report(input, source, manner, None, outcome)
            }
            Task::Fix => self.fix(input, source, manner, stdout),
            Task::Diff => self.diff(input, &source, &manner),
            Task::Allow(reason) => self.allow(input, source, manner, reason, Vec::new(), stdout),
        }
    }

    /// The text, and the settings that hold for it.
    fn read(&self, input: &Input) -> Result<(Source, Manner), Trouble> {
        let found = self.workspace.find(&input.path).map_err(Trouble::Config)?;
        let source = input.read().map_err(Trouble::File)?;
        let mut settings = found.settings();
        settings.decoded_from = decoded_from(source.encoding());
        Ok((source, Manner { settings, ambiguous_width: found.ambiguous_width() }))
    }

    fn fix(&self, input: &Input, source: Source, mut manner: Manner, stdout: &mut dyn Write) -> Done {
        let (fixed, encoding) = self.fixed(&source, &manner.settings);
        match save(input, &source, &fixed.text, encoding, stdout) {
            Ok(()) => {
                manner.settings.decoded_from = decoded_from(encoding);
                let mut done = self.report(input, source, manner, Some(fixed.text), fixed.remaining);
                done.summary.fixed = Some(fixed.applied);
                done
            }
            Err(error) => {
                drop(fixed);
                self.unsaved(input, source, manner, Vec::new(), error)
            }
        }
    }

    /// Writes allowances for what is found, and for what other files show, `found`.
    fn allow(
        &self,
        input: &Input,
        source: Source,
        manner: Manner,
        reason: &str,
        found: Vec<Diagnostic>,
        stdout: &mut dyn Write,
    ) -> Done {
        let allowed = lint::allow(source.text(), &manner.settings, Some(reason), found.clone());
        match save(input, &source, &allowed.text, source.encoding(), stdout) {
            Ok(()) => {
                let mut done = self.report(input, source, manner, Some(allowed.text), allowed.remaining);
                done.allowed = allowed.silenced;
                done
            }
            Err(error) => {
                drop(allowed);
                self.unsaved(input, source, manner, found, error)
            }
        }
    }

    /// Reports on a text that could not be written back: what stands in the file is still as it was read.
    fn unsaved(&self, input: &Input, source: Source, manner: Manner, found: Vec<Diagnostic>, error: FileError) -> Done {
        let outcome = lint::lint_among(source.text(), &manner.settings, found);
        let mut done = self.report(input, source, manner, None, outcome);
        done.summary.failed = 1;
        done.trouble = Some(Trouble::File(error));
        done
    }

    fn diff(&self, input: &Input, source: &Source, manner: &Manner) -> Done {
        let (fixed, encoding) = self.fixed(source, &manner.settings);
        let text = source.text();
        let size = text.len();
        if fixed.text == text && encoding == source.encoding() {
            return Done { size, ..Done::default() };
        }
        let path = report::visible(&fs::display(&input.path)).into_owned();
        let (mut old, mut new) = (path.clone(), path);
        if encoding != source.encoding() {
            old = format!("{old}\t({})", source.encoding().name());
            new = format!("{new}\t({})", encoding.name());
        }
        let mut part = Vec::new();
        let written = report::diff::write(&mut part, [&old, &new], text, &fixed.text, self.look);
        debug_assert!(written.is_ok(), "memory takes everything");
        Done { differs: true, body: Body::Part(part), size, ..Done::default() }
    }

    /// The path as the report has it.
    fn named(&self, input: &Input) -> String {
        let inside = || -> Option<PathBuf> {
            let root = self.repository.as_ref().filter(|_| !input.stdin || input.path != Path::new("-"))?;
            let path = fs::directory_of(&input.path).join(input.path.file_name()?);
            path.strip_prefix(root).ok().map(Path::to_owned)
        };
        fs::display(&inside().unwrap_or_else(|| input.path.clone())).into_owned()
    }

    /// The mended text and the encoding it is to have.
    fn fixed(&self, source: &Source, settings: &Settings) -> (lint::Fixed, SourceEncoding) {
        let applicability = if self.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
        let fixed = lint::fix(source.text(), settings, applicability);
        let encoding = if fixed.reencode { SourceEncoding::Utf8 } else { source.encoding() };
        (fixed, encoding)
    }

    /// Reports `outcome`, what was found in `changed` or else in the text of `source`.
    fn report(
        &self,
        input: &Input,
        source: Source,
        manner: Manner,
        changed: Option<String>,
        mut outcome: Outcome,
    ) -> Done {
        let Manner { settings, ambiguous_width } = manner;
        let mut done = Done::default();
        if !input.stdin && outcome.sheets > 0 {
            let facts = std::mem::take(&mut outcome.facts);
            let (profile, fiscal_year) = (outcome.profile.clone(), outcome.fiscal_year);
            let outcome = Outcome { profile, facts, fiscal_year, ..Outcome::default() };
            done.seen = Some(Seen { input: input.clone(), outcome, settings: settings.clone() });
        }
        let path = self.named(input);
        let mut findings = Findings { path, source, changed, outcome, ambiguous_width, fingerprints: None };
        done.size = findings.changed.as_ref().map_or(findings.source.len(), String::len);
        if self.compares {
            let checked = findings.checked();
            let fingerprints = fingerprints(checked.text, checked.outcome, &settings);
            findings.fingerprints = Some(fingerprints);
            done.body = Body::Findings(Box::new(findings));
            return done;
        }
        done.count(&findings.outcome, self.statistics);
        done.body = if !report::has_part(self.format, &findings.outcome) {
            Body::Nothing
        } else if self.limit.is_some() || done.size >= LONG {
            Body::Findings(Box::new(findings))
        } else {
            let mut part = Vec::new();
            let written = report::write_part(&mut part, self.format, self.options, findings.checked());
            debug_assert!(written.is_ok(), "memory takes everything");
            Body::Part(part)
        };
        done
    }
}

impl Done {
    fn count(&mut self, outcome: &Outcome, by_rule: bool) {
        self.summary.add(outcome);
        if by_rule {
            outcome.findings.iter().for_each(|finding| self.statistics.count(finding));
        }
    }
}

fn decoded_from(encoding: SourceEncoding) -> Option<&'static str> {
    (encoding != SourceEncoding::Utf8).then(|| encoding.name())
}

/// Writes a changed text back, or to `stdout`.
fn save(
    input: &Input,
    source: &Source,
    text: &str,
    encoding: SourceEncoding,
    stdout: &mut dyn Write,
) -> Result<(), FileError> {
    if input.stdin {
        let written = source.encode(text, encoding, stdout);
        return written.map_err(|problem| FileError::new(&input.path, problem));
    }
    fs::write(&input.path, source, text, encoding).map(|_| ())
}

/// What became of a path that nothing could be done with.
pub(super) fn failed(trouble: Trouble) -> Done {
    Done { summary: Summary { failed: 1, ..Summary::default() }, trouble: Some(trouble), ..Done::default() }
}
