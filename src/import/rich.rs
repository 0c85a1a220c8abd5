//! A text in pieces of different looks: what is hidden or struck out is kept apart, symbols become what they look like.

use super::grid::CellDoubt;
use super::symbol::{is_symbol_font, symbol};

/// The look of a piece, as far as it changes what is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Nobody sees it, or it is struck out.
    pub(super) hidden: bool,
    /// A symbol font.
    pub(super) font: Option<String>,
}

impl Look {
    /// Takes a font, when it is one of symbols.
    pub(super) fn set_font(&mut self, font: &str) {
        self.font = is_symbol_font(font).then(|| font.to_owned());
    }
}

/// A text that is put together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rich {
    /// What is seen.
    pub(super) text: String,
    /// What is not.
    pub(super) hidden: String,
    /// Whether a symbol of an unknown look is in it.
    pub(super) unknown: bool,
}

impl Rich {
    /// Adds a piece.
    pub(super) fn push(&mut self, text: &str, look: &Look) {
        if look.hidden {
            self.hidden.push_str(text);
            return;
        }
        let Some(font) = &look.font else {
            self.text.push_str(text);
            return;
        };
        for c in text.chars() {
            let shown = symbol(font, c);
            self.unknown |= shown.is_none();
            self.text.push(shown.unwrap_or(c));
        }
    }

    /// What is open about the text; nothing where it is blank, and what is hidden then stands for itself.
    pub(super) fn doubt(&self) -> Option<CellDoubt> {
        let hidden = self.hidden.trim();
        if self.text.trim().is_empty() {
            None
        } else if !hidden.is_empty() {
            Some(CellDoubt::Partly(hidden.to_owned()))
        } else {
            self.unknown.then_some(CellDoubt::Symbol)
        }
    }
}
