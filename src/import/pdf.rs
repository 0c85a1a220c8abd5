//! PDF: pages become characters and rules, these become tables of cells, and tables go on over pages.

mod area;
mod bands;
mod bare;
mod content;
mod flow;
mod fold;
mod font;
#[cfg(test)]
mod hostile;
mod lines;
mod page;
mod problem;
mod reach;
mod table;
#[cfg(test)]
mod tests;
mod unpack;

pub use problem::PdfProblem;

use crate::import::Heard;
use crate::import::grid::Grid;
use flow::Flow;
use fold::is_unreadable;
use font::Fonts;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use problem::{Budget, MOST_PAGES};
use std::ops::RangeInclusive;

/// The tables of a file and the text around them, in the order of its pages; `pages` counts from 1, all when empty. `heard`
/// hears of each.
pub(super) fn grids(bytes: &[u8], pages: &[RangeInclusive<u32>], heard: &Heard) -> Result<Vec<Grid>, PdfProblem> {
    unpack::check(bytes)?;
    let file = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => PdfProblem::Password,
        LoadPdfError::Decryption(_) => PdfProblem::Encryption,
        LoadPdfError::Invalid => PdfProblem::Damaged,
    })?;
    let all = file.pages();
    if all.len() > MOST_PAGES {
        return Err(PdfProblem::Pages(MOST_PAGES));
    }
    let wanted = |number: u32| pages.is_empty() || pages.iter().any(|range| range.contains(&number));
    let (mut fonts, mut budget, mut flow) = (Fonts::default(), Budget::default(), Flow::default());
    let (mut read, mut pictures, mut characters, mut unreadable) = (0usize, 0usize, 0usize, 0usize);
    for (number, page) in (1u32..).zip(all.iter()).filter(|(number, _)| wanted(*number)) {
        let drawn = content::draw(page, &mut fonts, &mut budget)?;
        read += 1;
        if let Some(hears) = &heard.0 {
            hears(number as usize, all.len());
        }
        pictures += usize::from(drawn.pictures > 0.0);
        for mark in drawn.marks.iter().filter(|mark| !mark.c.is_whitespace()) {
            characters += 1;
            unreadable += usize::from(is_unreadable(mark.c) && !mark.symbolic);
        }
        let mut sheet = page::turn(&drawn);
        drop(drawn);
        flow.page(number, &mut sheet)?;
    }
    if read == 0 {
        return Err(if all.is_empty() { PdfProblem::Damaged } else { PdfProblem::NoSuchPage(all.len()) });
    }
    if characters == 0 {
        return Err(if pictures > 0 { PdfProblem::Images } else { PdfProblem::Empty });
    }
    if unreadable * UNREADABLE > characters {
        return Err(PdfProblem::Unreadable(unreadable, characters));
    }
    Ok(flow.finish())
}

/// One character in so many may be unreadable: a bullet, a seal.
const UNREADABLE: usize = 100;
