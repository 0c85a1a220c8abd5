//! A sheet that is read by its headings as data: by its outline.

use super::{Field, Sheet, Table, Text, Total};
use crate::outline::{At, Block, Entry, FIELD_LABELS, Heading, MONEY_LABELS, Notion, Pane, Role, Shape, TEXT_LABELS};
use crate::sheet::Headings;

pub(super) fn fill(headings: &Headings<'_>, sheet: &mut Sheet) {
    let outline = &headings.outline;
    for (line, role) in headings.lines.iter().zip(&outline.roles) {
        if *role == Role::Furniture {
            let cells: Vec<&str> = line.pieces.iter().map(|piece| piece.text).collect();
            sheet.furniture.push(cells.join(" "));
        }
    }
    for block in &outline.blocks {
        let reader = Reader { headings, block };
        match block.shape {
            Shape::Field => sheet.fields.push(reader.field()),
            Shape::Text => sheet.texts.push(reader.text()),
            Shape::Pairs => sheet.tables.push(reader.pairs()),
            Shape::List => sheet.tables.push(reader.list()),
            Shape::Indicators => {
                sheet.tables.extend(reader.projects());
                sheet.indicators.extend(block.panes.iter().map(|pane| reader.indicators(pane)));
                sheet.totals.extend(block.rows.iter().filter_map(|row| reader.total(row)));
            }
        }
    }
}

/// Reads one block.
struct Reader<'h, 't> {
    headings: &'h Headings<'t>,
    block: &'h Block,
}

impl Reader<'_, '_> {
    fn string(&self, at: Option<At>) -> Option<String> {
        at.map(|at| self.headings.text(at).to_owned())
    }

    fn section(&self) -> Option<String> {
        self.string(self.block.section)
    }

    fn label(&self) -> Option<String> {
        self.string(self.block.label)
    }

    /// What the label stands for.
    fn notion(&self) -> Option<Notion> {
        let notions = self.headings.heading(self.block.label?).notions;
        [FIELD_LABELS, TEXT_LABELS].into_iter().find_map(|of| notions.among(of).first())
    }

    fn field(&self) -> Field {
        Field {
            label: self.label().unwrap_or_default(),
            value: self.string(self.block.cells.first().copied()).unwrap_or_default(),
            section: self.section(),
            row: Some(self.block.label.map_or(self.block.first, |at| at.line)),
            notion: self.notion(),
        }
    }

    fn text(&self) -> Text {
        let mut text = Text {
            label: self.label().unwrap_or_default(),
            paragraphs: self.block.cells.iter().map(|at| self.headings.text(*at).to_owned()).collect(),
            section: self.section(),
            row: Some(self.block.label.map_or(self.block.first, |at| at.line)),
            lines: None,
            notion: self.notion(),
        };
        text.place(self.block.cells.iter().map(|at| at.line).collect());
        text
    }

    fn cells(&self, row: &Entry) -> Vec<String> {
        row.cells.iter().map(|cell| self.string(*cell).unwrap_or_default()).collect()
    }

    /// The table without its rows, of those columns.
    fn table(&self, columns: impl Iterator<Item = usize> + Clone) -> Table {
        Table {
            label: self.label(),
            columns: columns.clone().map(|at| self.headings.header(self.block, at).to_owned()).collect(),
            groups: columns.clone().map(|at| self.string(self.block.columns[at].group)).collect(),
            notions: columns.map(|at| self.block.columns[at].notion).collect(),
            section: self.section(),
            row: Some(self.head()),
            ..Table::default()
        }
    }

    /// The row that the table begins in.
    fn head(&self) -> u32 {
        let headers = self.block.columns.iter().filter_map(|column| column.group.or(column.header));
        let rows = || self.block.rows.iter().map(|row| row.line);
        headers.map(|at| at.line).chain(rows()).min().unwrap_or(self.block.first)
    }

    /// Pairs of labels and amounts. A merged pair stands in the first of its rows alone.
    fn pairs(&self) -> Table {
        let mut table = self.table(0..self.block.columns.len());
        let mut above: Vec<Option<(String, String)>> = vec![None; table.columns.len() / 2];
        let mut repeated = Vec::new();
        for row in &self.block.rows {
            let mut cells = self.cells(row);
            let mut own = Vec::new();
            let among = |cells: &[String]| cells.iter().skip(2).step_by(2).any(|label| label.contains("其中"));
            let lone = cells.iter().step_by(2).filter(|label| !label.is_empty()).count();
            for (pair, above) in above.iter_mut().enumerate() {
                let (label, value) = (2 * pair, 2 * pair + 1);
                if !cells[label].is_empty() {
                    let heading = Heading::read(&cells[label]);
                    let sum = heading.key.contains("合计") || heading.key.contains("总额");
                    let covers = match pair {
                        0 => sum && among(&cells),
                        _ => !heading.notions.any(MONEY_LABELS),
                    };
                    *above = covers.then(|| (cells[label].clone(), cells[value].clone()));
                } else if lone > 0
                    && cells[value].is_empty()
                    && let Some((name, amount)) = above
                {
                    (cells[label], cells[value]) = (name.clone(), amount.clone());
                    own.extend([label, value]);
                }
            }
            table.rows.push(cells);
            repeated.push(own);
        }
        table.place(self.block.rows.iter().map(|row| row.line).collect());
        table.repeat(repeated);
        table
    }

    /// A list. Its first columns may be merged down over several rows.
    fn list(&self) -> Table {
        let mut table = self.table(0..self.block.columns.len());
        let mut repeated = Vec::new();
        let mut above: Vec<String> = Vec::new();
        for row in &self.block.rows {
            let mut cells = self.cells(row);
            if let Some(total) = row.total.filter(|total| !row.cells.contains(&Some(*total)))
                && let Some(first) = cells.iter_mut().find(|cell| cell.is_empty())
            {
                *first = self.headings.text(total).to_owned();
            }
            let mut own = Vec::new();
            for at in 0..cells.len().min(3) {
                let amount = self.block.columns[at].notion == Some(Notion::TaskAmount);
                let follows = !above.is_empty() && (0..=at).all(|at| cells[at].is_empty() || cells[at] == above[at]);
                if cells[at].is_empty() && !amount && follows && cells[at + 1..].iter().any(|cell| !cell.is_empty()) {
                    cells[at].clone_from(&above[at]);
                    own.push(at);
                }
            }
            above.clone_from(&cells);
            table.rows.push(cells);
            repeated.push(own);
        }
        table.place(self.block.rows.iter().map(|row| row.line).collect());
        table.repeat(repeated);
        table
    }

    /// How many of the first columns are those of projects, each with indicators of its own.
    fn project_columns(&self) -> usize {
        let columns = &self.block.columns;
        let first = columns.iter().position(|column| column.notion == Some(Notion::Class)).unwrap_or(0);
        let project = |notion: Option<Notion>| matches!(notion, Some(Notion::Project | Notion::Identity));
        if columns[..first].iter().any(|column| project(column.notion)) { first } else { 0 }
    }

    fn has_indicator(&self, row: &Entry, projects: usize) -> bool {
        projects == 0 || row.cells[projects..].iter().any(Option::is_some)
    }

    /// The projects of a list of them, once each, with the rows of their sums.
    fn projects(&self) -> Option<Table> {
        let count = self.project_columns();
        if count == 0 {
            return None;
        }
        let mut table = self.table(0..count);
        let mut lines = Vec::new();
        let mut repeated = Vec::new();
        for row in &self.block.rows {
            let mut cells = self.cells(row);
            cells.truncate(count);
            if row.total.is_some() || cells.iter().all(String::is_empty) {
                continue;
            }
            // The unit may be merged down over its projects.
            let mut own = Vec::new();
            if cells[0].is_empty()
                && let Some(above) = table.rows.last()
            {
                cells[0].clone_from(&above[0]);
                own.push(0);
            }
            table.rows.push(cells);
            lines.push(row.line);
            repeated.push(own);
        }
        table.place(lines);
        table.repeat(repeated);
        Some(table)
    }

    fn indicators(&self, pane: &Pane) -> Table {
        let mut table = self.table(pane.columns.iter().copied());
        table.pane = self.string(pane.label);
        table.shared = pane.columns.windows(2).position(|two| two[1] != two[0] + 1).map_or(0, |last| last + 1);
        if self.block.panes.first().is_some_and(|first| std::ptr::eq(first, pane)) {
            table.shared = 0;
        }
        let notion = |at: usize| self.block.columns[pane.columns[at]].notion;
        let width = pane.columns.len();
        let lead = (0..width).find(|&at| notion(at) == Some(Notion::Name)).unwrap_or(2.min(width));
        let projects = self.project_columns();
        let mut above = vec![String::new(); width];
        let mut lines = Vec::new();
        let mut repeated = Vec::new();
        for row in self.block.rows.iter().filter(|row| row.total.is_none() && self.has_indicator(row, projects)) {
            let mut cells: Vec<String> =
                pane.columns.iter().map(|at| self.string(row.cells[*at]).unwrap_or_default()).collect();
            if cells[table.shared..].iter().all(String::is_empty) {
                continue;
            }
            let mut own = Vec::new();
            for at in 0..lead {
                // A new project or class has nothing of the one before.
                let anew = |from: usize| (from..at).any(|at| cells[at] != above[at]);
                let group = notion(at) == Some(Notion::Group) && at > 0 && notion(at - 1) == Some(Notion::Class);
                let fresh = if at < projects { anew(0) } else { group && anew(at - 1) };
                if cells[at].is_empty() && !above[at].is_empty() && !fresh {
                    cells[at].clone_from(&above[at]);
                    own.push(at);
                }
            }
            above.clone_from(&cells);
            table.rows.push(cells);
            lines.push(row.line);
            repeated.push(own);
        }
        table.place(lines);
        table.repeated = Some(repeated);
        table
    }

    fn total(&self, row: &Entry) -> Option<Total> {
        let label = row.total?;
        let cells =
            row.cells.iter().enumerate().filter_map(|(at, cell)| Some((at, cell.filter(|cell| *cell != label)?)));
        let (columns, values) = cells
            .map(|(at, cell)| (self.headings.header(self.block, at).to_owned(), self.headings.text(cell).to_owned()))
            .unzip();
        Some(Total {
            label: self.headings.text(label).to_owned(),
            columns,
            values,
            section: self.section(),
            row: Some(row.line),
        })
    }
}
