//! inexact-satisfaction: a satisfaction rate that must be met to the point.

use super::common::quote;
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::ColumnKind;
use crate::sheet::Sheet;
use crate::text::Edit;

rule!(
    "inexact-satisfaction",
    Indicators,
    Warning,
    Some(Applicability::Unsafe),
    "满意度用了“=”，应为“>=”",
    "a satisfaction rate with =, where at least is meant",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    for indicator in sheet.indicators.iter().filter(|indicator| !indicator.usual) {
        let name = sheet.indicator_value(indicator, ColumnKind::Name);
        if !sheet.profile.directions.is_satisfaction(name) {
            continue;
        }
        let Some(cell) = sheet.indicator_cell(indicator, ColumnKind::Operator) else { continue };
        let equal = sheet.profile.operator("=");
        if sheet.profile.operator(sheet.value(cell)) != equal {
            continue;
        }
        let Some(at_least) = sheet.profile.operator(">=") else { continue };
        let (lang, name) = (sink.lang, quote(name));
        let value = sheet.indicator_value(indicator, ColumnKind::Value);
        let measure = sheet.indicator_value(indicator, ColumnKind::Measure);
        let message = say!(
            lang,
            "{name}要求正好等于 {value}{measure}；满意度应为“{at_least}”",
            "{name} must be exactly {value}{measure}; a satisfaction rate is “{at_least}” a value"
        );
        sink.report(&RULE, sheet.range(cell), message).fix(
            Applicability::Unsafe,
            say!(lang, "改为“{at_least}”", "write “{at_least}”"),
            vec![Edit::replace(sheet.range(cell), at_least)],
        );
    }
}
