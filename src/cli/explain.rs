//! `mubiao explain`: prints the page of a rule, or the rules that a word may stand for.

use super::Status;
use super::help::pick;
use super::settings::ConfigArgs;
use super::streams::Streams;
use crate::config::unknown_rule;
use crate::diagnostic::{RuleInfo, say};
use crate::manual;
use crate::report::{display_width, visible};
use crate::rules::nearest;
use std::io::{self, Write};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(
        value_name = pick("规则", "RULE"),
        help = pick(
            "规则名、中文标题的一部分，或其全拼、首字母；全部规则见 mubiao rules",
            "the name of a rule, a part of its title, or pinyin of its Chinese title; mubiao rules lists them all"
        )
    )]
    rule: String,
    #[command(flatten)]
    config: ConfigArgs,
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    // It decides on the language alone, and what is wrong in it is no matter here.
    let _ = args.config.here(streams);
    let (name, lang) = (args.rule.as_str(), streams.lang);
    match manual::search(name).as_slice() {
        [] => {
            let message = unknown_rule(name, nearest(name), lang);
            streams.complain(&message);
            return Ok(Status { failed: true, ..Status::default() });
        }
        [rule] => writeln!(streams.out, "{}", manual::page(rule, lang))?,
        rules => list(name, rules, streams)?,
    }
    Ok(Status::default())
}

fn list(query: &str, rules: &[&RuleInfo], streams: &mut Streams) -> io::Result<()> {
    let (lang, count, query) = (streams.lang, rules.len(), visible(query));
    let head = say!(
        lang,
        "“{query}”找到 {count} 条规则；用 mubiao explain 加规则名查看",
        "{count} rules match \"{query}\"; mubiao explain shows one by its name"
    );
    writeln!(streams.out, "{head}\n")?;
    let width = rules.iter().map(|rule| display_width(rule.name)).max().unwrap_or(0);
    for rule in rules {
        writeln!(streams.out, "{:width$}  {}", rule.name, rule.summary(lang))?;
    }
    Ok(())
}
