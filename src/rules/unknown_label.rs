//! unknown-label: a row that begins with something that is no label of the form.

use super::common::{quote, quote_all};
use super::control_character::visible;
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::Shape;
use crate::sheet::{SectionView, Sheet};
use crate::text::Edit;

rule!(
    "unknown-label",
    Structure,
    Error,
    Some(Applicability::Safe),
    "行首不是表样里的项目名",
    "the first cell of a row is no label of the form",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    // The text that the rows from here on may go on with.
    let mut above: Option<&str> = None;
    for view in &sheet.sections {
        if let Some(section) = view.section.map(|section| &sheet.profile.sections[section]) {
            let goes_on = matches!(section.shape, Shape::Text) && section.numbered.is_none();
            above = goes_on.then_some(section.label.text.as_str());
            continue;
        }
        let (lang, text) = (sink.lang, sheet.value(view.label));
        // A label that only holds something invisible is the business of control-character.
        let seen = visible(text);
        if seen != text && (seen.is_empty() || sheet.profile.section_of(&seen).is_some()) {
            continue;
        }
        let (shown, range) = (quote(text), sheet.range(view.label));
        match sheet.profile.nearest_label(text) {
            Some(nearest) => {
                let nearest = &sheet.profile.sections[nearest].label.text;
                let message = say!(
                    lang,
                    "{shown}不是项目名；最接近的是“{nearest}”，请核对",
                    "{shown} is no label of the form; the nearest is “{nearest}”, so check it"
                );
                sink.report(&RULE, range, message).fix(
                    Applicability::Unsafe,
                    say!(lang, "改为“{nearest}”", "write “{nearest}”"),
                    vec![Edit::replace(range, nearest)],
                );
            }
            None if above.is_some_and(|_| is_alone(sheet, view)) => {
                let above = above.unwrap_or_default();
                let message = say!(
                    lang,
                    "{shown}不是项目名；如是“{above}”的内容，行首应留一个空单元格",
                    "{shown} is no label of the form; a paragraph of “{above}” begins with an empty cell"
                );
                // A sentence is no label of any form, but it may be a note below the table.
                let sentence = text.contains(['。', '；', '，', '！']);
                let sentence = sentence && !text.chars().take(8).any(|c| matches!(c, '：' | ':'));
                let applicability = if sentence { Applicability::Safe } else { Applicability::Unsafe };
                let title = say!(lang, "归入“{above}”", "make it a paragraph of “{above}”");
                let edits = vec![Edit::insert(sheet.row(view.label.row).start, "\t")];
                sink.report(&RULE, range, message).fix(applicability, title, edits);
            }
            None => {
                let known = quote_all(sheet.profile.sections.iter().map(|section| section.label.text.as_str()), lang);
                let message = say!(
                    lang,
                    "{shown}不是项目名；可用的有{known}；不是项目的，行首应留一个空单元格",
                    "{shown} is no label of the form; it has {known}; a row of something else begins with an empty cell"
                );
                sink.report(&RULE, range, message);
            }
        }
    }
}

/// Whether a row is a text and nothing else, and no other row belongs to it.
fn is_alone(sheet: &Sheet<'_>, view: &SectionView) -> bool {
    let rows = view.first as u32 + 1..view.end as u32;
    sheet.values(view.first as u32).count() == 1 && rows.into_iter().all(|row| sheet.values(row).next().is_none())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn nearly_a_label() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
            ⟦年度绩效目的⟧⇥做好节能监察工作。
            //~ error[unknown-label]: “年度绩效目的”不是项目名；最接近的是“年度绩效目标”，请核对
            --- fix: 改为“年度绩效目标”
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
            年度绩效目标⇥做好节能监察工作。
        "#]]);
    }

    #[test]
    fn far_from_any_label() {
        check(&expect![[r#"
            年度预算收入⇥100.00
            ⟦单位职能⟧⇥节能监察
            //~ error[unknown-label]: “单位职能”不是项目名；可用的有“部门（单位）名称”“年度预算收入”“年度预算支出”“年度主要任务”“年度绩效目标”“年度绩效指标”；不是项目的，行首应留一个空单元格
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        "#]]);
        check(&expect![[r#"
            年度绩效目标⇥做好节能监察工作。
            ⟦二、加强监察结果的分析应用。⟧
            //~ error[unknown-label]: “二、加强监察结果的分析应用。”不是项目名；如是“年度绩效目标”的内容，行首应留一个空单元格
            ⟦三、办好服务平台，方便企业。⟧
            //~ error[unknown-label]: “三、办好服务平台，方便企业。”不是项目名；如是“年度绩效目标”的内容，行首应留一个空单元格
            ---
            年度绩效目标⇥做好节能监察工作。
            ⇥二、加强监察结果的分析应用。
            ⇥三、办好服务平台，方便企业。
        "#]]);
        check(&expect![[r#"
            年度绩效目标⇥做好节能监察工作。
            ⟦监察能力⟧
            //~ error[unknown-label]: “监察能力”不是项目名；如是“年度绩效目标”的内容，行首应留一个空单元格
            --- fix: 归入“年度绩效目标”
            年度绩效目标⇥做好节能监察工作。
            ⇥监察能力
        "#]]);
        check(&expect![[r#"
            年度绩效目标⇥做好节能监察工作。
            注：本表一式三份，由财政部门留存。
            ⟦监察能力⟧⇥全面提升
            //~ error[unknown-label]: “监察能力”不是项目名；可用的有“部门（单位）名称”“年度预算收入”“年度预算支出”“年度主要任务”“年度绩效目标”“年度绩效指标”；不是项目的，行首应留一个空单元格
        "#]]);
    }

    #[test]
    fn a_name_alone_in_the_label_column() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⟦综合保障⟧
            //~ error[unknown-label]: “综合保障”不是项目名；可用的有“部门（单位）名称”“年度预算收入”“年度预算支出”“年度主要任务”“年度绩效目标”“年度绩效指标”；不是项目的，行首应留一个空单元格
        "#]]);
    }

    #[test]
    fn labels_in_any_width_and_rows_that_lost_their_label_cell() {
        check(&expect![[r#"
            ⟦年度 预算收入⟧⇥100.00
            //~ warning[broken-word]: “年度 预算收入”中间多了空格
            年度预算支出⇥年度部门预算支出⇥100.00
            ⟦人员类项目⟧⇥60.00⇥其他运转类项目
            //~ error[misaligned-row]: “人员类项目”不是项目名，应是“年度预算支出”下的一行，行首缺一个空单元格
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            ---
            年度预算收入⇥100.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        "#]]);
        check(&expect![[r#"
            ⟦⟦社会公众满意度⟧⇥⇥社会公众投诉次数⇥<=⇥2⇥次⇥2021-12⟧
            //~ warning[misplaced-indicator]: 二级指标“社会公众满意度”属于一级指标“社会效应”，不属于“履职效能”
            //~ error[misaligned-row]: “社会公众满意度”应在“二级指标”栏，却在行首；共 6 个值错位
            ---
            ⇥⇥社会公众满意度⇥社会公众投诉次数⇥<=⇥2⇥次⇥2021-12
        "#]]);
    }

    #[test]
    fn comments_and_invisible_characters() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
            # 单位职能⇥节能监察
            ⟦<U+FEFF>⟧年度绩效目标⇥做好节能监察工作。
            //~ error[control-character]: 这里有一个看不见的字符：字节序标记 U+FEFF
            ---
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
            # 单位职能⇥节能监察
            年度绩效目标⇥做好节能监察工作。
        "#]]);
    }
}
