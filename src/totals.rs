//! What every sheet of a book comes to: the unit, its amounts, and how much there is to say of it.

use rust_decimal::Decimal;

use crate::diagnostic::Diagnostic;
use crate::lint::{self, Outcome, Settings};
pub use crate::outline::MoneyUnit;
use crate::profile::{Profile, Term};
use crate::sheet::{Budget, CellRef, ForeignUnit, Sheet, TermValue};

/// An amount of a sheet or of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// Nothing is stated.
    Absent,
    /// Something is stated that cannot be read.
    Unread,
    /// So much, in the unit of [`SheetTotals`].
    Exactly(Decimal),
}

impl Total {
    /// The amount, if there is one.
    pub fn amount(self) -> Option<Decimal> {
        match self {
            Self::Exactly(amount) => Some(amount),
            Self::Absent | Self::Unread => None,
        }
    }

    /// What a term of a sum comes to.
    pub fn of(value: &TermValue) -> Self {
        match value {
            TermValue { malformed: true, .. } => Self::Unread,
            TermValue { cells, .. } if cells.is_empty() => Self::Absent,
            TermValue { amount, .. } => Self::Exactly(*amount),
        }
    }

    /// Both together; what is absent adds nothing, what cannot be read makes the sum unreadable.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        match (self, other) {
            (Self::Absent, other) | (other, Self::Absent) => other,
            (Self::Exactly(a), Self::Exactly(b)) => a.checked_add(b).map_or(Self::Unread, Self::Exactly),
            _ => Self::Unread,
        }
    }

    /// The same in another unit.
    #[must_use]
    pub fn converted(self, unit: MoneyUnit, other: MoneyUnit) -> Self {
        match self {
            Self::Exactly(amount) if unit != other => {
                unit.convert(amount.normalize(), other).map_or(Self::Unread, Self::Exactly)
            }
            same => same,
        }
    }

    fn less(self, other: Self) -> Self {
        match (self, other) {
            (Self::Exactly(a), Self::Exactly(b)) => a.checked_sub(b).map_or(Self::Unread, Self::Exactly),
            (Self::Unread, _) | (_, Self::Unread) => Self::Unread,
            _ => Self::Absent,
        }
    }
}

/// What a sheet comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetTotals {
    /// The budget unit's code; empty when it has none.
    pub code: String,
    /// Its name; the whole cell when it cannot be told from the rest.
    pub name: String,
    /// 年度预算收入.
    pub revenue: Total,
    /// 年度预算支出.
    pub expenditure: Total,
    /// All tasks together.
    pub tasks: Total,
    /// Expenditure less tasks.
    pub difference: Total,
    /// What was executed, where the form states it.
    pub executed: Total,
    /// The execution rate in per cent, where the form states it.
    pub rate: Total,
    /// The points that were earned, where the form has a row of totals for them.
    pub score: Total,
    /// How many indicators there are.
    pub indicators: usize,
    /// How many findings.
    pub findings: usize,
    /// The unit of the amounts.
    pub unit: MoneyUnit,
    /// How many decimals they are shown with at least.
    pub decimals: u32,
}

impl SheetTotals {
    /// The same with its amounts in another unit.
    #[must_use]
    pub fn converted(self, unit: MoneyUnit) -> Self {
        let convert = |total: Total| total.converted(self.unit, unit);
        Self {
            revenue: convert(self.revenue),
            expenditure: convert(self.expenditure),
            tasks: convert(self.tasks),
            difference: convert(self.difference),
            executed: convert(self.executed),
            unit,
            ..self
        }
    }
}

/// Lints `text` and sums up its sheets; `found` is what other texts show of it, see [`lint::lint_among`].
pub fn totals(text: &str, settings: &Settings, found: Vec<Diagnostic>) -> (Outcome, Vec<SheetTotals>) {
    let mut all = Vec::new();
    let outcome = lint::visit(text, settings, found, |sheet| all.push(sheet.is_sheet().then(|| sheet_totals(sheet))));
    for finding in &outcome.findings {
        let sheet = outcome.starts.partition_point(|&start| start <= finding.range.start).saturating_sub(1);
        if let Some(Some(totals)) = all.get_mut(sheet) {
            totals.findings += 1;
        }
    }
    (outcome, all.into_iter().flatten().collect())
}

/// The totals of one sheet, findings left out.
pub fn sheet_totals(sheet: &Sheet<'_>) -> SheetTotals {
    let identity = sheet.identity();
    let part = |range: Option<crate::text::TextRange>| range.map_or("", |range| &sheet.text[range.usize()]);
    if sheet.headings.is_some() {
        let Budget { total, tasks, executed, rate, score, decimals } = sheet.budget();
        let expenditure = total.map_or(Total::Absent, |total| total.map_or(Total::Unread, Total::Exactly));
        let tasks = tasks.map_or(Total::Absent, Total::Exactly);
        return SheetTotals {
            code: crate::profile::fold_value(part(identity.and_then(|identity| identity.code))).into_owned(),
            name: part(identity.and_then(|identity| identity.name)).to_owned(),
            revenue: Total::Absent,
            expenditure,
            tasks,
            difference: expenditure.less(tasks),
            executed: executed.map_or(Total::Absent, Total::Exactly),
            rate: rate.map_or(Total::Absent, Total::Exactly),
            score: score.map_or(Total::Absent, Total::Exactly),
            indicators: sheet.indicators.len(),
            findings: 0,
            unit: sheet.money_unit(),
            decimals,
        };
    }
    let foreign = sheet.foreign_unit();
    let side = |rule, total| Total::of(&terms(sheet, side_of(sheet.profile, rule, total), foreign.as_ref()));
    let tasks = side("unbalanced-tasks", false);
    // Where a form has no revenue to compare with, what the tasks or the parts are compared with is the expenditure.
    let compared = ["unbalanced-budget", "unbalanced-tasks", "unbalanced-breakdown"];
    let stated = |rule: &&&str| sheet.profile.sums.iter().any(|sum| sum.rule == **rule && sum.each_row.is_none());
    let expenditure = match compared.into_iter().find(|rule| stated(&rule)) {
        Some(rule) => side(rule, rule != "unbalanced-budget"),
        None => Total::Absent,
    };
    SheetTotals {
        code: crate::profile::fold_value(part(identity.and_then(|identity| identity.code))).into_owned(),
        name: part(identity.and_then(|identity| identity.name)).to_owned(),
        revenue: side("unbalanced-budget", true),
        expenditure,
        tasks,
        difference: expenditure.less(tasks),
        executed: Total::Absent,
        rate: Total::Absent,
        score: Total::Absent,
        indicators: sheet.indicators.len(),
        findings: 0,
        unit: sheet.money_unit(),
        decimals: sheet.profile.amount.decimals,
    }
}

/// The terms of one side of the sum that `rule` watches over; none when the form has no such sum.
fn side_of<'p>(profile: &'p Profile, rule: &str, total: bool) -> &'p [Term] {
    let sum = profile.sums.iter().find(|sum| sum.rule == rule && sum.each_row.is_none());
    sum.map_or(&[], |sum| if total { &sum.total } else { &sum.parts })
}

/// What `terms` come to; amounts that the sheet has in a foreign unit are converted.
fn terms(sheet: &Sheet<'_>, terms: &[Term], foreign: Option<&ForeignUnit>) -> TermValue {
    let mut all = TermValue::default();
    let in_unit = |value: TermValue| match foreign {
        Some(foreign) if !value.malformed => {
            let cell = |cell: &CellRef| sheet.amounts.iter().find(|amount| amount.cell == *cell);
            let amounts =
                value.cells.iter().map(|at| cell(at).and_then(|cell| foreign.convert(cell, cell.reading.amount()?)));
            match amounts.into_iter().try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(amount?)) {
                Some(amount) => TermValue { amount, ..value },
                None => TermValue { malformed: true, ..value },
            }
        }
        _ => value,
    };
    for value in terms.iter().map(|term| in_unit(sheet.term(term))) {
        all.malformed |= value.malformed;
        all.cells.extend(value.cells);
        match all.amount.checked_add(value.amount) {
            Some(amount) => all.amount = amount,
            None => all.malformed = true,
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::whole;

    fn of_text(text: &str) -> Vec<SheetTotals> {
        totals(text, &Settings::default(), Vec::new()).1
    }

    #[test]
    fn a_sheet_is_summed_up() {
        let text =
            whole("部门（单位）名称⇥703001朝阳市局-211300000\n…\n部门（单位）名称⇥[703002]朝阳市队-211300000\n…");
        let [first, second] = &of_text(&text)[..] else { panic!("there are two sheets") };
        let hundred = Total::Exactly(Decimal::from(100));
        assert_eq!((first.code.as_str(), first.name.as_str()), ("703001", "朝阳市局"));
        assert_eq!((first.revenue, first.expenditure, first.tasks), (hundred, hundred, hundred));
        assert_eq!((first.difference, first.indicators, first.findings), (Total::Exactly(Decimal::ZERO), 19, 0));
        assert_eq!((second.code.as_str(), second.name.as_str(), second.findings), ("703002", "朝阳市队", 1));
    }

    #[test]
    fn another_unit_is_converted() {
        let text = whole(
            "部门（单位）名称⇥703001朝阳市局-211300000\n年度预算收入⇥1000000\n年度预算支出⇥年度部门预算支出⇥1000000\n\
             年度主要任务⇥对应项目⇥预算资金情况（元）\n⇥工信产业监管专项业务经费⇥1000000.00\n…",
        );
        let [sheet] = &of_text(&text)[..] else { panic!("there is one sheet") };
        let hundred = Total::Exactly(Decimal::from(100));
        assert_eq!(
            (sheet.unit, sheet.revenue, sheet.expenditure, sheet.tasks),
            (MoneyUnit::TenThousand, hundred, hundred, hundred)
        );
        let yuan = sheet.clone().converted(MoneyUnit::Yuan);
        assert_eq!((yuan.unit, yuan.revenue), (MoneyUnit::Yuan, Total::Exactly(Decimal::from(1_000_000))));
    }

    #[test]
    fn what_is_absent_is_told_from_what_cannot_be_read() {
        let text =
            whole("部门（单位）名称⇥703001朝阳市局-211300000\n年度预算收入\n年度预算支出⇥年度部门预算支出⇥约百万\n…");
        let [sheet] = &of_text(&text)[..] else { panic!("there is one sheet") };
        assert_eq!((sheet.revenue, sheet.expenditure, sheet.difference), (Total::Absent, Total::Unread, Total::Unread));
        let one = Total::Exactly(Decimal::ONE);
        assert_eq!((one.plus(Total::Absent), one.plus(Total::Unread)), (one, Total::Unread));
    }

    #[test]
    fn a_self_evaluation_has_a_rate_and_a_score() {
        let text = include_str!("../tests/corpus/mof-2020-project-evaluation.mubiao");
        let [sheet] = &of_text(text)[..] else { panic!("there is one sheet") };
        let exactly = |mantissa: i64| Total::Exactly(Decimal::new(mantissa, 2));
        assert_eq!((sheet.expenditure, sheet.executed), (exactly(41260), exactly(40518)));
        assert_eq!((sheet.rate, sheet.score), (exactly(9820), exactly(9932)));
        let yuan = sheet.clone().converted(MoneyUnit::Yuan);
        assert_eq!((yuan.executed, yuan.rate), (Total::Exactly(Decimal::from(4_051_800)), exactly(9820)));
    }

    #[test]
    fn sheets_read_by_their_headings_are_summed_up() {
        let text = "项目支出绩效自评表（2023年度）\n项目名称\t农村供水管网改造项目\n\
             项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\n\t年度资金总额：\t380.00\t412.60\t405.18\n\
             \t其中：本年财政拨款\t300.00\t332.60\t329.40\n\t其他资金\t80.00\t80.00\t75.78\n\
             绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\n\
             \t产出指标\t数量指标\t改造供水主管网长度\t≥42公里\t43.6公里\n\
             部门整体绩效目标表\n部门名称\t禾川县水利局\n年度主要任务\t任务名称\t主要内容\t预算金额（元）\n\
             \t管网改造\t更换老旧管网\t4,126,000\n\t水质监测\t月度检测\t200,000\n\
             绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n\t产出指标\t数量指标\t改造长度\t≥42公里\n";
        let [project, department] = &of_text(text)[..] else { panic!("there are two sheets: {:?}", of_text(text)) };
        assert_eq!((project.name.as_str(), project.unit.text()), ("农村供水管网改造项目", "万元"));
        assert_eq!(project.expenditure, Total::Exactly(Decimal::new(41260, 2)));
        assert_eq!((project.tasks, project.indicators), (Total::Absent, 1));
        assert_eq!((project.executed, project.rate), (Total::Exactly(Decimal::new(40518, 2)), Total::Absent));
        assert_eq!((department.name.as_str(), department.unit.text()), ("禾川县水利局", "元"));
        assert_eq!(department.tasks, Total::Exactly(Decimal::from(4_326_000)));
    }
}
