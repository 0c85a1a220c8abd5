//! unexpected-operator: an operator before a word, or something in its column that is no operator.

use super::common::{quote, quote_all};
use super::rows::Row;
use super::target::Target;
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::fold_value;
use crate::text::Edit;

rule!(
    "unexpected-operator",
    Indicators,
    Error,
    Some(Applicability::Unsafe),
    "定性指标不应有运算符号，或填的不是运算符号",
    "an operator before a word, or no operator at all in its column",
);

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    if row.operator.is_empty() || row.places.value.is_none() {
        return;
    }
    let (lang, operator) = (sink.lang, quote(row.operator));
    let message = if matches!(row.target, Target::Word) {
        // Printed sheets write “＝” before words as well, and mean that they are to hold.
        if row.sheet.headings.is_some() && matches!(&*fold_value(row.operator), "=" | "等于") {
            return;
        }
        let value = quote(row.value);
        say!(
            lang,
            "指标值{value}是文字，运算符号{operator}应去掉",
            "the target {value} is a word, so the operator {operator} has to go"
        )
    } else if row.sign().is_none() {
        let known = ["=", ">=", "<=", ">", "<"].into_iter().filter_map(|sign| row.sheet.profile.operator(sign));
        let known = quote_all(known, lang);
        say!(lang, "{operator}不是运算符号，应为{known}之一", "{operator} is no operator; one of {known} is expected")
    } else {
        return;
    };
    let range = row.place(row.places.operator);
    let finding = sink.report(&RULE, range, message);
    if matches!(row.target, Target::Word) && row.is_in_place() {
        finding.fix(Applicability::Unsafe, say!(lang, "去掉{operator}", "take {operator} out"), vec![Edit::delete(range)]);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn an_operator_before_a_word() {
        check(&expect![[r#"
            ⇥⇥基础管理⇥依法行政能力⇥⟦=⟧⇥管理规范⇥⇥2021-12
            //~ error[unexpected-operator]: 指标值“管理规范”是文字，运算符号“=”应去掉
            --- fix: 去掉“=”
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn a_printed_sheet_that_counts_its_columns_and_writes_equal_before_words() {
        check(&expect![[r#"
            # mubiao: profile = none
            2024年项目支出绩效目标表
            ⇥项目名称⇥项目年度绩效目标⇥一级指标⇥二级指标⇥三级指标⇥指标性质⇥指标值⇥度量单位
            ⇥1⇥2⇥3⇥4⇥5⇥6⇥7⇥8
            ⇥河道清淤整治项目⇥完成河道清淤12公里。⇥产出指标⇥数量指标⇥清淤河道长度⇥≥⇥12⇥公里
            ⇥⇥⇥效益指标⇥生态效益指标⇥水环境改善情况⇥＝⇥水质达到三类
            ⇥⇥⇥满意度指标⇥服务对象满意度指标⇥群众满意度⇥⟦≥⟧⇥群众认可
            //~ error[unexpected-operator]: 指标值“群众认可”是文字，运算符号“≥”应去掉
            --- fix: 去掉“≥”
            # mubiao: profile = none
            2024年项目支出绩效目标表
            ⇥项目名称⇥项目年度绩效目标⇥一级指标⇥二级指标⇥三级指标⇥指标性质⇥指标值⇥度量单位
            ⇥1⇥2⇥3⇥4⇥5⇥6⇥7⇥8
            ⇥河道清淤整治项目⇥完成河道清淤12公里。⇥产出指标⇥数量指标⇥清淤河道长度⇥≥⇥12⇥公里
            ⇥⇥⇥效益指标⇥生态效益指标⇥水环境改善情况⇥＝⇥水质达到三类
            ⇥⇥⇥满意度指标⇥服务对象满意度指标⇥群众满意度⇥⇥群众认可
        "#]]);
    }

    #[test]
    fn no_operator_at_all() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训人次⇥⟦约⟧⇥200⇥人次⇥2021-12
            //~ error[unexpected-operator]: “约”不是运算符号，应为“=”“>=”“<=”“>”“<”之一
        "#]]);
    }

    #[test]
    fn a_standard_number_is_expected() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥⟦完成⟧⇥⇥2021-12
            //~ error[malformed-target]: 指标值“完成”不是数字，这里应为数字
        "#]]);
    }

    #[test]
    fn a_number() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12
        "#]]);
    }
}
