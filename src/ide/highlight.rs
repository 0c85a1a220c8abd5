//! Highlights: the sums that an amount stands in, and the same value in the same column.

use super::{Analysis, headed};
use crate::sheet::{CellRef, Columns, NO_CELL, Sheet};
use crate::text::TextRange;

/// Why a place is highlighted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// It is the total of a sum with the amount at the cursor.
    Total,
    /// It is one of the parts of a sum with the amount at the cursor.
    Part,
    /// It holds what the cell at the cursor holds.
    Same,
}

impl Analysis {
    /// What belongs to the cell at byte `offset`, by place: on an amount, both sides of every sum that it stands in;
    /// elsewhere the cells of the sheet in the same column that hold the same. Empty when there is nothing to compare.
    pub fn highlights(&self, offset: u32) -> Vec<(TextRange, Mark)> {
        let offset = self.clamp(TextRange::empty(offset)).start;
        let Some(place) = self.sheet_at(offset) else { return Vec::new() };
        let Some(at) = place.cell_at(offset) else { return Vec::new() };
        let sheet = place.sheet();
        let mut marks = in_sums(&sheet, at);
        if marks.is_empty() {
            marks = same(&sheet, at).into_iter().map(|cell| (cell, Mark::Same)).collect();
        }
        let mut marks: Vec<_> =
            marks.into_iter().map(|(cell, mark)| (place.in_text(sheet.range(cell)), mark)).collect();
        marks.sort_unstable();
        // What is a total in one sum and a part in another is marked once.
        marks.dedup_by_key(|(range, _)| *range);
        marks
    }
}

/// The cells of both sides of the sums that the amount in `at` stands in.
fn in_sums(sheet: &Sheet<'_>, at: CellRef) -> Vec<(CellRef, Mark)> {
    let mut marks = Vec::new();
    for check in headed::checks_at(sheet, at) {
        marks.push((check.at, Mark::Total));
        marks.extend(check.expr.cells().into_iter().map(|cell| (cell, Mark::Part)));
    }
    for sum in &sheet.profile.sums {
        for value in sheet.sums_of(sum) {
            let (total, parts) = (value.total.cells, value.parts.cells);
            if total.contains(&at) || parts.contains(&at) {
                marks.extend(total.into_iter().map(|cell| (cell, Mark::Total)));
                marks.extend(parts.into_iter().map(|cell| (cell, Mark::Part)));
            }
        }
    }
    marks
}

/// The cells of the column of `at` that hold what it holds, itself among them.
fn same(sheet: &Sheet<'_>, at: CellRef) -> Vec<CellRef> {
    if sheet.cells(at.row).get(at.cell as usize).is_none_or(|cell| cell.is_empty()) {
        return Vec::new();
    }
    let text = sheet.profile.canonical(sheet.value(at));
    let holds = |cell: &CellRef| sheet.profile.canonical(sheet.value(*cell)) == text;
    if let Some(headings) = &sheet.headings
        && let Some((block, column)) = headings.column_at(at.row, at.cell)
    {
        let cells = headings.outline.blocks[block].rows.iter().filter_map(|row| row.cells[column]);
        return cells.map(|at| headings.cell(at)).filter(holds).collect();
    }
    let column = |columns: &Columns| columns.iter().position(|&cell| u32::from(cell) == at.cell);
    if let Some(own) = sheet.indicators.iter().find(|indicator| indicator.row == at.row) {
        let Some(column) = column(&own.columns) else { return Vec::new() };
        return sheet.indicators.iter().filter_map(|indicator| indicator.cell(column)).filter(holds).collect();
    }
    if let Some((list, own)) = sheet.items.iter().find(|(_, item)| item.row == at.row) {
        let Some(column) = column(&own.cells) else { return Vec::new() };
        let items = sheet.items.iter().filter(|(of, _)| of == list);
        let cells = items.map(|(_, item)| (item.row, item.cells[column]));
        let cells = cells.filter(|(_, cell)| *cell != NO_CELL);
        return cells.map(|(row, cell)| CellRef { row, cell: u32::from(cell) }).filter(holds).collect();
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::diagnostic::Lang;
    use crate::ide::testing::{PUBLISHED, analysis, check as check_answer};

    #[track_caller]
    fn check(expected: &Expect) {
        check_answer(expected, |fixture| {
            let marks = fixture.analysis.highlights(fixture.cursor());
            let mut notes = Vec::new();
            for (range, mark) in marks {
                notes.push((range.start, format!("{mark:?}⟦").to_lowercase()));
                notes.push((range.end, "⟧".to_owned()));
            }
            fixture.annotated(notes)
        });
    }

    #[test]
    fn the_sums_of_a_total() {
        check(&expect![[r#"
            年度预算收入⇥100.00
            年度预算支出⇥年度部门预算支出⇥100$0.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
            ---
            年度预算收入⇥total⟦100.00⟧
            年度预算支出⇥年度部门预算支出⇥total⟦100.00⟧
            ⇥人员类项目⇥part⟦60.00⟧⇥其他运转类项目
            ⇥公用经费类项目⇥part⟦30.00⟧⇥特定目标类项目⇥part⟦10.00⟧
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥part⟦30.00⟧
            ⇥部门预算基本支出人员经费⇥part⟦60.00⟧
            ⇥工信产业监管专项业务经费⇥part⟦10.00⟧
        "#]]);
    }

    #[test]
    fn the_sums_of_a_task() {
        check(&expect![[r#"
            年度预算收入⇥100.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥$010.00
            ---
            年度预算收入⇥100.00
            年度预算支出⇥年度部门预算支出⇥total⟦100.00⟧
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥total⟦10.00⟧
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥part⟦30.00⟧
            ⇥部门预算基本支出人员经费⇥part⟦60.00⟧
            ⇥工信产业监管专项业务经费⇥part⟦10.00⟧
        "#]]);
    }

    #[test]
    fn the_same_value_in_the_same_column() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训人次⇥$0>=⇥200⇥人次⇥2021-12
            ⇥⇥⇥公众知晓率⇥⇥>=⇥90⇥%⇥2021-12
            ⇥⇥⇥事故起数⇥=⇥0⇥起⇥2021-12
            ---
            ⇥社会效应⇥社会效益⇥培训人次⇥same⟦>=⟧⇥200⇥人次⇥2021-12
            ⇥⇥⇥公众知晓率⇥⇥same⟦>=⟧⇥90⇥%⇥2021-12
            ⇥⇥⇥事故起数⇥=⇥0⇥起⇥2021-12
        "#]]);
    }

    #[test]
    fn what_stands_alone_or_is_empty() {
        check(&expect![[r#"
            年度预算收入⇥100.00
            年度绩效目标⇥做好$0节能监察工作。
            ---
            年度预算收入⇥100.00
            年度绩效目标⇥做好节能监察工作。
        "#]]);
    }

    #[test]
    fn every_amount_of_the_published_book_stands_in_a_sum() {
        for text in PUBLISHED {
            let analysis = analysis(text, Lang::Zh);
            for place in analysis.places() {
                let sheet = place.sheet();
                for amount in &sheet.amounts {
                    let range = place.in_text(sheet.range(amount.cell));
                    let marks = analysis.highlights(range.start);
                    assert!(marks.iter().any(|(marked, _)| *marked == range), "{}", &text[range.usize()]);
                    assert!(marks.iter().any(|(_, mark)| *mark == Mark::Total));
                }
            }
        }
    }

    #[test]
    fn the_sums_of_a_row_and_of_a_column() {
        check(&expect![[r#"
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某局
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥管网改造⇥更换管网⇥240.00⇥180.00⇥60.00
            ⇥节水宣传⇥进社区⇥12.00⇥1$00.00⇥2.00
            ⇥金额合计⇥⇥252.00⇥190.00⇥62.00
            ---
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某局
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥管网改造⇥更换管网⇥240.00⇥part⟦180.00⟧⇥60.00
            ⇥节水宣传⇥进社区⇥total⟦12.00⟧⇥part⟦10.00⟧⇥part⟦2.00⟧
            ⇥金额合计⇥⇥252.00⇥total⟦190.00⟧⇥62.00
        "#]]);
    }
}
