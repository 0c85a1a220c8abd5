//! The findings of a document, for a client that asks for them.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{DocumentDiagnosticRequest, Request as _};
use tower_lsp::ls_types::{
    DiagnosticOptions, DiagnosticServerCapabilities, DocumentDiagnosticParams, ServerCapabilities,
};

use super::super::session::Session;
use super::super::snapshot::Snapshot;
use super::super::state::Server;
use super::super::to_proto::SOURCE;
use super::super::uris;
use super::DocumentRequest;

/// `textDocument/diagnostic`.
pub(in crate::lsp) struct DocumentDiagnostic;

impl DocumentRequest for DocumentDiagnostic {
    const METHOD: &'static str = DocumentDiagnosticRequest::METHOD;
    type Params = DocumentDiagnosticParams;
    type Answer = String;

    fn offer(capabilities: &mut ServerCapabilities, session: &Session) {
        if session.pulls {
            capabilities.diagnostic_provider = Some(DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some(SOURCE.to_owned()),
                inter_file_dependencies: true,
                workspace_diagnostics: true,
                ..DiagnosticOptions::default()
            }));
        }
    }

    fn answer(snapshot: &Snapshot, params: DocumentDiagnosticParams) -> Result<String> {
        Ok(report(snapshot, params.previous_result_id.as_deref()))
    }

    /// A file of the folders has the findings that it has among all.
    fn absent(server: &Server, params: &DocumentDiagnosticParams) -> Option<String> {
        let file = uris::path_of(params.text_document.uri.as_str()).and_then(|path| server.index.report(&path));
        Some(match file {
            Some(file) => shown(&file.id, &file.items, params.previous_result_id.as_deref()),
            None => r#"{"kind":"full","items":[]}"#.to_owned(),
        })
    }

    fn json(answer: String) -> serde_json::Result<String> {
        Ok(answer)
    }
}

/// The findings at `snapshot` as JSON, or that they are those of the report called `previous`.
pub(super) fn report(snapshot: &Snapshot, previous: Option<&str>) -> String {
    let rendered = snapshot.rendered();
    shown(&rendered.id, &rendered.json, previous)
}

/// The findings `items`, known as `id`, or that they are those of the report called `previous`.
pub(super) fn shown(id: &str, items: &str, previous: Option<&str>) -> String {
    if previous == Some(id) {
        format!(r#"{{"kind":"unchanged","resultId":"{id}"}}"#)
    } else {
        format!(r#"{{"kind":"full","resultId":"{id}","items":{items}}}"#)
    }
}
