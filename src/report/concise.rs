//! A line for every finding.

use super::place::{Place, Places};
use super::{Checked, visible};
use crate::diagnostic::Lang;
use std::io::{self, Write};

pub(super) fn file(out: &mut dyn Write, checked: Checked<'_>, lang: Lang) -> io::Result<()> {
    let mut places = Places::new(checked.text);
    let path = visible(checked.path);
    for finding in &checked.outcome.findings {
        let Place { line, column } = places.at(finding.range.start);
        let (severity, rule) = (finding.severity.label(lang), finding.rule.name);
        writeln!(out, "{path}:{line}:{column}: {severity}[{rule}] {}", visible(&finding.message))?;
    }
    Ok(())
}
