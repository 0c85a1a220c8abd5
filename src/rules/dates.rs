//! Dates as sheets print them: `2023年9月28日`, `2023-09`, `2022.3.15`.

use crate::text::bytes::has_digit;

/// A year, with its month and day where they are stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Date {
    pub(super) year: i32,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
}

/// Whether there may be a date in `text`: four digits that a year from 1990 to 2100 can be.
pub(super) fn may_hold_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_year = |at: usize| match bytes[at..] {
        [a, b, c, d, ..] => {
            let century = ((a == b'1') & (b == b'9')) | ((a == b'2') & (b <= b'1'));
            century & b.is_ascii_digit() & c.is_ascii_digit() & d.is_ascii_digit()
        }
        _ => false,
    };
    memchr::memchr2_iter(b'1', b'2', bytes).any(is_year)
}

/// The dates in `text`, in order.
pub(super) fn dates(text: &str) -> Vec<Date> {
    let mut found = Vec::new();
    if text.len() > 4096 || !has_digit(text) {
        return found;
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    // Every such year begins with one of two digits.
    while let Some(found_at) = memchr::memchr2(b'1', b'2', &bytes[at..]) {
        let start = at + found_at;
        let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let end = start + length;
        at = end;
        // It may stand within a number that begins with another.
        if start > 0 && bytes[start - 1].is_ascii_digit() {
            continue;
        }
        let Some(year) = (length == 4).then(|| text[start..end].parse::<i32>().ok()).flatten() else { continue };
        if !(1990..=2100).contains(&year) {
            continue;
        }
        let Some((month, rest)) = part(&text[end..], &['年', '-', '.', '/']) else {
            if text[end..].trim_start().starts_with('年') {
                found.push(Date { year, month: None, day: None });
            }
            continue;
        };
        if !(1..=12).contains(&month) {
            continue;
        }
        let day = part(rest, &['月', '-', '.', '/']).map(|(day, _)| day).filter(|day| (1..=31).contains(day));
        // 2010.10 is an amount sooner than a month.
        if day.is_none() && text[end..].starts_with(['.', '/']) {
            continue;
        }
        found.push(Date { year, month: Some(month), day });
    }
    found
}

/// The number of one or two digits behind one of `before`, and what follows it.
fn part<'t>(text: &'t str, before: &[char]) -> Option<(u32, &'t str)> {
    let rest = text.trim_start().strip_prefix(before)?.trim_start();
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&length) {
        return None;
    }
    Some((rest[..length].parse().ok()?, &rest[length..]))
}

/// The one date that `text` states.
pub(super) fn date(text: &str) -> Option<Date> {
    match dates(text)[..] {
        [date] => Some(date),
        _ => None,
    }
}

/// Whether `end` is before `start`, as far as both state it.
pub(super) fn is_before(end: Date, start: Date) -> bool {
    let stated = |of: Option<u32>, other: Option<u32>| of.zip(other);
    match (end.year.cmp(&start.year), stated(end.month, start.month)) {
        (std::cmp::Ordering::Less, _) => true,
        (std::cmp::Ordering::Equal, Some((end_month, start_month))) => {
            end_month < start_month
                || (end_month == start_month && stated(end.day, start.day).is_some_and(|(end, start)| end < start))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read() {
        let shown = |text: &str| {
            let one = |date: &Date| format!("{}-{}-{}", date.year, date.month.unwrap_or(0), date.day.unwrap_or(0));
            assert!(may_hold_date(text) || dates(text).is_empty(), "{text}");
            dates(text).iter().map(one).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown("2023年9月28日"), "2023-9-28");
        assert_eq!(shown("填报日期：2022.3.15"), "2022-3-15");
        assert_eq!(shown("2020-01-01"), "2020-1-1");
        assert_eq!(shown("2024年10月底前"), "2024-10-0");
        assert_eq!(shown("（2042年度）"), "2042-0-0");
        assert_eq!(shown("2020年5月至2022年6月"), "2020-5-0 2022-6-0");
        assert_eq!(shown("2200份 0680-5550112 2021期 2010.10"), "");
    }

    #[test]
    fn dates_are_compared_as_far_as_they_are_stated() {
        let before =
            |end: &str, start: &str| date(end).zip(date(start)).is_some_and(|(end, start)| is_before(end, start));
        assert!(
            before("2019年9月", "2020年11月") && before("2020-01-01", "2020-01-02") && before("2019年", "2020年3月")
        );
        assert!(
            !before("2020年", "2020年3月") && !before("2020年3月", "2020年3月5日") && !before("2021-01", "2020-12")
        );
    }
}
