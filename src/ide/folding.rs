//! Folding: sheets, sections, classes, groups and comments, each from its first row to its last.

use super::{Analysis, SheetPlace, headed};
use crate::sheet::{CellRef, Indicator, RowRole, Sheet};

/// What is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FoldKind {
    /// A sheet, without the blank rows at its end.
    Sheet,
    /// A section.
    Section,
    /// The indicators of a class.
    Class,
    /// The indicators of a group.
    Group,
    /// Comments in rows that follow each other.
    Comments,
}

/// Rows that can be folded into their first one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// What they are.
    pub kind: FoldKind,
    /// The first row, 0-based in the text.
    pub first: u32,
    /// The last row, behind `first`.
    pub last: u32,
}

impl Analysis {
    /// All folds in the order of their first rows, the outer one first of those that begin in the same row. Only the sheets
    /// are read that have changed since it was asked last.
    pub fn folds(&self) -> Vec<Fold> {
        let mut folds = Vec::new();
        for (place, state) in self.places().zip(self.states.iter()) {
            let row = place.row;
            let own = state.folds.get_or_init(|| SheetPlace { row: 0, ..place }.folds().into());
            folds.extend(own.iter().map(|fold| Fold { first: row + fold.first, last: row + fold.last, ..*fold }));
        }
        folds
    }
}

impl SheetPlace {
    /// The folds of the sheet, in the order of [`Analysis::folds`].
    pub fn folds(&self) -> Vec<Fold> {
        let sheet = self.sheet();
        let mut folds = Vec::new();
        let mut add = |kind: FoldKind, first: usize, last: usize| {
            if last > first {
                folds.push(Fold { kind, first: self.row + first as u32, last: self.row + last as u32 });
            }
        };
        if let (true, Some(first), Some(last)) =
            (sheet.syntax.headed(), sheet.sections.first().map(|section| section.first), sheet.last_content_row())
        {
            add(FoldKind::Sheet, first, last);
        }
        if let Some(headings) = &sheet.headings {
            let filled = |role: &RowRole| !matches!(role, RowRole::Blank | RowRole::Comment);
            if let (Some(first), Some(last)) = (sheet.roles.iter().position(filled), sheet.last_content_row()) {
                add(FoldKind::Sheet, first, last);
            }
            for (first, last) in headed::stretches(headings) {
                add(FoldKind::Section, first as usize, last as usize);
            }
        }
        for section in &sheet.sections {
            add(FoldKind::Section, section.first, last_row(&sheet, section.first, section.end));
        }
        for (kind, parent) in
            [(FoldKind::Class, (|of| of.class) as fn(&Indicator) -> _), (FoldKind::Group, |of: &Indicator| of.group)]
        {
            runs(&sheet, parent).into_iter().for_each(|(first, last)| add(kind, first, last));
        }
        let mut comments = 0;
        for (row, role) in sheet.roles.iter().enumerate() {
            if *role == RowRole::Comment {
                comments += 1;
            }
            let ends = sheet.roles.get(row + 1).is_none_or(|next| *next != RowRole::Comment);
            if ends && comments > 0 {
                add(FoldKind::Comments, row + 1 - comments, row);
                comments = 0;
            }
        }
        folds.sort_by_key(|fold| (fold.first, fold.kind));
        folds
    }
}

/// The last row of `first..end` that holds something of the sheet.
pub(super) fn last_row(sheet: &Sheet<'_>, first: usize, end: usize) -> usize {
    let mut rows = sheet.roles[first..end].iter();
    let last = rows.rposition(|role| !matches!(role, RowRole::Blank | RowRole::Comment | RowRole::Title));
    first + last.unwrap_or(0)
}

/// The runs of indicators of which `parent` is the same, from their first row to their last.
fn runs(sheet: &Sheet<'_>, parent: fn(&Indicator) -> Option<CellRef>) -> Vec<(usize, usize)> {
    let runs = sheet.indicators.chunk_by(|one, other| parent(one).is_some() && parent(one) == parent(other));
    let mut found: Vec<(usize, usize)> = runs
        .filter(|run| parent(&run[0]).is_some())
        .map(|run| (run[0].row as usize, run[run.len() - 1].row as usize))
        .collect();
    if sheet.headings.is_some() {
        // Tables side by side fold together: by the first one's parents alone.
        found.sort_by_key(|(first, last)| (*first, std::cmp::Reverse(*last)));
        let mut end = None;
        found.retain(|(first, last)| {
            let apart = end.is_none_or(|end| *first > end);
            end = if apart { Some(*last) } else { end };
            apart
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::diagnostic::Lang;
    use crate::ide::testing::{Fixture, PUBLISHED, analysis, check as check_answer};

    fn shown(fixture: &Fixture) -> String {
        let rows: Vec<&str> = fixture.text.lines().collect();
        let name = |fold: &Fold| {
            let kind = format!("{:?}", fold.kind).to_lowercase();
            format!("{kind} {}", rows[fold.first as usize].trim().replace('\t', "⇥"))
        };
        let folds = fixture.analysis.folds();
        let lines: Vec<String> =
            folds.iter().map(|fold| format!("{} +{}", name(fold), fold.last - fold.first)).collect();
        lines.join("\n")
    }

    #[track_caller]
    fn check(expected: &Expect) {
        check_answer(expected, shown);
    }

    #[test]
    fn from_the_sheet_down_to_the_group() {
        check(&expect![[r#"
            部门（单位）整体绩效目标表

            # 初稿
            # 待核
            部门（单位）名称⇥703001甲局-211300000
            年度预算收入⇥100.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥100.00
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥预算执行⇥预算执行效率⇥预算执行率⇥=⇥100⇥%⇥2021-12

            部门（单位）名称⇥703002乙局-211300000
            ---
            comments # 初稿 +1
            sheet 部门（单位）名称⇥703001甲局-211300000 +8
            section 年度预算支出⇥年度部门预算支出⇥100.00 +1
            section 年度绩效指标⇥一级指标⇥二级指标⇥三级指标 +4
            class 履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12 +2
            group 整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12 +1
        "#]]);
    }

    #[test]
    fn the_published_book_folds_as_it_reads() {
        for text in PUBLISHED {
            let folds = analysis(text, Lang::Zh).folds();
            let count = |kind: FoldKind| folds.iter().filter(|fold| fold.kind == kind).count();
            assert_eq!((count(FoldKind::Sheet), count(FoldKind::Section)), (6, 18));
            // Each sheet has six classes; some have one row only.
            assert!((24..=36).contains(&count(FoldKind::Class)), "{}", count(FoldKind::Class));
            for pair in folds.windows(2) {
                assert!(pair[0].first <= pair[1].first);
                assert!(pair[1].last <= pair[0].last || pair[1].first > pair[0].last, "{pair:?} cross");
            }
        }
    }
}
