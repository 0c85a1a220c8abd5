//! Target values: what one is decides which rule speaks of it, so that no flaw is reported twice.

use rust_decimal::Decimal;

use super::figure::{Figure, chinese_figure, figure};
use super::rows::Row;
use crate::profile::{Profile, fold_value};
use crate::sheet::is_ordinal;
use crate::text::Edit;
use crate::text::compatible::plain_dashes;

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

/// The first byte of every full-width form.
const WIDE: u8 = 0xef;

/// A longer value is a word.
const LONGEST: usize = 64;

/// What the value of `row` is.
pub(super) fn read(row: &Row<'_, '_>) -> Target {
    let (text, profile) = (row.value, row.sheet.profile);
    if text.is_empty() {
        return Target::Empty;
    }
    if row.is_number() {
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
    let plain = plain_dashes(text);
    let folded = fold_value(&plain);
    let is_figure = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'%' | b'<' | b'>' | b'=');
    if folded != text && folded.bytes().all(is_figure) {
        return Target::Wide;
    }
    if let Some(rest) = approximate(&folded)
        && figure(rest, profile).is_some()
    {
        return Target::NoNumber(None);
    }
    let figure = figure(&folded, profile);
    match figure {
        Some(figure) if is_ordinal(&figure.number, &figure.measure) && !stated && row.measure.is_empty() => {
            Target::Word
        }
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

/// What is left of `text` without the word that makes it no certain number: `约30个`, `110项左右`.
fn approximate(text: &str) -> Option<&str> {
    let before = ["大约", "约", "将近", "近"].iter().find_map(|word| text.strip_prefix(word));
    before.or_else(|| ["左右", "上下"].iter().find_map(|word| text.strip_suffix(word)))
}

/// The edits that put operator, number and unit of `figure` into their columns. `None` where one of them stands there
/// already and is another, or where the row has to be put in order first.
pub(super) fn split(row: &Row<'_, '_>, figure: &Figure) -> Option<Vec<Edit>> {
    if row.places.are_together() {
        return joined(row, figure);
    }
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

/// The edit that writes operator, number and unit of `figure` into the cell that they share.
fn joined(row: &Row<'_, '_>, figure: &Figure) -> Option<Vec<Edit>> {
    joined_text(row, figure).map(|text| vec![Edit::replace(row.whole_target(), text)])
}

/// Operator, number and unit of `figure` as one cell has them; `None` where one of them stands there already and is
/// another.
pub(super) fn joined_text(row: &Row<'_, '_>, figure: &Figure) -> Option<String> {
    let operator = match (figure.operator.as_deref(), row.operator) {
        (Some(own), "") => own,
        (Some(own), _) if row.sign() != Some(own) => return None,
        (_, stated) => stated,
    };
    let measure = match (figure.measure.as_str(), row.measure) {
        (own, "") => own,
        (own, _) if !own.is_empty() && row.unit() != own => return None,
        (_, stated) => stated,
    };
    Some(format!("{operator}{}{measure}", figure.number))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::builtin;

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
