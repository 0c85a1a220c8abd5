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

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn what_else_stands_in_the_columns_of_points() {
        // Expenditure beside income: labels and amounts where the points of the first row stand.
        check(&expect![[r#"
            # mubiao: profile = none
            2023年度部门整体支出绩效自评表
            单位名称⇥某县水利局
            年度预算申请（万元）⇥⇥年初预算数⇥全年预算数⇥全年执行数⇥分值⇥执行率⇥得分
            ⇥年度资金总额⇥1250.60⇥1380.20⇥1320.15⇥10⇥95.65%⇥9.57
            ⇥其中：一般公共预算⇥1250.60⇥1380.20⇥1320.15⇥按支出性质分：其中：基本支出⇥⇥860.40
            ⇥政府性基金拨款⇥0⇥0⇥0⇥项目支出⇥⇥459.75
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分
            ⇥产出指标⇥数量指标⇥维修水闸座数⇥≥15座⇥15座⇥50⇥50
            ⇥效益指标⇥社会效益指标⇥受益农田面积⇥≥2万亩⇥2.1万亩⇥30⇥30
            ⇥满意度指标⇥社会公众满意度⇥群众满意度⇥≥90%⇥95%⇥10⇥10
            总分⇥⇥⇥⇥⇥⇥100⇥99.57
        "#]]);
        // The total of the money has them.
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥数字档案馆建设
            资金情况（万元）⇥⇥年初预算⇥调整预算⇥执行数⇥执行率⇥分值⇥得分
            ⇥合计⇥50.00⇥48.00⇥47.952⇥99.90%⇥10⇥9.99
            ⇥财政拨款⇥50.00⇥48.00⇥47.952⇥99.90%
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分
            ⇥产出指标⇥数量指标⇥数字化页数⇥≥200万页⇥202万页⇥50⇥50
            ⇥效益指标⇥社会效益指标⇥查档人次⇥≥2万人次⇥2.1万人次⇥30⇥30
            ⇥满意度指标⇥社会公众满意度⇥群众满意度⇥≥90%⇥95%⇥10⇥10
            总分⇥⇥⇥⇥⇥⇥100⇥99.99
        "#]]);
    }

    #[test]
    fn points_that_make_their_total() {
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
    fn points_of_a_class() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥供水管网改造项目
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
            ⇥⟦产出指标（60分）⟧⇥数量指标⇥改造主管网长度⇥≥42公里⇥43.6公里⇥50⇥50
            //~ error[unbalanced-scores]: 产出指标各行分值 50 = 50，应为 60
            ⇥效益指标（30-40分）⇥社会效益指标⇥受益居民人数⇥≥2800人⇥2930人⇥40⇥40
        "#]]);
    }
}
