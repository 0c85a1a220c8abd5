//! uncovered-figure: a figure of the goal that no indicator measures.

use std::cell::LazyCell;
use std::ops::Range;

use rust_decimal::Decimal;
use rustc_hash::FxHashSet;
use smallvec::{SmallVec, smallvec};

use super::common::quote;
use crate::diagnostic::{Sink, say};
use crate::outline::MoneyUnit;
use crate::profile::{ColumnKind, Profile, fold_value};
use crate::sheet::{AmountCell, CellRef, Sheet};
use crate::text::TextRange;
use crate::text::bytes::{has_digit, next_digit};

rule!(
    "uncovered-figure",
    Goals,
    Information,
    None,
    "绩效目标里的数字没有对应指标",
    "no indicator measures a figure of the goal",
);

/// Right before a figure these words make it a name or a state of affairs, not something to reach.
const NAMING: &[&str] = &[
    "第",
    "全市",
    "全县",
    "全区",
    "全省",
    "全国",
    "辖",
    "辖区",
    "辖区内",
    "下设",
    "内设",
    "所属",
    "设有",
    "现有",
    "共有",
    "编制",
    "在编",
    "在职",
    "不足",
    "已建成",
    "已有",
    "原有",
    "已完成",
    "占",
    "每",
];

/// Right behind a figure and `个` these words count headings, not results.
const HEADINGS: &[&str] = &[
    "方面",
    "意识",
    "自信",
    "维护",
    "确保",
    "坚持",
    "专题",
    "重点",
    "环节",
    "领域",
    "月",
    "工作日",
    "小时",
    "季度",
    "星期",
];

/// Right behind a figure these words count who or what is there already.
const STAFF: &[&str] = &["在职", "在编", "退休", "离退休", "离休", "编制", "现有"];

/// Periods: when something happens, not how much of it.
const PERIODS: &[&str] = &["年", "月", "日", "天", "小时", "季度", "工作日", "号"];

/// So many figures are looked for one by one; a goal with more of them is worth an index.
const FEW: usize = 32;

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let mut known: Option<Known> = None;
    let mut numbers: Option<FxHashSet<(Sort, Decimal)>> = None;
    let mut looked = 0;
    let mut reported: FxHashSet<(Decimal, String)> = FxHashSet::default();
    for &cell in sheet.goal() {
        let (text, start) = (sheet.value(cell), sheet.range(cell).start);
        for figure in figures(text, sheet.profile) {
            let same = (figure.value, figure.unit.clone());
            let known = known.get_or_insert_with(|| Known::read(sheet));
            looked += 1;
            let covered = if looked <= FEW {
                known.covers(&figure)
            } else {
                let numbers = numbers.get_or_insert_with(|| known.numbers());
                figure.sought().iter().any(|sought| numbers.contains(sought))
            };
            if covered || !reported.insert(same) {
                continue;
            }
            let (lang, shown) = (sink.lang, quote(&text[figure.range.clone()]));
            let message = say!(
                lang,
                "目标里的{shown}没有对应指标；如需考核，请增设指标",
                "no indicator measures {shown}; add one if it is to be assessed"
            );
            let place = TextRange::new(start + figure.range.start as u32, start + figure.range.end as u32);
            sink.report(&RULE, place, message);
        }
    }
}

/// A number with a unit of measure.
#[derive(Debug)]
struct Figure {
    /// The number, 万 and 亿 counted in.
    value: Decimal,
    /// The number as it is written.
    written: Decimal,
    /// The unit without 万 and 亿.
    unit: String,
    range: Range<usize>,
}

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Sort {
    Value { percent: bool },
    Written { percent: bool },
    Amount,
}

impl Figure {
    /// The numbers that each cover it.
    fn sought(&self) -> SmallVec<[(Sort, Decimal); 3]> {
        let percent = is_percent(&self.unit);
        let mut sought = smallvec![(Sort::Value { percent }, self.value), (Sort::Written { percent }, self.written)];
        if self.unit.ends_with('元') {
            sought.push((Sort::Amount, self.value));
        }
        sought
    }
}

/// A number as it stands in a text, with 万 and 亿 counted in, the number alone, and where both end.
struct Number {
    value: Decimal,
    written: Decimal,
    start: usize,
    end: usize,
}

/// Numerals behind the digits; a longer one comes before the one it begins or ends with.
const SCALES: &[(&str, u64)] =
    &[("万亿", 1_000_000_000_000), ("百万", 1_000_000), ("千万", 10_000_000), ("亿", 100_000_000), ("万", 10_000)];

/// The numbers in `text`. Those that belong to a Latin word, a date or a number with more dots are left out.
fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = next_digit(&bytes[at..]) {
        at += next;
        let start = at;
        while at < bytes.len()
            && (bytes[at].is_ascii_digit()
                || (matches!(bytes[at], b'.' | b',') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)))
        {
            at += 1;
        }
        let joined = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | ':' | '：' | '+' | '·' | '×' | '*');
        if text[..start].chars().next_back().is_some_and(joined) {
            continue;
        }
        let plain: String = text[start..at].chars().filter(|c| *c != ',').collect();
        let Ok(written) = Decimal::from_str_exact(&plain) else { continue };
        let scale = SCALES.iter().find(|(word, _)| text[at..].starts_with(word));
        let (scale, word) = scale.map_or((1, 0), |(word, scale)| (*scale, word.len()));
        let Some(value) = written.checked_mul(Decimal::from(scale)) else { continue };
        at += word;
        found.push(Number { value, written, start, end: at });
    }
    found
}

/// The figures in `text` that state how much is to be reached.
fn figures(text: &str, profile: &Profile) -> Vec<Figure> {
    if !has_digit(text) {
        return Vec::new();
    }
    let named = LazyCell::new(|| names(text));
    let found = numbers(text).into_iter().filter_map(|number| {
        let (before, rest) = (&text[..number.start], &text[number.end..]);
        let unit = unit(rest, profile)?;
        let behind = &rest[unit.len()..];
        let inside = || named.iter().any(|range| range.contains(&number.start));
        let heading = unit == "个" && HEADINGS.iter().any(|word| behind.starts_with(word));
        if heading
            || PERIODS.contains(&unit)
            || NAMING.iter().any(|word| before.ends_with(word))
            || STAFF.iter().any(|word| behind.starts_with(word))
            || inside()
        {
            return None;
        }
        let range = number.start..number.end + unit.len();
        Some(Figure { value: number.value, written: number.written, unit: unit.to_owned(), range })
    });
    found.collect()
}

/// What stands in quotes, in the marks of a title or in the brackets of a document's number.
fn names(text: &str) -> Vec<Range<usize>> {
    let mut named = Vec::new();
    for (open, close) in [('“', '”'), ('《', '》'), ('〔', '〕'), ('「', '」')] {
        let mut at = 0;
        while let Some(start) = text[at..].find(open).map(|start| at + start) {
            let Some(length) = text[start..].find(close) else { break };
            at = start + length;
            named.push(start..at);
        }
    }
    named
}

/// The unit of measure that `text` begins with, the longest one that the form knows.
fn unit<'t>(text: &'t str, profile: &Profile) -> Option<&'t str> {
    let percent = ["%", "％", "个百分点"].into_iter().find(|word| text.starts_with(word));
    let periods = PERIODS.iter().copied().filter(|word| text.starts_with(word));
    let longest = profile.catalogue.measures_before(text).chain(periods).max_by_key(|word| word.len());
    let length = percent.or(longest)?.len();
    // `批次`, `车次`, `场次` count as what they begin with.
    let times = if text[length..].starts_with('次') { '次'.len_utf8() } else { 0 };
    Some(&text[..length + times])
}

fn is_percent(unit: &str) -> bool {
    matches!(unit, "%" | "％" | "个百分点" | "百分比")
}

/// A figure of the goal, and the rows of the sheet that measure or state it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Covered {
    /// Where it stands, counted from the sheet's start.
    pub(crate) range: TextRange,
    /// The rows, in order; none when nothing covers it.
    pub(crate) rows: Vec<u32>,
}

/// The figures of the goal, as they come.
pub(crate) fn covered(sheet: &Sheet<'_>) -> Vec<Covered> {
    let known = Known::read(sheet);
    let mut all = Vec::new();
    for &cell in sheet.goal() {
        let (text, start) = (sheet.value(cell), sheet.range(cell).start);
        all.extend(figures(text, sheet.profile).into_iter().map(|figure| {
            let range = TextRange::new(start + figure.range.start as u32, start + figure.range.end as u32);
            let mut rows: Vec<u32> = known.covering(&figure).collect();
            rows.sort_unstable();
            rows.dedup();
            Covered { range, rows }
        }));
    }
    all
}

/// A number that the sheet measures.
struct Measured {
    /// 万 and 亿 counted in, and as written.
    value: Decimal,
    written: Decimal,
    percent: bool,
    row: u32,
}

/// What the sheet measures and states in figures.
struct Known {
    /// Numbers of target values and names.
    measured: Vec<Measured>,
    /// Amounts in yuan, with their rows.
    amounts: Vec<(Decimal, u32)>,
}

impl Known {
    fn read(sheet: &Sheet<'_>) -> Self {
        let mut measured = Vec::new();
        let mut add = |text: &str, percent: Option<bool>, row: u32| {
            let text = fold_value(text);
            for number in numbers(&text) {
                let Number { value, written, end, .. } = number;
                let marked = text[end..].starts_with('%');
                match percent {
                    Some(percent) => measured.push(Measured { value, written, percent: percent || marked, row }),
                    // Where the unit is unknown, the number may be either.
                    None => measured.extend([false, true].map(|percent| Measured { value, written, percent, row })),
                }
            }
        };
        for indicator in &sheet.indicators {
            if indicator.is_in_doubt() {
                for (cell, _) in sheet.values(indicator.row) {
                    add(sheet.value(CellRef { row: indicator.row, cell }), None, indicator.row);
                }
                continue;
            }
            let value = |kind| sheet.indicator_value(indicator, kind);
            let measure = fold_value(value(ColumnKind::Measure));
            // The measure may hold the 万 or the 亿 of the number.
            add(&format!("{}{measure}", value(ColumnKind::Value)), Some(is_percent(&measure)), indicator.row);
            add(value(ColumnKind::Name), None, indicator.row);
        }
        let (unit, foreign) = (sheet.money_unit(), sheet.foreign_unit());
        let in_yuan = |amount: &AmountCell| {
            let value = amount.reading.amount()?;
            let unit = foreign.as_ref().filter(|foreign| foreign.holds(amount.section)).map_or(unit, |foreign| foreign.unit);
            Some((unit.convert(value, MoneyUnit::Yuan)?, amount.cell.row))
        };
        let amounts = sheet.amounts.iter().filter_map(in_yuan).collect();
        Self { measured, amounts }
    }

    /// All numbers, to look for many figures in them.
    fn numbers(&self) -> FxHashSet<(Sort, Decimal)> {
        let of = |known: &Measured| {
            let percent = known.percent;
            [(Sort::Value { percent }, known.value), (Sort::Written { percent }, known.written)]
        };
        let amounts = self.amounts.iter().map(|(amount, _)| (Sort::Amount, *amount));
        self.measured.iter().flat_map(of).chain(amounts).collect()
    }

    fn covers(&self, figure: &Figure) -> bool {
        self.covering(figure).next().is_some()
    }

    /// The rows that measure or state `figure`, in no order.
    fn covering<'k>(&'k self, figure: &'k Figure) -> impl Iterator<Item = u32> + 'k {
        let percent = is_percent(&figure.unit);
        let same = move |known: &&Measured| {
            known.percent == percent && (known.value == figure.value || known.written == figure.written)
        };
        let money = figure.unit.ends_with('元');
        let amounts = self.amounts.iter().filter(move |(amount, _)| money && *amount == figure.value);
        self.measured.iter().filter(same).map(|known| known.row).chain(amounts.map(|(_, row)| *row))
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::lint::{Settings, lint};
    use crate::rules::testing::check;

    #[test]
    fn no_indicator_has_it() {
        check(&expect![[r#"
            年度绩效目标⇥年目标任务为交易达量⟦39亿度⟧以上
            //~ information[uncovered-figure]: 目标里的“39亿度”没有对应指标；如需考核，请增设指标
        "#]]);
    }

    #[test]
    fn many_figures_are_looked_for_as_few_are() {
        use std::fmt::Write as _;
        let unit = "部门（单位）名称\t703001某局-211300000\n年度预算收入\t537.12\n年度绩效目标\t";
        let headers = "\n年度绩效指标\t一级指标\t二级指标\t三级指标\t运算符号\t指标值\t度量单位\t完成时限\n";
        let goal = |from: usize| {
            let mut goal = String::new();
            for at in from..=100 {
                let _ = write!(goal, "走访企业{at}家，增长{at}%，支出{at}万元；");
            }
            goal + "支出537.12万元。"
        };
        let mut indicators = String::new();
        for at in (1..=100).step_by(3) {
            let _ = writeln!(indicators, "\t\t\t指标甲\t=\t{at}\t{}\t2021-12", if at % 2 == 0 { "家" } else { "%" });
        }
        let uncovered = |text: &str| {
            let found = lint(text, &Settings::default()).findings;
            let own = found.into_iter().filter(|finding| finding.rule.name == super::RULE.name);
            own.map(|finding| finding.message).collect::<Vec<_>>()
        };
        let found = uncovered(&format!("{unit}{}{headers}{indicators}", goal(1)));
        // The last figures are the first ones here.
        let last = uncovered(&format!("{unit}{}{headers}{indicators}", goal(92)));
        assert!(!last.is_empty() && last.len() < 27, "some of them have an indicator");
        assert!(found.ends_with(&last));
    }

    #[test]
    fn several_each_once() {
        check(&expect![[r#"
            年度绩效目标⇥培训企业⟦230家⟧，新增规上企业⟦12户⟧，培训企业230家，投资增长⟦7.5%⟧，接访⟦90批次⟧。
            //~ information[uncovered-figure]: 目标里的“230家”没有对应指标；如需考核，请增设指标
            //~ information[uncovered-figure]: 目标里的“12户”没有对应指标；如需考核，请增设指标
            //~ information[uncovered-figure]: 目标里的“7.5%”没有对应指标；如需考核，请增设指标
            //~ information[uncovered-figure]: 目标里的“90批次”没有对应指标；如需考核，请增设指标
            ⇥争取资金⟦5,000万元⟧。
            //~ information[uncovered-figure]: 目标里的“5,000万元”没有对应指标；如需考核，请增设指标
        "#]]);
    }

    #[test]
    fn a_percentage_is_no_number_of_things() {
        check(&expect![[r#"
            年度绩效目标⇥培训⟦100人⟧，走访⟦5家⟧企业。
            //~ information[uncovered-figure]: 目标里的“100人”没有对应指标；如需考核，请增设指标
            //~ information[uncovered-figure]: 目标里的“5家”没有对应指标；如需考核，请增设指标
        "#]]);
    }

    #[test]
    fn a_carriage_return() {
        check(&expect![[r#"
            年度绩效目标⇥招商⟦12个⟧<U+000D>
            //~ information[uncovered-figure]: 目标里的“12个”没有对应指标；如需考核，请增设指标
        "#]]);
    }

    #[test]
    fn years_dates_and_ordinals() {
        check(&expect![[r#"
            年度绩效目标⇥2021年12月31日前落实辽政发〔2020〕12号文件第3条，“十四五”规划第1批项目3年内完工，两次软考，12345热线24小时值班，⟦5个工作日⟧办结。
            //~ information[uncovered-figure]: 目标里的“5个工作日”没有对应指标；如需考核，请增设指标
        "#]]);
    }

    #[test]
    fn what_an_indicator_or_an_amount_states() {
        check(&expect![[r#"
            年度绩效目标⇥预算执行率100%，预算调整率不超过5%，安排资金10万元，人员经费600000元。
        "#]]);
    }

    #[test]
    fn slogans_and_facts() {
        check(&expect![[r#"
            年度绩效目标⇥全市7个县区，辖5个乡，坚持3个方面，建设“1+3”体系和《2021年5项任务》，现有12人，保障11名在职人员，已建成500公里，占30%，巩固4个意识，发展5G应用。
        "#]]);
    }

    #[test]
    fn units_written_otherwise_are_the_same_figure() {
        check(&expect![[r#"
            年度绩效目标⇥交易电量39亿度以上，培训1,200人，营收增长７％，村组干部230人。
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥综合管理水平⇥⇥管理规范⇥⇥2021-12
            ⇥预算执行⇥预算执行效率⇥结转结余变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥预算调整率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12
            ⇥管理效率⇥预算编制管理⇥预算绩效目标覆盖率⇥=⇥100⇥%⇥2021-12
            ⇥⇥预算监督管理⇥预决算公开情况⇥⇥全部公开⇥⇥2021-12
            ⇥⇥预算收支管理⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥预算支出管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥财务管理⇥内控制度有效性⇥⇥制度有效⇥⇥2021-12
            ⇥⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥在职人员控制率⇥<=⇥100⇥%⇥2021-12
            ⇥社会效应⇥经济效益⇥市场化交易电量⇥>=⇥390000⇥万度⇥2021-12
            ⇥⇥⇥培训人数⇥>=⇥1200⇥人次⇥2021-12
            ⇥⇥⇥营收增长率⇥>=⇥⟦7%⟧⇥⇥2021-12
            //~ error[unit-in-target]: 指标值“7%”应只写数字 7，度量单位“%”另有一栏
            ⇥⇥⇥村组干部230人补助发放率⇥=⇥100⇥%⇥2021-12
            ---
            年度绩效目标⇥交易电量39亿度以上，培训1,200人，营收增长７％，村组干部230人。
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥综合管理水平⇥⇥管理规范⇥⇥2021-12
            ⇥预算执行⇥预算执行效率⇥结转结余变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥预算调整率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12
            ⇥管理效率⇥预算编制管理⇥预算绩效目标覆盖率⇥=⇥100⇥%⇥2021-12
            ⇥⇥预算监督管理⇥预决算公开情况⇥⇥全部公开⇥⇥2021-12
            ⇥⇥预算收支管理⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥预算支出管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥财务管理⇥内控制度有效性⇥⇥制度有效⇥⇥2021-12
            ⇥⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥在职人员控制率⇥<=⇥100⇥%⇥2021-12
            ⇥社会效应⇥经济效益⇥市场化交易电量⇥>=⇥390000⇥万度⇥2021-12
            ⇥⇥⇥培训人数⇥>=⇥1200⇥人次⇥2021-12
            ⇥⇥⇥营收增长率⇥>=⇥7⇥%⇥2021-12
            ⇥⇥⇥村组干部230人补助发放率⇥=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn a_row_in_doubt_may_be_the_one() {
        check(&expect![[r#"
            年度绩效目标⇥招商12个。
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥综合管理水平⇥⇥管理规范⇥⇥2021-12
            ⇥预算执行⇥预算执行效率⇥结转结余变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥预算调整率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12
            ⇥管理效率⇥预算编制管理⇥预算绩效目标覆盖率⇥=⇥100⇥%⇥2021-12
            ⇥⇥预算监督管理⇥预决算公开情况⇥⇥全部公开⇥⇥2021-12
            ⇥⇥预算收支管理⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥预算支出管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥财务管理⇥内控制度有效性⇥⇥制度有效⇥⇥2021-12
            ⇥⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥在职人员控制率⇥<=⇥100⇥%⇥2021-12
            ⇥社会效应⇥经济效益⇥招商项目数⇥12⇥>=⇥个⇥2021-12⇥⟦5⟧
            //~ error[stray-cell]: 表样只有 7 栏，这一行多出 1 个值，请核对
        "#]]);
    }

    #[test]
    fn the_published_book_has_one() {
        let text = include_str!("../../tests/corpus/chaoyang-2021.txt");
        let findings = lint(text, &Settings::default()).findings;
        let own = findings.iter().filter(|finding| finding.rule.name == super::RULE.name);
        let found: Vec<&str> = own.map(|finding| &text[finding.range.usize()]).collect();
        assert_eq!(found, ["39亿度"]);
    }
}
