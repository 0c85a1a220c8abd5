//! empty-field: a required value that is not there.

use super::common::quote;
use crate::diagnostic::{Sink, say};
use crate::outline::{self, Block, Entry, MONEY_COLUMNS, Notion, Notions};
use crate::profile::{ColumnKind, FormPart, PartShape, SectionKind, Shape};
use crate::sheet::{AmountPlace, CellRef, Headings, NO_CELL, Sheet};
use crate::text::TextRange;

rule!("empty-field", Structure, Error, None, "必填的内容是空的", "a required value is absent");

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
                    let tasks = columns.iter().any(|column| column.kind == ColumnKind::Task);
                    let what = lang.pick(if tasks { "任务" } else { "内容" }, "");
                    let message = say!(lang, "{label}没有填写任何{what}", "{label} has no row; fill in what belongs there");
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
                            let name = item.cells.first().filter(|cell| **cell != NO_CELL);
                            let name = name.map(|&cell| sheet.value(CellRef { row: item.row, cell: u32::from(cell) }));
                            in_row(sink, TextRange::empty(sheet.row(item.row).range().end), name, &spec.label.text);
                        }
                    }
                }
            }
            Shape::Indicators(columns) => {
                for indicator in sheet.unusual().filter(|indicator| !indicator.is_in_doubt()) {
                    for (column, spec) in columns.iter().enumerate() {
                        if spec.required && indicator.cell(column).is_none() {
                            in_row(sink, sheet.place(indicator.row, column as u32 + 1), None, &spec.label.text);
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
        if blocks.iter().any(filled) || part.shape == PartShape::Breakdown && in_words(headings, part) {
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
        let indicators = part.shape == PartShape::Indicators;
        let what = lang.pick(if indicators { "指标" } else { "内容" }, "");
        let message = match table {
            true => say!(lang, "{name}没有填写任何{what}", "{name} has no row; fill in what belongs there"),
            false => say!(lang, "{name}没有填，请填写", "{name} is not filled in; fill it in"),
        };
        sink.report(&RULE, range, message);
    }
}

/// Whether the amounts of `part` are told in a text behind its label: `总额 12 万元，其中财政拨款 10 万元`.
fn in_words(headings: &Headings<'_>, part: &FormPart) -> bool {
    let Some(label) = &part.label else { return false };
    let own = |block: &&Block| {
        matches!(block.shape, outline::Shape::Text | outline::Shape::Field)
            && block.label.is_some_and(|at| label.is(&headings.key(at)))
    };
    let texts = headings.outline.blocks.iter().filter(own).flat_map(|block| &block.cells);
    texts.map(|at| headings.text(*at)).any(|text| text.contains(|c: char| c.is_ascii_digit()))
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
    sink.report(&RULE, range, say!(lang, "{name}没有填，请填写", "{name} is not filled in; fill it in"));
}

/// The same of a column in a row, which may go as well; `name` is what the row is known by.
fn in_row(sink: &mut Sink, range: TextRange, name: Option<&str>, column: &str) {
    let (lang, column) = (sink.lang, quote(column));
    let message = match name {
        Some(name) => {
            let name = quote(name);
            say!(
                lang,
                "{name}的{column}没有填；请填上，或删去这一行",
                "{column} of {name} is not filled in; fill it in, or delete the row"
            )
        }
        None => say!(
            lang,
            "这一行的{column}没有填；请填上，或删去这一行",
            "{column} of this row is not filled in; fill it in, or delete the row"
        ),
    };
    sink.report(&RULE, range, message);
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn an_indicator_without_a_name() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥⟦⟧⇥>=⇥12⇥场⇥2021-12
            //~ error[empty-field]: 这一行的“三级指标”没有填；请填上，或删去这一行
        "#]]);
    }

    #[test]
    fn a_field_or_a_goal() {
        check(&expect![[r#"
            年度预算收入⟦⟧
            //~ error[empty-field]: “年度预算收入”没有填，请填写
        "#]]);
        check(&expect![[r#"
            年度绩效目标⇥⇥⟦⟧
            //~ error[empty-goal]: “年度绩效目标”没有填；应写明本年度要完成什么
        "#]]);
        check(&expect![[r#"
            ⟦⟦⟦⟦部门（单位）名称⟧⟧⟧⟧⟦⟧
            //~ error[missing-section]: 缺少“年度预算支出”一项，请补上
            //~ error[missing-section]: 缺少“年度主要任务”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效目标”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效指标”一项，请补上
            //~ error[empty-field]: “部门（单位）名称”没有填，请填写
            年度预算收入⇥0.00
        "#]]);
    }

    #[test]
    fn the_total_of_a_breakdown() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⟦⟧
            //~ error[empty-field]: “年度部门预算支出”没有填，请填写
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
            //~ error[empty-field]: “工信产业监管专项业务经费”的“预算资金情况（万元）”没有填；请填上，或删去这一行
            ⇥⇥10.00⟦⟧
            //~ error[empty-field]: 这一行的“对应项目”没有填；请填上，或删去这一行
        "#]]);
    }

    #[test]
    fn no_task_at_all() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）⟦⟧
            //~ error[empty-field]: “年度主要任务”没有填写任何任务
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

    #[test]
    fn an_amount_of_a_task_says_which_row() {
        check(&expect![[r#"
            # mubiao: profile = mof-2015-department
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥人员经费⇥工资⟦⟧
            //~ error[empty-field]: “人员经费”的“总额”没有填；请填上，或删去这一行
            ⇥公用经费⇥办公⇥90.00⇥90.00
            ⇥金额合计⇥⇥90.00⇥90.00
        "#]]);
    }
}
