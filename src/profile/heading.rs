//! One heading: its words without what is printed around them, and what that says.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::fold::folded;
use super::vocabulary::{self, Notion, Notions};
use crate::text::bytes::beside_han;

/// A unit of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MoneyUnit {
    /// 元
    Yuan,
    /// 万元
    TenThousand,
    /// 亿元
    HundredMillion,
}

impl MoneyUnit {
    /// The unit that `text` names, blanks and width folded.
    pub fn of(text: &str) -> Option<Self> {
        Some(match text {
            "元" | "人民币元" => Self::Yuan,
            "万元" | "人民币万元" => Self::TenThousand,
            "亿元" => Self::HundredMillion,
            _ => return None,
        })
    }

    /// How many digits it is above 元.
    fn digits(self) -> u32 {
        match self {
            Self::Yuan => 0,
            Self::TenThousand => 4,
            Self::HundredMillion => 8,
        }
    }

    /// What `amount` in this unit makes in `other`, exactly; zeros at the end of its decimals stay as many as they are, so
    /// that converting back gives the same number with the same decimals. `None` where no decimal is so long.
    pub fn convert(self, amount: Decimal, other: Self) -> Option<Decimal> {
        let plain = amount.normalize();
        let zeros = amount.scale() - plain.scale();
        let factor = Decimal::from(10u64.pow(self.digits().abs_diff(other.digits())));
        let mut converted = if self.digits() >= other.digits() {
            plain.checked_mul(factor)?
        } else {
            let scale = plain.scale() + (other.digits() - self.digits());
            Decimal::try_from_i128_with_scale(plain.mantissa(), scale).ok()?
        }
        .normalize();
        let scale = converted.scale() + zeros;
        converted.rescale(scale);
        (converted.scale() == scale).then_some(converted)
    }

    /// As it is written.
    pub fn text(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::TenThousand => "万元",
            Self::HundredMillion => "亿元",
        }
    }
}

/// A heading taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading<'t> {
    /// The folded words: without blanks, numbering, units, points, formulas, a colon at the end.
    pub key: Cow<'t, str>,
    /// What they stand for.
    pub notions: Notions,
    /// The unit of money in brackets behind it.
    pub unit: Option<MoneyUnit>,
    /// The points that it states, `（50分）`; of a range the larger number.
    pub points: Option<(u32, u32)>,
    /// The circled number that names a column, from 1.
    pub circled: Option<u8>,
    /// What is printed behind it as a formula, folded: `⑥=⑤/④`, `B/A`.
    pub formula: Option<String>,
    /// Whether `其中：` stands before it.
    pub among: bool,
    /// Whether a colon stands behind it.
    pub colon: bool,
}

/// No heading is longer than this, in bytes.
const LONGEST: usize = 240;

thread_local! {
    /// The headings that were read before: a book has the same few in every sheet.
    static KNOWN: RefCell<FxHashMap<Box<str>, Known>> = RefCell::default();
}

/// A heading that was read before.
struct Known {
    heading: Heading<'static>,
    /// Where its words stand in its text as they are; then they are not kept in the heading.
    words: Option<Range<usize>>,
}

impl Known {
    fn new(text: &str, heading: &Heading<'_>) -> Self {
        let words = text.find(&*heading.key).map(|at| at..at + heading.key.len());
        let key = if words.is_some() { Cow::default() } else { Cow::Owned(heading.key.clone().into_owned()) };
        let Heading { notions, unit, points, circled, formula, among, colon, .. } = heading.clone();
        Self { heading: Heading { key, notions, unit, points, circled, formula, among, colon }, words }
    }

    /// The heading that `text` is, which is that of which this is known.
    fn of<'t>(&self, text: &'t str) -> Heading<'t> {
        let heading = self.heading.clone();
        match &self.words {
            Some(words) => Heading { key: Cow::Borrowed(&text[words.clone()]), ..heading },
            None => heading,
        }
    }
}

/// No more of them are kept.
const MOST_KNOWN: usize = 1024;

/// Texts up to this length, in bytes, are kept whether they stand for something or not: `目标1`.
const SHORT: usize = 12;

/// A heading without the unit of amounts that stands in brackets behind it; `None` where none does.
pub(super) fn without_unit(text: &str) -> Option<&str> {
    let inner = text.trim_end().strip_suffix(['）', ')'])?;
    let (bare, unit) = inner.rsplit_once(['（', '('])?;
    MoneyUnit::of(unit.trim()).map(|_| bare.trim_end())
}

impl<'t> Heading<'t> {
    /// Takes `text` apart, by the words that all forms share.
    pub fn read(text: &'t str) -> Self {
        if text.len() > LONGEST {
            return Self::default();
        }
        if is_bare(text) {
            return Self { key: Cow::Borrowed(text), notions: vocabulary::notions(text), ..Self::default() };
        }
        KNOWN.with_borrow_mut(|known| {
            if let Some(known) = known.get(text) {
                return known.of(text);
            }
            let heading = Self::read_by(text, vocabulary::notions);
            // What is longer than this and no heading comes once.
            if !heading.notions.is_empty() || text.len() <= SHORT {
                if known.len() == MOST_KNOWN {
                    known.clear();
                }
                known.insert(text.into(), Known::new(text, &heading));
            }
            heading
        })
    }

    /// What `text` stands for, by the words that all forms share.
    pub fn notions(text: &str) -> Notions {
        // No heading is a sentence, and nothing takes its end off.
        if text.len() > LONGEST || text.ends_with(['。', '；']) {
            return Notions::default();
        }
        if is_bare(text) {
            return vocabulary::notions(text);
        }
        let known = KNOWN.with_borrow(|known| known.get(text).map(|known| known.heading.notions));
        known.unwrap_or_else(|| Heading::read(text).notions)
    }

    /// Takes `text` apart; `notions` knows what folded words stand for.
    pub(super) fn read_by(text: &'t str, notions: impl Fn(&str) -> Notions) -> Self {
        if text.len() > LONGEST {
            return Self::default();
        }
        if is_bare(text) {
            return Self { key: Cow::Borrowed(text), notions: notions(text), ..Self::default() };
        }
        match folded(text) {
            Cow::Borrowed(folded) => Self::apart(folded, notions),
            Cow::Owned(folded) => {
                let Heading { key, notions, unit, points, circled, formula, among, colon } =
                    Heading::apart(&folded, notions);
                Self { key: Cow::Owned(key.into_owned()), notions, unit, points, circled, formula, among, colon }
            }
        }
    }

    /// Takes a folded text apart.
    fn apart(folded: &'t str, notions: impl Fn(&str) -> Notions) -> Self {
        let mut heading = Self::default();
        let mut rest = folded.trim_start_matches(['*', '★', '☆', '#', '●', '■', '◆']);
        if let Some(bare) = rest.strip_suffix(':') {
            (rest, heading.colon) = (bare, true);
        }
        rest = unnumbered(rest);
        for prefix in ["其中:", "其中"] {
            if let Some(bare) = rest.strip_prefix(prefix).filter(|bare| !bare.is_empty()) {
                (rest, heading.among) = (unnumbered(bare), true);
                break;
            }
        }
        rest = rest.trim_start_matches(['*', '★', '☆', ':']);
        loop {
            let before = rest.len();
            let known = notions(rest);
            if !known.is_empty() {
                heading.notions = known;
                break;
            }
            rest = heading.bracket(rest);
            rest = heading.column_name(rest);
            rest = heading.bare_points(rest);
            if let Some(bare) = rest.strip_suffix(':') {
                (rest, heading.colon) = (bare, true);
            }
            if rest.len() == before {
                break;
            }
        }
        heading.key = Cow::Borrowed(rest);
        heading
    }

    /// Whether one of its notions is `notion`.
    pub fn is(&self, notion: Notion) -> bool {
        self.notions.has(notion)
    }

    /// Takes a bracket at the end off `text`, when it is one of a unit, points, a formula or a seal.
    fn bracket<'f>(&mut self, text: &'f str) -> &'f str {
        let Some(open) = text.strip_suffix(')').and_then(|inner| inner.rfind('(')) else { return text };
        let inner = &text[open + 1..text.len() - 1];
        let bare = &text[..open];
        if bare.is_empty() {
            return text;
        }
        if let Some(unit) = MoneyUnit::of(inner.trim_start_matches("单位:")) {
            self.unit = Some(unit);
        } else if let Some(points) = points(inner, false) {
            self.points = Some(points);
        } else if is_formula(inner) {
            self.formula = Some(inner.to_owned());
        } else {
            // A seal, a sign of percent, what can be chosen, or how to fill it in.
            let aside = matches!(inner, "盖章" | "公章" | "%" | "签章");
            if !aside && !inner.contains('、') && inner.chars().count() <= 8 {
                return text;
            }
        }
        bare
    }

    /// Takes `①` or `④=①+②+③` off the end of `text`.
    fn column_name<'f>(&mut self, text: &'f str) -> &'f str {
        let Some(at) = text.find(|c: char| circled(c).is_some()) else { return text };
        let tail = &text[at..];
        let plain = |c: char| {
            circled(c).is_some()
                || matches!(c, '=' | '+' | '-' | '*' | '/' | '×' | '÷' | '(' | ')' | '%')
                || c.is_ascii_digit()
        };
        if at == 0 || !tail.chars().all(plain) {
            return text;
        }
        self.circled = tail.chars().next().and_then(circled);
        if tail.contains('=') {
            self.formula = Some(tail.to_owned());
        }
        &text[..at]
    }

    /// Takes `10分` or `(0-20)分` off the end of `text`.
    fn bare_points<'f>(&mut self, text: &'f str) -> &'f str {
        let Some(bare) = text.strip_suffix('分') else { return text };
        let bare = bare.trim_end_matches(')');
        let digits = bare.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '~'));
        let Some(found) = points(&bare[digits.len()..], true).filter(|_| digits.len() < bare.len()) else {
            return text;
        };
        let head = digits.strip_suffix('(').unwrap_or(digits);
        if head.is_empty() || head.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            return text;
        }
        self.points = Some(found);
        head
    }
}

/// Whether `text` may be a heading and is of Han characters alone, which neither fold nor number, mark or explain it; most
/// headings are.
pub(crate) fn is_bare(text: &str) -> bool {
    // Most are short: stepping over their characters takes fewer steps than comparing many bytes at once.
    text.len() <= LONGEST && beside_han(text).next().is_none() && !text.starts_with("其中")
}

/// The number of a circled digit.
fn circled(c: char) -> Option<u8> {
    let code = c as u32;
    (0x2460..=0x2473).contains(&code).then(|| (code - 0x2460 + 1) as u8)
}

/// `50分`, `40-50分`, `0-20`: the least and the most points. A number alone says so only where `marked`.
fn points(text: &str, marked: bool) -> Option<(u32, u32)> {
    let bare = text.strip_suffix('分').unwrap_or(text).trim_matches(['(', ')']);
    let number = |text: &str| text.parse::<u32>().ok().filter(|number| *number <= 1000);
    if let Some((least, most)) = bare.split_once(['-', '~']) {
        return Some((number(least)?, number(most)?));
    }
    (marked || text.ends_with('分')).then(|| number(bare)).flatten().map(|number| (number, number))
}

/// Whether a bracket holds the name of a column or arithmetic: `A`, `B/A`, `20分*执行率`, `④=①+②`.
fn is_formula(text: &str) -> bool {
    let letters = text
        .chars()
        .all(|c| c.is_ascii_uppercase() || matches!(c, '/' | '*' | '+' | '-' | '=' | '%') || c.is_ascii_digit());
    let signs = text.contains(['*', '/', '×', '÷', '=', '+']) || text.chars().any(|c| circled(c).is_some());
    (letters && text.chars().any(|c| c.is_ascii_uppercase())) || signs
}

/// `text` without `1.`, `一、`, `(一)`, `(1)`, `①`, `1、` at its start.
pub(crate) fn unnumbered(text: &str) -> &str {
    let chinese = |c: char| "一二三四五六七八九十".contains(c);
    let bare = text.strip_prefix('(').and_then(|inner| {
        let number = inner.trim_start_matches(|c: char| chinese(c) || c.is_ascii_digit());
        number.strip_prefix(')').filter(|_| number.len() < inner.len())
    });
    let bare = bare.or_else(|| {
        let number = text.trim_start_matches(chinese);
        number.strip_prefix(['、', '.']).filter(|_| number.len() < text.len())
    });
    let bare = bare.or_else(|| {
        let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let rest = number
            .strip_prefix(['.', '、', ')'])
            .filter(|_| number.len() < text.len() && text.len() - number.len() < 3);
        rest.filter(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    let bare = bare.or_else(|| text.strip_prefix(|c: char| circled(c).is_some()));
    bare.filter(|bare| !bare.is_empty()).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, key: &str, notion: Notion) {
        let heading = Heading::read(text);
        assert_eq!(heading.key, key, "{text}");
        assert!(heading.is(notion), "{text}: {heading:?}");
    }

    #[test]
    fn headings_are_taken_apart() {
        check("项目资金\n（万元）", "项目资金", Notion::Money);
        check("  其中：本年财政拨款", "本年财政拨款", Notion::Part);
        check("年度资金总额：", "年度资金总额", Notion::Total);
        check("一、财政拨款", "财政拨款", Notion::Part);
        check("小计\n④=①+②+③", "小计", Notion::Subtotal);
        check("支出实现率\n（%）\n⑥=⑤/④", "支出实现率", Notion::Rate);
        check("得分\n（20分*执行率）", "得分", Notion::Score);
        check("执行率（B/A）", "执行率", Notion::Rate);
        check("年度绩效目标\n（80分）", "年度绩效目标", Notion::Goal);
        check("项目资金\n预算执行\n10分", "项目资金预算执行", Notion::Money);
        check("部门（单位）名称", "部门(单位)名称", Notion::Identity);
        check("实施单位\n（盖章）", "实施单位", Notion::Field);
        check("完成目标可能性（确定能、有可能、不可能）", "完成目标可能性", Notion::Possibility);
        assert_eq!(Heading::read("产出指标（40-50)分").points, Some((40, 50)));
        assert_eq!(Heading::read("成本指标（0-20）分").key, "成本指标");
        assert_eq!(Heading::read("产出指标\n（50分）").points, Some((50, 50)));
        assert_eq!(Heading::read("预算金额（元）").unit, Some(MoneyUnit::Yuan));
    }

    #[test]
    fn converting_back_gives_the_same() {
        use MoneyUnit::{HundredMillion, TenThousand, Yuan};
        let shown = |text: &str, from: MoneyUnit, to: MoneyUnit| {
            from.convert(Decimal::from_str_exact(text).unwrap(), to).unwrap().to_string()
        };
        assert_eq!(shown("12345678.90", Yuan, TenThousand), "1234.567890");
        assert_eq!(shown("5371200", Yuan, TenThousand), "537.12");
        assert_eq!(shown("537.12", TenThousand, Yuan), "5371200");
        assert_eq!(shown("1.5", HundredMillion, TenThousand), "15000");
        for text in
            ["0", "0.00", "537.12", "537.10", "15.00", "2860", "-3.5", "12345678.9", "0.0001", "100.000", "5371200"]
        {
            for from in [Yuan, TenThousand, HundredMillion] {
                for to in [Yuan, TenThousand, HundredMillion] {
                    assert_eq!(shown(&shown(text, from, to), to, from), text, "{from:?} {to:?}");
                }
            }
        }
    }

    #[test]
    fn formulas_are_kept() {
        assert_eq!(Heading::read("支出实现率（%）⑥=⑤/④").formula.as_deref(), Some("⑥=⑤/④"));
    }
}
