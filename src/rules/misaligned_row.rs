//! misaligned-row: values that stand outside their columns.

use super::common::{quote, quote_all};
use crate::diagnostic::{Applicability, Lang, Sink, say};
use crate::profile::{Column, Shape};
use crate::sheet::{CellRef, Columns, Damage, Indicator, NO_CELL, Reading, RowRole, Sheet};
use crate::text::{Edit, TextRange};

rule!(
    "misaligned-row",
    Damage,
    Error,
    Some(Applicability::Safe),
    "值不在自己的栏里（复制时多了或少了空单元格）",
    "a value stands outside its column",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    if let Some((_, columns)) = sheet.profile.indicators() {
        for indicator in &sheet.indicators {
            match indicator.damage.as_deref() {
                Some(Damage::Shifted(reading)) => shifted(sheet, sink, indicator, reading, columns),
                Some(Damage::Ambiguous(readings)) => ambiguous(sheet, sink, indicator, readings, columns),
                Some(Damage::Unreadable) if sheet.values(indicator.row).count() <= columns.len() => {
                    let lang = sink.lang;
                    let message = say!(
                        lang,
                        "这一行的值放不进各栏，没有一种读法说得通；请对照栏目逐个检查",
                        "no reading puts every value of this row into a column; check it against the headers"
                    );
                    sink.report(&RULE, whole(sheet, indicator.row), message);
                }
                _ => {}
            }
        }
    }
    late_labels(sheet, sink);
    lost_labels(sheet, sink);
}

/// From the first value of the row to the last.
fn whole(sheet: &Sheet<'_>, row: u32) -> TextRange {
    let mut cells = sheet.values(row).map(|(cell, _)| sheet.range(CellRef { row, cell }));
    let first = cells.next().unwrap_or_else(|| TextRange::empty(sheet.row(row).start));
    cells.last().map_or(first, |last| first.cover(last))
}

/// The name of the column that cell `cell` of a row is in.
fn column_name(columns: &[Column], cell: u32, lang: Lang) -> String {
    match cell {
        0 => lang.pick("栏目", "label").to_owned(),
        _ => match columns.get(cell as usize - 1) {
            Some(column) => column.label.text.clone(),
            None => say!(lang, "第 {cell}", "{cell}th"),
        },
    }
}

fn shifted(sheet: &Sheet<'_>, sink: &mut Sink, indicator: &Indicator, reading: &Reading, columns: &[Column]) {
    let (lang, row) = (sink.lang, indicator.row);
    let moved: Vec<(u32, usize)> = columns
        .iter()
        .enumerate()
        .map(|(column, _)| (reading.columns[column], column))
        .filter(|&(cell, column)| cell != NO_CELL && usize::from(cell) != column + 1)
        .map(|(cell, column)| (u32::from(cell), column))
        .collect();
    let (Some(&(first, column)), Some(&(last, _))) = (moved.first(), moved.last()) else { return };
    let range = sheet.range(CellRef { row, cell: first }).cover(sheet.range(CellRef { row, cell: last }));
    let value = quote(sheet.value(CellRef { row, cell: first }));
    let (here, there) = (column_name(columns, first, lang), &columns[column].label.text);
    let count = moved.len();
    let message = match count {
        1 => say!(lang, "{value}应在“{there}”栏，却在“{here}”栏", "{value} belongs under “{there}” but stands under “{here}”"),
        _ => say!(
            lang,
            "{value}应在“{there}”栏，却在“{here}”栏；共 {count} 个值错位",
            "{value} belongs under “{there}” but stands under “{here}”; {count} values are out of place"
        ),
    };
    sink.report(&RULE, range, message).fix(
        Applicability::Safe,
        say!(lang, "把各值移回自己的栏", "move every value back into its column"),
        sheet.realign(row, &reading.columns),
    );
}

fn ambiguous(sheet: &Sheet<'_>, sink: &mut Sink, indicator: &Indicator, readings: &[Reading], columns: &[Column]) {
    let (lang, row) = (sink.lang, indicator.row);
    let count = readings.len();
    let message = match count {
        1 => say!(
            lang,
            "这一行的值错位了，唯一的读法也有疑问，需要人来确认",
            "the values of this row are out of place and its only reading is doubtful; someone has to confirm it"
        ),
        _ => say!(
            lang,
            "这一行的值错位了，有 {count} 种读法，需要人来选",
            "the values of this row are out of place and can be read in {count} ways; someone has to choose"
        ),
    };
    let finding = sink.report(&RULE, whole(sheet, row), message);
    for reading in readings {
        let described = describe(sheet, row, &reading.columns, columns, lang);
        finding.fix(
            Applicability::Unsafe,
            say!(lang, "读作：{described}", "read as: {described}"),
            sheet.realign(row, &reading.columns),
        );
    }
}

/// `二级指标“…”、三级指标“…”`.
fn describe(sheet: &Sheet<'_>, row: u32, assigned: &Columns, columns: &[Column], lang: Lang) -> String {
    let named = columns.iter().zip(assigned).filter(|(_, cell)| **cell != NO_CELL).map(|(column, &cell)| {
        let value = quote(sheet.value(CellRef { row, cell: u32::from(cell) }));
        format!("{}{value}", column.label.text)
    });
    named.collect::<Vec<_>>().join(lang.pick("、", ", "))
}

/// Labels that stand one cell or more too far right.
fn late_labels(sheet: &Sheet<'_>, sink: &mut Sink) {
    let lang = sink.lang;
    for view in sheet.sections.iter().filter(|view| view.label.cell > 0) {
        let range = sheet.range(view.label);
        let label = quote(sheet.value(view.label));
        let gap = TextRange::new(sheet.row(view.label.row).start, range.start);
        let message = say!(lang, "栏目名{label}应在行首", "the label {label} belongs at the start of its row");
        sink.report(&RULE, range, message).fix(
            Applicability::Safe,
            say!(lang, "移到行首", "move it to the start of the row"),
            vec![Edit::delete(gap)],
        );
    }
}

/// Rows of breakdowns and lists whose label cell was lost, so that their first value stands in the label's column.
fn lost_labels(sheet: &Sheet<'_>, sink: &mut Sink) {
    let lang = sink.lang;
    for (row, role) in sheet.roles.iter().enumerate() {
        let RowRole::Item(open) = *role else { continue };
        let row = row as u32;
        if sheet.cells(row)[0].is_empty() {
            continue;
        }
        let Some(section) = sheet.sections[open].section else { continue };
        let at = CellRef { row, cell: 0 };
        let value = sheet.value(at);
        let certain = match &sheet.profile.sections[section].shape {
            Shape::Breakdown(_) => true,
            Shape::List(_) => sheet.is_named_item(section, value),
            Shape::Field(_) | Shape::Text | Shape::Indicators(_) => continue,
        };
        let label = quote_all([sheet.profile.sections[section].label.text.as_str()], lang);
        let value = quote(value);
        let message = say!(
            lang,
            "{value}不是栏目名，应是{label}下的一行，行首缺一个空单元格",
            "{value} is no label but a row of {label}: the empty cell before it was lost"
        );
        let applicability = if certain { Applicability::Safe } else { Applicability::Unsafe };
        sink.report(&RULE, sheet.range(at), message).fix(
            applicability,
            say!(lang, "在行首补上空单元格", "put the empty cell back"),
            vec![Edit::insert(sheet.row(row).start, "\t")],
        );
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn an_empty_cell_too_many() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥⇥⟦=⇥100⇥%⇥2021-12⟧
            //~ error[misaligned-row]: “=”应在“运算符号”栏，却在“指标值”栏；共 4 个值错位
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
        "#]]);
    }
}
