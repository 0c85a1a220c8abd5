//! The dates of a spreadsheet, with the parts that it shows of them.

use super::grid::CellDoubt;
use super::number::{Shown, sections};
use calamine::{ExcelDateTime, ExcelDateTimeType};
use std::fmt::Write as _;

/// The last day that a spreadsheet knows, 9999-12-31.
const LAST: f64 = 2_958_466.0;

/// Whether a display format is one of dates or times.
pub(super) fn is_date(format: &str) -> bool {
    let first = sections(format)[0];
    if !first.contains(['y', 'Y', 'm', 'M', 'd', 'D', 'h', 'H', 's', 'S']) {
        return false;
    }
    let plain = plain(first);
    !plain.contains("general") && !plain.contains("g/") && plain.contains(['y', 'm', 'd', 'h', 's'])
}

/// What a spreadsheet shows of the day of that number.
pub(super) fn show(serial: f64, since_1904: bool, format: &str) -> Shown {
    let elapsed = ["[h", "[H", "[m", "[M", "[s", "[S"].iter().any(|start| format.contains(start));
    if elapsed || !(1.0..LAST).contains(&serial) {
        return (serial.to_string(), Some(CellDoubt::Unformatted));
    }
    let date = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, since_1904);
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    parts(year, month, day, (hour, minute, second) != (0, 0, 0), format)
}

/// What a spreadsheet shows of a date in ISO 8601; `None` where it is none.
pub(super) fn show_iso(text: &str, format: &str) -> Option<Shown> {
    let (date, time) = text.trim().split_once(['T', ' ']).unwrap_or((text.trim(), ""));
    let mut numbers = date.splitn(3, '-').map(|part| part.parse::<u16>().ok());
    let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
    if date.len() != 10 || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let clock = time.trim_end_matches('Z').contains(|c: char| c.is_ascii_digit() && c != '0');
    Some(parts(year, month as u8, day as u8, clock, format))
}

/// A date in a display format; the parts are those of the calendar.
fn parts(year: u16, month: u8, day: u8, time: bool, format: &str) -> Shown {
    let format = sections(format)[0];
    let parts = date_parts(format);
    let known = (parts.is_empty() || parts.contains('y')) && !time;
    if known && let Some(text) = in_words(year, month, day, format) {
        return (text, None);
    }
    let mut text = format!("{year:04}");
    if !known || parts.is_empty() || parts.contains('m') {
        let _ = write!(text, "-{month:02}");
    }
    if !known || parts.is_empty() || parts.contains('d') {
        let _ = write!(text, "-{day:02}");
    }
    // Without a year it is no deadline, and a time of day is none either.
    (text, (!known).then_some(CellDoubt::Unformatted))
}

/// Which of year, month and day a format shows.
fn date_parts(format: &str) -> String {
    let plain = plain(format);
    if plain.contains("general") {
        return String::new();
    }
    let clock = plain.contains('h') || plain.contains('s');
    ['y', 'm', 'd']
        .into_iter()
        .filter(|&part| if part == 'y' { plain.contains(['y', 'e']) } else { plain.contains(part) })
        .filter(|&part| !(part == 'm' && clock && !plain.contains('y')))
        .collect()
}

/// A date in a format that has words of its own, such as `2023年10月底前`; `None` where it has none but those of dates.
fn in_words(year: u16, month: u8, day: u8, format: &str) -> Option<String> {
    let (mut text, mut words) = (String::new(), false);
    let mut literal = |text: &mut String, literal: &str| {
        words |= literal.chars().any(|c| !c.is_whitespace() && !"年月日号/-.,".contains(c));
        text.push_str(literal);
    };
    let mut rest = format;
    while let Some(c) = rest.chars().next() {
        let behind = rest.trim_start_matches([c.to_ascii_lowercase(), c.to_ascii_uppercase()]);
        let count = rest.len() - behind.len();
        rest = &rest[c.len_utf8()..];
        match c.to_ascii_lowercase() {
            'y' | 'e' => {
                if count == 2 {
                    let _ = write!(text, "{:02}", year % 100);
                } else {
                    let _ = write!(text, "{year}");
                }
                rest = behind;
            }
            part @ ('m' | 'd') => {
                let number = if part == 'm' { month } else { day };
                match count {
                    1 => {
                        let _ = write!(text, "{number}");
                    }
                    2 => {
                        let _ = write!(text, "{number:02}");
                    }
                    _ => return None,
                }
                rest = behind;
            }
            'h' | 's' | 'a' => return None,
            '"' => {
                let (quoted, behind) = rest.split_once('"').unwrap_or((rest, ""));
                literal(&mut text, quoted);
                rest = behind;
            }
            '[' => rest = rest.split_once(']').map_or("", |(_, behind)| behind),
            '\\' | '!' => {
                if let Some(c) = rest.chars().next() {
                    literal(&mut text, c.encode_utf8(&mut [0; 4]));
                    rest = &rest[c.len_utf8()..];
                }
            }
            '_' | '*' => rest = rest.chars().next().map_or("", |c| &rest[c.len_utf8()..]),
            _ => literal(&mut text, c.encode_utf8(&mut [0; 4])),
        }
    }
    words.then_some(text)
}

/// A part of a format without what it quotes, in small letters.
fn plain(format: &str) -> String {
    let mut out = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => chars.by_ref().take_while(|&c| c != '"').for_each(drop),
            '[' => chars.by_ref().take_while(|&c| c != ']').for_each(drop),
            '\\' | '!' | '_' | '*' => drop(chars.next()),
            c => out.push(c.to_ascii_lowercase()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: u16, month: u8, day: u8, time: bool, format: &str) -> Shown {
        parts(year, month, day, time, format)
    }

    #[test]
    fn dates_have_the_parts_that_are_shown() {
        assert_eq!(date(2021, 12, 1, false, "yyyy-mm"), ("2021-12".into(), None));
        assert_eq!(date(2021, 12, 1, false, "yyyy\"年\"m\"月\";@"), ("2021-12".into(), None));
        assert_eq!(date(2021, 12, 31, false, "[$-804]yyyy/m/d"), ("2021-12-31".into(), None));
        assert_eq!(date(2021, 12, 31, false, "mmm-yy"), ("2021-12".into(), None));
        assert_eq!(date(2021, 12, 31, false, ""), ("2021-12-31".into(), None));
        assert_eq!(date(2021, 12, 31, false, "m\"月\"d\"日\""), ("2021-12-31".into(), Some(CellDoubt::Unformatted)));
    }

    #[test]
    fn a_format_of_dates_is_told_from_one_of_numbers() {
        for format in ["yyyy-mm", "m\"月\"d\"日\"", "[$-804]yyyy/m/d;@", "h:mm", "[h]:mm", "YYYY\\年"] {
            assert!(is_date(format), "{format}");
        }
        for format in ["General", "0.00", "\"day\"0", "[Red]0", "G/通用格式", "@", "0\\d", "_s0"] {
            assert!(!is_date(format), "{format}");
        }
    }

    #[test]
    fn formats_may_have_words_of_their_own() {
        assert_eq!(date(2023, 10, 1, false, "yyyy\"年\"m\"月底前\""), ("2023年10月底前".into(), None));
        assert_eq!(date(2023, 9, 1, false, "\"≤\"yyyy-mm"), ("≤2023-09".into(), None));
    }

    #[test]
    fn iso_dates_are_dates() {
        assert_eq!(show_iso("2021-12-01T00:00:00", "yyyy-mm"), Some(("2021-12".into(), None)));
        assert_eq!(show_iso("2021-12-31", "General"), Some(("2021-12-31".into(), None)));
        assert_eq!(show_iso("2021-12-31T08:30:00Z", ""), Some(("2021-12-31".into(), Some(CellDoubt::Unformatted))));
        assert_eq!(show_iso("明天", ""), None);
    }

    #[test]
    fn days_are_counted_as_the_spreadsheet_does() {
        assert_eq!(show(44531.0, false, "yyyy\"年\"m\"月\""), ("2021-12".into(), None));
        assert_eq!(show(44531.0 - 1462.0, true, "yyyy-mm-dd"), ("2021-12-01".into(), None));
        assert_eq!(show(-3.0, false, "yyyy").1, Some(CellDoubt::Unformatted));
        assert_eq!(show(1.5, false, "[h]:mm").1, Some(CellDoubt::Unformatted));
    }
}
