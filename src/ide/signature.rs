//! Signature help: the columns of the row that is typed, and which one the cursor is in.

use super::headed::Stands;
use super::spot::{Slot, Spot};
use super::{Analysis, describe, headed};
use crate::diagnostic::{Lang, say};
use crate::outline::{Piece, Shape as OutlineShape};
use crate::profile::{ColumnKind, Shape};
use crate::sheet::{CellRef, Headings, Sheet};
use crate::text::TextRange;

/// Stands between two columns.
const BETWEEN: &str = " ⇥ ";

/// The columns of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The names of the columns one behind the other.
    pub label: String,
    /// The columns.
    pub columns: Vec<SignatureColumn>,
    /// The column that the cursor is in; `None` when it is in none of them.
    pub active: Option<usize>,
}

/// A column of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureColumn {
    /// Where its name stands in the label, in bytes.
    pub range: TextRange,
    /// What is expected there.
    pub expected: String,
}

/// Names of columns with what they hold, `None` for what the form prints, and the active one.
type Columns = (Vec<(String, Option<ColumnKind>)>, Option<usize>);

/// The columns of the row at byte `offset` of the text; `None` where a row has none, such as in prose and comments.
pub fn signature_help(analysis: &Analysis, offset: u32) -> Option<Signature> {
    let place = analysis.sheet_at(offset)?;
    let sheet = place.sheet();
    let spot = Spot::new(&sheet, offset.saturating_sub(place.base));
    let lang = analysis.settings().lang;
    let profile = sheet.profile;
    if let Some(headings) = &sheet.headings {
        return in_headings(&sheet, headings, &spot, lang);
    }
    let open = sheet.section_at(spot.at.row)?;
    let section = sheet.sections[open].section?;
    let described = &profile.sections[section];
    let (columns, active): Columns = match (&described.shape, spot.slot) {
        (_, Slot::Comment | Slot::Title) => return None,
        // The label's own cell names what comes behind it.
        (Shape::Field(kind), slot) => {
            let columns = vec![(described.label.text.clone(), None), (value_name(&sheet, *kind, lang), Some(*kind))];
            let active = match slot {
                Slot::Label => Some(0),
                Slot::Field { .. } => Some(1),
                _ => None,
            };
            (columns, active)
        }
        (Shape::Breakdown(_), _) => breakdown(&sheet, &spot, section, lang)?,
        (Shape::List(columns) | Shape::Indicators(columns), slot) => {
            let columns = columns.iter().map(|column| (column.label.text.clone(), Some(column.kind))).collect();
            let active = match slot {
                Slot::Column { column, .. } | Slot::Header { column, .. } => Some(column),
                _ => None,
            };
            (columns, active)
        }
        (Shape::Text, _) => return None,
    };
    let mut label = String::new();
    let mut named = Vec::with_capacity(columns.len());
    for (name, kind) in columns {
        label.push_str(if label.is_empty() { "" } else { BETWEEN });
        let start = label.len() as u32;
        label.push_str(&name);
        let range = TextRange::new(start, label.len() as u32);
        let printed = || lang.pick("表样印好的名称", "a name that the form prints").to_owned();
        let expected = kind.map_or_else(printed, |kind| describe::expected(profile, kind, lang));
        named.push(SignatureColumn { range, expected });
    }
    if active.is_none() && spot.at.cell > 0 && spot.value(&sheet).is_empty() && !spot.has_values_behind(&sheet) {
        // Behind the last column the row is complete.
        return None;
    }
    Some(Signature { label, columns: named, active })
}

/// The columns of a row of a sheet that is read by its headings: those of its table, or its labels with their values.
fn in_headings(sheet: &Sheet<'_>, headings: &Headings<'_>, spot: &Spot, lang: Lang) -> Option<Signature> {
    let at = spot.at;
    if matches!(spot.slot, Slot::Comment | Slot::Title) {
        return None;
    }
    let printed = || lang.pick("表上印好的名称", "a name that the form prints").to_owned();
    let (columns, active): (Vec<(String, String)>, Option<usize>) = match headings.table_of(at.row) {
        Some((block, _)) if headings.outline.blocks[block].shape != OutlineShape::Pairs => {
            let block = &headings.outline.blocks[block];
            let named = |column| {
                let name = headed::column_name(headings, block, column);
                let name = if name.is_empty() { lang.pick("名称", "name").to_owned() } else { name };
                (name, headed::expected(sheet, block, column, lang))
            };
            let columns = (0..block.columns.len()).map(named).collect();
            (columns, headings.column_at(at.row, at.cell).map(|(_, column)| column))
        }
        _ => {
            // Labels, each with what stands or is to stand behind it.
            let pieces = &headings.lines.get(at.row as usize)?.pieces;
            let label = |piece: &&Piece<'_>| {
                let stands = headed::stands(headings, CellRef { row: at.row, cell: piece.col });
                match stands {
                    Some((_, Stands::Label)) => true,
                    Some((block, Stands::Value { column, .. })) => {
                        headings.outline.blocks[block].shape == OutlineShape::Pairs && column.is_multiple_of(2)
                    }
                    _ => false,
                }
            };
            let (mut columns, mut active) = (Vec::new(), None);
            for piece in pieces.iter().filter(label) {
                if at.cell == piece.col {
                    active = Some(columns.len());
                }
                columns.push((headed::tidy(piece.text), printed()));
                // A label right behind another one has that one's value.
                let value = pieces.iter().find(|other| other.col == piece.col + 1);
                if value.is_some_and(|other| label(&other)) {
                    continue;
                }
                if at.cell == piece.col + 1 {
                    active = Some(columns.len());
                }
                let value = lang.pick("内容", "value").to_owned();
                columns.push((value, lang.pick("照表样填写", "As the form has it").to_owned()));
            }
            (columns, active)
        }
    };
    let begun = !spot.value(sheet).is_empty() || spot.has_values_behind(sheet);
    if columns.is_empty() || (active.is_none() && at.cell > 0 && !begun) {
        return None;
    }
    let mut label = String::new();
    let mut named = Vec::with_capacity(columns.len());
    for (name, expected) in columns {
        label.push_str(if label.is_empty() { "" } else { BETWEEN });
        let start = label.len() as u32;
        label.push_str(&name);
        named.push(SignatureColumn { range: TextRange::new(start, label.len() as u32), expected });
    }
    Some(Signature { label, columns: named, active })
}

/// What the value of a field is called.
fn value_name(sheet: &Sheet<'_>, kind: ColumnKind, lang: Lang) -> String {
    let unit = sheet.money_unit().text();
    match kind {
        ColumnKind::Amount => say!(lang, "金额（{unit}）", "amount ({unit})"),
        ColumnKind::Identity => lang.pick("代码 名称 - 财政区划代码", "code name - division").to_owned(),
        _ => lang.pick("内容", "text").to_owned(),
    }
}

/// The pairs of part and amount of a row, as the form prints them there, and the one that the cursor is in.
fn breakdown(sheet: &Sheet<'_>, spot: &Spot, section: usize, lang: Lang) -> Option<Columns> {
    let described = &sheet.profile.sections[section];
    let Shape::Breakdown(rows) = &described.shape else { return None };
    let labels: Vec<&str> = described.parts().map(|part| part.label.text.as_str()).collect();
    let own = match spot.slot {
        Slot::Part { part, .. } => part,
        Slot::PartAmount { part, .. } => Some(part),
        _ => None,
    };
    // The first part that the row states tells which row of the form it is, or else the next row that is not stated.
    let start = if (spot.at.row as usize) < sheet.syntax.rows().len() { sheet.row(spot.at.row).start } else { 0 };
    let part_of = |value: &str| described.parts().position(|part| part.label.matches(value).is_some());
    let in_row = || {
        let cells = (spot.at.row as usize) < sheet.syntax.rows().len();
        let cells = if cells { sheet.cells(spot.at.row) } else { &[] };
        cells.iter().find_map(|cell| part_of(&sheet.text[(start + cell.start) as usize..(start + cell.end) as usize]))
    };
    let unstated = || {
        let open = sheet.view_of(section)?;
        let stated: Vec<usize> = sheet
            .rows_of(open)
            .into_iter()
            .flat_map(|row| sheet.values_of(open, row))
            .filter_map(|cell| part_of(sheet.value(cell)))
            .collect();
        (0..labels.len()).find(|part| !stated.contains(part))
    };
    let known = own.or_else(in_row).or_else(unstated).unwrap_or(0);
    let mut first = 0;
    let row = rows.iter().find(|row| {
        let here = (first..first + row.len()).contains(&known);
        first += if here { 0 } else { row.len() };
        here
    })?;
    let amount = value_name(sheet, ColumnKind::Amount, lang);
    let mut columns = Vec::with_capacity(2 * row.len());
    for part in row {
        columns.push((part.label.text.clone(), None));
        columns.push((amount.clone(), Some(ColumnKind::Amount)));
    }
    let active = match spot.slot {
        Slot::PartAmount { part, .. } => part.checked_sub(first).map(|at| 2 * at + 1),
        Slot::Part { part: Some(part), .. } => part.checked_sub(first).map(|at| 2 * at),
        Slot::Part { part: None, .. } => {
            // Behind the parts that the row states.
            let cells = (spot.at.row as usize) < sheet.syntax.rows().len();
            let cells = if cells { sheet.cells(spot.at.row) } else { &[] };
            let before = cells.iter().take(spot.at.cell as usize);
            let mut stated = before
                .filter_map(|cell| part_of(&sheet.text[(start + cell.start) as usize..(start + cell.end) as usize]));
            let next = stated.next_back().map_or(0, |part| (part + 1).saturating_sub(first));
            (next < row.len()).then_some(2 * next)
        }
        _ => None,
    };
    Some((columns, active.filter(|active| *active < 2 * row.len())))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::ide::testing::check;

    /// Asserts the names of the columns at the cursor, the active one marked.
    #[track_caller]
    fn check_columns(expected: &Expect) {
        check(expected, |fixture| {
            let Some(found) = signature_help(&fixture.analysis, fixture.cursor()) else { return "none".to_owned() };
            let mut label = found.label.clone();
            if let Some(active) = found.active {
                label.insert(found.columns[active].range.end as usize, '⟧');
                label.insert(found.columns[active].range.start as usize, '⟦');
                label.push('\n');
                label.push_str(&found.columns[active].expected);
            }
            label
        });
    }

    #[test]
    fn the_columns_of_an_indicator() {
        check_columns(&expect![[r#"
            ⇥$0
            ---
            ⟦一级指标⟧ ⇥ 二级指标 ⇥ 三级指标 ⇥ 运算符号 ⇥ 指标值 ⇥ 度量单位 ⇥ 完成时限
            一级指标：履职效能、预算执行、管理效率、运行成本、社会效应、可持续性；空着就是与上一行相同
        "#]]);
        check_columns(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥$0
            ---
            一级指标 ⇥ 二级指标 ⇥ 三级指标 ⇥ ⟦运算符号⟧ ⇥ 指标值 ⇥ 度量单位 ⇥ 完成时限
            定量指标填 <、<=、=、>、>= 之一；定性指标空着
        "#]]);
        check_columns(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥10$0
            ---
            一级指标 ⇥ 二级指标 ⇥ 三级指标 ⇥ 运算符号 ⇥ ⟦指标值⟧ ⇥ 度量单位 ⇥ 完成时限
            定量指标填数字，不带单位；定性指标填表述，如 管理规范、制度有效、全部公开、规范、有效、健全、完善、完备等
        "#]]);
        check_columns(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12$0
            ---
            一级指标 ⇥ 二级指标 ⇥ 三级指标 ⇥ 运算符号 ⇥ 指标值 ⇥ 度量单位 ⇥ ⟦完成时限⟧
            完成时限，写作 YYYY-MM，如 2021-12
        "#]]);
        check_columns(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12⇥$0
            ---
            none
        "#]]);
    }

    #[test]
    fn a_shifted_row_has_its_columns() {
        check_columns(&expect![[r#"
            ⇥⇥工作质量$0达标率⇥⇥=⇥100⇥%⇥2021-12⇥
            ---
            一级指标 ⇥ 二级指标 ⇥ ⟦三级指标⟧ ⇥ 运算符号 ⇥ 指标值 ⇥ 度量单位 ⇥ 完成时限
            三级指标的名称，说明考核什么，不含数字
        "#]]);
    }

    #[test]
    fn other_sections() {
        check_columns(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥工信产业监管专项业务经费⇥$0
            ---
            对应项目 ⇥ ⟦预算资金情况（万元）⟧
            金额，单位万元，最多 2 位小数，不写单位和千位分隔符
        "#]]);
        check_columns(&expect![[r#"
            年度预算收入⇥$0
            ---
            年度预算收入 ⇥ ⟦金额（万元）⟧
            金额，单位万元，最多 2 位小数，不写单位和千位分隔符
        "#]]);
        check_columns(&expect![[r#"
            部门（单位）名称⇥7030$0
            …
            ---
            部门（单位）名称 ⇥ ⟦代码 名称 - 财政区划代码⟧
            预算单位，写作 〈单位代码〉〈单位名称〉-〈九位财政区划代码〉，代码每级三位数字
        "#]]);
        check_columns(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥$0
            ---
            人员类项目 ⇥ 金额（万元） ⇥ ⟦其他运转类项目⟧ ⇥ 金额（万元）
            表样印好的名称
        "#]]);
        check_columns(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥3$0
            ---
            公用经费类项目 ⇥ ⟦金额（万元）⟧ ⇥ 特定目标类项目 ⇥ 金额（万元）
            金额，单位万元，最多 2 位小数，不写单位和千位分隔符
        "#]]);
        check_columns(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥$0
            ---
            ⟦公用经费类项目⟧ ⇥ 金额（万元） ⇥ 特定目标类项目 ⇥ 金额（万元）
            表样印好的名称
        "#]]);
        check_columns(&expect![[r#"
            年度绩效目标⇥做好$0
            ---
            none
        "#]]);
        check_columns(&expect![[r#"
            年度绩效指标⇥一级指标⇥二$0级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ---
            一级指标 ⇥ ⟦二级指标⟧ ⇥ 三级指标 ⇥ 运算符号 ⇥ 指标值 ⇥ 度量单位 ⇥ 完成时限
            二级指标，属于本行的一级指标；空着就是与上一行相同
        "#]]);
    }
}
