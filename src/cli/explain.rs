//! `mubiao explain`: prints the page of a rule.

use super::Status;
use super::settings::ConfigArgs;
use super::streams::Streams;
use crate::config::unknown_rule;
use crate::rules::{find, nearest};
use std::io::{self, Write};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = "RULE", help = "规则名，见 mubiao rules / the name of a rule, see mubiao rules")]
    rule: String,
    #[command(flatten)]
    config: ConfigArgs,
}

pub(super) fn run(args: &Args, streams: &mut Streams) -> io::Result<Status> {
    // It decides on the language alone, and what is wrong in it is no matter here.
    let _ = args.config.here(streams);
    let (name, lang) = (args.rule.as_str(), streams.lang);
    if let Some(rule) = find(name) {
        // A TAB cannot be told from blanks on a terminal.
        writeln!(streams.out, "{}", rule.page(lang).replace('\t', "⇥"))?;
        return Ok(Status::default());
    }
    let message = unknown_rule(name, nearest(name), lang);
    streams.complain(&message);
    Ok(Status { failed: true, ..Status::default() })
}
