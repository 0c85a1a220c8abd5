//! What is known of one sheet, whatever stands around it: found out once, when first asked for.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::Symbol;
use super::folding::Fold;
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::lint::Settings;
use crate::rules;
use crate::sheet::{Forms, Inherited, RowRole, Sheet, SheetFacts, SheetForm, read_directive};
use crate::syntax::{Measured, SheetText, Size};
use crate::totals::{SheetTotals, sheet_totals};

/// A sheet of a book with a form, and what its rules found. It knows no place in the text, so it outlives every edit of
/// the sheets around it.
#[derive(Debug)]
pub struct SheetState {
    text: Arc<SheetText>,
    form: Option<FormAt>,
    checked: OnceLock<Checked>,
    totals: OnceLock<Option<SheetTotals>>,
    /// What can be folded; rows count from the sheet's start.
    pub(super) folds: OnceLock<Box<[Fold]>>,
    /// The sheet in the outline without what it holds; ranges count from its start.
    pub(super) symbol: OnceLock<Option<Box<Symbol>>>,
}

/// What the rules found in a sheet.
#[derive(Debug, Default)]
pub struct Checked {
    /// The findings by place; ranges count from the sheet's start. `None` where they were not worth the room.
    findings: Option<Vec<Diagnostic>>,
    /// What the sheet is known by to the others.
    pub facts: SheetFacts,
    /// How many findings there are of each severity, errors first.
    pub counts: [u32; 3],
    /// Whether one of them has a safe fix.
    pub fixable: bool,
    /// What each row is, where directives stand in the sheet.
    pub(super) directed: Option<Vec<RowRole>>,
}

/// The form of a sheet, between what it takes over and what it hands on.
#[derive(Debug)]
struct FormAt {
    form: SheetForm,
    before: Inherited,
    behind: Inherited,
}

impl SheetState {
    /// A sheet that nothing is known of; `forms` knows what it takes over from the sheets above it, and goes on behind it.
    pub(super) fn new(text: Arc<SheetText>, forms: Option<&mut Forms<'_>>) -> Self {
        let form = forms.map(|forms| {
            let before = forms.inherited().clone();
            let form = forms.next(text.reading(), &text.syntax);
            FormAt { form, before, behind: forms.inherited().clone() }
        });
        let (checked, totals, folds, symbol) = (OnceLock::new(), OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self { text, form, checked, totals, folds, symbol }
    }

    /// Its form and year; `None` where the book has no form.
    pub fn form(&self) -> Option<&SheetForm> {
        self.form.as_ref().map(|at| &at.form)
    }

    /// What it takes over from the sheet above it.
    pub(super) fn before(&self) -> Option<&Inherited> {
        self.form.as_ref().map(|at| &at.before)
    }

    /// What it hands on to the sheet below it.
    pub(super) fn behind(&self) -> Option<&Inherited> {
        self.form.as_ref().map(|at| &at.behind)
    }

    /// Its text, rows and cells.
    pub fn text(&self) -> &Arc<SheetText> {
        &self.text
    }

    /// What its rules find; a book whose head or settings change gets new states. The findings are kept when they are
    /// found for the first time and `keep` says so.
    pub(super) fn checked(&self, settings: &Settings, keep: bool) -> &Checked {
        self.checked.get_or_init(|| {
            let Some((sheet, findings)) = self.check(settings) else { return Checked::default() };
            let counts = count(&findings);
            let fixable = findings.iter().any(|finding| finding.safe_fix().is_some());
            let (facts, directed) = (SheetFacts::of(&sheet), self.has_directives().then_some(sheet.roles));
            let findings = (keep || findings.is_empty()).then_some(findings);
            Checked { findings, facts, counts, fixable, directed }
        })
    }

    /// Its findings by place; ranges count from the sheet's start.
    pub(super) fn findings(&self, settings: &Settings) -> Cow<'_, [Diagnostic]> {
        match &self.checked(settings, true).findings {
            Some(findings) => Cow::Borrowed(findings),
            None => Cow::Owned(self.check(settings).map(|(_, findings)| findings).unwrap_or_default()),
        }
    }

    fn check(&self, settings: &Settings) -> Option<(Sheet<'_>, Vec<Diagnostic>)> {
        let form = self.form()?;
        let mut sheet = form.read_text(&self.text);
        sheet.tolerance = settings.tolerance.unwrap_or(sheet.tolerance);
        let mut sink = Sink::new(settings.lang);
        rules::check_form(form, &settings.profiles, &mut sink);
        rules::check_sheet(&sheet, &mut sink);
        let mut findings = sink.take();
        settings.policy.apply(&mut findings);
        findings.sort_by_key(|finding| (finding.range.start, finding.range.end));
        Some((sheet, findings))
    }
}

impl SheetState {
    /// What it comes to, findings left out; `None` when it is no sheet, as what stands before the first identity row.
    pub(super) fn totals(&self) -> Option<&SheetTotals> {
        let form = self.form()?;
        let totals = self.totals.get_or_init(|| {
            let sheet = form.read_text(&self.text);
            sheet.is_sheet().then(|| sheet_totals(&sheet))
        });
        totals.as_ref()
    }

    fn has_directives(&self) -> bool {
        let SheetText { text, syntax, .. } = &*self.text;
        let comments = syntax.rows().iter().filter(|row| row.comment);
        comments.map(|row| &text[row.range().usize()]).any(|comment| read_directive(comment).is_some())
    }
}

/// How many of `findings` there are of each severity, errors first.
pub(super) fn count<'f>(findings: impl IntoIterator<Item = &'f Diagnostic>) -> [u32; 3] {
    let mut counts = [0; 3];
    for finding in findings {
        counts[rank(finding.severity)] += 1;
    }
    counts
}

/// 0 for errors, 1 for warnings, 2 for what is worth a look.
pub(super) fn rank(severity: Severity) -> usize {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Information => 2,
    }
}

impl Measured for SheetState {
    fn size(&self) -> Size {
        self.text.size()
    }
}
