//! The tables of an OpenDocument spreadsheet: what each cell shows, and which are merged.

use super::Refusal;
use super::aside::Asides;
use super::budget::{Budget, Resource};
use super::dates;
use super::grid::{Aside, CellDoubt, Grid, GridCell};
use super::hidden::Hidden;
use super::package::{Package, Xml, attribute};
use super::rich::{Look, Rich};
use super::workbook::named;
use crate::sheet::read_deadline;
use quick_xml::events::BytesStart;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Rows and cells that are stated once and stand for many: no more of them are read where they hold something.
const MOST_REPEATED: u32 = 1000;

/// No row has a higher number.
const LAST_ROW: u32 = 1 << 24;

/// The part that holds the tables.
const CONTENT: &str = "content.xml";

/// The tables of `bytes`.
pub(super) fn grids(bytes: &[u8]) -> Result<Vec<Grid>, Refusal> {
    let mut package = Package::open(bytes)?;
    if !package.has(CONTENT) {
        return Err(Refusal::UnknownFormat);
    }
    encrypted(&mut package)?;
    let mut tables = Tables::new(package.budget.clone());
    package.walk(CONTENT, |node| match node {
        Xml::Start(element) => tables.start(element),
        Xml::End(name) => tables.end(name),
        Xml::Text(text) => {
            tables.text(text);
            Ok(())
        }
    })?;
    headers(&mut package, &mut tables)?;
    let Tables { mut grids, asides, .. } = tables;
    grids.extend(asides.grids());
    Ok(grids)
}

fn encrypted(package: &mut Package<'_>) -> Result<(), Refusal> {
    const MANIFEST: &str = "META-INF/manifest.xml";
    if !package.has(MANIFEST) {
        return Ok(());
    }
    package.walk(MANIFEST, |node| match node {
        Xml::Start(element) if element.local_name().as_ref() == "encryption-data" => Err(Refusal::Encrypted),
        _ => Ok(()),
    })
}

/// Reads what is printed above and below every page.
fn headers(package: &mut Package<'_>, tables: &mut Tables) -> Result<(), Refusal> {
    const STYLES: &str = "styles.xml";
    const FIELDS: &[&str] = &["page-number", "page-count", "sheet-name", "title", "date", "time", "file-name"];
    if !package.has(STYLES) {
        return Ok(());
    }
    let (mut shown, mut depth, mut fields, mut text) = (0usize, 0usize, 0usize, String::new());
    package.walk(STYLES, |node| {
        match node {
            Xml::Start(element) => {
                let name = element.local_name();
                let name = name.as_ref();
                depth += 1;
                if matches!(name, "header" | "footer")
                    && shown == 0
                    && attribute(element, "display").is_none_or(|display| display != "false")
                {
                    shown = depth;
                }
                fields += usize::from(FIELDS.contains(&name));
            }
            Xml::Text(piece) if shown > 0 && fields == 0 => text.push_str(piece),
            Xml::Text(_) => {}
            Xml::End(name) => {
                fields -= usize::from(FIELDS.contains(&name));
                if name == "p" && shown > 0 {
                    text.push('\n');
                }
                if shown == depth {
                    shown = 0;
                }
                depth -= 1;
            }
        }
        Ok(())
    })?;
    // What is left of a number of pages is no text.
    let bare = |line: &&str| line.chars().any(|c| c.is_alphanumeric() && !"第页共Page".contains(c));
    let lines: Vec<&str> = text.lines().map(str::trim).filter(bare).collect();
    tables.asides.lines(Aside::Header, &lines.join("\n"), &mut tables.budget)
}

/// What a style says that changes what is read.
#[derive(Clone, Debug, Default)]
struct Style {
    /// It is one of a table that is not shown.
    hidden_table: bool,
    look: Look,
}

struct Tables {
    grids: Vec<Grid>,
    asides: Asides,
    budget: Budget,
    styles: FxHashMap<String, Style>,
    /// The style that is read.
    style: Option<(String, Style)>,
    table: Option<Table>,
    /// Tables in cells of the table: how many are open.
    inner: usize,
    row_repeated: u32,
    /// Where the row's cells begin among the table's.
    row_first: usize,
    cell: Option<Cell>,
    /// Whether a paragraph is open.
    in_text: bool,
    /// How the pieces of text that are open look.
    looks: Vec<Look>,
    /// Elements whose text is none of the cell's: how many are open.
    notes: usize,
    shapes: usize,
    skipped: usize,
    /// The text of a note or a shape.
    beside: String,
}

struct Table {
    name: Arc<str>,
    is_hidden: bool,
    cells: Vec<GridCell>,
    hidden: Hidden,
    /// How many columns were described.
    columns: u32,
    row: u32,
    col: u32,
}

#[derive(Default)]
struct Cell {
    rows: u32,
    cols: u32,
    repeated: u32,
    covered: bool,
    kind: String,
    /// The value behind what is shown.
    value: String,
    look: Look,
    text: Rich,
    /// Whether it has a paragraph.
    shows: bool,
}

fn count(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}

/// Whether a row or a column is hidden, by hand or by a filter.
fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "visibility").is_some_and(|of| of == "collapse" || of == "filter")
}

/// Whether a shape on the page begins, which may hold text.
fn is_shape(name: &str) -> bool {
    matches!(
        name,
        "frame"
            | "custom-shape"
            | "rect"
            | "ellipse"
            | "circle"
            | "caption"
            | "line"
            | "polygon"
            | "path"
            | "connector"
    )
}

impl Tables {
    fn new(budget: Budget) -> Self {
        Self {
            grids: Vec::new(),
            asides: Asides::default(),
            budget,
            styles: FxHashMap::default(),
            style: None,
            table: None,
            inner: 0,
            row_repeated: 1,
            row_first: 0,
            cell: None,
            in_text: false,
            looks: Vec::new(),
            notes: 0,
            shapes: 0,
            skipped: 0,
            beside: String::new(),
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        match element.local_name().as_ref() {
            "style" => self.style = Some((attribute(element, "name").unwrap_or_default(), Style::default())),
            "table-properties" => {
                if let Some((_, style)) = &mut self.style {
                    style.hidden_table = attribute(element, "display").is_some_and(|display| display == "false");
                }
            }
            "text-properties" => {
                if let Some((_, style)) = &mut self.style {
                    let value = |name| attribute(element, name);
                    style.look.hidden = value("display").is_some_and(|display| display == "none")
                        || value("text-line-through-style").is_some_and(|line| line != "none");
                    if let Some(font) = value("font-name").or_else(|| value("font-family")) {
                        style.look.set_font(font.trim_matches('\''));
                    }
                }
            }
            "tracked-changes" | "ruby-text" => self.skipped += 1,
            "table" if self.table.is_some() => self.inner += 1,
            "table" => {
                self.budget.take(Resource::Tables, 1)?;
                let style = self.style_of(element);
                self.table = Some(Table {
                    name: attribute(element, "name").unwrap_or_default().into(),
                    is_hidden: style.hidden_table,
                    cells: Vec::new(),
                    hidden: Hidden::default(),
                    columns: 0,
                    row: 0,
                    col: 0,
                });
            }
            "annotation" => self.notes += 1,
            shape if is_shape(shape) => self.shapes += 1,
            "p" | "h" if self.notes + self.shapes > 0 => self.in_text = true,
            "p" | "h" => {
                if let Some(cell) = &mut self.cell {
                    if std::mem::replace(&mut cell.shows, true) {
                        cell.text.text.push('\n');
                    }
                    self.in_text = true;
                }
            }
            "span" => {
                let look = self.style_of(element).look;
                // What says nothing looks like what it stands in.
                let above = || self.looks.last().cloned().unwrap_or_default();
                let look = if look == Look::default() { above() } else { look };
                self.looks.push(look);
            }
            "s" => {
                let blanks = attribute(element, "c").and_then(|count| count.parse::<usize>().ok()).unwrap_or(1);
                self.text(&" ".repeat(blanks.min(1000)));
            }
            "tab" => self.text(" "),
            "line-break" => self.text("\n"),
            name if self.inner == 0 => self.geometry(name, element),
            _ => {}
        }
        Ok(())
    }

    /// Columns, rows and cells.
    fn geometry(&mut self, name: &str, element: &BytesStart<'_>) {
        let look = if name == "table-cell" { self.style_of(element).look } else { Look::default() };
        let Some(table) = &mut self.table else { return };
        match name {
            "table-column" => {
                let next = table.columns.saturating_add(count(element, "number-columns-repeated"));
                if is_hidden(element) {
                    table.hidden.hide_cols(table.columns, next - 1);
                }
                table.columns = next;
            }
            "table-row" => {
                self.row_repeated = count(element, "number-rows-repeated");
                if is_hidden(element) {
                    table.hidden.hide_rows(table.row, table.row.saturating_add(self.row_repeated - 1));
                }
                self.row_first = table.cells.len();
                table.col = 0;
            }
            "table-cell" | "covered-table-cell" => {
                let value = |name: &str| attribute(element, name);
                let values = ["date-value", "time-value", "boolean-value", "string-value", "value"];
                self.cell = Some(Cell {
                    rows: count(element, "number-rows-spanned"),
                    cols: count(element, "number-columns-spanned"),
                    repeated: count(element, "number-columns-repeated"),
                    covered: name != "table-cell",
                    kind: value("value-type").unwrap_or_default(),
                    value: values.into_iter().find_map(value).unwrap_or_default(),
                    look,
                    ..Cell::default()
                });
            }
            _ => {}
        }
    }

    fn style_of(&self, element: &BytesStart<'_>) -> Style {
        let name = attribute(element, "style-name");
        name.and_then(|name| self.styles.get(&name)).cloned().unwrap_or_default()
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "style" => {
                if let Some((name, style)) = self.style.take()
                    && (style.hidden_table || style.look != Look::default())
                {
                    self.budget.take(Resource::Nodes, 1)?;
                    self.budget.take(Resource::Text, name.len() as u64)?;
                    self.styles.insert(name, style);
                }
            }
            "tracked-changes" | "ruby-text" => self.skipped = self.skipped.saturating_sub(1),
            "annotation" => {
                self.notes = self.notes.saturating_sub(1);
                self.end_beside(Aside::Comment)?;
            }
            shape if is_shape(shape) => {
                self.shapes = self.shapes.saturating_sub(1);
                if self.shapes == 0 {
                    self.end_beside(Aside::TextBox)?;
                }
            }
            "p" | "h" => {
                self.in_text = false;
                if self.notes + self.shapes > 0 {
                    self.beside.push('\n');
                }
            }
            "span" => drop(self.looks.pop()),
            "table" if self.inner > 0 => self.inner -= 1,
            "table" => {
                if let Some(mut table) = self.table.take() {
                    table.hidden.mark(&mut table.cells);
                    let grid = Grid::new(named(&table.name), table.cells);
                    self.grids.push(Grid { hidden: table.is_hidden, ..grid });
                }
            }
            "table-cell" | "covered-table-cell" if self.inner == 0 => self.end_cell()?,
            "table-row" if self.inner == 0 => self.end_row()?,
            _ => {}
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Refusal> {
        let Some(table) = &mut self.table else { return Ok(()) };
        let row = self.row_first..table.cells.len();
        if !row.is_empty() {
            for more in 1..self.row_repeated.min(MOST_REPEATED) {
                for at in row.clone() {
                    self.budget.cell(table.cells[at].text.len())?;
                    let cell = &table.cells[at];
                    let again = GridCell { row: cell.row.saturating_add(more), ..cell.clone() };
                    table.cells.push(again);
                }
            }
        }
        table.row = table.row.saturating_add(self.row_repeated).min(LAST_ROW);
        Ok(())
    }

    /// A note or a shape ends: its text is told of where it stands.
    fn end_beside(&mut self, aside: Aside) -> Result<(), Refusal> {
        let text = std::mem::take(&mut self.beside);
        match &self.table {
            Some(table) => self.asides.at(aside, &table.name, (table.row, table.col), &text, &mut self.budget),
            None => self.asides.lines(aside, &text, &mut self.budget),
        }
    }

    fn text(&mut self, text: &str) {
        if !self.in_text || self.skipped > 0 {
            return;
        }
        if self.notes + self.shapes > 0 {
            self.beside.push_str(text);
        } else if let Some(cell) = &mut self.cell {
            let look = self.looks.last().filter(|look| **look != Look::default()).unwrap_or(&cell.look);
            cell.text.push(text, look);
        }
    }

    fn end_cell(&mut self) -> Result<(), Refusal> {
        let (Some(cell), Some(table)) = (self.cell.take(), &mut self.table) else { return Ok(()) };
        self.in_text = false;
        let (text, mut doubt) = cell.shown();
        let at = (table.row, table.col);
        if text.trim().is_empty() && !cell.text.hidden.is_empty() {
            self.asides.at(Aside::Hidden, &table.name, at, &cell.text.hidden, &mut self.budget)?;
        }
        if !text.trim().is_empty() || cell.rows > 1 || cell.cols > 1 {
            if cell.covered {
                doubt = Some(CellDoubt::Unseen);
            }
            for more in 0..cell.repeated.min(MOST_REPEATED) {
                self.budget.cell(text.len())?;
                let (row, col) = (at.0, at.1.saturating_add(more));
                let (rows, cols) = (cell.rows, cell.cols);
                table.cells.push(GridCell { row, col, rows, cols, text: text.clone(), doubt: doubt.clone() });
            }
        }
        table.col = table.col.saturating_add(cell.repeated);
        Ok(())
    }
}

/// A number that is written in digits, in the fewest.
fn number(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text)).ok().map(|number| number.normalize())
}

/// A number in percent.
fn percent(number: Decimal) -> Decimal {
    number.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(number).normalize()
}

impl Cell {
    /// What the cell shows; where it holds more digits than it shows, those.
    fn shown(&self) -> (String, Option<CellDoubt>) {
        if !self.shows && !self.value.is_empty() {
            return self.held();
        }
        let text = self.text.text.clone();
        match self.kind.as_str() {
            "float" | "percentage" | "currency" => {
                let is_percent = text.trim_end().ends_with('%');
                let bare: String = text.trim().trim_end_matches('%').chars().filter(|c| *c != ',').collect();
                let (Some(shown), Some(mut held)) = (number(&bare), number(&self.value)) else {
                    return (text, self.text.doubt());
                };
                if is_percent {
                    held = percent(held);
                }
                let sign = if is_percent { "%" } else { "" };
                if shown == held || held.round_sf(15).is_some_and(|held| held.normalize() == shown) {
                    // Separators between thousands are part of what is shown.
                    return (format!("{}{sign}", text.trim().trim_end_matches('%')), None);
                }
                (format!("{held}{sign}"), Some(CellDoubt::Rounded(text)))
            }
            "date" if read_deadline(&text).is_none() && !self.value.is_empty() && self.text.hidden.is_empty() => {
                let date = self.value.split('T').next().unwrap_or_default().to_owned();
                let year = date.get(2..4).is_some_and(|year| text.contains(year));
                (date, (!year).then_some(CellDoubt::Unformatted))
            }
            "boolean" => (text, Some(CellDoubt::Unformatted)),
            _ if text.starts_with("#REF!") || text.starts_with("Err:") || text.starts_with("#N/A") => {
                (text, Some(CellDoubt::Error))
            }
            _ => (text, self.text.doubt()),
        }
    }

    /// The value of a cell that states no text for it, as some programs write it.
    fn held(&self) -> (String, Option<CellDoubt>) {
        let value = self.value.clone();
        match self.kind.as_str() {
            "float" | "currency" => (number(&value).map_or(value, |number| number.to_string()), None),
            "percentage" => (number(&value).map_or(value, |number| format!("{}%", percent(number))), None),
            "date" => dates::show_iso(&value, "").unwrap_or((value, Some(CellDoubt::Unformatted))),
            "boolean" => (value.to_uppercase(), Some(CellDoubt::Unformatted)),
            "time" => (value, Some(CellDoubt::Unformatted)),
            _ => (value, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixtures::{archive, shown};

    #[track_caller]
    fn check(styles: &str, tables: &str, expected: &[&str]) {
        let content =
            format!("<d><automatic-styles>{styles}</automatic-styles><spreadsheet>{tables}</spreadsheet></d>");
        let headers = "<s><master-page><header><p>附件1</p><p><sheet-name>x</sheet-name></p></header>\
            <footer><p>第 <page-number>1</page-number> 页</p></footer><header-left display=\"false\"><p>左</p></header-left></master-page></s>";
        let book = archive(&[(CONTENT, &content), ("styles.xml", headers)]);
        let grids = grids(&book).unwrap();
        assert_eq!(shown(&grids), expected);
    }

    #[test]
    fn values_may_stand_without_text() {
        check(
            "",
            "<table name=\"表\"><table-row><table-cell value-type=\"float\" value=\"150.50\"/>\
             <table-cell value-type=\"percentage\" value=\"0.95\"/><table-cell value-type=\"date\" date-value=\"2021-12-01\"/>\
             <table-cell value-type=\"string\" string-value=\"甲\"/><table-cell value-type=\"boolean\" boolean-value=\"true\"/>\
             <table-cell value-type=\"float\" value=\"1.234\"><p>1.2</p></table-cell>\
             <table-cell value-type=\"float\" value=\"1640000\"><p>1,640,000.00</p></table-cell></table-row></table>",
            &[
                "表 0.0 150.5",
                "表 0.1 95%",
                "表 0.2 2021-12-01",
                "表 0.3 甲",
                "表 0.4 TRUE Unformatted",
                "表 0.5 1.234 Rounded(\"1.2\")",
                "表 0.6 1,640,000.00",
                "Header 0.0 附件1",
            ],
        );
    }

    #[test]
    fn what_is_not_seen_or_stands_beside_is_told_of() {
        check(
            "<style name=\"s\"><text-properties text-line-through-style=\"solid\"/></style>\
             <style name=\"w\"><text-properties font-name=\"Wingdings\"/></style>",
            "<tracked-changes><table-cell><p>旧</p></table-cell></tracked-changes><table name=\"表\"><shapes><custom-shape><p>框</p></custom-shape></shapes>\
             <table-column/><table-column visibility=\"collapse\"/>\
             <table-row><table-cell number-columns-spanned=\"2\" number-rows-spanned=\"2\"><annotation><p>注</p></annotation><p>甲<span style-name=\"s\">9</span></p><p>乙</p></table-cell><covered-table-cell><p>盖</p></covered-table-cell></table-row>\
             <table-row number-rows-repeated=\"2\"><table-cell/><table-cell><p>藏</p></table-cell><table-cell style-name=\"s\"><p>划</p></table-cell><table-cell><p><span style-name=\"w\">þ</span>是<ruby><ruby-base>汉</ruby-base><ruby-text>han</ruby-text></ruby></p></table-cell></table-row></table>",
            &[
                "表 0.0 2×2 甲↵乙 Partly(\"9\")",
                "表 0.1 盖 Unseen",
                "表 1.1 藏 Unseen",
                "表 1.3 ☑是汉",
                "表 2.1 藏 Unseen",
                "表 2.3 ☑是汉",
                "Header 0.0 附件1",
                "Comment 0.0 注",
                "TextBox 0.0 框",
                "Hidden 1.2 划",
            ],
        );
    }

    #[test]
    fn a_table_may_be_hidden_as_a_whole() {
        let content = "<d><style name=\"ta2\" family=\"table\"><table-properties display=\"false\"/></style>\
            <table name=\"a\" style-name=\"ta1\"/><table name=\"b\" style-name=\"ta2\"/></d>";
        let hidden: Vec<bool> =
            grids(&archive(&[(CONTENT, content)])).unwrap().iter().map(|grid| grid.hidden).collect();
        assert_eq!(hidden, [false, true]);
    }

    #[test]
    fn what_is_repeated_costs_each_time() {
        let cell = format!("<table-cell number-columns-repeated=\"1000\"><p>{}</p></table-cell>", "长".repeat(1000));
        let content =
            format!("<d><table name=\"a\"><table-row number-rows-repeated=\"1000\">{cell}</table-row></table></d>");
        let refused = grids(&archive(&[(CONTENT, &content)])).unwrap_err();
        assert!(matches!(refused, Refusal::TooMuch(Resource::Text, _)), "{refused:?}");
    }
}
