//! `mubiao form list`, `show` and `check`: the forms that there are, what is in one, and whether one is sound.

use crate::cli::help::pick;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;

use crate::cli::Status;
use crate::cli::catalogue::find_profile;
use crate::cli::settings::{self, ConfigArgs};
use crate::cli::streams::Streams;
use crate::diagnostic::{Lang, say};
use crate::fs;
use crate::profile::{INDICATORS, LAYOUT, OwnProfile, PartShape, Profile, Profiles, Shape};
use crate::report::{visible, write_json_pretty};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ListArgs {
    #[arg(
        long,
        value_name = pick("格式", "FORMAT"),
        default_value = "human",
        help = pick("列表的格式", "the form of the list")
    )]
    format: FormatArg,
    #[command(flatten)]
    config: ConfigArgs,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ShowArgs {
    #[arg(value_name = pick("名称", "NAME"), help = pick("表样名", "the name of the form"))]
    name: String,
    #[arg(long, help = pick("输出它的 layout.toml，可另存后修改", "print its layout.toml, to save and change"))]
    toml: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatArg {
    #[value(help = pick("每行一个", "one a line"))]
    Human,
    #[value(help = pick("一个 JSON 对象", "one JSON object"))]
    Json,
}

#[derive(Serialize)]
struct Report<'p> {
    version: u32,
    forms: Vec<Listed<'p>>,
}

#[derive(Serialize)]
struct Listed<'p> {
    id: &'p str,
    name: Name<'p>,
    unit: &'p str,
    read: &'static str,
    built_in: bool,
    sections: usize,
    checks: usize,
    indicators: usize,
}

#[derive(Serialize)]
struct Name<'p> {
    zh: &'p str,
    en: &'p str,
}

fn listed(profile: &Profile) -> Listed<'_> {
    let headings = profile.by_headings();
    Listed {
        id: &profile.id,
        name: Name { zh: &profile.name.0, en: &profile.name.1 },
        unit: &profile.amount.unit,
        read: if headings { "headings" } else { "rows" },
        built_in: Profiles::is_shipped(&profile.id),
        sections: if headings { profile.parts.len() } else { profile.sections.len() },
        checks: profile.sums.len() + profile.checks.len(),
        indicators: profile.catalogue.standards.len(),
    }
}

/// Lists the forms.
pub(super) fn list(args: &ListArgs, streams: &mut Streams) -> io::Result<Status> {
    let found = match args.config.here(streams) {
        Ok(found) => found,
        Err(broken) => return Ok(settings::tell(&broken, streams)),
    };
    let forms: Vec<Listed<'_>> = found.profiles.iter().map(|profile| listed(profile)).collect();
    if args.format == FormatArg::Json {
        write_json_pretty(&mut streams.out, &Report { version: 1, forms })?;
        writeln!(streams.out)?;
        return Ok(Status::default());
    }
    let lang = streams.lang;
    for form in forms {
        let (id, unit, sections, checks) = (form.id, form.unit, form.sections, form.checks);
        let name = if lang == Lang::Zh { form.name.zh } else { form.name.en };
        let whose =
            if form.built_in { lang.pick("内置", "built in") } else { lang.pick("本项目", "of the project") };
        let line = say!(
            lang,
            "{id}  {name}（{whose}，{unit}，{sections} 个项目，{checks} 条检查）",
            "{id}  {name} ({whose}, {unit}; sections: {sections}, checks: {checks})"
        );
        writeln!(streams.out, "{}", visible(&line))?;
    }
    Ok(Status::default())
}

/// Shows a form.
pub(super) fn show(args: &ShowArgs, streams: &mut Streams) -> io::Result<Status> {
    let found = match args.config.here(streams) {
        Ok(found) => found,
        Err(broken) => return Ok(settings::tell(&broken, streams)),
    };
    let Some(profile) = find_profile(&found.profiles, &args.name, streams) else {
        return Ok(Status { failed: true, ..Status::default() });
    };
    if args.toml {
        streams.out.write_all(profile.layout.as_bytes())?;
        return Ok(Status::default());
    }
    let lang = streams.lang;
    let mut lines = Vec::new();
    let name = if lang == Lang::Zh { &profile.name.0 } else { &profile.name.1 };
    let (id, unit) = (&profile.id, &profile.amount.unit);
    lines.push(say!(lang, "{id}：{name}，金额单位 {unit}", "{id}: {name}, amounts in {unit}"));
    let authority = lang.pick(&profile.authority.0, &profile.authority.1);
    if !authority.is_empty() {
        lines.push(say!(lang, "依据：{authority}", "authority: {authority}"));
    }
    for title in &profile.titles {
        lines.push(say!(lang, "标题：{title}", "title: {title}"));
    }
    if profile.by_headings() {
        parts(&profile, lang, &mut lines);
    } else {
        sections(&profile, lang, &mut lines);
    }
    for check in checks(&profile.layout) {
        lines.push(say!(lang, "检查：{check}", "check: {check}"));
    }
    for line in lines {
        writeln!(streams.out, "{}", visible(&line))?;
    }
    Ok(Status::default())
}

fn sections(profile: &Profile, lang: Lang, lines: &mut Vec<String>) {
    for section in &profile.sections {
        let (id, label) = (&section.id, &section.label.text);
        let shape = match section.shape {
            Shape::Field(_) => "field",
            Shape::Breakdown(_) => "breakdown",
            Shape::List(_) => "list",
            Shape::Text => "text",
            Shape::Indicators(_) => "indicators",
        };
        let all: Vec<String> = section
            .parts()
            .map(|part| format!("{}={}", part.label.text, part.id))
            .chain(section.columns().iter().map(|column| format!("{}={}", column.label.text, column.id)))
            .collect();
        let must = if section.required { "" } else { lang.pick("（可以没有）", " (optional)") };
        let inner = if all.is_empty() { String::new() } else { format!(": {}", all.join(", ")) };
        lines.push(format!("{label} [{id}, {shape}]{must}{inner}"));
    }
}

fn parts(profile: &Profile, lang: Lang, lines: &mut Vec<String>) {
    for part in &profile.parts {
        let id = &part.id;
        let label = part.label.as_ref().map_or(lang.pick("（没有项目名）", "(no label)"), |label| &label.text);
        let shape = match part.shape {
            PartShape::Field => "field",
            PartShape::Text => "text",
            PartShape::Breakdown => "breakdown",
            PartShape::List => "list",
            PartShape::Indicators => "indicators",
        };
        let column = |column: &crate::profile::PartColumn| {
            let header = column.header.as_ref().map_or("", |header| &header.text);
            format!("{header}={}", column.id)
        };
        let rows = part.rows.iter().map(|row| format!("{}={}", row.label.text, row.id));
        let all: Vec<String> = part.columns.iter().map(column).chain(rows).collect();
        let must = if part.required { "" } else { lang.pick("（可以没有）", " (optional)") };
        let inner = if all.is_empty() { String::new() } else { format!(": {}", all.join(", ")) };
        lines.push(format!("{label} [{id}, {shape}]{must}{inner}"));
    }
}

/// The checks of a layout as they are written, each with its rule.
fn checks(layout: &str) -> Vec<String> {
    let Ok(table) = layout.parse::<toml::Table>() else { return Vec::new() };
    let all = table.get("check").and_then(toml::Value::as_array);
    let shown = |check: &toml::Value| {
        let text = |key: &str| check.get(key).and_then(toml::Value::as_str);
        let each = text("each").map_or_else(String::new, |each| format!(", each {each}"));
        Some(format!("{} [{}{each}]", text("holds")?, text("rule")?))
    };
    all.into_iter().flatten().filter_map(shown).collect()
}

/// Checks the folders of forms.
pub(super) fn check(folders: &[PathBuf], config: &ConfigArgs, streams: &mut Streams) -> io::Result<Status> {
    let mut status = Status::default();
    let lang = streams.lang;
    let known = match config.here(streams) {
        Ok(found) => found.profiles,
        Err(_) => Profiles::default(),
    };
    for folder in folders {
        let read = |name: &str| -> Result<String, String> {
            let path = folder.join(name);
            let source = fs::read(&path).map_err(|error| error.message(lang))?;
            Ok(source.text().to_owned())
        };
        let indicators = if fs::is_regular(&folder.join(INDICATORS)) { read(INDICATORS).map(Some) } else { Ok(None) };
        let own = read(LAYOUT).and_then(|layout| indicators.map(|indicators| OwnProfile { layout, indicators }));
        let own = match own {
            Ok(own) => own,
            Err(message) => {
                status.failed = true;
                streams.complain(&message);
                continue;
            }
        };
        match Profiles::check(&own, &known) {
            Ok(profile) => {
                let id = &profile.id;
                let form = listed(&profile);
                let (sections, checks, indicators) = (form.sections, form.checks, form.indicators);
                let line = say!(
                    lang,
                    "{id}：没有错误；{sections} 个项目，{checks} 条检查，{indicators} 个共性指标",
                    "{id}: no mistakes; sections: {sections}, checks: {checks}, standard indicators: {indicators}"
                );
                writeln!(streams.out, "{}", visible(&line))?;
            }
            Err(error) => {
                status.findings = true;
                let path = fs::display(&folder.join(error.file)).into_owned();
                let place = if error.line > 0 && error.of.is_none() { format!("{path}:{}", error.line) } else { path };
                let said = if lang == Lang::Zh { error.zh() } else { error.en() };
                writeln!(streams.out, "{}", visible(&format!("{place}: {said}")))?;
            }
        }
    }
    Ok(status)
}
