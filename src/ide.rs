//! What an editor asks about a book while it is written: plain data in and out, places in bytes from the text's start.
//!
//! A [`Buffer`] follows the edits of one document; an [`Analysis`] is what it is at one moment, cheap to take and never
//! changed afterwards. Every feature is a function of an analysis and a place.

mod analysis;
mod buffer;
pub mod code_action;
mod findings;
pub mod folding;
mod formatting;
pub mod highlight;
pub mod navigation;
pub mod on_type;
pub mod rename;
mod selection;
pub mod semantic_tokens;
mod state;
#[cfg(test)]
pub(crate) mod testing;
mod within;

pub use analysis::{Analysis, SheetPlace};
pub use buffer::Buffer;
pub use findings::{BookFinding, Changed, Findings};
pub use state::{Checked, SheetState};
