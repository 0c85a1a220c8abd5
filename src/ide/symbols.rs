//! Workspace symbols: budget units by code, name or pinyin, and indicators by name.

use rustc_hash::FxHashMap;

use super::{Analysis, SymbolKind};
use crate::pinyin::{Found, Query};
use crate::profile::ColumnKind;
use crate::text::TextRange;

/// A symbol that a query found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSymbol {
    /// What is shown: its name, and the query behind it where the name does not hold it, since clients filter by the name.
    pub name: String,
    /// Whose it is; empty for a unit.
    pub container: String,
    /// A sheet or an indicator.
    pub kind: SymbolKind,
    /// Where its name stands, counted from the text's start.
    pub range: TextRange,
    /// How well it was found.
    pub found: Found,
}

/// The units of the book that `query` finds, and, unless it is empty, the indicators, in the book's order and at most
/// `limit`. The whole book is read.
pub fn workspace_symbols(analysis: &Analysis, query: &str, limit: usize) -> Vec<FoundSymbol> {
    let prepared = Query::new(query.trim());
    let named = |name: &str, found: Found| match found {
        Found::Literally => name.to_owned(),
        _ => format!("{name} [{}]", query.trim()),
    };
    let mut all = Vec::new();
    // Most names stand in every sheet.
    let mut known: FxHashMap<String, Option<Found>> = FxHashMap::default();
    for place in analysis.places() {
        if all.len() >= limit {
            break;
        }
        let sheet = place.sheet();
        let Some(identity) = sheet.identity() else { continue };
        let unit = sheet.value(identity.cell);
        if let Some(found) = prepared.find(unit) {
            let (range, container) = (sheet.range(identity.cell).shifted(place.base), String::new());
            all.push(FoundSymbol { name: named(unit, found), container, kind: SymbolKind::Sheet, range, found });
        }
        if prepared.is_empty() {
            continue;
        }
        for cell in sheet.indicators.iter().filter_map(|of| sheet.indicator_cell(of, ColumnKind::Name)) {
            let name = sheet.value(cell);
            let found = match known.get(name) {
                Some(found) => *found,
                None => *known.entry(name.to_owned()).or_insert_with(|| prepared.find(name)),
            };
            if let Some(found) = found {
                let (range, container) = (sheet.range(cell).shifted(place.base), unit.to_owned());
                all.push(FoundSymbol {
                    name: named(name, found),
                    container,
                    kind: SymbolKind::Indicator,
                    range,
                    found,
                });
            }
        }
    }
    all.truncate(limit);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Lang;
    use crate::ide::testing::{PUBLISHED, analysis};

    /// Asserts what `query` finds first in the published book, and how many it finds.
    #[track_caller]
    fn check(query: &str, first: &str, count: usize) {
        for text in PUBLISHED {
            let found = workspace_symbols(&analysis(text, Lang::Zh), query, 1000);
            assert_eq!(
                (found.first().map_or("", |symbol| symbol.name.as_str()), found.len()),
                (first, count),
                "{query}"
            );
            for symbol in &found {
                let name = symbol.name.trim_end_matches(&format!(" [{query}]")).to_owned();
                assert_eq!(text[symbol.range.usize()].replace(' ', ""), name.replace(' ', ""));
            }
        }
    }

    #[test]
    fn units_and_indicators_of_the_published_book() {
        check("703002", "703002朝阳市节能监察支队-211300000", 1);
        check("jnjczd", "703002朝阳市节能监察支队-211300000 [jnjczd]", 1);
        check("节能监察支队", "703002朝阳市节能监察支队-211300000", 1);
        check("yszxl", "预算执行率 [yszxl]", 6);
        check("在职人员控制率", "在职人员控制率", 5);
        check("", "703001朝阳市工业和信息化局-211300000", 6);
        check("xyzxyz", "", 0);
    }

    #[test]
    fn no_more_than_asked_for() {
        assert_eq!(workspace_symbols(&analysis(PUBLISHED[1], Lang::Zh), "率", 7).len(), 7);
    }
}
