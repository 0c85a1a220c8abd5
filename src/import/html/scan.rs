//! A look at a web page before it is parsed: how deep its elements nest, and how many the parser will make of them.

use crate::import::Refusal;
use crate::import::budget::{Budget, Resource};
use rustc_hash::FxHashMap;

/// A page whose elements nest deeper than this is no page that anybody wrote.
const MOST_NESTED: u64 = 3000;

/// Elements that end without saying so.
const UNCLOSED: &[&str] = &[
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option",
    "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "wbr",
];

/// Elements that the parser opens again in every block until they are closed.
const REOPENED: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements whose content is text up to their end tag.
const RAW: &[&str] =
    &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext"];

/// Looks at the tags of a page.
///
/// # Errors
/// When its elements nest without end, or would become more than may be read: the time to read a page grows with the
/// square of its depth, and each element that is not closed may be opened again in every block behind it.
pub(super) fn check(text: &str, budget: &mut Budget) -> Result<(), Refusal> {
    let mut open: FxHashMap<String, u64> = FxHashMap::default();
    let (mut depth, mut reopened) = (0u64, 0u64);
    // Within pictures and formulas other rules hold for what is text.
    let mut foreign = false;
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('<') {
        rest = behind;
        if rest.starts_with("![CDATA[") && foreign {
            return Err(Refusal::Nested);
        }
        if rest.starts_with(['!', '?']) {
            rest = behind_comment(rest);
            continue;
        }
        let (closes, name) = rest.strip_prefix('/').map_or((false, rest), |name| (true, name));
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let length =
            name.bytes().take_while(|byte| !matches!(byte, b'\t' | b'\n' | b'\x0C' | b'\r' | b' ' | b'/' | b'>'));
        let length = length.count();
        let attributes;
        (rest, attributes) = behind_tag(&name[length..]);
        // The parser compares each with all before it.
        budget.take(Resource::Nodes, attributes * attributes / 64)?;
        budget.take(Resource::Elements, attributes.div_ceil(4))?;
        let name = name[..length].to_ascii_lowercase();
        let again = u64::from(REOPENED.contains(&name.as_str()));
        if closes {
            budget.take(Resource::Elements, again + text_before(rest))?;
            // The end of an element that is not open ends nothing.
            if let Some(count) = open.get_mut(&name).filter(|count| **count > 0) {
                *count -= 1;
                depth -= 1;
                reopened -= again;
            }
            continue;
        }
        budget.take(Resource::Elements, 1 + reopened + text_before(rest))?;
        foreign |= name == "svg" || name == "math";
        if RAW.contains(&name.as_str()) && !foreign {
            let Some((raw, behind)) = raw(rest, &name) else { return Ok(()) };
            // A script that writes a script has rules of its own.
            if name == "script" && raw.contains("<!--") && raw.to_ascii_lowercase().contains("<script") {
                return Err(Refusal::Nested);
            }
            rest = behind;
            continue;
        }
        if !UNCLOSED.contains(&name.as_str()) {
            *open.entry(name).or_default() += 1;
            depth += 1;
            reopened += again;
            if depth > MOST_NESTED {
                return Err(Refusal::Nested);
            }
        }
    }
    Ok(())
}

/// One where text stands before the next tag, which is a node of its own.
fn text_before(rest: &str) -> u64 {
    u64::from(!rest.is_empty() && !rest.starts_with('<'))
}

/// What stands behind a comment, whose `<` comes before `text`.
fn behind_comment(text: &str) -> &str {
    let Some(comment) = text.strip_prefix("!--") else {
        return text.split_once('>').map_or("", |(_, behind)| behind);
    };
    for end in [">", "->"] {
        if let Some(behind) = comment.strip_prefix(end) {
            return behind;
        }
    }
    let end = memchr::memmem::find_iter(comment.as_bytes(), "--").find_map(|at| {
        let behind = &comment[at + 2..];
        behind.strip_prefix('>').or_else(|| behind.strip_prefix("!>"))
    });
    end.unwrap_or("")
}

/// What stands behind a tag, whose name comes before `text`, and how many attributes it has.
fn behind_tag(text: &str) -> (&str, u64) {
    let blank = |c: char| matches!(c, '\t' | '\n' | '\x0C' | '\r' | ' ');
    let (mut rest, mut count) = (text, 0);
    loop {
        // Before the name of an attribute.
        rest = rest.trim_start_matches(|c: char| blank(c) || c == '/');
        let Some(first) = rest.chars().next() else { return ("", count) };
        if first == '>' {
            return (&rest[1..], count);
        }
        count += 1;
        // A name may begin with `=`, and otherwise ends at it.
        let from = first.len_utf8();
        let end =
            rest[from..].find(|c: char| blank(c) || matches!(c, '/' | '>' | '=')).map_or(rest.len(), |at| from + at);
        rest = rest[end..].trim_start_matches(blank);
        let Some(value) = rest.strip_prefix('=') else { continue };
        let value = value.trim_start_matches(blank);
        rest = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).map_or("", |(_, behind)| behind),
            Some('>') => value,
            _ => value.find(|c: char| blank(c) || c == '>').map_or("", |at| &value[at..]),
        };
    }
}

/// The content of an element of text, and what stands behind it; `None` where it goes on to the end of the page.
fn raw<'t>(rest: &'t str, name: &str) -> Option<(&'t str, &'t str)> {
    let bytes = rest.as_bytes();
    let ends = |at: &usize| {
        let end = bytes.get(at + 2..at + 2 + name.len());
        let behind = bytes.get(at + 2 + name.len());
        bytes.get(at + 1) == Some(&b'/')
            && end.is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
            && behind.is_some_and(|byte| matches!(byte, b'\t' | b'\n' | b'\x0C' | b'\r' | b' ' | b'/' | b'>'))
    };
    let at = memchr::memchr_iter(b'<', bytes).find(ends)?;
    (name != "plaintext").then(|| (&rest[..at], behind_tag(&rest[at + 2 + name.len()..]).0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str) -> Result<u64, Refusal> {
        let mut budget = Budget::of(text.len());
        let left = |budget: &Budget| budget.left(Resource::Nodes) + budget.left(Resource::Elements);
        let before = left(&budget);
        super::check(text, &mut budget).map(|()| before - left(&budget))
    }

    #[test]
    fn only_the_ends_of_open_elements_count() {
        let page = |depth: usize| format!("{}甲{}", "<div></p></span>".repeat(depth), "</div>".repeat(depth));
        assert_eq!(check(&page(500)), Ok(501));
        assert_eq!(check(&page(100_000)), Err(Refusal::Nested));
        assert_eq!(check(&"<tr><td>甲<p>乙<br>".repeat(4000)), Ok(4000 * 6));
        assert_eq!(check("<p title='</p><b>' a=\"<b>\" =\"><i></i>"), Ok(4));
        assert_eq!(check("<script>if (a<b) document.write('<div>')</script><!-- <div> --><p>"), Ok(3));
    }

    #[test]
    fn attributes_that_are_compared_with_each_other_count() {
        let tag = |count: usize| format!("<p {}>", (0..count).map(|at| format!("a{at} ")).collect::<String>());
        assert_eq!(check(&tag(7)), Ok(3));
        assert_eq!(check(&tag(80)), Ok(121));
        assert!(matches!(check(&tag(10_000)), Err(Refusal::TooMuch(Resource::Nodes, _))));
    }

    #[test]
    fn elements_that_are_opened_again_count_each_time() {
        let fonts: String = (0..2000).map(|size| format!("<font size={size}>")).collect();
        assert!(matches!(check(&(fonts + &"<p>甲".repeat(2000))), Err(Refusal::TooMuch(Resource::Elements, _))));
    }

    #[test]
    fn a_page_of_nothing_but_elements_is_refused() {
        let page = |cell: &str, count: usize| format!("<table>{}</table>", cell.repeat(count));
        assert!(check(&page("<tr><td>甲<td>12.5", 50_000)).is_ok());
        for cell in ["<p>", "<p a b c d e f g h>"] {
            let read = check(&page(cell, 900_000));
            assert!(matches!(read, Err(Refusal::TooMuch(Resource::Elements, _))), "{cell}");
        }
    }
}
