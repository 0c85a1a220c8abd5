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
            "金额 {value} 是负数；预算金额不小于 0",
            "the amount {value} is negative; a budget amount is at least 0"
        );
        sink.report(&RULE, sheet.range(amount.cell), message);
    }
}
