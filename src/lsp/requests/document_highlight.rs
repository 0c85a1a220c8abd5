//! What belongs to the cell at the cursor.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{DocumentHighlightRequest, Request as _};
use tower_lsp::ls_types::{self, DocumentHighlightKind, DocumentHighlightParams, OneOf, ServerCapabilities};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::DocumentRequest;
use crate::ide::highlight::Mark;

/// `textDocument/documentHighlight`.
pub(in crate::lsp) struct DocumentHighlight;

impl DocumentRequest for DocumentHighlight {
    const METHOD: &'static str = DocumentHighlightRequest::METHOD;
    type Params = DocumentHighlightParams;
    type Answer = Vec<ls_types::DocumentHighlight>;

    fn offer(capabilities: &mut ServerCapabilities, _session: &Session) {
        capabilities.document_highlight_provider = Some(OneOf::Left(true));
    }

    fn answer(snapshot: &Snapshot, params: DocumentHighlightParams) -> Result<Self::Answer> {
        let marks = snapshot.analysis.highlights(snapshot.offset(params.text_document_position_params.position));
        let shown = |(range, mark)| {
            let kind = match mark {
                Mark::Total => DocumentHighlightKind::WRITE,
                Mark::Part => DocumentHighlightKind::READ,
                Mark::Same => DocumentHighlightKind::TEXT,
            };
            ls_types::DocumentHighlight { range: snapshot.range(range), kind: Some(kind) }
        };
        Ok(marks.into_iter().map(shown).collect())
    }
}
