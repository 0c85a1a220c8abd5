//! Formatting while a row is typed: Enter begins the next one in its column, a sign becomes the form's.

use super::{Analysis, SheetPlace};
use crate::profile::{ColumnKind, Shape};
use crate::sheet::{CellRef, Pieces, RowRole, Sheet};
use crate::text::{Edit, TextRange};

/// The characters that may change what stands around them.
pub const TRIGGERS: [char; 11] = ['\n', '≥', '≧', '≤', '≦', '＝', '＞', '＜', '=', '％', '㎡'];

impl Analysis {
    /// What `typed`, which ends right before byte `offset`, changes.
    pub fn format_on_type(&self, offset: u32, typed: char) -> Vec<Edit> {
        let offset = self.clamp(TextRange::empty(offset)).start;
        let Some(place) = self.sheet_at(offset) else { return Vec::new() };
        if typed == '\n' { self.new_row(&place, offset) } else { signs(&place, offset) }
    }

    fn new_row(&self, place: &SheetPlace, offset: u32) -> Vec<Edit> {
        let sheet = place.sheet();
        let rows = sheet.syntax.rows();
        let within = offset - place.base;
        // Behind the last line end a row begins that the sheet does not have yet.
        let behind = rows.last().is_some_and(|row| row.line_end > 0 && row.end() <= within);
        let row = if behind { rows.len() } else { sheet.syntax.row_at(within).unwrap_or(0) };
        let Some(above) = row.checked_sub(1) else { return Vec::new() };
        let start = rows.get(row).map_or(within, |row| row.start);
        let text = rows.get(row).map_or("", |row| &sheet.text[row.range().usize()]);
        let content = text.trim_start_matches(BLANK);
        let lead = TextRange::new(start, start + (text.len() - content.len()) as u32);
        let finished = &sheet.text[rows[above].range().usize()];
        if finished.is_empty() {
            return Vec::new();
        }
        let tabs = if finished.trim_matches(BLANK).is_empty() {
            if content.is_empty() {
                // Enter in an empty row ends the section: the next row takes its place, and begins a label.
                let gone = TextRange::new(rows[above].start, lead.end);
                return vec![Edit::delete(place.in_text(gone))];
            }
            finished.matches('\t').count()
        } else {
            match next_column(&sheet, above) {
                Next::Column(column) if content.is_empty() => column,
                Next::Paragraph => 1,
                Next::Column(_) => return Vec::new(),
            }
        };
        let edits = indent(sheet.text, lead, within, &"\t".repeat(tabs));
        let mut edits: Vec<Edit> = edits.into_iter().map(|edit| edit.shifted(place.base)).collect();
        if content.is_empty() {
            let done = rows[above].range().shifted(place.base);
            let tidy = self.format_range(TextRange::empty(done.start));
            let tidy = tidy.into_iter().filter(|edit| done.start <= edit.range.start && edit.range.end <= done.end);
            // The row stays, whatever it holds.
            edits.splice(0..0, tidy.filter(|edit| edit.range != done || !edit.text.is_empty()));
        }
        edits
    }
}

/// The edits that make `lead`, what a row begins with, `tabs`; what is put in stands before the cursor, which is at byte
/// `at` of `text`.
fn indent(text: &str, lead: TextRange, at: u32, tabs: &str) -> Vec<Edit> {
    let at = at.clamp(lead.start, lead.end);
    let (before, behind) = (TextRange::new(lead.start, at), TextRange::new(at, lead.end));
    if text[lead.usize()] == *tabs {
        return Vec::new();
    }
    let kept = &text[before.usize()];
    let mut edits = match (tabs.strip_prefix(kept), kept.strip_prefix(tabs)) {
        (Some(""), _) => Vec::new(),
        (Some(more), _) => vec![Edit::insert(at, more)],
        (None, Some(less)) => vec![Edit::delete(TextRange::new(at - less.len() as u32, at))],
        (None, None) => vec![Edit::replace(before, tabs)],
    };
    if !behind.is_empty() {
        edits.push(Edit::delete(behind));
    }
    edits
}

/// What stands around values.
const BLANK: [char; 3] = ['\t', ' ', '\u{3000}'];

/// How the row behind another one begins.
enum Next {
    /// With so many TABs.
    Column(usize),
    /// With one TAB, whatever is broken off into it: it is a paragraph of the same text.
    Paragraph,
}

fn next_column(sheet: &Sheet<'_>, above: usize) -> Next {
    let none = Next::Column(0);
    let above = sheet.roles[..=above].iter().rposition(|role| *role != RowRole::Comment);
    let Some(role) = above.map(|above| sheet.roles[above]) else { return none };
    let (RowRole::Label(open)
    | RowRole::LabelItem(open)
    | RowRole::Item(open)
    | RowRole::RepeatedLabel(open)
    | RowRole::SubHeader(open)) = role
    else {
        return none;
    };
    let Some(section) = sheet.sections[open].section.map(|section| &sheet.profile.sections[section]) else {
        return none;
    };
    match &section.shape {
        Shape::Indicators(_) if matches!(role, RowRole::Label(_)) => Next::Column(1),
        Shape::Indicators(_) => Next::Column(sheet.profile.column_of(ColumnKind::Name).map_or(1, |column| column + 1)),
        // Nothing follows the row of totals.
        Shape::List(_) => {
            let total = sheet.items.iter().any(|(_, item)| Some(item.row as usize) == above && item.total);
            Next::Column(usize::from(!total))
        }
        Shape::Breakdown(_) => {
            let stated = |label: &crate::profile::Label| {
                sheet.rows_of(open).into_iter().any(|row| {
                    sheet.values_of(open, row).into_iter().any(|cell| label.matches(sheet.value(cell)).is_some())
                })
            };
            Next::Column(usize::from(!section.parts().all(|part| stated(&part.label))))
        }
        // What is typed from top to bottom goes on with the next label.
        Shape::Text if open + 1 == sheet.sections.len() && matches!(role, RowRole::Label(_)) => Next::Column(0),
        Shape::Text => Next::Paragraph,
        Shape::Field(_) => none,
    }
}

/// The signs in the cell around byte `offset` as the form writes them.
fn signs(place: &SheetPlace, offset: u32) -> Vec<Edit> {
    let sheet = place.sheet();
    let Some((at, kind)) = place.cell_at(offset).and_then(|at| Some((at, target_column(&sheet, at)?))) else {
        return Vec::new();
    };
    let (range, text) = (sheet.range(at), sheet.value(at));
    let operator = |text: &str| sheet.profile.operator(text).map(str::to_owned);
    let mut found: Vec<(TextRange, Option<String>)> = Vec::new();
    match kind {
        // A sign one cell late is still a sign.
        ColumnKind::Operator | ColumnKind::Value => found.push((range, operator(text))),
        ColumnKind::Measure => found.push((range, measure(&sheet, text))),
        ColumnKind::Target => {
            let pieces = Pieces::read(text, sheet.profile);
            let piece = |piece: TextRange| (piece.shifted(range.start), &text[piece.usize()]);
            let ((sign, sign_text), (unit, unit_text)) = (piece(pieces.operator), piece(pieces.measure));
            found.push((sign, operator(sign_text).filter(|_| !sign.is_empty())));
            found.push((unit, measure(&sheet, unit_text).filter(|_| !unit.is_empty())));
        }
        _ => {}
    }
    let changed = |(range, new): (TextRange, Option<String>)| {
        new.filter(|new| *new != sheet.text[range.usize()]).map(|new| Edit::replace(place.in_text(range), new))
    };
    found.into_iter().filter_map(changed).collect()
}

/// What the column of a filled cell in a row of indicators holds.
fn target_column(sheet: &Sheet<'_>, at: CellRef) -> Option<ColumnKind> {
    let (section, columns) = sheet.profile.indicators()?;
    let open = match *sheet.roles.get(at.row as usize)? {
        RowRole::Item(open) | RowRole::LabelItem(open) | RowRole::RepeatedLabel(open) => open,
        _ => return None,
    };
    sheet.cells(at.row).get(at.cell as usize).filter(|cell| !cell.is_empty())?;
    let column = columns.get((at.cell as usize).checked_sub(1)?)?;
    (sheet.sections[open].section == Some(section)).then_some(column.kind)
}

/// A unit of measure as the form writes it.
fn measure(sheet: &Sheet<'_>, text: &str) -> Option<String> {
    let folded = crate::profile::fold_value(text).into_owned();
    let canonical = sheet.profile.measures.canonical(&folded).map_or(folded.clone(), str::to_owned);
    sheet.profile.word(&canonical).measure.then_some(canonical)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::diagnostic::Lang;
    use crate::ide::testing::{analysis, check as check_answer};

    #[track_caller]
    fn check(typed: char, expected: &Expect) {
        check_answer(expected, |fixture| fixture.edited(&fixture.analysis.format_on_type(fixture.cursor(), typed)));
    }

    #[test]
    fn enter_behind_an_indicator_goes_to_the_name() {
        check(
            '\n',
            &expect![[r#"
                ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12⇥⇥
                ⇥$0
                ---
                ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12
                ⇥⇥⇥
            "#]],
        );
    }

    #[test]
    fn enter_behind_the_headers_goes_to_the_class() {
        check(
            '\n',
            &expect![[r#"
                年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
                $0
                ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
                ---
                年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
                ⇥
                ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            "#]],
        );
    }

    #[test]
    fn enter_in_a_list_and_in_a_breakdown() {
        check(
            '\n',
            &expect![[r#"
                年度主要任务⇥对应项目⇥预算资金情况（万元）
                ⇥部门预算基本支出公用经费⇥30.00
                $0
                ---
                年度主要任务⇥对应项目⇥预算资金情况（万元）
                ⇥部门预算基本支出公用经费⇥30.00
                ⇥
            "#]],
        );
        check(
            '\n',
            &expect![[r#"
                年度预算支出⇥年度部门预算支出⇥100.00
                ⇥人员类项目⇥60.00⇥其他运转类项目
                $0
                ---
                年度预算支出⇥年度部门预算支出⇥100.00
                ⇥人员类项目⇥60.00⇥其他运转类项目
                ⇥
            "#]],
        );
        check(
            '\n',
            &expect![[r#"
                年度预算支出⇥年度部门预算支出⇥100.00
                ⇥人员类项目⇥60.00⇥其他运转类项目
                ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
                ⇥$0
                ---
                年度预算支出⇥年度部门预算支出⇥100.00
                ⇥人员类项目⇥60.00⇥其他运转类项目
                ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥10.00
            "#]],
        );
    }

    #[test]
    fn enter_inside_the_goal_begins_a_paragraph() {
        check(
            '\n',
            &expect![[r#"
                年度绩效目标⇥做好节能监察工作。
                $0加强监察结果的分析应用。
                ---
                年度绩效目标⇥做好节能监察工作。
                ⇥加强监察结果的分析应用。
            "#]],
        );
    }

    #[test]
    fn enter_in_an_empty_row_ends_the_section() {
        check(
            '\n',
            &expect![[r#"
                ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12
                ⇥⇥⇥
                ⇥⇥⇥$0
                ---
                ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12
            "#]],
        );
    }

    #[test]
    fn enter_before_a_row_or_inside_it_moves_nothing() {
        check(
            '\n',
            &expect![[r#"
                ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12

                $0⇥⇥⇥公众知晓率⇥>=⇥90⇥%⇥2021-12
                ---
                ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12

                ⇥⇥⇥公众知晓率⇥>=⇥90⇥%⇥2021-12
            "#]],
        );
        check(
            '\n',
            &expect![[r#"
                ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200
                $0⇥人次⇥2021-12
                ---
                ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200
                ⇥人次⇥2021-12
            "#]],
        );
    }

    #[test]
    fn a_finished_row_goes_into_its_columns() {
        check(
            '\n',
            &expect![[r#"
                ⇥⇥⇥工作质量达标率⇥⇥=⇥100⇥%⇥2021-12
                ⇥⇥⇥$0
                ---
                ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
                ⇥⇥⇥
            "#]],
        );
    }

    #[test]
    fn a_sign_becomes_the_form_s() {
        check(
            '≥',
            &expect![[r#"
                ⇥⇥⇥公众知晓率⇥≥$0
                ---
                ⇥⇥⇥公众知晓率⇥>=
            "#]],
        );
        check(
            '＝',
            &expect![[r#"
                ⇥⇥⇥公众知晓率⇥>＝$0⇥90⇥%⇥2021-12
                ---
                ⇥⇥⇥公众知晓率⇥>=⇥90⇥%⇥2021-12
            "#]],
        );
        check(
            '％',
            &expect![[r#"
                ⇥⇥⇥公众知晓率⇥>=⇥90⇥％$0⇥2021-12
                ---
                ⇥⇥⇥公众知晓率⇥>=⇥90⇥%⇥2021-12
            "#]],
        );
    }

    #[test]
    fn a_sign_elsewhere_stays() {
        check(
            '≥',
            &expect![[r#"
                年度绩效目标⇥满意度≥$0
                ---
                年度绩效目标⇥满意度≥
            "#]],
        );
    }

    #[test]
    fn a_book_is_typed_from_its_first_row() {
        let text = "部门（单位）名称\t703001甲局-211300000\n年度预算收入\t1.00\n";
        let analysis = analysis(text, Lang::Zh);
        assert_eq!(analysis.format_on_type(text.len() as u32, '\n'), Vec::new());
    }

    #[test]
    fn a_form_may_have_other_signs_and_one_cell_for_all() {
        for (typed, expected) in [
            (
                '=',
                expect![[r#"
                    # mubiao: profile = mof-2015-department
                    部门（单位）名称⇥某某局
                    年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
                    ⇥产出指标⇥数量指标⇥节水宣传场次⇥>=$0
                    ---
                    # mubiao: profile = mof-2015-department
                    部门（单位）名称⇥某某局
                    年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
                    ⇥产出指标⇥数量指标⇥节水宣传场次⇥≥
                "#]],
            ),
            (
                '％',
                expect![[r#"
                    # mubiao: profile = mof-2015-department
                    部门（单位）名称⇥某某局
                    年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
                    ⇥产出指标⇥质量指标⇥验收合格率⇥>=95％$0
                    ---
                    # mubiao: profile = mof-2015-department
                    部门（单位）名称⇥某某局
                    年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
                    ⇥产出指标⇥质量指标⇥验收合格率⇥≥95%
                "#]],
            ),
            (
                '\n',
                expect![[r#"
                    # mubiao: profile = mof-2015-department
                    部门（单位）名称⇥某某局
                    年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
                    ⇥⇥⇥总额⇥财政拨款⇥其他资金
                    ⇥⇥⇥$0
                    ---
                    # mubiao: profile = mof-2015-department
                    部门（单位）名称⇥某某局
                    年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
                    ⇥⇥⇥总额⇥财政拨款⇥其他资金
                    ⇥
                "#]],
            ),
            (
                '\n',
                expect![[r#"
                    # mubiao: profile = mof-2015-department
                    部门（单位）名称⇥某某局
                    年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
                    ⇥⇥⇥总额⇥财政拨款⇥其他资金
                    ⇥节水宣传⇥进社区⇥12.00⇥10.00⇥2.00
                    ⇥金额合计⇥⇥12.00⇥10.00⇥2.00
                    ⇥$0
                    ---
                    # mubiao: profile = mof-2015-department
                    部门（单位）名称⇥某某局
                    年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
                    ⇥⇥⇥总额⇥财政拨款⇥其他资金
                    ⇥节水宣传⇥进社区⇥12.00⇥10.00⇥2.00
                    ⇥金额合计⇥⇥12.00⇥10.00⇥2.00
                "#]],
            ),
        ] {
            check(typed, &expected);
        }
    }
}
