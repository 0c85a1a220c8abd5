//! The column that a cell of a row stands in, also one that is empty or half typed.

use super::columns::{Assignment, NOTHING, assign, assign_item};
use super::{CellRef, Columns, Damage, NO_CELL, RowRole, Sheet};
use crate::profile::{Column, Shape};
use crate::syntax::{Cell, CellKind};

impl Sheet<'_> {
    /// The section that a row stands in, by its index in [`Sheet::sections`]; blank rows and comments stand in the section
    /// above them. `None` above the first section, and for rows that the sheet does not have.
    pub fn section_at(&self, row: u32) -> Option<usize> {
        match *self.roles.get(row as usize)? {
            RowRole::Label(of)
            | RowRole::LabelItem(of)
            | RowRole::Item(of)
            | RowRole::RepeatedLabel(of)
            | RowRole::RepeatedHeader(of)
            | RowRole::SubHeader(of) => Some(of),
            RowRole::Orphan | RowRole::Furniture | RowRole::Printed => None,
            RowRole::Blank | RowRole::Comment | RowRole::Title => {
                self.sections.partition_point(|view| view.first <= row as usize).checked_sub(1)
            }
        }
    }

    /// The columns of the section that a row is an item of; `None` for rows that are none, such as labels with their
    /// headers. A blank row is an item that is not begun.
    pub fn columns_at(&self, row: u32) -> Option<&[Column]> {
        if let Some(headings) = &self.headings {
            let (block, header) = headings.table_of(row)?;
            let indicators = headings.outline.blocks[block].shape == crate::outline::Shape::Indicators;
            let total = matches!(headings.outline.roles[row as usize], crate::outline::Role::Total(_));
            let item = indicators && !header && !total;
            return self.profile.indicators().map(|(_, columns)| columns).filter(|_| item);
        }
        let open = self.section_at(row)?;
        let item = matches!(
            self.roles[row as usize],
            RowRole::Item(_) | RowRole::LabelItem(_) | RowRole::RepeatedLabel(_) | RowRole::Blank
        );
        match &self.profile.sections[self.sections[open].section?].shape {
            Shape::List(columns) | Shape::Indicators(columns) if item => Some(columns),
            _ => None,
        }
    }

    /// The column that a cell of a list's item or of an indicator stands in, by index, as the row's values are assigned to
    /// columns. A cell that is empty, or the last one and half typed, counts on from the values before it. `None` for the
    /// label's cell, for cells that are too many, and for rows without columns.
    pub fn column_at(&self, at: CellRef) -> Option<usize> {
        let columns = self.columns_at(at.row)?;
        if let Some(headings) = &self.headings {
            let (block, column) = headings.column_at(at.row, at.cell)?;
            let notion = headings.outline.blocks[block].columns[column].notion?;
            return super::headings::kind_of(notion, self.profile).and_then(|kind| self.profile.column_of(kind));
        }
        let cells = self.cells(at.row);
        let cell = cells.get(at.cell as usize).filter(|cell| !cell.is_empty());
        if self.is_labelled(at.row) && cell.is_some() && cells[..at.cell as usize].iter().all(|cell| cell.is_empty()) {
            return None;
        }
        let behind = cells.iter().skip(at.cell as usize + 1).any(|cell| !cell.is_empty());
        // A word that nobody knows, with nothing behind it, is still being typed: its place decides.
        let settled = cell.is_some_and(|cell| {
            behind || cell.kind != CellKind::Text || !self.profile.word(self.value(at)).is_unknown()
        });
        let whole = if settled || behind { self.assigned(at.row, None) } else { None };
        if let Some(column) = whole.filter(|_| settled).and_then(|whole| column_of(&whole, columns, at.cell)) {
            return Some(column);
        }
        let around = whole.filter(|_| cell.is_none()).or_else(|| self.assigned(at.row, Some(at.cell)));
        between(&around.unwrap_or(NOTHING), columns, at.cell)
    }

    /// The columns of a row of a list or of an indicator, `None` when they are not certain; the cell `without` counts as
    /// empty.
    fn assigned(&self, row: u32, without: Option<u32>) -> Option<Columns> {
        if without.is_none()
            && let Some(columns) = self.read_columns(row)
        {
            return Some(columns);
        }
        let open = self.section_at(row)?;
        let mut cells = self.cells(row).to_vec();
        if let Some(cell) = without.and_then(|cell| cells.get_mut(cell as usize)) {
            *cell = Cell { kind: CellKind::Empty, ..*cell };
        }
        let labelled = self.is_labelled(row);
        let text = &self.text[self.row(row).start as usize..];
        match &self.profile.sections[self.sections[open].section?].shape {
            Shape::List(columns) => Some(assign_item(text, &cells, columns, &[], self.profile, labelled).0),
            Shape::Indicators(columns) => match assign(text, &cells, columns, self.profile, labelled) {
                Assignment::AsTyped(columns) => Some(columns),
                Assignment::Shifted(readings) => match &readings[..] {
                    [reading] => Some(reading.columns),
                    _ => None,
                },
                Assignment::Doubtful(_) | Assignment::Unreadable => None,
            },
            _ => None,
        }
    }
}

impl Sheet<'_> {
    /// The columns of a row as the sheet's reading has them; `None` when it is in doubt.
    fn read_columns(&self, row: u32) -> Option<Columns> {
        let Ok(at) = self.indicators.binary_search_by_key(&row, |indicator| indicator.row) else {
            return self.items.iter().find(|(_, item)| item.row == row).map(|(_, item)| item.cells);
        };
        let indicator = &self.indicators[at];
        let mut columns = indicator.columns;
        if let Some(Damage::Hoisted(hoist)) = indicator.damage.as_deref()
            && hoist.carrier == row
        {
            for (&column, &cell) in hoist.columns.iter().zip(&hoist.parents) {
                columns[column] = u16::try_from(cell).unwrap_or(NO_CELL);
            }
        }
        (!indicator.is_in_doubt()).then_some(columns)
    }
}

fn column_of(assigned: &Columns, columns: &[Column], cell: u32) -> Option<usize> {
    assigned[..columns.len()].iter().position(|&of| u32::from(of) == cell)
}

/// The column of an empty cell: as far behind the value before it as the cell is, and before that of the next value.
fn between(assigned: &Columns, columns: &[Column], cell: u32) -> Option<usize> {
    let filled = || assigned[..columns.len()].iter().enumerate().filter(|(_, of)| **of != NO_CELL);
    let before = filled().rfind(|(_, of)| u32::from(**of) < cell);
    let behind = filled().find(|(_, of)| u32::from(**of) > cell);
    let place = match before {
        Some((column, &of)) => column + (cell - u32::from(of)) as usize,
        None => (cell as usize).checked_sub(1)?,
    };
    let last = behind.map_or(columns.len(), |(column, _)| column).checked_sub(1)?;
    // Beyond the last column there is none; before a value that stands too far to the left the nearest one is meant.
    let place = if behind.is_some() { place.min(last) } else { place };
    (place <= last && before.is_none_or(|(column, _)| place > column)).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::builtin;
    use crate::rules::testing::whole;
    use crate::syntax::read_sheets;

    /// Asserts under which headers the cells of `row`, the first row behind `above`, stand; a dot stands for none.
    #[track_caller]
    fn check(above: &str, row: &str, expected: &str) {
        let profile = &builtin()[0];
        let text = whole(&format!("{above}\n{row}"));
        let row = row.replace('⇥', "\t");
        let mut shown = Vec::new();
        read_sheets(&text, &**profile, |_, text, syntax| {
            let sheet = Sheet::read(text, syntax, profile, None);
            let at = syntax.rows().iter().position(|of| text[of.range().usize()] == row).unwrap() as u32;
            for cell in 0..=row.matches('\t').count() as u32 {
                let column = sheet.column_at(CellRef { row: at, cell });
                let columns = sheet.columns_at(at).unwrap();
                shown.push(column.map_or("·", |column| columns[column].label.text.as_str()).to_owned());
            }
        });
        assert_eq!(shown.join(" "), expected, "{row}");
    }

    const INDICATORS: &str = "年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限";
    const ALL: &str = "· 一级指标 二级指标 三级指标 运算符号 指标值 度量单位 完成时限";

    #[test]
    fn every_cell_of_a_sound_row() {
        check(INDICATORS, "⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12", ALL);
        check(INDICATORS, "⇥履职效能⇥重点工作履行情况⇥依法行政能力⇥⇥管理规范⇥⇥2021-12", ALL);
    }

    #[test]
    fn a_row_being_typed_goes_by_place() {
        check(INDICATORS, "⇥⇥⇥⇥⇥⇥⇥", ALL);
        check(INDICATORS, "⇥履", "· 一级指标");
        check(INDICATORS, "⇥履职效能⇥重点", "· 一级指标 二级指标");
        check(INDICATORS, "⇥⇥预算", "· 一级指标 二级指标");
        check(INDICATORS, "⇥⇥⇥重点工作办结率⇥", "· 一级指标 二级指标 三级指标 运算符号");
        check(INDICATORS, "⇥⇥⇥重点工作办结率⇥=⇥100⇥", "· 一级指标 二级指标 三级指标 运算符号 指标值 度量单位");
        check(INDICATORS, "⇥⇥⇥依法行政能力⇥⇥管", "· 一级指标 二级指标 三级指标 运算符号 指标值");
    }

    #[test]
    fn a_shifted_row_goes_by_its_values() {
        check(
            INDICATORS,
            "⇥⇥工作质量达标率⇥⇥=⇥100⇥%⇥2021-12⇥",
            "· 一级指标 三级指标 · 运算符号 指标值 度量单位 完成时限 ·",
        );
        check(
            INDICATORS,
            "⇥⇥整体工作完成情况⇥工作完成及时率⇥⇥=⇥100⇥%⇥2021-12",
            "· 一级指标 二级指标 三级指标 · 运算符号 指标值 度量单位 完成时限",
        );
        check(
            INDICATORS,
            "社会公众满意度⇥⇥社会公众投诉次数⇥<=⇥2⇥次⇥2021-12",
            "二级指标 · 三级指标 运算符号 指标值 度量单位 完成时限",
        );
        check(INDICATORS, "社会公众满意度⇥⇥社会公众投诉次数⇥<=⇥", "二级指标 · 三级指标 运算符号 指标值");
    }

    #[test]
    fn beyond_the_last_column_is_nothing() {
        check(INDICATORS, "⇥⇥⇥重点工作办结率⇥=⇥100⇥%⇥2021-12⇥⇥", &format!("{ALL} · ·"));
    }

    #[test]
    fn a_list() {
        let tasks = "年度主要任务⇥对应项目⇥预算资金情况（万元）";
        check(tasks, "⇥工信产业监管专项业务经费⇥15.00", "· 对应项目 预算资金情况（万元）");
        check(tasks, "⇥工信产业⇥", "· 对应项目 预算资金情况（万元）");
        check(tasks, "⇥工信产业⇥⇥", "· 对应项目 预算资金情况（万元） ·");
        check(tasks, "⇥⇥15.00", "· 对应项目 预算资金情况（万元）");
    }
}
