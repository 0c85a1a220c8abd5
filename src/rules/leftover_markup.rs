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
    if !sheet.marks().markup {
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
            let message = match count {
                1 => say!(lang, "文字里残留 HTML 标记{tag}", "HTML is left in the text: {tag}"),
                _ => say!(
                    lang,
                    "文字里残留 {count} 处 HTML 标记，如{tag}",
                    "{count} pieces of HTML are left in the text, such as {tag}"
                ),
            };
            let edits = edits.into_iter().map(|edit| edit.shifted(range.start)).collect();
            sink.report(&RULE, place, message).fix(
                Applicability::Safe,
                say!(lang, "去掉标签，还原实体", "drop the tags and decode the entities"),
                edits,
            );
        }
    }
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
        // A blank that is written as an entity parts two texts as a new line does.
        let gap = || entity(rest).filter(|(_, decoded)| decoded == " ").map(|(len, _)| (len, true));
        if let Some((len, block)) = tag(rest).filter(|_| !is_comparison(text, start)).or_else(gap) {
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
    (are_attributes(rest) && ELEMENTS.contains(&name.as_str())).then(|| (inner.len() + 2, BLOCKS.contains(&name.as_str())))
}

/// Whether `text` is a list of attributes: names, nearly always with a value. In `a<b 时 x>y` it is none.
fn are_attributes(text: &str) -> bool {
    let mut rest = text.trim_ascii_start();
    if !text.is_empty() && rest.len() == text.len() {
        return false;
    }
    while !rest.is_empty() {
        let len = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_'))).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(len);
        let behind = behind.trim_ascii_start();
        let Some(value) = behind.strip_prefix('=') else {
            // Few attributes stand without a value.
            if !matches!(name.to_ascii_lowercase().as_str(), "nowrap" | "noshade" | "hidden" | "checked" | "disabled") {
                return false;
            }
            rest = behind;
            continue;
        };
        let value = value.trim_ascii_start();
        let end = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].find(quote).map(|end| end + 2),
            _ => value.find(|c: char| c.is_ascii_whitespace()).or(Some(value.len())),
        };
        let Some(end) = end.filter(|_| !name.is_empty()) else { return false };
        rest = value[end..].trim_ascii_start();
    }
    true
}

/// Whether the `<` at `start` stands between two figures or letters, and the tag that it would begin has no partner:
/// then `a<b>c` compares.
fn is_comparison(text: &str, start: usize) -> bool {
    let rest = &text.as_bytes()[start + 1..];
    let [name, b'>', after, ..] = *rest else { return false };
    let between = text[..start].ends_with(|c: char| c.is_ascii_alphanumeric()) && after.is_ascii_alphanumeric();
    let partner = format!("</{}>", char::from(name).to_ascii_lowercase());
    between && !text.to_ascii_lowercase().contains(&partner)
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
    use expect_test::expect;

    use super::*;
    use crate::rules::testing::check;
    use crate::text::apply_edits;

    #[track_caller]
    fn cleaned(text: &str, clean: &str) {
        assert_eq!(apply_edits(text, &markup(text)), clean);
    }

    #[test]
    fn tags_go_and_entities_are_decoded() {
        cleaned("<p style=\"text-align: center;\">做好软考</p>", "做好软考");
        cleaned("<p>一</p><p>二</p>", "一 二");
        cleaned("一<br/>二<span>三</span>", "一 二三");
        cleaned("甲&amp;乙&nbsp;丙&#12289;丁", "甲&乙 丙、丁");
        cleaned("<!-- x -->甲<o:p></o:p>", "甲");
        cleaned("甲&nbsp;&nbsp;乙&nbsp;", "甲 乙");
        cleaned("1<b>2</b>3<td nowrap width=80>4<img src='a b.png' />", "123 4");
    }

    #[test]
    fn comparisons_and_company_names_are_no_markup() {
        for text in ["a<b>c", "<=5", "x < y > z", "AT&T；研发&试制", "<目标>完成", "<", "&", "&;", "<p", "</", "a<b 时 x>y", "p<i and q>j", "a<b c=1 和 d>e"] {
            cleaned(text, text);
        }
    }

    #[test]
    fn a_paragraph_of_a_web_form() {
        check(&expect![[r#"
            年度绩效目标⇥⟦<p style="text-align: center;">⟧做好软考保障工作 组织审核</p>
            //~ warning[leftover-markup]: 文字里残留 2 处 HTML 标记，如“<p style="text-align: ce…”
            ---
            年度绩效目标⇥做好软考保障工作 组织审核
        "#]]);
    }

    #[test]
    fn paragraphs_and_entities() {
        check(&expect![[r#"
            年度绩效目标⇥⟦<p>⟧做好&nbsp;&nbsp;软考。</p><p>R&amp;D经费&ge;⟦3%⟧<br/>落实《条例》</p>
            //~ warning[leftover-markup]: 文字里残留 7 处 HTML 标记，如“<p>”
            //~ information[uncovered-figure]: 目标里的“3%”没有对应指标；如需考核，请增设指标
            ---
            年度绩效目标⇥做好 软考。 R&D经费≥3% 落实《条例》
        "#]]);
        check(&expect![[r#"
            年度绩效目标⇥⟦<table><tr><td>⟧甲</td><td>乙</td></tr></table>
            //~ warning[leftover-markup]: 文字里残留 3 处 HTML 标记，如“<table><tr><td>”
            ---
            年度绩效目标⇥甲 乙
        "#]]);
    }

    #[test]
    fn in_the_cells_of_an_indicator() {
        check(&expect![[r#"
            ⇥⇥⇥新建⟦<b>⟧公厕</b>⇥⟦⟦&gt;⟧=⟧⇥3⇥座⇥2021-12
            //~ warning[leftover-markup]: 文字里残留 2 处 HTML 标记，如“<b>”
            //~ warning[leftover-markup]: 文字里残留 HTML 标记“&gt;”
            //~ error[unexpected-operator]: “&gt;=”不是运算符号，应为“=”“>=”“<=”“>”“<”之一
            ---
            ⇥⇥⇥新建公厕⇥>=⇥3⇥座⇥2021-12
        "#]]);
    }

    #[test]
    fn comparisons_company_names_and_brackets() {
        check(&expect![[r#"
            年度绩效目标⇥完成<目标A>，a<b 时 x>y，AT&T 合作，<=5，研发&试制。
        "#]]);
        check(&expect![[r#"
            ⇥⇥⇥满意度<90%的整改率⇥>=⇥100⇥%⇥2021-12
            # <p>注释</p>
        "#]]);
    }

    #[test]
    fn half_a_comparison() {
        check(&expect![[r#"
            年度绩效目标⇥当 a<b>c 且 p<i and q>j 时停用&copy
        "#]]);
    }
}
