//! Characters of a source that only look like others: the ordinary ones are taken, and told.

use super::draft::Note;
use super::grid::{Grid, GridName, Place};
use crate::diagnostic::{Lang, say};
use crate::text::compatible::{ordinary, plain};
use std::borrow::Cow;

/// Takes the ordinary characters in every cell.
pub(super) fn of_grids(grids: &mut [Grid], lang: Lang) -> Vec<Note> {
    let mut notes = Vec::new();
    for grid in grids {
        for cell in &mut grid.cells {
            if let Cow::Owned(plain) = plain(&cell.text) {
                let place = Place { grid: grid.name.clone(), row: cell.row, col: cell.col };
                let text = std::mem::replace(&mut cell.text, plain);
                notes.extend(note(place, text, lang));
            }
        }
    }
    notes
}

/// The text with the ordinary characters.
pub(super) fn of_text(text: &str, lang: Lang) -> (Cow<'_, str>, Vec<Note>) {
    let plain = plain(text);
    let differs = matches!(plain, Cow::Owned(_));
    let lines = text.lines().enumerate().filter(|_| differs);
    let place = |row: usize| Place { grid: GridName::Lines, row: row as u32, col: 0 };
    let notes = lines.filter_map(|(row, line)| note(place(row), line.trim().to_owned(), lang)).collect();
    (plain, notes)
}

fn note(place: Place, text: String, lang: Lang) -> Option<Note> {
    let (c, meant) = text.chars().find_map(|c| ordinary(c).map(|meant| (c, meant)))?;
    let code = c as u32;
    let message = say!(
        lang,
        "“{c}”（U+{code:04X}）等形近字符已改为“{meant}”等通用字符",
        "\"{c}\" (U+{code:04X}) only looks like \"{meant}\"; the ordinary characters were written"
    );
    Some(Note { place, text, message })
}
