//! Completion: what can stand in the cell that is being typed, found by Chinese, pinyin and initials.
//!
//! Every item writes the whole cell anew, and what follows from it where the rest of the row is still empty.

pub(super) mod directive;
mod headed;
mod identity;
mod indicator;
mod label;
mod money;
mod snippet;
#[cfg(test)]
mod tests;

use self::snippet::Snippet;
use super::spot::{Slot, Spot};
use super::{Analysis, describe, hover};
use crate::diagnostic::{Lang, say};
use crate::division;
use crate::manual;
use crate::pinyin::{Found, Query};
use crate::profile::{ColumnKind, Profile, Shape, fold};
use crate::rules;
use crate::sheet::Sheet;
use crate::text::TextRange;

/// What the client wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompletionOptions {
    /// Whether items are found by pinyin and initials too.
    pub pinyin: bool,
}

impl Default for CompletionOptions {
    fn default() -> Self {
        Self { pinyin: true }
    }
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    /// A whole sheet.
    Sheet,
    /// A section.
    Section,
    /// A column header.
    Header,
    /// A part of a breakdown.
    Part,
    /// A class or a group.
    Parent,
    /// A standard indicator.
    Indicator,
    /// An operator.
    Operator,
    /// A target value or an amount.
    Value,
    /// A unit of measure.
    Measure,
    /// A deadline or a year.
    Date,
    /// A task.
    Task,
    /// A budget unit.
    BudgetUnit,
    /// A fiscal division.
    Division,
    /// A directive.
    Directive,
    /// A rule.
    Rule,
    /// A form.
    Profile,
}

/// Something that can stand in the cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletionItem {
    /// What is shown.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A few words beside the label; empty when there is nothing to say.
    pub detail: String,
    /// What is written instead of [`Completion::range`].
    pub text: String,
    /// The same with the places to fill in, as the protocol writes snippets; `None` where there is nothing to fill in.
    pub snippet: Option<String>,
    /// What a client compares with what is typed, so that it keeps the item.
    pub filter: String,
    /// What [`documentation`] is asked for.
    pub doc: Option<Doc>,
}

/// What can stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What every item replaces: the cell, counted from the text's start.
    pub range: TextRange,
    /// The items, best first.
    pub items: Vec<CompletionItem>,
    /// Whether more typing may find what is not among them, so that the client asks again.
    pub incomplete: bool,
}

/// What the documentation of an item is about. Indexes are those of the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doc {
    /// A standard indicator.
    Standard(usize),
    /// A class.
    Class(usize),
    /// A group.
    Group(usize),
    /// A section.
    Section(usize),
    /// A rule, by name.
    Rule(String),
    /// A division, by its six digits.
    Division(String),
    /// What another form than that of the book's first sheet has.
    Of(String, Box<Doc>),
}

/// An item before it is compared with what is typed.
struct Candidate {
    label: String,
    kind: CompletionKind,
    detail: String,
    insert: Snippet,
    /// What it is found by, too.
    keys: Vec<String>,
    /// How well it fits the place; 0 is best.
    rank: u8,
    /// Whether the sheet has it already.
    used: bool,
    doc: Option<Doc>,
}

impl Candidate {
    /// A text that is written as it is shown.
    fn new(label: &str, kind: CompletionKind) -> Self {
        Self {
            label: label.to_owned(),
            kind,
            detail: String::new(),
            insert: Snippet::of(label),
            keys: Vec::new(),
            rank: 0,
            used: false,
            doc: None,
        }
    }
}

/// What the features of completion look at.
struct Context<'s, 'a> {
    analysis: &'s Analysis,
    sheet: &'s Sheet<'a>,
    spot: &'s Spot,
    /// Which sheet of the book it is.
    index: usize,
    lang: Lang,
}

impl<'a> Context<'_, 'a> {
    fn profile(&self) -> &'a Profile {
        self.sheet.profile
    }

    /// Whether what follows from a value may be written behind it.
    fn is_open(&self) -> bool {
        self.sheet.headings.is_none() && self.is_typing()
    }

    /// Whether nothing stands behind the cell in its row.
    fn is_typing(&self) -> bool {
        !self.spot.has_values_behind(self.sheet)
    }
}

/// What can stand at byte `offset` of the text.
pub fn complete(analysis: &Analysis, offset: u32, options: &CompletionOptions) -> Completion {
    let Some(place) = analysis.sheet_at(offset) else {
        return unread(analysis, offset, options);
    };
    let sheet = place.sheet();
    let spot = Spot::new(&sheet, offset.saturating_sub(place.base));
    let lang = analysis.settings().lang;
    let context = Context { analysis, sheet: &sheet, spot: &spot, index: place.index, lang };
    let mut range = spot.range;
    let candidates = match spot.slot {
        Slot::Nothing | Slot::Text { .. } | Slot::Title => Vec::new(),
        Slot::Comment => {
            let row = sheet.row(spot.at.row).range();
            let found =
                directive::candidates(&sheet.text[row.usize()], spot.cursor - row.start, analysis, Some(&context));
            range = found.range.shifted(row.start);
            found.candidates
        }
        Slot::Label => label::candidates(&context),
        Slot::Printed => match &sheet.headings {
            Some(headings) => headed::candidates(&context, headings),
            None => Vec::new(),
        },
        Slot::Header { section, column } => label::headers(&context, section, column),
        Slot::Field { section } => match sheet.profile.sections[section].shape {
            Shape::Field(ColumnKind::Identity) => {
                let (part, candidates) = identity::candidates(&context);
                range = part;
                candidates
            }
            Shape::Field(ColumnKind::Code) => identity::codes(&context, None),
            Shape::Field(ColumnKind::Amount) => money::amounts(&context),
            _ => Vec::new(),
        },
        Slot::Part { section, .. } => money::parts(&context, section),
        Slot::PartAmount { .. } => money::amounts(&context),
        Slot::Column { section, column } => indicator::candidates(&context, section, column),
    };
    let typed = &sheet.text[range.start as usize..(spot.cursor.max(range.start)) as usize];
    let ends = rules::line_end(&sheet);
    let mut found = choose(candidates, typed, range.shifted(place.base), ends, options);
    // A sheet of another form than the first one has its own words.
    if analysis.profile().is_none_or(|book| book.id != sheet.profile.id) {
        for item in &mut found.items {
            item.doc = item.doc.take().map(|doc| match doc {
                Doc::Standard(_) | Doc::Class(_) | Doc::Group(_) | Doc::Section(_) => {
                    Doc::Of(sheet.profile.id.clone(), Box::new(doc))
                }
                doc => doc,
            });
        }
    }
    // What stands there already needs no completing, and TAB is to lead on instead of writing it once more.
    let written = sheet.text[range.usize()].trim();
    let whole = typed.trim() == written;
    if whole && found.items.first().is_some_and(|first| first.snippet.is_none() && first.text == written) {
        (found.items, found.incomplete) = (Vec::new(), false);
    }
    found
}

/// What can stand in a text that no form reads yet: sheets of every form, and directives.
fn unread(analysis: &Analysis, offset: u32, options: &CompletionOptions) -> Completion {
    let document = analysis.document();
    let offset = (offset as usize).min(document.len());
    let row = document.line_range(offset);
    let line = document.slice(row.clone());
    let cursor = line.floor_char_boundary(offset.min(row.end) - row.start);
    let lang = analysis.settings().lang;
    let base = row.start as u32;
    let (range, candidates) = if line.trim_start().starts_with('#') {
        let found = directive::candidates(&line, cursor as u32, analysis, None);
        (found.range, found.candidates)
    } else if line.contains('\t') {
        (TextRange::empty(cursor as u32), Vec::new())
    } else {
        (TextRange::new(0, line.len() as u32), label::first(analysis, lang))
    };
    let typed = &line[range.start as usize..cursor.max(range.start as usize)];
    choose(candidates, typed, range.shifted(base), "\n", options)
}

/// The candidates that what is typed finds, best first.
fn choose(
    candidates: Vec<Candidate>,
    typed: &str,
    range: TextRange,
    line_end: &str,
    options: &CompletionOptions,
) -> Completion {
    let query = if options.pinyin { Query::new(typed.trim()) } else { Query::literal(typed.trim()) };
    let folded = fold(typed).to_lowercase();
    let mut found: Vec<(bool, u8, Candidate)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let begins = fold(&candidate.label).to_lowercase().starts_with(&folded);
            let by_label = query.find_loosely(&candidate.label).map(|found| how_well(found, begins));
            let by_key = candidate.keys.iter().filter_map(|key| query.find_loosely(key));
            let by_key = by_key.map(|found| how_well(found, false)).min();
            let best = by_label.into_iter().chain(by_key).min()?;
            Some((candidate.used, best, candidate))
        })
        .collect();
    // Stable: what fits equally well stays in the form's order.
    found.sort_by_key(|(used, best, candidate)| (*used, *best, candidate.rank));
    let items: Vec<CompletionItem> =
        found.into_iter().map(|(_, _, candidate)| item(candidate, typed, line_end)).collect();
    let incomplete = !items.is_empty();
    Completion { range, items, incomplete }
}

fn how_well(found: Found, begins: bool) -> u8 {
    match found {
        Found::Literally if begins => 0,
        Found::Literally => 1,
        Found::AtStart => 2,
        Found::Inside => 3,
        Found::Scattered => 4,
    }
}

fn item(candidate: Candidate, typed: &str, line_end: &str) -> CompletionItem {
    let Candidate { label, kind, detail, insert, doc, .. } = candidate;
    // Clients compare by characters and know no pinyin: what they would drop claims to be what was typed.
    let kept = typed.trim().is_empty() || label.starts_with(typed);
    let filter = if kept { label.clone() } else { typed.to_owned() };
    let (text, snippet) = insert.finish(line_end);
    CompletionItem { label, kind, detail, text, snippet, filter, doc }
}

/// The documentation of an item, as Markdown.
pub fn documentation(analysis: &Analysis, doc: &Doc) -> Option<String> {
    let lang = analysis.settings().lang;
    if let Doc::Rule(name) = doc {
        return rules::find(name).map(|rule| manual::page(rule, lang));
    }
    if let Doc::Division(code) = doc {
        return division::path(code).map(|path| say!(lang, "财政区划代码 {code}：{path}", "Division {code}: {path}"));
    }
    let (profile, doc) = match doc {
        Doc::Of(form, doc) => (analysis.settings().profiles.find(form)?, &**doc),
        doc => (analysis.profile()?, doc),
    };
    let catalogue = &profile.catalogue;
    match doc {
        Doc::Standard(at) => Some(describe::standard(profile, catalogue.standards.get(*at)?, lang)),
        Doc::Class(at) => hover::class_page(profile, *at, lang),
        Doc::Group(at) => hover::group_page(profile, *at, lang),
        Doc::Section(at) => {
            let section = profile.sections.get(*at)?;
            let holds = describe::section(profile, section, lang);
            Some(format!("**{}**\n\n{}", describe::literal(&section.label.text), describe::literal(&holds)))
        }
        Doc::Rule(_) | Doc::Division(_) | Doc::Of(..) => None,
    }
}

impl Doc {
    /// It as a text that [`Doc::decode`] reads.
    pub fn encode(&self) -> String {
        match self {
            Self::Standard(at) => format!("standard:{at}"),
            Self::Class(at) => format!("class:{at}"),
            Self::Group(at) => format!("group:{at}"),
            Self::Section(at) => format!("section:{at}"),
            Self::Rule(name) => format!("rule:{name}"),
            Self::Division(code) => format!("division:{code}"),
            Self::Of(form, doc) => format!("of:{form}:{}", doc.encode()),
        }
    }

    /// What [`Doc::encode`] wrote.
    pub fn decode(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(':')?;
        Some(match kind {
            "standard" => Self::Standard(rest.parse().ok()?),
            "class" => Self::Class(rest.parse().ok()?),
            "group" => Self::Group(rest.parse().ok()?),
            "section" => Self::Section(rest.parse().ok()?),
            "rule" => Self::Rule(rest.to_owned()),
            "division" => Self::Division(rest.to_owned()),
            "of" => {
                let (form, doc) = rest.split_once(':')?;
                Self::Of(form.to_owned(), Box::new(Self::decode(doc)?))
            }
            _ => return None,
        })
    }
}
