//! A sequence of measured items in shared chunks: found by byte or row, spliced and cloned at the cost of few chunks.

use std::ops::Range;
use std::sync::Arc;

/// How much text something covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Bytes.
    pub bytes: usize,
    /// Rows.
    pub rows: usize,
}

impl std::ops::AddAssign for Size {
    fn add_assign(&mut self, other: Self) {
        self.bytes += other.bytes;
        self.rows += other.rows;
    }
}

/// Something that covers text.
pub trait Measured {
    /// How much.
    fn size(&self) -> Size;
}

impl<T: Measured> Measured for Arc<T> {
    fn size(&self) -> Size {
        T::size(self)
    }
}

/// Items per chunk: small enough to copy on an edit, large enough that a hundred thousand items are few chunks.
const FULL: usize = 256;

#[derive(Clone, Debug)]
struct Chunk<T> {
    size: Size,
    items: Vec<T>,
}

/// A sequence of items. Clones share what they do not change.
#[derive(Clone, Debug)]
pub struct Seq<T> {
    chunks: Vec<Arc<Chunk<T>>>,
    len: usize,
}

impl<T> Default for Seq<T> {
    fn default() -> Self {
        Self { chunks: Vec::new(), len: 0 }
    }
}

impl<T: Measured + Clone> Seq<T> {
    /// How many items there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The item at `index`.
    pub fn get(&self, mut index: usize) -> Option<&T> {
        for chunk in &self.chunks {
            if index < chunk.items.len() {
                return Some(&chunk.items[index]);
            }
            index -= chunk.items.len();
        }
        None
    }

    /// The items in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.chunks.iter().flat_map(|chunk| &chunk.items)
    }

    /// The items of `range` in order, and how much text stands before the first of them.
    pub fn range(&self, range: Range<usize>) -> (Size, Vec<T>) {
        let mut before = Size::default();
        let mut items = Vec::with_capacity(range.len());
        let mut index = 0;
        for chunk in &self.chunks {
            if index + chunk.items.len() <= range.start {
                before += chunk.size;
                index += chunk.items.len();
                continue;
            }
            for item in &chunk.items {
                if index < range.start {
                    before += item.size();
                } else if index < range.end {
                    items.push(item.clone());
                } else {
                    return (before, items);
                }
                index += 1;
            }
        }
        (before, items)
    }

    /// How much text all items cover.
    pub fn size(&self) -> Size {
        let mut size = Size::default();
        for chunk in &self.chunks {
            size += chunk.size;
        }
        size
    }

    /// The item that covers byte `offset` and how much text stands before it; the last item when the offset lies
    /// behind them all. `None` when there is no item.
    pub fn find_byte(&self, offset: usize) -> Option<(usize, Size)> {
        self.find(|size| offset < size.bytes)
    }

    /// The item that covers 0-based `row` and how much text stands before it; the last item when it lies behind them
    /// all. `None` when there is no item.
    pub fn find_row(&self, row: usize) -> Option<(usize, Size)> {
        self.find(|size| row < size.rows)
    }

    /// The first item at whose end `reached` holds of all the text up to there.
    fn find(&self, reached: impl Fn(Size) -> bool) -> Option<(usize, Size)> {
        let mut before = Size::default();
        let mut index = 0;
        for (at, chunk) in self.chunks.iter().enumerate() {
            let mut end = before;
            end += chunk.size;
            if !reached(end) && at + 1 < self.chunks.len() {
                before = end;
                index += chunk.items.len();
                continue;
            }
            let last = index + chunk.items.len() - 1;
            for item in &chunk.items {
                let mut end = before;
                end += item.size();
                if reached(end) || index == last {
                    return Some((index, before));
                }
                before = end;
                index += 1;
            }
        }
        None
    }

    /// What a clone of `old` and edits since made another: the range of `old` that is gone and the range here that stands
    /// in its place. Items that both share in a chunk, or that `same` holds of, count as unchanged.
    pub fn difference(&self, old: &Self, same: impl Fn(&T, &T) -> bool) -> (Range<usize>, Range<usize>) {
        let (ours, theirs) = (&self.chunks, &old.chunks);
        let shared = |(a, b): &(&Arc<Chunk<T>>, &Arc<Chunk<T>>)| Arc::ptr_eq(a, b);
        let head = ours.iter().zip(theirs).take_while(shared).count();
        let most = ours.len().min(theirs.len()) - head;
        let tail = ours.iter().rev().zip(theirs.iter().rev()).take(most).take_while(shared).count();
        let between = |chunks: &[Arc<Chunk<T>>]| -> (usize, usize) {
            let count = |chunks: &[Arc<Chunk<T>>]| chunks.iter().map(|chunk| chunk.items.len()).sum();
            (count(&chunks[..head]), count(&chunks[chunks.len() - tail..]))
        };
        let ((start, ours_behind), (_, theirs_behind)) = (between(ours), between(theirs));
        let (mut ours_end, mut theirs_end) = (self.len - ours_behind, old.len - theirs_behind);
        let mine: Vec<&T> = ours[head..ours.len() - tail].iter().flat_map(|chunk| &chunk.items).collect();
        let other: Vec<&T> = theirs[head..theirs.len() - tail].iter().flat_map(|chunk| &chunk.items).collect();
        let alike = |(a, b): &(&&T, &&T)| same(a, b);
        let first = mine.iter().zip(&other).take_while(alike).count();
        let most = mine.len().min(other.len()) - first;
        let last = mine.iter().rev().zip(other.iter().rev()).take(most).take_while(alike).count();
        ours_end -= last;
        theirs_end -= last;
        (start + first..theirs_end, start + first..ours_end)
    }

    /// Replaces the items of `range` by `items`.
    pub fn splice(&mut self, range: Range<usize>, items: Vec<T>) {
        self.len = self.len - range.len() + items.len();
        let (mut first, mut index) = (0, 0);
        // The chunks that hold the range, an empty range at the end of one included.
        while first < self.chunks.len() && index + self.chunks[first].items.len() < range.start {
            index += self.chunks[first].items.len();
            first += 1;
        }
        let (mut last, mut end) = (first, index);
        while last < self.chunks.len() && (end < range.end || last == first) {
            end += self.chunks[last].items.len();
            last += 1;
        }
        let single = last == first + 1 && range.len() == items.len();
        if let (true, Some(chunk)) = (single, self.chunks.get_mut(first)) {
            let chunk = Arc::make_mut(chunk);
            for (at, item) in (range.start - index..).zip(items) {
                chunk.size.bytes = chunk.size.bytes - chunk.items[at].size().bytes + item.size().bytes;
                chunk.size.rows = chunk.size.rows - chunk.items[at].size().rows + item.size().rows;
                chunk.items[at] = item;
            }
            return;
        }
        let mut merged: Vec<T> =
            self.chunks[first..last].iter().flat_map(|chunk| chunk.items.iter().cloned()).collect();
        merged.splice(range.start - index..range.end - index, items);
        // Halves of a full chunk leave room to grow; anything shorter is one chunk.
        let fresh: Vec<_> = match merged.len() {
            0 => Vec::new(),
            n if n <= FULL => vec![chunk(merged)],
            _ => merged.chunks(FULL / 2).map(|items| chunk(items.to_vec())).collect(),
        };
        self.chunks.splice(first..last, fresh);
    }
}

fn chunk<T: Measured>(items: Vec<T>) -> Arc<Chunk<T>> {
    let mut size = Size::default();
    for item in &items {
        size += item.size();
    }
    Arc::new(Chunk { size, items })
}

impl<T: Measured + Clone> FromIterator<T> for Seq<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut seq = Self::default();
        let items: Vec<T> = items.into_iter().collect();
        seq.splice(0..0, items);
        seq
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Clone, Debug, PartialEq)]
    struct Item(usize);

    impl Measured for Item {
        fn size(&self) -> Size {
            Size { bytes: self.0, rows: 1 }
        }
    }

    proptest! {
        #[test]
        fn splices_as_a_vec_does(steps in prop::collection::vec((0usize..900, 0usize..300, prop::collection::vec(1usize..9, 0..400)), 1..8)) {
            let mut seq = Seq::default();
            let mut vec: Vec<Item> = Vec::new();
            for (at, len, items) in steps {
                let at = at.min(vec.len());
                let end = (at + len).min(vec.len());
                let items: Vec<Item> = items.into_iter().map(Item).collect();
                let (before, old) = (seq.clone(), vec.clone());
                vec.splice(at..end, items.iter().cloned());
                seq.splice(at..end, items);
                let (gone, fresh) = seq.difference(&before, |a, b| a == b);
                prop_assert_eq!(gone.start, fresh.start);
                let mut patched = old;
                patched.splice(gone.clone(), vec[fresh.clone()].iter().cloned());
                prop_assert_eq!(&patched, &vec);
                prop_assert!(gone.len() <= end - at, "{gone:?} of {at}..{end}");
                prop_assert_eq!(seq.iter().collect::<Vec<_>>(), vec.iter().collect::<Vec<_>>());
                prop_assert_eq!(seq.len(), vec.len());
                let bytes: usize = vec.iter().map(|item| item.0).sum();
                prop_assert_eq!(seq.size(), Size { bytes, rows: vec.len() });
                let mut before = 0;
                for (index, item) in vec.iter().enumerate() {
                    for offset in before..before + item.0 {
                        prop_assert_eq!(seq.find_byte(offset), Some((index, Size { bytes: before, rows: index })));
                    }
                    prop_assert_eq!(seq.find_row(index).map(|found| found.0), Some(index));
                    prop_assert_eq!(seq.get(index), Some(item));
                    before += item.0;
                }
                prop_assert_eq!(seq.find_byte(bytes + 7).map(|found| found.0), vec.len().checked_sub(1));
                let (size, part) = seq.range(at..(at + 3).min(vec.len()));
                prop_assert_eq!(&part[..], &vec[at..(at + 3).min(vec.len())]);
                prop_assert_eq!(size.rows, at);
            }
        }
    }
}
