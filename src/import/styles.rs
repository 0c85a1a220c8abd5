//! The styles of a workbook (xlsx), as far as they change what a cell shows.

use super::Refusal;
use super::budget::Resource;
use super::dates;
use super::number;
use super::package::{Package, Xml, attribute};
use super::rich::Look;
use quick_xml::events::BytesStart;
use rustc_hash::FxHashMap;

/// The styles of a workbook.
#[derive(Default)]
pub(super) struct Styles {
    styles: Vec<Style>,
    formats: FxHashMap<u32, (String, bool)>,
    looks: Vec<Look>,
}

#[derive(Clone, Copy, Default)]
struct Style {
    format: u32,
    font: u32,
}

/// How a cell shows its value.
#[derive(Clone, Copy)]
pub(super) struct Shows<'s> {
    /// The display format.
    pub(super) format: &'s str,
    /// Whether that is one of dates.
    pub(super) is_date: bool,
    /// The font, where it changes anything.
    pub(super) look: Option<&'s Look>,
}

impl Styles {
    /// Those of a workbook in the part that holds them; none where it has none.
    pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Self, Refusal> {
        let mut styles = Self::default();
        if !package.has(part) {
            return Ok(styles);
        }
        let mut budget = package.budget.clone();
        let (mut in_styles, mut in_fonts, mut look) = (false, false, None::<Look>);
        package.walk(part, |node| {
            match node {
                Xml::Start(element) => match element.local_name().as_ref() {
                    "numFmt" => {
                        let code = attribute(element, "formatCode").unwrap_or_default();
                        if let Some(id) = number_of(element, "numFmtId") {
                            budget.take(Resource::Text, code.len() as u64)?;
                            let is_date = dates::is_date(&code);
                            styles.formats.insert(id, (code, is_date));
                        }
                    }
                    "cellXfs" => in_styles = true,
                    "xf" if in_styles => {
                        budget.take(Resource::Nodes, 1)?;
                        let number = |name| number_of(element, name).unwrap_or(0);
                        styles.styles.push(Style { format: number("numFmtId"), font: number("fontId") });
                    }
                    "fonts" => in_fonts = true,
                    "font" if in_fonts => look = Some(Look::default()),
                    "strike" | "name" if look.is_some() => {
                        if let Some(look) = &mut look {
                            set_look(look, element);
                        }
                    }
                    _ => {}
                },
                Xml::End("cellXfs") => in_styles = false,
                Xml::End("fonts") => in_fonts = false,
                Xml::End("font") => {
                    if let Some(look) = look.take() {
                        budget.take(Resource::Nodes, 1)?;
                        styles.looks.push(look);
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        package.budget = budget;
        Ok(styles)
    }

    /// How cells of a style show their values.
    pub(super) fn of(&self, style: usize) -> Shows<'_> {
        let style = self.styles.get(style).copied().unwrap_or_default();
        let (format, is_date) = match self.formats.get(&style.format) {
            Some((code, is_date)) => (code.as_str(), *is_date),
            None => {
                let code = number::builtin(style.format).unwrap_or_default();
                (code, matches!(style.format, 14..=22 | 27..=36 | 45..=47 | 50..=58))
            }
        };
        let look = self.looks.get(style.font as usize).filter(|look| **look != Look::default());
        Shows { format, is_date, look }
    }
}

/// Takes what an element says of the look of a font.
pub(super) fn set_look(look: &mut Look, element: &BytesStart<'_>) {
    match element.local_name().as_ref() {
        "strike" => look.hidden = is_on(element, "val"),
        "name" | "rFont" => {
            if let Some(font) = attribute(element, "val") {
                look.set_font(&font);
            }
        }
        _ => {}
    }
}

/// Whether an element that says yes by being there does not say no.
pub(super) fn is_on(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
}

fn number_of(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.parse().ok()
}
