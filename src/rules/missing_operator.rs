//! missing-operator: a number without an operator.

use super::common::quote;
use super::rows::Row;
use super::target::Target;
use crate::diagnostic::{Applicability, Severity, Sink, say};
use crate::profile::Better;

rule!(
    "missing-operator",
    Indicators,
    Error,
    Some(Applicability::Unsafe),
    "定量指标没有运算符号",
    "a number without an operator",
);

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    let bare = match &row.target {
        Target::Number(_) => true,
        Target::Figure(figure) | Target::NoNumber(Some(figure)) => figure.operator.is_none(),
        _ => false,
    };
    if !bare || !row.operator.is_empty() || !row.places.are_apart() {
        return;
    }
    let (lang, name, value) = (sink.lang, quote(row.name), quote(row.value));
    let message =
        say!(lang, "{name}的指标值是{value}，缺运算符号，请填写", "the target of {name} is {value}, but it has no operator; fill it in");
    let usual = usual(row);
    let finding = sink.report(&RULE, row.place(row.places.operator), message);
    // Where operator and number share a cell, a bare number may be all that is asked for.
    if row.places.are_together() && !row.sheet.profile.needs_operators {
        finding.severity = Severity::Information;
    }
    for operator in usual.into_iter().filter_map(|operator| row.sheet.profile.operator(operator)) {
        if let Some(edit) = row.write(row.places.operator, operator) {
            finding.fix(Applicability::Unsafe, say!(lang, "填上“{operator}”", "fill in “{operator}”"), vec![edit]);
        }
    }
}

/// The operators that the row may have meant, the likeliest first.
fn usual<'r>(row: &'r Row<'_, '_>) -> Vec<&'r str> {
    if let Some(standard) = row.standard.filter(|standard| !standard.operator.is_empty()) {
        return vec![&standard.operator];
    }
    let directions = &row.sheet.profile.directions;
    match directions.better(row.name) {
        Some(Better::Smaller) => vec!["<=", "="],
        Some(Better::Larger) if directions.is_satisfaction(row.name) => vec![">="],
        Some(Better::Larger) | None => vec![">=", "="],
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn a_number_alone() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训人次⇥⟦⟧⇥200⇥人次⇥2021-12
            //~ error[missing-operator]: “培训人次”的指标值是“200”，缺运算符号，请填写
            --- fix: 填上“>=”
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12
            --- fix: 填上“=”
            ⇥社会效应⇥社会效益⇥培训人次⇥=⇥200⇥人次⇥2021-12
        "#]]);
    }

    #[test]
    fn the_catalogue_knows_the_operator() {
        check(&expect![[r#"
            ⇥⇥⇥总体工作完成率⇥⟦⟧⇥100⇥%⇥2021-12
            //~ error[missing-operator]: “总体工作完成率”的指标值是“100”，缺运算符号，请填写
            ⇥预算执行⇥预算执行效率⇥预算调整率⇥⟦⟧⇥5⇥%⇥2021-12
            //~ error[missing-operator]: “预算调整率”的指标值是“5”，缺运算符号，请填写
            --- fix: 填上“<=”
            ⇥⇥⇥总体工作完成率⇥⇥100⇥%⇥2021-12
            ⇥预算执行⇥预算执行效率⇥预算调整率⇥<=⇥5⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn a_unit_in_the_value_is_another_flaw() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训合格率⇥⟦⟧⇥⟦95%⟧⇥⇥2021-12
            //~ error[missing-operator]: “培训合格率”的指标值是“95%”，缺运算符号，请填写
            //~ error[unit-in-target]: 指标值“95%”应只写数字 95，度量单位“%”另有一栏
            ---
            ⇥社会效应⇥社会效益⇥培训合格率⇥⇥95⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn a_word_needs_none() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥亩均增收⇥⇥完成⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn an_operator_in_the_value() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训合格率⇥⇥⟦≥95⟧⇥%⇥2021-12
            //~ error[malformed-target]: 指标值“≥95”应只写数字 95
        "#]]);
    }

    #[test]
    fn a_bare_number_in_one_cell() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效目标申报表（2023年度）
            项目名称⇥水生态监测
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥建成监测站⇥⟦⟧12座
            //~ information[missing-operator]: “建成监测站”的指标值是“12”，缺运算符号，请填写
            ⇥⇥质量指标⇥验收合格率⇥=100%
            ⇥⇥⇥数据有效率⇥＝95%
        "#]]);
    }

    #[test]
    fn qualitative_rows_say_so() {
        check(&expect![[r#"
            # mubiao: profile = none
            部门预算项目支出绩效目标申报表（2023年度）
            项目名称⇥便民服务站
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标性质⇥指标值⇥度量单位
            ⇥产出指标⇥数量指标⇥改造服务站⇥＝⇥9⇥个
            ⇥⇥质量指标⇥管理制度⇥定性⇥健全⇥其他
        "#]]);
    }
}
