//! `mubiao explain`: prints the page of a rule.

use super::Status;
use super::streams::Streams;
use crate::diagnostic::say;
use crate::rules::{RULES, find};
use std::io::{self, Write};

/// How like two names must be for one to be taken for the other, from 0 to 1.
const ALIKE: f64 = 0.5;

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

/// The rule whose name is most like `name`.
fn nearest(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase().replace(['_', ' '], "-");
    let likeness = RULES.iter().map(|rule| (strsim::normalized_damerau_levenshtein(&name, rule.name), rule.name));
    let (alike, nearest) = likeness.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    (alike >= ALIKE).then_some(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found() {
        for rule in RULES {
            assert_eq!(nearest(&rule.name.to_uppercase().replace('-', "_")), Some(rule.name));
        }
        assert_eq!(nearest("forein-encodng"), Some("foreign-encoding"));
        assert_eq!(nearest("xyzzy"), None);
        assert_eq!(nearest(""), None);
    }
}
