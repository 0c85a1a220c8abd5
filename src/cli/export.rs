//! `mubiao export`: draws the printed form of books, or hands them on as data.

use super::help::pick;
use super::input::Input;
use super::progress::Progress;
use super::settings::{self, ReadingArgs, RuleArgs, Teller};
use super::streams::Streams;
use super::target::Targets;
use super::{Status, interrupt, parallel};
use crate::diagnostic::{Group, Lang, say};
use crate::export::{ExportError, Format, Options, export};
use crate::fs;
use crate::lint::{Outcome, Settings, lint};
use crate::report::{plural, visible};
use crate::workspace::{Broken, Workspace};
use clap::ValueEnum;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(
        value_name = pick("文件", "FILES"),
        required = true,
        help = pick("要导出的 .mubiao 文件，- 为标准输入", "the .mubiao files to export, - for standard input")
    )]
    files: Vec<PathBuf>,
    #[arg(long, value_name = pick("格式", "FORMAT"), help = pick("导出的格式", "the format to write"))]
    to: ToArg,
    #[arg(
        short,
        long,
        value_name = pick("去处", "OUT"),
        help = pick(
            "写入的文件或文件夹，- 为标准输出；默认写在来源旁边",
            "the file or directory to write, - for standard output; by default beside the source"
        )
    )]
    output: Option<PathBuf>,
    #[arg(
        long,
        help = pick("csv 以字节顺序标记开头，供 Excel 直接打开", "begin csv with a byte-order mark, so that Excel opens it")
    )]
    bom: bool,
    #[arg(long, help = pick("可以覆盖已有文件", "overwrite existing files"))]
    force: bool,
    #[arg(short, long, help = pick("不说写了什么", "do not say what was written"))]
    quiet: bool,
    #[command(flatten)]
    reading: ReadingArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ToArg {
    #[value(help = pick("Excel 工作簿，每张表一页", "Excel workbook, a worksheet for every sheet"))]
    Xlsx,
    #[value(help = pick("Word 文档", "Word document"))]
    Docx,
    #[value(help = pick("网页，可打印、存为 PDF", "a page for a browser, to print or save as PDF"))]
    Html,
    #[value(
        help = pick("一个 JSON 对象，供其他软件读取，可以再导入", "one JSON object, for other programs; it can be imported again")
    )]
    Json,
    #[value(help = pick("逗号分隔，每个指标一行", "comma-separated values, one row an indicator"))]
    Csv,
}

impl From<ToArg> for Format {
    fn from(to: ToArg) -> Self {
        match to {
            ToArg::Xlsx => Self::Xlsx,
            ToArg::Docx => Self::Docx,
            ToArg::Html => Self::Html,
            ToArg::Json => Self::Json,
            ToArg::Csv => Self::Csv,
        }
    }
}

/// Why a book was not exported.
enum Failure {
    Told(String),
    /// Its configuration cannot be used.
    Broken(Arc<Broken>),
}

/// What became of one book.
struct Done {
    input: Input,
    exported: Result<Vec<u8>, Failure>,
    sheets: usize,
    /// Rows that copying damaged, which stand in the form as they were typed.
    damaged: usize,
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    let format = Format::from(args.to);
    let stdin = args.files.iter().any(|path| path == Path::new("-"));
    let failed = Status { failed: true, ..Status::default() };
    let inputs: Vec<Input> = args.files.iter().map(|path| Input::named(path)).collect();
    let workspace = match settings::workspace(&args.reading, &RuleArgs::default(), streams) {
        Ok(workspace) => workspace,
        Err(message) => {
            streams.complain(&message);
            return Ok(failed);
        }
    };
    settings::speak(&workspace, &inputs.iter().cloned().map(Ok).collect::<Vec<_>>(), streams);
    let lang = streams.lang;
    if args.bom && format != Format::Csv {
        streams.complain(&say!(lang, "--bom 只用于 --to csv；请去掉", "--bom goes with --to csv alone; leave it out"));
        return Ok(failed);
    }
    let mut targets = match Targets::new(args.output.as_deref(), args.files.len(), stdin, args.force, lang) {
        Ok(targets) => targets,
        Err(message) => {
            streams.complain(&message);
            return Ok(failed);
        }
    };
    if !stdin {
        interrupt::heed();
    }
    let mut progress = Progress::new(inputs.len(), lang, !args.quiet);
    let (mut status, mut teller) = (Status::default(), Teller::default());
    parallel::in_order(
        inputs,
        |input| one(input, format, args.bom, &workspace),
        |done| done.exported.as_ref().map_or(1, Vec::len),
        |done| {
            progress.around(|| {
                let done = match done.exported {
                    Err(Failure::Broken(broken)) => {
                        status.failed = true;
                        teller.tell(&broken, streams);
                        return Ok(());
                    }
                    _ => done,
                };
                take(done, format, args.quiet, &mut targets, &mut status, streams)
            })?;
            progress.step();
            let flow = if interrupt::asked() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
            Ok::<_, io::Error>(flow)
        },
    )?;
    progress.clear();
    Ok(Status { interrupted: interrupt::asked(), ..status })
}

/// Reads and exports one book.
fn one(input: Input, format: Format, bom: bool, workspace: &Workspace) -> Done {
    let (mut sheets, mut damaged) = (0, 0);
    let exported = workspace.find(&input.path).map_err(Failure::Broken).and_then(|found| {
        let settings = found.settings();
        let source = input.read().map_err(|error| Failure::Told(error.message(settings.lang)))?;
        let outcome = lint(source.text(), &settings);
        sheets = outcome.sheets;
        damaged = outcome.findings.iter().filter(|finding| finding.rule.group == Group::Damage).count();
        let Settings { ref profiles, ref profile, fiscal_year, .. } = settings;
        let options = Options { profiles: profiles.clone(), profile: profile.clone(), fiscal_year, bom };
        let path = fs::display(&input.path);
        export(source.text(), format, &options)
            .map_err(|error| Failure::Told(why(&error, &path, &outcome, settings.lang)))
    });
    Done { input, exported, sheets, damaged }
}

/// Why nothing was exported, in a sentence.
fn why(error: &ExportError, path: &str, outcome: &Outcome, lang: Lang) -> String {
    match error {
        ExportError::NoProfile(_) => {
            let why = outcome.findings.first().map_or("", |finding| finding.message.as_str());
            format!("{path}: {why}")
        }
        ExportError::NoSheet => say!(
            lang,
            "“{path}”里没有表，没有可导出的内容；请核对文件",
            "there is no sheet in \"{path}\", so there is nothing to export; check the file"
        ),
        ExportError::Failed(why) => say!(
            lang,
            "“{path}”导出失败（{why}）；请先运行 mubiao lint 检查，再导出",
            "\"{path}\" could not be exported ({why}); check it with mubiao lint first"
        ),
    }
}

fn take(
    done: Done,
    format: Format,
    quiet: bool,
    targets: &mut Targets,
    status: &mut Status,
    streams: &mut Streams,
) -> io::Result<()> {
    let lang = streams.lang;
    let written = match done.exported {
        Ok(bytes) => targets.write(&done.input.path, format.extension(), &bytes, streams)?,
        Err(Failure::Told(message)) => Err(message),
        Err(Failure::Broken(_)) => return Ok(()),
    };
    let output = match written {
        Ok(output) => output,
        Err(message) => {
            status.failed = true;
            streams.complain(&message);
            return Ok(());
        }
    };
    if quiet {
        return Ok(());
    }
    let path = fs::display(&done.input.path).into_owned();
    if done.damaged > 0 {
        let damaged = done.damaged;
        let message = say!(
            lang,
            "{path}: 文本有 {damaged} 处受损，已按原样导出；建议先运行 mubiao lint --fix",
            "{path}: the text is damaged in {damaged} places and was exported as it is; run mubiao lint --fix first"
        );
        writeln!(streams.err, "{}", visible(&message))?;
    }
    if let Some(output) = output {
        let count = done.sheets;
        let sheets = plural(count, "sheet", "sheets");
        let message = say!(lang, "{path} → {output}: {count} 张表", "{path} → {output}: {count} {sheets}");
        writeln!(streams.err, "{}", visible(&message))?;
        streams.err.flush()?;
    }
    Ok(())
}
