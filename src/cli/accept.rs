//! Findings that are accepted: by allowances in the texts, or by a baseline beside them.

use super::Status;
use super::streams::Streams;
use crate::baseline::Baseline;
use crate::diagnostic::{Lang, say};
use crate::fs::{self, FileError};
use crate::lint::Outcome;
use crate::report::plural;
use std::io::Write;
use std::path::PathBuf;

#[derive(Debug, Default, clap::Args)]
pub(super) struct AcceptArgs {
    #[arg(
        long,
        value_name = "REASON",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        conflicts_with_all = ["fix", "unsafe_fixes", "diff", "write_baseline", "baseline"],
        help = "给现有的问题逐一写上豁免，可附原因 / write an allowance for every finding, with a reason if given"
    )]
    pub(super) add_allow: Option<String>,
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["fix", "diff", "baseline"],
        help = "把现有的问题记入基线文件 / record the findings of now in a baseline"
    )]
    write_baseline: Option<PathBuf>,
    #[arg(
        long,
        value_name = "FILE",
        help = "基线文件里已有的问题不再报告 / report no finding that the baseline holds"
    )]
    baseline: Option<PathBuf>,
}

/// What is done with findings that are accepted.
#[derive(Default)]
pub(super) struct Accept {
    /// The baseline that is made, and its file.
    made: Option<(PathBuf, Baseline)>,
    /// What is left of the baseline that is used, and its file.
    used: Option<(PathBuf, Baseline)>,
}

impl Accept {
    /// Reads the baseline, if there is to be one; the error says why it cannot be used.
    pub(super) fn new(args: &AcceptArgs, lang: Lang) -> Result<Self, String> {
        let read = |path: &PathBuf| -> Result<(PathBuf, Baseline), String> {
            let source = fs::read(path).map_err(|error| error.message(lang))?;
            let baseline = Baseline::parse(source.text()).map_err(|error| error.message(&fs::display(path), lang))?;
            Ok((path.clone(), baseline))
        };
        let made = args.write_baseline.clone().map(|path| (path, Baseline::default()));
        Ok(Self { made, used: args.baseline.as_ref().map(read).transpose()? })
    }

    /// Takes the accepted findings out of `outcome`, the lint of `text`. Texts come in the order of the report.
    pub(super) fn filter(&mut self, text: &str, outcome: &mut Outcome) {
        if let Some((_, made)) = &mut self.made {
            made.add(text, outcome);
            outcome.findings.clear();
        }
        if let Some((_, used)) = &mut self.used {
            used.silence(text, outcome);
        }
    }

    /// Ends a run, in which `failed` files could not be read, and says what became of the baseline.
    pub(super) fn finish(self, failed: usize, streams: &mut Streams) -> Status {
        let lang = streams.lang;
        let mut said = None;
        if let Some((path, made)) = self.made {
            let shown = fs::display(&path).into_owned();
            let count = made.len();
            if failed > 0 {
                streams.complain(&say!(
                    lang,
                    "有文件未能处理，没有写基线文件“{shown}”",
                    "not every file could be processed, so the baseline \"{shown}\" was not written"
                ));
                return Status { failed: true, ..Status::default() };
            }
            if let Err(error) = save(&path, &made) {
                streams.complain(&error.message(lang));
                return Status { failed: true, ..Status::default() };
            }
            let findings = plural(count, "finding", "findings");
            said = Some(say!(
                lang,
                "已把 {count} 个问题记入基线文件“{shown}”",
                "recorded {count} {findings} in the baseline \"{shown}\""
            ));
        }
        if let Some((path, used)) = self.used {
            let (gone, shown) = (used.len(), fs::display(&path).into_owned());
            let findings = plural(gone, "finding", "findings");
            said = (gone > 0).then(|| {
                say!(
                    lang,
                    "基线文件“{shown}”中有 {gone} 个问题没有再出现；改正了的，可用 --write-baseline 重写基线去掉",
                    "{gone} {findings} of the baseline \"{shown}\" did not come up; write it again with --write-baseline to drop those that were mended"
                )
            });
        }
        if let Some(said) = said {
            let _ = streams.out.flush();
            // Nobody is left to be told that it could not be said.
            let _ = writeln!(streams.err, "{said}");
        }
        Status::default()
    }
}

fn save(path: &std::path::Path, baseline: &Baseline) -> Result<(), FileError> {
    fs::save(path, &baseline.to_json())
}
