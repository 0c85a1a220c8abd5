//! mixed-width: half-width brackets in labels, full-width digits and operators.

use std::borrow::Cow;

use super::common::quote;
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::{ColumnKind, Label, LabelMatch, Shape, fold, fold_value};
use crate::sheet::{CellRef, Pieces, RowRole, Sheet, read_deadline};
use crate::syntax::CellKind;
use crate::text::{Edit, TextRange};

rule!(
    "mixed-width",
    Damage,
    Warning,
    Some(Applicability::Safe),
    "全角、半角混用：项目名里的括号，数字和运算符",
    "half-width brackets in a label, full-width digits or operators",
);

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    labels(sheet, sink);
    let Some((_, columns)) = sheet.profile.indicators() else { return };
    for indicator in sheet.unusual() {
        for (at, column) in columns.iter().enumerate() {
            let Some(cell) = indicator.cell(at) else { continue };
            if sheet.kind(cell) != CellKind::Text {
                continue;
            }
            let text = sheet.value(cell);
            if text.len() > MOST {
                continue;
            }
            if column.kind == ColumnKind::Target {
                target(sheet, sink, sheet.range(cell), text);
            } else if let Some(narrow) = folded(sheet, column.kind, text) {
                report(sheet, sink, sheet.range(cell), &narrow);
            }
        }
    }
    identity(sheet, sink);
}

/// A longer value is no operator, number, measure or name.
const MOST: usize = 256;

/// Operator, target value and unit of measure in one cell, which stands at `range`.
fn target(sheet: &Sheet<'_>, sink: &mut Sink, range: TextRange, text: &str) {
    if memchr::memchr(0xef, text.as_bytes()).is_none() {
        return;
    }
    let pieces = Pieces::read(text, sheet.profile);
    let mut narrow = text.to_owned();
    // From the last piece to the first, so that those before it stay where they are.
    for kind in [ColumnKind::Measure, ColumnKind::Value, ColumnKind::Operator] {
        let Some(piece) = pieces.of(kind).map(TextRange::usize) else { continue };
        if let Some(expected) = folded(sheet, kind, &text[piece.clone()]) {
            narrow.replace_range(piece, &expected);
        }
    }
    if narrow != text {
        report(sheet, sink, range, &narrow);
    }
}

fn report(sheet: &Sheet<'_>, sink: &mut Sink, range: TextRange, expected: &str) {
    let (lang, text) = (sink.lang, quote(&sheet.text[range.usize()]));
    let shown = expected;
    let message = say!(lang, "{text}全角、半角混用，应写作“{shown}”", "{text} mixes widths; “{shown}” is expected");
    let edits = width_edits(sheet, range, expected);
    sink.report(&RULE, range, message).fix(
        Applicability::Safe,
        say!(lang, "改为“{shown}”", "write “{shown}”"),
        edits,
    );
}

/// The edits that turn the cell into `expected`: character by character where both have as many, so that a fix of
/// something else in the cell can be applied with it.
fn width_edits(sheet: &Sheet<'_>, range: TextRange, expected: &str) -> Vec<Edit> {
    let text = &sheet.text[range.usize()];
    if text.chars().count() != expected.chars().count() {
        return vec![Edit::replace(range, expected)];
    }
    let pairs = text.char_indices().zip(expected.chars()).filter(|((_, old), new)| old != new);
    pairs
        .map(|((at, old), new)| {
            let start = range.start + at as u32;
            Edit::replace((start..start + old.len_utf8() as u32).into(), new)
        })
        .collect()
}

/// What a value of that column should be, when only the width of its characters is wrong.
fn folded(sheet: &Sheet<'_>, kind: ColumnKind, text: &str) -> Option<String> {
    let profile = sheet.profile;
    let named = matches!(kind, ColumnKind::Class | ColumnKind::Group | ColumnKind::Name);
    // Full-width forms of ASCII begin with EF; without one there is nothing to narrow.
    if !named && memchr::memchr(0xef, text.as_bytes()).is_none() {
        return None;
    }
    let narrow = if named { Cow::Borrowed("") } else { fold_value(text) };
    match kind {
        // A form may write its operators wide.
        ColumnKind::Operator if narrow != text => {
            profile.operator(text).filter(|operator| *operator != text).map(str::to_owned)
        }
        ColumnKind::Value | ColumnKind::Measure if narrow != text => {
            let figure = narrow.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'%' | b'<' | b'>' | b'='));
            (figure || (kind == ColumnKind::Measure && profile.word(&narrow).measure)).then(|| narrow.into_owned())
        }
        ColumnKind::Deadline if narrow != text => read_deadline(text).map(|_| narrow.into_owned()),
        ColumnKind::Class | ColumnKind::Group | ColumnKind::Name => {
            let standard = profile.known_spelling(text)?;
            // Blanks are the business of broken-word.
            let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{3000}')).collect();
            (plain != standard).then(|| standard.to_owned())
        }
        _ => None,
    }
}

/// Labels, parts and headers that differ from the form's by more than blanks.
fn labels(sheet: &Sheet<'_>, sink: &mut Sink) {
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let compare = |sink: &mut Sink, cell: CellRef, label: &Label| {
        let text = sheet.value(cell);
        if text != label.text && fold(text) == label.folded && plain(text) != label.text {
            report(sheet, sink, sheet.range(cell), &label.text);
        }
    };
    for (open, view) in sheet.sections.iter().enumerate() {
        let Some(section) = view.section else { continue };
        let section = &sheet.profile.sections[section];
        if view.spelling == LabelMatch::Folded {
            compare(sink, view.label, &section.label);
        }
        // Nothing but a repeated label can differ in such a section.
        if view.exact && !matches!(section.shape, Shape::Breakdown(_)) && sheet.breaks.is_empty() {
            continue;
        }
        for row in view.first..view.end {
            let row = row as u32;
            let at = CellRef { row, cell: 0 };
            match sheet.roles[row as usize] {
                RowRole::RepeatedLabel(_) => compare(sink, at, &section.label),
                RowRole::Label(of) if of == open && view.exact && !section.columns().is_empty() => {}
                RowRole::SubHeader(of) if of == open => {
                    for (cell, _) in sheet.values(row) {
                        let cell = CellRef { row, cell };
                        section.columns().iter().for_each(|column| compare(sink, cell, &column.label));
                    }
                }
                RowRole::Label(of) if of == open && !section.columns().is_empty() => {
                    for (cell, _) in sheet.values(row) {
                        let cell = CellRef { row, cell };
                        section.headers.iter().for_each(|header| compare(sink, cell, header));
                    }
                }
                RowRole::Label(of) | RowRole::Item(of) if of == open && section.parts().next().is_some() => {
                    for (cell, _) in sheet.values(row).filter(|(_, cell)| cell.kind == CellKind::Text) {
                        let cell = CellRef { row, cell };
                        let text = sheet.value(cell);
                        if cell != view.label && !section.parts().any(|part| part.label.text == text) {
                            section.parts().for_each(|part| compare(sink, cell, &part.label));
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

/// The code and the division of the budget unit are digits.
fn identity(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(cell) = sheet.identity().map(|identity| identity.cell) else { return };
    if !sheet.profile.pattern().has_code() {
        return;
    }
    let text = sheet.value(cell);
    let wide = |c: char| matches!(c, '０'..='９');
    if text.len() > MOST || memchr::memchr(0xef, text.as_bytes()).is_none() || !text.contains(wide) {
        return;
    }
    let bare = text.trim_start_matches(|c: char| wide(c) || c.is_ascii_digit());
    let head = &text[..text.len() - bare.len()];
    let name = bare.trim_end_matches(|c: char| wide(c) || c.is_ascii_digit() || matches!(c, '-' | '－'));
    let tail = &bare[name.len()..];
    let expected = format!("{}{name}{}", fold_value(head), fold_value(tail));
    if expected != text {
        report(sheet, sink, sheet.range(cell), &expected);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn brackets_in_labels_and_headers() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥⟦预算资金情况(万元)⟧
            //~ warning[mixed-width]: “预算资金情况(万元)”全角、半角混用，应写作“预算资金情况（万元）”
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
            ---
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00
        "#]]);
    }

    #[test]
    fn figures_operators_and_deadlines() {
        check(&expect![[r#"
            ⇥⇥⇥工作质量达标率⇥⟦＝⟧⇥⟦１００⟧⇥⟦％⟧⇥⟦２０２１－１２⟧
            //~ warning[mixed-width]: “＝”全角、半角混用，应写作“=”
            //~ warning[mixed-width]: “１００”全角、半角混用，应写作“100”
            //~ warning[mixed-width]: “％”全角、半角混用，应写作“%”
            //~ warning[mixed-width]: “２０２１－１２”全角、半角混用，应写作“2021-12”
            ⇥⇥⇥人员变动率⇥⟦＞＝⟧⇥⟦－５⟧⇥⟦％⟧⇥2021-12
            //~ warning[mixed-width]: “＞＝”全角、半角混用，应写作“>=”
            //~ warning[mixed-width]: “－５”全角、半角混用，应写作“-5”
            //~ warning[mixed-width]: “％”全角、半角混用，应写作“%”
            ---
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥人员变动率⇥>=⇥-5⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn quotes_in_a_standard_name() {
        check(&expect![[r#"
            ⇥⇥⇥⟦⟦"三公"经费变动率⟧⟧⇥<=⇥0⇥%⇥2021-12
            //~ warning[mixed-width]: “"三公"经费变动率”全角、半角混用，应写作““三公”经费变动率”
            //~ warning[misplaced-indicator]: 共性指标“‘三公’经费变动率”属于二级指标“成本控制成效”，不属于“整体工作完成情况”
            ---
            ⇥⇥⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn the_code_of_the_budget_unit() {
        check(&expect![[r#"
            ⟦⟦⟦⟦⟦⟦部门(单位)名称⟧⟧⟧⟧⟧⟧⇥⟦７０３００１朝阳市工业和信息化局－211300000⟧
            //~ warning[mixed-width]: “部门(单位)名称”全角、半角混用，应写作“部门（单位）名称”
            //~ error[missing-section]: 缺少“年度预算收入”一项，请补上
            //~ error[missing-section]: 缺少“年度预算支出”一项，请补上
            //~ error[missing-section]: 缺少“年度主要任务”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效目标”一项，请补上
            //~ error[missing-section]: 缺少“年度绩效指标”一项，请补上
            //~ warning[mixed-width]: “７０３００１朝阳市工业和信息化局－2113000…”全角、半角混用，应写作“703001朝阳市工业和信息化局-211300000”
            ---
            部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
        "#]]);
    }

    #[test]
    fn full_width_in_prose_and_in_own_names() {
        check(&expect![[r#"
            年度绩效目标⇥完成１２项工作（一）：Ａ级景区，满意度≥９０％。
        "#]]);
        check(&expect![[r#"
            ⇥⇥⇥Ａ级景区（点）数⇥>=⇥10⇥个⇥2021-12
            ⇥⇥⇥新建(扩建)公厕⇥>=⇥10⇥座（处）⇥2021-12
            ⇥⇥⇥成效⇥⇥初步建立（试行）⇥⇥2021-12
        "#]]);
    }
}
