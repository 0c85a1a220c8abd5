//! The parts of a form that is read by its headings: what it prints, and what each heading stands for.

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
    /// What it is.
    pub shape: PartShape,
    /// What its label stands for.
    pub notion: Notion,
    /// Whether a sheet must have it.
    pub required: bool,
    /// The rows that the form prints itself.
    pub rows: Vec<PartRow>,
    /// The columns of a table; tables side by side one behind the other.
    pub columns: Vec<PartColumn>,
    /// What its row of totals is called.
    pub total: Option<Caption>,
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
}

impl Caption {
    /// The heading `text`, for which `also` stand too.
    pub(super) fn new(text: &str, also: &[String]) -> Self {
        let key = |text: &str| Heading::read(text).key;
        Self {
            text: text.to_owned(),
            keys: std::iter::once(key(text)).chain(also.iter().map(|text| key(text))).collect(),
        }
    }

    /// Whether a heading with these words is meant.
    pub fn is(&self, key: &str) -> bool {
        self.keys.iter().any(|own| own == key)
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
