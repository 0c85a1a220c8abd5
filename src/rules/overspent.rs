//! overspent: more was executed than the adjusted budget.

use super::common::quote;
use super::printed::report_bounds;
use crate::diagnostic::{Sink, say};
use crate::outline::{Notion, Shape};
use crate::sheet::{CheckKind, Headings, Sheet, read_figure};

rule!("overspent", Amounts, Warning, None, "执行数超过调整后的预算数", "more was executed than the adjusted budget");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    if let Some(headings) = sheet.headings.as_deref() {
        columns(sheet, headings, sink);
    }
    report_bounds(sheet, sink, &RULE, CheckKind::Spent);
}

/// Compares the column of what was executed with that of the adjusted budget.
fn columns(sheet: &Sheet<'_>, headings: &Headings<'_>, sink: &mut Sink) {
    for block in headings.outline.blocks.iter().filter(|block| block.shape == Shape::List) {
        let at = |notion: Notion| block.columns.iter().position(|column| column.notion == Some(notion));
        let (Some(budget), Some(executed)) = (at(Notion::Adjusted), at(Notion::Executed)) else { continue };
        for row in &block.rows {
            let (Some(whole), Some(part)) = (row.cells[budget], row.cells[executed]) else { continue };
            let figure = |text: &str| read_figure(text).figure().filter(|figure| !figure.percent);
            let (Some(all), Some(spent)) = (figure(headings.text(whole)), figure(headings.text(part))) else {
                continue;
            };
            if spent.value <= all.value {
                continue;
            }
            let label = row.cells[..budget].iter().flatten().next().map_or("", |at| headings.text(*at));
            let (lang, label) = (sink.lang, quote(label));
            let (more, less) = (headings.text(part), headings.text(whole));
            let message = say!(
                lang,
                "{label}执行数 {more}，超过预算数 {less}；请核对",
                "{label}: {more} were executed of a budget of {less}; check both"
            );
            let place = sheet.range(headings.cell(part));
            sink.report(&RULE, place, message).relate(sheet.range(headings.cell(whole)), less.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn within_the_budget() {
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
    fn the_initial_budget_may_be_passed() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥供水管网改造项目
            项目资金（万元）⇥⇥年初预算数⇥全年执行数⇥分值⇥得分
            ⇥年度资金总额：⇥380.00⇥405.18⇥10⇥10
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
            ⇥产出指标⇥数量指标⇥改造主管网长度⇥≥42公里⇥43.6公里⇥50⇥50
            ⇥效益指标⇥社会效益指标⇥受益居民人数⇥≥2800人⇥2930人⇥40⇥40
        "#]]);
    }
}
