//! The parts of a form that is read by its headings: what it prints, and what each heading stands for.

use std::borrow::Cow;

use super::heading::Heading;
use super::vocabulary::Notion;

/// A part of a form: a field, a text, a table.
#[derive(Clone, Debug)]
pub struct FormPart {
    /// Its name in the profile.
    pub id: String,
    /// Its label; `None` where the form prints none.
    pub label: Option<Caption>,
    /// The label around its own.
    pub within: Option<Caption>,
    /// The label around that one.
    pub around: Option<Caption>,
    /// What it is.
    pub shape: PartShape,
    /// What its label stands for.
    pub notion: Notion,
    /// Whether a sheet must have it.
    pub required: bool,
    /// Whether its label stands for what no other part's does, so that a sheet may call it otherwise.
    pub only: bool,
    /// Whether another part has the same label or it has none, so that the label around it tells which one it is.
    pub alike: bool,
    /// The rows that the form prints itself.
    pub rows: Vec<PartRow>,
    /// The columns of a table; tables side by side one behind the other.
    pub columns: Vec<PartColumn>,
    /// What its row of totals is called.
    pub total: Option<Caption>,
    /// Whether it is printed beside the part before it.
    pub beside: bool,
    /// The classes that an empty sheet has, each with its groups.
    pub tree: Vec<(String, Vec<String>)>,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartShape {
    /// A label and its value.
    Field,
    /// A label and paragraphs.
    Text,
    /// Labels, each with an amount behind it.
    Breakdown,
    /// Headers, and rows below.
    List,
    /// Headers of indicators, and an indicator a row.
    Indicators,
}

/// A row that the form prints itself.
#[derive(Clone, Debug)]
pub struct PartRow {
    /// Its name in the profile.
    pub id: String,
    /// Its label.
    pub label: Caption,
    /// How many rows of the part with the same label stand before it.
    pub nth: usize,
    /// What is printed before it and the rows below, in a column of its own.
    pub under: Option<String>,
    /// The printed row that it stands in, from 0.
    pub line: usize,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct PartColumn {
    /// Its name in the profile.
    pub id: String,
    /// Its header; `None` for the blank one of a first column.
    pub header: Option<Caption>,
    /// What is printed above it and its neighbours.
    pub under: Option<Caption>,
    /// What it holds; `None` for text of no known kind.
    pub notion: Option<Notion>,
    /// Whether a sheet must have it.
    pub required: bool,
    /// How many columns of the part with the same headers stand before it.
    pub nth: usize,
}

/// A heading as the form prints it, and what else stands for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// As the form prints it.
    pub text: String,
    /// The words without what is printed around them: its own, then those of the others.
    keys: Vec<String>,
    /// Whether it names a year, which differs from sheet to sheet.
    year: bool,
}

/// The year that stands for all of them in the words of a heading.
const SOME_YEAR: i32 = 2000;

impl Caption {
    /// The heading `text`, for which `also` stand too.
    pub(super) fn new(text: &str, also: &[String]) -> Self {
        let key = |text: &str| Heading::read(&in_year(text, SOME_YEAR)).key.into_owned();
        Self {
            text: text.to_owned(),
            keys: std::iter::once(key(text)).chain(also.iter().map(|text| key(text))).collect(),
            year: text.contains(YEAR),
        }
    }

    /// As the form prints it for `year`.
    pub fn printed(&self, year: i32) -> Cow<'_, str> {
        if self.year { in_year(&self.text, year).into() } else { self.text.as_str().into() }
    }

    /// Whether a heading with these words is meant.
    pub fn is(&self, key: &str) -> bool {
        self.keys.iter().any(|own| own == key || (self.year && same_but_for_years(own, key)))
    }

    /// Whether it has words at all.
    pub(super) fn is_empty(&self) -> bool {
        self.keys.iter().any(String::is_empty)
    }

    /// Its words.
    pub fn key(&self) -> &str {
        &self.keys[0]
    }

    /// Every spelling's words.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }
}

/// What a year in a heading begins with: `{Y}`, `{Y-1}`, `{Y+2}`.
const YEAR: &str = "{Y";

/// `text` with the years that it has in a sheet of `year`.
fn in_year(text: &str, year: i32) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(YEAR) {
        let Some((offset, after)) = behind.split_once('}') else { break };
        let Ok(offset) = (if offset.is_empty() { Ok(0) } else { offset.parse::<i32>() }) else { break };
        out.push_str(before);
        match (1900..2200).contains(&year) {
            true => out.push_str(&(year + offset.clamp(-99, 99)).to_string()),
            // Nobody has said yet which one it is.
            false => out.push_str("20××"),
        }
        rest = after;
    }
    out + rest
}

/// Whether two headings differ in nothing but years.
fn same_but_for_years(one: &str, other: &str) -> bool {
    let bare = |text: &str| text.split(|c: char| c.is_ascii_digit()).map(str::to_owned).collect::<Vec<_>>();
    one.len() == other.len() && bare(one) == bare(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_names_the_year_of_its_sheet() {
        let caption = Caption::new("{Y-1}年", &[]);
        assert_eq!(caption.printed(2024), "2023年");
        assert!(caption.is(&Heading::read("2021年").key) && !caption.is("上年") && !caption.is("21年"));
        assert_eq!(Caption::new("中期目标（{Y}年—{Y+2}年）", &[]).printed(2023), "中期目标（2023年—2025年）");
        assert_eq!(Caption::new("{Y", &[]).printed(2023), "{Y");
    }
}
