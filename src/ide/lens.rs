//! Code lenses above each sheet: whether its sums hold, and which standard indicators it lacks.

use rust_decimal::Decimal;

use super::Analysis;
use super::describe::{listed, notification};
use super::printed::unread;
use crate::diagnostic::{Lang, say};
use crate::rules::figure;
use crate::rules::missing_standard_indicator::missing;
use crate::sheet::Sheet;
use crate::text::TextRange;
use crate::totals::{Total, sheet_totals};

/// A line above a sheet, whose text is made when it comes into view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeLens {
    /// The row that begins the sheet, counted from the text's start.
    pub range: TextRange,
    /// The sheet, by its index in the book.
    pub sheet: usize,
    /// What it says.
    pub kind: LensKind,
}

/// What a code lens says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LensKind {
    /// What the sheet comes to, and whether its sums hold.
    Balance,
    /// Which standard indicators are missing.
    Standards,
}

/// The lenses of all sheets; no sheet is read for them.
pub fn code_lenses(analysis: &Analysis) -> Vec<CodeLens> {
    let mut lenses = Vec::new();
    for place in analysis.places() {
        let (sheet, base, text, profile) = (place.index, place.base, &place.syntax, &place.profile);
        let head = text.syntax.rows().iter().find(|row| !row.comment).filter(|_| text.syntax.headed());
        if let Some(row) = head {
            let range = row.range().shifted(base);
            if !profile.sums.is_empty() || profile.by_headings() {
                lenses.push(CodeLens { range, sheet, kind: LensKind::Balance });
            }
            if profile.catalogue.required && !profile.catalogue.standards.is_empty() {
                lenses.push(CodeLens { range, sheet, kind: LensKind::Standards });
            }
        }
    }
    lenses
}

/// What the lens `kind` of the sheet at `index` says; `None` when there is no such sheet any more.
pub fn lens_title(analysis: &Analysis, index: usize, kind: LensKind) -> Option<String> {
    let place = analysis.place(index)?;
    let sheet = place.sheet();
    let lang = analysis.settings().lang;
    let title = match kind {
        LensKind::Balance => balance(&sheet, lang),
        LensKind::Standards => standards(&sheet, lang),
    };
    // Editors make icons of some names.
    Some(notification(&title))
}

fn balance(sheet: &Sheet<'_>, lang: Lang) -> String {
    let totals = sheet_totals(sheet);
    let amounts = [
        (lang.pick("收入", "revenue"), totals.revenue),
        (lang.pick("支出", "expenditure"), totals.expenditure),
        (lang.pick("任务", "tasks"), totals.tasks),
    ];
    let mut parts: Vec<String> = Vec::new();
    for &(name, total) in &amounts {
        match total {
            Total::Exactly(amount) => parts.push(format!("{name} {}", figure(amount, sheet.profile))),
            Total::Unread => parts.push(format!("{name} ?")),
            Total::Absent => {}
        }
    }
    let stated = amounts.iter().any(|(_, total)| matches!(total, Total::Exactly(_)));
    if let Some(last) = parts.last_mut().filter(|_| stated) {
        last.push_str(&format!(" {}", sheet.money_unit().text()));
    }
    let faults = sheet.checks().iter().filter(|check| check.fault(sheet.tolerance).is_some()).count();
    let off = faults + sheet.profile.sums.iter().filter(|sum| !sheet.holds(sum)).count();
    parts.push(match off {
        0 if unread(sheet) => lang.pick("✗ 有金额读不出，请核对", "✗ an amount cannot be read; check it").to_owned(),
        0 if parts.is_empty() => lang.pick("金额未填", "no amounts yet").to_owned(),
        0 => lang.pick("✓ 勾稽相符", "✓ the sums hold").to_owned(),
        _ => {
            let gap = totals.difference.amount().filter(|gap| *gap != Decimal::ZERO);
            let gap = gap.map(|gap| figure(gap, sheet.profile));
            match gap {
                Some(gap) => say!(
                    lang,
                    "✗ {off} 处勾稽不符，支出与任务差 {gap}",
                    "✗ {off} sums do not hold; expenditure less tasks is {gap}"
                ),
                None => say!(lang, "✗ {off} 处勾稽不符", "✗ {off} sums do not hold"),
            }
        }
    });
    parts.join(" · ")
}

fn standards(sheet: &Sheet<'_>, lang: Lang) -> String {
    let Some(missing) = missing(sheet) else {
        return lang.pick("还没有绩效指标", "no indicators yet").to_owned();
    };
    let catalogue = &sheet.profile.catalogue;
    let all = catalogue.standards.len();
    if missing.is_empty() {
        return say!(lang, "✓ 共性指标 {all}/{all}", "✓ standard indicators {all}/{all}");
    }
    let (count, there) = (missing.len(), all - missing.len());
    let names = listed(missing.iter().map(|&at| catalogue.standards[at].name.as_str()), lang);
    say!(
        lang,
        "✗ 共性指标 {there}/{all}，缺 {count} 个：{names}",
        "✗ standard indicators {there}/{all}, {count} missing: {names}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::{PUBLISHED, analysis};

    fn titles(text: &str, lang: Lang) -> Vec<String> {
        let analysis = analysis(text, lang);
        let lenses = code_lenses(&analysis);
        lenses.iter().map(|lens| lens_title(&analysis, lens.sheet, lens.kind).unwrap()).collect()
    }

    #[test]
    fn the_published_book() {
        for text in PUBLISHED {
            let titles = titles(text, Lang::Zh);
            assert_eq!(titles.len(), 12);
            assert_eq!(titles[0], "收入 537.12 · 支出 537.12 · 任务 527.12 万元 · ✗ 2 处勾稽不符，支出与任务差 10.00");
            assert_eq!(titles[1], "✓ 共性指标 19/19");
            assert_eq!(titles[2], "收入 99.20 · 支出 99.20 · 任务 99.20 万元 · ✓ 勾稽相符");
            assert!(titles.contains(&"✗ 共性指标 18/19，缺 1 个：在职人员控制率".to_owned()));
        }
    }

    #[test]
    fn a_lens_stands_at_the_row_that_begins_the_sheet() {
        let lenses = code_lenses(&analysis(PUBLISHED[1], Lang::Zh));
        for lens in lenses {
            assert!(PUBLISHED[1][lens.range.usize()].starts_with("部门（单位）名称\t7030"));
        }
    }

    #[test]
    fn a_sheet_that_is_begun() {
        assert_eq!(
            titles("部门（单位）名称\t703001甲局-211300000\n年度预算收入\t约\n年度绩效指标\n", Lang::En),
            [
                "revenue ? · ✗ an amount cannot be read; check it",
                "✗ standard indicators 0/19, 19 missing: 重点工作办结率, 工作完成及时率, 工作质量达标率, 总体工作完成率, 依法行政能力, 综合管理水平, 结转结余变动率, 预算调整率 …",
            ]
        );
        let analysis = analysis("部门（单位）名称\t703001甲局-211300000\n", Lang::Zh);
        assert_eq!(lens_title(&analysis, 0, LensKind::Balance).as_deref(), Some("金额未填"));
        assert_eq!(lens_title(&analysis, 0, LensKind::Standards).as_deref(), Some("还没有绩效指标"));
        assert_eq!(lens_title(&analysis, 9, LensKind::Balance), None);
    }
}
