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
use crate::sheet::{BookHead, Order, PlacedFacts, SheetFacts};
use crate::suppression::Directives;
use crate::syntax::{Measured, Seq, Size};
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

/// What of the facts differs between sheets and those that stood in their place, as little of it as can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Differs {
    /// Nothing.
    Nothing,
    /// Where they stand in their sheets, as when something is typed above them.
    Places,
    /// What they say, though not the units.
    Facts,
    /// The units, or where sheets begin; typing changes the other facts much more often.
    Units,
}

impl Differs {
    fn between(old: &SheetFacts, new: &SheetFacts) -> Self {
        // What tells the unit of a sheet from others, and the row that names it.
        let unit =
            |facts: &SheetFacts| (facts.code.map(|(code, _)| code), facts.division, facts.deadline_year, facts.row);
        match () {
            () if unit(old) != unit(new) => Self::Units,
            () if !old.says_the_same_as(new) => Self::Facts,
            () if old != new => Self::Places,
            () => Self::Nothing,
        }
    }
}

/// What is kept of each sheet, small enough to be copied from one moment to the next.
#[derive(Clone, Copy, Debug)]
struct Own {
    bytes: u32,
    rows: u32,
    /// How many findings it has by itself, by severity, errors first.
    counts: [u32; 3],
    /// Whether directives stand in it.
    directed: bool,
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
    /// Of each sheet; nothing where no form fits.
    own: Vec<Own>,
    /// The sums over the sheets: of their counts, and how many are directed.
    counts: [u32; 3],
    directed: usize,
    /// What only the sheets together show.
    book: Arc<[BookFinding]>,
    /// All findings, where directives have a say in them or no form fits.
    whole: Option<Arc<[BookFinding]>>,
    /// Which state of the shelf the findings were made by.
    revision: Option<u64>,
    /// Whether the units have perhaps changed since they were put on the shelf last.
    news: Flag,
}

impl Findings {
    /// Brings the findings to the moment of `analysis`. Costs what its changed sheets cost, and a walk over the facts of
    /// all sheets when those of one say something else.
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
            (self.own, self.counts, self.directed) = Default::default();
            *self.news.0.get_mut() = true;
            self.whole = Some(findings.into_iter().map(|finding| self.place(finding)).collect());
            return changed;
        }
        if removed.is_empty() && added.is_empty() && beside && !whole {
            return changed;
        }
        let differs = self.splice(removed, added.clone(), &old);
        *self.news.0.get_mut() |= differs == Differs::Units || whole;
        let speaks_of_them =
            |one: &BookFinding| added.contains(&one.sheet) || one.related.iter().any(|sheet| added.contains(sheet));
        let holds = match differs {
            Differs::Nothing => true,
            Differs::Places => !self.book.iter().any(speaks_of_them),
            Differs::Facts | Differs::Units => false,
        };
        if !holds || whole || !beside {
            let facts = self.facts();
            let book = rules::Book { sheets: &facts, fiscal_year: analysis.head.fiscal_year };
            let mut sink = Sink::new(self.settings.lang);
            rules::check_book(&book, &mut sink);
            if let (Some(place), Ok(profile)) = (&analysis.place, &analysis.head.profile) {
                duplicate_budget_unit::check_before(&book, &profile.id, |key, _| place.before(key), &mut sink);
            }
            let mut found = sink.take();
            self.settings.policy.apply(&mut found);
            self.book = found.into_iter().map(|finding| self.place(finding)).collect();
        }
        self.whole = if self.directed > 0 { self.obey() } else { None };
        changed
    }

    /// Takes the sheets `added` in the place of those of `removed`, and says what differs between them.
    fn splice(&mut self, removed: Range<usize>, added: Range<usize>, old: &Seq<Arc<SheetState>>) -> Differs {
        let (fresh, gone) = (self.states.range(added).1, old.range(removed.clone()).1);
        let removed = removed.start.min(self.own.len())..removed.end.min(self.own.len());
        let mut own = Vec::with_capacity(fresh.len());
        let mut kept = 0;
        for state in &fresh {
            let checked = state.checked(&self.settings, kept < KEPT);
            kept += checked.counts.iter().sum::<u32>();
            let Size { bytes, rows } = state.size();
            let directed = checked.directed.is_some();
            own.push(Own { bytes: bytes as u32, rows: rows as u32, counts: checked.counts, directed });
        }
        // The findings of the book speak of rows, so they are found anew too when rows have moved.
        let known = fresh.len() == gone.len() && removed.len() == gone.len();
        let pairs = || gone.iter().zip(&fresh);
        let differs = if known && pairs().all(|(gone, fresh)| gone.size().rows == fresh.size().rows) {
            let facts = |state: &'_ Arc<SheetState>| state.checked(&self.settings, false).facts;
            pairs().map(|(gone, fresh)| Differs::between(&facts(gone), &facts(fresh))).max().unwrap_or(Differs::Nothing)
        } else {
            Differs::Units
        };
        for one in &self.own[removed.clone()] {
            self.counts = std::array::from_fn(|at| self.counts[at] - one.counts[at]);
            self.directed -= usize::from(one.directed);
        }
        for one in &own {
            self.counts = std::array::from_fn(|at| self.counts[at] + one.counts[at]);
            self.directed += usize::from(one.directed);
        }
        self.own.splice(removed, own);
        differs
    }

    /// What the sheets are known by to each other and to those of other books; nothing where no form fits.
    fn facts(&self) -> Vec<PlacedFacts> {
        let (mut base, mut row) = (0, 0);
        let place = |(own, state): (&Own, &Arc<SheetState>)| {
            let placed = PlacedFacts { base, row, facts: state.checked(&self.settings, false).facts };
            base += own.bytes;
            row += own.rows;
            placed
        };
        self.own.iter().zip(self.states.iter()).map(place).collect()
    }

    /// All findings after what the directives of the text say; `None` when they say nothing about findings.
    fn obey(&self) -> Option<Arc<[BookFinding]>> {
        let mut directives = Directives::new(self.states.size().bytes as u32);
        let last = self.states.len() - 1;
        let mut base = 0;
        for (at, (own, state)) in self.own.iter().zip(self.states.iter()).enumerate() {
            if own.directed || directives.is_waiting() || at == last {
                let roles = state.checked(&self.settings, true).directed.as_deref().unwrap_or(&[]);
                let text = state.text();
                directives.read_sheet(base, &text.text, &text.syntax, roles);
            }
            base += own.bytes as usize;
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
        let facts = self.facts();
        let book = rules::Book { sheets: &facts, fiscal_year };
        duplicate_budget_unit::units(&book, &profile.id).map(|(key, _, row)| (key, row)).collect()
    }

    /// The sheets.
    pub fn sheets(&self) -> &Seq<Arc<SheetState>> {
        &self.states
    }

    /// How much text stands before the sheet at `index`.
    pub fn before(&self, index: usize) -> Size {
        self.states.range(index..index).0
    }

    /// The sheets that have findings by themselves: each with its index, its first row, 0-based in the text, and how many
    /// there are of each severity, errors first. Nothing where all are findings of the book.
    pub fn with_findings(&self) -> impl Iterator<Item = (usize, u32, [u32; 3])> {
        let own = if self.whole.is_some() || self.counts == [0; 3] { &[][..] } else { &self.own };
        let mut rows = 0;
        own.iter().enumerate().filter_map(move |(index, own)| {
            let row = rows;
            rows += own.rows;
            (own.counts != [0; 3]).then_some((index, row, own.counts))
        })
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
        let own = if self.whole.is_some() { [0; 3] } else { self.counts };
        let of_book = count(self.of_book().iter().map(|one| &one.finding));
        std::array::from_fn(|at| own[at] + of_book[at])
    }

    /// Whether any finding has a safe fix. Costs what a walk over the sheets costs.
    pub fn is_fixable(&self) -> bool {
        let own = || {
            self.head.as_ref().filter(|_| self.whole.is_none())?;
            self.states.iter().find(|state| state.checked(&self.settings, false).fixable)
        };
        self.of_book().iter().any(|one| one.finding.safe_fix().is_some()) || own().is_some()
    }

    /// How many findings the sheet at `index` has.
    pub fn count_in(&self, index: usize) -> usize {
        let own = self.own.get(index).filter(|_| self.whole.is_none());
        let own = own.map_or(0, |own| own.counts.iter().map(|&number| number as usize).sum());
        own + self.of_book().iter().filter(|found| found.sheet == index).count()
    }

    /// How many findings each sheet has.
    pub fn by_sheet(&self) -> Vec<usize> {
        let mut counts = vec![0; self.own.len()];
        for (index, _, own) in self.with_findings() {
            counts[index] = own.iter().map(|&number| number as usize).sum();
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
        let touches = |finding: &Diagnostic, base: u32| {
            let found = finding.range.shifted(base);
            found.start <= range.end && range.start <= found.end
        };
        let at = |offset: u32| self.states.find_byte(offset as usize).map_or(0, |(index, _)| index);
        let sheets = at(range.start)..at(range.end) + 1;
        let mut base = self.before(sheets.start).bytes as u32;
        let mut own: Vec<Diagnostic> = Vec::new();
        for index in sheets {
            let touching = |finding: &&Diagnostic| touches(finding, base);
            own.extend(self.of_sheet(index).iter().filter(touching).map(|finding| shifted(finding, base)));
            base += self.own.get(index).map_or(0, |own| own.bytes);
        }
        let book = self.of_book().iter().map(|one| self.in_text(one));
        let mut found: Vec<Diagnostic> = own.into_iter().chain(book.filter(|finding| touches(finding, 0))).collect();
        found.sort_by_key(|finding| (finding.range.start, finding.range.end));
        found
    }

    /// All findings by place, whatever directives say.
    fn plain(&self) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        if self.head.is_some() {
            let mut base = 0;
            for (own, state) in self.own.iter().zip(self.states.iter()) {
                all.extend(state.findings(&self.settings).iter().map(|finding| shifted(finding, base)));
                base += own.bytes;
            }
        }
        all.extend(self.book.iter().map(|one| self.in_text(one)));
        all.sort_by_key(|finding| (finding.range.start, finding.range.end));
        all
    }

    fn in_text(&self, found: &BookFinding) -> Diagnostic {
        let base = |sheet: usize| self.before(sheet).bytes as u32;
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
            let (sheet, before) = self.states.find_byte(range.start as usize).unwrap_or_default();
            (sheet, before.bytes as u32)
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::ide::{Analysis, Buffer};
    use crate::lint::Settings;
    use crate::text::{Edit, TextRange};

    const BOOK: &str = "\
部门（单位）名称\t703001甲局-211300000
年度预算收入\t1.00
年度绩效目标\t保障全市供水管网安全运行，提高供水水质。
部门（单位）名称\t703002乙局-211300000
年度预算收入\t1.00
年度绩效目标\t保障全市供水管网安全运行，提高供水水质。
部门（单位）名称\t703003丙局-211300000
年度预算收入\t1.00
年度绩效目标\t改造老旧小区，完善配套设施建设。
";

    /// Puts `new` behind the `at`th `before` of the text, counted from 0, once and once more, and asserts that the findings
    /// are those of a text that is read anew.
    #[track_caller]
    fn check(before: &str, at: usize, new: &str) {
        let mut buffer = Buffer::new(BOOK, 1, Arc::new(Settings::default()));
        assert!(!buffer.analysis().found().of_book().is_empty());
        for _ in 0..2 {
            let text = buffer.document().text();
            let (place, _) = text.match_indices(before).nth(at).unwrap();
            let place = (place + before.len()) as u32;
            buffer.apply(&Edit::replace(TextRange::new(place, place), new));
            let fresh = Buffer::new(&buffer.document().text(), 1, Arc::new(Settings::default())).analysis();
            let analysis = buffer.analysis();
            let shown = |analysis: &Analysis| format!("{:#?}", analysis.findings());
            assert_eq!(shown(&analysis), shown(&fresh), "{}", buffer.document().text());
            assert_eq!(analysis.found().total(), fresh.found().total());
            assert_eq!(analysis.found().by_sheet(), fresh.found().by_sheet());
            for index in 0..3 {
                assert_eq!(analysis.found().count_in(index), fresh.found().by_sheet()[index]);
            }
        }
    }

    #[test]
    fn findings_of_the_book_are_where_typing_moves_them() {
        for sheet in 0..3 {
            // Above the goal, in it, in the code that the findings name, and a row more.
            check("年度预算收入\t", sheet, "1");
            check("年度绩效目标\t", sheet, "努力");
            check("名称\t70300", sheet, "9");
            check("年度预算收入\t1.00", sheet, "\n年度预算支出\t1.00");
        }
    }
}
