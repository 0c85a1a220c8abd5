//! missing-standard-indicator: a standard indicator of the form that a sheet lacks.

use smallvec::SmallVec;

use super::common::{insert_rows, line_end, quote, quote_all};
use super::misspelled_indicator;
use crate::diagnostic::{Applicability, Sink, say};
use crate::profile::{ColumnKind, Standard, fold};
use crate::sheet::{CellRef, Damage, Sheet};
use crate::text::Edit;

rule!(
    "missing-standard-indicator",
    Indicators,
    Warning,
    Some(Applicability::Unsafe),
    "缺少表样的共性指标",
    "a standard indicator of the form is absent",
);

/// The standard indicators that the sheet lacks and must have, by index in the form's order. `None` where that cannot be
/// said, and where the form asks for none.
pub(crate) fn missing(sheet: &Sheet<'_>) -> Option<Vec<usize>> {
    sheet.profile.catalogue.required.then(|| absent(sheet)).flatten()
}

/// The standard indicators that the sheet lacks, whether it must have them or not. `None` where that cannot be said: the
/// sheet has no indicators, or two sections of them.
pub(crate) fn absent(sheet: &Sheet<'_>) -> Option<Vec<usize>> {
    let (section, _) = sheet.profile.indicators()?;
    sheet.view_of(section)?;
    // The rows of a section that comes twice are read once only.
    if sheet.sections.iter().any(|view| view.section == Some(section) && view.duplicate) {
        return None;
    }
    let mut seen: SmallVec<[bool; 64]> = SmallVec::from_elem(false, sheet.profile.catalogue.standards.len());
    for indicator in &sheet.indicators {
        if let Some(standard) = indicator.standard {
            seen[standard as usize] = true;
        } else if indicator.is_in_doubt() {
            // A row that cannot be read may be the one that seems absent.
            for (cell, _) in sheet.values(indicator.row) {
                let word = sheet.profile.word(sheet.value(CellRef { row: indicator.row, cell }));
                if let Some(standard) = word.standard {
                    seen[standard as usize] = true;
                }
            }
        }
    }
    if seen.contains(&false) {
        // A row whose name is misspelled is not absent.
        for indicator in sheet.indicators.iter().filter(|indicator| indicator.standard.is_none()) {
            if let Some(standard) = misspelled_indicator::meant(sheet, indicator) {
                seen[standard] = true;
            }
        }
    }
    Some(seen.iter().enumerate().filter(|(_, seen)| !**seen).map(|(at, _)| at).collect())
}

pub(super) fn check(sheet: &Sheet<'_>, sink: &mut Sink) {
    let Some(missing) = missing(sheet) else { return };
    let Some(open) = sheet.profile.indicators().and_then(|(section, _)| sheet.view_of(section)) else { return };
    let catalogue = &sheet.profile.catalogue;
    let missing: Vec<&Standard> = missing.into_iter().map(|at| &catalogue.standards[at]).collect();
    // A sheet that has hardly been begun is told so once.
    if missing.len() > 1 && 2 * missing.len() > catalogue.standards.len() {
        report_all(sheet, sink, &missing, open);
        return;
    }
    for standard in missing {
        let group = &catalogue.groups[standard.group as usize].name;
        let lang = sink.lang;
        let (name, shown) = (quote(&standard.name), quote(group));
        let message = say!(
            lang,
            "缺少共性指标{name}（二级指标{shown}下），请补上",
            "the standard indicator {name} is missing (under {shown}); add it"
        );
        let place = siblings(sheet, standard).next().and_then(|at| sheet.indicators[at].group);
        let range = sheet.range(place.unwrap_or(sheet.sections[open].label));
        let finding = sink.report(&RULE, range, message);
        // Where its name is only misspelled, a second row would be too much.
        if let Some(cell) = misspelled(sheet, standard) {
            finding.relate(sheet.range(cell), say!(lang, "这一行的名称与它相近", "this name is nearly the same"));
        } else if let Some(edits) = insertion(sheet, &[standard], open) {
            finding.fix(Applicability::Unsafe, say!(lang, "插入{name}一行", "insert the row {name}"), edits);
        }
    }
}

/// The edits that insert all standard indicators that the sheet lacks, each under its parents, and how many they are.
/// `None` when there is none or damage is in the way.
pub fn insert_all(sheet: &Sheet<'_>) -> Option<(usize, Vec<Edit>)> {
    let open = sheet.profile.indicators().and_then(|(section, _)| sheet.view_of(section))?;
    let mut missing: Vec<&Standard> =
        missing(sheet)?.into_iter().map(|at| &sheet.profile.catalogue.standards[at]).collect();
    missing.retain(|standard| misspelled(sheet, standard).is_none());
    let edits = insertion(sheet, &missing, open).filter(|_| !missing.is_empty())?;
    Some((missing.len(), edits))
}

fn report_all(sheet: &Sheet<'_>, sink: &mut Sink, missing: &[&Standard], open: usize) {
    let (lang, count, all) = (sink.lang, missing.len(), sheet.profile.catalogue.standards.len());
    let first = quote_all(missing.iter().take(NAMED).map(|standard| standard.name.as_str()), lang);
    let more = if count > NAMED { lang.pick("等", " and others") } else { "" };
    let message = if count == all {
        say!(lang, "表样的 {all} 个共性指标一个也没有，请补上", "none of the form's {all} standard indicators is there; add them")
    } else {
        say!(
            lang,
            "表样的 {all} 个共性指标缺了 {count} 个，请补上：{first}{more}",
            "of the form's {all} standard indicators {count} are missing: {first}{more}"
        )
    };
    let finding = sink.report(&RULE, sheet.range(sheet.sections[open].label), message);
    if let Some(edits) = insertion(sheet, missing, open) {
        finding.fix(
            Applicability::Unsafe,
            say!(lang, "插入缺少的 {count} 行", "insert the {count} missing rows"),
            edits,
        );
    }
}

/// How many of many missing indicators a message names.
const NAMED: usize = 3;

/// The name of an indicator of the unit's own that is nearly that of `standard`: at most a quarter of it differs.
fn misspelled(sheet: &Sheet<'_>, standard: &Standard) -> Option<CellRef> {
    let own = sheet.indicators.iter().filter(|indicator| indicator.standard.is_none());
    let expected = fold(&standard.name);
    let length = expected.chars().count();
    own.filter_map(|indicator| sheet.indicator_cell(indicator, ColumnKind::Name)).find(|&cell| {
        let name = fold(sheet.value(cell));
        name.chars().count() <= 2 * length && 4 * strsim::damerau_levenshtein(&expected, &name) <= length
    })
}

/// The indicators under the group of `standard`, by index.
fn siblings<'s>(sheet: &'s Sheet<'_>, standard: &'s Standard) -> impl Iterator<Item = usize> + 's {
    let group = &sheet.profile.catalogue.groups[standard.group as usize].name;
    let class = &sheet.profile.catalogue.classes[standard.class as usize];
    let known = |cell: Option<CellRef>| cell.map(|cell| sheet.profile.canonical(sheet.value(cell)));
    (0..sheet.indicators.len()).filter(move |&at| {
        let indicator = &sheet.indicators[at];
        known(indicator.group) == Some(group.as_str()) && known(indicator.class) == Some(class.as_str())
    })
}

/// A row to insert: the row it goes behind, how far up the tree it has to state its parents (0 not at all, 1 the group,
/// 2 both), and what it is.
type Place<'s> = (usize, u8, &'s Standard);

/// Inserts rows, each behind the last one of its group, or of its class, or behind the last indicator. `None` where
/// damage holds such a place together with the next row.
fn insertion(sheet: &Sheet<'_>, standards: &[&Standard], open: usize) -> Option<Vec<Edit>> {
    let mut places: Vec<Place<'_>> = standards.iter().map(|standard| place(sheet, standard, open)).collect();
    // What needs no parents comes first, so that it still stands below its own.
    places.sort_by_key(|&(row, parents, _)| (row, parents));
    let hoists = |row: usize| {
        sheet.indicators.iter().any(|indicator| {
            matches!(indicator.damage.as_deref(), Some(Damage::Hoisted(hoist)) if hoist.carrier as usize == row)
        })
    };
    if places.iter().any(|&(row, _, _)| hoists(row)) {
        return None;
    }
    let rows = sheet.syntax.rows().len();
    let mut edits = Vec::new();
    for run in places.chunk_by(|one, other| one.0 == other.0) {
        let (row, text) = (run[0].0, spell(sheet, run));
        edits.push(insert_rows(sheet, (row + 1 < rows).then_some(row + 1), row, &text));
    }
    Some(edits)
}

fn place<'s>(sheet: &Sheet<'_>, standard: &'s Standard, open: usize) -> Place<'s> {
    let class = &sheet.profile.catalogue.classes[standard.class as usize];
    let in_class = |at: &usize| {
        let cell = sheet.indicators[*at].class;
        cell.is_some_and(|cell| sheet.profile.canonical(sheet.value(cell)) == class)
    };
    let (behind, parents) = match siblings(sheet, standard).last() {
        Some(at) => (Some(at), 0),
        None => match (0..sheet.indicators.len()).rfind(in_class) {
            Some(at) => (Some(at), 1),
            None => (sheet.indicators.len().checked_sub(1), 2),
        },
    };
    let row = behind.map_or(sheet.sections[open].first, |at| sheet.indicators[at].row as usize);
    (row, parents, standard)
}

/// The rows of `places`, a class or a group stated where it begins.
fn spell(sheet: &Sheet<'_>, places: &[Place<'_>]) -> String {
    let Some((_, columns)) = sheet.profile.indicators() else { return String::new() };
    let catalogue = &sheet.profile.catalogue;
    let deadline = sheet.fiscal_year.map(|year| format!("{year}-12")).unwrap_or_default();
    let mut rows: Vec<String> = Vec::with_capacity(places.len());
    let mut last: Option<&Standard> = None;
    for &(_, parents, standard) in places {
        let class = parents == 2 && last.is_none_or(|last| last.class != standard.class);
        let group = class || (parents > 0 && last.is_none_or(|last| last.group != standard.group));
        let mut row = String::new();
        for column in columns {
            row.push('\t');
            let target = if column.kind == ColumnKind::Target { standard.target() } else { String::new() };
            row.push_str(match column.kind {
                ColumnKind::Class if class => &catalogue.classes[standard.class as usize],
                ColumnKind::Group if group => &catalogue.groups[standard.group as usize].name,
                ColumnKind::Name => &standard.name,
                ColumnKind::Operator => &standard.operator,
                ColumnKind::Value => &standard.value,
                ColumnKind::Measure => &standard.measure,
                ColumnKind::Target => &target,
                ColumnKind::Deadline => &deadline,
                _ => "",
            });
        }
        rows.push(row.trim_end_matches('\t').to_owned());
        last = Some(standard);
    }
    rows.join(line_end(sheet))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::rules::testing::check;

    #[test]
    fn the_last_of_a_group() {
        check(&expect![[r#"
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥综合管理水平⇥⇥管理规范⇥⇥2021-12
            ⇥预算执行⇥预算执行效率⇥结转结余变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥预算调整率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12
            ⇥管理效率⇥预算编制管理⇥预算绩效目标覆盖率⇥=⇥100⇥%⇥2021-12
            ⇥⇥预算监督管理⇥预决算公开情况⇥⇥全部公开⇥⇥2021-12
            ⇥⇥预算收支管理⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥预算支出管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥财务管理⇥内控制度有效性⇥⇥制度有效⇥⇥2021-12
            ⇥⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥运行成本⇥⟦成本控制成效⟧⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            //~ warning[missing-standard-indicator]: 缺少共性指标“在职人员控制率”（二级指标“成本控制成效”下），请补上
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
            --- fix: 插入“在职人员控制率”一行
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥综合管理水平⇥⇥管理规范⇥⇥2021-12
            ⇥预算执行⇥预算执行效率⇥结转结余变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥预算调整率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12
            ⇥管理效率⇥预算编制管理⇥预算绩效目标覆盖率⇥=⇥100⇥%⇥2021-12
            ⇥⇥预算监督管理⇥预决算公开情况⇥⇥全部公开⇥⇥2021-12
            ⇥⇥预算收支管理⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥预算支出管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥财务管理⇥内控制度有效性⇥⇥制度有效⇥⇥2021-12
            ⇥⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥在职人员控制率⇥<=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn a_whole_group() {
        check(&expect![[r#"
            ⟦年度绩效指标⟧⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            //~ warning[missing-standard-indicator]: 缺少共性指标“内控制度有效性”（二级指标“财务管理”下），请补上
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥综合管理水平⇥⇥管理规范⇥⇥2021-12
            ⇥预算执行⇥预算执行效率⇥结转结余变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥预算调整率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12
            ⇥管理效率⇥预算编制管理⇥预算绩效目标覆盖率⇥=⇥100⇥%⇥2021-12
            ⇥⇥预算监督管理⇥预决算公开情况⇥⇥全部公开⇥⇥2021-12
            ⇥⇥预算收支管理⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥预算支出管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥在职人员控制率⇥<=⇥100⇥%⇥2021-12
            --- fix: 插入“内控制度有效性”一行
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥综合管理水平⇥⇥管理规范⇥⇥2021-12
            ⇥预算执行⇥预算执行效率⇥结转结余变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥预算调整率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12
            ⇥管理效率⇥预算编制管理⇥预算绩效目标覆盖率⇥=⇥100⇥%⇥2021-12
            ⇥⇥预算监督管理⇥预决算公开情况⇥⇥全部公开⇥⇥2021-12
            ⇥⇥预算收支管理⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥预算支出管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥⇥财务管理⇥内控制度有效性⇥⇥制度有效⇥⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥在职人员控制率⇥<=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn a_misspelled_one_is_not_put_there_twice() {
        check(&expect![[r#"
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥综合管理水平⇥⇥管理规范⇥⇥2021-12
            ⇥预算执行⇥预算执行效率⇥结转结余变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥预算调整率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12
            ⇥管理效率⇥预算编制管理⇥预算绩效目标覆盖率⇥=⇥100⇥%⇥2021-12
            ⇥⇥预算监督管理⇥预决算公开情况⇥⇥全部公开⇥⇥2021-12
            ⇥⇥预算收支管理⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥预算支出管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥财务管理⇥内控制度有效性⇥⇥制度有效⇥⇥2021-12
            ⇥⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⟦业务管理⟧⇥政府采购管理违规行为发生次数⇥=⇥0⇥次⇥2021-12
            //~ warning[missing-standard-indicator]: 缺少共性指标“政府采购管理违法违规行为发生次数”（二级指标“业务管理”下），请补上
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥在职人员控制率⇥<=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn a_sheet_hardly_begun() {
        check(&expect![[r#"
            ⟦年度绩效指标⟧⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            //~ warning[missing-standard-indicator]: 表样的 19 个共性指标缺了 17 个，请补上：“工作完成及时率”“工作质量达标率”“总体工作完成率”等
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥社会效应⇥服务对象满意度⇥服务企业满意度⇥>=⇥90⇥%⇥2021-12
            --- fix: 插入缺少的 17 行
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥综合管理水平⇥⇥管理规范⇥⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥社会效应⇥服务对象满意度⇥服务企业满意度⇥>=⇥90⇥%⇥2021-12
            ⇥预算执行⇥预算执行效率⇥结转结余变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥预算调整率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12
            ⇥管理效率⇥预算编制管理⇥预算绩效目标覆盖率⇥=⇥100⇥%⇥2021-12
            ⇥⇥预算监督管理⇥预决算公开情况⇥⇥全部公开⇥⇥2021-12
            ⇥⇥预算收支管理⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥预算支出管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥财务管理⇥内控制度有效性⇥⇥制度有效⇥⇥2021-12
            ⇥⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥在职人员控制率⇥<=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn no_indicator_at_all() {
        check(&expect![[r#"
            ⟦年度绩效指标⟧⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            //~ warning[missing-standard-indicator]: 表样的 19 个共性指标一个也没有，请补上
        "#]]);
    }

    #[test]
    fn a_row_is_not_put_between_hoisted_parents_and_theirs() {
        check(&expect![[r#"
            ⟦年度绩效指标⟧⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            //~ warning[missing-standard-indicator]: 缺少共性指标“固定资产利用率”（二级指标“资产管理”下），请补上
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥综合管理水平⇥⇥管理规范⇥⇥2021-12
            ⇥预算执行⇥预算执行效率⇥结转结余变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥预算调整率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12
            ⇥管理效率⇥预算编制管理⇥预算绩效目标覆盖率⇥=⇥100⇥%⇥2021-12
            ⇥⇥预算监督管理⇥预决算公开情况⇥⇥全部公开⇥⇥2021-12
            ⇥⇥预算收支管理⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥预算支出管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥财务管理⇥内控制度有效性⇥⇥制度有效⇥⇥2021-12
            ⇥⟦运行成本⇥成本控制成效⟧⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            //~ error[hoisted-parent]: “运行成本”“成本控制成效”是下一行的上级指标，提前印在了这一行，应移到下一行
            ⇥⇥⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥在职人员控制率⇥<=⇥100⇥%⇥2021-12
            ---
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥综合管理水平⇥⇥管理规范⇥⇥2021-12
            ⇥预算执行⇥预算执行效率⇥结转结余变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥预算调整率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12
            ⇥管理效率⇥预算编制管理⇥预算绩效目标覆盖率⇥=⇥100⇥%⇥2021-12
            ⇥⇥预算监督管理⇥预决算公开情况⇥⇥全部公开⇥⇥2021-12
            ⇥⇥预算收支管理⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥预算支出管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥财务管理⇥内控制度有效性⇥⇥制度有效⇥⇥2021-12
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥在职人员控制率⇥<=⇥100⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn spelled_otherwise_out_of_place_or_in_doubt() {
        check(&expect![[r#"
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥综合管理水平⇥⇥管理规范⇥⇥2021-12
            ⇥预算执行⇥预算执行效率⇥结转结余变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥预算调整率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12
            ⇥管理效率⇥预算编制管理⇥预算绩效目标覆盖率⇥=⇥100⇥%⇥2021-12
            ⇥⇥预算监督管理⇥预决算公开情况⇥⇥全部公开⇥⇥2021-12
            ⇥⇥预算收支管理⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥预算支出管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥财务管理⇥内控制度有效性⇥⇥制度有效⇥⇥2021-12
            ⇥⇥资产管理⇥⟦固定资产 利用率⟧⇥=⇥100⇥%⇥2021-12
            //~ warning[broken-word]: “固定资产 利用率”中间多了空格
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥⇥⟦人均公用经费变动率⇥<=⇥0⇥%⇥2021-12⟧
            //~ error[misaligned-row]: “人均公用经费变动率”应在“三级指标”栏，却在“运算符号”栏；共 5 个值错位
            ⇥⇥⇥在职人员控制率⇥100⇥<=⇥%⇥2021-12⇥⟦5⟧
            //~ error[stray-cell]: 表样只有 7 栏，这一行多出 1 个值，请核对
            ---
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥综合管理水平⇥⇥管理规范⇥⇥2021-12
            ⇥预算执行⇥预算执行效率⇥结转结余变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥预算调整率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12
            ⇥管理效率⇥预算编制管理⇥预算绩效目标覆盖率⇥=⇥100⇥%⇥2021-12
            ⇥⇥预算监督管理⇥预决算公开情况⇥⇥全部公开⇥⇥2021-12
            ⇥⇥预算收支管理⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥预算支出管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥财务管理⇥内控制度有效性⇥⇥制度有效⇥⇥2021-12
            ⇥⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥在职人员控制率⇥100⇥<=⇥%⇥2021-12⇥5
        "#]]);
    }

    #[test]
    fn in_another_order_and_with_the_unit_s_own() {
        check(&expect![[r#"
            年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
            ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
            ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
            ⇥⇥⇥总体工作完成率⇥=⇥100⇥%⇥2021-12
            ⇥⇥基础管理⇥依法行政能力⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥综合管理水平⇥⇥管理规范⇥⇥2021-12
            ⇥管理效率⇥预算编制管理⇥预算绩效目标覆盖率⇥=⇥100⇥%⇥2021-12
            ⇥⇥预算监督管理⇥预决算公开情况⇥⇥全部公开⇥⇥2021-12
            ⇥⇥预算收支管理⇥预算收入管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥⇥预算支出管理规范性⇥⇥管理规范⇥⇥2021-12
            ⇥⇥财务管理⇥内控制度有效性⇥⇥制度有效⇥⇥2021-12
            ⇥⇥资产管理⇥固定资产利用率⇥=⇥100⇥%⇥2021-12
            ⇥⇥业务管理⇥政府采购管理违法违规行为发生次数⇥=⇥0⇥次⇥2021-12
            ⇥运行成本⇥成本控制成效⇥“三公”经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥人均公用经费变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥在职人员控制率⇥<=⇥100⇥%⇥2021-12
            ⇥预算执行⇥预算执行效率⇥结转结余变动率⇥<=⇥0⇥%⇥2021-12
            ⇥⇥⇥预算调整率⇥<=⇥5⇥%⇥2021-12
            ⇥⇥⇥预算执行率⇥=⇥100⇥%⇥2021-12
            ⇥社会效应⇥服务对象满意度⇥服务企业满意度⇥>=⇥90⇥%⇥2021-12
        "#]]);
    }
}
