//! The colours that a client was told last of a document, to tell it afterwards what changed alone.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::ide::semantic_tokens::{TokenEdit, Tokens};

use super::state::Moment;

/// What was told last, by the name that it was told under.
#[derive(Debug, Default)]
pub(super) struct Painted {
    last: Option<(String, Tokens)>,
}

/// What is told.
#[derive(serde::Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
pub(super) enum Colours {
    /// All of it.
    All {
        /// The name to ask by for what changed since.
        result_id: String,
        /// Five numbers a token.
        data: Vec<u32>,
    },
    /// What changed.
    Changed {
        /// The name to ask by for what changed since.
        result_id: String,
        /// At most one change.
        edits: Vec<Change>,
    },
}

/// A change of the numbers.
#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Change {
    start: u32,
    delete_count: u32,
    data: Vec<u32>,
}

impl Painted {
    /// The colours at `moment`: all of them, or what changed since those that were told under the name `since`.
    pub(super) fn paint(&mut self, moment: &Moment, since: Option<&str>) -> Colours {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let before = self.last.take();
        let tokens = moment.analysis.tokens(moment.session.encoding, before.as_ref().map(|(_, tokens)| tokens));
        let result_id = NEXT.fetch_add(1, Ordering::Relaxed).to_string();
        let known = before.filter(|(id, _)| Some(id.as_str()) == since);
        let colours = match &known {
            Some((_, before)) => {
                let change = |TokenEdit { start, delete, data }| Change { start, delete_count: delete, data };
                let edits = tokens.since(before).into_iter().map(change).collect();
                Colours::Changed { result_id: result_id.clone(), edits }
            }
            None => Colours::All { result_id: result_id.clone(), data: tokens.data() },
        };
        self.last = Some((result_id, tokens));
        colours
    }
}
