//! implausible-target: a target that falls behind the sheet's own value of the year before.

use rust_decimal::Decimal;

use super::common::quote;
use super::printed::{each, quantity, same_unit};
use crate::diagnostic::{Sink, say};
use crate::outline::Notion;
use crate::profile::Better;
use crate::sheet::Sheet;

rule!(
    "implausible-target",
    Indicators,
    Warning,
    None,
    "指标值明显差于上年",
    "a target far worse than the value of the year before",
);

/// How much of the former value a target may give away.
const SHARE: i64 = 80;

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    each(sheet, &[Notion::History], |row| {
        let Some(column) =
            row.columns().iter().copied().rfind(|at| row.block.columns[*at].notion == Some(Notion::History))
        else {
            return;
        };
        // Only where the name says that larger is better; what is to be at most so much may be lower.
        if sheet.profile.directions.better(row.name()) != Some(Better::Larger) {
            return;
        }
        let Some(target) = row.target() else { return };
        let Some(former) = quantity(sheet, row.value(column)) else { return };
        if !same_unit(sheet, target.measure, former.measure) || former.number <= Decimal::ZERO {
            return;
        }
        let bound = former.number.checked_mul(Decimal::new(SHARE, 2));
        if bound.is_none_or(|bound| target.number >= bound) {
            return;
        }
        let (lang, name, header) = (sink.lang, quote(row.name()), row.header(column));
        let (own, before) = (target.number.normalize(), former.number.normalize());
        let message = say!(
            lang,
            "{name}越大越好，指标值 {own} 却低于“{header}”的 {before}，请核对",
            "{name} is better the larger it is, and the target {own} is below {before} of “{header}”; check it"
        );
        let place = row.column(Notion::Value).or_else(|| row.column(Notion::Target)).unwrap_or(column);
        sink.report(&RULE, row.place(place), message);
    });
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn a_target_that_is_kept_or_smaller_is_better() {
        check(&expect![[r#"
            # mubiao: profile = none
            部门整体绩效目标申报表（2023年度）
            部门（单位）名称⇥石汀县退役军人事务局
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥上年指标值⇥指标值
            ⇥产出指标⇥数量指标⇥投诉次数⇥10次⇥≤2次
            ⇥⇥质量指标⇥补助发放及时率⇥96%⇥≥95%
        "#]]);
    }
}
