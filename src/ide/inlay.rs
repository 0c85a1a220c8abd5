//! Inlay hints: what a section comes to beside its label, and inherited parents in empty cells.

use rust_decimal::Decimal;

use super::{Analysis, headed};
use crate::diagnostic::{Lang, say};
use crate::profile::{ColumnKind, Term, TermRows};
use crate::rules::{figure, side_name};
use crate::sheet::{CellRef, Check, Indicator, Sheet};
use crate::text::TextRange;

/// A text that is shown between those of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlayHint {
    /// Where, in bytes from the text's start.
    pub at: u32,
    /// What is shown.
    pub label: String,
    /// What it means; empty when it needs no word.
    pub tooltip: String,
    /// What it is.
    pub kind: InlayKind,
}

/// What an inlay hint is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InlayKind {
    /// What the parts of a section come to.
    Total,
    /// The parent that an empty cell stands for.
    Parent,
}

/// The hints in `range` of the text; the sheets that it touches are read.
pub fn inlay_hints(analysis: &Analysis, range: TextRange) -> Vec<InlayHint> {
    let lang = analysis.settings().lang;
    let mut hints = Vec::new();
    for place in analysis.places_in(range) {
        let sheet = place.sheet();
        let mut own = totals(&sheet, lang);
        parents(&sheet, lang, &mut own);
        own.retain_mut(|hint| {
            hint.at += place.base;
            range.start <= hint.at && hint.at <= range.end
        });
        own.sort_by_key(|hint| hint.at);
        hints.append(&mut own);
    }
    hints
}

/// What the amounts of each section come to, against what they should.
fn totals(sheet: &Sheet<'_>, lang: Lang) -> Vec<InlayHint> {
    let mut hints: Vec<InlayHint> = checked(sheet, lang);
    for sum in &sheet.profile.sums {
        // Beside the section whose amounts are added up, and only for sums of several of its amounts.
        if sum.each_row.is_some() {
            continue;
        }
        let several = sum.parts.len() > 1 || matches!(sum.parts[..], [Term::Column(_, _, TermRows::All)]);
        let sections: Vec<usize> = sum.parts.iter().map(section_of).collect();
        let [section, rest @ ..] = &sections[..] else { continue };
        if !several || rest.iter().any(|other| other != section) {
            continue;
        }
        let Some(open) = sheet.view_of(*section) else { continue };
        let value = sheet.sum(sum);
        if value.parts.malformed || value.parts.cells.is_empty() {
            continue;
        }
        let described = &sheet.profile.sections[*section];
        let amounts = described.columns().iter().filter(|column| column.kind == ColumnKind::Amount).count();
        // Which of several columns it is.
        let column = match sum.parts[..] {
            [Term::Column(_, column, _)] if amounts > 1 => described.columns()[column].label.text.as_str(),
            _ => "",
        };
        let amount = figure(value.parts.amount, sheet.profile);
        let parts = say!(lang, "{column}合计 {amount}", "{column} total {amount}");
        let parts = parts.trim_start();
        let label = match value.gap().filter(|_| !value.total.cells.is_empty()) {
            Some(gap) if gap.abs() > sheet.tolerance => {
                let off = figure(gap.abs(), sheet.profile);
                if gap > Decimal::ZERO {
                    say!(lang, "{parts}，少 {off}", "{parts}, {off} short")
                } else {
                    say!(lang, "{parts}，多 {off}", "{parts}, {off} too much")
                }
            }
            Some(_) => format!("{parts} ✓"),
            None => parts.to_owned(),
        };
        let (total, parts) = (side_name(sheet, sum, &sum.total, lang), side_name(sheet, sum, &sum.parts, lang));
        let tooltip = say!(lang, "{parts}应等于{total}", "{parts} should be {total}");
        let at = sheet.row(sheet.sections[open].first as u32).range().end;
        hints.push(InlayHint { at, label, tooltip, kind: InlayKind::Total });
    }
    hints
}

/// What the figures of a sheet that is read by its headings come to, beside the row that states their total.
fn checked(sheet: &Sheet<'_>, lang: Lang) -> Vec<InlayHint> {
    let Some(headings) = sheet.headings.as_deref() else { return Vec::new() };
    let sums = sheet.checks().iter().filter(|check| headed::is_sum(check) && check.expr.cells().len() > 1);
    let hint = |check: &Check| {
        let value = check.expr.value()?;
        // A class states the points of its rows, in another column than theirs.
        let part = check.expr.cells().first().copied().unwrap_or(check.at);
        let column = headed::stands(headings, part).and_then(|(block, stands)| match stands {
            headed::Stands::Value { column, .. } => {
                Some(headed::column_name(headings, &headings.outline.blocks[block], column))
            }
            _ => None,
        });
        let column = column.unwrap_or_default();
        let amount = headed::written(value, check.stated.decimals);
        let parts = say!(lang, "{column}合计 {amount}", "{column} total {amount}");
        let parts = parts.trim_start();
        let label = match check.fault(sheet.tolerance) {
            None => format!("{parts} ✓"),
            Some(_) => {
                let off = check.stated.value.checked_sub(value)?;
                let amount = headed::written(off.abs(), check.stated.decimals);
                if off > Decimal::ZERO {
                    say!(lang, "{parts}，少 {amount}", "{parts}, {amount} short")
                } else {
                    say!(lang, "{parts}，多 {amount}", "{parts}, {amount} too much")
                }
            }
        };
        let (total, parts) = (&check.name, headed::parts_name(headings, check, lang));
        let tooltip = say!(lang, "{parts}应等于{total}", "{parts} should be {total}");
        let at = sheet.row(check.at.row).range().end;
        Some(InlayHint { at, label, tooltip, kind: InlayKind::Total })
    };
    sums.filter_map(hint).collect()
}

/// The cell of a row in which its class or its group would stand.
fn parent_cell(sheet: &Sheet<'_>, indicator: &Indicator, kind: ColumnKind, column: usize) -> Option<CellRef> {
    let cell = sheet.column_cell(indicator, kind)?;
    // The cell of a row that is out of place is nowhere.
    (sheet.headings.is_some() || sheet.column_at(cell) == Some(column)).then_some(cell)
}

fn section_of(term: &Term) -> usize {
    match term {
        Term::Field(section) | Term::Part(section, _) | Term::Column(section, _, _) => *section,
    }
}

/// The class and the group in the empty cells of rows that inherit them.
fn parents(sheet: &Sheet<'_>, lang: Lang, hints: &mut Vec<InlayHint>) {
    let columns = [(ColumnKind::Class, true), (ColumnKind::Group, false)];
    for indicator in sheet.indicators.iter().filter(|indicator| !indicator.is_in_doubt()) {
        for (kind, is_class) in columns {
            let Some(column) = sheet.profile.column_of(kind) else { continue };
            let stated = if is_class { indicator.class } else { indicator.group };
            let Some(stated) = stated.filter(|stated| stated.row != indicator.row) else { continue };
            let Some(cell) = parent_cell(sheet, indicator, kind, column) else { continue };
            let empty = sheet.cells(cell.row).get(cell.cell as usize).is_some_and(|cell| cell.is_empty());
            // Tables side by side may share the cell.
            let told = || hints.iter().any(|hint| hint.at == sheet.range(cell).start);
            if !empty || indicator.cell(column).is_some() || (sheet.headings.is_some() && told()) {
                continue;
            }
            hints.push(InlayHint {
                at: sheet.range(cell).start,
                label: sheet.value(stated).to_owned(),
                tooltip: lang.pick("同上", "as above").to_owned(),
                kind: InlayKind::Parent,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::ide::testing::{Fixture, PUBLISHED, analysis, check};

    /// Asserts the hints of the whole book, each in brackets where it stands.
    #[track_caller]
    fn check_hints(expected: &Expect) {
        check(expected, |fixture| {
            let hints = inlay_hints(&fixture.analysis, TextRange::new(0, fixture.text.len() as u32));
            fixture.annotated(hints.into_iter().map(|hint| (hint.at, format!("[{}]", hint.label))).collect())
        });
    }

    #[test]
    fn totals_and_parents() {
        check_hints(&expect![[r#"
            部门（单位）名称⇥703001甲局-211300000
            年度预算收入⇥100.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥15.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥总体工作完成率⇥⇥=⇥100⇥%⇥2021-12⇥
            ---
            部门（单位）名称⇥703001甲局-211300000
            年度预算收入⇥100.00
            年度预算支出⇥年度部门预算支出⇥100.00[合计 105.00，多 5.00]
            ⇥人员类项目⇥60.00⇥其他运转类项目
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥15.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）[合计 90.00，少 10.00]
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥[履职效能]⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥[履职效能]⇥[整体工作完成情况]⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥[履职效能]⇥总体工作完成率⇥⇥=⇥100⇥%⇥2021-12⇥
        "#]]);
        check_hints(&expect![[r#"
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥专项⇥10.00
            ---
            年度主要任务⇥对应项目⇥预算资金情况（万元）[合计 100.00 ✓]
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥专项⇥10.00
        "#]]);
    }

    #[test]
    fn only_what_is_asked_for_is_told() {
        let fixture = Fixture::new("⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12$0");
        let row = TextRange::new(fixture.cursor() - 20, fixture.cursor());
        assert_eq!(inlay_hints(&fixture.analysis, row), Vec::new());
        let row = TextRange::new(fixture.cursor() - 45, fixture.cursor());
        assert_eq!(inlay_hints(&fixture.analysis, row).len(), 2);
    }

    #[test]
    fn the_published_book() {
        for text in PUBLISHED {
            let hints = inlay_hints(&analysis(text, Lang::Zh), TextRange::new(0, text.len() as u32));
            let totals: Vec<&str> =
                hints.iter().filter(|hint| hint.kind == InlayKind::Total).map(|hint| hint.label.as_str()).collect();
            assert_eq!(totals[..4], ["合计 537.12 ✓", "合计 527.12，少 10.00", "合计 99.20 ✓", "合计 99.20 ✓"]);
            assert_eq!(totals.len(), 12);
        }
    }
}
