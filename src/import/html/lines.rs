//! The text of a web page in lines.

use crate::import::rich::{Look, Rich};

/// Text in lines: blanks run together, blocks begin a new one.
#[derive(Default)]
pub(super) struct Lines {
    pub(super) lines: Vec<Rich>,
    open: bool,
    /// Whether the label of a box that is not checked is read, which is no text.
    pub(super) drops: bool,
    pub(super) dropped: String,
}

impl Lines {
    pub(super) fn text(&mut self, text: &str, look: &Look) {
        if self.drops {
            self.dropped.push_str(text);
            return;
        }
        for (at, piece) in text.split(|c: char| c.is_ascii_whitespace()).enumerate() {
            if at > 0
                && self.open
                && let Some(line) = self.lines.last_mut()
                && !line.text.ends_with(' ')
            {
                line.text.push(' ');
            }
            if !piece.is_empty() {
                if !std::mem::replace(&mut self.open, true) {
                    self.lines.push(Rich::default());
                }
                if let Some(line) = self.lines.last_mut() {
                    line.push(piece, look);
                }
            }
        }
    }

    pub(super) fn end(&mut self) {
        self.open = false;
        self.end_label();
    }

    /// The label of a box ends.
    pub(super) fn end_label(&mut self) {
        if std::mem::take(&mut self.drops) {
            self.dropped.push('\n');
        }
    }
}
