//! unmatched-task: a task and the part of the expenditure that pays for it differ.

use rust_decimal::Decimal;

use super::common::figure;
use super::sums::{compare, fill_part, is_of_unit, owner, relate, set};
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::{Sum, Term, TermRows};
use crate::sheet::{Sheet, SumValue};

rule!(
    "unmatched-task",
    Amounts,
    Error,
    Some(Applicability::Unsafe),
    "任务金额与支出里对应的部分不相等",
    "a task and its part of the expenditure differ",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    if sheet.unheld().all(|sum| sum.rule != RULE.name) {
        return;
    }
    let sums = || sheet.profile.sums.iter().filter(|sum| sum.rule == RULE.name);
    // A breakdown of which only the total is written has no parts to match yet.
    let part = |term: &Term| matches!(term, Term::Part(..)) && sheet.states(term);
    if !sums().flat_map(|sum| &sum.total).any(part) {
        return;
    }
    let foreign = sheet.foreign_unit();
    for sum in groups(sheet) {
        let value = sheet.sum(&sum);
        // Sums that were put together are told by no other rule.
        let own = || sheet.profile.sums.iter().any(|own| own.rule == sum.rule && sheet.sum(own) == value);
        if is_of_unit(sheet, foreign.as_ref(), &value) && (foreign.is_some() || own()) {
            continue;
        }
        let Some(gap) = value.gap().filter(|gap| gap.abs() > sheet.tolerance) else { continue };
        if value.total.cells.is_empty() && value.parts.cells.is_empty() {
            continue;
        }
        report(sheet, sink, &sum, &value, gap);
    }
}

/// The sums of this rule. A part whose named task is absent is compared together with the other tasks: the unit may
/// have named that task in its own way.
fn groups(sheet: &Sheet<'_>) -> Vec<Sum> {
    let named_absent = |term: &Term| matches!(term, Term::Column(_, _, TermRows::Named(_))) && !sheet.states(term);
    let (mut whole, mut absent): (Vec<Sum>, Vec<Sum>) = (Vec::new(), Vec::new());
    for sum in sheet.profile.sums.iter().filter(|sum| sum.rule == RULE.name) {
        if sum.parts.iter().any(named_absent) { absent.push(sum.clone()) } else { whole.push(sum.clone()) }
    }
    // Without any task at all there is nothing to match.
    let lists = |term: &&Term| matches!(term, Term::Column(..));
    if !sheet.profile.sums.iter().flat_map(|sum| &sum.parts).filter(lists).any(|term| sheet.states(term)) {
        return Vec::new();
    }
    let others = |sum: &Sum| sum.parts.iter().any(|term| matches!(term, Term::Column(_, _, TermRows::Others)));
    match whole.iter_mut().find(|sum| others(sum)) {
        Some(rest) => {
            absent.into_iter().for_each(|sum| rest.total.extend(sum.total));
            // In the form's order.
            rest.total
                .sort_by_key(|term| if let Term::Part(section, part) = term { (*section, *part) } else { (0, 0) });
        }
        None => whole.extend(absent),
    }
    whole
}

fn report(sheet: &Sheet<'_>, sink: &mut Sink, sum: &Sum, value: &SumValue, gap: Decimal) {
    let lang = sink.lang;
    let message = compare(sheet, sum, value, gap, lang);
    let Some(&anchor) = value.parts.cells.first().or(value.total.cells.first()) else { return };
    let finding = sink.report(&RULE, sheet.range(anchor), message);
    relate(sheet, finding, &value.total.cells, lang);
    relate(sheet, finding, value.parts.cells.get(1..).unwrap_or_default(), lang);
    for (empty, edits) in sum.total.iter().filter_map(|term| fill_part(sheet, term, -gap.min(Decimal::ZERO))) {
        let rest = figure(gap.abs(), sheet.profile);
        finding.fix(Applicability::Unsafe, say!(lang, "在{empty}填上 {rest}", "fill in {rest} for {empty}"), edits);
    }
    // Both ways, where one cell stands for the side; a side that is empty says nothing of the other.
    if value.total.cells.is_empty() || value.parts.cells.is_empty() {
        return;
    }
    for (cells, amount) in [(&value.parts.cells, value.total.amount), (&value.total.cells, value.parts.amount)] {
        if let &[cell] = &cells[..]
            && amount >= Decimal::ZERO
        {
            let (owner, closed) = (owner(sheet, cell, lang), figure(amount, sheet.profile));
            finding.fix(
                Applicability::Unsafe,
                say!(lang, "把{owner}改为 {closed}", "set {owner} to {closed}"),
                set(sheet, cell, amount),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn the_other_tasks_fall_short() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            ⟦年度主要任务⟧⇥对应项目⇥预算资金情况（万元）
            //~ error[unbalanced-tasks]: 任务合计 95.00，比年度部门预算支出 100.00 少 5.00
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥⟦5.00⟧
            //~ error[unmatched-task]: 其余任务合计 5.00，比其他运转类项目 + 特定目标类项目合计 10.00 少 5.00
            --- fix: 把“工信产业监管专项业务经费”改为 10.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
            --- fix: 把特定目标类项目改为 5.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥5.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥5.00
        "#]]);
    }

    #[test]
    fn two_faults_that_make_up_for_each_other() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥⟦40.00⟧
            //~ error[unmatched-task]: 任务“部门预算基本支出公用经费” 40.00，比公用经费类项目 30.00 多 10.00
            ⇥部门预算基本支出人员经费⇥⟦50.00⟧
            //~ error[unmatched-task]: 任务“部门预算基本支出人员经费” 50.00，比人员类项目 60.00 少 10.00
            ⇥工信产业监管专项业务经费⇥10.00
            --- fix: 把“部门预算基本支出公用经费”改为 30.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥50.00
            ⇥工信产业监管专项业务经费⇥10.00
            --- fix: 把人员类项目改为 50.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥40.00
            ⇥部门预算基本支出人员经费⇥50.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }

    #[test]
    fn a_part_that_was_forgotten() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥⟦100.00⟧
            //~ error[unbalanced-breakdown]: 人员类项目 + 公用经费类项目 + 其他运转类项目 + 特定目标类项目合计 70.00，比年度部门预算支出 100.00 少 30.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥⇥特定目标类项目⇥10.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥⟦30.00⟧
            //~ error[unmatched-task]: 任务“部门预算基本支出公用经费” 30.00，比公用经费类项目（没有填）多 30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
            --- fix: 在公用经费类项目填上 30.00
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
    fn no_task_for_the_rest() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥⟦10.00⟧
            //~ error[unmatched-task]: 其余任务合计（一项也没有列），比其他运转类项目 + 特定目标类项目合计 10.00 少 10.00
            ⟦年度主要任务⟧⇥对应项目⇥预算资金情况（万元）
            //~ error[unbalanced-tasks]: 任务合计 90.00，比年度部门预算支出 100.00 少 10.00
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
        "#]]);
    }

    #[test]
    fn a_page_break_inside_the_tasks() {
        check(&expect![[r#"
            ⟦年度主要任务⟧⇥对应项目⇥预算资金情况（万元）
            //~ error[unbalanced-tasks]: 任务合计 91.00，比年度部门预算支出 100.00 少 9.00；表在这里换页，可能丢了行
            ⇥部门预算基本支出公用经费⇥30.00
            ⟦⟧
            //~ warning[split-table]: 表中间多出 1 个空行
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥⟦1.00⟧
            //~ error[unmatched-task]: 其余任务合计 1.00，比其他运转类项目 + 特定目标类项目合计 10.00 少 9.00；表在这里换页，可能丢了行
            ---
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥1.00
        "#]]);
    }

    #[test]
    fn both_fixed_tasks_are_named_otherwise() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥机关公用支出⇥30.00
            ⇥工资福利支出⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }

    #[test]
    fn one_fixed_task_is_named_otherwise() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥机关运行⇥35.00
            ⇥工信产业监管专项业务经费⇥5.00
        "#]]);
    }

    #[test]
    fn a_fixed_task_in_two_rows() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥40.00
            ⇥部门预算基本支出人员经费⇥20.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }

    #[test]
    fn no_breakdown_is_written_yet() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥⇥其他运转类项目
            ⇥公用经费类项目⇥⇥特定目标类项目
        "#]]);
    }

    #[test]
    fn the_fixed_names_in_another_width() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥⟦部门预算 基本支出公用经费⟧⇥30.00
            //~ warning[broken-word]: “部门预算 基本支出公用经费”中间多了空格
            ⇥⟦部门预算基本支出 人员经费⟧⇥60.00
            //~ warning[broken-word]: “部门预算基本支出 人员经费”中间多了空格
            ⇥工信产业监管专项业务经费⇥10.00
            ---
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }
}
