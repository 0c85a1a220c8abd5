//! Operator, target value and unit of measure that share one cell: `≥95%`.

use super::{CellRef, Indicator, Sheet};
use crate::profile::{ColumnKind, Profile, fold_value};
use crate::text::TextRange;

/// A piece of such a cell; the ranges count from where the cell's text starts or, in a sheet, from the sheet's start. A
/// piece that is not there is empty and stands where it would be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pieces {
    /// The operator.
    pub operator: TextRange,
    /// The target value.
    pub value: TextRange,
    /// Its unit of measure.
    pub measure: TextRange,
}

impl Pieces {
    /// The piece that a column of that kind would hold.
    pub fn of(self, kind: ColumnKind) -> Option<TextRange> {
        match kind {
            ColumnKind::Operator => Some(self.operator),
            ColumnKind::Value => Some(self.value),
            ColumnKind::Measure => Some(self.measure),
            _ => None,
        }
    }

    /// The pieces of `text`, which has no blanks around it. What cannot be told apart is all value.
    pub fn read(text: &str, profile: &Profile) -> Self {
        let span = |from: usize, to: usize| TextRange::new(from as u32, to as u32);
        let whole = |from: usize| Self {
            operator: span(from, from),
            value: span(from, text.len()),
            measure: span(text.len(), text.len()),
        };
        if let Some(mark) = profile.marks.iter().find(|mark| text.starts_with(mark.as_str())) {
            let rest = text[mark.len()..].trim_start_matches(['：', ':', '，', ',', ' ', '\u{3000}']);
            return whole(text.len() - rest.len());
        }
        let is_digit = |c: char| matches!(c, '0'..='9' | '０'..='９');
        if let Some(pieces) = Self::usual(text, profile) {
            return pieces;
        }
        let first = text.find(is_digit);
        let signs = text.len() - text.trim_start_matches(is_sign).len();
        // Words such as 不低于 are operators before a figure alone; a sign is one before anything.
        let before = first.map_or("", |first| text[..first].trim_end_matches(['-', '－', '−']).trim_end());
        let operator = if !before.is_empty() && before.len() <= LONGEST && profile.operator(before).is_some() {
            before.len()
        } else if signs > 0 && profile.operator(&text[..signs]).is_some() {
            signs
        } else {
            0
        };
        let rest = text[operator..].trim_start();
        let start = text.len() - rest.len();
        let stated = operator > 0;
        let all = Self { operator: span(0, operator), ..whole(start) };
        let all = if stated { all } else { Self { operator: span(0, 0), ..all } };
        // A value not given keeps its unit: `≥XX万元`.
        let blank =
            rest.find(|c: char| !matches!(c, 'X' | 'x' | 'Ｘ' | '×' | '*' | '＊' | '_' | '＿')).unwrap_or(rest.len());
        if stated && blank > 0 {
            let measure = rest[blank..].trim_start();
            let value = span(start, start + blank);
            return Self { value, measure: span(text.len() - measure.len(), text.len()), ..all };
        }
        let body = |c: char| is_digit(c) || matches!(c, '.' | '．' | ',' | '，' | '-' | '－' | '−');
        let length = rest.find(|c: char| !body(c)).unwrap_or(rest.len());
        let (number, measure) =
            (rest[..length].trim_end_matches(['-', '－', '−', '，', ',']), rest[length..].trim_start());
        if number.is_empty() || !number.contains(is_digit) || number.len() < rest[..length].len() {
            return all;
        }
        let plain = number.trim_start_matches(['-', '－', '−']).find(['-', '－', '−']).is_none();
        let known = is_measure(measure, profile);
        let fits = if stated {
            known || (measure.chars().count() <= LONGEST_MEASURE && !measure.contains(is_digit) && !says_more(measure))
        } else {
            known && plain && !is_ordinal(number, measure)
        };
        if !fits {
            return all;
        }
        let end = start + number.len();
        let from = if measure.is_empty() { end } else { text.len() - measure.len() };
        Self { value: span(start, end), measure: span(from, text.len()), ..all }
    }
}

impl Pieces {
    /// One sign, a number in ASCII digits and a unit that the form knows, which need no more thought; most cells are so.
    fn usual(text: &str, profile: &Profile) -> Option<Self> {
        let sign = text.chars().next().filter(|c| is_sign(*c))?.len_utf8();
        let digits = |from: usize| text.as_bytes()[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let mut end = sign + digits(sign);
        if end == sign {
            return None;
        }
        if text.as_bytes().get(end) == Some(&b'.') {
            let fraction = digits(end + 1);
            end += if fraction > 0 { 1 + fraction } else { return None };
        }
        let (operator, measure) = (&text[..sign], &text[end..]);
        let known = measure.is_empty() || profile.word(measure).measure;
        (known && profile.operator(operator).is_some()).then(|| {
            let [start, end, len] = [sign, end, text.len()].map(|at| at as u32);
            let from = if measure.is_empty() { len } else { end };
            Self {
                operator: TextRange::new(0, start),
                value: TextRange::new(start, end),
                measure: TextRange::new(from, len),
            }
        })
    }
}

/// No operator in words is longer, in bytes.
const LONGEST: usize = 24;

/// No unit of measure that the form does not know is longer, in characters.
const LONGEST_MEASURE: usize = 10;

fn is_sign(c: char) -> bool {
    matches!(c, '=' | '<' | '>' | '＝' | '＜' | '＞' | '≥' | '≤' | '≧' | '≦')
}

/// Whether `text` is nothing or a unit of measure in any spelling.
fn is_measure(text: &str, profile: &Profile) -> bool {
    text.is_empty()
        || profile.word(text).measure
        || profile.measures.canonical(text).is_some()
        || profile.word(&fold_value(text)).measure
        || is_price(text)
}

/// Whether `text` is money for one of something, whatever that is: `元/亩`.
fn is_price(text: &str) -> bool {
    let of = ["万元/", "元/", "万元／", "元／"].iter().find_map(|money| text.strip_prefix(money));
    of.is_some_and(|of| !of.is_empty() && of.chars().count() <= 6 && of.chars().all(char::is_alphabetic))
}

/// Whether what stands behind a number bounds it or goes on as a sentence.
fn says_more(text: &str) -> bool {
    ["以上", "以下", "以内", "之内", "左右", "前", "后"].iter().any(|word| text.ends_with(word))
        || text.contains(['，', '。', '；', ',', ';'])
}

/// Whether a number with that measure may count a place in a row (a date, a grade) instead of an amount.
pub fn is_ordinal(number: &str, measure: &str) -> bool {
    match measure {
        "年" => number.chars().count() == 4,
        "月" | "日" | "级" | "类" | "期" => true,
        _ => false,
    }
}

impl<'a> Sheet<'a> {
    /// The pieces of the cell in which an indicator has operator, value and measure together; `None` where the form gives
    /// them columns of their own, or the cell is empty.
    pub fn pieces(&self, indicator: &Indicator) -> Option<Pieces> {
        let cell = self.indicator_cell(indicator, ColumnKind::Target)?;
        let start = self.range(cell).start;
        let pieces = Pieces::read(self.value(cell), self.profile);
        Some(Pieces {
            operator: pieces.operator.shifted(start),
            value: pieces.value.shifted(start),
            measure: pieces.measure.shifted(start),
        })
    }

    /// The cell of an indicator in the first column of that kind.
    #[inline]
    pub fn indicator_cell(&self, indicator: &Indicator, kind: ColumnKind) -> Option<CellRef> {
        indicator.cell(self.profile.column_of(kind)?)
    }

    /// The text of an indicator in the first column of that kind, or in the cell that it shares with others; empty when
    /// there is none.
    pub fn indicator_value(&self, indicator: &Indicator, kind: ColumnKind) -> &'a str {
        if let Some(column) = self.profile.column_of(kind) {
            return indicator.cell(column).map_or("", |cell| self.value(cell));
        }
        let piece = self.pieces(indicator).and_then(|pieces| pieces.of(kind));
        piece.map_or("", |range| &self.text[range.usize()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::builtin;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let profile = builtin().iter().find(|profile| profile.id == "mof-2015-department").unwrap();
        let pieces = Pieces::read(text, profile);
        let part = |range: TextRange| &text[range.usize()];
        assert_eq!([pieces.operator, pieces.value, pieces.measure].map(part).join("|"), expected, "{text}");
    }

    #[test]
    fn operator_value_and_measure_are_told_apart() {
        check("≥95%", "≥|95|%");
        check("＝100%", "＝|100|%");
        check("≤5万元", "≤|5|万元");
        check("≥ 95 %", "≥|95|%");
        check("≤-3%", "≤|-3|%");
        check("不低于95％", "不低于|95|％");
        check("＞＝１００个", "＞＝|１００|个");
        check("≥300公斤/亩", "≥|300|公斤/亩");
        check("≥1,200人", "≥|1,200|人");
        check("120人", "|120|人");
        check("1600元/亩", "|1600|元/亩");
        check("95", "|95|");
        check("≥95", "≥|95|");
    }

    #[test]
    fn what_is_no_figure_is_all_value() {
        check("制度健全", "|制度健全|");
        check("定性制度健全", "|制度健全|");
        check("定性：优", "|优|");
        check("≥提升", "≥|提升|");
        check("≥XX%", "≥|XX|%");
        check("≤**万元/公里", "≤|**|万元/公里");
        check("2024年", "|2024年|");
        check("2024年12月底前", "|2024年12月底前|");
        check("3级", "|3级|");
        check("4次/年", "|4次/年|");
        check("5-8次", "|5-8次|");
        check("95%以上", "|95%以上|");
        check("100个村全覆盖", "|100个村全覆盖|");
        check("", "||");
        check("≥", "≥||");
    }
}
