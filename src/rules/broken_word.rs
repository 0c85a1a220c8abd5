//! broken-word: a blank inside a Chinese name.

use super::common::{is_chinese, quote};
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::{ColumnKind, Shape};
use crate::sheet::{CellRef, NO_CELL, RowRole, Sheet};
use crate::text::{Edit, TextRange};

rule!("broken-word", Damage, Warning, Some(Applicability::Safe), "中文名称中间多了空格", "a blank inside a Chinese name");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    if !has_blanks(sheet) {
        return;
    }
    for cell in sheet.names() {
        let text = sheet.value(cell);
        let start = sheet.range(cell).start;
        let edits: Vec<Edit> = blanks(text).map(|blank| Edit::delete(blank.shifted(start))).collect();
        if edits.is_empty() {
            continue;
        }
        let (lang, name) = (sink.lang, quote(text));
        let message = say!(lang, "{name}中间多了空格", "{name} has a blank inside");
        sink.report(&RULE, sheet.range(cell), message).fix(
            Applicability::Safe,
            say!(lang, "去掉空格", "take the blank out"),
            edits,
        );
    }
}

/// Whether a blank stands anywhere but in a text section; most sheets have none there, and their names are not looked at.
fn has_blanks(sheet: &Sheet<'_>) -> bool {
    let marks = sheet.marks();
    // A character that looks like another may be read as a blank.
    if !marks.blank && !marks.lookalike {
        return false;
    }
    let rows = sheet.syntax.rows();
    let start = |row: usize| rows.get(row).map_or(sheet.text.len(), |row| row.start as usize);
    let is_text = |section: usize| matches!(sheet.profile.sections[section].shape, Shape::Text);
    let texts = || sheet.sections.iter().filter(|view| view.section.is_some_and(is_text));
    // The form's own rows have no blanks.
    sheet.syntax.loose(sheet.text).any(|(from, text)| {
        let (mut from, end) = (from as usize, from as usize + text.len());
        for view in texts() {
            if holds_blank(&sheet.text[from..start(view.first).clamp(from, end)]) {
                return true;
            }
            from = start(view.end).clamp(from, end);
        }
        holds_blank(&sheet.text[from..end])
    })
}

/// Whether `text` holds a blank of either width. Without a branch, so that many bytes are compared at once.
fn holds_blank(text: &str) -> bool {
    let bytes = text.as_bytes();
    let narrow = bytes.iter().fold(false, |found, &byte| found | (byte == b' '));
    let (second, third) = (bytes.get(1..).unwrap_or_default(), bytes.get(2..).unwrap_or_default());
    let triples = bytes.iter().zip(second).zip(third);
    narrow | triples.fold(false, |found, ((&a, &b), &c)| found | ((a == 0xe3) & (b == 0x80) & (c == 0x80)))
}

/// The blanks of `text` that stand between two Chinese characters.
fn blanks(text: &str) -> impl Iterator<Item = TextRange> {
    let is_blank = |c: char| matches!(c, ' ' | '\u{3000}');
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find(is_blank)?;
            let rest = text[start..].trim_start_matches(is_blank);
            at = text.len() - rest.len();
            let around = (text[..start].chars().next_back(), rest.chars().next());
            if let (Some(before), Some(after)) = around
                && is_chinese(before)
                && is_chinese(after)
            {
                return Some(TextRange::new(start as u32, at as u32));
            }
        }
    })
}

impl Sheet<'_> {
    /// The cells that hold a name of the form or the unit: labels, headers, parts, tasks, and the three levels of the
    /// indicators.
    fn names(&self) -> Vec<CellRef> {
        let mut names: Vec<CellRef> = Vec::new();
        for view in self.sections.iter().filter(|view| view.section.is_some()) {
            names.push(view.label);
            if view.header {
                let section = &self.profile.sections[view.section.unwrap_or(0)];
                let row = view.label.row;
                let header = |at: &u32| *at > view.label.cell && !section.columns().is_empty();
                names.extend(self.values(row).map(|(at, _)| at).filter(header).map(|cell| CellRef { row, cell }));
            }
        }
        for (open, view) in self.sections.iter().enumerate() {
            let Some(section) = view.section.map(|section| &self.profile.sections[section]) else { continue };
            let parts = section.parts().count() > 0;
            let identity = view.section == Some(self.profile.identity());
            if view.duplicate || !(parts || identity) {
                continue;
            }
            for row in self.rows_of(open) {
                let named = |cell: &CellRef| {
                    identity || section.parts().any(|part| part.label.matches(self.value(*cell)).is_some())
                };
                names.extend(self.values_of(open, row).into_iter().filter(named));
            }
        }
        for (section, item) in &self.items {
            for (column, spec) in self.profile.sections[*section].columns().iter().enumerate() {
                if spec.kind == ColumnKind::Task && item.cells[column] != NO_CELL {
                    names.push(CellRef { row: item.row, cell: u32::from(item.cells[column]) });
                }
            }
        }
        for indicator in &self.indicators {
            let kinds = [ColumnKind::Class, ColumnKind::Group, ColumnKind::Name];
            names.extend(kinds.iter().filter_map(|&kind| self.indicator_cell(indicator, kind)));
            // A value or a measure may be free text, so only the form's own words are names.
            let words = [ColumnKind::Value, ColumnKind::Measure, ColumnKind::Target].iter();
            let words = words.filter_map(|&kind| self.indicator_cell(indicator, kind));
            names.extend(words.filter(|&cell| !self.profile.word(self.value(cell)).is_unknown()));
            if let Some(crate::sheet::Damage::Hoisted(hoist)) = indicator.damage.as_deref() {
                names.extend(hoist.parents.iter().map(|&cell| CellRef { row: hoist.carrier, cell }));
            }
        }
        let repeated = |role: &RowRole| matches!(role, RowRole::RepeatedLabel(_));
        let rows = self.roles.iter().enumerate().filter(|(_, role)| repeated(role));
        names.extend(rows.map(|(row, _)| CellRef { row: row as u32, cell: 0 }));
        names
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn in_the_names_of_indicators() {
        check(&expect![[r#"
            ⇥⇥⇥⟦⟦政府采购管理违法违规 行为发生次数⟧⟧⇥=⇥0⇥次⇥2021-12
            //~ warning[broken-word]: “政府采购管理违法违规 行为发生次数”中间多了空格
            //~ warning[misplaced-indicator]: 共性指标“政府采购管理违法违规行为发生次数”属于二级指标“业务管理”，不属于“整体工作完成情况”
            ⇥可持续性⇥体制机制改革⇥⟦建立重点项目督导与监 督机制⟧⇥⇥制度有效⇥⇥2021-12
            //~ warning[broken-word]: “建立重点项目督导与监 督机制”中间多了空格
            ---
            ⇥⇥⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥可持续性⇥体制机制改革⇥建立重点项目督导与监督机制⇥⇥制度有效⇥⇥2021-12
        "#]]);
        check(&expect![[r#"
            ⇥社会效应⇥⟦经济 效益⟧⇥⟦产值<U+3000>增长率⟧⇥>=⇥1⇥%⇥2021-12
            //~ warning[broken-word]: “经济 效益”中间多了空格
            //~ warning[broken-word]: “产值　增长率”中间多了空格
            ---
            ⇥社会效应⇥经济效益⇥产值增长率⇥>=⇥1⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn in_labels_headers_and_tasks() {
        check(&expect![[r#"
            ⟦年度 主要任务⟧⇥⟦对应 项目⟧⇥预算资金情况（万元）
            //~ warning[broken-word]: “年度 主要任务”中间多了空格
            //~ warning[broken-word]: “对应 项目”中间多了空格
            ⇥⟦部门预算 基本支出公用经费⟧⇥30.00
            //~ warning[broken-word]: “部门预算 基本支出公用经费”中间多了空格
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥⟦工信产业监管 专项业务   经费⟧⇥10.00
            //~ warning[broken-word]: “工信产业监管 专项业务   经费”中间多了空格
            ---
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
        check(&expect![[r#"
            年度预算支出⇥⟦年度部门 预算支出⟧⇥100.00
            //~ warning[broken-word]: “年度部门 预算支出”中间多了空格
            ⇥⟦人员类 项目⟧⇥60.00⇥其他运转类项目
            //~ warning[broken-word]: “人员类 项目”中间多了空格
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            ---
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        "#]]);
    }

    #[test]
    fn in_a_word_of_the_form() {
        check(&expect![[r#"
            ⇥⇥基础管理⇥依法行政能力⇥⇥⟦管理 规范⟧⇥⇥2021-12
            //~ warning[broken-word]: “管理 规范”中间多了空格
            ⇥⇥⇥安全投入⇥>=⇥1⇥⟦万 元⟧⇥2021-12
            //~ warning[broken-word]: “万 元”中间多了空格
            ---
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥安全投入⇥>=⇥1⇥万元⇥2021-12
        "#]]);
    }

    #[test]
    fn together_with_another_width() {
        check(&expect![[r#"
            ⇥⇥⇥⟦⟦⟦"三公"经费 变动率⟧⟧⟧⇥<=⇥0⇥%⇥2021-12
            //~ warning[broken-word]: “"三公"经费 变动率”中间多了空格
            //~ warning[mixed-width]: “"三公"经费 变动率”全角、半角混用，应写作““三公”经费变动率”
            //~ warning[misplaced-indicator]: 共性指标“‘三公’经费变动率”属于二级指标“成本控制成效”，不属于“整体工作完成情况”
            ---
            ⇥⇥⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn blanks_beside_letters_and_figures() {
        check(&expect![[r#"
            ⇥⇥⇥A B 测试覆盖率⇥>=⇥100⇥%⇥2021-12
            ⇥⇥⇥第 3 期培训⇥>=⇥1⇥期⇥2021-12
            ⇥⇥⇥ISO 质量认证⇥⇥完成⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn prose_and_padding() {
        check(&expect![[r#"
            年度绩效目标⇥做好节能监察工作 加强分析应用
        "#]]);
        check(&expect![[r#"
            ⇥⇥⇥ 工作质量达标率 ⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作成效⇥⇥按期 分批完成⇥⇥2021-12
            # 说 明
        "#]]);
    }
}
