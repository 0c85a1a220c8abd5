//! What the rules on sums share: the sentence that compares two sides, and the edits that close the gap.

use rust_decimal::Decimal;

use super::common::{figure, fill_column, quote};
use super::printed::is_of_another_magnitude;
use crate::diagnostic::{Diagnostic, Lang, say};
use crate::profile::{ColumnKind, Section, Sum, Term, TermRows};
use crate::sheet::{AmountPlace, CellRef, ForeignUnit, NO_CELL, Sheet, SumValue, TermValue};
use crate::text::Edit;

/// The sums of the profile that `rule` reports and that do not hold in the sheet: the sum, both sides, and the total
/// less the parts.
pub(super) fn unbalanced<'p>(sheet: &Sheet<'p>, rule: &str) -> Vec<(&'p Sum, SumValue, Decimal)> {
    let mut found = Vec::new();
    let mut unheld = sheet.unheld().filter(|sum| sum.rule == rule).peekable();
    if unheld.peek().is_none() {
        return found;
    }
    let foreign = sheet.foreign_unit();
    for sum in unheld {
        for value in sheet.sums_of(sum) {
            let Some(gap) = value.gap() else { continue };
            if gap.abs() > sheet.tolerance && !is_of_unit(sheet, foreign.as_ref(), &value) {
                found.push((sum, value, gap));
            }
        }
    }
    found
}

/// Whether a sum that does not hold is off for another flaw: that of a unit, which foreign-unit reports, or that of an amount
/// off by a magnitude.
pub(super) fn is_of_unit(sheet: &Sheet<'_>, foreign: Option<&ForeignUnit>, value: &SumValue) -> bool {
    match foreign {
        Some(foreign) => sheet.gap_in(foreign, value).is_some_and(|gap| gap.abs() <= sheet.tolerance),
        None => is_off(value),
    }
}

/// Whether both sides are stated and differ by a magnitude.
pub(super) fn is_off(value: &SumValue) -> bool {
    let stated = !value.total.malformed && !value.parts.malformed;
    stated && is_of_another_magnitude(value.total.amount, value.parts.amount)
}

/// What a side of a sum is called in a message: `人员类项目`, `任务合计`, `其他运转类项目 + 特定目标类项目合计`.
pub(crate) fn name(sheet: &Sheet<'_>, sum: &Sum, terms: &[Term], lang: Lang) -> String {
    let in_row = sum.each_row.is_some();
    let sections = &sheet.profile.sections;
    let one = |term: &Term| -> String {
        match term {
            Term::Field(section) => sections[*section].label.text.clone(),
            Term::Part(section, part) => {
                sections[*section].parts().nth(*part).map_or_else(String::new, |part| part.label.text.clone())
            }
            Term::Column(section, column, rows) => match rows {
                // In one row of the list, a column is what its header says.
                TermRows::All if in_row => sections[*section].columns()[*column].label.text.clone(),
                TermRows::All if amounts(&sections[*section]) > 1 => {
                    let column = &sections[*section].columns()[*column].label.text;
                    say!(lang, "各项任务{column}合计", "{column} of the tasks together")
                }
                TermRows::Total => {
                    let column = &sections[*section].columns()[*column].label.text;
                    let total = sections[*section].total.as_ref().map_or("", |total| total.text.as_str());
                    if amounts(&sections[*section]) > 1 { format!("{total}（{column}）") } else { total.to_owned() }
                }
                TermRows::All => say!(lang, "任务合计", "the tasks together"),
                TermRows::Named(name) => {
                    let name = quote(&name.text);
                    say!(lang, "任务{name}", "the task {name}")
                }
                TermRows::Others => say!(lang, "其余任务合计", "the other tasks together"),
            },
        }
    };
    let names = terms.iter().map(one).collect::<Vec<_>>().join(" + ");
    if terms.len() > 1 { say!(lang, "{names}合计", "{names} together") } else { names }
}

/// How many columns of amounts a list has.
pub(super) fn amounts(section: &Section) -> usize {
    section.columns().iter().filter(|column| column.kind == ColumnKind::Amount).count()
}

/// The sentence that a sum which does not hold is reported with: the parts with their amount, and by how much they are
/// off the total.
pub(super) fn compare(sheet: &Sheet<'_>, sum: &Sum, value: &SumValue, gap: Decimal, lang: Lang) -> String {
    let side = |terms: &[Term], value: &TermValue| {
        let name = name(sheet, sum, terms, lang);
        if value.cells.is_empty() {
            let listed = terms.iter().any(|term| matches!(term, Term::Column(..)));
            let absent = match lang {
                Lang::Zh => {
                    if listed {
                        "（一项也没有列）"
                    } else {
                        "（没有填）"
                    }
                }
                Lang::En => {
                    if listed {
                        " (none listed)"
                    } else {
                        " (not filled in)"
                    }
                }
            };
            return format!("{name}{absent}");
        }
        let amount = figure(value.amount, sheet.profile);
        say!(lang, "{name} {amount} ", "{name} {amount}")
    };
    let (parts, total) = (side(&sum.parts, &value.parts), side(&sum.total, &value.total));
    let (parts, off) = (parts.trim_end(), figure(gap.abs(), sheet.profile));
    let lost = lost_rows(sheet, sum, lang);
    if gap > Decimal::ZERO {
        say!(lang, "{parts}，比{total}少 {off}{lost}", "{parts}: {off} less than {total}{lost}")
    } else {
        say!(lang, "{parts}，比{total}多 {off}{lost}", "{parts}: {off} more than {total}{lost}")
    }
}

/// Writes `amount` into an amount's cell.
pub(super) fn set(sheet: &Sheet<'_>, cell: CellRef, amount: Decimal) -> Vec<Edit> {
    vec![Edit::replace(sheet.range(cell), figure(amount, sheet.profile))]
}

/// The amount of a cell that an amount was read from.
pub(super) fn amount_of(sheet: &Sheet<'_>, cell: CellRef) -> Option<Decimal> {
    sheet.amount_at(cell).and_then(|amount| amount.reading.amount())
}

/// What the amount in a cell is called: the part's label, the task's name in quotes, the field's label.
pub(crate) fn owner(sheet: &Sheet<'_>, cell: CellRef, lang: Lang) -> String {
    let Some(amount) = sheet.amount_at(cell) else { return String::new() };
    let section = &sheet.profile.sections[amount.section];
    match amount.place {
        AmountPlace::Field => section.label.text.clone(),
        AmountPlace::Part(part) => section.parts().nth(part).map_or_else(String::new, |part| part.label.text.clone()),
        AmountPlace::Column(column, item) => {
            let item = &sheet.items[item].1;
            let name = match item.cells[0] {
                NO_CELL => lang.pick("没有名称的任务", "the task without a name").to_owned(),
                cell => quote(sheet.value(CellRef { row: item.row, cell: u32::from(cell) })).to_string(),
            };
            if amounts(section) == 1 {
                return name;
            }
            let column = &section.columns()[column].label.text;
            say!(lang, "{name}的{column}", "{column} of {name}")
        }
    }
}

/// Writes `amount` behind the label of a part that the sheet leaves empty; `None` when the label is absent too or its
/// amount is stated.
pub(super) fn fill_part(sheet: &Sheet<'_>, term: &Term, amount: Decimal) -> Option<(String, Vec<Edit>)> {
    let &Term::Part(section, part) = term else { return None };
    if sheet.states(term) || amount <= Decimal::ZERO {
        return None;
    }
    let label = &sheet.profile.sections[section].parts().nth(part)?.label;
    let open = sheet.view_of(section)?;
    let cells = sheet.rows_of(open).into_iter().flat_map(|row| sheet.values_of(open, row));
    let cell = cells.into_iter().find(|cell| label.matches(sheet.value(*cell)).is_some())?;
    let free = sheet.cells(cell.row).get(cell.cell as usize + 1).is_none_or(|next| next.is_empty());
    let edit = || fill_column(sheet, cell.row, cell.cell as usize, &figure(amount, sheet.profile));
    free.then(|| (label.text.clone(), vec![edit()]))
}

/// The amounts of one side as related places.
pub(super) fn relate(sheet: &Sheet<'_>, finding: &mut Diagnostic, cells: &[CellRef], lang: Lang) {
    for &cell in cells {
        finding.relate_with(sheet.range(cell), || format!("{} {}", owner(sheet, cell, lang), sheet.value(cell)));
    }
}

/// Whether the form's page ended inside section `section` of the sheet, so that rows of it may be lost.
fn is_split(sheet: &Sheet<'_>, section: usize) -> bool {
    sheet.breaks.iter().any(|page| page.section.and_then(|open| sheet.sections[open].section) == Some(section))
}

/// What to add to a message when rows may be lost at a page break.
fn lost_rows(sheet: &Sheet<'_>, sum: &Sum, lang: Lang) -> &'static str {
    let sections = sum.total.iter().chain(&sum.parts).map(|term| match term {
        Term::Field(section) | Term::Part(section, _) | Term::Column(section, _, _) => *section,
    });
    if sections.into_iter().any(|section| is_split(sheet, section)) {
        lang.pick("；表在这里换页，可能丢了行", "; a page ends inside the table, so rows may be lost")
    } else {
        ""
    }
}
