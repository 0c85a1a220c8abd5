//! placeholder-text: a blank of a template that nobody filled in.

use std::ops::Range;

use memchr::memmem;

use super::common::quote;
use crate::diagnostic::{Sink, say};
use crate::outline::{At, Notion, Shape};
use crate::profile::ColumnKind;
use crate::sheet::{CellRef, Headings, NO_CELL, Sheet};
use crate::text::TextRange;

rule!("placeholder-text", Goals, Error, None, "模板的占位符没有换成实际内容", "a template's blank was left unfilled");

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    if let Some(headings) = sheet.headings.as_deref() {
        everywhere(sheet, headings, sink);
        return;
    }
    if !sheet.marks().placeholder {
        return;
    }
    sheet.goal().iter().for_each(|&cell| look(sheet, sink, cell));
    for (section, item) in &sheet.items {
        let columns = sheet.profile.sections[*section].columns();
        let task = columns.iter().position(|column| column.kind == ColumnKind::Task);
        if let Some(cell) = task.map(|at| item.cells[at]).filter(|cell| *cell != NO_CELL) {
            look(sheet, sink, CellRef { row: item.row, cell: u32::from(cell) });
        }
    }
    for indicator in sheet.unusual() {
        if let Some(cell) = sheet.indicator_cell(indicator, ColumnKind::Name) {
            look(sheet, sink, cell);
        }
    }
}

/// All values of a sheet that is read by its headings; target values have a rule of their own.
fn everywhere(sheet: &Sheet<'_>, headings: &Headings<'_>, sink: &mut Sink) {
    // Most sheets hold no such mark at all, and no cell of dots.
    let marked = sheet.marks().placeholder || memmem::find(sheet.source.as_bytes(), "字".as_bytes()).is_some();
    // Most sheets have none.
    let dotted = |text: &str| {
        matches!(text.bytes().next(), Some(b'.' | 0xc2 | 0xe2)) && text.starts_with(DOTS)
    };
    if !marked && !headings.lines.iter().flat_map(|line| &line.pieces).any(|piece| dotted(piece.text)) {
        return;
    }
    let look_at = |at: At, sink: &mut Sink| {
        if marked || dotted(headings.text(at)) {
            look_at_all(sheet, sink, headings.cell(at));
        }
    };
    for block in &headings.outline.blocks {
        // Names and numbers of persons are published with marks in them.
        let label = block.label.map_or("", |at| headings.text(at));
        let person = ["人", "电话", "联系"].iter().any(|word| label.contains(word));
        if !(block.shape == Shape::Field && person) {
            block.cells.iter().for_each(|at| look_at(*at, sink));
        }
        for row in &block.rows {
            for (column, at) in row.cells.iter().enumerate() {
                let target = matches!(block.columns[column].notion, Some(Notion::Target | Notion::Value));
                let label = block.shape == Shape::Pairs && column % 2 == 0;
                if let Some(at) = at.filter(|_| !(label || target && block.shape == Shape::Indicators)) {
                    look_at(at, sink);
                }
            }
        }
    }
}

/// Looks for what is left of a template, the order of a length included, and for a cell of dots alone.
fn look_at_all(sheet: &Sheet<'_>, sink: &mut Sink, cell: CellRef) {
    let text = sheet.value(cell);
    if !may_hold_blank(text) {
        return;
    }
    let (lang, shown) = (sink.lang, quote(text));
    if text.len() > 1 && text.chars().all(|c| DOTS.contains(&c)) {
        let message = say!(
            lang,
            "{shown}是没有填的占位符，应换成实际内容",
            "{shown} is a blank that was not filled in; write what it stands for"
        );
        sink.report(&RULE, sheet.range(cell), message);
        return;
    }
    if let Some(length) = length_order(text) {
        let (start, order) = (sheet.range(cell).start, quote(&text[length.clone()]));
        let message = say!(
            lang,
            "{order}是表样的填写要求，应换成实际内容",
            "{order} is what the form asks for; write what it stands for"
        );
        sink.report(&RULE, TextRange::new(start + length.start as u32, start + length.end as u32), message);
        return;
    }
    look(sheet, sink, cell);
}

/// Whether `text` holds a mark that a blank has; most values hold none.
fn may_hold_blank(text: &str) -> bool {
    text.bytes().any(|byte| BLANKS[usize::from(byte)]) || text.starts_with(['.', '·']) || text.contains('待')
}

/// The bytes that such marks begin with: brackets, letters and lines that stand for a word, and dots.
const BLANKS: [bool; 256] = {
    let bytes = [b'(', b'[', b'X', b'x', b'*', b'_', 0xc3, 0xe2, 0xe3, 0xef];
    let mut blanks = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        blanks[bytes[at] as usize] = true;
        at += 1;
    }
    blanks
};

/// What a cell that is left open may consist of.
const DOTS: [char; 3] = ['…', '.', '·'];

/// How an order of a length ends.
const ORDERS_OF_LENGTH: [&str; 4] = ["字以内", "字左右", "字内", "字以上"];

/// `（200字以内）` in a text.
fn length_order(text: &str) -> Option<Range<usize>> {
    for (open, bracket) in text.match_indices(['（', '(']) {
        let inner = &text[open + bracket.len()..];
        let Some(end) = inner.find(['）', ')']) else { continue };
        let order = inner[..end].trim();
        let Some(end_of) = ORDERS_OF_LENGTH.iter().find(|word| order.ends_with(**word)) else { continue };
        let number = order[..order.len() - end_of.len()].trim_end_matches('个');
        let number = number.trim_start_matches(['不', '超', '过', '限', '约', '在']);
        if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            let close = inner[end..].chars().next().map_or(0, char::len_utf8);
            return Some(open..open + bracket.len() + end + close);
        }
    }
    None
}

fn look(sheet: &Sheet<'_>, sink: &mut Sink, cell: CellRef) {
    let (text, start) = (sheet.value(cell), sheet.range(cell).start);
    for found in placeholders(text) {
        let (lang, shown) = (sink.lang, quote(&text[found.clone()]));
        let message = say!(
            lang,
            "{shown}是没有填的占位符，应换成实际内容",
            "{shown} is a blank that was not filled in; write what it stands for"
        );
        let place = TextRange::new(start + found.start as u32, start + found.end as u32);
        sink.report(&RULE, place, message);
    }
}

/// The placeholders in `text`, in order.
fn placeholders(text: &str) -> Vec<Range<usize>> {
    let mut found = runs(text);
    found.extend(notes(text));
    found.sort_by_key(|range| (range.start, range.end));
    found.dedup_by(|next, last| next.start < last.end);
    found
}

/// Runs of two and more of the marks that stand for a word to come. Between Latin letters or before digits they are
/// part of a name.
fn runs(text: &str) -> Vec<Range<usize>> {
    let kind = |c: char| match c {
        'X' | 'x' | 'Ｘ' | 'ｘ' | '×' | '✕' => 'X',
        '*' | '＊' => '*',
        '_' | '＿' => '_',
        _ => ' ',
    };
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        let this = kind(c);
        match runs.last_mut() {
            Some(run) if this != ' ' && this == last => run.end = at + c.len_utf8(),
            _ if this != ' ' => runs.push(at..at + c.len_utf8()),
            _ => {}
        }
        last = this;
    }
    // Before a digit, or behind one, they hide a part of a number.
    let part_of_name = |run: &Range<usize>| {
        let (before, after) = (text[..run.start].chars().next_back(), text[run.end..].chars().next());
        before.is_some_and(|c| c.is_ascii_alphabetic()) || after.is_some_and(|c| c.is_ascii_alphanumeric())
    };
    runs.retain(|run| text[run.clone()].chars().count() > 1 && !part_of_name(run));
    runs
}

/// Notes to the author: a bracket that says no more than to fill it in, or `待填写` where no noun follows.
fn notes(text: &str) -> Vec<Range<usize>> {
    const ORDERS: &[&str] = &["待填写", "待填", "填写", "请填写", "此处填写", "待补充", "请补充", "具体填写"];
    const LONGEST: usize = 16;
    let mut notes = Vec::new();
    for (open, bracket) in text.match_indices(['（', '(', '【', '[']) {
        let inner = &text[open + bracket.len()..];
        // No such order is longer.
        let inner = inner.char_indices().nth(LONGEST).map_or(inner, |(end, _)| &inner[..end]);
        let Some(end) = inner.find(['）', ')', '】', ']']) else { continue };
        if ORDERS.contains(&inner[..end].trim()) {
            let close = inner[end..].chars().next().map_or(0, char::len_utf8);
            let before = text[..open].trim_end_matches(['…', '.', '·', '—', '-', '_']);
            notes.push(before.len()..open + bracket.len() + end + close);
        }
    }
    for (at, word) in text.match_indices("待填写") {
        let end = at + word.len();
        if text[end..].chars().next().is_none_or(|c| !c.is_alphanumeric()) {
            notes.push(at..end);
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn in_the_goal() {
        check(&expect![[r#"
            年度绩效目标⇥完成⟦XX⟧项目⟦XXX⟧个，20⟦XX⟧年底前培训⟦＊＊⟧人次。
            //~ error[placeholder-text]: “XX”是没有填的占位符，应换成实际内容
            //~ error[placeholder-text]: “XXX”是没有填的占位符，应换成实际内容
            //~ error[placeholder-text]: “XX”是没有填的占位符，应换成实际内容
            //~ error[placeholder-text]: “＊＊”是没有填的占位符，应换成实际内容
        "#]]);
    }

    #[test]
    fn in_a_task_s_name() {
        check(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥⟦XX⟧专项经费⇥10.00
            //~ error[placeholder-text]: “XX”是没有填的占位符，应换成实际内容
        "#]]);
    }

    #[test]
    fn in_an_indicator_s_name() {
        check(&expect![[r#"
            ⇥社会效应⇥经济效益⇥⟦××⟧企业数量⇥>=⇥2⇥个⇥2021-12
            //~ error[placeholder-text]: “××”是没有填的占位符，应换成实际内容
        "#]]);
    }

    #[test]
    fn blanks_and_notes() {
        check(&expect![[r#"
            年度绩效目标⇥培训⟦______⟧人次，开展⟦……（填写）⟧等工作⟦（待填写）⟧。
            //~ error[placeholder-text]: “______”是没有填的占位符，应换成实际内容
            //~ error[placeholder-text]: “……（填写）”是没有填的占位符，应换成实际内容
            //~ error[placeholder-text]: “（待填写）”是没有填的占位符，应换成实际内容
            ⇥重点工作：⟦待填写⟧
            //~ error[placeholder-text]: “待填写”是没有填的占位符，应换成实际内容
        "#]]);
    }

    #[test]
    fn names_and_sizes() {
        check(&expect![[r#"
            年度绩效目标⇥建设XXL型防护服库、MAX2平台和5XX1热线，购置2×2米展板，修补XXE漏洞。
        "#]]);
    }

    #[test]
    fn words_that_stand_in_a_sentence() {
        check(&expect![[r#"
            年度绩效目标⇥减少群众待填写的材料，填写（报送）统计表，按要求填写台账，制度有待完善。
        "#]]);
    }

    #[test]
    fn single_marks() {
        check(&expect![[r#"
            年度绩效目标⇥项目X按期完工，*为重点，A_B线贯通。
        "#]]);
    }

    #[test]
    fn in_any_text_or_column() {
        check(&expect![[r#"
            # mubiao: profile = none
            项目支出绩效自评表（2023年度）
            项目名称⇥供水管网改造项目
            绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
            ⇥产出指标⇥数量指标⇥改造主管网长度⇥≥42公里⇥⟦XX⟧公里⇥50⇥50
            //~ error[placeholder-text]: “XX”是没有填的占位符，应换成实际内容
            ⇥效益指标⇥社会效益指标⇥受益居民人数⇥≥2800人⇥2930人⇥40⇥40
            存在问题⇥⟦（不超过200个字以内）⟧
            //~ error[placeholder-text]: “（不超过200个字以内）”是表样的填写要求，应换成实际内容
            改进措施⇥⟦（200字以内）⟧
            //~ error[placeholder-text]: “（200字以内）”是表样的填写要求，应换成实际内容
            存在问题⇥个别站点网络带宽不足，高峰时段排队时间较长。
        "#]]);
    }
}
