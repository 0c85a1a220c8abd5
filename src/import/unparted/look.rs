//! What the cells of a column look like, and how much a text looks like one.

use super::atoms::width;
use super::words::{
    is_cut_group, is_dash, is_date, is_figure, is_level_part, is_measure, is_quantity, is_unit_name, leads_operator,
    levels, notions,
};
use crate::outline::{Notion, Notions, is_operator};

/// What the cells of a column look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Class,
    Group,
    Name,
    /// A target or result in one cell.
    Target,
    Actual,
    Operator,
    Value,
    Measure,
    /// Points.
    Points,
    Rate,
    Amount,
    Nature,
    Direction,
    Importance,
    Possibility,
    Date,
    /// The label of a row of money.
    Label,
    /// A text that each row has: the name of a task.
    Title,
    /// What reaches over several rows: a duty, a project, the text of its goal.
    Parent,
    /// Whose project it is, over several rows.
    Unit,
    /// The amount of such a project.
    ParentAmount,
    Text,
}

impl Look {
    /// How the cells of a column of indicators look.
    pub(super) fn of_indicators(notion: Option<Notion>) -> Self {
        match notion {
            Some(Notion::Class) => Self::Class,
            Some(Notion::Group) => Self::Group,
            Some(Notion::Name | Notion::IndicatorName | Notion::Content) => Self::Name,
            Some(Notion::Target) => Self::Target,
            Some(Notion::Actual | Notion::History) => Self::Actual,
            Some(Notion::Operator) => Self::Operator,
            Some(Notion::Value) => Self::Value,
            Some(Notion::Measure) => Self::Measure,
            Some(Notion::Weight | Notion::Score) => Self::Points,
            Some(Notion::Nature) => Self::Nature,
            Some(Notion::Direction) => Self::Direction,
            Some(Notion::Importance) => Self::Importance,
            Some(Notion::Possibility) => Self::Possibility,
            Some(Notion::Deadline | Notion::Start) => Self::Date,
            Some(Notion::Duty) => Self::Parent,
            _ => Self::Text,
        }
    }

    /// How the cells of a column of money or of a list look.
    pub(super) fn of_list(notion: Option<Notion>) -> Self {
        match notion {
            Some(Notion::Fund) => Self::Label,
            Some(Notion::Rate | Notion::BalanceRate | Notion::Share) => Self::Rate,
            Some(Notion::Weight | Notion::Score) => Self::Points,
            Some(Notion::Deadline | Notion::Start) => Self::Date,
            Some(Notion::Task) => Self::Title,
            Some(
                Notion::TaskContent | Notion::TaskKind | Notion::Note | Notion::Reason | Notion::Duty | Notion::Scoring,
            ) => Self::Text,
            Some(Notion::Identity | Notion::Project) => Self::Title,
            Some(Notion::Number) => Self::Points,
            None => Self::Text,
            Some(_) => Self::Amount,
        }
    }

    /// What it costs that a row has nothing in such a column.
    pub(super) fn missing(self) -> f32 {
        match self {
            Self::Class | Self::Group | Self::Parent | Self::Unit | Self::ParentAmount => 0.0,
            Self::Name | Self::Label => 12.0,
            Self::Title | Self::Operator | Self::Target => 6.0,
            Self::Points | Self::Actual => 5.0,
            Self::Value | Self::Rate => 4.0,
            Self::Amount
            | Self::Measure
            | Self::Direction
            | Self::Importance
            | Self::Possibility
            | Self::Date
            | Self::Nature => 3.0,
            Self::Text => 0.6,
        }
    }

    /// How little `text`, on one line, looks like a cell of such a column; `facts` are those of `text`.
    #[allow(clippy::too_many_lines)]
    pub(super) fn cost_of(self, text: &str, facts: Facts) -> f32 {
        let Facts { figure, class, group, count, .. } = facts;
        let pick = |fits: bool, cost: f32| if fits { 0.0 } else { cost };
        // Points in brackets stand behind a level, and a bracket belongs to what is before it.
        if text.starts_with(['（', '(']) && !matches!(self, Self::Text | Self::Parent | Self::Title | Self::Label) {
            return 20.0;
        }
        let parent = || class || group;
        let digit = || text.contains(|c: char| c.is_ascii_digit());
        match self {
            Self::Class if figure || leads_operator(text) => 20.0,
            Self::Class if class => 0.0,
            Self::Class if group => 8.0,
            Self::Class => 6.0 + pick(count <= 12, 6.0),
            Self::Group if figure || leads_operator(text) => 20.0,
            Self::Group if group => 0.0,
            Self::Group if is_cut_group(text) => 1.5,
            Self::Group if class => 3.0,
            Self::Group => 5.0 + pick(count <= 12 && !digit(), 6.0),
            Self::Name if figure => 12.0,
            Self::Name if leads_operator(text) => 10.0,
            Self::Name if parent() => 7.0,
            Self::Name if count < 2 => 4.0,
            Self::Name if is_quantity(text) => 5.0,
            Self::Name => {
                pick(!text.contains(['。', '；']), 2.0) + pick(!text.contains(['≥', '≤']), 3.0) + pick(count <= 40, 4.0)
            }
            Self::Target | Self::Actual if parent() => 10.0,
            Self::Target | Self::Actual if is_dash(text) => pick(self == Self::Actual, 2.0),
            Self::Target if leads_operator(text) && count > 1 => 0.0,
            Self::Actual if leads_operator(text) && count > 1 => 2.0,
            Self::Target | Self::Actual if is_quantity(text) || figure => pick(count <= 12, 1.5),
            Self::Target | Self::Actual if is_operator(text) || matches!(text, "%" | "‰") => 8.0,
            Self::Target | Self::Actual if digit() => 1.0 + pick(count <= 20, 3.0),
            Self::Target | Self::Actual => {
                if count <= 6 {
                    2.0
                } else {
                    3.0 + pick(count <= 16, 3.0)
                }
            }
            Self::Operator | Self::Value | Self::Measure if parent() => 20.0,
            Self::Operator => pick(is_operator(text) || text == "定性", 12.0),
            Self::Value if is_operator(text) => 12.0,
            Self::Value if figure => 0.0,
            Self::Value if is_quantity(text) => 1.0,
            Self::Value => {
                if count <= 6 {
                    2.0
                } else {
                    6.0
                }
            }
            Self::Measure if figure => 12.0,
            Self::Measure if text == "%" || text == "‰" => 0.0,
            Self::Measure => pick(is_measure(text), 6.0) + count as f32 * 0.2,
            Self::Points if is_dash(text) => 0.0,
            // Points have two decimals at most, and there are no thousands of them.
            Self::Points if figure => {
                let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
                pick(!text.ends_with('%'), 4.0)
                    + pick(count <= 6, 2.0)
                    + pick(fraction.len() < 3 && whole.len() < 4, 4.0)
            }
            Self::Rate if is_dash(text) => 0.0,
            Self::Rate if figure => pick(text.ends_with('%'), 2.0),
            Self::Amount if figure => pick(!text.ends_with('%'), 4.0),
            Self::Amount if digit() && text.contains('元') => 3.0,
            Self::ParentAmount if figure => {
                pick(!text.ends_with('%') && !is_dash(text), 6.0) + pick(text.contains(['.', ',']), 4.0)
            }
            // The label of a row that has no figures yet is none of the row before it.
            Self::Points | Self::Rate | Self::Amount | Self::Text | Self::Parent if facts.part => 60.0,
            Self::Points | Self::Rate | Self::Amount | Self::ParentAmount => 14.0,
            Self::Nature => pick(matches!(text, "定量" | "定性" | "定量指标" | "定性指标") || is_operator(text), 7.0),
            Self::Direction => pick(count <= 6 && text.contains(['正', '反', '逆']), 8.0),
            Self::Importance => pick(
                matches!(text, "重要" | "核心" | "一般" | "是" | "否" | "高" | "中" | "低" | "非常重要" | "较重要"),
                7.0,
            ),
            Self::Possibility => pick(count <= 10 && (text.contains("能") || text.contains("确定")), 7.0),
            Self::Date => pick(is_date(text), 8.0),
            Self::Label if figure => 14.0,
            Self::Label => pick(count <= 24, 3.0),
            Self::Title if figure => 12.0,
            Self::Title => pick(count <= 40, 3.0) + pick(count > 1, 3.0),
            Self::Parent | Self::Unit if figure || parent() || leads_operator(text) => 20.0,
            Self::Parent => 2.0 + pick(!is_unit_name(text), 1.0),
            Self::Unit => 2.0 + pick(is_unit_name(text), 1.5),
            Self::Text if figure => pick(is_dash(text), 5.0),
            Self::Text if leads_operator(text) => 6.0,
            Self::Text if parent() => 7.0,
            Self::Text => pick(count > 1, 1.5),
        }
    }

    /// How little `text`, which may be a part of a cell, looks like one of such a column.
    pub(super) fn hint(self, text: &str) -> f32 {
        self.hint_of(text, Facts::of(text))
    }

    /// The same where what `text` looks like is known already.
    pub(super) fn hint_of(self, text: &str, facts: Facts) -> f32 {
        let Facts { figure, class, group, .. } = facts;
        let pick = |fits: bool, cost: f32| if fits { 0.0 } else { cost };
        match self {
            Self::Class | Self::Group if figure || leads_operator(text) => 8.0,
            Self::Class | Self::Group if is_level_part(text) => 0.0,
            _ if is_level_part(text) => 1.5,
            Self::Class => pick(class, if group { 2.5 } else { 1.0 }),
            Self::Group => pick(group || is_cut_group(text), if class { 2.0 } else { 1.0 }),
            Self::Name | Self::Label | Self::Title if figure => 6.0,
            Self::Name if class || group => 3.0,
            Self::Name if leads_operator(text) => 4.0,
            Self::Name if is_quantity(text) => 2.5,
            Self::Name if text.contains(" ≥") || text.contains(" ≤") || text.contains(" =") => 3.0,
            Self::Text if figure => pick(is_dash(text), 5.0),
            Self::Text if leads_operator(text) || class || group => 2.5,
            Self::Parent | Self::Unit if figure || class || group || leads_operator(text) => 8.0,
            Self::Name | Self::Text | Self::Label | Self::Title | Self::Parent | Self::Unit => 0.0,
            Self::Target | Self::Actual if are_several(text) => 3.0,
            Self::Target | Self::Actual => 0.5 * self.cost_of(text, facts).min(5.0),
            _ => self.cost_of(text, facts).min(5.0),
        }
    }

    /// Whether its cells are those of several rows.
    pub(super) fn is_parent(self) -> bool {
        matches!(self, Self::Class | Self::Group | Self::Parent | Self::Unit | Self::ParentAmount)
    }

    /// Whether its cells say what is to be or was reached, and so begin in the same line as their row.
    pub(super) fn is_figure(self) -> bool {
        self.is_short() || matches!(self, Self::Target | Self::Actual | Self::Date)
    }

    /// Whether every row has something there.
    pub(super) fn is_needed(self) -> bool {
        !self.is_parent() && !matches!(self, Self::Text)
    }

    /// Whether its cells are figures or single words, which no line end parts.
    pub(super) fn is_short(self) -> bool {
        matches!(
            self,
            Self::Points
                | Self::Rate
                | Self::Amount
                | Self::Operator
                | Self::Measure
                | Self::Value
                | Self::Direction
                | Self::Importance
        )
    }
}

/// What a text looks like, whatever column it stands in. It is found out once, as most texts are tried in many columns.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Facts {
    pub(super) figure: bool,
    pub(super) class: bool,
    pub(super) group: bool,
    /// Whether it is the label of a part of the money: `其他资金`.
    pub(super) part: bool,
    /// How many characters it has.
    pub(super) count: usize,
    /// How wide it is.
    pub(super) width: usize,
}

/// What the rows of money are called.
const PARTS: Notions = Notions::of(&[Notion::Part, Notion::Total, Notion::Carried]);

/// No level has more characters.
const LONGEST_LEVEL: usize = 40;

impl Facts {
    pub(super) fn of(text: &str) -> Self {
        let count = text.chars().count();
        let (class, group) = if count <= LONGEST_LEVEL { levels(text) } else { (false, false) };
        let part = count > 2 && count <= LONGEST_LEVEL && notions(text).any(PARTS);
        Self { figure: is_figure(text), class, group, part, count, width: width(text) }
    }
}

/// Whether `text` holds one value behind another: `≥2 座 3 座`.
fn are_several(text: &str) -> bool {
    let parts: Vec<&str> = text.split(' ').collect();
    parts.windows(2).any(|pair| {
        let begins = pair[1].starts_with(|c: char| c.is_ascii_digit()) || leads_operator(pair[1]);
        let ends = pair[0].ends_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '%');
        begins && ends && !pair[0].ends_with(['年', '月', '第', '每'])
    })
}
