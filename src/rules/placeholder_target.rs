//! placeholder-target: something that stands for a target not given.

use super::common::quote;
use super::rows::Row;
use super::target::Target;
use crate::diagnostic::{Sink, say};

rule!(
    "placeholder-target",
    Indicators,
    Error,
    None,
    "指标值是占位的，如“XX”“无”“待填写”",
    "a placeholder where a target should be",
);

pub(super) fn check(row: &Row<'_, '_>, sink: &mut Sink) {
    if !matches!(row.target, Target::Placeholder) {
        return;
    }
    let (lang, text, name) = (sink.lang, quote(row.value), quote(row.name));
    let message = say!(
        lang,
        "{name}的指标值{text}只是占位，应填实际的数字或表述",
        "the target {text} of {name} is a placeholder; a number or a word is expected"
    );
    sink.report(&RULE, row.place(row.places.value), message);
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn signs_and_words() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥⟦XX⟧⇥人次⇥2021-12
            //~ error[placeholder-target]: “培训人次”的指标值“XX”只是占位，应填实际的数字或表述
            ⇥⇥⇥培训次数⇥>=⇥⟦**次⟧⇥⇥2021-12
            //~ error[placeholder-target]: “培训次数”的指标值“**次”只是占位，应填实际的数字或表述
            ⇥⇥⇥亩均增收⇥⇥⟦待填写⟧⇥⇥2021-12
            //~ error[placeholder-target]: “亩均增收”的指标值“待填写”只是占位，应填实际的数字或表述
            ⇥⇥⇥村集体增收⇥⇥⟦无⟧⇥⇥2021-12
            //~ error[placeholder-target]: “村集体增收”的指标值“无”只是占位，应填实际的数字或表述
            ⇥⇥⇥企业增收⇥=⇥⟦____⟧⇥万元⇥2021-12
            //~ error[placeholder-target]: “企业增收”的指标值“____”只是占位，应填实际的数字或表述
        "#]]);
    }

    #[test]
    fn words_that_say_something() {
        check(&expect![[r#"
            ⇥社会效应⇥社会效益⇥安全生产⇥⇥无事故⇥⇥2021-12
            ⇥⇥⇥X光机更新⇥⇥完成⇥⇥2021-12
        "#]]);
    }
}
