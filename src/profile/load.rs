//! Reading a profile from its two files, `layout.toml` and `indicators.tsv`.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use toml::Spanned;

use super::catalogue::{Catalogue, Standard};
use super::file::{GridFile, IndicatorsFile, LayoutFile, MeasuresFile, SectionFile, ShapeFile, StandardFile, SumFile};
use super::layout::{
    AmountFormat, Column, ColumnKind, Directions, ExpectedMeasure, Label, LabelMatch, MAX_COLUMNS, Measures, Part,
    Section, SectionKind, Shape, Sum, Term, TermRows,
};
use super::pattern::Pattern;
use super::rows::FormRows;
use super::{PrintGrid, Profile, fold_value};

/// The file of a form's layout.
pub const LAYOUT: &str = "layout.toml";

/// The file of a form's indicators.
pub const INDICATORS: &str = "indicators.tsv";

/// The rules that a sum may be reported by.
const SUM_RULES: [&str; 4] = ["unbalanced-budget", "unbalanced-breakdown", "unbalanced-tasks", "unmatched-task"];

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
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.message),
            line => write!(f, "{}:{line}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for ProfileError {}

/// The data of a form, with all that it takes over from the form that it extends.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    text: Arc<str>,
    layout: LayoutFile,
    indicators: Arc<str>,
}

impl Definition {
    /// Reads the texts of `layout.toml` and, if there is one, `indicators.tsv`; `base` knows the forms that can be extended,
    /// by name.
    ///
    /// # Errors
    /// The first mistake, with its file and line where it has one.
    pub(super) fn read<'b>(
        layout: &str,
        indicators: Option<&str>,
        base: &dyn Fn(&str) -> Result<&'b Self, Vec<String>>,
    ) -> Result<Self, ProfileError> {
        let error = |span: Option<Range<usize>>, message: String| ProfileError {
            file: LAYOUT,
            line: span.map_or(0, |span| line_of(layout, span.start)),
            message,
        };
        let mut file: LayoutFile =
            toml::from_str(layout).map_err(|mistake| error(mistake.span(), plain(mistake.message())))?;
        let mut inherited: Arc<str> = "".into();
        if let Some(extended) = &file.extends {
            let name = extended.get_ref().as_str();
            let base = base(name).map_err(|known| {
                let known = known.iter().map(String::as_str);
                error(Some(extended.span()), format!("there is no profile \"{name}\" to extend{}", meant(name, known)))
            })?;
            file.inherit(&base.layout);
            inherited = Arc::clone(&base.indicators);
        }
        Ok(Self { text: layout.into(), layout: file, indicators: indicators.map_or(inherited, Into::into) })
    }

    /// The form's name in kebab case.
    pub(super) fn id(&self) -> &str {
        self.layout.id.get_ref()
    }

    /// The 1-based line that states it.
    pub(super) fn id_line(&self) -> usize {
        line_of(&self.text, self.layout.id.span().start)
    }

    /// Makes a profile of it.
    ///
    /// # Errors
    /// The first mistake, with its file and line where it has one.
    pub(super) fn build(&self) -> Result<Profile, ProfileError> {
        Builder { text: &self.text }.profile(self.layout.clone(), &self.indicators)
    }
}

/// The 1-based line that byte `at` of `text` stands in.
fn line_of(text: &str, at: usize) -> usize {
    text[..text.floor_char_boundary(at.min(text.len()))].matches('\n').count() + 1
}

/// The message of the TOML reader, which names all keys there are, with the nearest one of them instead.
fn plain(message: &str) -> String {
    let message = message.lines().collect::<Vec<_>>().join("; ");
    let Some((head, known)) = message.split_once(", expected one of ").or_else(|| message.split_once(", expected "))
    else {
        return message;
    };
    let known = known.split('`').skip(1).step_by(2);
    match head.split('`').nth(1) {
        Some(wrong) if head.starts_with("unknown") => format!("{head}{}", meant(wrong, known)),
        _ => message.clone(),
    }
}

/// `; did you mean "label"?`, or what there is.
fn meant<'k>(wrong: &str, known: impl Iterator<Item = &'k str> + Clone) -> String {
    let near = known.clone().map(|known| (strsim::normalized_damerau_levenshtein(wrong, known), known));
    let near = near.map(
        |(alike, known)| if known.starts_with(wrong) && !wrong.is_empty() { (1.0, known) } else { (alike, known) },
    );
    match near.max_by(|(a, _), (b, _)| a.total_cmp(b)).filter(|(alike, _)| *alike >= 0.5) {
        Some((_, near)) => format!("; did you mean \"{near}\"?"),
        None => format!("; expected is one of {}", known.collect::<Vec<_>>().join(", ")),
    }
}

/// Makes a profile of what was read, and knows where that stands in the text.
struct Builder<'t> {
    text: &'t str,
}

impl Builder<'_> {
    fn error(&self, span: &Range<usize>, message: impl Into<String>) -> ProfileError {
        // What is taken over from another file has no place in this one.
        let line = if span.is_empty() { 0 } else { line_of(self.text, span.start) };
        ProfileError { file: LAYOUT, line, message: message.into() }
    }

    fn profile(&self, file: LayoutFile, indicators: &str) -> Result<Profile, ProfileError> {
        let absent = |key: &str| self.error(&(0..0), format!("`{key}` is missing"));
        let id = file.id.get_ref().clone();
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || !id.chars().all(kebab) {
            return Err(
                self.error(&file.id.span(), format!("the id \"{id}\" is not in kebab case, such as small-department"))
            );
        }
        let name = file.name.ok_or_else(|| absent("name"))?;
        let titles = file.titles.ok_or_else(|| absent("titles"))?;
        let amount = file.amount.ok_or_else(|| absent("amount"))?;
        let spellings = file.operators.ok_or_else(|| absent("operators"))?;
        let files = file.sections.ok_or_else(|| absent("section"))?;
        let mut sections = files.iter().map(|file| self.section(file)).collect::<Result<Vec<_>, _>>()?;
        self.link(&files, &mut sections)?;
        let with = |kind: SectionKind| sections.iter().position(|section| section.kind == kind);
        let identity = with(SectionKind::Identity)
            .ok_or_else(|| self.error(&(0..0), "no section has `shape = \"field\"` and `kind = \"identity\"`"))?;
        let indicator_section = with(SectionKind::Indicators);
        let code = sections.iter().position(|section| matches!(section.shape, Shape::Field(ColumnKind::Code)));
        let mut operators = FxHashMap::default();
        for (operator, spellings) in &spellings {
            let canonical: Arc<str> = operator.as_str().into();
            for spelling in spellings.iter().chain([operator]) {
                operators.insert(fold_value(spelling), Arc::clone(&canonical));
                operators.insert(spelling.clone(), Arc::clone(&canonical));
            }
        }
        let unit = amount.unit.get_ref().clone();
        if !["元", "万元", "亿元"].contains(&unit.as_str()) {
            return Err(self.error(&amount.unit.span(), format!("the unit \"{unit}\" is none of 元, 万元 and 亿元")));
        }
        let tolerance = self.decimal(&amount.tolerance, "tolerance")?;
        let amount = AmountFormat { unit, decimals: amount.decimals, tolerance };
        let mut catalogue = catalogue(indicators)?;
        let own = file.qualitative.own.unwrap_or_default();
        own.iter().for_each(|word| catalogue.add_qualitative(word, true));
        file.qualitative.other.unwrap_or_default().iter().for_each(|word| catalogue.add_qualitative(word, false));
        file.measures.words.iter().flatten().for_each(|word| catalogue.add_measure(word));
        catalogue.required = file.indicators.standard != Some(StandardFile::Optional);
        let required_classes = self.required_classes(&file.indicators, &catalogue)?;
        let weights =
            file.indicators.weights.as_ref().map(|total| self.decimal(total, "sum of the weights")).transpose()?;
        let operators_apart = column_of_operators(&sections, indicator_section);
        let needs_operators =
            file.indicators.operators.map_or(operators_apart, |operators| operators == StandardFile::Required);
        let sums = self.sums(file.sums.unwrap_or_default(), &sections)?;
        let measures = self.measures(file.measures)?;
        let grid = self.grid(file.grid, &sections)?;
        catalogue.fold_words();
        let mut column_of = [None; ColumnKind::COUNT];
        if let Some(at) = indicator_section {
            for (at, column) in sections[at].columns().iter().enumerate().rev() {
                column_of[column.kind as usize] = Some(at as u8);
            }
        }
        let longest_label = sections.iter().map(|section| section.label.text.len()).max().unwrap_or(0);
        let direction = file.direction;
        let columns = indicator_section.map_or(&[][..], |at| sections[at].columns());
        let form_rows = FormRows::new(columns, &catalogue);
        let labels = labels(&sections);
        let heads = labels.keys().filter_map(|label| super::fold::han_head(label));
        let label_heads = heads.fold(0, |heads: u64, head| heads | 1 << (head & 63));
        Ok(Profile {
            id,
            name: (name.zh, name.en),
            titles,
            amount,
            labels,
            label_heads,
            sections,
            sums,
            directions: Directions {
                smaller: direction.smaller.unwrap_or_default(),
                larger: direction.larger.unwrap_or_default(),
                turned: direction.turned.unwrap_or_default(),
                signed: direction.signed.unwrap_or_default(),
                capped: direction.capped.unwrap_or_default(),
                uncapped: direction.uncapped.unwrap_or_default(),
                satisfaction: direction.satisfaction.unwrap_or_default(),
            },
            measures,
            grid,
            catalogue,
            form_rows,
            marks: file.qualitative.marks.unwrap_or_default(),
            required_classes,
            needs_operators,
            weights,
            operators,
            identity,
            code,
            indicators: indicator_section,
            column_of,
            longest_label,
        })
    }

    fn decimal(&self, text: &Spanned<String>, what: &str) -> Result<Decimal, ProfileError> {
        let number = Decimal::from_str_exact(text.get_ref());
        number.map_err(|_| self.error(&text.span(), format!("the {what} \"{}\" is no decimal number", text.get_ref())))
    }

    fn required_classes(&self, file: &IndicatorsFile, catalogue: &Catalogue) -> Result<Vec<u16>, ProfileError> {
        let class = |name: &Spanned<String>| {
            let at = catalogue.classes.iter().position(|class| class == name.get_ref());
            let known = catalogue.classes.iter().map(String::as_str);
            at.map(|at| at as u16).ok_or_else(|| {
                let message =
                    format!("{INDICATORS} has no class \"{}\"{}", name.get_ref(), meant(name.get_ref(), known));
                self.error(&name.span(), message)
            })
        };
        file.required_classes.iter().flatten().map(class).collect()
    }

    fn section(&self, file: &Spanned<SectionFile>) -> Result<Section, ProfileError> {
        let span = file.span();
        let file = file.get_ref();
        let misplaced = |what: &str| Err(self.error(&span, format!("section \"{}\": {what}", file.id)));
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
        if file.total.is_some() && file.shape != ShapeFile::List {
            return misplaced("`total` goes with `shape = \"list\"` and only with it");
        }
        let text = file.numbered.is_some() || file.most.is_some() || file.as_many_as.is_some();
        if text && file.shape != ShapeFile::Text {
            return misplaced("`numbered`, `most` and `as-many-as` go with `shape = \"text\"` and only with it");
        }
        if file.pattern.is_some() && file.kind != Some(ColumnKind::Identity) {
            return misplaced("`pattern` goes with `kind = \"identity\"` and only with it");
        }
        let columns: Vec<Column> = file
            .columns
            .iter()
            .map(|column| Column {
                id: column.id.clone(),
                label: Label::new(&column.label).or(&column.also),
                under: column.under.as_deref().map(Label::new),
                kind: column.kind,
                required: column.required,
            })
            .collect();
        let kind = match (file.shape, file.kind) {
            (_, Some(ColumnKind::Identity)) => SectionKind::Identity,
            (_, Some(ColumnKind::Amount)) | (ShapeFile::Breakdown, _) => SectionKind::Money,
            (ShapeFile::List, _) if columns[0].kind == ColumnKind::Task => SectionKind::Tasks,
            (ShapeFile::Text, _) if file.id == "goal" => SectionKind::Goal,
            (ShapeFile::Indicators, _) => SectionKind::Indicators,
            _ => SectionKind::Other,
        };
        let pattern = match &file.pattern {
            Some(pattern) => {
                let mistake =
                    |what| self.error(&pattern.span(), format!("the pattern \"{}\": {what}", pattern.get_ref()));
                Some(Pattern::parse(pattern.get_ref()).map_err(mistake)?)
            }
            None => (kind == SectionKind::Identity).then(Pattern::usual),
        };
        let mut headers: Vec<Label> = Vec::new();
        for column in &columns {
            let header = column.under.as_ref().unwrap_or(&column.label);
            if column.under.is_none() || headers.last() != Some(header) {
                headers.push(header.clone());
            }
        }
        let part = |part: &super::file::PartFile| Part {
            id: part.id.clone(),
            label: Label::new(&part.label).or(&part.also),
            required: part.required,
        };
        let shape = match file.shape {
            ShapeFile::Field => Shape::Field(file.kind.unwrap_or(ColumnKind::Text)),
            ShapeFile::Breakdown => {
                Shape::Breakdown(file.rows.iter().map(|row| row.iter().map(part).collect()).collect())
            }
            ShapeFile::List => Shape::List(columns),
            ShapeFile::Text => Shape::Text,
            ShapeFile::Indicators => Shape::Indicators(columns),
        };
        Ok(Section {
            id: file.id.clone(),
            label: Label::new(&file.label).or(&file.also),
            required: !file.optional,
            shape,
            kind,
            headers,
            has_subheaders: file.columns.iter().any(|column| column.under.is_some()),
            total: file.total.as_deref().map(Label::new),
            numbered: file.numbered.as_deref().map(Label::new),
            most: file.most,
            as_many_as: None,
            pattern,
        })
    }

    /// Finds the sections that others name.
    fn link(&self, files: &[Spanned<SectionFile>], sections: &mut [Section]) -> Result<(), ProfileError> {
        for (at, file) in files.iter().enumerate() {
            let id = &file.get_ref().id;
            if files[..at].iter().any(|other| other.get_ref().id == *id) {
                return Err(self.error(&file.span(), format!("there are two sections \"{id}\"")));
            }
            let Some(other) = &file.get_ref().as_many_as else { continue };
            let name = other.get_ref();
            let texts =
                files.iter().filter(|of| of.get_ref().shape == ShapeFile::Text).map(|of| of.get_ref().id.as_str());
            let found = sections.iter().position(|section| section.id == *name && matches!(section.shape, Shape::Text));
            sections[at].as_many_as = Some(found.ok_or_else(|| {
                self.error(&other.span(), format!("there is no text section \"{name}\"{}", meant(name, texts)))
            })?);
        }
        Ok(())
    }

    fn grid(&self, file: Option<GridFile>, sections: &[Section]) -> Result<PrintGrid, ProfileError> {
        let Some(GridFile { landscape, widths, mut spans }) = file else { return Ok(PrintGrid::derived(sections)) };
        let span = widths.span();
        let mut stated = |section: &str| spans.remove(section);
        let grid = PrintGrid::stated(landscape, widths.into_inner(), &mut stated, sections);
        let grid = grid.map_err(|message| self.error(&span, message))?;
        match spans.keys().next() {
            Some(section) => Err(self.error(&span, format!("`grid.spans.{section}` names no section"))),
            None => Ok(grid),
        }
    }

    fn measures(&self, file: MeasuresFile) -> Result<Measures, ProfileError> {
        let mut expected = Vec::new();
        for entry in file.expected.unwrap_or_default() {
            let span = entry.span();
            let entry = entry.into_inner();
            if entry.measures.is_empty() {
                let ends = entry.ends.join("\", \"");
                return Err(self.error(&span, format!("names that end in \"{ends}\" go with no unit of measure")));
            }
            expected.push(ExpectedMeasure { ends: entry.ends, except: entry.except, measures: entry.measures });
        }
        Ok(Measures { spellings: file.spellings.unwrap_or_default().into_iter().collect(), expected })
    }

    fn sums(&self, files: Vec<Spanned<SumFile>>, sections: &[Section]) -> Result<Vec<Sum>, ProfileError> {
        let mut sums = Vec::new();
        for file in files {
            let file = file.into_inner();
            let rule = file.rule.get_ref().clone();
            if !SUM_RULES.contains(&rule.as_str()) {
                let message = format!("no rule \"{rule}\" reports a sum{}", meant(&rule, SUM_RULES.into_iter()));
                return Err(self.error(&file.rule.span(), message));
            }
            let terms = |texts: &[Spanned<String>]| {
                texts.iter().map(|text| self.term(text, sections)).collect::<Result<Vec<_>, _>>()
            };
            let (total, parts) = (terms(&file.total)?, terms(&file.parts)?);
            let mut each_row = None;
            if file.each_row && rule != "unbalanced-breakdown" {
                let message = format!("`each-row` goes with the rule unbalanced-breakdown, not with {rule}");
                return Err(self.error(&file.rule.span(), message));
            }
            if file.each_row {
                for (term, text) in total.iter().chain(&parts).zip(file.total.iter().chain(&file.parts)) {
                    match term {
                        Term::Column(section, _, TermRows::All) if each_row.is_none_or(|of| of == *section) => {
                            each_row = Some(*section);
                        }
                        _ => {
                            let message = format!(
                                "the term \"{}\" of a sum with `each-row` names no column of one and the same list",
                                text.get_ref()
                            );
                            return Err(self.error(&text.span(), message));
                        }
                    }
                }
            }
            sums.push(Sum { rule, total, parts, each_row });
        }
        Ok(sums)
    }

    fn term(&self, spanned: &Spanned<String>, sections: &[Section]) -> Result<Term, ProfileError> {
        let text = spanned.get_ref();
        let wrong = |what: String| self.error(&spanned.span(), format!("the term \"{text}\" of a sum {what}"));
        let (path, rows) = match text.split_once('[') {
            None => (text.as_str(), None),
            Some((path, rows)) => match rows.strip_suffix(']') {
                Some(rows) => (path, Some(rows)),
                None => return Err(wrong("lacks its closing bracket".to_owned())),
            },
        };
        let (id, inner) = path.split_once('.').map_or((path, None), |(id, inner)| (id, Some(inner)));
        let at = sections.iter().position(|section| section.id == id).ok_or_else(|| {
            wrong(format!("names no section{}", meant(id, sections.iter().map(|section| section.id.as_str()))))
        })?;
        let section = &sections[at];
        match (&section.shape, inner) {
            (Shape::Field(ColumnKind::Amount), None) => Ok(Term::Field(at)),
            (Shape::Breakdown(_), Some(inner)) => {
                let part = section.parts().position(|part| part.id == inner);
                let known: Vec<&str> = section.parts().map(|part| part.id.as_str()).collect();
                let unknown = || wrong(format!("names no part{}", meant(inner, known.into_iter())));
                Ok(Term::Part(at, part.ok_or_else(unknown)?))
            }
            (Shape::List(columns), Some(inner)) => {
                let amounts = columns.iter().filter(|column| column.kind == ColumnKind::Amount);
                let amount = |column: &Column| column.id == inner && column.kind == ColumnKind::Amount;
                let column = columns.iter().position(amount).ok_or_else(|| {
                    let known = amounts.map(|column| column.id.as_str());
                    wrong(format!("names no column of amounts{}", meant(inner, known)))
                })?;
                let rows = match rows {
                    None => TermRows::All,
                    Some("*") => TermRows::Others,
                    Some(name) => {
                        let label = Label::new(name);
                        let total = section.total.as_ref().is_some_and(|total| total.folded == label.folded);
                        if total { TermRows::Total } else { TermRows::Named(label) }
                    }
                };
                Ok(Term::Column(at, column, rows))
            }
            _ => Err(wrong("names no amount".to_owned())),
        }
    }
}

/// The sections by label: other spellings first, so that they never hide a section's own.
fn labels(sections: &[Section]) -> FxHashMap<String, (usize, LabelMatch)> {
    let mut labels = FxHashMap::default();
    for (index, section) in sections.iter().enumerate() {
        labels.extend(section.label.also.iter().map(|also| (also.clone(), (index, LabelMatch::Folded))));
    }
    for (index, section) in sections.iter().enumerate() {
        labels.insert(section.label.folded.clone(), (index, LabelMatch::Folded));
    }
    for (index, section) in sections.iter().enumerate() {
        labels.insert(section.label.text.clone(), (index, LabelMatch::Exact));
    }
    labels
}

/// Whether the indicators have a column for operators.
fn column_of_operators(sections: &[Section], indicators: Option<usize>) -> bool {
    let columns = indicators.map_or(&[][..], |at| sections[at].columns());
    columns.iter().any(|column| column.kind == ColumnKind::Operator)
}

fn catalogue(text: &str) -> Result<Catalogue, ProfileError> {
    let mut catalogue = Catalogue::default();
    let (mut class, mut group) = (None, None);
    for (at, line) in text.lines().enumerate() {
        let error = |message: &str| ProfileError { file: INDICATORS, line: at + 1, message: message.to_owned() };
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
