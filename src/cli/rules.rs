//! `mubiao rules`: lists the rules.

use super::Status;
use super::help::pick;
use super::settings::ConfigArgs;
use super::streams::Streams;
use crate::diagnostic::{Applicability, Group, Lang, RuleInfo, Severity};
use crate::report::display_width;
use crate::rules::RULES;
use anstyle::Style;
use clap::ValueEnum;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
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

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatArg {
    #[value(help = pick("表格", "a table"))]
    Human,
    #[value(help = pick("一个 JSON 对象", "one JSON object"))]
    Json,
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    // It decides on the language alone, and what is wrong in it is no matter here.
    let _ = args.config.here(streams);
    match args.format {
        FormatArg::Human => table(streams)?,
        FormatArg::Json => json(streams)?,
    }
    Ok(Status::default())
}

fn table(streams: &mut Streams) -> io::Result<()> {
    let (lang, color) = (streams.lang, streams.out.color);
    let widest = |column: fn(&RuleInfo, Lang) -> &'static str| {
        RULES.iter().map(|rule| display_width(column(rule, lang))).max().unwrap_or(0)
    };
    let columns = [|rule: &RuleInfo, _| rule.name, |rule: &RuleInfo, lang| rule.severity.label(lang), fix_label];
    let widths = columns.map(widest);
    let mut between = false;
    for group in Group::ALL {
        let mut rules = RULES.iter().filter(|rule| rule.group == group).peekable();
        if rules.peek().is_none() {
            continue;
        }
        if between {
            writeln!(streams.out)?;
        }
        between = true;
        let bold = if color { Style::new().bold() } else { Style::new() };
        writeln!(streams.out, "{bold}{}{bold:#}", group.label(lang))?;
        for rule in rules {
            for (column, width) in columns.iter().zip(widths) {
                let cell = column(rule, lang);
                let blanks = width - display_width(cell);
                write!(streams.out, "  {cell}{:blanks$}", "")?;
            }
            writeln!(streams.out, "  {}", rule.summary(lang))?;
        }
    }
    Ok(())
}

fn fix_label(rule: &RuleInfo, lang: Lang) -> &'static str {
    match rule.fix {
        Some(Applicability::Safe) => lang.pick("自动修复", "safe fix"),
        Some(Applicability::Unsafe) => lang.pick("待确认修复", "unsafe fix"),
        None => lang.pick("无修复", "no fix"),
    }
}

/// The list, version 1.
#[derive(Serialize)]
struct List {
    version: u32,
    rules: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    name: &'static str,
    /// `damage`, `structure`, `amounts`, `indicators`, `goals` or `identity`.
    group: &'static str,
    /// `error`, `warning` or `information`.
    severity: &'static str,
    /// `safe`, `unsafe` or null.
    fix: Option<&'static str>,
    summary: &'static str,
}

fn json(streams: &mut Streams) -> io::Result<()> {
    let lang = streams.lang;
    let entry = |rule: &&'static RuleInfo| Entry {
        name: rule.name,
        group: rule.group.name(),
        severity: Severity::name(rule.severity),
        fix: rule.fix.map(Applicability::name),
        summary: rule.summary(lang),
    };
    let list = List { version: 1, rules: RULES.iter().map(entry).collect() };
    crate::report::write_json_pretty(&mut streams.out, &list)?;
    writeln!(streams.out)
}
