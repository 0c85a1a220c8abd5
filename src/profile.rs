//! What a form is: its sections and columns, its sums, its indicator tree and standard indicators, all read from data.

mod build;
mod catalogue;
mod checks;
mod error;
mod file;
mod fold;
mod formula;
mod grid;
mod heading;
mod headings;
mod layout;
mod load;
mod parts;
mod pattern;
mod registry;
mod rows;
pub(crate) mod toml_error;
mod vocabulary;
mod word_list;

pub use catalogue::{Catalogue, Standard, TreeGroup, Word};
pub use error::{ProfileError, Said};
pub(crate) use fold::differs_outside;
pub use fold::{fold, fold_value, folded, letters};
pub use formula::{Each, FormCheck, Formula, Operand, Place, PlaceRow, Relation};
pub use grid::PrintGrid;
pub use heading::{Heading, MoneyUnit};
pub(crate) use heading::{is_bare, unnumbered};
pub use headings::{Traits, by_headings};
pub use layout::{
    AmountFormat, Better, Column, ColumnKind, Directions, ExpectedMeasure, Label, LabelMatch, MAX_COLUMNS, Measures,
    Part, Section, SectionKind, Shape, Sum, Term, TermRows,
};
pub use parts::{Caption, FormPart, PartColumn, PartRow, PartShape};
pub use pattern::{Pattern, Piece};
pub use registry::{OwnProfile, Profiles, builtin};
pub use rows::{FormRow, FormRows, Known, RowReading};
pub(crate) use vocabulary::headings as known_headings;
pub use vocabulary::{
    FIELD_LABELS, INDICATOR_COLUMNS, LIST_COLUMNS, MONEY_COLUMNS, MONEY_LABELS, Notion, Notions, RESULT_COLUMNS,
    TEXT_LABELS, Words, notion_name, spellings,
};
pub use word_list::WordList;

use std::borrow::Cow;
use std::sync::{Arc, LazyLock, OnceLock};

use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::bytes::{Short, holds, short};
use crate::text::compatible;

/// The name that stands for no profile: sheets are then read by their headings.
pub const NO_PROFILE: &str = "none";

/// The file of a form's layout.
pub const LAYOUT: &str = "layout.toml";

/// The file of a form's indicators.
pub const INDICATORS: &str = "indicators.tsv";

/// No word of a form is longer than this, in bytes; what is longer is not folded to look it up.
const LONGEST_WORD: usize = 512;

/// A form, as data.
#[derive(Debug)]
pub struct Profile {
    /// Its name in kebab case.
    pub id: String,
    /// Its name for readers, Chinese and English.
    pub name: (String, String),
    /// The document, the published sheets or the experience that it rests on, Chinese and English; empty where the form
    /// does not say.
    pub authority: (String, String),
    /// The titles a book of this form may have; the first is the canonical one.
    pub titles: Vec<String>,
    /// What every title of each kind says.
    stems: Vec<Stem>,
    /// How amounts are written.
    pub amount: AmountFormat,
    /// The sections in the form's order.
    pub sections: Vec<Section>,
    /// What must be equal.
    pub sums: Vec<Sum>,
    /// What else must hold among its figures.
    pub checks: Vec<FormCheck>,
    /// The text of its `layout.toml`.
    pub layout: Arc<str>,
    /// What it prints, where it is read by its headings.
    pub parts: Vec<FormPart>,
    /// Which way is better.
    pub directions: Directions,
    /// How units of measure are spelled, and which go with which names.
    pub measures: Measures,
    /// The printed form.
    pub grid: PrintGrid,
    /// The words, the indicator tree and the standard indicators.
    pub catalogue: Catalogue,
    /// The rows that the form has itself.
    pub form_rows: FormRows,
    /// Words before a target value in one cell with it that say that it is qualitative: `定性`.
    pub marks: Vec<String>,
    /// The classes, by index, of which every sheet has an indicator.
    pub required_classes: Vec<u16>,
    /// Whether a number without an operator is an error; otherwise it is worth a look.
    pub needs_operators: bool,
    /// Whether the form says how an operator is written; otherwise every spelling of it will do.
    pub states_operators: bool,
    /// What the weights of all indicators come to.
    pub weights: Option<Decimal>,
    /// Operators as this form writes them, by every spelling, width folded.
    operators: FxHashMap<String, Arc<str>>,
    /// The short ones of them by their bytes.
    short_operators: FxHashMap<Short, Arc<str>>,
    /// Those that bound a value, what they ask for, and which one asks for the contrary.
    bounds: Vec<(Arc<str>, Better, &'static str)>,
    /// A bit for the last byte of every Han character that one of them begins with.
    operator_heads: u64,
    labels: FxHashMap<String, (usize, LabelMatch)>,
    /// A bit for the last byte of every Han character that one of the labels begins with.
    label_heads: u64,
    identity: usize,
    code: Option<usize>,
    indicators: Option<usize>,
    column_of: [Option<u8>; ColumnKind::COUNT],
    longest_label: usize,
    words: Words,
    /// Labels that say nothing of where a sheet begins; the outline finds them out.
    pub(crate) quiet_labels: OnceLock<FxHashSet<String>>,
    headings: bool,
    variants: Option<headings::Variants>,
}

impl Profile {
    /// Whether its sheets are read by their own headings.
    pub fn by_headings(&self) -> bool {
        self.headings
    }

    /// Whether it is no form, but what sheets are read by that have none.
    pub fn is_none(&self) -> bool {
        self.id == NO_PROFILE
    }

    /// The same for a sheet that has these columns, where sheets are read by their headings.
    pub fn with(&self, traits: Traits) -> &Self {
        match &self.variants {
            Some(variants) => variants.of(traits),
            None => by_headings(traits),
        }
    }

    /// What headings stand for in the form.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The index of the section that identifies the budget unit.
    pub fn identity(&self) -> usize {
        self.identity
    }

    /// The index of the section that states the budget unit's code alone.
    pub fn code(&self) -> Option<usize> {
        self.code
    }

    /// How the budget unit is written.
    pub fn pattern(&self) -> &Pattern {
        static USUAL: LazyLock<Pattern> = LazyLock::new(Pattern::usual);
        self.sections[self.identity].pattern.as_ref().unwrap_or(&USUAL)
    }

    /// The index and the columns of the section of indicators.
    pub fn indicators(&self) -> Option<(usize, &[Column])> {
        self.indicators.map(|at| (at, self.sections[at].columns()))
    }

    /// The index of the indicators' first column of that kind.
    #[inline]
    pub fn column_of(&self, kind: ColumnKind) -> Option<usize> {
        self.column_of[kind as usize].map(usize::from)
    }

    /// The section whose label is `label`, its own spelling or another width, and which of both it is.
    pub fn section_of(&self, label: &str) -> Option<(usize, LabelMatch)> {
        // Most texts begin with another character than any label, and folding keeps it.
        if fold::han_head(label).is_some_and(|head| self.label_heads >> (head & 63) & 1 == 0) {
            return None;
        }
        if let Some(&(section, kind)) = self.labels.get(label) {
            return Some((section, kind));
        }
        // Most printed forms have a colon behind their labels.
        if let Some(bare) = label.strip_suffix(['：', ':']) {
            return self.section_of(bare).map(|(section, _)| (section, LabelMatch::Folded));
        }
        if label.len() > 3 * self.longest_label {
            return None;
        }
        let found = if fold::may_fold(label) { self.labels.get(&fold(label)) } else { None };
        if let Some((section, _)) = found {
            return Some((*section, LabelMatch::Folded));
        }
        // A unit behind the label of an amount is the form's or another one, and the label is the same.
        let (section, _) = self.section_of(heading::without_unit(label)?)?;
        (self.sections[section].kind == SectionKind::Money).then_some((section, LabelMatch::Folded))
    }

    /// The label of the form that `text` nearly spells: at most a third of it differs.
    pub fn nearest_label(&self, text: &str) -> Option<usize> {
        let folded = fold(text);
        let length = folded.chars().count();
        if length > 40 {
            return None;
        }
        let distance = |section: &Section| strsim::damerau_levenshtein(&section.label.folded, &folded);
        let near = self.sections.iter().enumerate().map(|(at, section)| (distance(section), at)).min()?;
        (3 * near.0 <= length).then_some(near.1)
    }

    /// Whether a row whose first value is `label` may begin a sheet, by its first character alone: no folding changes one
    /// that is Han.
    pub fn may_start_sheet(&self, label: &str) -> bool {
        let own = &self.sections[self.identity].label;
        !own.also.is_empty() || !fold::differs_first(label, &own.folded)
    }

    /// Whether a row whose first value is `label` begins a sheet.
    pub fn starts_sheet(&self, label: &str) -> bool {
        let canonical = &self.sections[self.identity].label.text;
        // Most first values differ in their first character, and that is all that is looked at.
        let also = &self.sections[self.identity].label.also;
        if also.is_empty() && fold::differs_outside(label, &self.sections[self.identity].label.folded) {
            return label.ends_with(['：', ':']) && self.starts_sheet(label.trim_end_matches(['：', ':']));
        }
        let differs = label.chars().next() != canonical.chars().next() || label.len() > 2 * canonical.len() + 8;
        if differs && also.is_empty() {
            return label.starts_with([' ', '\u{3000}']) && self.starts_sheet(label.trim());
        }
        label == canonical || matches!(self.section_of(label), Some((section, _)) if section == self.identity)
    }

    /// The operator that `text` spells, as this form writes it; `None` when it is no operator.
    pub fn operator(&self, text: &str) -> Option<&str> {
        let other = |head: u8| self.operator_heads >> (head & 63) & 1 == 0;
        if text.len() > 24 || fold::han_head(text).is_some_and(other) {
            return None;
        }
        let folded = || match fold_value(text) {
            Cow::Owned(folded) => self.operators.get(&*folded),
            Cow::Borrowed(_) => None,
        };
        let found = match short(text) {
            Some(key) => self.short_operators.get(&key),
            None => self.operators.get(text),
        };
        found.or_else(folded).map(AsRef::as_ref)
    }

    /// The operators as this form writes them, sorted.
    pub fn operators(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.operators.values().map(AsRef::as_ref).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// What else stands for `operator`, width folded, sorted.
    pub fn spellings_of(&self, operator: &str) -> Vec<&str> {
        let same = self.operators.iter().filter(|(spelling, of)| of.as_ref() == operator && *spelling != operator);
        let mut all: Vec<&str> = same.map(|(spelling, _)| spelling.as_str()).collect();
        all.sort_unstable();
        all
    }

    /// What the form knows `text` as, in the form's spelling or in another width or with blanks in it.
    #[inline]
    pub fn word(&self, text: &str) -> Word {
        let word = self.catalogue.word(text);
        if word.is_unknown() && text.len() <= LONGEST_WORD && fold::may_fold(text) {
            self.catalogue.folded_word(&fold(text))
        } else {
            word
        }
    }

    /// The form's spelling of a class, a group or a standard indicator that `text` spells in another width or with blanks
    /// in it; `None` when it is spelled so already, or none of them.
    pub fn known_spelling(&self, text: &str) -> Option<&str> {
        if !fold::may_fold(text) || self.catalogue.word(text).is_path() {
            return None;
        }
        let word = self.catalogue.folded_word(&fold(text));
        let catalogue = &self.catalogue;
        let standard = word.standard.map(|at| &catalogue.standards[at as usize].name);
        let group = word.group.map(|at| &catalogue.groups[at as usize].name);
        let class = word.class.map(|at| &catalogue.classes[at as usize]);
        standard.or(group).or(class).map(String::as_str)
    }

    /// `text` as the form spells it, where it is a class, a group or a standard indicator.
    pub fn canonical<'t>(&'t self, text: &'t str) -> &'t str {
        self.known_spelling(text).unwrap_or(text)
    }

    /// Whether `text` is one of the titles, in any width, alone or with a year or a bracket behind or before it.
    pub fn is_title(&self, text: &str) -> bool {
        self.stems.iter().any(|stem| stem.is_in(text))
    }

    /// The title of a book for `year`.
    pub fn title(&self, year: i32) -> Option<String> {
        self.titles.first().map(|title| title.replace(YEAR, &year.to_string()))
    }

    /// Whether `word` bounds a value from below or from above; `None` when it does neither.
    pub fn bound(&self, word: &str) -> Option<Better> {
        self.asks(self.operator(word)?).map(|(better, _)| better)
    }

    /// What `sign`, an operator as this form writes it, asks for, and the sign that asks for the contrary; `None` when it
    /// bounds nothing.
    pub fn asks(&self, sign: &str) -> Option<(Better, &'static str)> {
        self.bounds.iter().find(|(bound, ..)| **bound == *sign).map(|&(_, better, turned)| (better, turned))
    }
}

/// Where the year stands in a title.
const YEAR: &str = "{Y}";

/// What every title of such a kind says: the longest piece beside the year, without the word behind the year and the
/// brackets around both.
fn stem(title: &str) -> &str {
    let pieces = title.split(YEAR).map(|piece| {
        let piece = if title.starts_with(YEAR) { piece.trim_start_matches(['年', '度']) } else { piece };
        piece.trim_matches(['（', '(', '）', ')', ' ', '\u{3000}'])
    });
    pieces.max_by_key(|piece| piece.len()).unwrap_or(title)
}

/// The [`stem`] of a title, folded.
#[derive(Debug)]
struct Stem {
    text: String,
    folded: String,
    /// A Han character of it, which folding leaves as it is.
    sign: Option<char>,
}

impl Stem {
    fn of(title: &str) -> Self {
        let folded = fold(stem(title));
        let han = |c: &char| matches!(c, '\u{4e00}'..='\u{9fff}');
        // Tables of every kind are called 表, and half of all lines hold a 度.
        let sign = folded.chars().find(|c| *c == '绩').or_else(|| folded.chars().find(han));
        Self { text: stem(title).to_owned(), folded, sign }
    }

    /// Whether `text` says it, in any width.
    fn is_in(&self, text: &str) -> bool {
        let signed = || self.sign.is_none_or(|sign| holds(text, sign)) || compatible::may_hold(text);
        let same = || self.is_spelled_in(text) || fold(text).contains(&self.folded);
        text.len() >= self.folded.len() && signed() && same()
    }

    /// Whether `text` says it to the letter.
    fn is_spelled_in(&self, text: &str) -> bool {
        let Some((sign, at)) = self.sign.and_then(|sign| Some((sign, self.text.find(sign)?))) else {
            return text.contains(&self.text);
        };
        let mut starts = text.match_indices(sign).filter_map(|(found, _)| found.checked_sub(at));
        starts.any(|start| text.as_bytes()[start..].starts_with(self.text.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_match_in_any_width() {
        let profile = &builtin()[0];
        assert_eq!(profile.section_of("部门（单位）名称"), Some((0, LabelMatch::Exact)));
        assert_eq!(profile.section_of("部门(单位)名称"), Some((0, LabelMatch::Folded)));
        assert_eq!(profile.section_of("年度 预算收入"), Some((1, LabelMatch::Folded)));
        assert_eq!(profile.section_of("年度预算"), None);
    }

    #[test]
    fn operators_fold_to_the_form_s_spelling() {
        let profile = &builtin()[0];
        for (text, operator) in [("≥", ">="), ("＞＝", ">="), ("大于等于", ">="), ("＝", "="), ("<=", "<=")] {
            assert_eq!(profile.operator(text), Some(operator), "{text}");
        }
        assert_eq!(profile.operator("约"), None);
    }
}
