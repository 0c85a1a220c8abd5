//! Words that a name ends in or holds, asked of every name of a book.

use std::ops::Deref;

/// Words, with what is asked of a name before they are compared with it.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    words: Vec<String>,
    /// The last three bytes of the words and their indices, by the last byte, of which six bits count.
    by_last: Vec<(u32, u32)>,
    /// Where those of each last byte begin in `by_last`, and where the last ones end; empty where there are no words.
    starts: Vec<u32>,
    /// The bytes of each word.
    bytes: Vec<u64>,
}

/// A bit for a byte, of which six bits count.
fn bit(byte: u8) -> u64 {
    1 << (byte & 63)
}

/// A bit for every byte of `text`.
fn bits(text: &str) -> u64 {
    text.bytes().fold(0, |bits, byte| bits | bit(byte))
}

/// The last three bytes of `text`, the last one above the others; zeros below where it is shorter.
fn end(text: &str) -> u32 {
    match *text.as_bytes() {
        [.., a, b, c] => u32::from_le_bytes([a, b, c, 0]),
        [b, c] => u32::from_le_bytes([0, b, c, 0]),
        [c] => u32::from_le_bytes([0, 0, c, 0]),
        [] => 0,
    }
}

impl WordList {
    /// Whether `name` ends in one of the words.
    pub fn ends(&self, name: &str) -> bool {
        let Some(&last) = name.as_bytes().last() else { return false };
        let at = usize::from(last & 63);
        let Some(&[from, to]) = self.starts.get(at..at + 2) else { return false };
        let own = end(name);
        let mut near = self.by_last[from as usize..to as usize].iter();
        // A word of fewer bytes has zeros before them.
        near.any(|&(end, at)| (end == own || end & 0xff == 0) && name.ends_with(&self.words[at as usize]))
    }

    /// Whether one of the words stands in `name`.
    pub fn within(&self, name: &str) -> bool {
        if self.words.is_empty() {
            return false;
        }
        // A word with a byte that is not in the name need not be looked for.
        let there = bits(name);
        let mut words = self.words.iter().zip(&self.bytes);
        words.any(|(word, bytes)| bytes & !there == 0 && name.contains(word.as_str()))
    }
}

impl From<Vec<String>> for WordList {
    fn from(words: Vec<String>) -> Self {
        let last = |end: u32| (end >> 16) & 63;
        let ends = words.iter().zip(0..).filter(|(word, _)| !word.is_empty()).map(|(word, at)| (end(word), at));
        let mut by_last: Vec<(u32, u32)> = ends.collect();
        by_last.sort_by_key(|(end, _)| last(*end));
        let start = |of: u32| by_last.partition_point(|(end, _)| last(*end) < of) as u32;
        let starts = if by_last.is_empty() { Vec::new() } else { (0..=64).map(start).collect() };
        let bytes = words.iter().map(|word| bits(word)).collect();
        Self { words, by_last, starts, bytes }
    }
}

impl Deref for WordList {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.words
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_list_finds_what_every_word_finds(
            words in prop::collection::vec("[率数完成a]{1,3}", 0..6),
            name in "[率数完成a]{0,6}",
        ) {
            let list = WordList::from(words.clone());
            prop_assert_eq!(list.ends(&name), words.iter().any(|word| name.ends_with(word.as_str())));
            prop_assert_eq!(list.within(&name), words.iter().any(|word| name.contains(word.as_str())));
        }
    }
}
