//! impossible-target: a target that no result can meet or miss.

use rust_decimal::Decimal;

use super::common::quote;
use super::rows::Row;
use super::target::Target;
use crate::diagnostic::{Severity, Sink, say};

rule!(
    "impossible-target",
    Indicators,
    Error,
    None,
    "指标值超出合理范围：比率超过 100%，或不应为负",
    "a share above 100 %, or a negative value where there is none",
);

/// Units of measure that count things, of which there are never fewer than none.
const COUNTS: &[&str] =
    &["次", "个", "人", "人次", "户", "家", "件", "项", "起", "例", "篇", "份", "场", "期", "批", "天", "工作日", "名", "万人", "万人次"];

/// What may exceed the initial budget, though never the adjusted one.
const EXECUTION: &str = "执行率";

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    let Target::Number(number) = row.target else { return };
    let unit = row.unit();
    let directions = &row.sheet.profile.directions;
    let (lang, name, value) = (sink.lang, quote(row.name), row.value);
    let whole = Decimal::ONE_HUNDRED;
    let message = if number.is_sign_negative() && !number.is_zero() {
        if !(unit == "%" || COUNTS.contains(&unit)) || directions.is_signed(row.name) {
            return;
        }
        say!(
            lang,
            "{name}的指标值 {value}{unit} 超出合理范围，不应为负；请核对",
            "the target {value}{unit} of {name} is out of range and cannot be negative; check it"
        )
    } else if unit == "%" && number >= whole && directions.is_capped(row.name) {
        let above = number == whole && row.sign().is_some() && row.sign() == row.sheet.profile.operator(">");
        if number == whole && !above {
            return;
        }
        let sign = if above { row.operator } else { "" };
        if row.name.ends_with(EXECUTION) {
            let message = say!(
                lang,
                "{name}的指标值 {sign}{value}% 超过 100%；以年初预算数为分母的才可能超过，请核对",
                "the target {sign}{value} % of {name} exceeds 100 %, which it may only against the initial budget; check it"
            );
            sink.report(&RULE, row.place(row.places.value), message).severity = Severity::Warning;
            return;
        }
        say!(
            lang,
            "{name}的指标值 {sign}{value}% 超出合理范围，不应超过 100%；请核对",
            "the target {sign}{value} % of {name} is out of range and cannot exceed 100 %; check it"
        )
    } else {
        return;
    };
    sink.report(&RULE, row.place(row.places.value), message);
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn a_share_above_the_whole() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥项目验收合格率⇥=⇥⟦110⟧⇥%⇥2021-12
            //~ error[impossible-target]: “项目验收合格率”的指标值 110% 超出合理范围，不应超过 100%；请核对
            ⇥⇥⇥公众知晓率⇥>⇥⟦100⟧⇥%⇥2021-12
            //~ error[impossible-target]: “公众知晓率”的指标值 >100% 超出合理范围，不应超过 100%；请核对
            ⇥预算执行⇥预算执行效率⇥预算执行率⇥=⇥⟦1000⟧⇥%⇥2021-12
            //~ warning[impossible-target]: “预算执行率”的指标值 1000% 超过 100%；以年初预算数为分母的才可能超过，请核对
        "#]]);
    }

    #[test]
    fn fewer_than_none() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥⟦-200⟧⇥人次⇥2021-12
            //~ error[impossible-target]: “培训人次”的指标值 -200人次 超出合理范围，不应为负；请核对
            ⇥⇥⇥项目验收合格率⇥=⇥⟦-5⟧⇥%⇥2021-12
            //~ error[impossible-target]: “项目验收合格率”的指标值 -5% 超出合理范围，不应为负；请核对
        "#]]);
    }

    #[test]
    fn what_can_be_exceeded() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥年度税收任务完成率⇥>=⇥105⇥%⇥2021-12
            ⇥⇥⇥拨备覆盖率⇥>=⇥150⇥%⇥2021-12
            ⇥⇥⇥经费增长率⇥<=⇥120⇥%⇥2021-12
            ⇥⇥⇥项目验收合格率⇥=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn what_can_be_negative() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥经费增长率⇥<=⇥-5⇥%⇥2021-12
            ⇥⇥⇥冷链运输温度⇥<=⇥-18⇥℃⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥-10⇥%⇥2021-12
        "#]]);
    }
}
