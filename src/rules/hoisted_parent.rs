//! hoisted-parent: the parents of the next row, printed one row early.

use super::common::quote_all;
use super::wrong_header::has_own_headers;
use crate::diagnostic::{Applicability, Sink, say};
use crate::sheet::{CellRef, Damage, Hoist, NO_CELL, Sheet};
use crate::text::{Edit, TextRange};

rule!(
    "hoisted-parent",
    Damage,
    Error,
    Some(Applicability::Safe),
    "下一行的一级、二级指标提前印在了这一行",
    "the parents of the next row are printed on this row",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let lang = sink.lang;
    for indicator in sheet.unusual() {
        let Some(Damage::Hoisted(hoist)) = indicator.damage.as_deref() else { continue };
        let cell = |cell: u32| CellRef { row: hoist.carrier, cell };
        let names = quote_all(hoist.parents.iter().map(|&at| sheet.value(cell(at))), lang);
        let (Some(&first), Some(&last)) = (hoist.parents.first(), hoist.parents.last()) else { continue };
        let range = sheet.range(cell(first)).cover(sheet.range(cell(last)));
        let message = if hoist.confirmed {
            say!(
                lang,
                "{names}是下一行的上级指标，提前印在了这一行，应移到下一行",
                "the next row's parents are printed one row early: {names}"
            )
        } else {
            say!(
                lang,
                "{names}像是下一行的上级指标，提前印在了这一行；指标库里没有佐证，请核对",
                "these look like the next row's parents, printed one row early: {names}; the catalogue cannot confirm it, so check"
            )
        };
        let certain = hoist.confirmed && !has_own_headers(sheet, hoist.next);
        let applicability = if certain { Applicability::Safe } else { Applicability::Unsafe };
        let next = TextRange::empty(sheet.row(hoist.next).start);
        sink.report(&RULE, range, message)
            .relate(next, say!(lang, "应移到这一行", "it belongs to this row"))
            .fix(applicability, say!(lang, "移到下一行", "move to the next row"), edits(sheet, hoist));
    }
}

fn edits(sheet: &Sheet<'_>, hoist: &Hoist) -> Vec<Edit> {
    let start = |row: u32, cell: u32| sheet.range(CellRef { row, cell }).start;
    // This row: its own values go to their columns and the parents away.
    let mut own: Vec<(u32, u32)> = hoist
        .own
        .iter()
        .enumerate()
        .filter(|(_, cell)| **cell != NO_CELL)
        .map(|(column, &cell)| (u32::from(cell), column as u32 + 1))
        .collect();
    own.sort_unstable();
    let Some(&(first, target)) = own.first() else { return Vec::new() };
    let labelled = sheet.is_labelled(hoist.carrier);
    let row = sheet.row(hoist.carrier).start;
    let from = if labelled { sheet.range(CellRef { row: hoist.carrier, cell: 0 }).end } else { row };
    let lead = TextRange::new(from, start(hoist.carrier, first));
    let mut edits = vec![Edit::replace(lead, "\t".repeat(target as usize))];
    edits.extend(sheet.spread(hoist.carrier, &own).into_iter().filter(|edit| edit.range.start >= lead.end && edit.range.end > lead.end));
    // The next row: the parents go before its first value.
    let Some((value, _)) = sheet.values(hoist.next).next() else { return Vec::new() };
    let mut text = String::new();
    let mut at = 0;
    for (&cell, &column) in hoist.parents.iter().zip(&hoist.columns) {
        text.push_str(&"\t".repeat(column + 1 - at));
        text.push_str(sheet.value(CellRef { row: hoist.carrier, cell }));
        at = column + 1;
    }
    let next = sheet.indicators.iter().find(|indicator| indicator.row == hoist.next);
    let own = next.and_then(|next| next.columns.iter().position(|&cell| u32::from(cell) == value)).unwrap_or(at);
    text.push_str(&"\t".repeat((own + 1).saturating_sub(at)));
    let labelled = sheet.is_labelled(hoist.next);
    let (from, value) = if labelled {
        let first = sheet.values(hoist.next).nth(1).map_or(value, |(at, _)| at);
        (sheet.range(CellRef { row: hoist.next, cell: 0 }).end, first)
    } else {
        (sheet.row(hoist.next).start, value)
    };
    edits.push(Edit::replace(TextRange::new(from, start(hoist.next, value)), text));
    edits
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn class_and_group_one_row_early() {
        check(&expect![[r#"
            ⇥管理效率⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⟦运行成本⇥成本控制成效⟧⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            //~ error[hoisted-parent]: “运行成本”“成本控制成效”是下一行的上级指标，提前印在了这一行，应移到下一行
            ⇥⇥⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
            ---
            ⇥管理效率⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn only_the_group_one_row_early() {
        check(&expect![[r#"
            ⇥⇥整体工作完成情况⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⟦基础管理⟧⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            //~ error[hoisted-parent]: “基础管理”是下一行的上级指标，提前印在了这一行，应移到下一行
            ⇥⇥⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ---
            ⇥⇥整体工作完成情况⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn with_other_damage_in_both_rows() {
        check(&expect![[r#"
            ⇥管理效率⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⟦⟦运行 成本⟧⇥成本控制成效⟧⇥业务管理⇥⟦政府采购管理违法违规 行为发生次数⟧⇥=⇥0⇥次⇥2021-12
            //~ warning[broken-word]: “运行 成本”中间多了空格
            //~ error[hoisted-parent]: “运行 成本”“成本控制成效”是下一行的上级指标，提前印在了这一行，应移到下一行
            //~ warning[broken-word]: “政府采购管理违法违规 行为发生次数”中间多了空格
            ⇥⇥⟦“三公”经费变动率⟧⇥⇥<=⇥0⇥%⇥2021-12
            //~ error[misaligned-row]: “‘三公’经费变动率”应在“三级指标”栏，却在“二级指标”栏
            ---
            ⇥管理效率⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn across_a_blank_row() {
        check(&expect![[r#"
            ⇥管理效率⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⟦运行成本⇥成本控制成效⟧⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            //~ error[hoisted-parent]: “运行成本”“成本控制成效”是下一行的上级指标，提前印在了这一行，应移到下一行
            ⟦⟧
            //~ warning[split-table]: 表中间多出 1 个空行
            ⇥⇥⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ---
            ⇥管理效率⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn a_group_that_the_tree_does_not_know() {
        check(&expect![[r#"
            ⇥社会效应⇥服务对象满意度⇥服务企业满意度⇥>=⇥95⇥%⇥2021-12
            ⇥⟦可持续性⇥体制机制改革⟧⇥本单位的组⇥投诉处理率⇥>=⇥95⇥%⇥2021-12
            //~ error[hoisted-parent]: “可持续性”“体制机制改革”像是下一行的上级指标，提前印在了这一行；指标库里没有佐证，请核对
            ⇥⇥⇥建立重点项目督导与监督机制⇥⇥制度有效⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn names_the_catalogue_does_not_know() {
        check(&expect![[r#"
            ⇥社会效应⇥服务对象满意度⇥服务企业满意度⇥>=⇥95⇥%⇥2021-12
            ⇥⟦可持续性⇥体制机制改革⟧⇥社会公众满意度⇥投诉处理率⇥>=⇥95⇥%⇥2021-12
            //~ error[hoisted-parent]: “可持续性”“体制机制改革”是下一行的上级指标，提前印在了这一行，应移到下一行
            ⇥⇥⇥建立重点项目督导与监督机制⇥⇥制度有效⇥⇥2021-12
            ---
            ⇥社会效应⇥服务对象满意度⇥服务企业满意度⇥>=⇥95⇥%⇥2021-12
            ⇥⇥社会公众满意度⇥投诉处理率⇥>=⇥95⇥%⇥2021-12
            ⇥可持续性⇥体制机制改革⇥建立重点项目督导与监督机制⇥⇥制度有效⇥⇥2021-12
            --- fix: 移到下一行
            ⇥社会效应⇥服务对象满意度⇥服务企业满意度⇥>=⇥95⇥%⇥2021-12
            ⇥⇥社会公众满意度⇥投诉处理率⇥>=⇥95⇥%⇥2021-12
            ⇥可持续性⇥体制机制改革⇥建立重点项目督导与监督机制⇥⇥制度有效⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn a_row_that_states_its_own_parents() {
        check(&expect![[r#"
            ⇥管理效率⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn a_standard_name_that_the_author_put_elsewhere() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥⟦固定资产利用率⟧⇥=⇥100⇥%⇥2021-12
            //~ warning[misplaced-indicator]: 共性指标“固定资产利用率”属于二级指标“资产管理”，不属于“社会效益”
            ⇥⇥⇥就业带动人数⇥>=⇥100⇥人⇥2021-12
        "#]]);
    }
}
