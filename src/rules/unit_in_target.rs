//! unit-in-target: a target value with its unit of measure in the same cell.

use super::common::quote;
use super::printed::same_unit;
use super::rows::Row;
use super::target::{Target, split};
use crate::diagnostic::{Applicability, Sink, say};
use crate::text::{Edit, TextRange};

rule!(
    "unit-in-target",
    Indicators,
    Error,
    Some(Applicability::Safe),
    "度量单位写在了指标值里",
    "a unit of measure in the cell of the target",
);

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    if let Some((unit, range)) = row.extra_measure() {
        beside_its_column(row, unit, range, sink);
        return;
    }
    let Target::Figure(figure) = &row.target else { return };
    // Where the form has all in one cell, that is where the unit belongs.
    if row.places.are_together() {
        return;
    }
    let (lang, text, number, unit) = (sink.lang, quote(row.value), &figure.number, &figure.measure);
    let range = row.place(row.places.value);
    let stated = row.unit();
    if stated.is_empty() || stated == unit {
        let message = say!(
            lang,
            "指标值{text}应只写数字 {number}，度量单位“{unit}”另有一栏",
            "the target {text} should be the number {number} alone; “{unit}” has a column of its own"
        );
        let finding = sink.report(&RULE, range, message);
        // 以上 and the like say more than a unit, so a person confirms what they mean.
        let applicability = if figure.behind { Applicability::Unsafe } else { Applicability::Safe };
        if let Some(edits) = split(row, figure) {
            finding.fix(applicability, say!(lang, "把数字和单位分开", "put number and unit apart"), edits);
        }
        return;
    }
    let message = say!(
        lang,
        "指标值{text}里的单位和度量单位“{stated}”不一致，应只写数字",
        "the unit in the target {text} is not the unit of measure “{stated}”; the number alone is expected"
    );
    let mut one = figure.clone();
    one.measure.clear();
    let (value, both) = (split(row, &one), row.write(row.places.measure, unit));
    let finding = sink.report(&RULE, range, message);
    if let (Some(mut edits), Some(measure)) = (value, both) {
        let plain = edits.clone();
        edits.push(measure);
        let by_value = say!(lang, "单位以“{unit}”为准", "keep the unit “{unit}”");
        let by_column = say!(lang, "单位以“{stated}”为准", "keep the unit “{stated}”");
        finding.fix(Applicability::Unsafe, by_value, edits).fix(Applicability::Unsafe, by_column, plain);
    }
}

/// The cell of the target has room for an operator, but the unit stands in a column of its own and is another one there.
fn beside_its_column(row: &Row<'_, '_>, unit: &str, range: TextRange, sink: &mut Sink) {
    let stated = row.unit();
    if stated.is_empty() || same_unit(row.sheet, stated, unit) {
        return;
    }
    let (lang, text) = (sink.lang, quote(&row.sheet.text[row.whole_target().usize()]));
    let message = say!(
        lang,
        "指标值{text}里的单位和度量单位“{stated}”不一致，应只写数字",
        "the unit in the target {text} is not the unit of measure “{stated}”; the number alone is expected"
    );
    let title = say!(lang, "单位以“{stated}”为准", "keep the unit “{stated}”");
    sink.report(&RULE, row.whole_target(), message).fix(Applicability::Unsafe, title, vec![Edit::delete(range)]);
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn the_unit_has_a_column() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥成本控制数⇥<=⇥⟦28.8万元⟧⇥⇥2021-12
            //~ error[unit-in-target]: 指标值“28.8万元”应只写数字 28.8，度量单位“万元”另有一栏
            ⇥⇥⇥项目验收合格率⇥=⇥⟦100%⟧⇥%⇥2021-12
            //~ error[unit-in-target]: 指标值“100%”应只写数字 100，度量单位“%”另有一栏
            ⇥⇥⇥群众知晓率⇥⇥⟦≥95%⟧⇥⇥2021-12
            //~ error[unit-in-target]: 指标值“≥95%”应只写数字 95，度量单位“%”另有一栏
            ---
            ⇥社会效应⇥社会效益⇥成本控制数⇥<=⇥28.8⇥万元⇥2021-12
            ⇥⇥⇥项目验收合格率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥群众知晓率⇥>=⇥95⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn another_unit_in_the_column() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥成本控制数⇥<=⇥⟦28.8万元⟧⇥元⇥2021-12
            //~ error[unit-in-target]: 指标值“28.8万元”里的单位和度量单位“元”不一致，应只写数字
            --- fix: 单位以“万元”为准
            ⇥社会效应⇥社会效益⇥成本控制数⇥<=⇥28.8⇥万元⇥2021-12
            --- fix: 单位以“元”为准
            ⇥社会效应⇥社会效益⇥成本控制数⇥<=⇥28.8⇥元⇥2021-12
        "#]]);
    }

    #[test]
    fn a_word_behind_says_more() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥项目验收合格率⇥⇥⟦95%以上⟧⇥⇥2021-12
            //~ error[unit-in-target]: 指标值“95%以上”应只写数字 95，度量单位“%”另有一栏
            --- fix: 把数字和单位分开
            ⇥社会效应⇥社会效益⇥项目验收合格率⇥>=⇥95⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn percent_in_words() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥项目验收合格率⇥=⇥⟦百分之95⟧⇥⇥2021-12
            //~ error[unit-in-target]: 指标值“百分之95”应只写数字 95，度量单位“%”另有一栏
            ---
            ⇥社会效应⇥社会效益⇥项目验收合格率⇥=⇥95⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn dates_and_grades_are_words() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥项目完工⇥⇥12月⇥⇥2021-12
            ⇥⇥⇥景区等级⇥⇥3级⇥⇥2021-12
            ⇥⇥⇥建成时间⇥⇥2021年⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn a_row_out_of_place() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥⇥⟦=⇥⟦100%⟧⇥⇥2021-12⟧
            //~ error[misaligned-row]: “=”应在“运算符号”栏，却在“指标值”栏；共 3 个值错位
            //~ error[unit-in-target]: 指标值“100%”应只写数字 100，度量单位“%”另有一栏
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
        "#]]);
    }

    /// Where a sheet is read by its headings, a column stands where its header is.
    #[test]
    fn columns_in_another_order() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效目标表（2023年度）
            项目名称⇥灌区改造
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥备注⇥运算符号⇥指标值⇥度量单位
            ⇥产出指标⇥数量指标⇥改造长度⇥10⇥⇥⟦≥42公里⟧
            //~ error[unit-in-target]: 指标值“≥42公里”应只写数字 42，度量单位“公里”另有一栏
            ⇥⇥⇥改造面积⇥10⇥≥⇥⟦42亩⟧
            //~ error[unit-in-target]: 指标值“42亩”应只写数字 42，度量单位“亩”另有一栏
            ---
            # mubiao: profile = none
            项目支出绩效目标表（2023年度）
            项目名称⇥灌区改造
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥备注⇥运算符号⇥指标值⇥度量单位
            ⇥产出指标⇥数量指标⇥改造长度⇥10⇥≥⇥42⇥公里
            ⇥⇥⇥改造面积⇥10⇥≥⇥42⇥亩
        "#]]);
    }

    /// Two tables of a sheet, of which one has operator and unit in columns of their own: the other one has them in none.
    #[test]
    fn tables_of_other_columns() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥灌区改造
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥产出指标⇥数量指标⇥改造面积⇥≥⇥⟦42亩⟧⇥⇥2023-12
            //~ error[unit-in-target]: 指标值“42亩”应只写数字 42，度量单位“亩”另有一栏
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分
            ⇥产出指标⇥数量指标⇥改造长度⇥≥42公里⇥43.6公里⇥100⇥100
            ---
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥灌区改造
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥产出指标⇥数量指标⇥改造面积⇥≥⇥42⇥亩⇥2023-12
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分
            ⇥产出指标⇥数量指标⇥改造长度⇥≥42公里⇥43.6公里⇥100⇥100
        "#]]);
    }

    #[test]
    fn beside_a_column_of_units() {
        check(&expect![[r#"
            # mubiao: profile = none
            农业防灾资金区域绩效目标表（2023年度）
            资金名称⇥农业防灾减灾资金
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥单位⇥指标值
            ⇥产出指标⇥数量指标⇥防控面积⇥万亩⇥≥12.5
            ⇥⇥质量指标⇥绿色防控覆盖率⇥%⇥⟦≥52万亩⟧
            //~ error[unit-in-target]: 指标值“≥52万亩”里的单位和度量单位“%”不一致，应只写数字
        "#]]);
    }
}
