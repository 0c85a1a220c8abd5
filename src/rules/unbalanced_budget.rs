//! unbalanced-budget: revenue and expenditure differ.

use super::common::figure;
use super::sums::{compare, owner, relate, set, unbalanced};
use crate::diagnostic::{Applicability, Sink, say};
use crate::sheet::Sheet;

rule!(
    "unbalanced-budget",
    Amounts,
    Error,
    Some(Applicability::Unsafe),
    "预算收入与预算支出不相等",
    "revenue and expenditure differ",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    for (sum, value, gap) in unbalanced(sheet, RULE.name) {
        // An amount that is absent or stated twice has nothing to be compared with.
        let (&[total], &[part]) = (&value.total.cells[..], &value.parts.cells[..]) else { continue };
        let lang = sink.lang;
        let said = compare(sheet, sum, &value, gap, lang);
        let message = say!(
            lang,
            "{said}；请核对上年结转、结转下年是否只计入了一边",
            "{said}; see whether money carried over stands on one side alone"
        );
        let finding = sink.report(&RULE, sheet.range(total), message);
        relate(sheet, finding, &value.parts.cells, lang);
        for (cell, amount) in [(total, value.parts.amount), (part, value.total.amount)] {
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
    fn less_is_spent_than_comes_in() {
        check(&expect![[r#"
            年度预算收入⇥⟦110.00⟧
            //~ error[unbalanced-budget]: 年度部门预算支出 100.00，比年度预算收入 110.00 少 10.00；请核对上年结转、结转下年是否只计入了一边
            --- fix: 把年度预算收入改为 100.00
            年度预算收入⇥100.00
            --- fix: 把年度部门预算支出改为 110.00
            年度预算收入⇥110.00
        "#]]);
    }

    #[test]
    fn more_is_spent_than_comes_in() {
        check(&expect![[r#"
            年度预算收入⇥⟦99.99⟧
            //~ error[unbalanced-budget]: 年度部门预算支出 100.00，比年度预算收入 99.99 多 0.01；请核对上年结转、结转下年是否只计入了一边
        "#]]);
    }

    #[test]
    fn a_misspelled_amount_is_compared_all_the_same() {
        check(&expect![[r#"
            年度预算收入⇥⟦⟦1,000.00⟧⟧
            //~ error[malformed-amount]: 金额“1,000.00”应只写数字：1000.00（单位万元）
            //~ error[unbalanced-budget]: 年度部门预算支出 100.00，比年度预算收入 1000.00 少 900.00；请核对上年结转、结转下年是否只计入了一边
            ---
            年度预算收入⇥1000.00
        "#]]);
    }

    #[test]
    fn a_huge_amount() {
        check(&expect![[r#"
            年度预算收入⇥⟦79228162514264337593543950335⟧
            //~ warning[implausible-amount]: 年度预算收入 79228162514264337593543950335 与年度部门预算支出 100.00 相差上千倍，请核对单位
        "#]]);
    }

    #[test]
    fn exact_to_the_last_decimal() {
        check(&expect![[r#"
            年度预算收入⇥⟦⟦100.0000000001⟧⟧
            //~ warning[imprecise-amount]: 金额 100.0000000001 有 10 位小数，表样只到 2 位；请按预算批复数填写
            //~ error[unbalanced-budget]: 年度部门预算支出 100.00，比年度预算收入 100.0000000001 少 0.0000000001；请核对上年结转、结转下年是否只计入了一边
        "#]]);
    }

    #[test]
    fn equal_though_written_otherwise() {
        check(&expect![[r#"
            年度预算收入⇥100.000
        "#]]);
    }

    #[test]
    fn a_side_that_is_not_written_yet() {
        check(&expect![[r#"
            年度预算收入⟦⟧
            //~ error[empty-field]: “年度预算收入”没有填，请填写
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        "#]]);
    }

    #[test]
    fn an_amount_that_cannot_be_read_is_not_compared() {
        check(&expect![[r#"
            年度预算收入⇥⟦1000000元⟧
            //~ error[malformed-amount]: 金额“1000000元”的单位不是万元；折合 100.00 万元
        "#]]);
    }

    #[test]
    fn a_total_that_stands_twice_is_not_compared() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥年度部门预算支出⇥⟦100.00⟧
            //~ error[stray-cell]: “100.00”不属于这一行的任何一栏，请移到相应的栏或删去
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        "#]]);
    }
}
