//! The styles of a Word document, as far as they change what is read: numbering, hidden text, symbol fonts.

use crate::import::Refusal;
use crate::import::budget::Resource;
use crate::import::package::{Package, Xml, attribute};
use crate::import::rich::Look;
use crate::import::styles::is_on;
use quick_xml::events::BytesStart;
use rustc_hash::FxHashMap;

const PART: &str = "word/styles.xml";

/// No style is based on more than this, one on the other.
const DEEPEST: usize = 16;

/// The styles of a document by their identities.
#[derive(Default)]
pub(super) struct Styles(FxHashMap<String, Style>);

#[derive(Clone, Default)]
struct Style {
    based_on: Option<String>,
    list: Option<u32>,
    level: Option<u32>,
    /// What it says of the look of text.
    look: Said,
}

/// What is said of the look of text; what is not said is inherited.
#[derive(Clone, Default)]
pub(super) struct Said {
    vanish: Option<bool>,
    strike: Option<bool>,
    font: Option<String>,
}

impl Said {
    /// Takes what an element of run properties says.
    pub(super) fn take(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "vanish" => self.vanish = Some(is_on(element, "val")),
            "strike" | "dstrike" => self.strike = Some(is_on(element, "val") || self.strike == Some(true)),
            "rFonts" => self.font = attribute(element, "ascii").or_else(|| attribute(element, "hAnsi")),
            _ => {}
        }
    }

    /// Puts it over a look.
    pub(super) fn over(&self, look: &mut Look, struck: &mut bool, vanished: &mut bool) {
        *vanished = self.vanish.unwrap_or(*vanished);
        *struck = self.strike.unwrap_or(*struck);
        look.hidden = *vanished || *struck;
        if let Some(font) = &self.font {
            look.set_font(font);
        }
    }
}

impl Styles {
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, Refusal> {
        let mut styles = Self::default();
        if !package.has(PART) {
            return Ok(styles);
        }
        let mut budget = package.budget.clone();
        let mut open: Option<(String, Style)> = None;
        package.walk(PART, |node| {
            match node {
                Xml::Start(element) => {
                    let name = element.local_name();
                    if name.as_ref() == "style" {
                        open = Some((attribute(element, "styleId").unwrap_or_default(), Style::default()));
                    } else if let Some((_, style)) = &mut open {
                        match name.as_ref() {
                            "basedOn" => style.based_on = attribute(element, "val"),
                            "numId" => style.list = super::number(element),
                            "ilvl" => style.level = super::number(element),
                            _ => style.look.take(element),
                        }
                    }
                }
                Xml::End("style") => {
                    if let Some((id, style)) = open.take() {
                        budget.take(Resource::Nodes, 1)?;
                        let names = [Some(&id), style.based_on.as_ref(), style.look.font.as_ref()];
                        budget.take(Resource::Text, names.into_iter().flatten().map(|name| name.len() as u64).sum())?;
                        styles.0.insert(id, style);
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        package.budget = budget;
        Ok(styles)
    }

    /// A style and those that it is based on, itself first.
    fn chain(&self, id: &str) -> impl Iterator<Item = (&str, &Style)> {
        let first = self.0.get_key_value(id).map(|(id, style)| (id.as_str(), style));
        let next = |of: &(&str, &Style)| {
            let based_on = of.1.based_on.clone()?;
            self.0.get_key_value(&based_on).map(|(id, style)| (id.as_str(), style))
        };
        std::iter::successors(first, next).take(DEEPEST)
    }

    /// The list that a style puts its paragraphs in, the level where it states one, and the style that says so.
    pub(super) fn list(&self, id: &str) -> Option<(u32, Option<u32>, &str)> {
        self.chain(id).find_map(|(id, style)| Some((style.list?, style.level, id)))
    }

    /// What a style says of the look of text.
    pub(super) fn look(&self, id: &str) -> Said {
        let mut said = Said::default();
        for (_, style) in self.chain(id) {
            said.vanish = said.vanish.or(style.look.vanish);
            said.strike = said.strike.or(style.look.strike);
            said.font = said.font.or_else(|| style.look.font.clone());
        }
        said
    }
}
