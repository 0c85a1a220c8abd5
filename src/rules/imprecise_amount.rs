//! imprecise-amount: more decimals than the form has.

use crate::diagnostic::{Sink, say};
use crate::sheet::Sheet;

rule!(
    "imprecise-amount",
    Amounts,
    Warning,
    None,
    "金额的小数位数超过表样规定",
    "an amount has more decimals than the form allows",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let most = sheet.profile.amount.decimals;
    for amount in &sheet.amounts {
        // Zeros at the end state nothing.
        let Some(value) = amount.reading.amount().filter(|value| value.scale() > most) else { continue };
        let value = value.normalize();
        if value.scale() <= most {
            continue;
        }
        let (lang, scale) = (sink.lang, value.scale());
        let message = say!(
            lang,
            "金额 {value} 有 {scale} 位小数，表样只到 {most} 位；请按预算批复数填写",
            "the amount {value} has {scale} decimals; the form allows {most}; write it as the budget was approved"
        );
        sink.report(&RULE, sheet.range(amount.cell), message);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn more_than_two_decimals() {
        check(&expect![[r#"
            年度预算收入⇥⟦100.001⟧
            //~ warning[imprecise-amount]: 金额 100.001 有 3 位小数，表样只到 2 位；请按预算批复数填写
            年度预算支出⇥年度部门预算支出⇥⟦100.001⟧
            //~ warning[imprecise-amount]: 金额 100.001 有 3 位小数，表样只到 2 位；请按预算批复数填写
            ⇥人员类项目⇥⟦60.000100⟧⇥其他运转类项目⇥⟦0.0009⟧
            //~ warning[imprecise-amount]: 金额 60.0001 有 4 位小数，表样只到 2 位；请按预算批复数填写
            //~ warning[imprecise-amount]: 金额 0.0009 有 4 位小数，表样只到 2 位；请按预算批复数填写
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        "#]]);
    }

    #[test]
    fn a_task() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥⟦⟦30.005⟧⟧
            //~ warning[imprecise-amount]: 金额 30.005 有 3 位小数，表样只到 2 位；请按预算批复数填写
            //~ error[unmatched-task]: 任务“部门预算基本支出公用经费” 30.005，比公用经费类项目 30.00 多 0.005
            ⇥部门预算基本支出人员经费⇥⟦⟦59.995⟧⟧
            //~ warning[imprecise-amount]: 金额 59.995 有 3 位小数，表样只到 2 位；请按预算批复数填写
            //~ error[unmatched-task]: 任务“部门预算基本支出人员经费” 59.995，比人员类项目 60.00 少 0.005
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }

    #[test]
    fn as_many_decimals_as_a_number_can_have() {
        check(&expect![[r#"
            年度预算收入⇥⟦⟦100.12345678901234567890123456⟧⟧
            //~ warning[imprecise-amount]: 金额 100.12345678901234567890123456 有 26 位小数，表样只到 2 位；请按预算批复数填写
            //~ error[unbalanced-budget]: 年度部门预算支出 100.00，比年度预算收入 100.12345678901234567890123456 少 0.12345678901234567890123456；请核对上年结转、结转下年是否只计入了一边
        "#]]);
    }

    #[test]
    fn a_misspelled_one() {
        check(&expect![[r#"
            年度预算收入⇥⟦⟦⟦１００．００1⟧⟧⟧
            //~ error[malformed-amount]: 金额“１００．００1”应只写数字：100.001（单位万元）
            //~ warning[imprecise-amount]: 金额 100.001 有 3 位小数，表样只到 2 位；请按预算批复数填写
            //~ error[unbalanced-budget]: 年度部门预算支出 100.00，比年度预算收入 100.001 少 0.001；请核对上年结转、结转下年是否只计入了一边
            ---
            年度预算收入⇥100.001
        "#]]);
    }

    #[test]
    fn zeros_at_the_end() {
        check(&expect![[r#"
            年度预算收入⇥100.0000
            年度预算支出⇥年度部门预算支出⇥100.000
            ⇥人员类项目⇥60.00⇥其他运转类项目⇥0.000
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        "#]]);
    }

    #[test]
    fn fewer_decimals() {
        check(&expect![[r#"
            年度预算收入⇥100
            年度预算支出⇥年度部门预算支出⇥100.0
            ⇥人员类项目⇥59.5⇥其他运转类项目
            ⇥公用经费类项目⇥30.5⇥特定目标类项目⇥10
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.5
            ⇥部门预算基本支出人员经费⇥59.5
            ⇥工信产业监管专项业务经费⇥10
        "#]]);
    }
}
