//! misplaced-indicator: a standard indicator or group of the form that stands elsewhere in its tree.

use super::common::{fill_column, insert_rows, quote};
use super::rows::Row;
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::Standard;
use crate::sheet::{CellRef, Indicator, Sheet};
use crate::text::{Edit, TextRange};

rule!(
    "misplaced-indicator",
    Indicators,
    Warning,
    Some(Applicability::Unsafe),
    "共性指标放错了上级指标",
    "a standard indicator stands under another parent",
);

/// In a sheet with more rows, which no form has, no move is worked out.
const MOST_ROWS: usize = 1000;

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    let (Some(class), Some(group)) = (row.indicator.class, row.indicator.group) else { return };
    // Most rows state no group and are none of the form's.
    if group.row != row.indicator.row && row.standard.is_none() {
        return;
    }
    let (sheet, catalogue) = (row.sheet, &row.sheet.profile.catalogue);
    let known = |cell: CellRef| sheet.profile.word(sheet.value(cell));
    let (Some(class_at), Some(group_at)) = (known(class).class, known(group).group) else { return };
    let (class, group_name) = (&catalogue.classes[class_at as usize], &catalogue.groups[group_at as usize].name);
    if group.row == row.indicator.row && !catalogue.has_group(class_at, group_name) {
        let right = &catalogue.classes[catalogue.groups[group_at as usize].class as usize];
        misplaced_group(row, group, (group_name, class, right), sink);
    }
    // Where the standard indicators are only what is usual, a unit may have one elsewhere.
    let Some(standard) = row.standard.filter(|_| catalogue.required) else { return };
    if !same_name(row).any(|standard| catalogue.groups[standard.group as usize].name == *group_name) {
        misplaced_name(row, standard, group_name, sink);
    }
}

/// The standard indicators of the name of `row`.
fn same_name<'s>(row: &Row<'s, '_>) -> impl Iterator<Item = &'s Standard> {
    let standards = &row.sheet.profile.catalogue.standards;
    let first = row.sheet.profile.word(row.name).standard;
    std::iter::successors(first, |&at| standards[at as usize].next).map(|at| &standards[at as usize])
}

fn misplaced_group(row: &Row<'_, '_>, cell: CellRef, (group, here, right): (&str, &str, &str), sink: &mut Sink) {
    let lang = sink.lang;
    let (group_shown, here_shown, right_shown) = (quote(group), quote(here), quote(right));
    let message = say!(
        lang,
        "二级指标{group_shown}属于一级指标{right_shown}，不属于{here_shown}",
        "the level-2 indicator {group_shown} belongs to {right_shown}, not to {here_shown}"
    );
    let indicators = &row.sheet.indicators;
    let first = position(row);
    let block = indicators[first..].iter().take_while(|indicator| indicator.group == Some(cell)).count();
    let finding = sink.report(&RULE, row.sheet.range(cell), message);
    if let Some(edits) = move_rows(row, first + block - 1, right, group) {
        let title = say!(lang, "移到一级指标{right_shown}下", "move it to {right_shown}");
        finding.fix(Applicability::Unsafe, title, edits);
    }
}

fn misplaced_name(row: &Row<'_, '_>, standard: &Standard, here: &str, sink: &mut Sink) {
    let lang = sink.lang;
    let catalogue = &row.sheet.profile.catalogue;
    let class = &catalogue.classes[standard.class as usize];
    let group = &catalogue.groups[standard.group as usize].name;
    let (name, right, here) = (quote(&standard.name), quote(group), quote(here));
    let message = say!(
        lang,
        "共性指标{name}属于二级指标{right}，不属于{here}",
        "the standard indicator {name} belongs to {right}, not to {here}"
    );
    let finding = sink.report(&RULE, row.place(row.places.name), message);
    if let Some(edits) = move_rows(row, position(row), class, group) {
        finding.fix(Applicability::Unsafe, say!(lang, "移到二级指标{right}下", "move it to {right}"), edits);
    }
}

/// The index of the row among the indicators of its sheet.
fn position(row: &Row<'_, '_>) -> usize {
    row.sheet.indicators.partition_point(|indicator| indicator.row < row.indicator.row)
}

/// Whether the row of `indicator` can be moved or written into as it stands.
fn is_plain(sheet: &Sheet<'_>, indicator: &Indicator) -> bool {
    // Where a sheet is read by its headings, its columns stand in any order.
    sheet.headings.is_none() && indicator.damage.is_none() && !sheet.is_labelled(indicator.row)
}

/// Moves the rows from `row` to the indicator at `last` under `class` and `group`; the row behind them keeps the parents
/// it had. `None` where that cannot be done row by row.
fn move_rows(row: &Row<'_, '_>, last: usize, class: &str, group: &str) -> Option<Vec<Edit>> {
    let (sheet, indicators) = (row.sheet, &row.sheet.indicators);
    let first = position(row);
    let block = first..=last;
    let consecutive = (indicators[last].row - indicators[first].row) as usize == last - first;
    if indicators.len() > MOST_ROWS || !consecutive || !indicators[block.clone()].iter().all(|of| is_plain(sheet, of)) {
        return None;
    }
    let is = |cell: Option<CellRef>, name: &str| {
        cell.is_some_and(|cell| sheet.profile.canonical(sheet.value(cell)) == name)
    };
    let outside = || (0..indicators.len()).rev().filter(|at| !block.contains(at));
    let in_class = |at: &usize| is(indicators[*at].class, class);
    let (target, parents) = match outside().find(|at| in_class(at) && is(indicators[*at].group, group)) {
        Some(at) => (at, ("", "")),
        None => match outside().find(in_class) {
            Some(at) => (at, ("", group)),
            None => (outside().next()?, (class, group)),
        },
    };
    if !is_plain(sheet, &indicators[target]) {
        return None;
    }
    let (class_column, group_column) = (row.places.class?.column, row.places.group?.column);
    let mut text = String::new();
    let columns = sheet.profile.indicators()?.1.len();
    for column in 0..columns {
        text.push('\t');
        text.push_str(match row.indicator.cell(column) {
            _ if column == class_column => parents.0,
            _ if column == group_column => parents.1,
            Some(cell) => sheet.value(cell),
            None => "",
        });
    }
    let mut text = text.trim_end_matches('\t').to_owned();
    for indicator in &indicators[first + 1..=last] {
        text.push_str(super::common::line_end(sheet));
        text.push_str(&sheet.text[sheet.row(indicator.row).range().usize()]);
    }
    let gone = TextRange::new(sheet.row(indicators[first].row).start, sheet.row(indicators[last].row).end());
    let after = indicators[target].row as usize;
    let before = (after + 1 < sheet.syntax.rows().len()).then_some(after + 1);
    let mut edits = vec![Edit::delete(gone), insert_rows(sheet, before, after, &text)];
    if let Some(next) = indicators.get(last + 1) {
        let lost = |column: usize| row.indicator.cell(column).filter(|_| next.cell(column).is_none());
        let inherits = next.cell(class_column).is_none();
        for column in [class_column, group_column] {
            let Some(cell) = lost(column).filter(|_| inherits) else { continue };
            // The row behind that opens a group of its own does not need the one that moves away.
            if column == group_column && next.group != Some(cell) {
                continue;
            }
            if !is_plain(sheet, next) {
                return None;
            }
            edits.push(fill_column(sheet, next.row, column, sheet.value(cell)));
        }
    }
    Some(edits)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn a_standard_indicator_under_another_group() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥⟦固定资产利用率⟧⇥=⇥100⇥%⇥2021-12
            //~ warning[misplaced-indicator]: 共性指标“固定资产利用率”属于二级指标“资产管理”，不属于“整体工作完成情况”
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥管理效率⇥资产管理⇥设备完好率⇥>=⇥95⇥%⇥2021-12
            ⇥⇥业务管理⇥档案归档率⇥=⇥100⇥%⇥2021-12
            --- fix: 移到二级指标“资产管理”下
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥管理效率⇥资产管理⇥设备完好率⇥>=⇥95⇥%⇥2021-12
            ⇥⇥⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥业务管理⇥档案归档率⇥=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn the_row_behind_keeps_its_parents() {
        check(&expect![[r#"
            ⇥预算执行⇥预算执行效率⇥⟦固定资产利用率⟧⇥=⇥100⇥%⇥2021-12
            //~ warning[misplaced-indicator]: 共性指标“固定资产利用率”属于二级指标“资产管理”，不属于“预算执行效率”
            ⇥⇥⇥预算调整率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥结转结余变动率⇥<=⇥0⇥%⇥2021-12
            ⇥管理效率⇥资产管理⇥设备完好率⇥>=⇥95⇥%⇥2021-12
            --- fix: 移到二级指标“资产管理”下
            ⇥预算执行⇥预算执行效率⇥预算调整率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥结转结余变动率⇥<=⇥0⇥%⇥2021-12
            ⇥管理效率⇥资产管理⇥设备完好率⇥>=⇥95⇥%⇥2021-12
            ⇥⇥⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn a_group_under_another_class() {
        check(&expect![[r#"
            ⇥社会效应⇥⟦人才支撑⟧⇥培训人次⇥>=⇥200⇥人次⇥2021-12
            //~ warning[misplaced-indicator]: 二级指标“人才支撑”属于一级指标“可持续性”，不属于“社会效应”
            ⇥⇥⇥引进人才数⇥>=⇥2⇥人⇥2021-12
            ⇥⇥社会效益⇥亩均增收⇥>=⇥200⇥元⇥2021-12
            ⇥可持续性⇥体制机制改革⇥建立重点项目督导与监督机制⇥⇥制度有效⇥⇥2021-12
            --- fix: 移到一级指标“可持续性”下
            ⇥社会效应⇥社会效益⇥亩均增收⇥>=⇥200⇥元⇥2021-12
            ⇥可持续性⇥体制机制改革⇥建立重点项目督导与监督机制⇥⇥制度有效⇥⇥2021-12
            ⇥⇥人才支撑⇥培训人次⇥>=⇥200⇥人次⇥2021-12
            ⇥⇥⇥引进人才数⇥>=⇥2⇥人⇥2021-12
        "#]]);
    }

    #[test]
    fn an_indicator_of_the_unit_stands_where_it_likes() {
        check(&expect![[r#"
            ⇥预算执行⇥预算执行效率⇥资金拨付及时率⇥=⇥100⇥%⇥2021-12
        "#]]);
    }
}
