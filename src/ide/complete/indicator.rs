//! What can stand in the columns of indicators and of lists.

use super::super::describe::target;
use super::super::spot::{RowValues, parents};
use super::{Candidate, CompletionKind, Context, Doc, Snippet, headed, money};
use crate::profile::{Better, Column, ColumnKind, Standard, fold};
use crate::rules::missing_standard_indicator::absent;
use crate::sheet::{CellRef, NO_CELL, Pieces};
use crate::skeleton;

/// What can stand in column `column` of an item of `section`.
pub(super) fn candidates(context: &Context<'_, '_>, section: usize, column: usize) -> Vec<Candidate> {
    let columns = context.profile().sections[section].columns();
    let kind = columns[column].kind;
    if let Some(headings) = &context.sheet.headings {
        match kind {
            ColumnKind::Class | ColumnKind::Group | ColumnKind::Name => return headed::indicators(context, kind),
            ColumnKind::Weight => return headed::amounts(context, headings),
            _ => {}
        }
    }
    match kind {
        ColumnKind::Class => classes(context, columns, column),
        ColumnKind::Group => groups(context, columns, column),
        ColumnKind::Name => names(context, columns, column),
        ColumnKind::Operator => operators(context),
        ColumnKind::Value => values(context),
        ColumnKind::Measure => measures(context),
        ColumnKind::Deadline => deadlines(context),
        ColumnKind::Task => tasks(context, section, columns, column),
        ColumnKind::Amount => money::amounts(context),
        ColumnKind::Target => targets(context),
        ColumnKind::Identity | ColumnKind::Code | ColumnKind::Text | ColumnKind::Weight => Vec::new(),
    }
}

/// The values of the row that is typed; none behind the last line end.
fn row<'a>(context: &Context<'_, 'a>) -> Option<RowValues<'a>> {
    let row = context.spot.at.row;
    ((row as usize) < context.sheet.syntax.rows().len()).then(|| RowValues::new(context.sheet, context.spot.at))
}

/// The values in the column of that kind in all other rows, as they come.
fn others<'a>(context: &Context<'_, 'a>, kind: ColumnKind) -> impl Iterator<Item = &'a str> {
    let (sheet, row) = (context.sheet, context.spot.at.row);
    let others = sheet.indicators.iter().filter(move |indicator| indicator.row != row);
    others.map(move |indicator| sheet.indicator_value(indicator, kind)).filter(|value| !value.is_empty())
}

fn classes(context: &Context<'_, '_>, columns: &[Column], column: usize) -> Vec<Candidate> {
    let profile = context.profile();
    let used: Vec<&str> = others(context, ColumnKind::Class).map(|class| profile.canonical(class)).collect();
    let classes = profile.catalogue.classes.iter().enumerate().map(|(at, class)| Candidate {
        used: used.contains(&class.as_str()),
        doc: Some(Doc::Class(at)),
        ..Candidate::new(class, CompletionKind::Parent)
    });
    let mut all: Vec<Candidate> = classes.collect();
    all.extend(whole_rows(context, columns, column, |_| true));
    all
}

fn groups(context: &Context<'_, '_>, columns: &[Column], column: usize) -> Vec<Candidate> {
    let profile = context.profile();
    let catalogue = &profile.catalogue;
    let (class, _) = parents(context.sheet, context.spot.at);
    let class = class.map(|class| profile.canonical(class));
    let fits = |of: u16| class.is_none_or(|class| catalogue.classes[usize::from(of)] == class);
    let used: Vec<&str> = others(context, ColumnKind::Group).map(|group| profile.canonical(group)).collect();
    let groups = catalogue.groups.iter().enumerate().filter(|(_, group)| fits(group.class));
    let groups = groups.map(|(at, group)| Candidate {
        detail: catalogue.classes[usize::from(group.class)].clone(),
        used: used.contains(&group.name.as_str()),
        doc: Some(Doc::Group(at)),
        ..Candidate::new(&group.name, CompletionKind::Parent)
    });
    let mut all: Vec<Candidate> = groups.collect();
    all.extend(whole_rows(context, columns, column, |standard| fits(standard.class)));
    all
}

fn names(context: &Context<'_, '_>, columns: &[Column], column: usize) -> Vec<Candidate> {
    let profile = context.profile();
    let catalogue = &profile.catalogue;
    let (class, group) = parents(context.sheet, context.spot.at);
    let (class, group) = (class.map(|class| profile.canonical(class)), group.map(|group| profile.canonical(group)));
    let used: Vec<&str> = others(context, ColumnKind::Name).map(|name| profile.canonical(name)).collect();
    let fits = |standard: &Standard| {
        class.is_none_or(|class| catalogue.classes[usize::from(standard.class)] == class)
            && group.is_none_or(|group| catalogue.groups[usize::from(standard.group)].name == group)
    };
    let standards = catalogue.standards.iter().enumerate().filter(|(_, standard)| fits(standard));
    let names = standards.map(|(at, standard)| {
        let mut insert = Snippet::of(&standard.name);
        if context.is_open() {
            fill(context, &columns[column + 1..], standard, &mut insert);
        }
        Candidate {
            detail: target(&standard.operator, &standard.value, &standard.measure),
            insert,
            used: used.contains(&standard.name.as_str()),
            doc: Some(Doc::Standard(at)),
            ..Candidate::new(&standard.name, CompletionKind::Indicator)
        }
    });
    names.collect()
}

/// The rows of the standard indicators that the sheet lacks, from column `column` on.
fn whole_rows(
    context: &Context<'_, '_>,
    columns: &[Column],
    column: usize,
    fits: impl Fn(&Standard) -> bool,
) -> Vec<Candidate> {
    let (sheet, catalogue) = (context.sheet, &context.profile().catalogue);
    let Some(missing) = absent(sheet).filter(|_| context.is_open()) else { return Vec::new() };
    let (class, group) = parents(sheet, context.spot.at);
    let stated = row(context).is_some_and(|row| !row.get(ColumnKind::Class).is_empty());
    // What is typed in this very cell is no parent yet.
    let (class, group) = match columns[column].kind {
        ColumnKind::Class => above(context),
        _ if stated => (class, None),
        _ => (class, above(context).1.filter(|_| group.is_some())),
    };
    let rows = missing.into_iter().map(|at| (at, &catalogue.standards[at])).filter(|(_, standard)| fits(standard));
    let rows = rows.map(|(at, standard)| {
        let own =
            (&catalogue.classes[usize::from(standard.class)], &catalogue.groups[usize::from(standard.group)].name);
        let same_class = class == Some(own.0.as_str());
        let same_group = same_class && group == Some(own.1.as_str());
        let mut insert = Snippet::default();
        for (at, of) in columns[column..].iter().enumerate() {
            insert.text(if at > 0 { "\t" } else { "" });
            match of.kind {
                ColumnKind::Class if !same_class => insert.text(own.0),
                ColumnKind::Group if !same_group => insert.text(own.1),
                ColumnKind::Name => {
                    insert.text(&standard.name);
                    fill(context, &columns[column + at + 1..], standard, &mut insert);
                    break;
                }
                _ => {}
            }
        }
        Candidate {
            detail: format!("{} › {}", own.0, own.1),
            insert,
            rank: 1,
            doc: Some(Doc::Standard(at)),
            ..Candidate::new(&standard.name, CompletionKind::Indicator)
        }
    });
    rows.collect()
}

/// The parents that hold before the row.
fn above<'a>(context: &Context<'_, 'a>) -> (Option<&'a str>, Option<&'a str>) {
    let sheet = context.sheet;
    let above = sheet.indicators.iter().rfind(|indicator| indicator.row < context.spot.at.row);
    let value = |cell: Option<_>| cell.map(|cell| sheet.profile.canonical(sheet.value(cell)));
    (above.and_then(|above| value(above.class)), above.and_then(|above| value(above.group)))
}

/// Writes what is usual for `standard` into the columns behind its name.
fn fill(context: &Context<'_, '_>, columns: &[Column], standard: &Standard, insert: &mut Snippet) {
    let deadline = year_end(context);
    for column in columns {
        insert.text("\t");
        let value = match column.kind {
            ColumnKind::Operator => &standard.operator,
            ColumnKind::Value => &standard.value,
            ColumnKind::Measure => &standard.measure,
            ColumnKind::Target => &standard.target(),
            ColumnKind::Deadline => {
                insert.stop(&deadline);
                continue;
            }
            _ => continue,
        };
        if !value.is_empty() {
            insert.stop(value);
        }
    }
}

/// The end of the fiscal year; empty when nothing tells which one.
fn year_end(context: &Context<'_, '_>) -> String {
    context.sheet.fiscal_year.map(|year| format!("{year}-12")).unwrap_or_default()
}

/// The standard indicator of the row's name.
fn standard<'p>(context: &Context<'_, 'p>) -> Option<&'p Standard> {
    let (profile, row) = (context.profile(), row(context)?);
    let word = profile.word(row.get(ColumnKind::Name));
    Some(&profile.catalogue.standards[usize::from(word.standard?)])
}

fn operators(context: &Context<'_, '_>) -> Vec<Candidate> {
    let profile = context.profile();
    let standard = standard(context);
    let row = row(context);
    let name = row.as_ref().map_or("", |row| row.get(ColumnKind::Name));
    let better = profile.directions.better(name);
    let operators = profile.operators().into_iter().map(|operator| {
        let spellings = profile.spellings_of(operator);
        let is = |word: &str| spellings.contains(&word);
        let fits = match better {
            Some(Better::Larger) => is("大于等于"),
            Some(Better::Smaller) => is("小于等于"),
            None => is("等于"),
        };
        let rank = match () {
            () if standard.is_some_and(|standard| standard.operator == operator) => 0,
            () if fits => 1,
            () if is("等于") => 2,
            () if spellings.iter().any(|word| word.ends_with("等于")) => 3,
            () => 4,
        };
        let words = || spellings.iter().filter(|word| word.chars().all(char::is_alphabetic));
        let said = words().find(|word| word.contains("等于")).or_else(|| words().next());
        Candidate {
            detail: said.map_or_else(String::new, |word| (*word).to_owned()),
            keys: spellings.iter().map(|spelling| (*spelling).to_owned()).collect(),
            rank,
            ..Candidate::new(operator, CompletionKind::Operator)
        }
    });
    operators.collect()
}

fn values(context: &Context<'_, '_>) -> Vec<Candidate> {
    let catalogue = &context.profile().catalogue;
    let operator = row(context).is_some_and(|row| !row.get(ColumnKind::Operator).is_empty());
    let mut all = Vec::new();
    let usual = standard(context).filter(|standard| operator != standard.operator.is_empty());
    if let Some(standard) = usual.filter(|standard| !standard.value.is_empty()) {
        all.push(Candidate::new(&standard.value, CompletionKind::Value));
    }
    if !operator {
        let words = catalogue.qualitative.iter().filter(|word| usual.is_none_or(|usual| usual.value != **word));
        all.extend(words.map(|word| Candidate {
            rank: if catalogue.word(word).own { 1 } else { 2 },
            ..Candidate::new(word, CompletionKind::Value)
        }));
    }
    all
}

/// Operator, value and measure in one cell: what is usual, the operators, units behind a number, and words.
fn targets(context: &Context<'_, '_>) -> Vec<Candidate> {
    let profile = context.profile();
    let typed = context.spot.typed(context.sheet);
    let mut all = Vec::new();
    let usual = standard(context).filter(|standard| !standard.value.is_empty());
    if let Some(standard) = usual {
        all.push(Candidate::new(&standard.target(), CompletionKind::Value));
    }
    let pieces = Pieces::read(typed, profile);
    let numeric = typed.ends_with(|c: char| c.is_ascii_digit()) && pieces.measure.is_empty();
    if numeric {
        let units = measures(context).into_iter();
        all.extend(units.map(|unit| Candidate {
            rank: unit.rank.saturating_add(1),
            ..Candidate::new(&format!("{typed}{}", unit.label), CompletionKind::Value)
        }));
        return all;
    }
    all.extend(operators(context).into_iter().map(|operator| Candidate { rank: operator.rank + 1, ..operator }));
    let mark = profile.marks.first().map_or("", String::as_str);
    let words = profile.catalogue.qualitative.iter().map(|word| Candidate {
        rank: 10,
        keys: vec![word.clone()],
        ..Candidate::new(&format!("{mark}{word}"), CompletionKind::Value)
    });
    all.extend(words);
    all
}

fn measures(context: &Context<'_, '_>) -> Vec<Candidate> {
    let profile = context.profile();
    let row = row(context);
    let value = |kind| row.as_ref().map_or("", |row| row.get(kind));
    // A qualitative indicator has no unit.
    let qualitative = profile.word(value(ColumnKind::Value)).qualitative && value(ColumnKind::Operator).is_empty();
    if qualitative {
        return Vec::new();
    }
    let usual = standard(context).map_or("", |standard| standard.measure.as_str());
    let expected = profile.measures.expected(value(ColumnKind::Name)).unwrap_or_default();
    let used: Vec<&str> = others(context, ColumnKind::Measure).collect();
    let measures = profile.catalogue.measures.iter().map(|measure| {
        let place = expected.iter().position(|expected| expected == measure);
        let rank = match place {
            _ if measure == usual => 0,
            Some(place) => 1 + place.min(20) as u8,
            None if used.contains(&measure.as_str()) => 30,
            None => 31,
        };
        let keys = profile.measures.spellings_of(measure).to_vec();
        Candidate { rank, keys, ..Candidate::new(measure, CompletionKind::Measure) }
    });
    measures.collect()
}

fn deadlines(context: &Context<'_, '_>) -> Vec<Candidate> {
    let mut used: Vec<(String, usize)> = Vec::new();
    for indicator in context.sheet.indicators.iter().filter(|indicator| indicator.row != context.spot.at.row) {
        let Some(deadline) = indicator.deadline.map(|deadline| deadline.canonical()) else { continue };
        match used.iter_mut().find(|(known, _)| *known == deadline) {
            Some((_, count)) => *count += 1,
            None => used.push((deadline, 1)),
        }
    }
    used.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let year = context.sheet.fiscal_year;
    let months = year.into_iter().flat_map(|year| (1..=12).rev().map(move |month| format!("{year}-{month:02}")));
    let mut all: Vec<Candidate> = Vec::new();
    // The months of the year come before those that a few rows have in another one.
    let (own, foreign): (Vec<_>, Vec<_>) = used
        .into_iter()
        .map(|(deadline, _)| deadline)
        .partition(|deadline| year.is_none_or(|year| deadline.starts_with(&year.to_string())));
    for (rank, deadline) in own.into_iter().chain(months).chain(foreign).enumerate() {
        if !all.iter().any(|known| known.label == deadline) {
            let rank = rank.min(200) as u8;
            all.push(Candidate { rank, ..Candidate::new(&deadline, CompletionKind::Date) });
        }
    }
    all
}

fn tasks(context: &Context<'_, '_>, section: usize, columns: &[Column], column: usize) -> Vec<Candidate> {
    let (sheet, profile) = (context.sheet, context.profile());
    let row = context.spot.at.row;
    let total = profile.sections[section].total.as_ref().map(|total| total.text.as_str());
    let named = skeleton::named(profile, section).chain(total);
    let tasks = named.map(|name| {
        let others = sheet.items.iter().filter(|(of, item)| *of == section && item.row != row);
        let used = others.filter(|(_, item)| item.cells[column] != NO_CELL).any(|(_, item)| {
            fold(sheet.value(CellRef { row: item.row, cell: u32::from(item.cells[column]) })) == fold(name)
        });
        let mut insert = Snippet::of(name);
        if context.is_open() {
            for (at, of) in columns.iter().enumerate().skip(column + 1) {
                insert.text("\t");
                if of.kind == ColumnKind::Amount {
                    insert.stop(&money::of_task(sheet, section, at, name).unwrap_or_default());
                }
            }
        }
        Candidate { insert, used, ..Candidate::new(name, CompletionKind::Task) }
    });
    let mut all: Vec<Candidate> = Vec::new();
    for task in tasks {
        if !all.iter().any(|known| known.label == task.label) {
            all.push(task);
        }
    }
    all
}
