//! The tables of a web page; what runs in it, and what is not shown, is passed over.

mod css;
mod forms;
mod lines;
mod scan;
mod shape;

use super::Refusal;
use super::aside::Asides;
use super::budget::{Budget, Resource};
use super::covered::Covered;
use super::grid::{Aside, Grid, GridCell, GridName};
use super::rich::{Look, Rich};
use css::Css;
use forms::{Boxes, Field};
use lines::Lines;
use scraper::{ElementRef, Html, Node};
use shape::{has_rows, is_frame, is_layout, rows_of};
use std::rc::Rc;

/// A cell spans no more rows or columns than this, as HTML has it.
const WIDEST: u32 = 1000;

/// Tables in tables in tables: deeper ones are read as text.
const DEEPEST: usize = 16;

/// Elements whose text is none of the page's.
const UNSEEN: &[&str] =
    &["script", "style", "template", "noscript", "head", "title", "object", "iframe", "svg", "rt", "rp"];

/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "blockquote",
    "pre",
    "center",
    "form",
    "caption",
    "dl",
    "dt",
    "dd",
    "hr",
    "body",
    "html",
    "table",
    "tr",
];

/// Whether `bytes` begin like a web page.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    ["<!doctype html", "<html", "<table", "<meta", "<head", "<body"].iter().any(|start| head.starts_with(start))
        || (head.starts_with("<?xml") && head.contains("<html"))
}

/// Whether `bytes` are a web page with all that belongs to it, as mail is written.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    ["mime-version:", "from: ", "content-type: multipart/related", "snapshot-content-location:"]
        .iter()
        .any(|start| head.starts_with(start))
        && head.contains("multipart/related")
}

/// The tables of a page, with the paragraphs between them.
pub(super) fn grids(text: &str) -> Result<Vec<Grid>, Refusal> {
    read(text, Budget::of(text.len())).map(|(grids, _)| grids)
}

/// The same out of a budget, and what is left of it.
pub(super) fn read(text: &str, mut budget: Budget) -> Result<(Vec<Grid>, Budget), Refusal> {
    scan::check(text, &mut budget)?;
    let page = Html::parse_document(text);
    let mut css = Css::default();
    for element in page.root_element().descendent_elements().filter(|element| element.value().name() == "style") {
        css.add(&element.text().collect::<String>());
    }
    let mut reader = Reader {
        grids: Vec::new(),
        asides: Asides::default(),
        budget,
        css,
        boxes: Boxes::of(&page),
        lines: Lines::default(),
        tables: 0,
        depth: 0,
    };
    reader.visit(page.root_element())?;
    reader.paragraphs()?;
    let Reader { mut grids, asides, mut budget, css, .. } = reader;
    css.settle(&mut budget)?;
    grids.extend(asides.grids());
    Ok((grids, budget))
}

struct Reader {
    grids: Vec<Grid>,
    asides: Asides,
    budget: Budget,
    css: Css,
    boxes: Boxes,
    lines: Lines,
    tables: usize,
    /// How many tables the one that is read stands in.
    depth: usize,
}

enum Step<'a> {
    Enter(ElementRef<'a>, Rc<Look>),
    Text(&'a str, Rc<Look>),
    End,
}

/// What becomes of the tables that stand in an element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inner {
    /// They are tables of the page.
    Tables,
    /// They are read behind the one that they stand in.
    Later,
}

impl Reader {
    fn visit(&mut self, root: ElementRef<'_>) -> Result<(), Refusal> {
        self.walk(vec![Step::Enter(root, Rc::default())], Inner::Tables).map(drop)
    }

    /// Reads what stands in an element; what is returned are the tables in it that are to be read later. The walk keeps
    /// no stack of its own: pages nest deep.
    fn walk<'a>(&mut self, mut stack: Vec<Step<'a>>, inner: Inner) -> Result<Vec<ElementRef<'a>>, Refusal> {
        let mut later = Vec::new();
        while let Some(step) = stack.pop() {
            let (element, look) = match step {
                Step::Text(text, look) => {
                    self.lines.text(text, &look);
                    continue;
                }
                Step::End => {
                    self.lines.end();
                    continue;
                }
                Step::Enter(element, look) => (element, look),
            };
            let name = element.value().name();
            if UNSEEN.contains(&name) {
                continue;
            }
            let says = self.css.of(element);
            self.css.settle(&mut self.budget)?;
            if says.hidden == Some(true) {
                self.unseen(element)?;
                continue;
            }
            if name == "table" && self.depth < DEEPEST && has_rows(element) {
                match inner {
                    Inner::Tables => {
                        self.table(element)?;
                        continue;
                    }
                    Inner::Later if !is_frame(element) => {
                        later.push(element);
                        continue;
                    }
                    Inner::Later => {}
                }
            }
            if self.field(element, &look)? {
                continue;
            }
            let look = looks(name, element, says, look);
            self.push_children(element, &look, &mut stack);
        }
        Ok(later)
    }

    /// Tells of what a hidden element holds.
    fn unseen(&mut self, element: ElementRef<'_>) -> Result<(), Refusal> {
        let mut text = String::new();
        for node in element.descendants() {
            let parent = || node.parent().and_then(ElementRef::wrap).map(|parent| parent.value().name());
            match node.value() {
                Node::Text(piece) if parent().is_none_or(|name| !UNSEEN.contains(&name)) => {
                    text.push_str(piece.trim());
                }
                Node::Element(element) if BLOCKS.contains(&element.name()) || element.name() == "td" => text.push('\n'),
                _ => {}
            }
        }
        self.asides.lines(Aside::Hidden, &text, &mut self.budget)
    }

    /// Reads a field of a form, and says whether the element was one.
    fn field(&mut self, element: ElementRef<'_>, look: &Rc<Look>) -> Result<bool, Refusal> {
        let name = element.value().name();
        if matches!(name, "input" | "select" | "textarea" | "button") {
            self.lines.end_label();
        }
        match self.boxes.field(element) {
            Field::None => return Ok(false),
            Field::Text(text) => {
                for (at, line) in text.lines().enumerate() {
                    if at > 0 {
                        self.lines.end();
                    }
                    self.lines.text(line, look);
                }
            }
            Field::Prompt(text) => self.asides.lines(Aside::Prompt, &text, &mut self.budget)?,
            Field::Box(checked) => self.lines.drops = !checked,
            Field::Unchecked => {
                let text: String = element.text().flat_map(str::split_whitespace).collect();
                self.asides.lines(Aside::Prompt, &text, &mut self.budget)?;
            }
        }
        Ok(true)
    }

    fn push_children<'a>(&mut self, element: ElementRef<'a>, look: &Rc<Look>, stack: &mut Vec<Step<'a>>) {
        let name = element.value().name();
        if name == "br" {
            self.lines.end();
            return;
        }
        if BLOCKS.contains(&name) {
            self.lines.end();
            stack.push(Step::End);
        }
        for child in element.children().rev() {
            match child.value() {
                Node::Text(text) => stack.push(Step::Text(text, look.clone())),
                Node::Element(_) => stack.extend(ElementRef::wrap(child).map(|child| Step::Enter(child, look.clone()))),
                _ => {}
            }
        }
    }

    /// The lines so far; what was dropped of them is told of.
    fn take_lines(&mut self) -> Result<Vec<Rich>, Refusal> {
        let lines = std::mem::take(&mut self.lines);
        self.asides.lines(Aside::Prompt, &lines.dropped, &mut self.budget)?;
        for line in lines.lines.iter().filter(|line| line.text.trim().is_empty()) {
            self.asides.lines(Aside::Hidden, &line.hidden, &mut self.budget)?;
        }
        Ok(lines.lines)
    }

    /// The paragraphs so far become a table of one column.
    fn paragraphs(&mut self) -> Result<(), Refusal> {
        let mut cells = Vec::new();
        for (row, line) in self.take_lines()?.into_iter().enumerate() {
            self.budget.cell(line.text.len())?;
            let doubt = line.doubt();
            cells.push(GridCell { doubt, ..GridCell::single(row as u32, 0, line.text) });
        }
        let grid = Grid::new(GridName::Before(self.tables + 1), cells);
        if !grid.cells.is_empty() {
            self.grids.push(grid);
        }
        Ok(())
    }

    fn table(&mut self, table: ElementRef<'_>) -> Result<(), Refusal> {
        for caption in table.child_elements().filter(|child| child.value().name() == "caption") {
            self.visit(caption)?;
        }
        self.paragraphs()?;
        self.depth += 1;
        let result = if is_layout(table) { self.layout(table) } else { self.cells(table) };
        self.depth -= 1;
        result
    }

    /// A table that only arranges others on the page is read through.
    fn layout(&mut self, table: ElementRef<'_>) -> Result<(), Refusal> {
        for (row, cells) in rows_of(table) {
            if self.hides(row)? {
                continue;
            }
            for cell in cells {
                self.visit(cell)?;
                self.lines.end();
            }
        }
        Ok(())
    }

    /// Whether a row or a cell is hidden; then it is told of.
    fn hides(&mut self, element: ElementRef<'_>) -> Result<bool, Refusal> {
        let hidden = self.css.of(element).hidden == Some(true);
        if hidden {
            self.unseen(element)?;
        }
        Ok(hidden)
    }

    /// How many rows a cell of each row can cover: those that are shown to the end of the group of rows.
    fn reach(&self, rows: &[(ElementRef<'_>, Vec<ElementRef<'_>>)]) -> Vec<u32> {
        let mut reach = vec![1; rows.len()];
        let (mut group, mut shown) = (None, 0);
        for (at, (row, _)) in rows.iter().enumerate().rev() {
            let own = row.parent().map(|group| group.id());
            if own != group {
                (group, shown) = (own, 0);
            }
            shown += u32::from(self.css.of(*row).hidden != Some(true));
            reach[at] = shown.max(1);
        }
        reach
    }

    fn cells(&mut self, table: ElementRef<'_>) -> Result<(), Refusal> {
        self.budget.take(Resource::Tables, 1)?;
        self.tables += 1;
        let name = GridName::Table(self.tables);
        let mut cells: Vec<GridCell> = Vec::new();
        let mut covered = Covered::default();
        let mut later = Vec::new();
        let mut row = 0;
        let rows: Vec<_> = rows_of(table).collect();
        let reach = self.reach(&rows);
        for ((element, row_cells), most) in rows.into_iter().zip(reach) {
            let section = element.parent().and_then(ElementRef::wrap).filter(|parent| parent.value().name() != "table");
            let in_hidden = section.is_some_and(|section| self.css.of(section).hidden == Some(true));
            if in_hidden {
                self.unseen(element)?;
            }
            if in_hidden || self.hides(element)? {
                continue;
            }
            let mut col = 0;
            for cell in row_cells {
                if self.hides(cell)? {
                    continue;
                }
                col = covered.free(row, col);
                let span =
                    |name: &str| cell.value().attr(name).and_then(|span| span.trim().parse::<u32>().ok()).unwrap_or(1);
                let cols = span("colspan").clamp(1, WIDEST);
                // 0 stands for all rows that follow in the group, and no cell reaches beyond it.
                let rows = Some(span("rowspan")).filter(|rows| *rows > 0).unwrap_or(most).clamp(1, most.min(WIDEST));
                let text = self.cell(cell, &mut later)?;
                if rows > 1 {
                    covered.take(row, col, col.saturating_add(cols), row.saturating_add(rows));
                }
                // What holds nothing and is one cell is none.
                let doubt = text.doubt();
                if rows > 1 || cols > 1 || !text.text.is_empty() {
                    self.budget.cell(text.text.len())?;
                    cells.push(GridCell { row, col, rows, cols, text: text.text, doubt });
                }
                col = col.saturating_add(cols);
            }
            row += 1;
        }
        self.grids.push(Grid::new(name, cells));
        for table in later {
            self.table(table)?;
        }
        Ok(())
    }

    /// The text of a cell, a line end between its blocks.
    fn cell<'a>(&mut self, cell: ElementRef<'a>, later: &mut Vec<ElementRef<'a>>) -> Result<Rich, Refusal> {
        let mut stack = Vec::new();
        let says = self.css.of(cell);
        let look = looks(cell.value().name(), cell, says, Rc::default());
        self.push_children(cell, &look, &mut stack);
        later.extend(self.walk(stack, Inner::Later)?);
        let lines = self.take_lines()?;
        let mut out = Rich::default();
        for line in lines.iter().filter(|line| !line.text.trim().is_empty()) {
            if !out.text.is_empty() {
                out.text.push('\n');
            }
            out.text.push_str(line.text.trim());
            out.hidden.push_str(&line.hidden);
            out.unknown |= line.unknown;
        }
        Ok(out)
    }
}

/// How the text of an element looks.
fn looks(name: &str, element: ElementRef<'_>, says: css::Declared, above: Rc<Look>) -> Rc<Look> {
    let struck = says.struck == Some(true) || matches!(name, "s" | "strike" | "del");
    let font = says.font.or_else(|| element.value().attr("face").filter(|_| name == "font").map(str::to_owned));
    if !struck && font.is_none() {
        return above;
    }
    let mut look = Look::clone(&above);
    look.hidden |= struck;
    if let Some(font) = font {
        look.set_font(&font);
    }
    Rc::new(look)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let shown = |grid: &Grid| {
            let name = match &grid.name {
                GridName::Table(table) => format!("t{table}"),
                GridName::Aside(aside, _) => format!("{aside:?}"),
                _ => "p".to_owned(),
            };
            let cell = |cell: &GridCell| {
                let GridCell { row, col, rows, cols, text, doubt } = cell;
                let doubt = doubt.as_ref().map_or_else(String::new, |doubt| format!(" {doubt:?}"));
                format!("{name} {row}.{col} {rows}×{cols} {}{doubt}", text.replace('\n', "↵"))
            };
            grid.cells.iter().map(cell).collect::<Vec<_>>()
        };
        let cells: Vec<String> = grids(text).unwrap().iter().flat_map(shown).collect();
        assert_eq!(cells, expected);
    }

    #[test]
    fn spans_put_cells_into_their_columns() {
        check(
            "<p>题</p><table><tr><th rowspan=2>甲<td colspan=2>乙</tr><tr><td>丙<br>丁<td><p>戊</p><p>己 庚</p></table>",
            &["p 0.0 1×1 题", "t1 0.0 2×1 甲", "t1 0.1 1×2 乙", "t1 1.1 1×1 丙↵丁", "t1 1.2 1×1 戊↵己 庚"],
        );
    }

    #[test]
    fn a_cell_ends_with_the_group_of_its_rows() {
        check(
            "<table><thead><tr><td rowspan=3>甲<td>乙<tbody><tr><td rowspan=0>丙<td>丁<tr><td>戊<tr hidden><td>己<tr><td>庚</table>",
            &[
                "t1 0.0 1×1 甲",
                "t1 0.1 1×1 乙",
                "t1 1.0 3×1 丙",
                "t1 1.1 1×1 丁",
                "t1 2.1 1×1 戊",
                "t1 3.1 1×1 庚",
                "Hidden 0.0 1×1 己",
            ],
        );
    }

    #[test]
    fn what_is_not_shown_is_told_of() {
        check(
            "<script>alert(1)</script><style>td{} .x{display:none}</style><table><tr><td>甲<script>document.write('<td>乙')</script><td hidden>丙<td style='display: none'>丁<td>&lt;戊&gt;<tr style='display:none'><td>己<tr><td>庚<td class=x>辛<td>壬<s>癸</s></table>",
            &[
                "t1 0.0 1×1 甲",
                "t1 0.1 1×1 <戊>",
                "t1 1.0 1×1 庚",
                "t1 1.1 1×1 壬 Partly(\"癸\")",
                "Hidden 0.0 1×1 丙",
                "Hidden 1.0 1×1 丁",
                "Hidden 2.0 1×1 己",
                "Hidden 3.0 1×1 辛",
            ],
        );
    }

    #[test]
    fn fields_hold_what_was_typed_and_chosen() {
        check(
            "<table><tr><td><input value='100'><td><select><option value=''>请选择<option selected>≥<option>=</select><td><select><option value=''>请选择<option>=</select><td><textarea>甲\n乙</textarea><input type=hidden value=77></table>",
            &["t1 0.0 1×1 100", "t1 0.1 1×1 ≥", "t1 0.3 1×1 甲↵乙", "Prompt 0.0 1×1 请选择"],
        );
    }

    #[test]
    fn only_checked_boxes_count() {
        check(
            "<table><tr><td><input type=checkbox> 全部公开 <input type=checkbox checked> 部分公开<td><label><input type=radio checked>是</label><label><input type=radio>否</label><td><input type=radio id=a><label for=a>甲</label><input type=radio id=b checked><label for=b>乙</label><td><input type=checkbox checked><td>有<input type=checkbox></table>",
            &[
                "t1 0.0 1×1 部分公开",
                "t1 0.1 1×1 是",
                "t1 0.2 1×1 乙",
                "t1 0.3 1×1 ☑",
                "t1 0.4 1×1 有☐",
                "Prompt 0.0 1×1 全部公开",
                "Prompt 1.0 1×1 否",
                "Prompt 2.0 1×1 甲",
            ],
        );
    }

    #[test]
    fn symbols_and_readings_are_what_they_look_like() {
        check(
            "<style>.w{font-family:Wingdings}</style><table><tr><td><span class=w>þ</span>是<font face='Wingdings 2'>£</font>否<td><ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字</table>",
            &["t1 0.0 1×1 ☑是☐否", "t1 0.1 1×1 汉字"],
        );
    }

    #[test]
    fn a_table_in_a_cell_of_a_form_stands_behind_it() {
        check(
            "<table><caption>题</caption><tr><th>甲<td><table><tr><td>乙<td>丙</table><tr><th>丁<td><table><tr><td>戊</table><tr><td>己<td>庚</table>",
            &[
                "p 0.0 1×1 题",
                "t1 0.0 1×1 甲",
                "t1 1.0 1×1 丁",
                "t1 1.1 1×1 戊",
                "t1 2.0 1×1 己",
                "t1 2.1 1×1 庚",
                "t2 0.0 1×1 乙",
                "t2 0.1 1×1 丙",
            ],
        );
    }

    #[test]
    fn many_spanning_cells_are_each_placed_once() {
        let rows: String = (0..1000).map(|_| "<tr>".to_owned() + &"<td rowspan=900>甲".repeat(100)).collect();
        let grids = grids(&format!("<table>{rows}</table>")).unwrap();
        assert_eq!(grids[0].cells.len(), 100_000);
        assert_eq!(grids[0].cells.last().unwrap().col, 9999);
    }

    #[test]
    fn a_table_that_holds_tables_is_read_through() {
        check(
            "<table><tr><td>上<table><tr><td>甲</table></td><td><table><tr><td>乙</table></table>",
            &["p 0.0 1×1 上", "t1 0.0 1×1 甲", "t2 0.0 1×1 乙"],
        );
    }

    #[test]
    fn pages_may_nest_but_not_without_end() {
        let page = |depth: usize| format!("{}甲{}", "<div>".repeat(depth), "</div>".repeat(depth));
        check(&page(500), &["p 0.0 1×1 甲"]);
        assert_eq!(grids(&page(100_000)).err(), Some(Refusal::Nested));
    }
}
