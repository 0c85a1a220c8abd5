//! The differences of two sheets that are the same one.

use super::align::align;
use super::parts::{Fact, Grid, GridKind, facts, grids, words};
use super::value::{bare, converted, difference, normal, operator, shifted, target};
use super::{Change, ChangeKind, Fate, SheetChanges, sheets};
use crate::export::record::Sheet;
use crate::outline::{Heading, MONEY_COLUMNS, MoneyUnit, Notion, Notions};
use crate::profile::fold;
use rustc_hash::FxHashMap;

/// The columns that a target sheet and its evaluation both have.
const SHARED: Notions = Notions::of(&[
    Notion::Class,
    Notion::Group,
    Notion::Name,
    Notion::IndicatorName,
    Notion::Content,
    Notion::Target,
    Notion::Operator,
    Notion::Value,
    Notion::Measure,
    Notion::Weight,
]);

/// The columns that a target value may stand in.
const TARGET: Notions = Notions::of(&[Notion::Target, Notion::Operator, Notion::Value, Notion::Measure]);

/// The differences of `a` and `b`; where `across` years, the dates of `a` are moved first.
pub(super) fn changes(a: &Sheet, b: &Sheet, across: bool) -> SheetChanges {
    let kind = |sheet: &Sheet| sheet.form.kind.as_deref() == Some("target");
    let unit = |sheet: &Sheet| sheet.form.amount_unit.as_deref().and_then(|unit| MoneyUnit::of(&fold(unit)));
    let by = match (a.form.year, b.form.year) {
        (Some(before), Some(after)) if across => after - before,
        _ => 0,
    };
    let mut finder = Finder {
        a,
        b,
        by,
        evaluates: kind(a) != kind(b),
        units: unit(a).zip(unit(b)).filter(|(one, other)| one != other),
        changes: Vec::new(),
    };
    finder.head(across);
    finder.facts();
    finder.grids();
    let mut changes = finder.changes;
    changes.sort_by_key(|change| (change.lines[1].or(change.lines[0]), change.lines[1].is_none()));
    let line = |sheet: &Sheet| Some(sheet.first + sheet.form.row.unwrap_or(0) + 1);
    SheetChanges {
        name: sheets::name(b),
        fate: Fate::Changed,
        evaluates: kind(a) != kind(b),
        changes,
        lines: [line(a), line(b)],
    }
}

struct Finder<'s> {
    a: &'s Sheet,
    b: &'s Sheet,
    /// By how many years the dates of `a` are moved.
    by: i32,
    /// Whether one of them evaluates the other.
    evaluates: bool,
    /// The units of money, where they differ.
    units: Option<(MoneyUnit, MoneyUnit)>,
    changes: Vec<Change>,
}

/// Rows and columns of two tables, by their places.
type Places = [Option<usize>; 2];

impl Finder<'_> {
    /// Title, year and unit of the amounts.
    fn head(&mut self, across: bool) {
        if self.evaluates {
            return;
        }
        let (a, b) = (self.a, self.b);
        let title = |sheet: &Sheet| sheet.form.title.clone().unwrap_or_default();
        let stem = |title: &str| -> String {
            let bare = bare(title).replace(['[', ']'], "");
            bare.replace("年度", "").replace('年', "").chars().filter(|c| !c.is_ascii_digit()).collect()
        };
        let row = |sheet: &Sheet| Some(sheet.first + sheet.form.row.unwrap_or(0) + 1);
        let lines = [row(a), row(b)];
        let both = !title(a).is_empty() && !title(b).is_empty();
        if both && stem(&title(a)) != stem(&title(b)) {
            self.push(Vec::new(), title(a), title(b), lines);
        } else if let (Some(before), Some(after)) = (a.form.year, b.form.year)
            && before != after
            && !across
        {
            self.push(Vec::new(), before.to_string(), after.to_string(), lines);
        }
        if let Some((before, after)) = self.units {
            self.push(Vec::new(), before.text().to_owned(), after.text().to_owned(), lines);
        }
    }

    fn push(&mut self, section: Vec<String>, before: String, after: String, lines: [Option<u32>; 2]) {
        let (row, difference) = (Vec::new(), None);
        let kind = ChangeKind::Changed;
        self.changes.push(Change {
            kind,
            warning: false,
            section,
            row,
            column: None,
            before,
            after,
            difference,
            lines,
        });
    }

    /// The value of the first sheet in the unit of the second one.
    fn money(&self, text: &str) -> String {
        self.units.map_or_else(|| text.to_owned(), |(from, to)| converted(text, from, to))
    }

    fn line(&self, at: usize, row: u32) -> Option<u32> {
        Some([self.a, self.b][at].first + row + 1)
    }

    fn facts(&mut self) {
        let (mut before, mut after) = (facts(self.a), facts(self.b));
        if self.evaluates {
            // A result, an amount and who signed are those of each sheet; the goal is that of both.
            // Where none is set, the label beside it is no goal.
            let label = |fact: &Fact| Heading::read(&fact.value).is(Notion::Result);
            let goal = |fact: &Fact| fact.notion == Some(Notion::Goal) && !label(fact);
            before.retain(goal);
            after.retain(goal);
            for fact in before.iter_mut().chain(&mut after) {
                fact.key = vec![String::new()];
            }
        }
        // An empty field says as little as one that is not printed.
        let filled = |fact: &Fact| !fact.value.is_empty() || fact.notion == Some(Notion::Furniture);
        before.retain(filled);
        after.retain(filled);
        for [a, b] in matched(&before, &after) {
            let (old, new) = (a.map(|a| &before[a]), b.map(|b| &after[b]));
            let same = match (old, new) {
                (Some(old), Some(new)) if old.money => normal(&self.money(&old.value)) == normal(&new.value),
                (Some(old), Some(new)) => self.same(&old.value, &new.value),
                _ => false,
            };
            let Some(shown) = new.or(old).filter(|_| !same) else { continue };
            let money = old.is_some_and(|old| old.money);
            let value = |fact: Option<&Fact>| fact.map(|fact| fact.value.clone()).unwrap_or_default();
            let grew = match (old, new) {
                (Some(old), Some(new)) if money => difference(&self.money(&old.value), &new.value),
                _ => None,
            };
            let change = Change {
                kind: match (old, new) {
                    (Some(_), Some(_)) => ChangeKind::Changed,
                    (None, _) => ChangeKind::New,
                    (_, None) => ChangeKind::Dropped,
                },
                warning: self.evaluates,
                section: shown.shown.clone(),
                row: Vec::new(),
                column: None,
                before: value(old),
                after: value(new),
                difference: grew,
                lines: [old.and_then(|fact| self.line(0, fact.line)), new.and_then(|fact| self.line(1, fact.line))],
            };
            self.changes.push(change);
        }
    }

    /// Whether a text says the same in both years.
    fn same(&self, before: &str, after: &str) -> bool {
        let (old, new) = (normal(before), normal(after));
        // A year that a text names may well stay.
        old == new && crate::sheet::read_deadline(before).is_none_or(|_| self.by == 0)
            || normal(&shifted(before, self.by)) == new
    }

    fn grids(&mut self) {
        let (before, after) = (grids(self.a), grids(self.b));
        let (before, after): (Vec<&Grid<'_>>, Vec<&Grid<'_>>) = if self.evaluates {
            let kept = |grid: &&Grid<'_>| grid.kind == GridKind::Indicators;
            (before.iter().filter(kept).collect(), after.iter().filter(kept).collect())
        } else {
            (before.iter().collect(), after.iter().collect())
        };
        for [a, b] in matched_grids(&before, &after) {
            match (a, b) {
                (Some(a), Some(b)) => self.grid(before[a], after[b]),
                (Some(a), None) => (0..before[a].names.len()).for_each(|row| self.row(before[a], row, 0)),
                (None, Some(b)) => (0..after[b].names.len()).for_each(|row| self.row(after[b], row, 1)),
                (None, None) => {}
            }
        }
    }

    /// A row that one of the sheets alone has.
    fn row(&mut self, grid: &Grid<'_>, row: usize, side: usize) {
        let cells = &grid.table.rows[row];
        let name = grid.names[row].name.as_str();
        // The rate of execution stands among the indicators of an evaluation alone.
        if cells.iter().all(String::is_empty) || (self.evaluates && side == 1 && Heading::read(name).is(Notion::Rate)) {
            return;
        }
        let rest = (0..cells.len()).filter(|at| !grid.lead.contains(at) && !cells[*at].is_empty());
        let text = rest.map(|at| cells[at].as_str()).collect::<Vec<_>>().join(" ");
        // A row of an evaluation that is all to be filled in, such as that of the points of all together.
        if self.evaluates && side == 1 && text.is_empty() {
            return;
        }
        let mut lines = [None, None];
        lines[side] = self.line(side, grid.lines[row]);
        self.changes.push(Change {
            kind: if side == 0 { ChangeKind::Dropped } else { ChangeKind::New },
            warning: self.evaluates,
            section: grid.shown.clone(),
            row: grid.shown_row(row),
            column: None,
            before: if side == 0 { text.clone() } else { String::new() },
            after: if side == 1 { text } else { String::new() },
            difference: None,
            lines,
        });
    }

    fn grid(&mut self, a: &Grid<'_>, b: &Grid<'_>) {
        let columns = self.columns(a, b);
        for [of_a, of_b] in &columns {
            let (grid, at, side) = match (of_a, of_b) {
                (Some(at), None) => (a, *at, 0),
                (None, Some(at)) => (b, *at, 1),
                _ => continue,
            };
            let filled = grid.table.rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty()));
            if self.evaluates || !filled {
                continue;
            }
            let mut lines = [None, None];
            lines[side] = self.line(side, grid.table.row.unwrap_or(0));
            self.changes.push(Change {
                kind: if side == 0 { ChangeKind::Dropped } else { ChangeKind::New },
                warning: false,
                section: grid.shown.clone(),
                row: Vec::new(),
                column: Some(grid.table.columns[at].clone()),
                before: String::new(),
                after: String::new(),
                difference: None,
                lines,
            });
        }
        let rows = align(&a.names, &b.names);
        let composed = self.composed(a, b, &columns);
        for &(old, new) in &rows {
            self.pair(a, b, [old, new], &columns, composed);
        }
        let (mut of_a, mut of_b) = (vec![false; a.names.len()], vec![false; b.names.len()]);
        rows.iter().for_each(|&(old, new)| (of_a[old], of_b[new]) = (true, true));
        (0..of_a.len()).filter(|at| !of_a[*at]).for_each(|row| self.row(a, row, 0));
        (0..of_b.len()).filter(|at| !of_b[*at]).for_each(|row| self.row(b, row, 1));
    }

    /// The columns of two tables by header, then by what they hold.
    fn columns(&self, a: &Grid<'_>, b: &Grid<'_>) -> Vec<Places> {
        type Key = (Option<String>, String);
        let key = |grid: &Grid<'_>, at: usize| -> Key {
            let group = grid.table.groups.get(at).and_then(Option::as_deref).map(words);
            (group, words(&grid.table.columns[at]))
        };
        let notion = |grid: &Grid<'_>, at: usize| grid.table.notions.get(at).copied().flatten();
        let all = |grid: &Grid<'_>| (0..grid.table.columns.len()).collect::<Vec<_>>();
        let mut pairs: Vec<Places> = Vec::new();
        let mut free = all(a);
        let mut left = Vec::new();
        for at in all(b) {
            match free.iter().position(|of| key(a, *of) == key(b, at)) {
                Some(place) => pairs.push([Some(free.remove(place)), Some(at)]),
                None => left.push(at),
            }
        }
        for at in left {
            let same = |of: &usize| notion(a, *of).is_some() && notion(a, *of) == notion(b, at);
            pairs.push([free.iter().position(same).map(|place| free.remove(place)), Some(at)]);
        }
        pairs.extend(free.into_iter().map(|at| [Some(at), None]));
        let counts = |places: &Places| match places {
            [Some(at), _] => notion(a, *at),
            [None, Some(at)] => notion(b, *at),
            [None, None] => None,
        };
        // What is said of a project is compared where the projects are listed.
        let of_project = |places: &Places| {
            [(places[0], a), (places[1], b)].iter().all(|(at, grid)| at.is_none_or(|at| at < grid.of_project))
        };
        pairs.retain(|places| !of_project(places));
        // Numbers follow the rows, which may move.
        pairs.retain(|places| counts(places) != Some(Notion::Number));
        if self.evaluates {
            pairs.retain(|places| counts(places).is_some_and(|notion| SHARED.has(notion)));
        }
        pairs.sort_by_key(|places| places[1]);
        pairs
    }

    /// Whether operator, value and measure share a cell in one of the tables alone, so that they are compared as one.
    fn composed(&self, a: &Grid<'_>, b: &Grid<'_>, columns: &[Places]) -> bool {
        let of = |grid: &Grid<'_>, at: usize| grid.table.notions.get(at).copied().flatten();
        let one_sided = |places: &Places| match places {
            [Some(at), None] => of(a, *at).is_some_and(|notion| TARGET.has(notion)),
            [None, Some(at)] => of(b, *at).is_some_and(|notion| TARGET.has(notion)),
            _ => false,
        };
        columns.iter().any(one_sided)
    }

    fn pair(&mut self, a: &Grid<'_>, b: &Grid<'_>, rows: [usize; 2], columns: &[Places], composed: bool) {
        let lines = [self.line(0, a.lines[rows[0]]), self.line(1, b.lines[rows[1]])];
        let change = |kind, column: Option<String>, before: &str, after: &str, difference| Change {
            kind,
            warning: self.evaluates,
            section: b.shown.clone(),
            row: b.shown_row(rows[1]),
            column,
            before: before.to_owned(),
            after: after.to_owned(),
            difference,
            lines,
        };
        let mut found = Vec::new();
        for [old, new] in columns {
            let (Some(old), Some(new)) = (old, new) else { continue };
            let notion = b.table.notions.get(*new).copied().flatten();
            if composed && notion.is_some_and(|notion| TARGET.has(notion)) {
                continue;
            }
            let cell =
                |grid: &Grid<'_>, row: usize, at: usize| grid.table.rows[row].get(at).cloned().unwrap_or_default();
            let (before, after) = (cell(a, rows[0], *old), cell(b, rows[1], *new));
            let name = b.lead.last() == Some(new) && a.lead.last() == Some(old);
            let amount = notion == Some(Notion::TaskAmount)
                || (b.kind == GridKind::Money && notion.is_some_and(|notion| MONEY_COLUMNS.has(notion)));
            let same = match notion {
                _ if name => a.names[rows[0]].name == b.names[rows[1]].name,
                Some(Notion::Operator) => operator(&before) == operator(&after),
                Some(Notion::Target) => {
                    target(&shifted(&before, self.by)) == target(&after) || self.same(&before, &after)
                }
                // An evaluation may print the points of a class.
                Some(Notion::Class | Notion::Group) if self.evaluates => words(&before) == words(&after),
                Some(Notion::Class | Notion::Group) => fold(&before) == fold(&after),
                _ if amount => normal(&self.money(&before)) == normal(&after),
                _ => self.same(&before, &after),
            };
            // A class that stands for several rows is told of where it is printed.
            let repeated = b.table.repeated.as_ref().and_then(|all| all.get(rows[1]));
            let parent_moved = a.names[rows[0]].path == b.names[rows[1]].path;
            if same || (parent_moved && repeated.is_some_and(|own| own.contains(new))) {
                continue;
            }
            if name {
                found.push(change(ChangeKind::Renamed, None, &before, &after, None));
                continue;
            }
            let before_money = if amount { self.money(&before) } else { before.clone() };
            let counted =
                amount || notion.is_some_and(|notion| matches!(notion, Notion::Value | Notion::Weight | Notion::Score));
            let grew = if counted { difference(&before_money, &after) } else { None };
            // A date is shown as it was compared.
            let moved = self.by != 0 && crate::sheet::read_deadline(&before).is_some();
            let before = if moved { shifted(&before, self.by) } else { before };
            found.push(change(ChangeKind::Changed, Some(b.table.columns[*new].clone()), &before, &after, grew));
        }
        if composed {
            let (before, after) = (composed_target(a, rows[0]), composed_target(b, rows[1]));
            if target(&before) != target(&after) {
                let column = columns.iter().find_map(|places| {
                    let at = places[1]?;
                    b.table.notions.get(at).copied().flatten().filter(|notion| TARGET.has(*notion)).map(|_| at)
                });
                let column = column.map(|at| b.table.columns[at].clone());
                found.push(change(ChangeKind::Changed, column, &before, &after, None));
            }
        }
        self.changes.extend(found);
    }
}

/// Operator, value and measure of a row, as one cell has them.
pub(crate) fn composed_target(grid: &Grid<'_>, row: usize) -> String {
    let notion = |at: usize| grid.table.notions.get(at).copied().flatten();
    let cell = |of: Notion| {
        let at = (0..grid.table.columns.len()).find(|at| notion(*at) == Some(of));
        at.and_then(|at| grid.table.rows[row].get(at)).map_or("", String::as_str)
    };
    let target = cell(Notion::Target);
    let measure = cell(Notion::Measure);
    let measure = if target.ends_with(measure) { "" } else { measure };
    format!("{}{target}{}{measure}", cell(Notion::Operator), cell(Notion::Value))
}

/// The facts with the same labels, the first with the first; those of one sheet alone with `None`.
fn matched(a: &[Fact], b: &[Fact]) -> Vec<Places> {
    let mut free: FxHashMap<&[String], Vec<usize>> = FxHashMap::default();
    a.iter().enumerate().rev().for_each(|(at, fact)| free.entry(&fact.key).or_default().push(at));
    let mut pairs: Vec<Places> = Vec::new();
    for (at, fact) in b.iter().enumerate() {
        pairs.push([free.get_mut(&*fact.key).and_then(Vec::pop), Some(at)]);
    }
    let mut left: Vec<usize> = free.into_values().flatten().collect();
    left.sort_unstable();
    pairs.extend(left.into_iter().map(|at| [Some(at), None]));
    pairs
}

/// The tables with the same labels, then those of the same kind, in their order.
fn matched_grids(a: &[&Grid<'_>], b: &[&Grid<'_>]) -> Vec<Places> {
    let mut free: Vec<usize> = (0..a.len()).collect();
    let mut pairs: Vec<Places> = Vec::new();
    let mut left = Vec::new();
    for (at, grid) in b.iter().enumerate() {
        match free.iter().position(|of| a[*of].kind == grid.kind && a[*of].key == grid.key) {
            Some(place) => pairs.push([Some(free.remove(place)), Some(at)]),
            None => left.push(at),
        }
    }
    for at in left {
        let place = free.iter().position(|of| a[*of].kind == b[at].kind);
        pairs.push([place.map(|place| free.remove(place)), Some(at)]);
    }
    pairs.extend(free.into_iter().map(|at| [Some(at), None]));
    pairs
}
