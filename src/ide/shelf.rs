//! The books of a folder side by side, for what only several of them together show.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use crate::lint::{self, Outcome, Settings};
use crate::rules::{Book, UnitKey, duplicate_budget_unit};

/// The books of a folder, as they are known now; all threads share it.
#[derive(Debug, Default)]
pub struct Shelf {
    books: Mutex<Books>,
    revision: AtomicU64,
}

#[derive(Debug, Default)]
struct Books {
    /// The units of each book with the row that each stands in first, 1-based.
    books: FxHashMap<Arc<Path>, BTreeMap<UnitKey, u32>>,
    /// The books that each unit stands in, in the order of their paths.
    units: FxHashMap<UnitKey, BTreeSet<Arc<Path>>>,
    affected: BTreeSet<Arc<Path>>,
}

/// A book's place on a shelf.
#[derive(Clone, Debug)]
pub struct OnShelf {
    /// The shelf.
    pub shelf: Arc<Shelf>,
    /// The book's path from the folder.
    pub path: Arc<Path>,
}

impl Shelf {
    /// Changes with every change of the units of a book.
    pub fn revision(&self) -> u64 {
        self.revision.load(Ordering::Acquire)
    }

    /// The books that show something else since books before them have changed; each is named once.
    pub fn take_affected(&self) -> BTreeSet<Arc<Path>> {
        std::mem::take(&mut self.lock().affected)
    }

    /// The paths of the books.
    pub fn paths(&self) -> Vec<Arc<Path>> {
        self.lock().books.keys().cloned().collect()
    }

    /// Whether there is a book with that path.
    pub fn has(&self, path: &Path) -> bool {
        self.lock().books.contains_key(path)
    }

    /// The revision before the change.
    fn change(&self, path: &Arc<Path>, new: Option<BTreeMap<UnitKey, u32>>) -> u64 {
        let mut books = self.lock();
        let known = new.is_some();
        let new = new.unwrap_or_default();
        let old = books.books.get(path).cloned().unwrap_or_default();
        let moved: BTreeSet<&UnitKey> =
            old.keys().chain(new.keys()).filter(|key| old.get(key) != new.get(key)).collect();
        let changed = !moved.is_empty();
        for key in moved {
            let holders = books.units.entry(key.clone()).or_default();
            if new.contains_key(key) {
                holders.insert(path.clone());
            } else {
                holders.remove(path);
            }
            let behind = (std::ops::Bound::Excluded(path.clone()), std::ops::Bound::Unbounded);
            let behind: Vec<Arc<Path>> = holders.range(behind).cloned().collect();
            if holders.is_empty() {
                books.units.remove(key);
            }
            books.affected.extend(behind);
        }
        if known {
            books.books.insert(path.clone(), new);
        } else {
            books.books.remove(path);
        }
        // Raised before the lock is let go, so that no other change has the same one.
        if changed { self.revision.fetch_add(1, Ordering::AcqRel) } else { self.revision() }
    }

    fn lock(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl OnShelf {
    /// Puts a book in its place that nobody edits; its text is read once and nothing of it is kept but its units. Returns
    /// whether it is without a finding.
    pub fn put_text(&self, text: &str, settings: &Settings) -> bool {
        let Outcome { profile, facts, fiscal_year, findings, .. } = lint::lint(text, settings);
        let book = Book { sheets: &facts, fiscal_year };
        let units = profile.iter().flat_map(|profile| duplicate_budget_unit::units(&book, &profile.id));
        let units: Vec<(UnitKey, u32)> = units.map(|(key, _, row)| (key, row)).collect();
        self.put(units.iter().cloned());
        findings.is_empty() && units.iter().all(|(key, _)| self.before(key).is_none())
    }

    /// Puts the book in its place with the units that it has, each with its row, 1-based. Returns the revision of the shelf
    /// just before: what was found by an older one may lack a book that came meanwhile.
    pub fn put(&self, units: impl IntoIterator<Item = (UnitKey, u32)>) -> u64 {
        let mut first = BTreeMap::new();
        for (key, row) in units {
            first.entry(key).or_insert(row);
        }
        self.shelf.change(&self.path, Some(first))
    }

    /// Takes the book away.
    pub fn remove(&self) {
        self.shelf.change(&self.path, None);
    }

    /// The first book with that unit, when it comes before this one: its name and the row, 1-based.
    pub(super) fn before(&self, key: &UnitKey) -> Option<(String, u32)> {
        let books = self.shelf.lock();
        let first = books.units.get(key)?.first().filter(|first| **first < self.path)?;
        let row = *books.books.get(first)?.get(key)?;
        let parts: Vec<_> = first.iter().map(|part| part.to_string_lossy()).collect();
        Some((parts.join("/"), row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::Buffer;

    #[test]
    fn a_book_put_while_another_is_looked_at_is_seen() {
        let text = "部门（单位）名称\t703001甲局-211300000\n";
        let shelf = Arc::new(Shelf::default());
        let books = ["a", "b"].map(|path| {
            let mut buffer = Buffer::new(text, 0, Arc::default());
            buffer.set_place(Some(OnShelf { shelf: shelf.clone(), path: Path::new(path).into() }));
            let analysis = buffer.analysis();
            assert!(analysis.findings().iter().all(|finding| finding.rule.name != "duplicate-budget-unit"));
            analysis
        });
        let twice = books.map(|analysis| {
            let analysis = analysis.shelved().unwrap_or(analysis);
            analysis.findings().iter().filter(|finding| finding.rule.name == "duplicate-budget-unit").count()
        });
        assert_eq!(twice, [0, 1]);
    }
}
