//! misplaced-section: a section out of the form's order.

use super::common::{line_end, quote, with_comments};
use crate::diagnostic::{Applicability, Sink, say};
use crate::sheet::{RowRole, SectionView, Sheet};
use crate::text::{Edit, TextRange};

rule!(
    "misplaced-section",
    Structure,
    Error,
    Some(Applicability::Unsafe),
    "项目的先后与表样不符",
    "a section stands out of the form's order",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let first = sheet.sections.iter().filter(|view| !view.duplicate);
    let views = first.filter_map(|view| view.section.map(|section| (section, view)));
    if views.clone().is_sorted_by_key(|(section, _)| section) {
        return;
    }
    let views: Vec<(usize, &SectionView)> = views.collect();
    let kept = longest_rising(&views.iter().map(|(section, _)| *section).collect::<Vec<_>>());
    for (at, (section, view)) in views.iter().enumerate() {
        if kept.contains(&at) {
            continue;
        }
        let lang = sink.lang;
        let label = quote(sheet.value(view.label));
        let before = kept.iter().map(|&at| &views[at]).rfind(|(other, _)| other < section);
        let after = kept.iter().map(|&at| &views[at]).find(|(other, _)| other > section);
        let name = |found: &(usize, &SectionView)| quote(&sheet.profile.sections[found.0].label.text);
        let message = match (before, after) {
            (Some(before), _) => {
                let before = name(before);
                say!(lang, "项目{label}应在{before}之后", "the section {label} belongs behind {before}")
            }
            (None, Some(after)) => {
                let after = name(after);
                say!(lang, "项目{label}应在{after}之前", "the section {label} belongs before {after}")
            }
            (None, None) => continue,
        };
        let rows = TextRange::new(top(sheet, view), bottom(sheet, view));
        let mut moved = sheet.text[rows.usize()].trim_end_matches(['\r', '\n']).to_owned();
        let target = match after {
            Some((_, after)) => top(sheet, after),
            None => views.iter().map(|(_, view)| bottom(sheet, view)).max().unwrap_or(rows.end),
        };
        // Behind a text's last row there may be no line end yet.
        if target == 0 || sheet.text[..target as usize].ends_with(['\r', '\n']) {
            moved.push_str(line_end(sheet));
        } else {
            moved.insert_str(0, line_end(sheet));
        }
        sink.report(&RULE, sheet.range(view.label), message).fix(
            Applicability::Unsafe,
            say!(lang, "移到表样规定的位置", "move it to its place in the form"),
            vec![Edit::delete(rows), Edit::insert(target, moved)],
        );
    }
}

/// Where a section begins, the comments right above it included.
fn top(sheet: &Sheet<'_>, view: &SectionView) -> u32 {
    sheet.syntax.rows()[with_comments(sheet, view.first)].start
}

/// Behind the last row of a section that holds something; what stands below it belongs to what follows.
fn bottom(sheet: &Sheet<'_>, view: &SectionView) -> u32 {
    let apart = |role: &RowRole| matches!(role, RowRole::Blank | RowRole::Comment | RowRole::Title);
    let last = (view.first..view.end).rev().find(|&row| !apart(&sheet.roles[row])).unwrap_or(view.first);
    sheet.syntax.rows()[last].end()
}

/// The indexes of a longest rising subsequence of `values`, ascending.
fn longest_rising(values: &[usize]) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(values.len());
    for (at, value) in values.iter().enumerate() {
        let before = (0..at).filter(|&before| values[before] < *value).max_by_key(|&before| best[before].0);
        best.push((before.map_or(1, |before| best[before].0 + 1), before));
    }
    let mut at = (0..values.len()).max_by_key(|&at| best[at].0);
    let mut indexes = Vec::new();
    while let Some(index) = at {
        indexes.push(index);
        at = best[index].1;
    }
    indexes.reverse();
    indexes
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn two_sections_swapped() {
        check(&expect![[r#"
            ⟦年度预算支出⟧⇥年度部门预算支出⇥100.00
            //~ error[misplaced-section]: 项目“年度预算支出”应在“年度预算收入”之后
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            年度预算收入⇥100.00
            --- fix: 移到表样规定的位置
            年度预算收入⇥100.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        "#]]);
    }

    #[test]
    fn comments_go_with_their_section() {
        check(&expect![[r#"
            # 目标由办公室填报
            ⟦年度绩效目标⟧⇥做好节能监察工作。
            //~ error[misplaced-section]: 项目“年度绩效目标”应在“年度主要任务”之后
            # 任务由业务科室填报
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
            --- fix: 移到表样规定的位置
            # 任务由业务科室填报
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
            # 目标由办公室填报
            年度绩效目标⇥做好节能监察工作。
        "#]]);
    }

    #[test]
    fn to_the_end_of_a_text_without_a_last_line_end() {
        check(&expect![[r#"
            ⟦部门（单位）名称⟧⇥703001朝阳市工业和信息化局-211300000
            //~ error[missing-section]: 缺少“年度绩效指标”一项，请补上
            ⟦年度绩效目标⟧⇥做好节能监察工作。
            //~ error[misplaced-section]: 项目“年度绩效目标”应在“年度主要任务”之后
            年度预算收入⇥0.00
            年度预算支出⇥年度部门预算支出⇥0.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥0.00
            --- fix: 移到表样规定的位置
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            年度预算收入⇥0.00
            年度预算支出⇥年度部门预算支出⇥0.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥0.00
            年度绩效目标⇥做好节能监察工作。
        "#]]);
    }

    #[test]
    fn the_form_s_order() {
        check(&expect![[r#"
            年度预算收入⇥100.00
            # 支出
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        "#]]);
    }

    #[test]
    fn a_duplicate_is_not_out_of_place() {
        check(&expect![[r#"
            年度预算收入⇥100.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            ⟦年度预算收入⟧⇥100.00
            //~ error[duplicate-section]: 这张表里已经有“年度预算收入”一项，请删去多余的；如果这里是另一家单位的表，请在前面补上“部门（单位）名称”一行
        "#]]);
    }
}
