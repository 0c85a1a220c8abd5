//! One row an indicator, to be filtered and pivoted: the names of the budget system where a form has them, else its own headers.

use super::record::{Book, Sheet, Table};
use crate::profile::Profiles;

/// What a row says of its sheet.
const SHEET: [&str; 5] = ["fiscal_year", "mof_div_code", "dept_code", "agency_code", "agency_name"];

/// The columns of forms that have the names of the budget system. `computesign` is the code of the operator.
const SYSTEM: [&str; 8] =
    ["kpi_lv1", "kpi_lv2", "kpi_lv3", "computesign", "operator", "kpi_val", "meterunit", "deadline"];

/// What tells one table of a form from another.
const TABLE: [&str; 3] = ["title", "label", "pane"];

/// Comma-separated values, with a byte-order mark where Excel is to know the encoding.
///
/// All tables of indicators stand below one row of headers, the union of their columns, each where it first comes.
pub(super) fn csv(book: &Book, profiles: &Profiles, bom: bool) -> Vec<u8> {
    let mut columns: Vec<String> = SHEET.map(str::to_owned).to_vec();
    let system = tables(book).any(|(_, table)| table.names.is_some());
    let printed = tables(book).any(|(_, table)| table.names.is_none());
    if system {
        columns.extend(SYSTEM.map(str::to_owned));
    }
    if printed {
        columns.extend(TABLE.map(str::to_owned));
    }
    for name in tables(book).flat_map(|(_, table)| names(table)) {
        if !columns.contains(&name) {
            columns.push(name);
        }
    }
    let mut writer = csv::Writer::from_writer(if bom { "\u{feff}".as_bytes().to_vec() } else { Vec::new() });
    let mut write = |cells: &[String]| {
        // Memory takes everything, and all rows have the same columns.
        let _ = writer.write_record(cells.iter().map(|cell| guarded(cell)));
    };
    write(&columns);
    for (sheet, table) in tables(book) {
        let names = names(table);
        for row in &table.rows {
            let mut cells = vec![String::new(); columns.len()];
            let mut set = |name: &str, value: &str| {
                if let Some(at) = columns.iter().position(|column| column == name) {
                    value.clone_into(&mut cells[at]);
                }
            };
            let year = sheet.form.year.map(|year| year.to_string());
            let own = [&year, &sheet.mof_div_code, &sheet.dept_code, &sheet.agency_code, &sheet.agency_name];
            for (name, value) in SHEET.iter().zip(own) {
                set(name, value.as_deref().unwrap_or(""));
            }
            for (name, value) in names.iter().zip(row) {
                set(name, value);
            }
            if table.names.is_some() {
                set("computesign", computesign(sheet, profiles, &names, row).unwrap_or(""));
            } else {
                for (name, value) in TABLE.iter().zip([&sheet.form.title, &table.label, &table.pane]) {
                    set(name, value.as_deref().unwrap_or(""));
                }
            }
            write(&cells);
        }
    }
    writer.into_inner().unwrap_or_default()
}

fn tables(book: &Book) -> impl Iterator<Item = (&Sheet, &Table)> {
    book.sheets.iter().flat_map(|sheet| sheet.indicators.iter().map(move |table| (sheet, table)))
}

/// The name of each column of a table; one that comes again has a number behind it.
fn names(table: &Table) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for (at, header) in table.columns.iter().enumerate() {
        let system = table.names.as_ref().and_then(|names| names.get(at)?.clone());
        let name = match system.as_deref() {
            // The cell is as it is written; its code has a column of its own.
            Some("computesign") => "operator".to_owned(),
            Some(name) => name.to_owned(),
            None => header.clone(),
        };
        let times = all.iter().filter(|other| **other == name).count();
        all.push(if times == 0 { name } else { format!("{name} {}", times + 1) });
    }
    all
}

/// The code of the operator, which may stand in a cell of its own or before the value.
fn computesign(sheet: &Sheet, profiles: &Profiles, names: &[String], row: &[String]) -> Option<&'static str> {
    let cell =
        |name: &str| names.iter().position(|own| own == name).and_then(|at| row.get(at)).map_or("", String::as_str);
    let value = cell("kpi_val");
    let before: String = value.chars().take_while(|c| !c.is_ascii_digit()).collect();
    let written = if cell("operator").is_empty() { before.trim() } else { cell("operator") };
    let profile = sheet.form.profile.as_deref().and_then(|id| profiles.find(id));
    let operator = profile.and_then(|profile| profile.operator(written));
    match operator.or_else(|| Some(written).filter(|text| !text.is_empty())) {
        Some(">=" | "≥") => Some("1"),
        Some(">" | "＞") => Some("2"),
        Some("=" | "＝") => Some("3"),
        Some("<" | "＜") => Some("4"),
        Some("<=" | "≤") => Some("5"),
        _ if !value.is_empty() && !value.starts_with(|c: char| c.is_ascii_digit()) => Some("6"),
        _ => None,
    }
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
