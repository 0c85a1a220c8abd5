//! From a place to what it depends on and back: parents, sums, the same indicator, the same budget unit.

use super::Analysis;
use crate::profile::{ColumnKind, Term, TermRows};
use crate::sheet::{AmountPlace, CellRef, CodeNumber, Indicator, Sheet, SheetFacts};
use crate::text::TextRange;

/// What a place speaks of.
enum Subject {
    /// Amounts: one, or those of an item.
    Amounts(Vec<CellRef>),
    /// A class or a group, by the cell that states it.
    Parent(CellRef),
    /// An indicator, by its name.
    Name(CellRef),
    /// The budget unit.
    Unit(CodeNumber),
}

impl Analysis {
    /// Where what stands at byte `offset` comes from: of an empty or repeated parent the cell that states it, of a task the
    /// part of the breakdown that it belongs to, of a part its total, of the unit's code the identity row itself.
    pub fn definition(&self, offset: u32) -> Vec<TextRange> {
        let offset = self.clamp(TextRange::empty(offset)).start;
        let Some(place) = self.sheet_at(offset) else { return Vec::new() };
        let sheet = place.sheet();
        let cells = match place.cell_at(offset).and_then(|at| subject(&sheet, at)) {
            Some(Subject::Amounts(amounts)) => totals(&sheet, &amounts),
            Some(Subject::Parent(cell) | Subject::Name(cell)) => vec![cell],
            Some(Subject::Unit(_)) => sheet.identity().map(|identity| identity.cell).into_iter().collect(),
            None => Vec::new(),
        };
        cells.into_iter().map(|cell| place.in_text(sheet.range(cell))).collect()
    }

    /// What depends on what stands at byte `offset`, in this text: the parts of a total and the tasks of a part, the
    /// indicators under a parent, the rows of all sheets that have the same indicator, the sheets of the same unit. The
    /// place itself comes with them when `declaration` asks for it.
    pub fn references(&self, offset: u32, declaration: bool) -> Vec<TextRange> {
        let offset = self.clamp(TextRange::empty(offset)).start;
        let Some(place) = self.sheet_at(offset) else { return Vec::new() };
        let sheet = place.sheet();
        let (own, mut found) = match place.cell_at(offset).and_then(|at| subject(&sheet, at)) {
            Some(Subject::Amounts(amounts)) => (amounts.clone(), in_text(&place, &sheet, parts(&sheet, &amounts))),
            Some(Subject::Parent(parent)) => {
                let under = |indicator: &&Indicator| [indicator.class, indicator.group].contains(&Some(parent));
                let names = sheet.indicators.iter().filter(under);
                let names = names.filter_map(|indicator| sheet.indicator_cell(indicator, ColumnKind::Name));
                (vec![parent], in_text(&place, &sheet, names))
            }
            Some(Subject::Name(name)) => (vec![name], self.named(sheet.profile.canonical(sheet.value(name)))),
            Some(Subject::Unit(code)) => (Vec::new(), self.sheets_of_unit(code)),
            None => return Vec::new(),
        };
        let own: Vec<TextRange> = in_text(&place, &sheet, own);
        found.retain(|range| !own.contains(range));
        if declaration {
            found.extend(own);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The code of the budget unit whose identity stands at byte `offset`.
    pub fn unit_at(&self, offset: u32) -> Option<CodeNumber> {
        let offset = self.clamp(TextRange::empty(offset)).start;
        let place = self.sheet_at(offset)?;
        match subject(&place.sheet(), place.cell_at(offset)?)? {
            Subject::Unit(code) => Some(code),
            _ => None,
        }
    }

    /// Where sheets of the unit with that code name it.
    pub fn sheets_of_unit(&self, code: CodeNumber) -> Vec<TextRange> {
        let facts = self.places().map(|place| (place.base, SheetFacts::of(&place.sheet())));
        facts.filter_map(|(base, facts)| names_unit(&facts, code).map(|range| range.shifted(base))).collect()
    }

    /// The name cells of all sheets that hold `name`, as the form spells it.
    fn named(&self, name: &str) -> Vec<TextRange> {
        let mut found = Vec::new();
        for place in self.places() {
            // Reading a sheet costs far more than looking for the name in it; a name in another width has blanks or signs.
            let folds = || crate::profile::fold(&place.syntax.text).contains(&crate::profile::fold(name));
            if !place.syntax.text.contains(name) && !folds() {
                continue;
            }
            let sheet = place.sheet();
            let names = sheet.indicators.iter().filter_map(|of| sheet.indicator_cell(of, ColumnKind::Name));
            let names = names.filter(|cell| sheet.profile.canonical(sheet.value(*cell)) == name);
            found.extend(names.map(|cell| place.in_text(sheet.range(cell))));
        }
        found
    }
}

/// Where a sheet with those facts names the unit of that code, counted from the sheet's start.
pub fn names_unit(facts: &SheetFacts, code: CodeNumber) -> Option<TextRange> {
    let (own, range) = facts.code?;
    (own == code).then_some(range)
}

fn in_text(place: &super::SheetPlace, sheet: &Sheet<'_>, cells: impl IntoIterator<Item = CellRef>) -> Vec<TextRange> {
    cells.into_iter().map(|cell| place.in_text(sheet.range(cell))).collect()
}

fn subject(sheet: &Sheet<'_>, at: CellRef) -> Option<Subject> {
    let place = sheet.place(at.row, at.cell);
    if let Some(code) = sheet.identity().and_then(|identity| {
        identity.code.filter(|code| identity.cell == at || (place.start <= code.start && code.end <= place.end))
    }) {
        return CodeNumber::read(&sheet.text[code.usize()]).map(Subject::Unit);
    }
    let amounts = amounts_at(sheet, at);
    if !amounts.is_empty() {
        return Some(Subject::Amounts(amounts));
    }
    let indicator = sheet.indicators.iter().find(|indicator| indicator.row == at.row)?;
    let (_, columns) = sheet.profile.indicators()?;
    let assigned = indicator.columns.iter().position(|&cell| u32::from(cell) == at.cell);
    let empty = sheet.cells(at.row).get(at.cell as usize).is_none_or(|cell| cell.is_empty());
    // An empty cell stands for the column that it is in.
    let column = assigned.or_else(|| (at.cell as usize).checked_sub(1).filter(|_| empty))?;
    match columns.get(column)?.kind {
        ColumnKind::Class => indicator.class.map(Subject::Parent),
        ColumnKind::Group => indicator.group.map(Subject::Parent),
        ColumnKind::Name if !empty => Some(Subject::Name(at)),
        _ => None,
    }
}

/// The amounts that a cell states or is the label or the task of.
fn amounts_at(sheet: &Sheet<'_>, at: CellRef) -> Vec<CellRef> {
    if sheet.amounts.iter().any(|amount| amount.cell == at) {
        return vec![at];
    }
    if let Some(item) = sheet.items.iter().position(|(_, item)| item.row == at.row) {
        let of_item = |place: AmountPlace| matches!(place, AmountPlace::Column(_, of) if of == item);
        return sheet.amounts.iter().filter(|amount| of_item(amount.place)).map(|amount| amount.cell).collect();
    }
    // The label of a part stands right before its amount.
    let next = sheet.values(at.row).map(|(cell, _)| cell).find(|cell| *cell > at.cell);
    let amount = next.map(|cell| CellRef { row: at.row, cell });
    let is_part = |amount: &CellRef| {
        sheet.amounts.iter().any(|of| of.cell == *amount && matches!(of.place, AmountPlace::Part(_)))
    };
    amount.filter(is_part).into_iter().collect()
}

/// The cells of one side of every sum whose other side has one of `amounts`, themselves left out. A sum over a whole column
/// says less than one that names its rows, and counts only where there is no other.
fn across(sheet: &Sheet<'_>, amounts: &[CellRef], from_parts: bool) -> Vec<CellRef> {
    let whole = |term: &Term| matches!(term, Term::Column(_, _, TermRows::All));
    let (mut named, mut all) = (Vec::new(), Vec::new());
    for sum in &sheet.profile.sums {
        let column = from_parts && sum.each_row.is_none() && sum.parts.iter().any(whole);
        for value in sheet.sums_of(sum) {
            let sides = (value.parts.cells, value.total.cells);
            let (here, there) = if from_parts { sides } else { (sides.1, sides.0) };
            if here.iter().any(|cell| amounts.contains(cell)) {
                let found = if column { &mut all } else { &mut named };
                found.extend(there.into_iter().filter(|cell| !amounts.contains(cell)));
            }
        }
    }
    if named.is_empty() { all } else { named }
}

fn totals(sheet: &Sheet<'_>, amounts: &[CellRef]) -> Vec<CellRef> {
    across(sheet, amounts, true)
}

fn parts(sheet: &Sheet<'_>, amounts: &[CellRef]) -> Vec<CellRef> {
    across(sheet, amounts, false)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::diagnostic::Lang;
    use crate::ide::testing::{PUBLISHED, analysis, check};

    #[track_caller]
    fn defines(expected: &Expect) {
        check(expected, |fixture| fixture.marked(&fixture.analysis.definition(fixture.cursor())));
    }

    #[track_caller]
    fn refers(expected: &Expect) {
        check(expected, |fixture| fixture.marked(&fixture.analysis.references(fixture.cursor(), false)));
    }

    #[test]
    fn an_empty_parent_is_stated_above() {
        defines(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12
            ⇥⇥服务对象满意度⇥群众满意度⇥>=⇥90⇥%⇥2021-12
            ⇥$0⇥⇥企业满意度⇥>=⇥90⇥%⇥2021-12
            ---
            ⇥⟦社会效应⟧⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12
            ⇥⇥服务对象满意度⇥群众满意度⇥>=⇥90⇥%⇥2021-12
            ⇥⇥⇥企业满意度⇥>=⇥90⇥%⇥2021-12
        "#]]);
        defines(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12
            ⇥⇥服务对象满意度⇥群众满意度⇥>=⇥90⇥%⇥2021-12
            ⇥⇥$0⇥企业满意度⇥>=⇥90⇥%⇥2021-12
            ---
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12
            ⇥⇥⟦服务对象满意度⟧⇥群众满意度⇥>=⇥90⇥%⇥2021-12
            ⇥⇥⇥企业满意度⇥>=⇥90⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn a_parent_is_referred_to_below() {
        refers(&expect![[r#"
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12
            ⇥⇥服务$0对象满意度⇥群众满意度⇥>=⇥90⇥%⇥2021-12
            ⇥⇥⇥企业满意度⇥>=⇥90⇥%⇥2021-12
            ---
            ⇥社会效应⇥社会效益⇥培训人次⇥>=⇥200⇥人次⇥2021-12
            ⇥⇥服务对象满意度⇥⟦群众满意度⟧⇥>=⇥90⇥%⇥2021-12
            ⇥⇥⇥⟦企业满意度⟧⇥>=⇥90⇥%⇥2021-12
        "#]]);
    }

    #[test]
    fn a_task_belongs_to_a_part_and_back() {
        let amounts = |at: &str| {
            let rows = "
            年度预算收入⇥100.00
            年度预算支出⇥年度部门预算支出⇥100.00
            ⇥人员类项目⇥60.00⇥其他运转类项目⇥4.00
            ⇥公用经费类项目⇥30.00⇥特定目标类项目⇥6.00
            年度主要任务⇥对应项目⇥预算资金情况（万元）
            ⇥部门预算基本支出公用经费⇥30.00
            ⇥部门预算基本支出人员经费⇥60.00
            ⇥工信产业监管专项业务经费⇥10.00";
            rows.replacen(at, &format!("$0{at}"), 1)
        };
        let shown = |notation: &str, references: bool| {
            let fixture = crate::ide::testing::Fixture::new(notation);
            let analysis = &fixture.analysis;
            let ranges = match references {
                true => analysis.references(fixture.cursor(), false),
                false => analysis.definition(fixture.cursor()),
            };
            ranges.iter().map(|range| fixture.slice(*range)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown(&amounts("部门预算基本支出人员经费"), false), "60.00");
        assert_eq!(shown(&amounts("工信产业监管专项业务经费"), false), "4.00 6.00");
        assert_eq!(shown(&amounts("公用经费类项目"), false), "100.00");
        assert_eq!(shown(&amounts("公用经费类项目"), true), "30.00");
        assert_eq!(shown(&amounts("年度部门预算支出"), true), "60.00 4.00 30.00 6.00 30.00 60.00 10.00");
    }

    #[test]
    fn an_indicator_of_all_sheets_and_a_unit() {
        for text in PUBLISHED {
            let analysis = analysis(text, Lang::Zh);
            let name = text.find("综合管理水平").unwrap() as u32;
            let found = analysis.references(name, true);
            assert_eq!(found.len(), 6);
            assert!(found.iter().all(|range| &text[range.usize()] == "综合管理水平"));
            let at = text.find("703002").unwrap() as u32;
            let code = analysis.unit_at(at).unwrap();
            let units = analysis.sheets_of_unit(code);
            assert_eq!(units.iter().map(|range| &text[range.usize()]).collect::<Vec<_>>(), ["703002"]);
            assert_eq!(analysis.references(at, false), units);
        }
    }

    #[test]
    fn a_part_of_a_task_leads_to_its_total_and_that_to_the_total_of_all() {
        defines(&expect![[r#"
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某局
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥管网改造⇥更换管网⇥240.00⇥1$080.00⇥60.00
            ⇥金额合计⇥⇥240.00⇥180.00⇥60.00
            ---
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某局
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥管网改造⇥更换管网⇥⟦240.00⟧⇥180.00⇥60.00
            ⇥金额合计⇥⇥240.00⇥180.00⇥60.00
        "#]]);
        defines(&expect![[r#"
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某局
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥管网$0改造⇥更换管网⇥240.00⇥180.00⇥60.00
            ⇥金额合计⇥⇥240.00⇥180.00⇥60.00
            ---
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某局
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥管网改造⇥更换管网⇥240.00⇥180.00⇥60.00
            ⇥金额合计⇥⇥⟦240.00⟧⇥⟦180.00⟧⇥⟦60.00⟧
        "#]]);
        refers(&expect![[r#"
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某局
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥管网改造⇥更换管网⇥2$040.00⇥180.00⇥60.00
            ⇥节水宣传⇥进社区⇥12.00⇥10.00⇥2.00
            ⇥金额合计⇥⇥252.00⇥190.00⇥62.00
            ---
            # mubiao: profile = mof-2015-department
            部门（单位）名称⇥某某局
            年度主要任务⇥任务名称⇥主要内容⇥预算金额（万元）
            ⇥⇥⇥总额⇥财政拨款⇥其他资金
            ⇥管网改造⇥更换管网⇥240.00⇥⟦180.00⟧⇥⟦60.00⟧
            ⇥节水宣传⇥进社区⇥12.00⇥10.00⇥2.00
            ⇥金额合计⇥⇥252.00⇥190.00⇥62.00
        "#]]);
    }
}
