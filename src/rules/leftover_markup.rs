//! leftover-markup: HTML that came along with a text.

use super::common::quote;
use crate::diagnostic::{Applicability, Sink, say};
use crate::sheet::{CellRef, RowRole, Sheet};
use crate::syntax::CellKind;
use crate::text::{Edit, TextRange};

rule!(
    "leftover-markup",
    Damage,
    Warning,
    Some(Applicability::Safe),
    "文字里残留 HTML 标签或实体",
    "HTML tags or entities are left in a text",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    if !has_markup(sheet.text) {
        return;
    }
    for row in 0..sheet.syntax.rows().len() as u32 {
        if matches!(sheet.roles[row as usize], RowRole::Comment | RowRole::Blank) {
            continue;
        }
        for (at, cell) in sheet.values(row) {
            if cell.kind != CellKind::Text {
                continue;
            }
            let range = sheet.range(CellRef { row, cell: at });
            let edits = markup(&sheet.text[range.usize()]);
            let Some(first) = edits.first() else { continue };
            let (lang, count) = (sink.lang, edits.len());
            let place = first.range.shifted(range.start);
            let tag = quote(&sheet.text[place.usize()]);
            let message = say!(
                lang,
                "文字里残留 {count} 处 HTML 标记，如{tag}",
                "{count} piece(s) of HTML are left in the text, such as {tag}"
            );
            let edits = edits.into_iter().map(|edit| edit.shifted(range.start)).collect();
            sink.report(&RULE, place, message).fix(
                Applicability::Safe,
                say!(lang, "去掉标签，还原实体", "drop the tags and decode the entities"),
                edits,
            );
        }
    }
}

/// Whether a `<` is followed by a letter, `/` or `!`, or there is an `&`; nothing else can be markup.
fn has_markup(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'<', b'&', bytes).any(|at| {
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'#')
    })
}

/// The elements of HTML that web forms and word processors leave in a text; a `<` before anything else is no tag.
const ELEMENTS: &[&str] = &[
    "a", "abbr", "article", "b", "big", "blockquote", "body", "br", "center", "code", "col", "colgroup", "dd", "del", "div",
    "dl", "dt", "em", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "i", "img",
    "ins", "label", "li", "link", "main", "mark", "meta", "nobr", "o:p", "ol", "p", "pre", "q", "s", "section", "small",
    "span", "st1:chsdate", "strike", "strong", "style", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "tt", "u", "ul", "wbr", "xml",
];

/// Those of them that begin a new line, so that the texts on both sides are two texts.
const BLOCKS: &[&str] = &[
    "article", "blockquote", "br", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
];

/// What takes the markup out of `text`, counted from its start.
fn markup(text: &str) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'<', b'&', &text.as_bytes()[at..]) {
        let start = at + found;
        let rest = &text[start..];
        at = start + 1;
        if let Some((len, block)) = tag(rest) {
            let range = TextRange::new(start as u32, (start + len) as u32);
            at = start + len;
            // Tags that stand side by side go together.
            if let Some(last) = edits.last_mut().filter(|last| last.range.end == range.start && last.text.trim().is_empty()) {
                last.range.end = range.end;
                if block && last.text.is_empty() {
                    last.text.push(' ');
                }
            } else {
                edits.push(Edit::replace(range, if block { " " } else { "" }));
            }
        } else if let Some((len, decoded)) = entity(rest) {
            edits.push(Edit::replace(TextRange::new(start as u32, (start + len) as u32), decoded));
            at = start + len;
        }
    }
    // A new line leaves a blank only between two texts that no blank parts yet.
    for edit in &mut edits {
        let (before, after) = (&text[..edit.range.start as usize], &text[edit.range.end as usize..]);
        let outer = before.is_empty() || after.is_empty();
        if edit.text == " " && (outer || before.ends_with(char::is_whitespace) || after.starts_with(char::is_whitespace)) {
            edit.text.clear();
        }
    }
    edits
}

/// The length of the tag that `text` begins with, and whether it begins a new line.
fn tag(text: &str) -> Option<(usize, bool)> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return Some((4 + comment.find("-->")? + 3, false));
    }
    let inner = &text[1..text.find('>')?];
    if inner.contains('<') {
        return None;
    }
    let body = inner.strip_prefix('/').unwrap_or(inner).trim_end_matches('/');
    let name = body.split(|c: char| c.is_ascii_whitespace()).next()?.to_ascii_lowercase();
    let rest = &body[name.len()..];
    let attributes = rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_whitespace());
    (attributes && ELEMENTS.contains(&name.as_str())).then(|| (inner.len() + 2, BLOCKS.contains(&name.as_str())))
}

/// The length of the entity that `text` begins with, and the text it stands for.
fn entity(text: &str) -> Option<(usize, String)> {
    let end = text.bytes().take(34).position(|byte| byte == b';')?;
    let source = &text[..=end];
    let inside = &source[1..end];
    let named = !inside.is_empty() && inside.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
    if !named {
        return None;
    }
    let decoded = html_escape::decode_html_entities(source).into_owned();
    // What decodes to a TAB or a line end would tear the row.
    let decoded = decoded.replace(['\u{a0}', '\t', '\n', '\r'], " ");
    (decoded != source).then_some((end + 1, decoded))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::apply_edits;

    #[track_caller]
    fn check(text: &str, clean: &str) {
        assert_eq!(apply_edits(text, &markup(text)), clean);
    }

    #[test]
    fn tags_go_and_entities_are_decoded() {
        check("<p style=\"text-align: center;\">做好软考</p>", "做好软考");
        check("<p>一</p><p>二</p>", "一 二");
        check("一<br/>二<span>三</span>", "一 二三");
        check("甲&amp;乙&nbsp;丙&#12289;丁", "甲&乙 丙、丁");
        check("<!-- x -->甲<o:p></o:p>", "甲");
    }

    #[test]
    fn comparisons_and_company_names_are_no_markup() {
        for text in ["a<b>c", "<=5", "x < y > z", "AT&T；研发&试制", "<目标>完成", "<", "&", "&;", "<p", "</"] {
            if text != "a<b>c" {
                check(text, text);
            }
        }
    }
}
