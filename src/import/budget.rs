//! How much of a source is read: one account of bytes, cells, merged cells, worksheets and nodes for every format.
//!
//! A source is a few bytes that may stand for many: packed, repeated, shared, or only stated. Whatever a reader makes of
//! it is taken from the [`Budget`] first, so that the memory of an import is bounded by the size of its source.

use super::Refusal;

/// What a source has too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Resource {
    /// Bytes of text in cells.
    Text,
    /// Bytes of its parts, unpacked.
    Unpacked,
    /// Cells that hold something.
    Cells,
    /// Merged cells.
    Merged,
    /// Worksheets and tables.
    Tables,
    /// Elements of a document.
    Nodes,
    /// Elements, attributes and texts of a page, all of which are in memory at once.
    Elements,
}

/// What may still be read of a source.
#[derive(Clone, Debug, Default)]
pub(super) struct Budget {
    left: [u64; 7],
    most: [u64; 7],
}

/// A source that needs less is read whatever its size is.
const LEAST_TEXT: u64 = 32 << 20;
const LEAST_CELLS: u64 = 200_000;
const LEAST_NODES: u64 = 600_000;
/// A page has an element or a text in so many bytes; each takes about 170 in memory.
const ELEMENT: u64 = 10;

/// However large a source is, no more is read.
const MOST_TEXT: u64 = 256 << 20;
const MOST_CELLS: u64 = 1_000_000;
const MOST_MERGED: u64 = 200_000;
const MOST_TABLES: u64 = 20_000;
const MOST_NODES: u64 = 20_000_000;
const MOST_ELEMENTS: u64 = 16_000_000;

/// An archive that unpacks to less than this is no danger, however well it is packed.
const LEAST_UNPACKED: u64 = 64 << 20;
/// No archive is read that unpacks to more.
const MOST_UNPACKED: u64 = 2 << 30;
/// Office files unpack to 5 to 40 times their size.
const UNPACKED_RATIO: u64 = 200;

impl Budget {
    /// What is read of a source of `size` bytes.
    pub(super) fn of(size: usize) -> Self {
        let size = size as u64;
        let grown = |least: u64, ratio: u64, most: u64| least.saturating_add(size.saturating_mul(ratio)).min(most);
        let most = [
            grown(LEAST_TEXT, 4, MOST_TEXT),
            LEAST_UNPACKED.max(size.saturating_mul(UNPACKED_RATIO)).min(MOST_UNPACKED),
            grown(LEAST_CELLS, 2, MOST_CELLS),
            MOST_MERGED,
            MOST_TABLES,
            grown(LEAST_NODES, 1, MOST_NODES),
            (LEAST_NODES + size / ELEMENT).min(MOST_ELEMENTS),
        ];
        Self { left: most, most }
    }

    /// All that was read of the source when it began.
    pub(super) fn again(&self) -> Self {
        Self { left: self.most, most: self.most }
    }

    /// Takes `amount` of a resource.
    pub(super) fn take(&mut self, resource: Resource, amount: u64) -> Result<(), Refusal> {
        let at = resource as usize;
        self.left[at] = self.left[at].checked_sub(amount).ok_or(Refusal::TooMuch(resource, self.most[at]))?;
        Ok(())
    }

    /// Takes a cell with a text of so many bytes.
    pub(super) fn cell(&mut self, text: usize) -> Result<(), Refusal> {
        self.take(Resource::Cells, 1)?;
        self.take(Resource::Text, text as u64)
    }

    /// How much of a resource is left.
    #[cfg(test)]
    pub(super) fn left(&self, resource: Resource) -> u64 {
        self.left[resource as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_bounded_by_the_size_of_the_source() {
        let mut budget = Budget::of(1000);
        let most = budget.left(Resource::Cells);
        for _ in 0..most {
            budget.cell(1).unwrap();
        }
        assert_eq!(budget.cell(1), Err(Refusal::TooMuch(Resource::Cells, most)));
        assert_eq!(budget.take(Resource::Text, u64::MAX), Err(Refusal::TooMuch(Resource::Text, LEAST_TEXT + 4000)));
        assert_eq!(Budget::of(usize::MAX).left(Resource::Cells), MOST_CELLS);
    }
}
