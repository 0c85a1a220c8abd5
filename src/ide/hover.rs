//! Hover: what the cell under the cursor is, what is expected there, and what it comes to.

mod goal;
mod identity;
mod indicator;
mod money;
#[cfg(test)]
mod tests;

pub(super) use indicator::{class_page, group_page};

use super::complete::directive;
use super::spot::{Slot, Spot, parents};
use super::{Analysis, describe, headed};
use crate::diagnostic::{Diagnostic, Lang, say};
use crate::manual;
use crate::profile::{ColumnKind, SectionKind, Shape};
use crate::rules;
use crate::sheet::Sheet;
use crate::text::TextRange;

/// What is shown of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about, counted from the text's start.
    pub range: TextRange,
    /// Markdown.
    pub text: String,
}

/// What is to be shown at byte `offset` of the text; `findings` count from the text's start.
pub fn hover<'d>(
    analysis: &Analysis,
    offset: u32,
    findings: impl IntoIterator<Item = &'d Diagnostic>,
) -> Option<Hover> {
    let lang = analysis.settings().lang;
    let mut pages: Vec<String> = Vec::new();
    let mut range: Option<TextRange> = None;
    if let Some(place) = analysis.sheet_at(offset) {
        let sheet = place.sheet();
        let spot = Spot::new(&sheet, offset.saturating_sub(place.base));
        if let Some((of, page)) = at_spot(analysis, &sheet, &spot, lang) {
            range = Some(of.shifted(place.base));
            pages.push(page);
        }
    }
    let mut rules: Vec<&str> = Vec::new();
    for finding in findings.into_iter().filter(|of| of.range.start <= offset && offset <= of.range.end) {
        range = range.or(Some(finding.range));
        if !rules.contains(&finding.rule.name) {
            rules.push(finding.rule.name);
            pages.push(manual::page(finding.rule, lang));
        }
    }
    range.map(|range| Hover { range, text: pages.join("\n\n---\n\n") })
}

/// What is to be shown of a spot, and what it is about.
fn at_spot(analysis: &Analysis, sheet: &Sheet<'_>, spot: &Spot, lang: Lang) -> Option<(TextRange, String)> {
    let profile = sheet.profile;
    let page = match spot.slot {
        Slot::Comment => return comment(analysis, sheet, spot, lang),
        Slot::Title if sheet.headings.is_some() => {
            let name = describe::literal(spot.value(sheet));
            let read = if sheet.profile.is_none() {
                lang.pick("没有这种表的表样，按栏名读取", "No form is known for it; it is read by its headings")
            } else {
                lang.pick(&sheet.profile.name.0, &sheet.profile.name.1)
            };
            let mut page = match sheet.fiscal_year {
                Some(year) => {
                    say!(lang, "**{name}**，{year} 年度\n\n{read}", "**{name}**, fiscal year {year}\n\n{read}")
                }
                None => format!("**{name}**\n\n{read}"),
            };
            page.push_str(&describe::form_authority(profile, lang));
            page
        }
        Slot::Title => {
            let name = describe::literal(lang.pick(&profile.name.0, &profile.name.1));
            let mut page = match analysis.head().fiscal_year {
                Some(year) => say!(lang, "**{name}**，{year} 年度", "**{name}**, fiscal year {year}"),
                None => format!("**{name}**"),
            };
            page.push_str(&describe::form_authority(profile, lang));
            page
        }
        Slot::Label | Slot::Printed if sheet.headings.is_some() => {
            headed::page(sheet, sheet.headings.as_deref()?, spot, lang)?
        }
        Slot::Column { .. } if sheet.headings.is_some() => {
            let headings = sheet.headings.as_deref()?;
            let (_, column) = spot.column(sheet)?;
            let place = || headed::page(sheet, headings, spot, lang);
            match column.kind {
                // What a class holds, and what an indicator states, is as in any form.
                ColumnKind::Class | ColumnKind::Group | ColumnKind::Name if !spot.value(sheet).is_empty() => {
                    indicator::page(sheet, spot, column, lang)
                }
                ColumnKind::Class | ColumnKind::Group if parents(sheet, spot.at).0.is_some() => {
                    indicator::page(sheet, spot, column, lang)
                }
                _ => place()?,
            }
        }
        Slot::Printed => return None,
        Slot::Label => {
            let open =
                sheet.section_at(spot.at.row).filter(|_| spot.at.cell <= sheet.cells(spot.at.row).len() as u32)?;
            if spot.value(sheet).is_empty() {
                return None;
            }
            let section = sheet.sections[open].section?;
            let described = &profile.sections[section];
            let mut page = headed(&described.label.text, &describe::section(profile, described, lang));
            page.push_str(&money::section_sums(sheet, section, lang));
            page
        }
        Slot::Header { .. } => {
            let (_, column) = spot.column(sheet)?;
            headed(&column.label.text, &describe::expected(profile, column.kind, lang))
        }
        Slot::Field { section } => match profile.sections[section].shape {
            Shape::Field(ColumnKind::Identity) => identity::page(sheet, section, lang),
            Shape::Field(ColumnKind::Amount) => {
                money::page(sheet, spot.at, &profile.sections[section].label.text, lang)
            }
            _ => {
                let described = &profile.sections[section];
                headed(&described.label.text, &describe::section(profile, described, lang))
            }
        },
        Slot::Part { section, part } => {
            let described = &profile.sections[section];
            match part.and_then(|part| described.parts().nth(part).map(|of| (part, of))) {
                Some((part, of)) => money::part_page(sheet, section, part, &of.label.text, lang),
                None => headed(&described.label.text, &describe::section(profile, described, lang)),
            }
        }
        Slot::PartAmount { section, part } => {
            let label = profile.sections[section].parts().nth(part).map_or("", |part| part.label.text.as_str());
            money::page(sheet, spot.at, label, lang)
        }
        Slot::Column { section, .. } => {
            let (_, column) = spot.column(sheet)?;
            match column.kind {
                ColumnKind::Amount => money::page(sheet, spot.at, &column.label.text, lang),
                _ if profile.sections[section].kind == SectionKind::Indicators => {
                    indicator::page(sheet, spot, column, lang)
                }
                kind => headed(&column.label.text, &describe::expected(profile, kind, lang)),
            }
        }
        Slot::Text { section } => {
            let described = &profile.sections[section];
            let mut page = headed(&described.label.text, &describe::section(profile, described, lang));
            if described.kind == SectionKind::Goal {
                page.push_str(&goal::figures(sheet, lang));
            }
            page
        }
        Slot::Nothing => {
            sheet.columns_at(spot.at.row).filter(|_| spot.at.cell > 0)?;
            match (spot.value(sheet).is_empty(), spot.has_values_behind(sheet)) {
                (true, false) => return None,
                (true, true) => lang.pick(
                    "多出来的空单元格：它后面的值因此不在自己的栏里，请删去。",
                    "An empty cell too many: the values behind it are out of their columns. Delete it.",
                ),
                (false, _) => lang.pick(
                    "表样在这里没有这一栏，这个值不属于任何一栏；请移到相应的栏或删去。",
                    "The form has no column here; this value belongs to none. Move it to its column, or delete it.",
                ),
            }
            .to_owned()
        }
    };
    Some((spot.range, page))
}

/// What a word of a directive means.
fn comment(analysis: &Analysis, sheet: &Sheet<'_>, spot: &Spot, lang: Lang) -> Option<(TextRange, String)> {
    let row = sheet.row(spot.at.row).range();
    let text = &sheet.text[row.usize()];
    text.trim_start().strip_prefix('#')?.trim_start().strip_prefix("mubiao")?;
    let at = (spot.cursor - row.start) as usize;
    let part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let start =
        text[..at].rfind(|c: char| !part(c)).map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let end = at + text[at..].find(|c: char| !part(c)).unwrap_or(text.len() - at);
    let word = &text[start..end];
    let page = if let Some(rule) = rules::find(word) {
        manual::page(rule, lang)
    } else if let Some(meaning) = directive::meaning(word, lang) {
        headed(word, meaning)
    } else if let Some(profile) = analysis.settings().profiles.find(word) {
        headed(word, lang.pick(&profile.name.0, &profile.name.1))
    } else {
        return None;
    };
    Some((TextRange::new(row.start + start as u32, row.start + end as u32), page))
}

/// A name and what there is to say of it.
fn headed(name: &str, text: &str) -> String {
    format!("**{}**\n\n{}", describe::literal(name), describe::literal(text))
}
