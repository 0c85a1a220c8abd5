//! A sheet as it is printed, with what was found in each cell, its sums, and each part's share of the expenditure.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Analysis, SheetPlace, describe, headed};
use crate::diagnostic::{Diagnostic, Lang, say};
use crate::export::{self, Page, Table, TableCell};
use crate::profile::{Sum, Term};
use crate::rules::{figure, side_name};
use crate::sheet::{CellRef, Check, CheckKind, Headings, NoProfile, Sheet, TermValue, read_figure};
use crate::text::TextRange;
use crate::totals::{SheetTotals, Total, sheet_totals};

/// Which sheet of a book is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// That at a byte of the text; above the first sheet, the first one.
    At(u32),
    /// That of an index, 0-based, what stands before the first identity row left out.
    Nth(usize),
}

/// A sheet as it is printed. Places count from the text's start.
#[derive(Clone, Debug)]
pub struct Printed {
    /// Which sheet it is, 0-based, what stands before the first identity row left out.
    pub sheet: usize,
    /// Where it stands.
    pub range: TextRange,
    /// The book's title; a sheet that is read by its headings has its own among its rows.
    pub title: Option<TableCell>,
    /// The form.
    pub tables: Vec<Table>,
    /// The page it is printed on.
    pub page: Page,
    /// The unit of its amounts.
    pub unit: String,
    /// What was found in it, by place.
    pub findings: Vec<Diagnostic>,
    /// For the title and every cell of the form, in reading order, the findings there, by index.
    pub marks: Vec<Vec<usize>>,
    /// What it comes to.
    pub totals: SheetTotals,
    /// The sums that the form prescribes and of which the sheet states something.
    pub sums: Vec<PrintedSum>,
    /// Whether it has an amount that cannot be read, so that sums may only seem to hold.
    pub unread: bool,
    /// What the expenditure is made of.
    pub shares: Vec<Share>,
}

/// A sum that a form prescribes, as a sheet has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedSum {
    /// The side of the total.
    pub total: Side,
    /// The side of the parts.
    pub parts: Side,
    /// Parts less total, written as an amount of the form; `None` when an amount cannot be read.
    pub difference: Option<String>,
    /// Whether the sum holds, to the tolerance; of a sum for every row of a list, whether each does.
    pub holds: bool,
}

/// A side of a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// What it is called.
    pub name: String,
    /// What it comes to, written as an amount of the form; `None` when none is stated or one cannot be read.
    pub amount: Option<String>,
}

/// A part of the expenditure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// What it is called.
    pub name: String,
    /// What it comes to, written as an amount of the form.
    pub amount: String,
    /// How many per cent of the expenditure that is, to two decimals; `None` when no expenditure is stated.
    pub percent: Option<Decimal>,
    /// The first of its amounts.
    pub range: TextRange,
}

/// The sheet that is wanted, at the cost of reading it. Without one, what to do about it, in a sentence.
pub fn printed(analysis: &Analysis, which: Which) -> Result<Printed, String> {
    let lang = analysis.settings().lang;
    let above = above(analysis);
    let place = match which {
        Which::Nth(sheet) => analysis.place(sheet.saturating_add(above)),
        Which::At(offset) => {
            let place = analysis.sheet_at(offset);
            if place.as_ref().is_some_and(|place| place.index < above) { analysis.place(above) } else { place }
        }
    };
    let Some(place) = place else { return Err(why(analysis, which, lang)) };
    let sheet = place.sheet();
    // The title stands above the first sheet, or in it.
    let own = export::title(&sheet, place.base);
    let title = own.or_else(|| {
        let first = (0..=above).filter_map(|index| analysis.place(index));
        let same = first.filter(|first| Arc::ptr_eq(&first.profile, &place.profile) && sheet.headings.is_none());
        same.into_iter().find_map(|place| export::title(&place.sheet(), place.base))
    });
    let (page, tables) = export::sheet_tables(&sheet, place.base);
    let findings = findings(analysis, &place);
    let cells = title.iter().chain(tables.iter().flat_map(cells_of));
    Ok(Printed {
        sheet: place.index - above,
        range: place.range(),
        marks: marks(cells, &findings),
        totals: SheetTotals { findings: findings.len(), ..sheet_totals(&sheet) },
        unread: unread(&sheet),
        sums: sums(&sheet, lang),
        shares: match &sheet.headings {
            Some(headings) => checked_shares(&sheet, headings, place.base),
            None => shares(&sheet, place.base, lang),
        },
        page,
        unit: sheet.profile.amount.unit.clone(),
        title,
        tables,
        findings,
    })
}

/// The sums of the sheet that begins at or holds `offset`, and whether it has an amount that cannot be read.
pub fn sums_at(analysis: &Analysis, offset: u32) -> (Vec<PrintedSum>, bool) {
    let Some(place) = analysis.sheet_at(offset) else { return (Vec::new(), false) };
    let sheet = place.sheet();
    (sums(&sheet, analysis.settings().lang), unread(&sheet))
}

fn sums(sheet: &Sheet<'_>, lang: Lang) -> Vec<PrintedSum> {
    match &sheet.headings {
        Some(headings) => of_checks(sheet, headings, lang),
        None => sheet.profile.sums.iter().filter_map(|sum| of_sum(sheet, sum, lang)).collect(),
    }
}

/// Whether the sheet has an amount that cannot be read.
pub(super) fn unread(sheet: &Sheet<'_>) -> bool {
    sheet.headings.is_none() && sheet.amounts.iter().any(|amount| amount.reading.amount().is_none())
}

/// How many sheets of the book are none: 1 where something stands before the first identity row.
fn above(analysis: &Analysis) -> usize {
    let first = analysis.place(0).filter(|first| !first.syntax.syntax.headed());
    usize::from(first.is_some_and(|first| !first.sheet().is_sheet()))
}

/// How many sheets the book has, what stands before the first identity row left out.
pub fn sheet_count(analysis: &Analysis) -> usize {
    analysis.profile().map_or(0, |_| analysis.sheets().len() - above(analysis))
}

/// The cells of a table, in reading order.
fn cells_of(table: &Table) -> impl Iterator<Item = &TableCell> {
    table.head.iter().chain(&table.body).flat_map(|row| &row.cells)
}

/// Why there is no such sheet.
fn why(analysis: &Analysis, which: Which, lang: Lang) -> String {
    let profile = match &analysis.head().profile {
        Ok(profile) => profile,
        Err(NoProfile::Empty) => {
            let sentence = lang.pick(
                "这里还没有表；请写下表的标题，或新建一张表",
                "there is no sheet here yet; write the title of a form, or make a new sheet",
            );
            return sentence.to_owned();
        }
        Err(_) => {
            let unread = analysis.findings().into_iter().next().map(|finding| finding.message);
            let sentence = lang.pick(
                "认不出表样，请在文件开头写明“# mubiao: profile = 表样名”",
                "no form fits; “# mubiao: profile = NAME” at the top of the file names one",
            );
            return unread.unwrap_or_else(|| sentence.to_owned());
        }
    };
    match (which, sheet_count(analysis)) {
        (Which::Nth(sheet), sheets @ 1..) => {
            let number = sheet.saturating_add(1);
            say!(lang, "没有第 {number} 张表，只有 {sheets} 张", "there is no sheet {number}; there are {sheets}")
        }
        _ => {
            let label = profile.sections.iter().find(|section| profile.starts_sheet(&section.label.text));
            let label = label.map_or("", |section| section.label.text.as_str());
            say!(
                lang,
                "这里还没有表；一张表从“{label}”一行开始",
                "there is no sheet here yet; a sheet begins with the row “{label}”"
            )
        }
    }
}

/// The findings that begin in a sheet.
fn findings(analysis: &Analysis, place: &SheetPlace) -> Vec<Diagnostic> {
    let range = place.range();
    let last = place.index + 1 == analysis.sheets().len();
    let mut findings = analysis.findings_touching(range);
    findings.retain(|finding| {
        let start = finding.range.start;
        range.start <= start && (start < range.end || last)
    });
    findings
}

/// For each cell the findings in it, by index: those that overlap it, and where a value is missing, those at its place.
fn marks<'c>(cells: impl Iterator<Item = &'c TableCell>, findings: &[Diagnostic]) -> Vec<Vec<usize>> {
    let cells: Vec<&TableCell> = cells.collect();
    let mut marks = vec![Vec::new(); cells.len()];
    let mut places: Vec<(TextRange, usize)> =
        cells.iter().enumerate().filter_map(|(at, cell)| Some((cell.range?, at))).collect();
    places.sort();
    for (index, finding) in findings.iter().enumerate() {
        let of = finding.range;
        // Cells do not overlap, so their ends are in order as their starts are.
        let first = places.partition_point(|(place, _)| place.end < of.start);
        let near = || places[first..].iter().take_while(|(place, _)| place.start <= of.end);
        let inside = |place: &TextRange| place.start < of.end && of.start < place.end;
        let found: Vec<usize> = match of.is_empty() {
            false => near().filter(|(place, _)| inside(place)).map(|(_, at)| *at).collect(),
            true => {
                let empty: Vec<usize> = near().filter(|(place, _)| *place == of).map(|(_, at)| *at).collect();
                if empty.is_empty() { near().map(|(_, at)| *at).collect() } else { empty }
            }
        };
        found.into_iter().for_each(|at| marks[at].push(index));
    }
    marks
}

fn of_sum(sheet: &Sheet<'_>, sum: &Sum, lang: Lang) -> Option<PrintedSum> {
    let value = sheet.sum(sum);
    if value.total.cells.is_empty() && value.parts.cells.is_empty() {
        return None;
    }
    let side = |terms: &[Term], value: &TermValue| Side {
        name: side_name(sheet, sum, terms, lang),
        amount: Total::of(value).amount().map(|amount| figure(amount, sheet.profile)),
    };
    Some(PrintedSum {
        total: side(&sum.total, &value.total),
        parts: side(&sum.parts, &value.parts),
        difference: value.gap().map(|gap| figure(if gap.is_zero() { gap } else { -gap }, sheet.profile)),
        holds: sheet.holds(sum),
    })
}

/// The sums that the headings of a sheet speak of, its rates and the points for them.
fn of_checks(sheet: &Sheet<'_>, headings: &Headings<'_>, lang: Lang) -> Vec<PrintedSum> {
    let all = sheet.checks().iter().filter(|check| !check.expr.cells().is_empty());
    let sum = |check: &Check| {
        let fault = check.fault(sheet.tolerance);
        let (stated, decimals) = (check.stated.value, check.stated.decimals);
        // Where another reading holds, that is what the parts come to.
        let mut parts = fault.unwrap_or(stated);
        let mut name = headed::parts_name(headings, check, lang);
        if !headed::is_sum(check) {
            // A rate is printed to so many decimals, and follows from figures rather than from what they are called.
            parts = parts.round_dp(decimals.min(20));
            name = check.expr.text(sheet).unwrap_or(name);
        }
        let gap = parts.checked_sub(stated).unwrap_or_default();
        let sign = if check.stated.percent { "%" } else { "" };
        let amount = |value: Decimal| Some(headed::written(value, decimals) + sign);
        PrintedSum {
            total: Side { name: check.name.clone(), amount: amount(stated) },
            parts: Side { name, amount: amount(parts) },
            difference: amount(gap),
            holds: fault.is_none(),
        }
    };
    all.map(sum).collect()
}

/// The parts of the first breakdown that the headings of a sheet speak of.
fn checked_shares(sheet: &Sheet<'_>, headings: &Headings<'_>, base: u32) -> Vec<Share> {
    let breakdown = sheet.checks().iter().find(|check| check.kind == CheckKind::Breakdown);
    let Some(check) = breakdown else { return Vec::new() };
    let share = |cell: CellRef| {
        let figure = read_figure(sheet.value(cell)).figure()?;
        let name = headed::figure_name(headings, cell);
        Some(Share {
            name: name.split(" · ").next().unwrap_or_default().to_owned(),
            amount: headed::written(figure.value, check.stated.decimals),
            percent: describe::percent(figure.value, check.stated.value),
            range: sheet.range(cell).shifted(base),
        })
    };
    check.expr.cells().into_iter().filter_map(share).collect()
}

/// The parts of the breakdown that are stated.
fn shares(sheet: &Sheet<'_>, base: u32, lang: Lang) -> Vec<Share> {
    let breakdown = sheet.profile.sums.iter().find(|sum| sum.rule == "unbalanced-breakdown");
    let Some(sum) = breakdown else { return Vec::new() };
    let total = Total::of(&sheet.sum(sum).total).amount();
    let share = |term: &Term| {
        let value = sheet.term(term);
        let amount = Total::of(&value).amount()?;
        Some(Share {
            name: side_name(sheet, sum, std::slice::from_ref(term), lang),
            amount: figure(amount, sheet.profile),
            percent: total.and_then(|total| describe::percent(amount, total)),
            range: sheet.range(*value.cells.first()?).shifted(base),
        })
    };
    sum.parts.iter().filter_map(share).collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use expect_test::expect;

    use super::*;
    use crate::export::Look;
    use crate::ide::testing::{Fixture, OTHER_FORMS, PUBLISHED, analysis, check};

    /// The form, a line a row: `|` between cells, `(…)` around what the form prints, `!` and the rules behind a marked cell;
    /// then sums and shares.
    fn drawn(printed: &Printed) -> String {
        let mut out = String::new();
        let mut marks = printed.marks.iter().skip(usize::from(printed.title.is_some()));
        for row in printed.tables.iter().flat_map(|table| table.head.iter().chain(&table.body)) {
            for cell in &row.cells {
                let found: Vec<_> = marks.next().unwrap().iter().map(|&at| printed.findings[at].rule.name).collect();
                let text = cell.text.replace('\n', "¶");
                let text = if cell.look == Look::Head { format!("({text})") } else { text };
                let found = found.iter().map(|rule| format!("!{rule}")).collect::<String>();
                let _ = write!(out, "{text}{found}|");
            }
            out.push('\n');
        }
        let amount = |side: &Side| side.amount.clone().unwrap_or_else(|| "–".to_owned());
        for sum in &printed.sums {
            let off =
                sum.difference.as_deref().filter(|_| !sum.holds).map_or(String::new(), |off| format!(" 差 {off}"));
            let (total, parts) = (&sum.total, &sum.parts);
            let _ = writeln!(out, "{} {} = {} {}{off}", total.name, amount(total), parts.name, amount(parts));
        }
        for share in &printed.shares {
            let percent = share.percent.map_or_else(|| "–".to_owned(), |percent| percent.to_string());
            let _ = writeln!(out, "{} {} {percent}%", share.name, share.amount);
        }
        out
    }

    fn at_cursor(fixture: &Fixture) -> String {
        drawn(&printed(&fixture.analysis, Which::At(fixture.cursor())).unwrap())
    }

    #[test]
    fn a_finding_stands_in_the_cell_that_it_is_about() {
        check(
            &expect![[r#"
                部门（单位）名称⇥703001朝阳市局-211300000
                年度预算收入⇥12.5
                年度预算支出⇥年度部门预算支出⇥12.50
                ⇥人员类项目⇥2.50⇥其他运转类项目
                ⇥公用经费类项目⇥⇥特定目标类项目⇥8
                年度主要任务⇥对应项目⇥预算资金情况（万元）
                ⇥修桥$0⇥
                年度绩效目标⇥修一座桥。
                年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
                ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥≥⇥100⇥⇥2021-12
                ⇥⇥整体工作完成情况⇥⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
                ---
                (部门（单位）名称)|703001朝阳市局-211300000|
                (年度预算收入)|12.5|
                (年度预算支出)|(年度部门预算支出)|12.50!unbalanced-breakdown|
                (人员类项目)|2.50|(其他运转类项目)||
                (公用经费类项目)||(特定目标类项目)|8|
                (年度主要任务)|(对应项目)|(预算资金情况（万元）)|
                修桥|!empty-field|
                (年度绩效目标)|修一座桥。|
                (年度绩效指标)!missing-standard-indicator|(一级指标)|(二级指标)|(三级指标)|(运算符号)|(指标值)|(度量单位)|(完成时限)|
                |履职效能|重点工作履行情况|重点工作办结率|≥!noncanonical-operator|100|!missing-measure|2021-12|
                整体工作完成情况|工作完成及时率!misaligned-row|=!misaligned-row|100!misaligned-row|%!misaligned-row|2021-12!misaligned-row|
                年度预算收入 12.50 = 年度部门预算支出 12.50
                年度部门预算支出 12.50 = 人员类项目 + 公用经费类项目 + 其他运转类项目 + 特定目标类项目合计 10.50 差 -2.00
                年度部门预算支出 12.50 = 任务合计 – 差 -12.50
                人员类项目 2.50 = 任务“部门预算基本支出人员经费” – 差 -2.50
                其他运转类项目 + 特定目标类项目合计 8.00 = 其余任务合计 – 差 -8.00
                人员类项目 2.50 20%
                特定目标类项目 8.00 64%
            "#]],
            at_cursor,
        );
    }

    #[test]
    fn the_published_book() {
        for text in PUBLISHED {
            let analysis = analysis(text, Lang::Zh);
            assert_eq!(sheet_count(&analysis), 6);
            for sheet in 0..6 {
                let printed = printed(&analysis, Which::Nth(sheet)).unwrap();
                assert_eq!(
                    (printed.sheet, printed.title.as_ref().unwrap().text.as_str()),
                    (sheet, "部门（单位）整体绩效目标表")
                );
                assert_eq!(printed.totals, analysis.totals()[sheet].1);
                assert_eq!(printed.shares.iter().filter_map(|share| share.percent).max(), printed.shares[0].percent);
                // What is found between the cells has no mark.
                for (at, finding) in printed.findings.iter().enumerate() {
                    let marked = printed.marks.iter().any(|mark| mark.contains(&at));
                    assert!(marked || finding.rule.name == "split-table", "{finding:#?}");
                }
            }
        }
    }

    #[test]
    fn each_form_has_its_sums_and_shares() {
        for text in OTHER_FORMS {
            let printed = printed(&analysis(text, Lang::Zh), Which::At(0)).unwrap();
            assert!(printed.sums.iter().all(|sum| sum.holds) && printed.sums.len() == 4, "{:#?}", printed.sums);
            let shares: Vec<_> = printed.shares.iter().map(|share| share.name.as_str()).collect();
            assert_eq!(shares, ["财政拨款", "其他资金"]);
            let whole: Decimal = printed.shares.iter().filter_map(|share| share.percent).sum();
            assert_eq!(whole, Decimal::ONE_HUNDRED);
        }
    }

    #[test]
    fn above_the_first_sheet_stands_the_first() {
        let analysis = analysis(PUBLISHED[1], Lang::Zh);
        let sheet = |which| printed(&analysis, which).unwrap().sheet;
        assert_eq!((sheet(Which::At(0)), sheet(Which::At(u32::MAX)), sheet(Which::Nth(2))), (0, 5, 2));
        assert_eq!(printed(&analysis, Which::Nth(6)).unwrap_err(), "没有第 7 张表，只有 6 张");
        assert!(printed(&analysis, Which::Nth(usize::MAX)).is_err());
    }

    #[test]
    fn without_a_sheet_it_says_what_to_do() {
        let why = |text: &str, lang| printed(&analysis(text, lang), Which::At(0)).unwrap_err();
        let title = "部门（单位）整体绩效目标表\n";
        assert_eq!(why(title, Lang::Zh), "这里还没有表；一张表从“部门（单位）名称”一行开始");
        assert_eq!(why(title, Lang::En), "there is no sheet here yet; a sheet begins with the row “部门（单位）名称”");
        assert_eq!(why("", Lang::Zh), "这里还没有表；请写下表的标题，或新建一张表");
        assert_eq!(why("", Lang::En), "there is no sheet here yet; write the title of a form, or make a new sheet");
        assert!(
            why("记事\n", Lang::Zh).starts_with("认不出表样：缺“部门（单位）名称”一行。可用表样："),
            "{}",
            why("记事\n", Lang::Zh)
        );
    }
}
