//! wrong-direction: an operator that asks for the worse side.

use super::common::quote;
use super::printed;
use super::rows::Row;
use crate::diagnostic::{Applicability, Sink, say};
use crate::outline::Notion;
use crate::profile::Better;
use crate::text::Edit;

rule!(
    "wrong-direction",
    Indicators,
    Warning,
    Some(Applicability::Unsafe),
    "运算符号的方向反了",
    "an operator asks for the worse side",
);

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    let profile = row.sheet.profile;
    let Some(sign) = row.sign() else { return };
    let Some((asks, turned)) = profile.asks(sign) else { return };
    let stated = match printed::value(row.sheet, row.indicator.row, Notion::Direction) {
        Some(text) if text.contains("正向") => Some(Better::Larger),
        Some(text) if text.contains("反向") || text.contains("负向") || text.contains("逆向") => {
            Some(Better::Smaller)
        }
        _ => None,
    };
    if let Some(stated) = stated {
        if stated != asks {
            contradicts(row, sink, sign, stated, turned);
        }
        return;
    }
    let usual = row.standard.and_then(|standard| profile.bound(&standard.operator));
    let better = usual.or_else(|| profile.directions.better(row.name));
    let Some(better) = better.filter(|better| *better != asks) else { return };
    let Some(turned) = profile.operator(turned) else { return };
    let (lang, name, shown, expected) = (sink.lang, quote(row.name), quote(sign), quote(turned));
    let message = match better {
        Better::Smaller => say!(
            lang,
            "{name}越小越好，运算符号{shown}的方向反了，应为{expected}",
            "{name} is better the smaller it is, so {expected} is expected, not {shown}"
        ),
        Better::Larger => say!(
            lang,
            "{name}越大越好，运算符号{shown}的方向反了，应为{expected}",
            "{name} is better the larger it is, so {expected} is expected, not {shown}"
        ),
    };
    let range = row.place(row.places.operator);
    sink.report(&RULE, range, message).fix(
        Applicability::Unsafe,
        say!(lang, "改为{expected}", "write {expected}"),
        vec![Edit::replace(range, turned)],
    );
}

/// The form's own column of directions says the contrary.
fn contradicts(row: &Row<'_, '_>, sink: &mut Sink, sign: &str, stated: Better, turned: &str) {
    let Some(turned) = row.sheet.profile.operator(turned) else { return };
    let (lang, name, shown) = (sink.lang, quote(row.name), quote(sign));
    let direction = match stated {
        Better::Larger => lang.pick("正向", "better the larger it is"),
        Better::Smaller => lang.pick("反向", "better the smaller it is"),
    };
    let message = say!(
        lang,
        "{name}的指标方向是{direction}，与运算符号{shown}相反，请核对其中哪一个错了",
        "{name} is said to be {direction}, which {shown} contradicts; check which of the two is wrong"
    );
    let range = row.place(row.places.operator);
    sink.report(&RULE, range, message).fix(
        Applicability::Unsafe,
        say!(lang, "改为“{turned}”", "write “{turned}”"),
        vec![Edit::replace(range, turned)],
    );
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn smaller_is_better() {
        check(&expect![[r#"
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥⟦>=⟧⇥0⇥%⇥2021-12
            //~ warning[wrong-direction]: “‘三公’经费变动率”越小越好，运算符号“>=”的方向反了，应为“<=”
            ⇥社会效应⇥社会公众满意度⇥社会公众投诉次数⇥⟦>=⟧⇥2⇥次⇥2021-12
            //~ warning[wrong-direction]: “社会公众投诉次数”越小越好，运算符号“>=”的方向反了，应为“<=”
            --- fix: 改为“<=”
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥社会效应⇥社会公众满意度⇥社会公众投诉次数⇥>=⇥2⇥次⇥2021-12
        "#]]);
    }

    #[test]
    fn larger_is_better() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥⟦<=⟧⇥100⇥%⇥2021-12
            //~ warning[wrong-direction]: “工作质量达标率”越大越好，运算符号“<=”的方向反了，应为“>=”
            ⇥社会效应⇥社会公众满意度⇥群众满意度⇥⟦<⟧⇥90⇥%⇥2021-12
            //~ warning[wrong-direction]: “群众满意度”越大越好，运算符号“<”的方向反了，应为“>”
            --- fix: 改为“>=”
            ⇥⇥⇥工作质量达标率⇥>=⇥100⇥%⇥2021-12
            ⇥社会效应⇥社会公众满意度⇥群众满意度⇥<⇥90⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn names_that_do_not_say() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥受理投诉次数⇥>=⇥300⇥次⇥2021-12
            ⇥⇥⇥投诉办结率⇥>=⇥95⇥%⇥2021-12
            ⇥⇥⇥事故下降率⇥>=⇥5⇥%⇥2021-12
            ⇥⇥⇥税收收入变动率⇥>=⇥5⇥%⇥2021-12
            ⇥⇥⇥高血压患者控制率⇥>=⇥60⇥%⇥2021-12
            ⇥⇥⇥支出未完成率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥单位成本节约率⇥>=⇥3⇥%⇥2021-12
            ⇥⇥⇥成本控制数⇥<=⇥28.8⇥万元⇥2021-12
            ⇥⇥⇥一般公共预算支出下降率⇥>=⇥5⇥%⇥2021-12
            ⇥⇥⇥水资源开发利用率⇥<=⇥40⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn the_column_of_directions() {
        check(&expect![[r#"
            # mubiao: profile = none
            部门预算项目绩效目标申报表（2023年度）
            项目名称⇥村级公共服务
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标性质⇥指标值⇥度量单位⇥指标方向性
            ⇥产出指标⇥成本指标⇥单村年均运行经费⇥⟦≤⟧⇥6.6⇥万元⇥正向指标
            //~ warning[wrong-direction]: “单村年均运行经费”的指标方向是正向，与运算符号“≤”相反，请核对其中哪一个错了
            ⇥⇥时效指标⇥结果公布时限⇥⟦≥⟧⇥20⇥天⇥
            //~ warning[wrong-direction]: “结果公布时限”越小越好，运算符号“≥”的方向反了，应为“≤”
            ⇥⇥数量指标⇥坑槽修补面积⇥≥⇥7⇥平方米⇥正向指标
        "#]]);
    }
}
