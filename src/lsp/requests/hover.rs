//! What the cell at the cursor is, what is expected there, and the pages of its findings.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{HoverRequest, Request as _};
use tower_lsp::ls_types::{self, HoverContents, HoverParams, HoverProviderCapability, ServerCapabilities};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::super::to_proto::markup;
use super::DocumentRequest;
use crate::ide;
use crate::text::TextRange;

/// `textDocument/hover`.
pub(in crate::lsp) struct Hover;

impl DocumentRequest for Hover {
    const METHOD: &'static str = HoverRequest::METHOD;
    type Params = HoverParams;
    type Answer = Option<ls_types::Hover>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        capabilities.hover_provider = Some(HoverProviderCapability::Simple(true));
    }

    fn answer(snapshot: &Snapshot, params: HoverParams) -> Result<Self::Answer> {
        let offset = snapshot.offset(params.text_document_position_params.position);
        let findings = snapshot.analysis.findings_touching(TextRange::empty(offset));
        let document = snapshot.session.client.text_document.as_ref();
        let formats = document.and_then(|document| document.hover.as_ref()?.content_format.as_deref());
        let shown = |hover: ide::Hover| ls_types::Hover {
            contents: HoverContents::Markup(markup(hover.text, formats)),
            range: Some(snapshot.range(hover.range)),
        };
        Ok(ide::hover(&snapshot.analysis, offset, &findings).map(shown))
    }
}
