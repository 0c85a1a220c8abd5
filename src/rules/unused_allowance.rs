//! unused-allowance: an allowance that silences nothing.

use crate::diagnostic::{Applicability, Sink, say};
use crate::sheet::Scope;
use crate::suppression::{Directives, Found};
use crate::text::{Edit, TextRange};

rule!(
    "unused-allowance",
    Identity,
    Warning,
    Some(Applicability::Safe),
    "多余的豁免",
    "an allowance silences nothing",
);

/// Reports the allowances `unused`: each the index of its directive and that of the rule in it, by place.
pub(crate) fn check(directives: &Directives<'_>, unused: &[(usize, usize)], sink: &mut Sink) {
    let lang = sink.lang;
    for names in unused.chunk_by(|one, other| one.0 == other.0) {
        let found = &directives.found()[names[0].0];
        let Some((scope, rules)) = found.allowance() else { continue };
        for &(_, at) in names {
            let name = rules[at].name;
            let why = match scope {
                Scope::Row if found.target.is_none() => {
                    lang.pick("后面没有行", "no row follows it")
                }
                Scope::Row => lang.pick("下一行没有需要豁免的问题", "the next row has no finding that needs it"),
                Scope::Sheet if !found.in_sheet => lang.pick(
                    "它写在标题上方，不属于任何一张表；要对整个文件起作用，应写 allow-file",
                    "it stands above the title and so in no sheet; allow-file holds for the whole file",
                ),
                Scope::Sheet => lang.pick("这张表没有需要豁免的问题", "the sheet has no finding that needs it"),
                Scope::File => lang.pick("文件里没有需要豁免的问题", "the file has no finding that needs it"),
            };
            let message =
                say!(lang, "多余的豁免“{name}”：{why}，请删去", "the allowance of “{name}” silences nothing: {why}; delete it");
            let (title, edit) = if names.len() == rules.len() {
                (say!(lang, "删去这一行注释", "delete the comment row"), Edit::delete(whole_row(found)))
            } else {
                let range = match at.checked_sub(1) {
                    Some(before) => TextRange::new(rules[before].range.end, rules[at].range.end),
                    None => TextRange::new(rules[at].range.start, rules[at + 1].range.start),
                };
                (say!(lang, "去掉“{name}”", "drop “{name}”"), Edit::delete(found.place(range)))
            };
            let range = found.place(rules[at].range);
            sink.report(&RULE, range, message).fix(Applicability::Safe, title, vec![edit]);
        }
    }
}

/// The comment row with one line end: its own, or in the last row of a text the one before it.
fn whole_row(found: &Found<'_>) -> TextRange {
    let TextRange { start, end } = found.range;
    if found.end > end { TextRange::new(start, found.end) } else { TextRange::new(start - found.above, end) }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::diagnostic::Applicability;
    use crate::lint::{Settings, fix, lint};
    use crate::rules::testing::check;

    #[test]
    fn a_row_without_such_a_finding() {
        check(&expect![[r#"
            # mubiao: allow(⟦missing-deadline⟧): 长期工作
            //~ warning[unused-allowance]: 多余的豁免“missing-deadline”：下一行没有需要豁免的问题，请删去
            ⇥社会效应⇥社会效益⇥举办培训班期数⇥>=⇥4⇥期⇥2021-12
            ---
            ⇥社会效应⇥社会效益⇥举办培训班期数⇥>=⇥4⇥期⇥2021-12
        "#]]);
    }

    #[test]
    fn one_of_two_rules() {
        check(&expect![[r#"
            # mubiao: allow(missing-deadline, ⟦missing-measure⟧): 长期工作
            //~ warning[unused-allowance]: 多余的豁免“missing-measure”：下一行没有需要豁免的问题，请删去
            ⇥社会效应⇥社会效益⇥举办培训班期数⇥>=⇥4⇥期
            # mubiao: allow(⟦vague-target⟧、missing-deadline)
            //~ warning[unused-allowance]: 多余的豁免“vague-target”：下一行没有需要豁免的问题，请删去
            ⇥⇥⇥举办展览次数⇥>=⇥4⇥次
            ---
            # mubiao: allow(missing-deadline): 长期工作
            ⇥社会效应⇥社会效益⇥举办培训班期数⇥>=⇥4⇥期
            # mubiao: allow(missing-deadline)
            ⇥⇥⇥举办展览次数⇥>=⇥4⇥次
        "#]]);
    }

    #[test]
    fn the_narrower_one_is_needed() {
        check(&expect![[r#"
            # mubiao: allow-sheet(⟦missing-deadline⟧, ⟦missing-deadline⟧)
            //~ warning[unused-allowance]: 多余的豁免“missing-deadline”：这张表没有需要豁免的问题，请删去
            //~ warning[unused-allowance]: 多余的豁免“missing-deadline”：这张表没有需要豁免的问题，请删去
            # mubiao: allow(missing-deadline, ⟦missing-deadline⟧)
            //~ warning[unused-allowance]: 多余的豁免“missing-deadline”：下一行没有需要豁免的问题，请删去
            ⇥社会效应⇥社会效益⇥举办培训班期数⇥>=⇥4⇥期
            # mubiao: allow-file(⟦missing-deadline⟧)
            //~ warning[unused-allowance]: 多余的豁免“missing-deadline”：文件里没有需要豁免的问题，请删去
            ---
            # mubiao: allow(missing-deadline)
            ⇥社会效应⇥社会效益⇥举办培训班期数⇥>=⇥4⇥期
        "#]]);
    }

    #[test]
    fn comments_and_blank_rows_between() {
        check(&expect![[r#"
            # mubiao: allow(missing-deadline)
            # 长期工作
            # mubiao: allow(missing-measure)
            ⇥社会效应⇥社会效益⇥举办培训班期数⇥>=⇥4
        "#]]);
    }

    #[test]
    fn the_file_and_the_sheet() {
        check(&expect![[r#"
            # mubiao: allow-sheet(missing-deadline)
            ⇥社会效应⇥社会效益⇥举办培训班期数⇥>=⇥4⇥期
            # mubiao: allow-file(missing-measure)
            ⇥⇥⇥举办展览次数⇥>=⇥4⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn above_the_title_stands_no_sheet() {
        check(&expect![[r#"
            # mubiao: allow-sheet(⟦missing-section⟧)
            //~ warning[unused-allowance]: 多余的豁免“missing-section”：它写在标题上方，不属于任何一张表；要对整个文件起作用，应写 allow-file，请删去
            # mubiao: allow(⟦missing-section⟧)
            //~ warning[unused-allowance]: 多余的豁免“missing-section”：下一行没有需要豁免的问题，请删去
            2021年部门（单位）整体绩效目标表

            # mubiao: allow-sheet(missing-section)

            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            ---
            2021年部门（单位）整体绩效目标表

            # mubiao: allow-sheet(missing-section)

            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
        "#]]);
    }

    #[test]
    fn below_the_last_row() {
        check(&expect![[r#"
            # mubiao: profile = liaoning-department
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            # mubiao: allow-sheet(missing-section)

            # mubiao: allow-sheet(missing-section)
            部门（单位）名称⇥703002朝阳市节能监察中心-211300000

            # mubiao: allow(⟦missing-section⟧)
            //~ warning[unused-allowance]: 多余的豁免“missing-section”：后面没有行，请删去
            ---
            # mubiao: profile = liaoning-department
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            # mubiao: allow-sheet(missing-section)

            # mubiao: allow-sheet(missing-section)
            部门（单位）名称⇥703002朝阳市节能监察中心-211300000
        "#]]);
    }

    #[test]
    fn an_allowance_of_this_rule() {
        check(&expect![[r#"
            # mubiao: allow(missing-deadline)
            ⇥社会效应⇥社会效益⇥举办培训班期数⇥>=⇥4⇥期⇥2021-12
            # mubiao: allow-file(unused-allowance): 迁移期间保留
        "#]]);
    }

    #[test]
    fn the_encoding_of_the_file() {
        let text = "# mubiao: profile = liaoning-department\n# mubiao: allow-file(foreign-encoding)\n";
        let rules = |decoded_from| {
            let settings = Settings { decoded_from, ..Settings::default() };
            assert!(!fix(text, &settings, Applicability::Unsafe).reencode);
            lint(text, &settings).findings.iter().map(|finding| finding.rule.name).collect::<Vec<_>>()
        };
        assert_eq!(rules(Some("GB18030")), Vec::<&str>::new());
        assert_eq!(rules(None), ["unused-allowance"]);
    }

    #[test]
    fn nothing_is_known_of_a_text_that_no_profile_reads() {
        let text = "# mubiao: allow-file(unknown-profile, missing-deadline)\n项目支出绩效目标表\n项目名称\t节能监察\n";
        assert_eq!(lint(text, &Settings::default()).findings.len(), 0);
    }
}
