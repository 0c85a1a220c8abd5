//! Widening a selection: from the cell to the row, the group, the class, the section, the sheet and the book.

use super::folding::last_row;
use super::{Analysis, SheetPlace, headed};
use crate::outline::Shape as OutlineShape;
use crate::profile::Shape;
use crate::sheet::{CellRef, Indicator, Sheet};
use crate::text::TextRange;

/// What ends a sentence of a text.
const SENTENCE_ENDS: [char; 6] = ['。', '；', '！', '？', ';', '!'];

impl Analysis {
    /// The ranges that hold byte `offset`, from the smallest to the whole text, each larger than the one before.
    pub fn selection(&self, offset: u32) -> Vec<TextRange> {
        let offset = self.clamp(TextRange::empty(offset)).start;
        let mut ranges = self.sheet_at(offset).map_or_else(Vec::new, |place| in_sheet(&place, offset));
        ranges.push(TextRange::new(0, self.document.len() as u32));
        let mut grown: Vec<TextRange> = Vec::new();
        for range in ranges {
            let inner = grown.last().copied().unwrap_or(TextRange::empty(offset));
            let holds = range.start <= inner.start && inner.end <= range.end;
            if holds && grown.last() != Some(&range) {
                grown.push(range);
            }
        }
        grown
    }
}

fn in_sheet(place: &SheetPlace, offset: u32) -> Vec<TextRange> {
    let sheet = place.sheet();
    let mut ranges = Vec::new();
    if let Some(at) = place.cell_at(offset) {
        let row = at.row as usize;
        if sheet.cells(at.row).get(at.cell as usize).is_some_and(|cell| !cell.is_empty()) {
            ranges.extend(sentence(&sheet, at, offset - place.base));
            ranges.push(sheet.range(at));
        }
        ranges.push(sheet.row(at.row).range());
        if let Some(indicator) = sheet.indicators.iter().find(|indicator| indicator.row == at.row) {
            for parent in [|of: &Indicator| of.group, |of: &Indicator| of.class] {
                ranges.extend(parent(indicator).map(|_| siblings(&sheet, indicator, parent)));
            }
        }
        if let Some(headings) = &sheet.headings {
            let mut around: Vec<(u32, u32)> = headed::stretches(headings);
            around.retain(|(first, last)| (*first..=*last).contains(&at.row));
            around.sort_by_key(|(first, last)| last - first);
            ranges.extend(around.into_iter().map(|(first, last)| rows(&sheet, first as usize, last as usize)));
        }
        if let Some(section) = sheet.sections.iter().find(|section| (section.first..section.end).contains(&row)) {
            ranges.push(rows(&sheet, section.first, last_row(&sheet, section.first, section.end)));
        }
    }
    if let Some(last) = sheet.last_content_row() {
        ranges.push(rows(&sheet, 0, last));
    }
    ranges.into_iter().map(|range| place.in_text(range)).chain([place.range()]).collect()
}

/// The rows `first` to `last`, with the line end of the last one.
fn rows(sheet: &Sheet<'_>, first: usize, last: usize) -> TextRange {
    let rows = sheet.syntax.rows();
    TextRange::new(rows[first].start, rows[last].end())
}

/// The rows of indicators around `indicator` that have the same parent.
fn siblings(sheet: &Sheet<'_>, indicator: &Indicator, parent: fn(&Indicator) -> Option<CellRef>) -> TextRange {
    let same = |other: &&Indicator| parent(other) == parent(indicator);
    let first = sheet.indicators.iter().find(same).unwrap_or(indicator);
    let last = sheet.indicators.iter().rfind(same).unwrap_or(indicator);
    rows(sheet, first.row as usize, last.row as usize)
}

/// The sentence around byte `offset` in a cell of a text that has more than one.
fn sentence(sheet: &Sheet<'_>, at: CellRef, offset: u32) -> Option<TextRange> {
    let range = sheet.range(at);
    if !is_text(sheet, at)? || offset < range.start || offset > range.end {
        return None;
    }
    let text = sheet.value(at);
    let within = (offset - range.start) as usize;
    let behind = |from: usize| text[from..].find(SENTENCE_ENDS).map(|end| from + end);
    let start = text[..within].rfind(SENTENCE_ENDS).map_or(0, |end| end + char_len(text, end));
    let end = behind(within).map_or(text.len(), |end| end + char_len(text, end));
    let sentence = text.get(start..end)?.trim();
    let start = sentence.as_ptr() as usize - text.as_ptr() as usize;
    (!sentence.is_empty() && sentence.len() < text.len())
        .then(|| TextRange::new(range.start + start as u32, range.start + (start + sentence.len()) as u32))
}

/// Whether a cell holds a paragraph of a text; `None` where nothing is known of it.
fn is_text(sheet: &Sheet<'_>, at: CellRef) -> Option<bool> {
    if let Some(headings) = &sheet.headings {
        let (block, stands) = headed::stands(headings, at)?;
        return Some(stands == headed::Stands::Text && headings.outline.blocks[block].shape == OutlineShape::Text);
    }
    let view = sheet.sections.iter().find(|section| (section.first..section.end).contains(&(at.row as usize)))?;
    let section = &sheet.profile.sections[view.section?];
    Some(matches!(section.shape, Shape::Text) && at != view.label)
}

fn char_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::ide::testing::check as check_answer;

    #[track_caller]
    fn check(expected: &Expect) {
        check_answer(expected, |fixture| {
            let ranges = fixture.analysis.selection(fixture.cursor());
            let row = |range: &TextRange| {
                let text = fixture.slice(*range);
                match text.trim_end().lines().collect::<Vec<_>>()[..] {
                    [one] => one.to_owned(),
                    [first, .., last] => format!("{first} … {last}"),
                    [] => String::new(),
                }
            };
            ranges.iter().map(row).collect::<Vec<_>>().join("\n")
        });
    }

    #[test]
    fn from_the_cell_to_the_book() {
        check(&expect![[r#"
            部门（单位）整体绩效目标表

            部门（单位）名称⇥703001甲局-211300000
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作$0质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥预算执行⇥预算执行效率⇥预算执行率⇥=⇥100⇥%⇥2021-12

            部门（单位）名称⇥703002乙局-211300000
            ---
            工作质量达标率
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12 … ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12 … ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标 … ⇥预算执行⇥预算执行效率⇥预算执行率⇥=⇥100⇥%⇥2021-12
            部门（单位）名称⇥703001甲局-211300000 … ⇥预算执行⇥预算执行效率⇥预算执行率⇥=⇥100⇥%⇥2021-12
            部门（单位）名称⇥703001甲局-211300000 … ⇥预算执行⇥预算执行效率⇥预算执行率⇥=⇥100⇥%⇥2021-12
            部门（单位）整体绩效目标表 … 部门（单位）名称⇥703002乙局-211300000
        "#]]);
    }

    #[test]
    fn from_the_sentence_of_a_goal() {
        check(&expect![[r#"
            部门（单位）名称⇥703001甲局-211300000
            年度绩效目标⇥做好节能监察工作。加强监$0察结果的应用；提出建议。
            ---
            加强监察结果的应用；
            做好节能监察工作。加强监察结果的应用；提出建议。
            年度绩效目标⇥做好节能监察工作。加强监察结果的应用；提出建议。
            部门（单位）名称⇥703001甲局-211300000 … 年度绩效目标⇥做好节能监察工作。加强监察结果的应用；提出建议。
        "#]]);
    }

    #[test]
    fn an_empty_cell_widens_to_its_row() {
        check(&expect![[r#"
            部门（单位）名称⇥703001甲局-211300000
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥$0⇥100⇥%⇥2021-12
            ---
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥⇥100⇥%⇥2021-12
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标 … ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥⇥100⇥%⇥2021-12
            部门（单位）名称⇥703001甲局-211300000 … ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥⇥100⇥%⇥2021-12
        "#]]);
    }
}
