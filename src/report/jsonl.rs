//! The JSON Lines report, version 1: an object a line, a finding of the [JSON report](super::json) with its version.

use super::json::{Finding, VERSION};
use super::place::Places;
use super::{Checked, Failure, Statistics, Summary, write_json};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Line<T: Serialize> {
    version: u32,
    #[serde(flatten)]
    content: T,
}

/// The line behind the findings when some are left out.
#[derive(Serialize)]
struct Omitted {
    omitted: usize,
}

/// The line behind the findings when they are counted.
#[derive(Serialize)]
struct Counted<'a> {
    statistics: &'a Statistics,
}

fn line(out: &mut dyn Write, content: impl Serialize) -> io::Result<()> {
    write_json(out, &Line { version: VERSION, content })?;
    out.write_all(b"\n")
}

pub(super) fn file(out: &mut dyn Write, checked: Checked<'_>) -> io::Result<()> {
    let mut places = Places::new(checked.text);
    for finding in &checked.outcome.findings {
        line(out, Finding::new(&mut places, checked.path, finding))?;
    }
    Ok(())
}

/// The line behind the findings for each file that could not be read or written.
#[derive(Serialize)]
struct Failed<'a> {
    failed: &'a Failure,
}

pub(super) fn finish(
    out: &mut dyn Write,
    summary: &Summary,
    statistics: Option<&Statistics>,
    failures: &[Failure],
) -> io::Result<()> {
    if summary.omitted > 0 {
        line(out, Omitted { omitted: summary.omitted })?;
    }
    if let Some(statistics) = statistics {
        line(out, Counted { statistics })?;
    }
    failures.iter().try_for_each(|failed| line(out, Failed { failed }))
}
