//! One worksheet of a workbook (xlsx), read in one pass: cells, merged areas, what is hidden, headers.

use super::Refusal;
use super::aside::Asides;
use super::budget::{Budget, Resource};
use super::dates;
use super::grid::{Aside, CellDoubt, Grid, GridCell};
use super::hidden::Hidden;
use super::number::{self, Shown};
use super::package::{Xml, attribute, attributes, damaged};
use super::rich::Rich;
use super::workbook::{InlineText, Shared, merge, named, place_of, unescaped};
use calamine::Dimensions;
use quick_xml::events::BytesStart;
use std::sync::Arc;

/// A worksheet with more cells than this is kept only when a sheet begins in it.
const MOST_ASIDE: usize = 20_000;

/// A worksheet while it is read.
pub(super) struct Worksheet<'s> {
    name: &'s Arc<str>,
    shared: &'s Shared,
    /// Whether a sheet begins at a cell with that text.
    starts: &'s dyn Fn(&str) -> bool,
    budget: Budget,
    cells: Vec<GridCell>,
    merged: Vec<Dimensions>,
    hidden: Hidden,
    /// Whether a sheet has begun.
    begun: bool,
    /// How many cells were not kept.
    more: usize,
    /// The row and the column that come next.
    next: (u32, u32),
    cell: Option<Cell>,
    /// The element that text stands in, as far as it counts.
    reads: Reads,
    /// Cells that hold nothing but what is hidden.
    unseen: Vec<(u32, u32, String)>,
    headers: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reads {
    Nothing,
    Value,
    Formula,
    Inline,
    Header,
}

#[derive(Default)]
struct Cell {
    at: (u32, u32),
    style: usize,
    kind: String,
    value: String,
    formula: String,
    has_formula: bool,
    inline: InlineText,
    has_inline: bool,
}

impl<'s> Worksheet<'s> {
    pub(super) fn new(
        name: &'s Arc<str>,
        shared: &'s Shared,
        starts: &'s dyn Fn(&str) -> bool,
        budget: Budget,
    ) -> Self {
        Self {
            name,
            shared,
            starts,
            budget,
            cells: Vec::new(),
            merged: Vec::new(),
            hidden: Hidden::default(),
            begun: false,
            more: 0,
            next: (0, 0),
            cell: None,
            reads: Reads::Nothing,
            unseen: Vec::new(),
            headers: String::new(),
        }
    }

    pub(super) fn visit(&mut self, node: Xml<'_>) -> Result<(), Refusal> {
        match node {
            Xml::Start(element) => self.start(element)?,
            Xml::Text(text) => match (self.reads, &mut self.cell) {
                (Reads::Value, Some(cell)) => cell.value.push_str(text),
                (Reads::Formula, Some(cell)) => cell.formula.push_str(text),
                (Reads::Inline, Some(cell)) => cell.inline.visit(&Xml::Text(text)),
                (Reads::Header, _) => self.headers.push_str(text),
                _ => {}
            },
            Xml::End(name) => self.end(name)?,
        }
        Ok(())
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        if self.reads == Reads::Inline {
            if let Some(cell) = &mut self.cell {
                cell.inline.visit(&Xml::Start(element));
            }
            return Ok(());
        }
        let number = |name: &str| attribute(element, name).and_then(|number| number.parse::<u32>().ok());
        let is_hidden = || attribute(element, "hidden").is_some_and(|is| is == "1" || is == "true");
        match element.local_name().as_ref() {
            "c" => self.cell = Some(self.begin(element)?),
            "v" if self.cell.is_some() => self.reads = Reads::Value,
            "f" => {
                if let Some(cell) = &mut self.cell {
                    (cell.has_formula, self.reads) = (true, Reads::Formula);
                }
            }
            "is" => {
                if let Some(cell) = &mut self.cell {
                    (cell.has_inline, self.reads) = (true, Reads::Inline);
                }
            }
            "row" => {
                // A row that states no number is the next one.
                if let Some(row) = number("r") {
                    self.next.0 = row.saturating_sub(1);
                }
                self.next.1 = 0;
                if is_hidden() {
                    self.hidden.hide_rows(self.next.0, self.next.0);
                }
            }
            "col" if is_hidden() => {
                if let (Some(first @ 1..), Some(last)) = (number("min"), number("max")) {
                    self.hidden.hide_cols(first - 1, last.saturating_sub(1));
                }
            }
            "mergeCell" => {
                self.budget.take(Resource::Merged, 1)?;
                let area = attribute(element, "ref").unwrap_or_default();
                let (from, to) = area.split_once(':').unwrap_or((&area, &area));
                if let (Some(start), Some(end)) = (place_of(from), place_of(to)) {
                    self.merged.push(Dimensions { start, end });
                }
            }
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter" => {
                self.reads = Reads::Header;
            }
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, element: &BytesStart<'_>) -> Result<Cell, Refusal> {
        let mut cell = Cell { at: self.next, ..Cell::default() };
        for attribute in attributes(element) {
            match attribute.key.as_ref() {
                "r" => cell.at = place_of(&attribute.value).ok_or_else(|| damaged(&attribute.value))?,
                "s" => cell.style = attribute.value.parse().unwrap_or(0),
                "t" => attribute.value.as_ref().clone_into(&mut cell.kind),
                _ => {}
            }
        }
        self.next = (cell.at.0, cell.at.1 + 1);
        Ok(cell)
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "is" | "v" | "f" => self.reads = Reads::Nothing,
            _ if self.reads == Reads::Inline => {
                if let Some(cell) = &mut self.cell {
                    cell.inline.visit(&Xml::End(name));
                }
            }
            "c" => {
                if let Some(cell) = self.cell.take() {
                    self.end_cell(cell)?;
                }
            }
            "row" => self.next = (self.next.0.saturating_add(1), 0),
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter" => {
                self.reads = Reads::Nothing;
                self.headers.push('\n');
            }
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self, mut cell: Cell) -> Result<(), Refusal> {
        let Some((text, doubt, hidden)) = self.shown(&mut cell)? else { return Ok(()) };
        let (row, col) = cell.at;
        if !hidden.trim().is_empty() {
            self.budget.cell(hidden.len())?;
            self.unseen.push((row, col, hidden));
        }
        if text.trim().is_empty() {
            return Ok(());
        }
        self.begun = self.begun || (self.starts)(&text);
        // A worksheet of data without any sheet is only told of.
        if !self.begun && self.cells.len() >= MOST_ASIDE {
            self.more += 1;
            return Ok(());
        }
        self.budget.cell(text.len())?;
        self.cells.push(GridCell { row, col, rows: 1, cols: 1, text, doubt });
        Ok(())
    }

    /// What a cell shows, what is open about that, and what of it is hidden where all of it is; `None` when it holds
    /// nothing.
    fn shown(&self, cell: &mut Cell) -> Result<Option<(String, Option<CellDoubt>, String)>, Refusal> {
        let shows = self.shared.styles.of(cell.style);
        let value = cell.value.as_str();
        if cell.has_inline {
            let rich = cell.inline.take();
            return Ok(Some(text_shown(&rich.text, Some(&rich), &shows)));
        }
        if value.trim().is_empty() {
            // A formula that was never computed: without it the cell would seem empty.
            let formula = std::mem::take(&mut cell.formula);
            let error = cell.has_formula && cell.kind != "str";
            return Ok(error.then(|| (format!("={formula}"), Some(CellDoubt::Error), String::new())));
        }
        let plain = |shown: Shown| Some((shown.0, shown.1, String::new()));
        Ok(match cell.kind.as_str() {
            "s" => {
                let at = value.trim().parse().ok();
                let (text, rich) = at
                    .and_then(|at| self.shared.strings.get(at))
                    .ok_or_else(|| damaged(format_args!("shared string {value}")))?;
                Some(text_shown(text, rich, &shows))
            }
            "str" | "inlineStr" => Some(text_shown(&unescaped(value), None, &shows)),
            "b" => {
                let value = if matches!(value.trim(), "0" | "false") { "FALSE" } else { "TRUE" };
                plain((value.to_owned(), Some(CellDoubt::Unformatted)))
            }
            "e" => plain((value.to_owned(), Some(CellDoubt::Error))),
            "d" => plain(
                dates::show_iso(value, shows.format)
                    .unwrap_or_else(|| (value.to_owned(), Some(CellDoubt::Unformatted))),
            ),
            _ => match value.trim().parse::<f64>() {
                Ok(number) if shows.is_date => plain(dates::show(number, self.shared.since_1904, shows.format)),
                Ok(number) => plain(number::show(number, shows.format)),
                Err(_) => Some(text_shown(&unescaped(value), None, &shows)),
            },
        })
    }

    /// The worksheet as a table, and what is left of the budget.
    pub(super) fn finish(mut self, asides: &mut Asides) -> Result<(Grid, Budget), Refusal> {
        let name = self.name;
        for (row, col, text) in std::mem::take(&mut self.unseen) {
            asides.at(Aside::Hidden, name, (row, col), &text, &mut self.budget)?;
        }
        for header in std::mem::take(&mut self.headers).lines() {
            for text in header_texts(header) {
                asides.at(Aside::Header, name, (0, 0), &text, &mut self.budget)?;
            }
        }
        let mut cells = self.cells;
        // A worksheet that only holds data needs no further look.
        if self.more == 0 || self.begun {
            // Its areas were counted when they were read.
            cells = merge(cells, &self.merged, &mut Budget::of(usize::MAX))?;
            self.hidden.mark(&mut cells);
        }
        Ok((Grid { more: self.more, ..Grid::new(named(name), cells) }, self.budget))
    }
}

/// What a cell shows of a text in its style.
fn text_shown(
    text: &str,
    rich: Option<&Rich>,
    shows: &super::styles::Shows<'_>,
) -> (String, Option<CellDoubt>, String) {
    let mut own;
    let mut rich = rich;
    if let Some(look) = shows.look {
        own = Rich { hidden: rich.map_or_else(String::new, |rich| rich.hidden.clone()), ..Rich::default() };
        own.push(text, look);
        rich = Some(&own);
    }
    let shown = rich.map_or(text, |rich| &rich.text);
    if shown.trim().is_empty() {
        return (String::new(), None, rich.map_or_else(String::new, |rich| rich.hidden.clone()));
    }
    let doubt = rich.and_then(Rich::doubt);
    match number::show_text(shown, shows.format) {
        Some((text, other)) => (text, other.or(doubt), String::new()),
        None => (shown.to_owned(), doubt, String::new()),
    }
}

/// The texts of a header: its left, middle and right, without codes for fonts and numbers of pages.
pub(super) fn header_texts(header: &str) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut chars = header.chars().peekable();
    while let Some(c) = chars.next() {
        let last = texts.len() - 1;
        if c != '&' {
            texts[last].push(c);
            continue;
        }
        match chars.next() {
            Some('L' | 'C' | 'R') => texts.push(String::new()),
            Some('&') => texts[last].push('&'),
            // A font; its size.
            Some('"') => chars.by_ref().take_while(|&c| c != '"').for_each(drop),
            Some('0'..='9') => while chars.next_if(char::is_ascii_digit).is_some() {},
            // A color.
            Some('K') => chars.by_ref().take(6).for_each(drop),
            _ => {}
        }
    }
    // What is left of a number of pages is no text.
    texts.retain(|text| text.chars().any(|c| c.is_alphanumeric() && !"第页共Page".contains(c)));
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_texts_without_codes() {
        assert_eq!(header_texts("&L&\"宋体,常规\"&10附件1&C&KFF0000第 &P 页，共 &N 页&R甲&&乙"), ["附件1", "甲&乙"]);
    }
}
