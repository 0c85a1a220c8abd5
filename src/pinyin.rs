//! Finding Chinese text by how it is typed: as it stands, by full pinyin, by initials, or by a mixture, in every reading of
//! a character.

use pinyin::{Pinyin, ToPinyinMulti};

use crate::profile::fold;

/// How well a query finds a text; the smaller, the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// It stands in it.
    Literally,
    /// It is how the text begins.
    AtStart,
    /// It is how something inside the text is said.
    Inside,
    /// Its characters are said in the text one behind the other, with others between them.
    Scattered,
}

/// A query, prepared for many texts.
#[derive(Clone, Debug)]
pub struct Query {
    folded: String,
    /// Lower case, ü as v, without blanks and apostrophes.
    typed: Vec<char>,
    /// Whether a character is found by how it is said.
    said: bool,
}

/// A query of more characters finds a text only where it stands in it: a bit stands for each length.
const MOST: usize = 63;

impl Query {
    /// The query that `text` is.
    pub fn new(text: &str) -> Self {
        let folded = fold(text).to_lowercase();
        let typed = folded.chars().filter(|c| !matches!(c, '\'' | '’')).map(|c| if c == 'ü' { 'v' } else { c });
        let typed = typed.collect();
        Self { folded, typed, said: true }
    }

    /// The query that `text` is, which finds characters as they stand and not by pinyin.
    pub fn literal(text: &str) -> Self {
        Self { said: false, ..Self::new(text) }
    }

    /// Whether it is empty, so that it finds everything.
    pub fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// Whether and how it finds `text`; an empty query finds everything. Never [`Found::Scattered`].
    pub fn find(&self, text: &str) -> Option<Found> {
        self.search(text, false)
    }

    /// Whether and how it finds `text`, also where something stands between what was typed.
    pub fn find_loosely(&self, text: &str) -> Option<Found> {
        // Two characters stand in many a text one somewhere behind the other.
        self.search(text, self.typed.len() > 2 || self.typed.iter().all(|c| !c.is_ascii()))
    }

    fn search(&self, text: &str, loosely: bool) -> Option<Found> {
        let folded = fold(text).to_lowercase();
        if folded.contains(&self.folded) {
            return Some(Found::Literally);
        }
        if self.typed.len() > MOST {
            return None;
        }
        let whole = 1u64 << self.typed.len();
        let mut found = None;
        // What was typed up to each of these lengths may end before the next character: from the text's start, from any
        // place in it, and with any gaps. A bit stands for a length.
        let (mut at_start, mut inside, mut scattered) = (1u64, 0u64, 1u64);
        for c in folded.chars().filter(|c| c.is_alphanumeric()) {
            inside |= 1;
            at_start = self.step(at_start, c);
            inside = self.step(inside, c);
            if at_start & whole != 0 {
                return Some(Found::AtStart);
            }
            if inside & whole != 0 {
                found = Some(Found::Inside);
            }
            if loosely {
                scattered |= self.step(scattered, c);
            }
        }
        found.or((loosely && scattered & whole != 0).then_some(Found::Scattered))
    }

    /// From the lengths that may end before `c` to those that may end behind it.
    fn step(&self, ends: u64, c: char) -> u64 {
        let mut next = 0;
        let mut readings = None;
        let mut left = ends & !(1 << self.typed.len());
        while left != 0 {
            let at = left.trailing_zeros() as usize;
            left &= left - 1;
            let rest = &self.typed[at..];
            if rest[0] == c {
                next |= 1 << (at + 1);
            }
            if self.said && rest[0].is_ascii_lowercase() {
                let readings = *readings.get_or_insert_with(|| c.to_pinyin_multi());
                for reading in readings.into_iter().flatten().map(Pinyin::plain) {
                    next |= self.read(reading, rest, at);
                }
            }
        }
        next
    }

    fn read(&self, reading: &str, rest: &[char], at: usize) -> u64 {
        let mut next = 0;
        // ü is typed as v, as u by those who do not know better.
        for umlaut in ['v', 'u'] {
            let mut same = 0;
            for (typed, c) in rest.iter().zip(reading.chars()) {
                if *typed != if c == 'ü' { umlaut } else { c } {
                    break;
                }
                same += 1;
            }
            let whole = reading.chars().count();
            let initial = if reading.len() > 1 && reading[1..].starts_with('h') { 2 } else { 1 };
            // The last syllable may be half typed.
            if same >= 1 && at + same == self.typed.len() || same == whole {
                next |= 1 << (at + same);
            }
            if same >= 1 {
                next |= 1 << (at + 1);
            }
            if same >= initial {
                next |= 1 << (at + initial);
            }
            if !reading.contains('ü') {
                break;
            }
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, text: &str, expected: Option<Found>) {
        assert_eq!(Query::new(query).find(text), expected, "{query} in {text}");
    }

    #[test]
    fn pinyin_initials_and_mixtures() {
        for query in ["yszxl", "yusuanzhixinglv", "yusuan zhixing lü", "yusuanzxl", "yuszhixl", "yusuanzhix", "YSZX"] {
            check(query, "预算执行率", Some(Found::AtStart));
        }
        for query in ["zxl", "zhixinglv", "zhixinglu"] {
            check(query, "预算执行率", Some(Found::Inside));
        }
        check("执行", "预算执行率", Some(Found::Literally));
        check("预算zxl", "预算执行率", Some(Found::AtStart));
        check("", "预算执行率", Some(Found::Literally));
    }

    #[test]
    fn every_reading_of_a_character() {
        for query in ["zdgz", "zhongdian", "chongdian"] {
            check(query, "重点工作办结率", Some(Found::AtStart));
        }
        check("diaozheng", "预算调整率", Some(Found::Inside));
        check("tiaozheng", "预算调整率", Some(Found::Inside));
        check("hangwei", "违法违规行为", Some(Found::Inside));
    }

    #[test]
    fn marks_are_not_typed() {
        check("sgjfbdl", "“三公”经费变动率", Some(Found::AtStart));
        check("三公经费", "“三公”经费变动率", Some(Found::AtStart));
    }

    #[test]
    fn gaps_are_bridged_when_asked() {
        for (query, text) in [
            ("ysxl", "预算执行率"),
            ("工完率", "总体工作完成率"),
            ("重办", "重点工作办结率"),
            ("yusuanlv", "预算执行率"),
        ] {
            check(query, text, None);
            assert_eq!(Query::new(query).find_loosely(text), Some(Found::Scattered), "{query} in {text}");
        }
        for (query, text) in [("yl", "预算执行率"), ("lxsy", "预算执行率"), ("办重", "重点工作办结率")]
        {
            assert_eq!(Query::new(query).find_loosely(text), None, "{query} in {text}");
        }
    }

    #[test]
    fn pinyin_can_be_left_out() {
        assert_eq!(Query::literal("yszxl").find_loosely("预算执行率"), None);
        assert_eq!(Query::literal("执行").find("预算执行率"), Some(Found::Literally));
        assert_eq!(Query::literal("预执").find_loosely("预算执行率"), Some(Found::Scattered));
    }

    #[test]
    fn a_query_of_any_length() {
        let long = "ys".repeat(200);
        assert_eq!(Query::new(&long).find_loosely("预算执行率"), None);
        assert_eq!(Query::new(&long).find(&long), Some(Found::Literally));
    }

    #[test]
    fn what_is_not_said_is_not_found() {
        for query in ["yszxx", "xyz", "执行预算", "yusuanzhixingluv"] {
            check(query, "预算执行率", None);
        }
    }
}
