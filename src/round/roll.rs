//! A sheet rolled forward: dates move, amounts and results are emptied, all else stays where it stands.

use crate::compare::{Grid, GridKind, is_pairs, shifted};
use crate::export::record::{Sheet, Table};
use crate::outline::{Heading, MONEY_COLUMNS, MONEY_LABELS, Notion, Notions};
use crate::sheet::{FigureReading, Order, read_deadline, read_directive, read_figure};

/// The columns of an indicator that the year fills.
const RESULTS: Notions = Notions::of(&[Notion::Actual, Notion::Score, Notion::Reason, Notion::Possibility]);

/// The columns of money that stand whatever the year brings.
const KEPT: Notions = Notions::of(&[Notion::Weight, Notion::Number, Notion::Share]);

/// What stands where a text is to be written.
const TO_WRITE: &str = "XX";

/// Writes the rows of `sheet` for a year that is `by` years later.
pub(super) fn roll(sheet: &Sheet, by: i32, out: &mut String) {
    let mut all = usize::MAX;
    let rows = sheet.rows(&mut all).unwrap_or_default();
    let count = rows.len();
    let mut roller = Roller { rows, by, known: vec![false; count], below: vec![Vec::new(); count] };
    roller.title(sheet);
    roller.fields(sheet);
    for table in sheet.tables.iter().filter(|table| is_pairs(table)) {
        roller.pairs(table);
    }
    for table in sheet.tables.iter().filter(|table| !is_pairs(table)) {
        roller.list(table);
    }
    sheet.indicators.iter().for_each(|table| roller.indicators(table));
    roller.totals(sheet);
    roller.texts(sheet);
    roller.rest();
    roller.write(out);
}

struct Roller {
    rows: Vec<Vec<String>>,
    by: i32,
    /// The rows that have been seen to.
    known: Vec<bool>,
    /// Comments behind each row.
    below: Vec<Vec<String>>,
}

impl Roller {
    fn row(&mut self, row: u32) -> Option<&mut Vec<String>> {
        *self.known.get_mut(row as usize)? = true;
        self.rows.get_mut(row as usize)
    }

    fn shift(&mut self, row: u32, cell: usize) {
        let by = self.by;
        if let Some(cell) = self.row(row).and_then(|cells| cells.get_mut(cell)) {
            *cell = shifted(cell, by);
        }
    }

    fn title(&mut self, sheet: &Sheet) {
        if let Some(row) = sheet.form.row {
            (0..self.rows.get(row as usize).map_or(0, Vec::len)).for_each(|cell| self.shift(row, cell));
        }
    }

    fn fields(&mut self, sheet: &Sheet) {
        for field in &sheet.fields {
            let by = self.by;
            let Some(cells) = field.row.and_then(|row| self.row(row)) else { continue };
            let label = cells.iter().position(|cell| *cell == field.label);
            let Some(at) = label.map(|at| at + 1).filter(|at| cells.get(*at) == Some(&field.value)) else { continue };
            cells[at] = match field.notion {
                Some(Notion::Money) => String::new(),
                Some(Notion::Identity | Notion::Project) => continue,
                _ => shifted(&field.value, by),
            };
        }
    }

    /// Empties the amounts behind their labels.
    fn pairs(&mut self, table: &Table) {
        for line in table.printed_lines(table.row.unwrap_or(0)) {
            let by = self.by;
            for cell in self.row(line).into_iter().flatten().skip(1) {
                let figure = matches!(read_figure(cell), FigureReading::Figure(_) | FigureReading::Nothing);
                let words = cell.starts_with(|c: char| c.is_ascii_digit());
                if figure || (words && !Heading::read(cell).notions.any(MONEY_LABELS)) {
                    cell.clear();
                } else {
                    *cell = shifted(cell, by);
                }
            }
        }
    }

    fn list(&mut self, table: &Table) {
        let grid = Grid::of(table, None);
        for (at, line) in grid.lines.iter().enumerate() {
            let by = self.by;
            let Some(cells) = self.row(*line) else { continue };
            let Some(start) = table.start_in(at, cells) else { continue };
            for column in 0..table.columns.len() {
                let Some(cell) = cells.get_mut(start + column) else { continue };
                let notion = table.notions.get(column).copied().flatten();
                let money = notion == Some(Notion::TaskAmount)
                    || notion.is_some_and(|notion| MONEY_COLUMNS.has(notion) || RESULTS.has(notion))
                    || (notion.is_none() && read_figure(cell).figure().is_some());
                let kept = grid.lead.contains(&column) || notion.is_some_and(|notion| KEPT.has(notion));
                if money && !kept {
                    cell.clear();
                } else {
                    *cell = shifted(cell, by);
                }
            }
        }
    }

    fn indicators(&mut self, table: &Table) {
        let grid = Grid::of(table, Some(GridKind::Indicators));
        let notion = |column: usize| table.notions.get(column).copied().flatten();
        let columns = 0..table.columns.len();
        let actual = columns.clone().find(|column| notion(*column) == Some(Notion::Actual));
        let history = |words: &[&str]| {
            columns.clone().find(|column| {
                let header = &table.columns[*column];
                notion(*column) == Some(Notion::History) && words.iter().any(|word| header.contains(word))
            })
        };
        let (last, before) = (history(&["上年", "历史", "去年"]), history(&["前年"]));
        for (at, line) in grid.lines.iter().enumerate() {
            let by = self.by;
            let Some(cells) = self.row(*line) else { continue };
            let Some(start) = table.start_in(at, cells) else { continue };
            let of = |column: Option<usize>| {
                column.and_then(|column| table.rows[at].get(column)).cloned().unwrap_or_default()
            };
            let (result, older) = (of(actual), of(last));
            let reach = columns.clone().rev().find(|column| [last, before].contains(&Some(*column)));
            if let Some(reach) = reach.filter(|reach| cells.len() <= start + reach) {
                cells.resize(start + reach + 1, String::new());
            }
            for column in columns.clone().skip(table.shared) {
                let Some(cell) = cells.get_mut(start + column) else { continue };
                if Some(column) == last {
                    cell.clone_from(&result);
                } else if Some(column) == before {
                    cell.clone_from(&older);
                } else if notion(column).is_some_and(|notion| RESULTS.has(notion)) {
                    cell.clear();
                } else {
                    *cell = shifted(cell, by);
                }
            }
        }
    }

    /// Empties the scores of rows of totals.
    fn totals(&mut self, sheet: &Sheet) {
        for total in &sheet.totals {
            let Some(row) = total.row else { continue };
            let above = sheet.indicators.iter().rfind(|table| table.row.is_some_and(|own| own < row));
            let Some(table) = above else { continue };
            let first = table.printed_lines(table.row.unwrap_or(0)).first().copied();
            let start = first.and_then(|line| table.start_in(0, self.rows.get(line as usize)?)).unwrap_or(1);
            let Some(cells) = self.row(row) else { continue };
            for (column, notion) in table.notions.iter().enumerate() {
                if notion.is_some_and(|notion| RESULTS.has(notion))
                    && let Some(cell) = cells.get_mut(start + column)
                    && *cell != total.label
                {
                    cell.clear();
                }
            }
        }
    }

    /// Empties the goal, which stays as a comment, and the results.
    fn texts(&mut self, sheet: &Sheet) {
        for text in &sheet.texts {
            let first = text.row.unwrap_or(0);
            let lines: Vec<u32> = match &text.lines {
                Some(lines) => lines.clone(),
                None => (first..).take(text.paragraphs.len()).collect(),
            };
            let last = lines.iter().copied().max().unwrap_or(first) as usize;
            for (nth, (paragraph, line)) in text.paragraphs.iter().zip(lines).enumerate() {
                let by = self.by;
                // Texts side by side are told by what stands below their labels.
                let left = if nth == 0 && text.section.is_some() { TO_WRITE } else { "" };
                let goal = text.notion == Some(Notion::Goal);
                let empties = goal || text.notion == Some(Notion::Result);
                let Some(cells) = self.row(line) else { continue };
                for cell in cells.iter_mut().filter(|cell| *cell == paragraph && **cell != text.label) {
                    if empties {
                        left.clone_into(cell);
                    } else {
                        *cell = shifted(cell, by);
                    }
                }
                if goal && let Some(below) = self.below.get_mut(last) {
                    below.push(format!("# 上年目标：{paragraph}"));
                }
            }
            if let Some(known) = self.known.get_mut(first as usize) {
                *known = true;
            }
        }
    }

    /// Moves the years of what stands around the tables, and of directives; who filed last year's sheet and when is not
    /// known of this one.
    fn rest(&mut self) {
        let by = self.by;
        for (cells, _) in self.rows.iter_mut().zip(&self.known).filter(|(_, known)| !**known) {
            if let [comment] = &cells[..]
                && comment.trim_start().starts_with('#')
            {
                if let Some(Order::FiscalYear(year)) = read_directive(comment).map(|directive| directive.order) {
                    let moved = comment.replacen(&year.to_string(), &format!("{:04}", year + by), 1);
                    cells[0] = moved;
                }
                continue;
            }
            for cell in cells {
                let dated = cell.split_once(['：', ':']).and_then(|(label, value)| {
                    let day = read_deadline(value.trim())?.day;
                    day.map(|_| cell[..cell.len() - value.len()].len().max(label.len()))
                });
                match dated {
                    Some(end) => cell.truncate(end),
                    None => *cell = shifted(cell, by),
                }
            }
        }
    }

    fn write(self, out: &mut String) {
        for ((cells, known), below) in self.rows.into_iter().zip(self.known).zip(self.below) {
            let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
            // A paragraph that was emptied leaves no row.
            if filled > 0 || !known {
                out.push_str(&cells[..filled].join("\t"));
                out.push('\n');
            }
            for comment in below {
                out.push_str(&comment);
                out.push('\n');
            }
        }
    }
}
