//! malformed-amount: an amount that is no number.

use super::common::{figure, quote};
use crate::diagnostic::{Applicability, Sink, say};
use crate::sheet::{AmountReading, Sheet};
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
