//! `mubiao explain`: prints the page of a rule.

use super::Status;
use super::streams::Streams;
use crate::diagnostic::say;
use crate::rules::{find, nearest};
use std::io::{self, Write};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "RULE", help = "规则名，见 mubiao rules / the name of a rule, see mubiao rules")]
    rule: String,
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    let (name, lang) = (args.rule.as_str(), streams.lang);
    if let Some(rule) = find(name) {
        // A TAB cannot be told from blanks on a terminal.
        writeln!(streams.out, "{}", rule.page(lang).replace('\t', "⇥"))?;
        return Ok(Status::default());
    }
    let message = match nearest(name) {
        Some(near) => say!(
            lang,
            "没有名为“{name}”的规则，是不是“{near}”？全部规则见 mubiao rules",
            "there is no rule \"{name}\"; did you mean \"{near}\"? mubiao rules lists them all"
        ),
        None => say!(
            lang,
            "没有名为“{name}”的规则；全部规则见 mubiao rules",
            "there is no rule \"{name}\"; mubiao rules lists them all"
        ),
    };
    streams.complain(&message);
    Ok(Status { failed: true, ..Status::default() })
}
