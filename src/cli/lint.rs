//! `mubiao lint`: reports findings, mends them, or shows how it would.

mod job;
mod output;
mod run;
mod watch;

use super::accept::{Accept, AcceptArgs};
use super::help::{number, pick};
use super::input::Paths;
use super::settings::{self, ReadingArgs, RuleArgs};
use super::streams::Streams;
use super::{Status, exclude, interrupt};
use crate::diagnostic::say;
use crate::fs;
use crate::lint::Across;
use crate::report::{self, Options};
use crate::workspace::Workspace;
use clap::ValueEnum;
use job::{Job, Task};
use output::Output;
use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    paths: Paths,
    #[arg(long, help = pick("自动修复可以安全修复的问题", "apply the safe fixes"))]
    fix: bool,
    #[arg(
        long,
        help = pick("连同待确认的修复；与 --fix 同用时实施", "include fixes that a person should decide on; applied with --fix")
    )]
    unsafe_fixes: bool,
    #[arg(
        long,
        conflicts_with = "format",
        help = pick("只显示 --fix 将作的改动，不写文件", "show what --fix would change, write nothing")
    )]
    diff: bool,
    #[command(flatten)]
    reporting: Reporting,
    #[arg(
        long,
        conflicts_with_all = ["fix", "diff", "output"],
        help = pick("文件一有改动就重新检查，按 Ctrl-C 结束", "lint again whenever a file changes, until Ctrl-C")
    )]
    watch: bool,
    #[command(flatten)]
    accept: AcceptArgs,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    reading: ReadingArgs,
}

impl Args {
    /// Whether texts are written back.
    fn writes(&self) -> bool {
        (self.fix && !self.diff) || self.accept.add_allow.is_some()
    }
}

/// What the report is to be like.
#[derive(Debug, clap::Args)]
struct Reporting {
    #[arg(
        long,
        value_name = pick("格式", "FORMAT"),
        default_value = "human",
        help = pick("报告的格式", "the form of the report")
    )]
    format: FormatArg,
    #[arg(
        short,
        long,
        value_name = pick("文件", "FILE"),
        help = pick("报告写入文件，不写到标准输出", "write the report to a file instead of standard output")
    )]
    output: Option<PathBuf>,
    #[arg(long, conflicts_with = "diff", help = pick("附上各规则的问题数", "add the number of findings of each rule"))]
    statistics: bool,
    #[arg(
        long,
        value_name = "N",
        value_parser = number(0usize..),
        conflicts_with = "diff",
        help = pick("最多列出 N 个问题", "show at most N findings")
    )]
    max_findings: Option<usize>,
    #[arg(short, long, help = pick("只列出问题，不作小结，不显示进度", "findings only: no summary, no progress"))]
    quiet: bool,
    #[arg(long, help = pick("有问题时退出状态也为 0", "exit with 0 even when there are findings"))]
    exit_zero: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatArg {
    #[value(help = pick("逐条显示，附所在的行", "every finding with its row"))]
    Human,
    #[value(help = pick("每条一行", "one line a finding"))]
    Concise,
    #[value(help = pick("一个 JSON 对象", "one JSON object"))]
    Json,
    #[value(help = pick("每行一个 JSON 对象", "a JSON object a line"))]
    Jsonl,
    #[value(help = "SARIF 2.1.0")]
    Sarif,
    #[value(help = pick("GitHub 工作流命令", "workflow commands of GitHub"))]
    Github,
    #[value(help = pick("GitLab 代码质量报告", "Code Quality of GitLab"))]
    Gitlab,
    #[value(help = pick("JUnit XML，供 Jenkins 等使用", "JUnit XML, for Jenkins and others"))]
    Junit,
    #[value(help = pick("网页，可筛选、打印", "a page for a browser, to filter and print"))]
    Html,
}

impl From<FormatArg> for report::Format {
    fn from(format: FormatArg) -> Self {
        match format {
            FormatArg::Human => Self::Human,
            FormatArg::Concise => Self::Concise,
            FormatArg::Json => Self::Json,
            FormatArg::Jsonl => Self::Jsonl,
            FormatArg::Sarif => Self::Sarif,
            FormatArg::Github => Self::Github,
            FormatArg::Gitlab => Self::Gitlab,
            FormatArg::Junit => Self::Junit,
            FormatArg::Html => Self::Html,
        }
    }
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    let failed = Status { failed: true, ..Status::default() };
    if let Some(message) = misuse(args, streams) {
        streams.complain(&message);
        return Ok(failed);
    }
    let workspace = match settings::workspace(&args.reading, &args.rules, streams) {
        Ok(workspace) => workspace,
        Err(message) => {
            streams.complain(&message);
            return Ok(failed);
        }
    };
    let typing = args.paths.stdin() || args.paths.stdin_list();
    // Who waits for standard input would wait on.
    if !typing && (args.writes() || args.watch || args.reporting.output.is_some() || args.accept.records()) {
        interrupt::heed();
    }
    if args.watch {
        return watch::run(args, &workspace, streams);
    }
    let lang = streams.lang;
    let begun = args.paths.inputs(lang).and_then(|mut inputs| {
        settings::speak(&workspace, &inputs, streams);
        exclude::leave_out(&mut inputs, &workspace, args.reporting.quiet, streams);
        let lang = streams.lang;
        let accept = Accept::new(&args.accept, &inputs, lang)?;
        let output = Output::new(args, &inputs).map_err(|error| error.message(lang))?;
        Ok((inputs, accept, output))
    });
    match begun {
        Ok((inputs, accept, output)) => run::run(args, &workspace, inputs, Across::default(), accept, output, streams),
        Err(message) => {
            streams.complain(&message);
            Ok(failed)
        }
    }
}

/// What the options cannot mean together.
fn misuse(args: &Args, streams: &Streams) -> Option<String> {
    let (lang, format) = (streams.lang, report::Format::from(args.reporting.format));
    if args.paths.stdin_twice() {
        return Some(say!(
            lang,
            "标准输入不能既是表又是路径列表；请去掉 - 和 --files-from - 中的一个",
            "standard input cannot be both a text and a list of paths; leave out either - or --files-from -"
        ));
    }
    if args.watch && (args.paths.stdin() || args.paths.stdin_list()) {
        return Some(say!(
            lang,
            "--watch 不能用于标准输入；请指明文件或文件夹",
            "--watch does not go with standard input; name files or directories"
        ));
    }
    if args.reporting.output.is_some() && args.reporting.output.as_deref() == args.accept.records_to() {
        return Some(say!(
            lang,
            "报告和已知问题清单不能写入同一个文件；请给 --output 和 --write-baseline 不同的文件名",
            "the report and the baseline cannot go to one file; give --output and --write-baseline different names"
        ));
    }
    if args.reporting.statistics && !format.has_statistics() {
        return Some(say!(
            lang,
            "这种格式的报告不能附统计；请把 --statistics 与 human、concise、json、jsonl 之一同用",
            "this form of report has no place for statistics; use --statistics with human, concise, json or jsonl"
        ));
    }
    None
}

/// The root of the repository that the current directory stands in.
fn repository() -> Option<PathBuf> {
    fs::repository(&fs::directory_of(Path::new("-"))).map(Path::to_owned)
}

/// What is asked of each file, and how it is to be reported.
fn job<'a>(args: &'a Args, workspace: &'a Workspace, streams: &Streams, to: &Output) -> Job<'a> {
    let Streams { lang, width, .. } = *streams;
    let Reporting { format, statistics, max_findings, quiet, ref output, .. } = args.reporting;
    let color = to.color(streams);
    let width = if output.is_some() { super::PIPE_WIDTH } else { width };
    Job {
        task: match &args.accept.add_allow {
            Some(reason) => Task::Allow(reason),
            None => Task::new(args.fix, args.diff),
        },
        unsafe_fixes: args.unsafe_fixes,
        workspace,
        lang,
        format: format.into(),
        look: to.look(streams),
        options: Options { lang, color, width, unsafe_fixes: args.unsafe_fixes, quiet },
        statistics: statistics || report::Format::from(format).needs_statistics(),
        limit: max_findings,
        repository: report::Format::from(format).is_of_repository().then(repository).flatten(),
        compares: args.accept.compares(),
        records: args.accept.records(),
    }
}
