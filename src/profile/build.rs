//! Makes a profile of what was read from its files.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use toml::Spanned;

use super::catalogue::{Catalogue, MOST_STANDARDS, Standard};
use super::error::{ProfileError, Said, Texts, meant, said};
use super::file::{
    ColumnFile, GridFile, IndicatorsFile, LayoutFile, MeasuresFile, ReadFile, SectionFile, ShapeFile, StandardFile,
};
use super::layout::{
    AmountFormat, Better, Column, ColumnKind, Directions, ExpectedMeasure, Label, LabelMatch, MAX_COLUMNS, Measures,
    Part, Section, SectionKind, Shape,
};
use super::pattern::Pattern;
use super::rows::FormRows;
use super::{INDICATORS, NO_PROFILE, PrintGrid, Profile, fold_value};
use crate::text::bytes::short;

/// Makes a profile of what was read, and knows where that stands in the text.
pub(super) struct Builder<'t> {
    pub(super) texts: &'t Texts,
}

impl Builder<'_> {
    pub(super) fn error(&self, span: &Range<usize>, message: Said) -> ProfileError {
        self.texts.error(span, message)
    }

    pub(super) fn profile(&self, file: LayoutFile, indicators: &str) -> Result<Profile, ProfileError> {
        let absent = |key: &str| self.error(&(0..0), said!("缺少“{key}”", "`{key}` is missing"));
        let id = file.id.get_ref().clone();
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || !id.chars().all(kebab) {
            let message = said!(
                "表样的名称“{id}”只能由小写字母、数字和连字符组成，例如 small-department",
                "the id \"{id}\" is not in kebab case, such as small-department"
            );
            return Err(self.error(&file.id.span(), message));
        }
        let name = file.name.ok_or_else(|| absent("name"))?;
        let authority = file.authority.map_or_else(Default::default, |of| (of.zh, of.en));
        let titles = file.titles.ok_or_else(|| absent("titles"))?;
        let amount = file.amount.ok_or_else(|| absent("amount"))?;
        let states_operators = !file.operators_supposed && id != NO_PROFILE;
        let spellings = file.operators.ok_or_else(|| absent("operators"))?;
        let headings = file.read == Some(ReadFile::Headings);
        let stated = file.sections.ok_or_else(|| absent("section"))?;
        // A form that is read by its headings says what it prints; how its rows are read is the same for all of them.
        let (files, printed) = match file.base_sections {
            Some(base) if headings => (base, stated),
            _ => (stated, Vec::new()),
        };
        let parts = self.parts(&printed)?;
        let mut sections = files.iter().map(|file| self.section(file)).collect::<Result<Vec<_>, _>>()?;
        self.link(&files, &mut sections)?;
        self.apart(&files, &sections)?;
        let with = |kind: SectionKind| sections.iter().position(|section| section.kind == kind);
        let identity = with(SectionKind::Identity).ok_or_else(|| {
            let message = said!(
                "没有一个项目写着 shape = \"field\" 和 kind = \"identity\"",
                "no section has `shape = \"field\"` and `kind = \"identity\"`"
            );
            self.error(&(0..0), message)
        })?;
        let indicator_section = with(SectionKind::Indicators);
        let code = sections.iter().position(|section| matches!(section.shape, Shape::Field(ColumnKind::Code)));
        let mut operators = FxHashMap::default();
        for (operator, spellings) in &spellings {
            let canonical: Arc<str> = operator.as_str().into();
            for spelling in spellings.iter().chain([operator]) {
                operators.insert(fold_value(spelling).into_owned(), Arc::clone(&canonical));
                operators.insert(spelling.clone(), Arc::clone(&canonical));
            }
        }
        let unit = amount.unit.get_ref().clone();
        if !["元", "万元", "亿元"].contains(&unit.as_str()) {
            return Err(self.error(
                &amount.unit.span(),
                said!("金额单位“{unit}”不是元、万元、亿元之一", "the unit \"{unit}\" is none of 元, 万元 and 亿元"),
            ));
        }
        let tolerance = self.decimal(&amount.tolerance, ["误差", "tolerance"])?;
        let amount = AmountFormat { unit, decimals: amount.decimals, tolerance };
        let mut catalogue = catalogue(indicators)?;
        let own = file.qualitative.own.unwrap_or_default();
        own.iter().for_each(|word| catalogue.add_qualitative(word, true));
        file.qualitative.other.unwrap_or_default().iter().for_each(|word| catalogue.add_qualitative(word, false));
        file.measures.words.iter().flatten().for_each(|word| catalogue.add_measure(word));
        catalogue.required = file.indicators.standard != Some(StandardFile::Optional);
        let required_classes = self.required_classes(&file.indicators, &catalogue)?;
        let weights = file
            .indicators
            .weights
            .as_ref()
            .map(|total| self.decimal(total, ["分值合计", "sum of the weights"]))
            .transpose()?;
        let operators_apart = column_of_operators(&sections, indicator_section);
        let needs_operators =
            file.indicators.operators.map_or(operators_apart, |operators| operators == StandardFile::Required);
        let (sums, checks) = self.checks(file.checks.unwrap_or_default(), &sections, &parts, headings)?;
        let measures = self.measures(file.measures)?;
        let grid = self.grid(file.grid, &sections, headings)?;
        let words = super::checks::words(&parts);
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
        let bounds = [
            (">=", Better::Larger, "<="),
            (">", Better::Larger, "<"),
            ("<=", Better::Smaller, ">="),
            ("<", Better::Smaller, ">"),
        ];
        let bound = |(of, better, turned)| Some((operators.get(of).cloned()?, better, turned));
        let bounds = bounds.into_iter().filter_map(bound).collect();
        let heads = operators.keys().filter_map(|operator| super::fold::han_head(operator));
        let operator_heads = heads.fold(0, |heads: u64, head| heads | 1 << (head & 63));
        let stems = titles.iter().map(|title| super::Stem::of(title)).collect();
        Ok(Profile {
            id,
            name: (name.zh, name.en),
            authority,
            titles,
            stems,
            amount,
            labels,
            label_heads,
            sections,
            sums,
            checks,
            parts,
            words,
            quiet_labels: OnceLock::new(),
            headings,
            layout: self.texts.first(),
            variants: None,
            directions: Directions {
                smaller: direction.smaller.unwrap_or_default().into(),
                larger: direction.larger.unwrap_or_default().into(),
                turned: direction.turned.unwrap_or_default().into(),
                signed: direction.signed.unwrap_or_default().into(),
                capped: direction.capped.unwrap_or_default().into(),
                uncapped: direction.uncapped.unwrap_or_default().into(),
                satisfaction: direction.satisfaction.unwrap_or_default(),
            },
            measures,
            grid,
            catalogue,
            form_rows,
            marks: file.qualitative.marks.unwrap_or_default(),
            required_classes,
            needs_operators,
            states_operators,
            weights,
            short_operators: operators.iter().filter_map(|(text, of)| Some((short(text)?, of.clone()))).collect(),
            operators,
            bounds,
            operator_heads,
            identity,
            code,
            indicators: indicator_section,
            column_of,
            longest_label,
        })
    }

    fn decimal(&self, text: &Spanned<String>, [zh, en]: [&str; 2]) -> Result<Decimal, ProfileError> {
        let (number, written) = (Decimal::from_str_exact(text.get_ref()), text.get_ref());
        number.map_err(|_| {
            self.error(&text.span(), said!("{zh}“{written}”不是数字", "the {en} \"{written}\" is no decimal number"))
        })
    }

    fn required_classes(&self, file: &IndicatorsFile, catalogue: &Catalogue) -> Result<Vec<u16>, ProfileError> {
        let class = |name: &Spanned<String>| {
            let at = catalogue.classes.iter().position(|class| class == name.get_ref());
            let known = catalogue.classes.iter().map(String::as_str);
            at.map(|at| at as u16).ok_or_else(|| {
                let (wrong, [zh, en]) = (name.get_ref(), meant(name.get_ref(), known));
                let message =
                    said!("{INDICATORS} 里没有一级指标“{wrong}”{zh}", "{INDICATORS} has no class \"{wrong}\"{en}");
                self.error(&name.span(), message)
            })
        };
        file.required_classes.iter().flatten().map(class).collect()
    }

    fn section(&self, file: &Spanned<SectionFile>) -> Result<Section, ProfileError> {
        let span = file.span();
        let file = file.get_ref();
        let misplaced = |zh: &str, en: &str| {
            let id = &file.id;
            Err(self.error(&span, said!("项目“{id}”：{zh}", "section \"{id}\": {en}")))
        };
        if file.label.is_empty() {
            return misplaced("label 是空的", "the label is empty");
        }
        let own = file.kind.as_ref().map(|kind| self.column_kind(kind)).transpose()?;
        if (file.shape == ShapeFile::Field) != own.is_some() {
            return misplaced(
                "kind 只用于 shape = \"field\"，而且必须写",
                "`kind` goes with `shape = \"field\"` and only with it",
            );
        }
        if (file.shape == ShapeFile::Breakdown) == file.rows.is_empty() {
            return misplaced(
                "rows 只用于 shape = \"breakdown\"，而且必须写",
                "`rows` goes with `shape = \"breakdown\"` and only with it",
            );
        }
        if matches!(file.shape, ShapeFile::List | ShapeFile::Indicators) == file.columns.is_empty() {
            return misplaced(
                "columns 只用于 shape = \"list\" 或 \"indicators\"，而且必须写",
                "`columns` goes with `shape = \"list\"` or `\"indicators\"` and only with them",
            );
        }
        if file.columns.len() > MAX_COLUMNS {
            return misplaced("列数超过上限", "more columns than a row of the program has");
        }
        if file.total.is_some() && file.shape != ShapeFile::List {
            return misplaced("total 只用于 shape = \"list\"", "`total` goes with `shape = \"list\"` and only with it");
        }
        if file.beside.is_some() || !file.tree.is_empty() {
            return misplaced(
                "beside 和 tree 只用于按栏名读取的表样",
                "`beside` and `tree` go with a form that is read by its headings",
            );
        }
        let text = file.numbered.is_some() || file.most.is_some() || file.as_many_as.is_some();
        if text && file.shape != ShapeFile::Text {
            return misplaced(
                "numbered、most、as-many-as 只用于 shape = \"text\"",
                "`numbered`, `most` and `as-many-as` go with `shape = \"text\"` and only with it",
            );
        }
        if file.pattern.is_some() && own != Some(ColumnKind::Identity) {
            return misplaced(
                "pattern 只用于 kind = \"identity\"",
                "`pattern` goes with `kind = \"identity\"` and only with it",
            );
        }
        let column = |column: &ColumnFile| {
            Ok(Column {
                id: column.id.clone(),
                label: Label::new(&column.label).or(&column.also),
                under: column.under.as_deref().map(Label::new),
                kind: self.column_kind(&column.kind)?,
                required: column.required,
            })
        };
        let columns = file.columns.iter().map(column).collect::<Result<Vec<_>, ProfileError>>()?;
        let kind = match (file.shape, own) {
            (_, Some(ColumnKind::Identity)) => SectionKind::Identity,
            (_, Some(ColumnKind::Amount)) | (ShapeFile::Breakdown, _) => SectionKind::Money,
            (ShapeFile::List, _) if columns[0].kind == ColumnKind::Task => SectionKind::Tasks,
            (ShapeFile::Text, _) if file.id == "goal" => SectionKind::Goal,
            (ShapeFile::Indicators, _) => SectionKind::Indicators,
            _ => SectionKind::Other,
        };
        let pattern = match &file.pattern {
            Some(pattern) => {
                let written = pattern.get_ref();
                let mistake = |[zh, en]: Said| {
                    self.error(&pattern.span(), said!("单位写法“{written}”：{zh}", "the pattern \"{written}\": {en}"))
                };
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
            ShapeFile::Field => Shape::Field(own.unwrap_or(ColumnKind::Text)),
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

    /// What is read row by row must be told apart by its labels.
    fn apart(&self, files: &[Spanned<SectionFile>], sections: &[Section]) -> Result<(), ProfileError> {
        let mut tables = files.iter().filter(|file| file.get_ref().shape == ShapeFile::Indicators);
        if let (Some(_), Some(second)) = (tables.next(), tables.next()) {
            let message = said!(
                "逐行读取的表样只能有一个指标项目；有几个的，用 extends = \"none\" 按栏名读取",
                "a form that is read row by row has one section of indicators; with several, let it be read by its headings: extends = \"none\""
            );
            return Err(self.error(&second.span(), message));
        }
        for (file, section) in files.iter().zip(sections) {
            let parts: Vec<&Part> = section.parts().collect();
            let twice = parts
                .iter()
                .enumerate()
                .find(|(at, part)| parts[..*at].iter().any(|other| other.label.folded == part.label.folded));
            if let Some((_, part)) = twice {
                let label = &part.label.text;
                let message = said!(
                    "有两个分项叫“{label}”；左右并列的表，用 extends = \"none\" 按栏名读取",
                    "there are two parts \"{label}\"; with tables side by side, let the form be read by its headings: extends = \"none\""
                );
                return Err(self.error(&file.span(), message));
            }
        }
        Ok(())
    }

    /// Finds the sections that others name.
    fn link(&self, files: &[Spanned<SectionFile>], sections: &mut [Section]) -> Result<(), ProfileError> {
        for (at, file) in files.iter().enumerate() {
            let id = &file.get_ref().id;
            if files[..at].iter().any(|other| other.get_ref().id == *id) {
                return Err(self.error(&file.span(), said!("有两个项目叫“{id}”", "there are two sections \"{id}\"")));
            }
            let Some(other) = &file.get_ref().as_many_as else { continue };
            let name = other.get_ref();
            let texts =
                files.iter().filter(|of| of.get_ref().shape == ShapeFile::Text).map(|of| of.get_ref().id.as_str());
            let found = sections.iter().position(|section| section.id == *name && matches!(section.shape, Shape::Text));
            sections[at].as_many_as = Some(found.ok_or_else(|| {
                let [zh, en] = meant(name, texts);
                let message = said!("没有名为“{name}”的文字项目{zh}", "there is no text section \"{name}\"{en}");
                self.error(&other.span(), message)
            })?);
        }
        Ok(())
    }

    fn grid(&self, file: Option<GridFile>, sections: &[Section], headings: bool) -> Result<PrintGrid, ProfileError> {
        let Some(GridFile { landscape, widths, mut spans }) = file else { return Ok(PrintGrid::derived(sections)) };
        let span = widths.span();
        if headings {
            // Its parts are printed as they are met with; the page and its columns are the form's.
            return PrintGrid::page(landscape, widths.into_inner()).map_err(|message| self.error(&span, message));
        }
        let mut stated = |section: &str| spans.remove(section);
        let grid = PrintGrid::stated(landscape, widths.into_inner(), &mut stated, sections);
        let grid = grid.map_err(|message| self.error(&span, message))?;
        match spans.keys().next() {
            Some(section) => {
                let message =
                    said!("grid.spans.{section} 不是任何项目的名称", "`grid.spans.{section}` names no section");
                Err(self.error(&span, message))
            }
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
                let message = said!(
                    "以“{ends}”结尾的指标没有写度量单位",
                    "names that end in \"{ends}\" go with no unit of measure"
                );
                return Err(self.error(&span, message));
            }
            expected.push(ExpectedMeasure {
                ends: entry.ends.into(),
                except: entry.except.into(),
                measures: entry.measures,
            });
        }
        Ok(Measures::new(file.spellings.unwrap_or_default().into_iter().collect(), expected))
    }

    /// The kind of that name.
    fn column_kind(&self, name: &Spanned<String>) -> Result<ColumnKind, ProfileError> {
        let written = name.get_ref().as_str();
        ColumnKind::named(written).ok_or_else(|| {
            let [zh, en] = meant(written, ColumnKind::names());
            self.error(&name.span(), said!("不能写“{written}”{zh}", "unknown kind \"{written}\"{en}"))
        })
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
    let (mut class, mut group, mut rows) = (None, None, 0);
    for (at, line) in text.lines().enumerate() {
        let error = |message: Said| ProfileError { file: INDICATORS, line: at + 1, of: None, message };
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        // A row adds at most one class, one group and one standard indicator.
        rows += 1;
        if rows > MOST_STANDARDS {
            return Err(error(said!(
                "一个表样最多 {MOST_STANDARDS} 行指标",
                "a form has no more than {MOST_STANDARDS} rows"
            )));
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let count = cells.len();
        let (own, english) = cells.split_at(count.min(8));
        let (&[class_name, group_name, name, operator, value, measure, definition, source], [] | [_]) = (own, english)
        else {
            return Err(error(said!(
                "一行应有 8 列，或连同英文释义 9 列，这一行有 {count} 列",
                "a row has 8 columns, or 9 with the definition in English, this one has {count}"
            )));
        };
        if !class_name.is_empty() {
            class = Some(catalogue.add_class(class_name));
            group = None;
        }
        let class = class.ok_or_else(|| error(said!("第一行没有一级指标", "the first row states no class")))?;
        if !group_name.is_empty() {
            group = Some(catalogue.add_group(class, group_name));
        }
        let group = group
            .ok_or_else(|| error(said!("一级指标的第一行没有二级指标", "the first row of a class states no group")))?;
        if source.is_empty() {
            return Err(error(said!("没有写依据", "a row states its source")));
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
            english: english.concat(),
            source: source.to_owned(),
            next: None,
        });
    }
    Ok(catalogue)
}
