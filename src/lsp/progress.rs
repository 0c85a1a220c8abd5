//! How far work in the background has come, for a client that shows it.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::session::Session;
use super::state::Server;
use crate::diagnostic::say;

/// How long the work waits for the client to get ready.
const PATIENCE: Duration = Duration::from_secs(1);

/// Work on a number of files.
pub(super) struct Progress {
    server: Arc<Server>,
    /// What the client knows it by; nothing for one that is not told.
    token: Option<String>,
    files: usize,
    /// What was told last, in hundredths.
    told: usize,
}

impl Progress {
    /// Begins work on `files` files.
    pub(super) fn begin(server: &Arc<Server>, session: &Session, files: usize) -> Self {
        let mut progress = Self { server: server.clone(), token: None, files, told: 0 };
        if files == 0 || !session.shows_progress() {
            return progress;
        }
        let token = format!("mubiao/scan/{}", server.next_revision());
        // A client may never answer.
        if server.client.create_progress(&token, PATIENCE) {
            progress.token = Some(token);
            let title = say!(session.lang, "读取文件夹里的绩效目标表", "Reading the sheets of the folders");
            progress.send(&json!({ "kind": "begin", "title": title, "cancellable": false, "percentage": 0 }));
        }
        progress
    }

    /// So many files are done.
    pub(super) fn reach(&mut self, done: usize) {
        let part = done * 100 / self.files.max(1);
        if part > self.told {
            self.told = part;
            let message = format!("{done}/{}", self.files);
            self.send(&json!({ "kind": "report", "message": message, "percentage": part }));
        }
    }

    /// The work is done, or given up.
    pub(super) fn end(self) {
        self.send(&json!({ "kind": "end" }));
    }

    fn send(&self, value: &Value) {
        if let Some(token) = &self.token {
            self.server.client.notify("$/progress", &json!({ "token": token, "value": value }));
        }
    }
}
