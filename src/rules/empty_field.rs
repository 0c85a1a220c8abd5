//! empty-field: a required value that is not there.

use super::common::quote;
use crate::diagnostic::{Sink, say};
use crate::outline::{Block, Entry, MONEY_COLUMNS, Notion, Notions};
use crate::profile::{PartShape, SectionKind, Shape};
use crate::sheet::{AmountPlace, Headings, NO_CELL, Sheet};
use crate::text::TextRange;

rule!("empty-field", Structure, Warning, None, "必填的内容是空的", "a required value is absent");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    if let Some(headings) = sheet.headings.as_deref() {
        return parts(sheet, headings, sink);
    }
    for (open, view) in sheet.sections.iter().enumerate() {
        let Some(at) = view.section.filter(|_| !view.duplicate) else { continue };
        let section = &sheet.profile.sections[at];
        let end = TextRange::empty(sheet.row(view.label.row).range().end);
        match &section.shape {
            Shape::Field(_) if section.required && sheet.field(open).is_none() => {
                report(sink, end, &section.label.text);
            }
            // The goal has a rule of its own.
            Shape::Text
                if section.required && section.kind != SectionKind::Goal && sheet.paragraphs(open).is_empty() =>
            {
                report(sink, end, &section.label.text);
            }
            Shape::Breakdown(_) => {
                for (index, part) in section.parts().enumerate() {
                    let stated = |place: AmountPlace| {
                        sheet.amounts.iter().any(|amount| amount.section == at && amount.place == place)
                    };
                    if part.required && !stated(AmountPlace::Part(index)) {
                        report(sink, end, &part.label.text);
                    }
                }
            }
            Shape::List(columns) => {
                if section.required && !sheet.items.iter().any(|(of, _)| *of == at) {
                    let (lang, label) = (sink.lang, quote(&section.label.text));
                    let message = say!(lang, "{label}下面一行也没有填", "{label} has no row");
                    sink.report(&RULE, end, message);
                }
                if let Some(total) = &section.total
                    && let Some((_, last)) = sheet.items.iter().rfind(|(of, _)| *of == at)
                    && !sheet.items.iter().any(|(of, item)| *of == at && item.total)
                {
                    report(sink, TextRange::empty(sheet.row(last.row).range().end), &total.text);
                }
                for (_, item) in sheet.items.iter().filter(|(of, _)| *of == at) {
                    for (column, spec) in columns.iter().enumerate() {
                        if spec.required && item.cells[column] == NO_CELL {
                            report(sink, TextRange::empty(sheet.row(item.row).range().end), &spec.label.text);
                        }
                    }
                }
            }
            Shape::Indicators(columns) => {
                for indicator in sheet.unusual().filter(|indicator| !indicator.is_in_doubt()) {
                    for (column, spec) in columns.iter().enumerate() {
                        if spec.required && indicator.cell(column).is_none() {
                            report(sink, sheet.place(indicator.row, column as u32 + 1), &spec.label.text);
                        }
                    }
                }
            }
            Shape::Field(_) | Shape::Text => {}
        }
    }
}

/// The same of a form that is read by its headings: its fields, texts and amounts, and whether its tables have rows.
fn parts(sheet: &Sheet<'_>, headings: &Headings<'_>, sink: &mut Sink) {
    for part in sheet.profile.parts.iter().filter(|part| part.required && part.notion != Notion::Goal) {
        let blocks: Vec<&Block> = headings.blocks_of(part).into_iter().map(|at| &headings.outline.blocks[at]).collect();
        let stands = |notion: Option<Notion>| match part.shape {
            PartShape::List => notion.is_none_or(|notion| Notions::of(&[notion]).any(AMOUNTS) || part.rows.is_empty()),
            _ => notion.is_some_and(|notion| Notions::of(&[notion]).any(VALUES)),
        };
        let filled = |block: &&Block| match part.shape {
            PartShape::Field | PartShape::Text => !block.cells.is_empty(),
            PartShape::Breakdown => {
                let mut pairs = block.rows.iter().flat_map(|row| row.cells.chunks(2));
                pairs.any(|pair| pair.get(1).is_some_and(Option::is_some))
            }
            PartShape::List | PartShape::Indicators => {
                // The label of a row that the form prints itself fills nothing in.
                let first = usize::from(part.shape == PartShape::List && !part.rows.is_empty());
                let cells = |row: &Entry| {
                    row.cells.iter().enumerate().skip(first).any(|(at, cell)| cell.is_some() && stands(block.columns[at].notion))
                };
                block.rows.iter().any(cells)
            }
        };
        if blocks.iter().any(filled) {
            continue;
        }
        let block = blocks.first();
        let label = block.and_then(|block| block.label).or_else(|| headings.label_of(part));
        let header = || block.and_then(|block| block.columns.iter().find_map(|column| column.header));
        let Some(at) = label.or_else(header) else { continue };
        let cell = headings.cell(at);
        let table = matches!(part.shape, PartShape::List | PartShape::Indicators);
        let name = match (&part.label, part.rows.first()) {
            (_, Some(row)) if part.shape == PartShape::Breakdown => quote(&row.label.text),
            (Some(label), _) => quote(&label.text),
            (None, _) => quote(headings.text(at)),
        };
        let (lang, range) = (sink.lang, sheet.place(cell.row, cell.cell + 1));
        let message = match table {
            true => say!(lang, "{name}下面一行也没有填", "{name} has no row"),
            false => say!(lang, "{name}没有填", "{name} is not filled in"),
        };
        sink.report(&RULE, range, message);
    }
}

/// The columns whose cells make a row of a list with rows of its own more than its labels.
const AMOUNTS: Notions = MONEY_COLUMNS;

/// The columns whose cells make an indicator more than its class and group.
const VALUES: Notions = Notions::of(&[
    Notion::Name,
    Notion::IndicatorName,
    Notion::Content,
    Notion::Target,
    Notion::Value,
    Notion::Actual,
    Notion::Weight,
    Notion::Score,
]);

fn report(sink: &mut Sink, range: TextRange, name: &str) {
    let (lang, name) = (sink.lang, quote(name));
    sink.report(&RULE, range, say!(lang, "{name}没有填", "{name} is not filled in"));
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn an_indicator_without_a_name() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥⟦⟧⇥>=⇥12⇥场⇥2021-12
            //~ warning[empty-field]: “三级指标”没有填
        "#]]);
    }

    #[test]
    fn a_field_or_a_goal() {
        check(&expect![[r#"
            年度预算收入⟦⟧
            //~ warning[empty-field]: “年度预算收入”没有填
        "#]]);
        check(&expect![[r#"
            年度绩效目标⇥⇥⟦⟧
            //~ error[empty-goal]: “年度绩效目标”没有填；应写明本年度要完成什么
        "#]]);
        check(&expect![[r#"
            ⟦⟦⟦⟦部门（单位）名称⟧⟧⟧⟧⟦⟧
            //~ error[missing-section]: 缺少栏目“年度预算支出”
            //~ error[missing-section]: 缺少栏目“年度主要任务”
            //~ error[missing-section]: 缺少栏目“年度绩效目标”
            //~ error[missing-section]: 缺少栏目“年度绩效指标”
            //~ warning[empty-field]: “部门（单位）名称”没有填
            年度预算收入⇥0.00
        "#]]);
    }

    #[test]
    fn the_total_of_a_breakdown() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⟦⟧
            //~ warning[empty-field]: “年度部门预算支出”没有填
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        "#]]);
    }

    #[test]
    fn a_task_without_amount_and_an_amount_without_task() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⟦⟧
            //~ warning[empty-field]: “预算资金情况（万元）”没有填
            ⇥⇥10.00⟦⟧
            //~ warning[empty-field]: “对应项目”没有填
        "#]]);
    }

    #[test]
    fn no_task_at_all() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）⟦⟧
            //~ warning[empty-field]: “年度主要任务”下面一行也没有填
            # 待填写
        "#]]);
    }

    #[test]
    fn parts_that_may_be_empty_and_zero() {
        check(&expect![[r#"
            年度预算收入⇥0.00
            年度预算支出⇥年度部门预算支出⇥0.00
            ⇥人员类项目⇥⇥其他运转类项目
            ⇥公用经费类项目⇥⇥特定目标类项目
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出人员经费⇥0.00
            ⇥部门预算基本支出公用经费⇥0
        "#]]);
    }

    #[test]
    fn a_goal_in_the_rows_below_its_label() {
        check(&expect![[r#"
            年度绩效目标
            ⇥做好节能监察工作。
            ⇥加强监察结果的分析应用。
        "#]]);
    }
}
