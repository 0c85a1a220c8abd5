//! malformed-amount: an amount that is no number.

use super::common::{figure, quote};
use crate::diagnostic::{Applicability, Sink, say};
use crate::sheet::{AmountReading, Sheet};
use crate::syntax::CellKind;
use crate::text::Edit;

rule!("malformed-amount", Amounts, Error, Some(Applicability::Safe), "金额不是数字", "an amount is not a number");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    for amount in sheet.amounts.iter().filter(|amount| !matches!(amount.reading, AmountReading::Exact(_))) {
        let lang = sink.lang;
        let range = sheet.range(amount.cell);
        let text = quote(sheet.value(amount.cell));
        let unit = &sheet.profile.amount.unit;
        match &amount.reading {
            AmountReading::Exact(_) => {}
            AmountReading::Misspelled(value) => {
                let plain = value.to_string();
                let message = say!(
                    lang,
                    "金额{text}应只写数字：{plain}（单位{unit}）",
                    "the amount {text} should be the number alone: {plain} (in {unit})"
                );
                sink.report(&RULE, range, message).fix(
                    Applicability::Safe,
                    say!(lang, "改为 {plain}", "write {plain}"),
                    vec![Edit::replace(range, plain)],
                );
            }
            AmountReading::OtherUnit(value) => {
                let converted = figure(*value, sheet.profile);
                let message = say!(
                    lang,
                    "金额{text}的单位不是{unit}；折合 {converted} {unit}",
                    "the amount {text} is not in {unit}; it makes {converted} {unit}"
                );
                sink.report(&RULE, range, message).fix(
                    Applicability::Unsafe,
                    say!(lang, "折算为 {converted}", "convert to {converted}"),
                    vec![Edit::replace(range, converted)],
                );
            }
            AmountReading::Malformed if sheet.kind(amount.cell) == CellKind::Number => {
                let message = say!(
                    lang,
                    "{text}位数太多，不会是金额（单位{unit}）",
                    "{text} has too many digits to be an amount in {unit}"
                );
                sink.report(&RULE, range, message);
            }
            AmountReading::Malformed => {
                let message = say!(
                    lang,
                    "{text}不是金额；应为数字（单位{unit}），没有就留空",
                    "{text} is no amount; a number in {unit} is expected, or an empty cell"
                );
                sink.report(&RULE, range, message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn separators_widths_and_the_unit_are_spelling() {
        check(&expect![[r#"
            年度预算收入⇥⟦1,234.50⟧
            //~ error[malformed-amount]: 金额“1,234.50”应只写数字：1234.50（单位万元）
            年度预算支出⇥年度部门预算支出⇥⟦１２３４．５０⟧
            //~ error[malformed-amount]: 金额“１２３４．５０”应只写数字：1234.50（单位万元）
            ⇥人员类项目⇥⟦1000.00万元⟧⇥其他运转类项目
            //~ error[malformed-amount]: 金额“1000.00万元”应只写数字：1000.00（单位万元）
            ⇥公用经费类项目⇥⟦￥200.00⟧⇥特定目标类项目⇥⟦34 .50⟧
            //~ error[malformed-amount]: 金额“￥200.00”应只写数字：200.00（单位万元）
            //~ error[malformed-amount]: 金额“34 .50”应只写数字：34.50（单位万元）
            ---
            年度预算收入⇥1234.50
            年度预算支出⇥年度部门预算支出⇥1234.50
            ⇥人员类项目⇥1000.00⇥其他运转类项目
            ⇥公用经费类项目⇥200.00⇥特定目标类项目⇥34.50
        "#]]);
    }

    #[test]
    fn another_unit_is_converted_on_request() {
        check(&expect![[r#"
            年度预算收入⇥⟦1000000元⟧
            //~ error[malformed-amount]: 金额“1000000元”的单位不是万元；折合 100.00 万元
            --- fix: 折算为 100.00
            年度预算收入⇥100.00
        "#]]);
    }

    #[test]
    fn words_and_dashes_are_no_amounts() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥⟦约100⟧
            //~ error[malformed-amount]: “约100”不是金额；应为数字（单位万元），没有就留空
            ⇥人员类项目⇥60.00⇥其他运转类项目⇥⟦—⟧
            //~ error[malformed-amount]: “—”不是金额；应为数字（单位万元），没有就留空
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥⟦1,0.00⟧
            //~ error[malformed-amount]: “1,0.00”不是金额；应为数字（单位万元），没有就留空
        "#]]);
    }

    #[test]
    fn more_digits_than_an_amount_has() {
        check(&expect![[r#"
            年度预算收入⇥⟦99999999999999999999999999999999999999⟧
            //~ error[malformed-amount]: “999999999999999999999999…”位数太多，不会是金额（单位万元）
            年度预算支出⇥年度部门预算支出⇥⟦0.00000000000000000000000000000000000001⟧
            //~ error[malformed-amount]: “0.0000000000000000000000…”位数太多，不会是金额（单位万元）
        "#]]);
    }

    #[test]
    fn two_faults_at_once() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥⟦6O.00⟧
            //~ error[malformed-amount]: “6O.00”不是金额；应为数字（单位万元），没有就留空
            ⇥工信产业监管专项业务经费⇥⟦１0.00元⟧
            //~ error[malformed-amount]: 金额“１0.00元”的单位不是万元；折合 0.001 万元
        "#]]);
    }

    #[test]
    fn a_carriage_return_is_no_part_of_an_amount() {
        check(&expect![[r#"
            年度预算收入⇥⟦100.00万元⟧<U+000D>
            //~ error[malformed-amount]: 金额“100.00万元”应只写数字：100.00（单位万元）
            年度预算支出⇥年度部门预算支出⇥100.00<U+000D>
            ⇥人员类项目⇥60.00⇥其他运转类项目<U+000D>
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00<U+000D>
            ---
            年度预算收入⇥100.00<U+000D>
            年度预算支出⇥年度部门预算支出⇥100.00<U+000D>
            ⇥人员类项目⇥60.00⇥其他运转类项目<U+000D>
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00<U+000D>
        "#]]);
    }

    #[test]
    fn zeros_integers_and_empty_parts_are_amounts() {
        check(&expect![[r#"
            年度预算收入⇥100
            年度预算支出⇥年度部门预算支出⇥100.0
            ⇥人员类项目⇥60⇥其他运转类项目⇥0
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥ 10.00 
        "#]]);
    }

    #[test]
    fn padding_of_a_printed_form() {
        check(&expect![[r#"
            年度预算收入⇥⇥⇥⇥⇥⇥⇥100.00⇥
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            年度主要任务⇥对应项目⇥⇥⇥⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥⇥⇥⇥30.00
            ⇥部门预算基本支出人员经费⇥⇥⇥⇥60.00
            ⇥工信产业监管专项业务经费⇥⇥⇥⇥10.00
        "#]]);
    }
}
