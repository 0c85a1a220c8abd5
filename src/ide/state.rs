//! What is known of one sheet, whatever stands around it: found out once, when first asked for.

use std::sync::{Arc, OnceLock};

use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::lint::Settings;
use crate::profile::Profile;
use crate::rules;
use crate::sheet::{BookHead, RowRole, Sheet, SheetFacts, read_directive};
use crate::syntax::{Measured, SheetText, Size};
use crate::totals::{SheetTotals, sheet_totals};

/// A sheet of a book with a form, and what its rules found. It knows no place in the text, so it outlives every edit of
/// the sheets around it.
#[derive(Debug)]
pub struct SheetState {
    text: Arc<SheetText>,
    checked: OnceLock<Checked>,
    totals: OnceLock<SheetTotals>,
}

/// What the rules found in a sheet.
#[derive(Debug, Default)]
pub struct Checked {
    /// The findings by place; ranges count from the sheet's start.
    pub findings: Vec<Diagnostic>,
    /// What the sheet is known by to the others.
    pub facts: SheetFacts,
    /// How many findings there are of each severity, errors first.
    pub counts: [u32; 3],
    /// Whether one of them has a safe fix.
    pub fixable: bool,
    /// What each row is, where directives stand in the sheet.
    pub(super) directed: Option<Vec<RowRole>>,
}

impl SheetState {
    pub(super) fn new(text: Arc<SheetText>) -> Self {
        Self { text, checked: OnceLock::new(), totals: OnceLock::new() }
    }

    /// Its text, rows and cells.
    pub fn text(&self) -> &Arc<SheetText> {
        &self.text
    }

    /// What its rules find in a book with that head. A book whose head or settings change gets new states.
    pub(super) fn checked(&self, head: &BookHead, settings: &Settings) -> &Checked {
        self.checked.get_or_init(|| {
            let Ok(profile) = &head.profile else { return Checked::default() };
            let mut sheet = Sheet::read(&self.text.text, &self.text.syntax, profile, head.fiscal_year);
            sheet.tolerance = settings.tolerance.unwrap_or(sheet.tolerance);
            let mut sink = Sink::new(settings.lang);
            rules::check_sheet(&sheet, &mut sink);
            let mut findings = sink.take();
            settings.policy.apply(&mut findings);
            findings.sort_by_key(|finding| (finding.range.start, finding.range.end));
            let counts = count(&findings);
            let fixable = findings.iter().any(|finding| finding.safe_fix().is_some());
            let (facts, directed) = (SheetFacts::of(&sheet), self.has_directives().then_some(sheet.roles));
            Checked { findings, facts, counts, fixable, directed }
        })
    }
}

impl SheetState {
    /// What it comes to, findings left out; `None` when it is no sheet, as what stands before the first identity row.
    pub(super) fn totals(&self, profile: &Profile, fiscal_year: Option<i32>) -> Option<&SheetTotals> {
        let SheetText { text, syntax } = &*self.text;
        let read = || sheet_totals(&Sheet::read(text, syntax, profile, fiscal_year));
        syntax.headed().then(|| self.totals.get_or_init(read))
    }

    fn has_directives(&self) -> bool {
        let SheetText { text, syntax } = &*self.text;
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
