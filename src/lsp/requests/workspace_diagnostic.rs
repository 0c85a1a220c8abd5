//! The findings of all documents, for a client that asks for them.

use std::collections::HashMap;

use tower_lsp_server::jsonrpc::Result;
use tower_lsp_server::ls_types::request::{Request as _, WorkspaceDiagnosticRequest};
use tower_lsp_server::ls_types::{ServerCapabilities, WorkspaceDiagnosticParams};

use super::super::session::Session;
use super::super::state::{Moment, Server};
use super::WorkspaceRequest;
use super::diagnostic::{report, shown};

/// `workspace/diagnostic`.
pub(super) struct WorkspaceDiagnostic;

impl WorkspaceRequest for WorkspaceDiagnostic {
    const METHOD: &'static str = WorkspaceDiagnosticRequest::METHOD;
    type Params = WorkspaceDiagnosticParams;
    type Answer = String;

    /// It is offered together with the findings of one document.
    fn offer(_capabilities: &mut ServerCapabilities, _session: &Session) {}

    fn answer(server: &Server, moments: &[Moment], params: WorkspaceDiagnosticParams) -> Result<String> {
        let previous: HashMap<&str, &str> =
            params.previous_result_ids.iter().map(|known| (known.uri.as_str(), known.value.as_str())).collect();
        let items = moments.iter().map(|moment| {
            let report = report(moment, previous.get(&*moment.uri).copied());
            let uri = serde_json::Value::from(&*moment.uri);
            let version = moment.analysis.document().version();
            format!(r#"{{"uri":{uri},"version":{version},{}"#, report.trim_start_matches('{'))
        });
        let reports = server.shelves.reports();
        let closed = reports.iter().filter(|file| moments.iter().all(|moment| moment.uri != file.uri)).map(|file| {
            let report = shown(&file.id, &file.items, previous.get(&*file.uri).copied());
            let uri = serde_json::Value::from(&*file.uri);
            format!(r#"{{"uri":{uri},"version":null,{}"#, report.trim_start_matches('{'))
        });
        let items = items.chain(closed);
        Ok(format!(r#"{{"items":[{}]}}"#, items.collect::<Vec<_>>().join(",")))
    }

    fn json(answer: String) -> serde_json::Result<String> {
        Ok(answer)
    }
}
