//! misspelled-indicator: a name that is nearly, but not quite, that of a standard indicator.

use std::cell::LazyCell;

use smallvec::SmallVec;

use super::common::quote;
use super::rows::Row;
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::{ColumnKind, letters};
use crate::sheet::{CellRef, Indicator, Sheet};
use crate::text::Edit;
use crate::text::bytes::is_han;

rule!(
    "misspelled-indicator",
    Indicators,
    Warning,
    Some(Applicability::Unsafe),
    "三级指标名与共性指标名仅个别字不同",
    "a name is nearly that of a standard indicator",
);

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    if row.standard.is_some() {
        return;
    }
    let Some(meant) = meant(row.sheet, row.indicator) else { return };
    let meant = &row.sheet.profile.catalogue.standards[meant];
    // 财预〔2013〕53号 and the published sheets put the quotes of 三公经费 in different places; both are right.
    let quoted = |name: &str| name.contains('“') && name.contains('”');
    if quoted(row.name) && quoted(&meant.name) && letters(row.name).eq(letters(&meant.name)) {
        return;
    }
    let (lang, name, expected) = (sink.lang, quote(row.name), quote(&meant.name));
    let range = row.place(row.places.name);
    let message = say!(
        lang,
        "{name}与共性指标{expected}仅个别字不同，应写共性指标的名称",
        "{name} is nearly the standard indicator {expected}; the name of the form is expected"
    );
    sink.report(&RULE, range, message).fix(
        Applicability::Unsafe,
        say!(lang, "改为{expected}", "write {expected}"),
        vec![Edit::replace(range, &meant.name)],
    );
}

/// Names are compared up to this length in bytes, sheets for what they lack up to this many rows.
const LONGEST: usize = 120;
const MOST_ROWS: usize = 1000;

/// Two quotes of three bytes each more or less, and a character or two of the name.
const MOST_APART: usize = 14;

/// The index of the standard indicator that the name of `indicator` misspells. A slip of the pen is one wherever it stands; a name that
/// lacks a character or has one too many can be another indicator, so it counts only where the standard one belongs and
/// is absent.
pub(super) fn meant(sheet: &Sheet<'_>, indicator: &Indicator) -> Option<usize> {
    let name = sheet.indicator_value(indicator, ColumnKind::Name);
    if name.is_empty() || name.len() > LONGEST {
        return None;
    }
    let catalogue = &sheet.profile.catalogue;
    let group = |cell: CellRef| sheet.profile.word(sheet.value(cell)).group;
    let own = LazyCell::new(|| letters(name).collect::<SmallVec<[char; 64]>>());
    // How many characters the name has, where that is told by its length: none of them is a mark then.
    let count = is_han(name).then_some(name.len() / 3);
    // One that differs in one place keeps its first character or its last one.
    let mut near = catalogue.with_end_of(name).filter_map(|at| {
        let standard = &catalogue.standards[at];
        if name.len().abs_diff(standard.name.len()) > MOST_APART
            || count.is_some_and(|count| count.abs_diff(catalogue.letters(at).len()) > 1)
        {
            return None;
        }
        let meant = match closeness(&own, catalogue.letters(at))? {
            Closeness::Slip => true,
            Closeness::OneOff => {
                // Where nothing is required, it is as likely the unit's own.
                if !catalogue.required {
                    return None;
                }
                let here = indicator.group.and_then(group).map(|at| &catalogue.groups[at as usize].name);
                here == Some(&catalogue.groups[standard.group as usize].name)
                    && sheet.indicators.len() <= MOST_ROWS
                    && sheet.indicators.iter().all(|other| other.standard != Some(at as u16))
            }
        };
        meant.then_some(at)
    });
    // Near to two standard indicators, it may well be a third.
    let first = near.next()?;
    (near.all(|other| catalogue.standards[other].name == catalogue.standards[first].name) && sheet.profile.word(name).is_unknown()).then_some(first)
}

/// How a name differs from a standard one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closeness {
    /// Quotes left out, a character doubled, two swapped, or one written for another that sounds or looks like it.
    Slip,
    /// One character inside it left out or added.
    OneOff,
}

/// How a name differs from a standard one, both without marks; `None` when it is another name.
fn closeness(name: &[char], standard: &[char]) -> Option<Closeness> {
    if name.len().abs_diff(standard.len()) > 1 {
        return None;
    }
    let prefix = name.iter().zip(standard).take_while(|(a, b)| a == b).count();
    let rest = name.len().min(standard.len()) - prefix;
    let suffix = name.iter().rev().zip(standard.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (odd, right) = (&name[prefix..name.len() - suffix], &standard[prefix..standard.len() - suffix]);
    match (odd, right) {
        ([], []) => Some(Closeness::Slip),
        ([a], [b]) if is_confusable(*a, *b) => Some(Closeness::Slip),
        ([a, b], [c, d]) if a == d && b == c => Some(Closeness::Slip),
        ([extra], []) if name[..prefix].last() == Some(extra) || name[prefix + 1..].first() == Some(extra) => {
            Some(Closeness::Slip)
        }
        // Before or behind a whole name, a character makes another one: 总预算执行率.
        ([_], []) if prefix > 0 && suffix > 0 && standard.len() >= 6 => Some(Closeness::OneOff),
        ([], [_]) if standard.len() >= 6 => Some(Closeness::OneOff),
        _ => None,
    }
}

/// Characters of indicator names that an input method or the eye takes for one another: general knowledge. None stands
/// beside another with which it makes a different indicator of the trade.
const CONFUSABLE: &[&str] = &[
    "绩积迹", "效郊", "率律", "办半辨", "结节接", "达答", "标票", "执直值职植", "调条凋", "整正", "余于", "变便遍", "动懂", "覆复副富", "盖概",
    "预予豫", "决绝诀", "算蒜", "及即极急", "时是", "质制治置", "量良", "理里", "规归", "范犯", "控空", "度渡", "固故", "定订", "利力", "用佣",
    "采彩踩", "购够构", "违为围", "法发", "次词", "费废", "在再", "员元圆", "均钧", "公工功", "务物误", "综宗踪", "合和", "平评", "依以", "重种",
    "作做", "成城", "总纵", "体休", "收受", "支只", "目日", "情请", "况矿", "性姓", "管菅", "行形型", "人入", "经径", "项顷", "已己",
];

fn is_confusable(a: char, b: char) -> bool {
    CONFUSABLE.iter().any(|group| group.contains(a) && group.contains(b))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn a_slip_of_the_pen() {
        check(&expect![[r#"
            ⇥⇥⇥⟦工作完成急时率⟧⇥=⇥100⇥%⇥2021-12
            //~ warning[misspelled-indicator]: “工作完成急时率”与共性指标“工作完成及时率”仅个别字不同，应写共性指标的名称
            # 工作质量达标率 总体工作完成率
            ⇥⇥⇥⟦工作质质量达标率⟧⇥=⇥100⇥%⇥2021-12
            //~ warning[misspelled-indicator]: “工作质质量达标率”与共性指标“工作质量达标率”仅个别字不同，应写共性指标的名称
            ⇥⇥⇥⟦总体作工完成率⟧⇥=⇥100⇥%⇥2021-12
            //~ warning[misspelled-indicator]: “总体作工完成率”与共性指标“总体工作完成率”仅个别字不同，应写共性指标的名称
            --- fix: 改为“工作完成及时率”
            ⇥⇥⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            # 工作质量达标率 总体工作完成率
            ⇥⇥⇥工作质质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体作工完成率⇥=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn quotes_left_out() {
        check(&expect![[r#"
            # “三公”经费变动率
            ⇥运行成本⇥成本控制成效⇥⟦三公经费变动率⟧⇥<=⇥0⇥%⇥2021-12
            //~ warning[misspelled-indicator]: “三公经费变动率”与共性指标“‘三公’经费变动率”仅个别字不同，应写共性指标的名称
        "#]]);
    }

    #[test]
    fn a_character_left_out_where_the_standard_one_belongs() {
        check(&expect![[r#"
            # 预算收入管理规范性
            ⇥管理效率⇥预算收支管理⇥⟦预算收入管理规范⟧⇥⇥管理规范⇥⇥2021-12
            //~ warning[misspelled-indicator]: “预算收入管理规范”与共性指标“预算收入管理规范性”仅个别字不同，应写共性指标的名称
        "#]]);
    }

    #[test]
    fn other_indicators_of_the_trade() {
        check(&expect![[r#"
            ⇥预算执行⇥⟦预算执行效率⟧⇥预算编制率⇥=⇥100⇥%⇥2021-12
            //~ warning[missing-standard-indicator]: 缺少共性指标“预算执行率”（二级指标“预算执行效率”下），请补上
            ⇥⇥⇥预算完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总预算执行率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥支付进度率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥结转结余率⇥<=⇥10⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn a_shorter_name_beside_the_standard_one() {
        check(&expect![[r#"
            ⇥管理效率⇥预算监督管理⇥预决算公开情况⇥⇥全部公开⇥⇥2021-12
            ⇥⇥⇥预算公开情况⇥⇥全部公开⇥⇥2021-12
            ⇥⇥⇥决算公开情况⇥⇥全部公开⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn another_word_in_the_name() {
        check(&expect![[r#"
            ⇥⇥⇥工作数量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥重点工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥综合治理水平⇥⇥管理规范⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn quotes_that_stand_elsewhere() {
        check(&expect![[r#"
            # mubiao: profile = mof-2015-department
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥成本指标⇥“三公”经费变动率⇥≤0%
            ⇥效益指标⇥社会效益指标⇥节水知识知晓率⇥≥85%
        "#]]);
    }
}
