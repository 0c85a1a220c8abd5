//! `mubiao import`: makes books of spreadsheets, documents, web pages and text, and says what became of everything in them.

use super::help::pick;
use super::input::Input;
use super::progress::{Pages, Progress};
use super::settings::{self, ConfigArgs, Teller};
use super::streams::Streams;
use super::target::Targets;
use super::{Status, interrupt, parallel};
use crate::config::Policy;
use crate::diagnostic::{Lang, say};
use crate::fs::{self, Source};
use crate::import::{Content, Entry, Format, Heard, Imported, Options, import, quiet_panics};
use crate::report::{plural, visible, write_json_pretty};
use crate::workspace::{Broken, Found, Workspace};
use clap::ValueEnum;
use serde::Serialize;
use std::io::{self, Write};
use std::ops::{ControlFlow, RangeInclusive};
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(
        value_name = pick("文件", "FILES"),
        required = true,
        help = pick("要导入的文件，- 为标准输入", "the files to import, - for standard input")
    )]
    files: Vec<PathBuf>,
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
        value_name = pick("格式", "FORMAT"),
        help = pick("来源的格式，默认看内容和扩展名", "the format of the sources; by default told by content and extension")
    )]
    from: Option<FromArg>,
    #[arg(
        long,
        value_name = pick("名称", "NAME"),
        help = pick(
            "表样名，或表样的文件夹；默认看配置，再自动识别",
            "the name of the profile, or its folder; by default that of the configuration, or it is recognised"
        )
    )]
    profile: Option<String>,
    #[arg(
        long,
        value_name = pick("页码", "PAGES"),
        value_delimiter = ',',
        value_parser = page_range,
        help = pick("只读 PDF 的这几页，如 3-7,9", "read only these pages of a PDF, such as 3-7,9")
    )]
    pages: Vec<RangeInclusive<u32>>,
    #[command(flatten)]
    config: ConfigArgs,
    #[arg(
        long,
        help = pick("有存疑之处就不写入，退出状态为 1", "write nothing if anything is in doubt, and exit with 1")
    )]
    strict: bool,
    #[arg(long, help = pick("可以覆盖已有文件", "overwrite existing files"))]
    force: bool,
    #[arg(
        long,
        value_name = pick("格式", "FORMAT"),
        default_value = "human",
        help = pick("报告的格式", "the form of the report")
    )]
    format: ReportArg,
    #[arg(short, long, help = pick("只报告存疑之处", "report only what is in doubt"))]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FromArg {
    #[value(help = pick("Excel 工作簿", "Excel workbook"))]
    Xlsx,
    #[value(help = pick("旧版 Excel 工作簿", "workbook of Excel 97 to 2003"))]
    Xls,
    #[value(help = pick("OpenDocument 电子表格", "OpenDocument spreadsheet"))]
    Ods,
    #[value(help = pick("Word 文档", "Word document"))]
    Docx,
    #[value(help = "PDF")]
    Pdf,
    #[value(help = pick("网页", "web page"))]
    Html,
    #[value(help = pick("mubiao export 写出的 JSON", "JSON that mubiao export wrote"))]
    Json,
    #[value(help = pick("逗号分隔", "comma-separated values"))]
    Csv,
    #[value(help = pick("TAB 分隔，可有引号", "TAB-separated values, quoted or not"))]
    Tsv,
    #[value(help = pick("文本：以 TAB、| 或空白分格，或每行一格", "text: cells separated by TAB, | or gaps, or one a line"))]
    Text,
}

impl From<FromArg> for Format {
    fn from(from: FromArg) -> Self {
        match from {
            FromArg::Xlsx => Self::Xlsx,
            FromArg::Xls => Self::Xls,
            FromArg::Ods => Self::Ods,
            FromArg::Docx => Self::Docx,
            FromArg::Pdf => Self::Pdf,
            FromArg::Html => Self::Html,
            FromArg::Json => Self::Json,
            FromArg::Csv => Self::Csv,
            FromArg::Tsv => Self::Tsv,
            FromArg::Text => Self::Text,
        }
    }
}

/// Pages as a reader writes them: `5`, `3-7`.
fn page_range(text: &str) -> Result<RangeInclusive<u32>, String> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (first.trim().parse::<u32>(), last.trim().parse::<u32>()) {
        (Ok(first), Ok(last)) if first > 0 && first <= last => Ok(first..=last),
        _ => Err(pick("应为页码或其范围，如 3-7", "pages are written like 5 or 3-7").to_owned()),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ReportArg {
    #[value(help = pick("每处一行", "one line a place"))]
    Human,
    #[value(help = pick("一个 JSON 对象", "one JSON object"))]
    Json,
}

/// What became of one source.
struct Done {
    input: Input,
    imported: Result<Imported, Failure>,
    /// Which findings are reported of the book.
    policy: Arc<Policy>,
}

/// Why a source was not imported.
enum Failure {
    Told(String),
    /// Its configuration cannot be used.
    Broken(Arc<Broken>),
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    quiet_panics();
    let stdin = args.files.iter().any(|path| path == Path::new("-"));
    let failed = Status { failed: true, ..Status::default() };
    let workspace = args.config.workspace_for(args.profile.as_deref(), streams);
    let inputs: Vec<Input> = args.files.iter().map(|path| Input::named(path)).collect();
    settings::speak(&workspace, &inputs.iter().cloned().map(Ok).collect::<Vec<_>>(), streams);
    let targets = Targets::new(args.output.as_deref(), args.files.len(), stdin, args.force, streams.lang);
    let mut targets = match targets {
        Ok(targets) => targets,
        Err(message) => {
            streams.complain(&message);
            return Ok(failed);
        }
    };
    if !stdin {
        interrupt::heed();
    }
    let mut progress = Progress::new(inputs.len(), streams.lang, !args.quiet);
    let pages = Pages::new(inputs.len(), streams.lang, !args.quiet);
    let mut run = Run {
        args,
        aside: targets.is_stdout() || args.quiet,
        status: Status::default(),
        files: Vec::new(),
        teller: Teller::default(),
    };
    parallel::in_order(
        inputs,
        |input| one(input, args, &workspace, pages.heard()),
        |done| done.imported.as_ref().map_or(1, |imported| 16 * imported.text.len()),
        |done| {
            pages.clear();
            let flow = progress.around(|| {
                run.take(done, &mut targets, streams)?;
                streams.out.flush()?;
                streams.err.flush()
            });
            progress.step();
            flow.map(|()| if interrupt::asked() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        },
    )?;
    progress.clear();
    if args.format == ReportArg::Json {
        let report = Report { version: 1, files: run.files };
        let out: &mut dyn Write = if run.aside { &mut streams.err } else { &mut streams.out };
        write_json_pretty(out, &report)?;
        writeln!(out)?;
    }
    Ok(Status { interrupted: interrupt::asked(), ..run.status })
}

/// Reads and imports one source, by the settings of the folder it lies in.
fn one(input: Input, args: &Args, workspace: &Workspace, heard: Heard) -> Done {
    // Where the source's folder has no configuration, it is that of the user's.
    let here = |found: Found| if found.files.is_empty() { workspace.find(Path::new("-")) } else { Ok(found) };
    let found = match workspace.find(&input.path).and_then(here) {
        Ok(found) => found.settings(),
        Err(broken) => return Done { input, imported: Err(Failure::Broken(broken)), policy: Arc::default() },
    };
    let profile = args.profile.as_deref().map(settings::form_name).or(found.profile);
    let pages = args.pages.clone();
    let options = Options { lang: found.lang, profiles: found.profiles, profile, pages, heard };
    let imported = book_of(&input, args.from.map(Format::from), &options).map_err(Failure::Told);
    Done { input, imported, policy: found.policy }
}

/// The book that a source is made into; a sentence when it cannot be.
pub(super) fn book_of(input: &Input, from: Option<Format>, options: &Options) -> Result<Imported, String> {
    let path = fs::display(&input.path).into_owned();
    let bytes = if input.stdin { fs::read_stdin_bytes(&input.path) } else { fs::read_bytes(&input.path) };
    let bytes = bytes.map_err(|error| error.message(options.lang))?;
    let refused = |refusal: crate::import::Refusal| refusal.message(&path, options.lang);
    let extension = input.path.extension().and_then(|extension| extension.to_str());
    let format = match from {
        Some(format) => format,
        None => Format::of(&bytes, extension).map_err(refused)?,
    };
    if format.is_text() {
        let source = Source::from_bytes(bytes);
        let source = source.map_err(|problem| fs::FileError::new(&input.path, problem).message(options.lang))?;
        import(Content::Text(source.text()), format, options).map_err(refused)
    } else {
        import(Content::Bytes(&bytes), format, options).map_err(refused)
    }
}

struct Run<'a> {
    args: &'a Args,
    /// Whether the report goes to standard error, because the book takes standard output.
    aside: bool,
    status: Status,
    files: Vec<FileReport>,
    teller: Teller,
}

impl Run<'_> {
    /// Writes one book and reports on it.
    fn take(&mut self, done: Done, targets: &mut Targets, streams: &mut Streams) -> io::Result<()> {
        let lang = streams.lang;
        let path = fs::display(&done.input.path).into_owned();
        let mut file = FileReport { path: path.clone(), ..FileReport::default() };
        let imported = match done.imported {
            Ok(imported) => imported,
            Err(failure) => {
                self.status.failed = true;
                let message = match failure {
                    Failure::Told(message) => {
                        streams.complain(&message);
                        message
                    }
                    Failure::Broken(broken) => {
                        self.teller.tell(&broken, streams);
                        let path = fs::display(&broken.path).into_owned();
                        say!(
                            lang,
                            "{path} 有错误，没有读取要导入的文件；请先改正",
                            "{path} has mistakes, so the file was not read; correct it first"
                        )
                    }
                };
                file.error = Some(message);
                self.files.push(file);
                return Ok(());
            }
        };
        file.fill(&imported, lang);
        let mut remaining = imported.remaining.clone();
        done.policy.apply(&mut remaining);
        file.findings = remaining.len();
        let doubts = imported.report.doubts.len();
        let refused = self.args.strict && doubts > 0;
        if refused {
            self.status.findings = true;
        } else {
            match targets.write(&done.input.path, "mubiao", imported.text.as_bytes(), streams)? {
                Ok(output) => file.output = output,
                Err(message) => {
                    self.status.failed = true;
                    streams.complain(&message);
                    file.error = Some(message);
                    self.files.push(file);
                    return Ok(());
                }
            }
        }
        if self.args.format == ReportArg::Human {
            let quiet = self.args.quiet;
            let out: &mut dyn Write = if self.aside { &mut streams.err } else { &mut streams.out };
            human(&file, refused, quiet, lang, out)?;
        } else {
            self.files.push(file);
        }
        Ok(())
    }
}

/// How the report of an import ends of what a new page prints once more.
const REPRINTED: [&str; 2] = ["前面已有，不重复导入", "stands above already and was not imported again"];

/// A line on the file, and one on each place; titles that are printed once more share one.
fn human(file: &FileReport, refused: bool, quiet: bool, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let kinds = [
        (lang.pick("存疑", "in doubt"), &file.doubts, true),
        (lang.pick("略去", "left out"), &file.left_out, false),
        (lang.pick("已修复", "mended"), &file.mended, false),
    ];
    let path = visible(&file.path);
    for (kind, places, _) in kinds.iter().filter(|(_, _, always)| *always || !quiet) {
        let reprinted = lang.pick(REPRINTED[0], REPRINTED[1]);
        let again = places.iter().filter(|place| place.message.ends_with(reprinted));
        let (count, first) = (again.clone().count(), again.clone().next());
        for place in places.iter().filter(|place| count < 2 || !place.message.ends_with(reprinted)) {
            let at = place.place.as_deref().map_or_else(String::new, |at| format!("{}: ", visible(at)));
            let rule = place.rule.map_or_else(String::new, |rule| format!(" [{rule}]"));
            let (text, message) = (shortened(&place.text), visible(&place.message));
            let quote = if text.is_empty() || place.message.contains(&place.text) {
                String::new()
            } else {
                match lang {
                    Lang::Zh => format!("“{text}”"),
                    Lang::En => format!("\"{text}\" "),
                }
            };
            writeln!(out, "{path}: {at}{kind}: {quote}{message}{rule}")?;
        }
        if let Some(first) = first.filter(|_| count > 1) {
            let at = first.place.as_deref().map_or_else(String::new, |at| format!("{}: ", visible(at)));
            let text = shortened(&first.text);
            let summed = say!(
                lang,
                "从这里起有 {count} 处标题、栏名前面已有，不重复导入，如“{text}”",
                "from here on {count} titles and headers stand above already and were not imported again, such as \"{text}\"",
            );
            writeln!(out, "{path}: {at}{kind}: {summed}")?;
        }
    }
    if quiet && !refused {
        return Ok(());
    }
    let (mended, doubts, left) = (file.mended.len(), file.doubts.len(), file.left_out.len());
    let count = file.sheets;
    let sheets = plural(count, "sheet", "sheets");
    let to = file.output.as_deref().map_or_else(String::new, |output| format!(" → {}", visible(output)));
    let found = file.findings;
    let rest = match found {
        0 => lang.pick("；没有剩下的问题", "; no findings left").to_owned(),
        _ => {
            let findings = plural(found, "finding", "findings");
            say!(lang, "；还有 {found} 个问题，见 mubiao lint", "; {found} {findings} left, see mubiao lint")
        }
    };
    let end = if refused { lang.pick("；按 --strict 未写入", "; not written, because of --strict") } else { "" };
    let sentence = say!(
        lang,
        "{count} 张表，已修复 {mended} 处，存疑 {doubts} 处，略去 {left} 处{rest}{end}",
        "{count} {sheets}, {mended} mended, {doubts} in doubt, {left} left out{rest}{end}"
    );
    writeln!(out, "{path}{to}: {sentence}")
}

/// The first characters of a text.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    let visible = visible(text);
    match visible.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &visible[..at]),
        None => visible.into_owned(),
    }
}

/// The report, version 1.
#[derive(Serialize)]
struct Report {
    version: u32,
    files: Vec<FileReport>,
}

#[derive(Serialize, Default)]
struct FileReport {
    path: String,
    /// The file that was written; null when none was, or standard output took it.
    output: Option<String>,
    /// Why nothing came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    sheets: usize,
    mended: Vec<PlaceReport>,
    doubts: Vec<PlaceReport>,
    left_out: Vec<PlaceReport>,
    /// How many findings of `mubiao lint` the book has.
    findings: usize,
}

#[derive(Serialize)]
struct PlaceReport {
    /// Where in the source; null when it concerns all of it.
    place: Option<String>,
    text: String,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    /// Its line in the book, from 1: that it became, or else one of its table beside it; null when there is none.
    line: Option<usize>,
}

impl FileReport {
    fn fill(&mut self, imported: &Imported, lang: Lang) {
        let place = |entry: &Entry| PlaceReport {
            place: entry.place.as_ref().map(|place| place.show(lang)),
            text: entry.text.clone(),
            message: entry.message.clone(),
            rule: entry.rule,
            line: entry.row.map(|row| row + 1),
        };
        self.sheets = imported.sheets;
        self.mended = imported.report.mended.iter().map(place).collect();
        self.doubts = imported.report.doubts.iter().map(place).collect();
        self.left_out = imported.report.left.iter().map(place).collect();
    }
}
