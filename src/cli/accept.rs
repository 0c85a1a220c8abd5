//! Findings that are accepted: by allowances in the texts, or by a baseline beside them.

use super::Status;
use super::help::pick;
use super::input::Input;
use super::streams::Streams;
use crate::baseline::{Baseline, Fingerprints};
use crate::diagnostic::{Lang, say};
use crate::fs::{self, FileError, NewFile, Problem};
use crate::lint::Outcome;
use crate::report::{self, plural};
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Debug, Default, clap::Args)]
pub(super) struct AcceptArgs {
    #[arg(
        long,
        value_name = pick("原因", "REASON"),
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        conflicts_with_all = ["fix", "unsafe_fixes", "diff", "watch", "write_baseline", "baseline"],
        help = pick("给现有的问题逐一写上豁免，可附原因", "write an allowance for every finding, with the reason if given")
    )]
    pub(super) add_allow: Option<String>,
    #[arg(
        long,
        value_name = pick("文件", "FILE"),
        conflicts_with_all = ["fix", "diff", "watch", "baseline"],
        help = pick("把现有的问题记入已知问题清单", "record the present findings in a baseline")
    )]
    write_baseline: Option<PathBuf>,
    #[arg(
        long,
        help = pick(
            "--output、--write-baseline 可以覆盖并非本程序写出的文件",
            "let --output and --write-baseline overwrite files that mubiao did not write"
        )
    )]
    pub(super) force: bool,
    #[arg(
        long,
        value_name = pick("文件", "FILE"),
        conflicts_with = "diff",
        help = pick("已知问题清单里的问题不再报告", "do not report findings that the baseline holds")
    )]
    baseline: Option<PathBuf>,
}

impl AcceptArgs {
    /// Whether a baseline is made of the findings.
    pub(super) fn records(&self) -> bool {
        self.write_baseline.is_some()
    }

    /// The file of the baseline that is made.
    pub(super) fn records_to(&self) -> Option<&Path> {
        self.write_baseline.as_deref()
    }

    /// Whether findings are held against a baseline, or make one.
    pub(super) fn compares(&self) -> bool {
        self.records() || self.baseline.is_some()
    }
}

/// What is done with findings that are accepted.
#[derive(Default)]
pub(super) struct Accept {
    /// The baseline that is made, and its file.
    made: Option<(PathBuf, NewFile, Baseline)>,
    /// What is left of the baseline that is used, and its file.
    used: Option<(PathBuf, Baseline)>,
}

impl Accept {
    /// Reads the baseline, if there is to be one, or begins it; the error says why it cannot be used.
    pub(super) fn new(args: &AcceptArgs, inputs: &[Result<Input, FileError>], lang: Lang) -> Result<Self, String> {
        let read = |path: &PathBuf| -> Result<(PathBuf, Baseline), String> {
            let source = fs::read(path).map_err(|error| error.message(lang))?;
            let baseline = Baseline::parse(source.text()).map_err(|error| error.message(&fs::display(path), lang))?;
            Ok((path.clone(), baseline))
        };
        let make = |path: &PathBuf| -> Result<(PathBuf, NewFile, Baseline), String> {
            let file = begin(path, inputs, args.force).map_err(|error| error.message(lang))?;
            Ok((path.clone(), file, Baseline::default()))
        };
        Ok(Self {
            made: args.write_baseline.as_ref().map(make).transpose()?,
            used: args.baseline.as_ref().map(read).transpose()?,
        })
    }

    /// Takes the accepted findings out of `outcome`, whose fingerprints are given. Texts come in the order of the report.
    pub(super) fn filter(&mut self, outcome: &mut Outcome, fingerprints: Fingerprints) {
        if let Some((_, _, made)) = &mut self.made {
            made.add(outcome, fingerprints);
            outcome.findings.clear();
        } else if let Some((_, used)) = &mut self.used {
            used.silence(outcome, fingerprints);
        }
    }

    /// Ends a run, in which `failed` files could not be processed, and says what became of the baseline.
    pub(super) fn finish(self, failed: usize, quiet: bool, streams: &mut Streams) -> Status {
        let lang = streams.lang;
        let mut said = None;
        if let Some((path, file, made)) = self.made {
            let shown = fs::display(&path).into_owned();
            let count = made.len();
            if failed > 0 {
                streams.complain(&say!(
                    lang,
                    "有文件未能处理，没有写已知问题清单“{shown}”",
                    "not every file could be processed, so the baseline \"{shown}\" was not written"
                ));
                return Status { failed: true, ..Status::default() };
            }
            if let Err(error) = save(file, &made) {
                streams.complain(&error.message(lang));
                return Status { failed: true, ..Status::default() };
            }
            let findings = plural(count, "finding", "findings");
            said = Some(say!(
                lang,
                "已把 {count} 个问题记入已知问题清单“{shown}”",
                "recorded {count} {findings} in the baseline \"{shown}\""
            ));
        }
        // Of files that could not be processed nobody knows what they would show.
        if let Some((path, used)) = self.used.filter(|_| failed == 0) {
            let (gone, shown) = (used.gone(), fs::display(&path).into_owned());
            let findings = plural(gone, "finding", "findings");
            said = (gone > 0).then(|| {
                say!(
                    lang,
                    "已知问题清单“{shown}”中有 {gone} 个问题没有再出现；改正了的，请用 --write-baseline 重新写出清单",
                    "{gone} {findings} of the baseline \"{shown}\" did not come up; write it again with --write-baseline to drop those that were mended"
                )
            });
        }
        if let Some(said) = said.filter(|_| !quiet) {
            let _ = streams.out.flush();
            // Nobody is left to be told that it could not be said.
            let _ = writeln!(streams.err, "{}", report::visible(&said));
        }
        Status::default()
    }
}

/// Begins the file of a report or of a baseline, which must not be one of the inputs, and takes the place of another file
/// only with `force`.
pub(super) fn begin(path: &Path, inputs: &[Result<Input, FileError>], force: bool) -> Result<NewFile, FileError> {
    let is_input = |input: &Input| !input.stdin && fs::same(path, &input.path);
    // Only an existing file can be an input, and asking for each input is slow.
    if fs::exists(path) && inputs.iter().flatten().any(is_input) {
        return Err(FileError::new(path, Problem::Input));
    }
    if !force && fs::read_head(path, report::HEAD).is_some_and(|head| !report::is_report(&head)) {
        return Err(FileError::new(path, Problem::Foreign));
    }
    NewFile::create(path)
}

fn save(mut file: NewFile, baseline: &Baseline) -> Result<(), FileError> {
    if let Err(error) = file.write_all(baseline.to_json().as_bytes()) {
        return Err(file.failed(error));
    }
    file.keep()
}
