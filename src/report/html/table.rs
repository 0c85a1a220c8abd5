//! A sheet as a table: its rows in their columns, the findings marked in place and told below their row.

use super::super::place::Places;
use super::{class, escape, push};
use crate::diagnostic::{Applicability, Diagnostic, Lang, say};
use crate::lint::ColumnNames;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

/// Of a row longer than this (in bytes) only the beginning is shown.
const LONGEST: usize = 1 << 16;

/// Rows of more cells than this are shown in one.
const MOST_CELLS: usize = 64;

pub(super) struct Sheet<'a> {
    /// The whole text of the file.
    pub(super) text: &'a str,
    /// Where the sheet stands in it.
    pub(super) range: Range<u32>,
    /// The findings that begin in it.
    pub(super) findings: &'a [Diagnostic],
    pub(super) lang: Lang,
}

/// A row of the sheet: its number, where it stands, and what begins in it.
struct Row<'a> {
    number: usize,
    start: usize,
    text: &'a str,
    findings: Vec<&'a Diagnostic>,
}

impl Sheet<'_> {
    pub(super) fn write(
        &self,
        out: &mut dyn Write,
        places: &mut Places<'_>,
        columns: &mut ColumnNames<'_>,
    ) -> io::Result<()> {
        let rows = self.rows(places);
        let cells = |row: &Row<'_>| row.text.bytes().filter(|&byte| byte == b'\t').count() + 1;
        let widest = rows.iter().map(cells).filter(|&cells| cells <= MOST_CELLS).max().unwrap_or(1).max(2);
        let title = rows.iter().find(|row| row.text.contains('\t')).map_or("", |row| row.text.trim());
        let title: String = title.replace('\t', " ").chars().take(80).collect();
        writeln!(out, "<div class=\"sheet\">\n<h3>{}</h3>\n<div class=\"scroll\"><table>", escape(&title))?;
        let mut named = false;
        let mut text = String::new();
        for row in &rows {
            text.clear();
            let names = if row.text.is_empty() { None } else { columns.at(row.start as u32) };
            if let Some(names) = names
                && !named
            {
                self.names(&mut text, names, widest);
            }
            named = names.is_some() || (named && row.text.is_empty());
            self.row(&mut text, row, widest);
            row.findings.iter().for_each(|finding| self.finding(&mut text, finding, places, widest));
            out.write_all(text.as_bytes())?;
        }
        out.write_all(b"</table></div>\n</div>\n")
    }

    fn rows(&self, places: &Places<'_>) -> Vec<Row<'_>> {
        let (start, end) = (self.range.start as usize, self.range.end as usize);
        let mut rows = Vec::new();
        let mut findings = self.findings.iter().peekable();
        let mut at = start;
        while at < end || rows.is_empty() {
            let (number, _, _) = places.row(at as u32);
            let line = &self.text[at..end];
            let len = line.find(['\n', '\r']).unwrap_or(line.len());
            let ending = match line.as_bytes().get(len..) {
                Some([b'\r', b'\n', ..]) => 2,
                Some([_, ..]) => 1,
                _ => 0,
            };
            let next = at + len + ending;
            let mut here = Vec::new();
            while let Some(finding) = findings.next_if(|finding| (finding.range.start as usize) < next || next >= end) {
                here.push(finding);
            }
            rows.push(Row { number, start: at, text: &line[..len], findings: here });
            at = next.max(at + 1);
        }
        rows
    }

    fn names(&self, out: &mut String, names: &[String], widest: usize) {
        out.push_str("<tr class=\"columns\"><th class=\"line\"></th>");
        for i in 0..widest {
            let name = match names.get(i) {
                Some(name) if name.is_empty() => self.lang.pick("项目", "label"),
                Some(name) => name,
                None => "",
            };
            // Writing to a string cannot fail.
            let _ = write!(out, "<th>{}</th>", escape(name));
        }
        out.push_str("</tr>\n");
    }

    fn row(&self, out: &mut String, row: &Row<'_>, widest: usize) {
        let _ = write!(out, "<tr class=\"row\"><th class=\"line\">{}</th>", row.number);
        let marks = Marks::new(row);
        let (shown, more) = (&row.text[..floor(row.text, LONGEST)], row.text.len() > LONGEST);
        let split = shown.split('\t').count() <= MOST_CELLS;
        let cells: Vec<&str> = if split { shown.split('\t').collect() } else { vec![shown] };
        let mut at = 0;
        for (i, cell) in cells.iter().enumerate() {
            let rest = widest.saturating_sub(i);
            if i + 1 == cells.len() && rest > 1 {
                let _ = write!(out, "<td colspan=\"{rest}\">");
            } else {
                out.push_str("<td>");
            }
            marks.cell(out, cell, at, i + 1 == cells.len());
            if more && i + 1 == cells.len() {
                out.push('…');
            }
            out.push_str("</td>");
            at += cell.len() + 1;
        }
        out.push_str("</tr>\n");
    }

    fn finding(&self, out: &mut String, finding: &Diagnostic, places: &mut Places<'_>, widest: usize) {
        let (rule, class, lang) = (escape(finding.rule.name), class(finding), self.lang);
        let (label, message) = (finding.severity.label(lang), escape(&finding.message));
        let _ = write!(
            out,
            "<tr class=\"finding {class}\" data-rule=\"{rule}\" data-severity=\"{class}\"><th class=\"line\"></th>\
             <td colspan=\"{widest}\"><b class=\"{class}\">{label}</b> {message} <code>{rule}</code>"
        );
        for related in finding.related.iter().take(8) {
            let (line, text) = (places.at(related.range.start).line, escape(&related.message));
            let place = say!(lang, "第 {line} 行", "line {line}");
            let _ = write!(out, "<span class=\"fix\">{place}: {text}</span>");
        }
        for fix in finding.fixes.iter().take(5) {
            let kind = match fix.applicability {
                Applicability::Safe => lang.pick("自动修复", "safe fix"),
                Applicability::Unsafe => lang.pick("待确认修复", "unsafe fix"),
            };
            let _ = write!(out, "<span class=\"fix\">{kind}: {}</span>", escape(&fix.title));
        }
        out.push_str("</td></tr>\n");
    }
}

/// The last place in `text` that is not behind `at` and not inside a character.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The marked ranges of a row, in bytes of the row; where several meet, the gravest finding gives the colour.
struct Marks<'a> {
    ranges: Vec<(Range<usize>, &'a Diagnostic)>,
}

impl<'a> Marks<'a> {
    fn new(row: &Row<'a>) -> Self {
        let within = |at: u32| (at as usize).saturating_sub(row.start).min(row.text.len());
        let mark = |finding: &&'a Diagnostic| {
            (floor(row.text, within(finding.range.start))..floor(row.text, within(finding.range.end)), *finding)
        };
        Self { ranges: row.findings.iter().map(mark).collect() }
    }

    /// Writes a cell that stands at byte `at` of its row.
    fn cell(&self, out: &mut String, cell: &str, at: usize, last: bool) {
        let end = at + cell.len();
        let mut cuts = vec![at, end];
        for (range, _) in &self.ranges {
            cuts.extend([range.start, range.end].into_iter().filter(|cut| (at..=end).contains(cut)));
        }
        cuts.sort_unstable();
        cuts.dedup();
        if cell.is_empty() {
            // An empty cell is marked where a range takes it in, or stands at it.
            let takes = |range: &Range<usize>| range.contains(&at) || range.start == at || (last && range.start >= at);
            self.mark(out, takes, "");
            return;
        }
        for cut in cuts.windows(2) {
            let (from, to) = (cut[0], cut[1]);
            self.mark(out, |range| range.is_empty() && range.start == from, "");
            self.mark(out, |range| range.start <= from && to <= range.end, &cell[from - at..to - at]);
        }
        self.mark(out, |range| range.is_empty() && range.start == end, "");
    }

    /// Writes `text`, marked by the gravest finding that `takes` it; an empty text only when there is one.
    fn mark(&self, out: &mut String, takes: impl Fn(&Range<usize>) -> bool, text: &str) {
        let mark = self.ranges.iter().filter(|(range, _)| takes(range)).min_by_key(|(_, finding)| finding.severity);
        if let Some((_, finding)) = mark {
            let point = if text.is_empty() { " point" } else { "" };
            let (class, rule) = (class(finding), escape(finding.rule.name));
            let _ = write!(out, "<mark class=\"{class}{point}\" title=\"{rule}\">");
        }
        text.chars().for_each(|c| push(out, c));
        if mark.is_some() {
            out.push_str("</mark>");
        }
    }
}
