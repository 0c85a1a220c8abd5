//! malformed-target: no number where one is expected, or nothing at all.

use super::common::quote;
use super::figure::Figure;
use super::rows::Row;
use super::target::{Target, joined_text, split};
use crate::diagnostic::{Applicability, Diagnostic, Severity, Sink, say};
use crate::outline::Notion;
use crate::text::Edit;

rule!(
    "malformed-target",
    Indicators,
    Error,
    Some(Applicability::Unsafe),
    "指标值应为数字却不是，或没有填",
    "no number where a target needs one, or no target at all",
);

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    let (lang, range) = (sink.lang, row.place(row.places.value));
    match &row.target {
        // A row without a name is not begun yet, which empty-field tells.
        Target::Empty if row.places.value.is_some() && !(row.name.is_empty() && row.operator.is_empty()) => {
            // A table of scores alone has no targets.
            if !has_targets(row) {
                return;
            }
            let name = quote(row.name);
            let quantitative = !(row.operator.is_empty() && row.measure.is_empty());
            let message = if quantitative {
                say!(lang, "{name}没有指标值，应为数字", "{name} has no target; a number is expected")
            } else {
                say!(lang, "{name}没有指标值，请填写", "{name} has no target; fill it in")
            };
            sink.report(&RULE, range, message);
        }
        Target::NoNumber(figure) => {
            let text = quote(row.value);
            let Some(figure) = figure else {
                let message = say!(
                    lang,
                    "指标值{text}不是数字，这里应为数字",
                    "the target {text} is no number, and one is expected"
                );
                mild(row, sink.report(&RULE, range, message));
                return;
            };
            if row.places.are_together() {
                together(row, figure, sink);
                return;
            }
            let number = &figure.number;
            let message =
                say!(lang, "指标值{text}应只写数字 {number}", "the target {text} should be the number {number} alone");
            let finding = sink.report(&RULE, range, message);
            if let Some(edits) = split(row, figure) {
                finding.fix(Applicability::Unsafe, say!(lang, "改为 {number}", "write {number}"), edits);
            }
        }
        // What 以内 and the like say is said by an operator.
        Target::Figure(figure) if figure.behind && row.places.are_together() => together(row, figure, sink),
        _ => {}
    }
}

/// Whether the row's table has a column of targets.
fn has_targets(row: &Row<'_, '_>) -> bool {
    let Some(headings) = row.sheet.headings.as_deref() else { return true };
    let Some((block, _)) = headings.table_of(row.indicator.row) else { return true };
    let columns = &headings.outline.blocks[block].columns;
    columns.iter().any(|column| matches!(column.notion, Some(Notion::Target | Notion::Value)))
}

/// Where operator, number and unit share a cell of a form that nobody knows, such a value may be what the form asks for.
fn mild(row: &Row<'_, '_>, finding: &mut Diagnostic) {
    if row.sheet.headings.is_some() && row.places.are_together() {
        finding.severity = Severity::Information;
    }
}

/// The same where operator, number and unit share one cell.
fn together(row: &Row<'_, '_>, figure: &Figure, sink: &mut Sink) {
    let (lang, range) = (sink.lang, row.whole_target());
    let text = quote(&row.sheet.text[range.usize()]);
    let Some(written) = joined_text(row, figure) else {
        let message = say!(lang, "指标值{text}读不出一个数字，请填数字", "no number can be read from the target {text}; write one");
        mild(row, sink.report(&RULE, range, message));
        return;
    };
    let message = say!(lang, "指标值{text}应写作 {written}", "the target {text} is written {written}");
    let finding = sink.report(&RULE, range, message);
    mild(row, finding);
    finding.fix(
        Applicability::Unsafe,
        say!(lang, "改为 {written}", "write {written}"),
        vec![Edit::replace(range, written)],
    );
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn a_table_of_scores_has_no_targets() {
        check(&expect![[r#"
            # mubiao: profile = none
            2018年度部门整体支出绩效评价指标评分表
            ⇥一级指标⇥分值⇥二级指标⇥分值⇥三级指标⇥分值⇥评分标准⇥得分
            ⇥投入⇥15⇥目标设定⇥5⇥绩效目标合理性⇥5⇥目标合理得5分。⇥5
            ⇥⇥⇥预算配置⇥10⇥在职人员控制率⇥10⇥每超过一个百分点扣0.5分。⇥10
            ⇥过程⇥45⇥预算执行⇥25⇥预算完成率⇥15⇥完成率100%得满分。⇥13
            ⇥⇥⇥⇥⇥公用经费控制率⇥10⇥控制在100%以内得满分。⇥10
            ⇥⇥⇥预算管理⇥20⇥管理制度健全性⇥20⇥制度健全得满分。⇥20
            ⇥产出及效果⇥40⇥职责履行⇥40⇥重点工作完成率⇥40⇥完成率×40。⇥38
            ⇥合计⇥100⇥⇥100⇥⇥100⇥⇥96
        "#]]);
    }

    #[test]
    fn nothing() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥⟦⟧⇥人次⇥2021-12
            //~ error[malformed-target]: “培训人次”没有指标值，应为数字
            ⇥⇥⇥亩均增收⇥⇥⟦⟧⇥⇥2021-12
            //~ error[malformed-target]: “亩均增收”没有指标值，请填写
        "#]]);
    }

    #[test]
    fn no_number() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥⟦若干⟧⇥人次⇥2021-12
            //~ error[malformed-target]: 指标值“若干”不是数字，这里应为数字
            ⇥⇥⇥培训次数⇥=⇥⟦3-5⟧⇥次⇥2021-12
            //~ error[malformed-target]: 指标值“3-5”不是数字，这里应为数字
            ⇥⇥⟦基础管理⟧⇥培训合格率⇥>=⇥⟦95左右⟧⇥%⇥2021-12
            //~ warning[misplaced-indicator]: 二级指标“基础管理”属于一级指标“履职效能”，不属于“社会效应”
            //~ error[malformed-target]: 指标值“95左右”不是数字，这里应为数字
        "#]]);
    }

    #[test]
    fn another_spelling_of_a_number() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥⟦1,200⟧⇥人次⇥2021-12
            //~ error[malformed-target]: 指标值“1,200”应只写数字 1200
            ⇥⇥⇥培训次数⇥=⇥⟦三次⟧⇥⇥2021-12
            //~ error[malformed-target]: 指标值“三次”应只写数字 3
            ⇥⇥⇥培训合格率⇥⇥⟦≥95⟧⇥%⇥2021-12
            //~ error[malformed-target]: 指标值“≥95”应只写数字 95
            ⇥⇥⇥公众知晓率⇥⟦⟧⇥⟦百分之九十⟧⇥⇥2021-12
            //~ error[missing-operator]: “公众知晓率”的指标值是“百分之九十”，缺运算符号，请填写
            //~ error[malformed-target]: 指标值“百分之九十”应只写数字 90
            --- fix: 改为 1200
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥1200⇥人次⇥2021-12
            ⇥⇥⇥培训次数⇥=⇥三次⇥⇥2021-12
            ⇥⇥⇥培训合格率⇥⇥≥95⇥%⇥2021-12
            ⇥⇥⇥公众知晓率⇥⇥百分之九十⇥⇥2021-12
            --- fix: 改为 3
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥1,200⇥人次⇥2021-12
            ⇥⇥⇥培训次数⇥=⇥3⇥次⇥2021-12
            ⇥⇥⇥培训合格率⇥⇥≥95⇥%⇥2021-12
            ⇥⇥⇥公众知晓率⇥⇥百分之九十⇥⇥2021-12
            --- fix: 改为 95
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥1,200⇥人次⇥2021-12
            ⇥⇥⇥培训次数⇥=⇥三次⇥⇥2021-12
            ⇥⇥⇥培训合格率⇥>=⇥95⇥%⇥2021-12
            ⇥⇥⇥公众知晓率⇥⇥百分之九十⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn a_word_for_a_standard_number() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥⇥⟦管理规范⟧⇥⇥2021-12
            //~ error[malformed-target]: 指标值“管理规范”不是数字，这里应为数字
        "#]]);
    }

    #[test]
    fn a_qualitative_indicator_of_the_unit() {
        check(&expect![[r#"
            ⇥社会效应⇥服务对象满意度⇥群众满意度⇥⇥满意⇥⇥2021-12
            ⇥⇥社会效益⇥为社会提供更多的安全放心产品⇥⇥盐业保障⇥⇥2021-12
            ⇥⇥⇥项目完工⇥⇥2021年12月底前完工⇥⇥2021-12
        "#]]);
    }
}
