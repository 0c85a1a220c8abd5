//! The printed form as a web page that needs nothing else and runs nothing: to be looked at, printed, or saved as PDF.
//!
//! Every cell that the book states carries `data-start` and `data-end`, its bytes in the book.

use super::form::{Form, FormSheet};
use super::table::{Look, Table, TableRow, tables};
use crate::text::TextRange;
use std::fmt::Write as _;

/// How the page looks.
const STYLE: &str = include_str!("html/form.css");

/// The page.
pub(super) fn page(form: &Form) -> String {
    let title = form.sheets.iter().find_map(|sheet| sheet.title.as_ref());
    let title = title.map_or(form.name.as_str(), |title| title.text.as_str());
    let first = form.sheets.first().is_some_and(|sheet| sheet.page.landscape);
    let side = |landscape: bool| if landscape { "landscape" } else { "portrait" };
    let mut out = format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"generator\" content=\"mubiao\">\n<title>{}</title>\n<style>\n@page {{ size: A4 {}; margin: 15mm 12mm; }}\n{STYLE}",
        escaped(title),
        side(first)
    );
    if form.sheets.iter().any(|sheet| sheet.page.landscape != first) {
        let side = side(!first);
        let _ = writeln!(out, "@page turned {{ size: A4 {side}; margin: 15mm 12mm; }}\n.turned {{ page: turned; }}");
    }
    if first {
        out.push_str("@media screen { body { max-width: 273mm; } }\n");
    }
    out.push_str("</style>\n</head>\n<body>\n");
    form.sheets.iter().for_each(|sheet| self::sheet(sheet, sheet.page.landscape != first, &mut out));
    out.push_str("</body>\n</html>\n");
    out
}

fn sheet(sheet: &FormSheet, turned: bool, out: &mut String) {
    let class = if turned { "sheet turned" } else { "sheet" };
    let _ = writeln!(out, "<section class=\"{class}\"{}>", place(Some(sheet.range)));
    if let Some(title) = &sheet.title {
        let _ = writeln!(out, "<h1{}>{}</h1>", place(title.range), escaped(&title.text));
    }
    tables(sheet).iter().for_each(|table| self::table(&sheet.page.widths, table, out));
    out.push_str("</section>\n");
}

fn table(widths: &[u32], table: &Table, out: &mut String) {
    let whole: u32 = widths.iter().sum();
    out.push_str("<table>\n<colgroup>");
    for width in widths {
        // Tenths of a percent.
        let share = width * 1000 / whole;
        let _ = write!(out, "<col style=\"width:{}.{}%\">", share / 10, share % 10);
    }
    out.push_str("</colgroup>\n");
    if !table.head.is_empty() {
        out.push_str("<thead>\n");
        table.head.iter().for_each(|row| self::row(row, out));
        out.push_str("</thead>\n");
    }
    out.push_str("<tbody>\n");
    table.body.iter().for_each(|row| self::row(row, out));
    out.push_str("</tbody>\n</table>\n");
}

fn row(row: &TableRow, out: &mut String) {
    let _ = write!(out, "<tr data-section=\"{}\">", escaped(&row.section));
    for cell in &row.cells {
        let (tag, class) = match cell.look {
            Look::Title => ("th", " class=\"title\""),
            Look::Aside => ("td", " class=\"aside\""),
            Look::Head => ("th", ""),
            Look::Rest => ("th", " class=\"rest\""),
            Look::Value => ("td", ""),
            Look::Text => ("td", " class=\"text\""),
        };
        let span = |name: &str, span: usize| if span > 1 { format!(" {name}=\"{span}\"") } else { String::new() };
        let text: Vec<String> = cell.text.split('\n').map(escaped).collect();
        let _ = write!(
            out,
            "<{tag}{class}{}{}{}>{}</{tag}>",
            span("colspan", cell.cols),
            span("rowspan", cell.rows),
            place(cell.range),
            text.join("<br>")
        );
    }
    out.push_str("</tr>\n");
}

fn place(range: Option<TextRange>) -> String {
    range.map_or_else(String::new, |range| format!(" data-start=\"{}\" data-end=\"{}\"", range.start, range.end))
}

fn escaped(text: &str) -> String {
    // A page shows one blank for several.
    let mut blank = false;
    let kept: String =
        text.chars().map(|c| if std::mem::replace(&mut blank, c == ' ') && c == ' ' { '\u{a0}' } else { c }).collect();
    html_escape::encode_double_quoted_attribute(&kept).into_owned()
}
