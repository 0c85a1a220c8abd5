//! Deadlines and years.

use crate::profile::fold_value;
use crate::text::bytes::{begins_han, holds};
use crate::text::compatible::plain_dashes;

/// A deadline: a month, or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Deadline {
    /// Calendar year, 1900 to 2199.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31, when it is stated.
    pub day: Option<u8>,
}

impl Deadline {
    /// The same day of `year`; the 29th of February is the 28th in a common year.
    #[must_use]
    pub fn in_year(self, year: i32) -> Self {
        let day = match self.day {
            Some(29) if self.month == 2 && !is_leap(year) => Some(28),
            day => day,
        };
        Self { year, day, ..self }
    }

    /// `2021-12`, or `2021-12-31` with a day.
    pub fn canonical(self) -> String {
        match self.day {
            Some(day) => format!("{:04}-{:02}-{day:02}", self.year, self.month),
            None => format!("{:04}-{:02}", self.year, self.month),
        }
    }
}

/// The deadline that `text` spells: `2021-12`, `2021-12-31`, `2021年12月`, `2021/12`, `2021.12`, in any width.
pub fn read_deadline(text: &str) -> Option<Deadline> {
    if let &[a, b, c, d, b'-', e, f] = text.as_bytes() {
        let digit = |byte: u8| byte.is_ascii_digit().then(|| i32::from(byte - b'0'));
        let year = digit(a)? * 1000 + digit(b)? * 100 + digit(c)? * 10 + digit(d)?;
        return deadline(year, digit(e)? * 10 + digit(f)?, None);
    }
    if text.len() > 32 || !text.bytes().any(|byte| byte.is_ascii_digit() || byte == 0xef) {
        return None;
    }
    // Most of what holds digits begins with a word or another number; wide digits have a byte of their own.
    let first = text.trim_start().bytes().next()?;
    if begins_han(first) || (first.is_ascii() && !matches!(first, b'1' | b'2')) {
        return None;
    }
    let folded: String = fold_value(&plain_dashes(text)).split_whitespace().collect();
    let trimmed = folded.trim_end_matches(['前', '底', '日']);
    let trimmed = trimmed.strip_suffix('月').unwrap_or(trimmed);
    let mut parts = trimmed.split(['年', '月', '-', '/', '.', '—', '–']);
    let number = |part: Option<&str>, longest: usize| -> Option<i32> {
        let part = part?;
        (!part.is_empty() && part.len() <= longest && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse().ok())
            .flatten()
    };
    let year = parts.next().filter(|part| part.len() == 4);
    let year = number(year, 4)?;
    let month = number(parts.next(), 2)?;
    let day = match parts.next() {
        None => None,
        some => Some(number(some, 2)?),
    };
    if parts.next().is_some() {
        return None;
    }
    deadline(year, month, day)
}

fn deadline(year: i32, month: i32, day: Option<i32>) -> Option<Deadline> {
    let days = || match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let fits =
        (1900..2200).contains(&year) && (1..=12).contains(&month) && day.is_none_or(|day| (1..=days()).contains(&day));
    fits.then(|| Deadline { year, month: month as u8, day: day.map(|day| day as u8) })
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Whether `text` looks as if it stated a time, though no deadline can be read from it.
pub(super) fn is_time_like(text: &str) -> bool {
    text.len() <= 48 && (text.contains(['年', '月', '季', '日']) || text.contains("长期"))
}

/// The years that `text` names, `2020年` or `2020-2021年`, with the byte range of the four digits.
pub fn years_in(text: &str) -> Vec<(i32, std::ops::Range<usize>)> {
    let mut years: Vec<(i32, std::ops::Range<usize>)> = Vec::new();
    if !holds(text, '年') {
        return years;
    }
    for (at, _) in text.match_indices('年') {
        let mut end = at;
        // A span of years, `2020-2021年`, names both ends.
        while let Some((year, range)) = year_before(text, end) {
            end = range.start;
            years.push((year, range));
            let head = text[..end].trim_end_matches(['-', '—', '–', '~', '～', '至', '、', '和', '－']);
            if head.len() == end {
                break;
            }
            end = head.len();
        }
    }
    years.sort_by_key(|(_, range)| range.start);
    years
}

fn year_before(text: &str, end: usize) -> Option<(i32, std::ops::Range<usize>)> {
    let bytes = text.as_bytes();
    let start = end.checked_sub(4)?;
    let digits = &bytes[start..end];
    if !digits.iter().all(u8::is_ascii_digit)
        || (start > 0 && (bytes[start - 1].is_ascii_digit() || bytes[start - 1] == b'.'))
    {
        return None;
    }
    let year: i32 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    (1949..2100).contains(&year).then_some((year, start..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines_are_read_in_every_usual_spelling() {
        for text in ["2021-12", "2021年12月", "2021/12", "2021.12", "２０２１－１２", "2021年12月底", "2021 年 12 月"]
        {
            assert_eq!(read_deadline(text).map(Deadline::canonical).as_deref(), Some("2021-12"), "{text}");
        }
        assert_eq!(read_deadline("2021年12月31日").map(Deadline::canonical).as_deref(), Some("2021-12-31"));
        for text in [
            "2021-13",
            "2021",
            "12月",
            "2021年",
            "21-12",
            "2021-02-29",
            "2021-04-31",
            "管理规范",
            "2021-12-31-1",
            "100",
        ] {
            assert_eq!(read_deadline(text), None, "{text}");
        }
    }

    #[test]
    fn years_are_found_before_the_word_for_year() {
        let found = |text: &str| years_in(text).into_iter().map(|(year, _)| year).collect::<Vec<_>>();
        assert_eq!(found("做好2020年全年两次软考"), [2020]);
        assert_eq!(found("2019-2021年规划，增长12020年"), [2019, 2021]);
        assert!(found("完成3年期任务，发展20年").is_empty());
    }
}
