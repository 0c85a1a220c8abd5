//! What is shown between the texts of the book.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{InlayHintRequest, Request as _};
use tower_lsp::ls_types::{
    self, InlayHintKind, InlayHintLabel, InlayHintParams, InlayHintTooltip, OneOf, ServerCapabilities,
};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::DocumentRequest;
use crate::ide::{self, InlayKind};

/// `textDocument/inlayHint`.
pub(in crate::lsp) struct InlayHint;

impl DocumentRequest for InlayHint {
    const METHOD: &'static str = InlayHintRequest::METHOD;
    type Params = InlayHintParams;
    type Answer = Vec<ls_types::InlayHint>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        capabilities.inlay_hint_provider = Some(OneOf::Left(true));
    }

    fn answer(snapshot: &Snapshot, params: InlayHintParams) -> Result<Self::Answer> {
        let hints = ide::inlay_hints(&snapshot.analysis, snapshot.text_range(params.range));
        let shown = |hint: ide::InlayHint| ls_types::InlayHint {
            position: snapshot.position(hint.at),
            label: InlayHintLabel::String(hint.label),
            kind: (hint.kind == InlayKind::Parent).then_some(InlayHintKind::PARAMETER),
            text_edits: None,
            tooltip: Some(InlayHintTooltip::String(hint.tooltip)),
            padding_left: Some(hint.kind == InlayKind::Total),
            padding_right: None,
            data: None,
        };
        Ok(hints.into_iter().map(shown).collect())
    }
}
