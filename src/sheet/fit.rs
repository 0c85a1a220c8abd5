//! How well a form explains a sheet.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::form::value;
use super::identity::has_code;
use crate::outline::{FIELD_LABELS, Heading, INDICATOR_COLUMNS, MONEY_COLUMNS, MoneyUnit, Notion, Notions, unit_in};
use crate::profile::{FormPart, PartColumn, Profile, Profiles, Section};
use crate::syntax::{CellKind, Row, SheetSyntax};

/// How well a form explains a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fit {
    /// How many of the form's labels and header rows stand in the sheet.
    pub explained: u32,
    /// How many labels and header rows of the sheet are known, and none of the form's.
    pub foreign: u32,
    /// Whether the title is the form's.
    pub title: bool,
    /// Indicator rows whose class and group are the form's, less those whose are not.
    pub tree: i32,
    /// Whether there are any of the latter.
    pub strange: bool,
    /// How many parts of the form are not in the sheet, where forms are told apart by them.
    pub absent: u32,
    /// How many tables have the form's label and other headers, where forms are told apart by them.
    pub others: u32,
    /// Whether the sheet states the form's unit of amounts, where forms are told apart by them.
    pub unit: bool,
}

impl Fit {
    /// Whether the form explains most of the sheet. One label never decides.
    pub(super) fn is_enough(self) -> bool {
        let explained = self.explained + 2 * u32::from(self.title);
        explained >= 2 && explained > 2 * self.foreign && explained > self.absent
    }

    /// Whether nothing speaks against the form: what ships with the program to be read by its headings is taken only then,
    /// because what it is not can be read by its headings all the same.
    pub(super) fn is_whole(self) -> bool {
        self.is_enough() && self.foreign + self.others == 0 && self.absent <= u32::from(self.title)
    }

    /// Whether the sheet has all of the form, its title and its unit, so that no other form could explain it better.
    pub(super) fn is_all(self) -> bool {
        self.is_whole() && self.title && self.unit && self.absent == 0
    }

    /// The most that the first part of [`Self::weight`] can be for a form that is read row by row, where no more of its
    /// sections than these begin: each counts by its label and by its headers, one by its unit, and the title counts.
    pub(super) fn most_weight(sections: usize) -> i64 {
        2 * (2 * sections as i64 + 1 + 1)
    }

    pub(super) fn weight(self) -> (i64, i32, bool) {
        let (explained, title) = (i64::from(self.explained), i64::from(self.title));
        (2 * (explained + title) - 3 * i64::from(self.foreign) - i64::from(self.absent), self.tree, self.unit)
    }
}

/// How well a form explains a sheet, for those who ask why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The form's name.
    pub profile: String,
    /// How many of the form's labels and header rows stand in the sheet.
    pub explained: u32,
    /// How many sections the form has.
    pub sections: usize,
    /// Whether the title is the form's.
    pub title: bool,
    /// Indicator rows whose class and group are the form's, less those whose are not.
    pub tree: i32,
    /// Whether it explains enough of the sheet.
    pub fits: bool,
    /// The labels and headers of the sheet that the form has.
    pub found: Vec<String>,
    /// Those that it has not.
    pub foreign: Vec<String>,
}

/// How well each form explains the sheet, the best first.
pub fn candidates(text: &str, syntax: &SheetSyntax, profiles: &Profiles) -> Vec<Candidate> {
    let mut all: Vec<(Fit, Candidate)> = Vec::new();
    let headings = SheetHeadings::read(text, syntax);
    let shipped = profiles.likely(&|key| headings.has(key));
    for profile in profiles.first().chain(shipped.iter().copied()) {
        let (mut found, mut foreign) = (Vec::new(), Vec::new());
        let fit = fit_told(profile, text, syntax, &mut |label, own| {
            let list = if own { &mut found } else { &mut foreign };
            let label = label.split_whitespace().collect::<String>();
            if !list.contains(&label) {
                list.push(label);
            }
        });
        let sections = if profile.by_headings() { profile.parts.len() } else { profile.sections.len() };
        let candidate = Candidate {
            profile: profile.id.clone(),
            explained: fit.explained,
            sections,
            title: fit.title,
            tree: fit.tree,
            fits: if shipped.iter().any(|form| Arc::ptr_eq(form, profile)) { fit.is_whole() } else { fit.is_enough() },
            found,
            foreign,
        };
        all.push((fit, candidate));
    }
    all.sort_by_key(|(fit, candidate)| std::cmp::Reverse((candidate.fits, fit.weight())));
    all.into_iter().map(|(_, candidate)| candidate).collect()
}

/// The labels that a form has to explain.
const TELLING: Notions = Notions::of(&[
    Notion::Field,
    Notion::Identity,
    Notion::Project,
    Notion::Money,
    Notion::Tasks,
    Notion::Indicators,
    Notion::Goal,
    Notion::Result,
    Notion::Text,
]);

/// What the sheet has of the form.
pub(super) fn fit(profile: &Profile, text: &str, syntax: &SheetSyntax) -> Fit {
    fit_told(profile, text, syntax, &mut |_, _| {})
}

/// The same; `told` hears each label and header row, and whether it is the form's.
fn fit_told(profile: &Profile, text: &str, syntax: &SheetSyntax, told: &mut dyn FnMut(&str, bool)) -> Fit {
    if profile.by_headings() {
        return fit_parts(profile, &SheetHeadings::read(text, syntax), told);
    }
    let mut fit = Fit::default();
    let mut seen = vec![false; profile.sections.len()];
    let (mut inside, mut alone) = (false, false);
    for row in syntax.rows() {
        let cells = syntax.cells(row);
        if row.comment || cells.is_empty() {
            continue;
        }
        let values = || cells.iter().filter(|cell| !cell.is_empty()).map(|cell| value(text, row, *cell));
        if cells[0].is_empty() {
            if inside {
                let placed = placed(profile, text, row, cells);
                fit.tree += placed;
                fit.strange |= placed < 0;
            }
            // Headers without a label are none of a form whose labels head its tables.
            if row.form_row().is_none()
                && values().next().is_some_and(|value| value.ends_with("级指标"))
                && values().count() > 2
            {
                fit.foreign += 1;
                values().next().into_iter().for_each(|value| told(value, false));
            }
            continue;
        }
        let first = value(text, row, cells[0]);
        // The unit may stand in the row below its label.
        if std::mem::take(&mut alone) && cells.len() == 1 {
            fit.explained += u32::from(has_code(first, profile.pattern()));
        }
        if let Some((section, _)) = profile.section_of(first) {
            if !seen[section] {
                seen[section] = true;
                fit.explained += 1;
                told(first, true);
                match headers(&profile.sections[section], values().skip(1)) {
                    Some(true) => fit.explained += 1,
                    Some(false) => {
                        fit.foreign += 1;
                        values().nth(1).into_iter().for_each(|value| told(value, false));
                    }
                    None => {}
                }
                // A unit that is written as this form alone has it tells more than the label before it.
                let unit = values().nth(1).filter(|_| section == profile.identity());
                fit.explained += u32::from(unit.is_some_and(|unit| has_code(unit, profile.pattern())));
                alone = section == profile.identity() && unit.is_none();
            }
            inside = matches!(profile.indicators(), Some((indicators, _)) if indicators == section);
        } else if cells.len() == 1 {
            fit.title |= first.len() < 200 && profile.is_title(first);
        } else if cells[0].kind == CellKind::Text && first.len() < 120 && !profile.word(first).is_path() {
            let heading = Heading::read(first);
            let strange = heading.notions.any(TELLING) && !heading.notions.has(Notion::Furniture)
                || heading.notions.any(FIELD_LABELS);
            if strange && !heading.among {
                fit.foreign += 1;
                told(first, false);
            }
        }
    }
    fit
}

/// Whether the values of a label's row are the headers of its section, most of them; `None` where it has no headers, or the
/// row has nothing else.
fn headers<'t>(section: &Section, values: impl Iterator<Item = &'t str> + Clone) -> Option<bool> {
    let all = values.clone().count();
    if section.headers.is_empty() {
        // A table where the form has none.
        let known = values.filter(|value| Heading::notions(value).any(INDICATOR_COLUMNS)).count();
        return (all > 2 && known > 2).then_some(false);
    }
    if all == 0 {
        return None;
    }
    let found = values.filter(|value| section.headers.iter().any(|header| header.matches(value).is_some())).count();
    Some(2 * found >= section.headers.len().max(all))
}

/// 1 when a row states a class and a group that belongs to it, -1 when it states something else, otherwise 0.
fn placed(profile: &Profile, text: &str, row: &Row, cells: &[crate::syntax::Cell]) -> i32 {
    let cell = |at: usize| cells.get(at).map_or("", |cell| value(text, row, *cell));
    let (class, group) = (cell(1), cell(2));
    if class.is_empty() || group.is_empty() {
        return 0;
    }
    match profile.word(class).class {
        Some(class) if profile.catalogue.has_group(class, profile.canonical(group)) => 1,
        _ => -1,
    }
}

/// The headings of a sheet, by the words that all forms share.
pub(super) struct SheetHeadings<'t> {
    rows: Vec<HeadingRow<'t>>,
    keys: FxHashSet<Cow<'t, str>>,
}

struct HeadingRow<'t> {
    /// How many cells the row has.
    cells: usize,
    /// Whether its first cell is filled.
    begun: bool,
    /// The value of its first cell.
    first: &'t str,
    headings: Vec<Heading<'t>>,
}

impl<'t> SheetHeadings<'t> {
    pub(super) fn read(text: &'t str, syntax: &SheetSyntax) -> Self {
        let mut all = Self { rows: Vec::new(), keys: FxHashSet::default() };
        for row in syntax.rows() {
            let cells = syntax.cells(row);
            if row.comment || cells.is_empty() {
                continue;
            }
            let short = cells.iter().filter(|cell| !cell.is_empty() && cell.end - cell.start < 120);
            let headings: Vec<Heading<'t>> = short.map(|cell| Heading::read(value(text, row, *cell))).collect();
            all.keys.extend(headings.iter().map(|heading| heading.key.clone()));
            let first = value(text, row, cells[0]);
            all.rows.push(HeadingRow { cells: cells.len(), begun: !cells[0].is_empty(), first, headings });
        }
        all
    }

    /// Whether the sheet has a heading of these words.
    pub(super) fn has(&self, key: &str) -> bool {
        self.keys.contains(key)
    }
}

/// The same of a form that is read by its headings: each part counts by its label and by its headers.
pub(super) fn fit_parts(profile: &Profile, sheet: &SheetHeadings<'_>, told: &mut dyn FnMut(&str, bool)) -> Fit {
    let mut fit = Fit::default();
    let mut seen = vec![(false, false); profile.parts.len()];
    let words = profile.words();
    let unit = MoneyUnit::of(&profile.amount.unit);
    for HeadingRow { cells, begun, first: own, headings } in &sheet.rows {
        if *cells == 1 {
            fit.title |= own.len() < 200 && profile.is_title(own);
        }
        fit.unit |= headings.iter().any(|heading| heading.unit.is_some() && heading.unit == unit)
            || (*cells == 1 && unit.is_some() && unit_in(own) == unit);
        let columns = |all: Notions| headings.iter().filter(|heading| words.of(heading).any(all)).count();
        let heads = columns(INDICATOR_COLUMNS).max(columns(MONEY_COLUMNS)) > 2;
        let mut known = profile.parts.iter().any(|part| has_subheaders(part, headings));
        let is_label = |heading: &Heading<'_>| {
            profile.parts.iter().any(|part| part.label.as_ref().is_some_and(|label| label.is(&heading.key)))
        };
        let labelled = *begun && headings.first().is_some_and(is_label);
        // Among headers a label is one only at the beginning.
        let labels = if heads { &headings[..headings.len().min(1)] } else { &headings[..] };
        for (part, (label, headers)) in profile.parts.iter().zip(&mut seen) {
            let named = |heading: &Heading<'_>| part.label.as_ref().is_some_and(|label| label.is(&heading.key));
            if labels.iter().any(named) {
                known = true;
                fit.explained += u32::from(!std::mem::replace(label, true));
            }
            // A row that has the label of one part is not that of another.
            let other = labelled && part.label.is_some() && !headings.first().is_some_and(named);
            if let Some(all) = has_headers(part, headings).filter(|_| !other) {
                known = true;
                if !std::mem::replace(headers, true) {
                    fit.explained += 1;
                    fit.foreign += u32::from(!all);
                }
            }
        }
        let first = headings.first().filter(|_| *cells > 1 && *begun);
        let label = first.is_some_and(|heading| {
            let notions = words.of(heading);
            !heading.among
                && !notions.has(Notion::Furniture)
                && (notions.any(TELLING) || notions.any(FIELD_LABELS))
                && !profile.parts.iter().any(|part| is_within(part, heading))
        });
        let strange = !known && (heads || label);
        fit.foreign += u32::from(strange);
        if let Some(first) = headings.first().filter(|_| known || strange) {
            told(&first.key, known);
        }
    }
    let met = |(part, (label, headers)): (&FormPart, &(bool, bool))| *label || (*headers && part.label.is_none());
    let other = |(part, (label, headers)): &(&FormPart, &(bool, bool))| !part.columns.is_empty() && *label && !headers;
    fit.others = profile.parts.iter().zip(&seen).filter(other).count() as u32;
    fit.absent = profile.parts.iter().zip(&seen).filter(|(part, of)| part.required && !met((part, of))).count() as u32;
    fit
}

/// Whether most headers of a part stand in one row, and if so, whether nearly all do and hardly any others.
fn has_headers(part: &FormPart, row: &[Heading<'_>]) -> Option<bool> {
    if row.len() < 2 || part.columns.len() < 2 {
        return None;
    }
    let stated: Vec<_> =
        part.columns.iter().filter_map(|column| column.under.as_ref().or(column.header.as_ref())).collect();
    let found = stated.iter().filter(|header| row.iter().any(|heading| header.is(&heading.key))).count();
    let label = |heading: &Heading<'_>| part.label.as_ref().is_some_and(|label| label.is(&heading.key));
    let own = |heading: &Heading<'_>| label(heading) || stated.iter().any(|header| header.is(&heading.key));
    let others = row.iter().filter(|heading| !own(heading)).count();
    let enough = found > 1 && 2 * found >= stated.len() && others <= found;
    enough.then_some(5 * (stated.len() - found) <= stated.len() && 5 * others <= row.len())
}

/// Whether a row is the second one of a part's headers.
fn has_subheaders(part: &FormPart, row: &[Heading<'_>]) -> bool {
    let below = |heading: &Heading<'_>| {
        let own = |column: &PartColumn| column.header.as_ref().is_some_and(|header| header.is(&heading.key));
        part.columns.iter().any(|column| column.under.is_some() && own(column))
    };
    row.len() > 1 && row.iter().all(below)
}

/// Whether a heading is the label around a part, or that of a row that the form prints itself.
fn is_within(part: &FormPart, heading: &Heading<'_>) -> bool {
    part.within.iter().chain(&part.around).any(|label| label.is(&heading.key))
        || part.rows.iter().any(|row| row.label.is(&heading.key))
}
