//! A sheet of one form filled with what a sheet of another form says: its unit, goal, amounts and indicators.

use super::amounts::{Amounts, is_total as is_year_total};
use super::points::spread;
use super::synonyms::Meaning;
use crate::compare::{
    Grid, GridKind, bare, composed_target, is_of_the_year, is_pairs, says_all_years, says_the_year, shifted,
};
use crate::export::record::{self, Field, Sheet, Table};
use crate::lint::Settings;
use crate::outline::{Heading, MoneyUnit, Notion};
use crate::profile::{Caption, PartShape, Profile, Profiles, fold};
use crate::sheet::{Pieces, read_figure};
use crate::skeleton::skeleton;
use rust_decimal::Decimal;
use std::sync::Arc;

/// How much of the source goes over.
#[derive(Clone, Copy, Debug)]
pub(super) struct How {
    /// By how many years dates move.
    pub(super) by: i32,
    /// Whether results become the history of the new sheet.
    pub(super) history: bool,
    /// Whether points are spread over the indicators.
    pub(super) points: bool,
    /// Whether amounts become those of the beginning of the year.
    pub(super) amounts: bool,
}

/// The points of the rate of execution, by 财预〔2020〕10号.
const EXECUTION: u32 = 10;

/// Writes a sheet of `form` for `year` with what `source` says.
pub(super) fn transfer(
    source: &Sheet,
    form: &Arc<Profile>,
    year: i32,
    how: How,
    settings: &Settings,
    out: &mut String,
) {
    let text = skeleton(form, &unit(source, form), year);
    let profiles = if settings.profiles.find(&form.id).is_some() { &settings.profiles } else { &Profiles::of(form) };
    let empty =
        record::book(&text, profiles, Some(&form.id), Some(year)).ok().and_then(|book| book.sheets.into_iter().next());
    let Some(empty) = empty else {
        out.push_str(&text);
        return;
    };
    let mut all = usize::MAX;
    let rows = empty.rows(&mut all).unwrap_or_default();
    let count = rows.len();
    let mut filler =
        Filler { source, empty: &empty, how, rows, below: vec![Vec::new(); count], gone: vec![false; count] };
    filler.fields(form);
    if how.amounts {
        filler.money(form);
    }
    filler.spare_goals(form);
    filler.goals(form);
    filler.indicators(form);
    filler.write(out);
}

/// Whom the new sheet is of, as the form writes it.
fn unit(source: &Sheet, form: &Profile) -> String {
    let field = |notion: Notion| {
        source.fields.iter().find(|field| field.notion == Some(notion)).map(|field| field.value.clone())
    };
    let of_project = form.parts.iter().any(|part| part.notion == Notion::Project);
    if let Some(project) = field(Notion::Project).filter(|_| of_project) {
        return project;
    }
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    let (code, name) = (part(&source.agency_code), part(&source.agency_name));
    if name.is_empty() {
        let stated = field(Notion::Identity).or_else(|| field(Notion::Project));
        return stated.or_else(|| around(source, |own| own.is(Notion::Identity))).unwrap_or_default();
    }
    let pattern = form.pattern();
    if (pattern.has_code() && code.is_empty()) || (pattern.has_division() && source.mof_div_code.is_none()) {
        return field(Notion::Identity).unwrap_or(name);
    }
    pattern.fill(&code, &name, &part(&source.mof_div_code))
}

/// What a line around the table says behind the label that is meant, without what is said of the seal.
fn around(source: &Sheet, is: impl Fn(&Heading<'_>) -> bool) -> Option<String> {
    source.furniture.iter().find_map(|line| {
        let (own, value) = line.split_once(['：', ':'])?;
        let value = value.trim().split(['（', '(', ' ', '\u{3000}']).next().unwrap_or_default();
        (is(&Heading::read(own)) && !value.is_empty()).then(|| value.to_owned())
    })
}

struct Filler<'s> {
    source: &'s Sheet,
    /// The sheet of the form, with nothing filled in.
    empty: &'s Sheet,
    how: How,
    rows: Vec<Vec<String>>,
    /// The rows and comments behind each row.
    below: Vec<Vec<String>>,
    /// The rows that are not written.
    gone: Vec<bool>,
}

impl Filler<'_> {
    fn put(&mut self, row: u32, cell: usize, text: &str) {
        let Some(cells) = self.rows.get_mut(row as usize) else { return };
        if cells.len() <= cell {
            cells.resize(cell + 1, String::new());
        }
        text.clone_into(&mut cells[cell]);
    }

    fn fields(&mut self, form: &Profile) {
        let own = self.empty.fields.iter().map(|field| (field.label.clone(), field.notion));
        let printed = form.parts.iter().filter(|part| part.shape == PartShape::Field);
        let printed = printed.filter_map(|part| Some((part.label.as_ref()?.text.clone(), Some(part.notion))));
        let labels: Vec<(String, Option<Notion>)> = own.chain(printed).collect();
        let amounts = self.how.amounts.then(|| self.amounts(form));
        for (label, notion) in labels {
            let found = self.field(&label, notion).or_else(|| amounts.as_ref()?.find(&label));
            let Some(value) = found.map(|value| shifted(&value, self.how.by)) else { continue };
            let place = self.rows.iter().enumerate().find_map(|(row, cells)| {
                let at = cells.iter().position(|cell| *cell == label)?;
                cells.get(at + 1).is_none_or(String::is_empty).then_some((row as u32, at + 1))
            });
            if let Some((row, at)) = place {
                self.put(row, at, &value);
            }
        }
    }

    /// What the source says where the form has that label.
    fn field(&self, label: &str, notion: Option<Notion>) -> Option<String> {
        let key = key(label);
        let named = matches!(notion, Some(Notion::Project | Notion::Identity));
        let same = |other: &&Field| self::key(&other.label) == key || (named && other.notion == notion);
        let fields = &self.source.fields;
        if let Some(field) = fields.iter().find(same) {
            return Some(field.value.clone());
        }
        let by_label = |label: &String| {
            let field = fields.iter().find(|field| self::key(&field.label) == *label);
            field.map(|field| field.value.clone()).or_else(|| around(self.source, |own| own.key == *label))
        };
        let meant = || Meaning::of(&key)?.labels.iter().find_map(by_label);
        // 主管部门 and 主管部门（单位） are one.
        let alike = |other: &&Field| {
            let other = self::key(&other.label);
            let long = key.chars().count() > 2 && other.chars().count() > 2;
            long && (other.starts_with(&key) || key.starts_with(&other))
        };
        meant().or_else(|| fields.iter().find(alike).map(|field| field.value.clone()))
    }

    /// The amounts of the source in the unit of the form.
    fn amounts(&self, form: &Profile) -> Amounts {
        let unit = |text: &str| MoneyUnit::of(&fold(text));
        let from = self.source.form.amount_unit.as_deref().and_then(unit);
        let to = self.empty.form.amount_unit.as_deref().and_then(unit).or_else(|| unit(&form.amount.unit));
        Amounts::of(self.source, from.zip(to), form.amount.decimals)
    }

    /// Puts the amounts where those of the beginning of the year stand.
    fn money(&mut self, form: &Profile) {
        let amounts = self.amounts(form);
        for table in self.empty.tables.iter().filter(|table| !is_pairs(table)) {
            let grid = Grid::of(table, None);
            let notion = |of: Notion| table.notions.iter().position(|own| *own == Some(of));
            let column = notion(Notion::Initial).or_else(|| notion(Notion::Adjusted));
            if grid.kind != GridKind::Money {
                continue;
            }
            let label = |at: usize| grid.lead.last().map_or("", |lead| table.rows[at][*lead].as_str());
            let mut found: Vec<Option<String>> =
                (0..grid.lines.len()).map(|at| column.and_then(|_| amounts.find(label(at)))).collect();
            let rest = rest(&found, label);
            if let Some((at, rest)) = &rest {
                found[*at].clone_from(rest);
            }
            let rest = rest.filter(|(_, rest)| rest.is_some()).map(|(at, _)| at);
            for (at, line) in grid.lines.iter().enumerate() {
                let Some(start) = self.rows.get(*line as usize).and_then(|cells| table.start_in(at, cells)) else {
                    continue;
                };
                if let Some((column, amount)) = column.zip(found[at].as_deref()) {
                    self.put(*line, start + column, amount);
                }
                if rest == Some(at) {
                    self.below[*line as usize].push(format!("# {}为总额减去其余各项", key(label(at))));
                }
                // The points of the rate are those of the first row.
                if self.how.points
                    && let Some(weight) = notion(Notion::Weight)
                    && at == 0
                {
                    self.put(*line, start + weight, &EXECUTION.to_string());
                    let remark = format!("# 分值按惯例分配：预算执行率 {EXECUTION} 分");
                    self.below[*line as usize].push(remark);
                } else if self.how.points && at > 0 {
                    for column in [Notion::Weight, Notion::Score].into_iter().filter_map(notion) {
                        self.put(*line, start + column, "—");
                    }
                }
            }
        }
    }

    /// Drops the further goals that a form leaves room for, and gives the first one their points.
    fn spare_goals(&mut self, form: &Profile) {
        let points = |text: &str| Heading::read(text).points.map_or(0, |(_, most)| most);
        let goals = form.parts.iter().filter(|part| part.notion == Notion::Goal && part.shape == PartShape::Text);
        let (first, spare): (Vec<_>, Vec<_>) = goals.partition(|part| part.required);
        let mut all = 0;
        for label in spare.into_iter().filter_map(|part| part.label.as_ref()) {
            let alone = |cells: &[String]| matches!(cells, [cell] if *cell == label.text);
            if let Some(row) = self.rows.iter().position(|cells| alone(cells)) {
                self.gone[row] = true;
                all += points(&label.text);
            }
        }
        let label = first.first().and_then(|part| part.label.as_ref());
        if let Some(label) = label.filter(|label| all > 0 && points(&label.text) > 0)
            && let Some(cell) = self.rows.iter_mut().flatten().find(|cell| **cell == label.text)
        {
            *cell = pointed(cell, (all + points(&label.text)).into());
        }
    }

    fn goals(&mut self, form: &Profile) {
        let goal = |sheet: &Sheet| {
            let goals = || sheet.texts.iter().filter(|text| text.notion == Some(Notion::Goal));
            let of_the_year = goals().find(|text| says_the_year(&text.label) && !says_all_years(&text.label));
            let of_the_year = of_the_year.or_else(|| goals().find(|text| !says_all_years(&text.label)));
            of_the_year.or_else(|| goals().next()).map(|text| text.paragraphs.clone())
        };
        // The goal of another year is told of, and written anew.
        let Some(goal) = goal(self.source).filter(|goal| goal.iter().any(|text| !text.is_empty())) else { return };
        let own = form.parts.iter().filter(|part| part.notion == Notion::Goal);
        let own: Vec<&Caption> = own.filter_map(|part| part.label.as_ref()).collect();
        let is_goal = |cell: &String| {
            let heading = Heading::read(cell);
            heading.is(Notion::Goal) || own.iter().any(|label| label.is(&heading.key))
        };
        let mut rows = self.rows.iter().enumerate();
        let place = rows.find_map(|(row, cells)| Some((row as u32, cells.iter().rposition(is_goal)?)));
        let Some((row, at)) = place else { return };
        if self.how.by != 0 {
            self.below[row as usize].extend(goal.iter().map(|paragraph| format!("# 上年目标：{paragraph}")));
            return;
        }
        // Texts side by side stand below their labels.
        let beside = at > 0;
        let place = if beside { at } else { at + 1 };
        let mut paragraphs = goal.into_iter();
        if !beside && let Some(first) = paragraphs.next() {
            self.put(row, place, &first);
        }
        for paragraph in paragraphs {
            self.below[row as usize].push(format!("{}{paragraph}", "\t".repeat(place)));
        }
    }

    fn indicators(&mut self, form: &Profile) {
        let Some(table) = self.empty.indicators.first() else { return };
        let Some(row) = table.row else { return };
        let old = table.printed_lines(row);
        let head = old.iter().copied().min().map_or(row, |first| first.saturating_sub(1)).max(row);
        let sub = u32::from(table.groups.iter().any(Option::is_some));
        let head = if old.is_empty() { row + sub } else { head };
        let start = self.start(table, row);
        let mut spellings: Vec<String> = form.catalogue.classes.clone();
        for (at, line) in old.iter().enumerate() {
            if self.rows.get(*line as usize).is_some_and(|cells| is_total(cells, form)) {
                continue;
            }
            spellings.splice(0..0, self.classes(table, at));
            if let Some(gone) = self.gone.get_mut(*line as usize) {
                *gone = true;
            }
        }
        let shown = |class: &str| {
            spellings.iter().find(|own| key(own) == key(class)).cloned().unwrap_or_else(|| class.to_owned())
        };
        // A year's result is held against the targets of that year, not of all years of the project.
        let of_years = self.how.points && self.source.indicators.iter().any(is_of_the_year);
        let tables = self.source.indicators.iter().filter(|table| !of_years || is_of_the_year(table));
        let mut source: Vec<(Grid<'_>, usize)> = tables
            .flat_map(|table| (0..table.rows.len()).map(move |at| (Grid::of(table, Some(GridKind::Indicators)), at)))
            .collect();
        let cell = |grid: &Grid<'_>, at: usize, of: Notion| -> Option<String> {
            let column = grid.table.notions.iter().position(|own| *own == Some(of))?;
            grid.table.rows[at].get(column).cloned()
        };
        // What stood under several duties stands under one class.
        for of in [&[Notion::Class, Notion::Group][..], &[Notion::Class]] {
            let path = |(grid, at): &(Grid<'_>, usize)| -> Vec<String> {
                of.iter().map(|of| key(&cell(grid, *at, *of).unwrap_or_default())).collect()
            };
            let mut order: Vec<Vec<String>> = Vec::new();
            for own in source.iter().map(path) {
                if !order.contains(&own) {
                    order.push(own);
                }
            }
            source.sort_by_cached_key(|row| order.iter().position(|own| *own == path(row)));
        }
        let classes: Vec<String> =
            source.iter().map(|(grid, at)| shown(&cell(grid, *at, Notion::Class).unwrap_or_default())).collect();
        let weight = table.notions.contains(&Some(Notion::Weight));
        let stated =
            source.iter().all(|(grid, at)| cell(grid, *at, Notion::Weight).is_some_and(|cell| !cell.is_empty()));
        let execution = self.empty.tables.iter().any(|table| table.notions.contains(&Some(Notion::Weight)));
        let total = if execution { 100 - EXECUTION } else { 100 };
        let total =
            form.weights.and_then(|weights| u32::try_from(weights.normalize().mantissa()).ok()).unwrap_or(total);
        let shares = if self.how.points && weight && !stated { spread(&classes, total) } else { Vec::new() };
        // What the target sheet states holds, also where the form prints other points beside a class.
        let own: Vec<Decimal> = source
            .iter()
            .filter(|_| stated && self.how.points)
            .filter_map(|(grid, at)| Some(read_figure(&cell(grid, *at, Notion::Weight)?).figure()?.value))
            .collect();
        let scaled = scaled(&own, total);
        let remark = (scaled != own).then(|| format!("# 分值按目标表的分值折算：合计由 100 分改为 {total} 分"));
        let own = scaled;
        let of_class =
            |class: &str| sum(classes.iter().zip(&own).filter(|(of, _)| *of == class).map(|(_, points)| *points));
        let mut lines = Vec::new();
        let mut above: Vec<String> = Vec::new();
        for (nth, (grid, at)) in source.iter().enumerate() {
            let share = shares.get(nth);
            let mut cells: Vec<String> = Vec::new();
            for (column, notion) in table.notions.iter().enumerate() {
                let text = match notion {
                    Some(Notion::Class) => {
                        let class = &classes[nth];
                        let of_class = || (own.len() == classes.len()).then(|| of_class(class)).flatten();
                        let points = share.map(|share| share.class.into()).or_else(of_class);
                        points.map_or_else(|| class.clone(), |points| pointed(class, points))
                    }
                    Some(Notion::Weight) => match share {
                        Some(share) => share.points.to_string(),
                        None if remark.is_some() => own[nth].to_string(),
                        None => cell(grid, *at, Notion::Weight).unwrap_or_default(),
                    },
                    Some(Notion::Name | Notion::IndicatorName) => {
                        grid.lead.last().and_then(|lead| grid.table.rows[*at].get(*lead)).cloned().unwrap_or_default()
                    }
                    Some(notion @ (Notion::Target | Notion::Operator | Notion::Value | Notion::Measure)) => {
                        target(grid, *at, *notion, table, form)
                    }
                    Some(Notion::History) if self.how.history && is_last_year(&table.columns[column]) => {
                        cell(grid, *at, Notion::Actual).unwrap_or_default()
                    }
                    Some(Notion::Actual | Notion::Score | Notion::Reason | Notion::History | Notion::Possibility)
                    | None => String::new(),
                    Some(notion) => cell(grid, *at, *notion).unwrap_or_default(),
                };
                cells.push(if *notion == Some(Notion::Measure) { text } else { shifted(&text, self.how.by) });
            }
            let full = cells.clone();
            for (column, notion) in table.notions.iter().enumerate() {
                let parent = matches!(notion, Some(Notion::Class | Notion::Group));
                if !parent || above.get(column) != Some(&cells[column]) {
                    break;
                }
                cells[column].clear();
            }
            above = full;
            lines.push(format!("{}{}", "\t".repeat(start), cells.join("\t")));
            lines.extend(share.map(|share| share.remark.clone()).or_else(|| remark.clone()));
        }
        if let Some(below) = self.below.get_mut(head as usize) {
            below.extend(lines);
        }
        if let Some(at) = table.notions.iter().position(|own| *own == Some(Notion::Weight)).filter(|_| self.how.points)
        {
            let all = shares.iter().map(|share| share.points).chain(own);
            let execution = Decimal::from(if execution { EXECUTION } else { 0 });
            if let Some(points) = sum(all).filter(|points| !points.is_zero()) {
                self.total(table, start + at, sum([points, execution]), form);
            }
        }
    }

    /// The points of all together, in the row of totals.
    fn total(&mut self, table: &Table, place: usize, points: Option<Decimal>, form: &Profile) {
        let below = self.rows.iter().enumerate().skip(table.row.unwrap_or(0) as usize + 1);
        let mut labels = below.filter(|(_, cells)| is_total(cells, form)).map(|(at, _)| at);
        if let (Some(row), Some(points)) = (labels.next(), points) {
            self.put(row as u32, place, &points.normalize().to_string());
        }
    }

    /// The place of the first column below the headers in `row`.
    fn start(&self, table: &Table, row: u32) -> usize {
        let cells = self.rows.get(row as usize);
        let header = table.groups.first().and_then(Option::as_ref).or(table.columns.first());
        let found = header.filter(|header| !header.is_empty());
        found.and_then(|header| cells?.iter().position(|cell| cell == header)).unwrap_or(1)
    }

    /// The classes of a row of the form.
    fn classes(&self, table: &Table, at: usize) -> Vec<String> {
        let column = table.notions.iter().position(|own| *own == Some(Notion::Class));
        let class = column.and_then(|column| table.rows[at].get(column)).filter(|class| !class.is_empty());
        class.cloned().into_iter().collect()
    }

    fn write(self, out: &mut String) {
        for ((cells, gone), below) in self.rows.into_iter().zip(self.gone).zip(self.below) {
            if !gone {
                let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
                out.push_str(&cells[..filled].join("\t"));
                out.push('\n');
            }
            for row in below {
                out.push_str(&row);
                out.push('\n');
            }
        }
    }
}

/// What is left of the total for the row of other funds, and which row that is, where all rows are parts of the total and
/// the source parts it otherwise; nothing where it has no part of the form but other funds.
fn rest<'l>(found: &[Option<String>], label: impl Fn(usize) -> &'l str) -> Option<(usize, Option<String>)> {
    let meaning = |at: usize| Meaning::of(&key(label(at)));
    let total = (0..found.len()).find(|at| is_year_total(label(*at)))?;
    let other = (0..found.len()).find(|at| meaning(*at).is_some_and(|meaning| meaning.is("other")))?;
    let value = |at: usize| Some(read_figure(found[at].as_ref()?).figure()?.value);
    let parts = || (0..found.len()).filter(|at| ![total, other].contains(at));
    if !parts().all(|at| meaning(at).is_some()) {
        return None;
    }
    let rest = value(total)?.checked_sub(sum(parts().filter_map(value))?)?;
    if rest.is_sign_negative() || rest == value(other).unwrap_or_default() {
        return None;
    }
    let known = parts().any(|at| found[at].is_some()) && !rest.is_zero();
    Some((other, known.then(|| rest.to_string())))
}

/// The words of a label or class.
pub(super) fn key(text: &str) -> String {
    let key = Heading::read(text).key;
    if key.is_empty() { bare(text) } else { key.into_owned() }
}

/// Whether a row is a row of totals of the form, with nothing in it.
fn is_total(cells: &[String], form: &Profile) -> bool {
    let mut filled = cells.iter().filter(|cell| !cell.is_empty());
    let (Some(label), None) = (filled.next(), filled.next()) else { return false };
    let key = key(label);
    form.parts.iter().filter_map(|part| part.total.as_ref()).any(|total| total.is(&key))
        || form.sections.iter().filter_map(|section| section.total.as_ref()).any(|total| total.matches(label).is_some())
}

/// Whether a column of history is that of last year.
fn is_last_year(header: &str) -> bool {
    ["上年", "历史", "去年"].iter().any(|word| header.contains(word))
}

/// A class with the points of its rows, where the form prints points.
fn pointed(class: &str, points: Decimal) -> String {
    let heading = Heading::read(class);
    let Some((least, stated)) = heading.points else { return class.to_owned() };
    if !points.fract().is_zero() {
        return heading.key.into_owned();
    }
    let points = points.normalize();
    if least != stated {
        // Of a range, what its rows come to.
        return format!("{}（{points}分）", heading.key);
    }
    if Decimal::from(stated) == points {
        class.to_owned()
    } else {
        class.replacen(&stated.to_string(), &points.to_string(), 1)
    }
}

/// Points that are stated of 100 where the form leaves `total` for the indicators.
fn scaled(points: &[Decimal], total: u32) -> Vec<Decimal> {
    let total = Decimal::from(total);
    if sum(points.iter().copied()) != Some(Decimal::ONE_HUNDRED) || total == Decimal::ONE_HUNDRED {
        return points.to_vec();
    }
    let share =
        |points: &Decimal| Some(points.checked_mul(total)?.checked_div(Decimal::ONE_HUNDRED)?.round_dp(2).normalize());
    let scaled = || {
        let mut scaled: Vec<Decimal> = points.iter().map(share).collect::<Option<_>>()?;
        let left = total.checked_sub(sum(scaled.iter().copied())?)?;
        if let Some(last) = scaled.last_mut() {
            *last = last.checked_add(left)?;
        }
        Some(scaled)
    };
    scaled().unwrap_or_else(|| points.to_vec())
}

/// What the numbers come to; `None` where that is more than can be told exactly.
fn sum(numbers: impl IntoIterator<Item = Decimal>) -> Option<Decimal> {
    numbers.into_iter().try_fold(Decimal::ZERO, |sum, number| sum.checked_add(number))
}

/// Target value, operator or measure of a row, as the columns of `table` part them.
fn target(grid: &Grid<'_>, at: usize, notion: Notion, table: &Table, form: &Profile) -> String {
    let own = |of: Notion| grid.table.notions.iter().position(|own| *own == Some(of));
    let cell = |of: Notion| own(of).and_then(|column| grid.table.rows[at].get(column)).cloned();
    let has = |of: Notion| table.notions.contains(&Some(of));
    let whole = composed_target(grid, at);
    let parted = has(Notion::Operator) || has(Notion::Value);
    if own(notion).is_some() && parted == (own(Notion::Operator).is_some() || own(Notion::Value).is_some()) {
        let cell = cell(notion).unwrap_or_default();
        return match notion {
            Notion::Target if !has(Notion::Measure) => whole,
            Notion::Operator => form.operator(&cell).map_or(cell.clone(), str::to_owned),
            _ => cell,
        };
    }
    if !parted && notion == Notion::Target {
        return spelled(&whole, form);
    }
    let pieces = Pieces::read(&whole, form);
    let piece = match notion {
        Notion::Operator => pieces.operator,
        Notion::Measure => pieces.measure,
        _ => pieces.value,
    };
    let text = &whole[piece.usize()];
    if notion == Notion::Operator { form.operator(text).unwrap_or(text).to_owned() } else { text.to_owned() }
}

/// A target value whose operator is spelled as the form has it.
fn spelled(whole: &str, form: &Profile) -> String {
    let operator = Pieces::read(whole, form).operator;
    let text = &whole[operator.usize()];
    let own = form.operator(text).unwrap_or(text);
    format!("{own}{}", &whole[operator.usize().end..])
}
