//! missing-section: a section that the form has and the sheet has not.

use super::common::{insert_rows, line_end, quote, quote_all, with_comments};
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::{Section, Shape};
use crate::sheet::{Headings, Sheet};
use crate::text::TextRange;

rule!(
    "missing-section",
    Structure,
    Error,
    Some(Applicability::Unsafe),
    "缺少表样要求的项目",
    "a section of the form is absent",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    if let Some(headings) = sheet.headings.as_deref() {
        return parts(sheet, headings, sink);
    }
    let Some(last) = sheet.last_content_row() else { return };
    let known = || sheet.sections.iter().filter_map(|view| view.section.map(|section| (section, view)));
    let Some((_, first)) = known().next() else { return };
    for (at, section) in sheet.profile.sections.iter().enumerate() {
        if !section.required || known().any(|(known, _)| known == at) {
            continue;
        }
        let (lang, label) = (sink.lang, quote(&section.label.text));
        let next = known().filter(|&(known, _)| known > at).map(|(_, view)| view.first).min();
        let range = match next {
            Some(row) => TextRange::empty(sheet.syntax.rows()[row].start),
            None => sheet.range(first.label),
        };
        // The comments above the row that begins a sheet are the sheet's own.
        let above = next.map(|row| if at == sheet.profile.identity() { row } else { with_comments(sheet, row) });
        let edit = insert_rows(sheet, above, last, &skeleton(section).replace('\n', line_end(sheet)));
        sink.report(&RULE, range, say!(lang, "缺少{label}一项，请补上", "the section {label} is missing; add it")).fix(
            Applicability::Unsafe,
            say!(lang, "插入空的{label}", "insert an empty {label}"),
            vec![edit],
        );
    }
}

/// The same of a form that is read by its headings: its parts, and the columns that each table must have.
fn parts(sheet: &Sheet<'_>, headings: &Headings<'_>, sink: &mut Sink) {
    let Some(first) = headings.first() else { return };
    let (lang, first) = (sink.lang, sheet.range(headings.cell(first)));
    for part in sheet.profile.parts.iter().filter(|part| part.required) {
        let blocks = headings.blocks_of(part);
        let columns: Vec<&str> = part.columns.iter().filter_map(|column| Some(&*column.header.as_ref()?.text)).collect();
        let [name, ..] = &blocks[..] else {
            // A label with nothing behind it is there.
            if headings.label_of(part).is_some() {
                continue;
            }
            let message = match &part.label {
                Some(label) => {
                    let label = quote(&label.text);
                    say!(lang, "缺少{label}一项，请补上", "the section {label} is missing; add it")
                }
                None => {
                    let columns = quote_all(columns, lang);
                    say!(lang, "缺少栏名为{columns}的表，请补上", "the table with the columns {columns} is missing; add it")
                }
            };
            sink.report(&RULE, first, message);
            continue;
        };
        let block = &headings.outline.blocks[*name];
        for column in part.columns.iter().filter(|column| column.required) {
            let Some(header) = column.header.as_ref().filter(|_| headings.column_of(block, column).is_none()) else {
                continue;
            };
            let own = block.columns.iter().find_map(|column| column.header).or(block.label);
            let place = own.map_or(first, |at| sheet.range(headings.cell(at)));
            let header = quote(&header.text);
            sink.report(&RULE, place, say!(lang, "表中缺少{header}一栏，请补上", "the table lacks the column {header}; add it"));
        }
    }
}

/// The rows of a section without values, parted by LF.
fn skeleton(section: &Section) -> String {
    let label = &section.label.text;
    match &section.shape {
        Shape::Field(_) | Shape::Text => format!("{label}\t"),
        Shape::Breakdown(rows) => {
            let row = |row: &Vec<crate::profile::Part>| {
                row.iter().map(|part| part.label.text.as_str()).collect::<Vec<_>>().join("\t\t")
            };
            let rows: Vec<String> = rows.iter().map(row).collect();
            format!("{label}\t{}", rows.join("\n\t"))
        }
        Shape::List(_) | Shape::Indicators(_) => section.header_rows(),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn one_and_several() {
        check(&expect![[r#"
            ⟦部门（单位）名称⟧⇥703001朝阳市工业和信息化局-211300000
            //~ error[missing-section]: 缺少“年度绩效指标”一项，请补上
            年度预算收入⇥0.00
            ⟦⟧⟦⟧年度绩效目标⇥做好节能监察工作。
            //~ error[missing-section]: 缺少“年度预算支出”一项，请补上
            //~ error[missing-section]: 缺少“年度主要任务”一项，请补上
            --- fix: 插入空的“年度预算支出”
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            年度预算收入⇥0.00
            年度预算支出⇥年度部门预算支出
            ⇥人员类项目⇥⇥其他运转类项目
            ⇥公用经费类项目⇥⇥特定目标类项目
            年度绩效目标⇥做好节能监察工作。
            --- fix: 插入空的“年度主要任务”
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            年度预算收入⇥0.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            年度绩效目标⇥做好节能监察工作。
            --- fix: 插入空的“年度绩效指标”
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            年度预算收入⇥0.00
            年度绩效目标⇥做好节能监察工作。
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
        "#]]);
    }

    #[test]
    fn the_identity() {
        check(&expect![[r#"
            # mubiao: profile = liaoning-department
            ⟦⟧⟦年度预算收入⟧⇥100.00
            //~ error[missing-section]: 缺少“部门（单位）名称”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效指标”一项，请补上
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
            年度绩效目标⇥做好节能监察工作。
            --- fix: 插入空的“部门（单位）名称”
            # mubiao: profile = liaoning-department
            部门（单位）名称⇥
            年度预算收入⇥100.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
            年度绩效目标⇥做好节能监察工作。
        "#]]);
    }

    #[test]
    fn comments_stay_with_the_section_below_them() {
        check(&expect![[r#"
            ⟦部门（单位）名称⟧⇥703001朝阳市工业和信息化局-211300000
            //~ error[missing-section]: 缺少“年度绩效指标”一项，请补上
            年度预算收入⇥0.00
            # 目标由办公室填报
            ⟦⟧⟦⟧年度绩效目标⇥做好节能监察工作。
            //~ error[missing-section]: 缺少“年度预算支出”一项，请补上
            //~ error[missing-section]: 缺少“年度主要任务”一项，请补上
            --- fix: 插入空的“年度主要任务”
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            年度预算收入⇥0.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            # 目标由办公室填报
            年度绩效目标⇥做好节能监察工作。
        "#]]);
    }

    #[test]
    fn a_label_in_another_width_or_place() {
        check(&expect![[r#"
            ⟦年度 预算收入⟧⇥100.00
            //~ warning[broken-word]: “年度 预算收入”中间多了空格
            ---
            年度预算收入⇥100.00
        "#]]);
        check(&expect![[r#"
            ⇥⟦年度预算收入⟧⇥100.00
            //~ error[misaligned-row]: 项目名“年度预算收入”应在行首
            ---
            年度预算收入⇥100.00
        "#]]);
    }

    #[test]
    fn sections_in_another_order() {
        check(&expect![[r#"
            ⟦年度绩效目标⟧⇥做好节能监察工作。
            //~ error[misplaced-section]: 项目“年度绩效目标”应在“年度主要任务”之后
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }

    #[test]
    fn windows_line_ends() {
        check(&expect![[r#"
            ⟦部门（单位）名称⟧⇥703001朝阳市工业和信息化局-211300000<U+000D>
            //~ error[missing-section]: 缺少“年度绩效指标”一项，请补上
            年度预算收入⇥0.00<U+000D>
            ⟦⟧⟦⟧年度绩效目标⇥做好节能监察工作。<U+000D>
            //~ error[missing-section]: 缺少“年度预算支出”一项，请补上
            //~ error[missing-section]: 缺少“年度主要任务”一项，请补上
            --- fix: 插入空的“年度预算支出”
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000<U+000D>
            年度预算收入⇥0.00<U+000D>
            年度预算支出⇥年度部门预算支出<U+000D>
            ⇥人员类项目⇥⇥其他运转类项目<U+000D>
            ⇥公用经费类项目⇥⇥特定目标类项目<U+000D>
            年度绩效目标⇥做好节能监察工作。<U+000D>
        "#]]);
    }
}
