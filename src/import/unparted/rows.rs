//! The rows of a table whose cells come one after another: of all ways to part the atoms, the one in which the cells look
//! most like their columns.

use super::atoms::{Atom, Gap, Spacing, text, width};
use super::words::{
    is_class, is_cut_group, is_dash, is_date, is_figure, is_group, is_level_part, is_measure, is_quantity, is_unit,
    is_unit_name, leads_operator,
};
use crate::outline::{Notion, is_operator};
use std::ops::Range;

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
    fn missing(self) -> f32 {
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

    /// How little `text`, on one line, looks like a cell of such a column.
    fn cost(self, text: &str) -> f32 {
        self.cost_of(text, Facts::of(text))
    }

    /// The same where what `text` looks like is known already.
    #[allow(clippy::too_many_lines)]
    fn cost_of(self, text: &str, facts: Facts) -> f32 {
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
            Self::Target | Self::Actual if is_operator(text) => 8.0,
            Self::Target | Self::Actual if digit() => 1.0 + pick(count <= 20, 3.0),
            Self::Target | Self::Actual => {
                if count <= 6 {
                    2.0
                } else {
                    3.0 + pick(count <= 16, 3.0)
                }
            }
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
            Self::Points if figure => pick(!text.ends_with('%'), 4.0) + pick(count <= 6, 2.0),
            Self::Rate if is_dash(text) => 0.0,
            Self::Rate if figure => pick(text.ends_with('%'), 2.0),
            Self::Amount if figure => pick(!text.ends_with('%'), 4.0),
            Self::Amount if digit() && text.contains('元') => 3.0,
            Self::ParentAmount if figure => {
                pick(!text.ends_with('%') && !is_dash(text), 6.0) + pick(text.contains(['.', ',']), 4.0)
            }
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
        let figure = is_figure(text);
        let pick = |fits: bool, cost: f32| if fits { 0.0 } else { cost };
        match self {
            Self::Class | Self::Group if figure || leads_operator(text) => 8.0,
            Self::Class | Self::Group if is_level_part(text) => 0.0,
            _ if is_level_part(text) => 1.5,
            Self::Class => pick(is_class(text), if is_group(text) { 2.5 } else { 1.0 }),
            Self::Group => pick(is_group(text) || is_cut_group(text), if is_class(text) { 2.0 } else { 1.0 }),
            Self::Name | Self::Label | Self::Title if figure => 6.0,
            Self::Name if is_class(text) || is_group(text) => 3.0,
            Self::Name if leads_operator(text) => 4.0,
            Self::Name if is_quantity(text) => 2.5,
            Self::Name if text.contains(" ≥") || text.contains(" ≤") || text.contains(" =") => 3.0,
            Self::Text if figure => pick(is_dash(text), 5.0),
            Self::Text if leads_operator(text) || is_class(text) || is_group(text) => 2.5,
            Self::Parent | Self::Unit if figure || leads_operator(text) || is_class(text) || is_group(text) => 8.0,
            Self::Name | Self::Text | Self::Label | Self::Title | Self::Parent | Self::Unit => 0.0,
            Self::Target | Self::Actual if are_several(text) => 3.0,
            Self::Target | Self::Actual => 0.5 * self.cost(text).min(5.0),
            _ => self.cost(text).min(5.0),
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
struct Facts {
    figure: bool,
    class: bool,
    group: bool,
    /// How many characters it has.
    count: usize,
    /// How wide it is.
    width: usize,
}

/// No level has more characters.
const LONGEST_LEVEL: usize = 40;

impl Facts {
    fn of(text: &str) -> Self {
        let count = text.chars().count();
        let level = count <= LONGEST_LEVEL;
        Self {
            figure: is_figure(text),
            class: level && is_class(text),
            group: level && is_group(text),
            count,
            width: width(text),
        }
    }
}

/// A row: for each column the atoms of its cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) cells: Vec<Option<Range<usize>>>,
    /// The rest of a parent of the row before, that a page's end cut off.
    pub(super) rest: Option<Range<usize>>,
    /// How little it looks like a row.
    pub(super) cost: f32,
}

/// A row that costs this much is in doubt.
pub(super) const DOUBTFUL: f32 = 10.0;

/// No cell has more atoms.
const LONGEST: usize = 24;
/// What a row costs.
const ROW: f32 = 1.0;
/// What it costs that a row begins within a line.
const WITHIN: f32 = 6.0;

/// Parts atoms into rows.
pub(super) struct Parting<'a> {
    pub(super) atoms: &'a [Atom<'a>],
    pub(super) looks: &'a [Look],
    pub(super) spacing: Spacing,
    /// What each atom looks like.
    facts: Vec<Facts>,
    /// For each column how wide its widest line is, where that is known.
    widths: Vec<usize>,
    /// The widths that several lines of a single atom share, and a narrower line follows each: those of broken lines.
    broken: Vec<usize>,
}

/// How a place within a row is reached.
#[derive(Clone, Copy, Debug)]
struct Step {
    cost: f32,
    /// The atom that the cell before begins with; of a column without a cell, none.
    cell: Option<u32>,
    /// Whether that cell begins its row.
    first: bool,
}

/// How the start of a row is reached.
#[derive(Clone, Copy, Debug)]
struct Start {
    cost: f32,
    /// Behind which column the row before ended; none where the rest of a parent stands there, from that atom.
    end: Result<u8, u32>,
}

const UNREACHED: Step = Step { cost: f32::INFINITY, cell: None, first: false };

impl<'a> Parting<'a> {
    pub(super) fn new(atoms: &'a [Atom<'a>], looks: &'a [Look], spacing: Spacing) -> Self {
        let facts: Vec<Facts> = atoms.iter().map(|atom| Facts::of(atom.text)).collect();
        let alone = |at: usize| {
            atoms[at].gap == Gap::Line
                && atoms.get(at + 1).is_none_or(|next| next.gap == Gap::Line)
                && !facts[at].class
                && !facts[at].group
        };
        let mut full: Vec<usize> = (0..atoms.len().saturating_sub(1))
            .filter(|&at| alone(at) && alone(at + 1) && facts[at + 1].width < facts[at].width)
            .map(|at| facts[at].width)
            .collect();
        full.sort_unstable();
        let broken =
            full.chunk_by(|one, other| one == other).filter(|same| same.len() >= 3).map(|same| same[0]).collect();
        Self { atoms, looks, spacing, facts, widths: vec![0; looks.len()], broken }
    }

    /// The rows; what comes first is read once more with the widths that the first reading found.
    pub(super) fn rows(&mut self) -> Vec<Row> {
        let first = self.read();
        for row in &first {
            for (column, cell) in row.cells.iter().enumerate() {
                let Some(cell) = cell else { continue };
                for line in self.lines(cell) {
                    self.widths[column] = self.widths[column].max(line);
                }
            }
        }
        self.read()
    }

    /// How wide the lines of a cell are.
    fn lines(&self, cell: &Range<usize>) -> Vec<usize> {
        let mut lines: Vec<usize> = Vec::new();
        for at in cell.clone() {
            let width = self.facts[at].width;
            match lines.last_mut() {
                Some(last) if at > cell.start && self.atoms[at].gap != Gap::Line => *last += width + 1,
                _ => lines.push(width),
            }
        }
        lines
    }

    /// What it costs to join the atoms of a cell.
    fn joins(&self, cell: &Range<usize>, look: Look, column: usize) -> f32 {
        let mut cost = 0.0;
        let mut open = 0_i32;
        for at in cell.clone() {
            let atom = &self.atoms[at];
            if at > cell.start {
                let before = self.atoms[at - 1].text;
                let (own, last) = (self.facts[at], self.facts[at - 1]);
                cost += match atom.gap {
                    Gap::Wide => 8.0,
                    Gap::Line
                        if matches!(look, Look::Target | Look::Actual)
                            && !before.ends_with(|c: char| c.is_ascii_digit()) =>
                    {
                        1.6
                    }
                    Gap::Line if self.broken.contains(&last.width) && own.width < last.width && !look.is_short() => 0.2,
                    Gap::Line => {
                        if look.is_short() && !matches!(atom.text, "%" | "‰") {
                            3.0
                        } else {
                            0.6
                        }
                    }
                    Gap::Blank if self.spacing.wide => 0.0,
                    Gap::Blank if open > 0 => 0.2,
                    Gap::Blank if before.starts_with(|c| ('①'..='⑳').contains(&c)) && last.count == 1 => 0.1,
                    Gap::Blank if last.count == 1 && own.count == 1 && !before.is_ascii() => 0.1,
                    Gap::Blank if self.spacing.gapped && self.spacing.between(before, atom.text).is_empty() => {
                        // A number begins a cell more often than it goes on with one.
                        let number = atom.text.starts_with(|c: char| c.is_ascii_digit());
                        let numbered = matches!(before, "指标" | "目标" | "任务" | "第");
                        let date = before.ends_with(['年', '月'])
                            && atom.text.chars().take_while(char::is_ascii_digit).count() <= 2;
                        if number && !numbered && !date { 0.9 } else { 0.1 }
                    }
                    Gap::Blank => 4.0,
                };
                let amount = last.figure && before.contains(['.', ',']);
                if last.figure
                    && (own.figure || amount)
                    && !matches!(atom.text, "%" | "‰")
                    && (atom.gap == Gap::Line || own.figure)
                {
                    cost += if own.figure && atom.gap == Gap::Line && !amount { 1.0 } else { 6.0 };
                }
            }
            if cell.len() > 1
                && !matches!(look, Look::Class | Look::Group)
                && (self.facts[at].class || self.facts[at].group)
            {
                cost += 6.0;
            }
            if at > cell.start && atom.gap != Gap::Line && self.facts[at].figure && atom.text.contains(',') {
                cost += 5.0;
            }
            for c in atom.text.chars() {
                open += i32::from(matches!(c, '（' | '(')) - i32::from(matches!(c, '）' | ')'));
            }
            open = open.max(0);
        }
        let lines = self.lines(cell);
        if let [full @ .., last] = &lines[..]
            && !full.is_empty()
        {
            // Lines that are broken are as wide as their column, and the last one is no wider.
            let widest = full.iter().copied().max().unwrap_or(0);
            cost += full.iter().filter(|line| **line + 2 < widest).count() as f32 * 4.0;
            if *last > widest + 1 {
                cost += 5.0;
            }
            if widest + 2 < self.widths[column] {
                cost += 2.5;
            }
        }
        cost
    }

    /// The cheapest way to read all atoms.
    fn read(&self) -> Vec<Row> {
        let (count, columns) = (self.atoms.len(), self.looks.len());
        let wide = columns + 1;
        let mut best = vec![UNREACHED; (count + 1) * wide];
        let mut starts = vec![Start { cost: f32::INFINITY, end: Ok(0) }; count + 1];
        starts[0].cost = 0.0;
        let class = self.looks.iter().position(|look| *look == Look::Class).unwrap_or(0);
        for at in 0..=count {
            let places = &mut best[at * wide..(at + 1) * wide];
            // What stands before the class alone is a row of its own: the total of a department.
            let early = (1..=class)
                .filter(|&column| places[column].cell.is_some())
                .map(|column| (places[column].cost + 3.0, column));
            let early = early.min_by(|one, other| one.0.total_cmp(&other.0));
            for column in 1..columns {
                let look = self.looks[column];
                let orphan =
                    look == Look::Group && self.looks[column - 1] == Look::Class && places[column].cell.is_some();
                let cost = places[column].cost + look.missing() + if orphan { 4.0 } else { 0.0 };
                if cost < places[column + 1].cost {
                    places[column + 1] = Step { cost, cell: None, first: false };
                }
            }
            let mut end = (places[columns].cost + ROW, columns);
            if let Some(early) = early.filter(|early| early.0 < end.0) {
                end = early;
            }
            if end.0 < starts[at].cost {
                starts[at] = Start { cost: end.0, end: Ok(end.1 as u8) };
            }
            if at == count {
                break;
            }
            let start = starts[at].cost;
            if start.is_finite()
                && at > 0
                && let Some(end) = goes_on(self.atoms, at)
                && start + 3.0 < starts[end].cost
            {
                starts[end] = Start { cost: start + 3.0, end: Err(at as u32) };
            }
            let mut before = start + if self.atoms[at].gap == Gap::Line { 0.0 } else { WITHIN };
            let mut reach: Vec<(usize, f32, bool)> = Vec::with_capacity(2 * columns);
            for (column, look) in self.looks.iter().enumerate() {
                let within = best[at * wide + column].cost + self.split(at, *look);
                reach.push(if column > 0 && within <= before {
                    (column, within, false)
                } else {
                    (column, before, true)
                });
                before += look.missing();
            }
            if !reach.iter().any(|(_, cost, _)| cost.is_finite()) {
                continue;
            }
            for end in at + 1..=count.min(at + LONGEST) {
                let cell = at..end;
                let text = flat(&self.atoms[cell.clone()], self.spacing);
                let mut facts = None;
                for &(column, cost, first) in &reach {
                    let there = end * wide + column + 1;
                    if cost >= best[there].cost {
                        continue;
                    }
                    let look = self.looks[column];
                    let facts = *facts.get_or_insert_with(|| Facts::of(&text));
                    let cost = cost + look.cost_of(&text, facts) + self.joins(&cell, look, column);
                    if cost < best[there].cost {
                        best[there] = Step { cost, cell: Some(at as u32), first };
                    }
                }
            }
        }
        self.trace(&best, &starts)
    }

    /// What it costs that a cell begins at an atom that looks like the unit of the number before it.
    fn split(&self, at: usize, look: Look) -> f32 {
        let han = |text: &str| text.starts_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let unit = at > 0
            && self.spacing.gapped
            && self.atoms[at].gap == Gap::Blank
            && self.atoms[at - 1].text.ends_with(|c: char| c.is_ascii_digit())
            && han(self.atoms[at].text);
        let month = at > 0
            && self.atoms[at].gap == Gap::Blank
            && self.atoms[at - 1].text.ends_with('年')
            && self.atoms[at].text.starts_with(|c: char| c.is_ascii_digit());
        match look {
            _ if month => 1.5,
            _ if !unit => 0.0,
            Look::Text if is_unit(self.atoms[at].text) => 1.5,
            Look::Text | Look::Parent | Look::Unit | Look::Measure | Look::Importance | Look::Direction => 0.0,
            _ => 0.8,
        }
    }

    fn trace(&self, best: &[Step], starts: &[Start]) -> Vec<Row> {
        let columns = self.looks.len();
        let wide = columns + 1;
        let mut rows = Vec::new();
        let mut at = self.atoms.len();
        while at > 0 {
            let mut row = Row { cells: vec![None; columns], ..Row::default() };
            let mut column = match starts[at].end {
                Ok(column) => column as usize,
                Err(from) => {
                    row.rest = Some(from as usize..at);
                    rows.push(row);
                    at = from as usize;
                    continue;
                }
            };
            let cost = starts[at].cost;
            // Each step goes back by a cell or a column.
            loop {
                if column == 0 {
                    return Vec::new();
                }
                let step = best[at * wide + column];
                column -= 1;
                let Some(from) = step.cell else { continue };
                row.cells[column] = Some(from as usize..at);
                at = from as usize;
                if step.first {
                    break;
                }
            }
            row.cost = cost - starts[at].cost;
            rows.push(row);
        }
        rows.reverse();
        rows
    }
}

/// The atom behind the rest of a parent that a page's end cut off, where such a rest begins with atom `at`.
pub(super) fn goes_on(atoms: &[Atom<'_>], at: usize) -> Option<usize> {
    let mut text = String::new();
    let mut found = None;
    for end in at + 1..=atoms.len().min(at + 6) {
        let atom = &atoms[end - 1];
        if atom.gap != Gap::Line && !text.contains(['（', '(']) {
            break;
        }
        text.push_str(atom.text);
        let bare = text.split(['（', '(']).next().unwrap_or("");
        let closed = text.matches(['（', '(']).count() == text.matches(['）', ')']).count();
        let ended = !text.contains(['（', '(']) || text.ends_with(['）', ')']);
        let rest = matches!(bare, "标" | "指标" | "度指标" | "意度指标" | "目标" | "效益指标")
            || (bare.ends_with("指标") && bare.chars().count() <= 6 && !is_class(bare) && !is_group(bare));
        if rest && closed && ended && bare != "效益指标" {
            found = Some(end);
        }
    }
    // A header or a level does not go on.
    found.filter(|end| atoms.get(*end).is_none_or(|next| next.gap == Gap::Line))
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

/// The text of atoms as one line.
fn flat(atoms: &[Atom<'_>], spacing: Spacing) -> String {
    text(atoms, spacing).replace('\n', "")
}
