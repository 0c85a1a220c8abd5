//! A run over many files: the work on all cores, the report in the order of the paths.

use super::Args;
use super::job::{self, Body, Done, Findings, Job, Seen, Task, Trouble};
use super::output::Output;
use crate::cli::accept::Accept;
use crate::cli::input::Input;
use crate::cli::progress::Progress;
use crate::cli::settings::Teller;
use crate::cli::streams::Streams;
use crate::cli::{Status, interrupt, parallel};
use crate::diagnostic::say;
use crate::fs::{self, FileError};
use crate::lint::Across;
use crate::report::{self, Failure, Reporter, Statistics, Summary};
use crate::workspace::{Broken, Workspace};
use std::io::{self, Write};
use std::ops::ControlFlow;

/// Lints, mends or compares `inputs`, whose units may stand in files `beside` them already, and reports to `output`.
pub(super) fn run(
    args: &Args,
    workspace: &Workspace,
    inputs: Vec<Result<Input, FileError>>,
    beside: Across,
    accept: Accept,
    output: Output,
    streams: &mut Streams,
) -> io::Result<Status> {
    let job = super::job(args, workspace, streams, &output);
    let mut progress = Progress::new(inputs.len(), streams.lang, !args.reporting.quiet);
    let mut run = Run::new(&job, beside, accept, output, streams);
    let on_terminal = run.output.on_terminal();
    let mut inputs = inputs;
    // Its mended text goes to a stream that no other thread can have.
    let stdin_first = matches!(inputs.first(), Some(Ok(input)) if input.stdin);
    if stdin_first && let Ok(input) = inputs.remove(0) {
        let done = job.run(&input, &mut run.streams.out);
        if run.take(done)?.is_break() {
            inputs.clear();
        }
    }
    let work = |input: Result<Input, FileError>| match input {
        Ok(input) => job.run(&input, &mut io::sink()),
        Err(error) => job::failed(Trouble::File(error)),
    };
    parallel::in_order(
        inputs,
        work,
        |done| done.size,
        |done| {
            let speaks = done.trouble.is_some() || (on_terminal && !matches!(done.body, Body::Nothing));
            let flow = if progress.shown() && speaks {
                progress.around(|| {
                    let flow = run.take(done)?;
                    run.streams.out.flush()?;
                    Ok::<_, io::Error>(flow)
                })?
            } else {
                run.take(done)?
            };
            progress.step();
            Ok::<_, io::Error>(flow)
        },
    )?;
    progress.clear();
    let status = run.finish()?;
    Ok(Status { findings: status.findings && !args.reporting.exit_zero, ..status })
}

struct Run<'a, 's> {
    job: &'a Job<'a>,
    accept: Accept,
    output: Output,
    streams: &'s mut Streams,
    reporter: Reporter,
    summary: Summary,
    statistics: Statistics,
    /// What the files so far are known by.
    across: Across,
    /// Which configurations that cannot be used were told.
    teller: Teller,
    /// How many findings are allowed now that were not.
    allowed: usize,
    /// What could not be done.
    failures: Vec<Failure>,
    differs: bool,
    /// How many findings may still be reported.
    left: Option<usize>,
    /// Whether the report can be written.
    writable: bool,
}

impl<'a, 's> Run<'a, 's> {
    fn new(job: &'a Job<'a>, across: Across, accept: Accept, output: Output, streams: &'s mut Streams) -> Self {
        Self {
            job,
            accept,
            output,
            streams,
            reporter: Reporter::new(job.format, job.options),
            summary: Summary { fixed: (job.task == Task::Fix).then_some(0), ..Summary::default() },
            statistics: Statistics::default(),
            across,
            teller: Teller::default(),
            allowed: 0,
            failures: Vec::new(),
            differs: false,
            left: job.limit,
            writable: true,
        }
    }

    /// Takes what became of the next file, and says whether there is a reason to go on.
    fn take(&mut self, mut done: Done) -> io::Result<ControlFlow<()>> {
        if let Some(Seen { input, outcome, settings }) = done.seen.take() {
            let path = fs::display(&input.path);
            let mut found = self.across.check(&path, &outcome, settings.lang);
            // The file is not read once more for what is not to be reported.
            found.retain(|finding| settings.policy.reports(finding.rule.name));
            if !found.is_empty() {
                done = self.job.again(&input, found, done);
            }
        }
        let Done { summary, statistics, allowed, trouble, differs, body, .. } = done;
        self.summary.merge(&summary);
        self.statistics.merge(&statistics);
        self.allowed += allowed;
        self.differs |= differs;
        match trouble {
            Some(Trouble::File(error)) => {
                self.complain(&error);
                let (path, message) = (fs::display(&error.path).into_owned(), error.message(self.job.lang));
                self.failures.push(Failure { path, message });
            }
            Some(Trouble::Config(broken)) => self.unusable(&broken),
            None => {}
        }
        match body {
            Body::Nothing => {}
            Body::Part(part) if self.job.task == Task::Diff => self.write(|_, out| out.write_all(&part))?,
            Body::Part(part) => self.write(|reporter, out| reporter.part(out, &part))?,
            Body::Findings(mut findings) => {
                self.filter(&mut findings);
                self.write(|reporter, out| reporter.file(out, findings.checked()))?;
            }
        }
        // Where files are written those behind are still to be done, and a baseline is of all files, read or not.
        let unread = self.output.gone(self.streams) || !self.writable;
        let stop = interrupt::asked() || (unread && !self.job.task.writes() && !self.job.records);
        Ok(if stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }

    /// Takes out of the findings what is accepted, and what is more than the report may hold.
    fn filter(&mut self, findings: &mut Findings) {
        if let Some(fingerprints) = findings.fingerprints.take() {
            self.accept.filter(&mut findings.outcome, fingerprints);
            self.summary.add(&findings.outcome);
            if self.job.statistics {
                findings.outcome.findings.iter().for_each(|finding| self.statistics.count(finding));
            }
        }
        if let Some(left) = &mut self.left {
            let all = findings.outcome.findings.len();
            findings.outcome.findings.truncate(*left);
            let shown = findings.outcome.findings.len();
            *left -= shown;
            self.summary.omitted += all - shown;
        }
    }

    /// Tells of a configuration once, however many files it holds for.
    fn unusable(&mut self, broken: &Broken) {
        if self.teller.tell(broken, self.streams) {
            let (path, messages) = (fs::display(&broken.path).into_owned(), broken.messages(self.job.lang));
            self.failures.push(Failure { path, message: messages.join("\n") });
        }
    }

    fn complain(&mut self, error: &FileError) {
        let message = error.message(self.job.lang);
        self.streams.complain(&message);
    }

    /// Adds to the report; when it cannot be written that is said once.
    fn write(&mut self, write: impl FnOnce(&mut Reporter, &mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        if !self.writable {
            return Ok(());
        }
        let Self { output, streams, reporter, .. } = self;
        if let Err(error) = output.write(streams, |out| write(reporter, out))? {
            self.writable = false;
            self.complain(&error);
        }
        Ok(())
    }

    fn finish(mut self) -> io::Result<Status> {
        let (lang, quiet) = (self.job.lang, self.job.options.quiet);
        let findings = self.differs || self.summary.findings() > 0;
        let mut failed = self.summary.failed > 0;
        if interrupt::asked() {
            return Ok(Status { findings, failed, interrupted: true });
        }
        if self.job.task != Task::Diff && self.writable {
            let statistics = self.job.statistics.then_some(&self.statistics);
            let (reporter, summary, failures) = (self.reporter, &self.summary, &self.failures);
            if let Err(error) =
                self.output.write(self.streams, |out| reporter.finish(out, summary, statistics, failures))?
            {
                self.writable = false;
                self.streams.complain(&error.message(lang));
            }
            let mut said = Vec::new();
            if summary.omitted > 0 && !self.job.format.tells_omitted() && !quiet {
                said.push(report::omitted(summary.omitted, lang));
            }
            if matches!(self.job.task, Task::Allow(_)) && !quiet {
                let count = self.allowed;
                let findings = report::plural(count, "finding", "findings");
                said.push(say!(lang, "已豁免 {count} 个问题", "allowed {count} {findings}"));
            }
            for said in said {
                let _ = self.streams.out.flush();
                // Nobody is left to be told that it could not be said.
                let _ = writeln!(self.streams.err, "{said}");
            }
        }
        if !self.writable {
            failed = true;
        } else if let Err(error) = self.output.keep() {
            failed = true;
            self.streams.complain(&error.message(lang));
        }
        failed |= self.accept.finish(self.summary.failed, quiet, self.streams).failed;
        Ok(Status { findings, failed, interrupted: false })
    }
}
