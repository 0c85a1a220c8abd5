//! The worksheets of a workbook of Excel 2003 as XML (SpreadsheetML), which many systems write and call `.xls`.

use super::Refusal;
use super::aside::Asides;
use super::budget::{Budget, Resource};
use super::dates;
use super::grid::{Aside, CellDoubt, Grid, GridCell};
use super::hidden::Hidden;
use super::number::{self, Shown};
use super::package::{Xml, attribute, lines, walk};
use super::rich::{Look, Rich};
use super::workbook::named;
use quick_xml::events::BytesStart;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What XML of Office 2003 holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Workbook,
    /// A document, or a package as one file.
    Other,
}

/// What `bytes` hold, `None` where they are no XML of Office 2003.
pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let head = head.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    if !head.starts_with('<') {
        return None;
    }
    let holds = |words: &[&str]| words.iter().any(|word| head.contains(word));
    if holds(&["urn:schemas-microsoft-com:office:spreadsheet"]) && holds(&["<Workbook", ":Workbook"]) {
        return Some(Kind::Workbook);
    }
    holds(&["progid=\"Word.Document\"", "schemas.microsoft.com/office/word/2003/wordml", "/office/2006/xmlPackage"])
        .then_some(Kind::Other)
}

/// The worksheets of `bytes`.
pub(super) fn grids(bytes: &[u8]) -> Result<Vec<Grid>, Refusal> {
    let mut book = Book::new(Budget::of(bytes.len()));
    walk(bytes, "Workbook", |node| book.visit(node))?;
    let Book { mut grids, asides, .. } = book;
    grids.extend(asides.grids());
    Ok(grids)
}

#[derive(Clone, Default)]
struct Style {
    format: String,
    look: Look,
}

struct Book {
    grids: Vec<Grid>,
    asides: Asides,
    budget: Budget,
    styles: FxHashMap<String, Style>,
    style: Option<(String, Style)>,
    sheet: Option<Sheet>,
    cell: Option<Cell>,
    in_data: bool,
    in_note: bool,
    in_visible: bool,
    /// Whether pieces of the text are struck out.
    struck: usize,
    note: String,
}

struct Sheet {
    name: Arc<str>,
    is_hidden: bool,
    cells: Vec<GridCell>,
    hidden: Hidden,
    /// The column that is described next, and the row and the column that come next.
    column: u32,
    row: u32,
    col: u32,
    /// The style of the row.
    style: Option<String>,
    /// How many rows like this one follow.
    span: u32,
}

#[derive(Default)]
struct Cell {
    row: u32,
    col: u32,
    rows: u32,
    cols: u32,
    style: Option<String>,
    formula: String,
    kind: String,
    text: Rich,
}

/// The number that an attribute states, counted from 0 where it counts from 1; none behind the last row of a worksheet.
fn index(element: &BytesStart<'_>) -> Option<u32> {
    number_of(element, "Index").and_then(|index| index.checked_sub(1)).map(|index| index.min(LAST))
}

/// No row or column has a higher number.
const LAST: u32 = (1 << 20) - 1;

fn number_of(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}

fn is_on(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| value == "1")
}

impl Book {
    fn new(budget: Budget) -> Self {
        Self {
            grids: Vec::new(),
            asides: Asides::default(),
            budget,
            styles: FxHashMap::default(),
            style: None,
            sheet: None,
            cell: None,
            in_data: false,
            in_note: false,
            in_visible: false,
            struck: 0,
            note: String::new(),
        }
    }

    fn visit(&mut self, node: Xml<'_>) -> Result<(), Refusal> {
        match node {
            Xml::Start(element) => self.start(element),
            Xml::End(name) => self.end(name),
            Xml::Text(text) if self.in_note => {
                self.note.push_str(text);
                Ok(())
            }
            Xml::Text(text) if self.in_data => {
                if let Some(cell) = &mut self.cell {
                    cell.text.push(text, &Look { hidden: self.struck > 0, font: None });
                }
                Ok(())
            }
            Xml::Text(text) if self.in_visible => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.is_hidden |= text.contains("Hidden");
                }
                Ok(())
            }
            Xml::Text(_) => Ok(()),
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let value = |name| attribute(element, name);
        match element.local_name().as_ref() {
            "Style" => {
                // A style that names another one has what that one has.
                let parent = value("Parent").and_then(|parent| self.styles.get(&parent)).cloned();
                self.style = Some((value("ID").unwrap_or_default(), parent.unwrap_or_default()));
            }
            "NumberFormat" => {
                if let (Some((_, style)), Some(format)) = (&mut self.style, value("Format")) {
                    style.format = spelled(&format).to_owned();
                }
            }
            "Font" => {
                if let Some((_, style)) = &mut self.style {
                    style.look.hidden = is_on(element, "StrikeThrough");
                    style.look.set_font(&value("FontName").unwrap_or_default());
                }
            }
            "Worksheet" => {
                self.budget.take(Resource::Tables, 1)?;
                let name = value("Name").unwrap_or_default().into();
                let (hidden, cells) = (Hidden::default(), Vec::new());
                let is_hidden = false;
                self.sheet =
                    Some(Sheet { name, is_hidden, cells, hidden, column: 0, row: 0, col: 0, style: None, span: 0 });
            }
            "Column" | "Row" | "Cell" => self.geometry(element),
            "Data" if !self.in_note => {
                self.in_data = self.cell.is_some();
                if let Some(cell) = &mut self.cell {
                    cell.kind = value("Type").unwrap_or_default();
                }
            }
            "Comment" => self.in_note = true,
            "Visible" => self.in_visible = true,
            "PhoneticText" => self.in_data = false,
            "S" if self.in_data => self.struck += 1,
            "Header" | "Footer" => {
                if let (Some(sheet), Some(text)) = (&self.sheet, value("Data")) {
                    for text in super::worksheet::header_texts(&text) {
                        self.asides.at(Aside::Header, &sheet.name, (0, 0), &text, &mut self.budget)?;
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Columns, rows and cells.
    fn geometry(&mut self, element: &BytesStart<'_>) {
        let Some(sheet) = &mut self.sheet else { return };
        match element.local_name().as_ref() {
            "Column" => {
                let first = index(element).unwrap_or(sheet.column);
                let last = first.saturating_add(number_of(element, "Span").unwrap_or(0));
                if is_on(element, "Hidden") {
                    sheet.hidden.hide_cols(first, last);
                }
                sheet.column = last.saturating_add(1);
            }
            "Row" => {
                sheet.row = index(element).unwrap_or(sheet.row);
                sheet.span = number_of(element, "Span").unwrap_or(0);
                sheet.col = 0;
                sheet.style = attribute(element, "StyleID");
                if is_on(element, "Hidden") {
                    sheet.hidden.hide_rows(sheet.row, sheet.row.saturating_add(sheet.span));
                }
            }
            _ => {
                let col = index(element).unwrap_or(sheet.col);
                let span = |name| number_of(element, name).unwrap_or(0).min(1 << 20).saturating_add(1);
                let (rows, cols) = (span("MergeDown"), span("MergeAcross"));
                sheet.col = col.saturating_add(cols);
                self.cell = Some(Cell {
                    row: sheet.row,
                    col,
                    rows,
                    cols,
                    style: attribute(element, "StyleID").or_else(|| sheet.style.clone()),
                    formula: attribute(element, "Formula").unwrap_or_default(),
                    ..Cell::default()
                });
            }
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "Style" => {
                self.budget.take(Resource::Nodes, 1)?;
                if let Some((name, style)) = self.style.take() {
                    self.budget.take(Resource::Text, (name.len() + style.format.len()) as u64)?;
                    self.styles.insert(name, style);
                }
            }
            "Data" => (self.in_data, self.struck) = (false, 0),
            "S" if self.in_data => self.struck = self.struck.saturating_sub(1),
            "Comment" => {
                self.in_note = false;
                let note = std::mem::take(&mut self.note);
                if let (Some(sheet), Some(cell)) = (&self.sheet, &self.cell) {
                    self.asides.at(Aside::Comment, &sheet.name, (cell.row, cell.col), &note, &mut self.budget)?;
                }
            }
            "Cell" => self.end_cell()?,
            "Row" => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.row = sheet.row.saturating_add(sheet.span).saturating_add(1);
                }
            }
            "Worksheet" => {
                if let Some(mut sheet) = self.sheet.take() {
                    sheet.hidden.mark(&mut sheet.cells);
                    let grid = Grid::new(named(&sheet.name), sheet.cells);
                    self.grids.push(Grid { hidden: sheet.is_hidden, ..grid });
                }
            }
            "Visible" => self.in_visible = false,
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Refusal> {
        let (Some(cell), Some(sheet)) = (self.cell.take(), &mut self.sheet) else { return Ok(()) };
        let plain = Style::default();
        let style = cell.style.as_ref().and_then(|style| self.styles.get(style)).unwrap_or(&plain);
        let (text, doubt) = cell.shown(style);
        if text.trim().is_empty() {
            let hidden =
                if cell.text.hidden.is_empty() && style.look.hidden { &cell.text.text } else { &cell.text.hidden };
            self.asides.at(Aside::Hidden, &sheet.name, (cell.row, cell.col), hidden, &mut self.budget)?;
        }
        let Cell { row, col, rows, cols, .. } = cell;
        if !text.trim().is_empty() || rows > 1 || cols > 1 {
            if rows > 1 || cols > 1 {
                self.budget.take(Resource::Merged, 1)?;
            }
            self.budget.cell(text.len())?;
            sheet.cells.push(GridCell { row, col, rows, cols, text, doubt });
        }
        Ok(())
    }
}

impl Cell {
    fn shown(&self, style: &Style) -> Shown {
        let text = self.text.text.as_str();
        let format = style.format.as_str();
        if text.trim().is_empty() {
            return match self.formula.is_empty() {
                true => (String::new(), None),
                false => (self.formula.clone(), Some(CellDoubt::Error)),
            };
        }
        match self.kind.as_str() {
            "Number" => match text.trim().parse() {
                Ok(value) if dates::is_date(format) => dates::show(value, false, format),
                Ok(value) => number::show(value, format),
                Err(_) => (text.to_owned(), None),
            },
            "DateTime" => {
                dates::show_iso(text, format).unwrap_or_else(|| (text.to_owned(), Some(CellDoubt::Unformatted)))
            }
            "Boolean" => {
                let value = if text.trim() == "0" { "FALSE" } else { "TRUE" };
                (value.to_owned(), Some(CellDoubt::Unformatted))
            }
            "Error" => (text.to_owned(), Some(CellDoubt::Error)),
            _ => {
                let mut rich = Rich { hidden: self.text.hidden.clone(), ..Rich::default() };
                rich.push(&lines(text.to_owned()), &style.look);
                match number::show_text(&rich.text, format) {
                    Some((text, doubt)) => (text, doubt.or(rich.doubt())),
                    None => {
                        let doubt = rich.doubt();
                        (rich.text, doubt)
                    }
                }
            }
        }
    }
}

/// The display format that a name stands for.
fn spelled(format: &str) -> &str {
    match format {
        "General Number" => "General",
        "Fixed" => "0.00",
        "Standard" => "#,##0.00",
        "Percent" => "0.00%",
        "Scientific" => "0.00E+00",
        "Currency" | "Euro Currency" => "¥#,##0.00",
        "Short Date" => "yyyy/m/d",
        "General Date" => "yyyy/m/d h:mm",
        "Medium Date" => "d-mmm-yy",
        "Long Date" => "yyyy\"年\"m\"月\"d\"日\"",
        "Long Time" | "Medium Time" | "Short Time" => "h:mm:ss",
        format => format,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="d"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style></Styles>
<Worksheet ss:Name="表"><Table><Column ss:Index="3" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">甲&#10;乙</Data></Cell><Cell><Data ss:Type="String">丙</Data></Cell></Row>
<Row ss:Index="4"><Cell ss:Index="2" ss:StyleID="p"><Data ss:Type="Number">0.95</Data><Comment><Data>注</Data></Comment></Cell></Row>
<Row><Cell ss:StyleID="d"><Data ss:Type="DateTime">2021-12-01T00:00:00.000</Data></Cell></Row>
</Table></Worksheet></Workbook>"#;

    #[test]
    fn a_workbook_of_2003_has_cells() {
        assert_eq!(kind(BOOK.as_bytes()), Some(Kind::Workbook));
        let grids = grids(BOOK.as_bytes()).unwrap();
        let cells = grids.iter().flat_map(|grid| &grid.cells);
        let shown: Vec<String> = cells
            .map(|GridCell { row, col, rows, cols, text, doubt }| {
                format!("{row}.{col} {rows}×{cols} {} {doubt:?}", text.replace('\n', "↵"))
            })
            .collect();
        assert_eq!(
            shown,
            [
                "0.0 2×2 甲↵乙 None",
                "0.2 1×1 丙 Some(Unseen)",
                "3.1 1×1 95.00% None",
                "4.0 1×1 2021-12 None",
                "3.1 1×1 注 None",
            ]
        );
    }

    #[test]
    fn documents_are_told_from_workbooks() {
        assert_eq!(
            kind(b"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument/>"),
            Some(Kind::Other)
        );
        assert_eq!(kind(b"<html><body>"), None);
    }
}
