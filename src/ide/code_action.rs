//! Code actions: what can be done about the findings of a place, and what can be done with its sheet.

mod fiscal_year;

use super::{Analysis, SheetPlace};
use crate::diagnostic::{Applicability, Diagnostic, Lang, say};
use crate::lint;
use crate::profile::SectionKind;
use crate::rules::missing_standard_indicator;
use crate::text::{Edit, TextRange};

/// Nobody chooses from what can be done about more findings.
const MOST_FINDINGS: usize = 50;

/// What kind of action it is, for menus and for clients that ask for one kind alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionKind {
    /// It mends a finding or allows it.
    QuickFix,
    /// It rewrites a part of the sheet or of the book.
    Rewrite,
    /// It applies every safe fix of the text.
    FixAll,
    /// It inserts the standard indicators that the sheet lacks, wherever in the sheet the range stands.
    InsertStandards,
}

/// Edits that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What they do, for a reader who is asked to confirm them.
    pub label: String,
    /// Whether a person decides about them.
    pub confirm: bool,
    /// Sorted, apart from each other; bytes from the text's start.
    pub edits: Vec<Edit>,
}

/// What an action does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Work {
    /// These edits.
    Done(Vec<Part>),
    /// What [`Analysis::carry_out`] answers; it costs what the whole text costs.
    Later(Errand),
}

/// Work that waits until it is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Every safe fix, to the point where nothing changes.
    FixAll,
    /// The whole book for another fiscal year.
    BookYear(i32),
}

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Its kind.
    pub kind: ActionKind,
    /// What it does, as an order.
    pub title: String,
    /// Whether it is the one to take without a choice.
    pub preferred: bool,
    /// Whether it only silences the finding.
    pub allows: bool,
    /// The finding that it is about: its rule and its place.
    pub finding: Option<(&'static str, TextRange)>,
    /// What it does.
    pub work: Work,
}

impl Analysis {
    /// What can be done at `range`, for the kinds that `wanted` lets through: first about the findings that the range
    /// touches, then about those in its rows, then with the sheet. Where `about` names findings, by rule and place, the
    /// quick fixes are for those alone. Costs what the sheets of the range cost.
    pub fn actions(
        &self,
        range: TextRange,
        about: Option<&[(&str, TextRange)]>,
        wanted: impl Fn(ActionKind) -> bool,
    ) -> Vec<Action> {
        let range = self.clamp(range);
        let rows = self.rows_around(range);
        let places = self.places_in(range);
        // A finding of the sheet may speak of the place from elsewhere in it.
        let reach = places.iter().fold(rows, |reach, place| reach.cover(place.range()));
        let mut actions = Vec::new();
        if wanted(ActionKind::QuickFix) {
            match about {
                Some(about) => self.fixes_of(about, &mut actions),
                None => self.quick_fixes(self.findings_touching(reach), range, rows, &mut actions),
            }
        }
        if let (true, [place]) = (wanted(ActionKind::Rewrite), &places[..]) {
            let offered = self.insert_standards(place, ActionKind::Rewrite);
            actions.extend(offered.filter(|_| touches_indicators(place, range)));
            self.fiscal_years(place, range, &mut actions);
        }
        if let (true, [place]) = (wanted(ActionKind::InsertStandards), &places[..]) {
            actions.extend(self.insert_standards(place, ActionKind::InsertStandards));
        }
        if wanted(ActionKind::FixAll) && self.is_fixable() {
            actions.push(Action {
                kind: ActionKind::FixAll,
                title: say!(self.lang(), "自动修复全文", "apply every safe fix of the text"),
                preferred: false,
                allows: false,
                finding: None,
                work: Work::Later(Errand::FixAll),
            });
        }
        // The same edits under two titles are one choice too many.
        let mut kept: Vec<Action> = Vec::with_capacity(actions.len());
        for action in actions {
            if !kept.iter().any(|other| other.work == action.work || same_edits(&other.work, &action.work)) {
                kept.push(action);
            }
        }
        kept
    }

    /// What can be done about the findings that `about` names, by rule and place.
    fn fixes_of(&self, about: &[(&str, TextRange)], actions: &mut Vec<Action>) {
        let mut named: Vec<Diagnostic> = Vec::new();
        for &(rule, range) in about.iter().take(MOST_FINDINGS) {
            for finding in self.findings_touching(range) {
                let same = |other: &Diagnostic| other.range == range && other.message == finding.message;
                if finding.rule.name == rule && finding.range == range && !named.iter().any(same) {
                    named.push(finding);
                }
            }
        }
        named.iter().for_each(|finding| fixes(finding, true, actions));
        actions.extend(named.iter().filter_map(|finding| self.allow(finding)));
    }

    /// What can be done about the findings of `range` and, behind them, of its `rows`.
    fn quick_fixes(&self, findings: Vec<Diagnostic>, range: TextRange, rows: TextRange, actions: &mut Vec<Action>) {
        let near = findings.into_iter().filter_map(|finding| {
            let touched = speaks_of(&finding, range);
            (touched || speaks_of(&finding, rows)).then_some((!touched, finding))
        });
        let mut near: Vec<(bool, Diagnostic)> = near.collect();
        near.sort_by_key(|(far, _)| *far);
        near.truncate(MOST_FINDINGS);
        for (far, finding) in &near {
            fixes(finding, !far, actions);
        }
        for (_, finding) in &near {
            actions.extend(self.allow(finding));
        }
    }

    /// The edits of an action that was put off.
    pub fn carry_out(&self, errand: Errand) -> Vec<Part> {
        match errand {
            Errand::FixAll => {
                let fixed = lint::fix(&self.document.text(), &self.settings, Applicability::Safe);
                let label = say!(self.lang(), "自动修复", "safe fixes");
                vec![Part { label, confirm: false, edits: fixed.edits }]
            }
            Errand::BookYear(year) => fiscal_year::book(self, year),
        }
    }

    pub(super) fn lang(&self) -> Lang {
        self.settings.lang
    }

    /// Lets a comment above its row allow `finding`.
    fn allow(&self, finding: &Diagnostic) -> Option<Action> {
        let place = self.sheet_at(finding.range.start)?;
        let from = |at: u32| at.saturating_sub(place.base);
        let range = TextRange::new(from(finding.range.start), from(finding.range.end));
        let own = Diagnostic { range, related: Vec::new(), fixes: Vec::new(), ..finding.clone() };
        let headed = place.syntax.syntax.headed();
        let edits = lint::allow_in_sheet(&place.syntax.text, &place.profile, headed, &[own]);
        let (rule, summary) = (finding.rule.name, finding.rule.summary(self.lang()));
        let title = say!(self.lang(), "本行豁免：{summary}", "allow in this row: {summary}");
        let edits: Vec<Edit> = edits.into_iter().map(|edit| edit.shifted(place.base)).collect();
        (!edits.is_empty()).then(|| Action {
            kind: ActionKind::QuickFix,
            preferred: false,
            allows: true,
            finding: Some((rule, finding.range)),
            work: Work::Done(vec![Part { label: title.clone(), confirm: false, edits }]),
            title,
        })
    }

    /// Inserts all standard indicators that the sheet lacks.
    fn insert_standards(&self, place: &SheetPlace, kind: ActionKind) -> Option<Action> {
        let sheet = place.sheet();
        let (count, edits) = missing_standard_indicator::insert_all(&sheet)?;
        let title =
            say!(self.lang(), "插入缺少的 {count} 个共性指标", "insert the {count} missing standard indicators");
        let edits = edits.into_iter().map(|edit| edit.shifted(place.base)).collect();
        Some(Action {
            kind,
            preferred: false,
            allows: false,
            finding: None,
            work: Work::Done(vec![Part { label: title.clone(), confirm: false, edits }]),
            title,
        })
    }
}

/// Whether `range` touches the indicators of the sheet.
fn touches_indicators(place: &SheetPlace, range: TextRange) -> bool {
    let sheet = place.sheet();
    let rows = sheet.syntax.rows();
    sheet.section(SectionKind::Indicators).is_some_and(|(_, section)| {
        touches(place.in_text(TextRange::new(rows[section.first].start, rows[section.end - 1].end())), range)
    })
}

/// The actions that `finding` offers; a safe one comes first. Where the finding is `near`, a safe one is preferred, and so
/// is one that has no other beside it.
fn fixes(finding: &Diagnostic, near: bool, actions: &mut Vec<Action>) {
    let safe = |fix: &crate::diagnostic::Fix| fix.applicability == Applicability::Safe;
    let mut fixes: Vec<_> = finding.fixes.iter().filter(|fix| !fix.edits.is_empty()).collect();
    fixes.sort_by_key(|fix| !safe(fix));
    let only = fixes.len() == 1;
    for (at, fix) in fixes.into_iter().enumerate() {
        actions.push(Action {
            kind: ActionKind::QuickFix,
            title: fix.title.clone(),
            preferred: near && at == 0 && (safe(fix) || only),
            allows: false,
            finding: Some((finding.rule.name, finding.range)),
            work: Work::Done(vec![Part { label: fix.title.clone(), confirm: !safe(fix), edits: fix.edits.clone() }]),
        });
    }
}

/// Whether `finding` or a place that it speaks of touches `range`.
fn speaks_of(finding: &Diagnostic, range: TextRange) -> bool {
    let places = finding.related.iter().map(|related| related.range);
    places.chain([finding.range]).any(|place| touches(place, range))
}

/// Whether both share a byte or meet at a cursor.
fn touches(one: TextRange, other: TextRange) -> bool {
    if one.is_empty() || other.is_empty() {
        one.start <= other.end && other.start <= one.end
    } else {
        one.start < other.end && other.start < one.end
    }
}

fn same_edits(one: &Work, other: &Work) -> bool {
    let edits = |work: &Work| match work {
        Work::Done(parts) => Some(parts.iter().flat_map(|part| part.edits.clone()).collect::<Vec<_>>()),
        Work::Later(_) => None,
    };
    edits(one).is_some() && edits(one) == edits(other)
}

#[cfg(test)]
mod tests;
