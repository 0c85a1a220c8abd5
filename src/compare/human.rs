//! The differences as lines for people.

use super::{Change, ChangeKind, Comparison, Fate, SheetChanges};
use crate::diagnostic::{Lang, say};
use crate::report::visible;
use anstyle::{AnsiColor, Style};
use rust_decimal::Decimal;
use std::io::{self, Write};

/// Writes the differences, a line each below the name of their sheet.
///
/// # Errors
/// What `out` says.
pub fn write(out: &mut dyn Write, comparison: &Comparison, lang: Lang, color: bool) -> io::Result<()> {
    for sheet in &comparison.sheets {
        let (mark, look) = match sheet.fate {
            Fate::Changed => ("", Style::new().bold()),
            Fate::New => ("+ ", AnsiColor::Green.on_default().bold()),
            Fate::Dropped => ("- ", AnsiColor::Red.on_default().bold()),
        };
        paint(out, color, look, &format!("{mark}{}", sheet_line(sheet, lang)))?;
        for change in &sheet.changes {
            let look = match change.kind {
                _ if change.warning => AnsiColor::Yellow.on_default(),
                ChangeKind::New => AnsiColor::Green.on_default(),
                ChangeKind::Dropped => AnsiColor::Red.on_default(),
                ChangeKind::Changed | ChangeKind::Renamed => Style::new(),
            };
            paint(out, color, look, &format!("  {}", line(change, lang)))?;
        }
    }
    Ok(())
}

fn paint(out: &mut dyn Write, color: bool, look: Style, text: &str) -> io::Result<()> {
    let text = visible(text);
    if color { writeln!(out, "{look}{text}{look:#}") } else { writeln!(out, "{text}") }
}

/// What is said of a sheet as a whole.
pub(super) fn sheet_line(sheet: &SheetChanges, lang: Lang) -> String {
    let name = if sheet.name.is_empty() { lang.pick("（未写名称）", "(without a name)") } else { &sheet.name };
    match sheet.fate {
        Fate::Changed if sheet.evaluates => {
            say!(lang, "{name}：自评与目标不一致", "{name}: the evaluation does not agree with the target sheet")
        }
        Fate::Changed => name.to_owned(),
        Fate::New => say!(lang, "{name}：新增的表", "{name}: new sheet"),
        Fate::Dropped => say!(lang, "{name}：没有了的表", "{name}: sheet is gone"),
    }
}

/// A difference in one line: where, and from what to what.
pub(super) fn line(change: &Change, lang: Lang) -> String {
    let mark = match change.kind {
        _ if change.warning => "! ",
        ChangeKind::New => "+ ",
        ChangeKind::Dropped => "- ",
        ChangeKind::Changed | ChangeKind::Renamed => "~ ",
    };
    let place = place(change, lang);
    let (before, after) = (shown(&change.before), shown(&change.after));
    let what = match change.kind {
        ChangeKind::Changed => {
            let grew = change.difference.map(grown).map_or_else(String::new, |grown| format!(" ({grown})"));
            format!("{before} → {after}{grew}")
        }
        ChangeKind::Renamed => say!(lang, "改名：{before} → {after}", "renamed: {before} → {after}"),
        ChangeKind::New => say!(lang, "新增 {after}", "new {after}"),
        ChangeKind::Dropped => say!(lang, "删去 {before}", "dropped {before}"),
    };
    format!("{mark}{place}: {}", what.trim_end())
}

/// Where a difference stands.
pub(super) fn place(change: &Change, lang: Lang) -> String {
    let parts: Vec<&str> = change.section.iter().chain(&change.row).chain(&change.column).map(String::as_str).collect();
    if parts.is_empty() { lang.pick("标题", "title").to_owned() } else { parts.join(" / ") }
}

/// A difference of figures with its sign.
pub(super) fn grown(by: Decimal) -> String {
    if by.is_sign_negative() { format!("−{}", by.abs()) } else { format!("+{by}") }
}

fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let text = text.replace('\n', " ");
    if text.is_empty() {
        return "∅".to_owned();
    }
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
