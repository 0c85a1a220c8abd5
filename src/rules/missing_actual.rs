//! missing-actual: a self-evaluated indicator without a result.

use super::common::quote;
use super::printed::{each, kind};
use crate::diagnostic::{Sink, say};
use crate::outline::{Kind, Notion};
use crate::sheet::Sheet;

rule!("missing-actual", Indicators, Error, None, "自评的指标没有填完成值", "an evaluated indicator without a result");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    if !matches!(kind(sheet), Some(Kind::SelfEvaluation | Kind::Monitoring)) {
        return;
    }
    each(sheet, &[Notion::Actual], |row| {
        let Some(column) = row.column(Notion::Actual) else { return };
        // A sheet that is only begun lacks them all.
        if row.entry.cells[column].is_some() || !row.usual(column) {
            return;
        }
        let (lang, name, header) = (sink.lang, quote(row.name()), row.header(column));
        let message = say!(lang, "{name}没有填“{header}”，请填写", "{name} has no “{header}”; fill it in");
        sink.report(&RULE, row.place(column), message);
    });
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn all_results_are_there() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥供水管网改造项目
            项目资金（万元）⇥⇥年初预算数⇥全年预算数⇥全年执行数⇥分值⇥执行率⇥得分
            ⇥年度资金总额：⇥380.00⇥412.60⇥405.18⇥10⇥98.20%⇥9.82
            ⇥其中：财政拨款⇥350.00⇥382.60⇥379.40⇥—⇥99.16%⇥—
            ⇥其他资金⇥30.00⇥30.00⇥25.78⇥—⇥85.93%⇥—
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
            ⇥产出指标⇥数量指标⇥改造主管网长度⇥≥42公里⇥43.6公里⇥50⇥50
            ⇥效益指标⇥社会效益指标⇥受益居民人数⇥≥2800人⇥2930人⇥40⇥40
            ⇥总分⇥⇥⇥⇥⇥100⇥99.82
        "#]]);
    }

    #[test]
    fn a_sheet_that_is_only_begun() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥供水管网改造项目
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
            ⇥产出指标⇥数量指标⇥改造主管网长度⇥≥42公里⇥⇥50
            ⇥效益指标⇥社会效益指标⇥受益居民人数⇥≥2800人⇥⇥40
        "#]]);
    }
}
