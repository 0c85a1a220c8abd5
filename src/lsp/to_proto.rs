//! What `ide` says, in the terms of the protocol: bytes become lines and columns.

use tower_lsp::ls_types::{
    self, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, MarkupContent, MarkupKind,
    NumberOrString, TextEdit, Uri,
};

use super::plain::plain;
use super::session::Shows;
use crate::diagnostic::{Applicability, Diagnostic, Severity, say};
use crate::ide::SymbolKind;
use crate::syntax::SheetText;
use crate::text::{Document, Encoding, TextRange};

/// The position of a byte of the text.
pub(super) fn position(document: &Document, offset: u32, encoding: Encoding) -> ls_types::Position {
    let position = document.position(offset as usize, encoding);
    ls_types::Position::new(position.line, position.character)
}

/// The range of some bytes of the text.
pub(super) fn range(document: &Document, range: TextRange, encoding: Encoding) -> ls_types::Range {
    ls_types::Range::new(position(document, range.start, encoding), position(document, range.end, encoding))
}

/// A sheet and the line where it begins: enough to place what stands in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed<'s> {
    /// The sheet; `None` for an empty text.
    pub(super) sheet: Option<&'s SheetText>,
    /// Its first line, 0-based.
    pub(super) line: u32,
    /// How columns count.
    pub(super) encoding: Encoding,
}

impl Placed<'_> {
    /// The position of byte `offset` of the sheet.
    fn position(self, offset: u32) -> ls_types::Position {
        let Some(sheet) = self.sheet else { return ls_types::Position::default() };
        let Some(at) = sheet.syntax.row_at(offset) else { return ls_types::Position::new(self.line, 0) };
        let row = &sheet.syntax.rows()[at];
        let line = self.line + at as u32;
        if offset >= row.end() && row.line_end > 0 {
            return ls_types::Position::new(line + 1, 0);
        }
        let before = &sheet.text[row.start as usize..(offset as usize).min(sheet.text.len())];
        let character = match self.encoding {
            Encoding::Utf8 => before.len(),
            Encoding::Utf16 => before.chars().map(char::len_utf16).sum(),
            Encoding::Utf32 => before.chars().count(),
        };
        ls_types::Position::new(line, character as u32)
    }

    /// The range of some bytes of the sheet.
    pub(super) fn range(self, bytes: TextRange) -> ls_types::Range {
        ls_types::Range::new(self.position(bytes.start), self.position(bytes.end))
    }
}

/// A finding of the sheet at `placed`. Its related places stand each in the sheet that `related` gives for it.
pub(super) fn diagnostic<'s>(
    finding: &Diagnostic,
    placed: Placed<'s>,
    related: impl Fn(usize) -> Placed<'s>,
    uri: Option<&Uri>,
    shows: Shows,
) -> ls_types::Diagnostic {
    let related = || {
        let uri = uri?;
        let places = finding.related.iter().enumerate().map(|(at, place)| DiagnosticRelatedInformation {
            location: Location::new(uri.clone(), related(at).range(place.range)),
            message: place.message.clone(),
        });
        let count = finding.more_related;
        let more = (count > 0).then(|| DiagnosticRelatedInformation {
            location: Location::new(uri.clone(), placed.range(finding.range)),
            message: say!(shows.lang, "还有 {count} 处没有列出", "{count} more are not listed"),
        });
        let places: Vec<_> = places.chain(more).collect();
        (!places.is_empty()).then_some(places)
    };
    ls_types::Diagnostic {
        range: placed.range(finding.range),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.name.to_owned())),
        code_description: None,
        source: Some(SOURCE.to_owned()),
        message: finding.message.clone(),
        related_information: if shows.related { related() } else { None },
        tags: (shows.tags && is_unnecessary(finding)).then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: if shows.data { data(finding, placed) } else { None },
    }
}

/// Who speaks, beside each finding.
pub(super) const SOURCE: &str = "mubiao";

/// A Markdown page for a client that shows `formats`, the one it likes best first; as plain text for one that does not say
/// that it shows Markdown.
pub(super) fn markup(page: String, formats: Option<&[MarkupKind]>) -> MarkupContent {
    match formats.and_then(<[MarkupKind]>::first) {
        Some(MarkupKind::Markdown) => MarkupContent { kind: MarkupKind::Markdown, value: page },
        Some(MarkupKind::PlainText) | None => MarkupContent { kind: MarkupKind::PlainText, value: plain(&page) },
    }
}

/// The protocol's name for what a symbol is.
pub(super) fn symbol_kind(kind: SymbolKind) -> ls_types::SymbolKind {
    match kind {
        SymbolKind::Book => ls_types::SymbolKind::FILE,
        SymbolKind::Sheet => ls_types::SymbolKind::MODULE,
        SymbolKind::Section => ls_types::SymbolKind::NAMESPACE,
        SymbolKind::Item => ls_types::SymbolKind::FIELD,
        SymbolKind::Class => ls_types::SymbolKind::CLASS,
        SymbolKind::Group => ls_types::SymbolKind::INTERFACE,
        SymbolKind::Indicator => ls_types::SymbolKind::PROPERTY,
    }
}

/// The protocol's name for a severity.
pub(super) fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Information => DiagnosticSeverity::INFORMATION,
    }
}

/// Whether mending the finding is to delete what it marks.
fn is_unnecessary(finding: &Diagnostic) -> bool {
    let Some(fix) = finding.fixes.first() else { return false };
    let inside = |range: TextRange| range.start <= finding.range.start && finding.range.end <= range.end;
    !finding.range.is_empty()
        && fix.edits.iter().all(|edit| edit.text.is_empty())
        && fix.edits.iter().any(|edit| inside(edit.range))
}

/// What a finding's fixes do, for a client that applies them without asking again.
fn data(finding: &Diagnostic, placed: Placed<'_>) -> Option<serde_json::Value> {
    if finding.fixes.is_empty() {
        return None;
    }
    let fixes = finding.fixes.iter().map(|fix| {
        let edits = fix.edits.iter().map(|edit| TextEdit::new(placed.range(edit.range), edit.text.clone()));
        serde_json::json!({
            "title": fix.title,
            "safe": fix.applicability == Applicability::Safe,
            "edits": edits.collect::<Vec<_>>(),
        })
    });
    Some(serde_json::json!({ "fixes": fixes.collect::<Vec<_>>() }))
}
