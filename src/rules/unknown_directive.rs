//! unknown-directive: a directive that cannot be understood.

use super::common::{nearest, quote, quote_all};
use crate::diagnostic::{Sink, say};
use crate::sheet::{Order, directive_keys};
use crate::suppression::Directives;

rule!(
    "unknown-directive",
    Identity,
    Error,
    None,
    "不能识别的文件内设置（# mubiao:）",
    "a mubiao directive cannot be understood",
);

/// Reports on the directives of a text.
pub(crate) fn check(directives: &Directives<'_>, sink: &mut Sink) {
    let lang = sink.lang;
    for found in directives.found() {
        let message = match found.directive.order {
            Order::UnknownKey(key) => match nearest(key, directive_keys()).filter(|_| !key.is_empty()) {
                Some(near) => {
                    let (key, near) = (quote(key), quote(near));
                    say!(lang, "没有名为{key}的文件内设置，是不是{near}？", "there is no directive {key}; did you mean {near}?")
                }
                None => {
                    let known = quote_all(directive_keys(), lang);
                    if key.is_empty() {
                        say!(lang, "没有写设置名，可用的有{known}", "a directive's name is expected; known are: {known}")
                    } else {
                        let key = quote(key);
                        say!(lang, "没有名为{key}的文件内设置，可用的有{known}", "there is no directive {key}; known are: {known}")
                    }
                }
            },
            Order::Malformed(key @ "profile") => {
                say!(lang, "应写成“{key} = 表样名”", "“{key} = NAME” is expected")
            }
            Order::Malformed(key @ "fiscal-year") => say!(
                lang,
                "应写成“{key} = 年度”，年度为四位数字，如 2021",
                "“{key} = YEAR” is expected, the year in four digits such as 2021"
            ),
            Order::Malformed(key @ "conflict") => say!(
                lang,
                "应写成“{key}(ours)”或“{key}(theirs)”，由 mubiao merge 写出",
                "“{key}(ours)” or “{key}(theirs)” is expected, as mubiao merge writes it"
            ),
            Order::Malformed(key) => say!(
                lang,
                "应写成“{key}(规则名, …)”，要写原因的接着写“: 原因”",
                "“{key}(RULE, …)” is expected, with “: REASON” behind it if there is one"
            ),
            Order::Profile(_) | Order::FiscalYear(_) | Order::Allow(..) | Order::Conflict(_) => continue,
        };
        let range = found.place(found.directive.range);
        sink.report(&RULE, if range.is_empty() { found.range } else { range }, message);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn keys_that_do_not_exist() {
        check(&expect![[r#"
            # mubiao: ⟦alow(missing-deadline)⟧
            //~ error[unknown-directive]: 没有名为“alow”的文件内设置，是不是“allow”？
            # mubiao: ⟦允许(missing-deadline)⟧
            //~ error[unknown-directive]: 没有名为“允许”的文件内设置，可用的有“profile”“fiscal-year”“allow”“allow-sheet”“allow-file”
            ⟦# mubiao:⟧
            //~ error[unknown-directive]: 没有写设置名，可用的有“profile”“fiscal-year”“allow”“allow-sheet”“allow-file”
            ⇥社会效应⇥社会效益⇥举办培训班期数⇥>=⇥4⇥期⇥2021-12
        "#]]);
    }

    #[test]
    fn values_that_cannot_be_read() {
        check(&expect![[r#"
            # mubiao: ⟦allow missing-deadline⟧
            //~ error[unknown-directive]: 应写成“allow(规则名, …)”，要写原因的接着写“: 原因”
            # mubiao: ⟦allow-sheet(): 没有规则⟧
            //~ error[unknown-directive]: 应写成“allow-sheet(规则名, …)”，要写原因的接着写“: 原因”
            # mubiao: ⟦fiscal-year = 21⟧
            //~ error[unknown-directive]: 应写成“fiscal-year = 年度”，年度为四位数字，如 2021
            # mubiao: ⟦profile：liaoning-department⟧
            //~ error[unknown-directive]: 应写成“profile = 表样名”
            ⇥社会效应⇥社会效益⇥举办培训班期数⇥>=⇥4⇥期⇥2021-12
        "#]]);
    }

    #[test]
    fn a_year_in_the_middle_of_a_sheet_holds_for_it() {
        check(&expect![[r#"
            # mubiao: fiscal-year = 2022
            ⇥社会效应⇥社会效益⇥举办培训班期数⇥>=⇥4⇥期⇥2021-12
        "#]]);
    }

    #[test]
    fn directives_at_the_top_and_plain_comments() {
        check(&expect![[r#"
            # mubiao: profile = liaoning-department
            # mubiao：fiscal-year = 2021
            # mubiao 由办公室填写
            # 说明: allow(任何写法)
        "#]]);
    }
}
