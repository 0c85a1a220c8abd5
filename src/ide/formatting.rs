//! Formatting: the edits that bring a book, or a range of it, to the canonical layout.

use super::Analysis;
use crate::format::{edits, edits_among, main_line_end};
use crate::text::{Edit, TextRange};

impl Analysis {
    /// The edits that `mubiao fmt` would make: sorted, apart from each other, none larger than what changes in a row or
    /// the rows that go.
    pub fn format(&self) -> Vec<Edit> {
        joined(edits(&self.document.text(), self.settings()))
    }

    /// Those of them that change the rows that `range` touches. Costs what the sheets around the range cost.
    pub fn format_range(&self, range: TextRange) -> Vec<Edit> {
        let rows = self.rows_around(range);
        let Some(first) = self.sheet_at(rows.start) else { return Vec::new() };
        // Whether a blank row parts two sheets is decided where they meet, so both neighbours are laid out too.
        let before = first.index.checked_sub(1).and_then(|index| self.sheets.get(index));
        let mut text = before.map_or_else(String::new, |sheet| sheet.text.clone());
        let base = first.base - text.len() as u32;
        let Some(forms) = self.forms_from(first.index - usize::from(before.is_some())) else { return Vec::new() };
        let mut next = Some(first);
        while let Some(place) = next {
            text.push_str(&place.syntax.text);
            next = if place.base > rows.end { None } else { self.after(&place) };
        }
        let edits = edits_among(&text, &forms, self.line_end());
        let end_of_text = rows.end as usize == self.document.len();
        let inside = |edit: &Edit| {
            let (start, end) = (edit.range.start, edit.range.end);
            rows.start <= start && end <= rows.end && (start < rows.end || end_of_text)
        };
        joined(edits.into_iter().map(|edit| edit.shifted(base)).filter(inside).collect())
    }

    /// The line end of the canonical layout.
    pub(super) fn line_end(&self) -> &'static str {
        self.sheets.get(0).map_or("\n", |sheet| main_line_end(&sheet.text))
    }
}

/// The same edits, where rows that go side by side go at once: a text may end in a million blank rows.
fn joined(edits: Vec<Edit>) -> Vec<Edit> {
    let mut joined: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        match joined.last_mut() {
            Some(last) if last.text.is_empty() && edit.text.is_empty() && last.range.end == edit.range.start => {
                last.range.end = edit.range.end;
            }
            _ => joined.push(edit),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::diagnostic::Lang;
    use crate::format::format;
    use crate::ide::testing::{PUBLISHED, analysis, check};
    use crate::lint::Settings;
    use crate::text::apply_edits;

    #[test]
    fn one_small_edit_a_row() {
        check(
            &expect![[r#"
                部门(单位)名称⇥703001甲局-211300000
                年度预算收入⇥⇥⇥100.00⇥
                年度预算支出⇥年度部门预算支出⇥100.00
                ---
                部门⟦(单位)⟧名称⇥703001甲局-211300000
                年度预算收入⇥⟦⇥⇥100.00⇥⟧
                年度预算支出⇥年度部门预算支出⇥100.00⟦⟧
            "#]],
            |fixture| fixture.marked(&fixture.analysis.format().iter().map(|edit| edit.range).collect::<Vec<_>>()),
        );
    }

    #[test]
    fn a_range_is_laid_out_alone() {
        check(
            &expect![[r#"
                ⇥⇥⇥工作质量达标率⇥⇥=⇥100⇥%⇥2021-12
                ⇥⇥⟦⇥总体工作完成率⇥⇥=⇥100⇥%⟧⇥2021-12
                ⇥⇥⇥综合管理水平⇥⇥⇥管理规范⇥⇥2021-12
                ---
                ⇥⇥⇥工作质量达标率⇥⇥=⇥100⇥%⇥2021-12
                ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
                ⇥⇥⇥综合管理水平⇥⇥⇥管理规范⇥⇥2021-12
            "#]],
            |fixture| fixture.edited(&fixture.analysis.format_range(fixture.ranges[0])),
        );
    }

    #[test]
    fn what_was_pasted_is_aligned() {
        check(
            &expect![[r#"
                ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
                ⟦⇥社会公众满意度⇥⇥社会公众投诉次数⇥<=⇥2⇥次⇥2021-12⇥⇥
                ⇥⇥⇥培训合格率⇥⇥=⇥100⇥%⇥2021-12⟧
                ---
                ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
                ⇥⇥社会公众满意度⇥社会公众投诉次数⇥<=⇥2⇥次⇥2021-12
                ⇥⇥⇥培训合格率⇥=⇥100⇥%⇥2021-12
            "#]],
            |fixture| fixture.edited(&fixture.analysis.format_range(fixture.ranges[0])),
        );
    }

    #[test]
    fn the_edits_are_the_command_s() {
        for text in PUBLISHED {
            for text in [text.to_owned(), text.replace('\n', "\r\n"), text.trim_end().to_owned()] {
                let analysis = analysis(&text, Lang::Zh);
                let edits = analysis.format();
                assert_eq!(apply_edits(&text, &edits), format(&text, &Settings::default()));
                assert_eq!(analysis.format_range(TextRange::new(0, text.len() as u32)), edits);
                let rows = edits.iter().filter(|edit| !edit.text.is_empty()).map(|edit| &text[edit.range.usize()]);
                assert_eq!(rows.filter(|old| old.trim_end().contains('\n')).count(), 0);
            }
        }
    }

    #[test]
    fn the_sheets_one_by_one_are_the_book() {
        for text in PUBLISHED {
            let analysis = analysis(text, Lang::Zh);
            let edits: Vec<Edit> = analysis.places().flat_map(|place| analysis.format_range(place.range())).collect();
            assert_eq!(edits, analysis.format());
        }
    }
}
