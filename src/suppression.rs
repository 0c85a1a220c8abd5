//! Which findings the directives of a text silence.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, Fix};
use crate::sheet::{AllowedRule, Directive, Order, RowRole, Scope, read_directive};
use crate::syntax::SheetSyntax;
use crate::text::{Edit, TextRange};

/// A directive of a text, and what it speaks of. All places count from the text's start.
#[derive(Clone, Debug)]
pub struct Found<'t> {
    /// The comment row without its line end.
    pub comment: &'t str,
    /// Where it stands.
    pub range: TextRange,
    /// First byte behind its line end.
    pub end: u32,
    /// Length of the line end above it in bytes, 0 in the first row.
    pub above: u32,
    /// What it says.
    pub directive: Directive<'t>,
    /// What an allowance reaches; `None` when there is nothing it could reach, and for every other directive.
    pub target: Option<TextRange>,
    /// Whether what an allowance of a sheet reaches is a sheet, not the title above the first one.
    pub in_sheet: bool,
}

impl<'t> Found<'t> {
    /// Where a part of the comment stands.
    pub fn place(&self, part: TextRange) -> TextRange {
        part.shifted(self.range.start)
    }

    /// How far it reaches and the rules it names, when it is an allowance.
    pub fn allowance(&self) -> Option<(Scope, &[AllowedRule<'t>])> {
        match &self.directive.order {
            Order::Allow(scope, rules) => Some((*scope, rules)),
            _ => None,
        }
    }
}

/// The directives of a text, collected sheet by sheet.
#[derive(Clone, Debug)]
pub struct Directives<'t> {
    found: Vec<Found<'t>>,
    /// Allowances that wait for their row.
    waiting: Vec<usize>,
    len: u32,
    last: Option<(TextRange, bool)>,
}

impl<'t> Directives<'t> {
    /// None yet; the whole text is `len` bytes long.
    pub fn new(len: u32) -> Self {
        Self { found: Vec::new(), waiting: Vec::new(), len, last: None }
    }

    /// Whether a sheet without comments has to be read too, because an allowance waits for its row.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Adds those of the next sheet, which starts at byte `base` of the text. `roles` may be empty. Sheets without comments
    /// that nothing waits for may be left out, but not the last one.
    pub fn read_sheet(&mut self, base: usize, text: &'t str, syntax: &SheetSyntax, roles: &[RowRole]) {
        let sheet = (self.reach(base as u32, (base + text.len()) as u32), syntax.headed());
        self.last = Some(sheet);
        if self.waiting.is_empty() && !syntax.rows().iter().any(|row| row.comment) {
            return;
        }
        // Whether no blank row parts a comment from the sheet's row above it: it stays with that row then.
        let mut close = false;
        for (at, row) in syntax.rows().iter().enumerate() {
            let range = row.range();
            if row.comment {
                let comment = &text[range.usize()];
                let Some(directive) = read_directive(comment) else { continue };
                let (target, in_sheet) = match directive.order {
                    Order::Allow(Scope::File, _) => (Some(TextRange::new(0, u32::MAX)), true),
                    Order::Allow(Scope::Sheet, _) if close => (Some(sheet.0), sheet.1),
                    Order::Allow(..) => {
                        self.waiting.push(self.found.len());
                        (None, true)
                    }
                    _ => (None, true),
                };
                let (range, end) = (range.shifted(base as u32), row.end() + base as u32);
                let above = at.checked_sub(1).map_or(0, |above| u32::from(syntax.rows()[above].line_end));
                self.found.push(Found { comment, range, end, above, directive, target, in_sheet });
            } else if syntax.cells(row).is_empty() {
                close = false;
            } else {
                let row = self.reach(row.start + base as u32, row.end() + base as u32);
                self.settle(Some(row), sheet);
                close = roles.get(at) != Some(&RowRole::Title);
            }
        }
    }

    /// Ends the collection: no row follows.
    pub fn finish(&mut self) {
        if let Some(sheet) = self.last {
            self.settle(None, sheet);
        }
    }

    /// All of them, in order.
    pub fn found(&self) -> &[Found<'t>] {
        &self.found
    }

    /// The rule that an allowance names, by the index of the directive and that of the rule in it.
    pub fn rule(&self, (directive, rule): (usize, usize)) -> Option<&'t str> {
        let (_, rules) = self.found.get(directive)?.allowance()?;
        rules.get(rule).map(|rule| rule.name)
    }

    fn settle(&mut self, row: Option<TextRange>, sheet: (TextRange, bool)) {
        for at in self.waiting.drain(..) {
            let found = &mut self.found[at];
            if matches!(found.directive.order, Order::Allow(Scope::Sheet, _)) {
                (found.target, found.in_sheet) = (Some(sheet.0), sheet.1);
            } else {
                found.target = row;
            }
        }
    }

    /// The range, which holds the text's end too when it ends there.
    fn reach(&self, start: u32, end: u32) -> TextRange {
        TextRange::new(start, if end == self.len { u32::MAX } else { end })
    }

    /// Drops from `findings` the fixes that would part an allowance from the row it stands above, so that it would come to
    /// stand above another.
    pub fn guard(&self, findings: &mut [Diagnostic]) {
        let above_rows = self.found.iter().filter(|found| matches!(found.allowance(), Some((Scope::Row, _))));
        let pairs: Vec<(&Found<'_>, TextRange)> = above_rows.filter_map(|found| Some((found, found.target?))).collect();
        if pairs.is_empty() {
            return;
        }
        let parts = |fix: &Fix| {
            fix.edits.iter().any(|edit| {
                let first = pairs.partition_point(|(_, row)| row.end < edit.range.start);
                let near = pairs[first..].iter().take_while(|(found, _)| found.range.start <= edit.range.end);
                near.into_iter().any(|(found, row)| parts(edit, found, *row, self.len))
            })
        };
        for finding in findings {
            finding.fixes.retain(|fix| !parts(fix));
        }
    }
}

/// Whether `edit` parts the comment of an allowance from the row below it.
fn parts(edit: &Edit, found: &Found<'_>, row: TextRange, len: u32) -> bool {
    let (start, end) = (edit.range.start, edit.range.end);
    // The line end of the row does not count: a row may be emptied and its line end stay.
    let row_end = row.end.min(len).saturating_sub(2).max(row.start + 1);
    let (takes_comment, takes_row) =
        (start <= found.range.start && end >= found.end, start <= row.start && end >= row_end);
    if takes_comment || takes_row {
        return takes_comment != takes_row && (takes_comment || edit.text.trim().is_empty());
    }
    start >= found.end && start <= row.start && edit.text.contains(['\n', '\r']) && !edit.text.trim().is_empty()
}

/// An allowance of one rule, and whether a finding needed it.
#[derive(Clone, Copy, Debug)]
struct Allowance {
    target: TextRange,
    /// The directive, and the rule in it.
    at: (usize, usize),
    used: bool,
}

/// The allowances of a text by rule. Of several that reach a finding the narrowest counts as used, of equals the first.
#[derive(Debug)]
pub struct Allowances<'t> {
    rules: FxHashMap<&'t str, [Vec<Allowance>; 3]>,
}

impl<'t> Allowances<'t> {
    /// Those that `directives` state.
    pub fn new(directives: &Directives<'t>) -> Self {
        let mut rules: FxHashMap<&'t str, [Vec<Allowance>; 3]> = FxHashMap::default();
        for (index, found) in directives.found.iter().enumerate() {
            let Some((scope, named)) = found.allowance() else { continue };
            for (at, rule) in named.iter().enumerate() {
                let target = found.target.unwrap_or(TextRange::empty(u32::MAX));
                let allowance = Allowance { target, at: (index, at), used: false };
                rules.entry(rule.name).or_default()[scope as usize].push(allowance);
            }
        }
        // A comment right below a sheet's last row may come behind one that waits for the next sheet.
        rules.values_mut().flatten().for_each(|allowances| allowances.sort_by_key(|one| one.target.start));
        Self { rules }
    }

    /// Takes the findings that are allowed out of `findings`.
    pub fn silence(&mut self, findings: &mut Vec<Diagnostic>) {
        if !self.rules.is_empty() {
            findings.retain(|finding| {
                let (rule, at) = (finding.rule, finding.range.start);
                !self.allows(rule.name, at) && !rule.former.iter().any(|name| self.allows(name, at))
            });
        }
    }

    /// Whether a finding of `rule` at byte `at` is allowed; notes which allowance it needs.
    fn allows(&mut self, rule: &str, at: u32) -> bool {
        let Some(scopes) = self.rules.get_mut(rule) else { return false };
        for allowances in scopes {
            let behind = allowances.partition_point(|one| one.target.start <= at);
            let Some(start) = behind.checked_sub(1).map(|last| allowances[last].target.start) else { continue };
            let first = allowances.partition_point(|one| one.target.start < start);
            if let Some(one) = allowances[first..behind].iter_mut().find(|one| at < one.target.end) {
                one.used = true;
                return true;
            }
        }
        false
    }

    /// The directive and the rule in it, both by index, of every allowance that no finding needed, by place.
    pub fn unused(&self) -> Vec<(usize, usize)> {
        let all = self.rules.values().flatten().flatten();
        let mut unused: Vec<_> = all.filter(|one| !one.used).map(|one| one.at).collect();
        unused.sort_unstable();
        unused
    }
}
