//! What headings stand for, looked up in `data/headings.tsv`.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::heading::{Heading, MoneyUnit, is_bare};

/// What a label or a column header stands for, whatever the form calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Notion {
    /// The level-1 indicator.
    Class,
    /// The level-2 indicator.
    Group,
    /// The level-3 indicator.
    Name,
    /// The name of an indicator, or its group where the target holds the name too.
    IndicatorName,
    /// The name of an indicator, or what explains one.
    Content,
    /// The target value in one cell.
    Target,
    /// The operator.
    Operator,
    /// The number of the target value.
    Value,
    /// The unit of measure.
    Measure,
    /// A value of other years, or a target for another period.
    History,
    /// What was reached.
    Actual,
    /// The points that can be earned.
    Weight,
    /// The points that were earned.
    Score,
    /// Why a target was missed, and what is done about it.
    Reason,
    /// How points are given.
    Scoring,
    /// What an indicator means.
    Explanation,
    /// Remarks, sources and grounds.
    Note,
    /// Quantitative or qualitative; the operator where the cells hold one.
    Nature,
    /// Whether larger or smaller is better.
    Direction,
    /// How much an indicator matters.
    Importance,
    /// Whether the target will be reached.
    Possibility,
    /// When an indicator or task is done.
    Deadline,
    /// When a task begins.
    Start,
    /// The duty of the department that indicators or tasks belong to.
    Duty,
    /// The budget at the start of the year.
    Initial,
    /// The budget as it was adjusted.
    Adjusted,
    /// What was executed.
    Executed,
    /// What will be executed by the end of the year.
    Forecast,
    /// The execution rate.
    Rate,
    /// The share of a whole.
    Share,
    /// What was carried over from former years.
    Carried,
    /// By how much the budget was changed.
    Change,
    /// The sum of the columns before.
    Subtotal,
    /// What is left.
    Balance,
    /// What is left as a share.
    BalanceRate,
    /// Where the money comes from.
    Fund,
    /// An amount of one year.
    YearAmount,
    /// What stands above several columns of money.
    Band,
    /// A task or project.
    Task,
    /// What a task consists of.
    TaskContent,
    /// The amount of a task.
    TaskAmount,
    /// The kind of a task.
    TaskKind,
    /// A running number.
    Number,
    /// The budget unit.
    Identity,
    /// The project or fund that a sheet is about.
    Project,
    /// A field of the sheet's head.
    Field,
    /// The label of a table of money.
    Money,
    /// The total of a table of money.
    Total,
    /// A part of such a total.
    Part,
    /// The label of a list of tasks.
    Tasks,
    /// The label of a table of indicators.
    Indicators,
    /// The label of a goal.
    Goal,
    /// The label of what came of a goal.
    Result,
    /// The label of another text.
    Text,
    /// What stands around the table.
    Furniture,
}

use Notion as N;

/// The names of the notions in the data, in the order of [`Notion`].
const NAMES: [(&str, Notion); 54] = [
    ("class", N::Class),
    ("group", N::Group),
    ("name", N::Name),
    ("indicator-name", N::IndicatorName),
    ("content", N::Content),
    ("target", N::Target),
    ("operator", N::Operator),
    ("value", N::Value),
    ("measure", N::Measure),
    ("history", N::History),
    ("actual", N::Actual),
    ("weight", N::Weight),
    ("score", N::Score),
    ("reason", N::Reason),
    ("scoring", N::Scoring),
    ("explanation", N::Explanation),
    ("note", N::Note),
    ("nature", N::Nature),
    ("direction", N::Direction),
    ("importance", N::Importance),
    ("possibility", N::Possibility),
    ("deadline", N::Deadline),
    ("start", N::Start),
    ("duty", N::Duty),
    ("initial", N::Initial),
    ("adjusted", N::Adjusted),
    ("executed", N::Executed),
    ("forecast", N::Forecast),
    ("rate", N::Rate),
    ("share", N::Share),
    ("carried", N::Carried),
    ("change", N::Change),
    ("subtotal", N::Subtotal),
    ("balance", N::Balance),
    ("balance-rate", N::BalanceRate),
    ("fund", N::Fund),
    ("year-amount", N::YearAmount),
    ("band", N::Band),
    ("task", N::Task),
    ("task-content", N::TaskContent),
    ("task-amount", N::TaskAmount),
    ("task-kind", N::TaskKind),
    ("number", N::Number),
    ("identity", N::Identity),
    ("project", N::Project),
    ("field", N::Field),
    ("money", N::Money),
    ("total", N::Total),
    ("part", N::Part),
    ("tasks", N::Tasks),
    ("indicators", N::Indicators),
    ("goal", N::Goal),
    ("result", N::Result),
    ("text", N::Text),
];

/// Several notions: a heading can stand for one in a table and for another as a label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notions(u64);

impl Notions {
    /// The notions of `all`.
    pub const fn of(all: &[Notion]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < all.len() {
            bits |= 1 << all[at] as u8;
            at += 1;
        }
        Self(bits)
    }

    /// Whether none is known.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `notion` is among them.
    pub fn has(self, notion: Notion) -> bool {
        self.0 >> notion as u8 & 1 == 1
    }

    /// Whether one of `others` is among them.
    pub fn any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Those that are among `others` too.
    #[must_use]
    pub fn among(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }

    /// The first of them in the order of [`Notion`].
    pub fn first(self) -> Option<Notion> {
        let at = self.0.trailing_zeros() as usize;
        NAMES.get(at).map(|(_, notion)| *notion).or_else(|| (at == NAMES.len()).then_some(Notion::Furniture))
    }
}

/// The columns of tables of indicators.
pub const INDICATOR_COLUMNS: Notions = Notions::of(&[
    N::Class,
    N::Group,
    N::Name,
    N::IndicatorName,
    N::Content,
    N::Target,
    N::Operator,
    N::Value,
    N::Measure,
    N::History,
    N::Actual,
    N::Weight,
    N::Score,
    N::Reason,
    N::Scoring,
    N::Explanation,
    N::Note,
    N::Nature,
    N::Direction,
    N::Importance,
    N::Possibility,
    N::Deadline,
    N::Duty,
]);

/// The columns of tables of money.
pub const MONEY_COLUMNS: Notions = Notions::of(&[
    N::Initial,
    N::Adjusted,
    N::Executed,
    N::Forecast,
    N::Rate,
    N::Share,
    N::Carried,
    N::Change,
    N::Subtotal,
    N::Balance,
    N::BalanceRate,
    N::Fund,
    N::YearAmount,
    N::Band,
]);

/// Columns that tables of money share with those of indicators.
pub const RESULT_COLUMNS: Notions = Notions::of(&[N::Weight, N::Score, N::Reason, N::Note, N::Scoring]);

/// The columns of lists of tasks, projects and schedules.
pub const LIST_COLUMNS: Notions = Notions::of(&[
    N::Task,
    N::TaskContent,
    N::TaskAmount,
    N::TaskKind,
    N::Number,
    N::Start,
    N::Deadline,
    N::Duty,
    N::Project,
    N::Note,
    N::Identity,
]);

/// The labels of texts that may stand side by side above their paragraphs.
pub const TEXT_LABELS: Notions = Notions::of(&[N::Goal, N::Result, N::Text]);

/// Labels before a value in the same row.
pub const FIELD_LABELS: Notions = Notions::of(&[N::Field, N::Identity, N::Project]);

/// Labels before amounts.
pub const MONEY_LABELS: Notions = Notions::of(&[N::Total, N::Part]);

static HEADINGS: LazyLock<FxHashMap<Box<str>, Notions>> = LazyLock::new(|| {
    let mut headings: FxHashMap<Box<str>, Notions> = FxHashMap::default();
    for line in include_str!("../../data/headings.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(name), Some(all)) = (cells.next(), cells.next()) else { continue };
        let bit = match name {
            "furniture" => 1 << N::Furniture as u8,
            name => NAMES.iter().find(|(of, _)| *of == name).map_or(0, |(_, notion)| 1 << *notion as u8),
        };
        for heading in all.split(' ') {
            headings.entry(super::fold(heading).into()).or_default().0 |= bit;
        }
    }
    headings
});

/// What headings stand for where a form has words of its own.
#[derive(Clone, Debug, Default)]
pub struct Words {
    own: FxHashMap<Box<str>, Notions>,
}

impl Words {
    /// The words that all forms share, and no others.
    pub fn shared() -> &'static Self {
        static SHARED: LazyLock<Words> = LazyLock::new(Words::default);
        &SHARED
    }

    /// Lets the words `key` stand for `notion`, and no longer for what they stand for in other forms.
    pub(super) fn add(&mut self, key: &str, notion: Notion) {
        if !notions(key).has(notion) {
            self.own.entry(key.into()).or_default().0 |= 1 << notion as u8;
        }
    }

    /// Takes a heading apart.
    pub fn heading<'t>(&self, text: &'t str) -> Heading<'t> {
        if self.own.is_empty() { Heading::read(text) } else { Heading::read_by(text, |key| self.notions(key)) }
    }

    /// The folded words of a heading, as [`Heading::key`] has them.
    pub fn key<'t>(&self, text: &'t str) -> Cow<'t, str> {
        // They are the heading itself, whatever it stands for.
        if is_bare(text) { Cow::Borrowed(text) } else { self.heading(text).key }
    }

    /// The unit of money in brackets behind a heading.
    pub fn unit(&self, text: &str) -> Option<MoneyUnit> {
        if is_bare(text) { None } else { self.heading(text).unit }
    }

    /// What a heading stands for.
    pub fn stands_for(&self, text: &str) -> Notions {
        if self.own.is_empty() { Heading::notions(text) } else { self.heading(text).notions }
    }

    /// What a heading stands for that was taken apart by the words that all forms share.
    pub fn of(&self, shared: &Heading<'_>) -> Notions {
        if self.own.is_empty() { shared.notions } else { self.own.get(&*shared.key).copied().unwrap_or(shared.notions) }
    }

    fn notions(&self, key: &str) -> Notions {
        self.own.get(key).copied().unwrap_or_else(|| notions(key))
    }
}

/// The notion of that name, or all names.
pub(super) fn notion(name: &str) -> Result<Notion, impl Iterator<Item = &'static str> + Clone> {
    let found = NAMES.iter().find(|(own, _)| *own == name).map(|(_, notion)| *notion);
    found.ok_or_else(|| NAMES.iter().map(|(name, _)| *name))
}

/// The name of a notion in the data.
pub fn notion_name(notion: Notion) -> &'static str {
    NAMES.get(notion as usize).map_or("furniture", |(name, _)| name)
}

/// What the folded heading `key` stands for.
pub(super) fn notions(key: &str) -> Notions {
    HEADINGS.get(key).copied().unwrap_or_default()
}

/// The folded headings that stand for one of `notions`, in no order.
pub(crate) fn headings(notions: Notions) -> impl Iterator<Item = &'static str> {
    HEADINGS.iter().filter(move |(_, own)| own.any(notions)).map(|(heading, _)| &**heading)
}

/// The headings that stand for one of `notions`, as the data spell them and in their order.
pub fn spellings(notions: Notions) -> impl Iterator<Item = &'static str> {
    let lines = include_str!("../../data/headings.tsv").lines().filter(|line| !line.starts_with('#'));
    let own = lines.filter_map(move |line| {
        let mut cells = line.split('\t');
        let (name, all) = (cells.next()?, cells.next()?);
        let (_, notion) = NAMES.iter().find(|(of, _)| *of == name)?;
        notions.has(*notion).then_some(all)
    });
    own.flat_map(|all| all.split(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_has_a_known_notion_and_a_source() {
        for (at, (_, notion)) in NAMES.iter().enumerate() {
            assert_eq!(*notion as usize, at);
        }
        for line in include_str!("../../data/headings.tsv").lines() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "{line}");
            assert!(cells[0] == "furniture" || NAMES.iter().any(|(name, _)| *name == cells[0]), "{line}");
            assert!(!cells[2].is_empty(), "{line}");
        }
    }

    #[test]
    fn a_heading_can_stand_for_several_things() {
        assert!(notions("完成情况").has(Notion::Actual) && notions("完成情况").has(Notion::Result));
        assert_eq!(notions("三级指标").first(), Some(Notion::Name));
        assert!(notions("某某").is_empty());
    }
}
