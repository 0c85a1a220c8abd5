//! The one handle that talks to the client: what is answered, published, shown, logged and asked.

use std::time::Duration;

use futures::future::join;
use serde_json::{Value, json};
use tower_lsp::Client;
use tower_lsp::jsonrpc::{Id, Result};
use tower_lsp::ls_types::{ConfigurationItem, MessageType, ProgressToken, Registration, Unregistration};

use super::outgoing::Outgoing;
use super::runtime::Runtime;
use crate::ide;

/// Who sends a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// A thread that may wait for the client.
    Thread,
    /// A task, which may not.
    Task,
}

/// The client at the other end.
#[derive(Debug)]
pub(super) struct ClientHandle {
    outgoing: Outgoing,
    client: Client,
    runtime: Runtime,
}

impl ClientHandle {
    pub(super) fn new(outgoing: Outgoing, client: Client, runtime: Runtime) -> Self {
        Self { outgoing, client, runtime }
    }

    /// Answers a request with what is JSON already.
    pub(super) fn answer(&self, id: &Id, result: &str, by: By) {
        self.outgoing.answer(id, result);
        match by {
            By::Thread => self.outgoing.write_out(),
            By::Task => self.outgoing.wake(),
        }
    }

    /// Publishes the findings of a document that is not open, a JSON array.
    pub(super) fn publish(&self, uri: &str, diagnostics: &str) {
        self.outgoing.send(Self::findings(uri, None, diagnostics).as_bytes());
    }

    /// Gives the findings of a version of an open document their place among the messages; [`ClientHandle::write_out`]
    /// has them written.
    pub(super) fn queue_findings(&self, uri: &str, version: i32, diagnostics: &str) {
        self.outgoing.queue(Self::findings(uri, Some(version), diagnostics).as_bytes());
    }

    /// Has everything written. Not to be called from a task, nor with a lock held: it may wait for the client.
    pub(super) fn write_out(&self) {
        self.outgoing.write_out();
    }

    fn findings(uri: &str, version: Option<i32>, diagnostics: &str) -> String {
        // Put together by hand, because the list is JSON already and may be long.
        let uri = Value::from(uri);
        let version = version.map(|version| format!(r#""version":{version},"#)).unwrap_or_default();
        format!(
            r#"{{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":{{"uri":{uri},{version}"diagnostics":{diagnostics}}}}}"#
        )
    }

    /// Waits until few messages are left to be read; false when the client is gone. Not to be called from a task.
    pub(super) fn wait_for_room(&self) -> bool {
        self.outgoing.wait_for_room()
    }

    /// Leaves a line in the client's log, and in ours.
    pub(super) fn log(&self, message: &str) {
        tracing::warn!("{message}");
        self.notify("window/logMessage", &json!({ "type": MessageType::ERROR, "message": message }));
    }

    /// Shows the user a message, in which no text of a file becomes a link.
    pub(super) fn show(&self, kind: MessageType, message: &str) {
        let message = ide::notification(message);
        self.notify("window/showMessage", &json!({ "type": kind, "message": message }));
    }

    /// Sends a notification of any kind.
    pub(super) fn notify(&self, method: &str, params: &Value) {
        self.outgoing.send_message(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks for findings to be asked for again; whether the client does is up to it.
    pub(super) fn refresh_findings(&self) {
        let client = self.client.clone();
        self.runtime.spawn(async move { client.workspace_diagnostic_refresh().await });
    }

    /// Asks to be told of what `wanted` names.
    pub(super) fn register(&self, wanted: Vec<Registration>) {
        let client = self.client.clone();
        self.runtime.spawn(async move { client.register_capability(wanted).await });
    }

    /// Asks to be told of `wanted` in the place of what was registered under the same id.
    pub(super) fn register_again(&self, wanted: Registration) {
        let client = self.client.clone();
        let old = Unregistration { id: wanted.id.clone(), method: wanted.method.clone() };
        self.runtime.spawn(async move {
            // In this order, and whether the client answers or not.
            join(client.unregister_capability(vec![old]), client.register_capability(vec![wanted])).await
        });
    }

    /// Asks for a section of the user's settings.
    pub(super) async fn configuration(&self, section: &str) -> Result<Option<Value>> {
        let item = ConfigurationItem { scope_uri: None, section: Some(section.to_owned()) };
        Ok(self.client.configuration(vec![item]).await?.into_iter().next())
    }

    /// Asks for a place to show progress; false when there is none within `patience`. Not to be called from a task.
    pub(super) fn create_progress(&self, token: &str, patience: Duration) -> bool {
        let create = self.client.create_work_done_progress(ProgressToken::String(token.to_owned()));
        matches!(self.runtime.wait(patience, create), Some(Ok(())))
    }
}

/// What the client is asked to tell.
pub(super) fn registration(method: &str, options: Value) -> Registration {
    Registration { id: method.to_owned(), method: method.to_owned(), register_options: Some(options) }
}
