//! compatibility-character: a character that only looks like the one that is meant.

use super::common::quote;
use crate::diagnostic::{Applicability, Sink, say};
use crate::sheet::{CellRef, Sheet};
use crate::text::compatible::{is_dash, is_unreadable, ordinary};
use crate::text::{Edit, TextRange};

rule!(
    "compatibility-character",
    Damage,
    Warning,
    Some(Applicability::Safe),
    "部首、兼容字等形近字符代替了通用字，或数字里有不能识别的字符",
    "a character that only looks like the one that is meant, or one in a figure that nobody can read",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    if !sheet.marks().lookalike {
        return;
    }
    let identity = sheet.identity().map(|identity| identity.cell);
    for row in 0..sheet.syntax.rows().len() as u32 {
        let of_form = sheet.row(row).form_row().is_some();
        if of_form || sheet.row(row).comment {
            continue;
        }
        for (cell, _) in sheet.values(row) {
            let at = CellRef { row, cell };
            look(sheet, sheet.range(at), identity == Some(at), sink);
        }
    }
}

/// Reports what stands in the cell at `range`.
fn look(sheet: &Sheet<'_>, range: TextRange, identity: bool, sink: &mut Sink) {
    let text = &sheet.source[range.usize()];
    if text.is_ascii() {
        return;
    }
    let figure = is_figure(text);
    let mut edits: Vec<Edit> = Vec::new();
    let mut first = None;
    let mut unreadable = None;
    for (at, c) in text.char_indices() {
        let meant = ordinary(c).or_else(|| Some('-').filter(|_| is_dash(c) && c != '\u{ad}' && (figure || identity)));
        if let Some(meant) = meant {
            first.get_or_insert((c, meant));
            let start = range.start + at as u32;
            edits.push(Edit::replace(TextRange::new(start, start + c.len_utf8() as u32), meant));
        } else if figure && is_unreadable(c) {
            unreadable.get_or_insert(c);
        }
    }
    let lang = sink.lang;
    let shown = quote(text);
    if let Some(c) = unreadable {
        let code = c as u32;
        let message = say!(
            lang,
            "{shown}里有不能识别的字符 U+{code:04X}，这个数字不可信，请对照原件",
            "{shown} holds U+{code:04X}, which nobody can read, so the figure cannot be trusted; compare the original"
        );
        sink.report(&RULE, range, message);
    }
    let Some((c, meant)) = first else { return };
    let (code, count) = (c as u32, edits.len());
    let message = match count {
        1 => say!(
            lang,
            "“{c}”是形近字符 U+{code:04X}，应为“{meant}”",
            "“{c}” is U+{code:04X}, which only looks like “{meant}”"
        ),
        _ => say!(
            lang,
            "这一格有 {count} 个形近字符，第一个是“{c}”（U+{code:04X}），应为“{meant}”",
            "this cell has {count} characters that only look like others; the first is “{c}” (U+{code:04X}) for “{meant}”"
        ),
    };
    sink.report(&RULE, range, message).fix(
        Applicability::Safe,
        say!(lang, "改为通用字", "write the ordinary characters"),
        edits,
    );
}

/// Whether `text` is a month, a code, an amount or another figure, as far as its characters can be read.
fn is_figure(text: &str) -> bool {
    let part = |c: char| {
        let sign = matches!(c, '≥' | '≤' | '＜' | '＞' | '＝' | '％' | '‰' | '￥' | '年' | '月' | '日' | '元' | '万' | '亿');
        c.is_ascii_graphic() || c == ' ' || ('０'..='９').contains(&c) || sign || is_dash(c) || is_unreadable(c)
    };
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || is_unreadable(c);
    text.len() <= 64 && text.chars().all(part) && text.contains(digit)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn in_labels_headers_and_names() {
        check(&expect![[r#"
            年度主要任务⇥⟦对应项⽬⟧⇥⟦预算资⾦情况（万元）⟧
            //~ warning[compatibility-character]: “⽬”是形近字符 U+2F6C，应为“目”
            //~ warning[compatibility-character]: “⾦”是形近字符 U+2FA6，应为“金”
            ⇥⟦部⻔预算基本⽀出公⽤经费⟧⇥30.00
            //~ warning[compatibility-character]: 这一格有 3 个形近字符，第一个是“⻔”（U+2ED4），应为“门”
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥⟦⼯信产业监管专项业务经费⟧⇥10.00
            //~ warning[compatibility-character]: “⼯”是形近字符 U+2F2F，应为“工”
            ---
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
        check(&expect![[r#"
            ⇥⇥⇥⟦⼯作质量达标率⟧⇥=⇥100⇥%⇥2021-12
            //~ warning[compatibility-character]: “⼯”是形近字符 U+2F2F，应为“工”
            ⇥⇥基础管理⇥⟦依法⾏政能⼒⟧⇥⇥管理规范⇥⇥2021-12
            //~ warning[compatibility-character]: 这一格有 2 个形近字符，第一个是“⾏”（U+2F8F），应为“行”
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
        "#]]);
    }

    #[test]
    fn dashes_in_months_codes_and_amounts() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥⟦2021‑12⟧
            //~ warning[compatibility-character]: “‑”是形近字符 U+2011，应为“-”
            ⇥⇥⇥人员变动率⇥<=⇥⟦−5⟧⇥%⇥⟦2021−12⟧
            //~ warning[compatibility-character]: “−”是形近字符 U+2212，应为“-”
            //~ warning[compatibility-character]: “−”是形近字符 U+2212，应为“-”
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥人员变动率⇥<=⇥-5⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn a_figure_that_nobody_can_read() {
        check(&expect![[r#"
            年度预算收入⇥⟦⟦10�.00⟧⟧
            //~ warning[compatibility-character]: “10�.00”里有不能识别的字符 U+FFFD，这个数字不可信，请对照原件
            //~ error[malformed-amount]: “10�.00”不是金额；应为数字（单位万元），没有就留空
        "#]]);
    }

    #[test]
    fn what_may_stay() {
        check(&expect![[r#"
            年度绩效目标⇥①完成 537.12 万元；气温−3℃；H₂O，㎡，ﬁ，Ⅱ 期。
        "#]]);
    }
}
