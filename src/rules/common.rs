//! What several rules need: quoting, figures, and edits that keep a row's layout.

use std::fmt::{self, Write as _};

use rust_decimal::Decimal;

use crate::diagnostic::Lang;
use crate::profile::{Profile, fold};
use crate::sheet::{CellRef, RowRole, Sheet};
use crate::text::bytes::beside_han;
use crate::text::{Edit, TextRange};

/// The most characters of a text that a message quotes.
const QUOTED: usize = 24;

/// `text` in quotation marks, cut when it is long; nothing is done until it is written.
pub(super) fn quote(text: &str) -> Quoted<'_> {
    Quoted(text)
}

/// A text that is written in quotation marks.
#[derive(Clone, Copy)]
pub(super) struct Quoted<'t>(&'t str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // So few bytes are no more characters.
        let cut = if self.0.len() <= QUOTED { None } else { self.0.char_indices().nth(QUOTED) };
        let (shown, more) = cut.map_or((self.0, ""), |(end, _)| (&self.0[..end], "…"));
        f.write_str("“")?;
        // Where the characters begin that are not written yet, because they are written as they are; most are.
        let mut same = 0;
        for (at, _) in beside_han(shown) {
            let Some(c) = shown[at..].chars().next() else { break };
            // Quotation marks inside quotation marks are single ones (GB/T 15834).
            let inner = match c {
                '“' => Some("‘"),
                '”' => Some("’"),
                _ => None,
            };
            // Nobody would see it.
            let invisible = is_invisible(c);
            if inner.is_some() || invisible {
                f.write_str(&shown[same..at])?;
                same = at + c.len_utf8();
            }
            if let Some(inner) = inner {
                f.write_str(inner)?;
            } else if invisible {
                write!(f, "<U+{:04X}>", c as u32)?;
            }
        }
        f.write_str(&shown[same..])?;
        f.write_str(more)?;
        f.write_str("”")
    }
}

/// Whether `c` has no shape of its own: a control, a zero-width character, a mark of direction.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The texts in quotation marks, one behind the other. Chinese puts no comma between quotation marks (GB/T 15834).
pub(super) fn quote_all<'t>(texts: impl IntoIterator<Item = &'t str>, lang: Lang) -> String {
    let mut all = String::new();
    push_quoted(&mut all, texts, lang);
    all
}

/// Appends the same to `out`.
pub(super) fn push_quoted<'t>(out: &mut String, texts: impl IntoIterator<Item = &'t str>, lang: Lang) {
    for (at, text) in texts.into_iter().enumerate() {
        if at > 0 {
            out.push_str(lang.pick("", ", "));
        }
        // What is written to a string is written.
        let _ = write!(out, "{}", quote(text));
    }
}

/// The first of the rows that belong to row `row`: itself, or the comments right above it.
pub(super) fn with_comments(sheet: &Sheet<'_>, row: usize) -> usize {
    let above = sheet.roles[..row].iter().rev().take_while(|role| **role == RowRole::Comment);
    row - above.count()
}

/// An amount with at least the decimals of the form; without a form, with those that it has.
pub(crate) fn figure(amount: Decimal, profile: &Profile) -> String {
    if profile.by_headings() {
        return amount.to_string();
    }
    let mut amount = amount.normalize();
    if amount.scale() < profile.amount.decimals {
        amount.rescale(profile.amount.decimals);
    }
    amount.to_string()
}

/// The line end that the sheet uses.
pub(crate) fn line_end(sheet: &Sheet<'_>) -> &'static str {
    match sheet.syntax.rows().iter().find(|row| row.line_end > 0) {
        Some(row) if row.line_end == 2 => "\r\n",
        Some(row) if sheet.text.as_bytes()[(row.start + row.len) as usize] == b'\r' => "\r",
        _ => "\n",
    }
}

/// Inserts `rows`, which have no line end at their end, before row `before` of the sheet, or behind `after` when there
/// is no such row.
pub(super) fn insert_rows(sheet: &Sheet<'_>, before: Option<usize>, after: usize, rows: &str) -> Edit {
    let end = line_end(sheet);
    match before {
        Some(before) => Edit::insert(sheet.syntax.rows()[before].start, format!("{rows}{end}")),
        None => {
            let last = &sheet.syntax.rows()[after];
            if last.line_end == 0 {
                Edit::insert(last.range().end, format!("{end}{rows}"))
            } else {
                Edit::insert(last.end(), format!("{rows}{end}"))
            }
        }
    }
}

/// Writes `value` into column `column` of an indicator row, which is 0-based and empty; the values that stand stay where
/// they are.
pub(super) fn fill_column(sheet: &Sheet<'_>, row: u32, column: usize, value: &str) -> Edit {
    fill_cell(sheet, CellRef { row, cell: column as u32 + 1 }, value)
}

/// The edit that writes `value` into an empty cell, which the row need not have yet.
pub(super) fn fill_cell(sheet: &Sheet<'_>, CellRef { row, cell: target }: CellRef, value: &str) -> Edit {
    let cells = sheet.cells(row);
    match cells.get(target as usize) {
        Some(_) => Edit::insert(sheet.range(CellRef { row, cell: target }).start, value),
        None => {
            let last = cells.len().saturating_sub(1) as u32;
            let from =
                if cells.is_empty() { sheet.row(row).start } else { sheet.range(CellRef { row, cell: last }).end };
            let gap = TextRange::new(from, sheet.row(row).range().end);
            Edit::replace(gap, format!("{}{value}", "\t".repeat((target - last) as usize)))
        }
    }
}

/// The one of `names` that `text` nearly spells: at most half of it differs.
pub(super) fn nearest<'n>(text: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let folded = fold(text);
    let length = folded.chars().count();
    if length > 40 {
        return None;
    }
    let distances = names.into_iter().map(|name| (strsim::damerau_levenshtein(&fold(name), &folded), name));
    let (distance, name) = distances.min_by_key(|&(distance, _)| distance)?;
    (2 * distance <= length).then_some(name)
}

/// Whether `text` holds full-width forms of ASCII characters, which mixed-width folds first.
pub(super) fn is_wide(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{ff01}'..='\u{ff5e}'))
}

/// Whether `c` is Chinese: a Han character or a mark that stands between them.
pub(super) fn is_chinese(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}'
        | '、' | '。' | '《' | '》' | '〈' | '〉' | '「' | '」' | '〔' | '〕' | '【' | '】'
        | '，' | '；' | '：' | '（' | '）' | '“' | '”' | '‘' | '’')
}
