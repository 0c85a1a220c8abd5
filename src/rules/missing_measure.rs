//! missing-measure: a number without a unit of measure.

use super::common::quote;
use super::rows::Row;
use super::target::Target;
use crate::diagnostic::{Applicability, Sink, say};

rule!(
    "missing-measure",
    Indicators,
    Error,
    Some(Applicability::Unsafe),
    "定量指标没有度量单位",
    "a number without a unit of measure",
);

/// Names that end so are pure numbers (general knowledge).
const PURE: &[&str] = &["指数", "系数", "比值", "产出比"];

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    // 万 alone is no unit.
    if matches!(row.measure, "万" | "亿") && matches!(row.target, Target::Number(_)) {
        let (lang, name, text) = (sink.lang, quote(row.name), quote(row.measure));
        let (money, people) = (format!("{}元", row.measure), format!("{}人", row.measure));
        let message = say!(
            lang,
            "{name}的度量单位只有{text}，应写全，如“{money}”“{people}”",
            "the unit of {name} is only {text}; write it out, such as “{money}” or “{people}”"
        );
        sink.report(&RULE, row.place(row.places.measure), message);
        return;
    }
    let bare = match &row.target {
        Target::Number(_) => true,
        Target::NoNumber(Some(figure)) => figure.measure.is_empty(),
        _ => false,
    };
    if !bare || !row.measure.is_empty() || !row.places.are_apart() || PURE.iter().any(|word| row.name.ends_with(word)) {
        return;
    }
    let standard = row.standard.map(|standard| standard.measure.as_str()).filter(|measure| !measure.is_empty());
    let usual = standard.or_else(|| row.sheet.profile.measures.expected(row.name).map(|of| of[0].as_str()));
    let (lang, name, value) = (sink.lang, quote(row.name), quote(row.value));
    let message = match usual {
        Some(usual) => say!(
            lang,
            "{name}的指标值是{value}，缺度量单位，请填写，如“{usual}”",
            "the target of {name} is {value}, but it has no unit of measure; fill it in, such as “{usual}”"
        ),
        None => say!(
            lang,
            "{name}的指标值是{value}，缺度量单位，请填写",
            "the target of {name} is {value}, but it has no unit of measure; fill it in"
        ),
    };
    let finding = sink.report(&RULE, row.place(row.places.measure), message);
    if let Some((usual, edit)) = usual.and_then(|usual| Some((usual, row.write(row.places.measure, usual)?))) {
        finding.fix(Applicability::Unsafe, say!(lang, "填上“{usual}”", "fill in “{usual}”"), vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn a_number_without_unit() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥⟦⟧⇥2021-12
            //~ error[missing-measure]: “工作质量达标率”的指标值是“100”，缺度量单位，请填写，如“%”
            ⇥社会效应⇥社会效益⇥培训次数⇥>=⇥5⇥⟦⟧⇥2021-12
            //~ error[missing-measure]: “培训次数”的指标值是“5”，缺度量单位，请填写，如“次”
            ⇥⇥⇥亩均增收⇥>=⇥200⇥⟦⟧⇥2021-12
            //~ error[missing-measure]: “亩均增收”的指标值是“200”，缺度量单位，请填写
            --- fix: 填上“%”
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥社会效应⇥社会效益⇥培训次数⇥>=⇥5⇥⇥2021-12
            ⇥⇥⇥亩均增收⇥>=⇥200⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn pure_numbers() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥空气质量综合指数⇥<=⇥4.5⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn a_word_needs_none() {
        check(&expect![[r#"
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn both_are_missing() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训次数⇥⟦⟧⇥5⇥⟦⟧⇥2021-12
            //~ error[missing-operator]: “培训次数”的指标值是“5”，缺运算符号，请填写
            //~ error[missing-measure]: “培训次数”的指标值是“5”，缺度量单位，请填写，如“次”
        "#]]);
    }
}
