//! control-character: characters that nobody can see.

use crate::diagnostic::{Applicability, Lang, Sink, say};
use crate::sheet::{Marks, Sheet};
use crate::text::{Edit, TextRange};

rule!(
    "control-character",
    Damage,
    Error,
    Some(Applicability::Safe),
    "看不见的控制字符、零宽字符",
    "a control or zero-width character",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    if sheet.marks().invisible {
        sheet.syntax.loose(sheet.text).for_each(|(start, text)| look(text, start as usize, sink));
    }
}

/// Reports every row of `text` that holds such characters.
pub(super) fn check_text(text: &str, sink: &mut Sink) {
    if Marks::of(text).invisible {
        look(text, 0, sink);
    }
}

/// The same for rows that begin at byte `start`.
fn look(text: &str, mut start: usize, sink: &mut Sink) {
    for line in text.split_inclusive(['\n', '\r']) {
        let row = line.trim_end_matches(['\n', '\r']);
        check_row(row, start, sink);
        start += line.len();
    }
}

/// What becomes of a character: `None` when it may stay.
fn replacement(c: char, before: Option<char>, behind: Option<char>) -> Option<&'static str> {
    match c {
        '\t' | '\n' | '\r' => None,
        // They part words or lines where they come from.
        '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{a0}' => Some(" "),
        // A soft hyphen shows only where a line ends; before a digit it was a dash that showed.
        '\u{ad}' if behind.is_some_and(|c| c.is_ascii_digit()) => Some("-"),
        // A joiner inside an emoji is part of it.
        '\u{200d}' if before.is_some_and(is_pictograph) => None,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' => Some(""),
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => Some(""),
        _ => None,
    }
}

/// `text` without such characters.
pub(super) fn visible(text: &str) -> String {
    text.chars().filter(|&c| replacement(c, None, None).is_none()).collect::<String>().trim().to_owned()
}

/// Whether `text` holds nothing but such characters and blanks.
pub(super) fn is_invisible(text: &str) -> bool {
    Marks::of(text).invisible && visible(text).is_empty()
}

/// What readers call the characters that come along most often.
fn name(c: char, lang: Lang) -> String {
    let code = format!("U+{:04X}", c as u32);
    match c {
        '\0' => say!(lang, "空字符 {code}", "NUL {code}"),
        '\u{a0}' => say!(lang, "不间断空格 {code}", "no-break space {code}"),
        '\u{ad}' => say!(lang, "软连字符 {code}", "soft hyphen {code}"),
        '\u{200b}' => say!(lang, "零宽空格 {code}", "zero-width space {code}"),
        '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{85}' => say!(lang, "换行符 {code}", "line separator {code}"),
        '\u{c}' => say!(lang, "换页符 {code}", "form feed {code}"),
        '\u{feff}' => say!(lang, "字节序标记 {code}", "byte-order mark {code}"),
        _ => say!(lang, "控制字符 {code}", "control character {code}"),
    }
}

fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

fn check_row(row: &str, start: usize, sink: &mut Sink) {
    let mut edits: Vec<Edit> = Vec::new();
    let mut first = None;
    let mut count = 0;
    let mut before = None;
    for (at, c) in row.char_indices() {
        if let Some(text) = replacement(c, before, row[at + c.len_utf8()..].chars().next()) {
            let place = TextRange::new((start + at) as u32, (start + at + c.len_utf8()) as u32);
            first.get_or_insert((place, c));
            count += 1;
            match edits.last_mut() {
                Some(last) if last.range.end == place.start => {
                    last.range.end = place.end;
                    if last.text.is_empty() {
                        last.text.push_str(text);
                    }
                }
                _ => edits.push(Edit::replace(place, text)),
            }
        }
        before = Some(c);
    }
    let Some((place, c)) = first else { return };
    let lang = sink.lang;
    let name = name(c, lang);
    let message = match count {
        1 => say!(lang, "这里有一个看不见的字符：{name}", "there is an invisible character here: {name}"),
        _ => say!(
            lang,
            "这一行有 {count} 个看不见的字符，第一个是{name}",
            "this row has {count} invisible characters; the first is {name}"
        ),
    };
    sink.report(&RULE, place, message).fix(
        Applicability::Safe,
        say!(lang, "去掉看不见的字符", "take the invisible characters out"),
        edits,
    );
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn inside_a_name() {
        check(&expect![[r#"
            ⇥⇥⇥新建⟦<U+200B>⟧公厕⇥=⇥3⇥座⇥2021-12
            //~ error[control-character]: 这里有一个看不见的字符：零宽空格 U+200B
            ⇥⇥⇥新建⟦<U+00A0>⟧厕所⇥=⇥3⇥座⇥2021-12
            //~ error[control-character]: 这里有一个看不见的字符：不间断空格 U+00A0
            ⇥⇥⇥新建⟦<U+0000>⟧水厕⇥=⇥3⇥座<U+0008>⇥2021-12
            //~ error[control-character]: 这一行有 2 个看不见的字符，第一个是空字符 U+0000
            ---
            ⇥⇥⇥新建公厕⇥=⇥3⇥座⇥2021-12
            ⇥⇥⇥新建厕所⇥=⇥3⇥座⇥2021-12
            ⇥⇥⇥新建水厕⇥=⇥3⇥座⇥2021-12
        "#]]);
    }

    #[test]
    fn where_lines_ended() {
        check(&expect![[r#"
            年度绩效目标⇥做好。⟦<U+2028>⟧加强。<U+000B><U+000C>分析。<U+FEFF>
            //~ error[control-character]: 这一行有 4 个看不见的字符，第一个是换行符 U+2028
            ---
            年度绩效目标⇥做好。 加强。 分析。
        "#]]);
    }

    #[test]
    fn in_a_label_and_a_comment() {
        check(&expect![[r#"
            # 注⟦<U+200B>⟧释
            //~ error[control-character]: 这里有一个看不见的字符：零宽空格 U+200B
            ⟦<U+FEFF>⟧部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
            //~ error[control-character]: 这里有一个看不见的字符：字节序标记 U+FEFF
            ---
            # 注释
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
        "#]]);
        check(&expect![[r#"
            ⟦<U+FEFF>⟧年度预算收入⇥100.00
            //~ error[control-character]: 这里有一个看不见的字符：字节序标记 U+FEFF
            年度绩效目标⇥做好节能监察工作。
            ---
            年度预算收入⇥100.00
            年度绩效目标⇥做好节能监察工作。
        "#]]);
    }

    #[test]
    fn a_row_that_only_looks_blank() {
        check(&expect![[r#"
            年度预算收入⇥100.00
            ⟦<U+200B>⟧
            //~ error[control-character]: 这里有一个看不见的字符：零宽空格 U+200B
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            ---
            年度预算收入⇥100.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
        "#]]);
    }

    #[test]
    fn in_a_figure() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥⟦1⟦<U+200B>⟧00⟧⇥%⇥⟦2021<U+00AD>-12⟧
            //~ error[malformed-target]: 指标值“1<U+200B>00”不是数字，这里应为数字
            //~ error[control-character]: 这一行有 2 个看不见的字符，第一个是零宽空格 U+200B
            //~ error[malformed-deadline]: 完成时限“2021<U+00AD>-12”读不出年月，应写成 2021-12 这样的年月
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn what_may_stay() {
        check(&expect![[r#"
            年度绩效目标⇥做好“双随机、一公开”👨<U+200D>👩。<U+3000>第二段…<U+3000>
        "#]]);
        check(&expect![[r#"
            ⇥⇥⇥Ａ级·乙类—丙⇥>=⇥1⇥个⇥2021-12<U+000D>
        "#]]);
    }
}
