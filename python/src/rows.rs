//! The rows that one content gives: findings, totals, units. A content that gives none for a reason gives its reason.

use std::panic::{AssertUnwindSafe, catch_unwind};

use mubiao::diagnostic::Lang;
use mubiao::profile::ColumnKind;
use mubiao::report::Places;
use mubiao::sheet::{Indicator as Row, Sheet};
use mubiao::syntax::read_whole;
use mubiao::text::compatible::Reading;
use mubiao::totals::{MoneyUnit, SheetTotals, Total, sheet_totals};
use mubiao::{Outcome, Settings};

use crate::input::{NAMELESS, View, why};
use crate::single::imported;

/// What a sheet is known by.
#[derive(Clone, Debug, Default)]
pub(crate) struct Owner {
    pub(crate) division: Option<String>,
    pub(crate) year: Option<i32>,
    pub(crate) code: Option<String>,
    pub(crate) name: Option<String>,
}

/// A finding. Lines and columns count from 1, in characters.
pub(crate) struct Finding {
    pub(crate) owner: Owner,
    pub(crate) rule: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) start: [i32; 2],
    pub(crate) end: [i32; 2],
    pub(crate) message: String,
    pub(crate) fixable: bool,
}

/// What a sheet comes to, in 元.
pub(crate) struct Unit {
    /// Its place among the sheets of the content, from 1.
    pub(crate) sheet: i32,
    pub(crate) owner: Owner,
    pub(crate) totals: SheetTotals,
    /// The unit that the sheet states.
    pub(crate) stated: MoneyUnit,
    pub(crate) profile: String,
    pub(crate) text: String,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) findings: i32,
}

/// An indicator, value by value as it is written; `None` where nothing is.
pub(crate) struct Indicator {
    pub(crate) values: [Option<String>; 7],
}

/// How many places an import speaks of.
#[derive(Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) mended: i32,
    pub(crate) doubts: i32,
    pub(crate) left_out: i32,
}

/// What `make` returns; a panic in it is the reason of this row alone.
pub(crate) fn guarded<T>(lang: Lang, make: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(make)).unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        let said = said.unwrap_or("panic");
        Err(match lang {
            Lang::Zh => format!("mubiao 内部错误（{said}）；请报告这个文件"),
            Lang::En => format!("internal error of mubiao ({said}); please report this file"),
        })
    })
}

/// The findings of a content.
pub(crate) fn findings(content: View<'_>, path: &str, settings: &Settings) -> Result<Vec<Finding>, String> {
    let decoded = content.decode(settings).map_err(|problem| why(&problem, path, "import_batch", settings.lang))?;
    let text = &*decoded.text;
    let outcome = mubiao::lint(text, &decoded.settings);
    let mut places = Places::new(text);
    let mut last: Option<(usize, Owner)> = None;
    let mut all = Vec::with_capacity(outcome.findings.len());
    for finding in &outcome.findings {
        let sheet = outcome.starts.partition_point(|&start| start <= finding.range.start).checked_sub(1);
        let owner = match (sheet, &last) {
            (None, _) => Owner::default(),
            (Some(sheet), Some((known, owner))) if sheet == *known => owner.clone(),
            (Some(sheet), _) => owner(text, &outcome, sheet),
        };
        last = sheet.map(|sheet| (sheet, owner.clone()));
        let mut place = |offset| {
            let place = places.at(offset);
            [place.line as i32, place.column as i32]
        };
        all.push(Finding {
            owner,
            rule: finding.rule.name,
            severity: finding.severity.name(),
            start: place(finding.range.start),
            end: place(finding.range.end),
            message: finding.message.clone(),
            fixable: finding.safe_fix().is_some(),
        });
    }
    Ok(all)
}

/// What the sheet of that index is known by.
fn owner(text: &str, outcome: &Outcome, sheet: usize) -> Owner {
    let Some(placed) = outcome.facts.get(sheet) else { return Owner::default() };
    let facts = &placed.facts;
    let stated = outcome.forms.get(sheet).and_then(|form| form.fiscal_year);
    Owner {
        division: facts.division.map(|division| division.to_string()),
        year: stated.or(facts.title_year.map(|(year, _)| year)).or(facts.deadline_year),
        code: facts.code.map(|(code, _)| code.to_string()),
        name: facts.name.map(|range| text[range.shifted(placed.base).usize()].to_owned()),
    }
}

/// What the sheets of a text come to.
pub(crate) fn totals(content: View<'_>, path: &str, settings: &Settings) -> Result<Vec<Unit>, String> {
    let decoded = content.decode(settings).map_err(|problem| why(&problem, path, "import_batch", settings.lang))?;
    units(&decoded.text, path, &decoded.settings, false)
}

/// The units of a source, an office file or a text, and what its import says.
pub(crate) fn import(content: View<'_>, path: &str, settings: &Settings) -> Result<(Vec<Unit>, Counts), String> {
    // A book needs no import.
    if extension_is_book(path) {
        let decoded = content.decode(settings).map_err(|problem| problem.message(path, settings.lang))?;
        return Ok((units(&decoded.text, path, &decoded.settings, true)?, Counts::default()));
    }
    let imported = imported(content, path, settings)?;
    let report = &imported.report;
    let counts = Counts {
        mended: report.mended.len() as i32,
        doubts: report.doubts.len() as i32,
        left_out: report.left.len() as i32,
    };
    Ok((units(&imported.text, path, settings, true)?, counts))
}

fn extension_is_book(path: &str) -> bool {
    crate::input::extension(path).is_some_and(|extension| extension.eq_ignore_ascii_case("mubiao"))
}

/// The units of `text`, `whole` with text and indicators.
fn units(text: &str, path: &str, settings: &Settings, whole: bool) -> Result<Vec<Unit>, String> {
    let outcome = mubiao::lint(text, settings);
    let mut found = vec![0; outcome.starts.len()];
    for finding in &outcome.findings {
        if let Some(sheet) = outcome.starts.partition_point(|&start| start <= finding.range.start).checked_sub(1) {
            found[sheet] += 1;
        }
    }
    let mut all: Vec<Unit> = Vec::new();
    for (at, form) in outcome.forms.iter().enumerate() {
        let start = outcome.starts[at] as usize;
        let end = outcome.starts.get(at + 1).map_or(text.len(), |&next| next as usize);
        let own = &text[start..end];
        let reading = Reading::of(own);
        let syntax = read_whole(reading.source());
        let sheet = form.read(&reading, &syntax);
        let headed = outcome.facts.get(at).is_some_and(|placed| placed.facts.headed);
        if !headed && !sheet.is_sheet() {
            continue;
        }
        let totals = sheet_totals(&sheet);
        let mut owner = owner(text, &outcome, at);
        owner.code = owner.code.or_else(|| Some(totals.code.clone()).filter(|code| !code.is_empty()));
        owner.name = owner.name.or_else(|| Some(totals.name.clone()).filter(|name| !name.is_empty()));
        all.push(Unit {
            sheet: all.len() as i32 + 1,
            owner,
            stated: totals.unit,
            totals: totals.converted(MoneyUnit::Yuan),
            profile: form.profile.id.clone(),
            text: if whole { own.to_owned() } else { String::new() },
            indicators: if whole {
                sheet.indicators.iter().map(|row| indicator(&sheet, row)).collect()
            } else {
                Vec::new()
            },
            findings: found[at],
        });
    }
    if all.is_empty() {
        let path = if path.is_empty() { NAMELESS } else { path };
        return Err(match (outcome.findings.first(), settings.lang) {
            (Some(finding), _) if outcome.profile.is_none() => format!("{path}: {}", finding.message),
            (_, Lang::Zh) => format!("“{path}”里没有表；请核对文件"),
            (_, Lang::En) => format!("there is no sheet in \"{path}\"; check the file"),
        });
    }
    Ok(all)
}

fn indicator(sheet: &Sheet<'_>, row: &Row) -> Indicator {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let of = |kind| text(sheet.indicator_value(row, kind));
    let stated = |cell: Option<_>| cell.and_then(|cell| text(sheet.value(cell)));
    Indicator {
        values: [
            stated(row.class),
            stated(row.group),
            of(ColumnKind::Name),
            of(ColumnKind::Operator),
            of(ColumnKind::Value),
            of(ColumnKind::Measure),
            of(ColumnKind::Deadline),
        ],
    }
}

/// An amount in millionths of 元, the unit of the columns; `None` when there is none, or it has more than 14 digits before
/// its point.
pub(crate) fn millionths(total: Total) -> Option<i128> {
    let mut amount = total.amount()?;
    amount.rescale(SCALE);
    (amount.scale() == SCALE && amount.mantissa().unsigned_abs() < 10_u128.pow(PRECISION)).then(|| amount.mantissa())
}

/// The digits of an amount's column.
pub(crate) const PRECISION: u32 = 20;
/// Those behind the point.
pub(crate) const SCALE: u32 = 6;
