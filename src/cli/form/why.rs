//! `mubiao form why`: says what each form got of a sheet, and what spoke against it.

use crate::cli::help::pick;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;

use super::text_of;
use crate::cli::Status;
use crate::cli::settings::{self, ConfigArgs};
use crate::cli::streams::Streams;
use crate::diagnostic::{Lang, say};
use crate::fs;
use crate::outline::Shape;
use crate::profile::{Profiles, notion_name};
use crate::report::{visible, write_json_pretty};
use crate::sheet::{BookHead, Candidate, Forms, candidates};
use crate::syntax::read_sheets;
use crate::text::compatible::Reading;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    #[arg(
        value_name = pick("文件", "FILE"),
        required = true,
        help = pick("任何 import 能读的文件，或 .mubiao", "any file that import reads, or a .mubiao")
    )]
    files: Vec<PathBuf>,
    #[arg(
        long,
        value_name = pick("格式", "FORMAT"),
        default_value = "human",
        help = pick("输出的格式", "the form of the answer")
    )]
    format: FormatArg,
    #[command(flatten)]
    config: ConfigArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatArg {
    #[value(help = pick("逐条说明", "sentences"))]
    Human,
    #[value(help = pick("一个 JSON 对象", "one JSON object"))]
    Json,
}

#[derive(Serialize)]
struct Report {
    version: u32,
    files: Vec<FileWhy>,
}

#[derive(Serialize)]
struct FileWhy {
    path: String,
    sheets: Vec<SheetWhy>,
}

#[derive(Serialize)]
struct SheetWhy {
    title: Option<String>,
    /// The form it is read by.
    profile: String,
    candidates: Vec<CandidateWhy>,
    /// How its headings were understood, where it is read by them.
    headings: Vec<HeadingWhy>,
    /// The cells that belong to nothing.
    left: Vec<String>,
}

#[derive(Serialize)]
struct CandidateWhy {
    profile: String,
    fits: bool,
    explained: u32,
    sections: usize,
    title: bool,
    tree: i32,
    found: Vec<String>,
    foreign: Vec<String>,
}

#[derive(Serialize)]
struct HeadingWhy {
    section: String,
    shape: &'static str,
    columns: Vec<ColumnWhy>,
}

#[derive(Serialize)]
struct ColumnWhy {
    header: String,
    kind: Option<&'static str>,
}

impl From<Candidate> for CandidateWhy {
    fn from(of: Candidate) -> Self {
        let Candidate { profile, explained, sections, title, tree, fits, found, foreign } = of;
        Self { profile, fits, explained, sections, title, tree, found, foreign }
    }
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    let mut status = Status::default();
    let found = match args.config.here(streams) {
        Ok(found) => found,
        Err(broken) => return Ok(settings::tell(&broken, streams)),
    };
    let mut report = Report { version: 1, files: Vec::new() };
    for path in &args.files {
        match text_of(path, &found.profiles, None, streams) {
            Ok(text) => {
                let path = fs::display(path).into_owned();
                report.files.push(FileWhy { path, sheets: sheets(&text, &found.profiles) });
            }
            Err(message) => {
                status.failed = true;
                streams.complain(&message);
            }
        }
    }
    if args.format == FormatArg::Json {
        write_json_pretty(&mut streams.out, &report)?;
        writeln!(streams.out)?;
        return Ok(status);
    }
    for file in &report.files {
        for (at, sheet) in file.sheets.iter().enumerate() {
            human(file, at + 1, sheet, streams)?;
        }
        if file.sheets.is_empty() {
            let (lang, path) = (streams.lang, visible(&file.path).into_owned());
            writeln!(streams.out, "{}", say!(lang, "{path}：没有表；请核对文件", "{path}: no sheet; check the file"))?;
        }
    }
    Ok(status)
}

fn sheets(text: &str, profiles: &Profiles) -> Vec<SheetWhy> {
    let head = BookHead::read(text, profiles, None, None);
    let Some(mut forms) = Forms::new(&head, profiles) else { return Vec::new() };
    let starts = forms.starts().clone();
    let mut found = Vec::new();
    read_sheets(text, &*starts, |_, own, syntax| {
        let own = Reading::of(own);
        let form = forms.next(&own, syntax);
        let sheet = form.read(&own, syntax);
        let mut why = SheetWhy {
            title: None,
            profile: form.profile.id.clone(),
            candidates: candidates(&own, syntax, profiles).into_iter().map(Into::into).collect(),
            headings: Vec::new(),
            left: Vec::new(),
        };
        if let Some(headings) = sheet.headings.as_deref() {
            why.title = headings.outline.title.map(|at| headings.text(at).to_owned());
            why.left = headings.outline.left.iter().map(|at| headings.text(*at).to_owned()).collect();
            for block in &headings.outline.blocks {
                let label = block.label.or(block.section).map_or("", |at| headings.text(at));
                let columns = block.columns.iter().enumerate().filter(|_| block.shape != Shape::Pairs);
                let columns = columns.map(|(at, column)| ColumnWhy {
                    header: headings.header(block, at).split_whitespace().collect(),
                    kind: column.notion.map(notion_name),
                });
                let shape = match block.shape {
                    Shape::Field => "field",
                    Shape::Text => "text",
                    Shape::Pairs => "breakdown",
                    Shape::List => "list",
                    Shape::Indicators => "indicators",
                };
                let section = label.split_whitespace().collect();
                why.headings.push(HeadingWhy { section, shape, columns: columns.collect() });
            }
        }
        found.push(why);
    });
    found
}

fn human(file: &FileWhy, number: usize, sheet: &SheetWhy, streams: &mut Streams) -> io::Result<()> {
    let lang = streams.lang;
    let (path, profile) = (visible(&file.path).into_owned(), &sheet.profile);
    let title = sheet.title.as_deref().map_or_else(String::new, |title| {
        let title = visible(title);
        say!(lang, "《{title}》", " \"{title}\"")
    });
    let out = &mut streams.out;
    let by = if profile == crate::profile::NO_PROFILE {
        lang.pick("没有合适的表样，按栏名读取", "no form fits; read by its headings").to_owned()
    } else {
        say!(lang, "按表样 {profile} 读取", "read by the form {profile}")
    };
    writeln!(out, "{}", say!(lang, "{path} 第 {number} 张表{title}：{by}", "{path}, sheet {number}{title}: {by}"))?;
    for candidate in &sheet.candidates {
        let (name, explained) = (&candidate.profile, candidate.explained);
        let verdict = match (candidate.fits, candidate.profile == *profile) {
            (_, true) => lang.pick("采用", "taken"),
            (true, false) => lang.pick("也相符，但不如采用的", "fits too, but less well"),
            (false, false) => lang.pick("不合", "does not fit"),
        };
        let mut line = say!(
            lang,
            "  {name}：{verdict}；对得上的项目和栏名 {explained} 处",
            "  {name}: {verdict}; {explained} labels and header rows are its own"
        );
        if candidate.title {
            line.push_str(lang.pick("，标题相符", ", so is the title"));
        }
        if !candidate.found.is_empty() {
            let all = names(&candidate.found, lang);
            line.push_str(&say!(lang, "（{all}）", " ({all})"));
        }
        if !candidate.foreign.is_empty() {
            let (count, all) = (candidate.foreign.len(), names(&candidate.foreign, lang));
            line.push_str(&say!(lang, "；这个表样没有的 {count} 处（{all}）", "; {count} are not ({all})"));
        }
        writeln!(out, "{}", visible(&line))?;
    }
    for heading in &sheet.headings {
        let shape = match (heading.shape, lang) {
            ("field", Lang::Zh) => "项目",
            ("text", Lang::Zh) => "文字",
            ("breakdown", Lang::Zh) => "金额",
            ("list", Lang::Zh) => "清单",
            ("indicators", Lang::Zh) => "指标",
            (shape, _) => shape,
        };
        let name = if heading.section.is_empty() {
            lang.pick("（没有项目名）", "(no label)")
        } else {
            &heading.section
        };
        let columns: Vec<String> = heading
            .columns
            .iter()
            .map(|column| format!("{}={}", column.header, column.kind.unwrap_or(lang.pick("未识别", "unknown"))))
            .collect();
        let columns = if columns.is_empty() { String::new() } else { format!(": {}", columns.join(", ")) };
        writeln!(out, "{}", visible(&format!("    {name} [{shape}]{columns}")))?;
    }
    if !sheet.left.is_empty() {
        let all = names(&sheet.left, lang);
        writeln!(out, "{}", visible(&say!(lang, "    不属于任何项目：{all}", "    belonging to nothing: {all}")))?;
    }
    Ok(())
}

/// More names are counted, not listed.
const LISTED: usize = 8;

fn names(all: &[String], lang: Lang) -> String {
    let short = |name: &String| name.chars().take(24).collect::<String>();
    let mut text = all.iter().take(LISTED).map(short).collect::<Vec<_>>().join(lang.pick("、", ", "));
    if all.len() > LISTED {
        let more = all.len() - LISTED;
        text.push_str(&say!(lang, " 等，另有 {more} 处", " and {more} more"));
    }
    text
}
