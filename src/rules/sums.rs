//! What the rules on sums share: naming the two sides, the gap between them, and the edits that close it.

use rust_decimal::Decimal;

use super::common::{figure, quote_all};
use crate::diagnostic::{Lang, Sink, say};
use crate::profile::{Sum, Term, TermRows};
use crate::sheet::{AmountPlace, CellRef, Sheet, SumValue};
use crate::text::Edit;

/// The sums of the profile that `rule` reports and that do not hold in the sheet: the sum, both sides, and the total
/// less the parts.
pub(super) fn unbalanced<'p>(sheet: &Sheet<'p>, rule: &str) -> Vec<(&'p Sum, SumValue, Decimal)> {
    let mut found = Vec::new();
    for sum in sheet.profile.sums.iter().filter(|sum| sum.rule == rule && !sheet.holds(sum)) {
        let value = sheet.sum(sum);
        let Some(gap) = value.gap() else { continue };
        if gap.abs() > sheet.profile.amount.tolerance {
            found.push((sum, value, gap));
        }
    }
    found
}

/// What a term is called in a message.
pub(super) fn name(sheet: &Sheet<'_>, terms: &[Term], lang: Lang) -> String {
    let one = |term: &Term| -> String {
        let sections = &sheet.profile.sections;
        match term {
            Term::Field(section) => sections[*section].label.text.clone(),
            Term::Part(section, part) => {
                sections[*section].parts().nth(*part).map_or_else(String::new, |part| part.label.text.clone())
            }
            Term::Column(section, _, rows) => {
                let label = &sections[*section].label.text;
                match rows {
                    TermRows::All => say!(lang, "{label}合计", "the sum of {label}"),
                    TermRows::Named(name) => quote_all([name.text.as_str()], lang),
                    TermRows::Others => say!(lang, "其余任务合计", "the sum of the other tasks"),
                }
            }
        }
    };
    terms.iter().map(one).collect::<Vec<_>>().join(" + ")
}

/// `少 10.00` or `多 10.00`, for `parts` against `total`.
pub(super) fn off_by(sheet: &Sheet<'_>, gap: Decimal, lang: Lang) -> String {
    let amount = figure(gap.abs(), sheet.profile);
    if gap > Decimal::ZERO {
        say!(lang, "少 {amount}", "{amount} short")
    } else {
        say!(lang, "多 {amount}", "{amount} too much")
    }
}

/// Writes `amount` into an amount's cell.
pub(super) fn set(sheet: &Sheet<'_>, cell: CellRef, amount: Decimal) -> Vec<Edit> {
    vec![Edit::replace(sheet.range(cell), figure(amount, sheet.profile))]
}

/// The amount of a cell that an amount was read from.
pub(super) fn amount_of(sheet: &Sheet<'_>, cell: CellRef) -> Option<Decimal> {
    sheet.amounts.iter().find(|amount| amount.cell == cell).and_then(|amount| amount.reading.amount())
}

/// What the amount in a cell is called: the part's label, the task's name, the field's label.
pub(super) fn owner(sheet: &Sheet<'_>, cell: CellRef) -> String {
    let Some(amount) = sheet.amounts.iter().find(|amount| amount.cell == cell) else { return String::new() };
    let section = &sheet.profile.sections[amount.section];
    match amount.place {
        AmountPlace::Field => section.label.text.clone(),
        AmountPlace::Part(part) => section.parts().nth(part).map_or_else(String::new, |part| part.label.text.clone()),
        AmountPlace::Column(_, item) => {
            let item = &sheet.items[item].1;
            let name = CellRef { row: item.row, cell: u32::from(item.cells[0]) };
            if item.cells[0] == crate::sheet::NO_CELL { String::new() } else { sheet.value(name).to_owned() }
        }
    }
}

/// The amounts of one side as related places.
pub(super) fn relate(sheet: &Sheet<'_>, finding: &mut crate::diagnostic::Diagnostic, cells: &[CellRef]) {
    for &cell in cells {
        let amount = sheet.value(cell);
        finding.relate(sheet.range(cell), format!("{} {amount}", owner(sheet, cell)));
    }
}

/// Whether the form's page ended inside section `section` of the sheet, so that rows of it may be lost.
pub(super) fn is_split(sheet: &Sheet<'_>, section: usize) -> bool {
    sheet.breaks.iter().any(|page| page.section.and_then(|open| sheet.sections[open].section) == Some(section))
}

/// What to add to a message when rows may be lost at a page break.
pub(super) fn lost_rows(sheet: &Sheet<'_>, sum: &Sum, sink: &Sink) -> &'static str {
    let sections = sum.total.iter().chain(&sum.parts).map(|term| match term {
        Term::Field(section) | Term::Part(section, _) | Term::Column(section, _, _) => *section,
    });
    if sections.into_iter().any(|section| is_split(sheet, section)) {
        sink.lang.pick("；表在这里换页，可能丢了行", "; a page ends inside the table, so rows may be lost")
    } else {
        ""
    }
}
