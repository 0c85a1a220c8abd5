//! misaligned-row: values that stand outside their columns.

use super::common::{quote, quote_all};
use super::control_character::is_invisible;
use super::wrong_header::has_own_headers;
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
        for indicator in sheet.unusual() {
            // A cell that only looks empty is the business of control-character; without it the row may be in order.
            let hidden = |(cell, _)| is_invisible(sheet.value(CellRef { row: indicator.row, cell }));
            if indicator.damage.is_some() && sheet.values(indicator.row).any(hidden) {
                continue;
            }
            match indicator.damage.as_deref() {
                Some(Damage::Shifted(reading)) => shifted(sheet, sink, indicator, reading, columns),
                Some(Damage::Ambiguous(readings)) => ambiguous(sheet, sink, indicator, readings, columns),
                Some(Damage::Unreadable) if sheet.beyond_columns(indicator.row).is_empty() => {
                    let lang = sink.lang;
                    let named = quote_all(columns.iter().map(|column| column.label.text.as_str()), lang);
                    let message = say!(
                        lang,
                        "这一行的值与各栏对不上；请逐个核对，各栏依次是{named}",
                        "the values of this row fit no columns; check them, the columns are {named}"
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

/// Where cell `cell` of a row stands.
fn place_name(columns: &[Column], cell: u32, lang: Lang) -> String {
    let Some(at) = cell.checked_sub(1) else { return lang.pick("行首", "at the start of the row").to_owned() };
    let column = columns.get(at as usize).or(columns.last()).map_or("", |column| column.label.text.as_str());
    if (at as usize) < columns.len() {
        say!(lang, "“{column}”栏", "under “{column}”")
    } else {
        say!(lang, "“{column}”栏之后", "behind “{column}”")
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
    let (here, there) = (place_name(columns, first, lang), &columns[column].label.text);
    let count = moved.len();
    let message = match count {
        1 => say!(lang, "{value}应在“{there}”栏，却在{here}", "{value} belongs under “{there}” but stands {here}"),
        _ => say!(
            lang,
            "{value}应在“{there}”栏，却在{here}；共 {count} 个值错位",
            "{value} belongs under “{there}” but stands {here}; {count} values are out of place"
        ),
    };
    let applicability = if has_own_headers(sheet, row) { Applicability::Unsafe } else { Applicability::Safe };
    sink.report(&RULE, range, message).fix(
        applicability,
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
            "这一行的值错位了，各在哪一栏不能确定，请核对",
            "the values of this row are out of place and their columns are not certain; check them"
        ),
        _ => say!(
            lang,
            "这一行的值错位了，有 {count} 种读法，请选一种",
            "the values of this row are out of place and can be read in {count} ways; choose one"
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
        let message = say!(lang, "项目名{label}应在行首", "the label {label} belongs at the start of its row");
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
        let label = quote(&sheet.profile.sections[section].label.text);
        let value = quote(value);
        let message = say!(
            lang,
            "{value}不是项目名，应是{label}下的一行，行首缺一个空单元格",
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
    fn headers_of_its_own_say_where_values_stand() {
        check(&expect![[r#"
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某局
            ⟦⟧年度总体目标⇥目标
            //~ error[missing-section]: 缺少“年度主要任务”一项，请补上
            年度绩效指标⇥⟦一级指标⇥二级指标⇥三级指标⇥指标解释⇥指标值⟧
            //~ error[wrong-header]: 栏名有 5 个，应有 4 个：“一级指标”“二级指标”“三级指标”“指标值”
            ⇥产出指标⇥数量指标⇥培训人次⇥参加人次⇥⟦≥100人次⟧
            //~ error[stray-cell]: 表样只有 4 栏，这一行多出 1 个值，请核对
            ⇥⇥⟦质量指标⇥合格率⇥合格占比⇥≥90%⟧
            //~ error[misaligned-row]: 这一行的值错位了，各在哪一栏不能确定，请核对
            ⇥⇥⇥⟦审稿率⇥100%(计划标准)⇥⟦⟧1⟧⟦⟧
            //~ error[misaligned-row]: “审稿率”应在“二级指标”栏，却在“三级指标”栏；共 3 个值错位
            //~ information[missing-operator]: “100%(计划标准)”的指标值是“1”，缺运算符号，请填写
            //~ error[missing-measure]: “100%(计划标准)”的指标值是“1”，缺度量单位，请填写
            ⇥效益指标⇥社会效益指标⇥知晓率⇥了解的占比⇥⟦≥90%⟧
            //~ error[stray-cell]: 表样只有 4 栏，这一行多出 1 个值，请核对
        "#]]);
    }

    #[test]
    fn an_empty_cell_too_many() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥⇥⟦=⇥100⇥%⇥2021-12⟧
            //~ error[misaligned-row]: “=”应在“运算符号”栏，却在“指标值”栏；共 4 个值错位
            ⇥⇥⇥⇥⟦总体工作完成率⇥=⇥100⇥%⇥2021-12⟧
            //~ error[misaligned-row]: “总体工作完成率”应在“三级指标”栏，却在“运算符号”栏；共 5 个值错位
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
        "#]]);
        check(&expect![[r#"
            ⇥⇥基础管理⇥依法行政能力⇥⇥⇥⟦管理规范⇥⇥2021-12⟧
            //~ error[misaligned-row]: “管理规范”应在“指标值”栏，却在“度量单位”栏；共 2 个值错位
            ⇥⇥⇥综合管理水平⇥⇥⇥⟦管理规范⇥⇥2021-12⟧
            //~ error[misaligned-row]: “管理规范”应在“指标值”栏，却在“度量单位”栏；共 2 个值错位
            ---
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥综合管理水平⇥⇥管理规范⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn an_empty_cell_lost() {
        check(&expect![[r#"
            ⇥⇥⟦工作质量达标率⇥=⇥100⇥%⇥2021-12⟧
            //~ error[misaligned-row]: “工作质量达标率”应在“三级指标”栏，却在“二级指标”栏；共 5 个值错位
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
        "#]]);
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥为社会提供更多的安全放心产品⇥⇥盐业保障⇥⟦2021-12⟧
            //~ error[misaligned-row]: “2021-12”应在“完成时限”栏，却在“度量单位”栏
            ---
            ⇥社会效应⇥社会效益⇥为社会提供更多的安全放心产品⇥⇥盐业保障⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn the_label_cell_lost() {
        check(&expect![[r#"
            ⟦社会效应⇥经济效益⇥“走出去”企业达成意向合作项目数量⇥>=⇥2⇥个⇥2021-12⟧
            //~ error[misaligned-row]: “社会效应”应在“一级指标”栏，却在行首；共 7 个值错位
            ⟦社会公众满意度⇥⇥社会公众投诉次数⇥<=⇥2⇥次⇥2021-12⟧
            //~ error[misaligned-row]: “社会公众满意度”应在“二级指标”栏，却在行首；共 6 个值错位
            ⟦可持续性⇥体制机制改革⇥⟦建立重点项目督导与监 督机制⟧⟧⇥⇥⇥制度有效⇥⇥2021-12
            //~ error[misaligned-row]: “可持续性”应在“一级指标”栏，却在行首；共 3 个值错位
            //~ warning[broken-word]: “建立重点项目督导与监 督机制”中间多了空格
            ---
            ⇥社会效应⇥经济效益⇥“走出去”企业达成意向合作项目数量⇥>=⇥2⇥个⇥2021-12
            ⇥⇥社会公众满意度⇥社会公众投诉次数⇥<=⇥2⇥次⇥2021-12
            ⇥可持续性⇥体制机制改革⇥建立重点项目督导与监督机制⇥⇥制度有效⇥⇥2021-12
        "#]]);
        check(&expect![[r#"
            ⇥⇥⟦预算收支管理⟧⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            //~ warning[misplaced-indicator]: 二级指标“预算收支管理”属于一级指标“管理效率”，不属于“履职效能”
            ⟦预算支出管理规范性⟧⇥⇥⇥⇥⇥管理规范⇥⇥2021-12
            //~ error[misaligned-row]: “预算支出管理规范性”应在“三级指标”栏，却在行首
            ---
            ⇥⇥预算收支管理⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥预算支出管理规范性⇥⇥管理规范⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn names_the_form_does_not_know() {
        check(&expect![[r#"
            ⇥⇥⟦走访企业数⇥>=⇥1200⇥户次⇥2021-06⟧
            //~ error[misaligned-row]: “走访企业数”应在“三级指标”栏，却在“二级指标”栏；共 5 个值错位
            ⇥⇥⇥带动就业人数⇥⇥⟦>=⇥3⇥万人次⇥2021-06⟧
            //~ error[misaligned-row]: “>=”应在“运算符号”栏，却在“指标值”栏；共 4 个值错位
            ---
            ⇥⇥⇥走访企业数⇥>=⇥1200⇥户次⇥2021-06
            ⇥⇥⇥带动就业人数⇥>=⇥3⇥万人次⇥2021-06
        "#]]);
    }

    #[test]
    fn a_value_behind_the_last_column() {
        check(&expect![[r#"
            ⇥⇥⇥服务企业满意度⇥>=⇥90⇥%⇥⇥⟦2021-12⟧
            //~ error[misaligned-row]: “2021-12”应在“完成时限”栏，却在“完成时限”栏之后
            ---
            ⇥⇥⇥服务企业满意度⇥>=⇥90⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn several_damages_at_once() {
        check(&expect![[r#"
            ⇥⇥⇥⟦工作质量 达标率⟧⇥⇥⟦⟦＝⟧⇥⟦１００⟧⇥⟦％⟧⇥2021-12⟧
            //~ warning[broken-word]: “工作质量 达标率”中间多了空格
            //~ warning[mixed-width]: “＝”全角、半角混用，应写作“=”
            //~ error[misaligned-row]: “＝”应在“运算符号”栏，却在“指标值”栏；共 4 个值错位
            //~ warning[mixed-width]: “１００”全角、半角混用，应写作“100”
            //~ warning[mixed-width]: “％”全角、半角混用，应写作“%”
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn doubt_is_left_to_the_author() {
        check(&expect![[r#"
            ⇥⇥⇥⟦工作质量达标率⇥⇥=⇥⇥%⇥2021-12⟧
            //~ error[misaligned-row]: 这一行的值错位了，各在哪一栏不能确定，请核对
            --- fix: 读作：三级指标“工作质量达标率”、运算符号“=”、度量单位“%”、完成时限“2021-12”
            ⇥⇥⇥工作质量达标率⇥=⇥⇥%⇥2021-12
        "#]]);
        check(&expect![[r#"
            ⇥⇥⇥⟦=⇥100⇥%⇥2021-12⟧
            //~ error[misaligned-row]: 这一行的值错位了，各在哪一栏不能确定，请核对
        "#]]);
    }

    #[test]
    fn a_label_that_stands_late() {
        check(&expect![[r#"
            ⇥⟦年度预算收入⟧⇥100.00
            //~ error[misaligned-row]: 项目名“年度预算收入”应在行首
            ---
            年度预算收入⇥100.00
        "#]]);
    }

    #[test]
    fn a_row_of_a_breakdown_or_list_without_its_label_cell() {
        check(&expect![[r#"
            年度预算支出⇥年度部门预算支出⇥100.00
            ⟦人员类项目⟧⇥60.00⇥其他运转类项目
            //~ error[misaligned-row]: “人员类项目”不是项目名，应是“年度预算支出”下的一行，行首缺一个空单元格
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            ---
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        "#]]);
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⟦部门预算基本支出人员经费⟧⇥60.00
            //~ error[misaligned-row]: “部门预算基本支出人员经费”不是项目名，应是“年度主要任务”下的一行，行首缺一个空单元格
            ⇥工信产业监管专项业务经费⇥10.00
            ---
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⟦工信产业监管专项业务经费⟧⇥10.00
            //~ error[misaligned-row]: “工信产业监管专项业务经费”不是项目名，应是“年度主要任务”下的一行，行首缺一个空单元格
            --- fix: 在行首补上空单元格
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }

    #[test]
    fn rows_as_a_careful_author_types_them() {
        check(&expect![[r#"
            ⇥履职效能⇥整体工作完成情况⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥履职效能⇥整体工作完成情况⇥总体工作完成率⇥=⇥100⇥%⇥2021-12⇥⇥⇥
            # 说明：以下为本单位自设指标
            ⇥⇥⇥新建公厕⇥>=⇥3⇥座⇥2021-06
            ⇥⇥⇥带动就业人数⇥>=⇥3⇥万人次⇥2021-06
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn words_the_form_does_not_know() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥为社会提供更多的安全放心产品⇥⇥盐业保障⇥⇥2021-12
            ⇥⇥⇥制度建设进度⇥⇥初步建立⇥⇥2021-12
            ⇥⟦新一级⟧⇥新二级⇥新三级⇥=⇥1⇥支⇥2021-12
            //~ warning[unknown-class]: 表样没有一级指标“新一级”；可选的有“履职效能”“预算执行”“管理效率”“运行成本”“社会效应”“可持续性”
            ⇥⇥⇥2021年招商引资额⇥>=⇥20⇥亿元⇥2021-12
        "#]]);
    }

    #[test]
    fn an_empty_looking_cell_is_no_damage_of_the_row() {
        check(&expect![[r#"
            ⟦⟦<U+200B>⟧⟧⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            //~ error[control-character]: 这里有一个看不见的字符：零宽空格 U+200B
            //~ warning[unknown-group]: 一级指标“履职效能”下没有二级指标“<U+200B>”；可选的有“重点工作履行情况”“整体工作完成情况”“基础管理”
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn windows_line_ends() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12<U+000D>
            ⇥⇥⇥总体工作完成率⇥⇥⟦=⇥100⇥%⇥2021-12⟧<U+000D>
            //~ error[misaligned-row]: “=”应在“运算符号”栏，却在“指标值”栏；共 4 个值错位
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12<U+000D>
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12<U+000D>
        "#]]);
    }
}
