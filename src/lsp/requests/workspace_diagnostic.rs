//! The findings of all documents, for a client that asks for them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::request::{Request as _, WorkspaceDiagnosticRequest};
use tower_lsp::ls_types::{ServerCapabilities, WorkspaceDiagnosticParams};

use super::super::session::Session;
use super::super::state::{Moment, Server};
use super::super::uris;
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
        for moment in moments {
            let report = report(moment, previous.remove(&*moment.uri));
            add(&moment.uri, moment.analysis.document().version().into(), &report);
        }
        let reports = server.shelves.reports();
        for file in reports.iter().filter(|file| moments.iter().all(|moment| moment.uri != file.uri)) {
            add(&file.uri, Value::Null, &shown(&file.id, &file.items, previous.remove(&*file.uri)));
        }
        // What is left was deleted, or its folder was given up.
        previous.keys().for_each(|gone| add(gone, Value::Null, r#"{"kind":"full","items":[]}"#));
        Ok(format!(r#"{{"items":[{}]}}"#, items.join(",")))
    }

    fn json(answer: String) -> serde_json::Result<String> {
        Ok(answer)
    }
}
