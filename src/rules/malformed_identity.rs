//! malformed-identity: the budget unit is not written as code, name, dash and division.

use super::common::quote;
use crate::diagnostic::{Lang, Sink, say};
use crate::profile::{Piece, fold_value};
use crate::sheet::{Identity, Sheet};
use crate::text::TextRange;

rule!(
    "malformed-identity",
    Identity,
    Error,
    None,
    "单位没有照表样写，如“代码名称-财政区划代码”",
    "the budget unit is not written as the form has it"
);

/// The longest name that a message repeats, in characters.
const LONGEST: usize = 40;

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(identity) = sheet.identity().filter(|identity| !is_usual(sheet, identity)) else { return };
    let (lang, cell) = (sink.lang, sheet.range(identity.cell));
    if !identity.joined {
        let expected = expected(sheet, &identity, lang);
        let message = say!(lang, "单位应写成“{expected}”", "the unit is written “{expected}”");
        sink.report(&RULE, cell, message);
    }
    let pattern = sheet.profile.pattern();
    match identity.code {
        None if !pattern.has_code() => {}
        None if pattern.pieces().first() == Some(&Piece::Name) => {
            let expected = expected(sheet, &identity, lang);
            let message = say!(
                lang,
                "单位名称后面缺单位代码（3、6、9 或 12 位数字），应写成“{expected}”",
                "the budget unit's code is missing behind its name: 3, 6, 9 or 12 digits, as in “{expected}”"
            );
            sink.report(&RULE, TextRange::empty(cell.end), message);
        }
        None => {
            let message = say!(
                lang,
                "单位名称前面缺单位代码（3、6、9 或 12 位数字），请补上",
                "the budget unit's code is missing before its name; add it: 3, 6, 9 or 12 digits"
            );
            sink.report(&RULE, TextRange::empty(cell.start), message);
        }
        Some(code_range) => {
            let text = text(sheet, code_range);
            let count = text.chars().count();
            if !matches!(count, 3 | 6 | 9 | 12) {
                let code = quote(&text);
                let message = say!(
                    lang,
                    "单位代码{code}有 {count} 位，应为 3、6、9 或 12 位",
                    "the budget unit's code {code} has {count} digits; 3, 6, 9 or 12 are expected"
                );
                sink.report(&RULE, code_range, message);
            }
        }
    }
    if identity.name.is_none() {
        let at = identity.code.map_or(cell.start, |code| code.end);
        let message = say!(lang, "没有写单位名称，请补上", "the budget unit's name is missing; add it");
        sink.report(&RULE, TextRange::empty(at), message);
    }
    match identity.division {
        None if identity.joined && pattern.has_division() => {
            let message = say!(
                lang,
                "单位名称后面缺“-”和 9 位财政区划代码，请补上",
                "a dash and the nine digits of the division are missing behind the name; add them"
            );
            sink.report(&RULE, TextRange::empty(cell.end), message);
        }
        Some(range) => division(sheet, range, sink),
        None => {}
    }
}

/// Whether nothing is wrong with it, nor of another width; most are so.
fn is_usual(sheet: &Sheet<'_>, identity: &Identity) -> bool {
    let digits = |range: TextRange| sheet.text.as_bytes()[range.usize()].iter().all(u8::is_ascii_digit);
    let pattern = sheet.profile.pattern();
    let code = |code: TextRange| matches!(code.len(), 3 | 6 | 9 | 12) && digits(code);
    identity.joined
        && identity.name.is_some()
        && identity.code.map_or(!pattern.has_code(), code)
        && identity.division.map_or(!pattern.has_division(), |division| division.len() == 9 && digits(division))
}

/// The parts as they should be joined, with words for those that are not there.
fn expected(sheet: &Sheet<'_>, identity: &Identity, lang: Lang) -> String {
    let part = |range: Option<TextRange>, zh: &str, en: &str| match range {
        Some(range) => text(sheet, range).chars().take(LONGEST).collect(),
        None => lang.pick(zh, en).to_owned(),
    };
    let code = part(identity.code, "代码", "code");
    let name = part(identity.name, "名称", "name");
    let division = part(identity.division, "9 位财政区划代码", "nine-digit division");
    sheet.profile.pattern().fill(&code, &name, &division)
}

fn division(sheet: &Sheet<'_>, range: TextRange, sink: &mut Sink) {
    let (lang, text) = (sink.lang, text(sheet, range));
    let count = text.chars().count();
    let shown = quote(&text);
    let message = if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        say!(lang, "财政区划代码{shown}应为 9 位数字", "the division {shown} is to be nine digits")
    } else if count == 6 {
        say!(
            lang,
            "财政区划代码{shown}有 6 位，应为 9 位，如“{text}000”",
            "the division {shown} has 6 digits; 9 are expected, such as “{text}000”"
        )
    } else if count != 9 {
        say!(
            lang,
            "财政区划代码{shown}有 {count} 位，应为 9 位",
            "the division {shown} has {count} digits; 9 are expected"
        )
    } else {
        return;
    };
    sink.report(&RULE, range, message);
}

/// The text of a part; its widths are the business of mixed-width.
fn text(sheet: &Sheet<'_>, range: TextRange) -> String {
    fold_value(&sheet.text[range.usize()]).into_owned()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn the_spellings_of_elsewhere() {
        check(&expect![[r#"
            部门（单位）名称⇥⟦[703001]朝阳市工业和信息化局⟧
            //~ error[malformed-identity]: 单位应写成“703001朝阳市工业和信息化局-9 位财政区划代码”
            …
        "#]]);
        check(&expect![[r#"
            部门（单位）名称⇥⟦703001-朝阳市工业和信息化局-211300000⟧
            //~ error[malformed-identity]: 单位应写成“703001朝阳市工业和信息化局-211300000”
            …
        "#]]);
        check(&expect![[r#"
            部门（单位）名称⇥⟦703001朝阳市工业和信息化局（211300000）⟧
            //~ error[malformed-identity]: 单位应写成“703001朝阳市工业和信息化局-211300000”
            …
        "#]]);
    }

    #[test]
    fn codes_of_other_lengths() {
        check(&expect![[r#"
            部门（单位）名称⇥⟦70301⟧朝阳市工业和信息化局-⟦2113000⟧
            //~ error[malformed-identity]: 单位代码“70301”有 5 位，应为 3、6、9 或 12 位
            //~ error[malformed-identity]: 财政区划代码“2113000”有 7 位，应为 9 位
            …
        "#]]);
        check(&expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-⟦211300⟧
            //~ error[malformed-identity]: 财政区划代码“211300”有 6 位，应为 9 位，如“211300000”
            …
        "#]]);
        check(&expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-⟦21130000O⟧
            //~ error[malformed-identity]: 财政区划代码“21130000O”应为 9 位数字
            …
        "#]]);
    }

    #[test]
    fn a_part_is_missing() {
        check(&expect![[r#"
            部门（单位）名称⇥⟦⟧朝阳市工业和信息化局⟦⟧
            //~ error[malformed-identity]: 单位名称前面缺单位代码（3、6、9 或 12 位数字），请补上
            //~ error[malformed-identity]: 单位名称后面缺“-”和 9 位财政区划代码，请补上
            …
        "#]]);
        check(&expect![[r#"
            部门（单位）名称⇥703001⟦⟧-211300000
            //~ error[malformed-identity]: 没有写单位名称，请补上
            …
        "#]]);
        check(&expect![[r#"
            部门（单位）名称⇥703001朝阳市工业和信息化局-⟦⟧
            //~ error[malformed-identity]: 单位名称后面缺“-”和 9 位财政区划代码，请补上
            …
        "#]]);
    }

    #[test]
    fn sound_ones() {
        check(&expect![[r#"
            部门（单位）名称⇥703朝阳市工业和信息化局-211300000
            …
        "#]]);
        check(&expect![[r#"
            部门（单位）名称⇥703001002003朝阳市120急救中心-双塔区分站-211302001
            …
        "#]]);
        check(&expect![[r#"
            部门（单位）名称⇥703001 120急救中心 - 211300000
            …
        "#]]);
    }

    #[test]
    fn nothing_is_said_of_an_empty_cell_or_of_widths() {
        check(&expect![[r#"
            部门（单位）名称⟦⟧
            //~ error[empty-field]: “部门（单位）名称”没有填，请填写
            …
        "#]]);
        check(&expect![[r#"
            部门（单位）名称⇥⟦７０３００１朝阳市局－２１１３０００００⟧
            //~ warning[mixed-width]: “７０３００１朝阳市局－２１１３０００００”全角、半角混用，应写作“703001朝阳市局-211300000”
            …
            ---
            部门（单位）名称⇥703001朝阳市局-211300000
            …
        "#]]);
    }
}
