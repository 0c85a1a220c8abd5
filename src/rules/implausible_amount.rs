//! implausible-amount: an amount off by a magnitude against its own relatives.

use std::collections::BinaryHeap;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::common::quote;
use super::printed::{MAGNITUDE, faults, is_of_another_magnitude, off_by_a_magnitude, shown};
use super::sums::{is_off, owner as amount_owner};
use crate::diagnostic::{Sink, say};
use crate::outline::{At, MoneyUnit, Notion, Shape};
use crate::sheet::{CellRef, CheckKind, Headings, Sheet, SumValue, read_figure};

rule!(
    "implausible-amount",
    Amounts,
    Warning,
    None,
    "金额与相关金额相差上千倍",
    "an amount off by a magnitude against its relatives",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(headings) = sheet.headings.as_deref() else {
        known(sheet, sink);
        return;
    };
    let mut told: Vec<CellRef> = Vec::new();
    for kind in [CheckKind::Breakdown, CheckKind::Tasks] {
        faults(sheet, kind, |check, expected| {
            let Some(cell) = off_by_a_magnitude(check, expected) else { return };
            let lang = sink.lang;
            let (amount, name) = (sheet.value(cell), &check.name);
            let (total, written) = (sheet.value(check.at), shown(check, expected));
            let message = say!(
                lang,
                "金额 {amount} 与相关金额相差上千倍：{name} {total}，各部分合计 {written}；请核对单位",
                "{amount} is off by a magnitude: {name} is {total}, its parts come to {written}; check the unit"
            );
            let finding = sink.report(&RULE, sheet.range(cell), message);
            finding.relate(sheet.range(check.at), total.to_owned());
            told.push(cell);
        });
    }
    for row in sheet.money_rows().filter(|row| row.len() > 2) {
        let odd = odd_one(headings, &row).map(|(at, other)| (headings.cell(at), headings.cell(other)));
        if let Some((cell, other)) = odd.filter(|(cell, _)| !told.contains(cell)) {
            let (lang, amount, beside) = (sink.lang, sheet.value(cell), sheet.value(other));
            let message = say!(
                lang,
                "金额 {amount} 与同一行的 {beside} 相差上千倍，请核对单位",
                "{amount} is off by a magnitude: the same row has {beside}; check the unit"
            );
            sink.report(&RULE, sheet.range(cell), message).relate(sheet.range(other), beside.to_owned());
        }
    }
    // Budgets in fields: that of a year and that of all years.
    let mut fields: Vec<(String, CellRef, Option<MoneyUnit>)> = Vec::new();
    for block in headings.outline.blocks.iter().filter(|block| block.shape == Shape::Field) {
        let (Some(label), Some(value)) = (block.label, block.cells.first()) else { continue };
        let key = headings.key(label);
        if key.contains("预算")
            && read_figure(headings.text(*value)).figure().is_some_and(|figure| !figure.percent)
        {
            let unit = headings.heading(label).unit.or(headings.outline.unit);
            fields.push((key.into_owned(), headings.cell(*value), unit));
        }
    }
    let value = |cell: CellRef| read_figure(sheet.value(cell)).figure().map(|figure| figure.value).unwrap_or_default();
    for pair in fields.windows(2) {
        let [(one, first, unit), (other, second, other_unit)] = pair else { continue };
        if unit != other_unit || !is_of_another_magnitude(value(*first), value(*second)) {
            continue;
        }
        let (cell, name, of, than) =
            if value(*first) < value(*second) { (*first, one, *second, other) } else { (*second, other, *first, one) };
        let (lang, name, than) = (sink.lang, quote(name), quote(than));
        let (less, more) = (sheet.value(cell), sheet.value(of));
        let message = say!(
            lang,
            "{name} {less} 与{than} {more} 相差上千倍，请核对单位",
            "{name} is {less} and {than} {more}, more than a thousand times as much; check the unit"
        );
        sink.report(&RULE, sheet.range(cell), message).relate(sheet.range(of), more.to_owned());
    }
}

/// The amount of a row that is off by a magnitude against all others, which are of one size, and one of those. What was
/// spent, carried over or left may be next to nothing.
fn odd_one(headings: &Headings<'_>, row: &[(Option<Notion>, At)]) -> Option<(At, At)> {
    let figure = |&(notion, at): &(Option<Notion>, At)| {
        let figure = read_figure(headings.text(at)).figure();
        let own = figure.filter(|figure| !figure.percent && !figure.value.is_zero());
        own.map(|figure| (notion, at, figure.value.abs()))
    };
    let amounts: SmallVec<[(Option<Notion>, At, Decimal); 4]> = row.iter().filter_map(figure).collect();
    if amounts.len() < 3 || are_of_one_size(amounts.iter().map(|(.., value)| *value)) {
        return None;
    }
    let sizes = || amounts.iter().map(|(_, _, value)| *value);
    let most = sizes().max()?;
    // A row that adds up has a small rest, no other unit.
    if !is_of_another_magnitude(sizes().min()?, most) || sizes().sum::<Decimal>() == most + most {
        return None;
    }
    let odd = |at: &usize| {
        let (notion, _, own) = amounts[*at];
        let others = || amounts.iter().enumerate().filter(|(other, _)| other != at).map(|(_, (_, _, value))| *value);
        let (least, most) = (others().min().unwrap_or_default(), others().max().unwrap_or_default());
        let steady = matches!(notion, Some(Notion::Initial | Notion::Adjusted | Notion::TaskAmount | Notion::Total));
        let above = own > most && is_of_another_magnitude(own, most);
        let below = own < least && steady && is_of_another_magnitude(own, least);
        !is_of_another_magnitude(least, most) && (above || below)
    };
    let mut found = (0..amounts.len()).filter(odd);
    let at = found.next().filter(|_| found.next().is_none())?;
    let other = amounts.iter().map(|(_, cell, _)| *cell).find(|cell| *cell != amounts[at].1)?;
    Some((amounts[at].1, other))
}

/// Whether none of `amounts` is off another one by a magnitude, told by integers; `false` is no answer.
fn are_of_one_size(amounts: impl Iterator<Item = Decimal> + Clone) -> bool {
    let Some(scale) = amounts.clone().next().map(|amount| amount.scale()) else { return false };
    // Most rows have as many decimals in each amount, and none that is long.
    let plain = |amount: Decimal| i64::try_from(amount.mantissa()).ok().filter(|_| amount.scale() == scale);
    let (mut least, mut most) = (i64::MAX, 0);
    for amount in amounts {
        let Some(amount) = plain(amount) else { return false };
        (least, most) = (least.min(amount), most.max(amount));
    }
    least.checked_mul(i64::from(MAGNITUDE)).is_none_or(|least| most < least)
}

/// The amounts of a known form that the sums it prescribes show to be off by a magnitude, each once.
fn known(sheet: &Sheet<'_>, sink: &mut Sink) {
    if sheet.unheld().next().is_none() || sheet.foreign_unit().is_some() {
        return;
    }
    let off = |value: &SumValue| is_off(value).then(|| value.total.cells.iter().chain(&value.parts.cells).copied().collect());
    let sums: Vec<Vec<CellRef>> =
        sheet.unheld().flat_map(|sum| sheet.sums_of(sum)).filter_map(|value| off(&value)).collect();
    if sums.is_empty() {
        return;
    }
    let amounts: FxHashMap<CellRef, Decimal> =
        sheet.amounts.iter().filter_map(|amount| Some((amount.cell, amount.reading.amount()?.abs()))).collect();
    let amount = |cell: &CellRef| amounts.get(cell).copied().unwrap_or_default();
    let mut within: FxHashMap<CellRef, SmallVec<[usize; 2]>> = FxHashMap::default();
    for (at, cells) in sums.iter().enumerate() {
        cells.iter().for_each(|cell| within.entry(*cell).or_default().push(at));
    }
    // First the one that most of them have in common, the largest where several are in as many. Few explain all sums, so they
    // are not all put into their order.
    let mut culprits: BinaryHeap<(usize, Decimal, u32, u32)> =
        within.iter().map(|(cell, of)| (of.len(), amount(cell), cell.row, cell.cell)).collect();
    let mut explained = vec![false; sums.len()];
    let mut left = sums.len();
    while left > 0
        && let Some((.., row, cell)) = culprits.pop()
    {
        let cell = CellRef { row, cell };
        let of = &within[&cell];
        let Some(&first) = of.iter().find(|at| !explained[**at]) else { continue };
        for at in of {
            left -= usize::from(!std::mem::replace(&mut explained[*at], true));
        }
        let other = sums[first].iter().copied();
        let other = other.filter(|other| is_of_another_magnitude(amount(&cell), amount(other))).max_by_key(amount);
        let Some(other) = other else { continue };
        let lang = sink.lang;
        let (name, than) = (amount_owner(sheet, cell, lang), amount_owner(sheet, other, lang));
        let (own, beside) = (sheet.value(cell), sheet.value(other));
        let message = say!(
            lang,
            "{name} {own} 与{than} {beside} 相差上千倍，请核对单位",
            "{name} is {own} and {than} {beside}, off by a magnitude; check the unit"
        );
        sink.report(&RULE, sheet.range(cell), message).relate(sheet.range(other), beside.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn budgets_of_one_size() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥供水管网改造项目
            项目资金（万元）⇥⇥年初预算数⇥全年预算数⇥全年执行数⇥分值⇥执行率⇥得分
            ⇥年度资金总额：⇥380.00⇥412.60⇥405.18⇥10⇥98.20%⇥9.82
            ⇥其中：财政拨款⇥350.00⇥382.60⇥379.40⇥—⇥99.16%⇥—
            ⇥其他资金⇥30.00⇥30.00⇥25.78⇥—⇥85.93%⇥—
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
            ⇥产出指标⇥数量指标⇥改造主管网长度⇥≥42公里⇥43.6公里⇥50⇥50
            ⇥效益指标⇥社会效益指标⇥受益居民人数⇥≥2800人⇥2930人⇥40⇥40
            ⇥总分⇥⇥⇥⇥⇥100⇥99.82
        "#]]);
    }

    #[test]
    fn one_amount_of_a_known_form() {
        check(&expect![[r#"
            年度预算收入⇥100.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥⟦600000.00⟧⇥其他运转类项目
            //~ warning[implausible-amount]: 人员类项目 600000.00 与年度部门预算支出 100.00 相差上千倍，请核对单位
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        "#]]);
    }

    #[test]
    fn in_its_row() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥供水管网改造项目
            项目资金（万元）⇥⇥年初预算数⇥全年预算数⇥全年执行数⇥分值⇥执行率⇥得分
            ⇥年度资金总额：⇥380.00⇥412.60⇥0.18⇥10⇥0.04%⇥0
            ⇥其他资金⇥⟦300000.00⟧⇥30.00⇥25.78⇥—⇥85.93%⇥—
            //~ warning[implausible-amount]: 金额 300000.00 与同一行的 30.00 相差上千倍，请核对单位
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
            ⇥产出指标⇥数量指标⇥改造主管网长度⇥≥42公里⇥43.6公里⇥50⇥50
            ⇥效益指标⇥社会效益指标⇥受益居民人数⇥≥2800人⇥2930人⇥40⇥40
        "#]]);
    }

    #[test]
    fn a_small_rest_beside_its_total() {
        check(&expect![[r#"
            # mubiao: profile = none
            部门整体支出绩效目标申报表（2025年度）
            部门名称⇥龙城区疾病预防中心
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥基层文化站改造⇥农村公路建设⇥741.42⇥741.40⇥0.02
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥完成意见征集楼组数⇥≥32个
        "#]]);
    }

    #[test]
    fn fields_in_units_of_their_own() {
        check(&expect![[r#"
            # mubiao: profile = none
            财政支出项目绩效目标申报表（2020年度）
            项目名称⇥电梯加装配套服务
            项目总预算（元）⇥1,640,000.00⇥项目当年预算（万元）⇥86.00
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥完成意见征集楼组数⇥≥32个
        "#]]);
    }

    #[test]
    fn fields_side_by_side() {
        check(&expect![[r#"
            # mubiao: profile = none
            财政支出项目绩效目标申报表（2020年度）
            项目名称⇥电梯加装配套服务
            项目总预算（元）⇥1,640,000.00⇥项目当年预算（元）⇥⟦86.00⟧
            //~ warning[implausible-amount]: “项目当年预算” 86.00 与“项目总预算” 1,640,000.00 相差上千倍，请核对单位
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥完成意见征集楼组数⇥≥32个
        "#]]);
    }
}
