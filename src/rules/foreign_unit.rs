//! foreign-unit: amounts in another unit than the form's, or in two units that contradict each other.

use rust_decimal::Decimal;

use crate::diagnostic::{Applicability, Sink, say};
use crate::outline::{MoneyUnit, Role, Shape};
use crate::sheet::{CellRef, ForeignUnit, Sheet, unit_word};
use crate::text::{Edit, TextRange};

rule!(
    "foreign-unit",
    Amounts,
    Error,
    Some(Applicability::Unsafe),
    "金额单位与表样不同，或一张表里前后矛盾",
    "amounts are in another unit than the form's, or the sheet contradicts itself",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    if sheet.headings.is_some() {
        contradictions(sheet, sink);
        return;
    }
    if let Some(foreign) = sheet.foreign_unit() {
        known(sheet, &foreign, sink);
        return;
    }
    let own = sheet.money_unit();
    if !sheet.states_another_unit() {
        return;
    }
    for stated in sheet.stated_units().iter().filter(|stated| stated.unit != own) {
        let (lang, unit, own) = (sink.lang, stated.unit.text(), own.text());
        let message = say!(
            lang,
            "这里以{unit}计，表样以{own}计，表里还有别的单位；请核对",
            "amounts are said to be in {unit} here, the form has {own}, and there is another unit; check"
        );
        sink.report(&RULE, stated.range, message);
    }
}

/// A sheet of a known form that states one other unit.
fn known(sheet: &Sheet<'_>, foreign: &ForeignUnit, sink: &mut Sink) {
    let Some(first) = foreign.places.first() else { return };
    let (lang, unit, own) = (sink.lang, foreign.unit.text(), foreign.own.text());
    let times = times(foreign.unit, foreign.own);
    let message = say!(
        lang,
        "这里以{unit}计，表样以{own}计，相差 {times} 倍；请折算金额或改正单位",
        "amounts are in {unit} here; the form has them in {own}, {times} times as much or as little; convert the amounts or correct the unit"
    );
    let words: Vec<Edit> = foreign.places.iter().map(|place| Edit::replace(place.range, own)).collect();
    let amounts = converted(sheet, foreign);
    let finding = sink.report(&RULE, first.range, message);
    for place in &foreign.places[1..] {
        finding.relate(place.range, unit.to_owned());
    }
    if let Some(mut edits) = amounts {
        let count = edits.len();
        edits.extend(words.iter().cloned());
        edits.sort_by_key(|edit| edit.range.start);
        let title = say!(
            lang,
            "折算为{own}：单位和 {count} 个金额一起改",
            "convert the unit and {count} amounts to {own}"
        );
        finding.fix(Applicability::Unsafe, title, edits);
    }
    let title = say!(lang, "金额不动，只把单位改为{own}", "write {own} and leave the amounts as they are");
    finding.fix(Applicability::Unsafe, title, words);
}

/// The edits that write every foreign amount in the unit of the form; `None` where one of them cannot be read for certain.
fn converted(sheet: &Sheet<'_>, foreign: &ForeignUnit) -> Option<Vec<Edit>> {
    let amounts = || sheet.amounts.iter().filter(|amount| foreign.holds(amount.section));
    // What is too small for separators has none, whatever the others have.
    let grouped = amounts().any(|amount| sheet.value(amount.cell).contains(','));
    let mut edits = Vec::new();
    for amount in amounts() {
        let text = sheet.value(amount.cell);
        let value = amount.reading.amount()?;
        let separated = text.contains(',');
        // A number with zeros before it, or with its unit behind it, would not come back as it was.
        if (if separated { with_separators(&value) } else { value.to_string() }) != text {
            return None;
        }
        let converted = foreign.convert(amount, value)?;
        let small = !separated && value.abs() < Decimal::ONE_THOUSAND;
        let written =
            if separated || (grouped && small) { with_separators(&converted) } else { converted.to_string() };
        edits.push(Edit::replace(sheet.range(amount.cell), written));
    }
    Some(edits)
}

/// An amount with a comma before each group of three digits of its whole part.
fn with_separators(amount: &Decimal) -> String {
    let text = amount.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut written = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written + fraction
}

/// By how much two units differ.
fn times(one: MoneyUnit, other: MoneyUnit) -> String {
    let factor = one.convert(Decimal::ONE, other).unwrap_or_default();
    let factor = if factor < Decimal::ONE { other.convert(Decimal::ONE, one).unwrap_or_default() } else { factor };
    factor.normalize().to_string()
}

/// Lines around a sheet without a form that state two units, and columns whose unit is not that of their table.
fn contradictions(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(headings) = sheet.headings.as_deref() else { return };
    let mut first: Option<(MoneyUnit, TextRange)> = None;
    for (row, role) in headings.outline.roles.iter().enumerate() {
        if !matches!(role, Role::Furniture | Role::Title) {
            continue;
        }
        for (cell, _) in sheet.values(row as u32) {
            let range = sheet.range(CellRef { row: row as u32, cell });
            let Some((unit, word)) = unit_word(&sheet.text[range.usize()]) else { continue };
            let word = word.shifted(range.start);
            match first {
                None => first = Some((unit, word)),
                Some((before, place)) if before != unit => report(sink, (unit, word), (before, place)),
                Some(_) => {}
            }
        }
    }
    for block in headings.outline.blocks.iter().filter(|block| matches!(block.shape, Shape::List | Shape::Pairs)) {
        let Some(label) = block.label.map(|at| sheet.range(headings.cell(at))) else { continue };
        let Some((own, place)) = unit_word(&sheet.text[label.usize()]) else { continue };
        let headers = block.columns.iter().flat_map(|column| [column.group, column.header]).flatten();
        let mut ranges: Vec<TextRange> = headers.map(|at| sheet.range(headings.cell(at))).collect();
        ranges.sort_by_key(|range| range.start);
        ranges.dedup();
        for range in ranges {
            if let Some((unit, word)) = unit_word(&sheet.text[range.usize()]).filter(|(unit, _)| *unit != own) {
                report(sink, (unit, word.shifted(range.start)), (own, place.shifted(label.start)));
            }
        }
    }
}

fn report(sink: &mut Sink, (unit, range): (MoneyUnit, TextRange), (before, place): (MoneyUnit, TextRange)) {
    let (lang, unit, before) = (sink.lang, unit.text(), before.text());
    let message = say!(
        lang,
        "这里说金额单位是{unit}，前面说是{before}；请核对",
        "amounts are said to be in {unit} here, and in {before} before; check"
    );
    sink.report(&RULE, range, message).relate(place, before.to_owned());
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn a_header_in_yuan_over_amounts_that_add_up() {
        check(&expect![[r#"
            年度预算收入⇥1000000.00
            年度预算支出⇥年度部门预算支出⇥1000000.00
            ⇥人员类项目⇥600000.00⇥其他运转类项目
            ⇥公用经费类项目⇥300000.00⇥特定目标类项目⇥100000.00
            年度主要任务⇥对应项目⇥预算资金情况（⟦元⟧）
            //~ error[foreign-unit]: 这里以元计，表样以万元计，相差 10000 倍；请折算金额或改正单位
            ⇥部门预算基本支出公用经费⇥300000.00
            ⇥部门预算基本支出人员经费⇥600000.00
            ⇥工信产业监管专项业务经费⇥100000.00
            --- fix: 折算为万元：单位和 8 个金额一起改
            年度预算收入⇥100.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }

    #[test]
    fn only_the_tasks_in_yuan() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（⟦元⟧）
            //~ error[foreign-unit]: 这里以元计，表样以万元计，相差 10000 倍；请折算金额或改正单位
            ⇥部门预算基本支出公用经费⇥300000
            ⇥部门预算基本支出人员经费⇥600000
            ⇥工信产业监管专项业务经费⇥100000
            --- fix: 折算为万元：单位和 3 个金额一起改
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30
            ⇥部门预算基本支出人员经费⇥60
            ⇥工信产业监管专项业务经费⇥10
        "#]]);
    }

    #[test]
    fn a_label_with_another_unit() {
        check(&expect![[r#"
            年度预算收入（⟦元⟧）⇥1000000.00
            //~ error[foreign-unit]: 这里以元计，表样以万元计，相差 10000 倍；请折算金额或改正单位
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            --- fix: 折算为万元：单位和 1 个金额一起改
            年度预算收入（万元）⇥100.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        "#]]);
        check(&expect![[r#"
            年度预算收入（万元）⇥100.00
        "#]]);
    }

    #[test]
    fn a_line_with_the_unit_of_the_form() {
        check(&expect![[r#"
            ⟦⟦⟦⟦⟦部门（单位）名称⟧⟧⟧⟧⟧⇥703001朝阳市工业和信息化局-211300000
            //~ error[missing-section]: 缺少“年度预算收入”一项，请补上
            //~ error[missing-section]: 缺少“年度预算支出”一项，请补上
            //~ error[missing-section]: 缺少“年度主要任务”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效目标”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效指标”一项，请补上
            单位：万元
        "#]]);
    }

    #[test]
    fn two_lines_that_contradict_each_other() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效目标申报表（2023年度）
            金额单位：元
            项目名称⇥水生态监测
            项目资金（万元）⇥年度资金总额⇥980.00
            ⇥其中：财政拨款⇥800.00
            ⇥其他资金⇥180.00
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥建成监测站⇥≥12座
            单位：⟦万元⟧
            //~ error[foreign-unit]: 这里说金额单位是万元，前面说是元；请核对
        "#]]);
    }
}
