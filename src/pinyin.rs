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
}

/// A query, prepared for many texts.
#[derive(Clone, Debug)]
pub struct Query {
    folded: String,
    /// Lower case, ü as v, without blanks and apostrophes.
    typed: Vec<char>,
}

impl Query {
    /// The query that `text` is.
    pub fn new(text: &str) -> Self {
        let folded = fold(text).to_lowercase();
        let typed =
            folded.chars().filter(|c| !matches!(c, '\'' | '’')).map(|c| if c == 'ü' { 'v' } else { c }).collect();
        Self { folded, typed }
    }

    /// Whether and how it finds `text`; an empty query finds everything.
    pub fn find(&self, text: &str) -> Option<Found> {
        let folded = fold(text).to_lowercase();
        if folded.contains(&self.folded) {
            return Some(Found::Literally);
        }
        let all = self.typed.len();
        let mut found = None;
        // What was typed up to each of these lengths may end before the next character: from the text's start, and from
        // any place in it.
        let (mut at_start, mut inside) = (vec![false; all + 1], vec![false; all + 1]);
        at_start[0] = true;
        for c in folded.chars().filter(|c| c.is_alphanumeric()) {
            inside[0] = true;
            at_start = self.step(&at_start, c);
            inside = self.step(&inside, c);
            if at_start[all] {
                return Some(Found::AtStart);
            }
            if inside[all] {
                found = Some(Found::Inside);
            }
        }
        found
    }

    /// From the lengths that may end before `c` to those that may end behind it.
    fn step(&self, ends: &[bool], c: char) -> Vec<bool> {
        let mut next = vec![false; ends.len()];
        for at in (0..self.typed.len()).filter(|&at| ends[at]) {
            let rest = &self.typed[at..];
            if rest[0] == c {
                next[at + 1] = true;
            }
            for reading in c.to_pinyin_multi().into_iter().flatten().map(Pinyin::plain) {
                self.read(reading, rest, at, &mut next);
            }
        }
        next
    }

    fn read(&self, reading: &str, rest: &[char], at: usize, next: &mut [bool]) {
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
                next[at + same] = true;
            }
            if same >= 1 {
                next[at + 1] = true;
            }
            if same >= initial {
                next[at + initial] = true;
            }
            if !reading.contains('ü') {
                break;
            }
        }
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
    fn what_is_not_said_is_not_found() {
        for query in ["yszxx", "xyz", "执行预算", "yusuanzhixingluv"] {
            check(query, "预算执行率", None);
        }
    }
}
