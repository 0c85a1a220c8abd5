//! How often each rule was broken.

use super::visible::display_width;
use crate::diagnostic::{Applicability, Diagnostic, Lang};
use crate::rules::find;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The findings of a run, counted by rule.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    rules: BTreeMap<&'static str, Count>,
}

/// The findings of one rule.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Count {
    count: usize,
    /// Those with a safe fix.
    fixable: usize,
    /// Those that have only unsafe fixes.
    fixable_unsafe: usize,
}

impl Statistics {
    /// Counts a finding.
    pub fn count(&mut self, finding: &Diagnostic) {
        let count = self.rules.entry(finding.rule.name).or_default();
        count.count += 1;
        match finding.fixes.iter().map(|fix| fix.applicability).min() {
            Some(Applicability::Safe) => count.fixable += 1,
            Some(Applicability::Unsafe) => count.fixable_unsafe += 1,
            None => {}
        }
    }

    /// Adds what others counted.
    pub fn merge(&mut self, other: &Self) {
        for (name, more) in &other.rules {
            let count = self.rules.entry(name).or_default();
            count.count += more.count;
            count.fixable += more.fixable;
            count.fixable_unsafe += more.fixable_unsafe;
        }
    }

    /// Whether nothing was counted.
    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The rules, the most frequent first: findings, those with a safe fix, those that have only unsafe fixes.
    pub(super) fn rules(&self) -> Vec<(&'static str, [usize; 3])> {
        let counts = |count: Count| [count.count, count.fixable, count.fixable_unsafe];
        self.sorted().into_iter().map(|(name, count)| (name, counts(count))).collect()
    }

    /// The rules, the most frequent first.
    fn sorted(&self) -> Vec<(&'static str, Count)> {
        let mut rules: Vec<_> = self.rules.iter().map(|(&name, &count)| (name, count)).collect();
        rules.sort_by_key(|(_, count)| std::cmp::Reverse(count.count));
        rules
    }

    /// Writes a table for readers; nothing where nothing was counted.
    pub(super) fn table(&self, out: &mut dyn Write, lang: Lang) -> io::Result<()> {
        if self.rules.is_empty() {
            return Ok(());
        }
        let heads = lang.pick(["数量", "自动修复", "待确认修复"], ["count", "safe fix", "unsafe fix"]);
        let rows = self.sorted();
        let cells = |count: &Count| [count.count, count.fixable, count.fixable_unsafe].map(|n| n.to_string());
        let widest = |column: usize| {
            let numbers = rows.iter().map(|(_, count)| cells(count)[column].len()).max().unwrap_or(0);
            numbers.max(display_width(heads[column]))
        };
        let widths = [0, 1, 2].map(widest);
        let line = |out: &mut dyn Write, cells: [&str; 3], name: &str| {
            for (cell, width) in cells.iter().zip(widths) {
                let blanks = width - display_width(cell);
                write!(out, "{:blanks$}{cell}  ", "")?;
            }
            writeln!(out, "{name}")
        };
        let names = rows.iter().map(|(name, _)| display_width(name)).max().unwrap_or(0);
        line(out, heads, lang.pick("规则", "rule"))?;
        for (name, count) in &rows {
            let cells = cells(count);
            line(out, [&cells[0], &cells[1], &cells[2]], &titled(name, names, lang))?;
        }
        Ok(())
    }
}

/// The name of a rule in so many columns, and its title.
fn titled(name: &str, columns: usize, lang: Lang) -> String {
    let title = find(name).map_or("", |rule| rule.summary(lang));
    format!("{name:columns$}  {title}")
}

impl Serialize for Statistics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.rules.len()))?;
        for (name, count) in self.sorted() {
            map.serialize_entry(name, &count)?;
        }
        map.end()
    }
}
