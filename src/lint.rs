//! The driver: lints and repairs a whole text.

mod allow;

pub use allow::{Allowed, allow, allow_in_sheet};

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::config::Policy;
use crate::diagnostic::{Applicability, Diagnostic, Fix, Lang, Sink};
use crate::profile::{Profile, Profiles};
use crate::rules::{self, Book, duplicate_budget_unit};
use crate::sheet::{BookHead, Forms, Marks, NoProfile, PlacedFacts, RowRole, Sheet, SheetFacts, SheetForm};
use crate::suppression::{Allowances, Directives};
use crate::syntax::{read_sheets_while, read_whole};
use crate::text::compatible::Reading;
use crate::text::{Edit, apply_edits, compose};

/// What the caller decides about a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The language of messages.
    pub lang: Lang,
    /// The forms that there are.
    pub profiles: Profiles,
    /// The profile to use when the text names none.
    pub profile: Option<String>,
    /// The fiscal year to use when the text names none.
    pub fiscal_year: Option<i32>,
    /// The encoding that the text was decoded from when that is not UTF-8; it is a finding.
    pub decoded_from: Option<&'static str>,
    /// By how much a sum may be off, where that is not as the form has it.
    pub tolerance: Option<Decimal>,
    /// What becomes of the findings of each rule.
    pub policy: Arc<Policy>,
}

/// What a lint of a text found.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The profile it was read by, `None` when none fits.
    pub profile: Option<Arc<Profile>>,
    /// The findings, by place; ranges count from the text's start.
    pub findings: Vec<Diagnostic>,
    /// How many sheets there are.
    pub sheets: usize,
    /// Where each sheet starts, what stands before the first one included; bytes from the text's start, ascending.
    pub starts: Vec<u32>,
    /// The form and year of each of them.
    pub forms: Vec<SheetForm>,
    /// The fiscal year that the book states.
    pub fiscal_year: Option<i32>,
    /// What the sheets are known by to the others, of this text and of other texts; see [`Across`].
    pub facts: Vec<PlacedFacts>,
    /// What the text says of all its sheets; whoever reads it by the same settings need not find that out again.
    pub head: Option<BookHead>,
}

/// Lints `text`, which is shorter than 4 GiB and has no byte-order mark.
pub fn lint(text: &str, settings: &Settings) -> Outcome {
    lint_among(text, settings, Vec::new())
}

/// Lints `text` with what other texts show of it, `found` by [`Across::check`] in its lint alone.
pub fn lint_among(text: &str, settings: &Settings, found: Vec<Diagnostic>) -> Outcome {
    visit(text, settings, found, |_| {})
}

/// Like [`lint_among`]; gives every sheet to `see`, what stands before the first one included.
pub(crate) fn visit(text: &str, settings: &Settings, found: Vec<Diagnostic>, see: impl FnMut(&Sheet<'_>)) -> Outcome {
    visit_by(head_of(text, settings), text, settings, found, see)
}

/// What `text` says of all its sheets, read by `settings`.
pub(crate) fn head_of(text: &str, settings: &Settings) -> BookHead {
    BookHead::read(text, &settings.profiles, settings.profile.as_deref(), settings.fiscal_year)
}

/// Like [`visit`], where the head of the text is known.
fn visit_by(
    head: BookHead,
    text: &str,
    settings: &Settings,
    found: Vec<Diagnostic>,
    mut see: impl FnMut(&Sheet<'_>),
) -> Outcome {
    let mut sink = Sink::new(settings.lang);
    let mut outcome = Outcome { fiscal_year: head.fiscal_year, ..Outcome::default() };
    outcome.findings.extend(settings.decoded_from.map(|name| rules::foreign_encoding::diagnostic(settings.lang, name)));
    let profile = match &head.profile {
        Ok(profile) => profile.clone(),
        Err(reason) => {
            check_unread(text, reason, settings, &mut outcome.findings);
            outcome.head = Some(head);
            return outcome;
        }
    };
    let mut directives = Directives::new(text.len() as u32);
    let mut row = 0;
    let mut forms = Forms::of(profile.clone(), &head, &settings.profiles);
    read_sheets_while(text, &*profile, |base, text, syntax| {
        outcome.sheets += usize::from(syntax.headed());
        outcome.starts.push(base as u32);
        let marks = Marks::of_sheet(text, syntax);
        let reading = if marks.lookalike { Reading::of(text) } else { Reading::plain(text) };
        let form = forms.next(&reading, syntax);
        let mut sheet = form.read(&reading, syntax).with_marks(marks);
        sheet.tolerance = settings.tolerance.unwrap_or(sheet.tolerance);
        directives.read_sheet(base, text, syntax, &sheet.roles);
        rules::check_form(&form, &settings.profiles, &mut sink);
        rules::check_sheet(&sheet, &mut sink);
        if !sink.is_empty() {
            outcome.findings.extend(sorted(sink.take(), base as u32));
        }
        outcome.facts.push(PlacedFacts { base: base as u32, row, facts: SheetFacts::of(&sheet) });
        row += syntax.rows().len() as u32;
        see(&sheet);
        drop(sheet);
        outcome.forms.push(form);
        true
    });
    rules::check_book(&Book { sheets: &outcome.facts, fiscal_year: head.fiscal_year }, &mut sink);
    outcome.add(sink.take());
    outcome.add(found);
    outcome.profile = Some(profile);
    outcome.head = Some(head);
    obey(directives, true, &mut outcome.findings, settings);
    outcome
}

/// Adds to `findings` what can be found in a text that no profile reads.
pub(crate) fn check_unread(text: &str, reason: &NoProfile, settings: &Settings, findings: &mut Vec<Diagnostic>) {
    let mut sink = Sink::new(settings.lang);
    rules::check_unread(text, reason, &mut sink);
    findings.extend(sink.take());
    let mut directives = Directives::new(text.len() as u32);
    if memchr::memmem::find(text.as_bytes(), b"mubiao").is_some() {
        directives.read_sheet(0, text, &read_whole(text), &[]);
    }
    obey(directives, false, findings, settings);
}

impl Outcome {
    /// Adds findings whose ranges count from the text's start.
    fn add(&mut self, findings: Vec<Diagnostic>) {
        if !findings.is_empty() {
            self.findings.extend(findings);
            self.findings.sort_by_key(|finding| (finding.range.start, finding.range.end));
        }
    }
}

/// What was seen in the texts of a run so far, for what only several texts together show.
#[derive(Debug, Default)]
pub struct Across {
    units: duplicate_budget_unit::Units,
}

impl Across {
    /// What the text at `path` shows beside those before it; `outcome` is its lint. When it shows something, lint it
    /// again by [`lint_among`], because the directives of the text and the settings hold for that too.
    pub fn check(&mut self, path: &str, outcome: &Outcome, lang: Lang) -> Vec<Diagnostic> {
        let mut sink = Sink::new(lang);
        if let Some(profile) = &outcome.profile {
            let book = Book { sheets: &outcome.facts, fiscal_year: outcome.fiscal_year };
            self.units.check(path, &profile.id, &book, &mut sink);
        }
        sink.take()
    }
}

/// What several texts show only together, text by text: the findings to be added to each.
pub fn across(texts: &[(&str, &Outcome)], lang: Lang) -> Vec<Vec<Diagnostic>> {
    let mut across = Across::default();
    texts.iter().map(|(path, outcome)| across.check(path, outcome, lang)).collect()
}

/// Does with all `findings` of a text what the caller and its directives say, and reports what is wrong with them; `known`
/// tells whether the text was read.
pub(crate) fn obey(mut directives: Directives<'_>, known: bool, findings: &mut Vec<Diagnostic>, settings: &Settings) {
    settings.policy.apply(findings);
    directives.finish();
    if directives.found().is_empty() {
        return;
    }
    let mut sink = Sink::new(settings.lang);
    rules::unknown_directive::check(&directives, &mut sink);
    rules::unknown_rule::check(&directives, &mut sink);
    let report = |sink: &mut Sink| {
        let mut findings = sink.take();
        settings.policy.apply(&mut findings);
        findings
    };
    findings.append(&mut report(&mut sink));
    let mut allowances = Allowances::new(&directives);
    allowances.silence(findings);
    directives.guard(findings);
    // Nothing is known of what a text that no profile reads would show.
    if known {
        let own = rules::unused_allowance::RULE.name;
        let mut unneeded = allowances.unused();
        // Whether a code is used twice may depend on texts that nobody has shown.
        let elsewhere = duplicate_budget_unit::RULE.name;
        let runs = |name: &str| {
            rules::find(name).is_some_and(|rule| settings.policy.reports(rule.name) && rule.name != elsewhere)
        };
        unneeded.retain(|&at| directives.rule(at).is_some_and(runs));
        // An allowance of this very rule is needed by the others, so it is judged behind them.
        let (last, first): (Vec<_>, Vec<_>) = unneeded.into_iter().partition(|&at| directives.rule(at) == Some(own));
        rules::unused_allowance::check(&directives, &first, &mut sink);
        let mut unused = report(&mut sink);
        allowances.silence(&mut unused);
        findings.append(&mut unused);
        let unused: Vec<_> = allowances.unused().into_iter().filter(|at| last.contains(at)).collect();
        rules::unused_allowance::check(&directives, &unused, &mut sink);
        findings.append(&mut report(&mut sink));
    }
    findings.sort_by_key(|finding| (finding.range.start, finding.range.end));
}

/// The findings of a sheet by place, counted from the text's start.
fn sorted(mut findings: Vec<Diagnostic>, base: u32) -> Vec<Diagnostic> {
    findings.sort_by_key(|finding| (finding.range.start, finding.range.end));
    findings.iter_mut().for_each(|finding| finding.shift(base));
    findings
}

/// A text after its fixes.
#[derive(Debug)]
pub struct Fixed {
    /// The mended text.
    pub text: String,
    /// The edits that mend it, of the text as it was: sorted and apart from each other.
    pub edits: Vec<Edit>,
    /// How many findings were mended.
    pub applied: usize,
    /// What the mended text still shows.
    pub remaining: Outcome,
    /// Whether the text is to be written as UTF-8, which it was not read from; counted in `applied`.
    pub reencode: bool,
}

/// How often a text is linted again at most; a fix that needs the result of another needs one round more.
const ROUNDS: usize = 16;

/// Applies the fixes of `text` that are at most as risky as `applicability`, again and again until nothing changes.
pub fn fix(text: &str, settings: &Settings, applicability: Applicability) -> Fixed {
    fix_found(text, Cow::Owned(lint(text, settings)), settings, applicability)
}

/// The same, where the head of the text is known.
pub(crate) fn fix_by(head: BookHead, text: &str, settings: &Settings, applicability: Applicability) -> Fixed {
    let found = visit_by(head, text, settings, Vec::new(), |_| {});
    fix_found(text, Cow::Owned(found), settings, applicability)
}

/// The same, where `found` is what a lint of `text` by these settings found.
pub(crate) fn fix_found(
    text: &str,
    found: Cow<'_, Outcome>,
    settings: &Settings,
    applicability: Applicability,
) -> Fixed {
    let mut settings = Cow::Borrowed(settings);
    let mut text = text.to_owned();
    let mut all = Vec::new();
    let (mut applied, mut reencode) = (0, false);
    let mut remaining = found;
    for _ in 0..ROUNDS {
        let (edits, mended) = compatible(&remaining.findings, applicability);
        let foreign = is_reencoded(&remaining.findings, applicability);
        if edits.is_empty() && !foreign {
            break;
        }
        if foreign {
            settings.to_mut().decoded_from = None;
            applied += 1;
            reencode = true;
        }
        applied += mended;
        text = apply_edits(&text, &edits);
        all = compose(&all, &edits);
        remaining = Cow::Owned(lint(&text, &settings));
    }
    Fixed { text, edits: all, applied, remaining: remaining.into_owned(), reencode }
}

/// Whether a fix to apply is to write the text in another encoding.
fn is_reencoded(findings: &[Diagnostic], applicability: Applicability) -> bool {
    let own = rules::foreign_encoding::RULE.name;
    findings.iter().any(|finding| finding.rule.name == own && best_fix(finding, applicability).is_some())
}

/// The edits of as many fixes as can be applied together, in order of place, and how many fixes they are.
fn compatible(findings: &[Diagnostic], applicability: Applicability) -> (Vec<Edit>, usize) {
    let mut accepted: BTreeMap<u32, Edit> = BTreeMap::new();
    let mut count = 0;
    for fix in findings.iter().filter_map(|finding| best_fix(finding, applicability)) {
        let free = |edit: &Edit| {
            // The neighbours on both sides are the only ones that can share a place with it.
            let near = accepted.range(..=edit.range.end).rev().take(2);
            near.chain(accepted.range(edit.range.start..).take(1)).all(|(_, other)| !edit.conflicts(other))
        };
        if !fix.edits.is_empty() && fix.edits.iter().all(free) {
            accepted.extend(fix.edits.iter().map(|edit| (edit.range.start, edit.clone())));
            count += 1;
        }
    }
    (accepted.into_values().collect(), count)
}

/// The fix to apply unasked: a safe one, or where risk is accepted the first of the others.
fn best_fix(finding: &Diagnostic, applicability: Applicability) -> Option<&Fix> {
    let risky = || (applicability == Applicability::Unsafe).then(|| finding.fixes.first()).flatten();
    finding.safe_fix().or_else(risky)
}

/// Names the columns of rows, for reports; keeps the sheet it read last.
#[derive(Debug)]
pub struct ColumnNames<'a> {
    text: &'a str,
    outcome: &'a Outcome,
    read: Option<NamedSheet>,
}

/// The column names of the rows of one sheet.
#[derive(Debug)]
struct NamedSheet {
    /// Which sheet of the text it is.
    index: usize,
    /// Where its rows start.
    rows: Vec<u32>,
    /// The names of each row.
    names: Vec<Option<Vec<String>>>,
}

impl<'a> ColumnNames<'a> {
    /// Names the columns of the rows of `text`, whose lint is `outcome`.
    pub fn new(text: &'a str, outcome: &'a Outcome) -> Self {
        Self { text, outcome, read: None }
    }

    /// The names that the cells of the row at byte `offset` stand under, from the row's first cell; the label's column
    /// has the empty name. `None` where the row has no columns.
    pub fn at(&mut self, offset: u32) -> Option<&[String]> {
        let index = self.outcome.starts.partition_point(|&start| start <= offset).checked_sub(1)?;
        if self.read.as_ref().is_none_or(|read| read.index != index) {
            let start = self.outcome.starts[index] as usize;
            let end = self.outcome.starts.get(index + 1).map_or(self.text.len(), |&next| next as usize);
            let form = self.outcome.forms.get(index)?;
            // Nothing stands in a column above the first row; so a finding about the whole sheet needs no second reading.
            if form.profile.by_headings() && self.text[start..offset as usize].trim().is_empty() {
                return None;
            }
            let text = Reading::of(&self.text[start..end]);
            let syntax = read_whole(text.source());
            let sheet = form.read(&text, &syntax);
            let names = (0..sheet.roles.len()).map(|row| row_columns(&sheet, row)).collect();
            let rows = syntax.rows().iter().map(|row| row.start).collect();
            self.read = Some(NamedSheet { index, rows, names });
        }
        let NamedSheet { rows, names, .. } = self.read.as_ref()?;
        let within = offset - self.outcome.starts[index];
        let row = rows.partition_point(|&start| start <= within).checked_sub(1)?;
        names[row].as_deref()
    }
}

fn row_columns(sheet: &Sheet<'_>, row: usize) -> Option<Vec<String>> {
    if let Some(headings) = &sheet.headings {
        return headings.column_names(row);
    }
    let (RowRole::Item(open) | RowRole::LabelItem(open) | RowRole::RepeatedLabel(open)) = sheet.roles[row] else {
        return None;
    };
    let (section, columns) = sheet.profile.indicators()?;
    if sheet.sections[open].section != Some(section) {
        return None;
    }
    Some(std::iter::once(String::new()).chain(columns.iter().map(|column| column.label.text.clone())).collect())
}
