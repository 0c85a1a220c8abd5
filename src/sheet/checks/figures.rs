//! Figures as sheets print them: amounts with and without separators, rates, points, and what stands for none.

use rust_decimal::Decimal;

use crate::profile::fold_value;
use crate::text::compatible::plain_dashes;

/// A figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its number; of `95%` it is 95.
    pub value: Decimal,
    /// How many decimals are printed.
    pub decimals: u32,
    /// Whether a sign of percent stands behind it.
    pub percent: bool,
}

/// What a cell of figures holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureReading {
    /// Nothing.
    Empty,
    /// What stands for no figure: `—`, `/`, `无`.
    Nothing,
    /// A figure.
    Figure(Figure),
    /// Something else.
    Words,
}

impl FigureReading {
    /// The figure, if there is one.
    pub fn figure(self) -> Option<Figure> {
        match self {
            Self::Figure(figure) => Some(figure),
            _ => None,
        }
    }
}

/// Reads a cell of figures.
pub fn read_figure(text: &str) -> FigureReading {
    if text.is_empty() {
        return FigureReading::Empty;
    }
    if text.len() > 64 {
        return FigureReading::Words;
    }
    match text.as_bytes() {
        // Most cells are told by their first byte: a Han character begins no figure but for one that means nothing.
        [0xe4..=0xe9, ..] if !text.starts_with('无') => return FigureReading::Words,
        [b'0'..=b'9', ..] => {
            if let Some(figure) = plain(text) {
                return FigureReading::Figure(figure);
            }
        }
        _ => {}
    }
    // What holds neither a digit nor a sign is words; full-width forms have a byte of their own.
    let sign = |c: char| c.is_ascii_digit() || matches!(c, '-' | '—' | '–' | '−' | '/' | '\\' | '无');
    if !text.contains(sign) && !text.bytes().any(|byte| matches!(byte, 0xe2 | 0xef)) {
        return FigureReading::Words;
    }
    let folded: String = fold_value(&plain_dashes(text)).chars().filter(|c| !c.is_whitespace()).collect();
    if folded.chars().all(|c| matches!(c, '-' | '—' | '–' | '−' | '/' | '\\' | '无')) {
        return FigureReading::Nothing;
    }
    let bare = folded.trim_start_matches(['¥', '￥']);
    let (bare, percent) = bare.strip_suffix('%').map_or((bare, false), |bare| (bare, true));
    let bare = bare.strip_suffix('分').unwrap_or(bare);
    let (sign, digits) = match bare.strip_prefix(['-', '−', '–']) {
        Some(digits) => ("-", digits),
        None => ("", bare),
    };
    let Some(plain) = separated(digits) else { return FigureReading::Words };
    let decimals = plain.split_once('.').map_or(0, |(_, fraction)| fraction.len() as u32);
    match Decimal::from_str_exact(&format!("{sign}{plain}")) {
        Ok(value) => FigureReading::Figure(Figure { value, decimals, percent }),
        Err(_) => FigureReading::Words,
    }
}

/// A figure that is nothing but digits and a point, as most are; `None` is no answer.
fn plain(text: &str) -> Option<Figure> {
    let (bare, percent) = match text.as_bytes() {
        [bare @ .., b'%'] => (bare, true),
        bare => (bare, false),
    };
    if bare.is_empty() || bare.len() > 17 {
        return None;
    }
    let (mut number, mut point) = (0i64, None);
    for (at, byte) in bare.iter().enumerate() {
        match byte {
            b'0'..=b'9' => number = 10 * number + i64::from(byte - b'0'),
            b'.' if point.is_none() && at > 0 && at + 1 < bare.len() => point = Some(at),
            _ => return None,
        }
    }
    let decimals = point.map_or(0, |at| bare.len() - 1 - at) as u32;
    Some(Figure { value: Decimal::new(number, decimals), decimals, percent })
}

/// The digits of `text`, of which separators stand in groups of three.
fn separated(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    if !grouped || !groups.iter().all(|group| digits(group)) || fraction.is_some_and(|fraction| !digits(fraction)) {
        return None;
    }
    Some(match fraction {
        Some(fraction) => format!("{}.{fraction}", groups.concat()),
        None => groups.concat(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_they_are_printed() {
        let shown = |text: &str| match read_figure(text) {
            FigureReading::Figure(figure) => {
                format!("{}/{}{}", figure.value, figure.decimals, if figure.percent { "%" } else { "" })
            }
            other => format!("{other:?}"),
        };
        for (text, expected) in [
            ("0.00", "0.00/2"),
            ("007", "7/0"),
            ("5.", "Words"),
            ("4,286,500.00", "4286500.00/2"),
            ("98.20%", "98.20/2%"),
            ("１２．５", "12.5/1"),
            ("10分", "10/0"),
            ("-3.5", "-3.5/1"),
            ("", "Empty"),
            ("—", "Nothing"),
            ("/", "Nothing"),
            ("无", "Nothing"),
            ("854万（其中本级300万）", "Words"),
            ("12,34", "Words"),
            ("2023年", "Words"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
