//! The JSON Lines report, version 1: an object a line, a finding of the [JSON report](super::json) with its version.

use super::json::{Finding, VERSION};
use super::place::Places;
use super::{Checked, Statistics, Summary};
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
    serde_json::to_writer(&mut *out, &Line { version: VERSION, content })?;
    out.write_all(b"\n")
}

pub(super) fn file(out: &mut dyn Write, checked: Checked<'_>) -> io::Result<()> {
    let mut places = Places::new(checked.text);
    for finding in &checked.outcome.findings {
        line(out, Finding::new(&mut places, checked.path, finding))?;
    }
    Ok(())
}

pub(super) fn finish(out: &mut dyn Write, summary: &Summary, statistics: Option<&Statistics>) -> io::Result<()> {
    if summary.omitted > 0 {
        line(out, Omitted { omitted: summary.omitted })?;
    }
    match statistics {
        Some(statistics) => line(out, Counted { statistics }),
        None => Ok(()),
    }
}
