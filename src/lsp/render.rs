//! The findings of a document as JSON, made anew only for the sheets that have changed or moved.

use std::hash::Hasher as _;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHasher;
use tower_lsp::ls_types::{self, DiagnosticSeverity, Uri};

use super::session::Session;
use super::to_proto::{self, Placed, SOURCE};
use crate::diagnostic::{Lang, Severity, say};
use crate::ide::{Analysis, Findings, SheetState};
use crate::syntax::Seq;

/// What was told of a document last.
#[derive(Debug, Default)]
pub(super) struct Shown {
    states: Seq<Arc<SheetState>>,
    /// The findings of each sheet, where they were needed.
    fragments: Vec<Option<Fragment>>,
}

/// The findings of a sheet that begins at a certain line.
#[derive(Debug)]
struct Fragment {
    line: u32,
    json: String,
    items: Vec<(Severity, Range<usize>)>,
}

/// A list of findings.
#[derive(Debug)]
pub(super) struct Rendered {
    /// A JSON array.
    pub(super) json: String,
    /// The same for the same list.
    pub(super) id: String,
}

/// How many findings of each severity may still be told.
struct Quota([usize; 3]);

impl Quota {
    /// As many of `found` as there are until `limit` is reached, errors first.
    fn new(found: [u32; 3], limit: usize) -> Self {
        let mut left = limit;
        Self(found.map(|count| {
            let taken = left.min(count as usize);
            left -= taken;
            taken
        }))
    }

    fn take(&mut self, severity: Severity) -> bool {
        let left = &mut self.0[rank(severity)];
        let taken = *left > 0;
        *left -= usize::from(taken);
        taken
    }

    fn wants(&self, counts: [u32; 3]) -> bool {
        self.0.iter().zip(counts).any(|(left, count)| *left > 0 && count > 0)
    }
}

fn rank(severity: Severity) -> usize {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Information => 2,
    }
}

impl Shown {
    /// The findings of `analysis`, for a client of `session` that knows the document as `uri`.
    pub(super) fn render(&mut self, analysis: &Analysis, uri: Option<&Uri>, session: &Session) -> Rendered {
        let again = analysis.shelved();
        let findings = again.as_ref().unwrap_or(analysis).found();
        let (removed, added) = findings.sheets().difference(&self.states, Arc::ptr_eq);
        self.states = findings.sheets().clone();
        let removed = removed.start.min(self.fragments.len())..removed.end.min(self.fragments.len());
        self.fragments.splice(removed, added.map(|_| None));
        let total = findings.total();
        let limit = session.preferences.limit;
        let mut quota = Quota::new(total, limit);
        let mut json = String::from("[");
        for (index, line, counts) in findings.with_findings() {
            if !quota.wants(counts) {
                continue;
            }
            let Some(slot) = self.fragments.get_mut(index) else { continue };
            if slot.as_ref().is_none_or(|fragment| fragment.line != line) {
                *slot = Some(Fragment::new(findings, index, line, uri, session));
            }
            let Some(fragment) = slot else { continue };
            for (severity, range) in &fragment.items {
                if quota.take(*severity) {
                    push(&mut json, &fragment.json[range.clone()]);
                }
            }
        }
        for found in findings.of_book() {
            if quota.take(found.finding.severity) {
                let place = |sheet: usize| place(findings, sheet, session);
                let related = |at: usize| place(found.related[at]);
                let shown = to_proto::diagnostic(&found.finding, place(found.sheet), related, uri, session.shows);
                push(&mut json, &text_of(&shown));
            }
        }
        let total: usize = total.iter().map(|count| *count as usize).sum();
        if total > limit {
            push(&mut json, &text_of(&left_out(total - limit, analysis.settings().lang)));
        }
        json.push(']');
        Rendered::new(json)
    }
}

impl Rendered {
    /// The findings of a document that has none.
    pub(super) fn nothing() -> Self {
        Self::new("[]".to_owned())
    }

    fn new(json: String) -> Self {
        let mut hasher = FxHasher::default();
        hasher.write(json.as_bytes());
        Self { id: format!("{:016x}", hasher.finish()), json }
    }
}

impl Fragment {
    fn new(findings: &Findings, index: usize, line: u32, uri: Option<&Uri>, session: &Session) -> Self {
        let placed = place(findings, index, session);
        let mut fragment = Self { line, json: String::new(), items: Vec::new() };
        // More of them are never shown.
        let mut quota = Quota([session.preferences.limit; 3]);
        for finding in findings.of_sheet(index).iter().filter(|finding| quota.take(finding.severity)) {
            let shown = to_proto::diagnostic(finding, placed, |_| placed, uri, session.shows);
            let start = fragment.json.len();
            fragment.json.push_str(&text_of(&shown));
            fragment.items.push((finding.severity, start..fragment.json.len()));
        }
        fragment
    }
}

fn place<'f>(findings: &'f Findings, sheet: usize, session: &Session) -> Placed<'f> {
    Placed {
        sheet: findings.sheets().get(sheet).map(|state| &**state.text()),
        line: findings.before(sheet).rows as u32,
        encoding: session.encoding,
    }
}

fn push(json: &mut String, item: &str) {
    if json.len() > 1 {
        json.push(',');
    }
    json.push_str(item);
}

fn text_of(diagnostic: &ls_types::Diagnostic) -> String {
    // Plain data with text for keys is always JSON.
    serde_json::to_string(diagnostic).unwrap_or_default()
}

/// Says how many findings are not told.
fn left_out(count: usize, lang: Lang) -> ls_types::Diagnostic {
    ls_types::Diagnostic {
        severity: Some(DiagnosticSeverity::INFORMATION),
        source: Some(SOURCE.to_owned()),
        message: say!(
            lang,
            "还有 {count} 个问题没有列出；改正列出的以后，其余的会接着显示",
            "{count} more findings are not listed; they will show when those listed are mended"
        ),
        ..ls_types::Diagnostic::default()
    }
}
