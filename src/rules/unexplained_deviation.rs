//! unexplained-deviation: points were lost, or a target passed by far, and no reason is given.

use rust_decimal::Decimal;

use super::common::quote;
use super::printed::{each, same_unit};
use crate::diagnostic::{Sink, say};
use crate::outline::Notion;
use crate::sheet::Sheet;

rule!("unexplained-deviation", Indicators, Warning, None, "有偏差却没有说明原因", "a deviation without a reason",);

/// A result that passes its target by more than this share is a deviation too.
const FAR: i64 = 30;

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    each(sheet, &[Notion::Reason], |row| {
        let Some(column) = row.empty_reason() else { return };
        let (lang, name, header) = (sink.lang, quote(row.name()), row.header(column));
        if let Some((full, score)) = row.points()
            && score < full
        {
            // A target that was reached is another flaw.
            if row.reached() != Some(true) {
                let lost = (full - score).normalize();
                let message = say!(
                    lang,
                    "{name}扣了 {lost} 分，请在“{header}”说明",
                    "{name} lost {lost} points, and “{header}” is empty; give the reason"
                );
                sink.report(&RULE, row.place(column), message);
            }
            return;
        }
        let (Some(target), Some(actual)) = (row.target(), row.actual()) else { return };
        let larger =
            [">=", ">"].iter().any(|sign| sheet.profile.operator(sign) == sheet.profile.operator(target.operator));
        if target.operator.is_empty()
            || !larger
            || target.number <= Decimal::ZERO
            || !same_unit(sheet, target.measure, actual.measure)
        {
            return;
        }
        let bound = target.number.checked_mul(Decimal::new(100 + FAR, 2));
        if bound.is_some_and(|bound| actual.number > bound) {
            let shown = quote(row.text(Notion::Actual));
            let message = say!(
                lang,
                "{name}完成值{shown}超过目标 {FAR}% 以上，请在“{header}”说明",
                "{name} passes its target by more than {FAR} % with {shown}, and “{header}” is empty; give the reason"
            );
            sink.report(&RULE, row.place(column), message);
        }
    });
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn reasons_that_are_given() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥供水管网改造项目
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
            ⇥产出指标⇥数量指标⇥改造主管网长度⇥≥42公里⇥40公里⇥50⇥47.6⇥雨季停工
            ⇥效益指标⇥社会效益指标⇥受益居民人数⇥≥2800人⇥2930人⇥40⇥38⇥无
        "#]]);
    }

    #[test]
    fn far_beyond_the_target() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥供水管网改造项目
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
            ⇥产出指标⇥数量指标⇥改造主管网长度⇥≥42公里⇥43.6公里⇥50⇥50
            ⇥效益指标⇥社会效益指标⇥受益居民人数⇥≥2800人⇥4000人⇥40⇥40⟦⟧
            //~ warning[unexplained-deviation]: “受益居民人数”完成值“4000人”超过目标 30% 以上，请在“偏差原因分析及改进措施”说明
            ⇥⇥⇥受益村组数⇥≥10个⇥10个⇥0⇥0⇥无
            ⇥⇥⇥受益学校数⇥≥10所⇥10所⇥0⇥0⇥无
        "#]]);
    }
}
