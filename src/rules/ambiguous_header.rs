//! ambiguous-header: headers that do not say which of two columns or tables is meant.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::common::quote;
use crate::diagnostic::{Sink, say};
use crate::outline::{Block, Notion, Shape};
use crate::sheet::{Headings, Sheet, read_figure};

rule!(
    "ambiguous-header",
    Structure,
    Warning,
    None,
    "同一行栏名里有两个相同的栏名，分不清各是什么",
    "the same header twice, with nothing that tells its columns apart",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(headings) = sheet.headings.as_deref() else { return };
    let tables = |block: &&Block| matches!(block.shape, Shape::Indicators | Shape::List);
    for block in headings.outline.blocks.iter().filter(tables) {
        columns(sheet, headings, block, sink);
        // A form that is known prints its tables side by side as it does.
        if sheet.profile.is_none() {
            panes(sheet, headings, block, sink);
        }
    }
}

/// The words of a column's header and of what stands above it; `None` for a blank one.
fn words<'a>(headings: &Headings<'a>, block: &Block, column: usize) -> Option<Words<'a>> {
    let column = &block.columns[column];
    let own = headings.key(column.header?);
    (!own.is_empty()).then(|| (own, column.group.map(|at| headings.key(at))))
}

type Words<'a> = (Cow<'a, str>, Option<Cow<'a, str>>);

fn columns(sheet: &Sheet<'_>, headings: &Headings<'_>, block: &Block, sink: &mut Sink) {
    for pane in &block.panes {
        let all: SmallVec<[_; 9]> = pane.columns.iter().map(|column| words(headings, block, *column)).collect();
        for (at, &column) in pane.columns.iter().enumerate() {
            let Some(own) = &all[at] else { continue };
            let header = block.columns[column].header;
            // A header above two columns stands there once.
            let before = pane.columns[..at].iter().zip(&all).find_map(|(other, words)| {
                (block.columns[*other].header != header && words.as_ref() == Some(own)).then_some(other)
            });
            let (Some(&before), Some(place)) = (before, header) else { continue };
            let apart = match block.shape {
                Shape::List => heads_panes(headings, block, [before, column]),
                _ => of_levels(block, [before, column]),
            };
            if apart {
                continue;
            }
            let (lang, name) = (sink.lang, quote(&own.0));
            let message = say!(
                lang,
                "有两栏都叫{name}，分不清各是什么；请改栏名，或在上面加一行说明",
                "two columns are called {name}, and nothing tells them apart; rename one, or add a header above"
            );
            let finding = sink.report(&RULE, sheet.range(headings.cell(place)), message);
            if let Some(first) = block.columns[before].header {
                finding.relate(sheet.range(headings.cell(first)), headings.text(first).to_owned());
            }
        }
    }
}

/// Whether the columns stand behind labels of different things: `收入 预算数 支出 预算数`.
fn heads_panes(headings: &Headings<'_>, block: &Block, columns: [usize; 2]) -> bool {
    let [one, other] = columns.map(|column| column.checked_sub(1));
    let (Some(one), Some(other)) = (one, other) else { return false };
    let labels = |column: usize| {
        let cells: Vec<&str> = block.rows.iter().filter_map(|row| row.cells[column]).map(|at| headings.text(at)).collect();
        !cells.is_empty() && !cells.iter().any(|text| read_figure(text).figure().is_some())
    };
    words(headings, block, one).is_some_and(|own| words(headings, block, other).is_some_and(|words| words != own))
        && labels(one)
        && labels(other)
}

/// Whether the columns stand behind two levels of indicators, whose points they are: `一级指标 分值 二级指标 分值`.
fn of_levels(block: &Block, columns: [usize; 2]) -> bool {
    let levels = [Notion::Class, Notion::Group, Notion::Name, Notion::IndicatorName];
    let level = |column: usize| block.columns[column.checked_sub(1)?].notion.filter(|notion| levels.contains(notion));
    let [one, other] = columns.map(level);
    one.is_some() && other.is_some() && one != other
}

fn panes(sheet: &Sheet<'_>, headings: &Headings<'_>, block: &Block, sink: &mut Sink) {
    let [first, others @ ..] = &block.panes[..] else { return };
    let all = |columns: &[usize]| columns.iter().filter_map(|column| words(headings, block, *column)).collect::<Vec<_>>();
    let others = others.iter().filter(|pane| pane.label.is_none() && first.label.is_none());
    // Most tables stand alone.
    if others.clone().next().is_none() {
        return;
    }
    let known = all(&first.columns);
    for pane in others {
        let own = all(&pane.columns);
        if own.is_empty() || !own.iter().all(|words| known.contains(words)) {
            continue;
        }
        let Some(place) = pane.columns.iter().find_map(|column| block.columns[*column].header) else { continue };
        let message = say!(
            sink.lang,
            "左右并列的两张表没有写明各是什么（如“中期”“年度”）；请在上面写明",
            "nothing says what the tables side by side are (such as 中期 and 年度); name them above"
        );
        sink.report(&RULE, sheet.range(headings.cell(place)), message);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn labels_before_them_tell_columns_apart() {
        check(&expect![[r#"
            # mubiao: profile = none
            2024年度部门整体绩效目标申报表
            部门名称⇥临江市农业农村局
            部门整体资金（万元）⇥收入⇥全年预算数⇥支出⇥全年预算数
            ⇥财政拨款⇥3200.00⇥基本支出⇥2100.00
            ⇥其他资金⇥0.00⇥项目支出⇥1100.00
            年度目标⇥粮食总产稳定在45万吨以上。
            ⇥一级指标⇥二级指标⇥三级指标⇥半年（程）计划（目标）值⇥全年（程）计划（目标）值
            ⇥履职⇥粮食生产⇥粮食播种面积⇥≥30万亩⇥≥62万亩
        "#]]);
    }

    #[test]
    fn what_is_told_apart_is_silent() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效目标申报表（2023年度）
            项目名称⇥供水管网改造项目
            项目资金（万元）⇥中期资金总额：⇥2860⇥年度资金总额：⇥980
            ⇥其中：财政拨款⇥2860⇥其中：财政拨款⇥980
            总体目标⇥中期目标（2023年—2025年）⇥年度目标
            ⇥改造老旧管网⇥改造主管网
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥改造主管网长度⇥≥42公里⇥数量指标⇥改造主管网长度⇥≥20公里
            ⇥⇥质量指标⇥工程验收合格率⇥≥92%⇥质量指标⇥工程验收合格率⇥⟦⟧100%
            //~ information[missing-operator]: “工程验收合格率”的指标值是“100”，缺运算符号，请填写
        "#]]);
    }

    #[test]
    fn a_header_twice() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效目标申报表（2023年度）
            项目名称⇥供水管网改造项目
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值⇥⟦指标值⟧
            //~ warning[ambiguous-header]: 有两栏都叫“指标值”，分不清各是什么；请改栏名，或在上面加一行说明
            ⇥产出指标⇥数量指标⇥改造主管网长度⇥≥42公里⇥≥43公里
        "#]]);
    }

    #[test]
    fn tables_side_by_side_without_names() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效目标申报表（2023年度）
            项目名称⇥供水管网改造项目
            绩效指标⇥⟦一级指标⟧⇥二级指标⇥三级指标⇥指标值⇥二级指标⇥三级指标⇥指标值
            //~ warning[ambiguous-header]: 左右并列的两张表没有写明各是什么（如“中期”“年度”）；请在上面写明
            ⇥产出指标⇥数量指标⇥改造主管网长度⇥≥42公里⇥数量指标⇥改造主管网长度⇥≥20公里
        "#]]);
    }
}
