//! The file `layout.toml` as it is written, and what it takes over from the form that it extends.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::NO_PROFILE;

/// `layout.toml`. What is left out is that of the extended form.
#[derive(Deserialize, Clone, Debug)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct LayoutFile {
    pub(super) id: Spanned<String>,
    pub(super) extends: Option<Spanned<String>>,
    pub(super) name: Option<NameFile>,
    /// On what the form rests, for readers.
    pub(super) authority: Option<NameFile>,
    pub(super) titles: Option<Vec<String>>,
    pub(super) amount: Option<AmountFile>,
    pub(super) operators: Option<BTreeMap<String, Vec<String>>>,
    /// Whether the operators are those that sheets without a form are read by, whose spelling no form states.
    #[serde(skip)]
    pub(super) operators_supposed: bool,
    #[serde(rename = "section")]
    pub(super) sections: Option<Vec<Spanned<SectionFile>>>,
    pub(super) read: Option<ReadFile>,
    /// The sections of the form that says how sheets are read by their headings.
    #[serde(skip)]
    pub(super) base_sections: Option<Vec<Spanned<SectionFile>>>,
    #[serde(rename = "check")]
    pub(super) checks: Option<Vec<Spanned<CheckFile>>>,
    #[serde(default)]
    pub(super) indicators: IndicatorsFile,
    #[serde(default)]
    pub(super) qualitative: QualitativeFile,
    #[serde(default)]
    pub(super) direction: DirectionFile,
    #[serde(default)]
    pub(super) measures: MeasuresFile,
    pub(super) grid: Option<GridFile>,
}

/// How sheets of the form are read.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ReadFile {
    /// Row by row, as the form has them.
    Rows,
    /// By their own headings.
    Headings,
}

#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct GridFile {
    #[serde(default)]
    pub(super) landscape: bool,
    pub(super) widths: Spanned<Vec<u32>>,
    #[serde(default)]
    pub(super) spans: BTreeMap<String, Vec<Vec<usize>>>,
}

#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct NameFile {
    pub(super) zh: String,
    pub(super) en: String,
}

#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct AmountFile {
    pub(super) unit: Spanned<String>,
    pub(super) decimals: u32,
    pub(super) tolerance: Spanned<String>,
}

#[derive(Deserialize, Clone, Debug)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct SectionFile {
    pub(super) id: String,
    #[serde(default)]
    pub(super) label: String,
    #[serde(default)]
    pub(super) also: Vec<String>,
    pub(super) within: Option<WithinFile>,
    pub(super) shape: ShapeFile,
    pub(super) kind: Option<Spanned<String>>,
    pub(super) pattern: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) optional: bool,
    pub(super) beside: Option<bool>,
    #[serde(default)]
    pub(super) tree: Vec<Vec<String>>,
    #[serde(default)]
    pub(super) rows: Vec<Vec<PartFile>>,
    #[serde(default)]
    pub(super) columns: Vec<ColumnFile>,
    pub(super) total: Option<String>,
    pub(super) numbered: Option<String>,
    pub(super) most: Option<usize>,
    pub(super) as_many_as: Option<Spanned<String>>,
}

/// The labels around a section, the outermost first.
#[derive(Deserialize, Clone, Debug)]
#[serde(untagged)]
pub(super) enum WithinFile {
    One(String),
    Several(Vec<String>),
}

impl WithinFile {
    pub(super) fn labels(&self) -> &[String] {
        match self {
            Self::One(label) => std::slice::from_ref(label),
            Self::Several(labels) => labels,
        }
    }
}

#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ShapeFile {
    Field,
    Breakdown,
    List,
    Text,
    Indicators,
}

#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct PartFile {
    pub(super) id: String,
    pub(super) label: String,
    #[serde(default)]
    pub(super) also: Vec<String>,
    #[serde(default)]
    pub(super) required: bool,
    pub(super) under: Option<String>,
}

#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnFile {
    pub(super) id: String,
    #[serde(default)]
    pub(super) label: String,
    #[serde(default)]
    pub(super) also: Vec<String>,
    pub(super) under: Option<String>,
    pub(super) kind: Spanned<String>,
    #[serde(default)]
    pub(super) required: bool,
}

#[derive(Deserialize, Clone, Debug)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct CheckFile {
    pub(super) rule: Spanned<String>,
    pub(super) holds: Spanned<String>,
    pub(super) each: Option<Spanned<EachFile>>,
}

#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum EachFile {
    Row,
    Column,
}

#[derive(Deserialize, Clone, Debug, Default)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct IndicatorsFile {
    pub(super) standard: Option<StandardFile>,
    pub(super) required_classes: Option<Vec<Spanned<String>>>,
    pub(super) weights: Option<Spanned<String>>,
    pub(super) operators: Option<StandardFile>,
}

#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum StandardFile {
    Required,
    Optional,
}

#[derive(Deserialize, Clone, Debug, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct QualitativeFile {
    pub(super) own: Option<Vec<String>>,
    pub(super) other: Option<Vec<String>>,
    pub(super) marks: Option<Vec<String>>,
}

#[derive(Deserialize, Clone, Debug, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct DirectionFile {
    pub(super) smaller: Option<Vec<String>>,
    pub(super) larger: Option<Vec<String>>,
    pub(super) turned: Option<Vec<String>>,
    pub(super) signed: Option<Vec<String>>,
    pub(super) capped: Option<Vec<String>>,
    pub(super) uncapped: Option<Vec<String>>,
    pub(super) satisfaction: Option<Vec<String>>,
}

#[derive(Deserialize, Clone, Debug, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct MeasuresFile {
    pub(super) words: Option<Vec<String>>,
    pub(super) spellings: Option<BTreeMap<String, Vec<String>>>,
    pub(super) expected: Option<Vec<Spanned<ExpectedFile>>>,
}

#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct ExpectedFile {
    pub(super) ends: Vec<String>,
    #[serde(default)]
    pub(super) except: Vec<String>,
    pub(super) measures: Vec<String>,
}

/// Takes every field that is left out from `base`.
macro_rules! inherit {
    ($own:expr, $base:expr, $($field:ident).+) => {
        if $own.$($field).+.is_none() {
            $own.$($field).+.clone_from(&$base.$($field).+);
        }
    };
}

impl LayoutFile {
    /// Takes over from `base` what is left out here, key by key; a list is taken whole. Its places are moved `by` as many
    /// bytes, to where its text stands behind this one's.
    pub(super) fn inherit(&mut self, base: &Self, by: usize) {
        let base = &base.clone().moved(by);
        if base.read == Some(ReadFile::Headings) && self.sections.is_some() {
            self.base_sections = base.base_sections.clone().or_else(|| base.sections.clone());
        } else {
            inherit!(self, base, base_sections);
        }
        // A printed form belongs to its sections.
        if self.sections.is_none() {
            inherit!(self, base, grid);
        }
        inherit!(self, base, titles);
        inherit!(self, base, amount);
        self.operators_supposed |=
            self.operators.is_none() && (base.operators_supposed || base.id.get_ref() == NO_PROFILE);
        inherit!(self, base, operators);
        inherit!(self, base, read);
        inherit!(self, base, checks);
        if self.sections.is_none() {
            self.sections.clone_from(&base.sections);
            let unit = |amount: &Option<AmountFile>| Some(amount.as_ref()?.unit.get_ref().clone());
            if let (Some(from), Some(to)) = (unit(&base.amount), unit(&self.amount)) {
                self.print_in(&from, &to);
            }
        }
        inherit!(self, base, indicators.standard);
        inherit!(self, base, indicators.required_classes);
        inherit!(self, base, indicators.operators);
        inherit!(self, base, indicators.weights);
        inherit!(self, base, qualitative.own);
        inherit!(self, base, qualitative.other);
        inherit!(self, base, qualitative.marks);
        inherit!(self, base, direction.smaller);
        inherit!(self, base, direction.larger);
        inherit!(self, base, direction.turned);
        inherit!(self, base, direction.signed);
        inherit!(self, base, direction.capped);
        inherit!(self, base, direction.uncapped);
        inherit!(self, base, direction.satisfaction);
        inherit!(self, base, measures.words);
        inherit!(self, base, measures.spellings);
        inherit!(self, base, measures.expected);
    }

    /// Puts another unit of amounts into the brackets of its headings.
    fn print_in(&mut self, from: &str, to: &str) {
        if from == to {
            return;
        }
        let print = |text: &mut String| {
            for [open, close] in [["（", "）"], ["(", ")"]] {
                *text = text.replace(&format!("{open}{from}{close}"), &format!("{open}{to}{close}"));
            }
        };
        for section in self.sections.iter_mut().flatten() {
            let section = section.get_mut();
            print(&mut section.label);
            section.columns.iter_mut().for_each(|column| print(&mut column.label));
            section.rows.iter_mut().flatten().for_each(|row| print(&mut row.label));
        }
    }

    /// The same, with all places moved `by` as many bytes.
    fn moved(mut self, by: usize) -> Self {
        for section in self.sections.iter_mut().flatten().chain(self.base_sections.iter_mut().flatten()) {
            shift(section, by);
            let section = section.get_mut();
            section
                .kind
                .iter_mut()
                .chain(&mut section.pattern)
                .chain(&mut section.as_many_as)
                .for_each(|at| shift(at, by));
            section.columns.iter_mut().for_each(|column| shift(&mut column.kind, by));
        }
        for check in self.checks.iter_mut().flatten() {
            shift(check, by);
            let check = check.get_mut();
            shift(&mut check.rule, by);
            shift(&mut check.holds, by);
            check.each.iter_mut().for_each(|each| shift(each, by));
        }
        self.indicators.required_classes.iter_mut().flatten().for_each(|class| shift(class, by));
        self.indicators.weights.iter_mut().for_each(|weights| shift(weights, by));
        self.grid.iter_mut().for_each(|grid| shift(&mut grid.widths, by));
        self.measures.expected.iter_mut().flatten().for_each(|expected| shift(expected, by));
        if let Some(amount) = &mut self.amount {
            shift(&mut amount.unit, by);
            shift(&mut amount.tolerance, by);
        }
        self
    }
}

fn shift<T: Clone>(value: &mut Spanned<T>, by: usize) {
    let span = value.span();
    *value = Spanned::new(span.start + by..span.end + by, value.get_ref().clone());
}
