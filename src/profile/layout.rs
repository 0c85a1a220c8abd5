//! The layout of a form: sections, columns, amounts and sums.

use rust_decimal::Decimal;

/// A label as the form prints it, and folded for comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The canonical spelling.
    pub text: String,
    /// The same with widths, brackets and blanks folded.
    pub folded: String,
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
        Self { text: text.to_owned(), folded: super::fold(text) }
    }

    /// Whether and how closely `text` is this label.
    pub fn matches(&self, text: &str) -> Option<LabelMatch> {
        if text == self.text {
            return Some(LabelMatch::Exact);
        }
        // Folding costs more than anything else here, and most texts are neither the label nor changed by it.
        let short = text.len() <= 3 * self.text.len();
        let same =
            if short && super::fold::may_fold(text) { super::fold(text) == self.folded } else { text == self.folded };
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
    /// What its cells hold.
    pub kind: ColumnKind,
    /// Whether every row must have a value there.
    pub required: bool,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// The budget unit: code, name, division.
    Identity,
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
    /// A deadline.
    Deadline,
}

impl ColumnKind {
    /// How many kinds there are.
    pub(super) const COUNT: usize = Self::Deadline as usize + 1;
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

/// Which rows of a list a term takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermRows {
    /// All of them.
    All,
    /// Those whose first column is this label.
    Named(Label),
    /// Those that no named term of a sum takes.
    Others,
}

/// Which way an indicator is better, by words in its name.
#[derive(Clone, Debug, Default)]
pub struct Directions {
    /// Smaller is better.
    pub smaller: Vec<String>,
    /// Larger is better.
    pub larger: Vec<String>,
    /// A negative value has a meaning.
    pub signed: Vec<String>,
    /// It measures satisfaction.
    pub satisfaction: Vec<String>,
}

impl Directions {
    /// Whether an indicator of that name, in that group, measures satisfaction.
    pub fn is_satisfaction(&self, name: &str) -> bool {
        self.satisfaction.iter().any(|word| name.contains(word.as_str()))
    }
}
