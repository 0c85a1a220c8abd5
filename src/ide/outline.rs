//! Document symbols: book, sheets, sections, classes, groups, indicators.

mod headings;

use super::{Analysis, SheetPlace};
use crate::diagnostic::Lang;
use crate::profile::{ColumnKind, Shape};
use crate::sheet::{CellRef, Indicator, NO_CELL, RowRole, Sheet};
use crate::text::TextRange;

/// Something that has a name in a book. Ranges count from the text's start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its name, never empty.
    pub name: String,
    /// A few words more; empty when there is nothing to say.
    pub detail: String,
    /// What it is.
    pub kind: SymbolKind,
    /// All of its rows; those of its children are in it.
    pub range: TextRange,
    /// Where its name stands, within its range.
    pub selection: TextRange,
    /// What it holds, in order.
    pub children: Vec<Symbol>,
}

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SymbolKind {
    /// The book, by its title.
    Book,
    /// A sheet, by its budget unit.
    Sheet,
    /// A section.
    Section,
    /// A task, or another item of a list.
    Item,
    /// A class.
    Class,
    /// A group.
    Group,
    /// An indicator.
    Indicator,
}

/// Of a book of more sheets the outline has the sheets alone: nobody looks through all their rows, and an editor asks for
/// it after every pause.
const MOST_WHOLE: usize = 500;

/// The outline of the whole text, which is read for it; of a book of many sheets those that have changed since it was asked
/// last.
pub fn document_symbols(analysis: &Analysis) -> Vec<Symbol> {
    let lang = analysis.settings().lang;
    let mut sheets: Vec<Symbol> = Vec::new();
    let mut title: Option<Symbol> = None;
    let whole = analysis.sheets().len() <= MOST_WHOLE;
    for (place, state) in analysis.places().zip(analysis.states.iter()) {
        if !whole && !sheets.is_empty() {
            let (base, lang) = (place.base, lang);
            let alone = state.symbol.get_or_init(|| {
                let place = SheetPlace { base: 0, ..place };
                self::sheet(&place.sheet(), &place, false, lang).map(Box::new)
            });
            sheets.extend(alone.as_deref().cloned().map(|mut symbol| {
                shift(&mut symbol, base);
                symbol
            }));
            continue;
        }
        let sheet = place.sheet();
        if title.is_none() && sheets.is_empty() {
            title = self::title(&sheet, &place);
        }
        sheets.extend(self::sheet(&sheet, &place, whole, lang));
    }
    // The title of the first sheet is that of the book where no sheet has a form of its own.
    let one_form = analysis.places().all(|place| !place.profile.by_headings());
    match title.filter(|_| one_form) {
        Some(mut book) => {
            let end = sheets.last().map_or(book.range.end, |last| last.range.end);
            book.range = TextRange::new(book.range.start, end.max(book.range.end));
            book.children = sheets;
            vec![book]
        }
        None => sheets,
    }
}

/// The title, when it stands before the first sheet.
fn title(sheet: &Sheet<'_>, place: &SheetPlace) -> Option<Symbol> {
    if sheet.headings.is_some() {
        return None;
    }
    let row = sheet.roles.iter().position(|role| *role == RowRole::Title)?;
    let identity = sheet.sections.first().map_or(usize::MAX, |view| view.first);
    let (cell, _) = sheet.values(row as u32).next()?;
    let selection = sheet.range(CellRef { row: row as u32, cell }).shifted(place.base);
    let name = sheet.value(CellRef { row: row as u32, cell }).to_owned();
    let (detail, children) = (String::new(), Vec::new());
    (row < identity).then_some(Symbol { name, detail, kind: SymbolKind::Book, range: selection, selection, children })
}

/// A sheet; the `whole` one with its sections and what is in them.
fn sheet(sheet: &Sheet<'_>, place: &SheetPlace, whole: bool, lang: Lang) -> Option<Symbol> {
    if let Some(headings) = &sheet.headings {
        return headings::sheet(sheet, headings, place, whole, lang);
    }
    let first = sheet.sections.first()?;
    let inside = if whole { sheet.sections.len() } else { 0 };
    let mut children: Vec<Symbol> = (0..inside).map(|open| section(sheet, open, lang)).collect();
    children.iter_mut().for_each(|child| shift(child, place.base));
    let range = rows(sheet, first.first, sheet.roles.len()).shifted(place.base);
    let identity = sheet.identity();
    let part = |range: Option<TextRange>| range.map_or("", |range| &sheet.text[range.usize()]);
    let name = part(identity.and_then(|identity| identity.name));
    let detail = part(identity.and_then(|identity| identity.code)).to_owned();
    let label = sheet.range(first.label);
    let selection = identity.map_or(label, |identity| sheet.range(identity.cell)).shifted(place.base);
    let name = if name.is_empty() { sheet.value(first.label) } else { name };
    Some(symbol(name, detail, SymbolKind::Sheet, range, selection, children, lang))
}

/// The section that is opened as the `open`-th; counted from the sheet's start.
fn section(sheet: &Sheet<'_>, open: usize, lang: Lang) -> Symbol {
    let view = &sheet.sections[open];
    let range = rows(sheet, view.first, view.end);
    let selection = sheet.range(view.label);
    let (mut detail, mut children) = (String::new(), Vec::new());
    match view.section.filter(|_| !view.duplicate).map(|section| &sheet.profile.sections[section].shape) {
        Some(Shape::Field(_)) => {
            detail = sheet.field(open).map_or_else(String::new, |cell| sheet.value(cell).to_owned());
        }
        Some(Shape::List(_)) => {
            let items = sheet.items.iter().filter(|(section, _)| Some(*section) == view.section);
            children.extend(items.filter_map(|(_, item)| {
                let mut cells = item.cells.iter().filter(|cell| **cell != NO_CELL);
                let mut next = || cells.next().map(|&cell| CellRef { row: item.row, cell: u32::from(cell) });
                let name = next()?;
                let detail = next().map_or_else(String::new, |cell| sheet.value(cell).to_owned());
                let (range, selection) = (sheet.row(item.row).range(), sheet.range(name));
                Some(symbol(sheet.value(name), detail, SymbolKind::Item, range, selection, Vec::new(), lang))
            }));
        }
        Some(Shape::Indicators(_)) => children = indicators(sheet, &sheet.indicators, lang),
        Some(Shape::Breakdown(_) | Shape::Text) | None => {}
    }
    symbol(sheet.value(view.label), detail, SymbolKind::Section, range, selection, children, lang)
}

/// The indicators under their groups and classes.
fn indicators(sheet: &Sheet<'_>, all: &[Indicator], lang: Lang) -> Vec<Symbol> {
    let text = |cell: Option<CellRef>| cell.map(|cell| sheet.profile.canonical(sheet.value(cell)));
    let same = |a: &Indicator, b: &Indicator| text(a.class) == text(b.class);
    let mut classes = Vec::new();
    for of_class in all.chunk_by(same) {
        let mut groups = Vec::new();
        for of_group in of_class.chunk_by(|a, b| text(a.group) == text(b.group)) {
            let leaves = of_group.iter().map(|indicator| leaf(sheet, indicator, lang)).collect();
            parent(sheet, of_group, of_group[0].group, SymbolKind::Group, leaves, &mut groups, lang);
        }
        parent(sheet, of_class, of_class[0].class, SymbolKind::Class, groups, &mut classes, lang);
    }
    classes
}

/// Adds the parent that `cell` states to `out`, or its children where nothing states it.
fn parent(
    sheet: &Sheet<'_>,
    rows: &[Indicator],
    cell: Option<CellRef>,
    kind: SymbolKind,
    children: Vec<Symbol>,
    out: &mut Vec<Symbol>,
    lang: Lang,
) {
    match (cell, rows) {
        (Some(cell), [first, .., last]) | (Some(cell), [first @ last]) => {
            let range = sheet.row(first.row).range().cover(sheet.row(last.row).range());
            out.push(symbol(sheet.value(cell), String::new(), kind, range, sheet.range(cell), children, lang));
        }
        _ => out.extend(children),
    }
}

fn leaf(sheet: &Sheet<'_>, indicator: &Indicator, lang: Lang) -> Symbol {
    let name = sheet.indicator_cell(indicator, ColumnKind::Name);
    let value = |kind| sheet.indicator_value(indicator, kind);
    let (operator, target, measure) =
        (value(ColumnKind::Operator), value(ColumnKind::Value), value(ColumnKind::Measure));
    let detail = super::describe::target(operator, target, measure);
    let range = sheet.row(indicator.row).range();
    let selection = name.map_or(range, |cell| sheet.range(cell));
    let row = &sheet.text[range.usize()];
    let name = name.map_or(row.trim(), |cell| sheet.value(cell));
    symbol(name, detail, SymbolKind::Indicator, range, selection, Vec::new(), lang)
}

/// The rows `first..end` without the blank ones at their end.
fn rows(sheet: &Sheet<'_>, first: usize, end: usize) -> TextRange {
    let blank = |at: usize| matches!(sheet.roles[at], RowRole::Blank | RowRole::Title);
    let last = (first..end).rev().find(|&at| !blank(at)).unwrap_or(first);
    let range = |at: usize| sheet.row(at as u32).range();
    range(first).cover(range(last))
}

fn symbol(
    name: &str,
    detail: String,
    kind: SymbolKind,
    range: TextRange,
    selection: TextRange,
    children: Vec<Symbol>,
    lang: Lang,
) -> Symbol {
    let name: String = name.chars().map(|c| if c == '\t' { ' ' } else { c }).collect();
    let name = if name.trim().is_empty() { lang.pick("（未命名）", "(unnamed)").to_owned() } else { name };
    // What states a parent may stand above the rows that it holds for.
    let inside = range.start <= selection.start && selection.end <= range.end;
    let selection = if inside { selection } else { TextRange::empty(range.start) };
    Symbol { name, detail, kind, range, selection, children }
}

fn shift(symbol: &mut Symbol, base: u32) {
    symbol.range = symbol.range.shifted(base);
    symbol.selection = symbol.selection.shifted(base);
    symbol.children.iter_mut().for_each(|child| shift(child, base));
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use expect_test::expect;

    use super::*;
    use crate::ide::testing::{PUBLISHED, analysis, check};

    fn draw(symbols: &[Symbol], depth: usize, out: &mut String) {
        for Symbol { name, detail, kind, children, .. } in symbols {
            let detail = if detail.is_empty() { String::new() } else { format!("  {detail}") };
            let _ = writeln!(out, "{}{kind:?} {name}{detail}", "  ".repeat(depth));
            draw(children, depth + 1, out);
        }
    }

    /// Asserts that every range is in that of its parent.
    fn assert_nested(symbols: &[Symbol], outer: TextRange) {
        for Symbol { name, range, selection, children, .. } in symbols {
            assert!(outer.start <= range.start && range.end <= outer.end, "{name}");
            assert!(range.start <= selection.start && selection.end <= range.end, "{name}");
            assert_nested(children, *range);
        }
    }

    #[test]
    fn a_long_book_has_its_sheets_alone() {
        let text = "部门（单位）名称\t703001甲局-211300000\n年度预算收入\t1\n\n".repeat(MOST_WHOLE + 1);
        let symbols = document_symbols(&analysis(&text, Lang::Zh));
        assert!(symbols.len() == MOST_WHOLE + 1 && symbols.iter().all(|symbol| symbol.children.is_empty()));
    }

    #[test]
    fn a_book() {
        check(
            &expect![[r#"
                2021年部门（单位）整体绩效目标表

                部门（单位）名称⇥703001朝阳市工业和信息化局-211300000
                年度预算收入⇥537.12
                年度主要任务⇥对应项目⇥预算资金情况（万元）
                ⇥工信产业监管专项业务经费⇥5.00
                年度绩效目标⇥做好工作。
                年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
                ⇥履职效能⇥重点工作履行情况⇥重点工作办结率⇥=⇥100⇥%⇥2021-12
                ⇥⇥整体工作完成情况⇥工作完成及时率⇥=⇥100⇥%⇥2021-12
                ⇥⇥工作质量达标率⇥⇥=⇥100⇥%⇥2021-12⇥
                ⇥预算执行⇥预算执行效率⇥预算调整率⇥<=⇥5⇥%⇥2021-12

                部门（单位）名称⇥703002
                年度绩效指标⇥一级指标⇥二级指标⇥三级指标⇥运算符号⇥指标值⇥度量单位⇥完成时限
                ⇥⇥⇥工作质量达标率⇥=⇥100⇥%⇥2021-12
                ---
                Book 2021年部门（单位）整体绩效目标表
                  Sheet 朝阳市工业和信息化局  703001
                    Section 部门（单位）名称  703001朝阳市工业和信息化局-211300000
                    Section 年度预算收入  537.12
                    Section 年度主要任务
                      Item 工信产业监管专项业务经费  5.00
                    Section 年度绩效目标
                    Section 年度绩效指标
                      Class 履职效能
                        Group 重点工作履行情况
                          Indicator 重点工作办结率  = 100 %
                        Group 整体工作完成情况
                          Indicator 工作完成及时率  = 100 %
                          Indicator 工作质量达标率  = 100 %
                      Class 预算执行
                        Group 预算执行效率
                          Indicator 预算调整率  <= 5 %
                  Sheet 部门（单位）名称  703002
                    Section 部门（单位）名称  703002
                    Section 年度绩效指标
                      Indicator 工作质量达标率  = 100 %
            "#]],
            |fixture| {
                let mut out = String::new();
                draw(&document_symbols(&fixture.analysis), 0, &mut out);
                out
            },
        );
    }

    #[test]
    fn the_published_book() {
        for text in PUBLISHED {
            let symbols = document_symbols(&analysis(text, Lang::Zh));
            assert_nested(&symbols, TextRange::new(0, text.len() as u32));
            let [book] = &symbols[..] else { panic!("the book has a title") };
            let names: Vec<&str> = book.children.iter().map(|sheet| sheet.name.as_str()).collect();
            assert_eq!(names[..2], ["朝阳市工业和信息化局", "朝阳市节能监察支队"]);
            assert_eq!(names.len(), 6);
            let indicators = book.children[0].children.last().unwrap();
            let classes: Vec<&str> = indicators.children.iter().map(|class| class.name.as_str()).collect();
            assert_eq!(classes, ["履职效能", "预算执行", "管理效率", "运行成本", "社会效应", "可持续性"]);
        }
    }
}
