//! Figures: a number with what stands around it in one cell, in digits or in Chinese numerals.

use crate::profile::Profile;
use crate::sheet::read_amount;
use crate::syntax::CellKind;

/// A number with an operator or a unit of measure in the same cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// The operator as the form writes it.
    pub(super) operator: Option<String>,
    /// Whether the operator stands behind the number, as words do: `95以上`.
    pub(super) behind: bool,
    /// The number without separators.
    pub(super) number: String,
    /// The unit of measure as the form writes it; empty when there is none.
    pub(super) measure: String,
}

/// The figure that `text` spells, in which widths are folded: `28.8万元`, `>=95%`, `1,200`, `百分之95`, `95%以上`.
pub(super) fn figure(text: &str, profile: &Profile) -> Option<Figure> {
    let text: String = text.split_whitespace().collect();
    let (text, behind) = operator_behind(&text);
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let start = if text[..start].ends_with('-') { start - 1 } else { start };
    let (before, rest) = text.split_at(start);
    let end = rest.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    // Units such as `m2` end in a digit themselves.
    let body = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-');
    let end = rest.find(|c: char| !body(c)).unwrap_or(end);
    let (number, measure) = rest.split_at(end);
    let (before, percent) = before.strip_suffix("百分之").map_or((before, false), |before| (before, true));
    if percent && !measure.is_empty() {
        return None;
    }
    let number = plain_number(number, profile)?;
    let measure = if percent { "%".to_owned() } else { known_measure(measure, profile)? };
    let operator = match (before.is_empty(), behind) {
        (true, behind) => behind.map(str::to_owned),
        (false, None) => Some(profile.operator(before)?.to_owned()),
        (false, Some(_)) => return None,
    };
    let operator = match operator {
        Some(operator) => Some(profile.operator(&operator)?.to_owned()),
        None => None,
    };
    Some(Figure { operator, behind: behind.is_some(), number, measure })
}

/// The figure that `text` spells in Chinese numerals: `三次`, `百分之九十五`.
pub(super) fn chinese_figure(text: &str, profile: &Profile) -> Option<Figure> {
    let (text, percent) = text.strip_prefix("百分之").map_or((text, false), |rest| (rest, true));
    let numeral = |c: char| {
        matches!(
            c,
            '零' | '〇'
                | '一'
                | '二'
                | '两'
                | '三'
                | '四'
                | '五'
                | '六'
                | '七'
                | '八'
                | '九'
                | '十'
                | '百'
                | '千'
                | '万'
                | '点'
        )
    };
    let end = text.find(|c: char| !numeral(c)).unwrap_or(text.len());
    let (numeral, measure) = text.split_at(end);
    let mut number = chinese_number(numeral)?;
    let measure = match (percent, measure) {
        (true, "") => "%".to_owned(),
        (true, _) => return None,
        // Tenths: 九成 is 90 %.
        (false, "成") if number.len() == 1 && number != "0" => {
            number.push('0');
            "%".to_owned()
        }
        (false, _) => known_measure(measure, profile)?,
    };
    Some(Figure { operator: None, behind: false, number, measure })
}

/// `text` without a word behind it that says which side the number bounds, and the operator for that word.
fn operator_behind(text: &str) -> (&str, Option<&'static str>) {
    const WORDS: &[(&str, &str)] = &[
        ("及以上", ">="),
        ("以上", ">="),
        ("及以下", "<="),
        ("以下", "<="),
        ("以内", "<="),
        ("之内", "<="),
        ("内", "<="),
    ];
    for (word, operator) in WORDS {
        if let Some(rest) = text.strip_suffix(word) {
            return (rest, Some(operator));
        }
    }
    (text, None)
}

/// `text` as a number without separators, which must all be in their places.
fn plain_number(text: &str, profile: &Profile) -> Option<String> {
    read_amount(text, CellKind::Text, &profile.amount).amount().map(|number| number.to_string())
}

/// `text` as the form writes a unit of measure; empty stays empty.
fn known_measure(text: &str, profile: &Profile) -> Option<String> {
    if text.is_empty() || profile.word(text).measure {
        return Some(text.to_owned());
    }
    profile.measures.canonical(text).map(str::to_owned)
}

/// The number below 万 times 万 that `text` spells in Chinese numerals; `None` for what is said but not written, such as
/// 一百二 for 120.
fn chinese_number(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('点').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let digit = |c: char| match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => "零一二三四五六七八九".chars().position(|of| of == c),
    };
    let (mut total, mut section, mut pending) = (0, 0, None);
    // The unit that came last, and whether a digit behind it counts ones: it does behind 十 and behind a zero.
    let (mut last, mut ones) = (usize::MAX, true);
    let mut wan = false;
    for c in whole.chars() {
        if let Some(digit) = digit(c) {
            if pending.is_some_and(|before| before != 0) {
                return None;
            }
            ones |= digit == 0;
            pending = Some(digit);
            continue;
        }
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '万' => {
                total = (section + pending.take().unwrap_or(0)) * 10_000;
                if total == 0 || wan {
                    return None;
                }
                wan = true;
                (section, last, ones) = (0, usize::MAX, false);
                continue;
            }
            _ => return None,
        };
        if unit >= last {
            return None;
        }
        (last, ones) = (unit, unit == 10);
        section += pending.take().unwrap_or(1) * unit;
    }
    if whole.is_empty() || (pending.is_some_and(|digit| digit != 0) && !ones) {
        return None;
    }
    total += section + pending.unwrap_or(0);
    match fraction {
        None => Some(total.to_string()),
        Some(fraction) => {
            let digits: Option<Vec<String>> = fraction.chars().map(|c| digit(c).map(|d| d.to_string())).collect();
            digits.filter(|digits| !digits.is_empty()).map(|digits| format!("{total}.{}", digits.concat()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::builtin;

    fn shown(figure: Option<Figure>) -> String {
        figure.map_or("–".to_owned(), |figure| {
            format!("{} {} {}", figure.operator.unwrap_or_default(), figure.number, figure.measure).trim().to_owned()
        })
    }

    #[test]
    fn figures_are_taken_apart() {
        let profile = &builtin()[0];
        for (text, expected) in [
            ("28.8万元", "28.8 万元"),
            ("100%", "100 %"),
            ("≥95%", ">= 95 %"),
            ("≥95", ">= 95"),
            ("1,200", "1200"),
            ("1,200人次", "1200 人次"),
            ("95%以上", ">= 95 %"),
            ("5个工作日", "5 个工作日"),
            ("20工作日", "20 工作日"),
            ("20个工作日内", "<= 20 个工作日"),
            ("百分之95", "95 %"),
            ("-3%", "-3 %"),
            ("90-95", "–"),
            ("12,5", "–"),
            ("5m2", "5 平方米"),
            ("不低于90分", ">= 90 分"),
            ("2021年12月底前", "–"),
        ] {
            assert_eq!(shown(figure(text, profile)), expected, "{text}");
        }
    }

    #[test]
    fn chinese_numerals_are_read() {
        let profile = &builtin()[0];
        for (text, expected) in [
            ("三次", "3 次"),
            ("二十五", "25"),
            ("一百零五人", "105 人"),
            ("两万三千", "23000"),
            ("百分之百", "100 %"),
            ("百分之九十五", "95 %"),
            ("九十八点五", "98.5"),
            ("九成", "90 %"),
            ("十成", "–"),
            ("一致", "–"),
            ("一一", "–"),
            ("百千", "–"),
            ("三千零五十", "3050"),
            ("十五", "15"),
            ("一百二", "–"),
            ("三万五", "–"),
            ("一万万", "–"),
            ("万", "–"),
        ] {
            assert_eq!(shown(chinese_figure(text, profile)), expected, "{text}");
        }
    }
}
