//! What of a target sheet its evaluation is held against.

use crate::export::record::{Sheet, Table};
use crate::outline::Notion;

/// Whether `text` says that it is about one year.
pub(crate) fn says_the_year(text: &str) -> bool {
    ["年度", "本年", "当年"].iter().any(|word| text.contains(word))
}

/// Whether `text` says that it is about all years of a project.
pub(crate) fn says_all_years(text: &str) -> bool {
    ["中期", "实施期", "长期"].iter().any(|word| text.contains(word))
}

/// Whether a table of indicators, of those side by side or below each other, is that of the year.
pub(crate) fn is_of_the_year(table: &Table) -> bool {
    let said: Vec<&str> =
        [&table.section, &table.label, &table.pane].into_iter().flatten().map(String::as_str).collect();
    said.iter().any(|text| says_the_year(text)) && !said.iter().any(|text| says_all_years(text))
}

/// The sheet with the goal and the indicators of the year alone, where it has those of all years too, and the indicators by
/// class, group and name alone, not by duties.
pub(super) fn evaluated(sheet: &Sheet) -> Sheet {
    let mut sheet = sheet.clone();
    let is_goal = |notion: Option<Notion>| notion == Some(Notion::Goal);
    for kept in [|label: &str| says_the_year(label) && !says_all_years(label), |label: &str| !says_all_years(label)] {
        if sheet.texts.iter().any(|text| is_goal(text.notion) && kept(&text.label)) {
            sheet.texts.retain(|text| !is_goal(text.notion) || kept(&text.label));
            break;
        }
    }
    if sheet.indicators.iter().any(is_of_the_year) {
        sheet.indicators.retain(is_of_the_year);
    }
    for table in &mut sheet.indicators {
        if let Some(class) = table.notions.iter().position(|notion| *notion == Some(Notion::Class)) {
            table.lines = Some(table.printed_lines(table.row.unwrap_or(0)));
            *table = table.behind(class);
        }
    }
    sheet
}

impl Table {
    /// The table without its first columns.
    pub(super) fn behind(&self, column: usize) -> Self {
        Self {
            label: self.label.clone(),
            columns: self.columns.iter().skip(column).cloned().collect(),
            groups: self.groups.iter().skip(column).cloned().collect(),
            rows: self.rows.iter().map(|cells| cells.iter().skip(column).cloned().collect()).collect(),
            section: self.section.clone(),
            pane: self.pane.clone(),
            row: self.row,
            lines: self.lines.clone(),
            notions: self.notions.iter().skip(column).copied().collect(),
            ..Self::default()
        }
    }
}
