//! missing-cell: a cell is empty in a column that all other rows fill.

use super::common::quote;
use super::printed::each_of;
use crate::diagnostic::{Sink, say};
use crate::outline::{Block, Notion, Pane, Shape};
use crate::sheet::{Sheet, read_figure};

rule!(
    "missing-cell",
    Structure,
    Warning,
    None,
    "同一栏其他各行都填了，这一格是空的",
    "a cell is empty in a column that all other rows fill",
);

/// Fewer other rows prove nothing.
const LEAST: usize = 4;

/// What has a rule of its own, what a merged cell above may fill, and what is only filled where there is something to say.
fn is_other(notion: Notion) -> bool {
    matches!(
        notion,
        Notion::Class
            | Notion::Group
            | Notion::Name
            | Notion::IndicatorName
            | Notion::Content
            | Notion::Target
            | Notion::Value
            | Notion::Operator
            | Notion::Measure
            | Notion::Deadline
            | Notion::Actual
            | Notion::Score
            | Notion::Reason
            | Notion::Note
            | Notion::History
            | Notion::Duty
            | Notion::Project
            | Notion::Identity
            | Notion::Task
            | Notion::TaskAmount
            | Notion::Goal
    )
}

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let other = |block: &Block, column: usize| block.columns[column].notion.is_none_or(is_other);
    let looks = |block: &Block, pane: &Pane| pane.columns.iter().any(|column| !other(block, *column));
    each_of(sheet, looks, |row| {
        for &column in row.columns() {
            if row.entry.cells[column].is_some() || other(row.block, column) || !all_others(row.block, column) {
                continue;
            }
            // The points of a class or group are printed once for its rows.
            let before = column.checked_sub(1).and_then(|before| row.block.columns[before].notion);
            if matches!(before, Some(Notion::Class | Notion::Group)) {
                continue;
            }
            let (lang, name, header) = (sink.lang, quote(row.name()), row.header(column));
            let message = say!(
                lang,
                "{name}没有填“{header}”；其他各行都填了，请补上",
                "{name} has no “{header}”, which all other rows have; fill it in"
            );
            let finding = sink.report(&RULE, row.place(column), message);
            if let Some(place) = row.header_place(column) {
                finding.relate(place, header);
            }
        }
    });
    money(sheet, sink);
}

/// Whether all rows but one fill `column`.
fn all_others(block: &Block, column: usize) -> bool {
    let rows = || block.rows.iter().filter(|row| row.total.is_none());
    rows().filter(|row| row.cells[column].is_none()).count() == 1 && rows().count() > LEAST
}

/// Amounts: the others of the row and those of the column are all there.
fn money(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(headings) = sheet.headings.as_deref() else { return };
    for block in headings.outline.blocks.iter().filter(|block| block.shape == Shape::List) {
        let amount = |at: &usize| {
            let mut cells = block.rows.iter().filter_map(|row| row.cells[*at]);
            let notion = block.columns[*at].notion;
            let points =
                matches!(notion, Some(Notion::Weight | Notion::Score | Notion::Reason | Notion::Note | Notion::Number));
            !points
                && cells.clone().nth(1).is_some()
                && cells.all(|at| read_figure(headings.text(at)).figure().is_some())
        };
        let amounts: Vec<usize> = (0..block.columns.len()).filter(amount).collect();
        if amounts.len() < 2 {
            continue;
        }
        for row in block.rows.iter().filter(|row| !headings.counts_columns(row)) {
            let mut empty = amounts.iter().copied().filter(|at| row.cells[*at].is_none());
            let (Some(column), None) = (empty.next(), empty.next()) else { continue };
            if block.rows.iter().filter(|row| row.cells[column].is_none()).count() != 1 {
                continue;
            }
            // Of nothing there is no rate.
            let ratio = matches!(block.columns[column].notion, Some(Notion::Rate | Notion::Share));
            let nothing = |at: &usize| {
                let figure = row.cells[*at].and_then(|at| read_figure(headings.text(at)).figure());
                figure.is_none_or(|figure| figure.value.is_zero())
            };
            if ratio && amounts.iter().all(nothing) {
                continue;
            }
            let label = row.cells[..column].iter().flatten().next().map_or("", |at| headings.text(*at));
            let (lang, label) = (sink.lang, quote(label));
            let header: String = headings.header(block, column).split_whitespace().collect();
            let message = say!(
                lang,
                "{label}没有填“{header}”；其他各行都填了，请补上",
                "{label} has no “{header}”, which all other rows have; fill it in"
            );
            sink.report(&RULE, sheet.place(row.line, block.columns[column].col), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn notes_and_reasons_may_be_empty() {
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
    fn of_nothing_there_is_no_rate() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效监控表（2024年度）
            项目名称⇥乡村道路养护项目
            项目资金（万元）⇥⇥年初预算数⇥1-7月执行数⇥1-7月执行率⇥全年预计执行数
            ⇥年度资金总额：⇥200.00⇥110.00⇥55.00%⇥200.00
            ⇥其中：财政拨款⇥200.00⇥110.00⇥55.00%⇥200.00
            ⇥其他资金⇥0.00⇥0.00⇥⇥0.00
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥1-7月执行情况
            ⇥产出指标⇥数量指标⇥养护公路里程⇥≥320公里⇥186公里
        "#]]);
    }

    #[test]
    fn a_column_of_indicators() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效监控表（2022年度）
            项目名称⇥村村响广播
            绩效指标⇥一级指标⇥指标名称⇥指标值⇥半年度指标执行情况⇥完成目标可能性⇥备注
            ⇥产出指标⇥数量⇥改造广播终端860组⇥已安装412组⇥确定能
            ⇥⇥质量⇥终端在线率≥96%⇥在线率95.2%⇥⟦⟧⇥雷击损坏待修复
            //~ warning[missing-cell]: “终端在线率≥96%”没有填“完成目标可能性”；其他各行都填了，请补上
            ⇥⇥时效⇥11月底前完成⇥完成进度48%⇥确定能
            ⇥⇥成本⇥单组造价≤0.19万元⇥0.187万元⇥确定能
            ⇥效益指标⇥社会效益⇥应急广播覆盖率≥98%⇥覆盖率93%⇥确定能
        "#]]);
    }
}
