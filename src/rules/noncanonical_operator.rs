//! noncanonical-operator: an operator that the form writes otherwise.

use super::common::{is_wide, quote};
use super::rows::Row;
use super::target::Target;
use crate::diagnostic::{Applicability, Sink, say};
use crate::text::Edit;

rule!(
    "noncanonical-operator",
    Indicators,
    Warning,
    Some(Applicability::Safe),
    "运算符号的写法和表样不同",
    "an operator that the form writes otherwise",
);

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    let Some(sign) = row.sign().filter(|sign| *sign != row.operator) else { return };
    // An operator before a word has to go, however it is written.
    if !row.sheet.profile.states_operators || is_wide(row.operator) || row.target == Target::Word {
        return;
    }
    // In the forms of the ministry the sign of equality is printed in either width.
    if (row.operator, sign) == ("=", "＝") {
        return;
    }
    let (lang, operator, expected) = (sink.lang, quote(row.operator), quote(sign));
    let range = row.place(row.places.operator);
    let message =
        say!(lang, "运算符号{operator}应写作{expected}", "the operator {operator} is written {expected} in this form");
    sink.report(&RULE, range, message).fix(
        Applicability::Safe,
        say!(lang, "改为{expected}", "write {expected}"),
        vec![Edit::replace(range, sign)],
    );
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn other_spellings() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训人次⇥⟦≥⟧⇥200⇥人次⇥2021-12
            //~ warning[noncanonical-operator]: 运算符号“≥”应写作“>=”
            ⇥⇥⇥培训次数⇥⟦大于等于⟧⇥2⇥次⇥2021-12
            //~ warning[noncanonical-operator]: 运算符号“大于等于”应写作“>=”
            ⇥⇥⇥亩均增收⇥⟦=>⟧⇥200⇥元⇥2021-12
            //~ warning[noncanonical-operator]: 运算符号“=>”应写作“>=”
            ⇥⇥⇥公开时限⇥⟦不超过⟧⇥20⇥工作日⇥2021-12
            //~ warning[noncanonical-operator]: 运算符号“不超过”应写作“<=”
            ---
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12
            ⇥⇥⇥培训次数⇥>=⇥2⇥次⇥2021-12
            ⇥⇥⇥亩均增收⇥>=⇥200⇥元⇥2021-12
            ⇥⇥⇥公开时限⇥<=⇥20⇥工作日⇥2021-12
        "#]]);
    }

    #[test]
    fn no_form_says_how_it_is_written() {
        check(&expect![[r#"
            # mubiao: profile = none
            部门预算项目支出绩效目标申报表（2023年度）
            项目名称⇥便民服务站
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位
            ⇥产出指标⇥数量指标⇥改造服务站⇥=⇥9⇥个
            ⇥⇥⇥培训人次⇥>=⇥200⇥人次
            ⇥⇥⇥办结时限⇥小于等于⇥3⇥天
        "#]]);
    }

    #[test]
    fn full_width_is_folded_first() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训人次⇥⟦＞＝⟧⇥200⇥人次⇥2021-12
            //~ warning[mixed-width]: “＞＝”全角、半角混用，应写作“>=”
            ---
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12
        "#]]);
    }

    #[test]
    fn a_row_out_of_place() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥⇥⟦⟦≥⟧⇥100⇥%⇥2021-12⟧
            //~ warning[noncanonical-operator]: 运算符号“≥”应写作“>=”
            //~ error[misaligned-row]: “≥”应在“运算符号”栏，却在“指标值”栏；共 4 个值错位
            ---
            ⇥⇥⇥工作质量达标率⇥>=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn the_form_s_own() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12
        "#]]);
    }

    #[test]
    fn equals_of_either_width_in_a_form_of_the_ministry() {
        check(&expect![[r#"
            # mubiao: profile = mof-2015-department
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
            ⇥产出指标⇥数量指标⇥购置设备⇥=3台
            ⇥⇥⇥开展节水宣传活动⇥＝24场
            ⇥效益指标⇥社会效益指标⇥节水知识知晓率⇥≥85%
        "#]]);
    }
}
