//! The notation in which the features of an editor are tested: a book, a cursor in it, and what the feature answers.
//!
//! Rows are written as for the rules (`⇥` a TAB, rows that are no whole sheet stand in a sound one, `…` the rest of a sound
//! sheet). `$0` is the cursor, `⟦…⟧` a range. Below a line `---` stands the answer as the test of the feature writes it.

use std::ops::Range;
use std::sync::Arc;

use expect_test::Expect;

use super::{Analysis, Buffer};
use crate::diagnostic::Lang;
use crate::lint::Settings;
use crate::rules::testing::{Rest, embed_or_complete, hide, raw, shown, trim_indent};
use crate::text::{Edit, TextRange, apply_edits};

const CURSOR: &str = "$0";

/// A book in the notation.
pub(crate) struct Fixture {
    /// The whole text, without marks.
    pub(crate) text: String,
    /// The book, with messages in Chinese.
    pub(crate) analysis: Analysis,
    /// The ranges that are marked, counted from the text's start, in the order of their ends.
    pub(crate) ranges: Vec<TextRange>,
    cursor: Option<u32>,
    /// The rows of the fixture in the text.
    rows: Range<usize>,
    rests: Vec<Rest>,
}

/// Asserts that `expected`, a book in the notation and behind a line `---` an answer, shows what `answer` answers for it.
#[track_caller]
pub(crate) fn check(expected: &Expect, answer: impl FnOnce(&Fixture) -> String) {
    let fixture = trim_indent(expected.data());
    let input = fixture.split_once("\n---").map_or(fixture.as_str(), |(input, _)| input);
    let answer = answer(&Fixture::new(input));
    expected.assert_eq(&format!("{input}\n---\n{}\n", answer.trim_end_matches('\n')));
}

impl Fixture {
    /// The book that `notation` shows.
    #[track_caller]
    pub(crate) fn new(notation: &str) -> Self {
        assert!(!notation.contains('\t'), "a fixture writes a TAB as ⇥");
        let notation = trim_indent(notation);
        let mut rows = Vec::new();
        // Each mark with its row and its byte there.
        let mut marks: Vec<(usize, usize, &str)> = Vec::new();
        for (at, line) in notation.lines().enumerate() {
            let line = raw(line);
            let mut row = String::new();
            let mut rest = line.as_str();
            while !rest.is_empty() {
                match [CURSOR, "⟦", "⟧"].into_iter().find(|mark| rest.starts_with(mark)) {
                    Some(mark) => {
                        marks.push((at, row.len(), mark));
                        rest = &rest[mark.len()..];
                    }
                    None => {
                        let next = rest.chars().next().map_or(0, char::len_utf8);
                        row.push_str(&rest[..next]);
                        rest = &rest[next..];
                    }
                }
            }
            rows.push(row);
        }
        let (text, range, rests) = embed_or_complete(&rows.join("\n"));
        let mut starts = Vec::new();
        let (mut at, mut hidden) = (range.start, rests.iter());
        for row in &rows {
            starts.push(at);
            match row.starts_with('…').then(|| hidden.next()).flatten() {
                Some(rest) => at = rest.range.end,
                None => at += row.len() + 1,
            }
        }
        let (mut cursor, mut ranges, mut open) = (None, Vec::new(), Vec::new());
        for (row, at, mark) in marks {
            let at = (starts[row] + at) as u32;
            match mark {
                CURSOR => assert!(cursor.replace(at).is_none(), "there are two cursors"),
                "⟦" => open.push(at),
                _ => ranges.push(TextRange::new(open.pop().expect("a range begins before it ends"), at)),
            }
        }
        assert!(open.is_empty(), "a range does not end");
        let analysis = analysis(&text, Lang::Zh);
        Self { text, analysis, ranges, cursor, rows: range, rests }
    }

    /// Where the cursor is, in bytes from the text's start.
    #[track_caller]
    pub(crate) fn cursor(&self) -> u32 {
        self.cursor.expect("the fixture marks the cursor with $0")
    }

    /// What `range` holds, in the notation.
    pub(crate) fn slice(&self, range: TextRange) -> String {
        shown(&self.text[range.usize()])
    }

    /// The rows of the fixture after `edits`, which need not be sorted but must not overlap.
    #[track_caller]
    pub(crate) fn edited(&self, edits: &[Edit]) -> String {
        let mut edits = edits.to_vec();
        edits.sort_by_key(|edit| edit.range);
        for pair in edits.windows(2) {
            assert!(!pair[0].conflicts(&pair[1]), "edits that conflict: {pair:?}");
        }
        let text = apply_edits(&self.text, &edits);
        let suffix = self.text.len() - self.rows.end;
        shown(&hide(&text[self.rows.start..text.len() - suffix], &self.text, &self.rests))
    }

    /// The rows of the fixture with `ranges` marked; ranges outside of them are left out.
    pub(crate) fn marked(&self, ranges: &[TextRange]) -> String {
        let inside = |range: &&TextRange| {
            let rows = &self.rows;
            let hidden = |at: u32| self.rests.iter().any(|rest| rest.range.contains(&(at as usize)));
            rows.start <= range.start as usize && range.end as usize <= rows.end && !hidden(range.start)
        };
        let mut marks = Vec::new();
        for range in ranges.iter().filter(inside) {
            marks.push((range.start, "⟦".to_owned()));
            marks.push((range.end, "⟧".to_owned()));
        }
        self.annotated(marks)
    }

    /// The rows of the fixture with each text of `notes` put at its byte of the whole text; those that stand outside of
    /// the rows or in what `…` stands for are left out.
    pub(crate) fn annotated(&self, notes: Vec<(u32, String)>) -> String {
        let hidden = |at: u32| self.rests.iter().any(|rest| rest.range.contains(&(at as usize)));
        let inside = |at: u32| (self.rows.start..=self.rows.end).contains(&(at as usize)) && !hidden(at);
        let mut edits: Vec<Edit> =
            notes.into_iter().filter(|(at, _)| inside(*at)).map(|(at, text)| Edit::insert(at, text)).collect();
        // Stable: notes at one place keep their order.
        edits.sort_by_key(|edit| edit.range);
        let text = apply_edits(&self.text, &edits);
        let suffix = self.text.len() - self.rows.end;
        shown(&hide(&text[self.rows.start..text.len() - suffix], &self.text, &self.rests))
    }
}

/// The book that `text` is, with messages in `lang`.
pub(crate) fn analysis(text: &str, lang: Lang) -> Analysis {
    Buffer::new(text, 1, Arc::new(Settings { lang, ..Settings::default() })).analysis()
}

/// Books of the other forms.
pub(crate) const OTHER_FORMS: [&str; 2] = [
    include_str!("../../tests/corpus/mof-2015-department.mubiao"),
    include_str!("../../tests/corpus/mof-2021-department.mubiao"),
];

/// Sheets of forms that nobody knows, which are read by their headings.
pub(crate) const HEADED: [&str; 5] = [
    include_str!("../../tests/headings/self-evaluation.mubiao"),
    include_str!("../../tests/headings/panes.mubiao"),
    include_str!("../../tests/headings/projects.mubiao"),
    include_str!("../../tests/headings/duties.mubiao"),
    include_str!("../../tests/headings/region.mubiao"),
];

/// The published book, damaged as it was found, and mended.
pub(crate) const PUBLISHED: [&str; 2] =
    [include_str!("../../tests/corpus/chaoyang-2021.txt"), include_str!("../../tests/corpus/chaoyang-2021.mubiao")];

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn marks_are_places_in_the_whole_text() {
        check(
            &expect![[r#"
                部门（单位）名称⇥703001甲局-211300000
                …
                年度绩效指标⇥一级指标⇥⟦二级指标⟧⇥三级指标
                ⇥履$0职效能⇥重点工作履行情况
                ---
                部门（单位）名称⇥703001甲局-211300000
                …
                年度绩效指标⇥一级指标⇥二级指标⇥三级指标
                ⇥履⟦职效能⟧⇥重点工作履行情况
                二级指标
            "#]],
            |fixture| {
                let marked = fixture.marked(&[TextRange::new(fixture.cursor(), fixture.cursor() + 9)]);
                format!("{marked}\n{}", fixture.slice(fixture.ranges[0]))
            },
        );
        check(
            &expect![[r#"
                ⇥⇥⇥重点工作办结率⇥$0⇥100
                ---
                ⇥⇥⇥重点工作办结率⇥=⇥100
            "#]],
            |fixture| fixture.edited(&[Edit::insert(fixture.cursor(), "=")]),
        );
    }
}
