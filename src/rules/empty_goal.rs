//! empty-goal: a goal that says nothing.

use super::common::quote;
use crate::diagnostic::{Sink, say};
use crate::profile::SectionKind;
use crate::outline::{Block, Notion};
use crate::sheet::{CellRef, Headings, Sheet};
use crate::text::TextRange;

rule!("empty-goal", Goals, Error, None, "绩效目标没有写", "the goal is not written");

/// These say that there is nothing to say.
const NOTHING: &[&str] = &["无", "暂无", "没有", "略", "同上", "不涉及"];

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    if let Some(headings) = sheet.headings.as_deref() {
        return parts(sheet, headings, sink);
    }
    let Some((_, view)) = sheet.section(SectionKind::Goal) else { return };
    let Some(section) = view.section.map(|section| &sheet.profile.sections[section]).filter(|section| section.required)
    else {
        return;
    };
    let paragraphs = sheet.goal();
    if paragraphs.iter().any(|&cell| says(sheet.value(cell))) {
        return;
    }
    let end = TextRange::empty(sheet.row(view.label.row).range().end);
    report(sheet, &section.label.text, end, paragraphs.first().copied(), sink);
}

/// Whether a paragraph says anything.
fn says(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    // A row of placeholders is no empty goal but an unfinished one.
    !NOTHING.contains(&bare) && (!bare.is_empty() || text.contains(['_', '＿', '*', '＊', '×']))
}

/// The same of a form that is read by its headings.
fn parts(sheet: &Sheet<'_>, headings: &Headings<'_>, sink: &mut Sink) {
    for part in sheet.profile.parts.iter().filter(|part| part.required && part.notion == Notion::Goal) {
        let blocks: Vec<&Block> = headings.blocks_of(part).into_iter().map(|at| &headings.outline.blocks[at]).collect();
        let cells = || blocks.iter().flat_map(|block| &block.cells).map(|at| headings.cell(*at));
        let label = blocks.iter().find_map(|block| block.label).or_else(|| headings.label_of(part));
        let (Some(at), Some(name)) = (label, &part.label) else { continue };
        if !cells().any(|cell| says(sheet.value(cell))) {
            let cell = headings.cell(at);
            report(sheet, &name.text, sheet.place(cell.row, cell.cell + 1), cells().next(), sink);
        }
    }
}

fn report(sheet: &Sheet<'_>, label: &str, end: TextRange, first: Option<CellRef>, sink: &mut Sink) {
    let (lang, label) = (sink.lang, quote(label));
    match first {
        None => {
            let message = say!(
                lang,
                "{label}没有填；应写明本年度要完成什么",
                "{label} is empty; it has to say what the year is to bring"
            );
            sink.report(&RULE, end, message);
        }
        Some(cell) => {
            let text = quote(sheet.value(cell));
            let message = say!(
                lang,
                "{label}只写了{text}；应写明本年度要完成什么",
                "{label} says only {text}; it has to say what the year is to bring"
            );
            sink.report(&RULE, sheet.range(cell), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn nothing() {
        check(&expect![[r#"
            年度绩效目标⟦⟧
            //~ error[empty-goal]: “年度绩效目标”没有填；应写明本年度要完成什么
        "#]]);
    }

    #[test]
    fn a_mark() {
        check(&expect![[r#"
            年度绩效目标⇥⟦/⟧
            //~ error[empty-goal]: “年度绩效目标”只写了“/”；应写明本年度要完成什么
        "#]]);
    }

    #[test]
    fn a_word_that_says_nothing() {
        check(&expect![[r#"
            年度绩效目标⇥⟦无。⟧
            //~ error[empty-goal]: “年度绩效目标”只写了“无。”；应写明本年度要完成什么
        "#]]);
    }

    #[test]
    fn every_paragraph() {
        check(&expect![[r#"
            年度绩效目标⇥⟦—⟧
            //~ error[empty-goal]: “年度绩效目标”只写了“—”；应写明本年度要完成什么
            ⇥略
        "#]]);
    }

    #[test]
    fn a_carriage_return() {
        check(&expect![[r#"
            年度绩效目标⇥⇥⟦⟧<U+000D>
            //~ error[empty-goal]: “年度绩效目标”没有填；应写明本年度要完成什么
        "#]]);
    }

    #[test]
    fn a_short_goal() {
        check(&expect![[r#"
            年度绩效目标⇥保运转。
        "#]]);
    }

    #[test]
    fn only_the_second_paragraph() {
        check(&expect![[r#"
            年度绩效目标
            ⇥做好节能监察工作。
        "#]]);
    }

    #[test]
    fn a_word_among_others() {
        check(&expect![[r#"
            年度绩效目标⇥无
            ⇥全年无安全生产事故。
        "#]]);
    }
}
