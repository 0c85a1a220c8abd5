//! Reading a profile from its two files, `layout.toml` and `indicators.tsv`.

use std::fmt;
use std::sync::Arc;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::catalogue::{Catalogue, Standard};
use super::layout::{
    AmountFormat, Column, ColumnKind, Directions, ExpectedMeasure, Label, LabelMatch, MAX_COLUMNS, Measures, Part,
    Section, SectionKind, Shape, Sum, Term, TermRows,
};
use super::{Profile, fold_value};

/// A mistake in a profile's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileError {
    /// `layout.toml` or `indicators.tsv`.
    pub file: &'static str,
    /// 1-based line, 0 when the mistake has no place.
    pub line: usize,
    /// What is wrong, in English: profiles are written by developers.
    pub message: String,
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

impl std::error::Error for ProfileError {}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct LayoutFile {
    id: String,
    name: NameFile,
    titles: Vec<String>,
    amount: AmountFile,
    operators: std::collections::BTreeMap<String, Vec<String>>,
    #[serde(rename = "section")]
    sections: Vec<SectionFile>,
    #[serde(rename = "sum", default)]
    sums: Vec<SumFile>,
    #[serde(default)]
    qualitative: QualitativeFile,
    #[serde(default)]
    direction: DirectionFile,
    #[serde(default)]
    measures: MeasuresFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NameFile {
    zh: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AmountFile {
    unit: String,
    decimals: u32,
    tolerance: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct SectionFile {
    id: String,
    label: String,
    shape: ShapeFile,
    #[serde(default)]
    kind: Option<ColumnKindFile>,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    rows: Vec<Vec<PartFile>>,
    #[serde(default)]
    columns: Vec<ColumnFile>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum ShapeFile {
    Field,
    Breakdown,
    List,
    Text,
    Indicators,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartFile {
    id: String,
    label: String,
    #[serde(default)]
    required: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnFile {
    id: String,
    label: String,
    kind: ColumnKindFile,
    #[serde(default)]
    required: bool,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum ColumnKindFile {
    Identity,
    Amount,
    Task,
    Text,
    Class,
    Group,
    Name,
    Operator,
    Value,
    Measure,
    Deadline,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SumFile {
    rule: String,
    total: Vec<String>,
    parts: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct QualitativeFile {
    #[serde(default)]
    own: Vec<String>,
    #[serde(default)]
    other: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct DirectionFile {
    #[serde(default)]
    smaller: Vec<String>,
    #[serde(default)]
    larger: Vec<String>,
    #[serde(default)]
    turned: Vec<String>,
    #[serde(default)]
    signed: Vec<String>,
    #[serde(default)]
    capped: Vec<String>,
    #[serde(default)]
    uncapped: Vec<String>,
    #[serde(default)]
    satisfaction: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct MeasuresFile {
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    spellings: std::collections::BTreeMap<String, Vec<String>>,
    #[serde(default)]
    expected: Vec<ExpectedFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedFile {
    ends: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
    measures: Vec<String>,
}

impl From<ColumnKindFile> for ColumnKind {
    fn from(kind: ColumnKindFile) -> Self {
        match kind {
            ColumnKindFile::Identity => Self::Identity,
            ColumnKindFile::Amount => Self::Amount,
            ColumnKindFile::Task => Self::Task,
            ColumnKindFile::Text => Self::Text,
            ColumnKindFile::Class => Self::Class,
            ColumnKindFile::Group => Self::Group,
            ColumnKindFile::Name => Self::Name,
            ColumnKindFile::Operator => Self::Operator,
            ColumnKindFile::Value => Self::Value,
            ColumnKindFile::Measure => Self::Measure,
            ColumnKindFile::Deadline => Self::Deadline,
        }
    }
}

fn layout_error(message: impl Into<String>) -> ProfileError {
    ProfileError { file: "layout.toml", line: 0, message: message.into() }
}

impl Profile {
    /// Reads a profile from the texts of its `layout.toml` and `indicators.tsv`.
    ///
    /// # Errors
    /// The first mistake, with its file and line where it has one.
    pub fn parse(layout: &str, indicators: &str) -> Result<Self, ProfileError> {
        let file: LayoutFile = toml::from_str(layout).map_err(|error| ProfileError {
            file: "layout.toml",
            line: error.span().map_or(0, |span| layout[..span.start].matches('\n').count() + 1),
            message: error.message().to_owned(),
        })?;
        let sections = file.sections.into_iter().map(section).collect::<Result<Vec<_>, _>>()?;
        let identity = sections
            .iter()
            .position(|section| section.kind == SectionKind::Identity)
            .ok_or_else(|| layout_error("no section has `shape = \"field\"` and `kind = \"identity\"`"))?;
        let indicator_section = sections.iter().position(|section| section.kind == SectionKind::Indicators);
        let mut labels = FxHashMap::default();
        for (index, section) in sections.iter().enumerate() {
            labels.insert(section.label.folded.clone(), (index, LabelMatch::Folded));
        }
        for (index, section) in sections.iter().enumerate() {
            labels.insert(section.label.text.clone(), (index, LabelMatch::Exact));
        }
        let mut operators = FxHashMap::default();
        for (operator, spellings) in &file.operators {
            let canonical: Arc<str> = operator.as_str().into();
            for spelling in spellings.iter().chain([operator]) {
                operators.insert(fold_value(spelling), Arc::clone(&canonical));
                operators.insert(spelling.clone(), Arc::clone(&canonical));
            }
        }
        let amount = AmountFormat {
            unit: file.amount.unit,
            decimals: file.amount.decimals,
            tolerance: Decimal::from_str_exact(&file.amount.tolerance).map_err(|_| {
                layout_error(format!("the tolerance \"{}\" is no decimal number", file.amount.tolerance))
            })?,
        };
        let mut catalogue = catalogue(indicators)?;
        for word in &file.qualitative.own {
            catalogue.add_qualitative(word, true);
        }
        for word in &file.qualitative.other {
            catalogue.add_qualitative(word, false);
        }
        for word in &file.measures.words {
            catalogue.add_measure(word);
        }
        let sums = file.sums.into_iter().map(|sum| self::sum(sum, &sections)).collect::<Result<_, _>>()?;
        let DirectionFile { smaller, larger, turned, signed, capped, uncapped, satisfaction } = file.direction;
        let measures = measures(file.measures)?;
        catalogue.fold_words();
        let mut column_of = [None; ColumnKind::COUNT];
        if let Some(at) = indicator_section {
            for (at, column) in sections[at].columns().iter().enumerate().rev() {
                column_of[column.kind as usize] = Some(at as u8);
            }
        }
        let longest_label = sections.iter().map(|section| section.label.text.len()).max().unwrap_or(0);
        Ok(Self {
            id: file.id,
            name: (file.name.zh, file.name.en),
            titles: file.titles,
            amount,
            sections,
            sums,
            directions: Directions { smaller, larger, turned, signed, capped, uncapped, satisfaction },
            measures,
            catalogue,
            operators,
            labels,
            identity,
            indicators: indicator_section,
            column_of,
            longest_label,
        })
    }
}

fn section(file: SectionFile) -> Result<Section, ProfileError> {
    let misplaced = |what: &str| Err(layout_error(format!("section \"{}\": {what}", file.id)));
    if file.label.is_empty() {
        return misplaced("the label is empty");
    }
    if (file.shape == ShapeFile::Field) != file.kind.is_some() {
        return misplaced("`kind` goes with `shape = \"field\"` and only with it");
    }
    if (file.shape == ShapeFile::Breakdown) == file.rows.is_empty() {
        return misplaced("`rows` goes with `shape = \"breakdown\"` and only with it");
    }
    if matches!(file.shape, ShapeFile::List | ShapeFile::Indicators) == file.columns.is_empty() {
        return misplaced("`columns` goes with `shape = \"list\"` or `\"indicators\"` and only with them");
    }
    if file.columns.len() > MAX_COLUMNS {
        return misplaced("more columns than a row of the program has");
    }
    let columns: Vec<Column> = file
        .columns
        .into_iter()
        .map(|column| Column {
            id: column.id,
            label: Label::new(&column.label),
            kind: column.kind.into(),
            required: column.required,
        })
        .collect();
    let part = |part: PartFile| Part { id: part.id, label: Label::new(&part.label), required: part.required };
    let kind = match (file.shape, file.kind) {
        (_, Some(ColumnKindFile::Identity)) => SectionKind::Identity,
        (_, Some(ColumnKindFile::Amount)) | (ShapeFile::Breakdown, _) => SectionKind::Money,
        (ShapeFile::List, _) if columns[0].kind == ColumnKind::Task => SectionKind::Tasks,
        (ShapeFile::Text, _) if file.id == "goal" => SectionKind::Goal,
        (ShapeFile::Indicators, _) => SectionKind::Indicators,
        _ => SectionKind::Other,
    };
    let shape = match file.shape {
        ShapeFile::Field => Shape::Field(file.kind.map_or(ColumnKind::Text, ColumnKind::from)),
        ShapeFile::Breakdown => {
            Shape::Breakdown(file.rows.into_iter().map(|row| row.into_iter().map(part).collect()).collect())
        }
        ShapeFile::List => Shape::List(columns),
        ShapeFile::Text => Shape::Text,
        ShapeFile::Indicators => Shape::Indicators(columns),
    };
    Ok(Section { id: file.id, label: Label::new(&file.label), required: !file.optional, shape, kind })
}

fn measures(file: MeasuresFile) -> Result<Measures, ProfileError> {
    let expected = |ExpectedFile { ends, except, measures }: ExpectedFile| match measures.is_empty() {
        true => Err(layout_error(format!("names that end in \"{}\" go with no unit of measure", ends.join("\", \"")))),
        false => Ok(ExpectedMeasure { ends, except, measures }),
    };
    let expected = file.expected.into_iter().map(expected).collect::<Result<_, _>>()?;
    Ok(Measures { spellings: file.spellings.into_iter().collect(), expected })
}

fn sum(file: SumFile, sections: &[Section]) -> Result<Sum, ProfileError> {
    let terms = |texts: &[String]| texts.iter().map(|text| term(text, sections)).collect::<Result<Vec<_>, _>>();
    Ok(Sum { total: terms(&file.total)?, parts: terms(&file.parts)?, rule: file.rule })
}

fn term(text: &str, sections: &[Section]) -> Result<Term, ProfileError> {
    let unknown = |what: &str| layout_error(format!("the term \"{text}\" of a sum names no {what}"));
    let (path, rows) = match text.split_once('[') {
        None => (text, TermRows::All),
        Some((path, rows)) => match rows.strip_suffix(']') {
            Some("*") => (path, TermRows::Others),
            Some(name) => (path, TermRows::Named(Label::new(name))),
            None => return Err(layout_error(format!("the term \"{text}\" of a sum lacks its closing bracket"))),
        },
    };
    let (id, inner) = path.split_once('.').map_or((path, None), |(id, inner)| (id, Some(inner)));
    let section = sections.iter().position(|section| section.id == id).ok_or_else(|| unknown("section"))?;
    match (&sections[section].shape, inner) {
        (Shape::Field(ColumnKind::Amount), None) => Ok(Term::Field(section)),
        (Shape::Breakdown(_), Some(inner)) => {
            let part = sections[section].parts().position(|part| part.id == inner).ok_or_else(|| unknown("part"))?;
            Ok(Term::Part(section, part))
        }
        (Shape::List(columns), Some(inner)) => {
            let amount = |column: &Column| column.id == inner && column.kind == ColumnKind::Amount;
            let column = columns.iter().position(amount).ok_or_else(|| unknown("column of amounts"))?;
            Ok(Term::Column(section, column, rows))
        }
        _ => Err(unknown("amount")),
    }
}

fn catalogue(text: &str) -> Result<Catalogue, ProfileError> {
    let mut catalogue = Catalogue::default();
    let (mut class, mut group) = (None, None);
    for (at, line) in text.lines().enumerate() {
        let error = |message: &str| ProfileError { file: "indicators.tsv", line: at + 1, message: message.to_owned() };
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let &[class_name, group_name, name, operator, value, measure, definition, source] = &cells[..] else {
            return Err(error(&format!("a row has 8 columns, this one has {}", cells.len())));
        };
        if !class_name.is_empty() {
            class = Some(catalogue.add_class(class_name));
            group = None;
        }
        let class = class.ok_or_else(|| error("the first row states no class"))?;
        if !group_name.is_empty() {
            group = Some(catalogue.add_group(class, group_name));
        }
        let group = group.ok_or_else(|| error("the first row of a class states no group"))?;
        if source.is_empty() {
            return Err(error("a row states its source"));
        }
        if name.is_empty() {
            continue;
        }
        catalogue.add_standard(Standard {
            class,
            group,
            name: name.to_owned(),
            operator: operator.to_owned(),
            value: value.to_owned(),
            measure: measure.to_owned(),
            definition: definition.to_owned(),
            source: source.to_owned(),
            next: None,
        });
    }
    Ok(catalogue)
}
