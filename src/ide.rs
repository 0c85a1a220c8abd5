//! What an editor asks about a book while it is written: plain data in and out, places in bytes from the text's start.
//!
//! A [`Buffer`] follows the edits of one document; an [`Analysis`] is what it is at one moment, cheap to take and never
//! changed afterwards. Every feature is a function of an analysis and a place.

mod analysis;
#[cfg(test)]
mod anything;
mod buffer;
pub mod code_action;
mod complete;
mod describe;
mod findings;
pub mod folding;
mod formatting;
#[cfg(test)]
mod forms;
mod headed;
pub mod highlight;
mod hover;
mod inlay;
mod lens;
pub mod navigation;
pub mod on_type;
mod outline;
mod printed;
pub mod rename;
mod selection;
pub mod semantic_tokens;
mod sheet_form;
mod shelf;
mod signature;
mod spot;
mod state;
mod status;
mod symbols;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod unknown_forms;
mod within;

pub use analysis::{Analysis, SheetPlace};
pub use buffer::Buffer;
pub use complete::{Completion, CompletionItem, CompletionKind, CompletionOptions, Doc, complete, documentation};
pub use describe::notification;
pub use findings::{BookFinding, Changed, Findings};
pub use hover::{Hover, hover};
pub use inlay::{InlayHint, InlayKind, inlay_hints};
pub use lens::{CodeLens, LensKind, code_lenses, lens_title};
pub use outline::{Symbol, SymbolKind, document_symbols};
pub use printed::{Printed, PrintedSum, Share, Side, Which, printed, sheet_count, sums_at};
pub use sheet_form::{SheetForm, SheetTotals, severity_number};
pub use shelf::{OnShelf, Shelf};
pub use signature::{Signature, SignatureColumn, signature_help};
pub use state::{Checked, SheetState};
pub use symbols::{FoundSymbol, workspace_symbols};

pub use crate::pinyin::Found;
