//! The styles of a web page, as far as they change what is read: hidden, struck out, in a symbol font.

use crate::import::Refusal;
use crate::import::budget::{Budget, Resource};
use rustc_hash::FxHashMap;
use scraper::ElementRef;
use std::cell::Cell;

/// More rules than this are not looked at; none of them would be that of a sheet.
const MOST_RULES: usize = 5000;

/// The rules of a page by what an element must have: a class (`.x`), an identity (`#x`), or its name.
#[derive(Debug, Default)]
pub(super) struct Css {
    rules: FxHashMap<String, Vec<Rule>>,
    count: u32,
    /// How many comparisons were made since the budget was asked.
    steps: Cell<u64>,
}

/// So many comparisons cost as much as an element.
const STEPS: u64 = 64;

#[derive(Clone, Debug)]
struct Rule {
    /// What else the element must have.
    also: Vec<String>,
    weight: (u8, u32),
    says: Declared,
}

/// What a style declares; nothing where it does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Declared {
    pub(super) hidden: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) font: Option<String>,
}

impl Declared {
    /// Reads declarations such as `display:none; color:red`.
    pub(super) fn read(text: &str) -> Self {
        let mut out = Self::default();
        if !text.contains(':') {
            return out;
        }
        let (mut none, mut invisible) = (None, None);
        for (name, value) in text.split(';').filter_map(|one| one.split_once(':')) {
            let name = name.trim().to_ascii_lowercase();
            let value = value.trim();
            let value = value.strip_suffix("!important").unwrap_or(value).trim();
            let is = |word: &str| value.eq_ignore_ascii_case(word);
            match name.as_str() {
                "display" => none = Some(is("none")),
                "visibility" => invisible = Some(is("hidden") || is("collapse")),
                "mso-hide" => invisible = Some(is("all")),
                "text-decoration" | "text-decoration-line" => {
                    out.struck = Some(value.to_ascii_lowercase().contains("line-through"));
                }
                "font-family" => {
                    let first = value.split(',').next().unwrap_or("");
                    out.font = Some(first.trim().trim_matches(['"', '\'']).to_owned());
                }
                _ => {}
            }
        }
        out.hidden = match (none, invisible) {
            (None, None) => None,
            (none, invisible) => Some(none == Some(true) || invisible == Some(true)),
        };
        out
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn over(self, below: &mut Self) {
        below.hidden = self.hidden.or(below.hidden);
        below.struck = self.struck.or(below.struck);
        if self.font.is_some() {
            below.font = self.font;
        }
    }
}

impl Css {
    /// Adds the rules of a `style` element.
    pub(super) fn add(&mut self, text: &str) {
        let text = without_comments(text);
        let mut rest = text.as_str();
        while let Some((head, behind)) = rest.split_once('{') {
            let head = head.trim().trim_start_matches('}').trim();
            if let Some(kind) = head.strip_prefix('@') {
                // Rules for a screen are those of the page, all others are not.
                let shown = kind.starts_with("media") && (kind.contains("screen") || kind.contains("all"));
                rest = if shown { behind } else { behind_block(behind) };
                continue;
            }
            let (body, behind) = behind.split_once('}').unwrap_or((behind, ""));
            rest = behind;
            let says = Declared::read(body);
            if says.is_empty() {
                continue;
            }
            for selector in head.split(',') {
                self.rule(selector.trim(), &says);
            }
        }
    }

    fn rule(&mut self, selector: &str, says: &Declared) {
        // Only what an element has of its own is looked at, not what it stands in.
        if selector.is_empty() || selector.contains([' ', '>', '+', '~', ':', '[', '*']) {
            return;
        }
        let mut parts: Vec<String> = Vec::new();
        for c in selector.chars() {
            match parts.last_mut() {
                Some(part) if c != '.' && c != '#' => part.push(c),
                _ => parts.push(c.to_string()),
            }
        }
        if parts[0].starts_with(|c: char| c.is_ascii_alphabetic()) {
            parts[0] = parts[0].to_ascii_lowercase();
        }
        let weight = parts.iter().map(|part| if part.starts_with('#') { 50 } else { 1 }).fold(0u8, u8::saturating_add);
        self.count += 1;
        if self.count as usize > MOST_RULES {
            return;
        }
        if let Some(key) = parts.pop() {
            let rule = Rule { also: parts, weight: (weight, self.count), says: says.clone() };
            self.rules.entry(key).or_default().push(rule);
        }
    }

    /// Takes from the budget what the comparisons cost that were made so far.
    pub(super) fn settle(&self, budget: &mut Budget) -> Result<(), Refusal> {
        let steps = self.steps.get();
        self.steps.set(steps % STEPS);
        budget.take(Resource::Nodes, steps / STEPS)
    }

    /// What holds for an element.
    pub(super) fn of(&self, element: ElementRef<'_>) -> Declared {
        let value = element.value();
        let mut out = Declared::default();
        if !self.rules.is_empty() {
            let has = |part: &String| match part.split_at(1) {
                (".", class) => value.classes().any(|of| of == class),
                ("#", id) => value.id() == Some(id),
                _ => value.name() == part,
            };
            let keys = value
                .classes()
                .take(16)
                .map(|class| format!(".{class}"))
                .chain(value.id().map(|id| format!("#{id}")))
                .chain([value.name().to_owned()]);
            let width = value.attr("class").map_or(1, str::len) as u64;
            let mut steps = width;
            let mut found: Vec<&Rule> = keys
                .filter_map(|key| self.rules.get(&key))
                .flatten()
                .inspect(|rule| steps += 1 + rule.also.len() as u64 * width)
                .filter(|rule| rule.also.iter().all(has))
                .collect();
            self.steps.set(self.steps.get().saturating_add(steps));
            found.sort_by_key(|rule| rule.weight);
            found.into_iter().for_each(|rule| rule.says.clone().over(&mut out));
        }
        if let Some(style) = value.attr("style") {
            Declared::read(style).over(&mut out);
        }
        if value.attr("hidden").is_some() {
            out.hidden = Some(true);
        }
        out
    }
}

fn without_comments(text: &str) -> String {
    let text = text.replace("<!--", "").replace("-->", "");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, behind)) = rest.split_once("/*") {
        out.push_str(before);
        rest = behind.split_once("*/").map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    out
}

/// What stands behind a block whose inside `text` begins with.
fn behind_block(text: &str) -> &str {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[at + 1..];
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heavier_rule_wins() {
        let page = scraper::Html::parse_document(
            "<p class=a>1<p class='a b'>2<p id=x class=a>3<p class=a style='display:block'>4<p class=c>5<td class=a>",
        );
        let mut css = Css::default();
        css.add("<!-- .a{display:none} p.a.b { display : inline } #x{visibility:hidden} @media print { .c {display:none} } --> /* .c{display:none} */");
        let hidden: Vec<bool> = page
            .root_element()
            .descendent_elements()
            .filter(|element| element.value().name() == "p")
            .map(|element| css.of(element).hidden == Some(true))
            .collect();
        assert_eq!(hidden, [true, false, true, false, false]);
    }

    #[test]
    fn declarations_are_read() {
        let says =
            Declared::read("mso-hide: all; FONT-FAMILY:\"Wingdings 2\", serif; text-decoration:underline line-through");
        assert_eq!(says, Declared { hidden: Some(true), struck: Some(true), font: Some("Wingdings 2".into()) });
    }
}
