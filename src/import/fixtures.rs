//! Small sources that the tests of the readers make, and what became of them in a short notation.

use super::grid::{Grid, GridCell, GridName};
use std::io::{Cursor, Write};

/// An archive with those parts.
pub(super) fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The links of a part: identity, kind and target.
pub(super) fn links(links: &[(&str, &str, &str)]) -> String {
    let link = |(id, kind, target): &(&str, &str, &str)| {
        format!("<Relationship Id=\"{id}\" Type=\"http://x/relationships/{kind}\" Target=\"{target}\"/>")
    };
    format!("<Relationships>{}</Relationships>", links.iter().map(link).collect::<String>())
}

/// Every cell as `table row.column [rows×columns] text doubt`.
pub(super) fn shown(grids: &[Grid]) -> Vec<String> {
    let cells = grids.iter().flat_map(|grid| grid.cells.iter().map(move |cell| (grid, cell)));
    cells
        .map(|(grid, cell)| {
            let name = match &grid.name {
                GridName::Worksheet(name) => name.to_string(),
                GridName::Table(table) => format!("t{table}"),
                GridName::Before(table) => format!("p{table}"),
                GridName::Lines => "lines".to_owned(),
                GridName::Aside(aside, _) => format!("{aside:?}"),
                GridName::Page(_) | GridName::PageText(_) | GridName::PageEdge(_) => "page".to_owned(),
            };
            let GridCell { row, col, rows, cols, text, doubt } = cell;
            let size = if (*rows, *cols) == (1, 1) { String::new() } else { format!(" {rows}×{cols}") };
            let doubt = doubt.as_ref().map_or_else(String::new, |doubt| format!(" {doubt:?}"));
            format!("{name} {row}.{col}{size} {}{doubt}", text.trim_end().replace('\n', "↵"))
        })
        .collect()
}
