//! The semantic tokens that were answered last of a document, so that the next answer can hold the changes alone.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::ide::Analysis;
use crate::ide::semantic_tokens::{TokenEdit, Tokens};
use crate::text::Encoding;

/// The last answer, with its result id.
#[derive(Debug, Default)]
pub(super) struct SemanticTokensCache {
    last: Option<(String, Tokens)>,
}

/// An answer.
#[derive(serde::Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
pub(super) enum TokensAnswer {
    /// All of it.
    All {
        /// Names the answer for the next request.
        result_id: String,
        /// Five numbers a token.
        data: Vec<u32>,
    },
    /// What changed.
    Changed {
        /// Names the answer for the next request.
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

impl SemanticTokensCache {
    /// The tokens of `analysis`: all of them, or the changes since the answer with the result id `since`.
    pub(super) fn answer(&mut self, analysis: &Analysis, encoding: Encoding, since: Option<&str>) -> TokensAnswer {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let before = self.last.take();
        let tokens = analysis.tokens(encoding, before.as_ref().map(|(_, tokens)| tokens));
        let result_id = NEXT.fetch_add(1, Ordering::Relaxed).to_string();
        let known = before.filter(|(id, _)| Some(id.as_str()) == since);
        let colours = match &known {
            Some((_, before)) => {
                let change = |TokenEdit { start, delete, data }| Change { start, delete_count: delete, data };
                let edits = tokens.since(before).into_iter().map(change).collect();
                TokensAnswer::Changed { result_id: result_id.clone(), edits }
            }
            None => TokensAnswer::All { result_id: result_id.clone(), data: tokens.data() },
        };
        self.last = Some((result_id, tokens));
        colours
    }
}
