//! wrong-header: column headers that are absent or not the form's.

use super::common::{insert_rows, line_end, quote_all};
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::{Label, Section, fold};
use crate::sheet::{CellRef, RowRole, SectionView, Sheet, differs_in_unit, unit_word};
use crate::text::{Edit, TextRange};

rule!(
    "wrong-header",
    Structure,
    Error,
    Some(Applicability::Safe),
    "项目下的栏名缺失或与表样不符",
    "column headers are absent or not the form's",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    for (open, view) in sheet.sections.iter().enumerate().filter(|(_, view)| !view.duplicate && !view.exact) {
        let Some(section) = view.section.map(|section| &sheet.profile.sections[section]) else { continue };
        if section.columns().is_empty() {
            continue;
        }
        check_section(sheet, sink, view, section);
        if section.has_subheaders && view.header {
            check_subheaders(sheet, sink, open, section);
        }
    }
}

fn check_section(sheet: &Sheet<'_>, sink: &mut Sink, view: &SectionView, section: &Section) {
    let lang = sink.lang;
    let columns = &section.headers[..];
    let row = view.label.row;
    let headers: Vec<CellRef> = sheet
        .values(row)
        .map(|(cell, _)| CellRef { row, cell })
        .filter(|cell| cell.cell > view.label.cell)
        .collect();
    let label = sheet.range(view.label);
    let expected = quote_all(columns.iter().map(|column| column.text.as_str()), lang);
    let written = section.header_cells().join("\t");
    let written = written.trim_end_matches('\t');
    let write = say!(lang, "写上表样的栏名", "write the form's headers");
    if !view.header || headers.is_empty() {
        let message = say!(lang, "缺少栏名，应为{expected}", "the column headers are missing; expected are {expected}");
        let edit = if view.header {
            Edit::replace(TextRange::new(label.end, sheet.row(row).range().end), format!("\t{written}"))
        } else {
            Edit::insert(label.end, format!("\t{written}{}", line_end(sheet)))
        };
        sink.report(&RULE, label, message).fix(Applicability::Unsafe, write, vec![edit]);
        return;
    }
    let wrong: Vec<(CellRef, &Label)> = headers
        .iter()
        .zip(columns)
        .filter(|(cell, column)| column.matches(sheet.value(**cell)).is_none())
        // Another unit of money changes the amounts too, so it is the business of foreign-unit.
        .filter(|(cell, column)| !is_of_another_unit(sheet.value(**cell), column))
        .map(|(cell, column)| (*cell, column))
        .collect();
    if headers.len() == columns.len() {
        if wrong.len() > 1 && wrong.iter().any(|(cell, column)| !is_misspelled(sheet.value(*cell), column, columns)) {
            // Several that are other words altogether: the order or the form is another, so they are told together.
            let range = sheet.range(wrong[0].0).cover(sheet.range(wrong[wrong.len() - 1].0));
            let message = say!(lang, "栏名与表样不符，应为{expected}", "the headers are not the form's; expected are {expected}");
            let gap = TextRange::new(label.end, sheet.row(row).range().end);
            let edit = Edit::replace(gap, format!("\t{written}"));
            sink.report(&RULE, range, message).fix(Applicability::Unsafe, write, vec![edit]);
            return;
        }
        for (cell, column) in wrong {
            let name = &column.text;
            let applicability =
                if is_misspelled(sheet.value(cell), column, columns) { Applicability::Safe } else { Applicability::Unsafe };
            let message = say!(lang, "栏名应为“{name}”", "the header should be “{name}”");
            let edit = Edit::replace(sheet.range(cell), name);
            sink.report(&RULE, sheet.range(cell), message).fix(
                applicability,
                say!(lang, "改为“{name}”", "write “{name}”"),
                vec![edit],
            );
        }
        return;
    }
    let (count, want) = (headers.len(), columns.len());
    let range = sheet.range(headers[0]).cover(sheet.range(headers[count - 1]));
    let message = say!(
        lang,
        "栏名有 {count} 个，应有 {want} 个：{expected}",
        "there are {count} headers where {want} are expected: {expected}"
    );
    let edit = Edit::replace(TextRange::new(label.end, sheet.row(row).range().end), format!("\t{written}"));
    sink.report(&RULE, range, message).fix(Applicability::Unsafe, write, vec![edit]);
}

/// Whether the section that `row` belongs to has headers of its own, more, fewer or others than the form's. They say where
/// its values stand, so no value is moved for sure.
pub(super) fn has_own_headers(sheet: &Sheet<'_>, row: u32) -> bool {
    let Some(view) = sheet.section_at(row).map(|open| &sheet.sections[open]) else { return false };
    let Some(section) = view.section.map(|section| &sheet.profile.sections[section]) else { return false };
    if view.exact || !view.header || section.columns().is_empty() {
        return false;
    }
    let row = view.label.row;
    let values = sheet.values(row).filter(|(cell, _)| *cell > view.label.cell);
    let headers: Vec<&str> = values.map(|(cell, _)| sheet.value(CellRef { row, cell })).collect();
    let own = |header: &&str| section.headers.iter().all(|label| label.matches(header).is_none());
    !headers.is_empty() && headers.len() != section.headers.len() && headers.iter().any(own)
}

/// Whether `text` is the header but for its unit of money.
fn is_of_another_unit(text: &str, label: &Label) -> bool {
    let stated = differs_in_unit(text, label);
    stated.is_some() && stated != unit_word(&label.text).map(|(unit, _)| unit)
}

/// The second row of headers, below the one with the label.
fn check_subheaders(sheet: &Sheet<'_>, sink: &mut Sink, open: usize, section: &Section) {
    let lang = sink.lang;
    let first = &sheet.sections[open];
    let is_below = |role: &RowRole| *role == RowRole::SubHeader(open);
    let below = sheet.roles[first.first..first.end].iter().position(is_below).map(|at| first.first + at);
    let written: Vec<&str> = std::iter::once("").chain(section.subheaders()).collect();
    let named = || section.subheaders().filter(|header| !header.is_empty());
    let (expected, written) = (quote_all(named(), lang), written.join("\t"));
    let title = || say!(lang, "写上表样的第二行栏名", "write the form's second row of headers");
    let Some(below) = below else {
        let message = say!(
            lang,
            "栏名下面缺第二行栏名{expected}，请补上",
            "the second row of headers is missing: {expected}; add it"
        );
        let after = first.label.row as usize;
        let next = (after + 1 < sheet.syntax.rows().len()).then_some(after + 1);
        let edit = insert_rows(sheet, next, after, &written);
        sink.report(&RULE, sheet.range(first.label), message).fix(Applicability::Unsafe, title(), vec![edit]);
        return;
    };
    let row = below as u32;
    let values: Vec<&str> = sheet.values(row).map(|(cell, _)| sheet.value(CellRef { row, cell })).collect();
    // Spelled and ordered as they should be, wherever they stand: the layout puts them in their columns.
    let same = values.len() == named().count()
        && values.iter().zip(named()).all(|(value, header)| fold(value) == fold(header));
    if !same {
        let range = sheet.row(row).range();
        let message = say!(
            lang,
            "第二行栏名与表样不符，应为{expected}",
            "the second row of headers is not the form's; expected are {expected}"
        );
        sink.report(&RULE, range, message).fix(Applicability::Unsafe, title(), vec![Edit::replace(range, written)]);
    }
}

/// Whether `text` is the header with one character wrong, what stands in brackets (the unit of the amounts) apart. A
/// header of another column or level, or one of three characters with one wrong, is another word.
fn is_misspelled(text: &str, column: &Label, columns: &[Label]) -> bool {
    let folded = fold(text);
    if columns.iter().any(|column| column.folded == folded) || level(&folded) != level(&column.folded) {
        return false;
    }
    let split = |text: &str| {
        let (name, bracket) = text.split_once('(').unwrap_or((text, ""));
        (name.to_owned(), bracket.to_owned())
    };
    let ((name, bracket), (expected, unit)) = (split(&folded), split(&column.folded));
    bracket == unit && expected.chars().count() >= 4 && strsim::damerau_levenshtein(&name, &expected) <= 1
}

/// The numerals of a header, which tell the levels of the indicators apart.
fn level(text: &str) -> Vec<char> {
    text.chars().filter(|c| "0123456789一二三四五六七八九十".contains(*c)).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::profile::builtin;
    use crate::rules::testing::check;

    #[test]
    fn another_level_and_a_synonym_are_not_misspelled() {
        let (section, _) = builtin()[0].indicators().unwrap();
        let headers = &builtin()[0].sections[section].headers;
        for (text, at, expected) in [
            ("一级指栋", 0, true),
            ("运算符", 3, true),
            ("完成时陷", 6, true),
            ("二级指标", 0, false),
            ("四级指标", 2, false),
            ("目标值", 4, false),
            ("三级指标", 3, false),
        ] {
            assert_eq!(is_misspelled(text, &headers[at], headers), expected, "{text}");
        }
    }

    #[test]
    fn one_character_wrong() {
        check(&expect![[r#"
            年度主要任务⇥⟦对应项日⟧⇥预算资金情况（万元）
            //~ error[wrong-header]: 栏名应为“对应项目”
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
            ---
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }

    #[test]
    fn another_unit_of_money() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（⟦元⟧）
            //~ error[foreign-unit]: 这里以元计，表样以万元计，相差 10000 倍；请折算金额或改正单位
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
            --- fix: 金额不动，只把单位改为万元
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }

    #[test]
    fn columns_swapped() {
        check(&expect![[r#"
            年度主要任务⇥⟦预算资金情况（万元）⇥对应项目⟧
            //~ error[wrong-header]: 栏名与表样不符，应为“对应项目”“预算资金情况（万元）”
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }

    #[test]
    fn other_words() {
        check(&expect![[r#"
            年度主要任务⇥⟦任务名称⇥金额（万元）⟧
            //~ error[wrong-header]: 栏名与表样不符，应为“对应项目”“预算资金情况（万元）”
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
            --- fix: 写上表样的栏名
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }

    #[test]
    fn no_headers() {
        check(&expect![[r#"
            ⟦年度主要任务⟧
            //~ error[wrong-header]: 缺少栏名，应为“对应项目”“预算资金情况（万元）”
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
            --- fix: 写上表样的栏名
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
        check(&expect![[r#"
            ⟦年度主要任务⟧⇥部门预算基本支出公用经费⇥30.00
            //~ error[wrong-header]: 缺少栏名，应为“对应项目”“预算资金情况（万元）”
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
            --- fix: 写上表样的栏名
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }

    #[test]
    fn a_column_too_many() {
        check(&expect![[r#"
            年度主要任务⇥⟦对应项目⇥预算资金情况（万元）⇥备注⟧
            //~ error[wrong-header]: 栏名有 3 个，应有 2 个：“对应项目”“预算资金情况（万元）”
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }

    #[test]
    fn padding_and_widths() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥⇥⇥⇥⟦预算资金情况(万元)⟧⇥⇥
            //~ warning[mixed-width]: “预算资金情况(万元)”全角、半角混用，应写作“预算资金情况（万元）”
            ⇥部门预算基本支出公用经费⇥⇥⇥⇥30.00
            ⇥部门预算基本支出人员经费⇥⇥⇥⇥60.00
            ⇥工信产业监管专项业务经费⇥⇥⇥⇥10.00
            ---
            年度主要任务⇥对应项目⇥⇥⇥⇥预算资金情况（万元）⇥⇥
            ⇥部门预算基本支出公用经费⇥⇥⇥⇥30.00
            ⇥部门预算基本支出人员经费⇥⇥⇥⇥60.00
            ⇥工信产业监管专项业务经费⇥⇥⇥⇥10.00
        "#]]);
    }

    #[test]
    fn headers_after_a_page_break() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00

            ⟦年度主要任务⟧⇥部门预算基本支出人员经费⇥60.00
            //~ warning[split-table]: 换页把表拆开了：多出 1 个空行，重复了项目名“年度主要任务”
            ⇥工信产业监管专项业务经费⇥10.00
            ---
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }
}
