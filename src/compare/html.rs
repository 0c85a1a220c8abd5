//! The differences as a web page that needs nothing else and runs nothing.

use super::human::{grown, place, sheet_line};
use super::{Change, ChangeKind, Comparison};
use crate::diagnostic::{Lang, say};
use crate::report::visible;
use std::fmt::Write as _;

const STYLE: &str = include_str!("html/page.css");

/// The page on the books with those names.
pub fn page(names: [&str; 2], comparison: &Comparison, lang: Lang) -> String {
    let code = lang.pick("zh-CN", "en");
    let [before, after] = names.map(escaped);
    let title = say!(lang, "{before} 与 {after} 的差异", "Differences between {before} and {after}");
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"generator\" content=\"mubiao\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    let mut push = |line: &str| {
        out.push_str(line);
        out.push('\n');
    };
    if comparison.is_same() {
        push(&format!("<p>{}</p>", lang.pick("内容相同。", "They say the same.")));
    }
    for sheet in &comparison.sheets {
        push(&format!("<h2>{}</h2>", escaped(&sheet_line(sheet, lang))));
        if sheet.changes.is_empty() {
            continue;
        }
        let heads = match lang {
            Lang::Zh => ["位置", "原来", "现在", "增减"],
            Lang::En => ["Where", "Before", "After", "Difference"],
        };
        let heads: String = heads.iter().map(|head| format!("<th scope=\"col\">{head}</th>")).collect();
        push(&format!("<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>"));
        sheet.changes.iter().for_each(|change| push(&row(change, lang)));
        push("</tbody>\n</table>");
    }
    push("</body>\n</html>");
    out
}

fn row(change: &Change, lang: Lang) -> String {
    let class = match change.kind {
        _ if change.warning => "warning",
        ChangeKind::New => "new",
        ChangeKind::Dropped => "dropped",
        ChangeKind::Changed | ChangeKind::Renamed => "changed",
    };
    let grew = change.difference.map(grown).unwrap_or_default();
    let lone = match change.kind {
        ChangeKind::New => lang.pick("（新增）", "(new)"),
        ChangeKind::Dropped => lang.pick("（删去）", "(dropped)"),
        ChangeKind::Renamed => lang.pick("（改名）", "(renamed)"),
        ChangeKind::Changed => "",
    };
    let mut out = format!("<tr class=\"{class}\"><th scope=\"row\">{}{lone}</th>", escaped(&place(change, lang)));
    for text in [&change.before, &change.after, &grew] {
        let _ = write!(out, "<td>{}</td>", escaped(text));
    }
    out.push_str("</tr>");
    out
}

fn escaped(text: &str) -> String {
    let lines: Vec<String> =
        text.split('\n').map(|line| html_escape::encode_text(&visible(line)).into_owned()).collect();
    lines.join("<br>")
}
