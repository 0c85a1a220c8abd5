//! What can stand in a sheet that is read by its headings: labels and headers that the vocabulary knows, amounts that close
//! a sum, and what the other forms and the rows around have in a column.

use super::super::headed;
use super::super::spot::parents;
use super::{Candidate, CompletionKind, Context, Snippet};
use crate::diagnostic::say;
use crate::outline::{
    FIELD_LABELS, INDICATOR_COLUMNS, LIST_COLUMNS, MONEY_COLUMNS, Notion, Notions, RESULT_COLUMNS, Role, Shape,
    spellings,
};
use crate::profile::{ColumnKind, Profile, fold};
use crate::sheet::{Headings, read_figure};

/// How many sheets around a row are looked through for what may stand in it.
const NEAR: usize = 40;

/// The labels that a row can begin with.
const LABELS: Notions = Notions::of(&[
    Notion::Identity,
    Notion::Project,
    Notion::Money,
    Notion::Tasks,
    Notion::Goal,
    Notion::Indicators,
    Notion::Text,
    Notion::Field,
]);

/// The labels that a row can begin with, those that are most telling first.
pub(super) fn labels(context: &Context<'_, '_>, headings: &Headings<'_>) -> Vec<Candidate> {
    let row = context.spot.at.row;
    let stated: Vec<String> = headings
        .outline
        .blocks
        .iter()
        .flat_map(|block| [block.label, block.section])
        .flatten()
        .filter(|at| at.line != row)
        .map(|at| headings.key(at).into_owned())
        .collect();
    let field = |name: &str| crate::outline::Heading::read(name).notions.any(FIELD_LABELS);
    let names = spellings(LABELS).map(|name| {
        let open = context.is_typing();
        let mut insert = Snippet::of(name);
        if open && field(name) {
            insert.text("\t");
            insert.stop("");
        }
        Candidate {
            insert,
            used: stated.contains(&fold(name)),
            rank: u8::from(field(name)),
            ..Candidate::new(name, CompletionKind::Section)
        }
    });
    names.collect()
}

/// What can stand in a cell that is no value of an indicator.
pub(super) fn candidates(context: &Context<'_, '_>, headings: &Headings<'_>) -> Vec<Candidate> {
    let at = context.spot.at;
    let role = headings.outline.roles.get(at.row as usize).copied().unwrap_or(Role::Blank);
    match (role, headings.table_of(at.row)) {
        (_, Some((block, true))) => headers(headings.outline.blocks[block].shape),
        (_, Some((_, false))) => {
            let mut all = amounts(context, headings);
            all.extend(others(context, headings));
            all
        }
        // Headers that are hardly begun.
        (Role::Unknown | Role::Label, None) => headers(Shape::Indicators),
        (Role::Row(block), None) if headings.outline.blocks[block].shape != Shape::Text => {
            let mut all = amounts(context, headings);
            let own = headings.outline.blocks[block].label.map(|label| headings.heading(label));
            if let Some(own) = own {
                // A row of headers that is hardly begun.
                let shapes = [(Notion::Money, Shape::List), (Notion::Indicators, Shape::Indicators)];
                all.extend(shapes.iter().filter(|(notion, _)| own.is(*notion)).flat_map(|(_, shape)| headers(*shape)));
            }
            // A label stands in every other cell.
            let label = headings.outline.blocks[block].label.map_or(0, |label| headings.cell(label).cell);
            if at.cell > label && (at.cell - label).is_multiple_of(2) {
                let names = spellings(FIELD_LABELS).map(|name| Candidate::new(name, CompletionKind::Section));
                all.extend(names);
            }
            all
        }
        _ => Vec::new(),
    }
}

fn headers(shape: Shape) -> Vec<Candidate> {
    let (own, more) = match shape {
        Shape::Indicators => (INDICATOR_COLUMNS, LIST_COLUMNS),
        _ => (MONEY_COLUMNS, LIST_COLUMNS),
    };
    let names = |notions: Notions, rank: u8| {
        spellings(notions).map(move |name| Candidate { rank, ..Candidate::new(name, CompletionKind::Header) })
    };
    let mut all: Vec<Candidate> = Vec::new();
    for candidate in names(own, 0).chain(names(RESULT_COLUMNS, 1)).chain(names(more, 2)) {
        if !all.iter().any(|known| known.label == candidate.label) {
            all.push(candidate);
        }
    }
    all
}

/// The figures that close a sum or follow from a rate.
pub(super) fn amounts(context: &Context<'_, '_>, headings: &Headings<'_>) -> Vec<Candidate> {
    let (sheet, lang) = (context.sheet, context.lang);
    let found = headed::closing(sheet, headings, context.spot.at).into_iter().map(|(text, check)| {
        let name = &check.name;
        let detail = match check.expr.text(sheet).filter(|_| !headed::is_sum(check)) {
            Some(expr) => say!(lang, "{name} = {expr}", "{name} = {expr}"),
            None => say!(lang, "使{name}等于各部分之和", "makes {name} the sum of its parts"),
        };
        Candidate { detail, ..Candidate::new(&text, CompletionKind::Value) }
    });
    found.collect()
}

/// The words that other rows have in the same column; figures say nothing of each other.
fn others(context: &Context<'_, '_>, headings: &Headings<'_>) -> Vec<Candidate> {
    let at = context.spot.at;
    let Some((block, column)) = headings.column_at(at.row, at.cell) else { return Vec::new() };
    let block = &headings.outline.blocks[block];
    if block.shape == Shape::Pairs {
        return Vec::new();
    }
    let mut all: Vec<Candidate> = Vec::new();
    for row in block.rows.iter().filter(|row| row.line != at.row && row.total.is_none()) {
        let Some(text) = row.cells[column].map(|at| headings.text(at)) else { continue };
        let word = read_figure(text).figure().is_none() && text.chars().count() <= 20;
        if word && !all.iter().any(|known| known.label == text) {
            all.push(Candidate { rank: 1, ..Candidate::new(text, CompletionKind::Task) });
        }
    }
    all
}

/// Classes, groups and names of indicators: those of the sheets around, then those of the forms that share their classes.
pub(super) fn indicators(context: &Context<'_, '_>, kind: ColumnKind) -> Vec<Candidate> {
    let (sheet, at) = (context.sheet, context.spot.at);
    let (class, group) = parents(sheet, at);
    let (class, group) = (class.map(bare), group.map(bare));
    let mut all: Vec<Candidate> = Vec::new();
    let mut add = |text: &str, rank: u8, detail: &str| {
        if !text.is_empty() && !all.iter().any(|known| known.label == text) {
            let kind = if kind == ColumnKind::Name { CompletionKind::Indicator } else { CompletionKind::Parent };
            all.push(Candidate { rank, detail: detail.to_owned(), ..Candidate::new(text, kind) });
        }
    };
    let first = context.index.saturating_sub(NEAR / 2);
    for place in (first..first + NEAR).filter_map(|index| context.analysis.place(index)) {
        let other = place.sheet();
        let own = place.index == context.index;
        for indicator in other.indicators.iter().filter(|indicator| !own || indicator.row != at.row) {
            let text = |cell: Option<crate::sheet::CellRef>| cell.map_or("", |cell| other.value(cell));
            let (of_class, of_group) = (text(indicator.class), text(indicator.group));
            let in_class = class.as_deref().is_none_or(|class| bare(of_class) == class);
            let in_group = group.as_deref().is_none_or(|group| bare(of_group) == group);
            match kind {
                ColumnKind::Class => add(of_class, u8::from(!own), ""),
                ColumnKind::Group if in_class => add(of_group, u8::from(!own), of_class),
                ColumnKind::Name if !own && in_class && in_group => {
                    add(text(other.indicator_cell(indicator, ColumnKind::Name)), 1, of_group);
                }
                _ => {}
            }
        }
    }
    if kind == ColumnKind::Class {
        // What several forms share is more likely than what one has of its own.
        let has = |profile: &Profile, class: &String| profile.catalogue.classes.contains(class);
        let forms = || context.analysis.settings().profiles.first();
        for profile in forms() {
            let shared =
                profile.catalogue.classes.iter().filter(|class| forms().filter(|form| has(form, class)).count() > 1);
            if fits(profile, sheet) {
                shared.for_each(|class| add(class, 2, ""));
            }
        }
    }
    // What the form prints itself, then what other forms have.
    for (own, groups) in sheet.profile.parts.iter().flat_map(|part| &part.tree) {
        match kind {
            ColumnKind::Class => add(own, 1, ""),
            ColumnKind::Group if class.as_deref().is_none_or(|class| bare(own) == class) => {
                groups.iter().for_each(|group| add(group, 1, own));
            }
            _ => {}
        }
    }
    for profile in context.analysis.settings().profiles.first().filter(|profile| fits(profile, sheet)) {
        of_form(profile, kind, class.as_deref(), group.as_deref(), &mut add);
    }
    all
}

/// Whether a form shares a class with the sheet, or the sheet has none yet.
fn fits(profile: &Profile, sheet: &crate::sheet::Sheet<'_>) -> bool {
    let known = |name: &str| profile.catalogue.classes.iter().any(|class| bare(class) == bare(name));
    let mut stated = sheet.indicators.iter().filter_map(|indicator| indicator.class).map(|cell| sheet.value(cell));
    stated.clone().next().is_none() || stated.any(known)
}

/// What a form has in its tree.
fn of_form(
    profile: &Profile,
    kind: ColumnKind,
    class: Option<&str>,
    group: Option<&str>,
    add: &mut impl FnMut(&str, u8, &str),
) {
    let catalogue = &profile.catalogue;
    let in_class = |of: u16| class.is_none_or(|class| bare(&catalogue.classes[usize::from(of)]) == class);
    match kind {
        ColumnKind::Class => catalogue.classes.iter().for_each(|class| add(class, 3, "")),
        ColumnKind::Group => {
            for group in catalogue.groups.iter().filter(|group| in_class(group.class)) {
                add(&group.name, 2, &catalogue.classes[usize::from(group.class)]);
            }
        }
        _ => {
            for standard in catalogue.standards.iter().filter(|standard| in_class(standard.class)) {
                let own = &catalogue.groups[usize::from(standard.group)].name;
                if group.is_none_or(|group| bare(own) == group) {
                    add(&standard.name, 2, own);
                }
            }
        }
    }
}

/// A class or a group without what some forms print behind it: its points, and the word for an indicator.
fn bare(name: &str) -> String {
    let key = crate::outline::Heading::read(name).key;
    key.strip_suffix("指标").filter(|rest| !rest.is_empty()).map_or_else(|| key.to_string(), str::to_owned)
}
