//! One row an indicator, under the field names of the budget management system: to be filtered and pivoted.

use super::record::{Book, Indicator};

/// The columns. The amounts of a sheet are no part of them.
const COLUMNS: [&str; 13] = [
    "fiscal_year",
    "mof_div_code",
    "dept_code",
    "agency_code",
    "agency_name",
    "kpi_lv1",
    "kpi_lv2",
    "kpi_lv3",
    "computesign",
    "operator",
    "kpi_val",
    "meterunit",
    "deadline",
];

/// Comma-separated values, with a byte-order mark where Excel is to know the encoding.
pub(super) fn csv(book: &Book, bom: bool) -> Vec<u8> {
    let mut more: Vec<&str> = Vec::new();
    for name in indicators(book).flat_map(|(_, indicator)| indicator.other.keys()) {
        if !more.contains(&name.as_str()) {
            more.push(name);
        }
    }
    let mut writer = csv::Writer::from_writer(if bom { "\u{feff}".as_bytes().to_vec() } else { Vec::new() });
    let mut write = |cells: Vec<String>| {
        // Memory takes everything, and all rows have the same columns.
        let _ = writer.write_record(cells.iter().map(|cell| guarded(cell)));
    };
    write(COLUMNS.iter().chain(&more).map(|name| (*name).to_owned()).collect());
    for (sheet, indicator) in indicators(book) {
        let optional = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut cells = vec![
            sheet.fiscal_year.map_or_else(String::new, |year| year.to_string()),
            optional(&sheet.mof_div_code),
            optional(&sheet.dept_code),
            optional(&sheet.agency_code),
            optional(&sheet.agency_name),
            indicator.kpi_lv1.clone(),
            indicator.kpi_lv2.clone(),
            indicator.kpi_lv3.clone(),
            optional(&indicator.computesign),
            indicator.operator.clone(),
            indicator.kpi_val.clone(),
            indicator.meterunit.clone(),
            indicator.deadline.clone(),
        ];
        cells.extend(more.iter().map(|name| indicator.other.get(*name).cloned().unwrap_or_default()));
        write(cells);
    }
    writer.into_inner().unwrap_or_default()
}

fn indicators(book: &Book) -> impl Iterator<Item = (&super::record::Sheet, &Indicator)> {
    book.sheets.iter().flat_map(|sheet| {
        let all = sheet.sections.iter().flat_map(|section| section.indicators.iter().flatten());
        all.filter(|indicator| indicator.cells.is_none()).map(move |indicator| (sheet, indicator))
    })
}

/// A value that a spreadsheet would take for a formula has a quote before it (OWASP, CSV injection); full-width signs
/// begin one where the system's language is Chinese. A lone sign, a comparison and a number are none.
pub fn guarded(text: &str) -> String {
    let mut chars = text.chars();
    let formula = match chars.next() {
        Some('@' | '＠' | '\t' | '\r' | '\n') => true,
        Some('=' | '+' | '-' | '＝' | '＋' | '－' | '−') => {
            let figure =
                |c: char| matches!(c, '0'..='9' | '０'..='９' | '.' | '．' | '=' | '<' | '>' | '＝' | '＜' | '＞');
            !chars.as_str().is_empty() && !chars.all(figure)
        }
        _ => false,
    };
    if formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_run_is_guarded() {
        for text in
            ["=A1", "+cmd|' /C calc'!A0", "-1+2", "@SUM(A1)", "=1+1", "＝A1", "＋1＋2", "－A1", "＠SUM(A1)", "\n=A1"]
        {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["=", ">=", "-3.5", "+5", "＝", "－３．５", "管理规范", "", "2021-12"] {
            assert_eq!(guarded(text), text);
        }
    }
}
