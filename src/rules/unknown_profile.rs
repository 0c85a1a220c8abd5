//! unknown-profile: no form fits the text.

use crate::diagnostic::{Lang, Sink, say};
use crate::profile::Profiles;
use crate::sheet::{NoProfile, SheetForm};
use crate::text::TextRange;

rule!("unknown-profile", Structure, Error, None, "认不出表样", "no profile fits the text");

/// Reports a form that a sheet further down names and that is not known; the sheet is read as if it named none.
pub(super) fn check_named(form: &SheetForm, profiles: &Profiles, sink: &mut Sink) {
    let (lang, Some((name, range))) = (sink.lang, &form.unknown) else { return };
    sink.report(&RULE, *range, unknown(name, profiles.names(), lang));
}

/// How many names are listed; of more the likeliest.
const LISTED: usize = 3;

fn unknown<'n>(name: &str, known: impl Iterator<Item = &'n str>, lang: Lang) -> String {
    let mut known: Vec<&str> = known.collect();
    let count = known.len();
    if count > LISTED {
        // Those that begin like it and are spelled like it are most likely meant.
        let near = |other: &&str| strsim::jaro_winkler(name, other);
        known.sort_by(|one, other| near(other).total_cmp(&near(one)));
        known.truncate(LISTED);
    }
    let known = known.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(lang.pick("", ", "));
    let more = match count > LISTED {
        true => say!(lang, "等 {count} 种（mubiao form list）", " and others, {count} in all (mubiao form list)"),
        false => String::new(),
    };
    if name.is_empty() {
        say!(lang, "没有写表样名，可用的有{known}{more}", "a profile's name is expected; known are: {known}{more}")
    } else {
        say!(lang, "没有名为“{name}”的表样，可用的有{known}{more}", "there is no profile “{name}”; known are: {known}{more}")
    }
}

/// Reports why nothing fits.
pub(super) fn report(text: &str, reason: &NoProfile, sink: &mut Sink) {
    let lang = sink.lang;
    let start = text.find(|c: char| !c.is_whitespace()).unwrap_or(0);
    let end = text[start..].find(['\n', '\r', '\t']).map_or(text.len(), |len| start + len);
    let first = TextRange::new(start as u32, end as u32);
    let (range, message) = match reason {
        NoProfile::Empty => (
            TextRange::empty(0),
            say!(lang, "文件是空的；请用 mubiao new 新建，或用 mubiao import 导入", "the file is empty; make a sheet with mubiao new, or import one with mubiao import"),
        ),
        NoProfile::Unknown { name, place, known } => {
            (place.unwrap_or(first), unknown(name, known.iter().map(String::as_str), lang))
        }
        NoProfile::NoneFits(tried) => {
            let mut lacking: Vec<String> = tried.iter().map(|misfit| format!("“{}”", misfit.identity)).collect();
            lacking.dedup();
            let lacking = lacking.join(lang.pick("或", " or "));
            let known = tried.iter().map(|misfit| {
                let (name, id) = (lang.pick(&misfit.name.0, &misfit.name.1), &misfit.profile);
                say!(lang, "{name} {id}", "{name} {id}")
            });
            let known = known.collect::<Vec<_>>().join(lang.pick("、", ", "));
            (
                first,
                say!(
                    lang,
                    "认不出表样：缺{lacking}一行。可用表样：{known} 等（mubiao form list）；请在文件开头写“# mubiao: profile = 表样名”",
                    "no form fits: there is no row {lacking}. Forms: {known} and others (mubiao form list); name one with “# mubiao: profile = NAME” at the top of the file"
                ),
            )
        }
    };
    sink.report(&RULE, range, message);
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::lint::{Settings, lint};
    use crate::rules::testing::check;

    /// For texts that the notation would put into a sheet.
    #[track_caller]
    fn says(text: &str, message: &str) {
        let findings = lint(text, &Settings::default()).findings;
        assert_eq!(findings.iter().map(|finding| finding.message.as_str()).collect::<Vec<_>>(), [message]);
    }

    #[test]
    fn an_empty_text() {
        says("", "文件是空的；请用 mubiao new 新建，或用 mubiao import 导入");
        says(" \t\r\n\u{3000}\n", "文件是空的；请用 mubiao new 新建，或用 mubiao import 导入");
    }

    #[test]
    fn a_form_that_is_not_known() {
        let message = "认不出表样：缺“部门（单位）名称”一行。可用表样：朝阳市 2021 年表样（辽宁） liaoning-department、部门（单位）整体支出绩效目标申报表（财预〔2015〕88号） mof-2015-department、部门（单位）整体支出绩效目标申报表（财预〔2021〕101号指标） mof-2021-department 等（mubiao form list）；请在文件开头写“# mubiao: profile = 表样名”";
        says("收支预算总表\n收入\t支出\n1\t2\n", message);
        says("# mubiao: profile =\n", "没有写表样名，可用的有“liaoning-department”“mof-2015-department”“mof-2021-department”等 28 种（mubiao form list）");
    }

    #[test]
    fn a_title_or_two_labels_are_enough() {
        for text in ["2021年部门(单位)整体绩效目标表\n", "年度预算收入\t1\n年度绩效目标\t做好。"] {
            assert!(lint(text, &Settings::default()).profile.is_some(), "{text}");
        }
    }

    #[test]
    fn a_directive_that_names_none() {
        check(&expect![[r#"
            ⟦# mubiao: profile = gansu⟧
            //~ error[unknown-profile]: 没有名为“gansu”的表样，可用的有“shanghai-project”“guangxi-department”“regional-transfer-evaluation”等 28 种（mubiao form list）
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
        "#]]);
    }

    #[test]
    fn a_directive_that_names_one() {
        check(&expect![[r#"
            # mubiao: profile = liaoning-department
            # 尚未填写
        "#]]);
    }

    #[test]
    fn a_title_with_a_year() {
        check(&expect![[r#"
            2021年部门(单位)整体绩效目标表
        "#]]);
    }

    #[test]
    fn a_directive_further_down_that_names_none() {
        check(&expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            …
            部门（单位）名称⇥703002朝阳市节能监察支队-211300000
            ⟦# mubiao: profile = gansu⟧
            //~ error[unknown-profile]: 没有名为“gansu”的表样，可用的有“shanghai-project”“guangxi-department”“regional-transfer-evaluation”等 28 种（mubiao form list）
            …
        "#]]);
    }
}
