//! Target values: what one is decides which rule speaks of it, so that no flaw is reported twice.

use rust_decimal::Decimal;

use super::rows::Row;
use crate::profile::{Profile, fold_value};
use crate::sheet::read_amount;
use crate::syntax::CellKind;
use crate::text::Edit;

/// What the value of an indicator row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Nothing.
    Empty,
    /// A number.
    Number(Decimal),
    /// A number with its unit of measure, and perhaps an operator.
    Figure(Figure),
    /// What is written where nothing is known yet.
    Placeholder,
    /// Something else where a number is expected; what number it spells, if one can be read.
    NoNumber(Option<Figure>),
    /// A figure in full-width characters: once they are folded, the row can be judged.
    Wide,
    /// A word, the value of a qualitative indicator.
    Word,
}

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

/// The first byte of every full-width form.
const WIDE: u8 = 0xef;

/// A longer value is a word.
const LONGEST: usize = 64;

/// What the value of `row` is.
pub(super) fn read(row: &Row<'_, '_>) -> Target {
    let Some(cell) = row.cell(row.places.value) else { return Target::Empty };
    let (text, profile) = (row.value, row.sheet.profile);
    if row.sheet.kind(cell) == CellKind::Number {
        return Decimal::from_str_exact(text).map_or(Target::NoNumber(None), Target::Number);
    }
    let word = profile.word(text);
    let quantitative = row.standard.is_some_and(|standard| !standard.operator.is_empty());
    let judged = row.places.are_apart();
    if word.qualitative && row.operator.is_empty() && row.measure.is_empty() && !quantitative {
        return Target::Word;
    }
    if text.len() > LONGEST {
        let expected = judged && !row.operator.is_empty() && !row.measure.is_empty();
        return if expected { Target::NoNumber(None) } else { Target::Word };
    }
    if is_placeholder(text, profile) {
        return Target::Placeholder;
    }
    if !judged {
        return Target::Word;
    }
    let stated = !row.operator.is_empty();
    let digits = text.bytes().any(|byte| byte.is_ascii_digit() || byte == WIDE);
    if !(digits || stated || quantitative || text.starts_with("百分之")) {
        return Target::Word;
    }
    let folded = fold_value(text);
    let is_figure = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'%' | b'<' | b'>' | b'=');
    if folded != text && folded.bytes().all(is_figure) {
        return Target::Wide;
    }
    let figure = figure(&folded, profile);
    match figure {
        Some(figure) if is_ordinal(&figure) && !stated && row.measure.is_empty() => Target::Word,
        Some(figure) if !figure.measure.is_empty() => Target::Figure(figure),
        Some(figure) => Target::NoNumber(Some(figure)),
        None => {
            let digits = folded.bytes().any(|byte| byte.is_ascii_digit());
            // Without an operator a numeral may be part of a word, but for a share of a hundred.
            let share = folded.starts_with("百分之");
            let spelled = (stated || quantitative || share).then(|| chinese_figure(&folded, profile)).flatten();
            let expected = quantitative
                || (share && spelled.is_some())
                || (stated && (!row.measure.is_empty() || digits || spelled.is_some()))
                || (!row.measure.is_empty() && digits);
            if expected { Target::NoNumber(spelled) } else { Target::Word }
        }
    }
}

/// The edits that put operator, number and unit of `figure` into their columns. `None` where one of them stands there
/// already and is another, or where the row has to be put in order first.
pub(super) fn split(row: &Row<'_, '_>, figure: &Figure) -> Option<Vec<Edit>> {
    let mut edits = vec![row.write(row.places.value, &figure.number)?];
    if let Some(operator) = figure.operator.as_deref() {
        if row.operator.is_empty() {
            edits.push(row.write(row.places.operator, operator)?);
        } else if row.sign() != Some(operator) {
            return None;
        }
    }
    if !figure.measure.is_empty() {
        if row.measure.is_empty() {
            edits.push(row.write(row.places.measure, &figure.measure)?);
        } else if row.unit() != figure.measure {
            return None;
        }
    }
    Some(edits)
}

/// The signs that placeholders are made of, however many of them there are.
const BLANKS: &[char] = &[
    'X', 'x', 'Ｘ', 'ｘ', '×', '*', '＊', '_', '＿', '-', '－', '—', '–', '―', '/', '／', '\\', '?', '？', '□', '○',
    '△', '…', '.', '。', '、', '·', '#', '~', '～',
];

/// Words that stand for a value not given: the checks of the filing systems, published audit findings, and usual practice.
const NOTHING: &[&str] = &[
    "无",
    "暂无",
    "没有",
    "不涉及",
    "未涉及",
    "不适用",
    "待填写",
    "待填",
    "待补充",
    "待定",
    "待确定",
    "待核定",
    "未定",
    "未填",
    "填写",
    "请填写",
    "请输入",
    "空",
    "空白",
    "略",
    "同上",
    "N/A",
    "n/a",
    "NA",
    "TBD",
    "tbd",
    "null",
    "NULL",
    "None",
    "none",
];

/// Whether `text` holds the place of a value, alone or before a unit of measure: `XX`, `**%`, `无`.
fn is_placeholder(text: &str, profile: &Profile) -> bool {
    let text = text.trim_matches(['(', ')', '（', '）', '“', '”', '"', '【', '】', '[', ']', ' ']);
    if NOTHING.contains(&text) {
        return true;
    }
    let rest = text.trim_start_matches(['>', '<', '=', '≥', '≤', '＞', '＜', '＝']);
    let measure = rest.trim_start_matches(BLANKS);
    measure.len() < rest.len()
        && (measure.is_empty() || measure == "%" || measure == "％" || profile.word(measure).measure)
}

/// Whether a number with that measure may count a place in a row (a date, a grade) instead of an amount.
fn is_ordinal(figure: &Figure) -> bool {
    match figure.measure.as_str() {
        "年" => figure.number.len() == 4,
        "月" | "日" | "级" | "类" | "期" => true,
        _ => false,
    }
}

/// The figure that `text` spells, in which widths are folded: `28.8万元`, `>=95%`, `1,200`, `百分之95`, `95%以上`.
fn figure(text: &str, profile: &Profile) -> Option<Figure> {
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
fn chinese_figure(text: &str, profile: &Profile) -> Option<Figure> {
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

    #[test]
    fn placeholders_are_told_from_words() {
        let profile = &builtin()[0];
        for text in
            ["XX", "xx%", "**", "无", "（无）", "不涉及", "待填写", "_", "____", "/", "——", "…", "≥XX", "×××人次"]
        {
            assert!(is_placeholder(text, profile), "{text}");
        }
        for text in ["管理规范", "无事故", "无污染", "X光机更新", "规范", "-3", "完成", "A级", "0"] {
            assert!(!is_placeholder(text, profile), "{text}");
        }
    }
}
