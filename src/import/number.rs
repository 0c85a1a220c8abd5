//! The numbers of a spreadsheet as it shows them: in their display format, exactly, without arithmetic in binary.

use super::grid::CellDoubt;
use rust_decimal::{Decimal, RoundingStrategy};

/// A figure as text, and what is open about it.
pub(super) type Shown = (String, Option<CellDoubt>);

/// What a spreadsheet shows of a number in a display format.
pub(super) fn show(value: f64, format: &str) -> Shown {
    let Some(exact) = decimal(value) else { return (value.to_string(), Some(CellDoubt::Unformatted)) };
    let sections = sections(format);
    let Some((section, at)) = section(&sections, exact) else {
        return (exact.to_string(), Some(CellDoubt::Unformatted));
    };
    if section.is_empty() && sections.len() > 1 {
        return (exact.to_string(), Some(CellDoubt::Unseen));
    }
    let format = Format::read(section);
    if format.odd {
        return (exact.to_string(), Some(CellDoubt::Unformatted));
    }
    if !format.digits && !format.general {
        let words = format.before;
        return if section.is_empty() || words.is_empty() { (exact.to_string(), None) } else { (words, None) };
    }
    // A part for numbers below zero may say so in words.
    let said = at == 1
        && exact.is_sign_negative()
        && !format.signed
        && format.words() != Format::read(sections[0]).words()
        && !format.words().is_empty();
    let number = if said { exact.abs() } else { exact };
    let number = match format.percent {
        // Two places of the decimal point, not a multiplication.
        true => number.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(number).normalize(),
        false => number,
    };
    if format.general {
        return (format!("{}{number}{}", format.before, format.after), None);
    }
    let shown = number.round_dp_with_strategy(format.most, RoundingStrategy::MidpointAwayFromZero);
    let written = |mut number: Decimal| {
        if number.scale() < format.least {
            number.rescale(format.least);
        }
        let digits = number.abs().to_string();
        let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
        let mut whole = format!("{}{whole}", "0".repeat(format.whole.saturating_sub(whole.len())));
        if format.grouped {
            (1..=whole.len().saturating_sub(1) / 3).for_each(|group| whole.insert(whole.len() - 4 * group + 1, ','));
        }
        let sign = if number.is_sign_negative() && !number.is_zero() { "-" } else { "" };
        format!("{}{sign}{whole}{fraction}{}", format.before, format.after)
    };
    if shown == number { (written(shown), None) } else { (written(number), Some(CellDoubt::Rounded(written(shown)))) }
}

/// What a spreadsheet shows of a text in a display format, where that is more than the text, or nothing.
pub(super) fn show_text(text: &str, format: &str) -> Option<Shown> {
    if !format.contains(['@', ';']) {
        return None;
    }
    let sections = sections(format);
    let section = match sections.get(3) {
        Some(section) => section,
        None => sections.iter().rev().find(|section| Format::read(section).text)?,
    };
    let format = Format::read(section);
    if !format.text {
        return Some((text.to_owned(), Some(CellDoubt::Unseen)));
    }
    (!format.before.is_empty() || !format.after.is_empty())
        .then(|| (format!("{}{text}{}", format.before, format.after), None))
}

/// `value` in the 15 digits that a spreadsheet computes with.
fn decimal(value: f64) -> Option<Decimal> {
    let digits = format!("{value:.14e}");
    if !value.is_finite() {
        return None;
    }
    Decimal::from_scientific(&digits).ok().map(|number| number.normalize())
}

/// The parts of a format, one for each kind of value.
pub(super) fn sections(format: &str) -> Vec<&str> {
    let (mut quoted, mut escaped, mut bracket) = (false, false, false);
    let mut start = 0;
    let mut out = Vec::new();
    for (at, c) in format.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '"' if !bracket => quoted = !quoted,
            _ if quoted => {}
            '\\' | '!' | '_' | '*' => escaped = true,
            '[' => bracket = true,
            ']' => bracket = false,
            ';' if !bracket => {
                out.push(&format[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    out.push(&format[start..]);
    out
}

/// The part that goes for `value`, and which one it is.
fn section<'f>(sections: &[&'f str], value: Decimal) -> Option<(&'f str, usize)> {
    // The part for texts is none for numbers, unless there is no other.
    let last = sections.len().min(4) - 1;
    let texts = last > 0 && (last == 3 || Format::read(sections[last]).text);
    let numbers = if texts { &sections[..last] } else { &sections[..=last] };
    let conditions: Vec<Option<Condition>> = numbers.iter().map(|section| condition(section)).collect();
    let at = if conditions.iter().any(Option::is_some) {
        let holds = |condition: &Option<Condition>| condition.as_ref().is_none_or(|condition| condition.holds(value));
        conditions.iter().position(holds)?
    } else if value.is_sign_negative() && !value.is_zero() {
        usize::from(numbers.len() > 1)
    } else if value.is_zero() && numbers.len() > 2 {
        // A zero that is printed as a dash is a figure nevertheless.
        let zero = Format::read(numbers[2]);
        let dash = !numbers[2].is_empty() && !zero.exact_digits && !zero.general && zero.words().is_empty();
        if dash { 0 } else { 2 }
    } else {
        0
    };
    Some((numbers[at], at))
}

/// For which numbers a part of a format goes: `[>=100]`.
struct Condition {
    operator: String,
    bound: Decimal,
}

impl Condition {
    fn holds(&self, value: Decimal) -> bool {
        match self.operator.as_str() {
            ">" => value > self.bound,
            ">=" => value >= self.bound,
            "<" => value < self.bound,
            "<=" => value <= self.bound,
            "<>" => value != self.bound,
            _ => value == self.bound,
        }
    }
}

fn condition(section: &str) -> Option<Condition> {
    section.match_indices('[').find_map(|(at, _)| {
        let inner = section[at + 1..].split(']').next()?;
        let bound = inner.trim_start_matches(['<', '>', '=']);
        let operator = &inner[..inner.len() - bound.len()];
        let bound = Decimal::from_str_exact(bound.trim()).ok()?;
        (!operator.is_empty()).then(|| Condition { operator: operator.to_owned(), bound })
    })
}

/// What one part of a format says of digits.
#[derive(Default)]
struct Format {
    before: String,
    after: String,
    /// The least digits before the decimal point.
    whole: usize,
    /// The least and the most digits behind it.
    least: u32,
    most: u32,
    percent: bool,
    /// Whether a comma stands between thousands.
    grouped: bool,
    digits: bool,
    /// Whether some digit is shown even when it is a zero that nothing needs, or is not padded with blanks.
    exact_digits: bool,
    /// Whether the spreadsheet chooses the digits.
    general: bool,
    /// Whether it is for texts.
    text: bool,
    /// Whether it writes a sign or brackets.
    signed: bool,
    /// Whether it shows something else than the number: a fraction, a power of ten, thousands, Chinese numerals.
    odd: bool,
}

impl Format {
    fn read(format: &str) -> Self {
        let mut out = Self::default();
        let (mut point, mut done, mut comma) = (false, false, false);
        let mut rest = format;
        while let Some(c) = rest.chars().next() {
            if let Some(behind) = general(rest) {
                (out.general, rest) = (true, behind);
                continue;
            }
            rest = &rest[c.len_utf8()..];
            match c {
                '0' | '#' | '?' => {
                    out.digits = true;
                    out.exact_digits |= c != '?';
                    out.odd |= done;
                    out.grouped |= comma && !point;
                    comma = false;
                    if point {
                        out.most += 1;
                        out.least += u32::from(c == '0');
                    } else {
                        out.whole += usize::from(c == '0');
                    }
                }
                '.' if out.digits || rest.starts_with(['0', '#', '?']) => point = true,
                ',' if out.digits => comma = true,
                '%' => {
                    out.percent = true;
                    out.literal("%");
                }
                'E' | 'e' if rest.starts_with(['+', '-']) => out.odd = true,
                '/' if out.digits => out.odd = true,
                '"' => {
                    let (text, behind) = rest.split_once('"').unwrap_or((rest, ""));
                    out.literal(text);
                    rest = behind;
                }
                '[' => {
                    let (inner, behind) = rest.split_once(']').unwrap_or((rest, ""));
                    rest = behind;
                    // A currency: `[$¥-804]`.
                    if let Some(currency) = inner.strip_prefix('$') {
                        out.literal(currency.split('-').next().unwrap_or(""));
                    }
                    out.odd |= inner.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("dbnum"));
                }
                '\\' | '!' => {
                    if let Some(c) = rest.chars().next() {
                        out.literal(c.encode_utf8(&mut [0; 4]));
                        rest = &rest[c.len_utf8()..];
                    }
                }
                // As wide as the next character, or filled with it.
                '_' | '*' => rest = rest.chars().next().map_or("", |c| &rest[c.len_utf8()..]),
                '(' | '-' => out.signed = true,
                ')' | '+' | ' ' => {}
                '@' => (out.text, out.general) = (true, true),
                c => out.literal(c.encode_utf8(&mut [0; 4])),
            }
            done |= out.digits && !matches!(c, '0' | '#' | '?' | '.' | ',');
        }
        // A comma behind the digits divides by a thousand.
        out.odd |= comma;
        out
    }

    fn literal(&mut self, text: &str) {
        self.signed |= text.contains(['-', '(']);
        let bare = text.trim_matches([' ', '(', ')', '-', '+']);
        if self.digits || self.general { self.after.push_str(bare) } else { self.before.push_str(bare) }
    }

    /// What it writes beside the digits.
    fn words(&self) -> String {
        format!("{}{}", self.before, self.after)
    }
}

/// What stands behind the name of the format that leaves the digits to the spreadsheet: `General`, `G/通用格式`.
fn general(format: &str) -> Option<&str> {
    const NAME: &str = "general";
    if let Some(head) = format.get(..NAME.len())
        && head.eq_ignore_ascii_case(NAME)
    {
        return Some(&format[NAME.len()..]);
    }
    let name = format.strip_prefix("G/").or_else(|| format.strip_prefix("g/"))?;
    // Its name in Chinese and Japanese; other words may follow it.
    ["通用格式", "通用格", "標準", "标准"].iter().find_map(|rest| name.strip_prefix(rest)).or(Some(name))
}

/// The display format of a number that stands in the format without being spelled out there: those of every workbook,
/// and those that a Chinese one has (ECMA-376 part 1, 18.8.30).
pub(super) fn builtin(id: u32) -> Option<&'static str> {
    Some(match id {
        0 => "General",
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5..=8 => "¥#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m-d-yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"时\"mm\"分\"",
        33 => "h\"时\"mm\"分\"ss\"秒\"",
        34 | 55 => "上午/下午h\"时\"mm\"分\"",
        35 | 56 => "上午/下午h\"时\"mm\"分\"ss\"秒\"",
        37 | 38 => "#,##0",
        39 | 40 => "#,##0.00",
        41 | 42 => "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ",
        43 | 44 => "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => return None,
    })
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
        check(1_234_567.5, "#,##0.00_);(#,##0.00)", "1,234,567.50");
        check(1_234.0, "#,##0", "1,234");
        check(12_345_678.0, "#,##0", "12,345,678");
        check(234.0, "#,##0", "234");
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
    fn words_of_a_format_are_shown() {
        check(95.0, "\"≥\"General\"%\"", "≥95%");
        check(2.0, "\"≤\"G/通用格式\"次\"", "≤2次");
        check(10.0, "\"≤\"@\"次\"", "≤10次");
        check(36.0, "≥0公里", "≥36公里");
        check(5.0, "0;\"减\"0", "5");
        check(-5.0, "0;\"减\"0", "减5");
        check(-5.0, "0\"万元\";[Red]0\"万元\"", "-5万元");
        check(1.0, "[=1]\"是\";[=0]\"否\"", "是");
        check(0.0, "[=1]\"是\";[=0]\"否\"", "否");
        check(3.0, "[>=10]0.0;0.00", "3.00");
        check(0.95, "\"≥\"0%", "≥95%");
    }

    #[test]
    fn leading_zeros_are_shown() {
        check(5.0, "000", "005");
        check(3001.0, "000000", "003001");
        check(-5.5, "00.0", "-05.5");
    }

    #[test]
    fn what_a_format_hides_is_unseen() {
        check(5.0, ";;;", "5 Unseen");
        check(0.0, "0.00;-0.00;;@", "0 Unseen");
        check(0.0, "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0.00");
        check(-7.0, "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "-7.00");
    }

    #[test]
    fn texts_have_a_format_too() {
        let shown = |format| show_text("90%", format);
        assert_eq!(shown("\"≥\"@"), Some(("≥90%".into(), None)));
        assert_eq!(shown("0;0;0;@\"次\""), Some(("90%次".into(), None)));
        assert_eq!(shown(";;;"), Some(("90%".into(), Some(CellDoubt::Unseen))));
        assert_eq!(
            [shown("@"), shown("0.00"), shown("General"), shown("0.00_ ;[Red]-0.00"), shown("_ @_ ")],
            [const { None }; 5]
        );
    }
}
