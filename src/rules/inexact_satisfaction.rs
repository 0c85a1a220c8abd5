//! inexact-satisfaction: a satisfaction rate that must be met to the point.

use rust_decimal::Decimal;

use super::common::quote;
use super::rows::Row;
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::fold_value;
use crate::text::Edit;

rule!(
    "inexact-satisfaction",
    Indicators,
    Warning,
    Some(Applicability::Unsafe),
    "满意度用了“=”，应为“>=”",
    "a satisfaction rate with =, where at least is meant",
);

/// With these words behind the satisfaction in its name, an indicator counts or compares surveys and is no rate.
const OTHERWISE: &[&str] =
    &["调查", "测评", "评价", "问卷", "回访", "样本", "次数", "份数", "完成", "覆盖", "提升", "提高", "增长", "变动"];

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    let (profile, name) = (row.sheet.profile, row.name);
    // Fewer rows have this operator than a name that is to be looked through.
    if row.operator.is_empty() || row.sign() != profile.operator("=") {
        return;
    }
    let words = &profile.directions.satisfaction;
    let Some(behind) = words.iter().find_map(|word| name.rsplit_once(word.as_str())).map(|(_, behind)| behind) else {
        return;
    };
    let rated = ["", "%", "‰", "百分比", "分"].contains(&&*fold_value(row.measure));
    if !rated || OTHERWISE.iter().any(|word| behind.contains(word)) {
        return;
    }
    let Some(at_least) = profile.operator(">=") else { return };
    let figure = fold_value(row.value);
    // Nobody is more than wholly satisfied.
    let all = figure.trim_end_matches('%').parse() == Ok(Decimal::ONE_HUNDRED);
    if all || !figure.contains(|c: char| c.is_ascii_digit()) {
        return;
    }
    let (lang, name, range) = (sink.lang, quote(name), row.place(row.places.operator));
    let (value, measure) = (row.value, row.measure);
    let message = say!(
        lang,
        "{name}要求正好等于 {value}{measure}；满意度应为不低于，写作“{at_least}”",
        "{name} is to be exactly {value}{measure}; a satisfaction rate is at least that: “{at_least}”"
    );
    sink.report(&RULE, range, message).fix(
        Applicability::Unsafe,
        say!(lang, "改为“{at_least}”", "write “{at_least}”"),
        vec![Edit::replace(range, at_least)],
    );
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn exactly_ninety() {
        check(&expect![[r#"
            ⇥社会效应⇥服务对象满意度⇥服务企业满意度⇥⟦=⟧⇥90⇥%⇥2021-12
            //~ warning[inexact-satisfaction]: “服务企业满意度”要求正好等于 90%；满意度应为不低于，写作“>=”
            --- fix: 改为“>=”
            ⇥社会效应⇥服务对象满意度⇥服务企业满意度⇥>=⇥90⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn a_wide_operator_and_the_percent_in_the_value() {
        check(&expect![[r#"
            ⇥社会效应⇥服务对象满意度⇥服务企业满意度⇥⟦⟦＝⟧⟧⇥⟦95%⟧⇥⇥2021-12
            //~ warning[mixed-width]: “＝”全角、半角混用，应写作“=”
            //~ warning[inexact-satisfaction]: “服务企业满意度”要求正好等于 95%；满意度应为不低于，写作“>=”
            //~ error[unit-in-target]: 指标值“95%”应只写数字 95，度量单位“%”另有一栏
            ---
            ⇥社会效应⇥服务对象满意度⇥服务企业满意度⇥=⇥95⇥%⇥2021-12
            --- fix: 改为“>=”
            ⇥社会效应⇥服务对象满意度⇥服务企业满意度⇥>=⇥95%⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn a_score() {
        check(&expect![[r#"
            ⇥社会效应⇥社会公众满意度⇥群众测评满意度（%）⇥⟦=⟧⇥85.5⇥分⇥2021-12
            //~ warning[inexact-satisfaction]: “群众测评满意度（%）”要求正好等于 85.5分；满意度应为不低于，写作“>=”
        "#]]);
    }

    #[test]
    fn two_of_three() {
        check(&expect![[r#"
            ⇥社会效应⇥服务对象满意度⇥服务企业满意度⇥⟦=⟧⇥90⇥%⇥2021-12
            //~ warning[inexact-satisfaction]: “服务企业满意度”要求正好等于 90%；满意度应为不低于，写作“>=”
            ⇥⇥⇥服务群众满意度⇥>=⇥90⇥%⇥2021-12
            ⇥⇥⇥参训人员满意度⇥⟦=⟧⇥90⇥%⇥2021-12
            //~ warning[inexact-satisfaction]: “参训人员满意度”要求正好等于 90%；满意度应为不低于，写作“>=”
        "#]]);
    }

    #[test]
    fn a_row_out_of_place() {
        check(&expect![[r#"
            ⇥⇥⟦社会效应⇥服务对象满意度⇥服务企业满意度⇥⟦=⟧⇥90⇥%⇥2021-12⟧
            //~ error[misaligned-row]: “社会效应”应在“一级指标”栏，却在“二级指标”栏；共 7 个值错位
            //~ warning[inexact-satisfaction]: “服务企业满意度”要求正好等于 90%；满意度应为不低于，写作“>=”
            ---
            ⇥社会效应⇥服务对象满意度⇥服务企业满意度⇥=⇥90⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn at_least_and_more_than() {
        check(&expect![[r#"
            ⇥社会效应⇥服务对象满意度⇥服务企业满意度⇥>=⇥90⇥%⇥2021-12
            ⇥⇥⇥服务群众满意度⇥>⇥90⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn wholly_satisfied() {
        check(&expect![[r#"
            ⇥社会效应⇥服务对象满意度⇥服务企业满意度⇥=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn a_word_for_a_value() {
        check(&expect![[r#"
            ⇥社会效应⇥服务对象满意度⇥服务企业满意度⇥⇥满意⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn surveys_are_counted() {
        check(&expect![[r#"
            ⇥社会效应⇥服务对象满意度⇥企业满意度调查次数⇥=⇥2⇥次⇥2021-12
            ⇥⇥⇥满意度调查完成率⇥=⇥90⇥%⇥2021-12
            ⇥⇥⇥满意度问卷⇥=⇥300⇥份⇥2021-12
        "#]]);
    }

    #[test]
    fn another_rate_that_is_exact() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥90⇥%⇥2021-12
        "#]]);
    }
}
