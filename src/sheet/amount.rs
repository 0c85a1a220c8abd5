//! Amounts: exact decimals in the unit of the form.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::CellRef;
use crate::profile::{AmountFormat, fold_value};
use crate::syntax::{CellKind, kind_of};
use crate::text::compatible::plain_dashes;

/// What is read from the cell of an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmountReading {
    /// A number, written as it should be.
    Exact(Decimal),
    /// A number in the form's unit whose spelling is wrong: thousands separators, full-width digits, the unit itself.
    Misspelled(Decimal),
    /// A number in another unit of money, and what it is in the form's.
    OtherUnit(Decimal),
    /// No number.
    Malformed,
}

impl AmountReading {
    /// The amount, if one can be read for certain.
    pub fn amount(&self) -> Option<Decimal> {
        match self {
            Self::Exact(amount) | Self::Misspelled(amount) => Some(*amount),
            Self::OtherUnit(_) | Self::Malformed => None,
        }
    }

    /// The amount in units of 0.0001, below 10^15; `None` when it is finer or larger or cannot be read.
    pub(super) fn small(&self) -> Option<i64> {
        const SCALES: [i64; 5] = [10_000, 1000, 100, 10, 1];
        let amount = self.amount()?;
        let scale = SCALES.get(amount.scale() as usize)?;
        let units = i64::try_from(amount.mantissa()).ok()?.checked_mul(*scale)?;
        (units.unsigned_abs() < 1_000_000_000_000_000).then_some(units)
    }
}

/// What an amount stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountPlace {
    /// The value of a field.
    Field,
    /// A part of a breakdown, by its index among the parts.
    Part(usize),
    /// A column of an item, by the column's index and the item's index in the sheet.
    Column(usize, usize),
}

/// A cell that holds an amount.
#[derive(Clone, Debug)]
pub struct AmountCell {
    /// The cell.
    pub cell: CellRef,
    /// The section of the profile.
    pub section: usize,
    /// What it stands for there.
    pub place: AmountPlace,
    /// What is read from it.
    pub reading: AmountReading,
}

/// Reads the text of an amount.
pub fn read_amount(text: &str, kind: CellKind, format: &AmountFormat) -> AmountReading {
    if kind == CellKind::Number {
        if let Some(amount) = short(text) {
            return AmountReading::Exact(amount);
        }
        // A number too long for a decimal is no amount of money.
        return Decimal::from_str_exact(text).map_or(AmountReading::Malformed, AmountReading::Exact);
    }
    if text.len() > 64 {
        return AmountReading::Malformed;
    }
    if let Cow::Owned(plain) = plain_dashes(text) {
        return read_amount(&plain, kind_of(&plain), format);
    }
    let folded: String = fold_value(text).split_whitespace().collect();
    let bare = folded.trim_start_matches(['¥', '￥', '人', '民', '币', ':']);
    let digits = bare
        .bytes()
        .position(|b| !(b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-' | b'+')))
        .unwrap_or(bare.len());
    let (number, unit) = bare.split_at(digits);
    let (number, unit) = (number.strip_prefix('+').unwrap_or(number), unit.trim_matches(['(', ')']));
    // `.5` and `5.` leave out what says nothing.
    let completed = match (number.starts_with('.'), number.ends_with('.')) {
        (true, false) => format!("0{number}"),
        (false, true) => number[..number.len() - 1].to_owned(),
        _ => number.to_owned(),
    };
    let Some(amount) = separated(&completed) else { return AmountReading::Malformed };
    let scale = |unit: &str| match unit {
        "元" => Some(0),
        "万元" | "万" => Some(4),
        "亿元" | "亿" => Some(8),
        _ => None,
    };
    if unit.is_empty() || unit == format.unit || scale(unit) == scale(&format.unit) {
        let plain = number == text && completed == number && !number.contains(',');
        return if plain { AmountReading::Exact(amount) } else { AmountReading::Misspelled(amount) };
    }
    let (Some(from), Some(to)) = (scale(unit), scale(&format.unit)) else { return AmountReading::Malformed };
    let factor = Decimal::from(10u64.pow(u32::abs_diff(from, to)));
    let converted = if from > to { amount.checked_mul(factor) } else { amount.checked_div(factor) };
    converted.map_or(AmountReading::Malformed, |amount| AmountReading::OtherUnit(amount.normalize()))
}

/// The number of at most 15 digits, without a sign, that `text` is; most amounts are so, and this is soon read.
fn short(text: &str) -> Option<Decimal> {
    if text.is_empty() || text.len() > 15 {
        return None;
    }
    let (mut digits, mut point) = (0, None);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => digits = 10 * digits + i64::from(byte - b'0'),
            b'.' if point.is_none() && at > 0 && at + 1 < text.len() => point = Some(at),
            _ => return None,
        }
    }
    Some(Decimal::new(digits, point.map_or(0, |at| text.len() - 1 - at) as u32))
}

/// The number that `text` spells with or without thousands separators, which must then be all in their places.
fn separated(text: &str) -> Option<Decimal> {
    let (sign, body) = text.strip_prefix('-').map_or(("", text), |body| ("-", body));
    let (whole, fraction) = body.split_once('.').map_or((body, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|group| group.len() == 3 && digits(group)));
    if !digits(first) || !grouped || fraction.is_some_and(|fraction| !digits(fraction)) {
        return None;
    }
    let mut plain = format!("{sign}{first}");
    rest.iter().for_each(|group| plain.push_str(group));
    if let Some(fraction) = fraction {
        plain.push('.');
        plain.push_str(fraction);
    }
    Decimal::from_str_exact(&plain).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let format = AmountFormat { unit: "万元".into(), decimals: 2, tolerance: Decimal::ZERO };
        // As the lexer has it: digits at both ends of a number.
        let number = text.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
        let kind = if number { CellKind::Number } else { CellKind::Text };
        let reading = match read_amount(text, kind, &format) {
            AmountReading::Exact(amount) => format!("exact {amount}"),
            AmountReading::Misspelled(amount) => format!("misspelled {amount}"),
            AmountReading::OtherUnit(amount) => format!("other unit {amount}"),
            AmountReading::Malformed => "malformed".to_owned(),
        };
        assert_eq!(reading, expected, "{text}");
    }

    #[test]
    fn amounts_are_read_exactly() {
        check("537.12", "exact 537.12");
        check("0.10", "exact 0.10");
        check("1,234.50", "misspelled 1234.50");
        check("１２.5", "misspelled 12.5");
        check("12.5万元", "misspelled 12.5");
        check("968.191 8", "misspelled 968.1918");
        check(".5", "misspelled 0.5");
        check("5.", "misspelled 5");
        check("￥12", "misspelled 12");
        check("-3.5万元", "misspelled -3.5");
        check("\u{2212}3.5", "exact -3.5");
        check("\u{2011}3.5万元", "misspelled -3.5");
    }

    #[test]
    fn a_short_number_is_read_like_any_other() {
        for text in ["0", "0.00", "007", "1.", ".5", "1..2", "1.2.3", "", "191.06", "123456789012345", "1234567.890123"]
        {
            let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            let number = text.split('.').count() <= 2 && text.split('.').all(digits);
            let plain = Decimal::from_str_exact(text).ok().filter(|_| number);
            let spelled = |amount: Option<Decimal>| amount.map(|amount| (amount.mantissa(), amount.scale()));
            assert_eq!(spelled(short(text)), spelled(plain), "{text}");
        }
        assert_eq!(short("-1"), None);
        assert_eq!(short("1234567890123456"), None);
    }

    #[test]
    fn what_is_no_amount_is_malformed() {
        for text in ["1,23", "12..5", ".", "12..", "—", "无", "", "12.5万人", "99999999999999999999999999999999999999"]
        {
            check(text, "malformed");
        }
    }

    #[test]
    fn another_unit_is_converted() {
        check("125000元", "other unit 12.5");
        check("1.2亿元", "other unit 12000");
    }
}
