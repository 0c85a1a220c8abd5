//! The tables of a web page; what runs in it, and what is not shown, is passed over.

use super::Refusal;
use super::grid::{Grid, GridCell, GridName};
use scraper::{ElementRef, Html, Node};

/// A cell spans no more rows or columns than this, as HTML has it.
const WIDEST: u32 = 1000;

/// More cells than this are not read.
const MOST_CELLS: usize = 1_000_000;

/// Tables in tables in tables: deeper ones are read as text.
const DEEPEST: usize = 16;

/// A page whose elements nest deeper than this is no page that anybody wrote.
const MOST_NESTED: i64 = 3000;

/// Elements whose text is none of the page's.
const UNSEEN: &[&str] = &["script", "style", "template", "noscript", "head", "title", "object", "iframe", "svg"];

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

/// Elements that end without saying so.
const UNCLOSED: &[&str] = &[
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option",
    "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "wbr",
];

/// How deep the elements of a page nest, about: the time to read it grows with the square of that.
fn depth(text: &str) -> i64 {
    let (mut depth, mut deepest) = (0i64, 0);
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let rest = &text[at + 1..];
        let (step, rest) = rest.strip_prefix('/').map_or((1, rest), |rest| (-1, rest));
        let length = rest.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
        if length > 0 && !UNCLOSED.contains(&rest[..length].to_ascii_lowercase().as_str()) {
            depth = (depth + step).max(0);
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// The tables of a page, with the paragraphs between them.
pub(super) fn grids(text: &str) -> Result<Vec<Grid>, Refusal> {
    if depth(text) > MOST_NESTED {
        return Err(Refusal::Nested);
    }
    let page = Html::parse_document(text);
    let mut reader = Reader { grids: Vec::new(), lines: Lines::default(), tables: 0, cells: 0, depth: 0 };
    reader.visit(page.root_element())?;
    reader.paragraphs();
    Ok(reader.grids)
}

/// Text in lines: blanks run together, blocks begin a new one.
#[derive(Default)]
struct Lines {
    lines: Vec<String>,
    open: bool,
}

impl Lines {
    fn text(&mut self, text: &str) {
        for (at, piece) in text.split(|c: char| c.is_ascii_whitespace()).enumerate() {
            if at > 0
                && self.open
                && let Some(line) = self.lines.last_mut()
                && !line.ends_with(' ')
            {
                line.push(' ');
            }
            if !piece.is_empty() {
                if !std::mem::replace(&mut self.open, true) {
                    self.lines.push(String::new());
                }
                if let Some(line) = self.lines.last_mut() {
                    line.push_str(piece);
                }
            }
        }
    }

    fn end(&mut self) {
        self.open = false;
    }
}

struct Reader {
    grids: Vec<Grid>,
    lines: Lines,
    tables: usize,
    cells: usize,
    /// How many tables the one that is read stands in.
    depth: usize,
}

impl Reader {
    /// Reads what stands in an element, its tables as tables. The walk keeps no stack of its own: pages nest deep.
    fn visit(&mut self, root: ElementRef<'_>) -> Result<(), Refusal> {
        let mut stack: Vec<Step<'_>> = vec![Step::Enter(root)];
        while let Some(step) = stack.pop() {
            let element = match step {
                Step::Text(text) => {
                    self.lines.text(text);
                    continue;
                }
                Step::End => {
                    self.lines.end();
                    continue;
                }
                Step::Enter(element) => element,
            };
            let name = element.value().name();
            if is_unseen(element) {
                continue;
            }
            if name == "table" && has_rows(element) {
                self.paragraphs();
                self.table(element)?;
                continue;
            }
            push_children(element, &mut stack, &mut self.lines);
        }
        Ok(())
    }

    /// The paragraphs so far become a table of one column.
    fn paragraphs(&mut self) {
        let lines = std::mem::take(&mut self.lines).lines;
        let cells = lines.into_iter().enumerate().map(|(row, text)| GridCell::single(row as u32, 0, text));
        let grid = Grid::new(GridName::Before(self.tables + 1), cells.collect());
        if !grid.cells.is_empty() {
            self.grids.push(grid);
        }
    }

    fn table(&mut self, table: ElementRef<'_>) -> Result<(), Refusal> {
        // A table that only arranges others on the page is read through.
        if self.depth < DEEPEST && holds_tables(table) {
            self.depth += 1;
            for cell in cells_of(table).flat_map(|row| row.1) {
                push_and_visit(self, cell)?;
            }
            self.depth -= 1;
            return Ok(());
        }
        self.tables += 1;
        let mut cells: Vec<GridCell> = Vec::new();
        // The cells above that reach down: first column, first behind, first row behind.
        let mut reaching: Vec<(u32, u32, u32)> = Vec::new();
        for (row, (_, row_cells)) in cells_of(table).enumerate() {
            let row = row as u32;
            reaching.retain(|&(_, _, end)| end > row);
            let mut col = 0;
            for cell in row_cells {
                while let Some(&(_, end, _)) = reaching.iter().find(|(start, end, _)| (*start..*end).contains(&col)) {
                    col = end;
                }
                let span = |name: &str| {
                    let span = cell.value().attr(name).and_then(|span| span.trim().parse::<u32>().ok());
                    span.unwrap_or(1).clamp(1, WIDEST)
                };
                let (cols, rows) = (span("colspan"), span("rowspan"));
                cells.push(GridCell { row, col, rows, cols, text: text_of(cell), doubt: None });
                self.cells += 1;
                if self.cells > MOST_CELLS {
                    return Err(Refusal::TooManyCells(MOST_CELLS));
                }
                if rows > 1 {
                    reaching.push((col, col + cols, row + rows));
                }
                col += cols;
            }
        }
        self.grids.push(Grid::new(GridName::Table(self.tables), cells));
        Ok(())
    }
}

enum Step<'a> {
    Enter(ElementRef<'a>),
    Text(&'a str),
    End,
}

fn push_children<'a>(element: ElementRef<'a>, stack: &mut Vec<Step<'a>>, lines: &mut Lines) {
    let name = element.value().name();
    if name == "br" {
        lines.end();
        return;
    }
    if BLOCKS.contains(&name) {
        lines.end();
        stack.push(Step::End);
    }
    for child in element.children().rev() {
        match child.value() {
            Node::Text(text) => stack.push(Step::Text(text)),
            Node::Element(_) => stack.extend(ElementRef::wrap(child).map(Step::Enter)),
            _ => {}
        }
    }
}

fn push_and_visit(reader: &mut Reader, cell: ElementRef<'_>) -> Result<(), Refusal> {
    for child in cell.children() {
        match (child.value(), ElementRef::wrap(child)) {
            (Node::Text(text), _) => reader.lines.text(text),
            (_, Some(element)) => reader.visit(element)?,
            _ => {}
        }
    }
    reader.lines.end();
    Ok(())
}

/// Whether nobody sees the element.
fn is_unseen(element: ElementRef<'_>) -> bool {
    let style = || {
        element.value().attr("style").is_some_and(|style| {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
            style.contains("display:none") || style.contains("mso-hide:all")
        })
    };
    UNSEEN.contains(&element.value().name()) || element.value().attr("hidden").is_some() || style()
}

/// The text of a cell, a line end between its blocks.
fn text_of(cell: ElementRef<'_>) -> String {
    let mut lines = Lines::default();
    let mut stack = Vec::new();
    push_children(cell, &mut stack, &mut lines);
    while let Some(step) = stack.pop() {
        match step {
            Step::Text(text) => lines.text(text),
            Step::End => lines.end(),
            Step::Enter(element) if is_unseen(element) => {}
            Step::Enter(element) => push_children(element, &mut stack, &mut lines),
        }
    }
    lines.lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The rows of a table, those of tables in it left out, each with its cells.
fn cells_of<'a>(table: ElementRef<'a>) -> impl Iterator<Item = (ElementRef<'a>, Vec<ElementRef<'a>>)> {
    let of = |element: ElementRef<'a>, names: &'static [&'static str]| {
        element.child_elements().filter(move |child| names.contains(&child.value().name()) && !is_unseen(*child))
    };
    of(table, &["tr", "thead", "tbody", "tfoot"])
        .flat_map(move |child| match child.value().name() {
            "tr" => vec![child],
            _ => of(child, &["tr"]).collect(),
        })
        .map(move |row| (row, of(row, &["td", "th"]).collect()))
}

fn has_rows(table: ElementRef<'_>) -> bool {
    cells_of(table).next().is_some()
}

/// Whether a table with rows stands in a cell of the table.
fn holds_tables(table: ElementRef<'_>) -> bool {
    let mut inner = table.descendants().skip(1).filter_map(ElementRef::wrap);
    inner.any(|element| element.value().name() == "table" && has_rows(element))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let shown = |grid: &Grid| {
            let name = match &grid.name {
                GridName::Table(table) => format!("t{table}"),
                _ => "p".to_owned(),
            };
            let cell = |cell: &GridCell| {
                let GridCell { row, col, rows, cols, text, .. } = cell;
                format!("{name} {row}.{col} {rows}×{cols} {}", text.replace('\n', "↵"))
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
    fn what_is_not_shown_is_not_read() {
        check(
            "<script>alert(1)</script><style>td{}</style><table><tr><td>甲<script>document.write('<td>乙')</script><td hidden>丙<td style='display: none'>丁<td>&lt;戊&gt;</table>",
            &["t1 0.0 1×1 甲", "t1 0.1 1×1 <戊>"],
        );
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
        assert_eq!(depth(&"<tr><td>甲<p>乙<br>".repeat(4000)), 0);
    }
}
