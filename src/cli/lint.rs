//! `mubiao lint`: reports findings, mends them, or shows how it would.

use super::Status;
use super::accept::{Accept, AcceptArgs};
use super::input::{Input, Paths};
use super::policy::{ReadingArgs, Resolver, RuleArgs, Unconfigured};
use super::streams::Streams;
use crate::diagnostic::{Applicability, say};
use crate::fs::{self, FileError, Source, SourceEncoding};
use crate::lint::{self, Outcome, Settings};
use crate::report::{self, Checked, Options, Reporter, Summary};
use clap::ValueEnum;
use std::io::{self, Write};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    paths: Paths,
    #[arg(long, help = "修复可安全修复的问题 / apply the safe fixes")]
    fix: bool,
    #[arg(
        long,
        help = "连同需要人判断的修复；与 --fix 同用时实施 / take in the fixes that a person should decide on; applied with --fix"
    )]
    unsafe_fixes: bool,
    #[arg(
        long,
        conflicts_with = "format",
        help = "只显示 --fix 会作的改动，不写文件 / show what --fix would change, write nothing"
    )]
    diff: bool,
    #[arg(long, value_name = "FORMAT", default_value = "human", help = "报告的格式 / the form of the report")]
    format: FormatArg,
    #[command(flatten)]
    accept: AcceptArgs,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    reading: ReadingArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatArg {
    #[value(help = "逐条显示所在的行 / every finding with its row")]
    Human,
    #[value(help = "每条一行 / one line a finding")]
    Concise,
    #[value(help = "一个 JSON 对象 / one JSON object")]
    Json,
}

impl From<FormatArg> for report::Format {
    fn from(format: FormatArg) -> Self {
        match format {
            FormatArg::Human => Self::Human,
            FormatArg::Concise => Self::Concise,
            FormatArg::Json => Self::Json,
        }
    }
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    let mut resolver = match Resolver::new(&args.reading, &args.rules, streams) {
        Ok(resolver) => resolver,
        Err(error) => return Ok(error.tell(streams)),
    };
    let inputs = args.paths.inputs();
    resolver.speak(inputs.iter().flatten().next(), streams);
    let accept = match Accept::new(&args.accept, streams.lang) {
        Ok(accept) => accept,
        Err(message) => {
            streams.complain(&message);
            return Ok(Status { failed: true, ..Status::default() });
        }
    };
    let fix = args.fix && !args.diff;
    let writes = fix || args.accept.add_allow.is_some();
    // Where the mended text takes standard output, the findings go beside it.
    let aside = writes && args.paths.stdin();
    let color = if aside { streams.err.color } else { streams.out.color };
    let (lang, width) = (streams.lang, streams.width);
    let options = Options { lang, color, width, unsafe_fixes: args.unsafe_fixes };
    let mut run = Run {
        args,
        settings: Settings { lang, ..Settings::default() },
        streams,
        aside,
        reporter: Reporter::new(args.format.into(), options),
        summary: Summary { fixed: fix.then_some(0), ..Summary::default() },
        differs: false,
        accept,
        allowed: 0,
    };
    for input in inputs {
        match input.and_then(|input| input.read().map(|source| (input, source))) {
            Ok((input, source)) => match resolver.settings(&input) {
                Ok(settings) => {
                    run.settings = settings;
                    run.input(&input, &source)?;
                }
                Err(error) => run.refuse(&error),
            },
            Err(error) => run.fail(&error),
        }
        // With --fix the files behind are still to be mended, read or not.
        if run.streams.gone() && !writes {
            break;
        }
    }
    run.finish()
}

struct Run<'a> {
    args: &'a Args,
    settings: Settings,
    streams: &'a mut Streams,
    aside: bool,
    reporter: Reporter,
    summary: Summary,
    differs: bool,
    accept: Accept,
    /// Findings that allowances were written for.
    allowed: usize,
}

impl Run<'_> {
    fn input(&mut self, input: &Input, source: &Source) -> io::Result<()> {
        if let Some(reason) = &self.args.accept.add_allow {
            self.allow(input, source, reason)
        } else if self.args.diff {
            self.diff(input, source)
        } else if self.args.fix {
            self.fix(input, source)
        } else {
            let text = source.text();
            let outcome = lint::lint(text, &self.settings_of(source));
            self.report(input, text, outcome)
        }
    }

    fn settings_of(&self, source: &Source) -> Settings {
        let encoding = source.encoding();
        let decoded_from = (encoding != SourceEncoding::Utf8).then(|| encoding.name());
        Settings { decoded_from, ..self.settings.clone() }
    }

    fn fix(&mut self, input: &Input, source: &Source) -> io::Result<()> {
        let (fixed, encoding) = self.fixed(source);
        let done = if input.stdin {
            let written = source.encode(&fixed.text, encoding, &mut self.streams.out);
            written.map_err(|problem| FileError::new(&input.path, problem))
        } else {
            fs::write(&input.path, source, &fixed.text, encoding).map(|_| ())
        };
        match done {
            Ok(()) => {
                *self.summary.fixed.get_or_insert(0) += fixed.applied;
                self.report(input, &fixed.text, fixed.remaining)
            }
            // What stands in the file is still as it was read.
            Err(error) => {
                drop(fixed);
                self.fail(&error);
                let text = source.text();
                let outcome = lint::lint(text, &self.settings_of(source));
                self.report(input, text, outcome)
            }
        }
    }

    /// Writes allowances for what is found.
    fn allow(&mut self, input: &Input, source: &Source, reason: &str) -> io::Result<()> {
        let allowed = lint::allow(source.text(), &self.settings_of(source), Some(reason));
        let done = if input.stdin {
            let written = source.encode(&allowed.text, source.encoding(), &mut self.streams.out);
            written.map_err(|problem| FileError::new(&input.path, problem))
        } else {
            fs::write(&input.path, source, &allowed.text, source.encoding()).map(|_| ())
        };
        match done {
            Ok(()) => {
                self.allowed += allowed.silenced;
                self.report(input, &allowed.text, allowed.remaining)
            }
            Err(error) => {
                self.fail(&error);
                Ok(())
            }
        }
    }

    fn diff(&mut self, input: &Input, source: &Source) -> io::Result<()> {
        let (fixed, encoding) = self.fixed(source);
        let text = source.text();
        if fixed.text == text && encoding == source.encoding() {
            return Ok(());
        }
        self.differs = true;
        let path = fs::display(&input.path);
        let (mut old, mut new) = (path.clone().into_owned(), path.into_owned());
        if encoding != source.encoding() {
            old = format!("{old}\t({})", source.encoding().name());
            new = format!("{new}\t({})", encoding.name());
        }
        let color = self.streams.out.color;
        report::diff::write(&mut self.streams.out, [&old, &new], text, &fixed.text, color)
    }

    /// The mended text and the encoding it is to have.
    fn fixed(&self, source: &Source) -> (lint::Fixed, SourceEncoding) {
        let applicability = if self.args.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
        let fixed = lint::fix(source.text(), &self.settings_of(source), applicability);
        let encoding = if fixed.reencode { SourceEncoding::Utf8 } else { source.encoding() };
        (fixed, encoding)
    }

    fn report(&mut self, input: &Input, text: &str, mut outcome: Outcome) -> io::Result<()> {
        self.accept.filter(text, &mut outcome);
        self.summary.add(&outcome);
        let path = fs::display(&input.path);
        let checked = Checked { path: &path, text, outcome: &outcome };
        let out: &mut dyn Write = if self.aside { &mut self.streams.err } else { &mut self.streams.out };
        self.reporter.file(out, checked)
    }

    fn fail(&mut self, error: &FileError) {
        self.summary.failed += 1;
        self.streams.complain(&error.message(self.streams.lang));
    }

    fn refuse(&mut self, error: &Unconfigured) {
        self.summary.failed += 1;
        error.tell(self.streams);
    }

    fn finish(self) -> io::Result<Status> {
        if !self.args.diff {
            let out: &mut dyn Write = if self.aside { &mut self.streams.err } else { &mut self.streams.out };
            self.reporter.finish(out, &self.summary)?;
        }
        if self.args.accept.add_allow.is_some() {
            let (lang, count) = (self.streams.lang, self.allowed);
            let findings = report::plural(count, "finding", "findings");
            let said = say!(lang, "已豁免 {count} 个问题", "allowed {count} {findings}");
            // Nobody is left to be told that it could not be said.
            let _ = writeln!(self.streams.err, "{said}");
        }
        let failed = self.summary.failed;
        let baseline = self.accept.finish(failed, self.streams);
        Ok(Status { findings: self.differs || self.summary.findings() > 0, failed: failed > 0 || baseline.failed })
    }
}
