//! The numbers of a spreadsheet as it shows them: in their display format, exactly, without arithmetic in binary.

use super::grid::CellDoubt;
use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt::Write as _;

/// A figure as text, and what is open about it.
pub(super) type Shown = (String, Option<CellDoubt>);

/// What a spreadsheet shows of a number in a display format.
pub(super) fn show(value: f64, format: &str) -> Shown {
    let Some(exact) = decimal(value) else { return (value.to_string(), Some(CellDoubt::Unformatted)) };
    let Some(format) = Format::read(section(format, exact)) else {
        return (exact.to_string(), None);
    };
    if format.odd {
        return (exact.to_string(), Some(CellDoubt::Unformatted));
    }
    let (number, least, most) = match format.percent {
        // Two places of the decimal point, not a multiplication.
        true => (exact.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(exact).normalize(), format.least, format.most),
        false => (exact, format.least, format.most),
    };
    let shown = number.round_dp_with_strategy(most, RoundingStrategy::MidpointAwayFromZero);
    let written = |mut number: Decimal| {
        if number.scale() < least {
            number.rescale(least);
        }
        format!("{}{number}{}", format.before, format.after)
    };
    if shown == number { (written(shown), None) } else { (written(number), Some(CellDoubt::Rounded(written(shown)))) }
}

/// A date in a display format; the parts are those of the calendar.
pub(super) fn date(year: u16, month: u8, day: u8, time: bool, format: &str) -> Shown {
    let parts = date_parts(format);
    let mut text = format!("{year:04}");
    if parts.is_empty() || parts.contains('m') {
        let _ = write!(text, "-{month:02}");
    }
    if parts.is_empty() || parts.contains('d') {
        let _ = write!(text, "-{day:02}");
    }
    // Without a year it is no deadline, and a time of day is none either.
    let known = (parts.is_empty() || parts.contains('y')) && !time;
    (text, (!known).then_some(CellDoubt::Unformatted))
}

/// Which of year, month and day a format shows.
fn date_parts(format: &str) -> String {
    let plain = unquoted(format).to_ascii_lowercase();
    let clock = plain.contains('h') || plain.contains('s');
    ['y', 'm', 'd']
        .into_iter()
        .filter(|&part| if part == 'y' { plain.contains(['y', 'e']) } else { plain.contains(part) })
        .filter(|&part| !(part == 'm' && clock && !plain.contains('y')))
        .collect()
}

/// A format without what it quotes.
fn unquoted(format: &str) -> String {
    let mut out = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => chars.by_ref().take_while(|&c| c != '"').for_each(drop),
            '[' => chars.by_ref().take_while(|&c| c != ']').for_each(drop),
            '\\' | '_' | '*' => drop(chars.next()),
            ';' => return out,
            c => out.push(c),
        }
    }
    out
}

/// `value` in the 15 digits that a spreadsheet computes with.
fn decimal(value: f64) -> Option<Decimal> {
    let digits = format!("{value:.14e}");
    if !value.is_finite() {
        return None;
    }
    Decimal::from_scientific(&digits).ok().map(|number| number.normalize())
}

/// The part of a format that goes for `value`.
fn section(format: &str, value: Decimal) -> &str {
    let mut ends = Vec::new();
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in format.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => ends.push(at),
            _ => {}
        }
    }
    let first = &format[..ends.first().copied().unwrap_or(format.len())];
    // Below zero the second part says how to show the sign, which is kept anyway.
    if value.is_sign_negative() && ends.len() == 1 { &format[ends[0] + 1..] } else { first }
}

/// What one part of a format says of digits.
#[derive(Default)]
struct Format {
    before: String,
    after: String,
    least: u32,
    most: u32,
    percent: bool,
    /// Whether it shows something else than the number: a fraction, a power of ten, thousands.
    odd: bool,
}

impl Format {
    /// `None` where the format leaves the digits to the spreadsheet.
    fn read(format: &str) -> Option<Self> {
        let mut out = Self::default();
        let (mut digits, mut point, mut done, mut comma) = (false, false, false, false);
        let mut chars = format.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '0' | '#' | '?' => {
                    digits = true;
                    out.odd |= done;
                    comma = false;
                    if point {
                        out.most += 1;
                        out.least += u32::from(c == '0');
                    }
                }
                '.' if digits || matches!(chars.peek(), Some('0' | '#' | '?')) => point = true,
                ',' if digits => comma = true,
                '%' => out.percent = true,
                'E' | 'e' if matches!(chars.peek(), Some('+' | '-')) => out.odd = true,
                '/' if digits => out.odd = true,
                '"' => {
                    let text: String = chars.by_ref().take_while(|&c| c != '"').collect();
                    out.literal(&text, digits);
                }
                '[' => {
                    let inner: String = chars.by_ref().take_while(|&c| c != ']').collect();
                    // A currency: `[$¥-804]`.
                    if let Some(currency) = inner.strip_prefix('$') {
                        let symbol = currency.split('-').next().unwrap_or("").to_owned();
                        out.literal(&symbol, digits);
                    }
                }
                '\\' => {
                    if let Some(c) = chars.next() {
                        out.literal(&c.to_string(), digits);
                    }
                }
                // As wide as the next character, or filled with it.
                '_' | '*' => drop(chars.next()),
                '(' | ')' | '-' | '+' | ' ' => {}
                'G' | 'g' | '@' => return None,
                c => out.literal(&c.to_string(), digits),
            }
            done |= digits && !matches!(c, '0' | '#' | '?' | '.' | ',');
        }
        // A comma behind the digits divides by a thousand.
        out.odd |= comma;
        if out.percent {
            out.after.insert(0, '%');
        }
        digits.then_some(out)
    }

    fn literal(&mut self, text: &str, behind: bool) {
        let bare = text.trim_matches([' ', '(', ')', '-', '+']);
        if behind { self.after.push_str(bare) } else { self.before.push_str(bare) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: f64, format: &str, expected: &str) {
        let (text, doubt) = show(value, format);
        let doubt = match doubt {
            Some(CellDoubt::Rounded(shown)) => format!(" shown {shown}"),
            Some(other) => format!(" {other:?}"),
            None => String::new(),
        };
        assert_eq!(format!("{text}{doubt}"), expected, "{value} {format}");
    }

    #[test]
    fn a_figure_is_what_the_spreadsheet_shows() {
        check(15.0, "0.00", "15.00");
        check(537.12, "General", "537.12");
        check(537.12, "", "537.12");
        check(537.12, "#,##0.00", "537.12");
        check(1_234_567.5, "#,##0.00_);(#,##0.00)", "1234567.50");
        check(-3.5, "0.00_);(0.00)", "-3.50");
        check(0.0, "0.00;-0.00;\"-\"", "0.00");
        check(100.0, "0", "100");
        check(0.95, "0%", "95%");
        check(0.955, "0.0%", "95.5%");
        check(1.0, "0.00%", "100.00%");
        check(15.0, "0.00\"万元\"", "15.00万元");
        check(15.0, "[$¥-804]#,##0.00", "¥15.00");
        check(15.5, "0.##", "15.5");
        check(95.0, "\"≥\"0", "≥95");
    }

    #[test]
    fn digits_are_decimal() {
        check(0.1 + 0.2, "General", "0.3");
        check(99.199_999_999_999_99, "0.00", "99.20");
        check(8_827_620.53, "General", "8827620.53");
        check(1e-7, "General", "0.0000001");
    }

    #[test]
    fn more_digits_than_are_shown_are_doubtful() {
        check(537.123, "0.00", "537.123 shown 537.12");
        check(0.956, "0%", "95.6% shown 96%");
        check(1234.0, "0,", "1234 Unformatted");
        check(0.5, "# ?/?", "0.5 Unformatted");
        check(f64::NAN, "0", "NaN Unformatted");
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
}
