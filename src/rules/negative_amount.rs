//! negative-amount: an amount below zero.

use crate::diagnostic::{Sink, say};
use crate::sheet::Sheet;

rule!("negative-amount", Amounts, Error, None, "金额是负数", "an amount is negative");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    for amount in &sheet.amounts {
        let Some(value) = amount.reading.amount().filter(|value| value.is_sign_negative() && !value.is_zero()) else {
            continue;
        };
        let lang = sink.lang;
        let message = say!(
            lang,
            "金额 {value} 是负数；预算金额不小于 0，请核对",
            "the amount {value} is negative; a budget amount is at least 0, so check it"
        );
        sink.report(&RULE, sheet.range(amount.cell), message);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn a_part_below_zero() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目⇥⟦-5.00⟧
            //~ error[negative-amount]: 金额 -5.00 是负数；预算金额不小于 0，请核对
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥15.00
        "#]]);
    }

    #[test]
    fn a_task_below_zero() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥20.00
            ⇥冲减上年多列支出⇥⟦⟦－10.00⟧⟧
            //~ error[malformed-amount]: 金额“－10.00”应只写数字：-10.00（单位万元）
            //~ error[negative-amount]: 金额 -10.00 是负数；预算金额不小于 0，请核对
            ---
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥20.00
            ⇥冲减上年多列支出⇥-10.00
        "#]]);
    }

    #[test]
    fn revenue_and_expenditure_below_zero() {
        check(&expect![[r#"
            年度预算收入⇥⟦-100.00⟧
            //~ error[negative-amount]: 金额 -100.00 是负数；预算金额不小于 0，请核对
            年度预算支出⇥年度部门预算支出⇥⟦⟦-0.01⟧⟧
            //~ error[negative-amount]: 金额 -0.01 是负数；预算金额不小于 0，请核对
            //~ warning[implausible-amount]: 年度部门预算支出 -0.01 与年度预算收入 -100.00 相差上千倍，请核对单位
        "#]]);
    }

    #[test]
    fn zero_is_not_below_zero() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目⇥-0.00
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        "#]]);
    }

    #[test]
    fn a_dash_is_no_sign() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信-产业监管专项业务经费⇥10.00
        "#]]);
    }
}
