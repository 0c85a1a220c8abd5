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
        let Some(value) = amount.reading.amount().filter(|value| value.scale() > most) else { continue };
        if value.normalize().scale() <= most {
            continue;
        }
        let (lang, scale) = (sink.lang, value.normalize().scale());
        let message = say!(
            lang,
            "金额 {value} 有 {scale} 位小数，表样只到 {most} 位",
            "the amount {value} has {scale} decimals; the form allows {most}"
        );
        sink.report(&RULE, sheet.range(amount.cell), message);
    }
}
