//! unknown-rule: an allowance of a rule that does not exist.

use super::common::quote;
use crate::diagnostic::{Applicability, Sink, say};
use crate::suppression::Directives;
use crate::text::{Edit, TextRange};

rule!(
    "unknown-rule",
    Identity,
    Error,
    Some(Applicability::Unsafe),
    "豁免的规则并不存在",
    "an allowance names a rule that does not exist",
);

/// Reports the rules that allowances name in vain.
pub(crate) fn check(directives: &Directives<'_>, sink: &mut Sink) {
    let lang = sink.lang;
    for found in directives.found() {
        for rule in found.allowance().map_or(&[][..], |(_, rules)| rules) {
            let range = found.place(rule.range);
            if let Some(info) = super::find(rule.name) {
                if info.name != rule.name {
                    renamed(rule.name, info.name, range, sink);
                }
                continue;
            }
            let near = super::nearest(rule.name);
            let name = quote(rule.name);
            let message = match near {
                Some(near) => say!(
                    lang,
                    "没有名为{name}的规则，是不是“{near}”？",
                    "there is no rule {name}; did you mean “{near}”?"
                ),
                None => say!(
                    lang,
                    "没有名为{name}的规则；全部规则见 mubiao rules",
                    "there is no rule {name}; mubiao rules lists them all"
                ),
            };
            let finding = sink.report(&RULE, range, message);
            if let Some(near) = near {
                let title = say!(lang, "改为“{near}”", "write “{near}”");
                finding.fix(Applicability::Unsafe, title, vec![Edit::replace(range, near)]);
            }
        }
    }
}

/// Reports that a rule, which still works by its former name, has another one now.
fn renamed(former: &str, name: &str, range: TextRange, sink: &mut Sink) {
    let lang = sink.lang;
    let former = quote(former);
    let message = say!(lang, "规则{former}已改名为“{name}”，旧名仍然有效", "the rule {former} is now called “{name}”; the former name still works");
    let title = say!(lang, "改为“{name}”", "write “{name}”");
    sink.report(&RULE, range, message).fix(Applicability::Unsafe, title, vec![Edit::replace(range, name)]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn a_misspelled_rule() {
        check(&expect![[r#"
            # mubiao: allow(⟦mising-deadline⟧): 长期工作
            //~ error[unknown-rule]: 没有名为“mising-deadline”的规则，是不是“missing-deadline”？
            ⇥社会效应⇥社会效益⇥举办培训班期数⇥>=⇥4⇥期⟦⟧
            //~ error[missing-deadline]: “举办培训班期数”缺完成时限，请填年月，如 2021-12
            --- fix: 改为“missing-deadline”
            # mubiao: allow(missing-deadline): 长期工作
            ⇥社会效应⇥社会效益⇥举办培训班期数⇥>=⇥4⇥期
        "#]]);
    }

    #[test]
    fn a_rule_that_is_like_none() {
        check(&expect![[r#"
            # mubiao: allow-sheet(⟦截止日期⟧、⟦*⟧)
            //~ error[unknown-rule]: 没有名为“截止日期”的规则；全部规则见 mubiao rules
            //~ error[unknown-rule]: 没有名为“*”的规则；全部规则见 mubiao rules
            ⇥社会效应⇥社会效益⇥举办培训班期数⇥>=⇥4⇥期⇥2021-12
        "#]]);
    }

    #[test]
    fn a_rule_that_exists() {
        check(&expect![[r#"
            # mubiao: allow(missing-deadline): 长期工作
            ⇥社会效应⇥社会效益⇥举办培训班期数⇥>=⇥4⇥期
        "#]]);
    }

    #[test]
    fn a_rule_that_has_another_name_now() {
        let mut sink = Sink::new(crate::diagnostic::Lang::En);
        renamed("missing-due", "missing-deadline", TextRange::new(0, 11), &mut sink);
        let [finding] = &sink.take()[..] else { panic!("there is one finding") };
        let said = "the rule “missing-due” is now called “missing-deadline”; the former name still works";
        assert_eq!((finding.message.as_str(), finding.fixes[0].edits[0].text.as_str()), (said, "missing-deadline"));
    }
}
