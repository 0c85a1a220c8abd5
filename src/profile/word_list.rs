//! Words that a name ends in or holds, asked of every name of a book.

use std::ops::Deref;

use crate::text::bytes;

/// Words, with what is asked of a name before they are compared with it.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    words: Vec<String>,
    ends: WordEnds,
    /// The characters of each word.
    bits: Vec<u64>,
}

/// What names end in, each with a number.
#[derive(Clone, Debug, Default)]
pub(super) struct WordEnds {
    /// Those of two Chinese characters and more, by a hash of the last two.
    long: Buckets,
    /// The others, by a hash of the last byte.
    short: Buckets,
}

/// The end of a name.
#[derive(Clone, Debug)]
struct End {
    /// Its last eight bytes, the last one lowest, and which of the eight it has.
    tail: u64,
    mask: u64,
    /// All of it, where that is more.
    text: Option<Box<str>>,
    number: u32,
}

/// Ends by their hash.
#[derive(Clone, Debug, Default)]
struct Buckets {
    ends: Vec<End>,
    /// Where those of each hash begin, and where the last ones end; empty where there are none.
    starts: Vec<u32>,
}

/// How many hashes there are.
const HASHES: u64 = 256;

/// The last six bytes: two Chinese characters.
const LONG: u64 = (1 << 48) - 1;

/// The hash of such bytes.
fn hash(bytes: u64) -> u64 {
    bytes.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56
}

/// The last eight bytes of `text`, the last one lowest; zeros where it is shorter.
fn tail(text: &str) -> u64 {
    let bytes = text.as_bytes();
    match bytes.last_chunk::<8>() {
        Some(last) => u64::from_be_bytes(*last),
        None => bytes.iter().fold(0, |tail, &byte| tail << 8 | u64::from(byte)),
    }
}

impl Buckets {
    fn new(mut ends: Vec<(u64, End)>) -> Self {
        ends.sort_by_key(|(hash, _)| *hash);
        let start = |of: u64| ends.partition_point(|(hash, _)| *hash < of) as u32;
        let starts = if ends.is_empty() { Vec::new() } else { (0..=HASHES).map(start).collect() };
        Self { ends: ends.into_iter().map(|(_, end)| end).collect(), starts }
    }

    #[inline]
    fn of(&self, hash: u64) -> &[End] {
        match self.starts.get(hash as usize..hash as usize + 2) {
            Some(&[from, to]) => &self.ends[from as usize..to as usize],
            _ => &[],
        }
    }
}

impl WordEnds {
    /// The ends with their numbers; empty ones count for nothing.
    pub(super) fn new<'w>(ends: impl IntoIterator<Item = (&'w str, u32)>) -> Self {
        let (mut long, mut short) = (Vec::new(), Vec::new());
        for (word, number) in ends {
            let (tail, len) = (tail(word), word.len());
            let mask = if len < 8 { (1 << (8 * len)) - 1 } else { u64::MAX };
            // A shorter name has zeros before it.
            let text = (len > 8 || word.starts_with('\0')).then(|| word.into());
            let end = End { tail, mask, text, number };
            match len {
                0 => {}
                1..6 => short.push((hash(tail & 0xff), end)),
                _ => long.push((hash(tail & LONG), end)),
            }
        }
        Self { long: Buckets::new(long), short: Buckets::new(short) }
    }

    /// The numbers of those that `name` ends in.
    #[inline]
    pub(super) fn of<'n>(&'n self, name: &'n str) -> impl Iterator<Item = u32> + 'n {
        let own = tail(name);
        let near = self.long.of(hash(own & LONG)).iter().chain(self.short.of(hash(own & 0xff)));
        let same =
            move |end: &&End| own & end.mask == end.tail && end.text.as_deref().is_none_or(|text| name.ends_with(text));
        near.filter(same).map(|end| end.number)
    }
}

/// A bit for the last two bytes of a character.
#[inline]
fn bit(before: u8, last: u8) -> u64 {
    1 << ((before.wrapping_mul(5) ^ last) % 64)
}

/// A bit for every character of `text`.
fn bits(text: &str) -> u64 {
    if bytes::is_han(text) {
        let (characters, _) = text.as_bytes().as_chunks::<3>();
        return characters.iter().fold(0, |bits, &[_, before, last]| bits | bit(before, last));
    }
    let mut bits = 0;
    for c in text.chars() {
        let mut buffer = [0; 4];
        bits |= match *c.encode_utf8(&mut buffer).as_bytes() {
            [.., before, last] => bit(before, last),
            [last] => bit(0, last),
            [] => 0,
        };
    }
    bits
}

impl WordList {
    /// Whether `name` ends in one of the words.
    pub fn ends(&self, name: &str) -> bool {
        self.ends.of(name).next().is_some()
    }

    /// Whether one of the words stands in `name`.
    pub fn within(&self, name: &str) -> bool {
        if self.words.is_empty() {
            return false;
        }
        // A word with a character that is not in the name need not be looked for.
        let there = bits(name);
        let mut words = self.words.iter().zip(&self.bits);
        words.any(|(word, bits)| bits & !there == 0 && name.contains(word.as_str()))
    }
}

impl From<Vec<String>> for WordList {
    fn from(words: Vec<String>) -> Self {
        let ends = WordEnds::new((0..).zip(&words).map(|(at, word)| (word.as_str(), at)));
        let bits = words.iter().map(|word| bits(word)).collect();
        Self { words, ends, bits }
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
