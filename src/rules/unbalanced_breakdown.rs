//! unbalanced-breakdown: the parts of the expenditure do not make its total.

use rust_decimal::Decimal;

use super::common::figure;
use super::printed;
use super::sums::{amount_of, compare, fill_part, name, owner, relate, set, unbalanced};
use crate::diagnostic::{Applicability, Sink, say};
use crate::sheet::{CheckKind, Sheet};

rule!(
    "unbalanced-breakdown",
    Amounts,
    Error,
    Some(Applicability::Unsafe),
    "支出各部分之和不等于支出总额",
    "the parts of the expenditure do not make its total",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    printed::report(sheet, sink, &RULE, CheckKind::Breakdown);
    for (sum, value, gap) in unbalanced(sheet, RULE.name) {
        // Without a total or without any part there is nothing to compare yet.
        let &[total] = &value.total.cells[..] else { continue };
        if value.parts.cells.is_empty() {
            continue;
        }
        let lang = sink.lang;
        let (parts, total_name) = (figure(value.parts.amount, sheet.profile), name(sheet, sum, &sum.total, lang));
        let message = compare(sheet, sum, &value, gap, lang);
        let finding = sink.report(&RULE, sheet.range(total), message);
        relate(sheet, finding, &value.parts.cells, lang);
        for (empty, edits) in sum.parts.iter().filter_map(|term| fill_part(sheet, term, gap)) {
            let rest = figure(gap, sheet.profile);
            finding.fix(Applicability::Unsafe, say!(lang, "在{empty}填上 {rest}", "fill in {rest} for {empty}"), edits);
        }
        if value.parts.amount >= Decimal::ZERO {
            finding.fix(
                Applicability::Unsafe,
                say!(lang, "把{total_name}改为各部分之和 {parts}", "set {total_name} to the sum of its parts, {parts}"),
                set(sheet, total, value.parts.amount),
            );
        }
        for &cell in &value.parts.cells {
            let Some(amount) = amount_of(sheet, cell).and_then(|amount| amount.checked_add(gap)) else { continue };
            if amount < Decimal::ZERO {
                continue;
            }
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
    fn a_part_too_small() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥⟦100.00⟧
            //~ error[unbalanced-breakdown]: 人员类项目 + 公用经费类项目 + 其他运转类项目 + 特定目标类项目合计 98.00，比年度部门预算支出 100.00 少 2.00
            ⇥人员类项目⇥60.00⇥其他运转类项目⇥3.00
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥5.00
            --- fix: 把年度部门预算支出改为各部分之和 98.00
            年度预算支出⇥年度部门预算支出⇥98.00
            ⇥人员类项目⇥60.00⇥其他运转类项目⇥3.00
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥5.00
            --- fix: 把人员类项目改为 62.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥62.00⇥其他运转类项目⇥3.00
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥5.00
            --- fix: 把特定目标类项目改为 7.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目⇥3.00
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥7.00
        "#]]);
    }

    #[test]
    fn a_part_that_was_forgotten() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥⟦100.00⟧
            //~ error[unbalanced-breakdown]: 人员类项目 + 公用经费类项目 + 其他运转类项目 + 特定目标类项目合计 90.00，比年度部门预算支出 100.00 少 10.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目
            --- fix: 在其他运转类项目填上 10.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目⇥10.00
            ⇥公用经费类项目⇥30.00⇥特定目标类项目
            --- fix: 在特定目标类项目填上 10.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        "#]]);
    }

    #[test]
    fn a_forgotten_part_with_an_empty_cell_behind_it() {
        check(&expect![[r#"
            年度预算支出⇥⇥年度部门预算支出⇥⇥⟦100.00⟧⇥
            //~ error[unbalanced-breakdown]: 人员类项目 + 公用经费类项目 + 其他运转类项目 + 特定目标类项目合计 95.00，比年度部门预算支出 100.00 少 5.00
            ⇥人员类项目⇥60.00⇥其他运转类项目⇥⇥⇥
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥⇥5.00⇥
            --- fix: 在其他运转类项目填上 5.00
            年度预算支出⇥⇥年度部门预算支出⇥⇥100.00⇥
            ⇥人员类项目⇥60.00⇥其他运转类项目⇥5.00
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥⇥5.00⇥
        "#]]);
    }

    #[test]
    fn parts_with_numbers() {
        check(&expect![[r#"
            # mubiao: profile = none
            部门整体支出绩效目标表（2023年度）
            部门名称⇥某某局
            部门总体资金（万元）⇥合计⇥⟦100.00⟧
            //~ error[unbalanced-breakdown]: 合计 100.00，应为 60.00 + 30.00 = 90.00
            ⇥1、基本支出⇥60.00
            ⇥2、项目支出⇥30.00
        "#]]);
    }

    #[test]
    fn a_part_that_stands_twice() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥人员类项目⇥⟦60.00⟧
            //~ error[stray-cell]: “60.00”不属于这一行的任何一栏，请移到相应的栏或删去
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        "#]]);
    }

    #[test]
    fn a_page_break_inside() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥⟦100.00⟧
            //~ error[unbalanced-breakdown]: 人员类项目 + 公用经费类项目 + 其他运转类项目 + 特定目标类项目合计 70.00，比年度部门预算支出 100.00 少 30.00；表在这里换页，可能丢了行
            ⇥人员类项目⇥60.00⇥其他运转类项目

            ⟦年度预算支出⟧⇥特定目标类项目⇥10.00
            //~ warning[split-table]: 换页把表拆开了：多出 1 个空行，重复了项目名“年度预算支出”
            ---
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥特定目标类项目⇥10.00
        "#]]);
    }

    #[test]
    fn carriage_returns() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥⟦100.00⟧<U+000D>
            //~ error[unbalanced-breakdown]: 人员类项目 + 公用经费类项目 + 其他运转类项目 + 特定目标类项目合计 99.99，比年度部门预算支出 100.00 少 0.01
            ⇥人员类项目⇥60.00⇥其他运转类项目<U+000D>
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥9.99<U+000D>
            --- fix: 在其他运转类项目填上 0.01
            年度预算支出⇥年度部门预算支出⇥100.00<U+000D>
            ⇥人员类项目⇥60.00⇥其他运转类项目⇥0.01<U+000D>
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥9.99<U+000D>
        "#]]);
    }

    #[test]
    fn empty_and_zero_parts() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目⇥0.00
            ⇥公用经费类项目⇥30⇥特定目标类项目⇥10.0
        "#]]);
    }

    #[test]
    fn only_the_total_is_written_yet() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥⇥其他运转类项目
            ⇥公用经费类项目⇥⇥特定目标类项目
        "#]]);
    }

    #[test]
    fn a_page_break_that_lost_nothing() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⟦⟧
            //~ warning[split-table]: 表中间多出 1 个空行
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            ---
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        "#]]);
    }

    #[test]
    fn a_part_that_cannot_be_read_is_not_added() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目⇥⟦—⟧
            //~ error[malformed-amount]: “—”不是金额；应为数字（单位万元），没有就留空
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥5.00
        "#]]);
    }

    #[test]
    fn by_headings_down_the_rows() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥供水管网改造项目
            项目资金（万元）⇥⇥年初预算数⇥全年预算数⇥全年执行数⇥分值⇥执行率⇥得分
            ⇥年度资金总额：⇥380.00⇥⟦421.60⟧⇥405.18⇥10⇥96.10%⇥⟦9.82⟧
            //~ error[unbalanced-breakdown]: 年度资金总额的全年预算数 421.60，应为 382.60 + 30.00 = 412.60
            //~ warning[wrong-rate-score]: 年度资金总额的得分 9.82，应为 10 × 405.18 ÷ 421.60 = 9.61
            ⇥其中：财政拨款⇥350.00⇥382.60⇥379.40⇥—⇥99.16%⇥—
            ⇥其他资金⇥30.00⇥30.00⇥25.78⇥—⇥85.93%⇥—
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
            ⇥产出指标⇥数量指标⇥改造主管网长度⇥≥42公里⇥43.6公里⇥50⇥50
            ⇥效益指标⇥社会效益指标⇥受益居民人数⇥≥2800人⇥2930人⇥40⇥40
        "#]]);
    }

    #[test]
    fn by_headings_beside_the_total() {
        check(&expect![[r#"
            # mubiao: profile = none
            部门整体支出绩效目标表（2022年度）
            部门名称⇥松洲县应急管理局
            当年预算情况（万元）⇥收入预算合计⇥⟦1468.52⟧⇥其中：财政拨款⇥1420.00
            //~ error[unbalanced-breakdown]: 收入预算合计 1468.52，应为 1420.00 + 84.52 = 1504.52
            ⇥⇥⇥其他经费⇥84.52
            ⇥支出预算合计⇥1468.52⇥其中：基本支出⇥806.52
            ⇥⇥⇥项目支出⇥662.00
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥目标值
            ⇥产出指标⇥数量指标⇥检查家次⇥≥640家次
        "#]]);
    }

    #[test]
    fn by_headings_in_panes() {
        check(&expect![[r#"
            # mubiao: profile = none
            部门（单位）整体绩效目标表（2021年度）
            部门（单位）名称⇥松洲县应急管理局
            年度预算收入⇥503.99
            年度预算支出⇥年度部门预算支出⇥503.99
            ⇥人员类项目⇥257.44⇥其他运转类项目
            ⇥公用经费类项目⇥174.95⇥特定目标类项目⇥71.60
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥检查家次⇥≥640家次
            # mubiao: profile = none
            部门（单位）整体绩效目标表（2021年度）
            部门（单位）名称⇥松洲县应急管理局
            年度预算收入⇥503.99
            年度预算支出⇥年度部门预算支出⇥⟦503.99⟧
            //~ error[unbalanced-breakdown]: 年度部门预算支出 503.99，应为 257.44 + 174.95 + 61.60 = 493.99
            ⇥人员类项目⇥257.44⇥其他运转类项目
            ⇥公用经费类项目⇥174.95⇥特定目标类项目⇥61.60
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥检查家次⇥≥640家次
        "#]]);
    }

    #[test]
    fn by_headings_and_numbers() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目绩效目标表（2021年度）
            项目名称⇥污水管网
            资金总额及构成⇥总额（万元）⇥742.50
            ⇥一、财政拨款⇥620.00
            ⇥其中：上级财政资金⇥480.00
            ⇥本级财政⇥140.00
            ⇥二、自有资金⇥42.50
            ⇥三、其他⇥80.00
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥铺设主管网长度⇥≥14.8公里
        "#]]);
    }
}
