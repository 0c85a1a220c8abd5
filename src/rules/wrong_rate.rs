//! wrong-rate: a rate or share that does not follow from its amounts.

use super::printed;
use crate::diagnostic::{Applicability, Sink};
use crate::sheet::{CheckKind, Sheet};

rule!(
    "wrong-rate",
    Amounts,
    Error,
    Some(Applicability::Unsafe),
    "执行率、占比与金额不符",
    "a rate that does not follow from its amounts",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    printed::report(sheet, sink, &RULE, CheckKind::Rate);
}
