//! `mubiao config`: shows the settings that hold for a file, and where each comes from.

use super::Status;
use super::help::pick;
use super::settings::{self, ReadingArgs, RuleArgs};
use super::streams::Streams;
use crate::config::{FixLevel, Origin, RuleSetting, Set};
use crate::diagnostic::{Lang, Severity, say};
use crate::report::visible;
use crate::workspace::Found;
use std::io::{self, Write};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(
        value_name = pick("文件", "FILE"),
        help = pick("哪个文件，默认为当前文件夹中的文件", "which file; by default one in the current directory")
    )]
    file: Option<PathBuf>,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    rules: RuleArgs,
}

/// Writes the settings as a `mubiao.toml` would have them, with their origin behind.
pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    let path = args.file.clone().unwrap_or_else(|| PathBuf::from("-"));
    let workspace = match settings::workspace(&args.reading, &args.rules, streams) {
        Ok(workspace) => workspace,
        Err(message) => {
            streams.complain(&message);
            return Ok(Status { failed: true, ..Status::default() });
        }
    };
    let found = match workspace.find(&path) {
        Ok(found) => found,
        Err(broken) => return Ok(settings::tell(&broken, streams)),
    };
    let (lang, width) = (found.lang(), found.ambiguous_width());
    let Found { effective, files, path, .. } = found;
    let out = &mut streams.out;
    match files.join(", ") {
        none if none.is_empty() => {
            writeln!(out, "{}", lang.pick("# 没有配置文件", "# no configuration file"))?;
        }
        files => writeln!(out, "{}", visible(&say!(lang, "# 配置文件：{files}", "# configuration: {files}")))?,
    }
    let year = effective.fiscal_year.value.map(|year| year.to_string());
    let quoted = |text: &dyn ToString| format!("\"{}\"", text.to_string());
    let by_file = lang.pick("由文件决定", "the file decides");
    let name = lang.pick("\"zh\"", "\"en\"").to_owned();
    let settings = [
        ("profile", effective.profile.value.as_ref().map(|name| quoted(name)), &effective.profile.origin, by_file),
        ("fiscal-year", year, &effective.fiscal_year.origin, by_file),
        (
            "tolerance",
            effective.tolerance.value.map(|tolerance| quoted(&tolerance)),
            &effective.tolerance.origin,
            lang.pick("由表样决定", "the profile decides"),
        ),
        ("lang", Some(name), &effective.lang.origin, ""),
        ("ambiguous-width", Some(width.to_string()), &effective.ambiguous_width.origin, ""),
    ];
    for Set { value, origin } in &effective.profiles {
        let (folder, origin) = (crate::fs::display(value), origin_of(origin, lang));
        writeln!(out, "{}", visible(&format!("profiles = [\"{folder}\"]  # {origin}")))?;
    }
    for (pattern, origin) in effective.excludes() {
        let origin = origin_of(origin, lang);
        writeln!(out, "{}", visible(&format!("exclude = [\"{pattern}\"]  # {origin}")))?;
    }
    if let Set { value: Some(force), origin } = &effective.force_exclude {
        writeln!(out, "{}", visible(&format!("force-exclude = {force}  # {}", origin_of(origin, lang))))?;
    }
    for (key, value, origin, decides) in settings {
        let origin = origin_of(origin, lang);
        match value {
            Some(value) => writeln!(out, "{}", visible(&format!("{key} = {value}  # {origin}")))?,
            None => writeln!(out, "{}", visible(&format!("# {key}: {decides}  # {origin}")))?,
        }
    }
    if let Some(origin) = effective.excluded(&path) {
        let origin = origin_of(origin, lang);
        let said = say!(lang, "# 这个文件不检查、不排版：{origin}", "# this file is left out: {origin}");
        writeln!(out, "{}", visible(&said))?;
    }
    let rules = effective.rules_of(&path);
    let on = rules.iter().filter(|rule| rule.enabled.value).count();
    let all = rules.len();
    writeln!(out, "\n{}", say!(lang, "# 共 {all} 条规则，查 {on} 条", "# {on} of {all} rules run"))?;
    let levels: Vec<_> = rules.iter().filter_map(level).collect();
    section(out, "severity", &levels, lang)?;
    let fixes: Vec<_> = rules.iter().filter_map(fix).collect();
    section(out, "fix", &fixes, lang)?;
    Ok(Status::default())
}

type Line<'r> = (&'static str, &'static str, &'r Origin);

/// What a rule's severity is, where it is not the one it is made with.
fn level(setting: &RuleSetting) -> Option<Line<'_>> {
    if !setting.enabled.value {
        return Some((setting.rule.name, "off", &setting.enabled.origin));
    }
    let severity = setting.severity.value?;
    Some((setting.rule.name, Severity::name(severity), &setting.severity.origin))
}

fn fix(setting: &RuleSetting) -> Option<Line<'_>> {
    setting.fix.value.map(|level| (setting.rule.name, FixLevel::name(level), &setting.fix.origin))
}

fn section(out: &mut dyn Write, key: &str, lines: &[Line<'_>], lang: Lang) -> io::Result<()> {
    if !lines.is_empty() {
        writeln!(out, "\n[{key}]")?;
    }
    for (name, value, origin) in lines {
        let origin = origin_of(origin, lang);
        writeln!(out, "{}", visible(&format!("{name} = \"{value}\"  # {origin}")))?;
    }
    Ok(())
}

fn origin_of(origin: &Origin, lang: Lang) -> String {
    match origin {
        Origin::Default => lang.pick("默认", "default").to_owned(),
        Origin::File(name, line) => format!("{name}:{line}"),
        Origin::Flag(flag) => (*flag).to_owned(),
    }
}
