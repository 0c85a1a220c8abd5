//! What the tables of a web page are for: those that hold a form, and those that only arrange others.

use super::UNSEEN;
use scraper::{ElementRef, Node};

/// The rows of a table, those of tables in it left out, each with its cells.
pub(super) fn rows_of<'a>(table: ElementRef<'a>) -> impl Iterator<Item = (ElementRef<'a>, Vec<ElementRef<'a>>)> {
    let of = |element: ElementRef<'a>, names: &'static [&'static str]| {
        element.child_elements().filter(move |child| names.contains(&child.value().name()))
    };
    of(table, &["tr", "thead", "tbody", "tfoot"])
        .flat_map(move |child| match child.value().name() {
            "tr" => vec![child],
            _ => of(child, &["tr"]).collect(),
        })
        .map(move |row| (row, of(row, &["td", "th"]).collect()))
}

pub(super) fn has_rows(table: ElementRef<'_>) -> bool {
    rows_of(table).next().is_some()
}

/// Whether a table only arranges others on the page: a table with rows stands in one of its cells, and no row has texts
/// of its own in two cells.
pub(super) fn is_layout(table: ElementRef<'_>) -> bool {
    let mut holds = false;
    for (_, cells) in rows_of(table) {
        let mut texts = 0;
        for cell in cells {
            let (text, inner) = own(cell);
            holds |= inner;
            texts += usize::from(text);
        }
        if texts >= 2 {
            return false;
        }
    }
    holds
}

/// Whether an element has text outside of tables in it, and whether there are any with rows.
fn own(element: ElementRef<'_>) -> (bool, bool) {
    let (mut text, mut table) = (false, false);
    let mut stack: Vec<ElementRef<'_>> = vec![element];
    while let Some(element) = stack.pop() {
        for child in element.children() {
            match (child.value(), ElementRef::wrap(child)) {
                (Node::Text(piece), _) => text |= !piece.trim().is_empty(),
                (_, Some(child)) if child.value().name() == "table" && has_rows(child) => table = true,
                (_, Some(child)) if !UNSEEN.contains(&child.value().name()) => stack.push(child),
                _ => {}
            }
        }
    }
    (text, table)
}

/// Whether a table in a cell is but a frame around one text.
pub(super) fn is_frame(table: ElementRef<'_>) -> bool {
    rows_of(table).flat_map(|(_, cells)| cells).nth(1).is_none()
}
