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
    let title = form.title.as_ref().map_or(form.profile.name.0.as_str(), |title| title.text.as_str());
    let side = if form.profile.grid.landscape { "landscape" } else { "portrait" };
    let mut out = format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"generator\" content=\"mubiao\">\n<title>{}</title>\n<style>\n@page {{ size: A4 {side}; margin: 15mm 12mm; }}\n{STYLE}</style>\n</head>\n<body>\n",
        escaped(title)
    );
    form.sheets.iter().for_each(|sheet| self::sheet(form, sheet, &mut out));
    out.push_str("</body>\n</html>\n");
    out
}

fn sheet(form: &Form, sheet: &FormSheet, out: &mut String) {
    let _ = writeln!(out, "<section class=\"sheet\"{}>", place(Some(sheet.range)));
    if let Some(title) = &form.title {
        let _ = writeln!(out, "<h1{}>{}</h1>", place(title.range), escaped(&title.text));
    }
    tables(sheet).iter().for_each(|table| self::table(&form.profile.grid.widths, table, out));
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
    html_escape::encode_double_quoted_attribute(text).into_owned()
}
