//! duplicate-section: a section that a sheet has twice.

use super::common::quote;
use crate::diagnostic::{Sink, say};
use crate::sheet::Sheet;

rule!("duplicate-section", Structure, Error, None, "同一个项目在一张表里出现两次", "a section stands twice in a sheet");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    // Each is looked for once, however often it stands there.
    let mut known: Vec<(usize, Option<usize>)> = Vec::new();
    let mut first_of = |section: usize| {
        let at = known.iter().position(|(of, _)| *of == section).unwrap_or_else(|| {
            known.push((section, sheet.view_of(section)));
            known.len() - 1
        });
        known[at].1
    };
    for view in sheet.sections.iter().filter(|view| view.duplicate) {
        let Some(first) = view.section.and_then(&mut first_of) else { continue };
        let (lang, label) = (sink.lang, quote(sheet.value(view.label)));
        let identity = quote(&sheet.profile.sections[sheet.profile.identity()].label.text);
        let message = say!(
            lang,
            "这张表里已经有{label}一项，请删去多余的；如果这里是另一家单位的表，请在前面补上{identity}一行",
            "this sheet has {label} already; delete one, or add the row {identity} if another budget unit's sheet begins here"
        );
        sink.report(&RULE, sheet.range(view.label), message)
            .relate(sheet.range(sheet.sections[first].label), say!(lang, "先在这里出现", "it stands here first"));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn a_field_twice() {
        check(&expect![[r#"
            年度预算收入⇥100.00
            ⟦年度预算收入⟧⇥100.00
            //~ error[duplicate-section]: 这张表里已经有“年度预算收入”一项，请删去多余的；如果这里是另一家单位的表，请在前面补上“部门（单位）名称”一行
        "#]]);
    }

    #[test]
    fn the_name_row_of_the_next_sheet_lost() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
            年度绩效目标⇥做好节能监察工作。
            ⟦⟧
            //~ warning[split-table]: 表中间多出 1 个空行
            ⟦年度主要任务⟧⇥对应项目⇥预算资金情况（万元）
            //~ error[duplicate-section]: 这张表里已经有“年度主要任务”一项，请删去多余的；如果这里是另一家单位的表，请在前面补上“部门（单位）名称”一行
            ⇥部门预算基本支出公用经费⇥10.88
            ---
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
            年度绩效目标⇥做好节能监察工作。
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥10.88
        "#]]);
    }

    #[test]
    fn a_goal_twice_in_another_width() {
        check(&expect![[r#"
            年度绩效目标⇥做好节能监察工作。
            ⟦⟦年度绩效 目标⟧⟧⇥加强监察结果的分析应用。
            //~ warning[broken-word]: “年度绩效 目标”中间多了空格
            //~ error[duplicate-section]: 这张表里已经有“年度绩效 目标”一项，请删去多余的；如果这里是另一家单位的表，请在前面补上“部门（单位）名称”一行
            ---
            年度绩效目标⇥做好节能监察工作。
            年度绩效目标⇥加强监察结果的分析应用。
        "#]]);
    }

    #[test]
    fn a_page_break_repeats_a_label() {
        check(&expect![[r#"
            年度绩效目标⇥做好节能监察工作。

            ⟦年度绩效目标⟧⇥加强监察结果的分析应用。
            //~ warning[split-table]: 换页把表拆开了：多出 1 个空行，重复了项目名“年度绩效目标”
            ---
            年度绩效目标⇥做好节能监察工作。
            ⇥加强监察结果的分析应用。
        "#]]);
    }

    #[test]
    fn a_goal_that_names_a_section() {
        check(&expect![[r#"
            年度绩效目标⇥做好年度绩效目标管理。
            ⇥年度预算收入稳步增长。
        "#]]);
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥年度预算收入管理⇥10.00
        "#]]);
    }
}
