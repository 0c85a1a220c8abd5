//! unbalanced-tasks: the tasks do not make the expenditure.

use rust_decimal::Decimal;
use rustc_hash::FxHashSet;

use super::common::{figure, insert_rows};
use super::printed;
use super::sums::{amount_of, amounts, compare, name, owner, relate, set, unbalanced};
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::{Sum, Term, TermRows};
use crate::sheet::{CellRef, CheckKind, Sheet};

rule!(
    "unbalanced-tasks",
    Amounts,
    Error,
    Some(Applicability::Unsafe),
    "任务金额合计不等于支出总额",
    "the tasks do not make the expenditure",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    printed::report(sheet, sink, &RULE, CheckKind::Tasks);
    for (sum, value, gap) in unbalanced(sheet, RULE.name) {
        // A total that is absent or stated twice, or a list without any amount, has nothing to be compared with.
        let (&[total], [_, ..]) = (&value.total.cells[..], &value.parts.cells[..]) else { continue };
        let Some((list, column, open)) = list_of(sheet, sum) else { continue };
        let lang = sink.lang;
        let (tasks, total_name) = (figure(value.parts.amount, sheet.profile), name(sheet, sum, &sum.total, lang));
        let message = compare(sheet, sum, &value, gap, lang);
        // Where the list has a row of totals, that is what is off.
        let totalled = sum.total.iter().any(|term| matches!(term, Term::Column(_, _, TermRows::Total)));
        let place = if totalled { total } else { sheet.sections[open].label };
        let finding = sink.report(&RULE, sheet.range(place), message);
        if !totalled {
            relate(sheet, finding, &value.total.cells, lang);
        }
        relate(sheet, finding, &value.parts.cells, lang);
        let total_fix = (value.parts.amount >= Decimal::ZERO).then(|| {
            let title =
                say!(lang, "把{total_name}改为任务合计 {tasks}", "set {total_name} to the sum of the tasks, {tasks}");
            (title, set(sheet, total, value.parts.amount))
        });
        // What was added up by hand is likelier off than what was added up.
        let (before, after) = if totalled { (total_fix, None) } else { (None, total_fix) };
        if let Some((title, edits)) = before {
            finding.fix(Applicability::Unsafe, title, edits);
        }
        for cell in closing(sheet, &value.parts.cells, gap) {
            let Some(amount) = amount_of(sheet, cell).and_then(|amount| amount.checked_add(gap)) else { continue };
            let (owner, closed) = (owner(sheet, cell, lang), figure(amount, sheet.profile));
            finding.fix(
                Applicability::Unsafe,
                say!(lang, "把{owner}改为 {closed}", "set {owner} to {closed}"),
                set(sheet, cell, amount),
            );
        }
        let last = sheet.items.iter().rfind(|(of, item)| *of == list && !item.total);
        let last = last.map(|(_, item)| item.row as usize);
        // A task with one of several amounts would be off by itself.
        let alone = amounts(&sheet.profile.sections[list]) == 1;
        if let Some(last) = last.filter(|_| gap > Decimal::ZERO && alone) {
            let rest = figure(gap, sheet.profile);
            finding.fix(
                Applicability::Unsafe,
                say!(lang, "为差额 {rest} 新增一项任务", "add a task for the remaining {rest}"),
                vec![insert_rows(sheet, next_row(sheet, last), last, &format!("{}{rest}", "\t".repeat(column + 1)))],
            );
        }
        if let Some((title, edits)) = after {
            finding.fix(Applicability::Unsafe, title, edits);
        }
    }
}

/// The list that the parts of the sum are in: its index in the profile, the column, and its index in the sheet.
fn list_of(sheet: &Sheet<'_>, sum: &Sum) -> Option<(usize, usize, usize)> {
    let (list, column) = sum.parts.iter().find_map(|term| match term {
        Term::Column(section, column, _) => Some((*section, *column)),
        Term::Field(_) | Term::Part(_, _) => None,
    })?;
    Some((list, column, sheet.view_of(list)?))
}

fn next_row(sheet: &Sheet<'_>, row: usize) -> Option<usize> {
    (row + 1 < sheet.syntax.rows().len()).then_some(row + 1)
}

/// More tasks than this are no help to choose from.
const MOST_CHOICES: usize = 8;

/// The tasks that may be the one to correct: those of a sum that is off by the same amount, otherwise all; none of them
/// becomes negative.
fn closing(sheet: &Sheet<'_>, tasks: &[CellRef], gap: Decimal) -> Vec<CellRef> {
    let listed: FxHashSet<CellRef> = tasks.iter().copied().collect();
    let suspects: Vec<CellRef> = unbalanced(sheet, super::unmatched_task::RULE.name)
        .into_iter()
        .filter(|(_, _, other)| *other == gap)
        .flat_map(|(_, value, _)| value.parts.cells)
        .filter(|cell| listed.contains(cell))
        .collect();
    let pool = if suspects.is_empty() { tasks } else { &suspects[..] };
    let stays = |cell: &&CellRef| {
        amount_of(sheet, **cell)
            .and_then(|amount| amount.checked_add(gap))
            .is_some_and(|amount| amount >= Decimal::ZERO)
    };
    let pool: Vec<CellRef> = pool.iter().filter(stays).take(MOST_CHOICES + 1).copied().collect();
    if pool.len() > MOST_CHOICES { Vec::new() } else { pool }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn a_task_too_small_as_in_the_printed_book() {
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
            --- fix: 为差额 5.00 新增一项任务
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥5.00
            ⇥⇥5.00
            --- fix: 把年度部门预算支出改为任务合计 95.00
            年度预算支出⇥年度部门预算支出⇥95.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥5.00
        "#]]);
    }

    #[test]
    fn too_much() {
        check(&expect![[r#"
            ⟦年度主要任务⟧⇥对应项目⇥预算资金情况（万元）
            //~ error[unbalanced-tasks]: 任务合计 104.00，比年度部门预算支出 100.00 多 4.00
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥⟦10.00⟧
            //~ error[unmatched-task]: 其余任务合计 14.00，比其他运转类项目 + 特定目标类项目合计 10.00 多 4.00
            ⇥工业运行监测经费⇥4.00
        "#]]);
    }

    #[test]
    fn a_page_break_inside_the_tasks() {
        check(&expect![[r#"
            ⟦年度主要任务⟧⇥对应项目⇥预算资金情况（万元）
            //~ error[unbalanced-tasks]: 任务合计 40.00，比年度部门预算支出 100.00 少 60.00；表在这里换页，可能丢了行
            ⇥部门预算基本支出公用经费⇥30.00

            ⟦年度主要任务⟧⇥工信产业监管专项业务经费⇥⟦10.00⟧
            //~ warning[split-table]: 换页把表拆开了：多出 1 个空行，重复了项目名“年度主要任务”
            //~ error[unmatched-task]: 其余任务合计 10.00，比人员类项目 + 其他运转类项目 + 特定目标类项目合计 70.00 少 60.00；表在这里换页，可能丢了行
            ---
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }

    #[test]
    fn tasks_named_otherwise_may_each_be_the_one() {
        check(&expect![[r#"
            ⟦年度主要任务⟧⇥对应项目⇥预算资金情况（万元）
            //~ error[unbalanced-tasks]: 任务合计 90.00，比年度部门预算支出 100.00 少 10.00
            ⇥公用支出⇥⟦20.00⟧
            //~ error[unmatched-task]: 其余任务合计 90.00，比人员类项目 + 其他运转类项目 + 公用经费类项目 + 特定目标类项目合计 100.00 少 10.00
            ⇥人员支出⇥60.00
            ⇥专项业务⇥10.00
            --- fix: 把“公用支出”改为 30.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥公用支出⇥30.00
            ⇥人员支出⇥60.00
            ⇥专项业务⇥10.00
        "#]]);
    }

    #[test]
    fn a_task_without_a_name() {
        check(&expect![[r#"
            ⟦年度主要任务⟧⇥对应项目⇥预算资金情况（万元）
            //~ error[unbalanced-tasks]: 任务合计 95.00，比年度部门预算支出 100.00 少 5.00
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥⇥⟦5.00⟧⟦⟧
            //~ error[unmatched-task]: 其余任务合计 5.00，比其他运转类项目 + 特定目标类项目合计 10.00 少 5.00
            //~ error[empty-field]: 这一行的“对应项目”没有填；请填上，或删去这一行
        "#]]);
    }

    #[test]
    fn the_last_row_has_no_line_end() {
        check(&expect![[r#"
            # mubiao: profile = liaoning-department
            ⟦⟦部门（单位）名称⟧⟧⇥703001朝阳市工业和信息化局-211300000
            //~ error[missing-section]: 缺少“年度绩效目标”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效指标”一项，请补上
            ⟦⟧年度预算支出⇥年度部门预算支出⇥100.00
            //~ error[missing-section]: 缺少“年度预算收入”一项，请补上
            ⟦年度主要任务⟧⇥对应项目⇥预算资金情况（万元）
            //~ error[unbalanced-tasks]: 任务合计 90.00，比年度部门预算支出 100.00 少 10.00
            ⇥日常工作经费⇥90.00
            --- fix: 为差额 10.00 新增一项任务
            # mubiao: profile = liaoning-department
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            年度预算支出⇥年度部门预算支出⇥100.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥日常工作经费⇥90.00
            ⇥⇥10.00
        "#]]);
    }

    #[test]
    fn carriage_returns() {
        check(&expect![[r#"
            # mubiao: profile = liaoning-department<U+000D>
            ⟦部门（单位）名称⟧⇥703001朝阳市工业和信息化局-211300000<U+000D>
            //~ error[missing-section]: 缺少“年度绩效指标”一项，请补上
            ⟦⟧年度预算支出⇥年度部门预算支出⇥100.00<U+000D>
            //~ error[missing-section]: 缺少“年度预算收入”一项，请补上
            ⟦年度主要任务⟧⇥对应项目⇥预算资金情况（万元）<U+000D>
            //~ error[unbalanced-tasks]: 任务合计 90.00，比年度部门预算支出 100.00 少 10.00
            ⇥日常工作经费⇥90.00<U+000D>
            年度绩效目标⇥保运转。<U+000D>
            --- fix: 为差额 10.00 新增一项任务
            # mubiao: profile = liaoning-department<U+000D>
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000<U+000D>
            年度预算支出⇥年度部门预算支出⇥100.00<U+000D>
            年度主要任务⇥对应项目⇥预算资金情况（万元）<U+000D>
            ⇥日常工作经费⇥90.00<U+000D>
            ⇥⇥10.00<U+000D>
            年度绩效目标⇥保运转。<U+000D>
        "#]]);
    }

    #[test]
    fn too_many_tasks_to_tell_which() {
        check(&expect![[r#"
            ⟦年度主要任务⟧⇥对应项目⇥预算资金情况（万元）
            //~ error[unbalanced-tasks]: 任务合计 90.00，比年度部门预算支出 100.00 少 10.00
            ⇥甲⇥⟦10.00⟧
            //~ error[unmatched-task]: 其余任务合计 90.00，比人员类项目 + 其他运转类项目 + 公用经费类项目 + 特定目标类项目合计 100.00 少 10.00
            ⇥乙⇥10.00
            ⇥丙⇥10.00
            ⇥丁⇥10.00
            ⇥戊⇥10.00
            ⇥己⇥10.00
            ⇥庚⇥10.00
            ⇥辛⇥10.00
            ⇥壬⇥10.00
            --- fix: 为差额 10.00 新增一项任务
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥甲⇥10.00
            ⇥乙⇥10.00
            ⇥丙⇥10.00
            ⇥丁⇥10.00
            ⇥戊⇥10.00
            ⇥己⇥10.00
            ⇥庚⇥10.00
            ⇥辛⇥10.00
            ⇥壬⇥10.00
            ⇥⇥10.00
        "#]]);
    }

    #[test]
    fn a_task_of_nothing_and_an_odd_split_make_the_total() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥9.99
            ⇥节能监察⇥0.01
            ⇥软考保障⇥0
        "#]]);
    }

    #[test]
    fn tasks_without_amounts_yet() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⟦⟧
            //~ error[empty-field]: “部门预算基本支出公用经费”的“预算资金情况（万元）”没有填；请填上，或删去这一行
            ⇥部门预算基本支出人员经费⟦⟧
            //~ error[empty-field]: “部门预算基本支出人员经费”的“预算资金情况（万元）”没有填；请填上，或删去这一行
        "#]]);
    }

    #[test]
    fn an_amount_that_cannot_be_read_is_not_added() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥⟦300000元⟧
            //~ error[malformed-amount]: 金额“300000元”的单位不是万元；折合 30.00 万元
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥⟦5.00⟧
            //~ error[unmatched-task]: 其余任务合计 5.00，比其他运转类项目 + 特定目标类项目合计 10.00 少 5.00
        "#]]);
    }

    #[test]
    fn by_headings() {
        check(&expect![[r#"
            # mubiao: profile = none
            部门整体支出绩效目标表（2024年度）
            部门（单位）名称⇥溪原县水产技术推广站
            年度预算安排（万元）⇥资金总额⇥⟦263.40⟧
            //~ warning[unbalanced-tasks]: 资金总额 263.40，应为 98.60 + 263.40 = 362.00
            ⇥项目支出⇥98.60
            ⇥基本支出⇥164.80
            年度履职目标⇥部门职能⇥年度目标任务⇥支出项目名称⇥预算金额（万元）
            ⇥技术推广⇥建立示范点⇥推广经费⇥98.60
            ⇥保障运转⇥发放工资⇥基本支出⇥⟦263.40⟧
            //~ warning[unbalanced-tasks]: 基本支出的预算金额 263.40，应为 164.80
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥目标值
            ⇥产出指标⇥数量指标⇥建立示范点⇥≥3个
        "#]]);
    }
}
