//! The findings of a book as it stands, kept up from one moment to the next at the cost of what changed.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::state::{SheetState, count};
use super::{Analysis, OnShelf};
use crate::diagnostic::{Diagnostic, Sink};
use crate::lint::{self, Settings};
use crate::rules::{self, UnitKey, duplicate_budget_unit};
use crate::sheet::{BookHead, CodeNumber, Order, PlacedFacts};
use crate::suppression::Directives;
use crate::syntax::{Measured, Seq};
use crate::text::TextRange;

/// A finding in a sheet, and the sheets that it speaks of. Its own places count from the start of the sheet it stands in.
#[derive(Clone, Debug)]
pub struct BookFinding {
    /// The sheet it stands in, by index.
    pub sheet: usize,
    /// The finding; its related places count each from the sheet of the same place in `related`.
    pub finding: Diagnostic,
    /// The sheets that its related places stand in, by index.
    pub related: Vec<usize>,
}

/// What has changed from one moment to the next, by index of sheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The sheets that are gone.
    pub removed: Range<usize>,
    /// The sheets that stand in their place.
    pub added: Range<usize>,
}

/// Whether sheets are to the others what those in their place were.
struct Likeness {
    /// No facts and no rows differ.
    facts: bool,
    /// No units and no rows differ; typing changes the other facts much more often.
    units: bool,
}

/// What tells the unit of a sheet from others, and the row that names it.
fn unit(placed: &PlacedFacts) -> (Option<CodeNumber>, Option<CodeNumber>, Option<i32>, u32) {
    let facts = &placed.facts;
    (facts.code.map(|(code, _)| code), facts.division, facts.deadline_year, facts.row)
}

/// So many findings are kept with the sheets of a book that is read; those of the sheets behind are found again when
/// somebody asks, so that a long and broken book takes no more room than its text.
const KEPT: u32 = 10_000;

/// Something that is true until it is taken.
#[derive(Debug, Default)]
struct Flag(AtomicBool);

impl Clone for Flag {
    fn clone(&self) -> Self {
        Self(AtomicBool::new(self.0.load(Ordering::Acquire)))
    }
}

/// The findings of a book at one moment.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    head: Option<Arc<BookHead>>,
    settings: Arc<Settings>,
    states: Seq<Arc<SheetState>>,
    facts: Vec<PlacedFacts>,
    counts: Vec<[u32; 3]>,
    /// Whether directives stand in each sheet.
    directed: Vec<bool>,
    /// What only the sheets together show.
    book: Vec<BookFinding>,
    /// All findings, where directives have a say in them or no form fits.
    whole: Option<Vec<BookFinding>>,
    /// Which state of the shelf the findings were made by.
    revision: Option<u64>,
    /// Whether the units have perhaps changed since they were put on the shelf last.
    news: Flag,
}

impl Findings {
    /// Brings the findings to the moment of `analysis`. Costs what its changed sheets cost, and a walk over the facts of
    /// all sheets when those of one have changed.
    pub fn follow(&mut self, analysis: &Analysis) -> Changed {
        let same_head = self.head.as_ref().is_some_and(|head| head.reads_as(&analysis.head));
        let whole = !same_head || !Arc::ptr_eq(&self.settings, &analysis.settings);
        let old = std::mem::replace(&mut self.states, analysis.states.clone());
        self.head = Some(analysis.head.clone());
        self.settings = analysis.settings.clone();
        let revision = analysis.place.as_ref().map(|place| place.shelf.revision());
        let beside = std::mem::replace(&mut self.revision, revision) == revision;
        let (removed, added) =
            if whole { (0..old.len(), 0..self.states.len()) } else { self.states.difference(&old, Arc::ptr_eq) };
        let changed = Changed { removed: removed.clone(), added: added.clone() };
        if let Err(reason) = &analysis.head.profile {
            let mut findings = Vec::new();
            lint::check_unread(&analysis.document.text(), reason, &self.settings, &mut findings);
            (self.facts, self.counts, self.directed) = Default::default();
            *self.news.0.get_mut() = true;
            self.whole = Some(findings.into_iter().map(|finding| self.place(finding)).collect());
            return changed;
        }
        if removed.is_empty() && added.is_empty() && beside && !whole {
            return changed;
        }
        let Likeness { facts, units } = self.splice(removed, added, &old);
        let alike = facts && !whole;
        *self.news.0.get_mut() |= !units || whole;
        if !alike || !beside {
            let book = rules::Book { sheets: &self.facts, fiscal_year: analysis.head.fiscal_year };
            let mut sink = Sink::new(self.settings.lang);
            rules::check_book(&book, &mut sink);
            if let (Some(place), Ok(profile)) = (&analysis.place, &analysis.head.profile) {
                duplicate_budget_unit::check_before(&book, &profile.id, |key, _| place.before(key), &mut sink);
            }
            let mut found = sink.take();
            self.settings.policy.apply(&mut found);
            self.book = found.into_iter().map(|finding| self.place(finding)).collect();
        }
        self.whole = self.directed.contains(&true).then(|| self.obey()).flatten();
        changed
    }

    /// Takes the facts of the sheets `added` in the place of those of `removed`.
    fn splice(&mut self, removed: Range<usize>, added: Range<usize>, old: &Seq<Arc<SheetState>>) -> Likeness {
        let (before, fresh) = self.states.range(added.clone());
        let (mut base, mut row) = (before.bytes as u32, before.rows as u32);
        let removed = removed.start.min(self.facts.len())..removed.end.min(self.facts.len());
        let rows = |states: &[Arc<SheetState>]| states.iter().map(|one| one.size().rows).collect::<Vec<_>>();
        // The findings of the book speak of rows, so they are found anew too when rows have moved.
        let unmoved = removed.len() == added.len() && rows(&fresh) == rows(&old.range(removed.clone()).1);
        let (mut facts, mut counts, mut directed) = (Vec::new(), Vec::new(), Vec::new());
        let mut kept = 0;
        for state in &fresh {
            let checked = state.checked(&self.settings, kept < KEPT);
            kept += checked.counts.iter().sum::<u32>();
            facts.push(PlacedFacts { base, row, facts: checked.facts });
            counts.push(checked.counts);
            directed.push(checked.directed.is_some());
            base += state.size().bytes as u32;
            row += state.size().rows as u32;
        }
        let before = &self.facts[removed.clone()];
        let alike = Likeness {
            facts: unmoved && before.iter().map(|one| one.facts).eq(facts.iter().map(|one| one.facts)),
            units: unmoved && before.iter().map(unit).eq(facts.iter().map(unit)),
        };
        self.facts.splice(removed.clone(), facts);
        self.counts.splice(removed.clone(), counts);
        self.directed.splice(removed, directed);
        if let Some(next) = self.facts.get(added.end) {
            let (bytes, rows) = (base.wrapping_sub(next.base), row.wrapping_sub(next.row));
            if (bytes, rows) != (0, 0) {
                for placed in &mut self.facts[added.end..] {
                    placed.base = placed.base.wrapping_add(bytes);
                    placed.row = placed.row.wrapping_add(rows);
                }
            }
        }
        alike
    }

    /// All findings after what the directives of the text say; `None` when they say nothing about findings.
    fn obey(&self) -> Option<Vec<BookFinding>> {
        let mut directives = Directives::new(self.states.size().bytes as u32);
        let last = self.states.len() - 1;
        for (at, &directed) in self.directed.iter().enumerate() {
            if (directed || directives.is_waiting() || at == last)
                && let Some(state) = self.states.get(at)
            {
                let roles = state.checked(&self.settings, true).directed.as_deref().unwrap_or(&[]);
                let text = state.text();
                directives.read_sheet(self.facts[at].base as usize, &text.text, &text.syntax, roles);
            }
        }
        let is_of_book = |order: &Order<'_>| matches!(order, Order::Profile(_) | Order::FiscalYear(_));
        let plain = |found: &crate::suppression::Found<'_>| is_of_book(&found.directive.order);
        if directives.found().iter().all(plain) {
            return None;
        }
        let mut findings = self.plain();
        lint::obey(directives, true, &mut findings, &self.settings);
        Some(findings.into_iter().map(|finding| self.place(finding)).collect())
    }

    /// Puts the book on its shelf when its units have perhaps changed since the last time; false when a book that was put
    /// since this one was looked at did not know yet that this one depends on it, so that it is to be looked at again.
    pub fn shelve(&self, place: &OnShelf) -> bool {
        !self.news.0.swap(false, Ordering::AcqRel) || self.put(place).is_none_or(|before| Some(before) == self.revision)
    }

    /// Puts the book on its shelf as it was when it was followed last, and returns the revision of the shelf just before;
    /// does nothing when it never was.
    pub fn put(&self, place: &OnShelf) -> Option<u64> {
        self.head.as_ref().map(|_| place.put(self.units()))
    }

    /// The units of the sheets, each with its row, 1-based.
    fn units(&self) -> Vec<(UnitKey, u32)> {
        let Some(Ok(profile)) = self.head.as_ref().map(|head| &head.profile) else { return Vec::new() };
        let fiscal_year = self.head.as_ref().and_then(|head| head.fiscal_year);
        let book = rules::Book { sheets: &self.facts, fiscal_year };
        duplicate_budget_unit::units(&book, &profile.id).map(|(key, _, row)| (key, row)).collect()
    }

    /// The sheets.
    pub fn sheets(&self) -> &Seq<Arc<SheetState>> {
        &self.states
    }

    /// What the sheets are known by to each other and to those of other books.
    pub fn facts(&self) -> &[PlacedFacts] {
        &self.facts
    }

    /// How many findings each sheet has by itself, by severity, errors first; nothing where all are findings of the book.
    pub fn counts(&self) -> &[[u32; 3]] {
        if self.whole.is_some() { &[] } else { &self.counts }
    }

    /// The findings of the sheet at `index` by itself; places count from its start.
    pub fn of_sheet(&self, index: usize) -> Cow<'_, [Diagnostic]> {
        match self.states.get(index) {
            Some(state) if self.head.is_some() && self.whole.is_none() => state.findings(&self.settings),
            _ => Cow::Borrowed(&[]),
        }
    }

    /// The findings that are told of the book: those that only the sheets together show; and all, where directives have a
    /// say in them or no form fits.
    pub fn of_book(&self) -> &[BookFinding] {
        self.whole.as_ref().unwrap_or(&self.book)
    }

    /// How many findings there are of each severity, errors first.
    pub fn total(&self) -> [u32; 3] {
        let mut total = count(self.of_book().iter().map(|one| &one.finding));
        for counts in self.counts() {
            for (sum, more) in total.iter_mut().zip(counts) {
                *sum += more;
            }
        }
        total
    }

    /// Whether any finding has a safe fix. Costs what a walk over the sheets costs.
    pub fn is_fixable(&self) -> bool {
        let own = || {
            self.head.as_ref().filter(|_| self.whole.is_none())?;
            self.states.iter().find(|state| state.checked(&self.settings, false).fixable)
        };
        self.of_book().iter().any(|one| one.finding.safe_fix().is_some()) || own().is_some()
    }

    /// How many findings each sheet has.
    pub fn by_sheet(&self) -> Vec<usize> {
        let mut counts = vec![0; self.facts.len()];
        for (count, own) in counts.iter_mut().zip(self.counts()) {
            *count = own.iter().map(|&number| number as usize).sum();
        }
        for found in self.of_book() {
            if let Some(count) = counts.get_mut(found.sheet) {
                *count += 1;
            }
        }
        counts
    }

    /// All findings by place; places count from the text's start.
    pub fn all(&self) -> Vec<Diagnostic> {
        match &self.whole {
            Some(whole) => whole.iter().map(|one| self.in_text(one)).collect(),
            None => self.plain(),
        }
    }

    /// The findings that touch `range` of the text, by place; places count from the text's start.
    pub fn touching(&self, range: TextRange) -> Vec<Diagnostic> {
        let touches = |finding: &Diagnostic| finding.range.start <= range.end && range.start <= finding.range.end;
        let first = self.facts.partition_point(|placed| placed.base <= range.start).saturating_sub(1);
        let last = self.facts.partition_point(|placed| placed.base <= range.end);
        let own = (first..last).flat_map(|index| {
            let base = self.facts[index].base;
            let touching = |finding: &&Diagnostic| {
                let found = finding.range.shifted(base);
                found.start <= range.end && range.start <= found.end
            };
            self.of_sheet(index).iter().filter(touching).map(|finding| shifted(finding, base)).collect::<Vec<_>>()
        });
        let book = self.of_book().iter().map(|one| self.in_text(one));
        let mut found: Vec<Diagnostic> = own.chain(book).filter(touches).collect();
        found.sort_by_key(|finding| (finding.range.start, finding.range.end));
        found
    }

    /// All findings by place, whatever directives say.
    fn plain(&self) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        if self.head.is_some() {
            for (placed, state) in self.facts.iter().zip(self.states.iter()) {
                all.extend(state.findings(&self.settings).iter().map(|finding| shifted(finding, placed.base)));
            }
        }
        all.extend(self.book.iter().map(|one| self.in_text(one)));
        all.sort_by_key(|finding| (finding.range.start, finding.range.end));
        all
    }

    fn in_text(&self, found: &BookFinding) -> Diagnostic {
        let base = |sheet: usize| self.facts.get(sheet).map_or(0, |placed| placed.base);
        let mut finding = found.finding.clone();
        let related = std::mem::take(&mut finding.related);
        finding.shift(base(found.sheet));
        finding.related = related;
        for (related, &sheet) in finding.related.iter_mut().zip(&found.related) {
            related.range = related.range.shifted(base(sheet));
        }
        finding
    }

    /// A finding whose places count from the text's start, as one of the sheets it stands in.
    fn place(&self, mut finding: Diagnostic) -> BookFinding {
        let sheet_at = |range: TextRange| {
            let sheet = self.facts.partition_point(|placed| placed.base <= range.start).saturating_sub(1);
            (sheet, self.facts.get(sheet).map_or(0, |placed| placed.base))
        };
        let from = |range: TextRange, base: u32| TextRange::new(range.start - base, range.end - base);
        let (sheet, base) = sheet_at(finding.range);
        finding.range = from(finding.range, base);
        for edit in finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.range = from(edit.range, base);
        }
        let mut related = Vec::with_capacity(finding.related.len());
        for place in &mut finding.related {
            let (sheet, base) = sheet_at(place.range);
            place.range = from(place.range, base);
            related.push(sheet);
        }
        BookFinding { sheet, finding, related }
    }
}

fn shifted(finding: &Diagnostic, base: u32) -> Diagnostic {
    let mut finding = finding.clone();
    finding.shift(base);
    finding
}
