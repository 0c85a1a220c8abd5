//! The file `layout.toml` as it is written, and what it takes over from the form that it extends.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::layout::ColumnKind;

/// `layout.toml`. What is left out is that of the extended form.
#[derive(Deserialize, Clone, Debug)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct LayoutFile {
    pub(super) id: Spanned<String>,
    pub(super) extends: Option<Spanned<String>>,
    pub(super) name: Option<NameFile>,
    pub(super) titles: Option<Vec<String>>,
    pub(super) amount: Option<AmountFile>,
    pub(super) operators: Option<BTreeMap<String, Vec<String>>>,
    #[serde(rename = "section")]
    pub(super) sections: Option<Vec<Spanned<SectionFile>>>,
    #[serde(rename = "sum")]
    pub(super) sums: Option<Vec<Spanned<SumFile>>>,
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
    pub(super) label: String,
    #[serde(default)]
    pub(super) also: Vec<String>,
    pub(super) shape: ShapeFile,
    pub(super) kind: Option<ColumnKind>,
    pub(super) pattern: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) optional: bool,
    #[serde(default)]
    pub(super) rows: Vec<Vec<PartFile>>,
    #[serde(default)]
    pub(super) columns: Vec<ColumnFile>,
    pub(super) total: Option<String>,
    pub(super) numbered: Option<String>,
    pub(super) most: Option<usize>,
    pub(super) as_many_as: Option<Spanned<String>>,
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
}

#[derive(Deserialize, Clone, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnFile {
    pub(super) id: String,
    pub(super) label: String,
    #[serde(default)]
    pub(super) also: Vec<String>,
    pub(super) under: Option<String>,
    pub(super) kind: ColumnKind,
    #[serde(default)]
    pub(super) required: bool,
}

#[derive(Deserialize, Clone, Debug)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct SumFile {
    pub(super) rule: Spanned<String>,
    pub(super) total: Vec<Spanned<String>>,
    pub(super) parts: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) each_row: bool,
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
    /// Takes over from `base` what is left out here, key by key; a list is taken whole.
    pub(super) fn inherit(&mut self, base: &Self) {
        let base = &base.clone().unplaced();
        // A printed form belongs to its sections.
        if self.sections.is_none() {
            inherit!(self, base, grid);
        }
        inherit!(self, base, titles);
        inherit!(self, base, amount);
        inherit!(self, base, operators);
        inherit!(self, base, sums);
        inherit!(self, base, sections);
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

    /// The same without the places that its parts have in its text, which is another one.
    fn unplaced(mut self) -> Self {
        self.sections.iter_mut().flatten().for_each(|section| {
            forget(section);
            let section = section.get_mut();
            section.pattern.iter_mut().chain(&mut section.as_many_as).for_each(forget);
        });
        self.sums.iter_mut().flatten().for_each(|sum| {
            forget(sum);
            let sum = sum.get_mut();
            forget(&mut sum.rule);
            sum.total.iter_mut().chain(&mut sum.parts).for_each(forget);
        });
        self.indicators.required_classes.iter_mut().flatten().for_each(forget);
        self.indicators.weights.iter_mut().for_each(forget);
        self.grid.iter_mut().for_each(|grid| forget(&mut grid.widths));
        self.measures.expected.iter_mut().flatten().for_each(forget);
        if let Some(amount) = &mut self.amount {
            forget(&mut amount.unit);
            forget(&mut amount.tolerance);
        }
        self
    }
}

fn forget<T: Clone>(value: &mut Spanned<T>) {
    *value = Spanned::new(0..0, value.get_ref().clone());
}
