//! unbalanced-scores: points that do not make their total.

use super::printed;
use crate::diagnostic::{Applicability, Sink};
use crate::sheet::{CheckKind, Sheet};

rule!(
    "unbalanced-scores",
    Indicators,
    Error,
    Some(Applicability::Unsafe),
    "分值、得分合计与总分不符",
    "points that do not make their total",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    printed::report(sheet, sink, &RULE, CheckKind::Scores);
}
