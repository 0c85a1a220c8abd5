//! What the fields of a form on a web page hold: the values that were typed, and the choices that were made.

use rustc_hash::FxHashMap;
use scraper::{ElementRef, Html, Node};

/// A label stands no more elements above its box than this.
const HIGHEST: usize = 32;

/// The boxes of a page by the labels that name them.
#[derive(Debug, Default)]
pub(super) struct Boxes {
    /// Whether a box in a label, or with the identity that a label names, is checked.
    labels: FxHashMap<usize, bool>,
    identities: FxHashMap<String, bool>,
    /// The identities that labels name.
    named: rustc_hash::FxHashSet<String>,
}

/// What stands in place of an element.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// It is no field.
    None,
    /// These lines.
    Text(String),
    /// Nothing that anybody chose: what it says instead.
    Prompt(String),
    /// A box whose label follows; whether it is checked.
    Box(bool),
    /// A label of a box that is not checked.
    Unchecked,
}

/// What tells an element from all others of its page.
fn key(element: ElementRef<'_>) -> usize {
    std::ptr::from_ref(element.value()).addr()
}

fn is_box(element: ElementRef<'_>) -> bool {
    let value = element.value();
    let kind = value.attr("type").unwrap_or("");
    value.name() == "input" && (kind.eq_ignore_ascii_case("checkbox") || kind.eq_ignore_ascii_case("radio"))
}

fn is_checked(element: ElementRef<'_>) -> bool {
    element.value().attr("checked").is_some()
}

impl Boxes {
    /// Those of a page.
    pub(super) fn of(page: &Html) -> Self {
        let mut out = Self::default();
        for element in page.root_element().descendent_elements() {
            if element.value().name() == "label" {
                out.named.extend(element.value().attr("for").map(str::to_owned));
            }
            if !is_box(element) {
                continue;
            }
            let checked = is_checked(element);
            let above = element.ancestors().take(HIGHEST).filter_map(ElementRef::wrap);
            if let Some(label) = above.into_iter().find(|above| above.value().name() == "label") {
                *out.labels.entry(key(label)).or_default() |= checked;
            } else if let Some(id) = element.value().id() {
                *out.identities.entry(id.to_owned()).or_default() |= checked;
            }
        }
        out
    }

    /// What an element is as a field of a form.
    pub(super) fn field(&self, element: ElementRef<'_>) -> Field {
        let value = element.value();
        match value.name() {
            "input" if is_box(element) => self.box_of(element),
            "input" => {
                let kind = value.attr("type").unwrap_or("text").to_ascii_lowercase();
                match kind.as_str() {
                    "hidden" | "button" | "submit" | "reset" | "image" | "file" | "password" => {
                        Field::Text(String::new())
                    }
                    _ => Field::Text(value.attr("value").unwrap_or("").to_owned()),
                }
            }
            "textarea" => Field::Text(element.text().collect::<String>().trim().to_owned()),
            "select" => select(element),
            "button" => Field::Prompt(text_of(element)),
            "datalist" => Field::Text(String::new()),
            "label" => {
                let named = || value.attr("for").and_then(|id| self.identities.get(id));
                match self.labels.get(&key(element)).or_else(named) {
                    Some(false) => Field::Unchecked,
                    _ => Field::None,
                }
            }
            _ => Field::None,
        }
    }

    fn box_of(&self, element: ElementRef<'_>) -> Field {
        let checked = is_checked(element);
        let labelled = element.value().id().is_some_and(|id| self.named.contains(id))
            || element
                .ancestors()
                .take(HIGHEST)
                .filter_map(ElementRef::wrap)
                .any(|above| self.labels.contains_key(&key(above)));
        if labelled {
            // The label says it.
            return Field::Text(String::new());
        }
        if label_follows(element) {
            return Field::Box(checked);
        }
        Field::Text(if checked { "☑" } else { "☐" }.to_owned())
    }
}

/// Whether text stands between a box and the next field.
fn label_follows(element: ElementRef<'_>) -> bool {
    for next in element.next_siblings() {
        match (next.value(), ElementRef::wrap(next)) {
            (Node::Text(text), _) if !text.trim().is_empty() => return true,
            (_, Some(element)) => match element.value().name() {
                "input" | "select" | "textarea" | "br" | "p" | "div" | "table" => return false,
                _ if element.text().any(|text| !text.trim().is_empty()) => return true,
                _ => {}
            },
            _ => {}
        }
    }
    false
}

fn select(element: ElementRef<'_>) -> Field {
    let options = || element.descendent_elements().filter(|option| option.value().name() == "option");
    let chosen: Vec<ElementRef<'_>> = options().filter(|option| option.value().attr("selected").is_some()).collect();
    let is_list = element.value().attr("multiple").is_some() || element.value().attr("size").is_some();
    let shown = match chosen.last() {
        Some(_) if is_list => chosen,
        Some(last) => vec![*last],
        None if is_list => Vec::new(),
        // A page shows the first option where nobody chose one.
        None => options().take(1).collect(),
    };
    let prompts = shown.iter().all(|option| option.value().attr("value").is_some_and(|value| value.trim().is_empty()));
    let text = shown.into_iter().map(text_of).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("、");
    if prompts { Field::Prompt(text) } else { Field::Text(text) }
}

fn text_of(element: ElementRef<'_>) -> String {
    element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}
