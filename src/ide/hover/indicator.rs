//! What an indicator, its parents and its values are.

use super::super::describe::{self, code, literal, target};
use super::super::spot::{RowValues, Spot, parents};
use super::headed;
use crate::diagnostic::{Lang, say};
use crate::profile::{Column, ColumnKind, Profile, Standard};
use crate::rules::missing_standard_indicator::missing;
use crate::sheet::{CellRef, Sheet};

/// The page of a cell in column `column` of an indicator row.
pub(super) fn page(sheet: &Sheet<'_>, spot: &Spot, column: &Column, lang: Lang) -> String {
    let profile = sheet.profile;
    let row = RowValues::new(sheet, spot.at);
    let word = profile.word(row.get(ColumnKind::Name));
    let standard = word.standard.map(|at| &profile.catalogue.standards[usize::from(at)]);
    let standard = sheet
        .indicators
        .iter()
        .find(|indicator| indicator.row == spot.at.row)
        .and_then(|indicator| indicator.standard)
        .map(|at| &profile.catalogue.standards[usize::from(at)])
        .or(standard);
    let expected = || headed(&column.label.text, &describe::expected(profile, column.kind, lang));
    let value = spot.value(sheet);
    match column.kind {
        ColumnKind::Name if !value.is_empty() => match standard {
            Some(standard) => describe::standard(profile, standard, lang),
            None => own(sheet, spot.at, &row, lang),
        },
        ColumnKind::Class | ColumnKind::Group => {
            let (class, group) = parents(sheet, spot.at);
            let of = if column.kind == ColumnKind::Class { class } else { group };
            let Some(name) = of.filter(|of| !of.is_empty()) else { return expected() };
            parent_page(sheet, column, name, lang)
        }
        ColumnKind::Operator | ColumnKind::Value | ColumnKind::Measure | ColumnKind::Target => {
            let usual = standard.map(|of| (literal(&of.name), target(&of.operator, &of.value, &of.measure)));
            match usual.filter(|(_, usual)| !usual.is_empty()) {
                Some((name, usual)) => {
                    let usual = code(&usual);
                    let line = say!(lang, "{name} 通常：{usual}", "{name} is usually {usual}");
                    format!("{}\n\n{line}", expected())
                }
                None => expected(),
            }
        }
        ColumnKind::Deadline => match sheet.fiscal_year {
            Some(year) => {
                let line = say!(lang, "本表是 {year} 年度的", "The sheet is for {year}");
                format!("{}\n\n{line}", expected())
            }
            None => expected(),
        },
        _ => expected(),
    }
}

/// An indicator of the unit's own: where it stands and what it states.
fn own(sheet: &Sheet<'_>, at: CellRef, values: &RowValues<'_>, lang: Lang) -> String {
    let (class, group) = parents(sheet, at);
    let path = [class, group].into_iter().flatten().map(literal).collect::<Vec<_>>().join(" › ");
    let name = values.get(ColumnKind::Name);
    let mut page =
        format!("**{}**\n\n{}", literal(name), lang.pick("本单位自设的个性指标", "An indicator of the unit's own"));
    if !path.is_empty() {
        page.push_str(lang.pick("，属于 ", " under "));
        page.push_str(&path);
    }
    if let Some(better) = describe::better(sheet.profile, name, lang) {
        page.push_str(lang.pick("；", "; "));
        page.push_str(better);
    }
    let value = |kind| values.get(kind);
    let target = target(value(ColumnKind::Operator), value(ColumnKind::Value), value(ColumnKind::Measure));
    if !target.is_empty() {
        page.push_str(&format!("\n\n{}", code(&target)));
    }
    page
}

/// A class or a group in a sheet: its rows, and the standard ones that are missing.
fn parent_page(sheet: &Sheet<'_>, column: &Column, name: &str, lang: Lang) -> String {
    let profile = sheet.profile;
    let catalogue = &profile.catalogue;
    let is_class = column.kind == ColumnKind::Class;
    let name = profile.canonical(name);
    let same = |cell: Option<CellRef>| cell.is_some_and(|cell| profile.canonical(sheet.value(cell)) == name);
    let rows = sheet.indicators.iter().filter(|of| same(if is_class { of.class } else { of.group }));
    let names: Vec<&str> = rows.map(|indicator| sheet.indicator_value(indicator, ColumnKind::Name)).collect();
    let belongs = |standard: &&Standard| {
        if is_class {
            catalogue.classes[usize::from(standard.class)] == name
        } else {
            catalogue.groups[usize::from(standard.group)].name == name
        }
    };
    let missing = missing(sheet).unwrap_or_default().into_iter().map(|at| &catalogue.standards[at]);
    let missing: Vec<&str> = missing.filter(belongs).map(|standard| standard.name.as_str()).collect();
    let label = literal(&column.label.text);
    let mut page = format!("**{}**{}{label}", literal(name), lang.pick("，", ", "));
    page.push_str("\n\n");
    let count = names.len();
    page.push_str(&say!(lang, "本表有 {count} 行", "Rows of this sheet: {count}"));
    page.push_str(&bullets(names.into_iter()));
    if !missing.is_empty() {
        page.push_str("\n\n");
        page.push_str(lang.pick("缺少的共性指标：", "Standard indicators that are missing:"));
        page.push_str(&bullets(missing.into_iter()));
    }
    page
}

/// What the form has under a class.
pub(in crate::ide) fn class_page(profile: &Profile, at: usize, lang: Lang) -> Option<String> {
    let catalogue = &profile.catalogue;
    let name = catalogue.classes.get(at)?;
    let groups = catalogue.groups.iter().filter(|group| usize::from(group.class) == at);
    let groups = bullets(groups.map(|group| group.name.as_str()));
    let name = literal(name);
    Some(say!(lang, "**{name}**，其下的二级指标：{groups}", "**{name}**, with these groups:{groups}"))
}

/// What the form has under a group.
pub(in crate::ide) fn group_page(profile: &Profile, at: usize, lang: Lang) -> Option<String> {
    let catalogue = &profile.catalogue;
    let group = catalogue.groups.get(at)?;
    let standards = catalogue.standards.iter().filter(|standard| usize::from(standard.group) == at);
    let standards = bullets(standards.map(|standard| standard.name.as_str()));
    let (name, class) = (literal(&group.name), literal(&catalogue.classes[usize::from(group.class)]));
    if standards.is_empty() {
        return Some(say!(
            lang,
            "**{name}**，属于 {class}；其下是本单位自设的个性指标",
            "**{name}** of {class}; its indicators are the unit's own"
        ));
    }
    Some(say!(
        lang,
        "**{name}**，属于 {class}，其下的共性指标：{standards}",
        "**{name}** of {class}, with these standard indicators:{standards}"
    ))
}

fn bullets<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut list = String::new();
    for name in names.filter(|name| !name.is_empty()) {
        list.push_str("\n- ");
        list.push_str(&literal(name));
    }
    // A list begins behind an empty line.
    if list.is_empty() { list } else { format!("\n{list}") }
}
