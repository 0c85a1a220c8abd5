//! The findings of all documents, for a client that asks for them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{Request as _, WorkspaceDiagnosticRequest};
use tower_lsp::ls_types::{ServerCapabilities, WorkspaceDiagnosticParams};

use super::super::session::Session;
use super::super::state::Server;
use super::super::uris;
use super::diagnostic::{report, shown};
use super::{Asked, WorkspaceRequest};

/// `workspace/diagnostic`.
pub(in crate::lsp) struct WorkspaceDiagnostic;

impl WorkspaceRequest for WorkspaceDiagnostic {
    const METHOD: &'static str = WorkspaceDiagnosticRequest::METHOD;
    type Params = WorkspaceDiagnosticParams;
    type Answer = String;

    /// It is offered together with the findings of one document.
    fn offer(_capabilities: &mut ServerCapabilities, _session: &Session) {}

    fn answer(server: &Server, asked: &Asked, params: WorkspaceDiagnosticParams) -> Result<String> {
        let snapshots = &asked.documents;
        let mut previous: BTreeMap<Cow<'_, str>, &str> = BTreeMap::new();
        for known in &params.previous_result_ids {
            previous.insert(uris::spelled(known.uri.as_str()), &known.value);
        }
        let mut items = Vec::new();
        let mut add = |uri: &str, version: Value, report: &str| {
            items.push(format!(
                r#"{{"uri":{},"version":{version},{}"#,
                Value::from(uri),
                report.trim_start_matches('{')
            ));
        };
        for snapshot in snapshots {
            let report = report(snapshot, previous.remove(&*snapshot.uri));
            add(&snapshot.uri, snapshot.analysis.document().version().into(), &report);
        }
        let reports = server.index.reports();
        for file in reports.iter().filter(|file| snapshots.iter().all(|snapshot| snapshot.uri != file.uri)) {
            add(&file.uri, Value::Null, &shown(&file.id, &file.items, previous.remove(&*file.uri)));
        }
        // What is left was deleted, or its folder was given up.
        previous.keys().for_each(|gone| add(gone, Value::Null, r#"{"kind":"full","items":[]}"#));
        Ok(format!(r#"{{"items":[{}]}}"#, items.join(",")))
    }
}
