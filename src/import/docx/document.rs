//! The text of a Word document while it is read: paragraphs, tables and boxes, each where it belongs.

use super::number;
use super::numbering::Numbering;
use super::styles::{Said, Styles};
use crate::import::Refusal;
use crate::import::aside::Asides;
use crate::import::budget::{Budget, Resource};
use crate::import::grid::{Aside, Grid, GridCell, GridName};
use crate::import::hidden::Hidden;
use crate::import::package::{Xml, attribute};
use crate::import::rich::{Look, Rich};
use crate::import::styles::is_on;
use quick_xml::events::BytesStart;
use std::collections::BTreeMap;

/// No cell is wider than this, in columns; Word has 63.
const WIDEST: u32 = 1000;

/// Tables in cells of tables: deeper ones are no document that anybody wrote.
const DEEPEST: usize = 100;

/// What was deleted or moved away, what older programs would show instead, what properties were before a change, and how
/// characters are read aloud.
const SKIPPED: &[&str] = &[
    "Fallback",
    "moveFrom",
    "rt",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "tblPrExChange",
    "tblGridChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "numberingChange",
];

/// A document while it is read.
pub(super) struct Document<'s> {
    styles: &'s Styles,
    numbering: Numbering,
    budget: Budget,
    grids: Vec<Grid>,
    asides: Asides,
    /// The tables and boxes that are open, the outermost first.
    frames: Vec<Frame>,
    /// The paragraphs since the last table.
    lines: Vec<GridCell>,
    line: Rich,
    /// How many paragraphs that were.
    row: u32,
    tables: usize,
    /// How many elements are open.
    depth: usize,
    /// The depth of the element whose content is skipped.
    skipped: Option<usize>,
    /// The paragraphs that are open: a box stands in one and has its own.
    paragraphs: Vec<Paragraph>,
    /// The runs that are open.
    runs: Vec<Said>,
    /// The content controls that are open, and whether each shows its prompt.
    controls: Vec<bool>,
    prompt: String,
    in_text: bool,
    /// Whether properties of a paragraph, a row or a content control are read.
    in_paragraph: bool,
    in_row: bool,
    in_control: bool,
    field: Option<Field>,
}

/// A table or a box of text.
enum Frame {
    Table(Table),
    Box(Rich),
}

#[derive(Default)]
struct Paragraph {
    style: Option<String>,
    list: Option<u32>,
    level: Option<u32>,
    /// Whether what Word writes before it stands in the text.
    numbered: bool,
    /// Whether its end is deleted: the next one goes on with it.
    joined: bool,
    look: Said,
}

/// A field of a form.
#[derive(Default)]
struct Field {
    is_box: bool,
    checked: Option<bool>,
    chosen: Option<usize>,
    entries: Vec<String>,
}

/// A table while it is read.
#[derive(Default)]
struct Table {
    number: usize,
    /// Where it stands among all grids.
    slot: usize,
    cells: Vec<GridCell>,
    /// The cell that stands in each column above, by its place in `cells`.
    above: BTreeMap<u32, usize>,
    /// The columns where a cell of the row begins that may grow.
    restarted: Vec<u32>,
    row: u32,
    col: u32,
    cell: Option<Cell>,
    /// Where the row's cells begin.
    first: usize,
    /// Whether the row is deleted.
    deleted: bool,
    hidden: Hidden,
    /// The last cell of the row.
    last: Option<usize>,
}

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    cols: u32,
    /// Whether it goes on with the cell above, or with the one before.
    continues: bool,
    joins: bool,
    /// Whether cells below may go on with it.
    restarts: bool,
    text: Rich,
}

impl<'s> Document<'s> {
    pub(super) fn new(styles: &'s Styles, numbering: Numbering, budget: Budget) -> Self {
        Self {
            styles,
            numbering,
            budget,
            grids: Vec::new(),
            asides: Asides::default(),
            frames: Vec::new(),
            lines: Vec::new(),
            line: Rich::default(),
            row: 0,
            tables: 0,
            depth: 0,
            skipped: None,
            paragraphs: Vec::new(),
            runs: Vec::new(),
            controls: Vec::new(),
            prompt: String::new(),
            in_text: false,
            in_paragraph: false,
            in_row: false,
            in_control: false,
            field: None,
        }
    }

    pub(super) fn visit(&mut self, node: Xml<'_>) -> Result<(), Refusal> {
        match node {
            Xml::Start(element) => {
                self.depth += 1;
                if self.skipped.is_none() { self.start(element) } else { Ok(()) }
            }
            Xml::End(name) => {
                let depth = self.depth;
                self.depth -= 1;
                match self.skipped {
                    Some(skipped) if skipped == depth => self.skipped = None,
                    Some(_) => {}
                    None => self.end(name)?,
                }
                Ok(())
            }
            Xml::Text(text) => {
                if self.in_text && self.skipped.is_none() {
                    self.text(text);
                }
                Ok(())
            }
        }
    }

    /// The tables, what stands beside them, and what is left of the budget.
    pub(super) fn finish(mut self) -> Result<(Vec<Grid>, Asides, Budget), Refusal> {
        self.end_line()?;
        self.flush();
        self.grids.retain(|grid| !grid.cells.is_empty());
        Ok((self.grids, self.asides, self.budget))
    }

    fn table(&mut self) -> Option<&mut Table> {
        match self.frames.last_mut() {
            Some(Frame::Table(table)) => Some(table),
            _ => None,
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        match element.local_name().as_ref() {
            skipped if SKIPPED.contains(&skipped) => {
                if skipped == "moveFrom" && self.in_paragraph {
                    self.join();
                }
                self.skipped = Some(self.depth);
            }
            "del" if self.in_row => {
                if let Some(table) = self.table() {
                    table.deleted = true;
                }
            }
            "del" if self.in_paragraph => self.join(),
            "del" => self.skipped = Some(self.depth),
            "p" => self.paragraphs.push(Paragraph::default()),
            "pPr" => self.in_paragraph = true,
            "trPr" => self.in_row = true,
            "sdt" => self.controls.push(false),
            "sdtPr" => self.in_control = true,
            "showingPlcHdr" if is_on(element, "val") => {
                if let Some(shows) = self.controls.last_mut() {
                    *shows = true;
                }
            }
            "r" => self.runs.push(Said::default()),
            "t" => self.in_text = true,
            "br" | "cr" => self.text("\n"),
            "tab" | "ptab" if !self.in_paragraph && !self.runs.is_empty() => {
                self.text(if self.frames.is_empty() { "\t" } else { " " });
            }
            "noBreakHyphen" => self.text("-"),
            "sym" => self.symbol(element),
            "txbxContent" => self.frames.push(Frame::Box(Rich::default())),
            "ffData" => self.field = Some(Field::default()),
            name => {
                if !self.geometry(name, element)? {
                    self.property(name, element);
                }
            }
        }
        Ok(())
    }

    /// Tables, rows and cells; says whether the element was one of these.
    fn geometry(&mut self, name: &str, element: &BytesStart<'_>) -> Result<bool, Refusal> {
        if name == "tbl" {
            self.begin_table()?;
            return Ok(true);
        }
        let Some(table) = self.table() else { return Ok(false) };
        match name {
            "tr" => {
                (table.col, table.first, table.deleted, table.last) = (0, table.cells.len(), false, None);
                table.restarted.clear();
            }
            "gridBefore" => table.col = number(element).unwrap_or(0).min(WIDEST),
            "hidden" => table.hidden.hide_rows(table.row, table.row),
            "tc" => table.cell = Some(Cell { cols: 1, ..Cell::default() }),
            "gridSpan" | "vMerge" | "hMerge" => {
                if let Some(cell) = &mut table.cell {
                    match (name, attribute(element, "val").as_deref()) {
                        ("gridSpan", _) => cell.cols = number(element).unwrap_or(1).clamp(1, WIDEST),
                        ("vMerge", Some("restart")) => cell.restarts = true,
                        ("vMerge", _) => cell.continues = true,
                        (_, Some("restart")) => {}
                        _ => cell.joins = true,
                    }
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Properties of paragraphs, runs and fields.
    fn property(&mut self, name: &str, element: &BytesStart<'_>) {
        if let Some(field) = &mut self.field {
            let is_on = || is_on(element, "val");
            match name {
                "checkBox" => field.is_box = true,
                "checked" => field.checked = Some(is_on()),
                "default" if field.is_box => field.checked = field.checked.or(Some(is_on())),
                "result" => field.chosen = number(element).map(|at| at as usize),
                "default" => field.chosen = field.chosen.or(number(element).map(|at| at as usize)),
                "listEntry" if field.entries.len() < 100 => field.entries.extend(attribute(element, "val")),
                _ => {}
            }
        } else if self.in_control {
        } else if self.in_paragraph {
            let Some(paragraph) = self.paragraphs.last_mut() else { return };
            match name {
                "pStyle" => {
                    paragraph.style = attribute(element, "val");
                    paragraph.look = paragraph.style.as_ref().map(|id| self.styles.look(id)).unwrap_or_default();
                }
                "numId" => paragraph.list = number(element),
                "ilvl" => paragraph.level = number(element),
                _ => {}
            }
        } else if let Some(run) = self.runs.last_mut() {
            if name == "rStyle" {
                *run = attribute(element, "val").map(|id| self.styles.look(&id)).unwrap_or_default();
            } else {
                run.take(element);
            }
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "t" => self.in_text = false,
            "r" => drop(self.runs.pop()),
            "pPr" => self.in_paragraph = false,
            "trPr" => self.in_row = false,
            "sdtPr" => self.in_control = false,
            "sdt" => {
                self.controls.pop();
                let prompt = std::mem::take(&mut self.prompt);
                self.asides.lines(Aside::Prompt, &prompt, &mut self.budget)?;
            }
            "ffData" => self.end_field(),
            "p" => self.end_paragraph()?,
            "tc" => self.end_cell()?,
            "tr" => {
                if let Some(table) = self.table() {
                    if std::mem::take(&mut table.deleted) {
                        table.cells.truncate(table.first);
                        for col in &table.restarted {
                            if table.above.get(col).is_some_and(|at| *at >= table.first) {
                                table.above.remove(col);
                            }
                        }
                    } else {
                        table.row = table.row.saturating_add(1);
                    }
                }
            }
            "tbl" => self.end_table()?,
            "txbxContent" if matches!(self.frames.last(), Some(Frame::Box(_))) => {
                if let Some(Frame::Box(text)) = self.frames.pop() {
                    self.asides.lines(Aside::TextBox, &text.text, &mut self.budget)?;
                    self.asides.lines(Aside::Hidden, &text.hidden, &mut self.budget)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The end of the paragraph is deleted, or moved away.
    fn join(&mut self) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.joined = true;
        }
    }

    /// What the text is added to.
    fn open(&mut self) -> Option<&mut Rich> {
        match self.frames.last_mut() {
            Some(Frame::Table(table)) => table.cell.as_mut().map(|cell| &mut cell.text),
            Some(Frame::Box(text)) => Some(text),
            None => Some(&mut self.line),
        }
    }

    fn text(&mut self, text: &str) {
        if self.controls.last() == Some(&true) {
            self.prompt.push_str(text);
            return;
        }
        self.number();
        let look = self.look();
        if let Some(open) = self.open() {
            open.push(text, &look);
        }
    }

    /// How text looks now.
    fn look(&self) -> Look {
        let (mut look, mut struck, mut vanished) = (Look::default(), false, false);
        for said in self.paragraphs.last().map(|paragraph| &paragraph.look).into_iter().chain(self.runs.last()) {
            said.over(&mut look, &mut struck, &mut vanished);
        }
        look
    }

    /// A character of a font, by its code in that font.
    fn symbol(&mut self, element: &BytesStart<'_>) {
        let code = attribute(element, "char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        let (Some(c), Some(font)) = (code.and_then(char::from_u32), attribute(element, "font")) else { return };
        self.number();
        let look = Look { font: Some(font), hidden: self.look().hidden };
        if let Some(open) = self.open() {
            open.push(c.encode_utf8(&mut [0; 4]), &look);
        }
    }

    fn end_field(&mut self) {
        let Some(field) = self.field.take() else { return };
        if field.is_box {
            self.text(if field.checked == Some(true) { "☑" } else { "☐" });
        } else if !field.entries.is_empty()
            && let Some(entry) = field.entries.get(field.chosen.unwrap_or(0))
        {
            self.text(&entry.clone());
        }
    }

    /// Puts what Word writes before the paragraph before its text.
    fn number(&mut self) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        if std::mem::replace(&mut paragraph.numbered, true) {
            return;
        }
        let styled = paragraph.style.as_deref().and_then(|style| self.styles.list(style));
        let list = match (paragraph.list, styled) {
            (Some(list), _) => Some((list, paragraph.level.unwrap_or(0))),
            (None, Some((list, level, style))) => {
                let level = paragraph.level.or(level).unwrap_or_else(|| self.numbering.level_of(list, style));
                Some((list, level))
            }
            _ => None,
        };
        let Some((list, level)) = list.filter(|(list, _)| *list > 0) else { return };
        let label = self.numbering.next(list, level);
        if let Some(open) = self.open() {
            open.text.push_str(&label.text);
            open.unknown |= label.unknown;
        }
    }

    fn end_paragraph(&mut self) -> Result<(), Refusal> {
        let joined = self.paragraphs.last().is_some_and(|paragraph| paragraph.joined);
        if !joined {
            self.number();
        }
        self.paragraphs.pop();
        if joined {
            return Ok(());
        }
        match self.frames.last_mut() {
            Some(Frame::Table(table)) => {
                if let Some(cell) = &mut table.cell {
                    cell.text.text.push('\n');
                }
            }
            Some(Frame::Box(text)) => text.text.push('\n'),
            None => self.end_line()?,
        }
        Ok(())
    }

    /// A paragraph outside of tables ends.
    fn end_line(&mut self) -> Result<(), Refusal> {
        let line = std::mem::take(&mut self.line);
        if line.text.trim().is_empty() {
            self.asides.lines(Aside::Hidden, &line.hidden, &mut self.budget)?;
        } else {
            self.budget.cell(line.text.len())?;
            let doubt = line.doubt();
            self.lines.push(GridCell { doubt, ..GridCell::single(self.row, 0, line.text) });
        }
        self.row = self.row.saturating_add(1);
        Ok(())
    }

    /// The paragraphs so far become a table of one column.
    fn flush(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        self.row = 0;
        self.grids.push(Grid::new(GridName::Before(self.tables + 1), lines));
    }

    fn begin_table(&mut self) -> Result<(), Refusal> {
        if self.frames.len() >= DEEPEST {
            return Err(Refusal::Nested);
        }
        self.budget.take(Resource::Tables, 1)?;
        if self.frames.is_empty() {
            self.flush();
        }
        self.tables += 1;
        // A table stands before those in its cells.
        let table = Table { number: self.tables, slot: self.grids.len(), ..Table::default() };
        self.grids.push(Grid::new(GridName::Table(table.number), Vec::new()));
        self.frames.push(Frame::Table(table));
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), Refusal> {
        if !matches!(self.frames.last(), Some(Frame::Table(_))) {
            return Ok(());
        }
        let Some(Frame::Table(mut table)) = self.frames.pop() else { return Ok(()) };
        table.hidden.mark(&mut table.cells);
        let filled = table.cells.iter().filter(|cell| !cell.is_blank()).count();
        // A frame around the text of a cell.
        if filled <= 1
            && let Some(Frame::Table(Table { cell: Some(outer), .. })) = self.frames.last_mut()
        {
            if let Some(cell) = table.cells.iter().find(|cell| !cell.is_blank()) {
                outer.text.text.push_str(&cell.text);
                outer.text.text.push('\n');
            }
            if self.tables == table.number {
                self.tables -= 1;
            }
            return Ok(());
        }
        self.grids[table.slot] = Grid::new(GridName::Table(table.number), table.cells);
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Refusal> {
        let Some(Frame::Table(table)) = self.frames.last_mut() else { return Ok(()) };
        let Some(mut cell) = table.cell.take() else { return Ok(()) };
        // Each paragraph ends a line, the last one with nothing behind it.
        cell.text.text = cell.text.text.trim_matches('\n').to_owned();
        let blank = cell.text.text.trim().is_empty();
        if blank {
            self.asides.lines(Aside::Hidden, &cell.text.hidden, &mut self.budget)?;
        }
        table.end_cell(cell, blank, &mut self.budget)
    }
}

impl Table {
    fn end_cell(&mut self, cell: Cell, blank: bool, budget: &mut Budget) -> Result<(), Refusal> {
        let (row, col) = (self.row, self.col);
        self.col = self.col.saturating_add(cell.cols);
        let doubt = cell.text.doubt();
        if cell.joins
            && let Some(before) = self.last.and_then(|at| self.cells.get_mut(at))
        {
            before.cols = before.cols.saturating_add(cell.cols);
            if !blank {
                before.text.push('\n');
                before.text.push_str(&cell.text.text);
            }
            return Ok(());
        }
        if cell.continues
            && let Some(above) = self.above.get(&col).and_then(|&at| self.cells.get_mut(at))
            && above.row_end() == row
        {
            above.rows += 1;
            if !blank {
                budget.cell(cell.text.text.len())?;
                self.cells.push(GridCell { doubt, ..GridCell::single(row, col, cell.text.text) });
            }
            self.last = None;
            return Ok(());
        }
        if cell.restarts || cell.continues {
            self.above.insert(col, self.cells.len());
            self.restarted.push(col);
        } else {
            self.above.remove(&col);
        }
        // What holds nothing and may not grow is no cell.
        self.last = None;
        if !blank || cell.cols > 1 || cell.restarts || cell.continues || cell.joins {
            budget.cell(cell.text.text.len())?;
            self.last = Some(self.cells.len());
            let text = if blank { String::new() } else { cell.text.text };
            self.cells.push(GridCell { row, col, rows: 1, cols: cell.cols, text, doubt });
        }
        Ok(())
    }
}
