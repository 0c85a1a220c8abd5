//! The layout of a form: sections, columns, amounts and sums.

use super::pattern::Pattern;
use super::word_list::{WordEnds, WordList};
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// A label as the form prints it, and folded for comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The canonical spelling.
    pub text: String,
    /// The same with widths, brackets and blanks folded.
    pub folded: String,
    /// Other texts that stand for it, folded.
    pub also: Vec<String>,
}

/// How closely a text matches a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelMatch {
    /// To the letter.
    Exact,
    /// Apart from widths, brackets and blanks.
    Folded,
}

impl Label {
    /// The label `text`.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), folded: super::fold(text), also: Vec::new() }
    }

    /// The same with other texts that stand for it.
    #[must_use]
    pub fn or(mut self, also: &[String]) -> Self {
        self.also = also.iter().map(|text| super::fold(text)).collect();
        self
    }

    /// Whether and how closely `text` is this label.
    pub fn matches(&self, text: &str) -> Option<LabelMatch> {
        if text == self.text {
            return Some(LabelMatch::Exact);
        }
        if let Some(bare) = text.strip_suffix(['：', ':']).filter(|_| !self.text.ends_with(['：', ':'])) {
            return self.matches(bare).map(|_| LabelMatch::Folded);
        }
        if self.also.is_empty() && super::fold::differs_outside(text, &self.folded) {
            return None;
        }
        // Folding costs more than anything else here, and most texts are neither the label nor changed by it.
        let short = text.len() <= 3 * self.text.len();
        let same =
            if short && super::fold::may_fold(text) { super::fold(text) == self.folded } else { text == self.folded };
        let same = same || (!self.also.is_empty() && self.also.contains(&super::fold(text)));
        same.then_some(LabelMatch::Folded)
    }
}

/// How amounts are written.
#[derive(Clone, Debug)]
pub struct AmountFormat {
    /// The unit every amount of the form has, `万元` or `元`.
    pub unit: String,
    /// How many decimals an amount may have.
    pub decimals: u32,
    /// By how much a sum may be off, in the form's unit.
    pub tolerance: Decimal,
}

/// A section of the form.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its name in the profile.
    pub id: String,
    /// The label it begins with.
    pub label: Label,
    /// Whether a sheet must have it.
    pub required: bool,
    /// Its rows.
    pub shape: Shape,
    /// What it stands for.
    pub kind: SectionKind,
    /// The headers on the label's row: those of the columns, or what is printed above several of them.
    pub headers: Vec<Label>,
    /// Whether a second row of headers stands below the first one.
    pub has_subheaders: bool,
    /// What the last row of a list is called whose amounts are the sums of their columns.
    pub total: Option<Label>,
    /// What stands with a number before each paragraph of a text.
    pub numbered: Option<Label>,
    /// The most characters that a paragraph of a text may have.
    pub most: Option<usize>,
    /// The section, by index, that has as many paragraphs as this one.
    pub as_many_as: Option<usize>,
    /// How the budget unit is written, in the section that states it.
    pub pattern: Option<Pattern>,
}

/// What a section stands for in every form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    /// The budget unit.
    Identity,
    /// An amount, or a breakdown of amounts.
    Money,
    /// The tasks.
    Tasks,
    /// The goal in prose.
    Goal,
    /// The indicators.
    Indicators,
    /// Text of another kind.
    Other,
}

/// The rows of a section.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Label and value.
    Field(ColumnKind),
    /// Label, then pairs of part label and amount; the outer list is the rows as the form prints them.
    Breakdown(Vec<Vec<Part>>),
    /// Label and column headers, then one row an item.
    List(Vec<Column>),
    /// Label and text; further paragraphs are rows with an empty first cell.
    Text,
    /// Label and column headers, then one row an indicator.
    Indicators(Vec<Column>),
}

impl Section {
    /// The columns of a list or of indicators; none in other shapes.
    pub fn columns(&self) -> &[Column] {
        match &self.shape {
            Shape::List(columns) | Shape::Indicators(columns) => columns,
            Shape::Field(_) | Shape::Breakdown(_) | Shape::Text => &[],
        }
    }

    /// The header of each column in the second row of headers; empty where the first row has it.
    pub fn subheaders(&self) -> impl Iterator<Item = &str> {
        self.columns().iter().map(|column| if column.under.is_some() { column.label.text.as_str() } else { "" })
    }

    /// The first row of headers, each above the first of its columns, which leaves gaps where one stands above several.
    pub fn header_cells(&self) -> Vec<&str> {
        let mut cells: Vec<&str> = Vec::new();
        let mut above: Option<&Label> = None;
        for column in self.columns() {
            let over = column.under.as_ref();
            let again = over.is_some() && over == above;
            cells.push(if again { "" } else { &over.unwrap_or(&column.label).text });
            above = over;
        }
        cells
    }

    /// The label and the headers of a list or of indicators, one row of them or two, parted by LF.
    pub fn header_rows(&self) -> String {
        let mut rows = format!("{}\t{}", self.label.text, self.header_cells().join("\t"));
        rows.truncate(rows.trim_end_matches('\t').len());
        if self.has_subheaders {
            rows.push('\n');
            self.subheaders().for_each(|header| rows.extend(["\t", header]));
        }
        rows
    }

    /// The parts of a breakdown in the form's order; none in other shapes.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        let rows: &[Vec<Part>] = if let Shape::Breakdown(rows) = &self.shape { rows } else { &[] };
        rows.iter().flatten()
    }
}

/// A labelled amount of a breakdown.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name in the profile.
    pub id: String,
    /// The label before the amount.
    pub label: Label,
    /// Whether the amount must be there.
    pub required: bool,
}

/// The most columns that a list or the indicators of a form may have.
pub const MAX_COLUMNS: usize = 12;

/// A column of a list or of indicators.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name in the profile.
    pub id: String,
    /// Its header.
    pub label: Label,
    /// What is printed above this column and its neighbours; its own header then stands in the row below.
    pub under: Option<Label>,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// Whether every row must have a value there.
    pub required: bool,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// The budget unit: code, name, division, as far as the form has them there.
    Identity,
    /// The budget unit's code, where it has a section of its own.
    Code,
    /// An amount in the form's unit.
    Amount,
    /// A task's name.
    Task,
    /// Free text.
    Text,
    /// A level-1 indicator.
    Class,
    /// A level-2 indicator.
    Group,
    /// A level-3 indicator.
    Name,
    /// An operator.
    Operator,
    /// A target value.
    Value,
    /// A unit of measure.
    Measure,
    /// Operator, target value and unit of measure in one cell: `≥95%`.
    Target,
    /// How much the indicator counts in the evaluation.
    Weight,
    /// A deadline.
    Deadline,
}

impl ColumnKind {
    /// How many kinds there are.
    pub(super) const COUNT: usize = Self::Deadline as usize + 1;

    /// Their names in profiles.
    const NAMES: [(&str, Self); Self::COUNT] = [
        ("identity", Self::Identity),
        ("code", Self::Code),
        ("amount", Self::Amount),
        ("task", Self::Task),
        ("text", Self::Text),
        ("class", Self::Class),
        ("group", Self::Group),
        ("name", Self::Name),
        ("operator", Self::Operator),
        ("value", Self::Value),
        ("measure", Self::Measure),
        ("target", Self::Target),
        ("weight", Self::Weight),
        ("deadline", Self::Deadline),
    ];

    /// The kind of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(own, _)| *own == name).map(|(_, kind)| *kind)
    }

    /// The names of all kinds.
    pub(super) fn names() -> impl Iterator<Item = &'static str> + Clone {
        Self::NAMES.iter().map(|(name, _)| *name)
    }
}

/// Two sides that must be equal.
#[derive(Clone, Debug)]
pub struct Sum {
    /// The rule that reports it when they are not.
    pub rule: String,
    /// The side that is the total.
    pub total: Vec<Term>,
    /// The side that is its parts.
    pub parts: Vec<Term>,
    /// The list, by section index, in every row of which both sides are equal; `None` for a sum of the whole sheet.
    pub each_row: Option<usize>,
}

/// One or more amounts of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// The amount of a field, by section index.
    Field(usize),
    /// An amount of a breakdown, by section index and the part's index in [`Section::parts`].
    Part(usize, usize),
    /// Amounts of a list, by section index, column index, and which rows.
    Column(usize, usize, TermRows),
}

impl Term {
    /// The section of its amounts, by index.
    pub fn section(&self) -> usize {
        let (Self::Field(section) | Self::Part(section, _) | Self::Column(section, _, _)) = self;
        *section
    }
}

/// Which rows of a list a term takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermRows {
    /// All of them but the row of totals.
    All,
    /// The row of totals.
    Total,
    /// Those whose first column is this label.
    Named(Label),
    /// Those that no named term of a sum takes.
    Others,
}

/// Which way an indicator is better, and which values it can have, by words in its name.
#[derive(Clone, Debug, Default)]
pub struct Directions {
    /// Names that end so: smaller is better.
    pub smaller: WordList,
    /// Names that end so: larger is better.
    pub larger: WordList,
    /// Names with one of these words say nothing by their end.
    pub turned: WordList,
    /// A negative value has a meaning in a name with one of these words.
    pub signed: WordList,
    /// Names that end so: a share of a whole, never more than 100 %.
    pub capped: WordList,
    /// Names with one of these words are no share, however they end.
    pub uncapped: WordList,
    /// It measures satisfaction.
    pub satisfaction: Vec<String>,
}

/// What is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// A smaller value.
    Smaller,
    /// A larger value.
    Larger,
}

impl Directions {
    /// Whether an indicator of that name, in that group, measures satisfaction.
    pub fn is_satisfaction(&self, name: &str) -> bool {
        self.satisfaction.iter().any(|word| name.contains(word.as_str()))
    }

    /// What is better of an indicator of that name, `None` where its name does not say.
    pub fn better(&self, name: &str) -> Option<Better> {
        let better = if self.smaller.ends(name) {
            Better::Smaller
        } else if self.larger.ends(name) {
            Better::Larger
        } else {
            return None;
        };
        (!self.turned.within(name)).then_some(better)
    }

    /// Whether an indicator of that name can be negative.
    pub fn is_signed(&self, name: &str) -> bool {
        self.signed.within(name)
    }

    /// Whether an indicator of that name cannot be more than 100 %.
    pub fn is_capped(&self, name: &str) -> bool {
        self.capped.ends(name) && !self.uncapped.within(name)
    }
}

/// The units of measure apart from their words, which are the catalogue's.
#[derive(Clone, Debug, Default)]
pub struct Measures {
    /// Units of measure as this form writes them, each with its other spellings.
    spellings: Vec<(String, Vec<String>)>,
    /// Which units go with which names; the first that fits a name counts.
    expected: Vec<ExpectedMeasure>,
    /// The first unit of each other spelling, by index.
    units: FxHashMap<String, u32>,
    /// The ends of names, and of which kind each is, by index.
    ends: WordEnds,
}

/// The units of measure that names of one kind go with.
#[derive(Clone, Debug)]
pub struct ExpectedMeasure {
    /// Names that end so.
    pub ends: WordList,
    /// Names with one of these words are of another kind, however they end.
    pub except: WordList,
    /// The units that go with them, the usual one first.
    pub measures: Vec<String>,
}

impl Measures {
    /// Units of measure, each with its other spellings, and which of them go with which names.
    pub fn new(spellings: Vec<(String, Vec<String>)>, expected: Vec<ExpectedMeasure>) -> Self {
        let mut units = FxHashMap::default();
        for (at, spelling) in (0..).zip(&spellings).flat_map(|(at, (_, all))| all.iter().map(move |one| (at, one))) {
            units.entry(spelling.clone()).or_insert(at);
        }
        let ends = (0..).zip(&expected).flat_map(|(at, kind)| kind.ends.iter().map(move |end| (end.as_str(), at)));
        let ends = WordEnds::new(ends);
        Self { spellings, expected, units, ends }
    }

    /// `text` as the form writes it, where it is another spelling of a unit of measure.
    pub fn canonical(&self, text: &str) -> Option<&str> {
        self.units.get(text).map(|at| self.spellings[*at as usize].0.as_str())
    }

    /// The other spellings of `measure`, which is written as the form writes it.
    pub fn spellings_of(&self, measure: &str) -> &[String] {
        self.spellings.iter().find(|(own, _)| own == measure).map_or(&[], |(_, spellings)| spellings)
    }

    /// The units that go with an indicator of that name, the usual one first; `None` where its name does not say.
    pub fn expected(&self, name: &str) -> Option<&[String]> {
        let fits = |at: &u32| !self.expected[*at as usize].except.within(name);
        // Most names end as those of one kind do, or of none.
        let mut kinds: SmallVec<[u32; 8]> = self.ends.of(name).collect();
        kinds.sort_unstable();
        kinds.iter().find(|at| fits(at)).map(|at| &self.expected[*at as usize].measures[..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::builtin;

    #[test]
    fn a_name_says_what_is_better_by_its_end() {
        let directions = &builtin()[0].directions;
        for (name, better) in [
            ("“三公”经费变动率", Some(Better::Smaller)),
            ("执法办案行为投诉率", Some(Better::Smaller)),
            ("社会公众投诉次数", Some(Better::Smaller)),
            ("事故起数", Some(Better::Smaller)),
            ("工作完成及时率", Some(Better::Larger)),
            ("投诉办结率", Some(Better::Larger)),
            ("群众满意度", Some(Better::Larger)),
            // Work done, not harm suffered.
            ("受理投诉次数", None),
            ("查处违法违规行为次数", None),
            ("节约成本", None),
            ("事故下降率", None),
            // More revenue is better, more expenditure is not.
            ("税收收入变动率", None),
            ("支出未完成率", None),
            ("高血压患者控制率", None),
            ("成本控制数", None),
        ] {
            assert_eq!(directions.better(name), better, "{name}");
        }
    }

    #[test]
    fn a_share_is_told_from_a_ratio() {
        let directions = &builtin()[0].directions;
        for name in ["预算执行率", "项目验收合格率", "群众满意度", "公众知晓率"] {
            assert!(directions.is_capped(name), "{name}");
        }
        for name in ["年度税收任务完成率", "拨备覆盖率", "高中阶段毛入学率", "经费增长率", "产能利用率"]
        {
            assert!(!directions.is_capped(name), "{name}");
        }
    }

    #[test]
    fn measures_go_with_the_end_of_a_name() {
        let measures = &builtin()[0].measures;
        assert_eq!(measures.expected("公众知晓率").map(|of| of[0].as_str()), Some("%"));
        assert_eq!(measures.expected("培训次数").map(|of| of[0].as_str()), Some("次"));
        for name in ["日均巡查频率", "发电装机功率", "亩均增收", "公开时限"] {
            assert_eq!(measures.expected(name), None, "{name}");
        }
        assert_eq!(measures.canonical("百分比"), Some("%"));
        // A difference of two rates is no rate.
        assert_eq!(measures.canonical("百分点"), None);
    }
}
