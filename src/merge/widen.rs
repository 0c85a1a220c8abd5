//! Tables whose columns are not the same on all sides get the columns of both.

use super::units::{Unit, Units};
use crate::compare::bare;

/// Gives the tables of the same key the same columns.
pub(super) fn widen(sides: &mut [Units; 3]) {
    let mut keys: Vec<String> = sides.iter().flat_map(|units| units.heads.iter().map(|(key, _)| key.clone())).collect();
    keys.sort();
    keys.dedup();
    for key in keys {
        let columns = sides.each_ref().map(|units| columns(units, &key));
        let present: Vec<&Vec<String>> = columns.iter().flatten().collect();
        if present.windows(2).all(|two| two[0] == two[1]) {
            continue;
        }
        let [base, ours, theirs] = &columns;
        let (Some(ours), Some(theirs)) = (ours, theirs) else { continue };
        // Headers that have little in common are those of two tables, or damaged.
        let heads = |units: &Units| units.heads.iter().find(|(own, _)| *own == key).map_or(0, |(_, heads)| heads.len());
        let shared = ours.iter().filter(|column| theirs.contains(column)).count();
        if heads(&sides[1]) != heads(&sides[2]) || 2 * shared < ours.len().max(theirs.len()) {
            continue;
        }
        let mut merged = ours.clone();
        let empty = Vec::new();
        for side in [theirs, base.as_ref().unwrap_or(&empty)] {
            for (at, column) in side.iter().enumerate().filter(|(_, column)| !ours.contains(column)) {
                if !merged.contains(column) {
                    let before = side[..at].iter().rev().find_map(|left| merged.iter().position(|own| own == left));
                    merged.insert(before.map_or(merged.len(), |place| place + 1), column.clone());
                }
            }
        }
        // A column that one side dropped goes where the other side left it as it was.
        if let Some(base) = base {
            let cells = |side: usize, column: &String| column_cells(&sides[side], &key, &columns, side, column);
            merged.retain(|column| {
                let gone = |side: &Vec<String>| base.contains(column) && !side.contains(column);
                match (gone(ours), gone(theirs)) {
                    (true, true) => false,
                    (true, false) => cells(0, column) != cells(2, column),
                    (false, true) => cells(0, column) != cells(1, column),
                    (false, false) => true,
                }
            });
        }
        for (units, own) in sides.iter_mut().zip(&columns) {
            let Some(own) = own else { continue };
            let places: Vec<Option<usize>> =
                own.iter().map(|column| merged.iter().position(|all| all == column)).collect();
            for unit in units.all.iter_mut().filter(|unit| unit.table.as_deref() == Some(key.as_str())) {
                lay(unit, &places, merged.len());
            }
        }
    }
}

/// The names of the columns from the label's on, as their headers have them.
fn columns(units: &Units, key: &str) -> Option<Vec<String>> {
    let (_, heads) = units.heads.iter().find(|(own, _)| own == key)?;
    let rows: Vec<&Vec<String>> = heads.iter().flat_map(|at| &units.all[*at].rows).collect();
    let width = rows.iter().map(|row| row.len()).max()?;
    let mut names: Vec<String> = vec!["label".to_owned()];
    for at in 1..width {
        let name: Vec<String> = rows.iter().filter_map(|row| row.get(at)).map(|cell| bare(cell)).collect();
        let name = name.join("\u{1}");
        let nth = names.iter().filter(|own| own.split('\u{2}').next() == Some(name.as_str())).count();
        names.push(if nth == 0 { name } else { format!("{name}\u{2}{nth}") });
    }
    Some(names)
}

fn column_cells(
    units: &Units,
    key: &str,
    columns: &[Option<Vec<String>>; 3],
    side: usize,
    column: &String,
) -> Vec<String> {
    let Some(at) = columns[side].as_ref().and_then(|own| own.iter().position(|name| name == column)) else {
        return Vec::new();
    };
    let of_table = units.all.iter().filter(|unit| unit.table.as_deref() == Some(key));
    let mut cells: Vec<String> = of_table.flat_map(|unit| &unit.rows).filter_map(|row| row.get(at).cloned()).collect();
    cells.retain(|cell| !cell.is_empty());
    cells.sort();
    cells
}

/// Puts the cells of a row to their new places; those behind all headers stay behind.
fn lay(unit: &mut Unit, places: &[Option<usize>], width: usize) {
    for row in &mut unit.rows {
        let mut laid = vec![String::new(); width];
        for (at, cell) in std::mem::take(row).into_iter().enumerate() {
            match places.get(at) {
                Some(Some(place)) => laid[*place] = cell,
                Some(None) => {}
                None => laid.push(cell),
            }
        }
        *row = laid;
    }
    for lead in &mut unit.parents {
        *lead = lead.iter().filter_map(|at| places.get(*at).copied().flatten()).collect();
    }
}
