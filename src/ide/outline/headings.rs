//! The symbols of a sheet that is read by its headings: its blocks under their labels.

use super::{Symbol, SymbolKind, indicators, rows, shift, symbol};
use crate::diagnostic::Lang;
use crate::ide::{SheetPlace, headed};
use crate::outline::{At, Block, Shape};
use crate::sheet::{Headings, Indicator, RowRole, Sheet};
use crate::text::TextRange;

/// A sheet; the `whole` one with its blocks and what is in them.
pub(super) fn sheet(
    sheet: &Sheet<'_>,
    headings: &Headings<'_>,
    place: &SheetPlace,
    whole: bool,
    lang: Lang,
) -> Option<Symbol> {
    let filled = |role: &RowRole| !matches!(role, RowRole::Blank | RowRole::Comment);
    let first = sheet.roles.iter().position(filled)?;
    let title = headings.outline.title.map_or("", |at| headings.text(at));
    let mut children = if whole { blocks(sheet, headings, lang) } else { Vec::new() };
    children.iter_mut().for_each(|child| shift(child, place.base));
    // A title below the rows is that of the next page.
    let last = sheet.roles.iter().rposition(filled)?;
    let range = rows(sheet, first, sheet.roles.len()).cover(sheet.row(last as u32).range()).shifted(place.base);
    let identity = sheet.identity();
    let name = identity.and_then(|identity| identity.name).map_or("", |range| &sheet.text[range.usize()]);
    let (name, detail) = match (name, title) {
        ("", "") => (sheet.text[sheet.row(first as u32).range().usize()].trim(), ""),
        ("", title) => (title, ""),
        (name, title) => (name, title),
    };
    let own = identity.map(|identity| sheet.range(identity.cell));
    let own = own.or(headings.outline.title.map(|at| sheet.range(headings.cell(at))));
    let selection = own.unwrap_or(sheet.row(first as u32).range()).shifted(place.base);
    Some(symbol(name, detail.to_owned(), SymbolKind::Sheet, range, selection, children, lang))
}

/// The blocks, those of one label under it.
fn blocks(sheet: &Sheet<'_>, headings: &Headings<'_>, lang: Lang) -> Vec<Symbol> {
    let mut found: Vec<Symbol> = Vec::new();
    let mut open: Option<(At, usize)> = None;
    for (index, block) in headings.outline.blocks.iter().enumerate() {
        let own = self::block(sheet, headings, index, lang);
        let Some(section) = block.section.filter(|section| Some(*section) != block.label) else {
            open = None;
            found.push(own);
            continue;
        };
        if let Some((at, parent)) = open
            && at == section
        {
            found[parent].range = found[parent].range.cover(own.range);
            found[parent].children.push(own);
            continue;
        }
        let selection = sheet.range(headings.cell(section));
        let name = headed::tidy(headings.text(section));
        let range = selection.cover(own.range);
        open = Some((section, found.len()));
        found.push(symbol(&name, String::new(), SymbolKind::Section, range, selection, vec![own], lang));
    }
    found
}

fn block(sheet: &Sheet<'_>, headings: &Headings<'_>, index: usize, lang: Lang) -> Symbol {
    let block = &headings.outline.blocks[index];
    let name = block.label.map(|at| headed::tidy(headings.text(at)));
    let label = block.label.map(|at| sheet.range(headings.cell(at)));
    let last = (block.first..block.end).rev().find(|row| !headings.lines[*row as usize].pieces.is_empty());
    let mut range = rows(sheet, block.first as usize, last.unwrap_or(block.first) as usize + 1);
    let (mut detail, mut children) = (String::new(), Vec::new());
    match block.shape {
        Shape::Field => {
            let value = block.cells.first().map(|at| headings.cell(*at));
            detail = value.map_or_else(String::new, |cell| sheet.value(cell).to_owned());
            // Several stand in one row.
            let own = label.into_iter().chain(value.map(|cell| sheet.range(cell)));
            range = own.reduce(TextRange::cover).unwrap_or(range);
        }
        Shape::Text => {}
        Shape::Pairs => {
            for pair in block.rows.iter().flat_map(|row| row.cells.chunks(2)) {
                let [Some(label), value] = *pair else { continue };
                let selection = sheet.range(headings.cell(label));
                let amount = value.map(|at| headings.cell(at));
                let range = amount.map_or(selection, |cell| selection.cover(sheet.range(cell)));
                let detail = amount.map_or_else(String::new, |cell| sheet.value(cell).to_owned());
                let name = headed::tidy(headings.text(label));
                children.push(symbol(&name, detail, SymbolKind::Item, range, selection, Vec::new(), lang));
            }
        }
        Shape::List => children = items(sheet, headings, block, lang),
        Shape::Indicators => children = panes(sheet, headings, index, lang),
    }
    if let Some(label) = label {
        range = range.cover(label);
    }
    let name = name.unwrap_or_else(|| headed::column_name(headings, block, 0));
    symbol(&name, detail, SymbolKind::Section, range, label.unwrap_or(TextRange::empty(range.start)), children, lang)
}

fn items(sheet: &Sheet<'_>, headings: &Headings<'_>, block: &Block, lang: Lang) -> Vec<Symbol> {
    let item = |row: &crate::outline::Entry| {
        let mut cells =
            row.total.into_iter().chain(row.cells.iter().flatten().copied().filter(|at| row.total != Some(*at)));
        let name = headings.cell(cells.next()?);
        let detail = cells.next().map_or_else(String::new, |at| headings.text(at).to_owned());
        let (range, selection) = (sheet.row(row.line).range(), sheet.range(name));
        Some(symbol(sheet.value(name), detail, SymbolKind::Item, range, selection, Vec::new(), lang))
    };
    block.rows.iter().filter_map(item).collect()
}

/// The indicators of a table; of tables side by side each under its own name.
fn panes(sheet: &Sheet<'_>, headings: &Headings<'_>, index: usize, lang: Lang) -> Vec<Symbol> {
    let block = &headings.outline.blocks[index];
    let of = |pane: usize| -> Vec<Indicator> {
        let own = |indicator: &&Indicator| headings.pane_of_indicator(indicator) == Some((index, pane));
        sheet.indicators.iter().filter(own).cloned().collect()
    };
    if block.panes.len() == 1 {
        return indicators(sheet, &of(0), lang);
    }
    let mut found = Vec::new();
    for (pane, of_pane) in block.panes.iter().enumerate() {
        let own = of(pane);
        let (Some(first), Some(last)) = (own.first(), own.last()) else { continue };
        let range = sheet.row(first.row).range().cover(sheet.row(last.row).range());
        let name = of_pane.label.map_or_else(|| (pane + 1).to_string(), |at| headed::tidy(headings.text(at)));
        let children = indicators(sheet, &own, lang);
        found.push(symbol(&name, String::new(), SymbolKind::Section, range, range, children, lang));
    }
    found
}
