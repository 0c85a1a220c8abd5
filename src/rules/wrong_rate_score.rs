//! wrong-rate-score: points for the execution of the budget that do not follow from its rate.

use super::printed;
use crate::diagnostic::{Applicability, Sink};
use crate::sheet::{CheckKind, Sheet};

rule!(
    "wrong-rate-score",
    Amounts,
    Warning,
    Some(Applicability::Unsafe),
    "预算执行得分与执行率不符",
    "points for the budget's execution that do not follow from its rate",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    printed::report(sheet, sink, &RULE, CheckKind::Earned);
}
