//! Every finding with the row it is in, for readers.

mod row;
mod strip;

use super::place::{Place, Places};
use super::{Checked, Options, visible};
use crate::diagnostic::{Applicability, Diagnostic, Severity, say};
use crate::lint::ColumnNames;
use anstyle::{AnsiColor, Style};
use row::Picture;
use std::fmt::Write as _;
use std::io::{self, Write};

/// The most related places that are shown of a finding.
const RELATED: usize = 8;

/// The most fixes that are shown of a finding.
const FIXES: usize = 5;

/// The fewest columns that a row is given, however narrow the terminal.
const NARROWEST: usize = 24;

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

/// Puts ANSI escapes around text, or leaves it alone.
#[derive(Clone, Copy)]
struct Paint {
    color: bool,
}

impl Paint {
    fn add(self, out: &mut String, style: Style, text: &str) {
        if self.color && !text.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(out, "{style}{text}{style:#}");
        } else {
            out.push_str(text);
        }
    }
}

fn style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Information => AnsiColor::Cyan,
    };
    color.on_default().bold()
}

/// Writes the findings of a file, a blank line behind each.
pub(super) fn file(out: &mut dyn Write, checked: Checked<'_>, options: Options) -> io::Result<()> {
    let mut page = Page {
        checked,
        options,
        paint: Paint { color: options.color },
        path: visible(checked.path).into_owned(),
        places: Places::new(checked.text),
        columns: ColumnNames::new(checked.text, checked.outcome),
        text: String::new(),
    };
    for finding in &checked.outcome.findings {
        page.text.clear();
        page.finding(finding);
        out.write_all(page.text.as_bytes())?;
    }
    Ok(())
}

/// What is being written of a file.
struct Page<'a> {
    checked: Checked<'a>,
    options: Options,
    paint: Paint,
    path: String,
    places: Places<'a>,
    columns: ColumnNames<'a>,
    text: String,
}

impl Page<'_> {
    fn finding(&mut self, finding: &Diagnostic) {
        let lang = self.options.lang;
        let severity = style(finding.severity);
        let head = format!("{}[{}]", finding.severity.label(lang), finding.rule.name);
        self.paint.add(&mut self.text, severity, &head);
        self.text.push(' ');
        self.paint.add(&mut self.text, BOLD, &visible(&finding.message));
        self.text.push('\n');

        let Place { line, column } = self.places.at(finding.range.start);
        let gutter = line.to_string().len();
        self.gutter(gutter, "-->");
        let _ = writeln!(self.text, " {}:{line}:{column}", self.path);
        self.row(finding, line, gutter, severity);
        self.related(finding, gutter);
        self.fixes(finding, gutter);
        self.text.push('\n');
    }

    /// Begins a line: blanks as wide as the line number, a blank, and `mark`.
    fn gutter(&mut self, width: usize, mark: &str) {
        let blank = if mark == "-->" { width } else { width + 1 };
        self.text.extend(std::iter::repeat_n(' ', blank));
        self.paint.add(&mut self.text, DIM, mark);
    }

    fn row(&mut self, finding: &Diagnostic, line: usize, gutter: usize, severity: Style) {
        let (_, start, row) = self.places.row(finding.range.start);
        let from = finding.range.start as usize - start;
        let to = finding.range.end as usize - start;
        let available = self.options.width.saturating_sub(gutter + 3).max(NARROWEST);
        let names = || self.columns.at(finding.range.start).map(<[String]>::to_vec);
        let wide = self.checked.ambiguous_width > 1;
        let picture = Picture::new(row, from..to, names, self.options.lang, available, wide);
        if let Some(names) = &picture.names {
            self.gutter(gutter, "|");
            self.text.push(' ');
            self.paint.add(&mut self.text, DIM, names);
            self.text.push('\n');
        } else {
            self.gutter(gutter, "|");
            self.text.push('\n');
        }
        self.paint.add(&mut self.text, DIM, &format!("{line} |"));
        if !picture.row.is_empty() {
            self.text.push(' ');
        }
        for (text, dim) in &picture.row {
            self.paint.add(&mut self.text, if *dim { DIM } else { Style::new() }, text);
        }
        self.text.push('\n');
        self.gutter(gutter, "|");
        self.text.extend(std::iter::repeat_n(' ', picture.mark.start + 1));
        self.paint.add(&mut self.text, severity, &"^".repeat(picture.mark.len()));
        self.text.push('\n');
    }

    fn related(&mut self, finding: &Diagnostic, gutter: usize) {
        let lang = self.options.lang;
        for related in finding.related.iter().take(RELATED) {
            let Place { line, column } = self.places.at(related.range.start);
            self.gutter(gutter, "=");
            let word = lang.pick("相关", "related");
            let _ = writeln!(self.text, " {word} {}:{line}:{column}: {}", self.path, visible(&related.message));
        }
        self.rest(finding.related.len() + finding.more_related, RELATED, gutter, ["处", "place", "places"]);
    }

    fn fixes(&mut self, finding: &Diagnostic, gutter: usize) {
        let lang = self.options.lang;
        for fix in finding.fixes.iter().take(FIXES) {
            let word = match fix.applicability {
                Applicability::Safe => lang.pick("自动修复", "fix (automatic)"),
                Applicability::Unsafe if self.options.unsafe_fixes => {
                    lang.pick("待确认修复（--unsafe-fixes）", "fix (--unsafe-fixes)")
                }
                Applicability::Unsafe => lang.pick("待确认修复", "optional fix"),
            };
            self.gutter(gutter, "=");
            let _ = writeln!(self.text, " {word}: {}", visible(&fix.title));
        }
        self.rest(finding.fixes.len() + finding.more_fixes, FIXES, gutter, ["种修复", "fix", "fixes"]);
    }

    /// How many of `all` are not among the first `shown`.
    fn rest(&mut self, all: usize, shown: usize, gutter: usize, [zh, one, many]: [&str; 3]) {
        if all > shown {
            let rest = all - shown;
            let en = super::summary::plural(rest, one, many);
            self.gutter(gutter, "=");
            let _ = writeln!(self.text, " {}", say!(self.options.lang, "… 还有 {rest} {zh}", "… and {rest} more {en}"));
        }
    }
}
